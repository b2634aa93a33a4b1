#include "algebra/modular.h"

#include <stdlib.h>
#include <string.h>

#include <flint/nmod_vec.h>

#include "base/memory.h"

static lb_modular_vector reduce_generator(const lb_generator *generator, nmod_t modulus)
{
    lb_modular_vector vector = {0, lb_malloc(generator->length, sizeof *vector.entries)};
    for (uint32_t i = 0; i < generator->length; i++) {
        uint64_t value = fmpz_fdiv_ui(generator->coefficients + i, modulus.n);
        if (value)
            vector.entries[vector.length++] = (lb_entry){value, generator->columns[i]};
    }
    return vector;
}

void lb_modular_init(lb_modular *modular, const lb_generators *generators, lb_string_table *strings,
                     uint64_t prime)
{
    modular->strings = strings;
    lb_echelon_init(&modular->echelon, prime);
    lb_echelon_reserve_columns(&modular->echelon, strings->count);
    modular->generator_count = generators->count;
    modular->generators = lb_malloc(generators->count, sizeof *modular->generators);
    for (uint32_t k = 0; k < generators->count; k++)
        modular->generators[k] = reduce_generator(generators->items + k, modular->echelon.modulus);
    modular->string = lb_malloc(2 * strings->words, sizeof *modular->string);
    lb_products_init(&modular->products, strings);
}

void lb_modular_clear(lb_modular *modular)
{
    for (uint32_t k = 0; k < modular->generator_count; k++)
        free(modular->generators[k].entries);
    free(modular->generators);
    free(modular->string);
    lb_products_clear(&modular->products);
    lb_echelon_clear(&modular->echelon);
}

static void accumulate_products(lb_modular *modular)
{
    lb_echelon *echelon = &modular->echelon;
    uint32_t numbers[LB_PRODUCTS], count = modular->products.count;
    lb_products_resolve(&modular->products, numbers);
    if (modular->strings->count > echelon->column_count)
        lb_echelon_reserve_columns(echelon, modular->strings->count);
    for (uint32_t i = 0; i < count; i++)
        __builtin_prefetch(echelon->columns + numbers[i], 1);
    for (uint32_t i = 0; i < count; i++)
        lb_echelon_add(echelon, numbers[i], modular->values[i]);
}

/* Add value * {left, string} to the products. */
static inline __attribute__((always_inline)) void bracket_with_string(lb_modular *modular,
                                                                      const lb_modular_vector *left,
                                                                      uint32_t column,
                                                                      uint64_t value, size_t words)
{
    nmod_t modulus = modular->echelon.modulus;
    uint64_t *string = modular->string;
    memcpy(string, lb_string_table_at(modular->strings, column), 2 * words * sizeof *string);
    for (uint32_t i = 0; i < left->length; i++) {
        const uint64_t *other = lb_string_table_at(modular->strings, left->entries[i].column);
        if (!lb_dense_anticommutes(other, string, words))
            continue;
        if (modular->products.count == LB_PRODUCTS)
            accumulate_products(modular);
        uint64_t factor = left->entries[i].value;
        factor = value == 1 ? factor : nmod_mul(factor, value, modulus);
        uint32_t at = modular->products.count;
        other = lb_string_table_at(modular->strings, left->entries[i].column);
        int sign = lb_products_add(&modular->products, other, string, words);
        modular->values[at] = sign > 0 ? factor : modulus.n - factor;
    }
}

static void bracket_with_term(lb_modular *modular, const lb_modular_vector *left, uint32_t column,
                              uint64_t value)
{
    if (modular->strings->words == 1)
        bracket_with_string(modular, left, column, value, 1);
    else
        bracket_with_string(modular, left, column, value, modular->strings->words);
}

/* The left operand as a plain vector; a row gets its pivot in front, in memory the caller frees. */
static lb_modular_vector left_operand(const lb_modular *modular, uint32_t left, lb_entry **owned)
{
    if (left & LB_STEP_GENERATOR)
        return modular->generators[left & ~LB_STEP_GENERATOR];
    const lb_row *row = modular->echelon.rows + left;
    *owned = lb_malloc((size_t)row->length + 1, sizeof **owned);
    (*owned)[0] = (lb_entry){1, row->pivot};
    for (uint32_t i = 0; i < row->length; i++)
        (*owned)[i + 1] = row->entries[i];
    return (lb_modular_vector){row->length + 1, *owned};
}

size_t lb_modular_compute(lb_modular *modular, lb_step step)
{
    lb_entry *owned = NULL;
    lb_modular_vector left = left_operand(modular, step.left, &owned);
    if (step.right == LB_STEP_ALONE) {
        for (uint32_t i = 0; i < left.length; i++)
            lb_echelon_add(&modular->echelon, left.entries[i].column, left.entries[i].value);
    } else {
        const lb_row *right = modular->echelon.rows + step.right;
        bracket_with_term(modular, &left, right->pivot, 1);
        for (uint32_t i = 0; i < right->length; i++)
            bracket_with_term(modular, &left, right->entries[i].column, right->entries[i].value);
        accumulate_products(modular);
    }
    free(owned);
    return lb_echelon_reduce(&modular->echelon);
}

size_t lb_modular_work(const lb_modular *modular, lb_step step)
{
    const lb_row *rows = modular->echelon.rows;
    size_t left = step.left & LB_STEP_GENERATOR
                      ? modular->generators[step.left & ~LB_STEP_GENERATOR].length
                      : rows[step.left].length + (size_t)1;
    return step.right == LB_STEP_ALONE ? left : left * (rows[step.right].length + (size_t)1);
}

uint32_t lb_modular_leading(const lb_modular *modular)
{
    const lb_echelon *echelon = &modular->echelon;
    uint32_t leading = echelon->touched[0];
    for (size_t i = 1; i < echelon->touched_count; i++)
        if (lb_string_table_compare(modular->strings, echelon->touched[i], leading) > 0)
            leading = echelon->touched[i];
    return leading;
}
