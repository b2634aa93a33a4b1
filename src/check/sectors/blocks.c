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
    uint64_t *w, *form, *v, *next, *room, *sequence, *polynomial;
} block;

/* x + factor H, or x^2 + y; what is NULL is left out. */
typedef struct operand {
    const lb_check_operator_tables *x, *generator, *y;
    uint64_t factor;
} operand;

static void change_places(block *B)
{
    uint64_t *v = B->v;
    B->v = B->next;
    B->next = v;
}

size_t lb_check_mixing_steps(const lb_check_sectors *S)
{
    return 4 * S->closure.strings.qubits + 8;
}

void lb_check_mix(lb_check_sectors *S, const lb_check_operator_tables *all, size_t count,
                  size_t steps, uint64_t *v, uint64_t *next)
{
    for (size_t step = 0; step < steps; step++) {
        memcpy(next, v, S->size * sizeof *v);
        for (size_t k = 0; k < count; k++)
            lb_check_tables_add(&all[k], next, v, lb_check_draw(&S->random, S->p), S->p);
        memcpy(v, next, S->size * sizeof *v);
    }
}

/* w = a v for a product of random combinations of 1 and the generators. */
static void draw_vector(block *B)
{
    lb_check_sectors *S = B->S;
    memcpy(B->w, B->sector->vector, S->size * sizeof *B->w);
    lb_check_mix(S, S->generators, S->closure.generators.count, lb_check_mixing_steps(S), B->w,
                 B->next);
    for (size_t b = 0; b < S->size; b++)
        B->form[b] = lb_check_draw(&S->random, S->p);
}

static uint64_t value_of_form(const block *B)
{
    uint64_t value;
    lb_check_combine(&value, B->form, B->v, B->S->size, 1, B->S->p);
    return value;
}

/* B->next = the image of B->v. */
static void apply(block *B, const operand *a)
{
    lb_check_sectors *S = B->S;
    uint64_t *image = a->y ? B->room : B->next;
    memset(B->next, 0, S->size * sizeof *B->next);
    memset(B->room, 0, S->size * sizeof *B->room);
    lb_check_tables_add(a->x, image, B->v, 1, S->p);
    if (a->generator)
        lb_check_tables_add(a->generator, B->next, B->v, a->factor, S->p);
    if (a->y) {
        lb_check_tables_add(a->x, B->next, B->room, 1, S->p);
        lb_check_tables_add(a->y, B->next, B->v, 1, S->p);
    }
}

/* The polynomial of the operand; whether it has the degree d. */
static bool find_polynomial(block *B, uint64_t *f, const operand *a)
{
    size_t d = B->sector->d;
    memcpy(B->v, B->w, B->S->size * sizeof *B->v);
    for (size_t k = 0; k < 2 * d; k++) {
        B->sequence[k] = value_of_form(B);
        apply(B, a);
        change_places(B);
    }
    return lb_check_recurrence(f, B->sequence, d, B->S->p) == d;
}

