/* Changes of an ansatz that leave the isomorphism type of its algebra as it is, but not its basis:
 * rotations of the whole algebra, and other generators of the same span. */

#ifndef LB_TESTS_AUTOMORPHISMS_H
#define LB_TESTS_AUTOMORPHISMS_H

#include <liebound.h>

#include "base/random.h"
#include "support.h"

/* Cosine and sine of an angle: numerators over the denominator. */
typedef struct rotation {
    long cosine, sine;
    unsigned long denominator;
} rotation;

/* That of a quarter turn makes a Clifford gate: strings to strings. */
static const rotation QUARTER_TURN = {0, 1, 1}, ROTATIONS[] = {{3, 4, 5}, {4, -3, 5}, {5, 12, 13}};

static inline void append_scaled(lb_sum_t S, const lb_sum_t T, long numerator,
                                 unsigned long denominator, const lb_string_t anticommuting)
{
    mpq_t c, factor;
    mpq_inits(c, factor, (mpq_ptr)NULL);
    mpq_set_si(factor, numerator, denominator);
    mpq_canonicalize(factor);
    for (size_t i = 0; i < T->length; i++) {
        bool turns = !anticommuting || lb_string_anticommutes(T->strings + i, anticommuting);
        if (turns)
            mpq_mul(c, T->coefficients + i, factor);
        else
            mpq_set(c, T->coefficients + i);
        lb_sum_append(S, c, T->strings + i);
    }
    mpq_clears(c, factor, (mpq_ptr)NULL);
}

/* H becomes exp(phi ad P) H: as {P,{P,Q}} = -Q where P and Q anticommute, cos phi Q + sin phi {P,Q}
 * for each string Q that does. */
static inline void rotate(lb_sum_t H, const lb_string_t P, rotation r)
{
    lb_sum_t axis, bracket, result;
    mpq_t one;
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    lb_sum_init(axis, H->qubits);
    lb_sum_init(bracket, H->qubits);
    lb_sum_init(result, H->qubits);
    lb_sum_append(axis, one, P);
    lb_sum_bracket(bracket, axis, H);
    append_scaled(result, H, r.cosine, r.denominator, P);
    append_scaled(result, bracket, r.sine, r.denominator, NULL);
    lb_sum_normalize(result);
    lb_sum_set(H, result);
    lb_sum_clear(result);
    lb_sum_clear(bracket);
    lb_sum_clear(axis);
    mpq_clear(one);
}

static inline void random_string(lb_string_t P, size_t qubits, lb_random *random)
{
    for (uint32_t q = 0; q < qubits; q++)
        lb_string_set_letter(P, q, "IXYZ"[lb_random_below(random, 4)]);
}

/* The same random rotation of all generators. */
static inline void rotate_all(lb_ansatz_t A, rotation r, lb_random *random)
{
    lb_string_t P;
    lb_string_init(P);
    random_string(P, A->qubits, random);
    for (size_t k = 0; k < A->generator_count; k++)
        rotate(A->generators + k, P, r);
    lb_string_clear(P);
}

/* Add small multiples of generators to others, `steps` times: the span stays. */
static inline void mix_generators(lb_ansatz_t A, size_t steps, lb_random *random)
{
    for (size_t step = 0; step < steps && A->generator_count > 1; step++) {
        size_t i = lb_random_below(random, A->generator_count);
        size_t j = lb_random_below(random, A->generator_count - 1);
        lb_sum_t sum;
        lb_sum_init(sum, A->qubits);
        append_scaled(sum, A->generators + i, 1, 1, NULL);
        append_scaled(sum, A->generators + (j < i ? j : j + 1), lb_random_below(random, 2) ? -1 : 2,
                      1 + lb_random_below(random, 3), NULL);
        lb_sum_normalize(sum);
        lb_sum_set(A->generators + i, sum);
        lb_sum_clear(sum);
    }
}

#endif
