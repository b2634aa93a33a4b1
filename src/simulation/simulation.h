/* An ansatz prepared for simulation at given angles: what spectra, matrices, Hessians and
 * capacities have in common. */

#ifndef LB_SIMULATION_SIMULATION_H
#define LB_SIMULATION_SIMULATION_H

#include <liebound/rank.h>

#include "base/run.h"
#include "circuit/gates.h"
#include "circuit/tangent.h"
#include "linalg/blas_tall.h"
#include "simulation/columns.h"

typedef struct lb_simulation {
    const lb_ansatz_struct *A;
    lb_circuit circuit;
    const lb_state_struct *state;
    size_t qubits, parameters;
    lb_columns columns; /* angles and gates */
    int threads;
    lb_pool *pool; /* NULL before lb_simulation_pool */
    lb_run_options run;
    lb_report_times times;
    double *initial; /* the training state; NULL before there are angles */
    lb_tangents tangents;
} lb_simulation;

/* Errors as lb_qfim_spectrum has them; nothing large is allocated. */
lb_status lb_simulation_init(lb_simulation *s, const lb_ansatz_t A, size_t state,
                             const lb_rank_options *options, lb_error *error) LB_MUST_CHECK;
void lb_simulation_clear(lb_simulation *s);

/* Its threads, which start with the first call, and these with its limits; valid until s is cleared
 * or moved. */
lb_pool *lb_simulation_pool(lb_simulation *s);
lb_crew lb_simulation_crew(lb_simulation *s);

/* LB_UNDECIDED when so many bytes more, beside those of the circuit and its tangents, are beyond
 * the limit of memory; LB_MEMORY without a limit. */
lb_status lb_simulation_check_memory(const lb_simulation *s, double bytes,
                                     lb_error *error) LB_MUST_CHECK;

/* Set the angles, of which there are s->parameters, and s->initial. */
void lb_simulation_set_angles(lb_simulation *s, const double *angles);
/* The same, and prepare tangents in the frame of the middle. */
void lb_simulation_start(lb_simulation *s, const double *angles);

/* max_a |d_a psi| at most, identity terms left out. */
double lb_simulation_scale(const lb_simulation *s);
/* Report progress when it is time to; LB_UNDECIDED when the callback wants the end. */
lb_status lb_simulation_report(lb_simulation *s, const char *stage, size_t done, size_t total,
                               lb_error *error) LB_MUST_CHECK;

/* lb_tangents_compute with one thread for BLAS: within a thread of ours it must start none. */
lb_status lb_simulation_gate_tangents(lb_simulation *s, const lb_tangent_panel *panel,
                                      lb_error *error) LB_MUST_CHECK;
/* The same for angles in place of gates. */
lb_status lb_simulation_tangents(lb_simulation *s, const lb_tangent_panel *panel,
                                 lb_error *error) LB_MUST_CHECK;

#endif
