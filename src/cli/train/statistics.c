#include "cli/train/statistics.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/sort.h"

const double lb_thresholds[LB_THRESHOLDS] = {1e-2, 1e-3, 1e-4, 1e-6, 1e-8, 1e-10};

lb_fraction lb_fraction_of(size_t count, size_t total)
{
    const double z = 1.959963984540054;
    double n = (double)total, p = (double)count / n;
    double centre = p + z * z / (2 * n), spread = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)),
           scale = 1 + z * z / n;
    return (lb_fraction){.count = count,
                         .total = total,
                         .low = count ? (centre - spread) / scale : 0,
                         .high = count < total ? (centre + spread) / scale : 1};
}

lb_fraction lb_fraction_below(const lb_training_t T, double threshold, bool best)
{
    size_t count = 0;
    for (size_t i = 0; i < T->run_count; i++)
        count += (best ? T->runs[i].best : T->runs[i].last) < threshold;
    return lb_fraction_of(count, T->run_count);
}

double lb_quantile(double *values, size_t count, double q)
{
    qsort(values, count, sizeof *values, lb_compare_doubles);
    double place = q * (double)(count - 1);
    size_t below = (size_t)place;
    if (below + 1 >= count)
        return values[count - 1];
    return values[below] + (place - (double)below) * (values[below + 1] - values[below]);
}

double lb_loss_quantile(const lb_training_t T, bool best, double q)
{
    double *losses = lb_malloc(T->run_count, sizeof *losses);
    for (size_t i = 0; i < T->run_count; i++)
        losses[i] = best ? T->runs[i].best : T->runs[i].last;
    double value = lb_quantile(losses, T->run_count, q);
    free(losses);
    return value;
}
