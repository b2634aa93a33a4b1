#include "training/checkpoint.h"

#include <stdlib.h>
#include <string.h>

#include "base/kept_file.h"
#include "base/limits.h"
#include "base/memory.h"

static const char MAGIC[] = "liebound training 2\n";

/* A run as words: what it has of integers, of numbers, then arrays. */
typedef struct kept_run {
    uint64_t end, steps, evaluations, best_step;
    double last, best, gradient;
} kept_run;

/* Of what is trained and how. */
static uint64_t digest(const lb_training_work *work)
{
    const lb_training_options *o = &work->options;
    const uint64_t words[] = {work->objective->digest,
                              work->objective->angles,
                              o->optimizer,
                              o->starts,
                              o->seed,
                              o->steps,
                              (uint64_t)o->single_constants << 1 | o->half_angles};
    const double numbers[] = {o->width, o->below, o->rate, o->beta1, o->beta2, o->epsilon};
    uint64_t digest = lb_hash_bytes(LB_HASH_START, words, sizeof words);
    digest = lb_hash_bytes(digest, work->objective->picture, strlen(work->objective->picture));
    digest = lb_hash_bytes(digest, numbers, sizeof numbers);
    if (o->angles)
        digest =
            lb_hash_bytes(digest, o->angles, o->starts * work->objective->angles * sizeof(double));
    return digest;
}

static void append(double *words, size_t *count, const void *data, size_t length)
{
    memcpy(words + *count, data, length * sizeof *words);
    *count += length;
}

static bool is_kept(const lb_training_work *work, size_t start)
{
    const lb_training_memory *memory = &work->memory[start];
    return memory->begun && (memory->ended || work->options.optimizer == LB_OPTIMIZER_ADAM);
}

/* A word for the end, then the entries. */
static void pack_journal(lb_training_memory *memory, size_t M)
{
    const lb_training_journal *J = &memory->journal;
    const uint64_t end = LB_TRAINING_LIMIT;
    size_t length = J->count * (M + 1);
    memory->kept = lb_realloc(memory->kept, 1 + length, sizeof(double));
    memory->kept_count = 0;
    append(memory->kept, &memory->kept_count, &end, 1);
    append(memory->kept, &memory->kept_count, J->entries, length);
}

/* Put the words of a start into its memory. */
static void pack(lb_training_work *work, size_t start)
{
    const lb_training_run *run = &work->runs[start];
    lb_training_memory *memory = &work->memory[start];
    size_t M = work->objective->angles, fixed = sizeof(kept_run) / sizeof(double);
    if (!is_kept(work, start)) {
        if (memory->journal.count)
            pack_journal(memory, M);
        return;
    }
    const kept_run kept = {.end = memory->ended ? run->end : LB_TRAINING_LIMIT,
                           .steps = run->steps,
                           .evaluations = run->evaluations,
                           .best_step = run->best_step,
                           .last = run->last,
                           .best = run->best,
                           .gradient = run->gradient};
    memory->kept = lb_realloc(memory->kept, fixed + 5 * M + run->steps + 1, sizeof(double));
    memory->kept_count = 0;
    append(memory->kept, &memory->kept_count, &kept, fixed);
    append(memory->kept, &memory->kept_count, run->angles, M);
    append(memory->kept, &memory->kept_count, run->best_angles, M);
    if (!memory->ended) {
        append(memory->kept, &memory->kept_count, memory->next, M);
        append(memory->kept, &memory->kept_count, memory->moments, 2 * M);
    }
    append(memory->kept, &memory->kept_count, run->losses, run->steps + 1);
}

static lb_status write_file(const lb_training_work *work, lb_error *error)
{
    lb_kept_writer w;
    lb_status status = lb_kept_create(&w, work->options.checkpoint, MAGIC, error);
    if (status)
        return status;
    lb_kept_put_word(&w, digest(work));
    for (size_t s = 0; s < work->options.starts; s++) {
        lb_kept_put_word(&w, work->memory[s].kept_count);
        lb_kept_put(&w, work->memory[s].kept, work->memory[s].kept_count, sizeof(double));
    }
    lb_kept_put_checksum(&w);
    return lb_output_commit(w.output, error);
}

/* A result does not depend on the file, so that a full disk is only told of. */
static void save(lb_training_work *work)
{
    const lb_training_options *options = &work->options;
    lb_error reason;
    bool failed = write_file(work, &reason) != LB_OK;
    if (failed && !work->save_failed && options->checkpoint_failed)
        options->checkpoint_failed(&reason, options->run.context);
    work->save_failed = failed;
}

void lb_training_write(lb_training_work *work)
{
    for (size_t s = 0; s < work->options.starts; s++)
        pack(work, s);
    save(work);
}

/* The thread that finds it is time begins a new epoch and writes what all have packed; the others
 * pack when they see the epoch. */
