/* Cartan decompositions against Cartan's list and against explicit matrices. */

#include <flint/nmod_mat.h>

#include <liebound/cartan.h>

#include "cartan/symmetric_spaces.h"
#include "matrices.h"
#include "random_sums.h"
#include "support.h"

/* A decomposition with what it is of. */
typedef struct decomposition {
    lb_closure *closure;
    lb_structure *structure;
    lb_involution involution;
    lb_cartan *cartan;
    lb_status status;
} decomposition;

static void decompose(decomposition *d, const lb_ansatz_t A, const char *involution)
{
    lb_error error = {.message = ""};
    lb_closure_options options = {.enumerate = true};
    d->cartan = NULL;
    ck_assert_msg(!lb_closure_compute(&d->closure, A, &options, &error), "%s", error.message);
    ck_assert_msg(!lb_structure_compute(&d->structure, d->closure, NULL, &error), "%s",
                  error.message);
    ck_assert_msg(!lb_involution_init(&d->involution, involution, A->qubits, &error), "%s",
                  error.message);
    d->status =
        lb_cartan_compute(&d->cartan, d->closure, d->structure, &d->involution, NULL, &error);
}

/* The same of an ansatz with square roots; takes over the involution. */
static void decompose_over_field(decomposition *d, const lb_ansatz_t A,
                                 const lb_involution *involution)
{
    lb_error error = {.message = ""};
    d->cartan = NULL;
    d->involution = *involution;
    ck_assert_int_eq(lb_closure_compute(&d->closure, lb_ansatz_over_q(A), NULL, &error), LB_OK);
    ck_assert_int_eq(lb_structure_compute(&d->structure, d->closure, NULL, &error), LB_OK);
    lb_structure_over_field(d->structure, lb_ansatz_degree(A));
    d->status =
        lb_cartan_compute(&d->cartan, d->closure, d->structure, &d->involution, NULL, &error);
    if (!d->status)
        lb_cartan_over_field(d->cartan, lb_ansatz_degree(A));
}

static void decomposition_clear(decomposition *d)
{
    lb_cartan_free(d->cartan);
    lb_involution_clear(&d->involution);
    lb_structure_free(d->structure);
    lb_closure_free(d->closure);
}

static size_t rank_of(const lb_cartan *cartan)
{
    mpz_t rank;
    mpz_init(rank);
    ck_assert(lb_cartan_rank(rank, cartan));
    size_t r = mpz_get_ui(rank);
    mpz_clear(rank);
    return r;
}

/* "2 su(2) group 3+3 1; u(1) fixed 1+0 0" */
static char *parts_text(const lb_cartan *cartan)
{
    char *text = calloc(1, 10000), *end = text;
    for (size_t i = 0; i < lb_cartan_part_count(cartan); i++) {
        const lb_cartan_part *part = lb_cartan_part_at(cartan, i);
        end += gmp_sprintf(end, "%s%Zd %s(%Zd) %s %Zd+%Zd %Zd", i ? "; " : "", part->copies,
                           lb_ideal_type_name(part->type), part->n,
                           part->symmetric_space ? part->symmetric_space : "?", part->k, part->p,
                           part->rank);
    }
    return text;
}

static void check_parts(const lb_ansatz_t A, const char *involution, const char *expected)
{
    decomposition d;
    decompose(&d, A, involution);
    ck_assert_int_eq(d.status, LB_OK);
    ck_assert(lb_cartan_abelian_count(d.cartan) == rank_of(d.cartan));
    char *text = parts_text(d.cartan);
    ck_assert_msg(!strcmp(text, expected), "%s, %s: %s, and not %s", A->name, involution, text,
                  expected);
    free(text);
    decomposition_clear(&d);
}

static void check_catalogue(const char *name, const char *n, const char *involution,
                            const char *expected)
{
    lb_ansatz_t A;
    lb_error error;
    lb_setting settings[] = {{"n", (char *)n}};
    ck_assert_msg(!lb_ansatz_load(A, name, settings, 1, &error), "%s", error.message);
    check_parts(A, involution, expected);
    lb_ansatz_clear(A);
}

