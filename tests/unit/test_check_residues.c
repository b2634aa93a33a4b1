/* Residues and polynomials of the kind sectors, against their definitions: primes by division, rows by
 * Gauss, recurrences and polynomials by their roots. Links with src/check/ except main.c. */

#include <stdbool.h>
#include <string.h>

#include "check/sectors/sectors.h"
#include "residues.h"
#include "support.h"

/* ---- residue.c and sectors/rows.c ---- */

static bool is_prime_by_division(uint64_t n)
{
    for (uint64_t d = 2; d * d <= n; d++)
        if (n % d == 0)
            return false;
    return n > 1;
}

START_TEST(test_primes_by_division)
{
    for (uint64_t n = 0; n < 5000; n++)
        ck_assert_int_eq(lb_check_is_prime(n), is_prime_by_division(n));
    for (size_t i = 0; i < PRIMES; i++)
        ck_assert(lb_check_is_prime(primes[i]));
    /* The least number that passes for each of the bases before, and Carmichael's numbers. */
    static const uint64_t composite[] = {
        2047,          1373653,       25326001,        3215031751,
        2152302898747, 3474749660383, 341550071728321, 3825123056546413051,
        561,           41041,         825265,          (uint64_t)4294967291 * 4294967279};
    for (size_t i = 0; i < sizeof composite / sizeof *composite; i++)
        ck_assert(!lb_check_is_prime(composite[i]));
}
END_TEST

START_TEST(test_powers_and_inverses)
{
    for (size_t i = 0; i < PRIMES; i++)
        for (int k = 0; k < 200; k++) {
            uint64_t p = primes[i], a = 1 + draw(p - 1), e = draw(2) ? draw(9) : draw(UINT64_MAX);
            ck_assert_uint_eq(lb_check_power(a, e, p), power(a, e, p));
            ck_assert_uint_eq(lb_check_power(a + p, e, p), power(a, e, p));
            ck_assert_uint_eq(times(a, lb_check_invert(a, p), p), 1);
        }
    ck_assert_uint_eq(lb_check_power(5, 3, 1), 0);
}
END_TEST

/* Modulo what is no prime, there is an inverse where there is one by trial. */
START_TEST(test_units)
{
    for (uint64_t m = 2; m < 60; m++)
        for (uint64_t a = 0; a < m; a++) {
            uint64_t inverse = 1;
            while (inverse < m && a * inverse % m != 1)
                inverse++;
            ck_assert_uint_eq(lb_check_invert(a, m), inverse % m);
        }
    uint64_t most = LB_CHECK_MODULUS_MAX;
    ck_assert_uint_eq(times(lb_check_invert(2, most), 2, most), 1);
    ck_assert_uint_eq(lb_check_invert(3, most), 0);
}
END_TEST

/* Products of a factor in words of 32 bits, also of two at once. */
START_TEST(test_fields)
{
    static const uint32_t moduli[] = {3, 5, 65537, 536870909};
    for (size_t i = 0; i < sizeof moduli / sizeof *moduli; i++) {
        uint32_t p = moduli[i];
        lb_check_field F = lb_check_field_make(p);
        ck_assert_uint_eq(F.one, (UINT64_C(1) << 32) % p);
        ck_assert_uint_eq((uint32_t)(F.p * F.minus_inverse + 1), 0);
        for (int k = 0; k < 200; k++) {
            uint32_t a = (uint32_t)draw(p), b = (uint32_t)draw(p),
                     long_one = UINT32_MAX - (uint32_t)k;
            uint32_t factor = lb_check_field_factor(&F, a), other = lb_check_field_factor(&F, b);
            ck_assert_uint_eq(lb_check_field_multiply(&F, factor, b), times(a, b, p));
            ck_assert_uint_eq(lb_check_field_multiply(&F, factor, long_one), times(a, long_one, p));
            uint64_t sum = (uint64_t)factor * b + (uint64_t)other * b;
            ck_assert_uint_eq(lb_check_field_reduce(&F, sum), times(a + b, b, p));
            ck_assert_uint_eq(lb_check_field_negate(&F, a), (p - a) % p);
        }
    }
}
END_TEST

/* Numbers that are drawn are those that SplitMix64 is known to give of 0, below p, and spread evenly. */
START_TEST(test_draws)
{
    static const uint64_t known[] = {0xe220a8397b1dcdafu, 0x6e789e6aa1b965f4u, 0x06c45d188009454fu,
                                     0xf88bb8a8724c81ecu};
    uint64_t start = 0;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        ck_assert_uint_eq(lb_check_draw(&start, UINT64_MAX), known[i]);
    for (size_t i = 0; i < PRIMES; i++) {
        uint64_t random = 0, met[8] = {0};
        for (int k = 0; k < 800; k++) {
            uint64_t a = lb_check_draw(&random, primes[i]);
            ck_assert_uint_lt(a, primes[i]);
            met[(lb_check_wide)a * 8 / primes[i]]++;
        }
        for (int k = 0; k < 8 && primes[i] > 60; k++)
            ck_assert(met[k] > 50 && met[k] < 150);
    }
}
END_TEST

