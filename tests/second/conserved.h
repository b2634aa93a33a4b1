/* What a real space conserves beside norms. */

#ifndef SECOND_CONSERVED_H
#define SECOND_CONSERVED_H

#include "inside.h"

typedef struct conserved {
    size_t count, rank; /* lines, and the rank of norms and forms modulo the prime */
    bool *alone, all;   /* whether all forms vanish on each phase, and on their sum */
} conserved;

/* The rest of the section, behind its first word, for d vectors, with B->alone and B->all true. */
void second_read_conserved(conserved *B, orbit *O, const claim *K, const vector *given, size_t d);

#endif
