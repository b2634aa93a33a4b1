/* Commutants against the equations A H = H A of explicit matrices, sectors against the double
 * commutant, strings against all strings. */

#include <flint/nmod_mat.h>
#include <flint/nmod_vec.h>
#include <flint/ulong_extras.h>

#include <liebound/conserved.h>

#include "base/memory.h"
#include "conserved/known.h"
#include "linalg/f2.h"
#include "matrices.h"
#include "random_sums.h"
#include "support.h"

/* 1 modulo 4, and not one of those that the library takes. */
#define PRIME UINT64_C(1000000009)

static uint64_t square_root_of_minus_one(void)
{
    uint64_t root = 0;
    for (uint64_t a = 2; n_mulmod2(root, root, PRIME) != PRIME - 1; a++)
        root = n_powmod2(a, (PRIME - 1) / 4, PRIME);
    return root;
}

/* 48 H modulo the prime, from its explicit matrix. */
static void reduce_generator(nmod_mat_t reduced, const lb_sum_t H, size_t n)
{
    size_t N = (size_t)1 << n;
    amplitude *M = calloc(N * N, sizeof *M);
    uint64_t i = square_root_of_minus_one();
    for (size_t t = 0; t < H->length; t++)
        add_string_matrix(M, 48 * mpq_get_d(H->coefficients + t), H->strings + t, n);
    nmod_mat_init(reduced, (slong)N, (slong)N, PRIME);
    for (size_t e = 0; e < N * N; e++) {
        long re = lround(creal(M[e])), im = lround(cimag(M[e]));
        ck_assert(fabs(creal(M[e]) - (double)re) + fabs(cimag(M[e]) - (double)im) < 1e-9);
        uint64_t x = (uint64_t)(re + (long)PRIME) % PRIME, y = (uint64_t)(im + (long)PRIME) % PRIME;
        nmod_mat_entry(reduced, (slong)(e / N), (slong)(e % N)) =
            nmod_add(x, nmod_mul(y, i, reduced->mod), reduced->mod);
    }
    free(M);
}

/* The number of independent solutions A of A H_k = H_k A. */
static size_t brute_commutant(nmod_mat_struct *H, size_t count, size_t N)
{
    nmod_mat_t equations;
    nmod_mat_init(equations, (slong)(count * N * N), (slong)(N * N), PRIME);
    for (size_t k = 0; k < count; k++)
        for (size_t i = 0; i < N; i++)
            for (size_t j = 0; j < N; j++)
                for (size_t l = 0; l < N; l++) {
                    slong row = (slong)((k * N + i) * N + j);
                    mp_limb_t *right = &nmod_mat_entry(equations, row, (slong)(i * N + l));
                    *right =
                        nmod_add(*right, nmod_mat_entry(H + k, (slong)l, (slong)j), equations->mod);
                    mp_limb_t *left = &nmod_mat_entry(equations, row, (slong)(l * N + j));
                    *left =
                        nmod_sub(*left, nmod_mat_entry(H + k, (slong)i, (slong)l), equations->mod);
                }
    size_t rank = (size_t)nmod_mat_rank(equations);
    nmod_mat_clear(equations);
    return N * N - rank;
}

/* Reduce v by rows with the given pivots; whether something is left, which is the next row. */
static bool keep_vector(mp_limb_t *rows, size_t *pivots, size_t count, mp_limb_t *v, size_t length,
                        nmod_t mod)
{
    size_t pivot = 0;
    for (size_t r = 0; r < count; r++)
        _nmod_vec_scalar_addmul_nmod(v, rows + r * length, (slong)length,
                                     nmod_neg(v[pivots[r]], mod), mod);
    while (pivot < length && !v[pivot])
        pivot++;
    if (pivot == length)
        return false;
    _nmod_vec_scalar_mul_nmod(rows + count * length, v, (slong)length, nmod_inv(v[pivot], mod),
                              mod);
    pivots[count] = pivot;
    return true;
}

