/* Orbits of strings under groups of qubit permutations, against orbits that are listed one permutation at a
 * time, and brackets with averages against those with all their strings. */

#include <stdlib.h>
#include <string.h>

#include <liebound.h>

#include "base/memory.h"
#include "base/random.h"
#include "permutations.h"
#include "support.h"
#include "symmetry/string_orbit.h"

/* Groups without and with exchanges, maps, both, and tuples in tuples; the last ones beyond 64 qubits. */
static const char *const ANSATZES[] = {
    "qubits 4\ngenerator = XYII + ZZZZ\n",
    "qubits 5\ngenerator = sum(i in 0..4) Z[i] Z[(i+1)%5]\n",
    "qubits 6\ngenerator = sum(i in 0..4) Z[i] Z[i+1]\n",
    "qubits 5\ngenerator = sum(i in 1..4) Z[0] Z[i]\n",
    "qubits 5\ngenerator = sum(i in 0..1, j in 2..4) Z[i] Z[j]\n",
    "qubits 6\ngenerator = sum(i in 0..2, j in 3..5) Z[i] Z[j]\n",
    "qubits 6\ngenerator = sum(i in 0..2) Z[2*i] Z[2*i+1]\n",
    "qubits 6\ngenerator = sum(i in 0..2) Z[2*i] Y[2*i+1]\n",
    "qubits 8\ngenerator = sum(i in 0..3) Z[i] Z[(i+1)%4] + sum(i in 0..3) Z[4+i] Z[4+(i+1)%4]\n",
    "qubits 8\ngenerator = sum(i in 0..3, j in i+1..3) Z[i] Z[j] + sum(i in 0..3) Z[i] X[i+4]\n",
    "qubits 66\ngenerator = sum(i in 0..65) Z[i] Z[(i+1)%66]\n",
    "qubits 67\ngenerator = sum(i in 1..66) Z[0] Z[i]\n",
    "qubits 130\ngenerator = sum(i in 0..128) Z[i] Z[i+1]\n",
};
enum { COUNT = sizeof ANSATZES / sizeof *ANSATZES };

typedef struct group {
    lb_ansatz_t A;
    lb_symmetry symmetry;
    lb_canonical canonical;
    lb_canonical_room room;
    size_t n, words, generator_count;
    uint32_t *generators; /* maps, and exchanges of neighbouring tuples */
} group;

static void group_init(group *G, const char *text)
{
    lb_error error;
    lb_status status = lb_ansatz_parse(G->A, text, strlen(text), "test.alg", NULL, 0, &error);
    ck_assert_msg(!status, "%s\n%s", text, status ? error.message : "");
    lb_symmetry_init(&G->symmetry, (uint32_t)G->A->qubits);
    ck_assert(lb_symmetry_find(&G->symmetry, G->A, NULL));
    const lb_symmetry *S = &G->symmetry;
    G->n = S->qubits;
    G->words = lb_dense_words(G->n);
    lb_canonical_init(&G->canonical, S, G->words);
    lb_canonical_room_init(&G->room, &G->canonical);
    size_t count = S->map_count;
    for (uint32_t l = 0; l < S->exchange_count; l++)
        count += S->exchanges[l].count - 1;
    G->generators = lb_malloc(count * G->n, sizeof *G->generators);
    G->generator_count = count;
    uint32_t *image = G->generators;
    for (uint32_t m = 0; m < S->map_count; m++, image += G->n)
        memcpy(image, S->maps + m * G->n, G->n * sizeof *image);
    for (uint32_t l = 0; l < S->exchange_count; l++)
        for (uint32_t i = 1; i < S->exchanges[l].count; i++, image += G->n) {
            for (uint32_t q = 0; q < G->n; q++)
                image[q] = q;
            swap_tuples(image, S->exchanges + l, i - 1, i);
        }
}

static void group_clear(group *G)
{
    free(G->generators);
    lb_canonical_room_clear(&G->room);
    lb_canonical_clear(&G->canonical);
    lb_symmetry_clear(&G->symmetry);
    lb_ansatz_clear(G->A);
}

static bool bit(const uint64_t *half, size_t q)
{
    return half[q / 64] >> q % 64 & 1;
}

/* All images of a string, which comes first. */
static void list_images(lb_string_table *O, const group *G, const uint64_t *P)
{
    size_t W = G->words;
    uint64_t *image = lb_malloc(2 * W, sizeof *image);
    lb_string_table_init(O, W);
    lb_string_table_intern(O, P);
    for (uint32_t i = 0; i < O->count; i++)
        for (size_t g = 0; g < G->generator_count; g++) {
            const uint64_t *from = lb_string_table_at(O, i);
            memset(image, 0, 2 * W * sizeof *image);
            for (size_t q = 0; q < G->n; q++) {
                uint32_t to = G->generators[g * G->n + q];
                image[to / 64] |= (uint64_t)bit(from, q) << to % 64;
                image[W + to / 64] |= (uint64_t)bit(from + W, q) << to % 64;
            }
            lb_string_table_intern(O, image);
        }
    free(image);
}

