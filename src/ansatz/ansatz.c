#include <liebound/layers.h>

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "ansatz/language/assemble.h"
#include "ansatz/roots.h"
#include "base/memory.h"
#include "state/state.h"

static void clear_states(lb_ansatz_t A)
{
    for (size_t i = 0; i < A->state_count; i++)
        lb_state_clear(&A->states[i]);
    free(A->states);
    A->state_count = 0;
    A->states = NULL;
}

void lb_ansatz_drop_states(lb_ansatz_t A)
{
    clear_states(A);
    A->has_states = false;
    A->state_count = 1;
    A->states = lb_malloc(1, sizeof *A->states);
    lb_state_init_zero(A->states, A->qubits);
}

void lb_ansatz_set_qubits(lb_ansatz_t A, size_t qubits)
{
    A->qubits = qubits;
    lb_ansatz_drop_states(A);
}

void lb_ansatz_init(lb_ansatz_t A, const char *name, size_t qubits)
{
    *A = (lb_ansatz_struct){
        .name = lb_strdup(name), .about = lb_strdup(""), .reference = lb_strdup("")};
    lb_ansatz_set_qubits(A, qubits);
    mpz_init(A->expected_dimension);
    for (int k = 0; k < LB_THEOREM_COUNT; k++)
        mpz_init(A->theorems[k].value);
}

void lb_ansatz_clear(lb_ansatz_t A)
{
    free(A->name);
    free(A->about);
    free(A->reference);
    for (size_t i = 0; i < A->generator_count; i++) {
        lb_sum_clear(&A->generators[i]);
        free(A->generator_names[i]);
    }
    free(A->generators);
    free(A->generator_names);
    clear_states(A);
    if (A->observable)
        lb_sum_clear(A->observable);
    free(A->observable);
    lb_layers_free(A->layers);
    lb_roots_free(A->roots);
    mpz_clear(A->expected_dimension);
    for (size_t i = 0; i < A->remark_count; i++)
        free(A->remarks[i]);
    free(A->remarks);
    for (int k = 0; k < LB_THEOREM_COUNT; k++) {
        free(A->theorems[k].sizes);
        mpz_clear(A->theorems[k].value);
    }
    for (size_t i = 0; i < A->setting_count; i++) {
        free(A->settings[i].name);
        free(A->settings[i].value);
    }
    free(A->settings);
}

static bool is_on_qubits(const lb_sum_t H, size_t qubits)
{
    return H->qubits == qubits && lb_sum_is_normal(H);
}

bool lb_ansatz_is_valid(const lb_ansatz_t A)
{
    bool valid = A->name && A->about && A->reference && A->state_count &&
                 (!A->layers || A->layers->qubits == A->qubits) &&
                 (!A->observable || is_on_qubits(A->observable, A->qubits));
    for (size_t k = 0; k < A->generator_count && valid; k++)
        valid = A->generator_names[k] && is_on_qubits(&A->generators[k], A->qubits);
    for (size_t s = 0; s < A->state_count && valid; s++)
        valid =
            A->states[s].qubits == (A->states[s].kind == LB_STATE_BELL ? 2 * A->qubits : A->qubits);
    return valid;
}

bool lb_ansatz_is_of_strings(const lb_ansatz_t A)
{
    for (size_t k = 0; k < A->generator_count; k++)
        if (A->generators[k].length > 1)
            return false;
    return true;
}

/* Room for one more element in an array whose capacity is the power of two that holds count. */
static void *room_for_one(void *array, size_t count, size_t size)
{
    bool full = !(count & (count - 1));
    return full ? lb_realloc(array, count ? 2 * count : 1, size) : array;
}

void lb_ansatz_take_generator(lb_ansatz_t A, const char *name, lb_sum_t H)
{
    size_t k = A->generator_count++;
    A->generators = room_for_one(A->generators, k, sizeof *A->generators);
    A->generator_names = room_for_one(A->generator_names, k, sizeof *A->generator_names);
    A->generators[k] = *H;
    A->generator_names[k] = lb_strdup(name ? name : "");
}

