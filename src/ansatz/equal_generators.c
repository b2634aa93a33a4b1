/* Equal and proportional sums become neighbours when sums are sorted by their strings and then by
 * their coefficients, the latter divided by the leading one: 2 ZZ + X and 4 ZZ + 2 X both have the
 * key (ZZ, X; 1, 1/2). */

#include "ansatz/equal_generators.h"

#include <stdlib.h>

#include <liebound/ansatz.h>

#include "base/memory.h"

typedef struct ranked {
    const lb_sum_struct *sum;
    size_t index;
} ranked;

static int order(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int compare_strings(const lb_sum_struct *S, const lb_sum_struct *T)
{
    int result = order(S->length, T->length);
    for (size_t i = 0; i < S->length && !result; i++)
        result = lb_string_compare(&S->strings[i], &T->strings[i]);
    return result;
}

static int compare_coefficients(const lb_sum_struct *S, const lb_sum_struct *T)
{
    int result = 0;
    for (size_t i = 0; i < S->length && !result; i++)
        result = mpq_cmp(&S->coefficients[i], &T->coefficients[i]);
    return result;
}

/* S and T have the same strings. */
static int compare_ratios(const lb_sum_struct *S, const lb_sum_struct *T)
{
    int result = 0;
    mpq_t s, t;
    mpq_inits(s, t, NULL);
    for (size_t i = 1; i < S->length && !result; i++) {
        mpq_div(s, &S->coefficients[i], &S->coefficients[0]);
        mpq_div(t, &T->coefficients[i], &T->coefficients[0]);
        result = mpq_cmp(s, t);
    }
    mpq_clears(s, t, NULL);
    return result;
}

static int compare_equal(const void *a, const void *b)
{
    const ranked *s = a, *t = b;
    int result = compare_strings(s->sum, t->sum);
    if (!result)
        result = compare_coefficients(s->sum, t->sum);
    return result ? result : order(s->index, t->index);
}

static int compare_proportional(const void *a, const void *b)
{
    const ranked *s = a, *t = b;
    int result = compare_strings(s->sum, t->sum);
    if (!result)
        result = compare_ratios(s->sum, t->sum);
    return result ? result : order(s->index, t->index);
}

static int compare_up_to_sign(const void *a, const void *b)
{
    const ranked *s = a, *t = b;
    int result = compare_strings(s->sum, t->sum);
    if (!result && s->sum->length)
        result =
            mpz_cmpabs(mpq_numref(&s->sum->coefficients[0]), mpq_numref(&t->sum->coefficients[0]));
    if (!result && s->sum->length)
        result =
            mpz_cmp(mpq_denref(&s->sum->coefficients[0]), mpq_denref(&t->sum->coefficients[0]));
    if (!result)
        result = compare_ratios(s->sum, t->sum);
    return result;
}

static int compare_up_to_sign_stably(const void *a, const void *b)
{
    int result = compare_up_to_sign(a, b);
    return result ? result : order(((const ranked *)a)->index, ((const ranked *)b)->index);
}

/* The caller frees the array. */
static ranked *rank(const lb_sum_struct *sums, size_t count,
                    int (*compare)(const void *, const void *))
{
    ranked *all = lb_malloc(count, sizeof *all);
    for (size_t i = 0; i < count; i++)
        all[i] = (ranked){.sum = &sums[i], .index = i};
    qsort(all, count, sizeof *all, compare);
    return all;
}

void lb_sums_find_equal(bool *repeats, const lb_sum_struct *sums, size_t count)
{
    ranked *all = rank(sums, count, compare_equal);
    for (size_t i = 0; i < count; i++)
        repeats[all[i].index] = i && !compare_strings(all[i - 1].sum, all[i].sum) &&
                                !compare_coefficients(all[i - 1].sum, all[i].sum);
    free(all);
}

void lb_sums_number(size_t *first, bool *negative, const lb_sum_struct *sums, size_t count)
{
    ranked *all = rank(sums, count, compare_up_to_sign_stably);
    for (size_t i = 0, start = 0; i < count; i++) {
        if (compare_up_to_sign(&all[start], &all[i]))
            start = i;
        const lb_sum_struct *S = all[start].sum, *T = all[i].sum;
        first[all[i].index] = all[start].index;
        negative[all[i].index] =
            S->length && mpq_sgn(&S->coefficients[0]) != mpq_sgn(&T->coefficients[0]);
    }
    free(all);
}

void lb_ansatz_notes(lb_generator_note *notes, const lb_ansatz_t A)
{
    ranked *all = rank(A->generators, A->generator_count, compare_proportional);
    for (size_t i = 0, first = 0; i < A->generator_count; i++) {
        const lb_sum_struct *sum = all[i].sum;
        bool same =
            i && !compare_strings(all[first].sum, sum) && !compare_ratios(all[first].sum, sum);
        if (!same)
            first = i;
        lb_generator_note *note = &notes[all[i].index];
        *note = (lb_generator_note){.kind = LB_GENERATOR_PLAIN,
                                    .contains_identity = lb_sum_contains_identity(sum)};
        if (!sum->length) {
            note->kind = LB_GENERATOR_ZERO;
        } else if (same) {
            note->kind = LB_GENERATOR_PROPORTIONAL;
            note->other = all[first].index;
        }
    }
    free(all);
}
