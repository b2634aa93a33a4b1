#include "orbit/forms.h"

#include <stdlib.h>

#include <flint/nmod.h>

#include "base/memory.h"

typedef struct form_space {
    const lb_form_problem *problem;
    uint64_t *inverses; /* of the D_l modulo the prime, by row */
} form_space;

/* False when the prime divides a denominator. */
static bool begin(void *context, nmod_t modulus)
{
    form_space *s = context;
    const lb_rational_basis *basis = s->problem->basis;
    for (uint32_t i = 0; i < basis->count; i++) {
        uint64_t residue = fmpz_fdiv_ui(basis->denominators + i, modulus.n);
        if (!residue)
            return false;
        s->inverses[i] = residue == 1 ? 1 : nmod_inv(residue, modulus);
    }
    return true;
}

static void accumulate(lb_vector *vector, const lb_sparse *vectors, size_t number, uint64_t factor)
{
    nmod_t modulus = vector->modulus;
    for (size_t e = vectors->offsets[number]; e < vectors->offsets[number + 1]; e++) {
        uint64_t value = fmpz_fdiv_ui(vectors->values + e, modulus.n);
        value = factor == 1 ? value : nmod_mul(value, factor, modulus);
        if (value)
            lb_vector_add(vector, vectors->indices[e], value);
    }
}

static void accumulate_composition(const form_space *s, lb_modular_space *m, uint32_t k,
                                   uint32_t number)
{
    const lb_sparse *adjoint = s->problem->adjoint;
    const lb_row *row = m->echelon.rows + number;
    size_t first = (size_t)k * s->problem->basis->count;
    accumulate(&m->vector, adjoint, first + row->pivot, s->inverses[row->pivot]);
    for (uint32_t i = 0; i < row->length; i++) {
        uint32_t l = row->entries[i].column;
        uint64_t factor = nmod_mul(row->entries[i].value, s->inverses[l], m->echelon.modulus);
        accumulate(&m->vector, adjoint, first + l, factor);
    }
}

static void add(void *context, lb_modular_space *m, lb_space_step step)
{
    const form_space *s = context;
    lb_modular_space_reserve(m, s->problem->basis->count);
    if (step.what & LB_SPACE_IMAGE)
        accumulate_composition(s, m, step.what & ~LB_SPACE_IMAGE, step.index);
    else
        accumulate(&m->vector, &s->problem->actions[step.what].components, step.index, 1);
}

static size_t work(void *context, const lb_modular_space *m, lb_space_step step)
{
    const form_space *s = context;
    if (step.what & LB_SPACE_IMAGE)
        return 4 * ((size_t)m->echelon.rows[step.index].length + 1);
    return lb_sparse_length(&s->problem->actions[step.what].components, step.index);
}

/* ---- Over Q ---- */

static void add_multiple(lb_membership *span, const lb_sparse *vectors, size_t vector,
                         const fmpz_t factor)
{
    for (size_t e = vectors->offsets[vector]; e < vectors->offsets[vector + 1]; e++)
        fmpz_addmul(lb_membership_touch(span, vectors->indices[e]), vectors->values + e, factor);
}

/* The integer form denominator * (form number t), composed with the bracket by generator k, times
 * the common denominator of the rows of g that it meets. */
static void compose(lb_membership *span, const lb_form_problem *problem, uint32_t t, uint32_t k)
{
    const lb_rational_basis *basis = span->basis, *g = problem->basis;
    size_t first = (size_t)k * g->count;
    fmpz_t common, factor;
    fmpz_init_set(common, g->denominators + basis->pivots[t]);
    fmpz_init(factor);
    for (size_t e = basis->offsets[t]; e < basis->offsets[t + 1]; e++)
        fmpz_lcm(common, common, g->denominators + basis->columns[e]);
    fmpz_divexact(factor, common, g->denominators + basis->pivots[t]);
    fmpz_mul(factor, factor, basis->denominators + t);
    add_multiple(span, problem->adjoint, first + basis->pivots[t], factor);
    for (size_t e = basis->offsets[t]; e < basis->offsets[t + 1]; e++) {
        fmpz_divexact(factor, common, g->denominators + basis->columns[e]);
        fmpz_mul(factor, factor, basis->numerators + e);
        add_multiple(span, problem->adjoint, first + basis->columns[e], factor);
    }
    fmpz_clear(factor);
    fmpz_clear(common);
}

static void add_exact(void *context, lb_membership *span, lb_space_step step)
{
    const form_space *s = context;
    if (step.what & LB_SPACE_IMAGE) {
        compose(span, s->problem, step.index, step.what & ~LB_SPACE_IMAGE);
        return;
    }
    fmpz_t one;
    fmpz_init_set_ui(one, 1);
    add_multiple(span, &s->problem->actions[step.what].components, step.index, one);
    fmpz_clear(one);
}

/* ---- The components ---- */

typedef struct candidate {
    size_t length;
    lb_space_step step;
} candidate;

static int compare_candidates(const void *a, const void *b)
{
    const candidate *p = a, *q = b;
    if (p->length != q->length)
        return p->length < q->length ? -1 : 1;
    if (p->step.what != q->step.what)
        return p->step.what < q->step.what ? -1 : 1;
    return (p->step.index > q->step.index) - (p->step.index < q->step.index);
}

static candidate *find_components(const lb_form_problem *problem, size_t *count)
{
    size_t capacity = 0;
    candidate *list = NULL;
    *count = 0;
    for (uint32_t i = 0; i < problem->state_count; i++) {
        const lb_sparse *components = &problem->actions[problem->states[i]].components;
        for (size_t c = problem->adjoint ? 0 : 1; c < components->count; c++) {
            size_t length = lb_sparse_length(components, c);
            if (problem->no_near && problem->actions[problem->states[i]].near[c / 2])
                continue;
            if (!length)
                continue;
            list = lb_grow(list, &capacity, *count + 1, sizeof *list);
            list[(*count)++] = (candidate){length, {problem->states[i], (uint32_t)c}};
        }
    }
    if (*count)
        qsort(list, *count, sizeof *list, compare_candidates);
    return list;
}

/* The components that span the space, the shortest first. */
static lb_space_step *list_components(const lb_form_problem *problem, size_t *count)
{
    candidate *list = find_components(problem, count);
    lb_space_step *steps = lb_malloc(*count, sizeof *steps);
    for (size_t i = 0; i < *count; i++)
        steps[i] = list[i].step;
    free(list);
    return steps;
}

lb_status lb_forms_compute(lb_invariant_space *forms, const lb_form_problem *problem, lb_run *run,
                           lb_error *error)
{
    size_t count;
    lb_space_step *given = list_components(problem, &count);
    form_space s = {problem, lb_malloc(problem->basis->count, sizeof *s.inverses)};
    const lb_space_problem space = {
        .context = &s,
        .stage = problem->stage,
        .given = given,
        .given_count = count,
        .map_count = problem->adjoint ? problem->generator_count : 0,
        .column_count = &problem->basis->count,
        .dimension_max = problem->basis->count,
        .begin = begin,
        .add = add,
        .work = work,
        .add_exact = add_exact,
    };
    lb_status status = lb_invariant_space_compute(forms, &space, run, error);
    free(s.inverses);
    free(given);
    return status;
}
