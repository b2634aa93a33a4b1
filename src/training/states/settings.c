/* What the gates are at some angles: see settings_length in program.c. */

#include "training/states/sweep_parts.h"

#include <math.h>
#include <string.h>

static void fill_register(double *at, size_t used)
{
    for (size_t l = used; l < LB_REGISTER; l++)
        at[l] = at[0];
}

static void set_flips(lb_sweep *S, size_t gate, const double *angles)
{
    const lb_shape *shape = S->program->gates[gate];
    double *tangent = S->settings + S->program->places[gate], *mask = tangent + LB_REGISTER,
           *scale = mask + LB_REGISTER, *power = scale + LB_REGISTER;
    size_t used = lb_sweep_lanes(S->program), exchanged = 0;
    int64_t bits[LB_REGISTER];
    for (size_t l = 0; l < used; l++) {
        double c = cos(shape->coefficient * angles[l]), s = sin(shape->coefficient * angles[l]);
        bool exchange = fabs(s) > fabs(c);
        tangent[l] = exchange ? -c / s : s / c;
        scale[l] = exchange ? s : c;
        bits[l] = exchange ? -1 : 0;
        power[l] = 1;
        for (unsigned q = 0; q < shape->qubits; q++)
            power[l] *= scale[l];
        exchanged += exchange;
    }
    fill_register(tangent, used);
    fill_register(scale, used);
    fill_register(power, used);
    memcpy(mask, bits, used * sizeof *bits);
    S->forms[gate] = exchanged == 0      ? LB_FLIP_PLAIN
                     : exchanged == used ? LB_FLIP_EXCHANGED
                                         : LB_FLIP_MIXED;
}

static void set_diagonal(lb_sweep *S, size_t gate, const double *angles)
{
    const lb_diagonal *D = &S->program->gates[gate]->diagonal;
    double *at = S->settings + S->program->places[gate];
    size_t used = lb_sweep_lanes(S->program), count = D->value_count,
           half = D->mirrored ? count / 2 : 0;
    double *sines = at + used * count;
    for (size_t v = half; v < count; v++)
        for (size_t l = 0; l < used; l++) {
            at[used * v + l] = cos(D->values[v] * angles[l]);
            sines[used * v + l] = sin(D->values[v] * angles[l]);
        }
    for (size_t v = 0; v < half; v++)
        for (size_t l = 0; l < used; l++) {
            at[used * v + l] = at[used * (count - 1 - v) + l];
            sines[used * v + l] = -sines[used * (count - 1 - v) + l];
        }
}

static void set_turns(lb_sweep *S, size_t gate, const double *angles)
{
    const lb_generator *G = S->program->gates[gate]->generator;
    double *at = S->settings + S->program->places[gate];
    size_t used = lb_sweep_lanes(S->program);
    for (size_t t = 0; t < G->length; t++, at += 2 * LB_REGISTER) {
        for (size_t l = 0; l < used; l++) {
            at[l] = cos(G->terms[t].coefficient * angles[l]);
            at[LB_REGISTER + l] = sin(G->terms[t].coefficient * angles[l]);
        }
        fill_register(at, used);
        fill_register(at + LB_REGISTER, used);
    }
}

void lb_sweep_set_angles(lb_sweep *S, const double *angles)
{
    const lb_program *P = S->program;
    for (size_t j = 0; j < P->gate_count; j++, angles += LB_REGISTER)
        switch (P->gates[j]->kind) {
        case LB_SHAPE_DIAGONAL:
            set_diagonal(S, j, angles);
            break;
        case LB_SHAPE_FLIPS:
            set_flips(S, j, angles);
            break;
        case LB_SHAPE_TURNS:
            set_turns(S, j, angles);
            break;
        case LB_SHAPE_OTHER:
            memcpy(S->settings + P->places[j], angles, lb_sweep_lanes(P) * sizeof *angles);
            fill_register(S->settings + P->places[j], lb_sweep_lanes(P));
            break;
        default:
            break;
        }
}