void lb_training_keep(lb_training_seat *seat, size_t first, size_t count)
{
    lb_training_work *work = seat->work;
    if (!work->options.checkpoint)
        return;
    double now = lb_seconds();
    bool due = now - work->kept_at >= work->options.checkpoint_seconds;
    if (!due && seat->epoch == work->epoch)
        return;
    pthread_mutex_lock(&work->keeping);
    for (size_t s = first; s < first + count; s++)
        pack(work, s);
    if (now - work->kept_at >= work->options.checkpoint_seconds) {
        save(work);
        work->kept_at = now;
        work->epoch++;
    }
    seat->epoch = work->epoch;
    pthread_mutex_unlock(&work->keeping);
}

/* ---- Resuming ---- */

/* Whether the words are those of a run of this training; then they are taken over. */
static bool unpack(lb_training_work *work, size_t start, const double *words, size_t count)
{
    lb_training_run *run = &work->runs[start];
    lb_training_memory *memory = &work->memory[start];
    size_t M = work->objective->angles, fixed = sizeof(kept_run) / sizeof(double);
    kept_run kept;
    if (count < fixed)
        return false;
    memcpy(&kept, words, sizeof kept);
    bool ended = kept.end < LB_TRAINING_LIMIT;
    if (kept.end > LB_TRAINING_LIMIT || kept.steps > work->options.steps ||
        kept.best_step > kept.steps || count != fixed + (ended ? 2 : 5) * M + kept.steps + 1 ||
        (!ended && work->options.optimizer != LB_OPTIMIZER_ADAM))
        return false;
    run->end = (lb_training_end)kept.end;
    run->steps = kept.steps;
    run->evaluations = kept.evaluations;
    run->best_step = kept.best_step;
    run->last = kept.last;
    run->best = kept.best;
    run->gradient = kept.gradient;
    words += fixed;
    memcpy(run->angles, words, M * sizeof *words);
    memcpy(run->best_angles, words + M, M * sizeof *words);
    words += 2 * M;
    if (!ended) {
        memory->moments = lb_malloc(2 * M, sizeof *words);
        memcpy(memory->next, words, M * sizeof *words);
        memcpy(memory->moments, words + M, 2 * M * sizeof *words);
        words += 3 * M;
    }
    memory->capacity = run->steps + 1;
    run->losses = lb_malloc(memory->capacity, sizeof *words);
    memcpy(run->losses, words, memory->capacity * sizeof *words);
    memory->begun = true;
    memory->ended = ended;
    work->steps += run->steps + 1;
    work->ended += ended;
    return true;
}

/* The entries that stand in `count` words, one at a time: what is not there is not made room for. */
static void get_journal(lb_kept_reader *r, lb_training_journal *J, size_t M, size_t count)
{
    double *entry = lb_malloc(M + 1, sizeof *entry);
    r->bad = r->bad || count % (M + 1);
    for (size_t e = 0; e < count / (M + 1) && !r->bad; e++) {
        lb_kept_get(r, entry, M + 1, sizeof *entry);
        if (!r->bad)
            lb_journal_append(J, M, entry[0], entry + 1);
    }
    J->told = 0;
    free(entry);
}

static void get_run(lb_kept_reader *r, lb_training_work *work, size_t start)
{
    size_t M = work->objective->angles, count = (size_t)lb_kept_get_word(r, SIZE_MAX),
           most = sizeof(kept_run) / sizeof(double) + 5 * M + work->options.steps + 2;
    uint64_t end;
    if (!count)
        return;
    lb_kept_get(r, &end, 1, sizeof end);
    if (end == LB_TRAINING_LIMIT && work->options.optimizer == LB_OPTIMIZER_LBFGS) {
        get_journal(r, &work->memory[start].journal, M, count - 1);
        return;
    }
    r->bad = r->bad || count >= most;
    if (r->bad)
        return;
    double *words = lb_malloc(count, sizeof *words);
    memcpy(words, &end, sizeof end);
    lb_kept_get(r, words + 1, count - 1, sizeof *words);
    r->bad = r->bad || !unpack(work, start, words, count);
    free(words);
}

lb_status lb_training_resume(lb_training_work *work, lb_error *error)
{
    lb_kept_reader r;
    const char *path = work->options.checkpoint;
    lb_status status = path ? lb_kept_open(&r, path, MAGIC, error) : LB_OK;
    if (!path || status || !r.file)
        return status;
    bool same = lb_kept_get_word(&r, UINT64_MAX) == digest(work);
    for (size_t s = 0; s < work->options.starts && same && !r.bad; s++)
        get_run(&r, work, s);
    if (same)
        lb_kept_get_checksum(&r);
    bool whole = !same || lb_kept_is_whole(&r);
    fclose(r.file);
    if (!same)
        return lb_fail(error, LB_INPUT, "%s: the checkpoint is of another training", path);
    return whole ? LB_OK : lb_fail(error, LB_INPUT, "%s: the checkpoint is damaged", path);
}
