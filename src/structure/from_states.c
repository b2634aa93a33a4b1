/* The algebra from the states alone (proofs/structure.md, "Without a search").
 *
 * At most: exact symmetries act on the states so that what commutes with them has the dimension sum
 * of d^2, d the blocks under the generators. At least: an element tells all root vectors of the
 * blocks apart, and the blocks are irreducible. Both modulo one prime. */

#include <liebound/structure.h>

#include <stdlib.h>
#include <string.h>

#include <flint/fmpz_mat.h>
#include <flint/nmod.h>
#include <flint/nmod_poly_factor.h>

#include "ansatz/roots.h"
#include "base/memory.h"
#include "structure/differences.h"
#include "structure/exact_symmetries.h"

/* Primes, and elements for each, that are tried. */
enum { TRIES = 2, ELEMENTS = 6, QUBITS_MAX = 10 };

typedef struct states {
    const lb_ansatz_struct *A;
    lb_symmetries symmetries;
    nmod_t modulus;
    lb_state_blocks blocks;
    lb_run *run;
} states;

/* ---- What commutes with the exact symmetries ---- */

/* Whether no two blocks are isomorphic, and all have scalar endomorphisms only: on each an element
 * of the hull has d distinct eigenvalues, and all are distinct. */
static bool are_distinct(const lb_state_blocks *blocks, lb_run *run)
{
    lb_random random;
    nmod_poly_t product, f;
    nmod_poly_init(product, blocks->modulus.n);
    nmod_poly_init(f, blocks->modulus.n);
    nmod_poly_one(product);
    lb_random_seed(&random, blocks->count);
    uint64_t seed = lb_random_next(&random);
    bool distinct = true;
    for (uint32_t i = 0; i < blocks->count && distinct; i++) {
        const lb_block_module *b = blocks->items + i;
        lb_module M;
        lb_hull_element X;
        uint64_t *v = lb_malloc(b->dimension, sizeof *v);
        for (uint32_t j = 0; j < b->dimension; j++)
            v[j] = lb_random_below(&random, blocks->modulus.n);
        lb_module_init_matrices(&M, b->matrices, blocks->generator_count, false);

        lb_hull_element_init(&X, &M, seed, run);
        lb_hull_element_polynomial(f, &X, v, b->dimension, &random);
        distinct = nmod_poly_degree(f) == (slong)b->dimension;
        nmod_poly_mul(product, product, f);
        lb_hull_element_clear(&X);
        lb_module_clear(&M);
        free(v);
    }
    distinct = distinct && nmod_poly_is_squarefree(product);
    nmod_poly_clear(f);
    nmod_poly_clear(product);
    return distinct;
}

/* The dimension of the algebra of what commutes with the symmetries, modulo the prime; 0 when it
 * is not found. */
static uint64_t commutant_dimension(const states *x)
{
    lb_module M;
    uint64_t dimension = 0;
    lb_exact_symmetries_module(&M, x->A, x->modulus, &x->run->options.limits);
    lb_state_blocks blocks = {.modulus = x->modulus, .generator_count = M.generator_count};
    if (!M.generator_count)
        dimension = (uint64_t)M.dimension * M.dimension;
    else if (lb_state_blocks_add_module(&blocks, &M, 0, M.dimension, x->run) &&
             lb_state_blocks_are_irreducible(&blocks, x->run) && are_distinct(&blocks, x->run))
        for (uint32_t i = 0; i < blocks.count; i++)
            dimension += (uint64_t)blocks.items[i].multiplicity * blocks.items[i].multiplicity;
    lb_state_blocks_clear(&blocks);
    lb_module_clear(&M);
    return dimension;
}

/* ---- Blocks under the generators ---- */

/* The blocks of dimension 1 that differ. */
static uint64_t count_lines(const lb_state_blocks *blocks)
{
    uint64_t count = 0;
    for (uint32_t i = 0; i < blocks->count; i++) {
        bool is_first = blocks->items[i].dimension == 1;
        for (uint32_t j = 0; j < i && is_first; j++)
            is_first = blocks->items[j].dimension != 1 ||
                       memcmp(blocks->items[i].traces, blocks->items[j].traces,
                              blocks->generator_count * sizeof *blocks->items->traces) != 0;
        count += is_first;
    }
    return count;
}

