#include "training/expectations.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "state/state.h"
#include "symmetry/string_orbit.h"

/* The strings of one orbit that are listed at most. */
enum { ORBIT_MAX = 1 << 16 };

/* One training state. */
typedef struct training_state {
    const lb_state_struct *state;
    lb_stabilizer stabilizer;
    uint64_t *room; /* for a string on all qubits, or a basis state */
} training_state;

static void state_init(training_state *psi, const lb_state_struct *state)
{
    *psi = (training_state){.state = state};
    psi->room = lb_calloc(2 * lb_dense_words(state->qubits), sizeof *psi->room);
    lb_state_stabilizer(&psi->stabilizer, state);
}

static void state_clear(training_state *psi)
{
    lb_stabilizer_clear(&psi->stabilizer);
    free(psi->room);
}

/* The states that count: from *first on, so many. */
static size_t states_that_count(const lb_ansatz_t A, size_t state, size_t *first)
{
    *first = state == LB_EXPECTATIONS_ALL ? 0 : state;
    return state == LB_EXPECTATIONS_ALL ? A->state_count : 1;
}

/* ---- Expectation values ---- */

static double expect_stabilizer(training_state *psi, const uint64_t *string, size_t words)
{
    size_t length = 2 * psi->stabilizer.words;
    lb_stabilizer_load(&psi->stabilizer, psi->room, string, words);
    unsigned e = lb_stabilizer_reduce(&psi->stabilizer, psi->room);
    for (size_t w = 0; w < length; w++)
        if (psi->room[w])
            return 0;
    return e == 2 ? -1 : 1;
}

/* The sum over b of conj(a_c) i^e a_b, W(p)|b> = i^e |c>, of which the imaginary parts cancel. */
static double expect_amplitudes(training_state *psi, const uint64_t *string)
{
    const lb_amplitudes *a = psi->state->amplitudes;
    double sum = 0;
    for (size_t b = 0; b < a->count; b++) {
        unsigned e = lb_amplitudes_act(a, b, string, psi->room);
        size_t c = lb_amplitudes_find(a, psi->room);
        if (c == SIZE_MAX)
            continue;
        const double *from = a->numbers + 2 * b, *to = a->numbers + 2 * c;
        double re = to[0] * from[0] + to[1] * from[1];
        double im = to[0] * from[1] - to[1] * from[0];
        sum += e == 0 ? re : e == 1 ? -im : e == 2 ? -re : im;
    }
    return sum;
}

static double expect(training_state *psi, const uint64_t *string, size_t words)
{
    return psi->state->amplitudes ? expect_amplitudes(psi, string)
                                  : expect_stabilizer(psi, string, words);
}

/* The average over the orbit of a string. */
static lb_status expect_average(double *value, training_state *psi, const uint64_t *string,
                                const lb_canonical *canonical, lb_error *error)
{
    lb_sum_t orbit;
    lb_string_t P;
    mpq_t one;
    lb_sum_init(orbit, canonical->symmetry->qubits);
    lb_string_init(P);
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    lb_dense_to_string(P, string, canonical->words);
    lb_sum_append(orbit, one, P);
    bool listed = lb_canonical_expand_averages(orbit, canonical, ORBIT_MAX);
    uint64_t *dense = lb_malloc(2 * canonical->words, sizeof *dense);
    *value = 0;
    for (size_t i = 0; i < orbit->length && listed; i++) {
        lb_dense_from_string(dense, orbit->strings + i, canonical->words);
        *value += expect(psi, dense, canonical->words);
    }
    *value /= (double)orbit->length;
    free(dense);
    mpq_clear(one);
    lb_string_clear(P);
    lb_sum_clear(orbit);
    return listed ? LB_OK
                  : lb_fail(error, LB_INPUT,
                            "qubit permutations fix the generators and not the training state, and "
                            "take a string to more than %d others",
                            ORBIT_MAX);
}

