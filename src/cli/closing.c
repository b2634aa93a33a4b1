#include "cli/closing.h"

#include <stdlib.h>

#include "base/clock.h"
#include "report/escape.h"
#include "report/json.h"

lb_status lb_cli_close(lb_cli_closing *closing, const lb_ansatz_t A, const lb_cli_call *call,
                       lb_cli_progress *progress, lb_error *error)
{
    lb_closure_options options = {.limits = lb_cli_limits(call)};
    if (progress->enabled) {
        options.progress = lb_cli_progress_report;
        options.progress_context = progress;
    }
    double start = lb_seconds();
    lb_status status = lb_closure_compute(&closing->closure, A, &options, error);
    lb_cli_progress_erase(progress);
    if (status)
        return status;
    mpz_init(closing->dimension);
    lb_closure_dimension(closing->dimension, closing->closure);
    lb_closure_get_statistics(&closing->statistics, closing->closure);
    closing->proved = lb_closure_is_proved(closing->closure);
    closing->verdict = lb_cli_compare(A, closing->dimension, closing->proved);
    closing->seconds = lb_seconds() - start;
    return LB_OK;
}

void lb_cli_closing_clear(lb_cli_closing *closing)
{
    lb_closure_free(closing->closure);
    mpz_clear(closing->dimension);
}

lb_status lb_cli_closing_status(const lb_cli_closing *closing)
{
    if (closing->verdict == LB_CLI_CONTRADICTS)
        return LB_DISAGREE;
    return closing->proved ? LB_OK : LB_UNDECIDED;
}

static const char *verdict_text(lb_cli_verdict verdict)
{
    switch (verdict) {
    case LB_CLI_AGREES:
        return "agrees";
    case LB_CLI_CONTRADICTS:
        return "DISAGREES";
    default:
        return "not decided";
    }
}

static void print_literature(FILE *stream, const lb_ansatz_t A, const lb_cli_closing *closing)
{
    if (!A->has_expected_dimension)
        return;
    char *reference = lb_escape_text(A->reference);
    gmp_fprintf(stream, "literature: %Zd, %s", A->expected_dimension,
                verdict_text(closing->verdict));
    fprintf(stream, *reference ? "  [%s]\n" : "\n", reference);
    free(reference);
}

void lb_cli_print_dimension(FILE *stream, const lb_ansatz_t A, const lb_cli_closing *closing)
{
    gmp_fprintf(stream, "dimension %s%Zd   %s\n", closing->proved ? "" : ">= ", closing->dimension,
                closing->proved ? "proved" : "undecided");
    fprintf(stream, "evidence: %s\n", lb_closure_evidence(closing->closure));
    print_literature(stream, A, closing);
}

static json_t *literature_json(const lb_ansatz_t A, lb_cli_verdict verdict)
{
    if (!A->has_expected_dimension)
        return json_null();
    json_t *object = json_object();
    lb_json_set(object, "dimension", lb_json_integer(A->expected_dimension));
    lb_json_set(object, "agrees",
                verdict == LB_CLI_OPEN ? json_null() : json_boolean(verdict == LB_CLI_AGREES));
    lb_json_set(object, "reference", lb_json_text(A->reference));
    return object;
}

void lb_cli_closing_json(json_t *object, const lb_ansatz_t A, const lb_cli_closing *closing)
{
    lb_json_set(object, closing->proved ? "dimension" : "dimension_at_least",
                lb_json_integer(closing->dimension));
    lb_json_set(object, "status", lb_json_text(closing->proved ? "proved" : "undecided"));
    lb_json_set(object, "evidence", lb_json_text(lb_closure_evidence(closing->closure)));
    lb_json_set(object, "literature", literature_json(A, closing->verdict));
}
