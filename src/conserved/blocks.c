#include "conserved/blocks.h"

#include <stdlib.h>
#include <string.h>

#include <flint/fmpq.h>
#include <flint/nmod_vec.h>
#include <flint/ulong_extras.h>

#include "base/memory.h"
#include "pauli/dense.h"

typedef struct word_string {
    uint64_t x, z;
} word_string;

static bool anticommute(word_string a, word_string b)
{
    return __builtin_parityll((a.x & b.z) ^ (a.z & b.x));
}

static bool bit(uint64_t word, uint32_t q)
{
    return word >> q & 1;
}

/* (x, z) becomes G (x, z) G^dagger; whether it changes its sign. */
static bool conjugate(word_string *P, const lb_block_gate *g)
{
    uint32_t a = g->qubits[0], b = g->qubits[1];
    bool x = bit(P->x, a), z = bit(P->z, a);
    switch (g->gate) {
    case LB_GATE_H:
        P->x ^= (uint64_t)(x ^ z) << a;
        P->z ^= (uint64_t)(x ^ z) << a;
        return x && z;
    case LB_GATE_S:
        P->z ^= (uint64_t)x << a;
        return x && z;
    case LB_GATE_SDG:
        P->z ^= (uint64_t)x << a;
        return x && !z;
    default: { /* CX */
        bool minus = x && bit(P->z, b) && bit(P->x, b) == z;
        P->x ^= (uint64_t)x << b;
        P->z ^= (uint64_t)bit(P->z, b) << a;
        return minus;
    }
    }
}

/* ---- Choosing the blocks ---- */

typedef struct chooser {
    lb_blocks *blocks;
    word_string *strings;
    size_t count;
} chooser;

static void append_gate(chooser *c, lb_fixed_gate gate, uint32_t a, uint32_t b)
{
    lb_blocks *blocks = c->blocks;
    blocks->gates = lb_grow(blocks->gates, &blocks->gate_capacity, blocks->gate_count + 1,
                            sizeof *blocks->gates);
    lb_block_gate *g = blocks->gates + blocks->gate_count++;
    *g = (lb_block_gate){gate, {a, b}};
    for (size_t i = 0; i < c->count; i++)
        conjugate(c->strings + i, g);
}

/* Leave strings that commute with string `first`: one that does not is given up, and multiplied into
 * the others of its kind. */
static void keep_commuting(chooser *c, size_t first)
{
    word_string P = c->strings[first];
    size_t partner = SIZE_MAX;
    for (size_t i = first + 1; i < c->count; i++) {
        if (!anticommute(P, c->strings[i]))
            continue;
        if (partner == SIZE_MAX) {
            partner = i;
            continue;
        }
        c->strings[i].x ^= c->strings[partner].x;
        c->strings[i].z ^= c->strings[partner].z;
    }
    if (partner != SIZE_MAX)
        c->strings[partner] = c->strings[--c->count];
}

/* Gates on the qubits below `top` + 1 that take string number i to Z on qubit `top`. */
static void take_to_z(chooser *c, size_t i, uint32_t top)
{
    const word_string *P = c->strings + i;
    for (uint32_t q = 0; q <= top; q++) {
        if (bit(P->x, q) && bit(P->z, q))
            append_gate(c, LB_GATE_S, q, q);
        if (bit(P->x, q))
            append_gate(c, LB_GATE_H, q, q);
    }
    if (!bit(P->z, top)) { /* Z on q becomes Z on q and top */
        uint32_t q = (uint32_t)__builtin_ctzll(P->z);
        append_gate(c, LB_GATE_CX, top, q);
    }
    for (uint32_t q = 0; q < top; q++)
        if (bit(P->z, q))
            append_gate(c, LB_GATE_CX, q, top);
}

static void choose_blocks(lb_blocks *blocks, const lb_string_struct *strings, size_t count)
{
    chooser c = {blocks, lb_malloc(count, sizeof *c.strings), count};
    for (size_t i = 0; i < count; i++)
        c.strings[i] = strings[i].length
                           ? (word_string){strings[i].blocks[0].x, strings[i].blocks[0].z}
                           : (word_string){0, 0};
    for (size_t i = 0; i < c.count; i++) {
        uint32_t top = blocks->qubits - 1 - blocks->fixed;
        keep_commuting(&c, i);
        uint64_t free_bits = ((uint64_t)1 << (top + 1)) - 1;
        c.strings[i].z &= free_bits;
        if (!((c.strings[i].x | c.strings[i].z) & free_bits))
            continue;
        take_to_z(&c, i, top);
        blocks->fixed++;
        if (blocks->fixed == blocks->qubits)
            break;
    }
    free(c.strings);
}

