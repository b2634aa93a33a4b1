/* The section "invariant": spaces of states over Q that the generators map to themselves, and matrices Y
 * of one or two of them.
 *
 * All vectors of a space have one number at their first entries, where the others have 0. So the image of
 * vector i is the sum of N_il times vector l, over that number, if it is any combination, N_il its entry
 * there. F is the sum of Y_ij a_i b_j^T; as the generators H are real and symmetric, F is known to satisfy
 * H F + F H = mu F, or H F - F H = mu F, from the matrices N. */

#include "check/sectors/sectors.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- Reading ---- */

/* An integer between -2^63 and 2^63, 0 where it may be. */
static bool read_integer(lb_check_reader *r, lb_check_integer *value, bool may_be_zero)
{
    lb_check_integer_set(value, 0);
    if (may_be_zero && lb_check_accept(r, '0'))
        return true;
    mpz_t numerator, denominator;
    mpz_init(numerator);
    mpz_init(denominator);
    bool ok = lb_check_read_coefficient(r, numerator, denominator) &&
              ((!mpz_cmp_ui(denominator, 1) && mpz_fits_slong_p(numerator)) ||
               lb_check_fail(r, "a number is no integer below 2^63"));
    if (ok)
        lb_check_integer_set_mpz(value, numerator);
    mpz_clear(numerator);
    mpz_clear(denominator);
    return ok;
}

/* Entries that are not 0, by increasing number. */
static bool read_entries(lb_check_sectors *S, lb_check_invariant *U)
{
    lb_check_reader *r = S->closure.reader;
    uint64_t b, next = 0;
    do {
        lb_check_integers_grow(&U->values, U->entry_count + 1);
        U->indices =
            lb_check_grow(U->indices, &U->capacity, U->entry_count + 1, sizeof *U->indices);
        if (!lb_check_read_number(r, &b, 0, S->size - 1, "entry"))
            return false;
        if (b < next)
            return lb_check_fail(r, "entries are not in increasing order");
        if (!lb_check_read_literal(r, " ") ||
            !read_integer(r, &U->values.at[U->entry_count], false))
            return false;
        U->indices[U->entry_count++] = (uint32_t)b;
        next = b + 1;
    } while (lb_check_accept(r, ' '));
    return lb_check_read_line_feed(r);
}

static bool count_steps(lb_check_sectors *S, uint64_t steps)
{
    S->lifted += steps;
    return (steps <= LB_CHECK_LIFTED_MAX && S->lifted <= LB_CHECK_LIFTED_MAX) ||
           lb_check_fail(S->closure.reader, "the spaces are too large to be checked");
}

/* ---- Spaces ---- */

/* The first entries of all vectors are one number, where other vectors have 0. */
static bool check_pivots(lb_check_sectors *S, const lb_check_invariant *U)
{
    bool *is_pivot = lb_check_resize(NULL, S->size * sizeof *is_pivot);
    memset(is_pivot, 0, S->size * sizeof *is_pivot);
    bool ok = true;
    for (size_t i = 0; i < U->dimension && ok; i++) {
        size_t first = U->start[i];
        ok = !is_pivot[U->indices[first]] &&
             lb_check_integer_equal(&U->values.at[first], &U->values.at[0]);
        is_pivot[U->indices[first]] = true;
    }
    for (size_t i = 0; i < U->dimension && ok; i++)
        for (size_t t = U->start[i] + 1; t < U->start[i + 1] && ok; t++)
            ok = !is_pivot[U->indices[t]];
    free(is_pivot);
    return ok || lb_check_fail(S->closure.reader, "the vectors of a space are not reduced");
}

