#include "training/states/picture.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "circuit/state.h"
#include "simulation/sector.h"
#include "simulation/target.h"
#include "state/state.h"
#include "training/states/loss.h"

/* Starts are put into lanes when a state has at most so many amplitudes, so that the vectors of 8
 * starts stay near the processor. */
#define LANES_MAX ((size_t)1 << 7)

/* Vectors of one length, in one sector. */
typedef struct length_class {
    lb_program program;
    lb_measurement measurement;
} length_class;

typedef struct picture {
    lb_ensemble E;                 /* circuits in the sectors */
    lb_simulation_sector *sectors; /* of the states */
    size_t class_count, *class_of; /* of states */
    length_class *classes;
    double *weights;
    double **initial, **targets; /* vectors of the states; targets are NULL for an observable */
    double offset;
    lb_limits limits;
} picture;

typedef struct room {
    const picture *P;
    lb_pool *pool;
    lb_sweep *sweeps;    /* of the classes */
    double *gate_angles; /* [8 gate + lane] */
    double *gradient;
} room;

static size_t angle_count(const picture *P)
{
    return P->E.states[0].columns.count;
}

static size_t gate_count(const picture *P)
{
    return P->E.states[0].columns.gates;
}

static void clear_picture(picture *P)
{
    for (size_t c = 0; c < P->class_count; c++) {
        lb_program_clear(&P->classes[c].program);
        lb_measurement_clear(&P->classes[c].measurement);
    }
    for (size_t i = 0; i < P->E.count; i++) {
        free(P->initial ? P->initial[i] : NULL);
        free(P->targets ? P->targets[i] : NULL);
        if (P->sectors)
            lb_simulation_sector_clear(&P->sectors[i]);
    }
    free(P->sectors);
    lb_ensemble_clear(&P->E);
    free(P->classes);
    free(P->class_of);
    free(P->weights);
    free(P->initial);
    free(P->targets);
    free(P);
}

/* From the real embedding to registers: the same, or every number in all lanes. */
static double *in_registers(const double *v, size_t size, size_t lanes)
{
    size_t copies = LB_REGISTER / lanes;
    double *w = lb_malloc_aligned(2 * size * copies, sizeof *w);
    for (size_t k = 0; k < 2 * size * copies; k++)
        w[k] = v[k / copies];
    return w;
}

static double *initial_vector(const lb_simulation *s, const lb_simulation_sector *sector,
                              size_t lanes)
{
    double *v = lb_malloc_aligned((size_t)2 << sector->qubits, sizeof *v);
    lb_circuit_fill_state(v, s->state);
    v = lb_simulation_sector_project(sector, v);
    double *w = in_registers(v, s->circuit.size, lanes);
    free(v);
    return w;
}

static double *target_vector(const lb_training_problem *problem, const lb_simulation *s,
                             const lb_simulation_sector *sector, size_t lanes)
{
    double *v =
        lb_target_vector(problem->A, problem->layers, problem->target, (size_t)1 << sector->qubits);
    v = lb_simulation_sector_project(sector, v);
    double *w = in_registers(v, s->circuit.size, lanes);
    free(v);
    return w;
}

static void add_class(picture *P, size_t state, const lb_training_problem *problem, size_t lanes)
{
    const lb_simulation *s = &P->E.states[state];
    length_class *c = &P->classes[P->class_count++];
    lb_program_init(&c->program, &s->circuit, s->columns.gates, lanes);
    if (problem->target)
        return;
    lb_sum_t pulled, restricted;
    lb_sum_init(pulled, problem->A->qubits);
    if (problem->observable)
        lb_sum_set(pulled, problem->observable);
    else
        lb_ansatz_get_observable(pulled, problem->A);
    lb_ansatz_pull_back(pulled, problem->A, pulled, problem->layers ? problem->layers : 1);
    lb_sum_init(restricted, problem->A->qubits);
    lb_simulation_sector_restrict(restricted, &P->sectors[state], pulled);
    lb_measurement_init(&c->measurement, restricted, &c->program);
    lb_sum_clear(pulled);
    lb_sum_clear(restricted);
}

/* E is there; everything else is filled. */
static void fill_picture(picture *P, const lb_training_problem *problem, size_t lanes)
{
    size_t count = P->E.count;
    bool all = problem->state == LB_RANK_ALL_STATES;
    size_t *first = lb_malloc(count, sizeof *first); /* state of a class */
    P->classes = lb_calloc(count, sizeof *P->classes);
    P->class_of = lb_calloc(count, sizeof *P->class_of);
    P->weights = lb_malloc(count, sizeof *P->weights);
    P->initial = lb_calloc(count, sizeof *P->initial);
    P->targets = problem->target ? lb_calloc(count, sizeof *P->targets) : NULL;
    P->offset = problem->offset;
    for (size_t i = 0; i < count; i++) {
        const lb_simulation *s = &P->E.states[i];
        size_t c = 0;
        while (c < P->class_count &&
               !lb_simulation_sector_equal(&P->sectors[first[c]], &P->sectors[i]))
            c++;
        if (c == P->class_count) {
            first[c] = i;
            add_class(P, i, problem, lanes);
        }
        P->class_of[i] = c;
        P->weights[i] = all ? problem->A->states[i].weight : 1;
        P->initial[i] = initial_vector(s, &P->sectors[i], lanes);
        if (P->targets)
            P->targets[i] = target_vector(problem, s, &P->sectors[i], lanes);
    }
    free(first);
}