/* ---- Operators ---- */

static bool residue(uint64_t *r, const mpq_t c, nmod_t modulus)
{
    uint64_t denominator = mpz_fdiv_ui(mpq_denref(c), modulus.n);
    if (!denominator)
        return false;
    *r = nmod_div(mpz_fdiv_ui(mpq_numref(c), modulus.n), denominator, modulus);
    return true;
}

static uint64_t *mask_row(lb_blocks_operator *a, uint32_t mask, size_t N)
{
    uint32_t i = 0;
    while (i < a->mask_count && a->masks[i] != mask)
        i++;
    if (i == a->mask_count) {
        a->masks = lb_realloc(a->masks, (size_t)i + 1, sizeof *a->masks);
        a->values = lb_realloc(a->values, ((size_t)i + 1) * N, sizeof *a->values);
        memset(a->values + i * N, 0, N * sizeof *a->values);
        a->masks[a->mask_count++] = mask;
    }
    return a->values + i * N;
}

/* Add c W(x, z): i^|x & z| (-1)^|z & b| from b to b + x. */
static void add_string(lb_blocks_operator *a, const lb_blocks *blocks, word_string P, uint64_t c)
{
    nmod_t modulus = blocks->modulus;
    uint64_t *row = mask_row(a, (uint32_t)P.x, blocks->dimension);
    for (int y = lb_popcount(P.x & P.z) & 3; y > 0; y--)
        c = nmod_mul(c, blocks->i, modulus);
    uint64_t minus = nmod_neg(c, modulus);
    for (size_t b = 0; b < blocks->dimension; b++)
        row[b] = nmod_add(row[b], __builtin_parityll(P.z & b) ? minus : c, modulus);
}

bool lb_blocks_operator_init(lb_blocks_operator *moved, const lb_blocks *blocks, const lb_sum_t S)
{
    *moved = (lb_blocks_operator){0, NULL, NULL};
    for (size_t t = 0; t < S->length; t++) {
        const lb_string_struct *Q = S->strings + t;
        word_string P = {Q->length ? Q->blocks[0].x : 0, Q->length ? Q->blocks[0].z : 0};
        bool minus = false;
        uint64_t c;
        if (!residue(&c, S->coefficients + t, blocks->modulus)) {
            lb_blocks_operator_clear(moved);
            return false;
        }
        for (size_t g = 0; g < blocks->gate_count; g++)
            minus ^= conjugate(&P, blocks->gates + g);
        add_string(moved, blocks, P, minus ? nmod_neg(c, blocks->modulus) : c);
    }
    return true;
}

void lb_blocks_operator_clear(lb_blocks_operator *a)
{
    free(a->masks);
    free(a->values);
}

static void add_scaled(lb_blocks_operator *sum, const lb_blocks *blocks, uint64_t c,
                       const lb_blocks_operator *a)
{
    size_t N = blocks->dimension;
    for (uint32_t m = 0; m < a->mask_count; m++)
        _nmod_vec_scalar_addmul_nmod(mask_row(sum, a->masks[m], N), a->values + m * N, (slong)N, c,
                                     blocks->modulus);
}

void lb_blocks_operator_combine(lb_blocks_operator *sum, const lb_blocks *blocks, uint64_t c,
                                const lb_blocks_operator *a, uint64_t d,
                                const lb_blocks_operator *b)
{
    *sum = (lb_blocks_operator){0, NULL, NULL};
    add_scaled(sum, blocks, c, a);
    add_scaled(sum, blocks, d, b);
}

void lb_blocks_operator_apply(uint64_t *out, const lb_blocks_operator *a, const uint64_t *in,
                              const lb_blocks *blocks)
{
    size_t N = blocks->dimension;
    nmod_t modulus = blocks->modulus;
    memset(out, 0, N * sizeof *out);
    for (uint32_t m = 0; m < a->mask_count; m++)
        for (size_t b = 0; b < N; b++)
            if (in[b])
                NMOD_ADDMUL(out[b ^ a->masks[m]], in[b], a->values[m * N + b], modulus);
}

void lb_blocks_operator_apply_in(uint64_t *out, const lb_blocks_operator *a, const uint64_t *in,
                                 const lb_blocks *blocks, size_t block)
{
    size_t N = blocks->dimension, M = blocks->block_dimension;
    nmod_t modulus = blocks->modulus;
    memset(out, 0, M * sizeof *out);
    for (uint32_t m = 0; m < a->mask_count; m++) {
        const uint64_t *values = a->values + m * N + block * M;
        for (size_t b = 0; b < M; b++)
            NMOD_ADDMUL(out[b ^ a->masks[m]], in[b], values[b], modulus);
    }
}

