#include "structure/types.h"

#include <stdlib.h>

#include <flint/nmod.h>

#include "base/memory.h"

static void append(lb_simple_type *types, uint32_t *count, lb_simple_type type, bool fits)
{
    if (fits)
        types[(*count)++] = type;
}

uint32_t lb_simple_types(lb_simple_type types[LB_TYPES_MAX], uint32_t dimension, uint32_t rank)
{
    uint64_t r = rank, d = dimension;
    uint32_t count = 0;
    append(types, &count, (lb_simple_type){LB_IDEAL_SU, rank + 1, rank + 1, 1},
           r >= 1 && d == r * (r + 2));
    append(types, &count, (lb_simple_type){LB_IDEAL_SO, 2 * rank + 1, 2 * rank - 1, 2},
           r >= 3 && d == r * (2 * r + 1));
    append(types, &count, (lb_simple_type){LB_IDEAL_SP, rank, rank + 1, 2},
           r >= 2 && d == r * (2 * r + 1));
    append(types, &count, (lb_simple_type){LB_IDEAL_SO, 2 * rank, 2 * rank - 2, 1},
           r >= 4 && d == r * (2 * r - 1));
    static const struct {
        uint32_t dimension, rank;
        lb_simple_type type;
    } exceptional[] = {{14, 2, {LB_IDEAL_G, 2, 4, 3}},
                       {52, 4, {LB_IDEAL_F, 4, 9, 2}},
                       {78, 6, {LB_IDEAL_E, 6, 12, 1}},
                       {133, 7, {LB_IDEAL_E, 7, 18, 1}},
                       {248, 8, {LB_IDEAL_E, 8, 30, 1}}};
    for (size_t i = 0; i < sizeof exceptional / sizeof *exceptional; i++)
        append(types, &count, exceptional[i].type,
               d == exceptional[i].dimension && r == exceptional[i].rank);
    return count;
}

/* Functions on pairs of roots, for one factor: a(h_i) / a(x) for a basis of its part of the torus,
 * and |a|^2 in the norm of the Killing form. */
typedef struct root_lengths {
    const lb_structure_roots *roots;
    slong rank;
    nmod_poly_struct *ratios;
    nmod_poly_t norms;
} root_lengths;

/* k_ij = the sum of a(h_i) a(h_j) over all roots; s = a(x)^2. */
static bool inverse_killing(nmod_mat_t inverse, const root_lengths *l)
{
    nmod_poly_t product, square;
    nmod_t p = inverse->mod;
    nmod_poly_init(product, p.n);
    nmod_poly_init(square, p.n);
    for (slong i = 0; i < l->rank; i++) {
        nmod_poly_shift_left(square, l->ratios + i, 1);
        nmod_poly_rem(square, square, l->roots->polynomial);
        for (slong j = 0; j <= i; j++) {
            nmod_poly_mulmod(product, square, l->ratios + j, l->roots->polynomial);
            uint64_t half = lb_structure_roots_sum(l->roots, product);
            nmod_mat_entry(inverse, i, j) = nmod_mat_entry(inverse, j, i) = nmod_add(half, half, p);
        }
    }
    nmod_poly_clear(square);
    nmod_poly_clear(product);
    return nmod_mat_inv(inverse, inverse);
}

/* The sum of (k^-1)_ij a(h_i) a(h_j). */
static void sum_norms(root_lengths *l, const nmod_mat_t inverse)
{
    nmod_poly_t row, part;
    uint64_t prime = inverse->mod.n;
    nmod_poly_init(row, prime);
    nmod_poly_init(part, prime);
    for (slong i = 0; i < l->rank; i++) {
        nmod_poly_zero(row);
        for (slong j = 0; j < l->rank; j++) {
            nmod_poly_scalar_mul_nmod(part, l->ratios + j, nmod_mat_entry(inverse, i, j));
            nmod_poly_add(row, row, part);
        }
        nmod_poly_mulmod(part, row, l->ratios + i, l->roots->polynomial);
        nmod_poly_add(l->norms, l->norms, part);
    }
    nmod_poly_shift_left(l->norms, l->norms, 1);
    nmod_poly_rem(l->norms, l->norms, l->roots->polynomial);
    nmod_poly_clear(part);
    nmod_poly_clear(row);
}

/* False when the Killing form degenerates modulo the prime, or a limit came first. */
static bool lengths_init(root_lengths *l, const lb_factor *factor, const lb_torus *torus)
{
    slong r = factor->rank, t = torus->reduced.count;
    uint64_t prime = torus->roots.frame->modulus.n;
    nmod_mat_t vectors, inverse;
    *l = (root_lengths){.roots = &torus->roots, .rank = r};
    l->ratios = lb_malloc((size_t)r, sizeof *l->ratios);
    nmod_poly_init(l->norms, prime);
    nmod_mat_init(vectors, r, t, prime);
    nmod_mat_init(inverse, r, r, prime);
    for (slong i = 0; i < r; i++) {
        nmod_poly_init(l->ratios + i, prime);
        _nmod_vec_set(vectors->rows[i], factor->subtorus + i * t, t);
    }
    bool good =
        lb_structure_roots_ratios(l->ratios, l->roots, vectors) && inverse_killing(inverse, l);
    if (good)
        sum_norms(l, inverse);
    nmod_mat_clear(inverse);
    nmod_mat_clear(vectors);
    return good;
}

static void lengths_clear(root_lengths *l)
{
    for (slong i = 0; i < l->rank; i++)
        nmod_poly_clear(l->ratios + i);
    free(l->ratios);
    nmod_poly_clear(l->norms);
}

/* Whether the polynomial of the type vanishes on |a|^2 for the roots of the factor, where |a|^2 is
 * not 0. */
static bool lengths_fit(const root_lengths *l, const lb_simple_type *type)
{
    nmod_poly_t value, part;
    nmod_t p = l->norms->mod;
    nmod_poly_init(part, p.n);
    nmod_poly_init(value, p.n);
    nmod_poly_set(value, l->norms);
    for (uint32_t k = 1; k <= type->ratio; k += type->ratio > 1 ? type->ratio - 1 : 1) {
        uint64_t square = nmod_inv((uint64_t)k * type->dual_coxeter, p);
        nmod_poly_set(part, l->norms);
        nmod_poly_set_coeff_ui(part, 0, nmod_sub(nmod_poly_get_coeff_ui(part, 0), square, p));
        nmod_poly_mulmod(value, value, part, l->roots->polynomial);
    }
    bool zero = nmod_poly_is_zero(value);
    nmod_poly_clear(value);
    nmod_poly_clear(part);
    return zero;
}

bool lb_factor_type(lb_simple_type *type, const lb_factor *factor, const lb_torus *torus)
{
    lb_simple_type types[LB_TYPES_MAX];
    if (factor->dimension % factor->degree || factor->rank % factor->degree)
        return false;
    uint32_t count =
        lb_simple_types(types, factor->dimension / factor->degree, factor->rank / factor->degree);
    if (count > 1) {
        root_lengths l;
        uint32_t kept = 0;
        if (lengths_init(&l, factor, torus))
            for (uint32_t i = 0; i < count; i++)
                if (lengths_fit(&l, types + i))
                    types[kept++] = types[i];
        lengths_clear(&l);
        count = kept;
    }
    if (count == 1)
        *type = types[0];
    return count == 1;
}
