/* What the readers of operators share: a list of operators that grows, with names, and exact complex
 * numbers as Python prints them. */

#ifndef LB_ANSATZ_FOREIGN_OPERATORS_H
#define LB_ANSATZ_FOREIGN_OPERATORS_H

#include "ansatz/foreign/foreign.h"
#include "ansatz/foreign/scanner.h"
#include "pauli/operator.h"

#define LB_FOREIGN_TERMS_MAX  20000000
#define LB_FOREIGN_DEPTH_MAX  100
#define LB_FOREIGN_MATRIX_MAX 256

typedef struct lb_named_operator {
    char *name; /* "" without one */
    lb_operator value;
    uint32_t line, column;
} lb_named_operator;

typedef struct lb_operators {
    lb_scanner scan;
    const lb_foreign_options *options;
    lb_format format;
    size_t count, capacity;
    lb_named_operator *items;
    size_t qubits; /* one more than the largest that occurred, or the length of the labels */
    size_t terms;  /* read so far */
    size_t depth;
    bool has_fermions;
} lb_operators;

/* A new operator, zero, that begins at the token at hand, with the name that came before it. */
lb_operator *lb_operators_begin(lb_operators *o);
/* "from PACKAGE import NAMES" or "import PACKAGE", if it is there; *found tells. */
lb_status lb_operators_import(lb_operators *o, bool *found) LB_MUST_CHECK;
/* "NAME =", if it is there. */
lb_status lb_operators_name(lb_operators *o) LB_MUST_CHECK;
/* Add (re + i im) P to the last operator. */
lb_status lb_operators_add(lb_operators *o, const mpq_t re, const mpq_t im,
                           const lb_string_t P) LB_MUST_CHECK;

/* A number with an imaginary part behind it where `whole`: 1.+0.j, -0.5j, (1+2j), 3/4. */
lb_status lb_operators_number(lb_operators *o, mpq_t re, mpq_t im, bool whole) LB_MUST_CHECK;
/* A label of letters I X Y Z _ , perhaps with a sign and an i before them: P and the power of i.
 * The labels of a text have one length. */
lb_status lb_operators_label(lb_operators *o, lb_string_t P, unsigned *turns, const char *text,
                             size_t length, bool reversed) LB_MUST_CHECK;

/* By format. */
lb_status lb_read_strings(lb_operators *o) LB_MUST_CHECK;
lb_status lb_read_qiskit(lb_operators *o) LB_MUST_CHECK;
lb_status lb_read_expressions(lb_operators *o) LB_MUST_CHECK;
lb_status lb_read_matrices(lb_operators *o) LB_MUST_CHECK;

#endif
