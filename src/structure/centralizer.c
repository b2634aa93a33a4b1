#include "structure/centralizer.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "linalg/echelon.h"

/* One entry of the system: value times unknown, in the equation of one coordinate of {v, x}. */
typedef struct coefficient {
    uint64_t value;
    uint32_t equation, unknown;
} coefficient;

typedef struct linear_system {
    uint32_t equations, unknowns;
    coefficient *items; /* equation by equation */
    size_t count, capacity;
    size_t *first;   /* equation e is items[first[e]] .. items[first[e + 1] - 1] */
    uint32_t *order; /* of the equations, shortest first */
} linear_system;

static void system_clear(linear_system *s)
{
    free(s->items);
    free(s->first);
    free(s->order);
}

/* The coordinates of {v, x}, as coefficients of one unknown. */
static void append_unknown(linear_system *s, lb_frame *frame, const lb_vector *v,
                           const lb_vector *x, uint32_t unknown)
{
    lb_frame_add_bracket(frame, 1, v, x);
    for (size_t i = 0; i < frame->touched_count; i++) {
        uint32_t column = frame->touched[i], equation = frame->index_of[column];
        uint64_t value = frame->accumulators[column];
        if (equation == LB_NO_INDEX || value == frame->modulus.n)
            continue;
        s->items = lb_grow(s->items, &s->capacity, s->count + 1, sizeof *s->items);
        s->items[s->count++] = (coefficient){value, equation, unknown};
    }
    lb_frame_drop(frame);
}

/* Stable counting sorts: the items by equation, the equations by length. */
static void sort_system(linear_system *s)
{
    coefficient *sorted = lb_malloc(s->count, sizeof *sorted);
    size_t *next = lb_calloc((size_t)s->equations + 2, sizeof *next);
    s->first = lb_calloc((size_t)s->equations + 1, sizeof *s->first);
    for (size_t i = 0; i < s->count; i++)
        s->first[s->items[i].equation + 1]++;
    for (uint32_t e = 0; e < s->equations; e++)
        s->first[e + 1] += s->first[e];
    memcpy(next, s->first, ((size_t)s->equations + 1) * sizeof *next);
    for (size_t i = 0; i < s->count; i++)
        sorted[next[s->items[i].equation]++] = s->items[i];
    free(s->items);
    s->items = sorted;
    s->capacity = s->count;
    free(next);

    size_t longest = s->unknowns;
    size_t *at = lb_calloc(longest + 2, sizeof *at);
    s->order = lb_malloc(s->equations, sizeof *s->order);
    for (uint32_t e = 0; e < s->equations; e++)
        at[s->first[e + 1] - s->first[e] + 1]++;
    for (size_t l = 0; l <= longest; l++)
        at[l + 1] += at[l];
    for (uint32_t e = 0; e < s->equations; e++)
        s->order[at[s->first[e + 1] - s->first[e]]++] = e;
    free(at);
}

static void system_init(linear_system *s, lb_frame *frame, const lb_subspace *space,
                        const lb_vector *v)
{
    *s = (linear_system){.equations = frame->basis.count, .unknowns = space->count};
    for (uint32_t a = 0; a < space->count; a++)
        append_unknown(s, frame, v, space->vectors + a, a);
    sort_system(s);
}

/* Among the unknowns of the remainder the one to eliminate: the one whose vector is longest, so
 * that short vectors remain for the kernel. */
static uint32_t choose_pivot(const lb_echelon *echelon, const lb_subspace *space)
{
    uint32_t best = echelon->touched[0];
    for (size_t i = 1; i < echelon->touched_count; i++) {
        uint32_t unknown = echelon->touched[i];
        uint32_t length = space->vectors[unknown].length, most = space->vectors[best].length;
        if (length > most || (length == most && unknown > best))
            best = unknown;
    }
    return best;
}

static void solve(lb_echelon *echelon, const linear_system *s, const lb_subspace *space)
{
    lb_echelon_reserve_columns(echelon, s->unknowns);
    for (uint32_t i = 0; i < s->equations; i++) {
        uint32_t e = s->order[i];
        for (size_t j = s->first[e]; j < s->first[e + 1]; j++)
            lb_echelon_add(echelon, s->items[j].unknown, s->items[j].value);
        if (lb_echelon_reduce(echelon))
            lb_echelon_insert(echelon, choose_pivot(echelon, space));
    }
}

/* The entries of the echelon rows by column: lists of (row, value). */
typedef struct kernel_lists {
    size_t *first;
    coefficient *items;
} kernel_lists;

