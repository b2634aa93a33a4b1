/* From an ansatz to all that is proved of its algebra.
 *
 * Where a search is ahead, the algebra of the single terms is identified first. Its dimension
 * bounds that of the dynamical Lie algebra from above, and where the search reaches it the two
 * algebras are equal: one contains the other. Then the algebra is known, also for sums. */

#include "cli/dimension.h"

#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "base/limits.h"
#include "base/memory.h"

/* What the upper bound may take: terms, and this part of the time limit, within these seconds. */
enum { TERMS_MOST = 1000000 };
#define PART          10.0
#define SECONDS_MOST  10.0
#define SECONDS_LEAST 0.1

/* Whether a basis is asked for also when every generator is a single string. */
static bool wants_basis(const lb_cli_call *call)
{
    const lb_cli_options *options = &call->options;
    return options->enumerate || options->basis || options->centre || options->torus ||
           call->command->bit == LB_CLI_CONSTANTS;
}

static bool search_is_ahead(const lb_ansatz_t A, const lb_cli_call *call)
{
    for (size_t i = 0; i < A->generator_count; i++)
        if (A->generators[i].length > 1)
            return true;
    return wants_basis(call);
}

static void find_terms(lb_cli_closing *closing, const lb_ansatz_t A, const lb_cli_call *call)
{
    size_t terms = 0;
    for (size_t i = 0; i < A->generator_count; i++)
        terms += A->generators[i].length;
    lb_run_options options = {.limits = lb_cli_limits(call)};
    double seconds = lb_seconds_left(&options.limits) / PART;
    seconds = seconds > SECONDS_LEAST ? seconds : SECONDS_LEAST;
    options.limits.deadline = lb_deadline(seconds < SECONDS_MOST ? seconds : SECONDS_MOST);
    lb_error ignored;
    closing->has_terms =
        terms <= TERMS_MOST && lb_strings_algebra(closing->terms, A, &options, &ignored) == LB_OK;
    if (closing->has_terms)
        lb_algebra_dimension(closing->at_most, closing->terms);
}

void lb_cli_closing_init(lb_cli_closing *closing, const lb_ansatz_t A, const lb_cli_call *call)
{
    memset(closing, 0, sizeof *closing);
    mpz_inits(closing->dimension, closing->at_most, closing->symmetry_order, (mpz_ptr)NULL);
    closing->start = lb_seconds();
    lb_cli_tell_closing(call, A, closing);
    if (search_is_ahead(A, call))
        find_terms(closing, A, call);
    lb_cli_tell_closing(call, A, closing);
}

void lb_cli_closing_clear(lb_cli_closing *closing)
{
    if (closing->has_terms)
        lb_algebra_clear(closing->terms);
    lb_structure_free(closing->structure);
    lb_marked_free(closing->marked);
    lb_closure_free(closing->closure);
    free(closing->evidence);
    mpz_clears(closing->dimension, closing->at_most, closing->symmetry_order, (mpz_ptr)NULL);
}

/* The two bounds meet though the search came to no proof of its own. */
static void decide_by_terms(lb_cli_closing *closing)
{
    char *digits = lb_integer_text(closing->at_most), *evidence = closing->evidence;
    closing->evidence = lb_sprintf("%s; at most %s by the single terms", evidence, digits);
    closing->proved = true;
    free(evidence);
    free(digits);
}

