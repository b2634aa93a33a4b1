#include "structure/proof.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { PRIME_BITS = 60 }; /* every prime is above 2^60 */

/* Bits of the numerators and of the denominator, at strings, of a combination of vectors for which
 * those are at most inner_bits, with denominators that divide one of common_bits. */
static uint32_t combined_bits(const lb_rational *v, uint32_t inner_bits, uint32_t common_bits)
{
    return lb_rational_norm_bits(v) + lb_rational_denominator_bits(v) + inner_bits +
           2 * common_bits;
}

static uint32_t most_combined_bits(const lb_rational *vectors, uint32_t count, uint32_t inner_bits,
                                   uint32_t common_bits)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t bits = combined_bits(vectors + i, inner_bits, common_bits);
        most = bits > most ? bits : most;
    }
    return most;
}

static uint32_t common_denominator_bits(const lb_rational *vectors, uint32_t count)
{
    fmpz_t common;
    fmpz_init_set_ui(common, 1);
    for (uint32_t i = 0; i < count; i++)
        fmpz_lcm(common, common, vectors[i].denominator);
    uint32_t bits = (uint32_t)fmpz_bits(common);
    fmpz_clear(common);
    return bits;
}

/* The same for vectors in coordinates of the algebra. */
static uint32_t most_bits(const lb_moduli *moduli, const lb_rational *vectors, uint32_t count)
{
    return most_combined_bits(vectors, count, moduli->row_bits,
                              common_denominator_bits(moduli->rows, moduli->count));
}

typedef enum outcome { HOLDS, FAILS, USELESS } outcome;

/* Account for one vector's adjoint and what is done with it. */
static bool goes_on(const lb_moduli *moduli, const lb_ad_map *A, uint32_t done, uint32_t total)
{
    lb_progress progress = {.stage = "structure", .done = done, .total = total};
    return lb_run_goes_on(moduli->run, A->first[A->dimension] + A->dimension, progress);
}

/* Whether A v = 0. */
static bool annihilates(const lb_ad_map *A, const lb_sparse_vector *v, uint64_t *dense,
                        uint64_t *image, nmod_t modulus)
{
    memset(dense, 0, A->dimension * sizeof *dense);
    memset(image, 0, A->dimension * sizeof *image);
    for (uint32_t i = 0; i < v->length; i++)
        dense[v->terms[i].column] = v->terms[i].value;
    lb_ad_map_apply(image, A, dense, 1, modulus);
    return _nmod_vec_is_zero(image, A->dimension);
}

static outcome check_commuting(const lb_moduli *moduli, const lb_frame *frame, const lb_rational *a,
                               uint32_t a_count, const lb_rational *b, uint32_t b_count)
{
    lb_sparse_vector *left = lb_sparse_vectors_reduce(a, a_count, frame->modulus);
    lb_sparse_vector *right = lb_sparse_vectors_reduce(b, b_count, frame->modulus);
    uint64_t *dense = lb_malloc(frame->dimension, sizeof *dense);
    uint64_t *image = lb_malloc(frame->dimension, sizeof *image);
    bool usable = left && right, holds = true;
    lb_ad_map *adjoints = usable ? lb_ad_maps_new(frame, left, a_count) : NULL;
    for (uint32_t i = 0; usable && i < a_count && holds; i++) {
        holds = goes_on(moduli, adjoints + i, i, a_count);
        for (uint32_t j = a == b ? i + 1 : 0; j < b_count && holds; j++)
            holds = annihilates(adjoints + i, right + j, dense, image, frame->modulus);
    }
    lb_ad_maps_clear(adjoints, a_count);
    free(image);
    free(dense);
    lb_sparse_vectors_clear(left, a_count);
    lb_sparse_vectors_clear(right, b_count);
    return !usable ? USELESS : holds ? HOLDS : FAILS;
}