/* The dimension of the span of all products, 1 among them. */
static size_t brute_algebra(nmod_mat_struct *H, size_t count, size_t N)
{
    size_t length = N * N, rank = 0, *pivots = malloc(length * sizeof *pivots);
    mp_limb_t *rows = malloc(length * length * sizeof *rows), *v = calloc(length, sizeof *v);
    nmod_mat_t word, product;
    nmod_mat_init(word, (slong)N, (slong)N, PRIME);
    nmod_mat_init(product, (slong)N, (slong)N, PRIME);
    for (size_t i = 0; i < N; i++)
        v[i * N + i] = 1;
    rank += keep_vector(rows, pivots, rank, v, length, word->mod);
    for (size_t w = 0; w < rank; w++)
        for (size_t k = 0; k < count; k++) {
            for (size_t e = 0; e < length; e++)
                nmod_mat_entry(word, (slong)(e / N), (slong)(e % N)) = rows[w * length + e];
            nmod_mat_mul(product, H + k, word);
            for (size_t e = 0; e < length; e++)
                v[e] = nmod_mat_entry(product, (slong)(e / N), (slong)(e % N));
            rank += keep_vector(rows, pivots, rank, v, length, word->mod);
        }
    nmod_mat_clear(product);
    nmod_mat_clear(word);
    free(v);
    free(rows);
    free(pivots);
    return rank;
}

/* ---- Checks ---- */

static void check_commutes(const lb_sum_t S, const lb_ansatz_t A)
{
    size_t n = A->qubits, N = (size_t)1 << n;
    amplitude *M = calloc(N * N, sizeof *M), *H = malloc(N * N * sizeof *H);
    for (size_t t = 0; t < S->length; t++)
        add_string_matrix(M, mpq_get_d(S->coefficients + t), S->strings + t, n);
    for (size_t k = 0; k < A->generator_count; k++) {
        memset(H, 0, N * N * sizeof *H);
        for (size_t t = 0; t < A->generators[k].length; t++)
            add_string_matrix(H, mpq_get_d(A->generators[k].coefficients + t),
                              A->generators[k].strings + t, n);
        for (size_t i = 0; i < N; i++)
            for (size_t j = 0; j < N; j++) {
                amplitude difference = 0;
                for (size_t l = 0; l < N; l++)
                    difference += M[i * N + l] * H[l * N + j] - H[i * N + l] * M[l * N + j];
                ck_assert_double_lt(cabs(difference), 1e-6);
            }
    }
    free(H);
    free(M);
}

static void check_sums(const lb_conserved *c, const lb_ansatz_t A)
{
    lb_sum_t S;
    lb_sum_init(S, A->qubits);
    for (size_t i = 0; i < lb_conserved_sum_count(c); i++) {
        lb_conserved_sum(S, c, i);
        ck_assert(lb_sum_is_normal(S));
        check_commutes(S, A);
    }
    for (size_t i = 0; i < lb_conserved_basis_count(c); i++) {
        lb_conserved_basis(S, c, i);
        check_commutes(S, A);
    }
    lb_sum_clear(S);
}

static bool commutes_with_terms(const lb_string_t P, const lb_ansatz_t A)
{
    for (size_t k = 0; k < A->generator_count; k++)
        for (size_t t = 0; t < A->generators[k].length; t++)
            if (lb_string_anticommutes(P, A->generators[k].strings + t))
                return false;
    return true;
}

static void check_strings(const lb_conserved *c, const lb_ansatz_t A)
{
    size_t n = A->qubits, found = 0, rank;
    lb_string_t P;
    lb_string_init(P);
    for (size_t code = 0; code < (size_t)1 << 2 * n; code++) {
        for (uint32_t q = 0; q < n; q++)
            lb_string_set_letter(P, q, "IXYZ"[code >> 2 * q & 3]);
        found += commutes_with_terms(P, A);
    }
    ck_assert(lb_conserved_string_rank(&rank, c));
    ck_assert_uint_eq(found, (size_t)1 << rank);
    ck_assert_uint_eq(lb_conserved_string_count(c), rank);
    lb_string_struct *all = malloc((rank + 1) * sizeof *all);
    const lb_string_struct **pointers = malloc((rank + 1) * sizeof *pointers);
    for (size_t i = 0; i < rank; i++) {
        lb_string_init(all + i);
        lb_conserved_string(all + i, c, i);
        ck_assert(commutes_with_terms(all + i, A));
        pointers[i] = all + i;
    }
    lb_f2_span span;
    lb_f2_span_compute(&span, pointers, rank, n, NULL);
    ck_assert_uint_eq(span.rank, rank);
    for (size_t i = 0; i < rank; i++)
        lb_string_clear(all + i);
    free(pointers);
    free(all);
    lb_string_clear(P);
}

