#include "simulation/sector.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "state/state.h"

enum { QUBITS_MAX = 63 };

/* (-1)^negative W(x, z). */
typedef struct signed_string {
    uint64_t x, z;
    bool negative;
} signed_string;

static signed_string read_string(const lb_string_t P, bool negative)
{
    return (signed_string){P->length ? P->blocks[0].x : 0, P->length ? P->blocks[0].z : 0,
                           negative};
}

static bool anticommute(const signed_string *P, const signed_string *Q)
{
    return __builtin_parityll((P->x & Q->z) ^ (P->z & Q->x));
}

/* P <- P Q, which commute. */
static void multiply(signed_string *P, const signed_string *Q)
{
    int e = lb_word_phase(P->x, P->z, Q->x, Q->z);
    *P = (signed_string){P->x ^ Q->x, P->z ^ Q->z, P->negative ^ Q->negative ^ (e >> 1 & 1)};
}

/* ---- The strings that fix all states ---- */

/* Add a row of bits to a reduced basis, whose rows have pivots that are in no other. */
static void add_row(uint64_t *rows, uint64_t *pivots, uint64_t row)
{
    for (uint64_t left = *pivots & row; left; left &= left - 1)
        row ^= rows[__builtin_ctzll(left)];
    if (!row)
        return;
    unsigned p = (unsigned)__builtin_ctzll(row);
    for (uint64_t left = *pivots; left; left &= left - 1)
        if (rows[__builtin_ctzll(left)] >> p & 1)
            rows[__builtin_ctzll(left)] ^= row;
    rows[p] = row;
    *pivots |= (uint64_t)1 << p;
}

/* Products of generators of the group that commute with all terms: a set of generators does when its
 * overlap with every row is even, where the row of a term has those that anticommute with it. */
static size_t find_fixed(signed_string *fixed, const lb_ansatz_t A, const signed_string *group,
                         size_t count)
{
    uint64_t rows[QUBITS_MAX], pivots = 0;
    size_t found = 0;
    for (size_t k = 0; k < A->generator_count; k++)
        for (size_t t = 0; t < A->generators[k].length; t++) {
            signed_string term = read_string(&A->generators[k].strings[t], false);
            uint64_t row = 0;
            for (size_t i = 0; i < count; i++)
                row |= (uint64_t)anticommute(&term, &group[i]) << i;
            add_row(rows, &pivots, row);
        }
    for (size_t i = 0; i < count; i++) {
        if (pivots >> i & 1)
            continue;
        signed_string *P = &fixed[found++];
        *P = group[i];
        for (uint64_t left = pivots; left; left &= left - 1)
            if (rows[__builtin_ctzll(left)] >> i & 1)
                multiply(P, &group[__builtin_ctzll(left)]);
    }
    return found;
}

/* ---- Gates ---- */

/* P <- G P G^dagger. */
static void conjugate(signed_string *P, const lb_simulation_sector_gate *G)
{
    unsigned a = G->qubits[0], b = G->qubits[1];
    uint64_t xa = P->x >> a & 1, za = P->z >> a & 1, xb = P->x >> b & 1, zb = P->z >> b & 1;
    switch (G->kind) {
    case LB_SECTOR_CX:
        P->negative ^= xa & zb & (xb ^ za ^ 1);
        P->x ^= xa << b;
        P->z ^= zb << a;
        break;
    case LB_SECTOR_CZ:
        P->negative ^= xa & xb & (za ^ zb);
        P->z ^= xb << a ^ xa << b;
        break;
    case LB_SECTOR_S:
        P->negative ^= xa & za;
        P->z ^= xa << a;
        break;
    }
}

static void add_gate(lb_simulation_sector *S, signed_string *P, lb_simulation_sector_gate_kind kind,
                     unsigned a, unsigned b)
{
    const lb_simulation_sector_gate G = {kind, {a, b}};
    S->gates = lb_grow(S->gates, &S->gate_capacity, S->gate_count + 1, sizeof *S->gates);
    S->gates[S->gate_count++] = G;
    conjugate(P, &G);
}

/* Take P, which is 1 on the qubits that are gone, to X on its last qubit with X, or else to Z on its
 * last. */
static void remove_qubit(lb_simulation_sector *S, signed_string *P)
{
    bool in_x = P->x;
    unsigned t = 63 - (unsigned)__builtin_clzll(in_x ? P->x : P->z);
    for (unsigned q = 0; q < S->qubits; q++) {
        if (q != t && in_x && P->x >> q & 1)
            add_gate(S, P, LB_SECTOR_CX, t, q);
        if (q != t && in_x && P->z >> q & 1)
            add_gate(S, P, LB_SECTOR_CZ, t, q);
        if (q != t && !in_x && P->z >> q & 1)
            add_gate(S, P, LB_SECTOR_CX, q, t);
    }
    if (in_x && P->z >> t & 1)
        add_gate(S, P, LB_SECTOR_S, t, t);
    S->gone |= (uint64_t)1 << t;
    S->in_x |= (uint64_t)in_x << t;
    S->negative |= (uint64_t)P->negative << t;
    S->count++;
}

/* What W makes of a string, without the letters on qubits that are gone, which become their values;
 * false where one of them has none. */
static bool take_over(const lb_simulation_sector *S, signed_string *P)
{
    for (size_t g = 0; g < S->gate_count; g++)
        conjugate(P, &S->gates[g]);
    if ((P->z & S->gone & S->in_x) || (P->x & S->gone & ~S->in_x))
        return false;
    P->negative ^= __builtin_parityll((P->x | P->z) & S->gone & S->negative);
    P->x &= ~S->gone;
    P->z &= ~S->gone;
    return true;
}

