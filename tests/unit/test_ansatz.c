/* The .alg language: what a text means, against sums built by hand. */

#include <check.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <liebound/layers.h>

#include "support.h"

static void parse_with(lb_ansatz_t A, const char *text, const lb_setting *settings, size_t count)
{
    lb_error error;
    char place[900];
    lb_status status = lb_ansatz_parse(A, text, strlen(text), "test.alg", settings, count, &error);
    if (status)
        lb_error_format(place, sizeof place, &error);
    ck_assert_msg(!status, "%s\n%s", text, status ? place : "");
}

static void parse(lb_ansatz_t A, const char *text)
{
    parse_with(A, text, NULL, 0);
}

/* A sum from "num/den label, num/den label, ...", read by nothing but sscanf. */
static void build(lb_sum_t S, size_t qubits, const char *terms)
{
    lb_sum_init(S, qubits);
    while (*terms) {
        long num;
        unsigned long den;
        char label[64];
        int used = 0;
        lb_error error;
        ck_assert_int_eq(sscanf(terms, "%ld/%lu %63[IXYZ]%n", &num, &den, label, &used), 3);
        ck_assert(!lb_sum_append_label(S, num, den, label, &error));
        terms += used;
        terms += strspn(terms, ", ");
    }
    lb_sum_normalize(S);
}

static void check_generator(const lb_ansatz_t A, size_t k, const char *terms)
{
    lb_sum_t S;
    ck_assert_uint_lt(k, A->generator_count);
    build(S, A->qubits, terms);
    ck_assert_msg(lb_sum_equal(&A->generators[k], S), "generator %zu is not %s", k, terms);
    ck_assert(lb_sum_is_normal(&A->generators[k]));
    lb_sum_clear(S);
}

/* One generator on some qubits: its text, and what it must be. */
typedef struct meaning {
    unsigned qubits;
    const char *text, *terms;
} meaning;

