/* Hessians of the energy at minima of the open and closed Ising chains, which Supplementary Fig. 1 of
 * Nat. Comput. Sci. 3, 542 (2023) has at solutions; and exact ranks against the number of angles, for
 * Supplementary Fig. 2.
 *
 * usage: minima FOLDER HESSIANS RANKS. HESSIANS gets kind,n,boundary,point,series,index,value; RANKS
 * boundary,n,M,rank: the least M at which the exact rank is reached. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <liebound.h>

static const char *folder;

static void require(lb_status status, const lb_error *error)
{
    if (status == LB_OK)
        return;
    fprintf(stderr, "%s\n", error->message);
    exit((int)status);
}

static void load(lb_ansatz_t A, const char *boundary, size_t n)
{
    lb_error error;
    char path[512], name[] = "n", value[24];
    lb_setting setting = {name, value};
    snprintf(path, sizeof path, "%s/tfim-%s.alg", folder, boundary);
    snprintf(value, sizeof value, "%zu", n);
    require(lb_ansatz_load(A, path, &setting, 1, &error), &error);
}

static int compare_sizes(const void *a, const void *b)
{
    double x = fabs(*(const double *)a), y = fabs(*(const double *)b);
    return (x < y) - (x > y);
}

/* The ground energy of -sum ZZ - sum X: open 1 - 1/sin(pi/(4n+2)), closed -2/sin(pi/2n) (Pfeuty, Ann.
 * Phys. 57, 79 (1970)). */
static double ground_energy(const char *boundary, size_t n)
{
    const double pi = 4 * atan(1);
    return strcmp(boundary, "open") ? -2 / sin(pi / (2 * (double)n))
                                    : 1 - 1 / sin(pi / (4 * (double)n + 2));
}

/* The first seed from which the ground state is reached. */
static void print_hessian(FILE *file, const char *boundary, size_t n, size_t layers)
{
    enum { SEEDS = 20 };
    lb_error error;
    lb_ansatz_t A;
    lb_sum_t O;
    lb_hessian_t H;
    load(A, boundary, n);
    lb_sum_init(O, n);
    lb_ansatz_get_observable(O, A);
    lb_hessian_init(H);
    for (unsigned seed = 1; seed <= SEEDS; seed++) {
        lb_hessian_options options = {.layers = layers, .seed = seed, .minimize = true};
        require(lb_hessian_compute(H, A, 0, O, NULL, &options, &error), &error);
        if (H->value - ground_energy(boundary, n) < 1e-10)
            break;
    }
    qsort(H->eigenvalues, H->parameters, sizeof *H->eigenvalues, compare_sizes);
    for (size_t i = 0; i < H->parameters; i++)
        fprintf(file, "hess,%zu,%s,minimum,rank %zu,%zu,%.6e\n", n, boundary, H->rank, i + 1,
                fabs(H->eigenvalues[i]));
    lb_hessian_clear(H);
    lb_sum_clear(O);
    lb_ansatz_clear(A);
}

static void print_ranks(FILE *file, const char *boundary, size_t n)
{
    lb_error error;
    lb_ansatz_t A;
    lb_exact_t exact;
    lb_exact_options options = {.layers = n * n / 2 + 2};
    load(A, boundary, n);
    lb_exact_init(exact);
    require(lb_exact_rank(exact, A, 0, &options, &error), &error);
    for (size_t i = 0; i < exact->rank; i++)
        fprintf(file, "%s,%zu,%zu,%zu\n", boundary, n, exact->reached[i], i + 1);
    fprintf(file, "%s,%zu,%zu,%zu\n", boundary, n, exact->gates, exact->rank);
    lb_exact_clear(exact);
    lb_ansatz_clear(A);
}

static FILE *create(const char *path, const char *heading)
{
    FILE *file = fopen(path, "w");
    if (!file) {
        fprintf(stderr, "%s cannot be written\n", path);
        exit(LB_IO);
    }
    fprintf(file, "%s\n", heading);
    return file;
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fputs("usage: minima FOLDER HESSIANS RANKS\n", stderr);
        return LB_USAGE;
    }
    folder = argv[1];
    FILE *hessians = create(argv[2], "kind,n,boundary,point,series,index,value");
    FILE *ranks = create(argv[3], "boundary,n,M,rank");
    static const struct {
        const char *boundary;
        size_t n, layers; /* of the deposited Hessians */
    } chains[] = {{"closed", 4, 6}, {"closed", 6, 10}, {"closed", 8, 14}, {"closed", 10, 22},
                  {"open", 4, 20},  {"open", 6, 38},   {"open", 8, 64}};
    for (size_t i = 0; i < sizeof chains / sizeof *chains; i++)
        print_hessian(hessians, chains[i].boundary, chains[i].n, chains[i].layers);
    for (size_t n = 4; n <= 10; n += 2) {
        print_ranks(ranks, "open", n);
        print_ranks(ranks, "closed", n);
    }
    return fclose(hessians) || fclose(ranks) ? LB_IO : LB_OK;
}
