#include "pauli/stabilizer.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void lb_stabilizer_init(lb_stabilizer *S, size_t qubits)
{
    *S = (lb_stabilizer){.qubits = qubits, .words = lb_dense_words(qubits)};
    S->given = lb_calloc(qubits, sizeof *S->given);
    S->reduced = lb_calloc(qubits, sizeof *S->reduced);
    S->given_negative = lb_calloc(qubits, sizeof *S->given_negative);
    S->negative = lb_calloc(qubits, sizeof *S->negative);
    S->pivots = lb_calloc(2 * S->words, sizeof *S->pivots);
    for (int part = 0; part < 2; part++)
        S->generator_of[part] = lb_calloc(qubits, sizeof *S->generator_of[part]);
}

void lb_stabilizer_clear(lb_stabilizer *S)
{
    for (size_t j = 0; j < S->count; j++) {
        lb_string_clear(S->given + j);
        lb_string_clear(S->reduced + j);
    }
    free(S->given);
    free(S->reduced);
    free(S->given_negative);
    free(S->negative);
    free(S->pivots);
    free(S->generator_of[0]);
    free(S->generator_of[1]);
}

/* p += a_j; returns the power of i that W(p) W(a_j) and the sign give. */
static int add_generator(const lb_stabilizer *S, uint64_t *p, uint32_t j)
{
    const lb_string_struct *a = S->reduced + j;
    int e = S->negative[j] ? 2 : 0;
    for (uint32_t b = 0; b < a->length; b++) {
        uint64_t *x = p + a->blocks[b].index, *z = x + S->words;
        e += lb_word_phase(*x, *z, a->blocks[b].x, a->blocks[b].z);
        *x ^= a->blocks[b].x;
        *z ^= a->blocks[b].z;
    }
    return e;
}

void lb_stabilizer_load(const lb_stabilizer *S, uint64_t *p, const uint64_t *string, size_t words)
{
    memset(p, 0, 2 * S->words * sizeof *p);
    memcpy(p, string, words * sizeof *p);
    memcpy(p + S->words, string + words, words * sizeof *p);
}

unsigned lb_stabilizer_reduce(const lb_stabilizer *S, uint64_t *p)
{
    int e = 0;
    for (size_t w = 0; w < 2 * S->words; w++) {
        const uint32_t *generators = S->generator_of[w >= S->words];
        size_t first = 64 * (w < S->words ? w : w - S->words);
        /* No generator has the pivot of another, so those of this word stay as they are. */
        for (uint64_t bits = p[w] & S->pivots[w]; bits; bits &= bits - 1)
            e += add_generator(S, p, generators[first + (size_t)__builtin_ctzll(bits)]);
    }
    return (unsigned)e & 3;
}

/* The first bit of p in the order of the columns: its word, among x words and z words. */
static size_t leading_word(const lb_stabilizer *S, const uint64_t *p)
{
    for (size_t part = 0; part < 2; part++)
        for (size_t w = S->words; w-- > 0;)
            if (p[part * S->words + w])
                return part * S->words + w;
    return SIZE_MAX;
}

static bool has_bit(const lb_string_t P, bool in_z, uint32_t qubit)
{
    char letter = lb_string_letter(P, qubit);
    return letter == 'Y' || letter == (in_z ? 'Z' : 'X');
}

/* Make the reduced p a generator: clear its leading bit from the others. */
static void insert(lb_stabilizer *S, const uint64_t *p, size_t word, bool negative)
{
    bool in_z = word >= S->words;
    unsigned bit = 63 - (unsigned)__builtin_clzll(p[word]);
    uint32_t qubit = (uint32_t)(64 * (word - (in_z ? S->words : 0)) + bit);
    lb_string_struct *a = S->reduced + S->count;
    lb_dense_to_string(a, p, S->words);
    S->negative[S->count] = negative;
    for (size_t j = 0; j < S->count; j++)
        if (has_bit(S->reduced + j, in_z, qubit)) {
            unsigned e = lb_string_multiply(S->reduced + j, S->reduced + j, a);
            assert(e % 2 == 0);
            S->negative[j] ^= negative ^ (e == 2);
        }
    S->pivots[word] |= (uint64_t)1 << bit;
    S->generator_of[in_z][qubit] = (uint32_t)S->count++;
}

lb_stabilizer_result lb_stabilizer_add(lb_stabilizer *S, bool negative, const lb_string_t P,
                                       size_t *other)
{
    for (size_t j = 0; j < S->count; j++)
        if (lb_string_anticommutes(S->given + j, P)) {
            *other = j;
            return LB_STABILIZER_ANTICOMMUTES;
        }
    uint64_t *p = lb_malloc(2 * S->words, sizeof *p);
    lb_dense_from_string(p, P, S->words);
    /* P psi = i^e W(p) psi for every psi that the generators fix, and e is even. */
    bool minus = negative ^ (lb_stabilizer_reduce(S, p) == 2);
    size_t word = leading_word(S, p);
    if (word != SIZE_MAX) {
        lb_string_set(S->given + S->count, P);
        S->given_negative[S->count] = negative;
        insert(S, p, word, minus);
    }
    free(p);
    return word != SIZE_MAX ? LB_STABILIZER_ADDED
           : minus          ? LB_STABILIZER_CONTRADICTS
                            : LB_STABILIZER_DEPENDENT;
}

static bool has_own_pivot(const lb_stabilizer *S, size_t j, uint64_t *room)
{
    memset(room, 0, 2 * S->words * sizeof *room);
    lb_dense_from_string(room, S->reduced + j, S->words);
    size_t word = leading_word(S, room), pivots = 0;
    if (word == SIZE_MAX)
        return false;
    for (size_t w = 0; w < 2 * S->words; w++)
        pivots += (size_t)__builtin_popcountll(room[w] & S->pivots[w]);
    unsigned bit = 63 - (unsigned)__builtin_clzll(room[word]);
    size_t qubit = 64 * (word % S->words) + bit;
    return pivots == 1 && S->pivots[word] >> bit & 1 &&
           S->generator_of[word >= S->words][qubit] == j;
}

bool lb_stabilizer_is_valid(const lb_stabilizer *S)
{
    uint64_t *room = lb_malloc(2 * S->words, sizeof *room);
    bool valid = true;
    for (size_t j = 0; j < S->count && valid; j++) {
        valid = has_own_pivot(S, j, room);
        for (size_t k = 0; k < j && valid; k++)
            valid = !lb_string_anticommutes(S->reduced + k, S->reduced + j);
    }
    free(room);
    return valid;
}
