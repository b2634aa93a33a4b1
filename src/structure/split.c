#include "structure/split.h"

#include <stdlib.h>
#include <string.h>

#include <flint/fmpq_mat.h>
#include <flint/fmpz_poly_factor.h>
#include <flint/nmod.h>
#include <flint/nmod_poly.h>
#include <flint/nmod_poly_factor.h>

#include "base/memory.h"
#include "linalg/chinese.h"
#include "structure/proof.h"
#include "structure/split_internal.h"

/* Pseudo-random choices, and primes, that are tried. */
enum { ATTEMPTS = 8, PARTS_MAX = 64, FEW_PARTS = 4 };

/* The centroid modulo one prime. */
typedef struct part {
    lb_subspace torus, centre;
    lb_torus_operators operators;
    lb_centroid centroid;
    nmod_mat_t phi;     /* a centroid element, on s, */
    nmod_mat_t product; /* and its product with the phi_b, see lb_centroid_element */
} part;

/* What leads from the centroid to the factors. Numbers are lifted from all parts together; ranks
 * and dimensions are found in part 0. */
typedef struct splitter {
    lb_splitting *splitting;
    lb_moduli *moduli;
    const lb_torus *torus;
    uint32_t part_count;
    part parts[PARTS_MAX];
    uint64_t primes[PARTS_MAX];
    lb_chinese chinese;  /* of these primes */
    lb_rational *images; /* phi_a h_i, lifted, probe by probe */
    fmpz_mat_t product;  /* of phi with the phi_b, lifted and multiplied by a common denominator */
    fmpz_t denominator;
} splitter;

/* Lifted vectors modulo another prime; false when it divides a denominator. */
static bool reduce_space(lb_subspace *reduced, const lb_rational *vectors, const lb_subspace *like,
                         nmod_t modulus)
{
    *reduced = (lb_subspace){.vectors = lb_sparse_vectors_reduce(vectors, like->count, modulus)};
    reduced->count = reduced->vectors ? like->count : 0;
    return reduced->vectors != NULL;
}

static bool same_shape(const lb_centroid *a, const lb_centroid *b)
{
    return a->dimension == b->dimension &&
           !memcmp(a->pivots, b->pivots, a->dimension * sizeof *a->pivots);
}

/* The centroid modulo the prime of a frame, with generic choices. */
static bool centroid_of_part(part *p, const splitter *x)
{
    const lb_centroid *like = x->part_count ? &x->parts[0].centroid : NULL;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        if (!lb_centroid_init(&p->centroid, &p->operators, like))
            continue;
        if (!like || same_shape(&p->centroid, like))
            return true;
        lb_centroid_clear(&p->centroid);
    }
    return false;
}

static void clear_spaces(part *p)
{
    lb_subspace_clear(&p->torus);
    lb_subspace_clear(&p->centre);
}

/* One more part, from the frame of that number; false when its prime does not serve. */
static bool add_part(splitter *x, const lb_frame *frame)
{
    part *p = x->parts + x->part_count;
    const lb_torus *torus = x->torus;
    *p = (part){0};
    if (!reduce_space(&p->torus, torus->vectors, &torus->reduced, frame->modulus) ||
        !reduce_space(&p->centre, torus->centre, &torus->centre_reduced, frame->modulus) ||
        !lb_torus_operators_init(&p->operators, frame, &p->torus, &p->centre,
                                 x->splitting->light)) {
        clear_spaces(p);
        return false;
    }
    if (!centroid_of_part(p, x)) {
        lb_torus_operators_clear(&p->operators);
        clear_spaces(p);
        return false;
    }
    nmod_mat_init(p->phi, p->operators.rank, p->operators.rank, frame->modulus.n);
    nmod_mat_init(p->product, p->centroid.dimension, p->centroid.dimension, frame->modulus.n);
    x->primes[x->part_count++] = frame->modulus.n;
    return true;
}

static void clear_parts(splitter *x)
{
    while (x->part_count) {
        part *p = x->parts + --x->part_count;
        nmod_mat_clear(p->phi);
        nmod_mat_clear(p->product);
        lb_centroid_clear(&p->centroid);
        lb_torus_operators_clear(&p->operators);
        clear_spaces(p);
    }
}

