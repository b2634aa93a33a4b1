/* Stabilizer states: N signed strings that commute, independent over F2, fix one state psi_0 of N
 * qubits. Of p and p + a, a in their span, psi_0 does not see more than a power of i; so p is reduced
 * by the generators until it has no pivot bit. */

#include "check/orbit/orbit.h"

#include <stdlib.h>
#include <string.h>

static void set_range(lb_check_signed *a, size_t words)
{
    a->first = a->end = 0;
    for (size_t i = 0; i < words; i++)
        if (a->xz[i] | a->xz[words + i]) {
            a->first = a->end ? a->first : i;
            a->end = i + 1;
        }
}

/* p += a, where p psi_0 is meant: returns by which power of i W(p) psi_0 = i^e W(p + a) psi_0. */
static uint32_t add_signed(uint64_t *p, const lb_check_signed *a, size_t words)
{
    uint32_t e = lb_check_quarters(p, a->xz, words, a->first, a->end) + (a->negative ? 2 : 0);
    for (size_t i = a->first; i < a->end; i++) {
        p[i] ^= a->xz[i];
        p[words + i] ^= a->xz[words + i];
    }
    return e;
}

static uint32_t reduce(const lb_check_state *state, uint64_t *p)
{
    uint32_t e = 0;
    for (size_t i = 0; i < 2 * state->words; i++)
        for (uint64_t bits = p[i] & state->pivots[i]; bits; bits &= bits - 1) {
            size_t bit = 64 * i + (size_t)__builtin_ctzll(bits);
            e += add_signed(p, &state->reduced[state->reduced_at[bit]], state->words);
        }
    return e % 4;
}

static bool anticommute(const lb_check_signed *a, const lb_check_signed *b, size_t words)
{
    return lb_check_quarters(a->xz, b->xz, words, a->first, a->end) % 2;
}

static size_t find_bit(const uint64_t *p, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (p[i])
            return 64 * i + (size_t)__builtin_ctzll(p[i]);
    return SIZE_MAX;
}

static void copy_signed(lb_check_signed *to, const uint64_t *xz, size_t words, bool negative)
{
    to->xz = lb_check_resize(NULL, 2 * words * sizeof *xz);
    memcpy(to->xz, xz, 2 * words * sizeof *xz);
    to->negative = negative;
    set_range(to, words);
}

/* Add a generator that stands in state->string. */
static bool add_generator(lb_check_reader *r, lb_check_state *state, bool negative)
{
    size_t words = state->words, at = state->count++;
    lb_check_signed *given = &state->given[at], *reduced = &state->reduced[at];
    copy_signed(given, state->string, words, negative);
    copy_signed(reduced, state->string, words, false);
    for (size_t j = 0; j < at; j++)
        if (anticommute(given, &state->given[j], words))
            return lb_check_fail(r, "this generator of the state does not commute with number %zu",
                                 j);
    /* A product of commuting signed strings is one: e is even. */
    reduced->negative = negative ^ (reduce(state, reduced->xz) == 2);
    size_t pivot = find_bit(reduced->xz, 2 * words);
    if (pivot == SIZE_MAX)
        return lb_check_fail(r, "this generator of the state is not independent of those before");
    set_range(reduced, words);
    for (size_t j = 0; j < at; j++) {
        lb_check_signed *other = &state->reduced[j];
        if (!(other->xz[pivot / 64] >> pivot % 64 & 1))
            continue;
        other->negative ^= add_signed(other->xz, reduced, words) % 4 == 2;
        set_range(other, words);
    }
    state->pivots[pivot / 64] |= (uint64_t)1 << pivot % 64;
    state->reduced_at[pivot] = (uint32_t)at;
    return true;
}

static void state_init(lb_check_state *state, size_t qubits)
{
    size_t words = (qubits + 63) / 64;
    state->words = words;
    state->given = lb_check_resize(NULL, qubits * sizeof *state->given);
    state->reduced = lb_check_resize(NULL, qubits * sizeof *state->reduced);
    state->reduced_at = lb_check_resize(NULL, 128 * words * sizeof *state->reduced_at);
    memset(state->reduced_at, 0xff, 128 * words * sizeof *state->reduced_at);
    state->pivots = lb_check_resize(NULL, 2 * words * sizeof *state->pivots);
    memset(state->pivots, 0, 2 * words * sizeof *state->pivots);
    state->string = lb_check_resize(NULL, 2 * words * sizeof *state->string);
    memset(state->string, 0, 2 * words * sizeof *state->string);
    lb_check_strings_init(&state->representatives, qubits);
    lb_check_strings_intern(&state->representatives, state->string);
}

/* psi is psi_0. */
static void set_fixed(lb_check_state *state)
{
    state->entry_count = 1;
    state->at = lb_check_resize(NULL, sizeof *state->at);
    state->at[0] = 0;
    lb_check_integers_grow(&state->entries, 1);
    lb_check_integer_set(&state->entries.at[0], 1);
}

