#include "exact_rank/residues.h"

#include <flint/ulong_extras.h>

#include "base/memory.h"
#include "exact_rank/field.h"

static bool has_all_roots(uint64_t p, const lb_roots_struct *R)
{
    bool all = true;
    for (size_t j = 0; j < R->count && all; j++)
        all = R->roots[j].square % p && n_sqrtmod(R->roots[j].square % p, p);
    return all;
}

void lb_exact_residue_primes(uint64_t primes[2], const lb_roots_struct *R)
{
    primes[0] = 7;
    primes[1] = 3;
    uint64_t p = 3;
    for (size_t i = 0; R && i < 2; i++) {
        while (!has_all_roots(p, R))
            p = n_nextprime(p, 1);
        primes[i] = p;
        p = n_nextprime(p, 1);
    }
}

/* x with x^2 = m modulo the largest power P of the prime, by Newton's iteration. */
static void lift_root(mpz_t x, mpz_t P, unsigned long m, uint64_t prime)
{
    lb_field F = lb_field_power(prime, 0);
    mpz_t slope, rest;
    mpz_inits(slope, rest, (mpz_ptr)NULL);
    mpz_set_ui(P, F.p);
    mpz_set_ui(x, n_sqrtmod(m % prime, prime));
    for (unsigned correct = 1; correct < F.exponent; correct *= 2) {
        mpz_mul_ui(slope, x, 2);
        mpz_invert(slope, slope, P);
        mpz_mul(rest, x, x);
        mpz_sub_ui(rest, rest, m);
        mpz_submul(x, rest, slope);
        mpz_mod(x, x, P);
    }
    mpz_clears(slope, rest, (mpz_ptr)NULL);
}

/* Modulo both powers, by the Chinese remainder theorem. */
static void find_root(mpz_t root, unsigned long m, const uint64_t primes[2])
{
    mpz_t other, P, Q, inverse;
    mpz_inits(other, P, Q, inverse, (mpz_ptr)NULL);
    lift_root(root, P, m, primes[0]);
    lift_root(other, Q, m, primes[1]);
    mpz_sub(other, other, root);
    mpz_invert(inverse, P, Q);
    mpz_mul(other, other, inverse);
    mpz_mod(other, other, Q);
    mpz_addmul(root, other, P);
    mpz_clears(other, P, Q, inverse, (mpz_ptr)NULL);
}

/* sqrt(m_S) is the product of the roots in S divided by an integer whose primes are among those of the
 * m_j, so that it is a unit: a rational number that is integral at both primes. */
__mpq_struct *lb_exact_residue_roots(const lb_roots_struct *R, const uint64_t primes[2])
{
    size_t degree = (size_t)1 << R->count;
    __mpq_struct *values = lb_malloc(degree, sizeof *values);
    mpz_t root;
    mpz_init(root);
    for (size_t S = 0; S < degree; S++) {
        unsigned long divisor;
        mpq_init(&values[S]);
        mpq_set_ui(&values[S], 1, 1);
        for (size_t j = 0; j < R->count; j++) {
            if (!(S >> j & 1))
                continue;
            find_root(root, R->roots[j].square, primes);
            mpz_mul(mpq_numref(&values[S]), mpq_numref(&values[S]), root);
        }
        (void)lb_roots_square(&divisor, R->roots, R->count, S);
        mpz_set_ui(mpq_denref(&values[S]), divisor);
        mpq_canonicalize(&values[S]);
    }
    mpz_clear(root);
    return values;
}
