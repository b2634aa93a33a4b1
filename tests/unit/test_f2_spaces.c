/* Spaces over F2 with a quadratic form, against a form that is known on every string; dependencies against
 * sums; strings that commute, one by one; reduced rows against themselves. */

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/random.h"
#include "linalg/f2.h"
#include "linalg/f2_space.h"
#include "support.h"

enum { WORDS = 2, SIZE = 2 * WORDS };

static void draw(uint64_t *v, uint64_t bits, lb_random *random)
{
    memset(v, 0, SIZE * sizeof *v);
    for (uint64_t i = 0; i < bits; i++)
        v[(i % 4) % SIZE] |= lb_random_below(random, 2) << (i % 4 < 2 ? 63 - i / 4 : i / 4);
}

/* The sum of x z over qubits, and a linear form: w belongs to it. */
static bool form_of(const uint64_t *v, const uint64_t *linear)
{
    uint64_t sum = 0;
    for (size_t w = 0; w < WORDS; w++)
        sum ^= (v[w] & v[WORDS + w]) ^ (v[w] & linear[w]) ^ (v[WORDS + w] & linear[WORDS + w]);
    return __builtin_parityll(sum);
}

static bool is_zero(const uint64_t *v, size_t size)
{
    uint64_t any = 0;
    for (size_t w = 0; w < size; w++)
        any |= v[w];
    return !any;
}

/* Whether v is a sum of the first `count` of the vectors: all of them are tried. */
static bool is_sum(const uint64_t *v, uint64_t (*vectors)[SIZE], size_t count)
{
    bool found = false;
    for (uint64_t set = 0; set < (uint64_t)1 << count && !found; set++) {
        uint64_t sum[SIZE];
        memcpy(sum, v, sizeof sum);
        for (size_t i = 0; i < count; i++)
            if (set >> i & 1)
                lb_f2_add(sum, vectors[i], SIZE);
        found = is_zero(sum, SIZE);
    }
    return found;
}

/* What reduction leaves has no pivot, and differs by what is in the space and by its form. */
static void check_reduction(const lb_f2_space *space, const uint64_t *linear,
                            uint64_t (*vectors)[SIZE], size_t count, lb_random *random)
{
    uint64_t v[SIZE], left[SIZE];
    draw(v, 24, random);
    memcpy(left, v, sizeof v);
    bool q = lb_f2_space_reduce(space, left);
    ck_assert_int_eq(q, form_of(v, linear) ^ form_of(left, linear));
    for (size_t w = 0; w < SIZE; w++)
        ck_assert(!(left[w] & space->pivots[w]));
    lb_f2_add(v, left, SIZE);
    ck_assert(is_sum(v, vectors, count));
    bool commutes = true;
    for (size_t i = 0; i < count; i++)
        commutes = commutes && !lb_dense_anticommutes(vectors[i], left, WORDS);
    ck_assert_int_eq(lb_f2_space_commutes(space, left), commutes);
}

START_TEST(spaces_with_forms)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t trial = 0; trial < lb_test_count(300); trial++) {
        uint64_t vectors[10][SIZE], linear[SIZE];
        uint64_t bits = 4 + lb_random_below(&random, 20);
        lb_f2_space space;
        lb_f2_space_init(&space, WORDS);
        draw(linear, 256, &random);
        for (size_t i = 0; i < 10; i++) {
            draw(vectors[i], bits, &random);
            bool inside = is_sum(vectors[i], vectors, i), q = form_of(vectors[i], linear);
            uint64_t v[SIZE];
            bool excess = true;
            if (inside) { /* with another value of the form, and not asked for it */
                memcpy(v, vectors[i], sizeof v);
                ck_assert(!lb_f2_space_add(&space, v, !q, &excess) && excess);
                memcpy(v, vectors[i], sizeof v);
                ck_assert(!lb_f2_space_add(&space, v, q, NULL));
            }
            memcpy(v, vectors[i], sizeof v);
            ck_assert_int_eq(lb_f2_space_add(&space, v, q, &excess), !inside);
            ck_assert(!inside || !excess);
            check_reduction(&space, linear, vectors, i + 1, &random);
        }
        lb_f2_space_clear(&space);
    }
}
END_TEST

