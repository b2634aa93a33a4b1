#include <liebound/ansatz.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "ansatz/catalogue.h"
#include "ansatz/language/assemble.h"
#include "base/memory.h"
#include "base/text.h"

static lb_status read_stream(char **text, size_t *length, FILE *stream, const char *path,
                             size_t most, lb_error *error)
{
    char *memory = NULL;
    size_t used = 0, capacity = 0;
    while (!feof(stream) && !ferror(stream) && used <= most) {
        memory = lb_grow(memory, &capacity, used + 65536, 1);
        used += fread(memory + used, 1, capacity - used, stream);
    }
    lb_status status = LB_OK;
    if (ferror(stream))
        status = lb_fail(error, LB_IO, "cannot read %s: %s", path, lb_strerror(errno));
    else if (used > most)
        status = lb_fail(error, LB_INPUT, "%s is larger than %zu MiB", path, most >> 20);
    if (status) {
        free(memory);
        return status;
    }
    *text = memory;
    *length = used;
    return LB_OK;
}

lb_status lb_file_read(char **text, size_t *length, const char *path, size_t most, lb_error *error)
{
    if (!strcmp(path, "-"))
        return read_stream(text, length, stdin, "standard input", most, error);
    FILE *stream = fopen(path, "rb");
    if (!stream)
        return lb_fail(error, LB_IO, "cannot open %s: %s", path, lb_strerror(errno));
    lb_status status = read_stream(text, length, stream, path, most, error);
    fclose(stream);
    return status;
}

static lb_status parse(lb_ansatz_t A, const char *source, const char *text, size_t length,
                       const lb_request *request, lb_error *error)
{
    if (length > LB_FILE_BYTES_MAX)
        return lb_fail_at(error, source, 0, 0, "the text is larger than 16 MiB");
    lb_script script;
    lb_status status = lb_script_parse(&script, source, text, length, error);
    if (status)
        return status;
    status = lb_script_run(A, &script, request, error);
    lb_script_free(&script);
    return status;
}

static bool is_file(const char *source)
{
    struct stat information;
    return !strcmp(source, "-") || strpbrk(source, "/.") || !stat(source, &information);
}

static lb_status no_such_ansatz(const char *source, lb_error *error)
{
    lb_nearest nearest;
    lb_nearest_init(&nearest, source, strlen(source));
    for (size_t i = 0; i < lb_catalogue_item_count; i++) {
        const char *name = lb_catalogue_items[i].entry.name;
        lb_nearest_offer(&nearest, name, strlen(name));
    }
    return lb_fail(error, LB_INPUT, "no ansatz called %s in the catalogue and no such file%s",
                   lb_quote(source, strlen(source)).text, lb_nearest_hint(&nearest).text);
}

/* The name of an ansatz without one: that of its file, without folders and the last ending, in
 * bytes that a name may have. */
static void take_file_name(lb_ansatz_t A, const char *path)
{
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    const char *point = strrchr(base, '.');
    size_t length = point ? (size_t)(point - base) : strlen(base);
    char name[LB_NAME_MAX + 1] = "";
    for (size_t i = 0; i < length && i < LB_NAME_MAX; i++) {
        bool good = lb_is_name_byte(base[i]) && (i || (base[0] != '-' && base[0] != '.'));
        name[i] = good ? base[i] : '_';
        name[i + 1] = '\0';
    }
    lb_ansatz_set_text(&A->name, name);
}

static lb_status load(lb_ansatz_t A, const char *source, lb_request request, lb_error *error)
{
    const lb_catalogue_item *item = lb_catalogue_find(source);
    if (item) {
        const lb_catalogue_file *file = &lb_catalogue_files[item->file];
        request.variant = item->variant;
        return parse(A, file->name, file->text, strlen(file->text), &request, error);
    }
    if (!is_file(source))
        return no_such_ansatz(source, error);
    char *text;
    size_t length;
    lb_status status = lb_file_read(&text, &length, source, LB_FILE_BYTES_MAX, error);
    if (status)
        return status;
    bool named = strcmp(source, "-") != 0;
    status = parse(A, named ? source : "standard input", text, length, &request, error);
    free(text);
    if (!status && named && !A->name[0])
        take_file_name(A, source);
    return status;
}

lb_status lb_ansatz_read(lb_ansatz_t A, const lb_ansatz_source *source, lb_error *error)
{
    lb_request request = {.settings = source->settings,
                          .setting_count = source->setting_count,
                          .limits = source->limits};
    if (source->text)
        return parse(A, source->name, source->text, source->length, &request, error);
    return load(A, source->name, request, error);
}

lb_status lb_ansatz_load(lb_ansatz_t A, const char *source, const lb_setting *settings,
                         size_t setting_count, lb_error *error)
{
    lb_ansatz_source from = {.name = source, .settings = settings, .setting_count = setting_count};
    return lb_ansatz_read(A, &from, error);
}

lb_status lb_ansatz_parse(lb_ansatz_t A, const char *text, size_t length, const char *name,
                          const lb_setting *settings, size_t setting_count, lb_error *error)
{
    lb_ansatz_source from = {.name = name,
                             .text = text ? text : "",
                             .length = length,
                             .settings = settings,
                             .setting_count = setting_count};
    return lb_ansatz_read(A, &from, error);
}

lb_status lb_ansatz_open(lb_ansatz_struct **ansatz, const lb_ansatz_source *source, lb_error *error)
{
    lb_ansatz_struct *A = lb_malloc(1, sizeof *A);
    lb_status status = lb_ansatz_read(A, source, error);
    if (status)
        free(A);
    else
        *ansatz = A;
    return status;
}

void lb_ansatz_free(lb_ansatz_struct *A)
{
    if (A)
        lb_ansatz_clear(A);
    free(A);
}
