/* Block Gram-Schmidt. The projection off Q leaves rounding errors of 2^-53 |c| along Q in a column
 * c; a column that keeps a share of 1e-3 is orthogonal to 1e-13 all the same, and one that keeps
 * less is projected once more. */

#include "linalg/range_finder.h"

#include <assert.h>
#include <cblas.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/lapack.h"
#include "base/memory.h"

/* Random combinations in a probe. */
#define PROBES 8
/* What a column must keep of the square of its panel to be orthogonal enough. */
#define SAFE_SHARE 1e-6

size_t lb_range_stride(size_t rows)
{
    const size_t line = 64 / sizeof(double);
    return (rows + line - 1) / line * line + line;
}

void lb_range_init(lb_range *S, size_t rows, size_t columns, double floor, lb_crew crew)
{
    *S = (lb_range){.rows = rows, .stride = lb_range_stride(rows), .floor = floor};
    S->most = rows < columns ? rows : columns;
    S->Q = lb_malloc_aligned(S->stride * S->most, sizeof *S->Q);
    S->R = lb_calloc(S->most * columns, sizeof *S->R);
    S->gram = lb_malloc(LB_RANGE_PANEL * LB_RANGE_PANEL, sizeof *S->gram);
    S->values = lb_malloc(LB_RANGE_PANEL, sizeof *S->values);
    S->scratch = lb_malloc((S->most + 1) * LB_RANGE_PANEL, sizeof *S->scratch);
    S->probes = lb_malloc_aligned(PROBES * S->stride, sizeof *S->probes);
    S->spare = lb_malloc_aligned(LB_RANGE_PANEL * S->stride, sizeof *S->spare);
    size_t directions = S->most < LB_RANGE_PANEL ? LB_RANGE_PANEL : S->most;
    lb_tall_init(&S->tall, rows, S->stride, directions * LB_RANGE_PANEL, crew);
    lb_random_seed(&S->random, rows);
}

void lb_range_clear(lb_range *S)
{
    free(S->Q);
    free(S->R);
    free(S->gram);
    free(S->values);
    free(S->scratch);
    free(S->probes);
    free(S->spare);
    lb_tall_clear(&S->tall);
    *S = (lb_range){0};
}

double lb_range_bytes(size_t rows, size_t columns, size_t rank)
{
    double most = (double)(rows < columns ? rows : columns);
    double partial = lb_tall_numbers(rows, LB_RANGE_PANEL) * fmax(most, LB_RANGE_PANEL);
    return sizeof(double) *
           ((double)lb_range_stride(rows) * ((double)rank + LB_RANGE_PANEL + PROBES) +
            most * ((double)columns + LB_RANGE_PANEL) + partial + 1e4);
}

/* Whether C - Q W is below the floor, judged by a few random combinations G of its columns at a
 * fraction of the cost of all: (C - Q W) g has square length |C - Q W|^2 on average, and for all of
 * them to be ten times too short by chance has a probability near 1e-10. */
static bool probe(lb_range *S, const double *C, size_t count, const double *W)
{
    double G[PROBES * LB_RANGE_PANEL], squares[PROBES * PROBES], *Y = S->probes, square = 0;
    blasint k = (blasint)S->rank, most = (blasint)S->most, n = (blasint)count;
    for (size_t i = 0; i < PROBES * count; i++)
        G[i] = sqrt(3) * (2 * lb_random_unit(&S->random) - 1);
    lb_tall_multiply(&S->tall, Y, PROBES, C, count, G, count);
    cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, k, PROBES, n, 1.0, W, most, G, n, 0.0,
                S->scratch, most);
    lb_tall_subtract(&S->tall, Y, PROBES, S->Q, S->rank, S->scratch, S->most);
    lb_tall_inner(&S->tall, squares, PROBES, Y, PROBES, Y, PROBES);
    for (size_t i = 0; i < PROBES && !S->tall.reached; i++)
        square += squares[i * (PROBES + 1)] / PROBES;
    if (S->tall.reached || !(square <= S->floor * S->floor))
        return false;
    S->residual_square += square;
    return true;
}

/* The columns of a panel that are not below the floor yet, and theirs in R. */
typedef struct panel_rest {
    double *C, *spare, *W;
    size_t count;
    double square; /* of what they were before the last projection */
} panel_rest;

static double square_of(const double *x, size_t count)
{
    return pow(cblas_dnrm2((blasint)count, x, 1), 2);
}

/* W <- W + W', C <- C - Q W' for coefficients W' <- Q^T C. */
static void project(lb_range *S, const panel_rest *p)
{
    lb_tall_inner(&S->tall, S->scratch, S->most, S->Q, S->rank, p->C, p->count);
    for (size_t j = 0; j < p->count && !S->tall.reached; j++)
        for (size_t i = 0; i < S->rank; i++)
            p->W[i + S->most * j] += S->scratch[i + S->most * j];
    lb_tall_subtract(&S->tall, p->C, p->count, S->Q, S->rank, S->scratch, S->most);
}

