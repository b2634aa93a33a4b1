/* The core grows from one member. As long as some formal sum of it commutes with all of it, a
 * member that does not commute with that sum is added, else any member that anticommutes with one
 * of it and is independent of it modulo the radical of the component. Each addition keeps the core
 * connected and independent, and every second one raises the rank of its form, so after a few it
 * either has no labels, and a witness is found among its at most 2^14 products, or labels with six
 * vertices. */

#include "strings/e6_core.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { CORE_MAX = 14, ELEMENTS_MAX = 1 << CORE_MAX };

typedef struct core {
    const lb_component *component;
    uint32_t count;
    uint32_t members[CORE_MAX]; /* string numbers */
    uint32_t gram[CORE_MAX];    /* bit j of row i: members i and j anticommute */
} core;

static const lb_string_struct *string_of(const core *c, uint32_t i)
{
    return c->component->set->strings[c->members[i]];
}

/* Bit i: whether the string anticommutes with member i. */
static uint32_t commutation(const core *c, const lb_string_struct *string)
{
    uint32_t bits = 0;
    for (uint32_t i = 0; i < c->count; i++)
        bits |= (uint32_t)lb_string_anticommutes(string, string_of(c, i)) << i;
    return bits;
}

static void add_to_core(core *c, uint32_t member)
{
    uint32_t bits = commutation(c, c->component->set->strings[member]);
    c->members[c->count] = member;
    c->gram[c->count] = bits;
    for (uint32_t i = 0; i < c->count; i++)
        c->gram[i] |= (bits >> i & 1) << c->count;
    c->count++;
}

/* Whether the fingerprint is a sum of those of the core, by elimination. */
static bool depends(const core *c, lb_fingerprint candidate)
{
    lb_fingerprint rows[CORE_MAX + 1];
    for (uint32_t i = 0; i < c->count; i++)
        rows[i] = c->component->fingerprints[c->members[i]];
    rows[c->count] = candidate;
    for (uint32_t i = 0; i < c->count; i++) {
        lb_fingerprint row = rows[i];
        bool high = !row.low;
        uint64_t word = high ? row.high : row.low, lowest = word & -word;
        for (uint32_t j = i + 1; j <= c->count; j++) {
            if (!((high ? rows[j].high : rows[j].low) & lowest))
                continue;
            rows[j].low ^= row.low;
            rows[j].high ^= row.high;
        }
    }
    return !(rows[c->count].low | rows[c->count].high);
}

/* A nonempty sum of members that commutes with all of them, as bits; 0 when there is none. */
static uint32_t radical_sum(const core *c)
{
    uint32_t rows[CORE_MAX], sums[CORE_MAX];
    for (uint32_t i = 0; i < c->count; i++) {
        rows[i] = c->gram[i];
        sums[i] = 1u << i;
        for (uint32_t j = 0; j < i; j++) {
            if (rows[i] & rows[j] & -rows[j]) {
                rows[i] ^= rows[j];
                sums[i] ^= sums[j];
            }
        }
        if (!rows[i])
            return sums[i];
    }
    return 0;
}

static bool grow(core *c)
{
    const lb_component *component = c->component;
    uint32_t radical = radical_sum(c);
    for (uint32_t i = 0; i < component->count; i++) {
        uint32_t member = component->members[i];
        uint32_t bits = commutation(c, component->set->strings[member]);
        bool fits = radical ? __builtin_parity(bits & radical)
                            : bits && !depends(c, component->fingerprints[member]);
        if (fits) {
            add_to_core(c, member);
            return true;
        }
    }
    return false;
}

/* Labels of the core alone: the number of vertices, 0 when there are none. */
static uint32_t label_core(const core *c)
{
    const lb_string_struct *strings[CORE_MAX];
    uint32_t members[CORE_MAX], parents[CORE_MAX], positions[CORE_MAX];
    for (uint32_t i = 0; i < c->count; i++) {
        strings[i] = string_of(c, i);
        members[i] = i;
        parents[i] = i ? (uint32_t)__builtin_ctz(c->gram[i]) : LB_NO_MEMBER;
    }
    lb_strings set = {.qubits = c->component->set->qubits, .count = c->count, .strings = strings};
    lb_component alone = {&set, lb_fingerprints(&set), c->count, members, parents, positions, NULL};
    lb_pairs pairs;
    lb_pairs_init(&pairs, &alone);
    uint32_t vertices = pairs.failed == c->count ? pairs.vertex_count : 0;
    lb_pairs_clear(&pairs);
    free((void *)alone.fingerprints);
    return vertices;
}

/* All products: element i is the sum of the members in masks[i], made of an earlier element and a
 * member, and duals[i] says which members it anticommutes with. */
typedef struct closure {
    uint32_t count;
    uint16_t masks[ELEMENTS_MAX], duals[ELEMENTS_MAX];
    uint32_t from[ELEMENTS_MAX], by[ELEMENTS_MAX];
    bool found[ELEMENTS_MAX];
} closure;

