/* The commands of the program as calls: words in, text out.
 *
 * Whatever `liebound COMMAND ...` prints, a call returns as a text, the same bytes but for times:
 * with the word --json one object. No struct has to be known for that but lb_error and lb_progress.
 * It is meant for other languages (the Python package is written on it alone) and for results that
 * are to be stored; the other headers have the numbers as numbers.
 *
 *     lb_call *call = lb_call_new("bound");
 *     lb_call_add(call, "tfim-open");
 *     lb_call_add(call, "n=6");
 *     lb_call_add(call, "--json");
 *     lb_status status = lb_call_run(call, &error);
 *     puts(lb_call_output(call));
 *     lb_call_free(call);
 *
 * Unlike the program a call handles no signals, forks no processes (--jobs is refused), writes
 * nothing to standard output or standard error, and ends at a limit when the computation looks at it
 * next: a step that does not come back in time is waited for. Memory that the system refuses ends the
 * process (liebound/status.h). Calls that overlap in time must not simulate (liebound/rank.h). */

#ifndef LIEBOUND_CALL_H
#define LIEBOUND_CALL_H

#include <liebound/run.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Opaque; made by lb_call_new, freed by lb_call_free. */
typedef struct lb_call lb_call;

LB_API lb_call *lb_call_new(const char *command);
LB_API void lb_call_free(lb_call *call); /* NULL is allowed */

/* Append what would be the next word of the command line. Words and texts are copied. */
LB_API void lb_call_add(lb_call *call, const char *word);
/* Where a word names this file, of an ansatz or of states, these bytes are read in its place. */
LB_API void lb_call_add_text(lb_call *call, const char *name, const char *text, size_t length);
/* Hear of progress, as in lb_run_options. */
LB_API void lb_call_set_progress(lb_call *call,
                                 bool (*progress)(const lb_progress *progress, void *context),
                                 void *context);
/* End the computation soon, as an interruption does. Any thread or signal handler may call it while
 * the call runs. */
LB_API void lb_call_stop(lb_call *call);

/* Run it, once. LB_OK, LB_UNDECIDED and LB_DISAGREE are verdicts, as exit statuses are, and come with
 * an output; any other status comes with *error. LB_USAGE also for "-" as a file, and for a call that
 * has run. */
LB_API lb_status lb_call_run(lb_call *call, lb_error *error) LB_MUST_CHECK;

/* What the command printed, and the notes that it has beside it, a line each; owned by the call, and
 * "" before it has run. */
LB_API const char *lb_call_output(const lb_call *call);
LB_API const char *lb_call_notes(const lb_call *call);

/* Write the certificate of what dim, structure, orbit, rank or bound found, as --certificate does;
 * what was found is kept for that until the call is freed. LB_USAGE when there is nothing to be
 * certified. Limits of time begin anew. */
LB_API lb_status lb_call_certificate(lb_call *call, const char *path,
                                     lb_error *error) LB_MUST_CHECK;

#ifdef __cplusplus
}
#endif

#endif
