/* Unitary coupled cluster with singles and doubles under the map of Jordan and Wigner, from closed forms:
 * i (a_i^+ a_a - h.c.) and i (a_i^+ a_j^+ a_b a_a - h.c.) for i < j < a < b, up to signs. */

#ifndef LB_TESTS_UCCSD_H
#define LB_TESTS_UCCSD_H

#include <stdlib.h>
#include <string.h>

#include <liebound/ansatz.h>

enum { UCCSD_QUBITS_MAX = 16 };

/* Add sign/8 or sign/2 times the letters on the given qubits, with Z between first and second, and
 * between third and fourth. */
static inline void uccsd_append(lb_sum_t H, int sign, const char *letters, const size_t *qubits)
{
    size_t count = strlen(letters);
    char label[UCCSD_QUBITS_MAX + 1];
    memset(label, 'I', H->qubits);
    label[H->qubits] = '\0';
    for (size_t pair = 0; pair < count; pair += 2)
        for (size_t q = qubits[pair] + 1; q < qubits[pair + 1]; q++)
            label[q] = 'Z';
    for (size_t i = 0; i < count; i++)
        label[qubits[i]] = letters[i];
    if (lb_sum_append_label(H, sign, count == 2 ? 2 : 8, label, NULL))
        abort();
}

static inline void uccsd_add(lb_ansatz_t A, const char *const *letters, const int *signs,
                             size_t count, const size_t *qubits)
{
    lb_sum_t H;
    lb_sum_init(H, A->qubits);
    for (size_t t = 0; t < count; t++)
        uccsd_append(H, signs[t], letters[t], qubits);
    lb_sum_normalize(H);
    lb_ansatz_add_generator(A, NULL, H);
    lb_sum_clear(H);
}

static inline void uccsd_single(lb_ansatz_t A, size_t i, size_t a)
{
    static const char *const letters[] = {"XY", "YX"};
    static const int signs[] = {1, -1};
    uccsd_add(A, letters, signs, 2, (size_t[]){i, a});
}

static inline void uccsd_double(lb_ansatz_t A, size_t i, size_t j, size_t a, size_t b)
{
    static const char *const letters[] = {"XXYX", "YXYY", "XYYY", "XXXY",
                                          "YXXX", "XYXX", "YYYX", "YYXY"};
    static const int signs[] = {1, 1, 1, 1, -1, -1, -1, -1};
    uccsd_add(A, letters, signs, 8, (size_t[]){i, j, a, b});
}

/* Spin orbital q has the spin q % 2; the first `electrons` of 2 `orbitals` are occupied. */
static inline void make_uccsd(lb_ansatz_t A, size_t orbitals, size_t electrons)
{
    size_t n = 2 * orbitals;
    char state[UCCSD_QUBITS_MAX + 1];
    lb_ansatz_init(A, "uccsd", n);
    for (size_t i = 0; i < electrons; i++)
        for (size_t a = electrons + i % 2; a < n; a += 2)
            uccsd_single(A, i, a);
    for (size_t i = 0; i < electrons; i++)
        for (size_t j = i + 1; j < electrons; j++)
            for (size_t a = electrons; a < n; a++)
                for (size_t b = a + 1; b < n; b++)
                    if (i % 2 + j % 2 == a % 2 + b % 2)
                        uccsd_double(A, i, j, a, b);
    for (size_t q = 0; q < n; q++)
        state[q] = q < electrons ? '1' : '0';
    state[n] = '\0';
    if (lb_ansatz_add_state(A, state, NULL))
        abort();
}

#endif
