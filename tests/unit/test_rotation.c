/* Rotations, lists of them and their steps, with every kernel, against explicit matrices and the
 * definition applied entry by entry. */

#include <check.h>

#include "circuit/rotation.h"
#include "circuit/steps.h"
#include "support.h"
#include "unit/vectors.h"

/* Every string on up to 4 qubits, and random ones on 5 and 6, with every kernel. */
static void check_rotation(size_t n, uint64_t x, uint64_t z, lb_random *random)
{
    size_t N = (size_t)1 << n;
    double theta = 6.28 * lb_random_unit(random), f = lb_random_unit(random);
    double *v = random_vector(random, N), *w = random_vector(random, N);
    double *got = lb_malloc_aligned(2 * N, sizeof *got);
    cplx *P = string_matrix(n, x, z), *in = to_complex(v, N), *base = to_complex(w, N);
    cplx *expected = lb_malloc(N, sizeof *expected);
    lb_rotation rotation = lb_rotation_make(x, z, cos(theta), sin(theta));
    lb_rotation derivative = lb_rotation_make(x, z, 0, f);
    const lb_rotation_kernel *kernel;
    matrix_vector(expected, P, in, N);
    for (size_t i = 0; (kernel = lb_rotation_kernel_at(i)) && kernel->lanes <= N; i++) {
        memcpy(got, w, 2 * N * sizeof *w);
        kernel->accumulate(got, v, N, &derivative);
        for (size_t k = 0; k < N; k++)
            ck_assert_double_lt(cabs(got[k] + I * got[N + k] - (base[k] - I * f * expected[k])),
                                1e-14);
        memcpy(got, v, 2 * N * sizeof *v);
        kernel->rotate(got, got + N, N, &rotation, rotation.sine);
        for (size_t k = 0; k < N; k++)
            ck_assert_double_lt(
                cabs(got[k] + I * got[N + k] - (cos(theta) * in[k] - I * sin(theta) * expected[k])),
                1e-14);
        lb_rotations_apply(kernel, got, N, &rotation, 1, true);
        ck_assert_double_lt(distance(got, in, N), 1e-14);
    }
    taylor_exponential(in, P, theta, N);
    memcpy(got, v, 2 * N * sizeof *v);
    lb_rotations_apply(lb_rotation_kernel_best(N), got, N, &rotation, 1, false);
    ck_assert_double_lt(distance(got, in, N), 1e-12);
    free(v);
    free(w);
    free(got);
    free(P);
    free(in);
    free(base);
    free(expected);
}

START_TEST(test_rotations)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    ck_assert_ptr_nonnull(lb_rotation_kernel_at(1));
    for (size_t n = 1; n <= 4; n++)
        for (uint64_t code = 0; code < (uint64_t)1 << 2 * n; code++)
            check_rotation(n, code >> n, code & (((uint64_t)1 << n) - 1), &random);
    for (size_t i = 0; i < lb_test_count(200); i++) {
        size_t n = 5 + i % 2;
        check_rotation(n, lb_random_below(&random, 1 << n), lb_random_below(&random, 1 << n),
                       &random);
    }
}
END_TEST

START_TEST(test_multiply)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + 5);
    for (size_t n = 1; n <= 6; n++) {
        size_t N = (size_t)1 << n;
        double *v = random_vector(&random, N), *phases = random_vector(&random, N);
        const double factor[2] = {lb_random_unit(&random), lb_random_unit(&random)};
        const cplx f = factor[0] + I * factor[1];
        double *got = lb_malloc_aligned(2 * N, sizeof *got);
        cplx *w = to_complex(v, N), *expected = lb_malloc(N, sizeof *expected);
        const lb_rotation_kernel *kernel;
        for (size_t i = 0; (kernel = lb_rotation_kernel_at(i)) && kernel->lanes <= N; i++)
            for (int inverse = 0; inverse <= 1; inverse++) {
                for (size_t k = 0; k < N; k++) {
                    cplx phase = (phases[k] + I * phases[N + k]) * f;
                    expected[k] = w[k] * (inverse ? conj(phase) : phase);
                }
                memcpy(got, v, 2 * N * sizeof *v);
                kernel->multiply(got, got + N, N, phases, factor, inverse);
                ck_assert_double_lt(distance(got, expected, N), 4e-15);
            }
        free(v);
        free(phases);
        free(got);
        free(w);
        free(expected);
    }
}
END_TEST

/* w <- exp(-i theta W(x, z)) w from the definition, entry by entry. */
static void rotate_entries(cplx *w, uint64_t x, uint64_t z, double theta, size_t N)
{
    cplx *next = lb_malloc(N, sizeof *next), power = cpow(I, __builtin_popcountll(x & z));
    for (size_t k = 0; k < N; k++) {
        double sign = __builtin_popcountll(k & z) % 2 ? -1 : 1;
        next[k ^ x] = cos(theta) * w[k ^ x] - I * sin(theta) * power * sign * w[k];
    }
    memcpy(w, next, N * sizeof *w);
    free(next);
}

/* Apply the list with every kernel, with its steps and without them, forwards and back. Counts the
 * steps of each form that the widest kernel found. */
