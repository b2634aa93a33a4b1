/* liebound-check on more than 64 qubits: every certificate of tests/reject with its qubits put
 * further apart, and I on all that come between. Nothing of an algebra depends on such qubits, and
 * the order of strings stays, so what was verified must be verified, with the same numbers, and
 * what was refused must be refused for the same reason. Links with src/check/ except main.c. */

#include <ctype.h>
#include <glob.h>
#include <stdbool.h>
#include <string.h>

#include "check/check.h"
#include "support.h"

enum { TEXT = 1 << 20, NARROW = 64, WIDE = 64 * NARROW + 2 };

typedef struct buffer {
    char bytes[TEXT];
    size_t length;
} buffer;

static void put(buffer *T, const char *bytes, size_t length)
{
    ck_assert(T->length + length < TEXT);
    memcpy(T->bytes + T->length, bytes, length);
    T->length += length;
    T->bytes[T->length] = '\0';
}

static void put_number(buffer *T, unsigned long n)
{
    char number[24];
    put(T, number, (size_t)snprintf(number, sizeof number, "%lu", n));
}

/* Qubit q of n moves to position[q], those from n on to width, width + 1, ... */
typedef struct places {
    size_t n, width, position[NARROW];
} places;

static size_t place_of(const places *P, size_t q)
{
    return q < P->n ? P->position[q] : P->width + q - P->n;
}

/* Everything as it is; across a word; behind more than two words; one qubit a word, at its ends. */
enum { WAYS = 4 };
static void set_places(places *P, size_t n, int way)
{
    P->n = n;
    P->width = way == 0 ? n : way == 1 ? n + 64 : way == 2 ? n + 160 : 64 * n + 1;
    for (size_t q = 0; q < n; q++)
        P->position[q] = way == 0   ? q
                         : way == 1 ? q + 64 - n / 2
                         : way == 2 ? q + 130
                                    : 64 * q + (q % 3 ? 63 : 0);
}

static void put_letters(buffer *T, const char *letters, size_t count)
{
    for (size_t q = 0, run; q < count; q += run) {
        for (run = 1; q + run < count && letters[q + run] == letters[q];)
            run++;
        put(T, letters + q, run == 2 ? 2 : 1);
        if (run > 2)
            put_number(T, run);
    }
}

/* The letters of a label; 0 when it is none, or none that can be moved. */
static size_t read_letters(const char *token, size_t length, char letters[WIDE])
{
    size_t count = 0;
    for (size_t i = 0; i < length;) {
        char letter = token[i++], *end;
        size_t run = 1;
        if (!strchr("IXYZ", letter) || (i < length && token[i] == '0'))
            return 0;
        if (i < length && isdigit((unsigned char)token[i])) {
            run = strtoul(token + i, &end, 10);
            i = (size_t)(end - token);
        } else if (i < length && token[i] == letter) {
            run = 2;
            i++;
        }
        if (run == 0 || count + run > NARROW || (i < length && token[i] == letter) ||
            (isdigit((unsigned char)token[i - 1]) && run < 3))
            return 0;
        memset(letters + count, letter, run);
        count += run;
    }
    return count;
}

/* A label with its qubits moved, or the token as it is. */
static void put_token(buffer *T, const char *token, size_t length, const places *P)
{
    char letters[WIDE], moved[2 * WIDE];
    size_t count = read_letters(token, length, letters);
    if (!count) {
        put(T, token, length);
        return;
    }
    size_t end = count < P->n ? place_of(P, count - 1) + 1 : P->width + count - P->n;
    memset(moved, 'I', end);
    for (size_t q = 0; q < count; q++)
        moved[place_of(P, q)] = letters[q];
    put_letters(T, moved, end);
}

static void put_tokens(buffer *T, const char *line, size_t length, const places *P)
{
    for (size_t i = 0; i < length;) {
        size_t size = strspn(line + i, "IXYZ0123456789");
        put_token(T, line + i, size, P);
        i += size;
        if (i < length)
            put(T, line + i++, 1);
    }
}

