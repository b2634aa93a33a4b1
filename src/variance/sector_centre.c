#include "variance/sector_centre.h"

#include <assert.h>
#include <stdlib.h>

#include <flint/fmpq.h>
#include <flint/fmpz_poly.h>
#include <flint/fmpz_poly_factor.h>

#include "base/memory.h"
#include "base/random.h"
#include "variance/projection.h"

enum { SEED = 7, COEFFICIENT = 1000, TRIES = 4 };

/* ---- The commutant ---- */

static void add_element(lb_sector_centre *c, const lb_sum_t S, uint32_t i, size_t *capacity)
{
    uint64_t *dense = lb_malloc(2 * c->strings.words, sizeof *dense);
    uint32_t first = c->offsets[i];
    c->offsets[i + 1] = first + (uint32_t)S->length;
    c->terms = lb_grow(c->terms, capacity, c->offsets[i + 1], sizeof *c->terms);
    for (size_t t = 0; t < S->length; t++) {
        lb_centre_term *term = c->terms + first + t;
        lb_dense_from_string(dense, S->strings + t, c->strings.words);
        term->string = lb_string_table_intern(&c->strings, dense);
        fmpq_init(&term->coefficient);
        fmpq_set_mpq(&term->coefficient, S->coefficients + t);
    }
    if (lb_sum_contains_identity(S))
        c->identity = i;
    free(dense);
}

/* A term of each element whose string is in no other; false where one has none. */
static bool find_pivots(lb_sector_centre *c)
{
    uint32_t *uses = lb_calloc(c->strings.count, sizeof *uses);
    bool found = true;
    for (uint32_t t = 0; t < c->offsets[c->count]; t++)
        uses[c->terms[t].string]++;
    for (uint32_t i = 0; i < c->count && found; i++) {
        uint32_t t = c->offsets[i];
        while (t < c->offsets[i + 1] && uses[c->terms[t].string] > 1)
            t++;
        found = t < c->offsets[i + 1];
        c->pivots[i] = t;
    }
    free(uses);
    return found;
}

static bool add_basis(lb_sector_centre *c, const lb_conserved *conserved)
{
    size_t capacity = 0;
    lb_sum_t S;
    lb_sum_init(S, c->qubits);
    lb_string_table_init(&c->strings, lb_dense_words(c->qubits));
    c->offsets = lb_calloc(c->count + 1, sizeof *c->offsets);
    c->pivots = lb_malloc(c->count, sizeof *c->pivots);
    for (uint32_t i = 0; i < c->count; i++) {
        lb_conserved_basis(S, conserved, i);
        add_element(c, S, i, &capacity);
    }
    lb_sum_clear(S);
    return find_pivots(c);
}

/* Room for a coefficient of each string: those of sum coordinates[i] c_i. */
static fmpq *expand(const lb_sector_centre *c, const fmpq *coordinates)
{
    fmpq *values = lb_fractions_init(c->strings.count);
    for (uint32_t i = 0; i < c->count; i++)
        for (uint32_t t = c->offsets[i]; t < c->offsets[i + 1] && !fmpq_is_zero(coordinates + i);
             t++)
            fmpq_addmul(values + c->terms[t].string, coordinates + i, &c->terms[t].coefficient);
    return values;
}

/* value += the coefficient of string `pivot` in P R, or with `odd` in P R / i, P one term. */
static void add_product(fmpq_t value, const lb_sector_centre *c, const lb_centre_term *P,
                        const fmpq *R, const uint64_t *pivot, bool odd, uint64_t *room)
{
    size_t W = c->strings.words;
    const uint64_t *p = lb_string_table_at(&c->strings, P->string);
    int e = 0;
    for (size_t w = 0; w < W; w++) {
        room[w] = p[w] ^ pivot[w];
        room[W + w] = p[W + w] ^ pivot[W + w];
        e += lb_word_phase(p[w], p[W + w], room[w], room[W + w]);
    }
    uint32_t Q = (e & 1) == odd ? lb_string_table_find(&c->strings, room) : LB_NO_STRING;
    if (Q == LB_NO_STRING)
        return;
    if (e & 2)
        fmpq_submul(value, &P->coefficient, R + Q);
    else
        fmpq_addmul(value, &P->coefficient, R + Q);
}

