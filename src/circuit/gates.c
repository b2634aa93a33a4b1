/* Preparing generators and applying gates. Rotations of neighbouring commuting gates lie side by
 * side, so that a run of such gates is one call, which can order its work by cache. */

#include "circuit/gates.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "base/text.h"

static bool terms_anticommute(const lb_spectral_term *a, const lb_spectral_term *b)
{
    return __builtin_parityll((a->x & b->z) ^ (a->z & b->x));
}

/* The form from the commutation of all pairs; one term counts as commuting. */
static lb_generator_form find_form(const lb_spectral_term *terms, size_t length,
                                   const lb_limits *limits)
{
    bool commuting = true, anticommuting = true;
    for (size_t a = 0; a < length && (commuting || anticommuting) && !lb_limit_of_time(limits); a++)
        for (size_t b = 0; b < a; b++)
            if (terms_anticommute(&terms[a], &terms[b]))
                commuting = false;
            else
                anticommuting = false;
    if (length == 0)
        return LB_FORM_ZERO;
    return commuting ? LB_FORM_COMMUTING : anticommuting ? LB_FORM_ANTICOMMUTING : LB_FORM_SPECTRAL;
}

static lb_status read_terms(lb_circuit_generator *G, const lb_sum_struct *H, lb_error *error)
{
    G->terms = lb_malloc(H->length, sizeof *G->terms);
    for (size_t t = 0; t < H->length; t++) {
        const lb_string_struct *P = &H->strings[t];
        if (P->length == 0)
            continue;
        assert(P->length == 1 && P->blocks[0].index == 0);
        double c = mpq_get_d(&H->coefficients[t]);
        if (!(fabs(c) <= LB_COEFFICIENT_MAX))
            return lb_fail(error, LB_INPUT,
                           "a coefficient is above %g: double precision cannot follow its angle",
                           LB_COEFFICIENT_MAX);
        G->terms[G->length++] = (lb_spectral_term){P->blocks[0].x, P->blocks[0].z, c};
        G->norm = hypot(G->norm, c);
    }
    return LB_OK;
}

/* G is zeroed; on failure the caller clears what it holds. */
static lb_status prepare_generator(lb_circuit_generator *G, const lb_sum_struct *H,
                                   const lb_generator_words *name, const lb_limits *limits,
                                   lb_error *error)
{
    lb_status status = read_terms(G, H, error);
    if (status != LB_OK)
        return status;
    G->form = find_form(G->terms, G->length, limits);
    const char *reached = lb_limit_of_time(limits);
    if (reached)
        return lb_fail(error, LB_UNDECIDED, "%s while a circuit was prepared", reached);
    if (G->form != LB_FORM_SPECTRAL)
        return LB_OK;
    size_t qubits = H->qubits;
    if (qubits > LB_DENSE_QUBITS_MAX)
        return lb_fail(
            error, LB_USAGE,
            "%s has terms that do not all commute, nor all anticommute: such a generator "
            "is simulated on at most %d qubits, not %zu",
            name->text, LB_DENSE_QUBITS_MAX, qubits);
    return lb_spectral_init(&G->spectral, G->terms, G->length, qubits, limits, error);
}

lb_status lb_circuit_init(lb_circuit *C, const lb_sum_struct *generators, char *const *names,
                          size_t generator_count, size_t total, const lb_limits *limits,
                          lb_error *error)
{
    assert(total < 48);
    lb_circuit new[1] = {
        {.size = (size_t)1 << total, .generator_count = generator_count, .limits = limits}};
    new->generators = lb_calloc(generator_count, sizeof *new->generators);
    new->kernel = lb_rotation_kernel_best(new->size);
    new->first_rotation = lb_calloc(1, sizeof *new->first_rotation);
    for (size_t k = 0; k < generator_count; k++) {
        assert(generators[k].qubits <= total);
        lb_generator_words name = lb_generator_called(names ? names[k] : "", k);
        lb_status status =
            prepare_generator(&new->generators[k], &generators[k], &name, limits, error);
        if (status != LB_OK) {
            lb_circuit_clear(new);
            return status;
        }
    }
    *C = *new;
    return LB_OK;
}

