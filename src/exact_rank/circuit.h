/* The state picture: a circuit of random gates modulo p, and its tangent vectors.
 *
 * Gates that follow each other and commute with all terms of each other form a group, and a vector
 * can be moved through the groups in both directions. The tangent of gate j, -i H_{k(j)} psi with
 * psi the state before its group, may be moved to the place between any two groups: ranks are the
 * same at all of them. At each place vectors are written in a certain frame (frame.h).
 *
 * A group that is diagonal in some frame, and has enough terms, is a change of the frame and one
 * product with a table. Several training states are simulated side by side; a vector is then theirs
 * in one row. */

#ifndef LB_EXACT_RANK_CIRCUIT_H
#define LB_EXACT_RANK_CIRCUIT_H

#include "exact_rank/frame.h"
#include "exact_rank/generators.h"
#include "exact_rank/kernel.h"

/* A term of a gate at its point; the last two in the frame before its group. */
typedef struct lb_exact_term {
    uint64_t x, z, tangent;     /* t_a; c_a t in an anticommuting sum */
    lb_exact_string rotation;   /* factor t_a or c_a t */
    lb_exact_string derivative; /* factor c_a */
} lb_exact_term;

typedef struct lb_exact_group {
    size_t first_gate, end_gate, first_term, end_term;
    bool is_sum;                  /* one gate 1 - itH, H an anticommuting sum */
    double *table;                /* of a diagonal group, in the frame after it; NULL otherwise */
    lb_exact_frame_change change; /* before the product with the table */
} lb_exact_group;

typedef struct lb_exact_circuit {
    const lb_exact_generators *generators; /* not owned */
    lb_field field;
    lb_random random;
    size_t size;        /* amplitudes of one state */
    size_t state_count; /* a vector has state_count * 2 * size doubles */
    size_t table_room;  /* how many tables there may still be */
    size_t gate_count, gate_capacity;
    size_t *first_term; /* gate j has the terms first_term[j] .. first_term[j + 1] - 1 */
    size_t term_capacity;
    lb_exact_term *terms;
    size_t group_count, group_capacity;
    lb_exact_group *groups;
    lb_exact_frame frame; /* after the last group */
    size_t position;      /* the state is the one before group number `position` */
    double *state;
} lb_exact_circuit;

/* What a circuit is made of; all states have the same number of qubits. */
typedef struct lb_exact_circuit_parts {
    const lb_exact_generators *generators;
    const lb_state_struct *states;
    size_t state_count;
    size_t tables; /* at most so many, of the length of a state's vector each */
} lb_exact_circuit_parts;

void lb_exact_circuit_init(lb_exact_circuit *C, const lb_exact_circuit_parts *parts,
                           const lb_field *F, const lb_random *random);
void lb_exact_circuit_clear(lb_exact_circuit *C);

/* Append the next group, of gates up to number `end` - 1 at most. */
void lb_exact_circuit_append(lb_exact_circuit *C, size_t end);
/* Move the state through the next group. */
void lb_exact_circuit_advance(lb_exact_circuit *C);
/* Doubles of a vector. */
size_t lb_exact_circuit_length(const lb_exact_circuit *C);
/* i psi_0 of one state, zero for the others; position is 0. */
void lb_exact_circuit_phase(const lb_exact_circuit *C, double *vector, size_t state);
/* The tangent of gate j of group number `position`, before the group; up to a factor. */
void lb_exact_circuit_tangent(const lb_exact_circuit *C, size_t j, double *vector);
/* A vector through group number `group`, forward or back; scratch has room for one of one state. */
void lb_exact_circuit_move(const lb_exact_circuit *C, size_t group, bool forward, double *vector,
                           double *scratch);

#endif
