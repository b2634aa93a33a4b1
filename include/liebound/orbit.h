/* Exact upper bounds on the rank of the quantum Fisher information matrix: the orbit of a training
 * state under the dynamical Lie algebra g, and the sector of the state.
 *
 * For a stabilizer state psi (a product of eigenstates of X, Y and Z, half of n Bell pairs, or any
 * other that is given by its stabilizer group), or a state given by rational amplitudes, define
 *
 *     orbit dimension     rank_R { X psi : X in g, and i psi } - 1,
 *     sector dimension    dim g|_K, K the smallest space that contains psi and that g maps to
 *                         itself.
 *
 * The orbit dimension is the dimension of the orbit of the ray of psi under the group exp(g), and
 * the rank of the QFIM at generic angles of a deep enough circuit; no circuit and no angles exceed
 * it. With R the maximal rank of the QFIM,
 *
 *     R = orbit dimension <= min(dim g|_K, 2 dim K - 2) <= dim g.
 *
 * For several states psi_1 .. psi_m the joint orbit dimension is the rank of
 * X -> (X psi_1, ..., X psi_m), each component modulo its own phase i psi_mu: the maximal rank of
 * sum_mu F_mu. The joint sector is that of the sum of the K_mu. (The definition of
 * overparametrization in Larocca et al., Nat. Comput. Sci. 3, 542 (2023), asks that every single
 * F_mu reach its maximal rank: it uses the numbers of each state. The joint ones bound what all
 * states together see of the parameters.)
 *
 * How. A Pauli string maps psi to one vector of the orthogonal basis W(s) psi, s over the cosets of
 * strings modulo the stabilizer group, up to a power of i; so X -> X psi is a sparse matrix with
 * integer entries on the basis of g, and no vector of 2^n numbers is ever formed. Its rows are
 * linear forms on g ("components"), and
 *
 *     orbit dimension  = dim F,  F spanned by the components, without <psi|X|psi>;
 *     sector dimension = dim F', F' the smallest space that contains F and <psi|X|psi>, and with a
 *                        form f also X -> f({H_k, X}) for every generator,
 *
 * because the annihilator of F' is the largest ideal of g whose elements kill psi. Both are proved
 * like dim g itself: at most by a reduced basis of F over Q, checked exactly; at least by
 * independence modulo a prime.
 *
 * A state given by amplitudes has coordinates in the basis states that it or its images meet: forms
 * are the real and imaginary parts of X psi there, and for orbits combinations of two of them that
 * vanish on multiples of psi. Floating amplitudes are not rational: of such a state only what holds
 * for every state is proved. */

#ifndef LIEBOUND_ORBIT_H
#define LIEBOUND_ORBIT_H

#include <liebound/closure.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Opaque; made by lb_orbit_compute, freed by lb_orbit_free. */
typedef struct lb_orbit lb_orbit;

/* In place of the number of a state: all of them together. */
#define LB_ORBIT_JOINT SIZE_MAX

/* An algebra of single strings that was identified without a basis gets one, for these bounds, when
 * its dimension is at most this. */
#define LB_ORBIT_ENUMERATED_MAX 1000000

typedef struct lb_orbit_options {
    lb_run_options run; /* the stages are "orbit" and "sector" */
    bool one_state;     /* compute for `state` alone, which may be LB_ORBIT_JOINT */
    size_t state;
    /* A proved upper bound on dim g, for closures that are not proved, or NULL. */
    const __mpz_struct *upper_bound;
    bool no_sectors; /* compute no sector dimensions */
} lb_orbit_options;

/* Compute and prove for every training state of A, and jointly when there are several. Square roots
 * are taken: the numbers are those over the field, and the evidence is over Q (proofs/roots.md).
 * `closure` is that of A, and must live as long as the orbit. options may be NULL. A state given by
 * amplitudes takes as many entries as it has amplitudes for each term of the basis, 3e7 at most.
 *
 * Where the closure is not proved, its dimension beyond LB_ORBIT_ENUMERATED_MAX without a basis, or
 * a limit was reached, this is not an error: what is proved are bounds (lb_orbit_dimension).
 *
 * LB_USAGE: no such state. Time near-linear in the terms of the basis of g where the forms stay
 * sparse. */
LB_API lb_status lb_orbit_compute(lb_orbit **orbit, const lb_ansatz_t A, const lb_closure *closure,
                                  const lb_orbit_options *options, lb_error *error) LB_MUST_CHECK;
LB_API void lb_orbit_free(lb_orbit *orbit);
/* The limit that left bounds where more could be proved, or NULL. */
LB_API const char *lb_orbit_limit(const lb_orbit *orbit);
/* After lb_orbit_compute with no_sectors: compute them, with the other options given now; after an
 * error nothing has changed. */
LB_API lb_status lb_orbit_compute_sectors(lb_orbit *orbit, const lb_orbit_options *options,
                                          lb_error *error) LB_MUST_CHECK;

/* One number that is known from both sides, and how; owned by the orbit. */
typedef struct lb_orbit_number {
    bool computed; /* false when the options left it out: the rest then makes no sense */
    bool proved;   /* at_least = at_most */
    mpz_t at_least, at_most;
    char *evidence; /* one sentence */
} lb_orbit_number;

/* The number of states, at least 1, and which were asked for. */
LB_API size_t lb_orbit_state_count(const lb_orbit *orbit);
/* Its name (liebound/ansatz.h). */
LB_API const char *lb_orbit_state_name(const lb_orbit *orbit, size_t state);

/* `state` is the number of a state or LB_ORBIT_JOINT, which is that of the only state when there is
 * one. */
LB_API const lb_orbit_number *lb_orbit_dimension(const lb_orbit *orbit, size_t state);
LB_API const lb_orbit_number *lb_orbit_sector(const lb_orbit *orbit, size_t state);

/* A basis of the isotropy algebra {X in g : X psi = c psi for a real c} (of every state, when
 * joint), of dim g - orbit dimension elements; 0 of them unless both are proved, or over a field of
 * square roots. Element i is row j
 * of lb_closure_row plus multiples of rows before it, with j increasing. */
LB_API size_t lb_orbit_isotropy_count(const lb_orbit *orbit, size_t state);
LB_API void lb_orbit_isotropy(lb_sum_t X, const lb_orbit *orbit, size_t state, size_t i);
/* The same for the largest ideal of g that annihilates the states, of dim g - sector dimension
 * elements. */
LB_API size_t lb_orbit_ideal_count(const lb_orbit *orbit, size_t state);
LB_API void lb_orbit_ideal(lb_sum_t X, const lb_orbit *orbit, size_t state, size_t i);

/* Write a certificate of kind `orbit` (proofs/README.md) of everything that was computed: dim g,
 * orbit and sector dimensions. States with floating amplitudes are left out, and the others numbered
 * without them. LB_USAGE when some of it is not proved. Paths as in lb_certificate_write. */
LB_API lb_status lb_orbit_certificate_write(const lb_orbit *orbit, const char *path,
                                            lb_error *error) LB_MUST_CHECK;

#ifdef __cplusplus
}
#endif

#endif
