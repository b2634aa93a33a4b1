/* Reduced bases over Q and modulo primes: which agree, what is lifted, with strings for columns and without, and
 * which vectors are in their span. */

#include <stdlib.h>

#include <flint/fmpq.h>
#include <flint/fmpq_mat.h>
#include <flint/fmpz_vec.h>
#include <flint/nmod.h>
#include <flint/ulong_extras.h>

#include "base/memory.h"
#include "linalg/membership.h"
#include "linalg/reduced_basis.h"
#include "support.h"

enum { ROWS = 4, COLUMNS = 24, PRIMES = 12 };
static const uint32_t pivots[ROWS] = {24, 25, 26, 27};

/* Some entries zero, others small or not; a row of no entries. */
static void draw_entries(fmpq_mat_t M, flint_bitcnt_t bits, flint_rand_t state)
{
    for (slong i = 0; i < ROWS - 1; i++)
        for (slong c = 0; c < COLUMNS; c++) {
            fmpq *x = fmpq_mat_entry(M, i, c);
            fmpq_zero(x);
            if (n_randint(state, 3))
                fmpq_randbits(x, state, 1 + n_randint(state, bits));
        }
}

/* The entries modulo p, of which no denominator is a multiple. */
static void reduce(lb_fp_basis *basis, const fmpq_mat_t M, uint64_t p)
{
    nmod_t modulus;
    nmod_init(&modulus, p);
    size_t e = 0;
    basis->prime = p;
    basis->offsets = lb_malloc(ROWS + 1, sizeof *basis->offsets);
    basis->columns = lb_malloc(ROWS * COLUMNS + 1, sizeof *basis->columns);
    basis->values = lb_malloc(ROWS * COLUMNS + 1, sizeof *basis->values);
    for (slong i = 0; i < ROWS; i++) {
        basis->offsets[i] = e;
        for (slong c = 0; c < COLUMNS; c++) {
            const fmpq *x = fmpq_mat_entry(M, i, c);
            uint64_t denominator = fmpz_fdiv_ui(fmpq_denref(x), p);
            ck_assert_uint_ne(denominator, 0);
            basis->values[e] = nmod_div(fmpz_fdiv_ui(fmpq_numref(x), p), denominator, modulus);
            basis->columns[e] = (uint32_t)c;
            e += basis->values[e] != 0;
        }
    }
    basis->offsets[ROWS] = e;
}

/* Rows over Q, columns decreasing; as strings, by the table. */
static void check_lifted(const lb_rational_basis *basis, const fmpq_mat_t M,
                         const lb_string_table *strings)
{
    fmpq_t x;
    fmpq_init(x);
    ck_assert_uint_eq(basis->count, ROWS);
    for (uint32_t i = 0; i < ROWS; i++) {
        fmpz_t divisor;
        fmpz_init_set(divisor, basis->denominators + i);
        ck_assert_uint_eq(basis->pivots[i], pivots[i]);
        size_t entries = 0;
        for (slong c = 0; c < COLUMNS; c++)
            entries += !fmpq_is_zero(fmpq_mat_entry(M, i, c));
        ck_assert_uint_eq(basis->offsets[i + 1] - basis->offsets[i], entries);
        ck_assert_int_gt(fmpz_sgn(basis->denominators + i), 0);
        for (size_t e = basis->offsets[i]; e < basis->offsets[i + 1]; e++) {
            fmpq_set_fmpz_frac(x, basis->numerators + e, basis->denominators + i);
            ck_assert(fmpq_equal(x, fmpq_mat_entry(M, i, basis->columns[e])));
            fmpz_gcd(divisor, divisor, basis->numerators + e);
            if (e == basis->offsets[i])
                continue;
            uint32_t before = basis->columns[e - 1], now = basis->columns[e];
            ck_assert(strings ? lb_string_table_compare(strings, before, now) > 0 : before > now);
        }
        ck_assert(fmpz_is_one(divisor)); /* the denominator is the least one */
        fmpz_clear(divisor);
    }
    fmpq_clear(x);
}

