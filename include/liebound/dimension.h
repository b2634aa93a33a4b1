/* What is known of dim g, from all that is tried: single terms, the search, sectors, the literature.
 *
 * Where a search is ahead, the algebra of the single terms is identified first. Its dimension
 * bounds that of the dynamical Lie algebra from above, and where the search reaches it the two
 * algebras are equal: one contains the other. Then the algebra is known, also for sums. Where g is all
 * that the sectors of its commutant allow, elements of g show it without a basis
 * (proofs/sectors.md): on up to 12 qubits, however large g is. */

#ifndef LIEBOUND_DIMENSION_H
#define LIEBOUND_DIMENSION_H

#include <liebound/closure.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Opaque; made by lb_dimension_compute, freed by lb_dimension_free. */
typedef struct lb_dimension lb_dimension;

typedef struct lb_dimension_options {
    lb_closure_options closure; /* its upper_bound is not read: the single terms give one */
    bool sectors;     /* a search that takes long gives way to the sectors, which leave no basis */
    bool certificate; /* of the proofs by sectors, try the one that has a certificate alone */
    bool letters; /* with sectors: such a search may also average over changes of letters that fix
                         every generator, which leaves no basis and no certificate */
    /* Called when more is known, with what is known so far, valid for the call: first what the
     * single terms tell, then lower bounds of the search. NULL for none. */
    void (*known)(const lb_dimension *so_far, void *context);
    void *context;
} lb_dimension_options;

/* options may be NULL. A limit that is reached is not an error: then there are bounds. Errors as
 * for lb_closure_compute. */
LB_API lb_status lb_dimension_compute(lb_dimension **dimension, const lb_ansatz_t A,
                                      const lb_dimension_options *options,
                                      lb_error *error) LB_MUST_CHECK;
LB_API void lb_dimension_free(lb_dimension *dimension);

/* The same step by step: what is known before a search; and a search, of the same ansatz, which may
 * be repeated with other limits until all is proved. After an error of a search the dimension is
 * only good to be freed. */
LB_API lb_dimension *lb_dimension_new(const lb_ansatz_t A, const lb_closure_options *options);
LB_API lb_status lb_dimension_search(lb_dimension *dimension, const lb_ansatz_t A,
                                     const lb_dimension_options *options,
                                     lb_error *error) LB_MUST_CHECK;

/* Whether both bounds are proved and equal. */
LB_API bool lb_dimension_is_proved(const lb_dimension *dimension);
/* LB_DISAGREE when what the ansatz states is contradicted, else LB_OK when proved, else
 * LB_UNDECIDED. */
LB_API lb_status lb_dimension_status(const lb_dimension *dimension);
LB_API void lb_dimension_at_least(mpz_t D, const lb_dimension *dimension);
/* False, and D unchanged, when no upper bound is known. */
LB_API bool lb_dimension_at_most(mpz_t D, const lb_dimension *dimension);
/* The same in decimal, to be freed by lb_free; NULL for no upper bound. */
LB_API char *lb_dimension_at_least_text(const lb_dimension *dimension);
LB_API char *lb_dimension_at_most_text(const lb_dimension *dimension);

/* What the number rests on. */
typedef enum lb_dimension_evidence {
    LB_EVIDENCE_NONE,       /* undecided: bounds at most */
    LB_EVIDENCE_STRINGS,    /* the algebra was identified from single strings */
    LB_EVIDENCE_TWO_HALVES, /* a closed basis over Q, and independent elements modulo a prime */
    LB_EVIDENCE_TERMS,      /* as many independent elements as the algebra of the terms has */
    LB_EVIDENCE_SECTORS     /* all that the sectors of the commutant allow */
} lb_dimension_evidence;
LB_API lb_dimension_evidence lb_dimension_evidence_kind(const lb_dimension *dimension);
/* The same in one sentence, or which limit ended the search; NULL while it goes on. */
LB_API const char *lb_dimension_evidence_text(const lb_dimension *dimension);

/* The kind of the certificate that there is (proofs/README.md). */
typedef enum lb_certificate_kind {
    LB_CERTIFICATE_NONE,
    LB_CERTIFICATE_STRINGS,
    LB_CERTIFICATE_CLOSURE,
    LB_CERTIFICATE_SECTORS
} lb_certificate_kind;
LB_API lb_certificate_kind lb_dimension_certificate_kind(const lb_dimension *dimension);
/* Of a certificate of the kind `sectors` what stands behind the generators, as certificates of ranks
 * (liebound/certificate.h) take it; NULL where there is none. The caller frees it with lb_free. */
LB_API char *lb_dimension_sectors(const lb_dimension *dimension) LB_MUST_CHECK;
/* Write it; LB_USAGE where there is none. Paths as in lb_certificate_write. */
LB_API lb_status lb_dimension_certificate_write(const lb_dimension *dimension, const char *path,
                                                lb_error *error) LB_MUST_CHECK;

/* The dimension that the ansatz states, against the bounds. */
typedef enum lb_verdict {
    LB_VERDICT_NONE, /* none is stated */
    LB_VERDICT_OPEN, /* the bounds do not decide it */
    LB_VERDICT_AGREES,
    LB_VERDICT_CONTRADICTS
} lb_verdict;
LB_API lb_verdict lb_dimension_verdict(const lb_dimension *dimension);

/* With square roots the numbers above are those of g, which are proved of the rational generators
 * (ansatz.h), and divided by the degree of the field. Types are not told then.
 *
 * The isomorphism type of g, and that of the algebra of the single terms; NULL where it is not
 * known. Owned by the dimension. */
LB_API const lb_algebra_struct *lb_dimension_algebra(const lb_dimension *dimension);
LB_API const lb_algebra_struct *lb_dimension_single_terms(const lb_dimension *dimension);

/* What the search found, for orbits, structure and certificates; NULL while it goes on. It may be
 * undecided where the single terms decide. Owned by the dimension. */
LB_API const lb_closure *lb_dimension_closure(const lb_dimension *dimension);

#ifdef __cplusplus
}
#endif

#endif
