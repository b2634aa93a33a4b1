/* The kind "rank": the closure and the orbits where they are proved, then circuits at points. */

#include <liebound/certificate.h>
#include <liebound/layers.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "base/memory.h"
#include "certificate/writer.h"
#include "exact_rank/padic/circuit.h"
#include "exact_rank/picture.h"
#include "state/state.h"

/* The bounds of proofs/README.md. */
enum { QUBITS_MAX = 22 };
static const double ENTRIES_MAX = 1u << 27, STEPS_MAX = 1.0995e12, PAIRS_MAX = 1u << 30;
static const double POWERS_MAX = 1u << 28, MATRICES_MAX = 1u << 26;

/* The best point: the least gates with the rank that was found. */
static const lb_exact_point *best_point(const lb_exact_struct *E)
{
    const lb_exact_point *best = NULL;
    for (size_t i = 0; i < E->prime_count; i++)
        if (E->points[i].rank == E->rank && (!best || E->points[i].gates < best->gates))
            best = &E->points[i];
    return best;
}

/* ---- What may be written ---- */

static double amplitudes_of(const lb_ansatz_struct *A, size_t state)
{
    double amplitudes = 0;
    for (size_t s = 0; s < A->state_count; s++)
        if (state == LB_EXACT_ALL_STATES || state == s) {
            size_t qubits = A->states[s].qubits;
            amplitudes += qubits > QUBITS_MAX ? ENTRIES_MAX : (double)((size_t)1 << qubits);
        }
    return amplitudes;
}

static double bits_of(const lb_sum_struct *H)
{
    double bits = 0;
    mpz_t common;
    mpz_init_set_ui(common, 1);
    for (size_t i = 0; i < H->length; i++)
        mpz_lcm(common, common, mpq_denref(&H->coefficients[i]));
    for (size_t i = 0; i < H->length; i++)
        bits += (double)mpz_sizeinbase(mpq_numref(&H->coefficients[i]), 2);
    bits += (double)H->length * (double)mpz_sizeinbase(common, 2);
    mpz_clear(common);
    return bits;
}

/* Terms of the turns by the first angles of a circuit, the turns, and the bits of their coefficients. */
typedef struct turn_sizes {
    double turns, terms, bits;
} turn_sizes;

static turn_sizes size_turns(const lb_ansatz_struct *A, size_t angles)
{
    turn_sizes sizes = {0};
    size_t layers = lb_ansatz_layers_for(A, angles), count = lb_ansatz_rotations(A, layers);
    double *bits = lb_malloc(A->generator_count, sizeof *bits);
    for (size_t k = 0; k < A->generator_count; k++)
        bits[k] = bits_of(A->generators + k);
    for (size_t j = 0; j < count; j++) {
        size_t k = lb_ansatz_rotation(A, j).generator;
        sizes.turns++;
        sizes.terms += (double)A->generators[k].length;
        sizes.bits += bits[k];
    }
    free(bits);
    return sizes;
}

static lb_status check_size(const lb_ansatz_struct *A, const lb_rank_claim *claim, lb_error *error)
{
    const lb_exact_point *point = best_point(claim->exact);
    double amplitudes = amplitudes_of(A, claim->state), pairs = 0, terms = 0;
    double rows = (double)(point->gates + A->state_count);
    turn_sizes sizes = size_turns(A, point->gates);
    for (size_t k = 0; k < A->generator_count; k++) {
        double length = (double)A->generators[k].length;
        pairs += length * length;
        terms += length;
    }
    bool fits = amplitudes < ENTRIES_MAX && amplitudes * rows <= ENTRIES_MAX &&
                amplitudes * sizes.turns * sizes.terms * point->exponent <= STEPS_MAX &&
                pairs <= PAIRS_MAX && sizes.bits <= POWERS_MAX &&
                (point->exponent == 1 || amplitudes * terms <= MATRICES_MAX);
    return fits ? LB_OK
                : lb_fail(error, LB_USAGE,
                          "a certificate may not have a rank of so many qubits and angles "
                          "(proofs/README.md, Bounds): none is written");
}

/* Whether the claim is one of conjugated generators. */
static bool is_conjugate(const lb_rank_claim *claim)
{
    return !claim->exact || !best_point(claim->exact);
}

static const char no_point[] =
    "no exact rank of state vectors was found, and none by conjugated generators in its place";