/* Of all sizes around those of the tiles, with residues that are as large as they may be. */
START_TEST(test_combinations)
{
    static const size_t widths[] = {1, 2, 127, 128, 129, 257},
                        counts[] = {0, 1, 3, 4, 5, 127, 128, 129, 131, 260, 517};
    static uint64_t rows[517 * 257], factors[517], out[257];
    for (size_t i = 0; i < PRIMES; i += 2)
        for (size_t c = 0; c < sizeof counts / sizeof *counts; c++)
            for (size_t w = 0; w < sizeof widths / sizeof *widths; w++) {
                uint64_t p = primes[i];
                size_t width = widths[w], count = counts[c];
                bool largest = draw(2);
                for (size_t k = 0; k < count * width; k++)
                    rows[k] = largest ? p - 1 : draw_residue(p);
                for (size_t k = 0; k < count; k++)
                    factors[k] = largest ? p - 1 : draw_residue(p);
                lb_check_combine(out, factors, rows, count, width, p);
                for (size_t j = 0; j < width; j++) {
                    uint64_t sum = 0;
                    for (size_t k = 0; k < count; k++)
                        sum = (sum + times(factors[k], rows[k * width + j], p)) % p;
                    ck_assert_uint_eq(out[j], sum);
                }
            }
}
END_TEST

/* Rows behind which their combinations are written: what is left of each, and whether something is, is
 * that of Gauss, who takes a copy of the whole matrix. */
static void try_rows(size_t count, size_t columns, size_t extra, uint64_t p, uint64_t density)
{
    static uint64_t rows[300 * 320], row[320];
    size_t width = columns + extra, rank = 0;
    lb_check_rows R;
    lb_check_rows_init(&R, p, width, columns, count);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < width; j++)
            rows[i * width + j] = draw(density) ? 0 : draw_residue(p);
        for (size_t j = 0; i && draw(3) == 0 && j < columns; j++)
            rows[i * width + j] = rows[draw(i) * width + j];
        memcpy(row, rows + i * width, width * sizeof *row);
        bool left = lb_check_rows_reduce(&R, row);
        ck_assert_int_eq(left, i < 30 || i == 299 ? rank_of(rows, i + 1, width, columns, p) > rank
                                                  : left);
        for (size_t k = 0; k < R.count; k++)
            ck_assert_uint_eq(row[R.pivots[k]], 0);
        rank += left;
        if (left)
            lb_check_rows_add(&R, row);
        ck_assert_uint_eq(R.count, rank);
        ck_assert(!left || (R.pivots[rank - 1] < columns &&
                            R.rows[(rank - 1) * width + R.pivots[rank - 1]] == 1));
    }
    ck_assert_uint_eq(rank, rank_of(rows, count, width, columns, p));
    lb_check_rows_clear(&R);
}

/* A row of ones, less 300 rows that end in -1, where sums are as large as they may be. */
static void try_largest_rows(uint64_t p)
{
    enum { COUNT = 300 };
    uint64_t row[COUNT + 1];
    lb_check_rows R;
    lb_check_rows_init(&R, p, COUNT + 1, COUNT + 1, COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        for (size_t j = 0; j < COUNT; j++)
            row[j] = j == i;
        row[COUNT] = p - 1;
        lb_check_rows_add(&R, row);
    }
    for (size_t j = 0; j <= COUNT; j++)
        row[j] = j < COUNT;
    ck_assert(lb_check_rows_reduce(&R, row));
    for (size_t j = 0; j <= COUNT; j++)
        ck_assert_uint_eq(row[j], j < COUNT ? 0 : COUNT);
    lb_check_rows_clear(&R);
}

START_TEST(test_rows_by_gauss)
{
    try_largest_rows(primes[0]);
    for (size_t i = 0; i < PRIMES; i++)
        for (int k = 0; k < 20; k++)
            try_rows(1 + draw(20), 1 + draw(20), draw(3), primes[i], 1 + draw(3));
    try_rows(300, 300, 20, primes[0], 1);
    try_rows(300, 280, 20, primes[4], 3);
}
END_TEST

/* ---- polynomial.c ---- */

enum { DEGREE = 40 };

