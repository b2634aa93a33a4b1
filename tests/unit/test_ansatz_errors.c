/* Every kind of mistake in an .alg file: where it is reported, and in which words. */

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <liebound/ansatz.h>

#include "support.h"

typedef struct mistake {
    const char *text;
    size_t line, column;
    const char *message; /* a part of it */
} mistake;

#define HEAD "qubits 3\n"
#define GOOD "generator = ZZI\n"

static const mistake mistakes[] = {
    /* characters */
    {HEAD "generator = X[0] ; X[1]\n", 2, 18, "unexpected character ';'"},
    {HEAD "generator = X[0]\t!\n", 2, 18, "unexpected character '!'"},
    {HEAD "generator = X\xc3\xa9\n", 2, 14, "unexpected character U+00E9"},
    {HEAD "generator = X\x80\n", 2, 14, "unexpected byte 0x80"},
    {HEAD "generator = X[0]\x01\n", 2, 17, "unexpected byte 0x01"},
    {HEAD "\r" GOOD, 2, 1, "unexpected byte 0x0d"},
    {"about \"open\nqubits 3\n", 1, 7, "not closed"},
    {"about \"a\tb\"\n", 1, 9, "the byte 0x09"},
    {"about \"\xff\"\n", 1, 8, "the byte 0xff"},
    {"about \"\xed\xa0\x80\"\n", 1, 8, "the byte 0xed"},
    {"about \"\xc2\x85\"\n", 1, 8, "the byte 0xc2"},
    {HEAD "generator = X[0\n\nstate plus\n", 4, 1, "',' or ']' was expected here, not 'state'"},
    {HEAD "generator = (X[0]\n", 2, 13, "never closed"},
    {HEAD "generator = X[0])\n", 2, 17, "'if' or the end of the line was expected here, not ')'"},
    /* statements */
    {"qubit 3\n", 1, 1, "unknown statement 'qubit' (did you mean 'qubits'?)"},
    {"observable = X[0]\n", 1, 1, "qubits must be stated before the observable"},
    {"qubits 1\nobservable X[0]\n", 2, 12, "'=' was expected here, not 'X'"},
    {"qubits 1\nobservable = X[0]\nobservable = Z[0]\n", 3, 1,
     "observable is stated a second time"},
    {"frobnicate\n", 1, 1, "unknown statement 'frobnicate'"},
    {"3\n", 1, 1, "unknown statement '3'"},
    {"ansatz\n", 1, 7, "a name was expected here, not the end of the line"},
    {"ansatz -x\n", 1, 8, "a name was expected here, not '-x'"},
    {"ansatz a b\n", 1, 10, "the end of the line was expected here, not 'b'"},
    {"ansatz a\nansatz b\n", 2, 1, "ansatz is stated a second time"},
    {HEAD HEAD, 2, 1, "qubits is stated a second time"},
    {"about text\n", 1, 7, "a string in quotes was expected here, not 'text'"},
    {GOOD, 1, 1, "qubits must be stated before the first generator"},
    {"state plus\n", 1, 1, "qubits must be stated before the first state"},
    {"# nothing\n", 2, 1, "the statement qubits is missing"},
    {HEAD, 2, 1, "there is no generator"},
    {"qubits 0\n", 1, 8, "the number of qubits must be 1 to 1000000"},
    {"qubits 10^6 + 1\n", 1, 8, "the number of qubits must be 1 to 1000000"},
    {"qubits 5/2\n" GOOD, 2, 13, "'ZZI' needs 2 letters, one for each qubit"},
    {"qubits 2.5\n", 1, 8, "an integer was expected here, not 5/2"},
    {"qubits X\n", 1, 8, "unknown name 'X'"},
    {"qubits 2 < 3\n", 1, 8, "a number was expected here"},
    /* parameters */
    {"parameter n\n", 1, 12, "'=' was expected here, not the end of the line"},
    {"parameter n = n\n", 1, 15, "unknown name 'n'"},
    {"parameter XY = 1\n", 1, 11, "'XY' is a Pauli label"},
    {"parameter if = 1\n", 1, 11, "'if' is a word of the language"},
    {"parameter su = 1\n", 1, 11, "'su' is a word of the language"},
    {"parameter n = 1\nparameter n = 2\n", 2, 11, "the name 'n' is already in use"},
    {"parameter n = 1/0\n", 1, 17, "division by zero"},
    {"parameter n = 2^(1/2)\n", 1, 15, "the exponent is not an integer"},
    {"parameter n = 5 % (1/2)\n", 1, 20, "% is for integers"},
    {"parameter n = a | 3\n", 1, 19, "a choice, a single word was expected here, not '3'"},
    {"parameter nu = 1\nqubits mu\n", 2, 8, "unknown name 'mu' (did you mean 'nu'?)"},
    {"parameter t = up | down\nqubits t\n", 2, 8, "a number was expected here"},
    {"require 1 > 2\n", 1, 1, "this ansatz requires 1 > 2"},
    {"require 1 +\n", 1, 12, "a number or a name was expected here, not the end of the line"},
    {"require 3\n", 1, 9, "a condition such as n > 2 was expected"},
    {"require 1 < 2 < 3\n", 1, 15, "'and' between two comparisons was expected here"},
    {"require 1 = 1\n", 1, 9, "a condition such as n > 2 was expected"},
    {"parameter t = up | down\nrequire t == dwn\n", 2, 14,
     "'dwn' is not a choice of the parameter t (did you mean 'down'?)"},
    {"parameter t = up | down\nrequire t < \"up\"\n", 2, 13, "== and != only"},
    {"parameter t = up | down\nrequire t == 3\n", 2, 14, "a text was expected"},
    {"require open == closed\n", 1, 17, "unknown name 'closed'"},
    /* terms */
    {HEAD "generator zz =\n", 2, 15, "a Pauli term or a number was expected here"},
    {HEAD "generator zz X[0]\n", 2, 14,
     "'=' or 'for' (without a name: generator = ...) was expected here, not 'X'"},
    {HEAD "generator = Q[0]\n", 2, 13, "unknown name 'Q'"},
    {HEAD "generator = foo\n", 2, 13, "unknown name 'foo'"},
    {HEAD "generator = X[0] foo\n", 2, 18, "unknown name 'foo'"},
    {HEAD "generator = X[3]\n", 2, 15, "there is no qubit 3: the qubits are 0 to 2"},
    {HEAD "generator = X[0-1]\n", 2, 15, "there is no qubit -1"},
    {HEAD "generator = I[3]\n", 2, 15, "there is no qubit 3"},
    {HEAD "generator = X[1/0]\n", 2, 17, "division by zero"},
    {HEAD "generator = X[0.5]\n", 2, 15, "an integer was expected here, not 1/2"},
    {HEAD "parameter h = 1/2\ngenerator = X[h]\n", 3, 15, "an integer was expected here, not 1/2"},
    {HEAD "generator = X[9223372036854775807 + 1]\n", 2, 37, "the number is too large"},
    {HEAD "generator = X[3037000500^2]\n", 2, 15, "the number is too large"},
    {HEAD "generator = X[10^30]\n", 2, 15, "the number is too large"},
    {HEAD "generator = X[su(10^30)]\n", 2, 15, "an integer of 64 bits was expected here"},
    {HEAD "generator = X[Z]\n", 2, 15, "a Pauli term cannot stand inside an index"},
    {HEAD "generator = X[0] Z[0]\n", 2, 20, "qubit 0 has two letters in this term"},
    {HEAD "generator = ZZI X[1]\n", 2, 19, "qubit 1 has two letters in this term"},
    {HEAD "generator = XX[1,1]\n", 2, 18, "qubit 1 has two letters in this term"},
    {HEAD "generator = ZZ\n", 2, 13, "'ZZ' needs 3 letters, one for each qubit"},
    {HEAD "generator = XY[0]\n", 2, 13, "'XY' needs as many indices as letters: 2, not 1"},
    {HEAD "generator = X[0,1]\n", 2, 13, "'X' needs as many indices as letters: 1, not 2"},
    {HEAD "generator = 3/4\n", 2, 13, "a number alone is not a Pauli term"},
    {HEAD "generator = X[0] + 1\n", 2, 20, "a number alone is not a Pauli term"},
    {HEAD "generator = 1/X[0]\n", 2, 15, "a number cannot be divided by a Pauli term"},
    {HEAD "generator = X[0]/0\n", 2, 18, "division by zero"},
    {HEAD "generator = X[0]^-2\n", 2, 18, "the power of an operator is an integer"},
    {HEAD "generator = X[0] % 2\n", 2, 20, "% is for numbers"},
    {HEAD "generator = X[0] (Z[0] + Z[1])\n", 2, 13, "this operator is not Hermitian: Y"},
    {HEAD "generator = (X[0]) Z[0]\n", 2, 13, "this operator is not Hermitian: Y"},
    {HEAD "generator = \"XX\"\n", 2, 13, "a Pauli term or a number was expected here"},
    {HEAD "generator = so(3, 4) X[0]\n", 2, 17, "')' was expected here, not ','"},
    {HEAD "generator = binomial(3) X[0]\n", 2, 23, "',' was expected here"},
    {HEAD "generator = su X[0]\n", 2, 16, "'(' after the name of a function"},
    {HEAD "generator = su ; X[0]\n", 2, 16, "unexpected character ';'"},
    {HEAD "generator = sum X[0]\n", 2, 17, "'(' after sum was expected here"},
    {HEAD "generator = sum(i 0..2) X[i]\n", 2, 19, "'in' was expected here, not '0'"},
    {HEAD "generator = sum(i in 0) X[i]\n", 2, 23, "'..' of a range"},
    {HEAD "generator = sum(i in 0..2) i\n", 2, 28, "a Pauli term such as Z[0] was expected"},
    {HEAD "generator = sum(i in 0..3) X[i]\n", 2, 30, "there is no qubit 3"},
    {HEAD "generator = sum(i in 0..i) X[i]\n", 2, 25, "unknown name 'i'"},
    {HEAD "generator = sum(i in 0..1) X[i] + X[i]\n", 2, 37, "unknown name 'i'"},
    {HEAD "generator = sum(i in 0..1, i in 0..1) X[i]\n", 2, 28, "'i' is already in use"},
    {HEAD "generator = sum(w in \"XQ\") w[0,1]\n", 2, 28, "'XQ' is not a word of the letters"},
    {HEAD "generator = sum(w in \"XX\") w[0]\n", 2, 28, "'XX' needs 1 letter, one for each index"},
    {HEAD "generator x for i in 0..2 X[i]\n", 2, 27, "',', 'if' or ':' was expected here"},
    {HEAD "generator distinct x = X[0]\n", 2, 22, "only a family can be distinct"},
    {HEAD "generator x[0] for i in 0..2: X[i]\n", 2, 20, "the name 'x[0]' of a family"},
    {HEAD "parameter t = \"\xc3\xa9\"\nrequire 1 > 2\n", 3, 1, "but t = ??"},
    /* slips: the message names the mend */
    {HEAD "generator a = X(0)\n", 2, 16, "'X' takes its indices in brackets: write X[0]"},
    {HEAD "generator a = X (0)\n", 2, 17, "write X[0]"},
    {HEAD "generator a = XX(0) + ZZI\n", 2, 17, "in brackets, one for each letter, as in XY[0,1]"},
    {HEAD "generator a = XX(0,1)\n", 2, 17, "write XX[0,1]"},
    {HEAD "generator a = 2 -XII(3)\n", 2, 21, "in brackets"},
    {HEAD "generator a = X()\n", 2, 16, "in brackets, as in X[0]"},
    {HEAD "generator a = X(Z[0])\n", 2, 16, "in brackets, as in X[0]"},
    {HEAD "generator a = X(0) @ X(1)\n", 2, 16, "write X[0]"},
    {HEAD "generator a = sum(i in 0..2) X((i+1)%3)\n", 2, 31, "write X[(i+1)%3]"},
    {HEAD "generator a = sum(w in \"XX\") w(0,1)\n", 2, 31, "write w[0,1]"},
    {HEAD "generator a for i in 0..2: X(i)\n", 2, 29, "write X[i]"},
    {HEAD "observable = X(0)\n", 2, 15, "write X[0]"},
    {HEAD "parameter h = 2\ngenerator a = h(X[0])\n", 3, 16, "'h' is a number, not a function"},
    {HEAD "parameter h = 2\ngenerator a = -h (X[0])\n", 3, 18, "'h' is a number"},
    {HEAD "parameter h = 2\ngenerator a = 2^h (X[0])\n", 3, 19, "'h' is a number"},
    {HEAD "generator a = XII 0 + ZZI\n", 2, 19, "the number '0' stands behind a name"},
    {HEAD "generator a = 1 000 X[0]\n", 2, 17, "the number '000' stands behind a name or a number"},
    {HEAD "parameter h = 2\ngenerator a = h 3 X[0]\n", 3, 17, "the number '3' stands behind"},
    {"qubits 1\ngenerator a = sum(i in 0..0) X i\n", 2, 32, "'i' stands behind a label"},
    {HEAD "generator a = XII su(2)\n", 2, 19, "'su' stands behind a label"},
    {HEAD "generator a = X0 X1\n", 2, 15, "unknown name 'X0': write X[0]"},
    {HEAD "generator a = X0Y1Z2\n", 2, 15, "write X[0] Y[1] Z[2]"},
    {HEAD "generator a = X_0\n", 2, 15, "write X[0]"},
    {HEAD "generator a = XY_0_1\n", 2, 15, "write XY[0,1]"},
    {HEAD "generator a = XY01\n", 2, 15, "write XY[0,1]"},
    {HEAD "generator a = XY_01\n", 2, 15, "write XY[0,1]"},
    {HEAD "generator a = x_0\n", 2, 15, "write X[0]"},
    {HEAD "generator a = X_{0}\n", 2, 17, "'{': indices stand in brackets, X[0]"},
    {HEAD "generator a = X[0] @ X[1]\n", 2, 20, "'@': strings are multiplied side by side"},
    {HEAD "generator a = x[0]\n", 2, 15, "unknown name 'x': Pauli letters are capitals, X"},
    {HEAD "generator a = xx\n", 2, 15, "unknown name 'xx': Pauli letters are capitals, XX"},
    {HEAD "generator a = 1j*X[0]\n", 2, 15, "'1j': coefficients are real"},
    {HEAD "generator a = (1+0j)*X[0]\n", 2, 18, "'0j': coefficients are real"},
    {HEAD "generator a = sum(j in 0..2) 2j X[j]\n", 2, 30, "write * before a name"},
    {HEAD "generator a = j*X[0]\n", 2, 15, "coefficients are real"},
    {HEAD "generator a = i X[0]\n", 2, 15, "coefficients are real"},
    {HEAD "generator a = X[0] + np.sqrt(2)*X[1]\n", 2, 24, "without a package"},
    {HEAD "generator a = sqrt 2 X[0]\n", 2, 15, "'sqrt': roots are of rational numbers"},
    {HEAD "generator a = X[sqrt(2)]\n", 2, 17, "in the coefficients of generators"},
    {HEAD "generator a = exp(1)*X[0]\n", 2, 15, "square roots, and no other functions"},
    {HEAD "generator a = Z3\n", 2, 15, "write Z[3]"},
    {HEAD "generator a = Z3I3\n", 2, 15,
     "write Z[3] I[3], or, for this label of a certificate, ZZZIII"},
    {HEAD "generator a = Z3I\n", 2, 15, "unknown name 'Z3I': write ZZZI"},
    {HEAD "generator a = IXZ12\n", 2, 15, "write IXZZZZZZZZZZZZ"},
    {HEAD "generator a = pi/2*X[0]\n", 2, 15, "coefficients are rational, and pi is not"},
    {HEAD "graph E = path(sqrt(4))\n", 2, 16, "'sqrt': roots are of rational numbers"},
    {HEAD "generator a = 2**3 X[0]\n", 2, 16, "'**': a power is written ^, as in 2^3"},
    {HEAD "generator a = \xcf\x80 X[0]\n", 2, 15, "U+03C0 (pi, which is not rational)"},
    {HEAD "generator a = \xe2\x88\x9a"
          "2 X[0]\n",
     2, 15, "U+221A (a square root"},
    {HEAD "generator a = X[0] \xe2\x80\x94 X[1]\n", 2, 20, "U+2014 (a dash: write -)"},
    {HEAD "generator XII + YII = ZII\n", 2, 15, "'=' or 'for'"},
    {HEAD "generator XII\n  + YII\n", 3, 3,
     "unknown statement '+': a sum goes on in the next line when the operator ends the line "
     "before"},
    {HEAD "generator = X[0] +\n", 2, 19, "was expected here, not the end of the line"},
    {HEAD "generator = X[0] + # more\n\n", 2, 26, "was expected here, not the end of the line"},
    {HEAD "generator = X[0] +\nstate plus\n", 3, 1,
     "unknown name 'state': the line before ends in an operator"},
    {HEAD "generator = X[0] -\n\ngenerator a = Z[0]\n", 4, 1,
     "the line before ends in an operator"},
    {"qubits 3 *\nqubits 3\n", 2, 1, "the line before ends in an operator"},
    {"\xef\xbb\xbfqubit 3\n", 1, 1, "did you mean 'qubits'?"},
    {"\xff\xfeq\n", 1, 1, "UTF-16"},
    {"parameter n = 2\nrequire n \xe2\x88\x92 1 > 2\n", 2, 1, "requires n - 1 > 2, but n = 2"},
    {HEAD "generator for (i,j) in complete(3): XX[i,j]\n", 2, 24,
     "the name of a graph was expected here: write graph E = complete and its arguments on a line "
     "before"},
    {HEAD "graph E = path(3)\ngenerator for i,j in E: XX[i,j]\n", 3, 16,
     "edges are pairs, (i,j) in E"},
    {HEAD "layer for b in 0..1\nrotate X[0]\n", 2, 20, "',', 'if' or ':' was expected here"},
    {HEAD "layer for b in 0..1:\nrotate X[b]\nobservable = X[b]\n", 4, 16, "unknown name 'b'"},
    {HEAD "layer for b in 0..5:\nrotate X[b]\nstate zero\n", 3, 10, "there is no qubit 3"},
    {HEAD "layer for b in 1..0:\nrotate X[b]\nstate zero\n", 5, 1, "no rotation"},
    /* graphs */
    {HEAD "graph E = ring(3)\n", 2, 11, "path, cycle, complete"},
    {HEAD "graph E = cycle(1)\n", 2, 17, "a cycle has at least two vertices"},
    {HEAD "graph E = path(0)\n", 2, 16, "at least one vertex"},
    {HEAD "graph E = path(10^7)\n", 2, 16, "at most 1000000 vertices"},
    {HEAD "graph E = complete(10^5)\n", 2, 20, "at most 20000000 edges"},
    {HEAD "graph E = grid(2)\n", 2, 17, "',' was expected here"},
    {HEAD "graph E = torus(0,3)\n", 2, 17, "at least one vertex"},
    {HEAD "graph E = bipartite(1,1000000)\n", 2, 21, "at most 1000000 vertices"},
    {HEAD "graph E = bipartite(10^4,10^4)\n", 2, 21, "at most 20000000 edges"},
    {HEAD "graph E = random_regular(5,3,1)\n", 2, 26, "an odd number of vertices has an even"},
    {HEAD "graph E = random_regular(4,4,1)\n", 2, 26, "the number of vertices less 1"},
    {HEAD "graph E = random_regular(4,-1,1)\n", 2, 26, "the number of vertices less 1"},
    {HEAD "graph E = random_regular(1000,101,1)\n", 2, 26, "at most 100"},
    {HEAD "graph E = random_regular(4,3,-1)\n", 2, 26, "a seed is not negative"},
    {HEAD "graph E = random_regular(10^6,80,1)\n", 2, 26, "at most 20000000 edges"},
    {HEAD "graph E = random_regular(4,3)\n", 2, 29, "',' was expected here"},
    {HEAD "graph E = edges \"0-0\"\n", 2, 17, "two different vertices"},
    {HEAD "graph E = edges \"0-1x\"\n", 2, 17, "at character 4"},
    {HEAD "graph E = path(3)\ngraph E = path(3)\n", 3, 1, "the graph E is defined a second time"},
    {HEAD "graph E = path(4)\ngenerator = sum((i,j) in E) Z[i] Z[j]\n", 3, 36, "no qubit 3"},
    {HEAD "graph E = path(3) if 1 > 2\ngenerator = sum((i,j) in E) ZZ[i,j]\n", 3, 26,
     "this graph is not defined"},
    {HEAD "generator = sum((i,j) in F) ZZ[i,j]\n", 2, 26, "the name of a graph was expected here"},
    {HEAD "graph E = path(3)\ngenerator = sum(i in E) X[i]\n", 3, 17, "(i,j) was expected"},
    /* states and dimensions */
    {HEAD GOOD "state\n", 3, 6, "plus, zero, neel, ghz, bell, stabilizer, vector or a label"},
    {HEAD GOOD "state +-\n", 3, 1, "the state '+-' has 2 letters for 3 qubits"},
    {HEAD GOOD "state ++x\n", 3, 1, "'++x' is not a state"},
    {HEAD GOOD "state stabilizer\n", 3, 17, "a string in quotes was expected here"},
    {HEAD GOOD "state stabilizer XXX\n", 3, 18, "a string in quotes was expected here"},
    {HEAD GOOD "state stabilizer \"XXX ZZI ZII\"\n", 3, 1, "does not commute with number 1"},
    {HEAD GOOD "state stabilizer \"XXX ZZI IZZ\" XXX\n", 3, 32, "'if' or the end of the line"},
    {HEAD GOOD "dimension 1/2\n", 3, 11, "a dimension is an integer"},
    {HEAD GOOD "dimension 0 - 1\n", 3, 11, "a dimension is an integer"},
    {HEAD GOOD "dimension so(1/2)\n", 3, 11, "the argument is not an integer"},
    {HEAD GOOD "dimension su(0)\n", 3, 11, "the argument is too small"},
    /* variants: checked, though they are not used */
    {HEAD GOOD "variant v\ngenerator = X[0]\n", 4, 1, "generator cannot follow a variant line"},
    {HEAD GOOD "variant v n=3\n", 3, 11, "the name of a parameter was expected here"},
    {"parameter n = 3\nvariant v n=x\n", 2, 13, "unknown name 'x'"},
    {"parameter t = a | b\nvariant v t=c\n", 2, 13, "the choices are a, b"},
    {"parameter n = 3\nvariant v n=3\nabout \"a\"\nabout \"b\"\n", 4, 1, "a second time"},
    {HEAD GOOD "variant v\nrequire 1 <\n", 4, 12, "a number or a name was expected"},
    /* limits: refused at once */
    {HEAD "generator = 1e999999999 X[0]\n", 2, 13, "the exponent is too large"},
    {HEAD "generator = 1e-999999999999999999999999 X[0]\n", 2, 13, "the exponent is too large"},
    {HEAD "generator = 2^(10^9) X[0]\n", 2, 13, "the exponent is too large"},
    {HEAD "generator = (2^1000000)^1000000 X[0]\n", 2, 13, "the number is too large"},
    {HEAD "generator = 10^600000 * 10^600000 X[0]\n", 2, 25, "the number is too large"},
    {HEAD "generator = sum(i in 0..10^12) X[0]\n", 2, 22, "more than 20000000 elements"},
    {HEAD "generator = sum(i in 0-2^62..2^62) X[0]\n", 2, 22, "more than 20000000 elements"},
    {HEAD GOOD "dimension binomial(10^9, 10^8)\n", 3, 11, "the number is too large"}};

