/* Exponentials in the p-adic numbers: the parts against integers of any size, ranks against plain
 * matrices over Z / p^60, against the ranks modulo primes, and among each other. */

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <liebound.h>

#include "base/random.h"
#include "exact_rank/padic/circuit.h"
#include "exact_rank/padic/rows.h"
#include "exact_rank/problem.h"
#include "padic_by_hand.h"
#include "random_generators.h"
#include "state/state.h"
#include "support.h"

static const unsigned long primes[] = {3, 5, 7, 11};
enum { PRIMES = sizeof primes / sizeof primes[0] };

static lb_field random_power(lb_random *random)
{
    unsigned long p = primes[lb_random_below(random, PRIMES)];
    unsigned largest = lb_field_power(p, 0).exponent;
    return lb_field_power(
        p, lb_random_below(random, 3) ? 1 + (unsigned)lb_random_below(random, largest) : largest);
}

/* ---- parts ---- */

START_TEST(test_moduli)
{
    static const unsigned exponents[] = {31, 21, 17, 14};
    for (size_t i = 0; i < PRIMES; i++) {
        lb_field F = lb_field_power(primes[i], 0);
        ck_assert_uint_eq(F.exponent, exponents[i]);
        ck_assert(F.modulus == pow((double)primes[i], exponents[i]) && F.modulus < 7e14);
        ck_assert(lb_field_is_padic(&F));
        ck_assert_uint_eq(lb_field_power(primes[i], 4).p,
                          primes[i] * primes[i] * primes[i] * primes[i]);
    }
}
END_TEST

/* All coefficients, those that must not be left out and those that must. */
START_TEST(test_exponential)
{
    lb_random random;
    mpz_t c, modulus;
    mpz_inits(c, modulus, NULL);
    lb_random_seed(&random, lb_test_seed());
    for (size_t i = 0; i < lb_test_count(300); i++) {
        lb_field F = random_power(&random);
        double coefficients[LB_PADIC_DEGREE_MAX];
        uint64_t tau = 1 + F.prime * lb_random_below(&random, 1000000);
        unsigned degree = lb_padic_exponential(coefficients, tau % F.p, &F);
        mpz_set_ui(modulus, F.p);
        for (unsigned j = 1; j < 4 * F.exponent + 20; j++) {
            hand_coefficient(c, F.prime, (long)tau, j, modulus);
            uint64_t found = j <= degree ? lb_field_word(&F, coefficients[j - 1]) : 0;
            ck_assert_int_eq(mpz_cmp_ui(c, found), 0);
        }
    }
    mpz_clears(c, modulus, NULL);
}
END_TEST

static uint64_t word_of(const mpz_t a, const lb_field *F)
{
    return mpz_fdiv_ui(a, F->p);
}

/* The largest residues, and some. */
static double random_residue(const lb_field *F, lb_random *random)
{
    double half = (F->modulus - 1) / 2;
    switch (lb_random_below(random, 4)) {
    case 0:
        return half - (double)lb_random_below(random, 3);
    case 1:
        return (double)lb_random_below(random, 3) - half;
    default:
        return lb_field_balance(F, lb_random_below(random, F->p));
    }
}

/* x - times f y, from integers. */
static void check_difference(double found, double x, double f, double y, long times,
                             const lb_field *F)
{
    mpz_t a, b;
    mpz_init_set_d(a, f);
    mpz_init_set_d(b, y);
    mpz_mul(a, a, b);
    mpz_mul_si(a, a, -times);
    mpz_set_d(b, x);
    mpz_add(a, a, b);
    ck_assert_uint_eq(lb_field_word(F, found), word_of(a, F));
    ck_assert(fabs(found) <= F->modulus * (2.0 / 3));
    mpz_clears(a, b, NULL);
}

