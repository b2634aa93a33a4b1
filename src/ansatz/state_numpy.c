/* Files of NumPy, as np.save writes them: "\x93NUMPY", the version in two bytes, the length of the
 * header in two bytes or (from version 2 on) four, the header
 *
 *     {'descr': '<c16', 'fortran_order': False, 'shape': (4,), }
 *
 * and the numbers. A row of a matrix is a state. */

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ansatz/language/assemble.h"
#include "ansatz/state_lists.h"
#include "base/memory.h"

static const char magic[] = "\x93NUMPY";

typedef struct array {
    const char *source;
    const unsigned char *numbers;
    size_t rows, columns; /* rows are states */
    bool is_complex, big_endian, by_columns;
    lb_error *error;
} array;

bool lb_ansatz_numpy_recognize(const char *text, size_t length)
{
    return length >= sizeof magic - 1 && !memcmp(text, magic, sizeof magic - 1);
}

static lb_status fail(const array *a, const char *message)
{
    return lb_fail_at(a->error, a->source, 0, 0, "%s", message);
}

/* The value behind 'key': in the header, or NULL. */
static const char *value_of(const char *header, const char *key)
{
    const char *found = strstr(header, key);
    if (!found)
        return NULL;
    found += strlen(key);
    return found + strspn(found, "'\": ");
}

static lb_status read_type(array *a, const char *header)
{
    const char *type = value_of(header, "'descr'");
    bool known = type && (type[0] == '<' || type[0] == '>' || type[0] == '=') &&
                 (!strncmp(type + 1, "c16'", 4) || !strncmp(type + 1, "f8'", 3));
    if (!known)
        return fail(a,
                    "a file of NumPy with numbers of the types complex128 or float64 was expected");
    a->big_endian = type[0] == '>';
    a->is_complex = type[1] == 'c';
    return LB_OK;
}

/* "(4,)" or "(3, 4)"; a matrix of one column is one state. */
static lb_status read_shape(array *a, const char *header, size_t whole)
{
    const char *shape = value_of(header, "'shape'"), *order = value_of(header, "'fortran_order'");
    size_t sizes[2] = {1, 1}, count = 0;
    bool good = shape && order && *shape++ == '(';
    for (; good && *shape != ')'; count++) {
        char *end;
        unsigned long long size = strtoull(shape, &end, 10);
        good = end > shape && count < 2 && size < SIZE_MAX;
        if (count < 2)
            sizes[count] = (size_t)size;
        shape = end + strspn(end, ", ");
    }
    if (!good || !count)
        return fail(a, "an array of one or two dimensions was expected, states by rows");
    a->by_columns = !strncmp(order, "True", 4);
    a->rows = count == 1 || sizes[1] == 1 ? 1 : sizes[0];
    a->columns = a->rows == 1 && sizes[0] > 1 ? sizes[0] : sizes[1];
    if (a->columns != whole) {
        char message[160];
        snprintf(message, sizeof message,
                 "rows of %zu amplitudes were expected in this array, not of %zu%s", whole,
                 a->columns, a->rows == whole ? ": states are rows, not columns" : "");
        return fail(a, message);
    }
    return LB_OK;
}

/* A double of eight bytes in the order of the file. */
static double number_at(const array *a, size_t i)
{
    uint64_t bits = 0;
    for (size_t byte = 0; byte < 8; byte++)
        bits |= (uint64_t)a->numbers[8 * i + byte] << 8 * (a->big_endian ? 7 - byte : byte);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static lb_status read_row(array *a, lb_ansatz_t states, size_t row)
{
    lb_amplitude_list list;
    lb_amplitude_list_init(&list, states->qubits, LB_AMPLITUDES_FLOATING);
    lb_status status = LB_OK;
    for (size_t b = 0; b < a->columns && !status; b++) {
        size_t i = a->by_columns ? b * a->rows + row : row * a->columns + b;
        double re = number_at(a, a->is_complex ? 2 * i : i);
        double im = a->is_complex ? number_at(a, 2 * i + 1) : 0;
        char text[80];
        int length = snprintf(text, sizeof text, "%.17g%+.17gj", re, im);
        lb_error inner;
        if (!isfinite(re) || !isfinite(im))
            status = fail(a, "an amplitude is not finite");
        else if (lb_amplitude_list_add_at(&list, b, text, (size_t)length, &inner))
            status = fail(a, inner.message);
    }
    lb_error inner;
    if (!status && lb_ansatz_take_list(states, &list, &inner))
        status = fail(a, inner.message);
    lb_amplitude_list_clear(&list);
    return status;
}

/* The header as a text, which the caller frees, and where it ends; NULL when the file is too short. */
static char *read_header(const char *text, size_t length, size_t *end)
{
    const unsigned char *bytes = (const unsigned char *)text;
    size_t start = length > 6 && bytes[6] == 1 ? 10 : 12;
    if (length < start)
        return NULL;
    size_t size = (size_t)bytes[8] | (size_t)bytes[9] << 8;
    if (start == 12)
        size |= (size_t)bytes[10] << 16 | (size_t)bytes[11] << 24;
    if (size > length - start)
        return NULL;
    *end = start + size;
    char *header = lb_sprintf("%.*s", (int)(size < 65536 ? size : 65536), text + start);
    return header;
}

lb_status lb_ansatz_numpy_read(lb_ansatz_t states, const char *source, const char *text,
                               size_t length, lb_error *error)
{
    array a = {.source = source, .error = error};
    if (states->qubits > LB_DENSE_LIST_MAX)
        return fail(&a, "a list of all amplitudes is for at most 20 qubits");
    size_t end = 0;
    char *header = read_header(text, length, &end);
    if (!header)
        return fail(&a, "this file of NumPy ends within its header");
    lb_status status = read_type(&a, header);
    if (!status)
        status = read_shape(&a, header, (size_t)1 << states->qubits);
    free(header);
    if (status)
        return status;
    a.numbers = (const unsigned char *)text + end;
    size_t size = a.is_complex ? 16 : 8;
    if (!a.rows || a.rows > (length - end) / size / a.columns ||
        length - end != a.rows * a.columns * size)
        return fail(&a, "this file of NumPy has another length than its header says");
    for (size_t row = 0; row < a.rows && !status; row++)
        status = read_row(&a, states, row);
    if (!status)
        lb_ansatz_add_remark(states,
                             "in a file of NumPy qubit 0 is the first bit of an index, as in "
                             "np.kron (a Statevector has it last)");
    return status;
}