/* "exchange 1 0 2": all numbers but the first are qubits. */
static void put_exchange(buffer *T, const char *line, size_t length, const places *P)
{
    size_t first = 9 + strspn(line + 9, "0123456789");
    put(T, line, first);
    for (size_t i = first; i < length;) {
        size_t digits = strspn(line + i, "0123456789");
        if (digits)
            put_number(T, place_of(P, strtoul(line + i, NULL, 10)));
        else
            put(T, line + i, 1);
        i += digits ? digits : 1;
    }
}

/* "map 1 0": as many too few or too many images as there. */
static void put_map(buffer *T, const char *line, size_t length, const places *P)
{
    size_t image[WIDE], count = 0;
    for (size_t q = 0; q < P->width; q++)
        image[q] = q;
    const char *at = line + 3;
    while (*at == ' ' && isdigit((unsigned char)at[1]) && count < P->n) {
        char *end;
        image[P->position[count++]] = place_of(P, strtoul(at, &end, 10));
        at = end;
    }
    put(T, "map", 3);
    for (size_t q = 0; q < P->width - (P->n - count); q++) {
        put(T, " ", 1);
        put_number(T, image[q]);
    }
    put(T, at, length - (size_t)(at - line));
}

/* The generators that the qubits between those of the ansatz have in a state: Z on each. */
static void put_zeros(buffer *T, const places *P, size_t qubits)
{
    char letters[2 * WIDE];
    size_t width = P->width + qubits - P->n;
    for (size_t q = 0, next = 0; q < P->width; q++) {
        if (next < P->n && P->position[next] == q) {
            next++;
            continue;
        }
        memset(letters, 'I', width);
        letters[q] = 'Z';
        put_letters(T, letters, width);
        put(T, "\n", 1);
    }
}

/* The certificate with its qubits moved; false when they cannot be. */
static bool spread(buffer *T, const char *bytes, int way)
{
    places P;
    const char *stated = strstr(bytes, "\nqubits ");
    size_t n = stated ? strtoul(stated + 8, NULL, 10) : 0, left = 0, qubits = 0;
    if (n < 1 || n > NARROW / 2 || stated[8] == '0')
        return way == 0 && (put(T, bytes, strlen(bytes)), true);
    set_places(&P, n, way);
    for (const char *line = bytes; *line;) {
        size_t length = strcspn(line, "\n");
        length += line[length] == '\n';
        if (!strncmp(line, "qubits ", 7)) {
            put(T, line, 7);
            put_number(T, P.width);
            put(T, line + 7 + strspn(line + 7, "0123456789"),
                length - 7 - strspn(line + 7, "0123456789"));
        } else if (!strncmp(line, "exchange ", 9))
            put_exchange(T, line, length, &P);
        else if (!strncmp(line, "map", 3))
            put_map(T, line, length, &P);
        else if (sscanf(line, "state %zu\n", &qubits) == 1 && qubits >= n && line[6] != '0' &&
                 qubits < NARROW) {
            put(T, "state ", 6);
            put_number(T, P.width + qubits - n);
            put(T, "\n", 1);
            left = qubits + 1;
        } else if (!strncmp(line, "title ", 6))
            put(T, line, length);
        else
            put_tokens(T, line, length, &P);
        if (left && --left == 0)
            put_zeros(T, &P, qubits);
        line += length;
    }
    return true;
}

static bool verify(lb_check_report *report, buffer *T)
{
    FILE *stream = fmemopen(T->bytes, T->length, "r");
    ck_assert(stream);
    bool verified = lb_check_verify(report, &(lb_check_input){.certificate = stream});
    fclose(stream);
    ck_assert_int_eq(verified, report->status == LB_CHECK_VERIFIED);
    return verified;
}

static void read_file(buffer *T, const char *path)
{
    FILE *file = fopen(path, "r");
    ck_assert(file);
    T->length = fread(T->bytes, 1, TEXT - 1, file);
    T->bytes[T->length] = '\0';
    fclose(file);
}

