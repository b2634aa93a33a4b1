#include "strings/free_fermion.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/random.h"

static lb_fingerprint add(lb_fingerprint a, lb_fingerprint b)
{
    return (lb_fingerprint){a.low ^ b.low, a.high ^ b.high};
}

/* The word of one string. */
static lb_fingerprint word_of(uint32_t string)
{
    uint64_t z = (string + (uint64_t)1) * LB_MIX_STEP;
    return (lb_fingerprint){lb_mix(z), lb_mix(~z)};
}

/* Add the word to the sums of 64 qubits where the bits are set. */
static void add_to_qubits(lb_fingerprint *sums, uint64_t bits, lb_fingerprint word)
{
    for (; bits; bits &= bits - 1) {
        lb_fingerprint *sum = sums + __builtin_ctzll(bits);
        *sum = add(*sum, word);
    }
}

/* The total of the sums of 64 qubits where the bits are set. */
static lb_fingerprint total_of_qubits(const lb_fingerprint *sums, uint64_t bits)
{
    lb_fingerprint total = {0, 0};
    for (; bits; bits &= bits - 1)
        total = add(total, sums[__builtin_ctzll(bits)]);
    return total;
}

/* w(a, b) sums x of one times z of the other over qubits. So the words of all strings with z on
 * qubit q are summed once, and count for every string with x there; and the other way round. */
lb_fingerprint *lb_fingerprints(const lb_strings *set)
{
    size_t padded = (set->qubits + 63) / 64 * 64;
    lb_fingerprint *of_x = lb_calloc(padded, sizeof *of_x), *of_z = lb_calloc(padded, sizeof *of_z);
    lb_fingerprint *result = lb_calloc(set->count, sizeof *result);
    for (uint32_t i = 0; i < set->count; i++) {
        for (uint32_t j = 0; j < set->strings[i]->length; j++) {
            const lb_block *block = set->strings[i]->blocks + j;
            add_to_qubits(of_x + 64 * (size_t)block->index, block->x, word_of(i));
            add_to_qubits(of_z + 64 * (size_t)block->index, block->z, word_of(i));
        }
    }
    for (uint32_t i = 0; i < set->count; i++) {
        for (uint32_t j = 0; j < set->strings[i]->length; j++) {
            const lb_block *block = set->strings[i]->blocks + j;
            size_t first = 64 * (size_t)block->index;
            result[i] = add(result[i], total_of_qubits(of_z + first, block->x));
            result[i] = add(result[i], total_of_qubits(of_x + first, block->z));
        }
    }
    free(of_x);
    free(of_z);
    return result;
}

/* An open-addressing map from a fingerprint to a number; count is at most half the slots. */
typedef struct map {
    lb_fingerprint *keys;
    uint32_t *values; /* LB_NO_MEMBER where empty */
    size_t mask;
} map;

static void map_init(map *m, uint32_t count)
{
    m->mask = 15;
    while (m->mask / 2 < count)
        m->mask = 2 * m->mask + 1;
    m->keys = lb_malloc(m->mask + 1, sizeof *m->keys);
    m->values = lb_malloc(m->mask + 1, sizeof *m->values);
    for (size_t i = 0; i <= m->mask; i++)
        m->values[i] = LB_NO_MEMBER;
}

static void map_clear(map *m)
{
    free(m->keys);
    free(m->values);
}

/* The slot of the key, or the empty one where it would go. */
static size_t map_slot(const map *m, lb_fingerprint key)
{
    size_t at = lb_mix(key.low ^ key.high >> 7) & m->mask;
    while (m->values[at] != LB_NO_MEMBER &&
           (m->keys[at].low != key.low || m->keys[at].high != key.high))
        at = (at + 1) & m->mask;
    return at;
}

static uint32_t map_find(const map *m, lb_fingerprint key)
{
    return m->values[map_slot(m, key)];
}

static void map_set(map *m, lb_fingerprint key, uint32_t value)
{
    size_t at = map_slot(m, key);
    m->keys[at] = key;
    m->values[at] = value;
}