static void lists_init(kernel_lists *lists, const lb_echelon *echelon, uint32_t unknowns)
{
    lists->first = lb_calloc((size_t)unknowns + 2, sizeof *lists->first);
    for (uint32_t r = 0; r < echelon->row_count; r++)
        for (uint32_t i = 0; i < echelon->rows[r].length; i++)
            lists->first[echelon->rows[r].entries[i].column + 2]++;
    for (uint32_t u = 0; u < unknowns; u++)
        lists->first[u + 2] += lists->first[u + 1];
    lists->items = lb_malloc(lists->first[unknowns + 1], sizeof *lists->items);
    for (uint32_t r = 0; r < echelon->row_count; r++)
        for (uint32_t i = 0; i < echelon->rows[r].length; i++) {
            const lb_entry *entry = echelon->rows[r].entries + i;
            lists->items[lists->first[entry->column + 1]++] =
                (coefficient){entry->value, 0, echelon->rows[r].pivot};
        }
}

static void lists_clear(kernel_lists *lists)
{
    free(lists->first);
    free(lists->items);
}

/* The kernel vector of free unknown j: x_j less the multiples that the equations demand. */
static void kernel_vector(lb_vector *v, lb_frame *frame, const lb_subspace *space,
                          const kernel_lists *lists, uint32_t j)
{
    lb_frame_add(frame, 1, space->vectors + j);
    for (size_t i = lists->first[j]; i < lists->first[j + 1]; i++)
        lb_frame_add(frame, nmod_neg(lists->items[i].value, frame->modulus),
                     space->vectors + lists->items[i].unknown);
    lb_frame_take(v, frame);
}

void lb_subspace_centralize(lb_subspace *space, lb_frame *frame, const lb_vector *v)
{
    linear_system s;
    lb_echelon echelon;
    kernel_lists lists;
    system_init(&s, frame, space, v);
    lb_echelon_init(&echelon, frame->modulus.n);
    solve(&echelon, &s, space);
    lists_init(&lists, &echelon, s.unknowns);
    lb_subspace kernel = {.vectors = lb_malloc(space->count, sizeof *kernel.vectors),
                          .pivots = lb_malloc(space->count, sizeof *kernel.pivots)};
    for (uint32_t j = 0; j < s.unknowns; j++) {
        if (echelon.columns[j].pivot_row != LB_NO_ROW)
            continue;
        kernel.pivots[kernel.count] = space->pivots[j];
        kernel_vector(kernel.vectors + kernel.count++, frame, space, &lists, j);
    }
    lists_clear(&lists);
    lb_echelon_clear(&echelon);
    system_clear(&s);
    lb_subspace_clear(space);
    *space = kernel;
}

static bool is_central(lb_frame *frame, const lb_subspace *space, uint32_t i)
{
    for (uint32_t j = 0; j < space->count; j++)
        if (j != i && !lb_frame_commute(frame, space->vectors + i, space->vectors + j))
            return false;
    return true;
}

/* The shortest vector that is not marked as central and is not, its number; LB_NO_INDEX when the
 * space is abelian. Vectors found central are marked by their pivots; they stay so. */
static uint32_t next_vector(lb_frame *frame, const lb_subspace *space, bool *central)
{
    for (;;) {
        uint32_t best = LB_NO_INDEX;
        for (uint32_t i = 0; i < space->count; i++)
            if (!central[space->pivots[i]] &&
                (best == LB_NO_INDEX || space->vectors[i].length < space->vectors[best].length))
                best = i;
        if (best == LB_NO_INDEX || !is_central(frame, space, best))
            return best;
        central[space->pivots[best]] = true;
    }
}

bool lb_torus_find(lb_subspace *torus, lb_frame *frame, lb_run *run)
{
    lb_subspace space;
    lb_subspace_copy(&space, &frame->basis);
    bool *central = lb_calloc(frame->columns, sizeof *central), goes_on = true;
    uint32_t at;
    while (goes_on && (at = next_vector(frame, &space, central)) != LB_NO_INDEX) {
        lb_vector v = {.length = space.vectors[at].length};
        v.terms = lb_malloc(v.length, sizeof *v.terms);
        memcpy(v.terms, space.vectors[at].terms, v.length * sizeof *v.terms);
        lb_progress progress = {.stage = "torus", .done = space.count, .pending = space.count};
        goes_on = lb_run_goes_on(run, SIZE_MAX / 2, progress);
        if (goes_on)
            lb_subspace_centralize(&space, frame, &v);
        lb_vector_clear(&v);
    }
    free(central);
    if (goes_on)
        *torus = space;
    else {
        lb_subspace_clear(&space);
        *torus = (lb_subspace){0};
    }
    return goes_on;
}
