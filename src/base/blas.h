/* OpenBLAS and LAPACKE, loaded when the first of their functions is called: see blas.c, which has
 * each that the library uses. <cblas.h> and <lapacke.h> declare them, but for this one. */

#ifndef LB_BASE_BLAS_H
#define LB_BASE_BLAS_H

#include <lapacke.h>

/* Reduce the first nb rows and columns of an m x n matrix to bidiagonal form, and return what the
 * rest is to be updated with; LAPACKE has no interface to it. */
void LAPACK_GLOBAL(dlabrd, DLABRD)(lapack_int *m, lapack_int *n, lapack_int *nb, double *a,
                                   lapack_int *lda, double *d, double *e, double *tauq,
                                   double *taup, double *x, lapack_int *ldx, double *y,
                                   lapack_int *ldy);

#endif
