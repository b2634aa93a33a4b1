/* Certificates of the kind `orbit`: what a proved algebra does to states.
 *
 * After the sections of a closure, V = g has the basis rows R_i, kept as the primitive integer
 * vectors d_i R_i. All that follows is linear algebra on their numbers i. */

#ifndef LB_CHECK_ORBIT_ORBIT_H
#define LB_CHECK_ORBIT_ORBIT_H

#include "check/check.h"

/* ---- state.c: states ---- */

/* A signed string, of which the words first .. end - 1 of x and z may differ from 0. */
typedef struct lb_check_signed {
    uint64_t *xz;
    size_t first, end;
    bool negative;
} lb_check_signed;

/* The strings fix psi_0, which is psi, or |0...0> when psi is given by amplitudes. Coordinate
 * 2 (number of q) is that of W(q) psi_0, q a representative, and the next one that of i times it. */
typedef struct lb_check_state {
    size_t qubits, words;
    lb_check_signed *given, *reduced; /* reduced: each has a bit, its pivot, that no other has */
    size_t count;
    uint32_t *reduced_at;             /* by bit of x and z: whose pivot it is, or LB_CHECK_NONE */
    uint64_t *pivots;                 /* the same as a mask */
    uint64_t *string;                 /* room for one */
    lb_check_strings representatives; /* of the cosets met; number 0 is the identity */
    bool is_vector;                   /* psi is given by amplitudes */
    size_t amplitudes;                /* 0 for one that strings fix */
    /* psi: entry k, which is not 0, at coordinate number at[k]; increasing. */
    size_t entry_count, at_capacity;
    uint32_t *at;
    lb_check_integers entries;
} lb_check_state;

/* Read "state N", where the ansatz acts on the first report->qubits of N qubits, or the number of
 * amplitudes of a vector. */
bool lb_check_read_state_size(lb_check_reader *r, lb_check_state *state);
/* Read the lines behind it. */
bool lb_check_read_state(lb_check_reader *r, lb_check_state *state);
void lb_check_state_clear(lb_check_state *state);
/* A label such as 0+1, or the generators; long ones are cut. The caller frees it. */
char *lb_check_state_text(const lb_check_state *state);
/* i^*turns W(p) takes the basis vector of coordinate c to that of the one returned, up to a sign: *turns
 * is then 0 or 2. */
uint32_t lb_check_move(lb_check_state *state, const uint64_t *p, size_t words, uint32_t c,
                       uint32_t *turns);

/* ---- amplitudes.c ---- */

/* Read the amplitudes of a vector, whose other members are those of |0...0>. */
bool lb_check_read_amplitudes(lb_check_reader *r, lb_check_state *state);
/* psi has this entry at a coordinate; NULL where it is 0. */
const lb_check_integer *lb_check_entry_at(const lb_check_state *state, uint32_t coordinate);

/* ---- action.c: the rows of V as matrices ---- */

/* Vector v has the entries start[v] .. start[v + 1] - 1. */
typedef struct lb_check_matrix {
    size_t count, *start;
    uint32_t *index;
    lb_check_integer *value;
} lb_check_matrix;

typedef struct lb_check_orbit {
    lb_check_closure *closure;
    size_t dimension, generators;
    lb_check_state *states;
    size_t state_count;
    /* By state: by coordinate the rows i it has an entry in, and by row i its coordinates; entries
     * are those of d_i R_i psi. */
    lb_check_matrix *components, *images;
    /* {H_k, d_i R_i} = sum over l of N_kil R_l, H_k primitive: by k D + l, and by k D + i. Empty
     * until it is asked for. */
    lb_check_matrix by_result, by_row;
} lb_check_orbit;

void lb_check_set_images(lb_check_orbit *O, size_t state);
void lb_check_set_brackets(lb_check_orbit *O);
void lb_check_matrix_clear(lb_check_matrix *M);

/* d_i. */
static inline const lb_check_integer *lb_check_denominator(const lb_check_orbit *O, size_t i)
{
    const lb_check_sums *rows = &O->closure->rows;
    return &rows->coefficients.at[rows->start[i]];
}

/* ---- orbit.c ---- */

/* Read the states; to be cleared even when it fails. */
bool lb_check_orbit_open(lb_check_orbit *O, lb_check_closure *C);
void lb_check_orbit_clear(lb_check_orbit *O);
/* " of 0 2": at least one number, increasing. */
bool lb_check_read_numbers(const lb_check_orbit *O, lb_check_reader *r, lb_check_claim *claim);
/* Read and verify a claim of an orbit or a sector. */
bool lb_check_read_claim(lb_check_orbit *O, lb_check_reader *r, lb_check_claim *claim);

/* ---- claims ---- */

/* annihilator.c: read D - value vectors; at most `value`. */
bool lb_check_annihilator(lb_check_orbit *O, const lb_check_claim *claim);
/* forms.c: read `value` forms; at least `value`. */
bool lb_check_forms(lb_check_orbit *O, const lb_check_claim *claim);
#endif
