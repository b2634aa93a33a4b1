#include "fit/fraction.h"

#include <stdlib.h>
#include <string.h>

#include <flint/fmpq.h>
#include <flint/fmpq_mat.h>
#include <flint/fmpz.h>
#include <flint/fmpz_poly.h>

#include "base/memory.h"

/* ---- Integers and their inverses ---- */

/* Every part "F if C" of the formula becomes "1/(F) if C". */
static char *invert_formula(const char *formula)
{
    char *inverted = lb_strdup("");
    for (const char *part = formula; part;) {
        const char *end = strstr(part, "; "), *condition = strstr(part, " if ");
        size_t length = end ? (size_t)(end - part) : strlen(part);
        size_t value = condition && (!end || condition < end) ? (size_t)(condition - part) : length;
        char *longer = lb_sprintf("%s%s1/(%.*s)%.*s", inverted, *inverted ? "; " : "", (int)value,
                                  part, (int)(length - value), part + value);
        free(inverted);
        inverted = longer;
        part = end ? end + 2 : NULL;
    }
    return inverted;
}

static void invert_form(lb_fit *fit)
{
    if (!fit->formula)
        return;
    bool recurrence = strstr(fit->formula, "a(n) =") != NULL;
    char *formula =
        recurrence ? lb_sprintf("1/a(n), %s", fit->formula) : invert_formula(fit->formula);
    char *latex = lb_sprintf("\\left(%s\\right)^{-1}", fit->latex);
    free(fit->formula);
    free(fit->latex);
    fit->formula = formula;
    fit->latex = latex;
}

/* Whether all numerators, or denominators, are 1; these become the others. */
static bool all_integers(__mpz_struct *integers, const __mpq_struct *values, size_t count,
                         bool inverse)
{
    bool all = true;
    for (size_t i = 0; i < count && all; i++) {
        const __mpz_struct *one = inverse ? mpq_numref(values + i) : mpq_denref(values + i);
        integers[i] = inverse ? *mpq_denref(values + i) : *mpq_numref(values + i);
        all = !mpz_cmp_ui(one, 1);
    }
    return all;
}

/* ---- Quotients of polynomials ---- */

/* P / Q. */
typedef struct quotient {
    fmpz_poly_t numerator, denominator;
} quotient;

static void quotient_init(quotient *q)
{
    fmpz_poly_init(q->numerator);
    fmpz_poly_init(q->denominator);
}

static void quotient_clear(quotient *q)
{
    fmpz_poly_clear(q->numerator);
    fmpz_poly_clear(q->denominator);
}

/* Row i says that P(n) - v Q(n) = 0 at the i-th point. */
static void fill_system(fmpq_mat_t M, const int64_t *at, const __mpq_struct *values, slong p)
{
    fmpq_t power, value;
    fmpq_init(power);
    fmpq_init(value);
    for (slong i = 0; i < fmpq_mat_nrows(M); i++) {
        fmpq_set_mpq(value, values + i);
        for (slong j = 0; j < fmpq_mat_ncols(M); j++) {
            slong degree = j <= p ? j : j - p - 1;
            fmpq_set_si(power, (slong)at[i], 1);
            fmpq_pow_si(power, power, degree);
            if (j > p) {
                fmpq_mul(power, power, value);
                fmpq_neg(power, power);
            }
            fmpq_set(fmpq_mat_entry(M, i, j), power);
        }
    }
    fmpq_clear(power);
    fmpq_clear(value);
}

