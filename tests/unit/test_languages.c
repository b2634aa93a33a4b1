/* Generators in the languages of other packages: what is printed is read back as the same. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>
#include <liebound/layers.h>

#include "base/random.h"
#include "support.h"

static const lb_language python[] = {LB_LANGUAGE_QISKIT, LB_LANGUAGE_OPENFERMION,
                                     LB_LANGUAGE_PENNYLANE};

/* The caller frees the text; NULL when it cannot be printed. */
static char *printed(const lb_ansatz_t A, lb_language language)
{
    char *text = NULL;
    size_t size = 0;
    lb_error error;
    FILE *stream = open_memstream(&text, &size);
    ck_assert_ptr_nonnull(stream);
    lb_status status = lb_ansatz_print_in(stream, A, language, &error);
    ck_assert(!fclose(stream));
    if (!status)
        return text;
    ck_assert_int_eq(status, LB_INPUT);
    ck_assert_str_eq(text, "");
    free(text);
    return NULL;
}

static void read_text(lb_ansatz_t B, const char *text, lb_format format)
{
    lb_error error;
    lb_ansatz_source source = {
        .name = "text", .text = text, .length = strlen(text), .format = format};
    lb_status status = lb_ansatz_read(B, &source, &error);
    ck_assert_msg(!status, "%zu:%zu: %s\n%.2000s", error.line, error.column, error.message, text);
}

static void check_same(const lb_ansatz_t A, const lb_ansatz_t B, const char *text)
{
    ck_assert_uint_eq(A->qubits, B->qubits);
    ck_assert_uint_eq(A->generator_count, B->generator_count);
    for (size_t k = 0; k < A->generator_count; k++)
        ck_assert_msg(lb_sum_equal(&A->generators[k], &B->generators[k]), "generator %zu of\n%s", k,
                      text);
    ck_assert_int_eq(A->observable != NULL, B->observable != NULL);
    if (A->observable)
        ck_assert(lb_sum_equal(A->observable, B->observable));
}

/* Through every text for Python, recognized and by its name. */
static void check_python(lb_ansatz_t A)
{
    lb_layers_struct *layers = A->layers;
    A->layers = NULL;
    for (size_t i = 0; i < 3; i++) {
        const lb_format named = i ? LB_FORMAT_EXPRESSION : LB_FORMAT_QISKIT;
        char *text = printed(A, python[i]);
        for (int forced = 0; forced < 2; forced++) {
            lb_ansatz_t B;
            read_text(B, text, forced ? named : LB_FORMAT_AUTOMATIC);
            check_same(A, B, text);
            lb_ansatz_clear(B);
        }
        free(text);
    }
    A->layers = layers;
}

/* H without the identity. */
static void drop_identity(lb_sum_t R, const lb_sum_struct *H)
{
    lb_sum_set(R, H);
    if (lb_sum_contains_identity(R))
        mpq_set_ui(&R->coefficients[R->length - 1], 0, 1);
    lb_sum_normalize(R);
}

static bool has_multiple(const lb_ansatz_t B, const lb_sum_t H)
{
    bool found = false;
    for (size_t k = 0; k < B->generator_count && !found; k++)
        found = lb_sum_proportional(&B->generators[k], H);
    return found;
}

static bool commutes(const lb_sum_struct *H)
{
    for (size_t i = 0; i < H->length; i++)
        for (size_t j = 0; j < i; j++)
            if (lb_string_anticommutes(&H->strings[i], &H->strings[j]))
                return false;
    return true;
}

static bool all_commute(const lb_ansatz_t A)
{
    for (size_t k = 0; k < A->generator_count; k++)
        if (!commutes(&A->generators[k]))
            return false;
    return true;
}

static bool rotates_first(const lb_ansatz_t A)
{
    for (size_t g = 0; A->layers && g < A->layers->parts[LB_FIRST_LAYER].count; g++)
        if (!A->layers->parts[LB_FIRST_LAYER].gates[g].is_fixed)
            return true;
    return false;
}

