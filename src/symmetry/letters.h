/* Changes of letters that fix every generator of an ansatz.
 *
 * A rotation takes X, Y, Z to +-X, +-Y, +-Z in some order, on all qubits alike, as conjugation by one
 * and the same Clifford gate on each does: X to Y, Y to X, Z to -Z. There are 24, six up to the four
 * that change signs alone. Rotations keep products, and so brackets. Those that fix every generator
 * are a group. Where one of them changes signs alone it changes those of no term, and so of no string
 * of the algebra; so one of each kind, of all that permute the letters alike, is enough, and these are
 * a group as they act on such strings.
 *
 * Example: a sum of XX + YY + ZZ over bonds is fixed by all of them, and one of XX + YY by X -> Y,
 * Y -> X, Z -> -Z and those that change signs alone. */

#ifndef LB_SYMMETRY_LETTERS_H
#define LB_SYMMETRY_LETTERS_H

#include <liebound/ansatz.h>

typedef struct lb_letter_turn {
    bool x_of_x, z_of_x, x_of_z, z_of_z; /* X goes to the letter W(x_of_x, z_of_x), Z likewise */
    bool x_negative, y_negative, z_negative;
} lb_letter_turn;

enum { LB_LETTERS_MAX = 6 };

typedef struct lb_letters {
    uint32_t count; /* 1, 2, 3 or 6; the identity first */
    lb_letter_turn rotations[LB_LETTERS_MAX];
} lb_letters;

/* One rotation of each kind that fixes every generator of A. O(terms log terms). */
void lb_letters_find(lb_letters *letters, const lb_ansatz_t A);
/* The image of a string, up to its sign, which is returned: 1 or -1. O(W). */
int lb_letter_turn_apply(const lb_letter_turn *rotation, uint64_t *image, const uint64_t *dense,
                         size_t words);

#endif
