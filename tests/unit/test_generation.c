/* What the generators of a closure generate modulo another prime, against brute force: sums of strings with
 * coefficients modulo p, breadth first. */

#include <stdlib.h>

#include <flint/nmod_mat.h>

#include <liebound.h>

#include "base/memory.h"
#include "base/random.h"
#include "closure/closure_data.h"
#include "closure/generation.h"
#include "closure/search_dense.h"
#include "closure_by_hand.h"
#include "random_sums.h"
#include "support.h"

/* Vectors modulo p that have been seen, in a matrix with a row for each and one more. */
typedef struct vectors {
    uint64_t p;
    slong count;
    nmod_mat_t rows;
    lb_sum_struct *sums; /* of those that were kept */
} vectors;

static void vectors_init(vectors *v, size_t qubits, uint64_t p)
{
    slong columns = (slong)1 << 2 * qubits;
    v->p = p;
    v->count = 0;
    v->sums = lb_malloc((size_t)columns, sizeof *v->sums);
    nmod_mat_init(v->rows, columns + 1, columns, p);
}

static void vectors_clear(vectors *v)
{
    for (slong i = 0; i < v->count; i++)
        lb_sum_clear(v->sums + i);
    free(v->sums);
    nmod_mat_clear(v->rows);
}

/* Coefficients 0 .. p - 1, of integers. */
static void reduce(lb_sum_t S, uint64_t p)
{
    lb_sum_t reduced;
    mpq_t c;
    mpq_init(c);
    lb_sum_init(reduced, S->qubits);
    for (size_t i = 0; i < S->length; i++) {
        ck_assert(!mpz_cmp_ui(mpq_denref(S->coefficients + i), 1));
        mpq_set_ui(c, mpz_fdiv_ui(mpq_numref(S->coefficients + i), p), 1);
        if (mpq_sgn(c))
            lb_sum_append(reduced, c, S->strings + i);
    }
    lb_sum_normalize(reduced);
    lb_sum_set(S, reduced);
    lb_sum_clear(reduced);
    mpq_clear(c);
}

/* Keep the vector, which is reduced, if it is independent of those before; takes it if so. */
static bool keep(vectors *v, lb_sum_struct S)
{
    nmod_mat_t top;
    for (slong c = 0; c < nmod_mat_ncols(v->rows); c++)
        nmod_mat_entry(v->rows, v->count, c) = 0;
    for (size_t i = 0; i < S.length; i++)
        nmod_mat_entry(v->rows, v->count, (slong)string_index(S.strings + i, S.qubits)) =
            mpz_get_ui(mpq_numref(S.coefficients + i));
    nmod_mat_window_init(top, v->rows, 0, 0, v->count + 1, nmod_mat_ncols(v->rows));
    bool independent = nmod_mat_rank(top) == v->count + 1;
    nmod_mat_window_clear(top);
    if (independent)
        v->sums[v->count++] = S;
    return independent;
}

/* The generators as primitive integer vectors, modulo p. */
static lb_sum_struct *primitive_generators(const lb_ansatz_t A, uint64_t p)
{
    lb_sum_struct *generators = lb_malloc(A->generator_count, sizeof *generators);
    for (size_t k = 0; k < A->generator_count; k++) {
        lb_sum_struct *H = generators + k;
        lb_sum_init(H, A->qubits);
        lb_sum_set(H, A->generators + k);
        primitive_by_hand(H);
        reduce(H, p);
    }
    return generators;
}

/* Keep {G, S} or, without S, G. */
static bool keep_bracket(vectors *v, const lb_sum_struct *G, const lb_sum_struct *S)
{
    lb_sum_t R;
    lb_sum_init(R, G->qubits);
    if (S)
        lb_sum_bracket(R, G, S);
    else
        lb_sum_set(R, G);
    reduce(R, v->p);
    bool kept = keep(v, *R);
    if (!kept)
        lb_sum_clear(R);
    return kept;
}

/* The dimension of what the generators generate modulo p. */
static slong dimension_modulo(const lb_ansatz_t A, uint64_t p)
{
    vectors v;
    vectors_init(&v, A->qubits, p);
    lb_sum_struct *generators = primitive_generators(A, p);
    for (size_t k = 0; k < A->generator_count; k++)
        keep_bracket(&v, generators + k, NULL);
    for (slong i = 0; i < v.count; i++)
        for (size_t k = 0; k < A->generator_count; k++)
            keep_bracket(&v, generators + k, v.sums + i);
    slong dimension = v.count;
    for (size_t k = 0; k < A->generator_count; k++)
        lb_sum_clear(generators + k);
    free(generators);
    vectors_clear(&v);
    return dimension;
}

