#include "cli/dimension.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "cli/theorem.h"

/* The work of a search before the states are asked for the structure, a second or so, and what they may
 * take of the time that is left. */
enum { EARLY_WORK = 1 << 23 };
#define SHARE_OF_STATES 0.5

/* Whether a basis is asked for also when every generator is a single string. */
static bool wants_basis(const lb_cli_call *call)
{
    const lb_cli_options *options = &call->options;
    return options->enumerate || options->basis || options->centre || options->torus ||
           call->command->bit == LB_CLI_CONSTANTS || call->command->bit == LB_CLI_CARTAN ||
           call->command->bit == LB_CLI_MATRICES;
}

/* What is known, perhaps not yet all. */
static void take(lb_cli_closing *closing, const lb_dimension *known)
{
    closing->terms = lb_dimension_single_terms(known);
    if (closing->terms)
        lb_algebra_dimension(closing->at_most, closing->terms);
    lb_dimension_at_least(closing->dimension, known);
    closing->proved = lb_dimension_is_proved(known);
    closing->algebra = lb_dimension_algebra(known);
    closing->evidence = lb_dimension_evidence_text(known);
    closing->verdict = lb_dimension_verdict(known);
    closing->closure = lb_dimension_closure(known);
    if (!closing->closure)
        return;
    lb_closure_symmetry_order(closing->symmetry_order, closing->closure);
    lb_closure_get_statistics(&closing->statistics, closing->closure);
    closing->has_summary = lb_closure_string_summary(&closing->summary, closing->closure);
}

void lb_cli_closing_init(lb_cli_closing *closing, const lb_ansatz_t A, const lb_cli_call *call)
{
    memset(closing, 0, sizeof *closing);
    mpz_inits(closing->dimension, closing->at_most, closing->symmetry_order, (mpz_ptr)NULL);
    closing->start = lb_seconds();
    closing->degree = lb_ansatz_degree(A);
    lb_cli_tell_closing(call, A, closing);
    if (A->has_expected_dimension)
        closing->verdict = LB_VERDICT_OPEN;
    closing->by_theorem = lb_cli_theorem_decides(A, call);
    if (call->options.no_dimension || closing->by_theorem)
        return;
    lb_closure_options options = {.run.limits = lb_cli_limits(call),
                                  .enumerate = wants_basis(call)};
    closing->found = lb_dimension_new(A, &options);
    take(closing, closing->found);
    lb_cli_tell_closing(call, A, closing);
}

void lb_cli_closing_clear(lb_cli_closing *closing)
{
    lb_structure_free(closing->structure);
    lb_marked_free(closing->marked);
    lb_dimension_free(closing->found);
    free(closing->theorem_evidence);
    mpz_clears(closing->dimension, closing->at_most, closing->symmetry_order, (mpz_ptr)NULL);
}

/* A theorem agrees with what was found, and decides where a limit ended the search. */
static lb_status ask_theorem(lb_cli_closing *closing, const lb_ansatz_t A, const lb_cli_call *call,
                             lb_error *error)
{
    const lb_theorem *theorem = &A->theorems[LB_THEOREM_DIMENSION];
    lb_status status =
        lb_cli_theorem_check(theorem, closing->dimension, lb_cli_closing_at_most(closing), error);
    if (!status && !closing->proved && lb_cli_theorem_covers(A, call))
        lb_cli_close_by_theorem(closing, A);
    return status;
}

static lb_status choose_method(lb_closure_method *method, const char *word, lb_error *error)
{
    static const char *const names[] = {"automatic", "sparse", "dense"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(word, names[i])) {
            *method = (lb_closure_method)i;
            return LB_OK;
        }
    return lb_fail(error, LB_USAGE,
                   "there is no method '%s'; there are automatic, sparse and dense", word);
}

/* The share of the time that the dimension may take: where more is asked for that can be told
 * without it, some is left for that. */
static double share_of_closure(const lb_cli_call *call)
{
    switch (call->command->bit) {
    case LB_CLI_BOUND:
        return 0.5;
    case LB_CLI_ORBIT:
        return 0.75;
    default:
        return 1;
    }
}

typedef struct hearing {
    const lb_cli_call *call;
    const lb_ansatz_struct *A;
    lb_cli_closing *closing;
} hearing;

