#include "structure/element.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <flint/nmod.h>

#include "base/memory.h"

/* Coefficients in torus vectors must tell roots apart, and those of generators need not. */
static const uint64_t WIDE = (uint64_t)1 << 31, NARROW = 1 << 10;
enum { DRAWS = 256 };

typedef struct ranked {
    double work;
    uint32_t number;
} ranked;

static int compare_work(const void *a, const void *b)
{
    const ranked *p = a, *q = b;
    int order = (p->work > q->work) - (p->work < q->work);
    return order ? order : (p->number > q->number) - (p->number < q->number);
}

static double row_work(const lb_frame *frame, uint32_t row)
{
    lb_term term = {1, row};
    const lb_sparse_vector v = {1, &term};
    return lb_frame_work(frame, &v);
}

/* Basis vectors drawn at random, within the budget; returns their number. */
static uint32_t draw_rows(uint32_t rows[DRAWS], const lb_frame *frame, double budget,
                          lb_random *random)
{
    uint32_t taken = 0;
    for (uint32_t i = 0; i < DRAWS && i < 2 * frame->dimension; i++) {
        rows[taken] = (uint32_t)lb_random_below(random, frame->dimension);
        double work = row_work(frame, rows[taken]);
        if (work > budget)
            continue;
        budget -= work;
        taken++;
    }
    return taken;
}

void lb_element_init_light(lb_rational *v, const lb_moduli *moduli, const lb_frame *frame,
                           double budget, lb_random *random)
{
    uint32_t rows[DRAWS];
    uint32_t generators = moduli->generator_count;
    uint32_t count = generators + draw_rows(rows, frame, budget, random);
    fmpq *coefficients = lb_malloc(count, sizeof *coefficients);
    lb_rational *vectors = lb_malloc(count, sizeof *vectors);
    fmpz one = 1;
    for (uint32_t i = 0; i < count; i++) {
        fmpq_init(coefficients + i);
        fmpq_set_si(coefficients + i, 1 + (slong)lb_random_below(random, NARROW), 1);
        vectors[i] = i < generators ? moduli->generators[i]
                                    : (lb_rational){.length = 1,
                                                    .columns = rows + i - generators,
                                                    .numerators = &one,
                                                    .denominator = {1}};
    }
    lb_rational_init_combination(v, coefficients, vectors, count);
    for (uint32_t i = 0; i < count; i++)
        fmpq_clear(coefficients + i);
    free(vectors);
    free(coefficients);
}

/* The work of the strings of v that are not marked, which are marked. */
static double mark_strings(bool *marked, const lb_frame *frame, const lb_sparse_vector *v)
{
    double work = 0;
    for (uint32_t i = 0; i < v->length; i++) {
        const lb_sparse_vector *row = frame->rows + v->terms[i].column;
        for (uint32_t j = 0; j < row->length; j++) {
            uint32_t c = row->terms[j].column;
            work += marked[c] ? 0 : frame->orbits->work[c];
            marked[c] = true;
        }
    }
    return work;
}

void lb_element_choose(fmpq *coefficients, const lb_frame *frame, const lb_sparse_vector *vectors,
                       uint32_t count, double budget, lb_random *random)
{
    ranked *order = lb_malloc(count, sizeof *order);
    bool *marked = lb_calloc(frame->orbits->count, sizeof *marked);
    for (uint32_t i = 0; i < count; i++) {
        order[i] = (ranked){lb_frame_work(frame, vectors + i), i};
        fmpq_zero(coefficients + i);
    }
    if (count)
        qsort(order, count, sizeof *order, compare_work);
    double used = 0;
    for (uint32_t i = 0; i < count && order[i].work < LB_WORK_MAX; i++) {
        used += mark_strings(marked, frame, vectors + order[i].number);
        if (i && used > budget)
            break;
        fmpq_set_si(coefficients + order[i].number, 1 + (slong)lb_random_below(random, WIDE), 1);
    }
    free(marked);
    free(order);
}

static void map_of(lb_ad_map *A, uint64_t *dense, const lb_frame *frame, const lb_rational *v)
{
    lb_sparse_vector reduced;
    bool integral = lb_sparse_vector_reduce(&reduced, v, frame->modulus);
    assert(integral); /* a combination with integer coefficients of generators and basis vectors */
    (void)integral;
    lb_ad_map_init(A, frame, &reduced);
    if (dense)
        lb_sparse_vector_scatter(dense, frame->dimension, &reduced);
    lb_sparse_vector_clear(&reduced);
}

