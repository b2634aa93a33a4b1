/* What a real space conserves beside norms. */

#ifndef SECOND_CONSERVED_H
#define SECOND_CONSERVED_H

#include "inside.h"

typedef struct conserved {
    size_t count, rank; /* lines, and the rank of norms and forms modulo the prime */
    size_t states;      /* m */
    bool *alone, all;   /* phases that are in V; whether all forms vanish on their sum */
    mpq_t *
        *equations; /* of combinations of those in V: row i has its first entry at i, or is NULL */
    size_t forbidden; /* their rank */
} conserved;

/* The rest of the section, behind its first word, for d vectors; the other members are set, to no
 * equations yet. */
void second_read_conserved(conserved *B, orbit *O, const claim *K, const vector *given, size_t d);

#endif
