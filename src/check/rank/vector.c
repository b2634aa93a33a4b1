/* A string sends entry j to entry j ^ x, times (-1)^|z & j| and a power of i. Vectors are cut into
 * pieces of 64 entries: the bits of x above lead from piece to piece, those below permute a piece,
 * and signs are those of a table for the lower bits, up to one for the piece. */

#include "check/rank/rank.h"

#include <string.h>

enum { PIECE = 64 };

#define CLONES __attribute__((target_clones("avx2", "default")))

/* Factors of one piece, by the sign of its number; `plus` with the sign of the string itself. */
typedef struct signs {
    uint32_t at[2][PIECE];
} signs;

static void set_signs(signs *S, const lb_check_field *F, uint64_t z, uint32_t factor, bool negative)
{
    for (uint64_t odd = 0; odd < 2; odd++)
        for (uint64_t l = 0; l < PIECE; l++) {
            bool minus = (odd ^ (uint64_t)negative) ^ (uint64_t)__builtin_parityll(z & l);
            S->at[odd][l] = minus ? lb_check_field_negate(F, factor) : factor;
        }
}

/* out[j ^ x] = base_factor base[j ^ x] + (sign of j) v[j]. */
CLONES static void add_part(const lb_check_field *F, uint32_t *out, uint32_t base_factor,
                            const uint32_t *base, uint64_t x, uint64_t z, const signs *S,
                            const uint32_t *v, size_t size)
{
    size_t length = size < PIECE ? size : PIECE, low = x % PIECE;
    uint32_t moved[PIECE];
    for (size_t start = 0; start < size; start += length) {
        size_t to = start ^ (x - low);
        const uint32_t *factors = S->at[__builtin_parityll(z & start)];
        for (size_t l = 0; l < length; l++)
            moved[l ^ low] = lb_check_field_multiply(F, factors[l], v[start + l]);
        for (size_t l = 0; l < length; l++) {
            uint32_t sum = lb_check_field_multiply(F, base_factor, base[to + l]) + moved[l];
            out[to + l] = sum < F->p ? sum : sum - F->p;
        }
    }
}

void lb_check_vector_add(const lb_check_field *F, uint32_t *out, uint32_t base_factor,
                         const uint32_t *base, const lb_check_operator *W, const uint32_t *v,
                         size_t size)
{
    signs S;
    /* i (re, im) = (-im, re). */
    bool odd = W->power % 2;
    set_signs(&S, F, W->z, W->factor, W->power == 1 || W->power == 2);
    add_part(F, out, base_factor, base, W->x, W->z, &S, odd ? v + size : v, size);
    set_signs(&S, F, W->z, W->factor, W->power >= 2);
    add_part(F, out + size, base_factor, base + size, W->x, W->z, &S, odd ? v : v + size, size);
}

/* (re, im) times (a, b), or (a, -b). */
CLONES static void scale_part(const lb_check_field *F, uint32_t *re, uint32_t *im,
                              const uint32_t *a, const uint32_t *b, bool conjugate, size_t length)
{
    for (size_t k = 0; k < length; k++) {
        uint32_t u = re[k], v = im[k], plus = conjugate ? F->p - b[k] : b[k], minus = F->p - plus;
        re[k] = lb_check_field_reduce(F, (uint64_t)a[k] * u + (uint64_t)minus * v);
        im[k] = lb_check_field_reduce(F, (uint64_t)a[k] * v + (uint64_t)plus * u);
    }
}

void lb_check_vector_scale(const lb_check_field *F, uint32_t *v, size_t size, const uint32_t *table,
                           size_t length, bool conjugate)
{
    for (size_t start = 0; start < size; start += length)
        scale_part(F, v + start, v + size + start, table, table + length, conjugate, length);
}

void lb_check_vector_turn(const lb_check_field *F, uint32_t *out, const uint32_t *v, size_t size)
{
    for (size_t k = 0; k < size; k++) {
        out[k] = lb_check_field_negate(F, v[size + k]);
        out[size + k] = v[k];
    }
}

/* Where reduced generators without x bits have a minus, the bit of their pivot is 1, and no other
 * of them has that bit: the basis vector that they fix. All others make the state of it, as the
 * product of 1 + W; each has an x bit that is in no other. */
void lb_check_vector_of_state(const lb_check_field *F, uint32_t *v, const lb_check_state *state)
{
    size_t size = (size_t)1 << state->qubits, basis = 0;
    memset(v, 0, 2 * size * sizeof *v);
    for (size_t q = 0; q < state->qubits; q++) {
        uint32_t j = state->reduced_at[64 * state->words + q];
        if (j != LB_CHECK_NONE && state->reduced[j].negative)
            basis |= (size_t)1 << q;
    }
    v[basis] = 1;
    for (size_t q = 0; q < state->qubits; q++) {
        uint32_t j = state->reduced_at[q];
        if (j == LB_CHECK_NONE)
            continue;
        const lb_check_signed *a = &state->reduced[j];
        uint64_t x = a->xz[0], z = a->xz[state->words];
        lb_check_operator W = {x, z, ((uint32_t)__builtin_popcountll(x & z) + 2 * a->negative) % 4,
                               F->one};
        for (size_t k = 0; k < size; k++)
            if ((k >> q & 1) == (basis >> q & 1) && (v[k] | v[size + k])) {
                bool minus = __builtin_parityll(z & k);
                uint32_t re = v[k], im = v[size + k];
                for (uint32_t turns = (W.power + 2 * minus) % 4; turns; turns--) {
                    uint32_t old = re;
                    re = lb_check_field_negate(F, im);
                    im = old;
                }
                v[k ^ x] = re;
                v[size + (k ^ x)] = im;
            }
    }
}
