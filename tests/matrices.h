/* Explicit 2^n x 2^n matrices of Pauli strings and sums, built from Kronecker products of the
 * textbook X, Y, Z: what the symbolic algebra is tested against. Qubit 0 is the leftmost factor. */

#ifndef LB_TESTS_MATRICES_H
#define LB_TESTS_MATRICES_H

#include <complex.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <liebound/pauli.h>

typedef double complex amplitude;

/* Entry (row, column) of the matrix of one letter. */
static inline amplitude letter_entry(char letter, int row, int column)
{
    switch (letter) {
    case 'I':
        return row == column;
    case 'X':
        return row != column;
    case 'Y':
        return row == column ? 0 : row ? I : -I;
    default:
        return row != column ? 0 : row ? -1 : 1;
    }
}

/* M += c * (the Kronecker product of the letters of P), M of 4^n entries, row by row. */
static inline void add_string_matrix(amplitude *M, double c, const lb_string_t P, size_t n)
{
    size_t size = (size_t)1 << n;
    for (size_t row = 0; row < size; row++) {
        for (size_t column = 0; column < size; column++) {
            amplitude entry = c;
            for (size_t q = 0; q < n; q++)
                entry *= letter_entry(lb_string_letter(P, (uint32_t)q), row >> (n - 1 - q) & 1,
                                      column >> (n - 1 - q) & 1);
            M[row * size + column] += entry;
        }
    }
}

/* A new matrix; the caller frees it. */
static inline amplitude *sum_matrix(const lb_sum_t S)
{
    amplitude *M = calloc((size_t)1 << 2 * S->qubits, sizeof *M);
    for (size_t i = 0; i < S->length; i++)
        add_string_matrix(M, mpq_get_d(S->coefficients + i), S->strings + i, S->qubits);
    return M;
}

/* R += c A B, all of size x size entries. */
static inline void add_product(amplitude *R, amplitude c, const amplitude *A, const amplitude *B,
                               size_t size)
{
    for (size_t i = 0; i < size; i++)
        for (size_t k = 0; k < size; k++)
            for (size_t j = 0; j < size; j++)
                R[i * size + j] += c * A[i * size + k] * B[k * size + j];
}

/* The largest absolute difference of two matrices. */
static inline double distance(const amplitude *A, const amplitude *B, size_t size)
{
    double largest = 0;
    for (size_t i = 0; i < size * size; i++)
        largest = fmax(largest, cabs(A[i] - B[i]));
    return largest;
}

#endif
