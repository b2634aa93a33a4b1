#include <liebound/algebra.h>

#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "base/memory.h"

void lb_algebra_init(lb_algebra_t G)
{
    *G = (lb_algebra_struct){0, NULL};
}

void lb_algebra_clear(lb_algebra_t G)
{
    for (size_t i = 0; i < G->count; i++)
        mpz_clears(G->ideals[i].n, G->ideals[i].copies, G->ideals[i].dimension, NULL);
    free(G->ideals);
}

static void ideal_dimension(mpz_t D, lb_ideal_type type, const mpz_t n)
{
    switch (type) {
    case LB_IDEAL_SU:
        mpz_mul(D, n, n);
        mpz_sub_ui(D, D, 1);
        break;
    case LB_IDEAL_SO:
        mpz_sub_ui(D, n, 1);
        mpz_mul(D, D, n);
        mpz_tdiv_q_2exp(D, D, 1);
        break;
    case LB_IDEAL_SP:
        mpz_mul_2exp(D, n, 1);
        mpz_add_ui(D, D, 1);
        mpz_mul(D, D, n);
        break;
    case LB_IDEAL_E:
        mpz_set_ui(D, !mpz_cmp_ui(n, 6) ? 78 : !mpz_cmp_ui(n, 7) ? 133 : 248);
        break;
    case LB_IDEAL_F:
        mpz_set_ui(D, 52);
        break;
    case LB_IDEAL_G:
        mpz_set_ui(D, 14);
        break;
    case LB_IDEAL_U:
        mpz_mul(D, n, n);
        break;
    }
}

void lb_ideal_rank(mpz_t rank, const lb_ideal *ideal)
{
    if (ideal->type == LB_IDEAL_SU)
        mpz_sub_ui(rank, ideal->n, 1);
    else if (ideal->type == LB_IDEAL_SO)
        mpz_tdiv_q_2exp(rank, ideal->n, 1);
    else
        mpz_set(rank, ideal->n);
}

/* Replace a type by its canonical name; n and copies may change. */
static lb_ideal_type canonical(lb_ideal_type type, mpz_t n, mpz_t copies)
{
    static const struct {
        lb_ideal_type type, name;
        unsigned n, renamed, copies;
    } coincidences[] = {{LB_IDEAL_SO, LB_IDEAL_U, 2, 1, 1},  {LB_IDEAL_SO, LB_IDEAL_SU, 3, 2, 1},
                        {LB_IDEAL_SO, LB_IDEAL_SU, 4, 2, 2}, {LB_IDEAL_SO, LB_IDEAL_SP, 5, 2, 1},
                        {LB_IDEAL_SO, LB_IDEAL_SU, 6, 4, 1}, {LB_IDEAL_SP, LB_IDEAL_SU, 1, 2, 1}};
    for (size_t i = 0; i < sizeof coincidences / sizeof *coincidences; i++) {
        if (coincidences[i].type != type || mpz_cmp_ui(n, coincidences[i].n))
            continue;
        mpz_set_ui(n, coincidences[i].renamed);
        mpz_mul_ui(copies, copies, coincidences[i].copies);
        return coincidences[i].name;
    }
    return type;
}

/* Where an ideal stands in the list: the greater dimension first, then by type, u last. */
static int compare_ideals(const lb_ideal *a, const lb_ideal *b)
{
    if ((a->type == LB_IDEAL_U) != (b->type == LB_IDEAL_U))
        return a->type == LB_IDEAL_U ? 1 : -1;
    int order = mpz_cmp(b->dimension, a->dimension);
    return order ? order : (int)a->type - (int)b->type;
}

void lb_algebra_add(lb_algebra_t G, lb_ideal_type type, const mpz_t n, const mpz_t copies)
{
    lb_ideal ideal;
    mpz_init_set(ideal.n, n);
    mpz_init_set(ideal.copies, copies);
    mpz_init(ideal.dimension);
    ideal.type = canonical(type, ideal.n, ideal.copies);
    ideal_dimension(ideal.dimension, ideal.type, ideal.n);
    size_t at = 0;
    while (at < G->count && compare_ideals(G->ideals + at, &ideal) < 0)
        at++;
    if (at < G->count && !compare_ideals(G->ideals + at, &ideal)) {
        mpz_add(G->ideals[at].copies, G->ideals[at].copies, ideal.copies);
        mpz_clears(ideal.n, ideal.copies, ideal.dimension, NULL);
        return;
    }
    G->ideals = lb_realloc(G->ideals, G->count + 1, sizeof *G->ideals);
    memmove(G->ideals + at + 1, G->ideals + at, (G->count - at) * sizeof *G->ideals);
    G->ideals[at] = ideal;
    G->count++;
}