/* ---- States ---- */

static void apply_h(uint64_t *v, size_t N, size_t mask, nmod_t modulus)
{
    for (size_t b = 0; b < N; b++)
        if (!(b & mask)) {
            uint64_t low = v[b], high = v[b | mask];
            v[b] = nmod_add(low, high, modulus);
            v[b | mask] = nmod_sub(low, high, modulus);
        }
}

static void apply_phase(uint64_t *v, size_t N, size_t mask, uint64_t phase, nmod_t modulus)
{
    for (size_t b = 0; b < N; b++)
        if (b & mask)
            v[b] = nmod_mul(v[b], phase, modulus);
}

static void apply_cx(uint64_t *v, size_t N, size_t control, size_t target)
{
    for (size_t b = 0; b < N; b++)
        if (b & control && !(b & target)) {
            uint64_t low = v[b];
            v[b] = v[b | target];
            v[b | target] = low;
        }
}

/* The gate or, but for a factor, its inverse. */
static void apply_gate(uint64_t *v, const lb_blocks *blocks, const lb_block_gate *g, bool inverse)
{
    size_t N = blocks->dimension, mask = (size_t)1 << g->qubits[0];
    nmod_t modulus = blocks->modulus;
    if (g->gate == LB_GATE_H)
        apply_h(v, N, mask, modulus);
    else if (g->gate == LB_GATE_S)
        apply_phase(v, N, mask, inverse ? nmod_neg(blocks->i, modulus) : blocks->i, modulus);
    else
        apply_cx(v, N, mask, (size_t)1 << g->qubits[1]);
}

void lb_blocks_permute(uint64_t *v, const lb_blocks *blocks, const uint32_t *image, uint64_t *room)
{
    for (size_t g = blocks->gate_count; g-- > 0;)
        apply_gate(v, blocks, blocks->gates + g, true);
    for (size_t b = 0; b < blocks->dimension; b++) {
        size_t moved = 0;
        for (uint32_t q = 0; q < blocks->qubits; q++)
            moved |= (b >> q & 1) << image[q];
        room[moved] = v[b];
    }
    memcpy(v, room, blocks->dimension * sizeof *v);
    for (size_t g = 0; g < blocks->gate_count; g++)
        apply_gate(v, blocks, blocks->gates + g, false);
}

bool lb_blocks_move_back(uint64_t *x, uint64_t *z, const lb_blocks *blocks)
{
    word_string P = {*x, *z};
    bool minus = false;
    for (size_t g = blocks->gate_count; g-- > 0;) {
        lb_block_gate inverse = blocks->gates[g];
        if (inverse.gate == LB_GATE_S)
            inverse.gate = LB_GATE_SDG;
        minus ^= conjugate(&P, &inverse);
    }
    *x = P.x;
    *z = P.z;
    return minus;
}

static uint64_t square_root_of_minus_one(uint64_t p)
{
    for (uint64_t a = 2;; a++) {
        uint64_t root = n_powmod2(a, (slong)((p - 1) / 4), p);
        if (n_mulmod2(root, root, p) == p - 1)
            return root;
    }
}

bool lb_blocks_init(lb_blocks *blocks, const lb_ansatz_t A, const lb_string_struct *strings,
                    size_t count, uint64_t prime)
{
    *blocks = (lb_blocks){.qubits = (uint32_t)A->qubits, .dimension = (size_t)1 << A->qubits};
    nmod_init(&blocks->modulus, prime);
    blocks->i = square_root_of_minus_one(prime);
    choose_blocks(blocks, strings, count);
    blocks->block_count = (size_t)1 << blocks->fixed;
    blocks->block_dimension = blocks->dimension / blocks->block_count;
    blocks->generators = lb_calloc(A->generator_count, sizeof *blocks->generators);
    for (size_t k = 0; k < A->generator_count; k++) {
        if (!lb_blocks_operator_init(blocks->generators + k, blocks, A->generators + k)) {
            lb_blocks_clear(blocks);
            return false;
        }
        blocks->generator_count++;
    }
    return true;
}

void lb_blocks_clear(lb_blocks *blocks)
{
    for (uint32_t k = 0; k < blocks->generator_count; k++)
        lb_blocks_operator_clear(blocks->generators + k);
    free(blocks->generators);
    free(blocks->gates);
}
