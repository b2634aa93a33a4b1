/* What many runs come to: fractions below thresholds, quantiles. */

#ifndef LB_CLI_TRAIN_STATISTICS_H
#define LB_CLI_TRAIN_STATISTICS_H

#include <liebound/training.h>

/* count of total, and the 95 % interval of Wilson (1927) for the probability. */
typedef struct lb_fraction {
    size_t count, total;
    double low, high;
} lb_fraction;
lb_fraction lb_fraction_of(size_t count, size_t total);
/* Runs with a best, or last, loss below the threshold. */
lb_fraction lb_fraction_below(const lb_training_t T, double threshold, bool best);

/* The thresholds that are reported, decreasing. */
enum { LB_THRESHOLDS = 6 };
extern const double lb_thresholds[LB_THRESHOLDS];

/* The q-quantile, 0 <= q <= 1, linear between neighbours, of values that are sorted by the call. */
double lb_quantile(double *values, size_t count, double q);
/* Of the best or last losses. */
double lb_loss_quantile(const lb_training_t T, bool best, double q);

#endif
