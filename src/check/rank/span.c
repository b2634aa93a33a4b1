/* A real space V that contains the states and is closed under i H_k: exactly, by a basis in reduced
 * form. Coordinates of the states (orbit.h) have numbers here, in the order in which they are met. */

#include "check/rank/rank.h"

#include <stdlib.h>
#include <string.h>

#define ACTIONS_MAX  (UINT64_C(1) << 25) /* entries of the basis times terms of the generators */
#define PRODUCTS_MAX (UINT64_C(1) << 34) /* entries times rows times generators */

typedef struct span {
    lb_check_orbit *O;
    const lb_check_claim *claim;
    lb_check_numbers numbers;
    /* Integer rows; the first entry of each is its pivot. */
    size_t count, start_capacity, *start, length, index_capacity;
    uint32_t *index;
    lb_check_integers value, denominators;
    lb_check_integer common;
    uint32_t *pivot_of; /* by coordinate, as far as pivot_capacity goes: a row or LB_CHECK_NONE */
    size_t pivot_capacity;
    /* The vector being computed. */
    lb_check_integers sums;
    bool *is_touched;
    size_t touched_count, touched_capacity, sum_capacity;
    uint32_t *touched;
    uint64_t *string;
} span;

static const lb_check_integer one = {1, NULL};

static lb_check_state *state_of(const span *V, size_t i)
{
    return &V->O->states[V->claim->states[i]];
}

/* ---- Numbers of coordinates ---- */

static void numbers_init(lb_check_numbers *N, size_t states)
{
    *N = (lb_check_numbers){.states = states};
    N->behind = lb_check_resize(NULL, states * sizeof *N->behind);
    N->room = lb_check_resize(NULL, states * sizeof *N->room);
    for (size_t i = 0; i < states; i++) {
        N->behind[i] = NULL;
        N->room[i] = 0;
    }
}

static void numbers_clear(lb_check_numbers *N)
{
    for (size_t i = 0; i < N->states; i++)
        free(N->behind[i]);
    free(N->behind);
    free(N->room);
    free(N->at);
}

uint32_t lb_check_number_of(lb_check_numbers *N, size_t i, uint32_t coordinate)
{
    size_t before = N->room[i];
    N->behind[i] =
        lb_check_grow(N->behind[i], &N->room[i], coordinate + (size_t)1, sizeof **N->behind);
    memset(N->behind[i] + before, 0, (N->room[i] - before) * sizeof **N->behind);
    if (!N->behind[i][coordinate]) {
        if (N->count == LB_CHECK_COUNT_MAX)
            lb_check_memory_refused();
        N->at = lb_check_grow(N->at, &N->capacity, N->count + (size_t)1, sizeof *N->at);
        N->at[N->count] = (lb_check_coordinate){(uint32_t)i, coordinate};
        N->behind[i][coordinate] = ++N->count;
    }
    return N->behind[i][coordinate] - 1;
}

static uint32_t number_of(span *V, size_t i, uint32_t coordinate)
{
    return lb_check_number_of(&V->numbers, i, coordinate);
}

/* ---- The vector being computed ---- */

static lb_check_integer *sum_at(span *V, uint32_t c)
{
    size_t before = V->sum_capacity;
    V->is_touched = lb_check_grow(V->is_touched, &V->sum_capacity, c + (size_t)1, sizeof(bool));
    memset(V->is_touched + before, 0, V->sum_capacity - before);
    lb_check_integers_grow(&V->sums, c + (size_t)1);
    if (!V->is_touched[c]) {
        V->touched = lb_check_grow(V->touched, &V->touched_capacity, V->touched_count + 1,
                                   sizeof *V->touched);
        V->touched[V->touched_count++] = c;
        V->is_touched[c] = true;
    }
    return &V->sums.at[c];
}

static uint32_t row_of(const span *V, uint32_t c)
{
    return c < V->pivot_capacity ? V->pivot_of[c] : LB_CHECK_NONE;
}

/* sum -= (its entry at the pivot of a row) times the row, the entry being a multiple of that of the
 * row. */
static void subtract_row(span *V, uint32_t row)
{
    lb_check_integer factor = {0, NULL}, *sum = sum_at(V, V->index[V->start[row]]);
    lb_check_integer_divide(sum, &V->value.at[V->start[row]]);
    factor = *sum;
    *sum = (lb_check_integer){0, NULL};
    for (size_t e = V->start[row] + 1; e < V->start[row + 1]; e++)
        lb_check_integer_add_product(sum_at(V, V->index[e]), &factor, &V->value.at[e], -1);
    lb_check_integer_clear(&factor);
}

