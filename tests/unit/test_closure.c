/* The closure engine against brute force, against published dimensions, and against coefficients
 * made to break primes and floating point. */

#include <unistd.h>

#include <gmp.h>
#include <flint/ulong_extras.h>

#include <liebound.h>

#include "base/limits.h"
#include "base/memory.h"
#include "base/random.h"
#include "closure_by_hand.h"
#include "random_sums.h"
#include "support.h"

/* Add `coefficient` times the sum of a word placed on i, i + 1, ... along an open or closed chain;
 * a word "Z0+Z4" of one letter and numbers is a plain list. */
static void add_chain(lb_sum_t H, const char *coefficient, const char *letters, bool closed)
{
    uint32_t n = (uint32_t)H->qubits, length = (uint32_t)strlen(letters);
    mpq_t c;
    lb_string_t P;
    mpq_init(c);
    lb_string_init(P);
    ck_assert_int_eq(mpq_set_str(c, coefficient, 10), 0);
    mpq_canonicalize(c);
    for (uint32_t i = 0; i < (closed || length == 1 ? n : n - length + 1); i++) {
        lb_string_identity(P);
        for (uint32_t j = 0; j < length; j++)
            lb_string_set_letter(P, (i + j) % n, letters[j]);
        lb_sum_append(H, c, P);
    }
    lb_string_clear(P);
    mpq_clear(c);
}

/* A generator that is a sum of chains: {"1", "XX", "1/3", "YY", NULL}. */
static void add_generator(lb_ansatz_t A, bool closed, const char *const *parts)
{
    lb_sum_t H;
    lb_sum_init(H, A->qubits);
    for (; *parts; parts += 2)
        add_chain(H, parts[0], parts[1], closed);
    lb_ansatz_add_generator(A, NULL, H);
    lb_sum_clear(H);
}

#define PARTS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void add_labels(lb_ansatz_t A, const char *coefficient, const char *const *labels)
{
    lb_sum_t H;
    mpq_t c;
    lb_string_t P;
    lb_sum_init(H, A->qubits);
    mpq_init(c);
    lb_string_init(P);
    ck_assert_int_eq(mpq_set_str(c, coefficient, 10), 0);
    for (; *labels; labels++) {
        ck_assert_int_eq(lb_string_set_label(P, A->qubits, *labels, NULL), LB_OK);
        lb_sum_append(H, c, P);
    }
    lb_ansatz_add_generator(A, NULL, H);
    lb_sum_clear(H);
    mpq_clear(c);
    lb_string_clear(P);
}

static size_t proved_dimension(const lb_ansatz_t A, bool enumerate)
{
    lb_closure *closure;
    lb_error error;
    mpz_t D;
    lb_closure_options options = {.enumerate = enumerate};
    ck_assert_int_eq(lb_closure_compute(&closure, A, &options, &error), LB_OK);
    ck_assert(lb_closure_is_proved(closure));
    mpz_init(D);
    lb_closure_dimension(D, closure);
    size_t result = mpz_get_ui(D);
    if (enumerate)
        ck_assert_uint_eq(result, lb_closure_row_count(closure));
    mpz_clear(D);
    lb_closure_free(closure);
    return result;
}

/* The proved dimension, found with a basis and, for single strings, also without; takes the
 * ansatz. */
static size_t dimension(lb_ansatz_t A)
{
    size_t searched = proved_dimension(A, true);
    ck_assert_uint_eq(proved_dimension(A, false), searched);
    lb_ansatz_clear(A);
    return searched;
}

static void draw_coefficient(mpq_t c, lb_random *random)
{
    mpq_set_si(c, (long)lb_random_below(random, 9) - 4, 1 + lb_random_below(random, 3));
}

static void random_generator(lb_ansatz_t A, lb_random *random)
{
    add_random_sum(A, lb_random_below(random, 4), "IXYZII", draw_coefficient, random);
}

