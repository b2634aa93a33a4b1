#include "linalg/dense_echelon.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cblas.h>
#include <flint/ulong_extras.h>

#include "base/memory.h"
#include "base/random.h"

/* Products that are added before residues are taken: 1024 * 2^42 = 2^52. */
enum { PRODUCTS_MAX = 1024 };
/* Vectors that are eliminated among each other one by one. */
enum { FEW = 8 };
/* Entries whose residues a thread takes at a time. */
enum { CHUNK = 1 << 14 };

#define NO_COLUMN UINT32_MAX

/* ---- Residues ---- */

typedef double lanes __attribute__((vector_size(32)));
typedef long long masks __attribute__((vector_size(32)));
enum { LANES = 4 };

/* Compiled once per instruction set, chosen when the program is loaded. The name is distinct in the
 * whole library, as clang 14 exports the code that chooses. */
#if defined(__x86_64__) && defined(__gnu_linux__)
#define CLONES __attribute__((target_clones("avx2", "default")))
#else
#define CLONES
#endif

static inline double balance_one(double x, double p)
{
    x -= rint(x / p) * p;
    return x;
}

/* q = x / p rounded, by adding and subtracting 3/2 * 2^52, may be off by one when x / p is nearly
 * half an integer; the result then is, by one, out of the range. */
CLONES static void lb_dense_balance_lanes(double *integers, size_t count, uint32_t prime)
{
    const double p = prime, half = (prime - 1) / 2, inverse = 1 / p, round = 0x1.8p52;
    const lanes multiple = {p, p, p, p};
    size_t i = 0;
    for (; i + LANES <= count; i += LANES) {
        lanes x;
        memcpy(&x, integers + i, sizeof x);
        lanes q = (x * inverse + round) - round;
        x -= q * p;
        x -= (lanes)((masks)multiple & (x > half));
        x += (lanes)((masks)multiple & (x < -half));
        memcpy(integers + i, &x, sizeof x);
    }
    for (; i < count; i++)
        integers[i] = balance_one(integers[i], p);
}

void lb_dense_balance(double *integers, size_t count, uint32_t prime)
{
    lb_dense_balance_lanes(integers, count, prime);
}

typedef struct balancing {
    double *integers;
    size_t count, next;
    uint32_t prime;
} balancing;

static void balance_chunks(void *context, int thread)
{
    (void)thread;
    balancing *b = context;
    for (size_t at; (at = CHUNK * lb_pool_next(&b->next)) < b->count;)
        lb_dense_balance(b->integers + at, b->count - at < CHUNK ? b->count - at : CHUNK, b->prime);
}

/* C -= A B modulo p: C is rows x columns, A rows x inner, B inner x columns, all without gaps. */
static void subtract_product(const lb_dense_echelon *echelon, double *C, const double *A,
                             const double *B, size_t rows, size_t inner, size_t columns)
{
    for (size_t k = 0; k < inner && rows; k += PRODUCTS_MAX) {
        size_t some = inner - k < PRODUCTS_MAX ? inner - k : PRODUCTS_MAX;
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, (int)rows, (int)columns, (int)some,
                    -1, A + k, (int)inner, B + k * columns, (int)columns, 1, C, (int)columns);
        balancing b = {.integers = C, .count = rows * columns, .prime = echelon->prime};
        if (b.count > CHUNK)
            lb_pool_run(echelon->pool, balance_chunks, &b);
        else
            balance_chunks(&b, 0);
    }
}

/* ---- Checksums ---- */

static double unit_checksum(uint32_t column, uint32_t prime)
{
    uint64_t mixed = lb_mix((column + (uint64_t)1) * LB_MIX_STEP) % prime;
    return mixed > prime / 2 ? -(double)(prime - mixed) : (double)mixed;
}

/* The sum of values[i] times the checksum of the unit vector of columns[i]. */
static double checksum(const double *values, const uint32_t *columns, uint32_t count,
                       uint32_t prime)
{
    double sum = 0;
    for (uint32_t i = 0; i < count; i++)
        sum = balance_one(sum + values[i] * unit_checksum(columns[i], prime), prime);
    return sum;
}

/* ---- The basis ---- */

void lb_dense_echelon_init(lb_dense_echelon *echelon, uint32_t prime, uint32_t columns,
                           lb_pool *pool)
{
    assert(prime % 2 && prime <= LB_DENSE_PRIME_MAX);
    *echelon =
        (lb_dense_echelon){.prime = prime, .columns = columns, .free_count = columns, .pool = pool};
    echelon->pivots = lb_malloc(columns, sizeof *echelon->pivots);
    echelon->free_columns = lb_malloc(columns, sizeof *echelon->free_columns);
    for (uint32_t c = 0; c < columns; c++)
        echelon->free_columns[c] = c;
}

