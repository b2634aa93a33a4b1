/* Sums: every ideal on a small invariant space of vectors of the carrier. */

#include <stdlib.h>

#include "base/memory.h"
#include "representation/carrier.h"
#include "representation/matrices_data.h"
#include "structure/structure_data.h"
#include "variance/ideal_space.h"
#include "variance/projection.h"

typedef struct sum_matrices {
    lb_matrices *m;
    const lb_matrices_problem *problem;
    const lb_structure *s;
    lb_carrier carrier;
    lb_variance_ideal_finder finder;
    size_t effort; /* in products of vectors, on the ideal at hand */
} sum_matrices;

/* An ideal over Q, or the centre: its rows, and the coordinates of the projections of the basis of
 * g on it. */
typedef struct ideal {
    uint32_t dimension;
    const lb_rational *rows; /* over strings */
    lb_sum_struct *sums;
    fmpq_mat_t coordinates; /* row t, column b: of row t in the projection of B_b */
} ideal;

static void ideal_init(ideal *I, const sum_matrices *x, const lb_rational *rows, uint32_t dimension)
{
    const lb_moduli *moduli = &x->s->moduli;
    fmpq_mat_t G, C;
    *I = (ideal){.dimension = dimension, .rows = rows};
    fmpq_mat_init(G, dimension, dimension);
    fmpq_mat_init(C, dimension, moduli->count);
    fmpq_mat_init(I->coordinates, dimension, moduli->count);
    I->sums = lb_malloc(dimension, sizeof *I->sums);
    for (uint32_t t = 0; t < dimension; t++) {
        lb_sum_init(I->sums + t, x->problem->A->qubits);
        lb_rational_get_sum(I->sums + t, rows + t, &moduli->strings);
        for (uint32_t u = 0; u < dimension; u++)
            lb_variance_product(fmpq_mat_entry(G, t, u), rows + t, rows + u, moduli->orbits.sizes);
        for (uint32_t b = 0; b < moduli->count; b++)
            lb_variance_product(fmpq_mat_entry(C, t, b), rows + t, moduli->rows + b,
                                moduli->orbits.sizes);
    }
    (void)fmpq_mat_solve(I->coordinates, G, C);
    fmpq_mat_clear(G);
    fmpq_mat_clear(C);
}

static void ideal_clear(ideal *I)
{
    for (uint32_t t = 0; t < I->dimension; t++)
        lb_sum_clear(I->sums + t);
    free(I->sums);
    fmpq_mat_clear(I->coordinates);
}

/* ---- Operators of an ideal that generate it ---- */

/* The projection of S, an element of g, on the ideal. */
static void project(lb_sum_t projected, const ideal *I, const sum_matrices *x, const lb_sum_t S)
{
    const lb_moduli *moduli = &x->s->moduli;
    size_t words = moduli->strings.words;
    uint64_t *dense = lb_malloc(2 * words, sizeof *dense);
    fmpq_t value, part;
    mpq_t c;
    fmpq_init(value);
    fmpq_init(part);
    mpq_init(c);
    lb_sum_zero(projected);
    for (size_t e = 0; e < S->length; e++) {
        lb_dense_from_string(dense, S->strings + e, words);
        uint32_t number = lb_string_table_find(&moduli->strings, dense);
        uint32_t b = number == LB_NO_STRING ? UINT32_MAX : moduli->row_of[number];
        if (b == UINT32_MAX)
            continue;
        fmpq_set_mpq(value, S->coefficients + e);
        for (uint32_t t = 0; t < I->dimension; t++) {
            fmpq_mul(part, value, fmpq_mat_entry(I->coordinates, t, b));
            for (size_t i = 0; i < I->sums[t].length && !fmpq_is_zero(part); i++) {
                fmpq_get_mpq(c, part);
                mpq_mul(c, c, I->sums[t].coefficients + i);
                lb_sum_append(projected, c, I->sums[t].strings + i);
            }
        }
    }
    lb_sum_normalize(projected);
    mpq_clear(c);
    fmpq_clear(value);
    fmpq_clear(part);
    free(dense);
}

