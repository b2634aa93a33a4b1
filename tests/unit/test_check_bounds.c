/* How large certificates of strings and orbits may be, as large as proofs/README.md says and no larger, and
 * how long a name is in a message.
 * Texts end behind what is counted, so that they are refused for another reason where it is not too
 * much. Links with src/check/ except main.c. */

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "check/check.h"
#include "support.h"

static void put_run(FILE *stream, char letter, int length)
{
    if (length > 2)
        fprintf(stream, "%c%d", letter, length);
    else
        fprintf(stream, "%.*s", length, (const char[]){letter, letter, '\0'});
}

/* Refused for this reason, at the end of what is said, or for another one. */
static void expect_reason(FILE *stream, char **text, const size_t *length, const char *reason,
                          bool refused)
{
    lb_check_report report;
    fclose(stream);
    lb_check_input input = {.certificate = fmemopen(*text, *length, "r")};
    ck_assert(!lb_check_verify(&report, &input));
    const char *at = strstr(report.reason, reason);
    ck_assert_msg(refused == (at && !strcmp(at, reason)), "%s", report.reason);
    ck_assert_msg(refused || strstr(report.reason, "expected "), "%s", report.reason);
    lb_check_report_clear(&report);
    fclose(input.certificate);
    free(*text);
}

/* ---- Letters ---- */

/* 2^25 letters other than I with the first of two equal steps; the line behind the second one is named. */
START_TEST(test_letters_of_strings)
{
    char *text;
    size_t length;
    FILE *stream = open_memstream(&text, &length);
    fprintf(stream,
            "liebound certificate 1 strings\ntitle bounds\nqubits 1000000\ngenerators 36\n");
    for (int i = 0; i < 33; i++)
        fprintf(stream, "1 X1000000\n");
    fprintf(stream, "1 X554423I445577\n1 I999996X4\n1 I999999Z\nstrings 4\ncomponents 1\n");
    fprintf(stream, "full 2 su 3 0 2\n2\n3 2\n2 3\n2 3\n");
    expect_reason(stream, &text, &length,
                  "line 48: there are more than 33554432 letters other than I", true);
}
END_TEST

/* ---- Names of algebras in messages ---- */

/* so(most) + .. + so(least), by chains, with another name stated. */
static void expect_name(int least, int most, size_t name_length, const char *dots)
{
    char *text, expected[300] = "", reason[400];
    size_t length;
    FILE *stream = open_memstream(&text, &length);
    int qubits = (most + 1) * most / 2 - least * (least - 1) / 2,
        strings = qubits - (most - least + 1);
    fprintf(stream, "liebound certificate 1 strings\ntitle chains\nqubits %d\ngenerators %d\n",
            qubits, strings);
    for (int N = most, first = 0; N >= least; first += N--)
        for (int i = 0; i + 1 < N; i++) {
            fprintf(stream, "1 ");
            put_run(stream, 'I', first + i);
            fprintf(stream, "XY");
            put_run(stream, 'I', qubits - first - i - 2);
            fprintf(stream, "\n");
        }
    fprintf(stream, "strings %d\ncomponents %d\n", strings, most - least + 1);
    for (int N = most, string = 0; N >= least; N--) {
        fprintf(stream, "pairs %d %d 0\n", N - 1, N);
        for (int i = 0; i + 1 < N; i++)
            fprintf(stream, "%d %d %d\n", string++, i, i + 1);
        snprintf(expected + strlen(expected), 20, "%sso(%d)", N < most ? " + " : "", N);
    }
    ck_assert_uint_eq(strlen(expected), name_length);
    fprintf(stream, "algebra 0\n");
    snprintf(reason, sizeof reason, "the algebra is not %.120s%s", expected, dots);
    expect_reason(stream, &text, &length, reason, true);
}

/* Cut where it has more than 120 letters. */
START_TEST(test_long_names)
{
    expect_name(7, 20, 120, "");
    expect_name(8, 21, 121, "...");
}
END_TEST

/* ---- States and amplitudes ---- */

