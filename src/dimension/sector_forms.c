/* Forms on the states, by strings, and the sectors that they make duals of each other.
 *
 * With b(u, v) = u S v, D is twice the sum of the terms P of a generator with S P^T S = P. Strings are looked
 * for such that no term of a generator has this sign, or all have it and the generator commutes with all
 * others; the identity always has it, and commutes. For each choice of signs one string is enough: two of
 * them differ by one that commutes with all terms. */

#include "dimension/sector_search.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "pauli/dense.h"

/* Generators that commute with all others, each of which may have one sign or the other; steps of what
 * is made of the symmetries. */
enum { CENTRAL_MOST = 4, SYMMETRY_STEPS = 4, HALF = 16 };
static const uint64_t CONSTANT = UINT64_C(1) << 63;

/* ---- Strings ---- */

/* Equations over F2 for x and z of a string, in echelon form by their lowest bits. */
typedef struct equations {
    uint64_t rows[2 * HALF];
    bool solvable;
} equations;

static void add_equation(equations *e, uint64_t row)
{
    for (unsigned i = 0; i < 2 * HALF; i++)
        if (row >> i & 1 && e->rows[i])
            row ^= e->rows[i];
    if (row & ~CONSTANT)
        e->rows[__builtin_ctzll(row)] = row;
    else if (row)
        e->solvable = false;
}

/* S P^T S = -P for the terms P of H, or P if `even`. */
static void add_generator(equations *e, const lb_sum_t H, bool even)
{
    for (size_t t = 0; t < H->length; t++) {
        uint64_t P[2];
        lb_dense_from_string(P, H->strings + t, 1);
        bool odd = lb_popcount(P[0] & P[1]) % 2;
        if (P[0] | P[1])
            add_equation(e, P[1] | P[0] << HALF | (odd == even ? CONSTANT : 0));
    }
}

/* Unknowns that no row tells are 0. */
static lb_sector_form solve(const equations *e)
{
    uint64_t S = 0;
    for (unsigned i = 2 * HALF; i-- > 0;)
        if (e->rows[i])
            S |= ((uint64_t)lb_popcount(e->rows[i] & S) ^ e->rows[i] >> 63) % 2 << i;
    return (lb_sector_form){(uint32_t)S & ((1u << HALF) - 1), (uint32_t)(S >> HALF)};
}

/* Bit k of `even` is that of central generator k. */
static void try_signs(lb_sector_proof *proof, const bool *central, unsigned even)
{
    equations e = {.solvable = true};
    for (size_t k = 0; k < proof->A->generator_count; k++) {
        add_generator(&e, proof->A->generators + k, central[k] && even & 1);
        even >>= central[k];
    }
    if (!e.solvable)
        return;
    proof->forms = lb_realloc(proof->forms, proof->form_count + (size_t)1, sizeof *proof->forms);
    proof->forms[proof->form_count++] = solve(&e);
}

void lb_sector_forms_find(lb_sector_proof *proof, lb_run *run)
{
    size_t K = proof->A->generator_count;
    bool *central = lb_malloc(K, sizeof *central);
    unsigned count = 0;
    for (size_t k = 0; k < K; k++) {
        central[k] = count < CENTRAL_MOST && lb_commutes(proof->A->generators + k, proof->A, run);
        count += central[k];
    }
    for (unsigned even = 0; even >> count == 0; even++)
        try_signs(proof, central, even);
    free(central);
}

/* ---- Duals ---- */

/* Of a sector's vector v: s a_i v and t a_i v. */
typedef struct pairing {
    uint64_t *vectors; /* four */
} pairing;

static uint64_t *vector_of(const lb_sector_search *s, const pairing *of, int side, int i)
{
    return of->vectors + (size_t)(2 * side + i) * s->size;
}

/* All sectors with the same s, t and a_i. */
static void draw_vectors(pairing *of, const lb_sector_search *s, const lb_sector_claim *sector)
{
    of->vectors = lb_malloc(4 * (size_t)s->size, sizeof *of->vectors);
    for (int side = 0; side < 2; side++)
        for (int i = 0; i < 2; i++) {
            uint64_t *v = vector_of(s, of, side, i);
            lb_random random;
            memcpy(v, sector->vector, s->size * sizeof *v);
            lb_random_seed(&random, 2 + (uint64_t)i);
            lb_sector_mix(v, &s->generators, lb_sector_mixing_steps(s->proof), &random);
            lb_random_seed(&random, (uint64_t)side);
            lb_sector_mix(v, &s->symmetries, SYMMETRY_STEPS, &random);
        }
}

static uint64_t value_of(const lb_sector_search *s, const lb_sector_form *form, const uint64_t *u,
                         const uint64_t *v)
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

/* Whether sector c is the dual of sector e by the form. */
static bool try_form(lb_sector_search *s, const pairing *all, uint32_t e, uint32_t c, uint32_t form)
{
    const lb_sector_form *b = s->proof->forms + form;
    uint64_t value = value_of(s, b, vector_of(s, all + e, 0, 0), vector_of(s, all + c, 1, 1));
    if (!value)
        return false;
    lb_sector_claim *sector = s->proof->sectors + c;
    sector->dual = e;
    sector->form = form;
    sector->symmetric =
        value == value_of(s, b, vector_of(s, all + e, 0, 1), vector_of(s, all + c, 1, 0));
    return true;
}

/* Earlier sectors come before itself. */
static void find_dual(lb_sector_search *s, const pairing *all, uint32_t c)
{
    const lb_sector_claim *sectors = s->proof->sectors;
    bool found = false;
    for (uint32_t e = 0; e <= c && !found; e++)
        for (uint32_t form = 0; form < s->proof->form_count && !found; form++)
            found = sectors[e].dimension == sectors[c].dimension && try_form(s, all, e, c, form);
}

void lb_sector_duals_find(lb_sector_search *s)
{
    uint32_t count = s->proof->sector_count;
    pairing *all = lb_calloc(count, sizeof *all);
    for (uint32_t c = 0; c < count && s->proof->form_count && !s->run->stopped; c++) {
        if (s->proof->sectors[c].dimension == 1)
            continue;
        draw_vectors(all + c, s, s->proof->sectors + c);
        find_dual(s, all, c);
    }
    for (uint32_t c = 0; c < count; c++)
        free(all[c].vectors);
    free(all);
}
