/* Preloaded before the program: with FLINT defined, FLINT finds a fault of its own where it is
 * asked for primes; else LAPACKE finds one in a matrix. */

#ifdef FLINT

#include <flint/flint.h>

int n_is_prime(mp_limb_t n);
int n_is_prime(mp_limb_t n)
{
    (void)n;
    flint_printf("Flint exception: a fault that was played\n");
    flint_abort();
}

#else

#include <lapacke.h>

void LAPACKE_xerbla(const char *name, lapack_int info);
lapack_int LAPACKE_dgebrd(int order, lapack_int m, lapack_int n, double *a, lapack_int lda,
                          double *d, double *e, double *tauq, double *taup)
{
    (void)order, (void)m, (void)n, (void)a, (void)lda, (void)d, (void)e, (void)tauq, (void)taup;
    LAPACKE_xerbla("LAPACKE_dgebrd", -4);
    return -4;
}

#endif