/* Whether the vector, on the columns and then the pivots, is that combination of the rows which has its entries at
 * the pivots; touched in this order or the other way round. */
static void check_vector(lb_membership *span, const fmpq_mat_t M, const fmpz *v, bool backwards)
{
    bool inside = true;
    fmpq_t x, part;
    fmpq_init(x);
    fmpq_init(part);
    for (slong c = 0; c < COLUMNS; c++) {
        fmpq_zero(x);
        for (slong i = 0; i < ROWS; i++) {
            fmpq_mul_fmpz(part, fmpq_mat_entry(M, i, c), v + pivots[i]);
            fmpq_add(x, x, part);
        }
        inside = inside && fmpz_is_one(fmpq_denref(x)) && fmpz_equal(fmpq_numref(x), v + c);
    }
    for (uint32_t k = 0; k < COLUMNS + ROWS; k++) {
        uint32_t c = backwards ? COLUMNS + ROWS - 1 - k : k;
        fmpz *target = fmpz_is_zero(v + c) ? NULL : lb_membership_touch(span, c);
        if (target)
            fmpz_add(target, target, v + c);
    }
    ck_assert_int_eq(lb_membership_contains(span), inside);
    fmpq_clear(x);
    fmpq_clear(part);
}

/* Multiples of rows, pivots alone, sums of rows, and all of these with one entry changed. */
static void check_membership(const lb_rational_basis *basis, const fmpq_mat_t M, flint_rand_t state)
{
    lb_membership span;
    fmpz *v = _fmpz_vec_init(COLUMNS + ROWS);
    fmpq_t x;
    fmpq_init(x);
    lb_membership_init(&span, basis, COLUMNS + ROWS);
    for (int kind = 0; kind < 24; kind++) {
        ulong changed = n_randint(state, COLUMNS + ROWS);
        fmpz_t common;
        fmpz_init_set_ui(common, 1);
        _fmpz_vec_zero(v, COLUMNS + ROWS);
        for (slong i = 0; i < ROWS && kind % 3; i++)
            fmpz_lcm(common, common, basis->denominators + i);
        for (slong i = 0; i < ROWS; i++)
            if (kind % 4 == i || kind % 3 == 2)
                fmpz_mul_ui(v + pivots[i], common, 1 + n_randint(state, 5));
        for (slong c = 0; c < COLUMNS && kind % 3; c++)
            for (slong i = 0; i < ROWS; i++) {
                fmpq_mul_fmpz(x, fmpq_mat_entry(M, i, c), v + pivots[i]);
                fmpz_add(v + c, v + c, fmpq_numref(x));
            }
        if (kind >= 12)
            fmpz_add_ui(v + changed, v + changed, 1);
        check_vector(&span, M, v, kind % 2);
        check_vector(&span, M, v, kind % 2 == 0);
        fmpz_clear(common);
    }
    fmpq_clear(x);
    _fmpz_vec_clear(v, COLUMNS + ROWS);
    lb_membership_clear(&span);
}

/* Entries that the basis modulo a prime has too many, too few, or wrong. */
static void check_disagreements(const lb_rational_basis *basis, lb_fp_basis *modular)
{
    for (size_t e = 0; e < modular->offsets[ROWS]; e++) {
        uint64_t value = modular->values[e];
        modular->values[e] = value == 1 ? 2 : value - 1;
        ck_assert(!lb_rational_basis_agrees(basis, modular));
        modular->values[e] = value;
        uint32_t column = modular->columns[e];
        modular->columns[e] = COLUMNS + 40; /* where no entry is */
        ck_assert(!lb_rational_basis_agrees(basis, modular));
        modular->columns[e] = column;
    }
    modular->columns[modular->offsets[ROWS]] = 3;
    modular->values[modular->offsets[ROWS]] = 5;
    modular->offsets[ROWS]++;
    ck_assert(!lb_rational_basis_agrees(basis, modular));
    modular->offsets[ROWS]--;
    for (uint32_t i = 0; i < ROWS; i++) {
        fmpz_t denominator;
        fmpz_init_set(denominator, basis->denominators + i);
        fmpz_mul_ui(basis->denominators + i, denominator, modular->prime);
        ck_assert(!lb_rational_basis_agrees(basis, modular));
        fmpz_set(basis->denominators + i, denominator);
        fmpz_clear(denominator);
    }
    ck_assert(lb_rational_basis_agrees(basis, modular));
}

