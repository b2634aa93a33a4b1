#include <liebound/hessian.h>
#include <liebound/layers.h>

#include <stdlib.h>

#include <flint/fmpz.h>
#include <flint/fmpz_mat.h>

#include "pauli/dense.h"
#include "state/state.h"

/* The rank of O is computed up to so many qubits. */
#define RANK_QUBITS 6

/* Add c times the real embedding [Re, -Im; Im, Re] of a string: W|k> = i^|x&z| (-1)^|z&k| |k ^ x>.
 */
static void add_string(fmpz_mat_t M, const fmpz_t c, const lb_string_t P, slong size)
{
    uint64_t x = P->length ? P->blocks[0].x : 0, z = P->length ? P->blocks[0].z : 0;
    for (slong k = 0; k < size; k++) {
        slong to = (slong)((uint64_t)k ^ x);
        int power = (lb_popcount(x & z) + 2 * lb_popcount(z & (uint64_t)k)) & 3;
        void (*add)(fmpz_t, const fmpz_t, const fmpz_t) = power & 2 ? fmpz_sub : fmpz_add;
        void (*subtract)(fmpz_t, const fmpz_t, const fmpz_t) = power & 2 ? fmpz_add : fmpz_sub;
        fmpz *re[2] = {M->rows[to] + k, M->rows[size + to] + size + k};
        fmpz *im[2] = {M->rows[size + to] + k, M->rows[to] + size + k};
        if (power & 1) {
            add(im[0], im[0], c);
            subtract(im[1], im[1], c);
        } else {
            add(re[0], re[0], c);
            add(re[1], re[1], c);
        }
    }
}

/* The rank of O times the least common denominator of its coefficients, over the rationals. */
static size_t rank_of(const lb_sum_t O)
{
    slong size = (slong)1 << O->qubits;
    fmpz_mat_t M;
    fmpz_t c;
    mpz_t common, value;
    fmpz_mat_init(M, 2 * size, 2 * size);
    fmpz_init(c);
    mpz_init_set_ui(common, 1);
    mpz_init(value);
    for (size_t t = 0; t < O->length; t++)
        mpz_lcm(common, common, mpq_denref(&O->coefficients[t]));
    for (size_t t = 0; t < O->length; t++) {
        mpz_divexact(value, common, mpq_denref(&O->coefficients[t]));
        mpz_mul(value, value, mpq_numref(&O->coefficients[t]));
        fmpz_set_mpz(c, value);
        add_string(M, c, &O->strings[t], size);
    }
    size_t rank = (size_t)fmpz_mat_rank(M) / 2;
    mpz_clears(common, value, NULL);
    fmpz_clear(c);
    fmpz_mat_clear(M);
    return rank;
}

size_t lb_hessian_rank_at_most(const lb_ansatz_t A, size_t state, const lb_sum_t O)
{
    if (A->layers && A->layers->shared) /* a minimum in shared angles is none in all of them */
        return SIZE_MAX;
    const size_t most_qubits = 28;
    bool all = state == LB_HESSIAN_ALL_STATES;
    size_t states = all ? A->state_count : 1, r = 0, total = A->states[all ? 0 : state].qubits;
    for (size_t s = 0; s < states; s++) {
        if (all && A->states[s].qubits != total)
            return SIZE_MAX;
        r += !all || A->states[s].weight != 0;
    }
    if (total > most_qubits)
        return SIZE_MAX;
    size_t d = (size_t)1 << total;
    r = r < d ? r : d;
    if (!O)
        r = 1 < r ? 1 : r;
    else if (O->qubits <= RANK_QUBITS) {
        size_t rank = rank_of(O) << (total - A->qubits);
        r = rank < r ? rank : r;
    }
    return 2 * d * r - r * r - r;
}
