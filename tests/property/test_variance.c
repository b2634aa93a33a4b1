/* Exact means and variances of losses against Haar averages of matrices (haar.h), and the two exact
 * ways, by sets of strings, by ideals as spaces and by sectors, against each other. */

#include <liebound.h>

#include "automorphisms.h"
#include "haar.h"
#include "random_sums.h"
#include "stabilizers.h"
#include "string_sets.h"

/* ---- What is computed ---- */

typedef struct numbers {
    mpq_t mean, value;
    lb_variance_scope scope;
    lb_sum_t outside;
} numbers;

static void numbers_clear(numbers *found)
{
    mpq_clears(found->mean, found->value, (mpq_ptr)NULL);
    lb_sum_clear(found->outside);
}

static void take(numbers *found, const lb_variance *variance, size_t qubits)
{
    mpq_inits(found->mean, found->value, (mpq_ptr)NULL);
    lb_sum_init(found->outside, qubits);
    lb_surd_t number;
    lb_surd_sum_t outside;
    lb_surd_init(number);
    lb_surd_sum_init(outside, qubits);
    lb_variance_mean(number, variance);
    ck_assert(lb_surd_get_rational(found->mean, number));
    lb_variance_value(number, variance);
    ck_assert(lb_surd_get_rational(found->value, number));
    lb_variance_outside(outside, variance);
    ck_assert_uint_le(outside->count, 1);
    if (outside->count)
        lb_sum_set(found->outside, outside->parts);
    lb_surd_sum_clear(outside);
    lb_surd_clear(number);
    found->scope = lb_variance_get_scope(variance);
}

static void check_equal(const numbers *a, const numbers *b)
{
    ck_assert(mpq_equal(a->mean, b->mean));
    ck_assert(mpq_equal(a->value, b->value));
    ck_assert_int_eq(a->scope, b->scope);
    ck_assert(lb_sum_equal(a->outside, b->outside));
}

/* Purities of ideals of one dimension together. */
static void check_purities(const lb_variance *a, const lb_variance *b)
{
    lb_surd_t sums[2][2];
    for (size_t i = 0; i < lb_variance_ideals_count(a); i++) {
        const __mpz_struct *dimension = lb_variance_ideals_at(a, i)->dimension;
        for (int side = 0; side < 2; side++) {
            const lb_variance *v = side ? b : a;
            lb_surd_init(sums[side][0]);
            lb_surd_init(sums[side][1]);
            for (size_t j = 0; j < lb_variance_ideals_count(v); j++) {
                const lb_variance_ideals *ideals = lb_variance_ideals_at(v, j);
                if (mpz_cmp(ideals->dimension, dimension))
                    continue;
                lb_surd_add(sums[side][0], sums[side][0], ideals->observable);
                lb_surd_add(sums[side][1], sums[side][1], ideals->state);
            }
        }
        for (int of = 0; of < 2; of++) {
            ck_assert(lb_surd_equal(sums[0][of], sums[1][of]));
            for (int side = 0; side < 2; side++)
                lb_surd_clear(sums[side][of]);
        }
    }
}

static size_t by_sectors; /* how many of what follows were, */
static size_t whole;      /* and how many of them with the loss of what is outside i g */

/* Mean and variance of the loss of all of O, where the last to be computed had it by its sectors alone. */
static struct {
    bool known;
    double mean, variance;
} moments;

/* What is computed by sectors, where only these have all of the loss. */
static void take_moments(numbers *found)
{
    moments.known = true;
    moments.mean = mpq_get_d(found->mean);
    moments.variance = mpq_get_d(found->value);
    whole++;
}

/* The same numbers from the commutant alone, where the algebra is all that it and a duality allow. */
static void check_sectors(const numbers *found, const lb_variance *expected, const lb_ansatz_t A,
                          const lb_structure *structure, const lb_variance_options *options)
{
    lb_error error;
    lb_variance *variance;
    numbers other;
    mpz_t derived;
    mpz_init(derived);
    lb_structure_derived_dimension(derived, structure);
    lb_status status = lb_variance_by_sectors(&variance, A, derived, options, &error);
    ck_assert_msg(!status, "%s", error.message);
    if (variance) {
        take(&other, variance, A->qubits);
        if (other.scope == LB_SCOPE_STATE)
            lb_sum_set(other.outside, found->outside); /* which sectors leave out */
        if (other.scope == LB_SCOPE_SECTORS) {
            ck_assert_int_eq(found->scope, LB_SCOPE_PART);
            take_moments(&other);
        } else
            check_equal(found, &other);
        check_purities(expected, variance);
        numbers_clear(&other);
        by_sectors++;
    }
    lb_variance_free(variance);
    mpz_clear(derived);
}

