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

/* A run of diagonal rotations (x = 0) in a list, first[0] .. first[count - 1], multiplied into one:
 * amplitude k is multiplied by the phase re[k] + i im[k]. */
typedef struct lb_diagonal {
    const struct lb_rotation *first;
    size_t count;
    double *re, *im;
} lb_diagonal;

/* cosine + sine * (-i P), with the sign g taken into `sine`. */
typedef struct lb_rotation {
    uint64_t x, z;
    bool crosses; /* |x & z| is even: -i P exchanges real and imaginary parts */
    double cosine, sine;
    /* In a list, at the first and at the last rotation of a run: the run, which is entered there
     * when the list is applied forwards or backwards. NULL otherwise. */
    const lb_diagonal *run;
} lb_rotation;

/* a - i b W(x, z). */
lb_rotation lb_rotation_make(uint64_t x, uint64_t z, double a, double b);

/* The loops at one width of vector registers. `size` is N, a power of 2 and at least `lanes`. */
typedef struct lb_rotation_kernel {
    const char *name;
    size_t lanes; /* doubles in a register */
    /* v <- (cosine + sine * (-i P)) v with the given sine in place of r->sine. */
    void (*rotate)(double *re, double *im, size_t size, const lb_rotation *r, double sine);
    /* Amplitude k is multiplied by a[k] + i b[k], or a[k] - i b[k] when `inverse`. */
    void (*multiply)(double *re, double *im, size_t size, const double *a, const double *b,
                     bool inverse);
    /* w <- w + sine * (-i P) v; w and v do not overlap. */
    void (*accumulate)(double *w, const double *v, size_t size, const lb_rotation *r);
} lb_rotation_kernel;

/* The kernels that this processor can run, narrowest first; number 0 is plain C, and the answer is
 * NULL from some index on. */
const lb_rotation_kernel *lb_rotation_kernel_at(size_t i);
/* The widest of them that `size` amplitudes allow. */
const lb_rotation_kernel *lb_rotation_kernel_best(size_t size);

/* The shortest run of diagonal rotations that is worth a table. */
#define LB_DIAGONAL_MIN 3

/* Apply rotations[0], rotations[1], ... to v, or when `inverse` the inverses in the opposite order.
 * A run that lies inside the list is one multiplication. O(count * size). */
void lb_rotations_apply(const lb_rotation_kernel *kernel, double *v, size_t size,
                        const lb_rotation *rotations, size_t count, bool inverse);

#endif
