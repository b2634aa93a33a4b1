/* Operators as formulas, in the words of several packages:
 *
 *     0.5 [X0 Z1] + 1.0 [0^ 1]            OpenFermion, qubits and fermions
 *     QubitOperator('X0 Z1', 0.5)
 *     0.5 * (X(0) @ Z(1)) + PauliY(2)     PennyLane
 *     0.500*X(q(0))*Z(q(1))               Cirq
 *
 * A letter with a number or with a qubit in parentheses is a Pauli matrix, 3^ and a⁺(3) create a
 * fermion, 3 in brackets and a(3) annihilate one. Factors stand behind * or @ or side by side. A line
 * that ends in an operator goes on in the next one, as does one before a line that begins with +. */

#include "ansatz/foreign/operators.h"

#include <stdlib.h>
#include <string.h>

#include "ansatz/language/mapping.h"
#include "base/memory.h"
#include "base/text.h"

static lb_status sum(lb_operators *o, lb_operator *value);
static lb_status constructor(lb_operators *o, lb_operator *value);

static lb_status too_large(const lb_operators *o)
{
    return lb_scan_fail(&o->scan, "this product has too many terms");
}

static lb_status multiply(const lb_operators *o, lb_operator *value, const lb_operator *factor)
{
    if (lb_operator_product_terms(value, factor) > LB_FOREIGN_TERMS_MAX)
        return too_large(o);
    const char *reached = lb_operator_multiply(value, value, factor, o->options->limits);
    return reached ? lb_fail(o->scan.error, LB_UNDECIDED, "%s", reached) : LB_OK;
}

/* ---- Qubits and modes ---- */

static lb_status note_qubit(lb_operators *o, uint64_t qubit)
{
    if (qubit >= LB_QUBITS_MAX)
        return lb_scan_fail(&o->scan, "qubits are numbered from 0 to %d", LB_QUBITS_MAX - 1);
    if (qubit >= o->qubits)
        o->qubits = qubit + 1;
    return LB_OK;
}

static void set_one(lb_operator *value, const lb_string_t P)
{
    mpq_t one;
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    lb_operator_set_string(value, one, NULL, P);
    mpq_clear(one);
}

static lb_status letter_on(lb_operators *o, lb_operator *value, char letter, uint64_t qubit)
{
    lb_status status = note_qubit(o, qubit);
    if (status)
        return status;
    lb_string_t P;
    lb_string_init(P);
    if (letter != 'I')
        lb_string_set_letter(P, (uint32_t)qubit, letter);
    set_one(value, P);
    lb_string_clear(P);
    return LB_OK;
}

static lb_status fermion(lb_operators *o, lb_operator *value, uint64_t mode, bool creates)
{
    lb_status status = note_qubit(o, mode);
    if (status)
        return status;
    o->has_fermions = true;
    lb_sum_zero(value->real);
    lb_sum_zero(value->imaginary);
    lb_mapping_ladder(value, LB_MAP_JW, mode + 1, mode, creates);
    return LB_OK;
}

/* "(3)", "(wires=[3])", "(q(3))", "(cirq.LineQubit(3))": one number, and words that add nothing. */
static lb_status qubit_in_parentheses(lb_operators *o, uint64_t *qubit)
{
    lb_scanner *s = &o->scan;
    size_t open = 0, numbers = 0;
    lb_status status = LB_OK;
    do {
        open += s->kind == '(' || s->kind == '[';
        open -= s->kind == ')' || s->kind == ']';
        if (s->kind == LB_SCAN_NUMBER) {
            if (numbers++)
                return lb_scan_fail(s, "one qubit, by one number, was expected here");
            status = lb_scan_count(qubit, s, LB_QUBITS_MAX - 1);
        } else if (s->kind == '(' || s->kind == '[' || s->kind == ')' || s->kind == ']' ||
                   s->kind == LB_SCAN_NAME || s->kind == '=' || s->kind == '.')
            status = lb_scan_next(s);
        else
            return lb_scan_expected(s, "the number of a qubit");
    } while (!status && open);
    return status || numbers ? status : lb_scan_fail(s, "the number of a qubit was expected");
}

