/* The search: a random element of the algebra of the symmetries cuts the states into spaces, on which
 * the generators act irreducibly, and where two of them are alike they are copies. Everything that is
 * concluded from what is found here is checked in sector_conditions.c. */

#include "dimension/sector_search.h"

#include <stdlib.h>
#include <string.h>

#include <flint/nmod_poly_factor.h>
#include <flint/ulong_extras.h>

#include "base/memory.h"
#include "structure/blocks.h"

enum {
    SEED = 20261,
    EFFORTS = 3,
    PRIMES = 6,
    PRIMES_FIRST = 2,
    SHARED_MOST =
        2, /* primes modulo which elements do not tell the ideals of families apart, or have
                        multiple eigenvalues */
    CUTS = 8,
    COPIES_MOST = 64,
    DEGREE_MOST = 1024
};

/* ---- Sectors ---- */

/* The root of f that FLINT names first, and f without it; false where it has none. */
static bool take_root(nmod_poly_t f)
{
    nmod_poly_factor_t roots;
    nmod_poly_factor_init(roots);
    nmod_poly_roots(roots, f, 0);
    bool found = roots->num;
    if (found)
        nmod_poly_div(f, f, roots->p);
    nmod_poly_factor_clear(roots);
    return found;
}

/* An eigenvector of some element in the space of u, where these have d distinct eigenvalues. */
static bool find_eigenvector(lb_sector_claim *sector, lb_sector_search *s, const uint64_t *u)
{
    nmod_poly_t f;
    bool found = false;
    nmod_poly_init(f, s->proof->modulus.n);
    for (uint32_t j = 0; j < s->proof->element_count && !found && !s->run->stopped; j++) {
        const lb_sector_sum x = {.search = s, .element = j};
        const lb_linear_map map = lb_sector_sum_map(&x);
        lb_linear_map_polynomial(f, &map, u, sector->dimension, &s->random);
        found = nmod_poly_degree(f) == (slong)sector->dimension && take_root(f);
        if (!found)
            continue;
        sector->vector_element = j;
        lb_linear_map_evaluate(sector->vector, &map, f, u);
        found = !_nmod_vec_is_zero(sector->vector, (slong)s->size);
    }
    nmod_poly_clear(f);
    return found && !s->run->stopped;
}

/* How many copies the symmetries make of the vector. */
static bool count_copies(lb_sector_claim *sector, const lb_sector_search *s)
{
    lb_submodule W;
    if (!lb_submodule_init(&W, &s->symmetries, sector->vector, COPIES_MOST, s->run))
        return false;
    sector->copies = W.dimension;
    lb_submodule_clear(&W);
    return true;
}

static void clear_sector(lb_sector_claim *sector)
{
    nmod_poly_clear(sector->polynomial);
    free(sector->vector);
}

static bool is_copy(const lb_sector_proof *proof, const nmod_poly_t f)
{
    for (uint32_t c = 0; c < proof->sector_count; c++)
        if (nmod_poly_equal(proof->sectors[c].polynomial, f))
            return true;
    return false;
}

/* The sector of the space that the generators make of u, unless it is there; false when it is not
 * found. */
static bool add_sector(lb_sector_search *s, const uint64_t *u)
{
    lb_sector_proof *proof = s->proof;
    const lb_sector_sum x = {.search = s, .element = 0};
    const lb_linear_map map = lb_sector_sum_map(&x);
    lb_sector_claim sector = {.dual = LB_SECTOR_NO_FORM,
                              .form = LB_SECTOR_NO_FORM,
                              .vector = lb_calloc(s->size, sizeof *sector.vector)};
    nmod_poly_init(sector.polynomial, proof->modulus.n);
    lb_linear_map_polynomial(sector.polynomial, &map, u, s->size, &s->random);
    sector.dimension = (uint32_t)nmod_poly_degree(sector.polynomial);
    bool known = is_copy(proof, sector.polynomial);
    bool found =
        known || (sector.dimension && find_eigenvector(&sector, s, u) && count_copies(&sector, s));
    if (known || !found) {
        clear_sector(&sector);
        return found;
    }
    proof->sectors = lb_grow(proof->sectors, &proof->sector_capacity,
                             proof->sector_count + (size_t)1, sizeof *proof->sectors);
    proof->sectors[proof->sector_count++] = sector;
    return true;
}

static uint64_t count_states(const lb_sector_proof *proof)
{
    uint64_t states = 0;
    for (uint32_t c = 0; c < proof->sector_count; c++)
        states += (uint64_t)proof->sectors[c].dimension * proof->sectors[c].copies;
    return states;
}

