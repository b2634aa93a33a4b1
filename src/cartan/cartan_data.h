/* What a Cartan decomposition holds. */

#ifndef LB_CARTAN_CARTAN_DATA_H
#define LB_CARTAN_CARTAN_DATA_H

#include <inttypes.h>

#include <liebound/cartan.h>

#include "structure/structure_data.h"

struct lb_cartan {
    size_t qubits;
    lb_run run;
    lb_moduli moduli; /* the reduced basis, with its generators */
    bool *in_p;       /* of each row; the others are in k */
    uint32_t p;       /* how many */
    bool has_rank;
    lb_subspace abelian;  /* a modulo the prime of frame 0 */
    lb_rational *vectors; /* and over Q, in coordinates */
    uint32_t vector_count;
    size_t part_count;
    lb_cartan_part *parts;
    char *evidence;
};

/* A maximal abelian subalgebra of p; false when a limit came first, or it could not be lifted. */
bool lb_cartan_find_abelian(lb_cartan *cartan);
/* The parts; none when a limit came first, or the structure has no ideals. */
void lb_cartan_find_parts(lb_cartan *cartan, const lb_structure *structure);
void lb_cartan_part_clear(lb_cartan_part *part);

#endif
