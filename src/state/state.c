#include "state/state.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"

static const char STABILIZER[] = "stabilizer";

/* Whether the text is "stabilizer", and then *rest is what stands behind it. */
static bool is_stabilizer(const char *text, const char **rest)
{
    size_t length = strlen(STABILIZER);
    *rest = text + length;
    return !strncmp(text, STABILIZER, length) && (text[length] == ' ' || !text[length]);
}

/* The label of a state with a name: the letters of even and of odd qubits. NULL for other texts.
 * The caller frees it. */
static char *named_state(const char *state, size_t qubits)
{
    static const char *const names[][2] = {{"zero", "00"}, {"plus", "++"}, {"neel", "01"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(state, names[i][0]))
            continue;
        char *label = lb_malloc(qubits + 1, 1);
        for (size_t q = 0; q < qubits; q++)
            label[q] = names[i][1][q % 2];
        label[qubits] = '\0';
        return label;
    }
    return NULL;
}

static lb_status check_label(const char *state, size_t qubits, lb_error *error)
{
    size_t letters = strspn(state, "01+-rl"), length = strlen(state);
    if (letters < length)
        return lb_fail(error, LB_INPUT,
                       "%s is not a state: plus, zero, neel, ghz, bell, stabilizer \"...\", "
                       "vector \"...\" or a label over 0 1 + - r l was expected",
                       lb_quote(state, length).text);
    if (length != qubits)
        return lb_fail(error, LB_INPUT,
                       "the state %s has %zu letter%s for %zu qubit%s: one letter a qubit was "
                       "expected",
                       lb_quote(state, length).text, length, length == 1 ? "" : "s", qubits,
                       qubits == 1 ? "" : "s");
    return LB_OK;
}

/* The next word of a text, its length 0 at the end. */
static size_t next_word(const char **text)
{
    *text += strspn(*text, " ");
    return strcspn(*text, " ");
}

static lb_status wrong_label(const char *word, size_t length, size_t qubits, lb_error *error)
{
    size_t sign = *word == '+' || *word == '-';
    lb_quoted quoted = lb_quote(word, length);
    if (strspn(word + sign, "IXYZ") < length - sign)
        return lb_fail(error, LB_INPUT,
                       "the stabilizer generator %s is not a label over I X Y Z, perhaps with a "
                       "sign in front",
                       quoted.text);
    return lb_fail(error, LB_INPUT,
                   "the stabilizer generator %s has %zu letter%s for %zu qubit%s: one letter a "
                   "qubit was expected",
                   quoted.text, length - sign, length - sign == 1 ? "" : "s", qubits,
                   qubits == 1 ? "" : "s");
}

/* P from a word such as -ZZI; false if it is none. */
static bool read_generator(lb_string_t P, const char *word, size_t length, size_t qubits)
{
    size_t sign = *word == '+' || *word == '-';
    if (length != qubits + sign || strspn(word + sign, "IXYZ") < qubits)
        return false;
    lb_string_identity(P);
    for (size_t q = 0; q < qubits; q++)
        if (word[sign + q] != 'I')
            lb_string_set_letter(P, (uint32_t)q, word[sign + q]);
    return true;
}

static lb_status wrong_generator(lb_stabilizer_result result, const char *word, size_t length,
                                 size_t other, lb_error *error)
{
    lb_quoted quoted = lb_quote(word, length);
    if (result == LB_STABILIZER_ANTICOMMUTES)
        return lb_fail(error, LB_INPUT,
                       "the stabilizer generator %s does not commute with number %zu of them",
                       quoted.text, other + 1);
    if (result == LB_STABILIZER_DEPENDENT)
        return lb_fail(error, LB_INPUT,
                       "the stabilizer generator %s is the identity or a product of those before "
                       "it",
                       quoted.text);
    return lb_fail(error, LB_INPUT,
                   "with the stabilizer generator %s, -1 is a product of generators: they fix no "
                   "state",
                   quoted.text);
}