/* The kernel of the reduced M, when it is a line: all columns but one have pivots. */
static void read_kernel(quotient *q, const fmpq_mat_t M, slong rank, slong p)
{
    slong columns = fmpq_mat_ncols(M), row = 0, free_column = columns - 1;
    fmpz_t common;
    fmpq_t entry;
    fmpz_init_set_ui(common, 1);
    fmpq_init(entry);
    for (slong j = columns - 1; j >= 0; j--)
        if (j >= rank || fmpq_is_zero(fmpq_mat_entry(M, j, j)))
            free_column = j;
    for (row = 0; row < rank; row++)
        fmpz_lcm(common, common, fmpq_mat_entry_den(M, row, free_column));
    for (slong j = 0; j < columns; j++) {
        if (j == free_column)
            fmpq_set_fmpz_frac(entry, common, common);
        else
            fmpq_neg(entry, fmpq_mat_entry(M, j < free_column ? j : j - 1, free_column));
        fmpq_mul_fmpz(entry, entry, common);
        fmpz_poly_set_coeff_fmpz(j <= p ? q->numerator : q->denominator, j <= p ? j : j - p - 1,
                                 fmpq_numref(entry));
    }
    fmpq_clear(entry);
    fmpz_clear(common);
}

static void make_primitive(quotient *q)
{
    fmpz_t content, other;
    fmpz_init(content);
    fmpz_init(other);
    fmpz_poly_content(content, q->numerator);
    fmpz_poly_content(other, q->denominator);
    fmpz_gcd(content, content, other);
    if (fmpz_poly_degree(q->denominator) >= 0 && fmpz_sgn(fmpz_poly_lead(q->denominator)) < 0)
        fmpz_neg(content, content);
    if (!fmpz_is_zero(content)) {
        fmpz_poly_scalar_divexact_fmpz(q->numerator, q->numerator, content);
        fmpz_poly_scalar_divexact_fmpz(q->denominator, q->denominator, content);
    }
    fmpz_clear(content);
    fmpz_clear(other);
}

/* Whether the denominator vanishes nowhere among the points. */
static bool is_defined(const quotient *q, const int64_t *at, size_t count)
{
    bool defined = true;
    fmpz_t n, value;
    fmpz_init(n);
    fmpz_init(value);
    for (size_t i = 0; i < count && defined; i++) {
        fmpz_set_si(n, (slong)at[i]);
        fmpz_poly_evaluate_fmpz(value, q->denominator, n);
        defined = !fmpz_is_zero(value);
    }
    fmpz_clear(n);
    fmpz_clear(value);
    return defined;
}

/* The quotient with these degrees, when there is exactly one up to a factor. */
static bool try_degrees(quotient *q, const int64_t *at, const __mpq_struct *values, size_t count,
                        slong p, slong d)
{
    fmpq_mat_t M;
    fmpq_mat_init(M, (slong)count, p + d + 2);
    fill_system(M, at, values, p);
    slong rank = fmpq_mat_rref(M, M);
    bool found = rank == p + d + 1;
    if (found) {
        read_kernel(q, M, rank, p);
        make_primitive(q);
        found = is_defined(q, at, count);
    }
    fmpq_mat_clear(M);
    return found;
}

/* With the fewest unknowns; returns their number, 0 for none. */
static size_t find_quotient(quotient *q, const int64_t *at, const __mpq_struct *values,
                            size_t count)
{
    for (slong sum = 0; (size_t)sum + 1 + LB_FIT_SPARE_LEAST <= count; sum++)
        for (slong d = 0; d <= sum; d++)
            if (try_degrees(q, at, values, count, sum - d, d))
                return (size_t)sum + 1;
    return 0;
}

/* "n^2 - n - 1" of FLINT's "n^2-n-1"; latex leaves products out. The caller frees it. */
static char *polynomial_text(const fmpz_poly_t f, const char *parameter, bool latex)
{
    char *pretty = fmpz_poly_get_str_pretty(f, parameter), *text = lb_strdup("");
    for (const char *c = pretty; *c; c++) {
        bool spaced = (*c == '-' || *c == '+') && c > pretty;
        char *longer = spaced               ? lb_sprintf("%s %c ", text, *c)
                       : latex && *c == '*' ? lb_sprintf("%s ", text)
                                            : lb_sprintf("%s%c", text, *c);
        free(text);
        text = longer;
    }
    flint_free(pretty);
    return text;
}

