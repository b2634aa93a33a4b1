/* An expanded ansatz, as `liebound show` prints it, rewritten as the generator section of a
 * certificate, whose digest must be that of the certificate:
 *
 *     generator zz = Z[0] Z[1] - 1/2 Z[1] Z[2]     becomes     1 ZZI -1/2 IZZ
 *
 * The text is made for whatever the ansatz states, in normal form or not; only the text of the
 * certificate, which has been read in full, has its digest. */

#include "check/strings.h"

#include <string.h>

typedef struct ansatz {
    lb_check_reader *reader;
    lb_check_sha256 sha;
    uint64_t qubits; /* 0 until stated */
    char letter;     /* of the run of letters to be written next */
    uint64_t run;
} ansatz;

static void put(ansatz *A, const char *text)
{
    lb_check_sha256_add(&A->sha, text, strlen(text));
}

static void put_run(ansatz *A)
{
    const char letters[3] = {A->letter, A->letter, '\0'};
    char count[24];
    snprintf(count, sizeof count, "%" PRIu64, A->run);
    put(A, A->run == 0 ? "" : A->run == 2 ? letters : letters + 1);
    put(A, A->run > 2 ? count : "");
    A->run = 0;
}

static void put_letters(ansatz *A, char letter, uint64_t count)
{
    if (count && letter != A->letter) {
        put_run(A);
        A->letter = letter;
    }
    A->run += count;
}

/* "Z[0] X[3]", qubits increasing, or "I[0]", and the space after it unless the line ends: written
 * as a label. */
static bool read_factors(ansatz *A)
{
    lb_check_reader *r = A->reader;
    uint64_t qubit, next = 0;
    do {
        int letter = lb_check_peek(r);
        if (letter != 'I' && letter != 'X' && letter != 'Y' && letter != 'Z')
            return lb_check_fail(r, "expected a factor such as Z[0]");
        lb_check_take(r);
        if (!lb_check_read_literal(r, "[") ||
            !lb_check_read_number(r, &qubit, 0, A->qubits - 1, "qubit") ||
            !lb_check_read_literal(r, "]"))
            return false;
        if (qubit < next)
            return lb_check_fail(r, "qubits of a term are not increasing");
        put_letters(A, 'I', qubit - next);
        put_letters(A, (char)letter, 1);
        next = qubit + 1;
    } while (lb_check_accept(r, ' ') && lb_check_peek(r) != '+' && lb_check_peek(r) != '-');
    put_letters(A, 'I', A->qubits - next);
    put_run(A);
    return true;
}

/* An optional coefficient, copied as it stands, and the factors; or "0". */
static bool read_term(ansatz *A)
{
    lb_check_reader *r = A->reader;
    bool is_written = lb_check_is_digit(lb_check_peek(r));
    for (int c = lb_check_peek(r); lb_check_is_digit(c) || c == '/'; c = lb_check_peek(r)) {
        put(A, (const char[2]){(char)c, '\0'});
        lb_check_take(r);
    }
    if (is_written && lb_check_peek(r) == '\n')
        return true;
    if (is_written && !lb_check_read_literal(r, " "))
        return false;
    put(A, is_written ? " " : "1 ");
    return read_factors(A);
}

/* The rest of a line after "generator ". */
static bool read_generator(ansatz *A)
{
    lb_check_reader *r = A->reader;
    if (!A->qubits)
        return lb_check_fail(r, "a generator before the number of qubits");
    while (lb_check_peek(r) > ' ' && lb_check_peek(r) != '=')
        lb_check_take(r);
    lb_check_accept(r, ' ');
    if (!lb_check_read_literal(r, "= "))
        return false;
    bool is_negative = lb_check_accept(r, '-');
    put(A, is_negative ? "-" : "");
    while (read_term(A)) {
        if (lb_check_peek(r) == '\n') {
            put(A, "\n");
            return true;
        }
        is_negative = lb_check_accept(r, '-');
        if (!lb_check_read_literal(r, is_negative ? " " : "+ "))
            return false;
        put(A, is_negative ? " -" : " ");
    }
    return false;
}

static bool read_qubits(ansatz *A)
{
    char text[80];
    if (A->qubits)
        return lb_check_fail(A->reader, "the number of qubits is stated twice");
    if (!lb_check_read_number(A->reader, &A->qubits, 1, LB_CHECK_STRINGS_QUBITS_MAX, "qubits"))
        return false;
    snprintf(text, sizeof text, "qubits %llu\ngenerators %llu\n", (unsigned long long)A->qubits,
             (unsigned long long)A->reader->report->generators);
    put(A, text);
    return true;
}

/* Lines that state neither qubits nor a generator are headers and comments. */
static bool read_line(ansatz *A)
{
    lb_check_reader *r = A->reader;
    bool ok = true;
    if (lb_check_peek(r) == 'q')
        ok = lb_check_read_literal(r, "qubits ") && read_qubits(A);
    else if (lb_check_peek(r) == 'g')
        ok = lb_check_read_literal(r, "generator ") && read_generator(A);
    else
        while (lb_check_peek(r) >= 0 && lb_check_peek(r) != '\n')
            lb_check_take(r);
    return ok && lb_check_read_line_feed(r);
}

bool lb_check_ansatz(lb_check_reader *certificate, FILE *file, const char *name)
{
    lb_check_report *report = certificate->report;
    ansatz A = {.reader = lb_check_reader_open(file, false, name, report)};
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