static lb_sum_struct *project_generators(const ideal *I, const sum_matrices *x)
{
    const lb_ansatz_struct *A = x->problem->A;
    lb_sum_struct *sums = lb_malloc(A->generator_count, sizeof *sums);
    for (size_t k = 0; k < A->generator_count; k++) {
        lb_sum_init(sums + k, A->qubits);
        project(sums + k, I, x, A->generators + k);
    }
    return sums;
}

static void sums_free(lb_sum_struct *sums, size_t count)
{
    for (size_t k = 0; k < count; k++)
        lb_sum_clear(sums + k);
    free(sums);
}

/* ---- Invariant spaces ---- */

/* Add v and all that the operators make of it; false, and the space is not invariant, when it would
 * have more than `most` dimensions, or a limit came first. */
static bool spin(lb_orthogonal *space, lb_matrix *v, sum_matrices *x,
                 const lb_sum_struct *operators, uint32_t most)
{
    size_t count = x->problem->A->generator_count;
    (void)lb_orthogonal_add(space, v);
    for (uint32_t i = 0; i < space->count; i++)
        for (size_t k = 0; k < count; k++) {
            lb_matrix image;
            lb_matrix_init(&image, x->carrier.size, 1);
            lb_carrier_add_action(&image, &x->carrier, operators + k, space->vectors + i);
            (void)lb_orthogonal_add(space, &image);
            lb_matrix_clear(&image);
            size_t work = (size_t)x->carrier.size * (space->count + operators[k].length);
            x->effort += work;
            if (space->count > most ||
                !lb_run_goes_on(x->problem->run, 16 * work,
                                (lb_progress){.stage = "states", .done = space->count}))
                return false;
        }
    return true;
}

/* v = R w for candidate number c: w is a basis vector, or one and i^p times another, p = 0 .. 3;
 * false when there is no such candidate. */
static bool set_candidate(lb_matrix *v, const sum_matrices *x, const lb_sum_t R, slong c)
{
    slong size = x->carrier.size, b = c % size, pair = c / size, other = b ^ (pair + 3) / 4;
    if (pair && (other >= size || other < b))
        return false;
    lb_matrix w;
    lb_matrix_init(&w, size, 1);
    fmpq_one(fmpq_mat_entry(w.re, b, 0));
    if (pair)
        fmpq_set_si(fmpq_mat_entry(pair & 1 ? w.re : w.im, other, 0), pair & 2 ? 1 : -1, 1);
    lb_carrier_add_action(v, &x->carrier, R, &w);
    lb_matrix_clear(&w);
    return !fmpq_mat_is_zero(v->re) || !fmpq_mat_is_zero(v->im);
}

/* The smallest space that a candidate generates, no larger than `enough` if there is one: as soon
 * as it is found, or EFFORT is spent. What is tried are the images of candidates under an element of
 * the ideal, which lie where the ideal acts: there each of them generates a space on which it is
 * faithful. */
static bool find_space(lb_orthogonal *best, sum_matrices *x, const ideal *I,
                       const lb_sum_struct *operators, uint32_t enough)
{
    enum { EFFORT = 3000000 };
    slong size = x->carrier.size, padded = 1;
    while (padded < size)
        padded *= 2;
    *best = (lb_orthogonal){.count = UINT32_MAX};
    x->effort = 0;
    for (slong c = 0; c < size * (4 * padded - 3) && best->count > enough; c++) {
        lb_orthogonal space;
        lb_matrix v;
        bool have = best->count != UINT32_MAX;
        if (x->problem->run->stopped || (have && x->effort > EFFORT))
            break;
        lb_matrix_init(&v, size, 1);
        lb_orthogonal_init(&space, size);
        if (set_candidate(&v, x, I->sums, c) &&
            spin(&space, &v, x, operators, have ? best->count - 1 : UINT32_MAX)) {
            if (have)
                lb_orthogonal_clear(best);
            *best = space;
        } else
            lb_orthogonal_clear(&space);
        lb_matrix_clear(&v);
    }
    bool found = best->count != UINT32_MAX && !x->problem->run->stopped;
    if (!found && best->count != UINT32_MAX)
        lb_orthogonal_clear(best);
    return found;
}

