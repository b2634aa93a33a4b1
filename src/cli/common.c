#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <liebound/layers.h>

#include "ansatz/roots.h"
#include "base/digits.h"
#include "base/memory.h"
#include "cli/args/number.h"
#include "cli/cli.h"
#include "cli/input_remarks.h"
#include "cli/watch.h"
#include "report/escape.h"
#include "report/json.h"
#include "report/plot.h"

static bool is_catalogue_name(const char *name)
{
    for (size_t i = 0; i < lb_catalogue_size(); i++)
        if (!strcmp(lb_catalogue_at(i)->name, name))
            return true;
    return false;
}

static lb_status unknown_source(const char *source, lb_error *error)
{
    size_t count = lb_catalogue_size();
    const char **names = lb_malloc(count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = lb_catalogue_at(i)->name;
    const char *nearest = lb_cli_nearest(source, names, count);
    free(names);
    if (nearest)
        return lb_fail(error, LB_INPUT,
                       "no file and no ansatz of the catalogue is called %s; did you mean %s?",
                       source, nearest);
    return lb_fail(error, LB_INPUT,
                   "no file and no ansatz of the catalogue is called %s; 'liebound list' shows the "
                   "catalogue",
                   source);
}

lb_status lb_cli_load_source(lb_ansatz_t A, const lb_ansatz_source *source, lb_error *error)
{
    const char *name = source->name;
    bool plain_name = !source->text && strcmp(name, "-") && !strpbrk(name, "/.");
    if (plain_name && !is_catalogue_name(name) && access(name, F_OK))
        return unknown_source(name, error);
    return lb_ansatz_read(A, source, error);
}

void lb_cli_keep(const lb_cli_call *call, const lb_cli_kept *kept)
{
    if (call->kept)
        *call->kept = *kept;
    else
        kept->free(kept->result);
}

const lb_cli_text *lb_cli_find_text(const lb_cli_call *call, const char *name)
{
    for (size_t i = 0; i < call->text_count; i++)
        if (!strcmp(call->texts[i].name, name))
            return &call->texts[i];
    return NULL;
}

static lb_status load_states(lb_ansatz_t A, const lb_cli_call *call, lb_error *error)
{
    const lb_cli_text *text = lb_cli_find_text(call, call->options.states);
    if (text)
        return lb_ansatz_parse_states(A, text->text, text->length, text->name, error);
    if (!strcmp(call->options.states, "-") && !strcmp(call->sources[0], "-"))
        return lb_fail(error, LB_USAGE, "the ansatz and --states both want standard input");
    return lb_ansatz_load_states(A, call->options.states, error);
}

lb_status lb_cli_read_language(lb_ansatz_source *source, const lb_cli_call *call, lb_error *error)
{
    static const char *const rules[] = {
        [LB_NUMBERS_OWN] = "own", [LB_NUMBERS_ALL] = "all", [LB_NUMBERS_EQUAL] = "equal"};
    int format = 0, rule = 0;
    while (format < LB_FORMAT_COUNT &&
           strcmp(call->options.from, lb_format_name((lb_format)format)))
        format++;
    while (rule < 3 && strcmp(call->options.numbers, rules[rule]))
        rule++;
    if (format == LB_FORMAT_COUNT)
        return lb_fail(
            error, LB_USAGE,
            "--from %s is none of automatic, alg, qasm, strings, qiskit, formula and matrix",
            call->options.from);
    if (rule == 3)
        return lb_fail(error, LB_USAGE, "--numbers %s is none of own, equal and all",
                       call->options.numbers);
    source->format = (lb_format)format;
    source->numbers = (lb_numbers)rule;
    return LB_OK;
}

lb_status lb_cli_load(lb_ansatz_t A, const lb_cli_call *call, lb_error *error)
{
    lb_setting *settings = lb_malloc(call->setting_count, sizeof *settings);
    for (size_t i = 0; i < call->setting_count; i++)
        settings[i] =
            (lb_setting){.name = call->settings[i].name, .value = (char *)call->settings[i].values};
    lb_limits limits = lb_cli_limits(call);
    lb_ansatz_source source = {.name = call->sources[0],
                               .settings = settings,
                               .setting_count = call->setting_count,
                               .limits = &limits,
                               .square_roots = call->command->bit & LB_CLI_ROOTS};
    const lb_cli_text *text = lb_cli_find_text(call, source.name);
    if (text) {
        source.text = text->text;
        source.length = text->length;
        source.is_file = true;
    }
    lb_status status = lb_cli_read_language(&source, call, error);
    if (!status)
        status = lb_cli_load_source(A, &source, error);
    free(settings);
    if (!status && call->options.states) {
        status = load_states(A, call, error);
        if (status)
            lb_ansatz_clear(A);
    }
    if (status)
        return status;
    lb_cli_remark(call, A);
    if (call->command->bit & LB_CLI_COMPUTES)
        lb_cli_catch_signals(call);
    return LB_OK;
}

lb_status lb_cli_read_word(size_t *value, const char *text, const char *word, uint64_t least,
                           const char *option, lb_error *error)
{
    const uint64_t most = 1000000;
    uint64_t count;
    if (!strcmp(text, word))
        return LB_OK;
    if (!lb_cli_read_count(&count, text) || count < least || count > most)
        return lb_fail(error, LB_USAGE, "%s %s is neither '%s' nor an integer from %zu to %zu",
                       option, text, word, (size_t)least, (size_t)most);
    *value = (size_t)count;
    return LB_OK;
}

lb_status lb_cli_read_slice(size_t *slice, size_t *slices, const char *text, lb_error *error)
{
    enum { SLICES_MOST = 1000000 };
    uint64_t number = 1, count = 1;
    bool right = true;
    if (text) {
        char *copy = lb_strdup(text), *slash = strchr(copy, '/');
        if (slash)
            *slash = '\0';
        right = slash && lb_cli_read_count(&number, copy) && lb_cli_read_count(&count, slash + 1) &&
                number >= 1 && number <= count && count <= SLICES_MOST;
        free(copy);
    }
    if (!right)
        return lb_fail(error, LB_USAGE, "--slice %s is not of the form 3/8, from 1/8 to 8/8", text);
    *slice = (size_t)number - 1;
    *slices = (size_t)count;
    return LB_OK;
}

lb_status lb_cli_read_state(size_t *state, const lb_ansatz_t A, const char *text, lb_error *error)
{
    *state = SIZE_MAX;
    lb_status status = lb_cli_read_word(state, text, "all", 0, "--state", error);
    if (status || *state == SIZE_MAX || *state < A->state_count)
        return status;
    return lb_fail(error, LB_USAGE,
                   "--state %zu: the ansatz has %zu training state%s, counted from 0", *state,
                   A->state_count, A->state_count == 1 ? "" : "s");
}

lb_status lb_cli_read_one_state(size_t *state, const lb_ansatz_t A, const char *text,
                                lb_error *error)
{
    lb_status status = lb_cli_read_state(state, A, text, error);
    if (!status && *state == SIZE_MAX)
        status = lb_fail(error, LB_USAGE, "--state is the number of one training state");
    return status;
}

static lb_status cannot_write(const char *path, int reason, lb_error *error)
{
    return lb_fail(error, LB_IO, "%s: cannot write: %s", path, lb_strerror(reason));
}

FILE *lb_cli_report_stream(const lb_cli_call *call)
{
    const char *certificate = call->options.certificate;
    return certificate && !strcmp(certificate, "-") ? call->notes : call->out;
}

lb_status lb_cli_check_target(const char *path, lb_error *error)
{
    struct stat info;
    if (!path || !strcmp(path, "-"))
        return LB_OK;
    bool exists = !stat(path, &info);
    if (exists && S_ISDIR(info.st_mode))
        return cannot_write(path, EISDIR, error);
    if (exists && access(path, W_OK))
        return cannot_write(path, errno, error);
    if (exists && !S_ISREG(info.st_mode)) /* a device, which is written as it stands */
        return LB_OK;
    char *directory = exists ? realpath(path, NULL) : lb_strdup(path);
    if (!directory)
        return cannot_write(path, errno, error);
    char *slash = strrchr(directory, '/');
    if (slash)
        slash[slash == directory] = '\0';
    int failed = access(slash ? directory : ".", W_OK | X_OK);
    int reason = errno;
    free(directory);
    return failed ? cannot_write(path, reason, error) : LB_OK;
}

lb_status lb_cli_check_certificate(const lb_cli_options *options, const char *other,
                                   lb_error *error)
{
    const char *path = options->certificate;
    if (path && !strcmp(path, "-") && other)
        return lb_fail(error, LB_USAGE, "--certificate - and --%s both want standard output",
                       other);
    return lb_cli_check_target(path, error);
}

lb_status lb_cli_check_plot(const char *path, lb_error *error)
{
    lb_status status = path ? lb_plot_check(path, error) : LB_OK;
    return status ? status : lb_cli_check_target(path, error);
}

/* A signal handler has nothing but a static object to write to. */
static volatile sig_atomic_t interrupted;

static void interrupt(int signal)
{
    (void)signal;
    interrupted = 1;
}

void lb_cli_catch_signals(const lb_cli_call *call)
{
    if (call->in_library)
        return;
    struct sigaction action = {.sa_handler = interrupt, .sa_flags = SA_RESTART | (int)SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

lb_limits lb_cli_limits(const lb_cli_call *call)
{
    return (lb_limits){.deadline = call->deadline,
                       .bytes = (size_t)call->options.memory_limit,
                       .stop = lb_cli_stop_flag(call)};
}

const volatile sig_atomic_t *lb_cli_stop_flag(const lb_cli_call *call)
{
    return call->in_library ? call->stop : &interrupted;
}

static size_t count_fixed(const lb_layers_part *part)
{
    size_t count = 0;
    for (size_t g = 0; g < part->count; g++)
        count += part->gates[g].is_fixed;
    return count;
}

static json_t *layers_json(const lb_layers_struct *L)
{
    json_t *object = json_object();
    lb_json_set(object, "rotations", lb_json_count(L->parts[LB_LAYER].rotation_count));
    lb_json_set(object, "angles", lb_json_count(L->parts[LB_LAYER].rotation_angles));
    lb_json_set(object, "fixed_gates", lb_json_count(count_fixed(&L->parts[LB_LAYER])));
    lb_json_set(object, "first_angles", lb_json_count(L->parts[LB_FIRST_LAYER].rotation_angles));
    lb_json_set(object, "period", lb_json_count(L->period));
    if (L->known < SIZE_MAX)
        lb_json_set(object, "known_layers", lb_json_count(L->known));
    lb_json_set(object, "shared_angles", json_boolean(L->shared));
    return object;
}

/* The field of the coefficients, and the rational generators. */
static json_t *field_json(const lb_ansatz_t A)
{
    const lb_ansatz_struct *Q = lb_ansatz_over_q(A);
    json_t *object = json_object();
    char *field = lb_ansatz_field(A);
    lb_json_set(object, "name", lb_json_text(field));
    lb_json_set(object, "degree", lb_json_count(lb_ansatz_degree(A)));
    lb_json_set(object, "rational_qubits", lb_json_count(Q->qubits));
    lb_json_set(object, "rational_generators", lb_json_count(Q->generator_count));
    free(field);
    return object;
}

void lb_cli_json_ansatz(json_t *object, const lb_ansatz_t A)
{
    json_t *parameters = json_object();
    for (size_t i = 0; i < A->setting_count; i++)
        lb_json_set(parameters, A->settings[i].name, lb_json_text(A->settings[i].value));
    lb_json_set(object, "ansatz", lb_json_text(A->name));
    lb_json_set(object, "parameters", parameters);
    lb_json_set(object, "qubits", lb_json_count(A->qubits));
    lb_json_set(object, "generators", lb_json_count(A->generator_count));
    if (lb_ansatz_degree(A) > 1)
        lb_json_set(object, "field", field_json(A));
    if (A->layers)
        lb_json_set(object, "layer", layers_json(A->layers));
}

/* A rounded square root is a floating number. */
static char *coefficient_text(const mpq_t c)
{
    if (mpz_sizeinbase(mpq_denref(c), 2) > LB_ROOT_BITS / 2)
        return lb_sprintf("%.17g", mpq_get_d(c));
    return lb_mpq_text(c);
}

json_t *lb_cli_json_sum(const lb_sum_t S)
{
    json_t *terms = json_array();
    for (size_t i = 0; i < S->length; i++) {
        json_t *term = json_object();
        char *coefficient = coefficient_text(&S->coefficients[i]);
        char *label = lb_string_text(&S->strings[i], S->qubits, LB_LABEL_QUBITS);
        lb_json_set(term, "coefficient", lb_json_text(coefficient));
        lb_json_set(term, "string", lb_json_text(label));
        lb_json_append(terms, term);
        free(label);
        free(coefficient);
    }
    return terms;
}

json_t *lb_cli_json_exact_sum(const lb_surd_sum_t S)
{
    json_t *terms = json_array();
    lb_sum_t strings;
    lb_surd_t c;
    lb_surd_init(c);
    lb_sum_init(strings, S->qubits);
    lb_surd_sum_strings(strings, S);
    for (size_t i = 0; i < strings->length; i++) {
        json_t *term = json_object();
        lb_surd_sum_coefficient(c, S, &strings->strings[i]);
        char *label = lb_string_text(&strings->strings[i], S->qubits, LB_LABEL_QUBITS);
        lb_json_set(term, "coefficient", lb_cli_json_surd(c));
        lb_json_set(term, "string", lb_json_text(label));
        lb_json_append(terms, term);
        free(label);
    }
    lb_sum_clear(strings);
    lb_surd_clear(c);
    return terms;
}

json_t *lb_cli_json_surd(const lb_surd_t x)
{
    char *text = lb_surd_text(x);
    json_t *value = lb_json_text(text);
    free(text);
    return value;
}

void lb_cli_print_sum(FILE *stream, const lb_sum_t S)
{
    lb_sum_print_terms(stream, S, LB_LABEL_QUBITS);
    putc('\n', stream);
}

static void print_undecided_json(FILE *stream, const lb_cli_call *call, const char *reason)
{
    json_t *object = lb_json_new(call->command->name), *parameters = json_object();
    for (size_t i = 0; i < call->setting_count; i++)
        lb_json_set(parameters, call->settings[i].name, lb_json_text(call->settings[i].values));
    lb_json_set(object, "ansatz", lb_json_text(call->sources[0]));
    lb_json_set(object, "parameters", parameters);
    lb_json_set(object, "status", lb_json_text("undecided"));
    lb_json_set(object, "evidence", lb_json_text(reason));
    lb_json_finish(stream, object);
}

lb_status lb_cli_execute(lb_cli_call *call, lb_error *error)
{
    lb_status status = call->command->run(call, error);
    lb_cli_watch_free(call);
    if (status == LB_UNDECIDED && error->message[0]) {
        lb_cli_print_undecided(call->out, call, error->message);
        error->message[0] = '\0';
    }
    return status;
}

void lb_cli_print_seconds(const lb_cli_call *call, double seconds)
{
    if (!call->options.quiet)
        fprintf(call->notes, "%.2f s\n", seconds);
}

void lb_cli_print_undecided(FILE *stream, const lb_cli_call *call, const char *reason)
{
    char *source = lb_escape_text(call->sources[0]);
    if (call->options.json)
        print_undecided_json(stream, call, reason);
    else
        fprintf(stream, "%s: undecided\nevidence: %s\n", source, reason);
    free(source);
}

/* What a layer consists of, where that is not one rotation for each generator. */
static void print_period(FILE *stream, const lb_layers_struct *L)
{
    const char *layers = L->period == 1 ? "layer" : "layers";
    if (L->known < SIZE_MAX)
        fprintf(stream,
                "the generators are the rotations of the first %zu layers, conjugated by the fixed "
                "gates before them; those of all layers are combinations of the first %zu %s\n",
                L->known, L->period, layers);
    else
        fprintf(stream,
                "the generators are the rotations of all layers, conjugated by the fixed gates "
                "before them; they repeat after %zu %s\n",
                L->period, layers);
}

static void print_layers(FILE *stream, const lb_layers_struct *L)
{
    const lb_layers_part *layer = &L->parts[LB_LAYER], *first = &L->parts[LB_FIRST_LAYER];
    size_t fixed = count_fixed(layer);
    fprintf(stream, "a layer: %zu rotation%s by %zu angle%s", layer->rotation_count,
            layer->rotation_count == 1 ? "" : "s", layer->rotation_angles,
            layer->rotation_angles == 1 ? "" : "s");
    if (fixed)
        fprintf(stream, ", %zu fixed gate%s", fixed, fixed == 1 ? "" : "s");
    if (first->rotation_angles)
        fprintf(stream, "; the first layer has %zu more angle%s", first->rotation_angles,
                first->rotation_angles == 1 ? "" : "s");
    putc('\n', stream);
    if (fixed + count_fixed(first))
        print_period(stream, L);
    if (L->shared)
        fputs("an angle is shared by rotations that cannot be brought together: the algebra and "
              "the orbits are those of rotations with angles of their own, which bound those of "
              "the circuit\n",
              stream);
}

lb_status lb_cli_refuse_roots(const lb_ansatz_t A, const char *option, lb_error *error)
{
    return option && lb_ansatz_degree(A) > 1
               ? lb_fail(error, LB_INPUT,
                         "%s takes rational coefficients alone, without square roots", option)
               : LB_OK;
}

void lb_cli_print_heading(FILE *stream, const lb_ansatz_t A)
{
    char *title = lb_ansatz_title(A), *safe = lb_escape_text(title);
    size_t qubits = A->qubits, generators = A->generator_count;
    fprintf(stream, "%s%s%zu qubit%s, %zu generator%s", safe, *safe ? ": " : "", qubits,
            qubits == 1 ? "" : "s", generators, generators == 1 ? "" : "s");
    if (lb_ansatz_degree(A) > 1) {
        char *field = lb_ansatz_field(A);
        fprintf(stream, ", coefficients in %s", field);
        free(field);
    }
    putc('\n', stream);
    if (A->layers)
        print_layers(stream, A->layers);
    free(safe);
    free(title);
}

char *lb_cli_group_digits(size_t number)
{
    char *digits = lb_sprintf("%zu", number), *grouped = lb_malloc(2 * strlen(digits) + 1, 1);
    char *out = grouped;
    for (size_t left = strlen(digits), i = 0; left; left--, i++) {
        if (i && left % 3 == 0)
            *out++ = ',';
        *out++ = digits[i];
    }
    *out = '\0';
    free(digits);
    return grouped;
}

char *lb_cli_bytes(size_t bytes)
{
    const double mega = 1e6, giga = 1e9;
    if ((double)bytes < giga)
        return lb_sprintf("%.0f MB", (double)bytes / mega);
    return lb_sprintf("%.2f GB", (double)bytes / giga);
}
