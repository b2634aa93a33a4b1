/* Changes of letters that fix generators, averages over them against explicit sums, and searches in
 * such averages against plain ones. */

#include <string.h>

#include "base/random.h"
#include "closure/closure_data.h"
#include "support.h"

static void parse(lb_ansatz_t A, unsigned n, const char *generators)
{
    char text[2000], size[8];
    lb_setting setting = {(char *)"n", size};
    lb_error error;
    snprintf(size, sizeof size, "%u", n);
    snprintf(text, sizeof text, "parameter n = 4\nqubits n\n%s", generators);
    ck_assert_msg(lb_ansatz_parse(A, text, strlen(text), "test", &setting, 1, &error) == LB_OK,
                  "%s", error.message);
}

/* Of each, how many rotations fix it, up to signs alone. */
static const struct {
    uint32_t count;
    const char *generators;
} CASES[] = {
    {2, "generator sum(i in 0..n-2) (X[i] X[i+1] + Y[i] Y[i+1])\n"
        "generator sum(i in 0..n-2) Z[i] Z[i+1]\n"},
    {6, "generator sum(i in 0..n-2 if i%2 == 0) (XX[i,i+1] + YY[i,i+1] + ZZ[i,i+1])\n"
        "generator sum(i in 0..n-2 if i%2 == 1) (XX[i,i+1] + YY[i,i+1] + ZZ[i,i+1])\n"},
    /* the sign of a swap is seen: X to Y, Y to -X */
    {2, "generator sum(i in 0..n-2) (X[i] Y[i+1] - Y[i] X[i+1])\n"
        "generator sum(i in 0..n-2) (X[i] X[i+1] + Y[i] Y[i+1]) + 1/3 Z[0]\n"
        "generator sum(i in 0..n-1) Z[i]\n"},
    {3, "generator sum(i in 0..n-2) (XY[i,i+1] + YZ[i,i+1] + ZX[i,i+1])\n"
        "generator sum(i in 0..n-1) (X[i] + Y[i] + Z[i])\n"},
    {2, "generator sum(i in 0..n-2) (XX[i,i+1] + YY[i,i+1] - 2 ZZ[i,i+1])\n"
        "generator XX[0,1] + YY[0,1] - 5/7*(XX[1,2] + YY[1,2])\n"},
    {6, "generator sum(i in 0..n-1, j in i+1..n-1) (XX[i,j] + YY[i,j] + ZZ[i,j])\n"
        "generator sum(i in 0..1) (XX[i,i+1] + YY[i,i+1] + ZZ[i,i+1])\n"},
    {2, "generator sum(i in 0..n-1, j in i+1..n-1) (XX[i,j] + ZZ[i,j])\n"
        "generator sum(i in 0..n-1) Y[i]\ngenerator sum(i in 0..n-2) YY[i,i+1]\n"},
    {1, "generator sum(i in 0..n-2) (XX[i,i+1] - YY[i,i+1])\ngenerator Z[0] + 2 Z[1]\n"},
    {1, "generator sum(i in 0..n-2) ZZ[i,i+1]\ngenerator sum(i in 0..n-1) X[i]\n"},
};

START_TEST(rotations_that_fix_generators)
{
    lb_ansatz_t A;
    lb_letters letters;
    parse(A, 4, CASES[_i].generators);
    lb_letters_find(&letters, A);
    ck_assert_uint_eq(letters.count, CASES[_i].count);
    lb_ansatz_clear(A);
}
END_TEST

