#include "variance/pure_state.h"

#include <stdlib.h>

#include "base/memory.h"
#include "state/state.h"

/* The square of the length of an exact state. */
static void find_norm(mpz_t norm, const lb_amplitudes *psi)
{
    for (size_t i = 0; i < 2 * psi->count; i++)
        mpz_addmul(norm, &psi->parts[i], &psi->parts[i]);
}

lb_status lb_pure_state_init(lb_pure_state *e, const lb_ansatz_t A, size_t state, lb_error *error)
{
    if (state >= A->state_count)
        return lb_fail(error, LB_USAGE, "state %zu: the ansatz has %zu training state%s", state,
                       A->state_count, A->state_count == 1 ? "" : "s");
    const lb_state_struct *given = &A->states[state];
    if (!given->is_exact)
        return lb_fail(error, LB_INPUT,
                       "state %zu is given by floating amplitudes, of which nothing is exact",
                       state);
    *e = (lb_pure_state){
        .qubits = A->qubits, .psi = given->amplitudes, .is_mixed = given->kind == LB_STATE_BELL};
    mpz_init(e->norm);
    lb_state_stabilizer(&e->S, given);
    if (e->psi)
        find_norm(e->norm, e->psi);
    return LB_OK;
}

void lb_pure_state_clear(lb_pure_state *e)
{
    lb_stabilizer_clear(&e->S);
    mpz_clear(e->norm);
}

/* sum over a of the real part of conj(psi_{b+x}) i^e psi_b, times the sign of nothing else: the
 * imaginary parts cancel, as the string is Hermitian. */
static void add_amplitudes(mpz_t sum, const lb_amplitudes *psi, const uint64_t *P)
{
    uint64_t *image = lb_malloc(psi->words, sizeof *image);
    for (size_t a = 0; a < psi->count; a++) {
        unsigned e = lb_amplitudes_act(psi, a, P, image);
        size_t b = lb_amplitudes_find(psi, image);
        for (unsigned part = 0; part < 2 && b != SIZE_MAX; part++) {
            bool negative;
            const __mpz_struct *turned = lb_amplitudes_turned(psi, a, part, e, &negative);
            if (negative)
                mpz_submul(sum, turned, &psi->parts[2 * b + part]);
            else
                mpz_addmul(sum, turned, &psi->parts[2 * b + part]);
        }
    }
    free(image);
}

int lb_pure_state_sign(const lb_pure_state *e, const uint64_t *P, size_t words)
{
    const lb_stabilizer *S = &e->S;
    uint64_t *p = lb_malloc(2 * S->words, sizeof *p);
    lb_stabilizer_load(S, p, P, words);
    unsigned power = lb_stabilizer_reduce(S, p);
    bool inside = true;
    for (size_t w = 0; w < 2 * S->words; w++)
        inside = inside && !p[w];
    free(p);
    return inside ? 1 - (int)power : 0;
}

void lb_pure_state_string(mpq_t value, const lb_pure_state *e, const uint64_t *P, size_t words)
{
    mpq_set_si(value, 0, 1);
    if (!e->psi) {
        mpq_set_si(value, lb_pure_state_sign(e, P, words), 1);
        return;
    }
    add_amplitudes(mpq_numref(value), e->psi, P);
    mpz_set(mpq_denref(value), e->norm);
    mpq_canonicalize(value);
}

/* A string Q with psi^* = Q psi, up to a phase, of a stabilizer state: it anticommutes with those strings
 * of the group that have an odd number of Y, whose signs conjugation changes. */
static void find_conjugation(uint64_t Q[2], const lb_stabilizer *S)
{
    Q[0] = Q[1] = 0;
    for (int side = 0; side < 2; side++)
        for (uint64_t bits = S->pivots[side]; bits; bits &= bits - 1) {
            unsigned q = (unsigned)__builtin_ctzll(bits);
            uint64_t dense[2];
            lb_dense_from_string(dense, S->reduced + S->generator_of[side][q], 1);
            if (lb_popcount(dense[0] & dense[1]) & 1)
                Q[1 - side] |= UINT64_C(1) << q;
        }
}

/* R becomes P + Q; returns e with W(P) W(Q) = i^e W(R). R may be P or Q. */
static unsigned multiply_words(uint64_t R[2], const uint64_t P[2], const uint64_t Q[2])
{
    unsigned e = (unsigned)lb_word_phase(P[0], P[1], Q[0], Q[1]) & 3;
    R[0] = P[0] ^ Q[0];
    R[1] = P[1] ^ Q[1];
    return e;
}