static void check_matrix(const fmpq_mat_t M, flint_bitcnt_t bits, const lb_string_table *strings,
                         flint_rand_t state)
{
    lb_fp_basis modular[PRIMES];
    lb_rational_basis basis;
    uint64_t p = (uint64_t)1 << 60;
    for (int i = 0; i < PRIMES; i++) {
        p = n_nextprime(p, 1);
        reduce(modular + i, M, p);
    }
    /* numerators and denominators below 2^bits are known from twice the bits, and one */
    size_t enough = (2 * bits + 1) / 60 + 1;
    ck_assert_uint_le(enough, PRIMES);
    ck_assert(lb_rational_basis_lift(&basis, pivots, ROWS, modular, enough, strings));
    check_lifted(&basis, M, strings);
    for (int i = 0; i < PRIMES; i++)
        ck_assert(lb_rational_basis_agrees(&basis, modular + i));
    check_membership(&basis, M, state);
    check_disagreements(&basis, modular + PRIMES - 1);
    lb_rational_basis_clear(&basis);
    if (bits >= 60 && lb_rational_basis_lift(&basis, pivots, ROWS, modular, 1, strings)) {
        ck_assert(lb_rational_basis_agrees(&basis, modular)); /* a guess, of another basis */
        ck_assert(!lb_rational_basis_agrees(&basis, modular + 1));
        lb_rational_basis_clear(&basis);
    }
    for (int i = 0; i < PRIMES; i++)
        lb_fp_basis_clear(modular + i);
}

START_TEST(lifts_and_agreements)
{
    flint_rand_t state;
    fmpq_mat_t M;
    lb_string_table strings;
    flint_randinit(state);
    flint_randseed(state, lb_test_seed(), 1);
    fmpq_mat_init(M, ROWS, COLUMNS);
    lb_string_table_init(&strings, 1);
    for (uint64_t s = 0; s < COLUMNS; s++) /* all different, in no order */
        lb_string_table_intern(&strings, (uint64_t[]){13 * s % 32 & 7, 13 * s % 32 >> 3});
    ck_assert_uint_eq(strings.count, COLUMNS);
    for (size_t trial = 0; trial < lb_test_count(60); trial++) {
        flint_bitcnt_t bits = trial % 4 ? 1 + n_randint(state, 40) : 60 + n_randint(state, 250);
        draw_entries(M, bits, state);
        check_matrix(M, bits, trial % 2 ? &strings : NULL, state);
    }
    lb_string_table_clear(&strings);
    fmpq_mat_clear(M);
    flint_randclear(state);
}
END_TEST

/* An entry that is a multiple of a prime is missing modulo that prime alone. */
START_TEST(entries_that_vanish)
{
    flint_rand_t state;
    fmpq_mat_t M;
    uint64_t p = n_nextprime((uint64_t)1 << 60, 1);
    flint_randinit(state);
    fmpq_mat_init(M, ROWS, COLUMNS);
    for (int i = 0; i < 3; i++, p = n_nextprime(p, 1)) {
        fmpz_set_ui(fmpq_mat_entry_num(M, i, 2 + i), p);
        fmpz_set_ui(fmpq_mat_entry_num(M, i, 5), 7);
        fmpz_set_ui(fmpq_mat_entry_num(M, 2, 9 + i), p);
    }
    check_matrix(M, 62, NULL, state);
    fmpq_mat_clear(M);
    flint_randclear(state);
}
END_TEST

LB_TEST_MAIN("reduced bases", lifts_and_agreements, entries_that_vanish)
