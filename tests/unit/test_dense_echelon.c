/* Dense elimination in doubles against FLINT's. */

#include <string.h>

#include <flint/nmod_mat.h>

#include "base/memory.h"
#include "base/random.h"
#include "linalg/dense_echelon.h"
#include "support.h"

static double balanced(uint64_t residue, uint32_t prime)
{
    return residue > prime / 2 ? (double)residue - prime : (double)residue;
}

typedef struct trial {
    uint32_t prime, rows, columns, rank, batch;
    int threads;
} trial;

/* Rows that are combinations of `rank` random ones, some of them zero, some repeated. */
static void fill(nmod_mat_t M, const trial *t, lb_random *random)
{
    nmod_mat_t combinations, base;
    nmod_mat_init(combinations, t->rows, t->rank, t->prime);
    nmod_mat_init(base, t->rank, t->columns, t->prime);
    for (uint32_t i = 0; i < t->rows; i++)
        for (uint32_t j = 0; j < t->rank; j++)
            nmod_mat_entry(combinations, i, j) = i % 7 == 3  ? 0
                                                 : j > i / 2 ? 0
                                                             : lb_random_below(random, t->prime);
    for (uint32_t i = 0; i < t->rank; i++)
        for (uint32_t j = 0; j < t->columns; j++)
            nmod_mat_entry(base, i, j) =
                lb_random_below(random, 3) ? 0 : lb_random_below(random, t->prime);
    nmod_mat_mul(M, combinations, base);
    nmod_mat_clear(combinations);
    nmod_mat_clear(base);
}

/* The basis in the dense echelon is the reduced row echelon form that FLINT finds. */
static void compare(const lb_dense_echelon *echelon, const nmod_mat_t M)
{
    nmod_mat_t form;
    nmod_mat_init_set(form, M);
    ck_assert_uint_eq(echelon->rank, (uint64_t)nmod_mat_rref(form));
    uint32_t *row_of = lb_malloc(echelon->columns, sizeof *row_of);
    memset(row_of, 0xff, echelon->columns * sizeof *row_of);
    for (uint32_t r = 0; r < echelon->rank; r++)
        row_of[echelon->pivots[r]] = r;
    uint32_t at = 0;
    for (uint32_t c = 0; c < echelon->columns; c++) {
        if (row_of[c] == UINT32_MAX)
            continue;
        uint32_t free_at = 0;
        for (uint32_t j = 0; j < echelon->columns; j++) {
            bool is_free = free_at < echelon->free_count && echelon->free_columns[free_at] == j;
            uint64_t entry =
                is_free ? lb_dense_echelon_entry(echelon, row_of[c], free_at++) : j == c;
            ck_assert_uint_eq(entry, nmod_mat_entry(form, at, j));
        }
        ck_assert_uint_eq(free_at, echelon->free_count);
        at++;
    }
    free(row_of);
    nmod_mat_clear(form);
}

/* A vector is independent when it raises the rank of those up to it. */
static void check_profile(const bool *independent, const nmod_mat_t M)
{
    int64_t before = 0;
    for (int64_t i = 0; i < M->r; i++) {
        nmod_mat_t part;
        nmod_mat_window_init(part, M, 0, 0, i + 1, M->c);
        int64_t rank = nmod_mat_rank(part);
        ck_assert_int_eq(independent[i], rank > before);
        before = rank;
        nmod_mat_window_clear(part);
    }
}