void lb_ansatz_add_generator(lb_ansatz_t A, const char *name, const lb_sum_t H)
{
    lb_sum_t copy;
    lb_sum_init(copy, H->qubits);
    for (size_t i = 0; i < H->length; i++)
        lb_sum_append(copy, &H->coefficients[i], &H->strings[i]);
    lb_sum_normalize(copy);
    lb_ansatz_take_generator(A, name, copy);
}

void lb_ansatz_set_observable(lb_ansatz_t A, const lb_sum_t O)
{
    bool first = !A->observable;
    if (first) {
        A->observable = lb_malloc(1, sizeof *A->observable);
        lb_sum_init(A->observable, O->qubits);
    }
    lb_sum_set(A->observable, O);
    lb_sum_normalize(A->observable);
    if (A->roots)
        lb_roots_take_observable(A, first);
}

void lb_ansatz_get_observable(lb_sum_t O, const lb_ansatz_t A)
{
    if (A->observable) {
        lb_sum_set(O, A->observable);
        return;
    }
    const lb_sum_struct *sums = A->layers ? A->layers->axes : A->generators;
    size_t count = A->layers ? A->layers->axis_count : A->generator_count;
    mpq_t minus;
    mpq_init(minus);
    lb_sum_zero(O);
    for (size_t k = 0; k < count; k++)
        for (size_t t = 0; t < sums[k].length; t++) {
            mpq_neg(minus, &sums[k].coefficients[t]);
            lb_sum_append(O, minus, &sums[k].strings[t]);
        }
    lb_sum_normalize(O);
    mpq_clear(minus);
}

void lb_ansatz_add_setting(lb_ansatz_t A, const char *name, const char *value)
{
    size_t k = A->setting_count++;
    A->settings = room_for_one(A->settings, k, sizeof *A->settings);
    A->settings[k] = (lb_setting){.name = lb_strdup(name), .value = lb_strdup(value)};
}

void lb_ansatz_add_remark(lb_ansatz_t A, const char *format, ...)
{
    char text[200];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    size_t k = A->remark_count++;
    A->remarks = room_for_one(A->remarks, k, sizeof *A->remarks);
    A->remarks[k] = lb_strdup(text);
}

void lb_ansatz_set_text(char **text, const char *value)
{
    char *copy = lb_strdup(value);
    free(*text);
    *text = copy;
}

void lb_ansatz_take_state(lb_ansatz_t A, lb_state_t state)
{
    if (!A->has_states)
        clear_states(A);
    size_t k = A->state_count++;
    A->states = room_for_one(A->states, k, sizeof *A->states);
    A->states[k] = *state;
    A->has_states = true;
}

lb_status lb_ansatz_add_state(lb_ansatz_t A, const char *text, lb_error *error)
{
    lb_state_t state;
    lb_status status = lb_state_init(state, text, A->qubits, error);
    if (status)
        return status;
    lb_ansatz_take_state(A, state);
    if (A->roots)
        lb_roots_take_states(A);
    return LB_OK;
}

void lb_ansatz_swap_states(lb_ansatz_t A, lb_ansatz_t B)
{
    lb_ansatz_struct old = *A;
    A->states = B->states;
    A->state_count = B->state_count;
    A->has_states = B->has_states;
    B->states = old.states;
    B->state_count = old.state_count;
    B->has_states = old.has_states;
}

char *lb_ansatz_title(const lb_ansatz_t A)
{
    size_t size = strlen(A->name) + 1;
    for (size_t i = 0; i < A->setting_count; i++)
        size += strlen(A->settings[i].name) + strlen(A->settings[i].value) + 4;
    char *title = lb_malloc(size, 1);
    size_t used = (size_t)snprintf(title, size, "%s", A->name);
    for (size_t i = 0; i < A->setting_count; i++) {
        const lb_setting *setting = &A->settings[i];
        bool quoted = !setting->value[0] || strpbrk(setting->value, " \t");
        used += (size_t)snprintf(title + used, size - used, quoted ? "%s%s=\"%s\"" : "%s%s=%s",
                                 used ? " " : "", setting->name, setting->value);
    }
    return title;
}
