#include "algebra/generators.h"

#include <stdlib.h>

#include <flint/fmpz_vec.h>

#include "base/memory.h"

/* The primitive integer vector proportional to the coefficients of H. */
static void make_primitive(fmpz *coefficients, const lb_sum_t H)
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

void lb_generators_init(lb_generators *generators, const lb_ansatz_t A, lb_string_table *strings)
{
    generators->count = (uint32_t)A->generator_count;
    generators->items = lb_calloc(A->generator_count, sizeof *generators->items);
    uint64_t *dense = lb_malloc(2 * strings->words, sizeof *dense);
    for (uint32_t k = 0; k < generators->count; k++) {
        const lb_sum_struct *H = A->generators + k;
        lb_generator *generator = generators->items + k;
        generator->length = (uint32_t)H->length;
        generator->columns = lb_malloc(H->length, sizeof *generator->columns);
        generator->coefficients = _fmpz_vec_init((slong)H->length);
        for (size_t i = 0; i < H->length; i++) {
            lb_dense_from_string(dense, H->strings + i, strings->words);
            generator->columns[i] = lb_string_table_intern(strings, dense);
        }
        make_primitive(generator->coefficients, H);
    }
    free(dense);
}

void lb_generators_clear(lb_generators *generators)
{
    for (uint32_t k = 0; k < generators->count; k++) {
        _fmpz_vec_clear(generators->items[k].coefficients, (slong)generators->items[k].length);
        free(generators->items[k].columns);
    }
    free(generators->items);
}

void lb_steps_append(lb_steps *steps, uint32_t left, uint32_t right)
{
    steps->items = lb_grow(steps->items, &steps->capacity, steps->count + 1, sizeof *steps->items);
    steps->items[steps->count++] = (lb_step){left, right};
}
