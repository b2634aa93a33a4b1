/* Which language a text is in, by its first words. */

#include <string.h>

#include "ansatz/foreign/foreign.h"
#include "ansatz/foreign/scanner.h"

static bool is_one_of(const lb_scanner *s, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (lb_scan_is(s, words[i]))
            return true;
    return false;
}

#define IS_ONE_OF(s, words) is_one_of(s, words, sizeof(words) / sizeof *(words))

static bool is_label(const lb_scanner *s)
{
    uint32_t i = s->kind == LB_SCAN_NAME && s->length > 1 && s->text[0] == 'i';
    while (s->kind == LB_SCAN_NAME && i < s->length && strchr("IXYZ_", s->text[i]))
        i++;
    return s->kind == LB_SCAN_NAME && i == s->length;
}

/* A letter and the number of a qubit: X0, Z_12. */
static bool is_placed_letter(const lb_scanner *s)
{
    uint32_t i = s->length > 1 && s->text[1] == '_' ? 2 : 1;
    if (s->kind != LB_SCAN_NAME || !strchr("IXYZ", s->text[0]) || i == s->length)
        return false;
    while (i < s->length && s->text[i] >= '0' && s->text[i] <= '9')
        i++;
    return i == s->length;
}

static lb_format by_name(const lb_scanner *s, const lb_scanner *next)
{
    static const char *const circuits[] = {"OPENQASM", "qreg", "include"};
    static const char *const qiskit[] = {"SparsePauliOp", "PauliList", "Pauli", "PauliSumOp"};
    static const char *const formulas[] = {
        "qml",      "cirq",          "pennylane",     "PauliX",          "PauliY",     "PauliZ",
        "Identity", "a\xe2\x81\xba", "QubitOperator", "FermionOperator", "openfermion"};
    if (IS_ONE_OF(s, circuits) ||
        (lb_scan_is(s, "qubit") && (next->kind == '[' || next->kind == LB_SCAN_NAME)))
        return LB_FORMAT_QASM;
    if (IS_ONE_OF(s, qiskit))
        return LB_FORMAT_QISKIT;
    if (IS_ONE_OF(s, formulas) || is_placed_letter(s) || (is_label(s) && next->kind == '('))
        return LB_FORMAT_EXPRESSION;
    return is_label(s) ? LB_FORMAT_STRINGS : LB_FORMAT_ALG;
}

static lb_format by_bracket(const lb_scanner *next, const lb_scanner *behind)
{
    if (next->kind == LB_SCAN_TEXT)
        return LB_FORMAT_STRINGS;
    if (next->kind == '[')
        return LB_FORMAT_MATRIX;
    if (next->kind == '(' && behind->kind == LB_SCAN_TEXT)
        return LB_FORMAT_QISKIT;
    lb_format named = next->kind == LB_SCAN_NAME ? by_name(next, behind) : LB_FORMAT_EXPRESSION;
    return named == LB_FORMAT_ALG ? LB_FORMAT_EXPRESSION : named;
}

/* Behind a coefficient. */
static lb_format by_coefficient(lb_scanner *s)
{
    bool passed = true;
    while (passed) {
        passed = s->kind == '+' || s->kind == '-' || s->kind == '*' || s->kind == '/' ||
                 s->kind == LB_SCAN_NUMBER || lb_scan_is(s, "j");
        if (passed && lb_scan_next(s))
            return LB_FORMAT_ALG;
    }
    lb_scanner next = *s;
    if (s->kind == LB_SCAN_LINE || s->kind == LB_SCAN_END || lb_scan_next(&next))
        return LB_FORMAT_ALG;
    return s->kind == LB_SCAN_NAME ? by_name(s, &next) : LB_FORMAT_EXPRESSION;
}

/* Pass lines that import something in Python, and empty ones; *package is the format of what comes
 * from a known one. */
static bool pass_imports(lb_scanner *s, lb_format *package)
{
    static const char *const formulas[] = {"openfermion", "pennylane", "cirq"};
    bool bad = false, inside = false, open = false;
    while (!bad && s->kind != LB_SCAN_END) {
        inside |= lb_scan_is(s, "from") || lb_scan_is(s, "import");
        if (!inside && s->kind != LB_SCAN_LINE)
            break;
        if (lb_scan_is(s, "qiskit"))
            *package = LB_FORMAT_QISKIT;
        if (IS_ONE_OF(s, formulas))
            *package = LB_FORMAT_EXPRESSION;
        open = s->kind == '(' || (open && s->kind != ')');
        inside &= s->kind != LB_SCAN_LINE || open;
        bad = lb_scan_next(s);
    }
    return bad;
}

/* By the token at hand, and the two behind it. */
static lb_format by_first(lb_scanner *s, const lb_scanner *next)
{
    lb_scanner behind = *next;
    switch (s->kind) {
    case LB_SCAN_NAME:
        return by_name(s, next);
    case LB_SCAN_TEXT:
        return LB_FORMAT_STRINGS;
    case '[':
        return lb_scan_next(&behind) ? LB_FORMAT_ALG : by_bracket(next, &behind);
    case '(':
        return next->kind == LB_SCAN_TEXT ? LB_FORMAT_QISKIT : LB_FORMAT_EXPRESSION;
    case '+':
    case '-':
    case LB_SCAN_NUMBER:
        return by_coefficient(s);
    default:
        return LB_FORMAT_ALG;
    }
}

lb_format lb_foreign_recognize(const char *text, size_t length)
{
    static const char *const statements[] = {"generator", "observable"};
    lb_format package = LB_FORMAT_ALG;
    lb_scanner s, next;
    bool bad = lb_scan_begin(&s, "", text, length, true, NULL) || pass_imports(&s, &package);
    next = s;
    bad = bad || s.kind == LB_SCAN_END || lb_scan_next(&next);
    bool known = package != LB_FORMAT_ALG;
    if (!bad && s.kind == LB_SCAN_NAME && next.kind == '=' &&
        (known || !IS_ONE_OF(&s, statements))) {
        s = next;
        bad = lb_scan_next(&s);
        next = s;
        bad = bad || lb_scan_next(&next);
    }
    lb_format format = bad ? LB_FORMAT_ALG : by_first(&s, &next);
    return format == LB_FORMAT_ALG ? package : format;
}

lb_status lb_foreign_read(lb_ansatz_t A, lb_format format, const char *source, const char *text,
                          size_t length, const lb_foreign_options *options, lb_error *error)
{
    if (format == LB_FORMAT_QASM)
        return lb_qasm_read(A, source, text, length, options, error);
    return lb_operators_read(A, format, source, text, length, options, error);
}
