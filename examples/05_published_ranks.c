/* Why the QFIM spectra deposited with Nat. Comput. Sci. 3, 542 (2023)
 * (Zenodo 10.5281/zenodo.7916659) have the ranks 12, 30, 56, 90 for the open Ising chain, where 8,
 * 18, 32, 50 are proved maximal.
 *
 * With one angle for all ZZ of a layer and one for all X, a derivative is a sum of the derivatives
 * of single gates: n - 1 of them for ZZ, n for X. The gates of a layer in order are
 *
 *     ZZ_0 .. ZZ_{n-2}  X_0 .. X_{n-1},
 *
 * so a loop over n instead of n - 1 gates for ZZ adds the derivative of X_0. This program sums the
 * QFIM of single gates both ways, at equal angles within a layer, and prints the two ranks beside
 * the proved maximal rank and the deposited one. */

#include <stdlib.h>
#include <string.h>

#include <liebound.h>

/* The number of layers of the deposited spectra, and their ranks. */
static const struct {
    const char *n;
    size_t qubits, layers, rank;
} deposited[] = {{"4", 4, 20, 12}, {"6", 6, 38, 30}, {"8", 8, 66, 56}, {"10", 10, 102, 90}};

static void *allocate(size_t count)
{
    void *memory = calloc(count, sizeof(double));
    if (!memory)
        exit(LB_MEMORY);
    return memory;
}

static void require(lb_status status, const lb_error *error)
{
    if (status == LB_OK)
        return;
    fprintf(stderr, "%s\n", error->message);
    exit(status);
}

/* Whether gate k of a layer belongs to angle a (0 for ZZ, 1 for X), with `count` gates for ZZ. */
static int belongs(size_t k, size_t a, size_t n, size_t count)
{
    return a == 0 ? k < count : k >= n - 1;
}

/* G, 2 L x 2 L, from F of the single gates. */
static void sum_gates(double *G, const double *F, size_t n, size_t layers, size_t count)
{
    size_t K = 2 * n - 1, M = K * layers, m = 2 * layers;
    for (size_t i = 0; i < M; i++)
        for (size_t j = 0; j < M; j++)
            for (size_t a = 0; a < 4; a++)
                if (belongs(i % K, a / 2, n, count) && belongs(j % K, a % 2, n, count))
                    G[(2 * (i / K) + a / 2) * m + 2 * (j / K) + a % 2] += F[i + j * M];
}

/* The rank of a positive semidefinite matrix, which is used up, by Cholesky steps with the largest
 * diagonal entry, down to 1e-10 of the first. */
static size_t rank_of(double *G, size_t m)
{
    const double tolerance = 1e-10;
    double first = 0, *column = allocate(m);
    size_t rank = 0;
    for (; rank < m; rank++) {
        size_t pivot = 0;
        for (size_t i = 1; i < m; i++)
            if (G[i * m + i] > G[pivot * m + pivot])
                pivot = i;
        double largest = G[pivot * m + pivot];
        first = rank ? first : largest;
        if (largest <= tolerance * first)
            break;
        for (size_t i = 0; i < m; i++)
            column[i] = G[i * m + pivot];
        for (size_t i = 0; i < m; i++)
            for (size_t j = 0; j < m; j++)
                G[i * m + j] -= column[i] * column[j] / largest;
    }
    free(column);
    return rank;
}

/* F of single gates, column by column; the angles are equal within a layer. */
static double *gate_matrix(const char *size, size_t n, size_t layers)
{
    lb_error error;
    lb_ansatz_t chain;
    char name[] = "n", value[8];
    lb_setting setting = {name, value};
    size_t K = 2 * n - 1;
    double *drawn = allocate(2 * layers), *angles = allocate(K * layers);
    double *F = allocate(K * layers * K * layers);
    lb_rank_options options = {.layers = layers};
    strcpy(value, size);
    lb_random_angles(drawn, 2 * layers, 1);
    for (size_t j = 0; j < K * layers; j++)
        angles[j] = drawn[2 * (j / K) + (j % K >= n - 1)];
    require(lb_ansatz_load(chain, "tfim-open-free", &setting, 1, &error), &error);
    require(lb_qfim_matrix(F, chain, 0, angles, &options, &error), &error);
    lb_ansatz_clear(chain);
    free(drawn);
    free(angles);
    return F;
}

/* The orbit dimension of |+>^n, proved. */
static size_t proved_rank(const char *size)
{
    lb_error error;
    lb_ansatz_t chain;
    lb_closure *closure;
    lb_orbit *orbit;
    char name[] = "n", value[8];
    lb_setting setting = {name, value};
    strcpy(value, size);
    require(lb_ansatz_load(chain, "tfim-open", &setting, 1, &error), &error);
    require(lb_closure_compute(&closure, chain, NULL, &error), &error);
    require(lb_orbit_compute(&orbit, chain, closure, NULL, &error), &error);
    const lb_orbit_number *dimension = lb_orbit_dimension(orbit, 0);
    size_t rank = dimension->proved ? mpz_get_ui(dimension->at_most) : 0;
    lb_orbit_free(orbit);
    lb_closure_free(closure);
    lb_ansatz_clear(chain);
    return rank;
}

int main(void)
{
    puts(" n  layers  proved  sum of n - 1 gates  sum of n gates  deposited");
    for (size_t i = 0; i < sizeof deposited / sizeof *deposited; i++) {
        size_t n = deposited[i].qubits, layers = deposited[i].layers, ranks[2];
        double *F = gate_matrix(deposited[i].n, n, layers);
        for (size_t more = 0; more < 2; more++) {
            double *G = allocate(4 * layers * layers);
            sum_gates(G, F, n, layers, n - 1 + more);
            ranks[more] = rank_of(G, 2 * layers);
            free(G);
        }
        printf("%2zu  %6zu  %6zu  %18zu  %14zu  %9zu\n", n, layers, proved_rank(deposited[i].n),
               ranks[0], ranks[1], deposited[i].rank);
        free(F);
    }
    return LB_OK;
}
