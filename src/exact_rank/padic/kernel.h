/* The inner loops of the p-adic picture: residues modulo q = p^k < 7 * 10^14 as doubles.
 *
 * A residue is an integer of absolute value at most (2/3) q, one of a few that mean the same. The
 * product of two of them has about 100 bits, and a fused multiplication and addition gives its lower
 * half: with h the rounded product,
 *
 *     f r = h + l,    l = fma(f, r, -h),
 *     v - f r = v - (h - c q) - l,    c = (h - v) / q rounded,
 *
 * where h - c q is an integer below 2^51, which a fused operation gives exactly. The quotient has an
 * error of at most 4 * 2^-53 of itself, and |c| < (4/9) q + 1, so the result is at most
 * (1/2 + 16/9 * 2^-53 q) q < (2/3) q. Processors without such an instruction have the function fma
 * of the C library, which is slow.
 *
 * Blocks of vectors lie side by side: entry i of vector l of `lanes` vectors, a multiple of 8, is
 * number lanes * i + l. All arrays are aligned to 64 bytes. */

#ifndef LB_EXACT_RANK_PADIC_KERNEL_H
#define LB_EXACT_RANK_PADIC_KERNEL_H

#include <stddef.h>

#include "exact_rank/field.h"

enum { LB_PADIC_LANES = 8 };

/* A sparse matrix: row i has the entries number start[i] .. start[i + 1] - 1. */
typedef struct lb_padic_matrix {
    size_t size;
    size_t *start;
    uint32_t *columns;
    double *values; /* residues */
    bool small;     /* sums of absolute values over a row times (2/3) q are at most 2^53 */
} lb_padic_matrix;

/* w <- A v for a block of vectors. */
void lb_padic_apply(double *w, const double *v, const lb_padic_matrix *A, size_t lanes,
                    const lb_field *F);

/* x <- x - f r, `length` a multiple of 8. */
void lb_padic_subtract(double *x, const double *r, double f, size_t length, const lb_field *F);
/* x <- f x. */
void lb_padic_scale(double *x, double f, size_t length, const lb_field *F);
/* Whether all entries are multiples of m, a power of p. */
bool lb_padic_divides(double m, const double *x, size_t length);

#endif
