/* Bytes and tokens. Everything is read a byte at a time from a buffer, so no line is ever held in
 * memory and no stated length is ever believed. */

#include "check/check.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* A number with more digits is refused before arithmetic starts on it. */
enum { DIGITS_MAX = 100000 };

void *lb_check_grow(void *memory, size_t *capacity, size_t needed, size_t size)
{
    if (needed <= *capacity)
        return memory;
    size_t wanted = *capacity > needed / 2 ? 2 * *capacity : needed + 8;
    memory = wanted < SIZE_MAX / 2 / size ? realloc(memory, wanted * size) : NULL;
    if (!memory) {
        fputs("liebound-check: out of memory\n", stderr);
        exit(LB_CHECK_MEMORY);
    }
    *capacity = wanted;
    return memory;
}

bool lb_check_fail(lb_check_reader *r, const char *format, ...)
{
    if (r->failed)
        return false;
    char *reason = r->report->reason;
    size_t size = sizeof r->report->reason, used = 0;
    if (r->name)
        used = (size_t)snprintf(reason, size / 2, "%s: ", r->name);
    used = used < size / 2 ? used : size / 2 - 1;
    used += (size_t)snprintf(reason + used, size - used, "line %zu: ", r->line);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(reason + used, size - used, format, arguments);
    va_end(arguments);
    r->failed = r->ended = true;
    return false;
}

bool lb_check_reader_open(lb_check_reader *r, FILE *file, bool gzip, lb_check_report *report)
{
    memset(r, 0, sizeof *r);
    r->file = file;
    r->gzip = gzip;
    r->report = report;
    r->line = 1;
    return !gzip || inflateInit2(&r->inflate, 15 + 16) == Z_OK ||
           lb_check_fail(r, "zlib cannot be started");
}

void lb_check_reader_close(lb_check_reader *r)
{
    if (r->gzip)
        inflateEnd(&r->inflate);
    free(r->digits);
}

/* Up to `size` bytes of the file; 0 at its end or after an error. */
static size_t read_file(lb_check_reader *r, unsigned char *to, size_t size)
{
    errno = 0;
    size_t length = fread(to, 1, size, r->file);
    if (!length && ferror(r->file)) {
        int reason = errno;
        lb_check_fail(r, "cannot read: %s", strerror(reason ? reason : EIO));
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
            if (!z->avail_in) {
                lb_check_fail(r, "the gzip data end too early");
                return 0;
            }
        }
        status = inflate(z, Z_NO_FLUSH);
    }
    size_t length = sizeof r->buffer - z->avail_out;
    if (status == Z_STREAM_END) {
        r->ended = true;
        if (z->avail_in || read_file(r, r->packed, 1))
            lb_check_fail(r, "bytes follow the gzip member");
    } else if (status != Z_OK)
        lb_check_fail(r, "the gzip data are damaged");
    return r->failed ? 0 : length;
}

static void absorb(lb_check_reader *r)
{
    const unsigned char *bytes = r->buffer + r->mark;
    size_t length = r->at - r->mark;
    lb_check_sha256_add(&r->sha, bytes, length);
    for (size_t i = 0; r->expected && !r->differs_at && i < length; i++) {
        if (r->expected_at == r->expected_length ||
            bytes[i] != (unsigned char)r->expected[r->expected_at])
            r->differs_at = r->line;
        r->expected_at++;
    }
    r->mark = r->at;
}

int lb_check_refill(lb_check_reader *r)
{
    if (r->digesting)
        absorb(r);
    r->at = r->mark = r->length = 0;
    if (r->ended)
        return -1;
    r->length = r->gzip ? read_gzip(r) : read_file(r, r->buffer, sizeof r->buffer);
    r->ended = r->ended || !r->length;
    return r->length ? r->buffer[0] : -1;
}

void lb_check_digest_begin(lb_check_reader *r)
{
    lb_check_sha256_init(&r->sha);
    r->mark = r->at;
    r->digesting = true;
}

bool lb_check_digest_end(lb_check_reader *r)
{
    absorb(r);
    r->digesting = false;
    lb_check_sha256_hex(&r->sha, r->report->sha256);
    if (r->expected && (r->differs_at || r->expected_at != r->expected_length))
        return lb_check_fail(r, "the generators are not those of the ansatz");
    return true;
}

bool lb_check_read_literal(lb_check_reader *r, const char *text)
{
    for (const char *c = text; *c; c++) {
        if (lb_check_peek(r) != (unsigned char)*c)
            return lb_check_fail(r, "expected \"%s\"", text);
        r->at++;
    }
    return true;
}

