/* Spaces that are closed under linear maps, against row reduction over Q by FLINT: with entries that one prime
 * does not tell, primes that mislead, and limits at every step. */

#include <stdlib.h>
#include <string.h>

#include <flint/fmpq.h>
#include <flint/fmpq_mat.h>
#include <flint/fmpz.h>
#include <flint/fmpz_mat.h>

#include <liebound.h>

#include "base/memory.h"
#include "base/prime.h"
#include "base/random.h"
#include "closure/invariant_space.h"
#include "support.h"

/* Integer vectors as rows, and maps x -> x M. */
typedef struct problem {
    uint32_t columns, map_count;
    fmpz_mat_t given, maps[3];
    uint64_t refused; /* a prime that does not do, or 0 */
    size_t work;      /* of a step */
    nmod_t modulus;
} problem;

static bool begin(void *context, nmod_t modulus)
{
    problem *x = context;
    x->modulus = modulus;
    return modulus.n != x->refused;
}

static void add_multiple(lb_modular_space *m, const problem *x, uint64_t factor, const fmpz *row)
{
    for (uint32_t c = 0; c < x->columns; c++) {
        uint64_t value = nmod_mul(factor, fmpz_fdiv_ui(row + c, x->modulus.n), x->modulus);
        if (value)
            lb_vector_add(&m->vector, c, value);
    }
}

static void add(void *context, lb_modular_space *m, lb_space_step step)
{
    const problem *x = context;
    lb_modular_space_reserve(m, x->columns);
    if (!(step.what & LB_SPACE_IMAGE)) {
        ck_assert_uint_eq(step.what, 7);
        add_multiple(m, x, 1, x->given->rows[step.index]);
        return;
    }
    const lb_row *row = m->echelon.rows + step.index;
    const fmpz_mat_struct *map = x->maps[step.what & ~LB_SPACE_IMAGE];
    add_multiple(m, x, 1, map->rows[row->pivot]);
    for (uint32_t i = 0; i < row->length; i++)
        add_multiple(m, x, row->entries[i].value, map->rows[row->entries[i].column]);
}

static size_t work(void *context, const lb_modular_space *m, lb_space_step step)
{
    const problem *x = context;
    (void)m, (void)step;
    return x->work;
}

static void touch_multiple(lb_membership *span, const problem *x, const fmpz *factor,
                           const fmpz *row)
{
    for (uint32_t c = 0; c < x->columns; c++)
        if (!fmpz_is_zero(row + c))
            fmpz_addmul(lb_membership_touch(span, c), factor, row + c);
}

static void add_exact(void *context, lb_membership *span, lb_space_step step)
{
    const problem *x = context;
    const lb_rational_basis *basis = span->basis;
    fmpz_t three;
    fmpz_init_set_ui(three, 3); /* any positive multiple will do */
    if (step.what & LB_SPACE_IMAGE) {
        const fmpz_mat_struct *map = x->maps[step.what & ~LB_SPACE_IMAGE];
        uint32_t i = step.index;
        touch_multiple(span, x, basis->denominators + i, map->rows[basis->pivots[i]]);
        for (size_t e = basis->offsets[i]; e < basis->offsets[i + 1]; e++)
            touch_multiple(span, x, basis->numerators + e, map->rows[basis->columns[e]]);
    } else {
        touch_multiple(span, x, three, x->given->rows[step.index]);
    }
    fmpz_clear(three);
}

/* The reduced basis, its first rows; returns their number. */
static slong close_by_hand(fmpq_mat_t R, const problem *x)
{
    slong n = x->columns, given = fmpz_mat_nrows(x->given), rank = 0, before;
    fmpq_mat_t all, image;
    fmpq_mat_init(R, n, n);
    fmpq_mat_init(all, n + given + n * x->map_count, n);
    fmpq_mat_init(image, n, n);
    do {
        before = rank;
        fmpq_mat_zero(all);
        for (slong i = 0; i < given; i++)
            for (slong c = 0; c < n; c++)
                fmpq_set_fmpz(fmpq_mat_entry(all, i, c), fmpz_mat_entry(x->given, i, c));
        for (slong i = 0; i < n; i++)
            for (slong c = 0; c < n; c++)
                fmpq_set(fmpq_mat_entry(all, given + i, c), fmpq_mat_entry(R, i, c));
        for (uint32_t k = 0; k < x->map_count; k++) {
            fmpq_mat_mul_fmpz_mat(image, R, x->maps[k]);
            for (slong i = 0; i < n; i++)
                for (slong c = 0; c < n; c++)
                    fmpq_set(fmpq_mat_entry(all, given + n * (1 + k) + i, c),
                             fmpq_mat_entry(image, i, c));
        }
        rank = fmpq_mat_rref(all, all);
        for (slong i = 0; i < rank; i++)
            for (slong c = 0; c < n; c++)
                fmpq_set(fmpq_mat_entry(R, i, c), fmpq_mat_entry(all, i, c));
    } while (rank > before);
    fmpq_mat_clear(all);
    fmpq_mat_clear(image);
    return rank;
}

