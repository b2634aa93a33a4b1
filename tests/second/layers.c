/* Layers: which generators an angle turns. */

#include "circuit.h"

#include <string.h>

/* "a0 1 g2". */
static void read_turn(page *P, layers *L, size_t at, size_t generators)
{
    turn t;
    t.angle = second_indexed(P, 'a');
    char *factor = second_field(P);
    bool minus = factor[0] == '-';
    t.factor = (int64_t)second_number_of(factor + minus, 1, 1 << 30) * (minus ? -1 : 1);
    t.generator = second_indexed(P, 'g');
    if (t.angle > L->angles[at] || t.generator >= generators)
        second_refuse("angles in another order, or no such generator");
    if (t.angle < L->angles[at])
        L->shared = true;
    else
        L->angles[at]++;
    L->turns[at] = second_resize(L->turns[at], (L->counts[at] + 1) * sizeof **L->turns);
    L->turns[at][L->counts[at]++] = t;
}

static void start_lines(layers *L, size_t count)
{
    L->count = count;
    L->turns = memset(second_resize(NULL, count * sizeof *L->turns), 0, count * sizeof *L->turns);
    L->counts =
        memset(second_resize(NULL, count * sizeof *L->counts), 0, count * sizeof *L->counts);
    L->angles =
        memset(second_resize(NULL, count * sizeof *L->angles), 0, count * sizeof *L->angles);
}

void second_read_layers(layers *L, page *P, size_t generators)
{
    size_t turns = 0;
    *L = (layers){0};
    if (P->next == P->count || strncmp(P->lines[P->next], "layers ", 7) != 0) {
        start_lines(L, 1);
        L->turns[0] = second_resize(NULL, (generators + 1) * sizeof **L->turns);
        for (size_t k = 0; k < generators; k++)
            L->turns[0][k] = (turn){k, k, 1};
        L->counts[0] = L->angles[0] = generators;
        return;
    }
    second_line(P);
    second_word(P, "layers");
    L->first = second_number(P, 0, 1);
    L->stated = true;
    size_t repeated = second_number(P, 1, 1 << 20);
    second_end_line(P);
    if (repeated > P->count)
        second_refuse("too many layers");
    start_lines(L, L->first + repeated);
    for (size_t at = 0; at < L->count; at++) {
        second_line(P);
        do
            read_turn(P, L, at, generators);
        while (P->rest);
        turns += L->counts[at];
        if (turns > 1 << 24 || (at > L->first && L->angles[at] != L->angles[L->first]))
            second_refuse("too many rotations, or a layer with other angles");
    }
}

static size_t line_of(const layers *L, size_t layer)
{
    return layer < L->first ? layer : L->first + (layer - L->first) % (L->count - L->first);
}

void second_set_turns(circuit *C, const layers *L)
{
    size_t M = C->K->gates, before = 0, room = 0;
    C->L = L;
    C->uses = memset(second_resize(NULL, (M + 1) * sizeof *C->uses), 0, (M + 1) * sizeof *C->uses);
    for (size_t layer = 0; before < M; layer++) {
        size_t at = line_of(L, layer);
        for (size_t i = 0; i < L->counts[at]; i++) {
            turn t = L->turns[at][i];
            t.angle += before;
            if (t.angle >= M && L->shared)
                second_refuse("a cut within a layer");
            if (t.angle >= M)
                break;
            C->turns = second_grow(C->turns, &room, C->turn_count + 1, sizeof *C->turns);
            C->turns[C->turn_count++] = t;
            C->uses[t.angle]++;
            if (C->turn_count > 1 << 27)
                second_refuse("too many rotations");
        }
        before += L->angles[at];
    }
}

void second_read_angles(circuit *C, uint64_t (*read)(circuit *C, size_t angle))
{
    size_t M = C->K->gates, layer = 0, left = 0;
    for (size_t a = 0; a < M; a++) {
        if (!left) {
            second_line(C->O->P);
            left = C->L->angles[line_of(C->L, layer++)];
        }
        C->t[a] = read(C, a);
        if (!--left || a + 1 == M)
            second_end_line(C->O->P);
    }
}
