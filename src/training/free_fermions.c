#include "training/free_fermions.h"

#include <complex.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/lapack.h"
#include "base/limits.h"
#include "base/memory.h"
#include "state/state.h"
#include "strings/identify.h"

/* Relative to the largest, below this an eigenvalue is 0. */
#define NEGLIGIBLE 1e-12

/* A Hermitian product of strings, (-1)^negative times one. */
typedef struct product {
    lb_string_t string;
    bool negative;
} product;

/* One component: strings are edges on N vertices. With the tree of edges that first reach a vertex,
 * i c_0 c_v is the product of those on the path from 0 to v, up to the phase that makes it
 * Hermitian; the signs of the c_v are chosen so. */
typedef struct fermions {
    const lb_strings *set;
    const lb_stabilizer *state;
    size_t first, count; /* its members */
    const lb_edge *edges;
    uint32_t vertices;
    product *from_root; /* i c_0 c_v; none for 0 */
    bool *reached;
    double *h, *G; /* N x N, antisymmetric */
} fermions;

/* P <- i^turns P Q, which is Hermitian. */
static void multiply(product *P, const lb_string_t Q, unsigned turns)
{
    turns += lb_string_multiply(P->string, P->string, Q);
    P->negative ^= turns >> 1 & 1;
}

/* i c_a c_b: one of the products from the root, or i times two of them, as
 * (i c_0 c_a)(i c_0 c_b) = c_a c_b. */
static void set_pair(product *P, const fermions *f, uint32_t a, uint32_t b)
{
    if (!a || !b) {
        const product *Q = f->from_root + (a ? a : b);
        lb_string_set(P->string, Q->string);
        P->negative = Q->negative ^ (b == 0);
        return;
    }
    lb_string_set(P->string, f->from_root[a].string);
    P->negative = f->from_root[a].negative ^ f->from_root[b].negative;
    multiply(P, f->from_root[b].string, 1);
}

/* Let edge e reach vertex b from vertex a, which is reached: c_b is so that the edge is i c_a c_b, and
 * i c_0 c_b = -i (i c_0 c_a) (i c_a c_b). */
static void attach(fermions *f, size_t e, uint32_t a, uint32_t b)
{
    const lb_string_struct *S = f->set->strings[f->set->members[f->first + e]];
    product *P = f->from_root + b;
    f->reached[b] = true;
    if (!a) {
        lb_string_set(P->string, S);
        return;
    }
    lb_string_set(P->string, f->from_root[a].string);
    P->negative = f->from_root[a].negative;
    multiply(P, S, 3);
}

static void grow_tree(fermions *f)
{
    f->reached[0] = true;
    for (bool grown = true; grown;) {
        grown = false;
        for (size_t e = 0; e < f->count; e++) {
            uint32_t a = f->edges[e].ends[0], b = f->edges[e].ends[1];
            if (f->reached[a] == f->reached[b])
                continue;
            attach(f, e, f->reached[a] ? a : b, f->reached[a] ? b : a);
            grown = true;
        }
    }
}

/* 0 unless the product is plus or minus 1 on the state. */
static int expect(const fermions *f, const product *P, uint64_t *room)
{
    const lb_stabilizer *S = f->state;
    memset(room, 0, 2 * S->words * sizeof *room);
    lb_dense_from_string(room, P->string, S->words);
    unsigned e = lb_stabilizer_reduce(S, room);
    for (size_t w = 0; w < 2 * S->words; w++)
        if (room[w])
            return 0;
    return (e == 2) == P->negative ? 1 : -1;
}

/* The string of edge e as a multiple of i c_a c_b, a < b, on the state: 1, -1, or 0 where the state is
 * in no sector. */
static int edge_sign(const fermions *f, size_t e, product *P, uint64_t *room)
{
    uint32_t a = f->edges[e].ends[0], b = f->edges[e].ends[1];
    set_pair(P, f, a < b ? a : b, a < b ? b : a);
    multiply(P, f->set->strings[f->set->members[f->first + e]], 0);
    return expect(f, P, room);
}

/* Add to h what O has of the strings of the component, which are taken out of `left`. */
static bool fill_h(fermions *f, const lb_sum_t O, bool *left, product *P, uint64_t *room)
{
    for (size_t e = 0; e < f->count; e++) {
        const lb_string_struct *S = f->set->strings[f->set->members[f->first + e]];
        uint32_t a = f->edges[e].ends[0], b = f->edges[e].ends[1];
        int sign = edge_sign(f, e, P, room);
        if (!sign)
            return false;
        for (size_t t = 0; t < O->length; t++) {
            if (lb_string_compare(O->strings + t, S))
                continue;
            double value = sign * mpq_get_d(O->coefficients + t);
            f->h[(a < b ? a : b) * f->vertices + (a < b ? b : a)] += value;
            f->h[(a < b ? b : a) * f->vertices + (a < b ? a : b)] -= value;
            left[t] = false;
        }
    }
    return true;
}

