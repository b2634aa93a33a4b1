/* Forms on the states, by strings.
 *
 * With b(u, v) = u S v, D is twice the sum of the terms P of a generator with S P^T S = P. Strings are looked
 * for such that no term of a generator has this sign, or all have it and the generator commutes with all
 * others; the identity always has it, and commutes. For each choice of signs one string is enough: two of
 * them differ by one that commutes with all terms. */

#include "dimension/sector_search.h"

#include <stdlib.h>

#include "base/memory.h"
#include "pauli/dense.h"

/* Generators that commute with all others, each of which may have one sign or the other. */
enum { CENTRAL_MOST = 4, HALF = 16 };
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