static void expect(const char *text, size_t length, const mistake *m)
{
    lb_ansatz_t A;
    lb_error error;
    memset(A, 0x5a, sizeof A);
    lb_ansatz_struct before = *A;
    ck_assert_int_eq(lb_ansatz_parse(A, text, length, "bad.alg", NULL, 0, &error), LB_INPUT);
    char place[900];
    lb_error_format(place, sizeof place, &error);
    ck_assert_msg(strstr(error.message, m->message) && error.line == m->line &&
                      error.column == m->column && !strcmp(error.source, "bad.alg"),
                  "%.200s\nexpected %zu:%zu %s\ngot %s", text, m->line, m->column, m->message,
                  place);
    ck_assert_int_eq(error.status, LB_INPUT);
    ck_assert_uint_lt(strlen(error.message), sizeof error.message - 1);
    ck_assert(!memcmp(&before, A, sizeof before));
    ck_assert_int_eq(lb_ansatz_parse(A, text, length, "bad.alg", NULL, 0, NULL), LB_INPUT);
}

START_TEST(test_mistakes)
{
    expect(mistakes[_i].text, strlen(mistakes[_i].text), &mistakes[_i]);
}
END_TEST

START_TEST(test_nul_byte)
{
    static const char text[] = HEAD "generator = X[0]\0 + X[1]\n";
    mistake m = {text, 2, 17, "unexpected byte 0x00"};
    expect(text, sizeof text - 1, &m);
}
END_TEST

