/* Training: the angles of an ansatz are moved from random starts to where a loss is small.
 *
 * A run is what an optimizer makes of one start. Its step k is the k-th time that the loss and its
 * gradient are evaluated, k = 0 at the start. Start number i of a seed has angles
 *
 *     theta_j = width * u_j,   u_j uniform in [0, 1) from the stream (seed, i),
 *
 * whatever the number of starts, of threads and of other starts is.
 *
 * Adam (Kingma and Ba, arXiv:1412.6980), with the gradient g of step k = 1, 2, .. and all
 * operations in double precision:
 *
 *     m <- m + (1 - beta1) (g - m),   v <- v + (1 - beta2) (g^2 - v),
 *     theta <- theta - rate sqrt(1 - beta2^k) / (1 - beta1^k) m / (sqrt(v) + epsilon).
 *
 * With single_constants rate, beta1 and beta2 are rounded to single precision first, as TensorFlow
 * does.
 *
 * L-BFGS is that of NLopt (Nocedal 1980), its steps all points that it tries, followed by Newton steps
 * as long as they halve the gradient: conjugate gradients with products of the Hessian from
 * differences of gradients, until a direction of no positive curvature. A run ends where they end.
 *
 * All of this is floating point: an estimate, never a proof. */

#ifndef LIEBOUND_TRAINING_H
#define LIEBOUND_TRAINING_H

#include <liebound/hessian.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What is trained: the first angles of an ansatz, for the loss
 *
 *     sum_mu c_mu <psi_mu | O | psi_mu> - offset       of an observable, or
 *     sum_mu c_mu (1 - |<phi | psi_mu>|^2) - offset    of a target phi,
 *
 * over one training state or all with their weights (hessian.h). A unitary V is compiled as a target
 * of the state "bell", the ansatz on one half of n Bell pairs: <phi|psi> = Tr[V^dagger U] / 2^n. */
typedef enum lb_training_picture {
    LB_TRAINING_AUTOMATIC, /* the algebra where that is known to take less, else states */
    LB_TRAINING_STATES,    /* vectors of 2^n amplitudes, fused layers */
    LB_TRAINING_ALGEBRA    /* in as many coordinates as the observable reaches, at any n */
} lb_training_picture;
typedef struct lb_training_problem {
    const lb_ansatz_struct *A;
    lb_training_picture picture;
    size_t state;                    /* or LB_RANK_ALL_STATES */
    size_t layers, parameters;       /* as in lb_rank_options */
    const lb_sum_struct *observable; /* NULL: that of lb_ansatz_get_observable */
    /* Real and imaginary parts of phi, or of V row by row, in the order of binary labels with qubit 0
     * first, normalized or not; or NULL. */
    const double *target;
    size_t target_count; /* of complex numbers: 2^n, or 4^n for V */
    double offset;
} lb_training_problem;

typedef enum lb_optimizer { LB_OPTIMIZER_ADAM, LB_OPTIMIZER_LBFGS } lb_optimizer;

typedef struct lb_training_options {
    lb_optimizer optimizer;
    size_t starts;                      /* 1 when 0 */
    uint64_t seed;                      /* of the starts */
    double width;                       /* of their distribution; LB_TRAINING_WIDTH when 0 */
    size_t steps;                       /* at most, beyond step 0; LB_TRAINING_STEPS when 0 */
    double below;                       /* a run ends at a loss below this; none when 0 */
    double rate, beta1, beta2, epsilon; /* of Adam; 0.01, 0.9, 0.999 and 1e-7 when 0 */
    bool single_constants;
    bool half_angles;          /* gates are exp(-i theta/2 H), in starts and steps alike */
    const double *angles;      /* of all starts, starts x M, in place of random ones; or NULL */
    const char *checkpoint;    /* a file that runs go on from and are kept in; or NULL */
    double checkpoint_seconds; /* between two of its versions; LB_TRAINING_KEEP_SECONDS when 0 */
    /* Called with run.context when the file could not be written, once until it can be again; the
     * training goes on, and the last version that could be written is kept. NULL for none. */
    void (*checkpoint_failed)(const lb_error *reason, void *context);
    /* The stage is "training": done and total are steps of Adam, or starts. */
    lb_run_options run;
} lb_training_options;
#define LB_TRAINING_WIDTH        3.1415926535897932 /* pi */
#define LB_TRAINING_STEPS        3000
#define LB_TRAINING_KEEP_SECONDS 600

