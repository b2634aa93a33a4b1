/* How a computation is conducted: what it may use, and what it reports on its way. Every
 * computation that may take long has an lb_run_options among its options; zeros are the defaults. */

#ifndef LIEBOUND_RUN_H
#define LIEBOUND_RUN_H

#include <signal.h>

#include <liebound/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a computation may use. Zero means without limit. When the deadline has passed, the resident
 * memory of the process exceeds bytes, or *stop is non-zero, the computation ends with what is
 * proved so far. A deadline is a moment, so that one lb_limits given to several computations is one
 * budget for all of them. */
typedef struct lb_limits {
    double deadline; /* from lb_deadline */
    size_t bytes;
    const volatile sig_atomic_t *stop;
} lb_limits;

/* The moment that comes in so many seconds; 0, for no limit, when seconds are not above 0. */
LB_API double lb_deadline(double seconds);

/* The state of a running computation, for a progress line. */
typedef struct lb_progress {
    const char *stage; /* "search", "replay", "lift", "proof", "exact rank", ... */
    size_t done;       /* dimension so far, or rows or gates done */
    size_t total;      /* rows or gates to do, 0 when that is what is being found */
    size_t pending;    /* rows not yet bracketed with every generator */
    size_t deferred;   /* brackets put off because their remainders were long */
    size_t longest;    /* terms in the longest row */
    size_t rank;       /* of the gates done, in an exact rank */
    size_t layer;      /* which the next gate is in, from 1, in an exact rank */
    size_t bytes;      /* resident memory */
    double seconds;
} lb_progress;

typedef struct lb_run_options {
    lb_limits limits;
    /* Of algebras, orbits and real spans: end after so much work, in products of strings or what
     * takes as long (some tens of nanoseconds); none when 0. It is a limit that comes at the same
     * place on every machine. */
    size_t work;
    int threads; /* 1 when 0; what is proved does not depend on it */
    /* Called a few times a second, by the thread that called the computation; NULL for none. When
     * it returns false the computation ends, as when *limits.stop is set; it may be called again
     * before that. */
    bool (*progress)(const lb_progress *progress, void *context);
    void *context;
} lb_run_options;

#ifdef __cplusplus
}
#endif

#endif
