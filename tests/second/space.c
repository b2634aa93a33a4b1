/* Claims of real spaces that contain states and are closed under the generators. */

#include "conserved.h"

#include <string.h>

/* Coordinate 2 m c + i of the i-th of m states is that of W(class c) psi, m later that of i times
 * it. */
typedef struct space {
    orbit *O;
    claim *K;
    vector *rows; /* the pivot first */
    size_t count;
    uint32_t *row_of; /* by coordinate */
    size_t row_room;
} space;

static state *state_of(const space *V, size_t i)
{
    return &V->O->states[V->K->states[i]];
}

/* A coordinate of the i-th state. */
static uint32_t number_of(const space *V, size_t i, uint32_t at)
{
    if (at >= SECOND_COUNT_MAX / V->K->count)
        second_refuse("too many coordinates");
    return (uint32_t)(at * V->K->count + i);
}

static uint32_t row_of(const space *V, uint32_t at)
{
    return at < V->row_room ? V->row_of[at] : SECOND_NONE;
}

static uint32_t read_coordinate(space *V, bool *minus)
{
    page *P = V->O->P;
    bool imaginary = P->rest && P->rest[0] == 'i';
    uint64_t number = second_indexed(P, imaginary ? 'i' : 's');
    for (size_t i = 0; i < V->K->count; i++)
        if (V->K->states[i] == number) {
            state *S = state_of(V, i);
            uint8_t *letters = second_resize(NULL, S->n);
            second_label(letters, second_field(P), S->n);
            uint32_t at = second_act(S, imaginary, letters, S->n, 0, minus);
            second_release(letters);
            return number_of(V, i, at);
        }
    second_refuse("a state that is not in the claim");
}

static void read_row(space *V, uint64_t *heights, mpz_t common)
{
    page *P = V->O->P;
    vector *row = &V->rows[V->count];
    bool minus;
    mpq_t c;
    mpq_init(c);
    mpq_set_ui(c, 1, 1);
    *row = (vector){0};
    second_line(P);
    while (P->rest) {
        if (row->length)
            second_coefficient(c, second_field(P));
        uint32_t at = read_coordinate(V, &minus);
        for (size_t t = 0; t < row->length; t++)
            if (row->strings[t] == at)
                second_refuse("a coordinate twice");
        if (minus)
            mpq_neg(c, c);
        second_append(row, at, c);
    }
    if (!row->length)
        second_refuse("an empty vector");
    second_check_denominators(row, heights, common);
    uint32_t pivot = row->strings[0];
    size_t before = V->row_room;
    V->row_of = second_grow(V->row_of, &V->row_room, pivot + (size_t)1, sizeof *V->row_of);
    for (size_t at = before; at < V->row_room; at++)
        V->row_of[at] = SECOND_NONE;
    if (V->row_of[pivot] != SECOND_NONE)
        second_refuse("a pivot twice");
    V->row_of[pivot] = (uint32_t)V->count++;
    mpq_clear(c);
}

static bool is_inside(const space *V, sum *S)
{
    mpq_t c;
    mpq_init(c);
    for (size_t t = 0, n = S->length; t < n; t++) {
        uint32_t row = row_of(V, S->strings[t]);
        if (row == SECOND_NONE)
            continue;
        mpq_div(c, *second_at(S, S->strings[t]), V->rows[row].c[0]);
        mpq_neg(c, c);
        second_add(S, c, &V->rows[row]);
    }
    mpq_clear(c);
    bool zero = second_is_zero(S);
    second_forget(S);
    return zero;
}

static void check_image(space *V, sum *S, size_t k, const vector *row)
{
    const closure *C = &V->O->C;
    mpq_t c;
    mpq_init(c);
    for (size_t e = 0; e < row->length; e++) {
        size_t m = V->K->count, i = row->strings[e] % m, at = row->strings[e] / m;
        for (size_t t = 0; t < C->generators[k].length; t++) {
            bool minus;
            const uint8_t *letters = C->strings.letters[C->generators[k].strings[t]];
            uint32_t to =
                number_of(V, i, second_act(state_of(V, i), 1, letters, C->n, (uint32_t)at, &minus));
            mpq_mul(c, C->generators[k].c[t], row->c[e]);
            mpq_t *value = second_at(S, to);
            (minus ? mpq_sub : mpq_add)(*value, *value, c);
        }
    }
    mpq_clear(c);
    if (!is_inside(V, S))
        second_refuse("the space is not closed");
}