/* Rows from `first` on: c_i R, or with `odd` c_i R / i, as far as it is real, in the basis. False
 * when a limit came first. */
static bool multiply_all(fmpq_mat_t M, slong first, const lb_sector_centre *c,
                         const fmpq *coordinates, bool odd, lb_run *run)
{
    fmpq *R = expand(c, coordinates);
    uint64_t *room = lb_malloc(2 * c->strings.words, sizeof *room);
    bool goes_on = true;
    for (uint32_t i = 0; i < c->count && goes_on; i++) {
        for (uint32_t k = 0; k < c->count; k++) {
            const lb_centre_term *pivot = c->terms + c->pivots[k];
            fmpq *entry = fmpq_mat_entry(M, first + i, k);
            for (uint32_t t = c->offsets[i]; t < c->offsets[i + 1]; t++)
                add_product(entry, c, c->terms + t, R,
                            lb_string_table_at(&c->strings, pivot->string), odd, room);
            fmpq_div(entry, entry, &pivot->coefficient);
        }
        size_t work = (size_t)c->count * (c->offsets[i + 1] - c->offsets[i]);
        goes_on = lb_run_goes_on(run, work, (lb_progress){.stage = "sectors"});
    }
    free(room);
    lb_fractions_clear(R, c->strings.count);
    return goes_on;
}

/* ---- The centre ---- */

static void draw(fmpq *values, size_t count, lb_random *random)
{
    for (size_t i = 0; i < count; i++)
        fmpq_set_si(values + i, 1 + (slong)lb_random_below(random, COEFFICIENT), 1);
}

/* Row vectors x with x M = 0 from the reduced echelon form of M^T: the sum of them with random
 * coefficients. Returns how many there are. */
static slong combine_kernel(fmpq *sum, fmpq_mat_t transposed, lb_random *random)
{
    slong rank = fmpq_mat_rref(transposed, transposed), D = fmpq_mat_ncols(transposed), row = 0;
    fmpq_t r;
    fmpq_init(r);
    for (slong free_column = 0; free_column < D; free_column++) {
        if (row < rank && fmpq_is_one(fmpq_mat_entry(transposed, row, free_column))) {
            row++;
            continue;
        }
        fmpq_set_si(r, 1 + (slong)lb_random_below(random, COEFFICIENT), 1);
        fmpq_add(sum + free_column, sum + free_column, r);
        for (slong i = 0, pivot = 0; i < row; i++, pivot++) {
            while (!fmpq_is_one(fmpq_mat_entry(transposed, i, pivot)))
                pivot++;
            fmpq_submul(sum + pivot, r, fmpq_mat_entry(transposed, i, free_column));
        }
    }
    fmpq_clear(r);
    return D - rank;
}

/* z, a random element of what commutes with two random elements. That is no smaller than the centre;
 * false unless it has the dimension s of that. */
static bool find_central(fmpq *z, const lb_sector_centre *c, slong s, lb_random *random,
                         lb_run *run)
{
    slong D = c->count;
    fmpq_mat_t M, transposed;
    fmpq *R = lb_fractions_init(c->count);
    fmpq_mat_init(M, 2 * D, D);
    fmpq_mat_init(transposed, 2 * D, D);
    bool found = true;
    for (slong half = 0; half < 2 && found; half++) {
        draw(R, c->count, random);
        found = multiply_all(M, half * D, c, R, true, run);
    }
    /* Row i of a half has {c_i, R}: an element x of the kernel is sum x_i c_i. */
    for (slong half = 0; half < 2; half++)
        for (slong i = 0; i < D; i++)
            for (slong k = 0; k < D; k++)
                fmpq_swap(fmpq_mat_entry(transposed, half * D + k, i),
                          fmpq_mat_entry(M, half * D + i, k));
    found = found && combine_kernel(z, transposed, random) == s;
    fmpq_mat_clear(M);
    fmpq_mat_clear(transposed);
    lb_fractions_clear(R, c->count);
    return found;
}

/* f with z^s = -(f_0 + .. + f_(s-1) z^(s-1)), from the powers of z up to s. False when those below s
 * are dependent. */
