/* Workers are forked from this process, each with a socket of its own. */

#include "cli/processes/team.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/processes/message.h"

typedef struct worker {
    pid_t process;
    int socket;   /* -1 when there is no worker */
    int lifeline; /* the end of a pipe that closes when this process ends */
    bool asked;
} worker;

struct lb_cli_team {
    size_t size;
    worker *workers;
    lb_cli_serve *serve;
    void *context;
    bool passed_on; /* the interruption */
};

void lb_cli_team_begin(void)
{
}

void lb_cli_team_end(void)
{
}

bool lb_cli_team_is_first(void)
{
    return true;
}

bool lb_cli_team_shares_input(void)
{
    return true;
}

lb_status lb_cli_team_agree(lb_status status, lb_error *error)
{
    (void)error;
    return status;
}

size_t lb_cli_team_size(const lb_cli_team *team)
{
    return team->size;
}

lb_status lb_cli_team_count(size_t *workers, size_t jobs, lb_error *error)
{
    (void)error;
    *workers = jobs > 1 ? jobs : 0;
    return LB_OK;
}

/* Whether all bytes went through; an interruption by a signal is no end. */
static bool transfer(int socket, char *bytes, size_t length, bool out)
{
    while (length) {
        ssize_t moved = out ? write(socket, bytes, length) : read(socket, bytes, length);
        if (moved <= 0 && !(moved < 0 && errno == EINTR))
            return false;
        bytes += moved > 0 ? moved : 0;
        length -= moved > 0 ? (size_t)moved : 0;
    }
    return true;
}

static void end_now(int signal)
{
    (void)signal;
    _exit(EXIT_FAILURE);
}

/* From now on this worker ends with the process that made it, also in the midst of a computation:
 * the system sends SIGIO when nobody can write to the lifeline any more, which nobody ever does. */
static void end_with(int lifeline)
{
    struct sigaction action = {.sa_handler = end_now};
    char nothing;
    sigemptyset(&action.sa_mask);
    sigaction(SIGIO, &action, NULL);
    fcntl(lifeline, F_SETOWN, getpid());
    fcntl(lifeline, F_SETFL, O_NONBLOCK | O_ASYNC);
    if (!read(lifeline, &nothing, 1)) /* it is closed already */
        _exit(EXIT_FAILURE);
}

/* The life of a worker. When the one who asks is gone, so is the worker. */
static void serve_until_end(int socket, lb_cli_serve *serve, void *context)
{
    size_t i;
    bool alive = true;
    while (alive && transfer(socket, (char *)&i, sizeof i, false) && i != LB_CLI_MESSAGE_END) {
        char *body;
        lb_cli_message message = lb_cli_message_make(&body, serve, i, socket, context);
        alive = transfer(socket, (char *)&message, sizeof message, true) &&
                transfer(socket, body, message.length, true);
        free(body);
    }
    _exit(EXIT_SUCCESS);
}

/* What this process holds of the workers is not for the next one. */
static void close_ends(const lb_cli_team *team)
{
    for (size_t w = 0; w < team->size; w++)
        if (team->workers[w].socket >= 0) {
            close(team->workers[w].socket);
            close(team->workers[w].lifeline);
        }
}

/* A process for the place w, where there is none. */
static lb_status hire(lb_cli_team *team, size_t w, lb_error *error)
{
    int ends[2], lifeline[2];
    if (pipe(lifeline))
        return lb_fail(error, LB_IO, "cannot open a pipe: %s", lb_strerror(errno));
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends)) {
        int reason = errno;
        close(lifeline[0]);
        close(lifeline[1]);
        return lb_fail(error, LB_IO, "cannot open a socket: %s", lb_strerror(reason));
    }
    fflush(NULL);
    pid_t process = fork();
    if (!process) {
        close_ends(team);
        close(lifeline[1]);
        close(ends[0]);
        end_with(lifeline[0]);
        lb_memory_refuse_silently();
        serve_until_end(ends[1], team->serve, team->context);
    }
    int reason = errno;
    close(lifeline[0]);
    close(ends[1]);
    if (process < 0) {
        close(lifeline[1]);
        close(ends[0]);
        return lb_fail(error, LB_IO, "cannot start a process: %s", lb_strerror(reason));
    }
    team->workers[w] = (worker){.process = process, .socket = ends[0], .lifeline = lifeline[1]};
    return LB_OK;
}

