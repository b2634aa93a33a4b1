#include "symmetry/bracket.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* ---- Items ---- */

/* The parts of a sorted string, appended to parts[0 .. count - 1]; returns the new count. */
static uint32_t append_parts(lb_operand *operand, uint32_t count, size_t *capacity,
                             const uint64_t *string, const lb_canonical *canonical)
{
    for (uint32_t i = 0; i < canonical->cell_count; i++) {
        uint32_t letters[4];
        lb_cell_count(canonical->cells + i, string, canonical->words, letters);
        if (letters[0] == canonical->cells[i].size)
            continue;
        operand->parts =
            lb_grow(operand->parts, capacity, (size_t)count + 1, sizeof *operand->parts);
        operand->parts[count++] = (lb_part){i, {letters[1], letters[2], letters[3]}};
    }
    return count;
}

/* In how many ways, at most, the letters of an item meet those of a string: k equal letters meet
 * the four letters of the string in (k + 3 over 3) ways. */
static size_t count_tables(const lb_operand *operand, uint32_t item)
{
    size_t tables = 1;
    for (uint32_t i = operand->first_part[item]; i < operand->first_part[item + 1]; i++)
        for (int l = 0; l < 3; l++) {
            size_t k = operand->parts[i].letters[l];
            tables *= (k + 3) * (k + 2) * (k + 1) / 6;
        }
    return tables;
}

void lb_operand_init_strings(lb_operand *operand, const lb_string_table *sorted,
                             const lb_canonical *canonical)
{
    size_t words = canonical->words, capacity = 0;
    *operand = (lb_operand){.count = sorted->count};
    operand->strings = lb_malloc(2 * words * sorted->count, sizeof *operand->strings);
    operand->first_part = lb_calloc((size_t)sorted->count + 1, sizeof *operand->first_part);
    for (uint32_t i = 0; i < sorted->count; i++) {
        const uint64_t *full = lb_string_table_at(sorted, i);
        uint64_t *outside = operand->strings + 2 * words * i;
        operand->first_part[i + 1] =
            append_parts(operand, operand->first_part[i], &capacity, full, canonical);
        for (size_t w = 0; w < 2 * words; w++)
            outside[w] = full[w] & canonical->outside[w % words];
        operand->work += count_tables(operand, i);
    }
}

/* N-orbits of terms are recognised by their strings with sorted cells. */
void lb_operand_init(lb_operand *operand, uint32_t *item_of, const lb_sum_t H,
                     const lb_canonical *canonical)
{
    size_t words = canonical->words;
    uint64_t *string = lb_malloc(2 * words, sizeof *string);
    lb_string_table sorted;
    lb_string_table_init(&sorted, words);
    for (size_t i = 0; i < H->length; i++) {
        lb_dense_from_string(string, H->strings + i, words);
        lb_canonical_sort_cells(canonical, string);
        item_of[i] = lb_string_table_intern(&sorted, string);
    }
    lb_operand_init_strings(operand, &sorted, canonical);
    lb_string_table_clear(&sorted);
    free(string);
}

void lb_operand_clear(lb_operand *operand)
{
    free(operand->strings);
    free(operand->first_part);
    free(operand->parts);
}

/* ---- Products ---- */

void lb_products_init(lb_products *products, const lb_canonical *canonical)
{
    *products = (lb_products){.canonical = canonical};
    lb_canonical_room_init(&products->room, canonical);
    products->counts = lb_malloc(canonical->cell_count, sizeof *products->counts);
}

void lb_products_clear(lb_products *products)
{
    lb_canonical_room_clear(&products->room);
    free(products->counts);
    free(products->items);
    free(products->strings);
    free(products->hashes);
    free(products->columns);
}

/* Room for the string of one more product. */
static uint64_t *next_string(lb_products *products)
{
    size_t words = 2 * products->canonical->words, needed = products->count + 1;
    products->items =
        lb_grow(products->items, &products->capacity, needed, sizeof *products->items);
    products->strings = lb_grow(products->strings, &products->string_capacity, words * needed,
                                sizeof *products->strings);
    return products->strings + words * products->count;
}

