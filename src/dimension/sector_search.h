/* What the files that search a proof by sectors share. */

#ifndef LB_DIMENSION_SECTOR_SEARCH_H
#define LB_DIMENSION_SECTOR_SEARCH_H

#include "dimension/sector_proof.h"

/* A lifted space: its vectors. */
typedef struct lb_sector_space {
    uint32_t dimension;
    lb_sparse_vector *rows;
} lb_sector_space;

typedef struct lb_sector_search {
    lb_sector_proof *proof;
    lb_run *run;
    lb_random random;
    uint32_t size;     /* 2^n */
    bool may_share;    /* two families may see the same ideal: all else holds */
    bool lacks_states; /* element 0 has multiple eigenvalues on a sector, or not all are found */
    bool lacks_symmetries; /* the copies are more than they tell */
    /* Modulo the prime, on all states: */
    lb_module generators, symmetries, elements;
    lb_sector_space *spaces;   /* of the lifts, */
    nmod_mat_struct *matrices; /* and their matrices */
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

/* ---- sector_lifts.c ---- */

/* Take over what is lifted. */
void lb_sector_take_lifts(lb_sector_proof *proof, lb_lifts *lifts);
/* Of strings, then of lifts: how many forms, the matrix of one of these, and whether sectors that a form
 * relates are like each other, not duals. */
uint32_t lb_sector_form_count(const lb_sector_proof *proof);
const lb_lifted_matrix *lb_sector_form_matrix(const lb_sector_proof *proof, uint32_t form);
bool lb_sector_form_is_like(const lb_sector_proof *proof, uint32_t form);
/* s->spaces and s->matrices, for the prime of the proof. */
void lb_sector_lifts_init(lb_sector_search *s);
void lb_sector_lifts_clear(lb_sector_search *s);
/* The rows of F, 2^n of them, for one of the matrices that commute. */
lb_sparse_vector *lb_sector_operator_rows(const lb_sector_search *s, uint32_t number);

/* ---- sector_duals.c ---- */

/* Which sectors forms relate; puts them into another order. O(sectors^2 2^n) for each form by a string. */
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
