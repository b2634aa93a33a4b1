/* Generators with marks against brute force: the dimensions, and what is promised of the basis. */

#include <stdlib.h>

#include <liebound.h>

#include "base/random.h"
#include "closure/closure_data.h"
#include "closure_by_hand.h"
#include "random_sums.h"
#include "support.h"

static void low_coefficient(mpq_t c, lb_random *random)
{
    mpq_set_si(c, (long)lb_random_below(random, 13) - 6, 1 + lb_random_below(random, 4));
}

static void space_init(dense_space *space, size_t qubits)
{
    size_t columns = (size_t)1 << 2 * qubits;
    *space = (dense_space){columns, 0, malloc((columns + 1) * sizeof(mpq_t *)),
                           malloc((columns + 1) * sizeof(size_t))};
}

/* The generators of A, each as the coprime integers that are its coefficients times a positive number, plus Z on
 * one more qubit. */
static void marked_by_hand(lb_ansatz_t G, const lb_ansatz_t A)
{
    lb_ansatz_init(G, "marked", A->qubits + A->generator_count);
    for (size_t k = 0; k < A->generator_count; k++) {
        lb_sum_t S, H;
        lb_string_t mark;
        mpq_t one;
        mpq_init(one);
        mpq_set_ui(one, 1, 1);
        lb_string_init(mark);
        lb_sum_init(H, A->qubits);
        lb_sum_set(H, A->generators + k);
        primitive_by_hand(H);
        lb_sum_init(S, G->qubits);
        for (size_t i = 0; i < H->length; i++)
            lb_sum_append(S, H->coefficients + i, H->strings + i);
        lb_string_set_letter(mark, (uint32_t)(A->qubits + k), 'Z');
        lb_sum_append(S, one, mark);
        lb_sum_normalize(S);
        lb_ansatz_add_generator(G, NULL, S);
        lb_sum_clear(S);
        lb_sum_clear(H);
        lb_string_clear(mark);
        mpq_clear(one);
    }
}

/* Whether all letters are on qubits from `first` on. */
static bool is_mark(const lb_string_t P, uint32_t first)
{
    for (uint32_t q = 0; q < first; q++)
        if (lb_string_letter(P, q) != 'I')
            return false;
    return P->length > 0;
}

/* Rows reduced, closed, with all generators, and no mark for a pivot but in rows of marks. */
static size_t check_rows(const lb_closure *closure, const lb_ansatz_t A, const lb_ansatz_t G)
{
    size_t count = lb_closure_row_count(closure), alone = 0;
    lb_sum_struct *rows = malloc((count + 1) * sizeof *rows);
    lb_string_struct *pivots = malloc((count + 1) * sizeof *pivots);
    dense_space space;
    space_init(&space, G->qubits);
    for (size_t i = 0; i < count; i++) {
        lb_sum_init(rows + i, G->qubits);
        lb_string_init(pivots + i);
        lb_closure_row(rows + i, closure, i);
        lb_closure_pivot(pivots + i, closure, i);
        ck_assert(lb_sum_is_normal(rows + i));
        ck_assert(dense_space_add(&space, rows + i));
        size_t marks = 0;
        for (size_t t = 0; t < rows[i].length; t++)
            marks += is_mark(rows[i].strings + t, (uint32_t)A->qubits);
        ck_assert(!is_mark(pivots + i, (uint32_t)A->qubits) || marks == rows[i].length);
        alone += marks == rows[i].length;
        ck_assert(!i || lb_string_compare(pivots + i - 1, pivots + i) < 0);
    }
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++) {
            bool found = false;
            for (size_t t = 0; t < rows[j].length; t++)
                if (!lb_string_compare(rows[j].strings + t, pivots + i))
                    found = i != j || !mpq_cmp_ui(rows[j].coefficients + t, 1, 1);
            ck_assert(found == (i == j));
        }
    for (size_t k = 0; k < G->generator_count; k++) {
        ck_assert(!dense_space_add(&space, G->generators + k));
        for (size_t i = 0; i < count; i++) {
            lb_sum_t bracket;
            lb_sum_init(bracket, G->qubits);
            lb_sum_bracket(bracket, G->generators + k, rows + i);
            ck_assert(!dense_space_add(&space, bracket));
            lb_sum_clear(bracket);
        }
    }
    for (size_t i = 0; i < count; i++) {
        lb_sum_clear(rows + i);
        lb_string_clear(pivots + i);
    }
    free(rows);
    free(pivots);
    dense_space_clear(&space);
    return alone;
}

/* The dimension of the space of all brackets of generators with rows: that is [g, g]. */
static size_t derived_by_hand(const lb_ansatz_t A)
{
    lb_closure_options options = {.enumerate = true};
    lb_closure *closure;
    dense_space space;
    ck_assert_int_eq(lb_closure_compute(&closure, A, &options, NULL), LB_OK);
    space_init(&space, A->qubits);
    for (size_t i = 0; i < lb_closure_row_count(closure); i++)
        for (size_t k = 0; k < A->generator_count; k++) {
            lb_sum_t row, bracket;
            lb_sum_init(row, A->qubits);
            lb_sum_init(bracket, A->qubits);
            lb_closure_row(row, closure, i);
            lb_sum_bracket(bracket, A->generators + k, row);
            dense_space_add(&space, bracket);
            lb_sum_clear(row);
            lb_sum_clear(bracket);
        }
    size_t derived = space.count;
    dense_space_clear(&space);
    lb_closure_free(closure);
    return derived;
}

static void check_marked(const lb_ansatz_t A, lb_closure_method method)
{
    lb_closure_options options = {.method = method};
    lb_marked *marked;
    lb_error error;
    lb_ansatz_t G;
    ck_assert_int_eq(lb_marked_compute(&marked, A, &options, &error), LB_OK);
    ck_assert(lb_marked_is_proved(marked));
    marked_by_hand(G, A);
    size_t D = dimension_by_hand(A), derived = derived_by_hand(A);
    const lb_closure *closure = lb_marked_closure(marked);
    ck_assert_uint_eq(lb_closure_row_count(closure), dimension_by_hand(G));
    ck_assert_uint_eq(check_rows(closure, A, G), lb_closure_row_count(closure) - D);
    ck_assert_uint_eq(lb_marked_dimension(marked), D);
    ck_assert_uint_eq(lb_marked_derived(marked), derived);
    ck_assert_uint_eq(lb_marked_centre(marked), D - derived);
    ck_assert_str_eq(lb_marked_evidence(marked), lb_closure_evidence(closure));
    lb_marked_free(marked);
    lb_ansatz_clear(G);
}

START_TEST(random_generators)
{
    static const char *const letters[] = {"IXYZ", "IIZ", "IIZ", "IZX"};
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t trial = 0; trial < lb_test_count(80); trial++) {
        lb_ansatz_t A;
        size_t n = 1 + lb_random_below(&random, 2);
        lb_ansatz_init(A, "random", n);
        for (size_t k = 1 + lb_random_below(&random, 4 - n); k > 0; k--)
            add_random_sum(A, lb_random_below(&random, 4), letters[trial % 4], low_coefficient,
                           &random);
        check_marked(A, trial % 8 < 4 ? LB_METHOD_SPARSE : LB_METHOD_DENSE);
        lb_ansatz_clear(A);
    }
}
END_TEST

LB_TEST_MAIN("marks", random_generators)
