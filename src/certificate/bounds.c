/* The bounds of proofs/README.md on what a certificate may make a checker hold. A certificate that
 * would pass one is not written. */

#include <stdlib.h>

#include <flint/fmpz.h>

#include "base/memory.h"
#include "certificate/writer.h"

enum { GENERATORS_MAX = 1 << 20, COMMON_BITS_MAX = 400000 };
static const uint64_t CLASSIFIED_LETTERS_MAX = 1u << 25, LETTERS_MAX = UINT64_C(1) << 32;
static const uint64_t HEIGHTS_MAX = UINT64_C(1) << 31, WORDS_MAX = 1u << 28;
static const uint64_t STATES_MAX = 1u << 28, ACTIONS_MAX = 1u << 29;
static const uint64_t ENTRIES_MAX = 1u << 24, AMPLITUDES_MAX = 1u << 30;

static lb_status demand(bool within, const char *what, lb_error *error)
{
    return within ? LB_OK
                  : lb_fail(error, LB_USAGE,
                            "a certificate may not have so many %s (proofs/README.md, Bounds): "
                            "none is written",
                            what);
}

/* ---- Denominators ---- */

/* Of the lines of one list: generators one by one, all rows, or the vectors of an annihilator. */
typedef struct heights {
    fmpz_t common;  /* a multiple of all denominators */
    uint64_t total; /* terms times bits of the least common denominator, where it is not 1 */
    bool passed;
} heights;

static void count_line(heights *h, const fmpz_t denominator, size_t terms)
{
    if (h->passed || fmpz_is_one(denominator))
        return;
    fmpz_lcm(h->common, h->common, denominator);
    h->total += terms * fmpz_bits(denominator);
    h->passed = fmpz_bits(h->common) > COMMON_BITS_MAX || h->total > HEIGHTS_MAX;
}

static void multiply_denominator(fmpz_t common, const mpq_t c)
{
    fmpz_t denominator;
    fmpz_init(denominator);
    fmpz_set_mpz(denominator, mpq_denref(c));
    fmpz_lcm(common, common, denominator);
    fmpz_clear(denominator);
}

static void count_generators(heights *h, const lb_ansatz_struct *A)
{
    fmpz_t denominator;
    fmpz_init(denominator);
    for (size_t k = 0; k < A->generator_count; k++) {
        const lb_sum_struct *H = A->generators + k;
        fmpz_one(denominator);
        for (size_t i = 0; i < H->length && fmpz_bits(denominator) <= COMMON_BITS_MAX; i++)
            multiply_denominator(denominator, H->coefficients + i);
        fmpz_one(h->common);
        count_line(h, denominator, H->length);
    }
    fmpz_clear(denominator);
}

static void count_rows(heights *h, const lb_rational_basis *basis)
{
    fmpz_one(h->common);
    for (uint32_t i = 0; i < basis->count; i++)
        count_line(h, basis->denominators + i, 1 + basis->offsets[i + 1] - basis->offsets[i]);
}

static void count_vectors(heights *h, const lb_orbit *o, const lb_orbit_claim *claim)
{
    const lb_annihilator *X = &claim->annihilator;
    fmpz_t denominator;
    mpq_t c;
    fmpz_init(denominator);
    mpq_init(c);
    fmpz_one(h->common);
    for (size_t i = 0; claim->number.computed && i < X->terms.count; i++) {
        fmpz_one(denominator);
        for (size_t e = X->terms.offsets[i]; e < X->terms.offsets[i + 1]; e++) {
            lb_orbit_coefficient(c, o, claim, X->rows[i], e);
            multiply_denominator(denominator, c);
        }
        count_line(h, denominator, 1 + X->terms.offsets[i + 1] - X->terms.offsets[i]);
    }
    fmpz_clear(denominator);
    mpq_clear(c);
}

static lb_status check_heights(const lb_closure *closure, const lb_orbit *o, lb_error *error)
{
    heights h = {.passed = false};
    fmpz_init(h.common);
    count_generators(&h, closure->ansatz);
    count_rows(&h, &closure->basis);
    for (size_t i = 0; o && i < o->claim_count; i++) {
        count_vectors(&h, o, o->orbits + i);
        count_vectors(&h, o, o->sectors + i);
    }
    fmpz_clear(h.common);
    return demand(!h.passed, "digits in its denominators", error);
}

