#include "structure/algebra_mod_p.h"

#include <stdlib.h>

#include <flint/nmod.h>

#include "base/memory.h"

/* Where each string occurs. */
static void index_strings(lb_frame *frame)
{
    size_t count = frame->orbits->count;
    frame->first = lb_calloc(count + 2, sizeof *frame->first);
    for (uint32_t a = 0; a < frame->dimension; a++)
        for (uint32_t i = 0; i < frame->rows[a].length; i++)
            frame->first[frame->rows[a].terms[i].column + 2]++;
    for (size_t c = 0; c < count; c++)
        frame->first[c + 2] += frame->first[c + 1];
    frame->occurrences = lb_malloc(frame->first[count + 1], sizeof *frame->occurrences);
    for (uint32_t a = 0; a < frame->dimension; a++)
        for (uint32_t i = 0; i < frame->rows[a].length; i++) {
            const lb_term *term = frame->rows[a].terms + i;
            frame->occurrences[frame->first[term->column + 1]++] = (lb_term){term->value, a};
        }
}

static void reduce_sizes(lb_frame *frame)
{
    size_t count = frame->orbits->count;
    frame->sizes = lb_malloc(count, sizeof *frame->sizes);
    frame->inverse_sizes = lb_malloc(count, sizeof *frame->inverse_sizes);
    for (size_t c = 0; c < count; c++) {
        const fmpz *size = frame->orbits->sizes + c;
        frame->sizes[c] = fmpz_fdiv_ui(size, frame->modulus.n);
        frame->inverse_sizes[c] = fmpz_is_one(size) ? 1 : nmod_inv(frame->sizes[c], frame->modulus);
    }
}

/* Of so many basis vectors maps are kept: D^3 terms at most. */
enum { UNITS_MAX = 256 };

static void make_units(lb_frame *frame)
{
    if (!frame->brackets->small || frame->dimension > UNITS_MAX)
        return;
    frame->units = lb_malloc(frame->dimension, sizeof *frame->units);
    for (uint32_t a = 0; a < frame->dimension; a++) {
        lb_term unit = {1, a};
        lb_ad_map_init_products(frame->units + a, frame, &(lb_sparse_vector){1, &unit});
    }
}

bool lb_frame_init(lb_frame *frame, const lb_rational *rows, lb_pivot_brackets *brackets,
                   uint64_t prime, lb_run *run)
{
    *frame = (lb_frame){.run = run,
                        .brackets = brackets,
                        .orbits = brackets->orbits,
                        .pivots = brackets->pivots,
                        .dimension = brackets->dimension};
    nmod_init(&frame->modulus, prime);
    frame->rows = lb_sparse_vectors_reduce(rows, frame->dimension, frame->modulus);
    if (!frame->rows)
        return false;
    index_strings(frame);
    reduce_sizes(frame);
    make_units(frame);
    return true;
}

void lb_frame_clear(lb_frame *frame)
{
    lb_sparse_vectors_clear(frame->rows, frame->dimension);
    free(frame->first);
    free(frame->occurrences);
    free(frame->sizes);
    free(frame->inverse_sizes);
    for (uint32_t a = 0; frame->units && a < frame->dimension; a++)
        lb_ad_map_clear(frame->units + a);
    free(frame->units);
}

/* The coefficient of string c in x. */
static uint64_t coefficient(const lb_frame *frame, size_t c, const uint64_t *x)
{
    nmod_t p = frame->modulus;
    uint64_t sum = 0;
    for (size_t i = frame->first[c]; i < frame->first[c + 1]; i++) {
        const lb_term *at = frame->occurrences + i;
        if (x[at->column])
            sum = nmod_add(sum, nmod_mul(at->value, x[at->column], p), p);
    }
    return sum;
}

void lb_frame_trace_form(uint64_t *form, const lb_frame *frame, const uint64_t *x)
{
    nmod_t p = frame->modulus;
    for (uint32_t a = 0; a < frame->dimension; a++)
        form[a] = 0;
    for (size_t c = 0; c < frame->orbits->count; c++) {
        uint64_t entry = nmod_mul(coefficient(frame, c, x), frame->inverse_sizes[c], p);
        for (size_t i = frame->first[c]; entry && i < frame->first[c + 1]; i++) {
            const lb_term *at = frame->occurrences + i;
            form[at->column] = nmod_add(form[at->column], nmod_mul(at->value, entry, p), p);
        }
    }
}

uint64_t lb_frame_product(const lb_frame *frame, const uint64_t *x, const uint64_t *y)
{
    nmod_t p = frame->modulus;
    uint64_t sum = 0;
    for (size_t c = 0; c < frame->orbits->count; c++) {
        uint64_t left = coefficient(frame, c, x);
        if (!left)
            continue;
        uint64_t right = x == y ? left : coefficient(frame, c, y);
        left = nmod_mul(left, frame->inverse_sizes[c], p);
        sum = nmod_add(sum, nmod_mul(left, right, p), p);
    }
    return sum;
}

double lb_frame_work(const lb_frame *frame, const lb_sparse_vector *v)
{
    double work = 0;
    for (uint32_t i = 0; i < v->length; i++) {
        const lb_sparse_vector *row = frame->rows + v->terms[i].column;
        for (uint32_t j = 0; j < row->length; j++)
            work += frame->orbits->work[row->terms[j].column];
    }
    return work;
}
