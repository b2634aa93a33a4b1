/* The numerical rank of the tangent matrix in multiple precision, and a lower bound that is proved.
 *
 * Finished tangents are not stored: each is compressed to B = min(2N, 2M + 16) numbers by a fixed
 * sparse matrix S of random signs (8 in each column), or taken as it is when 2N is no larger. The
 * rank of S T is at most that of T, and with such a matrix equal to it but for bad luck; its
 * singular values are those of T up to a moderate factor. A QR factorization of S T with column
 * pivoting gives the pivots |R_kk|, from which rank and gap are read. */

#ifndef LB_SIMULATION_PRECISE_H
#define LB_SIMULATION_PRECISE_H

#include <liebound/rank.h>

#include "circuit/precise.h"
#include "simulation/columns.h"

typedef struct lb_simulation_sketch {
    size_t rows, columns;    /* B and M */
    lb_precise_vector entry; /* of S T, column-major */
    double error;            /* of every entry, at most, in units of 2^-bits */
} lb_simulation_sketch;

/* Columns are the gates of P, or the angles of `columns`. LB_UNDECIDED when a limit is reached. */
lb_status lb_simulation_sketch_init(lb_simulation_sketch *S, const lb_precise_circuit *P,
                                    const lb_columns *columns, int threads, const lb_limits *limits,
                                    lb_error *error) LB_MUST_CHECK;
void lb_simulation_sketch_clear(lb_simulation_sketch *S);
double lb_simulation_sketch_bytes(size_t size, size_t columns, int threads, mpfr_prec_t bits);

/* The pivots of S T, decreasing, until one is below the tolerance, as the singular values of a
 * spectrum; h as in lb_spectrum_compute. O(B M rank). LB_UNDECIDED as above. */
lb_status lb_simulation_sketch_spectrum(lb_spectrum_t spectrum, const lb_simulation_sketch *S,
                                        mpfr_prec_t bits, double h, const lb_limits *limits,
                                        lb_error *error) LB_MUST_CHECK;

/* A number that the rank of the exact T at these angles is proved to reach: `rank` when the
 * precision suffices to prove that, and otherwise 0. It finds a rank x rank submatrix A of S T and
 * an approximate inverse X with |1 - X A| + |X| rank error < 1 in the norm of largest row sums, all
 * rounding errors included, so that every matrix within the error of A is regular. O(B M rank). */
size_t lb_simulation_sketch_prove(const lb_simulation_sketch *S, mpfr_prec_t bits, size_t rank);

#endif
