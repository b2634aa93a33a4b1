/* Rank, and q on dependencies, on rows of bits, by elimination with tables.
 *
 * One word of coordinates is eliminated at a time. Up to 64 rows that are independent on this word
 * are set aside as pivots and reduced against each other, so that each has a bit of the word to
 * itself; then row v takes the pivots whose bits it has, and its word becomes zero. Byte t of the
 * word is an index into a table of the 256 sums of the pivots of bits 8 t .. 8 t + 7, and panel by
 * panel a row takes 8 sums:
 *
 *     v = v + T_0[byte 0] + ... + T_7[byte 7],
 *
 * with q growing by q(T) + w(v, T) each time; w is summed over the panels, too. Few rows take the
 * pivots themselves. */

#include "linalg/f2_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"

enum {
    LANES = LB_F2_LANES,
    WIDTH = 2 * LANES, /* words of a row in a panel */
    TABLES = 8,
    SUMS = 256, /* in a table */
    PIVOTS = 65 /* pivot 64 is zero, for bits without a pivot */
};

void lb_f2_rows_init(lb_f2_rows *rows, size_t count, size_t qubits)
{
    size_t blocks = (qubits + 63) / 64, panels = (blocks + LANES - 1) / LANES;
    *rows = (lb_f2_rows){.count = count, .active = count, .blocks = blocks, .panels = panels};
    size_t size = panels * count * WIDTH;
    rows->words = lb_malloc_aligned(size, sizeof *rows->words);
    if (size)
        memset(rows->words, 0, size * sizeof *rows->words);
    rows->q = lb_calloc(count, 1);
}

void lb_f2_rows_clear(lb_f2_rows *rows)
{
    free(rows->words);
    free(rows->q);
}

typedef struct strip {
    lb_f2_rows *rows;
    size_t panel, lane;  /* the word: lane 0 .. LANES - 1 for x, LANES .. WIDTH - 1 for z */
    size_t found;        /* pivots */
    uint64_t mask;       /* the bits with a pivot */
    size_t pivot_of[64]; /* bit to pivot */
    uint64_t *pivots;    /* [panels][PIVOTS][WIDTH] */
    uint8_t q[PIVOTS];
    uint64_t *tables; /* [TABLES][SUMS][WIDTH], of one panel, or NULL */
    uint8_t q_of_sum[TABLES][SUMS];
    uint64_t *index; /* per row, the bits of the word that have a pivot */
} strip;

static uint64_t *panel_row(const lb_f2_rows *rows, size_t panel, size_t row)
{
    return rows->words + (panel * rows->count + row) * WIDTH;
}

static uint64_t *pivot_row(const strip *s, size_t panel, size_t pivot)
{
    return s->pivots + (panel * PIVOTS + pivot) * WIDTH;
}

/* a += b on one panel; returns w(a, b) there. */
static unsigned add_panel(uint64_t *a, const uint64_t *b)
{
    uint64_t w = 0;
    for (size_t i = 0; i < LANES; i++) {
        w ^= (a[i] & b[LANES + i]) ^ (a[LANES + i] & b[i]);
        a[i] ^= b[i];
        a[LANES + i] ^= b[LANES + i];
    }
    return (unsigned)__builtin_parityll(w);
}

/* The first rows, up to 64, that are independent on the word. */
static size_t find_pivots(const strip *s, size_t found[64])
{
    uint64_t basis[64] = {0};
    size_t rank = 0;
    for (size_t r = 0; r < s->rows->active && rank < 64; r++) {
        uint64_t word = panel_row(s->rows, s->panel, r)[s->lane];
        while (word && basis[__builtin_ctzll(word)])
            word ^= basis[__builtin_ctzll(word)];
        if (word) {
            basis[__builtin_ctzll(word)] = word;
            found[rank++] = r;
        }
    }
    return rank;
}

/* Moves the pivots out of rows, the last active rows into their places. */
static void take_pivots(strip *s, const size_t found[64])
{
    lb_f2_rows *rows = s->rows;
    for (size_t i = s->found; i-- > 0;) {
        size_t r = found[i], last = --rows->active;
        s->q[i] = rows->q[r];
        rows->q[r] = rows->q[last];
        for (size_t p = s->panel; p < rows->panels; p++) {
            memcpy(pivot_row(s, p, i), panel_row(rows, p, r), WIDTH * sizeof(uint64_t));
            memcpy(panel_row(rows, p, r), panel_row(rows, p, last), WIDTH * sizeof(uint64_t));
        }
    }
}

static void reduce_pivots(strip *s)
{
    s->mask = 0;
    for (size_t b = 0; b < 64; b++)
        s->pivot_of[b] = PIVOTS - 1;
    for (size_t i = 0; i < s->found; i++) {
        uint64_t word = pivot_row(s, s->panel, i)[s->lane];
        size_t bit = (size_t)__builtin_ctzll(word);
        s->pivot_of[bit] = i;
        s->mask |= (uint64_t)1 << bit;
        for (size_t k = 0; k < s->found; k++) {
            if (k == i || !(pivot_row(s, s->panel, k)[s->lane] >> bit & 1))
                continue;
            unsigned w = 0;
            for (size_t p = s->panel; p < s->rows->panels; p++)
                w ^= add_panel(pivot_row(s, p, k), pivot_row(s, p, i));
            s->q[k] ^= (uint8_t)(s->q[i] ^ w);
        }
    }
}

