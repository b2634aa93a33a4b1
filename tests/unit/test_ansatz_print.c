/* What `show` prints: its exact form, and that it parses back to an equal ansatz. */

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <liebound/ansatz.h>

#include "base/random.h"
#include "support.h"

static void parse(lb_ansatz_t A, const char *text)
{
    lb_error error;
    char place[900] = "";
    lb_status status = lb_ansatz_parse(A, text, strlen(text), "show.alg", NULL, 0, &error);
    if (status)
        lb_error_format(place, sizeof place, &error);
    ck_assert_msg(!status, "%.1000s\n%s", text, place);
}

/* The caller frees the text. */
static char *printed(const lb_ansatz_t A, void (*print)(FILE *, const lb_ansatz_t))
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    ck_assert_ptr_nonnull(stream);
    print(stream, A);
    ck_assert(!fclose(stream));
    return text;
}

/* Everything but the parameters, which are used up in the expansion. */
static void check_equal(const lb_ansatz_t A, const lb_ansatz_t B)
{
    ck_assert_str_eq(A->name, B->name);
    ck_assert_str_eq(A->about, B->about);
    ck_assert_str_eq(A->reference, B->reference);
    ck_assert_uint_eq(A->qubits, B->qubits);
    ck_assert_uint_eq(A->generator_count, B->generator_count);
    for (size_t k = 0; k < A->generator_count; k++) {
        ck_assert_str_eq(A->generator_names[k], B->generator_names[k]);
        ck_assert(lb_sum_equal(&A->generators[k], &B->generators[k]));
    }
    ck_assert_uint_eq(A->state_count, B->state_count);
    for (size_t i = 0; i < A->state_count; i++)
        ck_assert_str_eq(A->states[i].text, B->states[i].text);
    ck_assert_int_eq(A->has_expected_dimension, B->has_expected_dimension);
    if (A->has_expected_dimension)
        ck_assert(!mpz_cmp(A->expected_dimension, B->expected_dimension));
}

static void check_round_trip(const lb_ansatz_t A)
{
    lb_ansatz_t B;
    char *text = printed(A, lb_ansatz_print);
    parse(B, text);
    check_equal(A, B);
    char *again = printed(B, lb_ansatz_print);
    ck_assert_str_eq(strstr(text, "\nqubits "), strstr(again, "\nqubits "));
    free(text);
    free(again);
    lb_ansatz_clear(B);
}

START_TEST(test_exact_form)
{
    static const char source[] = "ansatz form\nabout \"a b\"\nparameter n = 3\nqubits n\n"
                                 "generator zz = 1/2 Z[1] Z[2] - X[0] + Z[0] Z[1]\n"
                                 "generator = 2 Y[2] X[0]\n"
                                 "generator w[0] = -2/3 XYZ - I[0]\n"
                                 "generator none = 0\n"
                                 "state plus\nstate zero\nstate bell\nstate 0+r\n"
                                 "state ghz\nstate stabilizer \"XXX +ZZI -IZZ\"\ndimension n^2\n";
    static const char expected[] = "ansatz form\nabout \"a b\"\n# n = 3\nqubits 3\n"
                                   "generator zz = Z[0] Z[1] + 1/2 Z[1] Z[2] - X[0]\n"
                                   "generator = 2 X[0] Y[2]\n"
                                   "generator w[0] = -2/3 X[0] Y[1] Z[2] - I[0]\n"
                                   "generator none = 0\n"
                                   "state plus\nstate zero\nstate bell\nstate 0+r\n"
                                   "state ghz\nstate stabilizer \"XXX ZZI -IZZ\"\ndimension 9\n";
    lb_ansatz_t A;
    parse(A, source);
    char *text = printed(A, lb_ansatz_print);
    ck_assert_str_eq(text, expected);
    free(text);
    check_round_trip(A);
    text = printed(A, lb_ansatz_print_generators);
    ck_assert_str_eq(text, "qubits 3\ngenerators 4\n1 ZZI 1/2 IZZ -1 XII\n2 XIY\n-2/3 XYZ -1 I3\n"
                           "0\n");
    free(text);
    lb_ansatz_clear(A);
}
END_TEST

