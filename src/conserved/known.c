/* Sums that commute with the generators, among those of given strings: the kernel of P -> {P, H_k}.
 *
 * Each equation is the coefficient of a string Q in the bracket with H_k. There are many more of them
 * than strings P, so that instead a few more random combinations are solved, modulo a prime; what
 * comes of it is lifted to Q and checked exactly. With the strings in decreasing order the free ones,
 * which each appear in one solution only, are the lightest. */

#include "conserved/known.h"

#include <stdlib.h>
#include <string.h>

#include <flint/nmod_mat.h>

#include "base/memory.h"
#include "base/prime.h"
#include "base/random.h"
#include "linalg/chinese.h"
#include "pauli/dense.h"
#include "symmetry/group.h"

/* ---- Permutations ---- */

static uint32_t *append_permutation(lb_known *known, uint32_t n)
{
    known->permutations = lb_realloc(known->permutations, (known->permutation_count + 1) * n,
                                     sizeof *known->permutations);
    uint32_t *image = known->permutations + known->permutation_count++ * n;
    for (uint32_t q = 0; q < n; q++)
        image[q] = q;
    return image;
}

static void find_permutations(lb_known *known, const lb_ansatz_t A, const lb_limits *limits)
{
    uint32_t n = (uint32_t)A->qubits;
    lb_symmetry symmetry;
    lb_symmetry_init(&symmetry, n);
    bool complete = lb_symmetry_find(&symmetry, A, limits);
    for (uint32_t e = 0; e < symmetry.exchange_count && complete; e++) {
        const lb_exchange *x = symmetry.exchanges + e;
        for (uint32_t i = 0; i + 1 < x->count; i++) {
            uint32_t *image = append_permutation(known, n);
            for (uint32_t w = 0; w < x->width; w++) {
                uint32_t a = x->qubits[i * x->width + w], b = x->qubits[(i + 1) * x->width + w];
                image[a] = b;
                image[b] = a;
            }
        }
    }
    for (uint32_t m = 0; m < symmetry.map_count && complete; m++)
        memcpy(append_permutation(known, n), symmetry.maps + (size_t)m * n, n * sizeof(uint32_t));
    lb_symmetry_clear(&symmetry);
}

/* ---- Sums ---- */

/* Equations beyond the number of unknowns. */
enum { SURPLUS = 8 };

/* A pseudo-random residue for a string in the bracket with generator k and a row of the matrix. */
static uint64_t weight_of(const lb_string_struct *Q, size_t k, size_t row)
{
    uint64_t x = Q->length ? Q->blocks[0].x : 0, z = Q->length ? Q->blocks[0].z : 0;
    return lb_mix(lb_mix(lb_mix(x + 1) ^ z ^ (uint64_t)k << 32) + row * LB_MIX_STEP) %
           LB_LARGE_PRIME;
}

static uint64_t residue(const mpq_t c, nmod_t modulus)
{
    uint64_t denominator = mpz_fdiv_ui(mpq_denref(c), modulus.n);
    return denominator ? nmod_div(mpz_fdiv_ui(mpq_numref(c), modulus.n), denominator, modulus) : 0;
}

static void set_string(lb_sum_t S, const lb_string_struct *P)
{
    mpq_t one;
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    lb_sum_zero(S);
    lb_sum_append(S, one, P);
    mpq_clear(one);
}

/* Column c of the matrix: the brackets of a string. */
static void fill_column(nmod_mat_t matrix, const lb_ansatz_t A, const lb_string_struct *P, size_t c)
{
    nmod_t modulus = matrix->mod;
    lb_sum_t S, R;
    lb_sum_init(S, A->qubits);
    lb_sum_init(R, A->qubits);
    set_string(S, P);
    for (size_t k = 0; k < A->generator_count; k++) {
        lb_sum_bracket(R, S, A->generators + k);
        for (size_t t = 0; t < R->length; t++) {
            uint64_t value = residue(R->coefficients + t, modulus);
            for (slong row = 0; row < matrix->r; row++)
                NMOD_ADDMUL(nmod_mat_entry(matrix, row, (slong)c),
                            weight_of(R->strings + t, k, (size_t)row), value, modulus);
        }
    }
    lb_sum_clear(R);
    lb_sum_clear(S);
}

bool lb_commutes(const lb_sum_t S, const lb_ansatz_t A, lb_run *run)
{
    bool zero = true;
    size_t work = 0;
    lb_sum_t R;
    lb_sum_init(R, A->qubits);
    for (size_t k = 0; k < A->generator_count && zero; k++) {
        zero = lb_run_asks(run, &work, S->length * A->generators[k].length);
        if (zero)
            lb_sum_bracket(R, S, A->generators + k);
        zero = zero && !R->length;
    }
    lb_sum_clear(R);
    return zero;
}