/* Any y, and ad y. */
static void init_whole(lb_mixture *y, lb_random *random)
{
    const lb_frame *frame = y->frame;
    lb_sparse_vector v = {.terms = lb_malloc(frame->dimension, sizeof *v.terms)};
    for (uint32_t a = 0; a < frame->dimension; a++) {
        y->vector[a] = lb_random_below(random, frame->modulus.n);
        if (y->vector[a])
            v.terms[v.length++] = (lb_term){y->vector[a], a};
    }
    lb_ad_map_init(&y->g, frame, &v);
    lb_sparse_vector_clear(&v);
}

static void sum_powers(lb_mixture *y)
{
    const lb_frame *frame = y->frame;
    size_t D = frame->dimension;
    uint64_t *power = y->room, *next = y->room + D;
    memset(y->vector, 0, D * sizeof *y->vector);
    for (uint32_t k = 0; k <= y->depth; k++) {
        _nmod_vec_scalar_addmul_nmod(y->vector, power, (slong)D, y->coefficients[k],
                                     frame->modulus);
        lb_ad_map_apply(next, &y->g, power, frame);
        uint64_t *swap = power;
        power = next;
        next = swap;
    }
}

void lb_mixture_init(lb_mixture *y, const lb_moduli *moduli, const lb_frame *frame,
                     const lb_effort *effort, lb_random *random)
{
    size_t D = frame->dimension;
    uint32_t depth = effort->depth;
    *y = (lb_mixture){.frame = frame, .depth = depth, .direct = frame->brackets->small};
    y->vector = lb_malloc(D, sizeof *y->vector);
    if (y->direct) {
        init_whole(y, random);
        return;
    }
    y->coefficients = lb_malloc((size_t)depth + 1, sizeof *y->coefficients);
    for (uint32_t k = 0; k <= depth; k++)
        y->coefficients[k] = lb_random_below(random, frame->modulus.n);
    y->room = lb_calloc((depth + (size_t)3) * D, sizeof *y->room);
    lb_rational light;
    lb_element_init_light(&light, moduli, frame, effort->light_work, random);
    map_of(&y->g, NULL, frame, &light);
    lb_rational_clear(&light);
    lb_element_init_light(&light, moduli, frame, effort->light_work, random);
    map_of(&y->start, y->room, frame, &light);
    lb_rational_clear(&light);
    sum_powers(y);
}

void lb_mixture_clear(lb_mixture *y)
{
    lb_ad_map_clear(&y->g);
    if (!y->direct)
        lb_ad_map_clear(&y->start);
    free(y->coefficients);
    free(y->vector);
    free(y->room);
}

/* (i + j over j) from the one for j - 1. */
static uint64_t next_binomial(uint64_t before, uint32_t i, uint32_t j, nmod_t p)
{
    return nmod_div(nmod_mul(before, (uint64_t)i + j, p), j, p);
}

/* u_i = (ad y_0) (ad g)^i x, for i = 0 .. depth; then the sum over j by Horner's rule. */
void lb_mixture_bracket(uint64_t *bracket, const lb_mixture *y, const uint64_t *x)
{
    const lb_frame *frame = y->frame;
    if (y->direct) {
        lb_ad_map_apply(bracket, &y->g, x, frame);
        return;
    }
    nmod_t p = frame->modulus;
    uint32_t K = y->depth;
    size_t D = frame->dimension;
    uint64_t *u = y->room, *power = u + (K + (size_t)1) * D, *next = power + D;
    memcpy(power, x, D * sizeof *power);
    for (uint32_t i = 0; i <= K; i++) {
        lb_ad_map_apply(u + i * D, &y->start, power, frame);
        lb_ad_map_apply(next, &y->g, power, frame);
        memcpy(power, next, D * sizeof *power);
    }
    memset(bracket, 0, D * sizeof *bracket);
    for (uint32_t j = K + 1; j-- > 0;) {
        lb_ad_map_apply(next, &y->g, bracket, frame);
        memcpy(bracket, next, D * sizeof *bracket);
        uint64_t binomial = 1; /* (i + j over i), i = 0 */
        for (uint32_t i = 0; i + j <= K; i++) {
            uint64_t c = nmod_mul(y->coefficients[i + j], binomial, p);
            _nmod_vec_scalar_addmul_nmod(bracket, u + i * D, (slong)D, i % 2 ? nmod_neg(c, p) : c,
                                         p);
            binomial = next_binomial(binomial, j, i + 1, p);
        }
    }
}
