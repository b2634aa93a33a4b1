/* Tangent vectors in multiple precision, with a proved bound on their rounding errors.
 *
 * Angles are the given doubles, taken as exact numbers; coefficients are the exact rationals; gates
 * are those of gates.h, except that a generator without a closed form is exponentiated by its
 * Taylor series. Every operation rounds to nearest at `bits` bits, u = 2^-bits. Gates are unitary,
 * so errors add up in the Euclidean norm and are not amplified: the bound is a multiple of u that
 * grows linearly with the number of rotations. It is derived in precise.c. */

#ifndef LB_CIRCUIT_PRECISE_H
#define LB_CIRCUIT_PRECISE_H

#include <mpfr.h>

#include "circuit/gates.h"
#include "state/amplitudes.h"

/* Numbers side by side in memory. */
typedef struct lb_precise_vector {
    __mpfr_struct *values;
    mp_limb_t *limbs;
} lb_precise_vector;

void lb_precise_vector_init(lb_precise_vector *v, size_t count, mpfr_prec_t bits); /* zeros */
void lb_precise_vector_clear(lb_precise_vector *v);

typedef struct lb_precise_term {
    uint64_t x, z;
    mpfr_t coefficient;
} lb_precise_term;

typedef struct lb_precise_generator {
    lb_generator_form form;
    size_t length;
    lb_precise_term *terms; /* without the identity */
    mpfr_t norm;            /* h of gates.h, when anticommuting */
    double sum;             /* of |c_a|, rounded up */
} lb_precise_generator;

typedef struct lb_precise_circuit {
    mpfr_prec_t bits;
    size_t size; /* 2^m amplitudes; vectors are [Re; Im] as in rotation.h */
    size_t generator_count, gate_count, degree; /* degree of Taylor polynomials */
    lb_precise_generator *generators;
    uint32_t *order; /* as in lb_circuit */
    double *angles;
    size_t *first_rotation;           /* as in lb_circuit */
    lb_precise_vector cosines, sines; /* of all rotations */
    lb_precise_vector initial, psi;   /* psi_0 and the state in the middle of the circuit */
} lb_precise_circuit;

/* Vectors of scratch that each caller of the functions below brings: 2 vectors of 2 * size numbers
 * and then 4 numbers. */
#define LB_PRECISE_SCRATCH(size) (4 * (size) + 4)

/* The circuit C at its angles, on the state `initial` of C, whose amplitudes are all 0 or have one
 * absolute value and a phase of 1, i, -1 or -i: only the signs are read. `generators` are those C
 * was made of. */
void lb_precise_init(lb_precise_circuit *P, const lb_circuit *C, const lb_sum_struct *generators,
                     const double *initial, mpfr_prec_t bits);
/* The state psi in place of `initial`: exact parts or doubles, normalized without an error beyond
 * the bound below. On the qubits of the circuit. */
void lb_precise_set_amplitudes(lb_precise_circuit *P, const lb_amplitudes *psi);
void lb_precise_clear(lb_precise_circuit *P);
double lb_precise_bytes(const lb_circuit *C, size_t gate_count, mpfr_prec_t bits);

/* Apply gates from .. to - 1, or with `inverse` their inverses, last first. */
void lb_precise_apply(const lb_precise_circuit *P, __mpfr_struct *v, size_t from, size_t to,
                      bool inverse, __mpfr_struct *scratch);

/* v <- the tangent of gate j in the frame of the middle without its component along psi, from
 * `before`, the state before gate j. */
void lb_precise_tangent(const lb_precise_circuit *P, size_t j, __mpfr_struct *v,
                        const __mpfr_struct *before, __mpfr_struct *scratch);

/* In units of u: a bound on the Euclidean distance of every vector lb_precise_tangent makes, from a
 * state moved gate by gate, to the exact one; infinity when the precision is too low for a bound,
 * which would exceed 1/16 of the longest that tangents can be. */
double lb_precise_error(const lb_precise_circuit *P);

#endif
