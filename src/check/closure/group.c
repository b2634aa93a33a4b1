/* A permutation group by its list of elements: everything that products with the generators reach.
 * A finite set that is closed under them is the group. */

#include "check/check.h"

#include <stdlib.h>
#include <string.h>

static size_t hash_of(const lb_check_group *G, const uint16_t *map)
{
    uint64_t h = 0;
    for (size_t q = 0; q < G->degree; q++) {
        h = (h ^ map[q]) * 0x9E3779B97F4A7C15u;
        h ^= h >> 32;
    }
    return (size_t)h;
}

static uint16_t *element(const lb_check_group *G, size_t e)
{
    return G->images + G->degree * e;
}

/* The slot of the map, or the free one where it belongs. */
static size_t find_slot(const lb_check_group *G, const uint16_t *map)
{
    size_t slot = hash_of(G, map) & (G->slot_count - 1);
    while (G->slots[slot] != LB_CHECK_NONE &&
           memcmp(element(G, G->slots[slot]), map, G->degree * sizeof *map) != 0)
        slot = (slot + 1) & (G->slot_count - 1);
    return slot;
}

static void set_slot_count(lb_check_group *G, size_t slot_count)
{
    G->slot_count = slot_count;
    G->slots = lb_check_resize(G->slots, slot_count * sizeof *G->slots);
    memset(G->slots, 0xff, slot_count * sizeof *G->slots);
    for (size_t e = 0; e < G->order; e++)
        G->slots[find_slot(G, element(G, e))] = (uint32_t)e;
}

static uint16_t *make_room(lb_check_group *G)
{
    G->images = lb_check_grow(G->images, &G->capacity, G->order + 1, G->degree * sizeof *G->images);
    return element(G, G->order);
}

/* Keep the map in the room that was made, unless it is there already; false beyond the limits. */
static bool keep(lb_check_group *G)
{
    size_t slot = find_slot(G, element(G, G->order));
    if (G->slots[slot] != LB_CHECK_NONE)
        return true;
    if (G->order >= LB_CHECK_ORDER_MAX || (G->order + 1) * G->degree > LB_CHECK_IMAGES_MAX)
        return false;
    G->slots[slot] = (uint32_t)G->order++;
    if (2 * G->order > G->slot_count)
        set_slot_count(G, 2 * G->slot_count);
    return true;
}

void lb_check_group_init(lb_check_group *G, size_t degree)
{
    *G = (lb_check_group){.degree = degree};
    set_slot_count(G, 64);
    uint16_t *identity = make_room(G);
    for (size_t q = 0; q < degree; q++)
        identity[q] = (uint16_t)q;
    keep(G);
}

/* A map that is new at least doubles the group, so there are few generators. */
bool lb_check_group_add(lb_check_group *G, const uint16_t *map)
{
    if (G->slots[find_slot(G, map)] != LB_CHECK_NONE)
        return true;
    G->generators = lb_check_grow(G->generators, &G->generator_capacity, G->generator_count + 1,
                                  G->degree * sizeof *map);
    memcpy(G->generators + G->degree * G->generator_count++, map, G->degree * sizeof *map);
    for (size_t e = 0; e < G->order; e++)
        for (size_t g = 0; g < G->generator_count; g++) {
            uint16_t *product = make_room(G);
            for (size_t q = 0; q < G->degree; q++)
                product[q] = G->generators[G->degree * g + element(G, e)[q]];
            if (!keep(G))
                return false;
        }
    return true;
}

void lb_check_group_clear(lb_check_group *G)
{
    free(G->images);
    free(G->slots);
    free(G->generators);
}
