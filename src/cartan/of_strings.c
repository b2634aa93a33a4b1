/* Decompositions of algebras of single strings, without a basis.
 *
 * On the strings g_i of a component the involution has signs (-1)^(l_i), which are multiplicative on
 * brackets: a linear function l on formal sums of strings. All that it does follows from l and the form
 * q of src/strings/identify.h (proofs/cartan.md).
 *
 *   pairs   Strings are the edges a b of a graph, of Majorana operators. If l = m_a + m_b for all edges,
 *           the involution changes the signs of the Majorana operators with m = 1; else there is a
 *           cycle, a central element, on which it is -1, and it swaps copies of so(N).
 *   full    With Rad the radical of the form, in formal sums: l = 0 on Rad is conjugation by a string
 *           s of the component's span; for su(2^k), l = q on Rad is a transposition, of a kind that the
 *           Arf invariant of q + l tells; else copies are swapped. For so(2^k) and sp(2^(k-1)) the kind
 *           is told by q(s), the sum of the Arf invariants of q and of q + l. */

#include <stdlib.h>

#include "ansatz/roots.h"
#include "base/memory.h"
#include "base/sort.h"
#include "cartan/cartan_data.h"
#include "cartan/symmetric_spaces.h"
#include "linalg/f2_internal.h"
#include "strings/identify.h"

typedef struct component {
    const lb_strings *set;
    const lb_class *class;
    const uint32_t *members;
    uint32_t count;
    uint8_t *signs;            /* l of each */
    const uint32_t *positions; /* by string, among the members */
} component;

/* Where the graph of a component is not stored, it is found for at most so many strings. */
enum { DENSE_MAX = 20000 };

/* ---- What is entered ---- */

static lb_cartan_part *enter(lb_cartan *c, const component *x, const char *symmetric_space)
{
    lb_cartan_part *part = lb_cartan_append_part(c, x->class->type);
    mpz_setbit(part->copies, x->class->exponent);
    if (x->class->kind == LB_CLASS_PAIRS)
        mpz_set_ui(part->n, x->class->vertex_count);
    else if (x->class->kind == LB_CLASS_FULL)
        mpz_setbit(part->n, x->class->k - (x->class->type == LB_IDEAL_SP));
    else
        mpz_set_ui(part->n, 1);
    if (symmetric_space)
        part->symmetric_space = lb_strdup(symmetric_space);
    return part;
}

/* dim g and its rank, of one copy, under its canonical name, which the part gets. */
static void name_type(mpz_t dimension, mpz_t rank, lb_cartan_part *part)
{
    lb_algebra_t one;
    mpz_t copies;
    mpz_init_set_ui(copies, 1);
    lb_algebra_init(one);
    lb_algebra_add(one, part->type, part->n, copies);
    part->type = one->ideals->type;
    mpz_set(part->n, one->ideals->n);
    mpz_set(dimension, one->ideals->dimension);
    lb_ideal_rank(rank, one->ideals);
    lb_algebra_clear(one);
    mpz_clear(copies);
}

/* "su(8)", "su(2^1000)" */
static char *type_text(const lb_cartan_part *part)
{
    mpz_t one;
    mpz_init_set_ui(one, 1);
    char *text = lb_algebra_ideals_text(part->type, part->n, one);
    mpz_clear(one);
    return text;
}

static void enter_fixed(lb_cartan *c, const component *x)
{
    lb_cartan_part *part = enter(c, x, "fixed");
    mpz_t dimension, rank;
    mpz_inits(dimension, rank, (mpz_ptr)NULL);
    name_type(dimension, rank, part);
    mpz_mul(part->k, dimension, part->copies);
    mpz_clears(dimension, rank, (mpz_ptr)NULL);
}