lb_status lb_cli_team_open(lb_cli_team **team, size_t jobs, lb_cli_serve *serve, void *context,
                           lb_error *error)
{
    *team = NULL;
    if (!jobs)
        return LB_OK;
    lb_cli_team *made = lb_calloc(1, sizeof *made);
    *made = (lb_cli_team){.size = jobs, .serve = serve, .context = context};
    made->workers = lb_calloc(jobs, sizeof *made->workers);
    for (size_t w = 0; w < jobs; w++)
        made->workers[w].socket = -1;
    lb_status status = LB_OK;
    for (size_t w = 0; w < jobs && !status; w++)
        status = hire(made, w, error);
    if (status)
        lb_cli_team_close(made);
    else
        *team = made;
    return status;
}

void lb_cli_team_ask(lb_cli_team *team, size_t w, size_t i)
{
    /* When the worker is gone, this shows where its answer is read. */
    team->workers[w].asked = true;
    (void)transfer(team->workers[w].socket, (char *)&i, sizeof i, true);
}

/* A worker that has an answer, or is gone, among those that were asked. */
static size_t wait_for_worker(lb_cli_team *team, const volatile sig_atomic_t *interrupted)
{
    enum { MILLISECONDS = 1000 };
    struct pollfd *events = lb_malloc(team->size, sizeof *events);
    for (size_t w = 0; w < team->size; w++)
        events[w] = (struct pollfd){.fd = team->workers[w].asked ? team->workers[w].socket : -1,
                                    .events = POLLIN};
    while (poll(events, (nfds_t)team->size, MILLISECONDS) <= 0)
        if (*interrupted && !team->passed_on) {
            for (size_t w = 0; w < team->size; w++)
                if (team->workers[w].socket >= 0)
                    kill(team->workers[w].process, SIGTERM);
            team->passed_on = true;
        }
    size_t w = 0;
    while (!events[w].revents)
        w++;
    free(events);
    return w;
}

/* Wait for the process to end, and say how it did. */
static lb_status bury(worker *lost, lb_error *error)
{
    int how;
    close(lost->socket);
    close(lost->lifeline);
    lost->socket = -1;
    while (waitpid(lost->process, &how, 0) < 0 && errno == EINTR)
        ;
    if (WIFSIGNALED(how))
        return lb_fail(error, LB_INTERNAL, "a worker process was ended by signal %d",
                       WTERMSIG(how));
    if (WEXITSTATUS(how) == LB_MEMORY)
        return lb_fail(error, LB_MEMORY, "a worker process ran out of memory");
    return lb_fail(error, LB_INTERNAL, "a worker process ended with status %d", WEXITSTATUS(how));
}

/* Another process in the place of one that ended with its answer. */
static void replace(lb_cli_answer *answer, lb_cli_team *team)
{
    (void)bury(&team->workers[answer->worker], &answer->error);
    lb_status status = hire(team, answer->worker, &answer->error);
    if (!status)
        return;
    free(answer->text);
    answer->text = NULL;
    answer->status = status;
    answer->lost = true;
}

void lb_cli_team_hear(lb_cli_answer *answer, lb_cli_team *team,
                      const volatile sig_atomic_t *interrupted)
{
    lb_cli_message message;
    char *body = NULL;
    *answer = (lb_cli_answer){.worker = wait_for_worker(team, interrupted)};
    worker *heard = &team->workers[answer->worker];
    heard->asked = false;
    bool complete = transfer(heard->socket, (char *)&message, sizeof message, false);
    if (complete) {
        body = lb_malloc(message.length + 1, 1);
        complete = transfer(heard->socket, body, message.length, false);
    }
    if (complete) {
        lb_cli_message_read(answer, &message, body);
        if (message.last)
            replace(answer, team);
        return;
    }
    free(body);
    answer->lost = true;
    answer->status = bury(heard, &answer->error);
}

void lb_cli_team_close(lb_cli_team *team)
{
    size_t end = LB_CLI_MESSAGE_END;
    lb_error ignored;
    for (size_t w = 0; w < team->size; w++)
        if (team->workers[w].socket >= 0) {
            (void)transfer(team->workers[w].socket, (char *)&end, sizeof end, true);
            (void)bury(&team->workers[w], &ignored);
        }
    free(team->workers);
    free(team);
}
