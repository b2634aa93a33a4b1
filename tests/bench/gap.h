/* What the benchmarks against GAP share: whether it is there, a file for a program, and a run of
 * it within a limit. */

#ifndef LB_BENCH_GAP_H
#define LB_BENCH_GAP_H

#include "bench/bench.h"

/* Without a gap on the path false, and one line that says so. */
static inline bool gap_is_installed(const char *bench)
{
    bool installed = !system("command -v gap >/dev/null 2>&1");
    if (!installed)
        printf("{\"bench\": \"%s\", \"skipped\": \"gap is not installed\"}\n", bench);
    return installed;
}

/* A new file from the template, which becomes its name. */
static inline FILE *gap_script(char *path)
{
    int descriptor = mkstemp(path);
    FILE *script = descriptor < 0 ? NULL : fdopen(descriptor, "w");
    if (!script)
        exit(EXIT_FAILURE);
    return script;
}

/* In the child: GAP itself, writing to `output`, within so many seconds of CPU time. */
static inline void gap_start(const char *path, unsigned seconds, int output)
{
    dup2(output, STDOUT_FILENO);
    if (!freopen("/dev/null", "r", stdin) || !freopen("/dev/null", "w", stderr))
        _exit(127);
    setrlimit(RLIMIT_CPU, &(struct rlimit){seconds, seconds});
    execlp("gap", "gap", "-q", "-b", "-A", path, (char *)NULL);
    _exit(127);
}

/* Run GAP on the file, and find the line "RESULT ...", whose rest becomes `answer` (of `size`
 * bytes); whether it came in time. */
static inline bool gap_run(char *answer, size_t size, const char *path, unsigned seconds)
{
    int ends[2];
    bool found = false;
    char line[4096];
    if (pipe(ends))
        exit(EXIT_FAILURE);
    fflush(stdout);
    pid_t child = fork();
    if (!child)
        gap_start(path, seconds, ends[1]);
    close(ends[1]);
    FILE *output = fdopen(ends[0], "r");
    while (output && fgets(line, sizeof line, output))
        if (!strncmp(line, "RESULT ", 7)) {
            line[strcspn(line, "\n")] = '\0';
            snprintf(answer, size, "%.*s", (int)size - 1, line + 7);
            found = true;
        }
    fclose(output);
    waitpid(child, NULL, 0);
    return found;
}

#endif
