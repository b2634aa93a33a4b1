/* Two measures of the capacity of a quantum neural network, which Theorem 2 of Larocca et al., Nat.
 * Comput. Sci. 3, 542 (2023), arXiv:2109.11676, bounds by dim g.
 *
 * D1, the effective quantum dimension (Haug, Bharti, Kim, PRX Quantum 2, 040309 (2021)), is the
 * rank of the QFIM of a training state at given angles, D1(theta) = rank F(theta): the number of
 * its eigenvalues that are not 0. At random angles it is R(M) with probability 1 (bound.h).
 * Reported are its mean over random angles, and over the training states where all are asked for,
 * and its largest value.
 *
 * D2 is the limit for many data of the effective dimension (Abbas et al., Nat. Comput. Sci. 1, 403
 * (2021)), which takes the classical Fisher information of a measurement, here in the computational
 * basis. With outcomes x of probability p_x = |<x|psi>|^2,
 *
 *     I_jk = sum_x (d_j p_x) (d_k p_x) / p_x,
 *     d_n  = 2 log( mean_theta sqrt(det(1 + kappa I^)) ) / log kappa,   kappa = n / (2 pi log n),
 *
 * for n data, I averaged over the training states and I^ = M I / mean_theta tr I. As n grows, d_n
 * tends to the largest rank of I, which is D2: a mean of terms of order kappa^(rank / 2).
 *
 * What this rests on: d_n, its normalization and both means are those of the authors' program
 * (github.com/amyami187/effective_dimension, effective_dimension.py); that of Haug et al.
 * (github.com/txhaug/quantum-geometry) counts eigenvalues of the QFIM above 1e-12 at one point.
 * D1 = rank F(theta), and both bounds by dim g, are quoted from the source of the paper's text in a
 * formalization of it (github.com/QudeLeap/Lean-QuantumAlg), which calls D2 the rank of the
 * classical Fisher matrix; we have not seen the paper's own sentence about the average over states.
 *
 * I <= F as matrices, so its rank is at most that of F (averaged over the states: of their sum),
 * and both are at most the orbit dimension (the joint one for the average), hence dim g; and the
 * rank of I of one state at most 2^n - 1. When a circuit is overparametrized, D1 has reached its
 * bound.
 *
 * All of this is floating point, and the mean over angles is of a random sample. */

#ifndef LIEBOUND_CAPACITY_H
#define LIEBOUND_CAPACITY_H

#include <liebound/rank.h>

#ifdef __cplusplus
extern "C" {
#endif

/* In place of the number of a training state: the average over all. */
#define LB_CAPACITY_ALL_STATES LB_RANK_ALL_STATES

/* The spectrum of the matrix J_xj = d_j p_x / sqrt(p_x), I = J^T J, averaged over states if asked:
 * the eigenvalues of I are the squares of its singular values. Outcomes with p_x below 1e-16 are
 * left out. Arguments and errors as for lb_qfim_spectrum; no multiple precision. */
LB_API lb_status lb_fisher_spectrum(lb_spectrum_t S, const lb_ansatz_t A, size_t state,
                                    const double *angles, const lb_rank_options *options,
                                    lb_error *error) LB_MUST_CHECK;

#define LB_CAPACITY_DATA       1e6
#define LB_CAPACITY_DATA_LEAST 100

typedef struct lb_capacity_options {
    size_t layers, parameters; /* as in lb_rank_options */
    size_t samples;            /* sets of random angles; 10 when 0 */
    double data;               /* n, at least LB_CAPACITY_DATA_LEAST; LB_CAPACITY_DATA when 0 */
    uint64_t seed;             /* the samples have seeds seed, seed + 1, .. */
    lb_run_options run;        /* the stages are "tangents" and "Fisher information" */
} lb_capacity_options;

typedef struct lb_capacity_struct {
    size_t parameters, samples;
    double d1;                  /* the mean over samples and states */
    size_t d1_largest;          /* over samples, of one state */
    size_t d2;                  /* the largest rank of I over samples */
    double effective_dimension; /* d_n */
    double smallest_gap;        /* of all spectra */
} lb_capacity_struct;

/* For one training state or the average. Errors as for lb_qfim_spectrum; C is then unchanged.
 * options is not NULL. */
LB_API lb_status lb_capacity_compute(lb_capacity_struct *C, const lb_ansatz_t A, size_t state,
                                     const lb_capacity_options *options,
                                     lb_error *error) LB_MUST_CHECK;

#ifdef __cplusplus
}
#endif

#endif
