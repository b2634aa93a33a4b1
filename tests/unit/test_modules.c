/* What is concluded of blocks by their matrices, for matrices by hand. */

#include <check.h>
#include <stdlib.h>

#include <flint/nmod.h>
#include <flint/ulong_extras.h>

#include "base/memory.h"
#include "structure/copies.h"
#include "support.h"

enum { GENERATORS = 2, STATES_MAX = 4 };

typedef long matrix[STATES_MAX * STATES_MAX];

static const matrix X = {0, 1, 1, 0}, Z = {1, 0, 0, -1}, ZERO = {0};

static lb_run run;

static void set_up(lb_state_blocks *blocks)
{
    *blocks = (lb_state_blocks){.generator_count = GENERATORS};
    nmod_init(&blocks->modulus, lb_state_blocks_prime((uint64_t)1 << 61));
    lb_run_start(&run, NULL);
}

static void tear_down(lb_state_blocks *blocks)
{
    lb_run_end(&run);
    lb_state_blocks_clear(blocks);
}

static uint64_t residue(long a, nmod_t p)
{
    return a < 0 ? nmod_neg((uint64_t)-a, p) : (uint64_t)a;
}

/* A block that is like none before. */
static void add_block(lb_state_blocks *blocks, slong d, const matrix a, const matrix b)
{
    lb_block_module block = {.dimension = (uint32_t)d,
                             .multiplicity = 1,
                             .like = blocks->count,
                             .matrices = lb_malloc(GENERATORS, sizeof *block.matrices),
                             .traces = lb_malloc(GENERATORS, sizeof *block.traces)};
    for (uint32_t k = 0; k < GENERATORS; k++) {
        nmod_mat_init(block.matrices + k, d, d, blocks->modulus.n);
        for (slong e = 0; e < d * d; e++)
            nmod_mat_entry(block.matrices + k, e / d, e % d) =
                residue((k ? b : a)[e], blocks->modulus);
        block.traces[k] = nmod_mat_trace(block.matrices + k);
    }
    lb_state_blocks_append(blocks, block);
}

/* A and B side by side. */
static void add_sum(matrix sum, const matrix a, const matrix b)
{
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < 4; j++)
            sum[4 * i + j] = i / 2 != j / 2 ? 0 : i < 2 ? a[2 * i + j] : b[2 * i + j - 6];
}

/* Over an extension of the field, too; on triangular matrices a line is left in place, by those that are
 * transposed a plane. */
START_TEST(irreducible_blocks)
{
    lb_state_blocks blocks;
    set_up(&blocks);
    matrix twice[2], both[2];
    add_sum(twice[0], X, X);
    add_sum(twice[1], Z, Z);
    add_sum(both[0], X, Z);
    add_sum(both[1], Z, (const matrix){1, 2, 2, 1});
    long square = 2;
    while (n_jacobi_unsigned((uint64_t)square, blocks.modulus.n) == 1)
        square++;
    const struct {
        slong d;
        const long *a, *b;
        bool irreducible;
    } cases[] = {{2, X, Z, true},
                 {2, X, (const matrix){1, 0, 0, 2}, true},
                 {1, ZERO, ZERO, true},
                 {2, X, X, false},
                 {2, ZERO, ZERO, false},
                 {2, (const matrix){0, square, 1, 0}, ZERO, false},
                 {2, (const matrix){1, 1, 0, 2}, (const matrix){0, 1, 0, 1}, false},
                 {2, (const matrix){1, 0, 1, 2}, (const matrix){0, 0, 1, 1}, false},
                 {3, (const matrix){0, 1, 1, 1, 0, 2, 0, 0, 3},
                  (const matrix){1, 0, 1, 0, -1, 1, 0, 0, 4}, false},
                 {3, (const matrix){0, 1, 0, 1, 0, 0, 1, 2, 3},
                  (const matrix){1, 0, 0, 0, -1, 0, 1, 1, 4}, false},
                 {3, (const matrix){0, 1, 0, 1, 0, 1, 0, 1, 0},
                  (const matrix){1, 0, 0, 0, 0, 0, 0, 0, -1}, true},
                 {4, twice[0], twice[1], false},
                 {4, both[0], both[1], false}};
    uint32_t count = sizeof cases / sizeof *cases;
    for (uint32_t i = 0; i < count; i++) {
        add_block(&blocks, cases[i].d, cases[i].a, cases[i].b);
        ck_assert_msg(lb_block_is_irreducible(&blocks, i, &run) == cases[i].irreducible, "%u", i);
        ck_assert(lb_state_blocks_are_irreducible(&blocks, &run) == (i < 3));
    }
    tear_down(&blocks);
}
END_TEST

/* The same matrices in another basis, blocks with the same traces, and one on which all elements have
 * equal eigenvalues. */
START_TEST(distinct_blocks)
{
    lb_state_blocks blocks;
    set_up(&blocks);
    add_block(&blocks, 2, X, Z);
    ck_assert(lb_state_blocks_are_distinct(&blocks, &run));
    add_block(&blocks, 2, X, (const matrix){2, 0, 0, -2});
    ck_assert(lb_state_blocks_are_distinct(&blocks, &run));
    add_block(&blocks, 1, ZERO, ZERO);
    add_block(&blocks, 1, (const matrix){1}, ZERO);
    add_block(&blocks, 2, (const matrix){1, 0, 0, 1}, Z);
    ck_assert(lb_state_blocks_are_distinct(&blocks, &run));
    add_block(&blocks, 2, Z, X);
    ck_assert(!lb_state_blocks_are_distinct(&blocks, &run));
    blocks.items[5].like = 0;
    ck_assert(lb_state_blocks_are_distinct(&blocks, &run));
    add_block(&blocks, 2, ZERO, ZERO);
    ck_assert(!lb_state_blocks_are_distinct(&blocks, &run));
    tear_down(&blocks);
}
END_TEST

LB_TEST_MAIN("modules", irreducible_blocks, distinct_blocks)
