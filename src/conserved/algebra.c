/* The algebra that known elements of the commutant generate, by what they do on the spaces E.
 *
 * An element X that commutes with the algebra A maps each E_j = ker f_j(h_j) to itself, and the
 * matrices X_j of these restrictions are all that is needed: products of restrictions are
 * restrictions of products. So words in the known elements, as tuples of small matrices modulo p,
 * are multiplied by one more from the left until the span does not grow. Independent tuples belong
 * to independent words over Q. */

#include <stdlib.h>
#include <string.h>

#include <flint/nmod_vec.h>

#include "base/memory.h"
#include "conserved/known.h"

/* Tuples of matrices, one kernel x kernel for each part, row by row: entry (b, a) is the coefficient
 * of basis vector b in the image of a. */
typedef struct restriction {
    const lb_blocks *blocks;
    const lb_cover *cover;
    size_t length;
    size_t *offsets; /* where the matrix of a part begins */
    uint64_t *image; /* N residues */
    uint64_t *room;  /* N more */
    const lb_known *known;
    size_t element_count;
    uint64_t *elements; /* tuples */
} restriction;

/* Where basis vector a of a part stands. */
typedef struct place {
    const lb_residue_rows *rows;
    size_t start; /* of its block */
    uint32_t row;
} place;

static place find_place(const restriction *r, const lb_cover_part *part, uint32_t a)
{
    size_t t = 0;
    while (a >= part->blocks[t].count)
        a -= part->blocks[t++].count;
    return (place){part->blocks + t, t * r->blocks->block_dimension, a};
}

/* v becomes X v for element number `which`: the strings, then the permutations, then the sums. */
static void apply_element(uint64_t *v, restriction *r, size_t which, const lb_block_operator *moved)
{
    const lb_known *known = r->known;
    size_t N = r->blocks->dimension, from = known->string_count;
    if (which >= from && which < from + known->permutation_count) {
        lb_blocks_permute(v, r->blocks, known->permutations + (which - from) * r->blocks->qubits,
                          r->room);
        return;
    }
    lb_block_operator_apply(r->room, moved, v, r->blocks);
    memcpy(v, r->room, N * sizeof *v);
}

/* Column a of the matrix on a part, from the image: false when the image is not in E. */
static bool read_column(uint64_t *matrix, restriction *r, const lb_cover_part *part, uint32_t a)
{
    nmod_t modulus = r->blocks->modulus;
    for (uint32_t b = 0; b < part->kernel; b++) {
        place at = find_place(r, part, b);
        uint64_t *block = r->image + at.start, c = block[at.rows->pivots[at.row]];
        matrix[(size_t)b * part->kernel + a] = c;
        if (c)
            lb_residues_subtract(block, lb_residue_row(at.rows, at.row), c, at.rows->length,
                                 modulus);
    }
    for (size_t i = 0; i < r->blocks->dimension; i++)
        if (r->image[i])
            return false;
    return true;
}

static bool restrict_element(uint64_t *tuple, restriction *r, size_t which,
                             const lb_block_operator *moved)
{
    for (uint32_t j = 0; j < r->cover->count; j++) {
        const lb_cover_part *part = r->cover->parts + j;
        for (uint32_t a = 0; a < part->kernel; a++) {
            place at = find_place(r, part, a);
            memset(r->image, 0, r->blocks->dimension * sizeof *r->image);
            memcpy(r->image + at.start, lb_residue_row(at.rows, at.row),
                   at.rows->length * sizeof *r->image);
            apply_element(r->image, r, which, moved);
            if (!read_column(tuple + r->offsets[j], r, part, a))
                return false;
        }
    }
    return true;
}

/* The operator of a string or a sum; false for a permutation, or when p divides a denominator. */
static bool move_element(lb_block_operator *moved, const restriction *r, size_t which)
{
    const lb_known *known = r->known;
    size_t sums = known->string_count + known->permutation_count;
    if (which >= sums)
        return lb_block_operator_init(moved, r->blocks, known->sums + (which - sums));
    if (which >= known->string_count)
        return false;
    lb_sum_t S;
    mpq_t one;
    lb_sum_init(S, r->blocks->qubits);
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    lb_sum_append(S, one, known->strings + which);
    bool made = lb_block_operator_init(moved, r->blocks, S);
    mpq_clear(one);
    lb_sum_clear(S);
    return made;
}

