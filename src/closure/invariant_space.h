/* The smallest space over Q that contains given vectors and is closed under given linear maps, with
 * the proof of its dimension in two halves (two_halves.h).
 *
 * A problem says what the vectors and maps are, modulo a prime and exactly; all the rest is here.
 * The search keeps its basis fully reduced, takes images of the shortest rows first, and puts off
 * what leaves a long remainder until more rows have made it short. Rows have numbered columns,
 * which the problem may number as they are met, the same for all primes. */

#ifndef LB_CLOSURE_INVARIANT_SPACE_H
#define LB_CLOSURE_INVARIANT_SPACE_H

#include "base/run.h"
#include "linalg/membership.h"

/* A given vector, which the problem names by two numbers; or, with this bit in `what`, the image
 * under the map with the other bits of row `index` as it stands then. */
#define LB_SPACE_IMAGE 0x80000000u
typedef struct lb_space_step {
    uint32_t what, index;
} lb_space_step;

/* The space modulo one prime. */
typedef struct lb_modular_space {
    lb_echelon echelon;
    lb_vector vector; /* the one being computed */
} lb_modular_space;

/* Make columns 0 .. count - 1 exist. */
void lb_modular_space_reserve(lb_modular_space *m, size_t count);

typedef struct lb_space_problem {
    void *context; /* of the callbacks */
    const char *stage;
    const lb_space_step *given; /* in the order in which they are tried */
    size_t given_count;
    uint32_t map_count;
    const uint32_t *column_count; /* of columns that were numbered so far */
    /* At least the number of columns there can be: a space with so many dimensions is all, its basis that of
     * the columns, and there is nothing to be checked. */
    uint32_t dimension_max;
    /* The pivot of a row: of its columns the one that is in the fewest rows. Otherwise the first.
     */
    bool sparse_pivots;
    /* Begin with a prime; false when it divides a denominator. */
    bool (*begin)(void *context, nmod_t modulus);
    /* Add the vector of a step to m->vector, which is 0; columns are to be reserved. */
    void (*add)(void *context, lb_modular_space *m, lb_space_step step);
    /* What this takes, in entries. */
    size_t (*work)(void *context, const lb_modular_space *m, lb_space_step step);
    /* The same exactly, times any positive integer; rows are those of span->basis. */
    void (*add_exact)(void *context, lb_membership *span, lb_space_step step);
} lb_space_problem;

typedef struct lb_invariant_space {
    bool proved;
    uint32_t dimension; /* at least this, and exactly this when proved */
    uint64_t prime;
    lb_space_step *steps; /* as many as the dimension */
    size_t step_capacity;
    lb_rational_basis basis; /* when proved: by increasing pivots, columns decreasing in a row */
} lb_invariant_space;

/* LB_INTERNAL when a self-check fails; a limit leaves a lower bound. The space is initialized when
 * LB_OK is returned. */
lb_status lb_invariant_space_compute(lb_invariant_space *space, const lb_space_problem *problem,
                                     lb_run *run, lb_error *error) LB_MUST_CHECK;
void lb_invariant_space_clear(lb_invariant_space *space);

#endif
