#include "variance/string_classes.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "pauli/table.h"

/* ---- Making it ---- */

static bool goes_on(lb_run *run, size_t work)
{
    return lb_run_goes_on(run, work, (lb_progress){.stage = "variance"});
}

/* u_b = u_a + g along the edges, from u_0 = 0; a pass that reaches no new vertex is the last. The
 * members come in an order in which each shares a vertex with an earlier one. */
static void walk_edges(uint64_t *u, const lb_class *class, const uint64_t *strings, uint32_t count,
                       size_t words)
{
    bool *known = lb_calloc(class->vertex_count, sizeof *known);
    known[class->edges[0].ends[0]] = true;
    for (bool more = true; more;) {
        more = false;
        for (uint32_t i = 0; i < count; i++) {
            const uint32_t *ends = class->edges[i].ends;
            if (known[ends[0]] == known[ends[1]])
                continue;
            uint32_t to = known[ends[0]] ? ends[1] : ends[0], from = ends[0] + ends[1] - to;
            memcpy(u + words * to, u + words * from, words * sizeof *u);
            lb_f2_add(u + words * to, strings + words * i, words);
            known[to] = more = true;
        }
    }
    free(known);
}

/* u and T from the members of the component. */
static bool set_pairs(lb_variance_class *s, uint64_t *strings, uint32_t count, lb_run *run)
{
    size_t words = 2 * s->words;
    const lb_class *class = s->class;
    bool complete = true;
    s->vertices = lb_calloc(words * class->vertex_count, sizeof *s->vertices);
    walk_edges(s->vertices, class, strings, count, words);
    for (uint32_t i = 0; i < count && complete; i++) {
        for (int end = 0; end < 2; end++)
            lb_f2_add(strings + words * i, s->vertices + words * class->edges[i].ends[end], words);
        lb_f2_space_add(&s->space, strings + words * i, false, NULL);
        complete = goes_on(run, s->space.rank + 1);
    }
    for (uint32_t a = 0; a < class->vertex_count; a++)
        (void)lb_f2_space_reduce(&s->space, s->vertices + words * a);
    return complete;
}

/* V with q, from the members. */
static bool set_full(lb_variance_class *s, uint64_t *strings, uint32_t count, size_t qubits,
                     lb_run *run)
{
    bool complete = true;
    for (uint32_t i = 0; i < count && s->space.rank < 2 * qubits && complete; i++) {
        lb_f2_space_add(&s->space, strings + 2 * s->words * i, true, NULL);
        complete = goes_on(run, s->space.rank + 1);
    }
    size_t radical = s->space.rank - 2 * s->class->k;
    s->has_radical = radical != 0;
    s->has_form = s->class->type != LB_IDEAL_SU || s->class->exponent != radical;
    return complete;
}

/* Whether dimensions are those of the classification. */
static bool agrees(const lb_variance_class *s)
{
    const lb_class *class = s->class;
    if (class->kind == LB_CLASS_ALONE)
        return true;
    if (class->kind == LB_CLASS_PAIRS)
        return s->space.rank == class->exponent;
    size_t rank = 2 * class->k + class->exponent;
    return s->space.rank == rank || (class->type == LB_IDEAL_SU && s->space.rank == rank + 1);
}

/* |S| = dim g of the component. */
static void set_size(lb_variance_class *s)
{
    lb_algebra_t G;
    lb_algebra_init(G);
    lb_class_add(G, s->class);
    lb_algebra_dimension(s->size, G);
    lb_algebra_clear(G);
}

lb_status lb_variance_class_init(lb_variance_class *s, const lb_classification *classification,
                                 uint32_t c, lb_run *run, lb_error *error)
{
    const lb_strings *set = &classification->set;
    uint32_t first = set->first[c], count = set->first[c + 1] - first;
    *s = (lb_variance_class){.class = classification->classes + c,
                             .words = lb_dense_words(set->qubits)};
    size_t words = 2 * s->words;
    uint64_t *strings = lb_malloc(words * count, sizeof *strings);
    for (uint32_t i = 0; i < count; i++)
        lb_dense_from_string(strings + words * i, set->strings[set->members[first + i]], s->words);
    lb_f2_space_init(&s->space, s->words);
    mpz_init(s->size);
    bool complete = true;
    if (s->class->kind == LB_CLASS_ALONE) {
        s->alone = strings;
        strings = NULL;
    } else if (s->class->kind == LB_CLASS_PAIRS)
        complete = set_pairs(s, strings, count, run);
    else
        complete = set_full(s, strings, count, set->qubits, run);
    free(strings);
    set_size(s);
    if (complete && agrees(s))
        return LB_OK;
    lb_variance_class_clear(s);
    if (!complete)
        return lb_fail(error, LB_UNDECIDED, "%s", run->stopped);
    return lb_fail(error, LB_INTERNAL,
                   "a self-check of the sets of strings failed; please report it");
}

