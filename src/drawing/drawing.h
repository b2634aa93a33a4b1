/* A circuit as a picture: gates as they are written, packed into columns within each layer.
 *
 *     a rotation about one string    a box with a letter on each of its qubits, joined by a line
 *     a rotation about a sum         one box from its first qubit to its last
 *     a fixed gate                   as in textbooks
 *
 * A box with P and theta is exp(-i theta P), and rotations by one angle have its name. */

#ifndef LB_DRAWING_DRAWING_H
#define LB_DRAWING_DRAWING_H

#include <stdio.h>

#include <liebound/layers.h>

/* A text for people and the same for LaTeX in math mode. */
typedef struct lb_drawn_label {
    char *text, *latex;
} lb_drawn_label;

typedef enum lb_mark_kind {
    LB_MARK_BOX,
    LB_MARK_CONTROL,
    LB_MARK_TARGET,
    LB_MARK_CROSS /* of SWAP */
} lb_mark_kind;

/* What stands on one qubit. */
typedef struct lb_mark {
    lb_mark_kind kind;
    uint32_t qubit;
    lb_drawn_label label; /* of a box; NULL in a wide one */
} lb_mark;

typedef struct lb_drawn_gate {
    size_t column;
    bool wide;            /* one box over the marks, with `label` */
    lb_drawn_label label; /* or NULL */
    size_t count;         /* of marks, by increasing qubit */
    lb_mark *marks;
} lb_drawn_gate;

/* The first layer, or one of the others. */
typedef struct lb_drawn_section {
    char *title;
    size_t first_column;
} lb_drawn_section;

typedef struct lb_drawing {
    size_t qubits, column_count, gate_count, gate_capacity, section_count;
    lb_drawn_gate *gates; /* by section; columns increase where gates meet */
    lb_drawn_section *sections;
    lb_drawn_label *wires; /* what the qubits start in */
    char *title;
} lb_drawing;

/* The most gates of a drawing, and the most qubits. */
#define LB_DRAWN_GATES_MAX  20000
#define LB_DRAWN_QUBITS_MAX 100

/* L layers of A from training state `state`, or |0...0>. LB_INPUT when it is too large for a
 * picture. */
lb_status lb_drawing_init(lb_drawing *D, const lb_ansatz_t A, size_t layers, size_t state,
                          lb_error *error) LB_MUST_CHECK;
void lb_drawing_clear(lb_drawing *D);

/* UTF-8 text for a terminal; SVG; a quantikz environment. */
void lb_drawing_print_text(FILE *stream, const lb_drawing *D);
void lb_drawing_print_svg(FILE *stream, const lb_drawing *D);
void lb_drawing_print_latex(FILE *stream, const lb_drawing *D);

/* Columns of a terminal that a text takes. */
size_t lb_drawing_width(const char *text);
/* The qubits of a gate, from and to. */
uint32_t lb_drawn_first(const lb_drawn_gate *gate);
uint32_t lb_drawn_last(const lb_drawn_gate *gate);
/* Whether one of its marks is on the qubit. */
bool lb_drawn_touches(const lb_drawn_gate *gate, uint32_t qubit);

#endif