static bool find_polynomial(lb_sector_centre *c, slong s)
{
    fmpq_mat_t transposed;
    fmpq_t coefficient;
    fmpq_mat_init(transposed, c->count, s + 1);
    fmpq_init(coefficient);
    for (slong k = 0; k <= s; k++)
        for (slong i = 0; i < (slong)c->count; i++)
            fmpq_set(fmpq_mat_entry(transposed, i, k), fmpq_mat_entry(c->powers, k, i));
    bool independent = fmpq_mat_rref(transposed, transposed) == s &&
                       fmpq_is_one(fmpq_mat_entry(transposed, s - 1, s - 1));
    fmpq_poly_set_coeff_si(c->f, s, 1);
    for (slong k = 0; k < s && independent; k++) {
        fmpq_neg(coefficient, fmpq_mat_entry(transposed, k, s));
        fmpq_poly_set_coeff_fmpq(c->f, k, coefficient);
    }
    fmpq_clear(coefficient);
    fmpq_mat_clear(transposed);
    return independent;
}

static void find_powers(lb_sector_centre *c, slong s)
{
    fmpq_set_si(fmpq_mat_entry(c->powers, 0, c->identity), 1, 1);
    for (slong k = 0; k < s; k++)
        for (slong i = 0; i < (slong)c->count; i++)
            for (slong j = 0; j < (slong)c->count; j++)
                fmpq_addmul(fmpq_mat_entry(c->powers, k + 1, j), fmpq_mat_entry(c->powers, k, i),
                            fmpq_mat_entry(c->product, i, j));
}

/* ---- Values ---- */

/* The power sums of the roots of f, not necessarily monic, below `count`, by Newton's identities. */
static void find_power_sums(fmpq *sums, slong count, const fmpq_poly_t f)
{
    slong s = fmpq_poly_degree(f);
    fmpq_t lead, a;
    fmpq_init(lead);
    fmpq_init(a);
    fmpq_poly_get_coeff_fmpq(lead, f, s);
    for (slong k = 0; k < count; k++) {
        fmpq_zero(sums + k);
        for (slong i = 1; i <= s && i < k; i++) {
            fmpq_poly_get_coeff_fmpq(a, f, s - i);
            fmpq_submul(sums + k, a, sums + k - i);
        }
        if (k && k <= s) {
            fmpq_poly_get_coeff_fmpq(a, f, s - k);
            fmpq_mul_si(a, a, k);
            fmpq_sub(sums + k, sums + k, a);
        }
        fmpq_div(sums + k, sums + k, lead);
        if (!k)
            fmpq_set_si(sums, s, 1);
    }
    fmpq_clear(lead);
    fmpq_clear(a);
}

static void set_traces(lb_sector_centre *c, slong s)
{
    fmpq *sums = lb_fractions_init((size_t)(2 * s));
    find_power_sums(sums, 2 * s, c->f);
    for (slong k = 0; k < s; k++)
        for (slong l = 0; l < s; l++)
            fmpq_set(fmpq_mat_entry(c->traces, k, l), sums + k + l);
    c->power_sums = lb_fractions_init((size_t)s);
    for (slong k = 0; k < s; k++)
        fmpq_set(c->power_sums + k, sums + k);
    lb_fractions_clear(sums, (size_t)(2 * s));
}

void lb_centre_form_of_moments(fmpq_poly_t v, const lb_sector_centre *c, const fmpq *moments)
{
    slong s = fmpq_mat_nrows(c->traces);
    fmpq_t sum;
    fmpq_init(sum);
    fmpq_poly_zero(v);
    for (slong k = 0; k < s; k++) {
        fmpq_zero(sum);
        for (slong l = 0; l < s; l++)
            fmpq_addmul(sum, fmpq_mat_entry(c->traces, k, l), moments + l);
        fmpq_poly_set_coeff_fmpq(v, k, sum);
    }
    fmpq_clear(sum);
}

void lb_centre_form(fmpq_poly_t v, const lb_sector_centre *c, const fmpq *values)
{
    slong s = fmpq_mat_nrows(c->traces);
    fmpq *moments = lb_fractions_init((size_t)s);
    for (slong k = 0; k < s; k++)
        for (uint32_t i = 0; i < c->count; i++)
            fmpq_addmul(moments + k, fmpq_mat_entry(c->powers, k, i), values + i);
    lb_centre_form_of_moments(v, c, moments);
    lb_fractions_clear(moments, (size_t)s);
}

