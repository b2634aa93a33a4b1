#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/output.h"
#include "cli/cmd.h"
#include "drawing/drawing.h"
#include "report/json.h"

typedef void print_drawing(FILE *stream, const lb_drawing *D);

static print_drawing *find_format(const char *name)
{
    if (!strcmp(name, "text"))
        return lb_drawing_print_text;
    if (!strcmp(name, "svg"))
        return lb_drawing_print_svg;
    return strcmp(name, "latex") ? NULL : lb_drawing_print_latex;
}

/* By way of memory, so that the file appears when it is complete. */
static lb_status write_file(const lb_drawing *D, print_drawing *print, const char *path,
                            lb_error *error)
{
    lb_output *output;
    char *text = NULL;
    size_t length = 0;
    lb_status status = lb_output_open(&output, path, error);
    if (status)
        return status;
    FILE *stream = lb_open_text(&text, &length);
    print(stream, D);
    lb_close_text(stream);
    lb_output_write(output, text, length);
    free(text);
    return lb_output_commit(output, error);
}

static json_t *gate_json(const lb_drawn_gate *gate)
{
    json_t *object = json_object(), *marks = json_array();
    for (size_t m = 0; m < gate->count; m++) {
        static const char *const kinds[] = {[LB_MARK_BOX] = "box",
                                            [LB_MARK_CONTROL] = "control",
                                            [LB_MARK_TARGET] = "target",
                                            [LB_MARK_CROSS] = "cross"};
        const lb_mark *mark = &gate->marks[m];
        json_t *one = json_object();
        lb_json_set(one, "qubit", lb_json_count(mark->qubit));
        lb_json_set(one, "kind", lb_json_text(kinds[mark->kind]));
        lb_json_set(one, "label", lb_json_text(mark->label.text));
        lb_json_append(marks, one);
    }
    lb_json_set(object, "column", lb_json_count(gate->column));
    lb_json_set(object, "label", gate->wide ? lb_json_text(gate->label.text) : json_null());
    lb_json_set(object, "marks", marks);
    return object;
}

static void print_json(FILE *stream, const lb_drawing *D, const lb_ansatz_t A)
{
    json_t *object = lb_json_new("draw"), *sections = json_array(), *gates = json_array();
    for (size_t s = 0; s < D->section_count; s++) {
        json_t *section = json_object();
        lb_json_set(section, "title", lb_json_text(D->sections[s].title));
        lb_json_set(section, "first_column", lb_json_count(D->sections[s].first_column));
        lb_json_append(sections, section);
    }
    for (size_t g = 0; g < D->gate_count; g++)
        lb_json_append(gates, gate_json(&D->gates[g]));
    lb_cli_json_ansatz(object, A);
    lb_json_set(object, "columns", lb_json_count(D->column_count));
    lb_json_set(object, "sections", sections);
    lb_json_set(object, "gates", gates);
    lb_json_finish(stream, object);
}

lb_status lb_cmd_draw(const lb_cli_call *call, lb_error *error)
{
    const lb_cli_options *options = &call->options;
    print_drawing *print = find_format(options->drawing_format);
    lb_ansatz_t A;
    lb_drawing D;
    if (options->json && options->output)
        return lb_fail(error, LB_USAGE, "--json prints the gates, and --output has the picture");
    if (!print)
        return lb_fail(error, LB_USAGE, "--format %s is none of text, svg and latex",
                       options->drawing_format);
    lb_status status = lb_cli_load(A, call, error);
    if (status)
        return status;
    status =
        lb_drawing_init(&D, A, (size_t)options->drawn_layers, (size_t)options->drawn_state, error);
    if (!status) {
        if (options->json)
            print_json(call->out, &D, A);
        else if (options->output && strcmp(options->output, "-"))
            status = write_file(&D, print, options->output, error);
        else
            print(call->out, &D);
        lb_drawing_clear(&D);
    }
    lb_ansatz_clear(A);
    return status;
}