/* Why a run ended. */
typedef enum lb_training_end {
    LB_TRAINING_STEPS_DONE,
    LB_TRAINING_BELOW,     /* the loss that was asked for */
    LB_TRAINING_CONVERGED, /* L-BFGS and Newton find nothing smaller */
    LB_TRAINING_LIMIT      /* of time or memory, or an interruption */
} lb_training_end;

typedef struct lb_training_run {
    lb_training_end end;
    size_t steps;       /* the last one; step 0 is the start */
    size_t evaluations; /* of loss and gradient, those for second derivatives among them */
    double last, best;  /* the loss at the last step, and the smallest of all */
    size_t best_step;
    double gradient; /* Euclidean norm at the last step */
    double *angles;  /* of the last step, M of them */
    double *best_angles;
    double *losses; /* steps + 1 of them */
} lb_training_run;

typedef struct lb_training_struct {
    size_t parameters;   /* M */
    const char *picture; /* "states" or "algebra" */
    size_t run_count;    /* all starts, or those before the first that a limit left out */
    lb_training_run *runs;
    const char *limit; /* which limit was reached, a constant; or NULL */
    double seconds;
} lb_training_struct;
typedef lb_training_struct lb_training_t[1];

/* Train from options->starts starts. Runs that a limit ended are in T as they were then, and so is the
 * limit; that is no error, and T can be printed. The same figures to the last bit for any number of
 * threads.
 *
 * LB_USAGE, LB_INPUT, LB_MEMORY: as lb_hessian_compute has them; the algebra picture, asked for,
 * does not apply; a target of another size; a checkpoint that is not of this training, or of
 * another program. LB_IO: the checkpoint cannot be read. LB_UNDECIDED: a limit was reached before
 * the first step. T is unchanged then. A step takes O(gates 2^n terms); options is not NULL. */
LB_API lb_status lb_train(lb_training_t T, const lb_training_problem *problem,
                          const lb_training_options *options, lb_error *error) LB_MUST_CHECK;

/* L and, unless `gradients` is NULL, its derivatives at starts x M angles. Errors as above. */
LB_API lb_status lb_training_gradient(double *losses, double *gradients,
                                      const lb_training_problem *problem, const double *angles,
                                      size_t starts, const lb_run_options *run,
                                      lb_error *error) LB_MUST_CHECK;

/* How a smallest eigenvalue was found, in floating point in any case. */
typedef enum lb_ground_source {
    LB_GROUND_UNKNOWN,
    LB_GROUND_SPECTRUM,      /* strings of Z alone: all eigenvalues */
    LB_GROUND_FREE_FERMIONS, /* terms that are products of two Majorana operators: a formula */
    LB_GROUND_LANCZOS,       /* of a random start, until it no longer moves */
    LB_GROUND_SECTOR         /* free fermions in the sector of a training state */
} lb_ground_source;

/* The smallest eigenvalue of O. Free fermions, such as Ising chains and rings, or chains of XX and
 * YY in a field, with any coefficients, have a formula up to 1000 terms: minus the sum of the
 * moduli of the eigenvalues of an antisymmetric matrix, with its constraint of parity, the least of
 * all sectors. Others are found up to LB_GROUND_QUBITS_MAX qubits; beyond, *source is
 * LB_GROUND_UNKNOWN and the energy 0. LB_UNDECIDED when a limit is reached, LB_INTERNAL when LAPACK
 * fails. */
#define LB_GROUND_QUBITS_MAX 20
LB_API lb_status lb_ground_energy(double *energy, lb_ground_source *source, const lb_sum_t O,
                                  const lb_run_options *run, lb_error *error) LB_MUST_CHECK;

/* What losses of training state number `state` of A are counted from: for free fermions whose terms
 * are those of generators, the smallest value that exponentials of single terms reach from the
 * state, and the smallest eigenvalue of O otherwise. Errors as above. */
LB_API lb_status lb_training_energy(double *energy, lb_ground_source *source, const lb_ansatz_t A,
                                    size_t state, const lb_sum_t O, const lb_run_options *run,
                                    lb_error *error) LB_MUST_CHECK;

/* The angles of start number i. */
LB_API void lb_training_start(double *angles, size_t count, const lb_training_options *options,
                              size_t i);

LB_API void lb_training_init(lb_training_t T); /* no runs */
LB_API void lb_training_clear(lb_training_t T);

#ifdef __cplusplus
}
#endif

#endif