/* Up to factors, every generator is one of the circuit that is read, and there are no others. */
static bool check_circuit(const lb_ansatz_t A)
{
    char *text = printed(A, LB_LANGUAGE_QASM);
    ck_assert_int_eq(text != NULL, all_commute(A));
    if (!text || rotates_first(A)) {
        free(text);
        return false;
    }
    lb_ansatz_t B;
    lb_sum_t H;
    lb_sum_init(H, A->qubits);
    read_text(B, text, LB_FORMAT_AUTOMATIC);
    ck_assert_uint_eq(A->qubits, B->qubits);
    for (size_t k = 0; k < A->generator_count; k++) {
        drop_identity(H, &A->generators[k]);
        ck_assert_msg(!H->length || has_multiple(B, H), "generator %zu of %s\n%s", k, A->name,
                      text);
    }
    for (size_t k = 0; k < B->generator_count; k++) {
        bool found = false;
        for (size_t j = 0; j < A->generator_count && !found; j++) {
            drop_identity(H, &A->generators[j]);
            found = lb_sum_proportional(H, &B->generators[k]);
        }
        ck_assert_msg(found, "generator %zu that was read of %s\n%s", k, A->name, text);
    }
    lb_sum_clear(H);
    lb_ansatz_clear(B);
    free(text);
    return true;
}

START_TEST(test_catalogue)
{
    size_t circuits = 0;
    for (size_t i = 0; i < lb_catalogue_size(); i++) {
        lb_ansatz_t A;
        lb_error error;
        ck_assert(!lb_ansatz_load(A, lb_catalogue_at(i)->name, NULL, 0, &error));
        check_python(A);
        circuits += check_circuit(A);
        lb_ansatz_clear(A);
    }
    ck_assert_uint_gt(circuits, lb_catalogue_size() / 2);
}
END_TEST

/* ---- Random sums ---- */

static void random_sum(lb_sum_t S, size_t qubits, lb_random *random)
{
    lb_string_t P;
    mpq_t c;
    mpq_init(c);
    lb_string_init(P);
    lb_sum_init(S, qubits);
    for (size_t terms = lb_random_below(random, 11); terms > 0; terms--) {
        lb_string_identity(P);
        for (size_t letters = lb_random_below(random, 9); letters > 0; letters--)
            lb_string_set_letter(P, (uint32_t)lb_random_below(random, qubits),
                                 "IXYZ"[lb_random_below(random, 4)]);
        mpq_set_si(c, 1 - 2 * (long)lb_random_below(random, 2),
                   1 + lb_random_below(random, 2) * lb_random_below(random, 1000));
        mpz_set_ui(mpq_denref(c), 1 + lb_random_below(random, 12));
        if (!lb_random_below(random, 4))
            mpz_ui_pow_ui(mpq_numref(c), 10, 30);
        mpq_canonicalize(c);
        lb_sum_append(S, c, P);
    }
    lb_sum_normalize(S);
    lb_string_clear(P);
    mpq_clear(c);
}