/* phi_a on probe j. */
static bool lift_image(lb_rational *image, const splitter *x, uint32_t a, uint32_t j)
{
    uint32_t t = x->torus->reduced.count;
    fmpq *coordinates = lb_malloc(t, sizeof *coordinates);
    uint64_t residues[PARTS_MAX];
    bool ok = true;
    for (uint32_t i = 0; i < t; i++) {
        fmpq_init(coordinates + i);
        for (uint32_t p = 0; p < x->part_count; p++)
            residues[p] = nmod_mat_entry(x->parts[p].centroid.images, a, (size_t)t * j + i);
        ok = lb_chinese_lift(coordinates + i, &x->chinese, residues) && ok;
    }
    lb_rational_init_array(image, coordinates, t);
    for (uint32_t i = 0; i < t; i++)
        fmpq_clear(coordinates + i);
    free(coordinates);
    return ok;
}

static bool lift_images(splitter *x)
{
    const lb_centroid *c = &x->parts[0].centroid;
    x->images = lb_calloc((size_t)c->dimension * c->probe_count, sizeof *x->images);
    bool ok = true;
    for (uint32_t j = 0; j < c->probe_count; j++)
        for (uint32_t a = 0; a < c->dimension; a++)
            ok = lift_image(x->images + (size_t)j * c->dimension + a, x, a, j) && ok;
    return ok;
}

/* phi in all parts, and its product lifted; phi itself is not multiplied by the denominator yet. */
static bool lift_product(splitter *x, const int *coordinates)
{
    slong s = x->parts[0].centroid.dimension;
    uint64_t residues[PARTS_MAX];
    fmpq_mat_t lifted;
    bool ok = true;
    for (uint32_t p = 0; p < x->part_count; p++)
        ok = lb_centroid_element(x->parts[p].phi, x->parts[p].product, &x->parts[p].centroid,
                                 &x->parts[p].operators, coordinates) &&
             ok;
    fmpq_mat_init(lifted, s, s);
    for (slong a = 0; a < s; a++)
        for (slong b = 0; b < s; b++) {
            for (uint32_t p = 0; p < x->part_count; p++)
                residues[p] = nmod_mat_entry(x->parts[p].product, a, b);
            ok = lb_chinese_lift(fmpq_mat_entry(lifted, a, b), &x->chinese, residues) && ok;
        }
    fmpq_mat_get_fmpz_mat_matwise(x->product, x->denominator, lifted);
    fmpq_mat_clear(lifted);
    return ok;
}

/* phi on the torus, lifted. */
static bool lift_map(splitter *x)
{
    slong t = x->torus->reduced.count;
    nmod_mat_struct *extended = lb_malloc(x->part_count, sizeof *extended);
    uint64_t residues[PARTS_MAX];
    fmpq_mat_t lifted;
    bool ok = true;
    fmpq_mat_init(lifted, t, t);
    for (uint32_t p = 0; p < x->part_count; p++) {
        nmod_mat_init(extended + p, t, t, x->primes[p]);
        lb_torus_extend(extended + p, x->parts[p].phi, &x->parts[p].operators);
    }
    for (slong i = 0; i < t; i++)
        for (slong j = 0; j < t && ok; j++) {
            for (uint32_t p = 0; p < x->part_count; p++)
                residues[p] = nmod_mat_entry(extended + p, i, j);
            ok = lb_chinese_lift(fmpq_mat_entry(lifted, i, j), &x->chinese, residues);
        }
    if (ok)
        fmpq_mat_get_fmpz_mat_matwise(x->splitting->map, x->splitting->denominator, lifted);
    for (uint32_t p = 0; p < x->part_count; p++)
        nmod_mat_clear(extended + p);
    free(extended);
    fmpq_mat_clear(lifted);
    return ok;
}

static bool squarefree_modulo(const fmpz_poly_t f, nmod_t modulus)
{
    nmod_poly_t reduced;
    nmod_poly_init(reduced, modulus.n);
    fmpz_poly_get_nmod_poly(reduced, f);
    bool squarefree = nmod_poly_is_squarefree(reduced);
    nmod_poly_clear(reduced);
    return squarefree;
}

