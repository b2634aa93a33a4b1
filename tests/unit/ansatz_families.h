/* Small ansatz families built in code, for the tests of ranks and bounds. */

#ifndef LB_TESTS_ANSATZ_FAMILIES_H
#define LB_TESTS_ANSATZ_FAMILIES_H

#include <check.h>
#include <string.h>

#include <liebound/ansatz.h>

static inline void append(lb_sum_t H, const char *letters, uint32_t a, uint32_t b)
{
    lb_error error;
    ck_assert_int_eq(lb_sum_append_letters(H, 1, 1, letters, (const uint32_t[]){a, b}, &error),
                     LB_OK);
}

static inline void add_generator(lb_ansatz_t A, lb_sum_t H)
{
    lb_sum_normalize(H);
    lb_ansatz_add_generator(A, NULL, H);
    lb_sum_zero(H);
}

static inline void add_state(lb_ansatz_t A, const char *state)
{
    lb_error error;
    ck_assert_int_eq(lb_ansatz_add_state(A, state, &error), LB_OK);
}

/* sum ZZ over the chain and sum X, on |+>^n. */
static inline void make_tfim(lb_ansatz_t A, uint32_t n, bool closed)
{
    lb_sum_t H;
    lb_sum_init(H, n);
    lb_ansatz_init(A, "tfim", n);
    for (uint32_t i = 0; i + 1 < n; i++)
        append(H, "ZZ", i, i + 1);
    if (closed)
        append(H, "ZZ", n - 1, 0);
    add_generator(A, H);
    for (uint32_t i = 0; i < n; i++)
        append(H, "X", i, 0);
    add_generator(A, H);
    add_state(A, "plus");
    lb_sum_clear(H);
}

/* One generator for each letter of `letters` on each qubit and, if `coupled`, each ZZ of the open
 * chain. */
static inline void make_local(lb_ansatz_t A, uint32_t n, const char *letters, bool coupled,
                              const char *state)
{
    lb_sum_t H;
    lb_sum_init(H, n);
    lb_ansatz_init(A, "local", n);
    for (const char *c = letters; *c; c++)
        for (uint32_t i = 0; i < n; i++) {
            append(H, (const char[]){*c, '\0'}, i, 0);
            add_generator(A, H);
        }
    for (uint32_t i = 0; coupled && i + 1 < n; i++) {
        append(H, "ZZ", i, i + 1);
        add_generator(A, H);
    }
    add_state(A, state);
    lb_sum_clear(H);
}

#endif
