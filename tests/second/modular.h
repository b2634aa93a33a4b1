/* Residues modulo a prime p, as the kind sectors needs them. */

#ifndef SECOND_MODULAR_H
#define SECOND_MODULAR_H

#include "inside.h"

typedef uint64_t residue;

residue modular_times(residue a, residue b, residue p);
residue modular_plus(residue a, residue b, residue p);
residue modular_power(residue a, residue e, residue p);
/* a / b. */
residue modular_over(residue a, residue b, residue p);
/* n + 1 zeros. */
residue *modular_zeros(size_t n);

/* Rows with 1 at their pivots, where no other row has an entry. */
typedef struct space {
    residue p;
    size_t width, count;
    residue **rows;
    size_t *pivots;
} space;

/* Reduce v; whether it is in the space. Else it is added. */
bool modular_take(space *W, residue *v);

/* Of matrices of d rows, one behind the other. */
residue *modular_product(const residue *A, const residue *B, size_t d, residue p);
residue modular_trace(const residue *A, size_t d, residue p);

/* Polynomials are f[0] .. f[d], monic: that of a matrix, the degree of a greatest common divisor, */
residue *modular_characteristic(const residue *A, size_t d, residue p);
size_t modular_common_degree(const residue *f, size_t d, const residue *g, size_t e, residue p);
bool modular_is_squarefree(const residue *f, size_t d, residue p);
/* and that of the roots less their mean. */
residue *modular_centred(const residue *f, size_t d, residue p);
/* Refuse eigenvalues of a rank that is too small (condition 4), where there is a form or not. */
void modular_check_torus(const residue *f, size_t d, bool form, residue p);

/* Of a matrix of K rows over Q, which is changed. */
size_t modular_rank_over_q(mpq_t *G, size_t K);

#endif