void lb_circuit_clear(lb_circuit *C)
{
    lb_rotation_steps_clear(&C->steps);
    for (size_t k = 0; k < C->generator_count; k++) {
        free(C->generators[k].terms);
        lb_spectral_clear(&C->generators[k].spectral);
    }
    free(C->generators);
    free(C->order);
    free(C->angles);
    free(C->rotations);
    free(C->first_rotation);
    *C = (lb_circuit){0};
}

void lb_circuit_set_order(lb_circuit *C, const uint32_t *order, size_t count)
{
    C->order = lb_realloc(C->order, count, sizeof *C->order);
    C->order_count = count;
    for (size_t j = 0; j < count; j++) {
        assert(order[j] < C->generator_count);
        C->order[j] = order[j];
    }
}

static const lb_circuit_generator *generator_of(const lb_circuit *C, size_t gate)
{
    assert(!C->order || gate < C->order_count);
    return &C->generators[C->order ? C->order[gate] : gate % C->generator_count];
}

static size_t rotation_count(const lb_circuit_generator *G)
{
    return G->form == LB_FORM_COMMUTING ? G->length : 0;
}

/* The terms of all commuting gates that are listed, one after the other: a layer, or the whole
 * circuit where an order is set. */
static const lb_spectral_term **list_terms(const lb_circuit *C, size_t *count)
{
    size_t gates = C->order ? C->order_count : C->generator_count;
    *count = 0;
    for (size_t j = 0; j < gates; j++)
        *count += rotation_count(generator_of(C, j));
    const lb_spectral_term **terms = lb_malloc(*count, sizeof *terms);
    for (size_t j = 0, t = 0; j < gates; j++)
        for (size_t a = 0; a < rotation_count(generator_of(C, j)); a++)
            terms[t++] = &generator_of(C, j)->terms[a];
    return terms;
}

/* How many tables of phases these rotations can need when they are repeated. Runs of diagonal
 * rotations are counted from a rotation on that is none, because a run may go from one layer to the
 * next. */
static size_t count_tables(const lb_circuit *C, const lb_spectral_term *const *terms, size_t count)
{
    uint64_t *z = lb_malloc(count, sizeof *z);
    size_t tables = 0, length = 0, first = 0;
    while (first < count && !terms[first]->x)
        first++;
    for (size_t t = first; t < first + count; t++) {
        const lb_spectral_term *term = terms[t % count];
        if (!term->x)
            z[length++] = term->z;
        if (length && (term->x || t + 1 == first + count)) {
            tables += lb_rotation_steps_tables(z, length, C->size);
            length = 0;
        }
    }
    free(z);
    return tables;
}

double lb_circuit_bytes(const lb_circuit *C, size_t gate_count)
{
    size_t rotations, K = C->generator_count ? C->generator_count : 1;
    const lb_spectral_term **terms = list_terms(C, &rotations);
    size_t tables = count_tables(C, terms, rotations);
    free(terms);
    double layers = C->order ? 1 : (double)(gate_count / K + 1), N = (double)C->size,
           piece = fmin(N, (double)LB_PIECE);
    double table = 2 * piece * sizeof(double),
           others = N / piece * (2 * sizeof(double) + sizeof(size_t));
    return layers * ((double)rotations * (sizeof(lb_rotation) + sizeof(lb_rotation_step)) +
                     (double)tables * (table + others)) +
           (double)gate_count * (sizeof(double) + sizeof(size_t));
}

/* Gate j begins where the rotations of the gates before it end; returns how many there are. */
static size_t place_rotations(lb_circuit *C)
{
    size_t count = 0;
    for (size_t j = 0; j < C->gate_count; j++) {
        C->first_rotation[j] = count;
        count += rotation_count(generator_of(C, j));
    }
    C->first_rotation[C->gate_count] = count;
    return count;
}

