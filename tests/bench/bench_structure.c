/* How long it takes to find a dimension and then the structure, both proved, and how the latter
 * grows with the dimension. One JSON object a line; times are those of the processor, summed over
 * threads. LB_BENCH_THREADS sets the number of threads.
 *
 * Families by search, and then, by classification, single strings at any size. A family ends where
 * the next size would take more than the limit if the cost grew as far as with the last one.
 *
 * usage: bench_structure [SECONDS], for a case (default 20); 3600 goes far */

#include "bench/bench.h"

enum { SIZES = 8 };

typedef struct family {
    const char *name;
    const char *text; /* NULL for one of the catalogue */
    bool classified;
    const char *sizes[SIZES + 1]; /* values of n */
} family;

/* Sums that generate su(2^n): no permutation fixes both. */
static const char CONTROLLABLE[] =
    "parameter n = 4\n"
    "qubits n\n"
    "generator = sum(i in 0..n-2) Z[i] Z[i+1] + sum(i in 0..n-1) (i + 1) Z[i]\n"
    "generator = sum(i in 0..n-1) X[i]\n";

static const family FAMILIES[] = {
    {"controllable", CONTROLLABLE, false, {"3", "4", "5", "6", "7", NULL}},
    {"tfim-open", NULL, false, {"16", "32", "64", "128", "256", NULL}},
    {"tfim-closed", NULL, false, {"6", "12", "24", "48", "96", "192", NULL}},
    {"ltfim-open", NULL, false, {"4", "5", "6", "7", "8", NULL}},
    {"ltfim-closed", NULL, false, {"4", "5", "6", "7", "8", NULL}},
    {"xxz-open", NULL, false, {"5", "6", "7", "8", "9", NULL}},
    {"xxz-closed", NULL, false, {"5", "6", "7", "8", "9", NULL}},
    {"heisenberg-open", NULL, false, {"5", "6", "7", "8", "9", NULL}},
    {"qaoa-complete", NULL, false, {"4", "6", "8", "10", "12", NULL}},
    {"sn-equivariant", NULL, false, {"4", "6", "8", "10", NULL}},
    {"hea", NULL, false, {"4", "5", "6", "7", NULL}},
    {"hea", NULL, true, {"10", "100", "1000", "4000", NULL}},
    {"tfim-closed-free", NULL, true, {"10", "100", "1000", "4000", NULL}},
    {"b3", NULL, true, {"10", "100", "1000", "4000", NULL}},
};

typedef struct measurement {
    double closure, structure; /* seconds */
    double log_dimension;      /* to the base 2 */
    size_t ideals_over_q;
    uint64_t peak_bytes;
    lb_structure_level known;
    char dimension[48], algebra[200];
} measurement;

typedef struct structure_case {
    bench_run run;
    const family *family;
    double seconds;
} structure_case;

static void load(lb_ansatz_t A, const structure_case *c)
{
    const char *text = c->family->text;
    lb_error error;
    lb_setting n = {(char *)"n", (char *)c->run.size};
    bench_require(text ? lb_ansatz_parse(A, text, strlen(text), c->run.ansatz, &n, 1, &error)
                       : lb_ansatz_load(A, c->run.ansatz, &n, 1, &error),
                  &error);
}

/* Ideals over Q: conjugate copies together are one. */
static size_t count_over_q(const lb_structure *structure)
{
    size_t count = 0;
    for (size_t i = 0; i < lb_structure_ideals_count(structure); i++) {
        const lb_real_ideals *ideals = lb_structure_ideals(structure, i);
        count += ideals->field ? 1 : mpz_get_ui(ideals->copies);
    }
    return count;
}

