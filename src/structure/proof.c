#include "structure/proof.h"

#include <stdlib.h>
#include <string.h>

#include <flint/fmpq_mat.h>

#include "base/memory.h"

enum { PRIME_BITS = 60 }; /* every prime is above 2^60 */

/* Bits of a bound for the sum of the absolute values of the coefficients of each vector, over
 * strings, and of a common denominator of all of them. */
typedef struct sizes {
    uint32_t norm, denominator;
} sizes;

/* The least common denominator, its bits. */
static uint32_t denominator_bits(const lb_rational *vectors, uint32_t count)
{
    fmpz_t common;
    fmpz_init_set_ui(common, 1);
    for (uint32_t i = 0; i < count; i++)
        fmpz_lcm(common, common, vectors[i].denominator);
    uint32_t bits = (uint32_t)fmpz_bits(common);
    fmpz_clear(common);
    return bits;
}

static uint32_t most_norm_bits(const lb_rational *vectors, uint32_t count)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t bits = lb_rational_norm_bits(vectors + i);
        most = bits > most ? bits : most;
    }
    return most;
}

/* Of vectors in coordinates of the algebra: numerators alone bound the norm. */
static sizes sizes_of(const lb_moduli *moduli, const lb_rational *vectors, uint32_t count)
{
    return (sizes){most_norm_bits(vectors, count) + most_norm_bits(moduli->rows, moduli->count),
                   denominator_bits(vectors, count) +
                       denominator_bits(moduli->rows, moduli->count)};
}

/* The sizes of all orbits divide the order of the symmetry. */
static uint32_t order_bits(const lb_moduli *moduli)
{
    return (uint32_t)mpz_sizeinbase(moduli->symmetry.order, 2);
}

typedef enum outcome { HOLDS, FAILS, USELESS } outcome;

/* {a, b} = 0 for the vectors of b. */
static bool annihilates(const lb_frame *frame, const lb_sparse_vector *a, const lb_sparse_vector *b,
                        uint32_t b_count)
{
    uint32_t D = frame->dimension;
    uint64_t *dense = lb_malloc(D, sizeof *dense), *image = lb_malloc(D, sizeof *image);
    lb_ad_map A;
    lb_ad_map_init(&A, frame, a);
    bool zero = true;
    for (uint32_t j = 0; j < b_count && zero; j++) {
        lb_sparse_vector_scatter(dense, D, b + j);
        lb_ad_map_apply(image, &A, dense, frame);
        zero = _nmod_vec_is_zero(image, D);
    }
    lb_ad_map_clear(&A);
    free(image);
    free(dense);
    return zero;
}

static outcome check_commuting(const lb_frame *frame, const lb_rational *a, uint32_t a_count,
                               const lb_rational *b, uint32_t b_count)
{
    lb_sparse_vector *left = lb_sparse_vectors_reduce(a, a_count, frame->modulus);
    lb_sparse_vector *right = lb_sparse_vectors_reduce(b, b_count, frame->modulus);
    bool usable = left && right, holds = true;
    for (uint32_t i = 0; usable && i < a_count && holds; i++)
        holds = annihilates(frame, left + i, right, b_count);
    lb_sparse_vectors_clear(left, a_count);
    lb_sparse_vectors_clear(right, b_count);
    return !usable ? USELESS : holds ? HOLDS : FAILS;
}

/* A bracket of averages has the denominator of an orbit's size, and coefficients that add up to at
 * most 1. */
bool lb_prove_commuting(lb_moduli *moduli, const lb_rational *a, uint32_t a_count,
                        const lb_rational *b, uint32_t b_count)
{
    if (!a_count || !b_count)
        return true;
    sizes left = sizes_of(moduli, a, a_count), right = sizes_of(moduli, b, b_count);
    uint32_t needed =
        left.norm + left.denominator + right.norm + right.denominator + order_bits(moduli) + 1;
    for (uint32_t i = 0, known = 0; known < needed; i++) {
        outcome result = check_commuting(lb_moduli_frame(moduli, i), a, a_count, b, b_count);
        if (result == FAILS || moduli->run->stopped)
            return false;
        known += result == HOLDS ? PRIME_BITS : 0;
    }
    return true;
}