START_TEST(agrees_with_brute_force)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t trial = 0; trial < lb_test_count(400); trial++) {
        lb_ansatz_t A;
        lb_ansatz_init(A, "random", 1 + lb_random_below(&random, 3));
        size_t generators = 1 + lb_random_below(&random, 4);
        for (size_t k = 0; k < generators; k++)
            random_generator(A, &random);
        size_t expected = dimension_by_hand(A);
        ck_assert_uint_eq(dimension(A), expected);
    }
}
END_TEST

/* 1 if the string has coefficient 1 in the sum, 0 if it does not occur, else -1. */
static int coefficient_is_one(const lb_sum_struct *S, const lb_string_struct *P)
{
    for (size_t t = 0; t < S->length; t++)
        if (!lb_string_compare(S->strings + t, P))
            return mpq_cmp_ui(S->coefficients + t, 1, 1) ? -1 : 1;
    return 0;
}

/* Every row has coefficient 1 at its pivot, pivots occur once, generators and brackets lie in the
 * span: checked with plain sums. */
static void check_basis(const lb_closure *closure, const lb_ansatz_t A)
{
    size_t count = lb_closure_row_count(closure);
    lb_sum_struct *rows = lb_malloc(count, sizeof *rows);
    lb_string_struct *pivots = lb_malloc(count, sizeof *pivots);
    dense_space space = {(size_t)1 << 2 * A->qubits, 0, NULL, NULL};
    space.rows = lb_malloc(count + 1, sizeof *space.rows);
    space.pivots = lb_malloc(count + 1, sizeof *space.pivots);
    for (size_t i = 0; i < count; i++) {
        lb_sum_init(rows + i, A->qubits);
        lb_closure_row(rows + i, closure, i);
        ck_assert(lb_sum_is_normal(rows + i));
        lb_string_init(pivots + i);
        lb_closure_pivot(pivots + i, closure, i);
        ck_assert(dense_space_add(&space, rows + i));
        if (i)
            ck_assert_int_lt(lb_string_compare(pivots + i - 1, pivots + i), 0);
    }
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++)
            ck_assert_int_eq(coefficient_is_one(rows + j, pivots + i), i == j);
    for (size_t k = 0; k < A->generator_count; k++) {
        ck_assert(!dense_space_add(&space, A->generators + k));
        for (size_t i = 0; i < count; i++) {
            lb_sum_t bracket;
            lb_sum_init(bracket, A->qubits);
            lb_sum_bracket(bracket, A->generators + k, rows + i);
            ck_assert(!dense_space_add(&space, bracket));
            lb_sum_clear(bracket);
        }
    }
    for (size_t i = 0; i < count; i++) {
        lb_sum_clear(rows + i);
        lb_string_clear(pivots + i);
    }
    free(rows);
    free(pivots);
    dense_space_clear(&space);
}

START_TEST(basis_is_reduced_and_closed)
{
    static const char *const models[][3] = {
        {"ZZ", "X", NULL}, {"ZZ", "X", "Z"}, {"XX", "YY", "Z"}, {"XY", "Z", NULL}};
    for (size_t m = 0; m < 4; m++) {
        for (int closed = 0; closed < 2; closed++) {
            lb_ansatz_t A;
            lb_closure *closure;
            lb_ansatz_init(A, "chain", 3);
            for (size_t k = 0; k < 3 && models[m][k]; k++)
                add_generator(A, closed, PARTS("2/3", models[m][k]));
            ck_assert_int_eq(lb_closure_compute(&closure, A, NULL, NULL), LB_OK);
            check_basis(closure, A);
            lb_closure_free(closure);
            lb_ansatz_clear(A);
        }
    }
}
END_TEST

