#include "ansatz/language/assemble.h"

#include <stdlib.h>
#include <string.h>

#include "ansatz/equal_generators.h"
#include "ansatz/language/assembly.h"
#include "ansatz/set_layers.h"
#include "base/digits.h"
#include "base/memory.h"
#include "base/text.h"

lb_status lb_assembly_fail(const lb_assembly *a, const lb_statement *s, const char *format,
                           const char *text)
{
    return lb_fail_at(a->run.error, a->run.script->source, s->line, s->column, format, text);
}

/* "n = 1, h = 1/2" for a message about a condition. */
static void describe_settings(char *text, size_t size, const lb_ansatz_struct *A)
{
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < A->setting_count; i++) {
        const lb_setting *setting = &A->settings[i];
        if (used + strlen(setting->name) + strlen(setting->value) + 6 > size)
            return;
        used += (size_t)snprintf(text + used, size - used, "%s%s = %s", used ? ", " : "",
                                 setting->name, setting->value);
    }
    for (char *c = text; *c; c++)
        if (*c < ' ' || *c > 126)
            *c = '?';
}

static lb_status do_require(lb_assembly *a, const lb_statement *s)
{
    bool holds = false;
    lb_status status = lb_evaluate_condition(&holds, &a->run, s->value);
    if (status || holds)
        return status;
    char settings[200];
    describe_settings(settings, sizeof settings, a->A);
    return lb_fail_at(a->run.error, a->run.script->source, s->line, s->column,
                      "this ansatz requires %s, but %s", s->written,
                      settings[0] ? settings : "that does not hold");
}

static lb_status do_qubits(lb_assembly *a, const lb_statement *s)
{
    int64_t qubits = 0;
    lb_status status = lb_evaluate_integer(&qubits, &a->run, s->value);
    if (!status && (qubits < 1 || qubits > LB_QUBITS_MAX))
        status =
            lb_interpreter_fail(&a->run, s->value, "the number of qubits must be 1 to 1000000");
    if (!status) {
        a->run.qubits = (size_t)qubits;
        lb_ansatz_set_qubits(a->A, a->run.qubits);
    }
    a->run.width = a->run.qubits + (a->run.script->has_roots ? 2 * LB_ROOTS_MAX : 0);
    return status;
}

/* The path of a graph file, which lies beside the ansatz. The caller frees it. */
static char *beside(const char *source, const char *text, size_t length)
{
    const char *slash = strrchr(source, '/');
    int directory = slash && text[0] != '/' ? (int)(slash - source) + 1 : 0;
    return lb_sprintf("%.*s%.*s", directory, source, (int)length, text);
}

/* What a file of the language says comes into messages in ASCII. */
static void put_in_ascii(lb_error *error)
{
    for (char *c = error ? error->message : NULL; c && *c; c++)
        if (*c < ' ' || *c > 126)
            *c = '?';
}

static lb_status read_graph_file(lb_assembly *a, const lb_statement *s, lb_graph *graph)
{
    const char *name;
    size_t length;
    lb_evaluate_text(&name, &length, &a->run, s->arguments[0]);
    if (!length)
        return lb_interpreter_fail(&a->run, s->arguments[0],
                                   "the name of a graph file was expected here");
    char *path = beside(a->run.script->source, name, length), *text = NULL;
    lb_status status = strcmp(path, "-")
                           ? lb_file_read(&text, &length, path, LB_FILE_BYTES_MAX, a->run.error)
                           : lb_assembly_fail(a, s, "a graph file cannot be %s", "'-'");
    if (!status)
        status = lb_graph_read(graph, path, text, length, a->run.error);
    if (status)
        put_in_ascii(a->run.error);
    free(text);
    free(path);
    return status;
}

