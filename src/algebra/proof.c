/* Both halves of the proof, apart from the search: the basis is closed under the generators over Q,
 * and the steps leave non-zero remainders modulo a prime. */

#include "algebra/span.h"

#include <stdlib.h>

#include "base/memory.h"

/* Products of strings that are computed between two looks at the limits. */
static const size_t WORK_MAX = 1 << 18;

/* What one thread needs to test a bracket. */
typedef struct exact {
    lb_span span;
    lb_products products;
    fmpz_t part;
} exact;

typedef struct upper {
    const lb_rational_basis *basis;
    const lb_generators *generators;
    lb_string_table *strings;
    exact *rooms;        /* one for each thread */
    uint32_t first, end; /* rows of the round */
    size_t next;
    bool shared, inside; /* inside: nothing was found outside so far */
} upper;

/* The coefficients of a row, times its denominator: entry 0 is the pivot. */
static const fmpz *row_coefficient(const lb_rational_basis *basis, uint32_t row, uint32_t entry)
{
    return entry ? basis->numerators + basis->offsets[row] + entry - 1 : basis->denominators + row;
}

static void accumulate_products(const upper *u, exact *x, const lb_generator *generator,
                                uint32_t row)
{
    lb_products *products = &x->products;
    lb_products_resolve(products, u->strings, u->shared);
    if (!u->shared)
        lb_span_reserve(&x->span, u->strings->count);
    for (size_t i = 0; i < products->count; i++) {
        const lb_product *product = products->items + i;
        const fmpz *item = generator->item_coefficients + product->item;
        const fmpz *right = row_coefficient(u->basis, row, product->right);
        fmpz *target = lb_span_touch(&x->span, products->columns[i]);
        if (product->multiplicity == 1) {
            fmpz_addmul(target, item, right);
        } else if (product->multiplicity == -1) {
            fmpz_submul(target, item, right);
        } else {
            fmpz_mul_si(x->part, item, product->multiplicity);
            fmpz_addmul(target, x->part, right);
        }
    }
    products->count = 0;
}

static bool generator_in_span(exact *x, const lb_generator *generator)
{
    for (uint32_t i = 0; i < generator->length; i++) {
        fmpz *target = lb_span_touch(&x->span, generator->columns[i]);
        fmpz_add(target, target, generator->coefficients + i);
    }
    return lb_span_contains(&x->span);
}

static bool bracket_in_span(const upper *u, exact *x, const lb_generator *generator, uint32_t row)
{
    const lb_rational_basis *basis = u->basis;
    uint32_t length = (uint32_t)(basis->offsets[row + 1] - basis->offsets[row]);
    for (uint32_t i = 0; i <= length; i++) {
        uint32_t column = i ? basis->columns[basis->offsets[row] + i - 1] : basis->pivots[row];
        lb_products_add(&x->products, &generator->operand, lb_string_table_at(u->strings, column),
                        i);
        if (x->products.count >= LB_PRODUCTS_BATCH)
            accumulate_products(u, x, generator, row);
    }
    accumulate_products(u, x, generator, row);
    return lb_span_contains(&x->span);
}

static void check_round(void *context, int thread)
{
    upper *u = context;
    for (size_t i; (i = u->first + lb_pool_next(&u->next)) < u->end;)
        for (uint32_t k = 0; k < u->generators->count; k++)
            if (!bracket_in_span(u, u->rooms + thread, u->generators->items + k, (uint32_t)i))
                __atomic_store_n(&u->inside, false, __ATOMIC_RELAXED);
}

/* Rows from u->first on that make up a round; returns the work. */
static size_t gather_round(upper *u, size_t work_a_term)
{
    size_t work = 0;
    for (u->end = u->first; u->end < u->basis->count && work < WORK_MAX; u->end++)
        work += work_a_term * (u->basis->offsets[u->end + 1] - u->basis->offsets[u->end] + 1);
    return work;
}

static int check_rows(upper *u, lb_run *run)
{
    size_t work_a_term = 0;
    for (uint32_t k = 0; k < u->generators->count; k++)
        work_a_term += u->generators->items[k].operand.work;
    for (; u->first < u->basis->count && u->inside; u->first = u->end) {
        lb_progress progress = {.stage = "proof", .done = u->first, .total = u->basis->count};
        size_t work = gather_round(u, work_a_term);
        if (!lb_run_goes_on(run, work, progress))
            return -1;
        if (u->shared) {
            lb_string_table_reserve(u->strings, work);
            for (int t = 0; t < lb_pool_threads(run->pool); t++)
                lb_span_reserve(&u->rooms[t].span, u->strings->count + work);
        }
        u->next = 0;
        lb_pool_run(run->pool, check_round, u);
    }
    return u->inside;
}

int lb_basis_contains_closure(const lb_rational_basis *basis, const lb_generators *generators,
                              const lb_canonical *canonical, lb_string_table *strings, lb_run *run)
{
    int threads = lb_pool_threads(run->pool);
    upper u = {.basis = basis,
               .generators = generators,
               .strings = strings,
               .rooms = lb_malloc((size_t)threads, sizeof *u.rooms),
               .shared = threads > 1,
               .inside = true};
    for (int t = 0; t < threads; t++) {
        lb_span_init(&u.rooms[t].span, basis, strings->count);
        lb_products_init(&u.rooms[t].products, canonical);
        fmpz_init(u.rooms[t].part);
    }
    for (uint32_t k = 0; k < generators->count; k++)
        u.inside = u.inside && generator_in_span(u.rooms, generators->items + k);
    int result = u.inside ? check_rows(&u, run) : 0;
    for (int t = 0; t < threads; t++) {
        lb_span_clear(&u.rooms[t].span);
        lb_products_clear(&u.rooms[t].products);
        fmpz_clear(u.rooms[t].part);
    }
    free(u.rooms);
    return result;
}

static int replay_step(lb_modular *modular, lb_modular_room *room, lb_step step, uint32_t pivot)
{
    size_t remainder = lb_modular_compute(modular, room, step, false);
    if (!remainder || !room->vector.accumulators[pivot]) {
        lb_vector_discard(&room->vector);
        return 0;
    }
    lb_modular_insert(modular, room, pivot);
    return 1;
}

int lb_replay(lb_modular *modular, const lb_steps *steps, const uint32_t *pivots, lb_run *run)
{
    lb_modular_room room;
    lb_modular_room_init(&room, modular);
    lb_vector_reserve(&room.vector, modular->strings->count);
    int result = 1;
    for (size_t t = 0; t < steps->count && result == 1; t++) {
        lb_progress progress = {.stage = "replay", .done = t, .total = steps->count};
        size_t work = lb_modular_work(modular, steps->items[t]);
        result = lb_run_goes_on(run, work, progress)
                     ? replay_step(modular, &room, steps->items[t], pivots[t])
                     : -1;
    }
    lb_modular_room_clear(&room);
    return result;
}
