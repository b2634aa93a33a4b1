#include "strings/anticommutation.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/run.h"
#include "base/sort.h"

/* The graph is stored when finding it takes at most this many comparisons beyond a constant number
 * a string. */
enum { COMPARISONS_A_STRING = 256, COMPARISONS = 20000000 };

/* Numbering by first occurrence: sort by string and then by place, keep the first of each run, and
 * sort those by place. */

typedef struct occurrence {
    const lb_string_struct *string;
    uint32_t generator;
    size_t place;
} occurrence;

static int by_string(const void *a, const void *b)
{
    const occurrence *p = a, *q = b;
    int order = lb_string_compare(p->string, q->string);
    return order ? order : (p->place > q->place) - (p->place < q->place);
}

static int by_place(const void *a, const void *b)
{
    const occurrence *p = a, *q = b;
    return (p->place > q->place) - (p->place < q->place);
}

static occurrence *list_occurrences(size_t *count, lb_strings *set, const lb_ansatz_t A)
{
    size_t total = 0;
    for (size_t k = 0; k < A->generator_count; k++) {
        total += A->generators[k].length;
        set->zero_count += !A->generators[k].length;
    }
    occurrence *list = lb_malloc(total, sizeof *list);
    *count = 0;
    for (size_t k = 0; k < A->generator_count; k++)
        for (size_t i = 0; i < A->generators[k].length; i++, (*count)++)
            list[*count] = (occurrence){A->generators[k].strings + i, (uint32_t)k, *count};
    return list;
}

static bool number_strings(lb_strings *set, const lb_ansatz_t A, lb_run *run)
{
    size_t count, kept = 0;
    occurrence *list = list_occurrences(&count, set, A);
    const char *reached = lb_sort(list, count, sizeof *list, by_string, &run->options.limits);
    for (size_t i = 0; i < count; i++)
        if (!kept || lb_string_compare(list[kept - 1].string, list[i].string))
            list[kept++] = list[i];
    set->repeated_count = count - kept;
    if (!reached)
        reached = lb_sort(list, kept, sizeof *list, by_place, &run->options.limits);
    if (reached)
        run->stopped = reached;
    set->count = (uint32_t)kept;
    set->strings = lb_malloc(kept, sizeof *set->strings);
    set->generators = lb_malloc(kept, sizeof *set->generators);
    for (size_t i = 0; i < kept; i++) {
        set->strings[i] = list[i].string;
        set->generators[i] = list[i].generator;
    }
    free(list);
    return !reached;
}

/* For each qubit q and letter l the strings with that letter there:
 * strings[starts[3 q + l] .. starts[3 q + l + 1] - 1], letters numbered X, Y, Z. */
typedef struct incidence {
    size_t *starts;
    uint32_t *strings;
} incidence;

/* The places 3 q + l of a string, at most as many as its weight. Returns how many. */
static size_t letter_places(size_t *places, const lb_string_struct *P)
{
    size_t count = 0;
    for (uint32_t i = 0; i < P->length; i++) {
        const lb_block *block = P->blocks + i;
        for (uint64_t rest = block->x | block->z; rest; rest &= rest - 1) {
            int bit = __builtin_ctzll(rest);
            size_t x = block->x >> bit & 1, z = block->z >> bit & 1;
            places[count++] = 3 * (64 * (size_t)block->index + (size_t)bit) + (x ? z : 2);
        }
    }
    return count;
}

/* How many strings have each letter on each qubit, at starts[place + 1]; returns the number of
 * comparisons that finding the graph takes. */
static double count_letters(size_t *starts, const lb_strings *set, size_t *places)
{
    for (uint32_t i = 0; i < set->count; i++)
        for (size_t j = letter_places(places, set->strings[i]); j-- > 0;)
            starts[places[j] + 1]++;
    double comparisons = 0;
    for (size_t q = 0; q < set->qubits; q++) {
        double x = (double)starts[3 * q + 1], y = (double)starts[3 * q + 2],
               z = (double)starts[3 * q + 3];
        comparisons += 2 * (x * y + x * z + y * z);
    }
    return comparisons;
}

static void fill_incidence(incidence *list, const lb_strings *set, size_t *places)
{
    size_t last = 3 * set->qubits;
    for (size_t p = 0; p < last; p++)
        list->starts[p + 1] += list->starts[p];
    list->strings = lb_malloc(list->starts[last], sizeof *list->strings);
    size_t *next = lb_malloc(last, sizeof *next);
    memcpy(next, list->starts, last * sizeof *next);
    for (uint32_t i = 0; i < set->count; i++)
        for (size_t j = letter_places(places, set->strings[i]); j-- > 0;)
            list->strings[next[places[j]]++] = i;
    free(next);
}

/* Scratch space for the neighbours of one string: a candidate is met once for every qubit on which
 * the letters differ, so it anticommutes when it is met an odd number of times. */
typedef struct candidates {
    size_t *places;
    bool *odd; /* by string */
    uint32_t *met;
    size_t met_count, met_capacity;
} candidates;

static void meet(candidates *c, const uint32_t *strings, size_t count)
{
    c->met = lb_grow(c->met, &c->met_capacity, c->met_count + count, sizeof *c->met);
    for (size_t i = 0; i < count; i++) {
        c->odd[strings[i]] = !c->odd[strings[i]];
        c->met[c->met_count++] = strings[i];
    }
}

