/* The algebra over Q, from its closure, and its reductions modulo as many primes as are asked for.
 */

#ifndef LB_STRUCTURE_ALGEBRA_OVER_Q_H
#define LB_STRUCTURE_ALGEBRA_OVER_Q_H

#include <liebound/closure.h>

#include "base/run.h"
#include "structure/algebra_mod_p.h"

typedef struct lb_moduli {
    lb_symmetry symmetry; /* of which strings stand for averages */
    lb_canonical canonical;
    lb_string_table strings;
    lb_orbits orbits;
    uint32_t count; /* rows of the reduced basis */
    lb_rational *rows;
    uint32_t *pivots; /* their strings */
    uint32_t *row_of; /* the row whose pivot a string is, UINT32_MAX for none */
    lb_pivot_brackets brackets;
    uint32_t generator_count;
    lb_rational *generators; /* multiples of the generators, in coordinates of the algebra */
    uint32_t frame_count;
    size_t frame_capacity;
    lb_frame **frames;
    uint64_t next_prime;
    lb_run *run; /* its limits end a proof, which then fails */
} lb_moduli;

/* The reduced basis of a proved closure that was searched; nothing of it is kept. */
void lb_moduli_init(lb_moduli *moduli, const lb_closure *closure, size_t qubits, lb_run *run);
void lb_moduli_clear(lb_moduli *moduli);
/* Frame i, for the i-th prime that divides no denominator of the basis. */
lb_frame *lb_moduli_frame(lb_moduli *moduli, uint32_t i);

#endif
