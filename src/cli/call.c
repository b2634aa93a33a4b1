#include <liebound/call.h>

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "cli/args/option.h"
#include "cli/cli.h"

#define NO_STREAMS "a call has no standard input and output: - is no file"
#define NOTE       "note: "

struct lb_call {
    char *command;
    size_t word_count, word_capacity;
    char **words;
    size_t text_count, text_capacity;
    lb_cli_text *texts;
    bool (*progress)(const lb_progress *progress, void *context);
    void *context;
    volatile sig_atomic_t stop;
    lb_cli_call parsed; /* when is_parsed */
    bool is_parsed;
    lb_cli_kept kept;
    char *output, *notes;
    size_t output_length, notes_length;
};

lb_call *lb_call_new(const char *command)
{
    lb_call *call = lb_calloc(1, sizeof *call);
    call->command = lb_strdup(command);
    return call;
}

static void free_kept(lb_call *call)
{
    if (call->kept.free)
        call->kept.free(call->kept.result);
    call->kept = (lb_cli_kept){0};
}

void lb_call_free(lb_call *call)
{
    if (!call)
        return;
    free_kept(call);
    if (call->is_parsed)
        lb_cli_call_clear(&call->parsed);
    for (size_t i = 0; i < call->word_count; i++)
        free(call->words[i]);
    for (size_t i = 0; i < call->text_count; i++) {
        free((char *)call->texts[i].name);
        free((char *)call->texts[i].text);
    }
    free(call->command);
    free(call->words);
    free(call->texts);
    free(call->output);
    free(call->notes);
    free(call);
}

void lb_call_add(lb_call *call, const char *word)
{
    call->words =
        lb_grow(call->words, &call->word_capacity, call->word_count + 1, sizeof *call->words);
    call->words[call->word_count++] = lb_strdup(word);
}

void lb_call_add_text(lb_call *call, const char *name, const char *text, size_t length)
{
    char *copy = lb_malloc(length + 1, 1);
    memcpy(copy, text, length);
    copy[length] = '\0';
    call->texts =
        lb_grow(call->texts, &call->text_capacity, call->text_count + 1, sizeof *call->texts);
    call->texts[call->text_count++] = (lb_cli_text){lb_strdup(name), copy, length};
}

void lb_call_set_progress(lb_call *call,
                          bool (*progress)(const lb_progress *progress, void *context),
                          void *context)
{
    call->progress = progress;
    call->context = context;
}

void lb_call_stop(lb_call *call)
{
    call->stop = 1;
}

/* What belongs to the program alone. */
static lb_status check(const lb_cli_call *call, lb_error *error)
{
    bool streams = false;
    for (size_t i = 0; i < LB_CLI_OPTION_COUNT; i++) {
        const lb_cli_option *option = &lb_cli_option_table[i];
        bool file = !strcmp(option->argument, "FILE") || !strcmp(option->argument, "PATH");
        const void *slot = (const char *)&call->options + option->offset;
        const char *name = file ? *(const lb_cli_WORD *)slot : NULL;
        streams |= name && !strcmp(name, "-");
    }
    for (size_t i = 0; i < call->source_count; i++)
        streams |= !strcmp(call->sources[i], "-") && !lb_cli_find_text(call, "-");
    if (streams)
        return lb_fail(error, LB_USAGE, NO_STREAMS);
    if (call->options.jobs > 1)
        return lb_fail(error, LB_USAGE, "a call computes in its own process, without --jobs");
    return LB_OK;
}

/* The verdicts come with a result. */
static bool has_result(lb_status status)
{
    return status == LB_OK || status == LB_UNDECIDED || status == LB_DISAGREE;
}

static lb_status run(lb_call *call, const lb_cli_command *command, lb_error *error)
{
    lb_cli_call *parsed = &call->parsed;
    FILE *out = lb_open_text(&call->output, &call->output_length);
    FILE *notes = lb_open_text(&call->notes, &call->notes_length);
    lb_status status = lb_cli_parse(parsed, command, (int)call->word_count, call->words, error);
    call->is_parsed = true;
    parsed->out = out;
    parsed->notes = notes;
    parsed->texts = call->texts;
    parsed->text_count = call->text_count;
    parsed->in_library = true;
    parsed->stop = &call->stop;
    parsed->progress = call->progress;
    parsed->progress_context = call->context;
    parsed->kept = &call->kept;
    if (!status)
        status = check(parsed, error);
    if (!status && parsed->options.help)
        lb_cli_print_help(out, command);
    else if (!status)
        status = lb_cli_execute(parsed, error);
    lb_close_text(out);
    lb_close_text(notes);
    parsed->out = parsed->notes = NULL;
    if (!has_result(status))
        free_kept(call);
    return status;
}

lb_status lb_call_run(lb_call *call, lb_error *error)
{
    lb_error ignored, *reason = error ? error : &ignored;
    const lb_cli_command *command = lb_cli_command_find(call->command);
    *reason = (lb_error){.status = LB_OK};
    if (call->is_parsed)
        return lb_fail(reason, LB_USAGE, "the call has run");
    if (!command)
        return lb_fail(reason, LB_USAGE, "there is no command %s", call->command);
    return run(call, command, reason);
}

lb_status lb_call_certificate(lb_call *call, const char *path, lb_error *error)
{
    lb_error ignored, *reason = error ? error : &ignored;
    lb_cli_call asked = call->parsed;
    char *notes;
    size_t length;
    *reason = (lb_error){.status = LB_OK};
    if (!call->kept.certify)
        return lb_fail(reason, LB_USAGE, "there is no result to be certified");
    if (!strcmp(path, "-"))
        return lb_fail(reason, LB_USAGE, NO_STREAMS);
    asked.options.certificate = path;
    asked.progress = call->progress;
    asked.progress_context = call->context;
    call->stop = 0;
    asked.deadline = lb_deadline(asked.options.time_limit);
    lb_status status = lb_cli_check_target(path, reason);
    if (status)
        return status;
    asked.out = asked.notes = lb_open_text(&notes, &length);
    status = call->kept.certify(call->kept.result, &asked, reason);
    lb_close_text(asked.notes);
    if (status && !reason->message[0]) { /* then a note says why */
        const char *why = strncmp(notes, NOTE, strlen(NOTE)) ? notes : notes + strlen(NOTE);
        status = lb_fail(reason, LB_USAGE, "%.*s", (int)strcspn(why, "\n"), why);
    }
    free(notes);
    return status;
}

const char *lb_call_output(const lb_call *call)
{
    return call->output ? call->output : "";
}

const char *lb_call_notes(const lb_call *call)
{
    return call->notes ? call->notes : "";
}
