#include "orbit/coordinate_rank.h"

#include <stdlib.h>
#include <string.h>

#include <flint/nmod_poly.h>

#include "base/limits.h"
#include "base/memory.h"
#include "base/random.h"
#include "linalg/echelon.h"
#include "orbit/span_space.h"
#include "state/state.h"

enum { LABELS_MOST = 2048, DEGREE_MOST = 5000 };

/* T = i H: column c of a vector adds its value times values[e] to column targets[e]. */
typedef struct map {
    bool commuting;
    size_t degree; /* N */
    size_t *offsets, count, target_capacity, value_capacity;
    uint32_t *targets;
    uint64_t *values;
} map;

/* A gate as a polynomial in T; that of its inverse, up to a factor, has the other sign at odd powers. */
typedef struct gate {
    const map *T;
    nmod_poly_t polynomial;
} gate;

typedef struct circuit {
    lb_span_space space;
    size_t columns, map_count;
    map *maps;
    nmod_t modulus;
    uint64_t root; /* of -1 */
    uint64_t *power, *sum;
} circuit;

/* ---- Setting up ---- */

static const uint64_t *term_of(const lb_span_space *s, size_t t)
{
    return s->frames->terms + 2 * s->frames->group.words * t;
}

/* Whether all pairs of terms of generator k commute, or all anticommute. */
static bool all_pairs(const lb_span_space *s, uint32_t k, bool anticommute)
{
    for (size_t a = s->first_term[k]; a < s->first_term[k + 1]; a++)
        for (size_t b = a + 1; b < s->first_term[k + 1]; b++)
            if (lb_dense_anticommutes(term_of(s, a), term_of(s, b), s->frames->group.words) !=
                anticommute)
                return false;
    return true;
}

/* False when it is of no kind that has polynomials as gates. */
static bool classify(map *T, const lb_span_space *s, uint32_t k)
{
    fmpz_t degree;
    fmpz_init(degree);
    for (size_t t = s->first_term[k]; t < s->first_term[k + 1]; t++)
        if (fmpz_sgn(s->coefficients + t) < 0)
            fmpz_sub(degree, degree, s->coefficients + t);
        else
            fmpz_add(degree, degree, s->coefficients + t);
    T->commuting = all_pairs(s, k, false);
    bool small = fmpz_cmp_ui(degree, DEGREE_MOST) <= 0;
    T->degree = small ? fmpz_get_ui(degree) : 0;
    fmpz_clear(degree);
    return T->commuting ? small : all_pairs(s, k, true);
}

/* Where terms take a column, each target once. */
static void map_column(map *T, circuit *c, uint32_t k, uint32_t column)
{
    lb_span_space *s = &c->space;
    size_t first = T->count;
    T->offsets[column] = first;
    for (size_t t = s->first_term[k]; t < s->first_term[k + 1]; t++) {
        bool negative;
        uint64_t value = fmpz_fdiv_ui(s->coefficients + t, c->modulus.n);
        uint32_t target = lb_span_space_act(s, t, column, &negative);
        size_t e = first;
        while (e < T->count && T->targets[e] != target)
            e++;
        if (e == T->count) {
            T->targets = lb_grow(T->targets, &T->target_capacity, e + 1, sizeof *T->targets);
            T->values = lb_grow(T->values, &T->value_capacity, e + 1, sizeof *T->values);
            T->targets[e] = target;
            T->values[e] = 0;
            T->count++;
        }
        T->values[e] =
            nmod_add(T->values[e], negative ? nmod_neg(value, c->modulus) : value, c->modulus);
    }
}

static void map_init(map *T, circuit *c, uint32_t k)
{
    T->offsets = lb_malloc(c->columns + 1, sizeof *T->offsets);
    for (uint32_t column = 0; column < c->columns; column++)
        map_column(T, c, k, column);
    T->offsets[c->columns] = T->count;
}

static bool asks_limits(void *context, uint32_t done)
{
    (void)done;
    return !lb_limit_of_time(context);
}

/* A random prime of 31 bits that is 1 modulo 4. */
static uint64_t choose_prime(lb_random *random)
{
    uint64_t prime = ((uint64_t)1 << 30) + lb_random_below(random, (uint64_t)1 << 29);
    do
        prime = n_nextprime(prime, 0);
    while (prime % 4 != 1);
    return prime;
}