START_TEST(unitary_algebras)
{
    check_catalogue("hea", "1", "transpose", "1 su(2) AI 1+2 1");
    check_catalogue("hea", "1", "even-odd", "1 su(2) fixed 3+0 0");
    check_catalogue("hea", "2", "transpose", "1 su(4) AI 6+9 3");
    check_catalogue("hea", "2", "transpose Y[0]", "1 su(4) AII 10+5 1");
    check_catalogue("hea", "2", "even-odd", "1 su(4) AI 6+9 3");
    check_catalogue("hea", "2", "XY", "1 su(4) AIII(2,2) 7+8 2");
    check_catalogue("hea", "3", "transpose", "1 su(8) AI 28+35 7");
    check_catalogue("hea", "3", "even-odd", "1 su(8) AII 36+27 3");
    check_catalogue("hea", "3", "parity", "1 su(8) AIII(4,4) 31+32 4");
    check_catalogue("hea", "4", "transpose", "1 su(16) AI 120+135 15");
    check_catalogue("hea", "4", "even-odd", "1 su(16) AI 120+135 15");
}
END_TEST

/* Majorana operators, of which the involution changes the signs of some. */
START_TEST(free_fermions)
{
    check_catalogue("tfim-open-free", "4", "transpose", "1 so(8) BDI(4,4) 12+16 4");
    check_catalogue("tfim-open-free", "6", "transpose", "1 so(12) BDI(6,6) 30+36 6");
    check_catalogue("tfim-open-free", "6", "Z[0]", "1 so(12) BDI(11,1) 55+11 1");
    check_catalogue("tfim-open-free", "6", "X[0]", "1 so(12) BDI(10,2) 46+20 2");
    check_catalogue("tfim-closed", "6", "even-odd",
                    "1 su(2) AI 1+2 1; 2 su(2) group 3+3 1; 2 su(2) group 3+3 1; "
                    "1 u(1) fixed 1+0 0; 1 u(1) flat 0+1 1");
    check_catalogue("tfim-closed", "6", "transpose",
                    "3 su(2) AI 3+6 3; 2 su(2) AI 2+4 2; 2 u(1) flat 0+2 2");
}
END_TEST

/* All strings on n qubits that the involution fixes: so(2^n) or sp(2^(n-1)). */
static void fixed_strings(lb_ansatz_t A, const char *involution, size_t n)
{
    lb_involution t;
    lb_error error;
    lb_string_t P;
    lb_sum_t S;
    mpq_t one;
    lb_ansatz_init(A, involution, n);
    ck_assert(!lb_involution_init(&t, involution, n, &error));
    lb_string_init(P);
    lb_sum_init(S, n);
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    for (size_t code = 0; code < (size_t)1 << 2 * n; code++) {
        for (uint32_t q = 0; q < n; q++)
            lb_string_set_letter(P, q, "IXYZ"[code >> 2 * q & 3]);
        lb_sum_zero(S);
        lb_sum_append(S, one, P);
        if (lb_involution_fixes(&t, P))
            lb_ansatz_add_generator(A, NULL, S);
    }
    mpq_clear(one);
    lb_sum_clear(S);
    lb_string_clear(P);
    lb_involution_clear(&t);
}

START_TEST(orthogonal_and_symplectic)
{
    lb_ansatz_t A;
    fixed_strings(A, "transpose", 3);
    check_parts(A, "ZII", "1 so(8) BDI(4,4) 12+16 4");
    check_parts(A, "YII", "1 so(8) BDI(6,2) 16+12 2");
    lb_ansatz_clear(A);
    fixed_strings(A, "transpose", 4);
    check_parts(A, "YIII", "1 so(16) DIII 64+56 4");
    check_parts(A, "YYII", "1 so(16) BDI(8,8) 56+64 8");
    lb_ansatz_clear(A);
    fixed_strings(A, "even-odd", 3);
    check_parts(A, "ZII", "1 sp(4) CI 16+20 4");
    check_parts(A, "ZZI", "1 sp(4) CII(2,2) 20+16 2");
    check_parts(A, "transpose", "1 sp(4) CI 16+20 4");
    lb_ansatz_clear(A);
}
END_TEST

