#include "variance/string_forms.h"

#include <stdlib.h>

#include "ansatz/roots.h"
#include "base/memory.h"
#include "structure/structure_data.h"

/* ---- The state ---- */

/* mean += tr[rho A_T S], where A_T, a product of roots, has its strings on the qubits behind those of
 * the state: of a string there and one on the state's qubits that is the coefficient of the former in
 * A_T times the expectation value of the latter. */
static void add_rooted(mpq_t mean, const lb_sum_t S, const lb_sum_t A_T, const lb_pure_state *state)
{
    lb_sum_t seen;
    lb_string_t front, back;
    mpq_t c;
    mpq_init(c);
    lb_string_init(front);
    lb_string_init(back);
    lb_sum_init(seen, state->qubits);
    for (size_t i = 0; i < S->length; i++) {
        lb_string_set(front, S->strings + i);
        lb_string_identity(back);
        for (uint32_t q = (uint32_t)state->qubits; q < S->qubits; q++) {
            lb_string_set_letter(back, q, lb_string_letter(front, q));
            lb_string_set_letter(front, q, 'I');
        }
        for (size_t t = 0; t < A_T->length; t++) {
            if (lb_string_compare(A_T->strings + t, back))
                continue;
            mpq_mul(c, S->coefficients + i, A_T->coefficients + t);
            lb_sum_append(seen, c, front);
        }
    }
    lb_sum_normalize(seen);
    lb_variance_add_expectation(mean, seen, state);
    lb_sum_clear(seen);
    lb_string_clear(front);
    lb_string_clear(back);
    mpq_clear(c);
}

/* The mean of <Q A_T> over the orbit of string c. */
static bool average_expectation(mpq_t value, const lb_moduli *moduli, uint32_t c,
                                const lb_sum_t A_T, const lb_pure_state *state)
{
    size_t words = moduli->strings.words;
    lb_sum_t S;
    lb_string_t P;
    mpq_t one;
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    lb_sum_init(S, A_T->qubits);
    lb_string_init(P);
    lb_dense_to_string(P, lb_string_table_at(&moduli->strings, c), words);
    lb_sum_append(S, one, P);
    bool listed = lb_canonical_expand_averages(S, &moduli->canonical, LB_AVERAGE_MAX);
    mpq_set_ui(value, 0, 1);
    if (listed)
        add_rooted(value, S, A_T, state);
    lb_string_clear(P);
    lb_sum_clear(S);
    mpq_clear(one);
    return listed;
}

static lb_status set_state(fmpq *form, const lb_moduli *moduli, const lb_sum_t A_T,
                           const lb_variance_problem *problem, lb_error *error)
{
    const lb_pure_state *state = problem->state;
    bool listed = true;
    bool quick = problem->structure->qubits == state->qubits &&
                 lb_pure_state_is_invariant(state, &moduli->symmetry);
    mpq_t value;
    mpq_init(value);
    for (uint32_t c = 0; c < moduli->strings.count && listed; c++) {
        if (quick)
            lb_pure_state_string(value, state, lb_string_table_at(&moduli->strings, c),
                                 moduli->strings.words);
        else
            listed = average_expectation(value, moduli, c, A_T, state);
        fmpq_set_mpq(form + c, value);
        if (!lb_run_goes_on(problem->run, 64, (lb_progress){.stage = "variance"}))
            break;
    }
    mpq_clear(value);
    if (!listed)
        return lb_fail(error, LB_UNDECIDED,
                       "the state lacks the symmetry of the generators, and an average over it has "
                       "more than %d strings",
                       LB_AVERAGE_MAX);
    return problem->run->stopped ? lb_fail(error, LB_UNDECIDED, "%s", problem->run->stopped)
                                 : LB_OK;
}

/* ---- Sums ---- */

/* (A(P), S) is the sum of the coefficients of the orbit of P, over its size. */
static void set_sum(fmpq *form, const lb_moduli *moduli, const lb_sum_t S)
{
    size_t words = moduli->strings.words;
    uint64_t *dense = lb_malloc(2 * words, sizeof *dense);
    lb_canonical_room room;
    fmpq_t value;
    fmpq_init(value);
    lb_canonical_room_init(&room, &moduli->canonical);
    for (size_t i = 0; i < S->length; i++) {
        lb_dense_from_string(dense, S->strings + i, words);
        lb_canonical_form(&moduli->canonical, dense, &room);
        uint32_t c = lb_string_table_find(&moduli->strings, dense);
        if (c == LB_NO_STRING)
            continue;
        fmpq_set_mpq(value, S->coefficients + i);
        fmpq_div_fmpz(value, value, moduli->orbits.sizes + c);
        fmpq_add(form + c, form + c, value);
    }
    lb_canonical_room_clear(&room);
    fmpq_clear(value);
    free(dense);
}

/* The forms after multiplication by A_T. */
static lb_status set_forms(fmpq **values, const lb_moduli *moduli, size_t T,
                           const lb_variance_problem *problem, lb_error *error)
{
    const lb_ansatz_struct *A = problem->A;
    lb_sum_t A_T, product;
    lb_ansatz_root_factor(A_T, A, T);
    lb_sum_init(product, A_T->qubits);
    lb_roots_extend(product, problem->O);
    for (size_t j = 0; T >> j; j++)
        if (T >> j & 1)
            lb_root_multiply(product, A->roots->roots + j);
    set_sum(values[LB_FORM_OBSERVABLE], moduli, product);
    set_sum(values[LB_FORM_IDENTITY], moduli, A_T);
    lb_status status = set_state(values[LB_FORM_STATE], moduli, A_T, problem, error);
    lb_sum_clear(product);
    lb_sum_clear(A_T);
    return status;
}

lb_status lb_variance_string_forms_init(lb_variance_string_forms *forms,
                                        const lb_variance_problem *problem, lb_error *error)
{
    const lb_moduli *moduli = &problem->structure->moduli;
    lb_status status = LB_OK;
    *forms = (lb_variance_string_forms){.moduli = moduli, .degree = lb_ansatz_degree(problem->A)};
    forms->values = lb_malloc(LB_FORMS * forms->degree, sizeof *forms->values);
    for (size_t f = 0; f < LB_FORMS * forms->degree; f++)
        forms->values[f] = lb_fractions_init(moduli->strings.count);
    for (size_t T = 0; T < forms->degree && !status; T++)
        status = set_forms(forms->values + LB_FORMS * T, moduli, T, problem, error);
    if (status)
        lb_variance_string_forms_clear(forms);
    return status;
}

void lb_variance_string_forms_clear(lb_variance_string_forms *forms)
{
    for (size_t f = 0; f < LB_FORMS * forms->degree; f++)
        lb_fractions_clear(forms->values[f], forms->moduli->strings.count);
    free(forms->values);
}
