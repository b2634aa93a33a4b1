/* Structure constants, as JSON or as a program for GAP. */

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "cli/closing.h"
#include "cli/cmd.h"
#include "report/json.h"

typedef struct constants_result {
    const lb_ansatz_struct *A;
    const lb_closure *closure;
    lb_constants_struct *C;
} constants_result;

static json_t *rational_json(const mpq_t value)
{
    char *text = mpq_get_str(NULL, 10, value);
    json_t *json = lb_json_text(text);
    free(text);
    return json;
}

static json_t *basis_json(const constants_result *result)
{
    json_t *rows = json_array();
    lb_sum_t row;
    lb_sum_init(row, result->A->qubits);
    for (size_t i = 0; i < lb_closure_row_count(result->closure); i++) {
        lb_closure_row(row, result->closure, i);
        lb_json_append(rows, lb_cli_json_sum(row));
    }
    lb_sum_clear(row);
    return rows;
}

/* [i, j, k, "c"] or [i, j, "c"] */
static json_t *entry_json(const uint32_t *numbers, size_t count, const mpq_t value)
{
    json_t *entry = json_array();
    for (size_t i = 0; i < count; i++)
        lb_json_append(entry, lb_json_count(numbers[i]));
    lb_json_append(entry, rational_json(value));
    return entry;
}

static json_t *constants_json(const lb_constants_struct *C)
{
    json_t *array = json_array();
    for (size_t e = 0; e < C->count; e++) {
        const uint32_t numbers[] = {C->items[e].i, C->items[e].j, C->items[e].k};
        lb_json_append(array, entry_json(numbers, 3, C->items[e].value));
    }
    return array;
}

static json_t *killing_json(const lb_constants_struct *C)
{
    size_t D = C->dimension;
    mpq_t *form = lb_malloc(D * D, sizeof *form);
    json_t *array = json_array();
    for (size_t e = 0; e < D * D; e++)
        mpq_init(form[e]);
    lb_constants_killing(form, C);
    for (uint32_t i = 0; i < D; i++)
        for (uint32_t j = i; j < D; j++) {
            const uint32_t numbers[] = {i, j};
            if (mpq_sgn(form[i * D + j]))
                lb_json_append(array, entry_json(numbers, 2, form[i * D + j]));
        }
    for (size_t e = 0; e < D * D; e++)
        mpq_clear(form[e]);
    free(form);
    return array;
}

static void print_json(const constants_result *result, bool killing)
{
    json_t *object = lb_json_new("constants");
    lb_cli_json_ansatz(object, result->A);
    lb_json_set(object, "dimension", lb_json_count(result->C->dimension));
    lb_json_set(object, "basis", basis_json(result));
    lb_json_set(object, "constants", constants_json(result->C));
    if (killing)
        lb_json_set(object, "killing", killing_json(result->C));
    lb_json_finish(stdout, object);
}

/* GAP counts from 1, and takes all k for one pair (i, j) at once. */
static void print_gap(const constants_result *result)
{
    const lb_constants_struct *C = result->C;
    char *title = lb_ansatz_title(result->A);
    printf("# %s\nT := EmptySCTable(%zu, 0, \"antisymmetric\");\n", title, C->dimension);
    free(title);
    for (size_t e = 0; e < C->count; e++) {
        const lb_constant *c = C->items + e;
        bool first = !e || c[-1].i != c->i || c[-1].j != c->j;
        bool last = e + 1 == C->count || c[1].i != c->i || c[1].j != c->j;
        if (first)
            printf("SetEntrySCTable(T, %u, %u, [", c->i + 1, c->j + 1);
        gmp_printf("%Qd, %u%s", c->value, c->k + 1, last ? "]);\n" : ", ");
    }
    puts("L := LieAlgebraByStructureConstants(Rationals, T);");
}

static lb_status check_format(const lb_cli_options *options, lb_error *error)
{
    bool gap = !strcmp(options->constants_format, "gap");
    if (!gap && strcmp(options->constants_format, "json") != 0)
        return lb_fail(error, LB_USAGE, "there is no format '%s'; there are json and gap",
                       options->constants_format);
    if (gap && (options->json || options->killing))
        return lb_fail(error, LB_USAGE, "--format gap and --%s exclude each other",
                       options->json ? "json" : "killing");
    return LB_OK;
}

static lb_status print_constants(const lb_ansatz_t A, const lb_cli_closing *closing,
                                 const lb_cli_call *call, lb_error *error)
{
    if (!lb_closure_is_proved(closing->closure))
        return lb_fail(error, LB_UNDECIDED, "%s", closing->evidence);
    lb_constants_t C;
    lb_closure_options options = {.limits = lb_cli_limits(call)};
    lb_status status = lb_constants_init(C, closing->closure, &options, error);
    if (status)
        return status;
    constants_result result = {A, closing->closure, C};
    if (!strcmp(call->options.constants_format, "gap"))
        print_gap(&result);
    else
        print_json(&result, call->options.killing);
    lb_constants_clear(C);
    return LB_OK;
}

lb_status lb_cmd_constants(const lb_cli_call *call, lb_error *error)
{
    lb_ansatz_t A;
    lb_status status = check_format(&call->options, error);
    if (!status)
        status = lb_cli_load(A, call, error);
    if (status)
        return status;
    lb_cli_progress progress;
    lb_cli_closing closing;
    lb_cli_progress_start(&progress, call);
    lb_cli_closing_init(&closing, A, call);
    closing.needs_rows = true;
    status = lb_cli_close(&closing, A, call, &progress, error);
    if (!status)
        status = print_constants(A, &closing, call, error);
    lb_cli_closing_clear(&closing);
    lb_ansatz_clear(A);
    return status;
}
