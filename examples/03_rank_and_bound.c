/* Compare the simulated rank of the quantum Fisher information matrix with the proved bound, layer
 * by layer, for an ansatz of the catalogue. */

#include <stdlib.h>

#include <liebound.h>

int main(int argc, char **argv)
{
    lb_error error;
    lb_ansatz_t ansatz;
    lb_closure *closure;
    lb_bound_t bound;
    mpz_t dimension;
    lb_setting size = {"n", argc > 1 ? argv[1] : "4"};

    if (lb_ansatz_load(ansatz, "tfim-open", &size, 1, &error) != LB_OK ||
        lb_closure_compute(&closure, ansatz, NULL, &error) != LB_OK) {
        fprintf(stderr, "%s\n", error.message);
        return error.status;
    }
    mpz_init(dimension);
    lb_closure_dimension(dimension, closure);
    lb_bound_init(bound);
    const __mpz_struct *proved = lb_closure_is_proved(closure) ? dimension : NULL;
    if (lb_bound_compute(bound, ansatz, 0, proved, NULL, &error) != LB_OK) {
        fprintf(stderr, "%s\n", error.message);
        return error.status;
    }
    gmp_printf("proved: rank <= %Zd, M_c <= %Zd\n", bound->rank_bound, bound->parameter_bound);
    for (size_t i = 0; i < bound->row_count; i++)
        printf("L = %zu, M = %zu: rank %zu (floating point)\n", bound->rows[i].layers,
               bound->rows[i].parameters, bound->rows[i].rank);

    bool disagrees = bound->disagrees;
    lb_bound_clear(bound);
    mpz_clear(dimension);
    lb_closure_free(closure);
    lb_ansatz_clear(ansatz);
    return disagrees ? LB_DISAGREE : LB_OK;
}