/* Whether the words of the steps are independent modulo p. */
static bool words_are_independent(const lb_closure *closure, uint64_t p)
{
    const lb_ansatz_struct *A = closure->ansatz;
    vectors v;
    vectors_init(&v, A->qubits, p);
    lb_sum_struct *generators = primitive_generators(A, p);
    bool independent = true;
    for (size_t t = 0; t < closure->steps.count && independent; t++) {
        lb_step step = closure->steps.items[t];
        independent = keep_bracket(&v, generators + step.generator,
                                   step.row == LB_STEP_ALONE ? NULL : v.sums + step.row);
    }
    for (size_t k = 0; k < A->generator_count; k++)
        lb_sum_clear(generators + k);
    free(generators);
    vectors_clear(&v);
    return independent;
}

static lb_closure *close(const lb_ansatz_t A, lb_closure_method method)
{
    lb_closure_options options = {.method = method, .enumerate = true};
    lb_closure *closure;
    ck_assert_int_eq(lb_closure_compute(&closure, A, &options, NULL), LB_OK);
    ck_assert(lb_closure_is_proved(closure));
    return closure;
}

static bool generates(const lb_closure *closure, uint64_t prime, size_t work)
{
    lb_run run;
    lb_run_start(&run, &(lb_run_options){.work = work});
    bool found = lb_closure_generates(closure, prime, &run);
    lb_run_end(&run);
    return found;
}

/* The coefficients of a word are those of the sum modulo p, as the residues next to 0. */
static void check_word(const lb_closure *closure, const lb_adjoint *adjoint, const int32_t *word,
                       const lb_sum_t S)
{
    lb_sum_t found;
    lb_string_t P;
    mpq_t c;
    mpq_init(c);
    lb_string_init(P);
    lb_sum_init(found, S->qubits);
    for (uint32_t i = 0; i < adjoint->columns; i++) {
        ck_assert_int_le(2 * labs(word[i]), adjoint->prime);
        lb_dense_to_string(P, lb_string_table_at(&closure->strings, adjoint->strings[i]),
                           closure->strings.words);
        mpq_set_si(c, word[i], 1);
        if (word[i])
            lb_sum_append(found, c, P);
        ck_assert_uint_eq(adjoint->column_of[adjoint->strings[i]], i);
        if (i)
            ck_assert_int_gt(lb_string_table_compare(&closure->strings, adjoint->strings[i - 1],
                                                     adjoint->strings[i]),
                             0);
    }
    lb_sum_normalize(found);
    reduce(found, adjoint->prime);
    ck_assert(lb_sum_equal(found, S));
    lb_sum_clear(found);
    lb_string_clear(P);
    mpq_clear(c);
}

/* The words of the closure modulo p, each against the bracket of sums. */
static void check_words(lb_closure *closure, uint32_t p)
{
    const lb_ansatz_struct *A = closure->ansatz;
    size_t count = closure->steps.count;
    lb_adjoint adjoint;
    lb_sum_struct *generators = primitive_generators(A, p);
    lb_adjoint_init(&adjoint, &closure->generators, &closure->canonical, &closure->strings, p);
    lb_sum_struct *sums = lb_malloc(count, sizeof *sums);
    int32_t *words = lb_malloc(count * adjoint.columns, sizeof *words);
    for (size_t t = 0; t < count; t++) {
        lb_step step = closure->steps.items[t];
        int32_t *word = words + t * adjoint.columns;
        lb_sum_init(sums + t, A->qubits);
        if (step.row == LB_STEP_ALONE) {
            lb_adjoint_generator(&adjoint, step.generator, word);
            lb_sum_set(sums + t, generators + step.generator);
        } else {
            lb_adjoint_bracket(&adjoint, step.generator, words + step.row * adjoint.columns, word);
            lb_sum_bracket(sums + t, generators + step.generator, sums + step.row);
            reduce(sums + t, p);
        }
        check_word(closure, &adjoint, word, sums + t);
    }
    for (size_t t = 0; t < count; t++)
        lb_sum_clear(sums + t);
    for (size_t k = 0; k < A->generator_count; k++)
        lb_sum_clear(generators + k);
    free(sums);
    free(generators);
    free(words);
    lb_adjoint_clear(&adjoint);
}