/* M phi is symmetric. */
static bool is_adjoint(const nmod_mat_t M, const nmod_mat_t phi)
{
    nmod_mat_t product, transposed;
    slong t = nmod_mat_nrows(phi);
    nmod_mat_init(product, t, t, phi->mod.n);
    nmod_mat_init(transposed, t, t, phi->mod.n);
    nmod_mat_mul(product, M, phi);
    nmod_mat_transpose(transposed, product);
    bool symmetric = nmod_mat_equal(product, transposed);
    nmod_mat_clear(product);
    nmod_mat_clear(transposed);
    return symmetric;
}

/* Self-adjoint for the trace form and both forms ({y, h}, {y, h'}). */
static outcome check_map(const lb_frame *frame, const lb_splitting *splitting,
                         const lb_torus *torus)
{
    uint32_t t = torus->reduced.count;
    lb_subspace reduced = {.count = t};
    reduced.vectors = lb_sparse_vectors_reduce(torus->vectors, t, frame->modulus);
    if (!reduced.vectors)
        return USELESS;
    nmod_mat_t phi, form;
    nmod_mat_init(phi, t, t, frame->modulus.n);
    nmod_mat_init(form, t, t, frame->modulus.n);
    fmpz_mat_get_nmod_mat(phi, splitting->map);
    lb_torus_gram(form, frame, &reduced, &reduced);
    bool holds = is_adjoint(form, phi);
    for (int i = 0; i < 2 && holds; i++) {
        lb_torus_form(form, frame, &reduced, splitting->light + i);
        holds = is_adjoint(form, phi);
    }
    nmod_mat_clear(form);
    nmod_mat_clear(phi);
    lb_sparse_vectors_clear(reduced.vectors, t);
    return holds ? HOLDS : FAILS;
}

/* An entry of the identity is a sum of 2t products of an entry of the map and ({y,h}, {y,h'}). */
static uint32_t map_bits(const lb_moduli *moduli, const lb_splitting *splitting,
                         const lb_torus *torus)
{
    sizes h = sizes_of(moduli, torus->vectors, torus->reduced.count);
    sizes y = sizes_of(moduli, splitting->light, 2);
    uint32_t entry = (uint32_t)labs(fmpz_mat_max_bits(splitting->map));
    return entry + 2 * (h.norm + h.denominator + y.norm + y.denominator) + 3 * order_bits(moduli) +
           34;
}

static bool prove_map(lb_moduli *moduli, const lb_splitting *splitting, const lb_torus *torus)
{
    uint32_t needed = map_bits(moduli, splitting, torus);
    for (uint32_t i = 0, known = 0; known < needed; i++) {
        outcome result = check_map(lb_moduli_frame(moduli, i), splitting, torus);
        if (result == FAILS || moduli->run->stopped)
            return false;
        known += result == HOLDS ? PRIME_BITS : 0;
    }
    return true;
}

/* The numerators of v. */
static void set_column(fmpz_mat_t column, const lb_rational *v)
{
    fmpz_mat_zero(column);
    for (uint32_t i = 0; i < v->length; i++)
        fmpz_set(fmpz_mat_entry(column, v->columns[i], 0), v->numerators + i);
}

/* f(phi) v = 0, exactly: times denominator^deg f, by Horner's rule. */
static bool annihilated(const fmpz_poly_t f, const lb_splitting *splitting, const fmpz_mat_t v)
{
    fmpz_mat_t sum, part;
    fmpz_t scale, factor;
    fmpz_mat_init(sum, fmpz_mat_nrows(v), 1);
    fmpz_mat_init(part, fmpz_mat_nrows(v), 1);
    fmpz_init_set_ui(scale, 1);
    fmpz_init(factor);
    for (slong k = fmpz_poly_degree(f); k >= 0; k--) {
        fmpz_mat_mul(sum, splitting->map, sum);
        fmpz_mul(factor, scale, fmpz_poly_get_coeff_ptr(f, k));
        fmpz_mat_scalar_mul_fmpz(part, v, factor);
        fmpz_mat_add(sum, sum, part);
        fmpz_mul(scale, scale, splitting->denominator);
    }
    bool zero = fmpz_mat_is_zero(sum);
    fmpz_clear(factor);
    fmpz_clear(scale);
    fmpz_mat_clear(part);
    fmpz_mat_clear(sum);
    return zero;
}

