#include "variance/ideal_space.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "orbit/forms.h"

/* ---- Vectors ---- */

void lb_variance_to_strings(lb_rational *v, const lb_rational *c, const lb_moduli *moduli)
{
    lb_rational_init_at(v, c, moduli->rows);
}

/* ---- The adjoint action ---- */

typedef struct adjoining {
    const lb_closure *closure;
    uint32_t *row_of; /* by string: the row whose pivot it is */
    lb_products products;
    fmpz *sums; /* by row */
    uint32_t copies;
    lb_triplets triplets;
    fmpz_t part;
} adjoining;

static const fmpz *row_coefficient(const lb_rational_basis *basis, uint32_t row, uint32_t entry)
{
    return entry ? basis->numerators + basis->offsets[row] + entry - 1 : basis->denominators + row;
}

static void accumulate(adjoining *a, uint32_t k, uint32_t row)
{
    const lb_generator *generator = a->closure->generators.items + k;
    lb_products_find(&a->products, &a->closure->strings);
    for (size_t i = 0; i < a->products.count; i++) {
        const lb_product *product = a->products.items + i;
        uint32_t column = a->products.columns[i];
        if (column == LB_NO_STRING || a->row_of[column] == UINT32_MAX)
            continue;
        fmpz_mul_si(a->part, generator->item_coefficients + product->item, product->multiplicity);
        fmpz_addmul(a->sums + a->row_of[column], a->part,
                    row_coefficient(&a->closure->basis, row, product->right));
    }
    a->products.count = 0;
}

/* The coordinates of {H_k, D_b B_b}, its entries at the pivots, in every copy of g. */
static void bracket_row(adjoining *a, uint32_t k, uint32_t b)
{
    const lb_rational_basis *basis = &a->closure->basis;
    uint32_t length = (uint32_t)(basis->offsets[b + 1] - basis->offsets[b]);
    for (uint32_t i = 0; i <= length; i++) {
        uint32_t column = i ? basis->columns[basis->offsets[b] + i - 1] : basis->pivots[b];
        lb_products_add(&a->products, &a->closure->generators.items[k].operand,
                        lb_string_table_at(&a->closure->strings, column), i);
        if (a->products.count >= LB_PRODUCTS_BATCH)
            accumulate(a, k, b);
    }
    accumulate(a, k, b);
    for (uint32_t copy = 0; copy < a->copies; copy++)
        for (uint32_t l = 0; l < basis->count; l++)
            if (!fmpz_is_zero(a->sums + l))
                fmpz_set(lb_triplets_add(&a->triplets,
                                         ((size_t)k * a->copies + copy) * basis->count + b,
                                         copy * basis->count + l),
                         a->sums + l);
    for (uint32_t l = 0; l < basis->count; l++)
        fmpz_zero(a->sums + l);
}

/* Vector k C D + b of the result, C copies of g of dimension D: {H_k, D_b B_b}. */
static bool adjoint_init(lb_sparse *adjoint, const lb_closure *closure, uint32_t copies,
                         lb_run *run)
{
    const lb_rational_basis *basis = &closure->basis;
    adjoining a = {.closure = closure, .copies = copies};
    a.row_of = lb_malloc(closure->strings.count, sizeof *a.row_of);
    memset(a.row_of, 0xff, closure->strings.count * sizeof *a.row_of);
    for (uint32_t b = 0; b < basis->count; b++)
        a.row_of[basis->pivots[b]] = b;
    a.sums = lb_calloc(basis->count, sizeof *a.sums);
    fmpz_init(a.part);
    lb_products_init(&a.products, &closure->canonical);
    bool goes_on = true;
    for (uint32_t k = 0; k < closure->generators.count; k++)
        for (uint32_t b = 0; b < basis->count && goes_on; b++) {
            size_t terms = basis->offsets[b + 1] - basis->offsets[b] + 1;
            bracket_row(&a, k, b);
            goes_on = lb_run_goes_on(
                run, terms * closure->generators.items[k].operand.work + basis->count,
                (lb_progress){.stage = "ideal", .done = b, .total = basis->count});
        }
    lb_products_clear(&a.products);
    fmpz_clear(a.part);
    for (uint32_t b = 0; b < basis->count; b++)
        fmpz_clear(a.sums + b);
    free(a.sums);
    free(a.row_of);
    lb_sparse_init(adjoint, (size_t)closure->generators.count * copies * basis->count, &a.triplets);
    if (!goes_on)
        lb_sparse_clear(adjoint);
    return goes_on;
}

/* ---- The space ---- */

/* (v_0, v_1), times a common denominator, as a form with its only component. */
static void given_init(lb_action *given, const lb_structure *s, const lb_factor *factor,
                       uint32_t copies)
{
    lb_triplets triplets = {0};
    lb_rational v[2];
    fmpz_t common, part;
    fmpz_init(common);
    fmpz_init(part);
    fmpz_one(common);
    for (uint32_t i = 0; i < copies; i++) {
        lb_rational_init_at(v + i, factor->vectors + i, s->torus.vectors);
        fmpz_lcm(common, common, v[i].denominator);
    }
    for (uint32_t i = 0; i < copies; i++) {
        fmpz_divexact(part, common, v[i].denominator);
        for (uint32_t j = 0; j < v[i].length; j++)
            fmpz_mul(lb_triplets_add(&triplets, 0, i * s->moduli.count + v[i].columns[j]),
                     v[i].numerators + j, part);
        lb_rational_clear(v + i);
    }
    *given = (lb_action){.strings = NULL};
    lb_sparse_init(&given->components, 1, &triplets);
    fmpz_clear(common);
    fmpz_clear(part);
}