/* ---- Matrices ---- */

/* M = i times the matrix of S in the basis of the space. */
static void restrict_sum(lb_matrix *M, const sum_matrices *x, const lb_sum_t S,
                         const lb_orthogonal *space)
{
    fmpq_t re, im;
    fmpq_init(re);
    fmpq_init(im);
    for (uint32_t j = 0; j < space->count; j++) {
        lb_matrix image;
        lb_matrix_init(&image, space->length, 1);
        lb_carrier_add_action(&image, &x->carrier, S, space->vectors + j);
        for (uint32_t i = 0; i < space->count; i++) {
            lb_matrix_inner(re, im, space->vectors + i, &image);
            fmpq_div(fmpq_mat_entry(M->im, i, j), re, space->norms + i);
            fmpq_div(fmpq_mat_entry(M->re, i, j), im, space->norms + i);
            fmpq_neg(fmpq_mat_entry(M->re, i, j), fmpq_mat_entry(M->re, i, j));
        }
        lb_matrix_clear(&image);
    }
    fmpq_clear(re);
    fmpq_clear(im);
}

static lb_status fill_images(lb_images *images, const sum_matrices *x, const ideal *I,
                             const lb_orthogonal *space, lb_error *error)
{
    for (uint32_t i = 0; i < space->count; i++)
        fmpq_set(images->form + i, space->norms + i);
    for (uint32_t t = 0; t < I->dimension; t++) {
        lb_matrix M;
        lb_matrix_init(&M, space->count, space->count);
        restrict_sum(&M, x, I->sums + t, space);
        for (size_t b = 0; b < x->m->rows; b++)
            lb_matrix_add_multiple(images->of_rows + b, fmpq_mat_entry(I->coordinates, t, (slong)b),
                                   &M);
        lb_matrix_clear(&M);
        if (!lb_run_goes_on(x->problem->run, x->m->rows * space->count * space->count,
                            (lb_progress){.stage = "states", .done = t, .total = I->dimension}))
            return lb_fail(error, LB_UNDECIDED, "%s", x->problem->run->stopped);
    }
    return LB_OK;
}

/* The size of the defining representation; 0 for the exceptional ones. */
static uint32_t defining_size(const lb_simple_type *type)
{
    switch (type->type) {
    case LB_IDEAL_SU:
    case LB_IDEAL_SO:
        return type->n;
    case LB_IDEAL_SP:
        return 2 * type->n;
    default:
        return 0;
    }
}

/* su(2), sp(2) and su(4) are so(3), so(5) and so(6), which are defined on so many states; 0 for
 * others. */
static uint32_t orthogonal_size(const lb_simple_type *type)
{
    bool su = type->type == LB_IDEAL_SU, sp = type->type == LB_IDEAL_SP;
    return su && type->n == 2 ? 3 : sp && type->n == 2 ? 5 : su && type->n == 4 ? 6 : 0;
}

/* As it acts on so many states: "su(2)", "so(3) = su(2)", "2 su(2)" for conjugate ideals. */
static char *factor_name(const lb_factor *factor, const lb_simple_type *type, uint32_t size)
{
    lb_algebra_t G;
    mpz_t n, copies;
    mpz_init_set_ui(n, type->n);
    mpz_init_set_ui(copies, factor->degree);
    lb_algebra_init(G);
    lb_algebra_add(G, type->type, n, copies);
    char *name = lb_algebra_text(G);
    lb_algebra_clear(G);
    mpz_clears(n, copies, (mpz_ptr)NULL);
    if (factor->degree > 1 || size != orthogonal_size(type))
        return name;
    char *both = lb_sprintf("so(%u) = %s", (unsigned)size, name);
    free(name);
    return both;
}

/* A faithful representation of a simple algebra without trivial summands is the defining one when it
 * has its size, up to an automorphism. */
static lb_summand_kind kind_of(const lb_factor *factor, const lb_simple_type *type, uint32_t size)
{
    bool defining = size == factor->degree * defining_size(type) ||
                    (factor->degree == 1 && size == orthogonal_size(type));
    return !defining            ? LB_SUMMAND_OTHER
           : factor->degree > 1 ? LB_SUMMAND_RATIONAL
                                : LB_SUMMAND_DEFINING;
}

