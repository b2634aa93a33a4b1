/* Certificates of the kind `rank`: tangents of a circuit, in exact arithmetic modulo a prime.
 *
 * The vector of one state has 2^N amplitudes: the real parts of all of them, then the imaginary
 * parts. For several states the vectors stand one behind the other. Entries are residues below p; a
 * factor is a residue times 2^32 (Montgomery), so that one reduction makes a product of
 * a factor and an entry, or the sum of two products, an entry again. */

#ifndef LB_CHECK_RANK_RANK_H
#define LB_CHECK_RANK_RANK_H

#include "check/orbit/orbit.h"

enum { LB_CHECK_RANK_QUBITS_MAX = 22 };

/* Compiled once per instruction set, chosen when the program is loaded. Inner loops have LB_CHECK_RUN
 * turns, which is what a compiler makes vector instructions of. */
#if defined(__x86_64__) && defined(__gnu_linux__)
#define LB_CHECK_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define LB_CHECK_CLONES
#endif
enum { LB_CHECK_RUN = 8 };

/* ---- field.c: residues modulo an odd p < 2^29 ---- */

typedef struct lb_check_field {
    uint32_t p, minus_inverse; /* -1 / p modulo 2^32 */
    uint32_t one, square;      /* 2^32 and 2^64 modulo p */
} lb_check_field;

lb_check_field lb_check_field_make(uint32_t p);
uint32_t lb_check_field_invert(const lb_check_field *F, uint32_t a);

/* a / 2^32 modulo p, for a < 2^32 p. */
static inline uint32_t lb_check_field_reduce(const lb_check_field *F, uint64_t a)
{
    uint32_t m = (uint32_t)a * F->minus_inverse;
    uint64_t b = (a + (uint64_t)m * F->p) >> 32;
    return (uint32_t)(b < F->p ? b : b - F->p);
}

static inline uint32_t lb_check_field_multiply(const lb_check_field *F, uint32_t factor, uint32_t a)
{
    return lb_check_field_reduce(F, (uint64_t)factor * a);
}

/* The factor of a residue. */
static inline uint32_t lb_check_field_factor(const lb_check_field *F, uint32_t a)
{
    return lb_check_field_multiply(F, F->square, a);
}

static inline uint32_t lb_check_field_negate(const lb_check_field *F, uint32_t a)
{
    return a ? F->p - a : 0;
}

/* ---- vector.c: strings on vectors ---- */

/* i^power X^x Z^z times a factor. */
typedef struct lb_check_operator {
    uint64_t x, z;
    uint32_t power, factor;
} lb_check_operator;

/* out = base_factor base + W v, for vectors of `size` entries; v is not out. */
void lb_check_vector_add(const lb_check_field *F, uint32_t *out, uint32_t base_factor,
                         const uint32_t *base, const lb_check_operator *W, const uint32_t *v,
                         size_t size);
/* v times a table of `length` factors, or their conjugates, amplitude by amplitude, again and again
 * where v is longer. */
void lb_check_vector_scale(const lb_check_field *F, uint32_t *v, size_t size, const uint32_t *table,
                           size_t length, bool conjugate);
/* H on the first qubits, without its factor 1 / sqrt 2. */
void lb_check_vector_hadamard(const lb_check_field *F, uint32_t *v, size_t size, size_t qubits);
/* out = i v. */
void lb_check_vector_turn(const lb_check_field *F, uint32_t *out, const uint32_t *v, size_t size);
/* psi, whose entries are 0 and powers of i, up to a factor, unless it is given by amplitudes. */
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
size_t lb_check_layers_angles(const lb_check_layers *L, size_t layer);

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

/* ---- circuit.c: gates and tangents ---- */

/* A generator without its identity term, its coefficients coprime. */
typedef struct lb_check_generator {
    size_t length;
    lb_check_operator *strings; /* the factor not set */
    mpz_t *coefficients;
    bool commuting;       /* all terms with each other */
    bool anticommuting;   /* at least two terms, which anticommute pairwise */
    bool diagonal, flips; /* of Z and I alone, of X and I alone */
} lb_check_generator;

/* One for each generator of the certificate. */
lb_check_generator *lb_check_generators_make(const lb_check_closure *C);
void lb_check_generators_clear(lb_check_generator *generators, size_t count);

/* All generators are commuting or anticommuting; an angle that turns an anticommuting one turns nothing
 * else, and has the factor 1. */
typedef struct lb_check_circuit {
    lb_check_field field;
    const lb_check_generator *generators;
    size_t qubits; /* of the ansatz */
    const lb_check_sequence *sequence;
    const uint32_t *point;        /* t of each angle */
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
/* Whether the rank of all tangents, together with the phases, is at least `rank` and the number of
 * states. The circuit is regular. */
bool lb_check_circuit_reaches(const lb_check_circuit *C, size_t rank);

/* Vectors G^-1 (-i H) G psi, up to factors, for circuits G of a few gates. */
typedef struct lb_check_conjugates lb_check_conjugates;
/* Of the states of a circuit without gates, and their phases; room for so many vectors. */
lb_check_conjugates *lb_check_conjugates_open(const lb_check_circuit *C, size_t most);
void lb_check_conjugates_close(lb_check_conjugates *S);
/* Add the one of a generator; the sequence and the point are those of G, each turn by an angle of its
 * own. */
void lb_check_conjugates_add(lb_check_conjugates *S, const lb_check_sequence *G,
                             const uint32_t *point, uint32_t generator);
/* Of all vectors and the phases together. */
size_t lb_check_conjugates_rank(const lb_check_conjugates *S);

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

/* The basis of a real space V in integers, as span.c has it. */
typedef struct lb_check_real_basis {
    lb_check_orbit *O;
    const lb_check_claim *claim;
    size_t count; /* vector i has the entries start[i] .. start[i + 1] - 1 */
    const size_t *start;
    const uint32_t *index;
    const lb_check_integer *value;
} lb_check_real_basis;

/* The number of a coordinate of the i-th state of the claim; where there are too many it describes the
 * defect, and the certificate is not verified. */
uint32_t lb_check_number_of(const lb_check_orbit *O, const lb_check_claim *claim, size_t i,
                            uint32_t coordinate);

/* Read the section `quantities` behind a basis that contains the states and is closed. *rank is that of
 * the norms and of all forms, modulo the prime of the section, on V; the forms are demanded to vanish on
 * the phases. */
bool lb_check_read_quantities(const lb_check_real_basis *V, lb_check_reader *r,
                              lb_check_claim *claim, size_t *rank, lb_check_phases *phases);

/* ---- span.c ---- */

/* Read the basis of a real space V that contains the states and is closed; claim->dimension is that
 * of V, and claim->value the bound on R that follows. */
bool lb_check_span(lb_check_orbit *O, lb_check_claim *claim);

/* ---- elimination.c: the rank of rows that come one by one ---- */

typedef struct lb_check_elimination {
    lb_check_field field;
    size_t width, count;
    uint32_t **rows, *pivots;
} lb_check_elimination;

void lb_check_elimination_init(lb_check_elimination *E, const lb_check_field *F, size_t width,
                               size_t rows_max);
void lb_check_elimination_clear(lb_check_elimination *E);
/* Take a row, which is changed; whether it is independent of those before. */
bool lb_check_elimination_insert(lb_check_elimination *E, uint32_t *row);

#endif