/* Whether the vector lies in V; it is forgotten. */
static bool is_inside(span *V)
{
    lb_check_integer common = {1, NULL};
    size_t before = V->touched_count;
    bool zero = true;
    for (size_t t = 0; t < before; t++)
        if (row_of(V, V->touched[t]) != LB_CHECK_NONE)
            lb_check_integer_lcm(&common, &V->value.at[V->start[row_of(V, V->touched[t])]]);
    for (size_t t = 0; t < before && !lb_check_integer_is(&common, 1); t++)
        lb_check_integer_multiply(&V->sums.at[V->touched[t]], &common);
    for (size_t t = 0; t < before; t++) {
        uint32_t c = V->touched[t];
        if (row_of(V, c) != LB_CHECK_NONE && !lb_check_integer_is(&V->sums.at[c], 0))
            subtract_row(V, row_of(V, c));
    }
    for (size_t t = 0; t < V->touched_count; t++) {
        zero = zero && lb_check_integer_is(&V->sums.at[V->touched[t]], 0);
        lb_check_integer_set(&V->sums.at[V->touched[t]], 0);
        V->is_touched[V->touched[t]] = false;
    }
    V->touched_count = 0;
    lb_check_integer_clear(&common);
    return zero;
}

/* ---- Reading ---- */

/* "s0 ZZ", or "i0 ZZ" for i times that; its coordinate, which has a sign. */
static bool read_vector(span *V, lb_check_reader *r, uint32_t *c, bool *negative)
{
    uint64_t number;
    size_t i = 0;
    uint32_t turns = lb_check_peek(r) == 'i';
    if (!lb_check_read_literal(r, turns ? "i" : "s") ||
        !lb_check_read_number(r, &number, 0, LB_CHECK_NONE - 1, "number of a state"))
        return false;
    while (i < V->claim->state_count && V->claim->states[i] != number)
        i++;
    if (i == V->claim->state_count)
        return lb_check_fail(r, "state %llu is not in this claim", (unsigned long long)number);
    lb_check_state *state = state_of(V, i);
    if (!lb_check_read_literal(r, " ") ||
        !lb_check_read_label(r, V->string, state->words, state->qubits))
        return false;
    *c = number_of(V, i, lb_check_move(state, V->string, state->words, 0, &turns));
    *negative = turns;
    return true;
}

static bool read_term(span *V, lb_check_reader *r, mpz_t numerator, mpz_t denominator)
{
    size_t k = V->length - V->start[V->count];
    uint32_t c = 0;
    bool negative = false;
    mpz_set_ui(numerator, 1);
    mpz_set_ui(denominator, 1);
    if (k &&
        !(lb_check_read_coefficient(r, numerator, denominator) && lb_check_read_literal(r, " ")))
        return false;
    if (!read_vector(V, r, &c, &negative))
        return false;
    if (negative)
        mpz_neg(numerator, numerator);
    V->index = lb_check_grow(V->index, &V->index_capacity, V->length + 1, sizeof *V->index);
    lb_check_integers_grow(&V->value, V->length + 1);
    lb_check_integers_grow(&V->denominators, k + 1);
    lb_check_integer_set_mpz(&V->value.at[V->length], numerator);
    lb_check_integer_set_mpz(&V->denominators.at[k], denominator);
    V->index[V->length++] = c;
    return true;
}

/* No coordinate is in a row twice. */
static bool is_distinct(span *V, lb_check_reader *r)
{
    bool distinct = true;
    for (size_t e = V->start[V->count]; e < V->length; e++) {
        lb_check_integer *sum = sum_at(V, V->index[e]);
        distinct = distinct && lb_check_integer_is(sum, 0);
        lb_check_integer_set(sum, 1);
    }
    for (size_t t = 0; t < V->touched_count; t++) {
        lb_check_integer_set(&V->sums.at[V->touched[t]], 0);
        V->is_touched[V->touched[t]] = false;
    }
    V->touched_count = 0;
    return distinct || lb_check_fail(r, "this vector contains a coordinate twice");
}