/* Few letters where there are many qubits, so that orbits stay small. */
static void draw_string(uint64_t *P, const group *G, lb_random *random)
{
    memset(P, 0, 2 * G->words * sizeof *P);
    for (size_t q = 0; q < G->n && G->n <= 8; q++) {
        P[0] |= lb_random_below(random, 2) << q;
        P[1] |= lb_random_below(random, 2) << q;
    }
    for (size_t i = lb_random_below(random, 3); i > 0 && G->n > 8; i--) {
        size_t q = lb_random_below(random, i == 1 ? 3 : G->n);
        P[(i & 1 ? 0 : G->words) + q / 64] ^= (uint64_t)1 << q % 64;
    }
}

/* Some strings, canonical. */
static void draw_table(lb_string_table *table, group *G, lb_random *random)
{
    uint64_t *P = lb_malloc(2 * G->words, sizeof *P);
    lb_string_table_init(table, G->words);
    for (size_t i = 0; i < (G->n <= 8 ? 12 : 6); i++) {
        draw_string(P, G, random);
        lb_canonical_form(&G->canonical, P, &G->room);
        lb_string_table_intern(table, P);
    }
    free(P);
}

START_TEST(sizes_of_orbits)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    group G;
    lb_string_table table;
    lb_orbits orbits;
    group_init(&G, ANSATZES[_i]);
    draw_table(&table, &G, &random);
    lb_orbits_init(&orbits, &G.canonical, &table);
    ck_assert_uint_eq(orbits.count, table.count);
    for (uint32_t c = 0; c < table.count; c++) {
        lb_string_table O;
        const uint64_t *P = lb_string_table_at(&table, c);
        list_images(&O, &G, P);
        ck_assert_int_eq(fmpz_cmp_ui(orbits.sizes + c, O.count), 0);
        ck_assert(lb_canonical_is_fixed(P, &G.canonical) == (O.count == 1));
        ck_assert(orbits.work[c] < LB_WORK_MAX);
        lb_string_table_clear(&O);
    }
    lb_orbits_clear(&orbits);
    lb_string_table_clear(&table);
    group_clear(&G);
}
END_TEST

/* The bracket of all strings of an orbit with one string, in canonical strings of the table: added to what is
 * there. */
static void add_brackets(long *values, const lb_string_table *O, const uint64_t *Q,
                         lb_string_table *table, group *G)
{
    uint64_t *R = lb_malloc(2 * G->words, sizeof *R);
    for (uint32_t i = 0; i < O->count; i++) {
        const uint64_t *P = lb_string_table_at(O, i);
        if (!lb_dense_anticommutes(P, Q, G->words))
            continue;
        int sign = lb_dense_bracket(R, P, Q, G->words);
        lb_canonical_form(&G->canonical, R, &G->room);
        uint32_t c = lb_string_table_find(table, R);
        ck_assert_uint_ne(c, LB_NO_STRING);
        values[c] += sign;
    }
    free(R);
}

START_TEST(brackets_with_averages)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    group G;
    lb_string_table table, all;
    lb_orbits orbits;
    lb_products products;
    group_init(&G, ANSATZES[_i]);
    draw_table(&table, &G, &random);
    lb_orbits_init(&orbits, &G.canonical, &table);
    lb_products_init(&products, &G.canonical);
    for (uint32_t c = 0; c < table.count; c++) {
        lb_string_table O;
        list_images(&O, &G, lb_string_table_at(&table, c));
        const lb_operand *operand = lb_orbits_operand(&orbits, c);
        ck_assert_ptr_eq(operand, lb_orbits_operand(&orbits, c));
        for (uint32_t d = 0; d < table.count; d++) {
            const uint64_t *Q = lb_string_table_at(&table, d);
            lb_string_table_init(&all, G.words);
            lb_products_add(&products, operand, Q, d);
            ck_assert((double)products.count <= orbits.work[c]);
            lb_products_resolve(&products, &all, false);
            long *found = lb_calloc(all.count, sizeof *found);
            for (size_t i = 0; i < products.count; i++)
                found[products.columns[i]] -= products.items[i].multiplicity;
            add_brackets(found, &O, Q, &all, &G);
            for (uint32_t s = 0; s < all.count; s++)
                ck_assert_int_eq(found[s], 0);
            free(found);
            lb_string_table_clear(&all);
            products.count = 0;
        }
        lb_string_table_clear(&O);
    }
    lb_products_clear(&products);
    lb_orbits_clear(&orbits);
    lb_string_table_clear(&table);
    group_clear(&G);
}
END_TEST

