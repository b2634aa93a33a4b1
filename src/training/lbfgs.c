/* NLopt moves the angles; Newton's method finishes what it leaves. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "simulation/minimize.h"
#include "training/checkpoint.h"

/* Newton steps at most, the distance over which gradients are compared, the residual to which the
 * equation is solved and the smallest curvature, both relative. */
enum { NEWTON_STEPS = 12 };
#define DISTANCE  1e-4
#define RESIDUAL  1e-6
#define CURVATURE 1e-9

typedef struct descent {
    lb_training_seat *seat;
    size_t start, M;
    bool ended;       /* the run has its end */
    double *gradient; /* at the best angles */
    double *best;     /* those angles */
    double value;
} descent;

static double dot(size_t M, const double *a, const double *b)
{
    double sum = 0;
    for (size_t j = 0; j < M; j++)
        sum += a[j] * b[j];
    return sum;
}

static void end(descent *d, lb_training_end reason)
{
    if (!d->ended)
        lb_training_end_run(d->seat->work, d->start, reason);
    d->ended = true;
}

/* What the journal has, or a new evaluation, which it gets; false when the training must end. */
static bool evaluate(descent *d, const double *angles, double *value, double *gradient)
{
    lb_training_work *work = d->seat->work;
    lb_training_journal *journal = &work->memory[d->start].journal;
    if (lb_journal_recall(journal, d->M, value, gradient))
        return true;
    if (!lb_training_evaluate(d->seat, 1, angles, value, gradient))
        return false;
    if (work->options.checkpoint) {
        lb_journal_append(journal, d->M, *value, gradient);
        lb_training_keep(d->seat, d->start, 1);
    }
    return true;
}

/* A step of the run; false when it is the last. */
static bool step_to(descent *d, const double *angles, double *value, double *gradient)
{
    lb_training_work *work = d->seat->work;
    const lb_training_run *run = &work->runs[d->start];
    if (d->ended || !evaluate(d, angles, value, gradient))
        return false;
    lb_training_record(work, d->start, angles, *value, gradient);
    if (*value < d->value || !run->steps) {
        d->value = *value;
        memcpy(d->best, angles, d->M * sizeof *angles);
        memcpy(d->gradient, gradient, d->M * sizeof *gradient);
    }
    if (*value < work->options.below)
        end(d, LB_TRAINING_BELOW);
    else if (run->steps == work->options.steps)
        end(d, LB_TRAINING_STEPS_DONE);
    return !d->ended;
}

/* NLopt asks for no value without a gradient. */
static bool try_angles(void *context, double *value, const double *angles, double *gradient)
{
    return step_to(context, angles, value, gradient);
}

/* h <- H v at the best angles, from the gradients on both sides. */
static bool multiply_hessian(descent *d, double *h, const double *v)
{
    size_t M = d->M;
    double *angles = lb_malloc(2 * M, sizeof *angles),
           *gradients = lb_malloc(2 * M, sizeof *angles), losses[2],
           distance = DISTANCE / sqrt(dot(M, v, v));
    for (size_t j = 0; j < M; j++) {
        angles[j] = d->best[j] + distance * v[j];
        angles[M + j] = d->best[j] - distance * v[j];
    }
    bool known = evaluate(d, angles, losses, gradients) &&
                 evaluate(d, angles + M, losses + 1, gradients + M);
    for (size_t j = 0; j < M && known; j++)
        h[j] = (gradients[j] - gradients[M + j]) / (2 * distance);
    d->seat->work->runs[d->start].evaluations += 2;
    free(angles);
    free(gradients);
    return known;
}

/* x with H x = -gradient, by conjugate gradients as far as curvatures are positive. False when the
 * training must end. `room` has 3 M numbers. */
static bool newton_direction(descent *d, double *x, double *room)
{
    size_t M = d->M;
    double *residual = room, *direction = residual + M, *h = direction + M, largest = 0;
    for (size_t j = 0; j < M; j++) {
        x[j] = 0;
        residual[j] = direction[j] = -d->gradient[j];
    }
    double square = dot(M, residual, residual), least = RESIDUAL * RESIDUAL * square;
    for (size_t i = 0; i < M && square > least; i++) {
        if (!multiply_hessian(d, h, direction))
            return false;
        double length = dot(M, direction, direction), curvature = dot(M, direction, h);
        largest = fmax(largest, curvature / length);
        if (curvature <= CURVATURE * largest * length)
            return true;
        double alpha = square / curvature, old = square;
        for (size_t j = 0; j < M; j++) {
            x[j] += alpha * direction[j];
            residual[j] -= alpha * h[j];
        }
        square = dot(M, residual, residual);
        for (size_t j = 0; j < M; j++)
            direction[j] = residual[j] + square / old * direction[j];
    }
    return true;
}

/* Newton steps while they halve the gradient and do not raise the value beyond rounding errors. */
static void finish(descent *d)
{
    size_t M = d->M;
    double *room = lb_malloc(6 * M, sizeof *room), *x = room + 3 * M, *angles = x + M,
           *gradient = angles + M, value;
    for (int i = 0; i < NEWTON_STEPS && !d->ended; i++) {
        double norm = dot(M, d->gradient, d->gradient), old = d->value;
        if (norm == 0 || !newton_direction(d, x, room))
            break;
        for (size_t j = 0; j < M; j++)
            angles[j] = d->best[j] + x[j];
        if (!step_to(d, angles, &value, gradient))
            break;
        if (dot(M, gradient, gradient) > 0.25 * norm || value > old + 1e-12 * (1 + fabs(old)))
            break;
        d->value = value;
        memcpy(d->best, angles, M * sizeof *angles);
        memcpy(d->gradient, gradient, M * sizeof *gradient);
    }
    free(room);
}

/* The run ends at the best angles. */
static void settle(descent *d)
{
    lb_training_work *work = d->seat->work;
    lb_training_run *run = &work->runs[d->start];
    if (!run->losses)
        return;
    run->last = d->value;
    run->gradient = sqrt(dot(d->M, d->gradient, d->gradient));
    memcpy(run->angles, d->best, d->M * sizeof *d->best);
}

void lb_lbfgs(lb_training_seat *seat, size_t start)
{
    lb_training_work *work = seat->work;
    size_t M = work->objective->angles, evaluations = 0;
    lb_run_options run = {.limits = work->options.run.limits};
    descent d = {.seat = seat, .start = start, .M = M};
    lb_objective objective = {.count = M, .evaluate = try_angles, .context = &d, .run = &run};
    lb_error error;
    d.gradient = lb_malloc(M, sizeof *d.gradient);
    d.best = lb_malloc(M, sizeof *d.best);
    double *angles = lb_malloc(M, sizeof *angles);
    memcpy(angles, work->memory[start].next, M * sizeof *angles);
    lb_status status = lb_minimize(angles, &evaluations, &objective, SIZE_MAX, &error);
    if (!status && !work->stopped && !d.ended)
        finish(&d);
    settle(&d);
    if (!status && !work->stopped)
        end(&d, LB_TRAINING_CONVERGED);
    if (status)
        lb_training_ask(seat);
    free(d.gradient);
    free(d.best);
    free(angles);
}
