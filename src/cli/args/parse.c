/* Operands, options and settings in any order; "--" ends the options. */

#include <ctype.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "cli/args/number.h"
#include "cli/args/option.h"
#include "cli/cli.h"
#include "cli/table/sweep.h"

const lb_cli_option lb_cli_option_table[LB_CLI_OPTION_COUNT] = {
#define OPTION(id, name, kind, argument, fallback, least, most, commands, help)                    \
    {name,     LB_CLI_##kind, argument,                                                            \
     fallback, least,         most,                                                                \
     commands, help,          offsetof(lb_cli_options, id)},
    LB_CLI_OPTIONS(OPTION)
#undef OPTION
};

typedef struct word_list {
    int argc;
    char **argv;
    int next;
} word_list;

static const lb_cli_option *find_option(const lb_cli_command *command, const char *name,
                                        size_t length)
{
    for (size_t i = 0; i < LB_CLI_OPTION_COUNT; i++) {
        const lb_cli_option *option = &lb_cli_option_table[i];
        if ((option->commands & command->bit) && strlen(option->name) == length &&
            !strncmp(option->name, name, length))
            return option;
    }
    return NULL;
}

static lb_status unknown_option(const lb_cli_command *command, const char *word, lb_error *error)
{
    const char *names[LB_CLI_OPTION_COUNT];
    size_t count = 0;
    for (size_t i = 0; i < LB_CLI_OPTION_COUNT; i++)
        if (lb_cli_option_table[i].commands & command->bit)
            names[count++] = lb_cli_option_table[i].name;
    char *name = lb_strdup(word + strspn(word, "-"));
    name[strcspn(name, "=")] = '\0';
    const char *nearest = lb_cli_nearest(name, names, count);
    free(name);
    if (nearest)
        return lb_fail(error, LB_USAGE, "%s has no option %s; did you mean --%s?", command->name,
                       word, nearest);
    return lb_fail(error, LB_USAGE, "%s has no option %s; 'liebound %s --help' lists its options",
                   command->name, word, command->name);
}

static bool read_count(lb_cli_COUNT *slot, const lb_cli_option *option, const char *text)
{
    uint64_t value;
    if (!lb_cli_read_count(&value, text) || value < option->least || value > option->most)
        return false;
    *slot = value;
    return true;
}

/* Whether the text is a value of the option; if so, it is stored. */
static bool store(lb_cli_options *options, const lb_cli_option *option, const char *text)
{
    void *slot = (char *)options + option->offset;
    switch (option->kind) {
    case LB_CLI_COUNT:
        return read_count(slot, option, text);
    case LB_CLI_SECONDS:
        return lb_cli_read_seconds(slot, text);
    case LB_CLI_BYTES:
        return lb_cli_read_bytes(slot, text);
    case LB_CLI_DIGITS:
        return lb_cli_read_digits(slot, text);
    case LB_CLI_REAL:
        return lb_cli_read_real(slot, text);
    case LB_CLI_WORD:
        *(lb_cli_WORD *)slot = text;
        return *text;
    case LB_CLI_FLAG:
        *(lb_cli_FLAG *)slot = true;
        return true;
    }
    return false;
}

static lb_status bad_value(const lb_cli_option *option, const char *text, lb_error *error)
{
    switch (option->kind) {
    case LB_CLI_SECONDS:
        return lb_fail(error, LB_USAGE, "--%s %s is not a positive time such as 90, 0.5, 10m or 2h",
                       option->name, text);
    case LB_CLI_BYTES:
        return lb_fail(error, LB_USAGE, "--%s %s is not a size such as 512M or 8G", option->name,
                       text);
    case LB_CLI_DIGITS:
        return lb_fail(error, LB_USAGE, "--%s %s is neither a number of digits nor 'all'",
                       option->name, text);
    case LB_CLI_REAL:
        return lb_fail(error, LB_USAGE, "--%s %s is not a positive number such as 0.01 or 1e-4",
                       option->name, text);
    case LB_CLI_COUNT:
        return lb_fail(error, LB_USAGE, "--%s %s is not an integer from %" PRIu64 " to %" PRIu64,
                       option->name, text, option->least, option->most);
    default:
        return lb_fail(error, LB_USAGE, "--%s needs a value (%s)", option->name, option->argument);
    }
}