/* By a search, where `enumerate` says so also for single strings. */
static void compute(numbers *found, const lb_ansatz_t A, const lb_sum_t O, bool enumerate,
                    bool symmetry)
{
    lb_error error;
    lb_closure *closure;
    lb_structure *structure;
    lb_variance *variance;
    lb_closure_options options = {.enumerate = enumerate, .symmetry = symmetry};
    lb_variance_options asked = {.observable = O};
    ck_assert_int_eq(lb_closure_compute(&closure, A, &options, &error), LB_OK);
    ck_assert_int_eq(lb_structure_compute(&structure, closure, NULL, &error), LB_OK);
    ck_assert_int_eq(lb_structure_known(structure), LB_STRUCTURE_IDEALS);
    lb_status status = lb_variance_compute(&variance, A, closure, structure, &asked, &error);
    ck_assert_msg(!status, "%s", error.message);
    take(found, variance, A->qubits);
    moments.known = false;
    check_sectors(found, variance, A, structure, &asked);
    lb_variance_free(variance);
    lb_structure_free(structure);
    lb_closure_free(closure);
}

/* ---- What it must be ---- */

/* O, without what is outside where nothing is claimed of that. */
static void claimed_part(lb_sum_t part, const lb_sum_t O, const numbers *found)
{
    mpq_t minus;
    mpq_init(minus);
    lb_sum_set(part, O);
    for (size_t i = 0; i < found->outside->length && found->scope == LB_SCOPE_PART; i++) {
        mpq_neg(minus, found->outside->coefficients + i);
        lb_sum_append(part, minus, found->outside->strings + i);
    }
    lb_sum_normalize(part);
    mpq_clear(minus);
}

static void check_moments(const lb_ansatz_t A, const amplitude *rho, const lb_sum_t O,
                          double mean_found, double variance_found, lb_random *random)
{
    double mean, variance, size = 1;
    haar_moments(&mean, &variance, A, rho, O, random);
    for (size_t i = 0; i < O->length; i++)
        size += fabs(mpq_get_d(O->coefficients + i));
    bool agrees = fabs(mean - mean_found) < 1e-8 * size &&
                  fabs(variance - variance_found) < 1e-8 * size * size;
    if (!agrees) {
        lb_ansatz_print(stdout, A);
        fflush(stdout);
        lb_sum_print_terms(stdout, O, LB_LABEL_QUBITS);
    }
    ck_assert_msg(agrees, "mean %.12g, %.12g by matrices; variance %.12g, %.12g by matrices",
                  mean_found, mean, variance_found, variance);
}

static void check_against_matrices(const lb_ansatz_t A, const amplitude *rho, const lb_sum_t O,
                                   const numbers *found, lb_random *random)
{
    lb_sum_t part;
    lb_sum_init(part, A->qubits);
    claimed_part(part, O, found);
    check_moments(A, rho, part, mpq_get_d(found->mean), mpq_get_d(found->value), random);
    if (moments.known)
        check_moments(A, rho, O, moments.mean, moments.variance, random);
    lb_sum_clear(part);
}

/* ---- Random choices ---- */

static void small_integer(mpq_t c, lb_random *random)
{
    mpq_set_si(c, (long)lb_random_below(random, 7) - 3, 1 + lb_random_below(random, 2));
}

/* Random strings, and perhaps a combination of nested commutators of the generators. */
static void random_observable(lb_sum_t O, const lb_ansatz_t A, lb_random *random)
{
    lb_sum_t word;
    mpq_t c;
    mpq_init(c);
    lb_sum_init(word, A->qubits);
    lb_sum_zero(O);
    for (size_t i = lb_random_below(random, 3); i > 0; i--) {
        lb_string_t P;
        lb_string_init(P);
        random_string(P, A->qubits, random);
        small_integer(c, random);
        mpq_canonicalize(c);
        lb_sum_append(O, c, P);
        lb_string_clear(P);
    }
    for (size_t i = lb_random_below(random, 4); i > 0; i--) {
        lb_sum_set(word, A->generators + lb_random_below(random, A->generator_count));
        for (size_t depth = lb_random_below(random, 4); depth > 0; depth--)
            lb_sum_bracket(word, A->generators + lb_random_below(random, A->generator_count), word);
        append_scaled(O, word, 1 + (long)lb_random_below(random, 3), 1, NULL);
    }
    lb_sum_normalize(O);
    lb_sum_clear(word);
    mpq_clear(c);
}

