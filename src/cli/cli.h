/* A parsed command line, and what the commands share. */

#ifndef LB_CLI_CLI_H
#define LB_CLI_CLI_H

#include <jansson.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>

#include <liebound/ansatz.h>
#include <liebound/dimension.h>

#include "cli/args/tables.h"

enum {
#define COMMAND(id, ...) LB_CLI_INDEX_##id,
    LB_CLI_COMMANDS(COMMAND)
#undef COMMAND
        LB_CLI_COMMAND_COUNT
};

/* Sets of commands. */
enum {
#define COMMAND(id, ...) LB_CLI_##id = 1 << LB_CLI_INDEX_##id,
    LB_CLI_COMMANDS(COMMAND)
#undef COMMAND
        LB_CLI_ALL = (1 << LB_CLI_COMMAND_COUNT) - 1,
    LB_CLI_SIMULATES = LB_CLI_RANK | LB_CLI_HESSIAN | LB_CLI_CAPACITY,
    LB_CLI_TRAINS = LB_CLI_TRAIN | LB_CLI_SUCCESS,
    LB_CLI_COMPUTES = LB_CLI_DIM | LB_CLI_STRUCTURE | LB_CLI_CONSTANTS | LB_CLI_ORBIT |
                      LB_CLI_SIMULATES | LB_CLI_BOUND | LB_CLI_TABLE | LB_CLI_SYMMETRIES |
                      LB_CLI_VARIANCE | LB_CLI_MATRICES | LB_CLI_TRAINS | LB_CLI_NOISE |
                      LB_CLI_CARTAN,
    LB_CLI_TABULATES = LB_CLI_TABLE | LB_CLI_MERGE,
    LB_CLI_SHARES = LB_CLI_TABLE | LB_CLI_TRAINS, /* among processes */
    LB_CLI_ROOTS = LB_CLI_SHOW | LB_CLI_DRAW | LB_CLI_DIM | LB_CLI_STRUCTURE | LB_CLI_ORBIT |
                   LB_CLI_BOUND | LB_CLI_SIMULATES | LB_CLI_TABULATES | LB_CLI_TRAINS |
                   LB_CLI_NOISE | LB_CLI_SYMMETRIES | LB_CLI_VARIANCE | LB_CLI_CONSTANTS |
                   LB_CLI_CARTAN
};

typedef bool lb_cli_FLAG;
typedef uint64_t lb_cli_COUNT;
typedef double lb_cli_SECONDS;
typedef uint64_t lb_cli_BYTES;
typedef uint64_t lb_cli_DIGITS;
typedef double lb_cli_REAL;
typedef const char *lb_cli_WORD;

typedef struct lb_cli_options {
#define OPTION(id, name, kind, ...) lb_cli_##kind id;
    LB_CLI_OPTIONS(OPTION)
#undef OPTION
} lb_cli_options;

typedef struct lb_cli_call lb_cli_call;
typedef struct lb_cli_watch lb_cli_watch;
typedef struct lb_cli_closing lb_cli_closing;

typedef struct lb_cli_command {
    const char *name, *operands, *summary, *details;
    int bit; /* in sets of commands */
    size_t sources_min, sources_max;
    bool sweeps;
    /* Prints its result to call->out; what it reports as an error is printed by main. */
    lb_status (*run)(const lb_cli_call *call, lb_error *error);
} lb_cli_command;

/* name=value or name=2..10 as it was given. */
typedef struct lb_cli_setting {
    char *name;
    const char *values;
} lb_cli_setting;

/* A text that is read in place of a file. */
typedef struct lb_cli_text {
    const char *name, *text;
    size_t length;
} lb_cli_text;

/* A result that stays after its command, for a certificate that is asked for later. */
typedef struct lb_cli_kept {
    void *result;
    /* Write it to the path of call->options.certificate. LB_USAGE when the result has none. */
    lb_status (*certify)(void *result, const lb_cli_call *call, lb_error *error);
    void (*free)(void *result);
} lb_cli_kept;

struct lb_cli_call {
    const lb_cli_command *command;
    lb_cli_options options;
    size_t source_count, setting_count;
    const char **sources; /* into argv, like every text here but the names of settings */
    lb_cli_setting *settings;
    size_t word_count; /* of all that was given, and that */
    char *const *words;
    double deadline;   /* of --time-limit; it counts from the parsing, or from the row of a table */
    FILE *out, *notes; /* where results go, and what else there is to say: stdout and stderr */
    size_t text_count;
    const lb_cli_text *texts;
    /* Of a library call (call.h), which is told of progress, handles no signals and forks nothing. */
    bool in_library;
    const volatile sig_atomic_t *stop; /* set by an interruption */
    bool (*progress)(const lb_progress *state, void *context);
    void *progress_context;
    lb_cli_kept *kept;   /* where it is kept */
    lb_cli_watch *watch; /* NULL without limits */
    /* How a command that is cut short prints a closing; NULL for the lines of `dim`. */
    void (*print_closing)(FILE *stream, const lb_ansatz_t A, const lb_cli_closing *closing,
                          const void *context);
    const void *print_context;
};

extern const lb_cli_command lb_cli_commands[LB_CLI_COMMAND_COUNT];

/* NULL for an unknown name. */
const lb_cli_command *lb_cli_command_find(const char *name);

/* Parse what follows the name of the command. LB_USAGE with one line on what is wrong. The call is
 * initialized in any case, and to be cleared. */
