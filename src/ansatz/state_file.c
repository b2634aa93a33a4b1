/* A data set: training states by their amplitudes, one after the other. include/liebound/ansatz.h
 * has the format. Words are separated by blanks; a state ends where the next line begins with
 * "state", or with the text. */

#include <liebound/ansatz.h>

#include <stdlib.h>
#include <string.h>

#include "ansatz/language/assemble.h"
#include "ansatz/roots.h"
#include "ansatz/state_lists.h"
#include "base/memory.h"
#include "base/text.h"
#include "state/state.h"

typedef struct place {
    const char *text; /* a word; its length is 0 at the end of a line */
    size_t length, line, column;
} place;

typedef struct state_file {
    const char *source, *next, *end, *line_start;
    size_t line, qubits;
    place word;
    /* The state that is being read. */
    place name, header;
    bool dense;
    lb_amplitude_list list;
    lb_ansatz_struct *states; /* collects them */
    lb_error *error;
} state_file;

static lb_status fail_at(const state_file *f, const place *at, const char *format, const char *what)
{
    return lb_fail_at(f->error, f->source, at->line, at->column, format, what);
}

/* An error without a place, at a place. */
static lb_status put_at(const state_file *f, const place *at, lb_status status)
{
    if (!f->error || status != LB_INPUT)
        return status;
    size_t line = f->error->line ? f->error->line : at->line;
    size_t column = f->error->line ? f->error->column : at->column;
    char message[sizeof f->error->message];
    strcpy(message, f->error->message);
    return lb_fail_at(f->error, f->source, line, column, "%s", message);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* The next word of this line. */
static void advance(state_file *f)
{
    while (f->next < f->end && is_blank(*f->next))
        f->next++;
    if (f->next < f->end && *f->next == '#')
        while (f->next < f->end && *f->next != '\n')
            f->next++;
    f->word = (place){.text = f->next, .line = f->line};
    f->word.column = (size_t)(f->next - f->line_start) + 1;
    while (f->next < f->end && !is_blank(*f->next) && *f->next != '\n' && *f->next != '#')
        f->next++;
    f->word.length = (size_t)(f->next - f->word.text);
}

/* The first word of the next line that has one; false at the end of the text. */
static bool advance_line(state_file *f)
{
    advance(f);
    while (!f->word.length && f->next < f->end) {
        f->next++; /* the line feed */
        f->line++;
        f->line_start = f->next;
        advance(f);
    }
    return f->word.length > 0;
}

static bool is_word(const state_file *f, const char *word)
{
    return lb_same(f->word.text, f->word.length, word);
}

static lb_status check_name(state_file *f)
{
    f->name = f->word;
    size_t length = f->name.length;
    if (!length || length > LB_NAME_MAX || lb_name_length(f->name.text, length) != length)
        return fail_at(f, &f->name,
                       "a name of the state was expected%s, of letters, digits and _ - .",
                       length ? "" : " behind 'state'");
    for (size_t s = 0; f->states->has_states && s < f->states->state_count; s++)
        if (lb_same(f->name.text, length, f->states->states[s].name))
            return fail_at(f, &f->name, "there is a state %s already",
                           lb_quote(f->name.text, length).text);
    return LB_OK;
}

static lb_status read_weight(state_file *f)
{
    advance(f);
    if (!f->word.length)
        return fail_at(f, &f->word, "%s", "a number was expected behind 'weight'");
    return put_at(f, &f->word,
                  lb_amplitude_list_weigh(&f->list, f->word.text, f->word.length, f->error));
}

/* exact, floating, dense or weight NUMBER. */
static lb_status read_attribute(state_file *f)
{
    bool exact = is_word(f, "exact"), floating = is_word(f, "floating");
    if (is_word(f, "weight"))
        return read_weight(f);
    if ((exact || floating) && f->list.kind == LB_AMPLITUDES_AS_WRITTEN)
        f->list.kind = exact ? LB_AMPLITUDES_EXACT : LB_AMPLITUDES_FLOATING;
    else if (is_word(f, "dense") && !f->dense)
        f->dense = true;
    else
        return fail_at(f, &f->word,
                       "%s: one of exact and floating, or dense, or weight and a number, or the "
                       "end of the line was expected",
                       lb_quote(f->word.text, f->word.length).text);
    return LB_OK;
}

/* state NAME, and attributes. */
static lb_status read_header(state_file *f)
{
    f->header = f->word;
    f->dense = false;
    lb_amplitude_list_init(&f->list, f->qubits, LB_AMPLITUDES_AS_WRITTEN);
    advance(f);
    lb_status status = check_name(f);
    for (advance(f); !status && f->word.length; advance(f))
        status = read_attribute(f);
    if (!status && f->dense && f->qubits > LB_DENSE_LIST_MAX)
        return fail_at(f, &f->header, "a dense list is for at most %s qubits", "20");
    return status;
}

/* 001 1/2 */
static lb_status read_pair(state_file *f)
{
    place label = f->word;
    advance(f);
    if (!f->word.length)
        return fail_at(f, &f->word, "an amplitude was expected behind the basis state %s",
                       lb_quote(label.text, label.length).text);
    place value = f->word;
    lb_status status = lb_amplitude_list_add(&f->list, label.text, label.length, value.text,
                                             value.length, f->error);
    if (status)
        return put_at(f, &label, status);
    lb_amplitude_entry *entry = &f->list.entries[f->list.count - 1];
    entry->line = label.line;
    entry->column = label.column;
    advance(f);
    if (f->word.length)
        return fail_at(f, &f->word, "%s: one basis state and one amplitude a line were expected",
                       lb_quote(f->word.text, f->word.length).text);
    return LB_OK;
}

/* A line of a dense list. */
static lb_status read_values(state_file *f)
{
    for (; f->word.length; advance(f)) {
        if (f->list.count >> f->qubits)
            return fail_at(f, &f->word, "%s is one amplitude too many",
                           lb_quote(f->word.text, f->word.length).text);
        lb_status status = lb_amplitude_list_add_at(&f->list, f->list.count, f->word.text,
                                                    f->word.length, f->error);
        if (status)
            return put_at(f, &f->word, status);
    }
    return LB_OK;
}

static lb_status finish_state(state_file *f)
{
    if (f->dense && !(f->list.count >> f->qubits)) {
        char numbers[96];
        snprintf(numbers, sizeof numbers, "%zu amplitude%s, and 2^%zu = %zu were expected",
                 f->list.count, f->list.count == 1 ? "" : "s", f->qubits, (size_t)1 << f->qubits);
        return fail_at(f, &f->header, "this state has %s", numbers);
    }
    lb_status status = lb_amplitude_list_finish(&f->list, f->error);
    if (status)
        return put_at(f, &f->header, status);
    lb_state_t state;
    char *name = lb_sprintf("%.*s", (int)f->name.length, f->name.text);
    lb_state_init_list(state, &f->list, name);
    lb_ansatz_take_state(f->states, state);
    free(name);
    return LB_OK;
}

static lb_status read_state(state_file *f, bool *more)
{
    lb_status status = LB_OK;
    if (!is_word(f, "state"))
        return fail_at(f, &f->word, "%s: a line 'state NAME' was expected",
                       lb_quote(f->word.text, f->word.length).text);
    status = read_header(f);
    while (!status && (*more = advance_line(f)) && !is_word(f, "state"))
        status = f->dense ? read_values(f) : read_pair(f);
    if (!status)
        status = finish_state(f);
    lb_amplitude_list_clear(&f->list);
    return status;
}

static lb_status read_states(state_file *f)
{
    lb_status status = LB_OK;
    bool more = advance_line(f);
    if (!more)
        return fail_at(f, &f->word, "there is no state%s: a line 'state NAME' was expected", "");
    while (more && !status)
        status = read_state(f, &more);
    return status;
}

lb_status lb_ansatz_parse_states(lb_ansatz_t A, const char *text, size_t length, const char *name,
                                 lb_error *error)
{
    lb_error ignored;
    lb_ansatz_t states;
    lb_ansatz_init(states, "", A->qubits);
    const char *start = text + lb_byte_order_mark(text, length);
    state_file f = {.source = name,
                    .next = start,
                    .end = text + length,
                    .line_start = start,
                    .line = 1,
                    .qubits = A->qubits,
                    .states = states,
                    .error = error ? error : &ignored};
    lb_status status = lb_ansatz_numpy_recognize(text, length)
                           ? lb_ansatz_numpy_read(states, name, text, length, f.error)
                       : lb_ansatz_lists_recognize(text, length)
                           ? lb_ansatz_lists_read(states, name, text, length, f.error)
                           : read_states(&f);
    if (!status)
        lb_ansatz_swap_states(A, states);
    if (!status && A->roots)
        lb_roots_take_states(A);
    for (size_t i = 0; i < states->remark_count && !status; i++)
        lb_ansatz_add_remark(A, "%s", states->remarks[i]);
    lb_ansatz_clear(states);
    return status;
}

lb_status lb_ansatz_load_states(lb_ansatz_t A, const char *path, lb_error *error)
{
    char *text;
    size_t length;
    lb_status status = lb_file_read(&text, &length, path, LB_STATES_BYTES_MAX, error);
    if (status)
        return status;
    status =
        lb_ansatz_parse_states(A, text, length, strcmp(path, "-") ? path : "standard input", error);
    free(text);
    return status;
}
