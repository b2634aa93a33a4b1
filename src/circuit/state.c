/* Product states grow qubit by qubit: with v on the first q qubits and the next one in a|0> + b|1>,
 * the new vector is (a v, b v). */

#include "circuit/state.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "state/state.h"

/* The amplitudes of |0> (always real here) and |1>. */
typedef struct qubit_state {
    double zero, one_re, one_im;
} qubit_state;

static qubit_state letter_state(char letter)
{
    const double h = sqrt(0.5);
    switch (letter) {
    case '0':
        return (qubit_state){1, 0, 0};
    case '1':
        return (qubit_state){0, 1, 0};
    case '+':
        return (qubit_state){h, h, 0};
    case '-':
        return (qubit_state){h, -h, 0};
    case 'r':
        return (qubit_state){h, 0, h};
    default:
        assert(letter == 'l');
        return (qubit_state){h, 0, -h};
    }
}

/* sum_i |i> |i> / 2^(n/2). */
static void fill_bell(double *v, size_t qubits)
{
    size_t half = (size_t)1 << qubits;
    memset(v, 0, 2 * half * half * sizeof *v);
    for (size_t i = 0; i < half; i++)
        v[i + half * i] = 1 / sqrt((double)half);
}

static uint64_t pivot_in(const lb_stabilizer *S, int part, size_t qubit)
{
    return S->pivots[(size_t)part * S->words] >> qubit & 1;
}

/* v := (v + W v) / sqrt(2) for the generator W = +-W(x, z) with its pivot at x bit `qubit`, where
 * the basis vectors in v have one value of that bit: W|i> = +- i^|x&z| (-1)^|z&i| |i + x>. */
static void project(double *v, const lb_stabilizer *S, size_t qubit, bool value)
{
    uint32_t j = S->generator_of[0][qubit];
    const lb_block *a = S->reduced[j].blocks;
    double *re = v, *im = v + ((size_t)1 << S->qubits);
    int power = lb_popcount(a->x & a->z) + (S->negative[j] ? 2 : 0);
    for (size_t i = 0; i < (size_t)1 << S->qubits; i++) {
        if ((i >> qubit & 1) != value)
            continue;
        re[i] *= sqrt(0.5);
        im[i] *= sqrt(0.5);
        int e = (power + 2 * lb_popcount(a->z & i)) & 3;
        double sign = e & 2 ? -1 : 1;
        re[i ^ a->x] = sign * (e & 1 ? -im[i] : re[i]);
        im[i ^ a->x] = sign * (e & 1 ? re[i] : im[i]);
    }
}

/* A basis vector that the generators without x bits fix, then the projections of the others. */
static void fill_stabilizer(double *v, const lb_stabilizer *S)
{
    size_t basis = 0;
    for (size_t q = 0; q < S->qubits; q++)
        if (pivot_in(S, 1, q) && S->negative[S->generator_of[1][q]])
            basis |= (size_t)1 << q;
    memset(v, 0, ((size_t)2 << S->qubits) * sizeof *v);
    v[basis] = 1;
    for (size_t q = 0; q < S->qubits; q++)
        if (pivot_in(S, 0, q))
            project(v, S, q, basis >> q & 1);
}

static void fill_amplitudes(double *v, const lb_amplitudes *psi)
{
    size_t size = (size_t)1 << psi->qubits;
    memset(v, 0, 2 * size * sizeof *v);
    for (size_t a = 0; a < psi->count; a++) {
        v[psi->bits[a]] = psi->numbers[2 * a];
        v[size + psi->bits[a]] = psi->numbers[2 * a + 1];
    }
}

static void fill_product(double *v, const char *label, size_t qubits)
{
    double *re = v, *im = v + ((size_t)1 << qubits);
    re[0] = 1;
    im[0] = 0;
    for (size_t q = 0; q < qubits; q++) {
        qubit_state s = letter_state(label[q]);
        size_t length = (size_t)1 << q;
        for (size_t i = 0; i < length; i++) {
            re[length + i] = s.one_re * re[i] - s.one_im * im[i];
            im[length + i] = s.one_re * im[i] + s.one_im * re[i];
            re[i] *= s.zero;
            im[i] *= s.zero;
        }
    }
}

void lb_circuit_fill_state(double *v, const lb_state_t state)
{
    lb_stabilizer S;
    switch (state->kind) {
    case LB_STATE_PRODUCT:
        fill_product(v, state->text, state->qubits);
        break;
    case LB_STATE_BELL:
        fill_bell(v, state->qubits / 2);
        break;
    case LB_STATE_GHZ:
    case LB_STATE_STABILIZER:
        lb_state_stabilizer(&S, state);
        fill_stabilizer(v, &S);
        lb_stabilizer_clear(&S);
        break;
    case LB_STATE_AMPLITUDES:
        fill_amplitudes(v, state->amplitudes);
        break;
    }
}
