/* Angles of gates: a + b pi + c_1 theta_1 + c_2 theta_2 + ..., exact, in the parameters theta of a
 * circuit. */

#ifndef LB_ANSATZ_FOREIGN_ANGLE_H
#define LB_ANSATZ_FOREIGN_ANGLE_H

#include <gmp.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct lb_angle_term {
    size_t parameter;
    mpq_t factor; /* not 0 */
} lb_angle_term;

typedef struct lb_angle {
    mpq_t number, pi;
    size_t count, capacity;
    lb_angle_term *terms; /* by increasing parameter */
} lb_angle;

void lb_angle_init(lb_angle *a); /* 0 */
void lb_angle_clear(lb_angle *a);
void lb_angle_set(lb_angle *a, const lb_angle *b);
void lb_angle_set_parameter(lb_angle *a, size_t parameter);

/* a += c b; b is not a. */
void lb_angle_add(lb_angle *a, const mpq_t c, const lb_angle *b);
void lb_angle_scale(lb_angle *a, const mpq_t c);
/* a *= b and a /= b, where the result is such an angle. NULL, or why not ("is not linear in the
 * parameters"). */
const char *lb_angle_multiply(lb_angle *a, const lb_angle *b);
const char *lb_angle_divide(lb_angle *a, const lb_angle *b);

bool lb_angle_is_constant(const lb_angle *a);
/* Neither pi nor a parameter. */
bool lb_angle_is_rational(const lb_angle *a);
double lb_angle_constant(const lb_angle *a);

#endif
