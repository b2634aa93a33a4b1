/* Where [g, g] is all that the commutant C allows, the sum of su(d) over the sectors: purities from C
 * alone, without a basis of g.
 *
 * i g is the sum of the traceless Hermitian matrices on each sector and of its centre, the span of the
 * projections of the generators on the centre Z of C. The projection T of an operator on the algebra
 * that the generators generate is
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
#include "pauli/operator.h"
#include "structure/structure_data.h"
#include "variance/projection.h"
#include "variance/sector_centre.h"
#include "variance/variance_data.h"

typedef struct sector_variance {
    lb_variance *v;
    const lb_variance_problem *problem;
    const lb_sector_centre *c;
    fmpq_mat_t dual;               /* inverse of the matrix of tr(c_i c_j) */
    fmpq *expectations;            /* <c_i> */
    fmpq_poly_t scale;             /* of K^-1: d/m */
    fmpq_poly_t traces;            /* tr(e O) */
    fmpq_poly_t weights;           /* <e> */
    fmpq_poly_t observable, state; /* the purities */
} sector_variance;

static void times_states(fmpq *values, const sector_variance *x)
{
    for (uint32_t i = 0; i < x->c->count; i++)
        fmpz_mul_2exp(fmpq_numref(values + i), fmpq_numref(values + i), x->c->qubits);
    for (uint32_t i = 0; i < x->c->count; i++)
        fmpq_canonicalise(values + i);
}

/* tr(e S) on the sectors. */
static void set_trace(fmpq_poly_t trace, const sector_variance *x, const lb_sum_t S)
{
    fmpq *values = lb_fractions_init(x->c->count);
    lb_centre_pair(values, x->c, S);
    times_states(values, x);
    lb_centre_form(trace, x->c, values);
    lb_fractions_clear(values, x->c->count);
}

/* purity = second - first^2 / (d m). */
static void set_purity(fmpq_poly_t purity, const sector_variance *x, const fmpq_poly_t second,
                       const fmpq_poly_t first)
{
    fmpq_poly_t square;
    fmpq_poly_init(square);
    lb_centre_multiply(square, x->c, first, first);
    lb_centre_divide(square, x->c, square, x->c->dimensions);
    fmpq_poly_sub(purity, second, square);
    fmpq_poly_clear(square);
}

/* ---- The state ---- */

static bool set_expectations(sector_variance *x)
{
    const lb_sector_centre *c = x->c;
    fmpq *values = lb_fractions_init(c->strings.count);
    mpq_t value;
    mpq_init(value);
    bool goes_on = true;
    for (uint32_t s = 0; s < c->strings.count && goes_on; s++) {
        lb_pure_state_string(value, x->problem->state, lb_string_table_at(&c->strings, s),
                             c->strings.words);
        fmpq_set_mpq(values + s, value);
        goes_on = lb_run_goes_on(x->problem->run, 64, (lb_progress){.stage = "variance"});
    }
    for (uint32_t i = 0; i < c->count; i++)
        for (uint32_t t = c->offsets[i]; t < c->offsets[i + 1]; t++)
            fmpq_addmul(x->expectations + i, &c->terms[t].coefficient, values + c->terms[t].string);
    mpq_clear(value);
    lb_fractions_clear(values, c->strings.count);
    return goes_on;
}

static bool set_dual(sector_variance *x)
{
    const lb_sector_centre *c = x->c;
    lb_sum_t S;
    lb_sum_init(S, c->qubits);
    for (uint32_t i = 0; i < c->count; i++) {
        fmpq *row = lb_fractions_init(c->count);
        lb_centre_get_basis(S, c, i);
        lb_centre_pair(row, c, S);
        times_states(row, x);
        for (uint32_t j = 0; j < c->count; j++)
            fmpq_set(fmpq_mat_entry(x->dual, i, j), row + j);
        lb_fractions_clear(row, c->count);
    }
    lb_sum_clear(S);
    return fmpq_mat_inv(x->dual, x->dual);
}

