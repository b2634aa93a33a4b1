#include "structure/torus.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "linalg/chinese.h"
#include "structure/proof.h"

enum { PRIMES_MAX = 16 };

/* The same subspaces modulo several primes. */
typedef struct residues {
    uint32_t count;
    uint64_t primes[PRIMES_MAX];
    lb_subspace tori[PRIMES_MAX], centres[PRIMES_MAX];
} residues;

static void residues_clear(residues *r)
{
    for (uint32_t i = 0; i < r->count; i++) {
        lb_subspace_clear(r->tori + i);
        lb_subspace_clear(r->centres + i);
    }
}

static bool same_shape(const lb_subspace *a, const lb_subspace *b)
{
    return a->count == b->count &&
           (!a->count || !memcmp(a->pivots, b->pivots, a->count * sizeof *a->pivots));
}

/* The centre lies in every maximal torus: what commutes with the generators there. */
static void find_centre(lb_subspace *centre, const lb_subspace *torus, const lb_moduli *moduli,
                        const lb_frame *frame)
{
    lb_subspace_copy(centre, torus);
    for (uint32_t k = 0; k < moduli->generator_count; k++) {
        lb_sparse_vector reduced;
        lb_ad_map A;
        if (!lb_sparse_vector_reduce(&reduced, moduli->generators + k, frame->modulus))
            continue; /* generators are integral */
        lb_ad_map_init(&A, frame, &reduced);
        lb_subspace_intersect_kernel(centre, &A, frame);
        lb_ad_map_clear(&A);
        lb_sparse_vector_clear(&reduced);
    }
}

/* Torus and centre modulo the prime of the frame of y; false when they are not those of the
 * first. */
static bool add_prime(residues *r, const lb_moduli *moduli, const lb_mixture *y, lb_random *random)
{
    const lb_frame *frame = y->frame;
    lb_subspace *torus = r->tori + r->count, *centre = r->centres + r->count;
    if (!lb_torus_find(torus, y, random))
        return false;
    find_centre(centre, torus, moduli, frame);
    r->primes[r->count++] = frame->modulus.n;
    if (!frame->run->stopped && same_shape(torus, r->tori) && same_shape(centre, r->centres))
        return true;
    r->count--;
    lb_subspace_clear(torus);
    lb_subspace_clear(centre);
    return false;
}

static void add_frame(residues *r, lb_moduli *moduli, uint32_t number, const lb_effort *effort)
{
    lb_random random;
    lb_mixture y;
    lb_random_seed(&random, 1);
    lb_mixture_init(&y, moduli, lb_moduli_frame(moduli, number), effort, &random);
    add_prime(r, moduli, &y, &random);
    lb_mixture_clear(&y);
}

/* Vector i of the subspaces over Q. */
static bool lift_vector(lb_rational *lifted, const lb_chinese *chinese, const lb_subspace *spaces,
                        uint32_t i, uint32_t dimension)
{
    size_t primes = chinese->count;
    uint64_t *dense = lb_calloc(primes * dimension, sizeof *dense);
    fmpq *coordinates = lb_malloc(dimension, sizeof *coordinates);
    bool ok = true;
    for (size_t k = 0; k < primes; k++)
        for (uint32_t j = 0; j < spaces[k].vectors[i].length; j++) {
            const lb_term *term = spaces[k].vectors[i].terms + j;
            dense[term->column * primes + k] = term->value;
        }
    for (uint32_t a = 0; a < dimension; a++) {
        const uint64_t *entry = dense + a * primes;
        fmpq_init(coordinates + a);
        if (!_nmod_vec_is_zero(entry, (slong)primes))
            ok = ok && lb_chinese_lift(coordinates + a, chinese, entry);
    }
    lb_rational_init_array(lifted, coordinates, dimension);
    for (uint32_t a = 0; a < dimension; a++)
        fmpq_clear(coordinates + a);
    free(coordinates);
    free(dense);
    return ok;
}

static lb_rational *lift_space(const residues *r, const lb_subspace *spaces, uint32_t dimension)
{
    lb_rational *lifted = lb_malloc(spaces->count, sizeof *lifted);
    lb_chinese chinese;
    bool ok = true;
    lb_chinese_init(&chinese, r->primes, r->count);
    for (uint32_t i = 0; i < spaces->count; i++)
        ok = lift_vector(lifted + i, &chinese, spaces, i, dimension) && ok;
    lb_chinese_clear(&chinese);
    if (ok)
        return lifted;
    lb_rationals_clear(lifted, spaces->count);
    return NULL;
}

/* x in coordinates of the algebra. */
static void regular_vector(lb_rational *x, const lb_torus *torus)
{
    lb_rational_init_combination(x, torus->regular, torus->vectors, torus->reduced.count);
}

/* That the torus commutes with x, and the centre with all generators, over Q. */
static bool prove_lifts(const lb_torus *torus, lb_moduli *moduli)
{
    lb_rational x;
    regular_vector(&x, torus);
    bool proved = lb_prove_commuting(moduli, &x, 1, torus->vectors, torus->reduced.count) &&
                  lb_prove_commuting(moduli, moduli->generators, moduli->generator_count,
                                     torus->centre, torus->centre_reduced.count);
    lb_rational_clear(&x);
    return proved;
}