/* ---- Factors ---- */

/* The letter that X, PauliX, qml.X and cirq.X mean, and whether the name stands for a Pauli matrix;
 * "X12" has its number at *digits. */
static char letter_of(const char *text, size_t length, size_t *digits)
{
    static const char *const words[] = {"PauliX", "PauliY", "PauliZ", "Identity"};
    for (int i = 0; i < 4; i++)
        if (lb_same(text, length, words[i]))
            return "XYZI"[i];
    if (!length || !strchr("IXYZ", text[0]))
        return '\0';
    *digits = length > 1 && text[1] == '_' ? 2 : 1;
    for (size_t i = *digits; i < length; i++)
        if (text[i] < '0' || text[i] > '9')
            return '\0';
    return *digits == length && length > 1 ? '\0' : text[0];
}

static bool is_creator(const lb_scanner *s, bool *creates)
{
    *creates = lb_scan_is(s, "a\xe2\x81\xba") || lb_scan_is(s, "FermiC");
    return *creates || lb_scan_is(s, "a\xe2\x81\xbb") || lb_scan_is(s, "FermiA") ||
           lb_scan_is(s, "a");
}

/* Pass "qml." and its like. */
static lb_status pass_package(lb_operators *o)
{
    static const char *const packages[] = {"qml", "cirq", "pennylane", "openfermion", "of"};
    lb_scanner *s = &o->scan;
    lb_status status = LB_OK;
    for (size_t i = 0; !status && i < sizeof packages / sizeof *packages; i++) {
        if (!lb_scan_is(s, packages[i]))
            continue;
        status = lb_scan_next(s);
        if (!status)
            status = lb_scan_symbol(s, '.', "'.'");
        i = 0;
    }
    return status;
}

/* "a(3)", "a+(3)" or "FermiC(3)", at the name. */
static lb_status ladder(lb_operators *o, lb_operator *value, bool creates)
{
    lb_scanner *s = &o->scan;
    uint64_t mode = 0;
    bool plus = false, plain = lb_scan_is(s, "a");
    lb_status status = lb_scan_next(s);
    if (!status && plain)
        status = lb_scan_optional(s, '+', &plus);
    if (!status && s->kind != '(')
        return lb_scan_expected(s, "'(' and the number of a mode");
    if (!status)
        status = qubit_in_parentheses(o, &mode);
    return status ? status : fermion(o, value, mode, creates || plus);
}

/* The qubit behind a letter, in parentheses; I and I() are on any. */
static lb_status qubit_behind(lb_operators *o, uint64_t *qubit, char letter)
{
    lb_scanner *s = &o->scan, inside = *s;
    if (s->kind != '(')
        return letter == 'I' ? LB_OK : lb_scan_expected(s, "the number of a qubit, in parentheses");
    lb_status status = lb_scan_next(&inside);
    if (status || letter != 'I' || inside.kind != ')')
        return status ? status : qubit_in_parentheses(o, qubit);
    *s = inside;
    return lb_scan_next(s);
}

static lb_status pauli_factor(lb_operators *o, lb_operator *value)
{
    lb_scanner *s = &o->scan, place = *s;
    size_t digits = 0;
    uint64_t qubit = 0;
    char letter = letter_of(s->text, s->length, &digits);
    if (!letter)
        return lb_scan_fail(s, "%s is not a Pauli matrix on a qubit, such as X0 or X(0)",
                            lb_quote(s->text, s->length).text);
    lb_status status = lb_scan_next(s);
    bool numbered = digits && digits < place.length;
    for (size_t i = digits; numbered && i < place.length && qubit < LB_QUBITS_MAX; i++)
        qubit = 10 * qubit + (uint64_t)(place.text[i] - '0');
    if (!status && !numbered)
        status = qubit_behind(o, &qubit, letter);
    return status ? status : letter_on(o, value, letter, qubit);
}

