/* The space that the generators make of the vector of a sector, known by powers of elements: where a
 * sequence phi(x^k w) satisfies no recurrence shorter than d, the space of w has at least d
 * dimensions, and where these are all, the recurrence is the characteristic polynomial of x. */

#include "check/sectors/sectors.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Vectors w and multiples of generators that are tried. */
enum { TRIES = 4 };

typedef struct block {
    lb_check_sectors *S;
    const lb_check_sector *sector;
    uint64_t *w, *form, *v, *next, *sequence, *polynomial;
} block;

static void change_places(block *B)
{
    uint64_t *v = B->v;
    B->v = B->next;
    B->next = v;
}

/* w = a v for a product of random combinations of 1 and the generators. */
static void draw_vector(block *B)
{
    lb_check_sectors *S = B->S;
    size_t bytes = S->size * sizeof *B->v;
    memcpy(B->v, B->sector->vector, bytes);
    for (size_t step = 0; step < 4 * S->closure.strings.qubits + 8; step++) {
        for (size_t b = 0; b < S->size; b++)
            B->next[b] = B->v[b];
        for (size_t k = 0; k < S->closure.generators.count; k++)
            lb_check_tables_add(&S->generators[k], B->next, B->v, lb_check_draw(&S->random, S->p),
                                S->p);
        change_places(B);
    }
    memcpy(B->w, B->v, bytes);
    for (size_t b = 0; b < S->size; b++)
        B->form[b] = lb_check_draw(&S->random, S->p);
}

static uint64_t value_of_form(const block *B)
{
    uint64_t value;
    lb_check_combine(&value, B->form, B->v, B->S->size, 1, B->S->p);
    return value;
}

/* The polynomial of the element plus a multiple of a generator, which may be NULL; whether it has the
 * degree d. */
static bool find_polynomial(block *B, uint64_t *f, const lb_check_operator_tables *element,
                            const lb_check_operator_tables *generator, uint64_t factor)
{
    lb_check_sectors *S = B->S;
    size_t d = B->sector->d, bytes = S->size * sizeof *B->v;
    memcpy(B->v, B->w, bytes);
    for (size_t k = 0; k < 2 * d; k++) {
        B->sequence[k] = value_of_form(B);
        memset(B->next, 0, bytes);
        lb_check_tables_add(element, B->next, B->v, 1, S->p);
        if (generator)
            lb_check_tables_add(generator, B->next, B->v, factor, S->p);
        change_places(B);
    }
    return lb_check_recurrence(f, B->sequence, d, S->p) == d;
}

static bool find_squarefree(block *B, uint64_t *f, uint64_t element)
{
    for (int i = 0; i < TRIES; i++) {
        draw_vector(B);
        if (find_polynomial(B, f, &B->S->elements[element], NULL, 0))
            return lb_check_is_squarefree(f, B->sector->d, B->S->p);
    }
    return false;
}

/* ---- What is asked of a sector ---- */

static bool is_eigenvector(block *B)
{
    const lb_check_sectors *S = B->S;
    const uint64_t *v = B->sector->vector;
    size_t first = 0;
    memset(B->next, 0, S->size * sizeof *B->next);
    lb_check_tables_add(&S->elements[B->sector->vector_element], B->next, v, 1, S->p);
    while (!v[first])
        first++;
    uint64_t value = lb_check_multiply(B->next[first], lb_check_invert(v[first], S->p), S->p);
    for (size_t b = 0; b < S->size; b++)
        if (B->next[b] != lb_check_multiply(value, v[b], S->p))
            return false;
    return true;
}

/* More than half of d, or all that there can be. */
static size_t least_rank(size_t d)
{
    return d == 2 ? 1 : d / 2 + 1;
}

/* tr_c(H) from the traces of x and x + factor H. */
static bool find_trace(block *B, uint64_t *trace, size_t k)
{
    lb_check_sectors *S = B->S;
    size_t d = B->sector->d;
    for (int i = 0; i < TRIES; i++) {
        uint64_t factor = 1 + lb_check_draw(&S->random, S->p - 1);
        if (!find_polynomial(B, B->polynomial, &S->elements[0], &S->generators[k], factor))
            continue;
        uint64_t change =
            lb_check_subtract(B->sector->polynomial[d - 1], B->polynomial[d - 1], S->p);
        *trace = lb_check_multiply(change, lb_check_invert(factor, S->p), S->p);
        return true;
    }
    return false;
}

/* A squarefree polynomial of an element, in B->polynomial; that of element 0 is there. */
static bool take_polynomial(block *B, uint64_t element, size_t c)
{
    size_t d = B->sector->d;
    if (!element)
        memcpy(B->polynomial, B->sector->polynomial, (d + 1) * sizeof *B->polynomial);
    return !element || find_squarefree(B, B->polynomial, element) ||
           lb_check_fail(B->S->closure.reader,
                         "element %" PRIu64 " has not %zu distinct roots on sector %zu", element, d,
                         c);
}

