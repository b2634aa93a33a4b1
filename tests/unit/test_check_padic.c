/* Residues modulo a power of a prime, and elementary divisors, by long integers. Links with src/check/
 * except main.c. */

#include <stdbool.h>
#include <string.h>

#include "check/padic/padic.h"
#include "draw.h"
#include "support.h"

/* Powers p^k below 2^62, the largest of each among them. */
static const struct {
    uint64_t p;
    unsigned k;
} moduli[] = {{3, 1},  {3, 2},     {3, 39},        {5, 26},        {7, 3},
              {7, 22}, {46337, 4}, {536870909, 1}, {536870909, 2}, {536870879, 2}};
enum { MODULI = sizeof moduli / sizeof *moduli };

static uint64_t draw_residue(uint64_t q)
{
    return draw(4) ? draw(q) : draw(2) ? 0 : q - 1;
}

static uint64_t times(uint64_t a, uint64_t b, uint64_t q)
{
    return (uint64_t)((lb_check_wide)a * b % q);
}

START_TEST(test_residues)
{
    for (size_t m = 0; m < MODULI; m++) {
        lb_check_ring R = lb_check_ring_make(moduli[m].p, moduli[m].k);
        uint64_t q = 1;
        for (unsigned i = 0; i < moduli[m].k; i++)
            q *= moduli[m].p;
        ck_assert_uint_eq(R.q, q);
        ck_assert_uint_eq(R.one, (uint64_t)(((lb_check_wide)1 << 64) % q));
        for (int n = 0; n < 200; n++) {
            uint64_t a = draw_residue(q), b = draw_residue(q), long_one = UINT64_MAX - draw(3);
            uint64_t factor = lb_check_ring_factor(&R, a);
            ck_assert_uint_eq(lb_check_ring_multiply(&R, factor, b), times(a, b, q));
            ck_assert_uint_eq(lb_check_ring_multiply(&R, factor, long_one), times(a, long_one, q));
            ck_assert_uint_eq(lb_check_add(a, b, q), (a + b) % q);
            ck_assert_uint_eq(lb_check_negate(a, q), (q - a) % q);
            if (a % moduli[m].p)
                ck_assert_uint_eq(times(lb_check_invert(a, q), a, q), 1);
            ck_assert_uint_eq(lb_check_invert(times(a, moduli[m].p, q), q), 0);
        }
    }
}
END_TEST

/* ---- Elementary divisors ---- */

enum { ROWS = 9, WIDTH = 8 };

/* How often p divides an integer below p^k, k of 0. */
static unsigned valuation(uint64_t a, uint64_t p, unsigned k)
{
    unsigned v = 0;
    for (; v < k && a % p == 0; v++)
        a /= p;
    return v;
}

/* Those that p^k does not divide: again and again an entry that is divisible least often is made the only
 * one of its row and column. */
static size_t divisors_by_least(uint64_t M[ROWS][WIDTH], size_t rows, size_t width, uint64_t p,
                                unsigned k, uint64_t q)
{
    size_t found = 0;
    bool used[ROWS] = {false};
    for (;;) {
        size_t row = rows, column = 0;
        unsigned least = k;
        for (size_t i = 0; i < rows; i++)
            for (size_t j = 0; j < width && !used[i]; j++)
                if (valuation(M[i][j], p, k) < least) {
                    least = valuation(M[i][j], p, k);
                    row = i;
                    column = j;
                }
        if (row == rows)
            return found;
        uint64_t power = 1;
        for (unsigned i = 0; i < least; i++)
            power *= p;
        uint64_t inverse = lb_check_invert(M[row][column] / power, q);
        for (size_t i = 0; i < rows; i++) {
            uint64_t factor = i == row ? 0 : times(M[i][column] / power, inverse, q);
            for (size_t j = 0; j < width && !used[i]; j++)
                M[i][j] = (M[i][j] + q - times(factor, M[row][j], q)) % q;
        }
        used[row] = true;
        found++;
    }
}

static void draw_matrix(uint64_t M[ROWS][WIDTH], size_t rows, size_t width, uint64_t p, uint64_t q)
{
    bool combined = draw(2);
    for (size_t i = 0; i < rows; i++) {
        uint64_t power = 1;
        for (uint64_t times_p = draw(4); times_p > 0 && power <= q / p; times_p--)
            power *= p;
        for (size_t j = 0; j < width; j++)
            M[i][j] = times(power, draw_residue(q), q);
        for (size_t l = 0; l < i && combined; l++)
            for (size_t j = 0, factor = draw(q); j < width; j++)
                M[i][j] = (M[i][j] + times(factor, M[l][j], q)) % q;
    }
}

START_TEST(test_elementary_divisors)
{
    for (int n = 0; n < 3000; n++) {
        size_t m = (size_t)draw(MODULI), rows = 1 + draw(ROWS), width = 1 + draw(WIDTH);
        lb_check_ring R = lb_check_ring_make(moduli[m].p, moduli[m].k);
        uint64_t M[ROWS][WIDTH], copy[ROWS][WIDTH], *at[ROWS];
        draw_matrix(M, rows, width, R.p, R.q);
        memcpy(copy, M, sizeof M);
        size_t expected = divisors_by_least(copy, rows, width, R.p, R.k, R.q),
               wanted = draw(3) ? rows : draw(rows + 1);
        for (size_t i = 0; i < rows; i++)
            at[i] = M[i];
        size_t found = lb_check_divisors(&R, at, rows, width, wanted);
        ck_assert_uint_eq(found, expected < wanted ? expected : wanted);
    }
}
END_TEST

LB_TEST_MAIN("check_padic", test_residues, test_elementary_divisors)
