/* The inner loops of the algebra picture. A register is one entry of LB_BLOCK_LANES vectors, which
 * the compiler makes of several where the processor has narrower ones; each call takes the loops
 * that the processor can run. */

#include "training/blocks.h"

#include <limits.h>
#include <math.h>

#include "base/lanes.h"

enum { LANES = LB_BLOCK_LANES };
typedef double vector __attribute__((vector_size(8 * LANES), may_alias));
typedef long long mask __attribute__((vector_size(8 * LANES)));
#define SIGN               LLONG_MIN
#define AT(array, i)       (*(vector *)((array) + LANES * (size_t)(i)))
#define CONST_AT(array, i) (*(const vector *)((array) + LANES * (size_t)(i)))

/* Adding and subtracting 1.5 * 2^52 rounds to an integer. */
#define ROUNDER 6755399441055744.0
/* pi/2 = A + B + C up to 2^-120; a number below 2^20 times A or B is exact. */
#define HALF_PI_A 0x1.921fb544p0
#define HALF_PI_B 0x1.0b4611a6p-34
#define HALF_PI_C 0x1.3198a2e037073p-69
/* Larger arguments are for the library of the system. */
#define ARGUMENT_MAX 1e6

size_t lb_exponential_room(const lb_exponential *blocks)
{
    size_t largest = 0;
    for (uint32_t k = 0; k < blocks->kind_count; k++) {
        const lb_block_kind *kind = blocks->kinds + k;
        size_t small = (size_t)kind->order * kind->order, large = 3 * (size_t)kind->order;
        size_t needed = kind->tables ? small : large;
        largest = needed > largest ? needed : largest;
    }
    return LANES * (2 * (size_t)blocks->frequency_count + largest);
}

#define LB_LOOPS "training/blocks_loops.h"
#include "base/each_target.h"

void lb_exponential_turn(const lb_exponential *blocks, const double *theta, double *r, double *room)
{
    LB_CALL_WIDEST(turn, blocks, theta, r, room);
}

void lb_exponential_turn_back(const lb_exponential *blocks, const double *theta, double *r,
                              double *co, double *derivative, double *room)
{
    LB_CALL_WIDEST(turn_back, blocks, theta, r, co, derivative, room);
}
