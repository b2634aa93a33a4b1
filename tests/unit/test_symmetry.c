/* Groups of qubit permutations against the orders of known groups. */

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "permutations.h"
#include "support.h"

static void add_text(lb_ansatz_t A, const char *text)
{
    lb_error error;
    lb_status status = lb_ansatz_parse(A, text, strlen(text), "test.alg", NULL, 0, &error);
    ck_assert_msg(!status, "%s\n%s", text, status ? error.message : "");
}

static void check_order(const char *text, const char *order)
{
    lb_ansatz_t A;
    lb_symmetry S;
    mpz_t expected;
    mpz_init_set_str(expected, order, 10);
    add_text(A, text);
    find(&S, A);
    if (mpz_cmp(S.order, expected))
        ck_abort_msg("%s\nnot %s but %lu (low word)", text, order, mpz_get_ui(S.order));
    mpz_clear(expected);
    lb_symmetry_clear(&S);
    lb_ansatz_clear(A);
}

typedef struct shape {
    uint32_t lines, maps; /* maps: 0 or at least this many */
    uint32_t elements;
    const char *order;
} shape;

static void check_graph(uint32_t n, const char *edges, shape expected)
{
    lb_ansatz_t A;
    lb_symmetry S;
    char *order;
    graph_ansatz(A, n, edges);
    find(&S, A);
    order = mpz_get_str(NULL, 10, S.order);
    ck_assert_msg(!strcmp(order, expected.order), "%s: %s, not %s", edges, order, expected.order);
    ck_assert_msg(S.exchange_count == expected.lines, "%s: %u lines", edges, S.exchange_count);
    ck_assert_msg(S.element_count == expected.elements, "%s: %u", edges, S.element_count);
    ck_assert(S.map_count >= expected.maps && (expected.maps || !S.map_count));
    free(order);
    lb_symmetry_clear(&S);
    lb_ansatz_clear(A);
}

/* m copies of the cycle on k vertices. */
static char *cycles(uint32_t m, uint32_t k)
{
    char *edges = malloc((size_t)m * k * 24 + 1), *at = edges;
    *at = 0;
    for (uint32_t i = 0; i < m; i++)
        for (uint32_t j = 0; j < k; j++)
            at += sprintf(at, "%" PRIu32 "-%" PRIu32 " ", i * k + j, i * k + (j + 1) % k);
    return edges;
}

START_TEST(test_known_graphs)
{
    check_graph(5, "0-1 1-2 2-3 3-4", (shape){0, 1, 2, "2"});
    check_graph(6, "0-1 1-2 2-3 3-4 4-5 5-0", (shape){0, 2, 12, "12"});
    check_graph(4, "0-1 0-2 0-3 1-2 1-3 2-3", (shape){1, 0, 1, "24"});
    check_graph(6, "0-1 0-2 0-3 0-4 0-5", (shape){1, 0, 1, "120"});                /* star */
    check_graph(5, "0-2 0-3 0-4 1-2 1-3 1-4", (shape){2, 0, 1, "12"});             /* K_{2,3} */
    check_graph(6, "0-3 0-4 0-5 1-3 1-4 1-5 2-3 2-4 2-5", (shape){3, 0, 1, "72"}); /* K_{3,3} */
    check_graph(6, "0-1 1-2 3-4 4-5 0-3 1-4 2-5", (shape){0, 2, 4, "4"});          /* 2 x 3 */
    check_graph(9, "0-1 1-2 3-4 4-5 6-7 7-8 0-3 1-4 2-5 3-6 4-7 5-8",
                (shape){0, 2, 8, "8"});                                            /* 3 x 3 */
    check_graph(10, "0-1 1-2 2-3 3-4 4-0 5-7 7-9 9-6 6-8 8-5 0-5 1-6 2-7 3-8 4-9", /* Petersen */
                (shape){0, 2, 120, "120"});
    check_graph(8,
                "0-2 0-3 1-2 1-3 0-4 0-5 1-4 1-5 0-6 0-7 1-6 1-7 "
                "2-4 2-5 3-4 3-5 2-6 2-7 3-6 3-7 4-6 4-7 5-6 5-7", /* K_{2,2,2,2} */
                (shape){5, 0, 1, "384"});
    check_graph(10, "0-1 2-3 4-5 6-7 8-9", (shape){6, 0, 1, "3840"}); /* dimers: 2^5 5! */
    check_graph(10, "0-7 2-5 4-3 6-1 8-9", (shape){6, 0, 1, "3840"});
    /* the corona of K_4 and K_1: no exchange of width 1 */
    check_graph(8, "0-1 0-2 0-3 1-2 1-3 2-3 0-4 1-5 2-6 3-7", (shape){0, 2, 24, "24"});
    /* a cycle of five pairs that can be exchanged: 2^5 10 */
    check_graph(10,
                "0-2 0-3 1-2 1-3 2-4 2-5 3-4 3-5 4-6 4-7 5-6 5-7 6-8 6-9 7-8 7-9 8-0 8-1 9-0 9-1",
                (shape){5, 2, 10, "320"});
}
END_TEST

