/* What the commands about an algebra have in common: they read options and an ansatz, compute within
 * the limits, and print what was found, also where a limit came first. */

#ifndef LB_CLI_COMPUTATION_H
#define LB_CLI_COMPUTATION_H

#include "cli/dimension.h"
#include "cli/result_remarks.h"

typedef struct lb_cli_steps lb_cli_steps;

/* The first member of what a command finds. */
typedef struct lb_cli_computation {
    const lb_cli_steps *steps;
    lb_cli_call call; /* its own, whose options the steps may change */
    lb_ansatz_t A;
    lb_cli_progress progress;
    bool has_closing;
    lb_cli_closing closing;
    lb_cli_notes notes;
    const char *certificate; /* NULL when none was written */
    size_t digits;           /* as in lb_notation_abbreviate */
    double seconds;
} lb_cli_computation;

/* The steps of a command in their order, each with the lb_cli_computation; those that may be NULL
 * are said to be. */
struct lb_cli_steps {
    size_t size; /* of what starts with an lb_cli_computation; the rest is 0 at first */
    bool without_closing;
    /* Before the ansatz is read, or NULL. */
    lb_status (*check)(const lb_cli_options *options, lb_error *error);
    /* The options that are about the ansatz, or NULL. After it the closing begins. */
    lb_status (*read)(void *computation, lb_error *error);
    lb_status (*compute)(void *computation, lb_error *error);
    /* Add notes to those on the generators, and write files; or NULL. What was found is printed also
     * where this fails. */
    lb_status (*conclude)(void *computation, lb_error *error);
    void (*print_text)(FILE *stream, const void *computation);
    /* After the keys of the ansatz. */
    void (*set_json)(json_t *object, const void *computation);
    /* Instead of the seconds, or NULL. */
    void (*print_resources)(FILE *notes, const void *computation);
    lb_status (*verdict)(const void *computation);
    /* As in lb_cli_kept, or NULL. */
    lb_status (*certify)(void *computation, const lb_cli_call *call, lb_error *error);
    void (*clear)(void *computation); /* what the command adds, or NULL */
};

/* The whole command. */
lb_status lb_cli_compute(const lb_cli_steps *steps, const lb_cli_call *call,
                         lb_error *error) LB_MUST_CHECK;

/* The heading, dim g and the notes, for what takes more than was found. */
void lb_cli_print_closing_alone(FILE *stream, const lb_cli_computation *computation);
/* "title: FILE" where a certificate was written. */
void lb_cli_print_certificate(FILE *stream, const char *title,
                              const lb_cli_computation *computation);
/* The last keys: notes and seconds. */
void lb_cli_json_end(json_t *object, const lb_cli_computation *computation);

/* The status of dim g, and then LB_UNDECIDED unless all that was asked for is known. */
lb_status lb_cli_computation_status(const lb_cli_computation *computation, bool known);

/* Write the certificate under a watch of its own, or note that none was written. */
lb_status lb_cli_write_certificate(lb_cli_computation *computation,
                                   lb_status write(const void *computation, const char *path,
                                                   lb_error *error),
                                   lb_error *error) LB_MUST_CHECK;

#endif
