#include "cli/closing_variance.h"

#include "base/limits.h"
#include "base/memory.h"

/* From this dimension on a basis of every ideal takes longer than the sectors. */
enum { LARGE = 1000 };

static bool is_known(const lb_cli_closing *closing)
{
    return closing->structure && lb_structure_known(closing->structure) >= LB_STRUCTURE_IDEALS;
}

/* Whether dim g was found without a basis of g. */
static bool has_no_basis(const lb_cli_closing *closing)
{
    return closing->proved && lb_dimension_evidence_kind(closing->found) == LB_EVIDENCE_SECTORS;
}

static bool is_large(const lb_cli_closing *closing)
{
    return closing->proved && mpz_cmp_ui(closing->dimension, LARGE) >= 0 &&
           lb_dimension_evidence_kind(closing->found) != LB_EVIDENCE_STRINGS;
}

static lb_status try_sectors(lb_variance **variance, const lb_cli_closing *closing,
                             const lb_ansatz_t A, const lb_variance_options *options,
                             lb_error *error)
{
    mpz_t derived;
    mpz_init(derived);
    lb_structure_derived_dimension(derived, closing->structure);
    lb_status status = lb_variance_by_sectors(variance, A, derived, options, error);
    mpz_clear(derived);
    return status;
}

/* With bases of the ideals, where those that are known have none. */
static lb_status use_bases(lb_variance **variance, lb_cli_closing *closing, const lb_ansatz_t A,
                           const lb_cli_call *call, lb_cli_progress *progress,
                           const lb_variance_options *options, lb_error *error)
{
    if (closing->structure && closing->algebra == lb_structure_algebra(closing->structure))
        closing->algebra = NULL;
    lb_structure_free(closing->structure);
    closing->structure = NULL;
    closing->needs_torus = true;
    lb_status status = lb_cli_close_structure(closing, call, progress, error);
    return status || !is_known(closing) ? status
                                        : lb_variance_compute(variance, A, closing->closure,
                                                              closing->structure, options, error);
}

/* The whole loss, where bases tell that of the part in i g alone and the sectors tell more. */
static void extend(lb_variance **variance, const lb_cli_closing *closing, const lb_ansatz_t A,
                   const lb_variance_options *options)
{
    lb_error ignored;
    lb_variance *other = NULL;
    if (lb_variance_get_scope(*variance) != LB_SCOPE_PART ||
        try_sectors(&other, closing, A, options, &ignored) || !other)
        return;
    lb_variance *kept = lb_variance_get_scope(other) == LB_SCOPE_SECTORS ? other : *variance;
    lb_variance_free(kept == other ? *variance : other);
    *variance = kept;
}

lb_status lb_cli_close_variance(lb_variance **variance, char **reason, lb_cli_closing *closing,
                                const lb_ansatz_t A, const lb_cli_call *call,
                                lb_cli_progress *progress, lb_variance_options *options,
                                lb_error *error)
{
    lb_status status = LB_OK;
    *variance = NULL;
    *reason = NULL;
    options->run.limits = lb_cli_limits(call);
    if (is_large(closing)) {
        status = lb_cli_close_structure(closing, call, progress, error);
        if (!status && is_known(closing))
            status = try_sectors(variance, closing, A, options, error);
    }
    if (!status && !*variance && has_no_basis(closing))
        status = lb_cli_close_with_basis(closing, A, call, progress, error);
    if (!status && !*variance)
        status = use_bases(variance, closing, A, call, progress, options, error);
    if (!status && *variance)
        extend(variance, closing, A, options);
    closing->seconds = lb_seconds() - closing->start;
    if (status != LB_UNDECIDED)
        return status;
    *reason = lb_strdup(error->message);
    error->message[0] = '\0';
    return LB_OK;
}
