#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "structure/split_internal.h"

static void scatter(uint64_t *dense, uint32_t dimension, const lb_sparse_vector *v)
{
    memset(dense, 0, dimension * sizeof *dense);
    for (uint32_t i = 0; i < v->length; i++)
        dense[v->terms[i].column] = v->terms[i].value;
}

static uint64_t dot_sparse(const uint64_t *dense, const lb_sparse_vector *v, nmod_t p)
{
    uint64_t sum = 0;
    for (uint32_t i = 0; i < v->length; i++)
        sum = nmod_add(sum, nmod_mul(dense[v->terms[i].column], v->terms[i].value, p), p);
    return sum;
}

/* M_ij = (left_i, right_j) in the trace form. */
static void trace_form_matrix(nmod_mat_t M, const lb_frame *frame, const lb_subspace *left,
                              const lb_subspace *right)
{
    uint64_t *dense = lb_malloc(frame->dimension, sizeof *dense);
    uint64_t *form = lb_malloc(frame->dimension, sizeof *form);
    for (uint32_t i = 0; i < left->count; i++) {
        scatter(dense, frame->dimension, left->vectors + i);
        lb_frame_trace_form(form, frame, dense);
        for (uint32_t j = 0; j < right->count; j++)
            nmod_mat_entry(M, i, j) = dot_sparse(form, right->vectors + j, frame->modulus);
    }
    free(form);
    free(dense);
}

/* G becomes S^T G S, S the basis of s in the coordinates of the torus: a form on s. */
static void restrict_form(nmod_mat_t restricted, const lb_torus_operators *o, const nmod_mat_t G)
{
    slong t = nmod_mat_nrows(o->semisimple), r = o->rank;
    nmod_mat_t basis, transposed, product;
    nmod_mat_window_init(basis, o->semisimple, 0, 0, t, r);
    nmod_mat_init(transposed, r, t, G->mod.n);
    nmod_mat_init(product, r, t, G->mod.n);
    nmod_mat_transpose(transposed, basis);
    nmod_mat_mul(product, transposed, G);
    nmod_mat_mul(restricted, product, basis);
    nmod_mat_clear(product);
    nmod_mat_clear(transposed);
    nmod_mat_window_clear(basis);
}

bool lb_torus_operators_init(lb_torus_operators *o, const lb_frame *frame, const lb_torus *torus)
{
    uint32_t t = torus->reduced.count, c = torus->centre_reduced.count;
    nmod_mat_t conditions, gram;
    *o = (lb_torus_operators){.frame = frame, .torus = torus};
    lb_random_seed(&o->random, 1);
    nmod_mat_init(conditions, c, t, frame->modulus.n);
    nmod_mat_init(gram, t, t, frame->modulus.n);
    nmod_mat_init(o->semisimple, t, t, frame->modulus.n);
    trace_form_matrix(conditions, frame, &torus->centre_reduced, &torus->reduced);
    trace_form_matrix(gram, frame, &torus->reduced, &torus->reduced);
    o->rank = (uint32_t)nmod_mat_nullspace(o->semisimple, conditions);
    nmod_mat_init(o->inverse_gram, o->rank, o->rank, frame->modulus.n);
    restrict_form(o->inverse_gram, o, gram);
    bool regular = o->rank == t - c && nmod_mat_inv(o->inverse_gram, o->inverse_gram);
    nmod_mat_clear(gram);
    nmod_mat_clear(conditions);
    if (!regular)
        lb_torus_operators_clear(o);
    return regular;
}

void lb_torus_operators_clear(lb_torus_operators *o)
{
    nmod_mat_clear(o->semisimple);
    nmod_mat_clear(o->inverse_gram);
}

void lb_torus_operator(nmod_mat_t T, lb_torus_operators *o)
{
    const lb_frame *frame = o->frame;
    uint32_t t = o->torus->reduced.count, D = frame->dimension;
    uint64_t *x = lb_malloc(D, sizeof *x), *form = lb_malloc(D, sizeof *form);
    nmod_mat_t images, transposed, product;
    nmod_mat_init(images, t, D, frame->modulus.n);
    nmod_mat_init(transposed, D, t, frame->modulus.n);
    nmod_mat_init(product, t, t, frame->modulus.n);
    for (uint32_t a = 0; a < D; a++)
        x[a] = lb_random_below(&o->random, frame->modulus.n);
    for (uint32_t i = 0; i < t; i++) {
        lb_ad_map_apply(images->rows[i], o->torus->adjoints + i, x, 1, frame->modulus);
        lb_frame_trace_form(form, frame, images->rows[i]);
        for (uint32_t a = 0; a < D; a++)
            nmod_mat_entry(transposed, a, i) = form[a];
    }
    nmod_mat_mul(product, images, transposed);
    restrict_form(T, o, product);
    nmod_mat_mul(T, o->inverse_gram, T);
    nmod_mat_clear(product);
    nmod_mat_clear(transposed);
    nmod_mat_clear(images);
    free(form);
    free(x);
}