static lb_status draw_conclusions(lb_cli_closing *closing, const lb_ansatz_t A, lb_error *error)
{
    const lb_closure *closure = closing->closure;
    lb_closure_dimension(closing->dimension, closure);
    lb_closure_symmetry_order(closing->symmetry_order, closure);
    lb_closure_get_statistics(&closing->statistics, closure);
    closing->proved = lb_closure_is_proved(closure);
    closing->algebra = lb_closure_algebra(closure);
    closing->has_summary = lb_closure_string_summary(&closing->summary, closure);
    closing->evidence = lb_strdup(lb_closure_evidence(closure));
    if (closing->has_terms) {
        int order = mpz_cmp(closing->dimension, closing->at_most);
        if (order > 0)
            return lb_fail(error, LB_INTERNAL,
                           "the dimension found exceeds its upper bound; please report it");
        if (!order && !closing->proved)
            decide_by_terms(closing);
        if (!order)
            closing->algebra = closing->terms;
    }
    closing->verdict = lb_cli_compare(A, closing->dimension, lb_cli_closing_at_most(closing));
    return LB_OK;
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

/* The limits, threads and progress of one computation. */
static lb_run_options common_options(const lb_cli_call *call, lb_cli_progress *progress)
{
    lb_run_options options = {.limits = lb_cli_limits(call), .threads = (int)call->options.threads};
    if (progress->enabled) {
        options.progress = lb_cli_progress_report;
        options.context = progress;
    }
    return options;
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

/* What a search shows of itself on its way. */
typedef struct search_view {
    const lb_cli_call *call;
    const lb_ansatz_struct *A;
    lb_cli_closing *closing;
    lb_cli_progress *progress;
} search_view;

/* The elements that a search has are independent modulo a prime. */
static bool report_search(const lb_progress *state, void *context)
{
    const search_view *view = context;
    lb_cli_progress_report(state, view->progress);
    if (strcmp(state->stage, "search") != 0)
        return true;
    if (mpz_cmp_ui(view->closing->dimension, state->done) < 0)
        mpz_set_ui(view->closing->dimension, state->done);
    lb_cli_tell_closing(view->call, view->A, view->closing);
    return true;
}

static void note_failed_checkpoint(const lb_error *reason, void *context)
{
    const search_view *view = context;
    char text[1024];
    lb_error_format(text, sizeof text, reason);
    lb_cli_progress_erase(view->progress);
    fprintf(stderr, "liebound: note: %s; the search goes on without this checkpoint\n", text);
}

lb_status lb_cli_close(lb_cli_closing *closing, const lb_ansatz_t A, const lb_cli_call *call,
                       lb_cli_progress *progress, lb_error *error)
{
    lb_closure_options options = {.run = common_options(call, progress)};
    options.run.limits = lb_limits_share(&options.run.limits, share_of_closure(call));
    options.enumerate = wants_basis(call);
    options.symmetry = !call->options.no_symmetry && !call->options.basis && !closing->needs_rows;
    options.checkpoint = call->options.checkpoint;
    options.checkpoint_seconds = call->options.checkpoint_every;
    options.checkpoint_failed = note_failed_checkpoint;
    options.upper_bound = closing->has_terms ? closing->at_most : NULL;
    search_view view = {call, A, closing, progress};
    options.run.progress = call->watch || progress->enabled ? report_search : NULL;
    options.run.context = &view;
    lb_status status = choose_method(&options.method, call->options.method, error);
    if (!status)
        status = lb_closure_compute(&closing->closure, A, &options, error);
    lb_cli_progress_erase(progress);
    if (!status)
        status = draw_conclusions(closing, A, error);
    if (!status)
        lb_cli_tell_closing(call, A, closing);
    closing->seconds = lb_seconds() - closing->start;
    return status;
}

lb_status lb_cli_close_marked(lb_cli_closing *closing, const lb_ansatz_t A, const lb_cli_call *call,
                              lb_cli_progress *progress, lb_error *error)
{
    if (!closing->proved || lb_closure_algebra(closing->closure))
        return LB_OK;
    lb_closure_options options = {.run = common_options(call, progress), .symmetry = true};
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
        lb_run_options options = common_options(call, progress);
        status = lb_structure_compute(&closing->structure, closing->closure, &options, error);
        lb_cli_progress_erase(progress);
    }
    if (closing->structure && !closing->algebra)
        closing->algebra = lb_structure_algebra(closing->structure);
    closing->seconds = lb_seconds() - closing->start;
    return status ? status : compare_marked(closing, error);
}

lb_status lb_cli_closing_status(const lb_cli_closing *closing)
{
    if (closing->verdict == LB_CLI_CONTRADICTS)
        return LB_DISAGREE;
    return closing->proved ? LB_OK : LB_UNDECIDED;
}

const __mpz_struct *lb_cli_closing_at_most(const lb_cli_closing *closing)
{
    if (closing->proved)
        return closing->dimension;
    return closing->has_terms ? closing->at_most : NULL;
}
