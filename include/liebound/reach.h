/* What circuits can do within their symmetries: whether g is all that the commutant leaves, and
 * whether one state can be taken to another.
 *
 * The commutant C of the generators leaves the group of unitaries that act on each sector of
 * dimension d (conserved.h) by a matrix of their own, with the Lie algebra
 *
 *     h = sum over sectors of u(d),    [h,h] = sum of su(d),    and a phase for each sector.
 *
 * g lies in h, and as both are compact [g,g] = [h,h] if and only if the dimensions agree.
 *
 * A unitary U of the group e^g takes psi to phi, up to a phase, only if what it conserves agrees:
 * the expectation values <C> of all C in the commutant, and the purities of the projections on each
 * simple ideal (variance.h). If one of these differs, phi cannot be reached, with any number of
 * gates. If [g,g] = [h,h], psi and phi have the same <C> for all C, and the phases of the sectors
 * do not matter, it can: the parts of psi in a sector are a d x m matrix M, and M^dagger M, which
 * the <C> determine, determines M up to U(d), or SU(d) when m < d. */

#ifndef LIEBOUND_REACH_H
#define LIEBOUND_REACH_H

#include <liebound/conserved.h>
#include <liebound/variance.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct lb_controllability {
    mpz_t derived_allowed, phases_allowed; /* dim [h,h], and the number of sectors */
    mpz_t derived, centre;                 /* of g */
    bool semisimple;                       /* [g,g] = [h,h] */
    bool phases;                           /* g = h */
    bool global;                           /* g is h but for multiples of 1 */
    /* Known from a structure: each sector by itself is acted on by all of su(d), but so many simple
     * ideals act on more sectors of dimension 2 and above, by X or by -X^T. */
    bool separately;
    mpz_t ideals, sectors;
} lb_controllability;

/* The sectors of conserved, which is of A, are known; derived and centre are the proved dimensions of
 * [g,g] and of the centre of g; structure is that of g, by lb_structure_identify, or NULL. To be
 * cleared. LB_INTERNAL when they are larger than what the symmetries
 * allow. */
LB_API lb_status lb_controllability_init(lb_controllability *control, const lb_ansatz_t A,
                                         const lb_conserved *conserved, const mpz_t derived,
                                         const mpz_t centre, const lb_structure *structure,
                                         lb_error *error) LB_MUST_CHECK;
LB_API void lb_controllability_clear(lb_controllability *control);

typedef enum lb_reach_verdict {
    LB_REACH_OPEN, /* not excluded */
    LB_REACH_NO,
    LB_REACH_YES,
    LB_REACH_SAME /* they are one state */
} lb_reach_verdict;

typedef struct lb_reach {
    lb_reach_verdict verdict;
    char *invariant; /* what differs, "the purity on su(4)" or "<XXXX>"; NULL unless NO */
    mpq_t from, to;  /* its values */
    size_t compared; /* invariants that were compared, and agree unless NO */
    bool spans;      /* the expectation values were those of a basis of the commutant */
} lb_reach;

/* From training state `from` of A to training state `to`. closure and structure, of A, for purities, may
 * be NULL, and control for a verdict YES. Purities are not compared where they are not to be had. To be
 * cleared if LB_OK. LB_USAGE: no such states. LB_INPUT: floating amplitudes. */
LB_API lb_status lb_reach_compute(lb_reach *reach, const lb_ansatz_t A, size_t from, size_t to,
                                  const lb_conserved *conserved, const lb_controllability *control,
                                  const lb_closure *closure, const lb_structure *structure,
                                  const lb_run_options *options, lb_error *error) LB_MUST_CHECK;
LB_API void lb_reach_clear(lb_reach *reach);

#ifdef __cplusplus
}
#endif

#endif
