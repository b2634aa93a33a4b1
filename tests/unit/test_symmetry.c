/* Groups of qubit permutations: against all n! permutations, against the orders of known groups,
 * and against the conditions of the certificate format, read anew from its text. */

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "symmetry/group.h"

#include "support.h"

/* The generator with its letters moved, through the public functions. */
static bool fixes(const lb_ansatz_t A, const uint32_t *image)
{
    bool fixed = true;
    for (size_t k = 0; k < A->generator_count && fixed; k++) {
        const lb_sum_struct *H = A->generators + k;
        lb_sum_t moved;
        lb_string_t P;
        lb_sum_init(moved, A->qubits);
        lb_string_init(P);
        for (size_t i = 0; i < H->length; i++) {
            lb_string_identity(P);
            for (uint32_t q = 0; q < A->qubits; q++) {
                char letter = lb_string_letter(H->strings + i, q);
                if (letter != 'I')
                    lb_string_set_letter(P, image[q], letter);
            }
            lb_sum_append(moved, H->coefficients + i, P);
        }
        lb_sum_normalize(moved);
        fixed = lb_sum_equal(moved, H);
        lb_string_clear(P);
        lb_sum_clear(moved);
    }
    return fixed;
}

/* The conditions of the format. */

static size_t line_size(const lb_exchange *line)
{
    return (size_t)line->width * line->count;
}

static void check_permutation(const uint32_t *image, uint32_t n)
{
    bool *hit = calloc(n, sizeof *hit);
    for (uint32_t q = 0; q < n; q++) {
        ck_assert_uint_lt(image[q], n);
        ck_assert(!hit[image[q]]);
        hit[image[q]] = true;
    }
    free(hit);
}

static void check_line(const lb_exchange *line, uint32_t n)
{
    bool *hit = calloc(n, sizeof *hit);
    ck_assert_uint_ge(line->count, 2);
    ck_assert_uint_ge(line->width, 1);
    for (size_t i = 0; i < line_size(line); i++) {
        ck_assert_uint_lt(line->qubits[i], n);
        ck_assert(!hit[line->qubits[i]]);
        hit[line->qubits[i]] = true;
    }
    free(hit);
}

/* Whether the images of the tuples of one line are the tuples of the other. */
static bool takes_line(const lb_exchange *from, const lb_exchange *to, const uint32_t *image)
{
    if (from->width != to->width || from->count != to->count)
        return false;
    for (uint32_t i = 0; i < from->count; i++) {
        bool found = false;
        for (uint32_t j = 0; j < to->count && !found; j++) {
            found = true;
            for (uint32_t k = 0; k < from->width && found; k++)
                found = image[from->qubits[i * from->width + k]] == to->qubits[j * to->width + k];
        }
        if (!found)
            return false;
    }
    return true;
}

static bool takes_to_a_line(const lb_symmetry *S, const lb_exchange *line, const uint32_t *image)
{
    for (uint32_t i = 0; i < S->exchange_count; i++)
        if (takes_line(line, S->exchanges + i, image))
            return true;
    return false;
}

/* Of a later and an earlier line: apart, or the earlier one in one tuple, whose number is returned;
 * -1 when apart. */
static long tuple_around(const lb_exchange *later, const lb_exchange *earlier)
{
    long around = -1;
    size_t met = 0;
    for (size_t i = 0; i < line_size(later); i++)
        for (size_t j = 0; j < line_size(earlier); j++) {
            if (later->qubits[i] != earlier->qubits[j])
                continue;
            ck_assert(around < 0 || around == (long)(i / later->width));
            around = (long)(i / later->width);
            met++;
        }
    if (around >= 0) {
        ck_assert_uint_eq(met, line_size(earlier));
        ck_assert_uint_gt(later->width, earlier->width);
    }
    return around;
}

static void swap_tuples(uint32_t *image, const lb_exchange *line, uint32_t i, uint32_t j)
{
    for (uint32_t k = 0; k < line->width; k++) {
        uint32_t a = line->qubits[i * line->width + k], b = line->qubits[j * line->width + k];
        image[a] = b;
        image[b] = a;
    }
}

