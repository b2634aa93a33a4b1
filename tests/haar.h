/* Haar averages over the group of the algebra that some generators span, in floating point.
 *
 * The average of U^dagger A U over the closure of a one-parameter group exp(i t h) leaves, in a basis
 * of eigenvectors of h, the entries of A between equal eigenvalues. It is a projection, and
 * alternating those of random elements h converges to the average over the whole group. Of A on two
 * copies of the states, h acts as h x 1 + 1 x h. */

#ifndef LB_TESTS_HAAR_H
#define LB_TESTS_HAAR_H

#include <cblas.h>
#include <lapacke.h>

#include <liebound/ansatz.h>

#include "base/random.h"
#include "matrices.h"
#include "state/state.h"
#include "support.h"

static inline double uniform(lb_random *random)
{
    return (double)lb_random_below(random, 1u << 30) / (1u << 29) - 1;
}

/* h = a random combination of the generators. */
static inline void random_combination(amplitude *h, const lb_ansatz_t A, lb_random *random)
{
    size_t d = (size_t)1 << A->qubits;
    memset(h, 0, d * d * sizeof *h);
    for (size_t k = 0; k < A->generator_count; k++) {
        amplitude *H = sum_matrix(A->generators + k);
        double c = uniform(random);
        for (size_t i = 0; i < d * d; i++)
            h[i] += c * H[i];
        free(H);
    }
}

/* A random element i h of g: combinations of generators and some nested commutators. */
static inline amplitude *random_element(const lb_ansatz_t A, lb_random *random)
{
    enum { DEPTH = 6 };
    size_t d = (size_t)1 << A->qubits;
    amplitude *h = malloc(d * d * sizeof *h), *other = malloc(d * d * sizeof *other);
    random_combination(h, A, random);
    for (int depth = 0; depth < DEPTH; depth++) {
        random_combination(other, A, random);
        double scale = 0;
        amplitude *bracket = calloc(d * d, sizeof *bracket);
        add_product(bracket, I, h, other, d);
        add_product(bracket, -I, other, h, d);
        for (size_t i = 0; i < d * d; i++)
            scale = fmax(scale, cabs(bracket[i]));
        for (size_t i = 0; i < d * d && scale > 1e-9; i++)
            h[i] += bracket[i] / scale;
        free(bracket);
    }
    free(other);
    return h;
}

/* R = P Q, size x size; `adjoint` takes P^dagger. */
static inline void multiply(amplitude *R, const amplitude *P, bool adjoint, const amplitude *Q,
                            size_t size)
{
    const amplitude one = 1, zero = 0;
    int n = (int)size;
    cblas_zgemm(CblasRowMajor, adjoint ? CblasConjTrans : CblasNoTrans, CblasNoTrans, n, n, n, &one,
                P, n, Q, n, &zero, R, n);
}

/* R = P Q^dagger. */
static inline void multiply_adjoint(amplitude *R, const amplitude *P, const amplitude *Q,
                                    size_t size)
{
    const amplitude one = 1, zero = 0;
    int n = (int)size;
    cblas_zgemm(CblasRowMajor, CblasNoTrans, CblasConjTrans, n, n, n, &one, P, n, Q, n, &zero, R,
                n);
}

/* P x Q of size x size each. */
static inline amplitude *kronecker(const amplitude *P, const amplitude *Q, size_t size)
{
    size_t full = size * size;
    amplitude *R = malloc(full * full * sizeof *R);
    for (size_t i = 0; i < full; i++)
        for (size_t j = 0; j < full; j++)
            R[i * full + j] = P[i / size * size + j / size] * Q[i % size * size + j % size];
    return R;
}

/* Keep of A the entries between equal eigenvalues; V has the eigenvectors as columns. */
static inline void keep_equal(amplitude *A, const amplitude *V, const double *eigenvalues,
                              size_t size)
{
    amplitude *left = malloc(size * size * sizeof *left);
    multiply(left, V, true, A, size);
    multiply(A, left, false, V, size);
    for (size_t i = 0; i < size; i++)
        for (size_t j = 0; j < size; j++)
            if (fabs(eigenvalues[i] - eigenvalues[j]) > 1e-8)
                A[i * size + j] = 0;
    multiply(left, V, false, A, size);
    multiply_adjoint(A, left, V, size);
    free(left);
}

/* The eigenvalues and, in place of h, the eigenvectors of h. */
static inline double *diagonalize(amplitude *h, size_t size)
{
    double *eigenvalues = malloc(size * sizeof *eigenvalues);
    ck_assert_int_eq(
        LAPACKE_zheev(LAPACK_ROW_MAJOR, 'V', 'U', (int)size, h, (int)size, eigenvalues), 0);
    return eigenvalues;
}

