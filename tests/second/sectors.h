/* What the files of the kind sectors share. */

#ifndef SECOND_SECTORS_H
#define SECOND_SECTORS_H

#include "modular.h"

/* A sum of strings modulo p, or a permutation of the states, or a matrix on them. */
typedef struct operation {
    vector terms; /* integers from 1 to p - 1 */
    uint32_t *images;
    mpz_t *matrix; /* row by row, until it is reduced */
    residue *residues;
    bool like; /* of a form: it relates sectors that are alike */
} operation;

/* Vectors of integers on the states, one behind the other. */
typedef struct invariant {
    size_t dimension, *pivots;
    mpz_t *vectors;
} invariant;

typedef struct sector {
    size_t d, m, vector_element, torus_element;
    size_t dual, form; /* or SECOND_NONE */
    bool symmetric;
    residue *v;
    residue *f, *g; /* of element 0 on W, and what tells it from other sectors */
} sector;

typedef struct sectors {
    closure C;
    residue p, root;
    size_t size, symmetry_count, map_count, form_count, word_count, element_count, count;
    operation *symmetries, *generators, *elements, *forms;
    vector *sums, *words;
    uint32_t **maps;
    bool squares; /* element `squared` squared, and `added`, tell the sectors apart */
    size_t squared, added;
    sector *all;
    residue *traces; /* at K c + k */
    size_t space_count, operator_count;
    invariant *spaces;
    operation *operators; /* the last symmetries */
    uint64_t pairs, tables, lifted;
} sectors;

/* sectors.c */
residue *sectors_apply(const sectors *S, const operation *O, const residue *v);
/* {a, b}, whose pairs count. */
vector sectors_bracket(sectors *S, const vector *a, const vector *b);

/* invariant.c: the section, if it is there; the numbers and rows of an operator or a form by spaces, which
 * the generators preserve; and its residues. */
void sectors_read_invariant(sectors *S);
void sectors_read_matrix(sectors *S, operation *O, bool like, bool commutes);
void sectors_reduce_matrix(const sectors *S, operation *O);

/* families.c: the section of forms, if it is there; */
void sectors_read_forms(sectors *S);
/* whether sector c is its own dual, or that of an earlier one, as it says; */
void sectors_check_dual(sectors *S, size_t c);
/* and the dimension of [g, g] and its type. */
size_t sectors_derived(sectors *S);
void sectors_prove_algebra(sectors *S, size_t centre, second_verdict *V);

#endif
