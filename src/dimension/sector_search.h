/* What the files that search a proof by sectors share. */

#ifndef LB_DIMENSION_SECTOR_SEARCH_H
#define LB_DIMENSION_SECTOR_SEARCH_H

#include "dimension/sector_proof.h"

typedef struct lb_sector_search {
    lb_sector_proof *proof;
    lb_run *run;
    lb_random random;
    uint32_t size;  /* 2^n */
    bool may_share; /* two families may see the same ideal: all else holds */
    /* Modulo the prime, on all states: */
    lb_module generators, symmetries, elements;
} lb_sector_search;

/* ---- sector_operators.c ---- */

/* The symmetries over Q that are found at once; and then, where `all`, the sums of all weights. */
lb_status lb_sector_symmetries(lb_sector_proof *proof, bool all, lb_run *run, lb_error *error);
/* Words and elements, of brackets of more generators the larger the effort is. */
void lb_sector_elements(lb_sector_proof *proof, int effort, lb_random *random);
/* The modules, for the prime of the proof. */
void lb_sector_search_init(lb_sector_search *s);
void lb_sector_search_clear(lb_sector_search *s);

/* x + factor H_k, or x alone, or x^2 and the next element. */
typedef struct lb_sector_sum {
    const lb_sector_search *search;
    uint32_t element, generator;
    uint64_t factor;
    bool square;
    uint64_t *room; /* 2^n residues; none where x is alone */
} lb_sector_sum;
lb_linear_map lb_sector_sum_map(const lb_sector_sum *x);

/* v becomes b v, b a product of so many random combinations of 1 and the generators of the module. */
void lb_sector_mix(uint64_t *v, const lb_module *M, uint32_t steps, lb_random *random);
/* So that b is a random element of the algebra that these generate, as far as is known. */
uint32_t lb_sector_mixing_steps(const lb_sector_proof *proof);

/* ---- sector_forms.c ---- */

/* Strings that are forms; those of which each generator has all terms, or none, in D. */
void lb_sector_forms_find(lb_sector_proof *proof, lb_run *run);
/* Which sectors they make duals of each other. O(sectors^2 2^n) for each form. */
void lb_sector_duals_find(lb_sector_search *s);

/* ---- sector_families.c ---- */

/* Whether the sector is the dual of no earlier one. */
bool lb_sector_is_first(const lb_sector_proof *proof, uint32_t c);
bool lb_sector_has_form(const lb_sector_proof *proof, uint32_t c);
/* Whether no simple ideal acts on two families, by the polynomials, which become those of the traceless
 * part of element 0. */
bool lb_sector_families_differ(lb_sector_proof *proof);

/* ---- sector_bounds.c ---- */

/* Whether the certificate is within the bounds of proofs/README.md. */
bool lb_sector_within_bounds(const lb_sector_proof *proof);

/* ---- sector_conditions.c ---- */

/* Whether everything holds that is asked of the sectors; sets the torus elements, the polynomials and
 * the centre. */
bool lb_sector_conditions(lb_sector_search *s);

#endif
