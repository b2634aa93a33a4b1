/* What the benchmarks of proofs share: a case in a process of its own, so that its peak memory is
 * its own, and the checker run on a certificate. */

#ifndef LB_BENCH_H
#define LB_BENCH_H

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <liebound.h>

#include "base/limits.h"

typedef struct bench_run {
    const char *ansatz, *size;
    bool plain; /* for bench_closure */
    char checker[4096], certificate[64];
} bench_run;

/* The path of a program of this build, from that of a benchmark. */
static inline void bench_program(char *path, size_t size, const char *bench, const char *name)
{
    const char *slash = strrchr(bench, '/');
    int used = slash ? (int)(slash - bench) : 1;
    snprintf(path, size, "%.*s/../../%s", used, slash ? bench : ".", name);
}

/* The checker beside this build's programs, or the one named; and a file for certificates, which
 * bench_end removes. */
static inline void bench_begin(bench_run *run, int argc, char **argv)
{
    bench_program(run->checker, sizeof run->checker, argv[0], "liebound-check");
    if (argc > 1)
        snprintf(run->checker, sizeof run->checker, "%s", argv[1]);
    snprintf(run->certificate, sizeof run->certificate, "/tmp/liebound-bench-XXXXXX");
    int descriptor = mkstemp(run->certificate);
    if (descriptor < 0)
        exit(EXIT_FAILURE);
    close(descriptor);
}

static inline void bench_end(const bench_run *run)
{
    unlink(run->certificate);
}

static inline void bench_require(lb_status status, const lb_error *error)
{
    if (status == LB_OK)
        return;
    fprintf(stderr, "%s\n", error->message);
    exit(EXIT_FAILURE);
}

static inline double bench_processor_seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

static inline uint64_t bench_file_bytes(const char *path)
{
    struct stat info;
    return stat(path, &info) ? 0 : (uint64_t)info.st_size;
}

/* Run measure(result, run) in a process of its own; result has `size` bytes. */
static inline void bench_apart(void (*measure)(void *, const bench_run *), void *result,
                               size_t size, const bench_run *run)
{
    int ends[2], status;
    if (pipe(ends))
        exit(EXIT_FAILURE);
    fflush(stdout);
    pid_t child = fork();
    if (!child) {
        measure(result, run);
        _exit(write(ends[1], result, size) != (ssize_t)size);
    }
    close(ends[1]);
    bool complete = read(ends[0], result, size) == (ssize_t)size;
    close(ends[0]);
    if (waitpid(child, &status, 0) < 0 || status || !complete) {
        fprintf(stderr, "%s n=%s failed\n", run->ansatz, run->size);
        exit(EXIT_FAILURE);
    }
}

/* Check the certificate, and print what that took as members of a JSON object; returns the processor
 * seconds. */
static inline double bench_check(const bench_run *run)
{
    struct rusage usage;
    int status;
    double start = lb_seconds();
    fflush(stdout);
    pid_t child = fork();
    if (!child) {
        if (!freopen("/dev/null", "w", stdout))
            _exit(127);
        execl(run->checker, run->checker, run->certificate, (char *)NULL);
        _exit(127);
    }
    wait4(child, &status, 0, &usage);
    double used = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                  1e-6 * (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
    printf(", \"certificate_bytes\": %" PRIu64 ", \"seconds_check\": %.3f, "
           "\"seconds_check_processor\": %.3f, \"verified\": %s, \"check_peak_bytes\": %" PRIu64,
           bench_file_bytes(run->certificate), lb_seconds() - start, used,
           status ? "false" : "true", (uint64_t)usage.ru_maxrss * 1024);
    return used;
}

/* The exponent e of cost ~ size^e between two cases. */
static inline void bench_growth(double cost, double last_cost, double size, double last_size)
{
    printf(", \"growth_exponent\": %.2f", log(cost / last_cost) / log(size / last_size));
}

/* The case before in a family; at first all is 0. */
typedef struct bench_case {
    double cost, size;
} bench_case;

/* Print the growth since the last case, and the end of the object. A cost of 0 is none. */
static inline void bench_end_case(bench_case *last, double cost, double size)
{
    if (last->cost > 0 && cost > 0)
        bench_growth(cost, last->cost, size, last->size);
    puts("}");
    fflush(stdout);
    *last = (bench_case){cost, size};
}

#endif
