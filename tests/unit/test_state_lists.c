/* Data sets as NumPy and Qiskit write them: what is read of lists and of binary files, and what is
 * refused. */

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <liebound/ansatz.h>

#include "base/random.h"
#include "support.h"

static lb_status parse(lb_ansatz_t A, size_t qubits, const char *text, size_t length,
                       lb_error *error)
{
    lb_ansatz_init(A, "test", qubits);
    ck_assert(!lb_ansatz_add_state(A, "plus", error));
    return lb_ansatz_parse_states(A, text, length, "data", error);
}

static void check_states(const char *text, size_t length, const char *const expected[])
{
    lb_ansatz_t A;
    lb_error error;
    lb_status status = parse(A, 2, text, length, &error);
    ck_assert_msg(!status, "%zu:%zu: %s\n%s", error.line, error.column, error.message, text);
    size_t count = 0;
    for (; expected[count]; count++) {
        ck_assert_uint_lt(count, A->state_count);
        ck_assert_str_eq(A->states[count].text, expected[count]);
    }
    ck_assert_uint_eq(A->state_count, count);
    ck_assert_uint_eq(A->remark_count, 1);
    lb_ansatz_clear(A);
}

/* ---- Lists ---- */

static const struct {
    const char *text, *states[3];
} lists[] = {
    {"1\n0\n0\n1j\n", {"vector 00:1 11:1i psi0"}},
    {"\xef\xbb\xbf# saved\n1 0 0 2/3\n", {"vector 00:1 11:2/3 psi0"}},
    {"1 0 0 1\n0, 1, -1i, 0\n", {"vector 00:1 11:1 psi0", "vector 01:1 10:-1i psi1"}},
    {" (5.0e-01+0.0e+00j)\n (0.0e+00+-5.0e-01j)\n (0.0e+00+0.0e+00j)\n (1.0e+00+0.0e+00j)\n",
     {"vector floating 00:0.5 01:-0.5i 11:1 psi0"}},
    {"[1, 0, 0, 1]", {"vector 00:1 11:1 psi0"}},
    {"[0.5+0.j  0. -1.j  0.        +0.j\n 1.        -0.5j]\n",
     {"vector floating 00:0.5 01:-1i 11:1-0.5i psi0"}},
    {"array([[0.5, 0. , -0.5, 0. ],\n       [0. , 1. , 0. , 1. ]])\n",
     {"vector floating 00:0.5 10:-0.5 psi0", "vector floating 01:1 11:1 psi1"}},
    {"[np.complex128(1+0j), np.complex128(0j), np.complex128(1j), np.complex128(0j)]",
     {"vector 00:1 10:1i psi0"}},
    {"Statevector([1.+0.j, 0.5+0.j, 0. +0.j,\n             0. +2.j],\n            dims=(2, 2))\n",
     {"vector floating 00:1 10:0.5 11:2i psi0"}},
    {"[Statevector([0, 1, 0, 0], dims=(2, 2)), Statevector([0, 0, 1, 0], dims=(2, 2))]",
     {"vector 10:1 psi0", "vector 01:1 psi1"}},
    {"[1 -1j 1 -1j]", {NULL}}, /* 1-1j twice: too few */
};

START_TEST(test_lists)
{
    size_t length = strlen(lists[_i].text);
    if (lists[_i].states[0]) {
        check_states(lists[_i].text, length, lists[_i].states);
        return;
    }
    lb_ansatz_t A;
    lb_error error;
    ck_assert_int_eq(parse(A, 2, lists[_i].text, length, &error), LB_INPUT);
    ck_assert_ptr_nonnull(strstr(error.message, "this list has 2 amplitudes"));
    lb_ansatz_clear(A);
}
END_TEST

static const struct {
    const char *text;
    size_t line, column;
    const char *says;
} errors[] = {
    {"[1, 0, 0]", 1, 2, "this list has 3 amplitudes, and 2^2 = 4 were expected"},
    {"[[1, 0, 0, 1],\n [1, 0, 0]]", 2, 3, "this list has 3 amplitudes"},
    {"[1, 0, 0, 1, 1]", 1, 14, "'1' is one amplitude too many"},
    {"1\n0\n0\n1\n0\n", 5, 1, "'0' is one amplitude too many"},
    {"1\n0\n0\n", 1, 1, "'1': a line 'state NAME' was expected, or 4 amplitudes in one list"},
    {"1 0\n0 1\n", 1, 1, "'1': a line 'state NAME' was expected"},
    {"1 0 0 1\n1 0 0\n", 2, 1, "4 amplitudes in one list"},
    {"1 0 0 1 1 0 0 1\n", 1, 9, "4 amplitudes in one list"},
    {"[1, 0, nan, 1]", 1, 8, "'nan': a line 'state NAME' was expected, or a list"},
    {"[1, 0, 1.2.3, 1]", 1, 8, "'1.2.3' is not a number"},
    {"[1 0 ... 0]", 1, 6, "abbreviated"},
    {"DensityMatrix([1, 0, 0, 1])", 1, 1, "'DensityMatrix': a line 'state NAME'"},
    {"[1, 0, 0, 1", 1, 12, "']' was expected"},
    {"1, 0, 0, 1]", 1, 11, "this bracket closes none"},
    {"[1, [0, 0, 1]]", 1, 5, "a list among numbers"},
    {"[0, 0, 0, 0]", 1, 2, "a state needs an amplitude that is not 0"},
    {"[]", 1, 3, "there are no amplitudes"},
    {"\x93NUMPX", 1, 1, "is not a number"},
};

