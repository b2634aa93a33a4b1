/* Linear dependence over a field of square roots: over Q, of the multiples by all products of roots. */

#include <flint/fmpz.h>
#include <flint/fmpz_mat.h>
#include <flint/nmod_mat.h>

#include <stdlib.h>

#include "ansatz/set_layers.h"
#include "base/memory.h"

/* A rank modulo it that is full says as much over Q. */
#define PRIME UINT64_C(2305843009213693951)

static int compare(const void *a, const void *b)
{
    return lb_string_compare(a, b);
}

/* The different strings of all sums, sorted; not copies. */
static lb_string_struct *list_strings(size_t *count, const lb_sum_struct *sums, size_t sum_count)
{
    size_t total = 0, kept = 0;
    for (size_t i = 0; i < sum_count; i++)
        total += sums[i].length;
    lb_string_struct *strings = lb_malloc(total, sizeof *strings);
    total = 0;
    for (size_t i = 0; i < sum_count; i++)
        for (size_t t = 0; t < sums[i].length; t++)
            strings[total++] = sums[i].strings[t];
    if (total)
        qsort(strings, total, sizeof *strings, compare);
    for (size_t i = 0; i < total; i++)
        if (!kept || lb_string_compare(&strings[kept - 1], &strings[i]))
            strings[kept++] = strings[i];
    *count = kept;
    return strings;
}

/* Row i is sum i times its common denominator. */
static void fill(fmpz_mat_t M, const lb_sum_struct *sums, const lb_string_struct *strings,
                 size_t count)
{
    mpz_t denominator, value;
    mpz_inits(denominator, value, NULL);
    for (slong i = 0; i < M->r; i++) {
        const lb_sum_struct *S = &sums[i];
        mpz_set_ui(denominator, 1);
        for (size_t t = 0; t < S->length; t++)
            mpz_lcm(denominator, denominator, mpq_denref(&S->coefficients[t]));
        for (size_t t = 0; t < S->length; t++) {
            const lb_string_struct *at =
                bsearch(&S->strings[t], strings, count, sizeof *strings, compare);
            mpz_divexact(value, denominator, mpq_denref(&S->coefficients[t]));
            mpz_mul(value, value, mpq_numref(&S->coefficients[t]));
            fmpz_set_mpz(fmpz_mat_entry(M, i, at - strings), value);
        }
    }
    mpz_clears(denominator, value, NULL);
}

static bool are_dependent(const lb_sum_struct *sums, size_t count)
{
    size_t string_count;
    lb_string_struct *strings = list_strings(&string_count, sums, count);
    fmpz_mat_t M;
    nmod_mat_t residues;
    fmpz_mat_init(M, (slong)count, (slong)string_count);
    nmod_mat_init(residues, (slong)count, (slong)string_count, PRIME);
    fill(M, sums, strings, string_count);
    fmpz_mat_get_nmod_mat(residues, M);
    bool dependent = nmod_mat_rank(residues) < (slong)count && fmpz_mat_rank(M) < (slong)count;
    nmod_mat_clear(residues);
    fmpz_mat_clear(M);
    free(strings);
    return dependent;
}

/* The number of the product of the roots in a subset, as a sum. */
static void make_number(lb_sum_t N, const lb_prime_roots *roots, size_t S)
{
    lb_string_t identity;
    mpq_t one;
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    lb_string_init(identity);
    lb_sum_init(N, roots->qubits + (size_t)2 * LB_ROOTS_MAX);
    lb_sum_append(N, one, identity);
    for (size_t j = 0; j < roots->count; j++)
        if (S >> j & 1)
            lb_root_multiply(N, &roots->roots[j]);
    lb_string_clear(identity);
    mpq_clear(one);
}

bool lb_sums_span(const lb_sum_struct *sums, size_t count, const lb_sum_t S,
                  const lb_prime_roots *roots)
{
    size_t degree = (size_t)1 << roots->count, rows = 0;
    lb_sum_struct *all = lb_malloc(degree * count + 1, sizeof *all);
    for (size_t T = 0; T < degree; T++) {
        lb_sum_t N;
        make_number(N, roots, T);
        for (size_t i = 0; i < count; i++) {
            lb_sum_init(&all[rows], N->qubits);
            lb_conjugation_add_multiple(&all[rows], N, &sums[i]);
            lb_sum_normalize(&all[rows++]);
        }
        lb_sum_clear(N);
    }
    lb_sum_init(&all[rows], S->qubits);
    lb_sum_set(&all[rows++], S);
    bool dependent = are_dependent(all, rows);
    for (size_t i = 0; i < rows; i++)
        lb_sum_clear(&all[i]);
    free(all);
    return dependent;
}
