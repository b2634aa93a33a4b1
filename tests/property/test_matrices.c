/* Matrices of algebras: all brackets of all pairs of basis elements, in floating point, from the
 * sums themselves; forms; and that the types add up to the dimension. */

#include <complex.h>
#include <math.h>
#include <string.h>

#include <liebound.h>

#include "random_sums.h"
#include "string_sets.h"

typedef double complex number;

typedef struct computed {
    lb_closure *closure;
    lb_structure *structure;
    lb_matrices *matrices;
} computed;

static void compute(computed *c, const lb_ansatz_t A)
{
    lb_error error;
    lb_closure_options options = {.enumerate = true};
    ck_assert_int_eq(lb_closure_compute(&c->closure, A, &options, &error), LB_OK);
    ck_assert_int_eq(lb_structure_compute(&c->structure, c->closure, NULL, &error), LB_OK);
    lb_status status = lb_matrices_compute(&c->matrices, A, c->closure, c->structure, NULL, &error);
    if (status)
        lb_ansatz_print(stdout, A);
    ck_assert_msg(!status, "%s", error.message);
}

static void computed_clear(computed *c)
{
    lb_matrices_free(c->matrices);
    lb_structure_free(c->structure);
    lb_closure_free(c->closure);
}

/* All matrices of summand j, element by element. */
static number *read_matrices(const lb_matrices *m, size_t j)
{
    size_t size = lb_matrices_summand(m, j)->size, count = lb_matrices_element_count(m);
    number *M = malloc(count * size * size * sizeof *M);
    mpq_t re, im;
    mpq_inits(re, im, (mpq_ptr)NULL);
    for (size_t e = 0; e < count; e++)
        for (uint32_t i = 0; i < size * size; i++) {
            lb_matrices_entry(re, im, m, j, e, i / (uint32_t)size, i % (uint32_t)size);
            M[e * size * size + i] = mpq_get_d(re) + I * mpq_get_d(im);
        }
    mpq_clears(re, im, (mpq_ptr)NULL);
    return M;
}

/* Element e as a sum: the generators, then the basis. */
static void get_element(lb_sum_t S, const computed *c, const lb_ansatz_t A, size_t e)
{
    if (e < A->generator_count)
        lb_sum_set(S, A->generators + e);
    else
        lb_closure_row(S, c->closure, e - A->generator_count);
}

/* R = M(S) by the coordinates of S, its entries at the pivots. */
static void combine(number *R, const lb_sum_t S, const computed *c, const number *basis,
                    size_t entries)
{
    lb_string_t pivot;
    lb_string_init(pivot);
    memset(R, 0, entries * sizeof *R);
    for (size_t b = 0; b < lb_closure_row_count(c->closure); b++) {
        lb_closure_pivot(pivot, c->closure, b);
        for (size_t t = 0; t < S->length; t++)
            if (!lb_string_compare(S->strings + t, pivot))
                for (size_t i = 0; i < entries; i++)
                    R[i] += mpq_get_d(S->coefficients + t) * basis[b * entries + i];
    }
    lb_string_clear(pivot);
}

static double largest(const number *M, size_t entries)
{
    double most = 0;
    for (size_t i = 0; i < entries; i++)
        most = fmax(most, cabs(M[i]));
    return most;
}

/* [M(a), M(b)] = 2 M({a, b}). */
static void check_bracket(const computed *c, const lb_ansatz_t A, const number *M, size_t size,
                          size_t a, size_t b)
{
    size_t entries = size * size;
    const number *P = M + a * entries, *Q = M + b * entries;
    number *R = malloc(entries * sizeof *R);
    lb_sum_t S, T;
    lb_sum_init(S, A->qubits);
    lb_sum_init(T, A->qubits);
    get_element(S, c, A, a);
    get_element(T, c, A, b);
    lb_sum_bracket(S, S, T);
    combine(R, S, c, M + A->generator_count * entries, entries);
    double scale = 1 + (double)size * largest(P, entries) * largest(Q, entries);
    for (size_t i = 0; i < size; i++)
        for (size_t j = 0; j < size; j++) {
            number sum = -2 * R[i * size + j];
            for (size_t k = 0; k < size; k++)
                sum += P[i * size + k] * Q[k * size + j] - Q[i * size + k] * P[k * size + j];
            ck_assert_msg(cabs(sum) < 1e-9 * scale, "bracket of %zu and %zu: %g", a, b, cabs(sum));
        }
    lb_sum_clear(S);
    lb_sum_clear(T);
    free(R);
}

