/* Square roots in coefficients, against matrices over a finite field in which the roots and i exist:
 * the dimension of the algebra that these generate, by commutators of matrices and elimination, is
 * that of almost every such prime. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>
#include <liebound/conserved.h>
#include <liebound/dimension.h>

#include "ansatz/roots.h"
#include "base/random.h"
#include "exact_rank/field.h"
#include "exact_rank/residues.h"
#include "support.h"

/* 1 modulo 840: 2, 3, 5, 7 and -1 are squares. */
#define P UINT64_C(1000002361)

enum { SIZE_MAX_MATRIX = 8, ENTRIES = 64 };

static uint64_t power(uint64_t x, uint64_t e)
{
    uint64_t r = 1;
    for (x %= P; e; e >>= 1, x = x * x % P)
        if (e & 1)
            r = r * x % P;
    return r;
}

/* A square root modulo P (Tonelli and Shanks). */
static uint64_t root_of(uint64_t a)
{
    uint64_t q = P - 1, z = 2, s = 0;
    for (; q % 2 == 0; q /= 2)
        s++;
    while (power(z, (P - 1) / 2) == 1)
        z++;
    uint64_t c = power(z, q), r = power(a, (q + 1) / 2), t = power(a, q);
    while (t != 1) {
        uint64_t i = 0, u = t;
        for (; u != 1; i++)
            u = u * u % P;
        uint64_t b = power(c, (uint64_t)1 << (s - i - 1));
        c = b * b % P;
        r = r * b % P;
        t = t * c % P;
        s = i;
    }
    ck_assert_uint_eq(r * r % P, a % P);
    return r;
}

/* ---- Numbers as they are written, and modulo P ---- */

typedef struct written {
    const char *text;
    uint64_t value;
} written;

enum { NUMBERS = 14 };
static written numbers[NUMBERS];

static void make_numbers(void)
{
    uint64_t r2 = root_of(2), r3 = root_of(3), r5 = root_of(5), r7 = root_of(7);
    uint64_t half = power(2, P - 2), quarter = half * half % P, r6 = r2 * r3 % P;
    const written all[NUMBERS] = {{"1", 1},
                                  {"-3", P - 3},
                                  {"1/2", half},
                                  {"sqrt(2)", r2},
                                  {"sqrt(3)/2", r3 * half % P},
                                  {"1/sqrt(2)", r2 * half % P},
                                  {"(1 + sqrt(5))", (1 + r5) % P},
                                  {"cos(pi/5)", (1 + r5) * quarter % P},
                                  {"sin(pi/12)", (r6 + P - r2) * quarter % P},
                                  {"sqrt(6)", r6},
                                  {"sqrt(7)", r7},
                                  {"-2*sqrt(2)*sqrt(3)", (P - 2) * r6 % P},
                                  {"(sqrt(2) - 1)^2", (P + 3 - 2 * r2 % P) % P},
                                  {"cos(-7*pi/6)", (P - r3) * half % P}};
    memcpy(numbers, all, sizeof all);
}

/* ---- Matrices ---- */

typedef struct matrix {
    uint64_t entry[ENTRIES];
} matrix;

static int size; /* of the matrices, at most SIZE_MAX_MATRIX */

static matrix commutator(const matrix *a, const matrix *b)
{
    matrix c = {{0}};
    for (int i = 0; i < size; i++)
        for (int j = 0; j < size; j++) {
            uint64_t sum = 0;
            for (int k = 0; k < size; k++) {
                sum += a->entry[i * size + k] * b->entry[k * size + j] % P;
                sum += P - b->entry[i * size + k] * a->entry[k * size + j] % P;
            }
            c.entry[i * size + j] = sum % P;
        }
    return c;
}

