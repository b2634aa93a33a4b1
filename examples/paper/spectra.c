/* Every number that was read off the deposited spectra of Nat. Comput. Sci. 3, 542 (2023)
 * (Zenodo 10.5281/zenodo.7916659), computed again at the same angles: ranks, and the eigenvalue above
 * the largest gap with its four digits. CSV, one line for each number.
 *
 * Random points have the angles c RandomState(k).rand(M) of NumPy, with k from the name of the file, c =
 * pi for the Ising chains and 2 pi for the hardware-efficient circuit; the QFIMs are F/4 where there is
 * no noise. Angles at solutions are not in the files, so there the ranks are compared only.
 *
 * usage: spectra FOLDER [CURVES]. FOLDER has data/ and the .alg files; CURVES gets the spectra whole, as
 * CSV: kind,n,boundary,point,series,index,value. */

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <liebound.h>

#include "mersenne.h"

static const char *folder;
static FILE *curves; /* whole spectra, for figures; or NULL */

static void require(lb_status status, const lb_error *error)
{
    if (status == LB_OK)
        return;
    fprintf(stderr, "%s\n", error->message);
    exit((int)status);
}

static void *allocate(size_t count)
{
    void *memory = calloc(count ? count : 1, sizeof(double));
    if (!memory)
        exit(LB_MEMORY);
    return memory;
}

/* ---- The lines of the file ---- */

typedef struct published {
    char figure[32], task[32], boundary[16], kind[8], point[64], above[16];
    size_t n, layers, M, rank; /* rank: at the largest gap */
    int negative;
} published;

/* The fields that are used: 1 to 8, 13, 14 and 16 of 17. */
static int read_line(published *row, const char *line)
{
    unsigned long n, layers, M, ranks[4], rank;
    int fields =
        sscanf(line,
               "%31[^,],%31[^,],%lu,%15[^,],%lu,%lu,%7[^,],%63[^,],%lu,%lu,%lu,%lu,%lu,%15[^,],"
               "%*[^,],%d",
               row->figure, row->task, &n, row->boundary, &layers, &M, row->kind, row->point,
               &ranks[0], &ranks[1], &ranks[2], &ranks[3], &rank, row->above, &row->negative);
    row->n = n;
    row->layers = layers;
    row->M = M;
    row->rank = rank;
    return fields == 15;
}

/* The k of "random_k"; -1 for another point. */
static long random_point(const published *row)
{
    return strncmp(row->point, "random_", 7) ? -1 : strtol(row->point + 7, NULL, 10);
}

static double *point_angles(const published *row, double range)
{
    double *angles = allocate(row->M);
    mersenne_uniform(angles, row->M, (unsigned long)random_point(row));
    for (size_t j = 0; j < row->M; j++)
        angles[j] *= range;
    return angles;
}

static void load(lb_ansatz_t A, const char *file, size_t n)
{
    lb_error error;
    char path[512], name[] = "n", value[24];
    lb_setting setting = {name, value};
    snprintf(path, sizeof path, "%s/%s", folder, file);
    snprintf(value, sizeof value, "%zu", n);
    require(lb_ansatz_load(A, path, &setting, 1, &error), &error);
}

/* ---- What is printed ---- */

/* Digits in which the printed numbers agree: of "4.257e+00" and ours at most 4. */
static int agreeing_digits(const char *theirs, double ours)
{
    char text[32];
    for (int digits = 4; digits > 0; digits--) {
        char other[32];
        snprintf(text, sizeof text, "%.*e", digits - 1, ours);
        snprintf(other, sizeof other, "%.*e", digits - 1, strtod(theirs, NULL));
        if (!strcmp(text, other))
            return digits;
    }
    return 0;
}

static void print_start(const published *row, const char *quantity)
{
    printf("%s,%s,%zu,%s,%zu,%zu,%s,%s,%s,", row->figure, row->task, row->n, row->boundary,
           row->layers, row->M, row->kind, row->point, quantity);
}

