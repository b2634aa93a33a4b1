/* A noisy circuit as lists of moves: of the preparation, the first layer and a layer. */

#ifndef LB_NOISE_MOVES_H
#define LB_NOISE_MOVES_H

#include <liebound/noise.h>

#include "circuit/spectral.h"
#include "noise/coefficients.h"

typedef enum lb_noise_kind {
    LB_NOISE_ROTATION, /* exp(-i c theta P) */
    LB_NOISE_DENSE,    /* exp(-i c theta H) of a generator whose terms do not commute */
    LB_NOISE_FIXED,
    LB_NOISE_CHANNEL, /* on some qubits */
    LB_NOISE_GLOBAL
} lb_noise_kind;

/* A generator whose terms do not commute. */
typedef struct lb_noise_dense {
    size_t length;
    lb_spectral_term *terms; /* without the identity */
    lb_spectral spectral;
} lb_noise_dense;

typedef struct lb_noise_move {
    lb_noise_kind kind;
    lb_noise_string string;
    uint32_t qubits;    /* of a channel */
    double coefficient; /* c, or what GLOBAL scales by */
    size_t angle;       /* of its layer */
    size_t number;      /* among the dense generators or the permutations */
} lb_noise_move;

typedef struct lb_noise_moves {
    size_t count, capacity;
    lb_noise_move *at;
} lb_noise_moves;

enum { LB_NOISE_PREPARATION, LB_NOISE_FIRST, LB_NOISE_LAYER, LB_NOISE_LISTS };

typedef struct lb_noise_plan {
    size_t qubits;                /* of the state */
    const lb_state_struct *state; /* that is prepared without gates; NULL for |0...0> */
    double factor[3];             /* of X, Y and Z in a channel */
    lb_noise_moves lists[LB_NOISE_LISTS];
    size_t dense_count, dense_capacity, permutation_count, permutation_capacity;
    lb_noise_dense *dense;
    lb_noise_permutation *permutations;
} lb_noise_plan;

/* Errors as lb_noise_spectra has them. */
lb_status lb_noise_plan_init(lb_noise_plan *plan, const lb_ansatz_t A, size_t state,
                             const lb_noise_options *options, lb_error *error) LB_MUST_CHECK;
void lb_noise_plan_clear(lb_noise_plan *plan);

#endif
