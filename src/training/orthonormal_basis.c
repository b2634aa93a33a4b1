#include "training/orthonormal_basis.h"

#include <cblas.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <flint/fmpz_vec.h>

#include "base/lapack.h"
#include "base/limits.h"
#include "base/memory.h"
#include "base/sort.h"

/* What a sum of doubles leaves of zero, in units of the largest entry. */
#define NEGLIGIBLE 1e-14

static void clear_rows(lb_training_rows *M)
{
    free(M->offsets);
    free(M->columns);
    free(M->values);
}

static void sparse_init(lb_training_rows *M, uint32_t rows)
{
    *M = (lb_training_rows){.offsets = lb_calloc((size_t)rows + 1, sizeof *M->offsets)};
}

static void append(lb_training_rows *M, uint32_t column, double value)
{
    size_t at = M->offsets[M->rows + 1]++;
    if (at == M->capacity) {
        size_t same = M->capacity;
        M->columns = lb_grow(M->columns, &same, at + 1, sizeof *M->columns);
        M->values = lb_grow(M->values, &M->capacity, at + 1, sizeof *M->values);
    }
    M->columns[at] = column;
    M->values[at] = value;
}

/* A row is what was appended since the one before. */
static void begin_row(lb_training_rows *M)
{
    M->offsets[M->rows + 1] = M->offsets[M->rows];
}

static void end_row(lb_training_rows *M)
{
    M->rows++;
}

/* ---- The basis ---- */

static uint32_t find_first(uint32_t *first, uint32_t row)
{
    while (first[row] != row)
        row = first[row] = first[first[row]];
    return row;
}

static uint32_t entry_column(const lb_rational_basis *basis, uint32_t row, uint32_t entry)
{
    return entry ? basis->columns[basis->offsets[row] + entry - 1] : basis->pivots[row];
}

static uint32_t entry_count(const lb_rational_basis *basis, uint32_t row)
{
    return (uint32_t)(basis->offsets[row + 1] - basis->offsets[row]) + 1;
}

/* Rows that share strings, directly or over others, are a component: the first row of that of each.
 */
static uint32_t *find_components(const lb_rational_basis *basis, uint32_t strings)
{
    uint32_t *first = lb_malloc(basis->count, sizeof *first);
    uint32_t *user = lb_malloc(strings, sizeof *user); /* of each string, a row */
    for (uint32_t c = 0; c < strings; c++)
        user[c] = UINT32_MAX;
    for (uint32_t i = 0; i < basis->count; i++) {
        first[i] = i;
        for (uint32_t e = 0; e < entry_count(basis, i); e++) {
            uint32_t *other = user + entry_column(basis, i, e);
            if (*other != UINT32_MAX) {
                uint32_t a = find_first(first, *other), b = find_first(first, i);
                first[a > b ? a : b] = a < b ? a : b;
            }
            *other = i;
        }
    }
    for (uint32_t i = 0; i < basis->count; i++)
        first[i] = find_first(first, i);
    free(user);
    return first;
}

/* The rows of one component as a dense matrix, row by row. */
typedef struct dense_rows {
    uint32_t count, width;
    const uint32_t *rows;
    uint32_t *columns; /* strings */
    uint32_t *place;   /* of each string its column here, UINT32_MAX elsewhere */
    double *entries;
} dense_rows;

static void collect_columns(dense_rows *d, const lb_rational_basis *basis)
{
    size_t capacity = 0;
    d->columns = NULL;
    d->width = 0;
    for (uint32_t i = 0; i < d->count; i++)
        for (uint32_t e = 0; e < entry_count(basis, d->rows[i]); e++) {
            uint32_t c = entry_column(basis, d->rows[i], e);
            if (d->place[c] != UINT32_MAX)
                continue;
            d->columns = lb_grow(d->columns, &capacity, (size_t)d->width + 1, sizeof *d->columns);
            d->place[c] = d->width;
            d->columns[d->width++] = c;
        }
}

/* Rows of length 1 in the coordinates of A(P) sqrt|O(P)|. */
static void fill_rows(dense_rows *d, const lb_rational_basis *basis, const double *norms)
{
    d->entries = lb_calloc((size_t)d->count * d->width, sizeof *d->entries);
    for (uint32_t i = 0; i < d->count; i++) {
        uint32_t row = d->rows[i];
        double *x = d->entries + (size_t)i * d->width, square = 0;
        double denominator = fmpz_get_d(basis->denominators + row);
        for (uint32_t e = 0; e < entry_count(basis, row); e++) {
            uint32_t c = entry_column(basis, row, e);
            double value =
                e ? fmpz_get_d(basis->numerators + basis->offsets[row] + e - 1) / denominator : 1;
            x[d->place[c]] = value / norms[c];
            square += x[d->place[c]] * x[d->place[c]];
        }
        for (uint32_t j = 0; j < d->width; j++)
            x[j] /= sqrt(square);
    }
}

