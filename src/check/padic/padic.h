/* Claims `padic` of the kind `rank`: tangents of a circuit modulo p^k, and how many elementary divisors
 * of them are not 0 there.
 *
 * C^(2^N) is read as a real space with the coordinates of a state (orbit.h), on which -i H and -i W are
 * antisymmetric integer matrices. A vector has an entry for each coordinate that the gates can reach
 * from the states. Entries are residues below q = p^k; a factor is a residue times 2^64 (Montgomery),
 * and the product of a factor and a number below 2^64 is a residue again. */

#ifndef LB_CHECK_PADIC_PADIC_H
#define LB_CHECK_PADIC_PADIC_H

#include "check/rank/rank.h"

/* ---- space.c: the coordinates that are reached ---- */

/* Which generators the gates have, and how. */
typedef struct lb_check_usage {
    bool whole; /* the matrix of -i H is asked for */
    bool terms; /* and those of -i W for its terms */
} lb_check_usage;

typedef struct lb_check_reached {
    uint32_t state, coordinate; /* the state by its place in the claim */
} lb_check_reached;

typedef struct lb_check_space {
    const lb_check_ring *ring;
    const lb_check_generator *generators;
    const lb_check_usage *usage;
    size_t generator_count, state_count;
    lb_check_state **states;
    size_t count, capacity; /* of the coordinates */
    lb_check_reached *reached;
    uint32_t **numbers; /* of each state's coordinates, or LB_CHECK_NONE */
    size_t *number_capacity;
    bool *has_phase; /* whether i psi of a state lies in the space */
    /* An image that is being computed: its entries, at coordinates of one state. */
    uint64_t *sums;
    uint32_t *touched;
    size_t sum_capacity, touched_count, touched_capacity;
    bool *is_touched;
} lb_check_space;

/* The least set of coordinates with those of the states that the matrices in use map into its span.
 * A state whose i psi has a unit outside of it has no phase there. */
void lb_check_space_init(lb_check_space *S);
void lb_check_space_clear(lb_check_space *S);
/* v: psi, or i psi of the state with this place, and 0 for the others. */
void lb_check_space_state(const lb_check_space *S, uint64_t *v);
void lb_check_space_phase(const lb_check_space *S, uint64_t *v, size_t state);

/* Row i has the entries start[i] .. start[i + 1] - 1, of absolute value at most q / 2. */
typedef struct lb_check_sparse {
    size_t *start, length, index_capacity, value_capacity;
    uint32_t *index;
    int64_t *value;
    bool small; /* the sum of the absolute values of a row, times q, is less than 2^61 */
} lb_check_sparse;

enum { LB_CHECK_WHOLE = -1 };
/* Of -i H for a generator, or of -i W for one of its terms. */
void lb_check_space_matrix(lb_check_sparse *A, lb_check_space *S, size_t generator, ptrdiff_t term);
void lb_check_sparse_clear(lb_check_sparse *A);

/* ---- gates.c ---- */

typedef struct lb_check_padic {
    lb_check_ring ring;
    const lb_check_generator *generators;
    size_t generator_count;
    const lb_check_sequence *sequence;
    const bool *exponential; /* the form of the gates of each angle */
    const uint64_t *point;   /* its number, below q */
    lb_check_state **states; /* of the claim */
    size_t state_count;
} lb_check_padic;

/* Whether all gates have the forms that are stated, and are invertible modulo p. */
bool lb_check_padic_gates(lb_check_reader *r, const lb_check_padic *C);
/* Whether so many elementary divisors of the tangents and the phases, besides one for each state, are
 * not 0 modulo p^k. All gates are good. */
bool lb_check_padic_reaches(const lb_check_padic *C, size_t rank);

/* ---- divisors.c ---- */

/* How many elementary divisors of a matrix are not 0 modulo p^k, up to `wanted`; the rows change. */
size_t lb_check_divisors(const lb_check_ring *R, uint64_t **rows, size_t count, size_t width,
                         size_t wanted);

#endif
