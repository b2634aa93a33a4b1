#include "conserved/field.h"

#include <stdlib.h>
#include <string.h>

#include "ansatz/roots.h"
#include "base/memory.h"
#include "conserved/conserved_data.h"

void lb_field_ansatz_init(lb_ansatz_t B, const lb_ansatz_t A)
{
    const lb_ansatz_struct *over_q = lb_ansatz_over_q(A);
    lb_ansatz_init(B, A->name, over_q->qubits);
    for (size_t k = 0; k < over_q->generator_count; k++)
        lb_ansatz_add_generator(B, NULL, over_q->generators + k);
    for (size_t j = 0; j < A->roots->count; j++) {
        lb_sum_t F;
        lb_ansatz_root_factor(F, A, (size_t)1 << j);
        lb_ansatz_add_generator(B, NULL, F);
        lb_sum_clear(F);
    }
}

/* Roots on two qubits. */
static mp_bitcnt_t wide_roots(const lb_ansatz_t A)
{
    mp_bitcnt_t wide = 0;
    for (size_t j = 0; j < A->roots->count; j++)
        wide += lb_root_qubits(A->roots->roots + j) - 1;
    return wide;
}

/* Whether all numbers of sectors and of copies are divided by these powers of 2 without a rest. */
static bool divide_sectors(lb_conserved *c, mp_bitcnt_t degree, mp_bitcnt_t wide)
{
    bool exact = true;
    for (size_t i = 0; i < c->sectors_count; i++) {
        lb_conserved_sectors *s = c->sectors + i;
        exact = exact && mpz_divisible_2exp_p(s->count, degree) &&
                mpz_divisible_2exp_p(s->multiplicity, wide);
        mpz_fdiv_q_2exp(s->count, s->count, degree);
        mpz_fdiv_q_2exp(s->multiplicity, s->multiplicity, wide);
    }
    return exact;
}

/* The permutations keep the qubits of the roots. */
static void narrow_permutations(lb_known *known, size_t from, size_t to)
{
    for (size_t i = 0; i < known->permutation_count; i++)
        memmove(known->permutations + i * to, known->permutations + i * from,
                to * sizeof *known->permutations);
}

/* Those with roots in them are left out. */
static void narrow_sums(lb_known *known, size_t qubits)
{
    size_t kept = 0;
    for (size_t i = 0; i < known->sum_count; i++) {
        if (lb_roots_are_in(known->sums + i, qubits)) {
            lb_sum_clear(known->sums + i);
            continue;
        }
        known->sums[kept] = known->sums[i];
        known->sums[kept++].qubits = qubits;
    }
    known->sum_count = kept;
}

lb_status lb_conserved_divide(lb_conserved *c, const lb_ansatz_t A, lb_error *error)
{
    mp_bitcnt_t degree = A->roots->count, wide = wide_roots(A);
    bool proved = lb_conserved_is_proved(c);
    bool exact = divide_sectors(c, degree, wide) &&
                 (!proved || mpz_divisible_2exp_p(c->at_most, degree + 2 * wide));
    mpz_cdiv_q_2exp(c->at_least, c->at_least, degree + 2 * wide);
    mpz_fdiv_q_2exp(c->at_most, c->at_most, degree + 2 * wide);
    if (!exact)
        return lb_fail(error, LB_INTERNAL,
                       "the commutant over Q is not a multiple of that over the field; please "
                       "report it");
    narrow_permutations(&c->known, c->qubits, A->qubits);
    narrow_sums(&c->known, A->qubits);
    lb_trial_free(c->trial);
    c->trial = NULL;
    char *evidence = lb_sprintf("of rational sums on %zu qubits, with %zu times the dimension: %s",
                                c->qubits, (size_t)1 << (degree + 2 * wide), c->evidence);
    free(c->evidence);
    c->evidence = evidence;
    c->qubits = A->qubits;
    return LB_OK;
}
