/* Nested commutators that are a basis, and structure constants in it.
 *
 * Words are tried by increasing length, each generator on each word that was kept, and kept when
 * they are independent of those before, modulo a prime that divides no denominator; so they are
 * independent over Q. Their coordinates in the reduced basis are exact. */

#include <stdlib.h>
#include <string.h>

#include <flint/fmpq_mat.h>
#include <flint/nmod.h>
#include <flint/nmod_vec.h>
#include <flint/ulong_extras.h>

#include "base/memory.h"
#include "base/prime.h"
#include "closure/closure_data.h"
#include "linalg/echelon.h"
#include "structure/constants.h"

/* Words so far; all matrices are with respect to the reduced basis. */
typedef struct word_search {
    const lb_constants_struct *reduced;
    uint32_t dimension, generator_count, count;
    lb_word *words;
    fmpq_mat_struct *adjoints; /* of the generators */
    fmpq_mat_t generators;     /* their coordinates in the columns */
    fmpq_mat_t coordinates;    /* column t: word t */
    lb_echelon echelon;        /* of the words, modulo its prime */
    lb_vector remainder;
} word_search;

/* M becomes ad x, x column `at` of X: ad B_i for i and j of every constant. */
static void adjoint_matrix(fmpq_mat_t M, const lb_constants_struct *C, const fmpq_mat_t X,
                           uint32_t at)
{
    fmpq_t value, product;
    fmpq_init(value);
    fmpq_init(product);
    fmpq_mat_zero(M);
    for (size_t e = 0; e < C->count; e++) {
        const lb_constant *c = C->items + e;
        fmpq_set_mpq(value, c->value);
        fmpq_mul(product, fmpq_mat_entry(X, c->i, at), value);
        fmpq_add(fmpq_mat_entry(M, c->k, c->j), fmpq_mat_entry(M, c->k, c->j), product);
        fmpq_mul(product, fmpq_mat_entry(X, c->j, at), value);
        fmpq_sub(fmpq_mat_entry(M, c->k, c->i), fmpq_mat_entry(M, c->k, c->i), product);
    }
    fmpq_clear(product);
    fmpq_clear(value);
}

/* The coordinates of a generator are its coefficients at the pivots. */
static void generator_coordinates(word_search *w, const lb_closure *closure, uint32_t k)
{
    const lb_sum_struct *H = closure->ansatz->generators + k;
    lb_string_t pivot;
    lb_string_init(pivot);
    for (uint32_t a = 0; a < w->dimension; a++) {
        lb_closure_pivot(pivot, closure, a);
        for (size_t e = 0; e < H->length; e++)
            if (!lb_string_compare(H->strings + e, pivot))
                fmpq_set_mpq(fmpq_mat_entry(w->generators, a, k), H->coefficients + e);
    }
    lb_string_clear(pivot);
}

static void search_init(word_search *w, const lb_closure *closure, const lb_constants_struct *C,
                        lb_word *words)
{
    *w = (word_search){.reduced = C,
                       .dimension = (uint32_t)C->dimension,
                       .generator_count = (uint32_t)closure->ansatz->generator_count,
                       .words = words};
    slong D = w->dimension;
    fmpq_mat_init(w->generators, D, w->generator_count);
    fmpq_mat_init(w->coordinates, D, D);
    w->adjoints = lb_malloc(w->generator_count, sizeof *w->adjoints);
    for (uint32_t k = 0; k < w->generator_count; k++) {
        generator_coordinates(w, closure, k);
        fmpq_mat_init(w->adjoints + k, D, D);
        adjoint_matrix(w->adjoints + k, C, w->generators, k);
    }
}

static void search_clear(word_search *w)
{
    for (uint32_t k = 0; k < w->generator_count; k++)
        fmpq_mat_clear(w->adjoints + k);
    free(w->adjoints);
    fmpq_mat_clear(w->coordinates);
    fmpq_mat_clear(w->generators);
}

/* Whether the vector (dimension by 1) is independent of the words; it then becomes the next. False
 * in *usable when the prime divides a denominator. */
static void try_word(word_search *w, const fmpq_mat_t v, lb_word word, bool *usable)
{
    nmod_t p = w->echelon.modulus;
    for (uint32_t a = 0; a < w->dimension; a++) {
        const fmpq *entry = fmpq_mat_entry(v, a, 0);
        uint64_t denominator = fmpz_fdiv_ui(fmpq_denref(entry), p.n);
        if (!denominator) {
            *usable = false;
            lb_vector_discard(&w->remainder);
            return;
        }
        uint64_t value =
            nmod_mul(fmpz_fdiv_ui(fmpq_numref(entry), p.n), nmod_inv(denominator, p), p);
        if (value)
            lb_vector_add(&w->remainder, a, value);
    }
    if (!lb_echelon_reduce(&w->echelon, &w->remainder))
        return;
    lb_echelon_insert(&w->echelon, &w->remainder, w->remainder.touched[0]);
    for (uint32_t a = 0; a < w->dimension; a++)
        fmpq_set(fmpq_mat_entry(w->coordinates, a, w->count), fmpq_mat_entry(v, a, 0));
    w->words[w->count++] = word;
}

