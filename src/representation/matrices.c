#include <assert.h>
#include <stdlib.h>

#include <flint/fmpq.h>
#include <flint/nmod.h>
#include <flint/nmod_mat.h>

#include "ansatz/roots.h"
#include "base/memory.h"
#include "base/prime.h"
#include "pauli/table.h"
#include "representation/matrices_data.h"

/* ---- Making and freeing ---- */

static void images_init(lb_matrix **images, size_t count, uint32_t size)
{
    *images = lb_malloc(count, sizeof **images);
    for (size_t i = 0; i < count; i++)
        lb_matrix_init(*images + i, size, size);
}

static void images_clear(lb_matrix *images, size_t count)
{
    for (size_t i = 0; i < count; i++)
        lb_matrix_clear(images + i);
    free(images);
}

/* Unless matrices with so many entries for each element fit. */
static lb_status refuse(double entries, size_t rows, size_t generators, lb_error *error)
{
    if (entries * (double)(rows + generators) <= LB_MATRICES_ENTRIES_MAX)
        return LB_OK;
    return lb_fail(error, LB_INPUT,
                   "the matrices of %zu generator%s and a basis of %zu would have more than %d "
                   "entries; take fewer qubits, or structure for the type alone",
                   generators, generators == 1 ? "" : "s", rows, (int)LB_MATRICES_ENTRIES_MAX);
}

lb_status lb_matrices_refuse(const lb_ansatz_t A, const lb_closure *closure, lb_error *error)
{
    size_t rows = lb_closure_row_count(closure);
    return refuse((double)rows, rows, A->generator_count, error);
}

lb_status lb_matrices_append(lb_images **images, lb_matrices *m, char *algebra, uint32_t size,
                             lb_error *error)
{
    double entries = (double)size * size;
    for (size_t j = 0; j < m->count; j++)
        entries += (double)m->images[j].summand.size * m->images[j].summand.size;
    lb_status refused = refuse(entries, m->rows, m->generators, error);
    if (refused) {
        free(algebra);
        return refused;
    }
    m->images = lb_grow(m->images, &m->capacity, m->count + 1, sizeof *m->images);
    lb_images *added = m->images + m->count++;
    *added = (lb_images){.summand = {.algebra = algebra, .size = size}};
    added->form = lb_malloc(size, sizeof *added->form);
    for (uint32_t i = 0; i < size; i++) {
        fmpq_init(added->form + i);
        fmpq_one(added->form + i);
    }
    images_init(&added->of_rows, m->rows, size);
    images_init(&added->of_generators, m->generators, size);
    *images = added;
    return LB_OK;
}

void lb_matrices_free(lb_matrices *m)
{
    if (!m)
        return;
    for (size_t j = 0; j < m->count; j++) {
        lb_images *images = m->images + j;
        for (uint32_t i = 0; i < images->summand.size; i++)
            fmpq_clear(images->form + i);
        free(images->form);
        images_clear(images->of_rows, m->rows);
        images_clear(images->of_generators, m->generators);
        free(images->summand.algebra);
        free(images->summand.field);
    }
    free(m->images);
    free(m);
}

/* ---- Coordinates ---- */

/* The basis by its pivots, at which a vector of g has its coordinates. */
typedef struct coordinates {
    lb_string_table pivots;
    uint64_t *dense; /* room for one string */
} coordinates;

static void coordinates_init(coordinates *c, const lb_closure *closure, size_t qubits)
{
    lb_string_t P;
    lb_string_table_init(&c->pivots, lb_dense_words(qubits));
    c->dense = lb_malloc(2 * c->pivots.words, sizeof *c->dense);
    lb_string_init(P);
    for (size_t b = 0; b < lb_closure_row_count(closure); b++) {
        lb_closure_pivot(P, closure, b);
        lb_dense_from_string(c->dense, P, c->pivots.words);
        lb_string_table_intern(&c->pivots, c->dense);
    }
    lb_string_clear(P);
}

static void coordinates_clear(coordinates *c)
{
    lb_string_table_clear(&c->pivots);
    free(c->dense);
}

/* M += factor times the image of S, an element of g. */
static void add_image(lb_matrix *M, const lb_images *images, coordinates *c, const lb_sum_t S,
                      long factor)
{
    fmpq_t value;
    fmpq_init(value);
    for (size_t t = 0; t < S->length; t++) {
        lb_dense_from_string(c->dense, S->strings + t, c->pivots.words);
        uint32_t row = lb_string_table_find(&c->pivots, c->dense);
        if (row == LB_NO_STRING)
            continue;
        fmpq_set_mpq(value, S->coefficients + t);
        fmpq_mul_si(value, value, factor);
        lb_matrix_add_multiple(M, value, images->of_rows + row);
    }
    fmpq_clear(value);
}

