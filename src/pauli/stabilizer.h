/* Stabilizer states, and Pauli strings acting on them.
 *
 * N commuting independent strings with signs, s_1 W(a_1) .. s_N W(a_N), fix one state psi of N
 * qubits: s_j W(a_j) psi = psi. The a_j are kept in reduced echelon form over F2, the columns being
 * the x bits and then the z bits, each from the last qubit to the first: every a_j has a pivot bit,
 * its first, that is in no other. So the generators without x bits are those with a pivot in z.
 *
 * As W(p) psi = s_j W(p) W(a_j) psi, adding generators to p until no pivot bit is left gives
 *
 *     W(p) psi = i^e W(r) psi,    r the representative of the coset of p,
 *
 * and the W(r) psi of distinct r are orthogonal: r = 0 for +-1 times an element of the group. */

#ifndef LB_PAULI_STABILIZER_H
#define LB_PAULI_STABILIZER_H

#include "pauli/dense.h"

typedef struct lb_stabilizer {
    size_t qubits, words; /* N, and 64-bit words of N bits */
    size_t count;         /* generators so far; N of them fix a state */
    lb_string_struct *given, *reduced;
    bool *given_negative, *negative; /* the signs s_j = -1 */
    uint64_t *pivots;                /* the pivot bits, x words and z words */
    uint32_t *generator_of[2];       /* by qubit of a pivot in x, in z */
} lb_stabilizer;

void lb_stabilizer_init(lb_stabilizer *S, size_t qubits);
void lb_stabilizer_clear(lb_stabilizer *S);

/* What adding a generator came to. */
typedef enum lb_stabilizer_result {
    LB_STABILIZER_ADDED,
    LB_STABILIZER_ANTICOMMUTES, /* with *other, the first such generator given before */
    LB_STABILIZER_DEPENDENT,    /* it is a product of those before it */
    LB_STABILIZER_CONTRADICTS   /* it is minus such a product: no state is fixed */
} lb_stabilizer_result;
/* Add -P or P, on the qubits of S; S is unchanged unless it was added. O(count) products. */
lb_stabilizer_result lb_stabilizer_add(lb_stabilizer *S, bool negative, const lb_string_t P,
                                       size_t *other);

/* The invariant: the a_j commute, and each has a pivot, the first of its bits, that is in no other.
 * O(count^2) products of strings. */
bool lb_stabilizer_is_valid(const lb_stabilizer *S);

/* p := a string on the first qubits of S, given by 2 words words. */
void lb_stabilizer_load(const lb_stabilizer *S, uint64_t *p, const uint64_t *string, size_t words);

/* Reduce p, of 2 S->words words, to its representative; returns e in 0 .. 3. O(1) word operations
 * for each block of each generator that is added. */
unsigned lb_stabilizer_reduce(const lb_stabilizer *S, uint64_t *p);

#endif
