/* Rows of bits in reduced echelon form over F2: row i has a bit at pivots[i] that no other row has. */

#ifndef LB_LINALG_F2_ECHELON_H
#define LB_LINALG_F2_ECHELON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct lb_f2_echelon {
    size_t width, searched; /* words of a row; pivots are looked for in the first of them */
    size_t count, capacity, pivot_capacity;
    uint64_t *words; /* row after row */
    size_t *pivots;
} lb_f2_echelon;

void lb_f2_echelon_init(lb_f2_echelon *rows, size_t width, size_t searched);
void lb_f2_echelon_clear(lb_f2_echelon *rows);
static inline uint64_t *lb_f2_echelon_at(const lb_f2_echelon *rows, size_t i)
{
    return rows->words + rows->width * i;
}
/* Reduce a row, in place, and keep it unless its searched part is then zero; whether it was kept.
 * O(count width). */
bool lb_f2_echelon_insert(lb_f2_echelon *rows, uint64_t *row);

static inline bool lb_f2_has(const uint64_t *v, size_t bit)
{
    return v[bit / 64] >> bit % 64 & 1;
}

static inline bool lb_f2_is_zero(const uint64_t *v, size_t words)
{
    for (size_t w = 0; w < words; w++)
        if (v[w])
            return false;
    return true;
}

static inline void lb_f2_add(uint64_t *v, const uint64_t *u, size_t words)
{
    for (size_t w = 0; w < words; w++)
        v[w] ^= u[w];
}

#endif
