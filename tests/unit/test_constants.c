/* Structure constants, in the reduced basis and in words, against brackets of sums. */

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

LB_TEST_MAIN("constants", constants_are_those_of_brackets, limits_end_the_search_for_words)