static const meaning meanings[] = {
    /* terms */
    {3, "Z[0] Z[1]", "1/1 ZZI"},
    {3, "Z[0]*Z[1]", "1/1 ZZI"},
    {3, "ZXI", "1/1 ZXI"},
    {3, "ZII X[2]", "1/1 ZIX"},
    {3, "XY[2,0]", "1/1 YIX"},
    {3, "XYZ[1,2,0]", "1/1 ZXY"},
    {3, "I[0]", "1/1 III"},
    {3, "III", "1/1 III"},
    {3, "I[1] I[1] X[1]", "1/1 IXI"},
    {3, "XI[0,0]", "1/1 XII"},
    {1, "Z", "1/1 Z"},
    {3, "0", ""},
    {3, "0 X[0]", ""},
    {3, "1 - 1", ""},
    {3, "0 + X[0]", "1/1 XII"},
    {3, "X[0] - X[0]", ""},
    {3, "X[0] + X[0]", "2/1 XII"},
    /* coefficients */
    {2, "3/4 Z[0] Z[1]", "3/4 ZZ"},
    {2, "0.25 ZZ", "1/4 ZZ"},
    {2, "1e-6 ZZ", "1/1000000 ZZ"},
    {2, "2.5e2 ZZ", "250/1 ZZ"},
    {2, "12.50E+1 ZZ", "125/1 ZZ"},
    {2, "-X[0]", "-1/1 XI"},
    {2, "-X[0] Z[1]", "-1/1 XZ"},
    {2, "- -X[0]", "1/1 XI"},
    {2, "2 * -X[0]", "-2/1 XI"},
    {2, "X[0]/3", "1/3 XI"},
    {2, "X[0] * 2 / 3", "2/3 XI"},
    {2, "X[0] 2 Z[1]", "2/1 XZ"},
    {2, "2^10 ZZ", "1024/1 ZZ"},
    {2, "2^-2 ZZ", "1/4 ZZ"},
    {2, "-2^2 ZZ", "-4/1 ZZ"},
    {2, "2^3^2 ZZ", "512/1 ZZ"},
    {2, "(-1)^3 ZZ", "-1/1 ZZ"},
    {2, "(-1)^(10^15) ZZ", "1/1 ZZ"},
    {2, "0^0 ZZ", "1/1 ZZ"},
    {2, "0^3 ZZ", ""},
    {2, "(2/3)^-2 ZZ", "9/4 ZZ"},
    {2, "(1/2)^2 ZZ", "1/4 ZZ"},
    {2, "7 % 4 ZZ", "3/1 ZZ"},
    {2, "(-7) % 4 ZZ", "1/1 ZZ"},
    {2, "-7 % 4 ZZ", "1/1 ZZ"},
    {2, "1/2 h ZZ", "1/6 ZZ"},
    {2, "n/2*2 ZZ", "5/1 ZZ"}, /* exact, not 4 */
    {2, "(1+h)*(X[0] + Z[1])", "4/3 XI, 4/3 IZ"},
    {2, "(1+h)(X[0] - 2 Z[1])", "4/3 XI, -8/3 IZ"},
    {2, "-(X[0] - Z[1])", "-1/1 XI, 1/1 IZ"},
    {2, "2 (X[0] + (Z[1] - 3 (YY)))/4", "1/2 XI, 1/2 IZ, -3/2 YY"},
    {2, "su(3) ZZ", "8/1 ZZ"},
    {2, "floor(7/2) ZZ", "3/1 ZZ"},
    /* loops */
    {3, "sum(i in 0..1) Z[i] Z[i+1]", "1/1 ZZI, 1/1 IZZ"},
    {3, "sum(i in 0..1) Z[i] Z[i+1] + X[0]", "1/1 ZZI, 1/1 IZZ, 1/1 XII"},
    {3, "X[0] + 2 sum(i in 0..2) (i+1) Z[i]", "1/1 XII, 2/1 ZII, 4/1 IZI, 6/1 IIZ"},
    {3, "-sum(i in 0..1) X[i]", "-1/1 XII, -1/1 IXI"},
    {3, "sum(i in 0..1) -X[i]", "-1/1 XII, -1/1 IXI"},
    {3, "sum(i in 0..1) (X[i] + Z[i])", "1/1 XII, 1/1 ZII, 1/1 IXI, 1/1 IZI"},
    {3, "sum(i in 0..2, j in i+1..2) Z[i] Z[j]", "1/1 ZZI, 1/1 ZIZ, 1/1 IZZ"},
    {3, "sum(i in 0..2) sum(j in i+1..2) Z[i] Z[j]", "1/1 ZZI, 1/1 ZIZ, 1/1 IZZ"},
    {3, "sum(i in 0..2 if i%2 == 0) X[i]", "1/1 XII, 1/1 IIX"},
    {3, "sum(i in 0..2, j in 0..2 if i < j and not (i == 0 and j == 2)) ZZ[i,j]",
     "1/1 ZZI, 1/1 IZZ"},
    {3, "X[0] + sum(i in 2..1) Z[i]", "1/1 XII"},
    {3, "sum(i in 0..2 if i < 1) X[i]", "1/1 XII"},
    {3, "sum(i in 0..2 if i <= 1) X[i]", "1/1 XII, 1/1 IXI"},
    {3, "sum(i in 0..2 if i > 1) X[i]", "1/1 IIX"},
    {3, "sum(i in 0..2 if i >= 1) X[i]", "1/1 IXI, 1/1 IIX"},
    {3, "sum(i in 0..2 if i != 1) X[i]", "1/1 XII, 1/1 IIX"},
    {3, "sum(i in 0..2 if i == 0 or i == 1 and n == 4) X[i]", "1/1 XII"},
    {3, "sum(i in 0..2 if i/2 == 1/2) X[i]", "1/1 IXI"}, /* exact */
    {3, "sum((i,j) in E) Z[i] Z[j]", "1/1 ZZI, 1/1 IZZ, 1/1 ZIZ"},
    {3, "sum(w in \"XX ZY\") w[0,2]", "1/1 XIX, 1/1 ZIY"},
    {3, "sum(w in words, (i,j) in E if w != \"XX\") w[i,j]", "1/1 YZI, 1/1 IYZ, 1/1 ZIY"},
    {3, "sum(w in \"XXI,IZZ\") w", "1/1 XXI, 1/1 IZZ"},
    /* indices: integer division rounds down, also below zero */
    {4, "X[7/2]", "1/1 IIIX"},
    {4, "X[(-1)/2 + 1]", "1/1 XIII"},
    {4, "X[(0-1) % 4]", "1/1 IIIX"},
    {4, "X[2^2 - 1]", "1/1 IIIX"},
    {4, "X[ \n 1 # inside brackets a line may end\n ]", "1/1 IXII"},
    {4, "X[0] \\\n + X[1]", "1/1 XIII, 1/1 IXII"},
    {4, "X[0] + \\\r\n X[1]", "1/1 XIII, 1/1 IXII"},
    /* a sum goes on behind an operator */
    {4, "X[0] +\n X[1]", "1/1 XIII, 1/1 IXII"},
    {4, "X[0] - # less\r\n\n 3 *\n X[1]", "1/1 XIII, -3/1 IXII"},
    /* side by side: what is a product, and what else is read as one */
    {2, "h X[0] Z[1]", "1/3 XZ"},
    {2, "2 h n X[0]", "10/3 XI"},
    {2, "(2)(h)(X[0])", "2/3 XI"},
    {2, "X[0] h", "1/3 XI"},
    {2, "X[0] (1+h)", "4/3 XI"},
    {2, "XI IZ", "1/1 XZ"},
    {1, "X*(2)", "2/1 X"},
    {2, "su(2) (X[0] + ZZ)", "3/1 XI, 3/1 ZZ"},
    {2, "sum(i in 0..1) 2*i X[i]", "2/1 IX"},
    /* numbers and characters as they are written elsewhere */
    {2, ".5*X[0]", "1/2 XI"},
    {2, "2.*X[0]", "2/1 XI"},
    {2, ".5e1 X[0]", "5/1 XI"},
    {2, "X[0] \xe2\x88\x92 Z[1] \xe2\x80\x93 ZZ", "1/1 XI, -1/1 IZ, -1/1 ZZ"},
    {2, "X[0] \xe2\x8a\x97 Z[1] + 2\xc2\xb7XI + 3 \xe2\x8b\x85 ZI + 4\xc3\x97ZZ",
     "1/1 XZ, 2/1 XI, 3/1 ZI, 4/1 ZZ"},
    {2, "X[0]\xc2\xa0Z[1]\xe2\x80\xaf+\xe2\x80\x89ZZ", "1/1 XZ, 1/1 ZZ"}};