static lb_status check_claims(const lb_ansatz_struct *A, const lb_rank_claim *claims, size_t count,
                              lb_error *error)
{
    if (!lb_certificate_layers_fit(A))
        return lb_fail(
            error, LB_USAGE,
            "the rotations of the layers repeat too late, or have too large multiples of "
            "one angle, for a certificate");
    for (size_t c = 0; c < count; c++) {
        if (is_conjugate(&claims[c])) {
            if (A->layers)
                return lb_fail(error, LB_USAGE, "%s", no_point);
            continue;
        }
        lb_status status = check_size(A, &claims[c], error);
        if (status)
            return status;
    }
    return count ? LB_OK : lb_fail(error, LB_USAGE, "%s", no_point);
}

/* ---- Writing ---- */

/* Behind the number of an angle: a line for each layer. */
static void end_angle(lb_output *output, const lb_ansatz_struct *A, size_t angle, size_t angles)
{
    size_t first = lb_ansatz_first_angles(A), next = angle + 1;
    bool ends = next == first || (next > first && (next - first) % lb_ansatz_layer_angles(A) == 0);
    lb_certificate_write_text(output, ends || next == angles ? "\n" : " ");
}

static void write_residues(lb_output *output, const lb_ansatz_struct *A,
                           const lb_exact_point *point)
{
    uint32_t *angles = lb_malloc(point->gates, sizeof *angles);
    if (A->layers && A->layers->shared)
        lb_exact_shared_angles(angles, A, point);
    else
        lb_exact_angles(angles, A, point);
    lb_output_print(output, "gates %zu modulo %" PRIu32 "\n", point->gates, point->prime);
    for (size_t j = 0; j < point->gates; j++) {
        lb_output_print(output, "%" PRIu32, angles[j]);
        end_angle(output, A, j, point->gates);
    }
    free(angles);
}

static void write_padic(lb_output *output, const lb_ansatz_struct *A, size_t state,
                        const lb_exact_point *point)
{
    lb_padic_angle *angles = lb_malloc(point->gates, sizeof *angles);
    lb_padic_angles(angles, A, state, point);
    lb_output_print(output, "gates %zu modulo %" PRIu32 "^%" PRIu32 "\n", point->gates,
                    point->prime, point->exponent);
    for (size_t j = 0; j < point->gates; j++) {
        lb_output_print(output, "%c%" PRIu64, angles[j].is_exponential ? 'e' : 't',
                        angles[j].number);
        end_angle(output, A, j, point->gates);
    }
    free(angles);
}

static void write_rank(lb_output *output, const lb_ansatz_struct *A, const lb_rank_claim *claim,
                       const uint32_t *numbers)
{
    const lb_exact_point *point = best_point(claim->exact);
    bool padic = point->exponent > 1;
    lb_output_print(output, "%s %zu of", padic ? "padic" : "rank", point->rank);
    for (size_t s = 0; s < A->state_count; s++)
        if (claim->state == LB_EXACT_ALL_STATES || claim->state == s)
            lb_output_print(output, " %" PRIu32, numbers[s]);
    lb_certificate_write_text(output, "\n");
    if (padic)
        write_padic(output, A, claim->state, point);
    else
        write_residues(output, A, point);
}

/* What is written. */
typedef struct rank_file {
    const lb_ansatz_struct *A;
    const lb_rank_claim *claims;
    size_t count;
    const lb_orbit *orbit;
    const char *sectors;               /* NULL with an orbit */
    lb_claim_text *spans, *conjugates; /* of each claim */
    uint32_t *numbers;                 /* of the states */
} rank_file;

/* Those that have something to show. */
static size_t count_ranks(const rank_file *F)
{
    size_t count = 0;
    for (size_t c = 0; c < F->count; c++)
        count += !is_conjugate(&F->claims[c]) || F->conjugates[c].length;
    return count;
}

