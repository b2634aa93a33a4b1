/* How long R and M_c take without the algebra: the real span of the orbit from above, the exact rank
 * from below. One JSON object a line: dim V, the bound, the rank that was found, M_c, whether both sides
 * meet, and the processor time of both.
 *
 * usage: bench_bound [large], for the cases that take more than half a minute */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <liebound.h>

#include "base/memory.h"
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

static void require(lb_status status, const lb_error *error)
{
    if (status == LB_OK)
        return;
    fprintf(stderr, "bench_bound: %s\n", error->message);
    exit(EXIT_FAILURE);
}

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
    require(lb_ansatz_load(A, c->ansatz, settings, count, &error), &error);
}

static double processor_seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

static void measure(const bound_case *c)
{
    lb_ansatz_t A;
    lb_bound_t B;
    lb_real_span span;
    lb_error error;
    lb_bound_options options = {.seeds = 0, .seed = 1};
    load(A, c);
    lb_bound_init(B);
    double start = processor_seconds();
    require(lb_real_span_compute(&span, A, 0, NULL, &error), &error);
    double spanned = processor_seconds();
    require(lb_bound_compute(B, A, NULL, &options, &error), &error);
    const lb_bound_state *S = &B->states[0];
    gmp_printf("{\"bench\": \"bound\", \"ansatz\": \"%s\", \"qubits\": %zu, \"dim_V\": %u, "
               "\"rank_at_most\": %u, \"rank_at_least\": %Zd, \"critical_at_most\": %Zd, "
               "\"proved\": %s, \"seconds_span_processor\": %.3f, \"seconds_processor\": %.3f}\n",
               c->ansatz ? c->ansatz : "uccsd", A->qubits, (unsigned)span.dimension,
               (unsigned)span.rank_at_most, S->rank.at_least, S->critical.at_most,
               S->rank.proved ? "true" : "false", spanned - start, processor_seconds() - spanned);
    fflush(stdout);
    lb_real_span_clear(&span);
    lb_bound_clear(B);
    lb_ansatz_clear(A);
}

int main(int argc, char **argv)
{
    bool large = argc > 1 && !strcmp(argv[1], "large");
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        if (CASES[i].large == large)
            measure(&CASES[i]);
    return EXIT_SUCCESS;
}
