/* The invariants of the form on a bit matrix, by symplectic elimination in blocks of 32 pairs.
 *
 * Splitting off pairs u_i, v_i, orthogonal to each other, turns x into
 *
 *     x' = x + sum_i b_i u_i + a_i v_i,    a_i = w(x, u_i), b_i = w(x, v_i),
 *
 * so row x of the matrix takes row v_i where a_i = 1 and row u_i where b_i = 1. a_i and b_i are the
 * bits in column x of the rows of u_i and v_i, which are known for all x at once, whatever pairs
 * come before. So pairs are found one after the other, bringing up to date only the rows that are
 * looked at; when 32 are known, the matrix takes all their rows by tables: with the 64 bits a, b of
 * x as index, byte t selects one of the 256 sums of 8 rows. Rows and columns of the vertices used
 * up become zero or are not read any more.
 *
 * The matrix itself is such a product: row i is the sum of the rows "z_k(c), k = 0 .. m - 1" over
 * the coordinates c in x_i, and the other way round. */

#include "linalg/f2_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"

enum { LANES = LB_F2_LANES, TABLES = 8, SLOTS = 64 };

static const uint64_t EVEN = 0x5555555555555555u;

static uint64_t *zeroed_words(size_t count)
{
    uint64_t *words = lb_malloc_aligned(count, sizeof *words);
    if (count)
        memset(words, 0, count * sizeof *words);
    return words;
}

void lb_f2_matrix_init(lb_f2_matrix *matrix, size_t count)
{
    size_t panels = (count + 64 * LANES - 1) / (64 * LANES);
    *matrix = (lb_f2_matrix){.count = count, .panels = panels};
    matrix->words = zeroed_words(panels * count * LANES);
    matrix->q = lb_malloc(count, 1);
    memset(matrix->q, 1, count);
}

void lb_f2_matrix_clear(lb_f2_matrix *matrix)
{
    free(matrix->words);
    free(matrix->q);
}

/* 64 rows of bits over the vertices, laid out as the matrix is, and one word per vertex that says
 * which of them its row of the matrix is to take. */
typedef struct product {
    uint64_t *rows; /* [panels][SLOTS][LANES] */
    uint64_t *index;
    uint64_t *tables; /* [TABLES][256][LANES], of one panel */
} product;

static void product_init(product *p, const lb_f2_matrix *matrix)
{
    p->rows = zeroed_words(matrix->panels * SLOTS * LANES);
    p->index = lb_calloc(matrix->panels * 64 * LANES, sizeof *p->index);
    p->tables = lb_malloc_aligned(TABLES * 256 * LANES, sizeof *p->tables);
}

static void product_clear(product *p)
{
    free(p->rows);
    free(p->index);
    free(p->tables);
}

static uint64_t *slot_word(const product *p, size_t slot, size_t word)
{
    return p->rows + (word / LANES * SLOTS + slot) * LANES + word % LANES;
}

static void build_tables(const product *p, size_t panel)
{
    for (size_t t = 0; t < TABLES; t++) {
        uint64_t *table = p->tables + t * 256 * LANES;
        memset(table, 0, LANES * sizeof *table);
        for (size_t i = 1; i < 256; i++) {
            const uint64_t *rest = table + (i & (i - 1)) * LANES;
            const uint64_t *row = slot_word(p, 8 * t + (size_t)__builtin_ctzll(i), panel * LANES);
            for (size_t lane = 0; lane < LANES; lane++)
                table[i * LANES + lane] = rest[lane] ^ row[lane];
        }
    }
}

/* words is one panel of count rows. */
LB_F2_CLONES
static void add_sums_to_matrix(uint64_t *words, size_t count, const uint64_t *index,
                               const uint64_t *tables)
{
    for (size_t r = 0; r < count; r++) {
        lb_f2_half *row = (lb_f2_half *)(words + r * LANES), low = row[0], high = row[1];
        uint64_t bytes = index[r];
        for (const uint64_t *table = tables; bytes; bytes >>= 8, table += 256 * LANES) {
            const lb_f2_half *sum = (const lb_f2_half *)(table + (bytes & 255) * LANES);
            low ^= sum[0];
            high ^= sum[1];
        }
        row[0] = low;
        row[1] = high;
    }
}