static void hear(const lb_dimension *so_far, void *context)
{
    const hearing *h = context;
    lb_cli_closing *closing = h->closing;
    take(closing, so_far);
    lb_cli_tell_closing(h->call, h->A, closing);
}

/* Whether nothing is asked for that only a search has. */
static bool needs_no_search(const lb_cli_call *call)
{
    return !call->options.checkpoint && !wants_basis(call) &&
           !strcmp(call->options.method, "automatic");
}

/* Whether dim g is enough, without a basis; proofs by sectors have certificates of dim g. */
static bool sectors_suffice(const lb_cli_call *call)
{
    return call->command->bit &
               (LB_CLI_DIM | LB_CLI_SYMMETRIES | LB_CLI_BOUND | LB_CLI_TABLE | LB_CLI_VARIANCE) &&
           (!call->options.certificate || call->command->bit & LB_CLI_DIM) && needs_no_search(call);
}

lb_status lb_cli_close(lb_cli_closing *closing, const lb_ansatz_t A, const lb_cli_call *call,
                       lb_cli_progress *progress, lb_error *error)
{
    if (closing->by_theorem) {
        lb_cli_close_by_theorem(closing, A);
        closing->seconds = lb_seconds() - closing->start;
        return LB_OK;
    }
    hearing heard = {call, A, closing};
    lb_dimension_options options = {.sectors = sectors_suffice(call) && !closing->needs_rows &&
                                               !closing->needs_torus,
                                    .certificate = call->options.certificate,
                                    .letters = call->command->bit & LB_CLI_DIM,
                                    .known = hear,
                                    .context = &heard};
    lb_closure_options *closure = &options.closure;
    closure->run = lb_cli_run_options(call, progress);
    closure->run.work = closing->work;
    closure->run.limits = lb_limits_share(&closure->run.limits, share_of_closure(call));
    closure->enumerate = wants_basis(call);
    closure->symmetry = !call->options.no_symmetry && !call->options.basis && !closing->needs_rows;
    closure->checkpoint = call->options.checkpoint;
    closure->checkpoint_seconds = call->options.checkpoint_every;
    closure->checkpoint_failed = lb_cli_note_failed_checkpoint;
    lb_status status = choose_method(&closure->method, call->options.method, error);
    if (!status)
        status = lb_dimension_search(closing->found, A, &options, error);
    take(closing, closing->found);
    lb_cli_progress_erase(progress);
    if (!status)
        status = ask_theorem(closing, A, call, error);
    closing->seconds = lb_seconds() - closing->start;
    return status;
}

lb_status lb_cli_close_with_basis(lb_cli_closing *closing, const lb_ansatz_t A,
                                  const lb_cli_call *call, lb_cli_progress *progress,
                                  lb_error *error)
{
    const lb_closure_options options = {.run.limits = lb_cli_limits(call)};
    lb_structure_free(closing->structure);
    closing->structure = NULL;
    lb_dimension_free(closing->found);
    closing->found = lb_dimension_new(A, &options);
    closing->needs_torus = true;
    return lb_cli_close(closing, A, call, progress, error);
}

/* What the structure tells of dim g. */
static void take_structure(lb_cli_closing *closing, const lb_ansatz_t A)
{
    lb_structure_dimension(closing->dimension, closing->structure);
    closing->proved = true;
    closing->algebra = lb_structure_algebra(closing->structure);
    closing->evidence = lb_structure_evidence(closing->structure);
    if (A->has_expected_dimension)
        closing->verdict = mpz_cmp(closing->dimension, A->expected_dimension)
                               ? LB_VERDICT_CONTRADICTS
                               : LB_VERDICT_AGREES;
}

/* The structure from the states, where these tell it within a part of the time that is left. */
static lb_status ask_states(lb_cli_closing *closing, const lb_ansatz_t A, const lb_cli_call *call,
                            lb_cli_progress *progress, lb_error *error)
{
    lb_run_options options = lb_cli_run_options(call, progress);
    options.limits = lb_limits_share(&options.limits, SHARE_OF_STATES);
    lb_error problem;
    lb_status status = lb_structure_from_states(&closing->structure, A, &options, &problem);
    lb_cli_progress_erase(progress);
    if (status == LB_INTERNAL && error)
        *error = problem;
    if (status)
        return status == LB_INTERNAL ? status : LB_OK;
    take_structure(closing, A);
    closing->seconds = lb_seconds() - closing->start;
    return ask_theorem(closing, A, call, error);
}