static bool read_row(span *V, lb_check_reader *r)
{
    size_t first = V->length;
    mpz_t numerator, denominator;
    mpz_inits(numerator, denominator, NULL);
    V->start = lb_check_grow(V->start, &V->start_capacity, V->count + 2, sizeof *V->start);
    V->start[V->count] = first;
    bool ok = true, more = true;
    while (ok && more) {
        ok = read_term(V, r, numerator, denominator);
        more = lb_check_accept(r, ' ');
    }
    mpz_clears(numerator, denominator, NULL);
    if (!ok || !is_distinct(V, r) ||
        !lb_check_make_primitive(r, V->value.at + first, V->denominators.at, V->length - first,
                                 &V->common))
        return false;
    size_t before = V->pivot_capacity;
    uint32_t pivot = V->index[first];
    V->pivot_of =
        lb_check_grow(V->pivot_of, &V->pivot_capacity, pivot + (size_t)1, sizeof *V->pivot_of);
    for (size_t c = before; c < V->pivot_capacity; c++)
        V->pivot_of[c] = LB_CHECK_NONE;
    if (V->pivot_of[pivot] != LB_CHECK_NONE)
        return lb_check_fail(r, "this vector has the pivot of another");
    V->pivot_of[pivot] = (uint32_t)V->count++;
    V->start[V->count] = V->length;
    return lb_check_read_line_feed(r);
}

static bool read_rows(span *V, lb_check_reader *r, uint64_t count)
{
    size_t first_line = r->line;
    uint64_t generators = V->O->closure->generators.count;
    while (V->count < count) {
        if (!read_row(V, r))
            return false;
        if (V->length * V->O->closure->generators.length > ACTIONS_MAX ||
            V->length * generators > PRODUCTS_MAX / count)
            return lb_check_fail(r, "this space is too large to be checked");
    }
    for (size_t v = 0; v < V->count; v++)
        for (size_t e = V->start[v] + 1; e < V->start[v + 1]; e++)
            if (row_of(V, V->index[e]) != LB_CHECK_NONE) {
                r->line = first_line + v;
                return lb_check_fail(r, "this vector contains the pivot of another");
            }
    return true;
}

/* ---- Verifying ---- */

/* sum += value i c W(Q) times the basis vector of a coordinate, for a term c W(Q). */
static void add_action(span *V, size_t term, size_t entry)
{
    const lb_check_closure *C = V->O->closure;
    const lb_check_coordinate from = V->numbers.at[V->index[entry]];
    const uint64_t *Q = lb_check_words_of(&C->strings, C->generators.ids[term]);
    uint32_t turns = 1,
             c = lb_check_move(state_of(V, from.state), Q, C->strings.words, from.place, &turns);
    c = number_of(V, from.state, c);
    lb_check_integer_add_product(sum_at(V, c), &C->generators.coefficients.at[term],
                                 &V->value.at[entry], turns ? -1 : 1);
}

static bool is_closed(span *V, lb_check_reader *r)
{
    const lb_check_sums *g = &V->O->closure->generators;
    for (size_t k = 0; k < g->count; k++)
        for (size_t v = 0; v < V->count; v++) {
            for (size_t e = V->start[v]; e < V->start[v + 1]; e++)
                for (size_t t = g->start[k]; t < g->start[k + 1]; t++)
                    add_action(V, t, e);
            if (!is_inside(V))
                return lb_check_fail(r, "generator %zu takes vector %zu out of the space", k, v);
        }
    return true;
}

/* Whether psi of the states number first .. end - 1, or i psi, with 0 for the others, is in V. */
static bool has_states(span *V, size_t first, size_t end, bool phase)
{
    for (size_t i = first; i < end; i++) {
        const lb_check_state *psi = state_of(V, i);
        for (size_t k = 0; k < psi->entry_count; k++) {
            uint32_t c = psi->at[k] ^ phase;
            lb_check_integer_add_product(sum_at(V, number_of(V, i, c)), &psi->entries.at[k], &one,
                                         phase && psi->at[k] % 2 ? -1 : 1);
        }
    }
    return is_inside(V);
}

static void add_to(mpq_t sum, const lb_check_integer *a, const lb_check_integer *b)
{
    lb_check_integer product = {0, NULL};
    mpq_t term;
    mpq_init(term);
    lb_check_integer_add_product(&product, a, b, 1);
    if (product.big)
        mpq_set_z(term, product.big);
    else
        mpq_set_si(term, product.small, 1);
    mpq_add(sum, sum, term);
    mpq_clear(term);
    lb_check_integer_clear(&product);
}