/* Row i becomes an eigenvector of X, or 0, for root i of its polynomial f on u. */
static bool find_eigenvectors(nmod_mat_t vectors, const lb_hull_element *X, const nmod_poly_t f,
                              const nmod_poly_factor_t roots, const uint64_t *u)
{
    nmod_mat_t quotients;
    nmod_poly_t rest;
    nmod_mat_init(quotients, roots->num, nmod_poly_degree(f), f->mod.n);
    nmod_poly_init(rest, f->mod.n);
    for (slong i = 0; i < roots->num; i++) {
        nmod_poly_div(rest, f, roots->p + i);
        _nmod_vec_set(quotients->rows[i], rest->coeffs, rest->length);
    }
    bool found = lb_hull_element_evaluate_all(vectors, X, quotients, u);
    nmod_poly_clear(rest);
    nmod_mat_clear(quotients);
    return found;
}

/* A sector for each eigenvalue of X that lies in the field; *all says whether all do. */
static bool add_eigenspaces(bool *all, lb_sector_search *s, const lb_hull_element *X,
                            const uint64_t *u)
{
    nmod_poly_t f;
    nmod_poly_factor_t roots;
    nmod_mat_t vectors;
    nmod_poly_init(f, s->proof->modulus.n);
    nmod_poly_factor_init(roots);
    lb_hull_element_polynomial(f, X, u, s->size < DEGREE_MOST ? s->size : DEGREE_MOST, &s->random);
    nmod_poly_roots(roots, f, 0);
    nmod_mat_init(vectors, roots->num, (slong)s->size, f->mod.n);
    *all = roots->num == nmod_poly_degree(f);
    bool found = !s->run->stopped && find_eigenvectors(vectors, X, f, roots, u);
    for (slong i = 0; i < roots->num && found && count_states(s->proof) < s->size; i++)
        found = add_sector(s, vectors->rows[i]) && !s->run->stopped;
    nmod_mat_clear(vectors);
    nmod_poly_factor_clear(roots);
    nmod_poly_clear(f);
    return found;
}

/* Take away from u its parts in the sectors that are known; in the others it stays at random. */
static void leave_known(uint64_t *u, lb_sector_search *s)
{
    const lb_sector_sum x = {.search = s, .element = 0};
    const lb_linear_map map = lb_sector_sum_map(&x);
    uint64_t *rest = lb_malloc(s->size, sizeof *rest);
    for (uint32_t c = 0; c < s->proof->sector_count && !s->run->stopped; c++) {
        lb_linear_map_evaluate(rest, &map, s->proof->sectors[c].polynomial, u);
        _nmod_vec_set(u, rest, (slong)s->size);
    }
    if (s->proof->sector_count)
        lb_sector_mix(u, &s->generators, lb_sector_mixing_steps(s->proof), &s->random);
    free(rest);
}

/* On the copies of a sector an element need not have an eigenvalue in the field; another one has. What is
 * taken away for known sectors may be all in others, on which element 0 is a common eigenvalue. */
static bool cut_states(lb_sector_search *s, uint64_t *u, bool leave)
{
    bool found = true, all = false;
    for (uint32_t b = 0; b < s->size; b++)
        u[b] = lb_random_below(&s->random, s->proof->modulus.n);
    for (int i = leave ? 0 : CUTS / 2;
         i < CUTS && found && !all && count_states(s->proof) < s->size; i++) {
        lb_hull_element X;
        if (leave)
            leave_known(u, s);
        lb_hull_element_init(&X, &s->symmetries, lb_random_next(&s->random), s->run);
        found = add_eigenspaces(&all, s, &X, u);
        lb_hull_element_clear(&X);
    }
    return found;
}

static bool find_sectors(lb_sector_search *s)
{
    uint64_t *u = lb_malloc(s->size, sizeof *u);
    bool found;
    if (s->symmetries.generator_count) {
        found = cut_states(s, u, true) && cut_states(s, u, false);
    } else {
        for (uint32_t b = 0; b < s->size; b++)
            u[b] = lb_random_below(&s->random, s->proof->modulus.n);
        found = add_sector(s, u);
    }
    free(u);
    return found;
}

static void forget_sectors(lb_sector_proof *proof)
{
    for (uint32_t c = 0; c < proof->sector_count; c++)
        clear_sector(proof->sectors + c);
    proof->sector_count = 0;
}

