/* The copies: what the symmetries make of the vector v of a sector is a space of dimension m, and on
 * all these spaces together they act by all matrices. */

#include "check/sectors/sectors.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* The matrices of one sector, that of symmetry j from m^2 j on: entry (i, k), at m i + k, says how often
 * vector k is in the image of vector i. */
typedef struct copies {
    size_t m;
    uint64_t *matrices;
} copies;

/* Vector i is followed by its coordinates: a row is a combination of vectors and says which. */
typedef struct orbit {
    const lb_check_sectors *S;
    lb_check_rows rows;
    uint64_t *vectors, *row;
    size_t count, most; /* vectors */
} orbit;

/* Take the vector behind the last one: whether it is new; else its coordinates are set, negative. */
static bool take_vector(orbit *O)
{
    size_t size = O->S->size;
    memcpy(O->row, O->vectors + O->count * size, size * sizeof *O->row);
    memset(O->row + size, 0, O->most * sizeof *O->row);
    if (!lb_check_rows_reduce(&O->rows, O->row))
        return false;
    if (O->count < O->most) {
        O->row[size + O->count] = lb_check_add(O->row[size + O->count], 1, O->S->p);
        lb_check_rows_add(&O->rows, O->row);
    }
    O->count++;
    return true;
}

/* Fill the matrices; false when there are not just m vectors. */
static bool close_orbit(orbit *O, copies *C)
{
    const lb_check_sectors *S = O->S;
    size_t size = S->size, m = O->most;
    if (!take_vector(O))
        return false;
    for (size_t i = 0; i < O->count; i++)
        for (size_t j = 0; j < S->symmetry_count; j++) {
            size_t k = O->count;
            uint64_t *image = O->vectors + k * size, *entries = C->matrices + (j * m + i) * m;
            memset(image, 0, size * sizeof *image);
            lb_check_tables_add(&S->symmetries[j], image, O->vectors + i * size, 1, S->p);
            if (take_vector(O)) {
                if (O->count > m)
                    return false;
                entries[k] = 1;
            } else
                for (size_t l = 0; l < m; l++)
                    entries[l] = lb_check_subtract(0, O->row[size + l], S->p);
        }
    return O->count == m;
}

static bool set_matrices(copies *C, const lb_check_sectors *S, const lb_check_sector *sector)
{
    size_t m = sector->m, size = S->size, entries = S->symmetry_count * m * m;
    orbit O = {.S = S, .most = m};
    C->m = m;
    C->matrices = lb_check_resize(NULL, entries * sizeof *C->matrices);
    memset(C->matrices, 0, entries * sizeof *C->matrices);
    lb_check_rows_init(&O.rows, S->p, size + m, size, m);
    O.vectors = lb_check_resize(NULL, (m + 1) * size * sizeof *O.vectors);
    O.row = lb_check_resize(NULL, (size + m) * sizeof *O.row);
    memcpy(O.vectors, sector->vector, size * sizeof *O.vectors);
    bool ok = close_orbit(&O, C);
    free(O.row);
    free(O.vectors);
    lb_check_rows_clear(&O.rows);
    return ok;
}

/* ---- The algebra ---- */

/* Tuples of matrices, one for each sector, behind each other. */
static void multiply(uint64_t *out, const uint64_t *a, const copies *C, size_t count, size_t j,
                     uint64_t p)
{
    for (size_t c = 0; c < count; c++) {
        size_t m = C[c].m;
        for (size_t i = 0; i < m; i++)
            lb_check_combine(out + i * m, a + i * m, C[c].matrices + j * m * m, m, m, p);
        out += m * m;
        a += m * m;
    }
}

/* The dimension of what products of the symmetries span. */
static size_t count_products(const lb_check_sectors *S, const copies *C, size_t width)
{
    uint64_t *products = lb_check_resize(NULL, width * width * sizeof *products), *unit,
             *row = lb_check_resize(NULL, width * sizeof *row);
    size_t count = 1;
    lb_check_rows R;
    lb_check_rows_init(&R, S->p, width, width, width);
    memset(unit = products, 0, width * sizeof *products);
    for (size_t c = 0; c < S->sector_count; unit += C[c].m * C[c].m, c++)
        for (size_t i = 0; i < C[c].m; i++)
            unit[i * C[c].m + i] = 1;
    lb_check_rows_add(&R, products);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < S->symmetry_count && count < width; j++) {
            uint64_t *product = products + count * width;
            multiply(product, products + i * width, C, S->sector_count, j, S->p);
            memcpy(row, product, width * sizeof *row);
            if (!lb_check_rows_reduce(&R, row))
                continue;
            lb_check_rows_add(&R, row);
            count++;
        }
    lb_check_rows_clear(&R);
    free(row);
    free(products);
    return count;
}

bool lb_check_copies(lb_check_sectors *S)
{
    copies *C = lb_check_resize(NULL, S->sector_count * sizeof *C);
    memset(C, 0, S->sector_count * sizeof *C);
    size_t width = 0;
    bool ok = true;
    for (size_t c = 0; c < S->sector_count && ok; c++) {
        width += S->sectors[c].m * S->sectors[c].m;
        ok = set_matrices(&C[c], S, &S->sectors[c]) ||
             lb_check_fail(S->closure.reader,
                           "the symmetries do not make %" PRIu64
                           " copies of the vector of sector %zu",
                           S->sectors[c].m, c);
    }
    ok = ok && (count_products(S, C, width) == width ||
                lb_check_fail(S->closure.reader,
                              "the symmetries do not act on the copies by all matrices"));
    for (size_t c = 0; c < S->sector_count; c++)
        free(C[c].matrices);
    free(C);
    return ok;
}
