/* The program: find the command, run it, and say what went wrong.
 *
 * A result counts only when it was written: standard output is flushed and checked before the exit
 * status is chosen. A reader that closed its pipe needs no message. */

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "cli/cli.h"
#include "cli/libraries.h"
#include "cli/processes/team.h"
#include "cli/watch.h"
#include "report/json.h"

static lb_status unknown_command(const char *word, lb_error *error)
{
    const char *names[LB_CLI_COMMAND_COUNT];
    for (size_t i = 0; i < LB_CLI_COMMAND_COUNT; i++)
        names[i] = lb_cli_commands[i].name;
    const char *nearest = lb_cli_nearest(word, names, LB_CLI_COMMAND_COUNT);
    if (nearest)
        return lb_fail(error, LB_USAGE, "there is no command %s; did you mean %s?", word, nearest);
    return lb_fail(error, LB_USAGE, "there is no command %s; 'liebound help' lists the commands",
                   word);
}

static lb_status run_help(int argc, char **argv, lb_error *error)
{
    const lb_cli_command *command = argc ? lb_cli_command_find(argv[0]) : NULL;
    if (argc > 1)
        return lb_fail(error, LB_USAGE, "help takes one command");
    if (argc && !command && strcmp(argv[0], "help") != 0)
        return unknown_command(argv[0], error);
    if (command)
        lb_cli_print_help(stdout, command);
    else
        lb_cli_print_overview(stdout);
    return LB_OK;
}

/* Commands that share their work have limits of their own. */
static lb_status run_watched(lb_cli_call *call, lb_error *error)
{
    if (call->command->bit & LB_CLI_COMPUTES & ~LB_CLI_SHARES)
        lb_cli_watch_start(call);
    return lb_cli_execute(call, error);
}

static lb_status run_command(const lb_cli_command *command, int argc, char **argv, lb_error *error)
{
    lb_cli_call call;
    lb_status status = lb_cli_parse(&call, command, argc, argv, error);
    if (!status && call.options.help)
        lb_cli_print_help(stdout, command);
    else if (!status && (command->bit & LB_CLI_SHARES || lb_cli_team_is_first()))
        status = run_watched(&call, error);
    lb_cli_call_clear(&call);
    return status;
}

static lb_status run(int argc, char **argv, lb_error *error)
{
    if (argc < 2) {
        lb_cli_print_overview(stderr);
        return LB_USAGE;
    }
    const char *word = argv[1];
    if (!strcmp(word, "--version")) {
        printf("liebound %s\n", lb_version());
        return LB_OK;
    }
    if (!strcmp(word, "--completion")) {
        lb_cli_print_completion(stdout);
        return LB_OK;
    }
    if (!strcmp(word, "--manual")) {
        lb_cli_print_manual(stdout);
        return LB_OK;
    }
    if (!strcmp(word, "help") || !strcmp(word, "--help") || !strcmp(word, "-h"))
        return run_help(argc - 2, argv + 2, error);
    const lb_cli_command *command = lb_cli_command_find(word);
    if (!command)
        return unknown_command(word, error);
    return run_command(command, argc - 2, argv + 2, error);
}

static bool reader_is_gone(void)
{
    struct pollfd output = {.fd = STDOUT_FILENO, .events = POLLOUT};
    return poll(&output, 1, 0) > 0 && (output.revents & POLLERR);
}

/* Flush the result. LB_IO, with a message unless the reader closed the pipe, when it is lost. */
static lb_status finish_output(lb_error *error)
{
    errno = 0;
    if (!fflush(stdout) && !ferror(stdout))
        return LB_OK;
    int reason = errno ? errno : EIO;
    if (reader_is_gone())
        error->message[0] = '\0';
    else
        lb_fail(error, LB_IO, "standard output: cannot write: %s", lb_strerror(reason));
    return LB_IO;
}

int main(int argc, char **argv)
{
    lb_error error = {.status = LB_OK};
    setenv("OPENBLAS_NUM_THREADS", "1", 1); /* at first; --threads counts, whatever is set there */
    /* A write that fails is reported, also beyond a limit on the size of files (ulimit -f). */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    lb_cli_set_up_libraries();
    lb_cli_team_begin();
    lb_status status = run(argc, argv, &error);
    lb_status written = finish_output(&error);
    if (error.message[0] && lb_cli_team_is_first()) {
        char text[1024];
        lb_error_format(text, sizeof text, &error);
        fprintf(stderr, "liebound: %s\n", text);
    }
    lb_cli_team_end();
    return (int)(written ? written : status);
}