/* ---- The check ---- */

/* Whether [M(H_k), M(B)] = 2 M({H_k, B}). */
static bool bracket_holds(const lb_images *images, coordinates *c, size_t k, size_t b,
                          const lb_sum_t bracket)
{
    const lb_matrix *left = images->of_generators + k, *right = images->of_rows + b;
    lb_matrix one, other, image;
    uint32_t size = images->summand.size;
    lb_matrix_init(&one, size, size);
    lb_matrix_init(&other, size, size);
    lb_matrix_init(&image, size, size);
    lb_matrix_multiply(&one, left, right);
    lb_matrix_multiply(&other, right, left);
    fmpq_mat_sub(one.re, one.re, other.re);
    fmpq_mat_sub(one.im, one.im, other.im);
    add_image(&image, images, c, bracket, 2);
    bool holds = lb_matrix_equal(&one, &image);
    lb_matrix_clear(&one);
    lb_matrix_clear(&other);
    lb_matrix_clear(&image);
    return holds;
}

/* Whether M^dagger F + F M = 0. */
static bool keeps_form(const lb_images *images, const lb_matrix *M)
{
    fmpq_t left, right;
    bool keeps = true;
    fmpq_init(left);
    fmpq_init(right);
    for (uint32_t i = 0; i < images->summand.size && keeps; i++)
        for (uint32_t j = 0; j < images->summand.size && keeps; j++) {
            fmpq_mul(left, images->form + i, fmpq_mat_entry(M->re, i, j));
            fmpq_mul(right, images->form + j, fmpq_mat_entry(M->re, j, i));
            fmpq_neg(right, right);
            keeps = fmpq_equal(left, right);
            fmpq_mul(left, images->form + i, fmpq_mat_entry(M->im, i, j));
            fmpq_mul(right, images->form + j, fmpq_mat_entry(M->im, j, i));
            keeps = keeps && fmpq_equal(left, right);
        }
    fmpq_clear(left);
    fmpq_clear(right);
    return keeps;
}

/* All brackets with row b. */
static bool row_holds(const lb_matrices *m, const lb_matrices_problem *problem, coordinates *c,
                      size_t b)
{
    lb_sum_t row, bracket;
    bool holds = true;
    lb_sum_init(row, problem->A->qubits);
    lb_sum_init(bracket, problem->A->qubits);
    lb_closure_row(row, problem->closure, b);
    for (size_t j = 0; j < m->count && holds; j++)
        holds = keeps_form(m->images + j, m->images[j].of_rows + b);
    for (size_t k = 0; k < m->generators && holds; k++) {
        lb_sum_bracket(bracket, problem->A->generators + k, row);
        for (size_t j = 0; j < m->count && holds; j++)
            holds = bracket_holds(m->images + j, c, k, b, bracket);
    }
    lb_sum_clear(row);
    lb_sum_clear(bracket);
    return holds;
}

/* A fraction modulo a prime that does not divide its denominator, as those of matrices are small. */
static uint64_t residue(const fmpq_t value, nmod_t p)
{
    uint64_t denominator = fmpz_fdiv_ui(fmpq_denref(value), p.n);
    assert(denominator);
    return nmod_div(fmpz_fdiv_ui(fmpq_numref(value), p.n), denominator, p);
}

/* The images of the basis are independent: modulo a prime, with the entries of all matrices of an
 * element in one row. */
static bool is_injective(const lb_matrices *m)
{
    slong entries = 0, at = 0;
    for (size_t j = 0; j < m->count; j++)
        entries += 2 * (slong)m->images[j].summand.size * m->images[j].summand.size;
    nmod_mat_t all;
    nmod_mat_init(all, (slong)m->rows, entries, LB_LARGE_PRIME);
    for (size_t j = 0; j < m->count; j++) {
        slong size = m->images[j].summand.size;
        for (size_t b = 0; b < m->rows; b++)
            for (slong i = 0; i < size * size; i++) {
                const lb_matrix *M = m->images[j].of_rows + b;
                uint64_t *row = all->rows[b] + at + 2 * i;
                row[0] = residue(fmpq_mat_entry(M->re, i / size, i % size), all->mod);
                row[1] = residue(fmpq_mat_entry(M->im, i / size, i % size), all->mod);
            }
        at += 2 * size * size;
    }
    bool full = nmod_mat_rank(all) == (slong)m->rows;
    nmod_mat_clear(all);
    return full;
}

