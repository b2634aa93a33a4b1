#include "cli/target.h"

#include <math.h>
#include <stdlib.h>

#include "cli/train/numbers_file.h"

/* Whether the columns of V are orthonormal up to a common factor. */
static bool is_unitary(const double *v, size_t d)
{
    double norm = 0, worst = 0;
    for (size_t k = 0; k < 2 * d * d; k++)
        norm += v[k] * v[k] / (double)d;
    for (size_t a = 0; a < d; a++)
        for (size_t b = 0; b <= a; b++) {
            double re = 0, im = 0;
            for (size_t i = 0; i < d; i++) {
                const double *x = v + 2 * (d * i + a), *y = v + 2 * (d * i + b);
                re += x[0] * y[0] + x[1] * y[1];
                im += x[0] * y[1] - x[1] * y[0];
            }
            worst = fmax(worst, hypot(re / norm - (a == b), im / norm));
        }
    return worst < 1e-6;
}

lb_status lb_cli_read_target(double **target, size_t *target_count, lb_ansatz_t A, const char *path,
                             lb_error *error)
{
    if (!path)
        return LB_OK;
    lb_status status = lb_cli_read_complex(target, target_count, path, error);
    if (status)
        return status;
    size_t d = A->qubits < 30 ? (size_t)1 << A->qubits : 0;
    double norm = 0;
    for (size_t k = 0; k < 2 * *target_count; k++)
        norm = hypot(norm, (*target)[k]);
    if (norm == 0)
        return lb_fail(error, LB_INPUT, "%s: the target is 0", path);
    if (d && *target_count == d)
        return LB_OK;
    if (!d || *target_count != d * d)
        return lb_fail(error, LB_INPUT,
                       "%s has %zu complex numbers; on %zu qubits a state has %zu, a unitary %zu",
                       path, *target_count, A->qubits, d, d * d);
    if (!is_unitary(*target, d))
        return lb_fail(error, LB_INPUT, "%s: the matrix is not unitary", path);
    lb_ansatz_drop_states(A);
    return lb_ansatz_add_state(A, "bell", error);
}
