#include "training/states/sweep_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"

static size_t largest_groups(const lb_program *P)
{
    size_t most = 0;
    for (size_t k = 0; k < P->shape_count; k++)
        most = P->shapes[k].groups > most ? P->shapes[k].groups : most;
    return most;
}

static bool has_other(const lb_program *P)
{
    for (size_t k = 0; k < P->shape_count; k++)
        if (P->shapes[k].kind == LB_SHAPE_OTHER)
            return true;
    return false;
}

void lb_sweep_init(lb_sweep *S, const lb_program *P, lb_pool *pool)
{
    size_t N = P->registers, length = LB_REGISTER * N;
    bool other = has_other(P);
    *S = (lb_sweep){.program = P,
                    .kernel = lb_sweep_kernel_best(),
                    .pool = pool,
                    .pieces = N > LB_SWEEP_PIECE ? N / LB_SWEEP_PIECE : 1};
    S->columns_at_once = P->has_mirror ? 2 * LB_COLUMNS : LB_COLUMNS;
    S->slot = S->pieces > LB_CHUNKS || S->pieces == 1 ? S->pieces : LB_CHUNKS;
    S->vectors = lb_malloc_aligned((other ? 6 : 4) * length, sizeof *S->vectors);
    for (int i = 0; i < 2; i++) {
        S->both.re[i] = S->vectors + (size_t)(2 * i) * length;
        S->both.im[i] = S->both.re[i] + length;
    }
    S->arguments = lb_malloc_aligned(3 * LB_REGISTER * P->arguments, sizeof *S->arguments);
    S->cosines = S->arguments + LB_REGISTER * P->arguments;
    S->sines = S->cosines + LB_REGISTER * P->arguments;
    S->flips = lb_malloc_aligned(P->flips, sizeof *S->flips);
    memset(S->arguments, 0, LB_REGISTER * P->arguments * sizeof *S->arguments);
    S->table = lb_malloc_aligned(2 * LB_REGISTER * P->rows, sizeof *S->table);
    S->half_slots = 1 + largest_groups(P);
    S->sums = lb_malloc_aligned((LB_SUM_AFTER + 2 * S->half_slots) * S->slot * LB_REGISTER,
                                sizeof *S->sums);
    if (S->pieces > 1) {
        size_t registers = (size_t)lb_pool_threads(pool) * S->columns_at_once * S->pieces;
        S->columns = lb_malloc_aligned(4 * registers * LB_REGISTER, sizeof *S->columns);
        S->column_rows = lb_malloc(registers, sizeof *S->column_rows);
    }
    if (other)
        S->scratch = lb_malloc_aligned(3 * 2 * P->circuit->size, sizeof *S->scratch);
}

void lb_sweep_clear(lb_sweep *S)
{
    free(S->vectors);
    free(S->arguments);
    free(S->flips);
    free(S->table);
    free(S->sums);
    free(S->columns);
    free(S->column_rows);
    free(S->scratch);
    *S = (lb_sweep){0};
}

typedef struct turns {
    size_t count, next;
    void (*task)(void *context, int thread, size_t i);
    void *context;
} turns;

static void take_turns(void *context, int thread)
{
    turns *T = context;
    for (size_t i; (i = lb_pool_next(&T->next)) < T->count;)
        T->task(T->context, thread, i);
}

void lb_sweep_each(lb_sweep *S, size_t count, void (*task)(void *context, int thread, size_t i),
                   void *context)
{
    if (count == 1 || lb_pool_threads(S->pool) == 1) {
        for (size_t i = 0; i < count; i++)
            task(context, 0, i);
        return;
    }
    turns T = {count, 0, task, context};
    lb_pool_run(S->pool, take_turns, &T);
}

void lb_sweep_sum_lanes(const lb_sweep *S, double *x)
{
    if (S->program->lanes == 1)
        return;
    x[0] = ((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7]));
}

size_t lb_sweep_lanes(const lb_program *P)
{
    return P->lanes == 1 ? LB_REGISTER : 1;
}

bool lb_sweep_ends(const lb_sweep *S)
{
    return S->pieces > 1 && lb_limit_of_time(S->program->circuit->limits);
}

/* How many steps from number i on, or with `back` before it, go through memory together: diagonal
 * gates and flips, one step where all is one piece. */
static size_t stretch_length(const lb_sweep *S, size_t i, bool back)
{
    const lb_program *P = S->program;
    size_t length = 0, left = back ? i : P->step_count - i;
    while (length < left && P->steps[back ? i - 1 - length : i + length].other == SIZE_MAX &&
           (length == 0 || S->pieces > 1))
        length++;
    return length;
}

void lb_sweep_forward(lb_sweep *S)
{
    const lb_program *P = S->program;
    for (size_t i = 0, length; i < P->step_count; i += length ? length : 1) {
        size_t other = P->steps[i].other;
        length = stretch_length(S, i, false);
        if (lb_sweep_ends(S))
            return;
        if (length)
            lb_sweep_layers_forward(S, i, length);
        else if (P->gates[other]->kind == LB_SHAPE_TURNS)
            lb_sweep_turns_forward(S, other);
        else
            lb_sweep_rotate(S, other, 0, false);
    }
}

void lb_sweep_back(lb_sweep *S, double *gradient)
{
    const lb_program *P = S->program;
    for (size_t j = 0; j < LB_REGISTER * P->gate_count; j++)
        gradient[j] = 0;
    for (size_t i = P->step_count, length; i > 0; i -= length ? length : 1) {
        size_t other = P->steps[i - 1].other;
        length = stretch_length(S, i, true);
        if (lb_sweep_ends(S))
            return;
        if (length)
            lb_sweep_layers_back(S, i - length, length, gradient);
        else if (P->gates[other]->kind == LB_SHAPE_TURNS)
            lb_sweep_turns_back(S, other, gradient + LB_REGISTER * other);
        else
            lb_sweep_other_back(S, other, gradient + LB_REGISTER * other);
    }
}