static lb_status circuit_init(circuit *c, const lb_ansatz_t A, size_t state, lb_limits *limits,
                              lb_random *random, lb_error *error)
{
    const lb_span_options options = {.run.limits = *limits};
    lb_span_space_init(&c->space, A, A->states + state, 1, &options);
    nmod_init(&c->modulus, choose_prime(random));
    c->root = n_sqrtmod(c->modulus.n - 1, c->modulus.n);
    if (!lb_span_space_close(&c->space, LABELS_MOST, asks_limits, limits))
        return lb_fail(error, LB_USAGE, "the state reaches too many coordinates");
    c->columns = c->space.column_count;
    c->maps = lb_calloc(c->space.generator_count, sizeof *c->maps);
    c->power = lb_malloc(c->columns, sizeof *c->power);
    c->sum = lb_malloc(c->columns, sizeof *c->sum);
    for (uint32_t k = 0; k < c->space.generator_count; k++) {
        if (!classify(&c->maps[k], &c->space, k))
            return lb_fail(error, LB_USAGE, "generator %u has no gate of this kind", (unsigned)k);
        map_init(&c->maps[k], c, k);
        c->map_count++;
    }
    return LB_OK;
}

static void circuit_clear(circuit *c)
{
    for (size_t k = 0; k < c->map_count; k++) {
        free(c->maps[k].offsets);
        free(c->maps[k].targets);
        free(c->maps[k].values);
    }
    free(c->maps);
    free(c->power);
    free(c->sum);
    lb_span_space_clear(&c->space);
}

/* ---- Gates ---- */

/* to = T from. */
static void apply(uint64_t *to, const circuit *c, const map *T, const uint64_t *from)
{
    memset(to, 0, c->columns * sizeof *to);
    for (size_t column = 0; column < c->columns; column++)
        for (size_t e = T->offsets[column]; from[column] && e < T->offsets[column + 1]; e++)
            to[T->targets[e]] = nmod_add(
                to[T->targets[e]], nmod_mul(from[column], T->values[e], c->modulus), c->modulus);
}

static void gate_init(gate *G, const circuit *c, const map *T, uint64_t t)
{
    size_t N = T->degree;
    G->T = T;
    nmod_poly_init_mod(G->polynomial, c->modulus);
    if (!T->commuting) {
        nmod_poly_set_coeff_ui(G->polynomial, 0, 1);
        nmod_poly_set_coeff_ui(G->polynomial, 1, nmod_neg(t, c->modulus));
        return;
    }
    uint64_t *points = lb_malloc(2 * (N + 1), sizeof *points), *values = points + N + 1;
    uint64_t it = nmod_mul(c->root, t, c->modulus);
    uint64_t minus = nmod_sub(1, it, c->modulus), plus = nmod_add(1, it, c->modulus);
    for (size_t m = 0; m <= N; m++) {
        uint64_t eigenvalue = nmod_sub(N, 2 * m, c->modulus);
        points[m] = nmod_mul(c->root, eigenvalue, c->modulus);
        values[m] = nmod_mul(nmod_pow_ui(minus, N - m, c->modulus),
                             nmod_pow_ui(plus, m, c->modulus), c->modulus);
    }
    nmod_poly_interpolate_nmod_vec(G->polynomial, points, values, (slong)N + 1);
    free(points);
}

/* The gate, or its inverse, on a vector, by Horner's rule. */
static void act(circuit *c, const gate *G, bool inverse, uint64_t *vector)
{
    memset(c->sum, 0, c->columns * sizeof *c->sum);
    for (slong j = nmod_poly_degree(G->polynomial); j >= 0; j--) {
        uint64_t factor = nmod_poly_get_coeff_ui(G->polynomial, j), *old = c->sum;
        if (inverse && j % 2)
            factor = nmod_neg(factor, c->modulus);
        apply(c->power, c, G->T, c->sum);
        c->sum = c->power;
        c->power = old;
        for (size_t column = 0; factor && column < c->columns; column++)
            c->sum[column] =
                nmod_add(c->sum[column], nmod_mul(factor, vector[column], c->modulus), c->modulus);
    }
    memcpy(vector, c->sum, c->columns * sizeof *vector);
}

/* ---- The rank ---- */

typedef struct elimination {
    lb_echelon echelon;
    lb_vector vector;
} elimination;

