#include "simulation/ensemble.h"

#include <assert.h>
#include <stdlib.h>

#include "base/memory.h"

lb_status lb_ensemble_init(lb_ensemble *E, const lb_ansatz_t A, size_t state,
                           const lb_rank_options *options, lb_error *error)
{
    assert(lb_ansatz_is_valid(A));
    bool all = state == LB_RANK_ALL_STATES;
    *E = (lb_ensemble){.count = all ? A->state_count : 1};
    E->states = lb_calloc(E->count, sizeof *E->states);
    lb_status status = LB_OK;
    for (size_t i = 0; i < E->count && !status; i++) {
        status = lb_simulation_init(&E->states[i], A, all ? i : state, options, error);
        E->amplitudes += E->states[i].circuit.size;
    }
    return status;
}

void lb_ensemble_clear(lb_ensemble *E)
{
    for (size_t i = 0; i < E->count; i++)
        lb_simulation_clear(&E->states[i]);
    free(E->states);
}

double lb_ensemble_bytes(const lb_ensemble *E, size_t panel)
{
    double bytes = 0;
    for (size_t i = 0; i < E->count; i++)
        bytes += 16.0 * (double)(panel + 4) * (double)E->states[i].circuit.size;
    return bytes;
}

void lb_ensemble_start(lb_ensemble *E, const double *angles, bool at_end)
{
    for (size_t i = 0; i < E->count; i++) {
        lb_simulation *s = &E->states[i];
        size_t frame = at_end ? s->columns.gates : s->columns.gates / 2;
        lb_simulation_set_angles(s, angles);
        lb_tangents_clear(&s->tangents);
        lb_tangents_init(&s->tangents, &s->circuit, s->initial, frame,
                         lb_simulation_pool(&E->states[0]));
    }
}