/* m += c times the string of these letters, the first on the highest bit. */
static void add_string(matrix *m, uint64_t c, const char *letters)
{
    uint64_t i = root_of(P - 1);
    for (int column = 0; column < size; column++) {
        int row = 0;
        uint64_t value = c;
        int n = (int)strlen(letters);
        for (int q = 0; q < n; q++) {
            int bit = column >> (n - 1 - q) & 1;
            bool flips = letters[q] == 'X' || letters[q] == 'Y';
            row = 2 * row + (flips ? !bit : bit);
            if (letters[q] == 'Y')
                value = value * (bit ? P - i : i) % P;
            if (letters[q] == 'Z' && bit)
                value = (P - value) % P;
        }
        m->entry[row * size + column] = (m->entry[row * size + column] + value) % P;
    }
}

/* Rows in echelon form. */
typedef struct space {
    int rank, pivots[ENTRIES];
    matrix rows[ENTRIES];
} space;

static bool insert(space *s, matrix v)
{
    int entries = size * size, pivot = 0;
    for (int r = 0; r < s->rank; r++) {
        uint64_t c = v.entry[s->pivots[r]];
        for (int j = 0; c && j < entries; j++)
            v.entry[j] = (v.entry[j] + (P - c) * s->rows[r].entry[j]) % P;
    }
    while (pivot < entries && !v.entry[pivot])
        pivot++;
    if (pivot == entries)
        return false;
    uint64_t inverse = power(v.entry[pivot], P - 2);
    for (int j = 0; j < entries; j++)
        v.entry[j] = v.entry[j] * inverse % P;
    s->pivots[s->rank] = pivot;
    s->rows[s->rank++] = v;
    return true;
}

static int closure(const matrix *generators, size_t count)
{
    space s = {0};
    for (size_t k = 0; k < count; k++)
        insert(&s, generators[k]);
    for (int r = 0; r < s.rank; r++)
        for (size_t k = 0; k < count; k++)
            insert(&s, commutator(&generators[k], &s.rows[r]));
    return s.rank;
}

/* The number of independent matrices that commute with the generators. */
static int commutant(const matrix *generators, size_t count)
{
    space s = {0};
    for (size_t k = 0; k < count; k++)
        for (int i = 0; i < size; i++)
            for (int j = 0; j < size; j++) {
                matrix equation = {{0}}; /* entry (i, j) of H X - X H */
                for (int l = 0; l < size; l++) {
                    uint64_t *left = &equation.entry[l * size + j];
                    *left = (*left + generators[k].entry[i * size + l]) % P;
                    uint64_t *right = &equation.entry[i * size + l];
                    *right = (*right + P - generators[k].entry[l * size + j]) % P;
                }
                insert(&s, equation);
            }
    return size * size - s.rank;
}

/* ---- Random generators ---- */

typedef struct problem {
    char text[4096];
    matrix generators[3];
    size_t count;
} problem;

static void make(problem *p, lb_random *random)
{
    int n = 1 + (int)lb_random_below(random, 3);
    memset(p, 0, sizeof *p);
    size = 1 << n;
    p->count = 1 + lb_random_below(random, 3);
    size_t used = (size_t)snprintf(p->text, sizeof p->text, "qubits %d\n", n);
    /* At most three numbers of one file keep the field small. */
    size_t chosen[3];
    for (int i = 0; i < 3; i++)
        chosen[i] = lb_random_below(random, NUMBERS);
    for (size_t k = 0; k < p->count; k++) {
        used += (size_t)snprintf(p->text + used, sizeof p->text - used, "generator = 0");
        for (size_t terms = 1 + lb_random_below(random, 3); terms > 0; terms--) {
            const written *c = &numbers[chosen[lb_random_below(random, 3)]];
            char letters[4] = "";
            for (int q = 0; q < n; q++)
                letters[q] = "IXYZ"[lb_random_below(random, 4)];
            add_string(&p->generators[k], c->value, letters);
            used += (size_t)snprintf(p->text + used, sizeof p->text - used, " + %s*%s", c->text,
                                     letters);
        }
        used += (size_t)snprintf(p->text + used, sizeof p->text - used, "\n");
    }
}