/* V becomes exp(i t h) V for a random element h and a large t. */
static inline void turn(amplitude *V, const lb_ansatz_t A, lb_random *random)
{
    size_t d = (size_t)1 << A->qubits;
    amplitude *W = random_element(A, random), *product = malloc(d * d * sizeof *product);
    double *eigenvalues = diagonalize(W, d), t = 20 * uniform(random);
    multiply(product, W, true, V, d);
    for (size_t i = 0; i < d * d; i++)
        product[i] *= cexp(I * t * eigenvalues[i / d]);
    multiply(V, W, false, product, d);
    free(eigenvalues);
    free(product);
    free(W);
}

/* The greatest difference of entries, relative to the greatest entry of Q. */
static inline double relative_change(const amplitude *P, const amplitude *Q, size_t entries)
{
    double change = 0, greatest = 0;
    for (size_t i = 0; i < entries; i++) {
        change = fmax(change, cabs(P[i] - Q[i]));
        greatest = fmax(greatest, cabs(Q[i]));
    }
    return greatest > 0 ? change / greatest : 0;
}

/* Average A, on one or two copies of the states, over the group of g: some rounds, and as many more as
 * still change it. */
static inline void haar_average(amplitude *A, int copies, const lb_ansatz_t ansatz,
                                lb_random *random)
{
    enum { ROUNDS = 60, MOST = 600, TURNS = 3 };
    size_t d = (size_t)1 << ansatz->qubits, entries = copies == 2 ? d * d * d * d : d * d;
    amplitude *before = malloc(entries * sizeof *before);
    double change = 1;
    for (int round = 0; round < ROUNDS || (change > 1e-11 && round < MOST); round++) {
        memcpy(before, A, entries * sizeof *before);
        amplitude *V = random_element(ansatz, random);
        double *one = diagonalize(V, d), *both = malloc(d * d * sizeof *both);
        for (int i = 0; i < TURNS; i++)
            turn(V, ansatz, random);
        for (size_t i = 0; i < d * d; i++)
            both[i] = one[i / d] + one[i % d];
        amplitude *W = copies == 2 ? kronecker(V, V, d) : NULL;
        keep_equal(A, W ? W : V, W ? both : one, W ? d * d : d);
        free(W);
        free(both);
        free(one);
        free(V);
        change = relative_change(A, before, entries);
    }
    free(before);
}

/* Re tr(P Q). */
static inline double trace_product(const amplitude *P, const amplitude *Q, size_t size)
{
    double sum = 0;
    for (size_t i = 0; i < size; i++)
        for (size_t j = 0; j < size; j++)
            sum += creal(P[i * size + j] * Q[j * size + i]);
    return sum;
}

/* The density matrix of the only training state, a stabilizer state. */
static inline amplitude *density_matrix(const lb_ansatz_t A)
{
    size_t d = (size_t)1 << A->qubits;
    amplitude *rho = calloc(d * d, sizeof *rho);
    lb_stabilizer S;
    for (size_t i = 0; i < d; i++)
        rho[i * d + i] = 1;
    lb_state_stabilizer(&S, A->states);
    for (size_t j = 0; j < S.count; j++) {
        amplitude *half = calloc(d * d, sizeof *half), *next = calloc(d * d, sizeof *next);
        for (size_t i = 0; i < d; i++)
            half[i * d + i] = 0.5;
        add_string_matrix(half, S.given_negative[j] ? -0.5 : 0.5, S.given + j, A->qubits);
        add_product(next, 1, rho, half, d);
        free(rho);
        free(half);
        rho = next;
    }
    lb_stabilizer_clear(&S);
    return rho;
}

/* Mean and variance of Tr[U rho U^dagger O], rho of 2^n x 2^n entries. */
static inline void haar_moments(double *mean, double *variance, const lb_ansatz_t A,
                                const amplitude *rho, const lb_sum_t O, lb_random *random)
{
    size_t d = (size_t)1 << A->qubits;
    amplitude *one = sum_matrix(O), *two = kronecker(one, one, d), *pair = kronecker(rho, rho, d);
    haar_average(one, 1, A, random);
    haar_average(two, 2, A, random);
    *mean = trace_product(rho, one, d);
    *variance = trace_product(pair, two, d * d) - *mean * *mean;
    free(pair);
    free(two);
    free(one);
}

#endif
