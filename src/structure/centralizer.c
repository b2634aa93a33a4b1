#include "structure/centralizer.h"

#include <stdlib.h>
#include <string.h>

#include <flint/nmod.h>
#include <flint/nmod_mat.h>

#include "base/memory.h"
#include "linalg/echelon.h"

void lb_subspace_copy(lb_subspace *copy, const lb_subspace *space)
{
    copy->count = space->count;
    copy->vectors = lb_malloc(space->count, sizeof *copy->vectors);
    copy->pivots = lb_malloc(space->count, sizeof *copy->pivots);
    for (uint32_t i = 0; i < space->count; i++) {
        lb_sparse_vector_copy(copy->vectors + i, space->vectors + i);
        copy->pivots[i] = space->pivots[i];
    }
}

void lb_subspace_clear(lb_subspace *space)
{
    lb_sparse_vectors_clear(space->vectors, space->count);
    free(space->pivots);
}

/* Lists of terms, one after the other: list i is terms[first[i]] .. terms[first[i + 1] - 1]. */
typedef struct term_lists {
    size_t *first;
    lb_term *terms;
} term_lists;

static void lists_clear(term_lists *lists)
{
    free(lists->first);
    free(lists->terms);
}

/* List a holds the vectors with an entry at coordinate a. */
static void lists_by_coordinate(term_lists *lists, const lb_subspace *space, uint32_t dimension)
{
    lists->first = lb_calloc((size_t)dimension + 2, sizeof *lists->first);
    for (uint32_t j = 0; j < space->count; j++)
        for (uint32_t i = 0; i < space->vectors[j].length; i++)
            lists->first[space->vectors[j].terms[i].column + 2]++;
    for (uint32_t a = 0; a < dimension; a++)
        lists->first[a + 2] += lists->first[a + 1];
    lists->terms = lb_malloc(lists->first[dimension + 1], sizeof *lists->terms);
    for (uint32_t j = 0; j < space->count; j++)
        for (uint32_t i = 0; i < space->vectors[j].length; i++) {
            const lb_term *term = space->vectors[j].terms + i;
            lists->terms[lists->first[term->column + 1]++] = (lb_term){term->value, j};
        }
}

void lb_subspace_images(nmod_mat_t images, const lb_subspace *space, const lb_ad_map *A,
                        const lb_frame *frame)
{
    term_lists lists;
    nmod_t p = frame->modulus;
    lb_progress progress = {.stage = "structure", .done = frame->dimension};
    lb_run_goes_on(frame->run, A->first[A->dimension] + (size_t)(images->r * images->c) / 8,
                   progress);
    lists_by_coordinate(&lists, space, A->dimension);
    nmod_mat_zero(images);
    for (uint32_t b = 0; b < A->dimension; b++)
        for (size_t i = A->first[b]; i < A->first[b + 1]; i++) {
            const lb_term *entry = A->terms + i;
            for (size_t k = lists.first[entry->column]; k < lists.first[entry->column + 1]; k++) {
                uint64_t *sum = images->rows[lists.terms[k].column] + b;
                *sum = nmod_add(*sum, nmod_mul(entry->value, lists.terms[k].value, p), p);
            }
        }
    lists_clear(&lists);
}

/* The equations sum_j (A x_j)_b c_j = 0, for all b, those of fewer unknowns first. */
typedef struct linear_system {
    uint32_t count;
    lb_sparse_vector *equations;
} linear_system;

static int compare_lengths(const void *a, const void *b)
{
    uint32_t p = ((const lb_sparse_vector *)a)->length, q = ((const lb_sparse_vector *)b)->length;
    return (p > q) - (p < q);
}

static void system_init(linear_system *s, const lb_ad_map *A, const lb_subspace *space,
                        nmod_t modulus)
{
    term_lists lists;
    lb_sparse_sum sum;
    lists_by_coordinate(&lists, space, A->dimension);
    lb_sparse_sum_init(&sum, space->count, modulus);
    *s = (linear_system){.equations = lb_malloc(A->dimension, sizeof *s->equations)};
    for (uint32_t b = 0; b < A->dimension; b++) {
        for (size_t i = A->first[b]; i < A->first[b + 1]; i++) {
            size_t first = lists.first[A->terms[i].column];
            size_t after = lists.first[A->terms[i].column + 1];
            lb_sparse_sum_add(&sum, A->terms[i].value, lists.terms + first, after - first);
        }
        lb_sparse_vector equation;
        lb_sparse_sum_take(&equation, &sum);
        if (equation.length)
            s->equations[s->count++] = equation;
        else
            lb_sparse_vector_clear(&equation);
    }
    lb_sparse_sum_clear(&sum);
    lists_clear(&lists);
    qsort(s->equations, s->count, sizeof *s->equations, compare_lengths);
}

