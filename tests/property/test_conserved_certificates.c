/* What two random states conserve, in certificates: both checkers find the bound of the real span again,
 * from the strings that the certificate lists. */

#include <check.h>
#include <unistd.h>

#include <liebound/certificate.h>

#include "checking.h"
#include "stabilizers.h"
#include "support.h"

/* The same strings with random signs. */
static void change_signs(char *text, const char *from, lb_random *random)
{
    for (; *from; from++)
        if (*from == ' ') {
            from += from[1] == '-';
            text += sprintf(text, lb_random_below(random, 2) ? " -" : " ");
        } else {
            *text++ = *from;
        }
    *text = '\0';
}

static void draw_ansatz(lb_ansatz_t A, size_t qubits, lb_random *random)
{
    char label[16], first[128], second[128];
    lb_error error;
    lb_ansatz_init(A, "random", qubits);
    for (uint64_t k = 1 + lb_random_below(random, 2); k > 0; k--) {
        lb_sum_t H;
        lb_sum_init(H, qubits);
        for (uint64_t terms = 1 + lb_random_below(random, 2); terms > 0; terms--) {
            random_label(label, qubits, random);
            ck_assert(
                !lb_sum_append_label(H, 1 + (long)lb_random_below(random, 3), 1, label, NULL));
        }
        lb_sum_normalize(H);
        lb_ansatz_add_generator(A, NULL, H);
        lb_sum_clear(H);
    }
    random_stabilizer(first, qubits, random);
    change_signs(second, first, random);
    ck_assert(!lb_ansatz_add_state(A, first, &error) && !lb_ansatz_add_state(A, second, &error));
}

/* "rank at most 12, by 3 conserved numbers ..", as both checkers say it. */
static size_t checked_bound(const char *path)
{
    char line[256], *command = lb_sprintf("tests/second/both.sh %s | grep '^rank at most'", path);
    FILE *pipe = popen(command, "r");
    size_t bound = SIZE_MAX;
    ck_assert_ptr_nonnull(pipe);
    if (!fgets(line, sizeof line, pipe) || sscanf(line, "rank at most %zu", &bound) != 1)
        ck_abort_msg("the checkers do not verify, or differ: %s", path);
    pclose(pipe);
    free(command);
    return bound;
}

START_TEST(test_pairs)
{
    lb_random random;
    char path[4096];
    size_t lowered = 0;
    lb_random_seed(&random, lb_test_seed());
    snprintf(path, sizeof path, "%s/liebound-conserved-%ld.cert", lb_test_folder(), (long)getpid());
    for (size_t i = 0; i < lb_test_count(200); i++) {
        lb_ansatz_t A;
        lb_real_span span;
        lb_error error;
        const lb_span_options options = {.no_symmetry = true};
        const lb_rank_claim claim = {LB_EXACT_ALL_STATES, NULL, 1};
        draw_ansatz(A, 1 + i % 3, &random);
        ck_assert(!lb_real_span_compute(&span, A, LB_ORBIT_JOINT, &options, &error));
        ck_assert(span.proved);
        if (!lb_rank_certificate_write(A, &claim, 1, &(lb_rank_bounds){.spans = &options}, path,
                                       &error)) {
            ck_assert_uint_eq(checked_bound(path), span.rank_at_most);
            lowered += span.invariants > 2;
        }
        lb_real_span_clear(&span);
        lb_ansatz_clear(A);
    }
    ck_assert_uint_gt(lowered, lb_test_count(200) / 20);
    remove(path);
}
END_TEST

LB_TEST_MAIN("conserved numbers in certificates", test_pairs)
