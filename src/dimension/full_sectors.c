#include "dimension/full_sectors.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include <flint/fmpq.h>
#include <flint/fmpq_mat.h>

#include <liebound/conserved.h>

#include "base/memory.h"
#include "base/random.h"
#include "orbit/conjugate_rank.h"
#include "state/state.h"

enum { SEED = 20260, AMPLITUDE = 1000 };

/* ---- What the sectors allow ---- */

/* t(d, m), and the sum of it over the sectors; false when it is too large. */
static bool rank_of_sectors(size_t *rank, const lb_conserved *conserved)
{
    mpz_t sum, t;
    mpz_inits(sum, t, NULL);
    for (size_t i = 0; i < lb_conserved_sectors_count(conserved); i++) {
        const lb_conserved_sectors *s = lb_conserved_sectors_at(conserved, i);
        mpz_mul_2exp(t, s->multiplicity, 1);
        mpz_sub(t, s->dimension, t);
        if (mpz_sgn(t) <= 0)
            mpz_set_ui(t, 1);
        mpz_mul(t, t, t);
        mpz_neg(t, t);
        mpz_addmul(t, s->dimension, s->dimension);
        mpz_addmul(sum, t, s->count);
    }
    bool fits = mpz_fits_ulong_p(sum);
    *rank = fits ? mpz_get_ui(sum) : 0;
    mpz_clears(sum, t, NULL);
    return fits;
}

/* The sum of su(d) over the sectors. */
static void add_ideals(lb_algebra_t G, const lb_conserved *conserved)
{
    for (size_t i = 0; i < lb_conserved_sectors_count(conserved); i++) {
        const lb_conserved_sectors *s = lb_conserved_sectors_at(conserved, i);
        if (mpz_cmp_ui(s->dimension, 1) > 0)
            lb_algebra_add(G, LB_IDEAL_SU, s->dimension, s->count);
    }
}

/* ---- The centre ---- */

/* tr(H C) / 2^n: the products of the coefficients of strings that are in both. Strings of a normal
 * form decrease. */
static void set_trace(fmpq_t trace, const lb_sum_t H, const lb_sum_t C)
{
    fmpq_t h, c;
    fmpq_init(h);
    fmpq_init(c);
    fmpq_zero(trace);
    for (size_t i = 0, j = 0; i < H->length && j < C->length;) {
        int order = lb_string_compare(&H->strings[i], &C->strings[j]);
        if (!order) {
            fmpq_set_mpq(h, H->coefficients + i);
            fmpq_set_mpq(c, C->coefficients + j);
            fmpq_addmul(trace, h, c);
        }
        i += order >= 0;
        j += order <= 0;
    }
    fmpq_clear(h);
    fmpq_clear(c);
}

/* The dimension of the centre; false when no basis of the commutant was found. */
static bool find_centre(slong *centre, const lb_ansatz_t A, const lb_conserved *conserved)
{
    size_t count = lb_conserved_basis_count(conserved);
    fmpq_mat_t traces;
    lb_sum_t C;
    if (!count)
        return false;
    fmpq_mat_init(traces, (slong)count, (slong)A->generator_count);
    lb_sum_init(C, A->qubits);
    for (size_t j = 0; j < count; j++) {
        lb_conserved_basis(C, conserved, j);
        for (size_t k = 0; k < A->generator_count; k++)
            set_trace(fmpq_mat_entry(traces, (slong)j, (slong)k), A->generators + k, C);
    }
    *centre = fmpq_mat_rref(traces, traces);
    lb_sum_clear(C);
    fmpq_mat_clear(traces);
    return true;
}

/* ---- The states ---- */

/* All amplitudes Gaussian integers drawn at random. */
static void draw_state(lb_state_t state, size_t qubits, lb_random *random)
{
    lb_amplitude_list list;
    lb_amplitude_list_init(&list, qubits, LB_AMPLITUDES_EXACT);
    lb_status status = LB_OK;
    for (size_t b = 0; b < (size_t)1 << qubits && !status; b++) {
        char text[32];
        int re = 1 + (int)lb_random_below(random, AMPLITUDE);
        int im = 1 + (int)lb_random_below(random, AMPLITUDE);
        int length = snprintf(text, sizeof text, "%d+%di", re, im);
        status = lb_amplitude_list_add_at(&list, b, text, (size_t)length, NULL);
    }
    if (!status)
        status = lb_amplitude_list_finish(&list, NULL);
    assert(!status);
    lb_state_init_list(state, &list, "generic");
    lb_amplitude_list_clear(&list);
}

/* Whether two states move as much as the sectors allow. */
static lb_status move_states(bool *fully, uint32_t *prime, size_t rank, const lb_ansatz_t A,
                             const lb_run_options *run, lb_error *error)
{
    const lb_conjugate_rank_options options = {
        .run = *run, .at_most = rank, .seed = SEED, .derived = true};
    lb_conjugate_rank found = {0};
    lb_random random;
    lb_error ignored;
    lb_random_seed(&random, SEED);
    lb_state_struct states[2];
    for (size_t i = 0; i < 2; i++)
        draw_state(states + i, A->qubits, &random);
    lb_status status = lb_conjugate_rank_compute(&found, A, states, 2, &options, &ignored);
    for (size_t i = 0; i < 2; i++)
        lb_state_clear(states + i);
    if (status == LB_INTERNAL && error)
        *error = ignored;
    *fully = !status && found.rank == rank;
    *prime = found.prime;
    if (!status && found.rank > rank)
        return lb_fail(error, LB_INTERNAL, "an orbit is larger than the sectors allow");
    return status == LB_INTERNAL ? status : LB_OK;
}

/* ---- The whole ---- */

static lb_status decide(bool *full, lb_algebra_t G, char **evidence, const lb_ansatz_t A,
                        const lb_conserved *conserved, const lb_run_options *options,
                        lb_error *error)
{
    size_t rank;
    slong centre;
    uint32_t prime;
    if (!lb_conserved_is_proved(conserved) || !rank_of_sectors(&rank, conserved) ||
        !find_centre(&centre, A, conserved))
        return LB_OK;
    lb_status status = move_states(full, &prime, rank, A, options, error);
    if (status || !*full)
        return status;
    mpz_t one, copies;
    mpz_init_set_ui(one, 1);
    mpz_init_set_ui(copies, (unsigned long)centre);
    add_ideals(G, conserved);
    if (centre)
        lb_algebra_add(G, LB_IDEAL_U, one, copies);
    mpz_clears(one, copies, NULL);
    *evidence = lb_sprintf("at most the sum of su(d) over the sectors of the commutant, and the "
                           "centre; at least by two states that [g, g] moves in %zu directions, "
                           "modulo %u, as only that sum does",
                           rank, prime);
    return LB_OK;
}

lb_status lb_full_sectors(bool *full, lb_algebra_t G, char **evidence, const lb_ansatz_t A,
                          const lb_run_options *options, lb_error *error)
{
    const lb_conserved_options conserved_options = {.run = *options, .basis = true};
    lb_conserved *conserved;
    *full = false;
    if (A->qubits > LB_FULL_SECTORS_QUBITS_MAX)
        return LB_OK;
    lb_status status = lb_conserved_compute(&conserved, A, &conserved_options, error);
    if (status)
        return status;
    status = decide(full, G, evidence, A, conserved, options, error);
    lb_conserved_free(conserved);
    return status;
}
