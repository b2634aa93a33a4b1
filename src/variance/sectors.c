/* Where [g, g] is all that the commutant C and a duality allow (sector_ideals.h): purities from C alone,
 * without a basis of g.
 *
 * i g is the sum of the traceless Hermitian matrices on each sector, with a duality of those that -theta
 * keeps, and of its centre, the span of the projections of the generators on the centre Z of C. The
 * projection T of an operator on the algebra that the generators generate is
 *
 *     T(X) = K^-1 sum_i c_i X c^i,   K = sum_i c_i c^i,
 *
 * c^i the dual basis of C for tr(AB); K is m/d on a sector. So tr(u T(X) X) for u in Z, and with
 * rho = |psi><psi| it is sum_i <u K^-1 c_i> <c^i>: expectation values of the commutant. On a sector with
 * the idempotent e the purity of X is
 *
 *     tr(e T(X)^2) - tr(e X)^2 / (d m). */

#include <stdlib.h>

#include "base/memory.h"
#include "structure/structure_data.h"
#include "variance/projection.h"
#include "variance/sector_variance.h"

void lb_variance_by_sector_traces(fmpq_poly_t traces, const lb_variance_by_sector *x,
                                  const lb_sum_t S)
{
    fmpq *values = lb_fractions_init(x->c->count);
    lb_centre_pair(values, x->c, S);
    lb_centre_form(traces, x->c, values);
    lb_fractions_clear(values, x->c->count);
}

void lb_variance_by_sector_purity(fmpq_poly_t purity, const lb_variance_by_sector *x,
                                  const fmpq_poly_t second, const fmpq_poly_t first)
{
    fmpq_poly_t square;
    fmpq_poly_init(square);
    lb_centre_multiply(square, x->c, first, first);
    lb_centre_divide(square, x->c, square, x->c->dimensions);
    fmpq_poly_sub(purity, second, square);
    fmpq_poly_clear(square);
}

static bool set_dual(lb_variance_by_sector *x)
{
    const lb_variance_sector_centre *c = x->c;
    lb_sum_t S;
    lb_sum_init(S, c->qubits);
    for (uint32_t i = 0; i < c->count; i++) {
        fmpq *row = lb_fractions_init(c->count);
        lb_centre_get_basis(S, c, i);
        lb_centre_pair(row, c, S);
        for (uint32_t j = 0; j < c->count; j++)
            fmpq_set(fmpq_mat_entry(x->dual, i, j), row + j);
        lb_fractions_clear(row, c->count);
    }
    lb_sum_clear(S);
    return fmpq_mat_inv(x->dual, x->dual);
}

/* ---- The centre of g ---- */

/* A basis of the projections of the generators on Z, as polynomials in the rows. */
static slong find_centre(fmpq_mat_t rows, const lb_variance_by_sector *x)
{
    const lb_ansatz_struct *A = x->problem->A;
    fmpq_poly_t h;
    fmpq_poly_init(h);
    for (size_t k = 0; k < A->generator_count; k++) {
        lb_variance_by_sector_traces(h, x, A->generators + k);
        lb_centre_divide(h, x->c, h, x->c->dimensions);
        for (slong i = 0; i <= fmpq_poly_degree(h); i++)
            fmpq_poly_get_coeff_fmpq(fmpq_mat_entry(rows, (slong)k, i), h, i);
    }
    fmpq_poly_clear(h);
    return fmpq_mat_rref(rows, rows);
}

static void row_polynomial(fmpq_poly_t b, const fmpq_mat_t rows, slong i)
{
    fmpq_poly_zero(b);
    for (slong k = 0; k < fmpq_mat_ncols(rows); k++)
        fmpq_poly_set_coeff_fmpq(b, k, fmpq_mat_entry(rows, i, k));
}

/* column[i] = L(b_i) for the form with the values v. */
static void pair_centre(fmpq_mat_t pairings, slong column, const lb_variance_by_sector *x,
                        const fmpq_mat_t rows, const fmpq_poly_t v)
{
    fmpq_poly_t b;
    fmpq_poly_init(b);
    for (slong i = 0; i < fmpq_mat_nrows(pairings); i++) {
        row_polynomial(b, rows, i);
        lb_centre_multiply(b, x->c, b, v);
        lb_centre_sum(fmpq_mat_entry(pairings, i, column), x->c, b);
    }
    fmpq_poly_clear(b);
}

