/* Training states by their amplitudes: numbers, files and their errors, and what is certified of
 * exact and of floating ones. */

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <liebound/bound.h>
#include <liebound/capacity.h>

#include "base/random.h"
#include "circuit/state.h"
#include "state/amplitudes.h"
#include "state/state.h"
#include "support.h"
#include "unit/ansatz_families.h"

/* ---- Numbers ---- */

START_TEST(test_numbers)
{
    static const struct {
        const char *text, *re, *im;
        bool decimal;
    } cases[] = {
        {"1", "1", "0", false},
        {"-3/4", "-3/4", "0", false},
        {"+6/8", "3/4", "0", false},
        {"0", "0", "0", false},
        {"0.25", "1/4", "0", true},
        {".5", "1/2", "0", true},
        {"2.", "2", "0", true},
        {"1e-3", "1/1000", "0", true},
        {"-1.5E+2", "-150", "0", true},
        {"i", "0", "1", false},
        {"-j", "0", "-1", false},
        {"2/3i", "0", "2/3", false},
        {"1/2-3/4i", "1/2", "-3/4", false},
        {"1-i", "1", "-1", false},
        {"i+1", "1", "1", false},
        {"(0.5+0.5j)", "1/2", "1/2", true},
        {"(5.000000000000000000e-01-2.500000000000000000e-01j)", "1/2", "-1/4", true},
        {"(1)", "1", "0", false},
        {"1e2i", "0", "100", true},
    };
    mpq_t re, im, expected;
    mpq_inits(re, im, expected, NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool decimal = false;
        const char *problem =
            lb_amplitude_read(re, im, &decimal, cases[i].text, strlen(cases[i].text));
        ck_assert_msg(!problem, "%s %s", cases[i].text, problem ? problem : "");
        ck_assert_int_eq(decimal, cases[i].decimal);
        mpq_set_str(expected, cases[i].re, 10);
        ck_assert_msg(mpq_equal(re, expected), "%s", cases[i].text);
        mpq_set_str(expected, cases[i].im, 10);
        ck_assert_msg(mpq_equal(im, expected), "%s", cases[i].text);
        char *text = lb_amplitude_text(re, im, false);
        mpq_t re_again, im_again;
        mpq_inits(re_again, im_again, NULL);
        ck_assert(!lb_amplitude_read(re_again, im_again, &decimal, text, strlen(text)));
        ck_assert(mpq_equal(re, re_again) && mpq_equal(im, im_again));
        mpq_clears(re_again, im_again, NULL);
        free(text);
    }
    static const char *const wrong[] = {
        "",        "x",        "1x",  "1+",    "1+2",  "i+i",   "1+2i+3", "1/",    "/2",
        "1/0",     "1/2/3",    "--1", "1e",    "1e+",  "nan",   "inf",    "1.2.3", "1/2.5",
        "(1",      "1)",       "()",  "1 +i",  "1,5",  "0x10",  "1+2i3",  ".",     "e5",
        "1e99999", "1e-99999", "ij",  "3/4e2", "2i/3", "1_000", "1i2",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        bool decimal = false;
        ck_assert_msg(lb_amplitude_read(re, im, &decimal, wrong[i], strlen(wrong[i])) != NULL,
                      "%s was read", wrong[i]);
    }
    mpq_clears(re, im, expected, NULL);
}
END_TEST

/* Doubles survive their text, whatever they are. */
START_TEST(test_doubles_round_trip)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    mpq_t re, im;
    mpq_inits(re, im, NULL);
    for (size_t trial = 0; trial < lb_test_count(5000); trial++) {
        double value = ldexp(lb_random_unit(&random) - 0.5, (int)lb_random_below(&random, 80) - 40);
        bool decimal = false;
        mpq_set_d(re, value);
        char *text = lb_amplitude_text(re, im, true);
        ck_assert(!lb_amplitude_read(re, im, &decimal, text, strlen(text)));
        ck_assert_double_eq(lb_amplitude_rounded(re), value);
        free(text);
    }
    mpq_clears(re, im, NULL);
}
END_TEST

