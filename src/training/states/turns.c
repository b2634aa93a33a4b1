/* Gates that are no layers: turns about strings, and exponentials of other generators. */

#include "training/states/sweep_parts.h"

#include <math.h>
#include <string.h>

static lb_turn turn_at(const lb_sweep *S, size_t gate, size_t t, bool inverse)
{
    lb_turn T = S->program->gates[gate]->turns[t];
    size_t place = S->program->places[gate] + LB_REGISTER * t;
    const double *cosine = S->cosines + place, *sine = S->sines + place;
    for (size_t l = 0; l < LB_REGISTER; l++) {
        T.cosine[l] = cosine[l];
        T.sines[0][l] = T.signs[0][l] * (inverse ? -sine[l] : sine[l]);
        T.sines[1][l] = -T.sines[0][l];
    }
    return T;
}

void lb_sweep_turns_forward(lb_sweep *S, size_t gate)
{
    for (size_t t = 0; t < S->program->gates[gate]->generator->length; t++) {
        lb_turn T = turn_at(S, gate, t, false);
        S->kernel->turn(&S->both, S->program->registers, &T);
    }
}

void lb_sweep_turns_back(lb_sweep *S, size_t gate, double *gradient)
{
    const lb_circuit_generator *G = S->program->gates[gate]->generator;
    double sum[LB_REGISTER] __attribute__((aligned(64)));
    memset(gradient, 0, sizeof sum);
    for (size_t t = 0; t < G->length; t++) {
        lb_turn T = turn_at(S, gate, t, true);
        S->kernel->turn_back(&S->both, S->program->registers, &T, sum);
        for (size_t l = 0; l < LB_REGISTER; l++)
            gradient[l] += 2 * G->terms[t].coefficient * sum[l];
    }
    lb_sweep_sum_lanes(S, gradient);
}

/* The spare vector, (-i H) of vector number `which`. */
static lb_vectors derive(lb_sweep *S, size_t gate, int which)
{
    const lb_shape *shape = S->program->gates[gate];
    size_t length = LB_REGISTER * S->program->registers;
    double *spare = S->vectors + 4 * length, sum[LB_REGISTER] __attribute__((aligned(64)));
    lb_vectors v = {{S->both.re[which], spare}, {S->both.im[which], spare + length}};
    memset(spare, 0, 2 * length * sizeof *spare);
    for (size_t t = 0; t < shape->generator->length; t++) {
        lb_turn T = shape->turns[t];
        for (size_t l = 0; l < LB_REGISTER; l++) {
            T.sines[0][l] *= shape->generator->terms[t].coefficient;
            T.sines[1][l] = -T.sines[0][l];
        }
        S->kernel->accumulate(&v, S->program->registers, &T, sum);
    }
    return v;
}

/* exp(-i theta H) = cos(h theta) - i sin(h theta) H / h. */
static void rotate_anticommuting(lb_sweep *S, size_t gate, int which, bool inverse)
{
    double h = S->program->gates[gate]->generator->norm,
           *angles = S->arguments + S->program->places[gate], c[LB_REGISTER], s[LB_REGISTER];
    lb_vectors v = derive(S, gate, which);
    for (size_t l = 0; l < LB_REGISTER; l++) {
        c[l] = cos(h * angles[l]);
        s[l] = (inverse ? -1 : 1) * sin(h * angles[l]) / h;
    }
    for (size_t i = 0; i < LB_REGISTER * S->program->registers; i++) {
        v.re[0][i] = c[i % LB_REGISTER] * v.re[0][i] + s[i % LB_REGISTER] * v.re[1][i];
        v.im[0][i] = c[i % LB_REGISTER] * v.im[0][i] + s[i % LB_REGISTER] * v.im[1][i];
    }
}

static void rotate_spectral(lb_sweep *S, size_t gate, int which, bool inverse)
{
    const lb_program *P = S->program;
    const double *angles = S->arguments + P->places[gate];
    size_t size = P->circuit->size, stride = P->lanes == 1 ? LB_REGISTER : 1;
    double *v = S->scratch, *re = S->both.re[which], *im = S->both.im[which];
    for (size_t l = 0; l < stride; l++) {
        for (size_t k = 0; k < size; k++) {
            v[k] = re[stride * k + l];
            v[size + k] = im[stride * k + l];
        }
        lb_spectral_apply(&P->gates[gate]->generator->spectral, inverse ? -angles[l] : angles[l], v,
                          size, v + 2 * size);
        for (size_t k = 0; k < size; k++) {
            re[stride * k + l] = v[k];
            im[stride * k + l] = v[size + k];
        }
    }
}

void lb_sweep_rotate(lb_sweep *S, size_t gate, int which, bool inverse)
{
    if (S->program->gates[gate]->generator->form == LB_FORM_SPECTRAL)
        rotate_spectral(S, gate, which, inverse);
    else
        rotate_anticommuting(S, gate, which, inverse);
}

void lb_sweep_other_back(lb_sweep *S, size_t gate, double *gradient)
{
    double sums[2 * LB_REGISTER] __attribute__((aligned(64)));
    lb_vectors v = derive(S, gate, 0);
    v = (lb_vectors){{v.re[1], S->both.re[1]}, {v.im[1], S->both.im[1]}};
    S->kernel->overlap(&v, S->program->registers, sums);
    for (size_t l = 0; l < LB_REGISTER; l++)
        gradient[l] = 2 * sums[l];
    lb_sweep_sum_lanes(S, gradient);
    lb_sweep_rotate(S, gate, 0, true);
    lb_sweep_rotate(S, gate, 1, true);
}
