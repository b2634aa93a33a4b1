/* What a Cartan decomposition holds. */

#ifndef LB_CARTAN_CARTAN_DATA_H
#define LB_CARTAN_CARTAN_DATA_H

#include <inttypes.h>

#include <liebound/cartan.h>

#include "structure/structure_data.h"

struct lb_cartan {
    size_t qubits;
    lb_run run;
    mpz_t k, p, rank;
    bool has_rank;
    size_t part_count;
    lb_cartan_part *parts;
    char *evidence;
    /* Of a closure: */
    bool searched;
    bool over_field;      /* the bases are over Q, and not listed */
    lb_moduli moduli;     /* the reduced basis, with its generators */
    bool *in_p;           /* of each row; the others are in k */
    uint32_t p_count;     /* how many */
    lb_subspace abelian;  /* a modulo the prime of frame 0 */
    lb_rational *vectors; /* and over Q, in coordinates */
    uint32_t vector_count;
};

/* A new part; n and copies are to be set, the rest is 0 or NULL. */
lb_cartan_part *lb_cartan_append_part(lb_cartan *cartan, lb_ideal_type type);
/* Merge the last part with an earlier one of the same kind, over Q. */
void lb_cartan_merge_last(lb_cartan *cartan);
/* Larger ideals first. */
void lb_cartan_order_parts(lb_cartan *cartan);
/* A maximal abelian subalgebra of p; false when a limit came first, or it could not be lifted. */
bool lb_cartan_find_abelian(lb_cartan *cartan);
/* The parts; none when a limit came first, or the structure has no ideals. */
void lb_cartan_find_parts(lb_cartan *cartan, const lb_structure *structure);

#endif
