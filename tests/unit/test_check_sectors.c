/* Operators and centres of the kind sectors, against their definitions: sums of strings by their matrices,
 * letter by letter, centres by ranks. Links with src/check/ except main.c. */

#include <stdbool.h>
#include <string.h>

#include "check/sectors/sectors.h"
#include "residues.h"
#include "support.h"

/* ---- operator.c ---- */

enum { QUBITS = 9, SIZE = 1 << QUBITS };

/* A root of -1. */
static uint64_t root_of(uint64_t p)
{
    for (uint64_t a = 2;; a++) {
        uint64_t root = power(a, (p - 1) / 4, p);
        if (times(root, root, p) == p - 1)
            return root;
    }
}

static void draw_terms(lb_check_terms *terms, size_t count, size_t qubits, uint64_t p)
{
    *terms = (lb_check_terms){0};
    lb_check_terms one = {1, 1, &(lb_check_term){0}};
    for (size_t t = 0; t < count; t++) {
        *one.at = (lb_check_term){(uint32_t)draw(1 << qubits) >> draw(qubits + 1),
                                  (uint32_t)draw(1 << qubits), 1 + draw(p - 1)};
        if (draw(4) == 0)
            one.at->z = one.at->x = ((1u << qubits) - 1) & ~(uint32_t)draw(2);
        lb_check_terms_add(terms, &one, 1 + draw(p - 1), p);
    }
}

/* w = sum of the terms on v, letter by letter: X and Y flip a bit, Y takes 0 to i and 1 to -i, Z takes 1
 * to -1. */
static void apply_terms(uint64_t *w, const lb_check_terms *terms, const uint64_t *v, size_t qubits,
                        uint64_t p, uint64_t root)
{
    memset(w, 0, sizeof *w << qubits);
    for (size_t t = 0; t < terms->count; t++)
        for (size_t b = 0; b < (size_t)1 << qubits; b++) {
            uint64_t value = times(terms->at[t].value, v[b], p);
            size_t to = b;
            for (size_t q = 0; q < qubits; q++) {
                bool x = terms->at[t].x >> q & 1, z = terms->at[t].z >> q & 1, bit = b >> q & 1;
                to ^= (size_t)x << q;
                if (x && z)
                    value = times(value, bit ? p - root : root, p);
                else if (z && bit)
                    value = (p - value) % p;
            }
            w[to] = (w[to] + value) % p;
        }
}

static void expect_operator(const lb_check_terms *terms, size_t qubits, uint64_t p, uint64_t root)
{
    static uint64_t v[SIZE], w[SIZE], expected[SIZE];
    lb_check_operator_tables T;
    size_t flips = 0;
    for (size_t b = 0; b < (size_t)1 << qubits; b++) {
        v[b] = draw_residue(p);
        w[b] = draw_residue(p);
    }
    uint64_t factor = draw_residue(p);
    apply_terms(expected, terms, v, qubits, p, root);
    for (size_t b = 0; b < (size_t)1 << qubits; b++)
        expected[b] = (times(expected[b], factor, p) + w[b]) % p;
    lb_check_tables_init(&T, terms, qubits, p, root);
    lb_check_tables_add(&T, w, v, factor, p);
    ck_assert(!memcmp(w, expected, sizeof *w << qubits));
    for (uint32_t x = 0; x < 1u << qubits; x++) {
        bool is_there = false;
        for (size_t t = 0; t < terms->count; t++)
            is_there = is_there || terms->at[t].x == x;
        flips += is_there;
    }
    ck_assert_uint_eq(T.count, flips);
    ck_assert_uint_eq(T.size, 1u << qubits);
    lb_check_tables_clear(&T);
}

/* In order, each string once, none with 0. */
static void expect_order(const lb_check_terms *terms)
{
    for (size_t t = 0; t < terms->count; t++) {
        const lb_check_term *a = &terms->at[t], *b = a - 1;
        ck_assert_uint_ne(a->value, 0);
        ck_assert(!t || b->x < a->x || (b->x == a->x && b->z < a->z));
    }
}