static uint32_t *identity(uint32_t n)
{
    uint32_t *image = calloc(n + 1, sizeof *image);
    for (uint32_t q = 0; q < n; q++)
        image[q] = q;
    return image;
}

static void check_nesting(const lb_symmetry *S)
{
    for (uint32_t l = 0; l < S->exchange_count; l++) {
        const lb_exchange *later = S->exchanges + l;
        for (uint32_t e = 0; e < l; e++) {
            long around = tuple_around(later, S->exchanges + e);
            for (uint32_t j = 0; around >= 0 && j < later->count; j++) {
                if (j == around)
                    continue;
                uint32_t *image = identity(S->qubits);
                swap_tuples(image, later, (uint32_t)around, j);
                ck_assert(takes_to_a_line(S, S->exchanges + e, image));
                free(image);
            }
        }
    }
}

static void check_exchanges(const lb_symmetry *S, const lb_ansatz_t A)
{
    for (uint32_t l = 0; l < S->exchange_count; l++) {
        const lb_exchange *line = S->exchanges + l;
        check_line(line, S->qubits);
        for (uint32_t i = 1; i < line->count; i++) {
            uint32_t *image = identity(S->qubits);
            swap_tuples(image, line, 0, i);
            ck_assert_msg(fixes(A, image), "line %u, tuple %u", l, i);
            free(image);
        }
    }
    check_nesting(S);
}

static void check_maps(const lb_symmetry *S, const lb_ansatz_t A)
{
    uint32_t n = S->qubits, *unit = identity(n);
    for (uint32_t i = 0; i < S->map_count; i++) {
        const uint32_t *image = S->maps + (size_t)i * n;
        check_permutation(image, n);
        ck_assert(memcmp(image, unit, n * sizeof *image));
        ck_assert_msg(fixes(A, image), "map %u", i);
        for (uint32_t l = 0; l < S->exchange_count; l++)
            ck_assert(takes_to_a_line(S, S->exchanges + l, image));
    }
    free(unit);
}

/* A group as a sorted list of permutations, closed by trying every product. */

typedef struct listed {
    uint32_t n;
    size_t count;
    uint32_t **sorted;
} listed;

