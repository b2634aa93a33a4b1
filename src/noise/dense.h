/* Products of complex matrices, by columns. */

#ifndef LB_NOISE_DENSE_H
#define LB_NOISE_DENSE_H

#include "base/run.h"
#include "circuit/spectral.h"
#include "noise/coefficients.h"

/* C <- A B, or A B^dagger, or A^dagger B, for N x N matrices; C is neither. */
typedef enum lb_noise_dagger {
    LB_NOISE_PLAIN,
    LB_NOISE_DAGGER_RIGHT,
    LB_NOISE_DAGGER_LEFT
} lb_noise_dagger;
void lb_noise_multiply(double complex *C, const double complex *A, const double complex *B,
                       size_t N, lb_noise_dagger dagger);

/* All columns <- those of U A U^dagger, U = exp(-i theta H); unless the run must end, and then the
 * coefficients mean nothing. O(8^n). */
void lb_noise_conjugate(lb_noise_rows *R, const lb_spectral *H, double theta, lb_run *run);

#endif
