/* The real span of orbits against explicit vectors, for random generators and states. */

#include <check.h>
#include <string.h>

#include <liebound/span.h>

#include "brute_orbits.h"
#include "stabilizers.h"
#include "support.h"

enum { STATES_MOST = 3 };

/* Vectors of several states side by side, each of Gaussian integers: real parts, imaginary parts. */
typedef struct side_by_side {
    size_t count;
    slong size[STATES_MOST], first[STATES_MOST], length;
} side_by_side;

static void times_i(fmpz *to, const fmpz *from, slong size)
{
    for (slong b = 0; b < size; b++) {
        fmpz_neg(to + b, from + size + b);
        fmpz_set(to + size + b, from + b);
    }
}

/* Row `next` becomes i H times row `from`, and counts if it is independent. */
static bool extend(fmpz_mat_t V, slong from, slong next, amplitude *const *matrices, double scale,
                   const side_by_side *shape)
{
    fmpz *product = _fmpz_vec_init(shape->length);
    for (size_t s = 0; s < shape->count; s++) {
        multiply(product, matrices[s], scale, V->rows[from] + shape->first[s], shape->size[s]);
        times_i(V->rows[next] + shape->first[s], product, shape->size[s]);
    }
    _fmpz_vec_clear(product, shape->length);
    if (fmpz_mat_rank(V) > next)
        return true;
    _fmpz_vec_zero(V->rows[next], shape->length);
    return false;
}

/* Whether string P, or P after conjugation, commutes with i H for every generator H. */
static bool is_kept(const lb_ansatz_t A, const lb_string_t P, bool conjugates, size_t total)
{
    size_t size = (size_t)1 << total;
    amplitude *C = calloc(size * size, sizeof *C);
    bool yes = true;
    add_string_matrix(C, 1, P, total);
    for (size_t k = 0; k < A->generator_count; k++) {
        amplitude *H = matrix_on(A->generators + k, total);
        for (size_t i = 0; i < size; i++)
            for (size_t j = 0; j < size; j++) {
                amplitude left = 0, right = 0;
                for (size_t l = 0; l < size; l++) {
                    left +=
                        C[i * size + l] * (conjugates ? -conj(H[l * size + j]) : H[l * size + j]);
                    right += H[i * size + l] * C[l * size + j];
                }
                yes = yes && cabs(left - right) < 1e-9;
            }
        free(H);
    }
    free(C);
    return yes;
}

/* And is symmetric: its square is 1. */
static bool commutes(const lb_ansatz_t A, const lb_string_t P, bool conjugates, size_t total)
{
    size_t size = (size_t)1 << total;
    amplitude *C = calloc(size * size, sizeof *C);
    bool yes = is_kept(A, P, conjugates, total);
    add_string_matrix(C, 1, P, total);
    for (size_t i = 0; conjugates && i < size; i++) {
        amplitude square = 0;
        for (size_t l = 0; l < size; l++)
            square += C[i * size + l] * conj(C[l * size + i]);
        yes = yes && creal(square) > 0;
    }
    free(C);
    return yes;
}

/* Row `next` becomes P psi, P K psi or i P K psi. */
static void set_functional(fmpz *row, const lb_string_t P, unsigned kind, const fmpz *psi,
                           size_t total)
{
    slong size = (slong)1 << total;
    amplitude *C = calloc((size_t)(size * size), sizeof *C);
    fmpz *from = _fmpz_vec_init(2 * size), *to = _fmpz_vec_init(2 * size);
    add_string_matrix(C, 1, P, total);
    _fmpz_vec_set(from, psi, 2 * size);
    if (kind)
        _fmpz_vec_neg(from + size, from + size, size);
    multiply(to, C, 1, from, size);
    if (kind == 2)
        times_i(row, to, size);
    else
        _fmpz_vec_set(row, to, 2 * size);
    _fmpz_vec_clear(from, 2 * size);
    _fmpz_vec_clear(to, 2 * size);
    free(C);
}

/* Row `next` becomes (C psi_t, C^T psi_s) for C = P or P K, times i for an odd kind: C^T by its entries
 * Re <e|C e'> in the basis of all e and i e. */
