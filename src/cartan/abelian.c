/* A maximal abelian subalgebra of p: from p down, the lightest vector that is not chosen yet is
 * chosen, and the space is replaced by what commutes with it. Modulo a prime the space that is left
 * at the end is the centralizer of the chosen vectors in p, and they are a basis of it. Over Q, where
 * they are lifted and commute, their centralizer in p has no larger dimension, so it is their span. */

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "cartan/cartan_data.h"
#include "linalg/chinese.h"

static void whole_p(lb_subspace *space, const lb_cartan *c)
{
    *space = (lb_subspace){.vectors = lb_malloc(c->p_count, sizeof *space->vectors),
                           .pivots = lb_malloc(c->p_count, sizeof *space->pivots)};
    for (uint32_t a = 0; a < c->moduli.count; a++) {
        if (!c->in_p[a])
            continue;
        const lb_term unit = {1, a};
        lb_sparse_vector_copy(space->vectors + space->count,
                              &(lb_sparse_vector){1, (lb_term *)&unit});
        space->pivots[space->count++] = a;
    }
}

/* The number of the lightest vector that is not chosen; the count of the space when all are. */
static uint32_t next_vector(const lb_frame *frame, const lb_subspace *space, const bool *chosen)
{
    uint32_t best = space->count;
    double least = 0;
    for (uint32_t i = 0; i < space->count; i++) {
        double work = chosen[space->pivots[i]] ? 0 : lb_frame_work(frame, space->vectors + i);
        if (!chosen[space->pivots[i]] && (best == space->count || work < least)) {
            best = i;
            least = work;
        }
    }
    return best;
}

/* The vector over Q with the least numbers that it can be. */
static bool lift_vector(lb_rational *lifted, const lb_sparse_vector *v, const lb_cartan *c,
                        uint64_t prime)
{
    lb_chinese chinese;
    fmpq *entries = lb_malloc(c->moduli.count, sizeof *entries);
    bool ok = true;
    lb_chinese_init(&chinese, &prime, 1);
    for (uint32_t a = 0; a < c->moduli.count; a++)
        fmpq_init(entries + a);
    for (uint32_t i = 0; i < v->length && ok; i++)
        ok = lb_chinese_lift(entries + v->terms[i].column, &chinese, &v->terms[i].value);
    if (ok)
        lb_rational_init_array(lifted, entries, c->moduli.count);
    for (uint32_t a = 0; a < c->moduli.count; a++)
        fmpq_clear(entries + a);
    free(entries);
    lb_chinese_clear(&chinese);
    return ok;
}

static bool lift_vectors(lb_cartan *c, const lb_frame *frame)
{
    const lb_subspace *a = &c->abelian;
    c->vectors = lb_malloc(a->count, sizeof *c->vectors);
    for (uint32_t i = 0; i < a->count; i++) {
        if (!lift_vector(c->vectors + i, a->vectors + i, c, frame->modulus.n))
            return false;
        c->vector_count++;
    }
    return lb_prove_commuting(&c->moduli, c->vectors, a->count, c->vectors, a->count);
}

/* Chosen vectors stay in the space as they are: each is in the kernel of the ad of the others, and
 * solving for longer unknowns first leaves it alone. What is left is reduced, so that it is a basis
 * whichever of its vectors were chosen. */
bool lb_cartan_find_abelian(lb_cartan *c)
{
    lb_frame *frame = lb_moduli_frame(&c->moduli, 0);
    lb_subspace *space = &c->abelian;
    bool *chosen = lb_calloc(c->moduli.count, sizeof *chosen);
    whole_p(space, c);
    for (uint32_t i; !c->run.stopped && (i = next_vector(frame, space, chosen)) < space->count;) {
        lb_ad_map A;
        chosen[space->pivots[i]] = true;
        lb_ad_map_init(&A, frame, space->vectors + i);
        lb_subspace_intersect_kernel(space, &A, frame);
        lb_ad_map_clear(&A);
    }
    free(chosen);
    return !c->run.stopped && lift_vectors(c, frame);
}
