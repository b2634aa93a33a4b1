/* The algebra from the states alone (proofs/structure.md, "Without a search").
 *
 * At most: exact symmetries act on the states so that what commutes with them has the dimension sum
 * of d^2, d the blocks under the generators. At least: an element tells all root vectors of the
 * blocks apart, and the blocks are irreducible. Both modulo one prime. */

#include <liebound/structure.h>

#include <flint/nmod.h>

#include "structure/copies.h"
#include "structure/differences.h"
#include "structure/exact_symmetries.h"
#include "structure/sign_strings.h"

/* Primes, and elements for each, that are tried. */
enum { TRIES = 2, ELEMENTS = 6, QUBITS_MAX = 10 };

typedef struct states {
    const lb_ansatz_struct *A;
    lb_symmetries symmetries;
    nmod_t modulus;
    lb_state_blocks blocks;
    lb_run *run;
} states;

/* ---- The copies of the blocks ---- */

/* Whether exact symmetries act on the copies of each class of blocks by all matrices, and
 * independently. */
static bool copies_are_exact(const states *x)
{
    lb_module E;
    lb_state_blocks copies;
    lb_exact_symmetries_module(&E, x->A, x->modulus, &x->run->options.limits);
    bool exact = lb_copies_init(&copies, &x->blocks, &E, x->A->qubits, &x->symmetries, x->run);
    if (exact) {
        exact = lb_state_blocks_are_irreducible(&copies, x->run) &&
                lb_state_blocks_are_distinct(&copies, x->run);
        lb_state_blocks_clear(&copies);
    }
    lb_module_clear(&E);
    return exact;
}

/* ---- Blocks under the generators ---- */

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
    uint32_t rank;
    lb_state_blocks *blocks = &x->blocks;
    if (!lb_state_blocks_init_copies(blocks, x->A, &x->symmetries, x->modulus.n, x->run))
        return false;
    lb_state_blocks_find_alike(blocks, x->run);
    bool found = lb_state_blocks_are_irreducible(blocks, x->run) &&
                 lb_state_blocks_are_distinct(blocks, x->run) && copies_are_exact(x);
    if (found && lb_string_duality_exists(x->A))
        lb_state_blocks_join_duals(blocks, x->run);
    found = found && lb_state_blocks_exact_rank(&rank, blocks, x->A) &&
            rank == lb_state_blocks_trace_rank(blocks) && tells_roots_apart(x) &&
            lb_state_blocks_find_parts(blocks, lb_state_blocks_bound(blocks), x->run) &&
            lb_state_blocks_parts_bound(blocks) == lb_state_blocks_bound(blocks);
    if (!found)
        lb_state_blocks_clear(blocks);
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
    for (uint32_t i = 0; i < x->blocks.part_count; i++)
        lb_algebra_add_copies(G, x->blocks.parts[i].type, x->blocks.parts[i].n, 1);
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
