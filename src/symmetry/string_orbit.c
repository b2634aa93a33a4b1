#include "symmetry/string_orbit.h"

#include <stdlib.h>
#include <string.h>

#include <flint/fmpz_vec.h>

#include "base/memory.h"

/* Orbits under single exchanges that are listed at most, and the bits of their sizes, so that
 * multiplicities of products fit in a word. */
enum { ITEMS_MAX = 1 << 14, CELL_BITS_MAX = 52 };

/* permuted has on qubit images[q] the letter of P on q. */
static void permute(uint64_t *permuted, const uint64_t *P, const uint32_t *images, size_t words)
{
    memset(permuted, 0, 2 * words * sizeof *permuted);
    for (size_t w = 0; w < words; w++)
        for (uint64_t left = P[w] | P[words + w]; left; left &= left - 1) {
            int bit = __builtin_ctzll(left);
            uint32_t to = images[64 * w + (size_t)bit];
            permuted[to / 64] |= (P[w] >> bit & 1) << to % 64;
            permuted[words + to / 64] |= (P[words + w] >> bit & 1) << to % 64;
        }
}

static bool same_letter(const uint64_t *P, uint32_t a, uint32_t b, size_t words)
{
    return (P[a / 64] >> a % 64 & 1) == (P[b / 64] >> b % 64 & 1) &&
           (P[words + a / 64] >> a % 64 & 1) == (P[words + b / 64] >> b % 64 & 1);
}

static bool same_tuple(const uint64_t *P, const lb_exchange *line, uint32_t i, uint32_t j,
                       size_t words)
{
    bool same = true;
    for (uint32_t k = 0; k < line->width && same; k++)
        same = same_letter(P, line->qubits[i * line->width + k], line->qubits[j * line->width + k],
                           words);
    return same;
}

/* Multiply the size by the number of orders of the tuples of a line, which are sorted: equal ones
 * stand together. */
static void multiply_by_orders(fmpz_t size, const uint64_t *P, const lb_exchange *line,
                               size_t words)
{
    fmpz_t part;
    fmpz_init(part);
    fmpz_fac_ui(part, line->count);
    fmpz_mul(size, size, part);
    for (uint32_t first = 0, i = 1; i <= line->count; i++)
        if (i == line->count || !same_tuple(P, line, first, i, words)) {
            fmpz_fac_ui(part, i - first);
            fmpz_divexact(size, size, part);
            first = i;
        }
    fmpz_clear(part);
}

/* The group N alone. */
typedef struct exchanges_only {
    lb_symmetry symmetry;
    lb_canonical canonical;
    lb_canonical_room room;
    uint64_t *image;
} exchanges_only;

static void exchanges_init(exchanges_only *N, const lb_canonical *full)
{
    N->symmetry = *full->symmetry;
    N->symmetry.map_count = 0;
    N->symmetry.element_count = 1;
    lb_canonical_init(&N->canonical, &N->symmetry, full->words);
    lb_canonical_room_init(&N->room, &N->canonical);
    N->image = lb_malloc(2 * full->words, sizeof *N->image);
}

static void exchanges_clear(exchanges_only *N)
{
    free(N->image);
    lb_canonical_room_clear(&N->room);
    lb_canonical_clear(&N->canonical);
}

/* How many elements of M fix the orbit of P under N. */
static uint32_t count_fixing(exchanges_only *N, const lb_symmetry *S, const uint64_t *P)
{
    size_t words = N->canonical.words;
    uint32_t count = 0;
    for (uint32_t e = 0; e < S->element_count; e++) {
        permute(N->image, P, S->elements + (size_t)e * S->qubits, words);
        lb_canonical_form(&N->canonical, N->image, &N->room);
        count += !memcmp(N->image, P, 2 * words * sizeof *P);
    }
    return count;
}