/* Half of the copies are images of the others. */
static void enter_swapped(lb_cartan *c, const component *x)
{
    lb_cartan_part *part = enter(c, x, "group");
    mpz_t dimension, rank, half;
    mpz_inits(dimension, rank, half, (mpz_ptr)NULL);
    name_type(dimension, rank, part);
    mpz_fdiv_q_2exp(half, part->copies, 1);
    mpz_mul(part->k, dimension, half);
    mpz_set(part->p, part->k);
    mpz_mul(part->rank, rank, half);
    char *text = type_text(part);
    part->quotient = lb_sprintf("(%s+%s)/%s", text, text, text);
    free(text);
    mpz_clears(dimension, rank, half, (mpz_ptr)NULL);
}

/* Each copy has this dim k and this rank. Where the numbers are small Cartan's list gives the names,
 * else they are those given. The texts are taken over. */
static void enter_kept(lb_cartan *c, const component *x, const mpz_t k, const mpz_t rank,
                       char *name, char *quotient)
{
    lb_cartan_part *part = enter(c, x, NULL);
    mpz_t dimension, of_g;
    mpz_inits(dimension, of_g, (mpz_ptr)NULL);
    name_type(dimension, of_g, part);
    mpz_mul(part->k, k, part->copies);
    mpz_sub(part->p, dimension, k);
    mpz_mul(part->p, part->p, part->copies);
    size_t count = 0;
    lb_symmetric_space *spaces = NULL;
    if (mpz_cmp_ui(part->n, 1 << 20) < 0)
        spaces = lb_symmetric_spaces(&count, part->type, mpz_get_ui(part->n), mpz_get_ui(k));
    size_t at = 0;
    while (at < count && mpz_cmp_ui(rank, spaces[at].rank))
        at++;
    part->symmetric_space = lb_strdup(at < count ? spaces[at].name : name);
    part->quotient = lb_strdup(at < count ? spaces[at].quotient : quotient);
    mpz_mul(part->rank, part->copies, rank);
    free(name);
    free(quotient);
    for (size_t i = 0; i < count; i++)
        lb_symmetric_space_clear(spaces + i);
    free(spaces);
    mpz_clears(dimension, of_g, (mpz_ptr)NULL);
}

/* ---- Pairs ---- */

/* m of every vertex by the signs of edges, from vertex 0; false when there are none. Each edge but
 * the first meets one before it. */
static bool mark_vertices(uint8_t *marks, const component *x)
{
    bool *known = lb_calloc(x->class->vertex_count, sizeof *known), consistent = true;
    marks[0] = 0;
    known[0] = true;
    for (uint32_t e = 0; e < x->count; e++) {
        const uint32_t *ends = x->class->edges[e].ends;
        if (known[ends[0]] == known[ends[1]])
            continue;
        uint32_t from = ends[known[ends[1]]], to = ends[known[ends[0]]];
        marks[to] = marks[from] ^ x->signs[e];
        known[to] = true;
    }
    for (uint32_t e = 0; e < x->count; e++) {
        const uint32_t *ends = x->class->edges[e].ends;
        consistent = consistent && (marks[ends[0]] ^ marks[ends[1]]) == x->signs[e];
    }
    free(known);
    return consistent;
}

static void decompose_pairs(lb_cartan *c, const component *x)
{
    uint32_t N = x->class->vertex_count;
    uint8_t *marks = lb_calloc(N, 1);
    uint64_t ones = 0;
    bool kept = mark_vertices(marks, x);
    for (uint32_t v = 0; v < N; v++)
        ones += marks[v];
    uint64_t q = ones < N - ones ? ones : N - ones, p = N - q;
    free(marks);
    if (!kept) {
        enter_swapped(c, x);
        return;
    }
    if (!q) {
        enter_fixed(c, x);
        return;
    }
    mpz_t k, rank;
    mpz_init_set_ui(k, p * (p - 1) / 2 + q * (q - 1) / 2);
    mpz_init_set_ui(rank, q);
    enter_kept(c, x, k, rank, lb_sprintf("BDI(%" PRIu64 ",%" PRIu64 ")", p, q),
               lb_sprintf("so(%" PRIu32 ")/(so(%" PRIu64 ")+so(%" PRIu64 "))", N, p, q));
    mpz_clears(k, rank, (mpz_ptr)NULL);
}

/* ---- Full classes ---- */

