#include "structure/block_adjoint.h"

#include <stdlib.h>

#include <flint/nmod.h>

#include "base/memory.h"

void lb_block_matrices_init(lb_module *M, const lb_block_module *b, const lb_state_blocks *blocks)
{
    uint32_t d = b->dimension;
    nmod_t p = blocks->modulus;
    lb_sparse_sum sum;
    *M = (lb_module){.modulus = p, .dimension = d * d, .generator_count = blocks->generator_count};
    M->generators = lb_malloc(M->generator_count, sizeof *M->generators);
    lb_sparse_sum_init(&sum, d * d, p);
    for (uint32_t k = 0; k < M->generator_count; k++) {
        const nmod_mat_struct *A = b->matrices + k; /* transposed */
        M->generators[k] = lb_malloc((size_t)d * d, sizeof **M->generators);
        for (uint32_t i = 0; i < d; i++)
            for (uint32_t j = 0; j < d; j++) {
                for (uint32_t l = 0; l < d; l++) {
                    const lb_term left = {1, l * d + j}, right = {1, i * d + l};
                    lb_sparse_sum_add(&sum, nmod_mat_entry(A, l, i), &left, 1);
                    lb_sparse_sum_add(&sum, nmod_neg(nmod_mat_entry(A, j, l), p), &right, 1);
                }
                lb_sparse_sum_take(M->generators[k] + (size_t)i * d + j, &sum);
            }
    }
    lb_sparse_sum_clear(&sum);
}

void lb_block_add_generator(uint64_t *x, uint64_t times, uint32_t k, const lb_block_module *b,
                            const lb_state_blocks *blocks)
{
    uint32_t d = b->dimension;
    nmod_t p = blocks->modulus;
    uint64_t mean = nmod_mul(b->traces[k], nmod_inv(d, p), p);
    for (uint32_t i = 0; i < d; i++) {
        for (uint32_t j = 0; j < d; j++)
            x[i * d + j] =
                nmod_addmul(x[i * d + j], times, nmod_mat_entry(b->matrices + k, j, i), p);
        x[i * d + i] = nmod_sub(x[i * d + i], nmod_mul(times, mean, p), p);
    }
}

uint64_t *lb_block_draw_element(const lb_block_module *b, const lb_state_blocks *blocks,
                                lb_random *random)
{
    uint32_t d = b->dimension;
    uint64_t *x = lb_calloc((size_t)d * d, sizeof *x);
    for (uint32_t k = 0; k < blocks->generator_count; k++)
        lb_block_add_generator(x, lb_random_below(random, blocks->modulus.n), k, b, blocks);
    return x;
}
