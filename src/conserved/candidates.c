#include "conserved/candidates.h"

#include <stdlib.h>
#include <string.h>

#include <flint/nmod_mat.h>
#include <flint/nmod_vec.h>

#include "base/memory.h"
#include "linalg/chinese.h"
#include "pauli/dense.h"

/* A word is a generator times an earlier word; word 0 is 1. */
typedef struct word {
    uint32_t generator, parent;
} word;

/* A part of the cover with the words that make A e of one of its vectors e. */
typedef struct part_words {
    const lb_cover_part *part;
    size_t count; /* dim A e */
    word *words;
    size_t chosen_count; /* the vectors e_a, by block and row */
    struct {
        uint32_t block, row;
        size_t column; /* of word 0 in the basis of the block */
    } * chosen;
} part_words;

typedef struct builder {
    lb_candidates *out;
    const lb_blocks *blocks;
    const lb_cover *cover;
    part_words *parts;
    lb_residue_rows *spans; /* of the A e_a in each block */
    nmod_mat_struct *bases; /* their vectors w e_a as columns; later the inverse */
    size_t *filled;         /* columns of each */
    lb_run *run;
    size_t work;
} builder;

static bool goes_on(builder *b, double work)
{
    return lb_run_asks(b->run, &b->work, (size_t)work + 1);
}

/* ---- Words ---- */

/* Words and their vectors in a block, while they are found. */
typedef struct spinner {
    part_words *words;
    lb_residue_rows span;
    uint64_t *vectors, *v;
    size_t capacity, word_capacity;
} spinner;

/* Keep v, which is the word applied to e, unless it is in the span. */
static void try_word(spinner *s, uint32_t generator, uint32_t parent)
{
    size_t M = s->span.length;
    part_words *p = s->words;
    s->vectors = lb_grow(s->vectors, &s->capacity, p->count + 1, M * sizeof *s->vectors);
    memcpy(s->vectors + p->count * M, s->v, M * sizeof *s->v);
    if (!lb_residue_rows_insert(&s->span, s->v))
        return;
    p->words = lb_grow(p->words, &s->word_capacity, p->count + 1, sizeof *p->words);
    p->words[p->count++] = (word){generator, parent};
}

/* Words w such that the w e are a basis of A e. */
static bool find_words(builder *b, part_words *p, const uint64_t *e, size_t block)
{
    const lb_blocks *blocks = b->blocks;
    size_t M = blocks->block_dimension;
    spinner s = {.words = p, .v = lb_malloc(M, sizeof *s.v)};
    bool ok = true;
    lb_residue_rows_init(&s.span, M, blocks->modulus);
    memcpy(s.v, e, M * sizeof *e);
    try_word(&s, 0, 0);
    for (size_t parent = 0; parent < p->count && ok; parent++)
        for (uint32_t k = 0; k < blocks->generator_count && ok; k++) {
            lb_blocks_operator_apply_in(s.v, blocks->generators + k, s.vectors + parent * M, blocks,
                                        block);
            try_word(&s, k, (uint32_t)parent);
            ok = goes_on(b, (double)M * ((double)p->count / 8 + 1));
        }
    lb_residue_rows_clear(&s.span);
    free(s.v);
    free(s.vectors);
    return ok;
}

/* images[l] = word l applied to v, count vectors of a block. */
static void apply_words(uint64_t *images, const builder *b, const part_words *p, const uint64_t *v,
                        size_t block)
{
    size_t M = b->blocks->block_dimension;
    memcpy(images, v, M * sizeof *v);
    for (size_t l = 1; l < p->count; l++)
        lb_blocks_operator_apply_in(images + l * M, b->blocks->generators + p->words[l].generator,
                                    images + p->words[l].parent * M, b->blocks, block);
}

/* Take e as one of the e_a unless A e is in the span already; false when it is so in part only. */
static bool choose_vector(builder *b, part_words *p, size_t block, uint32_t row, uint64_t *images)
{
    size_t M = b->blocks->block_dimension, before = b->filled[block];
    apply_words(images, b, p, lb_residue_row(p->part->blocks + block, row), block);
    for (size_t l = 0; l < p->count; l++) {
        if (before + l < M)
            for (size_t i = 0; i < M; i++)
                nmod_mat_entry(b->bases + block, (slong)i, (slong)(before + l)) = images[l * M + i];
        if (!lb_residue_rows_insert(b->spans + block, images + l * M))
            return l == 0;
    }
    p->chosen = lb_realloc(p->chosen, p->chosen_count + 1, sizeof *p->chosen);
    p->chosen[p->chosen_count].block = (uint32_t)block;
    p->chosen[p->chosen_count].row = row;
    p->chosen[p->chosen_count++].column = before;
    b->filled[block] += p->count;
    return true;
}

