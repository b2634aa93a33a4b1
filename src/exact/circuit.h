/* The state picture: a circuit of random gates modulo p, and its tangent vectors in the frame of
 * its beginning,
 *
 *     u_j = G_1^-1 .. G_{j-1}^-1 (-i H_{k(j)}) G_{j-1} .. G_1 psi_0,
 *
 * which depends on the gates before gate j alone. So the first m of them are the tangents of the
 * circuit cut after m gates, and one elimination in this order gives R(m) for every m.
 *
 * Gates that follow each other and commute with all terms of each other form a group: every tangent
 * of a group starts from the state before the group. A group of diagonal strings is one product
 * with a table. Several training states are simulated side by side; a vector is then theirs in one
 * row. */

#ifndef LB_EXACT_CIRCUIT_H
#define LB_EXACT_CIRCUIT_H

#include "exact/generators.h"
#include "exact/kernel.h"

/* A term of a gate at its point. */
typedef struct lb_exact_term {
    lb_exact_string rotation;   /* factor t_a; c_a t in an anticommuting sum */
    lb_exact_string derivative; /* factor c_a */
} lb_exact_term;

typedef struct lb_exact_group {
    size_t first_gate, end_gate, first_term, end_term;
    bool is_sum;   /* one gate 1 - itH, H an anticommuting sum */
    double *table; /* of a diagonal group; NULL otherwise */
} lb_exact_group;

typedef struct lb_exact_circuit {
    const lb_exact_generators *generators; /* not owned */
    lb_field field;
    lb_random random;
    size_t size;        /* amplitudes of one state */
    size_t state_count; /* a vector has state_count * 2 * size doubles */
    size_t gate_count, gate_capacity;
    size_t *first_term; /* gate j has the terms first_term[j] .. first_term[j + 1] - 1 */
    size_t term_capacity;
    lb_exact_term *terms;
    size_t group_count, group_capacity;
    lb_exact_group *groups;
    double *state; /* before the last group */
} lb_exact_circuit;

/* `states` are labels as in the ansatz, all with the same number of qubits in their vectors. */
void lb_exact_circuit_init(lb_exact_circuit *C, const lb_exact_generators *G, const lb_field *F,
                           const char *const *states, size_t state_count, size_t qubits,
                           const lb_random *random);
void lb_exact_circuit_clear(lb_exact_circuit *C);

/* Append the next group, of gates up to number `end` - 1 at most. */
void lb_exact_circuit_append(lb_exact_circuit *C, size_t end);
/* Bytes for a table, doubles for a vector. */
size_t lb_exact_circuit_length(const lb_exact_circuit *C);
/* i psi_0 of one state, zero for the others. */
void lb_exact_circuit_phase(const lb_exact_circuit *C, double *vector, size_t state);
/* u_j for gate j of the last group, up to a factor; scratch has room for a vector of one state. */
void lb_exact_circuit_tangent(const lb_exact_circuit *C, size_t j, double *vector, double *scratch);

#endif