/* sum d m = 2^n, sum m^2 = dim C, sum d^2 = dim A. */
static void check_sectors(const lb_conserved *c, size_t n, size_t commutant, size_t algebra)
{
    size_t states = 0, squares = 0, products = 0;
    mpz_t D;
    mpz_init(D);
    for (size_t i = 0; i < lb_conserved_sectors_count(c); i++) {
        const lb_conserved_sectors *s = lb_conserved_sectors_at(c, i);
        size_t count = mpz_get_ui(s->count), d = mpz_get_ui(s->dimension);
        size_t m = mpz_get_ui(s->multiplicity);
        states += count * d * m;
        squares += count * m * m;
        products += count * d * d;
    }
    ck_assert_uint_eq(states, (size_t)1 << n);
    ck_assert_uint_eq(squares, commutant);
    ck_assert_uint_eq(products, algebra);
    ck_assert(lb_conserved_algebra_dimension(D, c));
    ck_assert(!mpz_cmp_ui(D, algebra));
    mpz_clear(D);
}

static void check_ansatz(const lb_ansatz_t A)
{
    lb_conserved *c;
    lb_error error = {.message = ""};
    lb_conserved_options options = {.basis = true};
    size_t n = A->qubits, N = (size_t)1 << n;
    nmod_mat_struct *H = malloc((A->generator_count + 1) * sizeof *H);
    for (size_t k = 0; k < A->generator_count; k++)
        reduce_generator(H + k, A->generators + k, n);
    size_t commutant = brute_commutant(H, A->generator_count, N);
    size_t algebra = brute_algebra(H, A->generator_count, N);
    ck_assert_msg(!lb_conserved_compute(&c, A, &options, &error), "%s", error.message);
    mpz_t least, most;
    mpz_inits(least, most, NULL);
    lb_conserved_at_least(least, c);
    lb_conserved_at_most(most, c);
    ck_assert_msg(!mpz_cmp_ui(least, commutant) && !mpz_cmp_ui(most, commutant),
                  "%s: %zu, and not %lu to %lu", A->name, commutant, mpz_get_ui(least),
                  mpz_get_ui(most));
    ck_assert(lb_conserved_is_proved(c));
    ck_assert_uint_eq(lb_conserved_basis_count(c), commutant);
    check_sectors(c, n, commutant, algebra);
    check_strings(c, A);
    check_sums(c, A);
    mpz_clears(least, most, NULL);
    lb_conserved_free(c);
    for (size_t k = 0; k < A->generator_count; k++)
        nmod_mat_clear(H + k);
    free(H);
}

/* The dimension of the joint eigenspace of explicit matrices. */
static size_t brute_eigenspace(const lb_label *label, nmod_mat_struct *S, size_t count, size_t N)
{
    nmod_mat_t stacked;
    nmod_mat_init(stacked, (slong)(count * N), (slong)N, PRIME);
    for (size_t o = 0; o < count; o++)
        for (size_t i = 0; i < N; i++)
            for (size_t j = 0; j < N; j++) {
                long value = lround(48 * mpq_get_d(label->values[o]));
                mp_limb_t entry = nmod_mat_entry(S + o, (slong)i, (slong)j);
                if (i == j)
                    entry = nmod_sub(entry, (mp_limb_t)(value + (long)PRIME) % PRIME, S->mod);
                nmod_mat_entry(stacked, (slong)(o * N + i), (slong)j) = entry;
            }
    size_t rank = (size_t)nmod_mat_rank(stacked);
    nmod_mat_clear(stacked);
    return N - rank;
}

