/* Rows of a quantikz environment. A gate is typeset in the cells of its marks, and a wide box in that
 * of its first qubit. */

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "drawing/drawing.h"
#include "report/escape.h"

typedef struct rows {
    FILE *stream;
    const lb_drawing *D;
    const lb_drawn_gate **cells; /* of the gate with a mark on a qubit in a column, or NULL */
} rows;

/* How many wires down the next mark is; 0 for the last. */
static uint32_t to_next(const lb_drawn_gate *gate, size_t m)
{
    return m + 1 < gate->count ? gate->marks[m + 1].qubit - gate->marks[m].qubit : 0;
}

/* The vertical line goes down from each mark to the next; \ctrl and \swap draw their own. */
static void print_mark(FILE *stream, const lb_drawn_gate *gate, size_t m)
{
    const lb_mark *mark = &gate->marks[m];
    uint32_t down = to_next(gate, m);
    switch (mark->kind) {
    case LB_MARK_BOX:
        fprintf(stream, "\\gate{%s}", mark->label.latex);
        break;
    case LB_MARK_CONTROL:
        fputs(down ? "" : "\\control{}", stream);
        break;
    case LB_MARK_TARGET:
        fputs("\\targ{}", stream);
        break;
    case LB_MARK_CROSS:
        fputs(down ? "" : "\\targX{}", stream);
    }
    if (down)
        fprintf(stream,
                mark->kind == LB_MARK_CONTROL ? "\\ctrl{%u}"
                : mark->kind == LB_MARK_CROSS ? "\\swap{%u}"
                                              : "\\vqw{%u}",
                down);
}

static void print_cell(const rows *r, uint32_t qubit, size_t column)
{
    const lb_drawn_gate *gate = r->cells[qubit * r->D->column_count + column];
    if (!gate) {
        fputs("\\qw", r->stream);
        return;
    }
    if (gate->wide) {
        if (qubit == lb_drawn_first(gate))
            fprintf(r->stream, "\\gate[%u]{%s}", lb_drawn_last(gate) - qubit + 1,
                    gate->label.latex);
        return;
    }
    for (size_t m = 0; m < gate->count; m++)
        if (gate->marks[m].qubit == qubit) {
            print_mark(r->stream, gate, m);
            return;
        }
    fputs("\\qw", r->stream);
}

/* A line behind the last column of each section but the last one, with the title of the next. */
static void print_slice(const rows *r, size_t column)
{
    const lb_drawing *D = r->D;
    for (size_t s = 1; s < D->section_count; s++)
        if (D->sections[s].first_column == column + 1)
            fprintf(r->stream, "\\slice{%s}", D->sections[s].title);
}

void lb_drawing_print_latex(FILE *stream, const lb_drawing *D)
{
    rows r = {stream, D, lb_calloc(D->qubits * D->column_count, sizeof *r.cells)};
    for (size_t k = 0; k < D->gate_count; k++)
        for (size_t q = lb_drawn_first(&D->gates[k]); q <= lb_drawn_last(&D->gates[k]); q++)
            r.cells[q * D->column_count + D->gates[k].column] = &D->gates[k];
    fprintf(stream,
            "%% %s\n%% \\usepackage{tikz} \\usetikzlibrary{quantikz}\n"
            "\\begin{quantikz}[column sep=0.25cm, row sep=0.3cm]\n",
            D->title);
    for (uint32_t q = 0; q < D->qubits; q++) {
        fprintf(stream, "\\lstick{$%s$}", D->wires[q].latex);
        for (size_t c = 0; c < D->column_count; c++) {
            fputs(" & ", stream);
            print_cell(&r, q, c);
            if (!q)
                print_slice(&r, c);
        }
        fputs(q + 1 < D->qubits ? " & \\qw \\\\\n" : " & \\qw\n", stream);
    }
    fputs("\\end{quantikz}\n", stream);
    free(r.cells);
}
