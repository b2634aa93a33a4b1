/* Where real spans live: a label is a string s in reduced form for the stabilizer group of a state, and
 * stands for the vector W(s) psi; of a state given by amplitudes psi is |0...0> and the labels are basis
 * states. Behind the x words of a label one word has the number of the state. Label number l has the
 * columns 2 l and 2 l + 1, for W(s) psi and i W(s) psi, which are orthogonal to those of other labels.
 * With a symmetry a label stands for the average over its orbit, and strings are made canonical: the
 * permutations fix psi and H, and take reduced labels to reduced labels without a sign, because the
 * states are products and equal on all qubits that are permuted.
 *
 * Over a field K of square roots (liebound/ansatz.h) the space is that of the ansatz over Q, with the
 * sums A_S in the place of a basis of K as factors: a K-space of dimension D there has d D here. */

#ifndef LB_ORBIT_SPAN_SPACE_H
#define LB_ORBIT_SPAN_SPACE_H

#include <flint/fmpz.h>

#include <liebound/span.h>

#include "base/run.h"
#include "closure/closure_data.h"
#include "pauli/stabilizer.h"

/* Where the vectors of one state live. */
typedef struct lb_span_frame {
    lb_stabilizer group; /* of psi, or of |0...0> */
    bool is_vector;      /* psi is given by amplitudes */
    uint64_t *terms;     /* of all generators, and then of the factors, 2 words each, as strings on
                            these qubits */
    /* The training state in these coordinates: labels, and the two columns of each. */
    size_t count;
    uint64_t *labels;
    fmpz *parts;
} lb_span_frame;

typedef struct lb_span_space {
    size_t words; /* of the qubits of the largest frame */
    size_t frame_count;
    lb_span_frame *frames;
    uint32_t generator_count;
    uint32_t degree; /* d, the number of factors: A_S, 1 without roots */
    size_t
        *first_term; /* generator_count + degree + 1 numbers: of generators and then of factors */
    fmpz *coefficients; /* of all terms, integers without a common factor in each generator */
    uint64_t *residues; /* modulo the prime */
    bool symmetric;
    lb_symmetry symmetry;
    lb_canonical canonical;
    lb_canonical_room room;
    lb_string_table labels; /* with words + 1 words each */
    uint32_t column_count;
    uint64_t *label, *product; /* room for one each */
    lb_run *run;               /* asked on the way of long vectors; NULL for none */
    size_t asked;
} lb_span_space;

/* Of these states of the ansatz over Q, all exact, on at most LB_CLOSURE_QUBITS_MAX qubits. */
void lb_span_space_init(lb_span_space *s, const lb_ansatz_t A, const lb_state_struct *states,
                        size_t count, const lb_span_options *options);
void lb_span_space_clear(lb_span_space *s);

/* W(a) W(b) psi = i^turns times the vector of a label, for strings on the qubits of the frame; returns
 * its first column. */
uint32_t lb_span_space_product(lb_span_space *s, size_t frame, const uint64_t *a, const uint64_t *b,
                               unsigned *turns);
/* The column of part `part`, real or imaginary, of amplitude a of a training state. */
uint32_t lb_span_space_amplitude(lb_span_space *s, size_t frame, size_t a, unsigned part);
/* Find all labels that the states reach, one call of goes_on for each, with the labels done; false when
 * there are more than `most`, or it says so. */
bool lb_span_space_close(lb_span_space *s, size_t most,
                         bool (*goes_on)(void *context, uint32_t done), void *context);
/* i times the term t on a column: *negative and the column that it goes to. */
uint32_t lb_span_space_act(lb_span_space *s, size_t t, uint32_t column, bool *negative);
/* The same without i. */
uint32_t lb_span_space_multiply(lb_span_space *s, size_t t, uint32_t column, bool *negative);

#endif
