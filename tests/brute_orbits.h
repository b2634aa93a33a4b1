/* Orbit and sector dimensions by brute force: explicit vectors and matrices over the integers,
 * ranks by FLINT. */

#ifndef LB_TESTS_BRUTE_ORBITS_H
#define LB_TESTS_BRUTE_ORBITS_H

#include <math.h>
#include <stdlib.h>

#include <flint/fmpz.h>
#include <flint/fmpz_mat.h>
#include <flint/fmpz_vec.h>

#include <liebound/closure.h>

#include "base/memory.h"
#include "matrices.h"
#include "state/state.h"

/* Vectors of Gaussian integers: 2^n real parts, then 2^n imaginary parts. */
typedef struct vectors {
    slong count, length; /* 2^(n+1) */
    fmpz_mat_t rows;     /* with room for more rows than count */
} vectors;

static inline void vectors_init(vectors *V, slong capacity, size_t qubits)
{
    V->count = 0;
    V->length = (slong)2 << qubits;
    fmpz_mat_init(V->rows, capacity, V->length);
}

/* w = M v for an integer multiple M of a sum with matrix `matrix`. */
static inline void multiply(fmpz *w, const amplitude *matrix, double scale, const fmpz *v,
                            slong size)
{
    for (slong i = 0; i < size; i++) {
        fmpz_zero(w + i);
        fmpz_zero(w + size + i);
        for (slong j = 0; j < size; j++) {
            slong re = lround(scale * creal(matrix[i * size + j]));
            slong im = lround(scale * cimag(matrix[i * size + j]));
            if (re) {
                fmpz_addmul_si(w + i, v + j, re);
                fmpz_addmul_si(w + size + i, v + size + j, re);
            }
            if (im) {
                fmpz_addmul_si(w + size + i, v + j, im);
                fmpz_addmul_si(w + i, v + size + j, -im);
            }
        }
    }
}

/* The least common denominator of the coefficients. */
static inline double denominator_of(const lb_sum_t S)
{
    mpz_t common;
    mpz_init_set_ui(common, 1);
    for (size_t i = 0; i < S->length; i++)
        mpz_lcm(common, common, mpq_denref(S->coefficients + i));
    double result = mpz_get_d(common);
    mpz_clear(common);
    return result;
}

/* The state as a vector of Gaussian integers: (1 + S_1) .. (1 + S_n) on the first basis vector that
 * this does not kill. */
static inline void state_vector(vectors *V, const lb_stabilizer *S)
{
    size_t total = S->qubits, size = (size_t)1 << total;
    vectors_init(V, 1, total);
    fmpz *v = V->rows->rows[0];
    fmpz *w = _fmpz_vec_init(V->length);
    for (size_t b = 0; b < size && _fmpz_vec_is_zero(v, V->length); b++) {
        fmpz_one(v + b);
        for (size_t j = 0; j < S->count; j++) {
            amplitude *M = calloc(size * size, sizeof *M);
            add_string_matrix(M, S->given_negative[j] ? -1 : 1, S->given + j, total);
            multiply(w, M, 1, v, (slong)size);
            _fmpz_vec_add(v, v, w, V->length);
            free(M);
        }
    }
    V->count = 1;
    _fmpz_vec_clear(w, V->length);
}

/* H on all qubits of the state. */
static inline amplitude *matrix_on(const lb_sum_t H, size_t total)
{
    lb_sum_t wide;
    lb_sum_init(wide, total);
    for (size_t t = 0; t < H->length; t++)
        lb_sum_append(wide, H->coefficients + t, H->strings + t);
    amplitude *M = sum_matrix(wide);
    lb_sum_clear(wide);
    return M;
}

/* The smallest space with psi that all generators map to itself, over the complex numbers: with v
 * it has i v, so its real dimension is even. */
