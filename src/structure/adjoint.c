#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "linalg/echelon.h"
#include "structure/frame.h"

enum { BATCH = 64 };

/* The products of one pivot with strings of v, on their way to a row. They are looked up in
 * batches: the memory of all slots is asked for as the products are formed, then that of the
 * strings. */
typedef struct row_products {
    const lb_frame *frame;
    uint32_t count;
    uint64_t values[BATCH], hashes[BATCH];
    uint64_t *strings; /* of the batch */
    lb_sparse_sum row;
} row_products;

static void flush_products(row_products *r)
{
    const lb_string_table *table = r->frame->strings;
    for (uint32_t i = 0; i < r->count; i++)
        lb_string_table_prefetch_string(table, r->hashes[i]);
    for (uint32_t i = 0; i < r->count; i++) {
        uint32_t number =
            lb_string_table_find_hashed(table, r->strings + 2 * table->words * i, r->hashes[i]);
        if (number == LB_NO_STRING)
            continue;
        size_t first = r->frame->first[number], after = r->frame->first[number + 1];
        lb_sparse_sum_add(&r->row, r->values[i], r->frame->occurrences + first, after - first);
    }
    r->count = 0;
}

/* The row of the pivot P: {Q, P} = s (Q+P) gives {Q, Q+P} = -s P. */
static void add_row(row_products *r, const lb_sparse_vector *strings, const uint64_t *P)
{
    const lb_string_table *table = r->frame->strings;
    size_t words = table->words;
    for (uint32_t i = 0; i < strings->length; i++) {
        const uint64_t *Q = lb_string_table_at(table, strings->terms[i].column);
        if (!lb_dense_anticommutes(Q, P, words))
            continue;
        if (r->count == BATCH)
            flush_products(r);
        uint64_t *product = r->strings + 2 * words * r->count;
        int sign = lb_dense_bracket(product, Q, P, words);
        r->hashes[r->count] = lb_dense_hash(product, words);
        lb_string_table_prefetch_slot(table, r->hashes[r->count]);
        uint64_t value = strings->terms[i].value;
        r->values[r->count++] = sign > 0 ? nmod_neg(value, r->frame->modulus) : value;
    }
    flush_products(r);
}

/* A vector given by coordinates, over strings. */
static void expand(lb_sparse_vector *strings, const lb_frame *frame, const lb_sparse_vector *v)
{
    lb_sparse_sum sum;
    lb_sparse_sum_init(&sum, frame->strings->count, frame->modulus);
    for (uint32_t i = 0; i < v->length; i++) {
        const lb_sparse_vector *row = frame->rows + v->terms[i].column;
        lb_sparse_sum_add(&sum, v->terms[i].value, row->terms, row->length);
    }
    lb_sparse_sum_take(strings, &sum);
    lb_sparse_sum_clear(&sum);
}

/* A matrix being written row by row. */
typedef struct matrix_writer {
    lb_ad_map *matrix;
    size_t count, capacity;
} matrix_writer;

static void writer_start(matrix_writer *w, lb_ad_map *A, uint32_t dimension)
{
    *A = (lb_ad_map){.dimension = dimension};
    A->first = lb_malloc((size_t)dimension + 1, sizeof *A->first);
    A->first[0] = 0;
    *w = (matrix_writer){.matrix = A};
}

static void write_row(matrix_writer *w, uint32_t b, lb_sparse_sum *row)
{
    lb_ad_map *A = w->matrix;
    for (uint32_t i = 0; i < row->count; i++) {
        uint32_t column = row->touched[i];
        if (!row->values[column])
            continue;
        A->terms = lb_grow(A->terms, &w->capacity, w->count + 1, sizeof *A->terms);
        A->terms[w->count++] = (lb_term){row->values[column], column};
    }
    A->first[b + 1] = w->count;
    lb_sparse_sum_drop(row);
}

