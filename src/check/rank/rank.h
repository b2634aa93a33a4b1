/* Certificates of the kind `rank`: tangents of a circuit, in exact arithmetic modulo a prime.
 *
 * The vector of one state has 2^N amplitudes: the real parts of all of them, then the imaginary
 * parts. For several states the vectors stand one behind the other. Entries are residues below p; a
 * factor is a residue times 2^32 (Montgomery), so that one reduction makes a product of
 * a factor and an entry, or the sum of two products, an entry again.
 *
 * A panel is LB_CHECK_LANES such vectors, or one: entry k of all of them, then entry k + 1. */

#ifndef LB_CHECK_RANK_RANK_H
#define LB_CHECK_RANK_RANK_H

#include "check/orbit/orbit.h"

enum { LB_CHECK_RANK_QUBITS_MAX = 22 };

/* Inner loops have LB_CHECK_LANES turns, which is what a compiler makes vector instructions of. */
enum { LB_CHECK_LANES = 8 };

/* ---- vector.c: strings on panels ---- */

/* i^power X^x Z^z. */
typedef struct lb_check_operator {
    uint64_t x, z;
    uint32_t power;
} lb_check_operator;

/* For panels of one state: factors of each lane. */
typedef struct lb_check_panel_sum {
    lb_check_operator string;
    size_t size, lanes;           /* amplitudes; vectors in a panel */
    const uint32_t *base_factors; /* NULL for 1 */
    const uint32_t *factors;
} lb_check_panel_sum;

/* out = base times its factors + W v times the factors; v is not out. */
void lb_check_vector_add(const lb_check_field *F, const lb_check_panel_sum *S, uint32_t *out,
                         const uint32_t *base, const uint32_t *v);

/* A table of `length` complex factors, again and again where a vector has more amplitudes. */
typedef struct lb_check_table_shape {
    size_t size, lanes, length;
    bool conjugate;
} lb_check_table_shape;

/* v times the factors, amplitude by amplitude. */
void lb_check_vector_scale(const lb_check_field *F, uint32_t *v, const uint32_t *table,
                           const lb_check_table_shape *T);
/* H on the first qubits, without its factor 1 / sqrt 2. */
void lb_check_vector_hadamard(const lb_check_field *F, uint32_t *v, size_t size, size_t qubits,
                              size_t lanes);
/* out = i v, of so many amplitudes, those of all lanes counted. */
void lb_check_vector_turn(const lb_check_field *F, uint32_t *out, const uint32_t *v, size_t size);
/* One vector, psi, whose entries are 0 and powers of i, up to a factor, unless it is given by
 * amplitudes. */
void lb_check_vector_of_state(const lb_check_field *F, uint32_t *v, const lb_check_state *state);

/* ---- layers.c ---- */

/* A rotation by `factor` times an angle, about a generator. */
typedef struct lb_check_turn {
    uint32_t generator, angle;
    int64_t factor;
} lb_check_turn;

/* Line l has the turns start[l] .. start[l + 1] - 1, by angles[l] angles, numbered by first use. The
 * first layer, if there is one, is the first line, and the others repeat in the layers behind it. */
typedef struct lb_check_layers {
    bool stated; /* otherwise the line is that of all generators, each by an angle of its own */
    bool shared; /* some angle has several turns */
    size_t first, line_count, line_capacity, *start, *angles;
    size_t turn_count, turn_capacity;
    lb_check_turn *turns;
} lb_check_layers;

/* Read the section, if it is there; to be cleared even when it fails. */
bool lb_check_read_layers(lb_check_layers *L, lb_check_reader *r);
void lb_check_layers_clear(lb_check_layers *L);

/* The turns by the first angles of a circuit, numbered from its beginning. */
typedef struct lb_check_sequence {
    size_t angles, count;
    lb_check_turn *turns;
    uint32_t *uses; /* how many turns an angle has */
    bool shared;    /* more than one, for some angle */
} lb_check_sequence;

/* False when there are more than `most`, or when angles are shared and these are no whole layers; to be
 * cleared in any case. Some line has an angle, unless `angles` is 0. */
bool lb_check_sequence_make(lb_check_sequence *T, const lb_check_layers *L, size_t angles,
                            size_t most);
void lb_check_sequence_clear(lb_check_sequence *T);

/* Where the number of the next angle stands: at first all 0. */
typedef struct lb_check_place {
    size_t layer, angle;
} lb_check_place;
/* Read what stands before it, a line for each layer. */
bool lb_check_read_separator(const lb_check_layers *L, lb_check_reader *r, lb_check_place *place);

/* ---- generators.c ---- */

/* A generator without its identity term, its coefficients coprime. */
typedef struct lb_check_generator {
    size_t length;
    lb_check_operator *strings;
    mpz_t *coefficients;
    bool commuting;       /* all terms with each other */
    bool anticommuting;   /* at least two terms, which anticommute pairwise */
    bool diagonal, flips; /* of Z and I alone, of X and I alone */
} lb_check_generator;

