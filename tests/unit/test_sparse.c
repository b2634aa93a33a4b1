/* Sparse vectors from entries in any order against a dense table of sums. */

#include <stdlib.h>
#include <string.h>

#include <flint/fmpq.h>
#include <flint/fmpq_vec.h>
#include <flint/fmpz.h>
#include <flint/fmpz_vec.h>
#include <flint/nmod.h>

#include "base/memory.h"
#include "base/random.h"
#include "linalg/reduced_basis.h"
#include "linalg/sparse.h"
#include "linalg/sparse_modular.h"
#include "support.h"

enum { VECTORS = 12, INDICES = 40 };

START_TEST(entries_add_up)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t round = lb_test_count(300); round > 0; round--) {
        lb_sparse sparse;
        lb_triplets triplets = {0};
        long sums[VECTORS][INDICES] = {{0}};
        size_t count = lb_random_below(&random, VECTORS + 1);
        /* Indices increase for each vector, the vectors come in any order. */
        for (uint32_t i = 0; count && i < INDICES; i++)
            for (size_t left = lb_random_below(&random, 8); left > 0; left--) {
                size_t v = lb_random_below(&random, count);
                long value = (long)lb_random_below(&random, 5) - 2;
                fmpz_set_si(lb_triplets_add(&triplets, v, i), value);
                sums[v][i] += value;
            }
        lb_sparse_init(&sparse, count, &triplets);
        ck_assert_uint_eq(sparse.offsets[0], 0);
        for (size_t v = 0; v < count; v++) {
            size_t e = sparse.offsets[v];
            for (uint32_t i = 0; i < INDICES; i++)
                if (sums[v][i]) {
                    ck_assert_uint_lt(e, sparse.offsets[v + 1]);
                    ck_assert_uint_eq(sparse.indices[e], i);
                    ck_assert_int_eq(fmpz_get_si(sparse.values + e++), sums[v][i]);
                }
            ck_assert_uint_eq(e, sparse.offsets[v + 1]);
        }
        lb_sparse_clear(&sparse);
    }
}
END_TEST

/* ---- Over Q and modulo a prime, against dense arrays ---- */

/* About half of the entries are zero. */
static void draw_array(fmpq *entries, lb_random *random)
{
    for (size_t i = 0; i < INDICES; i++)
        fmpq_set_si(entries + i,
                    lb_random_below(random, 2) ? (slong)lb_random_below(random, 19) - 9 : 0,
                    1 + lb_random_below(random, 12));
}

/* The entries, one denominator, which has no factor in common with all numerators, and the bits. */
static void check_rational(const lb_rational *v, const fmpq *entries)
{
    uint32_t e = 0;
    fmpq_t entry;
    fmpz_t norm, common;
    fmpq_init(entry);
    fmpz_init(norm);
    fmpz_init_set(common, v->denominator);
    for (uint32_t i = 0; i < INDICES; i++) {
        if (fmpq_is_zero(entries + i))
            continue;
        ck_assert_uint_lt(e, v->length);
        ck_assert_uint_eq(v->columns[e], i);
        fmpq_set_fmpz_frac(entry, v->numerators + e, v->denominator);
        ck_assert(fmpq_equal(entry, entries + i));
        fmpz_gcd(common, common, v->numerators + e);
        fmpz_abs(fmpq_numref(entry), v->numerators + e++);
        fmpz_add(norm, norm, fmpq_numref(entry));
    }
    ck_assert_uint_eq(e, v->length);
    ck_assert(!v->length || fmpz_is_one(common));
    ck_assert_uint_eq(lb_rational_norm_bits(v), fmpz_bits(norm));
    fmpq_clear(entry);
    fmpz_clear(norm);
    fmpz_clear(common);
}

