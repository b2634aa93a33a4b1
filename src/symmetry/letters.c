#include "symmetry/letters.h"

#include "pauli/dense.h"

/* X to the letter W(a), Z to W(b), up to signs. Y = i X Z follows. */
static lb_letter_turn rotation_of(const bool a[2], const bool b[2], bool x_negative,
                                  bool z_negative)
{
    bool positive = (lb_word_phase(a[0], a[1], b[0], b[1]) & 3) == 3; /* i W(a) W(b) = W(a + b) */
    return (lb_letter_turn){.x_of_x = a[0],
                            .z_of_x = a[1],
                            .x_of_z = b[0],
                            .z_of_z = b[1],
                            .x_negative = x_negative,
                            .y_negative = (x_negative ^ z_negative) == positive,
                            .z_negative = z_negative};
}

/* A word of x and of z becomes that of the image; the qubits where a sign changes. */
static uint64_t rotate_word(const lb_letter_turn *r, uint64_t *x, uint64_t *z)
{
    uint64_t a = *x, b = *z;
    *x = (r->x_of_x ? a : 0) ^ (r->x_of_z ? b : 0);
    *z = (r->z_of_x ? a : 0) ^ (r->z_of_z ? b : 0);
    return (r->x_negative ? a & ~b : 0) | (r->y_negative ? a & b : 0) |
           (r->z_negative ? b & ~a : 0);
}

int lb_letter_turn_apply(const lb_letter_turn *rotation, uint64_t *image, const uint64_t *dense,
                         size_t words)
{
    uint64_t parity = 0;
    for (size_t w = 0; w < words; w++) {
        image[w] = dense[w];
        image[words + w] = dense[words + w];
        parity ^= rotate_word(rotation, image + w, image + words + w);
    }
    return __builtin_parityll(parity) ? -1 : 1;
}

static bool fixes(const lb_letter_turn *rotation, const lb_sum_struct *H)
{
    lb_sum_t image;
    lb_sum_init(image, H->qubits);
    lb_sum_set(image, H);
    for (size_t i = 0; i < image->length; i++) {
        lb_string_struct *P = image->strings + i;
        uint64_t parity = 0;
        for (uint32_t k = 0; k < P->length; k++)
            parity ^= rotate_word(rotation, &P->blocks[k].x, &P->blocks[k].z);
        if (__builtin_parityll(parity))
            mpq_neg(image->coefficients + i, image->coefficients + i);
    }
    lb_sum_normalize(image);
    bool equal = lb_sum_equal(image, H);
    lb_sum_clear(image);
    return equal;
}

static bool fixes_all(const lb_letter_turn *rotation, const lb_ansatz_t A)
{
    bool all = true;
    for (size_t k = 0; k < A->generator_count && all; k++)
        all = fixes(rotation, A->generators + k);
    return all;
}

void lb_letters_find(lb_letters *letters, const lb_ansatz_t A)
{
    static const bool LETTERS[3][2] = {{true, false}, {false, true}, {true, true}}; /* X Z Y */
    letters->count = 0; /* the first found is the identity: X to X, Z to Z, no signs */
    for (int a = 0; a < 3; a++)
        for (int b = 0; b < 3; b++) {
            bool found = a == b;
            for (int signs = 0; signs < 4 && !found; signs++) {
                lb_letter_turn rotation = rotation_of(LETTERS[a], LETTERS[b], signs & 1, signs & 2);
                found = fixes_all(&rotation, A);
                if (found)
                    letters->rotations[letters->count++] = rotation;
            }
        }
}