START_TEST(test_meaning)
{
    const meaning *m = &meanings[_i];
    char text[600];
    snprintf(text, sizeof text,
             "parameter h = 1/3\nparameter n = 5\nparameter words = \"XX YZ\"\nqubits %u\n"
             "graph E = cycle(3)\ngenerator = %s\n",
             m->qubits, m->text);
    lb_ansatz_t A;
    parse(A, text);
    check_generator(A, 0, m->terms);
    lb_ansatz_clear(A);
}
END_TEST

START_TEST(test_statements)
{
    lb_ansatz_t A;
    parse(A, "# a comment\r\n"
             "ansatz my-chain.2\r\n"
             "about \"\xc3\xa9t\xc3\xa9 # not a comment\"  # a comment\n"
             "reference \"arXiv:1\"\n\n"
             "parameter n = 3\nparameter h = n/2\n"
             "require n >= 2 and n < 10 or n == 12\n"
             "require n == 7 if n > 5\n"
             "qubits n\n"
             "generator zz = ZZI if n == 3\n"
             "generator zz = ZZII if n == 4\n"
             "generator for = X[0]\n"
             "generator distinct = X[1]\n"
             "generator = h Y[2]\n"
             "state plus\nstate zero\nstate neel\nstate bell\nstate \"0-r\"\nstate +1l # x\n"
             "state ghz\nstate stabilizer \"XXX  -ZZI +IZZ\" if n == 3\n"
             "dimension 4^n if n > 3\ndimension 2*so(n) + 1\ndimension 5\n");
    ck_assert_str_eq(A->name, "my-chain.2");
    ck_assert_str_eq(A->about, "\xc3\xa9t\xc3\xa9 # not a comment");
    ck_assert_str_eq(A->reference, "arXiv:1");
    ck_assert_uint_eq(A->qubits, 3);
    ck_assert_uint_eq(A->generator_count, 4);
    check_generator(A, 0, "1/1 ZZI");
    check_generator(A, 1, "1/1 XII");
    check_generator(A, 2, "1/1 IXI");
    check_generator(A, 3, "3/2 IIY");
    const char *names[] = {"zz", "for", "distinct", ""};
    for (size_t k = 0; k < 4; k++)
        ck_assert_str_eq(A->generator_names[k], names[k]);
    const char *states[] = {"+++", "000", "010", "bell",
                            "0-r", "+1l", "ghz", "stabilizer XXX -ZZI IZZ"};
    ck_assert_uint_eq(A->state_count, 8);
    for (size_t k = 0; k < 8; k++)
        ck_assert_str_eq(A->states[k].text, states[k]);
    ck_assert(A->has_expected_dimension);
    ck_assert_int_eq(mpz_cmp_ui(A->expected_dimension, 7), 0);
    ck_assert_uint_eq(A->setting_count, 2);
    ck_assert_str_eq(A->settings[1].name, "h");
    ck_assert_str_eq(A->settings[1].value, "3/2");
    lb_ansatz_clear(A);
}
END_TEST

