#include "simulation/target.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <liebound/layers.h>

#include "base/memory.h"

/* Gates as sums of strings on their qubits. */
typedef struct gate_term {
    double re, im;
    char letters[3];
} gate_term;

static const gate_term gate_terms[LB_FIXED_GATES][4] = {
    [LB_GATE_H] = {{M_SQRT1_2, 0, "X"}, {M_SQRT1_2, 0, "Z"}},
    [LB_GATE_S] = {{0.5, 0.5, "I"}, {0.5, -0.5, "Z"}},
    [LB_GATE_SDG] = {{0.5, -0.5, "I"}, {0.5, 0.5, "Z"}},
    [LB_GATE_X] = {{1, 0, "X"}},
    [LB_GATE_Y] = {{1, 0, "Y"}},
    [LB_GATE_Z] = {{1, 0, "Z"}},
    [LB_GATE_SX] = {{0.5, 0.5, "I"}, {0.5, -0.5, "X"}},
    [LB_GATE_SXDG] = {{0.5, -0.5, "I"}, {0.5, 0.5, "X"}},
    [LB_GATE_CX] = {{0.5, 0, "II"}, {0.5, 0, "ZI"}, {0.5, 0, "IX"}, {-0.5, 0, "ZX"}},
    [LB_GATE_CY] = {{0.5, 0, "II"}, {0.5, 0, "ZI"}, {0.5, 0, "IY"}, {-0.5, 0, "ZY"}},
    [LB_GATE_CZ] = {{0.5, 0, "II"}, {0.5, 0, "ZI"}, {0.5, 0, "IZ"}, {-0.5, 0, "ZZ"}},
    [LB_GATE_SWAP] = {{0.5, 0, "II"}, {0.5, 0, "XX"}, {0.5, 0, "YY"}, {0.5, 0, "ZZ"}},
    [LB_GATE_ISWAP] = {{0.5, 0, "II"}, {0.5, 0, "ZZ"}, {0, 0.5, "XX"}, {0, 0.5, "YY"}},
    [LB_GATE_ECR] = {{M_SQRT1_2, 0, "XI"}, {-M_SQRT1_2, 0, "YX"}},
};

/* w += conj(c) P v; powers of i from Y = i X Z. */
static void add_term(double *w, const double *v, size_t size, const gate_term *term,
                     const uint32_t qubits[2])
{
    size_t x = 0, z = 0;
    for (int i = 0; term->letters[i]; i++) {
        size_t bit = (size_t)1 << qubits[i];
        x |= term->letters[i] == 'X' || term->letters[i] == 'Y' ? bit : 0;
        z |= term->letters[i] == 'Z' || term->letters[i] == 'Y' ? bit : 0;
    }
    double re = term->re, im = -term->im;
    for (int y = __builtin_popcountll(x & z); y > 0; y--) {
        double old = re;
        re = -im;
        im = old;
    }
    for (size_t k = 0; k < size; k++) {
        double sign = __builtin_parityll(k & z) ? -1 : 1;
        w[k ^ x] += sign * (re * v[k] - im * v[size + k]);
        w[size + (k ^ x)] += sign * (re * v[size + k] + im * v[k]);
    }
}

static void undo_part(double *v, double *w, size_t size, const lb_layers_part *part)
{
    for (size_t g = part->count; g-- > 0;) {
        const lb_gate *gate = &part->gates[g];
        if (!gate->is_fixed)
            continue;
        memset(w, 0, 2 * size * sizeof *w);
        for (int t = 0; t < 4 && gate_terms[gate->fixed][t].letters[0]; t++)
            add_term(w, v, size, &gate_terms[gate->fixed][t], gate->qubits);
        memcpy(v, w, 2 * size * sizeof *v);
    }
}

/* v <- C^dagger v for the fixed gates C of so many layers. */
static void undo_fixed_gates(double *v, size_t size, const lb_ansatz_t A, size_t layers)
{
    if (!A->layers)
        return;
    double *w = lb_malloc(2 * size, sizeof *w);
    for (size_t l = 0; l < layers; l++)
        undo_part(v, w, size, &A->layers->parts[LB_LAYER]);
    undo_part(v, w, size, &A->layers->parts[LB_FIRST_LAYER]);
    free(w);
}

/* Index k has qubit 0 in its highest bit. */
static size_t reverse_bits(size_t k, size_t qubits)
{
    size_t reversed = 0;
    for (size_t q = 0; q < qubits; q++)
        reversed |= (k >> q & 1) << (qubits - 1 - q);
    return reversed;
}

double *lb_target_vector(const lb_ansatz_t A, size_t layers, const double *target, size_t size)
{
    size_t n = A->qubits, d = (size_t)1 << n;
    double *v = lb_malloc_aligned(2 * size, sizeof *v), norm = 0;
    for (size_t k = 0; k < 2 * size; k++)
        norm = hypot(norm, target[k]);
    for (size_t k = 0; k < size; k++) {
        size_t row = size > d ? k / d : k, column = size > d ? k % d : 0;
        size_t at = reverse_bits(row, n) | reverse_bits(column, n) * d;
        v[at] = target[2 * k] / norm;
        v[size + at] = target[2 * k + 1] / norm;
    }
    undo_fixed_gates(v, size, A, layers ? layers : 1);
    return v;
}

lb_status lb_target_check(const lb_ensemble *E, size_t target_count, lb_error *error)
{
    for (size_t i = 0; i < E->count; i++)
        if (E->states[i].circuit.size != target_count)
            return lb_fail(error, LB_INPUT,
                           "the target has %zu numbers, and the training state %zu amplitudes",
                           target_count, E->states[i].circuit.size);
    return LB_OK;
}
