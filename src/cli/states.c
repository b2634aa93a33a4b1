#include "cli/states.h"

#include <stdlib.h>

#include "base/digits.h"
#include "base/memory.h"

/* About a second of search. */
#define SEARCH_WORK ((size_t)1 << 23)

size_t lb_cli_work_before_states(const lb_cli_closing *closing, const lb_cli_call *call)
{
    const lb_cli_options *options = &call->options;
    bool search = call->command->bit != LB_CLI_DIM || options->enumerate || options->basis ||
                  options->certificate || options->checkpoint || closing->work ||
                  closing->needs_rows;
    return search ? 0 : SEARCH_WORK;
}

lb_status lb_cli_close_by_states(lb_cli_closing *closing, const lb_ansatz_t A,
                                 const lb_run_options *options, lb_error *error)
{
    lb_error undecided;
    if (lb_states_algebra(closing->states_algebra, A, options, &undecided) != LB_OK)
        return LB_OK;
    mpz_t D;
    mpz_init(D);
    lb_algebra_dimension(D, closing->states_algebra);
    bool within = mpz_cmp(D, closing->dimension) >= 0 &&
                  (!closing->terms || mpz_cmp(D, closing->at_most) <= 0);
    mpz_set(closing->dimension, D);
    mpz_clear(D);
    closing->by_states = closing->proved = true;
    closing->algebra = closing->states_algebra;
    char *digits = lb_integer_text(closing->dimension);
    closing->evidence = closing->theorem_evidence = lb_sprintf(
        "at most %s by symmetries over Q, at least %s by an element that tells all roots "
        "apart, on the blocks of the states modulo a prime",
        digits, digits);
    free(digits);
    if (A->has_expected_dimension)
        closing->verdict = mpz_cmp(A->expected_dimension, closing->dimension)
                               ? LB_VERDICT_CONTRADICTS
                               : LB_VERDICT_AGREES;
    return within ? LB_OK
                  : lb_fail(error, LB_INTERNAL,
                            "the states contradict what was found; please report it");
}
