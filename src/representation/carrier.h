/* The vectors on which the ideals of an algebra of sums are found.
 *
 * Where the algebra of the single terms is one of free fermions, the terms act on the R^N of the
 * planes that they rotate (string_labels.h), for each component and each choice of signs; these act
 * faithfully together, and there an ideal su(N) has its defining representation and not one on many
 * fermions. Else the vectors are the 2^n states. A string acts as a Hermitian matrix H, and iH is
 * the matrix of liebound/matrices.h. */

#ifndef LB_REPRESENTATION_CARRIER_H
#define LB_REPRESENTATION_CARRIER_H

#include "representation/complex_matrix.h"
#include "representation/string_labels.h"

typedef struct lb_carrier {
    slong size;
    bool fermions;
    lb_classification classification; /* of the terms, of fermions */
    uint32_t count;                   /* of components that are pairs */
    lb_matrices_labels *labels;
} lb_carrier;

/* Terms of other types, or with more copies than LB_CARRIER_MAX takes, act on states. LB_INPUT when
 * these are too many, LB_UNDECIDED when a limit came first. */
#define LB_CARRIER_MAX 256
lb_status lb_carrier_init(lb_carrier *carrier, const lb_ansatz_t A, lb_run *run,
                          lb_error *error) LB_MUST_CHECK;
void lb_carrier_clear(lb_carrier *carrier);
/* R += S V, S in the algebra of the terms, V of `size` rows. */
void lb_carrier_add_action(lb_matrix *R, const lb_carrier *carrier, const lb_sum_t S,
                           const lb_matrix *V);

#endif
