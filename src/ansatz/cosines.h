/* Cosines that are built of square roots. */

#ifndef LB_ANSATZ_COSINES_H
#define LB_ANSATZ_COSINES_H

#include <gmp.h>
#include <stdbool.h>

/* (a sqrt(m) + b sqrt(k)) / 4; m and k are 1 where there is no root. */
typedef struct lb_cosine {
    int a, b;
    unsigned long m, k;
} lb_cosine;

/* cos(pi x) for multiples x of 1/12 and 1/5; else false. */
bool lb_cosine_find(lb_cosine *c, const mpq_t x);

#endif
