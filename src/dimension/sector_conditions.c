/* What is asked of the sectors. The spaces that the generators make of the vectors are known by the
 * powers of elements on one vector of each: where these have a least polynomial of degree d, the
 * space has at least d dimensions, and where these add up to all states, it has d. */

#include "dimension/sector_search.h"

#include <stdlib.h>
#include <string.h>

#include <flint/fmpz_mat.h>
#include <flint/fmpz_vec.h>
#include <flint/nmod_poly.h>
#include <flint/nmod_poly_factor.h>
#include <flint/ulong_extras.h>

#include "base/memory.h"
#include "closure/generators.h"
#include "conserved/rows.h"

enum { TRIES = 4, DRAWN = 2, FACTORS = 8 };

/* ---- Copies ---- */

typedef struct copies {
    uint32_t m;
    nmod_mat_struct *matrices;    /* of the symmetries, on the space they make of the vector */
    nmod_mat_struct drawn[DRAWN]; /* of elements of the algebra that they generate */
} copies;

static bool set_copies(copies *c, const lb_sector_search *s, const lb_sector_claim *sector)
{
    lb_submodule W;
    uint32_t count = s->symmetries.generator_count;
    *c = (copies){.m = sector->copies};
    if (!lb_submodule_init(&W, &s->symmetries, sector->vector, sector->copies, s->run))
        return false;
    bool found = W.dimension == sector->copies;
    c->matrices = lb_malloc(count, sizeof *c->matrices);
    for (uint32_t j = 0; j < count; j++)
        nmod_mat_init(c->matrices + j, c->m, c->m, s->proof->modulus.n);
    for (uint32_t t = 0; t < DRAWN; t++)
        nmod_mat_init(c->drawn + t, c->m, c->m, s->proof->modulus.n);
    found = found && lb_submodule_matrices(c->matrices, &W, &s->symmetries, s->run);
    lb_submodule_clear(&W);
    return found;
}

static void clear_copies(copies *c, uint32_t count)
{
    for (uint32_t j = 0; j < count && c->matrices; j++)
        nmod_mat_clear(c->matrices + j);
    for (uint32_t t = 0; t < DRAWN && c->matrices; t++)
        nmod_mat_clear(c->drawn + t);
    free(c->matrices);
}

/* x becomes a product of combinations of 1 and the symmetries. */
static void draw_element(nmod_mat_t x, const copies *c, uint32_t count,
                         const uint64_t *coefficients)
{
    nmod_mat_t factor, term;
    nmod_mat_init(factor, c->m, c->m, x->mod.n);
    nmod_mat_init(term, c->m, c->m, x->mod.n);
    nmod_mat_one(x);
    for (uint32_t i = 0; i < FACTORS; i++, coefficients += count) {
        nmod_mat_one(factor);
        for (uint32_t j = 0; j < count; j++) {
            nmod_mat_scalar_mul(term, c->matrices + j, coefficients[j]);
            nmod_mat_add(factor, factor, term);
        }
        nmod_mat_mul(term, x, factor);
        nmod_mat_swap(x, term);
    }
    nmod_mat_clear(factor);
    nmod_mat_clear(term);
}

/* Two random elements generate the algebra, but for bad luck, and far fewer products are to be tried than
 * of all symmetries. */
static void draw_elements(copies *all, lb_sector_search *s)
{
    uint32_t count = s->symmetries.generator_count;
    size_t length = (size_t)FACTORS * count;
    uint64_t *coefficients = lb_malloc(DRAWN * length, sizeof *coefficients);
    for (size_t i = 0; i < DRAWN * length; i++)
        coefficients[i] = lb_random_below(&s->random, s->proof->modulus.n);
    for (uint32_t c = 0; c < s->proof->sector_count; c++)
        for (uint32_t t = 0; t < DRAWN; t++)
            draw_element(all[c].drawn + t, all + c, count, coefficients + t * length);
    free(coefficients);
}

/* The product of a tuple of matrices, one for each sector, with those of element t. */
static void multiply(uint64_t *out, const uint64_t *a, const copies *all, uint32_t count,
                     uint32_t t, nmod_t p)
{
    for (uint32_t c = 0; c < count; c++) {
        uint32_t m = all[c].m;
        memset(out, 0, (size_t)m * m * sizeof *out);
        for (uint32_t i = 0; i < m; i++)
            for (uint32_t k = 0; k < m; k++)
                if (a[i * m + k])
                    _nmod_vec_scalar_addmul_nmod(out + i * m, all[c].drawn[t].rows[k], (slong)m,
                                                 a[i * m + k], p);
        out += (size_t)m * m;
        a += (size_t)m * m;
    }
}

