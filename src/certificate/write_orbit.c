/* The kind "orbit": the closure of g, then states, and for each number that was computed the
 * annihilator and independent forms. */

#include <inttypes.h>
#include <stdlib.h>

#include "base/digits.h"
#include "base/memory.h"
#include "certificate/writer.h"
#include "orbit/orbit_data.h"

static void write_label(lb_output *output, const lb_string_t P, size_t qubits)
{
    char *label = lb_string_run_label(P, qubits);
    lb_certificate_write_text(output, label);
    free(label);
}

void lb_certificate_write_state(lb_output *output, const lb_stabilizer *state)
{
    lb_output_print(output, "state %zu\n", state->qubits);
    for (size_t j = 0; j < state->count; j++) {
        lb_certificate_write_text(output, state->given_negative[j] ? "-" : "");
        write_label(output, state->given + j, state->qubits);
        lb_certificate_write_text(output, "\n");
    }
}

/* -f_j D_p / D_j, and its row p, behind a space each. */
static void write_term(lb_output *output, const lb_orbit *o, const lb_orbit_claim *claim,
                       uint32_t free_row, size_t e)
{
    const lb_rational_basis *forms = &claim->forms.basis;
    mpq_t c;
    mpq_init(c);
    uint32_t form = claim->annihilator.terms.indices[e];
    lb_orbit_coefficient(c, o, claim, free_row, e);
    char *text = lb_rational_text(c);
    lb_certificate_write_text(output, " ");
    lb_certificate_write_text(output, text);
    lb_output_print(output, " %" PRIu32, forms->pivots[form]);
    free(text);
    mpq_clear(c);
}

static void write_annihilator(lb_output *output, const lb_orbit *o, const lb_orbit_claim *claim)
{
    const lb_annihilator *annihilator = &claim->annihilator;
    lb_output_print(output, "annihilator %zu\n", annihilator->terms.count);
    for (size_t i = 0; i < annihilator->terms.count; i++) {
        lb_output_print(output, "%" PRIu32, annihilator->rows[i]);
        for (size_t e = annihilator->terms.offsets[i + 1]; e-- > annihilator->terms.offsets[i];)
            write_term(output, o, claim, annihilator->rows[i], e);
        lb_certificate_write_text(output, "\n");
    }
}

/* numbers: of the states in the certificate. */
static void write_forms(lb_output *output, const lb_orbit *o, const lb_orbit_claim *claim,
                        const uint32_t *numbers)
{
    const lb_invariant_space *forms = &claim->forms;
    const lb_string_table *strings = &o->closure->strings;
    lb_string_t P;
    lb_string_init(P);
    lb_output_print(output, "forms %" PRIu32 " modulo %" PRIu64 "\n", forms->dimension,
                    forms->prime);
    for (uint32_t t = 0; t < forms->dimension; t++) {
        lb_space_step step = forms->steps[t];
        if (step.what & LB_SPACE_IMAGE) {
            lb_output_print(output, "g%" PRIu32 " f%" PRIu32 "\n", step.what & ~LB_SPACE_IMAGE,
                            step.index);
            continue;
        }
        uint32_t number = o->actions[step.what].strings[step.index];
        lb_dense_to_string(P, lb_string_table_at(strings, number), strings->words);
        lb_output_print(output, "s%" PRIu32 " ", numbers[step.what]);
        write_label(output, P, o->closure->ansatz->qubits);
        lb_certificate_write_text(output, "\n");
    }
    lb_string_clear(P);
}

static void write_claim(lb_output *output, const lb_orbit *o, const lb_orbit_claim *claim,
                        const char *kind, const uint32_t *numbers)
{
    lb_output_print(output, "%s %" PRIu32 " of", kind, claim->forms.dimension);
    for (uint32_t i = 0; i < claim->state_count; i++)
        lb_output_print(output, " %" PRIu32, numbers[claim->states[i]]);
    lb_certificate_write_text(output, "\n");
    write_annihilator(output, o, claim);
    write_forms(output, o, claim, numbers);
}

