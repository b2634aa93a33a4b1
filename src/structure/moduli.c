#include "structure/moduli.h"

#include <stdlib.h>

#include <flint/ulong_extras.h>

#include "base/memory.h"

static const uint64_t FIRST_PRIME = 2305843009213693951u; /* 2^61 - 1 */

/* Which row a string is the pivot of. */
static void index_pivots(lb_moduli *moduli)
{
    moduli->row_of = lb_malloc(moduli->strings.count, sizeof *moduli->row_of);
    for (uint32_t c = 0; c < moduli->strings.count; c++)
        moduli->row_of[c] = UINT32_MAX;
    for (uint32_t a = 0; a < moduli->count; a++)
        moduli->row_of[moduli->pivots[a]] = a;
}

void lb_moduli_init(lb_moduli *moduli, const lb_closure *closure, size_t qubits, lb_run *run)
{
    size_t count = lb_closure_row_count(closure);
    *moduli = (lb_moduli){.next_prime = FIRST_PRIME, .run = run};
    lb_string_table_init(&moduli->strings, lb_dense_words(qubits));
    moduli->rows = lb_malloc(count, sizeof *moduli->rows);
    moduli->pivots = lb_malloc(count, sizeof *moduli->pivots);
    uint64_t *dense = lb_malloc(2 * lb_dense_words(qubits), sizeof *dense);
    lb_sum_t row;
    lb_string_t pivot;
    lb_sum_init(row, qubits);
    lb_string_init(pivot);
    for (size_t i = 0; i < count; i++) {
        lb_closure_row(row, closure, i);
        lb_closure_pivot(pivot, closure, i);
        lb_dense_from_string(dense, pivot, moduli->strings.words);
        moduli->pivots[i] = lb_string_table_intern(&moduli->strings, dense);
        lb_rational_init_sum(moduli->rows + i, row, &moduli->strings);
        uint32_t bits = lb_rational_norm_bits(moduli->rows + i);
        moduli->row_bits = bits > moduli->row_bits ? bits : moduli->row_bits;
        moduli->count++;
    }
    lb_string_clear(pivot);
    lb_sum_clear(row);
    free(dense);
    index_pivots(moduli);
}

void lb_moduli_clear(lb_moduli *moduli)
{
    for (uint32_t i = 0; i < moduli->frame_count; i++) {
        lb_frame_clear(moduli->frames[i]);
        free(moduli->frames[i]);
    }
    for (uint32_t a = 0; a < moduli->count; a++)
        lb_rational_clear(moduli->rows + a);
    free(moduli->frames);
    free(moduli->rows);
    free(moduli->pivots);
    free(moduli->row_of);
    lb_string_table_clear(&moduli->strings);
}

lb_frame *lb_moduli_frame(lb_moduli *moduli, uint32_t i)
{
    while (moduli->frame_count <= i) {
        lb_frame *frame = lb_malloc(1, sizeof *frame);
        uint64_t prime = moduli->next_prime;
        moduli->next_prime = n_nextprime(prime, 1);
        if (!lb_frame_init(frame, moduli->rows, moduli->pivots, moduli->count, &moduli->strings,
                           prime)) {
            free(frame);
            continue;
        }
        moduli->frames = lb_grow(moduli->frames, &moduli->frame_capacity,
                                 (size_t)moduli->frame_count + 1, sizeof *moduli->frames);
        moduli->frames[moduli->frame_count++] = frame;
    }
    return moduli->frames[i];
}

void lb_moduli_coordinates(lb_rational *v, const lb_moduli *moduli, const lb_sum_t S)
{
    fmpq *coordinates = lb_malloc(moduli->count, sizeof *coordinates);
    uint64_t *dense = lb_malloc(2 * moduli->strings.words, sizeof *dense);
    for (uint32_t a = 0; a < moduli->count; a++)
        fmpq_init(coordinates + a);
    for (size_t i = 0; i < S->length; i++) {
        lb_dense_from_string(dense, S->strings + i, moduli->strings.words);
        uint32_t number = lb_string_table_find_hashed(&moduli->strings, dense,
                                                      lb_dense_hash(dense, moduli->strings.words));
        if (number != LB_NO_STRING && moduli->row_of[number] != UINT32_MAX)
            fmpq_set_mpq(coordinates + moduli->row_of[number], S->coefficients + i);
    }
    lb_rational_init_array(v, coordinates, moduli->count);
    for (uint32_t a = 0; a < moduli->count; a++)
        fmpq_clear(coordinates + a);
    free(dense);
    free(coordinates);
}
