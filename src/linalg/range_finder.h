/* The range of a real matrix T whose columns arrive a panel at a time: T = Q R + E with Q having
 * orthonormal columns, one for each direction found so far, and E below a floor given in advance.
 *
 * T itself is never stored. When its rank r is small beside its number of columns M, this takes
 * about N M r multiplications and N (r + LB_RANGE_PANEL) numbers in place of N M^2 and N M for a
 * QR factorization, and when r is M it costs as much as one.
 *
 * No direction is lost in a square, and none is made from rounding errors. A panel is projected off
 * Q and turned by the eigenvectors of its small Gram matrix, which changes R by an orthogonal
 * factor from the right and leaves its singular values. Columns that have kept a good share of what
 * the panel was become directions. The others, whose rest may be rounding errors along Q, are a
 * panel of their own: projected again, measured on their own scale, until they are below the floor.
 * Once a panel has brought nothing new, the next ones are only probed: random combinations of their
 * columns, from a fixed seed, are taken in their place. */

#ifndef LB_LINALG_RANGE_FINDER_H
#define LB_LINALG_RANGE_FINDER_H

#include <liebound/status.h>

#include "base/random.h"
#include "linalg/blas_tall.h"

/* The most columns that may be added at once. */
#define LB_RANGE_PANEL 64

typedef struct lb_range {
    size_t rows, stride;    /* N, and the distance between columns of Q and of a panel */
    size_t most;            /* directions that can be found: min(N, M) */
    size_t rank, columns;   /* of Q, and of T so far */
    double *Q;              /* column i at Q + stride * i */
    double *R;              /* R_ij at R[i + most * j], up to rotations of a panel's columns */
    double floor;           /* a panel's remainder of spectral norm up to this is left in E */
    double residual_square; /* |E|^2 or somewhat more: the sum over panels of what was left */
    bool saturated;         /* the last panel brought no new direction */
    lb_random random;
    lb_tall tall;
    double *gram, *values, *scratch, *probes, *spare; /* spare: room for a panel */
} lb_range;

/* The distance between columns of N doubles that keeps them aligned to 64 bytes without being a
 * power of 2, which would send the same row of all columns to one set of a cache. */
size_t lb_range_stride(size_t rows);

/* For a matrix of N rows and at most `columns` columns, by the crew, whose pool must outlive S.
 * Results are the same for any number of threads. Memory is taken from the system as it is
 * filled. */
void lb_range_init(lb_range *S, size_t rows, size_t columns, double floor, lb_crew crew);
void lb_range_clear(lb_range *S);
/* Bytes that the range of a matrix of this rank takes. */
double lb_range_bytes(size_t rows, size_t columns, size_t rank);

/* Add `count` columns, at most LB_RANGE_PANEL, S->stride apart in panel, which is destroyed.
 * LB_INTERNAL when an entry is not finite, LB_UNDECIDED when a limit is reached: S may then only be
 * cleared. O(N (rank + count) count). */
lb_status lb_range_add(lb_range *S, double *panel, size_t count, lb_error *error) LB_MUST_CHECK;

#endif
