/* Means and variances with square roots, in generators and observables, against Haar averages of matrices
 * (haar.h). */

#include <liebound.h>

#include "haar.h"

enum { TRIALS = 40, TEXT = 2000 };

static const char *const roots[] = {"sqrt(2)", "sqrt(3)", "sqrt(5)"};

/* "+ 3/2*sqrt(2)*XZ", with one of the first `count` roots or none; 1, 2 for a small coefficient. */
static void append_term(char *text, size_t qubits, size_t count, lb_random *random)
{
    size_t root = lb_random_below(random, count + 1);
    char label[8] = {0};
    for (size_t q = 0; q < qubits; q++)
        label[q] = "IXYZ"[lb_random_below(random, 4)];
    sprintf(text + strlen(text), " %s %d/%d%s%s*%s", lb_random_below(random, 2) ? "+" : "-",
            1 + (int)lb_random_below(random, 3), 1 + (int)lb_random_below(random, 2),
            root ? "*" : "", root ? roots[root - 1] : "", label);
}

/* Two generators of one to three terms with the first `count` roots, a product state, and an observable with
 * `more` roots. */
static void write_ansatz(char *text, size_t qubits, size_t count, size_t more, lb_random *random)
{
    sprintf(text, "qubits %zu\nstate ", qubits);
    for (size_t q = 0; q < qubits; q++)
        strcat(text, (const char *[]){"0", "1", "+", "r"}[lb_random_below(random, 4)]);
    for (int k = 0; k < 2; k++) {
        strcat(text, "\ngenerator = 0*X[0]");
        for (size_t t = 1 + lb_random_below(random, 3); t > 0; t--)
            append_term(text, qubits, count, random);
    }
    strcat(text, "\nobservable = 0*X[0]");
    for (size_t t = 1 + lb_random_below(random, 3); t > 0; t--)
        append_term(text, qubits, more, random);
    strcat(text, "\n");
}

static void read(lb_ansatz_t A, const char *text)
{
    lb_error error;
    const lb_ansatz_source source = {
        .name = "roots", .text = text, .length = strlen(text), .square_roots = true};
    lb_status status = lb_ansatz_read(A, &source, &error);
    ck_assert_msg(!status, "%s\n%s", text, error.message);
}

static double value_of(void get(lb_surd_t, const lb_variance *), const lb_variance *variance)
{
    lb_surd_t x;
    lb_surd_init(x);
    get(x, variance);
    double value = lb_surd_get_double(x);
    lb_surd_clear(x);
    return value;
}

static size_t by_sectors;

/* The same numbers from the commutant alone, of rational generators, where it tells them. */
static void check_sectors(const lb_ansatz_t A, const lb_structure *structure,
                          const lb_variance *found)
{
    lb_error error;
    lb_variance *variance;
    mpz_t derived;
    mpz_init(derived);
    lb_structure_derived_dimension(derived, structure);
    ck_assert_int_eq(lb_variance_by_sectors(&variance, A, derived, NULL, &error), LB_OK);
    if (variance && lb_variance_get_scope(variance) == lb_variance_get_scope(found)) {
        ck_assert_double_eq(value_of(lb_variance_mean, variance),
                            value_of(lb_variance_mean, found));
        ck_assert_double_eq(value_of(lb_variance_value, variance),
                            value_of(lb_variance_value, found));
        by_sectors++;
    }
    lb_variance_free(variance);
    mpz_clear(derived);
}