/* The eigenvectors of C^T C into S->gram, its eigenvalues, increasing, into S->values. */
static lb_status decompose(lb_range *S, const panel_rest *p, lb_error *error)
{
    lb_tall_inner(&S->tall, S->gram, p->count, p->C, p->count, p->C, p->count);
    if (S->tall.reached)
        return lb_fail(error, LB_UNDECIDED, "%s while the rank was computed", S->tall.reached);
    double trace = 0;
    for (size_t j = 0; j < p->count; j++)
        trace += S->gram[j * (p->count + 1)];
    if (!isfinite(trace) ||
        lb_lapack(LAPACKE_dsyevd(LAPACK_COL_MAJOR, 'V', 'L', (lapack_int)p->count, S->gram,
                                 (lapack_int)p->count, S->values)))
        return lb_fail(error, LB_INTERNAL, "the tangent vectors are not all finite");
    return LB_OK;
}

/* How many columns, the last of the turned panel, become directions. */
static size_t count_safe(const lb_range *S, const panel_rest *p)
{
    double cut = fmax(SAFE_SHARE * p->square, S->floor * S->floor);
    size_t safe = 0;
    while (safe < p->count && S->values[p->count - 1 - safe] > cut)
        safe++;
    return safe < S->most - S->rank ? safe : S->most - S->rank;
}

/* W <- W V, for the rows of the directions so far. */
static void turn_coefficients(lb_range *S, const panel_rest *p)
{
    blasint k = (blasint)S->rank, n = (blasint)p->count, most = (blasint)S->most;
    if (!k)
        return;
    cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, k, n, n, 1.0, p->W, most, S->gram, n,
                0.0, S->scratch, most);
    for (size_t j = 0; j < p->count; j++)
        memcpy(p->W + S->most * j, S->scratch + S->most * j, S->rank * sizeof *p->W);
}

/* The last `safe` columns C v become directions. They are orthogonal but for rounding relative to
 * the smallest of their squares; a Cholesky factor L of the Gram matrix of C v / |C v| removes
 * that, so that C v_j = |C v_j| sum_i L_ji q_i. */
static lb_status make_directions(lb_range *S, const panel_rest *p, size_t safe, lb_error *error)
{
    size_t first = p->count - safe;
    double *new = S->Q + S->stride * S->rank, *V = S->gram + p->count *first;
    double *W = p->W + S->rank + S->most * first;
    for (size_t j = 0; j < safe; j++)
        cblas_dscal((blasint)p->count, 1 / sqrt(S->values[first + j]), V + p->count * j, 1);
    lb_tall_multiply(&S->tall, new, safe, p->C, p->count, V, p->count);
    lb_tall_inner(&S->tall, S->scratch, safe, new, safe, new, safe);
    if (S->tall.reached)
        return lb_fail(error, LB_UNDECIDED, "%s while the rank was computed", S->tall.reached);
    if (lb_lapack(
            LAPACKE_dpotrf(LAPACK_COL_MAJOR, 'L', (lapack_int)safe, S->scratch, (lapack_int)safe)))
        return lb_fail(error, LB_INTERNAL, "directions of tangent vectors were lost to rounding");
    lb_tall_solve(&S->tall, new, safe, S->scratch);
    for (size_t j = 0; j < safe; j++)
        for (size_t i = 0; i <= j; i++)
            W[i + S->most * j] = S->scratch[j + safe * i] * sqrt(S->values[first + j]);
    S->rank += safe;
    return LB_OK;
}

/* Turn the panel, make directions of what is safe, and keep the others. */
static lb_status divide(lb_range *S, panel_rest *p, lb_error *error)
{
    size_t safe = count_safe(S, p), rest = p->count - safe;
    turn_coefficients(S, p);
    lb_tall_multiply(&S->tall, p->spare, rest, p->C, p->count, S->gram, p->count);
    lb_status status = safe ? make_directions(S, p, safe, error) : LB_OK;
    double *C = p->C;
    p->C = p->spare;
    p->spare = C;
    p->count = rest;
    p->square = 0;
    for (size_t j = 0; j < rest; j++)
        p->square += fmax(S->values[j], 0);
    return status;
}

lb_status lb_range_add(lb_range *S, double *panel, size_t count, lb_error *error)
{
    assert(count > 0 && count <= LB_RANGE_PANEL);
    size_t rank = S->rank;
    panel_rest p = {panel, S->spare, S->R + S->most * S->columns, count, 0};
    S->columns += count;
    lb_tall_inner(&S->tall, p.W, S->most, S->Q, rank, panel, count);
    if (S->saturated && probe(S, panel, count, p.W))
        return LB_OK;
    lb_tall_subtract(&S->tall, panel, count, S->Q, rank, p.W, S->most);
    for (bool first = true; p.count; first = false) {
        if (!first)
            project(S, &p);
        lb_status status = decompose(S, &p, error);
        if (status)
            return status;
        double top = S->values[p.count - 1];
        for (size_t j = 0; first && j < count; j++)
            p.square += fmax(S->values[j], 0) + square_of(p.W + S->most * j, rank);
        if (top <= S->floor * S->floor || S->rank == S->most) {
            S->residual_square += fmax(top, 0);
            break;
        }
        status = divide(S, &p, error);
        if (status)
            return status;
    }
    S->saturated = S->rank == rank;
    return LB_OK;
}
