#include "structure/module.h"

#include <stdlib.h>
#include <string.h>

#include <flint/nmod.h>

#include "base/memory.h"

/* ---- Modules ---- */

static bool goes_on(lb_run *run, size_t work, size_t done, size_t total)
{
    lb_progress progress = {.stage = "blocks", .done = done, .total = total};
    return lb_run_goes_on(run, work, progress);
}

/* Entry (i, j) of what acts on columns: the transpose of a matrix whose rows are images. */
static uint64_t entry(const nmod_mat_t A, uint32_t i, uint32_t j, bool dual)
{
    return dual ? nmod_neg(nmod_mat_entry(A, i, j), A->mod) : nmod_mat_entry(A, j, i);
}

static void take_row(lb_sparse_vector *row, const nmod_mat_t A, uint32_t i, bool dual)
{
    uint32_t d = (uint32_t)nmod_mat_nrows(A);
    *row = (lb_sparse_vector){.terms = lb_malloc(d, sizeof *row->terms)};
    for (uint32_t j = 0; j < d; j++) {
        uint64_t value = entry(A, i, j, dual);
        if (value)
            row->terms[row->length++] = (lb_term){value, j};
    }
}

void lb_module_init_matrices(lb_module *M, const nmod_mat_struct *matrices, uint32_t count,
                             bool dual)
{
    *M = (lb_module){.modulus = matrices->mod,
                     .dimension = (uint32_t)nmod_mat_nrows(matrices),
                     .generator_count = count};
    M->generators = lb_malloc(count, sizeof *M->generators);
    for (uint32_t k = 0; k < count; k++) {
        M->generators[k] = lb_malloc(M->dimension, sizeof **M->generators);
        for (uint32_t i = 0; i < M->dimension; i++)
            take_row(M->generators[k] + i, matrices + k, i, dual);
    }
}

void lb_module_clear(lb_module *M)
{
    for (uint32_t k = 0; k < M->generator_count; k++)
        lb_sparse_vectors_clear(M->generators[k], M->dimension);
    free(M->generators);
}

static void apply_rows(uint64_t *image, const lb_sparse_vector *rows, uint32_t dimension,
                       const uint64_t *x, nmod_t modulus)
{
    for (uint32_t i = 0; i < dimension; i++)
        image[i] = lb_sparse_vector_dot(x, rows + i, modulus);
}

void lb_module_apply(uint64_t *image, const lb_module *M, uint32_t k, const uint64_t *x)
{
    apply_rows(image, M->generators[k], M->dimension, x, M->modulus);
}

/* ---- Linear maps ---- */

/* Points beyond twice the degree after which a recurrence is taken to be found, of few points and of
 * many. */
enum { FEW_SPARE = 8, FEW_POINTS = 256, SPARE = 64 };

/* Whether the points tell the recurrence, as it seems; asked now and then. */
static bool seems_complete(nmod_berlekamp_massey_t recurrence, uint32_t points)
{
    uint32_t spare = points <= FEW_POINTS ? FEW_SPARE : SPARE;
    if (points % spare)
        return false;
    nmod_berlekamp_massey_reduce(recurrence);
    slong degree = nmod_poly_degree(nmod_berlekamp_massey_V_poly(recurrence));
    return 2 * degree + spare <= points;
}

void lb_linear_map_polynomial(nmod_poly_t f, const lb_linear_map *map, const uint64_t *x,
                              uint32_t degree, lb_random *random)
{
    size_t d = map->dimension;
    nmod_t p = map->modulus;
    uint64_t *form = lb_malloc(3 * d, sizeof *form), *power = form + d, *next = power + d;
    nmod_berlekamp_massey_t recurrence;
    nmod_berlekamp_massey_init(recurrence, p.n);
    for (size_t i = 0; i < d; i++)
        form[i] = lb_random_below(random, p.n);
    memcpy(power, x, d * sizeof *x);
    for (uint32_t k = 0; k < 2 * degree && goes_on(map->run, map->work, k, 2 * degree); k++) {
        nmod_berlekamp_massey_add_point(recurrence, _nmod_vec_dot(form, power, (slong)d, p, 3));
        map->apply(next, map->context, power);
        memcpy(power, next, d * sizeof *x);
        if (seems_complete(recurrence, k + 1))
            break;
    }
    nmod_berlekamp_massey_reduce(recurrence);
    nmod_poly_set(f, nmod_berlekamp_massey_V_poly(recurrence));
    nmod_poly_make_monic(f, f);
    nmod_berlekamp_massey_clear(recurrence);
    free(form);
}

void lb_linear_map_evaluate(uint64_t *image, const lb_linear_map *map, const nmod_poly_t f,
                            const uint64_t *x)
{
    size_t d = map->dimension;
    nmod_t p = map->modulus;
    slong k = nmod_poly_degree(f);
    uint64_t *next = lb_malloc(d, sizeof *next);
    memset(image, 0, d * sizeof *image);
    if (k >= 0)
        _nmod_vec_scalar_mul_nmod(image, x, (slong)d, nmod_poly_get_coeff_ui(f, k), p);
    while (k-- > 0 && goes_on(map->run, map->work, (size_t)k, d)) {
        map->apply(next, map->context, image);
        _nmod_vec_scalar_addmul_nmod(next, x, (slong)d, nmod_poly_get_coeff_ui(f, k), p);
        memcpy(image, next, d * sizeof *image);
    }
    free(next);
}

