/* Lists of numbers as np.savetxt, print and repr of NumPy, and Qiskit's Statevector write them:
 *
 *     (7.071067811865475727e-01+0.000000000000000000e+00j)      one number a line, or one state
 *     [0.70710678+0.j 0.        +0.j 0.        +0.j 0.70710678+0.j]
 *     Statevector([0.5+0.j, 0.5+0.j, 0. +0.5j, 0.5+0.j], dims=(2, 2))
 *
 * In brackets the innermost ones hold a state. There, a number may have blanks before its imaginary
 * part, since NumPy pads them. */

#include "ansatz/state_lists.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "ansatz/language/assemble.h"
#include "base/memory.h"
#include "base/text.h"
#include "state/state.h"

/* Bytes of one number, with its imaginary part. */
enum { NUMBER_MAX = 200 };

typedef struct reader {
    const char *source, *next, *end, *line_start;
    size_t line;
    size_t qubits, depth;
    bool reversed; /* qubit 0 has the lowest bit of an index: a Statevector */
    bool any_reversed, any_other;
    lb_amplitude_list list; /* the state in the making */
    size_t list_line, list_column;
    size_t numbers_of_line, width; /* without brackets: so far on this line, and on the first */
    size_t number_line;
    lb_ansatz_struct *states;
    lb_error *error;
} reader;

bool lb_ansatz_lists_recognize(const char *text, size_t length)
{
    static const char word[] = "state";
    const char *end = text + length;
    text += lb_byte_order_mark(text, length);
    while (text < end && (isspace((unsigned char)*text) || *text == '#')) {
        const char *line = *text == '#' ? memchr(text, '\n', (size_t)(end - text)) : text;
        text = line ? line + 1 : end;
    }
    size_t letters = 0;
    while (text + letters < end && isalpha((unsigned char)text[letters]))
        letters++;
    return text < end && !lb_same(text, letters, word);
}

static size_t column(const reader *r)
{
    return (size_t)(r->next - r->line_start) + 1;
}

static lb_status fail(const reader *r, size_t line, size_t at, const char *format, const char *what)
{
    return lb_fail_at(r->error, r->source, line, at, format, what);
}

static bool at(const reader *r, const char *set)
{
    return r->next < r->end && *r->next && strchr(set, *r->next);
}

static void pass_blanks(reader *r)
{
    while (at(r, " \t\r\n#")) {
        if (*r->next == '#')
            while (r->next < r->end && *r->next != '\n')
                r->next++;
        else if (*r->next++ == '\n') {
            r->line++;
            r->line_start = r->next;
        }
    }
}

/* ---- States ---- */

lb_status lb_ansatz_take_list(lb_ansatz_t states, lb_amplitude_list *list, lb_error *error)
{
    lb_status status = lb_amplitude_list_finish(list, error);
    if (status)
        return status;
    lb_state_t state;
    char *name = lb_sprintf("psi%zu", states->has_states ? states->state_count : 0);
    lb_state_init_list(state, list, name);
    lb_ansatz_take_state(states, state);
    free(name);
    return LB_OK;
}

static void begin_list(reader *r)
{
    lb_amplitude_list_clear(&r->list);
    lb_amplitude_list_init(&r->list, r->qubits, LB_AMPLITUDES_AS_WRITTEN);
}

static lb_status finish_list(reader *r)
{
    if (!(r->list.count >> r->qubits)) {
        char numbers[96];
        snprintf(numbers, sizeof numbers, "%zu amplitude%s, and 2^%zu = %zu were expected",
                 r->list.count, r->list.count == 1 ? "" : "s", r->qubits, (size_t)1 << r->qubits);
        return fail(r, r->list_line, r->list_column, "this list has %s", numbers);
    }
    *(r->reversed ? &r->any_reversed : &r->any_other) = true;
    lb_error inner;
    lb_status status = lb_ansatz_take_list(r->states, &r->list, &inner);
    begin_list(r);
    return status ? fail(r, r->list_line, r->list_column, "%s", inner.message) : LB_OK;
}

