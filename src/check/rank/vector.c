/* A string sends entry j to entry j ^ x, times (-1)^|z & j| and a power of i. Vectors are cut into
 * pieces of 64 entries: the bits of x above lead from piece to piece, those below permute a piece,
 * and signs are those of a table for the lower bits, up to one for the piece. */

#include "check/rank/rank.h"

#include <string.h>

enum { PIECE = 64 };

/* Factors of one piece, by the sign of its number, where entry l comes from entry l ^ x. */
typedef struct signs {
    uint32_t at[2][PIECE];
} signs;

static void set_signs(signs *S, const lb_check_field *F, const lb_check_operator *W, bool negative)
{
    uint64_t z = W->z, x = W->x % PIECE;
    uint32_t factor = W->factor;
    for (uint64_t odd = 0; odd < 2; odd++)
        for (uint64_t l = 0; l < PIECE; l++) {
            bool minus = (odd ^ (uint64_t)negative) ^ (uint64_t)__builtin_parityll(z & (l ^ x));
            S->at[odd][l] = minus ? lb_check_field_negate(F, factor) : factor;
        }
}

/* out = a base + factors v, entry by entry. */
static inline void combine(const lb_check_field F, uint32_t *out, uint32_t a, const uint32_t *base,
                           const uint32_t *restrict factors, const uint32_t *restrict v)
{
    uint32_t sums[LB_CHECK_RUN];
    for (size_t l = 0; l < LB_CHECK_RUN; l++)
        sums[l] = lb_check_field_reduce(&F, (uint64_t)a * base[l] + (uint64_t)factors[l] * v[l]);
    memcpy(out, sums, sizeof sums);
}

/* out[j ^ x] = base_factor base[j ^ x] + (sign of j) v[j]. */
LB_CHECK_CLONES static void add_part(const lb_check_field *F, uint32_t *out, uint32_t base_factor,
                                     const uint32_t *base, const lb_check_operator *W,
                                     const signs *S, const uint32_t *v, size_t size)
{
    size_t length = size < PIECE ? size : PIECE, low = W->x % PIECE;
    uint32_t moved[PIECE];
    for (size_t start = 0; start < size; start += length) {
        size_t to = start ^ (W->x - low), l = 0;
        const uint32_t *factors = S->at[__builtin_parityll(W->z & start)], *from = v + start;
        for (size_t k = 0; low && k < length; k++)
            moved[k] = from[k ^ low];
        from = low ? moved : from;
        for (; l + LB_CHECK_RUN <= length; l += LB_CHECK_RUN)
            combine(*F, out + to + l, base_factor, base + to + l, factors + l, from + l);
        for (; l < length; l++)
            out[to + l] = lb_check_field_reduce(F, (uint64_t)base_factor * base[to + l] +
                                                       (uint64_t)factors[l] * from[l]);
    }
}

void lb_check_vector_add(const lb_check_field *F, uint32_t *out, uint32_t base_factor,
                         const uint32_t *base, const lb_check_operator *W, const uint32_t *v,
                         size_t size)
{
    signs S;
    /* i (re, im) = (-im, re). */
    bool odd = W->power % 2;
    set_signs(&S, F, W, W->power == 1 || W->power == 2);
    add_part(F, out, base_factor, base, W, &S, odd ? v + size : v, size);
    set_signs(&S, F, W, W->power >= 2);
    add_part(F, out + size, base_factor, base + size, W, &S, odd ? v : v + size, size);
}

/* (re, im) times (a, b), or (a, -b), for a few entries. */
static inline void scale_run(const lb_check_field F, uint32_t *restrict re, uint32_t *restrict im,
                             const uint32_t *restrict a, const uint32_t *restrict b, bool conjugate,
                             size_t count)
{
    for (size_t k = 0; k < count; k++) {
        uint32_t u = re[k], v = im[k], plus = conjugate ? F.p - b[k] : b[k], minus = F.p - plus;
        re[k] = lb_check_field_reduce(&F, (uint64_t)a[k] * u + (uint64_t)minus * v);
        im[k] = lb_check_field_reduce(&F, (uint64_t)a[k] * v + (uint64_t)plus * u);
    }
}

