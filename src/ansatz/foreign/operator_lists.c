/* Lists: of labels with coefficients, of Qiskit's operators, of matrices. */

#include "ansatz/foreign/operators.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"

/* i^turns (re + i im). */
static void turn(mpq_t re, mpq_t im, unsigned turns)
{
    for (; turns; turns--) {
        mpq_swap(re, im);
        mpq_neg(re, re);
    }
}

static lb_status add_turned(lb_operators *o, mpq_t re, mpq_t im, unsigned turns,
                            const lb_string_t P)
{
    turn(re, im, turns);
    return lb_operators_add(o, re, im, P);
}

static bool is_label(const lb_scanner *s)
{
    if (s->kind == LB_SCAN_TEXT)
        return true;
    for (uint32_t i = 0; s->kind == LB_SCAN_NAME && i < s->length; i++)
        if (!strchr("IXYZ_", s->text[i]))
            return false;
    return s->kind == LB_SCAN_NAME;
}

/* "iXX" is one token, with i before the letters. */
static bool is_turned_label(const lb_scanner *s)
{
    lb_scanner rest = *s;
    if (s->kind != LB_SCAN_NAME || s->length < 2 || s->text[0] != 'i')
        return is_label(s);
    rest.text++;
    rest.length--;
    return is_label(&rest);
}

/* ---- Labels ---- */

/* "-", "1/2 *" and "0.5," before a label; *number tells whether a factor was among it. */
static lb_status read_before(lb_operators *o, mpq_t re, mpq_t im, bool *negative, bool *number)
{
    lb_scanner *s = &o->scan;
    lb_status status = LB_OK;
    *negative = s->kind == '-';
    *number = false;
    if (s->kind == '+' || s->kind == '-')
        status = lb_scan_next(s);
    if (status || is_turned_label(s))
        return status;
    status = lb_operators_number(o, re, im, false);
    if (!status)
        status = lb_scan_optional(s, s->kind == ',' ? ',' : '*', number);
    if (!status && !is_turned_label(s))
        status = lb_scan_expected(s, "a Pauli label such as XXIZ");
    return status;
}

/* "0.5" behind a label, and ", 0.5" inside parentheses. */
static lb_status read_behind(lb_operators *o, mpq_t re, mpq_t im, bool inside)
{
    lb_scanner *s = &o->scan;
    bool comma = false;
    lb_status status = inside ? lb_scan_optional(s, ',', &comma) : LB_OK;
    bool number = comma || s->kind == LB_SCAN_NUMBER || s->kind == '-' || s->kind == '(';
    return status || !number ? status : lb_operators_number(o, re, im, true);
}

/* "-1/2 * XXI", "XXI 0.5", "+iXX_", "('XXI', 0.5)". */
static lb_status read_entry(lb_operators *o, mpq_t re, mpq_t im, lb_string_t P)
{
    lb_scanner *s = &o->scan;
    bool inside, negative = false, number = false;
    unsigned turns;
    lb_operators_begin(o);
    mpq_set_ui(re, 1, 1);
    mpq_set_ui(im, 0, 1);
    lb_status status = lb_scan_optional(s, '(', &inside);
    if (!status)
        status = read_before(o, re, im, &negative, &number);
    if (!status)
        status = lb_operators_label(o, P, &turns, s->text, s->length, false);
    if (!status)
        status = lb_scan_next(s);
    if (!status && !number)
        status = read_behind(o, re, im, inside);
    if (!status && inside)
        status = lb_scan_symbol(s, ')', "')'");
    return status ? status : add_turned(o, re, im, turns + (negative ? 2 : 0), P);
}

lb_status lb_read_strings(lb_operators *o)
{
    lb_scanner *s = &o->scan;
    mpq_t re, im;
    lb_string_t P;
    mpq_inits(re, im, NULL);
    lb_string_init(P);
    lb_status status = LB_OK;
    while (!status && s->kind != LB_SCAN_END) {
        bool between =
            s->kind == LB_SCAN_LINE || s->kind == ',' || s->kind == '[' || s->kind == ']';
        status = between ? lb_scan_next(s) : read_entry(o, re, im, P);
    }
    lb_string_clear(P);
    mpq_clears(re, im, NULL);
    return status;
}

/* ---- Qiskit ---- */

/* One term in the making: (re + i im) i^turns P. */
typedef struct term {
    mpq_t re, im;
    lb_string_t P;
    unsigned turns;
} term;

static lb_status add_term(lb_operators *o, term *t)
{
    return add_turned(o, t->re, t->im, t->turns, t->P);
}

