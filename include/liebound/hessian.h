/* Expectation values of an observable, their gradient and their Hessian.
 *
 * For the state |psi(theta)> of an ansatz (ansatz.h) and a Hermitian sum O of strings, let
 *
 *     L(theta) = <psi | O | psi>,
 *
 * or for all training states of a data set, with the weights c_mu of the file it comes from (1
 * where none is stated), sum_mu c_mu <psi_mu | O | psi_mu> = Tr[U A U^dagger O], A = sum_mu c_mu
 * |psi_mu><psi_mu|. What follows is for one state; sums over mu have the sums of gradients and
 * Hessians.
 *
 * With the tangents D_j = d_j psi, and the co-states E_j, which are O psi pulled back to gate j,
 * multiplied by i H_j and moved to the end of the circuit again,
 *
 *     d_j L     = 2 Re <O psi | D_j>,
 *     d_j d_k L = 2 Re <D_j | O D_k> + 2 Re <E_j | D_k>      for k <= j,
 *
 * because d_j d_k psi for k <= j is U_M .. U_{j+1} (-i H_j) U_j .. U_{k+1} (-i H_k) U_k .. psi_0.
 * The gradient takes one pass through the circuit and one back; the Hessian about as much as two
 * QFIMs.
 *
 * At a minimum of L on the orbit of the training states, the rank of the Hessian is at most
 * min(dim g, 2 d r - r^2 - r), d the dimension of the state space and r the smaller of the ranks of
 * O and of A (Theorem 3 of Larocca et al., Nat. Comput. Sci. 3, 542 (2023)): 2 d r - r^2 - r is the
 * largest dimension that the unitary orbit of a Hermitian matrix of rank r has, that of distinct
 * eigenvalues. And it is at most the (joint) orbit dimension, since the Hessian is that of a
 * function on the orbit. Elsewhere neither holds.
 *
 * O is measured behind all gates, the fixed gates of layers (layers.h) among them. In place of a sum it
 * can be the infidelity 1 - |phi><phi| to a target, a state or, on Bell pairs, a unitary
 * (training.h); its minima are those of a projector, r = 1.
 *
 * All of this is floating point: an estimate, never a proof. */

#ifndef LIEBOUND_HESSIAN_H
#define LIEBOUND_HESSIAN_H

#include <liebound/rank.h>

#ifdef __cplusplus
extern "C" {
#endif

/* In place of the number of a training state: the weighted sum over all. */
#define LB_HESSIAN_ALL_STATES LB_RANK_ALL_STATES

/* 2 d r - r^2 - r for an upper bound on r: the rank of O is computed up to 6 qubits, and 2^n
 * beyond, and 1 for a target, which is O = NULL; that of A is at most the number of states of
 * weight other than 0. SIZE_MAX where that is no machine integer, the states have vectors of
 * different lengths, or angles are shared (layers.h). */
LB_API size_t lb_hessian_rank_at_most(const lb_ansatz_t A, size_t state, const lb_sum_t O);

typedef struct lb_hessian_options {
    size_t layers, parameters; /* as in lb_rank_options */
    uint64_t seed;             /* of the angles, or of the start of the minimization */
    lb_run_options run;        /* the stages are "minimization" and "Hessian" */
    bool minimize;             /* go to a local minimum of L first */
    size_t evaluations;        /* of L, at most, for that; LB_HESSIAN_EVALUATIONS when 0 */
    /* As in lb_training_problem; then the function takes O = NULL. Or NULL. */
    const double *target;
    size_t target_count;
} lb_hessian_options;
#define LB_HESSIAN_EVALUATIONS 20000

typedef struct lb_hessian_struct {
    size_t parameters;
    double value;          /* L at the angles */
    double gradient;       /* Euclidean norm of the gradient there */
    size_t evaluations;    /* of L by the minimization */
    double *angles;        /* M of them */
    double *matrix;        /* M x M, symmetric */
    double *eigenvalues;   /* M of them, by decreasing absolute value */
    size_t rank, negative; /* how many exceed the tolerance in absolute value; of them, below 0 */
    /* 2^-52 * max(64 M, 2^(n+1)) * max(|first eigenvalue|, 4 h^2 |O|_1) + 100 |gradient| after a
     * minimization, h as in lb_spectrum_struct: near a minimum that was not quite reached, zeros
     * of the Hessian are of the size of the gradient. */
    double tolerance;
    double gap; /* of absolute values, as in lb_spectrum_struct */
    double seconds;
} lb_hessian_struct;
typedef lb_hessian_struct lb_hessian_t[1];

LB_API void lb_hessian_init(lb_hessian_t H); /* no parameters */
LB_API void lb_hessian_clear(lb_hessian_t H);

/* The Hessian for training state number `state` of A, or LB_HESSIAN_ALL_STATES, and an observable
 * on its qubits, at the given angles or, when `angles` is NULL, at random ones; with
 * options->minimize at the local minimum that is reached from there: by the L-BFGS algorithm of
 * NLopt, then by Newton steps on the subspace where the Hessian is positive. A minimization that
 * ends at its limit of evaluations is not an error: the gradient tells. Errors are those of
 * lb_qfim_spectrum, and LB_INPUT for a target of another size; H is then unchanged. Memory 2^(n+4)
 * M bytes. options is not NULL. */
LB_API lb_status lb_hessian_compute(lb_hessian_t H, const lb_ansatz_t A, size_t state,
                                    const lb_sum_t O, const double *angles,
                                    const lb_hessian_options *options,
                                    lb_error *error) LB_MUST_CHECK;

/* L and, unless `gradient` is NULL, its M derivatives at the given angles. O(M) gates. */
LB_API lb_status lb_expectation(double *value, double *gradient, const lb_ansatz_t A, size_t state,
                                const lb_sum_t O, const double *angles,
                                const lb_hessian_options *options, lb_error *error) LB_MUST_CHECK;

#ifdef __cplusplus
}
#endif

#endif
