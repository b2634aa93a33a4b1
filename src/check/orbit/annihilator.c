/* At most: D - r independent elements of V that do nothing to the states.
 *
 * They are combinations X = sum c_i R_i, in reduced form: each has a pivot, its largest i, with
 * coefficient 1, which occurs in no other. For an orbit X psi must be a multiple of psi for every
 * state psi of the claim, so that of the D elements R_i at most r are independent modulo what keeps
 * the rays of the states. For a sector X psi must be zero, and {H_k, X} in the span of the X again:
 * then they span an ideal, which annihilates all that the states generate.
 *
 * A vector is multiplied by the least common multiple m of the d_i that it meets, and the c_i by m
 * / d_i, since what is known is known of d_i R_i. All arithmetic is exact. */

#include "check/orbit/orbit.h"

#include <stdlib.h>
#include <string.h>

/* Integer vectors; the first entry of each is its pivot. */
typedef struct vectors {
    size_t count, start_capacity, *start;
    size_t length, index_capacity;
    uint32_t *index;
    lb_check_integers value, denominators; /* denominators of the line being read */
    lb_check_integer common;               /* a multiple of all denominators */
} vectors;

typedef struct annihilator {
    lb_check_orbit *O;
    const lb_check_claim *claim;
    vectors X;
    uint32_t *pivot_of; /* by i: the vector whose pivot it is, or LB_CHECK_NONE */
    /* The vector being computed. */
    lb_check_integers sums;
    uint32_t *touched;
    size_t touched_count, touched_capacity;
    bool *is_touched;
    size_t size;
} annihilator;

/* ---- Reading ---- */

/* Numerators are scaled to the common denominator at the end of the line. */
static bool read_term(annihilator *A, lb_check_reader *r, mpz_t numerator, mpz_t denominator)
{
    vectors *X = &A->X;
    uint64_t i;
    bool first = X->start[X->count] == X->length;
    mpz_set_ui(numerator, 1);
    mpz_set_ui(denominator, 1);
    if (!first &&
        !(lb_check_read_coefficient(r, numerator, denominator) && lb_check_read_literal(r, " ")))
        return false;
    if (!lb_check_read_number(r, &i, 0, LB_CHECK_COUNT_MAX, "number of a row"))
        return false;
    if (i >= A->O->dimension)
        return lb_check_fail(r, "there is no row %llu", (unsigned long long)i);
    if (!first && i >= X->index[X->length - 1])
        return lb_check_fail(r, "row numbers are not in strictly decreasing order");
    size_t k = X->length - X->start[X->count];
    X->index = lb_check_grow(X->index, &X->index_capacity, X->length + 1, sizeof *X->index);
    lb_check_integers_grow(&X->value, X->length + 1);
    lb_check_integers_grow(&X->denominators, k + 1);
    lb_check_integer_set_mpz(&X->denominators.at[k], denominator);
    lb_check_integer_set_mpz(&X->value.at[X->length], numerator);
    X->index[X->length++] = (uint32_t)i;
    return true;
}

static bool read_vector(annihilator *A, lb_check_reader *r)
{
    vectors *X = &A->X;
    mpz_t numerator, denominator;
    mpz_inits(numerator, denominator, NULL);
    bool ok = true, more = true;
    while (ok && more) {
        ok = read_term(A, r, numerator, denominator);
        more = lb_check_accept(r, ' ');
    }
    mpz_clears(numerator, denominator, NULL);
    size_t first = X->start[X->count];
    if (!ok || !lb_check_make_primitive(r, X->value.at + first, X->denominators.at,
                                        X->length - first, &X->common))
        return false;
    uint32_t pivot = X->index[X->start[X->count]];
    if (X->count && X->index[X->start[X->count - 1]] >= pivot)
        return lb_check_fail(r, "vectors are not in strictly increasing order of their pivots");
    A->pivot_of[pivot] = (uint32_t)X->count++;
    X->start = lb_check_grow(X->start, &X->start_capacity, X->count + 1, sizeof *X->start);
    X->start[X->count] = X->length;
    return lb_check_read_line_feed(r);
}