/* Re <psi_i | v> for vector number v and the i-th state. */
static void add_norm(mpq_t sum, const span *V, size_t i, size_t v)
{
    for (size_t e = V->start[v]; e < V->start[v + 1]; e++) {
        const lb_check_coordinate *of = &V->numbers.at[V->index[e]];
        const lb_check_integer *entry =
            of->state == i ? lb_check_entry_at(state_of(V, i), of->place) : NULL;
        if (entry)
            add_to(sum, &V->value.at[e], entry);
    }
}

/* The rank of the forms Re <psi_s | v> on V. */
static size_t count_norms(const span *V)
{
    size_t m = V->claim->state_count, rank = 0, d = V->count;
    mpq_t *columns = lb_check_resize(NULL, m * (V->count + 1) * sizeof *columns), factor;
    for (size_t i = 0; i < m * d; i++) {
        mpq_init(columns[i]);
        add_norm(columns[i], V, i / d, i % d);
    }
    mpq_init(factor);
    for (size_t i = 0; i < m; i++) {
        size_t pivot = 0;
        while (pivot < d && !mpq_sgn(columns[i * d + pivot]))
            pivot++;
        if (pivot == d)
            continue;
        rank++;
        for (size_t j = i + 1; j < m; j++)
            for (size_t v = d; v-- > pivot;) {
                if (!mpq_sgn(columns[i * d + v]))
                    continue;
                mpq_div(factor, columns[j * d + pivot], columns[i * d + pivot]);
                mpq_mul(factor, factor, columns[i * d + v]);
                mpq_sub(columns[j * d + v], columns[j * d + v], factor);
            }
    }
    for (size_t i = 0; i < m * d; i++)
        mpq_clear(columns[i]);
    mpq_clear(factor);
    free(columns);
    return rank;
}

/* The phases in V by themselves. */
static void find_phases(span *V, lb_check_phases *phases)
{
    for (size_t i = 0; i < phases->count; i++)
        if (!has_states(V, i, i + 1, true)) {
            lb_check_phases_forbid(phases, i);
            phases->alone = false;
        }
}

/* The bound by the norms, or by what else the certificate says to be conserved. */
static bool bound_rank(span *V, lb_check_reader *r, lb_check_claim *claim)
{
    size_t rank = 0;
    const lb_check_span_basis rows = {V->O,     claim,    &V->numbers, V->count,
                                      V->start, V->index, V->value.at};
    lb_check_phases phases;
    lb_check_phases_init(&phases, claim->state_count);
    find_phases(V, &phases);
    bool stated = lb_check_peek(r) == 'q';
    bool ok = !stated || lb_check_read_quantities(&rows, r, claim, &rank, &phases);
    if (ok) {
        bool sum = !phases.alone && phases.sum && has_states(V, 0, phases.count, true);
        claim->dimension = V->count;
        claim->value =
            V->count - (stated ? rank : count_norms(V)) - lb_check_phases_count(&phases) - sum;
    }
    lb_check_phases_clear(&phases);
    return ok;
}

static bool verify(span *V, lb_check_reader *r, lb_check_claim *claim)
{
    if (!has_states(V, 0, claim->state_count, false))
        return lb_check_fail(r, "the states are not in the space");
    return is_closed(V, r) && bound_rank(V, r, claim);
}

static void span_clear(span *V)
{
    numbers_clear(&V->numbers);
    free(V->start);
    free(V->index);
    lb_check_integers_clear(&V->value);
    lb_check_integers_clear(&V->denominators);
    lb_check_integer_clear(&V->common);
    free(V->pivot_of);
    lb_check_integers_clear(&V->sums);
    free(V->is_touched);
    free(V->touched);
    free(V->string);
}

bool lb_check_span(lb_check_orbit *O, lb_check_claim *claim)
{
    lb_check_reader *r = O->closure->reader;
    uint64_t count;
    size_t words = 1;
    if (!lb_check_read_count(r, "basis", &count) || !lb_check_read_line_feed(r))
        return false;
    for (size_t s = 0; s < claim->state_count; s++)
        if (O->states[claim->states[s]].words > words)
            words = O->states[claim->states[s]].words;
    span V = {.O = O, .claim = claim};
    numbers_init(&V.numbers, claim->state_count);
    V.string = lb_check_resize(NULL, 2 * words * sizeof *V.string);
    V.start = lb_check_grow(NULL, &V.start_capacity, 1, sizeof *V.start);
    V.start[0] = 0;
    bool ok = read_rows(&V, r, count) && verify(&V, r, claim);
    span_clear(&V);
    return ok;
}