/* Labels of A by the generators of another ansatz on the same qubits. */
static void check_labels(const lb_ansatz_t A, const lb_ansatz_t named)
{
    size_t n = A->qubits, N = (size_t)1 << n, count = named->generator_count, states = 0;
    size_t squares = 0, all = A->generator_count + count;
    lb_conserved *c;
    lb_labels labels;
    lb_error error = {.message = ""};
    nmod_mat_struct *H = malloc(all * sizeof *H);
    for (size_t k = 0; k < all; k++)
        reduce_generator(H + k, k < count ? named->generators + k : A->generators + (k - count), n);
    ck_assert(!lb_conserved_compute(&c, A, NULL, &error));
    ck_assert_msg(!lb_labels_init(&labels, A, named->generators, count, c, NULL, &error), "%s",
                  error.message);
    ck_assert(labels.has_content);
    for (size_t i = 0; i < labels.count; i++) {
        const lb_label *label = labels.items + i;
        size_t dimension = 0;
        ck_assert_uint_eq(mpz_get_ui(label->dimension), brute_eigenspace(label, H, count, N));
        for (size_t s = 0; s < label->content_count; s++) {
            size_t m = mpz_get_ui(label->content[s].multiplicity);
            dimension +=
                mpz_get_ui(label->content[s].count) * m * mpz_get_ui(label->content[s].dimension);
            squares += mpz_get_ui(label->content[s].count) * m * m;
        }
        ck_assert_uint_eq(mpz_get_ui(label->dimension), dimension);
        states += dimension;
    }
    ck_assert_uint_eq(states, N);
    ck_assert_uint_eq(squares, brute_commutant(H, all, N));
    lb_labels_clear(&labels);
    lb_conserved_free(c);
    for (size_t k = 0; k < all; k++)
        nmod_mat_clear(H + k);
    free(H);
}

/* ---- Tests ---- */

