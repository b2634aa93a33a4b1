/* Exact integers: a machine word with an eye on overflow, and GMP when it no longer fits. */

#include "check/check.h"

#include <stdlib.h>
#include <string.h>

void lb_check_integer_clear(lb_check_integer *a)
{
    if (a->big) {
        mpz_clear(a->big);
        free(a->big);
    }
    *a = (lb_check_integer){0, NULL};
}

void lb_check_integer_set(lb_check_integer *a, int64_t value)
{
    if (a->big)
        lb_check_integer_clear(a);
    a->small = value;
}

void lb_check_integer_set_mpz(lb_check_integer *a, const mpz_t value)
{
    if (mpz_fits_slong_p(value)) {
        lb_check_integer_set(a, mpz_get_si(value));
        return;
    }
    if (!a->big) {
        a->big = lb_check_resize(NULL, sizeof *a->big);
        mpz_init(a->big);
    }
    mpz_set(a->big, value);
    a->small = 0;
}

/* A new copy for GMP. */
static void init_copy(mpz_t copy, const lb_check_integer *a)
{
    if (a->big)
        mpz_init_set(copy, a->big);
    else
        mpz_init_set_si(copy, a->small);
}

bool lb_check_integer_equal(const lb_check_integer *a, const lb_check_integer *b)
{
    return a->big && b->big ? mpz_cmp(a->big, b->big) == 0
                            : !a->big && !b->big && a->small == b->small;
}

static void add_big_product(lb_check_integer *a, const lb_check_integer *b,
                            const lb_check_integer *c, int64_t times)
{
    mpz_t sum, left, right;
    init_copy(sum, a);
    init_copy(left, b);
    init_copy(right, c);
    mpz_mul_si(left, left, times);
    mpz_addmul(sum, left, right);
    lb_check_integer_set_mpz(a, sum);
    mpz_clears(sum, left, right, NULL);
}

void lb_check_integer_add_product(lb_check_integer *a, const lb_check_integer *b,
                                  const lb_check_integer *c, int64_t times)
{
    int64_t product, sum;
    if (a->big || b->big || c->big || __builtin_mul_overflow(b->small, c->small, &product) ||
        __builtin_mul_overflow(product, times, &product) ||
        __builtin_add_overflow(a->small, product, &sum))
        add_big_product(a, b, c, times);
    else
        a->small = sum;
}

/* a = operation(a, b) by GMP. */
static void apply(void (*operation)(mpz_ptr, mpz_srcptr, mpz_srcptr), lb_check_integer *a,
                  const lb_check_integer *b)
{
    mpz_t left, right;
    init_copy(left, a);
    init_copy(right, b);
    operation(left, left, right);
    lb_check_integer_set_mpz(a, left);
    mpz_clears(left, right, NULL);
}

void lb_check_integer_multiply(lb_check_integer *a, const lb_check_integer *b)
{
    int64_t product;
    if (a->big || b->big || __builtin_mul_overflow(a->small, b->small, &product))
        apply(mpz_mul, a, b);
    else
        a->small = product;
}

void lb_check_integer_divide(lb_check_integer *a, const lb_check_integer *b)
{
    if (a->big || b->big || b->small == -1)
        apply(mpz_divexact, a, b);
    else
        a->small /= b->small;
}

void lb_check_integer_gcd(lb_check_integer *a, const lb_check_integer *b)
{
    apply(mpz_gcd, a, b);
}

void lb_check_integer_lcm(lb_check_integer *a, const lb_check_integer *b)
{
    if (!lb_check_integer_is(b, 1))
        apply(mpz_lcm, a, b);
}

uint64_t lb_check_integer_bits(const lb_check_integer *a)
{
    if (a->big)
        return mpz_sizeinbase(a->big, 2);
    uint64_t size = a->small < 0 ? 0 - (uint64_t)a->small : (uint64_t)a->small;
    return size ? 64 - (uint64_t)__builtin_clzll(size) : 0;
}

uint64_t lb_check_integer_modulo(const lb_check_integer *a, uint64_t p)
{
    if (a->big)
        return mpz_fdiv_ui(a->big, p);
    uint64_t size = a->small < 0 ? 0 - (uint64_t)a->small : (uint64_t)a->small;
    size %= p;
    return a->small < 0 && size ? p - size : size;
}

void lb_check_integers_grow(lb_check_integers *a, size_t needed)
{
    size_t before = a->capacity;
    a->at = lb_check_grow(a->at, &a->capacity, needed, sizeof *a->at);
    if (a->capacity > before)
        memset(a->at + before, 0, (a->capacity - before) * sizeof *a->at);
}

void lb_check_integers_clear(lb_check_integers *a)
{
    for (size_t i = 0; i < a->capacity; i++)
        lb_check_integer_clear(&a->at[i]);
    free(a->at);
}
