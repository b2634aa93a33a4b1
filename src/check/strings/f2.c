/* Vectors over F2 in blocks of 64 qubits, and their rank.
 *
 * The columns are x and z of qubit 0, x and z of qubit 1, and so on; a row starts at its first
 * column that is not 0. Column by column, from the left, one of the rows that start there is kept
 * as the pivot and added to the others, which then start further right or are 0. The pivot is the
 * one that ends first, so no other row grows beyond its own end: rows of local strings stay local.
 *
 * A row that turns into 0 is a formal sum of the given rows that is zero as a vector, so these sums
 * span all dependencies (on which q is additive: w is 0 there). Row i is at any time given row i
 * plus given rows that have been pivots before, so the given rows that become pivots are
 * independent and span what all rows span. */

#include "check/strings/strings.h"

#include <stdlib.h>
#include <string.h>

void lb_check_f2_append(lb_check_f2 *v, uint32_t index, uint64_t x, uint64_t z)
{
    if (!v->count || v->blocks[v->count - 1].index != index) {
        v->blocks = lb_check_grow(v->blocks, &v->capacity, v->count + 1, sizeof *v->blocks);
        v->blocks[v->count++] = (lb_check_block){.index = index};
    }
    v->blocks[v->count - 1].x |= x;
    v->blocks[v->count - 1].z |= z;
}

void lb_check_f2_add(lb_check_f2 *sum, const lb_check_f2 *a, const lb_check_f2 *b)
{
    size_t i = 0, j = 0, n = 0;
    sum->blocks =
        lb_check_grow(sum->blocks, &sum->capacity, a->count + b->count, sizeof *a->blocks);
    while (i < a->count && j < b->count) {
        const lb_check_block *u = &a->blocks[i], *v = &b->blocks[j];
        if (u->index == v->index) {
            uint64_t x = u->x ^ v->x, z = u->z ^ v->z;
            sum->blocks[n] = (lb_check_block){x, z, u->index};
            n += (x | z) != 0;
            i++;
            j++;
        } else if (u->index < v->index)
            sum->blocks[n++] = a->blocks[i++];
        else
            sum->blocks[n++] = b->blocks[j++];
    }
    while (i < a->count)
        sum->blocks[n++] = a->blocks[i++];
    while (j < b->count)
        sum->blocks[n++] = b->blocks[j++];
    sum->count = n;
}

void lb_check_f2_copy(lb_check_f2 *copy, const lb_check_f2 *v)
{
    copy->blocks = lb_check_resize(NULL, v->count * sizeof *v->blocks);
    copy->count = copy->capacity = v->count;
    for (size_t i = 0; i < v->count; i++)
        copy->blocks[i] = v->blocks[i];
}

bool lb_check_f2_is_equal(const lb_check_f2 *a, const lb_check_f2 *b)
{
    bool is_equal = a->count == b->count;
    for (size_t i = 0; is_equal && i < a->count; i++)
        is_equal = a->blocks[i].index == b->blocks[i].index && a->blocks[i].x == b->blocks[i].x &&
                   a->blocks[i].z == b->blocks[i].z;
    return is_equal;
}

bool lb_check_f2_anticommute(const lb_check_f2 *a, const lb_check_f2 *b)
{
    uint64_t meetings = 0;
    for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
        const lb_check_block *u = &a->blocks[i], *v = &b->blocks[j];
        if (u->index == v->index)
            meetings ^= (u->x & v->z) ^ (u->z & v->x);
        i += u->index <= v->index;
        j += v->index <= u->index;
    }
    return __builtin_parityll(meetings);
}

uint64_t lb_check_f2_weight(const lb_check_f2 *v)
{
    uint64_t weight = 0;
    for (size_t i = 0; i < v->count; i++)
        weight += (uint64_t)__builtin_popcountll(v->blocks[i].x | v->blocks[i].z);
    return weight;
}

void lb_check_f2_clear(lb_check_f2 *v)
{
    free(v->blocks);
    *v = (lb_check_f2){0};
}

/* The first and the last column of a vector that is not 0. */
static lb_check_heap_entry columns_of(const lb_check_f2 *v, uint32_t row)
{
    const lb_check_block *first = &v->blocks[0], *last = &v->blocks[v->count - 1];
    int start = __builtin_ctzll(first->x | first->z);
    int end = 63 - __builtin_clzll(last->x | last->z);
    return (lb_check_heap_entry){
        .key = 2 * (64 * (uint64_t)first->index + (uint64_t)start) + !(first->x >> start & 1),
        .second = 2 * (64 * (uint64_t)last->index + (uint64_t)end) + (last->z >> end & 1),
        .item = row};
}

lb_check_f2_size lb_check_f2_rank(lb_check_f2 *rows, size_t count, bool *is_independent)
{
    lb_check_f2_size result = {0};
    lb_check_heap heap = {0};
    lb_check_f2 sum = {0};
    bool *q = lb_check_resize(NULL, count * sizeof *q);
    for (size_t i = 0; i < count; i++) {
        q[i] = true;
        if (rows[i].count)
            lb_check_heap_push(&heap, columns_of(&rows[i], (uint32_t)i));
        else
            result.q_on_dependencies = true;
        if (is_independent)
            is_independent[i] = false;
    }
    while (heap.count) {
        lb_check_heap_entry pivot = lb_check_heap_pop(&heap);
        lb_check_f2 *b = &rows[pivot.item];
        while (heap.count && heap.at[0].key == pivot.key) {
            uint32_t row = heap.at[0].item;
            lb_check_f2 *v = &rows[row], old = *v;
            q[row] = q[row] ^ q[pivot.item] ^ lb_check_f2_anticommute(v, b);
            lb_check_f2_add(&sum, v, b);
            *v = sum;
            sum = old;
            if (v->count) {
                lb_check_heap_replace(&heap, columns_of(v, row));
                continue;
            }
            result.q_on_dependencies |= q[row];
            lb_check_heap_pop(&heap);
        }
        result.rank++;
        if (is_independent)
            is_independent[pivot.item] = true;
        lb_check_f2_clear(b);
    }
    for (size_t i = 0; i < count; i++)
        lb_check_f2_clear(&rows[i]);
    lb_check_f2_clear(&sum);
    free(heap.at);
    free(q);
    return result;
}