START_TEST(labels)
{
    static const struct {
        const char *name, *n, *operators;
    } cases[] = {
        {"xxz-open", "4", "generator Z[0] + Z[1] + Z[2] + Z[3]"},
        {"xxz-open", "3", "generator 1/2 Z[0] + 1/2 Z[1] + 1/2 Z[2]\ngenerator Z[0] Z[1] Z[2]"},
        {"xxz-open", "4",
         "generator Z[0] Z[1] + Z[0] Z[2] + Z[0] Z[3] + Z[1] Z[2] + Z[1] Z[3] + Z[2] Z[3]"},
        {"heisenberg", "4", "generator XXXX\ngenerator 2 YYYY - 1/3 ZZZZ"},
        {"tfim-closed", "4", "generator XXXX"},
        {"tfim-open", "4", "generator IIII"},
    };
    lb_error error;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lb_ansatz_t A, named;
        lb_setting settings[] = {{"n", (char *)cases[i].n}};
        char text[300];
        snprintf(text, sizeof text, "qubits %s\n%s\n", cases[i].n, cases[i].operators);
        ck_assert(!lb_ansatz_load(A, cases[i].name, settings, 1, &error));
        ck_assert_msg(!lb_ansatz_parse(named, text, strlen(text), "named", NULL, 0, &error), "%s",
                      error.message);
        check_labels(A, named);
        lb_ansatz_clear(named);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* What is lifted from a prime is asked over Q. */
START_TEST(what_does_not_commute)
{
    lb_ansatz_t A;
    lb_error error;
    lb_known known = {.sum_count = 0};
    lb_run run;
    lb_sum_t S;
    lb_setting settings[] = {{"n", "3"}};
    ck_assert(!lb_ansatz_load(A, "xxz-open", settings, 1, &error));
    lb_run_start(&run, NULL);
    lb_sum_init(S, 3);
    ck_assert(!lb_sum_append_label(S, 1, 1, "ZII", &error));
    ck_assert(!lb_known_try_sum(&known, A, S, &run));
    ck_assert(!lb_sum_append_label(S, 1, 1, "IZI", &error));
    ck_assert(!lb_sum_append_label(S, 1, 1, "IIZ", &error));
    lb_sum_normalize(S);
    ck_assert(lb_known_try_sum(&known, A, S, &run));
    ck_assert_uint_eq(known.sum_count, 1);
    lb_known_clear(&known);
    lb_sum_clear(S);
    lb_run_end(&run);
    lb_ansatz_clear(A);
}
END_TEST

/* On many qubits the numbers of particles are binomials. */
START_TEST(many_particles)
{
    lb_ansatz_t A;
    lb_labels found;
    lb_error error;
    lb_setting settings[] = {{"n", "100"}};
    lb_sum_t S;
    mpz_t binomial;
    lb_sum_init(S, 100);
    mpz_init(binomial);
    for (uint32_t q = 0; q < 100; q++)
        ck_assert(!lb_sum_append_letters(S, 1, 1, "Z", &q, &error));
    lb_sum_normalize(S);
    ck_assert(!lb_ansatz_load(A, "xxz-open", settings, 1, &error));
    ck_assert(!lb_labels_init(&found, A, S, 1, NULL, NULL, &error));
    ck_assert_uint_eq(found.count, 101);
    for (unsigned long k = 0; k <= 100; k++) {
        mpz_bin_uiui(binomial, 100, k);
        ck_assert(!mpz_cmp(found.items[k].dimension, binomial));
        ck_assert(!mpq_cmp_si(found.items[k].values[0], 2 * (long)k - 100, 1));
    }
    lb_labels_clear(&found);
    mpz_clear(binomial);
    lb_sum_clear(S);
    lb_ansatz_clear(A);
}
END_TEST

static void check_catalogue(const char *name, const char *parameter, const char *value,
                            const char *other, const char *other_value)
{
    lb_ansatz_t A;
    lb_error error;
    lb_setting settings[] = {{(char *)parameter, (char *)value},
                             {(char *)other, (char *)other_value}};
    ck_assert_msg(!lb_ansatz_load(A, name, settings, other ? 2 : 1, &error), "%s", error.message);
    check_ansatz(A);
    lb_ansatz_clear(A);
}

START_TEST(catalogue)
{
    for (int n = 2; n <= 4; n++) {
        char size[] = {(char)('0' + n), '\0'};
        check_catalogue("tfim", "n", size, NULL, NULL);
        check_catalogue("tfim", "n", size, "angles", "free");
        check_catalogue("ltfim", "n", size, NULL, NULL);
        check_catalogue("xxz", "n", size, NULL, NULL);
        check_catalogue("heisenberg", "n", size, NULL, NULL);
        check_catalogue("xy", "n", size, NULL, NULL);
        check_catalogue("hea", "n", size, NULL, NULL);
        check_catalogue("sn-equivariant", "n", size, NULL, NULL);
        if (n == 4)
            check_catalogue("grover-mixer", "n", size, NULL, NULL);
    }
    for (int n = 3; n <= 4; n++) {
        char size[] = {(char)('0' + n), '\0'};
        check_catalogue("tfim", "n", size, "topology", "closed");
        check_catalogue("ltfim", "n", size, "topology", "closed");
        check_catalogue("xxz", "n", size, "topology", "closed");
    }
    check_catalogue("qaoa-grid", "rows", "2", "columns", "2");
}
END_TEST

static void small_coefficient(mpq_t c, lb_random *random)
{
    long numerator = 1 + (long)lb_random_below(random, 3);
    mpq_set_si(c, lb_random_below(random, 2) ? numerator : -numerator,
               1 + lb_random_below(random, 2));
}

START_TEST(random_generators)
{
    static const char *const alphabets[] = {"IXYZ", "IXZ", "IIZ", "IIIXYZ", "IZZX", "XYZ"};
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t i = 0; i < lb_test_count(120); i++) {
        lb_ansatz_t A;
        size_t n = 1 + lb_random_below(&random, i % 8 ? 3 : 4);
        lb_ansatz_init(A, "random", n);
        for (size_t k = 1 + lb_random_below(&random, 3); k--;)
            add_random_sum(A, 1 + lb_random_below(&random, 4),
                           alphabets[lb_random_below(&random, 6)], small_coefficient, &random);
        check_ansatz(A);
        lb_ansatz_clear(A);
    }
}
END_TEST

LB_TEST_MAIN("conserved", catalogue, random_generators, labels, what_does_not_commute,
             many_particles)
