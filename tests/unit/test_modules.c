/* What is concluded of blocks by their matrices, for matrices by hand. */

#include <check.h>
#include <stdlib.h>

#include <flint/nmod.h>
#include <flint/ulong_extras.h>

#include "base/memory.h"
#include "structure/copies.h"
#include "structure/sign_strings.h"
#include "support.h"

enum { GENERATORS = 2, STATES_MAX = 4 };

typedef long matrix[STATES_MAX * STATES_MAX];

static const matrix X = {0, 1, 1, 0}, Z = {1, 0, 0, -1}, ZERO = {0};

static lb_run run;

static void set_up(lb_structure_blocks *blocks)
{
    *blocks = (lb_structure_blocks){.generator_count = GENERATORS};
    nmod_init(&blocks->modulus, lb_structure_blocks_prime((uint64_t)1 << 61));
    lb_run_start(&run, NULL);
}

static void tear_down(lb_structure_blocks *blocks)
{
    lb_run_end(&run);
    lb_structure_blocks_clear(blocks);
}

static uint64_t residue(long a, nmod_t p)
{
    return a < 0 ? nmod_neg((uint64_t)-a, p) : (uint64_t)a;
}

/* A block that is like none before. */
static void add_block(lb_structure_blocks *blocks, slong d, const matrix a, const matrix b)
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
    lb_structure_blocks_append(blocks, block);
}

/* A and B side by side. */
static void add_sum(matrix sum, const matrix a, const matrix b)
{
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < 4; j++)
            sum[4 * i + j] = i / 2 != j / 2 ? 0 : i < 2 ? a[2 * i + j] : b[2 * i + j - 6];
}

/* Two copies of one block, two blocks, and a number that is no square modulo the prime. */
typedef struct examples {
    matrix twice[2], both[2];
    long square;
} examples;

static void examples_init(examples *e, const lb_structure_blocks *blocks)
{
    add_sum(e->twice[0], X, X);
    add_sum(e->twice[1], Z, Z);
    add_sum(e->both[0], X, Z);
    add_sum(e->both[1], Z, (const matrix){1, 2, 2, 1});
    e->square = 2;
    while (n_jacobi_unsigned((uint64_t)e->square, blocks->modulus.n) == 1)
        e->square++;
}

/* Over an extension of the field, too; on triangular matrices a line is left in place, by those that are
 * transposed a plane. */
START_TEST(irreducible_blocks)
{
    lb_structure_blocks blocks;
    set_up(&blocks);
    examples e;
    examples_init(&e, &blocks);
    const struct {
        slong d;
        const long *a, *b;
        bool irreducible;
    } cases[] = {{2, X, Z, true},
                 {2, X, (const matrix){1, 0, 0, 2}, true},
                 {1, ZERO, ZERO, true},
                 {2, X, X, false},
                 {2, ZERO, ZERO, false},
                 {2, (const matrix){0, e.square, 1, 0}, ZERO, false},
                 {2, (const matrix){1, 1, 0, 2}, (const matrix){0, 1, 0, 1}, false},
                 {2, (const matrix){1, 0, 1, 2}, (const matrix){0, 0, 1, 1}, false},
                 {3, (const matrix){0, 1, 1, 1, 0, 2, 0, 0, 3},
                  (const matrix){1, 0, 1, 0, -1, 1, 0, 0, 4}, false},
                 {3, (const matrix){0, 1, 0, 1, 0, 0, 1, 2, 3},
                  (const matrix){1, 0, 0, 0, -1, 0, 1, 1, 4}, false},
                 {3, (const matrix){0, 1, 0, 1, 0, 1, 0, 1, 0},
                  (const matrix){1, 0, 0, 0, 0, 0, 0, 0, -1}, true},
                 {4, e.twice[0], e.twice[1], false},
                 {4, e.both[0], e.both[1], false}};
    uint32_t count = sizeof cases / sizeof *cases;
    for (uint32_t i = 0; i < count; i++) {
        add_block(&blocks, cases[i].d, cases[i].a, cases[i].b);
        ck_assert_msg(lb_block_is_irreducible(&blocks, i, &run) == cases[i].irreducible, "%u", i);
        ck_assert(lb_structure_blocks_are_irreducible(&blocks, &run) == (i < 3));
    }
    tear_down(&blocks);
}
END_TEST

/* The same matrices in another basis, blocks with the same traces, and one on which all elements have
 * equal eigenvalues. */
