/* Expectation values of strings in a training state, exact. */

#ifndef LB_VARIANCE_PURE_STATE_H
#define LB_VARIANCE_PURE_STATE_H

#include <gmp.h>

#include <liebound/ansatz.h>

#include "pauli/stabilizer.h"
#include "state/amplitudes.h"
#include "symmetry/group.h"

typedef struct lb_pure_state {
    size_t qubits;
    const lb_amplitudes *psi; /* NULL for a stabilizer state, */
    bool is_mixed;            /* or half of Bell pairs, where only the identity does not vanish */
    mpz_t norm;
    lb_stabilizer S;
} lb_pure_state;

/* Of training state number `state` of A, which must live as long. LB_INPUT for floating amplitudes. */
lb_status lb_pure_state_init(lb_pure_state *e, const lb_ansatz_t A, size_t state,
                             lb_error *error) LB_MUST_CHECK;
void lb_pure_state_clear(lb_pure_state *e);

/* value = <W(P)>, P of 2 words words on the qubits of the ansatz. */
void lb_pure_state_string(mpq_t value, const lb_pure_state *e, const uint64_t *P, size_t words);
/* The same for a stabilizer state: -1, 0 or 1. */
int lb_pure_state_sign(const lb_pure_state *e, const uint64_t *P, size_t words);
/* value[0] + i value[1] = <psi|W(P) W(S)|psi^*>, psi^* the state with the complex conjugate amplitudes, up
 * to a phase that is the same for all P. Strings of one word each for x and z; of a pure state. */
void lb_pure_state_reversed(mpq_t value[2], const lb_pure_state *e, const uint64_t P[2],
                            const uint64_t S[2]);
/* mean += the expectation value of S. */
void lb_sum_add_expectation(mpq_t mean, const lb_sum_t S, const lb_pure_state *state);
/* Whether the permutations of the symmetry are seen to leave the state as it is, so that all strings
 * of an orbit have one expectation value. */
bool lb_pure_state_is_invariant(const lb_pure_state *e, const lb_symmetry *symmetry);

#endif