static inline slong invariant_space(vectors *K, const lb_ansatz_t A, const fmpz *psi, size_t total)
{
    slong size = (slong)1 << total;
    vectors_init(K, 2 * size + 2, total);
    amplitude **matrices = lb_malloc(A->generator_count, sizeof *matrices);
    for (size_t k = 0; k < A->generator_count; k++)
        matrices[k] = matrix_on(A->generators + k, total);
    _fmpz_vec_set(K->rows->rows[0], psi, K->length);
    K->count = 1;
    for (slong i = -1; i < K->count; i++)
        for (size_t k = 0; k <= A->generator_count && K->count <= 2 * size; k++) {
            fmpz *next = K->rows->rows[K->count], *from = K->rows->rows[i < 0 ? 0 : i];
            if (k < A->generator_count) {
                multiply(next, matrices[k], denominator_of(A->generators + k), from, size);
            } else {
                _fmpz_vec_neg(next, from + size, size);
                _fmpz_vec_set(next + size, from, size);
            }
            if (fmpz_mat_rank(K->rows) > K->count)
                K->count++;
            else
                _fmpz_vec_zero(next, K->length);
        }
    for (size_t k = 0; k < A->generator_count; k++)
        free(matrices[k]);
    free(matrices);
    return K->count;
}

typedef struct expectation {
    slong orbit, sector, space; /* space: the real dimension of all K together */
} expectation;

/* Stack the images of all basis elements on the given vectors of each state, and, for orbits, the
 * states themselves. */
static inline slong stacked_rank(const lb_closure *closure, const vectors *of_states, size_t count,
                                 bool modulo_phases)
{
    slong columns = 0, dimension = (slong)lb_closure_row_count(closure);
    for (size_t s = 0; s < count; s++)
        columns += of_states[s].count * of_states[s].length;
    fmpz_mat_t M;
    fmpz_mat_init(M, dimension + (modulo_phases ? (slong)count : 0), columns);
    lb_sum_t R;
    lb_sum_init(R, 0);
    for (slong i = 0; i < dimension; i++) {
        lb_closure_row(R, closure, (size_t)i);
        slong column = 0;
        for (size_t s = 0; s < count; s++) {
            size_t total = (size_t)FLINT_BIT_COUNT((ulong)of_states[s].length) - 2;
            amplitude *matrix = matrix_on(R, total);
            for (slong v = 0; v < of_states[s].count; v++, column += of_states[s].length)
                multiply(M->rows[i] + column, matrix, denominator_of(R), of_states[s].rows->rows[v],
                         of_states[s].length / 2);
            free(matrix);
        }
    }
    for (slong s = 0, column = 0; modulo_phases && s < (slong)count; s++) {
        _fmpz_vec_set(M->rows[dimension + s] + column, of_states[s].rows->rows[0],
                      of_states[s].length);
        column += of_states[s].length;
    }
    slong rank = fmpz_mat_rank(M) - (modulo_phases ? (slong)count : 0);
    fmpz_mat_clear(M);
    lb_sum_clear(R);
    return rank;
}

/* Of states that are given as vectors, at most four, which are cleared; the ansatz acts on their first
 * qubits. */
static inline expectation brute_force_vectors(const lb_ansatz_t A, const lb_closure *closure,
                                              vectors *psi, size_t count)
{
    vectors K[4] = {0};
    expectation e = {0};
    for (size_t s = 0; s < count; s++) {
        size_t total = (size_t)FLINT_BIT_COUNT((ulong)psi[s].length) - 2;
        e.space += invariant_space(K + s, A, psi[s].rows->rows[0], total);
    }
    e.orbit = stacked_rank(closure, psi, count, true);
    e.sector = stacked_rank(closure, K, count, false);
    for (size_t s = 0; s < count; s++) {
        fmpz_mat_clear(psi[s].rows);
        fmpz_mat_clear(K[s].rows);
    }
    return e;
}

/* For some of the states. */
static inline expectation brute_force(const lb_ansatz_t A, const lb_closure *closure,
                                      const lb_stabilizer *all, const uint32_t *states,
                                      size_t count)
{
    vectors psi[4] = {0};
    for (size_t s = 0; s < count; s++)
        state_vector(psi + s, all + states[s]);
    return brute_force_vectors(A, closure, psi, count);
}

#endif