static lb_status named_factor(lb_operators *o, lb_operator *value)
{
    bool creates;
    lb_status status = pass_package(o);
    if (status)
        return status;
    if (lb_scan_is(&o->scan, "QubitOperator") || lb_scan_is(&o->scan, "FermionOperator"))
        return constructor(o, value);
    return is_creator(&o->scan, &creates) ? ladder(o, value, creates) : pauli_factor(o, value);
}

/* "X0 Y2", or "3^ 1", up to the end of the text or to a bracket; times value. */
static lb_status multiply_words(lb_operators *o, lb_operator *value)
{
    lb_scanner *s = &o->scan;
    lb_operator next;
    lb_status status = LB_OK;
    lb_operator_init(&next, LB_QUBITS_MAX);
    while (!status && s->kind != ']' && s->kind != LB_SCAN_END) {
        if (s->kind == LB_SCAN_NUMBER) {
            uint64_t mode = 0;
            bool creates;
            status = lb_scan_count(&mode, s, LB_QUBITS_MAX - 1);
            if (!status)
                status = lb_scan_optional(s, '^', &creates);
            if (!status)
                status = fermion(o, &next, mode, creates);
        } else if (s->kind == LB_SCAN_NAME)
            status = named_factor(o, &next);
        else
            status = lb_scan_expected(s, "a letter with a qubit, such as X0, a mode, or ']'");
        if (!status)
            status = multiply(o, value, &next);
    }
    lb_operator_clear(&next);
    return status;
}

static void set_identity(lb_operator *value)
{
    lb_string_t identity;
    lb_string_init(identity);
    set_one(value, identity);
    lb_string_clear(identity);
}

/* What OpenFermion has in brackets: "[]", "[X0 Y2]", "[3^ 1]". */
static lb_status bracket(lb_operators *o, lb_operator *value)
{
    set_identity(value);
    lb_status status = lb_scan_next(&o->scan);
    if (!status)
        status = multiply_words(o, value);
    return status ? status : lb_scan_symbol(&o->scan, ']', "']'");
}

/* The text of a constructor: "X0 Y2", or a whole sum, "0.5 [X0 Y2] + 1.5 [Z1]". */
static lb_status constructor_text(lb_operators *o, lb_operator *value, const lb_scanner *text)
{
    lb_scanner outside = o->scan;
    lb_status status = lb_scan_within(&o->scan, text);
    if (!status && memchr(text->text, '[', text->length))
        status = sum(o, value);
    else if (!status)
        status = multiply_words(o, value);
    if (!status && o->scan.kind != LB_SCAN_END)
        status = lb_scan_expected(&o->scan, "an operator, or the end of the text");
    o->scan = outside;
    return status;
}

/* "QubitOperator('X0 Y2', 0.5)", or without the number, or without both: zero. */
static lb_status constructor(lb_operators *o, lb_operator *value)
{
    lb_scanner *s = &o->scan;
    mpq_t re, im;
    bool comma = false, empty;
    mpq_inits(re, im, NULL);
    mpq_set_ui(re, 1, 1);
    lb_status status = lb_scan_next(s);
    if (!status)
        status = lb_scan_symbol(s, '(', "'('");
    lb_scanner text = *s;
    if (!status)
        status = lb_scan_optional(s, LB_SCAN_TEXT, &empty);
    empty = !status && !empty;
    if (!status && !empty)
        status = lb_scan_optional(s, ',', &comma);
    if (!status && comma)
        status = lb_operators_number(o, re, im, true);
    set_identity(value);
    if (!status && !empty)
        status = constructor_text(o, value, &text);
    if (empty)
        mpq_set_ui(re, 0, 1);
    if (!status)
        lb_operator_scale(value, re, im);
    mpq_clears(re, im, NULL);
    return status ? status : lb_scan_symbol(s, ')', "')'");
}