/* ---- Elements of the hull ---- */

void lb_hull_element_init(lb_hull_element *X, const lb_module *M, uint64_t seed, lb_run *run)
{
    lb_random random;
    lb_sparse_sum sum;
    uint64_t *coefficients = lb_malloc(M->generator_count, sizeof *coefficients);
    *X = (lb_hull_element){
        .module = M, .room = lb_malloc(2 * (size_t)M->dimension, sizeof *X->room), .run = run};
    lb_random_seed(&random, seed);
    lb_sparse_sum_init(&sum, M->dimension, M->modulus);
    for (int f = 0; f < LB_HULL_FORMS; f++) {
        X->forms[f] = lb_malloc(M->dimension, sizeof *X->forms[f]);
        for (uint32_t k = 0; k < M->generator_count; k++)
            coefficients[k] = 1 + lb_random_below(&random, M->modulus.n - 1);
        for (uint32_t i = 0; i < M->dimension; i++) {
            for (uint32_t k = 0; k < M->generator_count; k++) {
                const lb_sparse_vector *row = M->generators[k] + i;
                lb_sparse_sum_add(&sum, coefficients[k], row->terms, row->length);
            }
            lb_sparse_sum_take(X->forms[f] + i, &sum);
            X->terms += X->forms[f][i].length;
        }
    }
    lb_sparse_sum_clear(&sum);
    free(coefficients);
}

void lb_hull_element_clear(lb_hull_element *X)
{
    for (int f = 0; f < LB_HULL_FORMS; f++)
        lb_sparse_vectors_clear(X->forms[f], X->module->dimension);
    free(X->room);
}

static void apply_form(uint64_t *image, const lb_hull_element *X, int form, const uint64_t *x)
{
    apply_rows(image, X->forms[form], X->module->dimension, x, X->module->modulus);
}

void lb_hull_element_apply(uint64_t *image, const lb_hull_element *X, const uint64_t *x)
{
    size_t d = X->module->dimension;
    nmod_t p = X->module->modulus;
    uint64_t *part = X->room, *next = part + d;
    apply_form(part, X, 2, x);
    apply_form(next, X, 1, part);
    apply_form(image, X, 0, next);
    apply_form(part, X, 4, x);
    apply_form(next, X, 3, part);
    _nmod_vec_add(image, image, next, (slong)d, p);
    apply_form(next, X, 5, x);
    _nmod_vec_add(image, image, next, (slong)d, p);
}

static void apply_hull_element(uint64_t *image, const void *context, const uint64_t *x)
{
    lb_hull_element_apply(image, context, x);
}

static lb_linear_map map_of(const lb_hull_element *X)
{
    return (lb_linear_map){
        X->module->dimension, X->module->modulus, apply_hull_element, X, X->terms, X->run};
}

void lb_hull_element_polynomial(nmod_poly_t f, const lb_hull_element *X, const uint64_t *x,
                                uint32_t degree, lb_random *random)
{
    const lb_linear_map map = map_of(X);
    lb_linear_map_polynomial(f, &map, x, degree, random);
}

void lb_hull_element_evaluate(uint64_t *image, const lb_hull_element *X, const nmod_poly_t f,
                              const uint64_t *x)
{
    const lb_linear_map map = map_of(X);
    lb_linear_map_evaluate(image, &map, f, x);
}

/* ---- Submodules ---- */

/* Vectors being collected, beside their echelon form: row i of that is 1 at columns[i], and rows
 * after it are 0 there. */
typedef struct spinning {
    const lb_module *module;
    uint32_t count;
    size_t capacity, echelon_capacity, word_capacity, column_capacity;
    uint64_t *rows, *echelon; /* one after the other */
    lb_module_word *words;
    uint32_t *columns;
} spinning;

static void reduce(uint64_t *v, const spinning *s)
{
    size_t n = s->module->dimension;
    nmod_t p = s->module->modulus;
    for (uint32_t i = 0; i < s->count; i++) {
        uint64_t value = v[s->columns[i]];
        if (value)
            _nmod_vec_scalar_addmul_nmod(v, s->echelon + i * n, (slong)n, nmod_neg(value, p), p);
    }
}