static void try(const trial *t, lb_random *random)
{
    nmod_mat_t M;
    nmod_mat_init(M, t->rows, t->columns, t->prime);
    fill(M, t, random);
    lb_pool *pool = lb_pool_new(t->threads);
    lb_dense_echelon echelon;
    lb_dense_echelon_init(&echelon, t->prime, t->columns, pool);
    bool *independent = lb_malloc(t->rows, sizeof *independent);
    double *batch = lb_malloc((size_t)t->batch * t->columns, sizeof *batch);
    for (uint32_t first = 0; first < t->rows; first += t->batch) {
        uint32_t count = t->rows - first < t->batch ? t->rows - first : t->batch;
        for (uint32_t i = 0; i < count; i++)
            for (uint32_t j = 0; j < t->columns; j++)
                batch[(size_t)i * t->columns + j] =
                    balanced(nmod_mat_entry(M, first + i, j), t->prime);
        lb_dense_echelon_add(&echelon, batch, count, independent + first);
    }
    ck_assert(lb_dense_echelon_is_consistent(&echelon));
    compare(&echelon, M);
    if (t->rows < 100)
        check_profile(independent, M);
    free(batch);
    free(independent);
    lb_dense_echelon_clear(&echelon);
    lb_pool_free(pool);
    nmod_mat_clear(M);
}

START_TEST(agrees_with_flint)
{
    static const uint32_t primes[] = {3, 5, 101, 65537, 4194287, LB_DENSE_PRIME_MAX};
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t i = 0; i < lb_test_count(150); i++) {
        trial t = {.prime = primes[lb_random_below(&random, 6)],
                   .rows = 1 + (uint32_t)lb_random_below(&random, 80),
                   .columns = 1 + (uint32_t)lb_random_below(&random, 80),
                   .rank = (uint32_t)lb_random_below(&random, 40),
                   .batch = 1 + (uint32_t)lb_random_below(&random, 50),
                   .threads = 1 + (int)lb_random_below(&random, 2)};
        try(&t, &random);
    }
}
END_TEST

START_TEST(one_at_a_time)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (uint32_t columns = 1; columns <= 12; columns++) {
        trial t = {.prime = 101,
                   .rows = 20,
                   .columns = columns,
                   .rank = columns,
                   .batch = 1,
                   .threads = 1};
        try(&t, &random);
    }
}
END_TEST

/* More than 1024 products are added, and residues of every size occur. */
START_TEST(long_products_are_exact)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    trial t = {LB_DENSE_PRIME_MAX, 1500, 1300, 1250, 256, 2};
    try(&t, &random);
}
END_TEST

/* The largest sums there can be: rows of (p - 1)/2, against exact integers. */
START_TEST(extreme_residues_are_exact)
{
    uint32_t prime = LB_DENSE_PRIME_MAX, half = prime / 2;
    for (int sign = -1; sign <= 1; sign += 2) {
        double sum = half;
        for (int k = 0; k < 1024; k++)
            sum -= sign * (double)half * half;
        int64_t exact = half - sign * (int64_t)1024 * half * half;
        int64_t residue = ((exact % prime) + prime) % prime;
        double values[5] = {sum, sum, sum, sum, sum};
        lb_dense_balance(values, 5, prime);
        for (int i = 0; i < 5; i++)
            ck_assert_double_eq(values[i], balanced((uint64_t)residue, prime));
    }
    for (uint64_t k = 0; k < 4096; k++) {
        /* About half an odd multiple of p: the quotient is hardest to round. */
        double x = (double)((k * 1048573 + 1) * prime / 2), values[4] = {x, -x, x + 1, -x - 1};
        int64_t exact[4] = {(int64_t)x, -(int64_t)x, (int64_t)x + 1, -(int64_t)x - 1};
        lb_dense_balance(values, 4, prime);
        for (int i = 0; i < 4; i++) {
            int64_t residue = ((exact[i] % prime) + prime) % prime;
            ck_assert_double_eq(values[i], balanced((uint64_t)residue, prime));
        }
    }
}
END_TEST

/* Rows (unit vector, a) for a = (p - 3)/2, and a vector whose entries are all a: its remainder is a
 * sum of 5,000 products of the same sign, 2^54 in all. */