void lb_variance_class_clear(lb_variance_class *s)
{
    free(s->alone);
    free(s->vertices);
    lb_f2_space_clear(&s->space);
    mpz_clear(s->size);
}

/* ---- Membership ---- */

/* Whether P = u_a + u_b modulo T for some a and b: P is not 0 there, so a and b differ. */
static bool is_pair(const lb_variance_class *s, const uint64_t *P)
{
    size_t words = 2 * s->words;
    uint32_t count = s->class->vertex_count;
    lb_string_table table;
    uint64_t *sum = lb_malloc(words, sizeof *sum), *reduced = lb_malloc(words, sizeof *reduced);
    bool found = false;
    lb_string_table_init(&table, s->words);
    for (uint32_t a = 0; a < count; a++)
        lb_string_table_intern(&table, s->vertices + words * a);
    memcpy(reduced, P, words * sizeof *reduced);
    (void)lb_f2_space_reduce(&s->space, reduced);
    for (uint32_t a = 0; a < count && !found && !lb_f2_is_zero(reduced, words); a++) {
        memcpy(sum, reduced, words * sizeof *sum);
        lb_f2_add(sum, s->vertices + words * a, words);
        found = lb_string_table_find(&table, sum) != LB_NO_STRING;
    }
    lb_string_table_clear(&table);
    free(sum);
    free(reduced);
    return found;
}

/* Whether P is in V, and then q(P). */
static bool is_in_span(const lb_variance_class *s, const uint64_t *P, bool *q)
{
    size_t words = 2 * s->words;
    uint64_t *left = lb_malloc(words, sizeof *left);
    memcpy(left, P, words * sizeof *left);
    *q = lb_f2_space_reduce(&s->space, left);
    bool inside = lb_f2_is_zero(left, words);
    free(left);
    return inside;
}

bool lb_variance_class_contains(const lb_variance_class *s, const uint64_t *P)
{
    bool q;
    switch (s->class->kind) {
    case LB_CLASS_ALONE:
        return !memcmp(s->alone, P, 2 * s->words * sizeof *P);
    case LB_CLASS_PAIRS:
        return is_pair(s, P);
    default:
        return is_in_span(s, P, &q) && (!s->has_form || q) && !lb_f2_space_commutes(&s->space, P);
    }
}

bool lb_variance_class_shifts(const lb_variance_class *s, const uint64_t *t)
{
    bool q;
    if (lb_f2_is_zero(t, 2 * s->words))
        return true;
    if (s->class->kind == LB_CLASS_PAIRS)
        return is_in_span(s, t, &q);
    return s->class->kind == LB_CLASS_FULL && s->has_radical && lb_f2_space_commutes(&s->space, t);
}

/* ---- Counting ---- */

/* Sums of the given strings, by sets of them. */
static uint64_t *add_up(const uint64_t *strings, uint32_t count, const uint64_t *sets,
                        uint32_t set_count, size_t words)
{
    size_t tags = ((size_t)count + 63) / 64;
    uint64_t *sums = lb_calloc(words * set_count, sizeof *sums);
    for (uint32_t i = 0; i < set_count; i++)
        for (uint32_t j = 0; j < count; j++)
            if (sets[tags * i + j / 64] >> j % 64 & 1)
                lb_f2_add(sums + words * i, strings + words * j, words);
    return sums;
}

/* A basis of the sums of the strings that lie in V. The caller frees it. */
static uint64_t *meet_span(const lb_variance_class *s, const uint64_t *strings, uint32_t count,
                           uint32_t *found)
{
    size_t words = 2 * s->words;
    uint64_t *left = lb_malloc(words * count, sizeof *left), *sets;
    memcpy(left, strings, words * count * sizeof *left);
    for (uint32_t i = 0; i < count; i++)
        (void)lb_f2_space_reduce(&s->space, left + words * i);
    *found = lb_f2_dependencies(&sets, left, count, words);
    uint64_t *sums = add_up(strings, count, sets, *found, words);
    free(sets);
    free(left);
    return sums;
}

