/* The pieces of the kind sectors, against their definitions: primes by division, polynomials by their
 * roots, sums of strings by their matrices, letter by letter. Links with src/check/ except main.c. */

#include <stdbool.h>
#include <string.h>

#include "check/sectors/sectors.h"
#include "support.h"

/* The largest primes below 2^60 that are 1 modulo 4, and small ones. */
static const uint64_t primes[] = {1152921504606846869u, 1152921504606846797u, 5, 13, 97, 65537};
enum { PRIMES = sizeof primes / sizeof *primes };

static uint64_t state = 20230626;

static uint64_t draw(uint64_t bound)
{
    uint64_t z = state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (z ^ (z >> 31)) % bound;
}

static uint64_t times(uint64_t a, uint64_t b, uint64_t p)
{
    return (uint64_t)((lb_check_wide)a * b % p);
}

static uint64_t power(uint64_t a, uint64_t e, uint64_t p)
{
    uint64_t result = 1 % p;
    for (; e; e /= 2, a = times(a, a, p))
        if (e % 2)
            result = times(result, a, p);
    return result;
}

/* Often 0 or next to p, where sums are largest. */
static uint64_t draw_residue(uint64_t p)
{
    switch (draw(4)) {
    case 0:
        return 0;
    case 1:
        return p - 1 - draw(2);
    default:
        return draw(p);
    }
}

/* ---- residue.c ---- */

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
static size_t rank_of(const uint64_t *rows, size_t count, size_t width, size_t columns, uint64_t p)
{
    static uint64_t M[300][320];
    size_t rank = 0;
    for (size_t i = 0; i < count; i++)
        memcpy(M[i], rows + i * width, columns * sizeof **M);
    for (size_t j = 0; j < columns && rank < count; j++) {
        size_t i = rank;
        while (i < count && !M[i][j])
            i++;
        if (i == count)
            continue;
        for (size_t k = 0; k < columns; k++) {
            uint64_t entry = M[i][k];
            M[i][k] = M[rank][k];
            M[rank][k] = entry;
        }
        uint64_t inverse = power(M[rank][j], p - 2, p);
        for (i = rank + 1; i < count; i++) {
            uint64_t factor = p - times(M[i][j], inverse, p);
            for (size_t k = j; k < columns; k++)
                M[i][k] = (M[i][k] + times(factor, M[rank][k], p)) % p;
        }
        rank++;
    }
    return rank;
}

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

/* ---- operator.c ---- */

enum { QUBITS = 9, SIZE = 1 << QUBITS };

/* A root of -1. */
static uint64_t root_of(uint64_t p)
{
    for (uint64_t a = 2;; a++) {
        uint64_t root = power(a, (p - 1) / 4, p);
        if (times(root, root, p) == p - 1)
            return root;
    }
}

static void draw_terms(lb_check_terms *terms, size_t count, size_t qubits, uint64_t p)
{
    *terms = (lb_check_terms){0};
    lb_check_terms one = {1, 1, &(lb_check_term){0}};
    for (size_t t = 0; t < count; t++) {
        *one.at = (lb_check_term){(uint32_t)draw(1 << qubits) >> draw(qubits + 1),
                                  (uint32_t)draw(1 << qubits), 1 + draw(p - 1)};
        if (draw(4) == 0)
            one.at->z = one.at->x = ((1u << qubits) - 1) & ~(uint32_t)draw(2);
        lb_check_terms_add(terms, &one, 1 + draw(p - 1), p);
    }
}

/* w = sum of the terms on v, letter by letter: X and Y flip a bit, Y takes 0 to i and 1 to -i, Z takes 1
 * to -1. */
static void apply_terms(uint64_t *w, const lb_check_terms *terms, const uint64_t *v, size_t qubits,
                        uint64_t p, uint64_t root)
{
    memset(w, 0, sizeof *w << qubits);
    for (size_t t = 0; t < terms->count; t++)
        for (size_t b = 0; b < (size_t)1 << qubits; b++) {
            uint64_t value = times(terms->at[t].value, v[b], p);
            size_t to = b;
            for (size_t q = 0; q < qubits; q++) {
                bool x = terms->at[t].x >> q & 1, z = terms->at[t].z >> q & 1, bit = b >> q & 1;
                to ^= (size_t)x << q;
                if (x && z)
                    value = times(value, bit ? p - root : root, p);
                else if (z && bit)
                    value = (p - value) % p;
            }
            w[to] = (w[to] + value) % p;
        }
}