START_TEST(test_random)
{
    static const char *const names[] = {"",  "a", "b-c.d",       "zz[0,1]",      "lambda",
                                        "X", "a", "generator_1", "3d",           "observable",
                                        "_", "I", "from",        "SparsePauliOp"};
    static const size_t sizes[] = {1, 2, 3, 5, 20, 21, 70};
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t trial = 0; trial < lb_test_count(400); trial++) {
        lb_ansatz_t A;
        lb_sum_t S;
        size_t qubits = sizes[lb_random_below(&random, sizeof sizes / sizeof *sizes)];
        lb_ansatz_init(A, "random", qubits);
        for (size_t k = 1 + lb_random_below(&random, 5); k > 0; k--) {
            random_sum(S, qubits, &random);
            lb_ansatz_add_generator(
                A, names[lb_random_below(&random, sizeof names / sizeof *names)], S);
            lb_sum_clear(S);
        }
        random_sum(S, qubits, &random);
        if (lb_random_below(&random, 2))
            lb_ansatz_set_observable(A, S);
        lb_sum_clear(S);
        check_python(A);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* ---- What is read and not printed ---- */

/* entry += c <row| P |column>, qubit 0 the highest bit. */
static void add_entry(mpq_t re, mpq_t im, const mpq_t c, const lb_string_struct *P, size_t qubits,
                      size_t row, size_t column)
{
    unsigned turns = 0;
    for (size_t q = 0; q < qubits; q++) {
        char letter = lb_string_letter(P, (uint32_t)q);
        bool from = column >> (qubits - 1 - q) & 1, to = row >> (qubits - 1 - q) & 1;
        bool flips = letter == 'X' || letter == 'Y';
        if ((from != to) != flips)
            return;
        turns += letter == 'Y' ? from ? 3 : 1 : letter == 'Z' && from ? 2 : 0;
    }
    if (turns & 2)
        mpq_sub(turns & 1 ? im : re, turns & 1 ? im : re, c);
    else
        mpq_add(turns & 1 ? im : re, turns & 1 ? im : re, c);
}

static void print_matrix(FILE *stream, const lb_sum_struct *H)
{
    mpq_t re, im;
    mpq_inits(re, im, NULL);
    size_t size = (size_t)1 << H->qubits;
    for (size_t row = 0; row < size; row++) {
        fputs(row ? ",\n [" : "[[", stream);
        for (size_t column = 0; column < size; column++) {
            mpq_set_ui(re, 0, 1);
            mpq_set_ui(im, 0, 1);
            for (size_t t = 0; t < H->length; t++)
                add_entry(re, im, &H->coefficients[t], &H->strings[t], H->qubits, row, column);
            gmp_fprintf(stream, "%s%Qd%s%Qdj", column ? ", " : "", re, mpq_sgn(im) < 0 ? "" : "+",
                        im);
        }
        putc(']', stream);
    }
    fputs("]\n", stream);
    mpq_clears(re, im, NULL);
}

/* Matrices of sums, and the strings of a sum one by one. */
START_TEST(test_matrices_and_strings)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t trial = 0; trial < lb_test_count(200); trial++) {
        lb_ansatz_t A, B;
        lb_sum_t S;
        size_t qubits = 1 + lb_random_below(&random, 3), length;
        char *text = NULL;
        random_sum(S, qubits, &random);
        FILE *stream = open_memstream(&text, &length);
        ck_assert_ptr_nonnull(stream);
        print_matrix(stream, S);
        ck_assert(!fclose(stream));
        read_text(A, text, LB_FORMAT_AUTOMATIC);
        ck_assert_uint_eq(A->generator_count, 1);
        ck_assert_uint_eq(A->qubits, qubits);
        ck_assert_msg(lb_sum_equal(&A->generators[0], S), "%s", text);
        free(text);
        lb_ansatz_clear(A);
        stream = open_memstream(&text, &length);
        ck_assert_ptr_nonnull(stream);
        for (size_t t = 0; t < S->length; t++) {
            char *label = lb_string_text(&S->strings[t], qubits, qubits);
            if (t % 2)
                gmp_fprintf(stream, "%Qd * %s\n", &S->coefficients[t], label);
            else
                gmp_fprintf(stream, "('%s', %Qd)\n", label, &S->coefficients[t]);
            free(label);
        }
        ck_assert(!fclose(stream));
        if (S->length) {
            read_text(B, text, LB_FORMAT_STRINGS);
            ck_assert_uint_eq(B->generator_count, S->length);
            for (size_t t = 0; t < S->length; t++) {
                ck_assert_uint_eq(B->generators[t].length, 1);
                ck_assert(mpq_equal(B->generators[t].coefficients, &S->coefficients[t]));
                ck_assert(!lb_string_compare(B->generators[t].strings, &S->strings[t]));
            }
            lb_ansatz_clear(B);
        }
        free(text);
        lb_sum_clear(S);
    }
}
END_TEST

/* ---- Forms ---- */

static void check_text(const char *alg, lb_language language, const char *wanted)
{
    lb_ansatz_t A;
    read_text(A, alg, LB_FORMAT_ALG);
    char *text = printed(A, language);
    ck_assert_ptr_nonnull(text);
    ck_assert_msg(!strcmp(text, wanted), "%s", text);
    free(text);
    lb_ansatz_clear(A);
}