/* The monic polynomial of these roots; its degree. */
static size_t from_roots(uint64_t *f, const uint64_t *roots, size_t count, uint64_t p)
{
    memset(f, 0, (count + 1) * sizeof *f);
    f[0] = 1;
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 2; j-- > 0;)
            f[j] = ((j ? f[j - 1] : 0) + p - times(roots[i], f[j], p)) % p;
    return count;
}

/* s[k] = sum of c_i r_i^k has the recurrence of the roots whose c_i is not 0, if they differ. */
START_TEST(test_recurrences_of_powers)
{
    for (int n = 0; n < 600; n++) {
        uint64_t p = primes[n % 2 ? n / 2 % 2 : 4 + n / 2 % 2];
        size_t count = draw(DEGREE / 2), d = count + draw(4) + !count, seen = 0;
        uint64_t roots[DEGREE], c[DEGREE], s[3 * DEGREE], f[2 * DEGREE] = {0}, met[DEGREE],
                                                                g[DEGREE];
        for (size_t i = 0; i < count; i++) {
            roots[i] = i && draw(5) == 0 ? roots[draw(i)] : draw(3) ? draw(p) : i;
            c[i] = draw(4) ? draw(p) : 0;
        }
        for (size_t k = 0; k < 2 * d; k++) {
            s[k] = 0;
            for (size_t i = 0; i < count; i++)
                s[k] = (s[k] + times(c[i], power(roots[i], k, p), p)) % p;
        }
        for (size_t i = 0; i < count; i++) {
            uint64_t sum = 0;
            bool first = true;
            for (size_t j = 0; j < count; j++) {
                sum = roots[j] == roots[i] ? (sum + c[j]) % p : sum;
                first = first && !(j < i && roots[j] == roots[i]);
            }
            if (sum && first)
                met[seen++] = roots[i];
        }
        ck_assert_uint_eq(lb_check_recurrence(f, s, d, p), seen);
        from_roots(g, met, seen, p);
        ck_assert(!memcmp(f, g, (seen + 1) * sizeof *f));
    }
}
END_TEST

/* The order of what is no recurrence of at most d: the least L for which the equations of all terms
 * have a solution, which is the rank of a matrix of Hankel where that is regular. */
START_TEST(test_recurrences_by_rank)
{
    for (int n = 0; n < 2000; n++) {
        uint64_t p = n % 2 ? 5 : 13, s[16], f[32], M[16 * 16];
        size_t d = 1 + draw(6), order = 0;
        for (size_t k = 0; k < 2 * d; k++)
            s[k] = draw(3) ? draw(p) : 0;
        for (bool solved = false; !solved; order += !solved) {
            size_t rows = 2 * d - order;
            for (size_t k = 0; k < rows; k++)
                for (size_t j = 0; j <= order; j++)
                    M[k * (order + 1) + j] = s[k + j];
            solved = !rows || rank_of(M, rows, order + 1, order + 1, p) ==
                                  rank_of(M, rows, order + 1, order, p);
        }
        ck_assert_uint_eq(lb_check_recurrence(f, s, d, p), order);
        for (size_t k = order; order <= d && k < 2 * d; k++) {
            uint64_t sum = 0;
            for (size_t j = 0; j <= order; j++)
                sum = (sum + f[j] * s[k - order + j]) % p;
            ck_assert_uint_eq(sum, 0);
        }
    }
}
END_TEST

/* x^2 - n has no root where n is no square. */
static uint64_t draw_no_square(uint64_t p)
{
    uint64_t n;
    do
        n = 1 + draw(p - 1);
    while (power(n, (p - 1) / 2, p) == 1);
    return n;
}

START_TEST(test_squarefree_by_roots)
{
    for (int n = 0; n < 400; n++) {
        uint64_t p = primes[n % PRIMES], roots[DEGREE], f[DEGREE + 4];
        size_t count = 1 + draw(p < DEGREE / 2 ? p - 1 : DEGREE / 2);
        bool distinct = true;
        if (p < 8)
            count = 1 + draw(3);
        for (size_t i = 0; i < count; i++) {
            roots[i] = draw(2) && p > 60 ? draw(p) : i;
            for (size_t j = 0; j < i; j++)
                distinct = distinct && roots[i] != roots[j];
        }
        if (draw(3) == 0 && count > 1) {
            roots[count - 1] = roots[draw(count - 1)];
            distinct = false;
        }
        from_roots(f, roots, count, p);
        ck_assert_int_eq(lb_check_is_squarefree(f, count, p), distinct);
        if (p < 60)
            continue;
        uint64_t no = draw_no_square(p);
        for (int k = 0; k < 2; k++) {
            for (size_t j = count + 3; j-- > 0;)
                f[j] = ((j >= 2 ? f[j - 2] : 0) + p - times(no, j <= count ? f[j] : 0, p)) % p;
            count += 2;
            ck_assert_int_eq(lb_check_is_squarefree(f, count, p), distinct && !k);
            if (count + 3 > DEGREE)
                break;
        }
    }
}
END_TEST