/* A generator without a name needs no = where it can only be a sum; any word is still a name. */
START_TEST(test_nameless_sums)
{
    lb_ansatz_t A;
    parse(A, "\xef\xbb\xbfqubits 2\n"
             "generator XX + YY\n"
             "generator ZZ\n"
             "generator X[0] Z[1] if 1 == 1\n"
             "generator 2 (ZI - IZ)\n"
             "generator -sum(i in 0..1) X[i]\n"
             "generator sum(i in 0..1) X[i]\n"
             "generator X = ZI\n"
             "generator X[0] = XI\n"
             "generator XX.2 = YI\n"
             "generator XX for i in 0..0: Y[1]\n"
             "state +-\n"
             "generator 2q = IX\n");
    static const char *const terms[] = {
        "1/1 XX, 1/1 YY",   "1/1 ZZ",         "1/1 XZ", "2/1 ZI, -2/1 IZ",
        "-1/1 XI, -1/1 IX", "1/1 XI, 1/1 IX", "1/1 ZI", "1/1 XI",
        "1/1 YI",           "1/1 IY",         "1/1 IX"};
    static const char *const names[] = {"", "", "", "", "", "", "X", "X[0]", "XX.2", "XX[0]", "2q"};
    ck_assert_uint_eq(A->generator_count, sizeof names / sizeof *names);
    for (size_t k = 0; k < A->generator_count; k++) {
        check_generator(A, k, terms[k]);
        ck_assert_str_eq(A->generator_names[k], names[k]);
    }
    ck_assert_str_eq(A->states[0].text, "+-");
    lb_ansatz_clear(A);
}
END_TEST

