/* One training state or all of them, simulated side by side at the same angles. */

#ifndef LB_SIMULATION_ENSEMBLE_H
#define LB_SIMULATION_ENSEMBLE_H

#include "simulation/simulation.h"

typedef struct lb_ensemble {
    size_t count;
    lb_simulation *states; /* each with its own circuit, since some may have more qubits */
    size_t amplitudes;     /* of all states */
} lb_ensemble;

/* State number `state` of A, or LB_RANK_ALL_STATES. Errors as lb_simulation_init has them; E is to
 * be cleared in any case. */
lb_status lb_ensemble_init(lb_ensemble *E, const lb_ansatz_t A, size_t state,
                           const lb_rank_options *options, lb_error *error) LB_MUST_CHECK;
void lb_ensemble_clear(lb_ensemble *E);

/* Bytes of the simulations beyond the first, with room for a panel of so many tangents of each. */
double lb_ensemble_bytes(const lb_ensemble *E, size_t panel);

/* Set the angles and prepare tangents in the frame of the middle, or of the end of the circuit. */
void lb_ensemble_start(lb_ensemble *E, const double *angles, bool at_end);

#endif
