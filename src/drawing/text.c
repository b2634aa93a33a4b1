/* Two lines for each qubit: its wire and what is between it and the next. Cells of a column have the
 * same width, and every cell is drawn by what passes there. */

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "drawing/drawing.h"

typedef struct grid {
    FILE *stream;
    const lb_drawing *D;
    const lb_drawn_gate **cells; /* of gate that covers a qubit in a column, or NULL */
    size_t *widths;              /* inside of the columns */
    bool *begins;                /* a section begins with the column */
} grid;

static const char *mark_text(const lb_mark *mark)
{
    static const char *const texts[] = {
        [LB_MARK_CONTROL] = "●", [LB_MARK_TARGET] = "⊕", [LB_MARK_CROSS] = "×"};
    return mark->kind == LB_MARK_BOX ? mark->label.text : texts[mark->kind];
}

/* A box has a side more at each end. */
static size_t gate_width(const lb_drawn_gate *gate)
{
    size_t width = gate->wide ? lb_drawing_width(gate->label.text) + 2 : 1;
    for (size_t m = 0; m < gate->count && !gate->wide; m++) {
        const lb_mark *mark = &gate->marks[m];
        size_t own = lb_drawing_width(mark_text(mark)) + (mark->kind == LB_MARK_BOX ? 2 : 0);
        width = own > width ? own : width;
    }
    return width;
}

static void repeat(FILE *stream, const char *text, size_t count)
{
    while (count--)
        fputs(text, stream);
}

/* The text in the middle of so many columns, among fillers. */
static void print_centred(FILE *stream, const char *text, size_t width, const char *filler)
{
    size_t left = (width - lb_drawing_width(text)) / 2;
    repeat(stream, filler, left);
    fputs(text, stream);
    repeat(stream, filler, width - lb_drawing_width(text) - left);
}

static const lb_mark *mark_on(const lb_drawn_gate *gate, uint32_t qubit)
{
    for (size_t m = 0; m < gate->count; m++)
        if (gate->marks[m].qubit == qubit)
            return &gate->marks[m];
    return NULL;
}

/* The side of a box with text inside, or blanks. */
static void print_inside(FILE *stream, const char *text, size_t width, const char *left,
                         const char *right)
{
    fputs(left, stream);
    print_centred(stream, text, width - 2, " ");
    fputs(right, stream);
}

/* The wide box has its text on the line in its middle, counted in lines. */
static bool is_middle(const lb_drawn_gate *gate, size_t line)
{
    return (size_t)lb_drawn_first(gate) + lb_drawn_last(gate) == line;
}

/* The part of a gate on a wire or between two, `own` wide; mark is that on the wire, or NULL. */
static void print_part(const grid *g, const lb_drawn_gate *gate, const lb_mark *mark,
                       uint32_t qubit, bool between)
{
    size_t own = gate_width(gate);
    if (gate->wide) {
        bool middle = is_middle(gate, 2 * (size_t)qubit + between);
        print_inside(g->stream, middle ? gate->label.text : "", own, between ? "│" : "┤",
                     between ? "│" : "├");
    } else if (mark && mark->kind == LB_MARK_BOX) {
        size_t inside = lb_drawing_width(mark->label.text) + 2, rest = own - inside;
        repeat(g->stream, "─", rest / 2);
        print_inside(g->stream, mark->label.text, inside, "┤", "├");
        repeat(g->stream, "─", rest - rest / 2);
    } else {
        const char *line = between ? "│" : "┼";
        print_centred(g->stream, mark ? mark_text(mark) : line, own, between ? " " : "─");
    }
}

/* A cell as wide as its column, with the gate in its middle. */
static void print_cell(const grid *g, uint32_t qubit, size_t column, bool between)
{
    const lb_drawn_gate *gate = g->cells[(size_t)qubit * g->D->column_count + column];
    const char *filler = between ? " " : "─";
    size_t width = g->widths[column];
    if (!gate || (between && lb_drawn_last(gate) <= qubit)) {
        repeat(g->stream, filler, width);
        return;
    }
    size_t left = (width - gate_width(gate)) / 2;
    repeat(g->stream, filler, left);
    print_part(g, gate, between ? NULL : mark_on(gate, qubit), qubit, between);
    repeat(g->stream, filler, width - gate_width(gate) - left);
}

static size_t wire_width(const lb_drawing *D)
{
    size_t width = 0;
    for (size_t q = 0; q < D->qubits; q++) {
        size_t own = lb_drawing_width(D->wires[q].text);
        width = own > width ? own : width;
    }
    return width;
}

static void print_line(const grid *g, uint32_t qubit, bool between)
{
    size_t width = wire_width(g->D), own = lb_drawing_width(g->D->wires[qubit].text);
    const char *filler = between ? " " : "─";
    repeat(g->stream, " ", between ? width : width - own);
    fputs(between ? "" : g->D->wires[qubit].text, g->stream);
    fputs(" ", g->stream);
    for (size_t c = 0; c < g->D->column_count; c++) {
        fputs(g->begins[c] ? between ? " ┊ " : "─┊─" : filler, g->stream);
        print_cell(g, qubit, c, between);
    }
    fputs(between ? "\n" : "──\n", g->stream);
}

/* The titles of the sections above their first columns. */
static void print_titles(const grid *g)
{
    const lb_drawing *D = g->D;
    size_t at = 0, column = 0, position = wire_width(D) + 1;
    for (size_t s = 0; s < D->section_count; s++) {
        for (; column < D->sections[s].first_column; column++)
            position += g->widths[column] + (g->begins[column] ? 3 : 1);
        repeat(g->stream, " ", position > at ? position - at : 1);
        at = position > at ? position : at + 1;
        size_t start = s ? 3 : 1;
        repeat(g->stream, " ", start);
        fputs(D->sections[s].title, g->stream);
        at += start + strlen(D->sections[s].title);
    }
    putc('\n', g->stream);
}

static void fill(grid *g)
{
    const lb_drawing *D = g->D;
    for (size_t k = 0; k < D->gate_count; k++) {
        const lb_drawn_gate *gate = &D->gates[k];
        if (gate_width(gate) > g->widths[gate->column])
            g->widths[gate->column] = gate_width(gate);
        for (size_t q = lb_drawn_first(gate); q <= lb_drawn_last(gate); q++)
            g->cells[q * D->column_count + gate->column] = gate;
    }
    for (size_t s = 1; s < D->section_count; s++)
        g->begins[D->sections[s].first_column] = true;
}

void lb_drawing_print_text(FILE *stream, const lb_drawing *D)
{
    grid g = {.stream = stream,
              .D = D,
              .cells = lb_calloc(D->qubits * D->column_count, sizeof *g.cells),
              .widths = lb_calloc(D->column_count + 1, sizeof *g.widths),
              .begins = lb_calloc(D->column_count + 1, sizeof *g.begins)};
    fill(&g);
    fprintf(stream, "%s\n", D->title);
    print_titles(&g);
    for (uint32_t q = 0; q < D->qubits; q++) {
        print_line(&g, q, false);
        if (q + 1 < D->qubits)
            print_line(&g, q, true);
    }
    free(g.cells);
    free(g.widths);
    free(g.begins);
}