START_TEST(dependencies)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t trial = 0; trial < lb_test_count(200); trial++) {
        uint32_t count = 1 + (uint32_t)lb_random_below(&random, trial % 10 ? 14 : 150);
        uint64_t bits = 2 + lb_random_below(&random, 20), *sets;
        uint64_t(*vectors)[SIZE] = lb_malloc(count, sizeof *vectors);
        uint64_t(*changed)[SIZE] = lb_malloc(count, sizeof *changed);
        lb_f2_space span;
        lb_f2_space_init(&span, WORDS);
        for (uint32_t i = 0; i < count; i++) {
            draw(vectors[i], bits, &random);
            memcpy(changed[i], vectors[i], sizeof *changed);
            uint64_t v[SIZE];
            memcpy(v, vectors[i], sizeof v);
            lb_f2_space_add(&span, v, false, NULL);
        }
        uint32_t found = lb_f2_dependencies(&sets, changed[0], count, SIZE);
        ck_assert_uint_eq(found, count - span.rank);
        size_t tags = (count + 63) / 64;
        lb_f2_echelon independent;
        lb_f2_echelon_init(&independent, tags, tags);
        for (uint32_t d = 0; d < found; d++) {
            uint64_t sum[SIZE] = {0};
            for (uint32_t i = 0; i < count; i++)
                if (sets[tags * d + i / 64] >> i % 64 & 1)
                    lb_f2_add(sum, vectors[i], SIZE);
            ck_assert(is_zero(sum, SIZE));
            ck_assert(lb_f2_echelon_insert(&independent, sets + tags * d));
        }
        lb_f2_echelon_clear(&independent);
        lb_f2_space_clear(&span);
        free(sets);
        free(vectors);
        free(changed);
    }
}
END_TEST

/* Few letters, on the qubits of some words. */
static void draw_string(lb_string_t P, size_t qubits, lb_random *random)
{
    lb_string_identity(P);
    for (uint64_t i = 1 + lb_random_below(random, 4); i > 0; i--)
        lb_string_set_letter(P, (uint32_t)lb_random_below(random, qubits),
                             "IXYZ"[lb_random_below(random, 4)]);
}

/* Strings that commute with all given ones: independent, and as many as there can be. */
static void check_commutant(size_t count, size_t qubits, size_t most, lb_random *random)
{
    size_t words = lb_dense_words(qubits);
    lb_string_struct *strings = lb_calloc(count, sizeof *strings);
    const lb_string_struct **pointers = lb_malloc(count, sizeof *pointers);
    uint64_t *v = lb_malloc(2 * words, sizeof *v);
    lb_f2_space span, found;
    lb_f2_commutant commutant;
    lb_f2_space_init(&span, words);
    lb_f2_space_init(&found, words);
    for (size_t i = 0; i < count; i++) {
        draw_string(strings + i, qubits, random);
        pointers[i] = strings + i;
        lb_dense_from_string(v, strings + i, words);
        lb_f2_space_add(&span, v, false, NULL);
    }
    lb_f2_commutant_compute(&commutant, pointers, count, qubits, most, NULL);
    ck_assert(!commutant.reached);
    ck_assert_uint_eq(commutant.dimension, 2 * qubits - span.rank);
    ck_assert_uint_eq(commutant.listed, most < commutant.dimension ? most : commutant.dimension);
    for (size_t c = 0; c < commutant.listed; c++) {
        for (size_t i = 0; i < count; i++)
            ck_assert(!lb_string_anticommutes(commutant.strings + c, strings + i));
        lb_dense_from_string(v, commutant.strings + c, words);
        ck_assert(lb_f2_space_add(&found, v, false, NULL));
    }
    for (size_t i = 0; i < count; i++)
        lb_string_clear(strings + i);
    lb_f2_commutant_clear(&commutant);
    lb_f2_space_clear(&span);
    lb_f2_space_clear(&found);
    free(strings);
    free(pointers);
    free(v);
}

START_TEST(commutants)
{
    static const size_t qubits[] = {1, 3, 63, 65, 130};
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t trial = 0; trial < lb_test_count(100); trial++) {
        size_t n = qubits[trial % 5];
        check_commutant(lb_random_below(&random, 3 * n), n, trial % 2 ? SIZE_MAX : 5, &random);
    }
}
END_TEST

/* Each pivot is in its row alone, among the words that are searched for pivots. */
START_TEST(reduced_rows)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t trial = 0; trial < lb_test_count(200); trial++) {
        uint64_t vectors[8][SIZE], bits = 2 + lb_random_below(&random, 14);
        size_t searched = 1 + trial % SIZE;
        lb_f2_echelon rows;
        lb_f2_echelon_init(&rows, SIZE, searched);
        size_t kept = 0;
        for (size_t i = 0; i < 8; i++) {
            uint64_t v[SIZE];
            draw(vectors[kept], bits, &random);
            memcpy(v, vectors[kept], sizeof v);
            bool inserted = lb_f2_echelon_insert(&rows, v);
            ck_assert_int_eq(is_zero(v, searched), !inserted);
            lb_f2_add(v, vectors[kept], SIZE);
            ck_assert(is_sum(v, vectors, kept));
            kept += inserted;
            ck_assert_uint_eq(rows.count, kept);
            for (size_t r = 0; r < rows.count; r++) {
                ck_assert(is_sum(lb_f2_echelon_at(&rows, r), vectors, kept));
                for (size_t s = 0; s < rows.count; s++)
                    ck_assert_int_eq(lb_f2_has(lb_f2_echelon_at(&rows, s), rows.pivots[r]), r == s);
            }
        }
        lb_f2_echelon_clear(&rows);
    }
}
END_TEST

LB_TEST_MAIN("spaces over F2", spaces_with_forms, dependencies, commutants, reduced_rows)
