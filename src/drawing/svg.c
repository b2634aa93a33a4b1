/* The width of a text is not known before it is set in some font, so a character is given the width of
 * a wide one, and columns are as wide as their widest gate. */

#include <stdlib.h>

#include "base/memory.h"
#include "drawing/drawing.h"

/* Points. */
enum {
    CHARACTER = 9,
    FONT = 14,
    WIRE = 44,   /* between wires */
    BOX = 30,    /* height of a box */
    PADDING = 8, /* of a text in a box */
    GAP = 12,    /* between columns */
    TOP = 78,    /* of the first wire */
    MARGIN = 16
};

typedef struct page {
    FILE *stream;
    const lb_drawing *D;
    size_t *left; /* edges of the columns, and the end of the last */
} page;

static size_t text_width(const char *text)
{
    return CHARACTER * lb_drawing_width(text);
}

static size_t mark_width(const lb_mark *mark)
{
    return mark->label.text ? text_width(mark->label.text) + 2 * PADDING : BOX - PADDING;
}

static size_t gate_width(const lb_drawn_gate *gate)
{
    size_t width = gate->wide ? text_width(gate->label.text) + 2 * PADDING : 0;
    for (size_t m = 0; m < gate->count; m++)
        if (mark_width(&gate->marks[m]) > width)
            width = mark_width(&gate->marks[m]);
    return width;
}

/* A section is at least as wide as its title. */
static void widen_sections(const lb_drawing *D, size_t *widths)
{
    for (size_t s = 0; s < D->section_count; s++) {
        size_t first = D->sections[s].first_column,
               end = s + 1 < D->section_count ? D->sections[s + 1].first_column : D->column_count,
               width = 0;
        for (size_t c = first; c < end; c++)
            width += widths[c];
        size_t title = text_width(D->sections[s].title) + 2 * PADDING;
        if (first < end && width < title)
            widths[end - 1] += title - width;
    }
}

static size_t *column_edges(const lb_drawing *D)
{
    size_t wire = 0, *widths = lb_calloc(D->column_count + 1, sizeof *widths);
    for (size_t g = 0; g < D->gate_count; g++) {
        size_t width = gate_width(&D->gates[g]) + GAP, column = D->gates[g].column;
        if (width > widths[column])
            widths[column] = width;
    }
    widen_sections(D, widths);
    for (size_t q = 0; q < D->qubits; q++)
        if (text_width(D->wires[q].text) > wire)
            wire = text_width(D->wires[q].text);
    size_t edge = MARGIN + wire + 2 * PADDING;
    for (size_t c = 0; c <= D->column_count; c++) {
        size_t width = widths[c];
        widths[c] = edge;
        edge += width;
    }
    return widths;
}

static size_t wire_y(size_t qubit)
{
    return TOP + WIRE * qubit;
}

static size_t centre(const page *p, size_t column)
{
    return (p->left[column] + p->left[column + 1]) / 2;
}

static void print_escaped(FILE *stream, const char *text)
{
    for (; *text; text++)
        switch (*text) {
        case '<':
            fputs("&lt;", stream);
            break;
        case '>':
            fputs("&gt;", stream);
            break;
        case '&':
            fputs("&amp;", stream);
            break;
        default:
            putc(*text, stream);
        }
}

static void print_text(const page *p, size_t x, size_t y, const char *anchor, const char *text)
{
    fprintf(p->stream, "<text x=\"%zu\" y=\"%zu\" text-anchor=\"%s\">", x, y, anchor);
    print_escaped(p->stream, text);
    fputs("</text>\n", p->stream);
}

static void print_line(const page *p, size_t x1, size_t y1, size_t x2, size_t y2, const char *more)
{
    fprintf(p->stream, "<line x1=\"%zu\" y1=\"%zu\" x2=\"%zu\" y2=\"%zu\"%s/>\n", x1, y1, x2, y2,
            more);
}

static void print_box(const page *p, size_t x, size_t y1, size_t y2, size_t width)
{
    fprintf(p->stream,
            "<rect x=\"%zu\" y=\"%zu\" width=\"%zu\" height=\"%zu\" fill=\"#ffffff\"/>\n",
            x - width / 2, y1 - BOX / 2, width, y2 - y1 + BOX);
}

/* The base line of a text whose middle is at y. */
static size_t base_line(size_t y)
{
    return y + FONT / 3 + 1;
}

