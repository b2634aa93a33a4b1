/* The ranks of an MPI run. Rank 0 hands out and prints, the others compute; a rank that ends early
 * ends the run, which mpirun sees to, so nobody takes its place. Rank 0 sleeps between two looks
 * for a message, so that it takes no core from the others. */

#include "cli/processes/team.h"

#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <mpi.h>

#include "cli/processes/message.h"

enum { ASK, ANSWER };

struct lb_cli_team {
    size_t size;
};

void lb_cli_team_begin(void)
{
    MPI_Init(NULL, NULL);
    if (!lb_cli_team_is_first() && !freopen("/dev/null", "w", stdout))
        MPI_Abort(MPI_COMM_WORLD, LB_IO);
}

void lb_cli_team_end(void)
{
    MPI_Finalize();
}

static size_t rank_count(void)
{
    int size;
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    return (size_t)size;
}

bool lb_cli_team_is_first(void)
{
    int rank;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    return rank == 0;
}

bool lb_cli_team_shares_input(void)
{
    return rank_count() == 1;
}

lb_status lb_cli_team_agree(lb_status status, lb_error *error)
{
    size_t ranks = rank_count(), first = 0;
    int mine = (int)status, *all = lb_malloc(ranks, sizeof *all);
    MPI_Allgather(&mine, 1, MPI_INT, all, 1, MPI_INT, MPI_COMM_WORLD);
    while (first < ranks && !all[first])
        first++;
    lb_status agreed = first < ranks ? (lb_status)all[first] : LB_OK;
    free(all);
    if (agreed)
        MPI_Bcast(error, sizeof *error, MPI_BYTE, (int)first, MPI_COMM_WORLD);
    return agreed;
}

size_t lb_cli_team_size(const lb_cli_team *team)
{
    return team->size;
}

lb_status lb_cli_team_count(size_t *workers, size_t jobs, lb_error *error)
{
    if (jobs > 1)
        return lb_fail(
            error, LB_USAGE,
            "--jobs: this program was built with MPI=1 and shares rows between the ranks "
            "of mpirun");
    *workers = rank_count() - 1;
    return LB_OK;
}

static void send_bytes(const void *bytes, size_t length, size_t rank, int tag)
{
    MPI_Send(bytes, (int)length, MPI_BYTE, (int)rank, tag, MPI_COMM_WORLD);
}

static void receive_bytes(void *bytes, size_t length, size_t rank, int tag)
{
    MPI_Recv(bytes, (int)length, MPI_BYTE, (int)rank, tag, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

/* The life of a worker; its results are rank 0's to print. */
static void serve_until_end(lb_cli_serve *serve, void *context)
{
    size_t i;
    for (receive_bytes(&i, sizeof i, 0, ASK); i != LB_CLI_MESSAGE_END;
         receive_bytes(&i, sizeof i, 0, ASK)) {
        char *body;
        lb_cli_message message = lb_cli_message_make(&body, serve, i, -1, context);
        if (message.length > INT_MAX)
            MPI_Abort(MPI_COMM_WORLD, LB_INTERNAL);
        send_bytes(&message, sizeof message, 0, ANSWER);
        send_bytes(body, message.length, 0, ANSWER);
        free(body);
    }
    MPI_Finalize();
    exit(EXIT_SUCCESS);
}

lb_status lb_cli_team_open(lb_cli_team **team, size_t jobs, lb_cli_serve *serve, void *context,
                           lb_error *error)
{
    size_t workers = 0;
    *team = NULL;
    lb_status status = lb_cli_team_count(&workers, jobs, error);
    if (status || !workers)
        return status;
    if (!lb_cli_team_is_first())
        serve_until_end(serve, context);
    *team = lb_malloc(1, sizeof **team);
    (*team)->size = workers;
    return LB_OK;
}

void lb_cli_team_ask(lb_cli_team *team, size_t worker, size_t i)
{
    (void)team;
    send_bytes(&i, sizeof i, worker + 1, ASK);
}

void lb_cli_team_hear(lb_cli_answer *answer, lb_cli_team *team,
                      const volatile sig_atomic_t *interrupted)
{
    const struct timespec nap = {.tv_nsec = 1000000};
    lb_cli_message message;
    MPI_Status status;
    int there = 0;
    (void)team;
    (void)interrupted; /* mpirun tells all ranks */
    while (!there) {
        MPI_Iprobe(MPI_ANY_SOURCE, ANSWER, MPI_COMM_WORLD, &there, &status);
        if (!there)
            nanosleep(&nap, NULL);
    }
    size_t rank = (size_t)status.MPI_SOURCE;
    receive_bytes(&message, sizeof message, rank, ANSWER);
    char *body = lb_malloc(message.length + 1, 1);
    receive_bytes(body, message.length, rank, ANSWER);
    *answer = (lb_cli_answer){.worker = rank - 1};
    lb_cli_message_read(answer, &message, body);
}

void lb_cli_team_close(lb_cli_team *team)
{
    for (size_t w = 0; w < team->size; w++)
        lb_cli_team_ask(team, w, LB_CLI_MESSAGE_END);
    free(team);
}
