/* Components that are not of free-fermion type, and the proof that they are not.
 *
 * A component generates everything that its quadratic form allows (proofs/strings.md) as soon as
 * six strings of its closure anticommute as the Dynkin diagram E6 says:
 *
 *     e0 - e1 - e2 - e3 - e4
 *               |
 *               e5
 *
 * The closure of a component of free-fermion type has no such six. A witness is a list of steps,
 * each the product of two anticommuting elements found before, and the numbers of the six. */

#ifndef LB_STRINGS_E6_H
#define LB_STRINGS_E6_H

#include "strings/free_fermion.h"

/* Elements below the number of strings in the set are those strings; the number of strings + j is
 * the product of the two elements of step j. */
typedef struct lb_witness {
    size_t step_count, step_capacity;
    uint32_t (*steps)[2];
    uint32_t six[6];
} lb_witness;

/* Find a witness for a component, given labels that fail. The component may have to be put into
 * another order, in which case its labels are tried again: *pairs and the members and parents of
 * *component, which must be writable, are replaced by those. True when a witness was found; false
 * when in the new order no label fails. */
bool lb_witness_init(lb_witness *witness, lb_pairs *pairs, lb_component *component);
void lb_witness_clear(lb_witness *witness);

/* Append a step; strings is the number of strings in the set. Returns the number of the element. */
uint32_t lb_witness_step(lb_witness *witness, uint32_t strings, uint32_t a, uint32_t b);

#endif
