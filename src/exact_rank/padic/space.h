/* The real coordinates that the gates can reach from the training states, and the generators on
 * them.
 *
 * Let psi be a stabilizer state. The vectors i^s W(r) psi, r a representative of a coset of its
 * stabilizer group (pauli/stabilizer.h) and s = 0 or 1, are an orthonormal basis of C^(2^n) as a
 * real space, and a string times -i sends each of them to one of them up to a sign. So -i H is a
 * sparse antisymmetric matrix with integer entries, for H with integer coefficients, and the space
 * that is used is spanned by the least set of these vectors that contains psi and is closed under
 * the matrices of all generators: a sector of particle number or parity, and half of it where the
 * amplitudes stay real, without anybody having to name it. For a state given by its amplitudes psi
 * is |0...0>, so that the basis is the computational one, and the set contains the basis vectors of
 * the amplitudes that are not 0. The coordinates of several states lie side by side. */

#ifndef LB_EXACT_RANK_PADIC_SPACE_H
#define LB_EXACT_RANK_PADIC_SPACE_H

#include "exact_rank/generators.h"
#include "exact_rank/padic/kernel.h"
#include "pauli/stabilizer.h"
#include "pauli/table.h"

/* Of one state. Vectors have names, which are numbered as they come; coordinates are those of the
 * names that are reached. */
typedef struct lb_padic_block {
    const lb_state_struct *state;
    size_t qubits;
    lb_stabilizer reference;
    lb_string_table names; /* the string, and one word more, 1 for its multiple by i */
    uint32_t *coordinates; /* of a name, LB_NO_STRING where it is none */
    uint32_t *reached;     /* the name of a coordinate */
    size_t count, offset;  /* coordinates offset .. offset + count - 1 of the space */
    size_t name_room, reached_room;
    bool has_phase; /* i psi is in the space */
} lb_padic_block;

typedef struct lb_padic_space {
    const lb_exact_generators *generators;
    size_t count; /* of coordinates */
    size_t block_count;
    lb_padic_block *blocks;
    bool *stays; /* whether each term of generator k alone maps the space into itself */
} lb_padic_space;

/* LB_UNDECIDED when time is up, LB_INPUT when there are more than `most` coordinates. The
 * generators and the texts of the states are not copied. O(coordinates * terms) products. */
lb_status lb_padic_space_init(lb_padic_space *S, const lb_exact_generators *G,
                              const lb_state_struct *states, size_t state_count, size_t most,
                              const lb_limits *limits, lb_error *error) LB_MUST_CHECK;
void lb_padic_space_clear(lb_padic_space *S);

/* The matrix of -i H, or of -i P for its term with this number. */
enum { LB_PADIC_WHOLE = -1 };
void lb_padic_matrix_init(lb_padic_matrix *A, const lb_padic_space *S, size_t generator,
                          ptrdiff_t term, const lb_field *F);
void lb_padic_matrix_clear(lb_padic_matrix *A);
/* The most bytes that the matrices of generators and terms take. */
double lb_padic_matrix_bytes(const lb_padic_space *S);

/* v, S->count numbers `stride` apart, becomes the state of all blocks. */
void lb_padic_space_start(const lb_padic_space *S, double *v, size_t stride, const lb_field *F);
/* v becomes what of i psi of one block is in the space; false when there is more of it, which no
 * tangent has. */
bool lb_padic_space_phase(const lb_padic_space *S, double *v, size_t block, const lb_field *F);

#endif