static void print_rank(const published *row, size_t ours, const char *remark)
{
    print_start(row, "rank");
    printf("%zu,%zu,%s,%s\n", row->rank, ours, row->rank == ours ? "equal" : "differs", remark);
}

static void print_value(const published *row, double ours, const char *remark)
{
    print_start(row, "eigenvalue");
    printf("%s,%.3e,%d of 4 digits,%s\n", row->above, ours, agreeing_digits(row->above, ours),
           remark);
}

/* Values by decreasing size; those that are lost in rounding errors as far down as F in double precision
 * would show them. */
static void print_curve(const published *row, const char *series, const double *values,
                        size_t count)
{
    double rest = count ? DBL_EPSILON * fabs(values[0]) : 0;
    for (size_t i = 0; i < row->M && curves; i++)
        fprintf(curves, "%s,%zu,%s,%s,%s,%zu,%.6e\n", row->kind, row->n, row->boundary, row->point,
                series, i + 1, i < count ? fabs(values[i]) : rest);
}

/* ---- Symmetric eigenvalues ---- */

static void rotate_pair(double *G, size_t m, size_t p, size_t q)
{
    double difference = G[q * m + q] - G[p * m + p], off = G[p * m + q];
    if (off == 0)
        return;
    double ratio = difference / (2 * off);
    double t = (ratio >= 0 ? 1 : -1) / (fabs(ratio) + sqrt(ratio * ratio + 1));
    double c = 1 / sqrt(t * t + 1), s = t * c;
    for (size_t i = 0; i < m; i++) {
        double a = G[i * m + p], b = G[i * m + q];
        G[i * m + p] = c * a - s * b;
        G[i * m + q] = s * a + c * b;
    }
    for (size_t i = 0; i < m; i++) {
        double a = G[p * m + i], b = G[q * m + i];
        G[p * m + i] = c * a - s * b;
        G[q * m + i] = s * a + c * b;
    }
}

static int compare_sizes(const void *a, const void *b)
{
    double x = fabs(*(const double *)a), y = fabs(*(const double *)b);
    return (x < y) - (x > y);
}

/* Eigenvalues of G, which is used up, by decreasing absolute value: Jacobi's method. */
static double *eigenvalues(double *G, size_t m)
{
    enum { SWEEPS = 12 };
    double *values = allocate(m);
    for (int sweep = 0; sweep < SWEEPS; sweep++)
        for (size_t p = 0; p < m; p++)
            for (size_t q = p + 1; q < m; q++)
                rotate_pair(G, m, p, q);
    for (size_t i = 0; i < m; i++)
        values[i] = G[i * m + i];
    qsort(values, m, sizeof *values, compare_sizes);
    return values;
}

/* The number of values before the largest ratio of one to the next. */
static size_t gap_rank(const double *values, size_t m)
{
    double largest = LB_CLEAR_GAP;
    size_t rank = m;
    for (size_t i = 0; i + 1 < m; i++) {
        double ratio = fabs(values[i]) / fmax(fabs(values[i + 1]), 1e-300);
        if (ratio > largest) {
            largest = ratio;
            rank = i + 1;
        }
    }
    return rank;
}

/* ---- QFIMs ---- */

/* The dimension of the orbit of the training state, proved. */
static size_t proved_rank(const char *file, size_t n)
{
    lb_error error;
    lb_ansatz_t A;
    lb_closure *closure;
    lb_orbit *orbit;
    load(A, file, n);
    require(lb_closure_compute(&closure, A, NULL, &error), &error);
    require(lb_orbit_compute(&orbit, A, closure, NULL, &error), &error);
    const lb_orbit_number *dimension = lb_orbit_dimension(orbit, 0);
    size_t rank = dimension->proved ? mpz_get_ui(dimension->at_most) : 0;
    lb_orbit_free(orbit);
    lb_closure_free(closure);
    lb_ansatz_clear(A);
    return rank;
}

