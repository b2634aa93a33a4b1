/* A claim of a rank modulo a power of a prime. */

#include "check/padic/padic.h"

#include <stdlib.h>

/* proofs/README.md. */
#define PRIME_MAX   ((1 << 29) - 1)
#define ENTRIES_MAX (UINT64_C(1) << 26) /* amplitudes times terms of the generators */

/* "p^k", below 2^62. */
static bool read_modulus(lb_check_reader *r, lb_check_ring *ring)
{
    uint64_t p, k, q = 1;
    if (!lb_check_read_number(r, &p, 0, PRIME_MAX, "modulo") || !lb_check_read_literal(r, "^") ||
        !lb_check_read_number(r, &k, 1, 61, "power"))
        return false;
    if (p == 2 || !lb_check_is_prime(p))
        return lb_check_fail(r, "the modulus is not a power of an odd prime");
    for (uint64_t i = 0; i < k; i++) {
        if (q > LB_CHECK_MODULUS_MAX / p)
            return lb_check_fail(r, "the modulus is too large");
        q *= p;
    }
    *ring = lb_check_ring_make(p, (unsigned)k);
    return true;
}

static bool check_entries(const lb_check_rank *S, lb_check_reader *r, const lb_check_claim *claim)
{
    uint64_t amplitudes = 0, terms = S->orbit.closure->generators.length;
    for (size_t s = 0; s < claim->state_count; s++)
        amplitudes += UINT64_C(1) << S->orbit.states[claim->states[s]].qubits;
    return amplitudes * terms <= ENTRIES_MAX ||
           lb_check_fail(r, "this rank is too large to be checked");
}

/* A line for each layer: "e" or "t" and a number for each angle. */
static bool read_angles(const lb_check_rank *S, lb_check_reader *r, const lb_check_padic *C,
                        bool *exponential, uint64_t *point)
{
    lb_check_place place = {0, 0};
    size_t angles = C->sequence->angles;
    for (size_t a = 0; a < angles; a++) {
        if (!lb_check_read_separator(&S->layers, r, &place))
            return false;
        exponential[a] = lb_check_accept(r, 'e');
        if ((!exponential[a] && !lb_check_read_literal(r, "t")) ||
            !lb_check_read_number(r, &point[a], 0, C->ring.q - 1, "angle"))
            return false;
    }
    return !angles || lb_check_read_line_feed(r);
}

static bool verify(lb_check_rank *S, lb_check_reader *r, const lb_check_claim *claim,
                   const lb_check_sequence *T, const lb_check_ring *ring)
{
    lb_check_state **states = lb_check_resize(NULL, claim->state_count * sizeof *states);
    bool *exponential = lb_check_resize(NULL, claim->gates * sizeof *exponential);
    uint64_t *point = lb_check_resize(NULL, claim->gates * sizeof *point);
    for (size_t s = 0; s < claim->state_count; s++)
        states[s] = &S->orbit.states[claim->states[s]];
    lb_check_padic C = {.ring = *ring,
                        .generators = S->generators,
                        .generator_count = S->orbit.generators,
                        .sequence = T,
                        .exponential = exponential,
                        .point = point,
                        .states = states,
                        .state_count = claim->state_count};
    bool ok = read_angles(S, r, &C, exponential, point) && lb_check_padic_gates(r, &C) &&
              (lb_check_padic_reaches(&C, claim->value) ||
               lb_check_fail(r, "the rank at this point is less than %llu",
                             (unsigned long long)claim->value));
    free(states);
    free(exponential);
    free(point);
    return ok;
}

bool lb_check_read_padic(lb_check_rank *S, lb_check_reader *r, lb_check_claim *claim)
{
    lb_check_ring ring;
    lb_check_sequence T;
    *claim = (lb_check_claim){.kind = LB_CHECK_RANK};
    if (!lb_check_read_count(r, "padic", &claim->value) ||
        !lb_check_read_numbers(&S->orbit, r, claim) ||
        !lb_check_read_count(r, "gates", &claim->gates) || !lb_check_read_literal(r, " modulo ") ||
        !read_modulus(r, &ring))
        return false;
    bool ok = lb_check_rank_open(S, &T, r, claim, ring.k) && check_entries(S, r, claim) &&
              verify(S, r, claim, &T, &ring);
    lb_check_sequence_clear(&T);
    return ok;
}