/* Row r of the matrix takes the slots whose bits are set in index[r]. */
static void add_product(lb_f2_matrix *matrix, const product *p)
{
    for (size_t panel = 0; panel < matrix->panels; panel++) {
        build_tables(p, panel);
        uint64_t *words = matrix->words + panel * matrix->count * LANES;
        add_sums_to_matrix(words, matrix->count, p->index, p->tables);
    }
}

/* Bit j of word i and bit i of word j change places. */
static void transpose(uint64_t words[64])
{
    uint64_t low = 0x00000000FFFFFFFFu;
    for (size_t step = 32; step; step >>= 1, low ^= low << step) {
        for (size_t i = 0; i < 64; i = (i + step + 1) & ~step) {
            uint64_t swap = (words[i] >> step ^ words[i + step]) & low;
            words[i] ^= swap << step;
            words[i + step] ^= swap;
        }
    }
}

/* A block of pairs: slots 2 i and 2 i + 1 are the rows of u_i and v_i. */
typedef struct pairs {
    lb_f2_matrix *matrix;
    lb_f2_form *form;
    product product;
    size_t slots;     /* in use */
    uint64_t q;       /* of the vertices in the slots */
    uint8_t *retired; /* per vertex */
} pairs;

/* From the bits a_i at 2 i and b_i at 2 i + 1 of x: which slots x takes, v_i for a_i and u_i for
 * b_i, */
static uint64_t slots_taken(uint64_t bits)
{
    return (bits & EVEN) << 1 | (bits >> 1 & EVEN);
}

/* and what is added to q(x). */
static uint8_t q_added(uint64_t bits, uint64_t q)
{
    return (uint8_t)__builtin_parityll((slots_taken(bits) & q) ^ (bits & bits >> 1 & EVEN));
}

/* Puts the row of x', after the first `done` slots, in the next slot; returns q(x'). */
static uint8_t bring_up_to_date(pairs *b, size_t x, size_t done)
{
    const lb_f2_matrix *matrix = b->matrix;
    const product *p = &b->product;
    uint64_t bits = 0;
    for (size_t slot = 0; slot < done; slot++)
        bits |= (*slot_word(p, slot, x / 64) >> x % 64 & 1) << slot;
    for (size_t panel = 0; panel < matrix->panels; panel++) {
        uint64_t *row = slot_word(p, b->slots, panel * LANES);
        memcpy(row, lb_f2_matrix_at(matrix, x, 64 * LANES * panel), LANES * sizeof *row);
        for (uint64_t left = slots_taken(bits); left; left &= left - 1) {
            const uint64_t *taken = slot_word(p, (size_t)__builtin_ctzll(left), panel * LANES);
            for (size_t lane = 0; lane < LANES; lane++)
                row[lane] ^= taken[lane];
        }
    }
    return matrix->q[x] ^ q_added(bits, b->q);
}

/* A vertex with a bit in the last row brought up to date; the number of vertices if it is zero. */
static size_t any_neighbour(const pairs *b)
{
    for (size_t word = 0; word < b->matrix->panels * LANES; word++) {
        uint64_t bits = *slot_word(&b->product, b->slots, word);
        if (bits)
            return 64 * word + (size_t)__builtin_ctzll(bits);
    }
    return b->matrix->count;
}

static void keep_slot(pairs *b, size_t x, uint8_t q)
{
    b->q |= (uint64_t)q << b->slots++;
    b->retired[x] = 1;
}

/* Splits off u and a neighbour, or finds u isolated. */
static void use_vertex(pairs *b, size_t u)
{
    size_t done = b->slots;
    uint8_t q_u = bring_up_to_date(b, u, done);
    size_t v = any_neighbour(b);
    if (v == b->matrix->count) { /* and is nobody's neighbour any more */
        b->form->odd_radical |= q_u;
        return;
    }
    keep_slot(b, u, q_u);
    uint8_t q_v = bring_up_to_date(b, v, done);
    keep_slot(b, v, q_v);
    b->form->rank += 2;
    b->form->arf ^= q_u & q_v;
}