/* Add the generators of a text such as "XX -ZZ" to S. */
static lb_status add_generators(lb_stabilizer *S, const char *text, lb_error *error)
{
    lb_string_t P;
    lb_string_init(P);
    lb_status status = LB_OK;
    for (size_t length; !status && (length = next_word(&text)); text += length) {
        size_t other = 0;
        if (!read_generator(P, text, length, S->qubits)) {
            status = wrong_label(text, length, S->qubits, error);
            continue;
        }
        lb_stabilizer_result result = lb_stabilizer_add(S, *text == '-', P, &other);
        if (result != LB_STABILIZER_ADDED)
            status = wrong_generator(result, text, length, other, error);
    }
    lb_string_clear(P);
    if (!status && S->count != S->qubits)
        status = lb_fail(
            error, LB_INPUT, "a stabilizer state of %zu qubit%s needs %zu generator%s, not %zu",
            S->qubits, S->qubits == 1 ? "" : "s", S->qubits, S->qubits == 1 ? "" : "s", S->count);
    return status;
}

/* Read the generators, and write them one space apart. */
static lb_status init_stabilizer(lb_state_t state, const char *generators, lb_error *error)
{
    lb_stabilizer *S = lb_malloc(1, sizeof *S);
    lb_stabilizer_init(S, state->qubits);
    lb_status status = add_generators(S, generators, error);
    if (status) {
        lb_stabilizer_clear(S);
        free(S);
        return status;
    }
    char *out = state->text = lb_malloc(sizeof STABILIZER + strlen(generators) + 1, 1);
    out += sprintf(out, "%s", STABILIZER);
    for (size_t length; (length = next_word(&generators)); generators += length) {
        size_t plus = *generators == '+';
        out += sprintf(out, " %.*s", (int)(length - plus), generators + plus);
    }
    state->name = lb_strdup(state->text);
    state->group = S;
    return LB_OK;
}

/* A label, or a name for one. */
static lb_status init_product(lb_state_t state, const char *text, lb_error *error)
{
    char *label = named_state(text, state->qubits);
    lb_status status = label ? LB_OK : check_label(text, state->qubits, error);
    if (status)
        return status;
    state->text = label ? label : lb_strdup(text);
    bool is_zero = !state->text[strspn(state->text, "0")];
    bool is_plus = !state->text[strspn(state->text, "+")];
    state->name = lb_strdup(is_zero ? "zero" : is_plus ? "plus" : state->text);
    return LB_OK;
}

static lb_status init_amplitudes(lb_state_t state, const char *text, size_t qubits, lb_error *error)
{
    lb_amplitude_list list;
    char *name;
    lb_status status = lb_amplitude_list_read(&list, &name, text, qubits, error);
    if (status)
        return status;
    lb_state_init_list(state, &list, name);
    lb_amplitude_list_clear(&list);
    free(name);
    return LB_OK;
}

lb_status lb_state_init(lb_state_t state, const char *text, size_t qubits, lb_error *error)
{
    const char *generators;
    lb_state_struct read = {.qubits = qubits, .is_exact = true, .weight = 1};
    lb_status status = LB_OK;
    if (lb_amplitudes_is_text(text))
        return init_amplitudes(state, text, qubits, error);
    if (is_stabilizer(text, &generators)) {
        read.kind = LB_STATE_STABILIZER;
        status = init_stabilizer(&read, generators, error);
    } else if (!strcmp(text, "bell") || !strcmp(text, "ghz")) {
        read.kind = *text == 'b' ? LB_STATE_BELL : LB_STATE_GHZ;
        read.qubits = *text == 'b' ? 2 * qubits : qubits;
        read.text = lb_strdup(text);
        read.name = lb_strdup(text);
    } else {
        status = init_product(&read, text, error);
    }
    if (!status)
        *state = read;
    return status;
}

void lb_state_init_zero(lb_state_t state, size_t qubits)
{
    lb_status status = lb_state_init(state, "zero", qubits, NULL);
    assert(!status);
    (void)status;
}

void lb_state_init_list(lb_state_t state, const lb_amplitude_list *list, const char *name)
{
    *state = (lb_state_struct){.kind = LB_STATE_AMPLITUDES,
                               .text = lb_amplitude_list_text(list, name),
                               .name = lb_strdup(name),
                               .qubits = list->qubits,
                               .weight = lb_amplitude_rounded(list->weight),
                               .amplitudes = lb_malloc(1, sizeof *state->amplitudes)};
    lb_amplitudes_init(state->amplitudes, list);
    state->is_exact = state->amplitudes->exact;
}

