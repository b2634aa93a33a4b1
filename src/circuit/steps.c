/* A list is read once from its start, taking the longest step that begins at each place. */

#include "circuit/steps.h"

#include <stdlib.h>

#include "base/memory.h"

static size_t piece_length(size_t size)
{
    return size < LB_PIECE ? size : LB_PIECE;
}

/* Strings that have letters both above and inside a piece give it signs (-1)^|p & z|, p the bits
 * above. Which of them it gets depends on p only through |p & b| for a basis b of all such z. */
typedef struct sign_basis {
    uint64_t b[64];
    size_t rank;
} sign_basis;

static void basis_add(sign_basis *basis, uint64_t z, size_t length)
{
    uint64_t above = z & ~(uint64_t)(length - 1);
    if (z % length == 0)
        return;
    for (size_t i = 0; i < basis->rank; i++)
        if ((above ^ basis->b[i]) < above)
            above ^= basis->b[i];
    if (above)
        basis->b[basis->rank++] = above;
}

/* The number of the table of the piece at `start`. */
static size_t basis_number(const sign_basis *basis, size_t start)
{
    size_t number = 0;
    for (size_t i = 0; i < basis->rank; i++)
        number |= (size_t)__builtin_parityll(start & basis->b[i]) << i;
    return number;
}

size_t lb_rotation_steps_tables(const uint64_t *z, size_t count, size_t size)
{
    sign_basis basis = {.rank = 0};
    for (size_t i = 0; i < count; i++)
        basis_add(&basis, z[i], piece_length(size));
    return (size_t)1 << basis.rank;
}

/* What the run without its strings above the piece makes of ones, in the piece at `start`. */
static void fill_table(const lb_rotation_step *s, const lb_rotation_kernel *kernel, double *table,
                       size_t start, size_t length)
{
    for (size_t k = 0; k < length; k++) {
        table[k] = 1;
        table[length + k] = 0;
    }
    for (size_t i = 0; i < s->count; i++) {
        const lb_rotation *r = &s->first[i];
        if (r->z % length || r->z == 0)
            kernel->rotate(table, table + length, length, r,
                           __builtin_parityll(start & r->z) ? -r->sine : r->sine);
    }
}

/* The product of the strings above the piece. */
static void fill_factor(const lb_rotation_step *s, double *factor, size_t start, size_t length)
{
    factor[0] = 1;
    factor[1] = 0;
    for (size_t i = 0; i < s->count; i++) {
        const lb_rotation *r = &s->first[i];
        if (r->z % length || r->z == 0)
            continue;
        double sine = __builtin_parityll(start & r->z) ? -r->sine : r->sine, re = factor[0];
        factor[0] = r->cosine * re + sine * factor[1];
        factor[1] = r->cosine * factor[1] - sine * re;
    }
}

static void make_diagonal(lb_rotation_step *s, const lb_rotation_kernel *kernel, size_t size)
{
    size_t length = piece_length(size), pieces = size / length;
    sign_basis basis = {.rank = 0};
    for (size_t i = 0; i < s->count; i++)
        basis_add(&basis, s->first[i].z, length);
    s->table_count = (size_t)1 << basis.rank;
    s->tables = lb_malloc_aligned(2 * length * s->table_count, sizeof *s->tables);
    s->factors = lb_malloc(2 * pieces, sizeof *s->factors);
    s->table_of = lb_malloc(pieces, sizeof *s->table_of);
    bool *known = lb_calloc(s->table_count, sizeof *known);
    for (size_t p = 0; p < pieces; p++) {
        size_t number = s->table_of[p] = basis_number(&basis, p * length);
        fill_factor(s, s->factors + 2 * p, p * length, length);
        if (!known[number])
            fill_table(s, kernel, s->tables + 2 * length * number, p * length, length);
        known[number] = true;
    }
    free(known);
}

