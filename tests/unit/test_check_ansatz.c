/* --ansatz: texts as `liebound show` prints them, of random generators. The same generators are taken,
 * and no text that states others, or says something else between them. Links with src/check/ except
 * main.c. */

#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

#include "check/check.h"
#include "draw.h"
#include "support.h"

enum { MOST = 70, TERMS = 5, GENERATORS = 3, ROOM = 1 << 14 };

typedef struct term {
    int numerator, denominator;
    char letters[MOST];
} term;

typedef struct sums {
    size_t qubits, count, lengths[GENERATORS];
    term terms[GENERATORS][TERMS];
} sums;

static size_t order_qubits;

/* Larger strings first: by weight, then in the alphabet. */
static int compare_terms(const void *a, const void *b)
{
    const term *s = a, *t = b;
    int weight = 0;
    for (size_t q = 0; q < order_qubits; q++)
        weight += (t->letters[q] != 'I') - (s->letters[q] != 'I');
    return weight ? weight : memcmp(t->letters, s->letters, order_qubits);
}

static void draw_sums(sums *S)
{
    static const size_t sizes[] = {1, 2, 3, 5, 64, MOST};
    S->qubits = sizes[draw(6)];
    S->count = draw(GENERATORS + 1);
    for (size_t k = 0; k < S->count; k++) {
        size_t length = draw(TERMS + 1), kept = 0;
        term *terms = S->terms[k];
        for (size_t t = 0; t < length; t++) {
            terms[t].denominator = draw(2) ? 1 : 7;
            terms[t].numerator = (1 + (int)draw(6)) * (draw(2) ? 1 : -1) * (draw(9) ? 1 : 10);
            for (size_t q = 0; q < S->qubits; q++)
                terms[t].letters[q] = draw(3) ? 'I' : "IXYZ"[draw(4)];
        }
        order_qubits = S->qubits;
        qsort(terms, length, sizeof *terms, compare_terms);
        for (size_t t = 0; t < length; t++)
            if (!kept || compare_terms(&terms[kept - 1], &terms[t]))
                terms[kept++] = terms[t];
        S->lengths[k] = kept;
    }
}

/* ---- Texts ---- */

static size_t put(char *text, size_t length, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    length += (size_t)vsnprintf(text + length, ROOM - length, format, arguments);
    va_end(arguments);
    ck_assert_uint_lt(length, ROOM);
    return length;
}

static size_t put_number(char *text, size_t length, const term *t)
{
    length = put(text, length, "%d", abs(t->numerator));
    return t->denominator == 1 ? length : put(text, length, "/%d", t->denominator);
}

/* The head of a certificate, which ends behind the generators. */
static size_t put_certificate(char *text, const sums *S)
{
    size_t length =
        put(text, 0, "liebound certificate 2 closure\ntitle sums\nqubits %zu\ngenerators %zu\n",
            S->qubits, S->count);
    for (size_t k = 0; k < S->count; k++) {
        if (!S->lengths[k])
            length = put(text, length, "0");
        for (size_t t = 0; t < S->lengths[k]; t++) {
            const term *T = &S->terms[k][t];
            length = put(text, length, "%s%s", t ? " " : "", T->numerator < 0 ? "-" : "");
            length = put_number(text, length, T);
            length = put(text, length, " ");
            for (size_t q = 0, run; q < S->qubits; q += run) {
                for (run = 1; q + run < S->qubits && T->letters[q + run] == T->letters[q];)
                    run++;
                length = put(text, length, "%.*s", run == 2 ? 2 : 1, T->letters + q);
                if (run > 2)
                    length = put(text, length, "%zu", run);
            }
        }
        length = put(text, length, "\n");
    }
    return length;
}

static size_t put_factors(char *text, size_t length, const term *T, size_t qubits)
{
    bool any = false;
    for (size_t q = 0; q < qubits; q++)
        if (T->letters[q] != 'I') {
            length = put(text, length, " %c[%zu]", T->letters[q], q);
            any = true;
        }
    return any ? length : put(text, length, " I[0]");
}

/* Z[0] - 1/2 X[1]; a coefficient 1 may be left out. */
static size_t put_sum(char *text, size_t length, const sums *S, size_t k)
{
    if (!S->lengths[k])
        return put(text, length, " 0");
    for (size_t t = 0; t < S->lengths[k]; t++) {
        const term *T = &S->terms[k][t];
        length = put(text, length,
                     t                  ? T->numerator < 0 ? " -" : " +"
                     : T->numerator < 0 ? " -"
                                        : "");
        if (abs(T->numerator) != 1 || T->denominator != 1) {
            length = put(text, length, t || T->numerator > 0 ? " " : "");
            length = put_number(text, length, T);
        } else if (!t && T->numerator < 0) {
            size_t start = length;
            length = put_factors(text, length, T, S->qubits);
            memmove(text + start, text + start + 1, length - start);
            length--;
            continue;
        }
        length = put_factors(text, length, T, S->qubits);
    }
    return length;
}

