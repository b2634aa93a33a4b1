/* Second moments beyond g.
 *
 * Let the part of psi in each sector C^d (x) C^m be a product, and [g, g] act on the sectors that psi is in
 * by su(d), independently. With q = sum_i <c_i> c^i, the mean of U rho U^dagger, and
 * t_1 = tr(e q O), t_2 = tr(e q O e q O), the variance of the loss is
 *
 *     tr(q O q O) - sum over the sectors of (t_2 + t_1^2) / (d + 1). */

#include "variance/sector_variance.h"

#include "variance/projection.h"

/* The part of v on a field is 0. */
static bool vanishes_on(const fmpq_poly_t v, const lb_centre_field *field)
{
    fmpq_t value;
    fmpq_init(value);
    bool zero = lb_centre_value(value, v, field->f) && fmpq_is_zero(value);
    fmpq_clear(value);
    return zero;
}

/* ---- Whether it applies ---- */

/* Whether psi has a product in each sector, where tr(e T(rho) rho) = <e>^2 / m. */
static bool is_product(const lb_sector_variance *x, const fmpq_poly_t weights)
{
    fmpq_poly_t second, difference, square;
    fmpq_poly_init(second);
    fmpq_poly_init(difference);
    fmpq_poly_init(square);
    lb_sector_variance_second_of_state(second, x);
    lb_centre_multiply(square, x->c, weights, weights);
    bool product = true;
    for (uint32_t i = 0; i < x->c->field_count; i++) {
        const lb_centre_field *field = x->c->fields + i;
        fmpq_poly_scalar_mul_ui(difference, second, field->multiplicity);
        fmpq_poly_sub(difference, difference, square);
        product = product && vanishes_on(difference, field);
    }
    fmpq_poly_clear(second);
    fmpq_poly_clear(difference);
    fmpq_poly_clear(square);
    return product;
}

/* Whether an ideal acts by su(d) on at most one sector that psi is in, or with conjugate ideals on one
 * each. */
static bool acts_once(const lb_sector_variance *x, const lb_sector_ideal *ideal,
                      const fmpq_poly_t weights)
{
    slong sectors = 0;
    for (uint32_t i = 0; i < ideal->field_count; i++) {
        const lb_centre_field *field = x->c->fields + ideal->fields[i];
        if (!vanishes_on(weights, field))
            sectors += fmpz_poly_degree(field->f);
    }
    return !sectors || (ideal->type == LB_IDEAL_SU && sectors == fmpz_poly_degree(ideal->f));
}

/* Of the sectors that psi is in at most one has fewer than three dimensions, or two have one. */
static bool has_few_small(const lb_sector_variance *x, const fmpq_poly_t weights)
{
    slong counts[3] = {0};
    for (uint32_t i = 0; i < x->c->field_count; i++) {
        const lb_centre_field *field = x->c->fields + i;
        if (field->dimension < 3 && !vanishes_on(weights, field))
            counts[field->dimension] += fmpz_poly_degree(field->f);
    }
    return counts[1] + counts[2] <= 1 || (counts[1] == 2 && !counts[2]);
}

static bool applies(const lb_sector_variance *x)
{
    if (x->problem->state->is_mixed)
        return false;
    fmpq_poly_t weights;
    fmpq_poly_init(weights);
    lb_centre_form(weights, x->c, x->expectations);
    bool may = has_few_small(x, weights) && is_product(x, weights);
    for (uint32_t i = 0; i < x->k->count && may; i++)
        may = acts_once(x, x->k->items + i, weights);
    fmpq_poly_clear(weights);
    return may;
}

/* ---- The moments ---- */

/* Row k: q z^k in the basis, k < s. */
static void set_means(fmpq_mat_t q, const lb_sector_variance *x)
{
    slong s = fmpq_mat_nrows(q), D = x->c->count;
    fmpq_mat_t row;
    fmpq_mat_init(row, 1, D);
    for (slong i = 0; i < D; i++)
        for (slong j = 0; j < D; j++)
            fmpq_addmul(fmpq_mat_entry(row, 0, j), x->expectations + i,
                        fmpq_mat_entry(x->dual, i, j));
    for (slong k = 0; k < s; k++) {
        for (slong i = 0; i < D; i++)
            fmpq_set(fmpq_mat_entry(q, k, i), fmpq_mat_entry(row, 0, i));
        fmpq_mat_mul(row, row, x->c->product);
    }
    fmpq_mat_clear(row);
}

