#include "training/blocks.h"

#include <complex.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/lapack.h"
#include "base/limits.h"
#include "base/memory.h"
#include "base/union_find.h"

/* Entries, and frequencies, that differ by less, relative to the largest, are equal. */
#define SAME 1e-13
/* Blocks of at most this order are tried in every order of their indices. */
enum { REORDERED_MAX = 5 };

/* ---- The parts of T ---- */

/* The root of a part is its first index. */
static uint32_t *find_parts(const lb_training_rows *T)
{
    uint32_t *parent = lb_malloc(T->rows, sizeof *parent);
    for (uint32_t i = 0; i < T->rows; i++)
        parent[i] = i;
    for (uint32_t i = 0; i < T->rows; i++)
        for (size_t e = T->offsets[i]; e < T->offsets[i + 1]; e++)
            lb_union_join(parent, i, T->columns[e]);
    for (uint32_t i = 0; i < T->rows; i++)
        parent[i] = lb_union_root(parent, i);
    return parent;
}

/* One part: its indices in increasing order, and T on it. */
typedef struct part {
    uint32_t order;
    uint32_t *indices;
    double *matrix;
} part;

/* place is room for T->rows numbers. */
static void fill_matrix(part *p, const lb_training_rows *T, uint32_t *place)
{
    uint32_t b = p->order;
    p->matrix = lb_calloc((size_t)b * b, sizeof *p->matrix);
    for (uint32_t i = 0; i < b; i++)
        place[p->indices[i]] = i;
    for (uint32_t i = 0; i < b; i++)
        for (size_t e = T->offsets[p->indices[i]]; e < T->offsets[p->indices[i] + 1]; e++) {
            uint32_t j = place[T->columns[e]];
            p->matrix[(size_t)i * b + j] += 0.5 * T->values[e];
            p->matrix[(size_t)j * b + i] -= 0.5 * T->values[e];
        }
}

static double largest_entry(const double *matrix, uint32_t order)
{
    double largest = 0;
    for (size_t e = 0; e < (size_t)order * order; e++)
        largest = fmax(largest, fabs(matrix[e]));
    return largest;
}

/* Whether the matrix in the order a of its indices comes before that in the order b: it is greater at
 * the first entry where they differ. */
static bool comes_before(const double *matrix, uint32_t order, const uint32_t *a, const uint32_t *b,
                         double same)
{
    for (uint32_t i = 0; i < order; i++)
        for (uint32_t j = i + 1; j < order; j++) {
            double difference =
                matrix[(size_t)a[i] * order + a[j]] - matrix[(size_t)b[i] * order + b[j]];
            if (fabs(difference) > same)
                return difference > 0;
        }
    return false;
}

/* The next arrangement in lexicographic order; false after the last. */
static bool next_arrangement(uint32_t *a, uint32_t count)
{
    uint32_t i = count - 1, j = count - 1;
    while (i > 0 && a[i - 1] > a[i])
        i--;
    if (i == 0)
        return false;
    while (a[j] < a[i - 1])
        j--;
    uint32_t swap = a[i - 1];
    a[i - 1] = a[j];
    a[j] = swap;
    for (j = count - 1; i < j; i++, j--) {
        swap = a[i];
        a[i] = a[j];
        a[j] = swap;
    }
    return true;
}

/* Put the indices of a small part in the order that comes first, so that equal matrices look equal.
 */
static void reorder(part *p)
{
    uint32_t b = p->order, best[REORDERED_MAX], tried[REORDERED_MAX], indices[REORDERED_MAX];
    double matrix[REORDERED_MAX * REORDERED_MAX], same = SAME * largest_entry(p->matrix, b);
    if (b > REORDERED_MAX)
        return;
    for (uint32_t i = 0; i < b; i++)
        best[i] = tried[i] = i;
    while (next_arrangement(tried, b))
        if (comes_before(p->matrix, b, tried, best, same))
            memcpy(best, tried, sizeof best);
    for (uint32_t i = 0; i < b; i++) {
        indices[i] = p->indices[best[i]];
        for (uint32_t j = 0; j < b; j++)
            matrix[i * b + j] = p->matrix[best[i] * b + best[j]];
    }
    memcpy(p->indices, indices, b * sizeof *indices);
    memcpy(p->matrix, matrix, (size_t)b * b * sizeof *matrix);
}

/* ---- Kinds ---- */

static bool same_matrix(const double *a, const double *b, uint32_t order, double same)
{
    for (size_t e = 0; e < (size_t)order * order; e++)
        if (fabs(a[e] - b[e]) > same)
            return false;
    return true;
}

/* Frequencies are differences of eigenvalues of a sum: of commuting strings, sums of their
 * coefficients. What is within rounding of a multiple of 1/64 is taken for it. */
