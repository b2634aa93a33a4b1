/* A circuit of M gates exp(-i theta_j H_{k(j)}) on a vector of 2^m amplitudes, prepared for applying
 * any range of its gates many times; k(j) = j mod K, unless another order is set.
 *
 * A generator falls into one of four forms, after its identity term is dropped (a global phase,
 * which changes no inner product that is used here):
 *
 *     zero            exp(-i theta H) = 1
 *     commuting       H = sum_a c_a P_a, pairwise commuting: the product of exp(-i c_a theta P_a)
 *     anticommuting   pairwise anticommuting: H^2 = h^2 with h^2 = sum_a c_a^2, and
 *                     exp(-i theta H) = cos(h theta) - i sin(h theta) H / h
 *     spectral        anything else, on at most LB_DENSE_QUBITS_MAX qubits: an eigendecomposition
 */

#ifndef LB_CIRCUIT_GATES_H
#define LB_CIRCUIT_GATES_H

#include <liebound/pauli.h>

#include "circuit/rotation.h"
#include "circuit/spectral.h"
#include "circuit/steps.h"

typedef enum lb_generator_form {
    LB_FORM_ZERO,
    LB_FORM_COMMUTING,
    LB_FORM_ANTICOMMUTING,
    LB_FORM_SPECTRAL
} lb_generator_form;

typedef struct lb_circuit_generator {
    lb_generator_form form;
    size_t length;
    lb_spectral_term *terms; /* without the identity */
    double norm;             /* h, when anticommuting */
    lb_spectral spectral;
} lb_circuit_generator;

typedef struct lb_circuit {
    size_t size; /* 2^m */
    size_t generator_count, gate_count;
    lb_circuit_generator *generators;
    size_t order_count; /* gates of which an order is set */
    uint32_t *order;    /* k(j), or NULL */
    double *angles;     /* gate_count of them */
    const lb_rotation_kernel *kernel;
    lb_rotation *rotations;  /* of all commuting gates, in order of the circuit */
    lb_rotation_steps steps; /* of this list, across gates */
    size_t *first_rotation;  /* gate j has first_rotation[j] .. first_rotation[j + 1] - 1 */
    const lb_limits *limits; /* NULL for none */
} lb_circuit;

/* Generators act on the lowest of `total` qubits; names may be NULL. LB_UNDECIDED when decomposing
 * them is beyond the limits, which are kept for lb_circuit_apply and may be NULL; LB_USAGE when a
 * generator has no form above (the message names it), LB_INPUT when a coefficient is above
 * LB_COEFFICIENT_MAX. O(sum of squares of the term counts + gates). */
#define LB_COEFFICIENT_MAX 1e15
lb_status lb_circuit_init(lb_circuit *C, const lb_sum_struct *generators, char *const *names,
                          size_t generator_count, size_t total, const lb_limits *limits,
                          lb_error *error) LB_MUST_CHECK;
/* Set k(j) = order[j] for so many gates, a copy; more gates cannot be given angles then. */
void lb_circuit_set_order(lb_circuit *C, const uint32_t *order, size_t count);
/* Make it a circuit of `gate_count` gates with these angles, in place of the gates it had. */
void lb_circuit_set_angles(lb_circuit *C, const double *angles, size_t gate_count);
void lb_circuit_clear(lb_circuit *C);

/* Bytes that lb_circuit_set_angles needs, or somewhat more. */
double lb_circuit_bytes(const lb_circuit *C, size_t gate_count);

/* max_k sum_a |c_a|, a bound on every |H_k v| for normalized v, identity terms left out. */
double lb_circuit_scale(const lb_circuit *C);

/* Doubles of scratch that lb_circuit_apply needs; 0 when every generator is commuting. */
size_t lb_circuit_scratch(const lb_circuit *C);

/* Apply gates from, from + 1, .., to - 1 to v, or with `inverse` their inverses, last first. When
 * the time of C->limits has passed, v says nothing, and whoever uses it must ask. */
void lb_circuit_apply(const lb_circuit *C, double *v, size_t from, size_t to, bool inverse,
                      double *scratch);

/* w <- -i H v for the generator of gate j. */
void lb_circuit_derivative(const lb_circuit *C, size_t j, double *w, const double *v);

#endif