START_TEST(test_kernel)
{
    enum { LENGTH = 64 };
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + 1);
    for (size_t round = 0; round < lb_test_count(300); round++) {
        lb_field F = lb_field_power(primes[round % PRIMES], 0);
        _Alignas(64) double x[LENGTH], y[LENGTH], v[LENGTH];
        for (size_t i = 0; i < LENGTH; i++) {
            x[i] = v[i] = random_residue(&F, &random);
            y[i] = random_residue(&F, &random);
        }
        double f = random_residue(&F, &random), m = (double)F.prime * (double)F.prime;
        for (long times = 1; times < 5; times++) {
            lb_padic_subtract(v, y, f, LENGTH, &F);
            for (size_t i = 0; i < LENGTH; i++)
                check_difference(v[i], x[i], f, y[i], times, &F);
        }
        memcpy(v, y, sizeof v);
        lb_padic_scale(v, f, LENGTH, &F);
        for (size_t i = 0; i < LENGTH; i++)
            check_difference(v[i], 0, -f, y[i], 1, &F);
        for (size_t i = 0; i < LENGTH; i++)
            v[i] = m * floor(v[i] / m);
        ck_assert(lb_padic_divides(m, v, LENGTH));
        v[lb_random_below(&random, LENGTH)] += (double)F.prime;
        ck_assert(!lb_padic_divides(m, v, LENGTH));
    }
}
END_TEST

/* Products with sparse matrices, of small entries and of any. */
START_TEST(test_matrices)
{
    enum { SIZE = 9, MOST = 24 };
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + 6);
    for (size_t round = 0; round < lb_test_count(300); round++) {
        lb_field F = lb_field_power(primes[round % PRIMES], 0);
        size_t lanes = 8 * (1 + round % 3), start[SIZE + 1] = {0};
        uint32_t columns[SIZE * SIZE];
        double values[SIZE * SIZE];
        lb_padic_matrix A = {.size = SIZE, .start = start, .columns = columns, .values = values};
        A.small = round % 2;
        for (size_t i = 0; i < SIZE; i++) {
            start[i + 1] = start[i] + lb_random_below(&random, SIZE);
            for (size_t e = start[i]; e < start[i + 1]; e++) {
                columns[e] = (uint32_t)lb_random_below(&random, SIZE);
                values[e] =
                    A.small ? (double)lb_random_below(&random, 5) - 2 : random_residue(&F, &random);
            }
        }
        _Alignas(64) double v[SIZE * MOST], w[SIZE * MOST];
        for (size_t i = 0; i < SIZE * lanes; i++)
            v[i] = random_residue(&F, &random);
        lb_padic_apply(w, v, &A, lanes, &F);
        for (size_t i = 0; i < SIZE; i++)
            for (size_t l = 0; l < lanes; l++) {
                uint64_t sum = 0;
                for (size_t e = start[i]; e < start[i + 1]; e++)
                    sum += lb_field_multiply(&F, lb_field_word(&F, values[e]),
                                             lb_field_word(&F, v[lanes * columns[e] + l]));
                ck_assert_uint_eq(lb_field_word(&F, w[lanes * i + l]), sum % F.p);
                ck_assert(fabs(w[lanes * i + l]) <= F.modulus * (2.0 / 3));
            }
    }
}
END_TEST

/* Rows with known elementary divisors, combined at random: after each of them as many as there are,
 * and modulo a smaller power never more. */
static size_t count_divisors(mpz_t *entries, size_t count, size_t width, const lb_field *F)
{
    mpz_t **rows = malloc(count * sizeof *rows), prime, modulus;
    mpz_init_set_ui(prime, F->prime);
    mpz_init_set_ui(modulus, F->p);
    for (size_t i = 0; i < count; i++) {
        rows[i] = malloc(width * sizeof **rows);
        for (size_t j = 0; j < width; j++)
            mpz_init_set(rows[i][j], entries[i * width + j]);
    }
    size_t divisors = hand_divisors(rows, count, width, prime, F->exponent, modulus);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < width; j++)
            mpz_clear(rows[i][j]);
        free(rows[i]);
    }
    free(rows);
    mpz_clears(prime, modulus, NULL);
    return divisors;
}

