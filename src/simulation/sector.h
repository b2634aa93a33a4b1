/* The sector of a training state: strings that fix it and commute with all generators fix every state of
 * the circuit, too, and each halves the vectors.
 *
 * Let P_1 .. P_k be independent signed strings with P_i psi = psi that commute with each term of each
 * generator. Gates CX, CZ and S, a unitary W, take P_i to plus or minus X or Z on a qubit t_i, so that
 *
 *     W psi = (product of the eigenstates of the t_i) (x) psi',
 *
 * and strings that commute with all P_i become strings on the other qubits. Strings that do not have
 * expectation value 0, and no part in any gradient. For example, X .. X fixes |+ .. +> and commutes with
 * ZZ and X on all qubits: on n - 1 qubits, X_{n-1} is X_0 .. X_{n-2}, and Z_q Z_{n-1} is Z_q. */

#ifndef LB_SIMULATION_SECTOR_H
#define LB_SIMULATION_SECTOR_H

#include <liebound/ansatz.h>

typedef enum lb_simulation_sector_gate_kind {
    LB_SECTOR_CX,
    LB_SECTOR_CZ,
    LB_SECTOR_S
} lb_simulation_sector_gate_kind;
typedef struct lb_simulation_sector_gate {
    lb_simulation_sector_gate_kind kind;
    unsigned qubits[2];
} lb_simulation_sector_gate;

typedef struct lb_simulation_sector {
    size_t qubits, count; /* of the state, and k, which leaves a qubit at least */
    size_t gate_count, gate_capacity;
    lb_simulation_sector_gate *gates; /* of W, in order */
    uint64_t gone;                    /* the qubits t_i */
    uint64_t in_x;                    /* of these, those in an eigenstate of X, not Z, */
    uint64_t negative;                /* and those with eigenvalue -1 */
} lb_simulation_sector;

/* Of a state of A; k = 0 for states by their amplitudes and beyond 63 qubits.
 * O(strings qubits + qubits^3). */
void lb_simulation_sector_init(lb_simulation_sector *S, const lb_ansatz_t A,
                               const lb_state_t state);
void lb_simulation_sector_clear(lb_simulation_sector *S);
/* Make it the whole space, k = 0. */
void lb_simulation_sector_leave(lb_simulation_sector *S);
bool lb_simulation_sector_equal(const lb_simulation_sector *S, const lb_simulation_sector *T);

/* R <- what a sum on the first qubits is in the sector, on qubits - k qubits; not O itself. */
void lb_simulation_sector_restrict(lb_sum_t R, const lb_simulation_sector *S, const lb_sum_t O);
/* The part in the sector of a vector of 2^qubits amplitudes, in the real embedding of rotation.h,
 * which is used up; the caller frees the result. O(gates 2^qubits). */
double *lb_simulation_sector_project(const lb_simulation_sector *S, double *v);

#endif
