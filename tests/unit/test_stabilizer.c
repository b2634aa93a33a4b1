/* Stabilizer states as vectors and as groups, against explicit matrices. */

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "circuit/state.h"
#include "matrices.h"
#include "stabilizers.h"
#include "state/state.h"
#include "support.h"

/* The vector of lb_circuit_fill_state, whose qubit 0 is the lowest bit, in the order of matrices.h. */
static amplitude *state_vector(const char *text, size_t qubits, size_t *total)
{
    lb_state_t state;
    ck_assert(!lb_state_init(state, text, qubits, NULL));
    *total = state->qubits;
    size_t size = (size_t)1 << *total;
    double *v = lb_malloc_aligned(2 * size, sizeof *v);
    amplitude *psi = lb_malloc(size, sizeof *psi);
    lb_circuit_fill_state(v, state);
    lb_state_clear(state);
    for (size_t i = 0; i < size; i++) {
        size_t reversed = 0;
        for (size_t q = 0; q < *total; q++)
            reversed |= (i >> q & 1) << (*total - 1 - q);
        psi[reversed] = v[i] + I * v[size + i];
    }
    free(v);
    return psi;
}

/* The group of the state of a text. */
static void stabilizer_init(lb_stabilizer *S, const char *text, size_t qubits)
{
    lb_state_t state;
    ck_assert(!lb_state_init(state, text, qubits, NULL));
    lb_state_stabilizer(S, state);
    lb_state_clear(state);
}

/* Also of a copy. */
static void check_canonical(const char *text, size_t qubits, const char *expected)
{
    lb_state_t state, copy;
    ck_assert_int_eq(lb_state_init(state, text, qubits, NULL), LB_OK);
    ck_assert_str_eq(state->text, expected);
    lb_state_init_copy(copy, state);
    lb_state_clear(state);
    ck_assert_str_eq(copy->text, expected);
    lb_state_clear(copy);
}

/* c P psi. */
static amplitude *times(amplitude c, const lb_string_t P, const amplitude *psi, size_t qubits)
{
    size_t size = (size_t)1 << qubits;
    amplitude *M = calloc(size * size, sizeof *M), *result = calloc(size, sizeof *result);
    add_string_matrix(M, 1, P, qubits);
    for (size_t i = 0; i < size; i++)
        for (size_t j = 0; j < size; j++)
            result[i] += c * M[i * size + j] * psi[j];
    free(M);
    return result;
}

static double difference(const amplitude *a, const amplitude *b, size_t qubits)
{
    double largest = 0;
    for (size_t i = 0; i < (size_t)1 << qubits; i++)
        largest = fmax(largest, cabs(a[i] - b[i]));
    return largest;
}

/* The generators fix the vector; every string acts on it as its representative times i^e. */
static void check_state(const char *text, size_t qubits, lb_random *random)
{
    size_t total;
    amplitude *psi = state_vector(text, qubits, &total);
    lb_stabilizer S;
    lb_string_t P;
    stabilizer_init(&S, text, qubits);
    lb_string_init(P);
    ck_assert_uint_eq(S.count, total);
    double norm = 0;
    for (size_t i = 0; i < (size_t)1 << total; i++)
        norm += creal(psi[i] * conj(psi[i]));
    ck_assert_double_eq_tol(norm, 1, 1e-12);
    for (size_t j = 0; j < S.count; j++) {
        const lb_string_struct *generators[2] = {S.given + j, S.reduced + j};
        bool negative[2] = {S.given_negative[j], S.negative[j]};
        for (int k = 0; k < 2; k++) {
            amplitude *image = times(negative[k] ? -1 : 1, generators[k], psi, total);
            ck_assert_double_lt(difference(image, psi, total), 1e-12);
            free(image);
        }
    }
    for (int trial = 0; trial < 20; trial++) {
        char label[64];
        uint64_t dense[2];
        random_label(label, total, random);
        ck_assert(!lb_string_set_label(P, total, label, NULL));
        amplitude *image = times(1, P, psi, total);
        lb_dense_from_string(dense, P, 1);
        unsigned e = lb_stabilizer_reduce(&S, dense);
        ck_assert(!(dense[0] & S.pivots[0]) && !(dense[1] & S.pivots[1]));
        lb_dense_to_string(P, dense, 1);
        const amplitude powers[4] = {1, I, -1, -I};
        amplitude *expected = times(powers[e], P, psi, total);
        ck_assert_double_lt(difference(image, expected, total), 1e-12);
        free(image);
        free(expected);
    }
    lb_string_clear(P);
    lb_stabilizer_clear(&S);
    free(psi);
}

