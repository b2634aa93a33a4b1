/* Elements of the commutant that are known exactly, and the algebra that they generate. */

#ifndef LB_CONSERVED_KNOWN_H
#define LB_CONSERVED_KNOWN_H

#include "conserved/cover.h"

typedef struct lb_known {
    size_t string_count;             /* independent strings that commute with every term, */
    const lb_string_struct *strings; /* not owned */
    size_t permutation_count;
    uint32_t *permutations; /* images of the qubits 0 .. n - 1, one after the other */
    size_t sum_count;
    lb_sum_struct *sums; /* normal forms; {S, H_k} = 0 was checked over Q */
} lb_known;

/* Generators of a group of qubit permutations that fix every generator, and the sums of strings of
 * weight 1 and 2. */
void lb_known_init(lb_known *known, const lb_ansatz_t A, const lb_string_struct *strings,
                   size_t string_count, lb_run *run);
void lb_known_clear(lb_known *known);

/* Whether S commutes with every generator, over Q; false also when a limit came first. */
bool lb_commutes(const lb_sum_t S, const lb_ansatz_t A, lb_run *run);
/* Append S if it commutes with every generator over Q; false when it does not, or a limit came first. */
bool lb_known_try_sum(lb_known *known, const lb_ansatz_t A, const lb_sum_t S, lb_run *run);
/* Take back the last sum. */
void lb_known_drop_sum(lb_known *known);

/* Bounds up to which products are counted: LB_WORDS_MAX^2 residues. */
#define LB_WORDS_MAX 4000

/* The algebra that elements of the commutant generate on the spaces E of a cover, which they map to
 * themselves, modulo p. Its dimension, the number of rows, is at most the bound of the cover, and a
 * lower bound of dim C over Q. */
typedef struct lb_words {
    const lb_blocks *blocks; /* these are not owned */
    const lb_cover *cover;
    size_t element_count;
    uint64_t *elements; /* tuples of matrices, one after the other */
    uint32_t *done;     /* by how many of the rows each was multiplied */
    lb_residue_rows rows;
} lb_words;

void lb_words_init(lb_words *words, const lb_blocks *blocks, const lb_cover *cover); /* of 1 */
void lb_words_clear(lb_words *words);
/* Add elements and all products with them; an element that adds nothing is forgotten. LB_INTERNAL when
 * one does not map E to itself. A limit leaves a smaller dimension. */
lb_status lb_words_add_known(lb_words *words, const lb_known *known, lb_run *run, lb_error *error);
lb_status lb_words_add_sum(lb_words *words, const lb_sum_t S, lb_run *run, lb_error *error);

/* The matrices of S, which commutes with every generator, on the spaces E of a cover, one after the
 * other, row by row; the caller frees them. NULL when p divides a denominator. */
uint64_t *lb_cover_restrict(const lb_cover *cover, const lb_blocks *blocks, const lb_sum_t S);

#endif
