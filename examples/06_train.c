/* Train the closed transverse-field Ising chain from random starts, one layer below the critical
 * number of angles and at it: none of the starts arrives at the ground energy, and then all do. */

#include <stdio.h>

#include <liebound.h>

static lb_status train(lb_training_t T, const lb_ansatz_t ansatz, size_t layers, lb_error *error)
{
    lb_sum_t observable;
    lb_ground_source source;
    lb_training_problem problem = {.A = ansatz, .layers = layers, .observable = observable};
    lb_training_options options = {.optimizer = LB_OPTIMIZER_LBFGS, .starts = 20, .seed = 1};
    lb_sum_init(observable, ansatz->qubits);
    lb_ansatz_get_observable(observable, ansatz);
    lb_status status = lb_ground_energy(&problem.offset, &source, observable, &options.run, error);
    if (!status)
        status = lb_train(T, &problem, &options, error);
    lb_sum_clear(observable);
    return status;
}

int main(int argc, char **argv)
{
    lb_error error;
    lb_ansatz_t ansatz;
    lb_training_t training;
    lb_setting size = {"n", argc > 1 ? argv[1] : "6"};

    if (lb_ansatz_load(ansatz, "tfim-closed", &size, 1, &error) != LB_OK) {
        fprintf(stderr, "%s\n", error.message);
        return error.status;
    }
    lb_training_init(training);
    for (size_t layers = ansatz->qubits / 2 - 1; layers <= ansatz->qubits / 2; layers++) {
        if (train(training, ansatz, layers, &error) != LB_OK) {
            fprintf(stderr, "%s\n", error.message);
            return error.status;
        }
        size_t solved = 0;
        for (size_t i = 0; i < training->run_count; i++)
            solved += training->runs[i].best < 1e-8;
        printf("%zu angles: %zu of %zu starts solved\n", training->parameters, solved,
               training->run_count);
    }
    lb_training_clear(training);
    lb_ansatz_clear(ansatz);
    return LB_OK;
}