static void fill_G(fermions *f, product *P, uint64_t *room)
{
    for (uint32_t a = 0; a < f->vertices; a++)
        for (uint32_t b = a + 1; b < f->vertices; b++) {
            set_pair(P, f, a, b);
            f->G[a * f->vertices + b] = expect(f, P, room);
            f->G[b * f->vertices + a] = -f->G[a * f->vertices + b];
        }
}

static void fermions_init(fermions *f, const lb_classification *c, size_t k, const lb_stabilizer *S)
{
    uint32_t N = c->classes[k].vertex_count;
    *f = (fermions){.set = &c->set,
                    .state = S,
                    .first = c->set.first[k],
                    .count = c->set.first[k + 1] - c->set.first[k],
                    .edges = c->classes[k].edges,
                    .vertices = N};
    f->from_root = lb_calloc(N, sizeof *f->from_root);
    for (uint32_t v = 0; v < N; v++)
        lb_string_init(f->from_root[v].string);
    f->reached = lb_calloc(N, sizeof *f->reached);
    f->h = lb_calloc((size_t)N * N, sizeof *f->h);
    f->G = lb_calloc((size_t)N * N, sizeof *f->G);
    grow_tree(f);
}

static void fermions_clear(fermions *f)
{
    for (uint32_t v = 0; v < f->vertices; v++)
        lb_string_clear(f->from_root[v].string);
    free(f->from_root);
    free(f->reached);
    free(f->h);
    free(f->G);
}

/* The moduli of the eigenvalues of an antisymmetric matrix, each once, in decreasing order. */
static lb_status find_moduli(double *moduli, const double *A, uint32_t N, lb_error *error)
{
    size_t entries = (size_t)N * N;
    lapack_complex_double *v = lb_malloc(entries, sizeof *v);
    double *w = lb_malloc(N, sizeof *w);
    for (size_t e = 0; e < entries; e++)
        v[e] = I * A[e];
    lapack_int info =
        lb_lapack(LAPACKE_zheevd(LAPACK_ROW_MAJOR, 'N', 'L', (lapack_int)N, v, (lapack_int)N, w));
    for (uint32_t j = 0; j < N / 2 && !info; j++)
        moduli[j] = fmax(w[N - 1 - j], 0);
    free(v);
    free(w);
    return info ? lb_fail(error, LB_INTERNAL, "eigenvalues of free fermions were not found (%d)",
                          (int)info)
                : LB_OK;
}

static void exchange(double *A, uint32_t N, uint32_t i, uint32_t j)
{
    for (uint32_t k = 0; k < N; k++) {
        double swap = A[i * N + k];
        A[i * N + k] = A[j * N + k];
        A[j * N + k] = swap;
    }
    for (uint32_t k = 0; k < N; k++) {
        double swap = A[k * N + i];
        A[k * N + i] = A[k * N + j];
        A[k * N + j] = swap;
    }
}

/* The sign of the Pfaffian of an antisymmetric matrix of even order, which is used up: rows and
 * columns are eliminated two by two, with the largest entry of a row as the pivot. */
static int pfaffian_sign(double *A, uint32_t N)
{
    int sign = 1;
    for (uint32_t k = 0; k + 1 < N; k += 2) {
        uint32_t best = k + 1;
        for (uint32_t j = k + 2; j < N; j++)
            best = fabs(A[k * N + j]) > fabs(A[k * N + best]) ? j : best;
        if (best != k + 1) {
            exchange(A, N, k + 1, best);
            sign = -sign;
        }
        double pivot = A[k * N + k + 1];
        sign = pivot < 0 ? -sign : sign;
        for (uint32_t i = k + 2; i < N && pivot != 0; i++) {
            double factor = A[k * N + i] / pivot;
            for (uint32_t j = k + 2; j < N; j++) {
                A[i * N + j] -= factor * A[(k + 1) * N + j];
                A[j * N + i] += factor * A[(k + 1) * N + j];
            }
        }
    }
    return sign;
}

