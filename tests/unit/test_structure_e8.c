/* e8, in the least representation it has, its own: 248 states of 10 qubits.
 *
 * With e(a,b) = +-1 bimultiplicative on the root lattice, e(a,b) e(b,a) = (-1)^(a,b) and e(a,a) =
 * -1, [E_a, E_b] = e(a,b) E_a+b and [E_a, E_-a] = -a define e8 (Frenkel and Kac, Invent. Math. 62,
 * 23, 1980). The compact form has the basis P_a = E_a + E_-a and Q_a = i(E_a - E_-a), a > 0, and
 * i h_j for eight orthogonal roots h_j. All of these have the same norm, so ad x is an
 * antisymmetric matrix of integers, and i ad x is the Hermitian sum that stands for x.
 *
 * P_a is the state whose bits are a modulo 2 in simple roots, Q_a has bit 8 too, and h_j has bit 9
 * and the number j. Then i ad P_a, on the states without bit 9, has only strings whose x is P_a's
 * state, which occur in no other row; the same for Q_a, and the h_j are diagonal but for bit 8. So
 * the basis is reduced, but for eight rows, without any search: e8 enters the structure through a
 * closure that is put together here, as its search would take far longer. */

#include <flint/fmpz_vec.h>

#include "base/memory.h"
#include "base/random.h"
#include "closure/closure_data.h"
#include "matrix_algebras.h"
#include "structures.h"

enum { ROOTS = 120, RANK = 8, DIMENSION = 2 * ROOTS + RANK, QUBITS = 10, STATES = 1 << QUBITS };

typedef struct e8_algebra {
    int cartan[RANK][RANK];
    int roots[ROOTS][RANK]; /* the positive ones, in simple roots */
    int orthogonal[RANK];   /* numbers of roots */
    uint32_t states[DIMENSION];
} e8_algebra;

/* A combination of basis elements. */
typedef struct element {
    int entries[DIMENSION];
} element;

static int product(const e8_algebra *g, const int *a, const int *b)
{
    int sum = 0;
    for (int i = 0; i < RANK; i++)
        for (int j = 0; j < RANK; j++)
            sum += a[i] * g->cartan[i][j] * b[j];
    return sum;
}

static int cocycle(const e8_algebra *g, const int *a, const int *b)
{
    int sum = 0;
    for (int i = 0; i < RANK; i++)
        for (int j = i; j < RANK; j++)
            sum += a[i] * b[j] * (i == j ? 1 : g->cartan[i][j]);
    return sum % 2 ? -1 : 1;
}

/* The number of the root +-r, and its sign. */
static int find_root(const e8_algebra *g, const int *r, int *sign)
{
    int negative[RANK];
    for (int i = 0; i < RANK; i++)
        negative[i] = -r[i];
    for (int a = 0; a < ROOTS; a++) {
        *sign = !memcmp(g->roots[a], r, sizeof negative) ? 1 : -1;
        if (*sign > 0 || !memcmp(g->roots[a], negative, sizeof negative))
            return a;
    }
    ck_abort_msg("not a root");
    return -1;
}

/* r + simple root i is a root when their product is -1. */
static void list_roots(e8_algebra *g)
{
    int count = RANK;
    for (int i = 0; i < RANK; i++)
        g->roots[i][i] = 1;
    for (int a = 0; a < count; a++)
        for (int i = 0; i < RANK; i++) {
            int next[RANK], at = 0;
            memcpy(next, g->roots[a], sizeof next);
            next[i]++;
            if (product(g, g->roots[a], g->roots[i]) != -1)
                continue;
            while (at < count && memcmp(g->roots[at], next, sizeof next))
                at++;
            ck_assert_int_lt(at, ROOTS);
            if (at == count)
                memcpy(g->roots[count++], next, sizeof next);
        }
    ck_assert_int_eq(count, ROOTS);
}

static void choose_orthogonal(e8_algebra *g)
{
    int count = 0;
    for (int a = 0; a < ROOTS && count < RANK; a++) {
        bool orthogonal = true;
        for (int j = 0; j < count; j++)
            orthogonal = orthogonal && !product(g, g->roots[a], g->roots[g->orthogonal[j]]);
        if (orthogonal)
            g->orthogonal[count++] = a;
    }
    ck_assert_int_eq(count, RANK);
}

