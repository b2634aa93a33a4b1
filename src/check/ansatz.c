/* An expanded ansatz, exactly as `liebound show` prints it: its generators are rewritten as the
 * generator section of a certificate, whose digest must be that of the certificate:
 *
 *     generator zz = Z[0] Z[1] - 1/2 Z[1] Z[2]     becomes     1 ZZI -1/2 IZZ
 *
 * The language of ansätze has more ways to state a generator than `show` prints, and a line that is
 * passed over could be one of them; so every line must be one that `show` prints, at its place.
 *
 * The text is made for whatever the ansatz states, in normal form or not; only the text of the
 * certificate, which has been read in full, has its digest. No more is made than that text is long,
 * and no more is read of anything else than a few bytes, so every file comes to an end. */

#include "check/strings/strings.h"

#include <string.h>

enum { NAME_MAX_LENGTH = 200, REST_MAX = 1 << 26 };

typedef struct ansatz {
    lb_check_reader *reader, *certificate;
    lb_check_sha256 sha;
    uint64_t qubits; /* 0 until stated */
    size_t line;     /* place in `lines` of the last one read */
    size_t rest;     /* bytes that state no generator */
    bool aside;      /* what is read is no generator */
    char letter;     /* of the run of letters to be written next */
    uint64_t run;
} ansatz;

/* Count a byte that states no generator. */
static bool pass(ansatz *A)
{
    return ++A->rest <= REST_MAX ||
           lb_check_fail(A->reader, "more than %d bytes beside the generators", REST_MAX);
}

static bool put(ansatz *A, const char *text)
{
    size_t length = strlen(text);
    if (A->aside)
        return pass(A);
    if (A->sha.length + length > A->certificate->digested)
        return lb_check_fail(A->certificate, "the generators are not those of the ansatz");
    lb_check_sha256_add(&A->sha, text, length);
    return true;
}

static bool put_run(ansatz *A)
{
    const char letters[3] = {A->letter, A->letter, '\0'};
    char count[24];
    snprintf(count, sizeof count, "%" PRIu64, A->run);
    bool ok = put(A, A->run == 0   ? ""
                     : A->run == 2 ? letters
                                   : letters + 1) &&
              put(A, A->run > 2 ? count : "");
    A->run = 0;
    return ok;
}

static bool put_letters(ansatz *A, char letter, uint64_t count)
{
    bool ok = true;
    if (count && letter != A->letter) {
        ok = put_run(A);
        A->letter = letter;
    }
    A->run += count;
    return ok;
}

/* "Z[3]", where the next qubit may be 3 or less. */
static bool read_factor(ansatz *A, uint64_t *next)
{
    lb_check_reader *r = A->reader;
    uint64_t qubit;
    int letter = lb_check_peek(r);
    if (letter != 'X' && letter != 'Y' && letter != 'Z')
        return lb_check_fail(r, "expected a factor such as Z[0]");
    lb_check_take(r);
    if (!lb_check_read_literal(r, "[") ||
        !lb_check_read_number(r, &qubit, 0, A->qubits - 1, "qubit") ||
        !lb_check_read_literal(r, "]"))
        return false;
    if (qubit < *next)
        return lb_check_fail(r, "qubits of a term are not increasing");
    bool ok = put_letters(A, 'I', qubit - *next) && put_letters(A, (char)letter, 1);
    *next = qubit + 1;
    return ok;
}

/* "Z[0] X[3]", qubits increasing, or "I[0]", and the space after it unless the line ends: written
 * as a label. */
static bool read_factors(ansatz *A)
{
    lb_check_reader *r = A->reader;
    uint64_t next = 0;
    bool is_identity = lb_check_peek(r) == 'I', is_apart, is_last;
    if (is_identity && !lb_check_read_literal(r, "I[0]"))
        return false;
    do {
        if (!is_identity && !read_factor(A, &next))
            return false;
        is_apart = lb_check_accept(r, ' ');
        is_last = lb_check_peek(r) == '+' || lb_check_peek(r) == '-';
    } while (!is_identity && is_apart && !is_last);
    if (is_apart != is_last)
        return lb_check_fail(r, "expected a space and a sign");
    return put_letters(A, 'I', A->qubits - next) && put_run(A);
}

/* An optional coefficient, copied as it stands, and the factors; or "0". */
static bool read_term(ansatz *A)
{
    lb_check_reader *r = A->reader;
    bool is_written = lb_check_is_digit(lb_check_peek(r));
    for (int c = lb_check_peek(r); lb_check_is_digit(c) || c == '/'; c = lb_check_peek(r)) {
        if (!put(A, (const char[2]){(char)c, '\0'}))
            return false;
        lb_check_take(r);
    }
    if (is_written && lb_check_peek(r) == '\n')
        return true;
    if (is_written && !lb_check_read_literal(r, " "))
        return false;
    return put(A, is_written ? " " : "1 ") && read_factors(A);
}

static bool read_terms(ansatz *A)
{
    lb_check_reader *r = A->reader;
    bool is_negative = lb_check_accept(r, '-');
    if (!put(A, is_negative ? "-" : ""))
        return false;
    while (read_term(A)) {
        if (lb_check_peek(r) == '\n')
            return put(A, "\n");
        is_negative = lb_check_accept(r, '-');
        if (!lb_check_read_literal(r, is_negative ? " " : "+ ") ||
            !put(A, is_negative ? " -" : " "))
            return false;
    }
    return false;
}