START_TEST(test_tori)
{
    char edges[4096], *at;
    for (unsigned k = 5; k <= 6; k++) {
        at = edges;
        for (unsigned i = 0; i < k; i++)
            for (unsigned j = 0; j < k; j++)
                at += sprintf(at, "%u-%u %u-%u ", i * k + j, i * k + (j + 1) % k, i * k + j,
                              (i + 1) % k * k + j);
        check_graph(k * k, edges, (shape){0, 2, 8 * k * k, k == 5 ? "200" : "288"});
    }
}
END_TEST

/* Four levels: pairs of opposite corners, pairs of pairs, and the squares; 8^5 5!. */
START_TEST(test_nested)
{
    char *edges = cycles(5, 4);
    check_graph(20, edges, (shape){16, 0, 1, "3932160"});
    free(edges);
}
END_TEST

/* Five-cycles have no exchanges; their wreath product, 10^m m!, soon exceeds the list. */
START_TEST(test_too_many_elements)
{
    static const uint32_t elements[] = {6000, 60000, 48000}; /* of subgroups, for m = 4 and 5 */
    for (uint32_t m = 3; m <= 5; m++) {
        char *edges = cycles(m, 5), order[16];
        snprintf(order, sizeof order, "%" PRIu32, elements[m - 3]);
        check_graph(5 * m, edges, (shape){0, 2, elements[m - 3], order});
        free(edges);
    }
}
END_TEST

START_TEST(test_chains)
{
    lb_ansatz_t A;
    lb_symmetry S;
    lb_error error;
    for (unsigned n = 5; n <= 100; n += 19) {
        char size[16];
        snprintf(size, sizeof size, "%u", n);
        lb_setting setting[] = {{(char[]){"n"}, size}};
        for (int closed = 0; closed < 2; closed++) {
            ck_assert(!lb_ansatz_load(A, closed ? "tfim-closed" : "tfim-open", setting, 1, &error));
            find(&S, A);
            ck_assert(!mpz_cmp_ui(S.order, closed ? 2 * n : 2));
            lb_symmetry_clear(&S);
            lb_ansatz_clear(A);
        }
    }
}
END_TEST

START_TEST(test_large_complete)
{
    lb_ansatz_t A;
    lb_symmetry S;
    lb_error error;
    mpz_t factorial;
    lb_setting setting[] = {{(char[]){"n"}, (char[]){"40"}}};
    ck_assert(!lb_ansatz_load(A, "sn-equivariant", setting, 1, &error));
    find(&S, A);
    mpz_init(factorial);
    mpz_fac_ui(factorial, 40);
    ck_assert(!mpz_cmp(S.order, factorial));
    ck_assert(S.exchange_count == 1 && !S.map_count && S.exchanges[0].count == 40);
    mpz_clear(factorial);
    lb_symmetry_clear(&S);
    lb_ansatz_clear(A);
}
END_TEST

