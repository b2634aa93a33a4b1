/* The commands, lb_cmd_list and so on, each in its own file cmd_<name>.c. */

#ifndef LB_CLI_CMD_H
#define LB_CLI_CMD_H

#include "cli/cli.h"

#define COMMAND(id, name, ...) lb_status lb_cmd_##name(const lb_cli_call *call, lb_error *error);
LB_CLI_COMMANDS(COMMAND)
#undef COMMAND

#endif