static void set_pair(fmpz *row, const lb_string_t P, bool conjugates, bool turned,
                     const vectors *psi, const side_by_side *shape, size_t s, size_t t)
{
    slong length = 2 * shape->size[s];
    size_t total = (size_t)FLINT_BIT_COUNT((ulong)shape->size[s]) - 1;
    fmpz *e = _fmpz_vec_init(length), *image = _fmpz_vec_init(length),
         *turn = _fmpz_vec_init(length);
    for (slong b = 0; b <= length; b++) {
        _fmpz_vec_zero(e, length);
        if (b < length)
            fmpz_one(e + b);
        set_functional(image, P, conjugates, b < length ? e : psi[t].rows->rows[0], total);
        if (turned) {
            times_i(turn, image, shape->size[s]);
            _fmpz_vec_set(image, turn, length);
        }
        if (b < length)
            _fmpz_vec_dot(row + shape->first[t] + b, image, psi[s].rows->rows[0], length);
        else
            _fmpz_vec_set(row + shape->first[s], image, length);
    }
    _fmpz_vec_clear(e, length);
    _fmpz_vec_clear(image, length);
    _fmpz_vec_clear(turn, length);
}

/* Whether the strings that fix the one state fix the other, up to signs: some string takes it there. */
static bool are_related(const vectors *psi, const side_by_side *shape, size_t s, size_t t)
{
    slong size = shape->size[s];
    size_t total = (size_t)FLINT_BIT_COUNT((ulong)size) - 1;
    fmpz *image = _fmpz_vec_init(2 * size);
    bool related = false;
    for (size_t code = 0; code < (size_t)1 << (2 * total) && !related; code++) {
        fmpz_mat_t both;
        lb_string_t P;
        lb_string_init(P);
        for (size_t q = 0; q < total; q++)
            if (code >> (2 * q) & 3)
                lb_string_set_letter(P, (uint32_t)q, "IXYZ"[code >> (2 * q) & 3]);
        set_functional(image, P, 0, psi[s].rows->rows[0], total);
        fmpz_mat_init(both, 3, 2 * size);
        _fmpz_vec_set(both->rows[0], psi[t].rows->rows[0], 2 * size);
        times_i(both->rows[1], both->rows[0], size);
        _fmpz_vec_set(both->rows[2], image, 2 * size);
        related = fmpz_mat_rank(both) == 2;
        fmpz_mat_clear(both);
        lb_string_clear(P);
    }
    _fmpz_vec_clear(image, 2 * size);
    return related;
}

/* dim V - dim Q from all strings on every state, and on all pairs. */
static slong brute_invariants(const lb_ansatz_t A, const fmpz_mat_t V, const vectors *psi,
                              const side_by_side *shape)
{
    fmpz_mat_t F, transposed, values;
    slong rows = 0;
    bool related[STATES_MOST][STATES_MOST] = {{false}};
    for (size_t s = 0; s < shape->count; s++)
        for (size_t t = s + 1; t < shape->count; t++)
            related[s][t] = shape->size[s] == shape->size[t] && are_related(psi, shape, s, t);
    fmpz_mat_init(F, 3 * 256 * STATES_MOST + 4 * 256 * STATES_MOST, shape->length);
    for (size_t s = 0; s < shape->count; s++) {
        size_t total = (size_t)FLINT_BIT_COUNT((ulong)shape->size[s]) - 1;
        for (size_t code = 0; code < (size_t)1 << (2 * total); code++) {
            lb_string_t P;
            lb_string_init(P);
            for (size_t q = 0; q < total; q++)
                if (code >> (2 * q) & 3)
                    lb_string_set_letter(P, (uint32_t)q, "IXYZ"[code >> (2 * q) & 3]);
            for (unsigned kind = 0; kind < 3; kind++)
                if (commutes(A, P, kind > 0, total))
                    set_functional(F->rows[rows++] + shape->first[s], P, kind, psi[s].rows->rows[0],
                                   total);
            for (size_t t = s + 1; t < shape->count; t++)
                for (unsigned kind = 0; related[s][t] && kind < 4; kind++)
                    if (is_kept(A, P, kind > 1, total))
                        set_pair(F->rows[rows++], P, kind > 1, kind % 2, psi, shape, s, t);
            lb_string_clear(P);
        }
    }
    fmpz_mat_init(transposed, fmpz_mat_ncols(V), fmpz_mat_nrows(V));
    fmpz_mat_init(values, fmpz_mat_nrows(F), fmpz_mat_nrows(V));
    fmpz_mat_transpose(transposed, V);
    fmpz_mat_mul(values, F, transposed);
    slong rank = fmpz_mat_rank(values);
    fmpz_mat_clear(F);
    fmpz_mat_clear(transposed);
    fmpz_mat_clear(values);
    return rank;
}

