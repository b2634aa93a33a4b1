/* Sums of strings: projections on the ideals as spaces over Q. */

#include <stdlib.h>

#include "base/memory.h"
#include "variance/ideal_space.h"
#include "variance/projection.h"
#include "variance/variance_data.h"

/* A state that a symmetry of the generators does not fix has its values averaged over orbits, of at
 * most so many strings; so is what is printed. */
enum { AVERAGE_MAX = 1000000 };

typedef struct sum_variance {
    lb_variance *v;
    const lb_variance_problem *problem;
    const lb_structure *s;
    lb_string_forms forms;
    lb_variance_ideal_finder finder;
} sum_variance;

static lb_status stopped(const sum_variance *x, lb_error *error)
{
    return lb_fail(error, LB_UNDECIDED, "%s", x->problem->run->stopped);
}

/* ---- The forms ---- */

/* The mean of <Q> over the orbit of string c. */
static bool average_expectation(mpq_t value, const sum_variance *x, uint32_t c)
{
    const lb_moduli *moduli = &x->s->moduli;
    size_t words = moduli->strings.words;
    lb_sum_t S;
    lb_string_t P;
    mpq_t one;
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    lb_sum_init(S, x->problem->A->qubits);
    lb_string_init(P);
    lb_dense_to_string(P, lb_string_table_at(&moduli->strings, c), words);
    lb_sum_append(S, one, P);
    bool listed = lb_canonical_expand_averages(S, &moduli->canonical, AVERAGE_MAX);
    mpq_set_ui(value, 0, 1);
    if (listed)
        lb_variance_add_expectation(value, S, x->problem->state);
    lb_string_clear(P);
    lb_sum_clear(S);
    mpq_clear(one);
    return listed;
}

static lb_status set_state(sum_variance *x, lb_error *error)
{
    const lb_moduli *moduli = &x->s->moduli;
    const lb_pure_state *state = x->problem->state;
    bool invariant = lb_pure_state_is_invariant(state, &moduli->symmetry), listed = true;
    mpq_t value;
    mpq_init(value);
    for (uint32_t c = 0; c < moduli->strings.count && listed; c++) {
        if (invariant)
            lb_pure_state_string(value, state, lb_string_table_at(&moduli->strings, c),
                                 moduli->strings.words);
        else
            listed = average_expectation(value, x, c);
        fmpq_set_mpq(x->forms.values[LB_FORM_STATE] + c, value);
        if (!lb_run_goes_on(x->problem->run, 64, (lb_progress){.stage = "variance"}))
            break;
    }
    mpq_clear(value);
    if (!listed)
        return lb_fail(error, LB_UNDECIDED,
                       "the state lacks the symmetry of the generators, and an average over it has "
                       "more than %d strings",
                       AVERAGE_MAX);
    return x->problem->run->stopped ? stopped(x, error) : LB_OK;
}

/* (A(P), O) is the sum of the coefficients of the orbit of P, over its size. */
static void set_sum(fmpq *form, const lb_moduli *moduli, const lb_sum_t S)
{
    size_t words = moduli->strings.words;
    uint64_t *dense = lb_malloc(2 * words, sizeof *dense);
    lb_canonical_room room;
    fmpq_t value;
    fmpq_init(value);
    lb_canonical_room_init(&room, &moduli->canonical);
    for (size_t i = 0; i < S->length; i++) {
        lb_dense_from_string(dense, S->strings + i, words);
        lb_canonical_form(&moduli->canonical, dense, &room);
        uint32_t c = lb_string_table_find(&moduli->strings, dense);
        if (c == LB_NO_STRING)
            continue;
        fmpq_set_mpq(value, S->coefficients + i);
        fmpq_div_fmpz(value, value, moduli->orbits.sizes + c);
        fmpq_add(form + c, form + c, value);
    }
    lb_canonical_room_clear(&room);
    fmpq_clear(value);
    free(dense);
}

static lb_status forms_init(sum_variance *x, lb_error *error)
{
    const lb_moduli *moduli = &x->s->moduli;
    lb_sum_t one;
    x->forms.moduli = moduli;
    for (int form = 0; form < LB_FORMS; form++)
        x->forms.values[form] = lb_fractions_init(moduli->strings.count);
    lb_sum_init(one, x->problem->A->qubits);
    mpq_t c;
    lb_string_t identity;
    mpq_init(c);
    mpq_set_ui(c, 1, 1);
    lb_string_init(identity);
    lb_sum_append(one, c, identity);
    set_sum(x->forms.values[LB_FORM_IDENTITY], moduli, one);
    set_sum(x->forms.values[LB_FORM_OBSERVABLE], moduli, x->problem->O);
    lb_string_clear(identity);
    mpq_clear(c);
    lb_sum_clear(one);
    return set_state(x, error);
}