static void draw_coefficient(mpq_t c, lb_random *random)
{
    mpq_set_si(c, (long)lb_random_below(random, 41) - 20, 1 + lb_random_below(random, 9));
}

START_TEST(against_brute_force)
{
    static const uint64_t primes[] = {5, 7, 11, 13, 4194301};
    size_t fewer = 0, as_many = 0;
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t trial = 0; trial < lb_test_count(60); trial++) {
        lb_ansatz_t A;
        lb_ansatz_init(A, "random", 1 + lb_random_below(&random, 2));
        for (size_t k = 1 + lb_random_below(&random, 3); k > 0; k--)
            add_random_sum(A, 1 + lb_random_below(&random, 3), "IXYZ", draw_coefficient, &random);
        lb_closure *sparse = close(A, LB_METHOD_SPARSE), *dense = close(A, LB_METHOD_DENSE);
        slong D = (slong)lb_closure_row_count(sparse);
        for (size_t i = 0; i < sizeof primes / sizeof *primes; i++) {
            uint64_t p = primes[i];
            slong found = dimension_modulo(A, p);
            ck_assert_int_le(found, D);
            ck_assert(found == D || !generates(sparse, p, 0));
            ck_assert(p < 100 || generates(sparse, p, 0));
            fewer += found < D;
            as_many += found == D && generates(sparse, p, 0);
            if (!dense->words)
                continue;
            ck_assert_int_eq(generates(dense, p, 0), words_are_independent(dense, p));
            check_words(dense, (uint32_t)p);
        }
        lb_closure_free(sparse);
        lb_closure_free(dense);
        lb_ansatz_clear(A);
    }
    printf("of fewer dimensions %zu, of as many %zu\n", fewer, as_many);
    ck_assert(lb_test_count(60) < 60 || (fewer > 10 && as_many > 100));
}
END_TEST

/* A limit says nothing of the generators. */
START_TEST(limits)
{
    for (int dense = 0; dense < 2; dense++) {
        lb_setting setting = {"n", dense ? "5" : "6"};
        lb_error error;
        lb_ansatz_t A;
        ck_assert(!lb_ansatz_load(A, "ltfim-open", &setting, 1, &error));
        lb_closure *closure = close(A, dense ? LB_METHOD_DENSE : LB_METHOD_SPARSE);
        uint64_t limit = lb_closure_prime_limit(closure);
        ck_assert_uint_eq(limit, (uint64_t)1 << (dense ? 22 : 61));
        ck_assert(generates(closure, 4194301, 0));
        ck_assert(!generates(closure, 4194301, 1));
        lb_closure_free(closure);
        lb_ansatz_clear(A);
    }
}
END_TEST

static int replay(lb_closure *closure, uint32_t prime, size_t work)
{
    lb_adjoint adjoint;
    lb_dense_echelon echelon;
    lb_run run;
    lb_run_start(&run, &(lb_run_options){.work = work});
    lb_adjoint_init(&adjoint, &closure->generators, &closure->canonical, &closure->strings, prime);
    lb_dense_echelon_init(&echelon, prime, adjoint.columns, run.pool);
    int result = lb_replay_dense(&echelon, &closure->steps, &adjoint, &run);
    lb_dense_echelon_clear(&echelon);
    lb_adjoint_clear(&adjoint);
    lb_run_end(&run);
    return result;
}

/* Words that are independent, that are not, and of which that is not known. */
START_TEST(replays_of_words)
{
    lb_setting setting = {"n", "5"};
    lb_error error;
    lb_ansatz_t A;
    ck_assert(!lb_ansatz_load(A, "ltfim-open", &setting, 1, &error));
    lb_closure *closure = close(A, LB_METHOD_DENSE);
    ck_assert_int_eq(replay(closure, 4194301, 0), 1);
    ck_assert_int_eq(replay(closure, 3, 0), 0);
    ck_assert_int_eq(replay(closure, 4194301, 1), -1);
    lb_closure_free(closure);
    lb_ansatz_clear(A);
}
END_TEST

LB_TEST_MAIN("generation", against_brute_force, limits, replays_of_words)
