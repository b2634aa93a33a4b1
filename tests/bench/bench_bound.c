/* How long R and M_c take without the algebra: the real span of the orbit from above, the exact rank
 * from below; and how long liebound-check takes for the certificate. One JSON object a line: dim V, the
 * bound, the rank that was found, M_c, whether both sides meet, and the processor time of both, beside
 * that of the rank in floating point at as many angles. The growth exponents e are those of the time to find
 * and of that to check, as (2^n)^e, from the case before of the same ansatz.
 *
 * usage: bench_bound [large], for the cases that take more than half a minute */

#include "base/memory.h"
#include "bench/bench.h"
#include "uccsd.h"

typedef struct bound_case {
    const char *ansatz; /* NULL for UCCSD */
    const char *names[2], *values[2];
    size_t orbitals, electrons;
    bool large;
} bound_case;

static const bound_case CASES[] = {
    {"qaoa-grid", {"rows", "columns"}, {"3", "3"}, 0, 0, false},
    {"qaoa-grid", {"rows", "columns"}, {"3", "4"}, 0, 0, false},
    {"qaoa-regular", {"n"}, {"8"}, 0, 0, false},
    {"qaoa-regular", {"n"}, {"10"}, 0, 0, false},
    {"qaoa-regular", {"n"}, {"12"}, 0, 0, true},
    {NULL, {NULL}, {NULL}, 4, 4, false},
    {NULL, {NULL}, {NULL}, 5, 4, false},
    {NULL, {NULL}, {NULL}, 6, 6, false},
    {"hea", {"n"}, {"8"}, 0, 0, false},
    {"hea", {"n"}, {"10"}, 0, 0, false},
    {"hea", {"n"}, {"12"}, 0, 0, true},
    {"ltfim-open", {"n"}, {"8"}, 0, 0, false},
    {"ltfim-open", {"n"}, {"10"}, 0, 0, false},
    {"xxz-open", {"n"}, {"6"}, 0, 0, false},
    {"xxz-open", {"n"}, {"8"}, 0, 0, false},
    {"sn-equivariant-ltfim", {"n"}, {"30"}, 0, 0, false},
};

static void load(lb_ansatz_t A, const bound_case *c)
{
    lb_setting settings[2];
    lb_error error;
    size_t count = 0;
    if (!c->ansatz) {
        make_uccsd(A, c->orbitals, c->electrons);
        return;
    }
    for (; count < 2 && c->names[count]; count++)
        settings[count] = (lb_setting){(char *)c->names[count], (char *)c->values[count]};
    bench_require(lb_ansatz_load(A, c->ansatz, settings, count, &error), &error);
}

/* The certificate of what was found, where there is one. */
static bool write_certificate(const bench_run *run, const lb_ansatz_t A, const lb_bound_state *S)
{
    const lb_span_options spans = {.run.threads = 1};
    const lb_rank_claim claim = {0, S->has_exact ? S->exact : NULL, mpz_get_ui(S->rank.at_least)};
    lb_error ignored;
    return !lb_rank_certificate_write(A, &claim, 1, &(lb_rank_bounds){.spans = &spans},
                                      run->certificate, &ignored);
}

/* Negative where it does not work. */
static double floating_seconds(const lb_ansatz_t A, size_t gates)
{
    lb_spectrum_t S;
    lb_error ignored;
    lb_rank_options options = {
        .layers = lb_ansatz_layers_for(A, gates), .parameters = gates, .seed = 1};
    double start = bench_processor_seconds();
    lb_spectrum_init(S);
    lb_status status = gates ? lb_qfim_spectrum(S, A, 0, &options, &ignored) : LB_USAGE;
    lb_spectrum_clear(S);
    return status ? -1 : bench_processor_seconds() - start;
}

/* The case before, of the same ansatz or another one. */
typedef struct series {
    const char *ansatz;
    double found;
    bench_case check;
} series;

static void end_case(series *before, const char *ansatz, double found, double checked, double size)
{
    if (strcmp(before->ansatz, ansatz) != 0)
        *before = (series){.ansatz = ansatz};
    if (before->found > 0)
        printf(", \"growth_exponent_find\": %.2f",
               log(found / before->found) / log(size / before->check.size));
    before->found = found;
    bench_end_case(&before->check, checked, size);
}

static void measure(const bound_case *c, const bench_run *run, series *before)
{
    lb_ansatz_t A;
    lb_bound_t B;
    lb_real_span span;
    lb_error error;
    lb_bound_options options = {.seeds = 0, .seed = 1};
    const char *ansatz = c->ansatz ? c->ansatz : "uccsd";
    load(A, c);
    lb_bound_init(B);
    double start = bench_processor_seconds();
    bench_require(lb_real_span_compute(&span, A, 0, NULL, &error), &error);
    double spanned = bench_processor_seconds();
    bench_require(lb_bound_compute(B, A, NULL, &options, &error), &error);
    const lb_bound_state *S = &B->states[0];
    double bounded = bench_processor_seconds(), checked = 0;
    bool written = write_certificate(run, A, S);
    double found = bench_processor_seconds() - spanned;
    gmp_printf("{\"bench\": \"bound\", \"ansatz\": \"%s\", \"qubits\": %zu, \"dim_V\": %u, "
               "\"rank_at_most\": %u, \"rank_at_least\": %Zd, \"critical_at_most\": %Zd, "
               "\"proved\": %s, \"seconds_span_processor\": %.3f, \"seconds_processor\": %.3f, "
               "\"seconds_find_processor\": %.3f, \"seconds_floating_processor\": %.3f",
               ansatz, A->qubits, (unsigned)span.dimension, (unsigned)span.rank_at_most,
               S->rank.at_least, S->critical.at_most, S->rank.proved ? "true" : "false",
               spanned - start, bounded - spanned, found,
               floating_seconds(A, S->has_exact ? S->exact->gates : 0));
    if (written)
        checked = bench_check(run);
    end_case(before, ansatz, found, checked, exp2((double)A->qubits));
    lb_real_span_clear(&span);
    lb_bound_clear(B);
    lb_ansatz_clear(A);
}

int main(int argc, char **argv)
{
    bool large = argc > 1 && !strcmp(argv[1], "large");
    bench_run run;
    series before = {.ansatz = ""};
    bench_begin(&run, 1, argv);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        if (CASES[i].large == large)
            measure(&CASES[i], &run, &before);
    bench_end(&run);
    return EXIT_SUCCESS;
}