/* Letters, digits and _ - . [ ] , as in zz[0,1]: up to NAME_MAX_LENGTH. */
static bool read_name(ansatz *A)
{
    lb_check_reader *r = A->reader;
    size_t length = 0;
    for (int c = lb_check_peek(r); lb_check_is_digit(c) || (c >= 'a' && c <= 'z') ||
                                   (c >= 'A' && c <= 'Z') || (c > 0 && strchr("_-.[],", c));
         c = lb_check_peek(r), length++) {
        if (length == NAME_MAX_LENGTH)
            return lb_check_fail(r, "a name has more than %d letters", NAME_MAX_LENGTH);
        lb_check_take(r);
    }
    return length || lb_check_fail(r, "expected a name");
}

/* Up to a quote, or the end of the line; no control characters. */
static bool read_rest(ansatz *A)
{
    for (int c = lb_check_peek(A->reader); c >= ' ' && c != 127 && c != '"';
         c = lb_check_peek(A->reader)) {
        if (!pass(A))
            return false;
        lb_check_take(A->reader);
    }
    return true;
}

static bool read_quoted(ansatz *A)
{
    return lb_check_read_literal(A->reader, "\"") && read_rest(A) &&
           lb_check_read_literal(A->reader, "\"");
}

static bool read_comment(ansatz *A)
{
    A->rest += NAME_MAX_LENGTH;
    return read_name(A) && lb_check_read_literal(A->reader, " = ") && read_rest(A);
}

static bool read_qubits(ansatz *A)
{
    char text[80];
    if (!lb_check_read_number(A->reader, &A->qubits, 1, LB_CHECK_STRINGS_QUBITS_MAX, "qubits"))
        return false;
    snprintf(text, sizeof text, "qubits %llu\ngenerators %llu\n", (unsigned long long)A->qubits,
             (unsigned long long)A->reader->report->generators);
    return put(A, text);
}

static bool read_generator(ansatz *A)
{
    lb_check_reader *r = A->reader;
    if (!A->qubits)
        return lb_check_fail(r, "a generator before the number of qubits");
    if (lb_check_peek(r) != '=' && !(read_name(A) && lb_check_read_literal(r, " ")))
        return false;
    return lb_check_read_literal(r, "= ") && read_terms(A);
}

/* A label such as 0+1, or a word and a quoted text. */
static bool read_state(ansatz *A)
{
    lb_check_reader *r = A->reader;
    bool any = false;
    for (int c = lb_check_peek(r); lb_check_is_digit(c) || (c >= 'a' && c <= 'z') ||
                                   (c >= 'A' && c <= 'Z') || c == '+' || c == '-';
         c = lb_check_peek(r), any = true) {
        if (!pass(A))
            return false;
        lb_check_take(r);
    }
    return (any || lb_check_fail(r, "expected a state")) &&
           (!lb_check_accept(r, ' ') || read_quoted(A));
}

static bool read_observable(ansatz *A)
{
    A->aside = true;
    bool ok = A->qubits ? lb_check_read_literal(A->reader, "= ") && read_terms(A)
                        : lb_check_fail(A->reader, "an observable before the number of qubits");
    A->aside = false;
    return ok;
}

static bool read_dimension(ansatz *A)
{
    bool any = false;
    for (; lb_check_is_digit(lb_check_peek(A->reader)); any = true) {
        if (!pass(A))
            return false;
        lb_check_take(A->reader);
    }
    return any || lb_check_fail(A->reader, "expected a number (dimension)");
}

/* The lines of `liebound show`, in its order. */
static const struct line {
    const char *word;
    bool repeats;
    bool (*read)(ansatz *A);
} lines[] = {
    {"", false, NULL},
    {"ansatz", false, read_name},
    {"about", false, read_quoted},
    {"reference", false, read_quoted},
    {"#", true, read_comment},
    {"qubits", false, read_qubits},
    {"generator", true, read_generator},
    {"state", true, read_state},
    {"observable", false, read_observable},
    {"dimension", false, read_dimension},
};
enum { LINES = sizeof lines / sizeof *lines };

static bool read_line(ansatz *A)
{
    lb_check_reader *r = A->reader;
    char word[16] = "";
    size_t length = 0, at = 1;
    for (int c = lb_check_peek(r); c > ' ' && length < sizeof word - 1; c = lb_check_peek(r)) {
        word[length++] = (char)c;
        lb_check_take(r);
    }
    while (at < LINES && strcmp(lines[at].word, word) != 0)
        at++;
    if (at == LINES || lb_check_peek(r) != ' ')
        return lb_check_fail(r, "`liebound show` prints no such line");
    if (at < A->line || (at == A->line && !lines[at].repeats))
        return lb_check_fail(r, "`liebound show` prints no %s here", word);
    A->line = at;
    lb_check_take(r);
    return pass(A) && lines[at].read(A) && lb_check_read_line_feed(r);
}

bool lb_check_ansatz(lb_check_reader *certificate, FILE *file, const char *name)
{
    lb_check_report *report = certificate->report;
    ansatz A = {.reader = lb_check_reader_open(file, false, name, report),
                .certificate = certificate};
    char sha256[65];
    bool ok = true;
    lb_check_sha256_init(&A.sha);
    while (ok && lb_check_peek(A.reader) >= 0)
        ok = read_line(&A);
    if (ok && !A.qubits)
        ok = lb_check_fail(A.reader, "the number of qubits is missing");
    lb_check_sha256_hex(&A.sha, sha256);
    if (ok && strcmp(sha256, report->sha256) != 0)
        ok = lb_check_fail(certificate, "the generators are not those of the ansatz");
    lb_check_reader_close(A.reader);
    return ok && !report->reason[0];
}
