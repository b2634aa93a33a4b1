#include "exact_rank/coordinates.h"

#include <stdlib.h>

#include "base/memory.h"
#include "state/state.h"

/* A real coordinate is named by a coset of the stabilizer group, and one word more that is 1 for
 * the multiple of its basis vector by i. */
static uint32_t intern(lb_string_table *names, uint64_t *name, bool imaginary)
{
    name[2 * names->words - 2] = imaginary;
    return lb_string_table_intern(names, name);
}

static void add_state(lb_coordinates *C, size_t s, const lb_string_table *strings,
                      const lb_state_t state)
{
    lb_coordinate *images = C->images + s * C->string_count;
    lb_stabilizer S;
    lb_string_table names;
    lb_state_stabilizer(&S, state);
    lb_string_table_init(&names, S.words + 1);
    uint64_t *name = lb_calloc(2 * names.words, sizeof *name);
    uint32_t offset = (uint32_t)C->count;
    C->phases[s] = offset + intern(&names, name, true);
    for (uint32_t b = 0; b < C->string_count; b++) {
        lb_stabilizer_load(&S, name, lb_string_table_at(strings, b), strings->words);
        unsigned quarter = 3 + lb_stabilizer_reduce(&S, name);
        images[b].number = offset + intern(&names, name, quarter & 1);
        images[b].sign = quarter & 2 ? -1 : 1;
    }
    C->count += names.count;
    free(name);
    lb_string_table_clear(&names);
    lb_stabilizer_clear(&S);
}

void lb_coordinates_init(lb_coordinates *C, const lb_string_table *strings,
                         const lb_state_struct *states, size_t state_count)
{
    *C = (lb_coordinates){.state_count = state_count, .string_count = strings->count};
    C->phases = lb_malloc(state_count, sizeof *C->phases);
    C->images = lb_malloc(state_count * C->string_count, sizeof *C->images);
    for (size_t s = 0; s < state_count; s++)
        add_state(C, s, strings, states + s);
}

void lb_coordinates_clear(lb_coordinates *C)
{
    free(C->phases);
    free(C->images);
}
