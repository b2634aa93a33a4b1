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

/* An ansatz that has the operator as its observable. */
static lb_status parse(lb_ansatz_t parsed, const lb_ansatz_t A, const char *text, bool square_roots,
                       lb_error *error)
{
    lb_error inner;
    if (strpbrk(text, "\r\n#"))
        return lb_fail(error, LB_INPUT, "--observable is one operator, on one line");
    char *source = write_source(A, text);
    const lb_ansatz_source parts = {.name = "--observable",
                                    .text = source,
                                    .length = strlen(source),
                                    .format = LB_FORMAT_ALG,
                                    .square_roots = square_roots};
    lb_status status = lb_ansatz_read(parsed, &parts, &inner);
    free(source);
    if (status)
        return lb_fail(error, status, "--observable: %s", inner.message);
    if (parsed->observable)
        return LB_OK;
    lb_ansatz_clear(parsed);
    return lb_fail(error, LB_INPUT, "--observable is one operator");
}

lb_status lb_cli_read_observable(lb_sum_t O, const lb_ansatz_t A, const char *text, lb_error *error)
{
    lb_ansatz_t parsed;
    if (!text) {
        lb_ansatz_get_observable(O, A);
        return LB_OK;
    }
    lb_status status = parse(parsed, A, text, false, error);
    if (status)
        return status;
    lb_sum_set(O, parsed->observable);
    lb_ansatz_clear(parsed);
    return LB_OK;
}

lb_status lb_cli_read_exact_observable(lb_surd_sum_t O, const lb_ansatz_t A, const char *text,
                                       lb_error *error)
{
    lb_ansatz_t parsed;
    lb_status status = parse(parsed, A, text, true, error);
    if (status)
        return status;
    lb_ansatz_exact_observable(O, parsed);
    lb_ansatz_clear(parsed);
    return LB_OK;
}