/* So many strings of two Z. */
static void put_sum(FILE *stream, int qubits, int terms)
{
    int left = terms;
    for (int p = 0; p < qubits; p++)
        for (int q = p + 1; q < qubits && left > 0; q++, left--) {
            fprintf(stream, "%s", left < terms ? " 1 " : "");
            put_run(stream, 'I', p);
            put_run(stream, 'Z', q > p + 1 ? 1 : 2);
            put_run(stream, 'I', q - p - 1);
            put_run(stream, 'Z', q > p + 1);
            put_run(stream, 'I', qubits - q - 1);
        }
}

/* After a closure of one row of so many terms and so many vectors of one amplitude, this is refused for
 * that reason, or for another one. */
static void expect_states(int qubits, int terms, int before, const char *last, const char *reason,
                          bool refused)
{
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    fprintf(stream, "liebound certificate 2 orbit\ntitle bounds\nqubits %d\ngenerators 1\n1 ",
            qubits);
    put_sum(stream, qubits, terms);
    fprintf(stream, "\nsymmetry 0 0\nreplay 1 modulo 3\ng0\nbasis 1\n");
    put_sum(stream, qubits, terms);
    fprintf(stream, "\nstates %d\n", before + 2);
    for (int s = 0; s < before; s++)
        fprintf(stream, "vector 1\n1 0 I%d\n", qubits);
    fprintf(stream, "%s", last);
    expect_reason(stream, &text, &length, reason, refused);
}

START_TEST(test_sizes_of_states)
{
    static const struct {
        int qubits, terms, before;
        const char *fits, *larger;
    } known[] = {
        {16384, 1, 0, "state 16384", "state 16385"},      /* squares */
        {16384, 1, 0, "state 16384", "vector 1"},         /* N (N + A) */
        {1024, 1, 1, "vector 260095", "vector 260096"},   /* 1024 (1025 + 1024 + 260095) = 2^28 */
        {128, 4096, 1023, "vector 1", NULL},              /* 2^7 * 2^10 * 2^12 = 2^29 */
        {128, 4097, 1022, "vector 1", "state 256"},       /* more than that */
        {128, 16, 0, "vector 1048576", "vector 1048577"}, /* 2^4 * 2^20 */
        {128, 16, 1, "vector 1048575", "vector 1048576"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        const char *reason = "the states have too many qubits or amplitudes";
        expect_states(known[i].qubits, known[i].terms, known[i].before, known[i].fits, reason,
                      false);
        if (known[i].larger)
            expect_states(known[i].qubits, known[i].terms, known[i].before, known[i].larger, reason,
                          true);
    }
}
END_TEST

/* 64 amplitudes 1 on 128 qubits, but for a part 2^bits - 1 of the first or the last one. */
static char *vector_of(unsigned long bits, bool is_first)
{
    char *text;
    size_t length;
    mpz_t n;
    mpz_init_set_ui(n, 1);
    mpz_mul_2exp(n, n, bits);
    mpz_sub_ui(n, n, 1);
    FILE *stream = open_memstream(&text, &length);
    fprintf(stream, "vector 64\n");
    for (int a = 0; a < 64; a++) {
        fprintf(stream, "1 ");
        if (a == (is_first ? 0 : 63))
            gmp_fprintf(stream, "%Zd ", n);
        else
            fprintf(stream, "0 ");
        put_run(stream, 'I', 127 - a);
        put_run(stream, 'X', 1);
        put_run(stream, 'I', a);
        fprintf(stream, "\n");
    }
    fclose(stream);
    mpz_clear(n);
    return text;
}

/* 64 * 64 bits is at most 2^30, or with an amplitude 1 before 64 more than that. */
START_TEST(test_bits_of_amplitudes)
{
    for (int before = 0; before < 2; before++)
        for (unsigned long more = 0; more < 2; more++) {
            char *last = vector_of((1UL << 18) - (unsigned long)before + more, before);
            expect_states(128, 63, before, last, "the amplitudes have too many digits", more);
            free(last);
        }
}
END_TEST

LB_TEST_MAIN("check_bounds", test_letters_of_strings, test_long_names, test_sizes_of_states,
             test_bits_of_amplitudes)