/* Whether products of the symmetries span all tuples of matrices. */
static bool span_all(const lb_sector_search *s, const copies *all, size_t width)
{
    const lb_sector_proof *proof = s->proof;
    lb_residue_rows rows;
    uint64_t *products = lb_calloc((width + 1) * width, sizeof *products), *unit = products,
             *row = lb_malloc(width, sizeof *row);
    size_t count = 1, work = 0;
    bool goes_on = true;
    lb_residue_rows_init(&rows, width, proof->modulus);
    for (uint32_t c = 0; c < proof->sector_count; unit += (size_t)all[c].m * all[c].m, c++)
        for (uint32_t i = 0; i < all[c].m; i++)
            unit[i * all[c].m + i] = 1;
    memcpy(row, products, width * sizeof *row);
    lb_residue_rows_insert(&rows, row);
    for (size_t i = 0; i < count; i++)
        for (uint32_t t = 0; t < DRAWN && count < width && goes_on; t++) {
            uint64_t *product = products + count * width;
            goes_on = lb_run_asks(s->run, &work, count * width / 8 + 1);
            multiply(product, products + i * width, all, proof->sector_count, t, proof->modulus);
            memcpy(row, product, width * sizeof *row);
            count += lb_residue_rows_insert(&rows, row);
        }
    lb_residue_rows_clear(&rows);
    free(row);
    free(products);
    return count == width;
}

static bool copies_are_full(lb_sector_search *s)
{
    const lb_sector_proof *proof = s->proof;
    copies *all = lb_calloc(proof->sector_count, sizeof *all);
    size_t width = 0;
    bool full = true;
    for (uint32_t c = 0; c < proof->sector_count && full; c++) {
        width += (size_t)proof->sectors[c].copies * proof->sectors[c].copies;
        full = set_copies(all + c, s, proof->sectors + c);
    }
    if (full)
        draw_elements(all, s);
    full = full && span_all(s, all, width);
    for (uint32_t c = 0; c < proof->sector_count; c++)
        clear_copies(all + c, s->symmetries.generator_count);
    free(all);
    return full;
}

/* ---- Polynomials ---- */

/* Of element j, and whether it has the degree d and distinct roots. */
static bool find_squarefree(nmod_poly_t f, lb_sector_search *s, const lb_sector_claim *sector,
                            const uint64_t *w, uint32_t j)
{
    const lb_sector_sum x = {.search = s, .element = j};
    const lb_linear_map map = lb_sector_sum_map(&x);
    lb_linear_map_polynomial(f, &map, w, sector->dimension, &s->random);
    return !s->run->stopped && nmod_poly_degree(f) == (slong)sector->dimension &&
           nmod_poly_is_squarefree(f);
}

/* Whether the sector's vector is an eigenvector of its element. */
static bool is_eigenvector(const lb_sector_search *s, const lb_sector_claim *sector)
{
    const uint64_t *v = sector->vector;
    nmod_t p = s->proof->modulus;
    uint64_t *image = lb_malloc(s->size, sizeof *image);
    uint32_t first = 0;
    lb_module_apply(image, &s->elements, sector->vector_element, v);
    while (!v[first])
        first++;
    uint64_t value = nmod_div(image[first], v[first], p);
    bool found = true;
    for (uint32_t b = 0; b < s->size && found; b++)
        found = image[b] == nmod_mul(value, v[b], p);
    free(image);
    return found;
}

/* ---- The rank of the eigenvalues ---- */

/* Column i is x^(i p) modulo f: what takes h to h^p. */
static void set_frobenius(nmod_mat_t F, const nmod_poly_t f)
{
    nmod_poly_t inverse, power, h;
    nmod_t p = f->mod;
    slong d = nmod_poly_degree(f);
    nmod_poly_init(inverse, p.n);
    nmod_poly_init(power, p.n);
    nmod_poly_init(h, p.n);
    nmod_poly_reverse(inverse, f, d + 1);
    nmod_poly_inv_series(inverse, inverse, d + 1);
    nmod_poly_powmod_x_ui_preinv(power, p.n, f, inverse);
    nmod_poly_one(h);
    for (slong i = 0; i < d; i++) {
        for (slong j = 0; j < d; j++)
            nmod_mat_entry(F, j, i) = nmod_poly_get_coeff_ui(h, j);
        nmod_poly_mulmod_preinv(h, h, power, f, inverse);
    }
    nmod_poly_clear(h);
    nmod_poly_clear(power);
    nmod_poly_clear(inverse);
}

static void apply_frobenius(uint64_t *image, const void *context, const uint64_t *h)
{
    const nmod_mat_struct *F = context;
    slong d = nmod_mat_nrows(F);
    for (slong i = 0; i < d; i++)
        image[i] = _nmod_vec_dot(F->rows[i], h, d, F->mod, 3);
}