static void check_list(size_t n, const lb_spectral_term *strings, size_t count, lb_random *random,
                       size_t *forms)
{
    size_t N = (size_t)1 << n;
    double *v = random_vector(random, N), *got = lb_malloc_aligned(2 * N, sizeof *got);
    cplx *w = to_complex(v, N), *start = to_complex(v, N);
    lb_rotation *plain = lb_malloc(count, sizeof *plain), *list = lb_malloc(count, sizeof *list);
    for (size_t i = 0; i < count; i++) {
        double theta = strings[i].coefficient;
        plain[i] = lb_rotation_make(strings[i].x, strings[i].z, cos(theta), sin(theta));
        rotate_entries(w, strings[i].x, strings[i].z, theta, N);
    }
    const lb_rotation_kernel *kernel;
    for (size_t i = 0; (kernel = lb_rotation_kernel_at(i)) && kernel->lanes <= N; i++) {
        lb_rotation_steps steps;
        memcpy(list, plain, count * sizeof *list);
        lb_rotation_steps_init(&steps, kernel, N, list, count);
        for (int fused = 0; fused <= 1; fused++) {
            memcpy(got, v, 2 * N * sizeof *v);
            lb_rotations_apply(kernel, got, N, fused ? list : plain, count, false);
            ck_assert_double_lt(distance(got, w, N), 1e-12);
            lb_rotations_apply(kernel, got, N, fused ? list : plain, count, true);
            ck_assert_double_lt(distance(got, start, N), 1e-12);
        }
        for (size_t k = 0; kernel == lb_rotation_kernel_best(N) && k < steps.count; k++)
            forms[steps.all[k].form]++;
        lb_rotation_steps_clear(&steps);
    }
    free(v);
    free(got);
    free(w);
    free(start);
    free(plain);
    free(list);
}

/* Anything, in vectors of more than one cache piece. */
START_TEST(test_rotation_lists)
{
    enum { QUBITS = 13, SIZE = 1 << QUBITS, COUNT = 40 };
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + 1);
    lb_spectral_term strings[COUNT];
    size_t found[3] = {0};
    for (size_t i = 0; i < COUNT; i++)
        strings[i] =
            (lb_spectral_term){lb_random_below(&random, i % 3 ? 1 << 11 : SIZE),
                               lb_random_below(&random, SIZE), 6.28 * lb_random_unit(&random)};
    check_list(QUBITS, strings, COUNT, &random, found);
}
END_TEST

/* One layer: which letter on which qubits, with what spacing, and its angle. */
static size_t append_layer(lb_spectral_term *strings, size_t n, lb_random *random)
{
    static const double special[] = {0, 0.5, 1, 1.5, 2, 0.25};
    size_t kind = lb_random_below(random, 6), count = 0;
    size_t first = lb_random_below(random, 4) ? 0 : lb_random_below(random, n);
    double clifford = special[lb_random_below(random, 6)] * acos(-1);
    bool is_clifford = !lb_random_below(random, 3);
    uint64_t dress = lb_random_below(random, 4) ? 0 : lb_random_below(random, 1 << n);
    for (size_t q = first; q + (kind >= 3) < n; q++) {
        uint64_t one = (uint64_t)1 << q, two = 3 * one;
        double theta = is_clifford ? clifford : 6.28 * lb_random_unit(random);
        const lb_spectral_term layers[] = {{one, 0, theta}, {one, one, theta}, {0, one, theta},
                                           {0, two, theta}, {two, 0, theta},   {two, two, theta}};
        strings[count] = layers[kind];
        if (strings[count].x)
            strings[count].z ^= dress & ~strings[count].x;
        count++;
    }
    return count;
}

/* Layers of X, Y, Z, ZZ, XX and YY, some with Z on other qubits too, some starting late, with
 * Clifford angles among them (their tangents are 0 or beyond 1e15): from one qubit to several cache
 * pieces. */
START_TEST(test_steps)
{
    lb_random random;
    size_t found[3] = {0};
    lb_random_seed(&random, lb_test_seed() + 7);
    for (size_t round = 0; round < lb_test_count(120); round++) {
        size_t n = round % 5 ? 1 + lb_random_below(&random, 9) : 10 + round / 5 % 5, count = 0;
        lb_spectral_term strings[128];
        while (count < 40)
            count += append_layer(strings + count, n, &random);
        check_list(n, strings, count, &random, found);
    }
    for (size_t form = 0; form < 3; form++)
        ck_assert_uint_ge(found[form],
                          form == LB_STEP_LANES && lb_rotation_kernel_at(2) == NULL ? 0 : 10);
}
END_TEST

/* Cosines of a hundred gates at odd multiples of pi/2 multiply to 1e-1600. */
START_TEST(test_small_cosines)
{
    enum { QUBITS = 5, COUNT = 20 * QUBITS };
    lb_random random;
    lb_spectral_term strings[COUNT];
    size_t found[3] = {0};
    lb_random_seed(&random, lb_test_seed() + 8);
    for (size_t i = 0; i < COUNT; i++)
        strings[i] =
            (lb_spectral_term){(uint64_t)1 << i % QUBITS, 0, (i % 3 ? 0.5 : -1.5) * acos(-1)};
    check_list(QUBITS, strings, COUNT, &random, found);
}
END_TEST

/* Chains and full graphs: how many tables their ZZ layers need. */
START_TEST(test_tables)
{
    uint64_t chain[15], full[16 * 15 / 2];
    size_t count = 0;
    for (size_t q = 0; q < 15; q++)
        chain[q] = (uint64_t)3 << q;
    for (size_t q = 0; q < 16; q++)
        for (size_t r = 0; r < q; r++)
            full[count++] = (uint64_t)1 << q | (uint64_t)1 << r;
    ck_assert_uint_eq(lb_rotation_steps_tables(chain, 15, 1 << 16), 2);
    ck_assert_uint_eq(lb_rotation_steps_tables(chain, 10, 1 << 11), 1);
    ck_assert_uint_eq(lb_rotation_steps_tables(full, count, 1 << 16), 1 << (16 - 11));
    ck_assert_uint_eq(lb_rotation_steps_tables(NULL, 0, 1 << 16), 1);
}
END_TEST

LB_TEST_MAIN("rotation", test_rotations, test_multiply, test_rotation_lists, test_steps,
             test_small_cosines, test_tables)
