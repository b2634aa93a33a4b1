/* What a worker answers, as bytes: a header, and the text or the lb_error behind it. Both sides are
 * the same program. */

#ifndef LB_CLI_PROCESSES_MESSAGE_H
#define LB_CLI_PROCESSES_MESSAGE_H

#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "cli/processes/team.h"

typedef struct lb_cli_message {
    size_t length; /* of what follows */
    lb_status status;
    bool last; /* the worker ends with it */
} lb_cli_message;

/* The number that ends a worker. */
#define LB_CLI_MESSAGE_END SIZE_MAX

/* Serve item i, and give the message: *body, which the caller frees, has length bytes. */
static inline lb_cli_message lb_cli_message_make(char **body, lb_cli_serve *serve, size_t i,
                                                 int answers, void *context)
{
    lb_error error = {.status = LB_OK};
    lb_cli_message message = {.status = serve(body, i, answers, context, &error)};
    if (!message.status) {
        message.length = strlen(*body);
        return message;
    }
    message.length = sizeof error;
    *body = lb_malloc(sizeof error, 1);
    memcpy(*body, &error, sizeof error);
    return message;
}

/* The message of a worker that ends with this text. */
static inline void lb_cli_message_print_last(FILE *stream, const char *text)
{
    lb_cli_message message = {.length = strlen(text), .last = true};
    fwrite(&message, sizeof message, 1, stream);
    fputs(text, stream);
}

/* The answer of a message, whose body, with a byte of room behind it, it takes over. */
static inline void lb_cli_message_read(lb_cli_answer *answer, const lb_cli_message *message,
                                       char *body)
{
    answer->status = message->status;
    answer->text = NULL;
    if (!message->status) {
        body[message->length] = '\0';
        answer->text = body;
        return;
    }
    memcpy(&answer->error, body, sizeof answer->error);
    free(body);
}

#endif