/* The basis of g, C times. */
static void repeat_basis(lb_rational_basis *repeated, const lb_rational_basis *basis,
                         uint32_t copies)
{
    *repeated = (lb_rational_basis){.count = copies * basis->count};
    repeated->denominators = lb_malloc(repeated->count, sizeof *repeated->denominators);
    for (uint32_t b = 0; b < repeated->count; b++)
        fmpz_init_set(repeated->denominators + b, basis->denominators + b % basis->count);
}

static void repeated_clear(lb_rational_basis *repeated)
{
    for (uint32_t b = 0; b < repeated->count; b++)
        fmpz_clear(repeated->denominators + b);
    free(repeated->denominators);
}

void lb_variance_ideal_finder_init(lb_variance_ideal_finder *finder, const lb_structure *structure,
                                   const lb_closure *closure, lb_run *run)
{
    *finder = (lb_variance_ideal_finder){.structure = structure, .closure = closure, .run = run};
}

void lb_variance_ideal_finder_clear(lb_variance_ideal_finder *finder)
{
    for (int i = 0; i < 2; i++)
        if (finder->adjoint[i].offsets)
            lb_sparse_clear(finder->adjoint + i);
}

static lb_status find_space(lb_invariant_space *found, lb_variance_ideal_finder *finder,
                            const lb_factor *factor, lb_error *error)
{
    uint32_t copies = factor->degree > finder->structure->degree ? 2 : 1, zero = 0;
    const lb_closure *closure = finder->closure;
    lb_rational_basis basis;
    lb_sparse *adjoint = finder->adjoint + copies - 1;
    lb_action given;
    if (!adjoint->offsets && !adjoint_init(adjoint, closure, copies, finder->run)) {
        *adjoint = (lb_sparse){0};
        return lb_fail(error, LB_UNDECIDED, "%s", finder->run->stopped);
    }
    repeat_basis(&basis, &closure->basis, copies);
    given_init(&given, finder->structure, factor, copies);
    lb_form_problem problem = {.stage = "ideal",
                               .basis = &basis,
                               .actions = &given,
                               .states = &zero,
                               .state_count = 1,
                               .adjoint = adjoint,
                               .generator_count = closure->generators.count};
    lb_status status = lb_forms_compute(found, &problem, finder->run, error);
    lb_sparse_clear(&given.components);
    repeated_clear(&basis);
    return status;
}

/* ---- Its rows ---- */

/* Entry `column` of row t; 0 where it has none. Columns decrease in a row. */
static void get_entry(fmpq_t value, const lb_rational_basis *basis, uint32_t t, uint32_t column)
{
    fmpq_zero(value);
    for (size_t e = basis->offsets[t]; e < basis->offsets[t + 1]; e++)
        if (basis->columns[e] == column)
            fmpq_set_fmpz_frac(value, basis->numerators + e, basis->denominators + t);
}

/* The part of row t in the first copy of g, over strings. */
static void set_row(lb_rational *row, const lb_rational_basis *basis, uint32_t t,
                    const lb_moduli *moduli)
{
    fmpq *coordinates = lb_malloc(moduli->count, sizeof *coordinates);
    lb_rational c;
    for (uint32_t b = 0; b < moduli->count; b++)
        fmpq_init(coordinates + b);
    fmpq_one(coordinates + basis->pivots[t]);
    for (size_t e = basis->offsets[t]; e < basis->offsets[t + 1]; e++)
        if (basis->columns[e] < moduli->count)
            fmpq_set_fmpz_frac(coordinates + basis->columns[e], basis->numerators + e,
                               basis->denominators + t);
    lb_rational_init_array(&c, coordinates, moduli->count);
    lb_variance_to_strings(row, &c, moduli);
    lb_rational_clear(&c);
    for (uint32_t b = 0; b < moduli->count; b++)
        fmpq_clear(coordinates + b);
    free(coordinates);
}

/* Pivots are the first columns, so in the first copy, as phi is a map. */
static void set_space(lb_variance_ideal_space *space, const lb_rational_basis *basis,
                      const lb_moduli *moduli)
{
    uint32_t D = space->dimension;
    space->rows = lb_malloc(D, sizeof *space->rows);
    for (uint32_t t = 0; t < D; t++)
        set_row(space->rows + t, basis, t, moduli);
    fmpq_mat_init(space->phi, space->degree > 1 ? D : 0, space->degree > 1 ? D : 0);
    for (uint32_t t = 0; t < D && space->degree > 1; t++)
        for (uint32_t u = 0; u < D; u++)
            get_entry(fmpq_mat_entry(space->phi, t, u), basis, t, moduli->count + basis->pivots[u]);
}

lb_status lb_variance_ideal_space_init(lb_variance_ideal_space *space,
                                       lb_variance_ideal_finder *finder, uint32_t i,
                                       lb_error *error)
{
    const lb_factor *factor = finder->structure->splitting.factors + i;
    lb_invariant_space found;
    lb_status status = find_space(&found, finder, factor, error);
    if (status)
        return status;
    *space =
        (lb_variance_ideal_space){.dimension = factor->dimension,
                                  .degree = factor->degree / (uint32_t)finder->structure->degree};
    if (!found.proved)
        status = lb_fail(error, LB_UNDECIDED, "%s", finder->run->stopped);
    else if (found.dimension != factor->dimension)
        status = lb_fail(error, LB_INTERNAL,
                         "an ideal has not the dimension of the structure; please report it");
    else
        set_space(space, &found.basis, &finder->structure->moduli);
    lb_invariant_space_clear(&found);
    return status;
}

void lb_variance_ideal_space_clear(lb_variance_ideal_space *space)
{
    lb_rationals_clear(space->rows, space->dimension);
    fmpq_mat_clear(space->phi);
}