static void e8_init(e8_algebra *g)
{
    root_datum d = simply_laced('E', RANK);
    memset(g, 0, sizeof *g);
    memcpy(g->cartan, d.cartan, sizeof g->cartan);
    list_roots(g);
    choose_orthogonal(g);
    for (int a = 0; a < ROOTS; a++) {
        for (int i = 0; i < RANK; i++)
            g->states[a] |= (uint32_t)(g->roots[a][i] & 1) << i;
        g->states[ROOTS + a] = g->states[a] | 1u << 8;
    }
    for (uint32_t j = 0; j < RANK; j++)
        g->states[2 * ROOTS + j] = 1u << 9 | j;
}

/* P or Q of a root that need not be positive: Q_-a = -Q_a. */
static void add_root_vector(element *result, const e8_algebra *g, const int *r, bool q, int value)
{
    int sign, a = find_root(g, r, &sign);
    result->entries[(q ? ROOTS : 0) + a] += q ? sign * value : value;
}

/* [P_a or Q_a, P_b or Q_b] for different positive roots. */
static void bracket_roots(element *result, const e8_algebra *g, int u, int v)
{
    const int *a = g->roots[u % ROOTS], *b = g->roots[v % ROOTS];
    bool first = u >= ROOTS, second = v >= ROOTS;
    int angle = product(g, a, b), sum[RANK], value = cocycle(g, a, b);
    if (!angle)
        return;
    for (int i = 0; i < RANK; i++)
        sum[i] = a[i] - angle * b[i];
    /* E_b and E_-b enter Q_b with different signs, so does i twice. */
    if (second && angle > 0)
        value = -value;
    if (first && second)
        value = -value;
    add_root_vector(result, g, sum, first != second, value);
}

/* [u, v] of basis elements. */
static element bracket(const e8_algebra *g, int u, int v)
{
    element result = {{0}};
    bool torus_u = u >= 2 * ROOTS, torus_v = v >= 2 * ROOTS;
    if (torus_u && torus_v)
        return result;
    if (torus_u || torus_v) {
        int root = torus_u ? v : u, h = g->orthogonal[(torus_u ? u : v) - 2 * ROOTS];
        int value = product(g, g->roots[root % ROOTS], g->roots[h]);
        /* [i h, P] = (a,h) Q and [i h, Q] = -(a,h) P */
        bool negative = (root >= ROOTS) != torus_v;
        result.entries[(root + ROOTS) % (2 * ROOTS)] = negative ? -value : value;
    } else if (u % ROOTS == v % ROOTS) {
        for (int j = 0; u != v && j < RANK; j++) /* [P, Q] = 2 i a */
            result.entries[2 * ROOTS + j] =
                (u < v ? 1 : -1) * product(g, g->roots[u % ROOTS], g->roots[g->orthogonal[j]]);
    } else
        bracket_roots(&result, g, u, v);
    return result;
}

/* M[w * STATES + v] is the entry of ad u that takes v to w. */
static void fill_adjoint(int *M, const e8_algebra *g, int u)
{
    memset(M, 0, (size_t)STATES * STATES * sizeof *M);
    for (int v = 0; v < DIMENSION; v++) {
        element image = bracket(g, u, v);
        for (int w = 0; w < DIMENSION; w++)
            M[g->states[w] * STATES + g->states[v]] = image.entries[w];
    }
    bool antisymmetric = true;
    for (int w = 0; w < STATES; w++)
        for (int v = 0; v < w; v++)
            antisymmetric = antisymmetric && M[w * STATES + v] == -M[v * STATES + w];
    ck_assert(antisymmetric);
}

/* The sum over c of (-1)^(z.c) f(c), for all z, in place. */
static void walsh_transform(int *f)
{
    for (int half = 1; half < STATES; half *= 2)
        for (int i = 0; i < STATES; i++)
            if (!(i & half)) {
                int a = f[i], b = f[i + half];
                f[i] = a + b;
                f[i + half] = a - b;
            }
}

static void append_string(lb_sum_t S, uint32_t x, uint32_t z, int value)
{
    lb_string_t P;
    mpq_t c;
    lb_string_init(P);
    mpq_init(c);
    mpq_set_si(c, value, 1);
    for (uint32_t q = 0; q < QUBITS; q++)
        lb_string_set_letter(P, q, "IXZY"[(x >> q & 1) + 2 * (z >> q & 1)]);
    lb_sum_append(S, c, P);
    mpq_clear(c);
    lb_string_clear(P);
}

/* S becomes 2^10 i M: the coefficient at W(x,z) is the trace of W(x,z) i M, which is the sum over c
 * of i^(|x&z| + 1) (-1)^(z.c) M(c, c + x). */
