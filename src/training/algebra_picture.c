#include "training/algebra_picture.h"

#include <stdlib.h>
#include <string.h>

#include <liebound/layers.h>

#include "base/limits.h"
#include "base/memory.h"
#include "training/blocks.h"
#include "training/expectations.h"

enum { LANES = LB_BLOCK_LANES };

/* ---- The picture ---- */

static double identity_coefficient(const lb_sum_t O)
{
    for (size_t t = 0; t < O->length; t++)
        if (!O->strings[t].length)
            return mpq_get_d(O->coefficients + t);
    return 0;
}

/* r, from the expectation values of the averages. */
static lb_status set_state(lb_training_algebra_picture *P, const lb_ansatz_t A, size_t state,
                           const lb_training_space *V, const lb_orthonormal_basis *B,
                           lb_error *error)
{
    double *values = lb_malloc(V->strings.count, sizeof *values);
    lb_status status =
        lb_expectations(values, A, state, &V->canonical, &V->strings, &P->limits, error);
    for (uint32_t a = 0; a < B->dimension && !status; a++)
        for (size_t e = B->basis.offsets[a]; e < B->basis.offsets[a + 1]; e++) {
            uint32_t string = B->basis.columns[e];
            P->state[a] += B->basis.values[e] * B->norms[string] * values[string];
        }
    free(values);
    return status;
}

static lb_status set_blocks(lb_training_algebra_picture *P, const lb_orthonormal_basis *B,
                            lb_run *run, lb_error *error)
{
    for (; P->generator_count < B->generator_count; P->generator_count++) {
        lb_exponential *blocks = P->blocks + P->generator_count;
        lb_status status = lb_exponential_init(blocks, B->adjoint + P->generator_count, run, error);
        if (status)
            return status;
        size_t room = lb_exponential_room(blocks);
        P->room = room > P->room ? room : P->room;
    }
    return LB_OK;
}

static lb_status fill(lb_training_algebra_picture *P, const lb_ansatz_t A, size_t state,
                      const lb_training_space *V, lb_run *run, lb_error *error)
{
    lb_orthonormal_basis B;
    lb_status status = lb_orthonormal_basis_init(&B, V, run, error);
    if (status)
        return status;
    P->dimension = B.dimension;
    P->strings = V->strings.count;
    P->state = lb_calloc(B.dimension, sizeof *P->state);
    P->observable = lb_malloc(B.dimension, sizeof *P->observable);
    P->blocks = lb_malloc(B.generator_count, sizeof *P->blocks);
    memcpy(P->observable, B.observable, B.dimension * sizeof *P->observable);
    status = set_state(P, A, state, V, &B, error);
    if (!status)
        status = set_blocks(P, &B, run, error);
    lb_orthonormal_basis_clear(&B);
    return status;
}

lb_status lb_training_algebra_picture_init(lb_training_algebra_picture *P, const lb_ansatz_t A,
                                           size_t state, const lb_sum_t O, size_t layers,
                                           uint32_t dimension_max, const lb_run_options *options,
                                           lb_error *error)
{
    lb_run run;
    lb_training_space V;
    lb_sum_t pulled;
    lb_sum_init(pulled, A->qubits);
    lb_ansatz_pull_back(pulled, A, O, layers ? layers : 1);
    *P = (lb_training_algebra_picture){.limits = options->limits,
                                       .constant = identity_coefficient(pulled)};
    lb_run_start(&run, options);
    lb_status status = lb_training_space_init(
        &V, A, state, pulled, dimension_max ? dimension_max : LB_ALGEBRA_DIMENSION_MAX, &run,
        error);
    if (!status) {
        status = fill(P, A, state, &V, &run, error);
        lb_training_space_clear(&V);
    }
    lb_run_end(&run);
    lb_sum_clear(pulled);
    if (status)
        lb_training_algebra_picture_clear(P);
    return status;
}

void lb_training_algebra_picture_clear(lb_training_algebra_picture *P)
{
    for (uint32_t k = 0; k < P->generator_count; k++)
        lb_exponential_clear(P->blocks + k);
    free(P->blocks);
    free(P->state);
    free(P->observable);
}

/* ---- The loss ---- */

typedef struct circuit {
    const lb_training_algebra_picture *picture;
    size_t angles, gate_count;
    lb_turn_at *gates;
    double energy;
} circuit;

/* r, h, the angles of the gate and its derivatives, and the room of the blocks. */
typedef struct room {
    const circuit *circuit;
    double *r, *co, *theta, *derivative, *rest;
} room;

