/* Exact means and variances of losses against Haar averages of matrices, and the two exact ways, by sets
 * of strings, by ideals as spaces and by sectors, against each other. */

#include "exact_losses.h"
#include "random_sums.h"
#include "string_sets.h"

/* ---- Random choices ---- */

static void one(mpq_t c, lb_random *random)
{
    (void)random;
    mpq_set_ui(c, 1, 1);
}

/* P = the product of some of the generators, which are strings, up to its phase. */
static void random_product(lb_string_t P, const lb_ansatz_t A, lb_random *random)
{
    lb_string_identity(P);
    for (size_t k = 0; k < A->generator_count; k++)
        if (lb_random_below(random, 2))
            (void)lb_string_multiply(P, P, A->generators[k].strings);
}

static bool is_central(const lb_string_t P, const lb_ansatz_t A)
{
    for (size_t k = 0; k < A->generator_count; k++)
        if (lb_string_anticommutes(P, A->generators[k].strings))
            return false;
    return true;
}

/* A stabilizer state with products of the generators in its group, as many as are met. */
static void add_related_state(lb_ansatz_t A, lb_random *random)
{
    char text[256] = "stabilizer";
    lb_error error;
    lb_stabilizer S;
    lb_string_t P;
    size_t other;
    lb_string_init(P);
    lb_stabilizer_init(&S, A->qubits);
    for (size_t attempt = 0; S.count < A->qubits; attempt++) {
        bool negative = lb_random_below(random, 2);
        if (attempt < 60)
            random_product(P, A, random);
        else
            random_string(P, A->qubits, random);
        if ((attempt < 40 && !is_central(P, A)) ||
            lb_stabilizer_add(&S, negative, P, &other) != LB_STABILIZER_ADDED)
            continue;
        char *label = lb_string_text(P, A->qubits, LB_LABEL_QUBITS);
        strcat(strcat(text, negative ? " -" : " "), label);
        free(label);
    }
    lb_stabilizer_clear(&S);
    lb_string_clear(P);
    ck_assert_int_eq(lb_ansatz_add_state(A, text, &error), LB_OK);
}

/* Add to O its strings times products of the generators, most of them central. */
static void add_shifted(lb_sum_t O, const lb_ansatz_t A, lb_random *random)
{
    size_t length = O->length;
    lb_string_t t;
    mpq_t c;
    mpq_init(c);
    lb_string_init(t);
    for (size_t i = 0; i < length; i++) {
        for (int attempt = 0; attempt < 20; attempt++) {
            random_product(t, A, random);
            if (is_central(t, A))
                break;
        }
        (void)lb_string_multiply(t, t, O->strings + i);
        small_integer(c, random);
        mpq_canonicalize(c);
        lb_sum_append(O, c, t);
    }
    lb_sum_normalize(O);
    lb_string_clear(t);
    mpq_clear(c);
}

/* ---- Tests ---- */

START_TEST(test_strings)
{
    lb_random random;
    size_t scopes[3] = {0};
    lb_random_seed(&random, lb_test_seed());
    for (size_t trial = 0; trial < lb_test_count(600); trial++) {
        bool e6 = trial % 2;
        size_t n = e6 ? 3 + lb_random_below(&random, 3) : 1 + lb_random_below(&random, 3);
        lb_ansatz_t A;
        lb_sum_t O;
        numbers by_strings, by_ideals;
        lb_ansatz_init(A, "random strings", n);
        if (e6)
            add_e6_strings(A, &random);
        for (size_t k = 1 + lb_random_below(&random, 2 * n + 1); k > 0 && !e6; k--)
            add_random_sum(A, 1, lb_random_below(&random, 2) ? "IIXZ" : "IIIXYZ", one, &random);
        if (lb_random_below(&random, 3))
            add_related_state(A, &random);
        else
            add_random_state(A, &random);
        lb_sum_init(O, n);
        random_observable(O, A, &random);
        if (lb_random_below(&random, 2))
            add_shifted(O, A, &random);
        compute(&by_strings, A, O, false, false);
        compute(&by_ideals, A, O, true, false);
        check_equal(&by_strings, &by_ideals);
        if (trial % 8 < 2 && n < 4) {
            amplitude *rho = density_matrix(A);
            check_against_matrices(A, rho, O, &by_strings, &random);
            free(rho);
        }
        scopes[by_strings.scope]++;
        numbers_clear(&by_strings);
        numbers_clear(&by_ideals);
        lb_sum_clear(O);
        lb_ansatz_clear(A);
    }
    for (int scope = 0; scope < 3; scope++)
        ck_assert(scopes[scope] || lb_test_count(100) < 100); /* else some case was not tried */
}
END_TEST

