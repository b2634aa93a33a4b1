/* What the files that search a proof by sectors share. */

#ifndef LB_DIMENSION_SECTOR_SEARCH_H
#define LB_DIMENSION_SECTOR_SEARCH_H

#include "dimension/sector_proof.h"

typedef struct lb_sector_search {
    lb_sector_proof *proof;
    lb_run *run;
    lb_random random;
    uint32_t size; /* 2^n */
    /* Modulo the prime, on all states: */
    lb_module generators, symmetries, elements;
} lb_sector_search;

/* ---- sector_operators.c ---- */

/* The symmetries over Q, with the sums of all weights where `all`. */
lb_status lb_sector_symmetries(lb_sector_proof *proof, bool all, lb_run *run, lb_error *error);
/* Words and elements, of brackets of more generators the larger the effort is. */
void lb_sector_elements(lb_sector_proof *proof, int effort, lb_random *random);
/* The modules, for the prime of the proof. */
void lb_sector_search_init(lb_sector_search *s);
void lb_sector_search_clear(lb_sector_search *s);

/* x + factor H_k, or x alone. */
typedef struct lb_sector_sum {
    const lb_sector_search *search;
    uint32_t element, generator;
    uint64_t factor;
    uint64_t *room; /* 2^n residues; none where the factor is 0 */
} lb_sector_sum;
lb_linear_map lb_sector_sum_map(const lb_sector_sum *x);

/* ---- sector_bounds.c ---- */

/* Whether the certificate is within the bounds of proofs/README.md. */
bool lb_sector_within_bounds(const lb_sector_proof *proof);

/* ---- sector_conditions.c ---- */

/* Whether everything holds that is asked of the sectors; sets the torus elements, the polynomials and
 * the centre. */
bool lb_sector_conditions(lb_sector_search *s);

#endif
