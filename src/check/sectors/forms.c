/* The section "forms", and which sectors are duals of each other, or alike.
 *
 * For a string S and the form b(u, v) = u S v, u a row, b(H u, v) + b(u, H v) = b(u, D v) with
 * D = H + S H^T S, which is twice the terms P of H with S P^T S = P. Where these D commute with all
 * generators they are numbers on copies of the sectors. */

#include "check/sectors/sectors.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Pairs of vectors that are tried, and factors of what is made of symmetries for them. */
enum { TRIES = 4, SYMMETRY_STEPS = 4 };

/* ---- Reading ---- */

/* Which terms of the generators are in the D of a form; how many. */
static size_t take_terms(bool *taken, const lb_check_sectors *S, const lb_check_sector_form *form)
{
    const lb_check_sums *g = &S->closure.generators;
    size_t count = 0;
    for (size_t t = 0; t < g->length; t++) {
        const uint64_t *P = lb_check_words_of(&S->closure.strings, g->ids[t]);
        uint64_t signs = (P[0] & P[1]) ^ (P[0] & form->z) ^ (P[1] & form->x);
        taken[t] = __builtin_popcountll(signs) % 2 == 0;
        count += taken[t];
    }
    return count;
}

static bool commute_with(lb_check_sectors *S, const bool *taken, size_t k)
{
    const lb_check_sums *g = &S->closure.generators;
    const lb_check_part D = {g, g->start[k], g->start[k + 1], taken};
    bool ok = true;
    for (size_t l = 0; l < g->count && ok; l++) {
        const lb_check_part H = {g, g->start[l], g->start[l + 1], NULL};
        ok = lb_check_commute(S, &D, &H);
    }
    return ok || lb_check_fail(S->closure.reader, "the form is not preserved by generator %zu", k);
}

static bool check_form(lb_check_sectors *S, const lb_check_sector_form *form)
{
    const lb_check_sums *g = &S->closure.generators;
    bool *taken = lb_check_resize(NULL, g->length * sizeof *taken);
    bool ok = lb_check_count_pairs(S, take_terms(taken, S, form) * g->length);
    for (size_t k = 0; k < g->count && ok; k++)
        ok = commute_with(S, taken, k);
    free(taken);
    return ok;
}

/* By spaces. */
static bool read_matrix_form(lb_check_sectors *S, lb_check_sector_form *form)
{
    form->is_matrix = true;
    form->matrix.like = lb_check_peek(S->closure.reader) == 'l';
    return lb_check_read_literal(S->closure.reader, form->matrix.like ? "like" : "dual") &&
           lb_check_read_bilinear(S, &form->matrix, false);
}

static bool read_form(lb_check_sectors *S)
{
    lb_check_reader *r = S->closure.reader;
    uint64_t P[2];
    S->forms = lb_check_grow(S->forms, &S->form_capacity, S->form_count + 1, sizeof *S->forms);
    lb_check_sector_form *form = &S->forms[S->form_count++];
    *form = (lb_check_sector_form){0};
    if (lb_check_peek(r) == 'd' || lb_check_peek(r) == 'l')
        return read_matrix_form(S, form);
    if (!lb_check_read_literal(r, "form ") ||
        !lb_check_read_label(r, P, 1, S->closure.strings.qubits))
        return false;
    form->x = (uint32_t)P[0];
    form->z = (uint32_t)P[1];
    return check_form(S, form) && lb_check_read_line_feed(r);
}

bool lb_check_read_forms(lb_check_sectors *S)
{
    lb_check_reader *r = S->closure.reader;
    uint64_t count;
    if (lb_check_peek(r) != 'f')
        return true;
    if (!lb_check_read_count(r, "forms", &count) || !lb_check_read_line_feed(r))
        return false;
    for (uint64_t i = 0; i < count; i++)
        if (!read_form(S))
            return false;
    return true;
}

/* ---- Duals ---- */

/* u[i] = s a_i v for the vector v of one sector, and v[i] = t a_i v for that of the other. */
typedef struct pairing {
    lb_check_sectors *S;
    const lb_check_sector_form *form;
    uint64_t *u[2], *v[2], *next;
} pairing;

