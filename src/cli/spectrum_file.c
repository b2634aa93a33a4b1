#include "cli/spectrum_file.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include <liebound/rank.h>

static int compare_values(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x < y) - (x > y);
}

lb_status lb_cli_spectrum_file_read(lb_cli_spectrum_file *file, const char *path, lb_error *error)
{
    static const char *const names[] = {"singular_value", "singular value", "eigenvalue"};
    lb_status status = lb_number_file_read(file, path, names, 3, error);
    if (status)
        return status;
    for (size_t i = 0; i < file->count; i++)
        file->values[i] = fabs(file->values[i]);
    qsort(file->values, file->count, sizeof *file->values, compare_values);
    return LB_OK;
}

static size_t count_above(const lb_cli_spectrum_file *file, double cut_off)
{
    size_t count = 0;
    while (count < file->count && file->values[count] > cut_off)
        count++;
    return count;
}

/* The ratio to an exact zero, which programs print for what they round away: a clear gap, and less than
 * one between a value and rounding errors. */
#define GAP_TO_ZERO 1e8

static size_t read_gap(const lb_cli_spectrum_file *file)
{
    size_t rank = file->values[0] > 0 ? file->count : 0;
    double largest = LB_CLEAR_GAP;
    for (size_t i = 0; i + 1 < file->count && file->values[i] > 0; i++) {
        double next = file->values[i + 1], ratio = next > 0 ? file->values[i] / next : GAP_TO_ZERO;
        if (ratio > largest) {
            largest = ratio;
            rank = i + 1;
        }
    }
    return rank;
}

void lb_cli_spectrum_file_readings(lb_reading readings[LB_READINGS],
                                   const lb_cli_spectrum_file *file)
{
    double most = file->values[0];
    const lb_reading usual[LB_READINGS] = {
        {"above 1e-6", 1e-6, 0},
        {"above 1e-8", 1e-8, 0},
        {"above 1e-10", 1e-10, 0},
        {"above 1e-12", 1e-12, 0},
        {"numpy's default", most * (double)file->count * DBL_EPSILON, 0},
        {"the largest gap", 0, 0},
    };
    for (size_t i = 0; i < LB_READINGS; i++) {
        readings[i] = usual[i];
        readings[i].rank =
            usual[i].cut_off > 0 ? count_above(file, usual[i].cut_off) : read_gap(file);
    }
}
