/* The dynamical Lie algebra of an ansatz: the smallest real space g that contains every i H_k and
 * is closed under the commutator, and the proof of its dimension.
 *
 * dim g = D is proved by two halves that share nothing but the generators (proofs/README.md):
 *
 *   at most D    a reduced row echelon basis over Q of a space that contains the generators and
 *                is closed under bracketing with each of them, checked exactly;
 *   at least D   D generators and brackets, replayed modulo a prime, each with a non-zero
 *                remainder against the ones before.
 *
 * The search works modulo a prime, keeps its basis fully reduced, and always brackets the sparsest
 * elements first; where the algebra has a sparse basis its cost is near-linear in D. */

#ifndef LIEBOUND_CLOSURE_H
#define LIEBOUND_CLOSURE_H

#include <liebound/ansatz.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Opaque; made by lb_closure_compute, freed by lb_closure_free. */
typedef struct lb_closure lb_closure;

/* The state of a running search, for a progress line. */
typedef struct lb_progress {
    const char *stage; /* "search", "replay", "lift", "proof" */
    size_t done;       /* dimension so far, or rows done */
    size_t total;      /* rows to do, 0 when that is what is being found */
    size_t pending;    /* rows not yet bracketed with every generator */
    size_t longest;    /* terms in the longest row */
    size_t bytes;      /* resident memory */
    double seconds;
} lb_progress;

typedef struct lb_closure_options {
    lb_limits limits;
    /* Called a few times a second, from the calling thread; NULL for none. */
    void (*progress)(const lb_progress *progress, void *context);
    void *progress_context;
} lb_closure_options;

/* Compute and prove. options may be NULL. A limit that is reached is not an error: the closure then
 * is undecided, and its dimension is a proved lower bound. */
LB_API lb_status lb_closure_compute(lb_closure **closure, const lb_ansatz_t A,
                                    const lb_closure_options *options,
                                    lb_error *error) LB_MUST_CHECK;
LB_API void lb_closure_free(lb_closure *closure);

/* Whether both halves hold; if not, lb_closure_dimension is only a lower bound. */
LB_API bool lb_closure_is_proved(const lb_closure *closure);
LB_API void lb_closure_dimension(mpz_t D, const lb_closure *closure);
/* One sentence: how the number is known, or which limit ended the search. */
LB_API const char *lb_closure_evidence(const lb_closure *closure);

/* The reduced basis over Q, of a proved closure: row i has coefficient 1 at its largest string (its
 * pivot), which is in no other row. Rows are ordered by increasing pivot. */
LB_API size_t lb_closure_row_count(const lb_closure *closure);
LB_API void lb_closure_row(lb_sum_t R, const lb_closure *closure, size_t i);

typedef struct lb_closure_statistics {
    size_t brackets;    /* brackets computed by the search */
    size_t strings;     /* distinct strings met */
    size_t longest_row; /* terms, at any time of the search */
    size_t terms;       /* in the final basis */
    size_t primes;      /* moduli used for search, replay and lift */
    double search_seconds, proof_seconds;
    size_t peak_bytes; /* resident, of the process */
} lb_closure_statistics;
LB_API void lb_closure_get_statistics(lb_closure_statistics *statistics, const lb_closure *closure);

/* Write the certificate of a proved closure (LB_USAGE otherwise) to path, "-" for standard output,
 * compressed when path ends in .gz. The file appears under its name only when it is complete. */
LB_API lb_status lb_certificate_write(const lb_closure *closure, const char *path,
                                      lb_error *error) LB_MUST_CHECK;

#ifdef __cplusplus
}
#endif

#endif