/* The block is full: all vertices left take its pairs. */
static void apply_pairs(pairs *b)
{
    lb_f2_matrix *matrix = b->matrix;
    for (size_t word = 0; 64 * word < matrix->count; word++) {
        uint64_t *bits = b->product.index + 64 * word;
        for (size_t slot = 0; slot < SLOTS; slot++)
            bits[slot] = *slot_word(&b->product, slot, word);
        transpose(bits);
        for (size_t x = 64 * word; x < 64 * (word + 1) && x < matrix->count; x++) {
            uint64_t *index = b->product.index + x;
            matrix->q[x] ^= q_added(*index, b->q);
            *index = b->retired[x] ? 0 : slots_taken(*index);
        }
    }
    add_product(matrix, &b->product);
    b->slots = 0;
    b->q = 0;
}

void lb_f2_matrix_eliminate(lb_f2_matrix *matrix, lb_f2_form *form, const lb_limits *limits)
{
    pairs b = {.matrix = matrix, .form = form};
    product_init(&b.product, matrix);
    b.retired = lb_calloc(matrix->count, 1);
    for (size_t x = 0; x < matrix->count && !form->reached; x++) {
        if (b.retired[x])
            continue;
        use_vertex(&b, x);
        if (b.slots == SLOTS) {
            apply_pairs(&b);
            form->reached = lb_limit_of_time(limits);
        }
    }
    product_clear(&b.product);
    free(b.retired);
}

/* Words of x and z of 64 qubits, of all the strings. */
typedef struct words_of_block {
    uint64_t *x, *z;
    uint32_t *next; /* per string, its first block not yet read */
} words_of_block;

/* False if all are zero. */
static bool read_block(words_of_block *words, const lb_string_struct *const *strings, size_t count,
                       uint32_t block)
{
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        const lb_string_struct *string = strings[i];
        words->x[i] = words->z[i] = 0;
        uint32_t next = words->next[i];
        if (next < string->length && string->blocks[next].index == block) {
            words->x[i] = string->blocks[next].x;
            words->z[i] = string->blocks[next].z;
            words->next[i]++;
            any = true;
        }
    }
    return any;
}

/* Row i takes, for each bit set in taken[i], the row of the same bit of all the strings. */
static void add_coordinates(lb_f2_matrix *matrix, product *p, const uint64_t *taken,
                            const uint64_t *bits)
{
    for (size_t word = 0; 64 * word < matrix->count; word++) {
        size_t left = matrix->count - 64 * word;
        uint64_t square[64] = {0};
        memcpy(square, bits + 64 * word, (left < 64 ? left : 64) * sizeof *bits);
        transpose(square);
        for (size_t slot = 0; slot < SLOTS; slot++)
            *slot_word(p, slot, word) = square[slot];
    }
    memcpy(p->index, taken, matrix->count * sizeof *taken);
    add_product(matrix, p);
}

/* Returns the limit that was reached, or NULL. */
static const char *matrix_from_strings(lb_f2_matrix *matrix, const lb_string_struct *const *strings,
                                       size_t qubits, const lb_limits *limits)
{
    const char *reached = NULL;
    size_t count = matrix->count;
    words_of_block words = {.x = lb_malloc(count, sizeof *words.x),
                            .z = lb_malloc(count, sizeof *words.z),
                            .next = lb_calloc(count, sizeof *words.next)};
    product p;
    product_init(&p, matrix);
    for (size_t block = 0; block < (qubits + 63) / 64 && !reached; block++) {
        reached = lb_limit_of_time(limits);
        if (read_block(&words, strings, count, (uint32_t)block)) {
            add_coordinates(matrix, &p, words.x, words.z);
            add_coordinates(matrix, &p, words.z, words.x);
        }
    }
    product_clear(&p);
    free(words.x);
    free(words.z);
    free(words.next);
    return reached;
}

void lb_f2_form_of_strings(lb_f2_form *form, const lb_string_struct *const *strings, size_t count,
                           size_t qubits, const lb_limits *limits)
{
    lb_f2_form result = {0, false, 0, NULL};
    lb_f2_matrix matrix;
    if (!lb_limits_allow(limits, (double)count * (double)count / 8)) {
        form->reached = "memory limit reached";
        return;
    }
    lb_f2_matrix_init(&matrix, count);
    result.reached = matrix_from_strings(&matrix, strings, qubits, limits);
    if (!result.reached)
        lb_f2_matrix_eliminate(&matrix, &result, limits);
    lb_f2_matrix_clear(&matrix);
    *form = result;
}
