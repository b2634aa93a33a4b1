/* The kind `rank`, section by section, and what its claims come to. */

#include "check/rank/rank.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* proofs/README.md. */
#define PRIME_MAX   ((1 << 29) - 1)
#define ENTRIES_MAX (UINT64_C(1) << 27) /* amplitudes times rows */
#define STEPS_MAX   (UINT64_C(1) << 40) /* amplitudes times gates times terms of gates */
#define PAIRS_MAX   (UINT64_C(1) << 30) /* pairs of terms of a generator */
#define POWERS_MAX  (UINT64_C(1) << 28) /* bits of coefficients, times layers */
#define TURNS_MAX   (UINT64_C(1) << 27)

typedef lb_check_rank sections;

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

static bool too_large(lb_check_reader *r)
{
    return lb_check_fail(r, "this rank is too large to be checked");
}

/* Bits of the coefficients of a generator. */
static uint64_t bits_of(const lb_check_sums *sums, size_t k)
{
    uint64_t bits = 0;
    for (size_t t = sums->start[k]; t < sums->start[k + 1]; t++)
        bits += lb_check_integer_bits(&sums->coefficients.at[t]);
    return bits;
}

/* All generators once in each layer where none are stated, and those of the turns else. */
static uint64_t count_bits(const sections *S, const lb_check_sequence *T)
{
    const lb_check_sums *sums = &S->orbit.closure->generators;
    uint64_t bits = 0;
    for (size_t i = 0; S->layers.stated && i < T->count && bits <= POWERS_MAX; i++)
        bits += bits_of(sums, T->turns[i].generator);
    for (size_t k = 0; !S->layers.stated && k < sums->count; k++)
        bits += bits_of(sums, k);
    if (S->layers.stated || !sums->count || bits > POWERS_MAX)
        return bits;
    return bits * (T->angles / sums->count + 1);
}

static bool check_turns(const sections *S, lb_check_reader *r, const lb_check_claim *claim,
                        const lb_check_sequence *T, uint64_t weight)
{
    const lb_check_sums *sums = &S->orbit.closure->generators;
    uint64_t most = STEPS_MAX / weight / count_amplitudes(S, claim), terms = 0;
    for (size_t i = 0; i < T->count; i++)
        terms += sums->start[T->turns[i].generator + 1] - sums->start[T->turns[i].generator];
    return (!T->count || terms <= most / T->count) && count_bits(S, T) <= POWERS_MAX ? true
                                                                                     : too_large(r);
}

bool lb_check_rank_open(lb_check_rank *S, lb_check_sequence *T, lb_check_reader *r,
                        const lb_check_claim *claim, uint64_t weight)
{
    *T = (lb_check_sequence){.angles = 0};
    if (claim->value > claim->gates)
        return lb_check_fail(r, "a rank is at most the number of gates");
    if (claim->gates && !S->orbit.generators)
        return lb_check_fail(r, "there are no gates without generators");
    if (!lb_check_read_line_feed(r) || !check_qubits(S, r, claim) || !check_generators(S, r))
        return false;
    if (claim->gates + claim->state_count > ENTRIES_MAX / count_amplitudes(S, claim))
        return too_large(r);
    if (!lb_check_sequence_make(T, &S->layers, claim->gates, TURNS_MAX))
        return lb_check_fail(r, "the circuit has too many rotations, or is not cut behind a layer");
    if (!check_turns(S, r, claim, T, weight))
        return false;
    if (!S->generators)
        S->generators = lb_check_generators_make(S->orbit.closure);
    return true;
}

/* ---- A claim of a rank ---- */

bool lb_check_has_form(const lb_check_rank *S, lb_check_reader *r, size_t k)
{
    return S->generators[k].commuting || S->generators[k].anticommuting ||
           lb_check_fail(r, "the terms of generator %zu neither all commute nor all anticommute",
                         k);
}

static bool are_rational(const sections *S, lb_check_reader *r)
{
    for (size_t k = 0; k < S->orbit.generators; k++)
        if (!lb_check_has_form(S, r, k))
            return false;
    return true;
}