static bool choose_vectors(builder *b, part_words *p)
{
    const lb_blocks *blocks = b->blocks;
    bool ok = true;
    uint64_t *images = NULL;
    for (size_t t = 0; t < blocks->block_count && ok; t++)
        for (uint32_t row = 0; row < p->part->blocks[t].count && ok; row++) {
            if (!images) {
                ok = find_words(b, p, lb_residue_row(p->part->blocks + t, row), t);
                images = lb_malloc(p->count * blocks->block_dimension, sizeof *images);
            }
            ok = ok && choose_vector(b, p, t, row, images) && goes_on(b, (double)p->count);
        }
    free(images);
    return ok && p->chosen_count * p->part->degree == p->part->kernel;
}

static bool find_bases(builder *b)
{
    size_t M = b->blocks->block_dimension;
    bool ok = true;
    for (uint32_t j = 0; j < b->cover->count && ok; j++) {
        b->parts[j].part = b->cover->parts + j;
        ok = choose_vectors(b, b->parts + j);
    }
    for (size_t t = 0; t < b->blocks->block_count && ok; t++)
        ok = b->filled[t] == M && goes_on(b, (double)M * (double)M * (double)M / 8) &&
             nmod_mat_inv(b->bases + t, b->bases + t);
    return ok;
}

/* ---- Strings ---- */

/* v becomes its Walsh transform, sum over b of (-1)^|z & b| v[b]. */
static void walsh(uint64_t *v, size_t M, nmod_t modulus)
{
    for (size_t h = 1; h < M; h *= 2)
        for (size_t b = 0; b < M; b++)
            if (!(b & h)) {
                uint64_t low = v[b], high = v[b | h];
                v[b] = nmod_add(low, high, modulus);
                v[b | h] = nmod_sub(low, high, modulus);
            }
}

/* 1, i, -1 or -i to the power y, inverted. */
static uint64_t inverse_phase(int y, const lb_blocks *blocks)
{
    const uint64_t powers[4] = {1, nmod_neg(blocks->i, blocks->modulus),
                                nmod_neg(1, blocks->modulus), blocks->i};
    return powers[y & 3];
}

/* The coefficients, up to 1/N, of the strings of an operator X from block `from` to another, in the
 * order of the group's columns: column c of string (x, z) with number position[x low, z]. */
static void expand(uint64_t *row, const builder *b, const uint64_t *X, size_t from, uint32_t mask,
                   const uint32_t *position, const bool *minus)
{
    size_t M = b->blocks->block_dimension, N = b->blocks->dimension;
    nmod_t modulus = b->blocks->modulus;
    uint64_t *v = lb_malloc(M, sizeof *v);
    for (size_t x = 0; x < M; x++) {
        for (size_t i = 0; i < M; i++)
            v[i] = X[(i ^ x) * M + i];
        walsh(v, M, modulus);
        for (size_t z = 0; z < N; z++) {
            uint64_t c = v[z % M], at = x * N + z;
            bool sign = __builtin_parityll((z / M) & from) ^ minus[at];
            int y = lb_popcount((x | (uint64_t)mask * M) & z);
            c = nmod_mul(c, inverse_phase(y, b->blocks), modulus);
            row[position[at]] = sign ? nmod_neg(c, modulus) : c;
        }
    }
    free(v);
}

typedef struct column {
    uint64_t string; /* weight, x, z of the string, to be sorted */
    uint32_t at;
    bool minus;
} column;

static int compare_columns(const void *a, const void *b)
{
    const column *p = a, *q = b;
    return (p->string > q->string) - (p->string < q->string);
}

