/* An ansatz in the making, while the statements of its script are run. */

#ifndef LB_ANSATZ_LANGUAGE_ASSEMBLY_H
#define LB_ANSATZ_LANGUAGE_ASSEMBLY_H

#include <liebound/layers.h>

#include "ansatz/language/assemble.h"
#include "ansatz/language/interpreter.h"
#include "base/text.h"

typedef struct lb_assembly {
    lb_interpreter run;
    lb_ansatz_struct *A; /* fields are filled while it is still private to us */
    const lb_request *request;
    const lb_statement *variant; /* its line, or NULL */
    bool overridden;             /* a setting disagrees with a preset */
    lb_layers_struct *layers;    /* when the script has layers: its generators are there */
    lb_layer_part part;          /* of the layers: where gates go; LB_PARTS before the first */
    bool *used;                  /* by number of a generator there: some rotation is about it */
    size_t used_capacity;
} lb_assembly;

/* An error at a statement; format has one %s, for text. */
lb_status lb_assembly_fail(const lb_assembly *a, const lb_statement *s, const char *format,
                           const char *text);
/* The terms of a statement in normal form; H is initialized when that succeeds. */
lb_status lb_assembly_expand(lb_sum_t H, lb_assembly *a, const lb_statement *s) LB_MUST_CHECK;
/* What one generator of a family is called: the values of the loop variables in brackets, as many
 * as fit. */
void lb_assembly_member_name(char name[LB_NAME_MAX + 1], const lb_assembly *a,
                             const lb_statement *s);

/* Every setting must name a parameter; give a parameter its value. */
lb_status lb_assembly_check_settings(const lb_assembly *a) LB_MUST_CHECK;
lb_status lb_assembly_parameter(lb_assembly *a, const lb_statement *s) LB_MUST_CHECK;

/* fermions MAPPING, and state occupied K. */
lb_status lb_assembly_map_fermions(lb_assembly *a, const lb_statement *s) LB_MUST_CHECK;
lb_status lb_assembly_occupy(lb_assembly *a, const lb_statement *s) LB_MUST_CHECK;

/* The statements of layers; the last when all have been run: make the layers those of the ansatz. */
lb_status lb_assembly_begin_part(lb_assembly *a, const lb_statement *s) LB_MUST_CHECK;
lb_status lb_assembly_rotate(lb_assembly *a, const lb_statement *s) LB_MUST_CHECK;
lb_status lb_assembly_apply(lb_assembly *a, const lb_statement *s) LB_MUST_CHECK;
lb_status lb_assembly_finish_layers(lb_assembly *a) LB_MUST_CHECK;

#endif
