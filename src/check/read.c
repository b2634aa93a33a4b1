/* Bytes and tokens. Everything is read a byte at a time from a buffer, so no line is ever held in
 * memory and no stated length is ever believed. */

#include "check/check.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

bool lb_check_fail(lb_check_reader *r, const char *format, ...)
{
    char *reason = r->report->reason, defect[200];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(defect, sizeof defect, format, arguments);
    va_end(arguments);
    if (!reason[0])
        snprintf(reason, sizeof r->report->reason, "%.160s%sline %zu: %s", r->name ? r->name : "",
                 r->name ? ": " : "", r->line, defect);
    r->ended = true;
    return false;
}

/* How long a text may be in so many bytes of gzip. */
static uint64_t text_max(uint64_t packed)
{
    uint64_t most = LB_CHECK_EXPANSION_MAX * packed;
    return most < LB_CHECK_TEXT_FREE ? LB_CHECK_TEXT_FREE : most;
}

lb_check_reader *lb_check_reader_open(FILE *file, bool gzip, const char *name,
                                      lb_check_report *report)
{
    lb_check_reader *r = lb_check_resize(NULL, sizeof *r);
    memset(r, 0, sizeof *r);
    r->file = file;
    r->gzip = gzip;
    r->name = name;
    r->report = report;
    r->line = 1;
    struct stat about;
    bool has_size = gzip && !fstat(fileno(file), &about) && S_ISREG(about.st_mode);
    r->text_max = has_size ? text_max((uint64_t)about.st_size) : UINT64_MAX;
    int status = gzip ? inflateInit2(&r->inflate, 15 + 16) : Z_OK;
    if (status == Z_MEM_ERROR)
        lb_check_memory_refused();
    if (status != Z_OK)
        lb_check_fail(r, "zlib cannot be started");
    return r;
}

void lb_check_reader_close(lb_check_reader *r)
{
    if (r->gzip)
        inflateEnd(&r->inflate);
    free(r);
}

/* Up to `size` bytes of the file; 0 at its end or after an error. */
static size_t read_file(lb_check_reader *r, unsigned char *to, size_t size)
{
    size_t length = fread(to, 1, size, r->file);
    if (!length && ferror(r->file)) {
        lb_check_fail(r, "cannot read: %s", strerror(errno));
        r->report->status = LB_CHECK_IO;
    }
    return length;
}

/* Uncompressed bytes; 0 at the end of the only member, after which nothing may follow. */
static size_t read_gzip(lb_check_reader *r)
{
    z_stream *z = &r->inflate;
    int status = Z_OK;
    z->next_out = r->buffer;
    z->avail_out = sizeof r->buffer;
    while (status == Z_OK && z->avail_out == sizeof r->buffer) {
        if (!z->avail_in) {
            z->next_in = r->packed;
            z->avail_in = (unsigned)read_file(r, r->packed, sizeof r->packed);
            if (!z->avail_in)
                return lb_check_fail(r, "the gzip data end too early");
        }
        status = inflate(z, Z_NO_FLUSH);
    }
    if (status == Z_MEM_ERROR)
        lb_check_memory_refused();
    if (status != Z_OK && status != Z_STREAM_END)
        return lb_check_fail(r, "the gzip data are damaged");
    r->ended = status == Z_STREAM_END;
    if (r->ended && (z->avail_in || read_file(r, r->packed, 1)))
        return lb_check_fail(r, "bytes follow the gzip member");
    if (z->total_out > (r->ended ? text_max(z->total_in) : r->text_max))
        return lb_check_fail(r, "the text is more than %d times as long as the file",
                             LB_CHECK_EXPANSION_MAX);
    return sizeof r->buffer - z->avail_out;
}

int lb_check_refill(lb_check_reader *r)
{
    r->at = r->length = 0;
    if (!r->ended)
        r->length = r->gzip ? read_gzip(r) : read_file(r, r->buffer, sizeof r->buffer);
    r->ended = r->ended || !r->length;
    return r->length ? r->buffer[0] : -1;
}

bool lb_check_read_literal(lb_check_reader *r, const char *text)
{
    for (const char *c = text; *c; c++)
        if (!lb_check_accept(r, *c))
            return lb_check_fail(r, "expected \"%s\"", text);
    return true;
}

