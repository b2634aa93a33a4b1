#include "training/ising_chain.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "linalg/singular_values.h"

/* The graph of a sum: a field for each qubit, and at most two bonds. */
typedef struct ising {
    size_t qubits;
    double constant;
    double *fields;
    size_t (*neighbours)[2]; /* SIZE_MAX for none */
    double (*bonds)[2];
    bool *seen;
} ising;

static void ising_clear(ising *G)
{
    free(G->fields);
    free(G->neighbours);
    free(G->bonds);
    free(G->seen);
}

static bool add_bond(ising *G, size_t from, size_t to, double J)
{
    size_t i = G->neighbours[from][0] == SIZE_MAX ? 0 : 1;
    if (G->neighbours[from][i] != SIZE_MAX)
        return false;
    G->neighbours[from][i] = to;
    G->bonds[from][i] = J;
    return true;
}

/* The qubits of a term: 1 for X, 2 for ZZ, 0 for the identity, -1 for anything else. */
static int read_term(size_t qubits[2], const lb_string_struct *P)
{
    int count = 0, x = 0;
    for (size_t i = 0; i < P->length; i++) {
        const lb_block *block = &P->blocks[i];
        if (block->x & block->z)
            return -1;
        x += __builtin_popcountll(block->x);
        for (uint64_t bits = block->x | block->z; bits; bits &= bits - 1) {
            if (count == 2)
                return -1;
            qubits[count++] = 64 * (size_t)block->index + (size_t)__builtin_ctzll(bits);
        }
    }
    return count == 0 || (count == 1 && x == 1) || (count == 2 && x == 0) ? count : -1;
}

/* False when it is no such sum; G is to be cleared in any case. */
static bool ising_init(ising *G, const lb_sum_t O)
{
    size_t n = O->qubits, at[2];
    *G = (ising){.qubits = n,
                 .fields = lb_calloc(n, sizeof *G->fields),
                 .neighbours = lb_malloc(n, sizeof *G->neighbours),
                 .bonds = lb_calloc(n, sizeof *G->bonds),
                 .seen = lb_calloc(n, sizeof *G->seen)};
    for (size_t q = 0; q < n; q++)
        G->neighbours[q][0] = G->neighbours[q][1] = SIZE_MAX;
    for (size_t t = 0; t < O->length; t++) {
        double c = mpq_get_d(&O->coefficients[t]);
        int count = read_term(at, &O->strings[t]);
        if (count < 0 ||
            (count == 2 && !(add_bond(G, at[0], at[1], c) && add_bond(G, at[1], at[0], c))))
            return false;
        if (count == 1)
            G->fields[at[0]] = c;
        if (count == 0)
            G->constant = c;
    }
    return true;
}

bool lb_ising_chains_fit(const lb_sum_t O)
{
    ising G;
    bool fits = ising_init(&G, O);
    ising_clear(&G);
    return fits;
}

/* Walk along a chain from one end, or around a ring: h_j, and J_j of the bond behind j. Returns the
 * number of qubits. */
static size_t walk(ising *G, size_t first, double *h, double *J, bool *ring)
{
    size_t count = 0, q = first, last = SIZE_MAX;
    *ring = false;
    while (q != SIZE_MAX && !G->seen[q]) {
        G->seen[q] = true;
        h[count] = G->fields[q];
        int side = G->neighbours[q][0] == last ? 1 : 0;
        if (G->neighbours[q][side] == SIZE_MAX && last == SIZE_MAX)
            side = 1 - side;
        J[count++] = G->bonds[q][side];
        last = q;
        q = G->neighbours[q][side];
    }
    *ring = q != SIZE_MAX;
    return count;
}

static bool det_is_negative(const double *h, const double *J, size_t n, double corner)
{
    double fields = corner != 0 ? 1 : 0, bonds = fields, log_fields = 0, log_bonds = 0;
    for (size_t j = 0; j < n; j++) {
        double bond = j + 1 < n ? -J[j] : corner;
        fields *= h[j] < 0 ? -1 : 1;
        bonds *= bond < 0 ? -1 : 1;
        log_fields += log(fabs(h[j]));
        log_bonds += log(fabs(bond));
    }
    bonds *= n % 2 ? 1 : -1;
    return log_fields > log_bonds ? fields < 0 : bonds < 0;
}

/* The least energy of a chain (corner 0), or of a ring in the sector of parity P, corner P J. */
static lb_status sector_ground(double *energy, const double *h, const double *J, size_t n,
                               double corner, double parity, const lb_crew *crew, lb_error *error)
{
    double *A = lb_calloc(n * n, sizeof *A), *sigma = lb_malloc(n, sizeof *sigma);
    for (size_t j = 0; j < n; j++) {
        A[j + n * j] = h[j];
        if (j + 1 < n)
            A[j + 1 + n * j] = -J[j];
    }
    if (n > 1)
        A[n * (n - 1)] += corner;
    lb_status status = lb_singular_values(sigma, A, n, n, n, crew, error);
    double sum = 0;
    for (size_t k = n; k-- > 0 && !status;)
        sum -= sigma[k];
    if (corner != 0 && !status) {
        double vacuum = (n % 2 ? -1 : 1) * (det_is_negative(h, J, n, corner) ? -1 : 1);
        if (vacuum != parity)
            sum += 2 * sigma[n - 1];
    }
    free(A);
    free(sigma);
    *energy = sum;
    return status;
}

static lb_status add_component(double *energy, ising *G, size_t first, double *h, double *J,
                               const lb_crew *crew, lb_error *error)
{
    bool ring;
    double part, other;
    size_t n = walk(G, first, h, J, &ring);
    double corner = ring ? J[n - 1] : 0;
    lb_status status = sector_ground(&part, h, J, n, corner, 1, crew, error);
    if (!status && corner != 0) {
        status = sector_ground(&other, h, J, n, -corner, -1, crew, error);
        part = fmin(part, other);
    }
    *energy += part;
    return status;
}

lb_status lb_ising_chains_ground(double *energy, const lb_sum_t O, const lb_limits *limits,
                                 lb_error *error)
{
    ising G;
    lb_crew crew = {lb_pool_new(1), limits};
    lb_status status = LB_OK;
    double *h = lb_malloc(O->qubits, sizeof *h), *J = lb_malloc(O->qubits, sizeof *J), sum = 0;
    if (ising_init(&G, O))
        sum = G.constant;
    /* The ends of chains first, then what is left: rings. */
    for (int rings = 0; rings < 2; rings++)
        for (size_t q = 0; q < G.qubits && !status; q++)
            if (!G.seen[q] && (rings || G.neighbours[q][1] == SIZE_MAX))
                status = add_component(&sum, &G, q, h, J, &crew, error);
    ising_clear(&G);
    lb_pool_free(crew.pool);
    free(h);
    free(J);
    if (!status)
        *energy = sum;
    return status;
}
