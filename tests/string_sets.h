/* Random sets of strings whose algebra is of every type (proofs/strings.md). */

#ifndef LB_TESTS_STRING_SETS_H
#define LB_TESTS_STRING_SETS_H

#include <liebound/ansatz.h>

#include "automorphisms.h"

/* A string that anticommutes with edges[k] alone of those before, or any string for k > 5; false when
 * none was met. */
static inline bool next_string(lb_string_t P, const lb_ansatz_t A, lb_random *random)
{
    static const int edges[6] = {-1, 0, 1, 2, 3, 2};
    size_t k = A->generator_count;
    for (int attempt = 0; attempt < 4000; attempt++) {
        bool fits = true;
        random_string(P, A->qubits, random);
        for (size_t j = 0; j < k && k < 6 && fits; j++)
            fits = lb_string_anticommutes(A->generators[j].strings, P) == (edges[k] == (int)j);
        if (fits)
            return true;
    }
    return false;
}

/* Strings that anticommute like the diagram E6, for classes of every kind, and some more. */
static inline void add_e6_strings(lb_ansatz_t A, lb_random *random)
{
    size_t count = 6 + lb_random_below(random, 3);
    lb_string_t P;
    lb_sum_t H;
    mpq_t c;
    mpq_init(c);
    mpq_set_ui(c, 1, 1);
    lb_string_init(P);
    lb_sum_init(H, A->qubits);
    while (A->generator_count < count) {
        if (!next_string(P, A, random)) {
            size_t qubits = A->qubits;
            lb_ansatz_clear(A);
            lb_ansatz_init(A, "random strings", qubits);
            continue;
        }
        lb_sum_zero(H);
        lb_sum_append(H, c, P);
        lb_ansatz_add_generator(A, NULL, H);
    }
    lb_sum_clear(H);
    lb_string_clear(P);
    mpq_clear(c);
}

#endif