/* Sums of averages in strings; what would be too many leaves the sum as it was. */
START_TEST(averages_in_strings)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    group G;
    lb_string_table table;
    lb_string_t P;
    lb_sum_t S, before, expected;
    mpq_t c;
    size_t strings = 0;
    group_init(&G, ANSATZES[_i]);
    draw_table(&table, &G, &random);
    lb_sum_init(S, G.n);
    lb_sum_init(before, G.n);
    lb_sum_init(expected, G.n);
    lb_string_init(P);
    mpq_init(c);
    for (uint32_t i = 0; i < table.count && i < 4; i++) {
        lb_string_table O;
        list_images(&O, &G, lb_string_table_at(&table, i));
        mpq_set_si(c, 3 - 2 * (long)i, 7);
        lb_dense_to_string(P, lb_string_table_at(&O, 0), G.words);
        lb_sum_append(S, c, P);
        mpq_set_si(c, 3 - 2 * (long)i, 7 * O.count);
        mpq_canonicalize(c);
        for (uint32_t k = 0; k < O.count; k++) {
            lb_dense_to_string(P, lb_string_table_at(&O, k), G.words);
            lb_sum_append(expected, c, P);
        }
        strings += O.count;
        lb_string_table_clear(&O);
    }
    lb_sum_normalize(S);
    lb_sum_normalize(expected);
    lb_sum_set(before, S);
    ck_assert(!lb_canonical_expand_averages(S, &G.canonical, (uint32_t)strings - 1));
    ck_assert(lb_sum_equal(S, before));
    ck_assert(lb_canonical_expand_averages(S, &G.canonical, (uint32_t)strings));
    ck_assert(lb_sum_equal(S, expected));
    lb_sum_clear(S);
    lb_sum_clear(before);
    lb_sum_clear(expected);
    lb_string_clear(P);
    lb_string_table_clear(&table);
    mpq_clear(c);
    group_clear(&G);
}
END_TEST

/* The size of the orbit of X on `weight` qubits of the first half and Z on as many of the second. */
static void check_many(const char *text, size_t weight, const char *size, bool known)
{
    group G;
    lb_string_table table;
    lb_orbits orbits;
    mpz_t expected, found;
    group_init(&G, text);
    uint64_t P[4] = {0};
    ck_assert_uint_le(G.words, 2);
    for (size_t i = 0; i < weight; i++) {
        P[i / 64] |= (uint64_t)1 << i % 64;
        size_t q = G.n / 2 + i;
        P[G.words + q / 64] |= (uint64_t)1 << q % 64;
    }
    lb_string_table_init(&table, G.words);
    lb_canonical_form(&G.canonical, P, &G.room);
    lb_string_table_intern(&table, P);
    lb_orbits_init(&orbits, &G.canonical, &table);
    mpz_init_set_str(expected, size, 10);
    mpz_init(found);
    fmpz_get_mpz(found, orbits.sizes);
    ck_assert_int_eq(mpz_cmp(found, expected), 0);
    ck_assert_int_eq(orbits.work[0] < LB_WORK_MAX, known);
    mpz_clear(found);
    mpz_clear(expected);
    lb_orbits_clear(&orbits);
    lb_string_table_clear(&table);
    group_clear(&G);
}

/* Of all qubits alike, 100 over k times 100 - k over k; of pairs, as it says. */
START_TEST(orbits_of_many_strings)
{
    static const char complete[] = "qubits 100\ngenerator = sum(i in 0..99) X[i]\n";
    static const char pairs[] = "qubits 32\ngenerator = sum(i in 0..15) X[2*i] X[2*i+1]\n";
    check_many(complete, 1, "9900", true);
    check_many(complete, 5, "4362197983022880", true); /* 52 bits */
    check_many(complete, 6, "970589051222590800", false);
    check_many(pairs, 1, "960", true);     /* 16 pairs, 15 others, 4 ways */
    check_many(pairs, 2, "240", true);     /* X X on one pair, Z Z on another */
    check_many(pairs, 4, "10920", true);   /* on two pairs each: 16! / (2! 2! 12!) */
    check_many(pairs, 6, "160160", false); /* on three pairs each: more than are listed */
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("string orbits");
    tcase_add_loop_test(cases, sizes_of_orbits, 0, COUNT);
    tcase_add_loop_test(cases, brackets_with_averages, 0, COUNT);
    tcase_add_loop_test(cases, averages_in_strings, 0, COUNT);
    tcase_add_test(cases, orbits_of_many_strings);
    return lb_test_run_cases("string orbits", cases);
}
