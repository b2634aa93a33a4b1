/* Residues modulo p < 2^60: products are below 2^120, and some hundred of them are added before they
 * are reduced. */

#include "check/sectors/sectors.h"

#include <stdlib.h>
#include <string.h>

/* With what is left of earlier ones, REDUCED products stay below 2^128. */
enum { TILE = 128, ROWS = 4, REDUCED = 128 };

uint64_t lb_check_draw(uint64_t *state, uint64_t p)
{
    uint64_t a = *state += UINT64_C(0x9e3779b97f4a7c15);
    a = (a ^ a >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    a = (a ^ a >> 27) * UINT64_C(0x94d049bb133111eb);
    return (a ^ a >> 31) % p;
}

/* sums += factors[0] rows[0] + .., for up to ROWS rows; several at once, so that sums are seldom
 * stored. */
static void add_rows(lb_check_wide *sums, const uint64_t *factors, const uint64_t *rows,
                     size_t count, size_t width, size_t length)
{
    for (size_t j = 0; count == ROWS && j < length; j++)
        sums[j] += (lb_check_wide)factors[0] * rows[j] +
                   (lb_check_wide)factors[1] * rows[width + j] +
                   (lb_check_wide)factors[2] * rows[2 * width + j] +
                   (lb_check_wide)factors[3] * rows[3 * width + j];
    for (size_t i = 0; count < ROWS && i < count; i++)
        for (size_t j = 0; j < length; j++)
            sums[j] += (lb_check_wide)factors[i] * rows[i * width + j];
}

void lb_check_combine(uint64_t *out, const uint64_t *factors, const uint64_t *rows, size_t count,
                      size_t width, uint64_t p)
{
    lb_check_wide sums[TILE];
    for (size_t start = 0; start < width; start += TILE) {
        size_t length = width - start < TILE ? width - start : TILE;
        memset(sums, 0, sizeof sums);
        for (size_t i = 0; i < count; i += ROWS) {
            add_rows(sums, factors + i, rows + i * width + start,
                     count - i < ROWS ? count - i : ROWS, width, length);
            for (size_t j = 0; i % REDUCED == REDUCED - ROWS && j < length; j++)
                sums[j] %= p;
        }
        for (size_t j = 0; j < length; j++)
            out[start + j] = (uint64_t)(sums[j] % p);
    }
}

/* ---- Elimination ---- */

void lb_check_rows_init(lb_check_rows *R, uint64_t p, size_t width, size_t columns, size_t most)
{
    *R = (lb_check_rows){.p = p, .width = width, .columns = columns};
    R->rows = lb_check_resize(NULL, most * width * sizeof *R->rows);
    R->pivots = lb_check_resize(NULL, most * sizeof *R->pivots);
}

void lb_check_rows_clear(lb_check_rows *R)
{
    free(R->rows);
    free(R->pivots);
}

bool lb_check_rows_reduce(const lb_check_rows *R, uint64_t *row)
{
    uint64_t p = R->p;
    lb_check_wide *sums = lb_check_resize(NULL, R->width * sizeof *sums);
    for (size_t j = 0; j < R->width; j++)
        sums[j] = row[j];
    for (size_t i = 0; i < R->count; i++) {
        const uint64_t *by = R->rows + i * R->width;
        uint64_t factor = p - (uint64_t)(sums[R->pivots[i]] % p);
        for (size_t j = 0; factor < p && j < R->width; j++)
            sums[j] += (lb_check_wide)factor * by[j];
        for (size_t j = 0; i % LB_CHECK_WIDE_PRODUCTS == LB_CHECK_WIDE_PRODUCTS - 2 && j < R->width;
             j++)
            sums[j] %= p;
    }
    bool left = false;
    for (size_t j = 0; j < R->width; j++) {
        row[j] = (uint64_t)(sums[j] % p);
        left = left || (j < R->columns && row[j]);
    }
    free(sums);
    return left;
}

void lb_check_rows_add(lb_check_rows *R, const uint64_t *row)
{
    size_t pivot = 0;
    while (!row[pivot])
        pivot++;
    uint64_t inverse = lb_check_invert(row[pivot], R->p), *kept = R->rows + R->count * R->width;
    for (size_t j = 0; j < R->width; j++)
        kept[j] = lb_check_multiply(row[j], inverse, R->p);
    R->pivots[R->count++] = pivot;
}
