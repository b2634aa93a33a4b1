/* The rank of the quantum Fisher information matrix, in exact arithmetic modulo a prime or a power
 * of one.
 *
 * Let R(M) be the largest rank over all angles when the ansatz is cut after its first M gates
 * (bound.h). With one more column for the global phase,
 *
 *     rank F(theta) = rank_R { d_1 psi, .., d_M psi, i psi } - 1,
 *
 * and up to a real factor for each column the gate exp(-i theta P) of a string is 1 - i t P with
 * t = tan(theta). A rank does not change when columns are scaled, so t may be any integer, every
 * entry is then an integer, and the rank modulo a prime is at most the rank over R. Hence
 *
 *     the rank found modulo p at any point is a proved lower bound of R(M).
 *
 * It is proved to equal R(M) when it reaches M or a proved upper bound (the orbit dimension). If it
 * does not, R(M) is larger with a probability that is at most `error`, over the random choice of
 * the two primes and points. Derivations: proofs/overparametrization.md.
 *
 * Gates have such a form when their generators are zero, single strings, sums of pairwise commuting
 * strings, and sums of pairwise anticommuting strings (H^2 is then a number, and the gate is
 * 1 - i t H up to a real factor), with any rational coefficients and with or without an identity
 * term. For such circuits there are two pictures. In the state picture tangents are vectors of
 * 2^(n+1) residues. In the adjoint picture they are coordinates in the span of the strings that the
 * single terms of the generators generate, moved by rotations; no state vector is formed, and n may
 * be large when there are few strings. It takes generators with commuting terms and stabilizer
 * states only.
 *
 * Any other sum H has an exponential in the p-adic numbers: for an odd prime p, integer coefficients
 * and theta in p Z_p, the series of exp(-i theta H) converges in the entries, and modulo p^k it is
 * a finite sum. A minor of the tangents is a power series in these angles with rational
 * coefficients, the same series that gives its value at real angles. If it does not vanish at one
 * p-adic point it is not zero, so it does not vanish at generic real angles either. Hence
 *
 *     the number of elementary divisors of the tangents that are not 0 modulo p^k, less one for the
 *     phase, is a proved lower bound of R(M).
 *
 * The p-adic picture takes every circuit, with gates of the former kind as they are, in the real
 * coordinates that the gates can reach from the state: 7^17 is the first modulus, and 3^31, which
 * sees further, the second. The probability of a miss is not bounded: `error` is 1 unless the rank
 * is proved to be R(M).
 *
 * Square roots in coefficients are roots modulo the powers of two primes that have them, in this
 * picture.
 *
 * Where an angle turns several rotations (layers.h), whose terms must commute, its tangent is the sum
 * over them, at a point where the tangents of multiples of one angle are rational. M counts angles, in
 * whole layers, and `error` is 1 unless the rank is proved to be R(M).
 *
 * States given by amplitudes are simulated as vectors of integers; of those given by floating ones
 * nothing is proved, since the numbers meant are not known. */

#ifndef LIEBOUND_EXACT_H
#define LIEBOUND_EXACT_H

#include <liebound/ansatz.h>

#ifdef __cplusplus
extern "C" {
#endif

/* In place of the number of a training state: all of them together. F is then the sum of their
 * matrices, whose kernel is the intersection of their kernels. */
#define LB_EXACT_ALL_STATES SIZE_MAX

/* The state picture takes state vectors of at most so many qubits (2n for a bell state). */
#define LB_EXACT_QUBITS_MAX 24

typedef enum lb_exact_picture {
    LB_PICTURE_AUTOMATIC, /* whichever costs less */
    LB_PICTURE_STATE,
    LB_PICTURE_ADJOINT,
    LB_PICTURE_PADIC,
    LB_PICTURE_COORDINATES /* not of lb_exact_rank: liebound/bound.h says when it is used */
} lb_exact_picture;

typedef struct lb_exact_options {
    size_t layers;     /* L; 1 when 0 */
    size_t parameters; /* only the first M angles of the L K; all when 0 */
    size_t at_most;    /* a proved upper bound of the rank at any M; none when 0 */
    uint64_t seed;     /* of the primes and of the points */
    lb_exact_picture picture;
    /* Without a limit of bytes, 3/4 of the physical memory is one. The stage is "exact rank: gate".
     */
    lb_run_options run;
} lb_exact_options;

/* A point that was tried, by which a certificate repeats its rank: the angles are drawn from a
 * generator of random numbers in this state. Its first `gates` gates have the rank `rank`. */
typedef struct lb_exact_point {
    uint64_t random[4];
    size_t rank, gates;
    uint32_t prime, exponent;
} lb_exact_point;

typedef struct lb_exact_struct {
    size_t parameters; /* M */
    size_t rank;       /* R(M) >= rank, proved */
    /* reached[i] gates already have the rank i + 1 at the point that was tried: R(reached[i]) >= i
     * + 1 is proved, for i = 0 .. rank - 1. Increasing. */
    size_t *reached;
    bool equal;   /* R(M) = rank is proved, since rank reaches a proved upper bound */
    bool exceeds; /* rank > options.at_most: that bound is wrong, or this program */
    double error; /* otherwise a bound on the probability that R(M) > rank, or 1; 0 when equal */
    /* A bound on the probability that fewer than reached[rank - 1] gates have this rank; 0 when
     * that is M = rank itself. */
    double earlier;
    /* A whole layer brought no growth: what `error` says then holds for every larger M too. */
    bool saturated;
    size_t gates;       /* of which tangents were computed, at most M */
    size_t prime_count; /* the second is tried only when the first leaves a doubt */
    uint32_t primes[2];
    uint32_t exponents[2];    /* the moduli are the powers of the primes with them: 1 but for the
                            * p-adic picture */
    lb_exact_point points[2]; /* of these primes */
    const char *limit;        /* the limit that ended the computation, a constant, or NULL */
    lb_exact_picture picture; /* the one that was used */
    double seconds;
} lb_exact_struct;
typedef lb_exact_struct lb_exact_t[1];

LB_API void lb_exact_init(lb_exact_t E); /* no parameters, rank 0 */
LB_API void lb_exact_clear(lb_exact_t E);

/* The rank for training state number `state` of A (|0...0> when A has none and state is 0), or for
 * LB_EXACT_ALL_STATES. Tangents are computed gate by gate, until a whole layer has brought nothing;
 * a layer more than the proof needs, which puts options.at_most to the test.
 *
 * LB_USAGE: no such state, more parameters than L K, a state with floating amplitudes, or a picture
 * that does not apply. LB_INPUT: too many qubits, strings or reachable basis states for any picture.
 * LB_UNDECIDED, LB_MEMORY: the first vectors would exceed the memory limit, or 3/4 of the
 * physical memory. A limit that is reached later is not an error: E has what was proved until then.
 *
 * With m gates until the end, time O(m^2 t 2^n) in the state picture for t terms in a generator,
 * O(m^2 d) for the rotations of strings in the adjoint picture, d the strings that do not commute
 * with a gate, and O(m^2 k s) in the p-adic picture, s the entries of a generator's matrix; then
 * O(m r^2) for the elimination, r = at_most or m. options is not NULL. */
LB_API lb_status lb_exact_rank(lb_exact_t E, const lb_ansatz_t A, size_t state,
                               const lb_exact_options *options, lb_error *error) LB_MUST_CHECK;

#ifdef __cplusplus
}
#endif

#endif
