/* Sums of strings: projections on the ideals as spaces over Q. */

#include <stdlib.h>

#include "ansatz/roots.h"
#include "base/memory.h"
#include "variance/ideal_space.h"
#include "variance/string_forms.h"

typedef struct sum_variance {
    lb_variance_part *v; /* of every subset of the roots */
    const lb_variance_problem *problem;
    const lb_structure *s;
    size_t degree;
    lb_variance_string_forms forms;
    lb_variance_ideal_finder finder;
    fmpz *squares; /* by subset of the roots: of their product */
} sum_variance;

static lb_status stopped(const sum_variance *x, lb_error *error)
{
    return lb_fail(error, LB_UNDECIDED, "%s", x->problem->run->stopped);
}

static void squares_init(sum_variance *x)
{
    const lb_roots_struct *R = x->problem->A->roots;
    x->squares = lb_malloc(x->degree, sizeof *x->squares);
    for (size_t T = 0; T < x->degree; T++) {
        fmpz_init_set_ui(x->squares + T, 1);
        for (size_t j = 0; T && j < R->count; j++)
            if (T >> j & 1)
                fmpz_mul_ui(x->squares + T, x->squares + T, R->roots[j].square);
    }
}

static void squares_clear(sum_variance *x)
{
    for (size_t T = 0; T < x->degree; T++)
        fmpz_clear(x->squares + T);
    free(x->squares);
}

/* ---- Purities ---- */

/* The part of number x that goes with the product r_T of the roots in T: the forms are those of n + e
 * qubits, where the trace of r_T x from the field to Q, over its degree, is their product after A_T. */
static void find_number(fmpq_t value, const sum_variance *x, const lb_projection *p, size_t T,
                        lb_form a, lb_form b)
{
    lb_projection_product(value, p, T, a, b);
    fmpq_div_fmpz(value, value, x->squares + T);
}

static void get_number(mpq_t number, const sum_variance *x, const lb_projection *p, size_t T,
                       lb_form a, lb_form b)
{
    fmpq_t value;
    fmpq_init(value);
    find_number(value, x, p, T, a, b);
    fmpq_get_mpq(number, value);
    fmpq_clear(value);
}

/* P(O) = 2^n (O, O) and P(rho) = 2^-n times the product of the forms. */
static void set_purities(mpq_t observable, mpq_t state, const fmpq_t o, const fmpq_t r,
                         size_t qubits)
{
    fmpq_get_mpq(observable, o);
    mpq_mul_2exp(observable, observable, qubits);
    fmpq_get_mpq(state, r);
    mpq_div_2exp(state, state, qubits);
}

/* The squares of the projections of both forms, by subset of the roots. */
typedef struct two_products {
    size_t degree;
    fmpq *observable, *state;
} two_products;

static void products_init(two_products *products, size_t degree)
{
    *products = (two_products){degree, lb_fractions_init(degree), lb_fractions_init(degree)};
}

static void products_clear(two_products *products)
{
    lb_fractions_clear(products->observable, products->degree);
    lb_fractions_clear(products->state, products->degree);
}

static void products_set(two_products *products, const sum_variance *x, const lb_projection *p)
{
    for (size_t T = 0; T < products->degree; T++) {
        find_number(products->observable + T, x, p, T, LB_FORM_OBSERVABLE, LB_FORM_OBSERVABLE);
        find_number(products->state + T, x, p, T, LB_FORM_STATE, LB_FORM_STATE);
    }
}

static void products_subtract(two_products *products, const two_products *other)
{
    for (size_t T = 0; T < products->degree; T++) {
        fmpq_sub(products->observable + T, products->observable + T, other->observable + T);
        fmpq_sub(products->state + T, products->state + T, other->state + T);
    }
}

static bool products_are_zero(const two_products *products)
{
    bool zero = true;
    for (size_t T = 0; T < products->degree; T++)
        zero = zero && fmpq_is_zero(products->observable + T) && fmpq_is_zero(products->state + T);
    return zero;
}

/* ---- All of g ---- */

/* The part of S of every subset of the roots, for S over Q. */
static void take_outside(sum_variance *x, const lb_sum_t S)
{
    const lb_roots_struct *R = x->problem->A->roots;
    lb_sum_struct parts[(size_t)1 << LB_ROOTS_MAX];
    mpq_t divided;
    if (x->degree == 1) {
        lb_sum_set(x->v->outside, S);
        return;
    }
    mpq_init(divided);
    lb_roots_decode(parts, S, R->roots, R->count, x->problem->A->qubits);
    for (size_t T = 0; T < x->degree; T++) {
        unsigned long divisor;
        (void)lb_roots_square(&divisor, R->roots, R->count, T);
        mpq_set_ui(divided, 1, divisor);
        for (size_t t = 0; t < parts[T].length; t++)
            mpq_mul(parts[T].coefficients + t, parts[T].coefficients + t, divided);
        lb_sum_set(x->v[T].outside, parts + T);
        lb_sum_clear(parts + T);
    }
    mpq_clear(divided);
}