static void print_mark(const page *p, const lb_mark *mark, size_t x)
{
    enum { DOT = 4, CIRCLE = 9, ARM = 6 };
    size_t y = wire_y(mark->qubit);
    switch (mark->kind) {
    case LB_MARK_BOX:
        print_box(p, x, y, y, mark_width(mark));
        print_text(p, x, base_line(y), "middle", mark->label.text);
        return;
    case LB_MARK_CONTROL:
        fprintf(p->stream, "<circle cx=\"%zu\" cy=\"%zu\" r=\"%d\" fill=\"#000000\"/>\n", x, y,
                DOT);
        return;
    case LB_MARK_TARGET:
        fprintf(p->stream, "<circle cx=\"%zu\" cy=\"%zu\" r=\"%d\" fill=\"#ffffff\"/>\n", x, y,
                CIRCLE);
        print_line(p, x - CIRCLE, y, x + CIRCLE, y, "");
        print_line(p, x, y - CIRCLE, x, y + CIRCLE, "");
        return;
    case LB_MARK_CROSS:
        print_line(p, x - ARM, y - ARM, x + ARM, y + ARM, "");
        print_line(p, x - ARM, y + ARM, x + ARM, y - ARM, "");
    }
}

/* Wires that a wide box does not touch go through it, dashed. */
static void print_wide(const page *p, const lb_drawn_gate *gate, size_t x)
{
    uint32_t first = lb_drawn_first(gate), last = lb_drawn_last(gate);
    size_t width = gate_width(gate), middle = (wire_y(first) + wire_y(last)) / 2;
    print_box(p, x, wire_y(first), wire_y(last), width);
    for (uint32_t q = first; q <= last; q++)
        if (!lb_drawn_touches(gate, q))
            print_line(p, x - width / 2, wire_y(q), x + width / 2, wire_y(q),
                       " stroke-dasharray=\"3 3\"");
    fprintf(p->stream,
            "<rect x=\"%zu\" y=\"%zu\" width=\"%zu\" height=\"%d\" fill=\"#ffffff\" "
            "stroke=\"none\"/>\n",
            x - width / 2 + 2, middle - FONT / 2 - 2, width - 4, FONT + 4);
    print_text(p, x, base_line(middle), "middle", gate->label.text);
}

static void print_gate(const page *p, const lb_drawn_gate *gate)
{
    size_t x = centre(p, gate->column);
    if (gate->wide) {
        print_wide(p, gate, x);
        return;
    }
    if (gate->count > 1)
        print_line(p, x, wire_y(lb_drawn_first(gate)), x, wire_y(lb_drawn_last(gate)), "");
    for (size_t m = 0; m < gate->count; m++)
        print_mark(p, &gate->marks[m], x);
}

static void print_sections(const page *p)
{
    const lb_drawing *D = p->D;
    size_t bottom = wire_y(D->qubits - 1) + BOX / 2 + 6;
    for (size_t s = 0; s < D->section_count; s++) {
        size_t x = p->left[D->sections[s].first_column];
        if (s)
            print_line(p, x, TOP - BOX, x, bottom, " stroke=\"#7f7f7f\" stroke-dasharray=\"5 4\"");
        print_text(p, x + PADDING, TOP - BOX + 4, "start", D->sections[s].title);
    }
}

void lb_drawing_print_svg(FILE *stream, const lb_drawing *D)
{
    page p = {stream, D, column_edges(D)};
    size_t end = p.left[D->column_count], title = text_width(D->title) + 2 * MARGIN,
           width = end + 2 * MARGIN > title ? end + 2 * MARGIN : title,
           height = wire_y(D->qubits - 1) + BOX / 2 + 6 + MARGIN;
    fprintf(stream,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%zu\" height=\"%zu\" "
            "viewBox=\"0 0 %zu %zu\" font-family=\"sans-serif\" font-size=\"%d\">\n<title>",
            width, height, width, height, FONT);
    print_escaped(stream, D->title);
    fprintf(stream,
            "</title>\n<rect width=\"%zu\" height=\"%zu\" fill=\"#ffffff\"/>\n"
            "<g fill=\"#000000\" stroke=\"none\">\n",
            width, height);
    print_text(&p, MARGIN, MARGIN + FONT / 2 + 4, "start", D->title);
    for (size_t q = 0; q < D->qubits; q++)
        print_text(&p, p.left[0] - PADDING, base_line(wire_y(q)), "end", D->wires[q].text);
    fputs("</g>\n<g fill=\"none\" stroke=\"#000000\" stroke-width=\"1.2\">\n", stream);
    for (size_t q = 0; q < D->qubits; q++)
        print_line(&p, p.left[0], wire_y(q), end + PADDING, wire_y(q), "");
    fputs("<style>text {fill: #000000; stroke: none}</style>\n", stream);
    print_sections(&p);
    for (size_t g = 0; g < D->gate_count; g++)
        print_gate(&p, &D->gates[g]);
    fputs("</g>\n</svg>\n", stream);
    free(p.left);
}
