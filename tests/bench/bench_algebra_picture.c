/* Gradients in the algebra picture, eight starts side by side: the open and closed transverse-field
 * Ising chain up to fifty qubits, a permutation-equivariant circuit and matchgates. One JSON object a
 * line, in a few seconds. "seconds" is processor time for one loss with its gradient and one start;
 * "targets" are those of the three open chains. The share counts the multiply-adds of blocks of at most
 * LB_BLOCK_ORDER_MAX, three matrices and a difference for each, against "peak", what the core reaches in
 * registers of eight doubles. */

#include "base/memory.h"
#include "base/random.h"
#include "bench/bench.h"
#include "training/algebra_picture.h"
#include "training/blocks.h"

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("fp-contract=fast")
#endif
typedef double vector __attribute__((vector_size(64)));
#if defined(__x86_64__)
__attribute__((target("avx512f,fma")))
#endif
static double
spin(size_t steps)
{
    vector a[16], m = (vector){0} + 0.999;
    for (size_t i = 0; i < 16; i++)
        a[i] = (vector){0} + (double)(i + steps);
    for (size_t k = 0; k < steps; k++)
        _Pragma("GCC unroll 16") for (size_t i = 0; i < 16; i++) a[i] = a[i] * m + m;
    for (size_t i = 1; i < 16; i++)
        a[0] += a[i];
    return a[0][0];
}

/* Multiply-adds a second, or 0 where there are no such registers. */
static double measure_peak(void)
{
#if defined(__x86_64__)
    if (!__builtin_cpu_supports("avx512f"))
        return 0;
#endif
    const size_t steps = 4000000;
    double best = 0, sink = 0;
    for (int i = 0; i < 3; i++) {
        double start = bench_processor_seconds();
        sink += spin(steps);
        double rate = 16 * 8 * (double)steps / (bench_processor_seconds() - start);
        best = rate > best ? rate : best;
    }
    return sink > -1 ? best : 0;
}

/* Multiply-adds of one gate forth and back, for one start. */
static double products(const lb_exponential *blocks)
{
    double sum = 0;
    for (uint32_t k = 0; k < blocks->kind_count; k++) {
        const lb_block_kind *kind = blocks->kinds + k;
        double b = kind->order;
        if (kind->tables)
            sum += kind->count * (3 * b * b + b * (b - 1));
    }
    return sum;
}

static void measure(const char *name, const char *size, size_t angles, double target, double peak)
{
    lb_error error;
    lb_ansatz_t A;
    lb_sum_t O;
    lb_training_algebra_picture picture;
    lb_training_objective objective;
    lb_random random;
    const lb_run_options run = {.threads = 1};
    lb_setting n = {(char *)"n", (char *)size};
    double losses[LB_BLOCK_LANES], count = 0, start, work = 0;
    bench_require(lb_ansatz_load(A, name, &n, 1, &error), &error);
    lb_sum_init(O, A->qubits);
    lb_ansatz_get_observable(O, A);
    start = bench_processor_seconds();
    bench_require(lb_training_algebra_picture_init(&picture, A, 0, O, 0, 0, &run, &error), &error);
    double prepared = bench_processor_seconds() - start;
    lb_training_algebra_objective_init(&objective, &picture, A, angles, 0);
    void *room = objective.open(objective.context, LB_BLOCK_LANES, 1);
    double *x = lb_malloc(LB_BLOCK_LANES * angles, sizeof *x),
           *gradients = lb_malloc(LB_BLOCK_LANES * angles, sizeof *x);
    lb_random_seed(&random, 1);
    for (size_t j = 0; j < LB_BLOCK_LANES * angles; j++)
        x[j] = 3 * lb_random_unit(&random);
    for (size_t j = 0; j < angles; j++)
        work += products(picture.blocks + j % picture.generator_count);
    start = bench_processor_seconds();
    for (; bench_processor_seconds() - start < 0.5; count++)
        bench_require(objective.evaluate(room, LB_BLOCK_LANES, x, losses, gradients, &error),
                      &error);
    double seconds = (bench_processor_seconds() - start) / count / LB_BLOCK_LANES;
    printf("{\"bench\": \"algebra picture\", \"ansatz\": \"%s\", \"n\": %s, \"angles\": %zu, "
           "\"coordinates\": %u, \"seconds_prepare\": %.3g, \"seconds\": %.3g",
           name, size, angles, picture.dimension, prepared, seconds);
    if (target > 0)
        printf(", \"target\": %.2g", target);
    if (peak > 0 && work > 0)
        printf(", \"share\": %.2f", work / seconds / peak);
    puts("}");
    fflush(stdout);
    objective.close(room);
    objective.clear(&objective);
    lb_training_algebra_picture_clear(&picture);
    free(x);
    free(gradients);
    lb_sum_clear(O);
    lb_ansatz_clear(A);
}

int main(void)
{
    double peak = measure_peak();
    measure("tfim-open", "10", 100, 1.2e-5, peak);
    measure("tfim-open", "20", 400, 1.5e-4, peak);
    measure("tfim-open", "50", 2500, 4e-3, peak);
    measure("tfim-closed", "10", 20, 0, peak);
    measure("tfim-closed", "50", 100, 0, peak);
    measure("sn-equivariant", "20", 100, 0, peak);
    measure("matchgate", "20", 200, 0, peak);
    return 0;
}
