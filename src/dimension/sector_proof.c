/* The search: a random element of the algebra of the symmetries cuts the states into spaces, on which
 * the generators act irreducibly, and where two of them are alike they are copies. Everything that is
 * concluded from what is found here is checked in sector_conditions.c. */

#include "dimension/sector_search.h"

#include <stdlib.h>
#include <string.h>

#include <flint/nmod_poly_factor.h>
#include <flint/ulong_extras.h>

#include "base/memory.h"

enum {
    SEED = 20261,
    EFFORTS = 2,
    PRIMES = 6,
    PRIMES_FIRST = 2,
    CUTS = 12,
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
    lb_sector_claim sector = {.vector = lb_calloc(s->size, sizeof *sector.vector)};
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

/* A sector for each eigenvalue of X that lies in the field; *all says whether all do. */
static bool add_eigenspaces(bool *all, lb_sector_search *s, const lb_hull_element *X,
                            const uint64_t *u)
{
    nmod_poly_t f, rest;
    nmod_poly_factor_t roots;
    uint64_t *v = lb_malloc(s->size, sizeof *v);
    nmod_poly_init(f, s->proof->modulus.n);
    nmod_poly_init(rest, s->proof->modulus.n);
    nmod_poly_factor_init(roots);
    lb_hull_element_polynomial(f, X, u, s->size < DEGREE_MOST ? s->size : DEGREE_MOST, &s->random);
    nmod_poly_roots(roots, f, 0);
    *all = roots->num == nmod_poly_degree(f);
    bool found = !s->run->stopped;
    for (slong i = 0; i < roots->num && found && count_states(s->proof) < s->size; i++) {
        nmod_poly_div(rest, f, roots->p + i);
        lb_hull_element_evaluate(v, X, rest, u);
        found = add_sector(s, v) && !s->run->stopped;
    }
    nmod_poly_factor_clear(roots);
    nmod_poly_clear(rest);
    nmod_poly_clear(f);
    free(v);
    return found;
}

/* On the copies of a sector an element need not have an eigenvalue in the field; another one has. */
static bool cut_states(lb_sector_search *s, const uint64_t *u)
{
    bool found = true, all = false;
    for (int i = 0; i < CUTS && found && !all && count_states(s->proof) < s->size; i++) {
        lb_hull_element X;
        lb_hull_element_init(&X, &s->symmetries, lb_random_next(&s->random), s->run);
        found = add_eigenspaces(&all, s, &X, u);
        lb_hull_element_clear(&X);
    }
    return found;
}

static bool find_sectors(lb_sector_search *s)
{
    uint64_t *u = lb_malloc(s->size, sizeof *u);
    for (uint32_t b = 0; b < s->size; b++)
        u[b] = lb_random_below(&s->random, s->proof->modulus.n);
    bool found = s->symmetries.generator_count ? cut_states(s, u) : add_sector(s, u);
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

static bool try_prime(lb_sector_proof *proof, uint64_t prime, lb_run *run, lb_random *random)
{
    lb_sector_search s = {.proof = proof, .run = run};
    lb_random_seed(&s.random, lb_random_next(random));
    nmod_init(&proof->modulus, prime);
    forget_sectors(proof);
    lb_sector_search_init(&s);
    bool found = find_sectors(&s) && lb_sector_conditions(&s);
    lb_sector_search_clear(&s);
    return found && !run->stopped;
}

/* The next prime below that is 1 modulo 4. */
static uint64_t next_prime(uint64_t prime)
{
    do
        prime -= 4;
    while (!n_is_prime(prime));
    return prime;
}

/* With the symmetries that are found at once a little is tried, with all of them more. */
static bool search(lb_sector_proof *proof, bool all, lb_run *run)
{
    lb_random random;
    bool found = false;
    int efforts = all ? EFFORTS : 1, primes = all ? PRIMES : PRIMES_FIRST;
    lb_random_seed(&random, SEED);
    for (int effort = 0; effort < efforts && !found && !run->stopped; effort++) {
        uint64_t prime = ((uint64_t)1 << 60) + 1;
        lb_sector_elements(proof, effort, &random);
        for (int i = 0; i < primes && !found && !run->stopped; i++) {
            prime = next_prime(prime);
            found = try_prime(proof, prime, run, &random);
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

lb_status lb_sector_proof_find(lb_sector_proof **result, const lb_ansatz_t A,
                               const lb_run_options *options, lb_error *error)
{
    if (!A->generator_count || A->qubits > LB_SECTOR_PROOF_QUBITS_MAX)
        return lb_fail(error, LB_UNDECIDED, "there are too many states");
    lb_run run;
    lb_run_start(&run, options);
    lb_sector_proof *proof = new_proof(A);
    bool found = false;
    lb_status status = LB_OK;
    for (int all = 0; all < 2 && !status && !found && !run.stopped; all++) {
        status = lb_sector_symmetries(proof, all, &run, error);
        found = !status && search(proof, all, &run);
    }
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
    free(proof->sectors);
    lb_ansatz_clear(proof->A);
    free(proof);
}

void lb_sector_proof_algebra(lb_algebra_t G, const lb_sector_proof *proof)
{
    mpz_t d, count;
    mpz_inits(d, count, NULL);
    for (uint32_t c = 0; c < proof->sector_count; c++) {
        mpz_set_ui(d, proof->sectors[c].dimension);
        mpz_set_ui(count, 1);
        if (proof->sectors[c].dimension > 1)
            lb_algebra_add(G, LB_IDEAL_SU, d, count);
    }
    mpz_set_ui(d, 1);
    mpz_set_ui(count, proof->centre);
    if (proof->centre)
        lb_algebra_add(G, LB_IDEAL_U, d, count);
    mpz_clears(d, count, NULL);
}

char *lb_sector_proof_evidence(const lb_sector_proof *proof)
{
    return lb_sprintf("at most by symmetries over Q, which leave %u sectors; at least by elements "
                      "with eigenvalues of a rank as in su(d) alone on each sector, modulo %lu",
                      proof->sector_count, proof->modulus.n);
}
