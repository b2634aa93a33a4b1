#include "structure/ideals.h"

#include <stdlib.h>

#include <flint/nmod.h>

#include "base/memory.h"

/* Row k becomes phi^(k+1) x in coordinates of the torus. */
static void fill_images(nmod_mat_t images, const lb_splitting *splitting, const lb_torus *torus)
{
    nmod_t p = images->mod;
    slong t = torus->reduced.count;
    nmod_mat_t phi, column;
    nmod_mat_init(phi, t, t, p.n);
    nmod_mat_init(column, t, 1, p.n);
    fmpz_mat_get_nmod_mat(phi, splitting->map);
    nmod_mat_scalar_mul(phi, phi, nmod_inv(fmpz_fdiv_ui(splitting->denominator, p.n), p));
    for (slong i = 0; i < t; i++)
        nmod_mat_entry(column, i, 0) = fmpz_fdiv_ui(fmpq_numref(torus->regular + i), p.n);
    for (slong k = 0; k < nmod_mat_nrows(images); k++) {
        nmod_mat_mul(column, phi, column);
        for (slong i = 0; i < t; i++)
            nmod_mat_entry(images, k, i) = nmod_mat_entry(column, i, 0);
    }
    nmod_mat_clear(column);
    nmod_mat_clear(phi);
}

/* Whether ratios[k] = ratios[0]^(k+1). */
static bool are_powers(const nmod_poly_struct *ratios, slong count, const nmod_poly_t q)
{
    nmod_poly_t power;
    nmod_poly_init(power, q->mod.n);
    nmod_poly_set(power, ratios);
    bool agree = true;
    for (slong k = 1; k < count && agree; k++) {
        nmod_poly_mulmod(power, power, ratios, q);
        agree = nmod_poly_equal(power, ratios + k);
    }
    nmod_poly_clear(power);
    return agree;
}

/* How many pairs of roots have f(g) = 0. */
static slong count_pairs(const fmpz_poly_t f, const nmod_poly_t g, const nmod_poly_t q)
{
    nmod_poly_t value;
    nmod_poly_init(value, q->mod.n);
    for (slong k = fmpz_poly_degree(f); k >= 0; k--) {
        uint64_t coefficient = fmpz_fdiv_ui(fmpz_poly_get_coeff_ptr(f, k), q->mod.n);
        nmod_poly_mulmod(value, value, g, q);
        nmod_poly_set_coeff_ui(value, 0,
                               nmod_add(nmod_poly_get_coeff_ui(value, 0), coefficient, q->mod));
    }
    nmod_poly_gcd(value, value, q);
    slong pairs = nmod_poly_degree(value);
    nmod_poly_clear(value);
    return pairs;
}

static bool count_roots(lb_splitting *splitting, const nmod_poly_t g,
                        const lb_structure_roots *roots)
{
    slong total = 0;
    for (uint32_t i = 0; i < splitting->count; i++) {
        lb_factor *factor = splitting->factors + i;
        slong pairs = count_pairs(factor->polynomial, g, roots->polynomial);
        factor->dimension = factor->rank + 2 * (uint32_t)pairs;
        total += pairs;
    }
    return total == roots->pairs;
}

bool lb_splitting_measure(lb_splitting *splitting, const lb_torus *torus)
{
    const lb_structure_roots *roots = &torus->roots;
    nmod_t p = roots->frame->modulus;
    slong count = splitting->at_most;
    if (count == 1)
        splitting->factors->dimension = roots->frame->dimension - torus->centre_reduced.count;
    if (count <= 1)
        return true;
    if (!fmpz_fdiv_ui(splitting->denominator, p.n))
        return false;
    nmod_mat_t images;
    nmod_poly_struct *ratios = lb_malloc((size_t)count, sizeof *ratios);
    nmod_mat_init(images, count, torus->reduced.count, p.n);
    for (slong k = 0; k < count; k++)
        nmod_poly_init(ratios + k, p.n);
    fill_images(images, splitting, torus);
    bool good =
        nmod_mat_rank(images) == count && lb_structure_roots_ratios(ratios, roots, images) &&
        are_powers(ratios, count, roots->polynomial) && count_roots(splitting, ratios, roots);
    for (slong k = 0; k < count; k++)
        nmod_poly_clear(ratios + k);
    nmod_mat_clear(images);
    free(ratios);
    return good;
}