/* outside = O less its projection. */
static bool set_outside(sum_variance *x, const lb_projection *p)
{
    const lb_moduli *moduli = &x->s->moduli;
    lb_rational c, strings;
    lb_sum_t inside, outside;
    mpq_t minus;
    lb_rational_init_array(&c, p->coordinates[LB_FORM_OBSERVABLE], p->count);
    lb_variance_to_strings(&strings, &c, moduli);
    lb_sum_init(inside, x->s->qubits);
    lb_sum_init(outside, x->s->qubits);
    lb_rational_get_sum(inside, &strings, &moduli->strings);
    bool listed = lb_canonical_expand_averages(inside, &moduli->canonical, LB_AVERAGE_MAX);
    mpq_init(minus);
    lb_roots_extend(outside, x->problem->O);
    for (size_t i = 0; i < inside->length; i++) {
        mpq_neg(minus, inside->coefficients + i);
        lb_sum_append(outside, minus, inside->strings + i);
    }
    lb_sum_normalize(outside);
    take_outside(x, outside);
    mpq_clear(minus);
    lb_sum_clear(inside);
    lb_sum_clear(outside);
    lb_rational_clear(&strings);
    lb_rational_clear(&c);
    return listed;
}

static lb_status project_algebra(sum_variance *x, two_products *rest, lb_error *error)
{
    const lb_moduli *moduli = &x->s->moduli;
    lb_projection p;
    if (!lb_projection_init(&p, moduli->rows, moduli->count, &x->forms, x->problem->run))
        return stopped(x, error);
    products_set(rest, x, &p);
    bool listed = set_outside(x, &p);
    lb_projection_clear(&p);
    return listed ? LB_OK
                  : lb_fail(error, LB_UNDECIDED,
                            "the projection of the observable has more than %d strings",
                            LB_AVERAGE_MAX);
}

static void set_centre(sum_variance *x, const lb_projection *p, const two_products *products)
{
    for (size_t T = 0; T < x->degree; T++) {
        lb_variance_part *v = x->v + T;
        set_purities(v->centre_observable, v->centre_state, products->observable + T,
                     products->state + T, x->problem->A->qubits);
        get_number(v->mean, x, p, T, LB_FORM_OBSERVABLE, LB_FORM_STATE);
        get_number(v->identity, x, p, T, LB_FORM_IDENTITY, LB_FORM_IDENTITY);
        get_number(v->identity_state, x, p, T, LB_FORM_STATE, LB_FORM_IDENTITY);
        get_number(v->identity_observable, x, p, T, LB_FORM_OBSERVABLE, LB_FORM_IDENTITY);
    }
}

static lb_status project_centre(sum_variance *x, two_products *rest, lb_error *error)
{
    const lb_structure *s = x->s;
    uint32_t count = (uint32_t)s->torus.centre_reduced.count;
    lb_rational *rows = lb_malloc(count, sizeof *rows);
    lb_projection p;
    for (uint32_t i = 0; i < count; i++)
        lb_variance_to_strings(rows + i, s->torus.centre + i, &s->moduli);
    bool complete = lb_projection_init(&p, rows, count, &x->forms, x->problem->run);
    if (complete) {
        two_products products;
        products_init(&products, x->degree);
        products_set(&products, x, &p);
        products_subtract(rest, &products);
        set_centre(x, &p, &products);
        products_clear(&products);
        lb_projection_clear(&p);
    }
    lb_rationals_clear(rows, count);
    return complete ? LB_OK : stopped(x, error);
}

/* ---- Ideals ---- */

/* An entry in every part for the copies of a factor; its dimension is that of one copy. Returns its
 * number. */
static size_t append_factor(sum_variance *x, uint32_t i)
{
    const lb_factor *factor = x->s->splitting.factors + i;
    const lb_simple_type *type = x->s->types + i;
    uint32_t copies = factor->degree / (uint32_t)x->degree;
    lb_algebra_t G;
    mpz_t n, count;
    mpz_init_set_ui(n, type->n);
    mpz_init_set_ui(count, copies);
    lb_algebra_init(G);
    lb_algebra_add(G, type->type, n, count);
    for (size_t T = 0; T < x->degree; T++) {
        lb_part_ideals *ideals = lb_variance_append(x->v + T, G);
        if (copies > 1)
            ideals->field = lb_structure_field_text(factor->degree, factor->polynomial);
    }
    lb_algebra_clear(G);
    mpz_clears(n, count, (mpz_ptr)NULL);
    return x->v->count - 1;
}

