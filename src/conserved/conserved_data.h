/* What the symmetries of an ansatz hold. */

#ifndef LB_CONSERVED_CONSERVED_DATA_H
#define LB_CONSERVED_CONSERVED_DATA_H

#include <liebound/conserved.h>

#include "conserved/known.h"
#include "linalg/f2.h"

/* What one prime shows. */
typedef struct lb_trial {
    lb_blocks blocks;
    lb_cover cover;
    lb_words words; /* what known symmetries generate, during the trial */
} lb_trial;

void lb_trial_free(lb_trial *trial);

struct lb_conserved {
    size_t qubits;
    lb_run run;
    bool has_strings;
    lb_f2_commutant strings;
    lb_known known;
    mpz_t at_least, at_most;
    char *evidence;
    size_t sectors_count, sectors_capacity;
    lb_conserved_sectors *sectors;
    lb_trial *trial;  /* whose cover is sharp, of sums with known sectors; else NULL */
    size_t too_large; /* the dimension of blocks that are not searched, or 0 */
    bool wants_basis;
    size_t basis_count;
    lb_sum_struct *basis;
};

#endif
