#include "structure/roots.h"

#include <stdlib.h>
#include <string.h>

#include <flint/nmod.h>
#include <flint/nmod_poly_factor.h>

#include "base/memory.h"

static bool goes_on(const lb_frame *frame, size_t work, slong done, slong total)
{
    lb_progress progress = {.stage = "roots", .done = (size_t)done, .total = (size_t)total};
    return lb_run_goes_on(frame->run, work, progress);
}

/* {x, h} = 0 for h in c. */
static bool commutes(const lb_structure_roots *sp)
{
    uint32_t D = sp->frame->dimension;
    uint64_t *h = lb_malloc(D, sizeof *h), *image = lb_malloc(D, sizeof *image);
    bool zero = true;
    for (uint32_t i = 0; i < sp->torus->count && zero; i++) {
        lb_sparse_vector_scatter(h, D, sp->torus->vectors + i);
        lb_ad_map_apply(image, &sp->x, h, sp->frame);
        zero = _nmod_vec_is_zero(image, D);
    }
    free(image);
    free(h);
    return zero;
}

/* Bytes of odd powers that are kept, since lb_structure_roots_ratios takes as long to find them again. */
static const double KEPT_BYTES = 1 << 29;

/* m_0 .. m_{count-1}; z becomes powers of ad x on y. */
static bool find_moments(uint64_t *moments, slong count, lb_structure_roots *sp)
{
    const lb_frame *frame = sp->frame;
    size_t D = frame->dimension;
    uint64_t *z = lb_malloc(D, sizeof *z), *next = lb_malloc(D, sizeof *next);
    memcpy(z, sp->y->vector, D * sizeof *z);
    if ((double)sp->pairs * (double)D * sizeof *z <= KEPT_BYTES)
        sp->odd_powers = lb_malloc((size_t)sp->pairs * D, sizeof *z);
    bool runs = true;
    for (slong k = 0; k < count && runs; k++) {
        lb_ad_map_apply(next, &sp->x, z, frame);
        uint64_t *swap = z;
        z = next;
        next = swap;
        if (sp->odd_powers && k % 2 == 0)
            memcpy(sp->odd_powers + (size_t)(k / 2) * D, z, D * sizeof *z);
        uint64_t norm = lb_frame_product(frame, z, z);
        moments[k] = k % 2 ? norm : nmod_neg(norm, frame->modulus);
        runs = goes_on(frame, D, k, count);
    }
    free(next);
    free(z);
    return runs;
}

/* B with B / q = sum of terms[k] s^(-k-1): the first M terms suffice. */
static void numerator(nmod_poly_t B, const uint64_t *terms, const nmod_poly_t q)
{
    slong M = nmod_poly_degree(q);
    nmod_poly_t series;
    nmod_poly_init(series, q->mod.n);
    for (slong k = 0; k < M; k++)
        nmod_poly_set_coeff_ui(series, M - 1 - k, terms[k]);
    nmod_poly_mul(B, series, q);
    nmod_poly_shift_right(B, B, M);
    nmod_poly_clear(series);
}

static bool find_recurrence(lb_structure_roots *sp, const uint64_t *moments)
{
    slong M = sp->pairs;
    nmod_berlekamp_massey_t recurrence;
    nmod_berlekamp_massey_init(recurrence, sp->frame->modulus.n);
    nmod_berlekamp_massey_add_points(recurrence, moments, 2 * M);
    nmod_berlekamp_massey_reduce(recurrence);
    nmod_poly_set(sp->polynomial, nmod_berlekamp_massey_V_poly(recurrence));
    nmod_berlekamp_massey_clear(recurrence);
    if (nmod_poly_degree(sp->polynomial) != M || !nmod_poly_get_coeff_ui(sp->polynomial, 0) ||
        !nmod_poly_is_squarefree(sp->polynomial))
        return false;
    nmod_poly_make_monic(sp->polynomial, sp->polynomial);
    numerator(sp->inverse_moments, moments, sp->polynomial);
    return nmod_poly_invmod(sp->inverse_moments, sp->inverse_moments, sp->polynomial);
}

bool lb_structure_roots_init(lb_structure_roots *sp, const lb_frame *frame,
                             const lb_subspace *torus, const lb_mixture *y,
                             const lb_sparse_vector *x)
{
    uint32_t outside = frame->dimension - torus->count;
    if (outside % 2)
        return false;
    *sp = (lb_structure_roots){.frame = frame, .torus = torus, .y = y, .pairs = outside / 2};
    lb_ad_map_init(&sp->x, frame, x);
    nmod_poly_init(sp->polynomial, frame->modulus.n);
    nmod_poly_init(sp->inverse_moments, frame->modulus.n);
    nmod_poly_one(sp->polynomial);
    uint64_t *moments = lb_malloc(outside, sizeof *moments);
    bool good = commutes(sp) && find_moments(moments, outside, sp) &&
                (!outside || find_recurrence(sp, moments)) && !frame->run->stopped;
    free(moments);
    if (!good)
        lb_structure_roots_clear(sp);
    return good;
}

void lb_structure_roots_clear(lb_structure_roots *sp)
{
    lb_ad_map_clear(&sp->x);
    free(sp->odd_powers);
    nmod_poly_clear(sp->polynomial);
    nmod_poly_clear(sp->inverse_moments);
}

