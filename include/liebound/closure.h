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
 * When every generator is a single string nothing is searched: the algebra is identified by linear
 * algebra over F2 (proofs/strings.md), in polynomial time at any size.
 *
 * The search works modulo a prime, keeps its basis fully reduced, and always brackets the sparsest
 * elements first; where the algebra has a sparse basis its cost is near-linear in D. Where rows
 * fill in, it starts again with dense matrices. */

#ifndef LIEBOUND_CLOSURE_H
#define LIEBOUND_CLOSURE_H

#include <liebound/algebra.h>
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
    size_t deferred;   /* brackets put off because their remainders were long */
    size_t longest;    /* terms in the longest row */
    size_t bytes;      /* resident memory */
    double seconds;
} lb_progress;

/* How sums are searched: with sparse rows, which is near-linear in D while they stay sparse; with
 * dense ones, by products of matrices; or from sparse to dense where rows fill in. */
typedef enum lb_closure_method {
    LB_METHOD_AUTOMATIC,
    LB_METHOD_SPARSE,
    LB_METHOD_DENSE
} lb_closure_method;

typedef struct lb_closure_options {
    lb_limits limits;
    /* Called a few times a second, from the calling thread; NULL for none. */
    void (*progress)(const lb_progress *progress, void *context);
    void *progress_context;
    /* Find a basis also when every generator is a single string. */
    bool enumerate;
    /* Look for qubit permutations that fix every generator, and work with averages over their
     * orbits. It changes what the rows of the basis mean (lb_closure_row). */
    bool symmetry;
    int threads; /* 1 when 0; the result does not depend on it */
    /* A file that keeps the state of a search for sums, or NULL. It is written every
     * checkpoint_seconds (LB_CHECKPOINT_SECONDS when 0) and at the end of the search; when it is
     * there at the beginning, the search goes on from it, and comes to the same result as one that
     * was never interrupted. */
    const char *checkpoint;
    double checkpoint_seconds;
    lb_closure_method method;
    /* An upper bound on the dimension, at which the search stops, or NULL. It is only a hint: what
     * is found is proved without it. */
    const __mpz_struct *upper_bound;
} lb_closure_options;

#define LB_CHECKPOINT_SECONDS 600

/* Compute and prove. options may be NULL. A limit that is reached is not an error: the closure then
 * is undecided, and its dimension is a proved lower bound. LB_INPUT: no qubits, too many for a
 * search, or a checkpoint that is damaged or of other generators. LB_IO: a checkpoint cannot be
 * read or written; the last one that could is kept. */
LB_API lb_status lb_closure_compute(lb_closure **closure, const lb_ansatz_t A,
                                    const lb_closure_options *options,
                                    lb_error *error) LB_MUST_CHECK;
LB_API void lb_closure_free(lb_closure *closure);

/* Whether both halves hold; if not, lb_closure_dimension is only a lower bound. */
LB_API bool lb_closure_is_proved(const lb_closure *closure);
LB_API void lb_closure_dimension(mpz_t D, const lb_closure *closure);
/* One sentence: how the number is known, or which limit ended the search. */
LB_API const char *lb_closure_evidence(const lb_closure *closure);

/* The isomorphism type, where it was identified; NULL where only the dimension is known. Owned by
 * the closure. */
LB_API const lb_algebra_struct *lb_closure_algebra(const lb_closure *closure);

/* What is known of single strings beside their algebra. */
typedef struct lb_string_summary {
    size_t strings;    /* distinct ones */
    size_t repeated;   /* generators that repeat the string of an earlier one */
    size_t components; /* of the anticommutation graph */
    size_t largest;    /* strings in the largest component */
} lb_string_summary;
/* False when the algebra was not identified from strings. */
LB_API bool lb_closure_string_summary(lb_string_summary *summary, const lb_closure *closure);

/* The algebra generated by all single strings of all generators. It contains the dynamical Lie
 * algebra of A, so its dimension is a proved upper bound, and equals it when every generator is a
 * single string. G is initialized by the call when it succeeds. LB_UNDECIDED when a limit was
 * reached. */
LB_API lb_status lb_strings_algebra(lb_algebra_t G, const lb_ansatz_t A,
                                    const lb_closure_options *options,
                                    lb_error *error) LB_MUST_CHECK;

/* The order of the group of qubit permutations in whose orbit averages the basis is written; 1
 * without symmetry. */
LB_API void lb_closure_symmetry_order(mpz_t order, const lb_closure *closure);

/* The reduced basis over Q, of a proved closure that was searched (none where the algebra was
 * identified from strings): row i has coefficient 1 at its pivot, which is in no other row. Rows
 * are ordered by increasing pivot. With a symmetry of order above 1, a string stands for the
 * average over its orbit, of which it is the canonical string (proofs/README.md). */
LB_API size_t lb_closure_row_count(const lb_closure *closure);
LB_API void lb_closure_row(lb_sum_t R, const lb_closure *closure, size_t i);
LB_API void lb_closure_pivot(lb_string_t P, const lb_closure *closure, size_t i);

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
