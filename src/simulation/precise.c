/* Threads take columns from a shared counter, each with a state of its own that it moves forward.
 * Signs and rows of the sketch are those of a generator seeded by the number of the row of T, so
 * that they are the same for every column and thread. */

#include "simulation/precise.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "base/random.h"

/* Non-zero entries in a column of the sketching matrix. */
#define SIGNS 8

typedef struct sketch_work {
    lb_simulation_sketch *sketch;
    const lb_precise_circuit *P;
    const lb_columns *columns; /* or NULL */
    const lb_limits *limits;
    atomic_size_t next;
    const char *_Atomic reached;
} sketch_work;

/* Add S v to column j of S T, or subtract it. */
static void compress(lb_simulation_sketch *S, size_t j, const __mpfr_struct *v, size_t count,
                     bool negative)
{
    __mpfr_struct *column = S->entry.values + S->rows * j;
    for (size_t i = 0; i < count; i++) {
        if (S->rows == count) {
            (negative ? mpfr_sub : mpfr_add)(&column[i], &column[i], &v[i], MPFR_RNDN);
            continue;
        }
        lb_random random;
        lb_random_seed(&random, i);
        for (size_t s = 0; s < SIGNS; s++) {
            uint64_t draw = lb_random_next(&random);
            __mpfr_struct *entry = &column[(draw >> 1) % S->rows];
            ((draw & 1) != negative ? mpfr_sub : mpfr_add)(entry, entry, &v[i], MPFR_RNDN);
        }
    }
}

static void set_initial(__mpfr_struct *state, const lb_precise_circuit *P)
{
    for (size_t i = 0; i < 2 * P->size; i++)
        mpfr_set(&state[i], &P->initial.values[i], MPFR_RNDN);
}

static void *run_thread(void *argument)
{
    sketch_work *work = argument;
    const lb_precise_circuit *P = work->P;
    size_t count = 2 * P->size, at = 0, j;
    lb_precise_vector room;
    lb_precise_vector_init(&room, 2 * count + LB_PRECISE_SCRATCH(P->size), P->bits);
    __mpfr_struct *state = room.values, *v = state + count, *scratch = v + count;
    set_initial(state, P);
    while (!work->reached && (j = atomic_fetch_add(&work->next, 1)) < work->sketch->columns) {
        const lb_columns *C = work->columns && work->columns->first ? work->columns : NULL;
        size_t first = C ? C->first[j] : j, end = C ? C->first[j + 1] : j + 1;
        const char *reached = lb_limit_reached(work->limits);
        if (reached)
            work->reached = reached;
        for (size_t i = first; i < end; i++) {
            size_t gate = C ? C->gate[i] : i;
            if (gate < at) {
                set_initial(state, P);
                at = 0;
            }
            lb_precise_apply(P, state, at, gate, false, scratch);
            at = gate;
            lb_precise_tangent(P, gate, v, state, scratch);
            compress(work->sketch, j, v, count, C && C->negative[i]);
        }
    }
    lb_precise_vector_clear(&room);
    mpfr_free_cache();
    return NULL;
}

static size_t sketch_rows(size_t size, size_t columns)
{
    return 2 * size < 2 * columns + 16 ? 2 * size : 2 * columns + 16;
}

/* An entry sums at most 16 N numbers with errors of Euclidean norm e: errors below 8 sqrt(2N) e,
 * and as many roundings of sums below 8 sqrt(2N) h. With g gates for an angle there are g times as
 * many numbers, and their sums may be g times as large. */
static double entry_error(const lb_precise_circuit *P, bool compressed, double g)
{
    double numbers = 2 * (double)P->size, longest = 0;
    for (size_t k = 0; k < P->generator_count; k++)
        longest = fmax(longest, P->generators[k].sum);
    if (!compressed)
        return g * g * lb_precise_error(P);
    return g * g * SIGNS * sqrt(numbers) * (lb_precise_error(P) + 2 * SIGNS * numbers * longest);
}

lb_status lb_simulation_sketch_init(lb_simulation_sketch *S, const lb_precise_circuit *P,
                                    const lb_columns *columns, int threads, const lb_limits *limits,
                                    lb_error *error)
{
    size_t count = columns ? columns->count : P->gate_count;
    *S = (lb_simulation_sketch){.rows = sketch_rows(P->size, count), .columns = count};
    S->error = entry_error(P, S->rows < 2 * P->size, columns ? (double)columns->most : 1);
    lb_precise_vector_init(&S->entry, S->rows * S->columns, P->bits);
    sketch_work work = {.sketch = S, .P = P, .columns = columns, .limits = limits};
    size_t started = 0;
    if (!mpfr_buildopt_tls_p()) /* its caches of constants are then shared */
        threads = 1;
    pthread_t *others = lb_malloc((size_t)threads, sizeof *others);
    while (started + 1 < (size_t)threads &&
           !pthread_create(&others[started], NULL, run_thread, &work))
        started++;
    run_thread(&work);
    for (size_t t = 0; t < started; t++)
        pthread_join(others[t], NULL);
    free(others);
    if (!work.reached)
        return LB_OK;
    lb_simulation_sketch_clear(S);
    return lb_fail(error, LB_UNDECIDED, "%s while tangent vectors were computed", work.reached);
}

void lb_simulation_sketch_clear(lb_simulation_sketch *S)
{
    lb_precise_vector_clear(&S->entry);
}

