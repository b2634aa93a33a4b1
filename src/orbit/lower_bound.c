/* Lower bounds where no basis of g is proved: the elements met so far lie in g, and modulo a prime
 * the rank of their images cannot be too large. */

#include "base/prime.h"
#include "closure/modular.h"
#include "orbit/orbit_data.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "state/state.h"

typedef struct images {
    const lb_orbit *orbit;
    const lb_orbit_claim *claim;
    const lb_string_table *strings;
    lb_string_table *representatives; /* by position of the state */
    uint64_t *string;
    lb_echelon echelon;
    lb_vector vector;
} images;

/* Parts of different states lie in different columns. */
static void add_part(images *m, uint32_t i, size_t part, uint64_t value)
{
    size_t column = part * m->claim->state_count + i;
    lb_echelon_reserve_columns(&m->echelon, column + 1);
    lb_vector_reserve(&m->vector, column + 1);
    lb_vector_add(&m->vector, (uint32_t)column, value);
}

/* Add value times the image of a string in a state given by amplitudes. */
static void add_vector_image(images *m, uint32_t i, const uint64_t *string, uint64_t value)
{
    const lb_amplitudes *psi = m->orbit->given_states[m->claim->states[i]].amplitudes;
    nmod_t modulus = m->echelon.modulus;
    memset(m->string + psi->words, 0, psi->words * sizeof *m->string);
    for (size_t a = 0; a < psi->count; a++) {
        unsigned e = lb_amplitudes_act(psi, a, string, m->string);
        size_t at = lb_string_table_intern(m->representatives + i, m->string);
        for (unsigned part = 0; part < 2; part++) {
            bool negative;
            const __mpz_struct *c = lb_amplitudes_turned(psi, a, part, e, &negative);
            uint64_t residue = nmod_mul(mpz_fdiv_ui(c, LB_LARGE_PRIME), value, modulus);
            if (residue)
                add_part(m, i, 2 * at + part, negative ? LB_LARGE_PRIME - residue : residue);
        }
    }
}

/* The images of what was added make a row, if they are independent of the others. */
static void end_row(images *m)
{
    if (lb_echelon_reduce(&m->echelon, &m->vector))
        lb_echelon_insert(&m->echelon, &m->vector, m->vector.touched[0]);
}

/* A first row: multiples of the state do not count. */
static void add_state(images *m, uint32_t i)
{
    uint64_t *identity = lb_calloc(2 * m->strings->words, sizeof *identity);
    add_vector_image(m, i, identity, 1);
    free(identity);
    end_row(m);
}

static void images_init(images *m, const lb_orbit *orbit, const lb_orbit_claim *claim,
                        const lb_string_table *strings)
{
    *m = (images){.orbit = orbit, .claim = claim, .strings = strings};
    size_t words = 0;
    m->representatives = lb_calloc(claim->state_count, sizeof *m->representatives);
    for (uint32_t i = 0; i < claim->state_count; i++) {
        uint32_t state = claim->states[i];
        size_t needed = orbit->states[state].words;
        lb_string_table_init(m->representatives + i, needed);
        words = needed > words ? needed : words;
    }
    m->string = lb_calloc(2 * words, sizeof *m->string);
    lb_echelon_init(&m->echelon, LB_LARGE_PRIME);
    lb_vector_init(&m->vector, m->echelon.modulus);
    for (uint32_t i = 0; i < claim->state_count; i++)
        if (!lb_orbit_is_vector(orbit, claim->states[i]))
            lb_string_table_intern(m->representatives + i, m->string); /* the identity */
    for (uint32_t i = 0; i < claim->state_count; i++)
        if (lb_orbit_is_vector(orbit, claim->states[i]))
            add_state(m, i);
}

static void images_clear(images *m)
{
    for (uint32_t i = 0; i < m->claim->state_count; i++)
        lb_string_table_clear(m->representatives + i);
    free(m->representatives);
    free(m->string);
    lb_echelon_clear(&m->echelon);
    lb_vector_clear(&m->vector);
}

