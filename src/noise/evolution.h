/* The density matrix and its derivatives by all angles, layer by layer. Derivatives come in bundles
 * of LB_NOISE_WIDTH - 1 with a copy of the density matrix each, so that threads need not meet. */

#ifndef LB_NOISE_EVOLUTION_H
#define LB_NOISE_EVOLUTION_H

#include "base/run.h"
#include "noise/moves.h"

#define LB_NOISE_BUNDLE (LB_NOISE_WIDTH - 1) /* angles of a bundle */

typedef struct lb_noise_evolution {
    const lb_noise_plan *plan;
    const double *angles;
    size_t parameters, bundle_count; /* angles so far, and their bundles, at least 1 */
    lb_noise_rows *bundles;
    lb_run *run;
} lb_noise_evolution;

/* Behind the preparation. plan, angles and run must outlive E. */
void lb_noise_evolution_init(lb_noise_evolution *E, const lb_noise_plan *plan, const double *angles,
                             lb_run *run);
void lb_noise_evolution_clear(lb_noise_evolution *E);

/* Go through a list of moves, with so many angles of its own. False when the run must end. */
bool lb_noise_evolve(lb_noise_evolution *E, const lb_noise_moves *moves, size_t angles);

/* A derivative as a matrix, and the density matrix. */
void lb_noise_derivative(double complex *D, const lb_noise_evolution *E, size_t angle);
void lb_noise_density(double complex *rho, const lb_noise_evolution *E);

/* Bytes of so many angles on so many qubits. */
double lb_noise_evolution_bytes(size_t qubits, size_t angles);

#endif