/* The letters of k equal ones meet the four letters of a string in (k + 3 over 3) ways. */
static double count_meetings(const lb_canonical *canonical, const uint64_t *P)
{
    double meetings = 1;
    for (uint32_t i = 0; i < canonical->cell_count; i++) {
        uint32_t letters[4];
        lb_cell_count(canonical->cells + i, P, canonical->words, letters);
        for (int l = 1; l < 4; l++)
            meetings *= (letters[l] + 3.0) * (letters[l] + 2.0) * (letters[l] + 1.0) / 6;
    }
    return meetings;
}

static void measure(lb_orbits *orbits, uint32_t c, exchanges_only *N)
{
    const lb_symmetry *S = orbits->canonical->symmetry;
    const uint64_t *P = lb_string_table_at(orbits->strings, c);
    fmpz *size = orbits->sizes + c;
    fmpz_t cells, items;
    fmpz_init_set_ui(cells, 1);
    fmpz_init(items);
    fmpz_set_ui(size, S->element_count / (S->element_count > 1 ? count_fixing(N, S, P) : 1));
    for (uint32_t l = 0; l < S->exchange_count; l++) {
        multiply_by_orders(size, P, S->exchanges + l, N->canonical.words);
        if (S->exchanges[l].width == 1)
            multiply_by_orders(cells, P, S->exchanges + l, N->canonical.words);
    }
    fmpz_divexact(items, size, cells);
    bool listed = fmpz_cmp_ui(items, ITEMS_MAX) <= 0 && fmpz_bits(cells) <= CELL_BITS_MAX;
    orbits->work[c] =
        listed ? (double)fmpz_get_ui(items) * count_meetings(orbits->canonical, P) : LB_WORK_MAX;
    fmpz_clear(items);
    fmpz_clear(cells);
}

void lb_orbits_init(lb_orbits *orbits, const lb_canonical *canonical,
                    const lb_string_table *strings)
{
    exchanges_only N;
    *orbits = (lb_orbits){.canonical = canonical, .strings = strings, .count = strings->count};
    orbits->sizes = _fmpz_vec_init(strings->count);
    orbits->work = lb_malloc(strings->count, sizeof *orbits->work);
    orbits->operands = lb_calloc(strings->count, sizeof *orbits->operands);
    exchanges_init(&N, canonical);
    for (uint32_t c = 0; c < strings->count; c++)
        measure(orbits, c, &N);
    exchanges_clear(&N);
}

void lb_orbits_clear(lb_orbits *orbits)
{
    for (uint32_t c = 0; c < orbits->count; c++)
        if (orbits->operands[c]) {
            lb_operand_clear(orbits->operands[c]);
            free(orbits->operands[c]);
        }
    free(orbits->operands);
    free(orbits->work);
    _fmpz_vec_clear(orbits->sizes, orbits->count);
}

/* Strings on the way to all of one orbit, or to one for each way to fill the cells. */
typedef struct listing {
    const lb_canonical *canonical;
    bool cells_sorted;
    lb_string_table found;
    uint64_t *image;
    uint32_t *images; /* of the qubits, under one exchange */
} listing;

static void listing_init(listing *l, const lb_canonical *canonical, bool cells_sorted)
{
    *l = (listing){.canonical = canonical, .cells_sorted = cells_sorted};
    l->image = lb_malloc(2 * canonical->words, sizeof *l->image);
    l->images = lb_malloc(canonical->symmetry->qubits, sizeof *l->images);
    lb_string_table_init(&l->found, canonical->words);
}

static void listing_clear(listing *l)
{
    lb_string_table_clear(&l->found);
    free(l->images);
    free(l->image);
}

static void add_image(listing *l)
{
    if (l->cells_sorted)
        lb_canonical_sort_cells(l->canonical, l->image);
    lb_string_table_intern(&l->found, l->image);
}

static void list_image(listing *l, uint32_t number, const uint32_t *images)
{
    permute(l->image, lb_string_table_at(&l->found, number), images, l->canonical->words);
    add_image(l);
}