static void describe(measurement *m, const lb_structure *structure)
{
    mpz_t D;
    long exponent;
    mpz_init(D);
    lb_structure_dimension(D, structure);
    m->log_dimension = log2(mpz_get_d_2exp(&exponent, D)) + (double)exponent;
    if (mpz_sizeinbase(D, 10) < sizeof m->dimension)
        mpz_get_str(m->dimension, 10, D);
    else
        snprintf(m->dimension, sizeof m->dimension, "about 2^%.0f", m->log_dimension);
    const lb_algebra_struct *algebra = lb_structure_algebra(structure);
    char *text = algebra ? lb_algebra_text(algebra) : NULL;
    snprintf(m->algebra, sizeof m->algebra, "%s", text ? text : "undecided");
    free(text);
    m->ideals_over_q = count_over_q(structure);
    m->known = lb_structure_known(structure);
    mpz_clear(D);
}

static void measure(void *result, const bench_run *run)
{
    const structure_case *c = (const structure_case *)run;
    const char *threads = getenv("LB_BENCH_THREADS");
    lb_ansatz_t A;
    lb_closure *closure;
    lb_structure *structure;
    lb_error error;
    lb_closure_options options = {.enumerate = !c->family->classified,
                                  .run.threads = threads ? atoi(threads) : 1,
                                  .run.limits.deadline = lb_deadline(c->seconds)};
    measurement m = {0};
    load(A, c);
    double start = bench_processor_seconds();
    bench_require(lb_closure_compute(&closure, A, &options, &error), &error);
    m.closure = bench_processor_seconds() - start;
    if (lb_closure_is_proved(closure)) {
        start = bench_processor_seconds();
        bench_require(lb_structure_identify(&structure, closure, &options.run, &error), &error);
        m.structure = bench_processor_seconds() - start;
        describe(&m, structure);
    } else
        snprintf(m.dimension, sizeof m.dimension, "undecided");
    m.peak_bytes = lb_peak_bytes();
    memcpy(result, &m, sizeof m);
}

static void print_case(const structure_case *c, const measurement *m)
{
    static const char *const LEVELS[] = {"dimension", "centre and rank", "ideals"};
    printf(
        "{\"bench\": \"structure\", \"ansatz\": \"%s\", \"n\": %s, \"method\": \"%s\", "
        "\"dimension\": \"%s\", \"algebra\": \"%s\", \"proved\": \"%s\", \"ideals_over_q\": %zu, "
        "\"seconds_closure\": %.4f, \"seconds_structure\": %.4f, \"peak_bytes\": %" PRIu64,
        c->run.ansatz, c->run.size, c->family->classified ? "classification" : "search",
        m->dimension, m->algebra, LEVELS[m->known], m->ideals_over_q, m->closure, m->structure,
        m->peak_bytes);
}

/* The end of the object with what grows with what: for a search the cost of the structure with the
 * dimension, for a classification, from which the structure follows at once, its own cost with n.
 * Times below a millisecond say nothing. */
static void end_case(bench_case *last, const structure_case *c, const measurement *m)
{
    double cost = c->family->classified ? m->closure : m->structure;
    double size = c->family->classified ? atof(c->run.size) : exp2(m->log_dimension);
    bench_end_case(last, cost > 1e-3 ? cost : 0, size);
}

static void run_family(const family *f, double seconds)
{
    bench_case last = {0};
    double predicted = 0, last_cost = 0;
    for (size_t i = 0; f->sizes[i] && predicted < seconds; i++) {
        structure_case c = {.run = {.ansatz = f->name, .size = f->sizes[i]}, f, seconds};
        measurement m;
        bench_apart(measure, &m, sizeof m, &c.run);
        print_case(&c, &m);
        end_case(&last, &c, &m);
        double cost = m.closure + m.structure;
        predicted = last_cost > 1e-2 ? cost * cost / last_cost : 10 * cost;
        last_cost = cost;
    }
}

int main(int argc, char **argv)
{
    enum { SECONDS = 20 };
    double seconds = argc > 1 ? strtod(argv[1], NULL) : (double)SECONDS;
    for (size_t i = 0; i < sizeof FAMILIES / sizeof *FAMILIES; i++)
        run_family(FAMILIES + i, seconds);
    return EXIT_SUCCESS;
}