START_TEST(test_families)
{
    lb_ansatz_t A;
    parse(A, "qubits 3\ngraph E = path(3)\n"
             "generator zz for (i,j) in E: Z[i] Z[j]\n"
             "generator for i in 0..2 if i != 1: 2 X[i]\n"
             "generator w for w in \"XX YY\", (i,j) in E: w[i,j]\n"
             "generator none for i in 1..0: X[i]\n"
             "generator distinct d for i in 0..2, j in 0..2 if i != j: Y[i] Y[j]\n");
    static const struct {
        const char *name, *terms;
    } expected[] = {{"zz[0,1]", "1/1 ZZI"},   {"zz[1,2]", "1/1 IZZ"},   {"", "2/1 XII"},
                    {"", "2/1 IIX"},          {"w[XX,0,1]", "1/1 XXI"}, {"w[XX,1,2]", "1/1 IXX"},
                    {"w[YY,0,1]", "1/1 YYI"}, {"w[YY,1,2]", "1/1 IYY"}, {"d[0,1]", "1/1 YYI"},
                    {"d[0,2]", "1/1 YIY"},    {"d[1,2]", "1/1 IYY"}};
    ck_assert_uint_eq(A->generator_count, sizeof expected / sizeof *expected);
    for (size_t k = 0; k < A->generator_count; k++) {
        ck_assert_str_eq(A->generator_names[k], expected[k].name);
        check_generator(A, k, expected[k].terms);
    }
    lb_ansatz_clear(A);
}
END_TEST

/* graph, vertices, and its edges in the order of the loop. */
static const struct {
    const char *graph;
    unsigned vertices;
    const char *edges;
} graphs[] = {{"path(4)", 4, "01 12 23"},
              {"path(1)", 4, ""},
              {"cycle(3)", 4, "01 12 20"},
              {"cycle(2)", 4, "01 10"},
              {"complete(4)", 4, "01 02 03 12 13 23"},
              {"star(4)", 4, "01 02 03"},
              {"grid(2,3)", 6, "01 03 12 14 25 34 45"},
              {"grid(1,3)", 3, "01 12"},
              {"grid(3,1)", 3, "01 12"},
              {"torus(3,3)", 9, "01 03 12 14 20 25 34 36 45 47 53 58 67 60 78 71 86 82"},
              {"torus(2,3)", 6, "01 03 12 14 20 25 34 45 53"},
              {"torus(1,2)", 2, "01"},
              {"bipartite(2,3)", 5, "02 03 04 12 13 14"},
              {"bipartite(1,1)", 2, "01"},
              {"random_regular(4,3,9)", 4, "01 02 03 12 13 23"},
              {"random_regular(3,0,1)", 3, ""},
              {"random_regular(2,1,5)", 2, "01"},
              {"arcs(3)", 3, "01 02 10 12 20 21"},
              {"edges \"0-1 2-1,3 - 0 1 3\"", 4, "01 21 30 13"},
              {"edges \"\"", 4, ""},
              {"edges list", 4, "32 10"}};

START_TEST(test_graphs)
{
    char text[400];
    snprintf(text, sizeof text,
             "parameter list = \"3-2 1-0\"\nqubits %u\ngraph G = %s\n"
             "generator last = I[0]\ngenerator g for (i,j) in G: X[i] Y[j]\n",
             graphs[_i].vertices, graphs[_i].graph);
    lb_ansatz_t A;
    parse(A, text);
    const char *edge = graphs[_i].edges;
    ck_assert_uint_eq(A->generator_count, 1 + (strlen(edge) + 1) / 3);
    for (size_t k = 1; *edge; k++, edge += edge[2] ? 3 : 2) {
        char expected[16];
        snprintf(expected, sizeof expected, "g[%c,%c]", edge[0], edge[1]);
        ck_assert_str_eq(A->generator_names[k], expected);
    }
    lb_ansatz_clear(A);
}
END_TEST

static const char choosing[] = "parameter shape = line | ring\nparameter n = 3\n"
                               "parameter words = \"XX\"\nparameter h = 1\nqubits n\n"
                               "graph E = path(n) if shape == line\n"
                               "graph E = cycle(n) if shape == ring\n"
                               "generator = h sum(w in words, (i,j) in E) w[i,j]\n";

