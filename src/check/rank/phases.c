/* Which combinations of phases satisfy equations of one or two of them, over Q. Phases that equations tie
 * together are all known up to one factor, unless they must be 0. */

#include "check/rank/rank.h"

#include <stdlib.h>

void lb_check_phases_init(lb_check_phases *P, size_t count)
{
    *P = (lb_check_phases){.count = count, .alone = true, .sum = true};
    P->first = lb_check_resize(NULL, count * sizeof *P->first);
    P->value = lb_check_resize(NULL, count * sizeof *P->value);
    for (size_t i = 0; i < count; i++) {
        P->first[i] = i;
        mpq_init(P->value[i]);
        mpq_set_ui(P->value[i], 1, 1);
    }
}

void lb_check_phases_clear(lb_check_phases *P)
{
    for (size_t i = 0; i < P->count; i++)
        mpq_clear(P->value[i]);
    free(P->first);
    free(P->value);
}

void lb_check_phases_forbid(lb_check_phases *P, size_t i)
{
    size_t first = P->first[i];
    for (size_t j = 0; j < P->count; j++)
        if (P->first[j] == first)
            mpq_set_ui(P->value[j], 0, 1);
}

/* Scale what is tied to j, which i is not, such that the terms of the equation cancel. */
static void tie(lb_check_phases *P, size_t i, const mpq_t term_i, size_t j, const mpq_t term_j)
{
    size_t from = P->first[j], to = P->first[i];
    mpq_t factor;
    mpq_init(factor);
    mpq_div(factor, term_i, term_j);
    mpq_neg(factor, factor);
    for (size_t k = 0; k < P->count; k++)
        if (P->first[k] == from) {
            mpq_mul(P->value[k], P->value[k], factor);
            P->first[k] = to;
        }
    mpq_clear(factor);
}

static void set_term(mpq_t term, const lb_check_integer *a, const mpq_t value)
{
    if (a->big)
        mpq_set_z(term, a->big);
    else
        mpq_set_si(term, a->small, 1);
    mpq_mul(term, term, value);
}

void lb_check_phases_relate(lb_check_phases *P, size_t i, const lb_check_integer *a, size_t j,
                            const lb_check_integer *b)
{
    mpq_t term_i, term_j, sum;
    mpq_inits(term_i, term_j, sum, NULL);
    set_term(term_i, a, P->value[i]);
    set_term(term_j, b, P->value[j]);
    mpq_add(sum, term_i, term_j);
    if (P->first[i] == P->first[j]) {
        if (mpq_sgn(sum))
            lb_check_phases_forbid(P, i);
    } else if (mpq_sgn(term_i) && mpq_sgn(term_j)) {
        tie(P, i, term_i, j, term_j);
    } else if (mpq_sgn(term_i)) {
        lb_check_phases_forbid(P, i);
    } else if (mpq_sgn(term_j)) {
        lb_check_phases_forbid(P, j);
    }
    mpq_clears(term_i, term_j, sum, NULL);
}

size_t lb_check_phases_count(const lb_check_phases *P)
{
    size_t count = 0;
    bool *met = lb_check_resize(NULL, P->count * sizeof *met);
    for (size_t i = 0; i < P->count; i++)
        met[i] = false;
    for (size_t i = 0; i < P->count; i++) {
        count += mpq_sgn(P->value[i]) && !met[P->first[i]];
        met[P->first[i]] = true;
    }
    free(met);
    return count;
}