/* q of the sums as far as the pivots' own values go; build_tables adds w of the pivots. */
static void start_sums(strip *s)
{
    for (size_t t = 0; t < TABLES; t++) {
        s->q_of_sum[t][0] = 0;
        for (size_t i = 1; i < SUMS; i++)
            s->q_of_sum[t][i] =
                s->q_of_sum[t][i & (i - 1)] ^ s->q[s->pivot_of[8 * t + (size_t)__builtin_ctzll(i)]];
    }
}

static void build_tables(strip *s, size_t panel)
{
    for (size_t t = 0; t < TABLES; t++) {
        uint64_t *table = s->tables + t * SUMS * WIDTH;
        uint8_t w[SUMS] = {0};
        memset(table, 0, WIDTH * sizeof *table);
        for (size_t i = 1; i < SUMS; i++) {
            size_t rest = i & (i - 1), bit = 8 * t + (size_t)__builtin_ctzll(i);
            memcpy(table + i * WIDTH, table + rest * WIDTH, WIDTH * sizeof *table);
            unsigned last = add_panel(table + i * WIDTH, pivot_row(s, panel, s->pivot_of[bit]));
            w[i] = w[rest] ^ (uint8_t)last;
            s->q_of_sum[t][i] ^= w[i];
        }
    }
}

/* words is one panel of count rows; q takes w of each row with the sums it gets. */
LB_F2_CLONES
static void add_sums_to_rows(uint64_t *words, size_t count, const uint64_t *index,
                             const uint64_t *tables, uint8_t *q)
{
    for (size_t r = 0; r < count; r++) {
        if (!index[r])
            continue;
        lb_f2_half *row = (lb_f2_half *)(words + r * WIDTH), all = {0};
        for (size_t half = 0; half < 2; half++) {
            lb_f2_half x = row[half], z = row[2 + half];
            for (size_t t = 0; t < TABLES; t++) {
                size_t entry = t * SUMS + (index[r] >> 8 * t & 255);
                const lb_f2_half *sum = (const lb_f2_half *)(tables + entry * WIDTH) + half;
                all ^= (x & sum[2]) ^ (z & sum[0]);
                x ^= sum[0];
                z ^= sum[2];
            }
            row[half] = x;
            row[2 + half] = z;
        }
        q[r] ^= (uint8_t)__builtin_parityll(all[0] ^ all[1] ^ all[2] ^ all[3]);
    }
}

/* Row r takes pivot i. */
static void add_pivot(const strip *s, size_t r, size_t i)
{
    lb_f2_rows *rows = s->rows;
    unsigned w = 0;
    for (size_t p = s->panel; p < rows->panels; p++)
        w ^= add_panel(panel_row(rows, p, r), pivot_row(s, p, i));
    rows->q[r] ^= (uint8_t)(s->q[i] ^ w);
}

static void add_pivots(const strip *s)
{
    for (size_t r = 0; r < s->rows->active; r++)
        for (uint64_t bits = s->index[r]; bits; bits &= bits - 1)
            add_pivot(s, r, s->pivot_of[__builtin_ctzll(bits)]);
}

static void add_sums(strip *s)
{
    lb_f2_rows *rows = s->rows;
    if (!s->tables)
        s->tables = lb_malloc_aligned(TABLES * SUMS * WIDTH, sizeof *s->tables);
    start_sums(s);
    for (size_t p = s->panel; p < rows->panels; p++) {
        build_tables(s, p);
        add_sums_to_rows(panel_row(rows, p, 0), rows->active, s->index, s->tables, rows->q);
    }
    for (size_t r = 0; r < rows->active; r++) {
        for (size_t t = 0; t < TABLES; t++)
            rows->q[r] ^= s->q_of_sum[t][s->index[r] >> 8 * t & 255];
    }
}

static void eliminate_strip(strip *s)
{
    size_t found[64];
    s->found = find_pivots(s, found);
    if (!s->found)
        return;
    take_pivots(s, found);
    reduce_pivots(s);
    lb_f2_rows *rows = s->rows;
    for (size_t r = 0; r < rows->active; r++)
        s->index[r] = panel_row(rows, s->panel, r)[s->lane] & s->mask;
    if (rows->active * s->found <= TABLES * SUMS)
        add_pivots(s);
    else
        add_sums(s);
}

void lb_f2_rows_eliminate(lb_f2_rows *rows, lb_f2_span *span, const lb_limits *limits)
{
    strip s = {.rows = rows};
    size_t size = rows->panels * PIVOTS * WIDTH;
    s.pivots = lb_malloc_aligned(size, sizeof *s.pivots);
    if (size)
        memset(s.pivots, 0, size * sizeof *s.pivots);
    s.index = lb_malloc(rows->count, sizeof *s.index);
    for (size_t block = 0; block < rows->blocks && rows->active; block++) {
        s.panel = block / LANES;
        for (size_t z = 0; z < 2 && !span->reached; z++) {
            span->reached = lb_limit_of_time(limits);
            s.lane = block % LANES + z * LANES;
            eliminate_strip(&s);
            span->rank += s.found;
        }
    }
    for (size_t r = 0; r < rows->active; r++)
        span->odd_dependency |= rows->q[r];
    free(s.pivots);
    free(s.tables);
    free(s.index);
}