START_TEST(test_generators)
{
    check_order("ansatz a\nqubits 1\ngenerator = X[0]\ngenerator = Z[0]\n", "1");
    check_order("ansatz a\nqubits 3\ngenerator = III\n", "6");
    check_order("ansatz a\nqubits 3\ngenerator = 0\ngenerator = X[1] - X[1]\n", "6");
    check_order("ansatz a\nqubits 3\ngenerator = ZII + 2 IIZ + III\n", "1");
    check_order("ansatz a\nqubits 3\ngenerator = 1/2 ZII + 2/4 IIZ + III\n", "2");
    check_order("ansatz a\nqubits 3\ngenerator = ZII - IIZ\n", "1");
    check_order("ansatz a\nqubits 3\ngenerator = ZII + IIX\n", "1");
    check_order("ansatz a\nqubits 3\ngenerator = ZII\ngenerator = IIZ\n", "1");
    check_order("ansatz a\nqubits 3\ngenerator = XYI + YXI\n", "2");
    check_order("ansatz a\nqubits 3\ngenerator = XYI + IXY + YIX\n", "3"); /* directed triangle */
    check_order("ansatz a\nqubits 3\ngenerator = XYI + IXY + 2 YIX\n", "1");
    check_order("ansatz a\nqubits 4\ngenerator = XXXX\n", "24");
    check_order("ansatz a\nqubits 4\ngenerator = XXXZ\n", "6");
    check_order("ansatz a\nqubits 4\ngenerator = XXYY\n", "4");
    check_order("ansatz a\nqubits 4\ngenerator = XXYY + YYXX\n", "8");
    /* directed pairs: an exchange of width 2 that the lines do not see, but the maps do */
    check_order("ansatz a\nqubits 6\ngenerator = XYIIII + IIXYII + IIIIXY\n", "6");
}
END_TEST

START_TEST(test_too_many_letters)
{
    enum { QUBITS = 16384, STRINGS = 129 };
    lb_ansatz_t A;
    lb_sum_t H;
    lb_symmetry S;
    lb_error error;
    char *label = malloc(QUBITS + 1);
    memset(label, 'X', QUBITS);
    label[QUBITS] = 0;
    lb_sum_init(H, QUBITS);
    for (uint32_t i = 0; i < STRINGS; i++) {
        label[i] = 'Y';
        ck_assert(!lb_sum_append_label(H, 1, 1, label, &error));
        label[i] = 'X';
    }
    lb_ansatz_init(A, "long", QUBITS);
    lb_ansatz_add_generator(A, NULL, H);
    lb_symmetry_init(&S, QUBITS);
    lb_symmetry_find(&S, A, NULL);
    ck_assert(lb_symmetry_is_trivial(&S));
    ck_assert_uint_eq(S.element_count, 1);
    lb_symmetry_clear(&S);
    lb_ansatz_clear(A);
    lb_sum_clear(H);
    free(label);
}
END_TEST

/* A copy has what the original had, when that is gone. */
static void check_copy(uint32_t n, const char *edges)
{
    lb_ansatz_t A;
    lb_symmetry S, T, copy;
    graph_ansatz(A, n, edges);
    find(&S, A);
    find(&T, A);
    lb_symmetry_init_copy(&copy, &S);
    lb_symmetry_clear(&S);
    check_same(&copy, &T);
    lb_symmetry_clear(&copy);
    lb_symmetry_clear(&T);
    lb_ansatz_clear(A);
}

START_TEST(test_copies)
{
    check_copy(4, "0-1 0-2");
    check_copy(6, "0-1 1-2 2-3 3-4 4-5 5-0");
    check_copy(8, "0-2 0-3 1-2 1-3 0-4 0-5 1-4 1-5 0-6 0-7 1-6 1-7 "
                  "2-4 2-5 3-4 3-5 2-6 2-7 3-6 3-7 4-6 4-7 5-6 5-7");
    check_copy(10,
               "0-2 0-3 1-2 1-3 2-4 2-5 3-4 3-5 4-6 4-7 5-6 5-7 6-8 6-9 7-8 7-9 8-0 8-1 9-0 9-1");
}
END_TEST

/* A search that is stopped finds fewer permutations, and says so. */
START_TEST(test_stopped)
{
    static const volatile sig_atomic_t stop = 1;
    lb_limits limits = {.stop = &stop};
    lb_setting setting[] = {{(char[]){"n"}, (char[]){"10000"}}};
    lb_ansatz_t A;
    lb_symmetry S;
    lb_error error;
    ck_assert(!lb_ansatz_load(A, "tfim-closed", setting, 1, &error));
    lb_symmetry_init(&S, 10000);
    ck_assert(!lb_symmetry_find(&S, A, &limits));
    ck_assert(lb_symmetry_is_trivial(&S));
    lb_symmetry_clear(&S);
    lb_ansatz_clear(A);
}
END_TEST

LB_TEST_MAIN("symmetry", test_known_graphs, test_tori, test_nested, test_too_many_elements,
             test_chains, test_large_complete, test_generators, test_too_many_letters, test_copies,
             test_stopped)