/* Brackets of images are images of brackets. */
START_TEST(rotations_keep_brackets)
{
    lb_ansatz_t A;
    lb_letters letters;
    parse(A, 3, "generator 0\n");
    lb_letters_find(&letters, A);
    ck_assert_uint_eq(letters.count, 6);
    for (uint32_t r = 0; r < 6; r++)
        for (uint64_t P = 0; P < 64; P++)
            for (uint64_t Q = 0; Q < 64; Q++) {
                uint64_t a[2] = {P & 7, P >> 3}, b[2] = {Q & 7, Q >> 3}, c[2], d[2], e[2], f[2];
                if (!lb_dense_anticommutes(a, b, 1))
                    continue;
                int sign = lb_dense_bracket(c, a, b, 1);
                sign *= lb_letter_change_apply(letters.rotations + r, d, c, 1);
                int other = lb_letter_change_apply(letters.rotations + r, e, a, 1) *
                            lb_letter_change_apply(letters.rotations + r, f, b, 1);
                ck_assert(lb_dense_anticommutes(e, f, 1));
                other *= lb_dense_bracket(c, e, f, 1);
                ck_assert_mem_eq(c, d, sizeof c);
                ck_assert_int_eq(sign, other);
            }
    lb_ansatz_clear(A);
}
END_TEST

/* Letter by letter, beyond 64 qubits. */
START_TEST(rotations_of_long_strings)
{
    enum { QUBITS = 150, WORDS = 3 };
    lb_ansatz_t A;
    lb_letters letters;
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    parse(A, 3, "generator 0\n");
    lb_letters_find(&letters, A);
    for (size_t trial = 0; trial < lb_test_count(200); trial++) {
        const lb_letter_change *rotation = letters.rotations + trial % letters.count;
        uint64_t P[2 * WORDS] = {0}, expected[2 * WORDS] = {0}, found[2 * WORDS];
        int sign = 1;
        for (uint32_t q = 0; q < QUBITS; q++) {
            uint64_t letter[2] = {lb_random_below(&random, 2), lb_random_below(&random, 2)},
                     image[2];
            sign *= lb_letter_change_apply(rotation, image, letter, 1);
            for (uint32_t half = 0; half < 2; half++) {
                P[half * WORDS + q / 64] |= letter[half] << q % 64;
                expected[half * WORDS + q / 64] |= image[half] << q % 64;
            }
        }
        ck_assert_int_eq(lb_letter_change_apply(rotation, found, P, WORDS), sign);
        ck_assert_mem_eq(found, expected, sizeof found);
    }
    lb_ansatz_clear(A);
}
END_TEST

/* The sum over rotations and permutations of the images of a string. */
static void add_up(lb_sum_t S, const lb_letters *letters, const lb_symmetry *symmetry,
                   const uint64_t *dense)
{
    lb_string_t P;
    mpq_t c;
    lb_string_init(P);
    mpq_init(c);
    lb_sum_zero(S);
    for (uint32_t r = 0; r < letters->count; r++)
        for (uint32_t e = 0; e < symmetry->element_count; e++) {
            uint64_t turned[2], image[2] = {0, 0};
            mpq_set_si(c, lb_letter_change_apply(letters->rotations + r, turned, dense, 1), 1);
            for (uint32_t q = 0; q < symmetry->qubits; q++)
                for (int half = 0; half < 2; half++)
                    image[half] |= (turned[half] >> q & 1)
                                   << symmetry->elements[e * symmetry->qubits + q];
            lb_dense_to_string(P, image, 1);
            lb_sum_append(S, c, P);
        }
    lb_sum_normalize(S);
    mpq_clear(c);
    lb_string_clear(P);
}

/* Whether the string commutes with all terms' symmetries: it is a product of terms. */
static bool is_product(const lb_ansatz_t A, const uint64_t *dense)
{
    bool commutes = true;
    for (int letter = 1; letter < 4; letter++) {
        uint64_t all = ((uint64_t)1 << A->qubits) - 1, term[2];
        uint64_t uniform[2] = {letter & 1 ? all : 0, letter & 2 ? all : 0};
        bool central = true;
        for (size_t k = 0; k < A->generator_count; k++)
            for (size_t i = 0; i < A->generators[k].length; i++) {
                lb_dense_from_string(term, A->generators[k].strings + i, 1);
                central = central && !lb_dense_anticommutes(uniform, term, 1);
            }
        commutes = commutes && !(central && lb_dense_anticommutes(uniform, dense, 1));
    }
    return commutes;
}

