/* Texts of other packages, mutated: each must be read in any of their formats or refused with a place
 * and a message, and what was read must survive being printed as .alg and as Python texts, and read
 * again. fuzz_foreign [rounds [seed]]. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <liebound/layers.h>

#include "base/random.h"
#include "support.h"

enum { LENGTH_MAX = 4096 };

static const char *const seeds[] = {
    "XXI\nIIZ\n-0.5 * YII\n+iXX_\n",
    "['XX', 'ZI']\n",
    "SparsePauliOp(['ZZI', 'IZZ'],\n coeffs=[1.+0.j, 0.5+0.j])\n",
    "from qiskit.quantum_info import (SparsePauliOp,\n Pauli)\nzz = SparsePauliOp([\"ZZ\"])\n"
    "observable = Pauli('XI')\nPauliList(['XX', 'YY'])\n",
    "SparsePauliOp.from_sparse_list([(\"XZ\", [0, 1], 1), (\"\", [], 2)], num_qubits=4)\n",
    "('XX', 0.5)\n[('ZZ', 1/2)]\n",
    "1.0 [Z0 Z1] +\n0.5 [Z1 Z2]\n\n(1+0j) [3^ 1] + (1+0j) [1^ 3]\n",
    "hop = FermionOperator('0^ 2') + FermionOperator('2^ 0', 1.0)\n"
    "0.5 * QubitOperator(\"X0 Y3\") + of.QubitOperator('2 [Z1] - 1 []')\n",
    "import pennylane as qml\nops = [qml.X(0), 0.5 * (X(0) @ Z(1)) + 1j * (1j * Y(2))]\n",
    "0.500*X(q(0))*Z(q(1))-1.000*Y(q(1))\na\xe2\x81\xba(0) a(1) + a\xe2\x81\xba(1) a(0)\n",
    "[[0, -1j], [1j, 0]]\n[[1 0]\n [0 0]]\n",
    "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[3];\ncreg c[3];\nh q;\nrzz(2*g) q[0], q[1];\n"
    "rx(0.3) q[0];\nbarrier q;\nu3(a, b, 0.1) q[1];\nmeasure q -> c;\n",
    "OPENQASM 3;\ninput array[float[64], 2] a;\ninput float t;\nqubit[3] q;\nbarrier;\n"
    "gate own(x) u, v { cx u, v; p(x) v; cx u, v; }\nfor uint i in {0, 1} rz(a[i]) q[i];\n"
    "for int i in [0:1] { ctrl @ rx(t) q[i], q[i + 1]; }\ninv @ sdg q[2];\npow(3) @ own(t/2) q[0], "
    "q[1];\n"};

static const char *const pieces[] = {"(",
                                     ")",
                                     "[",
                                     "]",
                                     "{",
                                     "}",
                                     "'",
                                     "\"",
                                     ",",
                                     "=",
                                     "\n",
                                     ";",
                                     "X0 ",
                                     "Z(1)",
                                     "'XX'",
                                     "j",
                                     "1/2",
                                     "1e9",
                                     "*",
                                     "@",
                                     " + ",
                                     "-",
                                     "3^ ",
                                     "[0, 1]",
                                     "observable",
                                     "from a import b\n",
                                     "SparsePauliOp(",
                                     "QubitOperator(",
                                     "num_qubits=",
                                     "coeffs=[",
                                     "barrier;",
                                     "qubit q;",
                                     "rx(t) q[0];",
                                     "ctrl @ ",
                                     "pow(2) @ ",
                                     "for int i in [0:2] ",
                                     "\xc3\xa9",
                                     "\x80",
                                     "#",
                                     "//",
                                     "/*",
                                     "99999",
                                     "0.5"};

static void demand(bool holds, const char *what, const char *text, size_t length)
{
    if (holds)
        return;
    fprintf(stderr, "fuzz_foreign: %s\n%.*s\n", what, (int)length, text);
    abort();
}

static lb_status read_text(lb_ansatz_t A, const char *text, size_t length, lb_format format,
                           lb_error *error)
{
    lb_ansatz_source source = {.name = "fuzz",
                               .text = text,
                               .length = length,
                               .format = format,
                               .numbers = length % 2 ? LB_NUMBERS_EQUAL : LB_NUMBERS_OWN};
    return lb_ansatz_read(A, &source, error);
}

static void check_printed(const lb_ansatz_t A, lb_language language, const char *text,
                          size_t length)
{
    char *printed = NULL;
    size_t size = 0;
    lb_error error;
    FILE *stream = open_memstream(&printed, &size);
    demand(stream != NULL, "no memory stream", text, length);
    lb_status status = lb_ansatz_print_in(stream, A, language, &error);
    demand(!fclose(stream) && (!status || status == LB_INPUT), "not printed", text, length);
    lb_ansatz_t B;
    bool reads = !status && language != LB_LANGUAGE_LATEX;
    bool circuit = A->layers || language == LB_LANGUAGE_QASM;
    if (reads && !read_text(B, printed, size, LB_FORMAT_AUTOMATIC, &error)) {
        demand(A->qubits == B->qubits, "other qubits", printed, size);
        demand(circuit || A->generator_count == B->generator_count, "other generators", printed,
               size);
        for (size_t k = 0; k < A->generator_count && !circuit; k++)
            demand(lb_sum_equal(&A->generators[k], &B->generators[k]), "another generator", printed,
                   size);
        lb_ansatz_clear(B);
    } else if (reads) {
        /* A layer needs a rotation that is no phase, and .alg a generator. */
        bool empty = !A->generator_count;
        for (size_t k = 0; k < A->generator_count && circuit; k++)
            empty |= !A->generators[k].length || !A->generators[k].strings[0].length;
        demand(empty, error.message, printed, size);
    }
    free(printed);
}

