/* How a space over Q is found and its dimension D proved.
 *
 * The space is the smallest one that contains given vectors and is closed under given linear maps:
 * an algebra under brackets with its generators, a space of linear forms under the adjoint action.
 *
 *   At least D: D vectors, each given or the image of an earlier one (the steps), leave non-zero
 *   remainders modulo a prime. They have integral lifts that lie in the space, so they are
 *   independent over Q too.
 *   At most D: a reduced basis of D rows over Q whose span contains every given vector, and every
 *   image of a row under a map.
 *
 * The steps come from a search modulo one prime. The basis is lifted from the reduced bases that
 * the same steps lead to modulo several primes, and is a guess until it passes its check. A prime
 * may be unlucky: it divides something that it should not. Then a replay has other pivots, or what
 * was lifted is not closed over Q, and all begins again with the next prime. Only finitely many
 * primes are unlucky for a given space, so this ends. */

#ifndef LB_CLOSURE_TWO_HALVES_H
#define LB_CLOSURE_TWO_HALVES_H

#include "linalg/reduced_basis.h"

typedef enum lb_outcome {
    LB_OUTCOME_DONE,
    LB_OUTCOME_STOPPED, /* a limit came first */
    LB_OUTCOME_FILLED,  /* the search gave up, because its rows filled in */
    LB_OUTCOME_UNLUCKY, /* the prime may be to blame */
    LB_OUTCOME_FAULTY   /* a self-check failed */
} lb_outcome;

/* What one search found, and the bases modulo primes that its steps lead to. */
typedef struct lb_attempt {
    size_t number;    /* of attempts before this one */
    uint32_t count;   /* of steps, D */
    uint32_t *pivots; /* of the row of each step, as it is in the end */
    uint32_t *order;  /* of the steps, by increasing pivot */
    lb_fp_basis *bases;
    size_t basis_count, basis_capacity;
} lb_attempt;

typedef struct lb_halves_problem {
    void *space; /* the context of the callbacks */
    /* Search modulo a prime; when done, set count, pivots and order, in memory that the attempt
     * owns, and keep the basis. */
    lb_outcome (*search)(void *space, lb_attempt *attempt, uint64_t prime);
    /* Replay the steps modulo `count` primes and keep a basis for each; LB_OUTCOME_UNLUCKY when
     * other pivots come out. */
    lb_outcome (*replay)(void *space, lb_attempt *attempt, const uint64_t *primes, size_t count);
    /* Whether the span of the basis contains the given vectors and their images, exactly. */
    lb_outcome (*contains)(void *space, const lb_rational_basis *basis);
    const lb_string_table *strings; /* of the columns; NULL when they are no strings */
    size_t bases_at_first;          /* from so many the first lift is tried */
    size_t replays_together;        /* at most so many at a time */
    bool dense;                     /* primes for matrices of doubles: below 2^22 and going down */
} lb_halves_problem;

/* Search and prove. basis is set when LB_OUTCOME_DONE is returned, and only then; *primes grows
 * by the number of primes that were used. Never returns LB_OUTCOME_UNLUCKY. */
lb_outcome lb_two_halves(lb_rational_basis *basis, size_t *primes,
                         const lb_halves_problem *problem);

/* Add a basis modulo a prime, which the attempt owns from now on. */
void lb_attempt_keep(lb_attempt *attempt, lb_fp_basis basis);

#endif
