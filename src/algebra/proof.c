/* Both halves of the proof, apart from the search: the basis is closed under the generators over Q,
 * and the steps leave non-zero remainders modulo a prime. */

#include "algebra/basis.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* Integer accumulators by column, and the columns in use. */
typedef struct exact {
    const lb_rational_basis *basis;
    const lb_generators *generators;
    lb_string_table *strings;
    fmpz *accumulators;
    bool *in_use;
    uint32_t *row_of_pivot; /* by column, LB_NO_ROW elsewhere */
    size_t columns;
    size_t column_capacity, use_capacity, row_capacity;
    uint32_t *touched;
    size_t touched_count, touched_capacity;
    lb_products products; /* of strings, on their way to the accumulators */
    struct {
        const fmpz *left, *right;
        int sign;
    } factors[LB_PRODUCTS];
    uint64_t *string; /* room for one */
    fmpz_t scale, part;
} exact;

static void reserve_columns(exact *x, size_t count)
{
    x->accumulators = lb_grow(x->accumulators, &x->column_capacity, count, sizeof *x->accumulators);
    x->in_use = lb_grow(x->in_use, &x->use_capacity, count, sizeof *x->in_use);
    x->row_of_pivot = lb_grow(x->row_of_pivot, &x->row_capacity, count, sizeof *x->row_of_pivot);
    for (; x->columns < count; x->columns++) {
        fmpz_init(x->accumulators + x->columns);
        x->in_use[x->columns] = false;
        x->row_of_pivot[x->columns] = LB_NO_ROW;
    }
}

static void exact_init(exact *x, const lb_rational_basis *basis, const lb_generators *generators,
                       lb_string_table *strings)
{
    *x = (exact){.basis = basis, .generators = generators, .strings = strings};
    reserve_columns(x, strings->count);
    for (uint32_t i = 0; i < basis->count; i++)
        x->row_of_pivot[basis->pivots[i]] = i;
    x->string = lb_malloc(2 * strings->words, sizeof *x->string);
    lb_products_init(&x->products, strings);
    fmpz_init(x->scale);
    fmpz_init(x->part);
}

static void exact_clear(exact *x)
{
    for (size_t c = 0; c < x->columns; c++)
        fmpz_clear(x->accumulators + c);
    free(x->accumulators);
    free(x->in_use);
    free(x->row_of_pivot);
    free(x->touched);
    free(x->string);
    lb_products_clear(&x->products);
    fmpz_clear(x->scale);
    fmpz_clear(x->part);
}

static fmpz *touch(exact *x, uint32_t column)
{
    if (!x->in_use[column]) {
        x->in_use[column] = true;
        x->touched =
            lb_grow(x->touched, &x->touched_capacity, x->touched_count + 1, sizeof *x->touched);
        x->touched[x->touched_count++] = column;
    }
    return x->accumulators + column;
}

static void accumulate_products(exact *x)
{
    uint32_t numbers[LB_PRODUCTS], count = x->products.count;
    lb_products_resolve(&x->products, numbers);
    if (x->strings->count > x->columns)
        reserve_columns(x, x->strings->count);
    for (uint32_t i = 0; i < count; i++) {
        fmpz *target = touch(x, numbers[i]);
        if (x->factors[i].sign > 0)
            fmpz_addmul(target, x->factors[i].left, x->factors[i].right);
        else
            fmpz_submul(target, x->factors[i].left, x->factors[i].right);
    }
}

/* Add value * {generator, string} to the products. */
static void add_bracket(exact *x, const lb_generator *generator, uint32_t column, const fmpz *value)
{
    size_t words = x->strings->words;
    memcpy(x->string, lb_string_table_at(x->strings, column), 2 * words * sizeof *x->string);
    for (uint32_t i = 0; i < generator->length; i++) {
        const uint64_t *other = lb_string_table_at(x->strings, generator->columns[i]);
        if (!lb_dense_anticommutes(other, x->string, words))
            continue;
        if (x->products.count == LB_PRODUCTS)
            accumulate_products(x);
        uint32_t at = x->products.count;
        other = lb_string_table_at(x->strings, generator->columns[i]);
        x->factors[at].left = generator->coefficients + i;
        x->factors[at].right = value;
        x->factors[at].sign = lb_products_add(&x->products, other, x->string, words);
    }
}