/* ---- Files ---- */

static lb_status parse(lb_ansatz_t A, size_t qubits, const char *text, lb_error *error)
{
    lb_ansatz_init(A, "test", qubits);
    add_state(A, "plus");
    return lb_ansatz_parse_states(A, text, strlen(text), "data", error);
}

START_TEST(test_files)
{
    lb_ansatz_t A;
    lb_error error;
    ck_assert_int_eq(parse(A, 2, "state a\n00 1\nstate b dense 1 1 1 1\n", &error), LB_INPUT);
    ck_assert_str_eq(A->states[0].text, "++"); /* nothing has changed */
    ck_assert_uint_eq(A->state_count, 1);
    lb_ansatz_clear(A);
    ck_assert_msg(!parse(A, 2,
                         "\xef\xbb\xbf# a data set\r\n\n"
                         "state w\n 10\t1 # trailing\n01 2/4\r\n"
                         "state all dense\n1 0\n\n-i (1+1j)\n"
                         "state half exact\n00 0.5\n11 -0.25i\n"
                         "state float\n00 0.5\n11 1\n"
                         "state also floating weight -0.5 dense\n1 1 1 0",
                         &error),
                  "%zu:%zu %s", error.line, error.column, error.message);
    static const char *const expected[] = {
        "vector 01:1/2 10:1 w",
        "vector 00:1 10:-1i 11:1+1i all",
        "vector 00:1/2 11:-1/4i half",
        "vector floating 00:0.5 11:1 float",
        "vector floating weight=-1/2 00:1 01:1 10:1 also",
    };
    ck_assert_uint_eq(A->state_count, 5);
    for (size_t s = 0; s < 5; s++) {
        lb_state_t again;
        ck_assert_str_eq(A->states[s].text, expected[s]);
        ck_assert(!lb_state_init(again, A->states[s].text, 2, &error));
        ck_assert_str_eq(again->text, expected[s]);
        ck_assert_int_eq(A->states[s].is_exact, s < 3);
        lb_state_clear(again);
    }
    ck_assert_str_eq(A->states[4].name, "also");
    ck_assert_double_eq(A->states[4].weight, -0.5);
    ck_assert_double_eq(A->states[3].weight, 1);
    lb_ansatz_clear(A);
}
END_TEST