/* image += H times vector i. */
static void add_image(lb_check_integer *image, const lb_check_sectors *S,
                      const lb_check_invariant *U, size_t k, size_t i)
{
    const lb_check_sums *g = &S->closure.generators;
    for (size_t t = g->start[k]; t < g->start[k + 1]; t++) {
        const uint64_t *xz = lb_check_words_of(&S->closure.strings, g->ids[t]);
        int turns = __builtin_popcountll(xz[0] & xz[1]) / 2;
        for (size_t e = U->start[i]; e < U->start[i + 1]; e++) {
            uint32_t b = U->indices[e];
            bool minus = (turns + __builtin_popcountll(xz[1] & b)) % 2;
            lb_check_integer_add_product(&image[b ^ xz[0]], &g->coefficients.at[t],
                                         &U->values.at[e], minus ? -1 : 1);
        }
    }
}

/* Row i of N for generator k; whether the image is the combination that it says. */
static bool check_image(lb_check_integer *image, const lb_check_sectors *S, lb_check_invariant *U,
                        size_t k, size_t i)
{
    lb_check_integer *N = U->matrices.at + (k * U->dimension + i) * U->dimension;
    bool zero = true;
    for (size_t b = 0; b < S->size; b++)
        lb_check_integer_set(&image[b], 0);
    add_image(image, S, U, k, i);
    const lb_check_integer one = {1, NULL};
    for (size_t l = 0; l < U->dimension; l++)
        lb_check_integer_add_product(&N[l], &image[U->indices[U->start[l]]], &one, 1);
    for (size_t b = 0; b < S->size; b++)
        lb_check_integer_multiply(&image[b], &U->values.at[0]);
    for (size_t l = 0; l < U->dimension; l++)
        for (size_t e = U->start[l]; e < U->start[l + 1] && !lb_check_integer_is(&N[l], 0); e++)
            lb_check_integer_add_product(&image[U->indices[e]], &N[l], &U->values.at[e], -1);
    for (size_t b = 0; b < S->size; b++)
        zero = zero && lb_check_integer_is(&image[b], 0);
    return zero;
}

static bool check_images(lb_check_sectors *S, lb_check_invariant *U)
{
    lb_check_integers image = {0};
    size_t K = S->closure.generators.count;
    bool ok = true;
    lb_check_integers_grow(&image, S->size);
    lb_check_integers_grow(&U->matrices, K * U->dimension * U->dimension);
    for (size_t k = 0; k < K && ok; k++)
        for (size_t i = 0; i < U->dimension && ok; i++)
            ok = check_image(image.at, S, U, k, i) ||
                 lb_check_fail(S->closure.reader, "generator %zu leaves the space", k);
    lb_check_integers_clear(&image);
    return ok;
}

static bool read_space(lb_check_sectors *S, lb_check_invariant *U)
{
    lb_check_reader *r = S->closure.reader;
    const lb_check_sums *g = &S->closure.generators;
    uint64_t d;
    if (!lb_check_read_literal(r, "space ") ||
        !lb_check_read_number(r, &d, 1, S->size, "dimension of a space") ||
        !lb_check_read_line_feed(r) ||
        !count_steps(S, (d * g->length + d * d * g->count) * S->size))
        return false;
    U->dimension = d;
    U->start = lb_check_resize(NULL, (d + 1) * sizeof *U->start);
    U->start[0] = 0;
    for (size_t i = 0; i < d; i++) {
        if (!read_entries(S, U))
            return false;
        U->start[i + 1] = U->entry_count;
    }
    return check_pivots(S, U) && check_images(S, U);
}

/* W(x, z) is real where |x & z| is even. */
static bool are_real(const lb_check_sectors *S)
{
    const lb_check_sums *g = &S->closure.generators;
    bool real = true;
    for (size_t t = 0; t < g->length; t++) {
        const uint64_t *xz = lb_check_words_of(&S->closure.strings, g->ids[t]);
        real = real && __builtin_popcountll(xz[0] & xz[1]) % 2 == 0;
    }
    return real || lb_check_fail(S->closure.reader, "a generator is not real");
}

