/* In class r modulo the period, with n = o modulo D step where D step is the period in n, a base c
 * is written as B^((n - o) / D) with the smallest possible D; the offset o moves by multiples of D
 * until the coefficients have no factor B in a denominator and not all have one in the numerator:
 * 1/2 * 4^n becomes 2*4^(n-1), and 4 * 4^n becomes 4^(n+1). What denominators are left are taken
 * out of the whole sum. */

#include "fit/print.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <flint/fmpq_vec.h>
#include <flint/fmpz_poly.h>
#include <flint/ulong_extras.h>

#include "base/digits.h"
#include "base/memory.h"

typedef struct writer {
    char *text;
    size_t length, capacity;
    char *name; /* of n, as the style wants it */
    bool latex;
} writer;

static void put(writer *w, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void put(writer *w, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    size_t more = (size_t)vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    w->text = lb_grow(w->text, &w->capacity, w->length + more + 1, 1);
    vsnprintf(w->text + w->length, more + 1, format, again);
    va_end(again);
    w->length += more;
}

static void put_integer(writer *w, const fmpz_t value)
{
    char *digits = fmpz_get_str(NULL, 10, value);
    put(w, "%s", digits);
    flint_free(digits);
}

/* A name of several letters is one symbol in LaTeX too. */
static void writer_init(writer *w, const char *parameter, lb_fit_style style)
{
    *w = (writer){.latex = style == LB_FIT_LATEX};
    if (!w->latex || !parameter[1]) {
        w->name = lb_strdup(parameter);
        return;
    }
    writer name = {0};
    put(&name, "\\mathit{");
    for (const char *c = parameter; *c; c++)
        put(&name, "%s%c", *c == '_' ? "\\" : "", *c);
    put(&name, "}");
    w->name = name.text;
}

static char *writer_finish(writer *w)
{
    free(w->name);
    return w->text;
}

/* n, n-1 or n+1. */
static void put_shifted(writer *w, int64_t offset)
{
    put(w, "%s", w->name);
    if (offset)
        put(w, "%+" PRId64, -offset);
}

/* The exponents of a term: n^k, and B^((n - offset) / divisor) unless B is 1. */
typedef struct power {
    fmpz_t B;
    int64_t offset;
    size_t divisor;
} power;

static void put_exponential(writer *w, const power *p)
{
    bool plain = p->divisor == 1 && !p->offset;
    put_integer(w, p->B);
    put(w, w->latex ? "^{" : plain ? "^" : "^(");
    if (p->divisor > 1 && p->offset)
        put(w, "(");
    put_shifted(w, p->offset);
    if (p->divisor > 1)
        put(w, "%s/%zu", p->offset ? ")" : "", p->divisor);
    put(w, w->latex ? "}" : plain ? "" : ")");
}

static void put_monomial(writer *w, ulong k)
{
    put(w, "%s", w->name);
    if (k > 1)
        put(w, w->latex ? "^{%lu}" : "^%lu", k);
}

/* " + " or " - ", or a minus sign in front, before a term of this sign. */
static void put_sign(writer *w, int sign, bool *first)
{
    put(w, "%s", *first ? (sign < 0 ? "-" : "") : (sign < 0 ? " - " : " + "));
    *first = false;
}

/* |value| times n^k times the exponential of p, which may be NULL. */
static void put_product(writer *w, const fmpz_t value, ulong k, const power *p)
{
    fmpz_t size;
    fmpz_init(size);
    fmpz_abs(size, value);
    bool shown = !fmpz_is_one(size) || (!k && !p);
    if (shown)
        put_integer(w, size);
    if (k && shown)
        put(w, w->latex ? " " : "*");
    if (k)
        put_monomial(w, k);
    if (p && (k || shown))
        put(w, w->latex ? " \\cdot " : "*");
    if (p)
        put_exponential(w, p);
    fmpz_clear(size);
}

/* The terms of one base in one class: values[i] n^powers[i], by falling power. */
typedef struct group {
    power p;
    bool constant; /* B = 1 */
    size_t count;
    fmpq *values;
    const ulong *powers;
} group;

/* B, offset and divisor for c^((n - offset) / period). */
static void find_power(power *p, const fmpz_t c, int64_t offset, size_t period)
{
    ulong exponent = 1;
    fmpz_t root;
    fmpz_init(root);
    fmpz_init_set(p->B, c);
    for (int q = fmpz_is_perfect_power(root, p->B); q && !fmpz_is_one(p->B);
         q = fmpz_is_perfect_power(root, p->B)) {
        exponent *= (ulong)q;
        fmpz_set(p->B, root);
    }
    ulong common = n_gcd(exponent, period);
    fmpz_pow_ui(p->B, p->B, exponent / common);
    p->divisor = period / common;
    p->offset = offset;
    fmpz_clear(root);
}

static bool some_denominator_shares(const group *g)
{
    bool shares = false;
    fmpz_t common;
    fmpz_init(common);
    for (size_t i = 0; i < g->count && !shares; i++) {
        fmpz_gcd(common, fmpq_denref(g->values + i), g->p.B);
        shares = !fmpz_is_one(common);
    }
    fmpz_clear(common);
    return shares;
}

static bool all_numerators_divide(const group *g)
{
    for (size_t i = 0; i < g->count; i++)
        if (!fmpz_divisible(fmpq_numref(g->values + i), g->p.B))
            return false;
    return true;
}

static void normalize_offset(group *g)
{
    while (some_denominator_shares(g)) {
        for (size_t i = 0; i < g->count; i++)
            fmpq_mul_fmpz(g->values + i, g->values + i, g->p.B);
        g->p.offset += (int64_t)g->p.divisor;
    }
    while (all_numerators_divide(g)) {
        for (size_t i = 0; i < g->count; i++)
            fmpq_div_fmpz(g->values + i, g->values + i, g->p.B);
        g->p.offset -= (int64_t)g->p.divisor;
    }
}

/* The next group of class r from term `start` on; zeros are left out. The next start. */
static size_t take_group(group *g, const lb_fit_closed *closed, const lb_fit_points *points,
                         size_t r, size_t start, fmpq *values, ulong *powers)
{
    const fmpz *base = closed->bases + start;
    int64_t offset = points->first + (int64_t)r * points->step;
    size_t i = start;
    *g = (group){.constant = fmpz_is_one(base), .values = values, .powers = powers};
    for (; i < closed->terms && fmpz_equal(closed->bases + i, base); i++) {
        const fmpq *value = closed->values + r * closed->terms + i;
        if (fmpq_is_zero(value))
            continue;
        fmpq_set(values + g->count, value);
        powers[g->count++] = closed->powers[i];
    }
    find_power(&g->p, base, offset, closed->period * (size_t)points->step);
    if (g->count && !g->constant)
        normalize_offset(g);
    return i;
}

/* The sum of the group times the common denominator. */
static void put_group(writer *w, const group *g, const fmpz_t denominator, bool *first)
{
    const power *p = g->constant ? NULL : &g->p;
    bool factored = p && g->count > 1, inner = true;
    int sign = g->count ? fmpq_sgn(g->values) : 0;
    fmpz_t value;
    fmpz_init(value);
    if (factored) {
        put_sign(w, sign, first);
        put(w, "(");
    }
    for (size_t i = 0; i < g->count; i++) {
        fmpz_divexact(value, denominator, fmpq_denref(g->values + i));
        fmpz_mul(value, value, fmpq_numref(g->values + i));
        put_sign(w, fmpz_sgn(value) * (factored ? sign : 1), factored ? &inner : first);
        put_product(w, value, g->powers[i], factored ? NULL : p);
    }
    if (factored) {
        put(w, w->latex ? ") \\cdot " : ")*");
        put_exponential(w, p);
    }
    fmpz_clear(value);
}

static void put_groups(writer *w, const group *groups, size_t count)
{
    bool first = true;
    size_t terms = 0;
    fmpz_t denominator;
    fmpz_init_set_ui(denominator, 1);
    for (size_t g = 0; g < count; g++) {
        for (size_t i = 0; i < groups[g].count; i++)
            fmpz_lcm(denominator, denominator, fmpq_denref(groups[g].values + i));
        terms += groups[g].count;
    }
    bool fraction = !fmpz_is_one(denominator), several = terms > 1;
    if (fraction)
        put(w, w->latex ? "\\frac{" : several ? "(" : "");
    for (size_t g = 0; g < count; g++)
        put_group(w, &groups[g], denominator, &first);
    if (!terms)
        put(w, "0");
    if (fraction) {
        put(w, w->latex ? "}{" : several ? ")/" : "/");
        put_integer(w, denominator);
        put(w, w->latex ? "}" : "");
    }
    fmpz_clear(denominator);
}

/* The function in class r. */
static char *class_text(const lb_fit_closed *closed, const lb_fit_points *points, size_t r,
                        const char *parameter, lb_fit_style style)
{
    writer w;
    group *groups = lb_malloc(closed->terms, sizeof *groups);
    fmpq *values = _fmpq_vec_init((slong)closed->terms);
    ulong *powers = lb_malloc(closed->terms, sizeof *powers);
    size_t count = 0;
    writer_init(&w, parameter, style);
    for (size_t i = 0; i < closed->terms; count++)
        i = take_group(&groups[count], closed, points, r, i, values + i, powers + i);
    put_groups(&w, groups, count);
    for (size_t g = 0; g < count; g++)
        fmpz_clear(groups[g].p.B);
    _fmpq_vec_clear(values, (slong)closed->terms);
    free(powers);
    free(groups);
    return writer_finish(&w);
}

/* "n%4 == 1 or n%4 == 3" for the classes whose text is that of class r. */
static void put_classes(writer *w, char *const *texts, size_t r, const lb_fit_closed *closed,
                        const lb_fit_points *points)
{
    int64_t period = (int64_t)closed->period * points->step;
    bool first = true;
    if (w->latex)
        put(w, "%s \\equiv ", w->name);
    for (size_t s = r; s < closed->period; s++) {
        if (!texts[s] || strcmp(texts[s], texts[r]) != 0)
            continue;
        int64_t residue = (points->first + (int64_t)s * points->step) % period;
        residue += residue < 0 ? period : 0;
        if (!w->latex)
            put(w, "%s%s%%%" PRId64 " == ", first ? "" : " or ", w->name, period);
        else
            put(w, "%s", first ? "" : ", ");
        put(w, "%" PRId64, residue);
        first = false;
    }
    if (w->latex)
        put(w, " \\bmod %" PRId64, period);
}

/* Where the text of class r holds; nothing when it holds everywhere. */
static void put_condition(writer *w, char *const *texts, size_t r, const lb_fit_closed *closed,
                          const lb_fit_points *points)
{
    bool classes = (int64_t)closed->period * points->step > 1, from = points->exceptions;
    bool both = classes && from;
    if (!classes && !from)
        return;
    put(w, w->latex ? "\\ (" : " if ");
    if (from)
        put(w, w->latex ? "%s \\geq %" PRId64 : "%s >= %" PRId64, w->name, points->first);
    put(w, "%s", !both ? "" : w->latex ? ",\\ " : " and (");
    if (classes)
        put_classes(w, texts, r, closed, points);
    put(w, w->latex || both ? ")" : "");
}

static bool is_first_of_its_kind(char *const *texts, size_t r)
{
    for (size_t s = 0; s < r; s++)
        if (texts[s] && !strcmp(texts[s], texts[r]))
            return false;
    return true;
}

char *lb_fit_print_closed(const lb_fit_closed *closed, const lb_fit_points *points,
                          const char *parameter, lb_fit_style style)
{
    writer w;
    char **texts = lb_calloc(closed->period, sizeof *texts);
    writer_init(&w, parameter, style);
    for (size_t r = 0; r < closed->period; r++)
        if (closed->classes[r])
            texts[r] = class_text(closed, points, r, parameter, style);
    for (size_t r = 0; r < closed->period; r++) {
        if (!texts[r] || !is_first_of_its_kind(texts, r))
            continue;
        put(&w, "%s%s", w.length ? (w.latex ? ";\\ " : "; ") : "", texts[r]);
        put_condition(&w, texts, r, closed, points);
    }
    for (size_t r = 0; r < closed->period; r++)
        free(texts[r]);
    free(texts);
    return writer_finish(&w);
}

/* "a(n)" of the value i steps back. */
static void put_back(writer *w, slong i, const lb_fit_points *points)
{
    put(w, "a(");
    put_shifted(w, i * points->step);
    put(w, ")");
}

char *lb_fit_print_recurrence(const fmpz_poly_t characteristic, const lb_fit_points *points,
                              const char *parameter, lb_fit_style style)
{
    writer w;
    bool first = true;
    slong order = fmpz_poly_degree(characteristic);
    writer_init(&w, parameter, style);
    put_back(&w, 0, points);
    put(&w, " = ");
    for (slong i = 1; i <= order; i++) {
        fmpq_t c;
        fmpq_init(c);
        fmpq_set_fmpz_frac(c, characteristic->coeffs + order - i, fmpz_poly_lead(characteristic));
        fmpq_neg(c, c);
        if (!fmpq_is_zero(c)) {
            put_sign(&w, fmpq_sgn(c), &first);
            fmpq_abs(c, c);
            char *text = fmpq_is_one(c) ? NULL : fmpq_get_str(NULL, 10, c);
            put(&w, "%s%s", text ? text : "", text ? (w.latex ? "\\," : "*") : "");
            put_back(&w, i, points);
            flint_free(text);
        }
        fmpq_clear(c);
    }
    for (slong i = 0; i < order; i++) {
        put(&w, ", a(%" PRId64 ") = ", points->first + i * points->step);
        put_integer(&w, points->values + i);
    }
    return writer_finish(&w);
}

char *lb_fit_print_exception(const char *form, int64_t at, const mpz_t value, const char *parameter,
                             lb_fit_style style)
{
    writer w;
    char *digits = lb_integer_text(value);
    writer_init(&w, parameter, style);
    put(&w, w.latex ? "%s;\\ %s\\ (%s = %" PRId64 ")" : "%s; %s if %s == %" PRId64, form, digits,
        w.name, at);
    free(digits);
    return writer_finish(&w);
}
