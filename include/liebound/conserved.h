/* The symmetries of an ansatz: the operators that commute with every generator, and what they leave
 * of the 2^n states.
 *
 * Let C = { A : [A, H_k] = 0 for all k } be the commutant of the generators in the matrices on n
 * qubits, and A the algebra that they generate. Over the complex numbers
 *
 *     C^(2^n) = sum over sectors of  C^d (x) C^m,    A = sum of 1-blocks M_d (x) 1,   C = sum of 1 (x) M_m,
 *
 * so that sum d m = 2^n, dim A = sum d^2, dim C = sum m^2: every circuit acts on the m copies of a
 * sector in the same way, by a matrix of d rows. As the generators are rational, the rational Pauli
 * sums that commute with them have the same dimension over Q as C over the complex numbers.
 *
 * What is proved, and how (proofs/symmetries.md):
 *
 *   strings    the Pauli strings in C are those that commute with every term of every generator, a
 *              group given by linear algebra over F2, at any size. Where every generator is a single
 *              string they span C.
 *   at most    modulo a prime p, from eigenspaces of elements of A: if such spaces E_j generate all
 *              of F_p^(2^n) under A, then dim C <= sum (dim E_j)^2.
 *   at least   explicit elements of C, which are strings, qubit permutations, and Pauli sums whose
 *              commutators with the generators are zero over Q, and their products, of which so many
 *              are independent modulo p.
 *
 * Where both meet, dim C is proved, and with it the dimensions and multiplicities of the sectors. */

#ifndef LIEBOUND_CONSERVED_H
#define LIEBOUND_CONSERVED_H

#include <liebound/ansatz.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Opaque; made by lb_conserved_compute, freed by lb_conserved_free. */
typedef struct lb_conserved lb_conserved;

/* Sums are decided on at most so many qubits. */
#define LB_CONSERVED_QUBITS_MAX 14

typedef struct lb_conserved_options {
    lb_run_options run; /* the stage is "commutant" */
    size_t strings;     /* independent strings to be listed at most; 64 when 0 */
    bool strings_only;  /* do not go beyond strings */
    bool basis;         /* find a basis of C, where it has few entries */
    /* Take coefficients with square roots (ansatz.h): then there is no basis, and of the sums that commute
     * only those without roots are listed. */
    bool square_roots;
} lb_conserved_options;

/* options may be NULL. A limit that is reached is not an error: then there are bounds. LB_INPUT: no
 * qubits. Time: elimination over F2 of all terms, near-linear for local ones; for sums some
 * eliminations of matrices of the size of a joint eigenspace of commuting strings in C. */
LB_API lb_status lb_conserved_compute(lb_conserved **conserved, const lb_ansatz_t A,
                                      const lb_conserved_options *options,
                                      lb_error *error) LB_MUST_CHECK;
LB_API void lb_conserved_free(lb_conserved *conserved);

/* Whether dim C is known. */
LB_API bool lb_conserved_is_proved(const lb_conserved *conserved);
LB_API void lb_conserved_at_least(mpz_t D, const lb_conserved *conserved);
LB_API void lb_conserved_at_most(mpz_t D, const lb_conserved *conserved);
/* One sentence: how it is known, or what ended the computation. */
LB_API const char *lb_conserved_evidence(const lb_conserved *conserved);

/* The group of strings in C has 2^rank elements without their signs, the identity among them; false,
 * and rank unchanged, when a limit came before it. */
LB_API bool lb_conserved_string_rank(size_t *rank, const lb_conserved *conserved);
/* Independent ones, as many as are listed. */
LB_API size_t lb_conserved_string_count(const lb_conserved *conserved);
LB_API void lb_conserved_string(lb_string_t P, const lb_conserved *conserved, size_t i);

/* The other elements of C whose products, with the strings, the lower bound counts: permutations
 * q -> image[q] of the qubits that fix every generator, room for n numbers, */
LB_API size_t lb_conserved_permutation_count(const lb_conserved *conserved);
LB_API void lb_conserved_permutation(uint32_t *image, const lb_conserved *conserved, size_t i);
/* and Pauli sums. */
LB_API size_t lb_conserved_sum_count(const lb_conserved *conserved);
LB_API void lb_conserved_sum(lb_sum_t S, const lb_conserved *conserved, size_t i);

/* A basis over Q of C, when it was asked for, dim C is proved, and it is small: at most
 * LB_CONSERVED_BASIS_MAX strings, or for sums so few numbers modulo p that they were found; else none.
 * It is the reduced basis with the lightest strings as pivots: element i is 1 at one of its lightest
 * strings, which is in no other. */
#define LB_CONSERVED_BASIS_MAX 4096
LB_API size_t lb_conserved_basis_count(const lb_conserved *conserved);
LB_API void lb_conserved_basis(lb_sum_t S, const lb_conserved *conserved, size_t i);

/* Sectors of the same dimension d and multiplicity m; known when dim C is, none otherwise. */
typedef struct lb_conserved_sectors {
    mpz_t count, dimension, multiplicity;
} lb_conserved_sectors;
LB_API size_t lb_conserved_sectors_count(const lb_conserved *conserved);
/* Owned by the conserved; by decreasing dimension, then multiplicity. */
LB_API const lb_conserved_sectors *lb_conserved_sectors_at(const lb_conserved *conserved, size_t i);
/* dim A = sum d^2, when the sectors are known; else false. */
LB_API bool lb_conserved_algebra_dimension(mpz_t D, const lb_conserved *conserved);

/* Joint eigenspaces of operators that the user names: conserved Pauli sums that commute with each other
 * and whose terms do so, too, such as a particle number, a parity or Gauss laws. */
typedef struct lb_label {
    mpq_t *values; /* an eigenvalue of each operator */
    mpz_t dimension;
    size_t content_count;          /* what the eigenspace consists of, by decreasing dimension: */
    lb_conserved_sectors *content; /* sectors of a dimension, each with a multiplicity in it */
} lb_label;

typedef struct lb_labels {
    size_t operators, count;
    lb_label *items;  /* by increasing values */
    bool has_content; /* the sectors are known */
} lb_labels;

/* Of `count` sums on the qubits of A; conserved, of A, tells the content, and may be NULL. To be
 * cleared if LB_OK. LB_INPUT: A has square roots; an operator does not commute with a generator, or
 * with another, or its terms do not. LB_UNDECIDED: more than LB_LABELS_MAX eigenspaces, more than 20
 * independent terms that have relations, numbers that are too large, or a limit. O(labels) additions
 * for each term, or 2^terms. */
#define LB_LABELS_MAX 4096
LB_API lb_status lb_labels_init(lb_labels *labels, const lb_ansatz_t A,
                                const lb_sum_struct *operators, size_t count,
                                const lb_conserved *conserved, const lb_run_options *options,
                                lb_error *error) LB_MUST_CHECK;
LB_API void lb_labels_clear(lb_labels *labels);

#ifdef __cplusplus
}
#endif

#endif