static void expect_operator(const lb_check_terms *terms, size_t qubits, uint64_t p, uint64_t root)
{
    static uint64_t v[SIZE], w[SIZE], expected[SIZE];
    lb_check_operator_tables T;
    size_t flips = 0;
    for (size_t b = 0; b < (size_t)1 << qubits; b++) {
        v[b] = draw_residue(p);
        w[b] = draw_residue(p);
    }
    uint64_t factor = draw_residue(p);
    apply_terms(expected, terms, v, qubits, p, root);
    for (size_t b = 0; b < (size_t)1 << qubits; b++)
        expected[b] = (times(expected[b], factor, p) + w[b]) % p;
    lb_check_tables_init(&T, terms, qubits, p, root);
    lb_check_tables_add(&T, w, v, factor, p);
    ck_assert(!memcmp(w, expected, sizeof *w << qubits));
    for (uint32_t x = 0; x < 1u << qubits; x++) {
        bool is_there = false;
        for (size_t t = 0; t < terms->count; t++)
            is_there = is_there || terms->at[t].x == x;
        flips += is_there;
    }
    ck_assert_uint_eq(T.count, flips);
    ck_assert_uint_eq(T.size, 1u << qubits);
    lb_check_tables_clear(&T);
}

/* In order, each string once, none with 0. */
static void expect_order(const lb_check_terms *terms)
{
    for (size_t t = 0; t < terms->count; t++) {
        const lb_check_term *a = &terms->at[t], *b = a - 1;
        ck_assert_uint_ne(a->value, 0);
        ck_assert(!t || b->x < a->x || (b->x == a->x && b->z < a->z));
    }
}

START_TEST(test_operators_letter_by_letter)
{
    for (int n = 0; n < 60; n++) {
        uint64_t p = primes[n % PRIMES], root = root_of(p);
        size_t qubits = n < 40 ? 1 + draw(4) : 5 + draw(QUBITS - 4);
        lb_check_terms terms;
        draw_terms(&terms, draw(n % 10 == 9 ? 900 : 12), qubits, p);
        if (terms.count && draw(2)) {
            lb_check_terms negative = {0};
            lb_check_terms_add(&negative, &terms, p - 1, p);
            negative.count = draw(negative.count + 1);
            lb_check_terms_add(&terms, &negative, 1, p);
            free(negative.at);
        }
        static uint64_t v[SIZE], w[SIZE], expected[SIZE];
        for (size_t b = 0; b < SIZE; b++)
            v[b] = draw(p);
        apply_terms(expected, &terms, v, qubits, p, root);
        lb_check_terms_merge(&terms, p);
        expect_order(&terms);
        apply_terms(w, &terms, v, qubits, p, root);
        ck_assert(!memcmp(w, expected, sizeof *w << qubits));
        expect_operator(&terms, qubits, p, root);
        free(terms.at);
    }
}
END_TEST

/* More flips than products are added at once, where sums are as large as they may be. */
START_TEST(test_largest_operators)
{
    uint64_t p = primes[0], v[SIZE], w[SIZE] = {0};
    lb_check_terms terms = {0};
    lb_check_terms one = {1, 1, &(lb_check_term){0, 0, p - 1}};
    for (one.at->x = 0; one.at->x < 300; one.at->x++)
        lb_check_terms_add(&terms, &one, 1, p);
    for (size_t b = 0; b < SIZE; b++)
        v[b] = p - 1;
    lb_check_operator_tables T;
    lb_check_tables_init(&T, &terms, QUBITS, p, root_of(p));
    lb_check_tables_add(&T, w, v, 1, p);
    for (size_t b = 0; b < SIZE; b++)
        ck_assert_uint_eq(w[b], 300);
    lb_check_tables_clear(&T);
    free(terms.at);
}
END_TEST

/* (i / 2) (A B - B A). */
START_TEST(test_brackets_of_operators)
{
    for (int n = 0; n < 100; n++) {
        static uint64_t v[SIZE], av[SIZE], bv[SIZE], ab[SIZE], ba[SIZE], w[SIZE];
        uint64_t p = primes[n % PRIMES], root = root_of(p), half = times(root, (p + 1) / 2, p);
        size_t qubits = 1 + draw(4), size = (size_t)1 << qubits;
        lb_check_terms A, B, C = {0};
        draw_terms(&A, draw(8), qubits, p);
        draw_terms(&B, draw(8), qubits, p);
        for (size_t b = 0; b < size; b++)
            v[b] = draw(p);
        apply_terms(av, &A, v, qubits, p, root);
        apply_terms(bv, &B, v, qubits, p, root);
        apply_terms(ab, &A, bv, qubits, p, root);
        apply_terms(ba, &B, av, qubits, p, root);
        lb_check_terms_add_bracket(&C, &A, &B, p);
        lb_check_terms_merge(&C, p);
        expect_order(&C);
        apply_terms(w, &C, v, qubits, p, root);
        for (size_t b = 0; b < size; b++)
            ck_assert_uint_eq(w[b], times(half, (ab[b] + p - ba[b]) % p, p));
        free(A.at);
        free(B.at);
        free(C.at);
    }
}
END_TEST

