/* Products of sums, projectors and fermions in the language, against explicit matrices. */

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <liebound/closure.h>
#include <liebound/exact.h>

#include "base/random.h"
#include "matrices.h"
#include "pauli/operator.h"
#include "random_generators.h"
#include "support.h"

enum { TEXT = 4096 };

/* The ansatz of a text, which must be one. */
static void parse(lb_ansatz_t A, const char *text)
{
    lb_error error;
    lb_status status = lb_ansatz_parse(A, text, strlen(text), "text", NULL, 0, &error);
    ck_assert_msg(!status, "%s\n%s", text, error.message);
}

/* The place of the basis state of a label, qubit 0 the upper bit. */
static size_t place(const char *label)
{
    size_t k = 0;
    for (; *label; label++)
        k = 2 * k + (*label == '1');
    return k;
}

static const char *const mappings[] = {"jw", "parity", "bk"};

/* where[occ]: the place of the state with these occupation numbers, mode 0 the lowest bit. */
static void map_states(size_t *where, const char *mapping, size_t n)
{
    for (size_t occupied = 0; occupied < (size_t)1 << n; occupied++) {
        char text[TEXT], numbers[16] = "";
        lb_ansatz_t A;
        for (size_t p = 0; p < n; p++)
            numbers[p] = occupied >> p & 1 ? '1' : '0';
        snprintf(text, sizeof text,
                 "qubits %zu\nfermions %s\ngenerator = n[0]\nstate occupied \"%s\"\n", n, mapping,
                 numbers);
        parse(A, text);
        where[occupied] = place(A->states[0].text);
        lb_ansatz_clear(A);
    }
}

/* c_p|n> = (-1)^(n_0 + .. + n_(p-1)) |n without p> in the mapped basis, from c + c^dagger and
 * i (c - c^dagger). */
static void check_mode(const char *mapping, size_t n, size_t p, const size_t *where)
{
    char text[TEXT];
    size_t size = (size_t)1 << n;
    lb_ansatz_t A;
    snprintf(text, sizeof text,
             "qubits %zu\nfermions %s\ngenerator = hc(c[%zu])\ngenerator = ahc(c[%zu])\n"
             "generator = n[%zu]\n",
             n, mapping, p, p, p);
    parse(A, text);
    amplitude *sum = sum_matrix(&A->generators[0]), *difference = sum_matrix(&A->generators[1]),
              *number = sum_matrix(&A->generators[2]);
    for (size_t from = 0; from < size; from++)
        for (size_t to = 0; to < size; to++) {
            double sign = __builtin_popcountll(from & (((size_t)1 << p) - 1)) % 2 ? -1 : 1;
            bool moves = (from ^ to) == (size_t)1 << p, down = from >> p & 1;
            size_t entry = where[to] * size + where[from];
            amplitude hc = moves ? sign : 0, ahc = moves ? (down ? I : -I) * sign : 0;
            ck_assert_msg(cabs(sum[entry] - hc) < 1e-12, "%s %zu %zu", mapping, n, p);
            ck_assert_msg(cabs(difference[entry] - ahc) < 1e-12, "%s %zu %zu", mapping, n, p);
            ck_assert(cabs(number[entry] - (from == to && down)) < 1e-12);
        }
    free(sum);
    free(difference);
    free(number);
    lb_ansatz_clear(A);
}

START_TEST(fermions_are_those_of_the_fock_space)
{
    for (int m = 0; m < 3; m++)
        for (size_t n = 1; n <= 6; n++) {
            size_t where[64];
            map_states(where, mappings[m], n);
            for (size_t p = 0; p < n; p++)
                check_mode(mappings[m], n, p, where);
        }
}
END_TEST

START_TEST(fermions_anticommute)
{
    for (int m = 0; m < 3; m++) {
        char text[TEXT];
        lb_ansatz_t A;
        snprintf(
            text, sizeof text,
            "qubits 7\nfermions %s\n"
            "generator for p in 0..6, q in 0..6: c[p] c[q] + c[q] c[p]\n"
            "generator for p in 0..6, q in 0..6: cdag[p]*c[q] + c[q] cdag[p] - (p-q)^0*0*I[0]\n"
            "generator for p in 0..6: cdag[p] c[p] - n[p]\n",
            mappings[m]);
        parse(A, text);
        ck_assert_uint_eq(A->generator_count, 2 * 49 + 7);
        for (size_t k = 0; k < A->generator_count; k++) {
            const lb_sum_struct *H = &A->generators[k];
            bool one = k >= 49 && k < 98 && (k - 49) / 7 == (k - 49) % 7;
            ck_assert_uint_eq(H->length, one);
            if (one)
                ck_assert(lb_sum_contains_identity(H) && !mpq_cmp_ui(H->coefficients, 1, 1));
        }
        lb_ansatz_clear(A);
    }
}
END_TEST

