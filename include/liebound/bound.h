/* Proved bounds on overparametrization, beside simulated ranks.
 *
 * Let R(M) be the largest rank of the QFIM over all angles when the ansatz is cut after its first M
 * gates (H_1 .. H_K, H_1 .. H_K, ...), R its maximum over M, and M_c the smallest M with R(M) = R:
 * from M_c angles on, the ansatz is overparametrized for this training state. Proved
 * (proofs/overparametrization.md):
 *
 *     R(M) <= M
 *     R    <= min(dim g, 2^(n+1) - 2)      for a state on the n qubits of the ansatz,
 *     R    <= min(dim g, 4^n - 1)          for the bell state,
 *     M_c  <= (K - 1) R + 1                when R > 0; M_c = 0 when R = 0.
 *
 * Simulated ranks are floating-point estimates (rank.h) at random angles. They prove nothing, and
 * err downwards in practice; one that exceeds a proved bound is a disagreement: something is wrong
 * in the program or in the claimed dimension. */

#ifndef LIEBOUND_BOUND_H
#define LIEBOUND_BOUND_H

#include <liebound/rank.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct lb_bound_options {
    size_t max_layers;   /* stop after so many layers; LB_BOUND_LAYERS when 0 */
    size_t seeds;        /* simulations for each number of layers; 3 when 0 */
    uint64_t first_seed; /* the seeds are first_seed, first_seed + 1, ... */
    int threads;         /* 1 when 0 */
    lb_limits limits;    /* of the whole call */
} lb_bound_options;
#define LB_BOUND_LAYERS 100
#define LB_BOUND_SEEDS  3

/* All simulations with one number of layers. */
typedef struct lb_bound_row {
    size_t layers, parameters;
    size_t *ranks;       /* one for each seed */
    size_t rank;         /* the largest of them */
    bool seeds_agree;    /* they are all equal */
    double smallest_gap; /* over the seeds; below LB_CLEAR_GAP the ranks are doubtful */
    bool exceeds;        /* rank is above the proved bound */
} lb_bound_row;

typedef struct lb_bound_struct {
    char *state;       /* as written in the ansatz */
    size_t generators; /* K */
    size_t seeds;

    /* Proved. */
    bool uses_dimension;   /* a proved dim g went in; if not, the dimension of state space alone */
    mpz_t rank_bound;      /* R is at most this */
    mpz_t parameter_bound; /* M_c is at most this */

    /* Simulated: rows for 1, 2, .. layers, until the rank has not grown for two further layers. */
    size_t row_count;
    lb_bound_row *rows;
    bool saturated;               /* it stopped growing before a limit or max_layers came */
    size_t max_rank;              /* the largest rank seen: the estimate of R when saturated */
    size_t saturated_parameters;  /* when saturated, the least M with that rank: estimates M_c */
    size_t saturated_layers;      /* when saturated, the layers they take */
    bool seeds_agree, clear_gaps; /* in all simulations */
    bool disagrees;               /* some row exceeds the bound */
    char *limit;                  /* the limit that ended the simulations, or NULL */
} lb_bound_struct;
typedef lb_bound_struct lb_bound_t[1];

LB_API void lb_bound_init(lb_bound_t B);
LB_API void lb_bound_clear(lb_bound_t B);

/* Bounds and simulated ranks for training state number `state` of A (see lb_qfim_spectrum).
 * `dimension` is dim g or a proved upper bound on it, as from a closure with lb_closure_is_proved,
 * or NULL when nothing is proved: a lower bound must not be given. options may be NULL. A limit
 * that is reached is not an error: what was found until then is in B, with `limit` saying so. A
 * disagreement is not an error either. Other errors are those of lb_qfim_spectrum; B is then
 * unchanged. */
LB_API lb_status lb_bound_compute(lb_bound_t B, const lb_ansatz_t A, size_t state,
                                  const __mpz_struct *dimension, const lb_bound_options *options,
                                  lb_error *error) LB_MUST_CHECK;

#ifdef __cplusplus
}
#endif

#endif
