#include "cli/bounding.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/memory.h"
#include "bound/bound_run.h"
#include "cli/bound_print.h"
#include "cli/theorem.h"
#include "cli/watch.h"

/* The work of the rounds (closure.h): the first takes some tenths of a second, and without a limit of
 * time the last takes minutes. */
static const size_t FIRST_WORK = 4000000, MORE = 8, LAST_WORK = 4000000000;
/* Of sectors without a limit of time: some seconds. */
static const size_t SECTOR_WORK = 100000000;
/* For dim g where R is known, without a limit: some ten seconds, and the sectors in between. */
static const size_t DIMENSION_WORK = 100000000;
/* The share of a limit of time that the rounds have. */
#define ROUNDS_SHARE 0.5
/* What is kept of it for a certificate, which takes what the rounds took, and without symmetry. */
#define CERTIFICATE_SHARE 0.4

typedef struct bounding {
    lb_cli_bounding *result;
    const lb_cli_call *call;
    lb_cli_progress *progress;
    lb_bound_run run;
    bool has_orbits;
} bounding;

/* ---- What is told on the way ---- */

static void print_known(FILE *stream, const void *context)
{
    const bounding *b = context;
    (b->call->options.json ? lb_cli_bounding_json : lb_cli_bounding_print)(stream, b->result);
}

static void tell(const bounding *b, const lb_cli_closing *closing, const lb_bound_struct *bound)
{
    char limit[] = LB_CLI_CUT_SHORT;
    lb_cli_bounding result = *b->result;
    bounding told = *b;
    told.result = &result;
    result.closing = *closing;
    *result.bound = *bound;
    result.searched = !b->call->options.no_dimension;
    if (!bound->limit)
        result.bound->limit = limit;
    lb_cli_tell(b->call, print_known, &told);
}

static void tell_closing(const lb_cli_closing *closing, void *context)
{
    const bounding *b = context;
    tell(b, closing, b->result->bound);
}

static void tell_bound(const lb_bound_struct *bound, void *context)
{
    const bounding *b = context;
    tell(b, &b->result->closing, bound);
}

/* ---- The steps ---- */

static lb_status close_algebra(bounding *b, size_t work, lb_error *error)
{
    lb_cli_closing *closing = &b->result->closing;
    closing->work = work;
    lb_status status = lb_cli_close(closing, b->run.A, b->call, b->progress, error);
    const __mpz_struct *at_most = lb_cli_closing_at_most(closing);
    if (!status && at_most)
        lb_bound_add_dimension(&b->run, at_most);
    return status;
}

static lb_status add_orbits(bounding *b, size_t work, lb_error *error)
{
    b->has_orbits = true;
    return lb_bound_add_orbits(&b->run, b->result->closing.closure, work, error);
}

/* As far as so much work brings it. */
static lb_status try(bounding *b, size_t work, lb_error *error)
{
    const lb_cli_closing *closing = &b->result->closing;
    lb_status status = LB_OK;
    if (!b->call->options.no_dimension && !closing->proved)
        status = close_algebra(b, work, error);
    if (!status && closing->proved)
        status = add_orbits(b, work, error);
    return status ? status : lb_bound_add_spans(&b->run, work, error);
}

static lb_status try_in_rounds(bounding *b, lb_error *error)
{
    lb_limits limits = lb_limits_share(&b->run.options.run.limits, ROUNDS_SHARE);
    lb_status status = LB_OK;
    for (size_t work = FIRST_WORK; !status && work <= LAST_WORK; work *= MORE) {
        status = try(b, work, error);
        if (!status && work == FIRST_WORK && b->result->wants_ranks)
            status = lb_bound_add_orbit_ranks(&b->run, error);
        if (lb_bound_has_upper_side(b->run.bound) || lb_limit_reached(&limits))
            break;
    }
    return status;
}