static uint64_t sum_of_squares(const lb_state_blocks *blocks)
{
    uint64_t sum = count_lines(blocks);
    for (uint32_t i = 0; i < blocks->family_count; i++)
        sum += (uint64_t)blocks->families[i].dimension * blocks->families[i].dimension;
    return sum;
}

static bool has_forms(const lb_state_blocks *blocks)
{
    bool found = false;
    for (uint32_t i = 0; i < blocks->family_count; i++)
        found = found || blocks->families[i].form != LB_FORM_NONE;
    return found;
}

static bool tells_roots_apart(const states *x)
{
    bool found = false;
    for (uint32_t number = 0; number < ELEMENTS && !found && !x->run->stopped; number++) {
        lb_probe_element element;
        lb_probe_element_init(&element, x->blocks.generator_count, number);
        found = lb_differences_are_distinct(&x->blocks, &element, x->run);
        lb_probe_element_clear(&element);
    }
    return found;
}

/* Modulo the prime of the states; false, with nothing to be cleared, where that does not decide. */
static bool find_blocks(states *x)
{
    uint32_t all = (uint32_t)1 << x->A->qubits, rank;
    if (!lb_state_blocks_init(&x->blocks, x->A, &x->symmetries, all, x->modulus.n, x->run))
        return false;
    lb_state_blocks_separate(&x->blocks);
    uint64_t commutant = commutant_dimension(x);
    bool found = commutant && lb_state_blocks_are_irreducible(&x->blocks, x->run);
    if (found)
        lb_state_blocks_join(&x->blocks, sum_of_squares, commutant, x->run);
    found = found && sum_of_squares(&x->blocks) == commutant && !has_forms(&x->blocks) &&
            lb_state_blocks_exact_rank(&rank, &x->blocks, x->A) &&
            rank == lb_state_blocks_trace_rank(&x->blocks) && tells_roots_apart(x);
    if (!found)
        lb_state_blocks_clear(&x->blocks);
    return found;
}

static bool decide(lb_algebra_t G, states *x)
{
    uint64_t prime = (uint64_t)1 << 61;
    bool found = false;
    for (int i = 0; i < TRIES && !found && !x->run->stopped; i++) {
        prime = lb_state_blocks_prime(prime);
        nmod_init(&x->modulus, prime);
        found = find_blocks(x);
    }
    if (!found)
        return false;
    lb_algebra_init(G);
    for (uint32_t i = 0; i < x->blocks.family_count; i++)
        lb_algebra_add_copies(G, LB_IDEAL_SU, x->blocks.families[i].dimension, 1);
    lb_algebra_add_copies(G, LB_IDEAL_U, 1, lb_state_blocks_trace_rank(&x->blocks));
    lb_state_blocks_clear(&x->blocks);
    return true;
}

lb_status lb_states_algebra(lb_algebra_t G, const lb_ansatz_t A, const lb_run_options *options,
                            lb_error *error)
{
    lb_run run;
    states x = {.A = A, .run = &run};
    lb_symmetry none;
    lb_canonical canonical;
    lb_status status = lb_roots_refuse(A, error);
    if (status)
        return status;
    if (A->qubits > QUBITS_MAX)
        return lb_fail(error, LB_UNDECIDED, "there are too many states");
    lb_run_start(&run, options);
    lb_symmetry_init(&none, (uint32_t)A->qubits);
    lb_canonical_init(&canonical, &none, lb_dense_words(A->qubits));
    lb_symmetries_init(&x.symmetries, A, &canonical);
    bool found = decide(G, &x);
    lb_symmetries_clear(&x.symmetries);
    lb_canonical_clear(&canonical);
    lb_symmetry_clear(&none);
    lb_run_end(&run);
    return found ? LB_OK
                 : lb_fail(error, LB_UNDECIDED, "%s",
                           run.stopped ? run.stopped : "the states do not tell the algebra");
}