/* Cholesky factors of the matrix of scalar products, three times: each leaves what rounding of the
 * one before made of it. False where the rows are dependent within rounding. */
static bool orthonormalize(dense_rows *d)
{
    blasint r = (blasint)d->count, w = (blasint)d->width;
    double *G = lb_malloc((size_t)d->count * d->count, sizeof *G);
    bool positive = true;
    for (int round = 0; round < 3 && positive; round++) {
        cblas_dsyrk(CblasRowMajor, CblasLower, CblasNoTrans, r, w, 1.0, d->entries, w, 0.0, G, r);
        positive = !lb_lapack(LAPACKE_dpotrf(LAPACK_ROW_MAJOR, 'L', r, G, r));
        if (positive)
            cblas_dtrsm(CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, r, w, 1.0,
                        G, r, d->entries, w);
    }
    free(G);
    return positive;
}

static void keep_rows(lb_training_rows *basis, const dense_rows *d)
{
    for (uint32_t i = 0; i < d->count; i++) {
        const double *x = d->entries + (size_t)i * d->width;
        begin_row(basis);
        for (uint32_t j = 0; j < d->width; j++)
            if (fabs(x[j]) > NEGLIGIBLE)
                append(basis, d->columns[j], x[j]);
        end_row(basis);
    }
}

static lb_status add_component(lb_orthonormal_basis *B, const lb_training_space *V, dense_rows *d,
                               lb_error *error)
{
    lb_status status = LB_OK;
    collect_columns(d, &V->space.basis);
    fill_rows(d, &V->space.basis, B->norms);
    if (d->count > 1 && !orthonormalize(d))
        status = lb_fail(error, LB_INTERNAL,
                         "a basis of %u sums is too near to dependent for doubles", d->count);
    keep_rows(&B->basis, d);
    for (uint32_t j = 0; j < d->width; j++)
        d->place[d->columns[j]] = UINT32_MAX;
    free(d->columns);
    free(d->entries);
    return status;
}

static int compare_by_first(const void *a, const void *b)
{
    const uint32_t *p = a, *q = b;
    if (p[0] != q[0])
        return p[0] < q[0] ? -1 : 1;
    return (p[1] > q[1]) - (p[1] < q[1]);
}

/* The rows, those of one component side by side. */
static uint32_t *order_by_component(const uint32_t *first, uint32_t count)
{
    uint32_t *pairs = lb_malloc((size_t)2 * count, sizeof *pairs);
    for (uint32_t i = 0; i < count; i++) {
        pairs[2 * i] = first[i];
        pairs[2 * i + 1] = i;
    }
    if (count)
        qsort(pairs, count, 2 * sizeof *pairs, compare_by_first);
    for (uint32_t i = 0; i < count; i++)
        pairs[i] = pairs[2 * i + 1];
    return pairs;
}

static lb_status make_basis(lb_orthonormal_basis *B, const lb_training_space *V, lb_run *run,
                            lb_error *error)
{
    const lb_rational_basis *basis = &V->space.basis;
    uint32_t strings = V->strings.count;
    uint32_t *first = find_components(basis, strings);
    uint32_t *rows = order_by_component(first, basis->count);
    dense_rows d = {.place = lb_malloc(strings, sizeof *d.place)};
    lb_status status = LB_OK;
    for (uint32_t c = 0; c < strings; c++)
        d.place[c] = UINT32_MAX;
    for (uint32_t i = 0; i < basis->count && !status; i += d.count) {
        const char *reached = lb_limit_reached(&run->options.limits);
        for (d.count = 1; i + d.count < basis->count && first[rows[i + d.count]] == first[rows[i]];)
            d.count++;
        d.rows = rows + i;
        status =
            reached ? lb_fail(error, LB_UNDECIDED, "%s", reached) : add_component(B, V, &d, error);
    }
    free(d.place);
    free(rows);
    free(first);
    return status;
}

/* ---- The matrices ---- */

/* Room for one vector over the strings, and its coordinates in the basis. */
typedef struct vectors {
    const lb_training_space *V;
    lb_training_rows by_string; /* the transpose of the basis */
    double *vector, *coordinates;
    double magnitude; /* the sum of the squares of what was added: rounding is relative to it */
    uint32_t *touched, *touched_rows; /* where they may differ from 0 */
    uint32_t touched_count, row_count;
    bool *in_use, *row_in_use;
    lb_products products;
} vectors;