bool lb_check_read_invariant(lb_check_sectors *S)
{
    lb_check_reader *r = S->closure.reader;
    uint64_t count;
    if (lb_check_peek(r) != 'i')
        return true;
    if (!lb_check_read_count(r, "invariant", &count) || !lb_check_read_line_feed(r) || !are_real(S))
        return false;
    for (uint64_t i = 0; i < count; i++) {
        S->spaces =
            lb_check_grow(S->spaces, &S->space_capacity, S->space_count + 1, sizeof *S->spaces);
        S->spaces[S->space_count] = (lb_check_invariant){0};
        if (!read_space(S, &S->spaces[S->space_count++]))
            return false;
    }
    return true;
}

/* ---- Matrices ---- */

static bool read_number_of_space(lb_check_sectors *S, uint64_t *number)
{
    return lb_check_read_literal(S->closure.reader, " ") &&
           lb_check_read_number(S->closure.reader, number, 0, LB_CHECK_COUNT_MAX, "space") &&
           (*number < S->space_count ||
            lb_check_fail(S->closure.reader, "there is no space %" PRIu64, *number));
}

static bool read_rows(lb_check_sectors *S, lb_check_bilinear *Y, size_t rows, size_t columns)
{
    lb_check_reader *r = S->closure.reader;
    lb_check_integers_grow(&Y->entries, rows * columns);
    for (size_t i = 0; i < rows; i++) {
        for (size_t j = 0; j < columns; j++)
            if ((j && !lb_check_read_literal(r, " ")) ||
                !read_integer(r, &Y->entries.at[i * columns + j], true))
                return false;
        if (!lb_check_read_line_feed(r))
            return false;
    }
    return true;
}

/* value += entry (i, j) of N_a^T Y times b_0, plus or minus Y N_b times a_0, with a_0 and b_0 the first
 * entries of all vectors. */
static void add_entry(lb_check_integer *value, const lb_check_sectors *S,
                      const lb_check_bilinear *Y, size_t k, size_t i, size_t j)
{
    const lb_check_invariant *U = &S->spaces[Y->a], *V = &S->spaces[Y->b];
    size_t a = U->dimension, b = V->dimension;
    const lb_check_integer *M = U->matrices.at + k * a * a, *N = V->matrices.at + k * b * b;
    lb_check_integer left = {0, NULL}, right = {0, NULL};
    for (size_t l = 0; l < a; l++)
        lb_check_integer_add_product(&left, &M[l * a + i], &Y->entries.at[l * b + j], 1);
    for (size_t l = 0; l < b; l++)
        lb_check_integer_add_product(&right, &Y->entries.at[i * b + l], &N[l * b + j], 1);
    lb_check_integer_add_product(value, &left, &V->values.at[0], 1);
    lb_check_integer_add_product(value, &right, &U->values.at[0], Y->like ? -1 : 1);
    lb_check_integer_clear(&left);
    lb_check_integer_clear(&right);
}

/* Whether these entries are a multiple of Y, by 0 where it is to commute. */
static bool is_multiple(const lb_check_integer *all, const lb_check_bilinear *Y, size_t count,
                        bool commutes)
{
    size_t first = 0;
    bool ok = true;
    while (lb_check_integer_is(&Y->entries.at[first], 0))
        first++;
    for (size_t t = 0; t < count && ok; t++) {
        lb_check_integer rest = {0, NULL};
        lb_check_integer_add_product(&rest, &all[t], &Y->entries.at[first], 1);
        lb_check_integer_add_product(&rest, &all[first], &Y->entries.at[t], -1);
        ok = lb_check_integer_is(&rest, 0) && (!commutes || lb_check_integer_is(&all[t], 0));
        lb_check_integer_clear(&rest);
    }
    return ok;
}

static bool check_matrix(lb_check_sectors *S, const lb_check_bilinear *Y, bool commutes)
{
    size_t a = S->spaces[Y->a].dimension, b = S->spaces[Y->b].dimension;
    bool ok = true;
    for (size_t k = 0; k < S->closure.generators.count && ok; k++) {
        lb_check_integers all = {0};
        lb_check_integers_grow(&all, a * b);
        for (size_t t = 0; t < a * b; t++)
            add_entry(&all.at[t], S, Y, k, t / b, t % b);
        ok = is_multiple(all.at, Y, a * b, commutes) ||
             lb_check_fail(S->closure.reader, "the matrix is not preserved by generator %zu", k);
        lb_check_integers_clear(&all);
    }
    return ok;
}

