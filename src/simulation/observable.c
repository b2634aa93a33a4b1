#include "simulation/observable.h"

#include <assert.h>
#include <cblas.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void lb_observable_init(lb_observable *S, const lb_sum_struct *O)
{
    *S = (lb_observable){.terms = lb_malloc(O->length, sizeof *S->terms)};
    for (size_t t = 0; t < O->length; t++) {
        const lb_string_struct *P = &O->strings[t];
        double c = mpq_get_d(&O->coefficients[t]);
        if (!P->length) {
            S->constant = c;
            continue;
        }
        S->terms[S->length++] = (lb_spectral_term){P->blocks[0].x, P->blocks[0].z, c};
        S->norm += fabs(c);
    }
}

void lb_observable_init_target(lb_observable *S, double *phi)
{
    *S = (lb_observable){.constant = 1, .norm = 1, .target = phi};
}

void lb_observable_clear(lb_observable *S)
{
    free(S->terms);
    free(S->target);
    *S = (lb_observable){0};
}

/* w <- -|phi><phi|v>. */
static void project(double *w, const double *phi, const double *v, size_t size)
{
    double re = 0, im = 0;
    for (size_t i = 0; i < size; i++) {
        re += phi[i] * v[i] + phi[size + i] * v[size + i];
        im += phi[i] * v[size + i] - phi[size + i] * v[i];
    }
    for (size_t i = 0; i < size; i++) {
        w[i] = im * phi[size + i] - re * phi[i];
        w[size + i] = -re * phi[size + i] - im * phi[i];
    }
}

/* The kernels know -i P: sum first, then multiply by i. */
void lb_observable_apply(const lb_observable *S, const lb_circuit *C, double *w, const double *v)
{
    if (S->target) {
        project(w, S->target, v, C->size);
        return;
    }
    memset(w, 0, 2 * C->size * sizeof *w);
    for (size_t t = 0; t < S->length; t++) {
        lb_rotation r = lb_rotation_make(S->terms[t].x, S->terms[t].z, 0, S->terms[t].coefficient);
        C->kernel->accumulate(w, v, C->size, &r);
    }
    for (size_t i = 0; i < C->size; i++) {
        double re = w[i];
        w[i] = -w[C->size + i];
        w[C->size + i] = re;
    }
}

size_t lb_observable_room(const lb_circuit *C)
{
    return 3 * 2 * C->size + lb_circuit_scratch(C);
}

/* psi and the co-state go back gate by gate; the generator of a gate commutes with it, so it may be
 * applied before or after. */
static void fill_gradient(const lb_circuit *C, double *gradient, double *psi, double *co_state,
                          double *w, double *scratch)
{
    blasint length = (blasint)(2 * C->size);
    for (size_t j = C->gate_count; j-- > 0;) {
        lb_circuit_apply(C, psi, j, j + 1, true, scratch);
        lb_circuit_apply(C, co_state, j, j + 1, true, scratch);
        lb_circuit_derivative(C, j, w, psi);
        gradient[j] = 2 * cblas_ddot(length, co_state, 1, w, 1);
    }
}

double lb_observable_expect(const lb_observable *S, const lb_simulation *s, double *gradient,
                            double *co_state, double *room)
{
    const lb_circuit *C = &s->circuit;
    size_t length = 2 * C->size;
    double *psi = room, *w = psi + length, *moved = w + length, *scratch = moved + length;
    assert(gradient || !co_state);
    memcpy(psi, s->initial, length * sizeof *psi);
    lb_circuit_apply(C, psi, 0, C->gate_count, false, scratch);
    lb_observable_apply(S, C, moved, psi);
    double value = S->constant + cblas_ddot((blasint)length, psi, 1, moved, 1);
    if (gradient)
        fill_gradient(C, gradient, psi, moved, w, scratch);
    if (co_state)
        memcpy(co_state, moved, length * sizeof *moved);
    return value;
}
