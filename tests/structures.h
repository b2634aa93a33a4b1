/* Structures in tests: from an ansatz by search, and compared with a type as it is written in the
 * literature. */

#ifndef LB_TESTS_STRUCTURES_H
#define LB_TESTS_STRUCTURES_H

#include <string.h>

#include <liebound.h>

#include "support.h"

/* A family of the catalogue with n = the number. */
static inline void load_family(lb_ansatz_t A, const char *name, unsigned n)
{
    char value[16];
    lb_error error;
    sprintf(value, "%u", n);
    lb_setting setting = {.name = "n", .value = value};
    ck_assert_int_eq(lb_ansatz_load(A, name, &setting, 1, &error), LB_OK);
}

/* ADD(A, "XX", "ZZ"): the generator XX + ZZ. */
static inline void add_labels(lb_ansatz_t A, const char *const *labels)
{
    lb_sum_t H;
    lb_error error;
    lb_sum_init(H, A->qubits);
    for (; *labels; labels++)
        ck_assert_int_eq(lb_sum_append_label(H, 1, 1, *labels, &error), LB_OK);
    lb_sum_normalize(H);
    lb_ansatz_add_generator(A, NULL, H);
    lb_sum_clear(H);
}
#define ADD(A, ...) add_labels(A, (const char *const[]){__VA_ARGS__, NULL})

/* The closure, by search also where every generator is a single string. */
static inline lb_closure *close_ansatz(const lb_ansatz_t A)
{
    lb_closure *closure;
    lb_error error;
    lb_closure_options options = {.enumerate = true};
    ck_assert_int_eq(lb_closure_compute(&closure, A, &options, &error), LB_OK);
    return closure;
}

/* The same algebra, centre and ideals over Q; the polynomials of fields of degree 2 are unique. */
static inline void check_same_structure(const lb_structure *a, const lb_structure *b)
{
    ck_assert_int_eq(lb_structure_known(b), LB_STRUCTURE_IDEALS);
    char *text = lb_algebra_text(lb_structure_algebra(a));
    char *other = lb_algebra_text(lb_structure_algebra(b));
    ck_assert_str_eq(text, other);
    free(text);
    free(other);
    ck_assert_uint_eq(lb_structure_ideals_count(a), lb_structure_ideals_count(b));
    for (size_t i = 0; i < lb_structure_ideals_count(a); i++) {
        const lb_real_ideals *p = lb_structure_ideals(a, i), *q = lb_structure_ideals(b, i);
        ck_assert_int_eq(p->type, q->type);
        ck_assert(!mpz_cmp(p->n, q->n) && !mpz_cmp(p->copies, q->copies));
        ck_assert_int_eq(!p->field, !q->field);
        if (p->field && !mpz_cmp_ui(p->copies, 2))
            ck_assert_str_eq(p->field, q->field);
    }
    mpz_t number, same;
    mpz_inits(number, same, NULL);
    lb_structure_centre_dimension(number, a);
    lb_structure_centre_dimension(same, b);
    ck_assert(!mpz_cmp(number, same));
    lb_structure_rank(number, a);
    lb_structure_rank(same, b);
    ck_assert(!mpz_cmp(number, same));
    mpz_clears(number, same, NULL);
}

/* The same quotient on every sector. */
static inline void check_same_sectors(const lb_structure *a, const lb_structure *b)
{
    enum { SYMMETRIES_MAX = 4 };
    size_t count = lb_structure_symmetry_count(a);
    if (count != lb_structure_symmetry_count(b) || count > SYMMETRIES_MAX)
        return;
    for (size_t sector = 0; sector < (size_t)1 << count; sector++) {
        bool negative[SYMMETRIES_MAX];
        lb_algebra_t G, H;
        lb_algebra_init(G);
        lb_algebra_init(H);
        for (size_t i = 0; i < count; i++)
            negative[i] = sector >> i & 1;
        lb_structure_sector(G, a, negative);
        lb_structure_sector(H, b, negative);
        char *text = lb_algebra_text(G), *other = lb_algebra_text(H);
        ck_assert_str_eq(text, other);
        free(text);
        free(other);
        lb_algebra_clear(G);
        lb_algebra_clear(H);
    }
}

/* Whether the structure was read from the blocks of the states. */
static inline bool is_by_blocks(const lb_structure *structure)
{
    return strstr(lb_structure_evidence(structure), "how the states decompose") != NULL;
}

