/* Exchange lines: their nesting, and what a map makes of them.
 *
 * Lines that share a qubit are nested, so those that contain a qubit form a chain, from innermost
 * to outermost, of sizes that at least double. To look for lines within a line, each is listed by
 * the qubit it starts with. */

#include "check/check.h"

#include <stdlib.h>
#include <string.h>

static size_t size_of(const lb_check_line *line)
{
    return (size_t)line->m * line->w;
}

static void set_places(lb_check_symmetry *Y, const lb_check_line *line, bool set)
{
    for (uint32_t p = 0; p < size_of(line); p++)
        Y->place[line->qubits[p]] = set ? p : LB_CHECK_NONE;
}

/* The qubits, whose places are set as they come. */
static bool read_qubits(lb_check_reader *r, lb_check_symmetry *Y, lb_check_line *line)
{
    size_t count = 0, capacity = 0;
    while (lb_check_accept(r, ' ')) {
        uint64_t q;
        if (!lb_check_read_number(r, &q, 0, Y->movable - 1, "qubit"))
            return false;
        if (Y->place[q] != LB_CHECK_NONE)
            return lb_check_fail(r, "an exchange line names qubit %llu twice",
                                 (unsigned long long)q);
        line->qubits = lb_check_grow(line->qubits, &capacity, count + 1, sizeof *line->qubits);
        line->qubits[count] = (uint32_t)q;
        Y->place[q] = (uint32_t)count++;
    }
    line->m = (uint32_t)(count / line->w);
    return (count % line->w == 0 && line->m >= 2) ||
           lb_check_fail(r, "an exchange line is not two or more tuples of %lu qubits",
                         (unsigned long)line->w);
}

/* Whether all qubits of the inner line are in one tuple. */
static bool is_in_one_tuple(const lb_check_symmetry *Y, const lb_check_line *line,
                            const lb_check_line *inner)
{
    uint32_t first = Y->place[inner->qubits[0]];
    for (size_t p = 0; p < size_of(inner); p++) {
        uint32_t place = Y->place[inner->qubits[p]];
        if (place == LB_CHECK_NONE || place / line->w != first / line->w)
            return false;
    }
    return true;
}

/* Where the translation to the next tuple, from the last to the first, takes a qubit. */
static uint32_t translate(const lb_check_symmetry *Y, const lb_check_line *line, uint32_t qubit)
{
    return line->qubits[(Y->place[qubit] + line->w) % size_of(line)];
}

static bool is_translated(const lb_check_symmetry *Y, const lb_check_line *line,
                          const lb_check_line *inner)
{
    uint32_t other = Y->starting[translate(Y, line, inner->qubits[0])];
    for (; other != LB_CHECK_NONE; other = Y->lines[other].next) {
        const lb_check_line *image = &Y->lines[other];
        bool same = image->m == inner->m && image->w == inner->w;
        for (size_t p = 0; same && p < size_of(inner); p++)
            same = image->qubits[p] == translate(Y, line, inner->qubits[p]);
        if (same)
            return true;
    }
    return false;
}

/* Each earlier line that the new one meets is within one tuple: a line that contains qubit q is
 * within the outermost one at q, whose first qubit must be here, so that it is met below. The
 * translations from each tuple to the next, around, generate all of them. */
static bool check_nesting(lb_check_reader *r, const lb_check_symmetry *Y, const lb_check_line *line)
{
    for (size_t p = 0; p < size_of(line); p++) {
        uint32_t outermost = Y->outermost[line->qubits[p]];
        if (outermost != LB_CHECK_NONE && Y->place[Y->lines[outermost].qubits[0]] == LB_CHECK_NONE)
            return lb_check_fail(r, "exchange lines overlap without being nested");
    }
    for (size_t p = 0; p < size_of(line); p++)
        for (uint32_t i = Y->starting[line->qubits[p]]; i != LB_CHECK_NONE; i = Y->lines[i].next) {
            if (!is_in_one_tuple(Y, line, &Y->lines[i]))
                return lb_check_fail(r, "exchange lines overlap without being nested");
            if (!is_translated(Y, line, &Y->lines[i]))
                return lb_check_fail(
                    r, "the exchange lines within the tuples are not translated to each other");
        }
    return true;
}

static void enter_last(lb_check_symmetry *Y)
{
    uint32_t number = (uint32_t)(Y->line_count - 1);
    lb_check_line *line = &Y->lines[number];
    for (size_t p = 0; p < size_of(line); p++) {
        uint32_t q = line->qubits[p];
        if (Y->outermost[q] == LB_CHECK_NONE)
            Y->innermost[q] = number;
        else
            Y->lines[Y->outermost[q]].parent = number;
        Y->outermost[q] = number;
    }
    line->next = Y->starting[line->qubits[0]];
    Y->starting[line->qubits[0]] = number;
}

bool lb_check_read_exchange_line(lb_check_reader *r, lb_check_symmetry *Y)
{
    uint64_t w;
    if (!lb_check_read_number(r, &w, 1, Y->movable, "qubits of a tuple"))
        return false;
    Y->lines = lb_check_grow(Y->lines, &Y->line_capacity, Y->line_count + 1, sizeof *Y->lines);
    lb_check_line *line = &Y->lines[Y->line_count++];
    *line = (lb_check_line){.w = (uint32_t)w, .parent = LB_CHECK_NONE, .next = LB_CHECK_NONE};
    if (!read_qubits(r, Y, line) || !check_nesting(r, Y, line))
        return false;
    set_places(Y, line, false);
    enter_last(Y);
    return true;
}

/* The line of the same shape that contains the qubit, or LB_CHECK_NONE. */
static uint32_t find_shape(const lb_check_symmetry *Y, const lb_check_line *shape, uint32_t qubit)
{
    uint32_t i = Y->innermost[qubit];
    while (i != LB_CHECK_NONE && (Y->lines[i].m != shape->m || Y->lines[i].w != shape->w))
        i = Y->lines[i].parent;
    return i;
}

static bool is_kept(lb_check_symmetry *Y, const lb_check_line *line, const uint16_t *map)
{
    uint32_t number = find_shape(Y, line, map[line->qubits[0]]), w = line->w;
    if (number == LB_CHECK_NONE)
        return false;
    bool kept = true;
    set_places(Y, &Y->lines[number], true);
    for (size_t p = 0; kept && p < size_of(line); p++) {
        uint32_t place = Y->place[map[line->qubits[p]]];
        uint32_t of_tuple = Y->place[map[line->qubits[p - p % w]]];
        uint32_t in_first_tuple = Y->place[map[line->qubits[p % w]]];
        kept =
            place != LB_CHECK_NONE && place / w == of_tuple / w && place % w == in_first_tuple % w;
    }
    set_places(Y, &Y->lines[number], false);
    return kept;
}

bool lb_check_lines_are_kept(lb_check_symmetry *Y, const uint16_t *map)
{
    for (size_t i = 0; i < Y->line_count; i++)
        if (!is_kept(Y, &Y->lines[i], map))
            return false;
    return true;
}
