/* The algebra modulo a prime: generators, a fully reduced echelon basis over interned strings, and
 * the bracket of any two of them into the basis's accumulators. */

#ifndef LB_ALGEBRA_MODULAR_H
#define LB_ALGEBRA_MODULAR_H

#include "algebra/generators.h"
#include "linalg/echelon.h"
#include "pauli/products.h"

typedef struct lb_modular_vector {
    uint32_t length;
    lb_entry *entries;
} lb_modular_vector;

typedef struct lb_modular {
    lb_string_table *strings; /* column c is string number c; shared, not owned */
    lb_echelon echelon;
    uint32_t generator_count;
    lb_modular_vector *generators;
    lb_products products; /* of strings, on their way to the accumulators */
    uint64_t values[LB_PRODUCTS];
    uint64_t *string; /* room for one */
} lb_modular;

void lb_modular_init(lb_modular *modular, const lb_generators *generators, lb_string_table *strings,
                     uint64_t prime);
void lb_modular_clear(lb_modular *modular);

/* Accumulate the vector that the step names, rows as they stand now, and reduce it; returns the
 * number of columns of the remainder. O(|left| |right|) expected, and the reduction. */
size_t lb_modular_compute(lb_modular *modular, lb_step step);
/* How many products of strings that takes. */
size_t lb_modular_work(const lb_modular *modular, lb_step step);
/* The leading string of the remainder. */
uint32_t lb_modular_leading(const lb_modular *modular);

#endif
