/* From the arguments of lb_exact_rank to a problem with a picture that fits. */

#ifndef LB_EXACT_RANK_PROBLEM_H
#define LB_EXACT_RANK_PROBLEM_H

#include "exact_rank/picture.h"

/* Errors as in lb_exact_rank. */
lb_status lb_exact_problem_init(lb_exact_problem *problem, const lb_picture_kind **kind,
                                const lb_ansatz_t A, size_t state, const lb_exact_options *options,
                                lb_error *error) LB_MUST_CHECK;
void lb_exact_problem_clear(lb_exact_problem *problem);

#endif