static lb_status read_text(lb_ansatz_t A, const char *text, bool roots, lb_error *error)
{
    lb_ansatz_source source = {
        .name = "text.alg", .text = text, .length = strlen(text), .square_roots = roots};
    return lb_ansatz_read(A, &source, error);
}

static void check_dimension(const lb_ansatz_t A, int wanted, const char *text)
{
    lb_dimension *d;
    lb_error error;
    mpz_t D;
    mpz_init(D);
    lb_status status = lb_dimension_compute(&d, A, NULL, &error);
    ck_assert_msg(!status, "%s\n%s", error.message, text);
    lb_dimension_at_least(D, d);
    ck_assert(lb_dimension_is_proved(d));
    ck_assert_msg(!mpz_cmp_si(D, wanted), "%lu, not %d\n%s", mpz_get_ui(D), wanted, text);
    ck_assert(lb_dimension_at_most(D, d));
    ck_assert(!mpz_cmp_si(D, wanted));
    lb_dimension_free(d);
    mpz_clear(D);
}

/* dim C, and the sectors: sum d m = 2^n and sum m^2 = dim C. */
static void check_commutant(const lb_ansatz_t A, int wanted, const char *text)
{
    lb_conserved *c;
    lb_error error;
    lb_conserved_options options = {.square_roots = true};
    mpz_t D;
    uint64_t states = 0, squares = 0;
    mpz_init(D);
    lb_status status = lb_conserved_compute(&c, A, &options, &error);
    ck_assert_msg(!status, "%s\n%s", error.message, text);
    lb_conserved_at_least(D, c);
    ck_assert_msg(!mpz_cmp_si(D, wanted), "%lu, not %d\n%s", mpz_get_ui(D), wanted, text);
    lb_conserved_at_most(D, c);
    ck_assert(!mpz_cmp_si(D, wanted));
    for (size_t i = 0; i < lb_conserved_sectors_count(c); i++) {
        const lb_conserved_sectors *s = lb_conserved_sectors_at(c, i);
        uint64_t m = mpz_get_ui(s->multiplicity);
        states += mpz_get_ui(s->count) * mpz_get_ui(s->dimension) * m;
        squares += mpz_get_ui(s->count) * m * m;
    }
    ck_assert_msg(states == (uint64_t)size && squares == (uint64_t)wanted, "%s", text);
    lb_conserved_free(c);
    mpz_clear(D);
}

/* What is printed is read as the same generators. */
static void check_print(const lb_ansatz_t A)
{
    char *text = NULL;
    size_t length = 0;
    lb_error error;
    lb_ansatz_t B;
    FILE *stream = open_memstream(&text, &length);
    ck_assert_ptr_nonnull(stream);
    lb_ansatz_print(stream, A);
    ck_assert(!fclose(stream));
    ck_assert_msg(!read_text(B, text, true, &error), "%s\n%s", error.message, text);
    const lb_ansatz_struct *Q = lb_ansatz_over_q(A), *again = lb_ansatz_over_q(B);
    ck_assert_uint_eq(A->qubits, B->qubits);
    ck_assert_uint_eq(Q->qubits, again->qubits);
    ck_assert_uint_eq(Q->generator_count, again->generator_count);
    for (size_t k = 0; k < Q->generator_count; k++)
        ck_assert_msg(lb_sum_equal(&Q->generators[k], &again->generators[k]), "%zu: %s", k, text);
    free(text);
    lb_ansatz_clear(B);
}

