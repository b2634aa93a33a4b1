/* At least D: D words, independent modulo p.
 *
 * A word is a generator, or the bracket of a generator with an earlier word, as it comes out. The
 * words are computed as they stand, as the rows of a matrix over the strings that occur in them.
 * Then the matrix is eliminated: D pivots, as p is a prime.
 *
 * With p below 2^22 a product of two residues is below 2^44, and 2^20 of them add up below 2^64: so
 * residues are taken seldom. Rows are taken in panels. The rows of a panel are reduced by each
 * other one by one; then all rows below, which threads share, are reduced by the whole panel at
 * once, and lose the columns of its pivots. The panel is laid out in blocks of a few columns, so
 * that it is read from the nearest memory. D words over N strings take about D^2 (N / 2 - D / 6)
 * multiplications. */

#include "check/check.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum {
    PANEL = 64, /* rows */
    WIDTH = 16, /* columns in a block */
    ROWS = 16,  /* rows that a thread takes at a time */
};
static const size_t PRODUCTS_MAX = (1 << 20) - 1; /* with one residue, below 2^64 */
static const size_t KEPT_MAX = (size_t)1 << 29;   /* bytes of images */

/* Terms value * string. */
typedef struct term {
    uint32_t id, value;
} term;

/* {generator, string}, once it has been needed. */
typedef struct image {
    term *terms;
    uint32_t length;
    bool known;
} image;

typedef struct generator {
    term *left, *vector; /* as a left operand, and as a vector */
    uint32_t left_length, vector_length;
    image *images; /* by string */
    size_t image_count;
} generator;

typedef struct words {
    lb_check_reader *reader;
    lb_check_strings *strings;
    uint32_t *column, *string; /* column of a string, or LB_CHECK_NONE; string of a column */
    size_t column_capacity, string_capacity;
    uint64_t p, inverse; /* inverse: 2^64 / p, rounded down */
    generator *generators;
    size_t generator_count;
    size_t kept;     /* bytes of images */
    image spare;     /* one that is not kept */
    uint32_t **rows; /* of the words; zero behind lengths[t] */
    size_t *lengths;
    size_t row_count, row_capacity, length_capacity;
    uint64_t *sums; /* the word being computed */
    size_t sum_capacity;

    /* Elimination. */
    size_t columns;  /* that there are, or are left */
    uint32_t *panel; /* block by block, row by row */
    uint32_t pivots[PANEL];
    size_t first, end;   /* rows of the panel */
    uint32_t *remaining; /* the columns that are left after it */
    size_t remaining_count;
    atomic_size_t next;
} words;

static uint32_t reduce(const words *W, uint64_t a)
{
    uint64_t q = (uint64_t)((lb_check_wide)a * W->inverse >> 64), r = a - q * W->p;
    return (uint32_t)(r >= W->p ? r - W->p : r);
}

/* ---- Words ---- */

/* Terms of sum i. */
static term *take_sum(const words *W, const lb_check_sums *sums, size_t i, uint32_t *length)
{
    size_t first = sums->start[i];
    *length = (uint32_t)(sums->start[i + 1] - first);
    term *terms = lb_check_resize(NULL, *length * sizeof *terms);
    for (uint32_t t = 0; t < *length; t++)
        terms[t] =
            (term){sums->ids[first + t],
                   (uint32_t)lb_check_integer_modulo(&sums->coefficients.at[first + t], W->p)};
    return terms;
}

static void compute_image(const words *W, const generator *g, uint32_t id, image *result)
{
    lb_check_strings *S = W->strings;
    size_t capacity = 0;
    result->known = true;
    for (uint32_t i = 0; i < g->left_length; i++) {
        size_t count = g->left[i].value ? lb_check_brackets(S, g->left[i].id, id) : 0;
        result->terms = lb_check_grow(result->terms, &capacity, result->length + count + 1,
                                      sizeof *result->terms);
        for (size_t k = 0; k < count; k++) {
            int64_t times = S->products[k].times % (int64_t)W->p;
            uint64_t positive = (uint64_t)(times < 0 ? times + (int64_t)W->p : times);
            lb_check_meet(S, S->products[k].id);
            result->terms[result->length++] =
                (term){S->products[k].id, reduce(W, positive * g->left[i].value)};
        }
    }
}