static void check_refused(size_t qubits, const char *text, size_t length, const char *says,
                          size_t line, size_t column)
{
    lb_ansatz_t A;
    lb_error error;
    ck_assert_int_eq(parse(A, qubits, text, length, &error), LB_INPUT);
    ck_assert_msg(strstr(error.message, says) != NULL, "%s: %s", text, error.message);
    ck_assert_msg(error.line == line && error.column == column, "%s: %zu:%zu", text, error.line,
                  error.column);
    ck_assert_str_eq(error.source, "data");
    ck_assert_uint_eq(A->state_count, 1);
    ck_assert_int_eq(A->states[0].text[0], '+');
    ck_assert_uint_eq(A->remark_count, 0);
    lb_ansatz_clear(A);
}

START_TEST(test_errors)
{
    check_refused(2, errors[_i].text, strlen(errors[_i].text), errors[_i].says, errors[_i].line,
                  errors[_i].column);
}
END_TEST

/* ---- Files of NumPy ---- */

typedef struct file {
    char bytes[4096];
    size_t length;
} file;

static void add(file *f, const void *bytes, size_t length)
{
    memcpy(f->bytes + f->length, bytes, length);
    f->length += length;
}

static void add_double(file *f, double value, bool swapped)
{
    unsigned char bytes[8], turned[8];
    memcpy(bytes, &value, 8);
    for (int i = 0; i < 8; i++)
        turned[i] = bytes[7 - i];
    add(f, swapped ? turned : bytes, 8);
}

/* Of a header and numbers, in the order of this machine, or the other one. */
static void make(file *f, int version, const char *header, const double *numbers, size_t count,
                 bool swapped)
{
    unsigned char start[] = {0x93, 'N', 'U', 'M', 'P', 'Y', (unsigned char)version, 0};
    size_t size = strlen(header);
    unsigned char length[4] = {(unsigned char)size, (unsigned char)(size >> 8), 0, 0};
    f->length = 0;
    add(f, start, sizeof start);
    add(f, length, version == 1 ? 2 : 4);
    add(f, header, size);
    for (size_t i = 0; i < count; i++)
        add_double(f, numbers[i], swapped);
}

#define HEAD(type, order, shape)                                                                   \
    "{'descr': '" type "', 'fortran_order': " order ", 'shape': " shape ", }          \n"

START_TEST(test_numpy)
{
    static const double complex_numbers[] = {1, 0, 0, -0.5, 0, 0, 0.25, 2};
    static const double rows[] = {1, 0, 0, 3, 0, 5, 6, 7}, columns[] = {1, 0, 0, 5, 0, 6, 3, 7};
    static const char *const one[] = {"vector floating 00:1 01:-0.5i 11:0.25+2i psi0", NULL};
    static const char *const two[] = {"vector floating 00:1 11:3 psi0",
                                      "vector floating 01:5 10:6 11:7 psi1", NULL};
    static const char *const real[] = {"vector floating 00:1 11:3 psi0", NULL};
    union {
        uint16_t number;
        unsigned char bytes[2];
    } order = {1};
    bool big = !order.bytes[0];
    static file f;
    for (int version = 1; version <= 3; version++) {
        make(&f, version, HEAD("<c16", "False", "(4,)"), complex_numbers, 8, big);
        check_states(f.bytes, f.length, one);
    }
    make(&f, 1, HEAD(">c16", "False", "(4,)"), complex_numbers, 8, !big);
    check_states(f.bytes, f.length, one);
    make(&f, 1, HEAD("<c16", "False", "(4, 1)"), complex_numbers, 8, big);
    check_states(f.bytes, f.length, one);
    make(&f, 1, HEAD("<f8", "False", "(2, 4)"), rows, 8, big);
    check_states(f.bytes, f.length, two);
    make(&f, 1, HEAD("<f8", "True", "(2, 4)"), columns, 8, big);
    check_states(f.bytes, f.length, two);
    make(&f, 1, HEAD("<f8", "False", "(4,)"), rows, 4, big);
    check_states(f.bytes, f.length, real);
    make(&f, 1, HEAD("<f8", "False", "(1, 4)"), rows, 4, big);
    check_states(f.bytes, f.length, real);
}
END_TEST