/* An element of the centroid, small coefficients first, whose eigenvalues are distinct and not 0,
 * so that it generates the centroid. */
static bool choose_element(splitter *x, fmpz_poly_t characteristic)
{
    part *first = x->parts;
    uint32_t s = first->centroid.dimension;
    int *coordinates = lb_malloc(s, sizeof *coordinates);
    nmod_t p = first->operators.frame->modulus;
    bool found = false;
    for (uint32_t attempt = 0; attempt < ATTEMPTS && !found; attempt++) {
        uint64_t width = 3 + 4 * attempt + s / 4;
        for (uint32_t a = 0; a < s; a++)
            coordinates[a] =
                (int)lb_random_below(&first->operators.random, width) - (int)(width / 2);
        if (!lift_product(x, coordinates))
            continue;
        fmpz_mat_charpoly(characteristic, x->product);
        found = fmpz_poly_is_squarefree(characteristic) && squarefree_modulo(characteristic, p) &&
                fmpz_fdiv_ui(fmpz_poly_get_coeff_ptr(characteristic, 0), p.n);
    }
    for (uint32_t i = 0; i < x->part_count; i++) {
        nmod_mat_struct *phi = x->parts[i].phi;
        nmod_mat_scalar_mul(phi, phi, fmpz_fdiv_ui(x->denominator, phi->mod.n));
    }
    free(coordinates);
    return found;
}

/* value = f(M) by Horner's rule. */
static void evaluate_over_integers(fmpz_mat_t value, const fmpz_poly_t f, const fmpz_mat_t M)
{
    fmpz_mat_zero(value);
    for (slong k = fmpz_poly_degree(f); k >= 0; k--) {
        if (k < fmpz_poly_degree(f))
            fmpz_mat_mul(value, value, M);
        for (slong i = 0; i < fmpz_mat_nrows(M); i++)
            fmpz_add(fmpz_mat_entry(value, i, i), fmpz_mat_entry(value, i, i),
                     fmpz_poly_get_coeff_ptr(f, k));
    }
}

static void evaluate_modulo(nmod_mat_t value, const fmpz_poly_t f, const nmod_mat_t M)
{
    nmod_mat_zero(value);
    for (slong k = fmpz_poly_degree(f); k >= 0; k--) {
        uint64_t coefficient = fmpz_fdiv_ui(fmpz_poly_get_coeff_ptr(f, k), M->mod.n);
        if (k < fmpz_poly_degree(f))
            nmod_mat_mul(value, value, M);
        for (slong i = 0; i < nmod_mat_nrows(M); i++)
            nmod_mat_entry(value, i, i) =
                nmod_add(nmod_mat_entry(value, i, i), coefficient, M->mod);
    }
}

/* The centroid element with the coordinates in the column, on probe j. */
static void apply_to_probe(lb_rational *v, const splitter *x, fmpz_mat_t column, uint32_t j)
{
    uint32_t s = x->parts[0].centroid.dimension;
    fmpq *coordinates = lb_malloc(s, sizeof *coordinates);
    for (uint32_t a = 0; a < s; a++) {
        fmpq_init(coordinates + a);
        fmpz_set(fmpq_numref(coordinates + a), fmpz_mat_entry(column, a, 0));
    }
    lb_rational_init_combination(v, coordinates, x->images + (size_t)j * s, s);
    for (uint32_t a = 0; a < s; a++)
        fmpq_clear(coordinates + a);
    free(coordinates);
}

/* The probe on which the element is not zero and smallest. */
static uint32_t choose_probe(const splitter *x, fmpz_mat_t column)
{
    uint32_t best = 0, least = UINT32_MAX;
    for (uint32_t j = 0; j < x->parts[0].centroid.probe_count; j++) {
        lb_rational v;
        apply_to_probe(&v, x, column, j);
        uint32_t bits = lb_rational_norm_bits(&v);
        if (v.length && bits < least) {
            best = j;
            least = bits;
        }
        lb_rational_clear(&v);
    }
    return best;
}

