/* The checker for other programs (liebound/check.h). */

#include <liebound/check.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "check/check.h"

struct lb_check_result {
    lb_check_report report;
    char *text, *json; /* the verdict */
};

bool lb_check_is_gzip_name(const char *path)
{
    size_t length = strlen(path);
    return length > 3 && !strcmp(path + length - 3, ".gz");
}

FILE *lb_check_open(const char *path, lb_check_report *report)
{
    FILE *file = strcmp(path, "-") ? fopen(path, "rb") : stdin;
    if (!file && errno == ENOMEM)
        lb_check_memory_refused();
    if (!file) {
        report->status = LB_CHECK_IO;
        snprintf(report->reason, sizeof report->reason, "cannot read %.250s: %.100s", path,
                 strerror(errno));
    }
    return file;
}

static void close_file(FILE *file)
{
    if (file && file != stdin)
        fclose(file);
}

static char *print(void (*print_to)(FILE *, const lb_check_report *, const char *),
                   const lb_check_report *report, const char *ansatz)
{
    char *text;
    size_t length;
    FILE *stream = open_memstream(&text, &length);
    if (!stream)
        lb_check_memory_refused();
    print_to(stream, report, ansatz);
    if (fclose(stream))
        lb_check_memory_refused();
    return text;
}

/* The certificate is in the input already, unless it could not be opened. */
static void verify(lb_check_result *result, lb_check_input *input, const char *ansatz)
{
    if (input->certificate && ansatz) {
        input->ansatz_name = ansatz;
        input->ansatz = lb_check_open(ansatz, &result->report);
    }
    if (input->certificate && (!ansatz || input->ansatz))
        lb_check_verify(&result->report, input);
    close_file(input->ansatz);
    close_file(input->certificate);
    result->text = print(lb_check_print_text, &result->report, ansatz);
    result->json = print(lb_check_print_json, &result->report, ansatz);
}

static lb_check_result *result_new(void)
{
    lb_check_result *result = lb_check_resize(NULL, sizeof *result);
    *result = (lb_check_result){.report.status = LB_CHECK_REJECTED};
    return result;
}

lb_check_result *lb_check_verify_file(const char *certificate, const char *ansatz, size_t threads)
{
    lb_check_result *result = result_new();
    lb_check_input input = {.certificate = lb_check_open(certificate, &result->report),
                            .gzip = lb_check_is_gzip_name(certificate),
                            .threads = threads};
    verify(result, &input, ansatz);
    return result;
}

lb_check_result *lb_check_verify_memory(const void *certificate, size_t length, const char *ansatz,
                                        size_t threads)
{
    static const unsigned char gzip[] = {0x1f, 0x8b};
    lb_check_result *result = result_new();
    /* The stream is only read; an empty one is not opened everywhere. */
    FILE *file = length ? fmemopen((void *)(uintptr_t)certificate, length, "rb") : tmpfile();
    if (!file)
        lb_check_memory_refused();
    lb_check_input input = {.certificate = file,
                            .gzip =
                                length >= sizeof gzip && !memcmp(certificate, gzip, sizeof gzip),
                            .threads = threads};
    verify(result, &input, ansatz);
    return result;
}

void lb_check_result_free(lb_check_result *result)
{
    if (!result)
        return;
    lb_check_report_clear(&result->report);
    free(result->text);
    free(result->json);
    free(result);
}

lb_check_outcome lb_check_result_outcome(const lb_check_result *result)
{
    return (lb_check_outcome)result->report.status;
}

const char *lb_check_result_reason(const lb_check_result *result)
{
    return result->report.reason;
}

static const char *if_verified(const lb_check_result *result, const char *text)
{
    return result->report.status == LB_CHECK_VERIFIED ? text : NULL;
}

const char *lb_check_result_dimension(const lb_check_result *result)
{
    return if_verified(result, result->report.decimal);
}

const char *lb_check_result_centre(const lb_check_result *result)
{
    return if_verified(result, result->report.centre);
}

const char *lb_check_result_derived(const lb_check_result *result)
{
    return if_verified(result, result->report.derived);
}

const char *lb_check_result_algebra(const lb_check_result *result)
{
    return if_verified(result, result->report.algebra);
}

const char *lb_check_result_title(const lb_check_result *result)
{
    return if_verified(result, result->report.title);
}

const char *lb_check_result_sha256(const lb_check_result *result)
{
    return if_verified(result, result->report.sha256);
}

uint64_t lb_check_result_qubits(const lb_check_result *result)
{
    return result->report.status == LB_CHECK_VERIFIED ? result->report.qubits : 0;
}

uint64_t lb_check_result_generators(const lb_check_result *result)
{
    return result->report.status == LB_CHECK_VERIFIED ? result->report.generators : 0;
}

const char *lb_check_result_text(const lb_check_result *result)
{
    return result->text;
}

const char *lb_check_result_json(const lb_check_result *result)
{
    return result->json;
}
