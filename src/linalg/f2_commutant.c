/* The strings that commute with given ones, by back substitution.
 *
 * P commutes with g when the sum over qubits of x(P) z(g) + z(P) x(g) is 0. Elimination leaves rows
 * r_1, r_2, .., each with a pivot coordinate that no later row has. A coordinate that is no pivot is
 * free: set it to 1 and the other free ones to 0, then the last row gives its pivot, the one before
 * it the next, and so on up. */

#include "linalg/f2_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "pauli/dense.h"

/* The solution as bits: that of coordinate 2 q pairs with x of a row, and is z of P. */
typedef struct solution {
    uint64_t *bits; /* x of qubits, then z */
    size_t words;
    uint32_t *touched; /* coordinates that are 1, to be set back */
    size_t touched_count;
} solution;

static bool get(const solution *s, uint32_t c)
{
    const uint64_t *word = s->bits + (c % 2 ? 0 : s->words) + c / 128;
    return *word >> c / 2 % 64 & 1;
}

static void flip(solution *s, uint32_t c)
{
    s->bits[(c % 2 ? 0 : s->words) + c / 128] ^= (uint64_t)1 << c / 2 % 64;
    s->touched[s->touched_count++] = c;
}

static bool row_parity(const lb_f2_list *row, const solution *s)
{
    bool parity = false;
    for (uint32_t i = 0; i < row->length; i++) {
        uint32_t letter = row->items[i], c = 2 * (letter >> 2);
        parity ^= (letter & 1 && get(s, c)) ^ (letter & 2 && get(s, c + 1));
    }
    return parity;
}

/* The string of the bits, which are zero afterwards. */
static void take_string(lb_string_struct *P, solution *s)
{
    lb_string_init(P);
    lb_dense_to_string(P, s->bits, s->words);
    for (size_t i = 0; i < s->touched_count; i++) {
        uint32_t c = s->touched[i];
        s->bits[(c % 2 ? 0 : s->words) + c / 128] = 0;
    }
    s->touched_count = 0;
}

static void solve(solution *s, const lb_f2_triangle *triangle, uint32_t free_coordinate)
{
    flip(s, free_coordinate);
    for (size_t i = triangle->count; i-- > 0;)
        if (row_parity(triangle->rows + i, s))
            flip(s, triangle->pivots[i]);
}

static void list_strings(lb_f2_commutant *commutant, const lb_f2_triangle *triangle, size_t qubits,
                         size_t most, const lb_limits *limits)
{
    size_t words = lb_dense_words(qubits);
    bool *is_pivot = lb_calloc(2 * qubits, sizeof *is_pivot);
    solution s = {.bits = lb_calloc(2 * words, sizeof *s.bits),
                  .words = words,
                  .touched = lb_malloc(2 * qubits, sizeof *s.touched)};
    for (size_t i = 0; i < triangle->count; i++)
        is_pivot[triangle->pivots[i]] = true;
    for (uint32_t c = 0; commutant->listed < most && !commutant->reached; c++) {
        if (is_pivot[c])
            continue;
        solve(&s, triangle, c);
        take_string(commutant->strings + commutant->listed++, &s);
        commutant->reached = lb_limit_of_time(limits);
    }
    free(s.touched);
    free(s.bits);
    free(is_pivot);
}

void lb_f2_commutant_compute(lb_f2_commutant *commutant, const lb_string_struct *const *strings,
                             size_t count, size_t qubits, size_t most, const lb_limits *limits)
{
    lb_f2_triangle triangle;
    *commutant = (lb_f2_commutant){.reached = NULL};
    commutant->reached = lb_f2_triangle_init(&triangle, strings, count, qubits, limits);
    if (commutant->reached)
        return;
    commutant->dimension = 2 * qubits - triangle.count;
    if (most > commutant->dimension)
        most = commutant->dimension;
    commutant->strings = lb_calloc(most, sizeof *commutant->strings);
    list_strings(commutant, &triangle, qubits, most, limits);
    lb_f2_triangle_clear(&triangle);
}

void lb_f2_commutant_clear(lb_f2_commutant *commutant)
{
    for (size_t i = 0; i < commutant->listed; i++)
        lb_string_clear(commutant->strings + i);
    free(commutant->strings);
}