START_TEST(test_dimensions)
{
    lb_random random;
    size_t fields[17] = {0};
    static problem p;
    make_numbers();
    lb_random_seed(&random, lb_test_seed());
    for (size_t trial = 0; trial < lb_test_count(400); trial++) {
        lb_ansatz_t A;
        lb_error error;
        make(&p, &random);
        lb_status status = read_text(A, p.text, true, &error);
        ck_assert_msg(!status, "%s\n%s", error.message, p.text);
        size_t degree = lb_ansatz_degree(A);
        ck_assert_uint_eq(A->generator_count, p.count);
        ck_assert_uint_eq(lb_ansatz_over_q(A)->generator_count, degree * p.count);
        ck_assert_uint_le(degree, 16);
        fields[degree]++;
        if (degree < 8)
            check_dimension(A, closure(p.generators, p.count), p.text);
        if (degree < 8)
            check_commutant(A, commutant(p.generators, p.count), p.text);
        check_print(A);
        lb_ansatz_clear(A);
    }
    ck_assert(fields[1] > 0 && fields[2] > 0 && fields[4] > 0);
}
END_TEST

/* The rational sums of one generator on two qubits more: H, and sqrt(7) H with sqrt(7) = X + Z + YX +
 * 2 YZ, whose square is 1 + 1 + 1 + 4. */
START_TEST(test_rational)
{
    static const char rational[] =
        "qubits 3\n"
        "generator = Z[0] + X[0] X[1] + X[0] Z[1] + X[0] Y[1] X[2] + 2 X[0] Y[1] Z[2]\n"
        "generator = 7 X[0] + Z[0] X[1] + Z[0] Z[1] + Z[0] Y[1] X[2] + 2 Z[0] Y[1] Z[2]\n";
    lb_ansatz_t A, B;
    lb_error error;
    ck_assert(!read_text(A, "qubits 1\ngenerator a = Z[0] + sqrt(7)*X[0]\n", true, &error));
    ck_assert(!read_text(B, rational, false, &error));
    const lb_ansatz_struct *Q = lb_ansatz_over_q(A);
    ck_assert_uint_eq(A->generator_count, 1);
    ck_assert_uint_eq(Q->generator_count, 2);
    for (size_t k = 0; k < 2; k++)
        ck_assert(lb_sum_equal(&Q->generators[k], &B->generators[k]));
    ck_assert_str_eq(Q->generator_names[0], "a");
    ck_assert_str_eq(Q->generator_names[1], "a.sqrt7");
    lb_ansatz_clear(A);
    lb_ansatz_clear(B);
}
END_TEST

/* The squares of large roots, of every kind modulo 8, are what is under them. */
START_TEST(test_squares)
{
    static const unsigned long large[] = {999983, 1000003UL * 997, 999999937, 999999935, 999999999};
    for (size_t i = 0; i < 200 + sizeof large / sizeof *large; i++) {
        unsigned long m = i < 200 ? i + 2 : large[i - 200], sum = 0;
        bool square_free = true;
        for (unsigned long d = 2; d * d <= m; d++)
            square_free &= m % (d * d) != 0;
        if (!square_free)
            continue;
        lb_root root;
        lb_root_init(&root, m, 3);
        ck_assert_uint_ge(root.part_count, 2);
        ck_assert_uint_le(root.part_count, 4);
        ck_assert_int_eq(root.part_count == 4, m % 8 == 7);
        for (size_t part = 0; part < root.part_count; part++)
            sum += root.parts[part] * root.parts[part];
        ck_assert_uint_eq(sum, m);
        lb_sum_t A;
        lb_string_t identity;
        mpq_t one;
        mpq_init(one);
        mpq_set_ui(one, 1, 1);
        lb_string_init(identity);
        lb_sum_init(A, 5);
        lb_sum_append(A, one, identity);
        lb_root_multiply(A, &root);
        for (size_t a = 0; a < A->length; a++)
            for (size_t b = 0; b < a; b++)
                ck_assert(lb_string_anticommutes(&A->strings[a], &A->strings[b]));
        ck_assert_uint_eq(A->length, root.part_count);
        lb_sum_clear(A);
        lb_string_clear(identity);
        mpq_clear(one);
    }
}
END_TEST

