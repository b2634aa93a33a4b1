/* An ansatz source that can be read several times with different settings, standard input too. */

#ifndef LB_CLI_TABLE_SOURCE_H
#define LB_CLI_TABLE_SOURCE_H

#include "cli/cli.h"

typedef struct lb_cli_source {
    const char *name;
    char *text; /* what standard input or a text of the call had; NULL for other sources */
    size_t length;
} lb_cli_source;

lb_status lb_cli_source_open(lb_cli_source *source, const lb_cli_call *call, const char *name,
                             lb_error *error) LB_MUST_CHECK;
void lb_cli_source_clear(lb_cli_source *source);

#endif