static void draw_vectors(pairing *B, const lb_check_sector *first, const lb_check_sector *second)
{
    lb_check_sectors *S = B->S;
    uint64_t **const sides[] = {B->u, B->v}, random = S->random;
    for (int side = 0; side < 2; side++) {
        const uint64_t *vector = side ? second->vector : first->vector;
        S->random = random;
        for (int i = 0; i < 2; i++) {
            memcpy(sides[side][i], vector, S->size * sizeof *vector);
            lb_check_mix(S, S->generators, S->closure.generators.count, lb_check_mixing_steps(S),
                         sides[side][i], B->next);
        }
    }
    for (int side = 0; side < 2; side++) {
        uint64_t same = S->random;
        for (int i = 0; i < 2; i++) {
            S->random = same;
            lb_check_mix(S, S->symmetries, S->symmetry_count, SYMMETRY_STEPS, sides[side][i],
                         B->next);
        }
    }
}

/* The sum of Y_ij (a_i u) (b_j v). */
static uint64_t value_of_matrix(const pairing *B, const uint64_t *u, const uint64_t *v)
{
    const lb_check_bilinear *Y = &B->form->matrix;
    const lb_check_invariant *U = &B->S->spaces[Y->a], *V = &B->S->spaces[Y->b];
    size_t a = U->dimension, b = V->dimension;
    uint64_t p = B->S->p, value = 0, *x = lb_check_resize(NULL, (a + b) * sizeof *x);
    lb_check_invariant_products(x, U, u, p);
    lb_check_invariant_products(x + a, V, v, p);
    for (size_t t = 0; t < a * b; t++)
        value = lb_check_add(
            value,
            lb_check_multiply(Y->residues[t], lb_check_multiply(x[t / b], x[a + t % b], p), p), p);
    free(x);
    return value;
}

static uint64_t value_of(const pairing *B, const uint64_t *u, const uint64_t *v)
{
    uint64_t p = B->S->p, value = 0;
    if (B->form->is_matrix)
        return value_of_matrix(B, u, v);
    for (size_t b = 0; b < B->S->size; b++) {
        uint64_t product = lb_check_multiply(u[b ^ B->form->x], v[b], p);
        bool minus = __builtin_popcountll(b & B->form->z) % 2;
        value = minus ? lb_check_subtract(value, product, p) : lb_check_add(value, product, p);
    }
    return value;
}

/* On a sector that is its own dual b(s w, t w') is the product of a number that s and t tell, and of a
 * form in w and w', which is symmetric or antisymmetric. */
static bool check_dual(pairing *B, lb_check_sector *sector, size_t c)
{
    lb_check_sectors *S = B->S;
    const lb_check_sector *earlier = &S->sectors[sector->dual];
    for (int i = 0; i < TRIES; i++) {
        draw_vectors(B, earlier, sector);
        uint64_t value = value_of(B, B->u[0], B->v[1]);
        if (value) {
            sector->symmetric = value == value_of(B, B->u[1], B->v[0]);
            return true;
        }
    }
    return lb_check_fail(S->closure.reader,
                         "form %" PRIu64 " is zero on sectors %" PRIu64 " and %zu", sector->form,
                         sector->dual, c);
}

/* Where a sector is said to be like this one, the scalar product, the form of the identity, is not zero
 * on it. */
static bool check_scalar_product(pairing *B, const lb_check_sector *sector)
{
    static const lb_check_sector_form scalar_product = {.x = 0};
    bool found = false;
    B->form = &scalar_product;
    for (int i = 0; i < TRIES && !found; i++) {
        draw_vectors(B, sector, sector);
        found = value_of(B, B->u[0], B->v[1]);
    }
    return found || lb_check_fail(B->S->closure.reader,
                                  "the scalar product is zero on a sector that another is like");
}

bool lb_check_duals(lb_check_sectors *S)
{
    uint64_t *memory = lb_check_resize(NULL, 5 * S->size * sizeof *memory);
    pairing B = {.S = S,
                 .u = {memory, memory + S->size},
                 .v = {memory + 2 * S->size, memory + 3 * S->size},
                 .next = memory + 4 * S->size};
    bool ok = true;
    for (size_t c = 0; c < S->sector_count && ok; c++) {
        if (S->sectors[c].dual == LB_CHECK_NO_FORM)
            continue;
        const lb_check_sector_form *form = &S->forms[S->sectors[c].form];
        B.form = form;
        ok = check_dual(&B, &S->sectors[c], c);
        if (ok && form->is_matrix && form->matrix.like)
            ok = check_scalar_product(&B, &S->sectors[S->sectors[c].dual]);
    }
    free(memory);
    return ok;
}