static void make_group(lb_rotation_step *s)
{
    s->scale = 1;
    for (size_t i = 0; i < s->count; i++) {
        s->tangents[i] = s->first[i].sine / s->first[i].cosine;
        s->scale *= s->first[i].cosine;
    }
}

static size_t diagonal_length(const lb_rotation *r, size_t left)
{
    size_t length = 0;
    while (length < left && r[length].x == 0)
        length++;
    return length < LB_DIAGONAL_MIN ? 0 : length;
}

/* Neither string changes the sign of the other. */
static bool are_independent(const lb_rotation *a, const lb_rotation *b)
{
    return !__builtin_parityll(a->x & b->z) && !__builtin_parityll(a->z & b->x);
}

static bool joins(const lb_rotation *r, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (!are_independent(&r[i], &r[j]))
            return false;
    return r[i].crosses == r[0].crosses;
}

/* X, or Y, on the qubits inside a register, with anything on the others. */
static size_t lanes_length(const lb_rotation *r, size_t left, size_t lanes)
{
    size_t length = 0;
    while (length < left && r[length].x == (uint64_t)1 << length && r[length].x < lanes &&
           joins(r, length))
        length++;
    return lanes > 2 && (size_t)1 << length == lanes ? length : 0;
}

static bool has_other_top(const lb_rotation *r, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (__builtin_clzll(r[i].x) == __builtin_clzll(r[j].x))
            return false;
    return true;
}

/* Registers far apart meet in few sets of a cache, so only two rotations go together there. Four
 * that are left over go by two and two. */
static size_t registers_length(const lb_rotation *r, size_t left, const lb_rotation_kernel *kernel)
{
    bool local = r->x < LB_PIECE;
    size_t length = 0, most = local ? kernel->group : 2;
    while (length < left && length < most + 2 && r[length].x >= kernel->lanes &&
           r[length].x % kernel->lanes == 0 && (r[length].x < LB_PIECE) == local &&
           joins(r, length) && has_other_top(r, length))
        length++;
    if (length < 2)
        return 0;
    return length <= most ? length : length == most + 1 && most > 2 ? most - 1 : most;
}

/* The longest step at r, 0 for none. */
static size_t find_step(lb_step_form *form, const lb_rotation *r, size_t left,
                        const lb_rotation_kernel *kernel)
{
    size_t length = diagonal_length(r, left);
    *form = LB_STEP_DIAGONAL;
    if (length)
        return length;
    *form = LB_STEP_LANES;
    length = lanes_length(r, left, kernel->lanes);
    if (length)
        return length;
    *form = LB_STEP_REGISTERS;
    return registers_length(r, left, kernel);
}

void lb_rotation_steps_init(lb_rotation_steps *S, const lb_rotation_kernel *kernel, size_t size,
                            lb_rotation *rotations, size_t count)
{
    size_t capacity = 0;
    *S = (lb_rotation_steps){0};
    for (size_t i = 0; i < count;) {
        lb_rotation_step s = {.first = rotations + i};
        s.count = find_step(&s.form, s.first, count - i, kernel);
        i += s.count ? s.count : 1;
        if (!s.count)
            continue;
        if (s.form == LB_STEP_DIAGONAL)
            make_diagonal(&s, kernel, size);
        else
            make_group(&s);
        S->all = lb_grow(S->all, &capacity, S->count + 1, sizeof *S->all);
        S->all[S->count++] = s;
    }
    for (size_t i = 0; i < S->count; i++) {
        const lb_rotation_step *s = &S->all[i];
        size_t first = (size_t)(s->first - rotations);
        rotations[first].step = rotations[first + s->count - 1].step = s;
    }
}

void lb_rotation_steps_clear(lb_rotation_steps *S)
{
    for (size_t i = 0; i < S->count; i++) {
        free(S->all[i].factors);
        free(S->all[i].table_of);
        free(S->all[i].tables);
    }
    free(S->all);
    *S = (lb_rotation_steps){0};
}
