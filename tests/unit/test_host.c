/* The library in a program that has its own memory functions for GMP: they stay, what GMP allocates
 * by them is freed by them, and what the library hands out may be freed by free. */

#include <liebound.h>

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

/* Before each block its size, so that neither free nor realloc knows it. */
enum { HEAD = 16 };
static atomic_size_t requests;

static void *allocate(size_t size)
{
    char *memory = malloc(HEAD + size);
    ck_assert_ptr_nonnull(memory);
    memcpy(memory, &size, sizeof size);
    requests++;
    return memory + HEAD;
}

static void release(void *memory, size_t size)
{
    ck_assert(!memcmp((char *)memory - HEAD, &size, sizeof size));
    free((char *)memory - HEAD);
}

static void *reallocate(void *memory, size_t old_size, size_t size)
{
    void *moved = allocate(size);
    memcpy(moved, memory, old_size < size ? old_size : size);
    release(memory, old_size);
    return moved;
}

static void use_closure(const char *name, bool enumerate)
{
    lb_ansatz_t A;
    lb_closure *closure;
    lb_error error;
    mpz_t dimension;
    lb_closure_options options = {.symmetry = true, .enumerate = enumerate, .run.threads = 2};
    mpz_init(dimension);
    ck_assert_int_eq(lb_ansatz_load(A, name, NULL, 0, &error), LB_OK);
    ck_assert_int_eq(lb_closure_compute(&closure, A, &options, &error), LB_OK);
    ck_assert(lb_closure_is_proved(closure));
    lb_closure_dimension(dimension, closure);
    ck_assert_int_eq(lb_certificate_write(closure, "/dev/null", &error), LB_OK);
    if (lb_closure_algebra(closure)) {
        char *text = lb_algebra_text(lb_closure_algebra(closure));
        char *formula = lb_algebra_formula(lb_closure_algebra(closure));
        free(text);
        free(formula);
    }
    lb_closure_free(closure);
    lb_ansatz_clear(A);
    mpz_clear(dimension);
}

/* Amplitudes and coefficients are printed into names and labels. */
static void use_states(void)
{
    static const char text[] = "state w\n001 1\n010 1/2\n100 -3/4i\n";
    lb_ansatz_t A;
    lb_error error;
    lb_setting n = {"n", "3"};
    ck_assert_int_eq(lb_ansatz_load(A, "tfim-open", &n, 1, &error), LB_OK);
    ck_assert_int_eq(lb_ansatz_parse_states(A, text, strlen(text), "w", &error), LB_OK);
    lb_bound_t B;
    lb_bound_options options = {.seeds = 1};
    lb_closure *closure;
    lb_bound_init(B);
    ck_assert_int_eq(lb_closure_compute(&closure, A, NULL, &error), LB_OK);
    ck_assert_int_eq(lb_bound_compute(B, A, closure, &options, &error), LB_OK);
    lb_closure_free(closure);
    lb_bound_clear(B);
    lb_ansatz_clear(A);
}

START_TEST(test_functions_of_the_host)
{
    void *(*allocate_now)(size_t), *(*reallocate_now)(void *, size_t, size_t);
    void (*release_now)(void *, size_t);
    mp_set_memory_functions(allocate, reallocate, release);
    use_closure("tfim-open", false);
    use_closure("hea", false);
    use_closure("hea", true);
    use_states();
    mp_get_memory_functions(&allocate_now, &reallocate_now, &release_now);
    ck_assert(allocate_now == allocate && reallocate_now == reallocate && release_now == release);
    ck_assert_uint_gt(requests, 0);
}
END_TEST

LB_TEST_MAIN("host", test_functions_of_the_host)