START_TEST(test_settings)
{
    lb_setting settings[] = {
        {"n", "9"}, {"shape", "ring"}, {"words", "YZ"}, {"h", " -1/3 "}, {"n", "2^2-1"}};
    lb_ansatz_t A;
    parse(A, choosing);
    check_generator(A, 0, "1/1 XXI, 1/1 IXX");
    char *title = lb_ansatz_title(A);
    ck_assert_str_eq(title, "shape=line n=3 words=XX h=1");
    free(title);
    lb_ansatz_clear(A);
    parse_with(A, choosing, settings, 5);
    check_generator(A, 0, "-1/3 YZI, -1/3 IYZ, -1/3 ZIY");
    lb_ansatz_clear(A);
    lb_setting words = {"words", "XX YY"};
    parse_with(A, choosing, &words, 1);
    title = lb_ansatz_title(A);
    ck_assert_str_eq(title, "shape=line n=3 words=\"XX YY\" h=1");
    free(title);
    lb_ansatz_clear(A);
}
END_TEST

static void write_file(const char *path, const char *text)
{
    FILE *stream = fopen(path, "w");
    ck_assert_ptr_nonnull(stream);
    fputs(text, stream);
    ck_assert(!fclose(stream));
}

/* A graph file is looked up beside the ansatz, wherever the program runs. */
START_TEST(test_files)
{
    char directory[256], path[sizeof directory + 16], graph[sizeof directory + 16];
    ck_assert_int_lt(
        snprintf(directory, sizeof directory, "%s/liebound-test-XXXXXX", lb_test_folder()),
        (int)sizeof directory);
    ck_assert_ptr_nonnull(mkdtemp(directory));
    snprintf(path, sizeof path, "%s/a.alg", directory);
    snprintf(graph, sizeof graph, "%s/g.edges", directory);
    write_file(graph, "\xef\xbb\xbf# a triangle\n0 1\n1-2 # the second\r\n\n2 - 0\n");
    write_file(path, "qubits 3\ngraph E = file \"g.edges\"\ngenerator = sum((i,j) in E) XX[i,j]\n"
                     "variant other\nabout \"never read by path\"\n");
    lb_ansatz_t A;
    lb_error error;
    ck_assert(!lb_ansatz_load(A, path, NULL, 0, &error));
    check_generator(A, 0, "1/1 XXI, 1/1 IXX, 1/1 XIX");
    ck_assert_str_eq(A->about, "");
    lb_ansatz_clear(A);
    write_file(graph, "0 1\n1 x\n");
    ck_assert_int_eq(lb_ansatz_load(A, path, NULL, 0, &error), LB_INPUT);
    ck_assert_str_eq(error.source, graph);
    ck_assert_uint_eq(error.line, 2);
    ck_assert_uint_eq(error.column, 3);
    ck_assert(!unlink(graph));
    ck_assert_int_eq(lb_ansatz_load(A, path, NULL, 0, &error), LB_IO);
    ck_assert(!unlink(path) && !rmdir(directory));
}
END_TEST

/* Numbers that no machine word or float holds. */
START_TEST(test_exact_coefficients)
{
    lb_ansatz_t A;
    mpq_t expected;
    mpq_init(expected);
    parse(A, "qubits 1\ngenerator = (10^40 + 1/10^40) X\ngenerator = 1e-400 X\n");
    mpz_ui_pow_ui(mpq_denref(expected), 10, 40);
    mpz_ui_pow_ui(mpq_numref(expected), 10, 80);
    mpz_add_ui(mpq_numref(expected), mpq_numref(expected), 1);
    ck_assert(mpq_equal(&A->generators[0].coefficients[0], expected));
    mpz_set_ui(mpq_numref(expected), 1);
    mpz_ui_pow_ui(mpq_denref(expected), 10, 400);
    ck_assert(mpq_equal(&A->generators[1].coefficients[0], expected));
    mpq_clear(expected);
    lb_ansatz_clear(A);
}
END_TEST

