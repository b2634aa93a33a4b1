/* The operators of a proof by sectors. */

#include "dimension/sector_search.h"

#include <stdlib.h>
#include <string.h>

#include <flint/fmpz_vec.h>
#include <flint/ulong_extras.h>

#include "base/memory.h"
#include "closure/generators.h"
#include "structure/exact_symmetries.h"
#include "structure/sector_module.h"
#include <liebound/conserved.h>

/* ---- Symmetries ---- */

static void take_strings(lb_sector_proof *proof, const lb_conserved *conserved)
{
    proof->string_count = lb_conserved_string_count(conserved);
    proof->strings = lb_malloc(proof->string_count, sizeof *proof->strings);
    for (size_t i = 0; i < proof->string_count; i++) {
        lb_string_init(proof->strings + i);
        lb_conserved_string(proof->strings + i, conserved, i);
    }
}

/* Whether it is a string, which is known, or one of the sums. */
static bool is_known(const lb_sector_proof *proof, const lb_sum_t S)
{
    bool known = S->length == 1;
    for (size_t i = 0; i < proof->symmetries.sum_count && !known; i++)
        known = lb_sum_equal(S, proof->symmetries.sums + i);
    return known;
}

static void take_sums(lb_sector_proof *proof, const lb_conserved *conserved, lb_run *run)
{
    lb_sum_t S;
    lb_sum_init(S, proof->A->qubits);
    for (size_t i = 0; i < lb_conserved_sum_count(conserved); i++) {
        lb_conserved_sum(S, conserved, i);
        if (!is_known(proof, S))
            lb_known_try_sum(&proof->symmetries, proof->A, S, run);
    }
    lb_sum_clear(S);
}

lb_status lb_sector_symmetries(lb_sector_proof *proof, bool all, lb_run *run, lb_error *error)
{
    const lb_conserved_options options = {.run = run->options, .strings_only = !all};
    lb_conserved *conserved;
    lb_status status = lb_conserved_compute(&conserved, proof->A, &options, error);
    if (status)
        return status;
    if (all) {
        take_sums(proof, conserved, run);
    } else {
        take_strings(proof, conserved);
        lb_known_init(&proof->symmetries, proof->A, proof->strings, proof->string_count, run);
    }
    lb_conserved_free(conserved);
    return LB_OK;
}

static void add_string(lb_ansatz_t B, const lb_string_struct *P)
{
    lb_sum_t S;
    mpq_t one;
    lb_sum_init(S, B->qubits);
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    lb_sum_append(S, one, P);
    lb_ansatz_add_generator(B, NULL, S);
    mpq_clear(one);
    lb_sum_clear(S);
}

/* The generators of an ansatz on all states. */
static void init_module(lb_module *M, const lb_ansatz_t B, nmod_t modulus)
{
    const lb_symmetries none = {.words = lb_dense_words(B->qubits)};
    lb_structure_sector_module_init(M, B, &none, 0, modulus);
}

/* Permutations, strings, sums, and what is lifted. */
static void init_symmetries(lb_sector_search *s)
{
    const lb_sector_proof *proof = s->proof;
    const lb_known *known = &proof->symmetries;
    lb_module *M = &s->symmetries;
    size_t n = proof->A->qubits, count = known->permutation_count;
    lb_ansatz_t B;
    lb_ansatz_init(B, "symmetries", n);
    for (size_t i = 0; i < proof->string_count; i++)
        add_string(B, proof->strings + i);
    for (size_t i = 0; i < known->sum_count; i++)
        lb_ansatz_add_generator(B, NULL, known->sums + i);
    init_module(M, B, proof->modulus);
    lb_ansatz_clear(B);
    M->generators = lb_realloc(M->generators, M->generator_count + count + proof->operator_count,
                               sizeof *M->generators);
    for (size_t i = 0; i < count; i++)
        M->generators[M->generator_count++] =
            lb_permutation_rows(known->permutations + i * n, (uint32_t)n);
    for (uint32_t i = 0; i < proof->operator_count; i++)
        M->generators[M->generator_count++] = lb_sector_operator_rows(s, i);
}