/* Write the neighbours of member i, increasing; their number. */
static size_t write_neighbours(uint32_t *neighbours, const component *x, uint32_t i)
{
    const lb_f2_graph *all = &x->set->graph;
    uint32_t member = x->members[i];
    size_t count = 0;
    if (!x->set->has_graph) {
        for (uint32_t j = 0; j < x->count; j++)
            if (lb_string_anticommutes(x->set->strings[member], x->set->strings[x->members[j]]))
                neighbours[count++] = j;
        return count;
    }
    for (size_t e = all->offsets[member]; e < all->offsets[member + 1]; e++)
        neighbours[count++] = x->positions[all->neighbours[e]];
    if (count)
        qsort(neighbours, count, sizeof *neighbours, lb_compare_numbers);
    return count;
}

static size_t most_neighbours(const component *x, uint32_t i)
{
    const lb_f2_graph *all = &x->set->graph;
    uint32_t member = x->members[i];
    return x->set->has_graph ? all->offsets[member + 1] - all->offsets[member] : x->count;
}

/* The anticommutation graph of a component and, if `extended`, one vertex more, which is joined to
 * those with l = 1. */
static lb_f2_graph graph_of(const component *x, bool extended)
{
    lb_f2_graph graph = {.count = x->count + extended};
    size_t capacity = 0, edges = 0;
    graph.offsets = lb_calloc(graph.count + 1, sizeof *graph.offsets);
    for (uint32_t i = 0; i < x->count; i++) {
        graph.offsets[i] = edges;
        graph.neighbours = lb_grow(graph.neighbours, &capacity, edges + most_neighbours(x, i) + 1,
                                   sizeof *graph.neighbours);
        edges += write_neighbours(graph.neighbours + edges, x, i);
        if (extended && x->signs[i])
            graph.neighbours[edges++] = x->count;
    }
    graph.offsets[x->count] = edges;
    graph.neighbours =
        lb_grow(graph.neighbours, &capacity, edges + x->count + 1, sizeof *graph.neighbours);
    for (uint32_t i = 0; i < x->count && extended; i++)
        if (x->signs[i])
            graph.neighbours[edges++] = i;
    graph.offsets[graph.count] = edges;
    return graph;
}

static lb_f2_form form_of(lb_f2_graph *graph, const uint8_t *q, const lb_limits *limits)
{
    lb_f2_form form;
    graph->q = q;
    lb_f2_form_of_graph(&form, graph, limits);
    return form;
}

static void graph_clear(lb_f2_graph *graph)
{
    free(graph->offsets);
    free(graph->neighbours);
}

/* l on the radical, and Arf invariants of q and q + l where they have one. */
typedef struct kind {
    bool inner;      /* l = 0 on the radical */
    bool transposes; /* l = q there */
    int arf, other_arf;
    const char *reached;
} kind;

static kind find_kind(const component *x, const lb_limits *limits)
{
    kind found = {.reached = NULL};
    uint8_t *values = lb_malloc(x->count, 1);
    for (uint32_t i = 0; i < x->count; i++)
        values[i] = !x->signs[i];
    lb_f2_graph graph = graph_of(x, false), extended = graph_of(x, true);
    lb_f2_form q = form_of(&graph, NULL, limits);
    lb_f2_form other = form_of(&graph, values, limits);
    lb_f2_form with_l = form_of(&extended, NULL, limits);
    found.reached = q.reached ? q.reached : other.reached ? other.reached : with_l.reached;
    /* l is w( , s) for some s if and only if it does not add to the rank. */
    found.inner = with_l.rank == q.rank;
    found.transposes = !other.odd_radical;
    found.arf = q.arf;
    found.other_arf = other.arf;
    graph_clear(&extended);
    graph_clear(&graph);
    free(values);
    return found;
}

static bool is_trivial(const component *x)
{
    for (uint32_t i = 0; i < x->count; i++)
        if (x->signs[i])
            return false;
    return true;
}

