/* Observable and state as forms on the strings of a closure (projection.h). */

#ifndef LB_VARIANCE_STRING_FORMS_H
#define LB_VARIANCE_STRING_FORMS_H

#include "variance/projection.h"
#include "variance/variance_data.h"

/* A state that a symmetry of the generators does not fix has its values averaged over orbits, of at
 * most so many strings; so is what is printed. */
#define LB_AVERAGE_MAX 1000000

/* Of the problem with its closure. LB_UNDECIDED, and nothing is initialized, when a limit came first. */
lb_status lb_variance_string_forms_init(lb_variance_string_forms *forms,
                                        const lb_variance_problem *problem,
                                        lb_error *error) LB_MUST_CHECK;
void lb_variance_string_forms_clear(lb_variance_string_forms *forms);

#endif
