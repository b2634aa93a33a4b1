/* What a closure tells of itself, and how limits and bounds end it. */

#include <string.h>

#include <liebound.h>

#include "base/limits.h"
#include "support.h"

static void load(lb_ansatz_t A, const char *family, const char *n)
{
    lb_setting setting = {(char *)"n", (char *)n};
    lb_error error;
    ck_assert(!lb_ansatz_load(A, family, &setting, 1, &error));
}

/* The identification of strings ends where work does, and then nothing is proved. */
START_TEST(an_identification_that_ends_early)
{
    lb_closure_options options = {.run.work = 1};
    lb_closure *closure;
    lb_error error;
    lb_ansatz_t A;
    load(A, "hea", "3000");
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
            lb_string_summary summary = {0};
            ck_assert_int_eq(lb_closure_string_summary(&summary, closure), !enumerate);
            ck_assert_uint_eq(summary.strings, enumerate ? 0 : 2 * n - 1);
            ck_assert_uint_eq(summary.components, !enumerate);
            const lb_algebra_struct *algebra = lb_closure_algebra(closure);
            ck_assert_int_eq(algebra != NULL, !enumerate);
            mpz_t dimension;
            mpz_init(dimension);
            if (algebra)
                lb_algebra_dimension(dimension, algebra);
            ck_assert_uint_eq(mpz_get_ui(dimension), algebra ? D : 0);
            mpz_clear(dimension);
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
        load(A, "tfim-open", "4");
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
            load(A, "tfim-open", "4");
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

LB_TEST_MAIN("statistics of closures", an_identification_that_ends_early, statistics_of_strings,
             statistics_of_sums, bounds_of_dimensions)