static void set_gram(fmpq_mat_t gram, const lb_variance_by_sector *x, const fmpq_mat_t rows)
{
    fmpq_poly_t b;
    fmpq_poly_init(b);
    for (slong i = 0; i < fmpq_mat_nrows(gram); i++) {
        row_polynomial(b, rows, i);
        lb_centre_multiply(b, x->c, b, x->c->dimensions);
        pair_centre(gram, i, x, rows, b);
    }
    fmpq_poly_clear(b);
}

/* Products of the projections of O, rho and 1 on the centre. */
static void set_products(const lb_variance_by_sector *x, const fmpq_mat_t products)
{
    lb_variance_part *v = x->v;
    struct {
        mpq_ptr value;
        int a, b;
        bool normalized;
    } const all[] = {{v->centre_observable, 0, 0, false},
                     {v->centre_state, 1, 1, false},
                     {v->mean, 0, 1, false},
                     {v->identity, 2, 2, true},
                     {v->identity_state, 1, 2, false},
                     {v->identity_observable, 0, 2, true}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        fmpq_get_mpq(all[i].value, fmpq_mat_entry(products, all[i].a, all[i].b));
        if (all[i].normalized)
            mpq_div_2exp(all[i].value, all[i].value, x->c->qubits);
    }
}

/* The part of O in the centre of i g, as values on the sectors. */
static void project_on_centre(fmpq_poly_t part, const lb_variance_by_sector *x)
{
    const lb_variance_sector_centre *c = x->c;
    fmpq_mat_t rows, gram, pairings, solved, products;
    slong s = fmpq_mat_nrows(c->traces), K = (slong)x->problem->A->generator_count;
    fmpq_mat_init(rows, K, s);
    slong count = find_centre(rows, x);
    fmpq_mat_init(gram, count, count);
    fmpq_mat_init(pairings, count, 3);
    fmpq_mat_init(solved, count, 3);
    fmpq_mat_init(products, 3, 3);
    set_gram(gram, x, rows);
    const fmpq_poly_struct *const forms[] = {x->traces, x->weights, c->dimensions};
    for (slong i = 0; i < 3; i++)
        pair_centre(pairings, i, x, rows, forms[i]);
    fmpq_mat_solve(solved, gram, pairings);
    for (slong i = 0; i < 3; i++)
        for (slong j = 0; j < 3; j++)
            for (slong k = 0; k < count; k++)
                fmpq_addmul(fmpq_mat_entry(products, i, j), fmpq_mat_entry(pairings, k, i),
                            fmpq_mat_entry(solved, k, j));
    set_products(x, products);
    fmpq_poly_t b;
    fmpq_poly_init(b);
    for (slong i = 0; i < count; i++) {
        row_polynomial(b, rows, i);
        fmpq_poly_scalar_mul_fmpq(b, b, fmpq_mat_entry(solved, i, 0));
        fmpq_poly_add(part, part, b);
    }
    fmpq_poly_clear(b);
    fmpq_mat_clear(products);
    fmpq_mat_clear(solved);
    fmpq_mat_clear(pairings);
    fmpq_mat_clear(gram);
    fmpq_mat_clear(rows);
}

/* outside = O - T(O) + (the part of O in Z) - (the part in the centre of i g). */
static void set_outside(const lb_variance_by_sector *x, const lb_sum_t T, const fmpq_poly_t inside)
{
    fmpq *coordinates = lb_fractions_init(x->c->count);
    fmpq_poly_t rest;
    lb_sum_t constant;
    mpq_t minus;
    mpq_init(minus);
    lb_sum_init(constant, x->c->qubits);
    fmpq_poly_init(rest);
    lb_centre_divide(rest, x->c, x->traces, x->c->dimensions);
    fmpq_poly_sub(rest, rest, inside);
    lb_centre_element(coordinates, x->c, rest);
    lb_centre_get_sum(constant, x->c, coordinates);
    lb_sum_set(x->v->outside, x->problem->O);
    for (size_t i = 0; i < T->length; i++) {
        mpq_neg(minus, T->coefficients + i);
        lb_sum_append(x->v->outside, minus, T->strings + i);
    }
    for (size_t i = 0; i < constant->length; i++)
        lb_sum_append(x->v->outside, constant->coefficients + i, constant->strings + i);
    lb_sum_normalize(x->v->outside);
    fmpq_poly_clear(rest);
    lb_sum_clear(constant);
    mpq_clear(minus);
    lb_fractions_clear(coordinates, x->c->count);
}

