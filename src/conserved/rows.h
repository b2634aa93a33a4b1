/* Independent vectors modulo a prime, in echelon form: vector i is 1 at pivots[i], where later ones
 * are 0. */

#ifndef LB_CONSERVED_ROWS_H
#define LB_CONSERVED_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <flint/flint.h>
#include <flint/nmod.h>

#include "base/run.h"

typedef struct lb_residue_rows {
    nmod_t modulus;
    size_t length;
    uint32_t count;
    size_t capacity;
    uint64_t *vectors; /* one after the other */
    uint32_t *pivots;
} lb_residue_rows;

void lb_residue_rows_init(lb_residue_rows *rows, size_t length, nmod_t modulus);
void lb_residue_rows_clear(lb_residue_rows *rows);
static inline uint64_t *lb_residue_row(const lb_residue_rows *rows, size_t i)
{
    return rows->vectors + i * rows->length;
}
/* v -= c w. */
void lb_residues_subtract(uint64_t *v, const uint64_t *w, uint64_t c, size_t length,
                          nmod_t modulus);
/* Reduce v in place, and append the remainder as a row if it is not zero; whether it was not. */
bool lb_residue_rows_insert(lb_residue_rows *rows, uint64_t *v);
/* Make every row 0 at the pivots of the others; false when a limit ended it. */
bool lb_residue_rows_reduce(lb_residue_rows *rows, lb_run *run);

#endif