static lb_invariant_space compute(problem *x, lb_space_problem *shape, size_t limit)
{
    lb_space_step *given = lb_malloc((size_t)fmpz_mat_nrows(x->given), sizeof *given);
    lb_invariant_space space;
    lb_error error;
    lb_run run;
    shape->given_count = (size_t)fmpz_mat_nrows(x->given);
    for (uint32_t i = 0; i < shape->given_count; i++)
        given[i] = (lb_space_step){7, i};
    shape->context = x;
    shape->stage = "test";
    shape->given = given;
    shape->map_count = x->map_count;
    shape->column_count = &x->columns;
    shape->begin = begin;
    shape->add = add;
    shape->work = work;
    shape->add_exact = add_exact;
    lb_run_start(&run, &(lb_run_options){.work = limit});
    ck_assert_int_eq(lb_invariant_space_compute(&space, shape, &run, &error), LB_OK);
    ck_assert(space.proved == !run.stopped);
    lb_run_end(&run);
    free(given);
    return space;
}

/* The row of the basis, whose terms are in order, is of the span of R, and equal to its row if that is asked. */
static void check_row(const lb_rational_basis *basis, uint32_t i, const fmpq_mat_t R, slong rank,
                      bool equal)
{
    slong n = fmpq_mat_ncols(R);
    fmpq_mat_t extended;
    fmpq_mat_init(extended, rank + 1, n);
    fmpq *row = fmpq_mat_entry(extended, rank, 0);
    for (slong r = 0; r < rank; r++)
        for (slong c = 0; c < n; c++)
            fmpq_set(fmpq_mat_entry(extended, r, c), fmpq_mat_entry(R, r, c));
    fmpq_one(row + basis->pivots[i]);
    for (size_t e = basis->offsets[i]; e < basis->offsets[i + 1]; e++) {
        ck_assert(fmpq_is_zero(row + basis->columns[e]));
        ck_assert(e == basis->offsets[i] || basis->columns[e] < basis->columns[e - 1]);
        fmpq_set_fmpz_frac(row + basis->columns[e], basis->numerators + e, basis->denominators + i);
    }
    for (slong c = 0; c < n && equal; c++)
        ck_assert(fmpq_equal(row + c, fmpq_mat_entry(R, i, c)));
    ck_assert_int_eq(fmpq_mat_rref(extended, extended), rank);
    fmpq_mat_clear(extended);
}

static void check_space(const lb_invariant_space *space, const fmpq_mat_t R, slong rank, bool equal)
{
    ck_assert_uint_eq(space->dimension, (size_t)rank);
    ck_assert_uint_eq(space->basis.count, (size_t)rank);
    for (uint32_t i = 0; i < space->basis.count; i++) {
        lb_space_step step = space->steps[i];
        ck_assert(!(step.what & LB_SPACE_IMAGE) || step.index < i);
        ck_assert(!i || space->basis.pivots[i - 1] < space->basis.pivots[i]);
        check_row(&space->basis, i, R, rank, equal);
    }
}

/* One space in all ways. */
static void check_problem(problem *x)
{
    fmpq_mat_t R;
    slong rank = close_by_hand(R, x);
    for (int sparse = 0; sparse < 2; sparse++)
        for (int known = 0; known < 2; known++) {
            lb_space_problem shape = {.sparse_pivots = sparse};
            shape.dimension_max = known ? x->columns : UINT32_MAX;
            lb_invariant_space space = compute(x, &shape, 0);
            ck_assert(space.proved);
            ck_assert_uint_ne(space.prime, x->refused);
            check_space(&space, R, rank, !sparse);
            lb_invariant_space_clear(&space);
        }
    fmpq_mat_clear(R);
}

typedef struct sizes {
    uint64_t columns, given, maps, density; /* density: of 8 */
    unsigned bits;
} sizes;

static void draw_entries(fmpz_mat_t M, uint64_t density, unsigned bits, flint_rand_t state,
                         lb_random *random)
{
    for (slong i = 0; i < fmpz_mat_nrows(M); i++)
        for (slong c = 0; c < fmpz_mat_ncols(M); c++)
            if (lb_random_below(random, 8) < density)
                fmpz_randbits(fmpz_mat_entry(M, i, c), state, bits);
}

