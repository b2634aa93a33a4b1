/* Circuits in layers: which generators are turned about, by which angles. */

#include "check/rank/rank.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { LINES_MAX = 1 << 20, TURNS_MAX = 1 << 24, FACTOR_MAX = 1 << 30 };

/* ---- Reading ---- */

/* Append a line, which has no turn yet. */
static void add_line(lb_check_layers *L)
{
    size_t capacity = L->line_capacity;
    L->start = lb_check_grow(L->start, &capacity, L->line_count + 2, sizeof *L->start);
    L->angles = lb_check_grow(L->angles, &L->line_capacity, L->line_count + 2, sizeof *L->angles);
    L->start[L->line_count] = L->turn_count;
    L->angles[L->line_count++] = 0;
}

static void add_turn(lb_check_layers *L, uint32_t angle, int64_t factor, uint32_t generator)
{
    size_t line = L->line_count - 1;
    L->turns = lb_check_grow(L->turns, &L->turn_capacity, L->turn_count + 1, sizeof *L->turns);
    L->turns[L->turn_count++] = (lb_check_turn){generator, angle, factor};
    L->start[line + 1] = L->turn_count;
    L->shared = L->shared || angle < L->angles[line];
    if (angle == L->angles[line])
        L->angles[line]++;
}

/* "a0 1 g2". */
static bool read_turn(lb_check_layers *L, lb_check_reader *r)
{
    uint64_t angle, factor, generator;
    if (!lb_check_read_literal(r, "a") ||
        !lb_check_read_number(r, &angle, 0, LB_CHECK_NONE - 1, "angle"))
        return false;
    if (angle > L->angles[L->line_count - 1])
        return lb_check_fail(r, "angles are not numbered by their first turns");
    if (!lb_check_read_literal(r, " "))
        return false;
    bool negative = lb_check_accept(r, '-');
    if (!lb_check_read_number(r, &factor, 1, FACTOR_MAX, "factor") ||
        !lb_check_read_literal(r, " g") ||
        !lb_check_read_number(r, &generator, 0, LB_CHECK_NONE - 1, "generator"))
        return false;
    if (generator >= r->report->generators)
        return lb_check_fail(r, "there is no generator %" PRIu64, generator);
    if (L->turn_count == TURNS_MAX)
        return lb_check_fail(r, "the layers have too many rotations");
    add_turn(L, (uint32_t)angle, negative ? -(int64_t)factor : (int64_t)factor,
             (uint32_t)generator);
    return true;
}

static bool read_line(lb_check_layers *L, lb_check_reader *r)
{
    bool ok = true, more = true;
    add_line(L);
    while (ok && more) {
        ok = read_turn(L, r);
        more = lb_check_accept(r, ' ');
    }
    if (!ok)
        return false;
    size_t line = L->line_count - 1;
    if (line > L->first && L->angles[line] != L->angles[L->first])
        return lb_check_fail(r, "this layer has another number of angles");
    return lb_check_read_line_feed(r);
}

bool lb_check_read_layers(lb_check_layers *L, lb_check_reader *r)
{
    uint64_t first, repeated;
    *L = (lb_check_layers){.first = 0};
    if (lb_check_peek(r) != 'l') {
        add_line(L);
        for (uint32_t k = 0; k < r->report->generators; k++)
            add_turn(L, k, 1, k);
        return true;
    }
    L->stated = r->report->layered = true;
    if (!lb_check_read_literal(r, "layers ") || !lb_check_read_number(r, &first, 0, 1, "layers") ||
        !lb_check_read_literal(r, " ") ||
        !lb_check_read_number(r, &repeated, 1, LINES_MAX, "layers") || !lb_check_read_line_feed(r))
        return false;
    L->first = (size_t)first;
    while (L->line_count < first + repeated)
        if (!read_line(L, r))
            return false;
    return true;
}

void lb_check_layers_clear(lb_check_layers *L)
{
    free(L->start);
    free(L->angles);
    free(L->turns);
}

/* ---- Circuits ---- */

/* The line of a layer. */
static size_t line_of(const lb_check_layers *L, size_t layer)
{
    return layer < L->first ? layer : L->first + (layer - L->first) % (L->line_count - L->first);
}

static size_t angles_of(const lb_check_layers *L, size_t layer)
{
    return L->angles[line_of(L, layer)];
}

/* Whether the turns of one layer fit. */
static bool add_layer(lb_check_sequence *T, size_t *capacity, const lb_check_layers *L, size_t line,
                      size_t before, size_t most)
{
    for (size_t i = L->start[line]; i < L->start[line + 1]; i++) {
        lb_check_turn turn = L->turns[i];
        turn.angle += (uint32_t)before;
        if (turn.angle >= T->angles)
            return !L->shared;
        if (T->count == most)
            return false;
        T->turns = lb_check_grow(T->turns, capacity, T->count + 1, sizeof *T->turns);
        T->turns[T->count++] = turn;
        T->shared = T->uses[turn.angle]++ || T->shared;
    }
    return true;
}

bool lb_check_sequence_make(lb_check_sequence *T, const lb_check_layers *L, size_t angles,
                            size_t most)
{
    size_t capacity = 0;
    bool fits = true;
    *T = (lb_check_sequence){.angles = angles};
    T->uses = lb_check_resize(NULL, angles * sizeof *T->uses);
    memset(T->uses, 0, angles * sizeof *T->uses);
    for (size_t layer = 0, before = 0; before < angles && fits; layer++) {
        fits = add_layer(T, &capacity, L, line_of(L, layer), before, most);
        before += angles_of(L, layer);
    }
    return fits;
}

void lb_check_sequence_clear(lb_check_sequence *T)
{
    free(T->turns);
    free(T->uses);
}

bool lb_check_read_separator(const lb_check_layers *L, lb_check_reader *r, lb_check_place *place)
{
    bool ok = true;
    if (place->angle == angles_of(L, place->layer)) {
        *place = (lb_check_place){place->layer + 1, 0};
        ok = lb_check_read_line_feed(r);
    } else if (place->angle) {
        ok = lb_check_read_literal(r, " ");
    }
    place->angle++;
    return ok;
}
