/* A string sends entry j to entry j ^ x, times (-1)^|z & j| and a power of i: in a panel, whole groups
 * of entries. */

#include "check/rank/rank.h"

#include <string.h>

enum { LANES = LB_CHECK_LANES };

/* out = a base + f v, lane by lane; a NULL for 1. */
static inline void combine(const lb_check_field F, uint32_t *out, const uint32_t *a,
                           const uint32_t *base, const uint32_t *f, const uint32_t *v, size_t lanes)
{
    uint32_t sums[LANES];
    for (size_t l = 0; l < lanes; l++) {
        uint64_t product = (uint64_t)f[l] * v[l];
        sums[l] = a ? lb_check_field_reduce(&F, (uint64_t)a[l] * base[l] + product)
                    : lb_check_less_modulus(lb_check_field_reduce(&F, product) + base[l], F.p);
    }
    for (size_t l = 0; l < lanes; l++)
        out[l] = sums[l];
}

/* out[j ^ x] = a base[j ^ x] + (sign of j) f v[j]. */
static inline void add_groups(const lb_check_field F, const lb_check_vector_sum *S, uint32_t *out,
                              const uint32_t *base, const uint32_t *v, bool negative, size_t lanes,
                              bool whole)
{
    uint32_t factors[2][LANES];
    const uint64_t x = S->string.x, z = S->string.z;
    for (size_t l = 0; l < lanes; l++) {
        factors[negative][l] = S->factors[l];
        factors[!negative][l] = lb_check_field_negate(&F, S->factors[l]);
    }
    for (uint64_t j = 0; j < S->size; j++)
        combine(F, out + lanes * (j ^ x), whole ? NULL : S->base_factors, base + lanes * (j ^ x),
                factors[__builtin_parityll(z & j)], v + lanes * j, lanes);
}

LB_CHECK_CLONES static void add_part(const lb_check_field *F, const lb_check_vector_sum *S,
                                     uint32_t *out, const uint32_t *base, const uint32_t *v,
                                     bool negative)
{
    if (S->lanes != LANES)
        add_groups(*F, S, out, base, v, negative, 1, !S->base_factors);
    else if (S->base_factors)
        add_groups(*F, S, out, base, v, negative, LANES, false);
    else
        add_groups(*F, S, out, base, v, negative, LANES, true);
}

void lb_check_vector_add(const lb_check_field *F, const lb_check_vector_sum *S, uint32_t *out,
                         const uint32_t *base, const uint32_t *v)
{
    /* i (re, im) = (-im, re). */
    size_t half = S->size * S->lanes;
    uint32_t power = S->string.power;
    bool odd = power % 2;
    add_part(F, S, out, base, odd ? v + half : v, power == 1 || power == 2);
    add_part(F, S, out + half, base + half, odd ? v : v + half, power >= 2);
}

/* (re, im) times (a, b), or (a, -b), for one group. */
static inline void scale_group(const lb_check_field F, uint32_t *restrict re, uint32_t *restrict im,
                               uint32_t a, uint32_t plus, size_t lanes)
{
    uint32_t minus = F.p - plus;
    for (size_t l = 0; l < lanes; l++) {
        uint32_t u = re[l], v = im[l];
        re[l] = lb_check_field_reduce(&F, (uint64_t)a * u + (uint64_t)minus * v);
        im[l] = lb_check_field_reduce(&F, (uint64_t)a * v + (uint64_t)plus * u);
    }
}

LB_CHECK_CLONES static void scale(const lb_check_field *F, uint32_t *v, const uint32_t *table,
                                  const lb_check_table_shape *T)
{
    for (size_t k = 0; k < T->size; k++) {
        const uint32_t *entry = table + k % T->length;
        uint32_t a = entry[0], b = entry[T->length], plus = T->conjugate ? F->p - b : b;
        uint32_t *re = v + k * T->lanes, *im = v + (T->size + k) * T->lanes;
        if (T->lanes == LANES)
            scale_group(*F, re, im, a, plus, LANES);
        else
            scale_group(*F, re, im, a, plus, 1);
    }
}

void lb_check_vector_scale(const lb_check_field *F, uint32_t *v, const uint32_t *table,
                           const lb_check_table_shape *T)
{
    scale(F, v, table, T);
}

/* (x, y) -> (x + y, x - y). */
static inline void mix_two(uint32_t *restrict x, uint32_t *restrict y, uint32_t p, size_t count)
{
    for (size_t l = 0; l < count; l++) {
        uint32_t a = x[l], b = y[l];
        x[l] = lb_check_less_modulus(a + b, p);
        y[l] = lb_check_less_modulus(a + p - b, p);
    }
}

/* The same of (w, x) and (y, z), and then of (w, y) and (x, z); sums stay below 4 p < 2^31 until the end. */
static inline void mix_four(uint32_t *restrict w, uint32_t *restrict x, uint32_t *restrict y,
                            uint32_t *restrict z, uint32_t p, size_t count)
{
    for (size_t l = 0; l < count; l++) {
        uint32_t a = w[l] + x[l], b = w[l] + p - x[l], c = y[l] + z[l], d = y[l] + p - z[l];
        w[l] = lb_check_less_modulus(lb_check_less_modulus(a + c, 2 * p), p);
        x[l] = lb_check_less_modulus(lb_check_less_modulus(b + d, 2 * p), p);
        y[l] = lb_check_less_modulus(lb_check_less_modulus(a + 2 * p - c, 2 * p), p);
        z[l] = lb_check_less_modulus(lb_check_less_modulus(b + 2 * p - d, 2 * p), p);
    }
}

/* Of one qubit, or with that of twice the step. */
static inline void mix(uint32_t *v, size_t length, size_t step, bool both, uint32_t p, size_t run)
{
    for (size_t start = 0; start < length; start += (both ? 4 : 2) * step)
        for (size_t k = start; k < start + step; k += run)
            if (both)
                mix_four(v + k, v + k + step, v + k + 2 * step, v + k + 3 * step, p, run);
            else
                mix_two(v + k, v + k + step, p, run);
}

LB_CHECK_CLONES static void hadamard(uint32_t p, uint32_t *v, size_t size, size_t qubits,
                                     size_t lanes)
{
    size_t length = 2 * size * lanes;
    for (size_t q = 0; q < qubits; q += 2) {
        size_t step = lanes << q;
        if (lanes == LANES)
            mix(v, length, step, q + 1 < qubits, p, LANES);
        else
            mix(v, length, step, q + 1 < qubits, p, 1);
    }
}

void lb_check_vector_hadamard(const lb_check_field *F, uint32_t *v, size_t size, size_t qubits,
                              size_t lanes)
{
    hadamard(F->p, v, size, qubits, lanes);
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
        uint32_t power = (uint32_t)__builtin_popcountll(x & z) + 2 * a->negative;
        for (size_t k = 0; k < size; k++)
            if ((k >> q & 1) == (basis >> q & 1) && (v[k] | v[size + k])) {
                bool minus = __builtin_parityll(z & k);
                uint32_t re = v[k], im = v[size + k];
                for (uint32_t turns = (power + 2 * minus) % 4; turns; turns--) {
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
