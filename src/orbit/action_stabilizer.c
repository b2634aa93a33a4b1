#include "orbit/action_stabilizer.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* ---- On a state ---- */

typedef struct acting {
    const lb_closure *closure;
    const lb_stabilizer *state;
    lb_string_table representatives;
    uint64_t *string; /* room for one, on the qubits of the state */
    lb_triplets triplets;
    uint32_t *strings;
    size_t string_capacity, component_count;
} acting;

static void reserve_components(acting *a, size_t count)
{
    a->strings = lb_grow(a->strings, &a->string_capacity, count, sizeof *a->strings);
    while (a->component_count < count)
        a->strings[a->component_count++] = LB_NO_STRING;
}

static void add_term(acting *a, uint32_t row, uint32_t number, const fmpz *value)
{
    const lb_string_table *strings = &a->closure->strings;
    lb_stabilizer_load(a->state, a->string, lb_string_table_at(strings, number), strings->words);
    unsigned e = lb_stabilizer_reduce(a->state, a->string);
    size_t representative = lb_string_table_intern(&a->representatives, a->string);
    size_t component = 2 * representative + e % 2;
    reserve_components(a, 2 * representative + 2);
    if (a->strings[component] == LB_NO_STRING)
        a->strings[component] = number;
    fmpz *entry = lb_triplets_add(&a->triplets, component, row);
    if (e < 2)
        fmpz_set(entry, value);
    else
        fmpz_neg(entry, value);
}

static bool has_letter(const uint64_t *string, size_t words, size_t first, size_t end)
{
    for (size_t q = first; q < end; q++)
        if ((string[q / 64] | string[words + q / 64]) >> q % 64 & 1)
            return true;
    return false;
}

/* The state may have a second copy of the qubits. */
static bool *find_near(const acting *a, size_t qubits, size_t written)
{
    size_t count = a->representatives.count, words = a->state->words;
    bool copied = a->state->qubits > qubits;
    bool *near = lb_malloc(count, sizeof *near);
    for (size_t r = 0; r < count; r++) {
        const uint64_t *string = lb_string_table_at(&a->representatives, (uint32_t)r);
        near[r] = !has_letter(string, words, 0, written) &&
                  !(copied && has_letter(string, words, qubits, qubits + written));
    }
    return near;
}

void lb_action_init(lb_action *action, const lb_closure *closure, const lb_stabilizer *state,
                    size_t written)
{
    const lb_rational_basis *basis = &closure->basis;
    acting a = {.closure = closure, .state = state};
    lb_string_table_init(&a.representatives, state->words);
    a.string = lb_calloc(2 * state->words, sizeof *a.string);
    lb_string_table_intern(&a.representatives, a.string);
    reserve_components(&a, 2);
    for (uint32_t i = 0; i < basis->count; i++) {
        add_term(&a, i, basis->pivots[i], basis->denominators + i);
        for (size_t e = basis->offsets[i]; e < basis->offsets[i + 1]; e++)
            add_term(&a, i, basis->columns[e], basis->numerators + e);
    }
    lb_sparse_init(&action->components, a.component_count, &a.triplets);
    action->strings = a.strings;
    if (written < closure->ansatz->qubits)
        action->near = find_near(&a, closure->ansatz->qubits, written);
    lb_string_table_clear(&a.representatives);
    free(a.string);
}

void lb_action_clear(lb_action *action)
{
    lb_sparse_clear(&action->components);
    free(action->near);
    free(action->strings);
    free(action->coordinates);
    lb_string_table_clear(&action->basis);
}

/* ---- On each other ---- */

typedef struct adjoining {
    const lb_closure *closure;
    uint32_t *row_of_pivot; /* by string */
    uint64_t *product;      /* room for one */
    lb_triplets triplets;
} adjoining;

/* Add value * {generator k, string} where it meets pivots. */
static void add_bracket(adjoining *a, uint32_t k, uint32_t row, uint32_t number, const fmpz *value)
{
    const lb_string_table *strings = &a->closure->strings;
    const lb_generator *generator = a->closure->generators.items + k;
    const uint64_t *string = lb_string_table_at(strings, number);
    for (uint32_t i = 0; i < generator->length; i++) {
        const uint64_t *other = lb_string_table_at(strings, generator->columns[i]);
        if (!lb_dense_anticommutes(other, string, strings->words))
            continue;
        int sign = lb_dense_bracket(a->product, other, string, strings->words);
        uint32_t found = lb_string_table_find(strings, a->product);
        if (found == LB_NO_STRING || a->row_of_pivot[found] == LB_NO_ROW)
            continue;
        size_t vector = (size_t)k * a->closure->basis.count + a->row_of_pivot[found];
        fmpz *entry = lb_triplets_add(&a->triplets, vector, row);
        fmpz_mul(entry, generator->coefficients + i, value);
        if (sign < 0)
            fmpz_neg(entry, entry);
    }
}

/* All brackets with one row; returns their number of products. */
static size_t add_brackets(adjoining *a, uint32_t row)
{
    const lb_rational_basis *basis = &a->closure->basis;
    size_t work = 0;
    for (uint32_t k = 0; k < a->closure->generators.count; k++) {
        add_bracket(a, k, row, basis->pivots[row], basis->denominators + row);
        for (size_t e = basis->offsets[row]; e < basis->offsets[row + 1]; e++)
            add_bracket(a, k, row, basis->columns[e], basis->numerators + e);
        work += a->closure->generators.items[k].length;
    }
    return work * (basis->offsets[row + 1] - basis->offsets[row] + 1);
}

bool lb_orbit_adjoint_rows_init(lb_sparse *adjoint, const lb_closure *closure, lb_run *run)
{
    const lb_rational_basis *basis = &closure->basis;
    adjoining a = {.closure = closure};
    a.row_of_pivot = lb_malloc(closure->strings.count, sizeof *a.row_of_pivot);
    memset(a.row_of_pivot, 0xff, closure->strings.count * sizeof *a.row_of_pivot);
    for (uint32_t i = 0; i < basis->count; i++)
        a.row_of_pivot[basis->pivots[i]] = i;
    a.product = lb_malloc(2 * closure->strings.words, sizeof *a.product);
    bool goes_on = true;
    for (uint32_t i = 0; i < basis->count && goes_on; i++) {
        lb_progress progress = {.stage = "sector", .done = i, .total = basis->count};
        goes_on = lb_run_goes_on(run, add_brackets(&a, i), progress);
    }
    free(a.row_of_pivot);
    free(a.product);
    lb_sparse_init(adjoint, (size_t)closure->generators.count * basis->count, &a.triplets);
    return goes_on;
}
