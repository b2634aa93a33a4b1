/* The generators of a closure, in coordinates of orbit averages (proofs/README.md), and the replay
 * steps that refer to them.
 *
 * A generator is scaled by the least common denominator of its coefficients over the greatest
 * common divisor of their numerators: it spans the same line, and its terms are not all zero modulo
 * any prime. Columns are numbers of canonical strings. */

#ifndef LB_CLOSURE_GENERATORS_H
#define LB_CLOSURE_GENERATORS_H

#include <gmp.h>
#include <flint/flint.h>
#include <flint/fmpz.h>

#include "base/run.h"
#include "symmetry/bracket.h"

typedef struct lb_generator {
    /* Its coordinates; none for a generator that is zero. */
    uint32_t length;
    uint32_t *columns;
    fmpz *coefficients;
    /* What it does in brackets; one coefficient an item. */
    lb_operand operand;
    fmpz *item_coefficients;
} lb_generator;

typedef struct lb_generators {
    uint32_t count;
    lb_generator *items;
} lb_generators;

/* The primitive integer vector proportional to the coefficients of H. */
void lb_primitive_coefficients(fmpz *coefficients, const lb_sum_t H);

/* Interns the canonical strings of the generators of A, which are invariant; of the first of them
 * when a limit stops the run, which may be NULL. */
void lb_generators_init(lb_generators *generators, const lb_ansatz_t A,
                        const lb_canonical *canonical, lb_string_table *strings, lb_run *run);
void lb_generators_clear(lb_generators *generators);

/* One step of a replay (proofs/README.md): a generator, or its bracket with a row. */
#define LB_STEP_ALONE UINT32_MAX /* for the row: the generator itself */

typedef struct lb_step {
    uint32_t generator, row;
} lb_step;

typedef struct lb_steps {
    lb_step *items;
    size_t count, capacity;
} lb_steps;

void lb_steps_append(lb_steps *steps, lb_step step);

#endif