/* A label in quotes, the last letter on qubit 0, with the coefficient 1. */
static lb_status read_label(lb_operators *o, term *t)
{
    lb_scanner *s = &o->scan;
    if (s->kind != LB_SCAN_TEXT)
        return lb_scan_expected(s, "a label in quotes");
    mpq_set_ui(t->re, 1, 1);
    mpq_set_ui(t->im, 0, 1);
    lb_status status = lb_operators_label(o, t->P, &t->turns, s->text, s->length, true);
    return status ? status : lb_scan_next(s);
}

/* The letter of P on the qubit at hand. */
static lb_status place_letter(lb_operators *o, lb_string_t P, const lb_scanner *label, char letter)
{
    uint64_t qubit = 0;
    lb_status status = lb_scan_count(&qubit, &o->scan, LB_QUBITS_MAX - 1);
    if (!status && (!strchr("IXYZ", letter) || lb_string_letter(P, (uint32_t)qubit) != 'I'))
        status = lb_scan_fail(label, "letters I X Y Z on different qubits were expected");
    if (!status)
        lb_string_set_letter(P, (uint32_t)qubit, letter);
    if (!status && qubit >= o->qubits)
        o->qubits = qubit + 1;
    return status;
}

/* "[0, 7]" behind a label of as many letters. */
static lb_status read_places(lb_operators *o, term *t, const lb_scanner *label)
{
    lb_scanner *s = &o->scan;
    t->turns = 0;
    lb_string_identity(t->P);
    lb_status status = lb_scan_next(s);
    for (uint32_t i = 0; i < label->length && !status; i++) {
        if (i)
            status = lb_scan_symbol(s, ',', "','");
        if (!status)
            status = place_letter(o, t->P, label, label->text[i]);
    }
    return status ? status : lb_scan_symbol(s, ']', "']'");
}

/* "('XXI', 0.5)" or "('XX', [0, 1], 0.5)". */
static lb_status read_tuple(lb_operators *o, term *t)
{
    lb_scanner *s = &o->scan, label, behind;
    lb_status status = lb_scan_next(s);
    label = behind = *s;
    for (int token = 0; token < 2 && !status; token++)
        status = lb_scan_next(&behind);
    if (!status && label.kind == LB_SCAN_TEXT && behind.kind == '[') {
        *s = behind;
        status = read_places(o, t, &label);
    } else if (!status)
        status = read_label(o, t);
    if (!status)
        status = lb_scan_symbol(s, ',', "','");
    if (!status)
        status = lb_operators_number(o, t->re, t->im, true);
    if (!status)
        status = lb_scan_symbol(s, ')', "')'");
    return status ? status : add_term(o, t);
}

/* Where the coefficients of a list of labels begin, if the constructor names them: at *numbers. */
static lb_status find_coefficients(const lb_operators *o, lb_scanner *numbers, bool *found)
{
    *numbers = o->scan;
    lb_status status = LB_OK;
    while (!status && numbers->kind != ']' && numbers->kind != LB_SCAN_END)
        status = lb_scan_next(numbers);
    if (!status && numbers->kind == ']')
        status = lb_scan_next(numbers);
    bool more = !status && numbers->kind == ',';
    if (more)
        status = lb_scan_next(numbers);
    while (more && !status &&
           (numbers->kind == LB_SCAN_NAME || numbers->kind == '.' || numbers->kind == '=' ||
            numbers->kind == '('))
        status = lb_scan_next(numbers);
    *found = more && numbers->kind == '[';
    return status;
}

/* The next of the coefficients, behind [ or a comma; the place in the labels stays. */
static lb_status read_coefficient(lb_operators *o, term *t, lb_scanner *numbers, bool first)
{
    lb_scanner back = o->scan;
    o->scan = *numbers;
    lb_status status = lb_scan_symbol(&o->scan, first ? '[' : ',', "a coefficient for each label");
    if (!status)
        status = lb_operators_number(o, t->re, t->im, true);
    *numbers = o->scan;
    o->scan = back;
    return status;
}

/* The bracket behind the labels, and that behind the coefficients, if there are some. */
static lb_status end_labels(lb_operators *o, lb_scanner *numbers)
{
    lb_status status = lb_scan_symbol(&o->scan, ']', "',' or ']'");
    if (status || !numbers)
        return status;
    if (numbers->kind != ']')
        return lb_scan_expected(numbers, "as many coefficients as labels");
    o->scan = *numbers;
    return lb_scan_next(&o->scan);
}