/* One for each generator of the certificate. */
lb_check_generator *lb_check_generators_make(const lb_check_closure *C);
void lb_check_generators_clear(lb_check_generator *generators, size_t count);

/* ---- panels.c: gates on panels ---- */

/* All generators are commuting or anticommuting; an angle that turns an anticommuting one turns nothing
 * else, and has the factor 1. */
typedef struct lb_check_circuit {
    lb_check_field field;
    const lb_check_generator *generators;
    size_t qubits; /* of the ansatz */
    const lb_check_sequence *sequence;
    const uint32_t *point; /* t of each angle; of an angle each lane has its own, where it does */
    const lb_check_state *states; /* those of the claim, by number */
    const uint32_t *numbers;
    size_t state_count;
} lb_check_circuit;

/* Whether a turn is rational in the number of its angle: its terms commute, or it is alone and by the
 * angle itself, and they anticommute. */
bool lb_check_is_rational(const lb_check_generator *H, const lb_check_sequence *T,
                          const lb_check_turn *turn);
/* Whether no gate is singular modulo p: 1 + t^2 h^2 is not 0, with h = 1 where terms commute. */
bool lb_check_circuit_is_regular(const lb_check_circuit *C);
/* The adjoint of a gate times the gate. */
uint32_t lb_check_norm(const lb_check_circuit *C, const lb_check_turn *turn);

typedef struct lb_check_gate lb_check_gate;
/* The gates of a circuit at its point, for panels. */
typedef struct lb_check_gates {
    const lb_check_circuit *C;
    size_t length; /* entries of a vector */
    size_t lanes;  /* vectors in a panel */
    size_t points; /* 1, or as many as lanes: each has a point of its own */
    size_t count;
    lb_check_gate *at;
    uint32_t *scratch; /* room for a panel */
} lb_check_gates;

/* Entries of a vector of the states of a circuit, and how many such vectors a panel should have. */
size_t lb_check_circuit_length(const lb_check_circuit *C);
size_t lb_check_panel_lanes(size_t length);
/* LB_CHECK_LANES lanes, or 1. */
void lb_check_gates_open(lb_check_gates *G, const lb_check_circuit *C, size_t lanes,
                         bool own_points);
void lb_check_gates_close(lb_check_gates *G);
/* Those of the circuit, in place of others. */
void lb_check_gates_make(lb_check_gates *G);
uint32_t *lb_check_panel_make(const lb_check_gates *G);
/* psi before the circuit, in every lane. */
void lb_check_panel_set_states(const lb_check_gates *G, uint32_t *psi);
/* One gate, or its adjoint; the panel may change places with the room of the gates. */
void lb_check_panel_apply(lb_check_gates *G, size_t gate, bool adjoint, uint32_t **panel);
/* From the place behind so many gates to another one. */
void lb_check_panel_move(lb_check_gates *G, size_t from, size_t place, uint32_t **panel);
/* Add -i H psi, H the generator of a turn times its factor, to lanes first .. end - 1. */
void lb_check_panel_add_tangent(lb_check_gates *G, const lb_check_turn *turn, uint32_t *panel,
                                const uint32_t *psi, size_t first, size_t end);
/* i psi of state number s of the claim, and 0 for the others. */
void lb_check_panel_set_phase(const lb_check_gates *G, size_t s, uint32_t *panel,
                              const uint32_t *psi);

/* ---- tangents.c ---- */

/* Whether the rank of all tangents, together with the phases, is at least `rank` and the number of
 * states. The circuit is regular. */
bool lb_check_circuit_reaches(const lb_check_circuit *C, size_t rank);
/* The same of so many rows, by rows of some width (rows.c) and panels of LB_CHECK_LANES lanes, or 1. */
bool lb_check_circuit_reaches_by(const lb_check_circuit *C, size_t rows, size_t width,
                                 size_t lanes);

typedef struct lb_check_rank lb_check_rank;

/* ---- conjugates.c ---- */

/* Read a claim of the dimension of an orbit by such vectors, and verify it. */
bool lb_check_read_conjugates(lb_check_rank *S, lb_check_reader *r, lb_check_claim *claim);

/* ---- sections.c ---- */

struct lb_check_rank {
    lb_check_orbit orbit;
    lb_check_layers layers;
    lb_check_generator *generators; /* NULL until a rank is claimed */
};

/* " modulo p", an odd prime below 2^29. */
bool lb_check_read_prime(lb_check_reader *r, uint64_t *p);
/* Their bounds, and the generators. */
bool lb_check_rank_generators(lb_check_rank *S, lb_check_reader *r, const lb_check_claim *claim);
/* Whether generator k is commuting or anticommuting. */
bool lb_check_has_form(const lb_check_rank *S, lb_check_reader *r, size_t k);
/* Bounds of a claim of a rank, in which a term of a gate takes `weight` steps, its generators, and the
 * turns of its angles; reads the end of the line with the modulus. The turns are to be cleared even
 * when it fails. */
