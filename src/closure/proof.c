/* Both halves of the proof, apart from the search: the basis is closed under the generators over Q,
 * and the steps leave non-zero remainders modulo a prime. */

#include "closure/proof.h"

#include <stdlib.h>

#include "base/memory.h"
#include "linalg/membership.h"

/* Products of strings that are computed between two looks at the limits. */
static const size_t WORK_MAX = 1 << 18;
static const size_t ROUND_WORK = 1 << 14; /* for each of several replays */

/* What one thread needs to test a bracket. */
typedef struct exact {
    size_t work; /* since limits were asked */
    lb_membership span;
    lb_products products;
    fmpz_t part;
} exact;

typedef struct upper {
    const lb_rational_basis *basis;
    const lb_generators *generators;
    lb_string_table *strings;
    lb_run *run;
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
        lb_membership_reserve(&x->span, u->strings->count);
    for (size_t i = 0; i < products->count; i++) {
        const lb_product *product = products->items + i;
        const fmpz *item = generator->item_coefficients + product->item;
        const fmpz *right = row_coefficient(u->basis, row, product->right);
        fmpz *target = lb_membership_touch(&x->span, products->columns[i]);
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
        fmpz *target = lb_membership_touch(&x->span, generator->columns[i]);
        fmpz_add(target, target, generator->coefficients + i);
    }
    return lb_membership_contains(&x->span);
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
        if (!lb_run_asks(u->run, &x->work, generator->operand.work))
            break;
    }
    accumulate_products(u, x, generator, row);
    return lb_membership_contains(&x->span);
}

static void check_round(void *context, int thread)
{
    upper *u = context;
    for (size_t i; (i = u->first + lb_pool_next(&u->next)) < u->end;)
        for (uint32_t k = 0; k < u->generators->count; k++)
            if (!u->run->stopped &&
                !bracket_in_span(u, u->rooms + thread, u->generators->items + k, (uint32_t)i))
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
                lb_membership_reserve(&u->rooms[t].span, u->strings->count + work);
        }
        u->next = 0;
        lb_pool_run(run->pool, check_round, u);
    }
    return run->stopped ? -1 : u->inside;
}

int lb_basis_contains_closure(const lb_rational_basis *basis, const lb_generators *generators,
                              const lb_canonical *canonical, lb_string_table *strings, lb_run *run)
{
    int threads = lb_pool_threads(run->pool);
    upper u = {.basis = basis,
               .generators = generators,
               .strings = strings,
               .run = run,
               .rooms = lb_malloc((size_t)threads, sizeof *u.rooms),
               .shared = threads > 1,
               .inside = true};
    for (int t = 0; t < threads; t++) {
        lb_membership_init(&u.rooms[t].span, basis, strings->count);
        lb_products_init(&u.rooms[t].products, canonical);
        u.rooms[t].work = 0;
        fmpz_init(u.rooms[t].part);
    }
    for (uint32_t k = 0; k < generators->count; k++)
        u.inside = u.inside && generator_in_span(u.rooms, generators->items + k);
    int result = u.inside ? check_rows(&u, run) : 0;
    for (int t = 0; t < threads; t++) {
        lb_membership_clear(&u.rooms[t].span);
        lb_products_clear(&u.rooms[t].products);
        fmpz_clear(u.rooms[t].part);
    }
    free(u.rooms);
    return result;
}

/* A replay, as far as it came; result as of lb_replay. */
typedef struct replay {
    lb_modular *modular;
    lb_modular_room room;
    size_t done, work;
    int result;
} replay;

/* Replays of the same steps modulo several primes, side by side: each goes on by some work in a
 * round, so that there is room in the table for the strings that all of them may meet. */
typedef struct replays {
    const lb_steps *steps;
    const uint32_t *pivots;
    replay *items;
    size_t count, next;
    size_t quota; /* of each in a round, enough for a step */
} replays;

static int replay_step(replay *one, lb_step step, uint32_t pivot, bool shared)
{
    size_t remainder = lb_modular_compute(one->modular, &one->room, step, shared);
    if (one->room.run->stopped) {
        lb_vector_discard(&one->room.vector);
        return -1;
    }
    if (!remainder || !one->room.vector.accumulators[pivot]) {
        lb_vector_discard(&one->room.vector);
        return 0;
    }
    lb_modular_insert(one->modular, &one->room, pivot);
    return 1;
}

static bool goes_on(const replays *all, const replay *one)
{
    return one->result == 1 && one->done < all->steps->count;
}

static void advance(const replays *all, replay *one)
{
    for (one->work = 0; goes_on(all, one); one->done++) {
        lb_step step = all->steps->items[one->done];
        size_t work = lb_modular_work(one->modular, step);
        if (one->work + work > all->quota)
            return;
        one->work += work;
        one->result = replay_step(one, step, all->pivots[one->done], all->count > 1);
    }
}

static void replay_round(void *context, int thread)
{
    replays *all = context;
    (void)thread;
    for (size_t i; (i = lb_pool_next(&all->next)) < all->count;)
        advance(all, all->items + i);
}

/* Set the quota, and make room for it; false when all replays are at their end. */
static bool prepare_round(replays *all, lb_string_table *strings)
{
    bool any = false;
    all->quota = ROUND_WORK;
    all->next = 0;
    for (size_t i = 0; i < all->count; i++) {
        const replay *one = all->items + i;
        if (!goes_on(all, one))
            continue;
        size_t work = lb_modular_work(one->modular, all->steps->items[one->done]);
        all->quota = work > all->quota ? work : all->quota;
        any = true;
    }
    if (all->count == 1)
        return any;
    lb_string_table_reserve(strings, all->count * all->quota);
    for (size_t i = 0; i < all->count; i++)
        lb_vector_reserve(&all->items[i].room.vector, strings->count + all->count * all->quota);
    return any;
}

/* What the last round did, for the limits of the run. */
static bool may_go_on(const replays *all, lb_run *run)
{
    size_t work = 0;
    for (size_t i = 0; i < all->count; i++)
        work += all->items[i].work;
    lb_progress progress = {
        .stage = "replay", .done = all->items->done, .total = all->steps->count};
    return lb_run_goes_on(run, work, progress);
}

void lb_replay_together(int *results, lb_modular *modulars, size_t count, const lb_steps *steps,
                        const uint32_t *pivots, lb_run *run)
{
    replays all = {.steps = steps, .pivots = pivots, .count = count};
    all.items = lb_calloc(count, sizeof *all.items);
    for (size_t i = 0; i < count; i++) {
        replay *one = all.items + i;
        *one = (replay){.modular = modulars + i, .result = 1};
        lb_modular_room_init(&one->room, one->modular, run);
    }
    bool in_time = true;
    while (prepare_round(&all, modulars->strings) && (in_time = may_go_on(&all, run))) {
        if (count > 1)
            lb_pool_run(run->pool, replay_round, &all);
        else
            advance(&all, all.items);
    }
    for (size_t i = 0; i < count; i++) {
        results[i] = !in_time && goes_on(&all, all.items + i) ? -1 : all.items[i].result;
        lb_modular_room_clear(&all.items[i].room);
    }
    free(all.items);
}

int lb_replay(lb_modular *modular, const lb_steps *steps, const uint32_t *pivots, lb_run *run)
{
    int result;
    lb_replay_together(&result, modular, 1, steps, pivots, run);
    return result;
}