/* M^dagger F + F M = 0, F > 0. */
static void check_form(const lb_matrices *m, size_t j, const number *M, size_t size)
{
    mpq_t F;
    double *form = malloc(size * sizeof *form);
    mpq_init(F);
    for (uint32_t i = 0; i < size; i++) {
        lb_matrices_form(F, m, j, i);
        form[i] = mpq_get_d(F);
        ck_assert(form[i] > 0);
    }
    for (size_t e = 0; e < lb_matrices_element_count(m); e++)
        for (size_t r = 0; r < size; r++)
            for (size_t s = 0; s < size; s++) {
                number left = conj(M[e * size * size + s * size + r]) * form[s];
                number right = form[r] * M[e * size * size + r * size + s];
                ck_assert(cabs(left + right) < 1e-9 * (1 + cabs(left)));
            }
    mpq_clear(F);
    free(form);
}

/* Matrices from labels of strings: those of so(N) are real, and those of sp(m) preserve the form
 * iY x 1. */
static void check_labels(const lb_summand *summand, const number *M, size_t count)
{
    size_t N = summand->size, half = N / 2;
    bool orthogonal = !strncmp(summand->algebra, "so", 2);
    bool symplectic = !strncmp(summand->algebra, "sp", 2);
    for (size_t e = 0; e < count; e++)
        for (size_t r = 0; r < N && (orthogonal || symplectic); r++)
            for (size_t s = 0; s < N; s++) {
                number entry = M[(e * N + r) * N + s];
                /* (J M)_rs - (J M)_sr, J_r,r+half = 1 = -J_r+half,r. */
                number turned =
                    r < half ? M[(e * N + r + half) * N + s] : -M[(e * N + r - half) * N + s];
                number other =
                    s < half ? M[(e * N + s + half) * N + r] : -M[(e * N + s - half) * N + r];
                ck_assert(!orthogonal || fabs(cimag(entry)) < 1e-12);
                ck_assert(!symplectic || cabs(turned - other) < 1e-12);
            }
}

/* The dimension that a summand claims by its type and size. */
static size_t claimed_dimension(const lb_summand *summand)
{
    size_t N = summand->size;
    const char *name =
        strstr(summand->algebra, " = ") ? strstr(summand->algebra, " = ") + 3 : summand->algebra;
    unsigned n = 0;
    if (sscanf(name, "u(%u)", &n) == 1)
        return 1;
    if (sscanf(name, "su(2^%u)", &n) == 1)
        return ((size_t)1 << 2 * n) - 1;
    if (sscanf(name, "su(%u)", &n) == 1)
        ck_assert(summand->kind != LB_SUMMAND_DEFINING || N == n ||
                  strstr(summand->algebra, " = "));
    else if (sscanf(name, "so(%u)", &n) == 1) {
        ck_assert(summand->kind != LB_SUMMAND_DEFINING || N == n);
        return (size_t)n * (n - 1) / 2;
    } else if (sscanf(name, "sp(%u)", &n) == 1) {
        ck_assert(summand->kind != LB_SUMMAND_DEFINING || N == 2 * n ||
                  strstr(summand->algebra, " = "));
        return (size_t)n * (2 * n + 1);
    }
    ck_assert_uint_gt(n, 0);
    return (size_t)n * n - 1;
}

/* What random matrices of the algebra would satisfy is checked of all pairs, or for many elements of
 * some. */
static void check_matrices(const computed *c, const lb_ansatz_t A, bool strings, lb_random *random)
{
    const lb_matrices *m = c->matrices;
    size_t count = lb_matrices_element_count(m), dimension = 0;
    bool rational = false;
    for (size_t j = 0; j < lb_matrices_summand_count(m); j++) {
        const lb_summand *summand = lb_matrices_summand(m, j);
        number *M = read_matrices(m, j);
        check_form(m, j, M, summand->size);
        if (strings)
            check_labels(summand, M, count);
        for (size_t a = 0; a < count; a++)
            for (size_t b = a + 1; b < count; b++)
                if (count < 20 || lb_random_below(random, count * count / 300) == 0)
                    check_bracket(c, A, M, summand->size, a, b);
        rational |= summand->kind == LB_SUMMAND_RATIONAL || summand->field;
        dimension += summand->field ? 0 : claimed_dimension(summand);
        free(M);
    }
    if (!rational)
        ck_assert_uint_eq(dimension, lb_closure_row_count(c->closure));
}