/* F/4 at the angles: its rank, and the eigenvalue number row->rank. */
static void compare_qfim(const published *row, const char *file, double range)
{
    lb_error error;
    lb_ansatz_t A;
    lb_spectrum_t S;
    lb_rank_options options = {.layers = (row->M - (strcmp(file, "hea.alg") ? 0 : 2 * row->n)) /
                                         (strcmp(file, "hea.alg") ? 2 : 4 * row->n - 4)};
    double *angles = point_angles(row, range);
    load(A, file, row->n);
    lb_spectrum_init(S);
    require(lb_qfim_spectrum_at(S, A, 0, angles, &options, &error), &error);
    print_rank(row, S->rank, "at the deposited angles");
    for (size_t i = 0; i < S->count; i++)
        S->singular_values[i] *= S->singular_values[i];
    if (row->rank <= S->count)
        print_value(row, S->singular_values[row->rank - 1], "at the deposited angles");
    print_curve(row, "as defined", S->singular_values, S->count);
    lb_spectrum_clear(S);
    lb_ansatz_clear(A);
    free(angles);
}

/* Whether gate k of a layer belongs to angle a (0 for ZZ, 1 for X), with `count` gates for ZZ. */
static int belongs(size_t k, size_t a, size_t n, size_t count)
{
    return a == 0 ? k < count : k >= n - 1;
}

/* F/4 of the open chain from that of its gates, with so many gates for the angle of ZZ. */
static double *sum_gates(const double *F, const published *row, size_t count)
{
    size_t K = 2 * row->n - 1, m = row->M, M = K * m / 2;
    double *G = allocate(m * m);
    for (size_t i = 0; i < M; i++)
        for (size_t j = 0; j < M; j++)
            for (size_t a = 0; a < 4; a++)
                if (belongs(i % K, a / 2, row->n, count) && belongs(j % K, a % 2, row->n, count))
                    G[(2 * (i / K) + a / 2) * m + 2 * (j / K) + a % 2] += F[i + j * M] / 4;
    return G;
}

/* The open chain: a sum of n - 1 derivatives for the angle of ZZ, and of n. */
static void compare_open_chain(const published *row)
{
    lb_error error;
    lb_ansatz_t A;
    size_t n = row->n, K = 2 * n - 1, M = K * row->M / 2;
    lb_rank_options options = {.layers = row->M / 2};
    double *angles = point_angles(row, 4 * atan(1)), *gates = allocate(M), *F = allocate(M * M);
    load(A, "tfim-open-gates.alg", n);
    for (size_t j = 0; j < M; j++)
        gates[j] = angles[2 * (j / K) + (j % K >= n - 1)];
    require(lb_qfim_matrix(F, A, 0, gates, &options, &error), &error);
    for (size_t count = n - 1; count <= n; count++) {
        double *G = sum_gates(F, row, count), *values = eigenvalues(G, row->M);
        const char *remark =
            count == n ? "with the index error: n derivatives for ZZ" : "n - 1 derivatives for ZZ";
        print_rank(row, gap_rank(values, row->M), remark);
        print_value(row, values[row->rank - 1], remark);
        print_curve(row, count == n ? "index error" : "as defined", values, row->M);
        free(G);
        free(values);
    }
    lb_ansatz_clear(A);
    free(F);
    free(gates);
    free(angles);
}

/* ---- Hessians ---- */

static void compare_random_hessian(const published *row, const char *file)
{
    lb_error error;
    lb_ansatz_t A;
    lb_sum_t O;
    lb_hessian_t H;
    lb_hessian_options options = {.layers = row->M / 2};
    double *angles = point_angles(row, 4 * atan(1));
    load(A, file, row->n);
    lb_sum_init(O, row->n);
    lb_ansatz_get_observable(O, A);
    lb_hessian_init(H);
    require(lb_hessian_compute(H, A, 0, O, angles, &options, &error), &error);
    qsort(H->eigenvalues, H->parameters, sizeof *H->eigenvalues, compare_sizes);
    print_value(row, fabs(H->eigenvalues[row->rank - 1]), "at the deposited angles");
    print_curve(row, "as defined", H->eigenvalues, H->parameters);
    print_start(row, "negative");
    printf("%d,%zu,%s,at the deposited angles\n", row->negative, H->negative,
           (size_t)row->negative == H->negative ? "equal" : "differs");
    lb_hessian_clear(H);
    lb_sum_clear(O);
    lb_ansatz_clear(A);
    free(angles);
}

