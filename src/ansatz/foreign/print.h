/* An ansatz in the languages of other packages, printed. */

#ifndef LB_ANSATZ_FOREIGN_PRINT_H
#define LB_ANSATZ_FOREIGN_PRINT_H

#include <liebound/layers.h>

/* A word for each name that Python and OpenQASM can hold, all different: letters, digits and _, other
 * bytes become _. What is left empty, begins with a digit, is one of the reserved words (a list that
 * ends in NULL) or of another name, and any word PREFIX_digits, becomes PREFIX_k for number k. The
 * caller frees the words and the list. O(count log count). */
char **lb_identifiers(const char *prefix, char *const *names, size_t count,
                      const char *const *reserved);
void lb_identifiers_free(char **words, size_t count);

/* Whether exp(-i theta H) is the product of the rotations about its strings, for every rotation of
 * the circuit; else LB_INPUT, with the name of the generator. O(terms^2) for each. */
lb_status lb_qasm_check(const lb_ansatz_t A, lb_error *error) LB_MUST_CHECK;
void lb_qasm_print(FILE *stream, const lb_ansatz_t A);
/* LB_LANGUAGE_QISKIT, without layers, _OPENFERMION or _PENNYLANE. */
void lb_operators_print(FILE *stream, const lb_ansatz_t A, lb_language language);
void lb_latex_print(FILE *stream, const lb_ansatz_t A);

#endif
