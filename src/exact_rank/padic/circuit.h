/* Gates at a p-adic point, as polynomials in the matrices of a space.
 *
 * With A the matrix of -i H and p an odd prime, a gate is one of
 *
 *     exp(theta A) = sum_j theta^j / j! A^j,   theta = p tau, tau a random unit modulo p^k,
 *     1 + t A                                  terms that anticommute, t random,
 *     prod_a (1 + t_a A_a)                     terms that commute, and stay in the space one by one
 *
 * (generators.h). The coefficient of A^j has the valuation j - v(j!) >= j (p - 2) / (p - 1): beyond
 * about k (p - 1) / (p - 2) terms all vanish modulo p^k, and the sum is the exponential modulo p^k,
 * not an approximation. Its inverse has -theta; those of the others are, up to a factor that is a
 * unit and stands for a real number, the same with -t. */

#ifndef LB_EXACT_RANK_PADIC_CIRCUIT_H
#define LB_EXACT_RANK_PADIC_CIRCUIT_H

#include <liebound/exact.h>

#include "exact_rank/padic/space.h"

/* sum_j c_j A^j, c_0 = 1. */
typedef struct lb_padic_factor {
    const lb_padic_matrix *matrix;
    size_t first; /* c_1 is numbers[first] */
    unsigned degree;
} lb_padic_factor;

/* The number of a gate: tau or t. */
typedef struct lb_padic_angle {
    bool is_exponential;
    uint64_t number;
} lb_padic_angle;

typedef struct lb_padic_circuit {
    const lb_padic_space *space;
    lb_field field;
    lb_random random;
    lb_padic_matrix *whole;  /* of each generator */
    lb_padic_matrix **terms; /* of each term, for generators whose gates are products; else NULL */
    size_t gate_count, gate_room, factor_room, number_count, number_room, angle_room;
    lb_padic_angle *angles; /* of each gate */
    size_t *first_factor;   /* of each gate, and the end */
    lb_padic_factor *factors;
    double *numbers;
} lb_padic_circuit;

void lb_padic_circuit_init(lb_padic_circuit *C, const lb_padic_space *S, const lb_field *F,
                           const lb_random *random);
void lb_padic_circuit_clear(lb_padic_circuit *C);

/* Draw the next gate. */
void lb_padic_circuit_append(lb_padic_circuit *C);
/* The matrix of -i H for the generator of a gate. */
const lb_padic_matrix *lb_padic_circuit_generator(const lb_padic_circuit *C, size_t gate);
/* A block of vectors through a gate, or back; scratch has room for two such blocks. */
void lb_padic_circuit_move(const lb_padic_circuit *C, size_t gate, bool forward, double *v,
                           size_t lanes, double *scratch);

/* The first point->gates angles at a point of lb_exact_rank, for one state, or LB_EXACT_ALL_STATES. */
void lb_padic_angles(lb_padic_angle *angles, const lb_ansatz_t A, size_t state,
                     const lb_exact_point *point);

/* c_1 .. c_degree of exp(p tau A) modulo p^k; c has room for LB_PADIC_DEGREE_MAX. Returns the
 * degree. */
enum { LB_PADIC_DEGREE_MAX = 80 };
unsigned lb_padic_exponential(double *c, uint64_t tau, const lb_field *F);

#endif
