#include "structure/moduli.h"

#include <assert.h>
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
        moduli->frame_count +=
            lb_frame_init(moduli->frames + moduli->frame_count, moduli->rows, moduli->pivots,
                          moduli->count, &moduli->strings, prime);
    }
    return moduli->frames + i;
}

static uint32_t most_bits(const lb_rational *vectors, uint32_t count)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t bits =
            lb_rational_norm_bits(vectors + i) + lb_rational_denominator_bits(vectors + i);
        most = bits > most ? bits : most;
    }
    return most;
}

static void clear_vectors(lb_vector *vectors, uint32_t count)
{
    for (uint32_t i = 0; vectors && i < count; i++)
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
    bool usable = left && right, holds = true;
    for (uint32_t i = 0; usable && i < a_count && holds; i++)
        for (uint32_t j = a == b ? i + 1 : 0; j < b_count && holds; j++)
            holds = lb_frame_commute(frame, left + i, right + j);
    clear_vectors(left, a_count);
    clear_vectors(right, b_count);
    return !usable ? USELESS : holds ? HOLDS : FAILS;
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

/* A torus modulo one prime. */
typedef struct torus_frame {
    lb_frame *frame;
    uint32_t count, centre_count;
    lb_vector *vectors, *centre;
    lb_adjoint *adjoints;
} torus_frame;

static bool torus_frame_init(torus_frame *t, lb_frame *frame, const lb_torus *torus)
{
    *t = (torus_frame){frame, torus->reduced.count, torus->centre_count, NULL, NULL, NULL};
    t->vectors = reduce_vectors(frame, torus->vectors, t->count);
    t->centre = reduce_vectors(frame, torus->centre, t->centre_count);
    if (!t->vectors || !t->centre)
        return false;
    t->adjoints = lb_malloc(t->count, sizeof *t->adjoints);
    for (uint32_t i = 0; i < t->count; i++)
        lb_adjoint_init(t->adjoints + i, frame, t->vectors + i);
    return true;
}

static void torus_frame_clear(torus_frame *t)
{
    clear_vectors(t->vectors, t->count);
    clear_vectors(t->centre, t->centre_count);
    for (uint32_t i = 0; t->adjoints && i < t->count; i++)
        lb_adjoint_clear(t->adjoints + i);
    free(t->adjoints);
}

/* The adjoint matrix of a vector in torus coordinates; false when the prime divides its
 * denominator. */
static bool adjoint_of(lb_adjoint *A, const torus_frame *t, const lb_rational *v)
{
    lb_vector reduced;
    if (!lb_frame_reduce(&reduced, t->frame, v))
        return false;
    uint64_t *coefficients = lb_calloc(t->count, sizeof *coefficients);
    for (uint32_t i = 0; i < reduced.length; i++)
        coefficients[reduced.terms[i].column] = reduced.terms[i].value;
    lb_adjoint_init_combination(A, coefficients, t->adjoints, t->count, t->frame->modulus);
    free(coefficients);
    lb_vector_clear(&reduced);
    return true;
}

static void clear_adjoints(lb_adjoint *adjoints, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        lb_adjoint_clear(adjoints + i);
    free(adjoints);
}

static lb_adjoint *adjoints_of(const torus_frame *t, const lb_factor *factor)
{
    uint32_t count = lb_factor_vectors(factor);
    lb_adjoint *adjoints = lb_malloc(count, sizeof *adjoints);
    for (uint32_t k = 0; k < count; k++)
        if (!adjoint_of(adjoints + k, t, factor->vectors + k)) {
            clear_adjoints(adjoints, k);
            return NULL;
        }
    return adjoints;
}

/* The identities (1) and (2); v[k] is ad v_k. */
static bool check_powers(const lb_adjoint *v, uint32_t degree, nmod_t modulus)
{
    bool holds = true;
    for (uint32_t k = 1; k < degree && holds; k++)
        holds = lb_adjoint_products_agree(v + 1, v + k, v, v + k + 1, modulus);
    for (uint32_t j = 2; j < degree && holds; j++)
        holds = lb_adjoint_products_agree(v + j, v + j, v + j - 1, v + j + 1, modulus);
    return holds;
}

static bool orthogonal_to_centre(const torus_frame *t, const lb_rational *v)
{
    lb_vector reduced;
    bool usable = lb_frame_reduce(&reduced, t->frame, v), orthogonal = true;
    assert(usable);
    (void)usable;
    for (uint32_t i = 0; i < reduced.length; i++)
        lb_frame_add(t->frame, reduced.terms[i].value, t->vectors + reduced.terms[i].column);
    for (uint32_t b = 0; b < t->centre_count; b++)
        orthogonal = orthogonal && !lb_frame_dot(t->frame, t->centre + b);
    lb_frame_drop(t->frame);
    lb_vector_clear(&reduced);
    return orthogonal;
}

/* The identities of all factors, (3) against those before. */
static outcome check_splitting(const torus_frame *t, const lb_splitting *splitting)
{
    nmod_t modulus = t->frame->modulus;
    lb_adjoint *first = lb_malloc(splitting->count, sizeof *first);
    outcome result = HOLDS;
    uint32_t i = 0;
    for (; i < splitting->count && result == HOLDS; i++) {
        const lb_factor *factor = splitting->factors + i;
        lb_adjoint *v = adjoints_of(t, factor);
        if (!v) {
            result = USELESS;
            break;
        }
        bool holds = check_powers(v, factor->degree, modulus);
        for (uint32_t k = 0; k < lb_factor_vectors(factor) && holds; k++)
            holds = orthogonal_to_centre(t, factor->vectors + k);
        for (uint32_t j = 0; j < i && holds; j++)
            holds = lb_adjoint_products_agree(v, first + j, NULL, NULL, modulus);
        result = holds ? HOLDS : FAILS;
        first[i] = v[0];
        for (uint32_t k = 1; k < lb_factor_vectors(factor); k++)
            lb_adjoint_clear(v + k);
        free(v);
    }
    clear_adjoints(first, i);
    return result;
}

/* Bits of numerators and denominator, on the strings, of a vector in torus coordinates. */
static uint32_t vector_bits(const lb_splitting *splitting, const lb_torus *torus)
{
    uint32_t most = 0, torus_most = 0;
    fmpz_t common;
    fmpz_init_set_ui(common, 1);
    for (uint32_t i = 0; i < torus->reduced.count; i++) {
        uint32_t bits = lb_rational_norm_bits(torus->vectors + i);
        torus_most = bits > torus_most ? bits : torus_most;
        fmpz_lcm(common, common, torus->vectors[i].denominator);
    }
    for (uint32_t i = 0; i < splitting->count; i++) {
        const lb_factor *factor = splitting->factors + i;
        uint32_t bits = most_bits(factor->vectors, lb_factor_vectors(factor));
        most = bits > most ? bits : most;
    }
    most += torus_most + 2 * (uint32_t)fmpz_bits(common);
    fmpz_clear(common);
    return most;
}

bool lb_prove_splitting(lb_moduli *moduli, const lb_splitting *splitting, const lb_torus *torus)
{
    uint32_t bits = vector_bits(splitting, torus),
             centre = most_bits(torus->centre, torus->centre_count);
    uint32_t needed = 4 * bits + moduli->row_bits + centre + 1;
    outcome result = HOLDS;
    for (uint32_t f = 0, known = 0; known < needed && result != FAILS; f++) {
        torus_frame t;
        result = torus_frame_init(&t, lb_moduli_frame(moduli, f), torus)
                     ? check_splitting(&t, splitting)
                     : USELESS;
        torus_frame_clear(&t);
        known += result == HOLDS ? PRIME_BITS : 0;
    }
    return result != FAILS;
}
