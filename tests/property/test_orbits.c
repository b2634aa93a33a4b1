/* Orbit and sector dimensions against brute force: explicit vectors and matrices over the integers,
 * ranks by FLINT. */

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <flint/fmpz_mat.h>

#include <liebound/orbit.h>

#include "ansatz/state.h"
#include "base/memory.h"
#include "matrices.h"
#include "stabilizers.h"
#include "support.h"

/* Vectors of Gaussian integers: 2^n real parts, then 2^n imaginary parts. */
typedef struct vectors {
    slong count, length; /* 2^(n+1) */
    fmpz_mat_t rows;     /* with room for more rows than count */
} vectors;

static void vectors_init(vectors *V, slong capacity, size_t qubits)
{
    V->count = 0;
    V->length = (slong)2 << qubits;
    fmpz_mat_init(V->rows, capacity, V->length);
}

/* w = M v for an integer multiple M of a sum with matrix `matrix`. */
static void multiply(fmpz *w, const amplitude *matrix, double scale, const fmpz *v, slong size)
{
    for (slong i = 0; i < size; i++) {
        fmpz_zero(w + i);
        fmpz_zero(w + size + i);
        for (slong j = 0; j < size; j++) {
            slong re = lround(scale * creal(matrix[i * size + j]));
            slong im = lround(scale * cimag(matrix[i * size + j]));
            if (re) {
                fmpz_addmul_si(w + i, v + j, re);
                fmpz_addmul_si(w + size + i, v + size + j, re);
            }
            if (im) {
                fmpz_addmul_si(w + size + i, v + j, im);
                fmpz_addmul_si(w + i, v + size + j, -im);
            }
        }
    }
}

/* The least common denominator of the coefficients. */
static double denominator_of(const lb_sum_t S)
{
    mpz_t common;
    mpz_init_set_ui(common, 1);
    for (size_t i = 0; i < S->length; i++)
        mpz_lcm(common, common, mpq_denref(S->coefficients + i));
    double result = mpz_get_d(common);
    mpz_clear(common);
    return result;
}

/* The state as a vector of Gaussian integers: (1 + S_1) .. (1 + S_n) on the first basis vector that
 * this does not kill. */
static void state_vector(vectors *V, const char *text, size_t qubits)
{
    lb_stabilizer S;
    lb_state_stabilizer(&S, text, qubits);
    size_t total = S.qubits, size = (size_t)1 << total;
    vectors_init(V, 1, total);
    fmpz *v = V->rows->rows[0];
    fmpz *w = _fmpz_vec_init(V->length);
    for (size_t b = 0; b < size && _fmpz_vec_is_zero(v, V->length); b++) {
        fmpz_one(v + b);
        for (size_t j = 0; j < S.count; j++) {
            amplitude *M = calloc(size * size, sizeof *M);
            add_string_matrix(M, S.given_negative[j] ? -1 : 1, S.given + j, total);
            multiply(w, M, 1, v, (slong)size);
            _fmpz_vec_add(v, v, w, V->length);
            free(M);
        }
    }
    V->count = 1;
    _fmpz_vec_clear(w, V->length);
    lb_stabilizer_clear(&S);
}

/* H on all qubits of the state. */
static amplitude *matrix_on(const lb_sum_t H, size_t total)
{
    lb_sum_t wide;
    lb_sum_init(wide, total);
    for (size_t t = 0; t < H->length; t++)
        lb_sum_append(wide, H->coefficients + t, H->strings + t);
    amplitude *M = sum_matrix(wide);
    lb_sum_clear(wide);
    return M;
}

/* The smallest space with psi that all generators map to itself, over the complex numbers: with v
 * it has i v, so its real dimension is even. */
static slong invariant_space(vectors *K, const lb_ansatz_t A, const fmpz *psi, size_t total)
{
    slong size = (slong)1 << total;
    vectors_init(K, 2 * size + 2, total);
    amplitude **matrices = lb_malloc(A->generator_count, sizeof *matrices);
    for (size_t k = 0; k < A->generator_count; k++)
        matrices[k] = matrix_on(A->generators + k, total);
    _fmpz_vec_set(K->rows->rows[0], psi, K->length);
    K->count = 1;
    for (slong i = -1; i < K->count; i++)
        for (size_t k = 0; k <= A->generator_count && K->count <= 2 * size; k++) {
            fmpz *next = K->rows->rows[K->count], *from = K->rows->rows[i < 0 ? 0 : i];
            if (k < A->generator_count) {
                multiply(next, matrices[k], denominator_of(A->generators + k), from, size);
            } else {
                _fmpz_vec_neg(next, from + size, size);
                _fmpz_vec_set(next + size, from, size);
            }
            if (fmpz_mat_rank(K->rows) > K->count)
                K->count++;
            else
                _fmpz_vec_zero(next, K->length);
        }
    for (size_t k = 0; k < A->generator_count; k++)
        free(matrices[k]);
    free(matrices);
    return K->count;
}