/* Cases on which every floating-point closure tried returns a wrong dimension. */
START_TEST(hard_cases_for_floating_point)
{
    static const char *const scales[] = {"1", "1/1000", "1/100000000", "1000000007/3"};
    lb_ansatz_t A;
    for (size_t n = 14; n <= 20; n++) {
        lb_ansatz_init(A, "tfim", n);
        add_generator(A, false, PARTS("1", "ZZ"));
        add_generator(A, false, PARTS("1", "X"));
        ck_assert_uint_eq(dimension(A), n * n);
    }
    for (size_t n = 3; n <= 9; n += 2) {
        for (size_t s = 0; s < 4; s++) {
            lb_ansatz_init(A, "scaled tfim", n);
            add_generator(A, false, PARTS(scales[s], "ZZ"));
            add_generator(A, false, PARTS(scales[s], "X"));
            ck_assert_uint_eq(dimension(A), n * n);
        }
    }
    for (size_t s = 0; s < 2; s++) {
        lb_ansatz_init(A, "ltfim", 5);
        add_generator(A, false, PARTS(s ? "1/100" : "1", "ZZ"));
        add_generator(A, false, PARTS(s ? "1/100" : "1", "X"));
        add_generator(A, false, PARTS(s ? "1/100" : "1", "Z"));
        ck_assert_uint_eq(dimension(A), 542);
    }
    lb_ansatz_init(A, "xx+yy, zz/3, ends/7", 5);
    add_generator(A, false, PARTS("1", "XX", "1", "YY"));
    add_generator(A, false, PARTS("1/3", "ZZ"));
    add_labels(A, "1/7", PARTS("ZIIII", "IIIIZ"));
    ck_assert_uint_eq(dimension(A), 124);
    lb_ansatz_init(A, "xx+yy, zz, ends", 6);
    add_generator(A, false, PARTS("1", "XX", "1", "YY"));
    add_generator(A, false, PARTS("1", "ZZ"));
    add_labels(A, "1", PARTS("ZIIIII", "IIIIIZ"));
    ck_assert_uint_eq(dimension(A), 463);
    lb_ansatz_init(A, "drift and control", 5);
    add_generator(A, false, PARTS("1/10", "ZZ", "1/10", "X"));
    add_labels(A, "1", PARTS("ZIIII"));
    ck_assert_uint_eq(dimension(A), 55);
    lb_ansatz_init(A, "star", 3);
    add_labels(A, "1", PARTS("XII"));
    add_labels(A, "1", PARTS("ZII"));
    add_labels(A, "1", PARTS("ZZI"));
    add_labels(A, "1", PARTS("ZIZ"));
    ck_assert_uint_eq(dimension(A), 12);
}
END_TEST

START_TEST(one_detuned_field)
{
    static const char *const detuned[] = {"10001/10000", "1000000001/1000000000",
                                          "1000000000001/1000000000000",
                                          "99999999999999999999999999/100000000000000000000000000"};
    for (size_t i = 0; i < 4; i++) {
        lb_ansatz_t A;
        lb_sum_t H;
        mpq_t c;
        lb_ansatz_init(A, "detuned", 3);
        add_generator(A, false, PARTS("1", "ZZ"));
        lb_sum_init(H, 3);
        mpq_init(c);
        mpq_set_str(c, detuned[i], 10);
        ck_assert_int_eq(lb_sum_append_label(H, 1, 1, "XII", NULL), LB_OK);
        ck_assert_int_eq(lb_sum_append_label(H, 1, 1, "IXI", NULL), LB_OK);
        lb_string_t P;
        lb_string_init(P);
        lb_string_set_letter(P, 2, 'X');
        lb_sum_append(H, c, P);
        lb_ansatz_add_generator(A, NULL, H);
        ck_assert_uint_eq(dimension(A), 15);
        lb_string_clear(P);
        lb_sum_clear(H);
        mpq_clear(c);
    }
}
END_TEST

/* Coefficients that vanish or coincide modulo the first primes of the engine, and of great
 * height. */