/* W(l) W(L) = i^e W(l + L): e by numbers of letters, I X Y Z. The letter l + L is l ^ L. */
static const uint8_t letter_phase[4][4] = {{0, 0, 0, 0}, {0, 0, 1, 3}, {0, 3, 0, 1}, {0, 1, 3, 0}};

/* An item on its way over the letters of the string, cell by cell. */
typedef struct meeting {
    lb_products *products;
    const uint64_t *string, *outside; /* of the item: its letters outside the cells */
    const lb_part *parts;
    uint32_t part_count, item, right;
} meeting;

typedef struct placement {
    uint32_t left[4]; /* letters of the string in this cell that nothing lies on yet */
    uint32_t made[4]; /* letters of the product, where something does */
    int64_t multiplicity;
    int phase;
} placement;

static void add_product(lb_products *products, uint32_t item, uint32_t right, int64_t multiplicity)
{
    products->items[products->count++] = (lb_product){item, right, multiplicity};
}

static void emit(const meeting *m, const placement *p)
{
    if (p->phase % 2 == 0)
        return;
    const lb_canonical *canonical = m->products->canonical;
    size_t words = canonical->words;
    uint64_t *product = next_string(m->products);
    for (size_t w = 0; w < 2 * words; w++)
        product[w] = m->string[w] ^ m->outside[w];
    for (uint32_t i = 0; i < m->part_count; i++) {
        const lb_cell *cell = canonical->cells + m->parts[i].cell;
        const uint64_t *mask = cell->prefixes + cell->size * words;
        for (size_t w = 0; w < 2 * words; w++)
            product[w] &= ~mask[w % words];
        lb_cell_fill(cell, product, words, m->products->counts[i]);
    }
    add_product(m->products, m->item, m->right,
                p->phase % 4 == 3 ? p->multiplicity : -p->multiplicity);
}

static int64_t binomial(uint32_t n, uint32_t k)
{
    int64_t c = 1;
    for (uint32_t i = 1; i <= k; i++)
        c = c * (n - k + i) / i;
    return c;
}

static void meet_part(meeting *m, uint32_t part, placement p);

/* Lay the remaining letters l of a part on letters L, L + 1, ... of the string, then the letters
 * after l. There is always room for the rest: a part has no more letters than its cell. */
static void lay_letters(meeting *m, uint32_t part, placement p, int l, int L, uint32_t remaining)
{
    while (l < 4 && !remaining) {
        remaining = l < 3 ? m->parts[part].letters[l] : 0;
        l++;
        L = 0;
    }
    if (!remaining) {
        for (int i = 0; i < 4; i++)
            m->products->counts[part][i] = p.left[i] + p.made[i];
        meet_part(m, part + 1, p);
        return;
    }
    uint32_t later = 0;
    for (int i = L + 1; i < 4; i++)
        later += p.left[i];
    uint32_t most = p.left[L] < remaining ? p.left[L] : remaining;
    for (uint32_t t = later < remaining ? remaining - later : 0; t <= most; t++) {
        placement next = p;
        next.left[L] -= t;
        next.made[l ^ L] += t;
        next.multiplicity *= binomial(p.left[L], t);
        next.phase += (int)t * letter_phase[l][L];
        lay_letters(m, part, next, l, L + 1, remaining - t);
    }
}

static void meet_part(meeting *m, uint32_t part, placement p)
{
    if (part == m->part_count) {
        emit(m, &p);
        return;
    }
    const lb_canonical *canonical = m->products->canonical;
    lb_cell_count(canonical->cells + m->parts[part].cell, m->string, canonical->words, p.left);
    for (int i = 0; i < 4; i++)
        p.made[i] = 0;
    lay_letters(m, part, p, 0, 0, 0);
}

