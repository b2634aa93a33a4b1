/* The strings that anticommute with a given one.
 *
 * A string has an entry in one list of every qubit that it acts on, that of its letter. A query
 * goes through the lists of the other two letters on each of its qubits and toggles a mark for
 * every string met. When the lists are long (dense strings), comparing with every string entered is
 * less work, and is done instead. */

#include "check/strings/strings.h"

#include <stdlib.h>
#include <string.h>

void lb_check_meetings_init(lb_check_meetings *M, const lb_check_f2 *strings, size_t count)
{
    size_t blocks = 0;
    for (size_t i = 0; i < count; i++)
        if (strings[i].count && strings[i].blocks[strings[i].count - 1].index >= blocks)
            blocks = strings[i].blocks[strings[i].count - 1].index + 1;
    size_t qubits = 64 * blocks;
    *M = (lb_check_meetings){.strings = strings};
    M->head = lb_check_resize(NULL, 3 * qubits * sizeof *M->head);
    M->length = lb_check_resize(NULL, 3 * qubits * sizeof *M->length);
    M->is_odd = lb_check_resize(NULL, count * sizeof *M->is_odd);
    memset(M->head, 0xff, 3 * qubits * sizeof *M->head);
    memset(M->length, 0, 3 * qubits * sizeof *M->length);
    memset(M->is_odd, 0, count * sizeof *M->is_odd);
}

void lb_check_meetings_clear(lb_check_meetings *M)
{
    free(M->head);
    free(M->length);
    free(M->nodes);
    free(M->entered);
    free(M->is_odd);
    free(M->odd);
    *M = (lb_check_meetings){0};
}

/* Where the list of the letter at one bit of a block is, or of the letter after it in X, Z, Y. */
static size_t list_of(const lb_check_block *b, int bit, unsigned after)
{
    unsigned letter = (b->x >> bit & 1) ? (b->z >> bit & 1 ? 2 : 0) : 1;
    return 3 * (64 * (size_t)b->index + (size_t)bit) + (letter + after) % 3;
}

void lb_check_meetings_enter(lb_check_meetings *M, uint32_t string)
{
    const lb_check_f2 *v = &M->strings[string];
    for (size_t i = 0; i < v->count; i++)
        for (uint64_t left = v->blocks[i].x | v->blocks[i].z; left; left &= left - 1) {
            size_t list = list_of(&v->blocks[i], __builtin_ctzll(left), 0);
            M->nodes =
                lb_check_grow(M->nodes, &M->node_capacity, M->node_count + 1, sizeof *M->nodes);
            M->nodes[M->node_count] = (lb_check_meeting){string, M->head[list]};
            M->head[list] = (uint32_t)M->node_count++;
            M->length[list]++;
        }
    M->entered =
        lb_check_grow(M->entered, &M->entered_capacity, M->entered_count + 1, sizeof *M->entered);
    M->entered[M->entered_count++] = string;
    M->entered_blocks += v->count;
}

void lb_check_meetings_reset(lb_check_meetings *M)
{
    for (size_t e = 0; e < M->entered_count; e++) {
        const lb_check_f2 *v = &M->strings[M->entered[e]];
        for (size_t i = 0; i < v->count; i++)
            for (uint64_t left = v->blocks[i].x | v->blocks[i].z; left; left &= left - 1) {
                size_t list = list_of(&v->blocks[i], __builtin_ctzll(left), 0);
                M->head[list] = LB_CHECK_NONE;
                M->length[list] = 0;
            }
    }
    M->node_count = M->entered_count = M->entered_blocks = 0;
}

static void add_odd(lb_check_meetings *M, uint32_t string)
{
    M->odd = lb_check_grow(M->odd, &M->odd_capacity, M->odd_count + 1, sizeof *M->odd);
    M->odd[M->odd_count++] = string;
}

/* How many times the string meets strings that have been entered. */
static uint64_t count_meetings(const lb_check_meetings *M, const lb_check_f2 *v)
{
    uint64_t meetings = 0;
    for (size_t i = 0; i < v->count; i++)
        for (uint64_t left = v->blocks[i].x | v->blocks[i].z; left; left &= left - 1) {
            int bit = __builtin_ctzll(left);
            meetings += M->length[list_of(&v->blocks[i], bit, 1)] +
                        (uint64_t)M->length[list_of(&v->blocks[i], bit, 2)];
        }
    return meetings;
}

/* Toggle the marks. A string is noted whenever its mark is set, perhaps several times. */
static void toggle_list(lb_check_meetings *M, size_t list)
{
    for (uint32_t node = M->head[list]; node != LB_CHECK_NONE; node = M->nodes[node].next) {
        uint32_t string = M->nodes[node].string;
        M->is_odd[string] = !M->is_odd[string];
        if (M->is_odd[string])
            add_odd(M, string);
    }
}

static void query_lists(lb_check_meetings *M, const lb_check_f2 *v)
{
    for (size_t i = 0; i < v->count; i++)
        for (uint64_t left = v->blocks[i].x | v->blocks[i].z; left; left &= left - 1) {
            int bit = __builtin_ctzll(left);
            toggle_list(M, list_of(&v->blocks[i], bit, 1));
            toggle_list(M, list_of(&v->blocks[i], bit, 2));
        }
    size_t noted = M->odd_count;
    M->odd_count = 0;
    for (size_t i = 0; i < noted; i++) {
        uint32_t string = M->odd[i];
        if (M->is_odd[string])
            M->odd[M->odd_count++] = string;
        M->is_odd[string] = false;
    }
}

void lb_check_meetings_query(lb_check_meetings *M, uint32_t string)
{
    const lb_check_f2 *v = &M->strings[string];
    M->odd_count = 0;
    if (count_meetings(M, v) <= M->entered_count * v->count + M->entered_blocks) {
        query_lists(M, v);
        return;
    }
    for (size_t e = 0; e < M->entered_count; e++)
        if (lb_check_f2_anticommute(v, &M->strings[M->entered[e]]))
            add_odd(M, M->entered[e]);
}