/* ---- Words and elements ---- */

enum { ELEMENTS = 8, FACTOR_MOST = 1000000, DRAWS = 40, TERMS_MOST = 20000 };

static void primitive_sum(lb_sum_t S, const lb_sum_t H)
{
    fmpz *coefficients = _fmpz_vec_init((slong)H->length);
    lb_primitive_coefficients(coefficients, H);
    lb_sum_set(S, H);
    for (size_t t = 0; t < H->length; t++) {
        fmpz_get_mpz(mpq_numref(S->coefficients + t), coefficients + t);
        mpz_set_ui(mpq_denref(S->coefficients + t), 1);
    }
    _fmpz_vec_clear(coefficients, (slong)H->length);
}

static void add_word(lb_sector_proof *proof, uint32_t generator, uint32_t parent, const lb_sum_t S)
{
    size_t sums = proof->word_capacity;
    proof->words = lb_grow(proof->words, &proof->word_capacity, proof->word_count + (size_t)1,
                           sizeof *proof->words);
    proof->word_sums =
        lb_grow(proof->word_sums, &sums, proof->word_count + (size_t)1, sizeof *proof->word_sums);
    proof->words[proof->word_count] = (lb_sector_word){generator, parent};
    lb_sum_init(proof->word_sums + proof->word_count, S->qubits);
    lb_sum_set(proof->word_sums + proof->word_count++, S);
}

/* Up to `most` brackets of generators with the words from `first` on, none of them zero. */
static void add_brackets(lb_sector_proof *proof, uint32_t first, int most, lb_random *random)
{
    uint32_t end = proof->word_count;
    lb_sum_t S;
    lb_sum_init(S, proof->A->qubits);
    for (int draw = 0, added = 0; draw < DRAWS && added < most && first < end; draw++) {
        uint32_t g = (uint32_t)lb_random_below(random, proof->A->generator_count),
                 w = first + (uint32_t)lb_random_below(random, end - first);
        bool is_new = true;
        for (uint32_t i = end; i < proof->word_count && is_new; i++)
            is_new = proof->words[i].generator != g || proof->words[i].parent != w;
        if (!is_new || proof->word_sums[w].length > TERMS_MOST)
            continue;
        lb_sum_bracket(S, proof->word_sums + g, proof->word_sums + w);
        if (!S->length)
            continue;
        add_word(proof, g, w, S);
        added++;
    }
    lb_sum_clear(S);
}

static void forget_words(lb_sector_proof *proof)
{
    for (uint32_t w = 0; w < proof->word_count; w++)
        lb_sum_clear(proof->word_sums + w);
    proof->word_count = 0;
}

/* The generators are the first words. */
void lb_sector_elements(lb_sector_proof *proof, int effort, lb_random *random)
{
    lb_sum_t S;
    forget_words(proof);
    lb_sum_init(S, proof->A->qubits);
    for (uint32_t k = 0; k < proof->A->generator_count; k++) {
        primitive_sum(S, proof->A->generators + k);
        add_word(proof, k, LB_SECTOR_ALONE, S);
    }
    lb_sum_clear(S);
    uint32_t first = 0;
    for (int length = 2; length <= 3 + effort; length++) {
        uint32_t end = proof->word_count;
        add_brackets(proof, first, 2 + 2 * effort, random);
        first = end;
    }
    proof->element_count = ELEMENTS;
    proof->factors =
        lb_realloc(proof->factors, (size_t)ELEMENTS * proof->word_count, sizeof *proof->factors);
    for (size_t i = 0; i < (size_t)ELEMENTS * proof->word_count; i++)
        proof->factors[i] = 1 + (uint32_t)lb_random_below(random, FACTOR_MOST);
}

