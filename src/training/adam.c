#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "training/checkpoint.h"

typedef struct constants {
    double rate, beta1, beta2, epsilon;
} constants;

static constants find_constants(const lb_training_options *options)
{
    constants c = {options->rate, options->beta1, options->beta2, options->epsilon};
    if (options->single_constants) {
        c.rate = (double)(float)c.rate;
        c.beta1 = (double)(float)c.beta1;
        c.beta2 = (double)(float)c.beta2;
    }
    return c;
}

/* From step k - 1 to k. */
static void update(lb_training_memory *memory, const double *gradient, size_t M, size_t k,
                   const constants *c)
{
    double *m = memory->moments, *v = m + M, *theta = memory->next;
    double rate = c->rate * sqrt(1 - pow(c->beta2, (double)k)) / (1 - pow(c->beta1, (double)k));
    for (size_t j = 0; j < M; j++) {
        double g = gradient[j];
        m[j] += (1 - c->beta1) * (g - m[j]);
        v[j] += (1 - c->beta2) * (g * g - v[j]);
        theta[j] -= rate * m[j] / (sqrt(v[j]) + c->epsilon);
    }
}

/* What follows a step of a start. */
static void advance(lb_training_work *work, size_t start, const double *gradient,
                    const constants *c)
{
    const lb_training_run *run = &work->runs[start];
    if (run->last < work->options.below)
        lb_training_end_run(work, start, LB_TRAINING_BELOW);
    else if (run->steps == work->options.steps)
        lb_training_end_run(work, start, LB_TRAINING_STEPS_DONE);
    else
        update(&work->memory[start], gradient, work->objective->angles, run->steps + 1, c);
}

/* The starts of the group that go on, side by side in `angles`. */
static size_t gather(const lb_training_work *work, size_t first, size_t count, size_t *starts,
                     double *angles)
{
    size_t M = work->objective->angles, active = 0;
    for (size_t s = first; s < first + count; s++)
        if (!work->memory[s].ended) {
            memcpy(angles + M * active, work->memory[s].next, M * sizeof *angles);
            starts[active++] = s;
        }
    return active;
}

void lb_adam(lb_training_seat *seat, size_t first, size_t count)
{
    lb_training_work *work = seat->work;
    size_t M = work->objective->angles, active, *starts = lb_malloc(count, sizeof *starts);
    double *angles = lb_malloc(count * M, sizeof *angles),
           *gradients = lb_malloc(count * M, sizeof *gradients),
           *losses = lb_malloc(count, sizeof *losses);
    constants c = find_constants(&work->options);
    for (size_t s = first; s < first + count; s++)
        if (!work->memory[s].moments)
            work->memory[s].moments = lb_calloc(2 * M, sizeof(double));
    while ((active = gather(work, first, count, starts, angles))) {
        if (!lb_training_evaluate(seat, active, angles, losses, gradients))
            break;
        for (size_t i = 0; i < active; i++) {
            lb_training_record(work, starts[i], angles + M * i, losses[i], gradients + M * i);
            advance(work, starts[i], gradients + M * i, &c);
        }
        lb_training_keep(seat, first, count);
    }
    free(starts);
    free(angles);
    free(gradients);
    free(losses);
}
