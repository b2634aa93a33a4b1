#include "cli/train/observable.h"

#include <stdlib.h>
#include <string.h>

#include <liebound/hessian.h>

#include "base/memory.h"

lb_status lb_train_read_observable(lb_sum_t O, const lb_ansatz_t A, const char *text,
                                   lb_error *error)
{
    lb_ansatz_t read;
    if (!text) {
        lb_ansatz_get_observable(O, A);
        return LB_OK;
    }
    char *script = lb_sprintf("qubits %zu\ngenerator = X[0]\nobservable = %s\n", A->qubits, text);
    lb_status status =
        lb_ansatz_parse(read, script, strlen(script), "--observable", NULL, 0, error);
    if (status)
        error->line = 0;
    else {
        lb_sum_set(O, read->observable);
        lb_ansatz_clear(read);
    }
    free(script);
    return status;
}