/* Row i is a combination of p^a times random vectors, with few digits here and many there. */
static void random_entries(mpz_t *entries, size_t count, size_t width, const lb_field *F,
                           lb_random *random)
{
    size_t rank = 1 + lb_random_below(random, width);
    uint64_t *basis = malloc(rank * width * sizeof *basis);
    for (size_t r = 0; r < rank; r++) {
        uint64_t power = 1;
        for (unsigned a = (unsigned)lb_random_below(random, F->exponent + 1); a > 0; a--)
            power *= F->prime;
        for (size_t j = 0; j < width; j++)
            basis[r * width + j] =
                lb_field_multiply(F, power % F->p, lb_random_below(random, F->p));
    }
    for (size_t i = 0; i < count; i++)
        for (size_t r = 0; r < rank; r++) {
            uint64_t c = lb_random_below(random, lb_random_below(random, 2) ? F->prime : F->p);
            for (size_t j = 0; j < width; j++) {
                mpz_add_ui(entries[i * width + j], entries[i * width + j],
                           lb_field_multiply(F, c, basis[r * width + j]));
                mpz_fdiv_r_ui(entries[i * width + j], entries[i * width + j], F->p);
            }
        }
    free(basis);
}

static size_t insert_entry(lb_padic_rows *R, mpz_t *row, size_t width)
{
    _Alignas(64) double vector[8] = {0};
    for (size_t j = 0; j < width; j++)
        vector[j] = lb_field_balance(&R->field, word_of(row[j], &R->field));
    size_t before = R->count;
    bool grown = lb_padic_rows_insert(R, vector);
    ck_assert_uint_eq(R->count, before + grown);
    return R->count;
}

START_TEST(test_rows)
{
    enum { COUNT = 10, WIDTH = 8 };
    mpz_t entries[COUNT * WIDTH];
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + 2);
    for (size_t i = 0; i < COUNT * WIDTH; i++)
        mpz_init(entries[i]);
    for (size_t round = 0; round < lb_test_count(1000); round++) {
        lb_field F = random_power(&random);
        lb_field lower =
            lb_field_power(F.prime, 1 + (unsigned)lb_random_below(&random, F.exponent));
        lb_padic_rows R, S;
        size_t width = 1 + lb_random_below(&random, WIDTH);
        for (size_t i = 0; i < COUNT * WIDTH; i++)
            mpz_set_ui(entries[i], 0);
        random_entries(entries, COUNT, width, &F, &random);
        lb_padic_rows_init(&R, &F, WIDTH);
        lb_padic_rows_init(&S, &lower, WIDTH);
        for (size_t i = 0; i < COUNT; i++) {
            size_t rank = insert_entry(&R, entries + i * width, width);
            ck_assert_uint_eq(rank, count_divisors(entries, i + 1, width, &F));
            size_t less = insert_entry(&S, entries + i * width, width);
            ck_assert_uint_eq(less, count_divisors(entries, i + 1, width, &lower));
            ck_assert_uint_le(less, rank);
        }
        lb_padic_rows_clear(&R);
        lb_padic_rows_clear(&S);
    }
    for (size_t i = 0; i < COUNT * WIDTH; i++)
        mpz_clear(entries[i]);
}
END_TEST

/* ---- ranks ---- */

static void random_ansatz(lb_ansatz_t A, lb_random *random, bool rational)
{
    static const char *const named[] = {"ghz", "bell", "vector 0:1 1:1/2-3i", "vector 0:i 1:2"};
    size_t n = 1 + lb_random_below(random, 3), K = 1 + lb_random_below(random, 4);
    lb_error error;
    lb_ansatz_init(A, "random", n);
    for (size_t k = 0; k < K; k++) {
        lb_sum_t H;
        lb_sum_init(H, n);
        if (rational || lb_random_below(random, 3) == 0)
            random_generator(H, random, 1 + lb_random_below(random, 3), lb_random_below(random, 2));
        else
            random_sum(H, random, 1 + lb_random_below(random, 4));
        lb_ansatz_add_generator(A, NULL, H);
        lb_sum_clear(H);
    }
    for (size_t s = 0; s < 2; s++) {
        char label[8] = {0};
        for (size_t q = 0; q < n; q++)
            label[q] = random_letter(random, "01+-rl");
        ck_assert_int_eq(lb_ansatz_add_state(A, label, &error), LB_OK);
    }
    for (size_t s = 0; s < (n == 1 ? 4 : 2); s++)
        ck_assert_int_eq(lb_ansatz_add_state(A, named[s], &error), LB_OK);
}

