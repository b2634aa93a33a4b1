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
 *     tr(e T(X)^2) - tr(e X)^2 / (d m).
 *
 * theta commutes with T. With a duality X becomes (X - theta(X)) / 2 beforehand: of O some strings, and for
 * rho, as theta(rho) = |phi><phi| with phi = S psi^*, and with e* = theta(e),
 *
 *     tr(e T(X)^2) = 1/4 tr((e + e*) (T(rho) - T(theta(rho))) rho),
 *
 * where the second part is sum_i <psi|u K^-1 c_i|phi> <phi|c^i|psi>. */

#include <stdlib.h>

#include "base/memory.h"
#include "pauli/operator.h"
#include "structure/structure_data.h"
#include "variance/projection.h"
#include "variance/sector_ideals.h"
#include "variance/variance_data.h"

typedef struct sector_variance {
    lb_variance *v;
    const lb_variance_problem *problem;
    const lb_variance_sector_ideals *k;
    const lb_variance_sector_centre *c; /* that of k */
    fmpq_mat_t dual;                    /* inverse of the matrix of tr(c_i c_j) */
    fmpq *expectations;                 /* <c_i> */
    fmpq_poly_t scale;                  /* of K^-1: d/m */
    fmpq_poly_t traces;                 /* tr(e O), and */
    fmpq_poly_t weights;                /* <e>, both of what -theta keeps */
    fmpq_poly_t observable, state;      /* the purities */
} sector_variance;