static const struct {
    const char *expression, *value;
} dimensions[] = {{"su(2)", "3"},
                  {"so(8)", "28"},
                  {"sp(2)", "10"},
                  {"u(5)", "25"},
                  {"binomial(7,3)", "35"},
                  {"binomial(3,7)", "0"},
                  {"binomial(100,98)", "4950"},
                  {"floor(-1/2) + 1", "0"},
                  {"4^10 - 1", "1048575"},
                  {"7/2 * 2", "7"},
                  {"so(2^70)", "696898287454081973172400900209902591410176"},
                  {"so(2^70) - (2^139 - 2^69)", "0"}};

START_TEST(test_dimension_functions)
{
    char text[200];
    snprintf(text, sizeof text, "qubits 1\ngenerator = X\ndimension %s\n",
             dimensions[_i].expression);
    lb_ansatz_t A;
    mpz_t expected;
    parse(A, text);
    mpz_init_set_str(expected, dimensions[_i].value, 10);
    ck_assert_msg(!mpz_cmp(A->expected_dimension, expected), "%s", dimensions[_i].expression);
    mpz_clear(expected);
    lb_ansatz_clear(A);
}
END_TEST

START_TEST(test_objects_built_in_code)
{
    lb_ansatz_t A;
    lb_sum_t H;
    lb_error error;
    lb_ansatz_init(A, "mine", 2);
    lb_sum_init(H, 2);
    ck_assert(!lb_sum_append_label(H, 1, 2, "XI", &error));
    ck_assert(!lb_sum_append_label(H, 1, 1, "ZZ", &error));
    ck_assert(!lb_sum_append_label(H, 1, 2, "XI", &error));
    lb_ansatz_add_generator(A, NULL, H); /* not in normal form */
    lb_sum_clear(H);
    check_generator(A, 0, "1/1 XI, 1/1 ZZ");
    ck_assert_str_eq(A->generator_names[0], "");
    ck_assert(!lb_ansatz_add_state(A, "plus", &error));
    ck_assert(!lb_ansatz_add_state(A, "rl", &error));
    ck_assert_int_eq(lb_ansatz_add_state(A, "0", &error), LB_INPUT);
    ck_assert_int_eq(lb_ansatz_add_state(A, "0x", &error), LB_INPUT);
    ck_assert_uint_eq(A->state_count, 2);
    ck_assert_str_eq(A->states[0].text, "++");
    lb_ansatz_clear(A);
}
END_TEST

/* Whether the ansatz is valid, but not with another value at a place. */
static void check_broken(lb_ansatz_t A, size_t *place, size_t value)
{
    size_t kept = *place;
    ck_assert(lb_ansatz_is_valid(A));
    *place = value;
    ck_assert(!lb_ansatz_is_valid(A));
    *place = kept;
}

START_TEST(test_invariant)
{
    lb_ansatz_t A;
    parse(A, "qubits 2\ngenerator a = Z[0]\nobservable = Z[1]\nstate bell\nstate plus\n"
             "layer\nrotate a\napply CX[0,1]\n");
    check_broken(A, &A->qubits, 3);
    check_broken(A, &A->state_count, 0);
    check_broken(A, &A->states[0].qubits, 2);
    check_broken(A, &A->states[1].qubits, 4);
    check_broken(A, &A->generators[0].qubits, 3);
    check_broken(A, &A->observable->qubits, 1);
    check_broken(A, &A->layers->qubits, 1);
    mpq_set_ui(A->generators[0].coefficients, 0, 1);
    ck_assert(!lb_ansatz_is_valid(A));
    lb_ansatz_clear(A);
}
END_TEST