static bool check_sector(block *B, lb_check_sector *sector, size_t c)
{
    lb_check_sectors *S = B->S;
    lb_check_reader *r = S->closure.reader;
    size_t d = sector->d, K = S->closure.generators.count;
    uint64_t e = sector->vector_element, t = sector->torus_element;
    if (!find_squarefree(B, sector->polynomial, 0))
        return lb_check_fail(r, "element 0 has not %zu distinct roots on sector %zu", d, c);
    for (size_t k = 0; k < K; k++)
        if (!find_trace(B, &S->traces[c * K + k], k))
            return lb_check_fail(r, "generator %zu has no trace on sector %zu", k, c);
    if (!take_polynomial(B, e, c))
        return false;
    if (!is_eigenvector(B))
        return lb_check_fail(r, "the vector of sector %zu is no eigenvector", c);
    return d < 2 || ((t == e || take_polynomial(B, t, c)) &&
                     (lb_check_roots_have_rank(B->polynomial, d, least_rank(d), S->p) ||
                      lb_check_fail(
                          r, "the roots of element %" PRIu64 " on sector %zu have a rank below %zu",
                          t, c, least_rank(d))));
}

/* ---- What is asked of several ---- */

/* The product of all polynomials of element 0 is squarefree. */
static bool are_distinct(const lb_check_sectors *S)
{
    uint64_t *product = lb_check_resize(NULL, 2 * (S->size + 1) * sizeof *product),
             *next = product + S->size + 1;
    size_t degree = 0;
    product[0] = 1;
    for (size_t c = 0; c < S->sector_count; c++) {
        size_t d = S->sectors[c].d;
        memset(next, 0, (degree + d + 1) * sizeof *next);
        for (size_t i = 0; i <= degree; i++)
            for (size_t j = 0; j <= d; j++)
                next[i + j] = lb_check_add(
                    next[i + j], lb_check_multiply(product[i], S->sectors[c].polynomial[j], S->p),
                    S->p);
        degree += d;
        memcpy(product, next, (degree + 1) * sizeof *product);
    }
    bool distinct = lb_check_is_squarefree(product, degree, S->p);
    free(product);
    return distinct;
}

/* Whether g = f, or g(t) = +- f(-t). */
static bool are_alike(const uint64_t *f, const uint64_t *g, size_t d, uint64_t p)
{
    bool same = true, opposite = true;
    for (size_t j = 0; j < d; j++) {
        same = same && g[j] == f[j];
        opposite = opposite && g[j] == ((d - j) % 2 ? lb_check_subtract(0, f[j], p) : f[j]);
    }
    return same || opposite;
}

/* The polynomials of element 0 become those of its traceless part. */
static bool are_unlike(lb_check_sectors *S)
{
    for (size_t c = 0; c < S->sector_count; c++) {
        size_t d = S->sectors[c].d;
        lb_check_centre_roots(S->sectors[c].polynomial, d, S->p);
        for (size_t e = 0; e < c && d > 1; e++)
            if (S->sectors[e].d == d &&
                are_alike(S->sectors[c].polynomial, S->sectors[e].polynomial, d, S->p))
                return lb_check_fail(S->closure.reader,
                                     "element 0 has like roots on sectors %zu and %zu", e, c);
    }
    return true;
}

static bool check_sectors(lb_check_sectors *S)
{
    size_t d = 0;
    for (size_t c = 0; c < S->sector_count; c++)
        d = S->sectors[c].d > d ? S->sectors[c].d : d;
    block B = {.S = S};
    B.w = lb_check_resize(NULL, 4 * S->size * sizeof *B.w);
    B.form = B.w + S->size;
    B.v = B.form + S->size;
    B.next = B.v + S->size;
    B.sequence = lb_check_resize(NULL, (3 * d + 1) * sizeof *B.sequence);
    B.polynomial = B.sequence + 2 * d;
    uint64_t *memory = B.w;
    bool ok = true;
    for (size_t c = 0; c < S->sector_count && ok; c++) {
        lb_check_sector *sector = B.S->sectors + c;
        B.sector = sector;
        sector->polynomial = lb_check_resize(NULL, (sector->d + 1) * sizeof *sector->polynomial);
        ok = check_sector(&B, sector, c);
    }
    free(memory);
    free(B.sequence);
    return ok;
}

bool lb_check_blocks(lb_check_sectors *S)
{
    size_t K = S->closure.generators.count;
    S->traces = lb_check_resize(NULL, S->sector_count * K * sizeof *S->traces);
    return check_sectors(S) &&
           (are_distinct(S) ||
            lb_check_fail(S->closure.reader, "element 0 has a root on two sectors")) &&
           are_unlike(S);
}