static void check_forms(int i, unsigned n)
{
    lb_ansatz_t A;
    lb_letters letters;
    lb_symmetry symmetry;
    lb_canonical canonical;
    lb_canonical_room room;
    lb_sum_t sum, other;
    parse(A, n, CASES[i].generators);
    lb_letters_find(&letters, A);
    lb_symmetry_init(&symmetry, n);
    lb_symmetry_find(&symmetry, A, NULL);
    lb_canonical_init(&canonical, &symmetry, 1);
    lb_canonical_use_letters(&canonical, &letters);
    lb_canonical_room_init(&room, &canonical);
    lb_sum_init(sum, n);
    lb_sum_init(other, n);
    uint32_t zeros = 0;
    for (uint64_t P = 0; P < (uint64_t)1 << 2 * n && !symmetry.exchange_count; P++) {
        uint64_t dense[2] = {P & (((uint64_t)1 << n) - 1), P >> n}, form[2] = {dense[0], dense[1]};
        if (!is_product(A, dense))
            continue;
        int sign = lb_canonical_form(&canonical, form, &room);
        add_up(sum, &letters, &symmetry, dense);
        ck_assert_int_eq(sign == 0, sum->length == 0);
        zeros += !sign;
        add_up(other, &letters, &symmetry, form);
        for (size_t k = 0; k < other->length && sign < 0; k++)
            mpq_neg(other->coefficients + k, other->coefficients + k);
        if (sign)
            ck_assert(lb_sum_equal(sum, other));
    }
    if (i == 0 && n == 5) /* XIZIY */
        ck_assert_uint_gt(zeros, 0);
    lb_sum_clear(sum);
    lb_sum_clear(other);
    lb_canonical_room_clear(&room);
    lb_canonical_clear(&canonical);
    lb_symmetry_clear(&symmetry);
    lb_ansatz_clear(A);
}

START_TEST(canonical_strings_and_signs)
{
    check_forms(_i, 5);
    check_forms(_i, 4);
}
END_TEST

static void check_search(const lb_ansatz_t A, lb_closure_method method)
{
    lb_closure *plain, *averaged;
    lb_letters letters;
    lb_error error;
    lb_closure_options options = {.enumerate = true, .method = method};
    lb_letters_find(&letters, A);
    ck_assert_int_eq(lb_closure_compute(&plain, A, &options, &error), LB_OK);
    for (int symmetry = 0; symmetry < 2; symmetry++) {
        options.symmetry = symmetry;
        ck_assert_int_eq(lb_closure_compute_with_letters(&averaged, A, &letters, &options, &error),
                         LB_OK);
        ck_assert(plain->proved && averaged->proved);
        ck_assert_uint_eq(averaged->dimension, plain->dimension);
        if (letters.count > 1)
            ck_assert_uint_lt(averaged->statistics.strings, plain->statistics.strings);
        lb_closure_free(averaged);
    }
    lb_closure_free(plain);
}

START_TEST(searches_with_letters)
{
    for (unsigned n = 3; n <= 5; n++) {
        lb_ansatz_t A;
        parse(A, n, CASES[_i].generators);
        check_search(A, LB_METHOD_SPARSE);
        check_search(A, LB_METHOD_DENSE);
        lb_ansatz_clear(A);
    }
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("letters");
    int count = sizeof CASES / sizeof *CASES;
    tcase_add_loop_test(cases, rotations_that_fix_generators, 0, count);
    tcase_add_test(cases, rotations_keep_brackets);
    tcase_add_test(cases, rotations_of_long_strings);
    tcase_add_loop_test(cases, canonical_strings_and_signs, 0, count);
    tcase_add_loop_test(cases, searches_with_letters, 0, count);
    return lb_test_run_cases("letters", cases);
}
