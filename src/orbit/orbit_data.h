/* What an orbit holds; the certificate writer reads it. */

#ifndef LB_ORBIT_ORBIT_DATA_H
#define LB_ORBIT_ORBIT_DATA_H

#include <liebound/orbit.h>

#include "orbit/forms.h"

/* The annihilator of a proved space of forms: with j the free rows of g, those that are no pivots,
 * and p the pivot of form f, it has the basis
 *
 *     R_j - sum over f of (f_j D_p / D_j) R_p,
 *
 * where p < j for all terms. */
typedef struct lb_annihilator {
    uint32_t *rows;  /* the j, increasing */
    lb_sparse terms; /* by position of j: numbers of forms f, numerators of f_j */
} lb_annihilator;

/* The orbit or the sector of one state or of all. */
typedef struct lb_orbit_claim {
    lb_orbit_number number;
    uint32_t *states;
    uint32_t state_count;
    bool has_forms; /* they were computed from a basis of g */
    lb_invariant_space forms;
    lb_annihilator annihilator; /* of forms that are proved */
} lb_orbit_claim;

struct lb_orbit {
    const lb_closure *given;
    const lb_closure *closure; /* with a basis, unless none was to be had */
    const char *limit;         /* the first that was reached, or NULL */
    lb_closure *owned;         /* the same, when it was computed here */
    size_t state_count;
    lb_state_struct *given_states; /* those of the ansatz */
    lb_stabilizer *states;         /* NULL on more qubits than closures can have */
    lb_action *actions; /* when there is a basis; without components where there are none */
    size_t claim_count; /* states, and one for all of them if they are several */
    lb_orbit_claim *orbits, *sectors;
};

static inline bool lb_orbit_is_vector(const lb_orbit *orbit, uint32_t state)
{
    return orbit->given_states[state].amplitudes != NULL;
}

/* -f_j D_p / D_j for entry e of the terms, which belongs to the free row j. */
void lb_orbit_coefficient(mpq_t c, const lb_orbit *orbit, const lb_orbit_claim *claim,
                          uint32_t free_row, size_t e);

/* Whether a state of the claim has floating amplitudes: then nothing is computed for it. */
bool lb_orbit_has_floating(const lb_orbit *orbit, const lb_orbit_claim *claim);

/* A lower bound on the rank of X -> (X psi), psi over the states of the claim, without their
 * expectation values, from those elements of g that are known: modulo a prime, the steps of a
 * search that did not come to its end, or the generators. */
uint32_t lb_orbit_rank_known(const lb_orbit *orbit, const lb_orbit_claim *claim, lb_run *run);

#endif
