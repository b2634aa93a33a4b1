/* Exact integers: 64 bits while they fit, GMP beyond.
 *
 * An integer is kept in `small` exactly when it fits there, so there is one form for each; `big` is
 * then NULL. Memory of zeros is the number 0 and owns nothing. */

#ifndef LB_CHECK_INTEGER_H
#define LB_CHECK_INTEGER_H

#include <gmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct lb_check_integer {
    int64_t small;
    mpz_ptr big; /* owned */
} lb_check_integer;

static inline bool lb_check_integer_is(const lb_check_integer *a, int64_t value)
{
    return !a->big && a->small == value;
}
bool lb_check_integer_equal(const lb_check_integer *a, const lb_check_integer *b);
void lb_check_integer_clear(lb_check_integer *a);
void lb_check_integer_set(lb_check_integer *a, int64_t value);
void lb_check_integer_set_mpz(lb_check_integer *a, const mpz_t value);
/* a += times b c. */
void lb_check_integer_add_product(lb_check_integer *a, const lb_check_integer *b,
                                  const lb_check_integer *c, int64_t times);
/* a *= b. */
void lb_check_integer_multiply(lb_check_integer *a, const lb_check_integer *b);
/* a /= b, which divides it. */
void lb_check_integer_divide(lb_check_integer *a, const lb_check_integer *b);
/* a = gcd(a, b), and the least common multiple of positive numbers. */
void lb_check_integer_gcd(lb_check_integer *a, const lb_check_integer *b);
void lb_check_integer_lcm(lb_check_integer *a, const lb_check_integer *b);
/* Of the absolute value in binary; 0 of 0. */
uint64_t lb_check_integer_bits(const lb_check_integer *a);
/* In 0 .. p - 1. */
uint64_t lb_check_integer_modulo(const lb_check_integer *a, uint64_t p);

/* All `capacity` integers are valid, at first 0. */
typedef struct lb_check_integers {
    lb_check_integer *at;
    size_t capacity;
} lb_check_integers;
void lb_check_integers_grow(lb_check_integers *a, size_t needed);
void lb_check_integers_clear(lb_check_integers *a);

#endif
