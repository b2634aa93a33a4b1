/* Fixed gates of the language that are no Clifford gates: products of those and of turns (layers.h). */

#ifndef LB_ANSATZ_LANGUAGE_COMPOUND_GATES_H
#define LB_ANSATZ_LANGUAGE_COMPOUND_GATES_H

#include <liebound/layers.h>

enum { LB_COMPOUND_QUBITS_MAX = 3 };

/* Its number for a name in lower case, or -1. */
int lb_compound_gate_find(const char *name);
int lb_compound_gate_qubits(int number);
/* Append it on these qubits, which differ. */
void lb_compound_gate_add(lb_layers_struct *L, lb_layer_part part, int number,
                          const uint32_t *qubits);

/* Append exp(-i factor pi H), for terms that commute. */
void lb_layers_add_turns(lb_layers_struct *L, lb_layer_part part, const lb_sum_t H,
                         const mpq_t factor);

#endif
