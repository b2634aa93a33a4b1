/* What the two pictures have in common: tangent vectors modulo p, gate by gate, as short rows. */

#ifndef LB_EXACT_PICTURE_H
#define LB_EXACT_PICTURE_H

#include <liebound/exact.h>

#include "exact/generators.h"
#include "exact/rows.h"
#include "exact/span.h"

/* What an exact rank is asked of. */
typedef struct lb_exact_problem {
    lb_exact_generators generators;
    size_t qubits, state_count;
    const char **states;  /* the labels themselves are not owned */
    bool has_vectors;     /* some state is given by amplitudes */
    double log_amplitude; /* log2 of a bound on |Re| + |Im| of the amplitudes of all states */
    size_t parameters;    /* M */
    size_t rank_at_most;  /* the least of M, the caller's bound, and what the picture allows */
    size_t
        rank_end; /* where to stop: one above the caller's bound, so that it is put to the test */
    lb_exact_span *span; /* of the adjoint picture; NULL in the other */
    int threads;
    lb_limits limits;
    double start;
} lb_exact_problem;

/* Gates that a thread of the adjoint picture takes at a time. */
#define LB_EXACT_CHUNK (4 * LB_EXACT_LANES)

/* Rows of one width, for `count` gates. */
typedef struct lb_exact_batch {
    size_t count, capacity, width;
    double *rows;
} lb_exact_batch;

/* Room for `count` rows. */
void lb_exact_batch_resize(lb_exact_batch *batch, size_t count);

/* A picture, opened at one random point. */
typedef struct lb_picture_kind {
    lb_exact_picture name;
    void *(*open)(const lb_exact_problem *problem, const lb_field *F, lb_random *random);
    void (*close)(void *picture);
    size_t (*width)(const void *picture);
    /* The phase i psi_0 of one state as a row. */
    void (*phase)(void *picture, double *row, size_t state);
    /* Rows of the next gates, one at least; at most M in all calls together. */
    void (*next)(void *picture, lb_exact_batch *batch);
} lb_picture_kind;

extern const lb_picture_kind lb_state_picture, lb_adjoint_picture;

#endif
