/* Circuits of other packages, as lists of operations before they become layers.
 *
 * An operation is exp(-i a H) with an angle a (angle.h) and a Pauli sum H whose strings commute, or a
 * fixed gate by its name. The identity in H is kept, since a phase counts once the operation is
 * controlled:
 *
 *     p(a) = exp(-i a (Z - 1)/2),   controlled-exp(-i a H) = exp(-i a (1 - Z)/2 H),
 *
 * and every fixed gate is such a rotation by a multiple of pi/4, or two. */

#ifndef LB_ANSATZ_FOREIGN_OPERATIONS_H
#define LB_ANSATZ_FOREIGN_OPERATIONS_H

#include <liebound/layers.h>

#include "ansatz/foreign/angle.h"

typedef struct lb_operation {
    bool is_fixed;
    lb_fixed_gate gate;
    uint32_t qubits[2]; /* of a fixed gate */
    lb_sum_t H;
    lb_angle angle;
    uint32_t line, column;
} lb_operation;

typedef struct lb_operations {
    size_t qubits;
    size_t count, capacity;
    lb_operation *items;
    uint32_t line, column; /* of what is appended */
    bool has_barrier;      /* one over all qubits, before the first rotation; the last of them */
    size_t barrier;        /* stands before this operation */
    bool has_rotation;     /* one was found when a barrier was met */
} lb_operations;

void lb_operations_init(lb_operations *list);
void lb_operations_clear(lb_operations *list);

/* Append a gate; at has as many qubits as it has, all different and below list->qubits. */
void lb_operations_fixed(lb_operations *list, lb_fixed_gate gate, const uint32_t *at);
/* exp(-i a c P), or with shift exp(-i a c (P - 1)); P by its letters on at. Copies a. */
void lb_operations_rotation(lb_operations *list, const char *letters, const uint32_t *at,
                            const mpq_t c, bool shift, const lb_angle *a);
/* exp(i a): a phase. */
void lb_operations_phase(lb_operations *list, const lb_angle *a);

/* The operations from `first` on: run backwards; raised to a rational power, which stands for a
 * repetition unless there is only one; or controlled by a qubit that none of them is on, where it is
 * 1, or 0 if negative. False for what has no such power. */
void lb_operations_invert(lb_operations *list, size_t first);
bool lb_operations_power(lb_operations *list, size_t first, const mpq_t power);
void lb_operations_control(lb_operations *list, size_t first, uint32_t qubit, bool negative);

/* The parameters of a circuit. */
typedef struct lb_parameter {
    char *name;   /* "" for a number that is an angle of its own */
    size_t angle; /* in the layer; SIZE_MAX until it is used */
} lb_parameter;

/* A barrier over all qubits, which ends the first layer when no rotation came before. All together
 * O(operations). */
void lb_operations_barrier(lb_operations *list);

/* Append them all: what comes before the barrier, or without one before the first rotation,
 * prepares a state and goes to the first layer, all the rest to the layer. LB_INPUT with a place in
 * the text for a fixed operation that is not Clifford. */
lb_status lb_operations_emit(lb_layers_struct *L, const lb_operations *list,
                             lb_parameter *parameters, const char *source,
                             lb_error *error) LB_MUST_CHECK;

#endif