/* "['XXI', 'IZZ'], coeffs=[1.+0.j, 0.5+0.j]": labels first, then as many numbers. */
static lb_status read_labels(lb_operators *o, term *t, bool one_each)
{
    lb_scanner *s = &o->scan, numbers;
    bool found;
    lb_status status = find_coefficients(o, &numbers, &found);
    for (bool first = true; !status && s->kind == (first ? '[' : ','); first = false) {
        status = lb_scan_next(s);
        if (one_each && !first)
            lb_operators_begin(o);
        if (!status)
            status = read_label(o, t);
        if (!status && found)
            status = read_coefficient(o, t, &numbers, first);
        if (!status)
            status = add_term(o, t);
    }
    return status ? status : end_labels(o, found ? &numbers : NULL);
}

/* "('XXI')", at the bracket: one label. */
static lb_status read_lone_label(lb_operators *o, term *t)
{
    lb_status status = lb_scan_next(&o->scan);
    if (!status)
        status = read_label(o, t);
    return status ? status : add_term(o, t);
}

/* What an opening bracket begins; *ends tells whether it was all of the operator. */
static lb_status read_bracket(lb_operators *o, term *t, bool one_each, bool *ends)
{
    lb_scanner *s = &o->scan, look = *s, behind;
    lb_status status = lb_scan_next(&look);
    behind = look;
    if (status || look.kind != LB_SCAN_TEXT)
        return status ? status : lb_scan_next(s);
    *ends = s->kind == '[';
    if (*ends)
        return read_labels(o, t, one_each);
    status = lb_scan_next(&behind);
    if (status || behind.kind == ',')
        return status ? status : read_tuple(o, t);
    *ends = true;
    return read_lone_label(o, t);
}

/* One constructor, or a list of tuples; the depth of parentheses does not matter. */
static lb_status read_object(lb_operators *o, term *t)
{
    lb_scanner *s = &o->scan;
    bool one_each = false, began = false, ends = false;
    lb_status status = LB_OK;
    while (!status && !ends && s->kind != LB_SCAN_END) {
        if (!began && (s->kind == LB_SCAN_NAME || s->kind == '[' || s->kind == '(')) {
            lb_operators_begin(o);
            began = true;
            status = lb_operators_name(o);
        } else if (s->kind == LB_SCAN_NAME || s->kind == '.') {
            one_each |= lb_scan_is(s, "PauliList") || lb_scan_is(s, "Pauli");
            status = lb_scan_next(s);
        } else if (s->kind == '(' || s->kind == '[')
            status = read_bracket(o, t, one_each, &ends);
        else if (s->kind == ',')
            status = lb_scan_next(s);
        else
            ends = true;
    }
    return status;
}

/* What is left of a constructor: parentheses, and settings such as num_qubits=4. */
static lb_status pass_rest(lb_operators *o)
{
    lb_scanner *s = &o->scan;
    lb_status status = LB_OK;
    while (!status && (s->kind == ')' || s->kind == ']' || s->kind == ',')) {
        bool comma = s->kind == ',';
        status = lb_scan_next(s);
        if (!status && comma && lb_scan_is(s, "num_qubits")) {
            uint64_t qubits = 0;
            status = lb_scan_next(s);
            if (!status)
                status = lb_scan_symbol(s, '=', "'='");
            if (!status)
                status = lb_scan_count(&qubits, s, LB_QUBITS_MAX);
            if (!status && qubits < o->qubits)
                status = lb_scan_fail(s, "the terms are on %zu qubits", o->qubits);
            o->qubits = qubits;
        }
    }
    return status;
}

/* An import, or an operator, at which something must be read. */
static lb_status read_item(lb_operators *o, term *t)
{
    lb_scanner place = o->scan;
    size_t terms = o->terms;
    bool import;
    lb_status status = lb_operators_import(o, &import);
    if (status || import)
        return status;
    status = read_object(o, t);
    if (!status && o->terms == terms)
        return lb_scan_expected(&place, "SparsePauliOp, Pauli, PauliList or a list of tuples");
    return status ? status : pass_rest(o);
}

lb_status lb_read_qiskit(lb_operators *o)
{
    term t;
    mpq_inits(t.re, t.im, NULL);
    lb_string_init(t.P);
    lb_status status = pass_rest(o);
    while (!status && o->scan.kind != LB_SCAN_END)
        status = read_item(o, &t);
    lb_string_clear(t.P);
    mpq_clears(t.re, t.im, NULL);
    return status;
}

/* ---- Matrices ---- */

typedef struct matrix {
    size_t size, capacity, count; /* entries count, of rows of `size` */
    mpq_t *re, *im;
} matrix;