/* Single strings, by their components and by a search. */
static void check_two_ways(const lb_ansatz_t A, const char *involution)
{
    decomposition d;
    lb_cartan *strings;
    lb_error error = {.message = ""};
    mpz_t k[2], p[2];
    mpz_inits(k[0], p[0], k[1], p[1], NULL);
    decompose(&d, A, involution);
    ck_assert_int_eq(d.status, LB_OK);
    ck_assert_msg(!lb_cartan_compute_strings(&strings, A, &d.involution, NULL, &error), "%s",
                  error.message);
    lb_cartan_dimensions(k[0], p[0], d.cartan);
    lb_cartan_dimensions(k[1], p[1], strings);
    char *searched = parts_text(d.cartan), *found = parts_text(strings);
    if (strcmp(searched, found))
        lb_ansatz_print(stdout, A);
    ck_assert_msg(!strcmp(searched, found), "%s: %s, and not %s", involution, found, searched);
    ck_assert(!mpz_cmp(k[0], k[1]) && !mpz_cmp(p[0], p[1]));
    ck_assert_uint_eq(rank_of(d.cartan), rank_of(strings));
    free(found);
    free(searched);
    mpz_clears(k[0], p[0], k[1], p[1], NULL);
    lb_cartan_free(strings);
    decomposition_clear(&d);
}

static void one(mpq_t c, lb_random *random)
{
    (void)random;
    mpq_set_ui(c, 1, 1);
}

START_TEST(random_strings)
{
    static const char *const alphabets[] = {"IXYZ", "IXZ", "IIXYZ", "IIIXZ", "XYZ"};
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t i = 0; i < lb_test_count(300); i++) {
        lb_ansatz_t A;
        char involution[40] = "";
        size_t n = 2 + lb_random_below(&random, i % 10 ? 3 : 4);
        const char *alphabet = alphabets[lb_random_below(&random, 5)];
        lb_ansatz_init(A, "random", n);
        for (size_t k = 2 + lb_random_below(&random, 3 * n); k--;)
            add_random_sum(A, 1, alphabet, one, &random);
        if (lb_random_below(&random, 2))
            strcat(involution, "transpose ");
        for (size_t q = 0; q < n; q++)
            strncat(involution, &"IXYZ"[lb_random_below(&random, 4)], 1);
        check_two_ways(A, involution);
        lb_ansatz_clear(A);
    }
}
END_TEST

