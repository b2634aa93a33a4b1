/* Finding the steps of a list of rotations: runs of diagonal ones, which become tables of phases,
 * and neighbours that are applied in registers at once. See rotation.h for what they are. */

#ifndef LB_CIRCUIT_STEPS_H
#define LB_CIRCUIT_STEPS_H

#include "circuit/rotation.h"

/* The shortest run of diagonal rotations that is worth a table. */
#define LB_DIAGONAL_MIN 3

typedef struct lb_rotation_steps {
    lb_rotation_step *all;
    size_t count;
} lb_rotation_steps;

/* Find the steps of the list for vectors of `size` amplitudes, and point their ends to them. The
 * list must outlive S and stay where it is. O(count) and, for each run, its length times the
 * amplitudes of its tables. */
void lb_rotation_steps_init(lb_rotation_steps *S, const lb_rotation_kernel *kernel, size_t size,
                            lb_rotation *rotations, size_t count);
void lb_rotation_steps_clear(lb_rotation_steps *S);

/* How many tables a run of diagonal strings z[0] .. z[count - 1] needs. O(count). */
size_t lb_rotation_steps_tables(const uint64_t *z, size_t count, size_t size);

#endif
