/* The program liebound-check, run on a file; the second checker must agree with it. */

#ifndef LB_TESTS_CHECKING_H
#define LB_TESTS_CHECKING_H

#include <check.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/memory.h"

/* Whether the checker accepts the file; text is what it says in the first so many lines. */
static inline bool run_checker(const char *file, char text[256], int lines)
{
    char *command = lb_sprintf("tests/second/both.sh %s", file), rest[4096];
    FILE *pipe = popen(command, "r");
    size_t length = 0;
    ck_assert_ptr_nonnull(pipe);
    for (int i = 0; i < lines && fgets(text + length, (int)(256 - length), pipe); i++)
        length += strlen(text + length);
    ck_assert_uint_gt(length, 0);
    while (fgets(rest, sizeof rest, pipe))
        ;
    int status = pclose(pipe);
    free(command);
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) <= 1);
    return WEXITSTATUS(status) == 0;
}

/* The same of the first line. */
static inline bool is_verified(const char *file, char line[256])
{
    return run_checker(file, line, 1);
}

/* It must accept the file, and say that the dimension is D. */
static inline void check_dimension(const char *file, const char *D)
{
    char line[256], *expected = lb_sprintf("VERIFIED dimension %s\n", D);
    ck_assert_msg(is_verified(file, line), "%s", line);
    ck_assert_str_eq(line, expected);
    free(expected);
}

/* The same of the dimensions of the algebra, its centre and its derived algebra. */
static inline void check_dimensions(const char *file, size_t D, size_t centre, size_t derived)
{
    char text[256],
        *expected = lb_sprintf("VERIFIED dimension %zu\nVERIFIED centre %zu, derived algebra %zu\n",
                               D, centre, derived);
    ck_assert_msg(run_checker(file, text, 2), "%s", text);
    ck_assert_str_eq(text, expected);
    free(expected);
}

#endif