/* ---- Letters, words and states ---- */

/* The letters of the elements that the steps of a class make are at most those of the factors. */
static uint64_t step_letters(const lb_strings *set, const lb_witness *witness)
{
    uint64_t total = 0, *weights = lb_calloc(witness->step_count + 1, sizeof *weights);
    for (size_t j = 0; j < witness->step_count; j++) {
        for (int f = 0; f < 2; f++) {
            uint32_t n = witness->steps[j][f];
            weights[j] +=
                n < set->count ? lb_string_weight(set->strings[n]) : weights[n - set->count];
        }
        weights[j] = weights[j] < set->qubits ? weights[j] : set->qubits;
        total += weights[j];
    }
    free(weights);
    return total;
}

static lb_status check_classified(const lb_closure *closure, lb_error *error)
{
    const lb_ansatz_struct *A = closure->ansatz;
    const lb_classification *c = &closure->classification;
    uint64_t letters = 0;
    for (size_t k = 0; k < A->generator_count; k++)
        for (size_t i = 0; i < A->generators[k].length; i++)
            letters += lb_string_weight(A->generators[k].strings + i);
    for (uint32_t i = 0; i < c->set.component_count; i++)
        if (c->classes[i].kind == LB_CLASS_FULL)
            letters += step_letters(&c->set, &c->classes[i].witness);
    return demand(letters <= CLASSIFIED_LETTERS_MAX, "letters in its strings", error);
}

static uint64_t row_terms(const lb_closure *closure)
{
    return closure->basis.count
               ? closure->basis.count + closure->basis.offsets[closure->basis.count]
               : 0;
}

static lb_status check_searched(const lb_closure *closure, lb_error *error)
{
    const lb_ansatz_struct *A = closure->ansatz;
    uint64_t terms = row_terms(closure);
    for (size_t k = 0; k < A->generator_count; k++)
        terms += A->generators[k].length;
    lb_status status = demand(A->generator_count <= GENERATORS_MAX, "generators", error);
    if (!status)
        status = demand(terms <= LETTERS_MAX / closure->symmetry.qubits, "letters in its strings",
                        error);
    if (!status && closure->words)
        status = demand((uint64_t)closure->steps.count * closure->strings.count <= WORDS_MAX,
                        "words", error);
    return status;
}

static uint64_t longest_part(const lb_amplitudes *psi)
{
    uint64_t longest = 0;
    for (size_t p = 0; psi->exact && p < 2 * psi->count; p++) {
        uint64_t bits = mpz_sizeinbase(&psi->parts[p], 2);
        longest = bits > longest ? bits : longest;
    }
    return longest;
}

static lb_status check_states(const lb_closure *closure, const lb_orbit *orbit, lb_error *error)
{
    uint64_t sum = 0, squares = 0, amplitudes = 0, bits = 0, terms = row_terms(closure);
    for (size_t i = 0; i < orbit->state_count; i++) {
        const lb_amplitudes *psi = orbit->given_states[i].amplitudes;
        uint64_t qubits = orbit->given_states[i].qubits, count = psi ? psi->count : 0;
        sum += qubits;
        squares += qubits * (qubits + count);
        amplitudes += count;
        bits += psi ? count * longest_part(psi) : 0;
    }
    bool within = squares <= STATES_MAX && (!sum || terms <= ACTIONS_MAX / sum) &&
                  (!amplitudes || terms <= ENTRIES_MAX / amplitudes) &&
                  (!bits || terms + 1 <= AMPLITUDES_MAX / bits);
    return demand(within, "states", error);
}

lb_status lb_certificate_check_bounds(const lb_closure *closure, const lb_orbit *orbit,
                                      lb_error *error)
{
    if (closure->classified)
        return check_classified(closure, error);
    lb_status status = check_searched(closure, error);
    if (!status && orbit)
        status = check_states(closure, orbit, error);
    return status ? status : check_heights(closure, orbit, error);
}

void lb_certificate_limit_expansion(lb_output *output)
{
    lb_output_limit_expansion(output, 100, 1 << 20);
}
