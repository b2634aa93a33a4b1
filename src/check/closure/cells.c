/* Brackets with sums over the permutations within cells, without going through their terms.
 *
 * The strings Q that permutations within the cells make of one string have the same letters outside
 * the cells and, in each cell, the same numbers of X, Y and Z. For the average of QP only the
 * letters of P that those of Q meet matter: how many of the X in Q fall on I, X, Y and Z of P, and
 * so on. Such a table, for each cell, stands for
 *
 *     product over the letters b of P of
 *         (number of b)! / (those met by X)! (by Y)! (by Z)! (rest)!
 *
 * strings Q, all with the same sign and, up to permutations within cells, the same product QP.
 * There are never more tables than strings Q. The numbers of strings are those of terms that were
 * read, below 2^32, and all intermediate numbers divide into them or are smaller. */

#include "check/check.h"

#include <string.h>

/* Letters are 0, 1, 2, 3 for I, X, Y, Z, so that the product of a and b is a ^ b. */
typedef struct table {
    const lb_check_line *cell;
    uint32_t left[4];  /* letters of Q still to be put somewhere */
    uint32_t room[4];  /* letters of P not yet met */
    uint32_t count[4]; /* letters of the product, of the pairs that have met */
    uint64_t times;    /* in how many ways they have met */
    uint32_t quarters; /* the factor of the product is a power of i: this one */
} table;

/* "t choose k", the smaller side first, so that no number on the way exceeds the result but for one
 * factor below 2^15. */
static uint64_t choose(uint32_t t, uint32_t k)
{
    uint64_t result = 1;
    if (k > t - k)
        k = t - k;
    for (uint32_t i = 0; i < k; i++)
        result = result * (t - i) / (i + 1);
    return result;
}

/* XY = iZ, YZ = iX, ZX = iY, and -i in the other order. */
static uint32_t quarters_of(int a, int b)
{
    if (!a || !b || a == b)
        return 0;
    return (b - a + 3) % 3 == 1 ? 1 : 3;
}

/* The partial products of the cells done so far: their numbers and their words. */
static void push_partial(lb_check_strings *S, lb_check_partial partial, const uint64_t *xz)
{
    lb_check_scratch *scratch = &S->scratch;
    size_t size = 2 * S->words * sizeof *xz;
    scratch->partial = lb_check_grow(scratch->partial, &scratch->partial_capacity,
                                     scratch->partial_count + 1, sizeof *scratch->partial);
    scratch->partial_words = lb_check_grow(scratch->partial_words, &scratch->words_capacity,
                                           scratch->partial_count + 1, size);
    memcpy(scratch->partial_words + 2 * S->words * scratch->partial_count, xz, size);
    scratch->partial[scratch->partial_count++] = partial;
}

/* Multiply the partial products from before this cell by the table, as new ones. */
static void finish_table(lb_check_strings *S, const table *T, size_t before)
{
    lb_check_scratch *scratch = &S->scratch;
    uint32_t count[4];
    for (int b = 0; b < 4; b++)
        count[b] = T->count[b] + T->room[b];
    for (size_t i = scratch->done; i < before; i++) {
        lb_check_partial partial = scratch->partial[i];
        partial.times *= T->times;
        partial.quarters += T->quarters;
        memcpy(scratch->xz, scratch->partial_words + 2 * S->words * i,
               2 * S->words * sizeof *scratch->xz);
        lb_check_put_letters(T->cell, scratch->xz, S->words, count);
        push_partial(S, partial, scratch->xz);
    }
}

/* Put the letters from a on onto those of P from b on, in all ways; none leaves too little room for
 * the rest. */
static void distribute(lb_check_strings *S, const table *T, int a, int b, size_t before)
{
    while (a < 4 && !T->left[a]) {
        a++;
        b = 0;
    }
    if (a == 4) {
        finish_table(S, T, before);
        return;
    }
    uint32_t most = T->left[a] < T->room[b] ? T->left[a] : T->room[b], later = 0;
    for (int c = b + 1; c < 4; c++)
        later += T->room[c];
    for (uint32_t k = T->left[a] > later ? T->left[a] - later : 0; k <= most; k++) {
        table next = *T;
        next.left[a] -= k;
        next.room[b] -= k;
        next.count[a ^ b] += k;
        next.times *= choose(T->room[b], k);
        next.quarters += k * quarters_of(a, b);
        distribute(S, &next, a, b + 1, before);
    }
}

/* Go on to one more cell: its letters of P are copied when Q has none there. */
static void multiply_cell(lb_check_strings *S, const lb_check_line *cell, const uint64_t *u,
                          const uint64_t *v)
{
    lb_check_scratch *scratch = &S->scratch;
    table T = {.cell = cell, .times = 1};
    size_t before = scratch->partial_count;
    lb_check_count_letters(cell, u, S->words, T.left);
    lb_check_count_letters(cell, v, S->words, T.room);
    T.left[0] = 0;
    distribute(S, &T, 1, 0, before);
    scratch->done = before;
}

/* Start with the product outside the cells. */
static void multiply_outside(lb_check_strings *S, const uint64_t *u, const uint64_t *v)
{
    const uint64_t *outside = S->symmetry->outside;
    lb_check_scratch *scratch = &S->scratch;
    size_t W = S->words;
    lb_check_partial partial = {.times = 1};
    for (size_t i = 0; i < 2 * W; i++)
        scratch->xz[i] = u[i] & outside[i % W];
    partial.quarters = lb_check_quarters(scratch->xz, v, W, 0, W);
    for (size_t i = 0; i < 2 * W; i++)
        scratch->xz[i] ^= v[i] & outside[i % W];
    scratch->partial_count = scratch->done = 0;
    push_partial(S, partial, scratch->xz);
}

size_t lb_check_brackets_in_cells(lb_check_strings *S, uint32_t a, uint32_t b)
{
    const lb_check_symmetry *Y = S->symmetry;
    const uint64_t *u = lb_check_words_of(S, a), *v = lb_check_words_of(S, b);
    lb_check_scratch *scratch = &S->scratch;
    size_t count = 0;
    multiply_outside(S, u, v);
    for (size_t c = 0; c < Y->cell_count; c++)
        multiply_cell(S, &Y->lines[Y->cells[c]], u, v);
    for (size_t i = scratch->done; i < scratch->partial_count; i++) {
        const lb_check_partial *partial = &scratch->partial[i];
        if (partial->quarters % 2 == 0)
            continue;
        int64_t times = (int64_t)partial->times;
        memcpy(S->product, scratch->partial_words + 2 * S->words * i,
               2 * S->words * sizeof *S->product);
        lb_check_add_product(S, count++, partial->quarters % 4 == 1 ? -times : times);
    }
    return count;
}
