/* A circuit as steps for the kernel, for all angles: what its generators are made of, and which
 * gates go through memory together. */

#ifndef LB_TRAINING_STATES_PROGRAM_H
#define LB_TRAINING_STATES_PROGRAM_H

#include "circuit/gates.h"
#include "training/states/diagonal.h"
#include "training/states/kernel.h"

/* What a generator is, without its identity:
 *
 *     diagonal   strings of Z
 *     flips      c sum_q X_q over some qubits, all of those in the lanes or none, perhaps with
 *                c X .. X on all qubits of the vector
 *     turns      other strings that commute: a turn for each
 *     other      anticommuting or spectral (gates.h) */
typedef enum lb_shape_kind {
    LB_SHAPE_ZERO,
    LB_SHAPE_DIAGONAL,
    LB_SHAPE_FLIPS,
    LB_SHAPE_TURNS,
    LB_SHAPE_OTHER
} lb_shape_kind;

typedef struct lb_flip_group {
    size_t stride;
    unsigned count;
} lb_flip_group;

typedef struct lb_shape {
    lb_shape_kind kind;
    const lb_circuit_generator *generator;
    lb_diagonal diagonal;
    double coefficient; /* c */
    unsigned flips;     /* with the mirror */
    bool lanes;         /* three of them are in the lanes */
    lb_mirror mirror;
    unsigned groups, local; /* of the others: first those inside a piece, then those across */
    lb_flip_group group[2 * 32];
    lb_turn *turns; /* one for each term, with sine 1 */
} lb_shape;

/* Registers of a piece, which stays in a first-level cache. */
enum { LB_PIECE_BITS = 8, LB_SWEEP_PIECE = 1 << LB_PIECE_BITS };

/* A diagonal gate and flips behind it, either of which may be missing, or one other gate. */
typedef struct lb_program_step {
    size_t diagonal, flips, other; /* gates, or SIZE_MAX */
} lb_program_step;

typedef struct lb_program {
    const lb_circuit *circuit;
    size_t lanes; /* amplitudes of one state in a register: 8, or 1 where the lanes are starts */
    size_t registers; /* N */
    size_t shape_count, gate_count, step_count;
    lb_shape *shapes;       /* of the generators */
    const lb_shape **gates; /* their shapes */
    lb_program_step *steps;
    size_t *places;      /* of the arguments of a gate, in doubles */
    size_t *flip_places; /* of those gates that are flips, among them */
    size_t arguments;    /* registers of them */
    size_t flips, rows;  /* gates that are flips, and the most rows of a diagonal */
    bool has_mirror;
} lb_program;

/* The first `gates` gates of the circuit, which must outlive P. */
void lb_program_init(lb_program *P, const lb_circuit *circuit, size_t gates, size_t lanes);
void lb_program_clear(lb_program *P);

/* X .. X on all qubits of vectors of so many amplitudes, which is not X on one. */
bool lb_term_is_mirror(const lb_spectral_term *term, size_t size);

/* The string as a turn with sine 1 and cosine 0. */
lb_turn lb_turn_make(const lb_spectral_term *term, size_t lanes);

#endif