void lb_ad_map_init(lb_ad_map *A, const lb_frame *frame, const lb_sparse_vector *v)
{
    row_products r = {.frame = frame};
    matrix_writer writer;
    lb_sparse_vector strings;
    expand(&strings, frame, v);
    r.strings = lb_malloc(BATCH * 2 * frame->strings->words, sizeof *r.strings);
    lb_sparse_sum_init(&r.row, frame->dimension, frame->modulus);
    writer_start(&writer, A, frame->dimension);
    for (uint32_t b = 0; b < frame->dimension; b++) {
        add_row(&r, &strings, lb_string_table_at(frame->strings, frame->pivots[b]));
        write_row(&writer, b, &r.row);
    }
    lb_sparse_sum_clear(&r.row);
    free(r.strings);
    lb_sparse_vector_clear(&strings);
}

/* Add scale times row b of A. */
static void add_matrix_row(lb_sparse_sum *sum, uint64_t scale, const lb_ad_map *A, uint32_t b)
{
    lb_sparse_sum_add(sum, scale, A->terms + A->first[b], A->first[b + 1] - A->first[b]);
}

/* Add scale times row b of A B. */
static void add_product_row(lb_sparse_sum *sum, uint64_t scale, const lb_ad_map *A,
                            const lb_ad_map *B, uint32_t b)
{
    for (size_t i = A->first[b]; i < A->first[b + 1]; i++)
        add_matrix_row(sum, nmod_mul(scale, A->terms[i].value, sum->modulus), B,
                       A->terms[i].column);
}

void lb_ad_map_init_combination(lb_ad_map *A, const uint64_t *coefficients,
                                const lb_ad_map *matrices, uint32_t count, nmod_t modulus)
{
    assert(count);
    matrix_writer writer;
    lb_sparse_sum row;
    writer_start(&writer, A, matrices->dimension);
    lb_sparse_sum_init(&row, A->dimension, modulus);
    for (uint32_t b = 0; b < A->dimension; b++) {
        for (uint32_t i = 0; i < count; i++)
            if (coefficients[i])
                add_matrix_row(&row, coefficients[i], matrices + i, b);
        write_row(&writer, b, &row);
    }
    lb_sparse_sum_clear(&row);
}

/* The basis vectors that occur in some vectors: slot_of[a] is the place of basis vector a among
 * them, UINT32_MAX for none. Returns their number. */
static uint32_t number_used(uint32_t *slot_of, const lb_frame *frame,
                            const lb_sparse_vector *vectors, uint32_t count)
{
    uint32_t used = 0;
    for (uint32_t a = 0; a < frame->dimension; a++)
        slot_of[a] = UINT32_MAX;
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t j = 0; j < vectors[i].length; j++) {
            uint32_t *slot = slot_of + vectors[i].terms[j].column;
            if (*slot == UINT32_MAX)
                *slot = used++;
        }
    return used;
}

lb_ad_map *lb_ad_maps_new(const lb_frame *frame, const lb_sparse_vector *vectors, uint32_t count)
{
    lb_ad_map *matrices = lb_malloc(count, sizeof *matrices);
    uint32_t *slot_of = lb_malloc(frame->dimension, sizeof *slot_of);
    uint32_t used = number_used(slot_of, frame, vectors, count);
    lb_ad_map *of_basis = lb_malloc(used, sizeof *of_basis);
    uint64_t *coefficients = lb_malloc(used, sizeof *coefficients);
    for (uint32_t a = 0; a < frame->dimension; a++)
        if (slot_of[a] != UINT32_MAX)
            lb_ad_map_init(of_basis + slot_of[a], frame,
                           &(lb_sparse_vector){1, (lb_term[]){{1, a}}});
    for (uint32_t i = 0; i < count; i++) {
        memset(coefficients, 0, used * sizeof *coefficients);
        for (uint32_t j = 0; j < vectors[i].length; j++)
            coefficients[slot_of[vectors[i].terms[j].column]] = vectors[i].terms[j].value;
        lb_ad_map_init_combination(matrices + i, coefficients, of_basis, used, frame->modulus);
    }
    lb_ad_maps_clear(of_basis, used);
    free(coefficients);
    free(slot_of);
    return matrices;
}