static void small_integer(mpq_t c, lb_random *random)
{
    mpq_set_si(c, (long)lb_random_below(random, 7) - 3, 1 + lb_random_below(random, 2));
}

static void one(mpq_t c, lb_random *random)
{
    (void)random;
    mpq_set_ui(c, 1, 1);
}

/* Types that were met, by their first letters and the kind of their set. */
START_TEST(test_strings)
{
    lb_random random;
    size_t real = 0, symplectic = 0, unitary = 0;
    lb_random_seed(&random, lb_test_seed());
    for (size_t trial = 0; trial < lb_test_count(150); trial++) {
        bool e6 = trial % 3 == 0;
        size_t n = e6 ? 3 + lb_random_below(&random, 3) : 1 + lb_random_below(&random, 3);
        lb_ansatz_t A;
        computed c;
        lb_ansatz_init(A, "random strings", n);
        if (e6)
            add_e6_strings(A, &random);
        for (size_t k = 1 + lb_random_below(&random, 2 * n + 1); k > 0 && !e6; k--)
            add_random_sum(A, 1, lb_random_below(&random, 2) ? "IIXZ" : "IIIXYZ", one, &random);
        compute(&c, A);
        check_matrices(&c, A, true, &random);
        const char *name = lb_matrices_summand(c.matrices, 0)->algebra;
        real += e6 && !strncmp(name, "so", 2);
        symplectic += e6 && !strncmp(name, "sp", 2);
        unitary += e6 && !strncmp(name, "su", 2);
        computed_clear(&c);
        lb_ansatz_clear(A);
    }
    if (lb_test_count(100) >= 100)
        ck_assert(real && symplectic && unitary); /* else some class was not tried */
}
END_TEST

START_TEST(test_sums)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + 1);
    for (size_t trial = 0; trial < lb_test_count(60); trial++) {
        size_t n = 1 + lb_random_below(&random, 3);
        lb_ansatz_t A;
        computed c;
        lb_ansatz_init(A, "random sums", n);
        for (size_t k = 1 + lb_random_below(&random, 3); k > 0; k--)
            add_random_sum(A, 1 + trial % 3, "IIXZ", small_integer, &random);
        rotate_all(A, ROTATIONS[lb_random_below(&random, 3)], &random);
        mix_generators(A, A->generator_count, &random);
        compute(&c, A);
        check_matrices(&c, A, false, &random);
        computed_clear(&c);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* Families whose algebras are known: the summands, in order. */
START_TEST(test_catalogue)
{
    static const struct {
        const char *name, *n, *summands;
    } cases[] = {{"ltfim-open", "4", "su(10) su(6) u(1) "},
                 {"tfim-closed", "4", "2 su(2) su(2) u(1) u(1) "},
                 {"xxz-open", "4", "su(3) su(2) su(2) su(2) u(1) u(1) "},
                 {"tfim-open", "5", "su(5) u(1) "},
                 {"tfim-closed", "6", "2 su(2) su(2) su(2) su(2) u(1) u(1) "},
                 {"tfim-open-free", "4", "so(8) "},
                 {"hea", "3", "su(8) "}};
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + 2);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lb_ansatz_t A;
        lb_error error;
        computed c;
        char summands[256] = "";
        lb_setting setting = {"n", (char *)cases[i].n};
        ck_assert_int_eq(lb_ansatz_load(A, cases[i].name, &setting, 1, &error), LB_OK);
        compute(&c, A);
        for (size_t j = 0; j < lb_matrices_summand_count(c.matrices); j++) {
            strcat(strcat(summands, lb_matrices_summand(c.matrices, j)->algebra), " ");
            ck_assert_int_ne(lb_matrices_summand(c.matrices, j)->kind, LB_SUMMAND_OTHER);
        }
        ck_assert_str_eq(summands, cases[i].summands);
        check_matrices(&c, A, false, &random);
        computed_clear(&c);
        lb_ansatz_clear(A);
    }
}
END_TEST

LB_TEST_MAIN("matrices", test_strings, test_sums, test_catalogue)
