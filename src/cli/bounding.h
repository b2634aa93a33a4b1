/* Bounds on the rank and on M_c with what is known of the algebra, for `bound` and for tables.
 *
 * What is cheap comes first, within one budget. In rounds, each with a multiple of the work of the one
 * before, the algebra and then the real spans are tried, until one of them is known: a small algebra
 * is found in the first round, and then spans are not needed; where the algebra is huge, spans are
 * soon known. Then come exact ranks. Once R is proved, dim g and the sector are searched only in what
 * a limit of time leaves. */

#ifndef LB_CLI_BOUNDING_H
#define LB_CLI_BOUNDING_H

#include <liebound/bound.h>

#include "cli/claims.h"
#include "cli/dimension.h"

typedef struct lb_cli_bounding {
    const lb_ansatz_struct *A;
    bool wants_spans;     /* also where orbits say more */
    bool wants_ranks;     /* and with them M_c */
    bool wants_sectors;   /* they can take far longer than the rest */
    bool wants_dimension; /* within some work also where R is known without it */
    lb_cli_closing closing;
    lb_bound_t bound;
    bool searched; /* dim g, as far as the limits allow; not so where R is known without it */
    lb_claim claim, claim_critical; /* of the only state */
    size_t digits;                  /* as in lb_notation_abbreviate */
    double seconds;
} lb_cli_bounding;

/* result has A, what it wants and digits, and is initialized by this; options come without what
 * they have to run with. */
lb_status lb_cli_bound(lb_cli_bounding *result, const lb_cli_call *call,
                       const lb_bound_options *options, lb_cli_progress *progress,
                       lb_error *error) LB_MUST_CHECK;
void lb_cli_bounding_clear(lb_cli_bounding *result);

/* LB_DISAGREE, or LB_UNDECIDED when a limit left something open. */
lb_status lb_cli_bounding_status(const lb_cli_bounding *result);

#endif