/* A text of one part repeated. The caller frees it. */
static char *repeated(const char *head, const char *part, size_t times, const char *tail)
{
    size_t step = strlen(part);
    char *text = malloc(strlen(head) + step * times + strlen(tail) + 1);
    ck_assert_ptr_nonnull(text);
    char *next = text + sprintf(text, "%s", head);
    for (size_t i = 0; i < times; i++, next += step)
        memcpy(next, part, step);
    strcpy(next, tail);
    return text;
}

static void expect_repeated(const char *head, const char *part, size_t times, const mistake *m)
{
    char *text = repeated(head, part, times, "\n");
    expect(text, strlen(text), m);
    free(text);
}

START_TEST(test_deep_and_long_texts)
{
    static const struct {
        const char *head, *part;
        size_t column;
    } nested[] = {{HEAD "generator = ", "(", 113},
                  {HEAD "generator = ", "2^", 412},
                  {HEAD "generator = X[", "su(", 612}};
    for (size_t i = 0; i < sizeof nested / sizeof *nested; i++) {
        mistake m = {NULL, 2, nested[i].column, "nested more than 200 deep"};
        expect_repeated(nested[i].head, nested[i].part, 100000, &m);
    }
    const mistake name = {NULL, 1, 8,
                          "a shorter name was expected here, not 'aaaaaaaaaaaaaaaaaaaa"};
    expect_repeated("ansatz ", "a", 100000, &name);
    const mistake word = {NULL, 1, 11, "...' is too long"};
    char *text = repeated("parameter ", "a", 100000, " = 1\n");
    expect(text, strlen(text), &word);
    free(text);
    const mistake number = {NULL, 1, 15, "the number is too large"};
    expect_repeated("parameter n = ", "9", 1000000, &number);
    const mistake literals = {NULL, 0, 13, "too large together"};
    mistake m = literals;
    m.line = 35;
    text = repeated(HEAD, "generator = 1e600000 X[0]\n", 1000, "");
    expect(text, strlen(text), &m);
    free(text);
    const mistake size = {NULL, 0, 0, "larger than 16 MiB"};
    expect_repeated(HEAD GOOD, "#", (size_t)17 << 20, &size);
}
END_TEST

