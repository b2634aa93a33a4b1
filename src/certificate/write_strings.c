/* The kind "strings": the components of the anticommutation graph, each with what identifies it. */

#include <inttypes.h>
#include <stdlib.h>

#include "base/digits.h"
#include "certificate/writer.h"

static void write_pairs(lb_output *output, const lb_class *class, const uint32_t *members,
                        uint32_t count)
{
    lb_output_print(output, "pairs %" PRIu32 " %" PRIu32 " %zu\n", count, class->vertex_count,
                    class->exponent);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t p = class->edges[i].ends[0], q = class->edges[i].ends[1];
        lb_output_print(output, "%" PRIu32 " %" PRIu32 " %" PRIu32 "\n", members[i], p < q ? p : q,
                        p < q ? q : p);
    }
}

static void write_full(lb_output *output, const lb_class *class, const uint32_t *members,
                       const uint32_t *parents, uint32_t count)
{
    const lb_witness *witness = &class->witness;
    lb_output_print(output, "full %" PRIu32 " %s %zu %zu %zu\n", count,
                    lb_ideal_type_name(class->type), class->k, class->exponent,
                    witness->step_count);
    lb_output_print(output, "%" PRIu32 "\n", members[0]);
    for (uint32_t i = 1; i < count; i++)
        lb_output_print(output, "%" PRIu32 " %" PRIu32 "\n", members[i], parents[i]);
    for (size_t s = 0; s < witness->step_count; s++)
        lb_output_print(output, "%" PRIu32 " %" PRIu32 "\n", witness->steps[s][0],
                        witness->steps[s][1]);
    lb_certificate_write_text(output, "six");
    for (int i = 0; i < 6; i++)
        lb_output_print(output, " %" PRIu32, witness->six[i]);
    lb_certificate_write_text(output, "\n");
}

static void write_component(lb_output *output, const lb_classification *c, uint32_t number)
{
    const lb_class *class = c->classes + number;
    uint32_t first = c->set.first[number], count = c->set.first[number + 1] - first;
    const uint32_t *members = c->set.members + first, *parents = c->set.parents + first;
    if (class->kind == LB_CLASS_ALONE)
        lb_output_print(output, "alone %" PRIu32 "\n", members[0]);
    else if (class->kind == LB_CLASS_PAIRS)
        write_pairs(output, class, members, count);
    else
        write_full(output, class, members, parents, count);
}

void lb_certificate_write_strings(lb_output *output, const lb_closure *closure)
{
    const lb_classification *c = &closure->classification;
    lb_output_print(output, "strings %" PRIu32 "\ncomponents %" PRIu32 "\n", c->set.count,
                    c->set.component_count);
    for (uint32_t i = 0; i < c->set.component_count; i++)
        write_component(output, c, i);
    mpz_t dimension;
    mpz_init(dimension);
    lb_algebra_dimension(dimension, c->algebra);
    char *text = lb_algebra_text(c->algebra), *digits = lb_integer_text(dimension);
    lb_certificate_write_text(output, "algebra ");
    lb_certificate_write_text(output, text);
    lb_certificate_write_text(output, "\ndimension ");
    lb_certificate_write_text(output, digits);
    lb_certificate_write_text(output, "\n");
    free(text);
    free(digits);
    mpz_clear(dimension);
}