/* None where an earlier sector tells. */
static slong least_rank(const lb_sector_proof *proof, uint32_t c)
{
    slong d = proof->sectors[c].dimension;
    if (!lb_sector_is_first(proof, c))
        return 0;
    if (!lb_sector_has_form(proof, c))
        return d < 4 ? d - 1 : d / 2 + 1;
    return d < 8 ? d / 2 : d / 4 + 2;
}

/* The powers y^(p^k) modulo f, y = x less the mean of the roots, satisfy no recurrence shorter than
 * the rank. */
static bool roots_have_rank(const nmod_poly_t f, slong rank, lb_sector_search *s)
{
    slong d = nmod_poly_degree(f);
    nmod_t p = f->mod;
    nmod_mat_t F;
    nmod_poly_t recurrence;
    uint64_t *y = lb_calloc((size_t)d, sizeof *y);
    nmod_mat_init(F, d, d, p.n);
    nmod_poly_init(recurrence, p.n);
    set_frobenius(F, f);
    y[1] = 1;
    y[0] = nmod_div(nmod_poly_get_coeff_ui(f, d - 1), (uint64_t)d, p);
    const lb_linear_map map = {.dimension = (uint32_t)d,
                               .modulus = p,
                               .apply = apply_frobenius,
                               .context = F,
                               .work = (size_t)(d * d / 8 + 1),
                               .run = s->run};
    lb_linear_map_polynomial(recurrence, &map, y, (uint32_t)d, &s->random);
    bool enough = nmod_poly_degree(recurrence) >= rank && !s->run->stopped;
    nmod_poly_clear(recurrence);
    nmod_mat_clear(F);
    free(y);
    return enough;
}

/* ---- Traces ---- */

static bool find_trace(uint64_t *trace, lb_sector_search *s, const lb_sector_claim *sector,
                       const uint64_t *w, uint32_t k)
{
    slong d = sector->dimension;
    nmod_t p = s->proof->modulus;
    lb_sector_sum x = {.search = s, .generator = k, .room = lb_malloc(s->size, sizeof *x.room)};
    nmod_poly_t f;
    bool found = false;
    nmod_poly_init(f, p.n);
    for (int i = 0; i < TRIES && !found && !s->run->stopped; i++) {
        x.factor = 1 + lb_random_below(&s->random, p.n - 1);
        const lb_linear_map map = lb_sector_sum_map(&x);
        lb_linear_map_polynomial(f, &map, w, sector->dimension, &s->random);
        found = nmod_poly_degree(f) == d && !s->run->stopped;
    }
    uint64_t change = nmod_sub(nmod_poly_get_coeff_ui(sector->polynomial, d - 1),
                               nmod_poly_get_coeff_ui(f, d - 1), p);
    if (found)
        *trace = nmod_div(change, x.factor, p);
    nmod_poly_clear(f);
    free(x.room);
    return found;
}

/* Whether 2 d 2^n times the squares of the coefficients of each generator are below the prime. */
static bool residues_tell(const lb_sector_search *s)
{
    const lb_ansatz_struct *A = s->proof->A;
    uint32_t d = 0;
    for (uint32_t c = 0; c < s->proof->sector_count; c++)
        d = s->proof->sectors[c].dimension > d ? s->proof->sectors[c].dimension : d;
    fmpz_t bound;
    fmpz_init(bound);
    bool tell = true;
    for (size_t k = 0; k < A->generator_count && tell; k++) {
        slong length = (slong)A->generators[k].length;
        fmpz *coefficients = _fmpz_vec_init(length);
        lb_primitive_coefficients(coefficients, A->generators + k);
        fmpz_zero(bound);
        for (slong t = 0; t < length; t++)
            fmpz_addmul(bound, coefficients + t, coefficients + t);
        fmpz_mul_ui(bound, bound, 2 * (uint64_t)d * s->size);
        tell = fmpz_cmp_ui(bound, s->proof->modulus.n) < 0;
        _fmpz_vec_clear(coefficients, length);
    }
    fmpz_clear(bound);
    return tell;
}

