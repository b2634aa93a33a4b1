#include "cli/cmd.h"
#include "report/json.h"
#include "report/table.h"

/* The text leaves out the reference, which would make the lines too long. */
static void fill(lb_table_t table, bool reference)
{
    lb_table_add_column(table, "name", "name", false);
    lb_table_add_column(table, "parameters", "parameters", false);
    lb_table_add_column(table, "about", "about", false);
    if (reference)
        lb_table_add_column(table, "reference", "reference", false);
    for (size_t i = 0; i < lb_catalogue_size(); i++) {
        const lb_catalogue_entry *entry = lb_catalogue_at(i);
        lb_table_put(table, LB_CELL_TEXT, "%s", entry->name);
        lb_table_put(table, LB_CELL_TEXT, "%s", entry->parameters);
        lb_table_put(table, LB_CELL_TEXT, "%s", entry->about);
        if (reference)
            lb_table_put(table, LB_CELL_TEXT, "%s", entry->reference);
    }
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
        lb_json_finish(stdout, object);
    } else
        lb_table_print(stdout, table, LB_TABLE_TEXT);
    lb_table_clear(table);
    return LB_OK;
}