void lb_dense_echelon_clear(lb_dense_echelon *echelon)
{
    free(echelon->pivots);
    free(echelon->free_columns);
    free(echelon->entries);
}

uint32_t lb_dense_echelon_entry(const lb_dense_echelon *echelon, uint32_t row, uint32_t free)
{
    double entry = echelon->entries[row * ((size_t)echelon->free_count + 1) + free];
    return (uint32_t)(entry < 0 ? entry + echelon->prime : entry);
}

bool lb_dense_echelon_is_consistent(const lb_dense_echelon *echelon)
{
    uint32_t prime = echelon->prime, count = echelon->free_count;
    for (uint32_t r = 0; r < echelon->rank; r++) {
        const double *row = echelon->entries + r * ((size_t)count + 1);
        double sum = checksum(row, echelon->free_columns, count, prime) +
                     unit_checksum(echelon->pivots[r], prime);
        if (balance_one(sum - row[count], prime) != 0)
            return false;
    }
    return !echelon->faulty;
}

/* The most entries that `rank` or fewer rows have, with their checksums. */
static double entries_most(uint32_t columns, uint32_t rank)
{
    double r = rank < columns / 2 ? rank : (columns + 1) / 2;
    return r * (columns - r + 1);
}

double lb_dense_echelon_bytes(uint32_t columns, uint32_t rank, uint32_t count)
{
    double batches = 3.0 * count * columns, pivots = (double)rank * count;
    return sizeof(double) * (1.5 * entries_most(columns, rank) + batches + pivots);
}

/* ---- A batch ---- */

/* A matrix of `width` columns, the last of which holds checksums and is no pivot; pivots[i] is the
 * first non-zero column of row i, where the other rows are 0, or NO_COLUMN when the row is zero. */
typedef struct block {
    const lb_dense_echelon *echelon;
    double *rows;
    uint32_t *pivots;
    size_t width;
} block;

/* row -= factor * other. */
static void subtract_multiple(double *row, double factor, const double *other, size_t width,
                              uint32_t prime)
{
    for (size_t i = 0; i < width; i++)
        row[i] -= factor * other[i];
    lb_dense_balance(row, width, prime);
}

static void divide(double *row, double by, size_t width, uint32_t prime)
{
    uint32_t residue = (uint32_t)(by < 0 ? by + prime : by);
    double inverse = balance_one((double)n_invmod(residue, prime), prime);
    for (size_t i = 0; i < width; i++)
        row[i] *= inverse;
    lb_dense_balance(row, width, prime);
}

static uint32_t first_nonzero(const double *row, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (row[i] != 0)
            return (uint32_t)i;
    return NO_COLUMN;
}

static void eliminate_few(block b, uint32_t count)
{
    uint32_t prime = b.echelon->prime;
    for (uint32_t i = 0; i < count; i++) {
        double *row = b.rows + i * b.width;
        uint32_t pivot = b.pivots[i] = first_nonzero(row, b.width - 1);
        if (pivot == NO_COLUMN)
            continue;
        divide(row, row[pivot], b.width, prime);
        for (uint32_t j = 0; j < count; j++) {
            double *other = b.rows + j * b.width;
            if (j != i && other[pivot] != 0)
                subtract_multiple(other, other[pivot], row, b.width, prime);
        }
    }
}

/* Reduce `count` rows by `by_count` reduced ones. */
static void reduce_rows(block b, uint32_t count, block by, uint32_t by_count)
{
    double *factors = lb_malloc((size_t)count * by_count, sizeof *factors);
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t j = 0; j < by_count; j++)
            factors[(size_t)i * by_count + j] =
                by.pivots[j] == NO_COLUMN ? 0 : b.rows[i * b.width + by.pivots[j]];
    subtract_product(b.echelon, b.rows, factors, by.rows, count, by_count, b.width);
    free(factors);
}

/* Halve, and reduce each half by the other. A row that reduces another is zero before its own
 * pivot, so the pivots found stay first columns. */
static void eliminate(block b, uint32_t count)
{
    if (count <= FEW) {
        eliminate_few(b, count);
        return;
    }
    uint32_t half = count / 2;
    block rest = {b.echelon, b.rows + half * b.width, b.pivots + half, b.width};
    eliminate(b, half);
    reduce_rows(rest, count - half, b, half);
    eliminate(rest, count - half);
    reduce_rows(b, half, rest, count - half);
}

/* The entries in some columns of a matrix whose rows have `from` entries, as the first of a matrix
 * whose rows have `width`. */