/* The smallest value of sum h_ab (R G R^T)_ab over a < b, R in SO(N). */
static lb_status minimize(double *energy, fermions *f, lb_error *error)
{
    uint32_t N = f->vertices, m = N / 2;
    double *e = lb_malloc(m, sizeof *e), *l = lb_malloc(m, sizeof *l), last = 1;
    lb_status status = find_moduli(e, f->h, N, error);
    if (!status)
        status = find_moduli(l, f->G, N, error);
    if (!status && N % 2 == 0 && e[m - 1] > NEGLIGIBLE * e[0] && l[m - 1] > NEGLIGIBLE * l[0])
        last = pfaffian_sign(f->h, N) * pfaffian_sign(f->G, N) * (m % 2 ? -1 : 1);
    for (uint32_t j = 0; j < m && !status; j++)
        *energy -= e[j] * l[j] * (j == m - 1 ? last : 1);
    free(e);
    free(l);
    return status;
}

/* Subtract from *energy what one component can reach. */
static lb_status add_component(bool *found, double *energy, const lb_classification *c, size_t k,
                               const lb_stabilizer *S, const lb_sum_t O, bool *left,
                               lb_error *error)
{
    fermions f;
    product P = {.negative = false};
    uint64_t *room = lb_malloc(2 * S->words, sizeof *room);
    lb_status status = LB_OK;
    lb_string_init(P.string);
    fermions_init(&f, c, k, S);
    *found = fill_h(&f, O, left, &P, room);
    if (*found) {
        fill_G(&f, &P, room);
        status = minimize(energy, &f, error);
    }
    fermions_clear(&f);
    lb_string_clear(P.string);
    free(room);
    return status;
}

/* A string that commutes with all others keeps its value in the state. */
static void add_constant(double *energy, const lb_stabilizer *S, const lb_string_struct *string,
                         const lb_sum_t O, bool *left)
{
    fermions f = {.state = S};
    product P = {.negative = false};
    uint64_t *room = lb_malloc(2 * S->words, sizeof *room);
    lb_string_init(P.string);
    if (string)
        lb_string_set(P.string, string);
    for (size_t t = 0; t < O->length; t++)
        if (!lb_string_compare(O->strings + t, P.string)) {
            *energy += expect(&f, &P, room) * mpq_get_d(O->coefficients + t);
            left[t] = false;
        }
    lb_string_clear(P.string);
    free(room);
}

static lb_status add_components(bool *found, double *energy, const lb_classification *c,
                                const lb_stabilizer *S, const lb_sum_t O, lb_error *error)
{
    lb_status status = LB_OK;
    bool *left = lb_malloc(O->length, sizeof *left); /* terms that are still to be found */
    double sum = 0;
    *found = true;
    for (size_t t = 0; t < O->length; t++)
        left[t] = true;
    add_constant(&sum, S, NULL, O, left);
    for (size_t k = 0; k < c->set.component_count && !status && *found; k++) {
        if (c->classes[k].kind == LB_CLASS_PAIRS)
            status = add_component(found, &sum, c, k, S, O, left, error);
        else if (c->classes[k].kind == LB_CLASS_ALONE)
            add_constant(&sum, S, c->set.strings[c->set.members[c->set.first[k]]], O, left);
        else
            *found = false;
    }
    for (size_t t = 0; t < O->length; t++)
        *found = *found && !left[t];
    free(left);
    if (!status && *found)
        *energy = sum;
    return status;
}

lb_status lb_free_fermion_energy(bool *found, double *energy, const lb_ansatz_t A, size_t state,
                                 const lb_sum_t O, const lb_run_options *options, lb_error *error)
{
    lb_run run;
    lb_classification c;
    *found = false;
    if (A->states[state].amplitudes)
        return LB_OK;
    lb_run_start(&run, options);
    lb_status status = lb_classification_init(&c, A, &run, error);
    lb_run_end(&run);
    if (status)
        return status;
    lb_stabilizer S;
    lb_state_stabilizer(&S, A->states + state);
    status = add_components(found, energy, &c, &S, O, error);
    lb_stabilizer_clear(&S);
    lb_classification_clear(&c);
    return status;
}

/* ---- All sectors ---- */

enum { CENTRAL_MAX = 12 };

/* Strings that commute with all terms. */
typedef struct central {
    size_t count;
    lb_string_t strings[CENTRAL_MAX];
    lb_stabilizer group; /* of those so far, each with the value 1 */
    bool too_many;
} central;

static void add_central(central *z, const lb_string_t P)
{
    size_t other;
    if (z->too_many || lb_stabilizer_add(&z->group, false, P, &other) != LB_STABILIZER_ADDED)
        return;
    z->too_many = z->count == CENTRAL_MAX;
    if (!z->too_many) {
        lb_string_init(z->strings[z->count]);
        lb_string_set(z->strings[z->count++], P);
    }
}

