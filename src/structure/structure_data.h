/* What a structure holds. */

#ifndef LB_STRUCTURE_STRUCTURE_DATA_H
#define LB_STRUCTURE_STRUCTURE_DATA_H

#include <inttypes.h>

#include <liebound/structure.h>

#include "structure/central_strings.h"
#include "structure/centralizer.h"
#include "structure/ideals.h"
#include "structure/number_field.h"
#include "structure/proof.h"
#include "structure/types.h"

struct lb_structure {
    size_t qubits;
    lb_structure_level known;
    char *evidence;
    mpz_t dimension, centre, rank;
    lb_algebra_t algebra;
    size_t ideals_count;
    lb_real_ideals *ideals;
    /* When the algebra was searched: */
    bool searched;
    lb_run run;
    lb_moduli moduli;
    lb_torus torus;
    lb_splitting splitting;
    lb_simple_type *types; /* of the factors, when the ideals are known */
    lb_symmetries symmetries;
};

/* The symmetries, when the ideals are known; none where sectors could not be told. */
void lb_structure_find_symmetries(lb_structure *s, const lb_ansatz_struct *A);
/* S becomes the vector with these torus coordinates. */
void lb_structure_torus_combination(lb_sum_t S, const lb_structure *s, const lb_rational *v);

/* The defining polynomial of the field of a factor, as it is printed; NULL for Q. The caller frees it. */
char *lb_factor_field(const lb_factor *factor);

#endif
