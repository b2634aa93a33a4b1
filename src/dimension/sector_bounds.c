/* The bounds of the kind `sectors`. The strings of an element are counted as those of all words. */

#include "dimension/sector_search.h"

#include <stdlib.h>

#include "base/memory.h"

enum { GENERATORS_MAX = 1000, SECTORS_MAX = 1 << 12, COPIES_MAX = 1 << 12, MATRICES_MAX = 1 << 24 };
static const uint64_t TABLES_MAX = 1u << 25, PAIRS_MAX = 1u << 26, STEPS_MAX = UINT64_C(1) << 40,
                      CUBES_MAX = UINT64_C(1) << 38, TRACES_MAX = UINT64_C(1) << 22,
                      LIFTED_MAX = UINT64_C(1) << 31;

static int compare(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* How many different x there are in the strings W(x, z) of some sums. */
static uint64_t count_flips(const lb_sum_struct *sums, size_t count)
{
    size_t length = 0, at = 0;
    for (size_t i = 0; i < count; i++)
        length += sums[i].length;
    uint64_t *x = lb_malloc(length, sizeof *x), flips = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t t = 0; t < sums[i].length; t++) {
            const lb_string_struct *P = sums[i].strings + t;
            x[at++] = P->length ? P->blocks[0].x : 0;
        }
    if (length)
        qsort(x, length, sizeof *x, compare);
    for (size_t i = 0; i < length; i++)
        flips += !i || x[i] != x[i - 1];
    free(x);
    return flips;
}

/* Those of forms are counted as all pairs of terms of generators. */
static uint64_t count_pairs(const lb_sector_proof *proof)
{
    uint64_t pairs = 0, terms = 0;
    for (size_t k = 0; k < proof->A->generator_count; k++)
        terms += proof->A->generators[k].length;
    for (size_t i = 0; i < proof->symmetries.sum_count; i++)
        pairs += proof->symmetries.sums[i].length * terms;
    pairs += (proof->string_count + terms * proof->form_count) * terms;
    for (uint32_t w = 0; w < proof->word_count; w++) {
        bool alone = proof->words[w].parent == LB_SECTOR_ALONE;
        pairs += proof->word_sums[proof->words[w].generator].length *
                 (alone ? 1 : proof->word_sums[proof->words[w].parent].length);
        pairs += proof->element_count * proof->word_sums[w].length;
    }
    return pairs;
}

/* Multiplications for what is lifted: the vectors in terms of each other, and the matrices. */
static uint64_t count_lifted(const lb_sector_proof *proof)
{
    const lb_lifts *lifts = &proof->lifts;
    uint64_t terms = 0, steps = 0;
    for (size_t k = 0; k < proof->A->generator_count; k++)
        terms += proof->A->generators[k].length;
    for (uint32_t i = 0; i < lifts->space_count; i++) {
        uint64_t r = (uint64_t)fmpz_mat_nrows(lifts->spaces + i);
        steps += (r * terms + r * r * proof->A->generator_count) << proof->A->qubits;
    }
    for (uint32_t i = 0; i < lifts->matrix_count; i++) {
        const fmpz_mat_struct *Y = lifts->matrices[i].entries;
        uint64_t a = (uint64_t)fmpz_mat_nrows(Y), b = (uint64_t)fmpz_mat_ncols(Y);
        steps += a * b * (a + b) * proof->A->generator_count;
    }
    return steps;
}

static uint64_t count_tables(const lb_sector_proof *proof, uint64_t element, uint64_t generators)
{
    uint64_t tables = generators + proof->element_count * element + proof->string_count +
                      proof->symmetries.permutation_count;
    for (size_t i = 0; i < proof->symmetries.sum_count; i++)
        tables += count_flips(proof->symmetries.sums + i, 1);
    for (uint32_t i = 0; i < proof->lifts.space_count; i++)
        tables += (uint64_t)fmpz_mat_nrows(proof->lifts.spaces + i);
    return tables << proof->A->qubits;
}

bool lb_sector_within_bounds(const lb_sector_proof *proof)
{
    size_t K = proof->A->generator_count;
    uint64_t element = count_flips(proof->word_sums, proof->word_count), generators = 0, copies = 0,
             cubes = 0, steps = 0,
             symmetries = proof->symmetries.permutation_count + proof->string_count +
                          proof->symmetries.sum_count + proof->operator_count;
    for (size_t k = 0; k < K; k++) {
        uint64_t flips = count_flips(proof->A->generators + k, 1);
        generators += flips ? flips : 1;
    }
    for (uint32_t c = 0; c < proof->sector_count; c++) {
        uint64_t d = proof->sectors[c].dimension, m = proof->sectors[c].copies;
        copies += m * m;
        cubes += d * d * d;
        steps += 2 * d * ((K + 6) * element + generators) << proof->A->qubits;
    }
    return K <= GENERATORS_MAX && proof->sector_count <= SECTORS_MAX && copies <= COPIES_MAX &&
           K * K * (K < proof->sector_count ? K : proof->sector_count) <= TRACES_MAX &&
           copies * symmetries <= MATRICES_MAX && cubes <= CUBES_MAX && steps <= STEPS_MAX &&
           count_pairs(proof) <= PAIRS_MAX && count_lifted(proof) <= LIFTED_MAX &&
           count_tables(proof, element, generators) <= TABLES_MAX;
}