static lb_status number_factor(lb_operators *o, lb_operator *value)
{
    mpq_t re, im;
    lb_string_t identity;
    mpq_inits(re, im, NULL);
    lb_string_init(identity);
    lb_status status = lb_operators_number(o, re, im, false);
    if (!status)
        lb_operator_set_string(value, re, im, identity);
    lb_string_clear(identity);
    mpq_clears(re, im, NULL);
    return status;
}

/* Whether the parentheses at hand hold a complex number: digits, signs and j alone. */
static lb_status holds_number(const lb_operators *o, bool *number)
{
    lb_scanner look = o->scan;
    lb_status status = lb_scan_next(&look);
    *number = true;
    while (!status && look.kind != ')' && *number) {
        *number = look.kind == LB_SCAN_NUMBER || look.kind == '+' || look.kind == '-' ||
                  look.kind == '/' || lb_scan_is(&look, "j") || lb_scan_is(&look, "i");
        status = lb_scan_next(&look);
    }
    return status;
}

static lb_status in_parentheses(lb_operators *o, lb_operator *value)
{
    lb_scanner *s = &o->scan;
    bool number, lines = s->lines;
    lb_status status = holds_number(o, &number);
    if (status || number)
        return status ? status : number_factor(o, value);
    if (o->depth >= LB_FOREIGN_DEPTH_MAX)
        return lb_scan_fail(s, "too many parentheses");
    o->depth++;
    s->lines = false;
    status = lb_scan_next(s);
    if (!status)
        status = sum(o, value);
    o->depth--;
    s->lines = lines;
    return status ? status : lb_scan_symbol(s, ')', "')'");
}

static lb_status factor(lb_operators *o, lb_operator *value)
{
    lb_scanner *s = &o->scan;
    lb_status status = LB_OK;
    while (!status && s->kind == LB_SCAN_LINE)
        status = lb_scan_next(s);
    if (status)
        return status;
    if (s->kind == '(')
        return in_parentheses(o, value);
    if (s->kind == '[')
        return bracket(o, value);
    if (s->kind == LB_SCAN_NUMBER || lb_scan_is(s, "j"))
        return number_factor(o, value);
    return s->kind == LB_SCAN_NAME ? named_factor(o, value)
                                   : lb_scan_expected(s, "a number or an operator");
}

static bool begins_factor(const lb_scanner *s)
{
    return s->kind == '*' || s->kind == '@' || s->kind == '(' || s->kind == '[' ||
           s->kind == LB_SCAN_NAME || s->kind == LB_SCAN_NUMBER;
}

static lb_status product(lb_operators *o, lb_operator *value)
{
    lb_scanner *s = &o->scan;
    lb_status status = factor(o, value);
    while (!status && begins_factor(s)) {
        lb_operator next;
        if (s->kind == '*' || s->kind == '@')
            status = lb_scan_next(s);
        lb_operator_init(&next, LB_QUBITS_MAX);
        if (!status)
            status = factor(o, &next);
        if (!status)
            status = multiply(o, value, &next);
        lb_operator_clear(&next);
    }
    return status;
}

/* A sum goes on in the next line when that begins with +. */
static lb_status at_sign(lb_operators *o, bool *more)
{
    lb_scanner *s = &o->scan, look = *s;
    lb_status status = LB_OK;
    while (!status && look.kind == LB_SCAN_LINE)
        status = lb_scan_next(&look);
    bool next_line = s->kind == LB_SCAN_LINE;
    *more = !status && (look.kind == '+' || (look.kind == '-' && !next_line));
    if (*more)
        *s = look;
    return status;
}

