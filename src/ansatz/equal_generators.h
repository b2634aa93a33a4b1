/* Finding equal and proportional generators by sorting. */

#ifndef LB_ANSATZ_EQUAL_GENERATORS_H
#define LB_ANSATZ_EQUAL_GENERATORS_H

#include <liebound/pauli.h>

/* repeats[i] tells whether sums[i] equals one of the sums before it. O(terms log count). */
void lb_sums_find_equal(bool *repeats, const lb_sum_struct *sums, size_t count);

#endif