typedef struct expectation {
    slong orbit, sector, space; /* space: the real dimension of all K together */
} expectation;

/* Stack the images of all basis elements on the given vectors of each state, and, for orbits, the
 * states themselves. */
static slong stacked_rank(const lb_closure *closure, const vectors *of_states, size_t count,
                          bool modulo_phases)
{
    slong columns = 0, dimension = (slong)lb_closure_row_count(closure);
    for (size_t s = 0; s < count; s++)
        columns += of_states[s].count * of_states[s].length;
    fmpz_mat_t M;
    fmpz_mat_init(M, dimension + (modulo_phases ? (slong)count : 0), columns);
    lb_sum_t R;
    lb_sum_init(R, 0);
    for (slong i = 0; i < dimension; i++) {
        lb_closure_row(R, closure, (size_t)i);
        slong column = 0;
        for (size_t s = 0; s < count; s++) {
            size_t total = (size_t)FLINT_BIT_COUNT((ulong)of_states[s].length) - 2;
            amplitude *matrix = matrix_on(R, total);
            for (slong v = 0; v < of_states[s].count; v++, column += of_states[s].length)
                multiply(M->rows[i] + column, matrix, denominator_of(R), of_states[s].rows->rows[v],
                         of_states[s].length / 2);
            free(matrix);
        }
    }
    for (slong s = 0, column = 0; modulo_phases && s < (slong)count; s++) {
        _fmpz_vec_set(M->rows[dimension + s] + column, of_states[s].rows->rows[0],
                      of_states[s].length);
        column += of_states[s].length;
    }
    slong rank = fmpz_mat_rank(M) - (modulo_phases ? (slong)count : 0);
    fmpz_mat_clear(M);
    lb_sum_clear(R);
    return rank;
}

static expectation brute_force(const lb_ansatz_t A, const lb_closure *closure, size_t first,
                               size_t count)
{
    vectors psi[4] = {0}, K[4] = {0};
    expectation e = {0};
    for (size_t s = 0; s < count; s++) {
        state_vector(psi + s, A->states[first + s], A->qubits);
        size_t total = lb_state_total_qubits(A->states[first + s], A->qubits);
        e.space += invariant_space(K + s, A, psi[s].rows->rows[0], total);
    }
    e.orbit = stacked_rank(closure, psi, count, true);
    e.sector = stacked_rank(closure, K, count, false);
    for (size_t s = 0; s < count; s++) {
        fmpz_mat_clear(psi[s].rows);
        fmpz_mat_clear(K[s].rows);
    }
    return e;
}

/* Every element of the two annihilators does to every state what it should. */
static void check_annihilators(const lb_orbit *orbit, const lb_ansatz_t A, size_t state)
{
    size_t isotropy = lb_orbit_isotropy_count(orbit, state);
    size_t ideal = lb_orbit_ideal_count(orbit, state);
    lb_sum_t X;
    lb_sum_init(X, A->qubits);
    for (size_t i = 0; i < isotropy + ideal; i++) {
        if (i < isotropy)
            lb_orbit_isotropy(X, orbit, state, i);
        else
            lb_orbit_ideal(X, orbit, state, i - isotropy);
        ck_assert(lb_sum_is_normal(X) && X->length);
        ck_assert_int_eq(mpq_cmp_ui(X->coefficients, 1, 1), 0);
        for (size_t s = 0; s < A->state_count; s++) {
            if (state != LB_ORBIT_JOINT && s != state)
                continue;
            vectors psi;
            state_vector(&psi, A->states[s], A->qubits);
            size_t total = lb_state_total_qubits(A->states[s], A->qubits);
            amplitude *matrix = matrix_on(X, total);
            fmpz_mat_t pair;
            fmpz_mat_init(pair, 2, psi.length);
            _fmpz_vec_set(pair->rows[0], psi.rows->rows[0], psi.length);
            multiply(pair->rows[1], matrix, denominator_of(X), pair->rows[0], psi.length / 2);
            if (i < isotropy)
                ck_assert_int_eq(fmpz_mat_rank(pair), 1);
            else
                ck_assert(_fmpz_vec_is_zero(pair->rows[1], psi.length));
            free(matrix);
            fmpz_mat_clear(pair);
            fmpz_mat_clear(psi.rows);
        }
    }
    lb_sum_clear(X);
}

