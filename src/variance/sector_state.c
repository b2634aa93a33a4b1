/* The purities of the state. With a duality what -theta keeps of rho is (rho - theta(rho)) / 2, where
 * theta(rho) = |phi><phi|, phi = S psi^*. With e* = theta(e) its projection R has
 *
 *     tr(e R^2) = 1/4 tr((e + e*) (T(rho) - T(theta(rho))) rho),
 *
 * and tr(u T(theta(rho)) rho) is sum_i <psi|u K^-1 c_i|phi> <phi|c^i|psi>. */

#include "variance/sector_variance.h"

#include "variance/projection.h"

/* forms[i] = sum over the strings of c_i of values. */
static void sum_elements(fmpq *forms, const lb_sector_variance *x, const fmpq *values)
{
    const lb_sector_centre *c = x->c;
    for (uint32_t i = 0; i < c->count; i++)
        for (uint32_t t = c->offsets[i]; t < c->offsets[i + 1]; t++)
            fmpq_addmul(forms + i, &c->terms[t].coefficient, values + c->terms[t].string);
}

static bool set_expectations(lb_sector_variance *x)
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
    sum_elements(x->expectations, x, values);
    mpq_clear(value);
    lb_fractions_clear(values, c->strings.count);
    return goes_on;
}

/* parts[0][i] + i parts[1][i] = <psi|c_i S|psi^*>, up to one phase. */
static bool set_crossed(fmpq *const parts[2], const lb_sector_variance *x)
{
    const lb_sector_centre *c = x->c;
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

/* moments[k] += scale sum_i (z^k c_i)(c^i), k < s, for a form with the values on the basis: with <>, the
 * form tr(u K T(rho) rho). */
static void add_moments(fmpq *moments, const lb_sector_variance *x, const fmpq *values,
                        const fmpq_t scale)
{
    const lb_sector_centre *c = x->c;
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
static void add_both_moments(fmpq *moments, const lb_sector_variance *x, fmpq *values,
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
static bool add_dual_moments(fmpq *moments, const lb_sector_variance *x)
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
static void set_weights(lb_sector_variance *x)
{
    fmpq *values = lb_fractions_init(x->c->count);
    for (uint32_t i = 0; i < x->c->count; i++)
        if (!x->k->has_duality || x->k->odd[i])
            fmpq_set(values + i, x->expectations + i);
    lb_centre_form(x->weights, x->c, values);
    lb_fractions_clear(values, x->c->count);
}

void lb_sector_variance_second_of_state(fmpq_poly_t second, const lb_sector_variance *x)
{
    slong s = fmpq_mat_nrows(x->c->traces);
    fmpq *moments = lb_fractions_init((size_t)s);
    fmpq_t one;
    fmpq_init(one);
    fmpq_one(one);
    add_moments(moments, x, x->expectations, one);
    lb_centre_form_of_moments(second, x->c, moments);
    lb_centre_multiply(second, x->c, second, x->scale);
    fmpq_clear(one);
    lb_fractions_clear(moments, (size_t)s);
}

/* The same of what -theta keeps of rho. False when a limit came first. */
static bool set_second_of_kept(fmpq_poly_t second, const lb_sector_variance *x)
{
    slong s = fmpq_mat_nrows(x->c->traces);
    fmpq *moments = lb_fractions_init((size_t)s);
    bool complete = add_dual_moments(moments, x);
    lb_centre_form_of_moments(second, x->c, moments);
    lb_centre_multiply(second, x->c, second, x->scale);
    lb_fractions_clear(moments, (size_t)s);
    return complete;
}

bool lb_sector_variance_state(lb_sector_variance *x)
{
    if (!set_expectations(x))
        return false;
    set_weights(x);
    if (x->problem->state->is_mixed)
        return true;
    bool complete = true;
    fmpq_poly_t second;
    fmpq_poly_init(second);
    if (x->k->has_duality)
        complete = set_second_of_kept(second, x);
    else
        lb_sector_variance_second_of_state(second, x);
    lb_sector_variance_purity(x->state, x, second, x->weights);
    fmpq_poly_clear(second);
    return complete;
}
