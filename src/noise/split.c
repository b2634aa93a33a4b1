#include "noise/split.h"

#include <stdlib.h>

#include "base/memory.h"

static int first_qubit(const lb_spectral_term *term)
{
    return __builtin_ctzll(term->x | term->z);
}

static int span(const lb_spectral_term *term)
{
    return 63 - __builtin_clzll(term->x | term->z) - first_qubit(term);
}

static int weight(const lb_spectral_term *term)
{
    return __builtin_popcountll(term->x | term->z);
}

/* Ties are between strings with the same ends: any fixed order. */
static int compare_terms(const void *a, const void *b)
{
    const lb_spectral_term *s = a, *t = b;
    if (span(s) != span(t))
        return span(s) - span(t);
    if (first_qubit(s) != first_qubit(t))
        return first_qubit(s) - first_qubit(t);
    return s->x != t->x ? (s->x > t->x) - (s->x < t->x) : (s->z > t->z) - (s->z < t->z);
}

lb_spectral_term *lb_split_terms(size_t *length, const lb_sum_struct *H, const mpq_t factor)
{
    lb_spectral_term *terms = lb_malloc(H->length, sizeof *terms);
    mpq_t c;
    mpq_init(c);
    *length = 0;
    for (size_t t = 0; t < H->length; t++) {
        const lb_string_struct *P = &H->strings[t];
        mpq_mul(c, &H->coefficients[t], factor);
        if (P->length && mpq_sgn(c))
            terms[(*length)++] = (lb_spectral_term){P->blocks[0].x, P->blocks[0].z, mpq_get_d(c)};
    }
    mpq_clear(c);
    qsort(terms, *length, sizeof *terms, compare_terms);
    return terms;
}

bool lb_split_commute(const lb_spectral_term *terms, size_t length)
{
    for (size_t a = 0; a < length; a++)
        for (size_t b = 0; b < a; b++)
            if (__builtin_parityll((terms[a].x & terms[b].z) ^ (terms[a].z & terms[b].x)))
                return false;
    return true;
}

/* A change of basis makes each letter Z, and CNOTs gather the parity on the last qubit. */
size_t lb_split(lb_split_gate gates[LB_SPLIT_MAX], lb_spectral_term *core,
                const lb_spectral_term *term)
{
    size_t count = 0;
    *core = *term;
    if (weight(term) == 1)
        return 0;
    for (uint64_t left = term->x; left; left &= left - 1) {
        uint32_t q = (uint32_t)__builtin_ctzll(left);
        gates[count++] = (lb_split_gate){term->z >> q & 1 ? LB_GATE_SX : LB_GATE_H, {q, 0}};
    }
    uint64_t left = term->x | term->z;
    uint32_t q = (uint32_t)__builtin_ctzll(left);
    for (left &= left - 1; left; left &= left - 1) {
        uint32_t next = (uint32_t)__builtin_ctzll(left);
        gates[count++] = (lb_split_gate){LB_GATE_CX, {q, next}};
        q = next;
    }
    *core = (lb_spectral_term){0, (uint64_t)1 << q, term->coefficient};
    return count;
}

size_t lb_split_stages(const lb_spectral_term *terms, size_t length)
{
    int most = 1;
    bool turned = false;
    for (size_t t = 0; t < length; t++) {
        most = weight(&terms[t]) > most ? weight(&terms[t]) : most;
        turned = turned || (weight(&terms[t]) > 1 && terms[t].x);
    }
    return 1 + 2 * (size_t)(most - 1) + (turned ? 2 : 0);
}