static void sum_of_matrix(lb_sum_t S, const int *M)
{
    bool real = true;
    lb_sum_zero(S);
    for (uint32_t x = 1; x < STATES; x++) {
        int f[STATES];
        bool zero = true;
        for (uint32_t c = 0; c < STATES; c++) {
            f[c] = M[c * STATES + (c ^ x)];
            zero = zero && !f[c];
        }
        if (zero)
            continue;
        walsh_transform(f);
        for (uint32_t z = 0; z < STATES; z++) {
            int power = __builtin_popcount(x & z) + 1;
            if (f[z] && power % 2 == 0)
                append_string(S, x, z, power % 4 ? -f[z] : f[z]);
            real = real && (!f[z] || power % 2 == 0);
        }
    }
    ck_assert(real);
    lb_sum_normalize(S);
}

/* The number of the first term without bit 9 in x: of those only this row has any. */
static size_t pivot_term(const lb_sum_t S)
{
    size_t i = 0;
    while (strchr("XY", lb_string_letter(S->strings + i, 9)))
        i++;
    return i;
}

static void scale_to_one(lb_sum_t S, size_t pivot)
{
    mpq_t c;
    mpq_init(c);
    mpq_set(c, S->coefficients + pivot);
    for (size_t i = 0; i < S->length; i++)
        mpq_div(S->coefficients + i, S->coefficients + i, c);
    mpq_clear(c);
}

/* S -= (its coefficient at the pivot of T) T. */
static void eliminate(lb_sum_t S, const lb_sum_t T, const lb_string_t pivot)
{
    mpq_t factor, c;
    mpq_inits(factor, c, NULL);
    for (size_t i = 0; i < S->length; i++)
        if (!lb_string_compare(S->strings + i, pivot))
            mpq_neg(factor, S->coefficients + i);
    for (size_t i = 0; mpq_sgn(factor) && i < T->length; i++) {
        mpq_mul(c, factor, T->coefficients + i);
        lb_sum_append(S, c, T->strings + i);
    }
    lb_sum_normalize(S);
    mpq_clears(factor, c, NULL);
}

typedef struct row {
    lb_sum_t sum;
    lb_string_t pivot;
} row;

/* Full reduction of the rows from first on among themselves. */
static void reduce_rows(row *rows, int first)
{
    for (int i = first; i < DIMENSION; i++) {
        for (int j = first; j < i; j++)
            eliminate(rows[i].sum, rows[j].sum, rows[j].pivot);
        lb_string_set(rows[i].pivot, rows[i].sum->strings);
        scale_to_one(rows[i].sum, 0);
        for (int j = first; j < i; j++)
            eliminate(rows[j].sum, rows[i].sum, rows[i].pivot);
    }
}

static int compare_rows(const void *a, const void *b)
{
    return lb_string_compare(((const row *)a)->pivot, ((const row *)b)->pivot);
}

/* All rows, and 16 generators of A: those of the simple roots. */
static void make_rows(row *rows, lb_ansatz_t A, const e8_algebra *g)
{
    int *M = lb_malloc((size_t)STATES * STATES, sizeof *M);
    for (int u = 0; u < DIMENSION; u++) {
        lb_sum_init(rows[u].sum, QUBITS);
        lb_string_init(rows[u].pivot);
        fill_adjoint(M, g, u);
        sum_of_matrix(rows[u].sum, M);
        size_t pivot = pivot_term(rows[u].sum);
        lb_string_set(rows[u].pivot, rows[u].sum->strings + pivot);
        scale_to_one(rows[u].sum, pivot);
        if (u < 2 * ROOTS && u % ROOTS < RANK)
            lb_ansatz_add_generator(A, NULL, rows[u].sum);
    }
    free(M);
    reduce_rows(rows, 2 * ROOTS);
}

static uint32_t intern(lb_string_table *strings, const lb_string_t P)
{
    uint64_t dense[2];
    lb_dense_from_string(dense, P, 1);
    return lb_string_table_intern(strings, dense);
}

/* Append the entries of row i but the pivot. */
static void enter_row(lb_rational_basis *basis, uint32_t i, const row *r, lb_string_table *strings)
{
    mpz_t denominator, numerator;
    mpz_init_set_ui(denominator, 1);
    mpz_init(numerator);
    size_t at = basis->offsets[i];
    basis->pivots[i] = intern(strings, r->pivot);
    for (size_t e = 0; e < r->sum->length; e++)
        mpz_lcm(denominator, denominator, mpq_denref(r->sum->coefficients + e));
    fmpz_set_mpz(basis->denominators + i, denominator);
    for (size_t e = 0; e < r->sum->length; e++) {
        if (!lb_string_compare(r->sum->strings + e, r->pivot))
            continue;
        mpz_divexact(numerator, denominator, mpq_denref(r->sum->coefficients + e));
        mpz_mul(numerator, numerator, mpq_numref(r->sum->coefficients + e));
        basis->columns[at] = intern(strings, r->sum->strings + e);
        fmpz_set_mpz(basis->numerators + at++, numerator);
    }
    basis->offsets[i + 1] = at;
    mpz_clears(denominator, numerator, NULL);
}

