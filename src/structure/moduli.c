#include "structure/moduli.h"

#include <stdlib.h>

#include <flint/ulong_extras.h>

#include "base/memory.h"

static const uint64_t FIRST_PRIME = 2305843009213693951u; /* 2^61 - 1 */
enum { PRIME_BITS = 60 };                                 /* every prime is above 2^60 */

void lb_moduli_init(lb_moduli *moduli, size_t qubits, size_t count)
{
    *moduli = (lb_moduli){.next_prime = FIRST_PRIME};
    lb_string_table_init(&moduli->strings, lb_dense_words(qubits));
    moduli->rows = lb_malloc(count, sizeof *moduli->rows);
    moduli->pivots = lb_malloc(count, sizeof *moduli->pivots);
}

void lb_moduli_clear(lb_moduli *moduli)
{
    for (uint32_t i = 0; i < moduli->frame_count; i++)
        lb_frame_clear(moduli->frames + i);
    for (uint32_t a = 0; a < moduli->count; a++)
        lb_rational_clear(moduli->rows + a);
    free(moduli->frames);
    free(moduli->rows);
    free(moduli->pivots);
    lb_string_table_clear(&moduli->strings);
}

lb_frame *lb_moduli_frame(lb_moduli *moduli, uint32_t i)
{
    while (moduli->frame_count <= i) {
        moduli->frames = lb_grow(moduli->frames, &moduli->frame_capacity,
                                 (size_t)moduli->frame_count + 1, sizeof *moduli->frames);
        uint64_t prime = moduli->next_prime;
        moduli->next_prime = n_nextprime(prime, 1);
        moduli->frame_count += lb_frame_init(moduli->frames + moduli->frame_count, moduli->rows,
                                             moduli->pivots, moduli->count, &moduli->strings, prime);
    }
    return moduli->frames + i;
}

static uint32_t bits_of(const lb_rational *v)
{
    return lb_rational_norm_bits(v) + lb_rational_denominator_bits(v);
}

static uint32_t most_bits(const lb_rational *vectors, uint32_t count)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t bits = bits_of(vectors + i);
        most = bits > most ? bits : most;
    }
    return most;
}

static void clear_vectors(lb_vector *vectors, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        lb_vector_clear(vectors + i);
    free(vectors);
}

/* NULL when the prime divides a denominator. */
static lb_vector *reduce_vectors(const lb_frame *frame, const lb_rational *vectors, uint32_t count)
{
    lb_vector *reduced = lb_malloc(count, sizeof *reduced);
    for (uint32_t i = 0; i < count; i++)
        if (!lb_frame_reduce(reduced + i, frame, vectors + i)) {
            clear_vectors(reduced, i);
            return NULL;
        }
    return reduced;
}

typedef enum outcome { HOLDS, FAILS, USELESS } outcome;

static outcome check_commuting(lb_frame *frame, const lb_rational *a, uint32_t a_count,
                               const lb_rational *b, uint32_t b_count)
{
    lb_vector *left = reduce_vectors(frame, a, a_count);
    lb_vector *right = reduce_vectors(frame, b, b_count);
    bool holds = true;
    for (uint32_t i = 0; left && right && i < a_count && holds; i++)
        for (uint32_t j = a == b ? i + 1 : 0; j < b_count && holds; j++)
            holds = lb_frame_commute(frame, left + i, right + j);
    outcome result = left && right ? (holds ? HOLDS : FAILS) : USELESS;
    if (left)
        clear_vectors(left, a_count);
    if (right)
        clear_vectors(right, b_count);
    return result;
}

bool lb_prove_commuting(lb_moduli *moduli, const lb_rational *a, uint32_t a_count,
                        const lb_rational *b, uint32_t b_count)
{
    uint32_t needed = most_bits(a, a_count) + most_bits(b, b_count) + 1;
    for (uint32_t i = 0, known = 0; known < needed; i++) {
        outcome result = check_commuting(lb_moduli_frame(moduli, i), a, a_count, b, b_count);
        if (result == FAILS)
            return false;
        known += result == HOLDS ? PRIME_BITS : 0;
    }
    return true;
}

static uint32_t vector_count(const lb_factor *block)
{
    return block->degree > 1 ? block->degree + 1 : 1;
}

static outcome check_orthogonal(lb_frame *frame, const lb_rational *a, uint32_t a_count,
                                const lb_rational *b, uint32_t b_count)
{
    lb_vector *left = reduce_vectors(frame, a, a_count);
    lb_vector *right = reduce_vectors(frame, b, b_count);
    bool holds = true;
    for (uint32_t i = 0; left && right && i < a_count; i++) {
        lb_frame_add(frame, 1, left + i);
        for (uint32_t j = 0; j < b_count; j++)
            holds = holds && !lb_frame_dot(frame, right + j);
        lb_frame_drop(frame);
    }
    outcome result = left && right ? (holds ? HOLDS : FAILS) : USELESS;
    if (left)
        clear_vectors(left, a_count);
    if (right)
        clear_vectors(right, b_count);
    return result;
}