START_TEST(test_operators_letter_by_letter)
{
    for (int n = 0; n < 60; n++) {
        uint64_t p = primes[n % PRIMES], root = root_of(p);
        size_t qubits = n < 40 ? 1 + draw(4) : 5 + draw(QUBITS - 4);
        lb_check_terms terms;
        draw_terms(&terms, draw(n % 10 == 9 ? 900 : 12), qubits, p);
        if (terms.count && draw(2)) {
            lb_check_terms negative = {0};
            lb_check_terms_add(&negative, &terms, p - 1, p);
            negative.count = draw(negative.count + 1);
            lb_check_terms_add(&terms, &negative, 1, p);
            free(negative.at);
        }
        static uint64_t v[SIZE], w[SIZE], expected[SIZE];
        for (size_t b = 0; b < SIZE; b++)
            v[b] = draw(p);
        apply_terms(expected, &terms, v, qubits, p, root);
        lb_check_terms_merge(&terms, p);
        expect_order(&terms);
        apply_terms(w, &terms, v, qubits, p, root);
        ck_assert(!memcmp(w, expected, sizeof *w << qubits));
        expect_operator(&terms, qubits, p, root);
        free(terms.at);
    }
}
END_TEST

/* More flips than products are added at once, where sums are as large as they may be. */
START_TEST(test_largest_operators)
{
    uint64_t p = primes[0], v[SIZE], w[SIZE] = {0};
    lb_check_terms terms = {0};
    lb_check_terms one = {1, 1, &(lb_check_term){0, 0, p - 1}};
    for (one.at->x = 0; one.at->x < 300; one.at->x++)
        lb_check_terms_add(&terms, &one, 1, p);
    for (size_t b = 0; b < SIZE; b++)
        v[b] = p - 1;
    lb_check_operator_tables T;
    lb_check_tables_init(&T, &terms, QUBITS, p, root_of(p));
    lb_check_tables_add(&T, w, v, 1, p);
    for (size_t b = 0; b < SIZE; b++)
        ck_assert_uint_eq(w[b], 300);
    lb_check_tables_clear(&T);
    free(terms.at);
}
END_TEST

/* (i / 2) (A B - B A). */
START_TEST(test_brackets_of_operators)
{
    for (int n = 0; n < 100; n++) {
        static uint64_t v[SIZE], av[SIZE], bv[SIZE], ab[SIZE], ba[SIZE], w[SIZE];
        uint64_t p = primes[n % PRIMES], root = root_of(p), half = times(root, (p + 1) / 2, p);
        size_t qubits = 1 + draw(4), size = (size_t)1 << qubits;
        lb_check_terms A, B, C = {0};
        draw_terms(&A, draw(8), qubits, p);
        draw_terms(&B, draw(8), qubits, p);
        for (size_t b = 0; b < size; b++)
            v[b] = draw(p);
        apply_terms(av, &A, v, qubits, p, root);
        apply_terms(bv, &B, v, qubits, p, root);
        apply_terms(ab, &A, bv, qubits, p, root);
        apply_terms(ba, &B, av, qubits, p, root);
        lb_check_terms_add_bracket(&C, &A, &B, p);
        lb_check_terms_merge(&C, p);
        expect_order(&C);
        apply_terms(w, &C, v, qubits, p, root);
        for (size_t b = 0; b < size; b++)
            ck_assert_uint_eq(w[b], times(half, (ab[b] + p - ba[b]) % p, p));
        free(A.at);
        free(B.at);
        free(C.at);
    }
}
END_TEST

/* A map takes bit q of a state to bit m(q). */
START_TEST(test_maps_of_states)
{
    for (int n = 0; n < 40; n++) {
        static uint64_t v[SIZE], w[SIZE], expected[SIZE];
        uint64_t p = primes[n % PRIMES], factor = draw_residue(p);
        size_t qubits = 1 + draw(QUBITS);
        uint16_t map[QUBITS];
        for (size_t q = 0; q < qubits; q++) {
            size_t other = draw(q + 1);
            map[q] = map[other];
            map[other] = (uint16_t)q;
        }
        for (size_t b = 0; b < SIZE; b++) {
            v[b] = draw_residue(p);
            expected[b] = w[b] = draw_residue(p);
        }
        for (size_t b = 0; b < (size_t)1 << qubits; b++) {
            size_t to = 0;
            for (size_t q = 0; q < qubits; q++)
                to += (b >> q) % 2 << map[q];
            expected[to] = (expected[to] + times(factor, v[b], p)) % p;
        }
        lb_check_operator_tables T;
        lb_check_tables_init_map(&T, map, qubits);
        lb_check_tables_add(&T, w, v, factor, p);
        ck_assert(!memcmp(w, expected, sizeof *w << qubits));
        lb_check_tables_clear(&T);
    }
}
END_TEST

