/* Exponentials of a Hermitian matrix from its eigendecomposition H = V diag(lambda) V^dagger:
 * exp(-i theta H) = V diag(exp(-i theta lambda)) V^dagger. Made once for a generator, used at every
 * angle. */

#ifndef LB_CIRCUIT_SPECTRAL_H
#define LB_CIRCUIT_SPECTRAL_H

#include <stdint.h>

#include <liebound/run.h>

/* A real linear combination of Hermitian Pauli strings on at most 64 qubits. */
typedef struct lb_spectral_term {
    uint64_t x, z;
    double coefficient;
} lb_spectral_term;

typedef struct lb_spectral {
    size_t dimension; /* 2^n; 0 when unused */
    double *values;
    double *re, *im; /* eigenvectors in columns, column-major */
} lb_spectral;

/* Decompose the sum of the terms on a few qubits: O(8^qubits) time and 4^(qubits + 2) bytes.
 * LB_UNDECIDED when that is beyond the limits (NULL for none), which cannot be asked meanwhile;
 * LB_INTERNAL when the eigenvalue iteration does not converge. */
lb_status lb_spectral_init(lb_spectral *S, const lb_spectral_term *terms, size_t length,
                           size_t qubits, const lb_limits *limits, lb_error *error) LB_MUST_CHECK;
void lb_spectral_clear(lb_spectral *S);

/* v <- exp(-i theta H) v on the lowest qubits of a vector of `size` amplitudes, in the real
 * embedding; scratch has room for two such vectors. O(dimension * size). */
void lb_spectral_apply(const lb_spectral *S, double theta, double *v, size_t size, double *scratch);

#endif