static lb_variance *compute(const lb_ansatz_t A, bool enumerate)
{
    lb_error error;
    lb_closure *closure;
    lb_structure *structure;
    lb_variance *variance;
    const lb_ansatz_struct *Q = lb_ansatz_over_q(A);
    lb_closure_options how = {.enumerate = enumerate, .symmetry = true};
    ck_assert_int_eq(lb_closure_compute(&closure, Q, &how, &error), LB_OK);
    ck_assert_int_eq(lb_structure_compute(&structure, closure, NULL, &error), LB_OK);
    ck_assert_int_eq(lb_structure_known(structure), LB_STRUCTURE_IDEALS);
    lb_structure_over_field(structure, lb_ansatz_degree(A));
    lb_status status = lb_variance_compute(&variance, A, closure, structure, NULL, &error);
    ck_assert_msg(!status, "%s", error.message);
    check_sectors(A, structure, variance);
    lb_structure_free(structure);
    lb_closure_free(closure);
    return variance;
}

/* O, without what is outside where nothing is claimed of that. */
static void claimed_part(lb_sum_t part, const lb_surd_sum_t O, const lb_variance *variance)
{
    lb_surd_sum_t outside;
    lb_sum_t rest;
    mpq_t minus;
    mpq_init(minus);
    lb_sum_init(rest, O->qubits);
    lb_surd_sum_init(outside, O->qubits);
    lb_variance_outside(outside, variance);
    lb_surd_sum_round(part, O);
    lb_surd_sum_round(rest, outside);
    for (size_t i = 0; i < rest->length && lb_variance_get_scope(variance) == LB_SCOPE_PART; i++) {
        mpq_neg(minus, rest->coefficients + i);
        lb_sum_append(part, minus, rest->strings + i);
    }
    lb_sum_normalize(part);
    lb_surd_sum_clear(outside);
    lb_sum_clear(rest);
    mpq_clear(minus);
}

static size_t scopes[4], irrational;

static void check(const char *text, const amplitude *rho, const lb_ansatz_t A,
                  const lb_surd_sum_t O, const lb_variance *variance, lb_random *random)
{
    double mean, square, size = 1;
    double mean_found = value_of(lb_variance_mean, variance);
    double found = value_of(lb_variance_value, variance);
    lb_sum_t part;
    lb_surd_t value;
    mpq_t ignored;
    mpq_init(ignored);
    lb_surd_init(value);
    lb_variance_value(value, variance);
    irrational += !lb_surd_get_rational(ignored, value);
    scopes[lb_variance_get_scope(variance)]++;
    lb_sum_init(part, A->qubits);
    claimed_part(part, O, variance);
    haar_moments(&mean, &square, A, rho, part, random);
    for (size_t i = 0; i < part->length; i++)
        size += fabs(mpq_get_d(part->coefficients + i));
    ck_assert_msg(fabs(mean - mean_found) < 1e-7 * size &&
                      fabs(square - found) < 1e-7 * size * size,
                  "%smean %.12g, %.12g by matrices; variance %.12g, %.12g by matrices", text,
                  mean_found, mean, found, square);
    lb_sum_clear(part);
    lb_surd_clear(value);
    mpq_clear(ignored);
}

static void run(size_t qubits, size_t count, size_t more, int trials, uint64_t seed)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + seed);
    for (int trial = 0; trial < trials; trial++) {
        char text[TEXT];
        lb_ansatz_t A;
        lb_surd_sum_t O;
        write_ansatz(text, qubits, count, more, &random);
        read(A, text);
        lb_surd_sum_init(O, qubits);
        lb_ansatz_exact_observable(O, A);
        amplitude *rho = density_matrix(A);
        lb_variance *variance = compute(A, trial % 2);
        check(text, rho, A, O, variance, &random);
        lb_variance_free(variance);
        free(rho);
        lb_surd_sum_clear(O);
        lb_ansatz_clear(A);
    }
}

START_TEST(test_one_root)
{
    run(1, 1, 1, TRIALS, 1);
    run(2, 1, 1, 3 * TRIALS, 2);
    run(3, 1, 1, 4, 3);
    ck_assert_uint_ge(scopes[LB_SCOPE_OBSERVABLE], 5);
    ck_assert_uint_ge(scopes[LB_SCOPE_PART], 5);
    ck_assert_uint_ge(irrational, 2);
}
END_TEST

