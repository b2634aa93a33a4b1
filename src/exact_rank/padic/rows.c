#include "exact_rank/padic/rows.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "exact_rank/padic/kernel.h"

void lb_padic_rows_init(lb_padic_rows *R, const lb_field *F, size_t width)
{
    assert(width % LB_PADIC_LANES == 0);
    *R = (lb_padic_rows){.field = *F, .width = width};
}

void lb_padic_rows_clear(lb_padic_rows *R)
{
    for (size_t i = 0; i < R->count; i++)
        free(R->rows[i].entries);
    free(R->rows);
}

static double power(const lb_field *F, unsigned exponent)
{
    double p = 1;
    for (unsigned i = 0; i < exponent; i++)
        p *= (double)F->prime;
    return p;
}

/* By rows from number `first` on, up to the first with a valuation that the vector does not have;
 * returns its number, R->count if there is none. */
static size_t reduce(const lb_padic_rows *R, double *vector, size_t first)
{
    const lb_field *F = &R->field;
    size_t i = first;
    for (unsigned level = 0; i < R->count; i++) {
        const lb_padic_row *row = &R->rows[i];
        double divisor = power(F, row->valuation);
        if (row->valuation > level && !lb_padic_divides(divisor, vector, R->width))
            break;
        level = row->valuation;
        double quotient = lb_field_reduce(F, vector[row->pivot]) / divisor;
        if (quotient != 0)
            lb_padic_subtract(vector, row->entries, quotient, R->width, F);
    }
    return i;
}

void lb_padic_rows_reduce(const lb_padic_rows *R, double *vector)
{
    reduce(R, vector, 0);
}

/* The first entry of least valuation; false when all are 0. */
static bool find_pivot(const lb_padic_rows *R, const double *vector, size_t *pivot,
                       unsigned *valuation)
{
    const lb_field *F = &R->field;
    double divisor = (double)F->prime;
    for (*valuation = 0; *valuation < F->exponent; ++*valuation) {
        if (!lb_padic_divides(divisor, vector, R->width))
            break;
        divisor *= (double)F->prime;
    }
    if (*valuation == F->exponent)
        return false;
    for (*pivot = 0; lb_padic_divides(divisor, vector + *pivot, LB_PADIC_LANES);)
        *pivot += LB_PADIC_LANES;
    while (fmod(vector[*pivot], divisor) == 0)
        ++*pivot;
    return true;
}

/* Divided by the unit at its pivot, so that p^valuation is there. */
static void normalize(const lb_padic_rows *R, lb_padic_row *row)
{
    const lb_field *F = &R->field;
    uint64_t unit = lb_field_word(F, row->entries[row->pivot]);
    for (unsigned i = 0; i < row->valuation; i++)
        unit /= F->prime;
    uint64_t inverse = lb_field_invert(F, unit % F->p);
    lb_padic_scale(row->entries, lb_field_balance(F, inverse), R->width, F);
}

/* Vectors that wait to be inserted, the last one first. */
typedef struct waiting {
    size_t count, room;
    double **vectors;
} waiting;

static void wait(waiting *W, double *vector)
{
    W->vectors = lb_grow(W->vectors, &W->room, W->count + 1, sizeof *W->vectors);
    W->vectors[W->count++] = vector;
}

/* A vector, which is used up; rows that it displaces wait. */
static void place(lb_padic_rows *R, double *vector, waiting *W)
{
    lb_padic_row row = {.entries = vector};
    size_t at = reduce(R, vector, 0);
    if (!find_pivot(R, vector, &row.pivot, &row.valuation)) {
        free(vector);
        return;
    }
    normalize(R, &row);
    while (R->count > at)
        wait(W, R->rows[--R->count].entries);
    R->rows = lb_grow(R->rows, &R->room, R->count + 1, sizeof *R->rows);
    R->rows[R->count++] = row;
}

bool lb_padic_rows_insert(lb_padic_rows *R, const double *vector)
{
    size_t before = R->count;
    waiting W = {0};
    double *copy = lb_malloc_aligned(R->width, sizeof *copy);
    memcpy(copy, vector, R->width * sizeof *copy);
    wait(&W, copy);
    while (W.count)
        place(R, W.vectors[--W.count], &W);
    free(W.vectors);
    return R->count > before;
}