static void *open_room(const void *context, size_t starts, int threads)
{
    const picture *P = context;
    room *r = lb_calloc(1, sizeof *r);
    (void)starts;
    r->P = P;
    r->pool = lb_pool_new(threads);
    r->sweeps = lb_malloc(P->class_count, sizeof *r->sweeps);
    for (size_t c = 0; c < P->class_count; c++)
        lb_sweep_init(&r->sweeps[c], &P->classes[c].program, r->pool);
    r->gate_angles = lb_calloc(LB_REGISTER * gate_count(P), sizeof *r->gate_angles);
    r->gradient = lb_malloc_aligned(LB_REGISTER * gate_count(P), sizeof *r->gradient);
    return r;
}

static void close_room(void *context)
{
    room *r = context;
    for (size_t c = 0; c < r->P->class_count; c++)
        lb_sweep_clear(&r->sweeps[c]);
    lb_pool_free(r->pool);
    free(r->sweeps);
    free(r->gate_angles);
    free(r->gradient);
    free(r);
}

/* The angles of the gates for one batch; lanes without a start repeat the first. */
static void set_angles(room *r, const double *angles, size_t starts, size_t lanes)
{
    const lb_columns *C = &r->P->E.states[0].columns;
    for (size_t a = 0; a < C->count; a++)
        for (size_t l = 0; l < lanes; l++) {
            double angle = angles[a + C->count * (l < starts ? l : 0)];
            if (!C->first)
                r->gate_angles[LB_REGISTER * a + l] = angle;
            for (size_t i = C->first ? C->first[a] : 0; C->first && i < C->first[a + 1]; i++)
                r->gate_angles[LB_REGISTER * C->gate[i] + l] = C->negative[i] ? -angle : angle;
        }
    for (size_t c = 0; c < r->P->class_count; c++)
        lb_sweep_set_angles(&r->sweeps[c], r->gate_angles);
}

static void add_gradient(const room *r, double *gradients, size_t starts, double weight)
{
    const lb_columns *C = &r->P->E.states[0].columns;
    for (size_t l = 0; l < starts; l++)
        for (size_t a = 0; a < C->count; a++) {
            double sum = C->first ? 0 : r->gradient[LB_REGISTER * a + l];
            for (size_t i = C->first ? C->first[a] : 0; C->first && i < C->first[a + 1]; i++) {
                double g = r->gradient[LB_REGISTER * C->gate[i] + l];
                sum += C->negative[i] ? -g : g;
            }
            gradients[C->count * l + a] += weight * sum;
        }
}

/* At most as many starts as there are lanes. */
static void evaluate_batch(room *r, size_t starts, size_t lanes, const double *angles,
                           double *losses, double *gradients)
{
    const picture *P = r->P;
    double value[LB_REGISTER];
    set_angles(r, angles, starts, lanes);
    for (size_t l = 0; l < starts; l++)
        losses[l] = -P->offset;
    for (size_t j = 0; gradients && j < starts * angle_count(P); j++)
        gradients[j] = 0;
    for (size_t i = 0; i < P->E.count; i++) {
        lb_sweep *S = &r->sweeps[P->class_of[i]];
        size_t length = 2 * LB_REGISTER * S->program->registers;
        memcpy(S->both.re[0], P->initial[i], length * sizeof(double));
        lb_sweep_forward(S);
        if (P->targets)
            lb_overlap_apply(P->targets[i], S, value);
        else
            lb_measurement_apply(&P->classes[P->class_of[i]].measurement, S, value);
        for (size_t l = 0; l < starts; l++)
            losses[l] += P->weights[i] * value[l];
        if (!gradients)
            continue;
        lb_sweep_back(S, r->gradient);
        add_gradient(r, gradients, starts, P->weights[i]);
    }
}

static lb_status evaluate(void *context, size_t starts, const double *angles, double *losses,
                          double *gradients, lb_error *error)
{
    room *r = context;
    size_t M = angle_count(r->P), lanes = r->P->classes[0].program.lanes == 1 ? LB_REGISTER : 1;
    for (size_t s = 0, count; s < starts; s += count) {
        count = starts - s < lanes ? starts - s : lanes;
        evaluate_batch(r, count, lanes, angles + M * s, losses + s,
                       gradients ? gradients + M * s : NULL);
        const char *reached = lb_limit_of_time(&r->P->limits);
        if (reached)
            return lb_fail(error, LB_UNDECIDED, "%s while a gradient was computed", reached);
    }
    return LB_OK;
}

