/* Which sectors forms make duals of each other, or like each other, and of themselves.
 *
 * The sectors come into an order in which each follows one that it is related to, where there is one, and
 * first of all related sectors comes one that is its own dual, where one is. */

#include "dimension/sector_search.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* Steps of what is made of the symmetries: fewer with operators by spaces, which are all that there are on
 * these, and dense. */
enum { SYMMETRY_STEPS = 4, OPERATOR_STEPS = 2, VECTORS = 4 };

/* Of a sector's vector v: s a_i v and t a_i v, and their products with the vectors of each lifted space,
 * or NULL where all are 0. */
typedef struct pairing {
    uint64_t *vectors, **products;
} pairing;

/* Side 0 has s, side 1 has t. */
static uint64_t *vector_of(const lb_sector_search *s, const pairing *of, int side, int i)
{
    return of->vectors + (size_t)(2 * side + i) * s->size;
}

/* All sectors with the same s, t and a_i. */
static void draw_vectors(pairing *of, const lb_sector_search *s, const lb_sector_claim *sector)
{
    uint32_t steps = s->proof->operator_count ? OPERATOR_STEPS : SYMMETRY_STEPS;
    of->vectors = lb_malloc(VECTORS * (size_t)s->size, sizeof *of->vectors);
    for (int side = 0; side < 2; side++)
        for (int i = 0; i < 2; i++) {
            uint64_t *v = vector_of(s, of, side, i);
            lb_random random;
            memcpy(v, sector->vector, s->size * sizeof *v);
            lb_random_seed(&random, 2 + (uint64_t)i);
            lb_sector_mix(v, &s->generators, lb_sector_mixing_steps(s->proof), &random);
            lb_random_seed(&random, (uint64_t)side);
            lb_sector_mix(v, &s->symmetries, steps, &random);
        }
}

static void set_products(pairing *of, const lb_sector_search *s)
{
    uint32_t count = s->proof->lifts.space_count;
    of->products = lb_calloc(count, sizeof *of->products);
    for (uint32_t i = 0; i < count; i++) {
        const lb_sector_space *U = s->spaces + i;
        uint64_t *all = lb_malloc(VECTORS * (size_t)U->dimension, sizeof *all);
        for (int k = 0; k < VECTORS; k++)
            for (uint32_t r = 0; r < U->dimension; r++)
                all[(uint32_t)k * U->dimension + r] = lb_sparse_vector_dot(
                    of->vectors + (size_t)k * s->size, U->rows + r, s->proof->modulus);
        if (_nmod_vec_is_zero(all, (slong)VECTORS * U->dimension))
            free(all);
        else
            of->products[i] = all;
    }
}

static void clear_pairing(pairing *of, const lb_sector_search *s)
{
    for (uint32_t i = 0; of->products && i < s->proof->lifts.space_count; i++)
        free(of->products[i]);
    free(of->products);
    free(of->vectors);
}

/* ---- Values ---- */

static uint64_t string_value(const lb_sector_search *s, const lb_sector_form *form,
                             const uint64_t *u, const uint64_t *v)
{
    nmod_t p = s->proof->modulus;
    uint64_t value = 0;
    for (uint32_t b = 0; b < s->size; b++) {
        uint64_t product = nmod_mul(u[b ^ form->x], v[b], p);
        value = lb_popcount(b & form->z) % 2 ? nmod_sub(value, product, p)
                                             : nmod_add(value, product, p);
    }
    return value;
}

/* The sum of Y_ij x_i y_j. */
static uint64_t matrix_value(const nmod_mat_t Y, const uint64_t *x, const uint64_t *y)
{
    uint64_t value = 0;
    slong n = nmod_mat_ncols(Y);
    for (slong i = 0; i < nmod_mat_nrows(Y); i++)
        if (x[i])
            value = nmod_addmul(value, x[i], _nmod_vec_dot(Y->rows[i], y, n, Y->mod, 3), Y->mod);
    return value;
}

/* b(s a_i v, t a_j w), v of sector e and w of sector c. */
static uint64_t value_of(const lb_sector_search *s, const pairing *e, const pairing *c,
                         uint32_t form, int i, int j)
{
    const lb_sector_proof *proof = s->proof;
    if (form < proof->form_count)
        return string_value(s, proof->forms + form, vector_of(s, e, 0, i), vector_of(s, c, 1, j));
    const lb_lifted_matrix *Y = lb_sector_form_matrix(proof, form);
    const uint64_t *x = e->products[Y->a], *y = c->products[Y->b];
    if (!x || !y)
        return 0;
    return matrix_value(s->matrices + (Y - proof->lifts.matrices),
                        x + (size_t)i * s->spaces[Y->a].dimension,
                        y + (size_t)(2 + j) * s->spaces[Y->b].dimension);
}