START_TEST(test_catalogue_round_trip)
{
    static const char *const sizes[] = {"3", "4", "7"};
    for (size_t i = 0; i < lb_catalogue_size(); i++)
        for (size_t s = 0; s < 3; s++) {
            char name[] = "n", value[8];
            snprintf(value, sizeof value, "%s", sizes[s]);
            lb_setting n = {name, value};
            lb_ansatz_t A;
            lb_error error;
            if (lb_ansatz_load(A, lb_catalogue_at(i)->name, &n, 1, &error))
                continue;
            check_round_trip(A);
            lb_ansatz_clear(A);
        }
}
END_TEST

static void random_coefficient(mpq_t c, lb_random *random)
{
    unsigned long large = (unsigned long)lb_random_below(random, 2) * 60;
    mpz_ui_pow_ui(mpq_numref(c), 7, (unsigned long)lb_random_below(random, 3 + large));
    mpz_ui_pow_ui(mpq_denref(c), 10, (unsigned long)lb_random_below(random, 2 + large));
    if (lb_random_below(random, 2))
        mpz_neg(mpq_numref(c), mpq_numref(c));
    mpq_canonicalize(c);
}

static void random_generator(lb_ansatz_t A, lb_random *random)
{
    lb_sum_t H;
    lb_string_t P;
    mpq_t c;
    lb_sum_init(H, A->qubits);
    lb_string_init(P);
    mpq_init(c);
    for (uint64_t t = lb_random_below(random, 6); t > 0; t--) {
        lb_string_identity(P);
        for (uint64_t l = lb_random_below(random, 5); l > 0; l--)
            lb_string_set_letter(P, (uint32_t)lb_random_below(random, A->qubits),
                                 "IXYZ"[lb_random_below(random, 4)]);
        random_coefficient(c, random);
        lb_sum_append(H, c, P);
    }
    static const char *const names[] = {"",        "zz",      "for", "distinct", "sum",
                                        "a.b-c_1", "x[0,-1]", "9",   "if"};
    lb_ansatz_add_generator(A, names[lb_random_below(random, 9)], H);
    mpq_clear(c);
    lb_string_clear(P);
    lb_sum_clear(H);
}

static void random_state(lb_ansatz_t A, lb_random *random)
{
    char label[201];
    lb_error error;
    for (size_t q = 0; q < A->qubits; q++)
        label[q] = "01+-rl"[lb_random_below(random, 6)];
    label[A->qubits] = '\0';
    ck_assert(!lb_ansatz_add_state(A, label, &error));
}

START_TEST(test_random_round_trip)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t trial = 0; trial < lb_test_count(2000); trial++) {
        lb_ansatz_t A;
        lb_ansatz_init(A, "random", 1 + (size_t)lb_random_below(&random, 200));
        for (uint64_t k = lb_random_below(&random, 4) + 1; k > 0; k--)
            random_generator(A, &random);
        for (uint64_t k = lb_random_below(&random, 3); k > 0; k--)
            random_state(A, &random);
        A->has_expected_dimension = lb_random_below(&random, 2);
        mpz_set_ui(A->expected_dimension, 12345);
        check_round_trip(A);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* Names and texts that code may set and the language cannot hold are printed in a form that it
 * can. */
START_TEST(test_foreign_names)
{
    lb_ansatz_t A, B;
    lb_sum_t H;
    lb_ansatz_init(A, "my ansatz\n", 1);
    lb_sum_init(H, 1);
    lb_ansatz_add_generator(A, "-a b[", H);
    free(A->about);
    A->about = strdup("say \"hi\"\n\xff");
    char *text = printed(A, lb_ansatz_print);
    parse(B, text);
    ck_assert_str_eq(B->name, "my_ansatz_");
    ck_assert_str_eq(B->generator_names[0], "_a_b_");
    ck_assert_str_eq(B->about, "say ?hi???");
    free(text);
    lb_sum_clear(H);
    lb_ansatz_clear(A);
    lb_ansatz_clear(B);
}
END_TEST

LB_TEST_MAIN("ansatz print", test_exact_form, test_catalogue_round_trip, test_random_round_trip,
             test_foreign_names)