void lb_centre_multiply(fmpq_poly_t v, const lb_sector_centre *c, const fmpq_poly_t a,
                        const fmpq_poly_t b)
{
    fmpq_poly_mul(v, a, b);
    fmpq_poly_rem(v, v, c->f);
}

void lb_centre_divide(fmpq_poly_t v, const lb_sector_centre *c, const fmpq_poly_t a,
                      const fmpq_poly_t b)
{
    fmpq_poly_t g, inverse, other;
    fmpq_poly_init(g);
    fmpq_poly_init(inverse);
    fmpq_poly_init(other);
    fmpq_poly_xgcd(g, inverse, other, b, c->f);
    assert(fmpq_poly_is_one(g));
    lb_centre_multiply(v, c, a, inverse);
    fmpq_poly_clear(g);
    fmpq_poly_clear(inverse);
    fmpq_poly_clear(other);
}

static void sum_of_roots(fmpq_t sum, const fmpq_poly_t v, const fmpq *power_sums)
{
    fmpq_t a;
    fmpq_init(a);
    fmpq_zero(sum);
    for (slong k = 0; k <= fmpq_poly_degree(v); k++) {
        fmpq_poly_get_coeff_fmpq(a, v, k);
        fmpq_addmul(sum, a, power_sums + k);
    }
    fmpq_clear(a);
}

void lb_centre_sum(fmpq_t sum, const lb_sector_centre *c, const fmpq_poly_t v)
{
    sum_of_roots(sum, v, c->power_sums);
}

void lb_centre_sum_of(fmpq_t sum, const lb_centre_field *field, const fmpq_poly_t v)
{
    size_t degree = (size_t)fmpz_poly_degree(field->f);
    fmpq *sums = lb_fractions_init(degree);
    fmpq_poly_t f, remainder;
    fmpq_poly_init(f);
    fmpq_poly_init(remainder);
    fmpq_poly_set_fmpz_poly(f, field->f);
    fmpq_poly_rem(remainder, v, f);
    find_power_sums(sums, (slong)degree, f);
    sum_of_roots(sum, remainder, sums);
    fmpq_poly_clear(f);
    fmpq_poly_clear(remainder);
    lb_fractions_clear(sums, degree);
}

/* ---- The sectors ---- */

/* tr(e) and the trace on C of the product with e. */
static void find_dimensions(lb_sector_centre *c, slong s)
{
    fmpq *moments = lb_fractions_init((size_t)s);
    fmpq_t size;
    fmpq_init(size);
    fmpz_one(fmpq_numref(size));
    fmpz_mul_2exp(fmpq_numref(size), fmpq_numref(size), c->qubits);
    for (slong k = 0; k < s; k++)
        fmpq_mul(moments + k, size, fmpq_mat_entry(c->powers, k, c->identity));
    lb_centre_form_of_moments(c->dimensions, c, moments);
    fmpq_mat_t power;
    fmpq_mat_init(power, c->count, c->count);
    fmpq_mat_one(power);
    for (slong k = 0; k < s; k++) {
        fmpq_mat_trace(moments + k, power);
        if (k + 1 < s)
            fmpq_mat_mul(power, power, c->product);
    }
    lb_centre_form_of_moments(c->squares, c, moments);
    fmpq_mat_clear(power);
    fmpq_clear(size);
    lb_fractions_clear(moments, (size_t)s);
}

bool lb_centre_value(fmpq_t value, const fmpq_poly_t v, const fmpz_poly_t f)
{
    fmpq_poly_t divisor, remainder;
    fmpq_poly_init(divisor);
    fmpq_poly_init(remainder);
    fmpq_poly_set_fmpz_poly(divisor, f);
    fmpq_poly_rem(remainder, v, divisor);
    fmpq_poly_get_coeff_fmpq(value, remainder, 0);
    bool rational = fmpq_poly_degree(remainder) <= 0;
    fmpq_poly_clear(divisor);
    fmpq_poly_clear(remainder);
    return rational;
}

