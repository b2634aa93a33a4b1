/* Processes that compute for this one, as two implementations of one interface: fork.c forks
 * them on this machine, mpi.c (make MPI=1) takes the other ranks of an MPI run. What is asked
 * is a number, what is answered a text or an error; who is asked what is decided in share.c. */

#ifndef LB_CLI_PROCESSES_TEAM_H
#define LB_CLI_PROCESSES_TEAM_H

#include <signal.h>

#include <liebound/status.h>

/* At the very start of the program, and at its end. */
void lb_cli_team_begin(void);
void lb_cli_team_end(void);
/* Whether this process prints the result; of several only one does. */
bool lb_cli_team_is_first(void);

/* Whether every process can read standard input. */
bool lb_cli_team_shares_input(void);

/* With several processes from the start: LB_OK if all have it, else the first error of any of them,
 * the same in all. */
lb_status lb_cli_team_agree(lb_status status, lb_error *error) LB_MUST_CHECK;

/* Compute item i: LB_OK with a text, which the caller frees, or an error. Where another worker can
 * take the place of this one, a computation that does not come back may write its answer to the
 * descriptor `answers` (lb_cli_message_print_last) and end the process; else that is -1. */
typedef lb_status lb_cli_serve(char **text, size_t i, int answers, void *context, lb_error *error);

/* The workers, 0 to size - 1. */
typedef struct lb_cli_team lb_cli_team;

/* How many workers there will be for --jobs; 0 when this process works alone. LB_USAGE when they
 * cannot be had. */
lb_status lb_cli_team_count(size_t *workers, size_t jobs, lb_error *error) LB_MUST_CHECK;

/* Make a team that serves; jobs is 0 for none. *team is NULL when this process is to work alone. In
 * a worker the function does not return: it serves, and ends the process. */
lb_status lb_cli_team_open(lb_cli_team **team, size_t jobs, lb_cli_serve *serve, void *context,
                           lb_error *error) LB_MUST_CHECK;
size_t lb_cli_team_size(const lb_cli_team *team);

/* Ask an idle worker for item i. */
void lb_cli_team_ask(lb_cli_team *team, size_t worker, size_t i);
/* Wait for an answer of any worker that was asked: its text, or its error. A worker that ended
 * without an answer has an error too, and is never to be asked again: then *lost is true. Looks
 * at `interrupted` now and then, and passes an interruption on to the workers. */
typedef struct lb_cli_answer {
    size_t worker;
    lb_status status;
    char *text; /* when LB_OK; the caller frees it */
    lb_error error;
    bool lost;
} lb_cli_answer;
void lb_cli_team_hear(lb_cli_answer *answer, lb_cli_team *team,
                      const volatile sig_atomic_t *interrupted);
/* When no answer is due any more. */
void lb_cli_team_close(lb_cli_team *team);

#endif
