/* Operators as other packages print them: the parts that the formats share, and the ansatz at the
 * end. */

#include "ansatz/foreign/operators.h"

#include <stdlib.h>
#include <string.h>

#include "ansatz/language/assemble.h"
#include "base/limits.h"
#include "base/memory.h"
#include "base/text.h"

lb_operator *lb_operators_begin(lb_operators *o)
{
    o->items = lb_grow(o->items, &o->capacity, o->count + 1, sizeof *o->items);
    lb_named_operator *item = &o->items[o->count++];
    *item = (lb_named_operator){
        .name = lb_strdup(""), .line = o->scan.at_line, .column = o->scan.at_column};
    lb_operator_init(&item->value, LB_QUBITS_MAX);
    return &item->value;
}

lb_status lb_operators_import(lb_operators *o, bool *found)
{
    lb_scanner *s = &o->scan;
    bool lines = s->lines;
    *found = lb_scan_is(s, "from") || lb_scan_is(s, "import");
    lb_status status = LB_OK;
    s->lines = true;
    for (bool open = false; *found && !status && s->kind != LB_SCAN_END;) {
        open |= s->kind == '(';
        open &= s->kind != ')';
        if (s->kind == LB_SCAN_LINE && !open)
            break;
        status = lb_scan_next(s);
    }
    s->lines = lines;
    return status || !*found || lines || s->kind == LB_SCAN_END ? status : lb_scan_next(s);
}

lb_status lb_operators_name(lb_operators *o)
{
    lb_scanner *s = &o->scan, look = *s;
    if (s->kind != LB_SCAN_NAME)
        return LB_OK;
    lb_status status = lb_scan_next(&look);
    if (status || look.kind != '=' || !o->count)
        return status;
    size_t length = lb_name_length(s->text, s->length);
    free(o->items[o->count - 1].name);
    o->items[o->count - 1].name = lb_sprintf("%.*s", (int)length, s->text);
    status = lb_scan_next(s);
    return status ? status : lb_scan_next(s);
}

lb_status lb_operators_add(lb_operators *o, const mpq_t re, const mpq_t im, const lb_string_t P)
{
    if (o->terms++ >= LB_FOREIGN_TERMS_MAX)
        return lb_scan_fail(&o->scan, "more than %d terms", LB_FOREIGN_TERMS_MAX);
    const char *limit = o->terms % 1024 ? NULL : lb_limit_reached(o->options->limits);
    if (limit)
        return lb_fail(o->scan.error, LB_UNDECIDED, "%s", limit);
    lb_operator *A = &o->items[o->count - 1].value;
    if (mpq_sgn(re))
        lb_sum_append(A->real, re, P);
    if (mpq_sgn(im))
        lb_sum_append(A->imaginary, im, P);
    return LB_OK;
}

/* ---- Numbers ---- */

/* A real number, perhaps a fraction, and whether j or i follows. */
static lb_status part(lb_operators *o, mpq_t value, bool *imaginary)
{
    lb_scanner *s = &o->scan;
    *imaginary = lb_scan_is(s, "j") || lb_scan_is(s, "i");
    if (*imaginary) {
        mpq_set_ui(value, 1, 1);
        return lb_scan_next(s);
    }
    lb_status status = lb_scan_number(value, s);
    if (!status && s->kind == '/') {
        mpq_t below;
        mpq_init(below);
        status = lb_scan_next(s);
        if (!status)
            status = lb_scan_number(below, s);
        if (!status && !mpq_sgn(below))
            status = lb_scan_fail(s, "division by zero");
        if (!status)
            mpq_div(value, value, below);
        mpq_clear(below);
    }
    *imaginary = !status && (lb_scan_is(s, "j") || lb_scan_is(s, "i") || lb_scan_is(s, "J"));
    return status || !*imaginary ? status : lb_scan_next(s);
}

static lb_status signed_part(lb_operators *o, mpq_t re, mpq_t im)
{
    lb_scanner *s = &o->scan;
    bool negative = s->kind == '-', imaginary;
    lb_status status = s->kind == '-' || s->kind == '+' ? lb_scan_next(s) : LB_OK;
    mpq_t value;
    mpq_init(value);
    if (!status)
        status = part(o, value, &imaginary);
    if (!status && negative)
        mpq_neg(value, value);
    if (!status)
        mpq_add(imaginary ? im : re, imaginary ? im : re, value);
    mpq_clear(value);
    return status;
}

lb_status lb_operators_number(lb_operators *o, mpq_t re, mpq_t im, bool whole)
{
    lb_scanner *s = &o->scan;
    bool inside;
    mpq_set_ui(re, 0, 1);
    mpq_set_ui(im, 0, 1);
    lb_status status = lb_scan_optional(s, '(', &inside);
    if (!status)
        status = signed_part(o, re, im);
    if (!status && (whole || inside) && (s->kind == '+' || s->kind == '-'))
        status = signed_part(o, re, im);
    return status || !inside ? status : lb_scan_symbol(s, ')', "')'");
}

/* "-", "+", "i" and "j" before the letters: how many they are, and the power of i. */
static size_t count_signs(unsigned *turns, const char *text, size_t length)
{
    size_t count = 0;
    *turns = 0;
    if (length && (text[0] == '-' || text[0] == '+'))
        *turns = text[count++] == '-' ? 2 : 0;
    if (count < length && (text[count] == 'i' || text[count] == 'j')) {
        count++;
        ++*turns;
    }
    return count;
}