static lb_status read_row(lb_operators *o, matrix *m)
{
    lb_scanner *s = &o->scan;
    size_t first = m->count;
    lb_status status = lb_scan_symbol(s, '[', "'[' of a row");
    while (!status && s->kind != ']') {
        size_t both = m->capacity;
        m->re = lb_grow(m->re, &both, m->count + 1, sizeof *m->re);
        m->im = lb_realloc(m->im, both, sizeof *m->im);
        m->capacity = both;
        mpq_inits(m->re[m->count], m->im[m->count], NULL);
        m->count++;
        status = lb_operators_number(o, m->re[m->count - 1], m->im[m->count - 1], true);
        if (!status && s->kind == ',')
            status = lb_scan_next(s);
        if (!status && m->count - first > LB_FOREIGN_MATRIX_MAX)
            status = lb_scan_fail(s, "matrices have at most %d rows", LB_FOREIGN_MATRIX_MAX);
    }
    if (!status && !m->size)
        m->size = m->count;
    if (!status && m->count - first != m->size)
        status = lb_scan_fail(s, "this row has %zu entries, and the first one %zu",
                              m->count - first, m->size);
    return status ? status : lb_scan_next(s);
}

/* 2^n c_P = sum over rows r of P[r ^ x, r] conjugated times the entry: P X^x Z^z with i^(x.z). */
static lb_status add_coefficient(lb_operators *o, const matrix *m, size_t n, size_t x, size_t z)
{
    mpq_t re, im;
    lb_string_t P;
    mpq_inits(re, im, NULL);
    lb_string_init(P);
    for (size_t r = 0; r < m->size; r++) {
        size_t entry = r * m->size + (r ^ x);
        if (__builtin_parityll(r & z)) {
            mpq_sub(re, re, m->re[entry]);
            mpq_sub(im, im, m->im[entry]);
        } else {
            mpq_add(re, re, m->re[entry]);
            mpq_add(im, im, m->im[entry]);
        }
    }
    turn(re, im, (unsigned)__builtin_popcountll(x & z) & 3);
    mpq_div_2exp(re, re, n);
    mpq_div_2exp(im, im, n);
    for (size_t q = 0; q < n; q++) {
        bool has_x = x >> (n - 1 - q) & 1, has_z = z >> (n - 1 - q) & 1;
        if (has_x || has_z)
            lb_string_set_letter(P, (uint32_t)q, has_x ? has_z ? 'Y' : 'X' : 'Z');
    }
    lb_status status = lb_operators_add(o, re, im, P);
    lb_string_clear(P);
    mpq_clears(re, im, NULL);
    return status;
}

static lb_status read_rows(lb_operators *o, matrix *m)
{
    lb_scanner *s = &o->scan;
    lb_status status = lb_operators_name(o);
    if (!status)
        status = lb_scan_symbol(s, '[', "'[' of a matrix");
    while (!status && s->kind != ']') {
        status = read_row(o, m);
        if (!status && s->kind == ',')
            status = lb_scan_next(s);
    }
    return status;
}

/* n of a matrix of 2^n rows, the same for all; `place` is that of the matrix. */
static lb_status find_qubits(size_t *n, const lb_operators *o, const matrix *m,
                             const lb_scanner *place)
{
    for (*n = 0; (size_t)1 << *n < m->size;)
        ++*n;
    if (m->count != m->size * m->size || m->size < 2 || (size_t)1 << *n != m->size)
        return lb_scan_fail(place,
                            "a square matrix with 2, 4, 8, ... rows was expected, not %zu "
                            "entries in rows of %zu",
                            m->count, m->size);
    if (o->qubits && o->qubits != *n)
        return lb_scan_fail(place, "this matrix is on %zu qubits, and those before it on %zu", *n,
                            o->qubits);
    return LB_OK;
}

static lb_status read_matrix(lb_operators *o, matrix *m)
{
    lb_scanner place = o->scan;
    size_t n;
    lb_operators_begin(o);
    lb_status status = read_rows(o, m);
    if (!status)
        status = find_qubits(&n, o, m, &place);
    if (status)
        return status;
    o->qubits = n;
    for (size_t x = 0; !status && x < m->size; x++)
        for (size_t z = 0; !status && z < m->size; z++)
            status = add_coefficient(o, m, n, x, z);
    return status ? status : lb_scan_next(&o->scan);
}

lb_status lb_read_matrices(lb_operators *o)
{
    lb_status status = LB_OK;
    while (!status && o->scan.kind != LB_SCAN_END) {
        matrix m = {0};
        status = read_matrix(o, &m);
        for (size_t i = 0; i < m.count; i++)
            mpq_clears(m.re[i], m.im[i], NULL);
        free(m.re);
        free(m.im);
        if (!status && o->scan.kind == ',')
            status = lb_scan_next(&o->scan);
    }
    return status;
}