/* Add the vector, unless it is a combination of those before it. */
static void add_vector(spinning *s, const uint64_t *v, lb_module_word word)
{
    size_t n = s->module->dimension, after = (s->count + (size_t)1) * n;
    nmod_t p = s->module->modulus;
    s->echelon = lb_grow(s->echelon, &s->echelon_capacity, after, sizeof *s->echelon);
    uint64_t *remainder = s->echelon + s->count * n;
    memcpy(remainder, v, n * sizeof *v);
    reduce(remainder, s);
    uint32_t column = 0;
    while (column < n && !remainder[column])
        column++;
    if (column == n)
        return;
    _nmod_vec_scalar_mul_nmod(remainder, remainder, (slong)n, nmod_inv(remainder[column], p), p);
    s->rows = lb_grow(s->rows, &s->capacity, after, sizeof *s->rows);
    s->words = lb_grow(s->words, &s->word_capacity, s->count + (size_t)1, sizeof *s->words);
    s->columns = lb_grow(s->columns, &s->column_capacity, s->count + (size_t)1, sizeof *s->columns);
    memcpy(s->rows + s->count * n, v, n * sizeof *v);
    s->words[s->count] = word;
    s->columns[s->count++] = column;
}

/* Generators times rows, until nothing new comes. */
static bool spin(spinning *s, uint32_t most, lb_run *run)
{
    size_t n = s->module->dimension;
    uint64_t *image = lb_malloc(n, sizeof *image);
    bool runs = true;
    for (uint32_t i = 0; i < s->count && s->count <= most && runs; i++)
        for (uint32_t k = 0; k < s->module->generator_count && runs; k++) {
            runs = goes_on(run, n * s->count / 8 + 1, i, s->count);
            lb_module_apply(image, s->module, k, s->rows + i * n);
            add_vector(s, image, (lb_module_word){k, i});
        }
    free(image);
    return runs && s->count && s->count <= most;
}

bool lb_submodule_init(lb_submodule *W, const lb_module *M, const uint64_t *vector, uint32_t most,
                       lb_run *run)
{
    spinning s = {.module = M};
    size_t n = M->dimension;
    add_vector(&s, vector, (lb_module_word){0, 0});
    bool found = spin(&s, most, run);
    if (found) {
        *W = (lb_submodule){.dimension = s.count, .words = s.words, .columns = s.columns};
        nmod_mat_init(W->basis, s.count, (slong)n, M->modulus.n);
        for (uint32_t i = 0; i < s.count; i++)
            memcpy(W->basis->rows[i], s.rows + i * n, n * sizeof *vector);
    } else {
        free(s.words);
        free(s.columns);
    }
    free(s.rows);
    free(s.echelon);
    return found;
}

void lb_submodule_clear(lb_submodule *W)
{
    nmod_mat_clear(W->basis);
    free(W->words);
    free(W->columns);
}

/* part_ij = row i at columns[j]. */
static void choose_columns(nmod_mat_t part, const nmod_mat_t rows, const uint32_t *columns)
{
    for (slong i = 0; i < nmod_mat_nrows(part); i++)
        for (slong j = 0; j < nmod_mat_ncols(part); j++)
            nmod_mat_entry(part, i, j) = nmod_mat_entry(rows, i, columns[j]);
}

static void apply_to_rows(nmod_mat_t images, const lb_module *M, uint32_t k, const nmod_mat_t rows)
{
    for (slong i = 0; i < nmod_mat_nrows(rows); i++)
        lb_module_apply(images->rows[i], M, k, rows->rows[i]);
}

bool lb_submodule_matrices(nmod_mat_struct *matrices, const lb_submodule *W, const lb_module *M,
                           lb_run *run)
{
    slong d = W->dimension;
    nmod_mat_t part, inverse, images;
    nmod_mat_init(part, d, d, M->modulus.n);
    nmod_mat_init(inverse, d, d, M->modulus.n);
    nmod_mat_init(images, d, M->dimension, M->modulus.n);
    choose_columns(part, W->basis, W->columns);
    bool runs = nmod_mat_inv(inverse, part);
    for (uint32_t k = 0; k < M->generator_count && runs; k++) {
        runs = goes_on(run, (size_t)(d * d * d / 8), k, M->generator_count);
        apply_to_rows(images, M, k, W->basis);
        choose_columns(part, images, W->columns);
        nmod_mat_mul(matrices + k, part, inverse);
    }
    nmod_mat_clear(images);
    nmod_mat_clear(inverse);
    nmod_mat_clear(part);
    return runs;
}

void lb_submodule_rows(nmod_mat_t basis, const lb_submodule *W, const lb_module *M,
                       const uint64_t *vector)
{
    memcpy(basis->rows[0], vector, M->dimension * sizeof *vector);
    for (uint32_t i = 1; i < W->dimension; i++)
        lb_module_apply(basis->rows[i], M, W->words[i].generator, basis->rows[W->words[i].parent]);
}

bool lb_module_acts_by(const lb_module *M, const nmod_mat_t rows, const nmod_mat_struct *matrices)
{
    nmod_mat_t images, combined;
    nmod_mat_init(images, nmod_mat_nrows(rows), M->dimension, M->modulus.n);
    nmod_mat_init(combined, nmod_mat_nrows(rows), M->dimension, M->modulus.n);
    bool agrees = true;
    for (uint32_t k = 0; k < M->generator_count && agrees; k++) {
        apply_to_rows(images, M, k, rows);
        nmod_mat_mul(combined, matrices + k, rows);
        agrees = nmod_mat_equal(images, combined);
    }
    nmod_mat_clear(combined);
    nmod_mat_clear(images);
    return agrees;
}
