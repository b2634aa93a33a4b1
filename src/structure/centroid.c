#include <stdlib.h>

#include "base/memory.h"
#include "structure/split_internal.h"

/* target[:, column] = T source[:, from] */
static void apply(nmod_mat_t target, slong column, const nmod_mat_t T, const nmod_mat_t source,
                  slong from)
{
    nmod_t p = T->mod;
    slong r = nmod_mat_nrows(T);
    uint64_t *v = lb_malloc((size_t)r, sizeof *v);
    for (slong j = 0; j < r; j++)
        v[j] = nmod_mat_entry(source, j, from);
    for (slong i = 0; i < r; i++)
        nmod_mat_entry(target, i, column) = _nmod_vec_dot(T->rows[i], v, r, p, 3);
    free(v);
}

/* Columns v, T v, T^2 v, ... where v is column 0 already. */
static void fill_krylov(nmod_mat_t K, const nmod_mat_t T)
{
    for (slong k = 1; k < nmod_mat_ncols(K); k++)
        apply(K, k, T, K, k - 1);
}

/* The polynomials sum c_k T^k that commute with S on w: sum c_k (T^k S w - S T^k w) = 0. Returns
 * their number, a basis in the columns of kernel. */
static slong find_commuting(nmod_mat_t kernel, const nmod_mat_t T, const nmod_mat_t S,
                            const nmod_mat_t krylov)
{
    slong r = nmod_mat_nrows(T);
    nmod_mat_t left, right;
    nmod_mat_init(left, r, r, T->mod.n);
    nmod_mat_init(right, r, r, T->mod.n);
    apply(left, 0, S, krylov, 0);
    fill_krylov(left, T);
    nmod_mat_mul(right, S, krylov);
    nmod_mat_sub(left, left, right);
    slong count = nmod_mat_nullspace(kernel, left);
    nmod_mat_clear(left);
    nmod_mat_clear(right);
    return count;
}

/* Bring the images of w to reduced row echelon form, in torus coordinates, and the coefficients
 * along with them. */
static void reduce_images(lb_centroid *c, const lb_torus_operators *o, const nmod_mat_t kernel)
{
    slong r = o->rank, s = c->dimension, t = nmod_mat_nrows(o->semisimple);
    nmod_mat_t product, window, joint;
    nmod_mat_init(product, r, r, o->frame->modulus.n);
    nmod_mat_init(joint, s, t + r, o->frame->modulus.n);
    nmod_mat_mul(product, c->krylov, kernel);
    nmod_mat_window_init(window, o->semisimple, 0, 0, t, r);
    nmod_mat_init(c->images, t, r, o->frame->modulus.n);
    nmod_mat_mul(c->images, window, product);
    for (slong a = 0; a < s; a++) {
        for (slong i = 0; i < t; i++)
            nmod_mat_entry(joint, a, i) = nmod_mat_entry(c->images, i, a);
        for (slong k = 0; k < r; k++)
            nmod_mat_entry(joint, a, t + k) = nmod_mat_entry(kernel, k, a);
    }
    nmod_mat_clear(c->images);
    nmod_mat_rref(joint);
    nmod_mat_init(c->images, s, t, o->frame->modulus.n);
    nmod_mat_init(c->coefficients, s, r, o->frame->modulus.n);
    for (slong a = 0; a < s; a++) {
        for (slong i = 0; i < t; i++)
            nmod_mat_entry(c->images, a, i) = nmod_mat_entry(joint, a, i);
        for (slong k = 0; k < r; k++)
            nmod_mat_entry(c->coefficients, a, k) = nmod_mat_entry(joint, a, t + k);
    }
    nmod_mat_window_clear(window);
    nmod_mat_clear(joint);
    nmod_mat_clear(product);
}

static bool find_pivots(lb_centroid *c)
{
    slong t = nmod_mat_ncols(c->images);
    c->pivots = lb_malloc(c->dimension, sizeof *c->pivots);
    for (uint32_t a = 0; a < c->dimension; a++) {
        slong i = 0;
        while (i < t && !nmod_mat_entry(c->images, a, i))
            i++;
        if (i == t)
            return false;
        c->pivots[a] = (uint32_t)i;
    }
    return true;
}

bool lb_centroid_init(lb_centroid *c, lb_torus_operators *o)
{
    slong r = o->rank;
    nmod_mat_t S, kernel;
    *c = (lb_centroid){0};
    nmod_mat_init(S, r, r, o->frame->modulus.n);
    nmod_mat_init(kernel, r, r, o->frame->modulus.n);
    nmod_mat_init(c->T, r, r, o->frame->modulus.n);
    nmod_mat_init(c->krylov, r, r, o->frame->modulus.n);
    lb_torus_operator(c->T, o);
    lb_torus_operator(S, o);
    for (slong i = 0; i < r; i++)
        nmod_mat_entry(c->krylov, i, 0) = 1 + lb_random_below(&o->random, 3);
    fill_krylov(c->krylov, c->T);
    bool generic = nmod_mat_rank(c->krylov) == r;
    c->dimension = generic ? (uint32_t)find_commuting(kernel, c->T, S, c->krylov) : 0;
    reduce_images(c, o, kernel);
    generic = find_pivots(c) && generic;
    nmod_mat_clear(kernel);
    nmod_mat_clear(S);
    if (!generic)
        lb_centroid_clear(c);
    return generic;
}

void lb_centroid_clear(lb_centroid *c)
{
    nmod_mat_clear(c->T);
    nmod_mat_clear(c->krylov);
    nmod_mat_clear(c->images);
    nmod_mat_clear(c->coefficients);
    free(c->pivots);
}

bool lb_centroid_element(nmod_mat_t phi, const lb_centroid *c, const int *coordinates)
{
    nmod_t p = c->T->mod;
    slong r = nmod_mat_nrows(c->T);
    nmod_mat_t polynomial, image, inverse;
    nmod_mat_init(polynomial, r, 1, p.n);
    nmod_mat_init(image, r, 1, p.n);
    nmod_mat_init(inverse, r, r, p.n);
    for (slong k = 0; k < r; k++)
        for (uint32_t a = 0; a < c->dimension; a++) {
            uint64_t factor = coordinates[a] < 0 ? p.n - (uint64_t)-coordinates[a]
                                                 : (uint64_t)coordinates[a];
            uint64_t term = nmod_mul(factor, nmod_mat_entry(c->coefficients, a, k), p);
            nmod_mat_entry(polynomial, k, 0) = nmod_add(nmod_mat_entry(polynomial, k, 0), term, p);
        }
    /* phi maps T^k w to T^k (phi w). */
    nmod_mat_mul(image, c->krylov, polynomial);
    for (slong i = 0; i < r; i++)
        nmod_mat_entry(phi, i, 0) = nmod_mat_entry(image, i, 0);
    fill_krylov(phi, c->T);
    bool regular = nmod_mat_inv(inverse, c->krylov);
    if (regular)
        nmod_mat_mul(phi, phi, inverse);
    nmod_mat_clear(inverse);
    nmod_mat_clear(image);
    nmod_mat_clear(polynomial);
    return regular;
}