/* Whether there is room for the image of a column. */
static bool reserve_image(words *W, generator *g, size_t column)
{
    size_t before = g->image_count;
    if (column < before)
        return true;
    if (W->kept + 2 * (column + 1) * sizeof *g->images > KEPT_MAX)
        return false;
    g->images = lb_check_grow(g->images, &g->image_count, column + 1, sizeof *g->images);
    memset(g->images + before, 0, (g->image_count - before) * sizeof *g->images);
    W->kept += (g->image_count - before) * sizeof *g->images;
    return true;
}

static const image *find_image(words *W, generator *g, size_t column)
{
    bool kept = reserve_image(W, g, column) && (g->images[column].known || W->kept < KEPT_MAX);
    image *im = kept ? &g->images[column] : &W->spare;
    if (kept && im->known)
        return im;
    free(im->terms);
    *im = (image){.terms = NULL};
    compute_image(W, g, W->string[column], im);
    W->kept += kept ? im->length * sizeof *im->terms : 0;
    return im;
}

static void reserve_sums(words *W)
{
    size_t before = W->sum_capacity;
    W->sums = lb_check_grow(W->sums, &W->sum_capacity, W->strings->count, sizeof *W->sums);
    memset(W->sums + before, 0, (W->sum_capacity - before) * sizeof *W->sums);
}

static void reduce_sums(words *W)
{
    for (size_t c = 0; c < W->strings->count; c++)
        W->sums[c] = reduce(W, W->sums[c]);
}

/* Add {generator, word} to the sums; false when the brackets have too many strings. */
static bool add_bracket(words *W, generator *g, size_t word)
{
    size_t products = 0;
    for (size_t c = 0; c < W->lengths[word]; c++) {
        uint64_t value = W->rows[word][c];
        if (!value)
            continue;
        const image *im = find_image(W, g, c);
        if (!lb_check_met_few(W->reader, W->strings))
            return false;
        reserve_sums(W);
        for (uint32_t i = 0; i < im->length; i++, products++) {
            if (products == PRODUCTS_MAX) {
                reduce_sums(W);
                products = 0;
            }
            W->sums[im->terms[i].id] += value * im->terms[i].value;
        }
    }
    return true;
}

/* The column of a string, a new one if need be. */
static size_t column_of(words *W, uint32_t id)
{
    size_t before = W->column_capacity;
    W->column = lb_check_grow(W->column, &W->column_capacity, (size_t)id + 1, sizeof *W->column);
    memset(W->column + before, 0xff, (W->column_capacity - before) * sizeof *W->column);
    if (W->column[id] == LB_CHECK_NONE) {
        W->string =
            lb_check_grow(W->string, &W->string_capacity, W->columns + 1, sizeof *W->string);
        W->string[W->columns] = id;
        W->column[id] = (uint32_t)W->columns++;
    }
    return W->column[id];
}

/* Make the sums the next word. */
static bool append(words *W)
{
    size_t count = W->strings->count;
    for (uint32_t id = 0; id < count; id++) {
        W->sums[id] = reduce(W, W->sums[id]);
        if (W->sums[id])
            (void)column_of(W, id);
    }
    if (W->reader->report->dimension * W->columns > LB_CHECK_WORDS_MAX)
        return lb_check_fail(W->reader, "words times strings in them are more than %llu",
                             (unsigned long long)LB_CHECK_WORDS_MAX);
    uint32_t *row = lb_check_resize(NULL, W->columns * sizeof *row);
    for (size_t c = 0; c < W->columns; c++)
        row[c] = (uint32_t)W->sums[W->string[c]];
    memset(W->sums, 0, count * sizeof *W->sums);
    W->rows = lb_check_grow(W->rows, &W->row_capacity, W->row_count + 1, sizeof *W->rows);
    W->lengths =
        lb_check_grow(W->lengths, &W->length_capacity, W->row_count + 1, sizeof *W->lengths);
    W->lengths[W->row_count] = W->columns;
    W->rows[W->row_count++] = row;
    return true;
}

