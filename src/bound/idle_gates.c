/* Whether a gate repeats another depends on its place in the layer, except that the first layer has
 * nothing before it: a gate of a later layer meets its own generator after K steps back at most. */

#include "bound/idle_gates.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "state/state.h"

/* Term by term, which suffices. */
static bool commute(const lb_sum_struct *G, const lb_sum_struct *H)
{
    for (size_t a = 0; a < G->length; a++)
        for (size_t b = 0; b < H->length; b++)
            if (lb_string_anticommutes(&G->strings[a], &H->strings[b]))
                return false;
    return true;
}

/* W(p) psi = psi or -psi. */
static bool fixes(const uint64_t *string, const lb_amplitudes *psi)
{
    uint64_t *image = lb_malloc(psi->words, sizeof *image);
    bool equal[2] = {true, true};
    for (size_t a = 0; a < psi->count && (equal[0] || equal[1]); a++) {
        unsigned e = lb_amplitudes_act(psi, a, string, image);
        size_t to = lb_amplitudes_find(psi, image);
        for (unsigned sign = 0; sign < 2; sign++)
            for (unsigned part = 0; part < 2 && equal[sign]; part++) {
                bool negative;
                const __mpz_struct *value =
                    lb_amplitudes_turned(psi, a, part, e + 2 * sign, &negative);
                equal[sign] = to != SIZE_MAX && !mpz_cmpabs(value, &psi->parts[2 * to + part]) &&
                              mpz_sgn(&psi->parts[2 * to + part]) ==
                                  (negative ? -mpz_sgn(value) : mpz_sgn(value));
            }
    }
    free(image);
    return equal[0] || equal[1];
}

static bool fixes_vector(const lb_sum_struct *H, const lb_amplitudes *psi)
{
    if (!psi->exact)
        return false;
    size_t words = lb_dense_words(psi->qubits);
    uint64_t *string = lb_malloc(2 * words, sizeof *string);
    bool all = true;
    for (size_t t = 0; t < H->length && all; t++) {
        lb_dense_from_string(string, &H->strings[t], words);
        all = fixes(string, psi);
    }
    free(string);
    return all;
}

/* Every term fixes the state up to its sign; false also where that is not known. */
static bool has_eigenvector(const lb_sum_struct *H, const lb_state_t state)
{
    if (state->amplitudes)
        return fixes_vector(H, state->amplitudes);
    lb_stabilizer S;
    lb_state_stabilizer(&S, state);
    size_t words = lb_dense_words(H->qubits);
    uint64_t *string = lb_malloc(2 * words, sizeof *string);
    uint64_t *p = lb_malloc(2 * S.words, sizeof *p);
    bool all = true;
    for (size_t t = 0; t < H->length && all; t++) {
        lb_dense_from_string(string, &H->strings[t], words);
        lb_stabilizer_load(&S, p, string, words);
        lb_stabilizer_reduce(&S, p);
        for (size_t w = 0; w < 2 * S.words; w++)
            all &= p[w] == 0;
    }
    free(string);
    free(p);
    lb_stabilizer_clear(&S);
    return all;
}

/* Whether gate k of a layer repeats one of `steps` gates before it; *loose says that all of them
 * commute with it. */
static bool repeats(const lb_ansatz_t A, size_t k, size_t steps, bool *loose)
{
    size_t K = A->generator_count;
    *loose = false;
    for (size_t s = 1; s <= steps; s++) {
        size_t i = (k + K - s % K) % K;
        if (i == k || lb_sum_proportional(&A->generators[k], &A->generators[i]))
            return true;
        if (!commute(&A->generators[k], &A->generators[i]))
            return false;
    }
    *loose = true;
    return false;
}

static bool brings_nothing_at_first(const lb_ansatz_t A, size_t k, const lb_state_struct *states,
                                    size_t state_count)
{
    bool idle;
    if (repeats(A, k, k, &idle))
        return true;
    for (size_t s = 0; s < state_count && idle; s++)
        idle = has_eigenvector(&A->generators[k], states + s);
    return idle;
}

size_t lb_repeats_least(const lb_ansatz_t A, const lb_state_struct *states, size_t state_count,
                        size_t rank, size_t most)
{
    if (A->layers)
        return rank;
    size_t K = A->generator_count, M = 0, growth = 0;
    bool *later = lb_malloc(K, sizeof *later), loose;
    for (size_t k = 0; k < K; k++)
        later[k] = repeats(A, k, K, &loose);
    for (; growth < rank && M <= most; M++)
        growth += M < K ? !brings_nothing_at_first(A, M, states, state_count) : !later[M % K];
    free(later);
    return M;
}
