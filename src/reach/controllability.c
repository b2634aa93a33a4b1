#include <liebound/reach.h>

static bool is_traceless(const lb_ansatz_t A)
{
    for (size_t k = 0; k < A->generator_count; k++)
        if (lb_sum_contains_identity(A->generators + k))
            return false;
    return true;
}

lb_status lb_controllability_init(lb_controllability *control, const lb_ansatz_t A,
                                  const lb_conserved *conserved, const mpz_t derived,
                                  const mpz_t centre, lb_error *error)
{
    mpz_t squares;
    mpz_inits(control->derived_allowed, control->phases_allowed, squares, (mpz_ptr)NULL);
    mpz_init_set(control->derived, derived);
    mpz_init_set(control->centre, centre);
    for (size_t i = 0; i < lb_conserved_sectors_count(conserved); i++) {
        const lb_conserved_sectors *s = lb_conserved_sectors_at(conserved, i);
        mpz_mul(squares, s->dimension, s->dimension);
        mpz_sub_ui(squares, squares, 1);
        mpz_addmul(control->derived_allowed, squares, s->count);
        mpz_add(control->phases_allowed, control->phases_allowed, s->count);
    }
    mpz_clear(squares);
    control->semisimple = !mpz_cmp(derived, control->derived_allowed);
    control->phases = control->semisimple && !mpz_cmp(centre, control->phases_allowed);
    /* Without multiples of 1 in any generator there are none in g. */
    mpz_t phases;
    mpz_init(phases);
    mpz_add_ui(phases, centre, 1);
    control->global =
        control->semisimple && is_traceless(A) && !mpz_cmp(phases, control->phases_allowed);
    mpz_clear(phases);
    if (mpz_cmp(derived, control->derived_allowed) <= 0 &&
        mpz_cmp(centre, control->phases_allowed) <= 0)
        return LB_OK;
    lb_controllability_clear(control);
    return lb_fail(error, LB_INTERNAL,
                   "the algebra is larger than its symmetries allow; please report it");
}

void lb_controllability_clear(lb_controllability *control)
{
    mpz_clears(control->derived_allowed, control->phases_allowed, control->derived, control->centre,
               (mpz_ptr)NULL);
}
