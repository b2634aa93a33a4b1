/* A claim of the dimension of an orbit by conjugated generators. */

#include "check/rank/rank.h"

#include <inttypes.h>
#include <stdlib.h>

/* proofs/README.md. */
#define MODULUS_MAX ((1 << 29) - 1)
#define ENTRIES_MAX (UINT64_C(1) << 27) /* amplitudes times vectors */
#define STEPS_MAX   (UINT64_C(1) << 38) /* amplitudes times terms of gates and of generators */
#define POWERS_MAX  (UINT64_C(1) << 28) /* bits of their coefficients */

typedef struct conjugates {
    lb_check_rank *S;
    lb_check_reader *reader;
    uint64_t p, amplitudes, steps, bits;
    lb_check_sequence G; /* of the line being read */
    uint32_t *point;
    size_t turn_capacity, point_capacity;
    uint32_t generator;
} conjugates;

static bool count_terms(conjugates *C, uint32_t k)
{
    const lb_check_sums *sums = &C->S->orbit.closure->generators;
    C->steps += C->amplitudes * (sums->start[k + 1] - sums->start[k]);
    for (size_t t = sums->start[k]; t < sums->start[k + 1]; t++)
        C->bits += lb_check_integer_bits(&sums->coefficients.at[t]);
    return (C->steps <= STEPS_MAX && C->bits <= POWERS_MAX) ||
           lb_check_fail(C->reader, "these vectors are too many to be checked");
}

/* "g3". */
static bool read_generator(conjugates *C, uint32_t *k)
{
    uint64_t number;
    if (!lb_check_read_literal(C->reader, "g") ||
        !lb_check_read_number(C->reader, &number, 0, LB_CHECK_NONE - 1, "generator"))
        return false;
    if (number >= C->S->orbit.generators)
        return lb_check_fail(C->reader, "there is no generator %" PRIu64, number);
    *k = (uint32_t)number;
    return count_terms(C, *k);
}

/* "g5 g0 17 g1 4": the generator, and the gates before it. */
static bool read_line(conjugates *C)
{
    lb_check_reader *r = C->reader;
    C->G.count = 0;
    if (!read_generator(C, &C->generator))
        return false;
    while (lb_check_accept(r, ' ')) {
        uint64_t t;
        uint32_t k, n = (uint32_t)C->G.count;
        if (!read_generator(C, &k) || !lb_check_has_form(C->S, r, k) ||
            !lb_check_read_literal(r, " ") || !lb_check_read_number(r, &t, 0, C->p - 1, "angle"))
            return false;
        C->G.turns =
            lb_check_grow(C->G.turns, &C->turn_capacity, n + (size_t)1, sizeof *C->G.turns);
        C->point = lb_check_grow(C->point, &C->point_capacity, n + (size_t)1, sizeof *C->point);
        C->G.turns[n] = (lb_check_turn){k, n, 1};
        C->point[n] = (uint32_t)t;
        C->G.count++;
    }
    return lb_check_read_line_feed(r);
}

static bool verify(conjugates *C, const lb_check_claim *claim, uint64_t vectors)
{
    const lb_check_circuit start = {.field = lb_check_field_make((uint32_t)C->p),
                                    .generators = C->S->generators,
                                    .qubits = (size_t)C->reader->report->qubits,
                                    .states = C->S->orbit.states,
                                    .numbers = claim->states,
                                    .state_count = claim->state_count};
    lb_check_conjugates *all = lb_check_conjugates_open(&start, vectors);
    bool ok = true;
    for (uint64_t v = 0; v < vectors && ok; v++) {
        ok = read_line(C);
        if (ok)
            lb_check_conjugates_add(all, &C->G, C->point, C->generator);
    }
    ok = ok && (lb_check_conjugates_rank(all) >= claim->value + claim->state_count ||
                lb_check_fail(C->reader, "the rank of these vectors is less than %" PRIu64,
                              claim->value));
    lb_check_conjugates_close(all);
    free(C->G.turns);
    free(C->point);
    return ok;
}

bool lb_check_read_conjugates(lb_check_rank *S, lb_check_reader *r, lb_check_claim *claim)
{
    conjugates C = {.S = S, .reader = r};
    uint64_t vectors;
    *claim = (lb_check_claim){.kind = LB_CHECK_CONJUGATES};
    if (!lb_check_read_count(r, "conjugates", &claim->value) ||
        !lb_check_read_numbers(&S->orbit, r, claim) ||
        !lb_check_read_count(r, "vectors", &vectors) || !lb_check_read_literal(r, " modulo ") ||
        !lb_check_read_number(r, &C.p, 0, MODULUS_MAX, "modulo"))
        return false;
    if (!lb_check_is_odd_prime(C.p))
        return lb_check_fail(r, "the modulus is not an odd prime");
    if (S->layers.stated)
        return lb_check_fail(r, "circuits with layers need not reach an orbit");
    if (!lb_check_read_line_feed(r) || !lb_check_rank_generators(S, r, claim))
        return false;
    for (size_t s = 0; s < claim->state_count; s++)
        C.amplitudes += UINT64_C(1) << S->orbit.states[claim->states[s]].qubits;
    if (vectors + claim->state_count > ENTRIES_MAX / C.amplitudes)
        return lb_check_fail(r, "these vectors are too many to be checked");
    return verify(&C, claim, vectors);
}