static void forms_clear(sum_variance *x)
{
    for (int form = 0; form < LB_FORMS; form++)
        lb_fractions_clear(x->forms.values[form], x->s->moduli.strings.count);
}

/* ---- Purities ---- */

/* P(O) = 2^n (O, O) and P(rho) = 2^-n times the product of the forms. */
static void set_purities(mpq_t observable, mpq_t state, const fmpq_t o, const fmpq_t r,
                         size_t qubits)
{
    fmpq_get_mpq(observable, o);
    mpq_mul_2exp(observable, observable, qubits);
    fmpq_get_mpq(state, r);
    mpq_div_2exp(state, state, qubits);
}

typedef struct two_products {
    fmpq_t observable, state;
} two_products;

static void products_init(two_products *products)
{
    fmpq_init(products->observable);
    fmpq_init(products->state);
}

static void products_clear(two_products *products)
{
    fmpq_clear(products->observable);
    fmpq_clear(products->state);
}

static void products_set(two_products *products, const lb_projection *p)
{
    lb_projection_product(products->observable, p, LB_FORM_OBSERVABLE, LB_FORM_OBSERVABLE);
    lb_projection_product(products->state, p, LB_FORM_STATE, LB_FORM_STATE);
}

static void products_subtract(two_products *products, const two_products *other)
{
    fmpq_sub(products->observable, products->observable, other->observable);
    fmpq_sub(products->state, products->state, other->state);
}

/* ---- All of g ---- */

/* outside = O less its projection. */
static bool set_outside(sum_variance *x, const lb_projection *p)
{
    const lb_moduli *moduli = &x->s->moduli;
    lb_rational c, strings;
    lb_sum_t inside;
    mpq_t minus;
    lb_rational_init_array(&c, p->coordinates[LB_FORM_OBSERVABLE], p->count);
    lb_variance_to_strings(&strings, &c, moduli);
    lb_sum_init(inside, x->problem->A->qubits);
    lb_rational_get_sum(inside, &strings, &moduli->strings);
    bool listed = lb_canonical_expand_averages(inside, &moduli->canonical, AVERAGE_MAX);
    mpq_init(minus);
    lb_sum_set(x->v->outside, x->problem->O);
    for (size_t i = 0; i < inside->length; i++) {
        mpq_neg(minus, inside->coefficients + i);
        lb_sum_append(x->v->outside, minus, inside->strings + i);
    }
    lb_sum_normalize(x->v->outside);
    mpq_clear(minus);
    lb_sum_clear(inside);
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
    products_set(rest, &p);
    bool listed = set_outside(x, &p);
    lb_projection_clear(&p);
    return listed
               ? LB_OK
               : lb_fail(error, LB_UNDECIDED,
                         "the projection of the observable has more than %d strings", AVERAGE_MAX);
}

static lb_status project_centre(sum_variance *x, two_products *rest, lb_error *error)
{
    const lb_structure *s = x->s;
    uint32_t count = (uint32_t)lb_structure_centre_count(s);
    lb_rational *rows = lb_malloc(count, sizeof *rows);
    lb_projection p;
    for (uint32_t i = 0; i < count; i++)
        lb_variance_to_strings(rows + i, s->torus.centre + i, &s->moduli);
    bool complete = lb_projection_init(&p, rows, count, &x->forms, x->problem->run);
    if (complete) {
        two_products products;
        fmpq_t value;
        fmpq_init(value);
        products_init(&products);
        products_set(&products, &p);
        products_subtract(rest, &products);
        set_purities(x->v->centre_observable, x->v->centre_state, products.observable,
                     products.state, x->problem->A->qubits);
        lb_projection_product(value, &p, LB_FORM_OBSERVABLE, LB_FORM_STATE);
        fmpq_get_mpq(x->v->mean, value);
        lb_projection_product(value, &p, LB_FORM_IDENTITY, LB_FORM_IDENTITY);
        fmpq_get_mpq(x->v->identity, value);
        lb_projection_product(value, &p, LB_FORM_STATE, LB_FORM_IDENTITY);
        fmpq_get_mpq(x->v->identity_state, value);
        lb_projection_product(value, &p, LB_FORM_OBSERVABLE, LB_FORM_IDENTITY);
        fmpq_get_mpq(x->v->identity_observable, value);
        products_clear(&products);
        fmpq_clear(value);
        lb_projection_clear(&p);
    }
    lb_rationals_clear(rows, count);
    return complete ? LB_OK : stopped(x, error);
}

/* ---- Ideals ---- */