START_TEST(large_strings)
{
    static const struct {
        const char *name, *n, *involution, *expected;
    } cases[] = {
        {"tfim-open-free", "300", "transpose", "1 so(600) BDI(300,300) 89700+90000 300"},
        {"tfim-open-free", "300", "Z[0]", "1 so(600) BDI(599,1) 179101+599 1"},
        {"hea", "12", "transpose", "1 su(4096) AI 8386560+8390655 4095"},
        {"hea", "12", "even-odd", "1 su(4096) AI 8386560+8390655 4095"},
        {"hea", "13", "even-odd", "1 su(8192) AII 33558528+33550335 4095"},
        {"hea", "12", "X[3]", "1 su(4096) AIII(2048,2048) 8388607+8388608 2048"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lb_ansatz_t A;
        lb_involution t;
        lb_cartan *cartan;
        lb_error error;
        lb_setting settings[] = {{"n", (char *)cases[i].n}};
        ck_assert(!lb_ansatz_load(A, cases[i].name, settings, 1, &error));
        ck_assert(!lb_involution_init(&t, cases[i].involution, A->qubits, &error));
        ck_assert(!lb_cartan_compute_strings(&cartan, A, &t, NULL, &error));
        char *text = parts_text(cartan);
        ck_assert_str_eq(text, cases[i].expected);
        free(text);
        lb_cartan_free(cartan);
        lb_involution_clear(&t);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* ---- Explicit matrices ---- */

static amplitude *matrix_of(const lb_sum_t S)
{
    size_t N = (size_t)1 << S->qubits;
    amplitude *M = calloc(N * N, sizeof *M);
    for (size_t t = 0; t < S->length; t++)
        add_string_matrix(M, mpq_get_d(S->coefficients + t), S->strings + t, S->qubits);
    return M;
}

/* C = A B - B A. */
static amplitude *commutator(const amplitude *A, const amplitude *B, size_t N)
{
    amplitude *C = calloc(N * N, sizeof *C);
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j < N; j++)
            for (size_t l = 0; l < N; l++)
                C[i * N + j] += A[i * N + l] * B[l * N + j] - B[i * N + l] * A[l * N + j];
    return C;
}

/* Whether i M is mapped to sign i M by the involution, from its definition. */
static bool is_eigenvector(const amplitude *M, const lb_involution *t, double sign, size_t n)
{
    size_t N = (size_t)1 << n;
    amplitude *S = calloc(N * N, sizeof *S);
    add_string_matrix(S, 1, t->string, n);
    double error = 0;
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j < N; j++) {
            amplitude image = 0;
            for (size_t a = 0; a < N; a++)
                for (size_t b = 0; b < N; b++) {
                    amplitude entry = t->transposes ? -M[b * N + a] : M[a * N + b];
                    if (S[i * N + a] != 0 && S[b * N + j] != 0)
                        image += S[i * N + a] * entry * S[b * N + j];
                }
            error += cabs(image - sign * M[i * N + j]);
        }
    free(S);
    return error < 1e-9;
}

static void copy_residues(nmod_mat_t M, slong row, slong column, const amplitude *entries,
                          size_t count)
{
    const double scale =
        1 << 20; /* of small fractions with powers of two and 3, 5, 7 as denominators */
    for (size_t e = 0; e < count; e++) {
        double parts[] = {creal(entries[e]), cimag(entries[e])};
        for (int h = 0; h < 2; h++) {
            double scaled = parts[h] * scale * 3 * 5 * 7 * 9 * 11 * 13;
            long long value = llround(scaled);
            ck_assert_double_lt(fabs(scaled - (double)value), 1e-2);
            nmod_mat_entry(M, row + (slong)(2 * e) + h, column) =
                value < 0 ? M->mod.n - (mp_limb_t)-value : (mp_limb_t)value;
        }
    }
}

/* The dimension of the centralizer of the abelian subalgebra in p, by matrices. */
static size_t brute_centralizer(const lb_cartan *cartan, size_t n, size_t p)
{
    size_t N = (size_t)1 << n, r = rank_of(cartan);
    nmod_mat_t equations;
    lb_sum_t X, Y;
    lb_sum_init(X, n);
    lb_sum_init(Y, n);
    nmod_mat_init(equations, (slong)(2 * N * N * r + 1), (slong)p, UINT64_C(2305843009213693951));
    for (size_t i = 0; i < p; i++) {
        lb_cartan_element(Y, cartan, true, i);
        amplitude *y = matrix_of(Y);
        for (size_t a = 0; a < r; a++) {
            lb_cartan_abelian(X, cartan, a);
            amplitude *x = matrix_of(X), *C = commutator(x, y, N);
            copy_residues(equations, (slong)(2 * N * N * a), (slong)i, C, N * N);
            free(C);
            free(x);
        }
        free(y);
    }
    size_t rank = (size_t)nmod_mat_rank(equations);
    nmod_mat_clear(equations);
    lb_sum_clear(Y);
    lb_sum_clear(X);
    return p - rank;
}

static void check_abelian(const lb_cartan *cartan, const lb_involution *t, size_t n)
{
    size_t N = (size_t)1 << n;
    lb_sum_t X, Y;
    lb_sum_init(X, n);
    lb_sum_init(Y, n);
    for (size_t a = 0; a < rank_of(cartan); a++) {
        lb_cartan_abelian(X, cartan, a);
        ck_assert(lb_sum_is_normal(X));
        amplitude *x = matrix_of(X);
        ck_assert(is_eigenvector(x, t, -1, n));
        for (size_t b = 0; b < a; b++) {
            lb_cartan_abelian(Y, cartan, b);
            amplitude *y = matrix_of(Y), *C = commutator(x, y, N);
            for (size_t e = 0; e < N * N; e++)
                ck_assert_double_lt(cabs(C[e]), 1e-9);
            free(C);
            free(y);
        }
        free(x);
    }
    lb_sum_clear(Y);
    lb_sum_clear(X);
}

/* Everything about a decomposition; whether there is one. */
static bool check_decomposition(const lb_ansatz_t A, const char *involution)
{
    decomposition d;
    decompose(&d, A, involution);
    ck_assert(d.status == LB_OK || d.status == LB_INPUT);
    bool exists = d.status == LB_OK;
    if (exists) {
        mpz_t sides[2], sum;
        lb_sum_t X;
        mpz_inits(sides[0], sides[1], sum, NULL);
        lb_sum_init(X, A->qubits);
        lb_cartan_dimensions(sides[0], sides[1], d.cartan);
        for (int side = 0; side < 2; side++)
            for (size_t i = 0; i < mpz_get_ui(sides[side]); i++) {
                lb_cartan_element(X, d.cartan, side, i);
                amplitude *x = matrix_of(X);
                ck_assert(is_eigenvector(x, &d.involution, side ? -1 : 1, A->qubits));
                free(x);
            }
        ck_assert_uint_eq(lb_cartan_abelian_count(d.cartan), rank_of(d.cartan));
        check_abelian(d.cartan, &d.involution, A->qubits);
        ck_assert_uint_eq(brute_centralizer(d.cartan, A->qubits, mpz_get_ui(sides[1])),
                          rank_of(d.cartan));
        for (size_t i = 0; i < lb_cartan_part_count(d.cartan); i++) {
            const lb_cartan_part *part = lb_cartan_part_at(d.cartan, i);
            ck_assert_ptr_nonnull(part->symmetric_space);
            mpz_add(sum, sum, part->k);
            mpz_add(sum, sum, part->p);
        }
        mpz_sub(sum, sum, sides[0]);
        mpz_sub(sum, sum, sides[1]);
        ck_assert(!mpz_sgn(sum));
        lb_sum_clear(X);
        mpz_clears(sides[0], sides[1], sum, NULL);
    }
    decomposition_clear(&d);
    return exists;
}

static void small_coefficient(mpq_t c, lb_random *random)
{
    mpq_set_si(c, 1 + (long)lb_random_below(random, 2), 1);
}

START_TEST(random_generators)
{
    static const char *const involutions[] = {"transpose", "even-odd", "parity", "transpose XI",
                                              "YI",        "XX",       "ZX",     "transpose ZY"};
    static const char *const alphabets[] = {"IXYZ", "IXZ", "IZZX", "IIX", "XYZ"};
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    size_t found = 0, count = lb_test_count(60);
    for (size_t i = 0; i < count; i++) {
        lb_ansatz_t A;
        lb_ansatz_init(A, "random", 2);
        for (size_t k = 1 + lb_random_below(&random, 3); k--;)
            add_random_sum(A, 1 + lb_random_below(&random, 2),
                           alphabets[lb_random_below(&random, 5)], small_coefficient, &random);
        for (size_t t = 0; t < 8; t++)
            found += check_decomposition(A, involutions[t]);
        lb_ansatz_clear(A);
    }
    ck_assert_uint_ge(found, count);
}
END_TEST

START_TEST(catalogue)
{
    static const char *const names[] = {"tfim-open", "tfim-closed", "ltfim-open", "xxz-open"};
    static const char *const involutions[] = {"transpose", "even-odd", "parity", "XXX"};
    lb_error error;
    for (size_t i = 0; i < 4; i++)
        for (size_t t = 0; t < 4; t++) {
            lb_ansatz_t A;
            lb_setting settings[] = {{"n", "3"}};
            ck_assert(!lb_ansatz_load(A, names[i], settings, 1, &error));
            ck_assert(check_decomposition(A, involutions[t]));
            lb_ansatz_clear(A);
        }
}
END_TEST

/* Helgason, table V of chapter X: dim k and the rank of the exceptional spaces, and no others. */
START_TEST(exceptional_spaces)
{
    static const struct {
        lb_ideal_type type;
        uint64_t n, dimension;
        const char *spaces;
    } known[] = {
        {LB_IDEAL_E, 6, 78, "EI 36 6, EII 38 4, EIII 46 2, EIV 52 2, "},
        {LB_IDEAL_E, 7, 133, "EV 63 7, EVI 69 4, EVII 79 3, "},
        {LB_IDEAL_E, 8, 248, "EVIII 120 8, EIX 136 4, "},
        {LB_IDEAL_F, 4, 52, "FI 24 4, FII 36 1, "},
        {LB_IDEAL_G, 2, 14, "G 6 2, "},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        char text[200] = "";
        for (uint64_t k = 0; k < known[i].dimension; k++) {
            size_t count, at;
            lb_symmetric_space *s = lb_symmetric_spaces(&count, known[i].type, known[i].n, k);
            for (size_t j = 0; j < count; j++) {
                at = strlen(text);
                ck_assert_uint_eq(s[j].k, k);
                snprintf(text + at, sizeof text - at, "%s %d %d, ", s[j].name, (int)k,
                         (int)s[j].rank);
                lb_symmetric_space_clear(s + j);
            }
            free(s);
        }
        ck_assert_str_eq(text, known[i].spaces);
    }
}
END_TEST

START_TEST(what_makes_no_sense)
{
    lb_involution t;
    lb_error error;
    ck_assert_int_eq(lb_involution_init(&t, "transposed", 2, &error), LB_USAGE);
    ck_assert_int_eq(lb_involution_init(&t, "transposX Z[0]", 2, &error), LB_USAGE);
    ck_assert_int_eq(lb_involution_init(&t, "Z[0] + X[1]", 2, &error), LB_USAGE);
    ck_assert_int_eq(lb_involution_init(&t, "Z[2]", 2, &error), LB_USAGE);
    ck_assert_int_eq(lb_involution_init(&t, "", 2, &error), LB_USAGE);
    ck_assert_int_eq(lb_involution_init(&t, "XX\ngenerator YY", 2, &error), LB_USAGE);
    lb_ansatz_t A;
    lb_setting settings[] = {{"n", "4"}};
    ck_assert(!lb_ansatz_load(A, "tfim-open", settings, 1, &error));
    decomposition d;
    decompose(&d, A, "Z[0]");
    ck_assert_int_eq(d.status, LB_INPUT);
    decomposition_clear(&d);
    lb_ansatz_clear(A);
}
END_TEST

/* ---- Square roots ---- */

/* The rank of a real matrix, by elimination with the largest pivots. */
static size_t real_rank(double *M, size_t rows, size_t columns)
{
    size_t rank = 0;
    for (size_t c = 0; c < columns && rank < rows; c++) {
        size_t best = rank;
        for (size_t r = rank; r < rows; r++)
            if (fabs(M[r * columns + c]) > fabs(M[best * columns + c]))
                best = r;
        if (fabs(M[best * columns + c]) < 1e-7)
            continue;
        for (size_t j = 0; j < columns; j++) {
            double kept = M[best * columns + j];
            M[best * columns + j] = M[rank * columns + j];
            M[rank * columns + j] = kept;
        }
        for (size_t r = rank + 1; r < rows; r++) {
            double factor = M[r * columns + c] / M[rank * columns + c];
            for (size_t j = c; j < columns; j++)
                M[r * columns + j] -= factor * M[rank * columns + j];
        }
        rank++;
    }
    return rank;
}

/* Whether all strings of an element lie in k, or all in p. */
static bool is_homogeneous(const lb_surd_sum_t S, const lb_involution *t, bool *in_p)
{
    lb_sum_t strings;
    bool same = true;
    lb_sum_init(strings, S->qubits);
    lb_surd_sum_strings(strings, S);
    *in_p = !lb_involution_fixes(t, strings->strings);
    for (size_t i = 0; i < strings->length; i++)
        same = same && lb_involution_fixes(t, strings->strings + i) != *in_p;
    lb_sum_clear(strings);
    return same;
}

/* dim of what commutes in p with a random element of p: the rank. */
static size_t rank_by_constants(const lb_field_constants_t C, const bool *in_p)
{
    size_t D = C->dimension, p = 0;
    double *ad = calloc(D * D, sizeof *ad), *x = calloc(D, sizeof *x);
    for (size_t i = 0; i < D; i++) {
        p += in_p[i];
        x[i] = in_p[i] ? cos((double)(7 * i + 1)) : 0;
    }
    for (size_t e = 0; e < C->count; e++) {
        const lb_field_constant *c = C->items + e;
        double value = lb_surd_get_double(c->value);
        if (in_p[c->j])
            ad[c->j * D + c->k] += x[c->i] * value;
        if (in_p[c->i])
            ad[c->i * D + c->k] -= x[c->j] * value;
    }
    size_t rank = p - real_rank(ad, D, D);
    free(ad);
    free(x);
    return rank;
}

/* Against the reduced basis over the field. */
static bool check_over_field(const char *text, const char *involution, const char *expected)
{
    lb_ansatz_t A;
    lb_error error;
    decomposition d;
    lb_field_constants_t C;
    lb_involution t;
    mpz_t k, p;
    const lb_ansatz_source source = {
        .name = "roots", .text = text, .length = strlen(text), .square_roots = true};
    ck_assert_int_eq(lb_ansatz_read(A, &source, &error), LB_OK);
    ck_assert_int_eq(lb_involution_init(&t, involution, A->qubits, &error), LB_OK);
    mpz_inits(k, p, (mpz_ptr)NULL);
    decompose_over_field(&d, A, &t);
    lb_structure_dimension(k, d.structure);
    ck_assert_int_eq(lb_constants_field_init(C, A, k, false, NULL, &error), LB_OK);
    bool *in_p = calloc(C->dimension, sizeof *in_p), mapped = true;
    size_t count = 0;
    for (size_t i = 0; i < C->dimension; i++) {
        mapped = is_homogeneous(C->basis + i, &t, in_p + i) && mapped;
        count += in_p[i];
    }
    ck_assert_int_eq(d.status, mapped ? LB_OK : LB_INPUT);
    if (mapped) {
        lb_cartan_dimensions(k, p, d.cartan);
        ck_assert_uint_eq(mpz_get_ui(p), count);
        ck_assert_uint_eq(mpz_get_ui(k), C->dimension - count);
        ck_assert_uint_eq(rank_of(d.cartan), rank_by_constants(C, in_p));
        ck_assert_uint_eq(lb_cartan_abelian_count(d.cartan), 0);
        char *parts = parts_text(d.cartan);
        if (expected)
            ck_assert_str_eq(parts, expected);
        free(parts);
    }
    free(in_p);
    lb_constants_field_clear(C);
    decomposition_clear(&d);
    mpz_clears(k, p, (mpz_ptr)NULL);
    lb_ansatz_clear(A);
    return mapped;
}

START_TEST(square_roots)
{
    static const char *const involutions[] = {"transpose", "even-odd",  "parity",
                                              "Z[0]",      "X[0] X[1]", "transpose X[1]"};
    static const char *const texts[] = {
        "qubits 2\ngenerator = sqrt(3)/2*X[1] + 1/2*(X[0] X[1] + Y[0] Y[1])\n"
        "generator = Z[0] + 1/2 Z[1]\n",
        "qubits 2\ngenerator = X[0] + sqrt(2)*Z[0] Z[1]\ngenerator = Z[0] + X[1]\n",
        "qubits 2\ngenerator = X[0]\ngenerator = Z[0] + sqrt(2)*Z[0] X[1] + sqrt(2)*Z[0] Z[1]\n",
        "qubits 2\ngenerator = X[0] + sqrt(2)*Z[0] Z[1]\ngenerator = sqrt(3)*X[1] + Z[0]\n",
        "qubits 3\ngenerator = Z[0] Z[1] + sqrt(7)*Z[1] Z[2]\ngenerator = X[0] + X[1] + "
        "sqrt(3)*X[2]\n"};
    size_t mapped = 0;
    for (size_t n = 0; n < sizeof texts / sizeof *texts; n++)
        for (size_t i = 0; i < sizeof involutions / sizeof *involutions; i++)
            mapped += check_over_field(texts[n], involutions[i], NULL);
    ck_assert_uint_ge(mapped, 12);
    ck_assert(check_over_field(texts[0], "transpose", "1 su(2) AI 1+2 1"));
    /* K = X + 2 Z has the square 5: ideals that are conjugate over the field. With K = X[1] + Z[1] they are two
     * over it. */
    ck_assert(check_over_field("qubits 2\ngenerator = X[0]\n"
                               "generator = Z[0] + sqrt(2)*Z[0] X[1] + 2*sqrt(2)*Z[0] Z[1]\n",
                               "transpose", "2 su(2) AI 2+4 2"));
    ck_assert(check_over_field(texts[2], "transpose", "1 su(2) AI 1+2 1; 1 su(2) AI 1+2 1"));
}
END_TEST

LB_TEST_MAIN("cartan", unitary_algebras, free_fermions, orthogonal_and_symplectic, random_strings,
             large_strings, random_generators, catalogue, exceptional_spaces, what_makes_no_sense,
             square_roots)