static lb_status check(lb_matrices *m, const lb_matrices_problem *problem, coordinates *c,
                       lb_error *error)
{
    size_t work = 0;
    bool holds = true;
    for (size_t j = 0; j < m->count; j++)
        work += (size_t)m->images[j].summand.size * m->images[j].summand.size *
                m->images[j].summand.size;
    for (size_t b = 0; b < m->rows && holds; b++) {
        holds = row_holds(m, problem, c, b);
        if (!lb_run_goes_on(problem->run, 16 * work * m->generators,
                            (lb_progress){.stage = "proof", .done = b, .total = m->rows}))
            return lb_fail(error, LB_UNDECIDED, "%s", problem->run->stopped);
    }
    m->brackets = m->rows * m->generators;
    if (holds && is_injective(m))
        return LB_OK;
    return lb_fail(error, LB_INTERNAL, "the matrices fail their check; please report it");
}

/* ---- The whole ---- */

bool lb_matrices_need_structure(const lb_ansatz_t A)
{
    return !lb_ansatz_is_of_strings(A);
}

static lb_status find(lb_matrices *m, const lb_matrices_problem *problem, lb_error *error)
{
    lb_status status = lb_matrices_need_structure(problem->A)
                           ? lb_matrices_of_sums(m, problem, error)
                           : lb_matrices_of_strings(m, problem, error);
    if (status)
        return status;
    coordinates c;
    coordinates_init(&c, problem->closure, problem->A->qubits);
    for (size_t j = 0; j < m->count; j++)
        for (size_t k = 0; k < m->generators; k++)
            add_image(m->images[j].of_generators + k, m->images + j, &c, problem->A->generators + k,
                      1);
    status = check(m, problem, &c, error);
    coordinates_clear(&c);
    return status;
}

lb_status lb_matrices_compute(lb_matrices **matrices, const lb_ansatz_t A,
                              const lb_closure *closure, const lb_structure *structure,
                              const lb_run_options *options, lb_error *error)
{
    assert(lb_ansatz_is_valid(A));
    lb_status refused = lb_roots_refuse(A, error);
    if (refused)
        return refused;
    if (!lb_closure_is_proved(closure) || closure->classified ||
        !lb_symmetry_is_trivial(&closure->symmetry))
        return lb_fail(error, LB_USAGE, "matrices need a basis that was found without symmetry");
    if (lb_matrices_need_structure(A) &&
        (!structure || lb_structure_known(structure) < LB_STRUCTURE_IDEALS))
        return lb_fail(error, LB_USAGE, "matrices need the ideals");
    refused = lb_matrices_refuse(A, closure, error);
    if (refused)
        return refused;
    lb_run run;
    lb_matrices *m = lb_calloc(1, sizeof *m);
    m->rows = lb_closure_row_count(closure);
    m->generators = A->generator_count;
    lb_run_start(&run, options);
    lb_matrices_problem problem = {A, closure, structure, &run};
    lb_status status = find(m, &problem, error);
    lb_run_end(&run);
    if (status)
        lb_matrices_free(m);
    else
        *matrices = m;
    return status;
}

/* ---- What is known ---- */

size_t lb_matrices_summand_count(const lb_matrices *m)
{
    return m->count;
}

const lb_summand *lb_matrices_summand(const lb_matrices *m, size_t j)
{
    assert(j < m->count);
    return &m->images[j].summand;
}

void lb_matrices_form(mpq_t F, const lb_matrices *m, size_t j, uint32_t row)
{
    assert(j < m->count && row < m->images[j].summand.size);
    fmpq_get_mpq(F, m->images[j].form + row);
}

size_t lb_matrices_generator_count(const lb_matrices *m)
{
    return m->generators;
}

size_t lb_matrices_element_count(const lb_matrices *m)
{
    return m->generators + m->rows;
}

void lb_matrices_entry(mpq_t re, mpq_t im, const lb_matrices *m, size_t j, size_t e, uint32_t row,
                       uint32_t column)
{
    const lb_images *images = m->images + j;
    assert(j < m->count && e < m->generators + m->rows);
    const lb_matrix *M =
        e < m->generators ? images->of_generators + e : images->of_rows + (e - m->generators);
    fmpq_get_mpq(re, fmpq_mat_entry(M->re, row, column));
    fmpq_get_mpq(im, fmpq_mat_entry(M->im, row, column));
}

size_t lb_matrices_brackets(const lb_matrices *m)
{
    return m->brackets;
}