/* dim V, dim V - dim Q, and the true dim(V cap P). */
static slong brute_span(slong *invariants, slong *phases, const lb_ansatz_t A,
                        const lb_state_struct *states, size_t count)
{
    side_by_side shape = {.count = count};
    vectors psi[STATES_MOST];
    for (size_t s = 0; s < count; s++) {
        lb_stabilizer S;
        lb_state_stabilizer(&S, states + s);
        state_vector(psi + s, &S);
        lb_stabilizer_clear(&S);
        shape.size[s] = psi[s].length / 2;
        shape.first[s] = shape.length;
        shape.length += psi[s].length;
    }
    fmpz_mat_t V;
    fmpz_mat_init(V, shape.length + 1 + (slong)count, shape.length);
    for (size_t s = 0; s < count; s++)
        _fmpz_vec_set(V->rows[0] + shape.first[s], psi[s].rows->rows[0], psi[s].length);
    slong rows = 1;
    for (slong i = 0; i < rows; i++)
        for (size_t k = 0; k < A->generator_count; k++) {
            amplitude *matrices[STATES_MOST];
            for (size_t s = 0; s < count; s++)
                matrices[s] =
                    matrix_on(A->generators + k, (size_t)FLINT_BIT_COUNT((ulong)shape.size[s]) - 1);
            rows += extend(V, i, rows, matrices, denominator_of(A->generators + k), &shape);
            for (size_t s = 0; s < count; s++)
                free(matrices[s]);
        }
    *invariants = brute_invariants(A, V, psi, &shape);
    for (size_t s = 0; s < count; s++)
        times_i(V->rows[rows + (slong)s] + shape.first[s], psi[s].rows->rows[0], shape.size[s]);
    *phases = rows + (slong)count - fmpz_mat_rank(V);
    for (size_t s = 0; s < count; s++)
        fmpz_mat_clear(psi[s].rows);
    fmpz_mat_clear(V);
    return rows;
}

static void check_span(const lb_ansatz_t A, size_t state)
{
    lb_error error;
    bool joint = state == LB_ORBIT_JOINT;
    const lb_state_struct *states = A->states + (joint ? 0 : state);
    slong invariants, phases;
    slong expected = brute_span(&invariants, &phases, A, states, joint ? A->state_count : 1);
    for (int plain = 0; plain < 2; plain++) {
        lb_span_options options = {.no_symmetry = plain};
        lb_real_span span;
        ck_assert_msg(!lb_real_span_compute(&span, A, state, &options, &error), "%s",
                      error.message);
        ck_assert(span.proved);
        ck_assert_int_eq(span.dimension, expected);
        ck_assert_int_eq(span.invariants, invariants);
        ck_assert(span.bounded);
        ck_assert_int_eq(span.space, expected);
        ck_assert_int_eq(span.rank_at_most, span.dimension - span.invariants - span.phases);
        if (joint || invariants > 1)
            ck_assert_int_le(span.phases, phases);
        else
            ck_assert_int_eq(span.phases, phases);
        lb_real_span_clear(&span);
    }
}

/* No orbit is larger than its span allows; returns how many are as large. */
static size_t check_orbits(const lb_ansatz_t A)
{
    lb_error error;
    lb_closure *closure;
    lb_orbit *orbit;
    lb_closure_options options = {.enumerate = true};
    lb_orbit_options no_sectors = {.no_sectors = true};
    ck_assert(!lb_closure_compute(&closure, A, &options, &error));
    ck_assert(!lb_orbit_compute(&orbit, A, closure, &no_sectors, &error));
    size_t equal = 0;
    for (size_t s = 0; s <= A->state_count; s++) {
        size_t state = s < A->state_count ? s : LB_ORBIT_JOINT;
        lb_real_span span;
        ck_assert(!lb_real_span_compute(&span, A, state, NULL, &error));
        int order = mpz_cmp_ui(lb_orbit_dimension(orbit, state)->at_most, span.rank_at_most);
        ck_assert_int_le(order, 0);
        equal += !order;
        lb_real_span_clear(&span);
    }
    lb_orbit_free(orbit);
    lb_closure_free(closure);
    return equal;
}