bool lb_check_rank_open(lb_check_rank *S, lb_check_sequence *T, lb_check_reader *r,
                        const lb_check_claim *claim, uint64_t weight);

/* ---- padic.c ---- */

/* Read a rank modulo a power of a prime, and verify it. */
bool lb_check_read_padic(lb_check_rank *S, lb_check_reader *r, lb_check_claim *claim);

/* ---- phases.c ---- */

/* Combinations sum of x_i (0, .., i psi_i, .., 0): x_i is value[i] times a number that all i with the
 * same first[i] share. */
typedef struct lb_check_phases {
    size_t count, *first;
    mpq_t *value;
    bool alone; /* whether all are in V by themselves */
    bool sum;   /* whether the sum of all satisfies what is asked of forms */
} lb_check_phases;

void lb_check_phases_init(lb_check_phases *P, size_t count);
void lb_check_phases_clear(lb_check_phases *P);
/* Demand that x_i = 0. */
void lb_check_phases_forbid(lb_check_phases *P, size_t i);
/* Demand that a x_i + b x_j = 0, or (a + b) x_i = 0 for j = i. O(count). */
void lb_check_phases_relate(lb_check_phases *P, size_t i, const lb_check_integer *a, size_t j,
                            const lb_check_integer *b);
/* The dimension of what is left. */
size_t lb_check_phases_count(const lb_check_phases *P);

/* ---- quantities.c ---- */

/* A coordinate of one of the states of a claim, which is the number of the state there. */
typedef struct lb_check_coordinate {
    uint32_t state, place;
} lb_check_coordinate;

/* Coordinates that are met, by their numbers; behind[i][c] is 1 more than that of coordinate c of the i-th
 * state, or 0. */
typedef struct lb_check_numbers {
    size_t states, capacity, *room;
    uint32_t count, **behind;
    lb_check_coordinate *at;
} lb_check_numbers;

/* The basis of a real space V in integers, as span.c has it. */
typedef struct lb_check_span_basis {
    lb_check_orbit *O;
    const lb_check_claim *claim;
    lb_check_numbers *numbers; /* of the coordinates of its entries, and of more */
    size_t count;              /* vector i has the entries start[i] .. start[i + 1] - 1 */
    const size_t *start;
    const uint32_t *index;
    const lb_check_integer *value;
} lb_check_span_basis;

/* The number of a coordinate of the i-th state of the claim. O(1), with room for those of the state up to
 * that one. */
uint32_t lb_check_number_of(lb_check_numbers *N, size_t i, uint32_t coordinate);

/* Read the section `quantities` behind a basis that contains the states and is closed. *rank is that of
 * the norms and of all forms, modulo the prime of the section, on V; the forms are demanded to vanish on
 * the phases. */
bool lb_check_read_quantities(const lb_check_span_basis *V, lb_check_reader *r,
                              lb_check_claim *claim, size_t *rank, lb_check_phases *phases);

/* ---- span.c ---- */

/* Read the basis of a real space V that contains the states and is closed; claim->dimension is that
 * of V, and claim->value the bound on R that follows. */
bool lb_check_span(lb_check_orbit *O, lb_check_claim *claim);

/* ---- rows.c: vectors made short ---- */

/* How long rows are that are made of vectors of `length` entries, for so large a rank: as long, or
 * shorter, by a linear map that keeps the ranks of most. */
size_t lb_check_row_width(size_t length, size_t rank);
/* The first `count` vectors of a panel as rows, `room` apart. */
void lb_check_rows_set(const lb_check_field *F, uint32_t *rows, size_t count, size_t width,
                       size_t room, const uint32_t *panel, size_t length, size_t lanes);

/* ---- elimination.c: the rank of rows that come a few at a time ---- */

enum { LB_CHECK_BLOCK = 32, LB_CHECK_PIECE = 16 };

typedef struct lb_check_row_block {
    size_t first; /* the least of the pivots */
    uint32_t pivots[LB_CHECK_BLOCK], *pieces;
} lb_check_row_block;

typedef struct lb_check_elimination {
    lb_check_field field;
    size_t width, room,
        count; /* a row takes room, a multiple of a piece, with 0 behind its width */
    size_t capacity;
    lb_check_row_block *blocks;
} lb_check_elimination;

void lb_check_elimination_init(lb_check_elimination *E, const lb_check_field *F, size_t width);
void lb_check_elimination_clear(lb_check_elimination *E);
/* Take LB_CHECK_LANES rows or less, which are changed; E->count is the rank. */
void lb_check_elimination_insert(lb_check_elimination *E, uint32_t *rows, size_t count);

#endif
