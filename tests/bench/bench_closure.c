/* How long it takes to find, prove, certify and check a dimension, and how the cost grows. One JSON
 * object a line. Each case runs in a process of its own, so that its peak memory is its own.
 *
 * usage: bench_closure [CHECKER]     the checker's path, by default beside this build's programs */

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <liebound.h>

#include "base/clock.h"

enum { SIZES = 4 };

typedef struct family {
    const char *ansatz;
    const char *sizes[SIZES + 1]; /* values of n */
} family;

static const family FAMILIES[] = {
    {"ltfim-open", {"6", "8", "9", "10", NULL}},
    {"ltfim-closed", {"5", "6", "7", NULL}},
    {"tfim-open", {"25", "50", "100", NULL}},
    {"tfim-closed", {"25", "50", "100", NULL}},
    {"xxz-open", {"6", "7", "8", NULL}},
    {"xxz-closed", {"6", "7", "8", NULL}},
    {"hea", {"6", "8", "10", NULL}},
    {"tfim-open-free", {"25", "50", "100", NULL}},
    {"equivariant", {"6", "7", "8", NULL}},
};

/* What a case measures, sent from its process through a pipe. */
typedef struct measurement {
    double search, proof, write;
    uint64_t dimension, certificate_bytes, peak_bytes, brackets, terms;
    bool proved;
} measurement;

static measurement measure(const char *ansatz, const char *size, const char *path)
{
    lb_ansatz_t A;
    lb_closure *closure;
    lb_error error;
    lb_setting n = {(char *)"n", (char *)size};
    measurement m = {0};
    if (lb_ansatz_load(A, ansatz, &n, 1, &error) != LB_OK ||
        lb_closure_compute(&closure, A, NULL, &error) != LB_OK) {
        fprintf(stderr, "%s: %s\n", ansatz, error.message);
        exit(EXIT_FAILURE);
    }
    lb_closure_statistics s;
    lb_closure_get_statistics(&s, closure);
    mpz_t D;
    mpz_init(D);
    lb_closure_dimension(D, closure);
    double start = lb_seconds();
    if (lb_certificate_write(closure, path, &error) != LB_OK) {
        fprintf(stderr, "%s: %s\n", path, error.message);
        exit(EXIT_FAILURE);
    }
    struct stat info;
    stat(path, &info);
    m = (measurement){.search = s.search_seconds,
                      .proof = s.proof_seconds,
                      .write = lb_seconds() - start,
                      .dimension = mpz_get_ui(D),
                      .certificate_bytes = (uint64_t)info.st_size,
                      .peak_bytes = lb_peak_bytes(),
                      .brackets = s.brackets,
                      .terms = s.terms,
                      .proved = lb_closure_is_proved(closure)};
    return m;
}

static measurement measure_apart(const char *ansatz, const char *size, const char *path)
{
    int ends[2];
    measurement m = {0};
    if (pipe(ends))
        exit(EXIT_FAILURE);
    pid_t child = fork();
    if (!child) {
        m = measure(ansatz, size, path);
        _exit(write(ends[1], &m, sizeof m) != (ssize_t)sizeof m);
    }
    close(ends[1]);
    int status;
    bool complete = read(ends[0], &m, sizeof m) == (ssize_t)sizeof m;
    close(ends[0]);
    if (waitpid(child, &status, 0) < 0 || status || !complete)
        exit(EXIT_FAILURE);
    return m;
}

/* Seconds and peak memory of the checker; a negative time when it did not verify. */
static double check(const char *checker, const char *path, uint64_t *peak_bytes)
{
    struct rusage usage;
    int status;
    double start = lb_seconds();
    pid_t child = fork();
    if (!child) {
        if (!freopen("/dev/null", "w", stdout))
            _exit(127);
        execl(checker, checker, path, (char *)NULL);
        _exit(127);
    }
    wait4(child, &status, 0, &usage);
    *peak_bytes = (uint64_t)usage.ru_maxrss * 1024;
    return status ? -1 : lb_seconds() - start;
}

static void run_family(const family *f, const char *checker, const char *path)
{
    double last_seconds = 0, last_dimension = 0;
    for (size_t i = 0; f->sizes[i]; i++) {
        measurement m = measure_apart(f->ansatz, f->sizes[i], path);
        uint64_t check_peak;
        double check_seconds = check(checker, path, &check_peak);
        double seconds = m.search + m.proof + m.write;
        printf("{\"bench\": \"closure\", \"ansatz\": \"%s\", \"n\": %s, \"dimension\": %" PRIu64
               ", \"proved\": %s, \"seconds\": %.3f, \"seconds_search\": %.3f, "
               "\"seconds_proof\": %.3f, \"seconds_write\": %.3f, \"brackets\": %" PRIu64
               ", \"terms\": %" PRIu64 ", \"peak_bytes\": %" PRIu64
               ", \"certificate_bytes\": %" PRIu64 ", \"seconds_check\": %.3f, "
               "\"verified\": %s, \"check_peak_bytes\": %" PRIu64,
               f->ansatz, f->sizes[i], m.dimension, m.proved ? "true" : "false", seconds, m.search,
               m.proof, m.write, m.brackets, m.terms, m.peak_bytes, m.certificate_bytes,
               check_seconds, check_seconds >= 0 ? "true" : "false", check_peak);
        if (i)
            printf(", \"growth_exponent\": %.2f",
                   log(seconds / last_seconds) / log((double)m.dimension / last_dimension));
        puts("}");
        fflush(stdout);
        last_seconds = seconds;
        last_dimension = (double)m.dimension;
    }
}

int main(int argc, char **argv)
{
    char checker[4096], path[] = "/tmp/liebound-bench-XXXXXX";
    snprintf(checker, sizeof checker, "%s", argv[0]);
    char *slash = strrchr(checker, '/');
    if (slash)
        snprintf(slash, sizeof checker - (size_t)(slash - checker), "/../../liebound-check");
    int descriptor = mkstemp(path);
    if (descriptor < 0)
        return EXIT_FAILURE;
    close(descriptor);
    for (size_t i = 0; i < sizeof FAMILIES / sizeof *FAMILIES; i++)
        run_family(FAMILIES + i, argc > 1 ? argv[1] : checker, path);
    unlink(path);
    return EXIT_SUCCESS;
}