START_TEST(test_centred_roots)
{
    for (int n = 0; n < 200; n++) {
        uint64_t p = primes[n % 2 ? 0 : 5], roots[DEGREE], f[DEGREE + 1], g[DEGREE + 1], sum = 0;
        size_t count = 1 + draw(DEGREE);
        for (size_t i = 0; i < count; i++)
            sum = (sum + (roots[i] = draw(p))) % p;
        from_roots(f, roots, count, p);
        uint64_t mean = times(sum, power(count, p - 2, p), p);
        for (size_t i = 0; i < count; i++)
            roots[i] = (roots[i] + p - mean) % p;
        from_roots(g, roots, count, p);
        lb_check_centre_roots(f, count, p);
        ck_assert(!memcmp(f, g, (count + 1) * sizeof *f));
        ck_assert_uint_eq(f[count - 1], 0);
    }
}
END_TEST

/* h g modulo f, term by term. */
static void multiply(uint64_t *h, const uint64_t *g, const uint64_t *f, size_t d, uint64_t p)
{
    uint64_t product[2 * DEGREE] = {0};
    for (size_t i = 0; i < d; i++)
        for (size_t j = 0; j < d; j++)
            product[i + j] = (product[i + j] + times(h[i], g[j], p)) % p;
    for (size_t k = 2 * d; k-- > d;)
        for (size_t j = 0; j <= d; j++)
            if (j < d)
                product[k - d + j] = (product[k - d + j] + p - times(product[k], f[j], p)) % p;
    memcpy(h, product, d * sizeof *h);
}

/* How many of y, y^p, y^(p^2) .. are independent of those before, y = x less the mean of the roots. */
static size_t rank_of_roots(const uint64_t *f, size_t d, uint64_t p)
{
    uint64_t y[DEGREE] = {0}, next[DEGREE], rows[DEGREE * DEGREE];
    y[1] = 1;
    y[0] = times(f[d - 1], power(d, p - 2, p), p);
    for (size_t k = 0; k < d; k++) {
        memcpy(rows + k * d, y, d * sizeof *y);
        if (rank_of(rows, k + 1, d, d, p) <= k)
            return k;
        memset(next, 0, sizeof next);
        next[0] = 1;
        for (int bit = 63; bit >= 0; bit--) {
            multiply(next, next, f, d, p);
            if (p >> bit & 1)
                multiply(next, y, f, d, p);
        }
        memcpy(y, next, sizeof y);
    }
    return d;
}

START_TEST(test_ranks_of_roots)
{
    bool met[DEGREE] = {false};
    for (int n = 0; n < 300; n++) {
        uint64_t p = primes[n % 3 ? 3 + n % 3 : 0], f[DEGREE + 1];
        size_t d = 2 + draw(9), rank;
        do
            for (size_t j = 0; j <= d; j++)
                f[j] = j == d ? 1 : draw(p);
        while (!lb_check_is_squarefree(f, d, p));
        rank = rank_of_roots(f, d, p);
        met[rank] = true;
        for (size_t r = 0; r <= d; r++)
            ck_assert_int_eq(lb_check_roots_have_rank(f, d, r, p), r <= rank);
    }
    for (size_t r = 1; r < 8; r++)
        ck_assert(met[r]);
}
END_TEST

/* A recurrence of an order where sums of products are reduced in between. */
START_TEST(test_long_recurrences)
{
    enum { ORDER = 1200 };
    static uint64_t f[ORDER + 1], found[ORDER + 1], s[2 * ORDER];
    uint64_t p = primes[0];
    for (size_t j = 0; j <= ORDER; j++)
        f[j] = j == ORDER ? 1 : p - 1 - draw(9);
    for (size_t k = 0; k < 2 * ORDER; k++) {
        s[k] = k < ORDER ? p - 1 - draw(9) : 0;
        for (size_t j = 0; k >= ORDER && j < ORDER; j++)
            s[k] = (s[k] + p - times(f[j], s[k - ORDER + j], p)) % p;
    }
    ck_assert_uint_eq(lb_check_recurrence(found, s, ORDER, p), ORDER);
    ck_assert(!memcmp(f, found, sizeof f));
}
END_TEST

LB_TEST_MAIN("check_residues", test_primes_by_division, test_powers_and_inverses, test_units,
             test_fields, test_draws, test_combinations, test_rows_by_gauss,
             test_recurrences_of_powers, test_recurrences_by_rank, test_squarefree_by_roots,
             test_centred_roots, test_ranks_of_roots, test_long_recurrences)
