#include "simulation/columns.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void lb_columns_init(lb_columns *C, const lb_ansatz_t A, size_t M)
{
    *C = (lb_columns){.count = M, .gates = M, .most = 1};
    if (!A->layers)
        return;
    C->gates = A->layers->shared ? lb_ansatz_rotations(A, lb_ansatz_layers_for(A, M)) : M;
    C->first = lb_calloc(M + 1, sizeof *C->first);
    C->gate = lb_malloc(C->gates, sizeof *C->gate);
    C->negative = lb_malloc(C->gates, sizeof *C->negative);
    C->order = lb_malloc(C->gates, sizeof *C->order);
    for (size_t j = 0; j < C->gates; j++) {
        lb_turn_at turn = lb_ansatz_rotation(A, j);
        C->order[j] = (uint32_t)turn.generator;
        C->first[turn.angle + 1]++;
    }
    for (size_t a = 0; a < M; a++) {
        C->most = C->first[a + 1] > C->most ? C->first[a + 1] : C->most;
        C->first[a + 1] += C->first[a];
    }
    size_t *next = lb_malloc(M, sizeof *next);
    if (M)
        memcpy(next, C->first, M * sizeof *next);
    for (size_t j = 0; j < C->gates; j++) {
        lb_turn_at turn = lb_ansatz_rotation(A, j);
        size_t place = next[turn.angle]++;
        C->gate[place] = j;
        C->negative[place] = turn.negative;
    }
    free(next);
}

void lb_columns_clear(lb_columns *C)
{
    free(C->first);
    free(C->gate);
    free(C->negative);
    free(C->order);
    *C = (lb_columns){0};
}

void lb_columns_expand(const lb_columns *C, double *gate_angles, const double *angles)
{
    for (size_t a = 0; a < C->count; a++)
        for (size_t i = C->first[a]; i < C->first[a + 1]; i++)
            gate_angles[C->gate[i]] = C->negative[i] ? -angles[a] : angles[a];
}

void lb_columns_contract(const lb_columns *C, double *y, double factor, const double *x)
{
    for (size_t a = 0; a < C->count; a++) {
        if (!C->first)
            y[a] += factor * x[a];
        else
            for (size_t i = C->first[a]; i < C->first[a + 1]; i++)
                y[a] += (C->negative[i] ? -factor : factor) * x[C->gate[i]];
    }
}

void lb_columns_contract_matrix(const lb_columns *C, double *H, const double *G)
{
    size_t M = C->count;
    memset(H, 0, M * M * sizeof *H);
    for (size_t a = 0; a < M; a++)
        for (size_t i = C->first[a]; i < C->first[a + 1]; i++)
            lb_columns_contract(C, H + M * a, C->negative[i] ? -1 : 1, G + C->gates * C->gate[i]);
}
