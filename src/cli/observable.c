#include "cli/observable.h"

#include <stdlib.h>
#include <string.h>

#include <liebound/hessian.h>

#include "base/memory.h"

/* Whether the language has a word for the value as it is. */
static bool is_number(const char *value)
{
    return *value && !value[strspn(value, "0123456789./-+eE")];
}

/* An ansatz with the parameters of A, and the observable as its own: the root in a generator would be divided
 * out. */
static char *write_source(const lb_ansatz_t A, const char *text)
{
    char *source = lb_sprintf("ansatz observable\n");
    for (size_t i = 0; i < A->setting_count; i++) {
        const lb_setting *setting = A->settings + i;
        if (!is_number(setting->value))
            continue;
        char *longer = lb_sprintf("%sparameter %s = %s\n", source, setting->name, setting->value);
        free(source);
        source = longer;
    }
    char *whole =
        lb_sprintf("%squbits %zu\ngenerator = Z[0]\nobservable = %s\n", source, A->qubits, text);
    free(source);
    return whole;
}

lb_status lb_cli_read_observable(lb_sum_t O, const lb_ansatz_t A, const char *text, lb_error *error)
{
    lb_ansatz_t parsed;
    lb_error inner;
    if (!text) {
        lb_ansatz_get_observable(O, A);
        return LB_OK;
    }
    if (strpbrk(text, "\r\n#"))
        return lb_fail(error, LB_INPUT, "--observable is one operator, on one line");
    char *source = write_source(A, text);
    lb_status status =
        lb_ansatz_parse(parsed, source, strlen(source), "--observable", NULL, 0, &inner);
    free(source);
    if (status)
        return lb_fail(error, status, "--observable: %s", inner.message);
    if (parsed->observable)
        lb_sum_set(O, parsed->observable);
    else
        status = lb_fail(error, LB_INPUT, "--observable is one operator");
    lb_ansatz_clear(parsed);
    return status;
}
