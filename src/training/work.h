/* What the threads of a training share, and a run on its way. */

#ifndef LB_TRAINING_WORK_H
#define LB_TRAINING_WORK_H

#include <pthread.h>

#include <liebound/training.h>

#include "base/run.h"
#include "training/journal.h"
#include "training/objective.h"

/* Of one start, beside its run: where Adam stands, or what L-BFGS was told. */
typedef struct lb_training_memory {
    bool begun, ended;
    size_t capacity;             /* of the losses */
    double *next;                /* the angles that are evaluated next */
    double *moments;             /* m, then v */
    lb_training_journal journal; /* empty without a checkpoint */
    double *kept;                /* for the checkpoint, under the lock */
    size_t kept_count;
} lb_training_memory;

typedef struct lb_training_work {
    const lb_training_objective *objective;
    lb_training_options options; /* all of them set */
    lb_training_run *runs;       /* of all starts */
    lb_training_memory *memory;
    size_t group;        /* starts in one */
    size_t next;         /* group to be taken */
    size_t steps, ended; /* of all starts so far; for progress */
    lb_report_times times;
    const char *_Atomic stopped; /* the limit that was reached, or NULL */
    lb_error failure;            /* of the first call that failed beyond that */
    int failed;
    pthread_mutex_t keeping; /* of what is kept */
    double _Atomic kept_at;  /* when a checkpoint was written last */
    bool save_failed;        /* the last one could not be */
    unsigned long _Atomic epoch;
} lb_training_work;

/* What a thread evaluates in. */
typedef struct lb_training_seat {
    lb_training_work *work;
    void *room;
    bool reports;        /* it is the thread that called */
    unsigned long epoch; /* of what it has packed */
} lb_training_seat;

/* Ask the limits, and report from the thread that called; false when the training must end. */
bool lb_training_ask(lb_training_seat *seat);
/* Losses and gradients at the angles of so many starts, each of which may be a start's several
 * times; false when the training must end. */
bool lb_training_evaluate(lb_training_seat *seat, size_t starts, const double *angles,
                          double *losses, double *gradients);
/* A step of a start: its loss at the angles, with this gradient. */
void lb_training_record(lb_training_work *work, size_t start, const double *angles, double loss,
                        const double *gradient);
void lb_training_end_run(lb_training_work *work, size_t start, lb_training_end end);

/* Train starts first .. first + count - 1, at most as many as the room was opened for. */
void lb_adam(lb_training_seat *seat, size_t first, size_t count);
/* One start. */
void lb_lbfgs(lb_training_seat *seat, size_t start);

#endif
