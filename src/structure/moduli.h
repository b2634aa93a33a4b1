/* Exact identities over Q, checked modulo primes.
 *
 * An identity between rational vectors, times their denominators, is one between integer vectors
 * whose entries are bounded by products of norms. An integer of absolute value below 2^b that is
 * zero modulo primes with a product above 2^b is zero. So an identity checked modulo enough primes
 * is proved, in arithmetic of one machine word. */

#ifndef LB_STRUCTURE_MODULI_H
#define LB_STRUCTURE_MODULI_H

#include <liebound/closure.h>

#include "structure/split.h"

/* The algebra over Q, and modulo as many primes as were asked for. */
typedef struct lb_moduli {
    lb_string_table strings;
    uint32_t count; /* rows of the reduced basis */
    lb_rational *rows;
    uint32_t *pivots;  /* their strings */
    uint32_t *row_of;  /* the row whose pivot a string is, UINT32_MAX for none */
    uint32_t row_bits; /* the most norm bits of a row */
    uint32_t frame_count;
    size_t frame_capacity;
    lb_frame *frames;
    uint64_t next_prime;
    lb_run *run; /* its limits end a proof, which then fails */
} lb_moduli;

/* The reduced basis of a proved closure that was searched. */
void lb_moduli_init(lb_moduli *moduli, const lb_closure *closure, size_t qubits, lb_run *run);
void lb_moduli_clear(lb_moduli *moduli);
/* Frame i; valid until a further one is asked for. */
lb_frame *lb_moduli_frame(lb_moduli *moduli, uint32_t i);

/* The coordinates of an element of the algebra. */
void lb_moduli_coordinates(lb_rational *v, const lb_moduli *moduli, const lb_sum_t S);

/* Whether each of a commutes with each of b, in coordinates; b may be a. */
bool lb_prove_commuting(lb_moduli *moduli, const lb_rational *a, uint32_t a_count,
                        const lb_rational *b, uint32_t b_count);
/* Whether the vectors of the splitting are orthogonal to the centre, and the identities (1) to (3)
 * of split.h hold for x over the basis. */
bool lb_prove_splitting(lb_moduli *moduli, const lb_splitting *splitting, const lb_torus *torus);

#endif