static void make_primitive(fmpz_mat_t column)
{
    fmpz_t content;
    fmpz_init(content);
    fmpz_mat_content(content, column);
    if (!fmpz_is_zero(content))
        fmpz_mat_scalar_divexact_fmpz(column, column, content);
    fmpz_clear(content);
}

/* The kernel of f(phi) in the centroid is a line over the field of f; v_0 is an element of it on
 * one probe, v_k = phi^k v_0. */
static bool factor_vectors(lb_factor *factor, const splitter *x)
{
    slong s = x->parts[0].centroid.dimension;
    fmpz_mat_t value, kernel, column;
    fmpz_mat_init(value, s, s);
    fmpz_mat_init(kernel, s, s);
    fmpz_mat_init(column, s, 1);
    evaluate_over_integers(value, factor->polynomial, x->product);
    bool ok = fmpz_mat_nullspace(kernel, value) == (slong)factor->degree;
    for (slong a = 0; a < s; a++)
        fmpz_set(fmpz_mat_entry(column, a, 0), fmpz_mat_entry(kernel, a, 0));
    make_primitive(column);
    uint32_t probe = choose_probe(x, column), count = lb_factor_vectors(factor);
    factor->vectors = lb_malloc(count, sizeof *factor->vectors);
    for (uint32_t k = 0; k < count; k++) {
        apply_to_probe(factor->vectors + k, x, column, probe);
        fmpz_mat_mul(column, x->product, column);
    }
    fmpz_mat_clear(column);
    fmpz_mat_clear(kernel);
    fmpz_mat_clear(value);
    return ok;
}

/* The factor's part of s is the kernel of f(phi). */
static void factor_subtorus(lb_factor *factor, const splitter *x)
{
    slong r = x->parts[0].operators.rank, t = nmod_mat_nrows(x->parts[0].operators.semisimple);
    nmod_mat_t value, kernel, window, product;
    nmod_mat_init(value, r, r, x->parts[0].phi->mod.n);
    nmod_mat_init(kernel, r, r, x->parts[0].phi->mod.n);
    nmod_mat_init(product, t, r, x->parts[0].phi->mod.n);
    evaluate_modulo(value, factor->polynomial, x->parts[0].phi);
    factor->rank = (uint32_t)nmod_mat_nullspace(kernel, value);
    nmod_mat_window_init(window, x->parts[0].operators.semisimple, 0, 0, t, r);
    nmod_mat_mul(product, window, kernel);
    factor->subtorus = lb_malloc((size_t)factor->rank * (size_t)t, sizeof *factor->subtorus);
    for (uint32_t j = 0; j < factor->rank; j++)
        for (slong i = 0; i < t; i++)
            factor->subtorus[(slong)j * t + i] = nmod_mat_entry(product, i, j);
    nmod_mat_window_clear(window);
    nmod_mat_clear(product);
    nmod_mat_clear(kernel);
    nmod_mat_clear(value);
}

static bool build_factors(splitter *x, const fmpz_poly_t characteristic)
{
    lb_splitting *splitting = x->splitting;
    fmpz_poly_factor_t factors;
    fmpz_poly_factor_init(factors);
    fmpz_poly_factor(factors, characteristic);
    splitting->count = (uint32_t)factors->num;
    splitting->factors = lb_calloc(splitting->count, sizeof *splitting->factors);
    bool ok = true;
    uint32_t rank = 0;
    for (uint32_t i = 0; i < splitting->count; i++) {
        lb_factor *factor = splitting->factors + i;
        fmpz_poly_init(factor->polynomial);
        fmpz_poly_set(factor->polynomial, factors->p + i);
        factor->degree = (uint32_t)fmpz_poly_degree(factors->p + i);
        ok = factor_vectors(factor, x) && ok;
        factor_subtorus(factor, x);
        rank += factor->rank;
    }
    fmpz_poly_factor_clear(factors);
    return ok && rank == x->parts[0].operators.rank;
}

static void clear_lifts(splitter *x)
{
    const lb_centroid *c = &x->parts[0].centroid;
    for (uint32_t a = 0; a < c->dimension * c->probe_count; a++)
        lb_rational_clear(x->images + a);
    free(x->images);
    x->images = NULL;
}