bool lb_prove_commuting(lb_moduli *moduli, const lb_rational *a, uint32_t a_count,
                        const lb_rational *b, uint32_t b_count)
{
    if (!a_count || !b_count)
        return true;
    uint32_t needed = most_bits(moduli, a, a_count) + most_bits(moduli, b, b_count) + 1;
    for (uint32_t i = 0, known = 0; known < needed; i++) {
        outcome result =
            check_commuting(moduli, lb_moduli_frame(moduli, i), a, a_count, b, b_count);
        if (result == FAILS)
            return false;
        known += result == HOLDS ? PRIME_BITS : 0;
    }
    return true;
}

/* A torus modulo one prime. */
typedef struct torus_frame {
    const lb_frame *frame;
    uint32_t count, centre_count;
    lb_sparse_vector *centre;
    uint64_t **forms; /* (h_i, basis vector a) in the trace form */
    lb_ad_map *adjoints;
} torus_frame;

static bool torus_frame_init(torus_frame *t, const lb_frame *frame, const lb_torus *torus)
{
    *t = (torus_frame){
        .frame = frame, .count = torus->reduced.count, .centre_count = torus->centre_reduced.count};
    lb_sparse_vector *vectors = lb_sparse_vectors_reduce(torus->vectors, t->count, frame->modulus);
    t->centre = lb_sparse_vectors_reduce(torus->centre, t->centre_count, frame->modulus);
    if (!vectors || !t->centre) {
        lb_sparse_vectors_clear(vectors, t->count);
        return false;
    }
    t->adjoints = lb_ad_maps_new(frame, vectors, t->count);
    t->forms = lb_malloc(t->count, sizeof *t->forms);
    for (uint32_t i = 0; i < t->count; i++) {
        uint64_t *dense = lb_calloc(frame->dimension, sizeof *dense);
        for (uint32_t j = 0; j < vectors[i].length; j++)
            dense[vectors[i].terms[j].column] = vectors[i].terms[j].value;
        t->forms[i] = lb_malloc(frame->dimension, sizeof **t->forms);
        lb_frame_trace_form(t->forms[i], frame, dense);
        free(dense);
    }
    lb_sparse_vectors_clear(vectors, t->count);
    return true;
}

static void torus_frame_clear(torus_frame *t)
{
    lb_sparse_vectors_clear(t->centre, t->centre_count);
    for (uint32_t i = 0; t->forms && i < t->count; i++)
        free(t->forms[i]);
    free(t->forms);
    lb_ad_maps_clear(t->adjoints, t->count);
}

/* The adjoint matrix of a vector in torus coordinates; false when the prime divides its
 * denominator. */
static bool adjoint_of(lb_ad_map *A, const torus_frame *t, const lb_rational *v)
{
    lb_sparse_vector reduced;
    if (!lb_sparse_vector_reduce(&reduced, v, t->frame->modulus))
        return false;
    uint64_t *coefficients = lb_calloc(t->count, sizeof *coefficients);
    for (uint32_t i = 0; i < reduced.length; i++)
        coefficients[reduced.terms[i].column] = reduced.terms[i].value;
    lb_ad_map_init_combination(A, coefficients, t->adjoints, t->count, t->frame->modulus);
    free(coefficients);
    lb_sparse_vector_clear(&reduced);
    return true;
}

static lb_ad_map *adjoints_of(const torus_frame *t, const lb_factor *factor)
{
    uint32_t count = lb_factor_vectors(factor);
    lb_ad_map *adjoints = lb_malloc(count, sizeof *adjoints);
    for (uint32_t k = 0; k < count; k++)
        if (!adjoint_of(adjoints + k, t, factor->vectors + k)) {
            lb_ad_maps_clear(adjoints, k);
            return NULL;
        }
    return adjoints;
}

