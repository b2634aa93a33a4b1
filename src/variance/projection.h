/* Orthogonal projections on spaces of sums of strings, in the trace form (x, y) = tr(xy) / 2^n.
 *
 * A string stands for the average A(P) over its orbit, (A(P), A(P)) = 1 / |O(P)|. With rows R_a that
 * span the space, a vector x has the projection sum y_a R_a with G y = o, where G_ab = (R_a, R_b),
 * o_a = (R_a, x); and (x_1, x_2) of two projections is o_1 . y_2. G falls into blocks of rows that share
 * strings. */

#ifndef LB_VARIANCE_PROJECTION_H
#define LB_VARIANCE_PROJECTION_H

#include "structure/algebra_over_q.h"

/* The observable and the state, as linear forms on the averages: (A(P), O), and Tr[rho A(P)], which is
 * 2^n (A(P), rho); and the identity, (A(P), 1). With square roots they are forms on strings of the qubits
 * of the roots too, the state having 1 there. */
typedef enum lb_form { LB_FORM_OBSERVABLE, LB_FORM_STATE, LB_FORM_IDENTITY, LB_FORMS } lb_form;
typedef struct lb_variance_string_forms {
    const lb_moduli *moduli;
    size_t degree; /* of the field, 1 for Q */
    /* By string: form f, and behind these for each subset T of roots f after multiplication by A_T
     * (ansatz/roots.h), number f + LB_FORMS T; an array of LB_FORMS times the degree. */
    fmpq **values;
} lb_variance_string_forms;

typedef struct lb_projection {
    uint32_t count;
    size_t degree;
    fmpq **pairings;             /* o, numbered in the same way */
    fmpq *coordinates[LB_FORMS]; /* y */
} lb_projection;

/* The rows are over the strings of the moduli. False, and nothing is initialized, when a limit came
 * first. O(sum of the cubes of the blocks). */
bool lb_projection_init(lb_projection *p, const lb_rational *rows, uint32_t count,
                        const lb_variance_string_forms *forms, lb_run *run);
void lb_projection_clear(lb_projection *p);
/* The product of the projections of two forms, of which a was multiplied by A_T before. */
void lb_projection_product(fmpq_t value, const lb_projection *p, size_t T, lb_form a, lb_form b);

/* (a, b) of two rows, of which sizes has those of the orbits of the strings. */
void lb_variance_product(fmpq_t value, const lb_rational *a, const lb_rational *b,
                         const fmpz *sizes);

/* `count` zeros, and their end. */
fmpq *lb_fractions_init(size_t count);
void lb_fractions_clear(fmpq *fractions, size_t count);

#endif