static lb_status read_graph_text(lb_assembly *a, const lb_statement *s, lb_graph *graph)
{
    const char *text;
    size_t length;
    lb_error inner;
    lb_evaluate_text(&text, &length, &a->run, s->arguments[0]);
    if (!lb_graph_read(graph, "", text, length, &inner))
        return LB_OK;
    return lb_fail_at(a->run.error, a->run.script->source, s->arguments[0]->line,
                      s->arguments[0]->column, "in the edges, at character %zu: %s", inner.column,
                      inner.message);
}

static lb_status make_graph(lb_assembly *a, const lb_statement *s, lb_graph *graph)
{
    int64_t arguments[LB_GRAPH_ARGUMENTS_MAX] = {0};
    for (int i = 0; i < LB_GRAPH_ARGUMENTS_MAX && s->arguments[i]; i++) {
        lb_status status = lb_evaluate_integer(&arguments[i], &a->run, s->arguments[i]);
        if (status)
            return status;
    }
    const char *problem = lb_graph_make(graph, s->graph, arguments);
    return problem ? lb_interpreter_fail(&a->run, s->arguments[0], problem) : LB_OK;
}

static lb_status do_graph(lb_assembly *a, const lb_statement *s)
{
    const lb_symbol *symbol = &a->run.script->symbols[s->symbol];
    lb_value *value = &a->run.values[symbol->slot];
    if (value->graph_is_set)
        return lb_assembly_fail(a, s, "the graph %s is defined a second time", symbol->name);
    lb_status status;
    if (s->graph == LB_FILE)
        status = read_graph_file(a, s, &value->graph);
    else if (s->graph == LB_EDGES)
        status = read_graph_text(a, s, &value->graph);
    else
        status = make_graph(a, s, &value->graph);
    int64_t seed = 0;
    if (!status && s->weights)
        status = lb_evaluate_integer(&seed, &a->run, s->weights);
    if (!status && seed < 0)
        status = lb_interpreter_fail(&a->run, s->weights, "a seed is not negative");
    if (!status && s->weights)
        lb_graph_weigh(&value->graph, (uint64_t)seed);
    value->graph_is_set = !status;
    return status ? status : lb_interpreter_spend(&a->run, s->arguments[0], value->graph.count);
}

lb_status lb_assembly_expand(lb_sum_t H, lb_assembly *a, const lb_statement *s)
{
    lb_sum_init(H, a->run.width);
    lb_status status = lb_expand(H, &a->run, s->value);
    if (!status)
        status = lb_interpreter_ask(&a->run, lb_sum_normalize_within(H, a->run.limits));
    if (status)
        lb_sum_clear(H);
    else if (!a->run.root_count || !lb_roots_are_in(H, a->run.qubits))
        H->qubits = a->run.qubits;
    return status;
}

static lb_status add_generator(lb_assembly *a, const lb_statement *s, const char *name)
{
    size_t count = a->layers ? a->layers->axis_count : a->A->generator_count;
    if (count >= LB_GENERATORS_MAX)
        return lb_assembly_fail(a, s, "there are more than %s generators", "10000000");
    lb_sum_t H;
    lb_status status = lb_assembly_expand(H, a, s);
    if (status)
        return status;
    if (!a->layers) {
        lb_ansatz_take_generator(a->A, name, H);
        return LB_OK;
    }
    lb_layers_add_generator(a->layers, name, H);
    lb_sum_clear(H);
    return LB_OK;
}

static lb_status do_observable(lb_assembly *a, const lb_statement *s)
{
    if (!a->run.qubits)
        return lb_assembly_fail(a, s, "%s must be stated before the observable", "qubits");
    if (a->A->observable)
        return lb_assembly_fail(a, s, "%s is stated a second time", "observable");
    lb_sum_t H;
    lb_status status = lb_assembly_expand(H, a, s);
    if (!status) {
        lb_ansatz_set_observable(a->A, H);
        lb_sum_clear(H);
    }
    return status;
}

