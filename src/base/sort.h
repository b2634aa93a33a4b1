/* Sorting within limits. */

#ifndef LB_BASE_SORT_H
#define LB_BASE_SORT_H

#include <liebound/run.h>

/* As qsort, stable, with room for as many items once more. NULL, or which limit was reached: the
 * items are then in some order. limits may be NULL. O(count log count). */
const char *lb_sort(void *items, size_t count, size_t size,
                    int (*compare)(const void *, const void *), const lb_limits *limits);

/* Increasing numbers, for lb_sort and qsort: of uint32_t, and of double. */
int lb_compare_numbers(const void *a, const void *b);
int lb_compare_doubles(const void *a, const void *b);

#endif
