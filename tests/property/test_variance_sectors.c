/* Exact means and variances of losses where the sectors of the state tell them: observables outside i g,
 * algebras with a duality, states by amplitudes, and many strings. */

#include "exact_losses.h"

/* Observables outside i g with states that are in one sector, in several, in some of one dimension, and in
 * several copies of one, where nothing is claimed. */
START_TEST(test_outside)
{
    static const struct {
        const char *name, *n, *state;
        size_t known; /* of the observables below */
    } cases[] = {{"ltfim-open", "3", "001", 2},
                 {"ltfim-open", "3", "plus", 2},
                 {"xxz-open", "3", "011", 0},
                 {"heisenberg-open", "3", "001", 2},
                 {"ltfim-closed", "3", "001", 2}};
    static const char *const observables[] = {"ZII", "XYI"};
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + 5);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lb_ansatz_t A;
        lb_error error;
        init_from_catalogue(A, cases[i].name, cases[i].n);
        ck_assert_int_eq(lb_ansatz_add_state(A, cases[i].state, &error), LB_OK);
        amplitude *rho = density_matrix(A);
        whole = 0;
        for (size_t o = 0; o < sizeof observables / sizeof *observables; o++) {
            lb_sum_t O;
            numbers found;
            lb_sum_init(O, 3);
            ck_assert_int_eq(lb_sum_append_label(O, 2, 1, observables[o], &error), LB_OK);
            ck_assert_int_eq(lb_sum_append_label(O, -1, 3, "IZI", &error), LB_OK);
            lb_sum_normalize(O);
            compute(&found, A, O, true, false);
            check_against_matrices(A, rho, O, &found, &random);
            numbers_clear(&found);
            lb_sum_clear(O);
        }
        ck_assert_uint_eq(whole, cases[i].known);
        free(rho);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* Add a state of three qubits by its amplitudes, not normalized, with imaginary parts; its density
 * matrix. */
static amplitude *add_amplitudes(lb_ansatz_t A)
{
    static const double parts[8][2] = {{1, 0}, {0, 2},  {0, 0}, {-1, 1},
                                       {3, 0}, {0, -1}, {2, 2}, {1, 0}};
    lb_error error;
    double norm = 0;
    amplitude *rho = malloc(64 * sizeof *rho);
    ck_assert_int_eq(lb_ansatz_add_state(
                         A, "vector 000:1 001:2i 011:-1+i 100:3 101:-i 110:2+2i 111:1 x", &error),
                     LB_OK);
    for (int i = 0; i < 8; i++)
        norm += parts[i][0] * parts[i][0] + parts[i][1] * parts[i][1];
    for (int i = 0; i < 8; i++)
        for (int j = 0; j < 8; j++)
            rho[8 * i + j] =
                (parts[i][0] + I * parts[i][1]) * (parts[j][0] - I * parts[j][1]) / norm;
    return rho;
}

/* Generators whose terms -theta keeps, theta(X) = S X^T S for a random string S; perhaps they commute with
 * another one. */
static void add_dual_generators(lb_ansatz_t A, lb_random *random)
{
    lb_string_t S, symmetry, P;
    mpq_t c;
    mpq_init(c);
    lb_string_init(S);
    lb_string_init(symmetry);
    lb_string_init(P);
    random_string(S, A->qubits, random);
    if (lb_random_below(random, 2))
        random_string(symmetry, A->qubits, random);
    for (size_t k = 2 + lb_random_below(random, 2); k > 0; k--) {
        lb_sum_t H;
        lb_sum_init(H, A->qubits);
        for (size_t attempt = 0; attempt < 40 && H->length < 3; attempt++) {
            size_t ys = 0;
            random_string(P, A->qubits, random);
            for (uint32_t q = 0; q < A->qubits; q++)
                ys += lb_string_letter(P, q) == 'Y';
            if ((ys + lb_string_anticommutes(S, P)) % 2 == 0 || lb_string_anticommutes(symmetry, P))
                continue;
            small_integer(c, random);
            mpq_canonicalize(c);
            lb_sum_append(H, c, P);
        }
        lb_sum_normalize(H);
        lb_ansatz_add_generator(A, NULL, H);
        lb_sum_clear(H);
    }
    lb_string_clear(S);
    lb_string_clear(symmetry);
    lb_string_clear(P);
    mpq_clear(c);
}

/* su(d) on two sectors, so(d) and sp(d/2), by a duality. */
START_TEST(test_dualities)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + 4);
    for (size_t trial = 0; trial < lb_test_count(60); trial++) {
        size_t n = 2 + trial % 2;
        lb_ansatz_t A;
        lb_sum_t O;
        numbers found;
        lb_ansatz_init(A, "dual", n);
        add_dual_generators(A, &random);
        amplitude *rho = trial % 4 == 3 ? add_amplitudes(A) : NULL;
        if (!rho) {
            add_random_state(A, &random);
            rho = density_matrix(A);
        }
        lb_sum_init(O, n);
        random_observable(O, A, &random);
        compute(&found, A, O, true, true);
        check_against_matrices(A, rho, O, &found, &random);
        free(rho);
        numbers_clear(&found);
        lb_sum_clear(O);
        lb_ansatz_clear(A);
    }
    ck_assert(by_sectors > 10 || lb_test_count(100) < 100);
}
END_TEST

START_TEST(test_amplitudes)
{
    lb_random random;
    lb_ansatz_t A;
    lb_sum_t O;
    numbers found;
    lb_random_seed(&random, lb_test_seed() + 3);
    init_from_catalogue(A, "ltfim-open", "3");
    amplitude *rho = add_amplitudes(A);
    lb_sum_init(O, 3);
    for (int trial = 0; trial < 5; trial++) {
        random_observable(O, A, &random);
        compute(&found, A, O, true, true);
        check_against_matrices(A, rho, O, &found, &random);
        numbers_clear(&found);
    }
    free(rho);
    lb_sum_clear(O);
    lb_ansatz_clear(A);
}
END_TEST

/* [g, g] = su(43) + su(38) + 2 su(32) + 3 su(26) + su(22) + su(2), with a commutant whose elements have
 * thousands of strings. 4,000 circuits of 150 layers had the mean 0.3718 +- 0.0096 and the variance
 * 0.366 +- 0.009. */
START_TEST(test_large)
{
    lb_ansatz_t A;
    lb_error error;
    lb_variance *variance;
    mpz_t derived;
    numbers found;
    lb_setting setting = {"n", "8"};
    ck_assert_int_eq(lb_ansatz_load(A, "qaoa-regular", &setting, 1, &error), LB_OK);
    mpz_init_set_ui(derived, 7848);
    ck_assert_int_eq(lb_variance_by_sectors(&variance, A, derived, NULL, &error), LB_OK);
    ck_assert_ptr_nonnull(variance);
    take(&found, variance, A->qubits);
    ck_assert(!mpq_cmp_ui(found.mean, 16, 43));
    ck_assert(!mpq_cmp_ui(found.value, 7160, 20339));
    numbers_clear(&found);
    lb_variance_free(variance);
    mpz_sub_ui(derived, derived, 1); /* of something smaller nothing is said */
    ck_assert_int_eq(lb_variance_by_sectors(&variance, A, derived, NULL, &error), LB_OK);
    ck_assert_ptr_null(variance);
    mpz_clear(derived);
    lb_ansatz_clear(A);
}
END_TEST

LB_TEST_MAIN("variance_sectors", test_dualities, test_outside, test_amplitudes, test_large)
