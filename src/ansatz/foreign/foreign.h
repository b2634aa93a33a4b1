/* Ansätze in the languages of other packages: circuits in OpenQASM, operators as Qiskit, OpenFermion,
 * PennyLane, Cirq and Stim print them, lists of Pauli strings, small matrices.
 *
 * Nothing is guessed silently: what was taken in one way and could be meant in another is said in the
 * remarks of the ansatz, a line each. */

#ifndef LB_ANSATZ_FOREIGN_FOREIGN_H
#define LB_ANSATZ_FOREIGN_FOREIGN_H

#include <liebound/ansatz.h>

/* Which format a text has, by its first words; LB_FORMAT_ALG when it looks like none of the others. */
lb_format lb_foreign_recognize(const char *text, size_t length);

typedef struct lb_foreign_options {
    lb_numbers numbers;
    const lb_limits *limits; /* NULL for none */
    bool square_roots;       /* as in lb_ansatz_source */
} lb_foreign_options;

/* A is initialized by the call when it succeeds. LB_INPUT with line, column and what was expected. */
lb_status lb_foreign_read(lb_ansatz_t A, lb_format format, const char *source, const char *text,
                          size_t length, const lb_foreign_options *options,
                          lb_error *error) LB_MUST_CHECK;

/* The readers. */
lb_status lb_qasm_read(lb_ansatz_t A, const char *source, const char *text, size_t length,
                       const lb_foreign_options *options, lb_error *error) LB_MUST_CHECK;
lb_status lb_operators_read(lb_ansatz_t A, lb_format format, const char *source, const char *text,
                            size_t length, const lb_foreign_options *options,
                            lb_error *error) LB_MUST_CHECK;

#endif
