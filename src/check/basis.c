/* At most D: the rows span a space that contains the generators and is closed under bracketing with
 * each of them, over Q.
 *
 * All sums are integer vectors; row P leads with d_P at its pivot. A vector v of integers lies in
 * the span exactly when, with m a common multiple of the d_P of the pivots that v meets,
 *
 *     m v - sum over pivots P of (m v_P / d_P) row_P = 0,
 *
 * since the rows are reduced: no pivot occurs in another row. All arithmetic is GMP's. Strings that
 * a vector brings in are forgotten after it, so memory stays that of the basis. */

#include "check/check.h"

typedef struct basis {
    lb_check_strings *strings;
    lb_check_sums rows;
    lb_check_integers values; /* value k belongs to support[k], whose record then holds k */
    mpz_t common, factor;
} basis;

/* The value of a string, entered as 0 when it is new to the support. */
static mpz_ptr value_of(basis *B, uint32_t id)
{
    size_t next = B->strings->support_length;
    lb_check_record *record = lb_check_touch(B->strings, id);
    if (B->strings->support_length > next) {
        record->value = next;
        lb_check_integers_grow(&B->values, next + 1);
        mpz_set_ui(B->values.at[next], 0);
    }
    return B->values.at[record->value];
}

static void set_sum(basis *B, const lb_check_sums *g, size_t sum)
{
    for (size_t i = g->start[sum]; i < g->start[sum + 1]; i++)
        mpz_set(value_of(B, g->ids[i]), g->coefficients.at[i]);
}

/* {generator, row}. */
static void set_bracket(basis *B, const lb_check_sums *g, size_t sum, size_t row)
{
    const lb_check_sums *rows = &B->rows;
    for (size_t i = g->start[sum]; i < g->start[sum + 1]; i++)
        for (size_t j = rows->start[row]; j < rows->start[row + 1]; j++) {
            uint32_t id;
            int sign = lb_check_strings_bracket(B->strings, g->ids[i], rows->ids[j], &id);
            if (!sign)
                continue;
            if (sign > 0)
                mpz_addmul(value_of(B, id), g->coefficients.at[i], rows->coefficients.at[j]);
            else
                mpz_submul(value_of(B, id), g->coefficients.at[i], rows->coefficients.at[j]);
        }
}

/* What a row leads with. */
static mpz_srcptr leading_of(const basis *B, uint32_t row)
{
    return B->rows.coefficients.at[B->rows.start[row]];
}

/* Multiply the vector by the least common multiple of d over the pivots in it. */
static void clear_denominators(basis *B)
{
    const lb_check_strings *S = B->strings;
    mpz_set_ui(B->common, 1);
    for (size_t k = 0; k < S->support_length; k++) {
        uint32_t row = lb_check_record_at(S, S->support[k])->row;
        if (row != LB_CHECK_NONE && mpz_cmp_ui(leading_of(B, row), 1) != 0)
            mpz_lcm(B->common, B->common, leading_of(B, row));
    }
    if (mpz_cmp_ui(B->common, 1) != 0)
        for (size_t k = 0; k < S->support_length; k++)
            mpz_mul(B->values.at[k], B->values.at[k], B->common);
}

/* Whether the vector lies in the span; forgets the vector and every string from `known` on. */
static bool is_inside(basis *B, size_t known)
{
    lb_check_strings *S = B->strings;
    const lb_check_sums *rows = &B->rows;
    bool inside = true;
    clear_denominators(B);
    for (size_t k = 0, n = S->support_length; k < n; k++) {
        uint32_t row = lb_check_record_at(S, S->support[k])->row;
        if (row == LB_CHECK_NONE)
            continue;
        mpz_divexact(B->factor, B->values.at[k], leading_of(B, row));
        mpz_set_ui(B->values.at[k], 0);
        for (size_t t = rows->start[row] + 1; t < rows->start[row + 1]; t++)
            mpz_submul(value_of(B, rows->ids[t]), B->factor, rows->coefficients.at[t]);
    }
    for (size_t k = 0; k < S->support_length; k++)
        inside = inside && !mpz_sgn(B->values.at[k]);
    lb_check_support_clear(S);
    lb_check_strings_truncate(S, known);
    return inside;
}

/* Read the rows, then demand that no pivot occurs in another row. */
static bool read_rows(basis *B, lb_check_reader *r)
{
    lb_check_strings *S = B->strings;
    const lb_check_sums *rows = &B->rows;
    size_t first_line = r->line;
    while (rows->count < r->report->dimension) {
        if (!lb_check_read_sum(r, S, &B->rows, true))
            return false;
        size_t i = rows->count - 1;
        uint32_t pivot = rows->ids[rows->start[i]];
        if (i && lb_check_strings_compare(S, rows->ids[rows->start[i - 1]], pivot) >= 0)
            return lb_check_fail(r, "rows are not in strictly increasing order of their pivots");
        lb_check_record_at(S, pivot)->row = (uint32_t)i;
        if (!lb_check_read_line_feed(r))
            return false;
    }
    for (size_t i = 0; i < rows->count; i++)
        for (size_t t = rows->start[i] + 1; t < rows->start[i + 1]; t++) {
            uint32_t row = lb_check_record_at(S, rows->ids[t])->row;
            if (row != LB_CHECK_NONE) {
                r->line = first_line + i;
                return lb_check_fail(r, "this row contains the pivot of row %lu",
                                     (unsigned long)row);
            }
        }
    return true;
}

static bool check_closed(basis *B, lb_check_reader *r, const lb_check_sums *generators)
{
    size_t known = B->strings->count;
    for (size_t g = 0; g < generators->count; g++) {
        set_sum(B, generators, g);
        if (!is_inside(B, known))
            return lb_check_fail(r, "generator %zu is not in the span of the rows", g);
    }
    for (size_t i = 0; i < B->rows.count; i++)
        for (size_t g = 0; g < generators->count; g++) {
            set_bracket(B, generators, g, i);
            if (!is_inside(B, known))
                return lb_check_fail(
                    r, "the bracket of generator %zu and row %zu is not in the span of the rows", g,
                    i);
        }
    return true;
}

bool lb_check_basis(lb_check_closure *C)
{
    basis B = {.strings = &C->strings};
    mpz_inits(B.common, B.factor, NULL);
    bool ok = read_rows(&B, C->reader) && check_closed(&B, C->reader, &C->generators);
    mpz_clears(B.common, B.factor, NULL);
    lb_check_integers_clear(&B.values);
    lb_check_sums_clear(&B.rows);
    return ok;
}
