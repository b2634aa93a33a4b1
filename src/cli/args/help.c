#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "cli/args/option.h"

static const char status_text[] =
    "Exit status: 0 proved or done, 1 a disagreement was found, 2 undecided (a limit was\n"
    "reached), 64 usage, 65 bad input, 70 internal error, 71 out of memory, 74 input/output.\n";

void lb_cli_print_overview(FILE *stream)
{
    fputs("Liebound: dynamical Lie algebras of quantum neural networks, exactly and with proof.\n"
          "\n"
          "usage: liebound COMMAND [operands] [options]\n"
          "\n",
          stream);
    size_t width = 0;
    for (size_t i = 0; i < LB_CLI_COMMAND_COUNT; i++)
        if (strlen(lb_cli_commands[i].name) > width)
            width = strlen(lb_cli_commands[i].name);
    for (size_t i = 0; i < LB_CLI_COMMAND_COUNT; i++)
        fprintf(stream, "  %-*s  %s\n", (int)width, lb_cli_commands[i].name,
                lb_cli_commands[i].summary);
    fprintf(stream, "  %-*s  this text, or that of a command: liebound help dim\n", (int)width,
            "help");
    fputs("\n"
          "An ansatz is the NAME of a family in the catalogue (liebound list), an .alg FILE, or -\n"
          "for standard input; name=value sets one of its parameters.\n"
          "\n"
          "  liebound dim tfim-open n=8\n"
          "  liebound table tfim-open tfim-closed n=2..10\n"
          "\n"
          "--json prints one object; its first member, schema, names the layout. Exact numbers in\n"
          "it are strings. Equal input, seed and threads give equal output, but for the members\n"
          "seconds and resources; in text, times go to standard error.\n"
          "\n",
          stream);
    fputs(status_text, stream);
}

static void print_option(FILE *stream, const lb_cli_option *option)
{
    char *left = lb_sprintf("--%s %s", option->name, option->argument);
    fprintf(stream, "  %-20s  %s", left, option->help);
    free(left);
    if (strlen(option->fallback) > 12)
        fprintf(stream, "\n%24s(default %s)", "", option->fallback);
    else if (*option->fallback)
        fprintf(stream, " (default %s)", option->fallback);
    putc('\n', stream);
}

void lb_cli_print_help(FILE *stream, const lb_cli_command *command)
{
    fprintf(stream, "usage: liebound %s%s%s [options]\n\n%c%s.\n\n%s\n", command->name,
            *command->operands ? " " : "", command->operands,
            command->summary[0] - ('a' <= command->summary[0] ? 'a' - 'A' : 0),
            command->summary + 1, command->details);
    for (size_t i = 0; i < LB_CLI_OPTION_COUNT; i++)
        if (lb_cli_option_table[i].commands & command->bit)
            print_option(stream, &lb_cli_option_table[i]);
    putc('\n', stream);
    fputs(status_text, stream);
}