/* product <- o r over the field. */
static void multiply(fmpq *product, const sum_variance *x, const two_products *products)
{
    fmpq_t part;
    fmpq_init(part);
    for (size_t S = 0; S < x->degree; S++)
        for (size_t T = 0; T < x->degree; T++) {
            fmpq_mul(part, products->observable + S, products->state + T);
            fmpq_mul_fmpz(part, part, x->squares + (S & T));
            fmpq_add(product + (S ^ T), product + (S ^ T), part);
        }
    fmpq_clear(part);
}

/* An ideal over the field of the coefficients, which is simple over R. */
static void set_rational_ideal(sum_variance *x, uint32_t i, const two_products *products)
{
    size_t number = append_factor(x, i);
    fmpq *values = lb_fractions_init(x->degree);
    fmpz_t dimension;
    fmpz_init(dimension);
    multiply(values, x, products);
    for (size_t T = 0; T < x->degree; T++) {
        lb_part_ideals *ideals = x->v[T].ideals + number;
        set_purities(ideals->observable, ideals->state, products->observable + T,
                     products->state + T, x->problem->A->qubits);
        fmpz_set_mpz(dimension, ideals->dimension);
        fmpq_div_fmpz(values + T, values + T, dimension);
        fmpq_get_mpq(ideals->variance, values + T);
    }
    fmpz_clear(dimension);
    lb_fractions_clear(values, x->degree);
}

/* y := coordinates of phi applied to the vector with the coordinates y. */
static void apply_phi(fmpq *y, const lb_variance_ideal_space *space)
{
    uint32_t D = space->dimension;
    fmpq *image = lb_fractions_init(D);
    for (uint32_t t = 0; t < D; t++)
        for (uint32_t u = 0; u < D && !fmpq_is_zero(y + t); u++)
            fmpq_addmul(image + u, y + t, fmpq_mat_entry(space->phi, t, u));
    for (uint32_t u = 0; u < D; u++)
        fmpq_swap(y + u, image + u);
    lb_fractions_clear(image, D);
}

/* Entry (a, T) of the moments is the number (A, phi^a A) of part T, a below the degree of the factor, for
 * the projection A of a form. */
static void find_moments(fmpq_mat_t moments, const sum_variance *x,
                         const lb_variance_ideal_space *space, lb_projection *p, lb_form form)
{
    for (slong a = 0; a < fmpq_mat_nrows(moments); a++) {
        if (a)
            apply_phi(p->coordinates[form], space);
        for (slong T = 0; T < fmpq_mat_ncols(moments); T++)
            find_number(fmpq_mat_entry(moments, a, T), x, p, (size_t)T, form, form);
    }
}

/* The traces of x^(a+b) of Q[x]/(f), entry a b; f need not be monic. */
static void trace_form(fmpq_mat_t M, const fmpz_poly_t f)
{
    slong d = fmpz_poly_degree(f);
    fmpq_mat_t companion, power;
    fmpq_t trace;
    fmpq_init(trace);
    fmpq_mat_init(companion, d, d);
    fmpq_mat_init(power, d, d);
    for (slong a = 0; a < d; a++) {
        fmpq *last = fmpq_mat_entry(companion, a, d - 1);
        if (a)
            fmpq_one(fmpq_mat_entry(companion, a, a - 1));
        fmpq_set_fmpz_frac(trace, fmpz_poly_get_coeff_ptr(f, a), fmpz_poly_get_coeff_ptr(f, d));
        fmpq_sub(last, last, trace);
    }
    fmpq_mat_one(power);
    for (slong sum = 0; sum < 2 * d - 1; sum++) {
        fmpq_mat_trace(trace, power);
        for (slong a = 0; a < d; a++)
            if (sum - a >= 0 && sum - a < d)
                fmpq_set(fmpq_mat_entry(M, a, sum - a), trace);
        fmpq_mat_mul(power, power, companion);
    }
    fmpq_mat_clear(power);
    fmpq_mat_clear(companion);
    fmpq_clear(trace);
}

/* With A_c the parts in the conjugate ideals and c the roots of f, moment a is the sum of c^a
 * (A_c, A_c); the sum of the (O_c, O_c) (rho_c, rho_c) is the product of two such vectors by the
 * inverse of the trace form. Both forms are those over Q, which are smaller by the degree of the field. */
