#include <assert.h>
#include <stdlib.h>

#include "base/memory.h"
#include "structure/split_internal.h"

/* left_i and its products with all vectors. */
static void product_row(nmod_mat_t M, slong i, const lb_frame *frame, const uint64_t *left,
                        const lb_subspace *right, uint64_t *form)
{
    lb_frame_trace_form(form, frame, left);
    for (uint32_t j = 0; j < right->count; j++)
        nmod_mat_entry(M, i, j) = lb_sparse_vector_dot(form, right->vectors + j, frame->modulus);
}

void lb_torus_gram(nmod_mat_t M, const lb_frame *frame, const lb_subspace *left,
                   const lb_subspace *right)
{
    uint64_t *dense = lb_malloc(frame->dimension, sizeof *dense);
    uint64_t *form = lb_malloc(frame->dimension, sizeof *form);
    for (uint32_t i = 0; i < left->count; i++) {
        lb_sparse_vector_scatter(dense, frame->dimension, left->vectors + i);
        product_row(M, i, frame, dense, right, form);
    }
    free(form);
    free(dense);
}

void lb_torus_form(nmod_mat_t F, const lb_frame *frame, const lb_subspace *torus,
                   const lb_rational *y)
{
    slong D = frame->dimension, t = torus->count;
    uint64_t *form = lb_malloc((size_t)D, sizeof *form);
    lb_sparse_vector reduced;
    lb_ad_map A;
    nmod_mat_t brackets;
    bool integral = lb_sparse_vector_reduce(&reduced, y, frame->modulus);
    assert(integral); /* light elements are */
    (void)integral;
    lb_ad_map_init(&A, frame, &reduced);
    nmod_mat_init(brackets, t, D, frame->modulus.n);
    lb_subspace_images(brackets, torus, &A, frame);
    for (slong i = 0; i < t; i++) {
        lb_frame_trace_form(form, frame, brackets->rows[i]);
        for (slong j = 0; j <= i; j++)
            nmod_mat_entry(F, i, j) = nmod_mat_entry(F, j, i) =
                _nmod_vec_dot(form, brackets->rows[j], D, frame->modulus, 3);
    }
    nmod_mat_clear(brackets);
    lb_ad_map_clear(&A);
    lb_sparse_vector_clear(&reduced);
    free(form);
}

/* S^T G S, S the basis of s in the coordinates of the torus: a form on s. */
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

static void operator_of(nmod_mat_t T, const lb_torus_operators *o, const lb_subspace *torus,
                        const lb_rational *y)
{
    nmod_mat_t F;
    nmod_mat_init(F, torus->count, torus->count, o->frame->modulus.n);
    lb_torus_form(F, o->frame, torus, y);
    restrict_form(T, o, F);
    nmod_mat_mul(T, o->inverse_gram, T);
    nmod_mat_clear(F);
}

bool lb_torus_operators_init(lb_torus_operators *o, const lb_frame *frame, const lb_subspace *torus,
                             const lb_subspace *centre, const lb_rational light[2])
{
    uint32_t t = torus->count, c = centre->count;
    uint64_t prime = frame->modulus.n;
    nmod_mat_t conditions;
    *o = (lb_torus_operators){.frame = frame};
    lb_random_seed(&o->random, 1);
    nmod_mat_init(conditions, c, t, prime);
    nmod_mat_init(o->gram, t, t, prime);
    nmod_mat_init(o->semisimple, t, t, prime);
    lb_torus_gram(conditions, frame, centre, torus);
    lb_torus_gram(o->gram, frame, torus, torus);
    o->rank = (uint32_t)nmod_mat_nullspace(o->semisimple, conditions);
    nmod_mat_init(o->inverse_gram, o->rank, o->rank, prime);
    nmod_mat_init(o->T, o->rank, o->rank, prime);
    nmod_mat_init(o->S, o->rank, o->rank, prime);
    restrict_form(o->inverse_gram, o, o->gram);
    bool regular = o->rank == t - c && nmod_mat_inv(o->inverse_gram, o->inverse_gram);
    nmod_mat_clear(conditions);
    if (regular) {
        operator_of(o->T, o, torus, light);
        operator_of(o->S, o, torus, light + 1);
        regular = nmod_mat_rank(o->T) == (slong)o->rank && !frame->run->stopped;
    }
    if (!regular)
        lb_torus_operators_clear(o);
    return regular;
}

void lb_torus_operators_clear(lb_torus_operators *o)
{
    nmod_mat_clear(o->gram);
    nmod_mat_clear(o->semisimple);
    nmod_mat_clear(o->inverse_gram);
    nmod_mat_clear(o->T);
    nmod_mat_clear(o->S);
}

/* S phi (S^T G S)^-1 S^T G: zero on the orthogonal complement of s, which is the centre. */
void lb_torus_extend(nmod_mat_t extended, const nmod_mat_t phi, const lb_torus_operators *o)
{
    slong t = nmod_mat_nrows(o->semisimple), r = o->rank;
    nmod_mat_t basis, transposed, left, right;
    nmod_mat_window_init(basis, o->semisimple, 0, 0, t, r);
    nmod_mat_init(transposed, r, t, phi->mod.n);
    nmod_mat_init(left, t, r, phi->mod.n);
    nmod_mat_init(right, r, t, phi->mod.n);
    nmod_mat_transpose(transposed, basis);
    nmod_mat_mul(right, transposed, o->gram);
    nmod_mat_mul(right, o->inverse_gram, right);
    nmod_mat_mul(left, basis, phi);
    nmod_mat_mul(extended, left, right);
    nmod_mat_clear(right);
    nmod_mat_clear(left);
    nmod_mat_clear(transposed);
    nmod_mat_window_clear(basis);
}
