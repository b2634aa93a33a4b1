/* The kind `orbit`, section by section. */

#include "check/orbit/orbit.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* What is bounded, summed up over the states. */
typedef struct sizes {
    uint64_t qubits, squares, entries, bits;
} sizes;

static bool count_size(sizes *S, lb_check_reader *r, const lb_check_state *state, uint64_t terms)
{
    uint64_t N = state->qubits, A = state->amplitudes;
    S->qubits += N;
    S->squares += N * (N + A);
    S->entries += A * terms;
    return (S->squares <= LB_CHECK_STATES_MAX && S->qubits * terms <= LB_CHECK_ACTIONS_MAX &&
            S->entries <= LB_CHECK_ENTRIES_MAX) ||
           lb_check_fail(r, "the states have too many qubits or amplitudes");
}

/* Once it is read. */
static bool count_bits(sizes *S, lb_check_reader *r, const lb_check_state *state, uint64_t terms)
{
    uint64_t most = 0;
    for (size_t k = 0; k < state->entry_count; k++) {
        uint64_t bits = lb_check_integer_bits(&state->entries.at[k]);
        most = bits > most ? bits : most;
    }
    S->bits += state->amplitudes * (terms + 1) * most;
    return S->bits <= LB_CHECK_AMPLITUDES_MAX ||
           lb_check_fail(r, "the amplitudes have too many digits");
}

static bool read_states(lb_check_orbit *O, lb_check_reader *r)
{
    uint64_t count, terms = O->closure->rows.length;
    if (!lb_check_read_count(r, "states", &count) || !lb_check_read_line_feed(r))
        return false;
    size_t capacity = 0;
    sizes S = {0};
    for (uint64_t s = 0; s < count; s++) {
        O->states = lb_check_grow(O->states, &capacity, O->state_count + 1, sizeof *O->states);
        lb_check_state *state = &O->states[O->state_count++];
        if (!lb_check_read_state_size(r, state) || !count_size(&S, r, state, terms) ||
            !lb_check_read_state(r, state) || !count_bits(&S, r, state, terms))
            return false;
    }
    return true;
}

static void set_matrices(lb_check_orbit *O)
{
    O->images = lb_check_resize(NULL, O->state_count * sizeof *O->images);
    O->components = lb_check_resize(NULL, O->state_count * sizeof *O->components);
    for (size_t s = 0; s < O->state_count; s++)
        lb_check_set_images(O, s);
}

static void describe_states(const lb_check_orbit *O, lb_check_report *report)
{
    report->states = lb_check_resize(NULL, O->state_count * sizeof *report->states);
    for (size_t s = 0; s < O->state_count; s++)
        report->states[s] = lb_check_state_text(&O->states[s]);
    report->state_count = O->state_count;
}

bool lb_check_read_numbers(const lb_check_orbit *O, lb_check_reader *r, lb_check_claim *claim)
{
    size_t capacity = 0;
    if (!lb_check_read_literal(r, " of"))
        return false;
    do {
        uint64_t s;
        if (!lb_check_read_literal(r, " ") ||
            !lb_check_read_number(r, &s, 0, LB_CHECK_COUNT_MAX, "number of a state"))
            return false;
        if (s >= O->state_count)
            return lb_check_fail(r, "there is no state %" PRIu64, s);
        if (claim->state_count && claim->states[claim->state_count - 1] >= s)
            return lb_check_fail(r, "numbers of states are not increasing");
        claim->states =
            lb_check_grow(claim->states, &capacity, claim->state_count + 1, sizeof *claim->states);
        claim->states[claim->state_count++] = (uint32_t)s;
    } while (lb_check_peek(r) == ' ');
    return lb_check_read_line_feed(r);
}

bool lb_check_read_claim(lb_check_orbit *O, lb_check_reader *r, lb_check_claim *claim)
{
    bool sector = lb_check_peek(r) == 's';
    *claim = (lb_check_claim){.kind = sector ? LB_CHECK_SECTOR : LB_CHECK_ORBIT};
    return (r->report->has_closure ||
            lb_check_fail(r, "orbits and sectors are claimed of a closure")) &&
           lb_check_read_count(r, sector ? "sector" : "orbit", &claim->value) &&
           (claim->value <= O->dimension ||
            lb_check_fail(r, "this claim is larger than the dimension of the algebra")) &&
           lb_check_read_numbers(O, r, claim) && lb_check_annihilator(O, claim) &&
           lb_check_forms(O, claim);
}

static bool read_claims(lb_check_orbit *O, lb_check_reader *r)
{
    uint64_t count;
    if (!lb_check_read_count(r, "claims", &count) || !lb_check_read_line_feed(r))
        return false;
    size_t capacity = 0;
    lb_check_report *report = r->report;
    for (uint64_t c = 0; c < count; c++) {
        report->claims = lb_check_grow(report->claims, &capacity, report->claim_count + 1,
                                       sizeof *report->claims);
        if (!lb_check_read_claim(O, r, &report->claims[report->claim_count++]))
            return false;
    }
    return true;
}

void lb_check_orbit_clear(lb_check_orbit *O)
{
    for (size_t s = 0; s < O->state_count; s++) {
        lb_check_state_clear(&O->states[s]);
        if (O->images) {
            lb_check_matrix_clear(&O->images[s]);
            lb_check_matrix_clear(&O->components[s]);
        }
    }
    free(O->states);
    free(O->images);
    free(O->components);
    lb_check_matrix_clear(&O->by_row);
    lb_check_matrix_clear(&O->by_result);
}

bool lb_check_orbit_open(lb_check_orbit *O, lb_check_closure *C)
{
    lb_check_reader *r = C->reader;
    *O = (lb_check_orbit){
        .closure = C, .dimension = (size_t)r->report->dimension, .generators = C->generators.count};
    bool trivial = !C->symmetry.line_count && C->symmetry.maps.order <= 1;
    if (!trivial)
        return lb_check_fail(r, "certificates of orbits are without symmetry");
    if (!read_states(O, r))
        return false;
    describe_states(O, r->report);
    set_matrices(O);
    return true;
}

bool lb_check_orbit_sections(lb_check_closure *C)
{
    lb_check_orbit O;
    bool ok = lb_check_orbit_open(&O, C) && read_claims(&O, C->reader);
    lb_check_orbit_clear(&O);
    return ok;
}