/* All of dim g, within so much work (0 is no limit), and of the orbits where R is still open. */
static lb_status add_algebra(bounding *b, size_t work, lb_error *error)
{
    lb_cli_closing *closing = &b->result->closing;
    lb_status status = closing->proved ? LB_OK : close_algebra(b, work, error);
    b->result->searched = true;
    if (!status && !closing->proved && lb_bound_is_decided(b->run.bound))
        lb_bound_note_limit(&b->run, "a limit came before dim g and the sector");
    else if (!status)
        status = add_orbits(b, 0, error);
    return status ? status : lb_bound_add_ranks(&b->run, error);
}

static lb_status check_theorems(const lb_cli_bounding *result, lb_error *error)
{
    lb_status status = LB_OK;
    for (size_t i = 0; !status && i < result->bound->state_count; i++) {
        const lb_bound_state *S = &result->bound->states[i];
        status = lb_cli_theorem_check(lb_cli_orbit_theorem(result->A, S->number), S->orbit.at_least,
                                      S->orbit.at_most, error);
    }
    return status;
}

static lb_status compute(bounding *b, lb_error *error)
{
    const lb_cli_bounding *result = b->result;
    bool limited = b->call->deadline > 0;
    lb_status status = try_in_rounds(b, error);
    if (!status && result->wants_ranks)
        status = lb_bound_add_ranks(&b->run, error);
    bool decided = lb_bound_is_decided(b->run.bound);
    bool more = (limited || result->wants_dimension) && !result->closing.proved;
    if (!status && (!decided || more) && result->wants_ranks && !b->call->options.no_dimension)
        status = add_algebra(b, decided && !limited ? DIMENSION_WORK : 0, error);
    if (!status)
        status = lb_bound_add_simulations(&b->run, error);
    if (!status && b->has_orbits && result->wants_sectors)
        status = lb_bound_add_sectors(&b->run, limited ? 0 : SECTOR_WORK, error);
    return status ? status : check_theorems(result, error);
}

/* The call with a limit that leaves time for a certificate, where one is asked for. */
static lb_cli_call before_certificate(const lb_cli_call *call)
{
    lb_cli_call own = *call;
    lb_limits limits = lb_cli_limits(call);
    if (call->options.certificate)
        own.deadline = lb_limits_share(&limits, 1 - CERTIFICATE_SHARE).deadline;
    return own;
}

lb_status lb_cli_bound(lb_cli_bounding *result, const lb_cli_call *given,
                       const lb_bound_options *options, lb_cli_progress *progress, lb_error *error)
{
    const lb_cli_call own = before_certificate(given), *call = &own;
    bounding b = {.result = result, .call = call, .progress = progress};
    lb_bound_options conduct = *options;
    double start = lb_seconds();
    conduct.run = lb_cli_run_options(call, progress);
    conduct.known = tell_bound;
    conduct.known_context = &b;
    lb_bound_init(result->bound);
    lb_cli_closing_init(&result->closing, result->A, call);
    if (call->options.no_dimension)
        result->closing.evidence = "left out";
    lb_status status = lb_bound_begin(&b.run, result->bound, result->A, &conduct, error);
    b.run.all_spans = result->wants_spans;
    result->closing.tell = tell_closing;
    result->closing.tell_context = &b;
    if (!status)
        status = compute(&b, error);
    lb_bound_end(&b.run);
    lb_cli_progress_erase(progress);
    result->seconds = lb_seconds() - start;
    return status;
}

void lb_cli_bounding_clear(lb_cli_bounding *result)
{
    lb_bound_clear(result->bound);
    lb_cli_closing_clear(&result->closing);
}

lb_status lb_cli_bounding_status(const lb_cli_bounding *result)
{
    lb_status status = lb_cli_closing_status(&result->closing);
    if (status == LB_UNDECIDED && !result->searched)
        status = LB_OK;
    const lb_bound_state *S = &result->bound->states[0];
    lb_status rank = lb_claim_status(&result->claim, S->rank.at_least, S->rank.at_most);
    lb_status critical =
        lb_claim_status(&result->claim_critical, S->critical.at_least, S->critical.at_most);
    if (result->bound->disagrees || rank == LB_DISAGREE || critical == LB_DISAGREE)
        return LB_DISAGREE;
    status = status ? status : rank ? rank : critical;
    return status ? status : result->bound->limit ? LB_UNDECIDED : LB_OK;
}