START_TEST(distinct_blocks)
{
    lb_structure_blocks blocks;
    set_up(&blocks);
    add_block(&blocks, 2, X, Z);
    ck_assert(lb_structure_blocks_are_distinct(&blocks, &run));
    add_block(&blocks, 2, X, (const matrix){2, 0, 0, -2});
    ck_assert(lb_structure_blocks_are_distinct(&blocks, &run));
    add_block(&blocks, 1, ZERO, ZERO);
    add_block(&blocks, 1, (const matrix){1}, ZERO);
    add_block(&blocks, 2, (const matrix){1, 0, 0, 1}, Z);
    ck_assert(lb_structure_blocks_are_distinct(&blocks, &run));
    add_block(&blocks, 2, Z, X);
    ck_assert(!lb_structure_blocks_are_distinct(&blocks, &run));
    blocks.items[5].like = 0;
    ck_assert(lb_structure_blocks_are_distinct(&blocks, &run));
    add_block(&blocks, 2, ZERO, ZERO);
    ck_assert(!lb_structure_blocks_are_distinct(&blocks, &run));
    tear_down(&blocks);
}
END_TEST

/* Copies count; a module that is no direct sum, or needs a larger field, is not taken apart. */
START_TEST(sums_of_blocks)
{
    lb_structure_blocks blocks;
    set_up(&blocks);
    examples e;
    examples_init(&e, &blocks);
    const struct {
        slong d;
        const long *a, *b;
        uint32_t blocks, copies; /* 0 where it is not taken apart */
    } cases[] = {{2, X, Z, 1, 1},
                 {4, e.twice[0], e.twice[1], 1, 2},
                 {4, e.both[0], e.both[1], 2, 2},
                 {2, X, ZERO, 2, 2},
                 {2, (const matrix){0, e.square, 1, 0}, ZERO, 0, 0},
                 {2, (const matrix){1, 1, 0, 1}, ZERO, 0, 0},
                 {3, (const matrix){1, 1, 0, 0, 1, 0, 0, 0, 2}, ZERO, 0, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lb_structure_blocks one = {.generator_count = GENERATORS, .modulus = blocks.modulus},
                            parts = one;
        lb_module M;
        uint32_t copies = 0;
        add_block(&one, cases[i].d, cases[i].a, cases[i].b);
        lb_module_init_matrices(&M, one.items->matrices, GENERATORS, false);
        bool found = lb_structure_blocks_add_module(&parts, &M, 0, (uint32_t)cases[i].d, &run);
        ck_assert_msg(found == (cases[i].blocks > 0), "%zu", i);
        for (uint32_t b = 0; b < parts.count; b++)
            copies += parts.items[b].multiplicity;
        ck_assert_msg(!found || (parts.count == cases[i].blocks && copies == cases[i].copies),
                      "%zu", i);
        lb_module_clear(&M);
        lb_structure_blocks_clear(&parts);
        lb_structure_blocks_clear(&one);
    }
    tear_down(&blocks);
}
END_TEST

static bool is_real(const lb_string_t P)
{
    unsigned y = 0;
    for (uint32_t q = 0; q < 3; q++)
        y += lb_string_letter(P, q) == 'Y';
    return y % 2 == 0;
}

/* On three qubits, S with W S = S W, or S W S^-1 = -W^T, among all strings. */
static uint32_t count_by_hand(const lb_ansatz_t A, bool dual)
{
    uint32_t count = 0;
    for (uint32_t code = 0; code < 64; code++) {
        lb_string_t S;
        lb_string_init(S);
        bool good = true;
        for (uint32_t q = 0; q < 3; q++)
            lb_string_set_letter(S, q, "IXYZ"[code >> 2 * q & 3]);
        for (size_t k = 0; k < A->generator_count; k++)
            for (size_t t = 0; t < A->generators[k].length; t++) {
                const lb_string_struct *P = A->generators[k].strings + t;
                good = good && lb_string_anticommutes(P, S) == (dual && is_real(P));
            }
        lb_string_clear(S);
        count += good;
    }
    return count;
}

/* The strings are independent, and generate all that there are; each qubit is idle once. */
START_TEST(strings_that_commute)
{
    static const char *const labels[][3] = {
        {"XII", "ZII", "IXZ"}, {"IXI", "IZX", "IZI"}, {"ZZI", "IZZ", "XXX"}, {"YII", "IYI", "IIY"},
        {"XII", "ZII", "YXI"}, {"IIX", "IIZ", "IIX"}, {"ZII", "IZI", "IIZ"}, {"YXI", "XYI", "IIY"}};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        lb_ansatz_t A;
        lb_sign_strings found;
        uint64_t S[2];
        lb_ansatz_init(A, "strings", 3);
        for (size_t k = 0; k < 3; k++) {
            lb_sum_t H;
            lb_sum_init(H, 3);
            ck_assert(!lb_sum_append_label(H, 1, 1, labels[i][k], NULL));
            lb_ansatz_add_generator(A, NULL, H);
            lb_sum_clear(H);
        }
        lb_sign_strings_find(&found, A, NULL);
        ck_assert(found.solvable);
        ck_assert_msg(1u << found.count == count_by_hand(A, false), "%zu", i);
        ck_assert_msg(lb_structure_duality(S, A) == (count_by_hand(A, true) > 0), "%zu", i);
        lb_ansatz_clear(A);
    }
}
END_TEST

LB_TEST_MAIN("modules", irreducible_blocks, distinct_blocks, sums_of_blocks, strings_that_commute)
