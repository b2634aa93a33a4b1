/* The closure in orbit averages against the closure without symmetry, and both against brute force;
 * and the same certificate, byte for byte, for any number of threads. */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <liebound.h>

#include "base/memory.h"
#include "base/random.h"
#include "closure_by_hand.h"
#include "support.h"

enum { QUBITS_MAX = 12 };

/* Generators of a group of permutations of n qubits. */
typedef struct group {
    const char *name;
    uint32_t qubits, count;
    uint32_t images[3][QUBITS_MAX];
} group;

static const group groups[] = {
    {"all of three", 3, 2, {{1, 0, 2}, {1, 2, 0}}},
    {"all of four", 4, 2, {{1, 0, 2, 3}, {1, 2, 3, 0}}},
    {"reflected chain", 4, 1, {{3, 2, 1, 0}}},
    {"closed chain", 4, 2, {{1, 2, 3, 0}, {3, 2, 1, 0}}},
    {"one direction", 4, 1, {{1, 2, 3, 0}}},
    {"star", 4, 2, {{0, 2, 1, 3}, {0, 2, 3, 1}}},
    {"two pairs", 4, 2, {{1, 0, 2, 3}, {0, 1, 3, 2}}},
    {"two pairs that change places", 4, 2, {{1, 0, 2, 3}, {2, 3, 0, 1}}},
    {"two arrows that change places", 4, 1, {{2, 3, 0, 1}}},
    {"closed chain", 5, 2, {{1, 2, 3, 4, 0}, {4, 3, 2, 1, 0}}},
    {"all but one", 5, 2, {{1, 0, 2, 3, 4}, {1, 2, 3, 0, 4}}},
    {"two and three", 5, 3, {{1, 0, 2, 3, 4}, {0, 1, 3, 2, 4}, {0, 1, 3, 4, 2}}},
    {"three pairs that change places",
     6,
     3,
     {{1, 0, 2, 3, 4, 5}, {2, 3, 0, 1, 4, 5}, {2, 3, 4, 5, 0, 1}}},
    {"grid", 6, 2, {{2, 1, 0, 5, 4, 3}, {3, 4, 5, 0, 1, 2}}},
    {"triangle in triangle", 6, 2, {{1, 2, 0, 4, 5, 3}, {3, 4, 5, 0, 1, 2}}},
};
enum { GROUPS = sizeof groups / sizeof *groups };

static void permute(lb_string_t Q, const lb_string_t P, const group *G, uint32_t generator)
{
    lb_string_identity(Q);
    for (uint32_t q = 0; q < G->qubits; q++)
        lb_string_set_letter(Q, G->images[generator][q], lb_string_letter(P, q));
}

/* Add c times the sum over the orbit of P. */
static void append_orbit(lb_sum_t H, const mpq_t c, const lb_string_t P, const group *G)
{
    lb_sum_t orbit;
    lb_string_t Q;
    mpq_t one;
    lb_sum_init(orbit, G->qubits);
    lb_string_init(Q);
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    lb_sum_append(orbit, one, P);
    for (size_t i = 0; i < orbit->length; i++)
        for (uint32_t g = 0; g < G->count; g++) {
            permute(Q, orbit->strings + i, G, g);
            bool known = false;
            for (size_t j = 0; j < orbit->length && !known; j++)
                known = !lb_string_compare(orbit->strings + j, Q);
            if (!known)
                lb_sum_append(orbit, one, Q);
        }
    for (size_t i = 0; i < orbit->length; i++)
        lb_sum_append(H, c, orbit->strings + i);
    mpq_clear(one);
    lb_string_clear(Q);
    lb_sum_clear(orbit);
}

