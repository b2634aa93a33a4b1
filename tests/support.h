/* What every randomized test needs: a seed that can be printed and repeated, and a size that can
 * be multiplied. LB_TEST_SEED and LB_TEST_MULTIPLIER override the defaults. */

#ifndef LB_TESTS_SUPPORT_H
#define LB_TESTS_SUPPORT_H

#include <check.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

static inline uint64_t lb_test_seed(void)
{
    const char *text = getenv("LB_TEST_SEED");
    uint64_t seed = text ? strtoull(text, NULL, 10) : 20230626;
    printf("seed %" PRIu64 " (LB_TEST_SEED repeats it)\n", seed);
    return seed;
}

/* The temporary folder of this run, where alone a test writes. */
static inline const char *lb_test_folder(void)
{
    const char *folder = getenv("TMPDIR");
    return folder ? folder : "/tmp";
}

/* base, times LB_TEST_MULTIPLIER, which may be a fraction; at least 1. */
static inline size_t lb_test_count(size_t base)
{
    const char *text = getenv("LB_TEST_MULTIPLIER");
    double multiplier = text ? strtod(text, NULL) : 1, count = (double)base * multiplier;
    return count >= 1 ? (size_t)count : 1;
}

/* A test that computes too long is ended by a signal (SIGXCPU); how long it has to wait for a core
 * says nothing of it. What has no random rounds takes its time with few of them, too. */
static inline void lb_test_limit_time(void)
{
    size_t count = lb_test_count(600);
    rlim_t seconds = count > 600 ? count : 600;
    setrlimit(RLIMIT_CPU, &(struct rlimit){.rlim_cur = seconds, .rlim_max = seconds + 60});
}

/* Run the cases as one suite; the exit status of the program. */
static inline int lb_test_run_cases(const char *name, TCase *cases)
{
    Suite *suite = suite_create(name);
    tcase_set_timeout(cases, 0);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    if (srunner_fork_status(runner) == CK_FORK)
        tcase_add_checked_fixture(cases, lb_test_limit_time, NULL);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

static inline int lb_test_run(const char *name, const TTest *const *tests, size_t count)
{
    TCase *cases = tcase_create(name);
    for (size_t i = 0; i < count; i++)
        tcase_add_test(cases, tests[i]);
    return lb_test_run_cases(name, cases);
}

/* int main(void) for a list of tests. */
#define LB_TEST_MAIN(name, ...)                                                                    \
    int main(void)                                                                                 \
    {                                                                                              \
        const TTest *const tests[] = {__VA_ARGS__};                                                \
        return lb_test_run(name, tests, sizeof tests / sizeof *tests);                             \
    }

#endif
