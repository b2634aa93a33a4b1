#include "cli/field_constants.h"

#include <stdlib.h>
#include <string.h>

#include <liebound/variance.h>

#include "base/memory.h"
#include "report/json.h"

/* ---- JSON ---- */

/* [i, j, k, "c"] or [i, j, "c"] */
static json_t *entry_json(const uint32_t *numbers, size_t count, const lb_surd_t value)
{
    json_t *entry = json_array();
    for (size_t i = 0; i < count; i++)
        lb_json_append(entry, lb_json_count(numbers[i]));
    lb_json_append(entry, lb_cli_json_surd(value));
    return entry;
}

static json_t *constants_json(const lb_field_constants_t C)
{
    json_t *array = json_array();
    for (size_t e = 0; e < C->count; e++) {
        const uint32_t numbers[] = {C->items[e].i, C->items[e].j, C->items[e].k};
        lb_json_append(array, entry_json(numbers, 3, C->items[e].value));
    }
    return array;
}

static json_t *killing_json(const lb_field_constants_t C)
{
    size_t D = C->dimension;
    lb_surd_struct *form = lb_malloc(D * D, sizeof *form);
    json_t *array = json_array();
    for (size_t e = 0; e < D * D; e++)
        lb_surd_init(form + e);
    lb_constants_field_killing(form, C);
    for (uint32_t i = 0; i < D; i++)
        for (uint32_t j = i; j < D; j++) {
            const uint32_t numbers[] = {i, j};
            if (form[i * D + j].length)
                lb_json_append(array, entry_json(numbers, 2, form + i * D + j));
        }
    for (size_t e = 0; e < D * D; e++)
        lb_surd_clear(form + e);
    free(form);
    return array;
}

static json_t *words_json(const lb_field_constants_t C)
{
    json_t *array = json_array();
    for (uint32_t i = 0; i < C->dimension; i++) {
        json_t *word = json_array();
        for (uint32_t at = i; at != LB_NO_WORD; at = C->words[at].inner)
            lb_json_append(word, lb_json_count(C->words[at].generator));
        lb_json_append(array, word);
    }
    return array;
}

/* value = <psi|S|psi>. */
static lb_status find_expectation(lb_surd_t value, const lb_surd_sum_t S, const lb_ansatz_t A,
                                  size_t state, lb_error *error)
{
    lb_surd_t term;
    mpq_t *parts = lb_malloc(S->count, sizeof *parts);
    for (size_t i = 0; i < S->count; i++)
        mpq_init(parts[i]);
    lb_surd_init(term);
    lb_surd_set_integer(value, 0);
    lb_status status = lb_variance_expectations(parts, A, state, S->parts, S->count, error);
    for (size_t i = 0; i < S->count; i++) {
        lb_surd_set_root(term, parts[i], S->squares + i);
        lb_surd_add(value, value, term);
        mpq_clear(parts[i]);
    }
    lb_surd_clear(term);
    free(parts);
    return status;
}

lb_status lb_cli_field_expectations(json_t **array, const lb_field_constants_t C,
                                    const lb_ansatz_t A, size_t state, lb_error *error)
{
    lb_status status = LB_OK;
    lb_surd_t value;
    lb_surd_init(value);
    *array = json_array();
    for (size_t i = 0; i < C->dimension && !status; i++) {
        status = find_expectation(value, C->basis + i, A, state, error);
        lb_json_append(*array, lb_cli_json_surd(value));
    }
    lb_surd_clear(value);
    if (status) {
        json_decref(*array);
        *array = NULL;
    }
    return status;
}

void lb_cli_set_field_constants(json_t *object, const lb_field_constants_t C, bool killing)
{
    json_t *basis = json_array();
    lb_json_set(object, "dimension", lb_json_count(C->dimension));
    if (C->words)
        lb_json_set(object, "nested_commutators", words_json(C));
    for (size_t i = 0; i < C->dimension; i++)
        lb_json_append(basis, lb_cli_json_exact_sum(C->basis + i));
    lb_json_set(object, "basis", basis);
    lb_json_set(object, "constants", constants_json(C));
    if (killing)
        lb_json_set(object, "killing", killing_json(C));
}

/* ---- GAP ---- */

/* "1/2-3*Sqrt(2)", for numbers and lists of them. */
static void print_gap_text(FILE *out, const char *text)
{
    for (const char *at = text; *at; at++)
        if (*at != ' ')
            putc(*at == 's' ? 'S' : *at, out);
}

static void print_gap_number(FILE *out, const lb_surd_t x)
{
    char *text = lb_surd_text(x);
    print_gap_text(out, text);
    free(text);
}

/* GAP counts from 1, and takes all k for one pair (i, j) at once. */
void lb_cli_print_field_constants(FILE *out, const lb_field_constants_t C, const lb_ansatz_t A)
{
    char *title = lb_ansatz_title(A), *field = lb_ansatz_field(A);
    fprintf(out, "# %s\nT := EmptySCTable(%zu, 0, \"antisymmetric\");\n", title, C->dimension);
    for (size_t e = 0; e < C->count; e++) {
        const lb_field_constant *c = C->items + e;
        bool first = !e || c[-1].i != c->i || c[-1].j != c->j;
        bool last = e + 1 == C->count || c[1].i != c->i || c[1].j != c->j;
        if (first)
            fprintf(out, "SetEntrySCTable(T, %u, %u, [", c->i + 1, c->j + 1);
        print_gap_number(out, c->value);
        fprintf(out, ", %u%s", c->k + 1, last ? "]);\n" : ", ");
    }
    field[strlen(field) - 1] = '\0'; /* of "Q(sqrt(2), sqrt(3))" */
    fputs("L := LieAlgebraByStructureConstants(Field([", out);
    print_gap_text(out, field + 2);
    fputs("]), T);\n", out);
    free(title);
    free(field);
}
