/* Groups of qubit permutations against all n! permutations. */

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "permutations.h"
#include "support.h"

/* The order of the group that exchanges and maps generate together, by listing it. */
static size_t listed_order(const lb_symmetry *S)
{
    uint32_t n = S->qubits, *generators = NULL;
    size_t count = 0;
    for (uint32_t l = 0; l < S->exchange_count; l++)
        for (uint32_t i = 1; i < S->exchanges[l].count; i++) {
            uint32_t *image = identity(n);
            swap_tuples(image, S->exchanges + l, 0, i);
            generators = realloc(generators, (count + 1) * n * sizeof *generators);
            memcpy(generators + count++ * n, image, n * sizeof *image);
            free(image);
        }
    generators = realloc(generators, (count + S->map_count + 1) * n * sizeof *generators);
    if (S->map_count)
        memcpy(generators + count * n, S->maps, S->map_count * n * sizeof *generators);
    size_t order = group_order(generators, count + S->map_count, n);
    free(generators);
    return order;
}

/* How many of all permutations fix the generators: Heap's enumeration. */
static size_t count_automorphisms(const lb_ansatz_t A)
{
    uint32_t n = (uint32_t)A->qubits, *image = identity(n);
    uint32_t *counter = calloc(n + 1, sizeof *counter);
    size_t order = fixes(A, image);
    for (uint32_t i = 1; i < n;) {
        if (counter[i] >= i) {
            counter[i++] = 0;
            continue;
        }
        uint32_t j = i & 1 ? counter[i] : 0, kept = image[j];
        image[j] = image[i];
        image[i] = kept;
        order += fixes(A, image);
        counter[i]++;
        i = 1;
    }
    free(image);
    free(counter);
    return order;
}

static void check_against_all(const lb_ansatz_t A)
{
    lb_symmetry S;
    find(&S, A);
    size_t order = count_automorphisms(A);
    ck_assert_msg(!mpz_cmp_ui(S.order, order), "%lu, not %zu", mpz_get_ui(S.order), order);
    ck_assert_uint_eq(listed_order(&S), order);
    lb_symmetry_clear(&S);
}

START_TEST(test_no_generators)
{
    lb_ansatz_t A;
    lb_ansatz_init(A, "nothing", 4);
    check_against_all(A);
    lb_ansatz_clear(A);
}
END_TEST

/* Random sums, made symmetric under the powers of a random permutation half of the time. */

static void shuffle(uint32_t *image, uint32_t n, lb_random *random)
{
    for (uint32_t i = n; i > 1; i--) {
        uint32_t j = (uint32_t)lb_random_below(random, i), kept = image[i - 1];
        image[i - 1] = image[j];
        image[j] = kept;
    }
}

static void append_orbit(lb_sum_t H, const char *label, const uint32_t *image, long coefficient)
{
    size_t n = strlen(label);
    char now[8], next[8] = "";
    lb_error error;
    strcpy(now, label);
    do {
        ck_assert(!lb_sum_append_label(H, coefficient, 1, now, &error));
        for (size_t q = 0; q < n; q++)
            next[image[q]] = now[q];
        memcpy(now, next, n);
    } while (strcmp(now, label));
}

static void random_ansatz(lb_ansatz_t A, lb_random *random)
{
    uint32_t n = 2 + (uint32_t)lb_random_below(random, 5), *image = identity(n);
    uint64_t letters = 1 + lb_random_below(random, 3);
    lb_ansatz_init(A, "random", n);
    if (lb_random_below(random, 2))
        shuffle(image, n, random);
    for (uint64_t k = 1 + lb_random_below(random, 3); k; k--) {
        lb_sum_t H;
        lb_sum_init(H, n);
        for (uint64_t i = lb_random_below(random, 5); i; i--) {
            char label[8] = "";
            for (uint32_t q = 0; q < n; q++)
                label[q] =
                    lb_random_below(random, 2) ? 'I' : "XZY"[lb_random_below(random, letters)];
            append_orbit(H, label, image, 1 + (long)lb_random_below(random, 2));
        }
        lb_sum_normalize(H);
        lb_ansatz_add_generator(A, NULL, H);
        lb_sum_clear(H);
    }
    free(image);
}

START_TEST(test_random_generators)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t i = 0; i < lb_test_count(400); i++) {
        lb_ansatz_t A;
        random_ansatz(A, &random);
        check_against_all(A);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* All graphs on four, many on six vertices, with random labels of what is symmetric. */
START_TEST(test_graphs_against_all)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t i = 0; i < 64 + lb_test_count(200); i++) {
        uint32_t n = i < 64 ? 4 : 6;
        uint64_t taken = i < 64 ? i : lb_random_next(&random) & lb_random_next(&random);
        char edges[200] = "", *at = edges;
        for (uint32_t a = 0; a < n; a++)
            for (uint32_t b = 0; b < a; b++, taken >>= 1)
                if (taken & 1)
                    at += sprintf(at, "%" PRIu32 "-%" PRIu32 " ", b, a);
        lb_ansatz_t A;
        graph_ansatz(A, n, edges);
        check_against_all(A);
        lb_ansatz_clear(A);
    }
}
END_TEST

LB_TEST_MAIN("permutations", test_no_generators, test_random_generators, test_graphs_against_all)