/* Generators with a few random orbits each; local ones more often. */
static void make_invariant(lb_ansatz_t A, const group *G, lb_random *random)
{
    lb_sum_t H;
    lb_string_t P;
    mpq_t c;
    lb_ansatz_init(A, "invariant", G->qubits);
    lb_sum_init(H, G->qubits);
    lb_string_init(P);
    mpq_init(c);
    for (size_t k = 1 + lb_random_below(random, 3); k; k--) {
        lb_sum_zero(H);
        for (size_t orbits = 1 + lb_random_below(random, 2); orbits; orbits--) {
            uint64_t sparse = lb_random_below(random, 5);
            lb_string_identity(P);
            for (uint32_t q = 0; q < G->qubits; q++)
                if (lb_random_below(random, 6) > sparse)
                    lb_string_set_letter(P, q, "XYZ"[lb_random_below(random, 3)]);
            mpq_set_si(c, (long)lb_random_below(random, 7) - 3, 1 + lb_random_below(random, 3));
            mpq_canonicalize(c);
            append_orbit(H, c, P, G);
        }
        lb_sum_normalize(H);
        lb_ansatz_add_generator(A, NULL, H);
    }
    mpq_clear(c);
    lb_string_clear(P);
    lb_sum_clear(H);
}

/* The proved dimension; *order is that of the symmetry. */
static size_t dimension(const lb_ansatz_t A, bool symmetry, int threads, unsigned long *order)
{
    lb_closure *closure;
    lb_error error;
    mpz_t D;
    lb_closure_options options = {.symmetry = symmetry, .run.threads = threads};
    ck_assert_int_eq(lb_closure_compute(&closure, A, &options, &error), LB_OK);
    ck_assert(lb_closure_is_proved(closure));
    mpz_init(D);
    lb_closure_symmetry_order(D, closure);
    *order = mpz_get_ui(D);
    lb_closure_dimension(D, closure);
    size_t result = mpz_get_ui(D);
    mpz_clear(D);
    lb_closure_free(closure);
    return result;
}

START_TEST(random_invariant_ansatz)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    size_t used = 0, trials = lb_test_count(20 * GROUPS);
    for (size_t trial = 0; trial < trials; trial++) {
        const group *G = groups + trial % GROUPS;
        lb_ansatz_t A;
        unsigned long order, one;
        make_invariant(A, G, &random);
        size_t with = dimension(A, true, 1 + (int)(trial % 3), &order);
        size_t without = dimension(A, false, 1, &one);
        ck_assert_msg(with == without, "%s: %zu with symmetry, %zu without", G->name, with,
                      without);
        ck_assert_uint_eq(one, 1);
        used += order > 1;
        if (G->qubits == 3)
            ck_assert_uint_eq(with, dimension_by_hand(A));
        lb_ansatz_clear(A);
    }
    printf("symmetry was used in %zu of %zu cases\n", used, trials);
    ck_assert_uint_gt(used, trials / 2);
}
END_TEST