/* The generators of a state by generators, as they were given. */
static void add_given(lb_stabilizer *S, const lb_stabilizer *group)
{
    size_t other;
    for (size_t j = 0; j < group->count; j++)
        (void)lb_stabilizer_add(S, group->given_negative[j], group->given + j, &other);
}

void lb_state_init_copy(lb_state_t state, const lb_state_t other)
{
    *state = *other;
    state->text = lb_strdup(other->text);
    state->name = lb_strdup(other->name);
    if (other->group) {
        state->group = lb_malloc(1, sizeof *state->group);
        lb_stabilizer_init(state->group, other->qubits);
        add_given(state->group, other->group);
    }
    if (other->amplitudes) {
        state->amplitudes = lb_malloc(1, sizeof *state->amplitudes);
        lb_amplitudes_init_copy(state->amplitudes, other->amplitudes);
    }
}

void lb_state_clear(lb_state_t state)
{
    if (state->group)
        lb_stabilizer_clear(state->group);
    if (state->amplitudes)
        lb_amplitudes_clear(state->amplitudes);
    free(state->group);
    free(state->amplitudes);
    free(state->text);
    free(state->name);
}

void lb_state_space_dimension(mpz_t dimension, const lb_state_t state)
{
    bool is_bell = state->kind == LB_STATE_BELL;
    mpz_set_ui(dimension, 1);
    mpz_mul_2exp(dimension, dimension, is_bell ? state->qubits : state->qubits + 1);
    mpz_sub_ui(dimension, dimension, is_bell ? 1 : 2);
}

/* Add the generator with two letters, of which the second may be I. */
static void add_pair(lb_stabilizer *S, bool negative, size_t p, char letter, size_t q, char second)
{
    lb_string_t P;
    size_t other;
    lb_string_init(P);
    lb_string_set_letter(P, (uint32_t)p, letter);
    if (second != 'I')
        lb_string_set_letter(P, (uint32_t)q, second);
    lb_stabilizer_result result = lb_stabilizer_add(S, negative, P, &other);
    assert(result == LB_STABILIZER_ADDED);
    (void)result;
    lb_string_clear(P);
}

static void add_label(lb_stabilizer *S, const char *label)
{
    for (size_t q = 0; q < S->qubits; q++) {
        char letter = label[q] == '0' || label[q] == '1'   ? 'Z'
                      : label[q] == '+' || label[q] == '-' ? 'X'
                                                           : 'Y';
        add_pair(S, strchr("1-l", label[q]) != NULL, q, letter, q, 'I');
    }
}

static void add_ghz(lb_stabilizer *S)
{
    lb_string_t P;
    size_t other;
    lb_string_init(P);
    for (size_t q = 0; q < S->qubits; q++)
        lb_string_set_letter(P, (uint32_t)q, 'X');
    (void)lb_stabilizer_add(S, false, P, &other);
    lb_string_clear(P);
    for (size_t q = 0; q + 1 < S->qubits; q++)
        add_pair(S, false, q, 'Z', q + 1, 'Z');
}

static void add_bell_pairs(lb_stabilizer *S)
{
    size_t half = S->qubits / 2;
    for (size_t q = 0; q < half; q++) {
        add_pair(S, false, q, 'X', half + q, 'X');
        add_pair(S, false, q, 'Z', half + q, 'Z');
    }
}

void lb_state_stabilizer(lb_stabilizer *S, const lb_state_t state)
{
    lb_stabilizer_init(S, state->qubits);
    switch (state->kind) {
    case LB_STATE_PRODUCT:
        add_label(S, state->text);
        break;
    case LB_STATE_GHZ:
        add_ghz(S);
        break;
    case LB_STATE_BELL:
        add_bell_pairs(S);
        break;
    case LB_STATE_STABILIZER:
        add_given(S, state->group);
        break;
    case LB_STATE_AMPLITUDES:
        for (size_t q = 0; q < S->qubits; q++)
            add_pair(S, false, q, 'Z', q, 'I');
        break;
    }
    assert(S->count == S->qubits && lb_stabilizer_is_valid(S));
}