static lb_status represent(sum_matrices *x, uint32_t i, const ideal *I, lb_error *error)
{
    const lb_factor *factor = x->s->splitting.factors + i;
    const lb_simple_type *type = x->s->types + i;
    uint32_t wanted = factor->degree * defining_size(type);
    lb_sum_struct *operators = project_generators(I, x);
    lb_orthogonal space;
    bool found = find_space(&space, x, I, operators, wanted);
    sums_free(operators, x->problem->A->generator_count);
    if (!found)
        return lb_fail(error, LB_UNDECIDED, "%s", x->problem->run->stopped);
    lb_images *images;
    lb_status status = lb_matrices_append(&images, x->m, factor_name(factor, type, space.count),
                                          space.count, error);
    if (!status) {
        images->summand.field = lb_structure_field_text(factor->degree, factor->polynomial);
        images->summand.kind = kind_of(factor, type, space.count);
        status = fill_images(images, x, I, &space, error);
    }
    lb_orthogonal_clear(&space);
    return status;
}

static lb_status add_factor(sum_matrices *x, uint32_t i, lb_error *error)
{
    lb_variance_ideal_space space;
    ideal I;
    lb_status status = lb_variance_ideal_space_init(&space, &x->finder, i, error);
    if (status)
        return status;
    ideal_init(&I, x, space.rows, space.dimension);
    status = represent(x, i, &I, error);
    ideal_clear(&I);
    lb_variance_ideal_space_clear(&space);
    return status;
}

/* Of each vector of the centre, its coordinate times i. */
static lb_status add_centre(sum_matrices *x, lb_error *error)
{
    const lb_structure *s = x->s;
    uint32_t count = (uint32_t)lb_structure_centre_count(s);
    lb_rational *rows = lb_malloc(count, sizeof *rows);
    lb_status status = LB_OK;
    ideal I;
    for (uint32_t c = 0; c < count; c++)
        lb_variance_to_strings(rows + c, s->torus.centre + c, &s->moduli);
    ideal_init(&I, x, rows, count);
    for (uint32_t c = 0; c < count && !status; c++) {
        lb_images *images;
        status = lb_matrices_append(&images, x->m, lb_strdup("u(1)"), 1, error);
        for (size_t b = 0; b < x->m->rows && !status; b++)
            fmpq_set(fmpq_mat_entry(images->of_rows[b].im, 0, 0),
                     fmpq_mat_entry(I.coordinates, c, (slong)b));
    }
    ideal_clear(&I);
    lb_rationals_clear(rows, count);
    return status;
}

/* Factors by decreasing dimension. */
static uint32_t next_factor(const lb_splitting *splitting, bool *taken)
{
    uint32_t next = UINT32_MAX;
    for (uint32_t i = 0; i < splitting->count; i++)
        if (!taken[i] && (next == UINT32_MAX ||
                          splitting->factors[i].dimension > splitting->factors[next].dimension))
            next = i;
    taken[next] = true;
    return next;
}

lb_status lb_matrices_of_sums(lb_matrices *m, const lb_matrices_problem *problem, lb_error *error)
{
    sum_matrices x = {.m = m, .problem = problem, .s = problem->structure};
    if (!x.s->searched || x.s->by_blocks)
        return lb_fail(error, LB_USAGE, "matrices of sums need the structure of the basis");
    lb_status status = lb_carrier_init(&x.carrier, problem->A, problem->run, error);
    if (status)
        return status;
    lb_variance_ideal_finder_init(&x.finder, x.s, problem->closure, problem->run);
    bool *taken = lb_calloc(x.s->splitting.count, sizeof *taken);
    for (uint32_t i = 0; i < x.s->splitting.count && !status; i++)
        status = add_factor(&x, next_factor(&x.s->splitting, taken), error);
    if (!status)
        status = add_centre(&x, error);
    free(taken);
    lb_variance_ideal_finder_clear(&x.finder);
    lb_carrier_clear(&x.carrier);
    return status;
}