/* Of one component: the products around cycles, and that of all c_a. */
static void add_central_of(central *z, const fermions *f)
{
    product P = {.negative = false};
    lb_string_t all;
    lb_string_init(P.string);
    lb_string_init(all);
    for (size_t e = 0; e < f->count; e++) {
        set_pair(&P, f, f->edges[e].ends[0], f->edges[e].ends[1]);
        multiply(&P, f->set->strings[f->set->members[f->first + e]], 0);
        if (P.string->length)
            add_central(z, P.string);
    }
    for (uint32_t a = 0; a + 1 < f->vertices; a += 2) {
        set_pair(&P, f, a, a + 1);
        lb_string_multiply(all, all, P.string);
    }
    if (f->vertices % 2 == 0 && all->length)
        add_central(z, all);
    lb_string_clear(P.string);
    lb_string_clear(all);
}

/* A state of a sector: with the signs of the central strings, and then the value 1 or, where that is
 * not free, -1 of i c_0 c_1, i c_2 c_3, .. of all components. */
static void fill_sector(lb_stabilizer *S, const central *z, size_t signs,
                        const lb_classification *c, size_t qubits)
{
    size_t other;
    product P = {.negative = false};
    lb_string_init(P.string);
    lb_stabilizer_init(S, qubits);
    for (size_t i = 0; i < z->count; i++)
        (void)lb_stabilizer_add(S, signs >> i & 1, z->strings[i], &other);
    for (size_t k = 0; k < c->set.component_count; k++) {
        fermions f;
        if (c->classes[k].kind != LB_CLASS_PAIRS)
            continue;
        fermions_init(&f, c, k, S);
        for (uint32_t a = 0; a + 1 < f.vertices; a += 2) {
            set_pair(&P, &f, a, a + 1);
            (void)lb_stabilizer_add(S, P.negative, P.string, &other);
        }
        fermions_clear(&f);
    }
    lb_string_clear(P.string);
}

static void find_central(central *z, const lb_classification *c, size_t qubits)
{
    *z = (central){.count = 0};
    lb_stabilizer_init(&z->group, qubits);
    for (size_t k = 0; k < c->set.component_count && !z->too_many; k++) {
        fermions f;
        if (c->classes[k].kind == LB_CLASS_ALONE)
            add_central(z, c->set.strings[c->set.members[c->set.first[k]]]);
        if (c->classes[k].kind != LB_CLASS_PAIRS)
            continue;
        fermions_init(&f, c, k, NULL);
        add_central_of(z, &f);
        fermions_clear(&f);
    }
    lb_stabilizer_clear(&z->group);
}

static lb_status least_sector(bool *found, double *energy, const lb_classification *c,
                              const lb_sum_t O, const lb_limits *limits, lb_error *error)
{
    central z;
    double least = HUGE_VAL;
    lb_status status = LB_OK;
    find_central(&z, c, O->qubits);
    *found = !z.too_many;
    for (size_t signs = 0; signs < (size_t)1 << z.count && *found && !status; signs++) {
        lb_stabilizer S;
        double value = HUGE_VAL;
        const char *reached = lb_limit_reached(limits);
        if (reached) {
            status = lb_fail(error, LB_UNDECIDED, "%s while a ground energy was computed", reached);
            break;
        }
        fill_sector(&S, &z, signs, c, O->qubits);
        status = add_components(found, &value, c, &S, O, error);
        least = fmin(least, value);
        lb_stabilizer_clear(&S);
    }
    for (size_t i = 0; i < z.count; i++)
        lb_string_clear(z.strings[i]);
    if (!status && *found)
        *energy = least;
    return status;
}

lb_status lb_free_fermion_ground(bool *found, double *energy, const lb_sum_t O,
                                 const lb_run_options *options, lb_error *error)
{
    lb_ansatz_t A;
    lb_sum_t term;
    lb_run run;
    lb_classification c;
    *found = false;
    lb_ansatz_init(A, "terms", O->qubits);
    lb_sum_init(term, O->qubits);
    for (size_t t = 0; t < O->length; t++)
        if (O->strings[t].length) {
            lb_sum_zero(term);
            lb_sum_append(term, &O->coefficients[t], &O->strings[t]);
            lb_ansatz_add_generator(A, NULL, term);
        }
    lb_run_start(&run, options);
    lb_status status = lb_classification_init(&c, A, &run, error);
    lb_run_end(&run);
    if (!status) {
        status = least_sector(found, energy, &c, O, &options->limits, error);
        lb_classification_clear(&c);
    }
    lb_sum_clear(term);
    lb_ansatz_clear(A);
    return status;
}
