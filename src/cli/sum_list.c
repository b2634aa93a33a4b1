#include "cli/sum_list.h"

#include "report/json.h"

void lb_cli_sum_list_print(FILE *stream, const char *title, const lb_cli_sum_list *list)
{
    lb_sum_t S;
    lb_sum_init(S, list->qubits);
    fprintf(stream, "%s:\n", title);
    for (size_t i = 0; i < list->count && !ferror(stream); i++) {
        list->get(S, list->from, i);
        lb_cli_print_sum(stream, S);
    }
    lb_sum_clear(S);
}

json_t *lb_cli_sum_list_json(const lb_cli_sum_list *list)
{
    json_t *array = json_array();
    lb_sum_t S;
    lb_sum_init(S, list->qubits);
    for (size_t i = 0; i < list->count; i++) {
        list->get(S, list->from, i);
        lb_json_append(array, lb_cli_json_sum(S));
    }
    lb_sum_clear(S);
    return array;
}
