#include "cli/table/source.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static lb_status read_input(lb_cli_source *source, lb_error *error)
{
    enum { CHUNK = 1 << 16, LONGEST = 1 << 28 };
    size_t length = 0, capacity = 0, read;
    char *text = NULL;
    do {
        text = lb_grow(text, &capacity, length + CHUNK, 1);
        read = fread(text + length, 1, CHUNK, stdin);
        length += read;
    } while (read && length < LONGEST);
    if (ferror(stdin) || length >= LONGEST) {
        free(text);
        return ferror(stdin)
                   ? lb_fail(error, LB_IO, "standard input: cannot read")
                   : lb_fail(error, LB_INPUT, "standard input: longer than %d bytes", LONGEST);
    }
    source->text = text;
    source->length = length;
    return LB_OK;
}

lb_status lb_cli_source_open(lb_cli_source *source, const lb_cli_call *call, const char *name,
                             lb_error *error)
{
    const lb_cli_text *text = lb_cli_find_text(call, name);
    *source = (lb_cli_source){.name = name};
    if (!text)
        return strcmp(name, "-") ? LB_OK : read_input(source, error);
    source->length = text->length;
    source->text = lb_malloc(text->length + 1, 1);
    memcpy(source->text, text->text, text->length);
    return LB_OK;
}

void lb_cli_source_clear(lb_cli_source *source)
{
    free(source->text);
}