START_TEST(test_two_roots)
{
    run(1, 2, 2, TRIALS, 4);
    run(2, 2, 2, 8, 5);
}
END_TEST

/* Those of the observable are none of the generators. */
START_TEST(test_more_roots)
{
    run(2, 1, 3, 6, 6);
    run(2, 0, 2, TRIALS, 7);
    ck_assert_uint_ge(by_sectors, 5);
}
END_TEST

/* Exact numbers. */
static void expect(const char *text, const char *mean, const char *variance, const char *purity,
                   lb_variance_scope scope)
{
    lb_ansatz_t A;
    lb_surd_t number;
    lb_surd_init(number);
    read(A, text);
    lb_variance *found = compute(A, true);
    lb_variance_mean(number, found);
    char *texts[3] = {lb_surd_text(number), NULL, NULL};
    lb_variance_value(number, found);
    texts[1] = lb_surd_text(number);
    texts[2] = lb_variance_ideals_count(found)
                   ? lb_surd_text(lb_variance_ideals_at(found, 0)->state)
                   : NULL;
    ck_assert_str_eq(texts[0], mean);
    ck_assert_str_eq(texts[1], variance);
    ck_assert_pstr_eq(texts[2], purity);
    ck_assert_int_eq(lb_variance_get_scope(found), scope);
    for (int i = 0; i < 3; i++)
        free(texts[i]);
    lb_surd_clear(number);
    lb_variance_free(found);
    lb_ansatz_clear(A);
}

/* With K = X + 2 Z on the second qubit, K^2 = 5, b acts as (1 + sqrt(2) c) Z on the sectors c = sqrt(5) and
 * -sqrt(5), which |00> is in with the weights w = (1 + 2 / c) / 2: two su(2) that are conjugate over the field.
 * The variance of sqrt(2) Z[0] is the sum of 2 w^2 / 3, and that of b the sum of (1 + sqrt(2) c)^2 w^2 / 3. */
START_TEST(test_conjugate)
{
    static const char text[] =
        "qubits 2\ngenerator b = Z[0] + sqrt(2)*Z[0] X[1] + 2*sqrt(2)*Z[0] Z[1]\n"
        "generator a = X[0]\nstate zero\n";
    char more[TEXT];
    expect(text, "0", "33/10 + 4/3*sqrt(2)", "9/20", LB_SCOPE_OBSERVABLE);
    sprintf(more, "%sobservable = sqrt(2)*Z[0]\n", text);
    expect(more, "0", "3/5", "9/20", LB_SCOPE_OBSERVABLE);
}
END_TEST

/* With K = X + Z on the second qubit, K^2 = 2, b acts as 3 Z and -Z on the sectors with K = sqrt(2) and -sqrt(2),
 * of which |00> has the weights w = (1 +- 1/sqrt(2)) / 2: two su(2), each over the field. The projection of
 * Z + ZX on them is 2 w Z. */
START_TEST(test_split_by_the_field)
{
    expect(
        "qubits 2\ngenerator a = X[0]\ngenerator b = Z[0] + sqrt(2)*Z[0] X[1] + sqrt(2)*Z[0] Z[1]\n"
        "state zero\nobservable = Z[0] + Z[0] X[1]\n",
        "0", "17/24", "3/16 - 1/8*sqrt(2)", LB_SCOPE_PART);
}
END_TEST

/* g = {Z + sqrt(2)}: the state |1> is 1_g up to a multiple of what is left of 1, and the loss of Z + X is -1
 * however deep the circuit. */
START_TEST(test_oblique_identity)
{
    expect("qubits 1\ngenerator a = Z[0] + sqrt(2)*I[0]\nstate 1\nobservable = Z[0] + X[0]\n", "-1",
           "0", NULL, LB_SCOPE_STATE);
}
END_TEST

LB_TEST_MAIN("variance with roots", test_one_root, test_two_roots, test_more_roots, test_conjugate,
             test_split_by_the_field, test_oblique_identity)
