#include "structure/central_strings.h"

#include <stdlib.h>
#include <string.h>

#include <liebound/structure.h>

#include "base/memory.h"
#include "linalg/f2_echelon.h"
#include "pauli/dense.h"

/* A basis of the span of all strings. */
static void span_of_strings(lb_f2_echelon *span, const lb_ansatz_t A, size_t words)
{
    uint64_t *row = lb_malloc(2 * words, sizeof *row);
    lb_f2_echelon_init(span, 2 * words, 2 * words);
    for (size_t k = 0; k < A->generator_count; k++)
        for (size_t i = 0; i < A->generators[k].length; i++) {
            lb_dense_from_string(row, A->generators[k].strings + i, words);
            lb_f2_echelon_insert(span, row);
        }
    free(row);
}

/* The combinations of span vectors that commute with all of them: of the rows (w(b_i, b_j))_j, each
 * followed by b_i itself, those that vanish before it. */
static void radical_of_span(lb_f2_echelon *radical, const lb_f2_echelon *span, size_t words)
{
    size_t form = (span->count + 63) / 64;
    lb_f2_echelon rows;
    lb_f2_echelon_init(&rows, form + 2 * words, form);
    uint64_t *row = lb_malloc(rows.width, sizeof *row);
    lb_f2_echelon_init(radical, 2 * words, 2 * words);
    for (size_t i = 0; i < span->count; i++) {
        memset(row, 0, form * sizeof *row);
        for (size_t j = 0; j < span->count; j++)
            if (lb_dense_anticommutes(lb_f2_echelon_at(span, i), lb_f2_echelon_at(span, j), words))
                row[j / 64] |= (uint64_t)1 << j % 64;
        memcpy(row + form, lb_f2_echelon_at(span, i), 2 * words * sizeof *row);
        if (!lb_f2_echelon_insert(&rows, row))
            lb_f2_echelon_insert(radical, row + form);
    }
    free(row);
    lb_f2_echelon_clear(&rows);
}

/* An average is multiplied string by string only by what all permutations fix; its 2^count products
 * are compared, so these are few. */
enum { FIXED_MAX = 10 };

static bool all_fixed(const lb_symmetries *symmetries)
{
    bool fixed = symmetries->count <= FIXED_MAX;
    for (uint32_t i = 0; i < symmetries->count && fixed; i++)
        fixed = lb_canonical_is_fixed(symmetries->strings + 2 * symmetries->words * i,
                                      symmetries->canonical);
    return fixed;
}

void lb_symmetries_init(lb_symmetries *symmetries, const lb_ansatz_t A,
                        const lb_canonical *canonical)
{
    *symmetries = (lb_symmetries){.canonical = canonical, .words = lb_dense_words(A->qubits)};
    if (A->qubits > LB_SYMMETRY_QUBITS_MAX)
        return;
    lb_f2_echelon span, radical;
    span_of_strings(&span, A, symmetries->words);
    radical_of_span(&radical, &span, symmetries->words);
    symmetries->count = (uint32_t)radical.count;
    symmetries->strings = radical.words;
    symmetries->pivots = radical.pivots;
    symmetries->fixed = all_fixed(symmetries);
    lb_f2_echelon_clear(&span);
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
    lb_f2_add(P, S, 2 * words);
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
        if (lb_f2_has(P, symmetries->pivots[i]))
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

static bool has_averages(const lb_symmetries *symmetries)
{
    return !lb_symmetry_is_trivial(symmetries->canonical->symmetry);
}

bool lb_symmetries_keep_averages(const lb_symmetries *symmetries)
{
    return symmetries->fixed || !has_averages(symmetries);
}

bool lb_symmetries_restrict(lb_sum_t restricted, const lb_symmetries *symmetries, const lb_sum_t S,
                            const bool *negative)
{
    bool averages = has_averages(symmetries);
    if (lb_symmetries_keep_averages(symmetries)) {
        restrict_terms(restricted, symmetries, S, negative, averages);
        return true;
    }
    lb_sum_t strings;
    lb_sum_init(strings, symmetries->canonical->symmetry->qubits);
    lb_sum_set(strings, S);
    bool listed =
        lb_canonical_expand_averages(strings, symmetries->canonical, LB_SECTOR_STRINGS_MAX);
    if (listed)
        restrict_terms(restricted, symmetries, strings, negative, false);
    lb_sum_clear(strings);
    return listed;
}