static bool read_vectors(annihilator *A, lb_check_reader *r)
{
    vectors *X = &A->X;
    uint64_t count;
    if (!lb_check_read_count(r, "annihilator", &count))
        return false;
    if (count != A->O->dimension - A->claim->value)
        return lb_check_fail(r, "the annihilator does not have the codimension of the claim");
    if (!lb_check_read_line_feed(r))
        return false;
    size_t first_line = r->line;
    while (X->count < count)
        if (!read_vector(A, r))
            return false;
    for (size_t v = 0; v < X->count; v++)
        for (size_t t = X->start[v] + 1; t < X->start[v + 1]; t++)
            if (A->pivot_of[X->index[t]] != LB_CHECK_NONE) {
                r->line = first_line + v;
                return lb_check_fail(r, "this vector contains the pivot of another");
            }
    return true;
}

/* ---- Computing ---- */

static lb_check_integer *sum_at(annihilator *A, uint32_t i)
{
    if (!A->is_touched[i]) {
        A->touched = lb_check_grow(A->touched, &A->touched_capacity, A->touched_count + 1,
                                   sizeof *A->touched);
        A->touched[A->touched_count++] = i;
        A->is_touched[i] = true;
    }
    return &A->sums.at[i];
}

/* Forget the sums; whether they were zero. */
static bool take_zero(annihilator *A)
{
    bool zero = true;
    for (size_t t = 0; t < A->touched_count; t++) {
        uint32_t i = A->touched[t];
        zero = zero && lb_check_integer_is(&A->sums.at[i], 0);
        lb_check_integer_set(&A->sums.at[i], 0);
        A->is_touched[i] = false;
    }
    A->touched_count = 0;
    return zero;
}

/* Forget the sums; whether they were a multiple of psi: with c_0 its first coordinate,
 * psi_(c_0) sums = sums_(c_0) psi. */
static bool take_multiple(annihilator *A, const lb_check_state *psi)
{
    lb_check_integer factor = {0, NULL};
    static const lb_check_integer one = {1, NULL};
    lb_check_integer_add_product(&factor, sum_at(A, psi->at[0]), &one, 1);
    for (size_t t = 0; t < A->touched_count && !lb_check_integer_is(&psi->entries.at[0], 1); t++)
        lb_check_integer_multiply(&A->sums.at[A->touched[t]], &psi->entries.at[0]);
    for (size_t k = 0; k < psi->entry_count && !lb_check_integer_is(&factor, 0); k++)
        lb_check_integer_add_product(sum_at(A, psi->at[k]), &factor, &psi->entries.at[k], -1);
    lb_check_integer_clear(&factor);
    return take_zero(A);
}

/* The sums: m X in the matrix, of which vector offset + i belongs to d_i R_i. */
static void apply(annihilator *A, size_t v, const lb_check_matrix *M, size_t offset)
{
    const lb_check_integer one = {1, NULL};
    const vectors *X = &A->X;
    lb_check_integer m = {1, NULL}, factor = {0, NULL};
    for (size_t t = X->start[v]; t < X->start[v + 1]; t++)
        lb_check_integer_lcm(&m, lb_check_denominator(A->O, X->index[t]));
    for (size_t t = X->start[v]; t < X->start[v + 1]; t++) {
        size_t i = X->index[t];
        lb_check_integer_set(&factor, 0);
        lb_check_integer_add_product(&factor, &m, &one, 1);
        lb_check_integer_divide(&factor, lb_check_denominator(A->O, i));
        lb_check_integer_multiply(&factor, &X->value.at[t]);
        for (size_t e = M->start[offset + i]; e < M->start[offset + i + 1]; e++)
            lb_check_integer_add_product(sum_at(A, M->index[e]), &factor, &M->value[e], 1);
    }
    lb_check_integer_clear(&m);
    lb_check_integer_clear(&factor);
}