static void check_ansatz(const lb_ansatz_t A)
{
    for (size_t s = 0; s < A->state_count; s++)
        check_span(A, s);
    if (A->state_count > 1)
        check_span(A, LB_ORBIT_JOINT);
    check_orbits(A);
}

/* A sum of random strings; with `shifts`, of all their shifts along the ring of qubits. */
static void add_generator(lb_ansatz_t A, bool shifts, lb_random *random)
{
    lb_sum_t H;
    lb_sum_init(H, A->qubits);
    for (uint64_t terms = 1 + lb_random_below(random, 3); terms > 0; terms--) {
        char label[16];
        random_label(label, A->qubits, random);
        long num = (long)lb_random_below(random, 7) - 3;
        unsigned long den = 1 + lb_random_below(random, 3);
        for (size_t shift = 0; shift < (shifts ? A->qubits : 1); shift++) {
            ck_assert(!lb_sum_append_label(H, num ? num : 4, den, label, NULL));
            char first = label[0];
            memmove(label, label + 1, A->qubits - 1);
            label[A->qubits - 1] = first;
        }
    }
    lb_sum_normalize(H);
    lb_ansatz_add_generator(A, NULL, H);
    lb_sum_clear(H);
}

static void random_ansatz(lb_ansatz_t A, size_t qubits, bool shifts, lb_random *random)
{
    static const char *const named[] = {"plus", "zero", "ghz", "neel", "bell"};
    lb_error error;
    lb_ansatz_init(A, "random", qubits);
    for (uint64_t k = 1 + lb_random_below(random, 3); k > 0; k--)
        add_generator(A, shifts, random);
    for (uint64_t s = 1 + lb_random_below(random, STATES_MOST); s > 0; s--) {
        char text[128];
        uint64_t kind = lb_random_below(random, qubits <= 2 ? 8 : 7);
        if (kind < 3)
            random_stabilizer(text, qubits, random);
        ck_assert(!lb_ansatz_add_state(A, kind < 3 ? text : named[kind - 3], &error));
    }
}

static void check_random(bool shifts, size_t count, uint64_t seed)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + seed);
    for (size_t i = 0; i < lb_test_count(count); i++) {
        lb_ansatz_t A;
        random_ansatz(A, 1 + lb_random_below(&random, 3), shifts, &random);
        check_ansatz(A);
        lb_ansatz_clear(A);
    }
}

START_TEST(test_random)
{
    check_random(false, 150, 0);
}
END_TEST

START_TEST(test_averages)
{
    check_random(true, 100, 1);
}
END_TEST

