/* Tangents are compared at the place in the middle of the circuit: those of earlier gates move forward
 * to it, those of later ones back, by the adjoint of a gate, which is its inverse up to a real factor;
 * so does psi from the end, and all that comes back is too large by the same factor. A panel begins
 * with a few gates that follow each other: each brings its tangent into a lane of its own, and psi and
 * the panel go on together. */

#include "check/rank/rank.h"

#include <stdlib.h>
#include <string.h>

/* Of shared angles: what is known of their rows so far, and how many turns are left. */
typedef struct shares {
    uint32_t **sums, *left;
} shares;

typedef struct tangents {
    lb_check_gates gates;
    lb_check_elimination rows;
    const lb_check_sequence *T;
    size_t wanted;
    shares shares;
    uint32_t norm; /* of the gates behind the middle, where angles are shared, else 1 */
    uint32_t *psi, *panel, *made;
} tangents;

static void shares_init(shares *S, const lb_check_sequence *T)
{
    S->sums = lb_check_resize(NULL, T->angles * sizeof *S->sums);
    S->left = lb_check_resize(NULL, T->angles * sizeof *S->left);
    for (size_t a = 0; a < T->angles; a++) {
        S->sums[a] = NULL;
        S->left[a] = T->uses[a];
    }
}

static void shares_clear(shares *S, const lb_check_sequence *T)
{
    for (size_t a = 0; a < T->angles; a++)
        free(S->sums[a]);
    free(S->sums);
    free(S->left);
}

/* Add to the row of an angle; whether it was the last of its turns, and then the row is that. */
static bool add_share(tangents *R, uint32_t angle, uint32_t *row)
{
    shares *S = &R->shares;
    size_t width = R->rows.width;
    uint32_t *sum = S->sums[angle], p = R->rows.field.p;
    if (!sum) {
        sum = S->sums[angle] = lb_check_resize(NULL, width * sizeof *sum);
        memset(sum, 0, width * sizeof *sum);
    }
    for (size_t l = 0; l < width; l++)
        sum[l] = lb_check_less_modulus(sum[l] + row[l], p);
    if (--S->left[angle])
        return false;
    memcpy(row, sum, width * sizeof *row);
    free(sum);
    S->sums[angle] = NULL;
    return true;
}

static uint32_t *row_at(const tangents *R, size_t row)
{
    return R->made + row * R->rows.room;
}

/* The first lanes of the panel as rows. */
static void make_rows(tangents *R, size_t count)
{
    const lb_check_gates *G = &R->gates;
    lb_check_rows_set(&R->rows.field, R->made, count, R->rows.width, R->rows.room, R->panel,
                      G->length, G->lanes);
}

/* The panel has the tangents of turns from number `first` on, times the factor. */
static void insert_tangents(tangents *R, size_t first, size_t count, uint32_t number)
{
    const lb_check_field *F = &R->rows.field;
    uint32_t factor = lb_check_field_factor(F, number);
    size_t complete = 0;
    make_rows(R, count);
    for (size_t l = 0; l < count; l++) {
        uint32_t angle = R->T->turns[first + l].angle, *row = row_at(R, l);
        for (size_t i = 0; number != 1 && i < R->rows.width; i++)
            row[i] = lb_check_field_multiply(F, factor, row[i]);
        if (R->T->uses[angle] > 1 && !add_share(R, angle, row))
            continue;
        memmove(row_at(R, complete++), row, R->rows.room * sizeof *row);
    }
    lb_check_elimination_insert(&R->rows, R->made, complete);
}