/* The strings of a group, which goes from block t to block t + mask, lightest first. */
static void order_columns(uint32_t *strings, uint32_t *position, bool *minus,
                          const lb_blocks *blocks, uint32_t mask)
{
    size_t M = blocks->block_dimension, N = blocks->dimension, count = M * N;
    column *columns = lb_malloc(count, sizeof *columns);
    for (size_t at = 0; at < count; at++) {
        uint64_t x = at / N + mask * M, z = at % N;
        columns[at].minus = lb_blocks_move_back(&x, &z, blocks);
        columns[at].at = (uint32_t)at;
        columns[at].string =
            (uint64_t)lb_popcount(x | z) << 2 * blocks->qubits | x << blocks->qubits | z;
    }
    qsort(columns, count, sizeof *columns, compare_columns);
    for (size_t c = 0; c < count; c++) {
        position[columns[c].at] = (uint32_t)c;
        minus[columns[c].at] = columns[c].minus;
        strings[c] = (uint32_t)(columns[c].string & (((uint64_t)1 << 2 * blocks->qubits) - 1));
    }
    free(columns);
}

/* ---- Elements ---- */

/* X = sum over words l of (word l of v) times row l of the inverse basis. */
static void element_matrix(uint64_t *X, const builder *b, const part_words *p, size_t a,
                           const uint64_t *images)
{
    size_t M = b->blocks->block_dimension;
    const nmod_mat_struct *inverse = b->bases + p->chosen[a].block;
    uint64_t *row = lb_malloc(M, sizeof *row);
    memset(X, 0, M * M * sizeof *X);
    for (size_t l = 0; l < p->count; l++) {
        for (size_t i = 0; i < M; i++)
            row[i] = nmod_mat_entry(inverse, (slong)(p->chosen[a].column + l), (slong)i);
        for (size_t i = 0; i < M; i++)
            if (images[l * M + i])
                _nmod_vec_scalar_addmul_nmod(X + i * M, row, (slong)M, images[l * M + i],
                                             b->blocks->modulus);
    }
    free(row);
}

/* The elements of one part that lead from blocks t to blocks t + mask. */
static bool add_elements(builder *b, const part_words *p, uint32_t mask, const uint32_t *position,
                         const bool *minus)
{
    size_t M = b->blocks->block_dimension;
    lb_residue_rows *rows = b->out->groups + mask;
    uint64_t *images = lb_malloc(p->count * M, sizeof *images);
    uint64_t *X = lb_malloc(M * M, sizeof *X), *row = lb_malloc(rows->length, sizeof *row);
    bool ok = true;
    for (size_t t = 0; t < b->blocks->block_count && ok; t++)
        for (uint32_t r = 0; r < p->part->blocks[t].count && ok; r++) {
            apply_words(images, b, p, lb_residue_row(p->part->blocks + t, r), t);
            for (size_t a = 0; a < p->chosen_count && ok; a++) {
                if ((p->chosen[a].block ^ t) != mask)
                    continue;
                element_matrix(X, b, p, a, images);
                expand(row, b, X, p->chosen[a].block, mask, position, minus);
                lb_residue_rows_insert(rows, row);
                ok = goes_on(b, (double)rows->length * (rows->count / 8.0 + 1) +
                                    (double)(p->count * M * M) / 8);
            }
        }
    free(row);
    free(X);
    free(images);
    return ok;
}

static bool find_group(builder *b, uint32_t mask)
{
    lb_candidates *out = b->out;
    size_t length = b->blocks->block_dimension * b->blocks->dimension;
    uint32_t *position = lb_malloc(length, sizeof *position);
    bool *minus = lb_malloc(length, sizeof *minus), ok = true;
    out->strings[mask] = lb_malloc(length, sizeof **out->strings);
    lb_residue_rows_init(out->groups + mask, length, b->blocks->modulus);
    out->group_count++;
    order_columns(out->strings[mask], position, minus, b->blocks, mask);
    for (uint32_t j = 0; j < b->cover->count && ok; j++)
        ok = add_elements(b, b->parts + j, mask, position, minus);
    ok = ok && lb_residue_rows_reduce(out->groups + mask, b->run);
    free(minus);
    free(position);
    return ok;
}

static int compare_lengths(const void *a, const void *b)
{
    const lb_candidate *p = a, *q = b;
    return (p->length > q->length) - (p->length < q->length);
}

