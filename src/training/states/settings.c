/* What the gates are at some angles: cosines and sines of all arguments at once, then what flips take
 * of theirs. */

#include "training/states/sweep_parts.h"

#include <math.h>
#include <string.h>

/* Arguments beyond this have lost digits that the kernel's reduction needs. */
#define ARGUMENT_MAX 0x1p19

/* The factors of the angle in the argument registers of a gate: of a diagonal gate its values, of one
 * state side by side; of the others the coefficients of the terms, of flips one. */
static void fill_arguments(const lb_program *P, const lb_shape *shape, double *at,
                           const double *angles)
{
    const lb_diagonal *D = &shape->diagonal;
    const lb_circuit_generator *G = shape->generator;
    size_t used = lb_sweep_lanes(P), count = shape->kind == LB_SHAPE_TURNS ? G->length : 1;
    if (shape->kind == LB_SHAPE_DIAGONAL)
        for (size_t i = 0; i < D->value_count * used; i++)
            at[i] = D->values[i / used] * angles[i % used];
    else
        for (size_t i = 0; i < count * LB_REGISTER; i++) {
            double angle = angles[used == 1 ? 0 : i % LB_REGISTER];
            bool other = shape->kind == LB_SHAPE_OTHER;
            at[i] = other ? angle : G->terms[i / LB_REGISTER].coefficient * angle;
        }
}

static void find_circle(lb_sweep *S)
{
    size_t count = LB_REGISTER * S->program->arguments;
    double largest = 0;
    for (size_t i = 0; i < count; i++)
        largest = fabs(S->arguments[i]) > largest ? fabs(S->arguments[i]) : largest;
    if (largest <= ARGUMENT_MAX)
        S->kernel->circle(S->cosines, S->sines, S->arguments, S->program->arguments);
    else
        for (size_t i = 0; i < count; i++) {
            S->cosines[i] = cos(S->arguments[i]);
            S->sines[i] = sin(S->arguments[i]);
        }
}

static double power_of(double x, unsigned exponent)
{
    double power = 1;
    for (; exponent; exponent /= 2, x *= x)
        power *= exponent % 2 ? x : 1;
    return power;
}

static void set_flips(lb_sweep *S, size_t gate)
{
    const lb_program *P = S->program;
    const double *c = S->cosines + P->places[gate], *s = S->sines + P->places[gate];
    lb_flip_setting *f = &S->flips[P->flip_places[gate]];
    size_t used = lb_sweep_lanes(P), exchanged = 0;
    for (size_t l = 0; l < LB_REGISTER; l++) {
        if (l >= used) {
            f->tangent[l] = f->tangent[0];
            f->scale[l] = f->scale[0];
            f->mask[l] = f->mask[0];
            f->power[l] = f->power[0];
            continue;
        }
        bool exchange = fabs(s[l]) > fabs(c[l]);
        f->tangent[l] = exchange ? -c[l] / s[l] : s[l] / c[l];
        f->scale[l] = exchange ? s[l] : c[l];
        f->mask[l] = exchange ? -1 : 0;
        f->power[l] = power_of(f->scale[l], P->gates[gate]->flips);
        exchanged += exchange;
    }
    f->form = exchanged == 0      ? LB_FLIP_PLAIN
              : exchanged == used ? LB_FLIP_EXCHANGED
                                  : LB_FLIP_MIXED;
}

void lb_sweep_set_angles(lb_sweep *S, const double *angles)
{
    const lb_program *P = S->program;
    for (size_t j = 0; j < P->gate_count; j++)
        if (P->gates[j]->kind != LB_SHAPE_ZERO)
            fill_arguments(P, P->gates[j], S->arguments + P->places[j], angles + LB_REGISTER * j);
    find_circle(S);
    for (size_t j = 0; j < P->gate_count; j++)
        if (P->gates[j]->kind == LB_SHAPE_FLIPS)
            set_flips(S, j);
}
