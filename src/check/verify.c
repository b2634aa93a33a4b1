/* The certificate, section by section. */

#include "check/strings/strings.h"

#include <stdlib.h>
#include <string.h>

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
           lb_check_read_number(r, n, 0, LB_CHECK_COUNT_MAX, name);
}

bool lb_check_read_generators(lb_check_reader *r, uint64_t qubits_max, uint64_t count_max,
                              bool (*read_sum)(lb_check_reader *r, void *context), void *context)
{
    uint64_t count;
    lb_check_sha256_init(&r->sha);
    r->digesting = true;
    if (!lb_check_read_literal(r, "qubits") || !lb_check_read_literal(r, " ") ||
        !lb_check_read_number(r, &r->report->qubits, 1, qubits_max, "qubits") ||
        !lb_check_read_line_feed(r) || !lb_check_read_literal(r, "generators ") ||
        !lb_check_read_number(r, &count, 0, count_max, "generators") || !lb_check_read_line_feed(r))
        return false;
    r->report->generators = count;
    for (uint64_t i = 0; i < count; i++)
        if (!read_sum(r, context) || !lb_check_read_line_feed(r))
            return false;
    r->digesting = false;
    r->digested = r->sha.length;
    lb_check_sha256_hex(&r->sha, r->report->sha256);
    return true;
}

static bool read_end(lb_check_reader *r)
{
    return lb_check_read_literal(r, "end") && lb_check_read_line_feed(r) &&
           (lb_check_peek(r) < 0 || lb_check_fail(r, "bytes follow the end"));
}

/* The versions and kinds of certificates. Each reads what stands between the title and the end. */
static const struct kind {
    const char *name;
    bool (*read)(lb_check_reader *r, FILE *ansatz, const char *ansatz_name);
} kinds[] = {
    {"2 closure", lb_check_read_closure}, {"2 structure", lb_check_read_structure},
    {"2 orbit", lb_check_read_orbit},     {"1 rank", lb_check_read_rank},
    {"1 strings", lb_check_read_strings}, {"1 sectors", lb_check_read_sectors},
};

static const struct kind *read_kind(lb_check_reader *r)
{
    char name[32] = "";
    size_t length = 0;
    for (int c = lb_check_peek(r); c >= ' ' && c <= '~' && length < sizeof name - 1;
         c = lb_check_peek(r)) {
        name[length++] = (char)c;
        lb_check_take(r);
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!strcmp(name, kinds[i].name))
            return &kinds[i];
    lb_check_fail(r, "there are no certificates \"%s\"", name);
    return NULL;
}

static bool read_certificate(lb_check_reader *r, const lb_check_input *input)
{
    if (!lb_check_read_literal(r, "liebound certificate "))
        return false;
    const struct kind *kind = read_kind(r);
    return kind && lb_check_read_line_feed(r) && read_title(r) &&
           kind->read(r, input->ansatz, input->ansatz_name) && read_end(r) && !r->report->reason[0];
}

bool lb_check_verify(lb_check_report *report, const lb_check_input *input)
{
    memset(report, 0, sizeof *report);
    report->status = LB_CHECK_REJECTED;
    lb_check_reader *r = lb_check_reader_open(input->certificate, input->gzip, NULL, report);
    r->threads = input->threads ? input->threads : 1;
    bool ok = read_certificate(r, input);
    if (ok)
        report->status = LB_CHECK_VERIFIED;
    lb_check_reader_close(r);
    return ok;
}

void lb_check_report_clear(lb_check_report *report)
{
    free(report->decimal);
    free(report->algebra);
    free(report->centre);
    free(report->derived);
    for (size_t s = 0; s < report->state_count; s++)
        free(report->states[s]);
    for (size_t c = 0; c < report->claim_count; c++)
        free(report->claims[c].states);
    free(report->states);
    free(report->claims);
    free(report->conclusions);
    report->decimal = report->algebra = report->centre = report->derived = NULL;
    report->states = NULL;
    report->claims = NULL;
    report->conclusions = NULL;
    report->state_count = report->claim_count = report->conclusion_count = 0;
}
