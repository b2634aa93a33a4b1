/* The observable that is trained. */

#ifndef LB_CLI_TRAIN_OBSERVABLE_H
#define LB_CLI_TRAIN_OBSERVABLE_H

#include <liebound/ansatz.h>

/* O <- the sum, as the language writes observables; that of the ansatz, or minus the sum of its
 * generators, for NULL. LB_INPUT. */
lb_status lb_train_read_observable(lb_sum_t O, const lb_ansatz_t A, const char *text,
                                   lb_error *error) LB_MUST_CHECK;

#endif