/* 2^a (2^b + sign), sign 1, 0 or -1. */
static void set_power(mpz_t value, size_t a, size_t b, int sign)
{
    mpz_set_ui(value, 0);
    mpz_setbit(value, b);
    if (sign < 0)
        mpz_sub_ui(value, value, 1);
    else if (sign)
        mpz_add_ui(value, value, 1);
    mpz_mul_2exp(value, value, a);
}

/* su(2^k): so(2^k), sp(2^(k-1)), or s(u + u) with halves. */
static void enter_unitary(lb_cartan *c, const component *x, const kind *t)
{
    size_t n = x->class->k;
    mpz_t k, rank;
    mpz_inits(k, rank, (mpz_ptr)NULL);
    if (t->inner) {
        set_power(k, 0, 2 * n - 1, -1);
        set_power(rank, n - 1, 0, 0);
        enter_kept(c, x, k, rank, lb_sprintf("AIII(2^%zu,2^%zu)", n - 1, n - 1),
                   lb_sprintf("su(2^%zu)/s(u(2^%zu)+u(2^%zu))", n, n - 1, n - 1));
    } else {
        set_power(k, n - 1, n, t->other_arf ? 1 : -1);
        set_power(rank, 0, n - (t->other_arf != 0), -1);
        enter_kept(c, x, k, rank, lb_strdup(t->other_arf ? "AII" : "AI"),
                   t->other_arf ? lb_sprintf("su(2^%zu)/sp(2^%zu)", n, n - 1)
                                : lb_sprintf("su(2^%zu)/so(2^%zu)", n, n));
    }
    mpz_clears(k, rank, (mpz_ptr)NULL);
}

/* so(2^k): u(2^(k-1)), or halves. */
static void enter_orthogonal(lb_cartan *c, const component *x, bool complex)
{
    size_t n = x->class->k;
    mpz_t k, rank;
    mpz_inits(k, rank, (mpz_ptr)NULL);
    if (complex) {
        set_power(k, 2 * n - 2, 0, 0);
        set_power(rank, n - 2, 0, 0);
        enter_kept(c, x, k, rank, lb_strdup("DIII"), lb_sprintf("so(2^%zu)/u(2^%zu)", n, n - 1));
    } else {
        set_power(k, n - 1, n - 1, -1);
        set_power(rank, n - 1, 0, 0);
        enter_kept(c, x, k, rank, lb_sprintf("BDI(2^%zu,2^%zu)", n - 1, n - 1),
                   lb_sprintf("so(2^%zu)/(so(2^%zu)+so(2^%zu))", n, n - 1, n - 1));
    }
    mpz_clears(k, rank, (mpz_ptr)NULL);
}

/* sp(m), m = 2^(k-1): u(m), or halves. */
static void enter_symplectic(lb_cartan *c, const component *x, bool complex)
{
    size_t n = x->class->k;
    mpz_t k, rank;
    mpz_inits(k, rank, (mpz_ptr)NULL);
    if (complex) {
        set_power(k, 2 * n - 2, 0, 0);
        set_power(rank, n - 1, 0, 0);
        enter_kept(c, x, k, rank, lb_strdup("CI"), lb_sprintf("sp(2^%zu)/u(2^%zu)", n - 1, n - 1));
    } else {
        set_power(k, n - 1, n - 1, 1);
        set_power(rank, n - 2, 0, 0);
        enter_kept(c, x, k, rank, lb_sprintf("CII(2^%zu,2^%zu)", n - 2, n - 2),
                   lb_sprintf("sp(2^%zu)/(sp(2^%zu)+sp(2^%zu))", n - 1, n - 2, n - 2));
    }
    mpz_clears(k, rank, (mpz_ptr)NULL);
}

static const char *decompose_full(lb_cartan *c, const component *x, const lb_limits *limits)
{
    if (is_trivial(x)) {
        enter_fixed(c, x);
        return NULL;
    }
    if (!x->set->has_graph && x->count > DENSE_MAX)
        return "a component has too many strings for its involution";
    kind t = find_kind(x, limits);
    bool complex = t.arf != t.other_arf; /* q(s) = 1 */
    if (t.reached)
        return t.reached;
    if (x->class->type == LB_IDEAL_SU && (t.inner || t.transposes))
        enter_unitary(c, x, &t);
    else if (x->class->type == LB_IDEAL_SU || !t.inner)
        enter_swapped(c, x);
    else if (x->class->type == LB_IDEAL_SO)
        enter_orthogonal(c, x, complex);
    else
        enter_symplectic(c, x, complex);
    return NULL;
}