/* Whether the scalar product is not 0 on the sector. */
static bool is_not_isotropic(const lb_sector_search *s, const pairing *of)
{
    return _nmod_vec_dot(vector_of(s, of, 0, 0), vector_of(s, of, 1, 1), (slong)s->size,
                         s->proof->modulus, 3);
}

/* Whether the form relates sector c to sector e. */
static bool try_form(lb_sector_search *s, const pairing *all, uint32_t e, uint32_t c, uint32_t form)
{
    bool like = lb_sector_form_is_like(s->proof, form);
    if (like && (e == c || !is_not_isotropic(s, all + e)))
        return false;
    uint64_t value = value_of(s, all + e, all + c, form, 0, 1);
    if (!value)
        return false;
    lb_sector_claim *sector = s->proof->sectors + c;
    sector->dual = e;
    sector->form = form;
    sector->symmetric = value == value_of(s, all + e, all + c, form, 1, 0);
    return true;
}

static bool relate(lb_sector_search *s, const pairing *all, uint32_t e, uint32_t c)
{
    uint32_t count = lb_sector_form_count(s->proof);
    bool found = false;
    for (uint32_t form = 0; form < count && !found; form++)
        found = try_form(s, all, e, c, form);
    return found;
}

/* ---- The order ---- */

typedef struct ordering {
    uint32_t count, *sectors;
    bool *placed;
} ordering;

static void place(ordering *O, uint32_t c)
{
    O->placed[c] = true;
    O->sectors[O->count++] = c;
}

/* Sector c, and all that are related to it. */
static void place_family(ordering *O, lb_sector_search *s, const pairing *all, uint32_t c)
{
    const lb_sector_claim *sectors = s->proof->sectors;
    uint32_t next = O->count;
    place(O, c);
    for (; next < O->count && sectors[c].dimension > 1; next++) {
        uint32_t e = O->sectors[next];
        for (uint32_t f = 0; f < s->proof->sector_count && !s->run->stopped; f++)
            if (!O->placed[f] && sectors[f].dimension == sectors[e].dimension &&
                relate(s, all, e, f))
                place(O, f);
    }
}

static void put_in_order(lb_sector_proof *proof, const ordering *O)
{
    uint32_t count = proof->sector_count, *at = lb_malloc(count, sizeof *at);
    lb_sector_claim *sectors = lb_malloc(count, sizeof *sectors);
    for (uint32_t i = 0; i < count; i++)
        at[O->sectors[i]] = i;
    for (uint32_t i = 0; i < count; i++) {
        sectors[i] = proof->sectors[O->sectors[i]];
        if (sectors[i].dual != LB_SECTOR_NO_FORM)
            sectors[i].dual = at[sectors[i].dual];
    }
    memcpy(proof->sectors, sectors, count * sizeof *sectors);
    free(sectors);
    free(at);
}

static void order_sectors(lb_sector_search *s, const pairing *all)
{
    uint32_t count = s->proof->sector_count;
    ordering O = {.sectors = lb_malloc(count, sizeof *O.sectors),
                  .placed = lb_calloc(count, sizeof *O.placed)};
    for (uint32_t c = 0; c < count; c++)
        if (s->proof->sectors[c].dual == c && !O.placed[c])
            place_family(&O, s, all, c);
    for (uint32_t c = 0; c < count; c++)
        if (!O.placed[c])
            place_family(&O, s, all, c);
    put_in_order(s->proof, &O);
    free(O.placed);
    free(O.sectors);
}

void lb_sector_duals_find(lb_sector_search *s)
{
    uint32_t count = s->proof->sector_count;
    if (!lb_sector_form_count(s->proof))
        return;
    pairing *all = lb_calloc(count, sizeof *all);
    for (uint32_t c = 0; c < count && !s->run->stopped; c++) {
        if (s->proof->sectors[c].dimension == 1)
            continue;
        draw_vectors(all + c, s, s->proof->sectors + c);
        set_products(all + c, s);
        relate(s, all, c, c);
    }
    if (!s->run->stopped)
        order_sectors(s, all);
    for (uint32_t c = 0; c < count; c++)
        clear_pairing(all + c, s);
    free(all);
}
