#include "structure/differences.h"

#include <stdlib.h>

#include <flint/nmod.h>
#include <flint/nmod_poly.h>
#include <flint/nmod_poly_factor.h>

#include "base/memory.h"

/* Elements that are tried. */
enum { ELEMENTS = 12 };

/* E becomes the sum over k < length of s_k t^k / k!, s_k the power sums of the roots of f. */
static void exponential_sums(nmod_poly_t E, const nmod_poly_t f, slong length)
{
    nmod_t p = f->mod;
    nmod_poly_t reversed, derivative;
    nmod_poly_init(reversed, p.n);
    nmod_poly_init(derivative, p.n);
    slong d = nmod_poly_degree(f);
    nmod_poly_reverse(reversed, f, d + 1);
    nmod_poly_derivative(derivative, f);
    nmod_poly_reverse(derivative, derivative, d);
    nmod_poly_div_series(E, derivative, reversed, length);
    uint64_t factorial = 1;
    for (slong k = 2; k < length; k++)
        factorial = nmod_mul(factorial, (uint64_t)k, p);
    uint64_t inverse = nmod_inv(factorial, p); /* of k!, from the last k down */
    for (slong k = length; k-- > 0;) {
        uint64_t value = nmod_poly_get_coeff_ui(E, k);
        nmod_poly_set_coeff_ui(E, k, nmod_mul(value, inverse, p));
        inverse = k ? nmod_mul(inverse, (uint64_t)k, p) : inverse;
    }
    nmod_poly_clear(derivative);
    nmod_poly_clear(reversed);
}

/* The polynomial with the roots (l_i - l_j)^2, i < j, M of them, from that with the roots l_i. The
 * sum of the e^((l_i - l_j) t) over all i and j is E(t) E(-t), so its coefficient at t^2k, times (2k)!
 * / 2, is the sum q_k of the (l_i - l_j)^2k over i < j; and the product of the 1 - (l_i - l_j)^2 t is
 * exp(- sum of q_k t^k / k). */
static void difference_polynomial(nmod_poly_t g, const nmod_poly_t f)
{
    nmod_t p = f->mod;
    slong d = nmod_poly_degree(f), M = d * (d - 1) / 2, length = 2 * M + 1;
    nmod_poly_t E, mirrored;
    nmod_poly_init(E, p.n);
    nmod_poly_init(mirrored, p.n);
    exponential_sums(E, f, length);
    nmod_poly_set(mirrored, E);
    for (slong k = 1; k < length; k += 2)
        nmod_poly_set_coeff_ui(mirrored, k, nmod_neg(nmod_poly_get_coeff_ui(E, k), p));
    nmod_poly_mullow(E, E, mirrored, length);
    nmod_poly_zero(mirrored);
    uint64_t factorial = 1; /* (2k)! */
    for (slong k = 1; k <= M; k++) {
        factorial = nmod_mul(factorial, nmod_mul((uint64_t)(2 * k - 1), (uint64_t)(2 * k), p), p);
        uint64_t q = nmod_mul(nmod_poly_get_coeff_ui(E, 2 * k), factorial, p);
        nmod_poly_set_coeff_ui(mirrored, k, nmod_neg(nmod_div(q, (uint64_t)(2 * k), p), p));
    }
    nmod_poly_exp_series(g, mirrored, M + 1);
    nmod_poly_reverse(g, g, M + 1);
    nmod_poly_clear(mirrored);
    nmod_poly_clear(E);
}

/* f(T), of degree d, becomes f(T + m), m the mean of its roots. */
static void remove_mean(nmod_poly_t f)
{
    slong d = nmod_poly_degree(f);
    uint64_t sum = nmod_neg(nmod_poly_get_coeff_ui(f, d - 1), f->mod);
    nmod_poly_taylor_shift(f, f, nmod_div(sum, (uint64_t)d, f->mod));
}

/* The roots of f are +-l_i, and 0 if d is odd: h becomes the product of the T - l_i^2. */
static bool square_roots(nmod_poly_t h, const nmod_poly_t f)
{
    slong d = nmod_poly_degree(f), odd = d % 2;
    nmod_poly_zero(h);
    for (slong k = 0; k <= d; k++)
        if (k % 2 == odd)
            nmod_poly_set_coeff_ui(h, k / 2, nmod_poly_get_coeff_ui(f, k));
        else if (nmod_poly_get_coeff_ui(f, k))
            return false;
    return true;
}

/* h(T) becomes the product of the T - 4 l^2. */
static void double_roots(nmod_poly_t h)
{
    nmod_t p = h->mod;
    uint64_t power = 1;
    for (slong k = nmod_poly_degree(h); k >= 0; k--) {
        nmod_poly_set_coeff_ui(h, k, nmod_mul(nmod_poly_get_coeff_ui(h, k), power, p));
        power = nmod_mul(power, 4, p);
    }
}

/* The polynomial g of a block with a form becomes that of the squares of its positive roots. The
 * pairs +-(l_i - l_j), +-(l_i + l_j), and l_i - 0, come twice; +-2 l_i once. */
static bool root_polynomial(nmod_poly_t g, nmod_poly_t f, lb_block_form form)
{
    nmod_poly_t h, rest;
    if (form == LB_FORM_NONE)
        return true;
    nmod_poly_init(h, f->mod.n);
    nmod_poly_init(rest, f->mod.n);
    remove_mean(f);
    bool good = square_roots(h, f);
    double_roots(h);
    if (good)
        nmod_poly_divrem(g, rest, g, h);
    good = good && nmod_poly_is_zero(rest) && nmod_poly_sqrt(g, g);
    if (good && form == LB_FORM_ANTISYMMETRIC)
        nmod_poly_mul(g, g, h);
    nmod_poly_clear(rest);
    nmod_poly_clear(h);
    return good;
}

bool lb_differences_are_distinct(const lb_structure_blocks *blocks, const lb_probe_element *x,
                                 lb_run *run)
{
    nmod_poly_t product, one, f;
    nmod_poly_init(product, blocks->modulus.n);
    nmod_poly_init(one, blocks->modulus.n);
    nmod_poly_init(f, blocks->modulus.n);
    nmod_poly_one(product);
    bool distinct = true;
    for (uint32_t i = 0; i < blocks->family_count && distinct; i++) {
        const lb_block_module *b = blocks->items + blocks->families[i].block;
        size_t d = b->dimension;
        lb_progress progress = {.stage = "blocks", .done = i, .total = blocks->family_count};
        lb_block_polynomial(f, b, x);
        difference_polynomial(one, f);
        distinct = lb_run_goes_on(run, d * d * d / 8, progress) &&
                   nmod_poly_degree(one) == (slong)(d * (d - 1) / 2) &&
                   root_polynomial(one, f, blocks->families[i].form);
        nmod_poly_mul(product, product, one);
    }
    distinct = distinct && nmod_poly_get_coeff_ui(product, 0) && nmod_poly_is_squarefree(product);
    nmod_poly_clear(f);
    nmod_poly_clear(one);
    nmod_poly_clear(product);
    return distinct && !run->stopped;
}

bool lb_structure_roots_are_told_apart(const lb_structure_blocks *blocks, lb_run *run)
{
    bool found = false;
    for (uint32_t number = 0; number < ELEMENTS && !found && !run->stopped; number++) {
        lb_probe_element element;
        lb_probe_element_init(&element, blocks->generator_count, number);
        found = lb_differences_are_distinct(blocks, &element, run);
        lb_probe_element_clear(&element);
    }
    return found;
}
