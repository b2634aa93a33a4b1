#include "noise/fisher.h"

#include <cblas.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "base/blas.h"
#include "base/lapack.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "linalg/range_finder.h"
#include "noise/dense.h"
#include "simulation/spectrum.h"

typedef struct fisher {
    const lb_noise_evolution *E;
    size_t N, stride;
    double complex *V; /* eigenvectors of rho */
    double *w;         /* its eigenvalues */
    double scale;      /* h of the tolerance */
    /* What is computed now: columns of G for the angles from `first` on. */
    double *panel;
    size_t first;
} fisher;

static bool counts(const fisher *f, size_t i, size_t j)
{
    return f->w[i] + f->w[j] > (double)f->N * DBL_EPSILON;
}

/* Eigenvalues increase, so pairs with the largest one are the last to count. */
static double least_sum(const fisher *f)
{
    double least = 2;
    for (size_t i = 0; i < f->N; i++)
        for (size_t j = i; j < f->N; j++)
            if (counts(f, i, j) && f->w[i] + f->w[j] < least)
                least = f->w[i] + f->w[j];
    return least;
}

/* The largest Frobenius norm of a derivative. */
static double largest_derivative(const lb_noise_evolution *E)
{
    size_t rows = (size_t)1 << 2 * E->plan->qubits;
    double largest = 0;
    for (size_t a = 0; a < E->parameters; a++) {
        const double *column = E->bundles[a / LB_NOISE_BUNDLE].numbers + 1 + a % LB_NOISE_BUNDLE;
        double square = 0;
        for (size_t i = 0; i < rows; i++)
            square += column[LB_NOISE_WIDTH * i] * column[LB_NOISE_WIDTH * i];
        largest = fmax(largest, square);
    }
    return sqrt(largest / (double)((size_t)1 << E->plan->qubits));
}

static lb_status fisher_init(fisher *f, const lb_noise_evolution *E, lb_error *error)
{
    size_t N = (size_t)1 << E->plan->qubits;
    *f = (fisher){.E = E, .N = N, .stride = lb_range_stride(N * N)};
    f->V = lb_malloc(N * N, sizeof *f->V);
    f->w = lb_malloc(N, sizeof *f->w);
    lb_noise_density(f->V, E);
    if (lb_lapack(
            LAPACKE_zheevd(LAPACK_COL_MAJOR, 'V', 'L', (lapack_int)N, f->V, (lapack_int)N, f->w)))
        return lb_fail(error, LB_INTERNAL, "the eigenvalues of a density matrix did not converge");
    f->scale = largest_derivative(E) / sqrt(least_sum(f));
    return LB_OK;
}

static void fisher_clear(fisher *f)
{
    free(f->V);
    free(f->w);
}

/* Column `first` + k of G. */
static void fill_column(void *context, size_t k, void *scratch)
{
    const fisher *f = context;
    size_t N = f->N, counter = 0, out = 0;
    double complex *T = scratch, *room = T + N * N;
    double *G = f->panel + f->stride * k;
    if (!lb_run_asks(f->E->run, &counter, N * N * N))
        return;
    lb_noise_derivative(T, f->E, f->first + k);
    lb_noise_multiply(room, T, f->V, N, LB_NOISE_PLAIN);
    lb_noise_multiply(T, f->V, room, N, LB_NOISE_DAGGER_LEFT);
    for (size_t j = 0; j < N; j++) {
        for (size_t i = 0; i < j; i++) {
            double weight = counts(f, i, j) ? 2 / sqrt(f->w[i] + f->w[j]) : 0;
            G[out++] = weight * creal(T[i + N * j]);
            G[out++] = weight * cimag(T[i + N * j]);
        }
        G[out++] = counts(f, j, j) ? creal(T[j + N * j]) / sqrt(f->w[j]) : 0;
    }
}