/* The least common denominator of the rows whose pivots have an entry. */
static void common_denominator(exact *x)
{
    fmpz_one(x->scale);
    for (size_t t = 0; t < x->touched_count; t++) {
        uint32_t column = x->touched[t], row = x->row_of_pivot[column];
        if (row == LB_NO_ROW || fmpz_is_zero(x->accumulators + column))
            continue;
        if (!fmpz_is_one(x->basis->denominators + row))
            fmpz_lcm(x->scale, x->scale, x->basis->denominators + row);
    }
}

static void subtract_row(exact *x, uint32_t row, const fmpz_t coordinate)
{
    const lb_rational_basis *basis = x->basis;
    for (size_t e = basis->offsets[row]; e < basis->offsets[row + 1]; e++)
        fmpz_submul(touch(x, basis->columns[e]), coordinate, basis->numerators + e);
}

/* Whether the accumulated vector lies in the span of the rows: times the common denominator it is
 * an integer combination of denominator * row. The accumulators are zero afterwards. */
static bool accumulated_in_span(exact *x)
{
    common_denominator(x);
    size_t before = x->touched_count;
    if (!fmpz_is_one(x->scale))
        for (size_t t = 0; t < before; t++)
            fmpz_mul(x->accumulators + x->touched[t], x->accumulators + x->touched[t], x->scale);
    for (size_t t = 0; t < before; t++) {
        uint32_t column = x->touched[t], row = x->row_of_pivot[column];
        if (row == LB_NO_ROW || fmpz_is_zero(x->accumulators + column))
            continue;
        fmpz_divexact(x->part, x->accumulators + column, x->basis->denominators + row);
        fmpz_zero(x->accumulators + column);
        subtract_row(x, row, x->part);
    }
    bool zero = true;
    for (size_t t = 0; t < x->touched_count; t++) {
        uint32_t column = x->touched[t];
        zero = zero && fmpz_is_zero(x->accumulators + column);
        fmpz_zero(x->accumulators + column);
        x->in_use[column] = false;
    }
    x->touched_count = 0;
    return zero;
}

static bool generator_in_span(exact *x, const lb_generator *generator)
{
    for (uint32_t i = 0; i < generator->length; i++) {
        fmpz *target = touch(x, generator->columns[i]);
        fmpz_add(target, target, generator->coefficients + i);
    }
    return accumulated_in_span(x);
}

static bool bracket_in_span(exact *x, const lb_generator *generator, uint32_t row)
{
    const lb_rational_basis *basis = x->basis;
    add_bracket(x, generator, basis->pivots[row], basis->denominators + row);
    for (size_t e = basis->offsets[row]; e < basis->offsets[row + 1]; e++)
        add_bracket(x, generator, basis->columns[e], basis->numerators + e);
    accumulate_products(x);
    return accumulated_in_span(x);
}

static int check_rows(exact *x, lb_run *run)
{
    size_t terms = 0;
    for (uint32_t k = 0; k < x->generators->count; k++)
        terms += x->generators->items[k].length;
    for (uint32_t row = 0; row < x->basis->count; row++) {
        lb_progress progress = {.stage = "proof", .done = row, .total = x->basis->count};
        size_t length = x->basis->offsets[row + 1] - x->basis->offsets[row] + 1;
        if (!lb_run_goes_on(run, length * terms, progress))
            return -1;
        for (uint32_t k = 0; k < x->generators->count; k++)
            if (!bracket_in_span(x, x->generators->items + k, row))
                return 0;
    }
    return 1;
}

int lb_basis_contains_closure(const lb_rational_basis *basis, const lb_generators *generators,
                              lb_string_table *strings, lb_run *run)
{
    exact x;
    exact_init(&x, basis, generators, strings);
    int result = 1;
    for (uint32_t k = 0; k < generators->count && result == 1; k++)
        result = generator_in_span(&x, generators->items + k);
    if (result == 1)
        result = check_rows(&x, run);
    exact_clear(&x);
    return result;
}

int lb_replay(lb_modular *modular, const lb_steps *steps, const uint32_t *pivots, lb_run *run)
{
    for (size_t t = 0; t < steps->count; t++) {
        lb_progress progress = {.stage = "replay", .done = t, .total = steps->count};
        if (!lb_run_goes_on(run, lb_modular_work(modular, steps->items[t]), progress))
            return -1;
        size_t remainder = lb_modular_compute(modular, steps->items[t]);
        if (!remainder || lb_modular_leading(modular) != pivots[t]) {
            lb_echelon_discard(&modular->echelon);
            return 0;
        }
        lb_echelon_insert(&modular->echelon, pivots[t]);
    }
    return 1;
}