static void system_clear(linear_system *s)
{
    lb_sparse_vectors_clear(s->equations, s->count);
}

/* Among the unknowns of the remainder the one to eliminate: the one whose vector is longest, so
 * that short vectors remain for the kernel. */
static uint32_t choose_pivot(const lb_vector *remainder, const lb_subspace *space)
{
    uint32_t best = remainder->touched[0];
    for (size_t i = 1; i < remainder->touched_count; i++) {
        uint32_t unknown = remainder->touched[i];
        uint32_t length = space->vectors[unknown].length, most = space->vectors[best].length;
        if (length > most || (length == most && unknown > best))
            best = unknown;
    }
    return best;
}

static void solve(lb_echelon *echelon, const linear_system *s, const lb_subspace *space,
                  lb_run *run)
{
    lb_vector row;
    size_t before = 0;
    lb_echelon_reserve_columns(echelon, space->count);
    lb_vector_init(&row, echelon->modulus);
    lb_vector_reserve(&row, space->count);
    for (uint32_t i = 0; i < s->count; i++) {
        const lb_sparse_vector *equation = s->equations + i;
        lb_progress progress = {.stage = "torus", .done = i, .total = s->count};
        size_t work = echelon->work + row.work;
        if (!lb_run_goes_on(run, 16 + (work - before) / 4, progress))
            break;
        before = work;
        for (uint32_t j = 0; j < equation->length; j++)
            lb_vector_add(&row, equation->terms[j].column, equation->terms[j].value);
        if (lb_echelon_reduce(echelon, &row))
            lb_echelon_insert(echelon, &row, choose_pivot(&row, space));
    }
    lb_vector_clear(&row);
}

/* List j holds, for the free unknown j, the pivot unknowns that depend on it. */
static void lists_by_unknown(term_lists *lists, const lb_echelon *echelon, uint32_t unknowns)
{
    lists->first = lb_calloc((size_t)unknowns + 2, sizeof *lists->first);
    for (uint32_t r = 0; r < echelon->row_count; r++)
        for (uint32_t i = 0; i < echelon->rows[r].length; i++)
            lists->first[echelon->rows[r].entries[i].column + 2]++;
    for (uint32_t u = 0; u < unknowns; u++)
        lists->first[u + 2] += lists->first[u + 1];
    lists->terms = lb_malloc(lists->first[unknowns + 1], sizeof *lists->terms);
    for (uint32_t r = 0; r < echelon->row_count; r++)
        for (uint32_t i = 0; i < echelon->rows[r].length; i++) {
            const lb_entry *entry = echelon->rows[r].entries + i;
            lists->terms[lists->first[entry->column + 1]++] =
                (lb_term){entry->value, echelon->rows[r].pivot};
        }
}

/* For each free unknown j: x_j less the multiples that the equations demand. */
static void take_kernel(lb_subspace *kernel, const lb_subspace *space, const lb_echelon *echelon,
                        uint32_t dimension)
{
    term_lists lists;
    lb_sparse_sum sum;
    lists_by_unknown(&lists, echelon, space->count);
    lb_sparse_sum_init(&sum, dimension, echelon->modulus);
    *kernel = (lb_subspace){.vectors = lb_malloc(space->count, sizeof *kernel->vectors),
                            .pivots = lb_malloc(space->count, sizeof *kernel->pivots)};
    for (uint32_t j = 0; j < space->count; j++) {
        if (echelon->columns[j].pivot_row != LB_NO_ROW)
            continue;
        lb_sparse_sum_add(&sum, 1, space->vectors[j].terms, space->vectors[j].length);
        for (size_t i = lists.first[j]; i < lists.first[j + 1]; i++) {
            const lb_sparse_vector *other = space->vectors + lists.terms[i].column;
            lb_sparse_sum_add(&sum, nmod_neg(lists.terms[i].value, echelon->modulus), other->terms,
                              other->length);
        }
        kernel->pivots[kernel->count] = space->pivots[j];
        lb_sparse_sum_take(kernel->vectors + kernel->count++, &sum);
    }
    lb_sparse_sum_clear(&sum);
    lists_clear(&lists);
}