/* Modulo a prime the residues of the entries; where it divides the denominator, nothing. */
static void check_reduction(const lb_rational *v, const fmpq *entries, nmod_t modulus)
{
    lb_sparse_vector reduced, again;
    lb_sparse_sum sum;
    uint64_t dense[INDICES], twice[INDICES] = {0}, square = 0;
    if (!lb_sparse_vector_reduce(&reduced, v, modulus)) {
        ck_assert_uint_eq(fmpz_fdiv_ui(v->denominator, modulus.n), 0);
        return;
    }
    lb_sparse_vector_copy(&again, &reduced);
    lb_sparse_vector_clear(&reduced);
    reduced = again;
    lb_sparse_vector_scatter(dense, INDICES, &reduced);
    lb_sparse_vector_add(twice, &reduced, 2, modulus);
    uint32_t length = 0;
    for (uint32_t i = 0; i < INDICES; i++) {
        uint64_t den = fmpz_fdiv_ui(fmpq_denref(entries + i), modulus.n);
        ck_assert_uint_eq(nmod_mul(dense[i], den, modulus),
                          fmpz_fdiv_ui(fmpq_numref(entries + i), modulus.n));
        ck_assert_uint_eq(twice[i], nmod_add(dense[i], dense[i], modulus));
        square = nmod_add(square, nmod_mul(dense[i], dense[i], modulus), modulus);
        length += dense[i] != 0;
    }
    ck_assert_uint_eq(reduced.length, length);
    ck_assert_uint_eq(lb_sparse_vector_dot(dense, &reduced, modulus), square);
    lb_sparse_sum_init(&sum, INDICES, modulus);
    lb_sparse_sum_add(&sum, 1, reduced.terms, reduced.length);
    lb_sparse_sum_add(&sum, modulus.n - 1, reduced.terms, reduced.length);
    ck_assert(lb_sparse_sum_drop(&sum));
    lb_sparse_sum_add(&sum, 2, reduced.terms, reduced.length);
    lb_sparse_sum_take(&again, &sum);
    lb_sparse_vector_scatter(dense, INDICES, &again);
    ck_assert_mem_eq(dense, twice, sizeof dense);
    ck_assert(lb_sparse_sum_drop(&sum));
    lb_sparse_sum_add(&sum, 1, reduced.terms, reduced.length);
    ck_assert(lb_sparse_sum_drop(&sum) == !length);
    lb_sparse_sum_clear(&sum);
    lb_sparse_vector_clear(&again);
    lb_sparse_vector_clear(&reduced);
}

START_TEST(combinations)
{
    enum { MOST = 4 };
    static const uint64_t primes[] = {7, 1000003, ((uint64_t)1 << 61) - 1};
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t round = lb_test_count(500); round > 0; round--) {
        fmpq *entries = _fmpq_vec_init(INDICES), *sums = _fmpq_vec_init(INDICES);
        fmpq *coefficients = _fmpq_vec_init(MOST);
        lb_rational *vectors = lb_malloc(MOST, sizeof *vectors), v;
        uint32_t count = (uint32_t)lb_random_below(&random, MOST + 1);
        nmod_t modulus;
        nmod_init(&modulus, primes[lb_random_below(&random, 3)]);
        for (uint32_t k = 0; k < count; k++) {
            draw_array(entries, &random);
            fmpq_set_si(coefficients + k, (slong)lb_random_below(&random, 5) - 2,
                        1 + lb_random_below(&random, 3));
            lb_rational_init_array(vectors + k, entries, INDICES);
            check_rational(vectors + k, entries);
            check_reduction(vectors + k, entries, modulus);
            for (size_t i = 0; i < INDICES; i++)
                fmpq_addmul(sums + i, coefficients + k, entries + i);
        }
        lb_rational_init_combination(&v, coefficients, vectors, count);
        check_rational(&v, sums);
        check_reduction(&v, sums, modulus);
        lb_rational_clear(&v);
        lb_rational coordinates; /* the same coefficients, as a vector */
        lb_rational_init_array(&coordinates, coefficients, count);
        lb_rational_init_at(&v, &coordinates, vectors);
        check_rational(&v, sums);
        lb_rational_clear(&coordinates);
        lb_rational_clear(&v);
        lb_rationals_clear(vectors, count);
        _fmpq_vec_clear(entries, INDICES);
        _fmpq_vec_clear(sums, INDICES);
        _fmpq_vec_clear(coefficients, MOST);
    }
}
END_TEST

/* What sums of strings become, and become again. */
START_TEST(sums_of_strings)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t round = lb_test_count(100); round > 0; round--) {
        lb_string_table strings;
        lb_sum_t S, again;
        lb_string_t P;
        lb_rational v;
        mpq_t c;
        mpq_init(c);
        lb_string_init(P);
        lb_sum_init(S, 3);
        lb_sum_init(again, 3);
        lb_string_table_init(&strings, 1);
        for (uint64_t t = lb_random_below(&random, 6); t > 0; t--) {
            lb_string_identity(P);
            for (uint32_t q = 0; q < 3; q++)
                lb_string_set_letter(P, q, "IXYZ"[lb_random_below(&random, 4)]);
            mpq_set_si(c, (long)lb_random_below(&random, 9) - 4, 1 + lb_random_below(&random, 5));
            mpq_canonicalize(c);
            lb_sum_append(S, c, P);
        }
        lb_sum_normalize(S);
        lb_rational_init_sum(&v, S, &strings);
        ck_assert_uint_eq(v.length, S->length);
        lb_rational_get_sum(again, &v, &strings);
        ck_assert(lb_sum_equal(S, again));
        lb_rational_clear(&v);
        lb_string_table_clear(&strings);
        lb_string_clear(P);
        lb_sum_clear(S);
        lb_sum_clear(again);
        mpq_clear(c);
    }
}
END_TEST

