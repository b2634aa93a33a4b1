/* Lists of structure constants being written. */

#ifndef LB_STRUCTURE_CONSTANTS_H
#define LB_STRUCTURE_CONSTANTS_H

#include <liebound/structure.h>

#include <flint/fmpq.h>

void lb_constants_append(lb_constants_t C, uint32_t i, uint32_t j, uint32_t k, const fmpq_t value);

#endif
