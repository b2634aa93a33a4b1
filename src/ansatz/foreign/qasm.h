/* What the parts of the reader of OpenQASM share. */

#ifndef LB_ANSATZ_FOREIGN_QASM_H
#define LB_ANSATZ_FOREIGN_QASM_H

#include "ansatz/foreign/foreign.h"
#include "ansatz/foreign/operations.h"
#include "ansatz/foreign/scanner.h"

#define LB_QASM_ARGUMENTS_MAX  32
#define LB_QASM_OPERATIONS_MAX 10000000
#define LB_QASM_DEPTH_MAX      100 /* of parentheses, loops and gates within gates */

typedef enum lb_qasm_kind {
    LB_QASM_QUBITS,    /* a register: qubits first .. first + count - 1 */
    LB_QASM_BITS,      /* classical bits, which hold nothing here */
    LB_QASM_VALUE,     /* a constant, a loop variable, or what a gate was called with */
    LB_QASM_PARAMETERS /* an array of parameters of the circuit: first .. first + count - 1 */
} lb_qasm_kind;

typedef struct lb_qasm_symbol {
    char *name;
    lb_qasm_kind kind;
    bool is_array;
    size_t first, count;
    lb_angle value;
} lb_qasm_symbol;

/* A gate of the file or of the library; its body is read again for each call. */
typedef struct lb_qasm_gate {
    char *name;
    size_t angle_count, qubit_count;
    char *angles[LB_QASM_ARGUMENTS_MAX], *qubits[LB_QASM_ARGUMENTS_MAX];
    lb_scanner body; /* behind the brace */
    bool of_library;
} lb_qasm_gate;

typedef struct lb_qasm {
    lb_scanner scan;
    const lb_foreign_options *options;
    int version;
    size_t symbol_count, symbol_capacity;
    lb_qasm_symbol *symbols;
    size_t frame; /* symbols from here on belong to the gate whose body is read */
    size_t gate_count, gate_capacity;
    lb_qasm_gate *gates;
    size_t parameter_count, parameter_capacity;
    lb_parameter *parameters;
    size_t named; /* of them */
    size_t qubits;
    lb_operations operations;
    bool *measured; /* by qubit */
    size_t measured_capacity;
    size_t depth;
    bool in_library;
    size_t measurements, rounded, numbers;
    size_t value_count, value_capacity; /* numbers that are angles, where equal ones are one */
    struct lb_qasm_number *values;
    size_t slot_count, *slots; /* of a table of them */
} lb_qasm;

/* ---- Values ---- */

/* The expression at hand. *literal: it is a number that the file writes itself, not what a gate was
 * called with. value is initialized by the caller. */
lb_status lb_qasm_expression(lb_qasm *q, lb_angle *value, bool *literal) LB_MUST_CHECK;
lb_status lb_qasm_integer(lb_qasm *q, int64_t *value) LB_MUST_CHECK;
/* An angle of a gate: a number that is no multiple of pi/2 becomes a parameter. */
lb_status lb_qasm_angle(lb_qasm *q, lb_angle *value) LB_MUST_CHECK;

/* The last symbol of this name that can be seen, or NULL. */
lb_qasm_symbol *lb_qasm_find(const lb_qasm *q, const char *name, size_t length);
lb_qasm_symbol *lb_qasm_declare(lb_qasm *q, const char *name, size_t length, lb_qasm_kind kind);
void lb_qasm_forget(lb_qasm *q, size_t symbols); /* all from this number on */
size_t lb_qasm_new_parameter(lb_qasm *q, const char *name, size_t length);

/* ---- Declarations ---- */

/* The semicolon. */
lb_status lb_qasm_end(lb_qasm *q) LB_MUST_CHECK;
/* "float[64]", "array[angle, 4]": a type of numbers; *size is that of an array, or 0. */
lb_status lb_qasm_number_type(lb_qasm *q, size_t *size) LB_MUST_CHECK;
/* Positions of a register: an index, or a range first:last or first:step:last with both ends. */
lb_status lb_qasm_range(lb_qasm *q, int64_t range[3]) LB_MUST_CHECK;
/* "[4] q" or, in the old style, "q[4]", behind its word and up to the semicolon. */
lb_status lb_qasm_declare_register(lb_qasm *q, lb_qasm_kind kind, bool old_style) LB_MUST_CHECK;
/* "input angle[32] theta;", and "angle theta = pi/2;" at the type. */
lb_status lb_qasm_declare_input(lb_qasm *q) LB_MUST_CHECK;
lb_status lb_qasm_declare_constant(lb_qasm *q) LB_MUST_CHECK;

/* ---- Gates ---- */

/* Read the library. */
lb_status lb_qasm_begin(lb_qasm *q) LB_MUST_CHECK;
/* "gate NAME(...) a, b { ... }", at its name. */
lb_status lb_qasm_define(lb_qasm *q) LB_MUST_CHECK;
/* The call of a gate with its modifiers, up to the semicolon. */
lb_status lb_qasm_call(lb_qasm *q) LB_MUST_CHECK;
/* Qubits as they are named: a whole register, or with one or more indices. Room for all is at
 * *qubits, which the caller frees. */
lb_status lb_qasm_operand(lb_qasm *q, uint32_t **qubits, size_t *count) LB_MUST_CHECK;

/* Statements up to the closing brace (which is passed), or to the end of the text. */
lb_status lb_qasm_block(lb_qasm *q, bool braced) LB_MUST_CHECK;

#endif