lb_status lb_expectations(double *values, const lb_ansatz_t A, size_t state,
                          const lb_canonical *canonical, const lb_string_table *strings,
                          const lb_limits *limits, lb_error *error)
{
    bool fixed = lb_training_states_are_fixed(A, state, canonical->symmetry);
    size_t first, count = states_that_count(A, state, &first);
    lb_status status = LB_OK;
    memset(values, 0, strings->count * sizeof *values);
    for (size_t i = first; i < first + count && !status; i++) {
        training_state psi;
        state_init(&psi, A->states + i);
        double weight = state == LB_EXPECTATIONS_ALL ? psi.state->weight : 1;
        for (uint32_t c = 0; c < strings->count && !status; c++) {
            const uint64_t *string = lb_string_table_at(strings, c);
            const char *reached = lb_limit_of_time(limits);
            double value = 0;
            if (reached)
                status = lb_fail(error, LB_UNDECIDED, "%s", reached);
            else if (fixed)
                value = expect(&psi, string, strings->words);
            else
                status = expect_average(&value, &psi, string, canonical, error);
            values[c] += weight * value;
        }
        state_clear(&psi);
    }
    return status;
}

/* ---- Permutations that fix a state ---- */

/* The string with each letter on the image of its qubit, in both halves of the qubits. */
static void permute(lb_string_t R, const lb_string_t P, const uint32_t *images, size_t qubits,
                    size_t total)
{
    lb_string_identity(R);
    for (size_t q = 0; q < total; q++) {
        size_t half = q / qubits * qubits;
        lb_string_set_letter(R, (uint32_t)(half + images[q - half]),
                             lb_string_letter(P, (uint32_t)q));
    }
}

static bool is_fixed_by(training_state *psi, const uint32_t *images, size_t qubits)
{
    const lb_stabilizer *S = &psi->stabilizer;
    bool fixed = true;
    lb_string_t R;
    lb_string_init(R);
    uint64_t *dense = lb_malloc(2 * S->words, sizeof *dense);
    for (size_t j = 0; j < S->count && fixed; j++) {
        permute(R, S->given + j, images, qubits, psi->state->qubits);
        lb_dense_from_string(dense, R, S->words);
        fixed = expect_stabilizer(psi, dense, S->words) == (S->given_negative[j] ? -1 : 1);
    }
    free(dense);
    lb_string_clear(R);
    return fixed;
}

/* The exchange of neighbouring tuples of a line. */
static void exchange_tuples(uint32_t *images, const lb_exchange *line, uint32_t i, uint32_t qubits)
{
    for (uint32_t q = 0; q < qubits; q++)
        images[q] = q;
    for (uint32_t k = 0; k < line->width; k++) {
        uint32_t a = line->qubits[i * line->width + k];
        uint32_t b = line->qubits[(i + 1) * line->width + k];
        images[a] = b;
        images[b] = a;
    }
}

static bool is_fixed(training_state *psi, const lb_symmetry *symmetry, uint32_t qubits)
{
    bool fixed = true;
    for (uint32_t m = 0; m < symmetry->map_count && fixed; m++)
        fixed = is_fixed_by(psi, symmetry->maps + (size_t)m * qubits, qubits);
    uint32_t *images = lb_malloc(qubits, sizeof *images);
    for (uint32_t l = 0; l < symmetry->exchange_count && fixed; l++)
        for (uint32_t i = 0; i + 1 < symmetry->exchanges[l].count && fixed; i++) {
            exchange_tuples(images, symmetry->exchanges + l, i, qubits);
            fixed = is_fixed_by(psi, images, qubits);
        }
    free(images);
    return fixed;
}

bool lb_training_states_are_fixed(const lb_ansatz_t A, size_t state, const lb_symmetry *symmetry)
{
    size_t first, count = states_that_count(A, state, &first);
    bool fixed = true;
    if (lb_symmetry_is_trivial(symmetry))
        return true;
    for (size_t i = first; i < first + count && fixed; i++) {
        training_state psi;
        state_init(&psi, A->states + i);
        fixed = !psi.state->amplitudes && is_fixed(&psi, symmetry, (uint32_t)A->qubits);
        state_clear(&psi);
    }
    return fixed;
}
