/* Cartan decompositions of a dynamical Lie algebra.
 *
 * An involution t of u(2^n) that maps g to itself splits it into
 *
 *     g = k + p,    k = { X : t(X) = X },    p = { X : t(X) = -X },
 *     [k,k] in k,   [k,p] in p,              [p,p] in k,
 *
 * and every U in e^g is K1 e^A K2 with K1, K2 in e^k and A in a maximal abelian subalgebra a of p, the
 * horizontal Cartan subalgebra. Those of all choices of a have the same dimension, the rank.
 *
 * Here t is one of
 *
 *     t(X) = S X S,      t(X) = -S X^T S           for a Pauli string S,
 *
 * so that t(iP) = +-iP for each string P: in the reduced basis of g each element lies in k or in p,
 * and t maps g to itself if and only if that is so. */

#ifndef LIEBOUND_CARTAN_H
#define LIEBOUND_CARTAN_H

#include <liebound/structure.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct lb_involution {
    bool transposes;    /* -S X^T S, else S X S */
    size_t qubits;      /* letters on others stay as they are */
    lb_string_t string; /* S */
} lb_involution;

/* From "transpose" (S = 1: k is what is real), "even-odd" (-S X^T S with S = Y on every qubit: strings
 * of odd weight are in k), "parity" (S = Z on every qubit), a string such as "Z[0] X[2]" or "ZIX", or
 * "transpose" and a string. LB_USAGE. To be cleared if LB_OK. */
LB_API lb_status lb_involution_init(lb_involution *involution, const char *text, size_t qubits,
                                    lb_error *error) LB_MUST_CHECK;
LB_API void lb_involution_clear(lb_involution *involution);
/* Whether t(iP) = iP. */
LB_API bool lb_involution_fixes(const lb_involution *involution, const lb_string_t P);

/* What the involution makes of simple ideals of one kind, or of the centre. */
typedef struct lb_cartan_part {
    lb_ideal_type type;
    mpz_t n, copies; /* as in lb_real_ideals */
    char *field;     /* likewise, NULL for the field of the coefficients */
    /* "AI", "AIII(3,1)"; "group" for copies that are swapped in pairs; "fixed" for what lies in k; for
     * a centre in p "flat". NULL where dim k leaves several. */
    char *symmetric_space;
    char *quotient; /* "su(4)/so(4)", or NULL */
    mpz_t k, p;     /* dimensions, of all copies together */
    mpz_t rank;     /* of all copies together; 0 where symmetric_space is NULL */
} lb_cartan_part;

/* Opaque; made by lb_cartan_compute, freed by lb_cartan_free. */
typedef struct lb_cartan lb_cartan;

/* Of a proved closure that was searched, without symmetry (LB_USAGE otherwise); structure is that
 * of lb_structure_compute for the closure, or NULL, and then the parts are not known. LB_INPUT when
 * the involution does not map g to itself. options may be NULL; a limit that is reached is not an
 * error. With D = dim g, a few sparse eliminations in dim p unknowns. */
LB_API lb_status lb_cartan_compute(lb_cartan **cartan, const lb_closure *closure,
                                   const lb_structure *structure, const lb_involution *involution,
                                   const lb_run_options *options, lb_error *error) LB_MUST_CHECK;
LB_API void lb_cartan_free(lb_cartan *cartan);
/* Where the closure is that of an ansatz over Q (liebound/ansatz.h) for one over a field of square roots of this
 * degree, which the structure has been divided by: the same for that, and no bases, nor those that are listed
 * below. */
LB_API void lb_cartan_over_field(lb_cartan *cartan, size_t degree);
/* The same where every generator is a single string (LB_USAGE otherwise), at any size: dimensions,
 * types and rank by linear algebra over F2, and no bases. LB_UNDECIDED when a limit was reached. */
LB_API lb_status lb_cartan_compute_strings(lb_cartan **cartan, const lb_ansatz_t A,
                                           const lb_involution *involution,
                                           const lb_run_options *options,
                                           lb_error *error) LB_MUST_CHECK;

/* Dimensions, proved. */
LB_API void lb_cartan_dimensions(mpz_t k, mpz_t p, const lb_cartan *cartan);
/* The dimension of a maximal abelian subalgebra of p; false, and rank unchanged, where it is not known.
 * Of a closure, a basis of one is found, which commutes over Q and has no larger centralizer in p
 * modulo a prime. */
LB_API bool lb_cartan_rank(mpz_t rank, const lb_cartan *cartan);
LB_API size_t lb_cartan_abelian_count(const lb_cartan *cartan); /* 0 without a basis */
LB_API void lb_cartan_abelian(lb_sum_t S, const lb_cartan *cartan, size_t i);
/* Bases of k and p, from the reduced basis of g, where it was searched: as many as the dimensions say,
 * else 0. */
LB_API size_t lb_cartan_element_count(const lb_cartan *cartan, bool in_p);
LB_API void lb_cartan_element(lb_sum_t S, const lb_cartan *cartan, bool in_p, size_t i);

/* 0 where they are not known. */
LB_API size_t lb_cartan_part_count(const lb_cartan *cartan);
LB_API const lb_cartan_part *lb_cartan_part_at(const lb_cartan *cartan, size_t i);
/* One sentence: how it is known, or what ended the computation. */
LB_API const char *lb_cartan_evidence(const lb_cartan *cartan);

#ifdef __cplusplus
}
#endif

#endif
