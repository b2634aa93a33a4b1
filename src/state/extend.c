/* States on more qubits. */

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "state/state.h"

/* Append `count` letters, and then the text. */
static void append(char **whole, const char *text, size_t length, size_t count, char letter)
{
    size_t before = strlen(*whole);
    *whole = lb_realloc(*whole, before + length + count + 1, 1);
    memcpy(*whole + before, text, length);
    memset(*whole + before + length, letter, count);
    (*whole)[before + length + count] = '\0';
}

/* The generators, and Z on every further qubit. */
static char *extend_stabilizer(const lb_state_t state, size_t qubits, size_t all)
{
    char *whole = lb_strdup("stabilizer");
    lb_stabilizer S;
    lb_state_stabilizer(&S, state);
    for (size_t g = 0; g < S.count; g++) {
        char *label = lb_string_text(&S.given[g], qubits, qubits);
        append(&whole, S.given_negative[g] ? " -" : " ", S.given_negative[g] ? 2 : 1, 0, 'I');
        append(&whole, label, strlen(label), all - qubits, 'I');
        free(label);
    }
    for (size_t q = qubits; q < all; q++) {
        append(&whole, " ", 1, q, 'I');
        append(&whole, "Z", 1, all - q - 1, 'I');
    }
    lb_stabilizer_clear(&S);
    return whole;
}

/* "vector floating 00:1 11:1/2 NAME" with zeros behind the labels. */
static char *extend_vector(const char *text, size_t more)
{
    char *whole = lb_strdup("vector");
    for (const char *word = strchr(text, ' '); word; word = strchr(word + 1, ' ')) {
        size_t length = 1 + strcspn(word + 1, " "), label = 1 + strspn(word + 1, "01");
        bool amplitude = word[label] == ':';
        append(&whole, word, amplitude ? label : length, amplitude ? more : 0, '0');
        append(&whole, word + label, amplitude ? length - label : 0, 0, '0');
    }
    return whole;
}

static char *extend_label(const char *label, size_t more)
{
    char *whole = lb_strdup(label);
    append(&whole, "", 0, more, '0');
    return whole;
}

void lb_state_extend(lb_state_t R, const lb_state_t state, size_t qubits, size_t all)
{
    lb_error error;
    char *text = state->kind == LB_STATE_BELL         ? lb_strdup(state->text)
                 : state->kind == LB_STATE_AMPLITUDES ? extend_vector(state->text, all - qubits)
                 : state->kind == LB_STATE_PRODUCT    ? extend_label(state->text, all - qubits)
                                                      : extend_stabilizer(state, qubits, all);
    lb_status status = lb_state_init(R, text, all, &error);
    assert(status == LB_OK);
    (void)status;
    free(text);
}
