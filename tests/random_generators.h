/* Random generators: sums of strings that all commute, or that all anticommute, whose gates have a
 * form modulo a prime; and sums of any strings. */

#ifndef LB_TESTS_RANDOM_GENERATORS_H
#define LB_TESTS_RANDOM_GENERATORS_H

#include <check.h>
#include <string.h>

#include <liebound/ansatz.h>

#include "base/random.h"

static inline char random_letter(lb_random *random, const char *letters)
{
    return letters[lb_random_below(random, strlen(letters))];
}

/* Whether a label may join: all labels commute, or all anticommute. */
static inline bool fits(const lb_sum_t H, const char *label, bool commuting)
{
    lb_string_t P;
    lb_error error;
    bool fits = true;
    lb_string_init(P);
    ck_assert_int_eq(lb_string_set_label(P, H->qubits, label, &error), LB_OK);
    for (size_t t = 0; t < H->length && fits; t++)
        fits = lb_string_anticommutes(P, &H->strings[t]) != commuting &&
               lb_string_compare(P, &H->strings[t]) != 0;
    lb_string_clear(P);
    return fits;
}

/* Up to `terms` strings with coefficients a/b, |a| <= 3, b <= 2, and now and then the identity. */
static inline void random_generator(lb_sum_t H, lb_random *random, size_t terms, bool commuting)
{
    char label[16] = {0}, identity[16] = {0};
    lb_error error;
    for (size_t tries = 0; tries < 20 && H->length < terms; tries++) {
        for (size_t q = 0; q < H->qubits; q++)
            label[q] = random_letter(random, "IIXYZ");
        if (strspn(label, "I") == H->qubits || !fits(H, label, commuting))
            continue;
        long a = 1 + (long)lb_random_below(random, 3);
        a = lb_random_below(random, 2) ? a : -a;
        ck_assert_int_eq(lb_sum_append_label(H, a, 1 + lb_random_below(random, 2), label, &error),
                         LB_OK);
    }
    memset(identity, 'I', H->qubits);
    if (lb_random_below(random, 5) == 0)
        ck_assert_int_eq(lb_sum_append_label(H, 1, 3, identity, &error), LB_OK);
}

/* A sum of any strings, `terms` or fewer, of a few letters each. */
static inline void random_sum(lb_sum_t H, lb_random *random, size_t terms)
{
    char label[16] = {0};
    lb_error error;
    for (size_t t = 0; t < terms; t++) {
        for (size_t q = 0; q < H->qubits; q++)
            label[q] = random_letter(random, "IIXYZ");
        long a = (long)lb_random_below(random, 7) - 3;
        ck_assert_int_eq(lb_sum_append_label(H, a, 1 + lb_random_below(random, 3), label, &error),
                         LB_OK);
    }
}

#endif
