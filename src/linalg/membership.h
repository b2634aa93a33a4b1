/* Whether integer vectors over numbered columns lie in the span of a reduced basis over Q.
 *
 * A vector is built in the accumulators and then asked for. In a reduced basis its coordinates are
 * its entries at the pivots: times the common denominator of those rows, it must be the integer
 * combination of denominator * row that they say. */

#ifndef LB_LINALG_MEMBERSHIP_H
#define LB_LINALG_MEMBERSHIP_H

#include "linalg/reduced_basis.h"

typedef struct lb_membership {
    const lb_rational_basis *basis; /* not owned */
    fmpz *accumulators;             /* by column, 0 where not in use */
    bool *in_use;
    uint32_t *row_of_pivot; /* by column, LB_NO_ROW elsewhere */
    size_t columns;
    size_t column_capacity, use_capacity, row_capacity;
    uint32_t *touched;
    size_t touched_count, touched_capacity;
    fmpz_t scale, part;
} lb_membership;

/* With columns 0 .. columns - 1; more can be reserved. */
void lb_membership_init(lb_membership *span, const lb_rational_basis *basis, size_t columns);
void lb_membership_clear(lb_membership *span);
void lb_membership_reserve(lb_membership *span, size_t columns);

/* The accumulator of a column, to be changed; valid until columns are reserved. */
fmpz *lb_membership_touch(lb_membership *span, uint32_t column);
/* Whether the accumulated vector lies in the span; it is zero afterwards. */
bool lb_membership_contains(lb_membership *span);

#endif