void lb_algebra_dimension(mpz_t D, const lb_algebra_t G)
{
    mpz_set_ui(D, 0);
    for (size_t i = 0; i < G->count; i++)
        mpz_addmul(D, G->ideals[i].copies, G->ideals[i].dimension);
}

const char *lb_ideal_type_name(lb_ideal_type type)
{
    static const char *const names[] = {"su", "so", "sp", "e", "f", "g", "u"};
    return names[type];
}

/* A number as digits, or as 2^k when it is a large power of two. The caller frees it. */
static char *number_text(const mpz_t n)
{
    mp_bitcnt_t exponent = mpz_sgn(n) ? mpz_scan1(n, 0) : 0;
    if (mpz_cmp_ui(n, 1000) > 0 && mpz_sizeinbase(n, 2) == exponent + 1)
        return lb_sprintf("2^%lu", (unsigned long)exponent);
    return lb_integer_text(n);
}

/* Append copies, times and part to *text, with " + " between summands; frees part. */
static void append_summand(char **text, const mpz_t copies, const char *times, char *part)
{
    bool one = !mpz_cmp_ui(copies, 1);
    char *factor = one ? lb_strdup("") : number_text(copies);
    char *joined = lb_sprintf("%s%s%s%s%s", *text ? *text : "", *text ? " + " : "", factor,
                              one ? "" : times, part);
    free(*text);
    free(factor);
    free(part);
    *text = joined;
}

static bool is_exceptional(lb_ideal_type type)
{
    return type == LB_IDEAL_E || type == LB_IDEAL_F || type == LB_IDEAL_G;
}

char *lb_algebra_text(const lb_algebra_t G)
{
    char *text = NULL;
    for (size_t i = 0; i < G->count; i++) {
        char *n = number_text(G->ideals[i].n);
        bool exceptional = is_exceptional(G->ideals[i].type);
        append_summand(
            &text, G->ideals[i].copies, " ",
            lb_sprintf(exceptional ? "%s%s" : "%s(%s)", lb_ideal_type_name(G->ideals[i].type), n));
        free(n);
    }
    return text ? text : lb_strdup("0");
}

char *lb_algebra_ideals_text(lb_ideal_type type, const mpz_t n, const mpz_t copies)
{
    lb_algebra_t G;
    lb_algebra_init(G);
    lb_algebra_add(G, type, n, copies);
    char *text = lb_algebra_text(G);
    lb_algebra_clear(G);
    return text;
}

/* One copy's dimension: digits when short, else in powers of two: 2^2k - 1 for su(2^k),
 * 2^(k-1) (2^k - 1) for so(2^k), 2^k (2^(k+1) + 1) for sp(2^k). */
static char *dimension_text(const lb_ideal *ideal, bool alone)
{
    mp_bitcnt_t k = mpz_scan1(ideal->n, 0);
    bool power = mpz_sizeinbase(ideal->n, 2) == k + 1;
    unsigned long e = (unsigned long)k;
    if (!power || mpz_sizeinbase(ideal->dimension, 10) <= 20)
        return lb_integer_text(ideal->dimension);
    switch (ideal->type) {
    case LB_IDEAL_SU:
        return lb_sprintf(alone ? "4^%lu - 1" : "(4^%lu - 1)", e);
    case LB_IDEAL_SO:
        return lb_sprintf("2^%lu (2^%lu - 1)", e - 1, e);
    case LB_IDEAL_SP:
        return lb_sprintf("2^%lu (2^%lu + 1)", e, e + 1);
    default:
        return lb_sprintf("4^%lu", e);
    }
}

char *lb_algebra_formula(const lb_algebra_t G)
{
    char *text = NULL;
    bool alone = G->count == 1 && !mpz_cmp_ui(G->ideals->copies, 1);
    for (size_t i = 0; i < G->count; i++)
        append_summand(&text, G->ideals[i].copies, " * ", dimension_text(G->ideals + i, alone));
    return text ? text : lb_strdup("0");
}