static void add_element(closure *all, uint32_t mask, uint32_t dual, uint32_t from, uint32_t by)
{
    if (all->found[mask])
        return;
    all->found[mask] = true;
    all->masks[all->count] = (uint16_t)mask;
    all->duals[all->count] = (uint16_t)dual;
    all->from[all->count] = from;
    all->by[all->count++] = by;
}

static closure *enumerate(const core *c)
{
    closure *all = lb_calloc(1, sizeof *all);
    for (uint32_t i = 0; i < c->count; i++)
        add_element(all, 1u << i, c->gram[i], LB_NO_MEMBER, i);
    for (uint32_t e = 0; e < all->count; e++)
        for (uint32_t i = 0; i < c->count; i++)
            if (all->duals[e] >> i & 1)
                add_element(all, all->masks[e] ^ 1u << i, all->duals[e] ^ c->gram[i], e, i);
    return all;
}

static bool anticommute(const closure *all, uint32_t a, uint32_t b)
{
    return __builtin_parity(all->masks[a] & all->duals[b]);
}

/* Extend six[0 .. length - 1] by elements with the commutation of E6, the centre first. */
static bool extend(const closure *all, uint32_t *six, int length)
{
    /* Centre, its three neighbours, and the ends of the two longer arms. */
    static const int neighbour_of[] = {-1, 0, 0, 0, 1, 2};
    if (length == 6)
        return true;
    for (uint32_t e = length == 0 ? 0 : 1; e < (length == 0 ? 1 : all->count); e++) {
        bool fits = true;
        for (int i = 0; i < length && fits; i++)
            fits = anticommute(all, e, six[i]) == (i == neighbour_of[length]);
        if (!fits)
            continue;
        six[length] = e;
        if (extend(all, six, length + 1))
            return true;
    }
    return false;
}

/* The element as witness steps. */
static uint32_t unfold(lb_witness *witness, const core *c, const closure *all, uint32_t e)
{
    uint32_t word[CORE_MAX * CORE_MAX], length = 0;
    for (; all->from[e] != LB_NO_MEMBER; e = all->from[e])
        word[length++] = c->members[all->by[e]];
    uint32_t element = c->members[all->by[e]];
    while (length)
        element = lb_witness_step(witness, c->component->set->count, element, word[--length]);
    return element;
}

static void take_witness(lb_witness *witness, const core *c)
{
    static const int order[] = {2, 1, 3, 5, 0, 4}; /* centre, neighbours, ends */
    closure *all = enumerate(c);
    uint32_t six[6];
    if (extend(all, six, 0))
        for (int i = 0; i < 6; i++)
            witness->six[order[i]] = unfold(witness, c, all, six[i]);
    free(all);
}

/* The core in front, then the other members breadth first. */
static void reorder(lb_component *component, const core *c)
{
    const lb_strings *set = component->set;
    uint32_t count = component->count, found = 0;
    uint32_t *members = lb_malloc(count, sizeof *members);
    uint32_t *parents = lb_malloc(count, sizeof *parents);
    uint32_t *left = lb_malloc(count, sizeof *left), left_count = 0;
    for (; found < c->count; found++) {
        members[found] = c->members[found];
        parents[found] = found ? c->members[__builtin_ctz(c->gram[found])] : (uint32_t)LB_NO_MEMBER;
    }
    for (uint32_t i = 0; i < count; i++) {
        bool in_core = false;
        for (uint32_t j = 0; j < c->count; j++)
            in_core = in_core || c->members[j] == component->members[i];
        if (!in_core)
            left[left_count++] = component->members[i];
    }
    size_t work = 0;
    for (uint32_t next = 0; left_count && lb_run_asks(component->run, &work, left_count); next++) {
        uint32_t kept = 0;
        for (uint32_t i = 0; i < left_count; i++) {
            if (lb_string_anticommutes(set->strings[members[next]], set->strings[left[i]])) {
                members[found] = left[i];
                parents[found++] = members[next];
            } else {
                left[kept++] = left[i];
            }
        }
        left_count = kept;
    }
    if (!left_count) { /* else the run is stopped */
        memcpy(component->members, members, count * sizeof *members);
        memcpy(component->parents, parents, count * sizeof *parents);
    }
    free(members);
    free(parents);
    free(left);
}

bool lb_core_search(lb_witness *witness, lb_component *component)
{
    core c = {.component = component};
    add_to_core(&c, component->members[0]);
    while (c.count < CORE_MAX && grow(&c)) {
        uint32_t vertices = label_core(&c);
        if (!vertices) {
            take_witness(witness, &c);
            return true;
        }
        if (vertices >= 6 && !radical_sum(&c))
            break;
    }
    reorder(component, &c);
    return false;
}
