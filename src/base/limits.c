#include "base/limits.h"

#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

double lb_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

size_t lb_resident_bytes(void)
{
    char text[128], *resident;
    int file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    ssize_t length = file < 0 ? 0 : read(file, text, sizeof text - 1);
    if (file >= 0)
        close(file);
    if (length <= 0)
        return 0;
    text[length] = '\0';
    strtoul(text, &resident, 10); /* the address space */
    return strtoul(resident, NULL, 10) * (size_t)sysconf(_SC_PAGESIZE);
}

size_t lb_peak_bytes(void)
{
    struct rusage usage;
    if (getrusage(RUSAGE_SELF, &usage))
        return 0;
    return (size_t)usage.ru_maxrss * 1024;
}

size_t lb_physical_bytes(void)
{
    return (size_t)sysconf(_SC_PHYS_PAGES) * (size_t)sysconf(_SC_PAGESIZE);
}

double lb_deadline(double seconds)
{
    return seconds > 0 ? lb_seconds() + seconds : 0;
}

const char *lb_limit_of_time(const lb_limits *limits)
{
    if (limits && limits->stop && *limits->stop)
        return "interrupted";
    return lb_seconds_left(limits) < 0 ? "time limit reached" : NULL;
}

const char *lb_limit_reached(const lb_limits *limits)
{
    const char *reached = lb_limit_of_time(limits);
    if (!reached && limits && limits->bytes && lb_resident_bytes() > limits->bytes)
        reached = "memory limit reached";
    return reached;
}

double lb_seconds_left(const lb_limits *limits)
{
    return limits && limits->deadline > 0 ? limits->deadline - lb_seconds() : HUGE_VAL;
}

bool lb_limits_allow(const lb_limits *limits, double bytes)
{
    const double little = 1 << 20;
    return !limits || !limits->bytes || bytes <= little ||
           (double)lb_resident_bytes() + bytes <= (double)limits->bytes;
}

lb_limits lb_limits_within(const lb_limits *limits, double seconds)
{
    lb_limits less = *limits;
    if (lb_seconds_left(limits) > seconds)
        less.deadline = lb_deadline(seconds);
    return less;
}

lb_limits lb_limits_share(const lb_limits *limits, double share)
{
    double left = lb_seconds_left(limits);
    return left > 0 ? lb_limits_within(limits, share * left) : *limits;
}
