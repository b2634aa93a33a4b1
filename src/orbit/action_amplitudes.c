/* The action of the rows of g on a state that is given by integer amplitudes. X psi is computed in
 * all real coordinates; the forms must vanish on the multiples of psi. With c_0 a coordinate where
 * psi does not vanish, the components are those of X psi at c_0, and for every other coordinate c
 *
 *     psi_{c_0} (X psi)_c - psi_c (X psi)_{c_0},
 *
 * or (X psi)_c itself where psi_c = 0. They vanish on X if and only if X psi is a multiple of psi.
 * Basis states of psi are numbered first, in its order. */

#include "orbit/action_stabilizer.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

typedef struct acting {
    const lb_closure *closure;
    const lb_amplitudes *psi;
    lb_string_table basis; /* the basis states met, as strings of x */
    uint64_t *image;       /* room for one */
    lb_triplets triplets;
} acting;

/* Coordinate 2 k + part is that part at basis state number k. */
static void add_term(acting *a, uint32_t row, uint32_t string, const fmpz *value)
{
    const uint64_t *p = lb_string_table_at(&a->closure->strings, string);
    for (size_t k = 0; k < a->psi->count; k++) {
        unsigned e = lb_amplitudes_act(a->psi, k, p, a->image);
        size_t at = lb_string_table_intern(&a->basis, a->image);
        for (unsigned part = 0; part < 2; part++) {
            bool negative;
            const __mpz_struct *c = lb_amplitudes_turned(a->psi, k, part, e, &negative);
            if (!mpz_sgn(c))
                continue;
            fmpz *entry = lb_triplets_add(&a->triplets, 2 * at + part, row);
            fmpz_set_mpz(entry, c);
            fmpz_mul(entry, entry, value);
            if (negative)
                fmpz_neg(entry, entry);
        }
    }
}

static void find_images(lb_sparse *images, acting *a)
{
    const lb_rational_basis *basis = &a->closure->basis;
    lb_string_table_init(&a->basis, a->psi->words);
    a->image = lb_calloc(2 * a->psi->words, sizeof *a->image);
    for (size_t k = 0; k < a->psi->count; k++) {
        memcpy(a->image, a->psi->bits + a->psi->words * k, a->psi->words * sizeof *a->image);
        lb_string_table_intern(&a->basis, a->image);
    }
    for (uint32_t i = 0; i < basis->count; i++) {
        add_term(a, i, basis->pivots[i], basis->denominators + i);
        for (size_t e = basis->offsets[i]; e < basis->offsets[i + 1]; e++)
            add_term(a, i, basis->columns[e], basis->numerators + e);
    }
    lb_sparse_init(images, 2 * (size_t)a->basis.count, &a->triplets);
    free(a->image);
}

/* Add factor times a vector to component c. */
static void add_multiple(lb_triplets *triplets, size_t c, const lb_sparse *images, size_t vector,
                         const fmpz_t factor)
{
    for (size_t e = images->offsets[vector]; e < images->offsets[vector + 1]; e++)
        fmpz_mul(lb_triplets_add(triplets, c, images->indices[e]), images->values + e, factor);
}

/* a x - b y of two vectors as one component, by increasing index. */
static void add_difference(lb_triplets *triplets, size_t c, const lb_sparse *images,
                           const size_t vectors[2], fmpz factors[2])
{
    size_t at[2], end[2];
    for (int k = 0; k < 2; k++) {
        at[k] = images->offsets[vectors[k]];
        end[k] = images->offsets[vectors[k] + 1];
    }
    while (at[0] < end[0] || at[1] < end[1]) {
        bool first =
            at[0] < end[0] && (at[1] == end[1] || images->indices[at[0]] <= images->indices[at[1]]);
        size_t e = first ? at[0]++ : at[1]++;
        fmpz *entry = lb_triplets_add(triplets, c, images->indices[e]);
        fmpz_mul(entry, images->values + e, factors + !first);
        if (!first)
            fmpz_neg(entry, entry);
    }
}

/* The coordinate c_0. */
static size_t first_part(const lb_amplitudes *psi)
{
    size_t p = 0;
    while (!mpz_sgn(&psi->parts[p]))
        p++;
    return p;
}

static void set_components(lb_action *action, const lb_sparse *images, const lb_amplitudes *psi)
{
    size_t zero = first_part(psi);
    lb_triplets triplets = {0};
    fmpz factors[2] = {0, 0}, divisor = 0;
    action->coordinates = lb_malloc(images->count + 1, sizeof *action->coordinates);
    action->coordinates[0] = action->coordinates[1] = (uint32_t)zero;
    fmpz_one(factors);
    add_multiple(&triplets, 0, images, zero, factors);
    size_t component = 2;
    for (size_t c = 0; c < images->count; c++) {
        if (c == zero)
            continue;
        action->coordinates[component] = (uint32_t)c;
        if (c < 2 * psi->count && mpz_sgn(&psi->parts[c])) {
            fmpz_set_mpz(factors, &psi->parts[zero]);
            fmpz_set_mpz(factors + 1, &psi->parts[c]);
            fmpz_gcd(&divisor, factors, factors + 1);
            fmpz_divexact(factors, factors, &divisor);
            fmpz_divexact(factors + 1, factors + 1, &divisor);
            add_difference(&triplets, component++, images, (size_t[2]){c, zero}, factors);
        } else {
            fmpz_one(factors);
            add_multiple(&triplets, component++, images, c, factors);
        }
    }
    lb_sparse_init(&action->components, component, &triplets);
    fmpz_clear(factors);
    fmpz_clear(factors + 1);
    fmpz_clear(&divisor);
}

/* Entries of images and of components. */
static double count_entries(const lb_closure *closure, const lb_amplitudes *psi)
{
    const lb_rational_basis *basis = &closure->basis;
    double terms = basis->count ? (double)basis->offsets[basis->count] + basis->count : 0;
    return 2 * (double)psi->count * (terms + 2 * (double)basis->count);
}

bool lb_action_init_vector(lb_action *action, const lb_closure *closure, const lb_amplitudes *psi)
{
    if (count_entries(closure, psi) > LB_ACTION_ENTRIES_MAX)
        return false;
    acting a = {.closure = closure, .psi = psi};
    lb_sparse images;
    find_images(&images, &a);
    set_components(action, &images, psi);
    action->basis = a.basis;
    lb_sparse_clear(&images);
    return true;
}
