#include "closure/generators.h"

#include <assert.h>
#include <stdlib.h>

#include <flint/fmpz_vec.h>

#include "base/memory.h"

void lb_primitive_coefficients(fmpz *coefficients, const lb_sum_t H)
{
    fmpz_t denominator, divisor, part;
    fmpz_init_set_ui(denominator, 1);
    fmpz_init(divisor);
    fmpz_init(part);
    for (size_t i = 0; i < H->length; i++) {
        fmpz_set_mpz(part, mpq_denref(H->coefficients + i));
        fmpz_lcm(denominator, denominator, part);
    }
    for (size_t i = 0; i < H->length; i++) {
        fmpz_set_mpz(part, mpq_denref(H->coefficients + i));
        fmpz_divexact(part, denominator, part);
        fmpz_set_mpz(coefficients + i, mpq_numref(H->coefficients + i));
        fmpz_mul(coefficients + i, coefficients + i, part);
    }
    _fmpz_vec_content(divisor, coefficients, (slong)H->length);
    if (H->length)
        _fmpz_vec_scalar_divexact_fmpz(coefficients, coefficients, (slong)H->length, divisor);
    fmpz_clear(part);
    fmpz_clear(divisor);
    fmpz_clear(denominator);
}

static void set_item_coefficients(lb_generator *generator, const fmpz *terms,
                                  const uint32_t *item_of, size_t count)
{
    generator->item_coefficients = _fmpz_vec_init(generator->operand.count);
    for (size_t i = 0; i < count; i++)
        fmpz_set(generator->item_coefficients + item_of[i], terms + i);
}

/* The coordinates: the terms of one orbit add up. */
static void set_coordinates(lb_generator *generator, const lb_sum_t H, const fmpz *terms,
                            const lb_canonical *canonical, lb_string_table *strings)
{
    size_t words = canonical->words;
    uint64_t *dense = lb_malloc(2 * words, sizeof *dense);
    lb_canonical_room room;
    lb_string_table own; /* of this generator: number i stands for coordinate i */
    lb_canonical_room_init(&room, canonical);
    lb_string_table_init(&own, words);
    generator->columns = lb_malloc(H->length, sizeof *generator->columns);
    generator->coefficients = _fmpz_vec_init((slong)H->length);
    for (size_t i = 0; i < H->length; i++) {
        lb_dense_from_string(dense, H->strings + i, words);
        int sign = lb_canonical_form(canonical, dense, &room);
        assert(sign); /* the average of an invariant sum, which is itself, has all its terms */
        uint32_t at = lb_string_table_intern(&own, dense);
        generator->columns[at] = lb_string_table_intern(strings, dense);
        if (sign > 0)
            fmpz_add(generator->coefficients + at, generator->coefficients + at, terms + i);
        else
            fmpz_sub(generator->coefficients + at, generator->coefficients + at, terms + i);
    }
    generator->length = own.count;
    lb_string_table_clear(&own);
    lb_canonical_room_clear(&room);
    free(dense);
}

void lb_generators_init(lb_generators *generators, const lb_ansatz_t A,
                        const lb_canonical *canonical, lb_string_table *strings, lb_run *run)
{
    size_t work = 0;
    generators->count = 0;
    generators->items = lb_calloc(A->generator_count, sizeof *generators->items);
    for (uint32_t k = 0; k < A->generator_count; k++) {
        if (!lb_run_asks(run, &work, 64 + A->generators[k].length * canonical->words))
            return;
        generators->count++;
        const lb_sum_struct *H = A->generators + k;
        lb_generator *generator = generators->items + k;
        fmpz *terms = _fmpz_vec_init((slong)H->length);
        uint32_t *item_of = lb_malloc(H->length, sizeof *item_of);
        lb_primitive_coefficients(terms, H);
        lb_operand_init(&generator->operand, item_of, H, canonical);
        set_item_coefficients(generator, terms, item_of, H->length);
        set_coordinates(generator, H, terms, canonical, strings);
        free(item_of);
        _fmpz_vec_clear(terms, (slong)H->length);
    }
}

void lb_generators_clear(lb_generators *generators)
{
    for (uint32_t k = 0; k < generators->count; k++) {
        lb_generator *generator = generators->items + k;
        /* As many as there are terms were made; those beyond the coordinates are zero. */
        _fmpz_vec_clear(generator->coefficients, (slong)generator->length);
        _fmpz_vec_clear(generator->item_coefficients, generator->operand.count);
        lb_operand_clear(&generator->operand);
        free(generator->columns);
    }
    free(generators->items);
}

void lb_steps_append(lb_steps *steps, lb_step step)
{
    steps->items = lb_grow(steps->items, &steps->capacity, steps->count + 1, sizeof *steps->items);
    steps->items[steps->count++] = step;
}
