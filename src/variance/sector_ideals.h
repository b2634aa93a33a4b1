/* The largest semisimple algebra that the commutant C of the generators and a duality of theirs allow.
 *
 * Let S be a string with H S + S H^T = 0 for all generators H, and theta(X) = S X^T S, which reverses
 * products; of a string it is + or - the string. The elements of i g satisfy theta(X) = -X. theta maps C
 * to itself, and takes a sector to one of the same dimension and multiplicity. On two sectors that are
 * exchanged [g, g] acts through one su(d), by X and by -X^T, and on one that is kept through so(d) or
 * sp(d/2), as theta is the transpose with a form that is symmetric or antisymmetric. Let k be the sum of
 * these algebras, or without a duality of su(d) for each sector. [g, g] lies in k, and is k if it has the
 * same dimension (proofs/variance.md).
 *
 * C has a reduced basis, so that theta(c_i) is c_i or -c_i. */

#ifndef LB_VARIANCE_SECTOR_IDEALS_H
#define LB_VARIANCE_SECTOR_IDEALS_H

#include <liebound/algebra.h>

#include "variance/sector_centre.h"

/* A simple ideal of k over Q: as many ideals over R as f has roots, each acting on one or two sectors. */
typedef struct lb_sector_ideal {
    lb_ideal_type type;
    uint64_t n;
    uint32_t sectors; /* 2 where they are exchanged */
    fmpz_poly_t f;
    uint32_t field_count, *fields; /* the sectors of all of them, by fields of the centre */
} lb_sector_ideal;

typedef struct lb_sector_ideals {
    lb_sector_centre centre;
    bool has_duality;
    uint64_t S[2]; /* x, z */
    bool *odd;     /* of each element of the basis: theta(c_i) = -c_i; without a duality none is */
    uint32_t count;
    lb_sector_ideal *items;
} lb_sector_ideals;

/* Of the commutant of A. False, and nothing to be cleared, where the centre is not found
 * (sector_centre.h), so(4) occurs, which is not simple, or ideals were not told apart. */
bool lb_sector_ideals_init(lb_sector_ideals *k, const lb_conserved *conserved, const lb_ansatz_t A,
                           lb_run *run);
void lb_sector_ideals_clear(lb_sector_ideals *k);
void lb_sector_ideals_dimension(mpz_t D, const lb_sector_ideals *k);

/* Whether -theta(P) = P, for a string of one word each for x and z. True without a duality. */
bool lb_sector_ideals_keep(const lb_sector_ideals *k, const uint64_t P[2]);

#endif
