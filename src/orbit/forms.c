#include "orbit/forms.h"

#include <stdlib.h>

#include <flint/nmod.h>
#include <flint/ulong_extras.h>

#include "base/bucket_queue.h"
#include "base/memory.h"
#include "base/prime.h"
#include "closure/two_halves.h"
#include "linalg/membership.h"

/* The forms modulo one prime. */
typedef struct modular_forms {
    const lb_form_problem *problem;
    lb_run *run;
    lb_echelon echelon;
    lb_vector vector;   /* the form being computed */
    uint64_t *inverses; /* of the D_l, by row */
} modular_forms;

/* False when the prime divides a denominator. */
static bool modular_init(modular_forms *m, const lb_form_problem *problem, lb_run *run,
                         uint64_t prime)
{
    const lb_rational_basis *basis = problem->basis;
    *m = (modular_forms){.problem = problem, .run = run};
    lb_echelon_init(&m->echelon, prime);
    lb_echelon_reserve_columns(&m->echelon, basis->count);
    lb_vector_init(&m->vector, m->echelon.modulus);
    lb_vector_reserve(&m->vector, basis->count);
    m->inverses = lb_malloc(basis->count, sizeof *m->inverses);
    bool all = true;
    for (uint32_t i = 0; i < basis->count && all; i++) {
        uint64_t residue = fmpz_fdiv_ui(basis->denominators + i, prime);
        all = residue != 0;
        if (all)
            m->inverses[i] = residue == 1 ? 1 : nmod_inv(residue, m->echelon.modulus);
    }
    return all;
}

static void modular_clear(modular_forms *m)
{
    lb_echelon_clear(&m->echelon);
    lb_vector_clear(&m->vector);
    free(m->inverses);
}

static void accumulate(modular_forms *m, const lb_sparse *vectors, size_t vector, uint64_t factor)
{
    nmod_t modulus = m->echelon.modulus;
    for (size_t e = vectors->offsets[vector]; e < vectors->offsets[vector + 1]; e++) {
        uint64_t value = fmpz_fdiv_ui(vectors->values + e, modulus.n);
        value = factor == 1 ? value : nmod_mul(value, factor, modulus);
        if (value)
            lb_vector_add(&m->vector, vectors->indices[e], value);
    }
}

static void accumulate_composition(modular_forms *m, uint32_t k, uint32_t number)
{
    const lb_form_problem *problem = m->problem;
    const lb_row *row = m->echelon.rows + number;
    size_t first = (size_t)k * problem->basis->count;
    accumulate(m, problem->adjoint, first + row->pivot, m->inverses[row->pivot]);
    for (uint32_t i = 0; i < row->length; i++) {
        uint32_t l = row->entries[i].column;
        uint64_t factor = nmod_mul(row->entries[i].value, m->inverses[l], m->echelon.modulus);
        accumulate(m, problem->adjoint, first + l, factor);
    }
}

/* Compute the form of a step and reduce it; returns the length of what is left. */
static size_t compute_form(modular_forms *m, lb_form_step step)
{
    if (step.what & LB_FORM_COMPOSED)
        accumulate_composition(m, step.what & ~LB_FORM_COMPOSED, step.index);
    else
        accumulate(m, &m->problem->actions[step.what].components, step.index, 1);
    return lb_echelon_reduce(&m->echelon, &m->vector);
}

/* Make what is left the next form. */
static void insert_form(modular_forms *m)
{
    uint32_t pivot = m->vector.touched[0];
    for (size_t i = 1; i < m->vector.touched_count; i++)
        if (m->vector.touched[i] < pivot)
            pivot = m->vector.touched[i];
    lb_echelon_insert(&m->echelon, &m->vector, pivot);
}

static bool is_consistent(const modular_forms *m)
{
    return lb_echelon_is_consistent(&m->echelon) && !m->vector.faulty;
}

static bool is_full(const modular_forms *m)
{
    return m->echelon.row_count == m->problem->basis->count;
}

/* What a step costs, in entries of forms. */
static size_t work_of(const modular_forms *m, lb_form_step step)
{
    if (step.what & LB_FORM_COMPOSED)
        return 4 * ((size_t)m->echelon.rows[step.index].length + 1);
    return lb_sparse_length(&m->problem->actions[step.what].components, step.index);
}

