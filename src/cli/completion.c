/* What can be completed, as functions of bash and of zsh that set variables of their caller:
 * commands and catalogue; the parameters of a NAME in settings; the options of a command in flags,
 * paths and values (by what follows them), with its operands and the pattern of its files. The
 * build puts completion.bash or completion.zsh behind them. */

#include <string.h>

#include "cli/args/option.h"

static void print_names(FILE *stream)
{
    fputs("_liebound_names()\n{\n    commands='", stream);
    for (size_t i = 0; i < LB_CLI_COMMAND_COUNT; i++)
        fprintf(stream, "%s ", lb_cli_commands[i].name);
    fputs("help'\n    catalogue='", stream);
    for (size_t i = 0; i < lb_catalogue_size(); i++)
        fprintf(stream, "%s%s", i ? " " : "", lb_catalogue_at(i)->name);
    fputs("'\n}\n\n", stream);
}

/* Where a default ends: at a comma that is not in a text. */
static const char *end_of_value(const char *value)
{
    for (bool quoted = false; *value && (quoted || *value != ','); value++)
        quoted ^= *value == '"';
    return value;
}

/* "n = 4, angles = shared | free" becomes "n= angles=shared angles=free ". */
static void print_parameters(FILE *stream, const char *parameters)
{
    while (*parameters) {
        int name = (int)strcspn(parameters, " ");
        const char *value = parameters + name + strspn(parameters + name, " =");
        const char *end = end_of_value(value);
        if (!memchr(value, '|', (size_t)(end - value)))
            fprintf(stream, "%.*s= ", name, parameters);
        else
            for (int choice; value < end; value += choice, value += strspn(value, " |")) {
                choice = (int)strcspn(value, " ,");
                fprintf(stream, "%.*s=%.*s ", name, parameters, choice, value);
            }
        parameters = end + strspn(end, ", ");
    }
}

static void print_settings(FILE *stream)
{
    fputs("_liebound_settings() # NAME\n{\n    case $1 in\n", stream);
    for (size_t i = 0; i < lb_catalogue_size(); i++) {
        fprintf(stream, "    %s) settings='", lb_catalogue_at(i)->name);
        print_parameters(stream, lb_catalogue_at(i)->parameters);
        fputs("' ;;\n", stream);
    }
    fputs("    esac\n}\n\n", stream);
}

static const char *variable_of(const lb_cli_option *option)
{
    if (option->kind == LB_CLI_FLAG)
        return "flags";
    bool path = !strcmp(option->argument, "PATH") || !strcmp(option->argument, "FILE");
    return path ? "paths" : "values";
}

static void print_options(FILE *stream, const lb_cli_command *command, const char *variable)
{
    fprintf(stream, "        %s='", variable);
    for (size_t i = 0; i < LB_CLI_OPTION_COUNT; i++) {
        const lb_cli_option *option = &lb_cli_option_table[i];
        if ((option->commands & command->bit) && !strcmp(variable_of(option), variable))
            fprintf(stream, "--%s ", option->name);
    }
    fputs("'\n", stream);
}

static void print_command(FILE *stream, const lb_cli_command *command)
{
    fprintf(stream, "    %s)\n", command->name);
    print_options(stream, command, "flags");
    print_options(stream, command, "paths");
    print_options(stream, command, "values");
    if (strstr(command->operands, "NAME"))
        fputs("        operands=$catalogue files='*.alg'\n", stream);
    else if (command->sources_max)
        fputs("        files='*'\n", stream);
    fputs("        ;;\n", stream);
}

void lb_cli_print_completion(FILE *stream)
{
    fputs("#compdef liebound\n# Printed by liebound --completion.\n\n", stream);
    print_names(stream);
    print_settings(stream);
    fputs("_liebound_command() # COMMAND\n{\n    case $1 in\n", stream);
    for (size_t i = 0; i < LB_CLI_COMMAND_COUNT; i++)
        print_command(stream, &lb_cli_commands[i]);
    fputs("    help) operands=$commands ;;\n    esac\n}\n\n", stream);
}