/* How many structures were compared, and how many of them by blocks. */
static size_t compared_structures, compared_blocks;

/* By roots, where these decide compared with what the blocks of the states say. */
static inline lb_structure *compute_structure(const lb_ansatz_t A)
{
    lb_closure *closure = close_ansatz(A);
    lb_structure *structure, *identified;
    lb_error error;
    ck_assert_int_eq(lb_structure_compute(&structure, closure, NULL, &error), LB_OK);
    ck_assert_int_eq(lb_structure_identify(&identified, closure, NULL, &error), LB_OK);
    if (lb_structure_known(structure) == LB_STRUCTURE_IDEALS) {
        check_same_structure(structure, identified);
        check_same_sectors(structure, identified);
        compared_structures++;
        compared_blocks += is_by_blocks(identified);
    }
    lb_structure_free(identified);
    lb_closure_free(closure);
    return structure;
}

/* The list of ideals is in its order, and adds up to the derived algebra. */
static inline void check_ideals(const lb_structure *structure)
{
    mpz_t total, derived;
    mpz_inits(total, derived, NULL);
    for (size_t i = 0; i < lb_structure_ideals_count(structure); i++) {
        const lb_real_ideals *ideals = lb_structure_ideals(structure, i);
        mpz_addmul(total, ideals->dimension, ideals->copies);
        if (!i)
            continue;
        int order = mpz_cmp(ideals[-1].dimension, ideals->dimension);
        ck_assert_int_ge(order, 0);
        if (!order && ideals[-1].type == ideals->type)
            ck_assert(!ideals[-1].field || ideals->field);
    }
    lb_structure_derived_dimension(derived, structure);
    ck_assert(!mpz_cmp(total, derived));
    mpz_clears(total, derived, NULL);
}

/* The algebra's text, and that centre, rank and derived dimension are those of the text. */
static inline void check_structure(const lb_structure *structure, const char *expected)
{
    ck_assert_msg(lb_structure_known(structure) == LB_STRUCTURE_IDEALS, "%s: %s", expected,
                  lb_structure_evidence(structure));
    const lb_algebra_struct *G = lb_structure_algebra(structure);
    char *text = lb_algebra_text(G);
    ck_assert_str_eq(text, expected);
    free(text);
    mpz_t rank, centre, derived, part, found;
    mpz_inits(rank, centre, derived, part, found, NULL);
    for (size_t i = 0; i < G->count; i++) {
        lb_ideal_rank(part, G->ideals + i);
        mpz_addmul(rank, part, G->ideals[i].copies);
        mpz_addmul(G->ideals[i].type == LB_IDEAL_U ? centre : derived, G->ideals[i].dimension,
                   G->ideals[i].copies);
    }
    lb_structure_rank(found, structure);
    ck_assert(!mpz_cmp(found, rank));
    lb_structure_centre_dimension(found, structure);
    ck_assert(!mpz_cmp(found, centre));
    lb_structure_derived_dimension(found, structure);
    ck_assert(!mpz_cmp(found, derived));
    check_ideals(structure);
    mpz_clears(rank, centre, derived, part, found, NULL);
}

/* A sum such as "so(7)^2 + u(1)", up to the next ';' or the end, in the canonical names. */
static inline char *canonical_type(const char *text)
{
    static const struct {
        const char *name;
        lb_ideal_type type;
    } types[] = {
        {"su(", LB_IDEAL_SU}, {"so(", LB_IDEAL_SO}, {"sp(", LB_IDEAL_SP}, {"u(", LB_IDEAL_U}};
    lb_algebra_t G;
    mpz_t n, copies;
    lb_algebra_init(G);
    mpz_inits(n, copies, NULL);
    while (*text && *text != ';') {
        size_t t = 0;
        while (t < 4 && strncmp(text, types[t].name, strlen(types[t].name)) != 0)
            t++;
        ck_assert_msg(t < 4, "not a type: %s", text);
        char *end;
        mpz_set_ui(n, strtoul(text + strlen(types[t].name), &end, 10));
        ck_assert(*end++ == ')');
        mpz_set_ui(copies, *end == '^' ? strtoul(end + 1, &end, 10) : 1);
        lb_algebra_add(G, types[t].type, n, copies);
        text = end + strspn(end, " +");
    }
    char *canonical = lb_algebra_text(G);
    mpz_clears(n, copies, NULL);
    lb_algebra_clear(G);
    return canonical;
}

#endif
