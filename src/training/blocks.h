/* exp(theta T) of a sparse antisymmetric matrix T, which falls into blocks.
 *
 * The blocks are the connected parts of T; indices in none do not move. With i T = sum_w w P_w on a
 * block, w = +-f,
 *
 *     exp(theta T) = P_0 + sum_{f > 0} C_f cos(f theta) + S_f sin(f theta),
 *     C_f = 2 Re P_f,   S_f = 2 Im P_f.
 *
 * Blocks with the same matrix, perhaps after their indices were put in another order, are of one
 * kind. A kind of small blocks has these tables, and forms its exponential once for all of them. Of
 * the others, those with one frequency are applied as
 *
 *     exp(theta T) = 1 + sin(f theta) / f T + (1 - cos(f theta)) / f^2 T^2,
 *
 * the rest plane by plane, T p = f q and T q = -f p for orthonormal p and q.
 *
 * Vectors are of LB_BLOCK_LANES starts side by side: entry i of start l is at LB_BLOCK_LANES i + l.
 * They and the room are aligned to 64 bytes. What comes out for one lane does not depend on what is
 * in the others. */

#ifndef LB_TRAINING_BLOCKS_H
#define LB_TRAINING_BLOCKS_H

#include "training/orthonormal_basis.h"

enum { LB_BLOCK_LANES = 8, LB_BLOCK_ORDER_MAX = 8 /* of a small block */ };

typedef struct lb_block_kind {
    uint32_t order, count; /* blocks of this kind */
    uint32_t *indices;     /* count x order */
    size_t index_capacity;
    double *matrix;       /* T on a block, order x order */
    uint32_t entry_count; /* of T above the diagonal */
    uint32_t *rows, *columns;
    double *entries;
    uint32_t plane_count; /* or frequencies, where there are no planes */
    uint32_t *plane_frequencies;
    double *tables; /* of small blocks: P_0, then C_f and S_f of each frequency; else NULL */
    double *planes; /* p and q of each, order numbers each; NULL where T or tables do */
} lb_block_kind;

typedef struct lb_exponential {
    uint32_t kind_count, frequency_count;
    size_t kind_capacity, frequency_capacity;
    lb_block_kind *kinds;
    double *frequencies;
    uint32_t largest; /* order */
} lb_exponential;

/* LB_UNDECIDED when a limit of the run was reached, LB_INTERNAL when eigenvalues are not found. The
 * sum of the cubes of the orders of the kinds. */
lb_status lb_exponential_init(lb_exponential *blocks, const lb_training_rows *T, lb_run *run,
                              lb_error *error) LB_MUST_CHECK;
void lb_exponential_clear(lb_exponential *blocks);

/* Doubles of the room that the functions below take. */
size_t lb_exponential_room(const lb_exponential *blocks);
/* r <- exp(theta_l T) r in each lane. */
void lb_exponential_turn(const lb_exponential *blocks, const double *theta, double *r,
                         double *room);
/* derivative_l <- co . T r in each lane, and then r <- exp(-theta_l T) r, and the same for co. */
void lb_exponential_turn_back(const lb_exponential *blocks, const double *theta, double *r,
                              double *co, double *derivative, double *room);

#endif
