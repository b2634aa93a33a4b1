/* What matrices hold, and the two ways to them. */

#ifndef LB_REPRESENTATION_MATRICES_DATA_H
#define LB_REPRESENTATION_MATRICES_DATA_H

#include <liebound/matrices.h>

#include "base/run.h"
#include "closure/closure_data.h"
#include "representation/complex_matrix.h"

/* Entries of all matrices together. */
enum { LB_MATRICES_ENTRIES_MAX = 4000000 };

typedef struct lb_images {
    lb_summand summand;
    fmpq *form;         /* diagonal, of `size` */
    lb_matrix *of_rows; /* of the basis, */
    lb_matrix *of_generators;
} lb_images;

struct lb_matrices {
    size_t rows, generators;
    size_t count, capacity;
    lb_images *images; /* of each summand */
    size_t brackets;
};

typedef struct lb_matrices_problem {
    const lb_ansatz_struct *A;
    const lb_closure *closure;
    const lb_structure *structure;
    lb_run *run;
} lb_matrices_problem;

/* Append a summand with the form 1 and matrices that are 0; algebra is taken over. LB_INPUT when
 * the entries would be too many. */
lb_status lb_matrices_append(lb_images **images, lb_matrices *m, char *algebra, uint32_t size,
                             lb_error *error) LB_MUST_CHECK;

/* Set the summands, with the matrices of the rows of the closure. The first is for generators that
 * are all single strings. */
lb_status lb_matrices_of_strings(lb_matrices *m, const lb_matrices_problem *problem,
                                 lb_error *error) LB_MUST_CHECK;
lb_status lb_matrices_of_sums(lb_matrices *m, const lb_matrices_problem *problem,
                              lb_error *error) LB_MUST_CHECK;

#endif