bool lb_subspace_intersect_kernel(lb_subspace *space, const lb_ad_map *A, const lb_frame *frame)
{
    linear_system s;
    system_init(&s, A, space, frame->modulus);
    bool smaller = s.count > 0;
    if (smaller) {
        lb_echelon echelon;
        lb_subspace kernel;
        lb_echelon_init(&echelon, frame->modulus.n);
        solve(&echelon, &s, space, frame->run);
        take_kernel(&kernel, space, &echelon, A->dimension);
        lb_echelon_clear(&echelon);
        lb_subspace_clear(space);
        *space = kernel;
    }
    system_clear(&s);
    return smaller;
}

static void whole_algebra(lb_subspace *space, uint32_t dimension)
{
    *space = (lb_subspace){.count = dimension};
    space->vectors = lb_malloc(dimension, sizeof *space->vectors);
    space->pivots = lb_malloc(dimension, sizeof *space->pivots);
    for (uint32_t a = 0; a < dimension; a++) {
        const lb_term unit = {1, a};
        lb_sparse_vector_copy(space->vectors + a, &(lb_sparse_vector){1, (lb_term *)&unit});
        space->pivots[a] = a;
    }
}

/* The vector of least work whose pivot is not marked; its number, or space->count where there is
 * none that can be listed. */
static uint32_t next_vector(const lb_frame *frame, const lb_subspace *space, const bool *central)
{
    uint32_t best = space->count;
    double least = LB_WORK_MAX;
    for (uint32_t i = 0; i < space->count; i++) {
        if (central[space->pivots[i]])
            continue;
        double work = lb_frame_work(frame, space->vectors + i);
        if (work < least) {
            best = i;
            least = work;
        }
    }
    return best;
}

/* (u, z) = 0 for all z of the space. */
static bool is_orthogonal(const lb_subspace *space, const lb_frame *frame, const uint64_t *u)
{
    uint64_t *form = lb_malloc(frame->dimension, sizeof *form);
    bool zero = true;
    lb_frame_trace_form(form, frame, u);
    for (uint32_t i = 0; i < space->count && zero; i++)
        zero = !lb_sparse_vector_dot(form, space->vectors + i, frame->modulus);
    free(form);
    return zero;
}

/* ({y, x}, z) for a random x and all z of the space: zero if it is abelian, since that is -(y,
 * {z, x}), and hardly else. The same for g, of which y may be made, tells most spaces that are not. */
static bool seems_abelian(const lb_subspace *space, const lb_mixture *y, lb_random *random)
{
    const lb_frame *frame = y->frame;
    nmod_t p = frame->modulus;
    uint32_t D = frame->dimension;
    uint64_t *x = lb_calloc(D, sizeof *x), *bracket = lb_malloc(D, sizeof *bracket);
    for (uint32_t i = 0; i < space->count; i++)
        lb_sparse_vector_add(x, space->vectors + i, lb_random_below(random, p.n), p);
    lb_ad_map_apply(bracket, &y->g, x, frame);
    bool zero = is_orthogonal(space, frame, bracket);
    if (zero && !y->direct) {
        lb_mixture_bracket(bracket, y, x);
        zero = is_orthogonal(space, frame, bracket);
    }
    free(bracket);
    free(x);
    return zero;
}

/* Centralize the vector of least work; false when there is none. */
static bool centralize_next(lb_subspace *space, const lb_frame *frame, bool *central)
{
    uint32_t at = next_vector(frame, space, central);
    if (at == space->count)
        return false;
    lb_ad_map A;
    uint32_t pivot = space->pivots[at];
    lb_ad_map_init(&A, frame, space->vectors + at);
    central[pivot] = !lb_subspace_intersect_kernel(space, &A, frame);
    lb_ad_map_clear(&A);
    return true;
}

bool lb_torus_find(lb_subspace *torus, const lb_mixture *y, lb_random *random)
{
    const lb_frame *frame = y->frame;
    lb_subspace space;
    whole_algebra(&space, frame->dimension);
    bool *central = lb_calloc(frame->dimension, sizeof *central), found = false, goes_on = true;
    while (goes_on && !found) {
        found = seems_abelian(&space, y, random);
        goes_on = found || (centralize_next(&space, frame, central) && !frame->run->stopped);
    }
    free(central);
    if (!goes_on) {
        lb_subspace_clear(&space);
        space = (lb_subspace){0};
    }
    *torus = space;
    return goes_on && !frame->run->stopped;
}
