/* The checker of liebound-check as a library of its own, liblieboundcheck: it shares nothing with
 * the library that writes certificates, and this header includes nothing of it.
 *
 * As in the program, nothing is verified until the last byte has been accepted, and memory that the
 * system refuses ends the process with one line and status 71. */

#ifndef LIEBOUND_CHECK_H
#define LIEBOUND_CHECK_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define LB_CHECK_API __attribute__((visibility("default")))
#else
#define LB_CHECK_API
#endif

/* Opaque; made by the functions below, freed by lb_check_result_free. What is read from it is owned
 * by it. */
typedef struct lb_check_result lb_check_result;

/* The values are the exit statuses of liebound-check. */
typedef enum lb_check_outcome {
    LB_CHECK_OUTCOME_VERIFIED = 0,
    LB_CHECK_OUTCOME_REJECTED = 1,
    LB_CHECK_OUTCOME_IO = 74 /* a file cannot be read */
} lb_check_outcome;

/* Verify a certificate: a file, compressed when its name ends in .gz, or bytes in memory, compressed
 * when they begin as gzip does. ansatz is NULL, or the path of an ansatz printed by `liebound show`
 * whose generators the certificate must have. 1 thread when threads is 0; the result does not depend
 * on it. Never NULL. */
LB_CHECK_API lb_check_result *lb_check_verify_file(const char *certificate, const char *ansatz,
                                                   size_t threads);
LB_CHECK_API lb_check_result *lb_check_verify_memory(const void *certificate, size_t length,
                                                     const char *ansatz, size_t threads);
LB_CHECK_API void lb_check_result_free(lb_check_result *result);

LB_CHECK_API lb_check_outcome lb_check_result_outcome(const lb_check_result *result);
/* Why it is not verified: "line 17: ..."; "" when it is. */
LB_CHECK_API const char *lb_check_result_reason(const lb_check_result *result);

/* Of a verified certificate; NULL, and 0, of another. The dimension is in decimal; that of the
 * centre, that of the derived algebra and the algebra are NULL where the certificate is of a kind
 * that does not tell. The title is not verified. */
LB_CHECK_API const char *lb_check_result_dimension(const lb_check_result *result);
LB_CHECK_API const char *lb_check_result_centre(const lb_check_result *result);
LB_CHECK_API const char *lb_check_result_derived(const lb_check_result *result);
LB_CHECK_API const char *lb_check_result_algebra(const lb_check_result *result);
LB_CHECK_API const char *lb_check_result_title(const lb_check_result *result);
/* The digest of the generators (lb_ansatz_print_generators). */
LB_CHECK_API const char *lb_check_result_sha256(const lb_check_result *result);
LB_CHECK_API uint64_t lb_check_result_qubits(const lb_check_result *result);
LB_CHECK_API uint64_t lb_check_result_generators(const lb_check_result *result);

/* The whole verdict, also of what is not verified, as liebound-check prints it, and as it does with
 * --json: ranks, orbits and M_c are told there alone. */
LB_CHECK_API const char *lb_check_result_text(const lb_check_result *result);
LB_CHECK_API const char *lb_check_result_json(const lb_check_result *result);

#ifdef __cplusplus
}
#endif

#endif