START_TEST(coefficients_that_break_primes)
{
    mpz_t product;
    mpz_init_set_ui(product, 1);
    uint64_t prime = 2305843009213693951u;
    for (int i = 0; i < 4; i++, prime = n_nextprime(prime, 1))
        mpz_mul_ui(product, product, prime);
    char *multiple = mpz_get_str(NULL, 10, product);
    char *inverse = lb_sprintf("1/%s", multiple);
    mpz_add_ui(product, product, 1);
    char *one = mpz_get_str(NULL, 10, product);
    const char *const values[] = {multiple,
                                  inverse,
                                  one,
                                  "10000000000000000000000000000000000000000",
                                  "1/10000000000000000000000000000000000000000",
                                  "2305843009213693951/3",
                                  "7/2305843009213693951"};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        lb_ansatz_t A;
        /* One drift: ZZ + c X with Z at the end is so(11) for every c but 0. */
        lb_ansatz_init(A, "drift", 5);
        add_generator(A, false, PARTS("1", "ZZ", values[i], "X"));
        add_labels(A, "1", PARTS("ZIIII"));
        ck_assert_uint_eq(dimension(A), 55);
        /* Two generators that agree modulo the primes. */
        lb_ansatz_init(A, "twins", 3);
        add_generator(A, false, PARTS("1", "ZZ", "1", "X"));
        add_generator(A, false, PARTS("1", "ZZ", values[i], "X"));
        ck_assert_uint_eq(dimension(A), 9);
        /* A basis with entries of great height: rows X I + c I X. */
        lb_ansatz_init(A, "unequal", 2);
        lb_sum_t H;
        lb_sum_init(H, 2);
        add_chain(H, values[i], "X", false);
        ck_assert_int_eq(lb_sum_append_label(H, 1, 1, "XI", NULL), LB_OK);
        lb_ansatz_add_generator(A, NULL, H);
        lb_sum_clear(H);
        ck_assert_uint_eq(dimension(A), 1);
    }
    free(multiple);
    free(inverse);
    free(one);
    mpz_clear(product);
}
END_TEST

START_TEST(degenerate_generators)
{
    lb_ansatz_t A;
    lb_generator_note notes[4];
    lb_ansatz_init(A, "nothing", 2);
    add_labels(A, "0", PARTS("XX"));
    ck_assert_uint_eq(dimension(A), 0);

    lb_ansatz_init(A, "identity", 2);
    add_labels(A, "1", PARTS("II"));
    ck_assert_uint_eq(dimension(A), 1);

    lb_ansatz_init(A, "mixed", 2);
    add_labels(A, "1", PARTS("XI", "II"));
    add_labels(A, "-3/7", PARTS("XI", "II"));
    add_labels(A, "0", PARTS("ZZ"));
    add_labels(A, "1", PARTS("ZI"));
    lb_ansatz_notes(notes, A);
    ck_assert_int_eq(notes[0].kind, LB_GENERATOR_PLAIN);
    ck_assert(notes[0].contains_identity);
    ck_assert_int_eq(notes[1].kind, LB_GENERATOR_PROPORTIONAL);
    ck_assert_uint_eq(notes[1].other, 0);
    ck_assert_int_eq(notes[2].kind, LB_GENERATOR_ZERO);
    ck_assert_int_eq(notes[3].kind, LB_GENERATOR_PLAIN);
    ck_assert(!notes[3].contains_identity);
    /* X + 1 and Z: su(2) and the phase that comes with X. */
    ck_assert_uint_eq(dimension(A), 4);
}
END_TEST

START_TEST(strings_on_many_qubits)
{
    /* Words beyond the first, and runs across their borders. */
    static const size_t sizes[] = {63, 64, 65, 130, 1000, 4096};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        lb_ansatz_t A;
        lb_ansatz_init(A, "two ends", sizes[i]);
        uint32_t last = (uint32_t)sizes[i] - 1;
        const char *const words[] = {"ZZ", "XI", "IX"};
        for (size_t k = 0; k < 3; k++) {
            lb_sum_t H;
            lb_sum_init(H, sizes[i]);
            ck_assert_int_eq(lb_sum_append_letters(H, 1, 1, words[k], (uint32_t[]){0, last}, NULL),
                             LB_OK);
            lb_ansatz_add_generator(A, NULL, H);
            lb_sum_clear(H);
        }
        ck_assert_uint_eq(dimension(A), 6);
        lb_ansatz_init(A, "two ends together", sizes[i]);
        for (size_t k = 0; k < 2; k++) {
            lb_sum_t H;
            lb_sum_init(H, sizes[i]);
            for (size_t j = k; j <= 2 * k; j++)
                ck_assert_int_eq(
                    lb_sum_append_letters(H, 1, 1, words[j], (uint32_t[]){0, last}, NULL), LB_OK);
            lb_ansatz_add_generator(A, NULL, H);
            lb_sum_clear(H);
        }
        ck_assert_uint_eq(dimension(A), 4);
    }
    lb_ansatz_t A;
    lb_ansatz_init(A, "tfim", 70);
    add_generator(A, false, PARTS("1", "ZZ"));
    add_generator(A, false, PARTS("1", "X"));
    ck_assert_uint_eq(dimension(A), 4900);
}
END_TEST