/* The number of the place in the list, with qubit 0 for the highest bit. */
static size_t next_index(const reader *r)
{
    size_t index = r->list.count, turned = 0;
    for (size_t q = 0; q < r->qubits; q++)
        turned |= (index >> q & 1) << (r->qubits - 1 - q);
    return r->reversed ? turned : index;
}

static lb_status add_number(reader *r, const char *text, size_t length, size_t line, size_t place)
{
    lb_error inner;
    if (!r->list.count) {
        r->list_line = line;
        r->list_column = place;
    }
    if (r->list.count >> r->qubits)
        return fail(r, line, place, "%s is one amplitude too many", lb_quote(text, length).text);
    lb_status status = lb_amplitude_list_add_at(&r->list, next_index(r), text, length, &inner);
    return status ? fail(r, line, place, "%s", inner.message) : LB_OK;
}

/* ---- Words ---- */

/* The length of what may be a number here: to a blank, a comma or a bracket. */
static size_t word_length(const reader *r)
{
    size_t length = 0, depth = 0, left = (size_t)(r->end - r->next);
    for (; length < left; length++) {
        char c = r->next[length];
        depth += c == '(';
        if (isspace((unsigned char)c) || strchr(",[]#", c) || (c == ')' && !depth))
            break;
        depth -= c == ')';
    }
    return length;
}

static size_t append(char *number, size_t used, const char *text, size_t length)
{
    for (size_t i = 0; i < length && used < NUMBER_MAX; i++)
        if (text[i] != '+' || i + 1 == length || text[i + 1] != '-') /* "1+-2j" is 1-2j */
            number[used++] = text[i];
    return used;
}

/* A number, and its imaginary part behind blanks. */
static lb_status read_number(reader *r)
{
    char number[NUMBER_MAX + 1];
    size_t line = r->line, place = column(r), length = word_length(r);
    size_t used = append(number, 0, r->next, length);
    bool real = used && !strchr("jJi)", number[used - 1]);
    if (length > NUMBER_MAX)
        return fail(r, line, place, "%s is too long for a number", lb_quote(r->next, length).text);
    r->next += length;
    reader behind = *r;
    pass_blanks(&behind);
    size_t more = at(&behind, "+-") ? word_length(&behind) : 0;
    if (r->depth && real && more && strchr("jJ", behind.next[more - 1])) {
        used = append(number, used, behind.next, more);
        behind.next += more;
        *r = behind;
    }
    return add_number(r, number, used, line, place);
}

/* "dims=(2, 2)" and "dtype=complex128", at the sign. */
static void pass_value(reader *r)
{
    size_t depth = 0;
    for (; r->next < r->end; r->next++) {
        depth += *r->next == '(';
        if (!depth && (*r->next == ',' || *r->next == ')'))
            return;
        depth -= *r->next == ')';
    }
}

/* array( and its like, which add nothing, and Statevector(. */
static lb_status read_name(reader *r)
{
    static const char *const names[] = {"array",      "np.array", "numpy.array", "np.complex128",
                                        "np.float64", "dims",     "dtype",       "Statevector"};
    size_t length = 0, known = 0, count = sizeof names / sizeof *names;
    while (r->next + length < r->end && (isalnum((unsigned char)r->next[length]) ||
                                         r->next[length] == '.' || r->next[length] == '_'))
        length++;
    while (known < count && !lb_same(r->next, length, names[known]))
        known++;
    if (known == count)
        return fail(r, r->line, column(r),
                    "%s: a line 'state NAME' was expected, or a list such as [1, 0, 0, 1j]",
                    lb_quote(r->next, length).text);
    r->reversed |= known + 1 == count;
    r->next += length;
    if (at(r, "="))
        pass_value(r);
    else if (at(r, "("))
        r->next++;
    return LB_OK;
}

/* ---- Lists ---- */

