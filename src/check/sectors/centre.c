/* The dimension of the centre is the rank of the traces tr_c(H_k), and of their Gram matrix, the sums
 * over c of tr_c(H_k) tr_c(H_l): integers, which the residues tell when p is large enough. */

#include "check/sectors/sectors.h"

#include <inttypes.h>
#include <stdlib.h>

/* Whether 2 d 2^n times the sum of the squares of the coefficients of each generator is below p. */
static bool residues_tell(const lb_check_sectors *S)
{
    const lb_check_sums *g = &S->closure.generators;
    uint64_t d = 0;
    mpz_t bound, c;
    mpz_inits(bound, c, NULL);
    for (size_t i = 0; i < S->sector_count; i++)
        d = S->sectors[i].d > d ? S->sectors[i].d : d;
    bool tell = true;
    for (size_t k = 0; k < g->count && tell; k++) {
        mpz_set_ui(bound, 0);
        for (size_t t = g->start[k]; t < g->start[k + 1]; t++) {
            const lb_check_integer *a = &g->coefficients.at[t];
            if (a->big)
                mpz_set(c, a->big);
            else
                mpz_set_si(c, a->small);
            mpz_addmul(bound, c, c);
        }
        mpz_mul_ui(bound, bound, 2 * d * S->size);
        tell = mpz_cmp_ui(bound, S->p) < 0;
    }
    mpz_clears(bound, c, NULL);
    return tell;
}

static void set_gram(mpz_t *G, const lb_check_sectors *S)
{
    size_t K = S->closure.generators.count;
    for (size_t k = 0; k < K; k++)
        for (size_t l = 0; l < K; l++) {
            uint64_t sum = 0;
            for (size_t c = 0; c < S->sector_count; c++)
                sum = lb_check_add(
                    sum, lb_check_multiply(S->traces[c * K + k], S->traces[c * K + l], S->p), S->p);
            mpz_init_set_ui(G[k * K + l], sum);
            if (sum > S->p / 2)
                mpz_sub_ui(G[k * K + l], G[k * K + l], S->p);
        }
}

/* G has no negative eigenvalue: a row whose diagonal entry is 0 is 0, and remains so. Elimination
 * without fractions: entries are minors, and the last pivot divides. */
static size_t rank_of_gram(mpz_t *G, size_t K)
{
    size_t rank = 0;
    mpz_t last, product;
    mpz_init_set_ui(last, 1);
    mpz_init(product);
    for (size_t k = 0; k < K; k++) {
        mpz_t *pivot = &G[k * K + k];
        if (!mpz_sgn(*pivot))
            continue;
        rank++;
        for (size_t i = k + 1; i < K; i++)
            for (size_t j = K; j-- > k;) {
                mpz_mul(product, G[i * K + k], G[k * K + j]);
                mpz_mul(G[i * K + j], G[i * K + j], *pivot);
                mpz_sub(G[i * K + j], G[i * K + j], product);
                mpz_divexact(G[i * K + j], G[i * K + j], last);
            }
        mpz_set(last, *pivot);
    }
    mpz_clears(last, product, NULL);
    return rank;
}

bool lb_check_centre(lb_check_sectors *S, size_t *centre)
{
    size_t K = S->closure.generators.count;
    if (!residues_tell(S))
        return lb_check_fail(S->closure.reader, "the modulus is too small for the traces");
    mpz_t *G = lb_check_resize(NULL, K * K * sizeof *G);
    set_gram(G, S);
    *centre = rank_of_gram(G, K);
    for (size_t i = 0; i < K * K; i++)
        mpz_clear(G[i]);
    free(G);
    return true;
}
