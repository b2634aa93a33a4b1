/* The algebra from the states alone (proofs/structure.md, "Without a search").
 *
 * At most: all that commutes with the generators modulo a prime does so over Q, and relations of the
 * blocks hold there, by symmetries or by small spaces of states that are lifted. At least: an element
 * tells all root vectors of the blocks apart, and the blocks are irreducible. */

#include <liebound/structure.h>

#include <stdlib.h>

#include <flint/nmod.h>

#include "ansatz/roots.h"
#include "base/memory.h"
#include "structure/copies.h"
#include "structure/differences.h"
#include "structure/exact_spaces.h"
#include "structure/exact_symmetries.h"
#include "structure/lifts.h"
#include "structure/sign_strings.h"

/* Primes that are tried; states of a sector at most. */
enum { TRIES = 2, SECTOR_STATES_MAX = 1024 };
/* Two elements of all that commutes generate it, as a rule. */
enum { ELEMENTS = 2 };

/* The space over Q of a class, or of several that are conjugate: in the entry of one of them. */
typedef struct lifted {
    bool tried, tried_conjugates;
    lb_structure_space *found, space;
    bool listed;     /* in the lifts, */
    uint32_t number; /* as that */
} lifted;

typedef struct states {
    const lb_ansatz_struct *A;
    lb_symmetries symmetries;
    bool has_duality; /* of all states */
    nmod_t modulus;
    lb_structure_blocks blocks;
    lifted *spaces;  /* of the classes, at the first block of each */
    lb_lifts *lifts; /* or NULL */
    lb_run *run;
} states;

/* ---- Spaces over Q ---- */

/* Whether class j may be conjugate to class i. */
static bool may_be_conjugate(const states *x, uint32_t i, uint32_t j)
{
    const lb_block_module *a = x->blocks.items + i, *b = x->blocks.items + j;
    return b->like == j && a->dimension == b->dimension &&
           lb_block_copies(&x->blocks, i) == lb_block_copies(&x->blocks, j);
}

/* The space of the class whose first block is i alone. */
static lb_structure_space *lift_class(states *x, uint32_t i)
{
    lifted *l = x->spaces + i;
    if (!l->tried && lb_structure_space_init(&l->space, x->A, &x->blocks, &i, 1, &x->symmetries))
        l->found = &l->space;
    l->tried = true;
    return l->found;
}

/* The space of all classes that may be conjugate to class i, and are not known alone. */
static void lift_conjugates(states *x, uint32_t i)
{
    lifted *l = x->spaces + i;
    uint32_t count = 0, *classes = lb_malloc(x->blocks.count, sizeof *classes);
    for (uint32_t j = 0; j < x->blocks.count; j++)
        if (may_be_conjugate(x, i, j) && !lift_class(x, j))
            classes[count++] = j;
    bool found = count > 1 && lb_structure_space_init(&l->space, x->A, &x->blocks, classes, count,
                                                      &x->symmetries);
    for (uint32_t c = 0; c < count; c++) {
        x->spaces[classes[c]].tried_conjugates = true;
        if (found)
            x->spaces[classes[c]].found = &l->space;
    }
    free(classes);
}

/* The one to which the class belongs, or NULL. */
static const lb_structure_space *space_of(states *x, uint32_t i)
{
    if (!lift_class(x, i) && !x->spaces[i].tried_conjugates)
        lift_conjugates(x, i);
    return x->spaces[i].found;
}

static void clear_spaces(states *x)
{
    for (uint32_t i = 0; i < x->blocks.count; i++)
        if (x->spaces[i].found == &x->spaces[i].space)
            lb_structure_space_clear(&x->spaces[i].space);
    free(x->spaces);
}

/* ---- What is lifted ---- */

