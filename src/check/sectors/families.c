/* A sector that is the dual of no earlier one stands for a family, on which [g, g] acts by su(d), or by
 * so(d) or sp(d / 2) if it is its own dual. */

#include "check/sectors/sectors.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* A simple type, under one name, and the polynomial of the values of the Killing form on the ideals of a
 * family. */
typedef struct family {
    size_t sector;
    const char *name;
    uint64_t n, dimension, copies;
    uint64_t polynomial[3]; /* of degree `copies` */
} family;

static bool has_form(const lb_check_sectors *S, size_t c)
{
    return S->sectors[c].dual == c && S->sectors[c].d > 2;
}

/* so(3) is su(2), so(4) twice that, so(5) is sp(2), so(6) is su(4). */
static void set_type(family *f, const lb_check_sectors *S)
{
    const lb_check_sector *s = &S->sectors[f->sector];
    uint64_t d = s->d;
    bool form = has_form(S, f->sector);
    if (!form || (s->symmetric && (d < 5 || d == 6))) {
        f->name = "su";
        f->n = !form ? d : d < 5 ? 2 : 4;
        f->dimension = f->n * f->n - 1;
    } else if (s->symmetric && d > 6) {
        f->name = "so";
        f->n = d;
        f->dimension = d * (d - 1) / 2;
    } else {
        f->name = "sp";
        f->n = d / 2;
        f->dimension = f->n * (2 * f->n + 1);
    }
    f->copies = form && s->symmetric && d == 4 ? 2 : 1;
}

/* With A the traceless part of element 0 and t = tr A^2, which are read from its polynomial, the Killing
 * form has the value 2 d t on su(d), (d - 2) t on so(d), and (d + 2) t on sp(d / 2). On so(4) A has
 * eigenvalues +-a and +-b, its ideals have the roots +-(a + b) and +-(a - b), and the sums of their squares
 * are the two values. */
static void set_polynomial(family *f, const lb_check_sectors *S)
{
    const lb_check_sector *s = &S->sectors[f->sector];
    uint64_t d = s->d, p = S->p, second = s->polynomial[d - 2],
             t = lb_check_multiply(p - 2, second, p),
             times = !has_form(S, f->sector) ? 2 * d
                     : s->symmetric          ? d - 2
                                             : d + 2;
    if (f->copies == 1) {
        f->polynomial[0] = lb_check_subtract(0, lb_check_multiply(times % p, t, p), p);
        f->polynomial[1] = 1;
        return;
    }
    uint64_t square = lb_check_multiply(second, second, p),
             product = lb_check_subtract(square, lb_check_multiply(4 % p, s->polynomial[0], p), p);
    f->polynomial[0] = lb_check_multiply(4 % p, product, p);
    f->polynomial[1] = lb_check_multiply(4 % p, second, p);
    f->polynomial[2] = 1;
}

/* By decreasing dimension, su before so before sp. */
static int compare_families(const void *a, const void *b)
{
    const family *f = a, *g = b;
    if (f->dimension != g->dimension)
        return f->dimension < g->dimension ? 1 : -1;
    return f->name[1] != g->name[1] ? (f->name[1] == 'u' || g->name[1] == 'p' ? -1 : 1) : 0;
}

/* Those that see simple ideals, in order; the caller frees them. */
static family *list_families(const lb_check_sectors *S, size_t *count)
{
    family *all = lb_check_resize(NULL, S->sector_count * sizeof *all);
    *count = 0;
    for (size_t c = 0; c < S->sector_count; c++) {
        if (S->sectors[c].d == 1 ||
            (S->sectors[c].dual != LB_CHECK_NO_FORM && S->sectors[c].dual != c))
            continue;
        family *f = &all[(*count)++];
        f->sector = c;
        set_type(f, S);
        set_polynomial(f, S);
    }
    if (*count)
        qsort(all, *count, sizeof *all, compare_families);
    return all;
}

/* The first family behind those of the type of number `first`. */
static size_t end_of_type(const family *all, size_t count, size_t first)
{
    size_t end = first + 1;
    while (end < count && !compare_families(&all[first], &all[end]))
        end++;
    return end;
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

/* Whether a value of the Killing form is one of both, or twice one of a family. */
static bool share_value(const family *f, const family *g, uint64_t p)
{
    uint64_t product[5] = {0};
    for (size_t i = 0; i <= f->copies; i++)
        for (size_t j = 0; j <= g->copies; j++)
            product[i + j] = lb_check_add(
                product[i + j], lb_check_multiply(f->polynomial[i], g->polynomial[j], p), p);
    return !lb_check_is_squarefree(product, f->copies + g->copies, p);
}

/* Whether an ideal of one type may act on both families, by all that is known: without forms, on as many
 * states, it has on one the eigenvalues that it has on the other, or these with the other sign. */
static bool may_share(const lb_check_sectors *S, const family *f, const family *g)
{
    const lb_check_sector *s = &S->sectors[f->sector], *t = &S->sectors[g->sector];
    if (s->d == t->d && !has_form(S, f->sector) && !has_form(S, g->sector))
        return are_alike(s->polynomial, t->polynomial, s->d, S->p);
    return share_value(f, g, S->p);
}

static bool are_unlike(const lb_check_sectors *S, const family *all, size_t count)
{
    static const family none = {.polynomial = {1}};
    bool unlike = true;
    for (size_t i = 0; i < count && unlike; i++) {
        unlike = !share_value(&all[i], &none, S->p);
        for (size_t j = 0; j < i && unlike; j++)
            unlike = !may_share(S, &all[i], &all[j]);
    }
    return unlike;
}

bool lb_check_families(lb_check_sectors *S)
{
    size_t count;
    for (size_t c = 0; c < S->sector_count; c++)
        lb_check_centre_roots(S->sectors[c].polynomial, S->sectors[c].d, S->p);
    family *all = list_families(S, &count);
    bool ok = true;
    for (size_t first = 0, end; first < count && ok; first = end) {
        end = end_of_type(all, count, first);
        ok = are_unlike(S, all + first, end - first) ||
             lb_check_fail(S->closure.reader,
                           "element 0 does not tell the ideals %s(%" PRIu64 ") apart",
                           all[first].name, all[first].n);
    }
    free(all);
    return ok;
}

uint64_t lb_check_derived(const lb_check_sectors *S)
{
    size_t count;
    family *all = list_families(S, &count);
    uint64_t derived = 0;
    for (size_t i = 0; i < count; i++)
        derived += all[i].copies * all[i].dimension;
    free(all);
    return derived;
}

/* ---- The name ---- */

static void print_ideal(FILE *stream, const char *name, uint64_t d, uint64_t copies, bool first)
{
    fputs(first ? "" : " + ", stream);
    if (copies > 1)
        fprintf(stream, "%" PRIu64 " ", copies);
    fprintf(stream, "%s(%" PRIu64 ")", name, d);
}

char *lb_check_algebra_name(const lb_check_sectors *S, size_t centre)
{
    char *text;
    size_t length, count;
    family *all = list_families(S, &count);
    FILE *stream = open_memstream(&text, &length);
    if (!stream)
        lb_check_memory_refused();
    for (size_t first = 0, end; first < count; first = end) {
        uint64_t copies = 0;
        end = end_of_type(all, count, first);
        for (size_t i = first; i < end; i++)
            copies += all[i].copies;
        print_ideal(stream, all[first].name, all[first].n, copies, !first);
    }
    if (centre)
        print_ideal(stream, "u", 1, centre, !count);
    if (!count && !centre)
        fputs("0", stream);
    if (fclose(stream))
        lb_check_memory_refused();
    free(all);
    return text;
}