/* The value of a loop variable, as it may stand in a name. */
static void variable_text(char text[48], const lb_binding *binding, const lb_value *value)
{
    if (binding->kind == LB_OVER_WORDS)
        snprintf(text, 48, "%.*s", value->length < 47 ? (int)value->length : 47, value->text);
    else
        snprintf(text, 48, "%lld", (long long)value->integer);
    for (char *c = text; *c; c++)
        if (!lb_is_name_byte(*c))
            *c = '_';
}

/* The name of the family has at most LB_WORD_MAX bytes, so at least one variable fits. */
void lb_assembly_member_name(char name[LB_NAME_MAX + 1], const lb_assembly *a,
                             const lb_statement *s)
{
    size_t used = (size_t)snprintf(name, LB_NAME_MAX + 1, "%s", s->name);
    char separator = '[';
    for (size_t b = 0; b < s->loop->count; b++) {
        const lb_binding *binding = &s->loop->bindings[b];
        for (int k = 0; k < (binding->kind == LB_OVER_GRAPH ? 2 : 1); k++) {
            char text[48];
            variable_text(text, binding, &a->run.values[binding->slots[k]]);
            if (used + strlen(text) + 2 > LB_NAME_MAX)
                break;
            used += (size_t)snprintf(name + used, LB_NAME_MAX - used, "%c%s", separator, text);
            separator = ',';
        }
    }
    snprintf(name + used, LB_NAME_MAX + 1 - used, "]");
}

typedef struct family {
    lb_assembly *a;
    const lb_statement *s;
} family;

static lb_status visit_member(lb_interpreter *run, void *context)
{
    (void)run;
    const family *f = context;
    char name[LB_NAME_MAX + 1] = "";
    if (f->s->name)
        lb_assembly_member_name(name, f->a, f->s);
    return add_generator(f->a, f->s, name);
}

/* Keep of the generators from `first` on those that equal none of these before them. */
static void drop_repetitions(lb_sum_struct *sums, char **names, size_t *end, size_t first)
{
    size_t count = *end - first, kept = first;
    bool *repeats = lb_calloc(count, sizeof *repeats);
    lb_sums_find_equal(repeats, sums + first, count);
    for (size_t i = first; i < *end; i++) {
        if (repeats[i - first]) {
            lb_sum_clear(&sums[i]);
            free(names[i]);
        } else {
            sums[kept] = sums[i];
            names[kept++] = names[i];
        }
    }
    *end = kept;
    free(repeats);
}

static lb_status do_generator(lb_assembly *a, const lb_statement *s)
{
    if (!a->run.qubits)
        return lb_assembly_fail(a, s, "%s must be stated before the first generator", "qubits");
    if (!s->loop)
        return add_generator(a, s, s->name);
    family f = {.a = a, .s = s};
    lb_layers_struct *L = a->layers;
    size_t *count = L ? &L->axis_count : &a->A->generator_count, first = *count;
    lb_status status = lb_interpreter_loop(&a->run, s->loop, s->value, visit_member, &f);
    if (!status && s->distinct)
        drop_repetitions(L ? L->axes : a->A->generators, L ? L->axis_names : a->A->generator_names,
                         count, first);
    return status;
}

static lb_status do_state(lb_assembly *a, const lb_statement *s)
{
    if (!a->run.qubits)
        return lb_assembly_fail(a, s, "%s must be stated before the first state", "qubits");
    if (s->value)
        return lb_assembly_occupy(a, s);
    lb_error inner;
    a->run.bytes += a->run.qubits + strlen(s->name);
    if (a->run.bytes > LB_TERM_BYTES_MAX)
        return lb_assembly_fail(a, s, "the states need more than %s", "4 GiB");
    if (lb_ansatz_add_state(a->A, s->name, &inner))
        return lb_assembly_fail(a, s, "%s", inner.message);
    return LB_OK;
}

