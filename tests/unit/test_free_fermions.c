/* Ground energies of free fermions against what minimization reaches where every string has an angle
 * of its own, and against closed forms. */

#include <check.h>
#include <math.h>
#include <string.h>

#include <liebound/hessian.h>

#include "base/random.h"
#include "support.h"
#include "training/free_fermions.h"
#include "unit/ansatz_families.h"

static const lb_run_options run;

static double energy_of(const lb_ansatz_t A, const lb_sum_t O)
{
    lb_error error;
    bool found;
    double energy = NAN;
    ck_assert(!lb_free_fermion_energy(&found, &energy, A, 0, O, &run, &error));
    return found ? energy : NAN;
}

/* Open chain: minus the sum of the singular values of the matrix with 1 on the diagonal and above
 * it, 1 - 1 / sin(pi / (4n + 2)). Closed chain: minus twice the sum of 2 cos(k / 2) over the momenta
 * k = (2j + 1) pi / n, j < n / 2, for even n. */
START_TEST(test_chains)
{
    const double pi = acos(-1);
    for (uint32_t n = 3; n <= 64; n += n < 8 ? 1 : 14)
        for (int closed = 0; closed < 2; closed++) {
            if (closed && n % 2)
                continue;
            lb_ansatz_t A;
            lb_sum_t O;
            double expected = 0;
            make_tfim(A, n, closed);
            lb_sum_init(O, n);
            lb_ansatz_get_observable(O, A);
            for (uint32_t j = 0; j < n / 2; j++)
                expected -= 4 * cos((2 * j + 1) * pi / (2 * n));
            if (!closed)
                expected = 1 - 1 / sin(pi / (4 * n + 2));
            ck_assert_double_eq_tol(energy_of(A, O), expected, 1e-11 * n);
            lb_sum_clear(O);
            lb_ansatz_clear(A);
        }
}
END_TEST

static double minimum(const lb_ansatz_t A, const lb_sum_t O)
{
    lb_error error;
    lb_hessian_t H;
    double best = INFINITY;
    lb_hessian_init(H);
    for (uint64_t seed = 1; seed <= 6; seed++) {
        lb_hessian_options options = {.layers = 12, .minimize = true, .seed = seed};
        ck_assert(!lb_hessian_compute(H, A, 0, O, NULL, &options, &error));
        best = fmin(best, H->value);
    }
    lb_hessian_clear(H);
    return best;
}

/* Strings of a path of Majorana operators on 3 qubits with random coefficients, in states of either
 * parity and mixed ones. */
START_TEST(test_minima)
{
    static const char *const path[] = {
        "XII", "ZZI", "IXI", "IZZ", "IIX",
    };
    static const char *const states[] = {"plus", "-++", "zero", "0+r", "ghz", "bell", "01-"};
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t i = 0; i < lb_test_count(14); i++) {
        lb_ansatz_t A;
        lb_sum_t H, O;
        lb_error error;
        lb_sum_init(H, 3);
        lb_sum_init(O, 3);
        lb_ansatz_init(A, "path", 3);
        for (size_t s = 0; s < 5; s++) {
            long c = (long)lb_random_below(&random, 19) - 9;
            ck_assert(!lb_sum_append_label(O, c, 4, path[s], &error));
            ck_assert(!lb_sum_append_label(H, 1, 1, path[s], &error));
            add_generator(A, H);
        }
        ck_assert(!lb_sum_append_label(O, 1, 3, "III", &error));
        lb_sum_normalize(O);
        add_state(A, states[i % (sizeof states / sizeof *states)]);
        double energy = energy_of(A, O);
        ck_assert(!isnan(energy));
        ck_assert_double_eq_tol(minimum(A, O), energy, 1e-7);
        lb_sum_clear(O);
        lb_sum_clear(H);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* A cycle, in states with a value of the product around it, and in one without. */
START_TEST(test_cycles)
{
    static const char *const states[] = {"plus", "-+++", "----", "ghz", "0000"};
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        lb_ansatz_t A;
        lb_sum_t H, O;
        lb_sum_init(H, 4);
        lb_sum_init(O, 4);
        lb_ansatz_init(A, "cycle", 4);
        for (uint32_t q = 0; q < 4; q++) {
            append(H, "X", q, 0);
            add_generator(A, H);
            append(H, "ZZ", q, (q + 1) % 4);
            add_generator(A, H);
        }
        add_state(A, states[i]);
        lb_ansatz_get_observable(O, A);
        double energy = energy_of(A, O);
        if (strcmp(states[i], "0000"))
            ck_assert_double_eq_tol(minimum(A, O), energy, 1e-7);
        else
            ck_assert(isnan(energy));
        lb_sum_clear(O);
        lb_sum_clear(H);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* No free fermions; a string of no generator; amplitudes. */
START_TEST(test_others)
{
    lb_ansatz_t A;
    lb_sum_t O;
    make_local(A, 3, "XY", true, "zero");
    lb_sum_init(O, 3);
    lb_ansatz_get_observable(O, A);
    ck_assert(isnan(energy_of(A, O)));
    lb_ansatz_clear(A);
    make_tfim(A, 3, false);
    append(O, "ZZ", 0, 2);
    lb_sum_normalize(O);
    ck_assert(isnan(energy_of(A, O)));
    lb_ansatz_get_observable(O, A);
    ck_assert(!isnan(energy_of(A, O)));
    lb_ansatz_clear(A);
    make_tfim(A, 3, false);
    lb_ansatz_t B;
    lb_ansatz_init(B, "amplitudes", 3);
    for (size_t k = 0; k < A->generator_count; k++)
        lb_ansatz_add_generator(B, NULL, A->generators + k);
    add_state(B, "vector 000:1 111:1");
    ck_assert(isnan(energy_of(B, O)));
    lb_ansatz_clear(B);
    lb_ansatz_clear(A);
    lb_sum_clear(O);
}
END_TEST

LB_TEST_MAIN("free fermions", test_chains, test_minima, test_cycles, test_others)
