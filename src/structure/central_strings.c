#include "structure/central_strings.h"

#include <stdlib.h>
#include <string.h>

#include <liebound/structure.h>

#include "base/memory.h"
#include "pauli/dense.h"

/* Rows of bits in reduced row echelon form: row i has a bit at pivots[i] that no other row has. A
 * row is `width` words, of which pivots are looked for in the first `searched`. */
typedef struct bit_rows {
    size_t width, searched, count, capacity, pivot_capacity;
    uint64_t *words;
    size_t *pivots;
} bit_rows;

static uint64_t *bit_row(const bit_rows *rows, size_t i)
{
    return rows->words + rows->width * i;
}

static bool has_bit(const uint64_t *row, size_t bit)
{
    return row[bit / 64] >> bit % 64 & 1;
}

static void add_words(uint64_t *row, const uint64_t *other, size_t width)
{
    for (size_t w = 0; w < width; w++)
        row[w] ^= other[w];
}

static size_t first_bit(const uint64_t *row, size_t words)
{
    size_t w = 0;
    while (w < words && !row[w])
        w++;
    return w < words ? 64 * w + (size_t)__builtin_ctzll(row[w]) : SIZE_MAX;
}

/* Reduce a row, in place, and keep it unless its searched part is zero; whether it was kept. */
static bool insert_row(bit_rows *rows, uint64_t *row)
{
    for (size_t i = 0; i < rows->count; i++)
        if (has_bit(row, rows->pivots[i]))
            add_words(row, bit_row(rows, i), rows->width);
    size_t pivot = first_bit(row, rows->searched);
    if (pivot == SIZE_MAX)
        return false;
    for (size_t i = 0; i < rows->count; i++)
        if (has_bit(bit_row(rows, i), pivot))
            add_words(bit_row(rows, i), row, rows->width);
    rows->words =
        lb_grow(rows->words, &rows->capacity, rows->count + 1, rows->width * sizeof *rows->words);
    rows->pivots =
        lb_grow(rows->pivots, &rows->pivot_capacity, rows->count + 1, sizeof *rows->pivots);
    memcpy(bit_row(rows, rows->count), row, rows->width * sizeof *row);
    rows->pivots[rows->count++] = pivot;
    return true;
}

static void rows_clear(bit_rows *rows)
{
    free(rows->words);
    free(rows->pivots);
}

/* A basis of the span of all strings. */
static void span_of_strings(bit_rows *span, const lb_ansatz_t A, size_t words)
{
    uint64_t *row = lb_malloc(2 * words, sizeof *row);
    *span = (bit_rows){.width = 2 * words, .searched = 2 * words};
    for (size_t k = 0; k < A->generator_count; k++)
        for (size_t i = 0; i < A->generators[k].length; i++) {
            lb_dense_from_string(row, A->generators[k].strings + i, words);
            insert_row(span, row);
        }
    free(row);
}

/* The combinations of span vectors that commute with all of them: of the rows (w(b_i, b_j))_j, each
 * followed by b_i itself, those that vanish before it. */
static void radical_of_span(bit_rows *radical, const bit_rows *span, size_t words)
{
    size_t form = (span->count + 63) / 64;
    bit_rows rows = {.width = form + 2 * words, .searched = form};
    uint64_t *row = lb_malloc(rows.width, sizeof *row);
    *radical = (bit_rows){.width = 2 * words, .searched = 2 * words};
    for (size_t i = 0; i < span->count; i++) {
        memset(row, 0, form * sizeof *row);
        for (size_t j = 0; j < span->count; j++)
            if (lb_dense_anticommutes(bit_row(span, i), bit_row(span, j), words))
                row[j / 64] |= (uint64_t)1 << j % 64;
        memcpy(row + form, bit_row(span, i), 2 * words * sizeof *row);
        if (!insert_row(&rows, row))
            insert_row(radical, row + form);
    }
    free(row);
    rows_clear(&rows);
}

/* An average is multiplied string by string only by what all permutations fix; its 2^count products
 * are compared, so these are few. */
enum { FIXED_MAX = 10 };

static bool all_fixed(const lb_symmetries *symmetries)
{
    bool fixed = symmetries->count <= FIXED_MAX;
    for (uint32_t i = 0; i < symmetries->count && fixed; i++)
        fixed = lb_string_is_fixed(symmetries->strings + 2 * symmetries->words * i,
                                   symmetries->canonical);
    return fixed;
}