static double *gather(const double *matrix, size_t from, uint32_t rows, const uint32_t *columns,
                      uint32_t count, size_t width)
{
    double *gathered = lb_malloc_aligned(rows * width, sizeof *gathered);
    for (uint32_t i = 0; i < rows; i++)
        for (uint32_t j = 0; j < count; j++)
            gathered[i * width + j] = matrix[i * from + columns[j]];
    return gathered;
}

/* The vectors reduced by the basis, in its free columns and with their checksums. */
static double *reduce_vectors(const lb_dense_echelon *echelon, const double *vectors,
                              uint32_t count)
{
    size_t columns = echelon->columns, width = (size_t)echelon->free_count + 1;
    uint32_t rank = echelon->rank, prime = echelon->prime;
    double *factors = gather(vectors, columns, count, echelon->pivots, rank, rank);
    double *rest =
        gather(vectors, columns, count, echelon->free_columns, echelon->free_count, width);
    for (uint32_t i = 0; i < count; i++) {
        double sum = checksum(factors + (size_t)i * rank, echelon->pivots, rank, prime) +
                     checksum(rest + i * width, echelon->free_columns, echelon->free_count, prime);
        rest[i * width + width - 1] = balance_one(sum, prime);
    }
    subtract_product(echelon, rest, factors, echelon->entries, count, rank, width);
    free(factors);
    return rest;
}

/* Move the rows with a pivot to the front; returns their number. A row without must be zero. */
static uint32_t pack_rows(lb_dense_echelon *echelon, block b, uint32_t count, bool *independent)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        const double *row = b.rows + i * b.width;
        independent[i] = b.pivots[i] != NO_COLUMN;
        if (!independent[i]) {
            echelon->faulty = echelon->faulty || row[b.width - 1] != 0;
            continue;
        }
        memmove(b.rows + kept * b.width, row, b.width * sizeof *row);
        b.pivots[kept++] = b.pivots[i];
    }
    return kept;
}

/* The free columns that stay free, as positions among them, and behind them that of the checksum.
 */
static uint32_t *remaining_columns(const lb_dense_echelon *echelon, const uint32_t *pivots,
                                   uint32_t count)
{
    uint32_t free_count = echelon->free_count, kept = 0;
    bool *taken = lb_calloc((size_t)free_count + 1, sizeof *taken);
    uint32_t *remaining = lb_malloc((size_t)free_count + 1, sizeof *remaining);
    for (uint32_t i = 0; i < count; i++)
        taken[pivots[i]] = true;
    for (uint32_t c = 0; c <= free_count; c++)
        if (!taken[c])
            remaining[kept++] = c;
    free(taken);
    return remaining;
}

/* Copy rows of `from` entries to rows of the `count` entries in the columns that remain; `to` may
 * be the same memory. */
static void narrow_rows(double *to, const double *rows, size_t row_count, size_t from,
                        const uint32_t *remaining, size_t count)
{
    for (size_t i = 0; i < row_count; i++)
        for (size_t j = 0; j < count; j++)
            to[i * count + j] = rows[i * from + remaining[j]];
}

/* Reduce the basis by the new rows, and append them. */
static void append_rows(lb_dense_echelon *echelon, block b, uint32_t count)
{
    uint32_t rank = echelon->rank, left = echelon->free_count - count;
    size_t width = (size_t)left + 1;
    double *factors = gather(echelon->entries, b.width, rank, b.pivots, count, count);
    subtract_product(echelon, echelon->entries, factors, b.rows, rank, count, b.width);
    free(factors);
    uint32_t *remaining = remaining_columns(echelon, b.pivots, count);
    narrow_rows(echelon->entries, echelon->entries, rank, b.width, remaining, width);
    echelon->entries = lb_grow(echelon->entries, &echelon->capacity, (rank + count) * width,
                               sizeof *echelon->entries);
    narrow_rows(echelon->entries + rank * width, b.rows, count, b.width, remaining, width);
    for (uint32_t i = 0; i < count; i++)
        echelon->pivots[rank + i] = echelon->free_columns[b.pivots[i]];
    for (uint32_t c = 0; c < left; c++)
        echelon->free_columns[c] = echelon->free_columns[remaining[c]];
    echelon->rank += count;
    echelon->free_count = left;
    free(remaining);
}

uint32_t lb_dense_echelon_add(lb_dense_echelon *echelon, const double *vectors, uint32_t count,
                              bool *independent)
{
    block b = {.echelon = echelon, .width = (size_t)echelon->free_count + 1};
    b.rows = reduce_vectors(echelon, vectors, count);
    b.pivots = lb_malloc(count, sizeof *b.pivots);
    eliminate(b, count);
    uint32_t added = pack_rows(echelon, b, count, independent);
    if (added)
        append_rows(echelon, b, added);
    free(b.rows);
    free(b.pivots);
    return added;
}