bool lb_prove_orthogonal(lb_moduli *moduli, const lb_splitting *splitting,
                         const lb_rational *others, uint32_t count)
{
    for (uint32_t i = 0; i < splitting->count; i++) {
        const lb_factor *block = splitting->blocks + i;
        uint32_t vectors = vector_count(block);
        uint32_t needed = most_bits(block->vectors, vectors) + most_bits(others, count) + 1;
        for (uint32_t f = 0, known = 0; known < needed; f++) {
            outcome result =
                check_orthogonal(lb_moduli_frame(moduli, f), block->vectors, vectors, others, count);
            if (result == FAILS)
                return false;
            known += result == HOLDS ? PRIME_BITS : 0;
        }
    }
    return true;
}

/* {a, {b, x}} = {c, {d, x}}, where y = {b, x} and z = {d, x} are given. */
static bool equal_brackets(lb_frame *frame, const lb_vector *a, const lb_vector *y,
                           const lb_vector *c, const lb_vector *z)
{
    lb_frame_add_bracket(frame, 1, a, y);
    lb_frame_add_bracket(frame, frame->modulus.n - 1, c, z);
    return lb_frame_drop(frame);
}

/* The identities (1) and (2) for one x. */
static bool check_block_at(lb_frame *frame, const lb_vector *v, uint32_t degree, const lb_vector *x)
{
    lb_vector *images = lb_malloc((size_t)degree + 1, sizeof *images);
    for (uint32_t k = 0; k <= degree; k++) {
        lb_frame_add_bracket(frame, 1, v + k, x);
        lb_frame_take(images + k, frame);
    }
    bool holds = true;
    for (uint32_t k = 1; k < degree && holds; k++)
        holds = equal_brackets(frame, v + 1, images + k, v, images + k + 1);
    for (uint32_t j = 2; j < degree && holds; j++)
        holds = equal_brackets(frame, v + j, images + j, v + j - 1, images + j + 1);
    clear_vectors(images, degree + 1);
    return holds;
}

static outcome check_block(lb_frame *frame, const lb_factor *block)
{
    lb_vector *v = reduce_vectors(frame, block->vectors, vector_count(block));
    if (!v)
        return USELESS;
    bool holds = true;
    for (uint32_t a = 0; a < frame->basis.count && holds; a++)
        holds = check_block_at(frame, v, block->degree, frame->basis.vectors + a);
    clear_vectors(v, vector_count(block));
    return holds ? HOLDS : FAILS;
}

/* The identities (3). */
static outcome check_separation(lb_frame *frame, const lb_rational *first, uint32_t count)
{
    lb_vector *v = reduce_vectors(frame, first, count);
    if (!v)
        return USELESS;
    bool holds = true;
    for (uint32_t a = 0; a < frame->basis.count && holds; a++)
        for (uint32_t i = 0; i < count && holds; i++) {
            lb_vector image;
            lb_frame_add_bracket(frame, 1, v + i, frame->basis.vectors + a);
            lb_frame_take(&image, frame);
            for (uint32_t j = i + 1; j < count && image.length && holds; j++)
                holds = lb_frame_commute(frame, v + j, &image);
            lb_vector_clear(&image);
        }
    clear_vectors(v, count);
    return holds ? HOLDS : FAILS;
}

static bool prove_separation(lb_moduli *moduli, const lb_splitting *splitting)
{
    lb_rational *first = lb_malloc(splitting->count, sizeof *first);
    for (uint32_t i = 0; i < splitting->count; i++)
        first[i] = splitting->blocks[i].vectors[0];
    uint32_t needed = 2 * most_bits(first, splitting->count) + moduli->row_bits + 1;
    bool holds = true;
    for (uint32_t f = 0, known = 0; known < needed && holds; f++) {
        outcome result =
            check_separation(lb_moduli_frame(moduli, f), first, splitting->count);
        holds = result != FAILS;
        known += result == HOLDS ? PRIME_BITS : 0;
    }
    free(first);
    return holds;
}

bool lb_prove_splitting(lb_moduli *moduli, const lb_splitting *splitting)
{
    for (uint32_t i = 0; i < splitting->count; i++) {
        const lb_factor *block = splitting->blocks + i;
        if (block->degree == 1)
            continue;
        uint32_t needed =
            4 * most_bits(block->vectors, vector_count(block)) + moduli->row_bits + 1;
        for (uint32_t f = 0, known = 0; known < needed; f++) {
            outcome result = check_block(lb_moduli_frame(moduli, f), block);
            if (result == FAILS)
                return false;
            known += result == HOLDS ? PRIME_BITS : 0;
        }
    }
    return prove_separation(moduli, splitting);
}