/* v = t_1. */
static void set_first(fmpq_poly_t v, const lb_sector_variance *x, const fmpq_mat_t q)
{
    slong s = fmpq_mat_nrows(q);
    fmpq *moments = lb_fractions_init((size_t)s);
    for (slong k = 0; k < s; k++)
        for (slong i = 0; i < fmpq_mat_ncols(q); i++)
            fmpq_addmul(moments + k, fmpq_mat_entry(q, k, i), x->pairings + i);
    lb_centre_form_of_moments(v, x->c, moments);
    lb_fractions_clear(moments, (size_t)s);
}

/* v = t_2 from N_kl = tr(q z^k O q z^l O): with B the inverse of the matrix of traces of x^(k+l), e is
 * the sum of B_kl x^k z^l at its root. */
static void set_second(fmpq_poly_t v, const lb_sector_variance *x, const fmpq_mat_t N)
{
    slong s = fmpq_mat_nrows(N);
    fmpq_mat_t M;
    fmpq_t sum;
    fmpq_init(sum);
    fmpq_mat_init(M, s, s);
    fmpq_mat_mul(M, x->c->traces, N);
    fmpq_mat_mul(M, M, x->c->traces);
    fmpq_poly_zero(v);
    for (slong degree = 0; degree < 2 * s - 1; degree++) {
        fmpq_zero(sum);
        for (slong k = 0; k < s; k++)
            if (degree - k >= 0 && degree - k < s)
                fmpq_add(sum, sum, fmpq_mat_entry(M, k, degree - k));
        fmpq_poly_set_coeff_fmpq(v, degree, sum);
    }
    fmpq_poly_rem(v, v, x->c->f);
    fmpq_mat_clear(M);
    fmpq_clear(sum);
}

/* N_kl as above. False when a limit came first. */
static bool set_pairs(fmpq_mat_t N, const lb_sector_variance *x, const fmpq_mat_t q)
{
    slong D = x->c->count, s = fmpq_mat_nrows(q);
    fmpq_mat_t M, left, transposed;
    fmpq_mat_init(M, D, D);
    fmpq_mat_init(left, s, D);
    fmpq_mat_init(transposed, D, s);
    bool complete = lb_sector_variance_pair_twice(M, x, x->problem->O);
    fmpq_mat_transpose(transposed, q);
    fmpq_mat_mul(left, q, M);
    fmpq_mat_mul(N, left, transposed);
    fmpq_mat_clear(M);
    fmpq_mat_clear(left);
    fmpq_mat_clear(transposed);
    return complete;
}

static void add_up(fmpq_t variance, const lb_sector_variance *x, const fmpq_mat_t N,
                   const fmpq_poly_t first, const fmpq_poly_t second)
{
    fmpq_t part, share;
    fmpq_poly_t v;
    fmpq_init(part);
    fmpq_init(share);
    fmpq_poly_init(v);
    lb_centre_multiply(v, x->c, first, first);
    fmpq_poly_add(v, v, second);
    fmpq_set(variance, fmpq_mat_entry(N, 0, 0));
    for (uint32_t i = 0; i < x->c->field_count; i++) {
        lb_centre_sum_of(part, x->c->fields + i, v);
        fmpq_set_si(share, 1, x->c->fields[i].dimension + 1);
        fmpq_submul(variance, share, part);
    }
    fmpq_clear(part);
    fmpq_clear(share);
    fmpq_poly_clear(v);
}

bool lb_sector_variance_second_moment(fmpq_t variance, const lb_sector_variance *x)
{
    if (!applies(x))
        return false;
    slong s = fmpq_mat_nrows(x->c->traces);
    fmpq_mat_t q, N;
    fmpq_poly_t first, second;
    fmpq_mat_init(q, s, x->c->count);
    fmpq_mat_init(N, s, s);
    fmpq_poly_init(first);
    fmpq_poly_init(second);
    set_means(q, x);
    bool complete = set_pairs(N, x, q);
    set_first(first, x, q);
    set_second(second, x, N);
    add_up(variance, x, N, first, second);
    fmpq_mat_clear(q);
    fmpq_mat_clear(N);
    fmpq_poly_clear(first);
    fmpq_poly_clear(second);
    return complete;
}
