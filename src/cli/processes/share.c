#include "cli/processes/share.h"

#include <stdlib.h>

#include "base/memory.h"

static lb_status work_alone(size_t *taken, const lb_cli_work *work, lb_error *error)
{
    lb_status status = LB_OK;
    while (*taken < work->count && !status && !*work->interrupted) {
        char *text;
        status = work->compute(&text, *taken, -1, work->context, error);
        if (status)
            return status;
        status = work->take(text, *taken, work->context, error);
        free(text);
        *taken += !status;
    }
    return status;
}

/* What the one who hands out knows. */
typedef struct desk {
    const lb_cli_work *work;
    lb_cli_team *team;
    size_t *items; /* of each worker: what it was asked for */
    size_t next, due;
    size_t end;   /* no item from here on is wanted */
    char **texts; /* of the items that are here and not yet taken */
    lb_status failure;
    lb_error error; /* of item `end`, when failure */
} desk;

static void ask_next(desk *d, size_t worker)
{
    if (d->next >= d->end)
        return;
    d->items[worker] = d->next++;
    d->due++;
    lb_cli_team_ask(d->team, worker, d->items[worker]);
}

static void fail_at(desk *d, size_t item, lb_status status, const lb_error *error)
{
    if (item >= d->end)
        return;
    d->end = item;
    d->failure = status;
    d->error = *error;
}

static void take_results(desk *d, size_t *taken)
{
    lb_error error;
    while (*taken < d->end && d->texts[*taken]) {
        lb_status status = d->work->take(d->texts[*taken], *taken, d->work->context, &error);
        if (status) {
            fail_at(d, *taken, status, &error);
            return;
        }
        free(d->texts[*taken]);
        d->texts[(*taken)++] = NULL;
    }
}

static void hear_one(desk *d, size_t *taken)
{
    lb_cli_answer answer;
    lb_cli_team_hear(&answer, d->team, d->work->interrupted);
    d->due--;
    if (answer.status)
        fail_at(d, d->items[answer.worker], answer.status, &answer.error);
    else
        d->texts[d->items[answer.worker]] = answer.text;
    take_results(d, taken);
    if (!answer.lost && !*d->work->interrupted)
        ask_next(d, answer.worker);
}

static lb_status work_together(size_t *taken, const lb_cli_work *work, lb_cli_team *team,
                               lb_error *error)
{
    desk d = {.work = work, .team = team, .end = work->count};
    d.texts = lb_calloc(work->count, sizeof *d.texts);
    d.items = lb_malloc(lb_cli_team_size(team), sizeof *d.items);
    for (size_t w = 0; w < lb_cli_team_size(team); w++)
        ask_next(&d, w);
    while (d.due)
        hear_one(&d, taken);
    for (size_t i = 0; i < work->count; i++)
        free(d.texts[i]);
    free(d.texts);
    free(d.items);
    if (d.failure)
        *error = d.error;
    return d.failure;
}

lb_status lb_cli_share(size_t *taken, const lb_cli_work *work, lb_error *error)
{
    lb_cli_team *team;
    *taken = 0;
    lb_status status = lb_cli_team_open(&team, work->jobs, work->compute, work->context, error);
    if (status)
        return status;
    if (!team)
        return work_alone(taken, work, error);
    status = work_together(taken, work, team, error);
    lb_cli_team_close(team);
    return status;
}
