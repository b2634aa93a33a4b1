/* Losses with gradients in the state picture, on one thread: the open transverse-field Ising chain, one
 * start at a time and eight side by side, and a hardware-efficient circuit of turns about single
 * strings. One JSON object a line, in about a minute; with arguments only these numbers of qubits.
 *
 * "peak" and "memory" are what one core reaches in registers, in multiply-adds a second, and to and from
 * memory, in bytes a second, measured first. The parity halves the vectors (simulation/sector.h), so the
 * shares compare with (4 n + 8) L 2^n multiply-adds and additions: the flips of a layer once forward and
 * twice back, their products once, the diagonal gate on all; and with 48 L 2^n bytes, one pass over each
 * vector in each direction, where they do not stay in a cache. "qulacs" is what Qulacs was measured to
 * take for the same gradient, and "target" what it should be here. Seconds are of the processor, the
 * least of some repetitions. */

#include "base/memory.h"
#include "bench/bench.h"
#include "bench/peak.h"
#include "training/states/picture.h"

typedef struct machine {
    double peak, memory;
} machine;

static const struct {
    size_t qubits, layers;
    double qulacs, target;
} expected[] = {{4, 10, 1.8e-4, 3e-6},
                {10, 10, 2.2e-3, 4e-5},
                {10, 104, 2.1e-2, 4e-4},
                {16, 10, 0.23, 5e-3},
                {20, 10, 5.5, 0.12}};

static void print_expected(size_t qubits, size_t layers)
{
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++)
        if (expected[i].qubits == qubits && expected[i].layers == layers)
            printf(", \"qulacs\": %g, \"target\": %g", expected[i].qulacs, expected[i].target);
}

static double seconds_of(const lb_training_objective *objective, size_t starts)
{
    size_t M = objective->angles;
    lb_training_options options = {.seed = 1};
    double *angles = lb_malloc(starts * M, sizeof *angles),
           *gradients = lb_malloc(starts * M, sizeof *gradients),
           *losses = lb_malloc(starts, sizeof *losses), best = HUGE_VAL, begin = lb_seconds();
    void *room = objective->open(objective->context, starts, 1);
    lb_error error;
    for (size_t s = 0; s < starts; s++)
        lb_training_start(angles + M * s, M, &options, s);
    for (int repeat = 0; repeat < 3 || lb_seconds() - begin < 1; repeat++) {
        double start = bench_processor_seconds(), passed = 0;
        size_t calls = 0;
        for (; passed < 0.01; passed = bench_processor_seconds() - start, calls++)
            bench_require(objective->evaluate(room, starts, angles, losses, gradients, &error),
                          &error);
        best = fmin(best, passed / (double)(calls * starts));
    }
    objective->close(room);
    free(angles);
    free(gradients);
    free(losses);
    return best;
}

static void measure(const char *source, const char *qubits, size_t layers, size_t starts,
                    const machine *m)
{
    lb_ansatz_t A;
    lb_error error;
    lb_training_objective objective;
    lb_setting setting = {.name = (char[]){"n"}, .value = (char *)qubits};
    lb_run_options run = {.threads = 1};
    bench_require(lb_ansatz_load(A, source, &setting, 1, &error), &error);
    lb_training_problem problem = {.A = A, .layers = layers};
    bench_require(lb_training_states_objective(&objective, &problem, starts > 1, &run, &error),
                  &error);
    double seconds = seconds_of(&objective, starts), n = (double)A->qubits,
           size = (double)layers * ldexp(1, (int)A->qubits - 1);
    printf("{\"bench\": \"train-gradient\", \"ansatz\": \"%s\", \"qubits\": %zu, \"layers\": %zu, "
           "\"parameters\": %zu, \"starts\": %zu, \"seconds\": %.3g",
           source, A->qubits, layers, objective.angles, starts, seconds);
    if (!strcmp(source, "tfim-open"))
        printf(", \"peak_share\": %.2f, \"memory_share\": %.2f",
               (8 * n + 16) * size / seconds / m->peak, 96 * size / seconds / m->memory);
    if (!strcmp(source, "tfim-open") && starts == 1)
        print_expected(A->qubits, layers);
    puts("}");
    fflush(stdout);
    objective.clear(&objective);
    lb_ansatz_clear(A);
}

int main(int argc, char **argv)
{
    static const char *const sizes[] = {"4", "10", "16", "20"};
    machine m = {bench_peak(), bench_memory()};
    printf("{\"bench\": \"train-machine\", \"peak\": %.3g, \"memory\": %.3g}\n", m.peak, m.memory);
    for (int i = 1; i < argc; i++)
        measure("tfim-open", argv[i], 10, 1, &m);
    for (size_t i = 0; argc == 1 && i < sizeof sizes / sizeof sizes[0]; i++)
        measure("tfim-open", sizes[i], 10, 1, &m);
    if (argc > 1)
        return EXIT_SUCCESS;
    measure("tfim-open", "10", 104, 1, &m);
    measure("tfim-open", "4", 10, 8, &m);
    measure("tfim-open", "6", 18, 8, &m);
    measure("tfim-open", "8", 32, 8, &m);
    measure("hea", "4", 35, 8, &m);
    measure("hea", "8", 20, 1, &m);
    return EXIT_SUCCESS;
}