static void compute(lb_exact_t E, const lb_ansatz_t A, size_t state,
                    const lb_exact_options *options)
{
    lb_error error = {0};
    lb_status status = lb_exact_rank(E, A, state, options, &error);
    ck_assert_msg(status == LB_OK, "%s", error.message);
    ck_assert_ptr_null(E->limit);
    for (size_t i = 0; i < E->rank; i++) {
        ck_assert_uint_ge(E->reached[i], i + 1);
        ck_assert(i == 0 || E->reached[i] > E->reached[i - 1]);
    }
    ck_assert(!E->equal || E->error == 0);
    ck_assert(E->equal || E->picture != LB_PICTURE_PADIC || E->error == 1);
}

/* Against the textbook. */
START_TEST(test_by_hand)
{
    lb_random random;
    lb_exact_t E;
    lb_random_seed(&random, lb_test_seed() + 3);
    lb_exact_init(E);
    for (size_t i = 0; i < lb_test_count(60); i++) {
        lb_ansatz_t A;
        random_ansatz(A, &random, false);
        size_t M = 1 + lb_random_below(&random, A->qubits == 3 ? 7 : 12);
        lb_exact_options options = {
            .layers = M, .parameters = M, .seed = i, .picture = LB_PICTURE_PADIC};
        compute(E, A, i % 2, &options);
        ck_assert_uint_eq(E->rank, rank_by_padics(A, i % 2, M, primes[i % 3], &random));
        lb_ansatz_clear(A);
    }
    lb_exact_clear(E);
}
END_TEST

/* Where both apply, the ranks are those modulo primes: for every kind of state, and jointly. */
START_TEST(test_fields)
{
    lb_random random;
    lb_exact_t E, F;
    lb_random_seed(&random, lb_test_seed() + 4);
    lb_exact_init(E);
    lb_exact_init(F);
    for (size_t i = 0; i < lb_test_count(2000); i++) {
        lb_ansatz_t A;
        random_ansatz(A, &random, true);
        bool same_length = A->qubits > 1 && i % 7 == 0;
        size_t state = same_length ? LB_EXACT_ALL_STATES : i % A->state_count;
        if (same_length)
            lb_state_clear(&A->states[--A->state_count]); /* bell */
        lb_exact_options options = {.layers = 1 + lb_random_below(&random, 12), .seed = i};
        options.picture = LB_PICTURE_STATE;
        compute(E, A, state, &options);
        options.picture = LB_PICTURE_PADIC;
        options.run.threads = 1 + (int)(i % 2);
        compute(F, A, state, &options);
        ck_assert_int_eq(F->picture, LB_PICTURE_PADIC);
        ck_assert_uint_eq(E->rank, F->rank);
        for (size_t r = 0; r < E->rank; r++)
            ck_assert_uint_eq(E->reached[r], F->reached[r]);
        lb_ansatz_clear(A);
    }
    lb_exact_clear(E);
    lb_exact_clear(F);
}
END_TEST

/* ranks[j]: of the first j + 1 gates at the point of a seed. */
static void find_ranks(size_t *ranks, const lb_ansatz_t A, size_t state, size_t M,
                       const lb_field *F, uint64_t seed)
{
    lb_exact_problem problem;
    const lb_picture_kind *kind;
    lb_error error;
    lb_exact_options options = {.layers = M, .parameters = M, .picture = LB_PICTURE_PADIC};
    lb_status status = lb_exact_problem_init(&problem, &kind, A, state, &options, &error);
    ck_assert_int_eq(status, LB_OK);
    lb_random random;
    lb_random_seed(&random, seed);
    void *picture = kind->open(&problem, F, &random, 0);
    lb_exact_batch batch = {.width = kind->width(picture)};
    lb_padic_rows rows;
    lb_padic_rows_init(&rows, F, batch.width);
    double *phase = lb_exact_batch_extend(&batch, 1);
    kind->phase(picture, phase, 0);
    size_t first = lb_padic_rows_insert(&rows, phase);
    batch.count = 0;
    while (batch.count < M)
        kind->next(picture, &batch);
    for (size_t j = 0; j < M; j++) {
        lb_padic_rows_insert(&rows, batch.rows + j * batch.width);
        ranks[j] = rows.count - first;
    }
    kind->close(picture);
    lb_padic_rows_clear(&rows);
    free(batch.rows);
    lb_exact_problem_clear(&problem);
}

/* The largest powers of 3, 5 and 7 agree, a power of two thirds of the digits too; and any lower
 * one never shows more, gate by gate at the same point. */