void lb_lifts_clear(lb_lifts *lifts)
{
    for (uint32_t i = 0; i < lifts->space_count; i++)
        fmpz_mat_clear(lifts->spaces + i);
    for (uint32_t i = 0; i < lifts->matrix_count; i++)
        fmpz_mat_clear(lifts->matrices[i].entries);
    free(lifts->spaces);
    free(lifts->matrices);
    *lifts = (lb_lifts){0};
}

/* The number of the space of a class, which has one. */
static uint32_t list_space(states *x, uint32_t i)
{
    const lb_structure_space *U = x->spaces[i].found;
    lifted *l = x->spaces + *U->classes;
    lb_lifts *lifts = x->lifts;
    if (l->listed)
        return l->number;
    lifts->spaces = lb_grow(lifts->spaces, &lifts->space_capacity, lifts->space_count + (size_t)1,
                            sizeof *lifts->spaces);
    fmpz_mat_init_set(lifts->spaces + lifts->space_count, U->basis);
    l->listed = true;
    return l->number = lifts->space_count++;
}

/* Make room for a matrix of the spaces of two classes. */
static lb_lifted_matrix *list_matrix(states *x, uint32_t i, uint32_t j)
{
    lb_lifts *lifts = x->lifts;
    uint32_t a = list_space(x, i), b = list_space(x, j);
    lifts->matrices = lb_grow(lifts->matrices, &lifts->matrix_capacity,
                              lifts->matrix_count + (size_t)1, sizeof *lifts->matrices);
    lb_lifted_matrix *Y = lifts->matrices + lifts->matrix_count++;
    *Y = (lb_lifted_matrix){.a = a, .b = b};
    fmpz_mat_init(Y->entries, fmpz_mat_nrows(lifts->spaces + a), fmpz_mat_nrows(lifts->spaces + b));
    return Y;
}

/* Whether U relates to V, and how in the lifts. */
static bool relate(states *x, uint32_t a, uint32_t b, const nmod_mat_struct *const *T, bool dual)
{
    const lb_structure_space *U = x->spaces[a].found, *V = x->spaces[b].found;
    if (!x->lifts)
        return lb_structure_spaces_are_related(U, V, T, dual);
    lb_lifted_matrix *Y = list_matrix(x, a, b);
    Y->dual = dual;
    bool related = lb_structure_spaces_relate(Y->entries, 1, U, V, T, dual);
    if (!related)
        fmpz_mat_clear(x->lifts->matrices[--x->lifts->matrix_count].entries);
    return related;
}

/* ---- The copies of the blocks ---- */

static bool list_copies(states *x, uint32_t i)
{
    const lb_structure_space *U = x->spaces[i].found;
    fmpz_mat_struct matrices[ELEMENTS];
    nmod_mat_t one;
    const nmod_mat_struct **T = lb_structure_space_identities(one, U);
    for (int e = 0; e < ELEMENTS; e++)
        fmpz_mat_init(matrices + e, U->dimension, U->dimension);
    bool exact = lb_structure_spaces_relate(matrices, ELEMENTS, U, U, T, false);
    for (int e = 0; e < ELEMENTS; e++) {
        lb_lifted_matrix *Y = list_matrix(x, i, i);
        Y->commutes = true;
        fmpz_mat_swap(Y->entries, matrices + e);
        fmpz_mat_clear(matrices + e);
    }
    nmod_mat_clear(one);
    free(T);
    return exact;
}

/* Whether the copies of a class are known over Q without symmetries. */
static bool lift_copies(states *x, const lb_block_module *K)
{
    const lb_structure_space *U = space_of(x, K->sector);
    if (!U || !x->lifts)
        return U && lb_structure_space_has_all_copies(U);
    return x->spaces[*U->classes].listed || list_copies(x, K->sector);
}

static uint32_t states_of(const states *x, const lb_block_module *K)
{
    return K->dimension * x->blocks.items[K->sector].dimension;
}