static bool stop_at_once(const lb_progress *progress, void *context)
{
    (void)progress;
    *(volatile sig_atomic_t *)context = 1;
    return true;
}

static bool say_no(const lb_progress *progress, void *context)
{
    (void)progress;
    (void)context;
    return false;
}

START_TEST(limits_leave_a_lower_bound)
{
    volatile sig_atomic_t stop = 0;
    lb_closure_options by_time = {.run.limits = {.deadline = lb_deadline(0.3)}, .enumerate = true};
    lb_closure_options by_memory = {.run.limits = {.bytes = 1}, .enumerate = true};
    lb_closure_options by_signal = {.run.limits = {.stop = &stop},
                                    .run.progress = stop_at_once,
                                    .run.context = (void *)&stop,
                                    .enumerate = true};
    lb_closure_options by_answer = {.run.progress = say_no, .enumerate = true};
    const lb_closure_options *const options[] = {&by_time, &by_memory, &by_signal, &by_answer};
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        for (int strings = 0; strings < 2; strings++) {
            lb_ansatz_t A;
            lb_closure *closure;
            mpz_t D;
            lb_ansatz_init(A, "large", 14);
            add_generator(A, false, PARTS("1", "ZZ"));
            add_generator(A, false, PARTS("1", "X"));
            add_generator(A, false, PARTS("1", "Z"));
            if (strings) {
                lb_ansatz_clear(A);
                lb_ansatz_init(A, "large", 14);
                for (uint32_t q = 0; q < 14; q++) {
                    lb_sum_t H;
                    for (int w = 0; w < 3; w++) {
                        lb_sum_init(H, 14);
                        ck_assert_int_eq(
                            lb_sum_append_letters(H, 1, 1, ((const char *[]){"XI", "YI", "ZZ"})[w],
                                                  (uint32_t[]){q, (q + 1) % 14}, NULL),
                            LB_OK);
                        lb_ansatz_add_generator(A, NULL, H);
                        lb_sum_clear(H);
                    }
                }
            }
            ck_assert_int_eq(lb_closure_compute(&closure, A, options[i], NULL), LB_OK);
            ck_assert(!lb_closure_is_proved(closure));
            mpz_init(D);
            lb_closure_dimension(D, closure);
            ck_assert_uint_ge(mpz_get_ui(D), 1);
            ck_assert_uint_le(mpz_get_ui(D), (1u << 28) - 1);
            ck_assert_uint_eq(lb_closure_row_count(closure), 0);
            lb_error error;
            ck_assert_int_eq(lb_certificate_write(closure, "/nonexistent/x.cert", &error),
                             LB_USAGE);
            mpz_clear(D);
            lb_closure_free(closure);
            lb_ansatz_clear(A);
        }
    }
}
END_TEST