static void transpose(lb_training_rows *T, const lb_training_rows *M, uint32_t columns)
{
    size_t entries = M->offsets[M->rows];
    sparse_init(T, columns);
    T->rows = columns;
    T->columns = lb_malloc(entries, sizeof *T->columns);
    T->values = lb_malloc(entries, sizeof *T->values);
    for (size_t e = 0; e < entries; e++)
        T->offsets[M->columns[e] + 1]++;
    for (uint32_t c = 0; c < columns; c++)
        T->offsets[c + 1] += T->offsets[c];
    size_t *next = lb_malloc(columns, sizeof *next);
    memcpy(next, T->offsets, columns * sizeof *next);
    for (uint32_t i = 0; i < M->rows; i++)
        for (size_t e = M->offsets[i]; e < M->offsets[i + 1]; e++) {
            size_t at = next[M->columns[e]]++;
            T->columns[at] = i;
            T->values[at] = M->values[e];
        }
    free(next);
}

static void vectors_init(vectors *v, const lb_orthonormal_basis *B, const lb_training_space *V)
{
    uint32_t strings = V->strings.count;
    *v = (vectors){.V = V};
    transpose(&v->by_string, &B->basis, strings);
    v->vector = lb_calloc(strings, sizeof *v->vector);
    v->in_use = lb_calloc(strings, sizeof *v->in_use);
    v->touched = lb_malloc(strings, sizeof *v->touched);
    v->coordinates = lb_calloc(B->dimension, sizeof *v->coordinates);
    v->row_in_use = lb_calloc(B->dimension, sizeof *v->row_in_use);
    v->touched_rows = lb_malloc(B->dimension, sizeof *v->touched_rows);
    lb_products_init(&v->products, &V->canonical);
}

static void vectors_clear(vectors *v)
{
    lb_products_clear(&v->products);
    clear_rows(&v->by_string);
    free(v->vector);
    free(v->in_use);
    free(v->touched);
    free(v->coordinates);
    free(v->row_in_use);
    free(v->touched_rows);
}

static void add_entry(vectors *v, uint32_t string, double value)
{
    if (!v->in_use[string]) {
        v->in_use[string] = true;
        v->touched[v->touched_count++] = string;
    }
    v->vector[string] += value;
    v->magnitude += value * value;
}

/* The products of generator k with row b, which has the entries from `first` on. */
static void add_products(vectors *v, const lb_orthonormal_basis *B, uint32_t k, size_t first)
{
    const lb_generator *H = v->V->generators.items + k;
    lb_products_find(&v->products, &v->V->strings);
    for (size_t i = 0; i < v->products.count; i++) {
        const lb_product *p = v->products.items + i;
        uint32_t to = v->products.columns[i], from = B->basis.columns[first + p->right];
        if (to == LB_NO_STRING)
            continue;
        double item = v->V->scales[k] * fmpz_get_d(H->item_coefficients + p->item);
        add_entry(v, to,
                  2 * item * (double)p->multiplicity * B->basis.values[first + p->right] *
                      (B->norms[from] / B->norms[to]));
    }
    v->products.count = 0;
}

/* vector <- 2 {H_k, row b}. */
static void bracket(vectors *v, const lb_orthonormal_basis *B, uint32_t k, uint32_t b)
{
    const lb_operand *operand = &v->V->generators.items[k].operand;
    size_t first = B->basis.offsets[b];
    for (size_t e = first; e < B->basis.offsets[b + 1]; e++) {
        const uint64_t *string = lb_string_table_at(&v->V->strings, B->basis.columns[e]);
        lb_products_add(&v->products, operand, string, (uint32_t)(e - first));
        if (v->products.count >= LB_PRODUCTS_BATCH)
            add_products(v, B, k, first);
    }
    add_products(v, B, k, first);
}

/* coordinates <- those of the vector. */
static void project(vectors *v)
{
    for (uint32_t t = 0; t < v->touched_count; t++) {
        uint32_t string = v->touched[t];
        for (size_t e = v->by_string.offsets[string]; e < v->by_string.offsets[string + 1]; e++) {
            uint32_t a = v->by_string.columns[e];
            if (!v->row_in_use[a]) {
                v->row_in_use[a] = true;
                v->touched_rows[v->row_count++] = a;
            }
            v->coordinates[a] += v->by_string.values[e] * v->vector[string];
        }
    }
}

/* Whether the vector is what its coordinates say, which is subtracted from it. */
static bool is_inside(vectors *v, const lb_orthonormal_basis *B)
{
    double square = 0, magnitude = v->magnitude;
    for (uint32_t t = 0; t < v->row_count; t++) {
        uint32_t a = v->touched_rows[t];
        for (size_t e = B->basis.offsets[a]; e < B->basis.offsets[a + 1]; e++)
            add_entry(v, B->basis.columns[e], -v->coordinates[a] * B->basis.values[e]);
    }
    for (uint32_t t = 0; t < v->touched_count; t++)
        square += v->vector[v->touched[t]] * v->vector[v->touched[t]];
    return square <= 1e-24 * magnitude;
}