void lb_symmetries_init(lb_symmetries *symmetries, const lb_ansatz_t A,
                        const lb_canonical *canonical)
{
    *symmetries = (lb_symmetries){.canonical = canonical, .words = lb_dense_words(A->qubits)};
    if (A->qubits > LB_SYMMETRY_QUBITS_MAX)
        return;
    bit_rows span, radical;
    span_of_strings(&span, A, symmetries->words);
    radical_of_span(&radical, &span, symmetries->words);
    symmetries->count = (uint32_t)radical.count;
    symmetries->strings = radical.words;
    symmetries->pivots = radical.pivots;
    symmetries->fixed = all_fixed(symmetries);
    rows_clear(&span);
}

void lb_symmetries_clear(lb_symmetries *symmetries)
{
    free(symmetries->strings);
    free(symmetries->pivots);
}

/* P becomes Q = P + S, with W(P) = sign W(Q) on the sector where S has the given sign; returns
 * whether the sign is negative. */
static bool move(uint64_t *P, const uint64_t *S, bool negative, size_t words)
{
    int e = 0;
    add_words(P, S, 2 * words);
    for (size_t w = 0; w < words; w++)
        e += lb_word_phase(S[w], S[words + w], P[w], P[words + w]);
    return ((e & 3) == 2) != negative; /* W(S) W(Q) = i^e W(P), e even */
}

/* Replace the string P by its representative Q, W(P) = sign W(Q) on the sector. Returns the sign.
 */
static int represent(uint64_t *P, const lb_symmetries *symmetries, const bool *negative)
{
    bool minus = false;
    for (uint32_t i = 0; i < symmetries->count; i++)
        if (has_bit(P, symmetries->pivots[i]))
            minus ^= move(P, symmetries->strings + 2 * symmetries->words * i, negative[i],
                          symmetries->words);
    return minus ? -1 : 1;
}

/* The same for an average: of all its products the largest canonical string, found in the order of
 * a Gray code. The average is zero on the sector, and so the sign, when two signs lead there. */
static int represent_average(uint64_t *P, const lb_symmetries *symmetries, const bool *negative)
{
    size_t words = symmetries->words;
    lb_canonical_room room;
    lb_canonical_room_init(&room, symmetries->canonical);
    uint64_t *best = lb_calloc(2 * words, sizeof *best), *next = lb_malloc(2 * words, sizeof *next);
    bool minus = false;
    int sign = 1;
    memcpy(best, P, 2 * words * sizeof *P);
    for (uint32_t code = 1; code < (uint32_t)1 << symmetries->count; code++) {
        uint32_t i = (uint32_t)__builtin_ctz(code);
        minus ^= move(P, symmetries->strings + 2 * words * i, negative[i], words);
        memcpy(next, P, 2 * words * sizeof *P);
        lb_canonical_form(symmetries->canonical, next, &room);
        int order = lb_dense_compare(next, best, words);
        if (order > 0) {
            memcpy(best, next, 2 * words * sizeof *P);
            sign = minus ? -1 : 1;
        } else if (!order && sign != (minus ? -1 : 1)) {
            sign = 0;
        }
    }
    memcpy(P, best, 2 * words * sizeof *P);
    free(next);
    free(best);
    lb_canonical_room_clear(&room);
    return sign;
}

static void restrict_terms(lb_sum_t restricted, const lb_symmetries *symmetries, const lb_sum_t S,
                           const bool *negative, bool averages)
{
    uint64_t *dense = lb_malloc(2 * symmetries->words, sizeof *dense);
    lb_string_t P;
    mpq_t c;
    lb_string_init(P);
    mpq_init(c);
    lb_sum_zero(restricted);
    for (size_t i = 0; i < S->length; i++) {
        lb_dense_from_string(dense, S->strings + i, symmetries->words);
        int sign = averages ? represent_average(dense, symmetries, negative)
                            : represent(dense, symmetries, negative);
        mpq_set(c, S->coefficients + i);
        if (sign < 0)
            mpq_neg(c, c);
        lb_dense_to_string(P, dense, symmetries->words);
        if (sign)
            lb_sum_append(restricted, c, P);
    }
    lb_sum_normalize(restricted);
    mpq_clear(c);
    lb_string_clear(P);
    free(dense);
}

bool lb_symmetries_restrict(lb_sum_t restricted, const lb_symmetries *symmetries, const lb_sum_t S,
                            const bool *negative)
{
    bool averages = !lb_symmetry_is_trivial(symmetries->canonical->symmetry);
    if (!averages || symmetries->fixed) {
        restrict_terms(restricted, symmetries, S, negative, averages);
        return true;
    }
    lb_sum_t strings;
    lb_sum_init(strings, symmetries->canonical->symmetry->qubits);
    lb_sum_set(strings, S);
    bool listed = lb_sum_expand_averages(strings, symmetries->canonical, LB_SECTOR_STRINGS_MAX);
    if (listed)
        restrict_terms(restricted, symmetries, strings, negative, false);
    lb_sum_clear(strings);
    return listed;
}
