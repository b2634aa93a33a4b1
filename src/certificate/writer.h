/* What the kinds of certificates have in common. */

#ifndef LB_CERTIFICATE_WRITER_H
#define LB_CERTIFICATE_WRITER_H

#include "base/output.h"
#include "closure/closure_data.h"
#include "orbit/orbit_data.h"

/* LB_USAGE when the certificate of a proved closure, or of the orbits of its states where orbit is
 * not NULL, would pass a bound of the format. */
lb_status lb_certificate_check_bounds(const lb_closure *closure, const lb_orbit *orbit,
                                      lb_error *error) LB_MUST_CHECK;

/* The bound on compressed texts. */
void lb_certificate_limit_expansion(lb_output *output);

void lb_certificate_write_text(lb_output *output, const char *text);

/* A line. */
void lb_certificate_write_sum(lb_output *output, const lb_sum_t H);

/* "title", "qubits" and "generators" with one line a generator. */
void lb_certificate_write_head(lb_output *output, const lb_ansatz_struct *A);

/* All that follows the generators, and the last line. */
void lb_certificate_write_search(lb_output *output, const lb_closure *closure);
void lb_certificate_write_strings(lb_output *output, const lb_closure *closure);

/* A state of a stabilizer group. */
void lb_certificate_write_state(lb_output *output, const lb_stabilizer *state);

/* Whether there is a basis of g, and all orbits and sectors that were computed are proved from it;
 * how many that are; and they themselves, states numbered as in the ansatz. */
bool lb_certificate_orbit_is_proved(const lb_orbit *orbit);
size_t lb_certificate_orbit_claims(const lb_orbit *orbit);
void lb_certificate_write_orbit_claims(lb_output *output, const lb_orbit *orbit);

#endif
