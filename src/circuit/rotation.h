/* Pauli rotations on state vectors.
 *
 * A vector of N = 2^n amplitudes is 2 N doubles aligned to 64 bytes, the real parts before the
 * imaginary parts (the real embedding [Re; Im]); bit q of an amplitude's index is qubit q.
 *
 * From P|i> = i^{|x & z|} (-1)^{|i & z|} |i ^ x> it follows that -i P sends
 *
 *     (v_re, v_im)_{k ^ x}   to   g (-1)^{|k & z|} (v_im, -v_re)   at k, when |x & z| is even,
 *                                 g (-1)^{|k & z|} (v_re,  v_im)   at k, when |x & z| is odd,
 *
 * with one sign g for the whole string. So exp(-i theta P) = cos theta - i sin theta P pairs each
 * index k with k ^ x and needs a sign mask, nothing else. */

#ifndef LB_CIRCUIT_ROTATION_H
#define LB_CIRCUIT_ROTATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Lists of rotations are applied to pieces of so many amplitudes, which fit into a first-level
 * cache, as far as the strings allow (x < LB_PIECE). */
#define LB_PIECE ((size_t)1 << 11)

/* The most rotations that are applied in registers at once. */
#define LB_GROUP_MAX 3

/* Neighbouring rotations of a list, first[0] .. first[count - 1], that commute and are applied as
 * one step:
 *
 *     diagonal   x = 0 in all: a table of phases. A string splits into a sign for the piece and a
 *                sign inside it, so pieces in which all strings that have both have the same signs
 *                share a table, up to a factor of their own. A chain has two tables, whatever its
 *                length.
 *     lanes      x = 1, 2, 4, .. up to the lanes of a register
 *     registers  x leaves lanes alone; the highest bits of x differ, and |x_i & z_j| is even for
 *                i != j, so that 2^count registers are closed under all of them
 *
 * The last two are a product of 1 - i tan(theta) P, times all cosines. As a double, a cosine is
 * never 0. */
typedef enum lb_step_form { LB_STEP_DIAGONAL, LB_STEP_LANES, LB_STEP_REGISTERS } lb_step_form;

typedef struct lb_rotation_step {
    lb_step_form form;
    const struct lb_rotation *first;
    size_t count;
    double scale, tangents[LB_GROUP_MAX]; /* scale: the product of the cosines */
    double *factors;                      /* of piece p: factors[2 p] + i factors[2 p + 1] */
    size_t *table_of;                     /* the number of its table */
    double *tables;                       /* each the real parts, then the imaginary parts */
    size_t table_count;
} lb_rotation_step;

/* cosine + sine * (-i P), with the sign g taken into `sine`. */
typedef struct lb_rotation {
    uint64_t x, z;
    bool crosses; /* |x & z| is even: -i P exchanges real and imaginary parts */
    double cosine, sine;
    /* In a list, at the first and at the last rotation of a step: the step, which is entered there
     * when the list is applied forwards or backwards. NULL otherwise. */
    const lb_rotation_step *step;
} lb_rotation;

/* a - i b W(x, z). */
lb_rotation lb_rotation_make(uint64_t x, uint64_t z, double a, double b);

/* The loops at one width of vector registers. `size` is N, a power of 2 and at least `lanes`. */
typedef struct lb_rotation_kernel {
    const char *name;
    size_t lanes; /* doubles in a register */
    /* v <- (cosine + sine * (-i P)) v with the given sine in place of r->sine. */
    void (*rotate)(double *re, double *im, size_t size, const lb_rotation *r, double sine);
    /* Amplitude k is multiplied by (table[k] + i table[size + k]) (factor[0] + i factor[1]), or by
     * the conjugate when `inverse`. */
    void (*multiply)(double *re, double *im, size_t size, const double *table,
                     const double factor[2], bool inverse);
    /* Steps of these forms, with the given tangents in place of their own, divided by their
     * scale. */
    void (*rotate_lanes)(double *re, double *im, size_t size, const lb_rotation_step *s,
                         const double *tangents);
    void (*rotate_registers)(double *re, double *im, size_t size, const lb_rotation_step *s,
                             const double *tangents);
    size_t group; /* the most rotations in a step on registers */
    void (*scale)(double *re, double *im, size_t size, double factor);
    /* w <- w + sine * (-i P) v; w and v do not overlap. */
    void (*accumulate)(double *w, const double *v, size_t size, const lb_rotation *r);
} lb_rotation_kernel;

/* The kernels that this processor can run, narrowest first; number 0 is plain C, and the answer is
 * NULL from some index on. */
const lb_rotation_kernel *lb_rotation_kernel_at(size_t i);
/* The widest of them that `size` amplitudes allow. */
const lb_rotation_kernel *lb_rotation_kernel_best(size_t size);

/* Apply rotations[0], rotations[1], ... to v, or when `inverse` the inverses in the opposite order.
 * A step that lies inside the list is applied as one. O(count * size). */
void lb_rotations_apply(const lb_rotation_kernel *kernel, double *v, size_t size,
                        const lb_rotation *rotations, size_t count, bool inverse);

#endif