/* ---- centre.c ---- */

/* Sectors with these dimensions, generators of one or two terms with these traces. */
static bool find_centre(lb_check_sectors *S, size_t K, int64_t coefficients[][2], size_t *centre)
{
    lb_check_sums *g = &S->closure.generators;
    static lb_check_reader reader;
    static lb_check_report report;
    size_t starts[8];
    lb_check_integer terms[16] = {{0}};
    reader = (lb_check_reader){.report = &report};
    report = (lb_check_report){0};
    S->closure.reader = &reader;
    for (size_t k = 0; k < K; k++) {
        starts[k] = 2 * k;
        lb_check_integer_set(&terms[2 * k], coefficients[k][0]);
        lb_check_integer_set(&terms[2 * k + 1], coefficients[k][1]);
    }
    starts[K] = 2 * K;
    *g = (lb_check_sums){.count = K, .start = starts, .length = 2 * K, .coefficients = {terms, 16}};
    return lb_check_centre(S, centre);
}

START_TEST(test_centres_by_rank)
{
    for (int n = 0; n < 400; n++) {
        size_t K = 1 + draw(7), count = 1 + draw(6), centre;
        uint64_t p = primes[n % 2 ? 0 : 5], rows[7 * 6], traces[7 * 6];
        int64_t coefficients[7][2], small[7][6];
        lb_check_sector sectors[6];
        for (size_t k = 0; k < K; k++) {
            coefficients[k][0] = coefficients[k][1] = 1;
            size_t other = draw(K), third = draw(K);
            for (size_t c = 0; c < count; c++) {
                small[k][c] = draw(3) ? (int64_t)draw(5) - 2 : 0;
                if (n % 3 && other < k && third < k)
                    small[k][c] = small[other][c] - small[third][c];
                traces[c * K + k] = ((uint64_t)(small[k][c] + 1000) + p - 1000) % p;
                rows[k * count + c] = traces[c * K + k];
            }
        }
        for (size_t c = 0; c < count; c++)
            sectors[c].d = 1;
        lb_check_sectors S = {
            .p = p, .size = 2, .sector_count = count, .sectors = sectors, .traces = traces};
        ck_assert(find_centre(&S, K, coefficients, &centre));
        ck_assert_uint_eq(centre, rank_of(rows, K, count, count, p));
    }
}
END_TEST

/* p must be above 2 N d s: of each generator, the largest d, and both terms. */
START_TEST(test_bounds_of_traces)
{
    uint64_t traces[9] = {0};
    for (int n = 0; n < 300; n++) {
        lb_check_sector sectors[3];
        int64_t coefficients[3][2];
        uint64_t d = 0, s = 0;
        size_t centre, N = (size_t)1 << draw(5);
        for (size_t i = 0; i < 3; i++) {
            sectors[i].d = 1 + draw(6);
            d = sectors[i].d > d ? sectors[i].d : d;
            coefficients[i][0] = (int64_t)draw(9) - 4;
            coefficients[i][1] = (int64_t)draw(9) - 4;
            uint64_t sum = (uint64_t)(coefficients[i][0] * coefficients[i][0] +
                                      coefficients[i][1] * coefficients[i][1]);
            s = sum > s ? sum : s;
        }
        lb_check_sectors S = {.size = N, .sector_count = 3, .sectors = sectors, .traces = traces};
        for (int change = -1; change <= 1; change += 2) {
            S.p = (uint64_t)((int64_t)(2 * N * d * s) + change);
            ck_assert(s == 0 || find_centre(&S, 3, coefficients, &centre) == (change > 0));
        }
    }
}
END_TEST

LB_TEST_MAIN("check_sectors", test_operators_letter_by_letter, test_largest_operators,
             test_brackets_of_operators, test_maps_of_states, test_centres_by_rank,
             test_bounds_of_traces)