/* sum over b of conj(psi_{b+x}) i^e conj(psi_b), W(P)|b> = i^e |b + x>. */
static void add_reversed_amplitudes(mpz_t sum[2], const lb_amplitudes *psi, const uint64_t P[2])
{
    uint64_t image;
    for (size_t a = 0; a < psi->count; a++) {
        unsigned e = lb_amplitudes_act(psi, a, P, &image);
        size_t b = lb_amplitudes_find(psi, &image);
        for (unsigned part = 0; part < 2 && b != SIZE_MAX; part++)
            for (unsigned other = 0; other < 2; other++) {
                /* The conjugate of (-i)^e psi_b psi_{b+x}. */
                bool negative;
                const __mpz_struct *turned =
                    lb_amplitudes_turned(psi, a, part, (4 - e) & 3, &negative);
                if (negative != (part || other))
                    mpz_submul(sum[part ^ other], turned, &psi->parts[2 * b + other]);
                else
                    mpz_addmul(sum[part ^ other], turned, &psi->parts[2 * b + other]);
            }
    }
}

/* value becomes i^e times value. */
static void turn(mpq_t value[2], unsigned e)
{
    if (e & 1) {
        mpq_swap(value[0], value[1]);
        mpq_neg(value[0], value[0]);
    }
    if (e & 2)
        for (int part = 0; part < 2; part++)
            mpq_neg(value[part], value[part]);
}

void lb_pure_state_reversed(mpq_t value[2], const lb_pure_state *e, const uint64_t P[2],
                            const uint64_t S[2])
{
    uint64_t R[2], Q[2];
    unsigned power = multiply_words(R, P, S);
    for (int part = 0; part < 2; part++)
        mpq_set_ui(value[part], 0, 1);
    if (e->psi) {
        mpz_t sum[2];
        mpz_inits(sum[0], sum[1], (mpz_ptr)NULL);
        add_reversed_amplitudes(sum, e->psi, R);
        for (int part = 0; part < 2; part++) {
            mpz_swap(mpq_numref(value[part]), sum[part]);
            mpz_set(mpq_denref(value[part]), e->norm);
            mpq_canonicalize(value[part]);
        }
        mpz_clears(sum[0], sum[1], (mpz_ptr)NULL);
    } else {
        find_conjugation(Q, &e->S);
        power += multiply_words(R, R, Q);
        mpq_set_si(value[0], lb_pure_state_sign(e, R, 1), 1);
    }
    turn(value, power & 3);
}

void lb_sum_add_expectation(mpq_t mean, const lb_sum_t S, const lb_pure_state *state)
{
    size_t words = lb_dense_words(S->qubits);
    uint64_t *dense = lb_malloc(2 * words, sizeof *dense);
    mpq_t value;
    mpq_init(value);
    for (size_t i = 0; i < S->length; i++) {
        lb_dense_from_string(dense, S->strings + i, words);
        lb_pure_state_string(value, state, dense, words);
        mpq_mul(value, value, S->coefficients + i);
        mpq_add(mean, mean, value);
    }
    mpq_clear(value);
    free(dense);
}

/* Whether q -> image[q] takes the stabilizer group to itself. */
static bool is_fixed(const lb_pure_state *e, const uint32_t *image)
{
    const lb_stabilizer *S = &e->S;
    lb_string_t moved;
    uint64_t *dense = lb_malloc(2 * S->words, sizeof *dense);
    bool fixed = true;
    lb_string_init(moved);
    for (size_t j = 0; j < S->count && fixed; j++) {
        lb_string_identity(moved);
        for (uint32_t q = 0; q < S->qubits; q++) {
            char letter = lb_string_letter(S->given + j, q);
            if (letter != 'I')
                lb_string_set_letter(moved, image[q], letter);
        }
        lb_dense_from_string(dense, moved, S->words);
        fixed = lb_pure_state_sign(e, dense, S->words) == (S->given_negative[j] ? -1 : 1);
    }
    lb_string_clear(moved);
    free(dense);
    return fixed;
}

/* The exchange of two neighbouring tuples of a line. */
static bool is_exchange_fixed(const lb_pure_state *e, const lb_exchange *line, uint32_t tuple)
{
    uint32_t *image = lb_malloc(e->qubits, sizeof *image);
    for (uint32_t q = 0; q < e->qubits; q++)
        image[q] = q;
    for (uint32_t i = 0; i < line->width; i++) {
        const uint32_t *first = line->qubits + (size_t)line->width * tuple + i;
        image[*first] = first[line->width];
        image[first[line->width]] = *first;
    }
    bool fixed = is_fixed(e, image);
    free(image);
    return fixed;
}

bool lb_pure_state_is_invariant(const lb_pure_state *e, const lb_symmetry *symmetry)
{
    if (lb_symmetry_is_trivial(symmetry) || e->is_mixed)
        return true;
    if (e->psi || symmetry->qubits != e->qubits)
        return false;
    bool fixed = true;
    for (uint32_t m = 0; m < symmetry->map_count && fixed; m++)
        fixed = is_fixed(e, symmetry->maps + (size_t)m * symmetry->qubits);
    for (uint32_t l = 0; l < symmetry->exchange_count && fixed; l++)
        for (uint32_t t = 0; t + 1 < symmetry->exchanges[l].count && fixed; t++)
            fixed = is_exchange_fixed(e, symmetry->exchanges + l, t);
    return fixed;
}