/* ---- Search ---- */

/* As in the search for g: the shortest forms are composed first, and what leaves a long remainder
 * is put off, until more forms have made it short. */
typedef struct form_search {
    modular_forms *m;
    lb_forms *forms;
    lb_queue rows;     /* forms to be composed */
    bool *pending;     /* of each form: it is still to be composed */
    lb_queue deferred; /* numbers of steps that were put off */
    lb_form_step *put_off;
    size_t pending_capacity, put_off_count, put_off_capacity, deferred_count;
} form_search;

/* A remainder with more entries is put off. */
enum { SHORT = 16 };

static void enqueue_row(form_search *s, uint32_t row)
{
    if (s->pending[row])
        lb_queue_push(&s->rows, row, s->m->echelon.rows[row].length);
}

static void add_form(form_search *s, lb_form_step step)
{
    lb_forms *forms = s->forms;
    const lb_echelon *echelon = &s->m->echelon;
    uint32_t row = echelon->row_count;
    insert_form(s->m);
    forms->steps = lb_grow(forms->steps, &forms->step_capacity, (size_t)row + 1, sizeof step);
    forms->steps[row] = step;
    s->pending = lb_grow(s->pending, &s->pending_capacity, (size_t)row + 1, sizeof *s->pending);
    s->pending[row] = true;
    enqueue_row(s, row);
    for (size_t i = 0; i < echelon->changed_count; i++)
        enqueue_row(s, echelon->changed[i]);
}

/* False when a limit was reached. */
static bool try_step(form_search *s, lb_form_step step, size_t longest)
{
    modular_forms *m = s->m;
    lb_progress progress = {.stage = m->problem->adjoint ? "sector" : "orbit",
                            .done = m->echelon.row_count,
                            .deferred = s->deferred_count,
                            .longest = m->echelon.longest_row};
    if (is_full(m))
        return true;
    size_t before = m->echelon.work + m->vector.work;
    size_t length = compute_form(m, step);
    if (length > longest) {
        lb_vector_discard(&m->vector);
        s->put_off = lb_grow(s->put_off, &s->put_off_capacity, s->put_off_count + 1, sizeof step);
        lb_queue_push(&s->deferred, (uint32_t)s->put_off_count, length);
        s->put_off[s->put_off_count++] = step;
        s->deferred_count++;
    } else if (length) {
        add_form(s, step);
    }
    size_t work = work_of(m, step) + 1 + (m->echelon.work + m->vector.work - before) / 16;
    return lb_run_goes_on(m->run, work, progress);
}