static const struct {
    const char *text, *generators; /* what is rational in the end */
} rational_ones[] = {
    {"qubits 1\ngenerator = 1/sqrt(2)*(X[0] + Z[0])\n", "qubits 1\ngenerator = X[0] + Z[0]\n"},
    {"qubits 1\ngenerator = sqrt(4) X[0] + sqrt(1/9) Z[0]\n",
     "qubits 1\ngenerator = 2 X[0] + 1/3 Z[0]\n"},
    {"qubits 1\ngenerator = (sqrt(2) X[0] + sqrt(2) Z[0])^2\n", "qubits 1\ngenerator = 4 I[0]\n"},
    {"qubits 1\ngenerator = (1 + sqrt(5))*X[0] + (2 + 2*sqrt(5))*Z[0]\n",
     "qubits 1\ngenerator = 1/2 X[0] + Z[0]\n"},
    {"qubits 1\ngenerator = sqrt(2)*X[0] - sqrt(2)*X[0]\n", "qubits 1\ngenerator = 0\n"},
    {"qubits 1\ngenerator = cos(pi/3) X[0] + sin(pi/6) Z[0] + cos(pi) Y[0] + cos(pi/2) Y[0]\n",
     "qubits 1\ngenerator = 1/2 X[0] + 1/2 Z[0] - Y[0]\n"}};

START_TEST(test_rational_in_the_end)
{
    lb_ansatz_t A, B;
    lb_error error;
    lb_status status = read_text(A, rational_ones[_i].text, false, &error);
    ck_assert_msg(!status, "%s", error.message);
    ck_assert(!read_text(B, rational_ones[_i].generators, false, &error));
    ck_assert_ptr_null(A->roots);
    ck_assert_uint_eq(A->qubits, 1);
    ck_assert_uint_eq(lb_ansatz_degree(A), 1);
    ck_assert(lb_sum_equal(&A->generators[0], &B->generators[0]));
    lb_ansatz_clear(A);
    lb_ansatz_clear(B);
}
END_TEST

static const struct {
    const char *text;
    size_t line, column;
    const char *message;
} refused[] = {
    {"qubits 1\ngenerator = X[0] + sqrt(0 - 2) Z[0]\n", 2, 20, "the root of a negative number"},
    {"qubits 1\ngenerator = X[0] + sqrt(sqrt(2)) Z[0]\n", 2, 25, "'sqrt'"},
    {"qubits 1\ngenerator = X[0] + 1/sqrt(0) Z[0]\n", 2, 22, "division by zero"},
    {"qubits 1\ngenerator = X[0]/(1 + sqrt(2))\n", 2, 18, "only sqrt(...) itself can divide"},
    {"qubits 1\ngenerator = X[0] + sqrt(2^50) Z[0]\n", 2, 20, "above 10^12"},
    {"qubits 1\ngenerator = X[0] + sqrt(1000003) Z[0]\n", 2, 20, "a prime above 1000000"},
    {"qubits 1\ngenerator = X[0] + sqrt(2*3*5*7*11*13*17) Z[0]\n", 2, 20,
     "more than 6 different primes"},
    {"qubits 1\ngenerator = X[0] + cos(1) Z[0]\n", 2, 24, "a rational multiple of pi"},
    {"qubits 1\ngenerator = X[0] + cos(pi*pi) Z[0]\n", 2, 24, "a rational multiple of pi"},
    {"qubits 1\ngenerator = X[0] + cos(1/pi) Z[0]\n", 2, 24, "a rational multiple of pi"},
    {"qubits 1\ngenerator = X[0] + cos(pi + 1) Z[0]\n", 2, 24, "a rational multiple of pi"},
    {"qubits 1\ngenerator = X[0] + cos(pi/7) Z[0]\n", 2, 20, "only multiples of pi/12 and pi/5"},
    {"qubits 1\ngenerator = X[0] + pi*Z[0]\n", 2, 20, "coefficients are rational, and pi is not"},
    {"parameter h = sqrt(2)*X[0]\nqubits 1\ngenerator = h*Z[0]\n", 1, 15,
     "a parameter is a number"},
    {"parameter h = sqrt(2)\nqubits h\ngenerator = Z[0]\n", 2, 8, "a number was expected here"}};