/* Exchange neighbouring tuples of a line. */
static void list_exchanges(listing *l, uint32_t number, const lb_exchange *line)
{
    uint32_t w = line->width, n = l->canonical->symmetry->qubits;
    for (uint32_t i = 0; i + 1 < line->count; i++) {
        for (uint32_t q = 0; q < n; q++)
            l->images[q] = q;
        for (uint32_t k = 0; k < w; k++) {
            uint32_t a = line->qubits[i * w + k], b = line->qubits[(i + 1) * w + k];
            l->images[a] = b;
            l->images[b] = a;
        }
        list_image(l, number, l->images);
    }
}

static void list_neighbours(listing *l, uint32_t number)
{
    const lb_symmetry *S = l->canonical->symmetry;
    for (uint32_t m = 0; m < S->map_count; m++)
        list_image(l, number, S->maps + (size_t)m * S->qubits);
    for (uint32_t i = 0; i < S->exchange_count; i++)
        if (S->exchanges[i].width > 1 || !l->cells_sorted)
            list_exchanges(l, number, S->exchanges + i);
}

/* Fill the list from one string of the orbit; false when it has more than `most`. */
static bool list_orbit(listing *l, const uint64_t *P, uint32_t most)
{
    memcpy(l->image, P, 2 * l->canonical->words * sizeof *P);
    add_image(l);
    for (uint32_t i = 0; i < l->found.count && l->found.count <= most; i++)
        list_neighbours(l, i);
    return l->found.count <= most;
}

const lb_operand *lb_orbits_operand(lb_orbits *orbits, uint32_t c)
{
    if (orbits->operands[c])
        return orbits->operands[c];
    listing l;
    listing_init(&l, orbits->canonical, true);
    list_orbit(&l, lb_string_table_at(orbits->strings, c), UINT32_MAX);
    orbits->operands[c] = lb_malloc(1, sizeof *orbits->operands[c]);
    lb_operand_init_strings(orbits->operands[c], &l.found, orbits->canonical);
    listing_clear(&l);
    return orbits->operands[c];
}

bool lb_canonical_is_fixed(const uint64_t *P, const lb_canonical *canonical)
{
    listing l;
    listing_init(&l, canonical, false);
    bool fixed = list_orbit(&l, P, 1);
    listing_clear(&l);
    return fixed;
}

/* Append c times the average of the orbit of P. */
static bool append_average(lb_sum_t S, const mpq_t c, const lb_string_t P,
                           const lb_canonical *canonical, uint32_t most)
{
    listing l;
    lb_string_t Q;
    mpq_t part;
    listing_init(&l, canonical, false);
    uint64_t *dense = lb_malloc(2 * canonical->words, sizeof *dense);
    lb_dense_from_string(dense, P, canonical->words);
    bool listed = list_orbit(&l, dense, most);
    lb_string_init(Q);
    mpq_init(part);
    mpq_set_ui(part, 1, l.found.count);
    mpq_mul(part, part, c);
    for (uint32_t i = 0; i < l.found.count && listed; i++) {
        lb_dense_to_string(Q, lb_string_table_at(&l.found, i), canonical->words);
        lb_sum_append(S, part, Q);
    }
    mpq_clear(part);
    lb_string_clear(Q);
    free(dense);
    listing_clear(&l);
    return listed && S->length <= most;
}

bool lb_canonical_expand_averages(lb_sum_t S, const lb_canonical *canonical, uint32_t most)
{
    lb_sum_t expanded;
    bool listed = true;
    lb_sum_init(expanded, canonical->symmetry->qubits);
    for (size_t i = 0; i < S->length && listed; i++)
        listed = append_average(expanded, S->coefficients + i, S->strings + i, canonical, most);
    if (listed) {
        lb_sum_normalize(expanded);
        lb_sum_set(S, expanded);
    }
    lb_sum_clear(expanded);
    return listed;
}
