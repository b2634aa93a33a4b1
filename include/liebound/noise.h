/* Noisy circuits: density matrices under Pauli and depolarizing channels, and their quantum Fisher
 * information matrix by symmetric logarithmic derivatives,
 *
 *     F_ab = sum_ij 2 Re( <i|d_a rho|j> <j|d_b rho|i> ) / (w_i + w_j),   rho = sum_i w_i |i><i|,
 *
 * over the pairs with w_i + w_j > 2^n eps, eps = 2^-52: below it an eigenvalue is rounding error. Of a
 * pure state this is F of rank.h. All of it is floating point, and proves nothing.
 *
 * rho is kept as its 4^n real Pauli coefficients, in which a rotation turns pairs, a fixed gate
 * permutes and a Pauli channel scales. */

#ifndef LIEBOUND_NOISE_H
#define LIEBOUND_NOISE_H

#include <liebound/ansatz.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Of the state: a Bell state has twice the qubits of the ansatz. */
#define LB_NOISE_QUBITS_MAX 8

/* What counts as a gate, behind or before which the channel acts on each of its qubits.
 *
 *     elementary   a term of a generator is split into gates on one and two qubits: H on its
 *                  qubits with X, SX on those with Y, a chain of CNOTs from its first qubit to the
 *                  last, RZ there, the CNOTs and the changes of basis back; RX and RY are gates by
 *                  themselves. A product state is prepared by one gate on each qubit that is not
 *                  |0>. The terms of a generator must commute.
 *     terms        exp(-i theta c P) for each term c P, which must commute
 *     generators   exp(-i theta H)
 *
 * The terms of a generator come by their span (last qubit minus first), then by their first qubit:
 * 01, 12, 23, 03 on a ring of four. A fixed gate is one gate. */
typedef enum lb_noise_gates {
    LB_NOISE_ELEMENTARY,
    LB_NOISE_TERMS,
    LB_NOISE_GENERATORS,
    LB_NOISE_GATES_COUNT
} lb_noise_gates;

typedef struct lb_noise_model {
    /* rho -> (1 - x - y - z) rho + x X rho X + y Y rho Y + z Z rho Z on each qubit of a gate; with
     * x = y = z it is depolarizing, with weight 4 x of the maximally mixed state. */
    double x, y, z;
    /* rho -> (1 - global) rho + global / 2^n on all qubits, once for the preparation and once for
     * each stage: of elementary gates H/SX, CNOT, RZ, CNOT, H/SX, those of a generator at once; of
     * others a generator is a stage. A fixed gate is one. */
    double global;
    bool before; /* channels act before the gates */
    bool ideal_preparation;
    lb_noise_gates gates;
} lb_noise_model;

typedef struct lb_noise_options {
    lb_noise_model model;
    uint64_t seed; /* of the angles, as in rank.h */
    /* Without a limit of bytes, 3/4 of the physical memory is one. The stage is "layers". */
    lb_run_options run;
} lb_noise_options;

typedef struct lb_noise_spectrum_struct {
    size_t layers, parameters;
    size_t count;        /* of eigenvalues that stand out from rounding errors */
    double *eigenvalues; /* of F, decreasing */
    double residual;     /* the parameters - count others are at most this */
    size_t rank;         /* how many exceed the tolerance */
    /* (2^-52 max(64 M, 4^n) max(s, h))^2, s^2 the largest eigenvalue and h = max_a |d_a rho| /
     * sqrt(w), w the least w_i + w_j in the sum: rounding errors of d_a rho are divided by it. */
    double tolerance;
    double gap;    /* of the eigenvalues around the rank; HUGE_VAL without such a pair */
    double purity; /* Tr rho^2 */
    double trace;  /* Tr F */
} lb_noise_spectrum_struct;
typedef lb_noise_spectrum_struct lb_noise_spectrum_t[1];

LB_API void lb_noise_spectrum_init(lb_noise_spectrum_t S);
LB_API void lb_noise_spectrum_clear(lb_noise_spectrum_t S);

/* The spectra of F at the ends of layers[0] < layers[1] < .., one pass through the circuit of
 * training state `state` (|0...0> when A has none); S[i] are initialized. angles are those of all
 * layers[count - 1] layers, or NULL to draw them. Those that are done when a limit comes
 * (LB_UNDECIDED) are filled, and *done, which may be NULL, says how many. The result is the same
 * for any number of threads.
 *
 * LB_USAGE: no such state, layers that do not increase, a channel that is none, or generators whose
 * terms do not commute, unless gates are generators. LB_INPUT: too many qubits or angles. LB_UNDECIDED,
 * LB_MEMORY: limits, as in rank.h. LB_INTERNAL: LAPACK did not converge.
 * O(M gates 4^n) and O(M 8^n + M^2 4^n) for each spectrum; 8 (M + M/15) 4^n bytes and twice that
 * much for a spectrum. */
LB_API lb_status lb_noise_spectra(lb_noise_spectrum_struct *S, size_t *done, const lb_ansatz_t A,
                                  size_t state, const size_t *layers, size_t count,
                                  const double *angles, const lb_noise_options *options,
                                  lb_error *error) LB_MUST_CHECK;

/* F itself, M x M and symmetric, and rho, 2^n x 2^n complex numbers by columns, each its real part and
 * then its imaginary part, after so many layers; either may be NULL. */
LB_API lb_status lb_noise_matrix(double *F, double *rho, const lb_ansatz_t A, size_t state,
                                 size_t layers, const double *angles,
                                 const lb_noise_options *options, lb_error *error) LB_MUST_CHECK;

#ifdef __cplusplus
}
#endif

#endif
