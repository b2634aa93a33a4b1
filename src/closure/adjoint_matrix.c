#include "closure/adjoint_matrix.h"

#include <stdlib.h>

#include "base/memory.h"

bool lb_closure_complete_strings(lb_string_table *strings, const lb_generators *generators,
                                 const lb_canonical *canonical, uint32_t most, lb_run *run)
{
    lb_products products;
    bool goes_on = true;
    lb_products_init(&products, canonical);
    /* The table grows while it is gone through. */
    for (uint32_t i = 0; i < strings->count && goes_on; i++) {
        size_t work = 0;
        for (uint32_t k = 0; k < generators->count; k++) {
            lb_products_add(&products, &generators->items[k].operand,
                            lb_string_table_at(strings, i), 0);
            work += products.count;
            lb_products_resolve(&products, strings, false);
            products.count = 0;
        }
        lb_progress progress = {.stage = "strings", .done = i, .total = strings->count};
        goes_on = strings->count <= most && lb_run_goes_on(run, work, progress);
    }
    lb_products_clear(&products);
    return goes_on;
}

static int32_t balanced(uint64_t residue, uint32_t prime)
{
    return residue > prime / 2 ? (int32_t)(residue - prime) : (int32_t)residue;
}

/* The balanced residue of an integer. */
static int32_t balance(int64_t integer, uint32_t prime)
{
    int64_t residue = integer % (int64_t)prime;
    return balanced((uint64_t)(residue < 0 ? residue + prime : residue), prime);
}

static int32_t reduce_coefficient(const fmpz *coefficient, uint32_t prime)
{
    return balanced(fmpz_fdiv_ui(coefficient, prime), prime);
}

/* ---- Matrices ---- */

/* The terms of one matrix in the order in which they are found, by source. */
typedef struct terms {
    size_t count, source_capacity, target_capacity, value_capacity;
    uint32_t *sources, *targets;
    int32_t *values;
} terms;

static void append_term(terms *t, uint32_t source, uint32_t target, int32_t value)
{
    t->sources = lb_grow(t->sources, &t->source_capacity, t->count + 1, sizeof *t->sources);
    t->targets = lb_grow(t->targets, &t->target_capacity, t->count + 1, sizeof *t->targets);
    t->values = lb_grow(t->values, &t->value_capacity, t->count + 1, sizeof *t->values);
    t->sources[t->count] = source;
    t->targets[t->count] = target;
    t->values[t->count++] = value;
}

static void find_terms(terms *t, const lb_adjoint *adjoint, uint32_t k, lb_products *products,
                       lb_string_table *strings)
{
    const lb_generator *generator = adjoint->generators->items + k;
    uint32_t prime = adjoint->prime;
    t->count = 0;
    for (uint32_t c = 0; c < adjoint->columns; c++) {
        lb_products_add(products, &generator->operand,
                        lb_string_table_at(strings, adjoint->strings[c]), 0);
        lb_products_resolve(products, strings, false);
        for (size_t i = 0; i < products->count; i++) {
            const lb_product *product = products->items + i;
            int64_t item = reduce_coefficient(generator->item_coefficients + product->item, prime);
            int32_t value = balance(item * balance(product->multiplicity, prime), prime);
            if (value)
                append_term(t, c, adjoint->column_of[products->columns[i]], value);
        }
        products->count = 0;
    }
}

/* Sort the terms by target. */
static void matrix_init(lb_adjoint_matrix *matrix, const terms *t, uint32_t columns)
{
    matrix->first = lb_calloc((size_t)columns + 2, sizeof *matrix->first);
    matrix->sources = lb_malloc(t->count, sizeof *matrix->sources);
    matrix->values = lb_malloc(t->count, sizeof *matrix->values);
    size_t *next = matrix->first + 1;
    for (size_t i = 0; i < t->count; i++)
        next[t->targets[i] + 1]++;
    for (uint32_t c = 0; c < columns; c++)
        next[c + 1] += next[c];
    for (size_t i = 0; i < t->count; i++) {
        size_t at = next[t->targets[i]]++;
        matrix->sources[at] = t->sources[i];
        matrix->values[at] = t->values[i];
    }
}

void lb_adjoint_init(lb_adjoint *adjoint, const lb_generators *generators,
                     const lb_canonical *canonical, lb_string_table *strings, uint32_t prime)
{
    uint32_t count = strings->count;
    *adjoint = (lb_adjoint){.prime = prime, .columns = count, .generators = generators};
    uint32_t *numbers = lb_malloc(count, sizeof *numbers);
    for (uint32_t i = 0; i < count; i++)
        numbers[i] = i;
    uint32_t *increasing = lb_string_table_order(strings, numbers, count);
    adjoint->strings = numbers;
    adjoint->column_of = lb_malloc(count, sizeof *adjoint->column_of);
    for (uint32_t c = 0; c < count; c++) {
        adjoint->strings[c] = increasing[count - 1 - c];
        adjoint->column_of[adjoint->strings[c]] = c;
    }
    free(increasing);
    adjoint->matrices = lb_malloc(generators->count, sizeof *adjoint->matrices);
    lb_products products;
    terms t = {.sources = NULL};
    lb_products_init(&products, canonical);
    for (uint32_t k = 0; k < generators->count; k++) {
        find_terms(&t, adjoint, k, &products, strings);
        matrix_init(adjoint->matrices + k, &t, count);
    }
    lb_products_clear(&products);
    free(t.sources);
    free(t.targets);
    free(t.values);
}

void lb_adjoint_clear(lb_adjoint *adjoint)
{
    for (uint32_t k = 0; adjoint->matrices && k < adjoint->generators->count; k++) {
        free(adjoint->matrices[k].first);
        free(adjoint->matrices[k].sources);
        free(adjoint->matrices[k].values);
    }
    free(adjoint->matrices);
    free(adjoint->strings);
    free(adjoint->column_of);
}

/* ---- Words ---- */

void lb_adjoint_generator(const lb_adjoint *adjoint, uint32_t k, int32_t *word)
{
    const lb_generator *generator = adjoint->generators->items + k;
    for (uint32_t c = 0; c < adjoint->columns; c++)
        word[c] = 0;
    for (uint32_t i = 0; i < generator->length; i++)
        word[adjoint->column_of[generator->columns[i]]] =
            reduce_coefficient(generator->coefficients + i, adjoint->prime);
}

/* Products are below 2^42 in absolute value, and a row has fewer than 2^20 terms wherever the dense
 * way is taken; should it have more, residues are taken on the way. */
void lb_adjoint_bracket(const lb_adjoint *adjoint, uint32_t k, const int32_t *other, int32_t *word)
{
    const lb_adjoint_matrix *matrix = adjoint->matrices + k;
    const size_t many = 1 << 20;
    for (uint32_t c = 0; c < adjoint->columns; c++) {
        int64_t sum = 0;
        size_t t = matrix->first[c], end = matrix->first[c + 1];
        while (t < end) {
            size_t stop = end - t < many ? end : t + many;
            for (; t < stop; t++)
                sum += (int64_t)matrix->values[t] * other[matrix->sources[t]];
            sum = balance(sum, adjoint->prime);
        }
        word[c] = (int32_t)sum;
    }
}