static lb_status read_bracket(reader *r)
{
    if (*r->next == '[') {
        if (r->list.count)
            return fail(r, r->line, column(r), "%s", "a list among numbers is not a state");
        r->depth++;
        r->list_line = r->line;
        r->list_column = column(r);
        r->next++;
        return LB_OK;
    }
    if (!r->depth)
        return fail(r, r->line, column(r), "%s", "this bracket closes none");
    lb_status status = r->list.count ? finish_list(r) : LB_OK;
    r->depth--;
    r->next++;
    r->reversed &= r->depth > 0;
    return status;
}

static lb_status no_list(const reader *r, const char *text, size_t length)
{
    char expected[160];
    snprintf(expected, sizeof expected, "%s: a line 'state NAME' was expected, or %zu amplitudes",
             lb_quote(text, length).text, (size_t)1 << r->qubits);
    return fail(r, r->list_line, r->list_column,
                "%s in one list: one a line, or a line for each state", expected);
}

/* A number outside of brackets: lines are states, or each has one number. */
static lb_status read_loose_number(reader *r, const char **first, size_t *length)
{
    size_t line = r->line, whole = (size_t)1 << r->qubits;
    bool new_line = line != r->number_line;
    if (!*first) {
        *first = r->next;
        *length = word_length(r);
    }
    if (new_line && r->number_line && !r->width)
        r->width = r->numbers_of_line;
    if (new_line && r->width > 1 && r->list.count)
        return no_list(r, *first, *length);
    r->numbers_of_line = new_line ? 1 : r->numbers_of_line + 1;
    r->number_line = line;
    if (r->width && r->numbers_of_line > r->width)
        return no_list(r, *first, *length);
    lb_status status = read_number(r);
    bool complete = !status && r->list.count == whole && r->width != 1;
    return complete && r->numbers_of_line == whole ? finish_list(r) : status;
}

static lb_status read_item(reader *r, const char **first, size_t *length)
{
    if (at(r, "[]"))
        return read_bracket(r);
    if (at(r, ",)")) {
        r->next++;
        return LB_OK;
    }
    if (at(r, ".") && r->end - r->next >= 3 && !memcmp(r->next, "...", 3))
        return fail(r, r->line, column(r), "%s",
                    "this list is abbreviated: print it with "
                    "np.set_printoptions(threshold=np.inf), or save it with np.save");
    if (isalpha((unsigned char)*r->next))
        return read_name(r);
    return r->depth ? read_number(r) : read_loose_number(r, first, length);
}

static void remark(const reader *r)
{
    if (r->any_other)
        lb_ansatz_add_remark(r->states, "in a list of amplitudes qubit 0 is the first bit of an "
                                        "index, as in np.kron (a Statevector has it last)");
    if (r->any_reversed)
        lb_ansatz_add_remark(r->states, "in a Statevector qubit 0 is the last bit of an index, as "
                                        "in Qiskit");
}

lb_status lb_ansatz_lists_read(lb_ansatz_t states, const char *source, const char *text,
                               size_t length, lb_error *error)
{
    const char *start = text + lb_byte_order_mark(text, length), *first = NULL;
    size_t first_length = 0;
    reader r = {.source = source,
                .next = start,
                .end = text + length,
                .line_start = start,
                .line = 1,
                .qubits = states->qubits,
                .states = states,
                .error = error};
    if (r.qubits > LB_DENSE_LIST_MAX)
        return fail(&r, 1, 1, "a list of all amplitudes is for at most %s qubits", "20");
    lb_amplitude_list_init(&r.list, r.qubits, LB_AMPLITUDES_AS_WRITTEN);
    lb_status status = LB_OK;
    for (pass_blanks(&r); !status && r.next < r.end; pass_blanks(&r))
        status = read_item(&r, &first, &first_length);
    if (!status && r.depth)
        status = fail(&r, r.line, column(&r), "%s", "']' was expected before the end of the text");
    if (!status && r.list.count)
        status = r.width == 1 && r.list.count >> r.qubits ? finish_list(&r)
                                                          : no_list(&r, first, first_length);
    if (!status && !states->has_states)
        status = fail(&r, r.line, column(&r), "%s", "there are no amplitudes");
    if (!status)
        remark(&r);
    lb_amplitude_list_clear(&r.list);
    return status;
}