/* (A) (B) + (B) (A) and powers, of random sums, as they are written and as matrices. */
START_TEST(products_are_those_of_matrices)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t i = 0; i < lb_test_count(300); i++) {
        size_t n = 1 + lb_random_below(&random, 3), size = (size_t)1 << n, length;
        lb_sum_t A, B;
        lb_sum_init(A, n);
        lb_sum_init(B, n);
        random_generator(A, &random, 3, false);
        random_generator(B, &random, 3, true);
        lb_sum_normalize(A);
        lb_sum_normalize(B);
        char *text;
        FILE *stream = open_memstream(&text, &length);
        fprintf(stream, "qubits %zu\ngenerator = (", n);
        lb_sum_print_terms(stream, A, 0);
        fputs(" + 2)*(", stream);
        lb_sum_print_terms(stream, B, 0);
        fputs(") + (", stream);
        lb_sum_print_terms(stream, B, 0);
        fputs(") (", stream);
        lb_sum_print_terms(stream, A, 0);
        fputs(" + 2)\ngenerator = -1/2*(", stream);
        lb_sum_print_terms(stream, A, 0);
        fputs(")^3\ngenerator = prod(k in 1..2) (", stream);
        lb_sum_print_terms(stream, A, 0);
        fputs(" - k)\n", stream);
        fclose(stream);
        lb_ansatz_t F;
        parse(F, text);
        free(text);
        amplitude *a = sum_matrix(A), *b = sum_matrix(B), *wanted[3], *square;
        square = calloc(size * size, sizeof *square);
        add_product(square, 1, a, a, size);
        for (int k = 0; k < 3; k++)
            wanted[k] = calloc(size * size, sizeof **wanted);
        add_product(wanted[0], 1, a, b, size);
        add_product(wanted[0], 1, b, a, size);
        add_product(wanted[1], -0.5, a, square, size);
        for (size_t k = 0; k < size * size; k++) {
            wanted[0][k] += 4 * b[k];
            wanted[2][k] = square[k] - 3 * a[k] + (k % (size + 1) ? 0 : 2);
        }
        for (int k = 0; k < 3; k++) {
            amplitude *found = sum_matrix(&F->generators[k]);
            ck_assert(distance(found, wanted[k], size) < 1e-9);
            free(found);
            free(wanted[k]);
        }
        free(a);
        free(b);
        free(square);
        lb_ansatz_clear(F);
        lb_sum_clear(A);
        lb_sum_clear(B);
    }
}
END_TEST

static void check_same(const char *left, const char *right)
{
    char text[TEXT];
    lb_ansatz_t A;
    snprintf(text, sizeof text, "qubits 3\ngenerator = %s\ngenerator = %s\n", left, right);
    parse(A, text);
    ck_assert_msg(lb_sum_equal(&A->generators[0], &A->generators[1]), "%s", text);
    lb_ansatz_clear(A);
}

START_TEST(projectors_and_numbers)
{
    check_same("(1 - Z[0])*(1 - X[1])", "I[0] - Z[0] - X[1] + Z[0] X[1]");
    check_same("n[0] n[1]", "1/4*((1 - Z[0])*(1 - Z[1]))");
    check_same("|1><1|[2] - I[0]", "n[2] - 1");
    check_same("|0><0|[0] X[1]", "1/2*(X[1] + Z[0] X[1])");
    check_same("X[1] |0><0|[0]", "1/2 X[1] + 1/2 Z[0] X[1]");
    check_same("|01><10|[0,2] + |10><01|[0,2]", "1/2*(X[0] X[2] + Y[0] Y[2])");
    check_same("ahc(|01><10|[0,2])", "1/2*(X[0] Y[2] - Y[0] X[2])");
    check_same("hc(|0><1|[1])", "X[1]");
    check_same("ahc(|1><0|[1])", "Y[1]");
    check_same("ahc(|+><-|[1])", "Y[1]");
    check_same("hc(|+><-|[1])", "Z[1]");
    check_same("|+++><+++|", "1/8*prod(i in 0..2) (1 + X[i])");
    check_same("|0-1><0-1|", "prod(i in 0..0) (|0><0|[0] |-><-|[1] |1><1|[2])");
    check_same("(X[0] Y[1])^2", "I[0]");
    check_same("(X[0] + Z[0])^0", "IIII[0,1,2,0]");
    check_same("sum(i in 0..1) n[i] n[i+1]", "n[0] n[1] + n[1]*n[2]");
    check_same("2*n[0]^3/2", "n[0]");
}
END_TEST

