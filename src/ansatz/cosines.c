#include "ansatz/cosines.h"

/* 4 cos(pi k/12), k = 0 .. 6; 4 cos(pi k/5), k = 0 .. 5. */
static const lb_cosine twelfths[] = {{4, 0, 1, 1}, {1, 1, 6, 2},  {2, 0, 3, 1}, {0, 2, 1, 2},
                                     {2, 0, 1, 1}, {1, -1, 6, 2}, {0, 0, 1, 1}};
static const lb_cosine fifths[] = {{0, 4, 5, 1},  {1, 1, 5, 1},   {1, -1, 5, 1},
                                   {-1, 1, 5, 1}, {-1, -1, 5, 1}, {0, -4, 5, 1}};

/* k if x * parts is an integer, taken to 0 .. parts: the cosine has period 2 and is even. */
static bool find_part(unsigned long *k, const mpq_t x, unsigned long parts)
{
    mpz_t product;
    mpz_init(product);
    mpz_mul_ui(product, mpq_numref(x), parts);
    bool whole = mpz_divisible_p(product, mpq_denref(x)) != 0;
    if (whole) {
        mpz_divexact(product, product, mpq_denref(x));
        *k = mpz_fdiv_ui(product, 2 * parts);
        *k = *k > parts ? 2 * parts - *k : *k;
    }
    mpz_clear(product);
    return whole;
}

bool lb_cosine_find(lb_cosine *c, const mpq_t x)
{
    unsigned long k;
    if (find_part(&k, x, 12)) {
        *c = twelfths[k > 6 ? 12 - k : k];
        c->a *= k > 6 ? -1 : 1;
        c->b *= k > 6 ? -1 : 1;
        return true;
    }
    if (!find_part(&k, x, 5))
        return false;
    *c = fifths[k];
    return true;
}
