#include <stdlib.h>

#include <flint/nmod.h>

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

/* The images of one probe under polynomials in T (the columns of polynomials), in torus
 * coordinates: rows at..at + t - 1 of images. */
static void probe_images(nmod_mat_t images, slong at, const lb_torus_operators *o,
                         const nmod_mat_t krylov, const nmod_mat_t polynomials)
{
    slong r = o->rank, t = nmod_mat_nrows(o->semisimple), s = nmod_mat_ncols(polynomials);
    nmod_mat_t on_s, window, target;
    nmod_mat_init(on_s, r, s, o->frame->modulus.n);
    nmod_mat_mul(on_s, krylov, polynomials);
    nmod_mat_window_init(window, o->semisimple, 0, 0, t, r);
    nmod_mat_window_init(target, images, at, 0, at + t, s);
    nmod_mat_mul(target, window, on_s);
    nmod_mat_window_clear(target);
    nmod_mat_window_clear(window);
    nmod_mat_clear(on_s);
}

/* The powers of T on h_i. */
static void probe_krylov(nmod_mat_t krylov, const lb_centroid *c, uint32_t i)
{
    nmod_mat_init(krylov, nmod_mat_nrows(c->T), nmod_mat_nrows(c->T), c->T->mod.n);
    nmod_mat_entry(krylov, i, 0) = 1;
    fill_krylov(krylov, c->T);
}

/* Append the images of probe i to those of the probes so far, a column for each polynomial. */
static void add_probe(nmod_mat_t images, lb_centroid *c, const lb_torus_operators *o,
                      const nmod_mat_t polynomials, uint32_t i)
{
    slong rows = nmod_mat_nrows(images), t = nmod_mat_nrows(o->semisimple);
    nmod_mat_t extended;
    nmod_mat_init(extended, rows + t, c->dimension, o->frame->modulus.n);
    for (slong j = 0; j < rows; j++)
        _nmod_vec_set(extended->rows[j], images->rows[j], c->dimension);
    probe_krylov(c->krylovs + c->probe_count, c, i);
    probe_images(extended, rows, o, c->krylovs + c->probe_count, polynomials);
    c->probes[c->probe_count++] = i;
    nmod_mat_swap(images, extended);
    nmod_mat_clear(extended);
}

/* Drop the last probe again. */
static void drop_probe(nmod_mat_t images, lb_centroid *c, const lb_torus_operators *o)
{
    slong rows = nmod_mat_nrows(images) - nmod_mat_nrows(o->semisimple);
    nmod_mat_t shortened;
    nmod_mat_init(shortened, rows, c->dimension, o->frame->modulus.n);
    for (slong j = 0; j < rows; j++)
        _nmod_vec_set(shortened->rows[j], images->rows[j], c->dimension);
    nmod_mat_swap(images, shortened);
    nmod_mat_clear(shortened);
    nmod_mat_clear(c->krylovs + --c->probe_count);
}

/* Choose probes until they tell the polynomials apart. */
static void choose_probes(nmod_mat_t images, lb_centroid *c, const lb_torus_operators *o,
                          const nmod_mat_t polynomials)
{
    slong rank = 0;
    for (uint32_t i = 0; i < o->rank && rank < (slong)c->dimension; i++) {
        add_probe(images, c, o, polynomials, i);
        slong now = nmod_mat_rank(images);
        if (now == rank)
            drop_probe(images, c, o);
        rank = now;
    }
}

/* The basis phi_a in which the images are reduced. */
static void reduce_images(lb_centroid *c, const lb_torus_operators *o, const nmod_mat_t kernel,
                          const lb_centroid *like)
{
    slong r = o->rank, s = c->dimension;
    nmod_mat_t polynomials, images, joint;
    nmod_mat_window_init(polynomials, kernel, 0, 0, r, s);
    nmod_mat_init(images, 0, s, o->frame->modulus.n);
    c->probes = lb_malloc(o->rank, sizeof *c->probes);
    c->krylovs = lb_malloc(o->rank, sizeof *c->krylovs);
    if (like)
        for (uint32_t i = 0; i < like->probe_count; i++)
            add_probe(images, c, o, polynomials, like->probes[i]);
    else
        choose_probes(images, c, o, polynomials);
    slong width = nmod_mat_nrows(images);
    nmod_mat_init(joint, s, width + r, o->frame->modulus.n);
    for (slong a = 0; a < s; a++) {
        for (slong i = 0; i < width; i++)
            nmod_mat_entry(joint, a, i) = nmod_mat_entry(images, i, a);
        for (slong k = 0; k < r; k++)
            nmod_mat_entry(joint, a, width + k) = nmod_mat_entry(kernel, k, a);
    }
    nmod_mat_rref(joint);
    nmod_mat_init(c->images, s, width, o->frame->modulus.n);
    nmod_mat_init(c->coefficients, s, r, o->frame->modulus.n);
    for (slong a = 0; a < s; a++) {
        _nmod_vec_set(c->images->rows[a], joint->rows[a], width);
        _nmod_vec_set(c->coefficients->rows[a], joint->rows[a] + width, r);
    }
    nmod_mat_clear(joint);
    nmod_mat_clear(images);
    nmod_mat_window_clear(polynomials);
}