/* Maps that leave the first columns to themselves, so that spaces are seldom whole. */
static void problem_init(problem *x, sizes s, flint_rand_t state, lb_random *random)
{
    slong n = (slong)(1 + lb_random_below(random, s.columns));
    slong kept = (slong)lb_random_below(random, (uint64_t)n);
    *x = (problem){.columns = (uint32_t)n, .work = 1};
    x->map_count = (uint32_t)lb_random_below(random, s.maps + 1);
    fmpz_mat_init(x->given, (slong)lb_random_below(random, s.given + 1), n);
    draw_entries(x->given, s.density, s.bits, state, random);
    for (uint32_t k = 0; k < x->map_count; k++) {
        fmpz_mat_init(x->maps[k], n, n);
        draw_entries(x->maps[k], s.density, s.bits < 8 ? s.bits : 8, state, random);
        for (slong i = 0; i < n; i++)
            for (slong c = 0; c < n; c++)
                if ((i < kept) != (c < kept) || (i < kept && i != c))
                    fmpz_zero(fmpz_mat_entry(x->maps[k], i, c));
    }
}

static void problem_clear(problem *x)
{
    fmpz_mat_clear(x->given);
    for (uint32_t k = 0; k < x->map_count; k++)
        fmpz_mat_clear(x->maps[k]);
}

START_TEST(random_spaces)
{
    static const sizes all[] = {
        {8, 3, 2, 2, 2}, {6, 3, 3, 4, 3}, {6, 4, 1, 3, 60}, {5, 3, 2, 5, 200}, {40, 3, 1, 7, 2}};
    flint_rand_t state;
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    flint_randinit(state);
    flint_randseed(state, lb_random_next(&random), lb_random_next(&random));
    for (size_t trial = 0; trial < lb_test_count(100); trial++) {
        problem x;
        problem_init(&x, all[trial % 5], state, &random);
        if (trial % 3 == 0)
            x.refused = trial % 2 ? LB_LARGE_PRIME : n_nextprime(LB_LARGE_PRIME, 1);
        check_problem(&x);
        problem_clear(&x);
    }
    flint_randclear(state);
}
END_TEST

/* The first primes divide what they should not: a given vector, a minor of two, an entry of a map. */
START_TEST(primes_that_mislead)
{
    uint64_t p = LB_LARGE_PRIME;
    for (int i = 0; i < 3; i++, p = n_nextprime(p, 1)) {
        problem x = {.columns = 3, .map_count = 1, .work = 1};
        fmpz_mat_init(x.given, 2, 3);
        fmpz_mat_init(x.maps[0], 3, 3);
        fmpz_set_ui(fmpz_mat_entry(x.given, 0, 0), 1);
        fmpz_set_ui(fmpz_mat_entry(x.given, 0, 1), 5);
        fmpz_set_ui(fmpz_mat_entry(x.given, 1, 0), 1);
        fmpz_set_ui(fmpz_mat_entry(x.given, 1, 1), 5);
        fmpz_add_ui(fmpz_mat_entry(x.given, 1, 1), fmpz_mat_entry(x.given, 1, 1), p);
        check_problem(&x);
        fmpz_mul_ui(fmpz_mat_entry(x.given, 1, 0), fmpz_mat_entry(x.given, 1, 0), p);
        fmpz_mul_ui(fmpz_mat_entry(x.given, 1, 1), fmpz_mat_entry(x.given, 0, 1), p);
        check_problem(&x);
        fmpz_set_ui(fmpz_mat_entry(x.given, 1, 1), p);
        fmpz_zero(fmpz_mat_entry(x.given, 1, 0));
        check_problem(&x);
        fmpz_zero(fmpz_mat_entry(x.given, 1, 1));
        fmpz_set_ui(fmpz_mat_entry(x.maps[0], 0, 0), 3);
        fmpz_set_ui(fmpz_mat_entry(x.maps[0], 1, 1), 3);
        fmpz_set_ui(fmpz_mat_entry(x.maps[0], 1, 2), p);
        check_problem(&x);
        problem_clear(&x);
    }
}
END_TEST

/* Whatever step ends it, the space has that dimension at least. */
START_TEST(limits_at_every_step)
{
    flint_rand_t state;
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    flint_randinit(state);
    for (int trial = 0; trial < 4; trial++) {
        fmpq_mat_t R;
        problem x;
        problem_init(&x, (sizes){7, 4, 2, 4, trial < 2 ? 3 : 70}, state, &random);
        slong rank = close_by_hand(R, &x);
        x.work = 1 << 14; /* limits are looked at after each step */
        for (size_t limit = 1, proved = 0; !proved; limit++) {
            ck_assert_uint_lt(limit, 1000);
            lb_space_problem shape = {.dimension_max = UINT32_MAX};
            lb_invariant_space space = compute(&x, &shape, limit << 14);
            proved = space.proved;
            ck_assert_uint_le(space.dimension, (size_t)rank);
            if (proved)
                check_space(&space, R, rank, true);
            else
                ck_assert_uint_eq(space.basis.count, 0);
            lb_invariant_space_clear(&space);
        }
        fmpq_mat_clear(R);
        problem_clear(&x);
    }
    flint_randclear(state);
}
END_TEST

LB_TEST_MAIN("invariant spaces", random_spaces, primes_that_mislead, limits_at_every_step)