static void add_random_state(lb_ansatz_t A, lb_random *random)
{
    char text[256];
    lb_error error;
    random_stabilizer(text, A->qubits, random);
    ck_assert_int_eq(lb_ansatz_add_state(A, text, &error), LB_OK);
}

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
        lb_setting setting = {"n", (char *)cases[i].n};
        ck_assert_int_eq(lb_ansatz_load(A, cases[i].name, &setting, 1, &error), LB_OK);
        lb_ansatz_t B;
        lb_ansatz_init(B, A->name, A->qubits);
        for (size_t k = 0; k < A->generator_count; k++)
            lb_ansatz_add_generator(B, NULL, A->generators + k);
        ck_assert_int_eq(lb_ansatz_add_state(B, cases[i].state, &error), LB_OK);
        lb_sum_init(O, B->qubits);
        random_observable(O, B, &random);
        compute(&with, B, O, true, true);
        compute(&without, B, O, true, false);
        check_equal(&with, &without);
        amplitude *rho = density_matrix(B);
        check_against_matrices(B, rho, O, &with, &random);
        free(rho);
        numbers_clear(&with);
        numbers_clear(&without);
        lb_sum_clear(O);
        lb_ansatz_clear(B);
        lb_ansatz_clear(A);
    }
    ck_assert_uint_eq(by_sectors - before, 16); /* both searches of eight cases */
}
END_TEST

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
        lb_ansatz_t A, B;
        lb_error error;
        lb_setting setting = {"n", (char *)cases[i].n};
        ck_assert_int_eq(lb_ansatz_load(A, cases[i].name, &setting, 1, &error), LB_OK);
        lb_ansatz_init(B, A->name, A->qubits);
        for (size_t k = 0; k < A->generator_count; k++)
            lb_ansatz_add_generator(B, NULL, A->generators + k);
        ck_assert_int_eq(lb_ansatz_add_state(B, cases[i].state, &error), LB_OK);
        amplitude *rho = density_matrix(B);
        whole = 0;
        for (size_t o = 0; o < sizeof observables / sizeof *observables; o++) {
            lb_sum_t O;
            numbers found;
            lb_sum_init(O, 3);
            ck_assert_int_eq(lb_sum_append_label(O, 2, 1, observables[o], &error), LB_OK);
            ck_assert_int_eq(lb_sum_append_label(O, -1, 3, "IZI", &error), LB_OK);
            lb_sum_normalize(O);
            compute(&found, B, O, true, false);
            check_against_matrices(B, rho, O, &found, &random);
            numbers_clear(&found);
            lb_sum_clear(O);
        }
        ck_assert_uint_eq(whole, cases[i].known);
        free(rho);
        lb_ansatz_clear(B);
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
    lb_error error;
    numbers found;
    lb_setting setting = {"n", "3"};
    lb_random_seed(&random, lb_test_seed() + 3);
    ck_assert_int_eq(lb_ansatz_load(A, "ltfim-open", &setting, 1, &error), LB_OK);
    lb_ansatz_t B;
    lb_ansatz_init(B, "amplitudes", 3);
    for (size_t k = 0; k < A->generator_count; k++)
        lb_ansatz_add_generator(B, NULL, A->generators + k);
    amplitude *rho = add_amplitudes(B);
    lb_sum_init(O, 3);
    for (int trial = 0; trial < 5; trial++) {
        random_observable(O, B, &random);
        compute(&found, B, O, true, true);
        check_against_matrices(B, rho, O, &found, &random);
        numbers_clear(&found);
    }
    free(rho);
    lb_sum_clear(O);
    lb_ansatz_clear(B);
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

LB_TEST_MAIN("variance", test_oblique_identity, test_strings, test_sums, test_catalogue,
             test_dualities, test_outside, test_amplitudes, test_large)