static void discard(vectors *v)
{
    for (uint32_t t = 0; t < v->touched_count; t++) {
        v->vector[v->touched[t]] = 0;
        v->in_use[v->touched[t]] = false;
    }
    for (uint32_t t = 0; t < v->row_count; t++) {
        v->coordinates[v->touched_rows[t]] = 0;
        v->row_in_use[v->touched_rows[t]] = false;
    }
    v->touched_count = v->row_count = 0;
    v->magnitude = 0;
}

/* Append the coordinates as a row of M. False when the vector is not in the span. */
static bool take_coordinates(vectors *v, const lb_orthonormal_basis *B, lb_training_rows *M)
{
    double largest = sqrt(v->magnitude);
    project(v);
    begin_row(M);
    if (v->row_count)
        qsort(v->touched_rows, v->row_count, sizeof *v->touched_rows, lb_compare_numbers);
    for (uint32_t t = 0; t < v->row_count; t++)
        if (fabs(v->coordinates[v->touched_rows[t]]) > NEGLIGIBLE * largest)
            append(M, v->touched_rows[t], v->coordinates[v->touched_rows[t]]);
    end_row(M);
    bool inside = is_inside(v, B);
    discard(v);
    return inside;
}

static lb_status not_closed(lb_error *error)
{
    return lb_fail(error, LB_INTERNAL,
                   "rounding errors of the basis are too large; please report it");
}

static lb_status make_adjoint(lb_orthonormal_basis *B, vectors *v, uint32_t k, lb_run *run,
                              lb_error *error)
{
    sparse_init(B->adjoint + k, B->dimension);
    for (uint32_t b = 0; b < B->dimension; b++) {
        const char *reached = b % 64 ? NULL : lb_limit_reached(&run->options.limits);
        if (reached)
            return lb_fail(error, LB_UNDECIDED, "%s", reached);
        bracket(v, B, k, b);
        if (!take_coordinates(v, B, B->adjoint + k))
            return not_closed(error);
    }
    return LB_OK;
}

static lb_status set_observable(lb_orthonormal_basis *B, vectors *v, lb_error *error)
{
    const lb_generator *O = v->V->generators.items + B->generator_count;
    for (uint32_t i = 0; i < O->length; i++)
        add_entry(v, O->columns[i],
                  v->V->scales[B->generator_count] * fmpz_get_d(O->coefficients + i) /
                      B->norms[O->columns[i]]);
    project(v);
    memcpy(B->observable, v->coordinates, B->dimension * sizeof *B->observable);
    bool inside = is_inside(v, B);
    discard(v);
    return inside ? LB_OK : not_closed(error);
}

static lb_status measure_orbits(lb_orthonormal_basis *B, const lb_training_space *V,
                                lb_error *error)
{
    lb_orbits orbits;
    bool finite = true;
    lb_orbits_init(&orbits, &V->canonical, &V->strings);
    B->norms = lb_malloc(orbits.count, sizeof *B->norms);
    for (uint32_t c = 0; c < orbits.count; c++) {
        B->norms[c] = sqrt(fmpz_get_d(orbits.sizes + c));
        finite = finite && isfinite(B->norms[c]);
    }
    lb_orbits_clear(&orbits);
    return finite ? LB_OK
                  : lb_fail(error, LB_INPUT,
                            "qubit permutations take a string to more others than a double counts");
}

lb_status lb_orthonormal_basis_init(lb_orthonormal_basis *B, const lb_training_space *V,
                                    lb_run *run, lb_error *error)
{
    uint32_t D = V->space.basis.count, K = V->generators.count - 1;
    *B = (lb_orthonormal_basis){.dimension = D, .generator_count = K};
    B->adjoint = lb_calloc(K, sizeof *B->adjoint);
    B->observable = lb_calloc(D, sizeof *B->observable);
    sparse_init(&B->basis, D);
    lb_status status = measure_orbits(B, V, error);
    if (!status)
        status = make_basis(B, V, run, error);
    if (!status) {
        vectors v;
        vectors_init(&v, B, V);
        for (uint32_t k = 0; k < K && !status; k++)
            status = make_adjoint(B, &v, k, run, error);
        if (!status)
            status = set_observable(B, &v, error);
        vectors_clear(&v);
    }
    if (status)
        lb_orthonormal_basis_clear(B);
    return status;
}

void lb_orthonormal_basis_clear(lb_orthonormal_basis *B)
{
    for (uint32_t k = 0; k < B->generator_count; k++)
        clear_rows(B->adjoint + k);
    clear_rows(&B->basis);
    free(B->adjoint);
    free(B->norms);
    free(B->observable);
}