/* Sets of strings that are hidden by rotations, and random sums. */
START_TEST(test_sums)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + 1);
    for (size_t trial = 0; trial < lb_test_count(80); trial++) {
        size_t n = 1 + lb_random_below(&random, 3), terms = 1 + trial % 3;
        lb_ansatz_t A;
        lb_sum_t O;
        numbers found;
        lb_ansatz_init(A, "random sums", n);
        for (size_t k = 1 + lb_random_below(&random, 3); k > 0; k--)
            add_random_sum(A, terms, "IIXZ", small_integer, &random);
        for (int i = 0; i < 2; i++)
            rotate_all(A, ROTATIONS[lb_random_below(&random, 3)], &random);
        mix_generators(A, A->generator_count, &random);
        add_random_state(A, &random);
        lb_sum_init(O, n);
        random_observable(O, A, &random);
        compute(&found, A, O, true, true);
        amplitude *rho = density_matrix(A);
        check_against_matrices(A, rho, O, &found, &random);
        free(rho);
        numbers_clear(&found);
        lb_sum_clear(O);
        lb_ansatz_clear(A);
    }
    ck_assert(by_sectors || lb_test_count(100) < 100);
}
END_TEST

/* Algebras of the catalogue: several ideals, a centre, conjugate ideals, symmetries that the state has
 * or has not. */
START_TEST(test_catalogue)
{
    size_t before = by_sectors;
    static const struct {
        const char *name, *n, *state;
    } cases[] = {{"tfim-open", "3", "plus"},     {"tfim-closed", "3", "plus"},
                 {"tfim-closed", "4", "plus"},   {"tfim-closed", "4", "0010"},
                 {"ltfim-open", "3", "001"},     {"ltfim-closed", "3", "zero"},
                 {"xxz-open", "3", "011"},       {"xxz-open", "4", "neel"},
                 {"sn-equivariant", "3", "010"}, {"heisenberg-open", "3", "01+"}};
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + 2);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lb_ansatz_t A;
        lb_sum_t O;
        lb_error error;
        numbers with, without;
        init_from_catalogue(A, cases[i].name, cases[i].n);
        ck_assert_int_eq(lb_ansatz_add_state(A, cases[i].state, &error), LB_OK);
        lb_sum_init(O, A->qubits);
        random_observable(O, A, &random);
        compute(&with, A, O, true, true);
        compute(&without, A, O, true, false);
        check_equal(&with, &without);
        amplitude *rho = density_matrix(A);
        check_against_matrices(A, rho, O, &with, &random);
        free(rho);
        numbers_clear(&with);
        numbers_clear(&without);
        lb_sum_clear(O);
        lb_ansatz_clear(A);
    }
    ck_assert_uint_eq(by_sectors - before, 16); /* both searches of eight cases */
}
END_TEST

/* g = {Z + 1}, to which the identity is neither orthogonal nor in it. The state |1> is 1 less its
 * projection, and the loss of 3 + Z + X is 2 however deep the circuit. */
START_TEST(test_oblique_identity)
{
    lb_ansatz_t A;
    lb_sum_t H, O;
    lb_error error;
    numbers found;
    lb_ansatz_init(A, "oblique", 1);
    lb_sum_init(H, 1);
    lb_sum_init(O, 1);
    ck_assert_int_eq(lb_sum_append_label(H, 1, 1, "Z", &error), LB_OK);
    ck_assert_int_eq(lb_sum_append_label(H, 1, 1, "I", &error), LB_OK);
    lb_ansatz_add_generator(A, NULL, H);
    ck_assert_int_eq(lb_ansatz_add_state(A, "1", &error), LB_OK);
    ck_assert_int_eq(lb_sum_append_label(O, 3, 1, "I", &error), LB_OK);
    ck_assert_int_eq(lb_sum_append_label(O, 1, 1, "Z", &error), LB_OK);
    ck_assert_int_eq(lb_sum_append_label(O, 1, 1, "X", &error), LB_OK);
    lb_sum_normalize(O);
    compute(&found, A, O, true, false);
    ck_assert_int_eq(found.scope, LB_SCOPE_STATE);
    ck_assert(!mpq_cmp_ui(found.mean, 2, 1));
    ck_assert(!mpq_sgn(found.value));
    numbers_clear(&found);
    lb_sum_clear(O);
    lb_sum_clear(H);
    lb_ansatz_clear(A);
}
END_TEST

LB_TEST_MAIN("variance", test_oblique_identity, test_strings, test_sums, test_catalogue)
