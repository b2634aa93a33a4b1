#include "strings/e6.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "strings/e6_core.h"

uint32_t lb_witness_step(lb_witness *witness, uint32_t strings, uint32_t a, uint32_t b)
{
    witness->steps = lb_grow(witness->steps, &witness->step_capacity, witness->step_count + 1,
                             sizeof *witness->steps);
    witness->steps[witness->step_count][0] = a;
    witness->steps[witness->step_count][1] = b;
    return strings + (uint32_t)witness->step_count++;
}

/* The members before the first that fails are labelled by edges of a graph with vertex_count
 * vertices, joined by a tree. Every pair {u, v} of vertices stands for the product of the tree
 * edges on the path from u to v. */
typedef struct labelled {
    lb_witness *witness;
    const lb_component *component;
    const lb_pairs *pairs;
    uint32_t *depths; /* of the vertices in the tree */
    uint32_t *path;   /* room for the string numbers of a path */
    bool *sides;      /* of the vertices: see find_sides */
} labelled;

static const lb_string_struct *string_at(const labelled *l, uint32_t position)
{
    return l->component->set->strings[l->component->members[position]];
}

static void labelled_init(labelled *l, lb_witness *witness, const lb_pairs *pairs)
{
    *l = (labelled){.witness = witness, .component = pairs->component, .pairs = pairs};
    l->depths = lb_calloc(pairs->vertex_count, sizeof *l->depths);
    l->path = lb_malloc(pairs->vertex_count, sizeof *l->path);
    l->sides = lb_calloc(pairs->vertex_count, sizeof *l->sides);
    for (uint32_t v = 1; v < pairs->vertex_count; v++)
        l->depths[v] = l->depths[pairs->attached_to[v]] + 1;
}

static void labelled_clear(labelled *l)
{
    free(l->depths);
    free(l->path);
    free(l->sides);
}

/* A string cuts the vertices in two: it anticommutes with the pairs that have one vertex on each
 * side, as far as products of tree edges go. */
static uint32_t find_sides(labelled *l, const lb_string_struct *divider)
{
    uint32_t count = 0;
    for (uint32_t v = 1; v < l->pairs->vertex_count; v++) {
        const lb_string_struct *edge = string_at(l, l->pairs->attached_by[v]);
        l->sides[v] = l->sides[l->pairs->attached_to[v]] ^ lb_string_anticommutes(divider, edge);
        count += l->sides[v];
    }
    return count;
}

/* The string numbers of the tree edges on the way from u to v; returns how many. */
static uint32_t find_path(labelled *l, uint32_t u, uint32_t v)
{
    const lb_pairs *pairs = l->pairs;
    const uint32_t *members = l->component->members;
    uint32_t front = 0, back = pairs->vertex_count;
    while (u != v) {
        if (l->depths[u] >= l->depths[v]) {
            l->path[front++] = members[pairs->attached_by[u]];
            u = pairs->attached_to[u];
        } else {
            l->path[--back] = members[pairs->attached_by[v]];
            v = pairs->attached_to[v];
        }
    }
    memmove(l->path + front, l->path + back, (pairs->vertex_count - back) * sizeof *l->path);
    return front + pairs->vertex_count - back;
}

static uint32_t multiply(labelled *l, uint32_t a, uint32_t b)
{
    return lb_witness_step(l->witness, l->component->set->count, a, b);
}

/* The element of the pair {u, v}: each edge of the path shares one end with the product before. */
static uint32_t pair_element(labelled *l, uint32_t u, uint32_t v)
{
    uint32_t length = find_path(l, u, v), element = l->path[0];
    for (uint32_t i = 1; i < length; i++)
        element = multiply(l, element, l->path[i]);
    return element;
}

/* The product of the element of {u, v} with the cycle that a member closes: the member, whose edge
 * is {p, q}, times the tree path from p to q, which commutes with all labelled members. */
static uint32_t shifted_element(labelled *l, uint32_t u, uint32_t v, uint32_t closing)
{
    uint32_t p = l->pairs->edges[closing].ends[0], q = l->pairs->edges[closing].ends[1];
    uint32_t element = l->component->members[closing];
    if (p == v || q == u) {
        uint32_t swap = u;
        u = v;
        v = swap;
    }
    if (q != v)
        element = multiply(l, element, pair_element(l, q, v));
    if (p != u)
        element = multiply(l, element, pair_element(l, p, u));
    return element;
}

