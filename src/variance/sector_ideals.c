#include "variance/sector_ideals.h"

#include <stdlib.h>

#include <flint/fmpq.h>

#include "base/memory.h"
#include "structure/blocks.h"
#include "structure/sign_strings.h"
#include "variance/projection.h"

bool lb_variance_sector_ideals_keep(const lb_variance_sector_ideals *k, const uint64_t P[2])
{
    if (!k->has_duality)
        return true;
    return (lb_popcount(P[0] & P[1]) + lb_dense_anticommutes(k->S, P, 1)) & 1;
}

/* ---- theta on the commutant ---- */

/* False where the strings of an element differ in sign. */
static bool find_signs(lb_variance_sector_ideals *k)
{
    const lb_variance_sector_centre *c = &k->centre;
    bool uniform = true;
    for (uint32_t i = 0; i < c->count && k->has_duality; i++)
        for (uint32_t t = c->offsets[i]; t < c->offsets[i + 1]; t++) {
            bool odd = lb_variance_sector_ideals_keep(
                k, lb_string_table_at(&c->strings, c->terms[t].string));
            uniform = uniform && (t == c->offsets[i] || odd == k->odd[i]);
            k->odd[i] = odd;
        }
    return uniform;
}

/* v = (z + theta(z)) / 2. */
static void set_even_part(fmpq_poly_t v, const lb_variance_sector_ideals *k)
{
    const lb_variance_sector_centre *c = &k->centre;
    fmpq *coordinates = lb_fractions_init(c->count), *values = lb_fractions_init(c->count);
    lb_sum_t S;
    lb_sum_init(S, c->qubits);
    for (uint32_t i = 0; i < c->count; i++)
        if (!k->odd[i])
            fmpq_set(coordinates + i, fmpq_mat_entry(c->powers, 1, i));
    lb_centre_get_sum(S, c, coordinates);
    lb_centre_pair(values, c, S);
    lb_centre_form(v, c, values);
    lb_centre_divide(v, c, v, c->dimensions);
    lb_sum_clear(S);
    lb_fractions_clear(coordinates, c->count);
    lb_fractions_clear(values, c->count);
}

/* v(alpha): the trace of X -> e theta(X) on C; m or -m where the sector is kept, with the sign of its form
 * times that of S, and 0 where it is not. */
static void set_form_signs(fmpq_poly_t v, const lb_variance_sector_ideals *k)
{
    const lb_variance_sector_centre *c = &k->centre;
    slong s = fmpq_mat_nrows(c->traces);
    fmpq *moments = lb_fractions_init((size_t)s);
    fmpq_mat_t power;
    fmpq_mat_init(power, c->count, c->count);
    fmpq_mat_one(power);
    for (slong i = 0; i < s; i++) {
        for (slong j = 0; j < (slong)c->count; j++)
            if (k->odd[j])
                fmpq_sub(moments + i, moments + i, fmpq_mat_entry(power, j, j));
            else
                fmpq_add(moments + i, moments + i, fmpq_mat_entry(power, j, j));
        if (i + 1 < s)
            fmpq_mat_mul(power, power, c->product);
    }
    lb_centre_form_of_moments(v, c, moments);
    fmpq_mat_clear(power);
    lb_fractions_clear(moments, (size_t)s);
}

/* ---- Ideals ---- */

/* The type by which [g, g] may act on the sectors of a field, whose form has the sign v. */
static bool set_type(lb_variance_sector_ideal *ideal, const lb_variance_sector_ideals *k,
                     const lb_centre_field *field, const fmpq_poly_t v)
{
    uint64_t d = field->dimension;
    fmpq_t sign;
    fmpq_init(sign);
    bool known = true;
    *ideal = (lb_variance_sector_ideal){.type = LB_IDEAL_SU, .n = d, .sectors = 1};
    if (k->has_duality) {
        known = lb_centre_value(sign, v, field->f);
        ideal->sectors = fmpq_is_zero(sign) ? 2 : 1;
        bool antisymmetric = lb_popcount(k->S[0] & k->S[1]) & 1;
        if (ideal->sectors == 1 && (fmpq_sgn(sign) < 0) == antisymmetric)
            ideal->type = LB_IDEAL_SO;
        else if (ideal->sectors == 1) {
            ideal->type = LB_IDEAL_SP;
            ideal->n = d / 2;
            known = known && d % 2 == 0;
        }
        fmpq_abs(sign, sign);
        known = known && (ideal->sectors == 2 || !fmpq_cmp_ui(sign, field->multiplicity));
    }
    fmpq_clear(sign);
    return known && (ideal->type != LB_IDEAL_SO || (d != 2 && d != 4));
}

