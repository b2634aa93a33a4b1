/* Structure constants, in the reduced basis and in words, against brackets of sums. */

#include "matrices.h"
#include "structures.h"

/* sum_k c_ijk B_k for the constants with these i and j, from number *at on. */
static void combine_basis(lb_sum_t S, const lb_constants_t C, size_t *at,
                          const lb_sum_struct *basis, uint32_t i, uint32_t j)
{
    mpq_t c;
    mpq_init(c);
    lb_sum_zero(S);
    for (; *at < C->count && C->items[*at].i == i && C->items[*at].j == j; ++*at)
        for (size_t e = 0; e < basis[C->items[*at].k].length; e++) {
            mpq_mul(c, C->items[*at].value, basis[C->items[*at].k].coefficients + e);
            lb_sum_append(S, c, basis[C->items[*at].k].strings + e);
        }
    lb_sum_normalize(S);
    mpq_clear(c);
}

/* Every bracket of two basis elements, as sums, is what the constants say, and no constants are
 * left. */
static void check_constants(const lb_constants_t C, const lb_sum_struct *basis, size_t qubits)
{
    lb_sum_t bracket, combined;
    lb_sum_init(bracket, qubits);
    lb_sum_init(combined, qubits);
    size_t at = 0;
    for (uint32_t i = 0; i < C->dimension; i++)
        for (uint32_t j = i + 1; j < C->dimension; j++) {
            lb_sum_bracket(bracket, basis + i, basis + j);
            combine_basis(combined, C, &at, basis, i, j);
            ck_assert_msg(lb_sum_equal(bracket, combined), "i = %u, j = %u", i, j);
        }
    ck_assert_uint_eq(at, C->count);
    lb_sum_clear(bracket);
    lb_sum_clear(combined);
}

/* The reduced basis or, for words that are not NULL, what they say. */
static lb_sum_struct *basis_sums(const lb_closure *closure, const lb_ansatz_t A,
                                 const lb_word *words)
{
    size_t D = lb_closure_row_count(closure);
    lb_sum_struct *basis = malloc((D + 1) * sizeof *basis);
    for (size_t i = 0; i < D; i++) {
        lb_sum_init(basis + i, A->qubits);
        if (!words)
            lb_closure_row(basis + i, closure, i);
        else if (words[i].inner == LB_NO_WORD)
            lb_sum_set(basis + i, A->generators + words[i].generator);
        else {
            ck_assert_uint_lt(words[i].inner, i);
            lb_sum_bracket(basis + i, A->generators + words[i].generator, basis + words[i].inner);
        }
    }
    return basis;
}

static void check_both_bases(const lb_ansatz_t A)
{
    lb_error error;
    lb_constants_t C;
    lb_closure *closure = close_ansatz(A);
    size_t D = lb_closure_row_count(closure);
    lb_word *words = malloc((D + 1) * sizeof *words);
    for (int in_words = 0; in_words < 2; in_words++) {
        ck_assert_int_eq(in_words ? lb_constants_init_words(C, words, closure, NULL, &error)
                                  : lb_constants_init(C, closure, NULL, &error),
                         LB_OK);
        ck_assert_uint_eq(C->dimension, D);
        lb_sum_struct *basis = basis_sums(closure, A, in_words ? words : NULL);
        check_constants(C, basis, A->qubits);
        for (size_t i = 0; i < D; i++)
            lb_sum_clear(basis + i);
        free(basis);
        lb_constants_clear(C);
    }
    free(words);
    lb_closure_free(closure);
}

/* Of the catalogue, and with a generator that is zero, one that depends on another, and fractions.
 */
START_TEST(constants_are_those_of_brackets)
{
    static const struct {
        const char *source, *n;
    } cases[] = {{"tfim-open", "4"},     {"tfim-closed", "7"},     {"xxz-open", "5"},
                 {"qaoa-complete", "4"}, {"heisenberg-open", "4"}, {"a14", "4"}};
    static const char odd[] = "qubits 2\n"
                              "generator = 2 XI + 2/7 ZZ\n"
                              "generator = ZZ - ZZ\n"
                              "generator = XI + 1/7 ZZ\n"
                              "generator = IX + 3 YI\n";
    lb_ansatz_t A;
    lb_error error;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lb_setting n = {(char *)"n", (char *)cases[i].n};
        ck_assert_int_eq(lb_ansatz_load(A, cases[i].source, &n, 1, &error), LB_OK);
        check_both_bases(A);
        lb_ansatz_clear(A);
    }
    ck_assert_int_eq(lb_ansatz_parse(A, odd, sizeof odd - 1, "odd", NULL, 0, &error), LB_OK);
    check_both_bases(A);
    lb_ansatz_clear(A);
    lb_ansatz_init(A, "nothing", 1);
    check_both_bases(A);
    lb_ansatz_clear(A);
}
END_TEST

