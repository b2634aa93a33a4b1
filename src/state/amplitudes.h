/* States by their amplitudes: psi = sum_b a_b |b>, b a label of n digits 0 and 1, the first for
 * qubit 0. A list need not be normalized, which changes no rank, and amplitudes that are left out
 * are 0.
 *
 * A state is exact when its amplitudes are rational, that is Gaussian rationals, or floating. The
 * text of one is
 *
 *     vector 00:1 11:1/2-3/4i NAME                        exact
 *     vector floating weight=-1/2 00:0.5 11:1e-3 NAME     floating
 *
 * with labels in increasing order, no amplitude 0, and a name, the last word, of name bytes. The
 * weight is the coefficient of the state in a loss (liebound/hessian.h), 1 when none is there. When
 * it is read, "exact" in place of "floating" takes decimals as the rational numbers that they are,
 * and without either word a decimal point or an exponent makes the state floating. */

#ifndef LB_STATE_AMPLITUDES_H
#define LB_STATE_AMPLITUDES_H

#include <stdint.h>

#include <liebound/status.h>

#include "state/amplitude.h"

/* The most amplitudes of one state that are not 0, and the most qubits of a list of all. */
#define LB_AMPLITUDES_MAX ((size_t)1 << 20)
#define LB_DENSE_LIST_MAX 20

typedef enum lb_amplitude_kind {
    LB_AMPLITUDES_AS_WRITTEN,
    LB_AMPLITUDES_EXACT,
    LB_AMPLITUDES_FLOATING
} lb_amplitude_kind;

/* ---- A list while it is read ---- */

typedef struct lb_amplitude_entry {
    uint64_t *bits; /* qubit q is bit q % 64 of word q / 64 */
    mpq_t re, im;
    size_t line, column; /* where it was written */
} lb_amplitude_entry;

typedef struct lb_amplitude_list {
    size_t qubits, words, count, capacity;
    lb_amplitude_entry *entries;
    lb_amplitude_kind kind;
    bool has_decimals;
    mpq_t weight; /* 1 until it is set */
} lb_amplitude_list;

void lb_amplitude_list_init(lb_amplitude_list *list, size_t qubits, lb_amplitude_kind kind);
void lb_amplitude_list_clear(lb_amplitude_list *list);
/* Read a label of digits and an amplitude, or the amplitude of basis state `index` of a list of
 * all, where qubit 0 has the highest bit. LB_INPUT with what is wrong and no place. */
lb_status lb_amplitude_list_add(lb_amplitude_list *list, const char *label, size_t label_length,
                                const char *text, size_t length, lb_error *error) LB_MUST_CHECK;
lb_status lb_amplitude_list_add_at(lb_amplitude_list *list, size_t index, const char *text,
                                   size_t length, lb_error *error) LB_MUST_CHECK;
/* Read the weight, a rational number. */
lb_status lb_amplitude_list_weigh(lb_amplitude_list *list, const char *text, size_t length,
                                  lb_error *error) LB_MUST_CHECK;
/* Order the list and drop zeros. LB_INPUT, with the place of the entry if it has one (the source is
 * the caller's to name): a label twice, no amplitude but 0, a common denominator that is too
 * large. */
lb_status lb_amplitude_list_finish(lb_amplitude_list *list, lb_error *error) LB_MUST_CHECK;
/* Whether a text begins with "vector", and then: read it into a finished list; *name, which the caller
 * frees, is its last word, or "vector". LB_INPUT says what is wrong with it. */
bool lb_amplitudes_is_text(const char *text);
lb_status lb_amplitude_list_read(lb_amplitude_list *list, char **name, const char *text,
                                 size_t qubits, lb_error *error) LB_MUST_CHECK;
/* The text of a finished list with this name. The caller frees it. */
char *lb_amplitude_list_text(const lb_amplitude_list *list, const char *name);

/* ---- A state ---- */

typedef struct lb_amplitudes {
    size_t qubits, words, count;
    bool exact;
    uint64_t *bits;      /* of amplitude a from bits[words * a] on, in increasing order of labels */
    __mpz_struct *parts; /* exact: real and imaginary parts, integers without a common factor */
    double *numbers;     /* real and imaginary parts of the state of length 1, rounded */
} lb_amplitudes;

/* That of a finished list. O(count) operations. */
void lb_amplitudes_init(lb_amplitudes *state, const lb_amplitude_list *list);
void lb_amplitudes_init_copy(lb_amplitudes *state, const lb_amplitudes *other);
void lb_amplitudes_clear(lb_amplitudes *state);
/* The number of an amplitude, or SIZE_MAX where it is 0. O(log count). */
size_t lb_amplitudes_find(const lb_amplitudes *state, const uint64_t *bits);

/* W(p)|b> = i^e |b + x> for the basis state b of amplitude a and a string p as in pauli/dense.h:
 * image := b + x, returns e in 0 .. 3. */
unsigned lb_amplitudes_act(const lb_amplitudes *state, size_t a, const uint64_t *string,
                           uint64_t *image);
/* The real (part 0) or imaginary part (1) of i^e a_a of an exact state, up to *negative. */
static inline const __mpz_struct *lb_amplitudes_turned(const lb_amplitudes *state, size_t a,
                                                       unsigned part, unsigned e, bool *negative)
{
    *negative = (e + 1 - part) & 2;
    return &state->parts[2 * a + (part ^ (e & 1))];
}

#endif