typedef struct candidate {
    size_t length;
    lb_form_step step;
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

/* The components that span the space, the shortest first. */
static candidate *list_components(const lb_form_problem *problem, size_t *count)
{
    size_t capacity = 0;
    candidate *list = NULL;
    *count = 0;
    for (uint32_t i = 0; i < problem->state_count; i++) {
        const lb_sparse *components = &problem->actions[problem->states[i]].components;
        for (size_t c = problem->adjoint ? 0 : 1; c < components->count; c++) {
            size_t length = lb_sparse_length(components, c);
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

static bool search_components(form_search *s)
{
    size_t count;
    candidate *list = list_components(s->m->problem, &count);
    bool goes_on = true;
    for (size_t i = 0; i < count && goes_on; i++)
        goes_on = try_step(s, list[i].step, SHORT);
    free(list);
    return goes_on;
}

static bool compose_rows(form_search *s)
{
    uint32_t row;
    bool goes_on = true;
    while (goes_on && lb_queue_pop(&s->rows, &row)) {
        bool pending = s->pending[row];
        s->pending[row] = false;
        for (uint32_t k = 0; pending && goes_on && k < s->m->problem->generator_count; k++)
            goes_on = try_step(s, (lb_form_step){LB_FORM_COMPOSED | k, row}, SHORT);
    }
    return goes_on;
}

/* What was put off comes when nothing else is left, and only what is still about the shortest. */
static bool search_forms(form_search *s)
{
    bool goes_on = search_components(s);
    for (uint32_t number; goes_on && !is_full(s->m);) {
        if (s->m->problem->adjoint && !compose_rows(s))
            return false;
        if (!lb_queue_pop(&s->deferred, &number))
            break;
        s->deferred_count--;
        size_t length = s->deferred.lowest;
        bool known = length < LB_QUEUE_BUCKETS - 1;
        goes_on = try_step(s, s->put_off[number], known ? length + length / 4 : SIZE_MAX);
    }
    return goes_on;
}

static bool run_search(modular_forms *m, lb_forms *forms)
{
    form_search *s = lb_calloc(1, sizeof *s);
    s->m = m;
    s->forms = forms;
    bool ended = search_forms(s);
    lb_queue_clear(&s->rows);
    lb_queue_clear(&s->deferred);
    free(s->pending);
    free(s->put_off);
    free(s);
    return ended;
}

/* ---- Both halves, as of two_halves.h ---- */

typedef struct form_space {
    const lb_form_problem *problem;
    lb_forms *forms;
    lb_run *run;
} form_space;

static void keep_basis(lb_attempt *attempt, const modular_forms *m)
{
    lb_modular_basis basis;
    lb_modular_basis_init(&basis, &m->echelon, attempt->order);
    lb_attempt_keep(attempt, basis);
}

/* The pivots by row, and the rows by pivot. */
static void note_pivots(lb_attempt *attempt, const modular_forms *m)
{
    uint32_t rows = m->problem->basis->count, next = 0;
    attempt->count = m->echelon.row_count;
    attempt->pivots = lb_malloc(attempt->count, sizeof *attempt->pivots);
    attempt->order = lb_malloc(attempt->count, sizeof *attempt->order);
    for (uint32_t t = 0; t < attempt->count; t++)
        attempt->pivots[t] = m->echelon.rows[t].pivot;
    for (uint32_t i = 0; i < rows; i++)
        if (m->echelon.columns[i].pivot_row != LB_NO_ROW)
            attempt->order[next++] = m->echelon.columns[i].pivot_row;
}

static lb_outcome search_modulo(void *space, lb_attempt *attempt, uint64_t prime)
{
    const form_space *s = space;
    modular_forms m;
    lb_outcome outcome = LB_OUTCOME_UNLUCKY;
    if (modular_init(&m, s->problem, s->run, prime)) {
        bool ended = run_search(&m, s->forms);
        s->forms->prime = prime;
        s->forms->dimension = m.echelon.row_count;
        if (ended) {
            note_pivots(attempt, &m);
            keep_basis(attempt, &m);
        }
        outcome = !is_consistent(&m) ? LB_OUTCOME_FAULTY
                  : ended            ? LB_OUTCOME_DONE
                                     : LB_OUTCOME_STOPPED;
    }
    modular_clear(&m);
    return outcome;
}

static lb_outcome replay_step(modular_forms *m, lb_form_step step, uint32_t pivot,
                              lb_progress progress)
{
    if (!lb_run_goes_on(m->run, work_of(m, step) + 1, progress))
        return LB_OUTCOME_STOPPED;
    if (!compute_form(m, step))
        return LB_OUTCOME_UNLUCKY;
    insert_form(m);
    return m->echelon.rows[m->echelon.row_count - 1].pivot == pivot ? LB_OUTCOME_DONE
                                                                    : LB_OUTCOME_UNLUCKY;
}

static lb_outcome replay_modulo(const form_space *s, lb_attempt *attempt, uint64_t prime)
{
    modular_forms m;
    lb_outcome outcome =
        modular_init(&m, s->problem, s->run, prime) ? LB_OUTCOME_DONE : LB_OUTCOME_UNLUCKY;
    for (uint32_t t = 0; t < attempt->count && outcome == LB_OUTCOME_DONE; t++) {
        lb_progress progress = {.stage = "replay", .done = t, .total = attempt->count};
        outcome = replay_step(&m, s->forms->steps[t], attempt->pivots[t], progress);
    }
    if (outcome == LB_OUTCOME_DONE)
        keep_basis(attempt, &m);
    if (!is_consistent(&m))
        outcome = LB_OUTCOME_FAULTY;
    modular_clear(&m);
    return outcome;
}

static lb_outcome replay_forms(void *space, lb_attempt *attempt, const uint64_t *primes,
                               size_t count)
{
    lb_outcome outcome = LB_OUTCOME_DONE;
    for (size_t i = 0; i < count && outcome == LB_OUTCOME_DONE; i++)
        outcome = replay_modulo(space, attempt, primes[i]);
    return outcome;
}

/* ---- The upper half, over Q ---- */

static void add_multiple(lb_span *span, const lb_sparse *vectors, size_t vector,
                         const fmpz_t factor)
{
    for (size_t e = vectors->offsets[vector]; e < vectors->offsets[vector + 1]; e++)
        fmpz_addmul(lb_span_touch(span, vectors->indices[e]), vectors->values + e, factor);
}

static bool contains_components(lb_span *span, const lb_form_problem *problem)
{
    size_t count;
    candidate *list = list_components(problem, &count);
    fmpz_t one;
    fmpz_init_set_ui(one, 1);
    bool contained = true;
    for (size_t i = 0; i < count && contained; i++) {
        lb_form_step step = list[i].step;
        add_multiple(span, &problem->actions[step.what].components, step.index, one);
        contained = lb_span_contains(span);
    }
    fmpz_clear(one);
    free(list);
    return contained;
}

/* The integer form denominator * (form number t), composed with the bracket by generator k, times
 * the common denominator of the rows of g that it meets. */
static void compose(lb_span *span, const lb_form_problem *problem, uint32_t t, uint32_t k)
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

static lb_outcome check_compositions(lb_span *span, const form_space *s)
{
    const lb_rational_basis *basis = span->basis;
    for (uint32_t t = 0; t < basis->count; t++) {
        lb_progress progress = {.stage = "proof", .done = t, .total = basis->count};
        size_t length = basis->offsets[t + 1] - basis->offsets[t] + 1;
        if (!lb_run_goes_on(s->run, 4 * length * s->problem->generator_count, progress))
            return LB_OUTCOME_STOPPED;
        for (uint32_t k = 0; k < s->problem->generator_count; k++) {
            compose(span, s->problem, t, k);
            if (!lb_span_contains(span))
                return LB_OUTCOME_UNLUCKY;
        }
    }
    return LB_OUTCOME_DONE;
}

/* Nothing is to be checked when the forms are all there are. */
static lb_outcome contains_forms(void *space, const lb_rational_basis *basis)
{
    const form_space *s = space;
    if (basis->count == s->problem->basis->count)
        return LB_OUTCOME_DONE;
    lb_span span;
    lb_span_init(&span, basis, s->problem->basis->count);
    lb_outcome outcome =
        contains_components(&span, s->problem) ? LB_OUTCOME_DONE : LB_OUTCOME_UNLUCKY;
    if (outcome == LB_OUTCOME_DONE && s->problem->adjoint)
        outcome = check_compositions(&span, s);
    lb_span_clear(&span);
    return outcome;
}

/* A single basis is lifted at first, since the heights are small. */
lb_status lb_forms_compute(lb_forms *forms, const lb_form_problem *problem, lb_run *run,
                           lb_error *error)
{
    *forms = (lb_forms){.prime = LB_LARGE_PRIME};
    form_space space = {problem, forms, run};
    const lb_space_problem halves = {
        .space = &space,
        .search = search_modulo,
        .replay = replay_forms,
        .contains = contains_forms,
        .bases_at_first = 1,
        .replays_together = 1,
    };
    size_t primes = 0;
    lb_outcome outcome = lb_two_halves(&forms->basis, &primes, &halves);
    forms->proved = outcome == LB_OUTCOME_DONE;
    if (outcome != LB_OUTCOME_FAULTY)
        return LB_OK;
    lb_forms_clear(forms);
    return lb_fail(error, LB_INTERNAL, "a self-check of linear forms failed; please report it");
}

void lb_forms_clear(lb_forms *forms)
{
    free(forms->steps);
    lb_rational_basis_clear(&forms->basis);
}