/* map * v / (denominator * den(v)) = w. */
static bool is_image(const lb_splitting *splitting, const lb_rational *v, const lb_rational *w)
{
    slong t = fmpz_mat_nrows(splitting->map);
    fmpz_mat_t left, right;
    fmpz_t scale;
    fmpz_mat_init(left, t, 1);
    fmpz_mat_init(right, t, 1);
    fmpz_init(scale);
    set_column(left, v);
    fmpz_mat_mul(left, splitting->map, left);
    fmpz_mat_scalar_mul_fmpz(left, left, w->denominator);
    set_column(right, w);
    fmpz_mul(scale, splitting->denominator, v->denominator);
    fmpz_mat_scalar_mul_fmpz(right, right, scale);
    bool equal = fmpz_mat_equal(left, right);
    fmpz_clear(scale);
    fmpz_mat_clear(right);
    fmpz_mat_clear(left);
    return equal;
}

static bool check_factor(const lb_factor *factor, const lb_splitting *splitting)
{
    fmpz_mat_t column;
    fmpz_mat_init(column, fmpz_mat_nrows(splitting->map), 1);
    set_column(column, factor->vectors);
    bool holds = factor->vectors->length && annihilated(factor->polynomial, splitting, column);
    for (uint32_t k = 0; k + 1 < lb_factor_vectors(factor) && holds; k++)
        holds = is_image(splitting, factor->vectors + k, factor->vectors + k + 1);
    fmpz_mat_clear(column);
    return holds;
}

/* f(phi) phi x = 0. */
static bool check_polynomial(const lb_splitting *splitting, const lb_torus *torus)
{
    slong t = fmpz_mat_nrows(splitting->map);
    fmpz_mat_t image;
    fmpz_poly_t f;
    fmpz_mat_init(image, t, 1);
    fmpz_poly_init(f);
    fmpz_poly_one(f);
    for (slong i = 0; i < t; i++)
        fmpz_set(fmpz_mat_entry(image, i, 0), fmpq_numref(torus->regular + i));
    fmpz_mat_mul(image, splitting->map, image);
    for (uint32_t i = 0; i < splitting->count; i++)
        fmpz_poly_mul(f, f, splitting->factors[i].polynomial);
    bool holds = annihilated(f, splitting, image);
    fmpz_poly_clear(f);
    fmpz_mat_clear(image);
    return holds;
}

/* phi z = 0 for z in the centre, in coordinates of the torus: those of z at its pivots. */
static bool vanishes_on_centre(const lb_splitting *splitting, const lb_torus *torus)
{
    slong t = fmpz_mat_nrows(splitting->map);
    fmpz_mat_t column;
    bool zero = true;
    fmpz_mat_init(column, t, 1);
    for (uint32_t i = 0; i < torus->centre_reduced.count && zero; i++) {
        const lb_rational *z = torus->centre + i;
        fmpz_mat_zero(column);
        for (slong j = 0; j < t; j++)
            for (uint32_t k = 0; k < z->length; k++)
                if (z->columns[k] == torus->reduced.pivots[j])
                    fmpz_set(fmpz_mat_entry(column, j, 0), z->numerators + k);
        fmpz_mat_mul(column, splitting->map, column);
        zero = fmpz_mat_is_zero(column);
    }
    fmpz_mat_clear(column);
    return zero;
}

bool lb_prove_splitting(lb_moduli *moduli, const lb_splitting *splitting, const lb_torus *torus)
{
    bool holds = vanishes_on_centre(splitting, torus) && check_polynomial(splitting, torus);
    for (uint32_t i = 0; i < splitting->count && holds; i++)
        holds = check_factor(splitting->factors + i, splitting);
    return holds && prove_map(moduli, splitting, torus);
}
