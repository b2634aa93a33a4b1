/* Pauli coefficients r_Q = Tr(Q A) of several Hermitian matrices A side by side, and what gates and
 * channels do to them.
 *
 * On n qubits Q = W(x, z) has the row x 2^n + z; a row has LB_NOISE_WIDTH numbers, the first of the
 * density matrix, the others of derivatives by angles. A = 2^-n sum_Q r_Q Q.
 *
 *     exp(-i phi P)   Q -> cos(2 phi) Q + s sin(2 phi) Q' for Q that anticommute with P, with
 *                     -i P Q = s Q', s = 1 or -1
 *     fixed gate      Q -> s Q' on its qubits
 *     Pauli channel   Q -> f Q, f a product of factors for the letters of Q */

#ifndef LB_NOISE_COEFFICIENTS_H
#define LB_NOISE_COEFFICIENTS_H

#include <complex.h>

#include <liebound/pauli.h>

#define LB_NOISE_WIDTH 16

typedef struct lb_noise_rows {
    size_t qubits;
    double *numbers; /* of 4^n rows */
} lb_noise_rows;

/* All coefficients 0. */
void lb_noise_rows_init(lb_noise_rows *R, size_t qubits);
void lb_noise_rows_clear(lb_noise_rows *R);

/* The string of a rotation, by bits of its qubits. */
typedef struct lb_noise_string {
    uint32_t x, z;
} lb_noise_string;

/* All columns <- those of exp(-i phi P) A exp(i phi P). O(4^n). */
void lb_noise_rotate(lb_noise_rows *R, lb_noise_string P, double phi);
/* A column += factor * (-i [P, rho]), rho the first column: its derivative by phi. */
void lb_noise_differentiate(lb_noise_rows *R, lb_noise_string P, double factor, size_t column);

/* What a fixed gate V does to the 4^k strings on its k qubits: row l gets sign[l] times row from[l].
 * Strings are numbered x + 2^k z. */
typedef struct lb_noise_permutation {
    int qubit_count;
    uint32_t qubits[2];
    uint8_t from[16];
    int8_t sign[16];
} lb_noise_permutation;
void lb_noise_permutation_init(lb_noise_permutation *V, lb_fixed_gate gate, const uint32_t *qubits);
void lb_noise_permute(lb_noise_rows *R, const lb_noise_permutation *V);

/* Scale by factor[0], factor[1] or factor[2] for each letter X, Y or Z on one of the qubits. */
void lb_noise_scale(lb_noise_rows *R, uint32_t qubits, const double factor[3]);
/* Scale all but the identity. */
void lb_noise_shrink(lb_noise_rows *R, double factor);

/* One column as a matrix of 2^n x 2^n numbers by columns, and back (the Hermitian part of it).
 * O(n 4^n). */
void lb_noise_to_matrix(double complex *A, const lb_noise_rows *R, size_t column);
void lb_noise_from_matrix(lb_noise_rows *R, size_t column, const double complex *A);

#endif
