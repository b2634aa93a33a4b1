/* Lower bounds where no basis of g is proved: the elements met so far lie in g, and modulo a prime
 * the rank of their images cannot be too large. */

#include "algebra/orbit_data.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static const uint64_t PRIME = 2305843009213693951u; /* 2^61 - 1 */

typedef struct images {
    const lb_orbit *orbit;
    const lb_orbit_claim *claim;
    const lb_string_table *strings;
    lb_string_table *representatives; /* by position of the state */
    uint64_t *string;
    lb_echelon echelon;
} images;

static void images_init(images *m, const lb_orbit *orbit, const lb_orbit_claim *claim,
                        const lb_string_table *strings)
{
    *m = (images){.orbit = orbit, .claim = claim, .strings = strings};
    size_t words = 0;
    m->representatives = lb_calloc(claim->state_count, sizeof *m->representatives);
    for (uint32_t i = 0; i < claim->state_count; i++) {
        size_t needed = orbit->states[claim->states[i]].words;
        lb_string_table_init(m->representatives + i, needed);
        words = needed > words ? needed : words;
    }
    m->string = lb_calloc(2 * words, sizeof *m->string);
    for (uint32_t i = 0; i < claim->state_count; i++)
        lb_string_table_intern(m->representatives + i, m->string);
    lb_echelon_init(&m->echelon, PRIME);
}

static void images_clear(images *m)
{
    for (uint32_t i = 0; i < m->claim->state_count; i++)
        lb_string_table_clear(m->representatives + i);
    free(m->representatives);
    free(m->string);
    lb_echelon_clear(&m->echelon);
}

/* Add value times the image of a string in state number i of the claim; components of different
 * states lie in different columns. */
static void add_image(images *m, uint32_t i, uint32_t number, uint64_t value)
{
    lb_stabilizer *state = m->orbit->states + m->claim->states[i];
    lb_stabilizer_load(state, m->string, lb_string_table_at(m->strings, number), m->strings->words);
    unsigned e = lb_stabilizer_reduce(state, m->string);
    size_t representative = lb_string_table_intern(m->representatives + i, m->string);
    size_t column = (2 * representative + e % 2) * m->claim->state_count + i;
    if (!representative)
        return;
    if (column >= m->echelon.column_count)
        lb_echelon_reserve_columns(&m->echelon, column + 1);
    lb_echelon_add(&m->echelon, (uint32_t)column, e < 2 ? value : PRIME - value);
}

static void take_row(images *m, uint32_t pivot, const lb_entry *entries, uint32_t length)
{
    for (uint32_t i = 0; i < m->claim->state_count; i++) {
        if (pivot != LB_NO_STRING)
            add_image(m, i, pivot, 1);
        for (uint32_t e = 0; e < length; e++)
            add_image(m, i, entries[e].column, entries[e].value);
    }
    if (lb_echelon_reduce(&m->echelon))
        lb_echelon_insert(&m->echelon, m->echelon.touched[0]);
}

/* Replay the steps, as far as the limits allow. */
static void replay(lb_modular *modular, const lb_steps *steps, lb_run *run)
{
    for (size_t t = 0; t < steps->count; t++) {
        lb_progress progress = {.stage = "replay", .done = t, .total = steps->count};
        if (!lb_run_goes_on(run, lb_modular_work(modular, steps->items[t]), progress))
            return;
        if (!lb_modular_compute(modular, steps->items[t]))
            return;
        lb_echelon_insert(&modular->echelon, lb_modular_leading(modular));
    }
}

static void take_known(images *m, const lb_modular *modular, lb_run *run)
{
    for (uint32_t k = 0; k < modular->generator_count; k++)
        take_row(m, LB_NO_STRING, modular->generators[k].entries, modular->generators[k].length);
    for (uint32_t r = 0; r < modular->echelon.row_count; r++) {
        const lb_row *row = modular->echelon.rows + r;
        lb_progress progress = {.stage = "orbit", .done = m->echelon.row_count};
        if (!lb_run_goes_on(run, row->length + (size_t)1, progress))
            return;
        take_row(m, row->pivot, row->entries, row->length);
    }
}

uint32_t lb_orbit_rank_known(const lb_orbit *orbit, const lb_orbit_claim *claim, lb_run *run)
{
    if (!orbit->states)
        return 0;
    const lb_ansatz_struct *A = orbit->closure->ansatz;
    lb_string_table strings;
    lb_generators generators;
    lb_modular modular;
    images m;
    lb_string_table_init(&strings, lb_dense_words(A->qubits));
    lb_generators_init(&generators, A, &strings);
    lb_modular_init(&modular, &generators, &strings, PRIME);
    replay(&modular, &orbit->closure->steps, run);
    images_init(&m, orbit, claim, &strings);
    take_known(&m, &modular, run);
    uint32_t rank = m.echelon.row_count;
    images_clear(&m);
    lb_modular_clear(&modular);
    lb_generators_clear(&generators);
    lb_string_table_clear(&strings);
    return rank;
}