START_TEST(sums_of_one_sign_are_exact)
{
    enum { ROWS = 5000, BATCH = 100, COLUMNS = ROWS + 1 };
    const uint32_t prime = LB_DENSE_PRIME_MAX;
    const int64_t a = (prime - 3) / 2;
    lb_pool *pool = lb_pool_new(1);
    lb_dense_echelon echelon;
    bool independent[BATCH];
    double *vectors = lb_calloc((size_t)BATCH * COLUMNS, sizeof *vectors);
    lb_dense_echelon_init(&echelon, prime, COLUMNS, pool);
    for (uint32_t first = 0; first < ROWS; first += BATCH) {
        memset(vectors, 0, (size_t)BATCH * COLUMNS * sizeof *vectors);
        for (uint32_t i = 0; i < BATCH; i++) {
            vectors[(size_t)i * COLUMNS + first + i] = 1;
            vectors[(size_t)i * COLUMNS + ROWS] = (double)a;
        }
        ck_assert_uint_eq(lb_dense_echelon_add(&echelon, vectors, BATCH, independent), BATCH);
    }
    int64_t residue = 0;
    for (uint32_t c = 0; c < ROWS; c++) {
        int64_t entry = a - (c % 7 == 0); /* so that parts of the sum are odd */
        vectors[c] = (double)entry;
        residue = (residue + entry * a) % prime;
    }
    vectors[ROWS] = balanced((uint64_t)residue, prime);
    ck_assert_uint_eq(lb_dense_echelon_add(&echelon, vectors, 1, independent), 0);
    ck_assert(lb_dense_echelon_is_consistent(&echelon));
    lb_dense_echelon_clear(&echelon);
    lb_pool_free(pool);
    free(vectors);
}
END_TEST

START_TEST(a_fault_shows)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    lb_pool *pool = lb_pool_new(1);
    lb_dense_echelon echelon;
    enum { ROWS = 20, COLUMNS = 40 };
    double vectors[ROWS * COLUMNS];
    bool independent[ROWS];
    lb_dense_echelon_init(&echelon, 65537, COLUMNS, pool);
    for (size_t i = 0; i < ROWS * COLUMNS; i++)
        vectors[i] = balanced(lb_random_below(&random, 65537), 65537);
    lb_dense_echelon_add(&echelon, vectors, ROWS, independent);
    ck_assert(lb_dense_echelon_is_consistent(&echelon));
    /* A wrong checksum: what reduces to zero by this row does not have zero left. */
    double *checksum = echelon.entries + COLUMNS - ROWS;
    double right = *checksum;
    *checksum += right > 0 ? -1 : 1;
    ck_assert(!lb_dense_echelon_is_consistent(&echelon));
    ck_assert(!echelon.faulty);
    ck_assert_uint_eq(lb_dense_echelon_add(&echelon, vectors, ROWS, independent), 0);
    ck_assert(echelon.faulty);
    *checksum = right;
    echelon.faulty = false;
    ck_assert(lb_dense_echelon_is_consistent(&echelon));
    /* A wrong entry. */
    echelon.entries[3] += echelon.entries[3] > 0 ? -1 : 1;
    ck_assert(!lb_dense_echelon_is_consistent(&echelon));
    lb_dense_echelon_clear(&echelon);
    lb_pool_free(pool);
}
END_TEST

/* Room for all entries that rows may have on the way, 1.5 times: with r pivots r rows of the other columns,
 * and a checksum. */
START_TEST(bytes_are_enough)
{
    for (uint32_t columns = 1; columns < 12; columns++)
        for (uint32_t rank = 0; rank <= columns; rank++) {
            double most = 0, all = 0;
            for (uint32_t r = 0; r <= columns; r++) {
                double entries = (double)r * (columns - r + 1);
                all = entries > all ? entries : all;
                most = r <= rank && entries > most ? entries : most;
            }
            double bytes = lb_dense_echelon_bytes(columns, rank, 0);
            ck_assert(bytes >= 1.5 * sizeof(double) * most && bytes <= 1.5 * sizeof(double) * all);
            ck_assert(lb_dense_echelon_bytes(columns, rank, 7) ==
                      bytes + sizeof(double) * 7 * (3 * columns + rank));
        }
}
END_TEST

LB_TEST_MAIN("dense echelon", agrees_with_flint, one_at_a_time, long_products_are_exact,
             extreme_residues_are_exact, sums_of_one_sign_are_exact, a_fault_shows,
             bytes_are_enough)