static lb_status evaluate_dimension(mpz_t dimension, lb_assembly *a, const lb_statement *s)
{
    mpq_t exact;
    mpq_init(exact);
    lb_status status = lb_evaluate_exact(exact, &a->run, s->value);
    if (!status && (mpz_cmp_ui(mpq_denref(exact), 1) || mpq_sgn(exact) < 0))
        status = lb_interpreter_fail(&a->run, s->value,
                                     "a dimension is an integer that is not negative");
    if (!status)
        mpz_set(dimension, mpq_numref(exact));
    mpq_clear(exact);
    return status;
}

static lb_status do_dimension(lb_assembly *a, const lb_statement *s)
{
    lb_status status = evaluate_dimension(a->A->expected_dimension, a, s);
    a->A->has_expected_dimension = !status;
    return status;
}

/* Anybody can write the statement; only those of the catalogue are compared with Coq by the tests. */
static lb_status do_theorem(lb_assembly *a, const lb_statement *s)
{
    lb_theorem *theorem = &a->A->theorems[s->orbit ? LB_THEOREM_ORBIT : LB_THEOREM_DIMENSION];
    if (!a->request->catalogue)
        return LB_OK;
    lb_status status = evaluate_dimension(theorem->value, a, s);
    if (!status)
        lb_ansatz_set_text(&theorem->sizes, s->name);
    return status;
}

static lb_status do_statement(lb_assembly *a, const lb_statement *s)
{
    switch (s->kind) {
    case LB_ABOUT:
        lb_ansatz_set_text(&a->A->about, s->name);
        return LB_OK;
    case LB_REFERENCE:
        lb_ansatz_set_text(&a->A->reference, s->name);
        return LB_OK;
    case LB_PARAMETER:
        return lb_assembly_parameter(a, s);
    case LB_REQUIRE:
        return do_require(a, s);
    case LB_QUBITS:
        return do_qubits(a, s);
    case LB_GRAPH:
        return do_graph(a, s);
    case LB_GENERATOR:
        return do_generator(a, s);
    case LB_FERMIONS:
        return lb_assembly_map_fermions(a, s);
    case LB_FIRST:
    case LB_EVERY:
        return lb_assembly_begin_part(a, s);
    case LB_ROTATE:
        return lb_assembly_rotate(a, s);
    case LB_APPLY:
        return lb_assembly_apply(a, s);
    case LB_STATE:
        return do_state(a, s);
    case LB_OBSERVABLE:
        return do_observable(a, s);
    case LB_DIMENSION:
        return do_dimension(a, s);
    case LB_THEOREM:
        return do_theorem(a, s);
    default: /* an ansatz or a variant, with its name */
        lb_ansatz_set_text(&a->A->name, s->name);
        return LB_OK;
    }
}

static lb_status do_if_it_holds(lb_assembly *a, const lb_statement *s)
{
    bool holds = true;
    lb_status status = LB_OK;
    if (s->condition)
        status = lb_evaluate_condition(&holds, &a->run, s->condition);
    return status || !holds ? status : do_statement(a, s);
}

/* The gates of a layer, from a statement on, which are repeated with it. */
typedef struct blocks {
    lb_assembly *a;
    const lb_statement *first, *end;
} blocks;

static lb_status visit_block(lb_interpreter *run, void *context)
{
    (void)run;
    const blocks *b = context;
    lb_status status = LB_OK;
    for (const lb_statement *s = b->first; s < b->end && !status; s++)
        status = do_if_it_holds(b->a, s);
    return status;
}

/* layer for BINDINGS: and the gates behind it; *s becomes the last of them. */
static lb_status do_blocks(lb_assembly *a, const lb_statement **s)
{
    const lb_script *script = a->run.script;
    const lb_statement *layer = *s, *end = script->statements + script->count;
    const lb_binding *binding = &layer->loop->bindings[0];
    blocks b = {.a = a, .first = layer + 1, .end = layer + 1};
    while (b.end < end && (b.end->kind == LB_ROTATE || b.end->kind == LB_APPLY))
        b.end++;
    *s = b.end - 1;
    lb_status status = lb_assembly_begin_part(a, layer);
    return status ? status
                  : lb_interpreter_loop(&a->run, layer->loop,
                                        binding->first ? binding->first : binding->source,
                                        visit_block, &b);
}