/* ---- Ideals ---- */

/* The sum of v over the sectors of an ideal. */
static void sum_over(mpq_t total, const lb_variance_by_sector *x,
                     const lb_variance_sector_ideal *ideal, const fmpq_poly_t v)
{
    fmpq_t sum, part;
    fmpq_init(sum);
    fmpq_init(part);
    for (uint32_t i = 0; i < ideal->field_count; i++) {
        lb_centre_sum_of(part, x->c->fields + ideal->fields[i], v);
        fmpq_add(sum, sum, part);
    }
    fmpq_get_mpq(total, sum);
    fmpq_clear(sum);
    fmpq_clear(part);
}

/* On the sectors of an ideal over R, of which there may be two, its purities are equal. */
static void add_ideal(const lb_variance_by_sector *x, const lb_variance_sector_ideal *ideal,
                      const fmpq_poly_t both)
{
    mpq_t size;
    lb_part_ideals *ideals = lb_variance_append_conjugates(
        x->v, ideal->type, (uint32_t)ideal->n, ideal->f, (uint32_t)fmpz_poly_degree(ideal->f));
    sum_over(ideals->observable, x, ideal, x->observable);
    sum_over(ideals->state, x, ideal, x->state);
    sum_over(ideals->variance, x, ideal, both);
    mpq_init(size);
    mpz_set_ui(mpq_numref(size), ideal->sectors);
    mpz_set(mpq_denref(size), ideals->dimension);
    mpq_canonicalize(size);
    mpq_mul(ideals->variance, ideals->variance, size);
    mpq_clear(size);
}

static void add_ideals(const lb_variance_by_sector *x)
{
    fmpq_poly_t both;
    fmpq_poly_init(both);
    lb_centre_multiply(both, x->c, x->observable, x->state);
    for (uint32_t i = 0; i < x->k->count; i++)
        add_ideal(x, x->k->items + i, both);
    fmpq_poly_clear(both);
}

/* ---- The numbers ---- */

/* value = sum_ij a_i b_j tr(c^i c^j). */
static void pair_dual(fmpq_t value, const lb_variance_by_sector *x, const fmpq *a, const fmpq *b)
{
    fmpq_t product;
    fmpq_init(product);
    fmpq_zero(value);
    for (slong i = 0; i < (slong)x->c->count; i++)
        for (slong j = 0; j < (slong)x->c->count; j++) {
            fmpq_mul(product, a + i, b + j);
            fmpq_addmul(value, product, fmpq_mat_entry(x->dual, i, j));
        }
    fmpq_clear(product);
}

/* Whether O lies in i g + C: tr(O^2) is the sum of the purities and that of the part in C. */
static bool is_inside(const lb_variance_by_sector *x)
{
    const lb_sum_struct *O = x->problem->O;
    fmpq_t rest, value;
    fmpq_init(rest);
    fmpq_init(value);
    for (size_t t = 0; t < O->length; t++) {
        fmpq_set_mpq(value, O->coefficients + t);
        fmpq_addmul(rest, value, value);
    }
    fmpq_mul_2exp(rest, rest, x->c->qubits);
    pair_dual(value, x, x->pairings, x->pairings);
    fmpq_sub(rest, rest, value);
    for (size_t i = 0; i < x->v->count; i++) {
        fmpq_set_mpq(value, x->v->ideals[i].observable);
        fmpq_sub(rest, rest, value);
    }
    bool inside = fmpq_is_zero(rest);
    fmpq_clear(rest);
    fmpq_clear(value);
    return inside;
}

/* Of the whole loss: the mean is <rho, X>, X the projection of O on C. */
static void settle(const lb_variance_by_sector *x, lb_variance_scope scope)
{
    fmpq_t mean;
    fmpq_init(mean);
    pair_dual(mean, x, x->pairings, x->expectations);
    fmpq_get_mpq(x->v->mean, mean);
    x->v->scope = scope;
    x->v->is_settled = true;
    fmpq_clear(mean);
}