/* Column `at` of X. */
static void column(fmpq_mat_t v, const fmpq_mat_t X, uint32_t at)
{
    for (slong a = 0; a < fmpq_mat_nrows(v); a++)
        fmpq_set(fmpq_mat_entry(v, a, 0), fmpq_mat_entry(X, a, at));
}

/* All words modulo one prime; false when it serves no more, or a limit came. */
static bool search_words(word_search *w, uint64_t prime, lb_run *run)
{
    bool usable = true;
    fmpq_mat_t inner, v;
    lb_echelon_init(&w->echelon, prime);
    lb_echelon_reserve_columns(&w->echelon, w->dimension);
    lb_vector_init(&w->remainder, w->echelon.modulus);
    lb_vector_reserve(&w->remainder, w->dimension);
    fmpq_mat_init(inner, w->dimension, 1);
    fmpq_mat_init(v, w->dimension, 1);
    w->count = 0;
    for (uint32_t k = 0; k < w->generator_count && usable; k++) {
        column(v, w->generators, k);
        try_word(w, v, (lb_word){k, LB_NO_WORD}, &usable);
    }
    for (uint32_t t = 0; t < w->count && w->count < w->dimension && usable; t++) {
        lb_progress progress = {.stage = "words", .done = w->count, .total = w->dimension};
        usable = lb_run_goes_on(run, (size_t)w->dimension * w->dimension, progress);
        column(inner, w->coordinates, t);
        for (uint32_t k = 0; k < w->generator_count && w->count < w->dimension && usable; k++) {
            fmpq_mat_mul(v, w->adjoints + k, inner);
            try_word(w, v, (lb_word){k, t}, &usable);
        }
    }
    fmpq_mat_clear(v);
    fmpq_mat_clear(inner);
    lb_vector_clear(&w->remainder);
    lb_echelon_clear(&w->echelon);
    return usable && w->count == w->dimension;
}

/* ad W_i in the words is P^-1 (ad W_i) P, P the words in the columns. */
static bool change_basis(lb_constants_t C, const word_search *w, lb_run *run)
{
    slong D = w->dimension;
    bool goes_on = true;
    fmpq_mat_t A, inverse;
    fmpq_mat_init(A, D, D);
    fmpq_mat_init(inverse, D, D);
    fmpq_mat_inv(inverse, w->coordinates);
    for (uint32_t i = 0; i < w->dimension && goes_on; i++) {
        lb_progress progress = {.stage = "constants", .done = i, .total = w->dimension};
        goes_on = lb_run_goes_on(run, (size_t)(D * D * D), progress);
        adjoint_matrix(A, w->reduced, w->coordinates, i);
        fmpq_mat_mul(A, A, w->coordinates);
        fmpq_mat_mul(A, inverse, A);
        for (uint32_t j = i + 1; j < w->dimension; j++)
            for (uint32_t k = 0; k < w->dimension; k++)
                if (!fmpq_is_zero(fmpq_mat_entry(A, k, j)))
                    lb_constants_append(C, i, j, k, fmpq_mat_entry(A, k, j));
    }
    fmpq_mat_clear(inverse);
    fmpq_mat_clear(A);
    return goes_on;
}

lb_status lb_constants_init_words(lb_constants_t C, lb_word *words, const lb_closure *closure,
                                  const lb_run_options *options, lb_error *error)
{
    lb_constants_t reduced;
    lb_status status = lb_constants_init(reduced, closure, options, error);
    if (status)
        return status;
    lb_run run;
    word_search w;
    uint64_t prime = LB_LARGE_PRIME;
    lb_constants_t found = {{.dimension = reduced->dimension}};
    lb_word *tried = lb_malloc(reduced->dimension, sizeof *tried);
    lb_run_start(&run, options);
    search_init(&w, closure, reduced, tried);
    while (!search_words(&w, prime, &run) && !run.stopped)
        prime = n_nextprime(prime, 1);
    bool complete = !run.stopped && change_basis(found, &w, &run);
    if (complete) {
        *C = *found;
        memcpy(words, tried, found->dimension * sizeof *words);
    } else {
        lb_constants_clear(found);
        status = lb_fail(error, LB_UNDECIDED, "%s", run.stopped);
    }
    search_clear(&w);
    lb_run_end(&run);
    free(tried);
    lb_constants_clear(reduced);
    return status;
}
