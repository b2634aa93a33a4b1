/* Floating-point simulation of an ansatz, and the rank of its quantum Fisher information matrix
 *
 *     F_jk = 4 Re[ <d_j psi | d_k psi> - <d_j psi | psi> <psi | d_k psi> ].
 *
 * The rank is never read off F, whose small eigenvalues are the squares of what matters. It is the
 * numerical rank of the tangent matrix T, whose columns are the d_j psi without their component
 * along i psi, as vectors of 2^(n+1) real numbers: F = 4 T^T T. The tangents are formed in the
 * frame of the middle of the circuit (a common unitary changes no inner product), and the
 * singular values come from a factorization T = Q R + E with orthonormal columns in Q, found
 * without storing T, and E of the size of the rounding errors.
 *
 * A floating-point rank is an estimate. It cross-checks a proved bound and proves nothing. */

#ifndef LIEBOUND_RANK_H
#define LIEBOUND_RANK_H

#include <liebound/ansatz.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The largest state vector simulated has 2^LB_SIMULATED_QUBITS_MAX amplitudes. */
#define LB_SIMULATED_QUBITS_MAX 24

/* In place of the number of a training state: all of them. F is then the sum of their matrices, and
 * T their tangent matrices below each other, at the same angles. */
#define LB_RANK_ALL_STATES SIZE_MAX

/* The largest precision in bits. */
#define LB_PRECISION_MAX 4096

typedef struct lb_rank_options {
    size_t layers;      /* L; 1 when 0 */
    size_t parameters;  /* only the first M angles of the L K; all when 0 */
    uint64_t seed;      /* of the angles, drawn uniformly from [0, 2 pi) */
    int precision_bits; /* above 53: multiple precision, see below; at most LB_PRECISION_MAX */
    bool prove;         /* in multiple precision, prove the rank at these angles as a lower bound */
    /* Without a limit of bytes, 3/4 of the physical memory is one. The stage is "tangents". */
    lb_run_options run;
} lb_rank_options;

typedef struct lb_spectrum_struct {
    size_t parameters;       /* M */
    size_t count;            /* of singular values that stand out from rounding errors */
    double *singular_values; /* of T, decreasing; the eigenvalues of F are 4 s^2 */
    double residual; /* the min(M, 2^(n+1)) - count others are at most this, rounding errors all */
    size_t rank;     /* how many exceed the tolerance */
    /* 2^-52 * max(64 M, 2^(n+1)) * max(s_1, h), h = max_k sum_a |c_a| >= |H_k psi| over the
     * coefficients of H_k without its identity. A tangent passes through up to M gates, each with
     * an error of a few units in the last place, relative to |H_k psi|, all of which may lie along
     * i psi and be taken away. */
    double tolerance;
    double gap; /* s_rank / s_{rank+1} with s_{count+1} = residual; HUGE_VAL without such a pair or
                   for s / 0 */
    int precision_bits; /* 53, or more */
    size_t proved_rank; /* the rank at these angles is at least this, proved; 0 when nothing is */
    double seconds_tangents, seconds_rank;
} lb_spectrum_struct;
typedef lb_spectrum_struct lb_spectrum_t[1];

LB_API void lb_spectrum_init(lb_spectrum_t S); /* no parameters, rank 0 */
LB_API void lb_spectrum_clear(lb_spectrum_t S);

/* A gap below this is not clear: the rank at it may be wrong. */
#define LB_CLEAR_GAP 1e4

/* The spectrum at random angles for training state number `state` of A (the state |0...0> when A
 * has none and state is 0), or for LB_RANK_ALL_STATES. "bell" takes 2n qubits in place of n
 * everywhere above.
 *
 * In multiple precision (MPFR) angles are the same numbers, coefficients the exact rationals. The
 * tangents are compressed by a random linear map that keeps ranks, to at most 2M + 16 numbers each,
 * and in place of singular values the spectrum has the pivots of a QR factorization with column
 * pivoting: each within a moderate factor of a singular value, which is enough to read off a rank
 * and a gap of many orders of magnitude. They end at the first below the tolerance, which is
 * 2^(1 - bits) in place of 2^-52. Each rounding error is bounded, so that a rank can be proved at
 * these very angles, which is a lower bound of R(M) for any generators that can be simulated
 * (src/simulation/precise_bound.c). Takes about 10^4 times as long as double precision does.
 *
 * The result is the same to the last bit for any number of threads. The number of OpenBLAS threads,
 * which belongs to the process, is set during the call and restored, so calls must not overlap in
 * time.
 *
 * LB_USAGE: no such state, more parameters than L K, a generator that cannot be exponentiated, or
 * several states in multiple precision. LB_INPUT: too many qubits, or a coefficient beyond 1e15.
 * LB_UNDECIDED: a limit was reached; it is asked between tangents and between calls of BLAS and
 * LAPACK of well under a second. LB_MEMORY: more than 3/4 of the physical memory would be needed;
 * nothing large was allocated. LB_INTERNAL: LAPACK did not converge, or a number is not finite.
 *
 * Time O(M^2 2^n t) for t terms in a generator (commuting or anticommuting) and O(M r 2^n) for the
 * spectrum when the rank is r; memory 2^(n+4) (r + 64) bytes, but r is not known before, so M must
 * fit. options is not NULL. */
LB_API lb_status lb_qfim_spectrum(lb_spectrum_t S, const lb_ansatz_t A, size_t state,
                                  const lb_rank_options *options, lb_error *error) LB_MUST_CHECK;

/* About how many seconds the same takes in multiple precision, by counting operations; 0 for a call
 * that makes no sense. */
LB_API double lb_qfim_precise_seconds(const lb_ansatz_t A, const lb_rank_options *options,
                                      int bits);

/* The same at the given angles (M of them, layer by layer). */
LB_API lb_status lb_qfim_spectrum_at(lb_spectrum_t S, const lb_ansatz_t A, size_t state,
                                     const double *angles, const lb_rank_options *options,
                                     lb_error *error) LB_MUST_CHECK;

/* F itself, M x M, symmetric, for users who want it; not for ranks. Errors as above. */
LB_API lb_status lb_qfim_matrix(double *F, const lb_ansatz_t A, size_t state, const double *angles,
                                const lb_rank_options *options, lb_error *error) LB_MUST_CHECK;

/* The angles that lb_qfim_spectrum draws: angles[0 .. count - 1] from seed. */
LB_API void lb_random_angles(double *angles, size_t count, uint64_t seed);

#ifdef __cplusplus
}
#endif

#endif
