/* The basis of a real span, for those who want to write it down. */

#ifndef LB_ORBIT_REAL_SPAN_H
#define LB_ORBIT_REAL_SPAN_H

#include "closure/invariant_space.h"
#include "orbit/span_space.h"

/* Called with the basis of V, in the columns of s, once it is proved. */
typedef struct lb_span_reader {
    void (*read)(void *context, lb_span_space *s, const lb_invariant_space *V);
    void *context;
} lb_span_reader;

/* lb_real_span_compute with a reader, which may be NULL. */
lb_status lb_real_span_read(lb_real_span *span, const lb_ansatz_t A, size_t state,
                            const lb_span_options *options, const lb_span_reader *reader,
                            lb_error *error) LB_MUST_CHECK;

#endif