static void check(const char *text, size_t length)
{
    for (int format = LB_FORMAT_AUTOMATIC; format < LB_FORMAT_COUNT; format++) {
        lb_ansatz_t A;
        lb_error error;
        /* A copy without a byte behind it, for the sanitizers. */
        char *copy = malloc(length ? length : 1);
        memcpy(copy, text, length);
        lb_status status = read_text(A, copy, length, (lb_format)format, &error);
        free(copy);
        demand(!status || status == LB_INPUT, "a strange status", text, length);
        if (status) {
            demand(error.message[0] != '\0', "no message", text, length);
            for (const char *c = error.message; *c; c++)
                demand((unsigned char)*c >= ' ' && (unsigned char)*c < 127,
                       "an unprintable message", text, length);
            continue;
        }
        if (A->qubits <= 100 && A->generator_count <= 100)
            for (int language = 0; language < LB_LANGUAGE_COUNT; language++)
                check_printed(A, (lb_language)language, text, length);
        lb_ansatz_clear(A);
    }
}

static size_t insert(char *text, size_t length, size_t at, const char *piece, size_t size)
{
    if (length + size > LENGTH_MAX)
        return length;
    memmove(text + at + size, text + at, length - at);
    memcpy(text + at, piece, size);
    return length + size;
}

static size_t mutate(char *text, size_t length, lb_random *random)
{
    size_t at = (size_t)lb_random_below(random, length + 1), size = lb_random_below(random, 16);
    const char *piece = pieces[lb_random_below(random, sizeof pieces / sizeof *pieces)];
    char copy[16];
    size = size > length - at ? length - at : size;
    switch (lb_random_below(random, 4)) {
    case 0:
        if (at < length)
            text[at] = "0123456789 ()[]XYZij'\"#\n;,=+-*@"[lb_random_below(random, 31)];
        return length;
    case 1:
        return insert(text, length, at, piece, strlen(piece));
    case 2:
        memmove(text + at, text + at + size, length - at - size);
        return length - size;
    default:
        memcpy(copy, text + at, size);
        return insert(text, length, (size_t)lb_random_below(random, length + 1), copy, size);
    }
}

int main(int argc, char **argv)
{
    size_t rounds = argc > 1 ? strtoul(argv[1], NULL, 10) : lb_test_count(3000);
    uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : lb_test_seed();
    lb_random random;
    lb_random_seed(&random, seed);
    static char text[LENGTH_MAX];
    for (size_t round = 0; round < rounds; round++) {
        const char *file = seeds[lb_random_below(&random, sizeof seeds / sizeof *seeds)];
        size_t length = strlen(file);
        memcpy(text, file, length);
        for (uint64_t changes = 1 + lb_random_below(&random, 4); changes > 0; changes--)
            length = mutate(text, length, &random);
        check(text, length);
    }
    printf("fuzz_foreign: %zu rounds from seed %" PRIu64 "\n", rounds, seed);
    return 0;
}
