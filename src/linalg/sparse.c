#include "linalg/sparse.h"

#include <stdlib.h>

#include <flint/fmpz_vec.h>

#include "base/memory.h"

fmpz *lb_triplets_add(lb_triplets *triplets, size_t vector, uint32_t index)
{
    size_t at = triplets->count++;
    triplets->vectors =
        lb_grow(triplets->vectors, &triplets->vector_capacity, at + 1, sizeof *triplets->vectors);
    triplets->indices =
        lb_grow(triplets->indices, &triplets->index_capacity, at + 1, sizeof *triplets->indices);
    triplets->values =
        lb_grow(triplets->values, &triplets->value_capacity, at + 1, sizeof *triplets->values);
    triplets->vectors[at] = vector;
    triplets->indices[at] = index;
    fmpz_init(triplets->values + at);
    return triplets->values + at;
}

static void triplets_clear(lb_triplets *triplets)
{
    for (size_t t = 0; t < triplets->count; t++)
        fmpz_clear(triplets->values + t);
    free(triplets->vectors);
    free(triplets->indices);
    free(triplets->values);
    *triplets = (lb_triplets){0};
}

/* Distribute the entries, adding one to its predecessor when that has the same index; end[v] is
 * behind the last entry of vector v so far. */
static void distribute(lb_sparse *sparse, size_t *end, lb_triplets *triplets)
{
    for (size_t t = 0; t < triplets->count; t++) {
        size_t vector = triplets->vectors[t], at = end[vector];
        uint32_t index = triplets->indices[t];
        if (at > sparse->offsets[vector] && sparse->indices[at - 1] == index) {
            fmpz_add(sparse->values + at - 1, sparse->values + at - 1, triplets->values + t);
        } else {
            sparse->indices[at] = index;
            fmpz_swap(sparse->values + at, triplets->values + t);
            end[vector]++;
        }
    }
}

/* Close the gaps that merged and cancelled entries left. */
static void compact(lb_sparse *sparse, const size_t *end)
{
    size_t kept = 0;
    for (size_t v = 0; v < sparse->count; v++) {
        size_t first = sparse->offsets[v];
        sparse->offsets[v] = kept;
        for (size_t e = first; e < end[v]; e++) {
            if (fmpz_is_zero(sparse->values + e))
                continue;
            sparse->indices[kept] = sparse->indices[e];
            fmpz_swap(sparse->values + kept++, sparse->values + e);
        }
    }
    for (size_t e = kept; e < sparse->offsets[sparse->count]; e++)
        fmpz_clear(sparse->values + e);
    sparse->offsets[sparse->count] = kept;
}

void lb_sparse_init(lb_sparse *sparse, size_t count, lb_triplets *triplets)
{
    *sparse = (lb_sparse){.count = count};
    sparse->offsets = lb_calloc(count + 1, sizeof *sparse->offsets);
    sparse->indices = lb_malloc(triplets->count, sizeof *sparse->indices);
    sparse->values = _fmpz_vec_init((slong)triplets->count);
    for (size_t t = 0; t < triplets->count; t++)
        sparse->offsets[triplets->vectors[t] + 1]++;
    for (size_t v = 0; v < count; v++)
        sparse->offsets[v + 1] += sparse->offsets[v];
    size_t *end = lb_malloc(count, sizeof *end);
    for (size_t v = 0; v < count; v++)
        end[v] = sparse->offsets[v];
    distribute(sparse, end, triplets);
    compact(sparse, end);
    free(end);
    triplets_clear(triplets);
}

void lb_sparse_clear(lb_sparse *sparse)
{
    if (sparse->offsets)
        _fmpz_vec_clear(sparse->values, (slong)sparse->offsets[sparse->count]);
    free(sparse->offsets);
    free(sparse->indices);
}
