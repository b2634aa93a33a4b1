#include "structure/types.h"

#include <stdlib.h>
#include <string.h>

#include <flint/nmod_mat.h>

#include "base/memory.h"
#include "base/random.h"

static void append(lb_simple_type *types, uint32_t *count, lb_simple_type type, bool fits)
{
    if (fits)
        types[(*count)++] = type;
}

uint32_t lb_simple_types(lb_simple_type types[LB_TYPES_MAX], uint32_t dimension, uint32_t rank)
{
    uint64_t r = rank, d = dimension;
    uint32_t count = 0;
    append(types, &count, (lb_simple_type){LB_IDEAL_SU, rank + 1, rank + 1, 1},
           r >= 1 && d == r * (r + 2));
    append(types, &count, (lb_simple_type){LB_IDEAL_SO, 2 * rank + 1, 2 * rank - 1, 2},
           r >= 3 && d == r * (2 * r + 1));
    append(types, &count, (lb_simple_type){LB_IDEAL_SP, rank, rank + 1, 2},
           r >= 2 && d == r * (2 * r + 1));
    append(types, &count, (lb_simple_type){LB_IDEAL_SO, 2 * rank, 2 * rank - 2, 1},
           r >= 4 && d == r * (2 * r - 1));
    static const struct {
        uint32_t dimension, rank;
        lb_simple_type type;
    } exceptional[] = {{14, 2, {LB_IDEAL_G, 2, 4, 3}},
                       {52, 4, {LB_IDEAL_F, 4, 9, 2}},
                       {78, 6, {LB_IDEAL_E, 6, 12, 1}},
                       {133, 7, {LB_IDEAL_E, 7, 18, 1}},
                       {248, 8, {LB_IDEAL_E, 8, 30, 1}}};
    for (size_t i = 0; i < sizeof exceptional / sizeof *exceptional; i++)
        append(types, &count, exceptional[i].type,
               d == exceptional[i].dimension && r == exceptional[i].rank);
    return count;
}

/* What the lengths of the roots of one factor are read from. */
typedef struct root_lengths {
    uint32_t rank, dimension; /* of the factor, of the whole algebra */
    nmod_t modulus;
    lb_ad_map *adjoints; /* of a basis of the factor's part of the torus */
    nmod_mat_t inverse;  /* of the Killing form on it */
    uint64_t *vector;    /* coordinates of a random sum of root vectors of the factor */
} root_lengths;

/* Vectors in the image of ad u, u in the factor's part of the torus, have no part in the torus, and
 * none outside the factor. */
static void random_root_vector(root_lengths *l)
{
    lb_random random;
    lb_random_seed(&random, 1);
    uint64_t *x = lb_malloc(l->dimension, sizeof *x);
    for (uint32_t a = 0; a < l->dimension; a++)
        x[a] = lb_random_below(&random, l->modulus.n);
    l->vector = lb_calloc(l->dimension, sizeof *l->vector);
    for (uint32_t j = 0; j < l->rank; j++)
        lb_ad_map_apply(l->vector, l->adjoints + j, x, lb_random_below(&random, l->modulus.n),
                        l->modulus);
    free(x);
}

/* False when the Killing form degenerates modulo the prime. */
static bool lengths_init(root_lengths *l, const lb_factor *factor, const lb_torus *torus,
                         nmod_t modulus)
{
    uint32_t t = torus->reduced.count;
    *l = (root_lengths){
        .rank = factor->rank, .dimension = torus->adjoints->dimension, .modulus = modulus};
    l->adjoints = lb_malloc(l->rank, sizeof *l->adjoints);
    nmod_mat_init(l->inverse, l->rank, l->rank, modulus.n);
    for (uint32_t j = 0; j < l->rank; j++) {
        lb_ad_map_init_combination(l->adjoints + j, factor->subtorus + (size_t)j * t,
                                   torus->adjoints, t, modulus);
        for (uint32_t i = 0; i <= j; i++)
            nmod_mat_entry(l->inverse, i, j) = nmod_mat_entry(l->inverse, j, i) =
                lb_ad_map_trace(l->adjoints + i, l->adjoints + j, modulus);
    }
    random_root_vector(l);
    return nmod_mat_inv(l->inverse, l->inverse);
}

static void lengths_clear(root_lengths *l)
{
    for (uint32_t j = 0; j < l->rank; j++)
        lb_ad_map_clear(l->adjoints + j);
    free(l->adjoints);
    free(l->vector);
    nmod_mat_clear(l->inverse);
}

/* y becomes (Q - shift) y. */
static void apply_lengths(uint64_t *y, const root_lengths *l, uint64_t shift)
{
    uint32_t r = l->rank;
    size_t D = l->dimension;
    uint64_t *inner = lb_calloc(r * D, sizeof *inner), *sum = lb_malloc(D, sizeof *sum);
    uint64_t *result = lb_calloc(D, sizeof *result);
    for (uint32_t j = 0; j < r; j++)
        lb_ad_map_apply(inner + j * D, l->adjoints + j, y, 1, l->modulus);
    for (uint32_t i = 0; i < r; i++) {
        memset(sum, 0, D * sizeof *sum);
        for (uint32_t j = 0; j < r; j++)
            _nmod_vec_scalar_addmul_nmod(sum, inner + j * D, (slong)D,
                                         nmod_mat_entry(l->inverse, i, j), l->modulus);
        lb_ad_map_apply(result, l->adjoints + i, sum, 1, l->modulus);
    }
    _nmod_vec_scalar_addmul_nmod(result, y, (slong)D, nmod_neg(shift, l->modulus), l->modulus);
    memcpy(y, result, D * sizeof *y);
    free(result);
    free(sum);
    free(inner);
}

/* Whether the polynomial of the type vanishes on the random vector. */
static bool lengths_fit(const root_lengths *l, const lb_simple_type *type)
{
    uint64_t *y = lb_malloc(l->dimension, sizeof *y);
    memcpy(y, l->vector, l->dimension * sizeof *y);
    for (uint32_t k = 1; k <= type->ratio; k += type->ratio > 1 ? type->ratio - 1 : 1)
        apply_lengths(y, l, nmod_inv((uint64_t)k * type->dual_coxeter, l->modulus));
    bool zero = _nmod_vec_is_zero(y, l->dimension);
    free(y);
    return zero;
}

bool lb_factor_type(lb_simple_type *type, const lb_factor *factor, const lb_torus *torus,
                    nmod_t modulus)
{
    lb_simple_type types[LB_TYPES_MAX];
    if (factor->dimension % factor->degree || factor->rank % factor->degree)
        return false;
    uint32_t count =
        lb_simple_types(types, factor->dimension / factor->degree, factor->rank / factor->degree);
    if (count > 1) {
        root_lengths l;
        uint32_t kept = 0;
        if (lengths_init(&l, factor, torus, modulus))
            for (uint32_t i = 0; i < count; i++)
                if (lengths_fit(&l, types + i))
                    types[kept++] = types[i];
        lengths_clear(&l);
        count = kept;
    }
    if (count == 1)
        *type = types[0];
    return count == 1;
}
