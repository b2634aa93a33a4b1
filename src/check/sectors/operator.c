/* W(x, z) takes the state b to i^|x & z| (-1)^|z & b| times the state b ^ x. The terms that have one x
 * are one diagonal matrix, and are kept as a table. */

#include "check/sectors/sectors.h"

#include <stdlib.h>
#include <string.h>

enum { RUN = 64 };

/* ---- Sums ---- */

static lb_check_term *new_term(lb_check_terms *terms)
{
    terms->at = lb_check_grow(terms->at, &terms->capacity, terms->count + 1, sizeof *terms->at);
    return &terms->at[terms->count++];
}

static int compare_terms(const void *a, const void *b)
{
    const lb_check_term *s = a, *t = b;
    return s->x != t->x ? (s->x > t->x) - (s->x < t->x) : (s->z > t->z) - (s->z < t->z);
}

void lb_check_terms_merge(lb_check_terms *terms, uint64_t p)
{
    size_t count = 0;
    if (terms->count)
        qsort(terms->at, terms->count, sizeof *terms->at, compare_terms);
    for (size_t t = 0; t < terms->count; t++) {
        const lb_check_term *term = &terms->at[t];
        if (count && !compare_terms(term, &terms->at[count - 1]))
            terms->at[count - 1].value = lb_check_add(terms->at[count - 1].value, term->value, p);
        else
            terms->at[count++] = *term;
    }
    terms->count = 0;
    for (size_t t = 0; t < count; t++)
        if (terms->at[t].value)
            terms->at[terms->count++] = terms->at[t];
}

void lb_check_terms_of_sum(lb_check_terms *terms, const lb_check_closure *C,
                           const lb_check_sums *sums, size_t i, uint64_t p)
{
    for (size_t t = sums->start[i]; t < sums->start[i + 1]; t++) {
        const uint64_t *xz = lb_check_words_of(&C->strings, sums->ids[t]);
        *new_term(terms) = (lb_check_term){(uint32_t)xz[0], (uint32_t)xz[1],
                                           lb_check_integer_modulo(&sums->coefficients.at[t], p)};
    }
    lb_check_terms_merge(terms, p);
}

void lb_check_terms_add(lb_check_terms *terms, const lb_check_terms *a, uint64_t factor, uint64_t p)
{
    for (size_t t = 0; t < a->count; t++) {
        lb_check_term term = a->at[t];
        term.value = lb_check_multiply(term.value, factor, p);
        *new_term(terms) = term;
    }
}

size_t lb_check_terms_masks(const lb_check_terms *terms)
{
    size_t count = 0;
    for (size_t t = 0; t < terms->count; t++)
        count += !t || terms->at[t].x != terms->at[t - 1].x;
    return count;
}

/* W(u) W(v) = i^e W(u + v). */
static unsigned quarters(const lb_check_term *u, const lb_check_term *v)
{
    int e = __builtin_popcount(u->x & u->z) + __builtin_popcount(v->x & v->z) +
            2 * __builtin_popcount(u->z & v->x) - __builtin_popcount((u->x ^ v->x) & (u->z ^ v->z));
    return (unsigned)e % 4;
}

/* Where they anticommute, (i / 2) [W(u), W(v)] = i^(e + 1) W(u + v), and e is odd. */
void lb_check_terms_add_bracket(lb_check_terms *terms, const lb_check_terms *a,
                                const lb_check_terms *b, uint64_t p)
{
    for (size_t s = 0; s < a->count; s++)
        for (size_t t = 0; t < b->count; t++) {
            const lb_check_term *u = &a->at[s], *v = &b->at[t];
            if (!(__builtin_popcount((u->x & v->z) ^ (u->z & v->x)) % 2))
                continue;
            uint64_t value = lb_check_multiply(u->value, v->value, p);
            if (quarters(u, v) == 1 && value)
                value = p - value;
            *new_term(terms) = (lb_check_term){u->x ^ v->x, u->z ^ v->z, value};
        }
}

/* ---- Tables ---- */