static double without_rounding(double f)
{
    double multiple = round(64 * f) / 64;
    return fabs(f - multiple) <= SAME * f ? multiple : f;
}

static uint32_t frequency_number(lb_exponential *blocks, double f)
{
    f = without_rounding(f);
    for (uint32_t i = 0; i < blocks->frequency_count; i++)
        if (fabs(blocks->frequencies[i] - f) <= SAME * f)
            return i;
    blocks->frequencies = lb_grow(blocks->frequencies, &blocks->frequency_capacity,
                                  (size_t)blocks->frequency_count + 1, sizeof f);
    blocks->frequencies[blocks->frequency_count] = f;
    return blocks->frequency_count++;
}

static void list_entries(lb_block_kind *kind)
{
    uint32_t b = kind->order, most = b * (b - 1) / 2;
    kind->rows = lb_malloc(most, sizeof *kind->rows);
    kind->columns = lb_malloc(most, sizeof *kind->columns);
    kind->entries = lb_malloc(most, sizeof *kind->entries);
    for (uint32_t i = 0; i < b; i++)
        for (uint32_t j = i + 1; j < b; j++) {
            double value = kind->matrix[(size_t)i * b + j];
            if (value == 0)
                continue;
            kind->rows[kind->entry_count] = i;
            kind->columns[kind->entry_count] = j;
            kind->entries[kind->entry_count++] = value;
        }
}

/* Eigenvectors v of i T with eigenvalue w > 0, of length 1: p = sqrt(2) Re v and q = sqrt(2) Im v
 * have T p = w q and T q = -w p. */
static lb_status find_planes(lb_block_kind *kind, lb_exponential *blocks, lb_error *error)
{
    uint32_t b = kind->order;
    size_t entries = (size_t)b * b;
    lapack_complex_double *v = lb_malloc(entries, sizeof *v);
    double *w = lb_malloc(b, sizeof *w), largest = largest_entry(kind->matrix, b);
    for (size_t e = 0; e < entries; e++)
        v[e] = I * kind->matrix[e];
    lapack_int info =
        lb_lapack(LAPACKE_zheevd(LAPACK_ROW_MAJOR, 'V', 'L', (lapack_int)b, v, (lapack_int)b, w));
    kind->planes = lb_malloc(entries, sizeof *kind->planes);
    kind->plane_frequencies = lb_malloc(b, sizeof *kind->plane_frequencies);
    for (uint32_t e = b; e-- > 0 && !info && w[e] > 1e-12 * b * largest;) {
        double *p = kind->planes + (size_t)2 * kind->plane_count * b, *q = p + b;
        for (uint32_t i = 0; i < b; i++) {
            p[i] = sqrt(2) * creal(v[(size_t)i * b + e]);
            q[i] = sqrt(2) * cimag(v[(size_t)i * b + e]);
        }
        kind->plane_frequencies[kind->plane_count++] = frequency_number(blocks, w[e]);
    }
    free(v);
    free(w);
    return info ? lb_fail(error, LB_INTERNAL,
                          "the eigenvalues of a block of order %u were not "
                          "found (%d)",
                          b, (int)info)
                : LB_OK;
}

/* C_f = p p^T + q q^T and S_f = q p^T - p q^T, added up over the planes that turn alike, which come
 * one after another; and P_0 = 1 - the sum of the C_f. */
static void make_tables(lb_block_kind *kind)
{
    uint32_t b = kind->order, count = 0;
    size_t size = (size_t)b * b;
    kind->tables = lb_calloc(size * (1 + 2 * (size_t)kind->plane_count), sizeof *kind->tables);
    for (uint32_t i = 0; i < b; i++)
        kind->tables[(size_t)i * b + i] = 1;
    for (uint32_t k = 0; k < kind->plane_count; k++) {
        const double *p = kind->planes + (size_t)2 * k * b, *q = p + b;
        uint32_t frequency = kind->plane_frequencies[k];
        if (!count || kind->plane_frequencies[count - 1] != frequency)
            kind->plane_frequencies[count++] = frequency;
        double *C = kind->tables + size * (2 * (size_t)count - 1), *S = C + size;
        for (uint32_t i = 0; i < b; i++)
            for (uint32_t j = 0; j < b; j++) {
                C[(size_t)i * b + j] += p[i] * p[j] + q[i] * q[j];
                S[(size_t)i * b + j] += q[i] * p[j] - p[i] * q[j];
                kind->tables[(size_t)i * b + j] -= p[i] * p[j] + q[i] * q[j];
            }
    }
    kind->plane_count = count;
    free(kind->planes);
    kind->planes = NULL;
}

/* Whether all planes turn alike, and products with T take less than those with all p and q. */
static bool turns_alike(const lb_block_kind *kind)
{
    for (uint32_t k = 1; k < kind->plane_count; k++)
        if (kind->plane_frequencies[k] != kind->plane_frequencies[0])
            return false;
    return kind->entry_count < kind->plane_count * kind->order;
}

