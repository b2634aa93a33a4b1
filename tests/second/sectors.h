/* What the files of the kind sectors share. */

#ifndef SECOND_SECTORS_H
#define SECOND_SECTORS_H

#include "modular.h"

/* A sum of strings modulo p, or a permutation of the states. */
typedef struct operation {
    vector terms; /* integers from 1 to p - 1 */
    uint32_t *images;
} operation;

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
    uint64_t pairs, tables;
} sectors;

/* sectors.c */
residue *sectors_apply(const sectors *S, const operation *O, const residue *v);
/* {a, b}, whose pairs count. */
vector sectors_bracket(sectors *S, const vector *a, const vector *b);

/* families.c: the section of forms, if it is there; */
void sectors_read_forms(sectors *S);
/* whether sector c is its own dual, or that of an earlier one, as it says; */
void sectors_check_dual(sectors *S, size_t c);
/* and the dimension of [g, g] and its type. */
size_t sectors_derived(sectors *S);
void sectors_prove_algebra(sectors *S, size_t centre, second_verdict *V);

#endif