static void add_term(uint64_t *table, size_t size, const lb_check_term *term, uint64_t p,
                     uint64_t root)
{
    uint64_t value = term->value;
    for (int k = __builtin_popcount(term->x & term->z) % 4; k; k--)
        value = lb_check_multiply(value, root, p);
    for (size_t b = 0; b < size; b++) {
        bool minus = __builtin_popcount(term->z & ((uint32_t)b ^ term->x)) % 2;
        table[b] = minus ? lb_check_subtract(table[b], value, p) : lb_check_add(table[b], value, p);
    }
}

void lb_check_tables_init(lb_check_operator_tables *T, const lb_check_terms *terms, size_t qubits,
                          uint64_t p, uint64_t root)
{
    size_t size = (size_t)1 << qubits, count = lb_check_terms_masks(terms);
    *T = (lb_check_operator_tables){.size = size};
    T->masks = lb_check_resize(NULL, count * sizeof *T->masks);
    T->tables = lb_check_resize(NULL, count * size * sizeof *T->tables);
    for (size_t t = 0; t < terms->count; t++) {
        if (!t || terms->at[t].x != terms->at[t - 1].x) {
            T->masks[T->count] = terms->at[t].x;
            memset(T->tables + T->count++ * size, 0, size * sizeof *T->tables);
        }
        add_term(T->tables + (T->count - 1) * size, size, &terms->at[t], p, root);
    }
}

void lb_check_tables_init_map(lb_check_operator_tables *T, const uint16_t *map, size_t qubits)
{
    *T = (lb_check_operator_tables){.size = (size_t)1 << qubits};
    T->images = lb_check_resize(NULL, T->size * sizeof *T->images);
    for (size_t b = 0; b < T->size; b++) {
        T->images[b] = 0;
        for (size_t q = 0; q < qubits; q++)
            T->images[b] |= (uint32_t)(b >> q & 1) << map[q];
    }
}

void lb_check_tables_clear(lb_check_operator_tables *T)
{
    free(T->masks);
    free(T->tables);
    free(T->images);
}

static void add_permuted(const lb_check_operator_tables *T, uint64_t *w, const uint64_t *v,
                         uint64_t factor, uint64_t p)
{
    for (size_t b = 0; b < T->size; b++) {
        uint64_t *entry = &w[T->images[b]];
        *entry = lb_check_add(*entry, lb_check_multiply(factor, v[b], p), p);
    }
}

/* Entries start .. start + length - 1 of the image. */
static void multiply_run(const lb_check_operator_tables *T, lb_check_wide *sums, const uint64_t *v,
                         size_t start, size_t length, uint64_t p)
{
    memset(sums, 0, length * sizeof *sums);
    for (size_t i = 0; i < T->count; i++) {
        const uint64_t *table = T->tables + i * T->size + start;
        size_t mask = T->masks[i], low = mask % RUN;
        const uint64_t *from = v + (start ^ (mask - low));
        for (size_t k = 0; k < length; k++)
            sums[k] += (lb_check_wide)table[k] * from[k ^ low];
        for (size_t k = 0; i % LB_CHECK_WIDE_PRODUCTS == LB_CHECK_WIDE_PRODUCTS - 2 && k < length;
             k++)
            sums[k] %= p;
    }
}

void lb_check_tables_add(const lb_check_operator_tables *T, uint64_t *w, const uint64_t *v,
                         uint64_t factor, uint64_t p)
{
    lb_check_wide sums[RUN];
    if (T->matrix) {
        lb_check_bilinear_add(T->sectors, T->matrix, w, v, factor);
        return;
    }
    if (T->images) {
        add_permuted(T, w, v, factor, p);
        return;
    }
    size_t length = T->size < RUN ? T->size : RUN;
    for (size_t start = 0; start < T->size; start += length) {
        multiply_run(T, sums, v, start, length, p);
        for (size_t k = 0; k < length; k++)
            w[start + k] = (uint64_t)((w[start + k] + sums[k] % p * factor) % p);
    }
}