static lb_status sum(lb_operators *o, lb_operator *value)
{
    lb_scanner *s = &o->scan;
    mpq_t sign, zero;
    bool more = true;
    mpq_inits(sign, zero, NULL);
    lb_sum_zero(value->real);
    lb_sum_zero(value->imaginary);
    lb_status status = LB_OK;
    while (!status && more) {
        lb_operator term;
        lb_operator_init(&term, LB_QUBITS_MAX);
        mpq_set_si(sign, 1, 1);
        while (!status && (s->kind == '+' || s->kind == '-' || s->kind == LB_SCAN_LINE)) {
            if (s->kind == '-')
                mpq_neg(sign, sign);
            status = lb_scan_next(s);
        }
        if (!status)
            status = product(o, &term);
        if (!status) {
            lb_operator_scale(&term, sign, zero);
            o->terms += term.real->length + term.imaginary->length;
            lb_operator_append_all(value, &term);
            if (o->terms > LB_FOREIGN_TERMS_MAX)
                status = too_large(o);
        }
        lb_operator_clear(&term);
        if (!status)
            status = at_sign(o, &more);
    }
    (void)lb_operator_normalize(value, NULL);
    mpq_clears(sign, zero, NULL);
    return status;
}

/* "[X(0), Z(0) @ Z(1)]": brackets with commas are a list of operators. */
static lb_status begins_list(const lb_operators *o, bool *list)
{
    lb_scanner look = o->scan;
    size_t depth = 1;
    *list = false;
    lb_status status = lb_scan_next(&look);
    while (!status && depth && look.kind != LB_SCAN_END && !*list) {
        *list = look.kind == ',' && depth == 1;
        depth += look.kind == '[' || look.kind == '(';
        depth -= look.kind == ']' || look.kind == ')';
        status = lb_scan_next(&look);
    }
    return status;
}

/* "NAME =" before a list. */
static lb_status pass_list_name(lb_operators *o)
{
    lb_scanner ahead = o->scan, name = o->scan;
    bool list = false;
    lb_status status = o->scan.kind == LB_SCAN_NAME ? lb_scan_next(&ahead) : LB_OK;
    if (status || ahead.kind != '=')
        return status;
    status = lb_scan_next(&ahead);
    o->scan = ahead;
    if (!status && ahead.kind == '[')
        status = begins_list(o, &list);
    if (!list)
        o->scan = name;
    return status;
}

/* What stands between operators: line ends, commas, imports, the brackets of a list. */
static lb_status pass_between(lb_operators *o, bool *in_list, bool *passed)
{
    lb_scanner *s = &o->scan;
    bool list = false;
    lb_status status = lb_operators_import(o, passed);
    if (!status && !*passed && !*in_list)
        status = pass_list_name(o);
    if (status || *passed)
        return status;
    if (s->kind == '[' && !*in_list)
        status = begins_list(o, &list);
    bool closes = *in_list && s->kind == ']';
    *passed = list || closes || s->kind == LB_SCAN_LINE || s->kind == ',';
    *in_list = list || (*in_list && !closes);
    return status || !*passed ? status : lb_scan_next(s);
}

static lb_status read_operator(lb_operators *o, bool in_list)
{
    lb_scanner *s = &o->scan;
    lb_operator *value = lb_operators_begin(o);
    lb_status status = lb_operators_name(o);
    if (!status)
        status = sum(o, value);
    if (!status && s->kind != LB_SCAN_LINE && s->kind != LB_SCAN_END && s->kind != ',' &&
        !(in_list && s->kind == ']'))
        status = lb_scan_expected(s, "an operator, or the end of the line");
    return status;
}

lb_status lb_read_expressions(lb_operators *o)
{
    bool in_list = false, passed;
    lb_status status = LB_OK;
    while (!status && o->scan.kind != LB_SCAN_END) {
        status = pass_between(o, &in_list, &passed);
        if (!status && !passed)
            status = read_operator(o, in_list);
    }
    return status;
}
