/* Matrices of generators, and vectors of states, in the coordinates of a space. A row of an
 * antisymmetric matrix is minus what the matrix makes of its basis vector. */

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "exact_rank/padic/block.h"
#include "state/state.h"

/* Two thirds of the modulus times the sums below stay integers of a double. */
#define EXACT 9007199254740992.0

/* A matrix that is being built, row by row. */
typedef struct builder {
    lb_padic_matrix *A;
    const lb_field *field;
    size_t length, room, value_room;
    double sum, largest; /* of the absolute values in this row, and in any */
} builder;

static void put(builder *to, uint32_t column, uint64_t value)
{
    lb_padic_matrix *A = to->A;
    double entry = lb_field_balance(to->field, value);
    if (value == 0)
        return;
    A->columns = lb_grow(A->columns, &to->room, to->length + 1, sizeof *A->columns);
    A->values = lb_grow(A->values, &to->value_room, to->length + 1, sizeof *A->values);
    A->columns[to->length] = column;
    A->values[to->length++] = entry;
    to->sum += entry < 0 ? -entry : entry;
}

/* Minus the sum of the entries of some images. */
static uint64_t negative_sum(const lb_padic_image *images, size_t count,
                             const lb_exact_generator *H, bool whole, const lb_field *F)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t c = whole ? lb_exact_power(H, images[i].term, F) : 1;
        sum = (sum + (images[i].negative ? c : lb_field_negate(F, c))) % F->p;
    }
    return sum;
}

static void put_row(builder *to, const lb_padic_block *B, const lb_padic_image *images,
                    size_t count, const lb_exact_generator *H, bool whole)
{
    to->sum = 0;
    for (size_t first = 0, end; first < count; first = end) {
        end = lb_padic_run_end(images, first, count);
        uint32_t coordinate = B->coordinates[images[first].name];
        uint64_t value = negative_sum(images + first, end - first, H, whole, to->field);
        assert(coordinate != LB_NO_STRING || value == 0);
        put(to, (uint32_t)B->offset + coordinate, value);
    }
    to->largest = to->sum > to->largest ? to->sum : to->largest;
}

void lb_padic_matrix_init(lb_padic_matrix *A, const lb_padic_space *S, size_t generator,
                          ptrdiff_t term, const lb_field *F)
{
    const lb_exact_generator *H = &S->generators->generators[generator];
    bool whole = term == LB_PADIC_WHOLE;
    size_t first = whole ? 0 : (size_t)term, end = whole ? H->length : first + 1;
    builder to = {.A = A, .field = F};
    *A = (lb_padic_matrix){.size = S->count, .start = lb_calloc(S->count + 1, sizeof *A->start)};
    lb_padic_image *images = lb_malloc(end - first, sizeof *images);
    for (size_t b = 0; b < S->block_count; b++) {
        lb_padic_block *B = &S->blocks[b];
        uint64_t *strings = lb_padic_strings(B, S->generators, generator);
        for (size_t i = 0; i < B->count; i++) {
            lb_padic_images(images, B, strings, first, end, B->reached[i]);
            put_row(&to, B, images, end - first, H, whole);
            A->start[B->offset + i + 1] = to.length;
        }
        free(strings);
    }
    A->small = to.largest * F->modulus * (2.0 / 3) <= EXACT;
    free(images);
}

void lb_padic_matrix_clear(lb_padic_matrix *A)
{
    free(A->start);
    free(A->columns);
    free(A->values);
}

double lb_padic_matrix_bytes(const lb_padic_space *S)
{
    const lb_exact_generators *G = S->generators;
    double entries = 0, starts = 0;
    for (size_t k = 0; k < G->count; k++) {
        const lb_exact_generator *H = &G->generators[k];
        bool split = H->form == LB_EXACT_COMMUTING && S->stays[k] && H->length > 1;
        entries += (split ? 2 : 1) * (double)H->length;
        starts += split ? 1 + (double)H->length : 1;
    }
    return (double)S->count *
           (entries * (sizeof(double) + sizeof(uint32_t)) * 1.5 + starts * sizeof(size_t));
}

/* ---- States ---- */

/* i^turns psi of a block, where psi has this coordinate. Returns whether it is in the space. */
static bool add(const lb_padic_block *B, double *v, size_t stride, uint64_t *name, unsigned turns,
                uint64_t value, const lb_field *F)
{
    size_t W = B->reference.words;
    turns += (unsigned)name[2 * W];
    name[2 * W] = turns & 1;
    uint32_t number = lb_string_table_find(&B->names, name);
    uint32_t coordinate = number == LB_NO_STRING ? LB_NO_STRING : B->coordinates[number];
    if (coordinate == LB_NO_STRING)
        return false;
    v[stride * (B->offset + coordinate)] =
        lb_field_balance(F, turns & 2 ? lb_field_negate(F, value) : value);
    return true;
}

static bool add_amplitudes(const lb_padic_block *B, double *v, size_t stride, uint64_t *name,
                           unsigned turns, const lb_field *F)
{
    bool inside = true;
    const lb_amplitudes *psi = B->state->amplitudes;
    for (size_t p = 0; p < 2 * psi->count; p++) {
        memcpy(name, psi->bits + psi->words * (p / 2), psi->words * sizeof *name);
        name[2 * B->reference.words] = p % 2;
        if (mpz_sgn(&psi->parts[p]))
            inside &= add(B, v, stride, name, turns, mpz_fdiv_ui(&psi->parts[p], F->p), F);
    }
    return inside;
}

static bool add_state(const lb_padic_block *B, double *v, size_t stride, unsigned turns,
                      const lb_field *F)
{
    uint64_t *name = lb_calloc(2 * B->reference.words + 2, sizeof *name);
    bool inside = B->state->amplitudes ? add_amplitudes(B, v, stride, name, turns, F)
                                       : add(B, v, stride, name, turns, 1, F);
    free(name);
    return inside;
}

void lb_padic_space_start(const lb_padic_space *S, double *v, size_t stride, const lb_field *F)
{
    for (size_t i = 0; i < S->count; i++)
        v[stride * i] = 0;
    for (size_t b = 0; b < S->block_count; b++) {
        bool inside = add_state(&S->blocks[b], v, stride, 0, F);
        assert(inside);
        (void)inside;
    }
}

bool lb_padic_space_phase(const lb_padic_space *S, double *v, size_t block, const lb_field *F)
{
    for (size_t i = 0; i < S->count; i++)
        v[i] = 0;
    return add_state(&S->blocks[block], v, 1, 1, F);
}