static bool is_zero(const lb_check_bilinear *Y, size_t count)
{
    bool zero = true;
    for (size_t t = 0; t < count; t++)
        zero = zero && lb_check_integer_is(&Y->entries.at[t], 0);
    return zero;
}

bool lb_check_read_bilinear(lb_check_sectors *S, lb_check_bilinear *Y, bool commutes)
{
    uint64_t a, b;
    *Y = (lb_check_bilinear){.like = Y->like};
    if (!read_number_of_space(S, &a) || (!commutes && !read_number_of_space(S, &b)) ||
        !lb_check_read_line_feed(S->closure.reader))
        return false;
    Y->a = a;
    Y->b = commutes ? a : b;
    uint64_t rows = S->spaces[Y->a].dimension, columns = S->spaces[Y->b].dimension;
    return count_steps(S, rows * columns * (rows + columns) * S->closure.generators.count) &&
           read_rows(S, Y, rows, columns) &&
           (!is_zero(Y, rows * columns) ||
            lb_check_fail(S->closure.reader, "the matrix is zero")) &&
           check_matrix(S, Y, commutes);
}

/* ---- Modulo p ---- */

static uint64_t *residues_of(const lb_check_integers *values, size_t count, uint64_t p)
{
    uint64_t *residues = lb_check_resize(NULL, count * sizeof *residues);
    for (size_t t = 0; t < count; t++)
        residues[t] = lb_check_integer_modulo(&values->at[t], p);
    return residues;
}

void lb_check_reduce_invariant(lb_check_invariant *U, uint64_t p)
{
    U->residues = residues_of(&U->values, U->entry_count, p);
}

void lb_check_reduce_bilinear(lb_check_bilinear *Y, const lb_check_sectors *S)
{
    Y->residues =
        residues_of(&Y->entries, S->spaces[Y->a].dimension * S->spaces[Y->b].dimension, S->p);
}

void lb_check_invariant_products(uint64_t *products, const lb_check_invariant *U, const uint64_t *v,
                                 uint64_t p)
{
    for (size_t i = 0; i < U->dimension; i++) {
        products[i] = 0;
        for (size_t e = U->start[i]; e < U->start[i + 1]; e++)
            products[i] = lb_check_add(products[i],
                                       lb_check_multiply(U->residues[e], v[U->indices[e]], p), p);
    }
}

void lb_check_bilinear_add(const lb_check_sectors *S, const lb_check_bilinear *Y, uint64_t *w,
                           const uint64_t *v, uint64_t factor)
{
    const lb_check_invariant *U = &S->spaces[Y->a], *V = &S->spaces[Y->b];
    uint64_t p = S->p, *products = lb_check_resize(NULL, V->dimension * sizeof *products);
    lb_check_invariant_products(products, V, v, p);
    for (size_t i = 0; i < U->dimension; i++) {
        uint64_t sum = 0;
        for (size_t j = 0; j < V->dimension; j++)
            sum = lb_check_add(
                sum, lb_check_multiply(Y->residues[i * V->dimension + j], products[j], p), p);
        sum = lb_check_multiply(sum, factor, p);
        for (size_t e = U->start[i]; e < U->start[i + 1]; e++)
            w[U->indices[e]] =
                lb_check_add(w[U->indices[e]], lb_check_multiply(sum, U->residues[e], p), p);
    }
    free(products);
}

/* ---- Memory ---- */

void lb_check_invariant_clear(lb_check_invariant *U)
{
    lb_check_integers_clear(&U->values);
    lb_check_integers_clear(&U->matrices);
    free(U->start);
    free(U->indices);
    free(U->residues);
}

void lb_check_bilinear_clear(lb_check_bilinear *Y)
{
    lb_check_integers_clear(&Y->entries);
    free(Y->residues);
}