/* Whether the sums lie in the span of the vectors; forgets them. */
static bool is_inside(annihilator *A)
{
    const vectors *X = &A->X;
    lb_check_integer common = {1, NULL}, factor = {0, NULL};
    size_t before = A->touched_count;
    for (size_t t = 0; t < before; t++) {
        uint32_t v = A->pivot_of[A->touched[t]];
        if (v != LB_CHECK_NONE)
            lb_check_integer_lcm(&common, &X->value.at[X->start[v]]);
    }
    for (size_t t = 0; t < before && !lb_check_integer_is(&common, 1); t++)
        lb_check_integer_multiply(&A->sums.at[A->touched[t]], &common);
    for (size_t t = 0; t < before; t++) {
        uint32_t v = A->pivot_of[A->touched[t]];
        if (v == LB_CHECK_NONE)
            continue;
        lb_check_integer *sum = &A->sums.at[A->touched[t]];
        lb_check_integer_divide(sum, &X->value.at[X->start[v]]);
        factor = *sum;
        *sum = (lb_check_integer){0, NULL};
        for (size_t e = X->start[v] + 1; e < X->start[v + 1]; e++)
            lb_check_integer_add_product(sum_at(A, X->index[e]), &factor, &X->value.at[e], -1);
        lb_check_integer_clear(&factor);
    }
    lb_check_integer_clear(&common);
    return take_zero(A);
}

static bool check_vector(annihilator *A, lb_check_reader *r, size_t v)
{
    const lb_check_claim *claim = A->claim;
    for (size_t s = 0; s < claim->state_count; s++) {
        apply(A, v, &A->O->images[claim->states[s]], 0);
        if (!(claim->kind == LB_CHECK_SECTOR ? take_zero(A)
                                             : take_multiple(A, &A->O->states[claim->states[s]])))
            return lb_check_fail(r, "vector %zu of the annihilator moves state %lu", v,
                                 (unsigned long)claim->states[s]);
    }
    if (claim->kind == LB_CHECK_ORBIT)
        return true;
    lb_check_set_brackets(A->O);
    for (size_t k = 0; k < A->O->generators; k++) {
        apply(A, v, &A->O->by_row, k * A->O->dimension);
        if (!is_inside(A))
            return lb_check_fail(
                r, "the bracket of generator %zu and vector %zu is not in the annihilator", k, v);
    }
    return true;
}

static void annihilator_init(annihilator *A, lb_check_orbit *O, const lb_check_claim *claim)
{
    memset(A, 0, sizeof *A);
    A->O = O;
    A->claim = claim;
    A->size = O->dimension;
    for (size_t s = 0; s < claim->state_count; s++) {
        size_t components = O->components[claim->states[s]].count;
        A->size = components > A->size ? components : A->size;
    }
    lb_check_integers_grow(&A->sums, A->size);
    A->is_touched = lb_check_resize(NULL, A->size * sizeof *A->is_touched);
    memset(A->is_touched, 0, A->size * sizeof *A->is_touched);
    A->pivot_of = lb_check_resize(NULL, O->dimension * sizeof *A->pivot_of);
    memset(A->pivot_of, 0xff, O->dimension * sizeof *A->pivot_of);
    A->X.start = lb_check_grow(NULL, &A->X.start_capacity, 1, sizeof *A->X.start);
    A->X.start[0] = 0;
}

bool lb_check_annihilator(lb_check_orbit *O, const lb_check_claim *claim)
{
    annihilator A;
    lb_check_reader *r = O->closure->reader;
    annihilator_init(&A, O, claim);
    bool ok = read_vectors(&A, r);
    for (size_t v = 0; ok && v < A.X.count; v++)
        ok = check_vector(&A, r, v);
    lb_check_integers_clear(&A.sums);
    lb_check_integers_clear(&A.X.value);
    lb_check_integers_clear(&A.X.denominators);
    lb_check_integer_clear(&A.X.common);
    free(A.X.start);
    free(A.X.index);
    free(A.touched);
    free(A.is_touched);
    free(A.pivot_of);
    return ok;
}