static void check_refused(const char *generator, size_t column, const char *words)
{
    char text[TEXT];
    lb_ansatz_t A;
    lb_error error;
    snprintf(text, sizeof text, "qubits 3\ngenerator = %s\n", generator);
    ck_assert_int_eq(lb_ansatz_parse(A, text, strlen(text), "text", NULL, 0, &error), LB_INPUT);
    ck_assert_msg(strstr(error.message, words), "%s: %s", generator, error.message);
    ck_assert_uint_eq(error.line, 2);
    ck_assert_uint_eq(error.column, column);
}

START_TEST(refusals)
{
    check_refused("(X[0])*(Z[0])", 13,
                  "this operator is not Hermitian: YII has the coefficient -1i; hc(T)");
    check_refused("|0><1|[0]", 13, "not Hermitian: YII has the coefficient 1/2i");
    check_refused("c[0] + n[0]", 13, "say how fermions lie on qubits");
    check_refused("n[3]", 15, "there is no qubit 3");
    check_refused("n[0,1]", 13, "one index, as in n[0]");
    check_refused("|0><+|[0]", 13, "both ends of |a><b|");
    check_refused("|01><01|", 13, "a letter for each qubit");
    check_refused("|01><01|[0]", 13, "an index for each letter");
    check_refused("|00><00|[1,1]", 24, "this qubit has two letters");
    check_refused("|01><1|", 13, "a projector such as |01><01|");
    check_refused("(X[0] + Z[0])^(-1)", 28, "the power of an operator");
    check_refused("(X[0] + Z[0])^1/2^X[0]", 31, "a number");
    check_refused("hc(2)", 16, "a Pauli term such as Z[0] was expected");
    check_refused("prod(i in 0..2) 3", 29, "a Pauli term such as Z[0] was expected");
    check_refused("(prod(i in 0..2) (X[i]+Z[i]))^1000001", 43, "the power of an operator");
}
END_TEST

