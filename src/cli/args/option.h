/* The table of options as data, for parsing and help. */

#ifndef LB_CLI_ARGS_OPTION_H
#define LB_CLI_ARGS_OPTION_H

#include "cli/cli.h"

typedef enum lb_cli_kind {
    LB_CLI_FLAG,
    LB_CLI_COUNT,
    LB_CLI_SECONDS,
    LB_CLI_BYTES,
    LB_CLI_DIGITS,
    LB_CLI_REAL,
    LB_CLI_WORD
} lb_cli_kind;

typedef struct lb_cli_option {
    const char *name;
    lb_cli_kind kind;
    const char *argument, *fallback;
    uint64_t least, most;
    int commands;
    const char *help;
    size_t offset; /* in lb_cli_options */
} lb_cli_option;

enum {
#define OPTION(id, ...) LB_CLI_OPTION_##id,
    LB_CLI_OPTIONS(OPTION)
#undef OPTION
        LB_CLI_OPTION_COUNT
};

extern const lb_cli_option lb_cli_option_table[LB_CLI_OPTION_COUNT];

#endif
