#include "cartan/symmetric_spaces.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/memory.h"

typedef struct list {
    uint64_t wanted; /* dim k */
    size_t count;
    lb_symmetric_space *spaces;
} list;

/* Enter a pair if it has the dimension; takes both texts over. */
static void enter(list *l, uint64_t k, uint64_t rank, char *name, char *quotient)
{
    if (k != l->wanted) {
        free(name);
        free(quotient);
        return;
    }
    l->spaces = lb_realloc(l->spaces, l->count + 1, sizeof *l->spaces);
    l->spaces[l->count++] = (lb_symmetric_space){name, quotient, k, rank};
}

static void enter_su(list *l, uint64_t n)
{
    enter(l, n * (n - 1) / 2, n - 1, lb_strdup("AI"),
          lb_sprintf("su(%" PRIu64 ")/so(%" PRIu64 ")", n, n));
    if (n % 2 == 0 && n > 2)
        enter(l, n * (n + 1) / 2, n / 2 - 1, lb_strdup("AII"),
              lb_sprintf("su(%" PRIu64 ")/sp(%" PRIu64 ")", n, n / 2));
    for (uint64_t q = 1, p = n - 1; q <= p && n > 2; q++, p--)
        enter(l, p * p + q * q - 1, q, lb_sprintf("AIII(%" PRIu64 ",%" PRIu64 ")", p, q),
              lb_sprintf("su(%" PRIu64 ")/s(u(%" PRIu64 ")+u(%" PRIu64 "))", n, p, q));
}

static char *so_quotient(uint64_t p, uint64_t q)
{
    if (q == 1)
        return lb_sprintf("so(%" PRIu64 ")/so(%" PRIu64 ")", p + 1, p);
    return lb_sprintf("so(%" PRIu64 ")/(so(%" PRIu64 ")+so(%" PRIu64 "))", p + q, p, q);
}

static void enter_so(list *l, uint64_t n)
{
    for (uint64_t q = 1, p = n - 1; q <= p; q++, p--)
        enter(l, p * (p - 1) / 2 + q * (q - 1) / 2, q,
              lb_sprintf("BDI(%" PRIu64 ",%" PRIu64 ")", p, q), so_quotient(p, q));
    if (n % 2 == 0 && n != 8)
        enter(l, n * n / 4, n / 4, lb_strdup("DIII"),
              lb_sprintf("so(%" PRIu64 ")/u(%" PRIu64 ")", n, n / 2));
}

static void enter_sp(list *l, uint64_t n)
{
    enter(l, n * n, n, lb_strdup("CI"), lb_sprintf("sp(%" PRIu64 ")/u(%" PRIu64 ")", n, n));
    for (uint64_t q = 1, p = n - 1; q <= p; q++, p--)
        enter(l, p * (2 * p + 1) + q * (2 * q + 1), q,
              lb_sprintf("CII(%" PRIu64 ",%" PRIu64 ")", p, q),
              lb_sprintf("sp(%" PRIu64 ")/(sp(%" PRIu64 ")+sp(%" PRIu64 "))", n, p, q));
}

static void enter_exceptional(list *l, lb_ideal_type type, uint64_t n)
{
    static const struct {
        lb_ideal_type type;
        uint64_t n, k, rank;
        const char *name, *quotient;
    } pairs[] = {
        {LB_IDEAL_E, 6, 36, 6, "EI", "e6/sp(4)"},
        {LB_IDEAL_E, 6, 38, 4, "EII", "e6/(su(6)+su(2))"},
        {LB_IDEAL_E, 6, 46, 2, "EIII", "e6/(so(10)+u(1))"},
        {LB_IDEAL_E, 6, 52, 2, "EIV", "e6/f4"},
        {LB_IDEAL_E, 7, 63, 7, "EV", "e7/su(8)"},
        {LB_IDEAL_E, 7, 69, 4, "EVI", "e7/(so(12)+su(2))"},
        {LB_IDEAL_E, 7, 79, 3, "EVII", "e7/(e6+u(1))"},
        {LB_IDEAL_E, 8, 120, 8, "EVIII", "e8/so(16)"},
        {LB_IDEAL_E, 8, 136, 4, "EIX", "e8/(e7+su(2))"},
        {LB_IDEAL_F, 4, 24, 4, "FI", "f4/(sp(3)+su(2))"},
        {LB_IDEAL_F, 4, 36, 1, "FII", "f4/so(9)"},
        {LB_IDEAL_G, 2, 6, 2, "G", "g2/(su(2)+su(2))"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i].type == type && pairs[i].n == n)
            enter(l, pairs[i].k, pairs[i].rank, lb_strdup(pairs[i].name),
                  lb_strdup(pairs[i].quotient));
}

lb_symmetric_space *lb_symmetric_spaces(size_t *count, lb_ideal_type type, uint64_t n, uint64_t k)
{
    list l = {.wanted = k};
    switch (type) {
    case LB_IDEAL_SU:
        enter_su(&l, n);
        break;
    case LB_IDEAL_SO:
        enter_so(&l, n);
        break;
    case LB_IDEAL_SP:
        enter_sp(&l, n);
        break;
    case LB_IDEAL_U:
        break;
    default:
        enter_exceptional(&l, type, n);
    }
    *count = l.count;
    return l.spaces;
}

void lb_symmetric_space_clear(lb_symmetric_space *space)
{
    free(space->name);
    free(space->quotient);
}
