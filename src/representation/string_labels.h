/* Strings of one component in the labels of its defining representation, for each consistent choice
 * of signs of its central strings.
 *
 * Pairs. W(P) with P = u_a + u_b + t, t in T (variance/string_classes.h), r the root, u_r = 0:
 * W(u_b) goes to 2 E_rb, E_ab = e_a e_b^T - e_b e_a^T, and what brackets make of these to their
 * brackets; then W(P) = +- W(t) W(u_a + u_b), and W(t) is its sign.
 *
 * Full. V has a symplectic basis p_1, q_1, ..., p_k, q_k and a basis of its radical, each of which is
 * a sign; W(p_j) goes to X and W(q_j) to Z on qubit j of k, and products to products. If q is well
 * defined on V and 0 on R, the basis is such that q(p_j) = q(q_j) = 0, but for j = 1 when the Arf
 * invariant is 1: the strings of S have then an odd number of Y, so iW is real, in the first case,
 * and in the second iW preserves the form Y x 1. */

#ifndef LB_REPRESENTATION_STRING_LABELS_H
#define LB_REPRESENTATION_STRING_LABELS_H

#include "variance/string_classes.h"

typedef struct lb_matrices_labels {
    lb_variance_class class;
    size_t qubits;
    uint32_t root;        /* of pairs */
    uint64_t *symplectic; /* of a full class: p_1, q_1, p_2, ... */
    lb_f2_space central;  /* T, or the radical */
    uint32_t signs;       /* how many rows of `central`, from the first, may have either sign */
} lb_matrices_labels;

lb_status lb_matrices_labels_init(lb_matrices_labels *labels,
                                  const lb_classification *classification, uint32_t c, lb_run *run,
                                  lb_error *error) LB_MUST_CHECK;
void lb_matrices_labels_clear(lb_matrices_labels *labels);

/* The image of W(P), P in S: sign * W(image) on k qubits, or of pairs i W(P) becomes sign * 2 E_ab;
 * bit l of `choice` makes row l of the central strings -1. */
typedef struct lb_string_image {
    int sign;
    uint32_t a, b;
    lb_string_struct *string; /* of a full class; initialized by the caller */
} lb_string_image;
void lb_matrices_labels_image(lb_string_image *image, const lb_matrices_labels *labels,
                              const uint64_t *P, uint64_t choice);

#endif
