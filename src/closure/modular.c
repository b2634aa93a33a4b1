#include "closure/modular.h"

#include <stdlib.h>

#include <flint/nmod.h>
#include <flint/nmod_vec.h>

#include "base/memory.h"

static uint64_t *reduce_coefficients(const fmpz *coefficients, uint32_t count, nmod_t modulus)
{
    uint64_t *reduced = lb_malloc(count, sizeof *reduced);
    for (uint32_t i = 0; i < count; i++)
        reduced[i] = fmpz_fdiv_ui(coefficients + i, modulus.n);
    return reduced;
}

void lb_modular_init(lb_modular *modular, const lb_generators *generators,
                     const lb_canonical *canonical, lb_string_table *strings, uint64_t prime)
{
    *modular = (lb_modular){.strings = strings, .exact = generators, .canonical = canonical};
    lb_echelon_init(&modular->echelon, prime);
    lb_echelon_reserve_columns(&modular->echelon, strings->count);
    modular->generators = lb_malloc(generators->count, sizeof *modular->generators);
    for (uint32_t k = 0; k < generators->count; k++) {
        const lb_generator *g = generators->items + k;
        nmod_t modulus = modular->echelon.modulus;
        modular->generators[k] = (lb_modular_generator){
            reduce_coefficients(g->coefficients, g->length, modulus),
            reduce_coefficients(g->item_coefficients, g->operand.count, modulus)};
    }
}

void lb_modular_clear(lb_modular *modular)
{
    for (uint32_t k = 0; k < modular->exact->count; k++) {
        free(modular->generators[k].coordinates);
        free(modular->generators[k].items);
    }
    free(modular->generators);
    lb_echelon_clear(&modular->echelon);
}

void lb_modular_room_init(lb_modular_room *room, const lb_modular *modular, lb_run *run)
{
    room->run = run;
    room->work = 0;
    lb_vector_init(&room->vector, modular->echelon.modulus);
    lb_products_init(&room->products, modular->canonical);
}

void lb_modular_room_clear(lb_modular_room *room)
{
    lb_vector_clear(&room->vector);
    lb_products_clear(&room->products);
}

/* The value of one product, 0 .. p - 1. */
static inline uint64_t product_value(const lb_modular *modular, const lb_product *product,
                                     uint64_t item, uint64_t right)
{
    nmod_t modulus = modular->echelon.modulus;
    int64_t times = product->multiplicity;
    uint64_t value = right == 1 ? item : nmod_mul(item, right, modulus);
    if (times != 1 && times != -1)
        value = nmod_mul(value, (uint64_t)(times < 0 ? -times : times), modulus);
    return times < 0 ? nmod_neg(value, modulus) : value;
}

/* Add the batch to the vector. */
static void accumulate(const lb_modular *modular, lb_modular_room *room, lb_step step, bool shared)
{
    lb_products *products = &room->products;
    lb_vector *vector = &room->vector;
    const lb_row *row = modular->echelon.rows + step.row;
    const uint64_t *items = modular->generators[step.generator].items;
    lb_products_resolve(products, modular->strings, shared);
    if (!shared)
        lb_vector_reserve(vector, modular->strings->count);
    for (size_t i = 0; i < products->count; i++)
        __builtin_prefetch(vector->accumulators + products->columns[i], 1);
    for (size_t i = 0; i < products->count; i++) {
        const lb_product *product = products->items + i;
        uint64_t right = product->right ? row->entries[product->right - 1].value : 1;
        uint64_t value = product_value(modular, product, items[product->item], right);
        if (value)
            lb_vector_add(vector, products->columns[i], value);
    }
    products->count = 0;
}

/* Entry 0 is the pivot, entry i + 1 is entries[i]. False when a limit came. */
static bool compute_bracket(const lb_modular *modular, lb_modular_room *room, lb_step step,
                            bool shared)
{
    const lb_operand *operand = &modular->exact->items[step.generator].operand;
    const lb_row *row = modular->echelon.rows + step.row;
    for (uint32_t i = 0; i <= row->length; i++) {
        uint32_t column = i ? row->entries[i - 1].column : row->pivot;
        lb_products_add(&room->products, operand, lb_string_table_at(modular->strings, column), i);
        if (room->products.count >= LB_PRODUCTS_BATCH)
            accumulate(modular, room, step, shared);
        if (!lb_run_asks(room->run, &room->work, operand->work * modular->canonical->words))
            return false;
    }
    accumulate(modular, room, step, shared);
    return true;
}

size_t lb_modular_compute(const lb_modular *modular, lb_modular_room *room, lb_step step,
                          bool shared)
{
    if (step.row == LB_STEP_ALONE) {
        const lb_generator *generator = modular->exact->items + step.generator;
        const uint64_t *coordinates = modular->generators[step.generator].coordinates;
        lb_vector_reserve(&room->vector, modular->strings->count);
        for (uint32_t i = 0; i < generator->length; i++)
            if (coordinates[i])
                lb_vector_add(&room->vector, generator->columns[i], coordinates[i]);
    } else if (!compute_bracket(modular, room, step, shared)) {
        room->products.count = 0;
        lb_vector_discard(&room->vector);
        return 0;
    }
    return lb_echelon_reduce(&modular->echelon, &room->vector);
}

size_t lb_modular_work(const lb_modular *modular, lb_step step)
{
    const lb_generator *generator = modular->exact->items + step.generator;
    return step.row == LB_STEP_ALONE
               ? generator->length
               : generator->operand.work * (modular->echelon.rows[step.row].length + (size_t)1);
}

static uint32_t choose_pivot(const lb_modular *modular, const lb_vector *remainder)
{
    const lb_column *columns = modular->echelon.columns;
    uint32_t pivot = remainder->touched[0];
    for (size_t i = 1; i < remainder->touched_count; i++) {
        uint32_t column = remainder->touched[i];
        if (columns[column].count > columns[pivot].count)
            continue;
        if (columns[column].count < columns[pivot].count ||
            lb_string_table_compare(modular->strings, column, pivot) > 0)
            pivot = column;
    }
    return pivot;
}

uint32_t lb_modular_insert(lb_modular *modular, lb_modular_room *room, uint32_t pivot)
{
    /* Other threads may be adding strings; those of the remainder are there. */
    uint32_t count = __atomic_load_n(&modular->strings->count, __ATOMIC_RELAXED);
    lb_echelon_reserve_columns(&modular->echelon, count);
    if (pivot == LB_NO_STRING)
        pivot = choose_pivot(modular, &room->vector);
    return lb_echelon_insert(&modular->echelon, &room->vector, pivot);
}
