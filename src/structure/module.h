/* Modules of a Lie algebra modulo a prime: a space F_p^d with the matrices of the generators.
 *
 * An *element of the hull* is a polynomial in the generators, without commuting variables,
 *
 *     X = l_1 l_2 l_3 + l_4 l_5 + l_6,      l_i random linear combinations of the generators.
 *
 * It acts on every module. On an irreducible module its eigenvalues are distinct as a rule, so an
 * eigenvector generates an irreducible submodule. Nothing is concluded from that rule. */

#ifndef LB_STRUCTURE_MODULE_H
#define LB_STRUCTURE_MODULE_H

#include <flint/nmod_mat.h>
#include <flint/nmod_poly.h>

#include "base/random.h"
#include "base/run.h"
#include "linalg/sparse_modular.h"

typedef struct lb_module {
    nmod_t modulus;
    uint32_t dimension, generator_count;
    lb_sparse_vector **generators; /* row i of generator k is generators[k][i] */
} lb_module;

/* From matrices as lb_submodule_matrices makes them, whose rows are images; or the dual module. */
void lb_module_init_matrices(lb_module *M, const nmod_mat_struct *matrices, uint32_t count,
                             bool dual);
void lb_module_clear(lb_module *M);
/* image = generator k times x. */
void lb_module_apply(uint64_t *image, const lb_module *M, uint32_t k, const uint64_t *x);

/* A linear map of F_p^d to itself, of so much work. */
typedef struct lb_linear_map {
    uint32_t dimension;
    nmod_t modulus;
    void (*apply)(uint64_t *image, const void *context, const uint64_t *x); /* x is not image */
    const void *context;
    size_t work;
    lb_run *run; /* when a limit of it is reached, what follows is not complete */
} lb_linear_map;

/* The least polynomial of the map on x, for most linear forms: found from the values of one on its
 * powers k < 2 degree, or fewer where a recurrence seems to be found. One of the degree given is the
 * least polynomial, if that is not larger. */
void lb_linear_map_polynomial(nmod_poly_t f, const lb_linear_map *map, const uint64_t *x,
                              uint32_t degree, lb_random *random);
/* image = f(map) x. */
void lb_linear_map_evaluate(uint64_t *image, const lb_linear_map *map, const nmod_poly_t f,
                            const uint64_t *x);

enum { LB_HULL_FORMS = 6 };

typedef struct lb_hull_element {
    const lb_module *module;
    lb_sparse_vector *forms[LB_HULL_FORMS]; /* rows of the l_i */
    size_t terms;                           /* of all of them */
    uint64_t *room;                         /* 2 d residues */
    lb_run *run; /* when a limit of it is reached, what follows is not complete */
} lb_hull_element;

/* X is determined by the seed and the number of generators. O(terms). */
void lb_hull_element_init(lb_hull_element *X, const lb_module *M, uint64_t seed, lb_run *run);
void lb_hull_element_clear(lb_hull_element *X);
/* As a linear map. */
void lb_hull_element_polynomial(nmod_poly_t f, const lb_hull_element *X, const uint64_t *x,
                                uint32_t degree, lb_random *random);
/* image = f(X) x. */
void lb_hull_element_evaluate(uint64_t *image, const lb_hull_element *X, const nmod_poly_t f,
                              const uint64_t *x);
/* Row i becomes f_i(X) x, row i of the polynomials being the coefficients of f_i: one power of X on x for
 * each column, and a product of matrices. False where a limit came first. */
bool lb_hull_element_evaluate_all(nmod_mat_t images, const lb_hull_element *X,
                                  const nmod_mat_t polynomials, const uint64_t *x);

/* The submodule that a vector generates. Row 0 of the basis is the vector; row i > 0 is generator
 * words[i].generator times row words[i].parent, parent < i. */
typedef struct lb_module_word {
    uint32_t generator, parent;
} lb_module_word;

typedef struct lb_submodule {
    uint32_t dimension;
    lb_module_word *words;
    nmod_mat_t basis;  /* dimension rows */
    uint32_t *columns; /* of the basis that form a regular matrix */
} lb_submodule;

/* False, and nothing initialized, when the dimension is above `most`, the vector is zero, or a limit
 * came first. O(d^2 n) for each generator. */
bool lb_submodule_init(lb_submodule *W, const lb_module *M, const uint64_t *vector, uint32_t most,
                       lb_run *run);
void lb_submodule_clear(lb_submodule *W);
/* matrices[k], initialized, becomes that of generator k in the basis: generator k times row i is
 * the sum of matrices[k]_ij times row j. False when a limit came first. */
bool lb_submodule_matrices(nmod_mat_struct *matrices, const lb_submodule *W, const lb_module *M,
                           lb_run *run);
/* The rows that the words make of another vector; basis is initialized, of the shape of W's. */
void lb_submodule_rows(nmod_mat_t basis, const lb_submodule *W, const lb_module *M,
                       const uint64_t *vector);
/* Whether the generators act on the rows by these matrices. */
bool lb_module_acts_by(const lb_module *M, const nmod_mat_t rows, const nmod_mat_struct *matrices);

#endif