/* A limit leaves no constants, and the words as they were. */
START_TEST(limits_end_the_search_for_words)
{
    lb_ansatz_t A;
    lb_error error;
    lb_constants_t C;
    volatile sig_atomic_t stop = 1;
    lb_run_options options = {.limits.stop = &stop};
    lb_setting n = {(char *)"n", (char *)"5"};
    ck_assert_int_eq(lb_ansatz_load(A, "xxz-open", &n, 1, &error), LB_OK);
    lb_closure *closure = close_ansatz(A);
    lb_word words[62] = {{7, 7}};
    ck_assert_uint_eq(lb_closure_row_count(closure), 62);
    ck_assert_int_eq(lb_constants_init_words(C, words, closure, &options, &error), LB_UNDECIDED);
    ck_assert_uint_eq(words->generator, 7);
    lb_closure_free(closure);
    lb_ansatz_clear(A);
}
END_TEST

/* The matrix of a sum with square roots. */
static amplitude *surd_matrix(const lb_surd_sum_t S)
{
    lb_sum_t rounded;
    lb_sum_init(rounded, S->qubits);
    lb_surd_sum_round(rounded, S);
    amplitude *M = sum_matrix(rounded);
    lb_sum_clear(rounded);
    return M;
}

/* sum += c (i/2) [A, B]. */
static void add_commutator(amplitude *sum, double c, const amplitude *A, const amplitude *B,
                           size_t d)
{
    add_product(sum, 0.5 * c * I, A, B, d);
    add_product(sum, -0.5 * c * I, B, A, d);
}

static double largest(const amplitude *M, size_t d)
{
    double most = 0;
    for (size_t e = 0; e < d * d; e++)
        most = fmax(most, cabs(M[e]));
    return most;
}

/* {B_i, B_j} less what the constants say is 0 as a matrix, in every pair. */
static void check_brackets(const lb_field_constants_t C, amplitude *const *basis, size_t d)
{
    size_t at = 0;
    for (uint32_t i = 0; i < C->dimension; i++)
        for (uint32_t j = i + 1; j < C->dimension; j++) {
            amplitude *rest = calloc(d * d, sizeof *rest);
            add_commutator(rest, 1, basis[i], basis[j], d);
            for (; at < C->count && C->items[at].i == i && C->items[at].j == j; at++)
                for (size_t e = 0; e < d * d; e++)
                    rest[e] -= lb_surd_get_double(C->items[at].value) * basis[C->items[at].k][e];
            ck_assert_msg(largest(rest, d) < 1e-9, "i = %u, j = %u", i, j);
            free(rest);
        }
    ck_assert_uint_eq(at, C->count);
}

/* tr(ad B_i ad B_j), from dense matrices of ad. */
static void check_killing(const lb_field_constants_t C)
{
    size_t D = C->dimension;
    double *ad = calloc(D * D * D, sizeof *ad);
    lb_surd_struct *form = malloc(D * D * sizeof *form);
    for (size_t e = 0; e < C->count; e++) {
        const lb_field_constant *c = C->items + e;
        ad[(c->i * D + c->k) * D + c->j] = lb_surd_get_double(c->value);
        ad[(c->j * D + c->k) * D + c->i] = -lb_surd_get_double(c->value);
    }
    for (size_t e = 0; e < D * D; e++)
        lb_surd_init(form + e);
    lb_constants_field_killing(form, C);
    for (size_t i = 0; i < D; i++)
        for (size_t j = 0; j < D; j++) {
            double trace = 0;
            for (size_t k = 0; k < D; k++)
                for (size_t l = 0; l < D; l++)
                    trace += ad[(i * D + k) * D + l] * ad[(j * D + l) * D + k];
            ck_assert_double_eq_tol(trace, lb_surd_get_double(form + i * D + j), 1e-8);
        }
    for (size_t e = 0; e < D * D; e++)
        lb_surd_clear(form + e);
    free(form);
    free(ad);
}

/* The words are nested commutators of the generators. */
static void check_words(const lb_field_constants_t C, amplitude *const *basis, const lb_ansatz_t A)
{
    size_t d = (size_t)1 << A->qubits;
    for (uint32_t i = 0; i < C->dimension; i++) {
        amplitude *H = sum_matrix(A->generators + C->words[i].generator);
        amplitude *rest = calloc(d * d, sizeof *rest);
        if (C->words[i].inner != LB_NO_WORD)
            add_commutator(rest, 1, H, basis[C->words[i].inner], d);
        for (size_t e = 0; e < d * d; e++)
            rest[e] += (C->words[i].inner == LB_NO_WORD ? H[e] : 0) - basis[i][e];
        ck_assert(largest(rest, d) < 1e-9);
        free(rest);
        free(H);
    }
}

