/* dim g where [g, g] is all that the sectors of its commutant, and forms on them, allow, with what a
 * sceptic needs to see it (proofs/sectors.md, proofs/README.md).
 *
 * Modulo a prime p: symmetries, known over Q, generate an algebra S on the 2^n states. A sector of
 * dimension d with m copies is known by one vector v: the generators make a space of dimension d of
 * it, S makes one of dimension m. Elements x of g are integer combinations of words, which are
 * brackets of generators. On the space of each sector
 *
 *     v is an eigenvector of an element for a simple eigenvalue,
 *     the eigenvalues of an element, less their mean, are of a rank above d / 2 (or of d - 1),
 *
 * and element 0, or where 0 is always an eigenvalue its square and element 1, has distinct eigenvalues
 * on all of them together; element 0 tells all simple ideals apart by their Killing forms. Forms on
 * the states say that sectors are duals of each other, and then one of them stands for all, or of
 * themselves, by so(d) or sp(d / 2) in place of su(d): there a rank above d / 4 + 1 is enough. */

#ifndef LB_DIMENSION_SECTOR_PROOF_H
#define LB_DIMENSION_SECTOR_PROOF_H

#include <liebound/algebra.h>

#include "conserved/known.h"
#include "structure/lifts.h"
#include "structure/module.h"

/* Those of more qubits take too long. */
enum { LB_SECTOR_PROOF_QUBITS_MAX = 12 };

/* Generator `generator`, or its bracket with word `parent`. */
typedef struct lb_sector_word {
    uint32_t generator, parent; /* or LB_SECTOR_ALONE */
} lb_sector_word;
#define LB_SECTOR_ALONE UINT32_MAX

/* u W(x, z) v, u a row: b(H u, v) + b(u, H v) = b(u, D v) for the generators, with D that commute with
 * all of them. */
typedef struct lb_sector_form {
    uint32_t x, z;
} lb_sector_form;
#define LB_SECTOR_NO_FORM UINT32_MAX

typedef struct lb_sector_claim {
    uint32_t dimension, copies;
    uint32_t dual,
        form;       /* of which sector it is the dual, or like which, up to numbers, by which form;
                            or none */
    bool symmetric; /* the form, where the sector is its own dual */
    uint32_t vector_element, torus_element; /* the elements of v, and of the rank */
    uint64_t *vector;                       /* v */
    nmod_poly_t polynomial;                 /* of element 0 */
} lb_sector_claim;

typedef struct lb_sector_proof {
    lb_ansatz_t A; /* name, parameters and generators */
    nmod_t modulus;
    uint64_t root; /* of -1 */
    size_t string_count;
    lb_string_struct *strings;
    lb_known symmetries;
    uint32_t form_count; /* by strings; */
    lb_sector_form *forms;
    lb_lifts lifts; /* the numbers of forms go on with those that are not the first matrices, */
    uint32_t operator_count; /* so many, which commute */
    uint32_t word_count, element_count, sector_count;
    size_t word_capacity, sector_capacity;
    lb_sector_word *words;
    lb_sum_struct *word_sums;
    uint32_t *factors; /* of word w in element j at word_count j + w */
    lb_sector_claim *sectors;
    bool squares;  /* element 0 squared and element 1 tell the sectors apart, not element 0 alone */
    size_t centre; /* its dimension */
} lb_sector_proof;

/* With the symmetries that are found at once, or with `all` sums that commute with the generators, which
 * may take long, or with what is lifted, which is taken over, in place of the sums (lifts may be NULL).
 * LB_UNDECIDED: there is none, or none was found. O(4^n) for each term of the elements, and d^3 for each
 * sector. */
lb_status lb_sector_proof_find(lb_sector_proof **proof, const lb_ansatz_t A, bool all,
                               lb_lifts *lifts, const lb_run_options *options,
                               lb_error *error) LB_MUST_CHECK;
void lb_sector_proof_free(lb_sector_proof *proof);
/* G, which is to be empty. */
void lb_sector_proof_algebra(lb_algebra_t G, const lb_sector_proof *proof);
char *lb_sector_proof_evidence(const lb_sector_proof *proof);
/* Write the certificate. */
lb_status lb_sector_proof_write(const lb_sector_proof *proof, const char *path,
                                lb_error *error) LB_MUST_CHECK;
/* What the certificate has between the generators and the end, for one of the kind `rank`; to be freed. */
char *lb_sector_proof_sections(const lb_sector_proof *proof);

#endif
