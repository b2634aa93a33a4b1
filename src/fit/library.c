/* Depth first through the products of the factors, in the order of the list, with a limit on the
 * length that is raised step by step. Along the path the columns of the factors taken so far are
 * kept in reduced form, modulo a prime, and with them what they leave of the values. Where nothing
 * is left the values are a combination of the columns. A factor that adds a dependent column is
 * left out: at these points it says nothing new. */

#include "fit/library.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <flint/fmpz_poly.h>
#include <flint/nmod.h>
#include <flint/nmod_mat.h>
#include <flint/nmod_vec.h>

#include "base/memory.h"
#include "base/prime.h"
#include "fit/fit.h"

enum {
    DEGREE_MOST = 4,  /* of a factor */
    POWER_MOST = 7,   /* of a factor in a product */
    END = 2,          /* digits that end a product */
    LENGTH_STEP = 3,  /* between two limits */
    LENGTH_MOST = 20, /* so at most 2^20 products are tried */
};

/* A factor, by its coefficients from the constant one up, and the digits that name it. */
typedef struct library_entry {
    unsigned digits;
    int degree;
    int coefficients[DEGREE_MOST + 1];
} library_entry;

static const library_entry library[] = {
    {1, 1, {-1, 1}},          /* polynomials */
    {3, 1, {-4, 1}},          /* 4^t */
    {3, 1, {1, 1}},           /* even and odd */
    {4, 1, {-2, 1}},          /* 2^t */
    {5, 1, {2, 1}},           /* 2^t, even and odd */
    {6, 1, {-16, 1}},         /* 16^t */
    {6, 2, {1, 1, 1}},        /* period 3 */
    {6, 2, {1, 0, 1}},        /* period 4 */
    {6, 2, {-2, 0, 1}},       /* 2^(t/2), even and odd */
    {7, 1, {-3, 1}},          /* 3^t */
    {7, 1, {-8, 1}},          /* 8^t */
    {7, 1, {4, 1}},           /* 4^t, even and odd */
    {7, 2, {4, 0, 1}},        /* 2^t, period 4 */
    {7, 2, {1, -1, 1}},       /* period 6 */
    {7, 4, {1, 0, 0, 0, 1}},  /* period 8 */
    {7, 4, {16, 0, 0, 0, 1}}, /* 2^t, period 8 */
    {7, 2, {2, -2, 1}},       /* 2^(t/2), period 8: powers of 1 + i */
    {7, 2, {2, 2, 1}},        /* 2^(t/2), period 8: powers of -1 + i */
    {7, 2, {2, 0, 1}},        /* 2^(t/2), period 4 */
    {7, 4, {1, 1, 1, 1, 1}},  /* period 5 */
    {7, 4, {1, 0, -1, 0, 1}}, /* period 12 */
};
enum { LIBRARY_SIZE = sizeof library / sizeof *library };

/* The entries as polynomials. c^n is (c^step)^t, so c^step replaces c; two entries that then agree
 * are one. */
static void entry_polynomial(fmpz_poly_t p, const library_entry *entry, int64_t step)
{
    fmpz_poly_zero(p);
    for (int i = 0; i <= entry->degree; i++)
        fmpz_poly_set_coeff_si(p, i, entry->coefficients[i]);
    if (entry->degree == 1) {
        fmpz_t root;
        fmpz_init_set_si(root, -entry->coefficients[0]);
        fmpz_pow_ui(root, root, (ulong)step);
        fmpz_neg(root, root);
        fmpz_poly_set_coeff_fmpz(p, 0, root);
        fmpz_clear(root);
    }
}

typedef struct factor {
    fmpz_poly_t p;
    unsigned digits;
    slong degree;
    nmod_mat_t columns; /* transposed: n^k s_j(t) in row k degree + j */
} factor;

