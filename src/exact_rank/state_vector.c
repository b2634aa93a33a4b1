/* A stabilizer state is a basis vector that the generators without x bits fix, times 1 + W for
 * every other generator W. */

#include "exact_rank/state_vector.h"

#include "exact_rank/kernel.h"
#include "state/state.h"

enum { LANES = LB_EXACT_LANES };

size_t lb_exact_state_qubits(const lb_state_t state)
{
    return state->qubits < 3 ? 3 : state->qubits;
}

size_t lb_exact_place(size_t k)
{
    return k / LANES * 2 * LANES + k % LANES;
}

/* The generator with a pivot at the x or the z bit of a qubit, or NULL. */
static const lb_string_struct *pivot_generator(const lb_stabilizer *S, bool in_z, size_t qubit,
                                               bool *negative)
{
    if (!(S->pivots[in_z ? S->words : 0] >> qubit & 1))
        return NULL;
    uint32_t j = S->generator_of[in_z][qubit];
    *negative = S->negative[j];
    return S->reduced + j;
}

/* v <- v + W v, W = +-W(x, z), where bit `qubit` of x is 1 and no k with v_k != 0 has another value
 * of that bit than the basis vector: W|k> = +-i^|x&z| (-1)^|z&k| |k ^ x>. */
static void add_image(double *v, const lb_stabilizer *S, size_t qubit, bool value)
{
    bool negative;
    const lb_block *a = pivot_generator(S, false, qubit, &negative)->blocks;
    int power = lb_popcount(a->x & a->z) + (negative ? 2 : 0);
    for (size_t k = 0; k < (size_t)1 << S->qubits; k++) {
        if ((k >> qubit & 1) != value)
            continue;
        double re = v[lb_exact_place(k)], im = v[lb_exact_place(k) + LANES];
        int e = (power + 2 * lb_popcount(a->z & k)) & 3;
        double sign = e & 2 ? -1 : 1, *image = v + lb_exact_place(k ^ a->x);
        image[0] = sign * (e & 1 ? -im : re);
        image[LANES] = sign * (e & 1 ? re : im);
    }
}

static void fill_amplitudes(double *v, const lb_amplitudes *psi, const lb_field *F)
{
    for (size_t p = 0; p < 2 * psi->count; p++)
        v[lb_exact_place(psi->bits[p / 2]) + p % 2 * LANES] =
            lb_field_balance(F, mpz_fdiv_ui(&psi->parts[p], F->p));
}

double lb_exact_state_log(const lb_state_t state)
{
    const lb_amplitudes *psi = state->amplitudes;
    size_t bits = 0;
    for (size_t p = 0; psi && p < 2 * psi->count; p++) {
        size_t these = mpz_sizeinbase(&psi->parts[p], 2);
        bits = these > bits ? these : bits;
    }
    return psi ? (double)bits + 1 : 0;
}

void lb_exact_state_fill(double *v, const lb_state_t state, const lb_field *F)
{
    if (state->amplitudes) {
        fill_amplitudes(v, state->amplitudes, F);
        return;
    }
    lb_stabilizer S;
    size_t basis = 0;
    bool negative;
    lb_state_stabilizer(&S, state);
    for (size_t q = 0; q < S.qubits; q++)
        if (pivot_generator(&S, true, q, &negative) && negative)
            basis |= (size_t)1 << q;
    v[lb_exact_place(basis)] = 1;
    for (size_t q = 0; q < S.qubits; q++)
        if (pivot_generator(&S, false, q, &negative))
            add_image(v, &S, q, basis >> q & 1);
    lb_stabilizer_clear(&S);
}
