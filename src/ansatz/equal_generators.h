/* Finding equal and proportional generators by sorting. */

#ifndef LB_ANSATZ_EQUAL_GENERATORS_H
#define LB_ANSATZ_EQUAL_GENERATORS_H

#include <liebound/pauli.h>

/* repeats[i] tells whether sums[i] equals one of the sums before it. O(terms log count). */
void lb_sums_find_equal(bool *repeats, const lb_sum_struct *sums, size_t count);

/* first[i] is the number of the first of the sums that equals sums[i] or minus that, and negative[i]
 * tells which. O(terms log count). */
void lb_sums_number(size_t *first, bool *negative, const lb_sum_struct *sums, size_t count);

#endif
