/* The quantum Fisher information matrix of a density matrix with derivatives: F = G^T G, where column
 * a of G has the 4^n numbers
 *
 *     sqrt(2 / (w_i + w_i)) T_ii    and    2 / sqrt(w_i + w_j) (Re T_ij, Im T_ij), i < j,
 *
 * T = V^dagger (d_a rho) V in the eigenvectors of rho; 0 where w_i + w_j is rounding error. So its
 * eigenvalues are the squared singular values of G, and small ones are not lost in large ones. */

#ifndef LB_NOISE_FISHER_H
#define LB_NOISE_FISHER_H

#include "noise/evolution.h"

/* What E has come to, without layers; S is initialized. Errors as lb_noise_spectra has them. */
lb_status lb_noise_fisher_spectrum(lb_noise_spectrum_struct *S, const lb_noise_evolution *E,
                                   lb_error *error) LB_MUST_CHECK;
/* F, of E->parameters squared numbers. */
lb_status lb_noise_fisher_matrix(double *F, const lb_noise_evolution *E,
                                 lb_error *error) LB_MUST_CHECK;

/* Bytes of a spectrum, or of F. */
double lb_noise_fisher_bytes(size_t qubits, size_t angles, bool matrix);

#endif