/* Whether psi, or i psi, of the states number first .. end - 1 is in V. */
static bool has(const space *V, sum *S, size_t first, size_t end, bool phase)
{
    for (size_t i = first; i < end; i++) {
        const vector *psi = &state_of(V, i)->psi;
        for (size_t t = 0; t < psi->length; t++) {
            /* i (a + i b) = -b + i a. */
            uint32_t at = psi->strings[t];
            bool minus = phase && at % 2;
            at = !phase ? at : minus ? at - 1 : at + 1;
            (minus ? mpq_neg : mpq_set)(*second_at(S, number_of(V, i, at)), psi->c[t]);
        }
    }
    return is_inside(V, S);
}

/* Re <psi | v> of the i-th state. */
static void product(mpq_t total, const space *V, size_t i, const vector *row)
{
    mpq_t c;
    mpq_init(c);
    mpq_set_ui(total, 0, 1);
    for (size_t t = 0; t < row->length; t++) {
        if (row->strings[t] % V->K->count != i)
            continue;
        second_entry(c, &state_of(V, i)->psi, (uint32_t)(row->strings[t] / V->K->count));
        mpq_mul(c, c, row->c[t]);
        mpq_add(total, total, c);
    }
    mpq_clear(c);
}

/* The rank of the m forms Re <psi | v>. */
static size_t count_norms(const space *V)
{
    size_t m = V->K->count, rank = 0;
    mpq_t *kept = second_resize(NULL, m * m * sizeof *kept), c;
    for (size_t i = 0; i < m * m; i++)
        mpq_init(kept[i]);
    mpq_init(c);
    bool *has_pivot = memset(second_resize(NULL, m), 0, m);
    for (size_t v = 0; v < V->count; v++) {
        mpq_t *row = second_resize(NULL, m * sizeof *row);
        for (size_t i = 0; i < m; i++) {
            mpq_init(row[i]);
            product(row[i], V, i, &V->rows[v]);
        }
        for (size_t i = 0; i < m; i++) {
            if (!mpq_sgn(row[i]))
                continue;
            if (!has_pivot[i]) {
                has_pivot[i] = true;
                rank++;
                for (size_t j = 0; j < m; j++)
                    mpq_set(kept[i * m + j], row[j]);
                break;
            }
            mpq_t factor;
            mpq_init(factor);
            mpq_div(factor, row[i], kept[i * m + i]);
            for (size_t j = i; j < m; j++) {
                mpq_mul(c, factor, kept[i * m + j]);
                mpq_sub(row[j], row[j], c);
            }
            mpq_clear(factor);
        }
    }
    return rank;
}

/* a + b, from the section `quantities` if there is one. */
static size_t forbidden(space *V, sum *S)
{
    size_t m = V->K->count, phases = 0;
    conserved B = {.states = m, .alone = second_resize(NULL, m), .all = true};
    B.equations = memset(second_resize(NULL, m * sizeof *B.equations), 0, m * sizeof *B.equations);
    for (size_t i = 0; i < m; i++)
        phases += B.alone[i] = has(V, S, i, i + 1, true);
    bool stated = second_next_is(V->O->P, "quantities");
    if (stated) {
        second_line(V->O->P);
        second_word(V->O->P, "quantities");
        second_read_conserved(&B, V->O, V->K, V->rows, V->count);
    }
    V->K->conserved = B.count;
    bool together = phases < m && m > 1 && B.all && has(V, S, 0, m, true);
    return phases - B.forbidden + together + (stated ? B.rank : count_norms(V));
}

claim second_read_space(orbit *O)
{
    claim K = {.space = true};
    space V = {.O = O, .K = &K};
    sum S = {0};
    uint64_t actions = 0, products = 0, terms = 0;
    mpz_t common;
    mpz_init_set_ui(common, 1);
    second_read_numbers(O, &K);
    size_t count = second_count_line(O->P, "basis"), m = K.count, entries = 0;
    if (count > O->P->count)
        second_refuse("too many rows");
    V.rows = second_resize(NULL, (count + 1) * sizeof *V.rows);
    while (V.count < count) {
        read_row(&V, &O->C.heights, common);
        entries += V.rows[V.count - 1].length;
    }
    for (size_t k = 0; k < O->C.generator_count; k++)
        terms += O->C.generators[k].length;
    second_count(&actions, entries, terms, UINT64_C(1) << 25);
    second_count(&products, entries * O->C.generator_count, count, UINT64_C(1) << 34);
    for (size_t v = 0; v < count; v++)
        for (size_t t = 1; t < V.rows[v].length; t++)
            if (row_of(&V, V.rows[v].strings[t]) != SECOND_NONE)
                second_refuse("a pivot in another row");
    if (!has(&V, &S, 0, m, false))
        second_refuse("the states are not in the space");
    for (size_t k = 0; k < O->C.generator_count; k++)
        for (size_t v = 0; v < count; v++)
            check_image(&V, &S, k, &V.rows[v]);
    K.dimension = count;
    K.value = count - forbidden(&V, &S);
    return K;
}