START_TEST(test_forms)
{
    static const char sums[] = "qubits 3\nstate +00\nobservable = X[1]\n"
                               "generator a = Z[0] Z[1] - 1/3 Y[0]\ngenerator zz[0,1] = -2 X[1]\n";
    static const char layers[] = "qubits 2\nfirst\napply H[0]\nlayer\napply iSWAP[0,1]\n"
                                 "rotate a = Z[0] Z[1] + I[0] by t\nrotate b = X[0] by -3/4*t\n";
    check_text(sums, LB_LANGUAGE_QISKIT,
               "# Qubits are 0 to 2.\n# Training state, qubit 0 on the left: +00\n"
               "# In a label qubit 0 is on the right.\n"
               "from qiskit.quantum_info import SparsePauliOp\n\n"
               "a = SparsePauliOp([\"IZZ\", \"IIY\"], coeffs=[1, -1/3])\n"
               "zz_0_1 = SparsePauliOp([\"IXI\"], coeffs=[-2])\n"
               "observable = SparsePauliOp([\"IXI\"], coeffs=[1])\n");
    check_text(sums, LB_LANGUAGE_OPENFERMION,
               "# Qubits are 0 to 2.\n# Training state, qubit 0 on the left: +00\n"
               "from openfermion import QubitOperator\n\n"
               "a = QubitOperator(\"Z0 Z1\") - 1/3 * QubitOperator(\"Y0\") + "
               "0 * QubitOperator(\"Z2\")\n"
               "zz_0_1 = -2 * QubitOperator(\"X1\")\nobservable = QubitOperator(\"X1\")\n");
    check_text(sums, LB_LANGUAGE_PENNYLANE,
               "# Qubits are 0 to 2.\n# Training state, qubit 0 on the left: +00\n"
               "from pennylane import I, X, Y, Z\n\n"
               "a = Z(0) @ Z(1) - 1/3 * Y(0) + 0 * Z(2)\nzz_0_1 = -2 * X(1)\n"
               "observable = X(1)\n");
    check_text(sums, LB_LANGUAGE_LATEX,
               "% Qubits are 0 to 2.\n\\begin{align*}\n"
               "  H_{\\mathrm{a}} &= Z_{0} Z_{1} - \\tfrac{1}{3} Y_{0} \\\\\n"
               "  H_{\\mathrm{zz[0,1]}} &= -2\\, X_{1} \\\\\n  O &= X_{1}\n\\end{align*}\n");
    check_text(layers, LB_LANGUAGE_QASM,
               "OPENQASM 3.0;\n"
               "// One layer. A rotation exp(-i theta P) is by the angle 2 theta here.\n"
               "include \"stdgates.inc\";\n"
               "gate iswap a, b { s a; s b; h a; cx a, b; cx b, a; h b; }\n"
               "gate rzz(t) a, b { cx a, b; rz(t) b; cx a, b; }\n"
               "input float theta_0;\nqubit[2] q;\nh q[0];\nbarrier q; // the layer begins\n"
               "iswap q[0], q[1];\nrzz(2*theta_0) q[0], q[1];\nrx(-3*theta_0/2) q[0];\n");
    check_text(layers, LB_LANGUAGE_LATEX,
               "% Qubits are 0 to 1.\n\\begin{align*}\n"
               "  H_{\\mathrm{a}} &= Z_{0} Z_{1} + I \\\\\n  H_{\\mathrm{b}} &= X_{0} \\\\\n"
               "  U_{0} &= \\mathrm{H}_{0} \\\\\n"
               "  U &= e^{i \\tfrac{3}{4} \\theta_{\\mathrm{t}} H_{\\mathrm{b}}} "
               "e^{-i \\theta_{\\mathrm{t}} H_{\\mathrm{a}}} \\mathrm{iSWAP}_{0,1}\n"
               "\\end{align*}\n");
}
END_TEST

LB_TEST_MAIN("languages", test_catalogue, test_random, test_matrices_and_strings, test_forms)
