/* The generators of an ansatz as the exact rank needs them, and random gates modulo a prime.
 *
 * The identity term of a generator changes the global phase only, and scaling a generator scales
 * its angle: so the coefficients are coprime integers c_a without loss. With t = tan(theta),
 *
 *     commuting       exp(-i theta sum_a c_a P_a)  ~  prod_a (1 - i t P_a)^{c_a}  ~
 *                     prod_a (1 - i t_a P_a),   t_a = tan(c_a theta), from (1 - it)^{c_a}
 *     anticommuting   exp(-i theta H)  ~  1 - i t H,   t = tan(h theta) / h,  H^2 = h^2
 *
 * up to real factors, which change no rank. A random point modulo p is a random t in F_p for each
 * gate. Gates that are not invertible modulo p, or whose factor is 0, are drawn again.
 *
 * With square roots the c_a are residues (residues.h), and terms that commute have no such form unless
 * all c_a are rational up to a common factor. */

#ifndef LB_EXACT_RANK_GENERATORS_H
#define LB_EXACT_RANK_GENERATORS_H

#include <liebound/exact.h>

#include "exact_rank/field.h"
#include "pauli/dense.h"

typedef enum lb_exact_form {
    LB_EXACT_ZERO,
    LB_EXACT_COMMUTING,
    LB_EXACT_ANTICOMMUTING,
    LB_EXACT_OTHER
} lb_exact_form;

typedef struct lb_exact_generator {
    lb_exact_form form;
    size_t length;        /* terms, the identity left out */
    uint64_t *strings;    /* 2 * words each, as in pauli/dense.h */
    __mpz_struct *powers; /* c_a */
    /* Of one gate, in its angle's tangent: the degree and the logarithm to base 2 of a bound on the
     * sum of the absolute values of the coefficients of a row. */
    double degree, log_norm;
    double log_sum; /* log2 sum_a |c_a| */
} lb_exact_generator;

typedef struct lb_exact_generators {
    size_t count, words, longest; /* longest: the most terms of one */
    lb_exact_generator *generators;
    const lb_ansatz_struct *ansatz; /* says which generator a gate has */
    uint64_t primes[2];  /* of the p-adic picture; square roots are residues modulo their powers */
    const char *reached; /* the limit that came before the last generator, or NULL */
} lb_exact_generators;

/* O(sum of the squares of the term counts) string comparisons, within limits, NULL for none. A
 * outlives G. */
void lb_exact_generators_init(lb_exact_generators *G, const lb_ansatz_t A, const lb_limits *limits);
void lb_exact_generators_clear(lb_exact_generators *G);

/* The generator of gate number j of the circuit. */
size_t lb_exact_generator_number(const lb_exact_generators *G, size_t j);

/* c_a modulo p. */
uint64_t lb_exact_power(const lb_exact_generator *H, size_t term, const lb_field *F);

/* Draw a gate: tangents[a] = t_a for each term of a commuting generator, tangents[0] = t for an
 * anticommuting one, nothing for zero. Returns t, 0 for zero. */
uint64_t lb_exact_draw(uint64_t *tangents, const lb_exact_generator *H, const lb_field *F,
                       lb_random *random);

/* The t of the first point->gates gates at a point of lb_exact_rank for this ansatz, whose angles are
 * not shared. */
void lb_exact_angles(uint32_t *angles, const lb_ansatz_t A, const lb_exact_point *point);

#endif
