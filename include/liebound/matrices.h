/* The compact form: g as a direct sum of su(N), so(N), sp(N) and u(1), by explicit matrices.
 *
 * An element iX of g, X a Hermitian sum, becomes a matrix M_j(X) in each summand j, linear in X, with
 *
 *     [M_j(A), M_j(B)] = 2 M_j({A, B})        ({A, B} = (i/2)[A, B], so [iA, iB] = 2 i{A, B}),
 *
 * and the M_j together are an isomorphism. A simple ideal has a summand with its defining
 * representation, on N states for su(N) and so(N) and on 2N for sp(N); a basis vector of the centre
 * has one with 1 x 1 matrices. All entries are Gaussian rational numbers. Where the basis of a
 * representation is orthogonal but not normalized, which would take square roots, the matrices
 * satisfy M^dagger F + F M = 0 with a diagonal form F; scaling by the roots of F makes them
 * anti-Hermitian.
 *
 * Where do they come from. Of single strings, from their labels: of free fermions real rotations in
 * the planes of R^N, else strings on as few qubits as the type needs. Of sums, from the rotations
 * in planes that their single terms are, where these are free fermions, else from the 2^n states:
 * there an ideal acts on the spaces that vectors generate, and the smallest one that is found is
 * taken. Conjugate ideals over a number field have one summand together, the rational form, whose
 * size is that of all; over the field it splits into blocks. Where no defining representation is
 * found the summand says so, and has another faithful one.
 *
 * Checked exactly: the brackets of all generators with all basis elements, in every summand, from
 * which all others follow by the Jacobi identity. */

#ifndef LIEBOUND_MATRICES_H
#define LIEBOUND_MATRICES_H

#include <liebound/structure.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Opaque; made by lb_matrices_compute, freed by lb_matrices_free. */
typedef struct lb_matrices lb_matrices;

/* Sums of other strings than those of free fermions act on the states of at most so many qubits. */
#define LB_MATRICES_QUBITS_MAX 6

/* Whether some generator is no single string: then the structure is needed. */
LB_API bool lb_matrices_need_structure(const lb_ansatz_t A);

/* LB_INPUT where the dimension alone tells that the matrices would be too many: they are skew for a form and
 * independent, so that those of one element have at least as many entries as the closure, which is proved, has
 * rows. O(1). */
LB_API lb_status lb_matrices_refuse(const lb_ansatz_t A, const lb_closure *closure,
                                    lb_error *error) LB_MUST_CHECK;

/* The closure has a basis, found without symmetry, and the structure is that of the closure, by
 * lb_structure_compute, with its ideals; it may be NULL where it is not needed. options may be
 * NULL. LB_USAGE where that is not so; LB_INPUT: too many qubits, or too many matrices;
 * LB_UNDECIDED: a limit was reached. */
LB_API lb_status lb_matrices_compute(lb_matrices **matrices, const lb_ansatz_t A,
                                     const lb_closure *closure, const lb_structure *structure,
                                     const lb_run_options *options, lb_error *error) LB_MUST_CHECK;
LB_API void lb_matrices_free(lb_matrices *matrices);

typedef enum lb_summand_kind {
    LB_SUMMAND_DEFINING, /* of a simple ideal, or 1 x 1 of the centre */
    LB_SUMMAND_RATIONAL, /* of several conjugate ideals together */
    LB_SUMMAND_OTHER     /* a faithful representation that is not the defining one */
} lb_summand_kind;
typedef struct lb_summand {
    char *algebra; /* "su(10)", "u(1)" */
    char *field;   /* of conjugate ideals, as in lb_real_ideals; else NULL */
    lb_summand_kind kind;
    uint32_t size; /* of the matrices */
} lb_summand;
LB_API size_t lb_matrices_summand_count(const lb_matrices *matrices);
/* Owned by the matrices. */
LB_API const lb_summand *lb_matrices_summand(const lb_matrices *matrices, size_t j);
/* The entry of the diagonal form F of summand j. */
LB_API void lb_matrices_form(mpq_t F, const lb_matrices *matrices, size_t j, uint32_t row);

/* The elements: the generators of the ansatz, and after them the reduced basis, lb_closure_row. */
LB_API size_t lb_matrices_generator_count(const lb_matrices *matrices);
LB_API size_t lb_matrices_element_count(const lb_matrices *matrices);
/* Entry (row, column) of M_j of element e, from 0. */
LB_API void lb_matrices_entry(mpq_t re, mpq_t im, const lb_matrices *matrices, size_t j, size_t e,
                              uint32_t row, uint32_t column);
/* How many brackets were checked in every summand. */
LB_API size_t lb_matrices_brackets(const lb_matrices *matrices);

#ifdef __cplusplus
}
#endif

#endif