/* The statements of one variant (0: of the whole file), either the dimensions or all the others; of
 * the dimensions the first that holds. */
static lb_status do_statements(lb_assembly *a, uint32_t variant, bool dimensions)
{
    lb_status status = LB_OK;
    const lb_statement *end = a->run.script->statements + a->run.script->count;
    for (const lb_statement *s = a->run.script->statements; s < end && !status; s++) {
        if (s->variant != variant || (s->kind == LB_DIMENSION) != dimensions)
            continue;
        if (dimensions && a->A->has_expected_dimension)
            break;
        bool repeats = s->loop && (s->kind == LB_FIRST || s->kind == LB_EVERY);
        status = repeats ? do_blocks(a, &s) : do_if_it_holds(a, s);
    }
    return status;
}

static lb_status is_missing(const lb_assembly *a, const char *what)
{
    const lb_script *script = a->run.script;
    return lb_fail_at(a->run.error, script->source, script->end_line, script->end_column, "%s",
                      what);
}

/* What the statements were about as a whole: layers, and coefficients with roots. */
static lb_status conclude(lb_assembly *a)
{
    lb_status status = LB_OK;
    if (!a->run.qubits)
        return is_missing(a, "the statement qubits is missing");
    if (a->layers)
        status = lb_assembly_finish_layers(a);
    if (!status && !a->A->generator_count)
        return is_missing(a, "there is no generator");
    bool turns = !status && a->A->layers && lb_layers_have_turns(a->A->layers);
    if (!status && (a->run.root_count || turns))
        status = lb_ansatz_take_roots(a->A, a->run.roots, a->run.root_count, a->run.script->source,
                                      a->request->square_roots, a->run.error);
    return status;
}

static lb_status do_script(lb_assembly *a)
{
    uint32_t variant = a->variant ? a->variant->variant : 0;
    lb_status status = lb_assembly_check_settings(a);
    if (!status)
        status = do_statements(a, 0, false);
    if (!status && variant)
        status = do_statements(a, variant, false);
    if (!status)
        status = conclude(a);
    if (!status && variant && !a->overridden)
        status = do_statements(a, variant, true);
    return status ? status : do_statements(a, 0, true);
}

static const lb_statement *find_variant(const lb_script *script, const char *name)
{
    for (size_t i = 0; name && i < script->count; i++)
        if (script->statements[i].kind == LB_VARIANT && !strcmp(script->statements[i].name, name))
            return &script->statements[i];
    return NULL;
}

static void clear_values(lb_value *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (values[i].is_exact)
            mpq_clear(values[i].exact);
        lb_graph_clear(&values[i].graph);
    }
    free(values);
}

lb_status lb_script_run(lb_ansatz_t A, lb_script *script, const lb_request *request,
                        lb_error *error)
{
    lb_ansatz_t made;
    lb_ansatz_init(made, "", 0);
    lb_assembly a = {.run = {.script = script, .limits = request->limits, .error = error},
                     .A = made,
                     .request = request,
                     .variant = find_variant(script, request->variant)};
    a.run.values = lb_calloc(script->slot_count, sizeof *a.run.values);
    for (size_t i = 0; i < script->count && !a.layers; i++)
        if (script->statements[i].kind == LB_FIRST || script->statements[i].kind == LB_EVERY)
            a.layers = lb_layers_new(0);
    a.part = LB_PARTS;
    lb_status status = do_script(&a);
    lb_layers_free(a.layers);
    free(a.used);
    clear_values(a.run.values, script->slot_count);
    if (status)
        lb_ansatz_clear(made);
    else
        *A = *made;
    return status;
}
