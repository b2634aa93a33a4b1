#include <liebound/ansatz.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "ansatz/catalogue.h"
#include "ansatz/foreign/foreign.h"
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

static const char *const format_names[] = {
    [LB_FORMAT_AUTOMATIC] = "automatic", [LB_FORMAT_ALG] = "alg",
    [LB_FORMAT_QASM] = "qasm",           [LB_FORMAT_STRINGS] = "strings",
    [LB_FORMAT_QISKIT] = "qiskit",       [LB_FORMAT_EXPRESSION] = "formula",
    [LB_FORMAT_MATRIX] = "matrix"};

const char *lb_format_name(lb_format format)
{
    return format_names[format];
}

/* A text in any language. */
static lb_status read_text(lb_ansatz_t A, const lb_ansatz_source *source, const char *name,
                           const char *text, size_t length, const lb_request *request,
                           lb_error *error)
{
    lb_format format = source->format;
    if (format == LB_FORMAT_AUTOMATIC)
        format = lb_foreign_recognize(text, length);
    if (format == LB_FORMAT_ALG)
        return parse(A, name, text, length, request, error);
    if (request->setting_count)
        return lb_fail_at(error, name, 0, 0,
                          "there is no parameter to set in a text of this kind (%s)",
                          lb_format_name(format));
    lb_foreign_options options = {
        .numbers = source->numbers, .limits = source->limits, .square_roots = source->square_roots};
    return lb_foreign_read(A, format, name, text, length, &options, error);
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

/* The text of a file, "-" for standard input. */
static lb_status read_file(lb_ansatz_t A, const lb_ansatz_source *from, const char *text,
                           size_t length, const lb_request *request, lb_error *error)
{
    bool named = strcmp(from->name, "-") != 0;
    const char *name = named ? from->name : "standard input";
    lb_status status = read_text(A, from, name, text, length, request, error);
    if (!status && named && !A->name[0])
        take_file_name(A, name);
    return status;
}

static lb_status load(lb_ansatz_t A, const lb_ansatz_source *from, lb_request request,
                      lb_error *error)
{
    const char *source = from->name;
    const lb_catalogue_item *item = lb_catalogue_find(source);
    if (item) {
        const lb_catalogue_file *file = &lb_catalogue_files[item->file];
        request.variant = item->variant;
        request.catalogue = true;
        return parse(A, file->name, file->text, strlen(file->text), &request, error);
    }
    if (!is_file(source))
        return no_such_ansatz(source, error);
    char *text;
    size_t length;
    lb_status status = lb_file_read(&text, &length, source, LB_FILE_BYTES_MAX, error);
    if (status)
        return status;
    status = read_file(A, from, text, length, &request, error);
    free(text);
    return status;
}

lb_status lb_ansatz_read(lb_ansatz_t A, const lb_ansatz_source *source, lb_error *error)
{
    lb_request request = {.settings = source->settings,
                          .setting_count = source->setting_count,
                          .limits = source->limits,
                          .square_roots = source->square_roots};
    if (!source->text)
        return load(A, source, request, error);
    if (source->is_file)
        return read_file(A, source, source->text, source->length, &request, error);
    return read_text(A, source, source->name, source->text, source->length, &request, error);
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