bool lb_structure_roots_central(const lb_structure_roots *sp, uint32_t centre)
{
    uint32_t D = sp->frame->dimension, t = sp->torus->count;
    uint64_t *h = lb_malloc(D, sizeof *h), *bracket = lb_malloc(D, sizeof *bracket);
    nmod_mat_t images;
    nmod_mat_init(images, t, D, sp->frame->modulus.n);
    for (uint32_t i = 0; i < t; i++) {
        lb_sparse_vector_scatter(h, D, sp->torus->vectors + i);
        lb_ad_map_apply(bracket, &sp->y->g, h, sp->frame);
        lb_ad_map_apply(images->rows[i], &sp->x, bracket, sp->frame);
    }
    bool agrees = !sp->frame->run->stopped && nmod_mat_rank(images) == (slong)(t - centre);
    nmod_mat_clear(images);
    free(bracket);
    free(h);
    return agrees && !sp->frame->run->stopped;
}

/* forms[i] = ({y, h_i}, .) for the vectors h_i with the torus coordinates in the rows. */
static void bracket_forms(nmod_mat_t forms, const lb_structure_roots *sp, const nmod_mat_t vectors)
{
    const lb_frame *frame = sp->frame;
    uint32_t D = frame->dimension;
    uint64_t *h = lb_malloc(D, sizeof *h), *bracket = lb_malloc(D, sizeof *bracket);
    for (slong i = 0; i < nmod_mat_nrows(vectors); i++) {
        memset(h, 0, D * sizeof *h);
        for (uint32_t j = 0; j < sp->torus->count; j++)
            lb_sparse_vector_add(h, sp->torus->vectors + j, nmod_mat_entry(vectors, i, j),
                                 frame->modulus);
        lb_mixture_bracket(bracket, sp->y, h);
        lb_frame_trace_form(forms->rows[i], frame, bracket);
    }
    free(bracket);
    free(h);
}

/* z = (ad x)^(2k+1) y, from the one for k - 1. */
static void next_odd_power(uint64_t *z, uint64_t *room, const lb_structure_roots *sp, slong k)
{
    const lb_frame *frame = sp->frame;
    size_t D = frame->dimension;
    if (sp->odd_powers) {
        memcpy(z, sp->odd_powers + (size_t)k * D, D * sizeof *z);
        return;
    }
    memcpy(room, k ? z : sp->y->vector, D * sizeof *z);
    if (k) {
        lb_ad_map_apply(z, &sp->x, room, frame);
        memcpy(room, z, D * sizeof *z);
    }
    lb_ad_map_apply(z, &sp->x, room, frame);
}

/* terms[i][k] = n_k for the i-th form. */
static bool find_terms(nmod_mat_t terms, const lb_structure_roots *sp, const nmod_mat_t forms)
{
    const lb_frame *frame = sp->frame;
    size_t D = frame->dimension;
    slong rows = nmod_mat_nrows(forms);
    uint64_t *z = lb_malloc(D, sizeof *z), *room = lb_malloc(D, sizeof *room);
    bool runs = true;
    for (slong k = 0; k < sp->pairs && runs; k++) {
        next_odd_power(z, room, sp, k);
        for (slong i = 0; i < rows; i++)
            nmod_mat_entry(terms, i, k) =
                _nmod_vec_dot(forms->rows[i], z, (slong)D, frame->modulus, 3);
        runs = goes_on(frame, (size_t)rows * D / 8, k, sp->pairs);
    }
    free(room);
    free(z);
    return runs;
}

bool lb_structure_roots_ratios(nmod_poly_struct *ratios, const lb_structure_roots *sp,
                               const nmod_mat_t vectors)
{
    slong rows = nmod_mat_nrows(vectors);
    nmod_mat_t forms, terms;
    nmod_mat_init(forms, rows, sp->frame->dimension, sp->frame->modulus.n);
    nmod_mat_init(terms, rows, sp->pairs, sp->frame->modulus.n);
    bracket_forms(forms, sp, vectors);
    bool runs = find_terms(terms, sp, forms) && !sp->frame->run->stopped;
    for (slong i = 0; i < rows && runs; i++) {
        numerator(ratios + i, terms->rows[i], sp->polynomial);
        nmod_poly_mulmod(ratios + i, ratios + i, sp->inverse_moments, sp->polynomial);
    }
    nmod_mat_clear(terms);
    nmod_mat_clear(forms);
    return runs;
}

/* The trace of the multiplication by f on F_p[s] / q: with q' f / q = sum of t_k s^(-k-1), the sum
 * of f over the roots of q is t_0. */
uint64_t lb_structure_roots_sum(const lb_structure_roots *sp, const nmod_poly_t function)
{
    nmod_poly_t product;
    nmod_poly_init(product, sp->frame->modulus.n);
    nmod_poly_derivative(product, sp->polynomial);
    nmod_poly_mulmod(product, product, function, sp->polynomial);
    uint64_t sum = nmod_poly_get_coeff_ui(product, sp->pairs - 1);
    nmod_poly_clear(product);
    return sum;
}