/* An entry for the copies of a factor; its dimension is that of one copy. */
static lb_variance_ideals *append_factor(sum_variance *x, uint32_t i)
{
    const lb_simple_type *type = x->s->types + i;
    return lb_variance_append_conjugates(x->v, type->type, type->n,
                                         x->s->splitting.factors[i].polynomial);
}

static void set_rational_ideal(sum_variance *x, uint32_t i, const two_products *products)
{
    lb_variance_ideals *ideals = append_factor(x, i);
    fmpq_t value;
    fmpz_t dimension;
    fmpq_init(value);
    fmpz_init(dimension);
    set_purities(ideals->observable, ideals->state, products->observable, products->state,
                 x->problem->A->qubits);
    fmpz_set_mpz(dimension, ideals->dimension);
    fmpq_mul(value, products->observable, products->state);
    fmpq_div_fmpz(value, value, dimension);
    fmpq_get_mpq(ideals->variance, value);
    fmpz_clear(dimension);
    fmpq_clear(value);
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

/* moments[a] = (A, phi^a A), a below the degree, for the projection A of a form. */
static void find_moments(fmpq_mat_t moments, const lb_variance_ideal_space *space, lb_projection *p,
                         lb_form form)
{
    for (slong a = 0; a < fmpq_mat_nrows(moments); a++) {
        if (a)
            apply_phi(p->coordinates[form], space);
        lb_projection_product(fmpq_mat_entry(moments, a, 0), p, form, form);
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
 * inverse of the trace form. */
static void set_conjugate_ideals(sum_variance *x, uint32_t i, const lb_variance_ideal_space *space,
                                 lb_projection *p)
{
    const lb_factor *factor = x->s->splitting.factors + i;
    lb_variance_ideals *ideals = append_factor(x, i);
    slong d = factor->degree;
    fmpq_mat_t o, r, M, solved;
    fmpq_t value;
    fmpz_t dimension;
    fmpq_init(value);
    fmpq_mat_init(o, d, 1);
    fmpq_mat_init(r, d, 1);
    fmpq_mat_init(M, d, d);
    fmpq_mat_init(solved, d, 1);
    fmpz_init(dimension);
    find_moments(o, space, p, LB_FORM_OBSERVABLE);
    find_moments(r, space, p, LB_FORM_STATE);
    set_purities(ideals->observable, ideals->state, fmpq_mat_entry(o, 0, 0),
                 fmpq_mat_entry(r, 0, 0), x->problem->A->qubits);
    trace_form(M, factor->polynomial);
    (void)fmpq_mat_solve(solved, M, r);
    for (slong a = 0; a < d; a++)
        fmpq_addmul(value, fmpq_mat_entry(o, a, 0), fmpq_mat_entry(solved, a, 0));
    fmpz_set_mpz(dimension, ideals->dimension);
    fmpq_div_fmpz(value, value, dimension);
    fmpq_get_mpq(ideals->variance, value);
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
        products_init(&products);
        products_set(&products, &p);
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
static uint32_t choose_last(const lb_splitting *splitting)
{
    uint32_t last = UINT32_MAX;
    for (uint32_t i = 0; i < splitting->count; i++)
        if (splitting->factors[i].degree == 1 &&
            (last == UINT32_MAX ||
             splitting->factors[i].dimension > splitting->factors[last].dimension))
            last = i;
    return last;
}

static lb_status add_ideals(sum_variance *x, two_products *rest, lb_error *error)
{
    const lb_splitting *splitting = &x->s->splitting;
    uint32_t last = choose_last(splitting);
    lb_status status = LB_OK;
    for (uint32_t i = 0; i < splitting->count && !status; i++)
        if (i != last)
            status = add_factor(x, i, rest, error);
    if (!status && last != UINT32_MAX)
        set_rational_ideal(x, last, rest);
    else if (!status && (!fmpq_is_zero(rest->observable) || !fmpq_is_zero(rest->state)))
        status = lb_fail(error, LB_INTERNAL,
                         "the purities of the ideals do not add up; please report it");
    return status;
}

lb_status lb_variance_of_sums(lb_variance *v, const lb_variance_problem *problem, lb_error *error)
{
    sum_variance x = {.v = v, .problem = problem, .s = problem->structure};
    two_products rest;
    products_init(&rest);
    lb_variance_ideal_finder_init(&x.finder, x.s, problem->closure, problem->run);
    lb_status status = forms_init(&x, error);
    if (!status)
        status = project_algebra(&x, &rest, error);
    if (!status)
        status = project_centre(&x, &rest, error);
    if (!status)
        status = add_ideals(&x, &rest, error);
    products_clear(&rest);
    forms_clear(&x);
    lb_variance_ideal_finder_clear(&x.finder);
    v->evidence = lb_strdup("projections on the centre and the ideals, exactly over Q");
    return status;
}
