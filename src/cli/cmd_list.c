#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "cli/cmd.h"
#include "report/json.h"
#include "report/table.h"

/* Alphabetically, but numbers in names by their values: a2 before a10. */
static int compare_names(const void *a, const void *b)
{
    const char *s = (*(const lb_catalogue_entry *const *)a)->name;
    const char *t = (*(const lb_catalogue_entry *const *)b)->name;
    for (; *s || *t; s++, t++) {
        size_t m = strspn(s, "0123456789"), n = strspn(t, "0123456789");
        if (m && n && m != n)
            return m < n ? -1 : 1;
        if (*s != *t)
            return (unsigned char)*s < (unsigned char)*t ? -1 : 1;
    }
    return 0;
}

/* The text leaves out the reference, which would make the lines too long. */
static void fill(lb_table_t table, bool reference)
{
    lb_table_add_column(table, "name", "name", false);
    lb_table_add_column(table, "parameters", "parameters", false);
    lb_table_add_column(table, "about", "about", false);
    if (reference)
        lb_table_add_column(table, "reference", "reference", false);
    size_t count = lb_catalogue_size();
    const lb_catalogue_entry **entries = lb_malloc(count, sizeof *entries);
    for (size_t i = 0; i < count; i++)
        entries[i] = lb_catalogue_at(i);
    qsort(entries, count, sizeof *entries, compare_names);
    for (size_t i = 0; i < count; i++) {
        const lb_catalogue_entry *entry = entries[i];
        lb_table_put(table, LB_CELL_TEXT, "%s", entry->name);
        lb_table_put(table, LB_CELL_TEXT, "%s", entry->parameters);
        lb_table_put(table, LB_CELL_TEXT, "%s", entry->about);
        if (reference)
            lb_table_put(table, LB_CELL_TEXT, "%s", entry->reference);
    }
    free(entries);
}

lb_status lb_cmd_list(const lb_cli_call *call, lb_error *error)
{
    (void)error;
    lb_table_t table;
    lb_table_init(table);
    fill(table, call->options.json);
    if (call->options.json) {
        json_t *object = lb_json_new("list");
        lb_json_set(object, "catalogue", lb_table_json(table));
        lb_json_finish(call->out, object);
    } else
        lb_table_print(call->out, table, LB_TABLE_TEXT);
    lb_table_clear(table);
    return LB_OK;
}
