/* The kind `rank`, section by section, and what its claims come to. */

#include "check/rank/rank.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* proofs/README.md. */
#define MODULUS_MAX ((1 << 29) - 1)
#define ENTRIES_MAX (UINT64_C(1) << 27) /* amplitudes times rows */
#define STEPS_MAX   (UINT64_C(1) << 40) /* amplitudes times gates times terms of gates */
#define PAIRS_MAX   (UINT64_C(1) << 30) /* pairs of terms of a generator */
#define POWERS_MAX  (UINT64_C(1) << 28) /* bits of coefficients, times layers */

typedef lb_check_rank sections;

/* Odd, at least 3. */
bool lb_check_is_prime(uint64_t n)
{
    for (uint64_t d = 3; d * d <= n; d += 2)
        if (n % d == 0)
            return false;
    return n % 2 && n >= 3;
}

/* ---- Bounds ---- */

static uint64_t count_amplitudes(const sections *S, const lb_check_claim *claim)
{
    uint64_t amplitudes = 0;
    for (size_t s = 0; s < claim->state_count; s++)
        amplitudes += UINT64_C(1) << S->orbit.states[claim->states[s]].qubits;
    return amplitudes;
}

static bool check_qubits(const sections *S, lb_check_reader *r, const lb_check_claim *claim)
{
    for (size_t s = 0; s < claim->state_count; s++)
        if (S->orbit.states[claim->states[s]].qubits > LB_CHECK_RANK_QUBITS_MAX)
            return lb_check_fail(r, "ranks are those of states of at most %d qubits",
                                 LB_CHECK_RANK_QUBITS_MAX);
    return true;
}

static bool check_generators(const sections *S, lb_check_reader *r)
{
    const lb_check_sums *sums = &S->orbit.closure->generators;
    uint64_t pairs = 0;
    for (size_t k = 0; k < sums->count; k++) {
        uint64_t terms = sums->start[k + 1] - sums->start[k];
        pairs += terms * terms;
    }
    return pairs <= PAIRS_MAX || lb_check_fail(r, "the generators have too many terms for a rank");
}

static bool check_size(const sections *S, lb_check_reader *r, const lb_check_claim *claim,
                       uint64_t weight)
{
    const lb_check_sums *sums = &S->orbit.closure->generators;
    uint64_t amplitudes = count_amplitudes(S, claim), gates = claim->gates, terms = 0, bits = 0;
    uint64_t rows = gates + claim->state_count, layers = sums->count ? gates / sums->count + 1 : 0;
    for (size_t k = 0; k < sums->count; k++)
        terms += (sums->start[k + 1] - sums->start[k]) *
                 (gates / sums->count + (k < gates % sums->count));
    for (size_t t = 0; t < sums->length; t++)
        bits += lb_check_integer_bits(&sums->coefficients.at[t]);
    return (rows <= ENTRIES_MAX / amplitudes && terms * gates <= STEPS_MAX / weight / amplitudes &&
            bits <= POWERS_MAX && bits * layers <= POWERS_MAX) ||
           lb_check_fail(r, "this rank is too large to be checked");
}

bool lb_check_rank_fits(lb_check_rank *S, lb_check_reader *r, const lb_check_claim *claim,
                        uint64_t weight)
{
    if (claim->value > claim->gates)
        return lb_check_fail(r, "a rank is at most the number of gates");
    if (claim->gates && !S->orbit.generators)
        return lb_check_fail(r, "there are no gates without generators");
    if (!lb_check_read_line_feed(r) || !check_qubits(S, r, claim) || !check_generators(S, r) ||
        !check_size(S, r, claim, weight))
        return false;
    if (!S->generators)
        S->generators = lb_check_generators_make(S->orbit.closure);
    return true;
}

/* ---- A claim of a rank ---- */

static bool are_rational(const sections *S, lb_check_reader *r)
{
    for (size_t k = 0; k < S->orbit.generators; k++)
        if (!S->generators[k].commuting && !S->generators[k].anticommuting)
            return lb_check_fail(r,
                                 "the terms of generator %zu neither all commute nor all "
                                 "anticommute",
                                 k);
    return true;
}

/* A line for each layer: a residue for each gate. */
static bool read_point(lb_check_reader *r, uint32_t *point, size_t gates, size_t generators,
                       uint64_t p)
{
    for (size_t j = 0; j < gates; j++) {
        uint64_t t;
        if (j && !(j % generators ? lb_check_read_literal(r, " ") : lb_check_read_line_feed(r)))
            return false;
        if (!lb_check_read_number(r, &t, 0, p - 1, "angle"))
            return false;
        point[j] = (uint32_t)t;
    }
    return !gates || lb_check_read_line_feed(r);
}

static bool verify_rank(sections *S, lb_check_reader *r, const lb_check_claim *claim, uint32_t p)
{
    lb_check_orbit *O = &S->orbit;
    uint32_t *point = lb_check_resize(NULL, claim->gates * sizeof *point);
    bool ok = read_point(r, point, claim->gates, O->generators, p);
    if (ok) {
        lb_check_circuit circuit = {.field = lb_check_field_make(p),
                                    .generators = S->generators,
                                    .qubits = (size_t)r->report->qubits,
                                    .generator_count = O->generators,
                                    .gates = claim->gates,
                                    .point = point,
                                    .states = O->states,
                                    .numbers = claim->states,
                                    .state_count = claim->state_count};
        ok = (lb_check_circuit_is_regular(&circuit) ||
              lb_check_fail(r, "a gate is singular modulo %" PRIu32, p)) &&
             (lb_check_circuit_reaches(&circuit, claim->value) ||
              lb_check_fail(r, "the rank at this point is less than %" PRIu64, claim->value));
    }
    free(point);
    return ok;
}

