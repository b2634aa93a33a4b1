/* The generators of a closure as primitive integer vectors over interned strings, and the replay
 * steps that refer to them.
 *
 * A generator is scaled by the least common denominator of its coefficients over the greatest
 * common divisor of their numerators: it spans the same line, and is zero modulo no prime. */

#ifndef LB_ALGEBRA_GENERATORS_H
#define LB_ALGEBRA_GENERATORS_H

#include <gmp.h>
#include <flint/flint.h>
#include <flint/fmpz.h>

#include <liebound/ansatz.h>

#include "pauli/table.h"

typedef struct lb_generator {
    uint32_t length; /* 0 for a generator that is zero */
    uint32_t *columns;
    fmpz *coefficients;
} lb_generator;

typedef struct lb_generators {
    uint32_t count;
    lb_generator *items;
} lb_generators;

/* Interns the strings of the generators of A. */
void lb_generators_init(lb_generators *generators, const lb_ansatz_t A, lb_string_table *strings);
void lb_generators_clear(lb_generators *generators);

/* One step of a replay (proofs/README.md): a generator, or the bracket of a generator or row with
 * a row. */
#define LB_STEP_GENERATOR 0x80000000u /* added to the number of a generator on the left */
#define LB_STEP_ALONE     UINT32_MAX  /* on the right: the generator itself */

typedef struct lb_step {
    uint32_t left, right;
} lb_step;

typedef struct lb_steps {
    lb_step *items;
    size_t count, capacity;
} lb_steps;

void lb_steps_append(lb_steps *steps, uint32_t left, uint32_t right);

#endif