typedef struct search {
    const lb_fit_points *points;
    nmod_t prime;
    slong count; /* of values */
    size_t factor_count;
    factor factors[LIBRARY_SIZE];
    double *affordable; /* length, by the number of unknowns */
    /* The path. Row i of reduced has a one at pivots[i]; rest holds, after i columns, what they
     * leave of the values in row i. */
    nmod_mat_t reduced, rest;
    slong *pivots;
    slong unknowns;
    slong powers[LIBRARY_SIZE];
    unsigned length, limit;
    /* The shortest product found. */
    slong best[LIBRARY_SIZE];
    unsigned best_length;
    size_t best_count;
} search;

static int descending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x < y) - (x > y);
}

double lb_fit_affordable(const lb_fit_points *points, size_t unknowns)
{
    if (points->count < unknowns + LB_FIT_SPARE_LEAST)
        return -1;
    double *digits = lb_malloc(points->count, sizeof *digits);
    double sum = -LB_FIT_MARGIN * (1 + (double)points->exceptions);
    for (size_t i = 0; i < points->count; i++) {
        slong exponent;
        double mantissa = fabs(fmpz_get_d_2exp(&exponent, points->values + i));
        digits[i] = exponent > 50 ? log2(mantissa) + (double)exponent + 1
                                  : log2(2 * ldexp(mantissa, (int)exponent) + 1);
    }
    qsort(digits, points->count, sizeof *digits, descending);
    for (size_t i = 0; i < points->count - unknowns; i++)
        sum += digits[i];
    free(digits);
    return sum;
}

unsigned lb_fit_length(const fmpz_poly_factor_t space, const lb_fit_points *points)
{
    unsigned length = END;
    fmpz_poly_t p;
    fmpz_poly_init(p);
    for (slong i = 0; i < space->num && length; i++) {
        size_t e = 0;
        for (; e < LIBRARY_SIZE; e++) {
            entry_polynomial(p, &library[e], points->step);
            if (fmpz_poly_equal(p, space->p + i))
                break;
        }
        length = e < LIBRARY_SIZE ? length + library[e].digits * (unsigned)space->exp[i] : 0;
    }
    fmpz_poly_clear(p);
    return length;
}

/* vector -= vector[pivot] * row, for every row of the path. */
static void reduce(search *s, mp_ptr vector, slong rows)
{
    for (slong i = 0; i < rows; i++) {
        mp_limb_t scale = vector[s->pivots[i]];
        if (scale)
            _nmod_vec_scalar_addmul_nmod(vector, s->reduced->rows[i], s->count,
                                         nmod_neg(scale, s->prime), s->prime);
    }
}

/* Put the column behind those of the path; false, and nothing changed, when it depends on them. */
static bool push_column(search *s, mp_srcptr column)
{
    mp_ptr row = s->reduced->rows[s->unknowns];
    slong pivot = 0;
    _nmod_vec_set(row, column, s->count);
    reduce(s, row, s->unknowns);
    while (pivot < s->count && !row[pivot])
        pivot++;
    if (pivot == s->count)
        return false;
    _nmod_vec_scalar_mul_nmod(row, row, s->count, nmod_inv(row[pivot], s->prime), s->prime);
    mp_ptr rest = s->rest->rows[s->unknowns + 1];
    _nmod_vec_set(rest, s->rest->rows[s->unknowns], s->count);
    if (rest[pivot])
        _nmod_vec_scalar_addmul_nmod(rest, row, s->count, nmod_neg(rest[pivot], s->prime),
                                     s->prime);
    s->pivots[s->unknowns++] = pivot;
    return true;
}

static void record(search *s)
{
    if (s->length > s->best_length)
        return;
    s->best_count = s->length < s->best_length ? 1 : s->best_count + 1;
    s->best_length = s->length;
    memcpy(s->best, s->powers, sizeof s->best);
}

static void extend(search *s, size_t from);