/* In parentheses unless it is one factor. */
static char *factor_text(char *text)
{
    char *factor = text[strcspn(text, " *-")] ? lb_sprintf("(%s)", text) : lb_strdup(text);
    free(text);
    return factor;
}

static char *quotient_text(const quotient *q, const char *parameter, bool latex)
{
    char *above = polynomial_text(q->numerator, parameter, latex);
    char *below = polynomial_text(q->denominator, parameter, latex);
    bool integral = fmpz_poly_is_one(q->denominator);
    if (!latex && !integral) {
        above = factor_text(above);
        below = factor_text(below);
    }
    char *text = integral ? lb_strdup(above)
                 : latex  ? lb_sprintf("\\frac{%s}{%s}", above, below)
                          : lb_sprintf("%s/%s", above, below);
    free(above);
    free(below);
    return text;
}

static void set_quotient(lb_fit *fit, const quotient *q, size_t unknowns, size_t count,
                         const char *parameter)
{
    fit->formula = quotient_text(q, parameter, false);
    fit->latex = quotient_text(q, parameter, true);
    fit->unknowns = unknowns;
    fit->spare = count - unknowns;
}

/* One for even and one for odd n, both with spare values. */
static void find_by_parity(lb_fit *fit, const int64_t *at, const __mpq_struct *values, size_t count,
                           const char *parameter)
{
    int64_t *points = lb_malloc(count, sizeof *points);
    __mpq_struct *of_parity = lb_malloc(count, sizeof *of_parity);
    quotient q[2];
    size_t unknowns[2], taken[2] = {0};
    for (int parity = 0; parity < 2; parity++) {
        quotient_init(q + parity);
        for (size_t i = 0; i < count; i++)
            if ((at[i] & 1) == parity) {
                points[taken[parity]] = at[i];
                of_parity[taken[parity]++] = values[i];
            }
        unknowns[parity] = find_quotient(q + parity, points, of_parity, taken[parity]);
    }
    if (unknowns[0] && unknowns[1]) {
        char *even = quotient_text(q, parameter, false),
             *odd = quotient_text(q + 1, parameter, false);
        char *even_latex = quotient_text(q, parameter, true);
        char *odd_latex = quotient_text(q + 1, parameter, true);
        fit->formula =
            lb_sprintf("%s if %s%%2 == 0; %s if %s%%2 == 1", even, parameter, odd, parameter);
        fit->latex =
            lb_sprintf("\\begin{cases}%s & %s\\text{ even}\\\\%s & %s\\text{ odd}\\end{cases}",
                       even_latex, parameter, odd_latex, parameter);
        fit->unknowns = unknowns[0] + unknowns[1];
        fit->spare = count - fit->unknowns;
        free(even);
        free(odd);
        free(even_latex);
        free(odd_latex);
    }
    quotient_clear(q);
    quotient_clear(q + 1);
    free(of_parity);
    free(points);
}

void lb_fit_find_fractions(lb_fit *fit, const int64_t *at, const __mpq_struct *values, size_t count,
                           const char *parameter)
{
    __mpz_struct *integers = lb_malloc(count, sizeof *integers);
    *fit = (lb_fit){.formula = NULL};
    bool integral = all_integers(integers, values, count, false);
    bool inverse = !integral && all_integers(integers, values, count, true);
    if (integral || inverse)
        lb_fit_find(fit, at, integers, count, parameter);
    if (inverse)
        invert_form(fit);
    free(integers);
    if (fit->formula || integral || count > LB_FIT_QUOTIENT_VALUES_MAX)
        return;
    quotient q;
    quotient_init(&q);
    size_t unknowns = find_quotient(&q, at, values, count);
    if (unknowns)
        set_quotient(fit, &q, unknowns, count, parameter);
    quotient_clear(&q);
    if (!unknowns)
        find_by_parity(fit, at, values, count, parameter);
}
