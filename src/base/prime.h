/* The prime modulo which is computed where one large prime serves: the largest Mersenne prime that
 * leaves room in a machine word for the sum of two residues. Searches begin with it. */

#ifndef LB_BASE_PRIME_H
#define LB_BASE_PRIME_H

#include <stdint.h>

#define LB_LARGE_PRIME UINT64_C(2305843009213693951) /* 2^61 - 1 */

#endif
