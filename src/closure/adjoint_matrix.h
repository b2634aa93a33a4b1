/* The brackets with the generators as matrices modulo a prime, over all strings that occur.
 *
 * The strings are the least set of canonical strings that contains those of the generators and all
 * that brackets with generators make of single strings: g lies in their span. Columns are these
 * strings in decreasing order, so that column 0 is the largest. */

#ifndef LB_CLOSURE_ADJOINT_MATRIX_H
#define LB_CLOSURE_ADJOINT_MATRIX_H

#include "base/run.h"
#include "closure/generators.h"

/* Row j of the matrix of one generator are the terms first[j] .. first[j + 1] - 1: entry j of
 * {g, w} is the sum of values[t] * w[sources[t]]. Residues are balanced. */
typedef struct lb_adjoint_matrix {
    size_t *first; /* columns + 1 numbers */
    uint32_t *sources;
    int32_t *values;
} lb_adjoint_matrix;

typedef struct lb_adjoint {
    uint32_t prime; /* odd, below 2^22 */
    uint32_t columns;
    uint32_t *strings; /* of each column, its number in the table */
    const lb_generators *generators;
    uint32_t *column_of; /* of each string of the table */
    lb_adjoint_matrix *matrices;
} lb_adjoint;

/* Add to the table, which has those of the generators, all strings that occur. False when a limit
 * of the run is reached, or when they would be more than `most`. O(strings times terms). */
bool lb_closure_complete_strings(lb_string_table *strings, const lb_generators *generators,
                                 const lb_canonical *canonical, uint32_t most, lb_run *run);

/* The table is complete. */
void lb_adjoint_init(lb_adjoint *adjoint, const lb_generators *generators,
                     const lb_canonical *canonical, lb_string_table *strings, uint32_t prime);
void lb_adjoint_clear(lb_adjoint *adjoint);

/* word = generator k, and word = {generator k, other}: `columns` balanced residues each. */
void lb_adjoint_generator(const lb_adjoint *adjoint, uint32_t k, int32_t *word);
void lb_adjoint_bracket(const lb_adjoint *adjoint, uint32_t k, const int32_t *other, int32_t *word);

#endif
