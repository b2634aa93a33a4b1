/* A small connected part of a component, in which a witness is found by enumeration, or which has
 * free-fermion type on six or more vertices. */

#ifndef LB_STRINGS_E6_CORE_H
#define LB_STRINGS_E6_CORE_H

#include "strings/e6.h"

/* True when a witness was found. Otherwise the component's members and parents are reordered so
 * that a core of free-fermion type with at least six vertices comes first. Needs a component whose
 * form has rank at least 6. */
bool lb_core_search(lb_witness *witness, lb_component *component);

#endif