static void add_in_cells(meeting *m)
{
    size_t words = m->products->canonical->words;
    placement start = {.multiplicity = 1};
    for (size_t w = 0; w < words; w++)
        start.phase += lb_word_phase(m->outside[w], m->outside[words + w],
                                     m->string[w] & m->products->canonical->outside[w],
                                     m->string[words + w] & m->products->canonical->outside[w]);
    start.phase &= 3;
    meet_part(m, 0, start);
}

/* Add the product of a term and the string, if they anticommute. */
static inline __attribute__((always_inline)) void add_term(lb_products *products,
                                                           const uint64_t *term,
                                                           const uint64_t *string, uint32_t item,
                                                           uint32_t right, size_t words)
{
    if (lb_dense_anticommutes(term, string, words)) {
        int sign = lb_dense_bracket(next_string(products), term, string, words);
        add_product(products, item, right, sign);
    }
}

void lb_products_add(lb_products *products, const lb_operand *operand, const uint64_t *string,
                     uint32_t right)
{
    size_t words = products->canonical->words;
    for (uint32_t i = 0; i < operand->count; i++) {
        const uint64_t *term = operand->strings + 2 * words * i;
        uint32_t first = operand->first_part[i], parts = operand->first_part[i + 1] - first;
        if (parts) {
            meeting m = {products, string, term, operand->parts + first, parts, i, right};
            add_in_cells(&m);
        } else if (words == 1) {
            add_term(products, term, string, i, right, 1);
        } else {
            add_term(products, term, string, i, right, words);
        }
    }
}

/* The sign of the average of product i goes to its multiplicity; of a zero average the last product
 * of the batch takes the place. Whether the product stays. */
static bool apply_sign(lb_products *products, size_t i, int sign)
{
    size_t words = 2 * products->canonical->words, last = products->count - 1;
    products->items[i].multiplicity *= sign;
    if (sign)
        return true;
    products->items[i] = products->items[last];
    memmove(products->strings + words * i, products->strings + words * last,
            words * sizeof *products->strings);
    products->count = last;
    return false;
}

/* Canonical strings and hashes of the products, and the memory that looking them up will read. */
static void prepare(lb_products *products, const lb_string_table *table)
{
    const lb_canonical *canonical = products->canonical;
    size_t count = products->count, words = 2 * canonical->words;
    products->hashes = lb_grow(products->hashes, &products->hash_capacity, count, sizeof(uint64_t));
    products->columns =
        lb_grow(products->columns, &products->column_capacity, count, sizeof(uint32_t));
    for (size_t i = 0; i < products->count;) {
        uint64_t *string = products->strings + words * i;
        int sign = 1;
        if (!canonical->cells_suffice)
            sign = lb_canonical_form(canonical, string, &products->room);
        if (sign != 1 && !apply_sign(products, i, sign))
            continue;
        products->hashes[i] = lb_dense_hash(string, canonical->words);
        lb_string_table_prefetch_slot(table, products->hashes[i++]);
    }
    for (size_t i = 0; i < products->count; i++)
        lb_string_table_prefetch_string(table, products->hashes[i]);
}

void lb_products_resolve(lb_products *products, lb_string_table *table, bool shared)
{
    size_t words = 2 * products->canonical->words;
    prepare(products, table);
    for (size_t i = 0; i < products->count; i++) {
        const uint64_t *string = products->strings + words * i;
        products->columns[i] =
            shared ? lb_string_table_intern_shared(table, string, products->hashes[i])
                   : lb_string_table_intern_hashed(table, string, products->hashes[i]);
    }
}

void lb_products_find(lb_products *products, const lb_string_table *table)
{
    size_t words = 2 * products->canonical->words;
    prepare(products, table);
    for (size_t i = 0; i < products->count; i++)
        products->columns[i] =
            lb_string_table_find_hashed(table, products->strings + words * i, products->hashes[i]);
}
