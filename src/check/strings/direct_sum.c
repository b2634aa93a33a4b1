/* Direct sums of simple algebras and copies of u(1): the canonical text, and the dimension. */

#include "check/strings/strings.h"

#include <stdlib.h>
#include <string.h>

/* su(2), sp(2) and su(4) are written so, and not so(3), so(5) and so(6). */
static lb_check_summand canonical(lb_check_type type, uint64_t factor, uint64_t exponent)
{
    static const struct {
        uint64_t so, exponent;
        lb_check_type type;
    } other_names[] = {{3, 1, LB_CHECK_SU}, {5, 1, LB_CHECK_SP}, {6, 2, LB_CHECK_SU}};
    for (int i = 0; i < 3 && type == LB_CHECK_SO && !exponent; i++)
        if (factor == other_names[i].so)
            return (lb_check_summand){
                .type = other_names[i].type, .odd = 1, .exponent = other_names[i].exponent};
    int twos = __builtin_ctzll(factor);
    return (lb_check_summand){
        .type = type, .odd = factor >> twos, .exponent = exponent + (uint64_t)twos};
}

static void set_number(mpz_t n, const lb_check_summand *s)
{
    mpz_set_ui(n, s->odd);
    mpz_mul_2exp(n, n, s->exponent);
}

/* su(N): N^2 - 1; so(N): N (N - 1) / 2; sp(N): N (2N + 1). */
static void set_dimension(lb_check_summand *s)
{
    mpz_t n, other;
    mpz_inits(n, other, NULL);
    set_number(n, s);
    if (s->type == LB_CHECK_SU) {
        mpz_mul(s->dimension, n, n);
        mpz_sub_ui(s->dimension, s->dimension, 1);
    } else if (s->type == LB_CHECK_SO) {
        mpz_sub_ui(other, n, 1);
        mpz_mul(s->dimension, n, other);
        mpz_fdiv_q_2exp(s->dimension, s->dimension, 1);
    } else if (s->type == LB_CHECK_SP) {
        mpz_mul_2exp(other, n, 1);
        mpz_add_ui(other, other, 1);
        mpz_mul(s->dimension, n, other);
    } else
        mpz_set_ui(s->dimension, 1);
    mpz_clears(n, other, NULL);
}

void lb_check_sum_add(lb_check_sum *G, lb_check_type type, uint64_t factor, uint64_t exponent,
                      uint64_t log_copies)
{
    lb_check_summand summand = canonical(type, factor, exponent);
    size_t i = 0;
    while (i < G->count && (G->at[i].type != summand.type || G->at[i].odd != summand.odd ||
                            G->at[i].exponent != summand.exponent))
        i++;
    if (i == G->count) {
        mpz_inits(summand.copies, summand.dimension, NULL);
        set_dimension(&summand);
        G->at = lb_check_grow(G->at, &G->capacity, G->count + 1, sizeof *G->at);
        G->at[G->count++] = summand;
    }
    mpz_t copies;
    mpz_init_set_ui(copies, 1);
    mpz_mul_2exp(copies, copies, log_copies);
    mpz_add(G->at[i].copies, G->at[i].copies, copies);
    mpz_clear(copies);
}

/* ---- Text ---- */

typedef struct text {
    char *bytes;
    size_t length, capacity;
} text;

static void put(text *T, const char *more)
{
    size_t length = strlen(more);
    T->bytes = lb_check_grow(T->bytes, &T->capacity, T->length + length + 1, 1);
    memcpy(T->bytes + T->length, more, length + 1);
    T->length += length;
}

static char *decimal_of(const mpz_t n)
{
    char *decimal = lb_check_resize(NULL, mpz_sizeinbase(n, 10) + 2);
    return mpz_get_str(decimal, 10, n);
}

/* A number above 1000 that is a power of two as 2^e, any other one in decimal. */
static void put_number(text *T, const mpz_t n)
{
    if (mpz_cmp_ui(n, 1000) > 0 && mpz_popcount(n) == 1) {
        char power[32];
        snprintf(power, sizeof power, "2^%zu", mpz_sizeinbase(n, 2) - 1);
        put(T, power);
    } else {
        char *decimal = decimal_of(n);
        put(T, decimal);
        free(decimal);
    }
}

static void put_summand(text *T, const lb_check_summand *s)
{
    static const char *const names[] = {
        [LB_CHECK_SU] = "su(", [LB_CHECK_SO] = "so(", [LB_CHECK_SP] = "sp(", [LB_CHECK_U] = "u("};
    mpz_t n;
    mpz_init(n);
    set_number(n, s);
    if (mpz_cmp_ui(s->copies, 1) != 0) {
        put_number(T, s->copies);
        put(T, " ");
    }
    put(T, names[s->type]);
    put_number(T, n);
    put(T, ")");
    mpz_clear(n);
}

/* By decreasing dimension, so that u(1) is last; equal dimensions in the order of the types. */
static int compare_summands(const void *a, const void *b)
{
    const lb_check_summand *s = a, *t = b;
    int order = mpz_cmp(t->dimension, s->dimension);
    return order ? order : (int)s->type - (int)t->type;
}

char *lb_check_sum_text(lb_check_sum *G)
{
    text T = {0};
    put(&T, G->count ? "" : "0");
    if (G->count)
        qsort(G->at, G->count, sizeof *G->at, compare_summands);
    for (size_t i = 0; i < G->count; i++) {
        put(&T, i ? " + " : "");
        put_summand(&T, &G->at[i]);
    }
    return T.bytes;
}

char *lb_check_sum_dimension(const lb_check_sum *G, bool centre, bool derived)
{
    mpz_t dimension;
    mpz_init(dimension);
    for (size_t i = 0; i < G->count; i++)
        if (G->at[i].type == LB_CHECK_U ? centre : derived)
            mpz_addmul(dimension, G->at[i].copies, G->at[i].dimension);
    char *decimal = decimal_of(dimension);
    mpz_clear(dimension);
    return decimal;
}

void lb_check_sum_clear(lb_check_sum *G)
{
    for (size_t i = 0; i < G->count; i++)
        mpz_clears(G->at[i].copies, G->at[i].dimension, NULL);
    free(G->at);
}