void lb_ad_map_clear(lb_ad_map *A)
{
    free(A->first);
    free(A->terms);
}

void lb_ad_maps_clear(lb_ad_map *matrices, uint32_t count)
{
    for (uint32_t i = 0; matrices && i < count; i++)
        lb_ad_map_clear(matrices + i);
    free(matrices);
}

/* The column among those of the remainder that occurs in the fewest rows of A. */
static uint32_t rarest(const lb_vector *remainder, const uint32_t *occurrences)
{
    uint32_t best = remainder->touched[0];
    for (size_t i = 1; i < remainder->touched_count; i++)
        if (occurrences[remainder->touched[i]] < occurrences[best])
            best = remainder->touched[i];
    return best;
}

uint32_t lb_ad_map_rank(const lb_ad_map *A, nmod_t modulus)
{
    lb_echelon echelon;
    lb_vector row;
    lb_echelon_init(&echelon, modulus.n);
    lb_vector_init(&row, modulus);
    lb_vector_reserve(&row, A->dimension);
    lb_echelon_reserve_columns(&echelon, A->dimension);
    uint32_t *occurrences = lb_calloc(A->dimension, sizeof *occurrences);
    for (size_t i = 0; i < A->first[A->dimension]; i++)
        occurrences[A->terms[i].column]++;
    for (uint32_t b = 0; b < A->dimension; b++) {
        for (size_t i = A->first[b]; i < A->first[b + 1]; i++)
            lb_vector_add(&row, A->terms[i].column, A->terms[i].value);
        if (lb_echelon_reduce(&echelon, &row))
            lb_echelon_insert(&echelon, &row, rarest(&row, occurrences));
    }
    uint32_t rank = echelon.row_count;
    lb_vector_clear(&row);
    lb_echelon_clear(&echelon);
    free(occurrences);
    return rank;
}

bool lb_ad_map_products_agree(const lb_ad_map *A, const lb_ad_map *B, const lb_ad_map *C,
                              const lb_ad_map *D, nmod_t modulus)
{
    lb_sparse_sum row;
    bool agree = true;
    lb_sparse_sum_init(&row, A->dimension, modulus);
    for (uint32_t b = 0; b < A->dimension && agree; b++) {
        add_product_row(&row, 1, A, B, b);
        if (C)
            add_product_row(&row, modulus.n - 1, C, D, b);
        agree = lb_sparse_sum_drop(&row);
    }
    lb_sparse_sum_clear(&row);
    return agree;
}

uint64_t lb_ad_map_trace(const lb_ad_map *A, const lb_ad_map *B, nmod_t modulus)
{
    lb_sparse_sum row;
    uint64_t trace = 0;
    lb_sparse_sum_init(&row, A->dimension, modulus);
    for (uint32_t b = 0; b < A->dimension; b++) {
        add_product_row(&row, 1, A, B, b);
        trace = nmod_add(trace, row.values[b], modulus);
        lb_sparse_sum_drop(&row);
    }
    lb_sparse_sum_clear(&row);
    return trace;
}

void lb_ad_map_apply(uint64_t *y, const lb_ad_map *A, const uint64_t *x, uint64_t scale,
                     nmod_t modulus)
{
    for (uint32_t b = 0; b < A->dimension; b++) {
        uint64_t sum = 0;
        for (size_t i = A->first[b]; i < A->first[b + 1]; i++)
            sum =
                nmod_add(sum, nmod_mul(A->terms[i].value, x[A->terms[i].column], modulus), modulus);
        y[b] = nmod_add(y[b], nmod_mul(scale, sum, modulus), modulus);
    }
}
