/* The rank of the centre, from traces. */

#include <flint/fmpz_mat.h>
#include <flint/nmod.h>

#include "structure/block_fields.h"

/* Instead of the number of a sector. */
#define ALL_SECTORS UINT32_MAX

/* The sum over the blocks of a sector, in all their copies, of the products of traces of two
 * generators. */
static uint64_t trace_product(const lb_structure_blocks *blocks, uint32_t sector, uint32_t k,
                              uint32_t l)
{
    nmod_t p = blocks->modulus;
    uint64_t sum = 0;
    for (uint32_t i = 0; i < blocks->count; i++) {
        const lb_block_module *b = blocks->items + i;
        if (sector == ALL_SECTORS || b->sector == sector)
            sum = nmod_addmul(sum, nmod_mul(b->traces[k], b->traces[l], p), b->multiplicity, p);
    }
    return sum;
}

static uint32_t gram_rank(const lb_structure_blocks *blocks, uint32_t sector)
{
    slong K = blocks->generator_count;
    fmpz_mat_t gram;
    fmpz_mat_init(gram, K, K);
    for (slong k = 0; k < K; k++)
        for (slong l = 0; l < K; l++) {
            uint64_t product = trace_product(blocks, sector, (uint32_t)k, (uint32_t)l);
            bool negative = product > blocks->modulus.n / 2;
            fmpz_set_ui(fmpz_mat_entry(gram, k, l),
                        negative ? blocks->modulus.n - product : product);
            if (negative)
                fmpz_neg(fmpz_mat_entry(gram, k, l), fmpz_mat_entry(gram, k, l));
        }
    uint32_t rank = (uint32_t)fmpz_mat_rank(gram);
    fmpz_mat_clear(gram);
    return rank;
}

/* The sums are integers, at most (states norm)^2 in absolute value. */
static bool are_known(const lb_structure_blocks *blocks, const lb_ansatz_t A)
{
    fmpz_t bound, one;
    fmpz_init(bound);
    fmpz_init(one);
    for (size_t k = 0; k < A->generator_count; k++) {
        lb_structure_generator_norm(one, A->generators + k);
        if (fmpz_cmp(one, bound) > 0)
            fmpz_set(bound, one);
    }
    fmpz_mul_2exp(bound, bound, A->qubits);
    bool known = 2 * fmpz_bits(bound) + 1 < FLINT_BIT_COUNT(blocks->modulus.n);
    fmpz_clear(one);
    fmpz_clear(bound);
    return known;
}

bool lb_structure_blocks_exact_rank(uint32_t *rank, const lb_structure_blocks *blocks,
                                    const lb_ansatz_t A)
{
    bool known = are_known(blocks, A);
    if (known)
        *rank = gram_rank(blocks, ALL_SECTORS);
    return known;
}

bool lb_structure_blocks_exact_ranks(uint32_t *ranks, const lb_structure_blocks *blocks,
                                     const lb_ansatz_t A)
{
    bool known = are_known(blocks, A);
    for (uint32_t sector = 0; sector < blocks->sector_count && known; sector++)
        ranks[sector] = gram_rank(blocks, sector);
    return known;
}
