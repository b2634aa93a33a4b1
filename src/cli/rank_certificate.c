#include "cli/rank_certificate.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/memory.h"
#include "cli/watch.h"

static bool takes_stdout(const lb_cli_call *call)
{
    return call->options.certificate && !strcmp(call->options.certificate, "-");
}

static void print_notes(FILE *stream, const void *notes)
{
    lb_cli_notes_print(stream, notes);
}

static lb_status write_ranks(const lb_cli_call *call, const lb_ansatz_t A,
                             const lb_rank_claim *claims, size_t count, const lb_rank_bounds *given,
                             lb_error *error)
{
    const char *path = call->options.certificate;
    FILE *notes = call->options.json ? call->notes : lb_cli_report_stream(call);
    const lb_span_options spans = {.run.limits = lb_cli_limits(call)};
    bool left_out = false;
    const lb_rank_bounds bounds = {given->orbit, &spans, given->sectors, &left_out};
    lb_status status = lb_rank_certificate_write(A, claims, count, &bounds, path, error);
    if (status == LB_USAGE) {
        fprintf(notes, "note: no certificate was written: %s\n", error->message);
        error->message[0] = '\0';
        return LB_UNDECIDED;
    }
    if (!status && left_out)
        fputs("note: the certificate shows less than this: a limit or a bound of its format came "
              "first\n",
              notes);
    if (!status && !call->options.json)
        fprintf(notes, "certificate: %s\n", takes_stdout(call) ? "standard output" : path);
    return !status && left_out && lb_limit_reached(&spans.run.limits) ? LB_UNDECIDED : status;
}

static lb_status certify_ranks(const lb_cli_call *call, const lb_ansatz_t A,
                               const lb_rank_claim *claims, size_t count,
                               const lb_cli_closing *closing, size_t state, lb_error *error)
{
    const lb_closure *closure = closing ? closing->closure : NULL;
    lb_orbit *orbit = NULL;
    lb_status status = LB_OK;
    if (closure && lb_closure_is_proved(closure)) {
        bool all = state == LB_EXACT_ALL_STATES;
        lb_orbit_options options = {.run.limits = lb_cli_limits(call),
                                    .one_state = !all,
                                    .state = all ? 0 : state,
                                    .no_sectors = true};
        status = lb_orbit_compute(&orbit, A, closure, &options, error);
    }
    char *sectors = closing && closing->found ? lb_dimension_sectors(closing->found) : NULL;
    const lb_rank_bounds bounds = {.orbit = orbit, .sectors = sectors};
    if (!status)
        status = write_ranks(call, A, claims, count, &bounds, error);
    lb_free(sectors);
    lb_orbit_free(orbit);
    return status;
}

lb_status lb_cli_certify_ranks(const lb_cli_call *call, const lb_ansatz_t A,
                               const lb_rank_claim *claims, size_t count,
                               const lb_cli_closing *closing, size_t state, lb_error *error)
{
    lb_cli_call own;
    lb_cli_notes notes;
    if (!call->options.certificate)
        return LB_OK;
    int descriptor = call->options.json ? STDERR_FILENO : lb_cli_report_descriptor(call);
    lb_cli_notes_init(&notes);
    lb_cli_watch_certificate(&own, call, descriptor, &notes, print_notes, &notes);
    lb_status status = certify_ranks(call, A, claims, count, closing, state, error);
    lb_cli_watch_free(&own);
    lb_cli_notes_clear(&notes);
    return status;
}

/* The exact rank, and the maximal one where that is larger and known: a bound is not worth the real span
 * that a claim takes. */
static void add_claims(lb_rank_claim *claims, size_t *count, const lb_bound_state *S, size_t state)
{
    size_t exact = S->has_exact ? S->exact->rank : 0;
    if (S->has_exact)
        claims[(*count)++] = (lb_rank_claim){state, S->exact, exact};
    if (S->rank.proved && mpz_fits_ulong_p(S->rank.at_least) &&
        mpz_cmp_ui(S->rank.at_least, exact) > 0)
        claims[(*count)++] = (lb_rank_claim){state, NULL, mpz_get_ui(S->rank.at_least)};
}

lb_status lb_cli_certify_bound(const lb_cli_call *call, const lb_cli_bounding *result, size_t state,
                               lb_error *error)
{
    const lb_bound_struct *B = result->bound;
    lb_rank_claim *claims = lb_malloc(2 * (B->state_count + 1), sizeof *claims);
    size_t count = 0;
    for (size_t i = 0; i < B->state_count; i++)
        add_claims(claims, &count, &B->states[i], state == LB_BOUND_ALL_STATES ? i : state);
    if (B->has_joint)
        add_claims(claims, &count, &B->joint, LB_EXACT_ALL_STATES);
    lb_status status =
        lb_cli_certify_ranks(call, result->A, claims, count, &result->closing, state, error);
    free(claims);
    return status;
}