static bool extends(elimination *e, const uint64_t *values, size_t columns)
{
    for (uint32_t column = 0; column < columns; column++)
        if (values[column])
            lb_vector_add(&e->vector, column, values[column]);
    if (!lb_echelon_reduce(&e->echelon, &e->vector))
        return false;
    lb_echelon_insert(&e->echelon, &e->vector, e->vector.touched[0]);
    return true;
}

/* psi, or i psi. */
static void set_state(uint64_t *vector, circuit *c, bool turned)
{
    const lb_span_frame *f = c->space.frames;
    memset(vector, 0, c->columns * sizeof *vector);
    for (size_t a = 0; a < f->count; a++) {
        uint32_t column = lb_span_space_amplitude(&c->space, 0, a, 0);
        uint64_t re = fmpz_fdiv_ui(f->parts + 2 * a, c->modulus.n);
        uint64_t im = fmpz_fdiv_ui(f->parts + 2 * a + 1, c->modulus.n);
        vector[column] = turned ? nmod_neg(im, c->modulus) : re;
        vector[column + 1] = turned ? re : im;
    }
}

/* The tangent of the last gate in the frame of the beginning, and psi moved on by that gate. */
static void find_tangent(uint64_t *tangent, uint64_t *psi, circuit *c, const gate *gates,
                         size_t last)
{
    apply(tangent, c, gates[last].T, psi);
    for (size_t i = last; i-- > 0;)
        act(c, gates + i, true, tangent);
    act(c, gates + last, false, psi);
}

static void note_growth(lb_coordinate_rank *result, size_t *capacity)
{
    result->reached = lb_grow(result->reached, capacity, result->rank + 1, sizeof *result->reached);
    result->reached[result->rank++] = result->gates;
}

static void run_gates(lb_coordinate_rank *result, circuit *c, elimination *e,
                      const lb_coordinate_rank_options *options, lb_random *random)
{
    size_t K = c->map_count, most = options->layers * K, idle = 0, capacity = 0, room = 0;
    uint64_t *psi = lb_malloc(2 * c->columns, sizeof *psi), *tangent = psi + c->columns;
    gate *gates = NULL;
    set_state(tangent, c, true);
    extends(e, tangent, c->columns);
    set_state(psi, c, false);
    while (result->gates < most && idle < K) {
        result->limit = lb_limit_reached(&options->limits);
        if (result->limit || (options->at_most && result->rank >= options->at_most))
            break;
        gates = lb_grow(gates, &room, result->gates + 1, sizeof *gates);
        gate_init(gates + result->gates, c, &c->maps[result->gates % K],
                  1 + lb_random_below(random, c->modulus.n - 1));
        find_tangent(tangent, psi, c, gates, result->gates++);
        bool grows = extends(e, tangent, c->columns);
        idle = grows ? 0 : idle + 1;
        if (grows)
            note_growth(result, &capacity);
    }
    result->saturated = K && idle >= K;
    for (size_t i = 0; i < result->gates; i++)
        nmod_poly_clear(gates[i].polynomial);
    free(gates);
    free(psi);
}

lb_status lb_coordinate_rank_compute(lb_coordinate_rank *result, const lb_ansatz_t A, size_t state,
                                     const lb_coordinate_rank_options *options, lb_error *error)
{
    lb_limits limits = options->limits;
    lb_random random;
    circuit c = {0};
    elimination e;
    if (!A->states[state].is_exact || A->qubits > LB_CLOSURE_QUBITS_MAX)
        return lb_fail(error, LB_USAGE, "the state is not exact, or has too many qubits");
    if (A->layers)
        return lb_fail(error, LB_USAGE,
                       "the gates of a layer are not the generators in their order");
    lb_random_seed(&random, options->seed);
    lb_status status = circuit_init(&c, A, state, &limits, &random, error);
    if (!status) {
        *result = (lb_coordinate_rank){.prime = (uint32_t)c.modulus.n};
        lb_echelon_init(&e.echelon, c.modulus.n);
        lb_vector_init(&e.vector, e.echelon.modulus);
        lb_echelon_reserve_columns(&e.echelon, c.columns);
        lb_vector_reserve(&e.vector, c.columns);
        run_gates(result, &c, &e, options, &random);
        lb_vector_clear(&e.vector);
        lb_echelon_clear(&e.echelon);
    }
    circuit_clear(&c);
    return status;
}

void lb_coordinate_rank_clear(lb_coordinate_rank *result)
{
    free(result->reached);
}
