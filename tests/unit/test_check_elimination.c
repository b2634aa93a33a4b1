/* liebound-check on certificates whose rows are full: commuting generators that span all strings
 * of Z and I, or do not. The basis is then every string by itself, and whether a replay, or words,
 * modulo p are accepted is whether a matrix is invertible modulo p, which Gauss decides here.
 * Links with src/check/ except main.c. */

#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

#include "check/check.h"
#include "draw.h"
#include "support.h"

enum { QUBITS = 8, MOST = 150, TEXT = 1 << 22 };

/* ---- The matrix ---- */

typedef struct matrix {
    size_t n;
    uint64_t p, at[MOST][MOST];
} matrix;

static uint64_t power(uint64_t a, uint64_t e, uint64_t p)
{
    uint64_t result = 1;
    for (; e; e /= 2, a = a * a % p)
        if (e % 2)
            result = result * a % p;
    return result;
}

static bool is_invertible(const matrix *given)
{
    static matrix M;
    M = *given;
    uint64_t p = M.p;
    for (size_t c = 0; c < M.n; c++) {
        size_t t = c;
        while (t < M.n && !M.at[t][c])
            t++;
        if (t == M.n)
            return false;
        for (size_t k = 0; k < M.n; k++) {
            uint64_t entry = M.at[t][k];
            M.at[t][k] = M.at[c][k];
            M.at[c][k] = entry;
        }
        uint64_t inverse = power(M.at[c][c], p - 2, p);
        for (t = c + 1; t < M.n; t++) {
            uint64_t factor = p - M.at[t][c] * inverse % p;
            for (size_t k = c; k < M.n; k++)
                M.at[t][k] = (M.at[t][k] + factor * M.at[c][k]) % p;
        }
    }
    return true;
}

/* Random rows of the given density; the last one perhaps a combination of some before. */
static void random_matrix(matrix *M, size_t n, uint64_t p, uint64_t density, bool singular)
{
    M->n = n;
    M->p = p;
    for (size_t t = 0; t < n; t++)
        for (size_t c = 0; c < n; c++)
            M->at[t][c] = t == c ? 1 : draw(density) ? 0 : draw(p);
    for (size_t t = 0; t < n; t++)
        M->at[t][n - 1] += !M->at[t][n - 1];
    if (!singular || !n)
        return;
    memset(M->at[n - 1], 0, sizeof M->at[n - 1]);
    for (size_t t = 0; t + 1 < n; t++)
        for (size_t c = 0, factor = draw(p); c < n; c++)
            M->at[n - 1][c] = (M->at[n - 1][c] + factor * M->at[t][c]) % p;
}

/* ---- The certificate ---- */

typedef struct buffer {
    char bytes[TEXT];
    size_t length;
} buffer;

static void put(buffer *T, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    T->length += (size_t)vsnprintf(T->bytes + T->length, TEXT - T->length, format, arguments);
    va_end(arguments);
    ck_assert_uint_lt(T->length, TEXT);
}

/* The strings of Z and I in increasing order: by weight, then alphabetically. */
static void list_strings(unsigned strings[1 << QUBITS])
{
    size_t count = 0;
    for (int weight = 0; weight <= QUBITS; weight++)
        for (unsigned s = 0; s < 1 << QUBITS; s++)
            if (__builtin_popcount(s) == weight)
                strings[count++] = s;
}

/* Qubit 0 is the highest bit. */
static void put_label(buffer *T, unsigned string)
{
    for (int q = 0, run; q < QUBITS; q += run) {
        unsigned bit = string >> (QUBITS - 1 - q) & 1;
        for (run = 1; q + run < QUBITS && (string >> (QUBITS - 1 - q - run) & 1) == bit;)
            run++;
        put(T, "%s", bit ? run == 2 ? "ZZ" : "Z" : run == 2 ? "II" : "I");
        if (run > 2)
            put(T, "%d", run);
    }
}

static void put_certificate(buffer *T, const matrix *M, const char *steps)
{
    unsigned strings[1 << QUBITS];
    list_strings(strings);
    T->length = 0;
    put(T, "liebound certificate 2 closure\ntitle rows that are full\nqubits %d\n", QUBITS);
    put(T, "generators %zu\n", M->n);
    for (size_t t = 0; t < M->n; t++) {
        bool first = true;
        for (size_t c = M->n; c-- > 0;)
            if (M->at[t][c]) {
                put(T, "%s%" PRIu64 " ", first ? "" : " ", M->at[t][c]);
                put_label(T, strings[c]);
                first = false;
            }
        put(T, "%s\n", first ? "0" : "");
    }
    put(T, "symmetry 0 0\n%s %zu modulo %" PRIu64 "\n", steps, M->n, M->p);
    for (size_t t = 0; t < M->n; t++)
        put(T, "g%zu\n", t);
    put(T, "basis %zu\n", M->n);
    for (size_t c = 0; c < M->n; c++) {
        put_label(T, strings[c]);
        put(T, "\n");
    }
    put(T, "end\n");
}

/* Whether every row is its own primitive multiple modulo p, up to a unit, and not zero. */
static bool is_accepted(buffer *T, size_t threads)
{
    lb_check_report report;
    FILE *stream = fmemopen(T->bytes, T->length, "r");
    ck_assert(stream);
    bool ok =
        lb_check_verify(&report, &(lb_check_input){.certificate = stream, .threads = threads});
    fclose(stream);
    if (!ok)
        ck_assert_msg(strstr(report.reason, "remainder of this step is zero") ||
                          strstr(report.reason, "combination of those before"),
                      "%s", report.reason);
    lb_check_report_clear(&report);
    return ok;
}

static void try_matrices(const char *steps, const uint64_t *moduli, size_t count)
{
    static const size_t sizes[] = {1, 15, 16, 17, 63, 64, 65, 81, 129, 150};
    static matrix M;
    static buffer T;
    size_t accepted = 0, refused = 0;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (size_t m = 0; m < count; m++) {
            random_matrix(&M, sizes[i], moduli[m], m % 2 ? 1 : 20, (i + m) % 3 == 0 && i);
            put_certificate(&T, &M, steps);
            bool expected = is_invertible(&M);
            ck_assert_int_eq(is_accepted(&T, 1 + i % 3), expected);
            accepted += expected;
            refused += !expected;
        }
    ck_assert_uint_ge(accepted, 8);
    ck_assert_uint_ge(refused, 8);
}

START_TEST(test_replays_of_matrices)
{
    try_matrices("replay", (const uint64_t[]){4194301, 101, 3}, 3);
}
END_TEST

START_TEST(test_words_of_matrices)
{
    try_matrices("words", (const uint64_t[]){4194301, 101, 3}, 3);
}
END_TEST

LB_TEST_MAIN("check_elimination", test_replays_of_matrices, test_words_of_matrices)
