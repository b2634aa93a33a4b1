/* The kind "orbit": the closure of g, then states, and for each number that was computed the
 * annihilator and independent forms. */

#include <inttypes.h>
#include <stdlib.h>

#include "base/digits.h"
#include "base/memory.h"
#include "certificate/writer.h"
#include "orbit/orbit_data.h"

/* A component of a state, as a string that takes |0...0>, or the state itself, to a vector, and i times
 * that; without the number of the state. */
static char letter_of(const lb_orbit *o, lb_space_step step)
{
    bool vector = lb_orbit_is_vector(o, step.what);
    return vector && o->actions[step.what].coordinates[step.index] % 2 ? 'i' : 's';
}

static void write_component(lb_output *output, const lb_orbit *o, lb_space_step step)
{
    const lb_action *action = o->actions + step.what;
    const lb_string_table *strings = &o->closure->strings;
    size_t qubits = o->closure->ansatz->qubits;
    lb_string_t P;
    if (lb_orbit_is_vector(o, step.what)) {
        uint32_t basis = action->coordinates[step.index] / 2;
        lb_certificate_write_basis(output, lb_string_table_at(&action->basis, basis), qubits);
        return;
    }
    lb_string_init(P);
    lb_dense_to_string(P, lb_string_table_at(strings, action->strings[step.index]), strings->words);
    lb_certificate_write_label(output, P, qubits);
    lb_string_clear(P);
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
    char *text = lb_mpq_text(c);
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
    lb_output_print(output, "forms %" PRIu32 " modulo %" PRIu64 "\n", forms->dimension,
                    forms->prime);
    for (uint32_t t = 0; t < forms->dimension; t++) {
        lb_space_step step = forms->steps[t];
        if (step.what & LB_SPACE_IMAGE) {
            lb_output_print(output, "g%" PRIu32 " f%" PRIu32 "\n", step.what & ~LB_SPACE_IMAGE,
                            step.index);
            continue;
        }
        lb_output_print(output, "%c%" PRIu32 " ", letter_of(o, step), numbers[step.what]);
        write_component(output, o, step);
        lb_certificate_write_text(output, "\n");
    }
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

static void write_claims(lb_output *output, const lb_orbit *o, const uint32_t *numbers)
{
    for (size_t i = 0; i < o->claim_count; i++) {
        if (o->orbits[i].number.computed)
            write_claim(output, o, o->orbits + i, "orbit", numbers);
        if (o->sectors[i].number.computed)
            write_claim(output, o, o->sectors + i, "sector", numbers);
    }
}

lb_status lb_orbit_certificate_write(const lb_orbit *o, const char *path, lb_error *error)
{
    size_t claims = 0;
    lb_output *output;
    lb_status status = LB_OK;
    if (o->degree > 1 && o->claim_count > 1 && o->orbits[o->claim_count - 1].number.computed)
        status = lb_fail(error, LB_USAGE,
                         "joint orbits over a field of square roots have no certificate: choose a "
                         "state with --state");
    else if (!count_claims(&claims, o))
        status = lb_fail(error, LB_USAGE, "not all is proved");
    else
        status = lb_certificate_check_bounds(o->closure, o, error);
    if (status == LB_OK)
        status = lb_output_open(&output, path, error);
    if (status)
        return status;
    lb_certificate_limit_expansion(output);
    lb_output_print(output, "liebound certificate 2 orbit\n");
    lb_certificate_write_head(output, o->closure->ansatz);
    lb_certificate_write_search(output, o->closure);
    lb_certificate_write_states(output, o->given_states, o->state_count);
    lb_output_print(output, "claims %zu\n", claims);
    lb_certificate_write_orbit_claims(output, o);
    lb_certificate_write_text(output, "end\n");
    return lb_output_commit(output, error);
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
    lb_certificate_number_states(numbers, orbit->given_states, orbit->state_count);
    write_claims(output, orbit, numbers);
    free(numbers);
}
