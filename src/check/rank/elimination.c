/* Rows are kept in blocks of 32. Within a block each has 1 at its own pivot and 0 at those of the
 * others, so that what a new row has at the pivots says how many times each is to be subtracted: a sum
 * of products in 64 bits, reduced once. With p < 2^29, 32 products stay below 2^63. A block is laid out
 * in pieces of a few columns, all rows of one piece together, so that several new rows read it from the
 * nearest memory. */

#include "check/rank/rank.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCK = LB_CHECK_BLOCK, PIECE = LB_CHECK_PIECE };

void lb_check_elimination_init(lb_check_elimination *E, const lb_check_field *F, size_t width)
{
    *E = (lb_check_elimination){.field = *F, .width = width};
    E->room = (width + PIECE - 1) / PIECE * PIECE;
}

void lb_check_elimination_clear(lb_check_elimination *E)
{
    for (size_t b = 0; b * BLOCK < E->count; b++)
        free(E->blocks[b].pieces);
    free(E->blocks);
}

/* Where a block has its row number j, from this column on to the end of its piece. */
static uint32_t *place_of(const lb_check_row_block *B, size_t j, size_t column)
{
    return B->pieces + (column / PIECE * BLOCK + j) * PIECE + column % PIECE;
}

/* a / 2^32 + b, where a / 2^32 is below 2^32, and is made less than p by one more reduction. */
static inline uint32_t finish_sum(const lb_check_field F, uint64_t a, uint32_t b)
{
    uint32_t m = (uint32_t)a * F.minus_inverse;
    uint64_t rest = (a + (uint64_t)m * F.p) >> 32;
    return lb_check_less_modulus(lb_check_field_reduce(&F, rest * F.one) + b, F.p);
}

/* Its rows have 0 before the least of their pivots. */
LB_CHECK_CLONES static void add_block(const lb_check_elimination *E, const lb_check_row_block *B,
                                      uint32_t *rows, size_t count, uint32_t factors[][BLOCK])
{
    for (size_t c = B->first / PIECE * PIECE; c < E->room; c += PIECE)
        for (size_t t = 0; t < count; t++) {
            uint64_t sums[PIECE] = {0};
            uint32_t *row = rows + t * E->room + c;
            lb_check_add_products(sums, factors[t], place_of(B, 0, c), BLOCK, PIECE);
            for (size_t i = 0; i < PIECE; i++)
                row[i] = finish_sum(E->field, sums[i], row[i]);
        }
}

/* Subtract rows of a block, so that the pivots become 0. */
static void reduce(const lb_check_elimination *E, size_t block, uint32_t *rows, size_t count)
{
    const lb_check_row_block *B = &E->blocks[block];
    size_t size = E->count - block * BLOCK < BLOCK ? E->count - block * BLOCK : BLOCK;
    uint32_t factors[LB_CHECK_LANES][BLOCK] = {{0}};
    for (size_t t = 0; t < count; t++)
        for (size_t j = 0; j < size; j++) {
            uint32_t value = rows[t * E->room + B->pivots[j]];
            factors[t][j] =
                lb_check_field_factor(&E->field, lb_check_field_negate(&E->field, value));
        }
    add_block(E, B, rows, count, factors);
}

/* Row j of the block -= its entry at the pivot of row n times that row. */
static void clear_pivot(const lb_check_elimination *E, lb_check_row_block *B, size_t j, size_t n)
{
    const lb_check_field *F = &E->field;
    uint32_t value = *place_of(B, j, B->pivots[n]);
    uint32_t factor = lb_check_field_factor(F, lb_check_field_negate(F, value));
    for (size_t c = B->pivots[n] / PIECE * PIECE; value && c < E->room; c += PIECE) {
        uint32_t *to = place_of(B, j, c), *from = place_of(B, n, c);
        for (size_t i = 0; i < PIECE; i++)
            to[i] =
                lb_check_less_modulus(to[i] + lb_check_field_multiply(F, factor, from[i]), F->p);
    }
}

static lb_check_row_block *last_block(lb_check_elimination *E)
{
    size_t b = E->count / BLOCK;
    if (E->count % BLOCK)
        return &E->blocks[b];
    E->blocks = lb_check_grow(E->blocks, &E->capacity, b + 1, sizeof *E->blocks);
    lb_check_row_block *B = &E->blocks[b];
    B->first = SIZE_MAX;
    B->pieces = lb_check_resize(NULL, BLOCK * E->room * sizeof *B->pieces);
    memset(B->pieces, 0, BLOCK * E->room * sizeof *B->pieces);
    return B;
}

/* A row that is reduced by all others. */
static void keep(lb_check_elimination *E, const uint32_t *row, size_t pivot)
{
    const lb_check_field *F = &E->field;
    lb_check_row_block *B = last_block(E);
    size_t n = E->count++ % BLOCK;
    uint32_t factor = lb_check_field_factor(F, (uint32_t)lb_check_invert(row[pivot], F->p));
    for (size_t c = pivot; c < E->width; c++)
        *place_of(B, n, c) = lb_check_field_multiply(F, factor, row[c]);
    B->pivots[n] = (uint32_t)pivot;
    B->first = pivot < B->first ? pivot : B->first;
    for (size_t j = 0; j < n; j++)
        clear_pivot(E, B, j, n);
}

void lb_check_elimination_insert(lb_check_elimination *E, uint32_t *rows, size_t count)
{
    size_t before = E->count / BLOCK;
    for (size_t b = 0; b < before; b++)
        reduce(E, b, rows, count);
    for (size_t t = 0; t < count; t++) {
        uint32_t *row = rows + t * E->room;
        for (size_t b = before; b * BLOCK < E->count; b++)
            reduce(E, b, row, 1);
        size_t pivot = 0;
        while (pivot < E->width && !row[pivot])
            pivot++;
        if (pivot < E->width)
            keep(E, row, pivot);
    }
}
