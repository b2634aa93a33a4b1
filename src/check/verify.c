/* The certificate, section by section. */

#include "check/strings.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define MODULUS_MAX ((UINT64_C(1) << 62) - 1)
/* Rows and generators have 32-bit numbers, the last of which means none. */
#define COUNT_MAX (LB_CHECK_NONE - 1)

static bool read_title(lb_check_reader *r)
{
    char *title = r->report->title;
    size_t length = 0;
    if (!lb_check_read_literal(r, "title "))
        return false;
    for (int c = lb_check_peek(r); c >= ' ' && c <= '~'; c = lb_check_peek(r)) {
        if (length == sizeof r->report->title - 1)
            return lb_check_fail(r, "the title has more than 200 characters");
        title[length++] = (char)c;
        lb_check_take(r);
    }
    if (!length || title[0] == ' ' || title[length - 1] == ' ')
        return lb_check_fail(r, "the title is empty or starts or ends with a space");
    return lb_check_read_line_feed(r);
}

bool lb_check_read_count(lb_check_reader *r, const char *name, uint64_t *n)
{
    return lb_check_read_literal(r, name) && lb_check_read_literal(r, " ") &&
           lb_check_read_number(r, n, 0, COUNT_MAX, name);
}

bool lb_check_read_generators(lb_check_reader *r, uint64_t qubits_max,
                              bool (*read_sum)(lb_check_reader *r, void *context), void *context)
{
    uint64_t count;
    lb_check_sha256_init(&r->sha);
    r->digesting = true;
    if (!lb_check_read_literal(r, "qubits") || !lb_check_read_literal(r, " ") ||
        !lb_check_read_number(r, &r->report->qubits, 1, qubits_max, "qubits") ||
        !lb_check_read_line_feed(r) || !lb_check_read_count(r, "generators", &count) ||
        !lb_check_read_line_feed(r))
        return false;
    for (uint64_t i = 0; i < count; i++)
        if (!read_sum(r, context) || !lb_check_read_line_feed(r))
            return false;
    r->digesting = false;
    lb_check_sha256_hex(&r->sha, r->report->sha256);
    r->report->generators = count;
    return true;
}

/* ---- The kind closure ---- */

static bool read_generator(lb_check_reader *r, void *context)
{
    lb_check_closure *C = context;
    if (!C->strings.words)
        lb_check_strings_init(&C->strings, (size_t)r->report->qubits);
    return lb_check_read_sum(r, &C->strings, &C->generators, false);
}

static bool read_replay(lb_check_closure *C)
{
    lb_check_reader *r = C->reader;
    uint64_t *modulus = &r->report->modulus;
    if (!lb_check_read_count(r, "replay", &r->report->dimension) ||
        !lb_check_read_literal(r, " ") || !lb_check_read_literal(r, "modulo ") ||
        !lb_check_read_number(r, modulus, 0, MODULUS_MAX, "modulo"))
        return false;
    if (*modulus < 3 || *modulus % 2 == 0)
        return lb_check_fail(r, "the modulus is not odd and at least 3");
    return lb_check_read_line_feed(r) && lb_check_replay(C);
}

static bool read_basis(lb_check_closure *C)
{
    uint64_t count;
    if (!lb_check_read_count(C->reader, "basis", &count))
        return false;
    if (count != C->reader->report->dimension)
        return lb_check_fail(C->reader, "the basis and the replay state different dimensions");
    return lb_check_read_line_feed(C->reader) && lb_check_basis(C);
}

static bool read_closure(lb_check_reader *r, FILE *ansatz, const char *ansatz_name)
{
    lb_check_closure C = {.reader = r};
    bool ok = lb_check_read_generators(r, LB_CHECK_QUBITS_MAX, read_generator, &C);
    if (ok && !C.strings.words)
        lb_check_strings_init(&C.strings, (size_t)r->report->qubits);
    ok = ok && (!ansatz || lb_check_ansatz(r, ansatz, ansatz_name)) && read_replay(&C) &&
         read_basis(&C);
    lb_check_sums_clear(&C.generators);
    if (C.strings.words)
        lb_check_strings_clear(&C.strings);
    if (ok) {
        r->report->decimal = lb_check_resize(NULL, 24);
        snprintf(r->report->decimal, 24, "%" PRIu64, r->report->dimension);
    }
    return ok;
}

/* ---- Both kinds ---- */

static bool read_end(lb_check_reader *r)
{
    return lb_check_read_literal(r, "end") && lb_check_read_line_feed(r) &&
           (lb_check_peek(r) < 0 || lb_check_fail(r, "bytes follow the end"));
}

static bool read_certificate(lb_check_reader *r, FILE *ansatz, const char *ansatz_name)
{
    if (!lb_check_read_literal(r, "liebound certificate 1 "))
        return false;
    bool is_strings = lb_check_peek(r) == 's';
    return lb_check_read_literal(r, is_strings ? "strings" : "closure") &&
           lb_check_read_line_feed(r) && read_title(r) &&
           (is_strings ? lb_check_read_strings : read_closure)(r, ansatz, ansatz_name) &&
           read_end(r) && !r->report->reason[0];
}

bool lb_check_verify(lb_check_report *report, FILE *certificate, bool gzip, FILE *ansatz,
                     const char *ansatz_name)
{
    memset(report, 0, sizeof *report);
    report->status = LB_CHECK_REJECTED;
    lb_check_reader *r = lb_check_reader_open(certificate, gzip, NULL, report);
    bool ok = read_certificate(r, ansatz, ansatz_name);
    if (ok)
        report->status = LB_CHECK_VERIFIED;
    lb_check_reader_close(r);
    return ok;
}

void lb_check_report_clear(lb_check_report *report)
{
    free(report->decimal);
    free(report->algebra);
    report->decimal = report->algebra = NULL;
}
