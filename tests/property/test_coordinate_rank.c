/* Exact ranks in the coordinates of real spans against those of state vectors, at points of their own. */

#include <check.h>
#include <stdlib.h>

#include <liebound/exact.h>

#include "base/random.h"
#include "orbit/coordinate_rank.h"
#include "support.h"

/* Sums of one kind: all strings of Z and I, or X, Y, Z of one qubit, or a shift-invariant sum. */
static void add_generator(lb_ansatz_t A, unsigned kind, lb_random *random)
{
    lb_sum_t H;
    lb_sum_init(H, A->qubits);
    size_t n = A->qubits, terms = 1 + lb_random_below(random, 3);
    char letter = "XYZ"[lb_random_below(random, 3)];
    for (size_t t = 0; t < (kind == 1 ? terms : kind == 2 ? n : terms); t++) {
        char label[8] = "IIIIIII";
        label[n] = '\0';
        long c = (long)lb_random_below(random, 5) - 2;
        for (size_t q = 0; kind == 0 && q < n; q++)
            label[q] = lb_random_below(random, 2) ? letter : 'I';
        if (kind == 1)
            label[0] = "XYZ"[t];
        if (kind == 2)
            label[t] = letter;
        ck_assert(!lb_sum_append_label(H, kind == 2 ? 1 : c ? c : 3, 1, label, NULL));
    }
    lb_sum_normalize(H);
    lb_ansatz_add_generator(A, NULL, H);
    lb_sum_clear(H);
}

START_TEST(test_against_states)
{
    static const char *const states[] = {"zero", "plus", "ghz", "neel",
                                         "vector 000:1 011:1/2-1i 101:2 other"};
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    size_t positive = 0;
    for (size_t i = 0; i < lb_test_count(150); i++) {
        lb_ansatz_t A;
        lb_exact_t E;
        lb_error error;
        lb_coordinate_rank found;
        lb_ansatz_init(A, "random", 3);
        for (uint64_t k = 2 + lb_random_below(&random, 3); k > 0; k--)
            add_generator(A, (unsigned)lb_random_below(&random, 3), &random);
        ck_assert(!lb_ansatz_add_state(A, states[i % 5], &error));
        const lb_exact_options exact = {.layers = 16, .seed = i};
        const lb_coordinate_rank_options options = {.layers = 16, .seed = i};
        lb_exact_init(E);
        ck_assert_msg(!lb_exact_rank(E, A, 0, &exact, &error), "%s", error.message);
        ck_assert_msg(!lb_coordinate_rank_compute(&found, A, 0, &options, &error), "%s",
                      error.message);
        ck_assert_uint_eq(found.rank, E->rank);
        for (size_t r = 0; r < found.rank; r++)
            ck_assert_uint_eq(found.reached[r], E->reached[r]);
        positive += found.rank > 2;
        lb_coordinate_rank_clear(&found);
        lb_exact_clear(E);
        lb_ansatz_clear(A);
    }
    ck_assert_uint_gt(positive, lb_test_count(150) / 4);
}
END_TEST

/* A bound ends it, other generators are refused, and so are too many coordinates. */
START_TEST(test_ends)
{
    static const struct {
        const char *name, *value;
        lb_status status;
        size_t at_most, rank;
    } known[] = {
        {"sn-equivariant-ltfim", "20", LB_OK, 0, 40},
        {"sn-equivariant-ltfim", "20", LB_OK, 7, 7},
        {"tfim-closed", "8", LB_OK, 0, 8},
        {"xxz-open", "4", LB_USAGE, 0, 0},
        {"tfim-open", "40", LB_USAGE, 0, 0},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        char name[] = "n";
        lb_ansatz_t A;
        lb_error error;
        lb_coordinate_rank found;
        lb_setting setting = {name, (char *)known[i].value};
        lb_coordinate_rank_options options = {.layers = 100, .at_most = known[i].at_most};
        ck_assert(!lb_ansatz_load(A, known[i].name, &setting, 1, &error));
        lb_status status = lb_coordinate_rank_compute(&found, A, 0, &options, &error);
        ck_assert_int_eq(status, known[i].status);
        if (!status) {
            ck_assert_uint_eq(found.rank, known[i].rank);
            lb_coordinate_rank_clear(&found);
        }
        lb_ansatz_clear(A);
    }
}
END_TEST

LB_TEST_MAIN("coordinate rank", test_against_states, test_ends)