static void write_all(lb_output *output, const rank_file *F)
{
    size_t bounds = F->orbit ? lb_certificate_orbit_claims(F->orbit) : 0;
    for (size_t c = 0; c < F->count; c++)
        bounds += F->spans[c].length > 0;
    lb_output_print(output, "liebound certificate 1 rank\n");
    lb_certificate_write_head(output, F->A);
    if (F->sectors) {
        lb_certificate_write_text(output, "algebra sectors\n");
        lb_certificate_write_text(output, F->sectors);
    } else
        lb_output_print(output, "closure %d\n", F->orbit != NULL);
    if (F->orbit)
        lb_certificate_write_search(output, F->orbit->closure);
    lb_certificate_write_states(output, F->A->states, F->A->state_count);
    if (F->A->layers)
        lb_certificate_write_layers(output, F->A);
    lb_output_print(output, "claims %zu\n", count_ranks(F) + bounds);
    if (F->orbit)
        lb_certificate_write_orbit_claims(output, F->orbit);
    for (size_t c = 0; c < F->count; c++) {
        if (F->spans[c].length)
            lb_output_write(output, F->spans[c].text, F->spans[c].length);
        if (is_conjugate(&F->claims[c]))
            lb_output_write(output, F->conjugates[c].text, F->conjugates[c].length);
        else
            write_rank(output, F->A, &F->claims[c], F->numbers);
    }
    lb_certificate_write_text(output, "end\n");
}

static lb_status write_file(const rank_file *F, const char *path, lb_error *error)
{
    lb_output *output;
    lb_status status = lb_output_open(&output, path, error);
    if (status)
        return status;
    lb_certificate_limit_expansion(output);
    write_all(output, F);
    return lb_output_commit(output, error);
}

/* What is computed again for a claim, if anything: conjugates in place of a point. */
static lb_status set_conjugates(rank_file *F, size_t c, const lb_span_options *spans,
                                lb_error *error)
{
    const lb_rank_claim *claim = &F->claims[c];
    const lb_run_options run = spans ? spans->run : (lb_run_options){0};
    if (!is_conjugate(claim))
        return LB_OK;
    return lb_certificate_conjugates(&F->conjugates[c], F->A, claim->state,
                                     claim->exact ? claim->exact->rank : claim->at_least,
                                     F->numbers, &run, error);
}

/* Where there are no orbits, once for a state. */
static bool wants_span(const rank_file *F, size_t c, const lb_span_options *spans)
{
    return !F->orbit && spans && !(c && F->claims[c - 1].state == F->claims[c].state);
}

/* The same of its bound, a real span. */
static lb_status set_span(rank_file *F, size_t c, const lb_span_options *spans, lb_error *error)
{
    if (!wants_span(F, c, spans))
        return LB_OK;
    return lb_certificate_span(&F->spans[c], F->A, F->claims[c].state, F->numbers, spans, error);
}

static bool is_left_out(const rank_file *F, size_t c, const lb_span_options *spans)
{
    return (is_conjugate(&F->claims[c]) && !F->conjugates[c].length) ||
           (wants_span(F, c, spans) && !F->spans[c].length);
}

lb_status lb_rank_certificate_write(const lb_ansatz_t A, const lb_rank_claim *claims, size_t count,
                                    const lb_rank_bounds *bounds, const char *path, lb_error *error)
{
    if (lb_ansatz_degree(A) > 1)
        return lb_fail(error, LB_USAGE,
                       "certificates of ranks are for rational coefficients, without square roots");
    lb_status status = check_claims(A, claims, count, error);
    if (status)
        return status;
    const lb_orbit *orbit = bounds->orbit;
    if (orbit && (!lb_certificate_orbit_is_proved(orbit) ||
                  lb_certificate_check_bounds(orbit->closure, orbit, NULL) != LB_OK))
        orbit = NULL;
    rank_file F = {.A = A, .claims = claims, .count = count, .orbit = orbit};
    F.sectors = orbit ? NULL : bounds->sectors;
    F.spans = lb_calloc(count, sizeof *F.spans);
    F.conjugates = lb_calloc(count, sizeof *F.conjugates);
    F.numbers = lb_calloc(A->state_count, sizeof *F.numbers);
    lb_certificate_number_states(F.numbers, A->states, A->state_count);
    for (size_t c = 0; c < count && !status; c++)
        status = set_conjugates(&F, c, bounds->spans, error);
    if (!status && !count_ranks(&F))
        status = lb_fail(error, LB_USAGE, "%s", no_point);
    for (size_t c = 0; c < count && !status; c++)
        status = set_span(&F, c, bounds->spans, error);
    if (!status)
        status = write_file(&F, path, error);
    for (size_t c = 0; c < count; c++) {
        if (bounds->left_out && is_left_out(&F, c, bounds->spans))
            *bounds->left_out = true;
        free(F.spans[c].text);
        free(F.conjugates[c].text);
    }
    free(F.spans);
    free(F.conjugates);
    free(F.numbers);
    return status;
}