/* The value of v on the sectors of a field, where it is a natural number. */
static bool value_on(uint64_t *value, const fmpq_poly_t v, const fmpz_poly_t f)
{
    fmpq_t number;
    fmpq_init(number);
    bool natural = lb_centre_value(number, v, f) && fmpz_is_one(fmpq_denref(number)) &&
                   fmpz_sgn(fmpq_numref(number)) > 0 && fmpz_abs_fits_ui(fmpq_numref(number));
    if (natural)
        *value = fmpz_get_ui(fmpq_numref(number));
    fmpq_clear(number);
    return natural;
}

static bool set_field(lb_centre_field *field, const lb_sector_centre *c, const fmpz_poly_t f)
{
    uint64_t states, square = 0;
    fmpz_t root, rest;
    fmpz_poly_init(field->f);
    fmpz_poly_set(field->f, f);
    bool known = value_on(&states, c->dimensions, f) && value_on(&square, c->squares, f);
    fmpz_init(root);
    fmpz_init(rest);
    fmpz_set_ui(rest, square);
    fmpz_sqrtrem(root, rest, rest);
    field->multiplicity = fmpz_get_ui(root);
    known = known && fmpz_is_zero(rest) && states % field->multiplicity == 0;
    field->dimension = known ? states / field->multiplicity : 0;
    fmpz_clear(root);
    fmpz_clear(rest);
    return known;
}

/* By decreasing dimension, then multiplicity; fields of lower degree before others. */
static int compare_fields(const void *a, const void *b)
{
    const lb_centre_field *p = a, *q = b;
    slong degrees = fmpz_poly_degree(p->f) - fmpz_poly_degree(q->f);
    if (p->dimension != q->dimension)
        return p->dimension < q->dimension ? 1 : -1;
    if (p->multiplicity != q->multiplicity)
        return p->multiplicity < q->multiplicity ? 1 : -1;
    return (degrees > 0) - (degrees < 0);
}

static bool find_fields(lb_sector_centre *c)
{
    fmpz_poly_t numerator;
    fmpz_poly_factor_t factors;
    fmpz_poly_init(numerator);
    fmpz_poly_factor_init(factors);
    fmpq_poly_get_numerator(numerator, c->f);
    fmpz_poly_factor(factors, numerator);
    bool known = true;
    c->fields = lb_calloc((size_t)factors->num, sizeof *c->fields);
    for (slong i = 0; i < factors->num; i++) {
        known &= factors->exp[i] == 1 && set_field(c->fields + i, c, factors->p + i);
        c->field_count++;
    }
    qsort(c->fields, c->field_count, sizeof *c->fields, compare_fields);
    fmpz_poly_factor_clear(factors);
    fmpz_poly_clear(numerator);
    return known;
}

/* ---- The whole ---- */

static bool split(lb_sector_centre *c, slong s, lb_random *random, lb_run *run)
{
    fmpq *z = lb_fractions_init(c->count);
    bool found =
        find_central(z, c, s, random, run) && multiply_all(c->product, 0, c, z, false, run);
    lb_fractions_clear(z, c->count);
    if (!found)
        return false;
    find_powers(c, s);
    if (!find_polynomial(c, s))
        return false;
    set_traces(c, s);
    if (!fmpq_mat_inv(c->traces, c->traces))
        return false;
    find_dimensions(c, s);
    return find_fields(c);
}

static slong count_sectors(const lb_conserved *conserved)
{
    mpz_t sum;
    mpz_init(sum);
    for (size_t i = 0; i < lb_conserved_sectors_count(conserved); i++)
        mpz_add(sum, sum, lb_conserved_sectors_at(conserved, i)->count);
    slong s = mpz_fits_slong_p(sum) ? mpz_get_si(sum) : 0;
    mpz_clear(sum);
    return s;
}