/* The rank over Q of the sums of tr_c(H_k) tr_c(H_l). */
static size_t rank_of_traces(const lb_sector_search *s, const uint64_t *traces)
{
    slong K = s->generators.generator_count;
    nmod_t p = s->proof->modulus;
    fmpz_mat_t G;
    fmpz_mat_init(G, K, K);
    for (slong k = 0; k < K; k++)
        for (slong l = 0; l < K; l++) {
            uint64_t sum = 0;
            for (uint32_t c = 0; c < s->proof->sector_count; c++)
                sum = nmod_addmul(sum, traces[c * K + k], traces[c * K + l], p);
            fmpz_set_ui(fmpz_mat_entry(G, k, l), sum);
            if (sum > p.n / 2)
                fmpz_sub_ui(fmpz_mat_entry(G, k, l), fmpz_mat_entry(G, k, l), p.n);
        }
    slong rank = fmpz_mat_rank(G);
    fmpz_mat_clear(G);
    return (size_t)rank;
}

/* ---- All of them ---- */

static bool are_all_states(const lb_sector_search *s)
{
    uint64_t states = 0;
    for (uint32_t c = 0; c < s->proof->sector_count; c++)
        states += (uint64_t)s->proof->sectors[c].dimension * s->proof->sectors[c].copies;
    return states == s->size;
}

static bool sector_holds(lb_sector_search *s, uint32_t c, uint64_t *traces)
{
    lb_sector_claim *sector = s->proof->sectors + c;
    slong rank = least_rank(s->proof, c);
    nmod_poly_t f;
    uint64_t *w = lb_malloc(s->size, sizeof *w);
    nmod_poly_init(f, s->proof->modulus.n);
    memcpy(w, sector->vector, s->size * sizeof *w);
    lb_sector_mix(w, &s->generators, lb_sector_mixing_steps(s->proof), &s->random);
    bool holds = find_squarefree(sector->polynomial, s, sector, w, 0);
    for (uint32_t k = 0; k < s->generators.generator_count && holds; k++)
        holds = find_trace(traces + k, s, sector, w, k);
    holds = holds && is_eigenvector(s, sector) &&
            find_squarefree(f, s, sector, w, sector->vector_element);
    bool has_torus = !rank;
    for (uint32_t j = 0; j < s->proof->element_count && holds && !has_torus; j++) {
        sector->torus_element = j;
        has_torus = find_squarefree(f, s, sector, w, j) && roots_have_rank(f, rank, s);
    }
    nmod_poly_clear(f);
    free(w);
    return holds && has_torus;
}

/* That of element 0, or of its square and element 1. */
static bool find_distinct(nmod_poly_t f, lb_sector_search *s, const lb_sector_claim *sector)
{
    lb_sector_sum x = {.search = s, .square = true, .room = lb_malloc(s->size, sizeof *x.room)};
    const lb_linear_map map = lb_sector_sum_map(&x);
    uint64_t *w = lb_malloc(s->size, sizeof *w);
    memcpy(w, sector->vector, s->size * sizeof *w);
    lb_sector_mix(w, &s->generators, lb_sector_mixing_steps(s->proof), &s->random);
    if (s->proof->squares)
        lb_linear_map_polynomial(f, &map, w, sector->dimension, &s->random);
    else
        nmod_poly_set(f, sector->polynomial);
    free(w);
    free(x.room);
    return nmod_poly_degree(f) == (slong)sector->dimension && !s->run->stopped;
}

static bool try_distinct(lb_sector_search *s, bool squares)
{
    nmod_poly_t product, f;
    s->proof->squares = squares;
    nmod_poly_init(product, s->proof->modulus.n);
    nmod_poly_init(f, s->proof->modulus.n);
    nmod_poly_one(product);
    bool distinct = true;
    for (uint32_t c = 0; c < s->proof->sector_count && distinct; c++) {
        distinct = find_distinct(f, s, s->proof->sectors + c);
        nmod_poly_mul(product, product, f);
    }
    distinct = distinct && nmod_poly_is_squarefree(product);
    nmod_poly_clear(f);
    nmod_poly_clear(product);
    return distinct;
}

bool lb_sector_conditions(lb_sector_search *s)
{
    lb_sector_proof *proof = s->proof;
    size_t K = s->generators.generator_count;
    uint64_t *traces = lb_malloc(K * proof->sector_count, sizeof *traces);
    s->lacks_states = !are_all_states(s);
    s->lacks_symmetries = !s->lacks_states && !copies_are_full(s);
    bool hold = !s->lacks_states && !s->lacks_symmetries && lb_sector_within_bounds(proof) &&
                residues_tell(s);
    if (hold)
        lb_sector_duals_find(s);
    for (uint32_t c = 0; c < proof->sector_count && hold; c++)
        hold = sector_holds(s, c, traces + c * K);
    hold = hold && (try_distinct(s, false) || try_distinct(s, true));
    s->may_share = hold && !lb_sector_families_differ(proof);
    hold = hold && !s->may_share;
    if (hold)
        proof->centre = rank_of_traces(s, traces);
    free(traces);
    return hold;
}