/* A letter and a number below count. */
static bool read_index(lb_check_reader *r, const char *letter, size_t count, size_t *index)
{
    uint64_t n;
    if (!lb_check_read_literal(r, letter) || !lb_check_read_number(r, &n, 0, UINT32_MAX, "operand"))
        return false;
    *index = (size_t)n;
    return n < count ||
           lb_check_fail(r, "there is no %s %llu yet", letter[0] == 'g' ? "generator" : "word",
                         (unsigned long long)n);
}

/* Read a step, and compute its word. */
static bool read_step(words *W)
{
    lb_check_reader *r = W->reader;
    size_t number, word;
    if (!read_index(r, "g", W->generator_count, &number))
        return false;
    generator *g = W->generators + number;
    if (!g->vector_length)
        return lb_check_fail(r, "generator %zu is zero", number);
    reserve_sums(W);
    if (lb_check_peek(r) == '\n') {
        for (uint32_t i = 0; i < g->vector_length; i++)
            W->sums[g->vector[i].id] = g->vector[i].value;
    } else {
        if (!lb_check_read_literal(r, " ") || !read_index(r, "w", W->row_count, &word))
            return false;
        if (!add_bracket(W, g, word))
            return false;
    }
    return append(W) && lb_check_read_line_feed(r);
}

/* ---- Elimination ---- */

/* All rows with all columns, and zeros up to whole blocks. */
static void pad_rows(words *W)
{
    size_t padded = (W->columns + WIDTH - 1) / WIDTH * WIDTH;
    for (size_t t = 0; t < W->row_count; t++) {
        W->rows[t] = lb_check_resize(W->rows[t], padded * sizeof **W->rows);
        memset(W->rows[t] + W->lengths[t], 0, (padded - W->lengths[t]) * sizeof **W->rows);
    }
}

/* Divide row t by its first entry that is not zero, which is its pivot. */
static bool take_pivot(words *W, size_t t, uint32_t *pivot)
{
    uint32_t *row = W->rows[t];
    size_t c = 0;
    while (c < W->columns && !row[c])
        c++;
    if (c == W->columns)
        return lb_check_fail(W->reader, "this word is a combination of those before it");
    uint64_t inverse = lb_check_invert(row[c], W->p);
    for (size_t i = c; i < W->columns; i++)
        row[i] = reduce(W, row[i] * inverse);
    *pivot = (uint32_t)c;
    return true;
}

/* Reduce the rows of the panel by each other. */
static bool eliminate_panel(words *W, size_t first_line)
{
    for (size_t t = W->first; t < W->end; t++) {
        uint32_t pivot = 0;
        W->reader->line = first_line + t;
        if (!take_pivot(W, t, &pivot))
            return false;
        W->pivots[t - W->first] = pivot;
        for (size_t s = W->first; s < W->end; s++) {
            uint64_t factor = W->p - W->rows[s][pivot];
            if (s == t || factor == W->p)
                continue;
            for (size_t c = 0; c < W->columns; c++)
                W->rows[s][c] = reduce(W, W->rows[s][c] + factor * W->rows[t][c]);
        }
    }
    return true;
}

/* Lay the panel out, and list the columns that are no pivots. */
static void pack_panel(words *W)
{
    for (size_t j = 0; j < PANEL; j++)
        for (size_t c = 0; c < (W->columns + WIDTH - 1) / WIDTH * WIDTH; c++)
            W->panel[(c / WIDTH * PANEL + j) * WIDTH + c % WIDTH] =
                W->first + j < W->end ? W->rows[W->first + j][c] : 0;
    W->remaining_count = 0;
    for (size_t c = 0; c < W->columns; c++) {
        bool is_pivot = false;
        for (size_t j = 0; j < W->end - W->first; j++)
            is_pivot = is_pivot || W->pivots[j] == c;
        if (!is_pivot)
            W->remaining[W->remaining_count++] = (uint32_t)c;
    }
}

/* Sums of products with the rows of the panel, in a block of its columns. */
LB_CHECK_CLONES static void
lb_check_words_add_block(uint64_t sums[WIDTH], const uint32_t factors[PANEL], const uint32_t *block)
{
    lb_check_add_products(sums, factors, block, PANEL, WIDTH);
}