/* A chain of five pairs over six vertices, each in the version that the sixth element commutes with
 * except the middle one. closing is a member whose cycle anticommutes with the sixth element, or
 * LB_NO_MEMBER when the vertices lie on the right sides already. */
static void take_chain(labelled *l, const uint32_t *vertices, uint32_t closing, uint32_t sixth)
{
    for (uint32_t i = 0; i < 5; i++) {
        uint32_t u = vertices[i], v = vertices[i + 1];
        bool crosses = l->sides[u] != l->sides[v];
        l->witness->six[i] =
            crosses == (i == 2) ? pair_element(l, u, v) : shifted_element(l, u, v, closing);
    }
    l->witness->six[5] = sixth;
}

/* Three vertices on each side of the cut: a chain that crosses it once, in the middle. */
static bool take_cut(labelled *l, uint32_t sixth)
{
    uint32_t vertices[6], left = 0, right = 3;
    for (uint32_t v = 0; v < l->pairs->vertex_count; v++) {
        if (l->sides[v] && left < 3)
            vertices[left++] = v;
        else if (!l->sides[v] && right < 6)
            vertices[right++] = v;
    }
    if (left < 3 || right < 6)
        return false;
    take_chain(l, vertices, LB_NO_MEMBER, sixth);
    return true;
}

/* The member that fails, when its cut puts exactly two vertices on one side: it then closes a cycle
 * with the tree, and some string of the component must anticommute with that. */
static uint32_t find_divider(labelled *l, uint32_t failed, uint32_t ones)
{
    bool side = ones == 2;
    lb_edge *edge = l->pairs->edges + failed;
    uint32_t found = 0;
    for (uint32_t v = 0; v < l->pairs->vertex_count && found < 2; v++)
        if (l->sides[v] == side)
            edge->ends[found++] = v;
    lb_string_t cycle;
    lb_string_init(cycle);
    lb_string_set(cycle, string_at(l, failed));
    uint32_t length = find_path(l, edge->ends[0], edge->ends[1]), position = LB_NO_MEMBER;
    for (uint32_t i = 0; i < length; i++)
        lb_string_multiply(cycle, cycle, l->component->set->strings[l->path[i]]);
    for (uint32_t i = 0; i < l->component->count && position == LB_NO_MEMBER; i++)
        if (lb_string_anticommutes(cycle, string_at(l, i)))
            position = i;
    lb_string_clear(cycle);
    return position;
}

/* At least six vertices: the member that fails leaves three or more on either side, or it closes a
 * cycle that another member distinguishes. (A member that cuts off one vertex is an edge to a new
 * one, and one that cuts off two and whose cycle commutes with all members is parallel to a pair:
 * such members were labelled.) */
static bool find_six(labelled *l)
{
    static const uint32_t first[] = {0, 1, 2, 3, 4, 5};
    uint32_t failed = l->pairs->failed;
    uint32_t ones = find_sides(l, string_at(l, failed));
    if (take_cut(l, l->component->members[failed]))
        return true;
    if (ones != 2 && ones + 2 != l->pairs->vertex_count)
        return false;
    uint32_t divider = find_divider(l, failed, ones);
    if (divider == LB_NO_MEMBER)
        return false;
    find_sides(l, string_at(l, divider));
    take_chain(l, first, failed, l->component->members[divider]);
    return true;
}

bool lb_witness_init(lb_witness *witness, lb_pairs *pairs, lb_component *component)
{
    *witness = (lb_witness){0};
    if (pairs->vertex_count < 6) {
        if (lb_core_search(witness, component))
            return true;
        /* The core is of free-fermion type on six vertices or more, and now stands first. */
        lb_pairs_clear(pairs);
        lb_pairs_init(pairs, component);
        bool stopped = component->run && component->run->stopped;
        if (pairs->failed == component->count || stopped)
            return false;
    }
    labelled l;
    labelled_init(&l, witness, pairs);
    bool found = find_six(&l);
    labelled_clear(&l);
    return found;
}

void lb_witness_clear(lb_witness *witness)
{
    free(witness->steps);
}
