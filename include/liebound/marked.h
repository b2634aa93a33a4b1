/* The centre and the derived algebra of a dynamical Lie algebra, with a certificate of them: the
 * closure of marked generators.
 *
 * To each of the K generators a string is added that commutes with everything and is independent of
 * all else, its mark. What they generate, g', has
 *
 *     dim g' = K + dim [g,g],
 *
 * and leaving marks out takes it onto g; so with M the number of rows of its basis that are of
 * marks alone, dim g = dim g' - M, and the centre has dimension K - M (proofs/README.md). It costs
 * about as much as the closure of A. The rest of the structure is found by structure.h. */

#ifndef LIEBOUND_MARKED_H
#define LIEBOUND_MARKED_H

#include <liebound/closure.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Opaque; made by lb_marked_compute, freed by lb_marked_free. */
typedef struct lb_marked lb_marked;

/* As lb_closure_compute, whose `upper_bound` here is one for g'. */
LB_API lb_status lb_marked_compute(lb_marked **marked, const lb_ansatz_t A,
                                   const lb_closure_options *options,
                                   lb_error *error) LB_MUST_CHECK;
LB_API void lb_marked_free(lb_marked *marked);
/* Whether a limit did not come first. */
LB_API bool lb_marked_is_proved(const lb_marked *marked);
LB_API const char *lb_marked_evidence(const lb_marked *marked);
/* Of g, its centre and its derived algebra, when proved. */
LB_API size_t lb_marked_dimension(const lb_marked *marked);
LB_API size_t lb_marked_centre(const lb_marked *marked);
LB_API size_t lb_marked_derived(const lb_marked *marked);
/* Write the certificate, when proved (LB_USAGE otherwise), as lb_certificate_write does. */
LB_API lb_status lb_marked_certificate_write(const lb_marked *marked, const char *path,
                                             lb_error *error) LB_MUST_CHECK;

#ifdef __cplusplus
}
#endif

#endif