static bool restrict_elements(restriction *r)
{
    const lb_known *known = r->known;
    size_t all = known->string_count + known->permutation_count + known->sum_count;
    r->elements = lb_malloc(all * r->length, sizeof *r->elements);
    bool good = true;
    for (size_t which = 0; which < all && good; which++) {
        lb_block_operator moved = {0, NULL, NULL};
        bool permutes =
            which >= known->string_count && which < known->string_count + known->permutation_count;
        if (move_element(&moved, r, which) || permutes)
            good = restrict_element(r->elements + r->element_count++ * r->length, r, which, &moved);
        lb_block_operator_clear(&moved);
    }
    return good;
}

/* product = X w, of tuples. */
static void multiply(uint64_t *product, const uint64_t *X, const uint64_t *w, const restriction *r)
{
    nmod_t modulus = r->blocks->modulus;
    memset(product, 0, r->length * sizeof *product);
    for (uint32_t j = 0; j < r->cover->count; j++) {
        size_t m = r->cover->parts[j].kernel;
        for (size_t a = 0; a < m; a++)
            for (size_t b = 0; b < m; b++) {
                uint64_t c = X[r->offsets[j] + a * m + b];
                if (c)
                    _nmod_vec_scalar_addmul_nmod(product + r->offsets[j] + a * m,
                                                 w + r->offsets[j] + b * m, (slong)m, c, modulus);
            }
    }
}

static void set_one(uint64_t *tuple, const restriction *r)
{
    memset(tuple, 0, r->length * sizeof *tuple);
    for (uint32_t j = 0; j < r->cover->count; j++)
        for (size_t a = 0; a < r->cover->parts[j].kernel; a++)
            tuple[r->offsets[j] + a * r->cover->parts[j].kernel + a] = 1;
}

/* Rows stand for the words before reduction; their span is the same. */
static size_t count_words(const restriction *r, lb_run *run)
{
    lb_residue_rows rows;
    uint64_t *tuple = lb_malloc(r->length, sizeof *tuple);
    size_t work = 0;
    lb_residue_rows_init(&rows, r->length, r->blocks->modulus);
    set_one(tuple, r);
    lb_residue_rows_insert(&rows, tuple);
    bool goes_on = true;
    for (uint32_t i = 0; i < rows.count && goes_on && rows.count < r->cover->bound; i++)
        for (size_t e = 0; e < r->element_count && goes_on && rows.count < r->cover->bound; e++) {
            multiply(tuple, r->elements + e * r->length, lb_residue_row(&rows, i), r);
            lb_residue_rows_insert(&rows, tuple);
            goes_on = lb_run_asks(run, &work, r->length * (rows.count / 8 + 1));
        }
    size_t dimension = rows.count;
    lb_residue_rows_clear(&rows);
    free(tuple);
    return dimension;
}

static void restriction_init(restriction *r, const lb_known *known, const lb_blocks *blocks,
                             const lb_cover *cover)
{
    *r = (restriction){.blocks = blocks, .cover = cover, .known = known};
    r->offsets = lb_malloc(cover->count, sizeof *r->offsets);
    for (uint32_t j = 0; j < cover->count; j++) {
        r->offsets[j] = r->length;
        r->length += (size_t)cover->parts[j].kernel * cover->parts[j].kernel;
    }
    r->image = lb_malloc(blocks->dimension, sizeof *r->image);
    r->room = lb_malloc(blocks->dimension, sizeof *r->room);
}

static void restriction_clear(restriction *r)
{
    free(r->elements);
    free(r->room);
    free(r->image);
    free(r->offsets);
}

lb_status lb_known_algebra_dimension(size_t *dimension, const lb_known *known,
                                     const lb_blocks *blocks, const lb_cover *cover, lb_run *run,
                                     lb_error *error)
{
    restriction r;
    restriction_init(&r, known, blocks, cover);
    bool good = restrict_elements(&r);
    if (good)
        *dimension = count_words(&r, run);
    restriction_clear(&r);
    return good ? LB_OK
                : lb_fail(error, LB_INTERNAL,
                          "an element of the commutant leaves an eigenspace of the algebra");
}

uint64_t *lb_cover_restrict(const lb_cover *cover, const lb_blocks *blocks, const lb_sum_t S)
{
    const lb_known known = {.sum_count = 1, .sums = (lb_sum_struct *)S};
    restriction r;
    restriction_init(&r, &known, blocks, cover);
    uint64_t *tuple = NULL;
    if (restrict_elements(&r) && r.element_count) {
        tuple = r.elements;
        r.elements = NULL;
    }
    restriction_clear(&r);
    return tuple;
}