/* The neighbours of a string, increasing, at the front of c->met; returns how many. */
static size_t find_neighbours(candidates *c, const incidence *list, const lb_string_struct *P)
{
    c->met_count = 0;
    for (size_t j = letter_places(c->places, P); j-- > 0;) {
        size_t place = c->places[j], qubit = place / 3;
        for (size_t other = 3 * qubit; other < 3 * qubit + 3; other++)
            if (other != place)
                meet(c, list->strings + list->starts[other],
                     list->starts[other + 1] - list->starts[other]);
    }
    size_t kept = 0;
    for (size_t i = 0; i < c->met_count; i++) {
        uint32_t string = c->met[i];
        if (c->odd[string])
            c->met[kept++] = string;
        c->odd[string] = false;
    }
    if (kept)
        qsort(c->met, kept, sizeof *c->met, lb_compare_numbers);
    return kept;
}

static bool build_graph(lb_strings *set, const incidence *list, size_t *places, lb_run *run)
{
    candidates c = {.places = places, .odd = lb_calloc(set->count, sizeof(bool))};
    lb_f2_graph *graph = &set->graph;
    size_t edges = 0, capacity = 0, work = 0;
    bool goes_on = true;
    graph->count = set->count;
    graph->offsets = lb_malloc((size_t)set->count + 1, sizeof *graph->offsets);
    for (uint32_t i = 0; i < set->count && goes_on; i++) {
        graph->offsets[i] = edges;
        size_t found = find_neighbours(&c, list, set->strings[i]);
        graph->neighbours =
            lb_grow(graph->neighbours, &capacity, edges + found, sizeof *graph->neighbours);
        if (found)
            memcpy(graph->neighbours + edges, c.met, found * sizeof *c.met);
        edges += found;
        goes_on = lb_run_asks(run, &work, 16 + c.met_count);
    }
    graph->offsets[set->count] = edges;
    free(c.odd);
    free(c.met);
    return goes_on;
}

static bool find_graph(lb_strings *set, lb_run *run)
{
    bool goes_on = true;
    incidence list = {lb_calloc(3 * set->qubits + 2, sizeof *list.starts), NULL};
    size_t *places = lb_malloc(set->qubits, sizeof *places);
    double comparisons = count_letters(list.starts, set, places);
    set->has_graph =
        comparisons <= (double)COMPARISONS + (double)set->count * (double)COMPARISONS_A_STRING;
    if (set->has_graph) {
        fill_incidence(&list, set, places);
        goes_on = build_graph(set, &list, places, run);
    }
    free(places);
    free(list.starts);
    free(list.strings);
    return goes_on;
}

/* Breadth-first search. left[] holds the strings that no component has yet, so that without a graph
 * each step looks at those only. */
typedef struct traversal {
    lb_strings *set;
    bool *found;
    uint32_t *left;
    uint32_t left_count, member_count;
} traversal;

static void add_member(traversal *t, uint32_t string, uint32_t parent)
{
    t->found[string] = true;
    t->set->parents[t->member_count] = parent;
    t->set->members[t->member_count++] = string;
}

static void visit_neighbours(traversal *t, uint32_t string)
{
    const lb_strings *set = t->set;
    if (set->has_graph) {
        for (size_t e = set->graph.offsets[string]; e < set->graph.offsets[string + 1]; e++)
            if (!t->found[set->graph.neighbours[e]])
                add_member(t, set->graph.neighbours[e], string);
        return;
    }
    uint32_t kept = 0;
    for (uint32_t i = 0; i < t->left_count; i++) {
        uint32_t other = t->left[i];
        if (t->found[other])
            continue;
        if (lb_string_anticommutes(set->strings[string], set->strings[other]))
            add_member(t, other, string);
        else
            t->left[kept++] = other;
    }
    t->left_count = kept;
}

static void find_components(lb_strings *set, lb_run *run)
{
    traversal t = {.set = set, .found = lb_calloc(set->count, sizeof(bool))};
    size_t capacity = 0, work = 0;
    bool goes_on = true;
    set->members = lb_malloc(set->count, sizeof *set->members);
    set->parents = lb_malloc(set->count, sizeof *set->parents);
    t.left = lb_malloc(set->count, sizeof *t.left);
    for (uint32_t i = 0; i < set->count; i++)
        t.left[t.left_count++] = i;
    for (uint32_t i = 0; i < set->count && goes_on; i++) {
        if (t.found[i])
            continue;
        set->first =
            lb_grow(set->first, &capacity, (size_t)set->component_count + 2, sizeof *set->first);
        set->first[set->component_count++] = t.member_count;
        uint32_t next = t.member_count;
        add_member(&t, i, LB_NO_MEMBER);
        while (next < t.member_count &&
               (goes_on = lb_run_asks(run, &work, 16 + (set->has_graph ? 0 : t.left_count))))
            visit_neighbours(&t, set->members[next++]);
    }
    if (set->component_count)
        set->first[set->component_count] = t.member_count;
    free(t.found);
    free(t.left);
}

void lb_strings_init(lb_strings *set, const lb_ansatz_t A, lb_run *run)
{
    *set = (lb_strings){.qubits = A->qubits};
    if (number_strings(set, A, run) && find_graph(set, run))
        find_components(set, run);
}

void lb_strings_clear(lb_strings *set)
{
    free(set->strings);
    free(set->generators);
    free(set->graph.offsets);
    free(set->graph.neighbours);
    free(set->members);
    free(set->parents);
    free(set->first);
}