bool lb_check_read_line_feed(lb_check_reader *r)
{
    if (!lb_check_accept(r, '\n'))
        return lb_check_fail(r, "expected the end of the line");
    r->line++;
    return true;
}

bool lb_check_is_digit(int c)
{
    return c >= '0' && c <= '9';
}

bool lb_check_read_number(lb_check_reader *r, uint64_t *n, uint64_t minimum, uint64_t maximum,
                          const char *what)
{
    int first = lb_check_peek(r);
    if (!lb_check_is_digit(first))
        return lb_check_fail(r, "expected a number (%s)", what);
    *n = 0;
    for (int c = first, digits = 0; lb_check_is_digit(c); c = lb_check_peek(r), digits++) {
        if (digits && first == '0')
            return lb_check_fail(r, "a number starts with 0 (%s)", what);
        if (__builtin_mul_overflow(*n, 10u, n) ||
            __builtin_add_overflow(*n, (uint64_t)(c - '0'), n) || *n > maximum)
            return lb_check_fail(r, "%s out of range", what);
        lb_check_take(r);
    }
    return *n >= minimum || lb_check_fail(r, "%s out of range", what);
}

/* A positive integer of any length up to LB_CHECK_DIGITS_MAX. */
static bool read_positive(lb_check_reader *r, mpz_t n)
{
    size_t length = 0;
    for (int c = lb_check_peek(r); lb_check_is_digit(c); c = lb_check_peek(r)) {
        if (length == LB_CHECK_DIGITS_MAX)
            return lb_check_fail(r, "a number has more than %d digits", LB_CHECK_DIGITS_MAX);
        r->digits[length++] = (char)c;
        lb_check_take(r);
    }
    r->digits[length] = '\0';
    if (!length)
        return lb_check_fail(r, "expected a coefficient");
    if (r->digits[0] == '0')
        return lb_check_fail(r, "a coefficient is zero or starts with 0");
    mpz_set_str(n, r->digits, 10);
    return true;
}

bool lb_check_read_coefficient(lb_check_reader *r, mpz_t numerator, mpz_t denominator)
{
    bool negative = lb_check_accept(r, '-');
    mpz_set_ui(denominator, 1);
    if (!read_positive(r, numerator))
        return false;
    if (lb_check_accept(r, '/')) {
        if (!read_positive(r, denominator))
            return false;
        if (mpz_cmp_ui(denominator, 1) == 0)
            return lb_check_fail(r, "a denominator 1 is written");
        mpz_t divisor;
        mpz_init(divisor);
        mpz_gcd(divisor, numerator, denominator);
        bool reduced = mpz_cmp_ui(divisor, 1) == 0;
        mpz_clear(divisor);
        if (!reduced)
            return lb_check_fail(r, "a fraction is not reduced");
    }
    if (negative)
        mpz_neg(numerator, numerator);
    return true;
}

bool lb_check_read_run(lb_check_reader *r, char letter, uint64_t *run)
{
    *run = 1;
    if (lb_check_is_digit(lb_check_peek(r))) {
        if (!lb_check_read_number(r, run, 0, UINT32_MAX, "run length"))
            return false;
        if (*run < 3)
            return lb_check_fail(r, "a run of 1 or 2 letters is written with a count");
    } else if (lb_check_accept(r, letter))
        *run = 2;
    return lb_check_peek(r) != letter || lb_check_fail(r, "a run of letters is not written as one");
}

bool lb_check_read_label(lb_check_reader *r, uint64_t *xz, size_t words, size_t qubits)
{
    uint64_t done = 0, run;
    memset(xz, 0, 2 * words * sizeof *xz);
    for (int c = lb_check_peek(r); c == 'I' || (c >= 'X' && c <= 'Z'); c = lb_check_peek(r)) {
        lb_check_take(r);
        if (!lb_check_read_run(r, (char)c, &run))
            return false;
        if (run > qubits - done)
            return lb_check_fail(r, "a string has more letters than there are qubits");
        for (uint64_t q = done; c != 'I' && q < done + run; q++) {
            xz[q / 64] |= (uint64_t)(c != 'Z') << q % 64;
            xz[words + q / 64] |= (uint64_t)(c != 'X') << q % 64;
        }
        done += run;
    }
    if (!done)
        return lb_check_fail(r, "expected a string");
    return done == qubits || lb_check_fail(r, "a string has fewer letters than there are qubits");
}
