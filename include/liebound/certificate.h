/* Certificates of ranks (proofs/README.md, kind `rank`): exact ranks of circuits, and beside them
 * orbits or real spans as upper bounds, from which liebound-check verifies the maximal rank R and
 * M_c. */

#ifndef LIEBOUND_CERTIFICATE_H
#define LIEBOUND_CERTIFICATE_H

#include <liebound/exact.h>
#include <liebound/orbit.h>
#include <liebound/span.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The exact rank of training state number `state`, or LB_EXACT_ALL_STATES. Where there is none
 * (NULL), or none at a point of state vectors, `at_least` is a bound on R that is to be shown by
 * conjugated generators, without any number of angles. */
typedef struct lb_rank_claim {
    size_t state;
    const lb_exact_struct *exact;
    size_t at_least;
} lb_rank_claim;

/* Where upper bounds come from. An orbit is written when all that it has computed is proved. If it
 * is NULL, or not proved, the real spans of the states of each claim are computed with the options
 * `spans`, without symmetry, and written where they are proved; NULL for none. `sectors` says what dim g
 * is where there is no orbit (lb_dimension_sectors), or is NULL. *left_out, if not NULL, becomes true
 * when a rank by conjugated generators or a real span is not written, because it was not found within the
 * limits of `spans` or would pass a bound of the format. */
typedef struct lb_rank_bounds {
    const lb_orbit *orbit;
    const lb_span_options *spans;
    const char *sectors;
    bool *left_out;
} lb_rank_bounds;

/* Write a certificate of the ranks of A, each with as few angles as a point has shown it, and with
 * upper bounds. States with floating amplitudes are left out, and the others numbered without them.
 * LB_USAGE: something cannot be certified, or a bound of the format would be passed. Paths as in
 * lb_certificate_write. Cost: that of the real spans; angles are drawn again. */
LB_API lb_status lb_rank_certificate_write(const lb_ansatz_t A, const lb_rank_claim *claims,
                                           size_t count, const lb_rank_bounds *bounds,
                                           const char *path, lb_error *error) LB_MUST_CHECK;

#ifdef __cplusplus
}
#endif

#endif
