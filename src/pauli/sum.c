#include <liebound/pauli.h>

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "base/sort.h"

void lb_sum_init(lb_sum_t S, size_t qubits)
{
    *S = (lb_sum_struct){.qubits = qubits};
}

void lb_sum_zero(lb_sum_t S)
{
    for (size_t i = 0; i < S->length; i++) {
        lb_string_clear(S->strings + i);
        mpq_clear(S->coefficients + i);
    }
    S->length = 0;
}

void lb_sum_clear(lb_sum_t S)
{
    lb_sum_zero(S);
    free(S->strings);
    free(S->coefficients);
}

static bool string_is_valid(const lb_string_t P, size_t qubits)
{
    for (uint32_t i = 0; i < P->length; i++) {
        const lb_block *block = P->blocks + i;
        size_t first = 64 * (size_t)block->index;
        if (!(block->x | block->z) || first >= qubits || (i && block[-1].index >= block->index))
            return false;
        if (qubits - first < 64 && (block->x | block->z) >> (qubits - first))
            return false;
    }
    return true;
}

void lb_sum_append(lb_sum_t S, const mpq_t c, const lb_string_t P)
{
    assert(string_is_valid(P, S->qubits));
    if (S->length == S->capacity) {
        size_t strings = S->capacity;
        S->strings = lb_grow(S->strings, &strings, S->length + 1, sizeof *S->strings);
        S->coefficients = lb_realloc(S->coefficients, strings, sizeof *S->coefficients);
        S->capacity = strings;
    }
    lb_string_init(S->strings + S->length);
    lb_string_set(S->strings + S->length, P);
    mpq_init(S->coefficients + S->length);
    mpq_set(S->coefficients + S->length, c);
    S->length++;
}

void lb_sum_set(lb_sum_t S, const lb_sum_t T)
{
    if (S == T)
        return;
    lb_sum_zero(S);
    S->qubits = T->qubits;
    for (size_t i = 0; i < T->length; i++)
        lb_sum_append(S, T->coefficients + i, T->strings + i);
}

static lb_status append_fraction(lb_sum_t S, long num, unsigned long den, const lb_string_t P,
                                 lb_error *error)
{
    if (!den)
        return lb_fail(error, LB_INPUT, "the denominator of a coefficient is zero");
    mpq_t c;
    mpq_init(c);
    mpq_set_si(c, num, den);
    mpq_canonicalize(c);
    lb_sum_append(S, c, P);
    mpq_clear(c);
    return LB_OK;
}

lb_status lb_sum_append_label(lb_sum_t S, long num, unsigned long den, const char *label,
                              lb_error *error)
{
    lb_string_t P;
    lb_string_init(P);
    lb_status status = lb_string_set_label(P, S->qubits, label, error);
    if (status == LB_OK)
        status = append_fraction(S, num, den, P, error);
    lb_string_clear(P);
    return status;
}

static lb_status place_letters(lb_string_t P, size_t qubits, const char *letters,
                               const uint32_t *at, lb_error *error)
{
    for (size_t i = 0; letters[i]; i++) {
        if (!strchr("IXYZ", letters[i]))
            return lb_fail(error, LB_INPUT, "letter %zu is not one of I X Y Z", i + 1);
        if (at[i] >= qubits)
            return lb_fail(error, LB_INPUT, "qubit %u is not below %zu", (unsigned)at[i], qubits);
        for (size_t j = 0; j < i; j++)
            if (at[j] == at[i])
                return lb_fail(error, LB_INPUT, "qubit %u appears twice", (unsigned)at[i]);
        lb_string_set_letter(P, at[i], letters[i]);
    }
    return LB_OK;
}

lb_status lb_sum_append_letters(lb_sum_t S, long num, unsigned long den, const char *letters,
                                const uint32_t *qubits, lb_error *error)
{
    lb_string_t P;
    lb_string_init(P);
    lb_status status = place_letters(P, S->qubits, letters, qubits, error);
    if (status == LB_OK)
        status = append_fraction(S, num, den, P, error);
    lb_string_clear(P);
    return status;
}

typedef struct term {
    lb_string_struct string;
    __mpq_struct coefficient;
} term;

static int compare_terms(const void *a, const void *b)
{
    return lb_string_compare(&((const term *)b)->string, &((const term *)a)->string);
}

static bool is_in_order(const lb_sum_t S)
{
    for (size_t i = 0; i < S->length; i++)
        if (!mpq_sgn(S->coefficients + i) ||
            (i && lb_string_compare(S->strings + i - 1, S->strings + i) <= 0))
            return false;
    return true;
}

/* Add up equal strings, which stand together, and put what is not 0 into S. */
static void merge_equal(lb_sum_t S, term *terms)
{
    size_t kept = 0, count = S->length;
    for (size_t i = 0; i < count;) {
        term first = terms[i++];
        for (; i < count && !lb_string_compare(&first.string, &terms[i].string); i++) {
            mpq_add(&first.coefficient, &first.coefficient, &terms[i].coefficient);
            lb_string_clear(&terms[i].string);
            mpq_clear(&terms[i].coefficient);
        }
        if (mpq_sgn(&first.coefficient)) {
            S->strings[kept] = first.string;
            S->coefficients[kept++] = first.coefficient;
        } else {
            lb_string_clear(&first.string);
            mpq_clear(&first.coefficient);
        }
    }
    S->length = kept;
}