static size_t put_ansatz(char *text, const sums *S)
{
    size_t length = draw(2) ? put(text, 0, "ansatz a-B_9.[0,z]\n") : 0;
    if (draw(2))
        length = put(text, length, "about \"more !~ \\ than that\"\n");
    if (draw(2))
        length = put(text, length, "reference \"\"\n");
    for (uint64_t comments = draw(3); comments > 0; comments--)
        length = put(text, length, "# n = 3 ~\n");
    length = put(text, length, "qubits %zu\n", S->qubits);
    for (size_t k = 0; k < S->count; k++) {
        length = put(text, length, "generator %s=", draw(2) ? "zZ[0,1] " : "");
        length = put_sum(text, length, S, k);
        length = put(text, length, "\n");
    }
    static const char *const states[] = {"state plus\n", "state 0+-azAZ9\n",
                                         "state stabilizer \"XX\"\n"};
    for (uint64_t s = draw(3); s > 0; s--)
        length = put(text, length, "%s", states[draw(3)]);
    if (draw(2))
        length = put(text, length, "observable = Z[0] - 1/2 X[0]\n");
    return draw(2) ? put(text, length, "dimension 0123456789\n") : length;
}

/* ---- What is taken ---- */

/* The certificate is read up to its generators, and with them the ansatz; then its next line is missing. */
static bool is_taken(const char *certificate, size_t length, const char *ansatz, size_t size)
{
    static lb_check_report report;
    lb_check_input input = {.certificate = fmemopen((void *)(uintptr_t)certificate, length, "rb"),
                            .ansatz =
                                size ? fmemopen((void *)(uintptr_t)ansatz, size, "rb") : tmpfile(),
                            .ansatz_name = "ansatz"};
    ck_assert(!lb_check_verify(&report, &input));
    fclose(input.certificate);
    fclose(input.ansatz);
    bool taken = strstr(report.reason, ": expected \"symmetry") != NULL;
    ck_assert(taken || strstr(report.reason, "ansatz: line ") == report.reason ||
              strstr(report.reason, ": the generators are not those of the ansatz"));
    lb_check_report_clear(&report);
    return taken;
}

/* The lines of the qubits and of the generators, these without their names: what a text states. */
static size_t put_statements(char *stated, const char *text, size_t size)
{
    size_t length = 0;
    for (size_t i = 0, end; i < size; i = end + 1) {
        for (end = i; end < size && text[end] != '\n';)
            end++;
        const char *line = text + i, *sign = memchr(line, '=', end - i);
        if (end - i > 7 && !memcmp(line, "qubits ", 7))
            length = put(stated, length, "%.*s\n", (int)(end - i), line);
        if (sign && end - i > 10 && !memcmp(line, "generator ", 10))
            length = put(stated, length, "%.*s\n", (int)(text + end - sign), sign);
    }
    stated[length] = '\0';
    return length;
}

/* A byte more, less, or another one. */
static size_t change(char *changed, const char *text, size_t size)
{
    static const char bytes[] = "0129/-+ =IXYZ[]_\n\t#\"~\177.qg";
    size_t at = draw(size), kind = draw(3);
    char byte = draw(8) ? bytes[draw(sizeof bytes - 1)] : (char)(1 + draw(255));
    memcpy(changed, text, at);
    memcpy(changed + at + (kind == 0), text + at + (kind == 1), size - at - (kind == 1));
    if (kind != 1)
        changed[at] = byte;
    return size + (kind == 0) - (kind == 1);
}

START_TEST(test_texts_of_generators)
{
    static char certificate[ROOM], text[ROOM], changed[ROOM + 1], stated[ROOM], other[ROOM];
    static sums S;
    size_t taken = 0, same = 0;
    random_state = lb_test_seed();
    for (size_t n = lb_test_count(400); n > 0; n--) {
        draw_sums(&S);
        size_t length = put_certificate(certificate, &S), size = put_ansatz(text, &S);
        ck_assert_msg(is_taken(certificate, length, text, size), "%s%s", certificate, text);
        put_statements(stated, text, size);
        for (int k = 0; k < 60; k++) {
            size_t changed_size = change(changed, text, size);
            if (!is_taken(certificate, length, changed, changed_size))
                continue;
            changed[changed_size] = '\0';
            put_statements(other, changed, changed_size);
            ck_assert_msg(!strcmp(stated, other), "%sis taken for\n%s", changed, certificate);
            taken++;
        }
        same++;
    }
    ck_assert_uint_gt(taken, same);
}
END_TEST

LB_TEST_MAIN("check_ansatz", test_texts_of_generators)