/* The identification of strings ends where work does, and then nothing is proved. */
START_TEST(an_identification_that_ends_early)
{
    lb_setting setting = {"n", "3000"};
    lb_closure_options options = {.run.work = 1};
    lb_closure *closure;
    lb_error error;
    lb_ansatz_t A;
    ck_assert(!lb_ansatz_load(A, "hea", &setting, 1, &error));
    ck_assert_int_eq(lb_closure_compute(&closure, A, &options, &error), LB_OK);
    ck_assert(!lb_closure_is_proved(closure));
    ck_assert_ptr_nonnull(strstr(lb_closure_evidence(closure), "limit of work reached"));
    lb_closure_free(closure);
    options.run.work = 0;
    ck_assert_int_eq(lb_closure_compute(&closure, A, &options, &error), LB_OK);
    ck_assert(lb_closure_is_proved(closure));
    lb_closure_free(closure);
    lb_ansatz_clear(A);
}
END_TEST

/* X on each qubit and ZZ on each bond of an open chain: the 2 n qubits' so(2 n) of n (2 n - 1) strings. */
START_TEST(statistics_of_strings)
{
    lb_closure_statistics statistics;
    for (uint32_t n = 1; n <= 4; n++)
        for (unsigned enumerate = 0; enumerate < 2; enumerate++) {
            size_t D = (size_t)n * (2 * n - 1);
            double start = lb_seconds();
            lb_closure *closure;
            lb_ansatz_t A;
            lb_ansatz_init(A, "chain", n);
            for (uint32_t k = 0; k + 1 < 2 * n; k++) {
                lb_sum_t H;
                lb_sum_init(H, n);
                ck_assert_int_eq(lb_sum_append_letters(H, 1, 1, k % 2 ? "ZZ" : "X",
                                                       (uint32_t[]){k / 2, k / 2 + 1}, NULL),
                                 LB_OK);
                lb_ansatz_add_generator(A, NULL, H);
                lb_sum_clear(H);
            }
            lb_closure_options options = {.enumerate = enumerate};
            ck_assert_int_eq(lb_closure_compute(&closure, A, &options, NULL), LB_OK);
            lb_closure_get_statistics(&statistics, closure);
            double seconds = lb_seconds() - start;
            ck_assert_uint_eq(statistics.brackets, enumerate ? D * (2 * n - 1) : 0);
            ck_assert_uint_eq(statistics.strings, enumerate ? D : 2 * n - 1);
            ck_assert_uint_eq(statistics.terms, enumerate ? D : 0);
            ck_assert_uint_eq(statistics.longest_row, enumerate);
            ck_assert_uint_eq(statistics.primes, enumerate);
            ck_assert(statistics.search_seconds > 0 && statistics.search_seconds < seconds);
            ck_assert_int_eq(statistics.proof_seconds > 0, enumerate);
            ck_assert(statistics.search_seconds + statistics.proof_seconds < seconds);
            ck_assert_uint_gt(statistics.peak_bytes, 0);
            lb_closure_free(closure);
            lb_ansatz_clear(A);
        }
    lb_closure *closure;
    lb_ansatz_t A;
    lb_closure_options options = {.enumerate = true};
    lb_ansatz_init(A, "nothing", 2);
    ck_assert_int_eq(lb_closure_compute(&closure, A, &options, NULL), LB_OK);
    lb_closure_get_statistics(&statistics, closure);
    ck_assert(!statistics.longest_row && !statistics.strings && !statistics.terms);
    lb_closure_free(closure);
    lb_ansatz_clear(A);
}
END_TEST

START_TEST(statistics_of_sums)
{
    for (int dense = 0; dense < 2; dense++) {
        lb_closure_options options = {.method = dense ? LB_METHOD_DENSE : LB_METHOD_SPARSE};
        lb_closure_statistics statistics;
        lb_closure *closure;
        lb_ansatz_t A;
        double start = lb_seconds();
        lb_ansatz_init(A, "chain", 4);
        add_generator(A, false, PARTS("1", "ZZ"));
        add_generator(A, false, PARTS("1", "X"));
        ck_assert_int_eq(lb_closure_compute(&closure, A, &options, NULL), LB_OK);
        lb_closure_get_statistics(&statistics, closure);
        double seconds = lb_seconds() - start;
        size_t terms = 0, longest = 0, D = lb_closure_row_count(closure);
        ck_assert_uint_eq(D, 16);
        lb_sum_t row;
        lb_sum_init(row, 4);
        for (size_t i = 0; i < D; i++) {
            lb_closure_row(row, closure, i); /* in place of the one before */
            terms += row->length;
            longest = row->length > longest ? row->length : longest;
        }
        lb_sum_clear(row);
        ck_assert_uint_eq(statistics.terms, terms);
        ck_assert_uint_ge(statistics.longest_row, longest);
        ck_assert_uint_eq(statistics.strings, 28); /* of so(8) */
        ck_assert_uint_ge(statistics.brackets, 2 * D);
        ck_assert_uint_eq(statistics.primes, dense ? 1 : 2);
        ck_assert(statistics.search_seconds > 0 && statistics.proof_seconds > 0);
        ck_assert(statistics.search_seconds + statistics.proof_seconds < seconds);
        lb_closure_free(closure);
        lb_ansatz_clear(A);
    }
}
END_TEST