START_TEST(test_errors)
{
    static const struct {
        const char *text;
        size_t line, column;
        const char *says;
    } cases[] = {
        {"", 1, 1, "there is no state"},
        {"# only a comment\n", 2, 1, "there is no state"},
        {"00 1\n", 1, 1, "'00': a line 'state NAME' was expected"},
        {"state\n00 1\n", 1, 6, "a name of the state was expected behind 'state'"},
        {"state -x\n00 1\n", 1, 7, "a name of the state was expected, of letters"},
        {"state a b\n00 1\n", 1, 9, "'b': one of exact and floating, or dense"},
        {"state a exact floating\n00 1\n", 1, 15, "'floating': one of"},
        {"state a\n00 1\nstate a\n00 1\n", 3, 7, "there is a state 'a' already"},
        {"state a\n0 1\n", 2, 1, "'0' is not a basis state of 2 digits 0 and 1"},
        {"state a\n000 1\n", 2, 1, "'000' is not a basis state of 2 digits"},
        {"state a\n02 1\n", 2, 1, "'02' is not a basis state"},
        {"state a\n00\n", 2, 3, "an amplitude was expected behind the basis state '00'"},
        {"state a\n  00 1 1\n", 2, 8, "'1': one basis state and one amplitude a line"},
        {"state a\n00 one\n", 2, 1, "'one' is not a number such as"},
        {"state a\n00 1/0\n", 2, 1, "'1/0' divides by zero"},
        {"state a\n00 1\n01 1\n00 2\n", 4, 1, "the basis state 00 has an amplitude already"},
        {"state a\n00 0\n", 1, 1, "a state needs an amplitude that is not 0"},
        {"state a\nstate b\n00 1\n", 1, 1, "a state needs an amplitude that is not 0"},
        {"state a weight\n00 1\n", 1, 15, "a number was expected behind 'weight'"},
        {"state a weight x\n00 1\n", 1, 16, "the weight 'x' is not a number"},
        {"state a weight 1+i\n00 1\n", 1, 16, "the weight '1+i' is not real"},
        {"state a dense\n1 1 1\n", 1, 1, "has 3 amplitudes, and 2^2 = 4 were expected"},
        {"state a dense\n1 1 1 1\n1\n", 3, 1, "'1' is one amplitude too many"},
        {"state a dense\n1 1 z 1\n", 2, 5, "'z' is not a number such as"},
        {"state a\n00 1e200\n01 1\n", 1, 1, "a floating amplitude is above 1e150"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lb_ansatz_t A;
        lb_error error;
        ck_assert_int_eq(parse(A, 2, cases[i].text, &error), LB_INPUT);
        ck_assert_msg(strstr(error.message, cases[i].says) != NULL, "%s: %s", cases[i].text,
                      error.message);
        ck_assert_msg(error.line == cases[i].line && error.column == cases[i].column, "%s: %zu:%zu",
                      cases[i].text, error.line, error.column);
        ck_assert_str_eq(error.source, "data");
        ck_assert_uint_eq(A->state_count, 1);
        ck_assert_int_eq(
            lb_ansatz_parse_states(A, cases[i].text, strlen(cases[i].text), "data", NULL),
            LB_INPUT);
        lb_ansatz_clear(A);
    }
    lb_ansatz_t A;
    lb_error error;
    ck_assert_int_eq(parse(A, 21, "state a dense\n1\n", &error), LB_INPUT);
    ck_assert_ptr_nonnull(strstr(error.message, "at most 20 qubits"));
    ck_assert_int_eq(lb_ansatz_load_states(A, "/nowhere/data", &error), LB_IO);
    lb_ansatz_clear(A);
}
END_TEST

/* Denominators without a common multiple of reasonable size are refused, not computed. */
START_TEST(test_denominators)
{
    lb_ansatz_t A;
    lb_error error;
    size_t qubits = 14, length = 0;
    char *text = malloc(1 << 22);
    length += (size_t)sprintf(text, "state a dense\n");
    for (unsigned long k = 0; k < 1ul << qubits; k++)
        length += (size_t)sprintf(text + length, "1/%lu\n", 1000003 + 2 * k);
    ck_assert_int_eq(parse(A, qubits, text, &error), LB_INPUT);
    ck_assert_ptr_nonnull(strstr(error.message, "common denominator"));
    lb_ansatz_clear(A);
    free(text);
}
END_TEST

/* ---- What is certified ---- */

static const char *const sets[] = {"vector 000:3 011:4i 111:-12 exact-one",
                                   "vector floating 000:3 011:4i 111:-12 floating-one"};

/* Amplitudes are normalized, and floating ones are the same numbers. */
START_TEST(test_vectors)
{
    for (int k = 0; k < 2; k++) {
        double v[16], expected[16] = {0};
        expected[0] = 3 / 13.0;
        expected[8 + 6] = 4 / 13.0; /* |011>: qubits 1 and 2, bits 1 and 2 */
        expected[7] = -12 / 13.0;
        lb_state_t state;
        ck_assert(!lb_state_init(state, sets[k], 3, NULL));
        lb_circuit_fill_state(v, state);
        for (int i = 0; i < 16; i++)
            ck_assert_double_eq_tol(v[i], expected[i], 1e-15);
        lb_state_clear(state);
    }
}
END_TEST

/* The same numbers, exact and floating: simulations agree, and nothing is proved of the latter but
 * what holds for every state. */
START_TEST(test_floating_is_not_proved)
{
    lb_ansatz_t A;
    lb_error error;
    lb_closure *closure;
    lb_orbit *orbit;
    lb_spectrum_t S[2];
    lb_exact_t E;
    make_tfim(A, 3, false);
    add_state(A, sets[0]);
    add_state(A, sets[1]);
    lb_rank_options options = {.layers = 8, .seed = 5};
    for (size_t k = 0; k < 2; k++) {
        lb_spectrum_init(S[k]);
        ck_assert(!lb_qfim_spectrum(S[k], A, 1 + k, &options, &error));
    }
    ck_assert_uint_eq(S[0]->rank, S[1]->rank);
    ck_assert_double_eq_tol(S[0]->singular_values[0], S[1]->singular_values[0], 1e-12);
    options.precision_bits = 128;
    options.prove = true;
    for (size_t k = 0; k < 2; k++) {
        ck_assert(!lb_qfim_spectrum(S[k], A, 1 + k, &options, &error));
        ck_assert_uint_eq(S[k]->proved_rank, k ? 0 : S[k]->rank);
    }
    ck_assert_uint_eq(S[0]->rank, S[1]->rank);
    lb_exact_init(E);
    lb_exact_options exact = {.layers = 8};
    ck_assert(!lb_exact_rank(E, A, 1, &exact, &error));
    ck_assert_uint_eq(E->rank, S[0]->rank);
    ck_assert_int_eq(lb_exact_rank(E, A, 2, &exact, &error), LB_USAGE);
    ck_assert_ptr_nonnull(strstr(error.message, "floating-one are floating"));
    ck_assert_int_eq(lb_exact_rank(E, A, LB_EXACT_ALL_STATES, &exact, &error), LB_USAGE);
    ck_assert(!lb_closure_compute(&closure, A, NULL, &error));
    ck_assert(!lb_orbit_compute(&orbit, A, closure, NULL, &error));
    ck_assert(lb_orbit_dimension(orbit, 1)->proved);
    ck_assert_uint_eq(mpz_get_ui(lb_orbit_dimension(orbit, 1)->at_least), S[0]->rank);
    const size_t unproved[] = {2, LB_ORBIT_JOINT};
    for (size_t k = 0; k < 2; k++) {
        ck_assert(!lb_orbit_dimension(orbit, unproved[k])->proved);
        ck_assert(!lb_orbit_sector(orbit, unproved[k])->proved);
        ck_assert_int_eq(mpz_sgn(lb_orbit_dimension(orbit, unproved[k])->at_least), 0);
        ck_assert_int_eq(mpz_sgn(lb_orbit_sector(orbit, unproved[k])->at_least), 0);
    }
    ck_assert_int_eq(lb_orbit_certificate_write(orbit, "/tmp/none.cert", &error), LB_USAGE);
    lb_orbit_free(orbit);
    lb_closure_free(closure);
    lb_exact_clear(E);
    for (size_t k = 0; k < 2; k++)
        lb_spectrum_clear(S[k]);
    lb_ansatz_clear(A);
}
END_TEST

/* A named state by its amplitudes has the same pivots in multiple precision, and the same rank is
 * proved, for generators without an exact rank. */
START_TEST(test_precise)
{
    static const char text[] = "qubits 2\ngenerator = XI + ZI + ZZ\ngenerator = IY + 1/3 ZZ + IX\n"
                               "state plus\nstate vector \"00:7 01:7 10:7 11:7\"\n"
                               "state vector \"00:1 01:2/3 10:1i\"\n";
    lb_ansatz_t A;
    lb_error error;
    lb_spectrum_t S[3];
    lb_rank_options options = {.layers = 4, .seed = 3, .precision_bits = 160, .prove = true};
    ck_assert_msg(!lb_ansatz_parse(A, text, strlen(text), "test", NULL, 0, &error), "%s",
                  error.message);
    for (size_t s = 0; s < 3; s++) {
        lb_spectrum_init(S[s]);
        ck_assert(!lb_qfim_spectrum(S[s], A, s, &options, &error));
        ck_assert_uint_eq(S[s]->proved_rank, 6);
    }
    for (size_t i = 0; i < 6; i++)
        ck_assert_double_eq_tol(S[0]->singular_values[i], S[1]->singular_values[i], 1e-15);
    /* The first pivot is the longest tangent. */
    double F[64], angles[8], longest = 0;
    options.precision_bits = 0;
    lb_random_angles(angles, 8, options.seed);
    ck_assert(!lb_qfim_matrix(F, A, 2, angles, &options, &error));
    for (int j = 0; j < 8; j++)
        longest = fmax(longest, sqrt(F[9 * j]) / 2);
    ck_assert_double_eq_tol(S[2]->singular_values[0], longest, 1e-12);
    ck_assert(!lb_qfim_spectrum(S[1], A, 2, &options, &error));
    ck_assert_uint_eq(S[1]->rank, 6);
    for (size_t s = 0; s < 3; s++)
        lb_spectrum_clear(S[s]);
    lb_ansatz_clear(A);
}
END_TEST

/* The joint matrix is the sum of the matrices: its eigenvalues, and its largest rank. */
START_TEST(test_joint_spectrum)
{
    lb_ansatz_t A;
    lb_error error;
    lb_spectrum_t S;
    enum { LAYERS = 6, M = 2 * LAYERS };
    double sum[M * M] = {0}, F[M * M], angles[M], trace = 0, squares = 0;
    lb_rank_options options = {.layers = LAYERS, .run.threads = 2};
    make_tfim(A, 3, false);
    add_state(A, sets[0]);
    add_state(A, "zero");
    lb_random_angles(angles, M, lb_test_seed());
    for (size_t s = 0; s < 3; s++) {
        ck_assert(!lb_qfim_matrix(F, A, s, angles, &options, &error));
        for (size_t i = 0; i < M * M; i++)
            sum[i] += F[i];
    }
    lb_spectrum_init(S);
    ck_assert(!lb_qfim_spectrum_at(S, A, LB_RANK_ALL_STATES, angles, &options, &error));
    for (size_t i = 0; i < M; i++)
        trace += sum[i * (M + 1)];
    for (size_t i = 0; i < M * M; i++)
        squares += sum[i] * sum[i];
    for (size_t i = 0; i < S->count; i++) {
        double value = 4 * S->singular_values[i] * S->singular_values[i];
        trace -= value;
        squares -= value * value;
    }
    ck_assert_double_eq_tol(trace, 0, 1e-10);
    ck_assert_double_eq_tol(squares, 0, 1e-8);
    ck_assert_int_eq(lb_qfim_matrix(F, A, LB_RANK_ALL_STATES, angles, &options, &error), LB_USAGE);
    options.precision_bits = 100;
    ck_assert_int_eq(lb_qfim_spectrum(S, A, LB_RANK_ALL_STATES, &options, &error), LB_USAGE);
    lb_spectrum_clear(S);
    lb_ansatz_clear(A);
}
END_TEST

/* Joint constraints that ranks of single states miss: on one qubit two states have ranks of at most
 * 2 each, while su(2) has 3 dimensions, which both together see. */
START_TEST(test_joint_constraints)
{
    lb_ansatz_t A;
    lb_closure *closure;
    lb_bound_t B;
    make_local(A, 1, "XZ", false, "vector 0:1 1:2i");
    add_state(A, "vector 0:3 1:1");
    ck_assert(!lb_closure_compute(&closure, A, NULL, NULL));
    lb_bound_init(B);
    ck_assert(!lb_bound_compute(B, A, closure, NULL, NULL));
    for (size_t s = 0; s < 2; s++) {
        ck_assert(B->states[s].rank.proved && B->states[s].critical.proved);
        ck_assert_int_eq(mpz_get_si(B->states[s].rank.at_most), 2);
    }
    ck_assert(B->has_joint && B->joint.rank.proved && B->joint.critical.proved);
    ck_assert_int_eq(mpz_get_si(B->joint.rank.at_most), 3);
    ck_assert_int_eq(mpz_get_si(B->joint.critical.at_most), 3);
    ck_assert_int_eq(mpz_get_si(B->critical.at_most), 2);
    ck_assert(B->joint.has_float);
    ck_assert_uint_eq(B->joint.float_rank, 3);
    lb_bound_clear(B);
    lb_closure_free(closure);
    lb_ansatz_clear(A);
}
END_TEST

/* States of many qubits with few amplitudes need no vector of all: the W state moves like its 2 n
 * real tangent coordinates under one angle a qubit. */
START_TEST(test_many_qubits)
{
    enum { N = 40 };
    lb_ansatz_t A;
    lb_closure *closure;
    lb_orbit *orbit;
    lb_error error;
    char text[N * (N + 4) + 16] = "vector", label[N + 4];
    for (size_t q = 0; q < N; q++) {
        memset(label, '0', N);
        label[q] = '1';
        strcpy(label + N, ":1");
        strcat(strcat(text, " "), label);
    }
    make_local(A, N, "Z", false, text);
    ck_assert(!lb_closure_compute(&closure, A, &(lb_closure_options){.enumerate = true}, &error));
    ck_assert(!lb_orbit_compute(&orbit, A, closure, NULL, &error));
    ck_assert(lb_orbit_dimension(orbit, 0)->proved);
    ck_assert_int_eq(mpz_get_si(lb_orbit_dimension(orbit, 0)->at_least), N - 1); /* phases */
    ck_assert_int_eq(mpz_get_si(lb_orbit_sector(orbit, 0)->at_least), N);
    lb_exact_t E;
    lb_exact_init(E);
    ck_assert_int_eq(lb_exact_rank(E, A, 0, &(lb_exact_options){.layers = 1}, &error), LB_INPUT);
    lb_exact_clear(E);
    lb_orbit_free(orbit);
    lb_closure_free(closure);
    lb_ansatz_clear(A);
}
END_TEST

/* After a limit two generators are known, and multiples of the states do not count. */
START_TEST(test_limits)
{
    volatile sig_atomic_t stop = 1;
    lb_ansatz_t A;
    lb_closure *part;
    lb_orbit *orbit;
    lb_closure_options stopped = {.run.limits.stop = &stop};
    lb_orbit_options limited = {.run.limits.stop = &stop};
    make_tfim(A, 12, false);
    add_state(A, "vector 000000000001:1 000000000010:1 000000000100:1 w");
    add_state(A, "vector 000000000000:2");
    ck_assert(!lb_closure_compute(&part, A, &stopped, NULL));
    ck_assert(!lb_orbit_compute(&orbit, A, part, &limited, NULL));
    ck_assert(!lb_orbit_dimension(orbit, 1)->proved);
    ck_assert_int_eq(mpz_get_si(lb_orbit_dimension(orbit, 1)->at_least), 2);
    ck_assert_int_eq(mpz_get_si(lb_orbit_dimension(orbit, 2)->at_least), 1); /* ZZ keeps |0..0> */
    ck_assert_int_eq(mpz_get_si(lb_orbit_dimension(orbit, LB_ORBIT_JOINT)->at_least), 2);
    lb_orbit_free(orbit);
    lb_closure_free(part);
    lb_ansatz_clear(A);
}
END_TEST

LB_TEST_MAIN("state_file", test_numbers, test_doubles_round_trip, test_files, test_errors,
             test_denominators, test_vectors, test_floating_is_not_proved, test_precise,
             test_joint_spectrum, test_joint_constraints, test_many_qubits, test_limits)