/* Add value times the image of a string in state number i of the claim. */
static void add_image(images *m, uint32_t i, uint32_t number, uint64_t value)
{
    const uint64_t *string = lb_string_table_at(m->strings, number);
    if (lb_orbit_is_vector(m->orbit, m->claim->states[i])) {
        add_vector_image(m, i, string, value);
        return;
    }
    lb_stabilizer *state = m->orbit->states + m->claim->states[i];
    lb_stabilizer_load(state, m->string, string, m->strings->words);
    unsigned e = lb_stabilizer_reduce(state, m->string);
    size_t representative = lb_string_table_intern(m->representatives + i, m->string);
    if (representative)
        add_part(m, i, 2 * representative + e % 2, e < 2 ? value : LB_LARGE_PRIME - value);
}

/* Replay the steps, as far as the limits allow; in averages, which a symmetry would make them, they
 * mean something else. */
static void replay(lb_modular *modular, const lb_closure *closure, lb_run *run)
{
    lb_modular_room room;
    lb_modular_room_init(&room, modular, run);
    size_t count = lb_symmetry_is_trivial(&closure->symmetry) ? closure->steps.count : 0;
    for (size_t t = 0; t < count; t++) {
        lb_step step = closure->steps.items[t];
        lb_progress progress = {.stage = "replay", .done = t, .total = count};
        if (!lb_run_goes_on(run, lb_modular_work(modular, step), progress) ||
            !lb_modular_compute(modular, &room, step, false))
            break;
        lb_modular_insert(modular, &room, LB_NO_STRING);
    }
    lb_modular_room_clear(&room);
}

static void take_known(images *m, const lb_modular *modular, lb_run *run)
{
    uint32_t states = m->claim->state_count;
    for (uint32_t k = 0; k < modular->exact->count; k++) {
        const lb_generator *generator = modular->exact->items + k;
        for (uint32_t e = 0; e < generator->length; e++) {
            uint64_t value = modular->generators[k].coordinates[e];
            for (uint32_t i = 0; i < states && value; i++)
                add_image(m, i, generator->columns[e], value);
        }
        end_row(m);
    }
    for (uint32_t r = 0; r < modular->echelon.row_count; r++) {
        const lb_row *row = modular->echelon.rows + r;
        lb_progress progress = {.stage = "orbit", .done = m->echelon.row_count};
        if (!lb_run_goes_on(run, row->length + (size_t)1, progress))
            return;
        for (uint32_t i = 0; i < states; i++) {
            add_image(m, i, row->pivot, 1);
            for (uint32_t e = 0; e < row->length; e++)
                add_image(m, i, row->entries[e].column, row->entries[e].value);
        }
        end_row(m);
    }
}

bool lb_orbit_has_floating(const lb_orbit *orbit, const lb_orbit_claim *claim)
{
    for (uint32_t i = 0; i < claim->state_count; i++)
        if (!orbit->given_states[claim->states[i]].is_exact)
            return true;
    return false;
}

static uint32_t count_vectors(const lb_orbit *orbit, const lb_orbit_claim *claim)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < claim->state_count; i++)
        count += lb_orbit_is_vector(orbit, claim->states[i]);
    return count;
}

uint32_t lb_orbit_rank_known(const lb_orbit *orbit, const lb_orbit_claim *claim, lb_run *run)
{
    if (!orbit->states || lb_orbit_has_floating(orbit, claim))
        return 0;
    const lb_ansatz_struct *A = orbit->closure->ansatz;
    lb_string_table strings;
    lb_generators generators;
    lb_modular modular;
    images m;
    lb_symmetry trivial;
    lb_canonical canonical;
    lb_symmetry_init(&trivial, (uint32_t)A->qubits);
    lb_canonical_init(&canonical, &trivial, lb_dense_words(A->qubits));
    lb_string_table_init(&strings, lb_dense_words(A->qubits));
    lb_generators_init(&generators, A, &canonical, &strings, NULL);
    lb_modular_init(&modular, &generators, &canonical, &strings, LB_LARGE_PRIME);
    replay(&modular, orbit->closure, run);
    images_init(&m, orbit, claim, &strings);
    take_known(&m, &modular, run);
    uint32_t rank = m.echelon.row_count - count_vectors(orbit, claim);
    images_clear(&m);
    lb_modular_clear(&modular);
    lb_generators_clear(&generators);
    lb_string_table_clear(&strings);
    lb_canonical_clear(&canonical);
    lb_symmetry_clear(&trivial);
    return rank;
}
