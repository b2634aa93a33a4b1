#include "check/padic/padic.h"

#include <stdlib.h>
#include <string.h>

/* ---- Images ---- */

/* sum += value at a coordinate of the state whose image it is. */
static void add_entry(lb_check_space *S, uint32_t c, uint64_t value)
{
    size_t before = S->sum_capacity, capacity = before;
    S->sums = lb_check_grow(S->sums, &capacity, c + (size_t)1, sizeof *S->sums);
    S->is_touched = lb_check_grow(S->is_touched, &S->sum_capacity, c + (size_t)1, sizeof(bool));
    for (size_t i = before; i < S->sum_capacity; i++) {
        S->sums[i] = 0;
        S->is_touched[i] = false;
    }
    if (!S->is_touched[c]) {
        S->touched = lb_check_grow(S->touched, &S->touched_capacity, S->touched_count + 1,
                                   sizeof *S->touched);
        S->touched[S->touched_count++] = c;
        S->is_touched[c] = true;
    }
    S->sums[c] = lb_check_add(S->sums[c], value, S->ring->q);
}

static void forget(lb_check_space *S)
{
    for (size_t t = 0; t < S->touched_count; t++) {
        S->sums[S->touched[t]] = 0;
        S->is_touched[S->touched[t]] = false;
    }
    S->touched_count = 0;
}

/* The sums: -i times the terms number first .. end - 1 of a generator on the vector of coordinate
 * number `from`, with coefficients, or alone. */
static void set_image(lb_check_space *S, const lb_check_generator *H, size_t first, size_t end,
                      bool alone, lb_check_reached from)
{
    const lb_check_ring *R = S->ring;
    for (size_t a = first; a < end; a++) {
        const uint64_t string[2] = {H->strings[a].x, H->strings[a].z};
        uint64_t c = alone ? 1 : mpz_fdiv_ui(H->coefficients[a], R->q);
        uint32_t turns = 3;
        uint32_t to = lb_check_move(S->states[from.state], string, 1, from.coordinate, &turns);
        add_entry(S, to, turns ? lb_check_negate(c, R->q) : c);
    }
}

/* ---- What is reached ---- */

static uint32_t number_of(const lb_check_space *S, uint32_t state, uint32_t c)
{
    return c < S->number_capacity[state] ? S->numbers[state][c] : LB_CHECK_NONE;
}

static void reach(lb_check_space *S, uint32_t state, uint32_t c)
{
    size_t before = S->number_capacity[state];
    if (number_of(S, state, c) != LB_CHECK_NONE)
        return;
    S->numbers[state] = lb_check_grow(S->numbers[state], &S->number_capacity[state], c + (size_t)1,
                                      sizeof **S->numbers);
    for (size_t i = before; i < S->number_capacity[state]; i++)
        S->numbers[state][i] = LB_CHECK_NONE;
    S->reached = lb_check_grow(S->reached, &S->capacity, S->count + 1, sizeof *S->reached);
    S->numbers[state][c] = (uint32_t)S->count;
    S->reached[S->count++] = (lb_check_reached){state, c};
}

static void reach_image(lb_check_space *S, const lb_check_generator *H, size_t first, size_t end,
                        lb_check_reached from)
{
    set_image(S, H, first, end, false, from);
    for (size_t t = 0; t < S->touched_count; t++)
        if (S->sums[S->touched[t]])
            reach(S, from.state, S->touched[t]);
    forget(S);
}

/* A term that stays by itself is one whose matrix is in use. */
static void close_from(lb_check_space *S, size_t first)
{
    for (size_t i = first; i < S->count; i++)
        for (size_t k = 0; k < S->generator_count; k++) {
            const lb_check_generator *H = &S->generators[k];
            if (S->usage[k].whole)
                reach_image(S, H, 0, H->length, S->reached[i]);
            for (size_t a = 0; S->usage[k].terms && a < H->length; a++) {
                set_image(S, H, a, a + 1, true, S->reached[i]);
                reach(S, S->reached[i].state, S->touched[0]);
                forget(S);
            }
        }
}

/* i times the vector of a coordinate. */
static uint32_t turned(uint32_t c)
{
    return c ^ 1;
}