START_TEST(test_vectors)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    check_state("bell", 1, &random);
    check_state("bell", 2, &random);
    check_state("zero", 3, &random);
    check_state("0+1-rl", 6, &random);
    for (size_t n = 1; n <= 4; n++)
        check_state("ghz", n, &random);
    for (size_t trial = lb_test_count(300); trial > 0; trial--) {
        char text[128];
        size_t qubits = 1 + lb_random_below(&random, 5);
        random_stabilizer(text, qubits, &random);
        check_state(text, qubits, &random);
    }
}
END_TEST

/* Words of 64 qubits: a chain of pairs on 130 qubits, each in the state of XX and -ZZ. */
START_TEST(test_many_qubits)
{
    enum { QUBITS = 130, WORDS = 3 };
    char *text = lb_malloc(16 + QUBITS * (QUBITS + 2), 1), *out = text;
    out += sprintf(out, "stabilizer");
    for (size_t pair = 0; pair < QUBITS / 2; pair++)
        for (int k = 0; k < 2; k++) {
            out += sprintf(out, k ? " -" : " ");
            for (size_t q = 0; q < QUBITS; q++)
                *out++ = "IXZ"[q / 2 == pair ? 1 + k : 0];
            *out = '\0';
        }
    lb_stabilizer S;
    lb_string_t P;
    check_canonical(text, QUBITS, text);
    stabilizer_init(&S, text, QUBITS);
    lb_string_init(P);
    /* YY = -XX ZZ is +1 here, and Y X = -i Y Y (IZ): with ZZ = -1, XI psi = IX psi. */
    lb_string_set_letter(P, 64, 'Y');
    lb_string_set_letter(P, 65, 'Y');
    lb_string_set_letter(P, 128, 'X');
    lb_string_set_letter(P, 129, 'X');
    uint64_t dense[2 * WORDS], zero[2 * WORDS] = {0};
    lb_dense_from_string(dense, P, WORDS);
    ck_assert_uint_eq(lb_stabilizer_reduce(&S, dense), 0);
    ck_assert_mem_eq(dense, zero, sizeof dense);
    lb_string_set_letter(P, 129, 'I');
    uint64_t left[2 * WORDS], right[2 * WORDS];
    lb_dense_from_string(left, P, WORDS);
    lb_string_set_letter(P, 128, 'I');
    lb_string_set_letter(P, 129, 'X');
    lb_dense_from_string(right, P, WORDS);
    ck_assert_uint_eq(lb_stabilizer_reduce(&S, left), lb_stabilizer_reduce(&S, right));
    ck_assert_mem_eq(left, right, sizeof left);
    lb_string_clear(P);
    lb_stabilizer_clear(&S);
    free(text);
}
END_TEST

/* A string on the first 64 of 130 qubits, into words that held another one. */
START_TEST(test_loads)
{
    enum { WORDS = 3 };
    lb_stabilizer S;
    uint64_t p[2 * WORDS];
    const uint64_t string[2] = {5, 6}, expected[2 * WORDS] = {5, 0, 0, 6, 0, 0};
    lb_stabilizer_init(&S, 130);
    memset(p, 0xff, sizeof p);
    lb_stabilizer_load(&S, p, string, 1);
    ck_assert_mem_eq(p, expected, sizeof p);
    lb_stabilizer_clear(&S);
}
END_TEST

/* The invariant does not hold for generators that anticommute, that share a pivot, or whose pivot is not
 * their first bit. */
