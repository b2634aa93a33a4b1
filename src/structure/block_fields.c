#include "structure/block_fields.h"

#include <stdlib.h>

#include <flint/fmpz_vec.h>
#include <flint/nmod.h>
#include <flint/ulong_extras.h>

#include "base/memory.h"
#include "closure/generators.h"

void lb_probe_element_init(lb_probe_element *x, uint32_t generator_count, uint32_t number)
{
    uint32_t depth = number / 2;
    size_t count = ((size_t)depth + 1) * generator_count;
    lb_random random;
    *x = (lb_probe_element){depth, generator_count, lb_malloc(count, sizeof *x->coefficients)};
    lb_random_seed(&random, number);
    for (size_t i = 0; i < count; i++)
        x->coefficients[i] = 1 + (int)lb_random_below(&random, number ? 3 : 1);
}

void lb_probe_element_clear(lb_probe_element *x)
{
    free(x->coefficients);
}

void lb_structure_generator_norm(fmpz_t norm, const lb_sum_t H)
{
    fmpz *coefficients = _fmpz_vec_init((slong)H->length);
    lb_primitive_coefficients(coefficients, H);
    fmpz_zero(norm);
    for (size_t i = 0; i < H->length; i++) {
        fmpz_abs(coefficients + i, coefficients + i);
        fmpz_add(norm, norm, coefficients + i);
    }
    _fmpz_vec_clear(coefficients, (slong)H->length);
}

void lb_probe_element_norm(fmpz_t norm, const lb_probe_element *x, const lb_ansatz_t A)
{
    fmpz_t one, combination, summand;
    fmpz_init(one);
    fmpz_init(combination);
    fmpz_init_set_ui(summand, 1);
    fmpz_zero(norm);
    for (uint32_t j = 0; j <= x->depth; j++) {
        fmpz_zero(combination);
        for (uint32_t k = 0; k < x->generator_count; k++) {
            lb_structure_generator_norm(one, A->generators + k);
            fmpz_addmul_si(combination, one, x->coefficients[j * x->generator_count + k]);
        }
        fmpz_mul(summand, summand, combination);
        if (j)
            fmpz_mul_ui(summand, summand, 2);
        fmpz_add(norm, norm, summand);
    }
    fmpz_clear(summand);
    fmpz_clear(combination);
    fmpz_clear(one);
}

/* Combination j of the generators. */
static void combine(nmod_mat_t sum, const lb_block_module *b, const lb_probe_element *x, uint32_t j)
{
    nmod_mat_zero(sum);
    for (uint32_t k = 0; k < x->generator_count; k++)
        nmod_mat_scalar_addmul_ui(sum, sum, b->matrices + k,
                                  (mp_limb_t)x->coefficients[j * x->generator_count + k]);
}

/* y = i (y l - l y): matrices are transposed. */
static void bracket(nmod_mat_t y, const nmod_mat_t l)
{
    nmod_mat_t left, right;
    uint64_t i = n_sqrtmod(y->mod.n - 1, y->mod.n);
    nmod_mat_init(left, nmod_mat_nrows(y), nmod_mat_nrows(y), y->mod.n);
    nmod_mat_init(right, nmod_mat_nrows(y), nmod_mat_nrows(y), y->mod.n);
    nmod_mat_mul(left, l, y);
    nmod_mat_mul(right, y, l);
    nmod_mat_sub(left, right, left);
    nmod_mat_scalar_mul(y, left, i);
    nmod_mat_clear(right);
    nmod_mat_clear(left);
}

/* What x is on a block, transposed. */
static void evaluate(nmod_mat_t value, const lb_block_module *b, const lb_probe_element *x)
{
    slong d = b->dimension;
    nmod_mat_t summand, combination;
    nmod_mat_init(summand, d, d, value->mod.n);
    nmod_mat_init(combination, d, d, value->mod.n);
    nmod_mat_zero(value);
    for (uint32_t j = 0; j <= x->depth; j++) {
        combine(combination, b, x, j);
        if (j)
            bracket(summand, combination);
        else
            nmod_mat_set(summand, combination);
        nmod_mat_add(value, value, summand);
    }
    nmod_mat_clear(combination);
    nmod_mat_clear(summand);
}

/* The traces of x and of x^2 on a block. */
static void find_traces(uint64_t *trace, uint64_t *square, const lb_block_module *b,
                        const lb_probe_element *x)
{
    nmod_mat_t value, product;
    nmod_mat_init(value, b->dimension, b->dimension, b->matrices->mod.n);
    nmod_mat_init(product, b->dimension, b->dimension, b->matrices->mod.n);
    evaluate(value, b, x);
    nmod_mat_mul(product, value, value);
    *trace = nmod_mat_trace(value);
    *square = nmod_mat_trace(product);
    nmod_mat_clear(product);
    nmod_mat_clear(value);
}

void lb_block_polynomial(nmod_poly_t f, const lb_block_module *b, const lb_probe_element *x)
{
    nmod_mat_t value;
    nmod_mat_init(value, b->dimension, b->dimension, b->matrices->mod.n);
    evaluate(value, b, x);
    nmod_mat_charpoly(f, value);
    nmod_mat_clear(value);
}

/* c of a part. */
static uint64_t number_of(const lb_simple_part *part, const lb_probe_element *x)
{
    nmod_t p = part->block->matrices->mod;
    uint64_t trace, square;
    find_traces(&trace, &square, part->block, x);
    square = nmod_sub(square, nmod_div(nmod_mul(trace, trace, p), part->block->dimension, p), p);
    return nmod_mul(part->times, square, p);
}

uint32_t lb_structure_blocks_count_alike(const lb_structure_blocks *blocks,
                                         const lb_simple_part *like)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < blocks->part_count; i++)
        count += lb_parts_alike(blocks->parts + i, like);
    return count;
}

void lb_structure_blocks_numbers(nmod_poly_t f, const lb_structure_blocks *blocks,
                                 const lb_simple_part *like, const lb_probe_element *x)
{
    nmod_poly_t linear;
    nmod_poly_init(linear, f->mod.n);
    nmod_poly_one(f);
    nmod_poly_set_coeff_ui(linear, 1, 1);
    for (uint32_t i = 0; i < blocks->part_count; i++) {
        if (!lb_parts_alike(blocks->parts + i, like))
            continue;
        uint64_t c = number_of(blocks->parts + i, x);
        nmod_poly_set_coeff_ui(linear, 0, nmod_neg(c, f->mod));
        nmod_poly_mul(f, f, linear);
    }
    nmod_poly_clear(linear);
}
