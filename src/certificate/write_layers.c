/* Layers as rotations about the generators, in the kind "rank". An angle of several rotations turns each
 * primitive generator by an integer multiple of theta / D (exact_rank/picture.h); one of a single
 * rotation may have any unit. */

#include <liebound/layers.h>

#include <inttypes.h>

#include "base/memory.h"
#include "certificate/writer.h"

enum { TURNS_MAX = 1 << 20, FACTOR_MAX = 1 << 30 };

/* The rotations of one line, whose angles are those from number `angle` on. */
typedef struct line {
    size_t first, end, angle;
} line;

static size_t line_count(const lb_ansatz_struct *A)
{
    return (lb_ansatz_first_angles(A) > 0) + A->layers->period;
}

static line line_at(const lb_ansatz_struct *A, size_t number)
{
    bool has_first = lb_ansatz_first_angles(A) > 0;
    if (has_first && number == 0)
        return (line){0, lb_ansatz_rotations(A, 0), 0};
    size_t layer = number - has_first;
    return (line){lb_ansatz_rotations(A, layer), lb_ansatz_rotations(A, layer + 1),
                  lb_ansatz_angles(A, layer)};
}

/* D of an angle. */
static void set_denominator(mpz_t D, const lb_ansatz_struct *A, line L, size_t angle)
{
    mpz_set_ui(D, 1);
    for (size_t j = L.first; j < L.end; j++) {
        lb_turn_at turn = lb_ansatz_rotation(A, j);
        const lb_sum_struct *H = A->generators + turn.generator;
        for (size_t a = 0; turn.angle == angle && a < H->length; a++)
            mpz_lcm(D, D, mpq_denref(&H->coefficients[a]));
    }
}

/* D times the greatest rational number of which the coefficients, without that of the identity, are
 * integer multiples, or minus that; 0 when it has no room. */
static long factor_of(const lb_ansatz_struct *A, line L, lb_turn_at turn)
{
    const lb_sum_struct *H = A->generators + turn.generator;
    mpz_t D, divisor, c;
    if (!A->layers->shared)
        return 1;
    mpz_inits(D, divisor, c, NULL);
    set_denominator(D, A, L, turn.angle);
    for (size_t a = 0; a < H->length; a++) {
        if (!H->strings[a].length)
            continue;
        mpz_divexact(c, D, mpq_denref(&H->coefficients[a]));
        mpz_mul(c, c, mpq_numref(&H->coefficients[a]));
        mpz_gcd(divisor, divisor, c);
    }
    long factor = mpz_sgn(divisor) == 0                  ? 1
                  : mpz_cmp_ui(divisor, FACTOR_MAX) <= 0 ? (long)mpz_get_ui(divisor)
                                                         : 0;
    mpz_clears(D, divisor, c, NULL);
    return turn.negative ? -factor : factor;
}

bool lb_certificate_layers_fit(const lb_ansatz_struct *A)
{
    if (!A->layers)
        return true;
    if (A->layers->period > TURNS_MAX || line_at(A, line_count(A) - 1).end > TURNS_MAX)
        return false;
    for (size_t l = 0; l < line_count(A); l++) {
        line L = line_at(A, l);
        for (size_t j = L.first; j < L.end; j++)
            if (!factor_of(A, L, lb_ansatz_rotation(A, j)))
                return false;
    }
    return true;
}

void lb_certificate_write_layers(lb_output *output, const lb_ansatz_struct *A)
{
    lb_output_print(output, "layers %d %zu\n", lb_ansatz_first_angles(A) > 0, A->layers->period);
    for (size_t l = 0; l < line_count(A); l++) {
        line L = line_at(A, l);
        for (size_t j = L.first; j < L.end; j++) {
            lb_turn_at turn = lb_ansatz_rotation(A, j);
            lb_output_print(output, "a%zu %ld g%zu%s", turn.angle - L.angle, factor_of(A, L, turn),
                            turn.generator, j + 1 < L.end ? " " : "\n");
        }
    }
}
