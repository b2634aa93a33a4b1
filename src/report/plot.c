/* The script goes to gnuplot in a temporary file, the picture comes back through a pipe. */

#include "report/plot.h"

#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/output.h"
#include "report/plot_script.h"

extern char **environ;

/* Some file called gnuplot in a folder of PATH can be executed. */
static bool has_gnuplot(void)
{
    const char *folders = getenv("PATH");
    bool found = false;
    while (folders && !found) {
        size_t length = strcspn(folders, ":");
        char *file = lb_sprintf("%.*s/gnuplot", (int)length, folders);
        found = length && !access(file, X_OK);
        free(file);
        folders = folders[length] ? folders + length + 1 : NULL;
    }
    return found;
}

lb_status lb_plot_check(const char *path, lb_error *error)
{
    if (lb_plot_format_of(path) == LB_PLOT_FORMATS)
        return lb_fail(error, LB_USAGE,
                       "a plot is written to a file .svg, .png, .pdf or .tex, not to %.100s", path);
    if (!has_gnuplot())
        return lb_fail(error, LB_IO,
                       "a plot needs gnuplot, which is not in PATH; on Debian or Ubuntu it is in "
                       "the package gnuplot-nox");
    return LB_OK;
}

/* gnuplot with the script as its input and without the user's own settings; *picture gets the
 * reading end of its output. */
static lb_status start_gnuplot(pid_t *child, int *picture, FILE *script, lb_error *error)
{
    int ends[2];
    if (pipe(ends))
        return lb_fail(error, LB_IO, "no pipe to gnuplot: %s", lb_strerror(errno));
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, fileno(script), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    int failure = posix_spawnp(child, "gnuplot", &actions, NULL,
                               (char *[]){"gnuplot", "-d", "-", NULL}, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    *picture = ends[0];
    if (!failure)
        return LB_OK;
    close(ends[0]);
    return lb_fail(error, LB_IO, "gnuplot does not start: %s", lb_strerror(failure));
}

/* Everything gnuplot writes goes to the file; true when it was something and gnuplot is content. */
static bool copy_picture(lb_output *output, int picture, pid_t child)
{
    char buffer[1 << 14];
    ssize_t length;
    size_t total = 0;
    int status;
    while ((length = read(picture, buffer, sizeof buffer)) > 0 || (length < 0 && errno == EINTR))
        if (length > 0) {
            lb_output_write(output, buffer, (size_t)length);
            total += (size_t)length;
        }
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return false;
    return total && WIFEXITED(status) && !WEXITSTATUS(status);
}

static lb_status draw(FILE *script, const char *path, lb_error *error)
{
    lb_output *output;
    pid_t child;
    int picture = -1;
    lb_status status = lb_output_open(&output, path, error);
    if (status)
        return status;
    status = start_gnuplot(&child, &picture, script, error);
    if (status) {
        lb_output_discard(output);
        return status;
    }
    bool drawn = copy_picture(output, picture, child);
    close(picture);
    if (drawn)
        return lb_output_commit(output, error);
    lb_output_discard(output);
    return lb_fail(error, LB_IO, "gnuplot could not draw %.200s", path);
}

lb_status lb_plot_write(const lb_plot *plot, const char *path, lb_error *error)
{
    lb_status status = lb_plot_check(path, error);
    if (status)
        return status;
    FILE *script = tmpfile();
    if (!script)
        return lb_fail(error, LB_IO, "no temporary file for gnuplot: %s", lb_strerror(errno));
    lb_plot_print_script(script, plot, lb_plot_format_of(path));
    if (fflush(script) || lseek(fileno(script), 0, SEEK_SET))
        status = lb_fail(error, LB_IO, "the script for gnuplot was not written");
    else
        status = draw(script, path, error);
    fclose(script);
    return status;
}
