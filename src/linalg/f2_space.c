#include "linalg/f2_space.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void lb_f2_space_init(lb_f2_space *space, size_t words)
{
    *space = (lb_f2_space){.words = words};
    space->pivots = lb_calloc(2 * words, sizeof *space->pivots);
    space->row_of = lb_malloc(128 * words, sizeof *space->row_of);
}

void lb_f2_space_clear(lb_f2_space *space)
{
    free(space->rows);
    free(space->forms);
    free(space->pivots);
    free(space->row_of);
}

bool lb_f2_space_reduce(const lb_f2_space *space, uint64_t *v)
{
    size_t words = 2 * space->words;
    bool q = false;
    for (size_t w = 0; w < words; w++)
        for (uint64_t bits; (bits = v[w] & space->pivots[w]);) {
            uint32_t r = space->row_of[64 * w + (size_t)__builtin_ctzll(bits)];
            const uint64_t *row = space->rows + words * r;
            q ^= space->forms[r] ^ lb_dense_anticommutes(v, row, space->words);
            lb_f2_add(v + w, row + w, words - w);
        }
    return q;
}

bool lb_f2_space_add(lb_f2_space *space, uint64_t *v, bool q, bool *excess)
{
    size_t words = 2 * space->words, w = 0;
    q ^= lb_f2_space_reduce(space, v);
    while (w < words && !v[w])
        w++;
    if (w == words) {
        if (excess)
            *excess = q;
        return false;
    }
    unsigned bit = (unsigned)__builtin_ctzll(v[w]);
    size_t rank = space->rank;
    space->rows = lb_grow(space->rows, &space->row_capacity, words * (rank + 1), sizeof *v);
    space->forms = lb_grow(space->forms, &space->form_capacity, rank + 1, sizeof *space->forms);
    memcpy(space->rows + words * rank, v, words * sizeof *v);
    space->forms[rank] = q;
    space->pivots[w] |= (uint64_t)1 << bit;
    space->row_of[64 * w + bit] = space->rank++;
    return true;
}

bool lb_f2_space_commutes(const lb_f2_space *space, const uint64_t *v)
{
    for (uint32_t r = 0; r < space->rank; r++)
        if (lb_dense_anticommutes(space->rows + 2 * space->words * r, v, space->words))
            return false;
    return true;
}

uint32_t lb_f2_dependencies(uint64_t **sets, uint64_t *vectors, uint32_t count, size_t words)
{
    size_t tags = ((size_t)count + 63) / 64;
    uint64_t *members = lb_calloc(count * tags, sizeof *members);
    uint32_t *row_of = lb_malloc(64 * words, sizeof *row_of), found = 0;
    memset(row_of, 0xff, 64 * words * sizeof *row_of);
    *sets = lb_malloc(count * tags, sizeof **sets);
    for (uint32_t i = 0; i < count; i++) {
        uint64_t *v = vectors + words * i, *set = members + tags * i;
        set[i / 64] |= (uint64_t)1 << i % 64;
        size_t w = 0;
        while (w < words) {
            size_t bit = 64 * w + (v[w] ? (size_t)__builtin_ctzll(v[w]) : 0);
            if (!v[w])
                w++;
            else if (row_of[bit] == UINT32_MAX) {
                row_of[bit] = i;
                break;
            } else {
                lb_f2_add(v, vectors + words * row_of[bit], words);
                lb_f2_add(set, members + tags * row_of[bit], tags);
            }
        }
        if (w == words)
            memcpy(*sets + tags * found++, set, tags * sizeof *set);
    }
    free(row_of);
    free(members);
    return found;
}