static bool find_pivots(lb_centroid *c)
{
    slong width = nmod_mat_ncols(c->images);
    c->pivots = lb_malloc(c->dimension, sizeof *c->pivots);
    for (uint32_t a = 0; a < c->dimension; a++) {
        slong i = 0;
        while (i < width && !nmod_mat_entry(c->images, a, i))
            i++;
        if (i == width)
            return false;
        c->pivots[a] = (uint32_t)i;
    }
    return true;
}

bool lb_centroid_init(lb_centroid *c, lb_torus_operators *o, const lb_centroid *like)
{
    slong r = o->rank;
    nmod_mat_t kernel;
    *c = (lb_centroid){0};
    nmod_mat_init(kernel, r, r, o->frame->modulus.n);
    nmod_mat_init(c->T, r, r, o->frame->modulus.n);
    nmod_mat_init(c->krylov, r, r, o->frame->modulus.n);
    nmod_mat_set(c->T, o->T);
    for (slong i = 0; i < r; i++)
        nmod_mat_entry(c->krylov, i, 0) = lb_random_below(&o->random, o->frame->modulus.n);
    fill_krylov(c->krylov, c->T);
    bool generic = nmod_mat_rank(c->krylov) == r;
    c->dimension = generic ? (uint32_t)find_commuting(kernel, c->T, o->S, c->krylov) : 0;
    reduce_images(c, o, kernel, like);
    generic = find_pivots(c) && generic;
    nmod_mat_clear(kernel);
    if (!generic)
        lb_centroid_clear(c);
    return generic;
}

void lb_centroid_clear(lb_centroid *c)
{
    for (uint32_t i = 0; i < c->probe_count; i++)
        nmod_mat_clear(c->krylovs + i);
    free(c->krylovs);
    free(c->probes);
    free(c->pivots);
    nmod_mat_clear(c->T);
    nmod_mat_clear(c->krylov);
    nmod_mat_clear(c->images);
    nmod_mat_clear(c->coefficients);
}

/* The polynomial in T, as one column. */
static void element_polynomial(nmod_mat_t polynomial, const lb_centroid *c, const int *coordinates)
{
    nmod_t p = c->T->mod;
    for (slong k = 0; k < nmod_mat_nrows(polynomial); k++) {
        uint64_t sum = 0;
        for (uint32_t a = 0; a < c->dimension; a++) {
            uint64_t size = (uint64_t)abs(coordinates[a]);
            uint64_t factor = coordinates[a] < 0 ? nmod_neg(size, p) : size;
            sum = nmod_add(sum, nmod_mul(factor, nmod_mat_entry(c->coefficients, a, k), p), p);
        }
        nmod_mat_entry(polynomial, k, 0) = sum;
    }
}

/* phi maps T^k w to T^k (phi w). */
static bool element_matrix(nmod_mat_t phi, const lb_centroid *c, const int *coordinates)
{
    slong r = nmod_mat_nrows(c->T);
    nmod_mat_t polynomial, image, inverse;
    nmod_mat_init(polynomial, r, 1, c->T->mod.n);
    nmod_mat_init(image, r, 1, c->T->mod.n);
    nmod_mat_init(inverse, r, r, c->T->mod.n);
    element_polynomial(polynomial, c, coordinates);
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

/* The coordinates of an element are its entries at the pivots. */
static void product_matrix(nmod_mat_t A, const nmod_mat_t phi, const lb_centroid *c,
                           const lb_torus_operators *o)
{
    slong r = o->rank, s = c->dimension, t = nmod_mat_nrows(o->semisimple);
    nmod_mat_t polynomials, images, product;
    nmod_mat_init(polynomials, r, s, o->frame->modulus.n);
    nmod_mat_init(images, t * c->probe_count, s, o->frame->modulus.n);
    nmod_mat_init(product, r, r, o->frame->modulus.n);
    nmod_mat_transpose(polynomials, c->coefficients);
    for (uint32_t i = 0; i < c->probe_count; i++) {
        nmod_mat_mul(product, phi, c->krylovs + i);
        probe_images(images, t * i, o, product, polynomials);
    }
    for (slong a = 0; a < s; a++)
        _nmod_vec_set(A->rows[a], images->rows[c->pivots[a]], s);
    nmod_mat_clear(product);
    nmod_mat_clear(images);
    nmod_mat_clear(polynomials);
}

bool lb_centroid_element(nmod_mat_t phi, nmod_mat_t A, const lb_centroid *c,
                         const lb_torus_operators *o, const int *coordinates)
{
    bool regular = element_matrix(phi, c, coordinates);
    product_matrix(A, phi, c, o);
    return regular;
}
