#include "cli/train/share.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/memory.h"
#include "cli/processes/share.h"
#include "cli/train/rows.h"

typedef struct sharing {
    const lb_train_share *share;
    lb_train_result *result;
    const lb_training_problem *problem;
    size_t groups; /* of all slices */
} sharing;

static size_t group_at(const sharing *s, size_t i)
{
    return s->share->slice + i * s->share->slices;
}

static lb_status compute(char **text, size_t i, int answers, void *context, lb_error *error)
{
    const sharing *s = context;
    size_t group = group_at(s, i), M = s->result->angles;
    lb_training_options options = s->result->training;
    lb_training_t T;
    (void)answers;
    if (s->share->workers)
        options.run.progress = NULL;
    double *angles = lb_malloc(lb_train_starts_in(s->result, group) * M, sizeof *angles);
    for (size_t k = 0; k < lb_train_starts_in(s->result, group); k++)
        lb_training_start(angles + k * M, M, &s->result->training, group * LB_TRAIN_GROUP + k);
    options.starts = lb_train_starts_in(s->result, group);
    options.angles = angles;
    lb_training_init(T);
    lb_status status = lb_train(T, s->problem, &options, error);
    if (!status && T->limit)
        status = lb_fail(error, LB_UNDECIDED, "%s", T->limit);
    if (!status)
        *text = lb_train_record(group, T);
    lb_training_clear(T);
    free(angles);
    return status;
}

static lb_status take(const char *text, size_t i, void *context, lb_error *error)
{
    sharing *s = context;
    if (s->share->call->options.slice) {
        fprintf(s->share->call->out, "%s\n", text);
        fflush(s->share->call->out);
        return LB_OK;
    }
    lb_status status = lb_train_add_record(s->result, group_at(s, i), text, error);
    char *count =
        lb_sprintf("%zu of %zu starts", s->result->trained->run_count, s->result->training.starts);
    lb_cli_progress_show(s->share->progress, count);
    free(count);
    return status;
}

/* All groups up to the first that no file has. */
static lb_status merge_groups(sharing *s, lb_error *error)
{
    const lb_cli_call *merge = s->share->merge;
    char **texts = lb_calloc(s->groups, sizeof *texts),
         *plan = lb_train_plan_line(s->share->call, s->result, s->problem);
    lb_status status = LB_OK;
    size_t i = 0;
    for (size_t f = 0; f < merge->source_count && !status; f++)
        status = lb_train_read_rows(texts, s->groups, plan, merge, merge->sources[f], error);
    for (; i < s->groups && texts[i] && !status; i++)
        status = take(texts[i], i, s, error);
    if (!status && i < s->groups) {
        fprintf(merge->notes, "liebound: note: the starts from number %zu on are missing\n",
                i * LB_TRAIN_GROUP + 1);
        status = lb_fail(error, LB_UNDECIDED, "starts are missing");
    }
    for (i = 0; i < s->groups; i++)
        free(texts[i]);
    free(texts);
    free(plan);
    return status;
}

static lb_status check_slice(const lb_cli_options *options, lb_error *error)
{
    if (options->json || options->csv || options->plot)
        return lb_fail(error, LB_USAGE,
                       "--slice prints rows for 'liebound merge'; --json, --csv and --plot are "
                       "options of that");
    if (options->checkpoint)
        return lb_fail(error, LB_USAGE, "--slice and --checkpoint exclude each other");
    return LB_OK;
}

lb_status lb_train_share_init(lb_train_share *share, const lb_cli_call *call,
                              lb_cli_progress *progress, lb_error *error)
{
    const lb_cli_options *options = &call->options;
    *share = (lb_train_share){.call = call, .progress = progress, .slices = 1};
    lb_status status = lb_cli_read_slice(&share->slice, &share->slices, options->slice, error);
    if (!status && options->slice)
        status = check_slice(options, error);
    if (!status)
        status = lb_cli_team_count(&share->workers, options->jobs, error);
    if (!status && share->workers && options->checkpoint)
        status = lb_fail(error, LB_USAGE, "--checkpoint is of one process, without --jobs");
    return status;
}

bool lb_train_is_shared(const lb_train_share *share)
{
    return share->workers || share->merge || share->call->options.slice;
}

lb_status lb_train_shared(const lb_train_share *share, lb_train_result *result,
                          const lb_training_problem *problem, lb_error *error)
{
    sharing s = {.share = share,
                 .result = result,
                 .problem = problem,
                 .groups = (result->training.starts + LB_TRAIN_GROUP - 1) / LB_TRAIN_GROUP};
    const lb_cli_call *call = share->call;
    lb_cli_work work = {.count = (s.groups + share->slices - 1 - share->slice) / share->slices,
                        .jobs =
                            call->options.jobs > 1 && !call->in_library ? call->options.jobs : 0,
                        .compute = compute,
                        .take = take,
                        .context = &s,
                        .interrupted = lb_cli_stop_flag(call)};
    size_t taken;
    double start = lb_seconds();
    if (share->merge)
        return merge_groups(&s, error);
    if (call->options.slice && lb_cli_team_is_first()) {
        char *line = lb_train_plan_line(call, result, problem);
        fprintf(call->out, "%s\n", line);
        free(line);
    }
    lb_status status = lb_cli_share(&taken, &work, error);
    result->trained->seconds = lb_seconds() - start;
    if (!status && taken < work.count)
        status = lb_fail(error, LB_UNDECIDED, "interrupted");
    return status;
}