bool lb_check_read_line_feed(lb_check_reader *r)
{
    if (lb_check_peek(r) != '\n')
        return lb_check_fail(r, "expected the end of the line");
    r->at++;
    if (r->digesting && r->expected)
        absorb(r);
    r->line++;
    return true;
}

static bool is_digit(int c)
{
    return c >= '0' && c <= '9';
}

bool lb_check_read_number(lb_check_reader *r, uint64_t *n, uint64_t maximum, const char *what)
{
    uint64_t value = 0;
    int first = lb_check_peek(r);
    if (!is_digit(first))
        return lb_check_fail(r, "expected a number (%s)", what);
    for (int c = first, digits = 0; is_digit(c); c = lb_check_peek(r), digits++) {
        if (digits && first == '0')
            return lb_check_fail(r, "a number starts with 0 (%s)", what);
        if (__builtin_mul_overflow(value, 10u, &value) ||
            __builtin_add_overflow(value, (uint64_t)(c - '0'), &value) || value > maximum)
            return lb_check_fail(r, "%s out of range", what);
        r->at++;
    }
    *n = value;
    return true;
}

/* A positive integer of any length up to DIGITS_MAX. */
static bool read_positive(lb_check_reader *r, mpz_t n)
{
    size_t length = 0;
    for (int c = lb_check_peek(r); is_digit(c); c = lb_check_peek(r)) {
        if (length == DIGITS_MAX)
            return lb_check_fail(r, "a number has more than %d digits", DIGITS_MAX);
        r->digits = lb_check_grow(r->digits, &r->digits_capacity, length + 2, 1);
        r->digits[length++] = (char)c;
        r->at++;
    }
    if (!length)
        return lb_check_fail(r, "expected a coefficient");
    if (r->digits[0] == '0')
        return lb_check_fail(r, "a coefficient is zero or starts with 0");
    r->digits[length] = '\0';
    if (length < 19)
        mpz_set_ui(n, strtoul(r->digits, NULL, 10));
    else
        mpz_set_str(n, r->digits, 10);
    return true;
}

bool lb_check_read_coefficient(lb_check_reader *r, mpz_t numerator, mpz_t denominator)
{
    bool negative = lb_check_peek(r) == '-';
    r->at += negative;
    if (!read_positive(r, numerator))
        return false;
    if (negative)
        mpz_neg(numerator, numerator);
    mpz_set_ui(denominator, 1);
    if (lb_check_peek(r) != '/')
        return true;
    r->at++;
    if (!read_positive(r, denominator))
        return false;
    if (mpz_cmp_ui(denominator, 1) == 0)
        return lb_check_fail(r, "a denominator 1 is written");
    mpz_t divisor;
    mpz_init(divisor);
    mpz_gcd(divisor, numerator, denominator);
    bool coprime = mpz_cmp_ui(divisor, 1) == 0;
    mpz_clear(divisor);
    return coprime || lb_check_fail(r, "a fraction is not reduced");
}

/* One maximal run of equal letters, which must end before `room` letters are exceeded. */
static bool read_run(lb_check_reader *r, int letter, uint64_t room, uint64_t *run)
{
    *run = 1;
    r->at++;
    if (is_digit(lb_check_peek(r))) {
        if (!lb_check_read_number(r, run, UINT32_MAX, "run length"))
            return false;
        if (*run < 3)
            return lb_check_fail(r, "a run of 1 or 2 letters is written with a count");
    } else if (lb_check_peek(r) == letter) {
        *run = 2;
        r->at++;
    }
    if (lb_check_peek(r) == letter)
        return lb_check_fail(r, "a run of letters is not written as one");
    return *run <= room || lb_check_fail(r, "a string has more letters than there are qubits");
}

bool lb_check_read_label(lb_check_reader *r, uint64_t *xz, size_t qubits)
{
    size_t words = (qubits + 63) / 64;
    uint64_t done = 0, run;
    memset(xz, 0, 2 * words * sizeof *xz);
    for (;;) {
        int letter = lb_check_peek(r);
        if (letter != 'I' && letter != 'X' && letter != 'Y' && letter != 'Z')
            break;
        if (!read_run(r, letter, qubits - done, &run))
            return false;
        for (uint64_t q = done; letter != 'I' && q < done + run; q++) {
            xz[q / 64] |= (uint64_t)(letter != 'Z') << q % 64;
            xz[words + q / 64] |= (uint64_t)(letter != 'X') << q % 64;
        }
        done += run;
    }
    return done == qubits ||
           lb_check_fail(r, done ? "a string has fewer letters than there are qubits"
                                 : "expected a string");
}