/* The library that tests are linked with asserts it. */
START_TEST(test_assertions)
{
#ifndef NDEBUG
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (!child) {
        lb_ansatz_t A;
        parse(A, "qubits 2\ngenerator = Z[0]\n");
        A->generators[0].qubits = 3;
        ck_assert_ptr_nonnull(freopen("/dev/null", "w", stderr));
        lb_status status = lb_ansatz_print_in(stderr, A, LB_LANGUAGE_ALG, NULL);
        _exit(status);
    }
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
#endif
}
END_TEST

/* What an ansatz without training states starts from, given ones take its place, and dropped ones
 * give it back. */
START_TEST(test_default_state)
{
    lb_ansatz_t A;
    parse(A, "qubits 3\ngenerator = ZZI\n");
    for (int round = 0; round < 2; round++) {
        ck_assert(!A->has_states);
        ck_assert_uint_eq(A->state_count, 1);
        ck_assert_int_eq(A->states[0].kind, LB_STATE_PRODUCT);
        ck_assert_str_eq(A->states[0].text, "000");
        ck_assert_str_eq(A->states[0].name, "zero");
        ck_assert_uint_eq(A->states[0].qubits, 3);
        ck_assert(!lb_ansatz_add_state(A, "bell", NULL));
        ck_assert(A->has_states);
        ck_assert_uint_eq(A->state_count, 1);
        ck_assert_int_eq(A->states[0].kind, LB_STATE_BELL);
        ck_assert_uint_eq(A->states[0].qubits, 6);
        ck_assert(!lb_ansatz_add_state(A, "stabilizer XXX ZZI -IZZ", NULL));
        ck_assert_uint_eq(A->state_count, 2);
        ck_assert_int_eq(A->states[1].kind, LB_STATE_STABILIZER);
        lb_ansatz_drop_states(A);
    }
    lb_ansatz_clear(A);
}
END_TEST

START_TEST(test_notes)
{
    lb_ansatz_t A;
    lb_generator_note notes[8];
    parse(A, "qubits 2\ngenerator = ZZ + 2 XI\ngenerator = XI\ngenerator = XX - XX\n"
             "generator = -1/2 ZZ - XI\ngenerator = II + XI\ngenerator = 3 XI\n"
             "generator = ZZ - 2 XI\ngenerator = ZZ + 2 XI\n");
    lb_ansatz_notes(notes, A);
    static const struct {
        lb_generator_kind kind;
        size_t other;
    } expected[] = {{LB_GENERATOR_PLAIN, 0}, {LB_GENERATOR_PLAIN, 0},
                    {LB_GENERATOR_ZERO, 0},  {LB_GENERATOR_PROPORTIONAL, 0},
                    {LB_GENERATOR_PLAIN, 0}, {LB_GENERATOR_PROPORTIONAL, 1},
                    {LB_GENERATOR_PLAIN, 0}, {LB_GENERATOR_PROPORTIONAL, 0}};
    for (size_t k = 0; k < 8; k++) {
        ck_assert_int_eq(notes[k].kind, expected[k].kind);
        ck_assert_uint_eq(notes[k].other, expected[k].other);
        ck_assert_int_eq(notes[k].contains_identity, k == 4);
    }
    lb_ansatz_clear(A);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("language");
    tcase_add_loop_test(cases, test_meaning, 0, sizeof meanings / sizeof *meanings);
    tcase_add_test(cases, test_statements);
    tcase_add_test(cases, test_nameless_sums);
    tcase_add_test(cases, test_families);
    tcase_add_loop_test(cases, test_graphs, 0, sizeof graphs / sizeof *graphs);
    tcase_add_test(cases, test_settings);
    tcase_add_test(cases, test_files);
    tcase_add_test(cases, test_exact_coefficients);
    tcase_add_loop_test(cases, test_dimension_functions, 0, sizeof dimensions / sizeof *dimensions);
    tcase_add_test(cases, test_objects_built_in_code);
    tcase_add_test(cases, test_invariant);
    tcase_add_test(cases, test_assertions);
    tcase_add_test(cases, test_default_state);
    tcase_add_test(cases, test_notes);
    return lb_test_run_cases("ansatz", cases);
}
