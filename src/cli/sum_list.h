/* Lists of sums, such as bases, each of which is found when it is printed. */

#ifndef LB_CLI_SUM_LIST_H
#define LB_CLI_SUM_LIST_H

#include "cli/cli.h"

typedef struct lb_cli_sum_list {
    size_t qubits, count;
    void (*get)(lb_sum_t S, const void *from, size_t i); /* S := number i */
    const void *from;
} lb_cli_sum_list;

/* "title:" and a line for each. */
void lb_cli_sum_list_print(FILE *stream, const char *title, const lb_cli_sum_list *list);
/* An array of lb_cli_json_sum. */
json_t *lb_cli_sum_list_json(const lb_cli_sum_list *list);

#endif