static void check_numbers(const lb_orbit *orbit, const lb_ansatz_t A, const lb_closure *closure,
                          size_t state)
{
    bool joint = state == LB_ORBIT_JOINT;
    expectation e = brute_force(A, closure, joint ? 0 : state, joint ? A->state_count : 1);
    const lb_orbit_number *found = lb_orbit_dimension(orbit, state);
    const lb_orbit_number *sector = lb_orbit_sector(orbit, state);
    slong dimension = (slong)lb_closure_row_count(closure);
    ck_assert(found->proved && sector->proved);
    ck_assert_int_eq(mpz_get_si(found->at_least), e.orbit);
    ck_assert_int_eq(mpz_get_si(found->at_most), e.orbit);
    ck_assert_int_eq(mpz_get_si(sector->at_least), e.sector);
    ck_assert_int_eq(mpz_get_si(sector->at_most), e.sector);
    ck_assert_int_le(e.orbit, e.sector);
    ck_assert_int_le(e.sector, dimension);
    ck_assert_int_le(e.orbit, e.space - 2);
    ck_assert_int_eq((slong)lb_orbit_isotropy_count(orbit, state), dimension - e.orbit);
    ck_assert_int_eq((slong)lb_orbit_ideal_count(orbit, state), dimension - e.sector);
    check_annihilators(orbit, A, state);
}

static void check_ansatz(const lb_ansatz_t A)
{
    lb_closure *closure;
    lb_orbit *orbit;
    lb_error error;
    lb_closure_options options = {.enumerate = true};
    ck_assert(!lb_closure_compute(&closure, A, &options, &error));
    ck_assert(!lb_orbit_compute(&orbit, A, closure, NULL, &error));
    for (size_t s = 0; s < A->state_count; s++)
        check_numbers(orbit, A, closure, s);
    if (A->state_count > 1)
        check_numbers(orbit, A, closure, LB_ORBIT_JOINT);
    lb_orbit_free(orbit);
    lb_closure_free(closure);
}

/* A sum of a few random strings with small coefficients. */
static void random_generator(lb_sum_t H, lb_random *random)
{
    lb_sum_zero(H);
    for (uint64_t terms = 1 + lb_random_below(random, 4); terms > 0; terms--) {
        char label[16];
        random_label(label, H->qubits, random);
        long num = 1 + (long)lb_random_below(random, 3);
        unsigned long den = lb_random_below(random, 3) ? 1 : 2 + lb_random_below(random, 2);
        ck_assert(
            !lb_sum_append_label(H, lb_random_below(random, 2) ? num : -num, den, label, NULL));
    }
    lb_sum_normalize(H);
}

static void random_ansatz(lb_ansatz_t A, size_t qubits, lb_random *random)
{
    static const char *const names[] = {"plus", "zero", "ghz", "bell"};
    lb_error error;
    lb_sum_t H;
    lb_ansatz_init(A, "random", qubits);
    lb_sum_init(H, qubits);
    for (uint64_t k = 1 + lb_random_below(random, 3); k > 0; k--) {
        random_generator(H, random);
        lb_ansatz_add_generator(A, NULL, H);
    }
    for (uint64_t s = 1 + lb_random_below(random, 3); s > 0; s--) {
        char text[128];
        uint64_t kind = lb_random_below(random, qubits <= 2 ? 8 : 7);
        if (kind < 4)
            random_stabilizer(text, qubits, random);
        ck_assert(!lb_ansatz_add_state(A, kind < 4 ? text : names[kind - 4], &error));
    }
    lb_sum_clear(H);
}

START_TEST(test_random)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t trial = 0; trial < lb_test_count(500); trial++) {
        lb_ansatz_t A;
        random_ansatz(A, trial % 50 ? 1 + lb_random_below(&random, 3) : 4, &random);
        check_ansatz(A);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* Algebras with many ideals and conserved quantities, where sectors are small. */
START_TEST(test_symmetric)
{
    static const char *const sources[] = {
        "qubits 3\ngenerator = ZZI + IZZ\ngenerator = XXI + YYI + IXX + IYY\n",
        "qubits 4\ngenerator = ZZII + IZZI + IIZZ + ZIIZ\n"
        "generator = XIII + IXII + IIXI + IIIX\n",
        "qubits 3\ngenerator a for i in 0..2: X[i]\ngenerator b for i in 0..2: Z[i]\n",
        "qubits 3\ngenerator = III + 2/3 XXI\ngenerator = ZZI - 5 IIZ\n",
        "qubits 2\ngenerator = II\n",
        "qubits 2\ngenerator = 0\n",
        "qubits 3\ngenerator = XXI + YYI + 1/7 ZZI\ngenerator = IXX + IYY + 1/7 IZZ\n",
    };
    static const char states[] = "state plus\nstate zero\nstate neel\nstate ghz\n";
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        lb_ansatz_t A;
        lb_error error;
        char text[512];
        snprintf(text, sizeof text, "%s%s", sources[i], states);
        ck_assert_msg(!lb_ansatz_parse(A, text, strlen(text), "test", NULL, 0, &error), "%s",
                      error.message);
        check_ansatz(A);
        lb_ansatz_clear(A);
    }
}
END_TEST

LB_TEST_MAIN("orbits", test_random, test_symmetric)
