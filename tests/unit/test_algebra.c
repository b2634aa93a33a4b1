/* Names, sums and dimensions of compact Lie algebras. */

#include <string.h>

#include <liebound/algebra.h>

#include "support.h"

static void add(lb_algebra_t G, lb_ideal_type type, unsigned long n, unsigned long copies)
{
    mpz_t size, count;
    mpz_init_set_ui(size, n);
    mpz_init_set_ui(count, copies);
    lb_algebra_add(G, type, size, count);
    mpz_clears(size, count, NULL);
}

static void add_power(lb_algebra_t G, lb_ideal_type type, mp_bitcnt_t exponent)
{
    mpz_t size, one;
    mpz_init(size);
    mpz_init_set_ui(one, 1);
    mpz_setbit(size, exponent);
    lb_algebra_add(G, type, size, one);
    mpz_clears(size, one, NULL);
}

static void check(lb_algebra_t G, const char *text, const char *formula, const char *dimension)
{
    mpz_t D;
    mpz_init(D);
    lb_algebra_dimension(D, G);
    char *t = lb_algebra_text(G), *f = lb_algebra_formula(G), *d = mpz_get_str(NULL, 10, D);
    ck_assert_str_eq(t, text);
    ck_assert_str_eq(f, formula);
    ck_assert_str_eq(d, dimension);
    free(t);
    free(f);
    free(d);
    mpz_clear(D);
    lb_algebra_clear(G);
    lb_algebra_init(G);
}

START_TEST(canonical_names)
{
    static const struct {
        lb_ideal_type type;
        unsigned long n;
        const char *text, *dimension;
    } cases[] = {{LB_IDEAL_SO, 2, "u(1)", "1"},         {LB_IDEAL_SO, 3, "su(2)", "3"},
                 {LB_IDEAL_SO, 4, "2 su(2)", "6"},      {LB_IDEAL_SO, 5, "sp(2)", "10"},
                 {LB_IDEAL_SO, 6, "su(4)", "15"},       {LB_IDEAL_SO, 7, "so(7)", "21"},
                 {LB_IDEAL_SO, 8, "so(8)", "28"},       {LB_IDEAL_SP, 1, "su(2)", "3"},
                 {LB_IDEAL_SP, 3, "sp(3)", "21"},       {LB_IDEAL_SU, 2, "su(2)", "3"},
                 {LB_IDEAL_SU, 100, "su(100)", "9999"}, {LB_IDEAL_G, 2, "g2", "14"},
                 {LB_IDEAL_F, 4, "f4", "52"},           {LB_IDEAL_E, 6, "e6", "78"},
                 {LB_IDEAL_E, 7, "e7", "133"},          {LB_IDEAL_E, 8, "e8", "248"}};
    lb_algebra_t G;
    lb_algebra_init(G);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        add(G, cases[i].type, cases[i].n, 1);
        mpz_t D;
        mpz_init(D);
        lb_algebra_dimension(D, G);
        char *text = lb_algebra_text(G), *digits = mpz_get_str(NULL, 10, D);
        ck_assert_str_eq(text, cases[i].text);
        ck_assert_str_eq(digits, cases[i].dimension);
        free(text);
        free(digits);
        mpz_clear(D);
        lb_algebra_clear(G);
        lb_algebra_init(G);
    }
    lb_algebra_clear(G);
}
END_TEST

START_TEST(sums)
{
    lb_algebra_t G;
    lb_algebra_init(G);
    check(G, "0", "0", "0");
    add(G, LB_IDEAL_U, 1, 2);
    add(G, LB_IDEAL_SO, 3, 1);
    add(G, LB_IDEAL_SU, 4, 1);
    add(G, LB_IDEAL_SP, 1, 3);
    add(G, LB_IDEAL_U, 1, 1);
    add(G, LB_IDEAL_SO, 6, 1);
    check(G, "2 su(4) + 4 su(2) + 3 u(1)", "2 * 15 + 4 * 3 + 3 * 1", "45");
    /* Different algebras of one dimension stay apart. */
    add(G, LB_IDEAL_SP, 3, 1);
    add(G, LB_IDEAL_SO, 7, 1);
    check(G, "so(7) + sp(3)", "21 + 21", "42");
}
END_TEST

START_TEST(large_powers)
{
    lb_algebra_t G;
    lb_algebra_init(G);
    add_power(G, LB_IDEAL_SU, 40);
    check(G, "su(2^40)", "4^40 - 1", "1208925819614629174706175");
    add_power(G, LB_IDEAL_SU, 40);
    add(G, LB_IDEAL_U, 1, 1);
    check(G, "su(2^40) + u(1)", "(4^40 - 1) + 1", "1208925819614629174706176");
    add_power(G, LB_IDEAL_SO, 40);
    check(G, "so(2^40)", "2^39 (2^40 - 1)", "604462909806764831539200");
    add_power(G, LB_IDEAL_SP, 40);
    check(G, "sp(2^40)", "2^40 (2^41 + 1)", "2417851639230357861040128");
    add(G, LB_IDEAL_SU, 1024, 2048);
    check(G, "2^11 su(2^10)", "2^11 * 1048575", "2147481600");
}
END_TEST

LB_TEST_MAIN("algebra", canonical_names, sums, large_powers)
