/* How the checker reads sums: as primitive integer vectors, which GMP's rationals know, and up to each bound
 * of proofs/README.md, where one more is refused. Links with src/check/ except main.c. */

#include <stdbool.h>
#include <string.h>

#include "check/check.h"
#include "draw.h"
#include "support.h"

static lb_check_report report;

/* Whether the sums on two qubits, one a line, are read, after so many letters and heights. */
static bool read_sums(const char *text, bool is_row, uint64_t letters, uint64_t heights)
{
    lb_check_strings S;
    lb_check_sums sums = {0};
    FILE *file = fmemopen((void *)(uintptr_t)text, strlen(text), "rb");
    ck_assert_ptr_nonnull(file);
    memset(&report, 0, sizeof report);
    report.qubits = 2;
    lb_check_reader *r = lb_check_reader_open(file, false, NULL, &report);
    r->letters = letters;
    r->heights = heights;
    lb_check_strings_init(&S, 2);
    bool ok = true;
    while (ok && lb_check_peek(r) >= 0)
        ok = lb_check_read_sum(r, &S, &sums, is_row) && lb_check_read_line_feed(r);
    lb_check_strings_clear(&S);
    lb_check_sums_clear(&sums);
    lb_check_reader_close(r);
    fclose(file);
    return ok;
}

/* Three terms of two letters; a row counts its pivot. */
START_TEST(test_letters)
{
    for (int is_row = 0; is_row < 2; is_row++) {
        const char *text = is_row ? "ZZ 1 XZ 1 XX\n" : "1 ZZ 1 XZ 1 XX\n";
        ck_assert(read_sums(text, is_row, 0, 0));
        ck_assert(read_sums(text, is_row, LB_CHECK_LETTERS_MAX - 6, 0));
        ck_assert(!read_sums(text, is_row, LB_CHECK_LETTERS_MAX - 5, 0));
        ck_assert_str_eq(report.reason,
                         "line 1: there are more than 4294967296 letters in all terms");
    }
}
END_TEST

/* Terms times bits of the common denominator: 3 times 4, of 12 = 1100 in binary. No terms without one. */
START_TEST(test_heights)
{
    for (int is_row = 0; is_row < 2; is_row++) {
        const char *text = is_row ? "ZZ 1/4 XZ 5/6 XX\n" : "1 ZZ 1/4 XZ 5/6 XX\n";
        const char *whole = is_row ? "ZZ 4 XZ 6 XX\n" : "2 ZZ 4 XZ 6 XX\n";
        ck_assert(read_sums(text, is_row, 0, LB_CHECK_HEIGHTS_MAX - 12));
        ck_assert(!read_sums(text, is_row, 0, LB_CHECK_HEIGHTS_MAX - 11));
        ck_assert_str_eq(report.reason, "line 1: the common denominators of all terms have more "
                                        "than 2147483648 bits");
        ck_assert(read_sums(whole, is_row, 0, LB_CHECK_HEIGHTS_MAX));
    }
}
END_TEST

/* 10^70000 and one more are coprime, and have 465070 bits together: too many for two rows. */
START_TEST(test_denominators_of_rows)
{
    static char text[300000];
    for (int is_row = 0; is_row < 2; is_row++) {
        size_t length = 0;
        for (int last = 0; last < 2; last++)
            length += (size_t)sprintf(text + length, "%sZZ 1/1%069999d%d XX\n", is_row ? "" : "1 ",
                                      0, last);
        ck_assert_int_eq(read_sums(text, is_row, 0, 0), !is_row);
        ck_assert_str_eq(report.reason,
                         is_row ? "line 2: the common denominator has more than 400000 bits" : "");
    }
}
END_TEST

/* ---- Vectors ---- */

enum { MOST = 6 };

static void set_power_of_two(lb_check_integer *a, uint64_t bits)
{
    mpz_t power;
    mpz_init(power);
    mpz_setbit(power, bits - 1);
    lb_check_integer_set_mpz(a, power);
    mpz_clear(power);
}

