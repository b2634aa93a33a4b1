/* The exact structure of a dynamical Lie algebra.
 *
 * g lies in u(2^n), so it is compact: g = centre + [g,g], and [g,g] is a direct sum of simple
 * ideals. Found and proved here (proofs/structure.md), for any closure that is proved:
 *
 *   centre     a basis over Q; that it is all of it, modulo a prime;
 *   derived    dim [g,g] = dim g - dim centre, as g is compact;
 *   rank       a basis of a maximal torus over Q; that it is maximal, from the roots modulo a
 *              prime;
 *   ideals     the simple ideals over R, with type, dimension and rank, and the field over which
 *              they are defined: a simple ideal over Q can become several over R, conjugate to
 *              each other over a totally real number field.
 *
 * Where every generator is a single string all of this follows from the identified algebra. */

#ifndef LIEBOUND_STRUCTURE_H
#define LIEBOUND_STRUCTURE_H

#include <liebound/closure.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Opaque; made by lb_structure_compute, freed by lb_structure_free. */
typedef struct lb_structure lb_structure;

/* options may be NULL. LB_USAGE unless the closure is proved; it may have been searched with
 * symmetry. A limit that is reached is not an error: lb_structure_known then says what is proved.
 * With D = dim g and r its rank, sparse elimination in D unknowns for the torus, D products of one
 * sparse D by D matrix with vectors, and O(r^3). */
LB_API lb_status lb_structure_compute(lb_structure **structure, const lb_closure *closure,
                                      const lb_run_options *options, lb_error *error) LB_MUST_CHECK;
/* The same without bases of centre and torus where these are not needed: the states are decomposed
 * under g modulo a prime, and where g is as large as the blocks and dim g allow, the blocks are the
 * ideals (proofs/structure.md). For N = 2^n states in sectors of M, N M^2 in the worst case, on at
 * most 12 qubits, and the steps of the closure once more; else as above. */
LB_API lb_status lb_structure_identify(lb_structure **structure, const lb_closure *closure,
                                       const lb_run_options *options,
                                       lb_error *error) LB_MUST_CHECK;
/* The algebra without a search, on at most 12 qubits, in sectors of at most 1024 states, and where
 * g acts on the states as a sum of su(d), so(d) and sp(d/2) on the blocks that only symmetries of
 * the usual kinds, or relations over Q of blocks of few states, tie together (proofs/structure.md);
 * else LB_UNDECIDED, as when a limit is reached. G is initialized by the call when it succeeds. In
 * time it depends on the 2^n states only, not on dim g. */
LB_API lb_status lb_states_algebra(lb_algebra_t G, const lb_ansatz_t A,
                                   const lb_run_options *options, lb_error *error) LB_MUST_CHECK;
/* The structure with it, as from a closure by lb_structure_identify. LB_UNDECIDED also where the fields
 * over which ideals are conjugate are not found. */
LB_API lb_status lb_structure_from_states(lb_structure **structure, const lb_ansatz_t A,
                                          const lb_run_options *options,
                                          lb_error *error) LB_MUST_CHECK;
/* The same from an algebra that is identified already, such as that of lb_strings_algebra where the
 * dimensions agree. */
LB_API lb_structure *lb_structure_from_algebra(const lb_algebra_struct *algebra);
/* Over a field of square roots (liebound/ansatz.h) the closure is that of an ansatz over Q, and so
 * is its structure, in which every ideal and every number comes `degree` times (proofs/roots.md).
 * Make it the structure of the algebra that is meant, without bases of centre and torus. Once. */
LB_API void lb_structure_over_field(lb_structure *structure, size_t degree);
LB_API void lb_structure_free(lb_structure *structure);

/* What is proved; each level includes those before it. */
typedef enum lb_structure_level {
    LB_STRUCTURE_DIMENSION,
    LB_STRUCTURE_CENTRE, /* centre, derived algebra and rank */
    LB_STRUCTURE_IDEALS  /* and the simple ideals with their types */
} lb_structure_level;
LB_API lb_structure_level lb_structure_known(const lb_structure *structure);
/* One sentence: how it is known, or why no more is. */
LB_API const char *lb_structure_evidence(const lb_structure *structure);

LB_API void lb_structure_dimension(mpz_t D, const lb_structure *structure);
/* The rest must be known. */
LB_API void lb_structure_centre_dimension(mpz_t D, const lb_structure *structure);
LB_API void lb_structure_derived_dimension(mpz_t D, const lb_structure *structure);
LB_API void lb_structure_rank(mpz_t rank, const lb_structure *structure);

/* The isomorphism type over R. Owned by the structure; NULL where the ideals are not known. */
LB_API const lb_algebra_struct *lb_structure_algebra(const lb_structure *structure);

/* Simple ideals over R that agree in type and field. */
typedef struct lb_real_ideals {
    lb_ideal_type type;
    mpz_t n;
    mpz_t copies;
    mpz_t dimension, rank; /* of one copy */
    /* NULL when each copy is defined over Q. Else the copies are the conjugates of one ideal over
     * the field Q[x] / (field), such as "x^2 - 3": together they are one simple ideal over Q. */
    char *field;
} lb_real_ideals;
LB_API size_t lb_structure_ideals_count(const lb_structure *structure);
/* Owned by the structure. By decreasing dimension, as in lb_structure_algebra; ideals over Q before
 * conjugate ones, u(1) left out. */
LB_API const lb_real_ideals *lb_structure_ideals(const lb_structure *structure, size_t i);