/* psi_0 is |0...0>. */
static bool set_zero(lb_check_reader *r, lb_check_state *state)
{
    bool ok = true;
    for (size_t q = 0; q < state->qubits && ok; q++) {
        uint64_t *word = &state->string[state->words + q / 64];
        *word = (uint64_t)1 << q % 64;
        ok = add_generator(r, state, false);
        *word = 0;
    }
    return ok;
}

void lb_check_state_clear(lb_check_state *state)
{
    for (size_t i = 0; i < state->count; i++) {
        free(state->given[i].xz);
        free(state->reduced[i].xz);
    }
    free(state->given);
    free(state->reduced);
    free(state->reduced_at);
    free(state->pivots);
    free(state->string);
    lb_check_strings_clear(&state->representatives);
    free(state->at);
    lb_check_integers_clear(&state->entries);
}

bool lb_check_read_state_size(lb_check_reader *r, lb_check_state *state)
{
    uint64_t size, qubits = r->report->qubits;
    memset(state, 0, sizeof *state);
    state->is_vector = lb_check_peek(r) == 'v';
    if (state->is_vector) {
        state->qubits = (size_t)qubits;
        if (!lb_check_read_count(r, "vector", &size))
            return false;
        state->amplitudes = (size_t)size;
        return size || lb_check_fail(r, "a vector has no amplitudes");
    }
    if (!lb_check_read_literal(r, "state ") ||
        !lb_check_read_number(r, &size, qubits, 2 * qubits, "state"))
        return false;
    state->qubits = (size_t)size;
    return true;
}

bool lb_check_read_state(lb_check_reader *r, lb_check_state *state)
{
    if (!lb_check_read_line_feed(r))
        return false;
    state_init(state, state->qubits);
    if (state->is_vector)
        return set_zero(r, state) && lb_check_read_amplitudes(r, state);
    set_fixed(state);
    for (size_t j = 0; j < state->qubits; j++) {
        bool negative = lb_check_accept(r, '-');
        if (!lb_check_read_label(r, state->string, state->words, state->qubits) ||
            !add_generator(r, state, negative) || !lb_check_read_line_feed(r))
            return false;
    }
    return true;
}

uint32_t lb_check_move(lb_check_state *state, const uint64_t *p, size_t words, uint32_t c,
                       uint32_t *turns)
{
    size_t W = state->words;
    const uint64_t *q = lb_check_words_of(&state->representatives, c / 2);
    uint64_t *string = state->string;
    memset(string, 0, 2 * W * sizeof *p);
    memcpy(string, p, words * sizeof *p);
    memcpy(string + W, p + words, words * sizeof *p);
    uint32_t e = *turns + c % 2 + lb_check_quarters(string, q, W, 0, words);
    for (size_t w = 0; w < 2 * W; w++)
        string[w] ^= q[w];
    e = (e + reduce(state, string)) % 4;
    *turns = e & 2;
    return 2 * lb_check_strings_intern(&state->representatives, string) + e % 2;
}

static char letter_of(const lb_check_signed *a, size_t words, size_t qubit)
{
    bool x = a->xz[qubit / 64] >> qubit % 64 & 1, z = a->xz[words + qubit / 64] >> qubit % 64 & 1;
    return "IXZY"[x + 2 * z];
}

/* The letter of the eigenstate on a qubit where generator number `qubit` acts alone, else 0. */
static char product_letter(const lb_check_state *state, size_t qubit)
{
    const lb_check_signed *a = &state->given[qubit];
    for (size_t q = 0; q < state->qubits; q++)
        if ((letter_of(a, state->words, q) != 'I') != (q == qubit))
            return 0;
    char letter = letter_of(a, state->words, qubit);
    return letter == 'Z'   ? "01"[a->negative]
           : letter == 'X' ? "+-"[a->negative]
                           : "rl"[a->negative];
}

char *lb_check_state_text(const lb_check_state *state)
{
    enum { MOST = 200 };
    char *text = lb_check_resize(NULL, MOST + 8);
    if (state->is_vector) {
        snprintf(text, MOST, "%zu amplitude%s", state->amplitudes,
                 state->amplitudes > 1 ? "s" : "");
        return text;
    }
    size_t length = 0, generator = 0, qubit = 0;
    while (length < MOST && length < state->qubits && product_letter(state, length)) {
        text[length] = product_letter(state, length);
        length++;
    }
    if (length < MOST && length < state->qubits)
        for (length = 0; length < MOST && generator < state->qubits;) {
            const lb_check_signed *a = &state->given[generator];
            if (qubit == 0 && generator)
                text[length++] = ' ';
            if (qubit == 0 && a->negative)
                text[length++] = '-';
            text[length++] = letter_of(a, state->words, qubit++);
            if (qubit == state->qubits) {
                qubit = 0;
                generator++;
            }
        }
    else
        generator = length;
    strcpy(text + length, generator < state->qubits ? "..." : "");
    return text;
}