lb_status lb_operators_label(lb_operators *o, lb_string_t P, unsigned *turns, const char *text,
                             size_t length, bool reversed)
{
    size_t first = count_signs(turns, text, length), letters = length - first;
    if (!letters || letters > LB_QUBITS_MAX)
        return lb_scan_fail(&o->scan, "a Pauli label was expected here, such as XXIZ");
    if (o->qubits && letters != o->qubits)
        return lb_scan_fail(&o->scan, "this label has %zu letters, and those before it have %zu",
                            letters, o->qubits);
    o->qubits = letters;
    lb_string_identity(P);
    for (size_t i = 0; i < letters; i++) {
        char letter = text[first + i];
        if (!strchr("IXYZ_", letter) || !letter)
            return lb_scan_fail(&o->scan, "%s is not a Pauli label: letters I X Y Z were expected",
                                lb_quote(text, length).text);
        size_t qubit = reversed ? letters - 1 - i : i;
        if (letter != 'I' && letter != '_')
            lb_string_set_letter(P, (uint32_t)qubit, letter);
    }
    return LB_OK;
}

/* ---- The ansatz ---- */

static void take_sum(lb_sum_t H, const lb_sum_t S)
{
    for (size_t i = 0; i < S->length; i++)
        lb_sum_append(H, S->coefficients + i, S->strings + i);
    lb_sum_normalize(H);
}

static lb_status not_hermitian(const lb_operators *o, const lb_named_operator *item)
{
    const lb_sum_struct *B = item->value.imaginary;
    char *string = lb_string_text(B->strings, o->qubits, LB_LABEL_QUBITS);
    lb_status status = lb_fail_at(
        o->scan.error, o->scan.source, item->line, item->column,
        "this operator is neither Hermitian nor anti-Hermitian: the coefficient of %s has "
        "an imaginary part",
        string);
    free(string);
    return status;
}

static lb_status take_observable(lb_ansatz_t A, const lb_operators *o,
                                 const lb_named_operator *item)
{
    const char *problem = A->observable                       ? "there is one observable already"
                          : item->value.imaginary->length > 0 ? "an observable is Hermitian"
                                                              : NULL;
    if (problem)
        return lb_fail_at(o->scan.error, o->scan.source, item->line, item->column, "%s", problem);
    lb_sum_t O;
    lb_sum_init(O, o->qubits);
    take_sum(O, item->value.real);
    lb_ansatz_set_observable(A, O);
    lb_sum_clear(O);
    return LB_OK;
}

static lb_status take_operator(lb_ansatz_t A, const lb_operators *o, lb_named_operator *item,
                               size_t *turned)
{
    lb_sum_normalize(item->value.real);
    lb_sum_normalize(item->value.imaginary);
    if (item->value.real->length && item->value.imaginary->length)
        return not_hermitian(o, item);
    if (!strcmp(item->name, "observable"))
        return take_observable(A, o, item);
    bool anti = item->value.imaginary->length > 0;
    lb_sum_t H;
    lb_sum_init(H, o->qubits);
    take_sum(H, anti ? item->value.imaginary : item->value.real);
    lb_ansatz_take_generator(A, item->name, H);
    *turned += anti;
    return LB_OK;
}

static lb_status assemble(lb_ansatz_t A, lb_operators *o, size_t *turned)
{
    lb_status status = LB_OK;
    for (size_t k = 0; k < o->count && !status; k++)
        status = take_operator(A, o, &o->items[k], turned);
    return status;
}

static void remark(lb_ansatz_t A, const lb_operators *o, size_t turned)
{
    static const char *const orders[] = {
        [LB_FORMAT_STRINGS] = "a label has qubit 0 on its left (Qiskit's order is another format)",
        [LB_FORMAT_QISKIT] = "a label has qubit 0 on its right, as in Qiskit",
        [LB_FORMAT_MATRIX] = "the first factor of a Kronecker product is qubit 0"};
    bool ordered = o->format == LB_FORMAT_STRINGS || o->format == LB_FORMAT_QISKIT ||
                   o->format == LB_FORMAT_MATRIX;
    if (ordered)
        lb_ansatz_add_remark(A, "%s", orders[o->format]);
    lb_ansatz_add_remark(A, "each operator is a generator, with an angle of its own: %zu",
                         A->generator_count);
    if (A->observable)
        lb_ansatz_add_remark(A, "the operator called observable is what is measured");
    if (o->has_fermions)
        lb_ansatz_add_remark(A, "fermions are taken to qubits by the Jordan-Wigner mapping");
    if (turned)
        lb_ansatz_add_remark(A, "of an anti-Hermitian operator the generator is -i times it: %zu",
                             turned);
}

static lb_status read_items(lb_operators *o)
{
    switch (o->format) {
    case LB_FORMAT_STRINGS:
        return lb_read_strings(o);
    case LB_FORMAT_QISKIT:
        return lb_read_qiskit(o);
    case LB_FORMAT_MATRIX:
        return lb_read_matrices(o);
    default:
        return lb_read_expressions(o);
    }
}

static void clear(lb_operators *o)
{
    for (size_t k = 0; k < o->count; k++) {
        free(o->items[k].name);
        lb_operator_clear(&o->items[k].value);
    }
    free(o->items);
}

lb_status lb_operators_read(lb_ansatz_t A, lb_format format, const char *source, const char *text,
                            size_t length, const lb_foreign_options *options, lb_error *error)
{
    lb_operators o = {.options = options, .format = format};
    bool lines = format == LB_FORMAT_STRINGS || format == LB_FORMAT_EXPRESSION;
    lb_status status = lb_scan_begin(&o.scan, source, text, length, lines, error);
    if (!status)
        status = read_items(&o);
    if (!status && !o.qubits)
        status = lb_scan_fail(&o.scan, "no operators on any qubit were found here");
    if (!status) {
        size_t turned = 0;
        lb_ansatz_init(A, "", o.qubits);
        status = assemble(A, &o, &turned);
        if (status)
            lb_ansatz_clear(A);
        else
            remark(A, &o, turned);
    }
    clear(&o);
    return status;
}