/* Ranks and sectors are replayed by state vectors, on few qubits. */
static bool is_of_vectors(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    return !strncmp(name, "rank-", 5) || !strncmp(name, "sectors-", 8);
}

/* All numbers that two reports state. */
static void expect_same(const lb_check_report *a, const lb_check_report *b)
{
    ck_assert_pstr_eq(a->decimal, b->decimal);
    ck_assert_pstr_eq(a->centre, b->centre);
    ck_assert_pstr_eq(a->derived, b->derived);
    ck_assert_pstr_eq(a->algebra, b->algebra);
    ck_assert_uint_eq(a->claim_count, b->claim_count);
    for (size_t c = 0; c < a->claim_count; c++)
        ck_assert_uint_eq(a->claims[c].value, b->claims[c].value);
}

START_TEST(test_verified_whatever_the_width)
{
    static buffer narrow, wide;
    glob_t files;
    size_t spread_count = 0;
    ck_assert(!glob("tests/reject/accept/*.cert", 0, NULL, &files));
    for (size_t i = 0; i < files.gl_pathc; i++) {
        lb_check_report report, other;
        read_file(&narrow, files.gl_pathv[i]);
        ck_assert_msg(verify(&report, &narrow), "%s: %s", files.gl_pathv[i], report.reason);
        for (int way = 0; way < WAYS; way++) {
            wide.length = 0;
            if ((way && is_of_vectors(files.gl_pathv[i])) || !spread(&wide, narrow.bytes, way))
                continue;
            ck_assert_msg(verify(&other, &wide), "%s, way %d: %s", files.gl_pathv[i], way,
                          other.reason);
            expect_same(&report, &other);
            lb_check_report_clear(&other);
            spread_count += way > 0;
        }
        lb_check_report_clear(&report);
    }
    globfree(&files);
    ck_assert_uint_ge(spread_count, 250);
}
END_TEST

/* The part of a reason that names no qubit and no line, which a state on more qubits moves. */
static const char *wide_reason(char *reason)
{
    char *colon = strstr(reason, ": "), *qubit = strstr(reason, " qubit ");
    if (qubit)
        qubit[7] = '\0';
    return !strncmp(reason, "line ", 5) && colon ? colon + 2 : reason;
}

/* Whether more qubits are no more than what this certificate is refused for. */
static bool is_about_qubits(const char *name)
{
    return is_of_vectors(name) || !strcmp(name, "symmetric-exchange-width-absurd.cert") ||
           !strcmp(name, "orbit-state-too-many-qubits.cert");
}

/* The table of test_reject.sh: "FILE.cert | REASON". Each file as it is, and in one other way. */
START_TEST(test_refused_whatever_the_width)
{
    static buffer narrow, wide;
    FILE *table = fopen("tests/reject/test_reject.sh", "r");
    char line[400], path[200];
    size_t files = 0, refused = 0;
    ck_assert(table);
    while (fgets(line, sizeof line, table)) {
        char *bar = strstr(line, ".cert | ");
        if (!bar || strchr(line, ' ') != bar + 5)
            continue;
        line[strcspn(line, "\n")] = '\0';
        bar[5] = '\0';
        snprintf(path, sizeof path, "tests/reject/%.100s", line);
        read_file(&narrow, path);
        int other = 1 + (int)(files++ % (WAYS - 1));
        for (int way = 0; way <= other && strlen(narrow.bytes) == narrow.length; way += other) {
            lb_check_report report;
            wide.length = 0;
            if (!narrow.length || (way && is_about_qubits(line)) ||
                !spread(&wide, narrow.bytes, way))
                continue;
            ck_assert_msg(!verify(&report, &wide), "%s, way %d", line, way);
            const char *reason = way ? wide_reason(bar + 8) : bar + 8;
            ck_assert_msg(strstr(report.reason, reason), "%s, way %d: %s", line, way,
                          report.reason);
            lb_check_report_clear(&report);
            refused++;
        }
    }
    fclose(table);
    ck_assert_uint_ge(refused, 600);
}
END_TEST

LB_TEST_MAIN("check_wide", test_verified_whatever_the_width, test_refused_whatever_the_width)