/* sum_i <z^k c_i> <c^i>, k < s, which is the form tr(u K T(rho) rho). */
static void set_state(sector_variance *x)
{
    const lb_sector_centre *c = x->c;
    slong s = fmpq_mat_nrows(c->traces), D = c->count;
    fmpq *moments = lb_fractions_init((size_t)s);
    fmpq_mat_t left, right;
    fmpq_poly_t second;
    fmpq_mat_init(left, 1, D);
    fmpq_mat_init(right, D, 1);
    fmpq_poly_init(second);
    for (slong i = 0; i < D; i++)
        fmpq_set(fmpq_mat_entry(right, i, 0), x->expectations + i);
    fmpq_mat_transpose(left, right);
    fmpq_mat_mul(left, left, x->dual);
    for (slong k = 0; k < s; k++) {
        for (slong i = 0; i < D; i++)
            fmpq_addmul(moments + k, fmpq_mat_entry(left, 0, i), fmpq_mat_entry(right, i, 0));
        if (k + 1 < s)
            fmpq_mat_mul(right, c->product, right);
    }
    lb_centre_form_of_moments(second, c, moments);
    lb_centre_multiply(second, c, second, x->scale);
    lb_centre_form(x->weights, c, x->expectations);
    if (!x->problem->state->is_mixed)
        set_purity(x->state, x, second, x->weights);
    fmpq_poly_clear(second);
    fmpq_mat_clear(left);
    fmpq_mat_clear(right);
    lb_fractions_clear(moments, (size_t)s);
}

/* ---- The observable ---- */

static bool commutes_with_basis(const sector_variance *x, const lb_sum_t O)
{
    lb_sum_t S;
    lb_sum_init(S, x->c->qubits);
    bool commutes = true;
    for (uint32_t i = 0; i < x->c->count && commutes; i++) {
        lb_centre_get_basis(S, x->c, i);
        lb_sum_bracket(S, S, O);
        commutes = !S->length;
    }
    lb_sum_clear(S);
    return commutes;
}

/* Row l: the coordinates of sum_j B_lj c_j with T(X) = sum_l c_l X sum_j B_lj c_j. */
static void set_twirl(fmpq_mat_t B, const sector_variance *x)
{
    const lb_sector_centre *c = x->c;
    slong D = c->count;
    fmpq_mat_t power, scaled;
    fmpq_t a;
    fmpq_init(a);
    fmpq_mat_init(power, D, D);
    fmpq_mat_init(scaled, D, D);
    fmpq_mat_one(power);
    for (slong k = 0; k <= fmpq_poly_degree(x->scale); k++) {
        fmpq_poly_get_coeff_fmpq(a, x->scale, k);
        for (slong i = 0; i < D; i++)
            for (slong j = 0; j < D; j++)
                fmpq_addmul(fmpq_mat_entry(scaled, j, i), a, fmpq_mat_entry(power, i, j));
        fmpq_mat_mul(power, power, c->product);
    }
    fmpq_mat_mul(B, scaled, x->dual);
    fmpq_mat_clear(power);
    fmpq_mat_clear(scaled);
    fmpq_clear(a);
}

/* S += c_l O R, as far as it is real. */
static bool add_twirled(lb_operator *S, const sector_variance *x, uint32_t l, const fmpq *R)
{
    const lb_limits *limits = &x->problem->run->options.limits;
    lb_operator left, middle, right;
    lb_operator *all[] = {&left, &middle, &right};
    for (int i = 0; i < 3; i++)
        lb_operator_init(all[i], x->c->qubits);
    lb_centre_get_basis(left.real, x->c, l);
    lb_centre_get_sum(right.real, x->c, R);
    lb_sum_set(middle.real, x->problem->O);
    bool complete = !lb_operator_multiply(&left, &left, &middle, limits) &&
                    !lb_operator_multiply(&left, &left, &right, limits);
    if (complete)
        lb_operator_append_all(S, &left);
    complete = complete && !lb_operator_normalize(S, limits);
    for (int i = 0; i < 3; i++)
        lb_operator_clear(all[i]);
    return complete;
}

/* T(O); false when a limit came first. */
static bool project(lb_sum_t T, const sector_variance *x)
{
    const lb_sector_centre *c = x->c;
    lb_sum_set(T, x->problem->O);
    if (commutes_with_basis(x, x->problem->O))
        return true;
    bool complete = true;
    fmpq_mat_t B;
    lb_operator sum;
    fmpq_mat_init(B, c->count, c->count);
    lb_operator_init(&sum, c->qubits);
    set_twirl(B, x);
    for (uint32_t l = 0; l < c->count && complete; l++)
        complete = add_twirled(&sum, x, l, fmpq_mat_entry(B, l, 0));
    lb_sum_set(T, sum.real);
    lb_operator_clear(&sum);
    fmpq_mat_clear(B);
    return complete;
}

static bool set_observable(sector_variance *x, const lb_sum_t T)
{
    fmpq_poly_t second;
    lb_operator square;
    fmpq_poly_init(second);
    lb_operator_init(&square, x->c->qubits);
    lb_sum_set(square.real, T);
    bool complete =
        !lb_operator_multiply(&square, &square, &square, &x->problem->run->options.limits);
    if (complete) {
        set_trace(second, x, square.real);
        set_trace(x->traces, x, T);
        set_purity(x->observable, x, second, x->traces);
    }
    lb_operator_clear(&square);
    fmpq_poly_clear(second);
    return complete;
}