static bool read_rank(sections *S, lb_check_reader *r, lb_check_claim *claim)
{
    uint64_t p;
    *claim = (lb_check_claim){.kind = LB_CHECK_RANK};
    if (!lb_check_read_count(r, "rank", &claim->value) ||
        !lb_check_read_numbers(&S->orbit, r, claim) ||
        !lb_check_read_count(r, "gates", &claim->gates) || !lb_check_read_literal(r, " modulo ") ||
        !lb_check_read_number(r, &p, 0, MODULUS_MAX, "modulo"))
        return false;
    if (!lb_check_is_prime(p))
        return lb_check_fail(r, "the modulus is not an odd prime");
    return lb_check_rank_fits(S, r, claim, 1) && are_rational(S, r) &&
           verify_rank(S, r, claim, (uint32_t)p);
}

static bool read_span(sections *S, lb_check_reader *r, lb_check_claim *claim)
{
    *claim = (lb_check_claim){.kind = LB_CHECK_SPAN};
    return lb_check_read_literal(r, "invariant") && lb_check_read_numbers(&S->orbit, r, claim) &&
           lb_check_span(&S->orbit, claim);
}

static bool read_claim(sections *S, lb_check_reader *r, lb_check_claim *claim)
{
    int first = lb_check_peek(r);
    if (first == 'r')
        return read_rank(S, r, claim);
    if (first == 'p')
        return lb_check_read_padic(S, r, claim);
    return first == 'i' ? read_span(S, r, claim) : lb_check_read_claim(&S->orbit, r, claim);
}

static bool read_claims(sections *S, lb_check_reader *r)
{
    uint64_t count;
    size_t capacity = 0;
    lb_check_report *report = r->report;
    if (!lb_check_read_count(r, "claims", &count) || !lb_check_read_line_feed(r))
        return false;
    for (uint64_t c = 0; c < count; c++) {
        report->claims = lb_check_grow(report->claims, &capacity, report->claim_count + 1,
                                       sizeof *report->claims);
        lb_check_claim *claim = &report->claims[report->claim_count++];
        if (!read_claim(S, r, claim))
            return false;
    }
    return true;
}

/* ---- What the claims come to ---- */

static bool same_states(const lb_check_claim *a, const lb_check_claim *b)
{
    return a->state_count == b->state_count &&
           !memcmp(a->states, b->states, a->state_count * sizeof *a->states);
}

/* The real dimension of the product of the projective spaces of the states. */
static uint64_t projective_dimension(const sections *S, const lb_check_claim *claim)
{
    return 2 * (count_amplitudes(S, claim) - claim->state_count);
}

/* From all claims of the same states. */
static lb_check_conclusion conclude(const sections *S, const lb_check_report *report,
                                    const lb_check_claim *first)
{
    lb_check_conclusion R = {.of = first, .rank_at_most = projective_dimension(S, first)};
    uint64_t K = report->generators;
    if (!K)
        R.rank_at_most = 0;
    if (report->has_closure && report->dimension < R.rank_at_most)
        R.rank_at_most = report->dimension;
    for (size_t c = 0; c < report->claim_count; c++) {
        const lb_check_claim *claim = &report->claims[c];
        if (!same_states(claim, first))
            continue;
        if (claim->kind == LB_CHECK_RANK && claim->value > R.rank_at_least)
            R.rank_at_least = claim->value;
        if (claim->kind != LB_CHECK_RANK && claim->value < R.rank_at_most)
            R.rank_at_most = claim->value;
    }
    R.critical_at_least = R.rank_at_least;
    if (R.rank_at_most)
        R.critical_at_most = (K - 1) * R.rank_at_most + 1;
    for (size_t c = 0; c < report->claim_count; c++) {
        const lb_check_claim *claim = &report->claims[c];
        if (claim->kind == LB_CHECK_RANK && same_states(claim, first) &&
            claim->value == R.rank_at_most && claim->gates < R.critical_at_most)
            R.critical_at_most = claim->gates;
    }
    return R;
}

static bool is_new(const lb_check_report *report, const lb_check_claim *claim)
{
    for (size_t c = 0; c < report->conclusion_count; c++)
        if (same_states(report->conclusions[c].of, claim))
            return false;
    return claim->kind == LB_CHECK_RANK;
}

static bool conclude_all(const sections *S, lb_check_reader *r)
{
    lb_check_report *report = r->report;
    report->conclusions = lb_check_resize(NULL, report->claim_count * sizeof *report->conclusions);
    for (size_t c = 0; c < report->claim_count; c++) {
        if (!is_new(report, &report->claims[c]))
            continue;
        lb_check_conclusion R = conclude(S, report, &report->claims[c]);
        if (R.rank_at_least > R.rank_at_most)
            return lb_check_fail(r, "a rank is above its bound: this checker is wrong");
        report->conclusions[report->conclusion_count++] = R;
    }
    return true;
}

bool lb_check_rank_sections(lb_check_closure *C)
{
    lb_check_reader *r = C->reader;
    sections S;
    bool ok = lb_check_orbit_open(&S.orbit, C);
    S.generators = NULL;
    ok = ok && read_claims(&S, r) && conclude_all(&S, r);
    lb_check_generators_clear(S.generators, C->generators.count);
    lb_check_orbit_clear(&S.orbit);
    return ok;
}
