/* What `liebound rank` found: the exact rank and its proved upper bound, and for each seed the
 * simulated spectrum in double precision and, where that was not clear, in multiple precision. */

#ifndef LB_CLI_RANK_RESULT_H
#define LB_CLI_RANK_RESULT_H

#include <liebound/exact.h>
#include <liebound/rank.h>

#include "cli/claims.h"
#include "cli/cli.h"
#include "cli/spectrum_file.h"

typedef struct lb_cli_rank_run {
    uint64_t seed;
    lb_spectrum_t plain;   /* in double precision */
    lb_spectrum_t precise; /* without parameters when it was not computed */
} lb_cli_rank_run;

/* Of one training state, or of all jointly. */
typedef struct lb_cli_rank_result {
    const lb_ansatz_struct *A;
    const lb_cli_options *options;
    size_t state; /* or LB_RANK_ALL_STATES */
    size_t angles;
    size_t upper_bound; /* of the rank, proved */
    const char *upper_source;
    bool has_exact;
    lb_exact_t exact;
    char not_exact[512]; /* why there is none */
    size_t run_count;    /* fewer than asked for when a limit was reached */
    lb_cli_rank_run *runs;
    lb_claim claim;
    lb_cli_spectrum_file compared; /* --compare; without values when there is none */
    double precise_seconds; /* estimate for one multiple-precision run that was not made; or 0 */
} lb_cli_rank_result;

/* The results of a call: of one state, or of each and then of all jointly. */
typedef struct lb_cli_rank_results {
    size_t count;
    lb_cli_rank_result *at;
    double seconds;
} lb_cli_rank_results;

/* The spectrum of the highest precision. */
const lb_spectrum_struct *lb_cli_rank_best(const lb_cli_rank_run *run);
/* The largest proved lower bound of the maximal rank; 0 when there is none. */
size_t lb_cli_rank_at_least(const lb_cli_rank_result *result);

/* What comparing simulated and proved ranks gives. */
typedef enum lb_cli_rank_agreement {
    LB_RANK_UNDETERMINED, /* there is nothing to compare */
    LB_RANK_AGREES,
    LB_RANK_DISAGREES
} lb_cli_rank_agreement;
lb_cli_rank_agreement lb_cli_rank_compare(const lb_cli_rank_result *result);

/* The claims of the command line about this rank, judged: nothing without them. */
void lb_cli_rank_print_claims(FILE *stream, const lb_cli_rank_result *result);
void lb_cli_rank_claims_json(json_t *object, const lb_cli_rank_result *result);
/* LB_DISAGREE, LB_UNDECIDED or LB_OK. */
lb_status lb_cli_rank_claims_status(const lb_cli_rank_result *result);

void lb_cli_rank_print_text(FILE *stream, const lb_cli_rank_results *results);
void lb_cli_rank_print_json(FILE *stream, const lb_cli_rank_results *results);

/* The singular values to `path` as CSV ("-" is standard output). */
lb_status lb_cli_rank_write_csv(const lb_cli_rank_result *result, const char *path,
                                lb_error *error) LB_MUST_CHECK;
/* The singular values on a logarithmic scale with the tolerances. */
lb_status lb_cli_rank_write_plot(const lb_cli_rank_result *result, const char *path,
                                 lb_error *error) LB_MUST_CHECK;

#endif