/* Whole families, with the dimensions of the literature where they are stated. */
START_TEST(families_of_the_catalogue)
{
    static const struct {
        const char *name;
        int n;
        unsigned long order; /* at least */
    } families[] = {
        {"tfim-closed", 7, 14},
        {"ltfim-closed", 6, 12},
        {"ltfim-open", 6, 2},
        {"xxz-closed", 6, 12},
        {"xxz-open", 6, 2},
        {"heisenberg-closed", 6, 12},
        {"qaoa-complete", 6, 720},
        {"qaoa-star", 6, 120},
        {"qaoa-cycle", 7, 14},
        {"sn-equivariant", 6, 720},
        {"sn-equivariant-ltfim", 7, 5040},
        {"xy-closed", 6, 12},
        {"heisenberg-closed-even-odd", 6, 6},
        {"tfxy-open", 7, 2},
    };
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        char value[8];
        snprintf(value, sizeof value, "%d", families[i].n);
        lb_setting size = {(char *)"n", value};
        lb_ansatz_t A;
        unsigned long order, one;
        ck_assert_int_eq(lb_ansatz_load(A, families[i].name, &size, 1, NULL), LB_OK);
        size_t with = dimension(A, true, 2, &order);
        ck_assert_uint_eq(with, dimension(A, false, 1, &one));
        ck_assert_uint_ge(order, families[i].order);
        if (A->has_expected_dimension)
            ck_assert_int_eq(mpz_cmp_ui(A->expected_dimension, with), 0);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* Two copies of two pairs and a centre, which change places only together: exchanges of tuples, and
 * a map. */
START_TEST(exchanges_of_tuples_with_a_map)
{
    static const char *const text =
        "ansatz pairs\nqubits 10\n"
        "generator = Z[0] Z[1] + Z[2] Z[3] + Z[4] Z[5] + Z[6] Z[7]\n"
        "generator = sum(i in 0..3) Z[i] X[8] + sum(i in 4..7) Z[i] X[9]\n"
        "generator = Z[8] + Z[9]\ngenerator = X[0] X[1] + X[2] X[3] + X[4] X[5] + X[6] X[7]\n";
    lb_ansatz_t A;
    lb_error error;
    unsigned long order, one;
    ck_assert_int_eq(lb_ansatz_parse(A, text, strlen(text), "pairs", NULL, 0, &error), LB_OK);
    size_t with = dimension(A, true, 1, &order);
    ck_assert_uint_eq(order, 128);
    ck_assert_uint_eq(with, dimension(A, false, 1, &one));
    lb_ansatz_clear(A);
}
END_TEST

/* Beyond 32 and 64 qubits a canonical string is found another way. */
START_TEST(wide_closed_chains)
{
    for (unsigned n = 31; n <= 66; n += n == 34 ? 29 : 1) {
        char value[8];
        snprintf(value, sizeof value, "%u", n);
        lb_setting size = {(char *)"n", value};
        lb_ansatz_t A;
        unsigned long order;
        ck_assert_int_eq(lb_ansatz_load(A, "tfim-closed", &size, 1, NULL), LB_OK);
        ck_assert_uint_eq(dimension(A, true, 1, &order), 3 * n - 1);
        ck_assert_uint_eq(order, 2 * n);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* All-to-all Ising in both fields: C(n+3, 3) - floor(n/2). */
START_TEST(large_symmetric_groups)
{
    for (unsigned n = 10; n <= 70; n += 15) {
        char value[8];
        snprintf(value, sizeof value, "%u", n);
        lb_setting size = {(char *)"n", value};
        lb_ansatz_t A;
        unsigned long order;
        ck_assert_int_eq(lb_ansatz_load(A, "sn-equivariant-ltfim", &size, 1, NULL), LB_OK);
        ck_assert_uint_eq(dimension(A, true, 1, &order), (n + 3) * (n + 2) * (n + 1) / 6 - n / 2);
        lb_ansatz_clear(A);
    }
}
END_TEST

static char *certificate(const lb_ansatz_t A, int threads, size_t *length)
{
    lb_closure *closure;
    lb_error error;
    lb_closure_options options = {.symmetry = true, .run.threads = threads};
    ck_assert_int_eq(lb_closure_compute(&closure, A, &options, &error), LB_OK);
    char *path = lb_sprintf("%s/liebound-test-%ld.cert", lb_test_folder(), (long)getpid());
    ck_assert_int_eq(lb_certificate_write(closure, path, &error), LB_OK);
    lb_closure_free(closure);
    FILE *file = fopen(path, "rb");
    ck_assert_ptr_nonnull(file);
    char *text = NULL;
    size_t capacity = 0;
    for (*length = 0; !feof(file); *length += fread(text + *length, 1, 4096, file))
        text = lb_grow(text, &capacity, *length + 4096, 1);
    fclose(file);
    unlink(path);
    free(path);
    return text;
}

START_TEST(threads_do_not_change_certificates)
{
    static const char *const names[] = {"ltfim-closed", "xxz-open", "qaoa-complete", "xy-open"};
    for (size_t i = 0; i < 4; i++) {
        lb_setting size = {(char *)"n", (char *)"7"};
        lb_ansatz_t A;
        ck_assert_int_eq(lb_ansatz_load(A, names[i], &size, 1, NULL), LB_OK);
        size_t length;
        char *one = certificate(A, 1, &length);
        for (int threads = 2; threads <= 5; threads += 3) {
            size_t other_length;
            char *other = certificate(A, threads, &other_length);
            ck_assert_uint_eq(length, other_length);
            ck_assert_int_eq(memcmp(one, other, length), 0);
            free(other);
        }
        free(one);
        lb_ansatz_clear(A);
    }
}
END_TEST

LB_TEST_MAIN("symmetric closure", random_invariant_ansatz, families_of_the_catalogue,
             exchanges_of_tuples_with_a_map, wide_closed_chains, large_symmetric_groups,
             threads_do_not_change_certificates)
