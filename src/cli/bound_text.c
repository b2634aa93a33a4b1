#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "bound/bound_run.h"
#include "cli/bound_print.h"
#include "cli/theorem.h"
#include "report/notation.h"

/* "100", "64 .. 100", ">= 64" are what a line says in its column of numbers; the caller frees it.
 */
static char *range_text(const mpz_t at_least, const __mpz_struct *at_most, size_t digits)
{
    char *least = lb_notation_integer(at_least, digits), *text;
    if (!at_most)
        text = lb_sprintf(">= %s", least);
    else if (!mpz_cmp(at_least, at_most))
        text = lb_strdup(least);
    else {
        char *most = lb_notation_integer(at_most, digits);
        text = lb_sprintf("%s .. %s", least, most);
        free(most);
    }
    free(least);
    return text;
}

/* One line; text is freed. */
static void print_line(FILE *stream, const char *name, char *text, const char *known)
{
    fprintf(stream, "%-18s %8s   %s\n", name, text, known);
    free(text);
}

static const char *proved_or_bounds(bool proved)
{
    return proved ? "proved" : "bounds, both proved";
}

static void print_range(FILE *stream, const char *name, const lb_bound_range *range,
                        const char *remark, size_t digits)
{
    char *known = lb_sprintf("%s%s", proved_or_bounds(range->proved), remark);
    print_line(stream, name, range_text(range->at_least, range->at_most, digits), known);
    free(known);
}

/* Below a number for which there is a theorem, and with its value where that was not found. */
static void print_theorem(FILE *stream, const lb_theorem *theorem, bool known, size_t digits)
{
    if (!theorem || !theorem->sizes)
        return;
    char *value = known ? lb_strdup("") : lb_notation_integer(theorem->value, digits);
    char *text = lb_sprintf("proved for %s", theorem->sizes);
    print_line(stream, "", value, text);
    free(text);
}

/* "; at most by the real span" where that is not what the line is about. */
static char *by(const char *source, const char *itself)
{
    return strcmp(source, itself) ? lb_sprintf("; at most by %s", source) : lb_strdup("");
}

static void print_dimension(FILE *stream, const lb_cli_bounding *result)
{
    const lb_cli_closing *closing = &result->closing;
    const __mpz_struct *at_most = lb_cli_closing_at_most(closing);
    if (!closing->closure && !result->searched) {
        print_line(stream, "dim g", lb_strdup("-"), "left out");
        return;
    }
    char *known = lb_sprintf("%s%s",
                             closing->proved ? "proved"
                             : at_most       ? "bounds, both proved"
                                             : "proved lower bound",
                             closing->proved || result->searched ? "" : "; R is proved without it");
    print_line(stream, "dim g", range_text(closing->dimension, at_most, result->digits), known);
    free(known);
    print_theorem(stream, &result->A->theorems[LB_THEOREM_DIMENSION], closing->proved,
                  result->digits);
}

/* dim V, less what is conserved, less the phases. */
static void print_span(FILE *stream, const lb_bound_state *S)
{
    if (!S->has_span)
        return;
    char *phases = S->span.phases ? lb_sprintf(" - %u phase%s", (unsigned)S->span.phases,
                                               S->span.phases == 1 ? "" : "s")
                                  : lb_strdup("");
    char *known = lb_sprintf("proved   (dim V %u - %u conserved%s)", (unsigned)S->span.dimension,
                             (unsigned)S->span.invariants, phases);
    print_line(stream, "real span", lb_sprintf("<= %u", (unsigned)S->span.rank_at_most), known);
    free(known);
    free(phases);
}

/* "|+>" and the like. */
static char *ket(const char *name)
{
    if (!strcmp(name, "plus"))
        return lb_strdup("|+>");
    if (!strcmp(name, "zero"))
        return lb_strdup("|0>");
    return lb_sprintf("%.40s%s", name, strlen(name) > 40 ? "..." : "");
}

/* How sure it is that no larger rank exists at this M. */
static char *exact_known(const lb_bound_state *S, const lb_ansatz_struct *A)
{
    const lb_exact_struct *E = S->exact;
    char *place = lb_sprintf("at L = %zu, M = %zu   ", S->layers, lb_ansatz_angles(A, S->layers)),
         *text;
    if (E->equal || mpz_cmp_ui(S->rank.at_most, E->rank) == 0)
        text = lb_sprintf("%sproved", place);
    else if (E->error < 1)
        text = lb_sprintf("%sproved as a lower bound, equal except with probability %.0e", place,
                          E->error);
    else
        text = lb_sprintf("%sproved as a lower bound", place);
    free(place);
    return text;
}

static void print_exact(FILE *stream, const lb_bound_state *S, const lb_ansatz_struct *A)
{
    if (!S->has_exact) {
        print_line(stream, "exact QFIM rank", lb_strdup("-"),
                   S->not_certified ? S->not_certified : "not computed: a limit was reached");
        return;
    }
    char *known = exact_known(S, A);
    print_line(stream, "exact QFIM rank", lb_sprintf("%zu", S->exact->rank), known);
    free(known);
}

/* The layer where M_c lies when that is known: R angles need the same number of layers. */
static char *layer_remark(const lb_bound_range *critical, const lb_ansatz_struct *A)
{
    size_t K = lb_ansatz_layer_angles(A);
    if (!K || !mpz_fits_ulong_p(critical->at_most))
        return lb_strdup("");
    size_t fewest = lb_ansatz_layers_for(A, mpz_get_ui(critical->at_least));
    size_t layers = lb_ansatz_layers_for(A, mpz_get_ui(critical->at_most));
    if (critical->proved)
        return lb_sprintf("   (%zu layer%s of %zu angle%s)", layers, layers == 1 ? "" : "s", K,
                          K == 1 ? "" : "s");
    return fewest == layers ? lb_sprintf("; in layer %zu, proved", layers) : lb_strdup("");
}

