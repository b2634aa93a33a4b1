/* The last resort of a limit.
 *
 * Computations ask for their limits themselves, and end with all that they know. A step that does
 * not come back in time, such as a call of LAPACK, one huge multiplication, or giving back some
 * gigabytes, is not waited for: when the deadline has passed by half a second, or the process holds
 * 48 MB more than its limit, or 12 MB more than at first where that is more, a thread of its own prints
 * what the command has last told, and ends the process with LB_UNDECIDED. What is told is made by the
 * command's own thread, when it comes to know something, and handed over under a lock; so nothing is
 * read that is being changed. */

#ifndef LB_CLI_WATCH_H
#define LB_CLI_WATCH_H

#include <stdio.h>

#include "cli/cli.h"
#include "cli/result_remarks.h"

/* What is to be printed if the command is cut short: all that print writes. */
typedef void lb_cli_print(FILE *stream, const void *context);

/* Begin, when the call has limits. */
void lb_cli_watch_start(lb_cli_call *call);
/* The same for a part of a command; until more is told, this is printed to the descriptor. */
void lb_cli_watch_part(lb_cli_call *call, int descriptor, lb_cli_print *print, const void *context);
/* For the writing of a certificate, which comes after the end of the command's own watch, and where its
 * limits have passed is not waited for either: `own` is a call with a watch, to be freed. What is printed
 * is what print writes while `notes` has one more, that no certificate was written. */
void lb_cli_watch_certificate(lb_cli_call *own, const lb_cli_call *call, int descriptor,
                              lb_cli_notes *notes, lb_cli_print *print, const void *context);
/* The descriptor of the report, which leaves standard output to a certificate. */
int lb_cli_report_descriptor(const lb_cli_call *call);
/* The command is about to report: from here on it is not cut short. */
void lb_cli_watch_end(const lb_cli_call *call);
/* End, and free. */
void lb_cli_watch_free(lb_cli_call *call);

/* What is to be printed from now on. */
void lb_cli_tell(const lb_cli_call *call, lb_cli_print *print, const void *context);

/* For what is told of something that is not decided: that a limit came first. */
#define LB_CLI_CUT_SHORT "a limit came first"

#endif