/* Reduce rows by the panel, and drop its pivots. */
static void reduce_rows(words *W, size_t first, size_t end)
{
    uint32_t factors[ROWS][PANEL] = {{0}};
    for (size_t t = first; t < end; t++)
        for (size_t j = 0; j < W->end - W->first; j++) {
            uint32_t value = W->rows[t][W->pivots[j]];
            factors[t - first][j] = value ? (uint32_t)W->p - value : 0;
        }
    for (size_t c = 0; c < W->columns; c += WIDTH)
        for (size_t t = first; t < end; t++) {
            uint64_t sums[WIDTH];
            for (size_t i = 0; i < WIDTH; i++)
                sums[i] = W->rows[t][c + i];
            lb_check_words_add_block(sums, factors[t - first], W->panel + c * PANEL);
            for (size_t i = 0; i < WIDTH; i++)
                W->rows[t][c + i] = reduce(W, sums[i]);
        }
    for (size_t t = first; t < end; t++) {
        uint32_t *row = W->rows[t];
        for (size_t c = 0; c < W->remaining_count; c++)
            row[c] = row[W->remaining[c]];
        for (size_t c = W->remaining_count; c % WIDTH; c++)
            row[c] = 0;
    }
}

/* A thread: take rows below the panel until none are left. */
static void *reduce_below(void *argument)
{
    words *W = argument;
    for (size_t first; (first = atomic_fetch_add(&W->next, ROWS)) < W->row_count;)
        reduce_rows(W, first, first + ROWS < W->row_count ? first + ROWS : W->row_count);
    return NULL;
}

/* Let threads - 1 threads and this one do it. One that cannot be started is done without. */
static void run_threads(words *W)
{
    size_t threads = W->reader->threads, count = 0;
    pthread_t *others = lb_check_resize(NULL, threads * sizeof *others);
    W->next = W->end;
    while (count + 1 < threads && W->end + count * ROWS < W->row_count &&
           !pthread_create(&others[count], NULL, reduce_below, W))
        count++;
    reduce_below(W);
    for (size_t i = 0; i < count; i++)
        pthread_join(others[i], NULL);
    free(others);
}

/* Demand that the words are independent. */
static bool eliminate(words *W, size_t first_line)
{
    size_t last_line = W->reader->line;
    pad_rows(W);
    W->panel = lb_check_resize(NULL, (W->columns + WIDTH) * PANEL * sizeof *W->panel);
    W->remaining = lb_check_resize(NULL, W->columns * sizeof *W->remaining);
    for (W->first = 0; W->first < W->row_count; W->first = W->end) {
        W->end = W->row_count - W->first < PANEL ? W->row_count : W->first + PANEL;
        if (!eliminate_panel(W, first_line))
            return false;
        pack_panel(W);
        run_threads(W);
        W->columns = W->remaining_count;
    }
    W->reader->line = last_line;
    return true;
}

static void clear(words *W)
{
    for (size_t k = 0; k < W->generator_count; k++) {
        generator *g = W->generators + k;
        for (size_t i = 0; i < g->image_count; i++)
            free(g->images[i].terms);
        free(g->images);
        free(g->left);
        free(g->vector);
    }
    for (size_t t = 0; t < W->row_count; t++)
        free(W->rows[t]);
    free(W->spare.terms);
    free(W->column);
    free(W->string);
    free(W->generators);
    free(W->rows);
    free(W->lengths);
    free(W->sums);
    free(W->panel);
    free(W->remaining);
}

bool lb_check_words(lb_check_closure *C)
{
    lb_check_reader *r = C->reader;
    words W = {.reader = r,
               .strings = &C->strings,
               .p = r->report->modulus,
               .generator_count = C->generators.count};
    W.inverse = UINT64_MAX / W.p;
    W.generators = lb_check_resize(NULL, W.generator_count * sizeof *W.generators);
    for (size_t k = 0; k < W.generator_count; k++) {
        generator g = {.images = NULL};
        g.left = take_sum(&W, &C->generators, k, &g.left_length);
        g.vector = take_sum(&W, &C->averages, k, &g.vector_length);
        W.generators[k] = g;
    }
    size_t first_line = r->line;
    bool ok = true;
    while (ok && W.row_count < r->report->dimension && W.row_count <= W.columns)
        ok = read_step(&W); /* until there are more words than strings in them */
    ok = ok && eliminate(&W, first_line) && W.row_count == r->report->dimension;
    clear(&W);
    return ok;
}
