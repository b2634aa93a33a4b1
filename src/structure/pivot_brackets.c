#include "structure/pivot_brackets.h"

#include <assert.h>
#include <stdlib.h>

#include "base/memory.h"

/* Products spent on all lists at most, which no entries outnumber. */
#define WORK_MAX 0x1p21

void lb_pivot_brackets_init(lb_pivot_brackets *brackets, lb_orbits *orbits, const uint32_t *pivots,
                            const uint32_t *row_of, uint32_t dimension)
{
    *brackets = (lb_pivot_brackets){
        .orbits = orbits, .pivots = pivots, .row_of = row_of, .dimension = dimension};
    brackets->lists = lb_calloc(orbits->count, sizeof *brackets->lists);
    double work = 0;
    for (uint32_t c = 0; c < orbits->count; c++)
        work += orbits->work[c] * dimension;
    brackets->small = work <= WORK_MAX;
}

static void clear_list(lb_bracket_list *list)
{
    if (!list)
        return;
    free(list->first);
    free(list->entries);
    free(list);
}

void lb_pivot_brackets_clear(lb_pivot_brackets *brackets)
{
    for (uint32_t c = 0; c < brackets->orbits->count; c++)
        clear_list(brackets->lists[c]);
    free(brackets->lists);
}

/* Add to the bracket that begins at `first`; sums of multiplicities that do not fit in a word stay
 * apart. */
static uint32_t add_entry(lb_bracket_entry *entries, uint32_t first, uint32_t count,
                          lb_bracket_entry entry)
{
    int64_t sum;
    for (uint32_t i = first; i < count; i++)
        if (entries[i].string == entry.string &&
            !__builtin_add_overflow(entries[i].times, entry.times, &sum)) {
            entries[i].times = sum;
            return count;
        }
    entries[count] = entry;
    return count + 1;
}

static uint32_t drop_zeros(lb_bracket_entry *entries, uint32_t first, uint32_t count)
{
    uint32_t kept = first;
    for (uint32_t i = first; i < count; i++)
        if (entries[i].times)
            entries[kept++] = entries[i];
    return kept;
}

/* The products of one pivot, which are in the batch, become its bracket. */
static void take_products(lb_bracket_list *list, uint32_t b, size_t *capacity,
                          lb_products *products, const lb_string_table *strings)
{
    uint32_t first = list->first[b], count = first;
    lb_products_find(products, strings);
    list->entries =
        lb_grow(list->entries, capacity, first + products->count, sizeof *list->entries);
    for (size_t i = 0; i < products->count; i++)
        if (products->columns[i] != LB_NO_STRING)
            count = add_entry(
                list->entries, first, count,
                (lb_bracket_entry){products->items[i].multiplicity, products->columns[i]});
    list->first[b + 1] = drop_zeros(list->entries, first, count);
    products->count = 0;
}

/* The bracket of the list of string c with pivot b from that of the pivot: {A(Q), P} |O(Q)| is
 * -{A(P), Q} |O(P)| times |O(Q)| / |O(P)|. False where there is no such list, or numbers are large. */
static bool take_opposite(lb_bracket_list *list, uint32_t c, uint32_t b, size_t *capacity,
                          const lb_pivot_brackets *brackets)
{
    uint32_t pivot = brackets->pivots[b], row = brackets->row_of[c];
    const lb_bracket_list *opposite = brackets->lists[pivot];
    const fmpz *sizes = brackets->orbits->sizes;
    if (!opposite || row == UINT32_MAX || fmpz_cmp_si(sizes + c, INT32_MAX) > 0 ||
        fmpz_cmp_si(sizes + pivot, INT32_MAX) > 0)
        return false;
    int64_t size = fmpz_get_si(sizes + c), pivot_size = fmpz_get_si(sizes + pivot);
    uint32_t first = list->first[b], count = opposite->first[row + 1] - opposite->first[row];
    const lb_bracket_entry *from = opposite->entries + opposite->first[row];
    list->entries = lb_grow(list->entries, capacity, first + count, sizeof *list->entries);
    for (uint32_t i = 0; i < count; i++) {
        if (from[i].times > INT32_MAX || from[i].times < -INT32_MAX)
            return false;
        assert(from[i].times * size % pivot_size == 0);
        list->entries[first + i] =
            (lb_bracket_entry){-from[i].times * size / pivot_size, from[i].string};
    }
    list->first[b + 1] = first + count;
    return true;
}

/* NULL when a limit came first. */
static lb_bracket_list *make_list(const lb_pivot_brackets *brackets, uint32_t c, lb_run *run)
{
    lb_orbits *orbits = brackets->orbits;
    const lb_operand *operand = lb_orbits_operand(orbits, c);
    lb_bracket_list *list = lb_calloc(1, sizeof *list);
    lb_products products;
    size_t capacity = 0, work = (size_t)orbits->work[c] + 1;
    bool complete = true;
    list->first = lb_calloc((size_t)brackets->dimension + 1, sizeof *list->first);
    lb_products_init(&products, orbits->canonical);
    for (uint32_t b = 0; b < brackets->dimension && complete; b++) {
        lb_progress progress = {.stage = "brackets", .done = b, .total = brackets->dimension};
        complete = lb_run_goes_on(run, work, progress);
        if (take_opposite(list, c, b, &capacity, brackets))
            continue;
        lb_products_add(&products, operand,
                        lb_string_table_at(orbits->strings, brackets->pivots[b]), 0);
        take_products(list, b, &capacity, &products, orbits->strings);
    }
    lb_products_clear(&products);
    if (complete)
        return list;
    clear_list(list);
    return NULL;
}

const lb_bracket_list *lb_pivot_brackets_of(lb_pivot_brackets *brackets, uint32_t c, lb_run *run)
{
    if (!brackets->lists[c] && brackets->small)
        brackets->lists[c] = make_list(brackets, c, run);
    return brackets->lists[c];
}
