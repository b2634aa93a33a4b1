/* Strings S that take every term P of the generators to a sign times P, S P S^-1 = (-1)^b(P) P, for
 * given bits b(P), NULL for 0: the solutions of linear equations over F2. */

#ifndef LB_STRUCTURE_SIGN_STRINGS_H
#define LB_STRUCTURE_SIGN_STRINGS_H

#include <liebound/ansatz.h>

#define LB_SIGN_QUBITS_MAX 31

typedef struct lb_sign_strings {
    bool solvable;
    uint32_t count;
    uint64_t one;                             /* where there is one: x, and z at bit 32 */
    uint64_t strings[2 * LB_SIGN_QUBITS_MAX]; /* a basis for b = 0 */
} lb_sign_strings;

/* Of at most LB_SIGN_QUBITS_MAX qubits. O(terms qubits). */
void lb_sign_strings_find(lb_sign_strings *found, const lb_ansatz_t A,
                          bool bit(const lb_string_t P));

/* Whether the generators satisfy H S + S H^T = 0 for some string S, of which x and z are set: then the
 * states are, as a module, isomorphic to their dual. Generators that contain the identity do not. */
bool lb_string_duality(uint64_t S[2], const lb_ansatz_t A);

#endif