/* With one prime, then two, four, and so on. */
static bool lift(lb_torus *torus, lb_moduli *moduli, residues *r, const lb_effort *effort)
{
    uint32_t frame = 1, D = moduli->count;
    for (uint32_t primes = 1; primes <= PRIMES_MAX; primes *= 2) {
        while (r->count < primes && frame < 2 * PRIMES_MAX && !moduli->run->stopped)
            add_frame(r, moduli, frame++, effort);
        if (r->count < primes)
            return false;
        torus->vectors = lift_space(r, r->tori, D);
        torus->centre = lift_space(r, r->centres, D);
        if (torus->vectors && torus->centre && prove_lifts(torus, moduli))
            return true;
        lb_rationals_clear(torus->vectors, torus->reduced.count);
        lb_rationals_clear(torus->centre, torus->centre_reduced.count);
        torus->vectors = torus->centre = NULL;
    }
    return false;
}

/* The trace form on the centre is not degenerate modulo the prime. */
static bool centre_is_regular(const lb_torus *torus, const lb_frame *frame)
{
    uint32_t z = torus->centre_reduced.count, D = frame->dimension;
    uint64_t *dense = lb_malloc(D, sizeof *dense), *form = lb_malloc(D, sizeof *form);
    nmod_mat_t gram;
    nmod_mat_init(gram, z, z, frame->modulus.n);
    for (uint32_t i = 0; i < z; i++) {
        lb_sparse_vector_scatter(dense, D, torus->centre_reduced.vectors + i);
        lb_frame_trace_form(form, frame, dense);
        for (uint32_t j = 0; j < z; j++)
            nmod_mat_entry(gram, i, j) =
                lb_sparse_vector_dot(form, torus->centre_reduced.vectors + j, frame->modulus);
    }
    bool regular = nmod_mat_rank(gram) == (slong)z;
    nmod_mat_clear(gram);
    free(form);
    free(dense);
    return regular;
}

/* x modulo the prime of the frame, in coordinates of the algebra. */
static void reduce_regular(lb_sparse_vector *x, const lb_torus *torus, const lb_frame *frame)
{
    lb_sparse_sum sum;
    lb_sparse_sum_init(&sum, frame->dimension, frame->modulus);
    for (uint32_t i = 0; i < torus->reduced.count; i++) {
        const lb_sparse_vector *h = torus->reduced.vectors + i;
        uint64_t times = fmpz_fdiv_ui(fmpq_numref(torus->regular + i), frame->modulus.n);
        if (times)
            lb_sparse_sum_add(&sum, times, h->terms, h->length);
    }
    lb_sparse_sum_take(x, &sum);
    lb_sparse_sum_clear(&sum);
}

/* Choose x, and look at the roots. */
static bool find_roots(lb_torus *torus, const lb_frame *frame, const lb_effort *effort,
                       lb_random *random)
{
    lb_sparse_vector x;
    uint32_t t = torus->reduced.count;
    lb_element_choose(torus->regular, frame, torus->reduced.vectors, t, effort->torus_work, random);
    reduce_regular(&x, torus, frame);
    bool found = lb_structure_roots_init(&torus->roots, frame, &torus->reduced, &torus->y, &x);
    lb_sparse_vector_clear(&x);
    if (found && !(centre_is_regular(torus, frame) &&
                   lb_structure_roots_central(&torus->roots, torus->centre_reduced.count))) {
        lb_structure_roots_clear(&torus->roots);
        found = false;
    }
    return found;
}

static void clear_lifts(lb_torus *torus)
{
    uint32_t t = torus->reduced.count;
    lb_rationals_clear(torus->vectors, t);
    lb_rationals_clear(torus->centre, torus->centre_reduced.count);
    for (uint32_t i = 0; i < t; i++)
        fmpq_clear(torus->regular + i);
    free(torus->regular);
    lb_subspace_clear(&torus->reduced);
    lb_subspace_clear(&torus->centre_reduced);
}

bool lb_torus_init(lb_torus *torus, lb_moduli *moduli, const lb_effort *effort)
{
    const lb_frame *frame = lb_moduli_frame(moduli, 0);
    residues r = {0};
    lb_random random;
    lb_random_seed(&random, 1);
    *torus = (lb_torus){0};
    lb_mixture_init(&torus->y, moduli, frame, effort, &random);
    if (!add_prime(&r, moduli, &torus->y, &random)) {
        lb_mixture_clear(&torus->y);
        return false;
    }
    uint32_t t = r.tori[0].count;
    lb_subspace_copy(&torus->reduced, r.tori);
    lb_subspace_copy(&torus->centre_reduced, r.centres);
    torus->regular = lb_malloc(t, sizeof *torus->regular);
    for (uint32_t i = 0; i < t; i++)
        fmpq_init(torus->regular + i);
    bool found = find_roots(torus, frame, effort, &random);
    if (found && !lift(torus, moduli, &r, effort)) {
        lb_structure_roots_clear(&torus->roots);
        found = false;
    }
    residues_clear(&r);
    if (!found) {
        lb_mixture_clear(&torus->y);
        clear_lifts(torus);
        *torus = (lb_torus){0};
    }
    return found;
}

void lb_torus_clear(lb_torus *torus)
{
    lb_structure_roots_clear(&torus->roots);
    lb_mixture_clear(&torus->y);
    clear_lifts(torus);
}