LB_CHECK_CLONES static void scale_part(const lb_check_field *F, uint32_t *re, uint32_t *im,
                                       const uint32_t *a, const uint32_t *b, bool conjugate,
                                       size_t length)
{
    size_t k = 0;
    for (; k + LB_CHECK_RUN <= length; k += LB_CHECK_RUN)
        scale_run(*F, re + k, im + k, a + k, b + k, conjugate, LB_CHECK_RUN);
    scale_run(*F, re + k, im + k, a + k, b + k, conjugate, length - k);
}

void lb_check_vector_scale(const lb_check_field *F, uint32_t *v, size_t size, const uint32_t *table,
                           size_t length, bool conjugate)
{
    for (size_t start = 0; start < size; start += length)
        scale_part(F, v + start, v + size + start, table, table + length, conjugate, length);
}

static inline uint32_t less_modulus(uint32_t a, uint32_t p)
{
    return a - p < a ? a - p : a;
}

/* (x, y) -> (x + y, x - y) of entries `step` apart, all in one run. */
static inline void mix_near(uint32_t *v, size_t size, const size_t step, uint32_t p)
{
    for (size_t start = 0; start < size; start += LB_CHECK_RUN) {
        uint32_t mixed[LB_CHECK_RUN];
        for (size_t l = 0; l < LB_CHECK_RUN; l++) {
            uint32_t a = v[start + l], b = v[start + (l ^ step)];
            mixed[l] = less_modulus((l & step ? p - a : a) + b, p);
        }
        memcpy(v + start, mixed, sizeof mixed);
    }
}

static inline void mix_run(uint32_t *restrict x, uint32_t *restrict y, uint32_t p, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        uint32_t a = x[k], b = y[k];
        x[k] = less_modulus(a + b, p);
        y[k] = less_modulus(a + p - b, p);
    }
}

static inline void mix_far(uint32_t *v, size_t size, size_t step, uint32_t p)
{
    for (size_t start = 0; start < size; start += 2 * step) {
        if (step < LB_CHECK_RUN)
            mix_run(v + start, v + start + step, p, step);
        for (size_t k = start; k + LB_CHECK_RUN <= start + step; k += LB_CHECK_RUN)
            mix_run(v + k, v + k + step, p, LB_CHECK_RUN);
    }
}

LB_CHECK_CLONES static void hadamard(uint32_t p, uint32_t *v, size_t size, size_t qubits)
{
    bool pieces = size >= LB_CHECK_RUN;
    for (size_t q = 0; q < qubits; q++)
        if (pieces && q == 0)
            mix_near(v, 2 * size, 1, p);
        else if (pieces && q == 1)
            mix_near(v, 2 * size, 2, p);
        else if (pieces && q == 2)
            mix_near(v, 2 * size, 4, p);
        else
            mix_far(v, 2 * size, (size_t)1 << q, p);
}

void lb_check_vector_hadamard(const lb_check_field *F, uint32_t *v, size_t size, size_t qubits)
{
    hadamard(F->p, v, size, qubits);
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
static void set_fixed(const lb_check_field *F, uint32_t *v, const lb_check_state *state)
{
    size_t size = (size_t)1 << state->qubits, basis = 0;
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

/* A representative has x bits alone, those of the basis state. */
static void set_amplitudes(const lb_check_field *F, uint32_t *v, const lb_check_state *state)
{
    size_t size = (size_t)1 << state->qubits;
    for (size_t k = 0; k < state->entry_count; k++) {
        size_t basis = lb_check_words_of(&state->representatives, state->at[k] / 2)[0];
        v[(state->at[k] % 2 ? size : 0) + basis] =
            (uint32_t)lb_check_integer_modulo(&state->entries.at[k], F->p);
    }
}

void lb_check_vector_of_state(const lb_check_field *F, uint32_t *v, const lb_check_state *state)
{
    memset(v, 0, ((size_t)2 << state->qubits) * sizeof *v);
    if (state->is_vector)
        set_amplitudes(F, v, state);
    else
        set_fixed(F, v, state);
}
