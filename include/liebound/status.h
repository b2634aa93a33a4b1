/* How Liebound reports what the world did wrong.
 *
 * Three classes of fault are never mixed:
 *   - a bug in the program is an assert;
 *   - memory that the system refuses ends the process with one line and exit status 71, and output
 *     files that are not complete are removed (GMP and FLINT end it too, so a library that uses
 * them cannot do better);
 *   - everything the world can cause (a bad file, a full disk, a limit that was reached) is an
 *     lb_status, with the details in the lb_error that is the last argument.
 *
 * A function that returns anything but LB_OK leaves its outputs as they were.
 *
 * The library sets no handlers of the process. The memory functions of GMP
 * (mp_set_memory_functions) and FLINT are those of its host, to be set before the first call, as
 * GMP demands; what they and nauty do when memory is refused is theirs, by default an abort or an
 * exit with a message of their own. Signals are the host's too: where it ignores SIGXFSZ and
 * SIGPIPE, a write beyond a limit or to a closed pipe is an LB_IO. Texts that the caller frees come
 * from malloc. */

#ifndef LIEBOUND_STATUS_H
#define LIEBOUND_STATUS_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define LB_API          __attribute__((visibility("default")))
#define LB_MUST_CHECK   __attribute__((warn_unused_result))
#define LB_PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define LB_API
#define LB_MUST_CHECK
#define LB_PRINTF(f, a)
#endif

/* The values are the exit statuses of the command line. */
typedef enum lb_status {
    LB_OK = 0,
    LB_DISAGREE = 1,  /* two numbers that must agree do not */
    LB_UNDECIDED = 2, /* a limit was reached before the answer */
    LB_USAGE = 64,    /* the call or the command line makes no sense */
    LB_INPUT = 65,    /* the input is not what it should be */
    LB_INTERNAL = 70, /* a self-check failed: a bug, reported instead of a wrong number */
    LB_MEMORY = 71,
    LB_IO = 74 /* a file could not be read or written */
} lb_status;

/* What went wrong, and where: line and column count from 1 and are 0 where they make no sense;
 * source is the name of the file, or "" . */
typedef struct lb_error {
    lb_status status;
    char source[256];
    size_t line, column;
    char message[512];
} lb_error;

/* Fill *error (which may be NULL) and return status, so that a caller can write
 *     return lb_fail(error, LB_INPUT, "qubit %zu appears twice", q);            */
LB_API lb_status lb_fail(lb_error *error, lb_status status, const char *format, ...)
    LB_PRINTF(3, 4);

/* The same with a place in a source text. */
LB_API lb_status lb_fail_at(lb_error *error, const char *source, size_t line, size_t column,
                            const char *format, ...) LB_PRINTF(5, 6);

/* One line "source:line:column: message" (the parts that are known), without a line end, cut to
 * fit size bytes. */
LB_API void lb_error_format(char *text, size_t size, const lb_error *error);

/* The version of these headers, and that of the library, as "0.1.0". */
#define LB_VERSION_MAJOR 0
#define LB_VERSION_MINOR 1
#define LB_VERSION_PATCH 0
LB_API const char *lb_version(void);

/* Free a text that a function of the library returned. NULL is fine. */
LB_API void lb_free(void *text);

#ifdef __cplusplus
}
#endif

#endif