static void *open_room(const void *context, size_t starts, int threads)
{
    const circuit *C = context;
    const lb_training_algebra_picture *P = C->picture;
    room *new = lb_malloc(1, sizeof *new);
    size_t vector = LANES * (size_t)P->dimension;
    (void)starts;
    (void)threads;
    new->circuit = C;
    new->r = lb_malloc_aligned(2 * vector + 2 * LANES + P->room, sizeof *new->r);
    new->co = new->r + vector;
    new->theta = new->co + vector;
    new->derivative = new->theta + LANES;
    new->rest = new->derivative + LANES;
    return new;
}

static void close_room(void *opened)
{
    room *old = opened;
    free(old->r);
    free(old);
}

/* Some starts side by side; in lanes without one, all angles are 0. */
typedef struct group {
    size_t count;
    const double *angles; /* count x M */
    double *losses, *gradients;
} group;

static void set_theta(room *R, const group *g, lb_turn_at gate)
{
    size_t M = R->circuit->angles;
    for (size_t l = 0; l < LANES; l++) {
        double theta = l < g->count ? g->angles[l * M + gate.angle] : 0;
        R->theta[l] = gate.negative ? -theta : theta;
    }
}

static bool time_is_up(const circuit *C, size_t gate)
{
    return gate % 64 == 0 && lb_limit_of_time(&C->picture->limits);
}

static bool go_forward(room *R, const group *g)
{
    const circuit *C = R->circuit;
    const lb_training_algebra_picture *P = C->picture;
    for (size_t a = 0; a < P->dimension; a++)
        for (size_t l = 0; l < LANES; l++) {
            R->r[LANES * a + l] = P->state[a];
            R->co[LANES * a + l] = P->observable[a];
        }
    for (size_t j = 0; j < C->gate_count; j++) {
        if (time_is_up(C, j))
            return false;
        set_theta(R, g, C->gates[j]);
        lb_exponential_turn(P->blocks + C->gates[j].generator, R->theta, R->r, R->rest);
    }
    for (size_t l = 0; l < g->count; l++) {
        g->losses[l] = P->constant - C->energy;
        for (size_t a = 0; a < P->dimension; a++)
            g->losses[l] += P->observable[a] * R->r[LANES * a + l];
    }
    return true;
}

static bool go_back(room *R, const group *g)
{
    const circuit *C = R->circuit;
    memset(g->gradients, 0, g->count * C->angles * sizeof *g->gradients);
    for (size_t j = C->gate_count; j-- > 0;) {
        lb_turn_at gate = C->gates[j];
        if (time_is_up(C, j))
            return false;
        set_theta(R, g, gate);
        lb_exponential_turn_back(C->picture->blocks + gate.generator, R->theta, R->r, R->co,
                                 R->derivative, R->rest);
        for (size_t l = 0; l < g->count; l++)
            g->gradients[l * C->angles + gate.angle] +=
                gate.negative ? -R->derivative[l] : R->derivative[l];
    }
    return true;
}

static lb_status evaluate(void *opened, size_t starts, const double *angles, double *losses,
                          double *gradients, lb_error *error)
{
    room *R = opened;
    size_t M = R->circuit->angles;
    for (size_t first = 0; first < starts; first += LANES) {
        group g = {.count = starts - first < LANES ? starts - first : LANES,
                   .angles = angles + first * M,
                   .losses = losses + first,
                   .gradients = gradients ? gradients + first * M : NULL};
        if (!go_forward(R, &g) || (gradients && !go_back(R, &g)))
            return lb_fail(error, LB_UNDECIDED, "%s",
                           lb_limit_of_time(&R->circuit->picture->limits));
    }
    return LB_OK;
}

static void clear_objective(lb_training_objective *objective)
{
    const circuit *C = objective->context;
    free(C->gates);
    free((void *)C);
}

void lb_training_algebra_objective_init(lb_training_objective *objective,
                                        const lb_training_algebra_picture *P, const lb_ansatz_t A,
                                        size_t M, double energy)
{
    circuit *C = lb_malloc(1, sizeof *C);
    *C = (circuit){.picture = P, .angles = M, .gate_count = M, .energy = energy};
    if (A->layers && A->layers->shared)
        C->gate_count = lb_ansatz_rotations(A, lb_ansatz_layers_for(A, M));
    C->gates = lb_malloc(C->gate_count, sizeof *C->gates);
    for (size_t j = 0; j < C->gate_count; j++)
        C->gates[j] = lb_ansatz_rotation(A, j);
    *objective = (lb_training_objective){.angles = M,
                                         .side_by_side = LANES,
                                         .picture = "algebra",
                                         .context = C,
                                         .open = open_room,
                                         .evaluate = evaluate,
                                         .close = close_room,
                                         .clear = clear_objective};
}