/* The identities (1) and (2); v[k] is ad v_k. */
static bool check_powers(const lb_ad_map *v, uint32_t degree, nmod_t modulus)
{
    bool holds = true;
    for (uint32_t k = 1; k < degree && holds; k++)
        holds = lb_ad_map_products_agree(v + 1, v + k, v, v + k + 1, modulus);
    for (uint32_t j = 2; j < degree && holds; j++)
        holds = lb_ad_map_products_agree(v + j, v + j, v + j - 1, v + j + 1, modulus);
    return holds;
}

static bool orthogonal_to_centre(const torus_frame *t, const lb_rational *v)
{
    nmod_t p = t->frame->modulus;
    lb_sparse_vector reduced;
    bool orthogonal = lb_sparse_vector_reduce(&reduced, v, p);
    assert(orthogonal); /* its adjoint was made */
    for (uint32_t b = 0; b < t->centre_count; b++) {
        uint64_t sum = 0;
        for (uint32_t i = 0; i < reduced.length; i++)
            for (uint32_t j = 0; j < t->centre[b].length; j++) {
                uint64_t form = t->forms[reduced.terms[i].column][t->centre[b].terms[j].column];
                uint64_t part = nmod_mul(form, t->centre[b].terms[j].value, p);
                sum = nmod_add(sum, nmod_mul(part, reduced.terms[i].value, p), p);
            }
        orthogonal = orthogonal && !sum;
    }
    lb_sparse_vector_clear(&reduced);
    return orthogonal;
}

/* The identities of all factors, (3) against those before. */
static outcome check_splitting(const lb_moduli *moduli, const torus_frame *t,
                               const lb_splitting *splitting)
{
    nmod_t modulus = t->frame->modulus;
    lb_ad_map *first = lb_malloc(splitting->count, sizeof *first);
    outcome result = HOLDS;
    uint32_t i = 0;
    for (; i < splitting->count && result == HOLDS; i++) {
        const lb_factor *factor = splitting->factors + i;
        lb_ad_map *v = adjoints_of(t, factor);
        if (!v) {
            result = USELESS;
            break;
        }
        bool holds = check_powers(v, factor->degree, modulus);
        for (uint32_t k = 0; k < lb_factor_vectors(factor) && holds; k++)
            holds = orthogonal_to_centre(t, factor->vectors + k);
        for (uint32_t j = 0; j < i && holds; j++)
            holds = goes_on(moduli, v, i, splitting->count) &&
                    lb_ad_map_products_agree(v, first + j, NULL, NULL, modulus);
        result = holds ? HOLDS : FAILS;
        first[i] = v[0];
        for (uint32_t k = 1; k < lb_factor_vectors(factor); k++)
            lb_ad_map_clear(v + k);
        free(v);
    }
    lb_ad_maps_clear(first, i);
    return result;
}

bool lb_prove_splitting(lb_moduli *moduli, const lb_splitting *splitting, const lb_torus *torus)
{
    uint32_t t = torus->reduced.count, most = 0;
    uint32_t inner = most_bits(moduli, torus->vectors, t);
    uint32_t common = common_denominator_bits(torus->vectors, t) +
                      common_denominator_bits(moduli->rows, moduli->count);
    for (uint32_t i = 0; i < splitting->count; i++) {
        const lb_factor *factor = splitting->factors + i;
        uint32_t bits =
            most_combined_bits(factor->vectors, lb_factor_vectors(factor), inner, common);
        most = bits > most ? bits : most;
    }
    uint32_t needed = 4 * most + moduli->row_bits +
                      most_bits(moduli, torus->centre, torus->centre_reduced.count) + 1;
    outcome result = HOLDS;
    for (uint32_t f = 0, known = 0; known < needed && result != FAILS; f++) {
        torus_frame frame;
        result = torus_frame_init(&frame, lb_moduli_frame(moduli, f), torus)
                     ? check_splitting(moduli, &frame, splitting)
                     : USELESS;
        torus_frame_clear(&frame);
        known += result == HOLDS ? PRIME_BITS : 0;
    }
    return result != FAILS;
}