/* ---- Noise ---- */

/* "0noise", "0.01local_dep_noise" or "0.99global_dep_noise". */
static lb_noise_model model_of(const published *row, double *scale)
{
    char *rest;
    double p = strtod(row->point, &rest);
    *scale = strcmp(rest, "noise") ? 1 : 0.25;
    if (!strncmp(rest, "global", 6))
        return (lb_noise_model){.global = 1 - p};
    return (lb_noise_model){.x = p, .y = p, .z = p};
}

static void compare_noise(const published *row)
{
    lb_error error;
    lb_ansatz_t A;
    lb_noise_spectrum_t S;
    double angles[16], scale;
    lb_noise_options options = {.model = model_of(row, &scale)};
    mersenne_uniform(angles, 16, 1);
    for (size_t j = 0; j < 16; j++)
        angles[j] *= 4 * atan(1);
    load(A, "tfim-closed.alg", row->n);
    lb_noise_spectrum_init(S);
    require(lb_noise_spectra(S, NULL, A, 0, &row->layers, 1, angles, &options, &error), &error);
    if (row->rank <= S->count)
        print_value(row, scale * S->eigenvalues[row->rank - 1],
                    "symmetric logarithmic derivatives");
    lb_noise_spectrum_clear(S);
    lb_ansatz_clear(A);
}

/* ---- All of them ---- */

static void compare(const published *row)
{
    const double pi = 4 * atan(1);
    int open = !strcmp(row->boundary, "open"), is_random = random_point(row) >= 0;
    const char *chain = open ? "tfim-open.alg" : "tfim-closed.alg";
    if (!strcmp(row->figure, "extended_fig1")) {
        compare_noise(row);
    } else if (!strcmp(row->figure, "supfig4")) {
        if (is_random)
            compare_qfim(row, "hea.alg", 2 * pi);
        else
            print_rank(row, ((size_t)1 << 2 * row->n) - 1, "proved maximal rank 4^n - 1");
    } else if (!strcmp(row->figure, "supfig5")) {
        print_rank(row, 2 * ((size_t)1 << row->n) - 2, "proved maximal rank 2^(n+1) - 2");
    } else if (!strcmp(row->kind, "hess") && is_random) {
        compare_random_hessian(row, chain);
    } else if (is_random && open) {
        compare_open_chain(row);
    } else if (is_random) {
        compare_qfim(row, chain, pi);
    } else {
        print_rank(row, proved_rank(chain, row->n), "proved orbit dimension");
    }
}

int main(int argc, char **argv)
{
    char path[512], line[1024];
    published row;
    folder = argc > 1 ? argv[1] : "examples/paper";
    snprintf(path, sizeof path, "%s/data/spectra_ranks.csv", folder);
    FILE *file = fopen(path, "r");
    if (!file) {
        fprintf(stderr, "%s cannot be read\n", path);
        return LB_IO;
    }
    curves = argc > 2 ? fopen(argv[2], "w") : NULL;
    if (argc > 2 && !curves) {
        fprintf(stderr, "%s cannot be written\n", argv[2]);
        return LB_IO;
    }
    if (curves)
        fputs("kind,n,boundary,point,series,index,value\n", curves);
    puts("figure,task,n,boundary,layers,M,kind,point,quantity,published,ours,agreement,remark");
    while (fgets(line, sizeof line, file))
        if (read_line(&row, line))
            compare(&row);
    fclose(file);
    return curves && fclose(curves) ? LB_IO : LB_OK;
}