/* ---- All components ---- */

static void decompose_alone(lb_cartan *c, const component *x)
{
    if (!x->signs[0]) {
        enter_fixed(c, x);
        return;
    }
    lb_cartan_part *part = enter(c, x, "flat");
    mpz_set_ui(part->p, 1);
    mpz_set_ui(part->rank, 1);
}

static const char *decompose(lb_cartan *c, const lb_classification *classes,
                             const lb_involution *involution)
{
    const lb_strings *set = &classes->set;
    const char *failed = NULL;
    uint32_t *positions = lb_malloc(set->count, sizeof *positions);
    for (uint32_t i = 0; i < set->component_count && !failed; i++) {
        component x = {.set = set,
                       .class = classes->classes + i,
                       .members = set->members + set->first[i],
                       .count = set->first[i + 1] - set->first[i],
                       .positions = positions};
        x.signs = lb_malloc(x.count, 1);
        for (uint32_t m = 0; m < x.count; m++)
            positions[x.members[m]] = m;
        for (uint32_t m = 0; m < x.count; m++)
            x.signs[m] = !lb_involution_fixes(involution, set->strings[x.members[m]]);
        if (x.class->kind == LB_CLASS_ALONE)
            decompose_alone(c, &x);
        else if (x.class->kind == LB_CLASS_PAIRS)
            decompose_pairs(c, &x);
        else
            failed = decompose_full(c, &x, &c->run.options.limits);
        if (!failed)
            lb_cartan_merge_last(c);
        free(x.signs);
    }
    free(positions);
    return failed;
}

/* False when the parts do not add up to the algebra. */
static bool add_up(lb_cartan *c, const lb_algebra_struct *algebra)
{
    mpz_t D;
    mpz_init(D);
    lb_algebra_dimension(D, algebra);
    for (size_t i = 0; i < c->part_count; i++) {
        mpz_add(c->k, c->k, c->parts[i].k);
        mpz_add(c->p, c->p, c->parts[i].p);
        mpz_add(c->rank, c->rank, c->parts[i].rank);
    }
    mpz_sub(D, D, c->k);
    bool same = !mpz_cmp(D, c->p);
    mpz_clear(D);
    c->has_rank = true;
    c->evidence = lb_strdup("the involution on each component of the strings, by linear algebra "
                            "over F2, and Cartan's list");
    lb_cartan_order_parts(c);
    return same;
}

lb_status lb_cartan_compute_strings(lb_cartan **cartan, const lb_ansatz_t A,
                                    const lb_involution *involution, const lb_run_options *options,
                                    lb_error *error)
{
    lb_status refused = lb_roots_refuse(A, error);
    if (refused)
        return refused;
    for (size_t k = 0; k < A->generator_count; k++)
        if (A->generators[k].length > 1)
            return lb_fail(error, LB_USAGE, "generator %zu is no single string", k);
    lb_cartan *c = lb_calloc(1, sizeof *c);
    lb_classification classes;
    c->qubits = A->qubits;
    mpz_inits(c->k, c->p, c->rank, (mpz_ptr)NULL);
    lb_run_start(&c->run, options);
    lb_status status = lb_classification_init(&classes, A, &c->run, error);
    if (!status) {
        const char *failed = decompose(c, &classes, involution);
        if (failed)
            status = lb_fail(error, LB_UNDECIDED, "%s", failed);
        else if (!add_up(c, classes.algebra))
            status = lb_fail(error, LB_INTERNAL,
                             "k and p do not add up to the algebra; please report it");
        lb_classification_clear(&classes);
    }
    lb_run_end(&c->run);
    if (status)
        lb_cartan_free(c);
    else
        *cartan = c;
    return status;
}
