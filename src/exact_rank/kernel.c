/* Registers are vectors of the compiler, which makes several of them out of one where the processor
 * has narrower ones. The loops are compiled for the common kinds of x86-64, and each call takes
 * those that the processor can run. */

#include "exact_rank/kernel.h"

#include "base/lanes.h"

enum { LANES = LB_EXACT_LANES };
typedef double vector __attribute__((vector_size(8 * LANES), may_alias));
#define AT(array, i)       (*(vector *)((array) + LANES * (i)))
#define CONST_AT(array, i) (*(const vector *)((array) + LANES * (i)))

/* Adding and subtracting 1.5 * 2^52 rounds to an integer. */
#define ROUNDER 6755399441055744.0

/* A register of real parts and that of the imaginary parts. */
typedef struct pair {
    vector re, im;
} pair;

lb_exact_string lb_exact_string_make(const lb_field *F, uint64_t x, uint64_t z, uint64_t factor)
{
    unsigned y = (unsigned)__builtin_popcountll(x & z) % 4;
    double f = lb_field_balance(F, factor % F->p);
    return (lb_exact_string){
        .x = x, .z = z, .crosses = y % 2 == 0, .factor = y == 1 || y == 2 ? -f : f};
}

/* signs[p] is the factor of the lanes of a register b with |b & z| = p modulo 2. */
typedef struct lane_signs {
    double signs[2][LANES] __attribute__((aligned(64)));
} lane_signs;

/* A tile is a part of a vector that stays in a first-level cache: 2^columns registers side by side,
 * taken at every combination of a few higher bits of their number. Registers of a tile are numbered
 * by columns, then by those bits. The real and the imaginary part of 8 amplitudes are two
 * registers: bit 0 of a register's number tells which, bit q - 2 is qubit q, q > 2. */
enum { TILE_BITS = 9, TILE_ROW_BITS = 6 };
typedef struct hadamard_tile {
    size_t first;           /* register */
    unsigned bits, columns; /* logarithms of the numbers of registers */
    unsigned rows[TILE_ROW_BITS];
} hadamard_tile;

/* Up to three bits of the numbers in a tile, and qubits 0 to 2 in the lanes. */
typedef struct hadamard_pass {
    unsigned radix, bits[3], lanes;
    bool reduces;
} hadamard_pass;

static inline size_t tile_place(const hadamard_tile *T, size_t local)
{
    size_t place = local & (((size_t)1 << T->columns) - 1);
    for (unsigned i = T->columns; i < T->bits; i++)
        place |= (local >> i & 1) << T->rows[i - T->columns];
    return place;
}

/* The number with a bit 0 put in at a place. */
static inline size_t open_bit(size_t number, unsigned bit)
{
    size_t low = number & (((size_t)1 << bit) - 1);
    return (number - low) << 1 | low;
}

static inline unsigned quarter_turns(size_t k, uint64_t plus, uint64_t minus)
{
    unsigned turns = (unsigned)__builtin_popcountll(k & plus);
    return (turns + 3 * (unsigned)__builtin_popcountll(k & minus)) % 4;
}

#define LB_LANES 8
#define LB_LOOPS "exact_rank/kernel_loops.h"
#include "base/each_target.h"

void lb_exact_rotate(double *v, size_t size, const lb_exact_string *S, double sign,
                     const lb_field *F)
{
    LB_CALL_WIDEST(rotate, v, size, S, sign, F);
}

void lb_exact_accumulate(double *w, const double *v, size_t size, const lb_exact_string *S,
                         double sign, const lb_field *F)
{
    LB_CALL_WIDEST(accumulate, w, v, size, S, sign, F);
}

/* H on `count` bits of a tile; `reduces` in the last pass. */
static void hadamard_in_tile(double *v, const hadamard_tile *T, const unsigned *bits,
                             unsigned count, unsigned lanes, bool reduces, const lb_field *F)
{
    for (unsigned done = 0; done < count || (done == 0 && lanes); done += 3) {
        hadamard_pass P = {.radix = count - done < 3 ? count - done : 3,
                           .lanes = done ? 0 : lanes,
                           .reduces = reduces && done + 3 >= count};
        for (unsigned i = 0; i < P.radix; i++)
            P.bits[i] = bits[done + i];
        LB_CALL_WIDEST(butterflies, v, T, &P, F);
    }
}