double lb_simulation_sketch_bytes(size_t size, size_t columns, int threads, mpfr_prec_t bits)
{
    double number = (double)(sizeof(__mpfr_struct) + mpfr_custom_get_size(bits));
    return number * (2 * (double)sketch_rows(size, columns) * (double)columns +
                     threads * 8.0 * (double)size);
}

/* Gram-Schmidt with column pivoting on a copy of S T. */
typedef struct elimination {
    size_t rows, columns;
    lb_precise_vector entry;
    size_t *order; /* of the columns: the pivots first */
    mpfr_t square, largest, product, coefficient;
} elimination;

static __mpfr_struct *column_at(const elimination *E, size_t k)
{
    return E->entry.values + E->rows * E->order[k];
}

static void elimination_init(elimination *E, const lb_simulation_sketch *S, mpfr_prec_t bits)
{
    *E = (elimination){.rows = S->rows, .columns = S->columns};
    lb_precise_vector_init(&E->entry, S->rows * S->columns, bits);
    for (size_t i = 0; i < S->rows * S->columns; i++)
        mpfr_set(&E->entry.values[i], &S->entry.values[i], MPFR_RNDN);
    E->order = lb_malloc(S->columns, sizeof *E->order);
    for (size_t j = 0; j < S->columns; j++)
        E->order[j] = j;
    mpfr_inits2(bits, E->square, E->largest, E->product, E->coefficient, (mpfr_ptr)NULL);
}

static void elimination_clear(elimination *E)
{
    lb_precise_vector_clear(&E->entry);
    free(E->order);
    mpfr_clears(E->square, E->largest, E->product, E->coefficient, (mpfr_ptr)NULL);
}

/* s <- a . b over the rows. */
static void dot(elimination *E, mpfr_t s, const __mpfr_struct *a, const __mpfr_struct *b)
{
    mpfr_set_zero(s, 1);
    for (size_t i = 0; i < E->rows; i++) {
        mpfr_mul(E->product, &a[i], &b[i], MPFR_RNDN);
        mpfr_add(s, s, E->product, MPFR_RNDN);
    }
}

/* Bring the longest of columns k, k + 1, .. to place k, and its square to `largest`. */
static void choose_pivot(elimination *E, size_t k)
{
    size_t best = k;
    mpfr_set_zero(E->largest, 1);
    for (size_t j = k; j < E->columns; j++) {
        dot(E, E->square, column_at(E, j), column_at(E, j));
        if (mpfr_cmp(E->square, E->largest) > 0) {
            mpfr_set(E->largest, E->square, MPFR_RNDN);
            best = j;
        }
    }
    size_t pivot = E->order[best];
    E->order[best] = E->order[k];
    E->order[k] = pivot;
}

static void subtract_pivot(elimination *E, size_t k)
{
    const __mpfr_struct *q = column_at(E, k);
    for (size_t j = k + 1; j < E->columns; j++) {
        __mpfr_struct *c = column_at(E, j);
        dot(E, E->coefficient, q, c);
        mpfr_div(E->coefficient, E->coefficient, E->largest, MPFR_RNDN);
        for (size_t i = 0; i < E->rows; i++) {
            mpfr_mul(E->product, E->coefficient, &q[i], MPFR_RNDN);
            mpfr_sub(&c[i], &c[i], E->product, MPFR_RNDN);
        }
    }
}

static double tolerance_of(const lb_simulation_sketch *S, mpfr_prec_t bits, double largest,
                           double h)
{
    double factor = fmax(64 * (double)S->columns, (double)S->rows);
    return ldexp(factor * fmax(largest, h), 1 - (int)bits);
}

lb_status lb_simulation_sketch_spectrum(lb_spectrum_t spectrum, const lb_simulation_sketch *S,
                                        mpfr_prec_t bits, double h, const lb_limits *limits,
                                        lb_error *error)
{
    size_t most = S->rows < S->columns ? S->rows : S->columns;
    lb_spectrum_t new;
    elimination E;
    const char *reached = NULL;
    elimination_init(&E, S, bits);
    lb_spectrum_init(new);
    new->parameters = S->columns;
    new->precision_bits = (int)bits;
    new->singular_values = lb_malloc(most, sizeof *new->singular_values);
    new->tolerance = tolerance_of(S, bits, 0, h);
    while (new->count < most && !(reached = lb_limit_reached(limits))) {
        choose_pivot(&E, new->count);
        mpfr_sqrt(E.square, E.largest, MPFR_RNDN);
        double pivot = mpfr_get_d(E.square, MPFR_RNDN);
        new->singular_values[new->count++] = pivot;
        new->tolerance = tolerance_of(S, bits, new->singular_values[0], h);
        if (pivot <= new->tolerance)
            break;
        new->rank++;
        subtract_pivot(&E, new->count - 1);
    }
    elimination_clear(&E);
    if (reached) {
        lb_spectrum_clear(new);
        return lb_fail(error, LB_UNDECIDED, "%s while a rank was determined", reached);
    }
    new->residual = new->rank < new->count ? new->singular_values[new->rank] : 0;
    if (new->rank &&new->residual > 0)
        new->gap = new->singular_values[new->rank - 1] / new->residual;
    lb_spectrum_clear(spectrum);
    *spectrum = *new;
    return LB_OK;
}