static size_t dense_dimension(lb_ansatz_t A)
{
    lb_closure_options options = {.method = LB_METHOD_DENSE};
    lb_closure *closure;
    ck_assert_int_eq(lb_closure_compute(&closure, A, &options, NULL), LB_OK);
    ck_assert(lb_closure_is_proved(closure));
    check_basis(closure, A);
    size_t result = lb_closure_row_count(closure);
    lb_closure_free(closure);
    lb_ansatz_clear(A);
    return result;
}

START_TEST(dense_rows)
{
    static const char *const values[] = {"1000003", "-7/4194301", "4194301/3",
                                         "100000000000000000000000000000000000001/1000000007"};
    lb_ansatz_t A;
    lb_sum_t H;
    /* XX and YY, the largest string, are met and cancel. */
    lb_ansatz_init(A, "invariant", 2);
    lb_sum_init(H, 2);
    ck_assert_int_eq(lb_sum_append_label(H, 1, 1, "XY", NULL), LB_OK);
    ck_assert_int_eq(lb_sum_append_label(H, -1, 1, "YX", NULL), LB_OK);
    lb_ansatz_add_generator(A, NULL, H);
    lb_sum_clear(H);
    add_generator(A, false, PARTS("1", "Z"));
    ck_assert_uint_eq(dense_dimension(A), 2);
    /* More primes than one, of which the first ones mislead. */
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        lb_ansatz_init(A, "unequal", 2);
        lb_sum_init(H, 2);
        add_chain(H, values[i], "X", false);
        ck_assert_int_eq(lb_sum_append_label(H, 1, 1, "XI", NULL), LB_OK);
        lb_ansatz_add_generator(A, NULL, H);
        lb_sum_clear(H);
        add_labels(A, "1", PARTS("ZZ"));
        lb_ansatz_t B;
        lb_ansatz_init(B, "copy", 2);
        for (size_t k = 0; k < 2; k++)
            lb_ansatz_add_generator(B, NULL, A->generators + k);
        size_t expected = dimension_by_hand(A);
        ck_assert_uint_eq(dense_dimension(A), expected);
        ck_assert_uint_eq(dimension(B), expected);
    }
}
END_TEST

/* A bound that is reached ends the search; one that is too small is found out. */
START_TEST(bounds_of_dimensions)
{
    for (int dense = 0; dense < 2; dense++) {
        lb_closure_statistics without, with;
        for (unsigned long bound = 15; bound <= 18; bound++) {
            mpz_t upper;
            lb_closure_options options = {.method = dense ? LB_METHOD_DENSE : LB_METHOD_SPARSE};
            lb_closure *closure;
            lb_ansatz_t A;
            mpz_init_set_ui(upper, bound);
            options.upper_bound = bound < 18 ? upper : NULL;
            lb_ansatz_init(A, "chain", 4);
            add_generator(A, false, PARTS("1", "ZZ"));
            add_generator(A, false, PARTS("1", "X"));
            ck_assert_int_eq(lb_closure_compute(&closure, A, &options, NULL), LB_OK);
            ck_assert(lb_closure_is_proved(closure));
            ck_assert_uint_eq(lb_closure_row_count(closure), 16);
            lb_closure_get_statistics(bound == 16 ? &with : &without, closure);
            lb_closure_free(closure);
            lb_ansatz_clear(A);
            mpz_clear(upper);
        }
        ck_assert_uint_eq(with.primes, without.primes);
        ck_assert_uint_le(with.brackets, without.brackets);
    }
}
END_TEST