static bool find_squarefree(block *B, uint64_t *f, const operand *a)
{
    for (int i = 0; i < TRIES; i++) {
        draw_vector(B);
        if (find_polynomial(B, f, a))
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

/* More than half of d, or with a form more than d / 4 + 1, or as many as there can be; none where an
 * earlier sector tells. */
static size_t least_rank(const lb_check_sector *sector, size_t c)
{
    size_t d = sector->d;
    if (sector->dual != LB_CHECK_NO_FORM && sector->dual != c)
        return 0;
    if (sector->dual != c)
        return d < 4 ? d - 1 : d / 2 + 1;
    return d < 8 ? d / 2 : d / 4 + 2;
}

/* tr_c(H) from the traces of x and x + factor H. */
static bool find_trace(block *B, uint64_t *trace, size_t k)
{
    lb_check_sectors *S = B->S;
    size_t d = B->sector->d;
    for (int i = 0; i < TRIES; i++) {
        uint64_t factor = 1 + lb_check_draw(&S->random, S->p - 1);
        const operand a = {.x = &S->elements[0], .generator = &S->generators[k], .factor = factor};
        if (!find_polynomial(B, B->polynomial, &a))
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
    const operand a = {.x = &B->S->elements[element]};
    if (!element)
        memcpy(B->polynomial, B->sector->polynomial, (d + 1) * sizeof *B->polynomial);
    return !element || find_squarefree(B, B->polynomial, &a) ||
           lb_check_fail(B->S->closure.reader,
                         "element %" PRIu64 " has not %zu distinct roots on sector %zu", element, d,
                         c);
}

static bool check_sector(block *B, lb_check_sector *sector, size_t c)
{
    lb_check_sectors *S = B->S;
    lb_check_reader *r = S->closure.reader;
    size_t d = sector->d, K = S->closure.generators.count, rank = least_rank(sector, c);
    uint64_t e = sector->vector_element, t = sector->torus_element;
    const operand first = {.x = &S->elements[0]};
    if (!find_squarefree(B, sector->polynomial, &first))
        return lb_check_fail(r, "element 0 has not %zu distinct roots on sector %zu", d, c);
    for (size_t k = 0; k < K; k++)
        if (!find_trace(B, &S->traces[c * K + k], k))
            return lb_check_fail(r, "generator %zu has no trace on sector %zu", k, c);
    if (!take_polynomial(B, e, c))
        return false;
    if (!is_eigenvector(B))
        return lb_check_fail(r, "the vector of sector %zu is no eigenvector", c);
    return !rank || ((t == e || take_polynomial(B, t, c)) &&
                     (lb_check_roots_have_rank(B->polynomial, d, rank, S->p) ||
                      lb_check_fail(
                          r, "the roots of element %" PRIu64 " on sector %zu have a rank below %zu",
                          t, c, rank)));
}

/* ---- What is asked of several ---- */

/* A product of polynomials. */
typedef struct product {
    size_t degree;
    uint64_t *f, *next;
} product;

static void multiply(product *P, const uint64_t *f, size_t d, uint64_t p)
{
    memset(P->next, 0, (P->degree + d + 1) * sizeof *P->next);
    for (size_t i = 0; i <= P->degree; i++)
        for (size_t j = 0; j <= d; j++)
            P->next[i + j] = lb_check_add(P->next[i + j], lb_check_multiply(P->f[i], f[j], p), p);
    P->degree += d;
    memcpy(P->f, P->next, (P->degree + 1) * sizeof *P->f);
}

/* The polynomial that tells this sector from the others, in B->polynomial. */
static bool find_distinct(block *B, const lb_check_sector *sector, size_t c)
{
    lb_check_sectors *S = B->S;
    B->sector = sector;
    if (!S->squares) {
        memcpy(B->polynomial, sector->polynomial, (sector->d + 1) * sizeof *B->polynomial);
        return true;
    }
    const operand a = {.x = &S->elements[S->squared], .y = &S->elements[S->added]};
    return find_squarefree(B, B->polynomial, &a) ||
           lb_check_fail(S->closure.reader,
                         "the square and the element have not %" PRIu64
                         " distinct roots on sector %zu",
                         sector->d, c);
}

/* The product of these polynomials is squarefree. */
static bool check_distinct(block *B)
{
    lb_check_sectors *S = B->S;
    uint64_t *memory = lb_check_resize(NULL, 2 * (S->size + 1) * sizeof *memory);
    product P = {.f = memory, .next = memory + S->size + 1};
    bool ok = true;
    P.f[0] = 1;
    for (size_t c = 0; c < S->sector_count && ok; c++) {
        ok = find_distinct(B, &S->sectors[c], c);
        if (ok)
            multiply(&P, B->polynomial, S->sectors[c].d, S->p);
    }
    ok = ok && (lb_check_is_squarefree(P.f, P.degree, S->p) ||
                lb_check_fail(S->closure.reader, "%s a root on two sectors",
                              S->squares ? "the square and the element have" : "element 0 has"));
    free(memory);
    return ok;
}

bool lb_check_blocks(lb_check_sectors *S)
{
    size_t d = 0;
    S->traces =
        lb_check_resize(NULL, S->sector_count * S->closure.generators.count * sizeof *S->traces);
    for (size_t c = 0; c < S->sector_count; c++)
        d = S->sectors[c].d > d ? S->sectors[c].d : d;
    block B = {.S = S};
    B.w = lb_check_resize(NULL, 5 * S->size * sizeof *B.w);
    B.form = B.w + S->size;
    B.v = B.form + S->size;
    B.next = B.v + S->size;
    B.room = B.next + S->size;
    B.sequence = lb_check_resize(NULL, (4 * d + 1) * sizeof *B.sequence);
    B.polynomial = B.sequence + 2 * d;
    uint64_t *memory = B.w;
    bool ok = true;
    for (size_t c = 0; c < S->sector_count && ok; c++) {
        lb_check_sector *sector = B.S->sectors + c;
        B.sector = sector;
        sector->polynomial = lb_check_resize(NULL, (sector->d + 1) * sizeof *sector->polynomial);
        ok = check_sector(&B, sector, c);
    }
    ok = ok && check_distinct(&B);
    free(memory);
    free(B.sequence);
    return ok;
}