bool lb_sector_centre_init(lb_sector_centre *c, const lb_conserved *conserved, size_t qubits,
                           lb_run *run)
{
    lb_random random;
    size_t count = lb_conserved_basis_count(conserved);
    slong s = count_sectors(conserved), D = (slong)count;
    if (!count || count > LB_CENTRE_ELEMENTS_MAX || !s)
        return false;
    *c = (lb_sector_centre){.qubits = qubits, .count = (uint32_t)count};
    bool found = add_basis(c, conserved);
    fmpq_mat_init(c->product, D, D);
    fmpq_mat_init(c->powers, s + 1, D);
    fmpq_mat_init(c->traces, s, s);
    fmpq_poly_init(c->f);
    fmpq_poly_init(c->dimensions);
    fmpq_poly_init(c->squares);
    lb_random_seed(&random, SEED);
    found = found && split(c, s, &random, run);
    if (!found)
        lb_sector_centre_clear(c);
    return found;
}

void lb_sector_centre_clear(lb_sector_centre *c)
{
    for (uint32_t t = 0; t < c->offsets[c->count]; t++)
        fmpq_clear(&c->terms[t].coefficient);
    for (uint32_t i = 0; i < c->field_count; i++)
        fmpz_poly_clear(c->fields[i].f);
    if (c->power_sums)
        lb_fractions_clear(c->power_sums, (size_t)fmpq_mat_nrows(c->traces));
    lb_string_table_clear(&c->strings);
    fmpq_mat_clear(c->product);
    fmpq_mat_clear(c->powers);
    fmpq_mat_clear(c->traces);
    fmpq_poly_clear(c->f);
    fmpq_poly_clear(c->dimensions);
    fmpq_poly_clear(c->squares);
    free(c->fields);
    free(c->terms);
    free(c->offsets);
    free(c->pivots);
}

/* ---- Elements ---- */

void lb_centre_element(fmpq *coordinates, const lb_sector_centre *c, const fmpq_poly_t v)
{
    fmpq_t a;
    fmpq_init(a);
    for (slong k = 0; k <= fmpq_poly_degree(v); k++) {
        fmpq_poly_get_coeff_fmpq(a, v, k);
        for (uint32_t i = 0; i < c->count; i++)
            fmpq_addmul(coordinates + i, a, fmpq_mat_entry(c->powers, k, i));
    }
    fmpq_clear(a);
}

void lb_centre_pair(fmpq *values, const lb_sector_centre *c, const lb_sum_t S)
{
    fmpq *coefficients = lb_fractions_init(c->strings.count);
    uint64_t *dense = lb_malloc(2 * c->strings.words, sizeof *dense);
    for (size_t t = 0; t < S->length; t++) {
        lb_dense_from_string(dense, S->strings + t, c->strings.words);
        uint32_t string = lb_string_table_find(&c->strings, dense);
        if (string != LB_NO_STRING)
            fmpq_set_mpq(coefficients + string, S->coefficients + t);
    }
    for (uint32_t i = 0; i < c->count; i++)
        for (uint32_t t = c->offsets[i]; t < c->offsets[i + 1]; t++)
            fmpq_addmul(values + i, &c->terms[t].coefficient, coefficients + c->terms[t].string);
    for (uint32_t i = 0; i < c->count; i++)
        fmpq_mul_2exp(values + i, values + i, c->qubits);
    free(dense);
    lb_fractions_clear(coefficients, c->strings.count);
}

void lb_centre_get_basis(lb_sum_t S, const lb_sector_centre *c, uint32_t i)
{
    fmpq *unit = lb_fractions_init(c->count);
    fmpq_set_si(unit + i, 1, 1);
    lb_centre_get_sum(S, c, unit);
    lb_fractions_clear(unit, c->count);
}

void lb_centre_get_sum(lb_sum_t S, const lb_sector_centre *c, const fmpq *coordinates)
{
    fmpq *values = expand(c, coordinates);
    lb_string_t P;
    mpq_t coefficient;
    mpq_init(coefficient);
    lb_string_init(P);
    lb_sum_zero(S);
    for (uint32_t string = 0; string < c->strings.count; string++) {
        if (fmpq_is_zero(values + string))
            continue;
        lb_dense_to_string(P, lb_string_table_at(&c->strings, string), c->strings.words);
        fmpq_get_mpq(coefficient, values + string);
        lb_sum_append(S, coefficient, P);
    }
    lb_sum_normalize(S);
    lb_string_clear(P);
    mpq_clear(coefficient);
    lb_fractions_clear(values, c->strings.count);
}