static void keep_entries_alone(lb_block_kind *kind)
{
    kind->plane_count = 1;
    free(kind->planes);
    kind->planes = NULL;
}

/* Forming the exponential takes order^2 products for each table, and saves order^2 a block. */
static bool is_small(const lb_block_kind *kind)
{
    return kind->order <= LB_BLOCK_ORDER_MAX &&
           (kind->order <= 4 || kind->count > 1 + 2 * kind->plane_count);
}

static lb_status finish_kind(lb_block_kind *kind, lb_exponential *blocks, lb_error *error)
{
    lb_status status = find_planes(kind, blocks, error);
    if (status)
        return status;
    list_entries(kind);
    if (is_small(kind))
        make_tables(kind);
    else if (turns_alike(kind))
        keep_entries_alone(kind);
    free(kind->matrix);
    kind->matrix = NULL;
    return LB_OK;
}

/* The kind of a part, whose matrix a new one takes over. */
static lb_block_kind *kind_of(lb_exponential *blocks, part *p)
{
    double same = SAME * largest_entry(p->matrix, p->order);
    for (uint32_t k = 0; k < blocks->kind_count; k++) {
        lb_block_kind *kind = blocks->kinds + k;
        if (kind->order == p->order && same_matrix(kind->matrix, p->matrix, p->order, same))
            return kind;
    }
    blocks->kinds = lb_grow(blocks->kinds, &blocks->kind_capacity, (size_t)blocks->kind_count + 1,
                            sizeof *blocks->kinds);
    lb_block_kind *kind = blocks->kinds + blocks->kind_count++;
    *kind = (lb_block_kind){.order = p->order, .matrix = p->matrix};
    p->matrix = NULL;
    return kind;
}

static void add_part(lb_exponential *blocks, part *p, const lb_training_rows *T, uint32_t *place)
{
    fill_matrix(p, T, place);
    reorder(p);
    lb_block_kind *kind = kind_of(blocks, p);
    size_t first = (size_t)kind->count * p->order;
    kind->indices =
        lb_grow(kind->indices, &kind->index_capacity, first + p->order, sizeof *kind->indices);
    memcpy(kind->indices + first, p->indices, p->order * sizeof *p->indices);
    kind->count++;
    blocks->largest = p->order > blocks->largest ? p->order : blocks->largest;
    free(p->matrix);
}

/* The parts by increasing first index, each listed through `next`. */
static void add_parts(lb_exponential *blocks, const lb_training_rows *T, lb_run *run)
{
    uint32_t n = T->rows, *root = find_parts(T);
    uint32_t *first = lb_calloc((size_t)n + 1, sizeof *first); /* of each part, in `sorted` */
    uint32_t *sorted = lb_malloc(n, sizeof *sorted), *place = lb_malloc(n, sizeof *place);
    for (uint32_t i = 0; i < n; i++)
        first[root[i] + 1]++;
    for (uint32_t i = 0; i < n; i++)
        first[i + 1] += first[i];
    memcpy(place, first, n * sizeof *place);
    for (uint32_t i = 0; i < n; i++)
        sorted[place[root[i]]++] = i;
    for (uint32_t i = 0; i < n && !run->stopped; i++) {
        part p = {.order = first[i + 1] - first[i], .indices = sorted + first[i]};
        if (p.order > 1)
            add_part(blocks, &p, T, place);
        if (i % 64 == 0)
            run->stopped = lb_limit_reached(&run->options.limits);
    }
    free(root);
    free(first);
    free(sorted);
    free(place);
}

lb_status lb_exponential_init(lb_exponential *blocks, const lb_training_rows *T, lb_run *run,
                              lb_error *error)
{
    lb_status status = LB_OK;
    *blocks = (lb_exponential){0};
    add_parts(blocks, T, run);
    for (uint32_t k = 0; k < blocks->kind_count && !run->stopped && !status; k++) {
        status = finish_kind(blocks->kinds + k, blocks, error);
        run->stopped = lb_limit_reached(&run->options.limits);
    }
    if (run->stopped && !status)
        status = lb_fail(error, LB_UNDECIDED, "%s", run->stopped);
    if (status)
        lb_exponential_clear(blocks);
    return status;
}

void lb_exponential_clear(lb_exponential *blocks)
{
    for (uint32_t k = 0; k < blocks->kind_count; k++) {
        lb_block_kind *kind = blocks->kinds + k;
        free(kind->indices);
        free(kind->matrix);
        free(kind->rows);
        free(kind->columns);
        free(kind->entries);
        free(kind->plane_frequencies);
        free(kind->planes);
        free(kind->tables);
    }
    free(blocks->kinds);
    free(blocks->frequencies);
}
