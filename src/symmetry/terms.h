/* The terms of all generators as sets of letters, looked up by what a permutation of the qubits
 * makes of them. Identity terms, which every permutation fixes, are left out.
 *
 * A letter l (1, 2, 3 for X, Y, Z) on qubit q is the place 4 q + l. Two terms are in the same class
 * when they belong to the same generator with the same coefficient: a permutation fixes every
 * generator exactly when it takes each term to a term of its class. */

#ifndef LB_SYMMETRY_TERMS_H
#define LB_SYMMETRY_TERMS_H

#include <liebound/ansatz.h>

typedef struct lb_terms {
    uint32_t qubits, count, class_count;
    uint32_t *classes; /* of each term */
    size_t *offsets;  /* count + 1: the places of term t are at offsets[t] .. offsets[t + 1] - 1, */
    uint32_t *places; /* increasing within a term */
    size_t *starts;   /* qubits + 1: the terms on qubit q are at starts[q] .. starts[q + 1] - 1, */
    uint32_t *on;     /* increasing for one qubit */
    uint64_t *hashes; /* of each term: its class, and the sum over its places */
    uint32_t *slots;  /* open addressing by hash: term + 1, or 0 */
    size_t mask;
} lb_terms;

/* False, and nothing initialized, when there are more than letters_max letters in all terms.
 * O(letters + terms log terms). */
bool lb_terms_init(lb_terms *terms, const lb_ansatz_t A, size_t letters_max);
void lb_terms_clear(lb_terms *terms);

/* The letter 1, 2, 3, or 0 for none, of a term on a qubit. O(log weight). */
uint32_t lb_terms_letter(const lb_terms *terms, uint32_t t, uint32_t qubit);

/* Whether q -> image[q], a permutation, takes term t to a term of its class; exact. O(weight log
 * weight) expected. */
bool lb_terms_contain_image(const lb_terms *terms, uint32_t t, const uint32_t *image);
/* Whether it does so for every term, and so fixes every generator. */
bool lb_terms_are_fixed(const lb_terms *terms, const uint32_t *image);

#endif
