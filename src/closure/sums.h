/* Closures that are searched: of sums of strings, and of single strings that are enumerated. */

#ifndef LB_CLOSURE_SUMS_H
#define LB_CLOSURE_SUMS_H

#include "closure/closure_data.h"
#include "closure/two_halves.h"

/* Set steps, dimension and, when it is proved, the basis of a closure that has its generators.
 * LB_OUTCOME_STOPPED leaves a lower bound. Never LB_OUTCOME_FILLED or LB_OUTCOME_UNLUCKY. */
lb_outcome lb_closure_search_sums(lb_closure *closure, const lb_closure_options *options,
                                  lb_run *run);
/* The same when every generator is a single string: then all rows are. */
lb_outcome lb_closure_enumerate(lb_closure *closure, lb_run *run);

#endif