/* `count` columns of G from the angle `first` on. */
static lb_status fill_columns(fisher *f, size_t first, size_t count, lb_error *error)
{
    f->first = first;
    lb_parallel(f->E->run->options.threads, count, fill_column, f,
                2 * f->N * f->N * sizeof(double complex));
    return f->E->run->stopped ? lb_fail(error, LB_UNDECIDED, "%s", f->E->run->stopped) : LB_OK;
}

static lb_status find_range(lb_range *range, fisher *f, lb_error *error)
{
    size_t M = f->E->parameters;
    lb_status status = LB_OK;
    f->panel = lb_malloc_aligned(LB_RANGE_PANEL * f->stride, sizeof *f->panel);
    for (size_t a = 0; a < M && !status; a += LB_RANGE_PANEL) {
        size_t count = M - a < LB_RANGE_PANEL ? M - a : LB_RANGE_PANEL;
        status = fill_columns(f, a, count, error);
        if (!status)
            status = lb_range_add(range, f->panel, count, error);
    }
    free(f->panel);
    return status;
}

static void take(lb_noise_spectrum_struct *S, lb_spectrum_struct *from, const fisher *f)
{
    S->parameters = from->parameters;
    S->count = from->count;
    S->eigenvalues = lb_malloc(S->count, sizeof *S->eigenvalues);
    for (size_t i = 0; i < S->count; i++) {
        S->eigenvalues[i] = from->singular_values[i] * from->singular_values[i];
        S->trace += S->eigenvalues[i];
    }
    S->residual = from->residual * from->residual;
    S->rank = from->rank;
    S->tolerance = from->tolerance * from->tolerance;
    S->gap = from->gap * from->gap;
    for (size_t i = 0; i < f->N; i++)
        S->purity += f->w[i] * f->w[i];
}

lb_status lb_noise_fisher_spectrum(lb_noise_spectrum_struct *S, const lb_noise_evolution *E,
                                   lb_error *error)
{
    fisher f;
    lb_range range;
    lb_spectrum_t spectrum;
    size_t rows = (size_t)1 << 2 * E->plan->qubits;
    lb_status status = fisher_init(&f, E, error);
    if (!status) {
        lb_spectrum_init(spectrum);
        lb_range_init(&range, rows, E->parameters, lb_spectrum_floor(rows, E->parameters, f.scale),
                      (lb_crew){E->run->pool, &E->run->options.limits});
        status = find_range(&range, &f, error);
        if (!status)
            status = lb_spectrum_compute(spectrum, &range, f.scale, error);
        if (!status)
            take(S, spectrum, &f);
        lb_range_clear(&range);
        lb_spectrum_clear(spectrum);
    }
    fisher_clear(&f);
    return status;
}

lb_status lb_noise_fisher_matrix(double *F, const lb_noise_evolution *E, lb_error *error)
{
    fisher f;
    size_t M = E->parameters;
    lb_status status = fisher_init(&f, E, error);
    if (!status) {
        f.panel = lb_malloc_aligned(M * f.stride, sizeof *f.panel);
        status = fill_columns(&f, 0, M, error);
        if (!status)
            cblas_dsyrk(CblasColMajor, CblasUpper, CblasTrans, (blasint)M, (blasint)(f.N * f.N), 1,
                        f.panel, (blasint)f.stride, 0, F, (blasint)M);
        for (size_t j = 0; j < M && !status; j++)
            for (size_t i = 0; i < j; i++)
                F[j + M * i] = F[i + M * j];
        free(f.panel);
    }
    fisher_clear(&f);
    return status;
}

double lb_noise_fisher_bytes(size_t qubits, size_t angles, bool matrix)
{
    size_t rows = (size_t)1 << 2 * qubits;
    double column = (double)lb_range_stride(rows) * sizeof(double);
    if (matrix)
        return column * (double)angles;
    return column * LB_RANGE_PANEL + lb_range_bytes(rows, angles, angles < rows ? angles : rows);
}
