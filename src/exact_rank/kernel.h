/* The inner loops of the exact rank, over residues in doubles (field.h).
 *
 * A state of N amplitudes, N >= 8 a power of two, is N / 8 pairs of registers of 8 doubles, the
 * real parts of 8 consecutive amplitudes and then their imaginary parts:
 *
 *     [ re 0..7 | im 0..7 ] [ re 8..15 | im 8..15 ] ...      aligned to 64 bytes
 *
 * Bit q of the index of an amplitude is qubit q. From W|k> = i^|x&z| (-1)^|k&z| |k ^ x> it follows
 * that the string -iP sends
 *
 *     (re, im) at k ^ x   to   g (-1)^|k&z| (im, -re)  at k,   |x & z| even,
 *                              g (-1)^|k&z| (re,  im)  at k,   |x & z| odd,
 *
 * with one sign g for the string, so that a gate is an exchange of registers, an exchange of lanes
 * within them, and one sign for each register and lane. */

#ifndef LB_EXACT_RANK_KERNEL_H
#define LB_EXACT_RANK_KERNEL_H

#include <stdbool.h>
#include <stddef.h>

#include "exact_rank/field.h"

enum { LB_EXACT_LANES = 8 };

/* f * (-i P), with the sign g taken into the factor. */
typedef struct lb_exact_string {
    uint64_t x, z;
    bool crosses; /* |x & z| is even */
    double factor;
} lb_exact_string;

lb_exact_string lb_exact_string_make(const lb_field *F, uint64_t x, uint64_t z, uint64_t factor);

/* v <- (1 + sign * S) v for sign 1 or -1: the gate 1 - i t P, or a multiple of its inverse. */
void lb_exact_rotate(double *v, size_t size, const lb_exact_string *S, double sign,
                     const lb_field *F);
/* w <- w + sign * S v; w and v do not overlap. */
void lb_exact_accumulate(double *w, const double *v, size_t size, const lb_exact_string *S,
                         double sign, const lb_field *F);
/* First H = (1, 1; 1, -1) on each of some qubits, then the product of each amplitude with that of a
 * table of the same layout; back, up to a real factor where all amplitudes of the table have the
 * same absolute value, is the product with the conjugate table and then H. */
typedef struct lb_exact_diagonal {
    uint64_t hadamard;
    double *table;
} lb_exact_diagonal;

void lb_exact_diagonal_apply(double *v, size_t size, const lb_exact_diagonal *D, bool forward,
                             const lb_field *F);
/* Amplitude k is multiplied by i^(|k & plus| - |k & minus|). */
void lb_exact_phase(double *v, size_t size, uint64_t plus, uint64_t minus);

/* The loops below take `length` doubles, a multiple of 8, aligned to 64 bytes. */

/* x <- x - a r - b s. */
void lb_exact_subtract(double *x, const double *r, double a, const double *s, double b,
                       size_t length, const lb_field *F);
/* x <- c x. */
void lb_exact_scale(double *x, double c, size_t length, const lb_field *F);
/* x <- x + a y, a number a in each place. */
void lb_exact_add_products(double *x, const double *y, const double *a, size_t length,
                           const lb_field *F);
/* (x, y) <- (c x - s y, c y + s x). */
void lb_exact_turn(double *x, double *y, double c, double s, size_t length, const lb_field *F);
/* (x, y) <- (a x + (1 - a) y, (1 - a) x + a y), a number a in each place. */
void lb_exact_switch(double *x, double *y, const double *a, size_t length, const lb_field *F);
/* The same with lanes l and l ^ m, m = 1, 2 or 4, of each register as x and y; a has the number of
 * a switch twice. */
void lb_exact_switch_lanes(double *x, const double *a, unsigned m, size_t length,
                           const lb_field *F);

#endif
