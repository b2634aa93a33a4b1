/* Product states grow qubit by qubit: with v on the first q qubits and the next one in a|0> + b|1>,
 * the new vector is (a v, b v). */

#include "circuit/state.h"

#include <assert.h>
#include <math.h>
#include <string.h>

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

lb_status lb_state_qubits(size_t *total, const char *state, size_t qubits, lb_error *error)
{
    if (!strcmp(state, "bell")) {
        *total = 2 * qubits;
        return LB_OK;
    }
    if (strcmp(state, "zero") && (strlen(state) != qubits || strspn(state, "01+-rl") != qubits))
        return lb_fail(error, LB_INPUT,
                       "a state is zero, bell or a label of %zu letters 0 1 + - r l, not "
                       "\"%.40s\"",
                       qubits, state);
    *total = qubits;
    return LB_OK;
}

/* sum_i |i> |i> / 2^(n/2). */
static void fill_bell(double *v, size_t qubits)
{
    size_t half = (size_t)1 << qubits;
    memset(v, 0, 2 * half * half * sizeof *v);
    for (size_t i = 0; i < half; i++)
        v[i + half * i] = 1 / sqrt((double)half);
}

void lb_state_fill(double *v, const char *state, size_t qubits)
{
    if (!strcmp(state, "bell")) {
        fill_bell(v, qubits);
        return;
    }
    double *re = v, *im = v + ((size_t)1 << qubits);
    re[0] = 1;
    im[0] = 0;
    for (size_t q = 0; q < qubits; q++) {
        qubit_state s = letter_state(strcmp(state, "zero") ? state[q] : '0');
        size_t length = (size_t)1 << q;
        for (size_t i = 0; i < length; i++) {
            re[length + i] = s.one_re * re[i] - s.one_im * im[i];
            im[length + i] = s.one_re * im[i] + s.one_im * re[i];
            re[i] *= s.zero;
            im[i] *= s.zero;
        }
    }
}