static void set_conjugate_ideals(sum_variance *x, uint32_t i, const lb_variance_ideal_space *space,
                                 lb_projection *p)
{
    const lb_factor *factor = x->s->splitting.factors + i;
    size_t number = append_factor(x, i);
    slong d = factor->degree, parts = (slong)x->degree;
    fmpq_mat_t o, r, M, solved;
    fmpq_t value;
    fmpz_t dimension;
    fmpq_init(value);
    fmpq_mat_init(o, d, parts);
    fmpq_mat_init(r, d, parts);
    fmpq_mat_init(M, d, d);
    fmpq_mat_init(solved, d, parts);
    fmpz_init(dimension);
    find_moments(o, x, space, p, LB_FORM_OBSERVABLE);
    find_moments(r, x, space, p, LB_FORM_STATE);
    trace_form(M, factor->polynomial);
    (void)fmpq_mat_solve(solved, M, r);
    for (size_t T = 0; T < x->degree; T++) {
        lb_part_ideals *ideals = x->v[T].ideals + number;
        set_purities(ideals->observable, ideals->state, fmpq_mat_entry(o, 0, (slong)T),
                     fmpq_mat_entry(r, 0, (slong)T), x->problem->A->qubits);
        fmpq_zero(value);
        for (slong a = 0; a < d; a++)
            fmpq_addmul(value, fmpq_mat_entry(o, a, (slong)T), fmpq_mat_entry(solved, a, 0));
        fmpq_mul_ui(value, value, x->degree);
        fmpz_set_mpz(dimension, ideals->dimension);
        fmpq_div_fmpz(value, value, dimension);
        fmpq_get_mpq(ideals->variance, value);
    }
    fmpq_clear(value);
    fmpz_clear(dimension);
    fmpq_mat_clear(o);
    fmpq_mat_clear(r);
    fmpq_mat_clear(M);
    fmpq_mat_clear(solved);
}

static lb_status add_factor(sum_variance *x, uint32_t i, two_products *rest, lb_error *error)
{
    lb_variance_ideal_space space;
    lb_projection p;
    two_products products;
    lb_run *run = x->problem->run;
    lb_status status = lb_variance_ideal_space_init(&space, &x->finder, i, error);
    if (status)
        return status;
    if (lb_projection_init(&p, space.rows, space.dimension, &x->forms, run)) {
        products_init(&products, x->degree);
        products_set(&products, x, &p);
        products_subtract(rest, &products);
        if (space.degree == 1)
            set_rational_ideal(x, i, &products);
        else
            set_conjugate_ideals(x, i, &space, &p);
        products_clear(&products);
        lb_projection_clear(&p);
    } else
        status = stopped(x, error);
    lb_variance_ideal_space_clear(&space);
    return status;
}

/* The largest factor that is simple over R too: it has what the others leave. */
static uint32_t choose_last(const lb_splitting *splitting, size_t degree)
{
    uint32_t last = UINT32_MAX;
    for (uint32_t i = 0; i < splitting->count; i++)
        if (splitting->factors[i].degree == degree &&
            (last == UINT32_MAX ||
             splitting->factors[i].dimension > splitting->factors[last].dimension))
            last = i;
    return last;
}

static lb_status add_ideals(sum_variance *x, two_products *rest, lb_error *error)
{
    const lb_splitting *splitting = &x->s->splitting;
    uint32_t last = choose_last(splitting, x->degree);
    lb_status status = LB_OK;
    for (uint32_t i = 0; i < splitting->count && !status; i++)
        if (i != last)
            status = add_factor(x, i, rest, error);
    if (!status && last != UINT32_MAX)
        set_rational_ideal(x, last, rest);
    else if (!status && !products_are_zero(rest))
        status = lb_fail(error, LB_INTERNAL,
                         "the purities of the ideals do not add up; please report it");
    return status;
}

lb_status lb_variance_of_sums(lb_variance_part *v, const lb_variance_problem *problem,
                              lb_error *error)
{
    sum_variance x = {.v = v,
                      .problem = problem,
                      .s = problem->structure,
                      .degree = lb_ansatz_degree(problem->A)};
    two_products rest;
    lb_status status = lb_variance_string_forms_init(&x.forms, problem, error);
    if (status)
        return status;
    squares_init(&x);
    products_init(&rest, x.degree);
    lb_variance_ideal_finder_init(&x.finder, x.s, problem->closure, problem->run);
    status = project_algebra(&x, &rest, error);
    if (!status)
        status = project_centre(&x, &rest, error);
    if (!status)
        status = add_ideals(&x, &rest, error);
    products_clear(&rest);
    squares_clear(&x);
    lb_variance_string_forms_clear(&x.forms);
    lb_variance_ideal_finder_clear(&x.finder);
    for (size_t T = 0; T < x.degree; T++)
        v[T].evidence = lb_strdup("projections on the centre and the ideals, exactly over Q");
    return status;
}