static void clear_objective(lb_training_objective *objective)
{
    clear_picture((picture *)objective->context);
    *objective = (lb_training_objective){0};
}

static bool has_spectral(const lb_circuit *C)
{
    for (size_t k = 0; k < C->generator_count; k++)
        if (C->generators[k].form == LB_FORM_SPECTRAL)
            return true;
    return false;
}

/* The circuit of a state in its sector. Where a generator has an eigendecomposition, on as many qubits
 * as it has letters, there is none: the sector would give it more. */
static lb_status enter_sector(lb_simulation *s, lb_simulation_sector *sector, lb_error *error)
{
    const lb_ansatz_struct *A = s->A;
    size_t count = A->generator_count;
    lb_circuit C;
    lb_simulation_sector_init(sector, A, s->state);
    if (!sector->count || has_spectral(&s->circuit)) {
        lb_simulation_sector_leave(sector);
        return LB_OK;
    }
    lb_sum_struct *generators = lb_malloc(count, sizeof *generators);
    for (size_t k = 0; k < count; k++) {
        lb_sum_init(&generators[k], A->qubits);
        lb_simulation_sector_restrict(&generators[k], sector, &A->generators[k]);
    }
    lb_status status = lb_circuit_init(&C, generators, A->generator_names, count,
                                       sector->qubits - sector->count, &s->run.limits, error);
    if (!status) {
        if (A->layers)
            lb_circuit_set_order(&C, s->columns.order, s->columns.gates);
        lb_circuit_clear(&s->circuit);
        s->circuit = C;
    }
    for (size_t k = 0; k < count; k++)
        lb_sum_clear(&generators[k]);
    free(generators);
    return status;
}

static lb_status enter_sectors(picture *P, lb_error *error)
{
    lb_status status = LB_OK;
    P->sectors = lb_calloc(P->E.count, sizeof *P->sectors);
    P->E.amplitudes = 0;
    for (size_t i = 0; i < P->E.count && !status; i++) {
        status = enter_sector(&P->E.states[i], &P->sectors[i], error);
        P->E.amplitudes += P->E.states[i].circuit.size;
    }
    return status;
}

/* Before anything large is taken: vectors of the states and of the rooms, and tables. */
static lb_status check_memory(const lb_ensemble *E, const lb_run_options *run, lb_error *error)
{
    double bytes = 16.0 * (double)E->amplitudes * 10 * (run->threads > 1 ? run->threads : 1);
    const double mebi = 1 << 20, physical = 0.75 * (double)lb_physical_bytes();
    if (!lb_limits_allow(&run->limits, bytes))
        return lb_fail(error, LB_UNDECIDED, "memory limit reached: gradients need %.0f MiB more",
                       ceil(bytes / mebi));
    if (!run->limits.bytes && bytes > physical)
        return lb_fail(error, LB_MEMORY,
                       "gradients need %.0f MiB; without a memory limit at most %.0f are taken on "
                       "this machine",
                       ceil(bytes / mebi), physical / mebi);
    return LB_OK;
}

lb_status lb_training_states_objective(lb_training_objective *objective,
                                       const lb_training_problem *problem, bool side_by_side,
                                       const lb_run_options *run, lb_error *error)
{
    picture *P = lb_calloc(1, sizeof *P);
    lb_rank_options options = {
        .layers = problem->layers, .parameters = problem->parameters, .run = *run};
    size_t smallest = SIZE_MAX, largest = 0;
    P->limits = run->limits;
    lb_status status = lb_ensemble_init(&P->E, problem->A, problem->state, &options, error);
    if (!status && problem->target)
        status = lb_target_check(&P->E, problem->target_count, error);
    if (!status)
        status = enter_sectors(P, error);
    if (!status)
        status = check_memory(&P->E, run, error);
    if (status) {
        clear_picture(P);
        return status;
    }
    for (size_t i = 0; i < P->E.count; i++) {
        size_t size = P->E.states[i].circuit.size;
        smallest = size < smallest ? size : smallest;
        largest = size > largest ? size : largest;
    }
    bool starts = smallest < LB_REGISTER || (side_by_side && largest <= LANES_MAX);
    fill_picture(P, problem, starts ? 1 : LB_REGISTER);
    *objective = (lb_training_objective){.angles = angle_count(P),
                                         .side_by_side = starts ? LB_REGISTER : 1,
                                         .uses_threads = largest > 8 * LB_SWEEP_PIECE,
                                         .picture = "states",
                                         .context = P,
                                         .open = open_room,
                                         .evaluate = evaluate,
                                         .close = close_room,
                                         .clear = clear_objective};
    return LB_OK;
}