/* A basis of the sums of the strings that commute with V. */
static uint64_t *meet_radical(const lb_variance_class *s, const uint64_t *strings, uint32_t count,
                              uint32_t *found)
{
    size_t words = 2 * s->words, width = ((size_t)s->space.rank + 63) / 64;
    uint64_t *signs = lb_calloc(width * count, sizeof *signs), *sets;
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t r = 0; r < s->space.rank; r++)
            if (lb_dense_anticommutes(s->space.rows + words * r, strings + words * i, s->words))
                signs[width * i + r / 64] |= (uint64_t)1 << r % 64;
    *found = lb_f2_dependencies(&sets, signs, count, width);
    uint64_t *sums = add_up(strings, count, sets, *found, words);
    free(sets);
    free(signs);
    return sums;
}

/* How many of the sums of commuting strings in V have q = 1, or, without q, how many there are. On
 * them q is linear. */
static void count_sums(mpz_t number, const lb_variance_class *s, const uint64_t *strings,
                       uint32_t count)
{
    bool q, odd = false;
    for (uint32_t i = 0; i < count && s->has_form && !odd; i++)
        odd = is_in_span(s, strings + 2 * s->words * i, &q) && q;
    mpz_set_ui(number, 0);
    if (!s->has_form)
        mpz_setbit(number, count);
    else if (odd)
        mpz_setbit(number, count - 1);
}

static void count_full(mpz_t number, const lb_variance_class *s, const uint64_t *group,
                       uint32_t count)
{
    uint32_t inside, central = 0;
    uint64_t *sums = meet_span(s, group, count, &inside);
    uint64_t *radical = s->has_radical ? meet_radical(s, sums, inside, &central) : NULL;
    mpz_t excluded;
    mpz_init(excluded);
    count_sums(number, s, sums, inside);
    count_sums(excluded, s, radical, central);
    mpz_sub(number, number, excluded);
    mpz_clear(excluded);
    free(radical);
    free(sums);
}

/* Pairs of vertices with equal u modulo T and the group, times the strings of a coset of T that the
 * group then has. */
static void count_pairs(mpz_t number, const lb_variance_class *s, const uint64_t *group,
                        uint32_t count)
{
    size_t words = 2 * s->words;
    uint32_t vertices = s->class->vertex_count;
    lb_f2_space joint;
    lb_string_table table;
    uint64_t *v = lb_malloc(words, sizeof *v);
    unsigned long *members = lb_calloc(vertices, sizeof *members);
    lb_f2_space_init(&joint, s->words);
    lb_string_table_init(&table, s->words);
    for (uint32_t i = 0; i < s->space.rank + count; i++) {
        bool own = i < s->space.rank;
        memcpy(v, own ? s->space.rows + words * i : group + words * (i - s->space.rank),
               words * sizeof *v);
        lb_f2_space_add(&joint, v, false, NULL);
    }
    mpz_set_ui(number, 0);
    for (uint32_t a = 0; a < vertices; a++) {
        memcpy(v, s->vertices + words * a, words * sizeof *v);
        (void)lb_f2_space_reduce(&joint, v);
        mpz_add_ui(number, number, members[lb_string_table_intern(&table, v)]++);
    }
    mpz_mul_2exp(number, number, s->space.rank + count - joint.rank);
    lb_string_table_clear(&table);
    lb_f2_space_clear(&joint);
    free(members);
    free(v);
}

static bool is_sum(const uint64_t *P, const uint64_t *group, uint32_t count, size_t words)
{
    lb_f2_space space;
    uint64_t *v = lb_malloc(2 * words, sizeof *v);
    lb_f2_space_init(&space, words);
    for (uint32_t i = 0; i < count; i++) {
        memcpy(v, group + 2 * words * i, 2 * words * sizeof *v);
        lb_f2_space_add(&space, v, false, NULL);
    }
    memcpy(v, P, 2 * words * sizeof *v);
    (void)lb_f2_space_reduce(&space, v);
    bool inside = lb_f2_is_zero(v, 2 * words);
    lb_f2_space_clear(&space);
    free(v);
    return inside;
}

bool lb_variance_class_count(mpz_t number, const lb_variance_class *s, const uint64_t *group,
                             uint32_t count, lb_run *run)
{
    if (s->class->kind == LB_CLASS_ALONE)
        mpz_set_ui(number, is_sum(s->alone, group, count, s->words));
    else if (s->class->kind == LB_CLASS_PAIRS)
        count_pairs(number, s, group, count);
    else
        count_full(number, s, group, count);
    return goes_on(run, count);
}