/* The largest string of each element is in no other. */
static void check_reduced(const lb_field_constants_t C, const lb_ansatz_t A)
{
    lb_string_t last, pivot;
    lb_surd_t c;
    lb_surd_init(c);
    lb_string_init(last);
    lb_string_init(pivot);
    for (size_t i = 0; i < C->dimension; i++) {
        lb_surd_sum_first(pivot, C->basis + i);
        ck_assert(!i || lb_string_compare(last, pivot) < 0);
        lb_string_set(last, pivot);
        for (size_t j = 0; j < C->dimension; j++) {
            lb_surd_sum_coefficient(c, C->basis + j, pivot);
            ck_assert_double_eq(lb_surd_get_double(c), i == j);
        }
    }
    ck_assert_uint_eq(C->basis->qubits, A->qubits);
    lb_string_clear(last);
    lb_string_clear(pivot);
    lb_surd_clear(c);
}

static void read_roots(lb_ansatz_t A, const char *text)
{
    lb_error error;
    const lb_ansatz_source source = {
        .name = "roots", .text = text, .length = strlen(text), .square_roots = true};
    ck_assert_int_eq(lb_ansatz_read(A, &source, &error), LB_OK);
}

static const char all[] =
    "qubits 2\ngenerator = X[0] + sqrt(2)*Z[0] Z[1]\ngenerator = sqrt(2)*X[0] + 2*Z[0] Z[1]\n"
    "generator = sqrt(3)*X[1] + Z[0]\ngenerator = I[0] + sqrt(2)*Y[1]\n";
static const char spin[] = "qubits 2\ngenerator = sqrt(3)/2*X[1] + 1/2*(X[0] X[1] + Y[0] Y[1])\n"
                           "generator = Z[0] + 1/2 Z[1]\n";

/* Of a spin 3/2; with a centre; with two roots, and a generator that is a multiple of another over the field. */
START_TEST(constants_with_square_roots_are_those_of_matrices)
{
    static const struct {
        const char *text;
        unsigned long dimension;
    } cases[] = {{spin, 3},
                 {"qubits 2\ngenerator = X[0] + sqrt(2)*Z[0] Z[1]\ngenerator = Z[0] + X[1]\n", 4},
                 {all, 16}};
    for (size_t n = 0; n < 2 * sizeof cases / sizeof *cases; n++) {
        lb_ansatz_t A;
        lb_error error;
        lb_field_constants_t C;
        mpz_t dimension;
        read_roots(A, cases[n / 2].text);
        mpz_init_set_ui(dimension, cases[n / 2].dimension);
        lb_status status = lb_constants_field_init(C, A, dimension, n % 2, NULL, &error);
        ck_assert_msg(!status, "%s", error.message);
        ck_assert_uint_eq(C->dimension, cases[n / 2].dimension);
        amplitude **basis = malloc(C->dimension * sizeof *basis);
        for (size_t i = 0; i < C->dimension; i++)
            basis[i] = surd_matrix(C->basis + i);
        check_brackets(C, basis, (size_t)1 << A->qubits);
        check_killing(C);
        if (C->words)
            check_words(C, basis, A);
        else
            check_reduced(C, A);
        for (size_t i = 0; i < C->dimension; i++)
            free(basis[i]);
        free(basis);
        lb_constants_field_clear(C);
        mpz_clear(dimension);
        lb_ansatz_clear(A);
    }
}
END_TEST

START_TEST(constants_with_square_roots_end_at_limits)
{
    lb_ansatz_t A;
    lb_error error;
    lb_field_constants_t C;
    mpz_t dimension;
    volatile sig_atomic_t stop = 1;
    lb_run_options options = {.limits.stop = &stop};
    read_roots(A, all);
    mpz_init_set_ui(dimension, 16);
    ck_assert_int_eq(lb_constants_field_init(C, A, dimension, true, &options, &error),
                     LB_UNDECIDED);
    mpz_set_ui(dimension, 17); /* more than there are */
    ck_assert_int_eq(lb_constants_field_init(C, A, dimension, true, NULL, &error), LB_USAGE);
    mpz_clear(dimension);
    lb_ansatz_clear(A);
}
END_TEST

LB_TEST_MAIN("constants", constants_are_those_of_brackets, limits_end_the_search_for_words,
             constants_with_square_roots_are_those_of_matrices,
             constants_with_square_roots_end_at_limits)