typedef struct labeller {
    lb_pairs *pairs;
    const lb_component *component;
    lb_fingerprint *vertices; /* the sum of the strings on a path from vertex 0 */
    map vertex_of;
    map multiplicity; /* of an edge, keyed by its ends */
    uint32_t *degrees;
    /* For each vertex the positions of two edges to different vertices, or LB_NO_MEMBER. */
    uint32_t (*fans)[2];
} labeller;

static bool anticommutes(const labeller *l, uint32_t i, uint32_t j)
{
    const lb_component *c = l->component;
    return lb_string_anticommutes(c->set->strings[c->members[i]], c->set->strings[c->members[j]]);
}

static uint32_t other_end(const lb_edge *edge, uint32_t vertex)
{
    return edge->ends[edge->ends[0] == vertex];
}

static void note_fan(labeller *l, uint32_t vertex, uint32_t position)
{
    uint32_t *fan = l->fans[vertex];
    if (fan[0] == LB_NO_MEMBER)
        fan[0] = position;
    else if (fan[1] == LB_NO_MEMBER && other_end(l->pairs->edges + fan[0], vertex) !=
                                           other_end(l->pairs->edges + position, vertex))
        fan[1] = position;
}

/* An edge at x that does not end in y, or LB_NO_MEMBER. */
static uint32_t edge_apart(const labeller *l, uint32_t x, uint32_t y)
{
    for (int i = 0; i < 2; i++) {
        uint32_t position = l->fans[x][i];
        if (position != LB_NO_MEMBER && other_end(l->pairs->edges + position, x) != y)
            return position;
    }
    return LB_NO_MEMBER;
}

/* At which end of its neighbour {x, y} an edge to a new vertex is attached: an edge {x, z} tells,
 * since it anticommutes with {x, new} and not with {y, new}. */
static uint32_t attachment(const labeller *l, uint32_t position, uint32_t x, uint32_t y)
{
    uint32_t apart = edge_apart(l, x, y);
    if (apart != LB_NO_MEMBER)
        return anticommutes(l, position, apart) ? x : y;
    apart = edge_apart(l, y, x);
    if (apart != LB_NO_MEMBER)
        return anticommutes(l, position, apart) ? y : x;
    return y;
}

static lb_edge new_vertex(labeller *l, uint32_t position, uint32_t attached_to,
                          lb_fingerprint fingerprint)
{
    lb_pairs *pairs = l->pairs;
    uint32_t vertex = pairs->vertex_count++;
    pairs->attached_to[vertex] = attached_to;
    pairs->attached_by[vertex] = position;
    l->vertices[vertex] = add(l->vertices[attached_to], fingerprint);
    map_set(&l->vertex_of, l->vertices[vertex], vertex);
    l->degrees[vertex] = 0;
    l->fans[vertex][0] = l->fans[vertex][1] = LB_NO_MEMBER;
    return (lb_edge){{attached_to, vertex}};
}

/* The edge shares one end with that of its neighbour; the other end is looked up. */
static lb_edge label(labeller *l, uint32_t position, uint32_t neighbour)
{
    lb_fingerprint own = l->component->fingerprints[l->component->members[position]];
    const lb_edge *edge = l->pairs->edges + neighbour;
    for (int i = 0; i < 2; i++) {
        uint32_t end = edge->ends[i];
        uint32_t found = map_find(&l->vertex_of, add(own, l->vertices[end]));
        if (found != LB_NO_MEMBER && found != end)
            return (lb_edge){{end, found}};
    }
    return new_vertex(l, position, attachment(l, position, edge->ends[0], edge->ends[1]), own);
}

static lb_fingerprint edge_key(const lb_edge *edge)
{
    uint32_t a = edge->ends[0], b = edge->ends[1];
    return a < b ? (lb_fingerprint){a, b} : (lb_fingerprint){b, a};
}

static uint32_t shared_ends(const lb_edge *a, const lb_edge *b)
{
    uint32_t shared = 0;
    for (int i = 0; i < 2; i++)
        shared += a->ends[i] == b->ends[0] || a->ends[i] == b->ends[1];
    return shared;
}

