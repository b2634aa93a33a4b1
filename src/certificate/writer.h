/* What the two kinds of certificate have in common. */

#ifndef LB_CERTIFICATE_WRITER_H
#define LB_CERTIFICATE_WRITER_H

#include "algebra/closure_data.h"
#include "base/output.h"

void lb_certificate_write_text(lb_output *output, const char *text);

/* "title", "qubits" and "generators" with one line a generator. */
void lb_certificate_write_head(lb_output *output, const lb_closure *closure);

/* All that follows the generators, and the last line. */
void lb_certificate_write_search(lb_output *output, const lb_closure *closure);
void lb_certificate_write_strings(lb_output *output, const lb_closure *closure);

#endif