static bool read_point(const sections *S, lb_check_reader *r, uint32_t *point, size_t angles,
                       uint64_t p)
{
    lb_check_place place = {0, 0};
    for (size_t a = 0; a < angles; a++) {
        uint64_t t;
        if (!lb_check_read_separator(&S->layers, r, &place) ||
            !lb_check_read_number(r, &t, 0, p - 1, "angle"))
            return false;
        point[a] = (uint32_t)t;
    }
    return !angles || lb_check_read_line_feed(r);
}

static bool check_sharing(const sections *S, lb_check_reader *r, const lb_check_sequence *T)
{
    for (size_t i = 0; i < T->count; i++)
        if (!lb_check_is_rational(&S->generators[T->turns[i].generator], T, &T->turns[i]))
            return lb_check_fail(r, "anticommuting terms share an angle, or have a factor");
    return true;
}

static bool verify_rank(sections *S, lb_check_reader *r, const lb_check_claim *claim,
                        const lb_check_sequence *T, uint32_t p)
{
    lb_check_orbit *O = &S->orbit;
    uint32_t *point = lb_check_resize(NULL, claim->gates * sizeof *point);
    bool ok = read_point(S, r, point, claim->gates, p);
    if (ok) {
        lb_check_circuit circuit = {.field = lb_check_field_make(p),
                                    .generators = S->generators,
                                    .qubits = (size_t)r->report->qubits,
                                    .sequence = T,
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

bool lb_check_read_prime(lb_check_reader *r, uint64_t *p)
{
    if (!lb_check_read_literal(r, " modulo ") ||
        !lb_check_read_number(r, p, 0, PRIME_MAX, "modulo"))
        return false;
    return (*p > 2 && lb_check_is_prime(*p)) || lb_check_fail(r, "the modulus is not an odd prime");
}

static bool read_rank(sections *S, lb_check_reader *r, lb_check_claim *claim)
{
    uint64_t p;
    lb_check_sequence T;
    *claim = (lb_check_claim){.kind = LB_CHECK_RANK};
    if (!lb_check_read_count(r, "rank", &claim->value) ||
        !lb_check_read_numbers(&S->orbit, r, claim) ||
        !lb_check_read_count(r, "gates", &claim->gates) || !lb_check_read_prime(r, &p))
        return false;
    bool ok = lb_check_rank_open(S, &T, r, claim, 1) && are_rational(S, r) &&
              check_sharing(S, r, &T) && verify_rank(S, r, claim, &T, (uint32_t)p);
    lb_check_sequence_clear(&T);
    return ok;
}

bool lb_check_rank_generators(lb_check_rank *S, lb_check_reader *r, const lb_check_claim *claim)
{
    if (!check_qubits(S, r, claim) || !check_generators(S, r))
        return false;
    if (!S->generators)
        S->generators = lb_check_generators_make(S->orbit.closure);
    return true;
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
    if (first == 'c')
        return lb_check_read_conjugates(S, r, claim);
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
    if ((report->has_closure || report->sectors) && report->dimension < R.rank_at_most)
        R.rank_at_most = report->dimension;
    for (size_t c = 0; c < report->claim_count; c++) {
        const lb_check_claim *claim = &report->claims[c];
        if (!same_states(claim, first))
            continue;
        bool least = claim->kind == LB_CHECK_RANK || claim->kind == LB_CHECK_CONJUGATES;
        if (least && claim->value > R.rank_at_least)
            R.rank_at_least = claim->value;
        if (!least && claim->value < R.rank_at_most)
            R.rank_at_most = claim->value;
    }
    R.critical_at_least = R.rank_at_least;
    if (R.rank_at_most)
        R.critical_at_most = report->layered ? LB_CHECK_UNBOUNDED : (K - 1) * R.rank_at_most + 1;
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
    return claim->kind == LB_CHECK_RANK || claim->kind == LB_CHECK_CONJUGATES;
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
    S.layers = (lb_check_layers){.first = 0};
    ok = ok && lb_check_read_layers(&S.layers, r) && read_claims(&S, r) && conclude_all(&S, r);
    lb_check_layers_clear(&S.layers);
    lb_check_generators_clear(S.generators, C->generators.count);
    lb_check_orbit_clear(&S.orbit);
    return ok;
}