void lb_circuit_set_angles(lb_circuit *C, const double *angles, size_t gate_count)
{
    lb_rotation_steps_clear(&C->steps);
    C->gate_count = gate_count;
    C->angles = lb_realloc(C->angles, gate_count, sizeof *C->angles);
    memcpy(C->angles, angles, gate_count * sizeof *angles);
    C->first_rotation = lb_realloc(C->first_rotation, gate_count + 1, sizeof *C->first_rotation);
    size_t count = place_rotations(C);
    C->rotations = lb_realloc(C->rotations, count, sizeof *C->rotations);
    for (size_t j = 0; j < gate_count; j++) {
        const lb_spectral_term *terms = generator_of(C, j)->terms;
        lb_rotation *r = C->rotations + C->first_rotation[j];
        for (size_t t = 0; t < C->first_rotation[j + 1] - C->first_rotation[j]; t++) {
            double angle = terms[t].coefficient * angles[j];
            r[t] = lb_rotation_make(terms[t].x, terms[t].z, cos(angle), sin(angle));
        }
    }
    lb_rotation_steps_init(&C->steps, C->kernel, C->size, C->rotations, count);
}

double lb_circuit_scale(const lb_circuit *C)
{
    double scale = 0;
    for (size_t k = 0; k < C->generator_count; k++) {
        double sum = 0;
        for (size_t t = 0; t < C->generators[k].length; t++)
            sum += fabs(C->generators[k].terms[t].coefficient);
        scale = fmax(scale, sum);
    }
    return scale;
}

size_t lb_circuit_scratch(const lb_circuit *C)
{
    size_t vectors = 0;
    for (size_t k = 0; k < C->generator_count; k++) {
        lb_generator_form form = C->generators[k].form;
        if (form == LB_FORM_ANTICOMMUTING && vectors < 1)
            vectors = 1;
        if (form == LB_FORM_SPECTRAL)
            vectors = 2;
    }
    return vectors * 2 * C->size;
}

/* w <- w + factor * (-i H) v. */
static void accumulate(const lb_circuit *C, const lb_circuit_generator *G, double factor, double *w,
                       const double *v)
{
    for (size_t t = 0; t < G->length; t++) {
        const lb_spectral_term *term = &G->terms[t];
        lb_rotation r = lb_rotation_make(term->x, term->z, 0, factor * term->coefficient);
        C->kernel->accumulate(w, v, C->size, &r);
    }
}

void lb_circuit_derivative(const lb_circuit *C, size_t j, double *w, const double *v)
{
    memset(w, 0, 2 * C->size * sizeof *w);
    accumulate(C, generator_of(C, j), 1, w, v);
}

/* One gate that is not a product of rotations. */
static void apply_other(const lb_circuit *C, const lb_circuit_generator *G, double theta, double *v,
                        double *scratch)
{
    if (G->form == LB_FORM_SPECTRAL)
        lb_spectral_apply(&G->spectral, theta, v, C->size, scratch);
    if (G->form != LB_FORM_ANTICOMMUTING)
        return;
    memcpy(scratch, v, 2 * C->size * sizeof *v);
    double c = cos(G->norm * theta);
    for (size_t i = 0; i < 2 * C->size; i++)
        v[i] *= c;
    accumulate(C, G, sin(G->norm * theta) / G->norm, v, scratch);
}

static bool is_other(const lb_circuit *C, size_t gate)
{
    lb_generator_form form = generator_of(C, gate)->form;
    return form == LB_FORM_ANTICOMMUTING || form == LB_FORM_SPECTRAL;
}

void lb_circuit_apply(const lb_circuit *C, double *v, size_t from, size_t to, bool inverse,
                      double *scratch)
{
    assert(to <= C->gate_count);
    while (from < to) {
        size_t gate = inverse ? to - 1 : from, a = gate, b = gate + 1;
        if (is_other(C, gate) && lb_limit_of_time(C->limits))
            return;
        if (is_other(C, gate)) {
            double theta = C->angles[gate];
            apply_other(C, generator_of(C, gate), inverse ? -theta : theta, v, scratch);
        } else {
            while (inverse && a > from && !is_other(C, a - 1))
                a--;
            while (!inverse && b < to && !is_other(C, b))
                b++;
            lb_rotations_apply(C->kernel, v, C->size, C->rotations + C->first_rotation[a],
                               C->first_rotation[b] - C->first_rotation[a], inverse);
        }
        from = inverse ? from : b;
        to = inverse ? a : to;
    }
}