static lb_closure *put_together(const lb_ansatz_t A, row *rows)
{
    lb_closure *c = lb_calloc(1, sizeof *c);
    size_t terms = 0;
    qsort(rows, DIMENSION, sizeof *rows, compare_rows);
    for (int u = 0; u < DIMENSION; u++)
        terms += rows[u].sum->length - 1;
    lb_ansatz_init(c->ansatz, "e8", QUBITS);
    for (size_t k = 0; k < A->generator_count; k++)
        lb_ansatz_add_generator(c->ansatz, NULL, A->generators + k);
    lb_symmetry_init(&c->symmetry, QUBITS);
    lb_canonical_init(&c->canonical, &c->symmetry, 1);
    lb_string_table_init(&c->strings, 1);
    lb_generators_init(&c->generators, c->ansatz, &c->canonical, &c->strings, NULL);
    c->dimension = DIMENSION;
    c->proved = true;
    c->evidence = lb_strdup("put together");
    c->basis = (lb_rational_basis){.count = DIMENSION,
                                   .pivots = lb_malloc(DIMENSION, sizeof(uint32_t)),
                                   .offsets = lb_calloc(DIMENSION + 1, sizeof(size_t)),
                                   .columns = lb_malloc(terms, sizeof(uint32_t)),
                                   .numerators = _fmpz_vec_init((slong)terms),
                                   .denominators = _fmpz_vec_init(DIMENSION)};
    for (uint32_t i = 0; i < DIMENSION; i++)
        enter_row(&c->basis, i, rows + i, &c->strings);
    return c;
}

/* [[u,v],w] + [[v,w],u] + [[w,u],v] = 0 for random basis elements. */
static void check_jacobi(const e8_algebra *g)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t trial = 0; trial < lb_test_count(3000); trial++) {
        int t[3];
        element total = {{0}};
        for (int i = 0; i < 3; i++)
            t[i] = (int)lb_random_below(&random, DIMENSION);
        for (int i = 0; i < 3; i++) {
            element inner = bracket(g, t[i], t[(i + 1) % 3]);
            for (int k = 0; k < DIMENSION; k++)
                if (inner.entries[k]) {
                    element outer = bracket(g, k, t[(i + 2) % 3]);
                    for (int l = 0; l < DIMENSION; l++)
                        total.entries[l] += inner.entries[k] * outer.entries[l];
                }
        }
        int failed = 0;
        for (int l = 0; l < DIMENSION; l++)
            failed += total.entries[l] != 0;
        ck_assert_int_eq(failed, 0);
    }
}

/* The sums that stand for P_0 and P_0 + simple neighbour bracket to a multiple of the right one. */
static void check_representation(const e8_algebra *g, const row *rows)
{
    lb_sum_t R;
    lb_sum_init(R, QUBITS);
    int u = 0, v = 2; /* simple roots 0 and 2 are joined */
    element image = bracket(g, u, v);
    int w = 0;
    while (!image.entries[w])
        w++;
    lb_sum_bracket(R, rows[u].sum, rows[v].sum);
    ck_assert_uint_gt(R->length, 0);
    ck_assert(lb_sum_proportional(R, rows[w].sum));
    lb_sum_clear(R);
}

START_TEST(e8_is_recognized)
{
    e8_algebra *g = lb_malloc(1, sizeof *g);
    row *rows = lb_malloc(DIMENSION, sizeof *rows);
    lb_ansatz_t A;
    lb_error error;
    lb_structure *structure;
    e8_init(g);
    check_jacobi(g);
    lb_ansatz_init(A, "e8", QUBITS);
    make_rows(rows, A, g);
    check_representation(g, rows);
    lb_closure *closure = put_together(A, rows);
    ck_assert_int_eq(lb_structure_compute(&structure, closure, NULL, &error), LB_OK);
    check_structure(structure, "e8");
    lb_structure_free(structure);
    lb_closure_free(closure);
    for (int u = 0; u < DIMENSION; u++) {
        lb_sum_clear(rows[u].sum);
        lb_string_clear(rows[u].pivot);
    }
    lb_ansatz_clear(A);
    free(rows);
    free(g);
}
END_TEST

LB_TEST_MAIN("structure of e8", e8_is_recognized)
