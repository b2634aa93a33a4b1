/* Bounds on overparametrization from both sides.
 *
 * Let R(M) be the largest rank of the QFIM over all angles when the ansatz is cut after its first M
 * gates (H_1 .. H_K, H_1 .. H_K, ...), R its maximum over M, and M_c the smallest M with R(M) = R:
 * from M_c angles on, the ansatz is overparametrized for this training state. Proved
 * (proofs/overparametrization.md):
 *
 *     R   =  orbit dimension  <=  min(dim g|_K, 2^(n+1) - 2)  <=  dim g          (orbit.h),
 *     R  <=  dim V - 1 - [i psi in V],  V the real span of the orbit             (span.h),
 *     R(M) >= the rank found modulo a prime at any integer point                 (exact.h),
 *     R(M) <= M - z(M),  z(M) gates that repeat others or are idle,  hence  M_c >= R,
 *     M_c <= M for every M whose rank modulo a prime is R,
 *     M_c <= (K - 1) R + 1 when R > 0; M_c = 0 when R = 0,
 *
 * where every bound on R may stand for R in the last two lines with the sign it has. Where both
 * sides meet, R and M_c are proved. For several training states the joint rank is that of the sum
 * of their matrices; the definition of overparametrization in Larocca et al., Nat. Comput. Sci. 3,
 * 542 (2023), asks that the rank of every single state be R, so it takes the largest M_c of the
 * states.
 *
 * Beside all this a rank in floating point (rank.h) is a cross-check of the program. It proves
 * nothing; one above a proved upper bound, or one below a proved rank in spite of a clear gap, is a
 * disagreement. So is an exact rank above the orbit dimension, which every call puts to the test.
 *
 * Where the state has too many qubits for exact ranks and reaches few coordinates (span.h), such as
 * averages over permutations, the rank is found in these (LB_PICTURE_COORDINATES): a lower bound that
 * comes with no probability.
 *
 * The real span and the exact rank need no algebra. Where they meet, R and M_c are proved even when
 * dim g is out of reach.
 */

#ifndef LIEBOUND_BOUND_H
#define LIEBOUND_BOUND_H

#include <liebound/exact.h>
#include <liebound/orbit.h>
#include <liebound/rank.h>
#include <liebound/span.h>

#ifdef __cplusplus
extern "C" {
#endif

/* In place of the number of a training state. */
#define LB_BOUND_ALL_STATES SIZE_MAX

struct lb_bound_struct;
typedef struct lb_bound_options {
    size_t state;  /* a number, or LB_BOUND_ALL_STATES: every state, and all jointly */
    size_t layers; /* of the exact rank; when 0, as many as it takes to saturate */
    size_t seeds;  /* floating-point simulations of each state; none when 0 */
    /* A proved upper bound on dim g from elsewhere, for a closure that is not proved, or NULL. */
    const __mpz_struct *dimension_at_most;
    uint64_t seed; /* of points, primes and angles */
    /* Of the whole call; the stages are "real span", "orbit", "sector", "exact rank", "exact rank:
     * gate" and "simulation". */
    lb_run_options run;
    /* Called when more is known, with what is known so far, valid for the call; NULL for none. */
    void (*known)(const struct lb_bound_struct *so_far, void *context);
    void *known_context;
} lb_bound_options;

typedef enum lb_bound_agreement {
    LB_BOUND_NOT_COMPARED, /* nothing was simulated, or nothing is proved to compare with */
    LB_BOUND_AGREES,
    LB_BOUND_UNRESOLVED, /* below the proved rank, without a clear gap: double precision fails */
    LB_BOUND_DISAGREES
} lb_bound_agreement;

/* A number known from both sides; proved when they meet. */
typedef struct lb_bound_range {
    mpz_t at_least, at_most;
    bool proved;
} lb_bound_range;

/* What is known about one training state, or about all of them jointly. */
typedef struct lb_bound_state {
    size_t number;                /* of the state in the ansatz, or LB_BOUND_ALL_STATES */
    char *name;                   /* its name (liebound/state.h); "joint" */
    lb_bound_range orbit, sector; /* the dimensions */
    lb_bound_range rank;          /* R, from all that is known; so is `orbit`, the same number */
    const char *rank_source;      /* what gave rank.at_most, a constant such as "the real span" */
    const char *sector_source;    /* the same of sector.at_most */
    lb_bound_range critical;      /* M_c */
    bool contradicts;             /* a lower bound on R exceeds an upper one */

    bool has_span; /* the real span is known, and bounds R by span.rank_at_most */
    lb_real_span span;

    bool has_exact;
    lb_exact_t exact;     /* with has_exact */
    size_t exact_at_most; /* the bound on R that it was given; 0 when none was tried */
    char *not_certified;  /* otherwise why there is none */
    size_t layers;        /* L, and M = L K angles, of which R(M) >= exact->rank */
    bool saturated;       /* the rank is R: proved, or except with probability exact->error */
    /* Saturated: exact->reached[R - 1] gates have it, and fewer do not, proved or except with that
     * probability. */
    size_t critical_seen;

    bool has_float;
    size_t float_parameters; /* M of the simulations: that of `layers`, or one layer beyond M_c */
    size_t float_rank;       /* the largest over the seeds */
    double float_gap;        /* the smallest over the seeds */
    char *not_simulated;     /* otherwise why there is none; NULL when none was asked for */
    lb_bound_agreement agreement;
} lb_bound_state;

typedef struct lb_bound_struct {
    size_t generators; /* K */
    size_t state_count;
    lb_bound_state *states;
    bool has_joint; /* several states */
    lb_bound_state joint;
    /* The paper's M_c: R reached for every state by itself. */
    lb_bound_range critical;
    bool disagrees; /* some state contradicts or disagrees */
    char *limit;    /* the limit that ended some of the computations, or NULL */
} lb_bound_struct;
typedef lb_bound_struct lb_bound_t[1];

LB_API void lb_bound_init(lb_bound_t B);
LB_API void lb_bound_clear(lb_bound_t B);

/* All of the above for A with its closure, which need not be proved. With closure = NULL what needs no
 * algebra: orbits are then bounded by the real span, and sectors by 4^n or dimension_at_most. A limit
 * that is reached is not an error: what was found until then is in B, with `limit` saying so. Nor are
 * a disagreement, a generator without an exact form, a state with floating amplitudes, or one too
 * large to be simulated.
 *
 * LB_USAGE: no such state. Cost: that of lb_orbit_compute; where this takes more than some seconds,
 * lb_real_span_compute for some seconds before it, and it is left out when that decides R;
 * lb_exact_rank for every state and jointly; and `seeds` calls of lb_qfim_spectrum. options may be
 * NULL: all states, 3 seeds. */
#define LB_BOUND_SEEDS 3
LB_API lb_status lb_bound_compute(lb_bound_t B, const lb_ansatz_t A, const lb_closure *closure,
                                  const lb_bound_options *options, lb_error *error) LB_MUST_CHECK;

#ifdef __cplusplus
}
#endif

#endif