/* Whether the member anticommutes with exactly those earlier ones whose edges share one end with
 * its own. With a graph: every earlier neighbour does, and there are as many as there should be. */
static bool agrees(const labeller *l, uint32_t position)
{
    const lb_pairs *pairs = l->pairs;
    const lb_edge *edge = pairs->edges + position;
    if (!l->component->set->has_graph) {
        for (uint32_t i = 0; i < position; i++)
            if (anticommutes(l, position, i) != (shared_ends(edge, pairs->edges + i) == 1))
                return false;
        return true;
    }
    const lb_f2_graph *graph = &l->component->set->graph;
    uint32_t string = l->component->members[position], neighbours = 0;
    for (size_t e = graph->offsets[string]; e < graph->offsets[string + 1]; e++) {
        uint32_t other = l->component->positions[graph->neighbours[e]];
        if (other > position)
            continue;
        if (shared_ends(edge, pairs->edges + other) != 1)
            return false;
        neighbours++;
    }
    uint32_t parallel = map_find(&l->multiplicity, edge_key(edge));
    parallel = parallel == LB_NO_MEMBER ? 0 : parallel;
    return neighbours == l->degrees[edge->ends[0]] + l->degrees[edge->ends[1]] - 2 * parallel;
}

static void accept(labeller *l, uint32_t position)
{
    const lb_edge *edge = l->pairs->edges + position;
    uint32_t parallel = map_find(&l->multiplicity, edge_key(edge));
    map_set(&l->multiplicity, edge_key(edge), parallel == LB_NO_MEMBER ? 1 : parallel + 1);
    for (int i = 0; i < 2; i++) {
        l->degrees[edge->ends[i]]++;
        note_fan(l, edge->ends[i], position);
    }
}

static void labeller_init(labeller *l, lb_pairs *pairs, const lb_component *component)
{
    uint32_t vertices = component->count + 1;
    *l = (labeller){.pairs = pairs, .component = component};
    for (uint32_t i = 0; i < component->count; i++)
        component->positions[component->members[i]] = i;
    l->vertices = lb_calloc(vertices, sizeof *l->vertices);
    l->degrees = lb_calloc(vertices, sizeof *l->degrees);
    l->fans = lb_malloc(vertices, sizeof *l->fans);
    map_init(&l->vertex_of, vertices);
    map_init(&l->multiplicity, component->count);
}

static void labeller_clear(labeller *l)
{
    free(l->vertices);
    free(l->degrees);
    free(l->fans);
    map_clear(&l->vertex_of);
    map_clear(&l->multiplicity);
}

void lb_pairs_init(lb_pairs *pairs, const lb_component *component)
{
    labeller l;
    uint32_t count = component->count;
    *pairs = (lb_pairs){.component = component, .failed = count};
    pairs->edges = lb_malloc(count, sizeof *pairs->edges);
    pairs->attached_to = lb_malloc((size_t)count + 1, sizeof *pairs->attached_to);
    pairs->attached_by = lb_malloc((size_t)count + 1, sizeof *pairs->attached_by);
    labeller_init(&l, pairs, component);
    pairs->vertex_count = 1;
    l.fans[0][0] = l.fans[0][1] = LB_NO_MEMBER;
    map_set(&l.vertex_of, l.vertices[0], 0);
    size_t work = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (!lb_run_asks(component->run, &work, component->set->has_graph ? 16 : 16 + i)) {
            pairs->failed = i;
            break;
        }
        uint32_t before = pairs->vertex_count;
        pairs->edges[i] = i ? label(&l, i, component->positions[component->parents[i]])
                            : new_vertex(&l, 0, 0, component->fingerprints[component->members[0]]);
        if (!agrees(&l, i)) {
            pairs->failed = i;
            pairs->vertex_count = before;
            break;
        }
        accept(&l, i);
    }
    labeller_clear(&l);
}

void lb_pairs_clear(lb_pairs *pairs)
{
    free(pairs->edges);
    free(pairs->attached_to);
    free(pairs->attached_by);
}
