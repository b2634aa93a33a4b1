/* The inner loops of a pass through a circuit and back, at most one pass over memory each.
 *
 * Numbers come in registers of 8 doubles, aligned to 64 bytes. A vector of N registers has N of real
 * parts, then or elsewhere N of imaginary parts. The lanes of register b are
 *
 *     amplitudes 8 b .. 8 b + 7 of one state: qubits 0, 1, 2 are in the lanes, or
 *     amplitude b of 8 states, at angles of their own: no qubit is,
 *
 * and everything below but `lanes` and the three lowest bits of a string is the same for both.
 *
 * A flip is exp(-i theta X) on each of some qubits, without its scale:
 *
 *     plain      1 - i tan(theta) X        scale cos(theta),       |tan theta| <= 1
 *     exchanged  X + i cot(theta) 1        scale -i sin(theta),    otherwise
 *
 * so that it takes one multiply-add for each number. Phases of the whole state are dropped, from
 * both vectors on the way back. The mirror is one more flip, exp(-i theta X .. X) on all qubits of the
 * vector, whose partner of register b is N - 1 - b, its lanes in reverse where they are amplitudes. */

#ifndef LB_TRAINING_STATES_KERNEL_H
#define LB_TRAINING_STATES_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LB_REGISTER = 8, LB_FLIPS_MAX = 3 };

typedef enum lb_flip_form { LB_FLIP_PLAIN, LB_FLIP_EXCHANGED, LB_FLIP_MIXED } lb_flip_form;

/* What `open` and `close` flip: the qubits in the lanes, and the mirror, of N = 1 or an even N. */
typedef enum lb_mirror { LB_MIRROR_NONE, LB_MIRROR_REGISTERS, LB_MIRROR_LANES } lb_mirror;

/* On qubits whose partners are stride, 2 stride, .. registers away, or inside registers. */
typedef struct lb_flips {
    size_t stride;
    unsigned count; /* of qubits, 1 to LB_FLIPS_MAX */
    lb_flip_form form;
    bool lanes;            /* three qubits are in the lanes, which have one form */
    lb_mirror mirror;      /* and whether lanes are reversed */
    const double *tangent; /* a register: tan(theta) or -cot(theta) */
    const int64_t *mask;   /* all bits of the lanes that are exchanged */
} lb_flips;

/* A factor for each register: a complex one of a table, or the real register `scale`. */
typedef struct lb_phases {
    const uint32_t *rows;  /* of the table for each register; NULL for none */
    const double *table;   /* row r: registers 2 r, cosines, and 2 r + 1, sines */
    const double *weights; /* register r: the eigenvalues of the generator */
    const double *scale;
} lb_phases;

/* f (-i P), its sign taken into the factors: register b takes factors[p], p the parity of b & z. */
typedef struct lb_turn {
    size_t x, z;    /* of register numbers */
    unsigned lanes; /* x inside a register */
    bool crosses;   /* -i P exchanges real and imaginary parts */
    double cosine[8] __attribute__((aligned(64)));
    double sines[2][8] __attribute__((aligned(64)));
    double signs[2][8] __attribute__((aligned(64))); /* the same with sine 1 */
} lb_turn;

/* Two vectors, or the parts of one in re[0], im[0]. */
typedef struct lb_vectors {
    double *re[2], *im[2];
} lb_vectors;

/* O as a sum of c_q X_q on all qubits and of a diagonal part; other strings are turns. */
typedef struct lb_measured {
    const uint32_t *rows; /* NULL for no diagonal part */
    const double *weights;
    double flip;      /* c of every X_q, or 0 */
    lb_mirror mirror; /* of the same c */
    size_t last;      /* N - 1 */
    bool lanes;       /* three of the qubits are in the lanes */
    unsigned qubits;  /* of register numbers */
} lb_measured;

typedef struct lb_sweep_kernel {
    const char *name;
    /* Cosines and sines of so many registers, of arguments up to 2^19. */
    void (*circle)(double *cosines, double *sines, const double *arguments, size_t N);
    /* First the phases, then flips in the lanes and the mirror unless that is NULL. */
    void (*open)(const lb_vectors *v, size_t N, const lb_phases *P, const lb_flips *F);
    void (*flip)(const lb_vectors *v, size_t N, const lb_flips *F);
    /* Both vectors; *sum is a register of Re <1| (-i sum_q X_q) |0> before them. */
    void (*flip_back)(const lb_vectors *v, size_t N, const lb_flips *F, double *sum);
    /* Both vectors, first the flips, then the phases: sums[0] as above for these flips, and sums[1]
     * the register of Re <1| (-i D) |0> between both, D the weights. */
    void (*close)(const lb_vectors *v, size_t N, const lb_phases *P, const lb_flips *F,
                  double *sums);
    /* v <- (cosine + sine (-i P)) v. */
    void (*turn)(const lb_vectors *v, size_t N, const lb_turn *T);
    /* Both; *sum is a register of Re <1| (-i P) |0> before that. */
    void (*turn_back)(const lb_vectors *v, size_t N, const lb_turn *T, double *sum);
    /* Vector 1 += sine (-i P) vector 0, and *sum the register of Re <1| (-i P) |0> before that. */
    void (*accumulate)(const lb_vectors *v, size_t N, const lb_turn *T, double *sum);
    /* Registers begin .. end - 1 of vector 1 <- O vector 0; *sum is a register of <0| O |0>. */
    void (*measure)(const lb_vectors *v, size_t begin, size_t end, const lb_measured *O,
                    double *sum);
    /* Vector 1 <- vector 1 times a complex register; sums: those of <1|0> before that. */
    void (*overlap)(const lb_vectors *v, size_t N, double *sums);
    void (*scale)(const lb_vectors *v, size_t N, const double *factor);
} lb_sweep_kernel;

/* The widest that this processor runs; number i of those that it can, NULL behind the last. */
const lb_sweep_kernel *lb_sweep_kernel_best(void);
const lb_sweep_kernel *lb_sweep_kernel_at(size_t i);

#endif
