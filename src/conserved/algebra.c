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
    uint64_t *image; /* N residues */
    uint64_t *room;  /* N more */
} restriction;

/* An element to be restricted: a permutation of the qubits, or else an operator. */
typedef struct element {
    const uint32_t *permutation;
    lb_blocks_operator moved;
} element;

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

static void apply_element(uint64_t *v, restriction *r, const element *X)
{
    if (X->permutation) {
        lb_blocks_permute(v, r->blocks, X->permutation, r->room);
        return;
    }
    lb_blocks_operator_apply(r->room, &X->moved, v, r->blocks);
    memcpy(v, r->room, r->blocks->dimension * sizeof *v);
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

/* False when the element does not map the spaces to themselves. */
static bool restrict_element(uint64_t *tuple, const lb_blocks *blocks, const lb_cover *cover,
                             const element *X)
{
    restriction r = {.blocks = blocks, .cover = cover};
    bool good = true;
    r.image = lb_malloc(blocks->dimension, sizeof *r.image);
    r.room = lb_malloc(blocks->dimension, sizeof *r.room);
    for (uint32_t j = 0; j < cover->count && good; j++) {
        const lb_cover_part *part = cover->parts + j;
        for (uint32_t a = 0; a < part->kernel && good; a++) {
            place at = find_place(&r, part, a);
            memset(r.image, 0, blocks->dimension * sizeof *r.image);
            memcpy(r.image + at.start, lb_residue_row(at.rows, at.row),
                   at.rows->length * sizeof *r.image);
            apply_element(r.image, &r, X);
            good = read_column(tuple, &r, part, a);
        }
        tuple += (size_t)part->kernel * part->kernel;
    }
    free(r.room);
    free(r.image);
    return good;
}

static size_t tuple_length(const lb_cover *cover)
{
    size_t length = 0;
    for (uint32_t j = 0; j < cover->count; j++)
        length += (size_t)cover->parts[j].kernel * cover->parts[j].kernel;
    return length;
}

uint64_t *lb_cover_restrict(const lb_cover *cover, const lb_blocks *blocks, const lb_sum_t S)
{
    element X = {.permutation = NULL};
    if (!lb_blocks_operator_init(&X.moved, blocks, S))
        return NULL;
    uint64_t *tuple = lb_malloc(tuple_length(cover), sizeof *tuple);
    if (!restrict_element(tuple, blocks, cover, &X)) {
        free(tuple);
        tuple = NULL;
    }
    lb_blocks_operator_clear(&X.moved);
    return tuple;
}

/* ---- Words ---- */

/* product = X w, of tuples. */
static void multiply(uint64_t *product, const uint64_t *X, const uint64_t *w, const lb_words *words)
{
    const lb_cover *cover = words->cover;
    memset(product, 0, words->rows.length * sizeof *product);
    for (uint32_t j = 0; j < cover->count; j++) {
        size_t m = cover->parts[j].kernel;
        for (size_t a = 0; a < m; a++)
            for (size_t b = 0; b < m; b++)
                if (X[a * m + b])
                    _nmod_vec_scalar_addmul_nmod(product + a * m, w + b * m, (slong)m, X[a * m + b],
                                                 words->rows.modulus);
        product += m * m;
        X += m * m;
        w += m * m;
    }
}

void lb_words_init(lb_words *words, const lb_blocks *blocks, const lb_cover *cover)
{
    *words = (lb_words){.blocks = blocks, .cover = cover};
    lb_residue_rows_init(&words->rows, tuple_length(cover), blocks->modulus);
    uint64_t *one = lb_calloc(words->rows.length, sizeof *one), *matrix = one;
    for (uint32_t j = 0; j < cover->count; j++) {
        size_t m = cover->parts[j].kernel;
        for (size_t a = 0; a < m; a++)
            matrix[a * m + a] = 1;
        matrix += m * m;
    }
    lb_residue_rows_insert(&words->rows, one);
    free(one);
}

void lb_words_clear(lb_words *words)
{
    lb_residue_rows_clear(&words->rows);
    free(words->elements);
    free(words->done);
}

/* Multiply words by elements until nothing is added. Rows stand for the words before reduction; their
 * span is the same. */
static void close_words(lb_words *words, lb_run *run)
{
    lb_residue_rows *rows = &words->rows;
    uint64_t *tuple = lb_malloc(rows->length, sizeof *tuple);
    size_t work = 0;
    bool goes_on = true;
    for (size_t e = 0, idle = 0; idle < words->element_count; e = (e + 1) % words->element_count) {
        idle = words->done[e] == rows->count ? idle + 1 : 0;
        while (words->done[e] < rows->count && rows->count < words->cover->bound && goes_on) {
            multiply(tuple, words->elements + e * rows->length,
                     lb_residue_row(rows, words->done[e]++), words);
            lb_residue_rows_insert(rows, tuple);
            goes_on = lb_run_asks(run, &work, rows->length * (rows->count / 8 + 1));
        }
        if (!goes_on || rows->count == words->cover->bound)
            break;
    }
    free(tuple);
}

/* Append an element, without multiplying by it. */
static lb_status append_element(lb_words *words, const element *X, lb_error *error)
{
    words->elements = lb_realloc(words->elements, (words->element_count + 1) * words->rows.length,
                                 sizeof *words->elements);
    words->done = lb_realloc(words->done, words->element_count + 1, sizeof *words->done);
    words->done[words->element_count] = 0;
    uint64_t *tuple = words->elements + words->element_count++ * words->rows.length;
    return restrict_element(tuple, words->blocks, words->cover, X)
               ? LB_OK
               : lb_fail(error, LB_INTERNAL,
                         "an element of the commutant leaves an eigenspace of the algebra");
}

static lb_status append_sum(lb_words *words, const lb_sum_t S, lb_error *error)
{
    element X = {.permutation = NULL};
    if (!lb_blocks_operator_init(&X.moved, words->blocks, S))
        return LB_OK;
    lb_status status = append_element(words, &X, error);
    lb_blocks_operator_clear(&X.moved);
    return status;
}

static lb_status append_string(lb_words *words, const lb_string_struct *P, lb_error *error)
{
    lb_sum_t S;
    mpq_t one;
    lb_sum_init(S, words->blocks->qubits);
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    lb_sum_append(S, one, P);
    lb_status status = append_sum(words, S, error);
    mpq_clear(one);
    lb_sum_clear(S);
    return status;
}

lb_status lb_words_add_known(lb_words *words, const lb_known *known, lb_run *run, lb_error *error)
{
    lb_status status = LB_OK;
    for (size_t i = 0; i < known->string_count && !status; i++)
        status = append_string(words, known->strings + i, error);
    for (size_t i = 0; i < known->permutation_count && !status; i++) {
        const element X = {.permutation = known->permutations + i * words->blocks->qubits};
        status = append_element(words, &X, error);
    }
    for (size_t i = 0; i < known->sum_count && !status; i++)
        status = append_sum(words, known->sums + i, error);
    if (!status)
        close_words(words, run);
    return status;
}

lb_status lb_words_add_sum(lb_words *words, const lb_sum_t S, lb_run *run, lb_error *error)
{
    uint32_t before = words->rows.count;
    lb_status status = append_sum(words, S, error);
    if (!status)
        close_words(words, run);
    if (!status && words->rows.count == before)
        words->element_count--;
    return status;
}
