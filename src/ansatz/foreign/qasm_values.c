/* Expressions of OpenQASM: linear in the parameters of the circuit, exact, with pi. */

#include "ansatz/foreign/qasm.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/bounded_rational.h"
#include "base/memory.h"
#include "base/text.h"

lb_qasm_symbol *lb_qasm_find(const lb_qasm *q, const char *name, size_t length)
{
    for (size_t i = q->symbol_count; i-- > 0;) {
        lb_qasm_symbol *symbol = &q->symbols[i];
        bool seen = i >= q->frame || symbol->kind == LB_QASM_VALUE;
        if (seen && lb_same(name, length, symbol->name))
            return symbol;
    }
    return NULL;
}

static char *copy_of(const char *text, size_t length)
{
    char *copy = lb_malloc(length + 1, 1);
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

lb_qasm_symbol *lb_qasm_declare(lb_qasm *q, const char *name, size_t length, lb_qasm_kind kind)
{
    q->symbols = lb_grow(q->symbols, &q->symbol_capacity, q->symbol_count + 1, sizeof *q->symbols);
    lb_qasm_symbol *symbol = &q->symbols[q->symbol_count++];
    *symbol = (lb_qasm_symbol){.name = copy_of(name, length), .kind = kind};
    lb_angle_init(&symbol->value);
    return symbol;
}

void lb_qasm_forget(lb_qasm *q, size_t symbols)
{
    while (q->symbol_count > symbols) {
        lb_qasm_symbol *symbol = &q->symbols[--q->symbol_count];
        free(symbol->name);
        lb_angle_clear(&symbol->value);
    }
}

size_t lb_qasm_new_parameter(lb_qasm *q, const char *name, size_t length)
{
    q->parameters = lb_grow(q->parameters, &q->parameter_capacity, q->parameter_count + 1,
                            sizeof *q->parameters);
    q->parameters[q->parameter_count] =
        (lb_parameter){.name = copy_of(name, length), .angle = SIZE_MAX};
    q->named += length > 0;
    return q->parameter_count++;
}

/* A parameter that OpenQASM 2 does not declare: found by its name as it is written, or new. */
static size_t undeclared(lb_qasm *q, const char *name, size_t length)
{
    for (size_t i = 0; i < q->parameter_count; i++)
        if (length && lb_same(name, length, q->parameters[i].name))
            return i;
    return lb_qasm_new_parameter(q, name, length);
}

static lb_status undeclared_name(lb_qasm *q, lb_angle *value)
{
    lb_scanner *s = &q->scan;
    const char *name = s->text;
    size_t length = s->length;
    lb_status status = lb_scan_next(s);
    if (!status && s->kind == '[') {
        status = lb_scan_next(s);
        if (!status)
            status = s->kind == LB_SCAN_NUMBER ? lb_scan_next(s) : lb_scan_expected(s, "an index");
        if (!status && s->kind == ']')
            length = (size_t)(s->text + 1 - name);
        if (!status)
            status = lb_scan_symbol(s, ']', "']'");
    }
    if (!status)
        lb_angle_set_parameter(value, undeclared(q, name, length));
    return status;
}

static lb_status unknown_name(const lb_qasm *q)
{
    const lb_scanner *s = &q->scan;
    lb_nearest nearest;
    lb_nearest_init(&nearest, s->text, s->length);
    for (size_t i = 0; i < q->symbol_count; i++)
        lb_nearest_offer(&nearest, q->symbols[i].name, strlen(q->symbols[i].name));
    return lb_scan_fail(s, "there is no parameter or constant called %s%s",
                        lb_quote(s->text, s->length).text, lb_nearest_hint(&nearest).text);
}

/* An integer in 0 .. most, with -1 for the last where `count` says how many there are. */
static lb_status read_index(lb_qasm *q, size_t *index, size_t count)
{
    lb_scanner place = q->scan;
    int64_t value;
    lb_status status = lb_qasm_integer(q, &value);
    if (status)
        return status;
    int64_t wrapped = value < 0 && q->version > 2 ? value + (int64_t)count : value;
    if (wrapped < 0 || wrapped >= (int64_t)count)
        return lb_scan_fail(&place, "index %lld is not below %zu", (long long)value, count);
    *index = (size_t)wrapped;
    return LB_OK;
}

static lb_status parameter_of(lb_qasm *q, lb_angle *value, const lb_qasm_symbol *symbol)
{
    size_t index = 0, first = symbol->first, count = symbol->count;
    bool is_array = symbol->is_array;
    lb_status status = lb_scan_next(&q->scan);
    if (!status && is_array) {
        status = lb_scan_symbol(&q->scan, '[', "an index of this array");
        if (!status)
            status = read_index(q, &index, count);
        if (!status)
            status = lb_scan_symbol(&q->scan, ']', "']'");
    }
    if (!status)
        lb_angle_set_parameter(value, first + index);
    return status;
}

static lb_status name_value(lb_qasm *q, lb_angle *value, bool *literal)
{
    static const char *const turns[] = {"pi", "\xcf\x80", "tau", "\xcf\x84"};
    lb_scanner *s = &q->scan;
    for (unsigned i = 0; i < 4; i++)
        if (lb_scan_is(s, turns[i])) {
            mpq_set_ui(value->pi, i < 2 ? 1 : 2, 1);
            return lb_scan_next(s);
        }
    const lb_qasm_symbol *symbol = lb_qasm_find(q, s->text, s->length);
    if (symbol && symbol->kind == LB_QASM_VALUE) {
        *literal = *literal && symbol < q->symbols + q->frame;
        lb_angle_set(value, &symbol->value);
        return lb_scan_next(s);
    }
    if (symbol && symbol->kind == LB_QASM_PARAMETERS)
        return parameter_of(q, value, symbol);
    static const char *const functions[] = {"sin",  "cos",    "tan",    "exp",    "ln",
                                            "sqrt", "arcsin", "arccos", "arctan", "log",
                                            "acos", "asin",   "atan"};
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (lb_scan_is(s, functions[i]))
            return lb_scan_fail(s,
                                "functions such as %s have no exact value here: write the angle "
                                "as a number or a parameter",
                                functions[i]);
    if (symbol || q->version > 2 || q->frame)
        return unknown_name(q);
    return undeclared_name(q, value);
}

static lb_status primary(lb_qasm *q, lb_angle *value, bool *literal)
{
    lb_scanner *s = &q->scan;
    if (s->kind == LB_SCAN_NUMBER)
        return lb_scan_number(value->number, s);
    if (s->kind == LB_SCAN_NAME)
        return name_value(q, value, literal);
    if (s->kind != '(')
        return lb_scan_expected(s, "an angle");
    if (q->depth >= LB_QASM_DEPTH_MAX)
        return lb_scan_fail(s, "too many parentheses");
    q->depth++;
    lb_status status = lb_scan_next(s);
    if (!status)
        status = lb_qasm_expression(q, value, literal);
    q->depth--;
    return status ? status : lb_scan_symbol(s, ')', "')'");
}

/* A power of constants, by an integer. */
static lb_status power(lb_qasm *q, lb_angle *value, bool *literal)
{
    lb_scanner *s = &q->scan;
    lb_status status = primary(q, value, literal);
    while (!status && (s->kind == LB_SCAN_POWER || (s->kind == '^' && q->version == 2))) {
        lb_scanner place = *s;
        lb_angle exponent;
        lb_angle_init(&exponent);
        status = lb_scan_next(s);
        if (!status)
            status = primary(q, &exponent, literal);
        if (!status && (!lb_angle_is_rational(value) || !lb_angle_is_rational(&exponent)))
            status = lb_scan_fail(&place, "powers are of numbers without pi and parameters");
        const char *problem =
            status ? NULL : lb_bounded_apply(value->number, '^', value->number, exponent.number);
        if (problem)
            status = lb_scan_fail(&place, "%s", problem);
        lb_angle_clear(&exponent);
    }
    return status;
}

static lb_status factor(lb_qasm *q, lb_angle *value, bool *literal)
{
    lb_scanner *s = &q->scan;
    bool negative = false;
    lb_status status = LB_OK;
    while (!status && (s->kind == '-' || s->kind == '+')) {
        negative ^= s->kind == '-';
        status = lb_scan_next(s);
    }
    if (!status)
        status = power(q, value, literal);
    if (!status && negative) {
        mpq_t minus;
        mpq_init(minus);
        mpq_set_si(minus, -1, 1);
        lb_angle_scale(value, minus);
        mpq_clear(minus);
    }
    return status;
}

static lb_status product(lb_qasm *q, lb_angle *value, bool *literal)
{
    lb_scanner *s = &q->scan;
    lb_status status = factor(q, value, literal);
    while (!status && (s->kind == '*' || s->kind == '/')) {
        lb_scanner place = *s;
        lb_angle next;
        lb_angle_init(&next);
        status = lb_scan_next(s);
        if (!status)
            status = factor(q, &next, literal);
        const char *problem = NULL;
        if (!status)
            problem =
                place.kind == '*' ? lb_angle_multiply(value, &next) : lb_angle_divide(value, &next);
        if (problem)
            status = lb_scan_fail(&place, "%s", problem);
        lb_angle_clear(&next);
    }
    return status;
}

lb_status lb_qasm_expression(lb_qasm *q, lb_angle *value, bool *literal)
{
    lb_scanner *s = &q->scan;
    mpq_t sign;
    mpq_init(sign);
    lb_status status = product(q, value, literal);
    while (!status && (s->kind == '+' || s->kind == '-')) {
        mpq_set_si(sign, s->kind == '+' ? 1 : -1, 1);
        lb_angle next;
        lb_angle_init(&next);
        status = lb_scan_next(s);
        if (!status)
            status = product(q, &next, literal);
        if (!status)
            lb_angle_add(value, sign, &next);
        lb_angle_clear(&next);
    }
    mpq_clear(sign);
    return status;
}

lb_status lb_qasm_integer(lb_qasm *q, int64_t *value)
{
    lb_scanner place = q->scan;
    bool literal = true;
    lb_angle angle;
    lb_angle_init(&angle);
    lb_status status = lb_qasm_expression(q, &angle, &literal);
    if (!status && (!lb_angle_is_rational(&angle) || !lb_bounded_to_integer(value, angle.number)))
        status = lb_scan_fail(&place, "an integer was expected here");
    lb_angle_clear(&angle);
    return status;
}

/* A decimal number within rounding of k pi/2, as programs print it, is that. */
static bool is_rounded_turn(mpq_t pi, double value)
{
    double quarters = value / (3.14159265358979323846 / 2), nearest = round(quarters);
    if (fabs(quarters - nearest) > 1e-9 || fabs(nearest) > 1e6)
        return false;
    mpq_set_si(pi, (long)nearest, 2);
    mpq_canonicalize(pi);
    return true;
}

/* Numbers by their values: those that agree to 1e-12 are in the same cell of a table, or in
 * neighbours. */
struct lb_qasm_number {
    double value;
    size_t parameter;
    size_t next; /* its number + 1, of the next one in the same slot */
};

/* Cells have a relative width of 2^-39 to 2^-38, and their numbers grow with the value. */
static int64_t cell_of(double value)
{
    int exponent;
    double mantissa = frexp(fabs(value), &exponent);
    int64_t cell = exponent * (INT64_C(1) << 38) + (int64_t)floor(ldexp(mantissa, 39));
    return value < 0 ? -cell : cell;
}

static size_t *slot_of(const lb_qasm *q, int64_t cell)
{
    uint64_t hash = (uint64_t)cell * UINT64_C(0x9e3779b97f4a7c15);
    return &q->slots[(hash ^ hash >> 32) & (q->slot_count - 1)];
}

static void link_number(const lb_qasm *q, size_t i)
{
    size_t *slot = slot_of(q, cell_of(q->values[i].value));
    q->values[i].next = *slot;
    *slot = i + 1;
}

static void add_number(lb_qasm *q, double value, size_t parameter)
{
    q->values = lb_grow(q->values, &q->value_capacity, q->value_count + 1, sizeof *q->values);
    q->values[q->value_count++] = (struct lb_qasm_number){.value = value, .parameter = parameter};
    if (q->value_count < q->slot_count) {
        link_number(q, q->value_count - 1);
        return;
    }
    free(q->slots);
    q->slot_count = q->slot_count ? 2 * q->slot_count : 64;
    q->slots = lb_calloc(q->slot_count, sizeof *q->slots);
    for (size_t i = 0; i < q->value_count; i++)
        link_number(q, i);
}

/* The first number that agrees with it, or SIZE_MAX. */
static size_t find_number(const lb_qasm *q, double value)
{
    size_t first = SIZE_MAX;
    int64_t cell = cell_of(value);
    for (int64_t c = cell - 1; q->slot_count && c <= cell + 1; c++)
        for (size_t i = *slot_of(q, c); i; i = q->values[i - 1].next)
            if (fabs(q->values[i - 1].value - value) <= 1e-12 * fabs(value) && i - 1 < first)
                first = i - 1;
    return first;
}

/* The parameter that a number stands for. */
static size_t parameter_of_number(lb_qasm *q, double value)
{
    bool equal = q->options->numbers == LB_NUMBERS_EQUAL;
    size_t known = equal ? find_number(q, value) : SIZE_MAX;
    if (known != SIZE_MAX)
        return q->values[known].parameter;
    size_t parameter = lb_qasm_new_parameter(q, "", 0);
    if (equal)
        add_number(q, value, parameter);
    return parameter;
}

lb_status lb_qasm_angle(lb_qasm *q, lb_angle *value)
{
    bool literal = true;
    lb_status status = lb_qasm_expression(q, value, &literal);
    if (status || !literal || q->in_library || !lb_angle_is_constant(value))
        return status;
    mpq_t halves;
    mpq_init(halves);
    mpq_mul_2exp(halves, value->pi, 1);
    bool fixed = !mpq_sgn(value->number) && !mpz_cmp_ui(mpq_denref(halves), 1);
    mpq_clear(halves);
    double number = lb_angle_constant(value);
    if (!fixed && mpq_sgn(value->number) && is_rounded_turn(value->pi, number)) {
        mpq_set_ui(value->number, 0, 1);
        q->rounded++;
        fixed = true;
    }
    if (fixed && q->options->numbers != LB_NUMBERS_ALL)
        return LB_OK;
    q->numbers++;
    lb_angle_set_parameter(value, parameter_of_number(q, number));
    return LB_OK;
}