/* ---- The centre of g ---- */

/* A basis of the projections of the generators on Z, as polynomials in the rows. */
static slong find_centre(fmpq_mat_t rows, const sector_variance *x)
{
    const lb_ansatz_struct *A = x->problem->A;
    fmpq_poly_t h;
    fmpq_poly_init(h);
    for (size_t k = 0; k < A->generator_count; k++) {
        set_trace(h, x, A->generators + k);
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
static void pair_centre(fmpq_mat_t pairings, slong column, const sector_variance *x,
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

static void set_gram(fmpq_mat_t gram, const sector_variance *x, const fmpq_mat_t rows)
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
static void set_products(const sector_variance *x, const fmpq_mat_t products)
{
    lb_variance *v = x->v;
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
static void project_on_centre(fmpq_poly_t part, const sector_variance *x)
{
    const lb_sector_centre *c = x->c;
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
static void set_outside(const sector_variance *x, const lb_sum_t T, const fmpq_poly_t inside)
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

static void add_ideal(const sector_variance *x, const lb_centre_field *field,
                      const fmpq_poly_t both)
{
    slong copies = fmpz_poly_degree(field->f);
    lb_algebra_t G;
    mpz_t d, count;
    fmpq_t sum, size;
    mpz_init_set_ui(d, field->dimension);
    mpz_init_set_ui(count, (unsigned long)copies);
    lb_algebra_init(G);
    lb_algebra_add(G, LB_IDEAL_SU, d, count);
    lb_variance_ideals *ideals = lb_variance_append(x->v, G);
    ideals->field = lb_structure_field_text((uint32_t)copies, field->f);
    fmpq_init(sum);
    fmpq_init(size);
    lb_centre_sum_of(sum, field, x->observable);
    fmpq_get_mpq(ideals->observable, sum);
    lb_centre_sum_of(sum, field, x->state);
    fmpq_get_mpq(ideals->state, sum);
    lb_centre_sum_of(sum, field, both);
    fmpz_set_mpz(fmpq_numref(size), ideals->dimension);
    fmpq_div(sum, sum, size);
    fmpq_get_mpq(ideals->variance, sum);
    fmpq_clear(sum);
    fmpq_clear(size);
    lb_algebra_clear(G);
    mpz_clears(d, count, (mpz_ptr)NULL);
}

static void add_ideals(const sector_variance *x)
{
    fmpq_poly_t both;
    fmpq_poly_init(both);
    lb_centre_multiply(both, x->c, x->observable, x->state);
    for (uint32_t i = 0; i < x->c->field_count; i++)
        if (x->c->fields[i].dimension > 1)
            add_ideal(x, x->c->fields + i, both);
    fmpq_poly_clear(both);
}

/* ---- The whole ---- */

static void init(sector_variance *x)
{
    const lb_sector_centre *c = x->c;
    fmpq_poly_struct *polynomials[] = {x->scale, x->traces, x->weights, x->observable, x->state};
    for (size_t i = 0; i < sizeof polynomials / sizeof *polynomials; i++)
        fmpq_poly_init(polynomials[i]);
    fmpq_mat_init(x->dual, c->count, c->count);
    x->expectations = lb_fractions_init(c->count);
    lb_centre_divide(x->scale, c, c->dimensions, c->squares);
}

static void clear(sector_variance *x)
{
    fmpq_poly_struct *polynomials[] = {x->scale, x->traces, x->weights, x->observable, x->state};
    for (size_t i = 0; i < sizeof polynomials / sizeof *polynomials; i++)
        fmpq_poly_clear(polynomials[i]);
    fmpq_mat_clear(x->dual);
    lb_fractions_clear(x->expectations, x->c->count);
}

lb_status lb_variance_of_sectors(lb_variance *v, const lb_variance_problem *problem,
                                 lb_error *error)
{
    sector_variance x = {.v = v, .problem = problem, .c = problem->centre};
    fmpq_poly_t inside;
    lb_sum_t T;
    init(&x);
    fmpq_poly_init(inside);
    lb_sum_init(T, x.c->qubits);
    bool complete = set_dual(&x) && set_expectations(&x) && project(T, &x) && set_observable(&x, T);
    if (complete) {
        set_state(&x);
        project_on_centre(inside, &x);
        set_outside(&x, T, inside);
        add_ideals(&x);
        v->evidence = lb_strdup("g is all that its symmetries allow, by its dimension; purities of "
                                "the sectors from the commutant, exactly over Q");
    }
    lb_sum_clear(T);
    fmpq_poly_clear(inside);
    clear(&x);
    return complete
               ? LB_OK
               : lb_fail(error, LB_UNDECIDED, "a limit was reached in the purities of sectors");
}
