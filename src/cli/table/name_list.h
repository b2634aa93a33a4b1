/* A set of names in the order in which they were added; the names are copies. */

#ifndef LB_CLI_TABLE_NAME_LIST_H
#define LB_CLI_TABLE_NAME_LIST_H

#include <stdbool.h>
#include <stddef.h>

typedef struct lb_cli_names {
    size_t count, capacity;
    char **names;
} lb_cli_names;

void lb_cli_names_add(lb_cli_names *names, const char *name);
bool lb_cli_names_have(const lb_cli_names *names, const char *name);
void lb_cli_names_clear(lb_cli_names *names);

#endif