/* Turns first .. end - 1, at most so many as there are lanes; psi is at their beginning. */
static void come_forward(tangents *R, size_t first, size_t end, size_t middle)
{
    lb_check_gates *G = &R->gates;
    memset(R->panel, 0, G->length * G->lanes * sizeof *R->panel);
    for (size_t j = first; j < end; j++) {
        lb_check_panel_apply(G, j, false, &R->psi);
        if (j > first)
            lb_check_panel_apply(G, j, false, &R->panel);
        lb_check_panel_add_tangent(G, &R->T->turns[j], R->panel, R->psi, j - first, j - first + 1);
    }
    lb_check_panel_move(G, end, middle, &R->panel);
    insert_tangents(R, first, end - first, R->norm);
}

/* psi is at their end. */
static void come_back(tangents *R, size_t first, size_t end, size_t middle)
{
    lb_check_gates *G = &R->gates;
    memset(R->panel, 0, G->length * G->lanes * sizeof *R->panel);
    for (size_t j = end; j-- > first;) {
        lb_check_panel_add_tangent(G, &R->T->turns[j], R->panel, R->psi, j - first, j - first + 1);
        lb_check_panel_apply(G, j, true, &R->panel);
        lb_check_panel_apply(G, j, true, &R->psi);
    }
    lb_check_panel_move(G, first, middle, &R->panel);
    insert_tangents(R, first, end - first, 1);
}

static void insert_phases(tangents *R)
{
    for (size_t s = 0; s < R->gates.C->state_count; s++) {
        lb_check_panel_set_phase(&R->gates, s, R->panel, R->psi);
        make_rows(R, 1);
        lb_check_elimination_insert(&R->rows, R->made, 1);
    }
}

static void find_norm(tangents *R, size_t middle)
{
    R->norm = 1;
    for (size_t j = middle; R->T->shared && j < R->T->count; j++)
        R->norm = (uint32_t)((uint64_t)R->norm * lb_check_norm(R->gates.C, &R->T->turns[j]) %
                             R->rows.field.p);
}

/* The rows are those of the phases, and those of the angles. */
static bool reaches(tangents *R)
{
    size_t turns = R->T->count, middle = turns / 2, lanes = R->gates.lanes;
    find_norm(R, middle);
    for (size_t j = 0; j < middle && R->rows.count < R->wanted; j += lanes)
        come_forward(R, j, middle - j < lanes ? middle : j + lanes, middle);
    insert_phases(R);
    lb_check_panel_move(&R->gates, middle, turns, &R->psi);
    for (size_t end = turns; end > middle && R->rows.count < R->wanted;) {
        size_t first = end - middle < lanes ? middle : end - lanes;
        come_back(R, first, end, middle);
        end = first;
    }
    return R->rows.count >= R->wanted;
}

bool lb_check_circuit_reaches_by(const lb_check_circuit *C, size_t rows, size_t width, size_t lanes)
{
    tangents R = {.T = C->sequence, .wanted = rows};
    lb_check_gates_open(&R.gates, C, lanes, false);
    lb_check_gates_make(&R.gates);
    lb_check_elimination_init(&R.rows, &C->field, width);
    shares_init(&R.shares, R.T);
    R.psi = lb_check_panel_make(&R.gates);
    R.panel = lb_check_panel_make(&R.gates);
    R.made = lb_check_resize(NULL, R.gates.lanes * R.rows.room * sizeof *R.made);
    lb_check_panel_set_states(&R.gates, R.psi);
    bool reached = reaches(&R);
    free(R.psi);
    free(R.panel);
    free(R.made);
    shares_clear(&R.shares, R.T);
    lb_check_elimination_clear(&R.rows);
    lb_check_gates_close(&R.gates);
    return reached;
}

/* In short rows, and where those do not show it, in long ones. */
bool lb_check_circuit_reaches(const lb_check_circuit *C, size_t rank)
{
    size_t rows = rank + C->state_count, length = lb_check_circuit_length(C);
    size_t width = lb_check_row_width(length, rows), lanes = lb_check_panel_lanes(length);
    return (width < length && lb_check_circuit_reaches_by(C, rows, width, lanes)) ||
           lb_check_circuit_reaches_by(C, rows, length, lanes);
}