/* Bases over Q of the centre and of a maximal torus (which contains the centre), where the algebra
 * was searched and the centre is known, by lb_structure_compute; none otherwise. S is a sum on the
 * qubits of the ansatz, in which strings stand for averages as in lb_closure_row. */
LB_API size_t lb_structure_centre_count(const lb_structure *structure);
LB_API void lb_structure_centre_vector(lb_sum_t S, const lb_structure *structure, size_t i);
LB_API size_t lb_structure_torus_count(const lb_structure *structure);
LB_API void lb_structure_torus_vector(lb_sum_t S, const lb_structure *structure, size_t i);

/* Sectors. The strings that commute with every term of every generator, and are products of such
 * terms, generate the central symmetries; each choice of their eigenvalues +1 or -1 is a sector, an
 * invariant subspace of the 2^n states, and g acts on it through a quotient. Known when the ideals
 * are, for an algebra that was searched on at most LB_SYMMETRY_QUBITS_MAX qubits; none are, of a
 * closure with symmetry, where qubit permutations move them and averages have too many strings. */
#define LB_SYMMETRY_QUBITS_MAX 1024
LB_API size_t lb_structure_symmetry_count(const lb_structure *structure);
/* Independent ones. */
LB_API void lb_structure_symmetry(lb_string_t S, const lb_structure *structure, size_t i);
/* G becomes the algebra by which g acts on the sector where symmetry i has the eigenvalue -1 if
 * negative[i], else +1: a simple ideal over Q acts faithfully or as zero. G is initialized by the
 * caller. */
LB_API void lb_structure_sector(lb_algebra_t G, const lb_structure *structure,
                                const bool *negative);

/* Structure constants of a proved closure that was searched, in its reduced basis B_0, B_1, ...
 * (the rows of lb_closure_row): {B_i, B_j} = sum_k c_ijk B_k for i < j, and those of j > i follow
 * as the bracket is antisymmetric. */
typedef struct lb_constant {
    uint32_t i, j, k; /* i < j */
    mpq_t value;      /* not zero */
} lb_constant;

typedef struct lb_constants_struct {
    size_t dimension;
    size_t count, capacity;
    lb_constant *items; /* by increasing (i, j, k) */
} lb_constants_struct;
typedef lb_constants_struct lb_constants_t[1];

/* LB_USAGE when the closure has no basis, or one with symmetry, LB_UNDECIDED when a limit of
 * options (which may be NULL) came first; C is then not initialized. Exact: the entries of
 * {B_i,B_j} at the pivots, O(D) products of strings for each string of each row. */
LB_API lb_status lb_constants_init(lb_constants_t C, const lb_closure *closure,
                                   const lb_run_options *options, lb_error *error) LB_MUST_CHECK;
LB_API void lb_constants_clear(lb_constants_t C);

/* A nested commutator: the generator itself, or {generator, word number inner}, inner one of the
 * words before it. */
typedef struct lb_word {
    uint32_t generator, inner; /* counted from 0; LB_NO_WORD for none */
} lb_word;
#define LB_NO_WORD UINT32_MAX

/* The same in a basis W_0, W_1, ... of words: {W_i, W_j} = sum_k c_ijk W_k. words has room for
 * lb_closure_row_count of them; it is unchanged when C is not initialized. Shorter words come
 * first; they are independent modulo a prime, so over Q, and the constants are exact. O(D^4), in
 * products of matrices. */
LB_API lb_status lb_constants_init_words(lb_constants_t C, lb_word *words,
                                         const lb_closure *closure, const lb_run_options *options,
                                         lb_error *error) LB_MUST_CHECK;
/* The Killing form tr(ad B_i ad B_j) on g, form[i * dimension + j]; the entries are initialized by
 * the caller. It is negative semidefinite, with the centre as its radical. O(constants log
 * constants) and D^2 for a sparse basis. */
LB_API void lb_constants_killing(mpq_t *form, const lb_constants_t C);

/* Structure constants over a field of square roots (liebound/ansatz.h): {B_i, B_j} = sum_k c_ijk B_k for a basis
 * of g over the field, which is one over the real numbers. It is the reduced basis, of which element i has the
 * coefficient 1 at its largest string, which is in no other, ordered by increasing string; or one of words. */
typedef struct lb_field_constant {
    uint32_t i, j, k; /* i < j */
    lb_surd_t value;  /* not zero */
} lb_field_constant;

typedef struct lb_field_constants_struct {
    size_t dimension;
    lb_surd_sum_struct *basis;
    lb_word *words; /* NULL in the reduced basis; generators are counted in A */
    size_t count, capacity;
    lb_field_constant *items; /* by increasing (i, j, k) */
} lb_field_constants_struct;
typedef lb_field_constants_struct lb_field_constants_t[1];

/* Of the generators of A, whose algebra has been proved to have this dimension. LB_UNDECIDED when a limit of
 * options (which may be NULL) came first; C is then not initialized. Exact: words are tried by increasing length
 * until so many are independent over the field. O(D^3) products of terms for each pair of terms of elements. */
LB_API lb_status lb_constants_field_init(lb_field_constants_t C, const lb_ansatz_t A,
                                         const mpz_t dimension, bool in_words,
                                         const lb_run_options *options,
                                         lb_error *error) LB_MUST_CHECK;
LB_API void lb_constants_field_clear(lb_field_constants_t C);
/* tr(ad B_i ad B_j), form[i * dimension + j], initialized by the caller. */
LB_API void lb_constants_field_killing(lb_surd_struct *form, const lb_field_constants_t C);

#ifdef __cplusplus
}
#endif

#endif
