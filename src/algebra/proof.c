/* Both halves of the proof, apart from the search: the basis is closed under the generators over Q,
 * and the steps leave non-zero remainders modulo a prime. */

#include "algebra/basis.h"

#include <stdlib.h>
#include <string.h>

#include "algebra/span.h"
#include "base/memory.h"

/* Brackets on their way to the accumulators of the span of the basis. */
typedef struct exact {
    lb_span span;
    const lb_rational_basis *basis;
    const lb_generators *generators;
    lb_string_table *strings;
    lb_products products;
    struct {
        const fmpz *left, *right;
        int sign;
    } factors[LB_PRODUCTS];
    uint64_t *string; /* room for one */
} exact;

static void exact_init(exact *x, const lb_rational_basis *basis, const lb_generators *generators,
                       lb_string_table *strings)
{
    *x = (exact){.basis = basis, .generators = generators, .strings = strings};
    lb_span_init(&x->span, basis, strings->count);
    x->string = lb_malloc(2 * strings->words, sizeof *x->string);
    lb_products_init(&x->products, strings);
}

static void exact_clear(exact *x)
{
    lb_span_clear(&x->span);
    free(x->string);
    lb_products_clear(&x->products);
}

static void accumulate_products(exact *x)
{
    uint32_t numbers[LB_PRODUCTS], count = x->products.count;
    lb_products_resolve(&x->products, numbers);
    if (x->strings->count > x->span.columns)
        lb_span_reserve(&x->span, x->strings->count);
    for (uint32_t i = 0; i < count; i++) {
        fmpz *target = lb_span_touch(&x->span, numbers[i]);
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

static bool generator_in_span(exact *x, const lb_generator *generator)
{
    for (uint32_t i = 0; i < generator->length; i++) {
        fmpz *target = lb_span_touch(&x->span, generator->columns[i]);
        fmpz_add(target, target, generator->coefficients + i);
    }
    return lb_span_contains(&x->span);
}

static bool bracket_in_span(exact *x, const lb_generator *generator, uint32_t row)
{
    const lb_rational_basis *basis = x->basis;
    add_bracket(x, generator, basis->pivots[row], basis->denominators + row);
    for (size_t e = basis->offsets[row]; e < basis->offsets[row + 1]; e++)
        add_bracket(x, generator, basis->columns[e], basis->numerators + e);
    accumulate_products(x);
    return lb_span_contains(&x->span);
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