static void element_sum(lb_sum_t X, const lb_sector_proof *proof, uint32_t j)
{
    mpq_t c;
    mpq_init(c);
    lb_sum_zero(X);
    for (uint32_t w = 0; w < proof->word_count; w++) {
        const lb_sum_struct *S = proof->word_sums + w;
        for (size_t t = 0; t < S->length; t++) {
            mpq_set_ui(c, proof->factors[(size_t)j * proof->word_count + w], 1);
            mpq_mul(c, c, S->coefficients + t);
            lb_sum_append(X, c, S->strings + t);
        }
    }
    lb_sum_normalize(X);
    mpq_clear(c);
}

static void init_elements(lb_module *M, const lb_sector_proof *proof)
{
    lb_ansatz_t B;
    lb_sum_t X;
    lb_ansatz_init(B, "elements", proof->A->qubits);
    lb_sum_init(X, proof->A->qubits);
    for (uint32_t j = 0; j < proof->element_count; j++) {
        element_sum(X, proof, j);
        lb_ansatz_add_generator(B, NULL, X);
    }
    init_module(M, B, proof->modulus);
    lb_sum_clear(X);
    lb_ansatz_clear(B);
}

/* ---- On the states ---- */

void lb_sector_search_init(lb_sector_search *s)
{
    lb_sector_proof *proof = s->proof;
    s->size = (uint32_t)1 << proof->A->qubits;
    proof->root = n_sqrtmod(proof->modulus.n - 1, proof->modulus.n); /* that of the modules */
    init_module(&s->generators, proof->A, proof->modulus);
    lb_sector_lifts_init(s);
    init_symmetries(s);
    init_elements(&s->elements, proof);
}

void lb_sector_search_clear(lb_sector_search *s)
{
    lb_module_clear(&s->generators);
    lb_module_clear(&s->symmetries);
    lb_module_clear(&s->elements);
    lb_sector_lifts_clear(s);
}

uint32_t lb_sector_mixing_steps(const lb_sector_proof *proof)
{
    return 4 * (uint32_t)proof->A->qubits + 8;
}

void lb_sector_mix(uint64_t *v, const lb_module *M, uint32_t steps, lb_random *random)
{
    slong size = (slong)M->dimension;
    uint64_t *next = lb_malloc(2 * (size_t)M->dimension, sizeof *next),
             *image = next + M->dimension;
    for (uint32_t step = 0; step < steps; step++) {
        _nmod_vec_set(next, v, size);
        for (uint32_t k = 0; k < M->generator_count; k++) {
            lb_module_apply(image, M, k, v);
            _nmod_vec_scalar_addmul_nmod(next, image, size, lb_random_below(random, M->modulus.n),
                                         M->modulus);
        }
        _nmod_vec_set(v, next, size);
    }
    free(next);
}

static void apply_sum(uint64_t *image, const void *context, const uint64_t *v)
{
    const lb_sector_sum *x = context;
    const lb_sector_search *s = x->search;
    if (x->square) {
        lb_module_apply(x->room, &s->elements, x->element, v);
        lb_module_apply(image, &s->elements, x->element, x->room);
        lb_module_apply(x->room, &s->elements, x->element + 1, v);
        _nmod_vec_add(image, image, x->room, (slong)s->size, s->proof->modulus);
        return;
    }
    lb_module_apply(image, &s->elements, x->element, v);
    if (!x->factor)
        return;
    lb_module_apply(x->room, &s->generators, x->generator, v);
    _nmod_vec_scalar_addmul_nmod(image, x->room, (slong)s->size, x->factor, s->proof->modulus);
}

static size_t count_entries(const lb_module *M, uint32_t k)
{
    size_t entries = 0;
    for (uint32_t b = 0; b < M->dimension; b++)
        entries += M->generators[k][b].length;
    return entries;
}

lb_linear_map lb_sector_sum_map(const lb_sector_sum *x)
{
    const lb_sector_search *s = x->search;
    return (lb_linear_map){.dimension = s->size,
                           .modulus = s->proof->modulus,
                           .apply = apply_sum,
                           .context = x,
                           .work = (x->square ? 3 : 1) * count_entries(&s->elements, x->element),
                           .run = s->run};
}