/* ---- The whole ---- */

/* *lacking: neither primes nor elements would help, for want of symmetries, or of relations between sectors
 * where spaces are lifted. */
static bool try_prime(lb_sector_proof *proof, int *shared, bool *lacking, uint64_t prime,
                      lb_run *run, lb_random *random)
{
    lb_sector_search s = {.proof = proof, .run = run};
    lb_random_seed(&s.random, lb_random_next(random));
    nmod_init(&proof->modulus, prime);
    forget_sectors(proof);
    lb_sector_search_init(&s);
    bool found = find_sectors(&s) && lb_sector_conditions(&s);
    lb_sector_search_clear(&s);
    *shared += s.may_share || s.lacks_states;
    *lacking = s.lacks_symmetries || (s.may_share && proof->lifts.space_count);
    return found && !run->stopped;
}

/* With the symmetries that are found at once a little is tried, with others more. */
static bool search(lb_sector_proof *proof, bool more, lb_run *run)
{
    lb_random random;
    bool found = false, lacking = false;
    int efforts = more ? EFFORTS : 1, primes = more ? PRIMES : PRIMES_FIRST;
    lb_random_seed(&random, SEED);
    for (int effort = 0; effort < efforts && !found && !lacking && !run->stopped; effort++) {
        uint64_t prime = (uint64_t)1 << 60;
        int shared = 0;
        lb_sector_elements(proof, effort, &random);
        for (int i = 0; i < primes && !found && !lacking && shared < SHARED_MOST && !run->stopped;
             i++) {
            prime = lb_structure_blocks_prime(prime);
            found = try_prime(proof, &shared, &lacking, prime, run, &random);
        }
    }
    return found;
}

static lb_sector_proof *new_proof(const lb_ansatz_t A)
{
    lb_sector_proof *proof = lb_calloc(1, sizeof *proof);
    lb_ansatz_init(proof->A, A->name, A->qubits);
    for (size_t k = 0; k < A->generator_count; k++)
        lb_ansatz_add_generator(proof->A, NULL, A->generators + k);
    return proof;
}

lb_status lb_sector_proof_find(lb_sector_proof **result, const lb_ansatz_t A, bool all,
                               lb_lifts *lifts, const lb_run_options *options, lb_error *error)
{
    if (!A->generator_count || A->qubits > LB_SECTOR_PROOF_QUBITS_MAX)
        return lb_fail(error, LB_UNDECIDED, "there are too many states");
    lb_run run;
    lb_run_start(&run, options);
    lb_sector_proof *proof = new_proof(A);
    lb_sector_forms_find(proof, &run);
    if (lifts)
        lb_sector_take_lifts(proof, lifts);
    lb_status status = lb_sector_symmetries(proof, false, &run, error);
    if (!status && all)
        status = lb_sector_symmetries(proof, true, &run, error);
    bool found = !status && search(proof, all || lifts, &run);
    if (!status && !found)
        status = lb_fail(error, LB_UNDECIDED, "%s",
                         run.stopped ? run.stopped : "the sectors do not tell the algebra");
    lb_run_end(&run);
    if (found)
        *result = proof;
    else
        lb_sector_proof_free(proof);
    return status;
}

void lb_sector_proof_free(lb_sector_proof *proof)
{
    if (!proof)
        return;
    forget_sectors(proof);
    lb_known_clear(&proof->symmetries);
    for (size_t i = 0; i < proof->string_count; i++)
        lb_string_clear(proof->strings + i);
    for (uint32_t w = 0; w < proof->word_count; w++)
        lb_sum_clear(proof->word_sums + w);
    free(proof->strings);
    free(proof->words);
    free(proof->word_sums);
    free(proof->factors);
    free(proof->forms);
    free(proof->sectors);
    lb_lifts_clear(&proof->lifts);
    lb_ansatz_clear(proof->A);
    free(proof);
}

char *lb_sector_proof_evidence(const lb_sector_proof *proof)
{
    const char *forms = "";
    for (uint32_t c = 0; c < proof->sector_count; c++)
        if (proof->sectors[c].dual != LB_SECTOR_NO_FORM)
            forms = ", and forms on them";
    return lb_sprintf(
        "at most by symmetries over Q, which leave %u sector%s%s; at least by elements "
        "with eigenvalues of a rank as in no smaller algebra on each sector, modulo %lu",
        proof->sector_count, proof->sector_count == 1 ? "" : "s", forms, proof->modulus.n);
}