/* i psi is in the space, or it has a unit at a coordinate that is not, or the space is made larger. */
static void find_phase(lb_check_space *S, uint32_t s)
{
    const lb_check_state *psi = S->states[s];
    size_t first = S->count;
    bool unit = false;
    for (size_t k = 0; k < psi->entry_count; k++)
        unit = unit || (number_of(S, s, turned(psi->at[k])) == LB_CHECK_NONE &&
                        lb_check_integer_modulo(&psi->entries.at[k], S->ring->p));
    S->has_phase[s] = !unit;
    for (size_t k = 0; k < psi->entry_count && !unit; k++)
        reach(S, s, turned(psi->at[k]));
    close_from(S, first);
}

void lb_check_space_init(lb_check_space *S)
{
    S->numbers = lb_check_resize(NULL, S->state_count * sizeof *S->numbers);
    S->number_capacity = lb_check_resize(NULL, S->state_count * sizeof *S->number_capacity);
    S->has_phase = lb_check_resize(NULL, S->state_count * sizeof *S->has_phase);
    for (uint32_t s = 0; s < S->state_count; s++) {
        S->numbers[s] = NULL;
        S->number_capacity[s] = 0;
        for (size_t k = 0; k < S->states[s]->entry_count; k++)
            reach(S, s, S->states[s]->at[k]);
    }
    close_from(S, 0);
    for (uint32_t s = 0; s < S->state_count; s++)
        find_phase(S, s);
}

void lb_check_space_clear(lb_check_space *S)
{
    for (size_t s = 0; s < S->state_count; s++)
        free(S->numbers[s]);
    free(S->numbers);
    free(S->number_capacity);
    free(S->has_phase);
    free(S->reached);
    free(S->sums);
    free(S->touched);
    free(S->is_touched);
}

/* ---- Vectors and matrices ---- */

void lb_check_space_state(const lb_check_space *S, uint64_t *v)
{
    memset(v, 0, S->count * sizeof *v);
    for (uint32_t s = 0; s < S->state_count; s++)
        for (size_t k = 0; k < S->states[s]->entry_count; k++)
            v[number_of(S, s, S->states[s]->at[k])] =
                lb_check_integer_modulo(&S->states[s]->entries.at[k], S->ring->q);
}

/* i (a + i b) = -b + i a. */
void lb_check_space_phase(const lb_check_space *S, uint64_t *v, size_t state)
{
    const lb_check_state *psi = S->states[state];
    memset(v, 0, S->count * sizeof *v);
    for (size_t k = 0; k < psi->entry_count; k++) {
        uint64_t value = lb_check_integer_modulo(&psi->entries.at[k], S->ring->q);
        v[number_of(S, (uint32_t)state, turned(psi->at[k]))] =
            psi->at[k] % 2 ? lb_check_negate(value, S->ring->q) : value;
    }
}

/* Append minus the image, which is a row, as the matrix is antisymmetric; the sum of the absolute
 * values. */
static uint64_t append_row(lb_check_sparse *A, lb_check_space *S, uint32_t state)
{
    const lb_check_ring *R = S->ring;
    uint64_t total = 0;
    for (size_t t = 0; t < S->touched_count; t++) {
        uint64_t value = S->sums[S->touched[t]];
        uint64_t size = value > R->q / 2 ? R->q - value : value;
        if (!value)
            continue;
        A->index = lb_check_grow(A->index, &A->index_capacity, A->length + 1, sizeof *A->index);
        A->value = lb_check_grow(A->value, &A->value_capacity, A->length + 1, sizeof *A->value);
        A->index[A->length] = number_of(S, state, S->touched[t]);
        A->value[A->length++] = value > R->q / 2 ? (int64_t)size : -(int64_t)size;
        total = total + size < total ? UINT64_MAX : total + size;
    }
    forget(S);
    return total;
}

void lb_check_space_matrix(lb_check_sparse *A, lb_check_space *S, size_t generator, ptrdiff_t term)
{
    const lb_check_generator *H = &S->generators[generator];
    bool alone = term != LB_CHECK_WHOLE;
    size_t first = alone ? (size_t)term : 0, end = alone ? first + 1 : H->length;
    uint64_t largest = 0;
    *A = (lb_check_sparse){.start = lb_check_resize(NULL, (S->count + 1) * sizeof *A->start)};
    for (size_t i = 0; i < S->count; i++) {
        A->start[i] = A->length;
        set_image(S, H, first, end, alone, S->reached[i]);
        uint64_t total = append_row(A, S, S->reached[i].state);
        largest = total > largest ? total : largest;
    }
    A->start[S->count] = A->length;
    A->small = (lb_check_wide)largest * S->ring->q < (lb_check_wide)1 << 61;
}

void lb_check_sparse_clear(lb_check_sparse *A)
{
    free(A->start);
    free(A->index);
    free(A->value);
}