static void print_critical(FILE *stream, const lb_bound_state *S, const lb_ansatz_struct *A,
                           size_t digits)
{
    char *layer = layer_remark(&S->critical, A), *seen = lb_strdup("");
    if (!S->critical.proved && S->saturated && S->has_exact && S->exact->error < 1) {
        free(seen);
        double doubt = S->exact->error + S->exact->earlier;
        seen = doubt < 1 ? lb_sprintf("; %zu except with probability %.0e", S->critical_seen, doubt)
                         : lb_sprintf("; %zu is where the exact rank saturates", S->critical_seen);
    }
    char *remark = lb_sprintf("%s%s", layer, seen);
    print_range(stream, "M_c", &S->critical, remark, digits);
    free(remark);
    free(seen);
    free(layer);
}

static void print_float(FILE *stream, const lb_bound_state *S)
{
    static const char *const agreements[] = {
        "nothing proved to compare with", "agrees",
        "too low: double precision does not resolve this spectrum",
        "DISAGREES with what is proved"};
    if (S->not_simulated)
        print_line(stream, "floating point", lb_strdup("-"), S->not_simulated);
    if (!S->has_float)
        return;
    char *gap = isfinite(S->float_gap) ? lb_sprintf("gap %.0e, ", S->float_gap) : lb_strdup("");
    bool doubtful = S->agreement == LB_BOUND_AGREES && S->float_gap < LB_CLEAR_GAP;
    char *known = lb_sprintf("%s%s%s", gap, agreements[S->agreement],
                             doubtful ? ", though the gap is not clear" : "");
    print_line(stream, "floating point", lb_sprintf("%zu", S->float_rank), known);
    free(known);
    free(gap);
}

static void print_state(FILE *stream, const lb_cli_bounding *result, const lb_bound_state *S)
{
    const lb_ansatz_struct *A = result->A;
    bool reached = lb_bound_reaches_orbit(A);
    char *state = ket(S->name), *sector = lb_sprintf("sector of %s", state);
    char *sector_by = S->sector.proved ? lb_strdup("") : by(S->sector_source, "dim g restricted");
    char *rank_by = by(S->rank_source, "the orbit dimension");
    char *remark =
        lb_sprintf("%s   (%smaximal QFIM rank)", rank_by, reached ? "" : "at least the ");
    print_range(stream, S == &result->bound->joint ? "joint sector" : sector, &S->sector, sector_by,
                result->digits);
    print_span(stream, S);
    print_range(stream, "orbit dimension", &S->orbit, remark, result->digits);
    print_theorem(stream, lb_cli_orbit_theorem(result->A, S->number), S->orbit.proved,
                  result->digits);
    free(remark);
    free(rank_by);
    free(sector_by);
    print_exact(stream, S, A);
    print_critical(stream, S, A, result->digits);
    print_float(stream, S);
    free(sector);
    free(state);
}

static void print_disagreement(FILE *stream, const lb_bound_state *S)
{
    static const char blame[] = "Something is wrong in the program or in the machine: no number "
                                "above is to be trusted. Please report it.";
    if (S->contradicts)
        gmp_fprintf(stream,
                    "DISAGREEMENT (%s): the rank is at least %Zd, from tangent vectors modulo a "
                    "prime, and at most %Zd, by %s. %s\n",
                    S->name, S->rank.at_least, S->rank.at_most, S->rank_source, blame);
    else if (S->agreement == LB_BOUND_DISAGREES)
        gmp_fprintf(stream,
                    "DISAGREEMENT (%s): floating point sees the rank %zu at M = %zu with a gap of "
                    "%.0e, and %Zd to %Zd is proved. %s\n",
                    S->name, S->float_rank, S->float_parameters, S->float_gap, S->rank.at_least,
                    S->rank.at_most, blame);
}

void lb_cli_bounding_print(FILE *stream, const lb_cli_bounding *result)
{
    const lb_bound_struct *bound = result->bound;
    lb_cli_print_heading(stream, result->A);
    print_dimension(stream, result);
    for (size_t i = 0; i < bound->state_count; i++) {
        if (bound->state_count > 1)
            fprintf(stream, "\nstate %zu: %s\n", i, bound->states[i].name);
        print_state(stream, result, &bound->states[i]);
    }
    if (bound->has_joint) {
        fputs("\nall states jointly (the sum of their matrices)\n", stream);
        print_state(stream, result, &bound->joint);
        fputs("\neach state by itself (the definition of arXiv:2109.11676)\n", stream);
        print_range(stream, "M_c", &bound->critical, "", result->digits);
    }
    lb_cli_print_literature(stream, result->A, &result->closing, ", dim g", result->digits);
    const lb_bound_state *first = &bound->states[0];
    lb_claim_print(stream, &result->claim, "rank", first->rank.at_least, first->rank.at_most);
    lb_claim_print(stream, &result->claim_critical, "M_c", first->critical.at_least,
                   first->critical.at_most);
    if (bound->limit)
        fprintf(stream, "undecided: %s\n", bound->limit);
    for (size_t i = 0; i < bound->state_count; i++)
        print_disagreement(stream, &bound->states[i]);
    if (bound->has_joint)
        print_disagreement(stream, &bound->joint);
}