const char *lb_sum_normalize_within(lb_sum_t S, const lb_limits *limits)
{
    if (is_in_order(S))
        return NULL;
    if (!lb_limits_allow(limits, (double)S->length * sizeof(term)))
        return "memory limit reached";
    term *terms = lb_malloc(S->length, sizeof *terms);
    for (size_t i = 0; i < S->length; i++)
        terms[i] = (term){S->strings[i], S->coefficients[i]};
    const char *reached = lb_sort(terms, S->length, sizeof *terms, compare_terms, limits);
    if (!reached)
        merge_equal(S, terms);
    free(terms);
    return reached;
}

void lb_sum_normalize(lb_sum_t S)
{
    (void)lb_sum_normalize_within(S, NULL);
}

bool lb_sum_equal(const lb_sum_t S, const lb_sum_t T)
{
    assert(lb_sum_is_normal(S) && lb_sum_is_normal(T));
    if (S->qubits != T->qubits || S->length != T->length)
        return false;
    for (size_t i = 0; i < S->length; i++)
        if (lb_string_compare(S->strings + i, T->strings + i) ||
            !mpq_equal(S->coefficients + i, T->coefficients + i))
            return false;
    return true;
}

bool lb_sum_contains_identity(const lb_sum_t S)
{
    return S->length && !S->strings[S->length - 1].length;
}

bool lb_sum_proportional(const lb_sum_t S, const lb_sum_t T)
{
    assert(lb_sum_is_normal(S) && lb_sum_is_normal(T));
    if (S->qubits != T->qubits || S->length != T->length)
        return false;
    bool proportional = true;
    mpq_t ratio, other;
    mpq_inits(ratio, other, NULL);
    for (size_t i = 0; i < S->length && proportional; i++) {
        mpq_div(i ? other : ratio, S->coefficients + i, T->coefficients + i);
        proportional =
            !lb_string_compare(S->strings + i, T->strings + i) && (!i || mpq_equal(ratio, other));
    }
    mpq_clears(ratio, other, NULL);
    return proportional;
}

void lb_sum_bracket(lb_sum_t R, const lb_sum_t A, const lb_sum_t B)
{
    assert(A->qubits == B->qubits && lb_sum_is_normal(A) && lb_sum_is_normal(B));
    lb_sum_t result;
    lb_string_t product;
    mpq_t c;
    lb_sum_init(result, A->qubits);
    lb_string_init(product);
    mpq_init(c);
    for (size_t i = 0; i < A->length; i++) {
        for (size_t j = 0; j < B->length; j++) {
            /* For anticommuting strings {P, Q} = i P Q = i^{e+1} W, with e odd. */
            unsigned e = lb_string_multiply(product, A->strings + i, B->strings + j);
            if (!(e & 1))
                continue;
            mpq_mul(c, A->coefficients + i, B->coefficients + j);
            if (e == 1)
                mpq_neg(c, c);
            lb_sum_append(result, c, product);
        }
    }
    lb_sum_normalize(result);
    mpq_clear(c);
    lb_string_clear(product);
    assert(lb_sum_is_normal(result));
    lb_sum_clear(R);
    *R = *result;
}

static bool fraction_is_reduced(const mpq_t c)
{
    mpz_t divisor;
    mpz_init(divisor);
    mpz_gcd(divisor, mpq_numref(c), mpq_denref(c));
    bool reduced = mpz_sgn(mpq_denref(c)) > 0 && !mpz_cmp_ui(divisor, 1);
    mpz_clear(divisor);
    return reduced;
}

bool lb_sum_is_normal(const lb_sum_t S)
{
    for (size_t i = 0; i < S->length; i++) {
        if (!mpq_sgn(S->coefficients + i) || !fraction_is_reduced(S->coefficients + i) ||
            !string_is_valid(S->strings + i, S->qubits))
            return false;
        if (i && lb_string_compare(S->strings + i - 1, S->strings + i) <= 0)
            return false;
    }
    return true;
}

void lb_sum_print(FILE *stream, const lb_sum_t S)
{
    for (size_t i = 0; i < S->length; i++) {
        char *label = lb_string_run_label(S->strings + i, S->qubits);
        if (i)
            fputc(' ', stream);
        mpq_out_str(stream, 10, S->coefficients + i);
        fprintf(stream, " %s", label);
        free(label);
    }
    fputs(S->length ? "\n" : "0\n", stream);
}

void lb_sum_print_terms(FILE *stream, const lb_sum_t S, size_t most)
{
    mpq_t magnitude;
    mpq_init(magnitude);
    for (size_t i = 0; i < S->length; i++) {
        bool negative = mpq_sgn(S->coefficients + i) < 0;
        char *text = lb_string_text(S->strings + i, S->qubits, most);
        fputs(i ? (negative ? " - " : " + ") : (negative ? "-" : ""), stream);
        mpq_abs(magnitude, S->coefficients + i);
        if (mpq_cmp_ui(magnitude, 1, 1)) {
            mpq_out_str(stream, 10, magnitude);
            putc(' ', stream);
        }
        fputs(text, stream);
        free(text);
    }
    if (!S->length)
        putc('0', stream);
    mpq_clear(magnitude);
}
