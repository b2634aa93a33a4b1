#include "cli/theorem.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "closure/closure_data.h"
#include "report/json.h"

static bool only_a_search_gives(const lb_cli_options *options)
{
    return options->enumerate || options->basis || options->certificate || options->checkpoint;
}

bool lb_cli_theorem_covers(const lb_ansatz_t A, const lb_cli_call *call)
{
    return call->command->bit == LB_CLI_DIM && A->theorems[LB_THEOREM_DIMENSION].sizes &&
           !only_a_search_gives(&call->options);
}

bool lb_cli_theorem_decides(const lb_ansatz_t A, const lb_cli_call *call)
{
    bool beyond = A->qubits > LB_CLOSURE_QUBITS_MAX ||
                  mpz_cmp_ui(A->theorems[LB_THEOREM_DIMENSION].value, LB_CLI_THEOREM_LEAST) > 0;
    return beyond && !lb_ansatz_is_of_strings(A) && lb_cli_theorem_covers(A, call);
}

void lb_cli_close_by_theorem(lb_cli_closing *closing, const lb_ansatz_t A)
{
    const char *searched = closing->evidence;
    mpz_set(closing->dimension, A->theorems[LB_THEOREM_DIMENSION].value);
    if (!searched)
        mpz_set_ui(closing->symmetry_order, 1);
    closing->proved = true;
    closing->evidence = closing->theorem_evidence =
        lb_sprintf("a theorem checked by Coq; %s",
                   searched ? searched : "nothing was searched (--enumerate searches)");
    if (A->has_expected_dimension)
        closing->verdict = mpz_cmp(A->expected_dimension, closing->dimension)
                               ? LB_VERDICT_CONTRADICTS
                               : LB_VERDICT_AGREES;
}

lb_status lb_cli_theorem_check(const lb_theorem *theorem, const mpz_t at_least,
                               const __mpz_struct *at_most, lb_error *error)
{
    if (!theorem || !theorem->sizes)
        return LB_OK;
    if (mpz_cmp(theorem->value, at_least) >= 0 &&
        !(at_most && mpz_cmp(theorem->value, at_most) > 0))
        return LB_OK;
    return lb_fail(error, LB_INTERNAL,
                   "what was computed contradicts what is proved for %s; please report it",
                   theorem->sizes);
}

const lb_theorem *lb_cli_orbit_theorem(const lb_ansatz_t A, size_t state)
{
    const lb_theorem *theorem = &A->theorems[LB_THEOREM_ORBIT];
    if (!theorem->sizes || state >= A->state_count)
        return NULL;
    const lb_state_struct *given = &A->states[state];
    return given->kind == LB_STATE_PRODUCT && !strcmp(given->name, "plus") ? theorem : NULL;
}

json_t *lb_cli_theorem_json(const lb_theorem *theorem)
{
    if (!theorem || !theorem->sizes)
        return json_null();
    json_t *object = json_object();
    lb_json_set(object, "value", lb_json_integer(theorem->value));
    lb_json_set(object, "proved_for", lb_json_text(theorem->sizes));
    return object;
}