/* A stabilizer state by its amplitudes spans the same. */
START_TEST(test_amplitudes)
{
    static const char *const pairs[][2] = {
        {"ghz", "vector 000:1 111:1 ghz"},
        {"neel", "vector 010:2/3 neel"},
        {"rl0", "vector 000:1 010:-1i 100:1i 110:1 product"},
        {"stabilizer XXX -ZZI IZZ", "vector 011:1/2i 100:1/2i turned"},
    };
    lb_random random;
    lb_error error;
    lb_random_seed(&random, lb_test_seed());
    for (size_t i = 0; i < lb_test_count(100); i++) {
        const char *const *pair = pairs[i % 4];
        lb_ansatz_t A;
        lb_real_span spans[2];
        lb_ansatz_init(A, "random", 3);
        for (uint64_t k = 1 + lb_random_below(&random, 3); k > 0; k--)
            add_generator(A, false, &random);
        for (size_t s = 0; s < 2; s++) {
            ck_assert_msg(!lb_ansatz_add_state(A, pair[s], &error), "%s", error.message);
            ck_assert(!lb_real_span_compute(spans + s, A, s, NULL, &error));
        }
        ck_assert_int_eq(spans[0].dimension, spans[1].dimension);
        ck_assert_int_eq(spans[0].phases, spans[1].phases);
        ck_assert_int_eq(spans[0].invariants, spans[1].invariants);
        for (size_t s = 0; s < 2; s++)
            lb_real_span_clear(spans + s);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* Generators with an odd number of Y in every term are imaginary, and i times them real: conjugation
 * commutes, and the parts of psi = x + i y keep their lengths and their angle. The phase then counts only
 * when |x| = |y| and x is orthogonal to y. */
START_TEST(test_conjugation)
{
    lb_random random;
    lb_error error;
    lb_random_seed(&random, lb_test_seed() + 2);
    size_t tight = 0;
    for (size_t i = 0; i < lb_test_count(100); i++) {
        static const char *const odd[] = {"YI", "IY", "XY", "YX", "ZY", "YZ"};
        lb_ansatz_t A;
        lb_sum_t H;
        char text[128];
        lb_ansatz_init(A, "real", 2);
        lb_sum_init(H, 2);
        for (size_t k = 0; k < 3; k++) {
            ck_assert(!lb_sum_append_label(H, 1, 1, odd[lb_random_below(&random, 6)], &error));
            ck_assert(!lb_sum_append_label(H, 2, 1, odd[lb_random_below(&random, 6)], &error));
            lb_sum_normalize(H);
            lb_ansatz_add_generator(A, NULL, H);
            lb_sum_zero(H);
            H->qubits = 2;
        }
        snprintf(text, sizeof text, "vector 00:1 01:%d+%di 10:%di random",
                 (int)lb_random_below(&random, 4) - 1, (int)lb_random_below(&random, 3) + 1,
                 (int)lb_random_below(&random, 3) + 1);
        ck_assert_msg(!lb_ansatz_add_state(A, text, &error), "%s", error.message);
        tight += check_orbits(A);
        lb_sum_clear(H);
        lb_ansatz_clear(A);
    }
    ck_assert_uint_gt(tight, lb_test_count(100) / 2);
}
END_TEST

/* Where the group acts transitively on the sphere of V the bound is the maximal rank. */
START_TEST(test_known)
{
    static const struct {
        const char *name, *parameter, *value;
        uint32_t dimension, rank_at_most;
    } known[] = {
        {"hea", "n", "5", 64, 62},
        {"ltfim-open", "n", "6", 72, 70},
        {"xxz-open", "n", "6", 28, 25},
        {"xxz-open", "n", "8", 86, 83},
        {"tfim-open", "n", "6", 40, 38},
        {"sn-equivariant-ltfim", "n", "30", 62, 60},
        /* Three more are conserved than the norm: so, not su. */
        {"qaoa-grid", "columns", "4", 84, 80},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        lb_ansatz_t A;
        lb_error error;
        lb_real_span span;
        lb_setting setting = {(char *)known[i].parameter, (char *)known[i].value};
        ck_assert(!lb_ansatz_load(A, known[i].name, &setting, 1, &error));
        ck_assert(!lb_real_span_compute(&span, A, 0, NULL, &error));
        ck_assert(span.proved);
        ck_assert_int_eq(span.dimension, known[i].dimension);
        ck_assert_int_eq(span.rank_at_most, known[i].rank_at_most);
        lb_real_span_clear(&span);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* A search that comes to no end leaves the bound by all coordinates, which is the same where they are all
 * needed, and none where there are too many. */
START_TEST(test_coordinates)
{
    static const struct {
        const char *name, *value;
        size_t work;
        bool bounded;
        uint32_t space, rank_at_most;
    } known[] = {
        {"qaoa-regular", "12", 400000, true, 2112, 2110},
        {"tfim-open", "12", 4000000, true, 2112, 2110},
        {"tfim-open", "60", 400000, false, 0, 0},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        char name[] = "n";
        lb_ansatz_t A;
        lb_error error;
        lb_real_span span;
        lb_setting setting = {name, (char *)known[i].value};
        lb_span_options options = {.run.work = known[i].work};
        ck_assert(!lb_ansatz_load(A, known[i].name, &setting, 1, &error));
        ck_assert(!lb_real_span_compute(&span, A, 0, &options, &error));
        ck_assert(span.bounded == known[i].bounded);
        if (span.bounded && !span.proved) {
            ck_assert_uint_eq(span.space, known[i].space);
            ck_assert_uint_eq(span.rank_at_most, known[i].rank_at_most);
        }
        ck_assert(span.bounded || !span.proved);
        ck_assert(i != 0 || !span.proved);
        lb_real_span_clear(&span);
        lb_ansatz_clear(A);
    }
}
END_TEST

LB_TEST_MAIN("real span", test_random, test_averages, test_amplitudes, test_conjugation, test_known,
             test_coordinates)
