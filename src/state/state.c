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

static lb_status canonical_stabilizer(char **text, const char *generators, size_t qubits,
                                      lb_error *error)
{
    lb_stabilizer S;
    lb_stabilizer_init(&S, qubits);
    lb_status status = add_generators(&S, generators, error);
    lb_stabilizer_clear(&S);
    if (status)
        return status;
    char *out = *text = lb_malloc(sizeof STABILIZER + strlen(generators) + 1, 1);
    out += sprintf(out, "%s", STABILIZER);
    for (size_t length; (length = next_word(&generators)); generators += length) {
        size_t plus = *generators == '+';
        out += sprintf(out, " %.*s", (int)(length - plus), generators + plus);
    }
    return LB_OK;
}

lb_status lb_state_canonical(char **text, const char *state, size_t qubits, lb_error *error)
{
    const char *generators;
    if (is_stabilizer(state, &generators))
        return canonical_stabilizer(text, generators, qubits, error);
    if (lb_amplitudes_is_text(state))
        return lb_amplitudes_canonical(text, state, qubits, error);
    char *label = named_state(state, qubits);
    if (!label && strcmp(state, "bell") && strcmp(state, "ghz")) {
        lb_status status = check_label(state, qubits, error);
        if (status)
            return status;
    }
    *text = label ? label : lb_strdup(state);
    return LB_OK;
}

bool lb_state_is_exact(const char *text)
{
    return !lb_amplitudes_is_text(text) || lb_amplitudes_text_is_exact(text);
}

double lb_state_weight(const char *text)
{
    return lb_amplitudes_is_text(text) ? lb_amplitudes_weight(text) : 1;
}

size_t lb_state_total_qubits(const char *text, size_t qubits)
{
    return strcmp(text, "bell") ? qubits : 2 * qubits;
}

void lb_state_space_dimension(mpz_t dimension, const char *text, size_t qubits)
{
    size_t all = lb_state_total_qubits(text, qubits);
    mpz_set_ui(dimension, 1);
    mpz_mul_2exp(dimension, dimension, all > qubits ? all : qubits + 1);
    mpz_sub_ui(dimension, dimension, all > qubits ? 1 : 2);
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

void lb_state_stabilizer(lb_stabilizer *S, const char *text, size_t qubits)
{
    const char *generators;
    assert(!lb_amplitudes_is_text(text));
    lb_stabilizer_init(S, lb_state_total_qubits(text, qubits));
    if (is_stabilizer(text, &generators)) {
        lb_status status = add_generators(S, generators, NULL);
        assert(!status);
        (void)status;
    } else if (!strcmp(text, "ghz")) {
        add_ghz(S);
    } else if (!strcmp(text, "bell")) {
        for (size_t q = 0; q < qubits; q++) {
            add_pair(S, false, q, 'X', qubits + q, 'X');
            add_pair(S, false, q, 'Z', qubits + q, 'Z');
        }
    } else if (!strcmp(text, "zero")) {
        for (size_t q = 0; q < qubits; q++)
            add_pair(S, false, q, 'Z', q, 'I');
    } else {
        add_label(S, text);
    }
    assert(S->count == S->qubits);
}