lb_status lb_cli_close_with_structure(lb_cli_closing *closing, const lb_ansatz_t A,
                                      const lb_cli_call *call, lb_cli_progress *progress,
                                      lb_error *error)
{
    bool states = needs_no_search(call) && !call->options.certificate && !closing->needs_rows &&
                  lb_ansatz_degree(A) == 1;
    closing->work = states ? EARLY_WORK : 0;
    lb_status status = lb_cli_close(closing, A, call, progress, error);
    if (!status && states && !closing->proved)
        status = ask_states(closing, A, call, progress, error);
    closing->work = 0;
    if (!status && states && !closing->proved)
        status = lb_cli_close(closing, A, call, progress, error);
    if (!status && call->options.certificate)
        status = lb_cli_close_marked(closing, A, call, progress, error);
    return status || closing->structure ? status
                                        : lb_cli_close_structure(closing, call, progress, error);
}

lb_status lb_cli_close_marked(lb_cli_closing *closing, const lb_ansatz_t A, const lb_cli_call *call,
                              lb_cli_progress *progress, lb_error *error)
{
    if (!closing->proved || lb_closure_algebra(closing->closure))
        return LB_OK;
    lb_closure_options options = {.run = lb_cli_run_options(call, progress), .symmetry = true};
    lb_status status = lb_marked_compute(&closing->marked, A, &options, error);
    lb_cli_progress_erase(progress);
    closing->seconds = lb_seconds() - closing->start;
    return status;
}

/* Two ways to the same numbers. */
static lb_status compare_marked(const lb_cli_closing *closing, lb_error *error)
{
    const lb_marked *marked = closing->marked;
    const lb_structure *structure = closing->structure;
    if (!marked || !lb_marked_is_proved(marked))
        return LB_OK;
    mpz_t derived;
    mpz_init_set_ui(derived, lb_marked_derived(marked));
    if (structure && lb_structure_known(structure) >= LB_STRUCTURE_CENTRE)
        lb_structure_derived_dimension(derived, structure);
    bool same = !mpz_cmp_ui(closing->dimension, lb_marked_dimension(marked)) &&
                !mpz_cmp_ui(derived, lb_marked_derived(marked));
    mpz_clear(derived);
    return same ? LB_OK
                : lb_fail(error, LB_INTERNAL,
                          "the certificate would not agree with the structure; please report it");
}

lb_status lb_cli_close_structure(lb_cli_closing *closing, const lb_cli_call *call,
                                 lb_cli_progress *progress, lb_error *error)
{
    if (!closing->proved)
        return LB_OK;
    lb_status status = LB_OK;
    if (closing->algebra && !wants_basis(call))
        closing->structure = lb_structure_from_algebra(closing->algebra);
    else if (lb_closure_is_proved(closing->closure)) {
        lb_run_options options = lb_cli_run_options(call, progress);
        status =
            call->options.centre || call->options.torus || closing->needs_torus
                ? lb_structure_compute(&closing->structure, closing->closure, &options, error)
                : lb_structure_identify(&closing->structure, closing->closure, &options, error);
        lb_cli_progress_erase(progress);
        if (closing->structure)
            lb_structure_over_field(closing->structure, closing->degree);
    }
    if (closing->structure && !closing->algebra)
        closing->algebra = lb_structure_algebra(closing->structure);
    closing->seconds = lb_seconds() - closing->start;
    return status ? status : compare_marked(closing, error);
}

const __mpz_struct *lb_cli_closing_at_most(const lb_cli_closing *closing)
{
    if (closing->proved)
        return closing->dimension;
    return closing->terms ? closing->at_most : NULL;
}

lb_status lb_cli_closing_status(const lb_cli_closing *closing)
{
    if (closing->verdict == LB_VERDICT_CONTRADICTS)
        return LB_DISAGREE;
    return closing->proved ? LB_OK : LB_UNDECIDED;
}