static size_t place_of(const listed *L, const uint32_t *image, bool *found)
{
    size_t low = 0, high = L->count;
    *found = false;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = 0;
        for (uint32_t q = 0; q < L->n && !order; q++)
            order = (L->sorted[middle][q] > image[q]) - (L->sorted[middle][q] < image[q]);
        if (!order) {
            *found = true;
            return middle;
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool insert(listed *L, const uint32_t *image)
{
    bool found;
    size_t at = place_of(L, image, &found);
    if (found)
        return false;
    L->sorted = realloc(L->sorted, (L->count + 1) * sizeof *L->sorted);
    memmove(L->sorted + at + 1, L->sorted + at, (L->count - at) * sizeof *L->sorted);
    L->sorted[at] = malloc(L->n * sizeof *image);
    memcpy(L->sorted[at], image, L->n * sizeof *image);
    L->count++;
    return true;
}

static void clear_list(listed *L)
{
    for (size_t i = 0; i < L->count; i++)
        free(L->sorted[i]);
    free(L->sorted);
}

/* The number of elements of the group that the permutations generate. */
static size_t group_order(const uint32_t *generators, size_t count, uint32_t n)
{
    listed L = {.n = n};
    uint32_t *unit = identity(n), *product = malloc(n * sizeof *product);
    uint32_t *waiting = NULL;
    size_t waiting_count = 0;
    for (bool more = insert(&L, unit); more; more = waiting_count > 0) {
        if (waiting_count)
            memcpy(unit, waiting + --waiting_count * n, n * sizeof *unit);
        for (size_t g = 0; g < count; g++) {
            for (uint32_t q = 0; q < n; q++)
                product[q] = generators[g * n + unit[q]];
            if (!insert(&L, product))
                continue;
            waiting = realloc(waiting, (waiting_count + 1) * n * sizeof *waiting);
            memcpy(waiting + waiting_count++ * n, product, n * sizeof *product);
        }
    }
    size_t order = L.count;
    free(waiting);
    free(unit);
    free(product);
    clear_list(&L);
    return order;
}

/* The list of M: distinct, the identity first, a group, and the one that the maps generate. */
static void check_elements(const lb_symmetry *S)
{
    uint32_t n = S->qubits, *product = malloc((n + 1) * sizeof *product);
    listed L = {.n = n};
    ck_assert_uint_le(S->element_count, LB_SYMMETRY_ELEMENTS_MAX);
    for (uint32_t q = 0; q < n; q++)
        ck_assert_uint_eq(S->elements[q], q);
    for (uint32_t i = 0; i < S->element_count; i++)
        ck_assert(insert(&L, S->elements + (size_t)i * n));
    for (uint32_t i = 0; i < S->element_count; i++)
        for (uint32_t g = 0; g < S->map_count; g++) {
            bool found;
            for (uint32_t q = 0; q < n; q++)
                product[q] = S->maps[(size_t)g * n + S->elements[(size_t)i * n + q]];
            place_of(&L, product, &found);
            ck_assert(found);
        }
    ck_assert_uint_eq(S->element_count, group_order(S->maps, S->map_count, n));
    for (uint32_t g = 1; g <= S->map_count && S->element_count < 10000; g++) /* none redundant */
        ck_assert_uint_gt(group_order(S->maps, g, n), group_order(S->maps, g - 1, n));
    free(product);
    clear_list(&L);
}

static void check_same(const lb_symmetry *S, const lb_symmetry *T)
{
    size_t n = S->qubits, word = sizeof(uint32_t);
    ck_assert_uint_eq(S->exchange_count, T->exchange_count);
    for (uint32_t l = 0; l < S->exchange_count; l++) {
        const lb_exchange *a = S->exchanges + l, *b = T->exchanges + l;
        ck_assert(a->width == b->width && a->count == b->count);
        ck_assert(!memcmp(a->qubits, b->qubits, line_size(a) * word));
    }
    ck_assert(S->map_count == T->map_count && S->element_count == T->element_count);
    ck_assert(!S->map_count || !memcmp(S->maps, T->maps, S->map_count * n * word));
    ck_assert(!memcmp(S->elements, T->elements, S->element_count * n * word));
    ck_assert(!mpz_cmp(S->order, T->order));
}

/* Finds the group, twice, and checks all that must hold of any. */
static void find(lb_symmetry *S, const lb_ansatz_t A)
{
    lb_symmetry again;
    lb_symmetry_init(S, (uint32_t)A->qubits);
    lb_symmetry_init(&again, (uint32_t)A->qubits);
    ck_assert(lb_symmetry_is_trivial(S));
    lb_symmetry_find(S, A, NULL);
    lb_symmetry_find(&again, A, NULL);
    check_same(S, &again);
    lb_symmetry_clear(&again);
    check_exchanges(S, A);
    check_maps(S, A);
    check_elements(S);
    ck_assert(lb_symmetry_is_trivial(S) == !mpz_cmp_ui(S->order, 1));
}

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

/* Ansätze. */

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

/* Fields, and ZZ on the edges "0-1 1-2 ...". */
static void graph_ansatz(lb_ansatz_t A, uint32_t n, const char *edges)
{
    lb_sum_t cost, mixer;
    lb_error error;
    lb_sum_init(cost, n);
    lb_sum_init(mixer, n);
    lb_ansatz_init(A, "graph", n);
    for (const char *at = edges; *at;) {
        uint32_t ends[2];
        int used = 0;
        ck_assert_int_eq(sscanf(at, "%" SCNu32 "-%" SCNu32 "%n", ends, ends + 1, &used), 2);
        ck_assert(!lb_sum_append_letters(cost, 1, 1, "ZZ", ends, &error));
        at += used;
        at += strspn(at, " ");
    }
    for (uint32_t q = 0; q < n; q++)
        ck_assert(!lb_sum_append_letters(mixer, 1, 1, "X", &q, &error));
    lb_ansatz_add_generator(A, NULL, cost);
    lb_ansatz_add_generator(A, NULL, mixer);
    lb_sum_clear(cost);
    lb_sum_clear(mixer);
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

LB_TEST_MAIN("symmetry", test_known_graphs, test_tori, test_nested, test_too_many_elements,
             test_chains, test_large_complete, test_generators, test_no_generators,
             test_too_many_letters, test_random_generators, test_graphs_against_all)
