/* Mean and variance of the loss of a deep circuit, exact.
 *
 * For a state rho = |psi><psi| and a Hermitian sum O of strings, the loss of a circuit U is
 *
 *     L(U) = Tr[U rho U^dagger O].
 *
 * Let U be Haar distributed on the closure of the group e^g, to which circuits with random angles
 * tend with their depth. Let g = z + g_1 + ... + g_m, z the centre and g_j simple, and A_j the
 * orthogonal projection of A on i g_j. If O or rho lies in i g,
 *
 *     E[L] = Tr[rho_z O_z],    Var[L] = sum_j P_j(rho) P_j(O) / dim g_j,   P_j(A) = Tr[A_j^2],
 *
 * P_j(A) the g-purities (Ragone et al., arXiv:2309.09342; Fontana et al., arXiv:2309.07902). For
 * any O and rho these are the numbers of O_g, the projection of O on i g. Parts that commute with
 * all generators add a constant to the loss: they count in the mean, and for the condition. Where O
 * and rho both have other parts outside i g, the numbers are those of the part of O inside, and
 * nothing is said of the rest (lb_variance_scope), unless the sectors of rho tell it.
 *
 * All numbers are rational, also where ideals are conjugate to each other over a number field: their
 * sum is then a trace. With square roots in generators or in O they are surds, of the same field. They
 * are as much proved as the ideals are:
 *
 *   single strings, at any size: a component of the anticommutation graph generates a set S of
 *   strings. Its ideals are told apart by the signs of strings t that commute with the component
 *   and have S + t = S. With O = sum c_P P,
 *
 *       Var[L] = 1/|S| sum over pairs (P, P') of O in S with P P' = +- t of
 *                c_P c_P' (+-1) sum over Q in S of (+-1) <Q> <Q t>,
 *
 *   for one string the mean of <Q>^2 over S; of a stabilizer state it takes linear algebra over F2;
 *
 *   sums: from the reduced basis of the closure and the torus of structure.h. A simple ideal over Q
 *   is the smallest invariant space that contains its part of the torus, proved as g is; projections
 *   are Gram matrices over Q. With square roots in generators all this is that of the algebra over Q
 *   (ansatz.h), and the numbers come from traces of K over Q (proofs/variance.md). */

#ifndef LIEBOUND_VARIANCE_H
#define LIEBOUND_VARIANCE_H

#include <liebound/structure.h>
#include <liebound/surd.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Opaque; made by lb_variance_compute, freed by lb_variance_free. */
typedef struct lb_variance lb_variance;

typedef struct lb_variance_options {
    lb_run_options run; /* the stage is "variance" */
    size_t state;       /* the training state, counted from 0 */
    /* O, rational, or with square roots; both NULL for lb_variance_observable. */
    const lb_sum_struct *observable;
    const lb_surd_sum_struct *surds;
} lb_variance_options;

/* The structure is that of the closure, by lb_structure_compute, which is that of A, and its ideals
 * are known; closure may be NULL where the algebra was identified from strings. With square roots in
 * generators the closure is that of lb_ansatz_over_q, and the structure has been divided by the degree
 * (lb_structure_over_field). With k different roots in O it takes as long as for k (k + 1) / 2 rational
 * ones, after the closure. options may be NULL.
 * LB_USAGE: ideals not known; no such state; an algebra of strings without a basis with a state given
 * by amplitudes. LB_INPUT: a state of floating amplitudes. LB_UNDECIDED: a limit was reached, or the
 * averages of a symmetry have too many strings for a state that lacks it. */
LB_API lb_status lb_variance_compute(lb_variance **variance, const lb_ansatz_t A,
                                     const lb_closure *closure, const lb_structure *structure,
                                     const lb_variance_options *options,
                                     lb_error *error) LB_MUST_CHECK;
/* The same from the symmetries of A (conserved.h) alone, where [g, g] is all that they allow, the sum of
 * su(d) over the sectors, or all that they and a string S with H S + S H^T = 0 for all generators allow:
 * one su(d) for two sectors that S exchanges, so(d) or sp(d/2) for one that it does not. No basis of g is
 * needed, and its dimension may be large. derived is the dimension of [g, g], which has been proved.
 * *variance is NULL where [g, g] is smaller, or the commutant is not known, or generators have square
 * roots. At most LB_CONSERVED_QUBITS_MAX qubits. Errors as above.
 *
 * Where rho has one copy C^d of each sector that it is in, and [g, g] is su(d) on each, independently, then
 * mean and variance are those of the loss of any O (LB_SCOPE_SECTORS). */
LB_API lb_status lb_variance_by_sectors(lb_variance **variance, const lb_ansatz_t A,
                                        const mpz_t derived, const lb_variance_options *options,
                                        lb_error *error) LB_MUST_CHECK;
LB_API void lb_variance_free(lb_variance *variance);

/* What is measured when nothing else is asked for: O <- the observable of A, or its first
 * generator. */
LB_API void lb_variance_observable(lb_surd_sum_t O, const lb_ansatz_t A);

LB_API void lb_variance_mean(lb_surd_t mean, const lb_variance *variance);
LB_API void lb_variance_value(lb_surd_t value, const lb_variance *variance);

/* Of which loss these are the numbers. */
typedef enum lb_variance_scope {
    LB_SCOPE_OBSERVABLE, /* of O: it lies in i g, up to parts that commute with all generators */
    LB_SCOPE_STATE,      /* of O: rho lies in i g, up to a multiple of the identity */
    LB_SCOPE_PART,       /* of O without lb_variance_outside */
    LB_SCOPE_SECTORS /* of O: its part outside i g, too, has known moments in the sectors of rho */
} lb_variance_scope;
LB_API lb_variance_scope lb_variance_get_scope(const lb_variance *variance);
/* The part of O that is neither in i g nor commutes with all generators; without the commutant's basis
 * (lb_variance_by_sectors) also where the numbers are those of the loss. */
LB_API void lb_variance_outside(lb_surd_sum_t S, const lb_variance *variance);
/* One sentence: how the numbers are known. */
LB_API const char *lb_variance_evidence(const lb_variance *variance);

/* Simple ideals over R that are told apart over the field of the coefficients, or by nothing but signs of
 * central strings, and what they contribute together. */
typedef struct lb_variance_ideals {
    char *algebra;        /* "2 su(2)" */
    char *field;          /* as in lb_real_ideals; NULL for ideals over that field */
    mpz_t copies;         /* of ideals */
    mpz_t dimension;      /* of one copy */
    lb_surd_t observable; /* sum of Tr[O_j^2] */
    lb_surd_t state;      /* sum of Tr[rho_j^2] */
    lb_surd_t variance;   /* sum of their products over the dimension */
} lb_variance_ideals;
LB_API size_t lb_variance_ideals_count(const lb_variance *variance);
/* Owned by the variance. */
LB_API const lb_variance_ideals *lb_variance_ideals_at(const lb_variance *variance, size_t i);
/* The purities of the centre. */
LB_API void lb_variance_centre(lb_surd_t observable, lb_surd_t state, const lb_variance *variance);

/* values[i] = <psi|S_i|psi>, exact, for training state number `state` (|0...0> when A has none); the
 * values are initialized by the caller. LB_USAGE: no such state. LB_INPUT: floating amplitudes. */
LB_API lb_status lb_variance_expectations(mpq_t *values, const lb_ansatz_t A, size_t state,
                                          const lb_sum_struct *sums, size_t count,
                                          lb_error *error) LB_MUST_CHECK;

#ifdef __cplusplus
}
#endif

#endif