/* tr(e S) on the sectors. */
static void set_trace(fmpq_poly_t trace, const sector_variance *x, const lb_sum_t S)
{
    fmpq *values = lb_fractions_init(x->c->count);
    lb_centre_pair(values, x->c, S);
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

/* forms[i] = sum over the strings of c_i of values. */
static void sum_elements(fmpq *forms, const sector_variance *x, const fmpq *values)
{
    const lb_variance_sector_centre *c = x->c;
    for (uint32_t i = 0; i < c->count; i++)
        for (uint32_t t = c->offsets[i]; t < c->offsets[i + 1]; t++)
            fmpq_addmul(forms + i, &c->terms[t].coefficient, values + c->terms[t].string);
}

static bool set_expectations(sector_variance *x)
{
    const lb_variance_sector_centre *c = x->c;
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
    sum_elements(x->expectations, x, values);
    mpq_clear(value);
    lb_fractions_clear(values, c->strings.count);
    return goes_on;
}

/* parts[0][i] + i parts[1][i] = <psi|c_i S|psi^*>, up to one phase. */
static bool set_crossed(fmpq *const parts[2], const sector_variance *x)
{
    const lb_variance_sector_centre *c = x->c;
    fmpq *values[2];
    mpq_t value[2];
    bool goes_on = true;
    for (int part = 0; part < 2; part++) {
        values[part] = lb_fractions_init(c->strings.count);
        mpq_init(value[part]);
    }
    for (uint32_t s = 0; s < c->strings.count && goes_on; s++) {
        lb_pure_state_reversed(value, x->problem->state, lb_string_table_at(&c->strings, s),
                               x->k->S);
        for (int part = 0; part < 2; part++)
            fmpq_set_mpq(values[part] + s, value[part]);
        goes_on = lb_run_goes_on(x->problem->run, 64, (lb_progress){.stage = "variance"});
    }
    for (int part = 0; part < 2; part++) {
        sum_elements(parts[part], x, values[part]);
        lb_fractions_clear(values[part], c->strings.count);
        mpq_clear(value[part]);
    }
    return goes_on;
}

static bool set_dual(sector_variance *x)
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

/* moments[k] += scale sum_i (z^k c_i)(c^i), k < s, for a form with the values on the basis: with <>, the
 * form tr(u K T(rho) rho). */
static void add_moments(fmpq *moments, const sector_variance *x, const fmpq *values,
                        const fmpq_t scale)
{
    const lb_variance_sector_centre *c = x->c;
    slong s = fmpq_mat_nrows(c->traces), D = c->count;
    fmpq_mat_t left, right;
    fmpq_mat_init(left, 1, D);
    fmpq_mat_init(right, D, 1);
    for (slong i = 0; i < D; i++)
        fmpq_set(fmpq_mat_entry(right, i, 0), values + i);
    fmpq_mat_transpose(left, right);
    fmpq_mat_mul(left, left, x->dual);
    fmpq_mat_scalar_mul_fmpz(left, left, fmpq_numref(scale));
    fmpq_mat_scalar_div_fmpz(left, left, fmpq_denref(scale));
    for (slong k = 0; k < s; k++) {
        for (slong i = 0; i < D; i++)
            fmpq_addmul(moments + k, fmpq_mat_entry(left, 0, i), fmpq_mat_entry(right, i, 0));
        if (k + 1 < s)
            fmpq_mat_mul(right, c->product, right);
    }
    fmpq_mat_clear(left);
    fmpq_mat_clear(right);
}

/* The same for z and theta(z) in place of z: theta leaves the products of dual elements as they are. */
static void add_both_moments(fmpq *moments, const sector_variance *x, fmpq *values,
                             const fmpq_t scale)
{
    for (int side = 0; side < 2; side++) {
        add_moments(moments, x, values, scale);
        for (uint32_t i = 0; i < x->c->count; i++)
            if (x->k->odd[i])
                fmpq_neg(values + i, values + i);
    }
}

/* The same for tr((e + e*) (T(rho) - T(theta(rho))) rho) / 4. False when a limit came first. */
static bool add_dual_moments(fmpq *moments, const sector_variance *x)
{
    fmpq_t scale;
    fmpq *crossed[2] = {lb_fractions_init(x->c->count), lb_fractions_init(x->c->count)};
    bool goes_on = set_crossed(crossed, x);
    fmpq_init(scale);
    fmpq_set_si(scale, 1, 4);
    add_both_moments(moments, x, x->expectations, scale);
    fmpq_neg(scale, scale);
    for (int part = 0; part < 2; part++) {
        add_both_moments(moments, x, crossed[part], scale);
        lb_fractions_clear(crossed[part], x->c->count);
    }
    fmpq_clear(scale);
    return goes_on;
}

/* <e> of the part of rho that -theta keeps. */
static void set_weights(sector_variance *x)
{
    fmpq *values = lb_fractions_init(x->c->count);
    for (uint32_t i = 0; i < x->c->count; i++)
        if (!x->k->has_duality || x->k->odd[i])
            fmpq_set(values + i, x->expectations + i);
    lb_centre_form(x->weights, x->c, values);
    lb_fractions_clear(values, x->c->count);
}

/* False when a limit came first. */
static bool set_state(sector_variance *x)
{
    const lb_variance_sector_centre *c = x->c;
    slong s = fmpq_mat_nrows(c->traces);
    bool complete = true;
    set_weights(x);
    if (x->problem->state->is_mixed)
        return complete;
    fmpq *moments = lb_fractions_init((size_t)s);
    fmpq_poly_t second;
    fmpq_t one;
    fmpq_init(one);
    fmpq_one(one);
    fmpq_poly_init(second);
    if (x->k->has_duality)
        complete = add_dual_moments(moments, x);
    else
        add_moments(moments, x, x->expectations, one);
    lb_centre_form_of_moments(second, c, moments);
    lb_centre_multiply(second, c, second, x->scale);
    set_purity(x->state, x, second, x->weights);
    fmpq_poly_clear(second);
    fmpq_clear(one);
    lb_fractions_clear(moments, (size_t)s);
    return complete;
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
    const lb_variance_sector_centre *c = x->c;
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
static bool add_twirled(lb_operator *S, const sector_variance *x, const lb_sum_t O, uint32_t l,
                        const fmpq *R)
{
    const lb_limits *limits = &x->problem->run->options.limits;
    lb_operator left, middle, right;
    lb_operator *all[] = {&left, &middle, &right};
    for (int i = 0; i < 3; i++)
        lb_operator_init(all[i], x->c->qubits);
    lb_centre_get_basis(left.real, x->c, l);
    lb_centre_get_sum(right.real, x->c, R);
    lb_sum_set(middle.real, O);
    bool complete = !lb_operator_multiply(&left, &left, &middle, limits) &&
                    !lb_operator_multiply(&left, &left, &right, limits);
    if (complete)
        lb_operator_append_all(S, &left);
    complete = complete && !lb_operator_normalize(S, limits);
    for (int i = 0; i < 3; i++)
        lb_operator_clear(all[i]);
    return complete;
}

/* The terms of O that -theta keeps. */
static void keep_terms(lb_sum_t kept, const sector_variance *x)
{
    const lb_sum_struct *O = x->problem->O;
    lb_sum_zero(kept);
    for (size_t t = 0; t < O->length; t++) {
        uint64_t dense[2];
        lb_dense_from_string(dense, O->strings + t, 1);
        if (lb_variance_sector_ideals_keep(x->k, dense))
            lb_sum_append(kept, O->coefficients + t, O->strings + t);
    }
    lb_sum_normalize(kept);
}

/* T(O); false when a limit came first. */
static bool project(lb_sum_t T, const sector_variance *x, const lb_sum_t O)
{
    const lb_variance_sector_centre *c = x->c;
    lb_sum_set(T, O);
    if (commutes_with_basis(x, O))
        return true;
    bool complete = true;
    fmpq_mat_t B;
    lb_operator sum;
    fmpq_mat_init(B, c->count, c->count);
    lb_operator_init(&sum, c->qubits);
    set_twirl(B, x);
    for (uint32_t l = 0; l < c->count && complete; l++)
        complete = add_twirled(&sum, x, O, l, fmpq_mat_entry(B, l, 0));
    lb_sum_set(T, sum.real);
    lb_operator_clear(&sum);
    fmpq_mat_clear(B);
    return complete;
}

/* The purities of T, the projection of `kept`: tr(u T^2) = tr(u T kept) for u in Z. */
static bool set_observable(sector_variance *x, const lb_sum_t T, const lb_sum_t kept)
{
    fmpq_poly_t second;
    lb_operator product, factor;
    fmpq_poly_init(second);
    lb_operator_init(&product, x->c->qubits);
    lb_operator_init(&factor, x->c->qubits);
    lb_sum_set(product.real, T);
    lb_sum_set(factor.real, kept);
    bool complete =
        !lb_operator_multiply(&product, &product, &factor, &x->problem->run->options.limits);
    if (complete) {
        set_trace(second, x, product.real);
        set_trace(x->traces, x, T);
        set_purity(x->observable, x, second, x->traces);
    }
    lb_operator_clear(&factor);
    lb_operator_clear(&product);
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

/* The sum of v over the sectors of an ideal. */
static void sum_over(mpq_t total, const sector_variance *x, const lb_variance_sector_ideal *ideal,
                     const fmpq_poly_t v)
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
static void add_ideal(const sector_variance *x, const lb_variance_sector_ideal *ideal,
                      const fmpq_poly_t both)
{
    slong copies = fmpz_poly_degree(ideal->f);
    lb_algebra_t G;
    mpz_t n, count;
    mpq_t size;
    mpz_init_set_ui(n, (unsigned long)ideal->n);
    mpz_init_set_ui(count, (unsigned long)copies);
    lb_algebra_init(G);
    lb_algebra_add(G, ideal->type, n, count);
    lb_variance_ideals *ideals = lb_variance_append(x->v, G);
    ideals->field = lb_structure_field_text((uint32_t)copies, ideal->f);
    sum_over(ideals->observable, x, ideal, x->observable);
    sum_over(ideals->state, x, ideal, x->state);
    sum_over(ideals->variance, x, ideal, both);
    mpq_init(size);
    mpz_set_ui(mpq_numref(size), ideal->sectors);
    mpz_set(mpq_denref(size), ideals->dimension);
    mpq_canonicalize(size);
    mpq_mul(ideals->variance, ideals->variance, size);
    mpq_clear(size);
    lb_algebra_clear(G);
    mpz_clears(n, count, (mpz_ptr)NULL);
}

static void add_ideals(const sector_variance *x)
{
    fmpq_poly_t both;
    fmpq_poly_init(both);
    lb_centre_multiply(both, x->c, x->observable, x->state);
    for (uint32_t i = 0; i < x->k->count; i++)
        add_ideal(x, x->k->items + i, both);
    fmpq_poly_clear(both);
}

/* ---- The whole ---- */

static void init(sector_variance *x)
{
    const lb_variance_sector_centre *c = x->c;
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

static char *evidence_text(const sector_variance *x)
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

lb_status lb_variance_of_sectors(lb_variance *v, const lb_variance_problem *problem,
                                 lb_error *error)
{
    sector_variance x = {
        .v = v, .problem = problem, .k = problem->sectors, .c = &problem->sectors->centre};
    fmpq_poly_t inside;
    lb_sum_t T, kept;
    init(&x);
    fmpq_poly_init(inside);
    lb_sum_init(T, x.c->qubits);
    lb_sum_init(kept, x.c->qubits);
    keep_terms(kept, &x);
    bool complete = set_dual(&x) && set_expectations(&x) && project(T, &x, kept) &&
                    set_observable(&x, T, kept) && set_state(&x);
    if (complete) {
        project_on_centre(inside, &x);
        set_outside(&x, T, inside);
        add_ideals(&x);
        v->evidence = evidence_text(&x);
    }
    lb_sum_clear(T);
    lb_sum_clear(kept);
    fmpq_poly_clear(inside);
    clear(&x);
    return complete
               ? LB_OK
               : lb_fail(error, LB_UNDECIDED, "a limit was reached in the purities of sectors");
}