START_TEST(too_many_qubits)
{
    lb_ansatz_t A;
    lb_closure *closure = NULL;
    lb_error error;
    lb_closure_options options = {.enumerate = true};
    lb_ansatz_init(A, "wide", 20000);
    ck_assert_int_eq(lb_closure_compute(&closure, A, &options, &error), LB_INPUT);
    ck_assert_ptr_null(closure);
    lb_ansatz_clear(A);
}
END_TEST

/* What went wrong is told to those who ask. */
START_TEST(a_damaged_checkpoint)
{
    char path[] = "/tmp/liebound-test-checkpoint-XXXXXX";
    lb_closure_options options = {.checkpoint = path};
    lb_ansatz_t A;
    lb_closure *closure = NULL;
    lb_error error = {.status = LB_OK};
    int file = mkstemp(path);
    ck_assert_int_ge(file, 0);
    ck_assert_int_eq(write(file, "damaged", 7), 7);
    close(file);
    lb_ansatz_init(A, "chain", 3);
    add_generator(A, false, PARTS("1", "ZZ"));
    add_generator(A, false, PARTS("1", "X"));
    ck_assert_int_eq(lb_closure_compute(&closure, A, &options, &error), LB_INPUT);
    ck_assert_int_eq(error.status, LB_INPUT);
    ck_assert_str_ne(error.message, "");
    ck_assert_int_eq(lb_closure_compute(&closure, A, &options, NULL), LB_INPUT);
    ck_assert_ptr_null(closure);
    remove(path);
    lb_ansatz_clear(A);
}
END_TEST

/* In parts, each of which reads where the one before ended. */
START_TEST(a_search_in_parts)
{
    char *path = lb_sprintf("%s/parts.checkpoint", lb_test_folder());
    lb_closure_options options = {.checkpoint = path, .run.work = 20000};
    lb_setting setting = {"n", "5"};
    lb_closure_statistics whole, parts = {0};
    lb_closure *closure;
    lb_error error;
    lb_ansatz_t A;
    size_t rounds = 0;
    ck_assert(!lb_ansatz_load(A, "ltfim-open", &setting, 1, &error));
    ck_assert(!lb_closure_compute(&closure, A, NULL, &error));
    lb_closure_get_statistics(&whole, closure);
    ck_assert(lb_closure_is_proved(closure));
    size_t dimension = lb_closure_row_count(closure);
    ck_assert_uint_eq(dimension, 542);
    lb_closure_free(closure);
    remove(path);
    for (bool proved = false; !proved && rounds < 1000; rounds++) {
        ck_assert_msg(!lb_closure_compute(&closure, A, &options, &error), "%s", error.message);
        lb_closure_get_statistics(&parts, closure);
        proved = lb_closure_is_proved(closure);
        ck_assert(!proved || lb_closure_row_count(closure) == dimension);
        lb_closure_free(closure);
        options.run.work += 5000; /* the proof is not kept */
    }
    ck_assert_uint_gt(rounds, 1);
    ck_assert_uint_eq(parts.brackets, whole.brackets);
    remove(path);
    free(path);
    lb_ansatz_clear(A);
}
END_TEST

LB_TEST_MAIN("closure", agrees_with_brute_force, a_damaged_checkpoint, a_search_in_parts,
             basis_is_reduced_and_closed, hard_cases_for_floating_point, one_detuned_field,
             coefficients_that_break_primes, degenerate_generators, strings_on_many_qubits,
             limits_leave_a_lower_bound, an_identification_that_ends_early, statistics_of_strings,
             statistics_of_sums, dense_rows, bounds_of_dimensions, too_many_qubits)
