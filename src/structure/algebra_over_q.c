#include "structure/algebra_over_q.h"

#include <stdlib.h>

#include <flint/ulong_extras.h>

#include "base/memory.h"
#include "base/prime.h"
#include "closure/closure_data.h"

/* Which row a string is the pivot of. */
static void index_pivots(lb_moduli *moduli)
{
    moduli->row_of = lb_malloc(moduli->strings.count, sizeof *moduli->row_of);
    for (uint32_t c = 0; c < moduli->strings.count; c++)
        moduli->row_of[c] = UINT32_MAX;
    for (uint32_t a = 0; a < moduli->count; a++)
        moduli->row_of[moduli->pivots[a]] = a;
}

static void read_rows(lb_moduli *moduli, const lb_closure *closure, size_t qubits)
{
    size_t words = moduli->strings.words;
    uint64_t *dense = lb_malloc(2 * words, sizeof *dense);
    lb_sum_t row;
    lb_string_t pivot;
    lb_sum_init(row, qubits);
    lb_string_init(pivot);
    moduli->rows = lb_malloc(lb_closure_row_count(closure), sizeof *moduli->rows);
    moduli->pivots = lb_malloc(lb_closure_row_count(closure), sizeof *moduli->pivots);
    for (size_t i = 0; i < lb_closure_row_count(closure); i++) {
        lb_closure_row(row, closure, i);
        lb_closure_pivot(pivot, closure, i);
        lb_dense_from_string(dense, pivot, words);
        moduli->pivots[i] = lb_string_table_intern(&moduli->strings, dense);
        lb_rational_init_sum(moduli->rows + i, row, &moduli->strings);
        moduli->count++;
    }
    lb_string_clear(pivot);
    lb_sum_clear(row);
    free(dense);
}

/* The coordinates of a generator are its entries at the pivots. */
static void read_generator(lb_rational *v, const lb_moduli *moduli, const lb_closure *closure,
                           const lb_generator *generator)
{
    fmpq *coordinates = lb_malloc(moduli->count, sizeof *coordinates);
    for (uint32_t a = 0; a < moduli->count; a++)
        fmpq_init(coordinates + a);
    for (uint32_t i = 0; i < generator->length; i++) {
        const uint64_t *dense = lb_string_table_at(&closure->strings, generator->columns[i]);
        uint32_t number = lb_string_table_find(&moduli->strings, dense);
        if (number != LB_NO_STRING && moduli->row_of[number] != UINT32_MAX)
            fmpq_set_fmpz(coordinates + moduli->row_of[number], generator->coefficients + i);
    }
    lb_rational_init_array(v, coordinates, moduli->count);
    for (uint32_t a = 0; a < moduli->count; a++)
        fmpq_clear(coordinates + a);
    free(coordinates);
}

void lb_moduli_init(lb_moduli *moduli, const lb_closure *closure, size_t qubits, lb_run *run)
{
    *moduli = (lb_moduli){.next_prime = LB_LARGE_PRIME, .run = run};
    lb_symmetry_init_copy(&moduli->symmetry, &closure->symmetry);
    lb_canonical_init(&moduli->canonical, &moduli->symmetry, lb_dense_words(qubits));
    lb_string_table_init(&moduli->strings, lb_dense_words(qubits));
    read_rows(moduli, closure, qubits);
    index_pivots(moduli);
    moduli->generator_count = closure->generators.count;
    moduli->generators = lb_malloc(moduli->generator_count, sizeof *moduli->generators);
    for (uint32_t k = 0; k < moduli->generator_count; k++)
        read_generator(moduli->generators + k, moduli, closure, closure->generators.items + k);
    lb_orbits_init(&moduli->orbits, &moduli->canonical, &moduli->strings);
    lb_pivot_brackets_init(&moduli->brackets, &moduli->orbits, moduli->pivots, moduli->row_of,
                           moduli->count);
}

void lb_moduli_clear(lb_moduli *moduli)
{
    for (uint32_t i = 0; i < moduli->frame_count; i++) {
        lb_frame_clear(moduli->frames[i]);
        free(moduli->frames[i]);
    }
    lb_rationals_clear(moduli->rows, moduli->count);
    lb_rationals_clear(moduli->generators, moduli->generator_count);
    free(moduli->frames);
    free(moduli->pivots);
    free(moduli->row_of);
    lb_pivot_brackets_clear(&moduli->brackets);
    lb_orbits_clear(&moduli->orbits);
    lb_string_table_clear(&moduli->strings);
    lb_canonical_clear(&moduli->canonical);
    lb_symmetry_clear(&moduli->symmetry);
}

lb_frame *lb_moduli_frame(lb_moduli *moduli, uint32_t i)
{
    while (moduli->frame_count <= i) {
        lb_frame *frame = lb_malloc(1, sizeof *frame);
        uint64_t prime = moduli->next_prime;
        moduli->next_prime = n_nextprime(prime, 1);
        if (!lb_frame_init(frame, moduli->rows, &moduli->brackets, prime, moduli->run)) {
            free(frame);
            continue;
        }
        moduli->frames = lb_grow(moduli->frames, &moduli->frame_capacity,
                                 (size_t)moduli->frame_count + 1, sizeof *moduli->frames);
        moduli->frames[moduli->frame_count++] = frame;
    }
    return moduli->frames[i];
}
