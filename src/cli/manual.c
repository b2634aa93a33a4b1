/* The reference of the commands as Markdown, from the tables of commands and options. The build makes
 * liebound(1) of it (docs/man/man.awk). */

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "cli/args/option.h"

/* Lines of `text` as paragraphs; those that begin with two blanks are as they are. */
static void print_text(FILE *stream, const char *text)
{
    for (size_t length; *text; text += length) {
        length = strcspn(text, "\n") + 1;
        fprintf(stream, "%s%.*s", strncmp(text, "  ", 2) ? "" : "    ", (int)length, text);
    }
}

static void print_option(FILE *stream, const lb_cli_option *option)
{
    fprintf(stream, "| `--%s%s%s` | %s", option->name, *option->argument ? " " : "",
            option->argument, option->help);
    if (*option->fallback)
        fprintf(stream, " (default %s)", option->fallback);
    fputs(" |\n", stream);
}

static void print_command(FILE *stream, const lb_cli_command *command)
{
    fprintf(stream, "### liebound %s%s%s\n\n%s.\n\n", command->name, *command->operands ? " " : "",
            command->operands, command->summary);
    print_text(stream, command->details);
    fputs("\n| option | meaning |\n|---|---|\n", stream);
    for (size_t i = 0; i < LB_CLI_OPTION_COUNT; i++)
        if (lb_cli_option_table[i].commands & command->bit)
            print_option(stream, &lb_cli_option_table[i]);
    putc('\n', stream);
}

static void print_overview(FILE *stream)
{
    char *text = NULL;
    size_t size;
    FILE *memory = lb_open_text(&text, &size);
    lb_cli_print_overview(memory);
    lb_close_text(memory);
    print_text(stream, text);
    free(text);
}

void lb_cli_print_manual(FILE *stream)
{
    fputs("# liebound\n\n", stream);
    print_overview(stream);
    fputs("\n## Commands\n\n", stream);
    for (size_t i = 0; i < LB_CLI_COMMAND_COUNT; i++)
        print_command(stream, &lb_cli_commands[i]);
}
