#include "noise/evolution.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "circuit/state.h"
#include "noise/dense.h"

/* r_Q = <psi| Q |psi>. */
static void fill_pure(lb_noise_rows *R, const lb_noise_plan *plan)
{
    size_t N = (size_t)1 << plan->qubits;
    double *psi = lb_calloc(2 * N, sizeof *psi);
    double complex *rho = lb_malloc(N * N, sizeof *rho);
    psi[0] = 1;
    if (plan->state)
        lb_circuit_fill_state(psi, plan->state);
    for (size_t j = 0; j < N; j++)
        for (size_t i = 0; i < N; i++)
            rho[i + N * j] = (psi[i] + I * psi[N + i]) * (psi[j] - I * psi[N + j]);
    lb_noise_from_matrix(R, 0, rho);
    free(rho);
    free(psi);
}

static void grow(lb_noise_evolution *E, size_t bundles)
{
    if (bundles <= E->bundle_count)
        return;
    E->bundles = lb_realloc(E->bundles, bundles, sizeof *E->bundles);
    for (; E->bundle_count < bundles; E->bundle_count++) {
        lb_noise_rows *R = &E->bundles[E->bundle_count];
        lb_noise_rows_init(R, E->plan->qubits);
        size_t numbers = (size_t)LB_NOISE_WIDTH << 2 * R->qubits;
        for (size_t i = 0; i < numbers && E->bundle_count; i += LB_NOISE_WIDTH)
            R->numbers[i] = E->bundles[0].numbers[i];
    }
}

/* Moves for all bundles; the angles of the list are those behind `before`. */
typedef struct passage {
    lb_noise_evolution *E;
    const lb_noise_moves *moves;
    size_t before;
} passage;

static void make(const passage *p, lb_noise_rows *R, size_t bundle, const lb_noise_move *move)
{
    const lb_noise_plan *plan = p->E->plan;
    size_t angle = p->before + move->angle, column = angle - LB_NOISE_BUNDLE * bundle + 1;
    bool own = angle / LB_NOISE_BUNDLE == bundle;
    switch (move->kind) {
    case LB_NOISE_ROTATION:
        lb_noise_rotate(R, move->string, move->coefficient * p->E->angles[angle]);
        if (own)
            lb_noise_differentiate(R, move->string, move->coefficient, column);
        return;
    case LB_NOISE_TURN:
        lb_noise_rotate(R, move->string, move->coefficient);
        return;
    case LB_NOISE_DENSE:
        lb_noise_conjugate(R, &plan->dense[move->number].spectral, p->E->angles[angle], p->E->run);
        for (size_t t = 0; t < plan->dense[move->number].length && own; t++) {
            const lb_spectral_term *term = &plan->dense[move->number].terms[t];
            lb_noise_string P = {(uint32_t)term->x, (uint32_t)term->z};
            lb_noise_differentiate(R, P, term->coefficient, column);
        }
        return;
    case LB_NOISE_FIXED:
        lb_noise_permute(R, &plan->permutations[move->number]);
        return;
    case LB_NOISE_CHANNEL:
        lb_noise_scale(R, move->qubits, plan->factor);
        return;
    case LB_NOISE_GLOBAL:
        lb_noise_shrink(R, move->coefficient);
    }
}

static void pass(void *context, size_t bundle, void *scratch)
{
    const passage *p = context;
    lb_noise_rows *R = &p->E->bundles[bundle];
    size_t counter = 0, work = (size_t)1 << 2 * R->qubits;
    (void)scratch;
    for (size_t m = 0; m < p->moves->count; m++) {
        if (!lb_run_asks(p->E->run, &counter, work))
            return;
        make(p, R, bundle, &p->moves->at[m]);
    }
}

bool lb_noise_evolve(lb_noise_evolution *E, const lb_noise_moves *moves, size_t angles)
{
    passage p = {E, moves, E->parameters};
    E->parameters += angles;
    grow(E, E->parameters / LB_NOISE_BUNDLE + (E->parameters % LB_NOISE_BUNDLE != 0));
    lb_parallel(E->run->options.threads, E->bundle_count, pass, &p, 0);
    return !E->run->stopped;
}

void lb_noise_evolution_init(lb_noise_evolution *E, const lb_noise_plan *plan, const double *angles,
                             lb_run *run)
{
    *E = (lb_noise_evolution){.plan = plan, .angles = angles, .run = run};
    grow(E, 1);
    fill_pure(&E->bundles[0], plan);
    passage p = {E, &plan->lists[LB_NOISE_PREPARATION], 0};
    pass(&p, 0, NULL);
}

void lb_noise_evolution_clear(lb_noise_evolution *E)
{
    for (size_t b = 0; b < E->bundle_count; b++)
        lb_noise_rows_clear(&E->bundles[b]);
    free(E->bundles);
    *E = (lb_noise_evolution){0};
}

void lb_noise_derivative(double complex *D, const lb_noise_evolution *E, size_t angle)
{
    lb_noise_to_matrix(D, &E->bundles[angle / LB_NOISE_BUNDLE], 1 + angle % LB_NOISE_BUNDLE);
}

void lb_noise_density(double complex *rho, const lb_noise_evolution *E)
{
    lb_noise_to_matrix(rho, &E->bundles[0], 0);
}

double lb_noise_evolution_bytes(size_t qubits, size_t angles)
{
    double bundles = ceil((double)angles / LB_NOISE_BUNDLE) + 1;
    return bundles * ldexp(LB_NOISE_WIDTH * sizeof(double), 2 * (int)qubits);
}
