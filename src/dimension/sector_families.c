/* Families of sectors: what [g, g] does on one tells what it does on all of them. */

#include "dimension/sector_search.h"

#include <stdlib.h>

#include <flint/nmod_poly_factor.h>

#include "base/memory.h"
#include "structure/blocks.h"

bool lb_sector_is_first(const lb_sector_proof *proof, uint32_t c)
{
    const lb_sector_claim *sector = proof->sectors + c;
    return sector->dimension > 1 && (sector->dual == LB_SECTOR_NO_FORM || sector->dual == c);
}

bool lb_sector_has_form(const lb_sector_proof *proof, uint32_t c)
{
    return proof->sectors[c].dual == c && proof->sectors[c].dimension > 2;
}

/* Of the family of sector c, in G, which is to be empty. */
static void add_family(lb_algebra_t G, const lb_sector_proof *proof, uint32_t c)
{
    const lb_sector_claim *sector = proof->sectors + c;
    if (!lb_sector_has_form(proof, c))
        lb_structure_add_copies(G, LB_IDEAL_SU, sector->dimension, 1);
    else if (sector->symmetric)
        lb_structure_add_copies(G, LB_IDEAL_SO, sector->dimension, 1);
    else
        lb_structure_add_copies(G, LB_IDEAL_SP, sector->dimension / 2, 1);
}

void lb_sector_proof_algebra(lb_algebra_t G, const lb_sector_proof *proof)
{
    for (uint32_t c = 0; c < proof->sector_count; c++)
        if (lb_sector_is_first(proof, c))
            add_family(G, proof, c);
    lb_structure_add_copies(G, LB_IDEAL_U, 1, (uint32_t)proof->centre);
}

/* ---- Which ideals they see ---- */

/* Subtract their mean from the roots. */
static void centre_roots(nmod_poly_t f)
{
    slong d = nmod_poly_degree(f);
    nmod_poly_taylor_shift(
        f, f, nmod_div(nmod_neg(nmod_poly_get_coeff_ui(f, d - 1), f->mod), (uint64_t)d, f->mod));
}

/* The polynomial of the values of the Killing form at element 0 on the ideals of a family: with its
 * traceless part A, 2 d tr A^2 on su(d), (d - 2) tr A^2 on so(d), (d + 2) tr A^2 on sp(d / 2); on so(4),
 * with eigenvalues +-a and +-b, 2 (a + b)^2 and 2 (a - b)^2. */
static void set_killing(nmod_poly_t values, const lb_sector_proof *proof, uint32_t c)
{
    const lb_sector_claim *sector = proof->sectors + c;
    nmod_t p = proof->modulus;
    uint64_t d = sector->dimension;
    uint64_t second = nmod_poly_get_coeff_ui(sector->polynomial, (slong)d - 2);
    uint64_t trace = nmod_mul(p.n - 2, second, p);
    nmod_poly_zero(values);
    if (lb_sector_has_form(proof, c) && sector->symmetric && d == 4) {
        uint64_t last = nmod_poly_get_coeff_ui(sector->polynomial, 0);
        uint64_t product = nmod_sub(nmod_mul(second, second, p), nmod_mul(4, last, p), p);
        nmod_poly_set_coeff_ui(values, 2, 1);
        nmod_poly_set_coeff_ui(values, 1, nmod_mul(4, second, p));
        nmod_poly_set_coeff_ui(values, 0, nmod_mul(4, product, p));
        return;
    }
    uint64_t times = !lb_sector_has_form(proof, c) ? 2 * d : sector->symmetric ? d - 2 : d + 2;
    nmod_poly_set_coeff_ui(values, 1, 1);
    nmod_poly_set_coeff_ui(values, 0, nmod_neg(nmod_mul(times, trace, p), p));
}

static bool have_one_type(const lb_algebra_t G, const lb_algebra_t H)
{
    return G->ideals->type == H->ideals->type && !mpz_cmp(G->ideals->n, H->ideals->n);
}

/* Whether the ideals of the families before c, and those of its own, are other ones than these. */
static bool differs_from_earlier(const lb_sector_proof *proof, const lb_algebra_struct *types,
                                 const nmod_poly_struct *values, uint32_t c)
{
    nmod_poly_t common;
    nmod_poly_init(common, proof->modulus.n);
    bool differs = nmod_poly_is_squarefree(values + c);
    for (uint32_t e = 0; e < c && differs; e++) {
        if (!lb_sector_is_first(proof, e) || !have_one_type(types + e, types + c))
            continue;
        nmod_poly_gcd(common, values + e, values + c);
        differs = !nmod_poly_degree(common);
    }
    nmod_poly_clear(common);
    return differs;
}

bool lb_sector_families_differ(lb_sector_proof *proof)
{
    uint32_t count = proof->sector_count;
    lb_algebra_struct *types = lb_malloc(count, sizeof *types);
    nmod_poly_struct *values = lb_malloc(count, sizeof *values);
    bool differ = true;
    for (uint32_t c = 0; c < count; c++) {
        lb_algebra_init(types + c);
        nmod_poly_init(values + c, proof->modulus.n);
        centre_roots(proof->sectors[c].polynomial);
        if (!lb_sector_is_first(proof, c))
            continue;
        add_family(types + c, proof, c);
        set_killing(values + c, proof, c);
        differ = differ && differs_from_earlier(proof, types, values, c);
    }
    for (uint32_t c = 0; c < count; c++) {
        nmod_poly_clear(values + c);
        lb_algebra_clear(types + c);
    }
    free(values);
    free(types);
    return differ;
}
