#include "cli/table/name_list.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

bool lb_cli_names_have(const lb_cli_names *names, const char *name)
{
    for (size_t i = 0; i < names->count; i++)
        if (!strcmp(names->names[i], name))
            return true;
    return false;
}

void lb_cli_names_add(lb_cli_names *names, const char *name)
{
    if (lb_cli_names_have(names, name))
        return;
    names->names = lb_grow(names->names, &names->capacity, names->count + 1, sizeof *names->names);
    names->names[names->count++] = lb_strdup(name);
}

void lb_cli_names_clear(lb_cli_names *names)
{
    for (size_t i = 0; i < names->count; i++)
        free(names->names[i]);
    free(names->names);
}
