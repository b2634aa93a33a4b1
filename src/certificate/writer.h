/* What the kinds of certificates have in common. */

#ifndef LB_CERTIFICATE_WRITER_H
#define LB_CERTIFICATE_WRITER_H

#include <liebound/exact.h>
#include <liebound/span.h>

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

/* A string on so many qubits, and W(x) for a basis state. */
void lb_certificate_write_label(lb_output *output, const lb_string_t P, size_t qubits);
void lb_certificate_write_basis(lb_output *output, const uint64_t *bits, size_t qubits);

/* States, without those with floating amplitudes, of which nothing may be claimed;
 * "states" and their number. */
void lb_certificate_write_states(lb_output *output, const lb_state_struct *states, size_t count);
/* Their numbers in the certificate. */
void lb_certificate_number_states(uint32_t *numbers, const lb_state_struct *states, size_t count);

/* Whether there is a basis of g, and all orbits and sectors that were computed are proved from it;
 * how many that are; and they themselves, with the numbers of the states. */
bool lb_certificate_orbit_is_proved(const lb_orbit *orbit);
size_t lb_certificate_orbit_claims(const lb_orbit *orbit);
void lb_certificate_write_orbit_claims(lb_output *output, const lb_orbit *orbit);

/* The rotations of an ansatz with layers: whether their factors and their number have room, and they. */
bool lb_certificate_layers_fit(const lb_ansatz_struct *A);
void lb_certificate_write_layers(lb_output *output, const lb_ansatz_struct *A);

/* A claim that the orbit of one state, or of LB_EXACT_ALL_STATES, has so many dimensions, as text; empty
 * where that many vectors are not found in time, or are too many. The caller frees it, which need not
 * be there on failure. */
typedef struct lb_claim_text lb_claim_text;
lb_status lb_certificate_conjugates(lb_claim_text *T, const lb_ansatz_struct *A, size_t state,
                                    size_t at_least, const uint32_t *numbers,
                                    const lb_run_options *run, lb_error *error) LB_MUST_CHECK;

/* The claim of the real span of one state, or of LB_EXACT_ALL_STATES, as text; empty where nothing is
 * proved in time, or it is too large. The caller frees it, which need not be there on failure. */
struct lb_claim_text {
    char *text;
    size_t length;
};
lb_status lb_certificate_span(lb_claim_text *T, const lb_ansatz_struct *A, size_t state,
                              const uint32_t *numbers, const lb_span_options *options,
                              lb_error *error) LB_MUST_CHECK;

#endif