/* Whether K is to be told from a space that is like it, of more states or before it. */
static bool is_second(const states *x, const lb_structure_blocks *copies, uint32_t i)
{
    const lb_block_module *K = copies->items + i;
    bool second = false;
    for (uint32_t j = 0; j < copies->count && !second; j++) {
        const lb_block_module *other = copies->items + j;
        second = other->like == K->like && (states_of(x, other) > states_of(x, K) ||
                                            (j < i && states_of(x, other) == states_of(x, K)));
    }
    return second;
}

/* Whether on those spaces that are not known otherwise the symmetries act by all matrices, and
 * independently. The items of `copies` move to the rest. */
static bool settle_copies(states *x, lb_structure_blocks *copies)
{
    lb_structure_blocks rest = {.modulus = copies->modulus,
                                .generator_count = copies->generator_count};
    lb_structure_blocks known = rest;
    bool settled = true;
    lb_structure_blocks_find_alike(copies, x->run);
    for (uint32_t i = 0; i < copies->count; i++) {
        lb_block_module *K = copies->items + i;
        bool lifts = is_second(x, copies, i) || !lb_block_is_irreducible(copies, i, x->run);
        settled = settled && (!lifts || lift_copies(x, K));
        lb_structure_blocks_append(lifts ? &known : &rest, *K);
    }
    copies->count = 0;
    for (uint32_t i = 0; i < rest.count; i++)
        rest.items[i].like = i;
    settled = settled && lb_structure_blocks_are_distinct(&rest, x->run);
    lb_structure_blocks_clear(&known);
    lb_structure_blocks_clear(&rest);
    return settled;
}

/* Whether all that commutes with the generators modulo the prime does so over Q. */
static bool copies_are_exact(states *x)
{
    lb_module E;
    lb_structure_blocks copies;
    lb_structure_symmetries_module(&E, x->A, x->modulus, &x->run->options.limits);
    bool exact = lb_copies_init(&copies, &x->blocks, &E, x->A->qubits, &x->symmetries, x->run);
    if (exact) {
        exact = settle_copies(x, &copies);
        lb_structure_blocks_clear(&copies);
    }
    lb_module_clear(&E);
    return exact;
}

/* ---- Blocks under the generators ---- */

/* Whether the spaces of two classes are related over Q as all their classes are modulo the prime, these
 * two among them. */
static bool relate_spaces(states *x, uint32_t a, uint32_t b, bool dual)
{
    const lb_structure_space *U = space_of(x, a), *V = space_of(x, b);
    bool among = false;
    uint32_t count = U->class_count * V->class_count;
    slong d = x->blocks.items[*U->classes].dimension;
    nmod_mat_struct *matrices = lb_malloc(count, sizeof *matrices);
    const nmod_mat_struct **T = lb_calloc(count, sizeof(const nmod_mat_struct *));
    for (uint32_t t = 0; t < count; t++) {
        uint32_t i = U->classes[t / V->class_count], j = V->classes[t % V->class_count];
        nmod_mat_init(matrices + t, d, d, x->modulus.n);
        if (lb_structure_blocks_isomorphism(matrices + t, &x->blocks, i, j, dual, x->run)) {
            T[t] = matrices + t;
            among = among || (i == a && j == b);
        }
    }
    bool related = among && relate(x, a, b, T, dual);
    for (uint32_t t = 0; t < count; t++)
        nmod_mat_clear(matrices + t);
    free(T);
    free(matrices);
    return related;
}

/* Duals, traces included, by a symmetry of all states; others by what is known of their spaces. */
static bool prove_relation(const lb_structure_blocks *blocks, uint32_t a, uint32_t b, bool dual,
                           bool found, void *context)
{
    states *x = context;
    if (dual && x->has_duality && lb_structure_blocks_have_opposite_traces(blocks, a, b))
        return true;
    return space_of(x, a) && space_of(x, b) && (!found || relate_spaces(x, a, b, dual));
}