/* H on the bits of the mask, all above those of a tile of neighbours, a few at a time. */
static void hadamard_far(double *v, size_t registers, uint64_t far, bool reduces, const lb_field *F)
{
    unsigned bits[TILE_ROW_BITS];
    while (far) {
        hadamard_tile T = {.bits = TILE_BITS, .columns = TILE_BITS};
        unsigned count = 0;
        for (; far && count < TILE_ROW_BITS; far &= far - 1)
            T.rows[count++] = (unsigned)__builtin_ctzll(far);
        T.columns -= count;
        for (unsigned i = 0; i < count; i++)
            bits[i] = T.columns + i;
        for (size_t t = 0; t < registers >> TILE_BITS; t++) {
            size_t first = t << T.columns;
            for (unsigned i = 0; i < count; i++)
                first = open_bit(first, T.rows[i]);
            hadamard_in_tile(v + LANES * first, &T, bits, count, 0, reduces && !far, F);
        }
    }
}

/* Tile by tile of neighbours, each with its part of the table while it is in the cache. */
void lb_exact_diagonal_apply(double *v, size_t size, const lb_exact_diagonal *D, bool forward,
                             const lb_field *F)
{
    size_t registers = 2 * size / LANES;
    unsigned total = (unsigned)__builtin_ctzll(registers), count = 0, bits[TILE_BITS];
    unsigned lanes = D->hadamard % LANES;
    uint64_t places = D->hadamard / LANES * 2;
    hadamard_tile T = {.bits = total < TILE_BITS ? total : TILE_BITS};
    T.columns = T.bits;
    uint64_t far = places >> T.bits << T.bits;
    for (unsigned b = 0; b < T.bits; b++)
        if (places >> b & 1)
            bits[count++] = b;
    bool near = count || lanes;
    if (forward)
        hadamard_far(v, registers, far, !near, F);
    for (size_t first = 0; first < registers; first += (size_t)1 << T.bits) {
        double *part = v + LANES * first;
        const double *table = D->table + LANES * first;
        if (!forward)
            LB_CALL_WIDEST(multiply, part, table, (size_t)LANES / 2 << T.bits, true, F);
        hadamard_in_tile(part, &T, bits, count, lanes, forward || !far, F);
        if (forward)
            LB_CALL_WIDEST(multiply, part, table, (size_t)LANES / 2 << T.bits, false, F);
    }
    if (!forward)
        hadamard_far(v, registers, far, true, F);
}

void lb_exact_phase(double *v, size_t size, uint64_t plus, uint64_t minus)
{
    LB_CALL_WIDEST(phase, v, size, plus, minus);
}

void lb_exact_subtract(double *x, const double *r, double a, const double *s, double b,
                       size_t length, const lb_field *F)
{
    LB_CALL_WIDEST(subtract, x, r, a, s, b, length, F);
}

void lb_exact_scale(double *x, double c, size_t length, const lb_field *F)
{
    LB_CALL_WIDEST(scale, x, c, length, F);
}

void lb_exact_add_products(double *x, const double *y, const double *a, size_t length,
                           const lb_field *F)
{
    LB_CALL_WIDEST(add_products, x, y, a, length, F);
}

void lb_exact_turn(double *x, double *y, double c, double s, size_t length, const lb_field *F)
{
    LB_CALL_WIDEST(turn, x, y, c, s, length, F);
}

void lb_exact_switch(double *x, double *y, const double *a, size_t length, const lb_field *F)
{
    LB_CALL_WIDEST(switch, x, y, a, length, F);
}

void lb_exact_switch_lanes(double *x, const double *a, unsigned m, size_t length, const lb_field *F)
{
    LB_CALL_WIDEST(switch_lanes, x, a, m, length, F);
}