/* Unitary coupled cluster by every mapping: the algebra is the same, and known. */
START_TEST(coupled_cluster)
{
    static const struct {
        const char *orbitals, *electrons;
        size_t generators, dimension;
    } cases[] = {{"2", "2", 3, 8}, {"3", "2", 8, 150}, {"3", "4", 8, 150}};
    for (size_t i = 0; i < 3 * (sizeof cases / sizeof *cases); i++) {
        const lb_setting settings[] = {{(char *)"orbitals", (char *)cases[i / 3].orbitals},
                                       {(char *)"electrons", (char *)cases[i / 3].electrons},
                                       {(char *)"mapping", (char *)mappings[i % 3]}};
        lb_ansatz_t A;
        lb_error error;
        lb_closure *closure;
        ck_assert_int_eq(lb_ansatz_load(A, "uccsd", settings, 3, &error), LB_OK);
        ck_assert_uint_eq(A->generator_count, cases[i / 3].generators);
        ck_assert_int_eq(lb_closure_compute(&closure, A, NULL, &error), LB_OK);
        mpz_t D;
        mpz_init(D);
        lb_closure_dimension(D, closure);
        ck_assert_uint_eq(mpz_get_ui(D), cases[i / 3].dimension);
        mpz_clear(D);
        lb_exact_t E;
        lb_exact_options options = {.layers = 3};
        lb_exact_init(E);
        ck_assert_int_eq(lb_exact_rank(E, A, 0, &options, &error), LB_OK);
        ck_assert_uint_eq(E->rank, cases[i / 3].generators);
        lb_exact_clear(E);
        lb_closure_free(closure);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* ---- Sums with complex coefficients ---- */

static void draw_fraction(mpq_t c, lb_random *random)
{
    mpq_set_si(c, (long)lb_random_below(random, 9) - 4, 1 + lb_random_below(random, 3));
    mpq_canonicalize(c);
}

/* Some strings times powers of i, appended one by one. */
static void draw_operator(lb_operator *A, size_t n, lb_random *random)
{
    mpq_t c;
    mpq_init(c);
    lb_operator_init(A, n);
    for (uint64_t terms = lb_random_below(random, 6); terms > 0; terms--) {
        lb_string_t P;
        lb_string_init(P);
        for (uint32_t q = 0; q < n; q++)
            lb_string_set_letter(P, q, "IXYZ"[lb_random_below(random, 4)]);
        draw_fraction(c, random);
        lb_operator_append(A, (unsigned)lb_random_below(random, 4), c, P);
        lb_string_clear(P);
    }
    ck_assert_ptr_null(lb_operator_normalize(A, NULL));
    mpq_clear(c);
}

static amplitude *matrix_of(const lb_operator *A)
{
    size_t size = (size_t)1 << A->real->qubits;
    amplitude *M = sum_matrix(A->real), *imaginary = sum_matrix(A->imaginary);
    for (size_t i = 0; i < size * size; i++)
        M[i] += I * imaginary[i];
    free(imaginary);
    return M;
}

/* A is the matrix, which is freed. */
static void check_operator(const lb_operator *A, amplitude *expected)
{
    amplitude *M = matrix_of(A);
    ck_assert(lb_sum_is_normal(A->real) && lb_sum_is_normal(A->imaginary));
    ck_assert_double_le(distance(M, expected, (size_t)1 << A->real->qubits), 1e-9);
    free(expected);
    free(M);
}

/* A B, in another operator, in A and in B, and the room that is reckoned for it. */
static size_t count_blocks(const lb_operator *A)
{
    size_t blocks = 0;
    for (size_t i = 0; i < A->real->length; i++)
        blocks += A->real->strings[i].length;
    for (size_t i = 0; i < A->imaginary->length; i++)
        blocks += A->imaginary->strings[i].length;
    return blocks;
}

static void check_operator_product(const lb_operator *A, const lb_operator *B)
{
    size_t n = A->real->qubits, size = (size_t)1 << n;
    size_t a = A->real->length + A->imaginary->length, b = B->real->length + B->imaginary->length;
    amplitude *left = matrix_of(A), *right = matrix_of(B);
    amplitude *product = calloc(size * size, sizeof *product);
    lb_operator R;
    lb_operator_init(&R, n);
    add_product(product, 1, left, right, size);
    ck_assert_ptr_null(lb_operator_multiply(&R, A, B, NULL));
    check_operator(&R, product);
    ck_assert_uint_eq(lb_operator_product_terms(A, B), a * b);
    size_t blocks = count_blocks(A) * b + count_blocks(B) * a;
    double bytes = (double)(a * b) * (sizeof(lb_string_t) + sizeof(mpq_t));
    bytes += (double)(blocks * sizeof(lb_block));
    ck_assert_double_eq(lb_operator_product_bytes(A, B), bytes);
    lb_operator_clear(&R);
    free(left);
    free(right);
}

/* (re + i im) A, and (re + i im) P. */
static void check_multiples(lb_operator *A, lb_random *random)
{
    static const lb_string_t identity;
    size_t size = (size_t)1 << A->real->qubits;
    mpq_t re, im;
    mpq_inits(re, im, NULL);
    draw_fraction(re, random);
    draw_fraction(im, random);
    amplitude factor = mpq_get_d(re) + I * mpq_get_d(im), *M = matrix_of(A);
    amplitude *diagonal = calloc(size * size, sizeof *diagonal);
    for (size_t i = 0; i < size * size; i++)
        M[i] *= factor;
    for (size_t i = 0; i < size; i++)
        diagonal[i * size + i] = factor;
    lb_operator_scale(A, re, im);
    check_operator(A, M);
    lb_operator_set_string(A, re, im, identity);
    check_operator(A, diagonal);
    mpq_clears(re, im, NULL);
}

START_TEST(complex_sums)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t trial = lb_test_count(200); trial > 0; trial--) {
        lb_operator A, B;
        size_t n = 1 + lb_random_below(&random, 3);
        draw_operator(&A, n, &random);
        draw_operator(&B, n, &random);
        check_operator_product(&A, &B);
        check_operator_product(&A, &A);
        check_multiples(&A, &random);
        lb_operator_clear(&A);
        lb_operator_clear(&B);
    }
}
END_TEST

LB_TEST_MAIN("operators", fermions_are_those_of_the_fock_space, fermions_anticommute,
             products_are_those_of_matrices, projectors_and_numbers, refusals, coupled_cluster,
             complex_sums)
