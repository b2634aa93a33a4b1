/* Bound the rank of the quantum Fisher information matrix and the critical number of angles from
 * both sides, for an ansatz of the catalogue. */

#include <stdlib.h>

#include <liebound.h>

int main(int argc, char **argv)
{
    lb_error error;
    lb_ansatz_t ansatz;
    lb_closure *closure;
    lb_bound_t bound;
    lb_setting size = {"n", argc > 1 ? argv[1] : "4"};

    if (lb_ansatz_load(ansatz, "tfim-open", &size, 1, &error) != LB_OK ||
        lb_closure_compute(&closure, ansatz, NULL, &error) != LB_OK) {
        fprintf(stderr, "%s\n", error.message);
        return error.status;
    }
    lb_bound_init(bound);
    if (lb_bound_compute(bound, ansatz, closure, NULL, &error) != LB_OK) {
        fprintf(stderr, "%s\n", error.message);
        return error.status;
    }
    for (size_t i = 0; i < bound->state_count; i++) {
        const lb_bound_state *state = &bound->states[i];
        gmp_printf("%s: %Zd <= rank <= %Zd, %Zd <= M_c <= %Zd (floating point: rank %zu)\n",
                   state->name, state->rank.at_least, state->rank.at_most, state->critical.at_least,
                   state->critical.at_most, state->float_rank);
    }
    bool disagrees = bound->disagrees;
    lb_bound_clear(bound);
    lb_closure_free(closure);
    lb_ansatz_clear(ansatz);
    return disagrees ? LB_DISAGREE : LB_OK;
}