/* word starts with "--"; its value follows "=" or is the next word. */
static lb_status parse_option(lb_cli_call *call, const char *word, word_list *words,
                              lb_error *error)
{
    const char *name = word + 2, *equals = strchr(name, '=');
    size_t length = equals ? (size_t)(equals - name) : strlen(name);
    const lb_cli_option *option = find_option(call->command, name, length);
    if (!option)
        return unknown_option(call->command, word, error);
    const char *value = equals ? equals + 1 : NULL;
    if (option->kind == LB_CLI_FLAG && value)
        return lb_fail(error, LB_USAGE, "--%s takes no value", option->name);
    if (option->kind != LB_CLI_FLAG && !value) {
        if (words->next == words->argc)
            return lb_fail(error, LB_USAGE, "--%s needs a value (%s)", option->name,
                           option->argument);
        value = words->argv[words->next++];
    }
    return store(&call->options, option, value) ? LB_OK : bad_value(option, value, error);
}

/* The length of the name before "=" when the word is a setting, else 0. */
static size_t setting_name_length(const char *word)
{
    size_t length = 0;
    while (isalnum((unsigned char)word[length]) || word[length] == '_')
        length++;
    return word[length] == '=' && !isdigit((unsigned char)word[0]) ? length : 0;
}

static lb_status add_setting(lb_cli_call *call, const char *word, size_t length, lb_error *error)
{
    for (size_t i = 0; i < call->setting_count; i++)
        if (strlen(call->settings[i].name) == length &&
            !strncmp(call->settings[i].name, word, length))
            return lb_fail(error, LB_USAGE, "%s is given twice", call->settings[i].name);
    char *name = lb_strdup(word);
    name[length] = '\0';
    call->settings[call->setting_count++] =
        (lb_cli_setting){.name = name, .values = word + length + 1};
    if (!word[length + 1])
        return lb_fail(error, LB_USAGE, "%s= lacks a value", name);
    if (!call->command->sweeps && lb_cli_is_sweep(word + length + 1))
        return lb_fail(error, LB_USAGE, "%s takes one value of %s; 'liebound table' sweeps",
                       call->command->name, name);
    return LB_OK;
}

static lb_status parse_operand(lb_cli_call *call, const char *word, lb_error *error)
{
    if (!call->command->sources_max)
        return lb_fail(error, LB_USAGE, "%s takes no operand, but got %s", call->command->name,
                       word);
    size_t length = setting_name_length(word);
    if (length)
        return add_setting(call, word, length, error);
    if (call->source_count == call->command->sources_max)
        return lb_fail(error, LB_USAGE, "%s takes one ansatz, but got %s and %s",
                       call->command->name, call->sources[0], word);
    call->sources[call->source_count++] = word;
    return LB_OK;
}

static lb_status parse_words(lb_cli_call *call, word_list *words, lb_error *error)
{
    bool operands_only = false;
    while (words->next < words->argc) {
        const char *word = words->argv[words->next++];
        lb_status status = LB_OK;
        if (operands_only || word[0] != '-' || !word[1])
            status = parse_operand(call, word, error);
        else if (!strcmp(word, "--"))
            operands_only = true;
        else if (!strcmp(word, "-h"))
            call->options.help = true;
        else if (word[1] != '-')
            status = unknown_option(call->command, word, error);
        else
            status = parse_option(call, word, words, error);
        if (status)
            return status;
    }
    return LB_OK;
}

static void set_defaults(lb_cli_options *options)
{
    memset(options, 0, sizeof *options);
    for (size_t i = 0; i < LB_CLI_OPTION_COUNT; i++)
        if (*lb_cli_option_table[i].fallback)
            store(options, &lb_cli_option_table[i], lb_cli_option_table[i].fallback);
}

lb_status lb_cli_parse(lb_cli_call *call, const lb_cli_command *command, int argc, char **argv,
                       lb_error *error)
{
    word_list words = {.argc = argc, .argv = argv, .next = 0};
    *call = (lb_cli_call){.command = command,
                          .word_count = (size_t)argc,
                          .words = argv,
                          .out = stdout,
                          .notes = stderr};
    call->sources = lb_malloc((size_t)argc, sizeof *call->sources);
    call->settings = lb_malloc((size_t)argc, sizeof *call->settings);
    set_defaults(&call->options);
    lb_status status = parse_words(call, &words, error);
    call->deadline = lb_deadline(call->options.time_limit);
    if (status || call->options.help || call->source_count >= command->sources_min)
        return status;
    if (command->bit == LB_CLI_MERGE)
        return lb_fail(error, LB_USAGE, "merge needs a FILE, from 'liebound table --slice'");
    return lb_fail(error, LB_USAGE,
                   "%s needs an ansatz: a FILE, a NAME of 'liebound list', or - for standard input",
                   command->name);
}

void lb_cli_call_clear(lb_cli_call *call)
{
    for (size_t i = 0; i < call->setting_count; i++)
        free(call->settings[i].name);
    free(call->settings);
    free(call->sources);
}
