#include "check/orbit/orbit.h"

#include <stdlib.h>
#include <string.h>

/* Entries as they are found, each for a vector and an index; equal ones add up. */
typedef struct entries {
    size_t count, capacity;
    struct entry {
        size_t vector;
        uint32_t index;
        lb_check_integer value;
    } * at;
} entries;

static void add_entry(entries *E, size_t vector, uint32_t index, const lb_check_integer *a,
                      const lb_check_integer *b, int64_t sign)
{
    E->at = lb_check_grow(E->at, &E->capacity, E->count + 1, sizeof *E->at);
    struct entry *entry = &E->at[E->count++];
    *entry = (struct entry){.vector = vector, .index = index};
    lb_check_integer_add_product(&entry->value, a, b, sign);
}

static int compare_entries(const void *a, const void *b)
{
    const struct entry *p = a, *q = b;
    if (p->vector != q->vector)
        return p->vector < q->vector ? -1 : 1;
    return (p->index > q->index) - (p->index < q->index);
}

/* Order the entries into the matrix, which takes over their values. */
static void set_matrix(lb_check_matrix *M, size_t count, entries *E)
{
    static const lb_check_integer one = {1, NULL};
    size_t next = 0;
    if (E->count)
        qsort(E->at, E->count, sizeof *E->at, compare_entries);
    M->count = count;
    M->start = lb_check_resize(NULL, (count + 1) * sizeof *M->start);
    M->index = lb_check_resize(NULL, E->count * sizeof *M->index);
    M->value = lb_check_resize(NULL, E->count * sizeof *M->value);
    for (size_t v = 0, e = 0; v < count; v++) {
        M->start[v] = next;
        for (; e < E->count && E->at[e].vector == v; e++) {
            if (next > M->start[v] && M->index[next - 1] == E->at[e].index) {
                lb_check_integer_add_product(&M->value[next - 1], &E->at[e].value, &one, 1);
                lb_check_integer_clear(&E->at[e].value);
            } else {
                M->index[next] = E->at[e].index;
                M->value[next++] = E->at[e].value;
            }
        }
    }
    M->start[count] = next;
    free(E->at);
    *E = (entries){0};
}

void lb_check_matrix_clear(lb_check_matrix *M)
{
    for (size_t e = 0; M->start && e < M->start[M->count]; e++)
        lb_check_integer_clear(&M->value[e]);
    free(M->start);
    free(M->index);
    free(M->value);
}

static void set_transpose(lb_check_matrix *T, const lb_check_matrix *M, size_t count)
{
    static const lb_check_integer one = {1, NULL};
    entries E = {0};
    for (size_t v = 0; v < M->count; v++)
        for (size_t e = M->start[v]; e < M->start[v + 1]; e++)
            add_entry(&E, M->index[e], (uint32_t)v, &M->value[e], &one, 1);
    set_matrix(T, count, &E);
}

void lb_check_set_images(lb_check_orbit *O, size_t state)
{
    const lb_check_strings *S = &O->closure->strings;
    const lb_check_sums *rows = &O->closure->rows;
    lb_check_state *psi = &O->states[state];
    entries E = {0};
    for (size_t i = 0; i < rows->count; i++)
        for (size_t t = rows->start[i]; t < rows->start[i + 1]; t++)
            for (size_t k = 0; k < psi->entry_count; k++) {
                const uint64_t *string = lb_check_words_of(S, rows->ids[t]);
                uint32_t turns = 0, c = lb_check_move(psi, string, S->words, psi->at[k], &turns);
                add_entry(&E, i, c, &rows->coefficients.at[t], &psi->entries.at[k], turns ? -1 : 1);
            }
    set_matrix(&O->images[state], rows->count, &E);
    set_transpose(&O->components[state], &O->images[state], 2 * psi->representatives.count);
}

/* The entries of {H_k, d_i R_i} at the pivots: as V is closed, they are its coordinates. */
static void add_bracket(const lb_check_orbit *O, lb_check_strings *S, size_t k, size_t i,
                        entries *E)
{
    const lb_check_sums *g = &O->closure->generators, *rows = &O->closure->rows;
    for (size_t a = g->start[k]; a < g->start[k + 1]; a++)
        for (size_t b = rows->start[i]; b < rows->start[i + 1]; b++) {
            if (!lb_check_brackets(S, g->ids[a], rows->ids[b]))
                continue;
            uint32_t row = lb_check_record_at(S, S->products[0].id)->row;
            if (row != LB_CHECK_NONE)
                add_entry(E, k * O->dimension + i, row, &g->coefficients.at[a],
                          &rows->coefficients.at[b], S->products[0].times);
        }
}

void lb_check_set_brackets(lb_check_orbit *O)
{
    static const lb_check_integer one = {1, NULL};
    if (O->by_row.start)
        return;
    entries E = {0};
    lb_check_strings S;
    lb_check_strings_init_after(&S, &O->closure->strings);
    for (size_t i = 0; i < O->dimension; i++)
        for (size_t k = 0; k < O->generators; k++) {
            add_bracket(O, &S, k, i, &E);
            lb_check_strings_truncate(&S, S.first);
        }
    lb_check_strings_clear(&S);
    size_t count = O->generators * O->dimension;
    set_matrix(&O->by_row, count, &E);
    for (size_t k = 0; k < O->generators; k++)
        for (size_t i = 0; i < O->dimension; i++)
            for (size_t e = O->by_row.start[k * O->dimension + i],
                        end = O->by_row.start[k * O->dimension + i + 1];
                 e < end; e++)
                add_entry(&E, k * O->dimension + O->by_row.index[e], (uint32_t)i,
                          &O->by_row.value[e], &one, 1);
    set_matrix(&O->by_result, count, &E);
}