bool lb_known_try_sum(lb_known *known, const lb_ansatz_t A, const lb_sum_t S, lb_run *run)
{
    if (!lb_commutes(S, A, run))
        return false;
    known->sums = lb_realloc(known->sums, known->sum_count + 1, sizeof *known->sums);
    lb_sum_struct *sum = known->sums + known->sum_count++;
    lb_sum_init(sum, S->qubits);
    lb_sum_set(sum, S);
    return true;
}

void lb_known_drop_sum(lb_known *known)
{
    lb_sum_clear(known->sums + --known->sum_count);
}

/* Column c of the solutions over Q, a sum of the strings in this order; false when it has no lift. */
static bool lift_sum(lb_sum_t S, const nmod_mat_t solutions, slong c,
                     const lb_string_struct *const *order, const lb_chinese *chinese)
{
    fmpq_t value;
    mpq_t coefficient;
    bool lifted = true;
    fmpq_init(value);
    mpq_init(coefficient);
    for (slong i = 0; i < nmod_mat_nrows(solutions) && lifted; i++) {
        uint64_t entry = nmod_mat_entry(solutions, i, c);
        if (!entry)
            continue;
        lifted = lb_chinese_lift(value, chinese, &entry);
        fmpq_get_mpq(coefficient, value);
        lb_sum_append(S, coefficient, order[i]);
    }
    lb_sum_normalize(S);
    mpq_clear(coefficient);
    fmpq_clear(value);
    return lifted;
}

static int heavier_first(const void *a, const void *b)
{
    return -lb_string_compare(*(const lb_string_struct *const *)a,
                              *(const lb_string_struct *const *)b);
}

static void solve(lb_known *known, const lb_ansatz_t A, nmod_mat_t matrix,
                  const lb_string_struct *const *order, lb_run *run)
{
    slong count = nmod_mat_ncols(matrix);
    uint64_t prime = LB_LARGE_PRIME;
    nmod_mat_t X;
    nmod_mat_init(X, count, count, prime);
    slong nullity = nmod_mat_nullspace(X, matrix);
    lb_chinese chinese;
    lb_chinese_init(&chinese, &prime, 1);
    for (slong c = 0; c < nullity; c++) {
        lb_sum_t S;
        lb_sum_init(S, A->qubits);
        if (lift_sum(S, X, c, order, &chinese))
            lb_known_try_sum(known, A, S, run);
        lb_sum_clear(S);
    }
    lb_chinese_clear(&chinese);
    nmod_mat_clear(X);
}

/* Append a basis of the sums of these strings that commute with every generator. They are found
 * modulo a prime and lifted; those that do not commute over Q are left out. O(count^3), and count^2
 * for each term of the generators. */
static void add_sums_of(lb_known *known, const lb_ansatz_t A, const lb_string_struct *strings,
                        size_t count, lb_run *run)
{
    const lb_string_struct **order = lb_malloc(count, sizeof *order);
    size_t work = 0, column = 0, terms = 1;
    for (size_t k = 0; k < A->generator_count; k++)
        terms += A->generators[k].length;
    for (size_t i = 0; i < count; i++)
        order[i] = strings + i;
    qsort(order, count, sizeof *order, heavier_first);
    nmod_mat_t matrix;
    nmod_mat_init(matrix, (slong)(count + SURPLUS), (slong)count, LB_LARGE_PRIME);
    for (; column < count && lb_run_asks(run, &work, terms * (count / 4 + 8)); column++)
        fill_column(matrix, A, order[column], column);
    if (column == count)
        solve(known, A, matrix, order, run);
    nmod_mat_clear(matrix);
    free(order);
}

/* Strings of weight 1 and 2. */
static lb_string_struct *light_strings(size_t n, size_t *count)
{
    lb_string_struct *strings = lb_malloc(3 * n + 9 * n * (n - 1) / 2, sizeof *strings);
    *count = 0;
    for (uint32_t q = 0; q < n; q++)
        for (const char *a = "XYZ"; *a; a++) {
            lb_string_init(strings + *count);
            lb_string_set_letter(strings + (*count)++, q, *a);
            for (uint32_t r = q + 1; r < n; r++)
                for (const char *b = "XYZ"; *b; b++) {
                    lb_string_init(strings + *count);
                    lb_string_set_letter(strings + *count, q, *a);
                    lb_string_set_letter(strings + (*count)++, r, *b);
                }
        }
    return strings;
}

void lb_known_init(lb_known *known, const lb_ansatz_t A, const lb_string_struct *strings,
                   size_t string_count, lb_run *run)
{
    size_t count;
    *known = (lb_known){.string_count = string_count, .strings = strings};
    find_permutations(known, A, &run->options.limits);
    lb_string_struct *light = light_strings(A->qubits, &count);
    add_sums_of(known, A, light, count, run);
    for (size_t i = 0; i < count; i++)
        lb_string_clear(light + i);
    free(light);
}

void lb_known_clear(lb_known *known)
{
    for (size_t i = 0; i < known->sum_count; i++)
        lb_sum_clear(known->sums + i);
    free(known->sums);
    free(known->permutations);
}
