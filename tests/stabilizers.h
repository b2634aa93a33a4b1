/* Random stabilizer states for tests, as texts of the ansatz language. */

#ifndef LB_TESTS_STABILIZERS_H
#define LB_TESTS_STABILIZERS_H

#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "pauli/stabilizer.h"

static inline void random_label(char *label, size_t qubits, lb_random *random)
{
    for (size_t q = 0; q < qubits; q++)
        label[q] = "IXYZ"[lb_random_below(random, 4)];
    label[qubits] = '\0';
}

/* "stabilizer " and generators with signs: random strings that commute with those before and are
 * independent of them. text has room for 12 + qubits (qubits + 2) bytes. */
static inline void random_stabilizer(char *text, size_t qubits, lb_random *random)
{
    lb_stabilizer S;
    lb_string_t P;
    char label[64];
    size_t other;
    lb_stabilizer_init(&S, qubits);
    lb_string_init(P);
    strcpy(text, "stabilizer");
    while (S.count < qubits) {
        random_label(label, qubits, random);
        bool negative = lb_random_below(random, 2);
        if (lb_string_set_label(P, qubits, label, NULL))
            abort();
        if (lb_stabilizer_add(&S, negative, P, &other) != LB_STABILIZER_ADDED)
            continue;
        strcat(text, negative ? " -" : " ");
        strcat(text, label);
    }
    lb_string_clear(P);
    lb_stabilizer_clear(&S);
}

#endif
