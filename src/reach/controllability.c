#include <liebound/reach.h>

#include "structure/structure_data.h"

static bool is_traceless(const lb_ansatz_t A)
{
    for (size_t k = 0; k < A->generator_count; k++)
        if (lb_sum_contains_identity(A->generators + k))
            return false;
    return true;
}

/* Whether g acts on each block of the states by all of su(d); the blocks are those of a structure that
 * was read from them, as g is as large as they allow. */
static bool fills_blocks(const lb_structure *structure)
{
    if (!structure || !structure->by_blocks || structure->known < LB_STRUCTURE_IDEALS)
        return false;
    const lb_structure_blocks *blocks = &structure->blocks;
    for (uint32_t i = 0; i < blocks->count; i++) {
        uint64_t d = blocks->items[i].dimension;
        uint32_t family = blocks->items[i].family;
        if (d > 1 &&
            (family == LB_NO_FAMILY || lb_family_dimension(blocks->families + family) != d * d - 1))
            return false;
    }
    return true;
}

static void compare_separately(lb_controllability *control, const lb_conserved *conserved,
                               const lb_structure *structure)
{
    control->separately = !control->semisimple && fills_blocks(structure);
    if (control->separately)
        mpz_set_ui(control->ideals, structure->blocks.part_count);
    for (size_t i = 0; i < lb_conserved_sectors_count(conserved); i++) {
        const lb_conserved_sectors *s = lb_conserved_sectors_at(conserved, i);
        if (mpz_cmp_ui(s->dimension, 1) > 0)
            mpz_add(control->sectors, control->sectors, s->count);
    }
}

lb_status lb_controllability_init(lb_controllability *control, const lb_ansatz_t A,
                                  const lb_conserved *conserved, const mpz_t derived,
                                  const mpz_t centre, const lb_structure *structure,
                                  lb_error *error)
{
    mpz_t squares;
    mpz_inits(control->derived_allowed, control->phases_allowed, control->ideals, control->sectors,
              squares, (mpz_ptr)NULL);
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
    compare_separately(control, conserved, structure);
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
               control->ideals, control->sectors, (mpz_ptr)NULL);
}
