/* The state of a search between two rounds; see search.h. */

#ifndef LB_CLOSURE_SEARCH_STATE_H
#define LB_CLOSURE_SEARCH_STATE_H

#include "base/bucket_queue.h"
#include "closure/search.h"

typedef struct lb_search_state {
    lb_search_result *result;
    lb_modular *modular;
    const lb_closure_options *options;
    lb_run *run;
    uint64_t digest;   /* of the problem, for checkpoints */
    double last_save;  /* the time of the last checkpoint */
    size_t saved_rows; /* the rows in it */
    bool save_failed;  /* it could not be written */
    uint32_t generator_count;
    lb_modular_room *rooms; /* one for each thread */
    lb_queue *rows;         /* rows to be bracketed */
    bool *pending;          /* of each row: it is still to be bracketed */
    size_t pending_capacity, pending_count;
    lb_queue *deferred; /* numbers of steps that were put off, by the length of their remainders */
    lb_steps put_off;
    size_t deferred_count;
    bool dense_refused; /* the dense search needs too much memory */

    /* The round. */
    lb_steps steps;
    size_t *lengths; /* of the remainders */
    size_t length_capacity, work, next;
} lb_search_state;

/* Entries of rows that were subtracted so far; echelon.work may count for all. */
size_t lb_search_subtracted(const lb_search_state *state);

#endif