START_TEST(test_refused)
{
    lb_ansatz_t A;
    lb_error error;
    ck_assert_int_eq(read_text(A, refused[_i].text, true, &error), LB_INPUT);
    ck_assert_msg(strstr(error.message, refused[_i].message) != NULL, "%s", error.message);
    ck_assert_uint_eq(error.line, refused[_i].line);
    ck_assert_uint_eq(error.column, refused[_i].column);
}
END_TEST

/* Who does not ask for roots does not get them. */
START_TEST(test_not_asked_for)
{
    lb_ansatz_t A;
    lb_error error;
    ck_assert_int_eq(read_text(A, "qubits 1\ngenerator = Z[0] + sqrt(2)*X[0]\n", false, &error),
                     LB_INPUT);
    ck_assert_msg(strstr(error.message, "the coefficients are in Q(sqrt(2))") != NULL, "%s",
                  error.message);
}
END_TEST

/* Roots modulo powers of primes: m_S, for all products of roots at once, so that sums of them are a field. */
START_TEST(test_residues)
{
    static const unsigned long squares[][3] = {{2, 0, 0},   {3, 0, 0},  {7, 0, 0},   {2, 3, 0},
                                               {6, 5, 0},   {6, 10, 0}, {2, 3, 5},   {999983, 0, 0},
                                               {30, 42, 0}, {2, 0, 0},  {11, 13, 17}};
    for (size_t i = 0; i < sizeof squares / sizeof *squares; i++) {
        lb_roots_struct R = {.count = 0};
        uint64_t primes[2];
        while (R.count < 3 && squares[i][R.count]) {
            lb_root_init(&R.roots[R.count], squares[i][R.count], 0);
            R.count++;
        }
        lb_residue_primes(primes, &R);
        ck_assert_uint_ne(primes[0], primes[1]);
        __mpq_struct *values = lb_residue_roots(&R, primes);
        for (int p = 0; p < 2; p++) {
            lb_field F = lb_field_power(primes[p], 0);
            mpz_t square;
            mpq_t product, other;
            mpz_init(square);
            mpq_inits(product, other, NULL);
            ck_assert_uint_gt(F.exponent, 2);
            for (size_t S = 0; S < (size_t)1 << R.count; S++)
                for (size_t T = 0; T < (size_t)1 << R.count; T++) {
                    /* sqrt(m_S) sqrt(m_T) = c sqrt(m_ST) with c^2 = m_S m_T / m_ST */
                    unsigned long d, s = lb_roots_square(&d, R.roots, R.count, S),
                                     t = lb_roots_square(&d, R.roots, R.count, T),
                                     both = lb_roots_square(&d, R.roots, R.count, S ^ T);
                    mpz_set_ui(square, s);
                    mpz_mul_ui(square, square, t);
                    mpz_divexact_ui(square, square, both);
                    ck_assert(mpz_perfect_square_p(square));
                    mpz_sqrt(mpq_numref(product), square);
                    mpz_set_ui(mpq_denref(product), 1);
                    mpq_mul(product, product, &values[S ^ T]);
                    mpq_mul(other, &values[S], &values[T]);
                    mpq_sub(product, product, other);
                    ck_assert_msg(mpz_divisible_ui_p(mpq_numref(product), F.p), "%lu %lu", s, t);
                }
            mpz_clear(square);
            mpq_clears(product, other, NULL);
        }
        lb_roots_values_free(values, &R);
    }
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("roots");
    tcase_add_test(cases, test_dimensions);
    tcase_add_test(cases, test_rational);
    tcase_add_test(cases, test_squares);
    tcase_add_test(cases, test_residues);
    tcase_add_loop_test(cases, test_rational_in_the_end, 0,
                        sizeof rational_ones / sizeof *rational_ones);
    tcase_add_loop_test(cases, test_refused, 0, sizeof refused / sizeof *refused);
    tcase_add_test(cases, test_not_asked_for);
    return lb_test_run_cases("roots", cases);
}
