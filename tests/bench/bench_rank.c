/* QFIM tangent vectors and rank at about 1000 angles, in double precision and exactly: the open
 * transverse-field Ising chain with one angle a term and with two angles a layer, whose ranks are
 * small, and a hardware-efficient circuit, whose rank is nearly the number of angles or that of
 * real dimensions. One JSON object a line. Without arguments 8 to 16 qubits on the first and 8 to
 * 14 on the others, in a minute or two; with arguments these numbers of qubits on all.
 *
 * "peak" is the number of fused multiply-adds a second that one core reaches in registers,
 * "blas" what a matrix product of OpenBLAS reaches, both measured first. The shares compare with a
 * kernel that forms the Gram matrix at that speed, 0.625 M^2 2^(n+1) multiply-adds, a fifth of them
 * for the tangents; they may exceed 1, because a small rank is found without the Gram matrix. The
 * growth exponent e is that of seconds ~ (M^2 2^n)^e. Two threads can be as much faster as the
 * busier of them uses less of a processor than one thread alone ("speedup_possible"); how much
 * faster they are, a machine with other work does not show. */

#include <cblas.h>

#include "base/memory.h"
#include "bench/bench.h"
#include "bench/peak.h"

typedef struct machine {
    double peak, blas;
} machine;

static double measure_blas(void)
{
    enum { N = 768 };
    double *A = lb_calloc(3 * N * N, sizeof *A), best = 0;
    openblas_set_num_threads(1);
    for (int repeat = 0; repeat < 5; repeat++) {
        double start = bench_processor_seconds();
        cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, N, N, N, 1, A, N, A + N * N, N, 0,
                    A + 2 * N * N, N);
        best = fmax(best, (double)N * (double)N * (double)N / (bench_processor_seconds() - start));
    }
    free(A);
    return best;
}

typedef struct timing {
    double wall, processor, tangents, busiest; /* the best of each */
} timing;

static double thread_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* The best of five runs, or of fewer when they take long. */
static timing measure_float(lb_spectrum_t S, const lb_ansatz_t A, const lb_rank_options *options)
{
    lb_error error;
    timing best = {HUGE_VAL, HUGE_VAL, HUGE_VAL, HUGE_VAL};
    for (int run = 0; run < 5 && (run == 0 || best.wall * run < 2); run++) {
        double wall = lb_seconds(), processor = bench_processor_seconds(),
               caller = thread_seconds();
        bench_require(lb_qfim_spectrum(S, A, 0, options, &error), &error);
        caller = thread_seconds() - caller;
        processor = bench_processor_seconds() - processor;
        best.wall = fmin(best.wall, lb_seconds() - wall);
        best.processor = fmin(best.processor, processor);
        best.busiest = fmin(best.busiest, fmax(caller, processor - caller));
        best.tangents = fmin(best.tangents, S->seconds_tangents);
    }
    return best;
}

static void print_exact(const lb_ansatz_t A, size_t layers)
{
    lb_exact_t E;
    lb_error error;
    lb_exact_options options = {.layers = layers, .picture = LB_PICTURE_STATE};
    lb_exact_init(E);
    double start = bench_processor_seconds();
    bench_require(lb_exact_rank(E, A, 0, &options, &error), &error);
    printf(", \"exact_rank\": %zu, \"exact_gates\": %zu, \"exact_seconds_processor\": %.4f",
           E->rank, E->gates, bench_processor_seconds() - start);
    lb_exact_clear(E);
}

/* last: the processor time of the last case of the family and its size, or 0. */
static void measure(const char *source, const char *qubits, const machine *m, double *last)
{
    lb_ansatz_t A;
    lb_spectrum_t S;
    lb_error error;
    lb_setting setting = {.name = (char[]){"n"}, .value = (char *)qubits};
    bench_require(lb_ansatz_load(A, source, &setting, 1, &error), &error);
    lb_spectrum_init(S);
    lb_rank_options options = {.layers = 1000 / A->generator_count, .seed = 1, .run.threads = 1};
    timing one = measure_float(S, A, &options);
    options.run.threads = 2;
    timing two = measure_float(S, A, &options);
    double M = (double)S->parameters, size = M * M * ldexp(1, (int)A->qubits);
    double rate = 0.625 * 2 * size / one.processor;
    printf("{\"bench\": \"qfim-rank\", \"ansatz\": \"%s\", \"qubits\": %zu, \"parameters\": %zu, "
           "\"rank\": %zu, \"gap\": %.3g, \"seconds\": %.4f, \"seconds_processor\": %.4f, "
           "\"seconds_tangents\": %.4f, \"peak_share\": %.2f, \"blas_share\": %.2f, "
           "\"seconds_two_threads\": %.4f, \"speedup\": %.2f, \"processor_two_threads\": %.4f, "
           "\"speedup_possible\": %.2f",
           source, A->qubits, S->parameters, S->rank, S->gap, one.wall, one.processor, one.tangents,
           rate / m->peak, rate / m->blas, two.wall, one.wall / two.wall, two.processor,
           one.processor / two.busiest);
    if (last[0] > 0)
        bench_growth(one.processor, last[0], size, last[1]);
    last[0] = one.processor;
    last[1] = size;
    print_exact(A, options.layers);
    printf(", \"peak_bytes\": %zu}\n", lb_peak_bytes());
    fflush(stdout);
    lb_spectrum_clear(S);
    lb_ansatz_clear(A);
}

int main(int argc, char **argv)
{
    static const char *const families[] = {"tfim-open-free", "tfim-open", "hea"};
    static const char *const sizes[] = {"8", "10", "12", "14", "16"};
    machine m = {bench_peak(), measure_blas()};
    printf("{\"bench\": \"qfim-rank-machine\", \"peak\": %.3g, \"blas\": %.3g, \"core\": \"%s\"}\n",
           m.peak, m.blas, openblas_get_corename());
    for (size_t f = 0; f < sizeof families / sizeof families[0]; f++) {
        double last[2] = {0};
        for (size_t i = 0; argc == 1 && i < (f == 0 ? 5 : 4); i++)
            measure(families[f], sizes[i], &m, last);
        for (int i = 1; i < argc; i++)
            measure(families[f], argv[i], &m, last);
    }
    return EXIT_SUCCESS;
}