/* The products that have one factor more, this one. */
static void take(search *s, size_t i)
{
    const factor *f = &s->factors[i];
    slong before = s->unknowns, taken = 0;
    while (taken < f->degree && push_column(s, f->columns->rows[s->powers[i] * f->degree + taken]))
        taken++;
    if (taken == f->degree) {
        s->powers[i]++;
        s->length += f->digits;
        if (_nmod_vec_is_zero(s->rest->rows[s->unknowns], s->count))
            record(s);
        else
            extend(s, i);
        s->length -= f->digits;
        s->powers[i]--;
    }
    s->unknowns = before;
}

static void extend(search *s, size_t from)
{
    for (size_t i = from; i < s->factor_count; i++) {
        const factor *f = &s->factors[i];
        unsigned length = s->length + f->digits;
        slong unknowns = s->unknowns + f->degree;
        if (length <= s->limit && s->powers[i] < POWER_MOST && unknowns < s->count &&
            s->affordable[unknowns] >= length)
            take(s, i);
    }
}

static void add_factor(search *s, const library_entry *entry)
{
    factor *f = &s->factors[s->factor_count];
    fmpz_poly_init(f->p);
    entry_polynomial(f->p, entry, s->points->step);
    for (size_t i = 0; i < s->factor_count; i++)
        if (fmpz_poly_equal(f->p, s->factors[i].p)) {
            fmpz_poly_clear(f->p);
            return;
        }
    f->digits = entry->digits;
    f->degree = entry->degree;
    s->factor_count++;
    fmpz_mat_t columns, transposed;
    fmpz_mat_init(columns, s->count, f->degree * POWER_MOST);
    fmpz_mat_init(transposed, f->degree * POWER_MOST, s->count);
    lb_fit_columns(columns, 0, f->p, POWER_MOST, s->points);
    fmpz_mat_transpose(transposed, columns);
    nmod_mat_init(f->columns, f->degree * POWER_MOST, s->count, s->prime.n);
    fmpz_mat_get_nmod_mat(f->columns, transposed);
    fmpz_mat_clear(columns);
    fmpz_mat_clear(transposed);
}

static void search_init(search *s, const lb_fit_points *points)
{
    *s = (search){.points = points, .count = (slong)points->count, .length = END};
    nmod_init(&s->prime, LB_LARGE_PRIME);
    for (size_t i = 0; i < LIBRARY_SIZE; i++)
        add_factor(s, &library[i]);
    s->affordable = lb_malloc(points->count + 1, sizeof *s->affordable);
    for (size_t i = 0; i <= points->count; i++)
        s->affordable[i] = lb_fit_affordable(points, i);
    slong rows = s->count < LENGTH_MOST * DEGREE_MOST ? s->count : LENGTH_MOST * DEGREE_MOST;
    nmod_mat_init(s->reduced, rows + 1, s->count, s->prime.n);
    nmod_mat_init(s->rest, rows + 2, s->count, s->prime.n);
    for (slong i = 0; i < s->count; i++)
        s->rest->rows[0][i] = fmpz_fdiv_ui(points->values + i, s->prime.n);
    s->pivots = lb_malloc((size_t)rows + 1, sizeof *s->pivots);
    s->best_length = LENGTH_MOST + 1;
}

static void search_clear(search *s)
{
    for (size_t i = 0; i < s->factor_count; i++) {
        fmpz_poly_clear(s->factors[i].p);
        nmod_mat_clear(s->factors[i].columns);
    }
    nmod_mat_clear(s->reduced);
    nmod_mat_clear(s->rest);
    free(s->affordable);
    free(s->pivots);
}

bool lb_fit_search(fmpz_poly_factor_t space, const lb_fit_points *points)
{
    search s;
    search_init(&s, points);
    while (!s.best_count && s.limit < LENGTH_MOST) {
        s.limit += LENGTH_STEP;
        s.limit = s.limit < LENGTH_MOST ? s.limit : LENGTH_MOST;
        extend(&s, 0);
    }
    for (size_t i = 0; i < s.factor_count && s.best_count == 1; i++)
        if (s.best[i])
            fmpz_poly_factor_insert(space, s.factors[i].p, s.best[i]);
    bool found = s.best_count == 1;
    search_clear(&s);
    return found;
}
