/* How long orbit and sector dimensions take, with both halves of their proofs and a certificate,
 * once a basis of g is there, and how long the checker takes. One JSON object a line.
 *
 * usage: bench_orbit [CHECKER] */

#include "bench/bench.h"

enum { SIZES = 4 };

typedef struct family {
    const char *ansatz;
    bool sectors;
    const char *sizes[SIZES + 1]; /* values of n */
} family;

static const family FAMILIES[] = {
    {"tfim-closed-free", true, {"25", "50", "100", NULL}},
    {"tfim-open", true, {"25", "50", "100", NULL}},
    {"xxz-open", true, {"6", "7", "8", NULL}},
    {"ltfim-open", true, {"4", "5", "6", NULL}},
    {"ltfim-open", false, {"8", "9", "10", NULL}},
    {"hea", false, {"6", "8", "10", NULL}},
};

typedef struct measurement {
    double closure, orbit, write;
    uint64_t dimension, orbit_dimension, sector, peak_bytes;
    bool proved;
} measurement;

static bool with_sectors;

static void measure(void *result, const bench_run *run)
{
    lb_ansatz_t A;
    lb_closure *closure;
    lb_orbit *orbit;
    lb_error error;
    lb_setting n = {(char *)"n", (char *)run->size};
    lb_closure_options options = {.enumerate = true};
    lb_orbit_options orbit_options = {.no_sectors = !with_sectors};
    bench_require(lb_ansatz_load(A, run->ansatz, &n, 1, &error), &error);
    double start = lb_seconds();
    bench_require(lb_closure_compute(&closure, A, &options, &error), &error);
    double closed = lb_seconds();
    bench_require(lb_orbit_compute(&orbit, A, closure, &orbit_options, &error), &error);
    double computed = lb_seconds();
    bench_require(lb_orbit_certificate_write(orbit, run->certificate, &error), &error);
    const lb_orbit_number *number = lb_orbit_dimension(orbit, 0);
    *(measurement *)result = (measurement){
        .closure = closed - start,
        .orbit = computed - closed,
        .write = lb_seconds() - computed,
        .dimension = lb_closure_row_count(closure),
        .orbit_dimension = mpz_get_ui(number->at_least),
        .sector = with_sectors ? mpz_get_ui(lb_orbit_sector(orbit, 0)->at_least) : 0,
        .peak_bytes = lb_peak_bytes(),
        .proved = number->proved && (!with_sectors || lb_orbit_sector(orbit, 0)->proved)};
}

static void run_family(const family *f, bench_run *run)
{
    bench_case last = {0};
    run->ansatz = f->ansatz;
    with_sectors = f->sectors;
    for (size_t i = 0; f->sizes[i]; i++) {
        measurement m;
        run->size = f->sizes[i];
        bench_apart(measure, &m, sizeof m, run);
        printf("{\"bench\": \"orbit\", \"ansatz\": \"%s\", \"n\": %s, \"dimension\": %" PRIu64
               ", \"orbit\": %" PRIu64 ", \"sector\": ",
               run->ansatz, run->size, m.dimension, m.orbit_dimension);
        if (with_sectors)
            printf("%" PRIu64, m.sector);
        else
            printf("null");
        printf(", \"proved\": %s, \"seconds_closure\": %.3f, \"seconds\": %.3f, "
               "\"seconds_write\": %.3f, \"peak_bytes\": %" PRIu64,
               m.proved ? "true" : "false", m.closure, m.orbit, m.write, m.peak_bytes);
        bench_check(run);
        bench_end_case(&last, m.orbit, (double)m.dimension);
    }
}

int main(int argc, char **argv)
{
    bench_run run;
    bench_begin(&run, argc, argv);
    for (size_t i = 0; i < sizeof FAMILIES / sizeof *FAMILIES; i++)
        run_family(FAMILIES + i, &run);
    bench_end(&run);
    return EXIT_SUCCESS;
}