/* A sum and a row with a denominator of so many bits, or a row that leaves so many to all rows. */
static bool make(uint64_t bits, bool is_row, bool is_second)
{
    static lb_check_reader r;
    lb_check_integer c[2] = {{1, NULL}, {1, NULL}}, d[2] = {{1, NULL}, {0, NULL}},
                     common = {0, NULL};
    memset(&report, 0, sizeof report);
    r.report = &report;
    r.heights = 0;
    set_power_of_two(&d[1], is_second ? 2 : bits);
    if (is_second)
        set_power_of_two(&common, bits);
    bool ok = lb_check_make_primitive(&r, c, d, 2, is_row ? &common : NULL);
    for (int k = 0; k < 2; k++) {
        lb_check_integer_clear(&c[k]);
        lb_check_integer_clear(&d[k]);
    }
    lb_check_integer_clear(&common);
    return ok;
}

START_TEST(test_common_denominators)
{
    for (int which = 0; which < 3; which++) {
        ck_assert(make(LB_CHECK_COMMON_MAX, which > 0, which > 1));
        ck_assert(!make(LB_CHECK_COMMON_MAX + 1, which > 0, which > 1));
        ck_assert_str_eq(report.reason, "line 0: the common denominator has more than 400000 bits");
    }
}
END_TEST

static void get(mpz_t to, const lb_check_integer *a)
{
    if (a->big)
        mpz_set(to, a->big);
    else
        mpz_set_si(to, a->small);
}

/* Up to 2^(8 size) in absolute value, sometimes 1. */
static void draw_integer(mpz_t to, int size, bool positive)
{
    mpz_set_ui(to, 1);
    for (int k = 0; draw(4) && k < size; k++) {
        mpz_mul_ui(to, to, 256);
        mpz_add_ui(to, to, 1 + draw(255));
    }
    if (!positive && draw(2))
        mpz_neg(to, to);
}

/* The multiple of the fractions by a positive number whose entries are integers without a common divisor;
 * and of the rows so far the common denominator. */
START_TEST(test_primitive_vectors)
{
    static lb_check_reader r;
    mpz_t common, divisor, of_all, found;
    mpq_t ratio;
    mpz_inits(common, divisor, of_all, found, NULL);
    mpq_init(ratio);
    for (int round = 0; round < 200; round++) {
        lb_check_integer shared = {0, NULL};
        uint64_t heights = 0;
        memset(&report, 0, sizeof report);
        r = (lb_check_reader){.report = &report};
        mpz_set_ui(of_all, 1);
        for (int row = 0; row < 3; row++) {
            size_t n = 1 + draw(MOST);
            lb_check_integer c[MOST] = {{0, NULL}}, d[MOST] = {{0, NULL}};
            mpq_t fractions[MOST];
            mpz_set_ui(common, 1);
            for (size_t k = 0; k < n; k++) {
                mpq_init(fractions[k]);
                draw_integer(mpq_numref(fractions[k]), round % 12, false);
                draw_integer(mpq_denref(fractions[k]), round % 12, true);
                mpq_canonicalize(fractions[k]);
                lb_check_integer_set_mpz(&c[k], mpq_numref(fractions[k]));
                lb_check_integer_set_mpz(&d[k], mpq_denref(fractions[k]));
                mpz_lcm(common, common, mpq_denref(fractions[k]));
            }
            mpz_lcm(of_all, of_all, common);
            if (mpz_cmp_ui(common, 1) > 0)
                heights += n * mpz_sizeinbase(common, 2);
            ck_assert(lb_check_make_primitive(&r, c, d, n, &shared));
            mpz_set_ui(divisor, 0);
            for (size_t k = 0; k < n; k++) {
                get(found, &c[k]);
                mpz_gcd(divisor, divisor, found);
                mpq_set_z(ratio, found);
                mpq_div(fractions[k], ratio, fractions[k]);
                ck_assert_int_gt(mpq_sgn(fractions[k]), 0);
                ck_assert(mpq_equal(fractions[k], fractions[0]));
            }
            ck_assert_int_eq(mpz_cmp_ui(divisor, 1), 0);
            for (size_t k = 0; k < n; k++) {
                mpq_clear(fractions[k]);
                lb_check_integer_clear(&c[k]);
                lb_check_integer_clear(&d[k]);
            }
        }
        ck_assert_uint_eq(r.heights, heights);
        get(found, &shared);
        ck_assert(mpz_cmp(found, of_all) == 0 || (!mpz_sgn(found) && !mpz_cmp_ui(of_all, 1)));
        lb_check_integer_clear(&shared);
    }
    mpz_clears(common, divisor, of_all, found, NULL);
    mpq_clear(ratio);
}
END_TEST

LB_TEST_MAIN("check_sums", test_letters, test_heights, test_denominators_of_rows,
             test_common_denominators, test_primitive_vectors)