lb_status lb_cli_parse(lb_cli_call *call, const lb_cli_command *command, int argc, char **argv,
                       lb_error *error) LB_MUST_CHECK;
void lb_cli_call_clear(lb_cli_call *call);
/* Run the command of a parsed call. An undecided one prints that it is. */
lb_status lb_cli_execute(lb_cli_call *call, lb_error *error) LB_MUST_CHECK;
/* At the end of a command, which hands its result over: keep it, or free it. */
void lb_cli_keep(const lb_cli_call *call, const lb_cli_kept *kept);
/* The text of this name, NULL where it is that of a file. */
const lb_cli_text *lb_cli_find_text(const lb_cli_call *call, const char *name);

/* The one of the names that was probably meant; NULL when none is near. */
const char *lb_cli_nearest(const char *word, const char *const *names, size_t count);

void lb_cli_print_overview(FILE *stream);
void lb_cli_print_help(FILE *stream, const lb_cli_command *command);
/* What completion.c says, for bash and zsh. */
void lb_cli_print_completion(FILE *stream);
/* The reference of manual.c. */
void lb_cli_print_manual(FILE *stream);

/* The only source with the settings, for commands without sweeps, within the limits of the call.
 * After it a signal no longer ends a command that computes. */
lb_status lb_cli_load(lb_ansatz_t A, const lb_cli_call *call, lb_error *error) LB_MUST_CHECK;
/* What --from and --numbers say of the language of a source. */
lb_status lb_cli_read_language(lb_ansatz_source *source, const lb_cli_call *call,
                               lb_error *error) LB_MUST_CHECK;
/* The same for any source and settings: a name that is neither a file nor in the catalogue gets a
 * suggestion. */
lb_status lb_cli_load_source(lb_ansatz_t A, const lb_ansatz_source *source,
                             lb_error *error) LB_MUST_CHECK;

/* A count of at least `least`, or a word, which leaves *value as it is. LB_USAGE names the option.
 */
lb_status lb_cli_read_word(size_t *value, const char *text, const char *word, uint64_t least,
                           const char *option, lb_error *error) LB_MUST_CHECK;
/* "3/8", the third of eight slices: *slice = 2 and *slices = 8; 0 and 1 for NULL. LB_USAGE. */
lb_status lb_cli_read_slice(size_t *slice, size_t *slices, const char *text,
                            lb_error *error) LB_MUST_CHECK;
/* The value of --state where 'all' is allowed: a training state of A, or SIZE_MAX for all. */
lb_status lb_cli_read_state(size_t *state, const lb_ansatz_t A, const char *text,
                            lb_error *error) LB_MUST_CHECK;

/* Where the report goes: call->out unless a certificate takes it. */
FILE *lb_cli_report_stream(const lb_cli_call *call);
/* The same without 'all'. */
lb_status lb_cli_read_one_state(size_t *state, const lb_ansatz_t A, const char *text,
                                lb_error *error) LB_MUST_CHECK;

/* Find out before a long computation what would make writing to path fail after it; "-" is fine,
 * and so is NULL. */
lb_status lb_cli_check_target(const char *path, lb_error *error) LB_MUST_CHECK;
/* The same for --certificate, which shares standard output with nothing: `other` is the name of an option
 * that takes it, or NULL. */
lb_status lb_cli_check_certificate(const lb_cli_options *options, const char *other,
                                   lb_error *error) LB_MUST_CHECK;
/* The same for a plot, whose format is that of the name. */
lb_status lb_cli_check_plot(const char *path, lb_error *error) LB_MUST_CHECK;

/* The limits of the call: one budget for all that it computes. */
lb_limits lb_cli_limits(const lb_cli_call *call);
/* From here on the first SIGINT or SIGTERM sets the stop flag of the limits, and the second ends
 * the process. */
void lb_cli_catch_signals(const lb_cli_call *call);
/* Set by an interruption. */
const volatile sig_atomic_t *lb_cli_stop_flag(const lb_cli_call *call);

/* The keys every result starts with: ansatz, parameters, qubits, generators. */
void lb_cli_json_ansatz(json_t *object, const lb_ansatz_t A);
/* [{"coefficient": "1/2", "string": "ZXXZ"}, ...] with strings as lb_string_text writes them. */
json_t *lb_cli_json_sum(const lb_sum_t S);
/* The same with coefficients such as "1/2 - 3*sqrt(2)", which lb_surd_text writes. */
json_t *lb_cli_json_exact_sum(const lb_surd_sum_t S);
json_t *lb_cli_json_surd(const lb_surd_t x);
/* "ZXXZ - 1/2 XIIX" and a line end: what can be typed again. */
void lb_cli_print_sum(FILE *stream, const lb_sum_t S);
/* LB_INPUT where there is an option (or NULL) that takes no square roots, and A has them. */
lb_status lb_cli_refuse_roots(const lb_ansatz_t A, const char *option,
                              lb_error *error) LB_MUST_CHECK;
/* "tfim-open n=8: 8 qubits, 2 generators" and a line end. */
void lb_cli_print_heading(FILE *stream, const lb_ansatz_t A);
/* "0.12 s" to call->notes, unless the call is quiet. */
void lb_cli_print_seconds(const lb_cli_call *call, double seconds);
/* The result of a call that came to none. */
void lb_cli_print_undecided(FILE *stream, const lb_cli_call *call, const char *reason);
/* "1,234" for 1234. The caller frees it. */
char *lb_cli_group_digits(size_t number);
/* "12 MB". The caller frees it. */
char *lb_cli_bytes(size_t bytes);

#endif