/* A map takes bit q of a state to bit m(q). */
START_TEST(test_maps_of_states)
{
    for (int n = 0; n < 40; n++) {
        static uint64_t v[SIZE], w[SIZE], expected[SIZE];
        uint64_t p = primes[n % PRIMES], factor = draw_residue(p);
        size_t qubits = 1 + draw(QUBITS);
        uint16_t map[QUBITS];
        for (size_t q = 0; q < qubits; q++) {
            size_t other = draw(q + 1);
            map[q] = map[other];
            map[other] = (uint16_t)q;
        }
        for (size_t b = 0; b < SIZE; b++) {
            v[b] = draw_residue(p);
            expected[b] = w[b] = draw_residue(p);
        }
        for (size_t b = 0; b < (size_t)1 << qubits; b++) {
            size_t to = 0;
            for (size_t q = 0; q < qubits; q++)
                to += (b >> q) % 2 << map[q];
            expected[to] = (expected[to] + times(factor, v[b], p)) % p;
        }
        lb_check_operator_tables T;
        lb_check_tables_init_map(&T, map, qubits);
        lb_check_tables_add(&T, w, v, factor, p);
        ck_assert(!memcmp(w, expected, sizeof *w << qubits));
        lb_check_tables_clear(&T);
    }
}
END_TEST

/* ---- centre.c ---- */

/* Sectors with these dimensions, generators of one or two terms with these traces. */
static bool find_centre(lb_check_sectors *S, size_t K, int64_t coefficients[][2], size_t *centre)
{
    lb_check_sums *g = &S->closure.generators;
    static lb_check_reader reader;
    static lb_check_report report;
    size_t starts[8];
    lb_check_integer terms[16] = {{0}};
    reader = (lb_check_reader){.report = &report};
    report = (lb_check_report){0};
    S->closure.reader = &reader;
    for (size_t k = 0; k < K; k++) {
        starts[k] = 2 * k;
        lb_check_integer_set(&terms[2 * k], coefficients[k][0]);
        lb_check_integer_set(&terms[2 * k + 1], coefficients[k][1]);
    }
    starts[K] = 2 * K;
    *g = (lb_check_sums){.count = K, .start = starts, .length = 2 * K, .coefficients = {terms, 16}};
    return lb_check_centre(S, centre);
}

START_TEST(test_centres_by_rank)
{
    for (int n = 0; n < 400; n++) {
        size_t K = 1 + draw(7), count = 1 + draw(6), centre;
        uint64_t p = primes[n % 2 ? 0 : 5], rows[7 * 6], traces[7 * 6];
        int64_t coefficients[7][2], small[7][6];
        lb_check_sector sectors[6];
        for (size_t k = 0; k < K; k++) {
            coefficients[k][0] = coefficients[k][1] = 1;
            size_t other = draw(K), third = draw(K);
            for (size_t c = 0; c < count; c++) {
                small[k][c] = draw(3) ? (int64_t)draw(5) - 2 : 0;
                if (n % 3 && other < k && third < k)
                    small[k][c] = small[other][c] - small[third][c];
                traces[c * K + k] = ((uint64_t)(small[k][c] + 1000) + p - 1000) % p;
                rows[k * count + c] = traces[c * K + k];
            }
        }
        for (size_t c = 0; c < count; c++)
            sectors[c].d = 1;
        lb_check_sectors S = {
            .p = p, .size = 2, .sector_count = count, .sectors = sectors, .traces = traces};
        ck_assert(find_centre(&S, K, coefficients, &centre));
        ck_assert_uint_eq(centre, rank_of(rows, K, count, count, p));
    }
}
END_TEST

/* p must be above 2 N d s: of each generator, the largest d, and both terms. */
START_TEST(test_bounds_of_traces)
{
    uint64_t traces[9] = {0};
    for (int n = 0; n < 300; n++) {
        lb_check_sector sectors[3];
        int64_t coefficients[3][2];
        uint64_t d = 0, s = 0;
        size_t centre, N = (size_t)1 << draw(5);
        for (size_t i = 0; i < 3; i++) {
            sectors[i].d = 1 + draw(6);
            d = sectors[i].d > d ? sectors[i].d : d;
            coefficients[i][0] = (int64_t)draw(9) - 4;
            coefficients[i][1] = (int64_t)draw(9) - 4;
            uint64_t sum = (uint64_t)(coefficients[i][0] * coefficients[i][0] +
                                      coefficients[i][1] * coefficients[i][1]);
            s = sum > s ? sum : s;
        }
        lb_check_sectors S = {.size = N, .sector_count = 3, .sectors = sectors, .traces = traces};
        for (int change = -1; change <= 1; change += 2) {
            S.p = (uint64_t)((int64_t)(2 * N * d * s) + change);
            ck_assert(s == 0 || find_centre(&S, 3, coefficients, &centre) == (change > 0));
        }
    }
}
END_TEST

LB_TEST_MAIN("check_sectors", test_primes_by_division, test_powers_and_inverses, test_draws,
             test_combinations, test_rows_by_gauss, test_recurrences_of_powers,
             test_recurrences_by_rank, test_squarefree_by_roots, test_centred_roots,
             test_ranks_of_roots, test_long_recurrences, test_operators_letter_by_letter,
             test_largest_operators, test_brackets_of_operators, test_maps_of_states,
             test_centres_by_rank, test_bounds_of_traces)