static bool split(splitter *x)
{
    slong s = x->parts[0].centroid.dimension;
    fmpz_poly_t characteristic;
    fmpz_poly_init(characteristic);
    fmpz_mat_init(x->product, s, s);
    lb_chinese_init(&x->chinese, x->primes, x->part_count);
    bool ok = lift_images(x) && choose_element(x, characteristic) && lift_map(x) &&
              build_factors(x, characteristic) &&
              lb_prove_splitting(x->moduli, x->splitting, x->torus);
    clear_lifts(x);
    lb_chinese_clear(&x->chinese);
    fmpz_mat_clear(x->product);
    fmpz_poly_clear(characteristic);
    return ok;
}

static void clear_factors(lb_splitting *splitting)
{
    for (uint32_t i = 0; i < splitting->count; i++) {
        lb_factor *factor = splitting->factors + i;
        lb_rationals_clear(factor->vectors, lb_factor_vectors(factor));
        free(factor->subtorus);
        fmpz_poly_clear(factor->polynomial);
    }
    free(splitting->factors);
    splitting->factors = NULL;
    splitting->count = 0;
}

/* With one prime, then two, four, and so on. */
static bool split_with_more_primes(splitter *x, uint32_t most)
{
    uint32_t frame = 1;
    for (uint32_t primes = 1; primes <= most; primes *= 2) {
        while (x->part_count < primes && frame < 2 * PARTS_MAX && !x->moduli->run->stopped)
            add_part(x, lb_moduli_frame(x->moduli, frame++));
        if (x->part_count < primes)
            return false;
        x->splitting->at_most = x->parts[0].centroid.dimension;
        if (split(x))
            return true;
        clear_factors(x->splitting);
    }
    return false;
}

/* Elements y, and the upper bound that they give modulo the first prime. */
static bool choose_light(splitter *x, double work, lb_random *random)
{
    clear_parts(x);
    for (int i = 0; i < 2; i++) {
        lb_rational_clear(x->splitting->light + i);
        lb_element_init_light(x->splitting->light + i, x->moduli, lb_moduli_frame(x->moduli, 0),
                              work, random);
    }
    return add_part(x, lb_moduli_frame(x->moduli, 0));
}

/* Take more and more strings until the upper bound is the same twice. */
static bool find_upper_bound(splitter *x, double work, lb_random *random)
{
    uint32_t before = UINT32_MAX;
    for (int i = 0; i < ATTEMPTS && !x->moduli->run->stopped; i++, work *= 4)
        if (choose_light(x, work, random)) {
            uint32_t found = x->parts[0].centroid.dimension;
            x->splitting->at_most = found < before ? found : before;
            if (found == before || found == 1)
                return true;
            before = x->splitting->at_most;
        }
    return false;
}

/* With the first upper bound, which is right as a rule where elements are light that are made of most
 * of the algebra; else a proof fails soon. */
static bool split_at_once(splitter *x, double work, lb_random *random)
{
    return x->moduli->brackets.small && choose_light(x, work, random) &&
           split_with_more_primes(x, FEW_PARTS);
}

bool lb_splitting_find(lb_splitting *splitting, lb_moduli *moduli, const lb_torus *torus,
                       double light_work)
{
    splitter x = {.splitting = splitting, .moduli = moduli, .torus = torus};
    lb_random random;
    lb_random_seed(&random, 3);
    *splitting = (lb_splitting){0};
    fmpz_init(x.denominator);
    fmpz_init(splitting->denominator);
    fmpz_mat_init(splitting->map, torus->reduced.count, torus->reduced.count);
    bool found =
        torus->centre_reduced.count == torus->reduced.count || /* abelian */
        split_at_once(&x, light_work, &random) ||
        (find_upper_bound(&x, light_work, &random) && split_with_more_primes(&x, PARTS_MAX));
    clear_parts(&x);
    fmpz_clear(x.denominator);
    return found;
}

void lb_splitting_clear(lb_splitting *splitting)
{
    clear_factors(splitting);
    fmpz_clear(splitting->denominator);
    fmpz_mat_clear(splitting->map);
    for (int i = 0; i < 2; i++)
        lb_rational_clear(splitting->light + i);
}
