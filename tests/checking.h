/* The program liebound-check, run on a file. */

#ifndef LB_TESTS_CHECKING_H
#define LB_TESTS_CHECKING_H

#include <check.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "base/memory.h"

/* Whether the checker accepts the file; line is what it says first. */
static inline bool is_verified(const char *file, char line[256])
{
    const char *build = getenv("B");
    char *command = lb_sprintf("%s/liebound-check %s", build ? build : "build", file), rest[4096];
    FILE *pipe = popen(command, "r");
    ck_assert_ptr_nonnull(pipe);
    ck_assert_ptr_nonnull(fgets(line, 256, pipe));
    while (fgets(rest, sizeof rest, pipe))
        ;
    int status = pclose(pipe);
    free(command);
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) <= 1);
    return WEXITSTATUS(status) == 0;
}

/* It must accept the file, and say that the dimension is D. */
static inline void check_dimension(const char *file, const char *D)
{
    char line[256], *expected = lb_sprintf("VERIFIED dimension %s\n", D);
    ck_assert_msg(is_verified(file, line), "%s", line);
    ck_assert_str_eq(line, expected);
    free(expected);
}

#endif
