/* An expanded ansatz, as `liebound show` prints it, rewritten as the generator section of a
 * certificate, so that the two can be compared byte by byte:
 *
 *     generator zz = Z[0] Z[1] - 1/2 Z[1] Z[2]     becomes     1 ZZI -1/2 IZZ
 *
 * What is not in normal form gives a different text or none, never the same. */

#include "check/check.h"

#include <stdlib.h>
#include <string.h>

enum { QUBITS_MAX = 16384 };

typedef struct ansatz {
    lb_check_reader reader;
    char *text; /* the generator lines */
    size_t length, capacity, generators;
    uint64_t qubits; /* 0 until stated */
    char *letters;   /* of the string being read, one a qubit */
} ansatz;

static void put(ansatz *A, const char *bytes, size_t length)
{
    A->text = lb_check_grow(A->text, &A->capacity, A->length + length, 1);
    memcpy(A->text + A->length, bytes, length);
    A->length += length;
}

static void put_label(ansatz *A)
{
    for (size_t q = 0, run; q < A->qubits; q += run) {
        char count[24];
        for (run = 1; q + run < A->qubits && A->letters[q + run] == A->letters[q];)
            run++;
        put(A, A->letters + q, 1);
        if (run == 2)
            put(A, A->letters + q, 1);
        else if (run > 2)
            put(A, count, (size_t)snprintf(count, sizeof count, "%zu", run));
    }
}

/* "Z[0] X[3]", qubits increasing, or "I[0]". */
static bool read_factors(ansatz *A)
{
    lb_check_reader *r = &A->reader;
    uint64_t qubit, next = 0;
    memset(A->letters, 'I', A->qubits);
    do {
        int letter = lb_check_peek(r);
        if (letter < 0 || !strchr("IXYZ", letter) || !letter)
            return lb_check_fail(r, "expected a factor such as Z[0]");
        r->at++;
        if (!lb_check_read_literal(r, "[") ||
            !lb_check_read_number(r, &qubit, A->qubits - 1, "qubit") ||
            !lb_check_read_literal(r, "]"))
            return false;
        if (qubit < next)
            return lb_check_fail(r, "qubits of a term are not increasing");
        A->letters[qubit] = (char)letter;
        next = qubit + 1;
        if (lb_check_peek(r) != ' ')
            return true;
        r->at++;
    } while (lb_check_peek(r) != '+' && lb_check_peek(r) != '-');
    return true;
}

/* An optional coefficient, copied as it stands, and the factors. */
static bool read_term(ansatz *A)
{
    lb_check_reader *r = &A->reader;
    size_t length = A->length;
    for (int c = lb_check_peek(r); (c >= '0' && c <= '9') || c == '/'; c = lb_check_peek(r)) {
        char byte = (char)c;
        put(A, &byte, 1);
        r->at++;
    }
    if (A->length == length)
        put(A, "1", 1);
    else if (lb_check_peek(r) == '\n' && A->length == length + 1 && A->text[length] == '0')
        return true;
    else if (!lb_check_read_literal(r, " "))
        return false;
    put(A, " ", 1);
    if (!read_factors(A))
        return false;
    put_label(A);
    return true;
}

/* The rest of a line after "generator ". */
static bool read_generator(ansatz *A)
{
    lb_check_reader *r = &A->reader;
    if (!A->qubits)
        return lb_check_fail(r, "a generator before the number of qubits");
    if (lb_check_peek(r) != '=') {
        for (int c = lb_check_peek(r); c > ' ' && c != '='; c = lb_check_peek(r))
            r->at++;
        if (!lb_check_read_literal(r, " "))
            return false;
    }
    if (!lb_check_read_literal(r, "= "))
        return false;
    bool negative = lb_check_peek(r) == '-';
    r->at += negative;
    for (;;) {
        if (negative)
            put(A, "-", 1);
        if (!read_term(A))
            return false;
        if (lb_check_peek(r) == '\n')
            break;
        negative = lb_check_peek(r) == '-';
        if (!lb_check_read_literal(r, negative ? "- " : "+ "))
            return false;
        put(A, " ", 1);
    }
    put(A, "\n", 1);
    A->generators++;
    return true;
}

static bool read_qubits(ansatz *A)
{
    if (A->qubits)
        return lb_check_fail(&A->reader, "the number of qubits is stated twice");
    if (!lb_check_read_number(&A->reader, &A->qubits, QUBITS_MAX, "qubits"))
        return false;
    if (!A->qubits)
        return lb_check_fail(&A->reader, "qubits out of range");
    size_t none = 0;
    A->letters = lb_check_grow(NULL, &none, A->qubits, 1);
    return true;
}

/* Dispatch on the first word of a line; lines that state neither qubits nor a generator are headers
 * and comments. */
static bool read_line(ansatz *A)
{
    lb_check_reader *r = &A->reader;
    char word[12] = "";
    size_t length = 0;
    for (int c = lb_check_peek(r); c >= 'a' && c <= 'z' && length < sizeof word - 1;
         c = lb_check_peek(r)) {
        word[length++] = (char)c;
        r->at++;
    }
    if (lb_check_peek(r) == ' ' && (!strcmp(word, "generator") || !strcmp(word, "qubits"))) {
        r->at++;
        if (!(word[0] == 'g' ? read_generator(A) : read_qubits(A)))
            return false;
    } else
        while (lb_check_peek(r) >= 0 && lb_check_peek(r) != '\n')
            r->at++;
    return lb_check_read_line_feed(r);
}

bool lb_check_ansatz(lb_check_report *report, FILE *file, const char *name, char **text,
                     size_t *length)
{
    ansatz *A = NULL;
    size_t none = 0;
    A = lb_check_grow(NULL, &none, 1, sizeof *A);
    memset(A, 0, sizeof *A);
    bool ok = lb_check_reader_open(&A->reader, file, false, report);
    A->reader.name = name;
    while (ok && lb_check_peek(&A->reader) >= 0)
        ok = read_line(A);
    ok = ok && !A->reader.failed;
    if (ok && !A->qubits)
        ok = lb_check_fail(&A->reader, "the number of qubits is missing");
    if (ok) {
        size_t capacity = 0;
        *text = lb_check_grow(NULL, &capacity, A->length + 80, 1);
        *length = (size_t)snprintf(*text, 80, "qubits %llu\ngenerators %zu\n",
                                   (unsigned long long)A->qubits, A->generators);
        if (A->length)
            memcpy(*text + *length, A->text, A->length);
        *length += A->length;
    }
    lb_check_reader_close(&A->reader);
    free(A->text);
    free(A->letters);
    free(A);
    return ok;
}
