/* What the pictures have in common: tangent vectors modulo p, gate by gate, as short rows. */

#ifndef LB_EXACT_RANK_PICTURE_H
#define LB_EXACT_RANK_PICTURE_H

#include <liebound/exact.h>

#include "exact_rank/echelon.h"
#include "exact_rank/generators.h"
#include "exact_rank/padic/space.h"
#include "exact_rank/span.h"

/* What an exact rank is asked of. */
typedef struct lb_exact_problem {
    lb_exact_generators generators;
    size_t qubits, state_count;
    const lb_state_struct *states; /* those of the ansatz */
    bool has_vectors;              /* some state is given by amplitudes */
    double log_amplitude; /* log2 of a bound on |Re| + |Im| of the amplitudes of all states */
    bool is_padic;        /* the gates are p-adic ones */
    bool is_shared;       /* an angle turns several rotations: rows are angles, layer by layer */
    size_t parameters;    /* M */
    size_t first, cycle;  /* gates of a first layer, and until the others repeat */
    size_t rank_at_most;  /* the least of M, the caller's bound, and what the picture allows */
    size_t
        rank_end; /* where to stop: one above the caller's bound, so that it is put to the test */
    lb_exact_span *span;   /* of the adjoint picture, else NULL */
    lb_padic_space *space; /* of the p-adic picture, else NULL */
    int threads;
    size_t tables; /* that the state picture may have */
    lb_run_options run;
    double start;
} lb_exact_problem;

/* Whether it was interrupted, or its time has passed: what can be asked often. */
bool lb_exact_time_is_up(const lb_exact_problem *problem);

/* Gates that a thread of the adjoint picture takes at a time. */
#define LB_EXACT_CHUNK (4 * LB_EXACT_LANES)

/* Rows of one width, for `count` gates. */
typedef struct lb_exact_batch {
    size_t count, capacity, width;
    double *rows;
} lb_exact_batch;

/* Add room for `count` rows, the first of which is returned. */
double *lb_exact_batch_extend(lb_exact_batch *batch, size_t count);

/* A picture, opened at one random point. */
typedef struct lb_picture_kind {
    lb_exact_picture name;
    /* `gates` is a guess at how many rows will be asked for, 0 for few. */
    void *(*open)(const lb_exact_problem *problem, const lb_field *F, lb_random *random,
                  size_t gates);
    void (*close)(void *picture);
    size_t (*width)(const void *picture);
    /* The phase i psi_0 of one state as a row. */
    void (*phase)(void *picture, double *row, size_t state);
    /* Add rows of the next gates, one at least; at most M in all calls together. When time is up
     * (lb_exact_time_is_up) there may be none. */
    void (*next)(void *picture, lb_exact_batch *batch);
} lb_picture_kind;

/* The t = tan(theta / D) of the first point->gates angles at a point for shared angles, D the least
 * common denominator of all coefficients by which the angle turns strings in its layer. */
void lb_exact_shared_angles(uint32_t *angles, const lb_ansatz_t A, const lb_exact_point *point);

extern const lb_picture_kind lb_state_picture, lb_adjoint_picture, lb_padic_picture,
    lb_shared_picture;

#endif