/* Whether all that was computed is proved, with forms; how many claims that is. */
static bool count_claims(size_t *count, const lb_orbit *o)
{
    *count = 0;
    for (size_t i = 0; i < 2 * o->claim_count; i++) {
        const lb_orbit_claim *claim =
            i < o->claim_count ? o->orbits + i : o->sectors + i - o->claim_count;
        if (claim->number.computed && !(claim->has_forms && claim->forms.proved))
            return false;
        *count += claim->number.computed;
    }
    return true;
}

/* Whether something was computed for the state. */
static bool is_claimed(const lb_orbit *o, size_t state)
{
    for (size_t i = 0; i < o->claim_count; i++)
        for (uint32_t s = 0; s < o->orbits[i].state_count; s++)
            if (o->orbits[i].states[s] == state &&
                (o->orbits[i].number.computed || o->sectors[i].number.computed))
                return true;
    return false;
}

/* The numbers of the states in the certificate: without those that are given by amplitudes, of
 * which nothing may be claimed. False if something is. */
static bool number_states(uint32_t *numbers, size_t *count, const lb_orbit *o)
{
    *count = 0;
    for (size_t i = 0; i < o->state_count; i++) {
        bool vector = lb_orbit_is_vector(o, (uint32_t)i);
        if (vector && is_claimed(o, i))
            return false;
        numbers[i] = (uint32_t)*count;
        *count += !vector;
    }
    return true;
}

static void write_claims(lb_output *output, const lb_orbit *o, const uint32_t *numbers)
{
    for (size_t i = 0; i < o->claim_count; i++) {
        if (o->orbits[i].number.computed)
            write_claim(output, o, o->orbits + i, "orbit", numbers);
        if (o->sectors[i].number.computed)
            write_claim(output, o, o->sectors + i, "sector", numbers);
    }
}

static void write_states_and_claims(lb_output *output, const lb_orbit *o, const uint32_t *numbers,
                                    size_t states, size_t claims)
{
    lb_output_print(output, "states %zu\n", states);
    for (size_t i = 0; i < o->state_count; i++)
        if (!lb_orbit_is_vector(o, (uint32_t)i))
            lb_certificate_write_state(output, o->states + i);
    lb_output_print(output, "claims %zu\n", claims);
    write_claims(output, o, numbers);
    lb_certificate_write_text(output, "end\n");
}

lb_status lb_orbit_certificate_write(const lb_orbit *o, const char *path, lb_error *error)
{
    size_t claims = 0, states = 0;
    uint32_t *numbers = lb_malloc(o->state_count, sizeof *numbers);
    lb_output *output;
    lb_status status = LB_OK;
    if (!number_states(numbers, &states, o))
        status = lb_fail(error, LB_USAGE,
                         "certificates are for stabilizer states, and a state is given by "
                         "amplitudes");
    else if (!count_claims(&claims, o))
        status = lb_fail(error, LB_USAGE, "not all is proved: there is no certificate");
    else
        status = lb_certificate_check_bounds(o->closure, o, error);
    if (status == LB_OK)
        status = lb_output_open(&output, path, error);
    if (status == LB_OK) {
        lb_certificate_limit_expansion(output);
        lb_output_print(output, "liebound certificate 2 orbit\n");
        lb_certificate_write_head(output, o->closure->ansatz);
        lb_certificate_write_search(output, o->closure);
        write_states_and_claims(output, o, numbers, states, claims);
        status = lb_output_commit(output, error);
    }
    free(numbers);
    return status;
}

bool lb_certificate_orbit_is_proved(const lb_orbit *orbit)
{
    size_t claims;
    return orbit->closure && orbit->closure->proved && !orbit->closure->classified &&
           count_claims(&claims, orbit);
}

size_t lb_certificate_orbit_claims(const lb_orbit *orbit)
{
    size_t claims;
    (void)count_claims(&claims, orbit);
    return claims;
}

void lb_certificate_write_orbit_claims(lb_output *output, const lb_orbit *orbit)
{
    uint32_t *numbers = lb_malloc(orbit->state_count, sizeof *numbers);
    for (size_t i = 0; i < orbit->state_count; i++)
        numbers[i] = (uint32_t)i;
    write_claims(output, orbit, numbers);
    free(numbers);
}