void lb_simulation_sector_init(lb_simulation_sector *S, const lb_ansatz_t A, const lb_state_t state)
{
    *S = (lb_simulation_sector){.qubits = state->qubits};
    if (state->kind == LB_STATE_AMPLITUDES || S->qubits > QUBITS_MAX)
        return;
    signed_string group[QUBITS_MAX], fixed[QUBITS_MAX];
    lb_stabilizer stabilizer;
    lb_state_stabilizer(&stabilizer, state);
    for (size_t i = 0; i < stabilizer.count; i++)
        group[i] = read_string(&stabilizer.reduced[i], stabilizer.negative[i]);
    size_t count = find_fixed(fixed, A, group, stabilizer.count);
    for (size_t i = 0; i < count && S->count + 1 < S->qubits; i++) {
        take_over(S, &fixed[i]);
        if (fixed[i].x | fixed[i].z)
            remove_qubit(S, &fixed[i]);
    }
    lb_stabilizer_clear(&stabilizer);
}

void lb_simulation_sector_clear(lb_simulation_sector *S)
{
    free(S->gates);
    *S = (lb_simulation_sector){0};
}

void lb_simulation_sector_leave(lb_simulation_sector *S)
{
    free(S->gates);
    *S = (lb_simulation_sector){.qubits = S->qubits};
}

bool lb_simulation_sector_equal(const lb_simulation_sector *S, const lb_simulation_sector *T)
{
    bool equal = S->qubits == T->qubits && S->gone == T->gone && S->in_x == T->in_x &&
                 S->negative == T->negative && S->gate_count == T->gate_count;
    for (size_t g = 0; g < S->gate_count && equal; g++)
        equal = S->gates[g].kind == T->gates[g].kind &&
                S->gates[g].qubits[0] == T->gates[g].qubits[0] &&
                S->gates[g].qubits[1] == T->gates[g].qubits[1];
    return equal;
}

/* ---- Sums and vectors ---- */

static void set_letters(lb_string_t Q, const lb_simulation_sector *S, const signed_string *P)
{
    uint32_t to = 0;
    lb_string_identity(Q);
    for (unsigned q = 0; q < S->qubits; q++) {
        bool x = P->x >> q & 1, z = P->z >> q & 1;
        if (S->gone >> q & 1)
            continue;
        lb_string_set_letter(Q, to++, x ? (z ? 'Y' : 'X') : z ? 'Z' : 'I');
    }
}

void lb_simulation_sector_restrict(lb_sum_t R, const lb_simulation_sector *S, const lb_sum_t O)
{
    lb_string_t Q;
    mpq_t c;
    lb_string_init(Q);
    mpq_init(c);
    lb_sum_clear(R);
    lb_sum_init(R, S->qubits - S->count);
    for (size_t t = 0; t < O->length; t++) {
        signed_string P = read_string(&O->strings[t], false);
        if (!take_over(S, &P))
            continue;
        mpq_set(c, &O->coefficients[t]);
        if (P.negative)
            mpq_neg(c, c);
        set_letters(Q, S, &P);
        lb_sum_append(R, c, Q);
    }
    lb_sum_normalize(R);
    mpq_clear(c);
    lb_string_clear(Q);
}

static void apply_gate(double *v, size_t size, const lb_simulation_sector_gate *G)
{
    size_t a = (size_t)1 << G->qubits[0], b = (size_t)1 << G->qubits[1];
    for (size_t k = 0; k < size; k++) {
        if (!(k & a))
            continue;
        double re = v[k], im = v[size + k];
        if (G->kind == LB_SECTOR_S) {
            v[k] = -im;
            v[size + k] = re;
        } else if (G->kind == LB_SECTOR_CZ && k & b) {
            v[k] = -re;
            v[size + k] = -im;
        } else if (G->kind == LB_SECTOR_CX && k & b) {
            v[k] = v[k ^ b];
            v[size + k] = v[size + (k ^ b)];
            v[k ^ b] = re;
            v[size + (k ^ b)] = im;
        }
    }
}

/* The part of v where a qubit is in its eigenstate, a vector of half the size in its place. */
static void halve(const lb_simulation_sector *S, double *v, size_t size, unsigned qubit)
{
    size_t bit = (size_t)1 << qubit, at = 0;
    bool in_x = S->in_x >> qubit & 1, negative = S->negative >> qubit & 1;
    const double h = sqrt(0.5);
    for (size_t k = 0; k < 2 * size; k++) {
        if (k & bit)
            continue;
        double zero = v[k], one = v[k | bit];
        v[at++] = in_x ? h * (negative ? zero - one : zero + one) : negative ? one : zero;
    }
}

double *lb_simulation_sector_project(const lb_simulation_sector *S, double *v)
{
    size_t size = (size_t)1 << S->qubits;
    for (size_t g = 0; g < S->gate_count; g++)
        apply_gate(v, size, &S->gates[g]);
    for (uint64_t left = S->gone; left; size /= 2) {
        unsigned qubit = 63 - (unsigned)__builtin_clzll(left);
        halve(S, v, size, qubit);
        left ^= (uint64_t)1 << qubit;
    }
    double *w = lb_malloc_aligned(2 * size, sizeof *w);
    memcpy(w, v, 2 * size * sizeof *w);
    free(v);
    return w;
}