START_TEST(test_precisions)
{
    enum { M = 16 };
    lb_random random;
    size_t count = lb_test_count(1000), lower_ranks = 0;
    lb_random_seed(&random, lb_test_seed() + 5);
    for (size_t i = 0; i < count; i++) {
        lb_ansatz_t A;
        size_t full[M], other[M];
        random_ansatz(A, &random, false);
        size_t state = i % A->state_count;
        lb_field F = lb_field_power(3, 0);
        find_ranks(full, A, state, M, &F, i);
        for (size_t p = 1; p < 3; p++) {
            lb_field G = lb_field_power(primes[p], 0);
            find_ranks(other, A, state, M, &G, i);
            ck_assert_uint_eq(other[M - 1], full[M - 1]);
        }
        lb_field G = lb_field_power(3, 22);
        find_ranks(other, A, state, M, &G, i);
        ck_assert_int_eq(memcmp(other, full, sizeof full), 0);
        G = lb_field_power(3, 1 + (unsigned)lb_random_below(&random, 10));
        find_ranks(other, A, state, M, &G, i);
        for (size_t j = 0; j < M; j++)
            ck_assert_uint_le(other[j], full[j]);
        lower_ranks += other[M - 1] < full[M - 1];
        lb_ansatz_clear(A);
    }
    ck_assert_uint_gt(lower_ranks, count / 50);
}
END_TEST

static void add(lb_ansatz_t A, size_t count, const char *const *labels, const long *numerators)
{
    lb_sum_t H;
    lb_error error;
    lb_sum_init(H, A->qubits);
    for (size_t t = 0; t < count; t++)
        ck_assert_int_eq(lb_sum_append_label(H, numerators[t], 1, labels[t], &error), LB_OK);
    lb_ansatz_add_generator(A, NULL, H);
    lb_sum_clear(H);
}

/* The open XXZ chain: maximal ranks, and the numbers of angles that have them. */
START_TEST(test_xxz)
{
    static const size_t ranks[][2] = {{4, 7}, {5, 10}, {6, 25}, {7, 36}, {8, 83}};
    lb_exact_t E;
    lb_error error;
    lb_exact_init(E);
    for (size_t i = 0; i < sizeof ranks / sizeof ranks[0]; i++) {
        lb_ansatz_t A;
        char name[] = "n", value[8];
        lb_setting setting = {name, value};
        snprintf(value, sizeof value, "%zu", ranks[i][0]);
        ck_assert_int_eq(lb_ansatz_load(A, "xxz-open", &setting, 1, &error), LB_OK);
        lb_exact_options options = {.layers = 100, .at_most = ranks[i][1]};
        compute(E, A, 0, &options);
        ck_assert(E->equal && !E->exceeds);
        ck_assert_uint_eq(E->rank, ranks[i][1]);
        lb_ansatz_clear(A);
    }
    lb_exact_clear(E);
}
END_TEST

/* The coordinates of a sector: the XXZ chain conserves magnetization; under its hopping alone
 * amplitudes are real on one sublattice of its basis states and imaginary on the other; and one term
 * of it changes the magnetization. From an eigenstate of all Y, XX flips pairs and YY turns the
 * phase, each of them within all vectors of one parity. */
static void check_space(const lb_ansatz_t A, const char *text, size_t count, bool has_phase,
                        bool stays)
{
    lb_state_t state;
    lb_exact_generators G;
    lb_padic_space S;
    lb_error error;
    ck_assert(!lb_state_init(state, text, A->qubits, &error));
    lb_exact_generators_init(&G, A, NULL);
    lb_status status = lb_padic_space_init(&S, &G, state, 1, 1000, NULL, &error);
    ck_assert_int_eq(status, LB_OK);
    ck_assert_uint_eq(S.count, count);
    ck_assert(S.blocks[0].has_phase == has_phase && S.stays[0] == stays);
    lb_padic_space_clear(&S);
    ck_assert_int_eq(lb_padic_space_init(&S, &G, state, 1, count / 2, NULL, &error), LB_INPUT);
    lb_exact_generators_clear(&G);
    lb_state_clear(state);
}

