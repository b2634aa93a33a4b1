/* Angles and gates of a circuit whose angles are not one for each gate (layers.h): a tangent vector
 * is the sum over the gates of its angle, each with its sign. */

#ifndef LB_SIMULATION_COLUMNS_H
#define LB_SIMULATION_COLUMNS_H

#include <liebound/layers.h>

/* Angle a belongs to the gates gate[first[a]] .. gate[first[a + 1] - 1], increasing. Without
 * layers, first is NULL, and gate a is that of angle a. */
typedef struct lb_columns {
    size_t count, gates; /* M angles, and their gates, which come first in the circuit */
    size_t most;         /* gates of one angle */
    size_t *first, *gate;
    bool *negative;  /* by the place in `gate`: it turns by minus the angle */
    uint32_t *order; /* the generator of each gate */
} lb_columns;

/* The first M angles of A; when A shares angles, they are whole layers. O(gates). */
void lb_columns_init(lb_columns *C, const lb_ansatz_t A, size_t M);
void lb_columns_clear(lb_columns *C);

/* The angles of the gates; both are arrays of their numbers. */
void lb_columns_expand(const lb_columns *C, double *gate_angles, const double *angles);
/* y[a] += factor * the signed sum of x over the gates of angle a. */
void lb_columns_contract(const lb_columns *C, double *y, double factor, const double *x);
/* H, of M x M numbers, from that of all pairs of gates, both symmetric and stored by columns. */
void lb_columns_contract_matrix(const lb_columns *C, double *H, const double *G);

#endif