/* The rows of all groups by their number of terms. */
static void order_rows(lb_candidates *out)
{
    for (size_t g = 0; g < out->group_count; g++)
        out->count += out->groups[g].count;
    out->order = lb_malloc(out->count, sizeof *out->order);
    size_t at = 0;
    for (size_t g = 0; g < out->group_count; g++)
        for (uint32_t r = 0; r < out->groups[g].count; r++) {
            const uint64_t *row = lb_residue_row(out->groups + g, r);
            size_t length = 0;
            for (size_t c = 0; c < out->groups[g].length; c++)
                length += row[c] != 0;
            out->order[at++] = (lb_candidate){(uint32_t)g, r, length};
        }
    qsort(out->order, out->count, sizeof *out->order, compare_lengths);
}

static void builder_clear(builder *b)
{
    for (uint32_t j = 0; j < b->cover->count; j++) {
        free(b->parts[j].words);
        free(b->parts[j].chosen);
    }
    for (size_t t = 0; t < b->blocks->block_count; t++) {
        nmod_mat_clear(b->bases + t);
        lb_residue_rows_clear(b->spans + t);
    }
    free(b->parts);
    free(b->bases);
    free(b->spans);
    free(b->filled);
}

static void builder_init(builder *b)
{
    size_t count = b->blocks->block_count;
    slong M = (slong)b->blocks->block_dimension;
    b->parts = lb_calloc(b->cover->count, sizeof *b->parts);
    b->bases = lb_malloc(count, sizeof *b->bases);
    b->spans = lb_malloc(count, sizeof *b->spans);
    b->filled = lb_calloc(count, sizeof *b->filled);
    for (size_t t = 0; t < count; t++) {
        nmod_mat_init(b->bases + t, M, M, b->blocks->modulus.n);
        lb_residue_rows_init(b->spans + t, (size_t)M, b->blocks->modulus);
    }
}

bool lb_candidates_init(lb_candidates *candidates, const lb_blocks *blocks, const lb_cover *cover,
                        lb_run *run)
{
    double length = (double)blocks->block_dimension * (double)blocks->dimension;
    if (length * (double)(cover->bound + blocks->block_count) > LB_CANDIDATE_ENTRIES_MAX)
        return false;
    *candidates = (lb_candidates){.blocks = blocks};
    candidates->groups = lb_calloc(blocks->block_count, sizeof *candidates->groups);
    candidates->strings = lb_calloc(blocks->block_count, sizeof *candidates->strings);
    builder b = {.out = candidates, .blocks = blocks, .cover = cover, .run = run};
    builder_init(&b);
    bool ok = find_bases(&b);
    for (uint32_t mask = 0; mask < blocks->block_count && ok; mask++)
        ok = find_group(&b, mask);
    builder_clear(&b);
    if (ok)
        order_rows(candidates);
    else
        lb_candidates_clear(candidates);
    return ok;
}

void lb_candidates_clear(lb_candidates *candidates)
{
    for (size_t g = 0; g < candidates->group_count; g++) {
        lb_residue_rows_clear(candidates->groups + g);
        free(candidates->strings[g]);
    }
    free(candidates->groups);
    free(candidates->strings);
    free(candidates->order);
}

static void append_term(lb_sum_t S, const mpq_t c, uint32_t string, uint32_t n)
{
    lb_string_t P;
    uint64_t dense[2] = {string >> n, string & (((uint32_t)1 << n) - 1)};
    lb_string_init(P);
    lb_dense_to_string(P, dense, 1);
    lb_sum_append(S, c, P);
    lb_string_clear(P);
}

bool lb_candidate_lift(lb_sum_t S, const lb_candidates *candidates, size_t i)
{
    const lb_residue_rows *rows = candidates->groups + candidates->order[i].group;
    const uint32_t *strings = candidates->strings[candidates->order[i].group];
    const uint64_t *row = lb_residue_row(rows, candidates->order[i].row);
    uint64_t prime = rows->modulus.n;
    bool lifted = true;
    lb_chinese chinese;
    fmpq_t value;
    mpq_t c;
    lb_chinese_init(&chinese, &prime, 1);
    fmpq_init(value);
    mpq_init(c);
    lb_sum_zero(S);
    for (size_t at = 0; at < rows->length && lifted; at++) {
        if (!row[at])
            continue;
        lifted = lb_chinese_lift(value, &chinese, row + at);
        fmpq_get_mpq(c, value);
        append_term(S, c, strings[at], candidates->blocks->qubits);
    }
    lb_sum_normalize(S);
    mpq_clear(c);
    fmpq_clear(value);
    lb_chinese_clear(&chinese);
    return lifted;
}