/* f: the polynomial of least degree with f(v) = 0 on the sectors of the field. */
static void set_polynomial(fmpz_poly_t f, const fmpq_poly_t v, const lb_centre_field *field)
{
    slong degree = fmpz_poly_degree(field->f);
    fmpq_poly_t modulus, image, x;
    fmpq_mat_t M;
    fmpq_poly_init(modulus);
    fmpq_poly_init(image);
    fmpq_poly_init(x);
    fmpq_mat_init(M, degree, degree);
    fmpq_poly_set_fmpz_poly(modulus, field->f);
    fmpq_poly_set_coeff_si(x, 1, 1);
    fmpq_poly_rem(image, v, modulus);
    for (slong i = 0; i < degree; i++) {
        for (slong j = 0; j < degree; j++)
            fmpq_poly_get_coeff_fmpq(fmpq_mat_entry(M, i, j), image, j);
        fmpq_poly_mul(image, image, x);
        fmpq_poly_rem(image, image, modulus);
    }
    fmpq_mat_minpoly(image, M);
    fmpq_poly_get_numerator(f, image);
    fmpq_mat_clear(M);
    fmpq_poly_clear(modulus);
    fmpq_poly_clear(image);
    fmpq_poly_clear(x);
}

/* Join an ideal of one field to those that there are: one with its polynomial, or it is new. */
static bool join(lb_variance_sector_ideals *k, lb_variance_sector_ideal *ideal, uint32_t field)
{
    uint32_t i = 0;
    while (i < k->count && !fmpz_poly_equal(k->items[i].f, ideal->f))
        i++;
    lb_variance_sector_ideal *item = k->items + i;
    if (i == k->count) {
        *item = *ideal;
        item->fields = lb_malloc(k->centre.field_count, sizeof *item->fields);
        k->count++;
    } else
        fmpz_poly_clear(ideal->f);
    item->fields[item->field_count++] = field;
    return item->type == ideal->type && item->n == ideal->n && item->sectors == ideal->sectors;
}

/* Whether each root of f belongs to as many sectors as an ideal has. */
static bool is_told_apart(const lb_variance_sector_ideals *k, const lb_variance_sector_ideal *ideal)
{
    slong sectors = 0;
    for (uint32_t i = 0; i < ideal->field_count; i++)
        sectors += fmpz_poly_degree(k->centre.fields[ideal->fields[i]].f);
    return sectors == (slong)ideal->sectors * fmpz_poly_degree(ideal->f);
}

static bool find_ideals(lb_variance_sector_ideals *k)
{
    fmpq_poly_t even, signs;
    bool found = true;
    fmpq_poly_init(even);
    fmpq_poly_init(signs);
    set_even_part(even, k);
    set_form_signs(signs, k);
    k->items = lb_calloc(k->centre.field_count, sizeof *k->items);
    for (uint32_t i = 0; i < k->centre.field_count && found; i++) {
        lb_variance_sector_ideal ideal;
        const lb_centre_field *field = k->centre.fields + i;
        if (field->dimension == 1)
            continue;
        found = set_type(&ideal, k, field, signs);
        fmpz_poly_init(ideal.f);
        set_polynomial(ideal.f, even, field);
        found = join(k, &ideal, i) && found;
    }
    for (uint32_t i = 0; i < k->count && found; i++)
        found = is_told_apart(k, k->items + i);
    fmpq_poly_clear(even);
    fmpq_poly_clear(signs);
    return found;
}

/* ---- The whole ---- */

bool lb_variance_sector_ideals_init(lb_variance_sector_ideals *k, const lb_conserved *conserved,
                                    const lb_ansatz_t A, lb_run *run)
{
    *k = (lb_variance_sector_ideals){.count = 0};
    if (!lb_variance_sector_centre_init(&k->centre, conserved, A->qubits, run))
        return false;
    k->has_duality = A->qubits <= LB_SIGN_QUBITS_MAX && lb_structure_duality(k->S, A);
    k->odd = lb_calloc(k->centre.count, sizeof *k->odd);
    bool found = find_signs(k) && find_ideals(k);
    if (!found)
        lb_variance_sector_ideals_clear(k);
    return found;
}

void lb_variance_sector_ideals_clear(lb_variance_sector_ideals *k)
{
    for (uint32_t i = 0; i < k->count; i++) {
        fmpz_poly_clear(k->items[i].f);
        free(k->items[i].fields);
    }
    free(k->items);
    free(k->odd);
    lb_variance_sector_centre_clear(&k->centre);
}

void lb_variance_sector_ideals_dimension(mpz_t D, const lb_variance_sector_ideals *k)
{
    lb_algebra_t G;
    lb_algebra_init(G);
    for (uint32_t i = 0; i < k->count; i++)
        lb_structure_add_copies(G, k->items[i].type, (uint32_t)k->items[i].n,
                                (uint32_t)fmpz_poly_degree(k->items[i].f));
    lb_algebra_dimension(D, G);
    lb_algebra_clear(G);
}