/* Signs may be many, and long sums and products are not deep. */
START_TEST(test_long_but_flat_texts)
{
    lb_ansatz_t A;
    lb_error error;
    static const char *const parts[] = {"- ", "X[0] + ", "2/2*"};
    for (int i = 0; i < 3; i++) {
        char *text = repeated(HEAD "generator = ", parts[i], 100000, "X[0]\n");
        ck_assert(!lb_ansatz_parse(A, text, strlen(text), "long.alg", NULL, 0, &error));
        ck_assert(!mpq_cmp_ui(&A->generators[0].coefficients[0], i == 1 ? 100001 : 1, 1));
        lb_ansatz_clear(A);
        free(text);
    }
}
END_TEST

/* A file may not ask for more work than a budget, however it is written. */
START_TEST(test_budget)
{
    char *text = repeated("parameter blank = \"", " ", 1 << 20,
                          "\"\n" HEAD "generator = X[0]\n"
                          "generator = sum(i in 0..10^6, w in blank) X[i]\n");
    const mistake words = {NULL, 4, 36, "too many steps"};
    expect(text, strlen(text), &words);
    free(text);
    static const char powers[] = HEAD "generator = sum(i in 0..10^6) (1e600000+1)/7^700000 X[0]\n";
    const mistake numbers = {NULL, 2, 44, "too many steps"};
    expect(powers, sizeof powers - 1, &numbers);
}
END_TEST

