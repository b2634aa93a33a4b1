/* The state picture in changing frames: layers of strings with one letter a qubit become tables,
 * and must move vectors as the same rotations do one by one, up to a real factor. */

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <liebound.h>

#include "base/memory.h"
#include "base/random.h"
#include "exact_rank/circuit.h"
#include "exact_rank/state_vector.h"
#include "support.h"

/* `count` generators of one layer: strings with the letters of `letters`, each on some qubits. */
static void add_layer(lb_ansatz_t A, const char *letters, size_t count, lb_random *random)
{
    for (size_t k = 0; k < count; k++) {
        lb_sum_t H;
        lb_error error;
        char label[32] = {0};
        lb_sum_init(H, A->qubits);
        for (size_t q = 0; q < A->qubits; q++)
            label[q] = lb_random_below(random, 3) ? letters[q] : 'I';
        label[k % A->qubits] = letters[k % A->qubits];
        long c = 1 + (long)lb_random_below(random, 3);
        ck_assert_int_eq(lb_sum_append_label(H, c, 1, label, &error), LB_OK);
        lb_ansatz_add_generator(A, NULL, H);
        lb_sum_clear(H);
    }
}

/* Layers of random letters, then one of Z alone on all qubits, where both circuits are in one
 * frame.
 */
static void layered_ansatz(lb_ansatz_t A, size_t n, lb_random *random)
{
    char letters[32] = {0};
    size_t enough = 6 + n;
    lb_ansatz_init(A, "layers", n);
    for (size_t layer = 0; layer < 4; layer++) {
        const char *choice = layer == 0 ? "XXXZ" : layer == 1 ? "Y" : layer == 2 ? "XYZ" : "Z";
        for (size_t q = 0; q < n; q++)
            letters[q] = choice[lb_random_below(random, strlen(choice))];
        add_layer(A, letters, enough, random);
    }
}

static void fill(double *v, size_t length, const lb_field *F, lb_random *random)
{
    for (size_t i = 0; i < length; i++)
        v[i] = lb_field_balance(F, lb_random_below(random, F->p));
}

/* Whether w = c v for one c that is not 0. */
static bool proportional(const double *v, const double *w, size_t length, const lb_field *F)
{
    size_t first = 0;
    while (first < length && lb_field_word(F, v[first]) == 0)
        first++;
    ck_assert_uint_lt(first, length);
    uint64_t c = lb_field_multiply(F, lb_field_word(F, w[first]),
                                   lb_field_invert(F, lb_field_word(F, v[first])));
    bool equal = c != 0;
    for (size_t i = 0; i < length; i++)
        equal = equal && lb_field_word(F, w[i]) == lb_field_multiply(F, c, lb_field_word(F, v[i]));
    return equal;
}

static void append_all(lb_exact_circuit *C, size_t gates)
{
    while (C->gate_count < gates)
        lb_exact_circuit_append(C, gates);
}

/* Through all groups, forward or back. */
static void move_all(const lb_exact_circuit *C, double *v, bool forward, double *scratch)
{
    for (size_t g = 0; g < C->group_count; g++)
        lb_exact_circuit_move(C, forward ? g : C->group_count - 1 - g, forward, v, scratch);
}

static void check_layers(size_t n, size_t rounds, lb_random *random)
{
    lb_ansatz_t A;
    lb_exact_generators G;
    lb_exact_circuit with, without;
    lb_field F = lb_field_random(random);
    layered_ansatz(A, n, random);
    lb_exact_generators_init(&G, A, NULL);
    lb_exact_circuit_parts parts = {&G, A->states, 1, 0};
    lb_exact_circuit_init(&without, &parts, &F, random);
    parts.tables = 1000;
    lb_exact_circuit_init(&with, &parts, &F, random);
    append_all(&with, rounds * A->generator_count);
    append_all(&without, rounds * A->generator_count);
    ck_assert_uint_eq(with.group_count, without.group_count);
    size_t tables = 0, length = lb_exact_circuit_length(&with);
    for (size_t g = 0; g < with.group_count; g++) {
        tables += with.groups[g].table != NULL;
        ck_assert_ptr_null(without.groups[g].table);
    }
    ck_assert_uint_ge(tables, 3 * rounds);
    ck_assert(with.frame.x == 0 && with.frame.y == 0);
    double *v = lb_malloc_aligned(3 * length, sizeof *v), *w = v + length, *scratch = w + length;
    fill(v, length, &F, random);
    memcpy(w, v, length * sizeof *v);
    for (int back = 0; back < 2; back++) {
        move_all(&with, v, !back, scratch);
        move_all(&without, w, !back, scratch);
        ck_assert(proportional(v, w, length, &F));
    }
    free(v);
    lb_exact_circuit_clear(&with);
    lb_exact_circuit_clear(&without);
    lb_exact_generators_clear(&G);
    lb_ansatz_clear(A);
}

/* Lanes alone, a tile, several tiles, and rows of tiles beyond one tile's. */
START_TEST(test_tables_are_rotations)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t n = 3; n <= 12; n++)
        for (size_t i = 0; i < lb_test_count(n < 9 ? 6 : 1); i++)
            check_layers(n, 2, &random);
    check_layers(13, 1, &random);
    check_layers(18, 1, &random);
}
END_TEST

/* A tangent is born in the frame before its group: the state's own derivative, whichever way the
 * circuit is written. */
START_TEST(test_tangents)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + 1);
    for (size_t n = 3; n <= 6; n++) {
        lb_ansatz_t A;
        lb_exact_generators G;
        lb_field F = lb_field_random(&random);
        const char *label[] = {"0+-", "r1l+", "rl01+", "-r0l1+"};
        lb_exact_circuit C[2];
        lb_error error;
        layered_ansatz(A, n, &random);
        ck_assert_int_eq(lb_ansatz_add_state(A, label[n - 3], &error), LB_OK);
        lb_exact_generators_init(&G, A, NULL);
        size_t length = (size_t)2 << n, K = A->generator_count;
        double *rows = lb_malloc_aligned(3 * length, sizeof *rows), *scratch = rows + 2 * length;
        for (size_t c = 0; c < 2; c++) {
            lb_exact_circuit_parts parts = {&G, A->states, 1, c ? 1000 : 0};
            lb_exact_circuit_init(&C[c], &parts, &F, &random);
            append_all(&C[c], 2 * K);
        }
        for (size_t j = 0; j < 2 * K; j++) {
            for (size_t c = 0; c < 2; c++) {
                while (C[c].groups[C[c].position].end_gate <= j)
                    lb_exact_circuit_advance(&C[c]);
                lb_exact_circuit_tangent(&C[c], j, rows + c * length);
                for (size_t g = C[c].position; g < C[c].group_count; g++)
                    lb_exact_circuit_move(&C[c], g, true, rows + c * length, scratch);
            }
            ck_assert(proportional(rows, rows + length, length, &F));
        }
        for (size_t c = 0; c < 2; c++)
            lb_exact_circuit_clear(&C[c]);
        free(rows);
        lb_exact_generators_clear(&G);
        lb_ansatz_clear(A);
    }
}
END_TEST

LB_TEST_MAIN("frames", test_tables_are_rotations, test_tangents)
