#include "cli/success/rows_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/output.h"

struct lb_success_checkpoint {
    FILE *stream;
    char *path;
};

/* The whole file, with a zero behind it; *text is NULL when there is none. A call, which may be NULL,
 * can have a text of this name. */
static lb_status read_all(char **text, size_t *length, const lb_cli_call *call, const char *path,
                          lb_error *error)
{
    const lb_cli_text *given = call ? lb_cli_find_text(call, path) : NULL;
    if (given) {
        *text = lb_malloc(given->length + 1, 1);
        memcpy(*text, given->text, given->length);
        (*text)[ *length = given->length] = '\0';
        return LB_OK;
    }
    enum { CHUNK = 1 << 16 };
    size_t capacity = 0;
    FILE *stream = fopen(path, "r");
    *text = NULL;
    *length = 0;
    if (!stream)
        return errno == ENOENT
                   ? LB_OK
                   : lb_fail(error, LB_IO, "%s: cannot open: %s", path, lb_strerror(errno));
    for (size_t got = 1; got;) {
        *text = lb_grow(*text, &capacity, *length + CHUNK + 1, 1);
        got = fread(*text + *length, 1, CHUNK, stream);
        *length += got;
    }
    (*text)[*length] = '\0';
    bool failed = ferror(stream);
    fclose(stream);
    if (!failed)
        return LB_OK;
    free(*text);
    *text = NULL;
    return lb_fail(error, LB_IO, "%s: cannot read", path);
}

/* Cut the next line off, with its end; NULL when no complete line is left. */
static char *next_line(char **rest)
{
    char *line = *rest, *end = strchr(line, '\n');
    if (!end)
        return NULL;
    *end = '\0';
    *rest = end + 1;
    return line;
}

lb_status lb_success_file_plan(lb_success_plan *plan, const lb_cli_call *call, const char *path,
                               lb_error *error)
{
    char *text;
    size_t length;
    lb_error reason;
    lb_status status = read_all(&text, &length, call, path, error);
    if (status)
        return status;
    char *rest = text, *line = text ? next_line(&rest) : NULL;
    if (!text)
        status = lb_fail(error, LB_IO, "%s: cannot open: %s", path, lb_strerror(ENOENT));
    else if (!line || lb_success_plan_read(plan, line, &reason))
        status = lb_fail_at(error, path, 1, 1, "not a file of 'liebound success --slice'");
    free(text);
    return status;
}

bool lb_success_file_is_one(const lb_cli_call *call, const char *path)
{
    char *text;
    size_t length;
    lb_error ignored;
    if (!strcmp(path, "-") || read_all(&text, &length, call, path, &ignored) || !text)
        return false;
    char *rest = text, *line = next_line(&rest);
    bool is = line && lb_success_is_plan(line);
    free(text);
    return is;
}

/* The items of a text, which is used up; *kept is the length of what is complete. */
static lb_status read_text(lb_success_results *results, char *text, size_t *kept, const char *path,
                           lb_error *error)
{
    lb_success_plan plan;
    lb_error reason;
    char *rest = text, *line = next_line(&rest);
    size_t number = 1;
    *kept = 0;
    if (!line)
        return LB_OK;
    if (lb_success_plan_read(&plan, line, &reason))
        return lb_fail_at(error, path, 1, 1, "%s", reason.message);
    bool agree = lb_success_plans_agree(&plan, results->plan);
    lb_success_plan_clear(&plan);
    if (!agree)
        return lb_fail_at(error, path, 1, 1,
                          "these are results of another ansatz or of other options");
    while ((line = next_line(&rest))) {
        number++;
        if (lb_success_results_add(results, line, &reason))
            return lb_fail_at(error, path, number, 1, "%s", reason.message);
    }
    *kept = (size_t)(rest - text);
    return LB_OK;
}

lb_status lb_success_file_read(lb_success_results *results, const lb_cli_call *call,
                               const char *path, bool *cut_off, lb_error *error)
{
    char *text;
    size_t length, kept = 0;
    lb_status status = read_all(&text, &length, call, path, error);
    if (!status && !text)
        status = lb_fail(error, LB_IO, "%s: cannot open: %s", path, lb_strerror(ENOENT));
    if (!status)
        status = read_text(results, text, &kept, path, error);
    if (!status)
        *cut_off = kept < length;
    free(text);
    return status;
}

lb_status lb_success_checkpoint_look(lb_success_results *results, const char *path, lb_error *error)
{
    char *text;
    size_t length, kept;
    lb_status status = read_all(&text, &length, NULL, path, error);
    if (!status && text)
        status = read_text(results, text, &kept, path, error);
    free(text);
    return status;
}

/* Replace the file by what was complete in it, or by a plan alone. */
static lb_status rewrite(const char *path, const char *text, size_t kept,
                         const lb_success_plan *plan, lb_error *error)
{
    lb_output *output;
    lb_status status = lb_output_open(&output, path, error);
    if (status)
        return status;
    if (kept) {
        lb_output_write(output, text, kept);
    } else {
        char *line = lb_success_plan_line(plan);
        lb_output_print(output, "%s\n", line);
        free(line);
    }
    return lb_output_commit(output, error);
}

lb_status lb_success_checkpoint_open(lb_success_checkpoint **checkpoint,
                                     lb_success_results *results, const char *path, lb_error *error)
{
    char *text, *copy;
    size_t length, kept = 0;
    lb_status status = read_all(&text, &length, NULL, path, error);
    if (status)
        return status;
    copy = text ? lb_strdup(text) : NULL;
    if (text)
        status = read_text(results, text, &kept, path, error);
    if (!status && (kept < length || !kept))
        status = rewrite(path, copy, kept, results->plan, error);
    free(copy);
    free(text);
    if (status)
        return status;
    FILE *stream = fopen(path, "a");
    if (!stream)
        return lb_fail(error, LB_IO, "%s: cannot write: %s", path, lb_strerror(errno));
    *checkpoint = lb_malloc(1, sizeof **checkpoint);
    **checkpoint = (lb_success_checkpoint){.stream = stream, .path = lb_strdup(path)};
    return LB_OK;
}

lb_status lb_success_checkpoint_add(lb_success_checkpoint *checkpoint, const char *line,
                                    lb_error *error)
{
    errno = 0;
    if (fprintf(checkpoint->stream, "%s\n", line) < 0 || fflush(checkpoint->stream) ||
        (fsync(fileno(checkpoint->stream)) && errno != EINVAL))
        return lb_fail(error, LB_IO, "%s: cannot write: %s", checkpoint->path,
                       lb_strerror(errno ? errno : EIO));
    return LB_OK;
}

void lb_success_checkpoint_close(lb_success_checkpoint *checkpoint)
{
    if (!checkpoint)
        return;
    fclose(checkpoint->stream);
    free(checkpoint->path);
    free(checkpoint);
}