static void check_numpy_refused(const char *header, const double *numbers, size_t count,
                                const char *says)
{
    static file f;
    make(&f, 1, header, numbers, count, false);
    check_refused(2, f.bytes, f.length, says, 0, 0);
}

START_TEST(test_numpy_errors)
{
    static const double numbers[32] = {1}, bad[4] = {1, 0, 0.0 / 0.0, 0}, zeros[4] = {0};
    static file f;
    check_numpy_refused(HEAD("<f4", "False", "(4,)"), numbers, 4, "complex128 or float64");
    check_numpy_refused(HEAD("|O", "False", "(4,)"), numbers, 4, "complex128 or float64");
    check_numpy_refused("{}", numbers, 4, "complex128 or float64");
    check_numpy_refused(HEAD("<f8", "False", "(4"), numbers, 4, "one or two dimensions");
    check_numpy_refused(HEAD("<f8", "False", "()"), numbers, 4, "one or two dimensions");
    check_numpy_refused(HEAD("<f8", "False", "(2, 2, 2)"), numbers, 8, "one or two dimensions");
    check_numpy_refused(HEAD("<f8", "False", "(8,)"), numbers, 8, "rows of 4 amplitudes");
    check_numpy_refused(HEAD("<f8", "False", "(4, 3)"), numbers, 12, "not columns");
    check_numpy_refused(HEAD("<f8", "False", "(0, 4)"), numbers, 0, "another length");
    check_numpy_refused(HEAD("<f8", "False", "(4,)"), numbers, 3, "another length");
    check_numpy_refused(HEAD("<f8", "False", "(4,)"), numbers, 5, "another length");
    check_numpy_refused(HEAD("<c16", "False", "(4,)"), numbers, 4, "another length");
    check_numpy_refused(HEAD("<f8", "False", "(4611686018427387905, 4)"), numbers, 4,
                        "another length");
    check_numpy_refused(HEAD("<f8", "False", "(4,)"), bad, 4, "not finite");
    check_numpy_refused(HEAD("<f8", "False", "(4,)"), zeros, 4, "not 0");
    make(&f, 1, HEAD("<f8", "False", "(4,)"), numbers, 4, false);
    check_refused(21, f.bytes, f.length, "at most 20 qubits", 0, 0);
    for (size_t length = 6; length < 60; length++)
        check_refused(2, f.bytes, length, "header", 0, 0);
}
END_TEST

/* Broken files are refused or read, and nothing else happens. */
START_TEST(test_mutations)
{
    static const double numbers[8] = {1, 2, 3, 4, 5, 6, 7, 8};
    lb_random random;
    static file f;
    lb_random_seed(&random, lb_test_seed());
    for (size_t trial = 0; trial < lb_test_count(20000); trial++) {
        size_t kind = lb_random_below(&random, sizeof lists / sizeof *lists + 1);
        if (kind == sizeof lists / sizeof *lists) {
            make(&f, 1, HEAD("<f8", "False", "(2, 4)"), numbers, 8, false);
        } else {
            f.length = 0;
            add(&f, lists[kind].text, strlen(lists[kind].text));
        }
        for (size_t change = 1 + lb_random_below(&random, 3); change > 0; change--) {
            size_t place = lb_random_below(&random, f.length);
            if (lb_random_below(&random, 3))
                f.bytes[place] = "[]()0123456789+-.,jn \n\x93\xff"[lb_random_below(&random, 24)];
            else
                f.length = place + 1;
        }
        lb_ansatz_t A;
        lb_error error;
        char *copy = malloc(f.length);
        memcpy(copy, f.bytes, f.length);
        lb_status status = parse(A, 2, copy, f.length, &error);
        ck_assert(!status || status == LB_INPUT);
        free(copy);
        lb_ansatz_clear(A);
    }
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("state lists");
    tcase_add_loop_test(cases, test_lists, 0, sizeof lists / sizeof *lists);
    tcase_add_loop_test(cases, test_errors, 0, sizeof errors / sizeof *errors);
    tcase_add_test(cases, test_numpy);
    tcase_add_test(cases, test_numpy_errors);
    tcase_add_test(cases, test_mutations);
    return lb_test_run_cases("state lists", cases);
}
