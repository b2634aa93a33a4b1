/* The order of a certificate, section by section. */

#include "check/check.h"

#include <stdlib.h>
#include <string.h>

#define QUBITS_MAX  16384
#define MODULUS_MAX ((UINT64_C(1) << 62) - 1)
/* Rows and generators have 32-bit numbers, the last of which means none. */
#define COUNT_MAX (UINT32_MAX - 1)

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
        r->at++;
    }
    title[length] = '\0';
    if (!length || title[0] == ' ' || title[length - 1] == ' ')
        return lb_check_fail(r, "the title is empty or starts or ends with a space");
    return lb_check_read_line_feed(r);
}

/* name, a space, a number; without the line feed. */
static bool read_count(lb_check_reader *r, const char *name, uint64_t *n, uint64_t maximum)
{
    return lb_check_read_literal(r, name) && lb_check_read_literal(r, " ") &&
           lb_check_read_number(r, n, maximum, name);
}

static bool read_qubits(lb_check_reader *r)
{
    if (!read_count(r, "qubits", &r->report->qubits, QUBITS_MAX))
        return false;
    if (!r->report->qubits)
        return lb_check_fail(r, "qubits out of range");
    return lb_check_read_line_feed(r);
}

static bool read_generators(lb_check_reader *r, lb_check_strings *S, lb_check_sums *generators)
{
    uint64_t count;
    if (!read_count(r, "generators", &count, COUNT_MAX) || !lb_check_read_line_feed(r))
        return false;
    for (uint64_t i = 0; i < count; i++)
        if (!lb_check_read_sum(r, S, generators, false))
            return false;
    r->report->generators = count;
    return lb_check_digest_end(r);
}

static bool read_replay(lb_check_reader *r, lb_check_strings *S, const lb_check_sums *generators)
{
    uint64_t *modulus = &r->report->modulus;
    if (!read_count(r, "replay", &r->report->dimension, COUNT_MAX) ||
        !lb_check_read_literal(r, " ") || !read_count(r, "modulo", modulus, MODULUS_MAX))
        return false;
    if (*modulus < 3 || *modulus % 2 == 0)
        return lb_check_fail(r, "the modulus is not odd and at least 3");
    return lb_check_read_line_feed(r) &&
           lb_check_replay(r, S, generators, (size_t)r->report->dimension, *modulus);
}

static bool read_basis(lb_check_reader *r, lb_check_strings *S, const lb_check_sums *generators)
{
    uint64_t count;
    if (!read_count(r, "basis", &count, COUNT_MAX))
        return false;
    if (count != r->report->dimension)
        return lb_check_fail(r, "the basis and the replay state different dimensions");
    return lb_check_read_line_feed(r) && lb_check_basis(r, S, generators, (size_t)count);
}

static bool read_end(lb_check_reader *r)
{
    if (!lb_check_read_literal(r, "end") || !lb_check_read_line_feed(r))
        return false;
    if (lb_check_peek(r) >= 0)
        return lb_check_fail(r, "bytes follow the end");
    return !r->failed;
}

static bool read_certificate(lb_check_reader *r)
{
    lb_check_strings strings;
    lb_check_sums generators;
    if (!lb_check_read_literal(r, "liebound certificate 1 closure") ||
        !lb_check_read_line_feed(r) || !read_title(r))
        return false;
    lb_check_digest_begin(r);
    if (!read_qubits(r))
        return false;
    lb_check_strings_init(&strings, (size_t)r->report->qubits);
    lb_check_sums_init(&generators);
    bool ok = read_generators(r, &strings, &generators) && read_replay(r, &strings, &generators) &&
              read_basis(r, &strings, &generators) && read_end(r);
    lb_check_sums_clear(&generators);
    lb_check_strings_clear(&strings);
    return ok;
}

bool lb_check_verify(lb_check_report *report, FILE *certificate, bool gzip, FILE *ansatz,
                     const char *ansatz_name)
{
    memset(report, 0, sizeof *report);
    report->status = LB_CHECK_REJECTED;
    char *expected = NULL;
    size_t expected_length = 0, capacity = 0;
    if (ansatz && !lb_check_ansatz(report, ansatz, ansatz_name, &expected, &expected_length))
        return false;
    lb_check_reader *r = lb_check_grow(NULL, &capacity, 1, sizeof *r);
    bool ok = lb_check_reader_open(r, certificate, gzip, report);
    r->expected = expected;
    r->expected_length = expected_length;
    ok = ok && read_certificate(r);
    if (ok)
        report->status = LB_CHECK_VERIFIED;
    lb_check_reader_close(r);
    free(r);
    free(expected);
    return ok;
}
