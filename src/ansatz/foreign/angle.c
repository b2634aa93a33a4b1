#include "ansatz/foreign/angle.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void lb_angle_init(lb_angle *a)
{
    *a = (lb_angle){0};
    mpq_inits(a->number, a->pi, NULL);
}

static void clear_terms(lb_angle *a)
{
    for (size_t i = 0; i < a->count; i++)
        mpq_clear(a->terms[i].factor);
    a->count = 0;
}

void lb_angle_clear(lb_angle *a)
{
    clear_terms(a);
    free(a->terms);
    mpq_clears(a->number, a->pi, NULL);
}

/* Room for a term at i; its factor is 0. */
static void insert(lb_angle *a, size_t i, size_t parameter)
{
    a->terms = lb_grow(a->terms, &a->capacity, a->count + 1, sizeof *a->terms);
    memmove(a->terms + i + 1, a->terms + i, (a->count - i) * sizeof *a->terms);
    a->terms[i].parameter = parameter;
    mpq_init(a->terms[i].factor);
    a->count++;
}

static void drop_zeros(lb_angle *a)
{
    size_t kept = 0;
    for (size_t i = 0; i < a->count; i++)
        if (mpq_sgn(a->terms[i].factor))
            a->terms[kept++] = a->terms[i];
        else
            mpq_clear(a->terms[i].factor);
    a->count = kept;
}

void lb_angle_set(lb_angle *a, const lb_angle *b)
{
    mpq_t one;
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    clear_terms(a);
    mpq_set_ui(a->number, 0, 1);
    mpq_set_ui(a->pi, 0, 1);
    lb_angle_add(a, one, b);
    mpq_clear(one);
}

void lb_angle_set_parameter(lb_angle *a, size_t parameter)
{
    clear_terms(a);
    mpq_set_ui(a->number, 0, 1);
    mpq_set_ui(a->pi, 0, 1);
    insert(a, 0, parameter);
    mpq_set_ui(a->terms[0].factor, 1, 1);
}

static void add_product(mpq_t a, const mpq_t c, const mpq_t b)
{
    mpq_t product;
    mpq_init(product);
    mpq_mul(product, c, b);
    mpq_add(a, a, product);
    mpq_clear(product);
}

void lb_angle_add(lb_angle *a, const mpq_t c, const lb_angle *b)
{
    add_product(a->number, c, b->number);
    add_product(a->pi, c, b->pi);
    for (size_t i = 0, j = 0; j < b->count; i++) {
        if (i == a->count || a->terms[i].parameter > b->terms[j].parameter)
            insert(a, i, b->terms[j].parameter);
        if (a->terms[i].parameter == b->terms[j].parameter) {
            add_product(a->terms[i].factor, c, b->terms[j].factor);
            j++;
        }
    }
    drop_zeros(a);
}

void lb_angle_scale(lb_angle *a, const mpq_t c)
{
    mpq_mul(a->number, a->number, c);
    mpq_mul(a->pi, a->pi, c);
    for (size_t i = 0; i < a->count; i++)
        mpq_mul(a->terms[i].factor, a->terms[i].factor, c);
    drop_zeros(a);
}

bool lb_angle_is_constant(const lb_angle *a)
{
    return !a->count;
}

bool lb_angle_is_rational(const lb_angle *a)
{
    return !a->count && !mpq_sgn(a->pi);
}

double lb_angle_constant(const lb_angle *a)
{
    return mpq_get_d(a->number) + 3.14159265358979323846 * mpq_get_d(a->pi);
}

const char *lb_angle_multiply(lb_angle *a, const lb_angle *b)
{
    if (lb_angle_is_rational(b)) {
        lb_angle_scale(a, b->number);
        return NULL;
    }
    if (!lb_angle_is_rational(a))
        return a->count || b->count ? "a product of parameters is not linear in them"
                                    : "pi * pi is not a multiple of pi";
    mpq_t factor;
    mpq_init(factor);
    mpq_set(factor, a->number);
    lb_angle_set(a, b);
    lb_angle_scale(a, factor);
    mpq_clear(factor);
    return NULL;
}

const char *lb_angle_divide(lb_angle *a, const lb_angle *b)
{
    if (b->count)
        return "an angle divided by a parameter is not linear in it";
    bool by_pi = !mpq_sgn(b->number) && mpq_sgn(b->pi);
    if (by_pi && (a->count || mpq_sgn(a->number)))
        return "1/pi has no exact value here";
    if (!by_pi && mpq_sgn(b->pi))
        return "this quotient has no exact value here";
    if (!by_pi && !mpq_sgn(b->number))
        return "division by zero";
    if (by_pi) {
        mpq_div(a->number, a->pi, b->pi);
        mpq_set_ui(a->pi, 0, 1);
        return NULL;
    }
    mpq_t inverse;
    mpq_init(inverse);
    mpq_inv(inverse, b->number);
    lb_angle_scale(a, inverse);
    mpq_clear(inverse);
    return NULL;
}
