/* The parts of a sweep: layers of diagonal gates and flips, turns, other gates. */

#ifndef LB_TRAINING_STATES_SWEEP_PARTS_H
#define LB_TRAINING_STATES_SWEEP_PARTS_H

#include "training/states/sweep.h"

/* Neighbouring registers of a piece that are copied at once, and how often that is for all of it. With a
 * mirror, they are copied with their partners at the other end of the piece. */
enum { LB_COLUMNS = 4, LB_CHUNKS = LB_SWEEP_PIECE / LB_COLUMNS };
/* The slots of `sums`, each a register for every piece or column: that of the diagonal gate, then for
 * each of two halves that of its lanes and those of its groups. */
enum { LB_SUM_DIAGONAL, LB_SUM_AFTER };

/* Lanes with angles of their own: 8, or 1 for one state. */
size_t lb_sweep_lanes(const lb_program *P);
/* The time is up, which is asked where a pass takes long. */
bool lb_sweep_ends(const lb_sweep *S);

/* Steps first .. first + count - 1, each a diagonal gate or flips; back with their gradients. */
void lb_sweep_layers_forward(lb_sweep *S, size_t first, size_t count);
void lb_sweep_layers_back(lb_sweep *S, size_t first, size_t count, double *gradient);

void lb_sweep_turns_forward(lb_sweep *S, size_t gate);
void lb_sweep_turns_back(lb_sweep *S, size_t gate, double *gradient);
/* Vector 0 or 1 through a gate that is no product of turns, and both back. */
void lb_sweep_rotate(lb_sweep *S, size_t gate, int which, bool inverse);
void lb_sweep_other_back(lb_sweep *S, size_t gate, double *gradient);

#endif
