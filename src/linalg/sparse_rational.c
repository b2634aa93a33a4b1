#include "linalg/sparse_rational.h"

#include <stdlib.h>

#include <flint/fmpz_vec.h>

#include "base/memory.h"

typedef struct term {
    uint32_t column;
    fmpq_t value;
} term;

static int compare_terms(const void *a, const void *b)
{
    uint32_t p = ((const term *)a)->column, q = ((const term *)b)->column;
    return (p > q) - (p < q);
}

/* Sort, add up equal columns, drop zeros, and bring to one denominator; clears the terms. */
static void collect(lb_rational *v, term *terms, size_t count)
{
    qsort(terms, count, sizeof *terms, compare_terms);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept && terms[kept - 1].column == terms[i].column)
            fmpq_add(terms[kept - 1].value, terms[kept - 1].value, terms[i].value);
        else {
            kept -= kept && fmpq_is_zero(terms[kept - 1].value);
            terms[kept].column = terms[i].column;
            if (kept != i)
                fmpq_swap(terms[kept].value, terms[i].value);
            kept++;
        }
    }
    kept -= kept && fmpq_is_zero(terms[kept - 1].value);
    *v = (lb_rational){.length = (uint32_t)kept};
    v->columns = lb_malloc(kept, sizeof *v->columns);
    v->numerators = _fmpz_vec_init((slong)kept);
    fmpz_init_set_ui(v->denominator, 1);
    for (size_t i = 0; i < kept; i++)
        fmpz_lcm(v->denominator, v->denominator, fmpq_denref(terms[i].value));
    for (size_t i = 0; i < kept; i++) {
        v->columns[i] = terms[i].column;
        fmpz_divexact(v->numerators + i, v->denominator, fmpq_denref(terms[i].value));
        fmpz_mul(v->numerators + i, v->numerators + i, fmpq_numref(terms[i].value));
    }
    for (size_t i = 0; i < count; i++)
        fmpq_clear(terms[i].value);
    free(terms);
}

void lb_rational_init_sum(lb_rational *v, const lb_sum_t S, lb_string_table *strings)
{
    term *terms = lb_malloc(S->length, sizeof *terms);
    uint64_t *dense = lb_malloc(2 * strings->words, sizeof *dense);
    for (size_t i = 0; i < S->length; i++) {
        lb_dense_from_string(dense, S->strings + i, strings->words);
        terms[i].column = lb_string_table_intern(strings, dense);
        fmpq_init(terms[i].value);
        fmpq_set_mpq(terms[i].value, S->coefficients + i);
    }
    free(dense);
    collect(v, terms, S->length);
}

void lb_rational_init_array(lb_rational *v, const fmpq *entries, uint32_t count)
{
    term *terms = lb_malloc(count, sizeof *terms);
    for (uint32_t i = 0; i < count; i++) {
        terms[i].column = i;
        fmpq_init(terms[i].value);
        fmpq_set(terms[i].value, entries + i);
    }
    collect(v, terms, count);
}

void lb_rational_init_combination(lb_rational *v, const fmpq *coefficients,
                                  const lb_rational *vectors, uint32_t count)
{
    size_t length = 0, at = 0;
    for (uint32_t i = 0; i < count; i++)
        length += fmpq_is_zero(coefficients + i) ? 0 : vectors[i].length;
    term *terms = lb_malloc(length, sizeof *terms);
    for (uint32_t i = 0; i < count; i++) {
        if (fmpq_is_zero(coefficients + i))
            continue;
        for (uint32_t j = 0; j < vectors[i].length; j++, at++) {
            terms[at].column = vectors[i].columns[j];
            fmpq_init(terms[at].value);
            fmpq_set_fmpz_frac(terms[at].value, vectors[i].numerators + j, vectors[i].denominator);
            fmpq_mul(terms[at].value, terms[at].value, coefficients + i);
        }
    }
    collect(v, terms, length);
}

void lb_rational_init_at(lb_rational *v, const lb_rational *coordinates, const lb_rational *vectors)
{
    fmpq *coefficients = lb_malloc(coordinates->length, sizeof *coefficients);
    lb_rational *used = lb_malloc(coordinates->length, sizeof *used);
    for (uint32_t j = 0; j < coordinates->length; j++) {
        fmpq_init(coefficients + j);
        fmpq_set_fmpz_frac(coefficients + j, coordinates->numerators + j, coordinates->denominator);
        used[j] = vectors[coordinates->columns[j]];
    }
    lb_rational_init_combination(v, coefficients, used, coordinates->length);
    for (uint32_t j = 0; j < coordinates->length; j++)
        fmpq_clear(coefficients + j);
    free(coefficients);
    free(used);
}

void lb_rational_clear(lb_rational *v)
{
    _fmpz_vec_clear(v->numerators, (slong)v->length);
    fmpz_clear(v->denominator);
    free(v->columns);
}

void lb_rationals_clear(lb_rational *vectors, uint32_t count)
{
    for (uint32_t i = 0; vectors && i < count; i++)
        lb_rational_clear(vectors + i);
    free(vectors);
}

void lb_rational_get_sum(lb_sum_t S, const lb_rational *v, const lb_string_table *strings)
{
    lb_string_t P;
    mpq_t value;
    fmpq_t quotient;
    lb_string_init(P);
    mpq_init(value);
    fmpq_init(quotient);
    lb_sum_zero(S);
    for (uint32_t i = 0; i < v->length; i++) {
        lb_dense_to_string(P, lb_string_table_at(strings, v->columns[i]), strings->words);
        fmpq_set_fmpz_frac(quotient, v->numerators + i, v->denominator);
        fmpq_get_mpq(value, quotient);
        lb_sum_append(S, value, P);
    }
    lb_sum_normalize(S);
    fmpq_clear(quotient);
    mpq_clear(value);
    lb_string_clear(P);
}

uint32_t lb_rational_norm_bits(const lb_rational *v)
{
    fmpz_t norm, part;
    fmpz_init(norm);
    fmpz_init(part);
    for (uint32_t i = 0; i < v->length; i++) {
        fmpz_abs(part, v->numerators + i);
        fmpz_add(norm, norm, part);
    }
    uint32_t bits = (uint32_t)fmpz_bits(norm);
    fmpz_clear(part);
    fmpz_clear(norm);
    return bits;
}