/* Modulo the prime of the states; false, with nothing to be cleared, where that does not decide. */
static bool find_blocks(states *x)
{
    uint32_t rank;
    lb_structure_blocks *blocks = &x->blocks;
    if (!lb_structure_blocks_init(blocks, x->A, &x->symmetries, true, x->modulus.n, x->run))
        return false;
    lb_structure_blocks_find_alike(blocks, x->run);
    x->spaces = lb_calloc(blocks->count, sizeof *x->spaces);
    bool found = lb_structure_blocks_are_irreducible(blocks, x->run) &&
                 lb_structure_blocks_are_distinct(blocks, x->run) && copies_are_exact(x);
    if (found)
        lb_structure_blocks_join_proved(blocks, prove_relation, x, x->run);
    found = found && lb_structure_blocks_exact_rank(&rank, blocks, x->A) &&
            rank == lb_structure_blocks_trace_rank(blocks) &&
            lb_structure_roots_are_told_apart(blocks, x->run) &&
            lb_structure_blocks_find_parts(blocks, lb_structure_blocks_bound(blocks), x->run) &&
            lb_structure_blocks_parts_bound(blocks) == lb_structure_blocks_bound(blocks);
    clear_spaces(x);
    if (!found)
        lb_structure_blocks_clear(blocks);
    return found;
}

static bool decide(lb_algebra_t G, states *x)
{
    uint64_t prime = (uint64_t)1 << 61;
    bool found = false;
    for (int i = 0; i < TRIES && !found && !x->run->stopped; i++) {
        if (x->lifts)
            lb_lifts_clear(x->lifts);
        prime = lb_structure_blocks_prime(prime);
        nmod_init(&x->modulus, prime);
        found = find_blocks(x);
    }
    if (!found)
        return false;
    lb_algebra_init(G);
    for (uint32_t i = 0; i < x->blocks.part_count; i++)
        lb_structure_add_copies(G, x->blocks.parts[i].type, x->blocks.parts[i].n, 1);
    lb_structure_add_copies(G, LB_IDEAL_U, 1, lb_structure_blocks_trace_rank(&x->blocks));
    lb_structure_blocks_clear(&x->blocks);
    return true;
}

lb_status lb_states_algebra_with_lifts(lb_algebra_t G, lb_lifts *lifts, const lb_ansatz_t A,
                                       const lb_run_options *options, lb_error *error)
{
    lb_run run;
    states x = {.A = A, .lifts = lifts, .run = &run};
    uint64_t duality[2];
    lb_symmetry none;
    lb_canonical canonical;
    lb_status status = lb_roots_refuse(A, error);
    if (lifts)
        *lifts = (lb_lifts){0};
    if (status)
        return status;
    if (A->qubits > LB_SECTOR_QUBITS_MAX)
        return lb_fail(error, LB_UNDECIDED, "there are too many states");
    lb_run_start(&run, options);
    lb_symmetry_init(&none, (uint32_t)A->qubits);
    lb_canonical_init(&canonical, &none, lb_dense_words(A->qubits));
    lb_symmetries_init(&x.symmetries, A, &canonical);
    x.has_duality = lb_structure_duality(duality, A);
    bool found = (size_t)1 << A->qubits >> x.symmetries.count <= SECTOR_STATES_MAX && decide(G, &x);
    lb_symmetries_clear(&x.symmetries);
    lb_canonical_clear(&canonical);
    lb_symmetry_clear(&none);
    lb_run_end(&run);
    if (!found && lifts)
        lb_lifts_clear(lifts);
    return found ? LB_OK
                 : lb_fail(error, LB_UNDECIDED, "%s",
                           run.stopped ? run.stopped : "the states do not tell the algebra");
}

lb_status lb_states_algebra(lb_algebra_t G, const lb_ansatz_t A, const lb_run_options *options,
                            lb_error *error)
{
    return lb_states_algebra_with_lifts(G, NULL, A, options, error);
}