START_TEST(test_spaces)
{
    lb_ansatz_t A;
    lb_error error;
    char name[] = "n", value[] = "8";
    lb_setting setting = {name, value};
    ck_assert_int_eq(lb_ansatz_load(A, "xxz-open", &setting, 1, &error), LB_OK);
    check_space(A, "01010101", 140, true, false);
    check_space(A, "00000001", 16, true, false);
    check_space(A, "vector 00000001:1 00000011:2i pair", 72, true, false);
    lb_sum_clear(&A->generators[--A->generator_count]);
    free(A->generator_names[A->generator_count]);
    check_space(A, "01010101", 70, false, false);
    check_space(A, "rrrrrrrr", 256, true, true);
    lb_ansatz_clear(A);
}
END_TEST

/* Coefficients beyond every power, and beyond a word: they cancel in no entry that matters. */
START_TEST(test_large_coefficients)
{
    lb_ansatz_t A;
    lb_exact_t E;
    lb_sum_t H;
    lb_string_t P;
    lb_error error;
    mpq_t c;
    lb_ansatz_init(A, "large", 2);
    lb_sum_init(H, 2);
    lb_string_init(P);
    mpq_init(c);
    mpz_ui_pow_ui(mpq_numref(c), 3, 50);
    ck_assert_int_eq(lb_string_set_label(P, 2, "XX", &error), LB_OK);
    lb_sum_append(H, c, P);
    ck_assert_int_eq(lb_string_set_label(P, 2, "YY", &error), LB_OK);
    lb_sum_append(H, c, P);
    ck_assert_int_eq(lb_sum_append_label(H, 1, 1, "ZI", &error), LB_OK);
    lb_ansatz_add_generator(A, NULL, H);
    add(A, 3, (const char *[]){"XI", "ZI", "IX"}, (long[]){1, 1, 1});
    lb_exact_init(E);
    lb_exact_options options = {.layers = 8, .at_most = 6};
    compute(E, A, 0, &options);
    ck_assert(E->equal && E->rank == 6);
    lb_exact_clear(E);
    lb_sum_clear(H);
    lb_string_clear(P);
    mpq_clear(c);
    lb_ansatz_clear(A);
}
END_TEST

START_TEST(test_errors)
{
    lb_ansatz_t A;
    lb_exact_t E;
    lb_error error;
    lb_ansatz_init(A, "mixed", 2);
    add(A, 1, (const char *[]){"ZI"}, (long[]){1});
    add(A, 3, (const char *[]){"XI", "ZI", "IZ"}, (long[]){1, 1, 1});
    lb_exact_init(E);
    lb_exact_options options = {.layers = 2, .picture = LB_PICTURE_ADJOINT};
    ck_assert_int_eq(lb_exact_rank(E, A, 0, &options, &error), LB_USAGE);
    ck_assert_ptr_nonnull(strstr(error.message, "generator g1"));
    options.picture = LB_PICTURE_AUTOMATIC;
    ck_assert_int_eq(lb_ansatz_add_state(A, "vector floating 00:0.3 11:0.1 rounded", &error),
                     LB_OK);
    ck_assert_int_eq(lb_exact_rank(E, A, 0, &options, &error), LB_USAGE);
    ck_assert_ptr_nonnull(strstr(error.message, "rounded are floating"));
    lb_ansatz_clear(A);
    lb_ansatz_init(A, "large", 30);
    lb_sum_t H;
    lb_sum_init(H, 30);
    for (uint32_t q = 0; q < 30; q++) {
        ck_assert_int_eq(lb_sum_append_letters(H, 1, 1, "X", &q, &error), LB_OK);
        ck_assert_int_eq(lb_sum_append_letters(H, 1, 1, "Z", &q, &error), LB_OK);
    }
    lb_ansatz_add_generator(A, NULL, H);
    lb_sum_clear(H);
    options.run.limits.deadline = lb_deadline(0.05);
    ck_assert_int_eq(lb_exact_rank(E, A, 0, &options, &error), LB_UNDECIDED);
    ck_assert_ptr_nonnull(strstr(error.message, "time limit reached"));
    lb_ansatz_clear(A);
    lb_exact_clear(E);
}
END_TEST

LB_TEST_MAIN("padic", test_moduli, test_exponential, test_kernel, test_matrices, test_rows,
             test_by_hand, test_fields, test_precisions, test_xxz, test_spaces,
             test_large_coefficients, test_errors)