/* ---- Rows over Q and their residues ---- */

enum { ROWS = 5, ENTRIES = ROWS * INDICES };

typedef struct rows {
    uint32_t columns[ENTRIES], pivots[ROWS];
    uint64_t values[ENTRIES];
    size_t offsets[ROWS + 1];
    lb_rational_basis basis;
} rows;

/* Rows of small fractions, about a quarter of the entries not zero, and the same modulo 101. */
static void draw_rows(rows *R, nmod_t prime, lb_random *random)
{
    lb_rational_basis_init_strings(&R->basis, R->pivots, ROWS);
    _fmpz_vec_clear(R->basis.numerators, 0);
    free(R->basis.columns);
    free(R->basis.offsets);
    R->basis.numerators = _fmpz_vec_init(ENTRIES);
    R->basis.columns = R->columns;
    R->basis.offsets = R->offsets;
    size_t e = 0;
    for (uint32_t i = 0; i < ROWS; i++) {
        uint64_t denominator = 1 + lb_random_below(random, 3);
        fmpz_set_ui(R->basis.denominators + i, denominator);
        for (uint32_t c = 0; c < INDICES; c++) {
            if (lb_random_below(random, 4))
                continue;
            uint64_t numerator = 1 + lb_random_below(random, 4);
            fmpz_set_ui(R->basis.numerators + e, numerator);
            R->values[e] = nmod_div(numerator, denominator, prime);
            R->columns[e++] = c;
        }
        R->offsets[i + 1] = e;
    }
}

/* They agree, and do not after any entry is changed, moved to another column or left out. */
static void check_agreement(rows *R, lb_random *random)
{
    uint32_t columns[ENTRIES];
    uint64_t values[ENTRIES];
    size_t offsets[ROWS + 1];
    memcpy(columns, R->columns, sizeof columns);
    memcpy(values, R->values, sizeof values);
    memcpy(offsets, R->offsets, sizeof offsets);
    lb_fp_basis modular = {101, offsets, columns, values};
    ck_assert(lb_rational_basis_agrees(&R->basis, &modular));
    for (uint32_t i = 0; i < ROWS; i++)
        for (size_t e = offsets[i]; e < offsets[i + 1]; e++) {
            values[e] = values[e] % 100 + 1;
            ck_assert(!lb_rational_basis_agrees(&R->basis, &modular));
            values[e] = R->values[e];
            uint32_t c = (uint32_t)lb_random_below(random, INDICES);
            for (size_t k = offsets[i]; k < offsets[i + 1]; k++)
                c = columns[k] == c ? INDICES : c;
            columns[e] = c;
            ck_assert(!lb_rational_basis_agrees(&R->basis, &modular));
            columns[e] = R->columns[e];
        }
    size_t last = offsets[ROWS]--;
    ck_assert(last == offsets[ROWS - 1] || !lb_rational_basis_agrees(&R->basis, &modular));
}

START_TEST(residues_of_rows)
{
    static rows R;
    lb_random random;
    nmod_t prime;
    nmod_init(&prime, 101);
    lb_random_seed(&random, lb_test_seed());
    for (size_t round = lb_test_count(200); round > 0; round--) {
        draw_rows(&R, prime, &random);
        check_agreement(&R, &random);
        _fmpz_vec_clear(R.basis.numerators, ENTRIES);
        _fmpz_vec_clear(R.basis.denominators, ROWS);
        free(R.basis.pivots);
    }
}
END_TEST

/* Sums of large residues, of few terms and of many. */
START_TEST(products_with_arrays)
{
    static const uint64_t primes[] = {3, (UINT64_C(1) << 61) - 1, (UINT64_C(1) << 62) - 57,
                                      UINT64_MAX - 58};
    uint64_t dense[INDICES];
    lb_term terms[INDICES];
    fmpz_t sum;
    fmpz_init(sum);
    for (size_t i = 0; i < sizeof primes / sizeof *primes; i++)
        for (uint32_t length = 0; length <= INDICES; length++) {
            nmod_t p;
            nmod_init(&p, primes[i]);
            fmpz_zero(sum);
            for (uint32_t k = 0; k < length; k++) {
                terms[k] = (lb_term){primes[i] - 1 - k % 2, INDICES - 1 - k};
                dense[INDICES - 1 - k] = primes[i] - 1;
                fmpz_add_ui(sum, sum, 1 + k % 2); /* (-1) (-1 - k % 2) */
            }
            const lb_sparse_vector v = {length, terms};
            ck_assert_uint_eq(lb_sparse_vector_dot(dense, &v, p), fmpz_fdiv_ui(sum, primes[i]));
        }
    fmpz_clear(sum);
}
END_TEST

LB_TEST_MAIN("sparse", entries_add_up, combinations, sums_of_strings, residues_of_rows,
             products_with_arrays)