START_TEST(test_invariant)
{
    lb_stabilizer S;
    lb_string_t P;
    size_t other;
    lb_string_init(P);
    lb_stabilizer_init(&S, 3);
    static const char *const labels[] = {"ZZI", "IZZ", "XXX"}, *const wrong[] = {"XZI", "ZZZ",
                                                                                 "XXI"};
    for (int j = 0; j < 3; j++) {
        ck_assert(!lb_string_set_label(P, 3, labels[j], NULL));
        ck_assert_int_eq(lb_stabilizer_add(&S, false, P, &other), LB_STABILIZER_ADDED);
        ck_assert(lb_stabilizer_is_valid(&S));
    }
    for (size_t j = 0; j < 3; j++) {
        lb_string_set(P, S.reduced + j);
        ck_assert(!lb_string_set_label(S.reduced + j, 3, wrong[j], NULL));
        ck_assert_msg(!lb_stabilizer_is_valid(&S), "%s", wrong[j]);
        lb_string_set(S.reduced + j, P);
    }
    ck_assert(lb_stabilizer_is_valid(&S));
    lb_string_clear(P);
    lb_stabilizer_clear(&S);
}
END_TEST

/* It does for the generators of a GHZ state of many qubits, entered in any order. */
START_TEST(test_invariant_of_many_qubits)
{
    enum { QUBITS = 200 };
    lb_stabilizer S;
    lb_string_t P;
    size_t other;
    lb_string_init(P);
    lb_stabilizer_init(&S, QUBITS);
    for (uint32_t j = 0; j < QUBITS; j++) {
        uint32_t k = 37 * j % QUBITS;
        lb_string_identity(P);
        for (uint32_t q = k; q < k + 2 && k + 1 < QUBITS; q++)
            lb_string_set_letter(P, q, 'Z');
        for (uint32_t q = 0; q < QUBITS && k + 1 == QUBITS; q++)
            lb_string_set_letter(P, q, 'X');
        ck_assert_int_eq(lb_stabilizer_add(&S, false, P, &other), LB_STABILIZER_ADDED);
        ck_assert(lb_stabilizer_is_valid(&S));
    }
    lb_string_clear(P);
    lb_stabilizer_clear(&S);
}
END_TEST

START_TEST(test_canonical_texts)
{
    check_canonical("plus", 3, "+++");
    check_canonical("neel", 3, "010");
    check_canonical("ghz", 3, "ghz");
    check_canonical("0+r", 3, "0+r");
    check_canonical("stabilizer   +XX  -ZZ ", 2, "stabilizer XX -ZZ");
}
END_TEST

START_TEST(test_wrong_states)
{
    const struct {
        const char *state, *message;
    } wrong[] = {
        {"stabilizer", "needs 3 generators, not 0"},
        {"stabilizer XXX ZZI", "a stabilizer state of 3 qubits needs 3 generators, not 2"},
        {"stabilizer XXX ZII IZZ", "'ZII' does not commute with number 1 of them"},
        {"stabilizer XXX ZZI IZZ ZIZ", "'ZIZ' is the identity or a product"},
        {"stabilizer III", "'III' is the identity or a product"},
        {"stabilizer XXX ZZI -ZZI", "'-ZZI', -1 is a product of generators"},
        {"stabilizer XXX -III", "'-III', -1 is a product of generators"},
        {"stabilizer XXX ZZI ZI", "'ZI' has 2 letters for 3 qubits"},
        {"stabilizer XXX ZZI --ZII", "'--ZII' is not a label over I X Y Z"},
        {"stabilizer XXX ZZI ZIx", "'ZIx' is not a label over I X Y Z"},
        {"stabilizerXXX", "is not a state"},
        {"GHZ", "is not a state"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        lb_state_t state = {{0}};
        lb_error error;
        ck_assert_int_eq(lb_state_init(state, wrong[i].state, 3, &error), LB_INPUT);
        ck_assert_ptr_null(state->text);
        ck_assert_msg(strstr(error.message, wrong[i].message) != NULL, "%s", error.message);
    }
}
END_TEST

LB_TEST_MAIN("stabilizer", test_vectors, test_many_qubits, test_loads, test_invariant,
             test_invariant_of_many_qubits, test_canonical_texts, test_wrong_states)
