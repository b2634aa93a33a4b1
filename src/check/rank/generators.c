#include "check/rank/rank.h"

#include <stdlib.h>
#include <string.h>

static void set_mpz(mpz_t to, const lb_check_integer *a)
{
    if (a->big)
        mpz_set(to, a->big);
    else
        mpz_set_si(to, a->small);
}

static bool anticommute(const lb_check_operator *a, const lb_check_operator *b)
{
    return __builtin_parityll((a->x & b->z) ^ (a->z & b->x));
}

static void set_form(lb_check_generator *H)
{
    bool commuting = true, anticommuting = H->length > 1;
    H->diagonal = H->flips = true;
    for (size_t a = 0; a < H->length; a++) {
        H->diagonal = H->diagonal && !H->strings[a].x;
        H->flips = H->flips && !H->strings[a].z;
        for (size_t b = 0; b < a; b++)
            if (anticommute(&H->strings[a], &H->strings[b]))
                commuting = false;
            else
                anticommuting = false;
    }
    H->commuting = commuting;
    H->anticommuting = anticommuting;
}

static void make_generator(lb_check_generator *H, const lb_check_closure *C, size_t k)
{
    const lb_check_sums *sums = &C->generators;
    size_t terms = sums->start[k + 1] - sums->start[k];
    mpz_t divisor;
    mpz_init(divisor);
    H->strings = lb_check_resize(NULL, terms * sizeof *H->strings);
    H->coefficients = lb_check_resize(NULL, terms * sizeof *H->coefficients);
    for (size_t t = sums->start[k]; t < sums->start[k + 1]; t++) {
        const uint64_t *xz = lb_check_words_of(&C->strings, sums->ids[t]);
        if (!(xz[0] | xz[1]))
            continue;
        H->strings[H->length] =
            (lb_check_operator){xz[0], xz[1], (uint32_t)__builtin_popcountll(xz[0] & xz[1]) % 4};
        mpz_init(H->coefficients[H->length]);
        set_mpz(H->coefficients[H->length], &sums->coefficients.at[t]);
        mpz_gcd(divisor, divisor, H->coefficients[H->length++]);
    }
    for (size_t a = 0; a < H->length; a++)
        mpz_divexact(H->coefficients[a], H->coefficients[a], divisor);
    mpz_clear(divisor);
    set_form(H);
}

lb_check_generator *lb_check_generators_make(const lb_check_closure *C)
{
    size_t count = C->generators.count;
    lb_check_generator *generators = lb_check_resize(NULL, count * sizeof *generators);
    memset(generators, 0, count * sizeof *generators);
    for (size_t k = 0; k < count; k++)
        make_generator(&generators[k], C, k);
    return generators;
}

void lb_check_generators_clear(lb_check_generator *generators, size_t count)
{
    for (size_t k = 0; generators && k < count; k++) {
        for (size_t a = 0; a < generators[k].length; a++)
            mpz_clear(generators[k].coefficients[a]);
        free(generators[k].strings);
        free(generators[k].coefficients);
    }
    free(generators);
}
