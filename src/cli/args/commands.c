#include <string.h>

#include "cli/cmd.h"

const lb_cli_command lb_cli_commands[LB_CLI_COMMAND_COUNT] = {
#define COMMAND(id, name, operands, least, most, sweeps, summary, details)                         \
    {#name, operands, summary, details, LB_CLI_##id, least, most, sweeps, lb_cmd_##name},
    LB_CLI_COMMANDS(COMMAND)
#undef COMMAND
};

const lb_cli_command *lb_cli_command_find(const char *name)
{
    for (size_t i = 0; i < LB_CLI_COMMAND_COUNT; i++)
        if (!strcmp(lb_cli_commands[i].name, name))
            return &lb_cli_commands[i];
    return NULL;
}
