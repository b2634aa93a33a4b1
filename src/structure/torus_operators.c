#include <stdlib.h>

#include "base/memory.h"
#include "structure/split_internal.h"

/* The trace form between vectors. */
static void gram_matrix(nmod_mat_t G, lb_frame *frame, const lb_vector *vectors, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        lb_frame_add(frame, 1, vectors + i);
        for (uint32_t j = 0; j <= i; j++) {
            uint64_t value = lb_frame_dot(frame, vectors + j);
            nmod_mat_entry(G, i, j) = nmod_mat_entry(G, j, i) = value;
        }
        lb_frame_drop(frame);
    }
}

static void combine_columns(lb_vector *combined, lb_frame *frame, const lb_subspace *space,
                            const nmod_mat_t columns, uint32_t column)
{
    for (uint32_t i = 0; i < space->count; i++)
        lb_frame_add(frame, nmod_mat_entry(columns, i, column), space->vectors + i);
    lb_frame_take(combined, frame);
}

/* A basis of the vectors of the torus that are orthogonal to the centre. */
static bool find_semisimple(lb_torus_operators *o)
{
    const lb_subspace *torus = &o->torus->reduced, *centre = &o->torus->centre_reduced;
    nmod_mat_t conditions;
    nmod_mat_init(conditions, centre->count, torus->count, o->frame->modulus.n);
    for (uint32_t i = 0; i < centre->count; i++) {
        lb_frame_add(o->frame, 1, centre->vectors + i);
        for (uint32_t j = 0; j < torus->count; j++)
            nmod_mat_entry(conditions, i, j) = lb_frame_dot(o->frame, torus->vectors + j);
        lb_frame_drop(o->frame);
    }
    nmod_mat_init(o->semisimple, torus->count, torus->count, o->frame->modulus.n);
    o->rank = (uint32_t)nmod_mat_nullspace(o->semisimple, conditions);
    nmod_mat_clear(conditions);
    o->vectors = lb_malloc(o->rank, sizeof *o->vectors);
    for (uint32_t i = 0; i < o->rank; i++)
        combine_columns(o->vectors + i, o->frame, torus, o->semisimple, i);
    return o->rank == torus->count - centre->count;
}

bool lb_torus_operators_init(lb_torus_operators *o, lb_frame *frame, const lb_torus *torus)
{
    *o = (lb_torus_operators){.frame = frame, .torus = torus};
    lb_random_seed(&o->random, 1);
    bool regular = find_semisimple(o);
    nmod_mat_init(o->inverse_gram, o->rank, o->rank, frame->modulus.n);
    gram_matrix(o->inverse_gram, frame, o->vectors, o->rank);
    if (!(regular && nmod_mat_inv(o->inverse_gram, o->inverse_gram))) {
        lb_torus_operators_clear(o);
        return false;
    }
    return true;
}

void lb_torus_operators_clear(lb_torus_operators *o)
{
    for (uint32_t i = 0; i < o->rank; i++)
        lb_vector_clear(o->vectors + i);
    free(o->vectors);
    nmod_mat_clear(o->semisimple);
    nmod_mat_clear(o->inverse_gram);
}

void lb_torus_operator(nmod_mat_t T, lb_torus_operators *o)
{
    lb_frame *frame = o->frame;
    lb_vector x, *images = lb_malloc(o->rank, sizeof *images);
    for (uint32_t a = 0; a < frame->basis.count; a++)
        lb_frame_add(frame, lb_random_below(&o->random, frame->modulus.n),
                     frame->basis.vectors + a);
    lb_frame_take(&x, frame);
    for (uint32_t i = 0; i < o->rank; i++) {
        lb_frame_add_bracket(frame, 1, o->vectors + i, &x);
        lb_frame_take(images + i, frame);
    }
    gram_matrix(T, frame, images, o->rank);
    nmod_mat_mul(T, o->inverse_gram, T);
    for (uint32_t i = 0; i < o->rank; i++)
        lb_vector_clear(images + i);
    free(images);
    lb_vector_clear(&x);
}
