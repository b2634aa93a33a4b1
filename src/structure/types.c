#include "structure/types.h"

#include <stdlib.h>

#include <flint/nmod_mat.h>

#include "base/memory.h"
#include "base/random.h"

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

/* tr(ad h ad h') on the whole algebra, for images[a] = {h', basis vector a}. */
static uint64_t adjoint_trace(lb_frame *frame, const lb_vector *h, const lb_vector *images)
{
    uint64_t trace = 0;
    for (uint32_t a = 0; a < frame->basis.count; a++) {
        if (!images[a].length)
            continue;
        lb_frame_add_bracket(frame, 1, h, images + a);
        uint64_t value = frame->accumulators[frame->basis.pivots[a]];
        trace = nmod_add(trace, value == frame->modulus.n ? 0 : value, frame->modulus);
        lb_frame_drop(frame);
    }
    return trace;
}

/* The inverse of the Killing form on the block's part of the torus. */
static bool inverse_killing(nmod_mat_t K, const lb_factor *block, lb_frame *frame)
{
    lb_vector *images = lb_malloc(frame->basis.count, sizeof *images);
    for (uint32_t j = 0; j < block->rank; j++) {
        for (uint32_t a = 0; a < frame->basis.count; a++) {
            lb_frame_add_bracket(frame, 1, block->subtorus + j, frame->basis.vectors + a);
            lb_frame_take(images + a, frame);
        }
        for (uint32_t i = 0; i <= j; i++)
            nmod_mat_entry(K, i, j) = nmod_mat_entry(K, j, i) =
                adjoint_trace(frame, block->subtorus + i, images);
        for (uint32_t a = 0; a < frame->basis.count; a++)
            lb_vector_clear(images + a);
    }
    free(images);
    return nmod_mat_inv(K, K);
}

/* y becomes (Q - shift) y. */
static void apply_lengths(lb_vector *y, const nmod_mat_t K, const lb_factor *block, lb_frame *frame,
                          uint64_t shift)
{
    uint32_t r = block->rank;
    lb_vector *inner = lb_malloc(r, sizeof *inner), *outer = lb_malloc(r, sizeof *outer);
    for (uint32_t j = 0; j < r; j++) {
        lb_frame_add_bracket(frame, 1, block->subtorus + j, y);
        lb_frame_take(inner + j, frame);
    }
    for (uint32_t i = 0; i < r; i++) {
        for (uint32_t j = 0; j < r; j++)
            lb_frame_add(frame, nmod_mat_entry(K, i, j), inner + j);
        lb_frame_take(outer + i, frame);
    }
    for (uint32_t i = 0; i < r; i++)
        lb_frame_add_bracket(frame, 1, block->subtorus + i, outer + i);
    lb_frame_add(frame, nmod_neg(shift, frame->modulus), y);
    for (uint32_t i = 0; i < r; i++) {
        lb_vector_clear(inner + i);
        lb_vector_clear(outer + i);
    }
    free(inner);
    free(outer);
    lb_vector_clear(y);
    lb_frame_take(y, frame);
}

/* {u, x} for random u in the block's part of the torus and random x: no part in the torus, and
 * none outside the block. */
static void random_root_vector(lb_vector *y, const lb_factor *block, lb_frame *frame)
{
    lb_random random;
    lb_vector u, x;
    lb_random_seed(&random, 1);
    for (uint32_t j = 0; j < block->rank; j++)
        lb_frame_add(frame, lb_random_below(&random, frame->modulus.n), block->subtorus + j);
    lb_frame_take(&u, frame);
    for (uint32_t a = 0; a < frame->basis.count; a++)
        lb_frame_add(frame, lb_random_below(&random, frame->modulus.n), frame->basis.vectors + a);
    lb_frame_take(&x, frame);
    lb_frame_add_bracket(frame, 1, &u, &x);
    lb_frame_take(y, frame);
    lb_vector_clear(&u);
    lb_vector_clear(&x);
}

/* Whether the polynomial of the type vanishes on a random vector. */
static bool lengths_fit(const lb_simple_type *type, const nmod_mat_t K, const lb_factor *block,
                        lb_frame *frame)
{
    lb_vector y;
    random_root_vector(&y, block, frame);
    uint64_t longest = nmod_inv(type->dual_coxeter, frame->modulus);
    apply_lengths(&y, K, block, frame, longest);
    if (type->ratio > 1)
        apply_lengths(&y, K, block, frame,
                      nmod_inv((uint64_t)type->ratio * type->dual_coxeter, frame->modulus));
    bool zero = y.length == 0;
    lb_vector_clear(&y);
    return zero;
}

bool lb_factor_type(lb_simple_type *type, const lb_factor *block, lb_frame *frame)
{
    lb_simple_type types[LB_TYPES_MAX];
    if (block->dimension % block->degree || block->rank % block->degree)
        return false;
    uint32_t count = lb_simple_types(types, block->dimension / block->degree,
                                     block->rank / block->degree);
    if (count > 1) {
        nmod_mat_t K;
        nmod_mat_init(K, block->rank, block->rank, frame->modulus.n);
        uint32_t kept = 0;
        if (inverse_killing(K, block, frame))
            for (uint32_t i = 0; i < count; i++)
                if (lengths_fit(types + i, K, block, frame))
                    types[kept++] = types[i];
        nmod_mat_clear(K);
        count = kept;
    }
    if (count == 1)
        *type = types[0];
    return count == 1;
}