static bool has_state(const lb_variance_by_sector *x)
{
    lb_variance *v = lb_variance_new(x->c->qubits);
    lb_surd_t factor, ignored;
    lb_surd_init(factor);
    lb_surd_init(ignored);
    lb_surd_set_integer(factor, 1);
    lb_variance_add_part(v, x->v, factor);
    bool has = lb_variance_has_state(ignored, v, x->problem);
    lb_surd_clear(factor);
    lb_surd_clear(ignored);
    lb_variance_free(v);
    return has;
}

/* Which loss is known. False when a limit came first. */
static bool find_scope(const lb_variance_by_sector *x, const fmpq_poly_t inside)
{
    fmpq_t value;
    lb_sum_t T;
    bool complete = true;
    fmpq_init(value);
    if (is_inside(x))
        settle(x, LB_SCOPE_OBSERVABLE);
    else if (has_state(x))
        settle(x, LB_SCOPE_STATE);
    else if (lb_variance_by_sector_second_moment(value, x)) {
        settle(x, LB_SCOPE_SECTORS);
        fmpq_get_mpq(x->v->value, value);
    } else {
        lb_sum_init(T, x->c->qubits);
        complete = lb_variance_by_sector_project(T, x);
        set_outside(x, T, inside);
        lb_sum_clear(T);
    }
    fmpq_clear(value);
    return complete;
}

/* ---- The whole ---- */

static void init(lb_variance_by_sector *x)
{
    const lb_variance_sector_centre *c = x->c;
    fmpq_poly_struct *polynomials[] = {x->scale, x->traces, x->weights, x->observable, x->state};
    for (size_t i = 0; i < sizeof polynomials / sizeof *polynomials; i++)
        fmpq_poly_init(polynomials[i]);
    fmpq_mat_init(x->dual, c->count, c->count);
    x->expectations = lb_fractions_init(c->count);
    x->pairings = lb_fractions_init(c->count);
    lb_centre_divide(x->scale, c, c->dimensions, c->squares);
}

static void clear(lb_variance_by_sector *x)
{
    fmpq_poly_struct *polynomials[] = {x->scale, x->traces, x->weights, x->observable, x->state};
    for (size_t i = 0; i < sizeof polynomials / sizeof *polynomials; i++)
        fmpq_poly_clear(polynomials[i]);
    fmpq_mat_clear(x->dual);
    lb_fractions_clear(x->expectations, x->c->count);
    lb_fractions_clear(x->pairings, x->c->count);
}

static char *evidence_text(const lb_variance_by_sector *x)
{
    lb_string_t S;
    if (!x->k->has_duality)
        return lb_strdup("g is all that its symmetries allow, by its dimension; purities of the "
                         "sectors from the commutant, exactly over Q");
    lb_string_init(S);
    lb_dense_to_string(S, x->k->S, 1);
    char *string = lb_string_text(S, x->c->qubits, LB_LABEL_QUBITS);
    char *text = lb_sprintf("g is all that its symmetries and H S + S H^T = 0 for all generators, "
                            "S = %s, allow, by its "
                            "dimension; purities of the sectors from the commutant, exactly over Q",
                            string);
    free(string);
    lb_string_clear(S);
    return text;
}

lb_status lb_variance_of_sectors(lb_variance_part *v, const lb_variance_problem *problem,
                                 lb_error *error)
{
    lb_variance_by_sector x = {
        .v = v, .problem = problem, .k = problem->sectors, .c = &problem->sectors->centre};
    fmpq_poly_t inside;
    init(&x);
    fmpq_poly_init(inside);
    bool complete =
        set_dual(&x) && lb_variance_by_sector_state(&x) && lb_variance_by_sector_observable(&x);
    if (complete) {
        project_on_centre(inside, &x);
        add_ideals(&x);
        v->evidence = evidence_text(&x);
        complete = find_scope(&x, inside);
    }
    fmpq_poly_clear(inside);
    clear(&x);
    return complete
               ? LB_OK
               : lb_fail(error, LB_UNDECIDED, "a limit was reached in the purities of sectors");
}