START_TEST(test_settings_in_messages)
{
    static const char text[] = "parameter n = 3\nqubits n\ngenerator = X[0]\n";
    static const struct {
        const char *value;
        size_t column;
        const char *message;
    } bad[] = {{"", 1, "a number or a name was expected here"},
               {"3 4", 3, "the end of the number was expected here, not '4'"},
               {"n", 1, "unknown name 'n'"},
               {"1e999999999", 1, "the exponent is too large"},
               {"X[0]", 1, "unknown name 'X'"},
               {"1/0", 3, "division by zero"}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char name[] = "n", value[32];
        snprintf(value, sizeof value, "%s", bad[i].value);
        lb_setting setting = {name, value};
        lb_ansatz_t A;
        lb_error error;
        ck_assert_int_eq(lb_ansatz_parse(A, text, strlen(text), "a.alg", &setting, 1, &error),
                         LB_INPUT);
        ck_assert_str_eq(error.source, "setting n");
        ck_assert_msg(strstr(error.message, bad[i].message), "%s", error.message);
        ck_assert_uint_eq(error.column, bad[i].column);
    }
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("errors");
    tcase_add_loop_test(cases, test_mistakes, 0, sizeof mistakes / sizeof *mistakes);
    tcase_add_test(cases, test_nul_byte);
    tcase_add_test(cases, test_deep_and_long_texts);
    tcase_add_test(cases, test_long_but_flat_texts);
    tcase_add_test(cases, test_budget);
    tcase_add_test(cases, test_settings_in_messages);
    return lb_test_run_cases("ansatz errors", cases);
}
