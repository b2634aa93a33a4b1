/* The section "symmetry": exchange lines and maps, each of which must fix every generator, and the
 * tables that the rest of the verification works with. */

#include "check/check.h"

#include <stdlib.h>
#include <string.h>

/* ---- Whether generators are fixed ---- */

/* A permutation is one-to-one on strings, so it is enough that it takes each term to a term with
 * the same coefficient. The terms are listed, with their positions as values; S->product is the
 * image of one. */
static bool is_term(const lb_check_strings *S, const lb_check_sums *g, size_t coefficient)
{
    uint32_t id = lb_check_strings_find(S, S->product);
    if (id == LB_CHECK_NONE || !lb_check_record_at(S, id)->listed)
        return false;
    return lb_check_integer_equal(&g->coefficients.at[coefficient],
                                  &g->coefficients.at[lb_check_record_at(S, id)->value]);
}

/* Exchange the letters on two qubits; whether they differ. */
static bool exchange_letters(uint64_t *xz, size_t words, uint32_t p, uint32_t q)
{
    bool differ = false;
    for (size_t half = 0; half < 2; half++, xz += words)
        if ((xz[p / 64] >> p % 64 ^ xz[q / 64] >> q % 64) & 1) {
            xz[p / 64] ^= (uint64_t)1 << p % 64;
            xz[q / 64] ^= (uint64_t)1 << q % 64;
            differ = true;
        }
    return differ;
}

/* Exchange tuples 0 and i of the line. */
static bool is_fixed_by_exchange(lb_check_strings *S, const lb_check_sums *g, size_t term,
                                 const lb_check_line *line, size_t i)
{
    bool differ = false;
    memcpy(S->product, lb_check_words_of(S, g->ids[term]), 2 * S->words * sizeof *S->product);
    for (size_t k = 0; k < line->w; k++)
        differ |=
            exchange_letters(S->product, S->words, line->qubits[k], line->qubits[i * line->w + k]);
    return !differ || is_term(S, g, term);
}

static bool is_fixed_by_map(lb_check_strings *S, const lb_check_sums *g, size_t term,
                            const uint16_t *map)
{
    const uint64_t *xz = lb_check_words_of(S, g->ids[term]);
    memset(S->product, 0, 2 * S->words * sizeof *S->product);
    for (size_t i = 0; i < 2 * S->words; i++)
        for (uint64_t bits = xz[i]; bits; bits &= bits - 1) {
            size_t half = i < S->words ? 0 : S->words;
            size_t q = map[64 * (i - half) + (size_t)__builtin_ctzll(bits)];
            S->product[half + q / 64] |= (uint64_t)1 << q % 64;
        }
    return is_term(S, g, term);
}

/* Whether the line, or else the map, fixes every generator. */
static bool check_fixed(lb_check_closure *C, const lb_check_line *line, const uint16_t *map)
{
    lb_check_strings *S = &C->strings;
    const lb_check_sums *g = &C->generators;
    for (size_t k = 0; k < g->count; k++) {
        bool fixed = true;
        for (size_t t = g->start[k]; t < g->start[k + 1]; t++)
            lb_check_touch(S, g->ids[t])->value = t;
        for (size_t t = g->start[k]; t < g->start[k + 1]; t++) {
            for (size_t i = 1; fixed && line && i < line->m; i++)
                fixed = is_fixed_by_exchange(S, g, t, line, i);
            fixed = fixed && (!map || is_fixed_by_map(S, g, t, map));
        }
        lb_check_support_clear(S);
        if (!fixed)
            return lb_check_fail(C->reader, "generator %zu is not fixed by this %s", k,
                                 line ? "exchange line" : "map");
    }
    return true;
}

bool lb_check_is_fixed_by_map(lb_check_closure *C, const uint16_t *map)
{
    return check_fixed(C, NULL, map);
}

/* ---- Reading ---- */

void lb_check_symmetry_init(lb_check_symmetry *Y, size_t qubits, size_t movable)
{
    *Y = (lb_check_symmetry){.qubits = qubits, .words = (qubits + 63) / 64, .movable = movable};
    uint32_t **const arrays[] = {&Y->innermost, &Y->outermost, &Y->starting, &Y->place};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) {
        *arrays[i] = lb_check_resize(NULL, qubits * sizeof **arrays[i]);
        memset(*arrays[i], 0xff, qubits * sizeof **arrays[i]);
    }
    lb_check_group_init(&Y->maps, qubits);
}

bool lb_check_read_images(lb_check_reader *r, size_t qubits, uint16_t *map, bool *is_image)
{
    bool moves = false;
    for (size_t q = 0; q < qubits; q++) {
        uint64_t image;
        if (!lb_check_read_literal(r, " ") ||
            !lb_check_read_number(r, &image, 0, qubits - 1, "qubit"))
            return false;
        if (is_image[image])
            return lb_check_fail(r, "a map takes two qubits to qubit %llu",
                                 (unsigned long long)image);
        is_image[image] = true;
        map[q] = (uint16_t)image;
        moves = moves || image != q;
    }
    return moves || lb_check_fail(r, "a map moves no qubit");
}

static bool check_map(lb_check_closure *C, const uint16_t *map)
{
    lb_check_symmetry *Y = &C->symmetry;
    if (!lb_check_lines_are_kept(Y, map))
        return lb_check_fail(C->reader, "this map does not take exchange lines to exchange lines");
    return lb_check_is_fixed_by_map(C, map) &&
           (lb_check_group_add(&Y->maps, map) ||
            lb_check_fail(C->reader, "the maps generate more than %d permutations, or %d images",
                          LB_CHECK_ORDER_MAX, LB_CHECK_IMAGES_MAX));
}

static bool read_map(lb_check_closure *C)
{
    size_t n = C->symmetry.movable;
    uint16_t *map = lb_check_resize(NULL, C->symmetry.qubits * sizeof *map);
    bool *is_image = lb_check_resize(NULL, n * sizeof *is_image);
    memset(is_image, 0, n * sizeof *is_image);
    for (size_t q = n; q < C->symmetry.qubits; q++)
        map[q] = (uint16_t)q;
    bool ok = lb_check_read_literal(C->reader, "map") &&
              lb_check_read_images(C->reader, n, map, is_image) && check_map(C, map);
    free(map);
    free(is_image);
    return ok && lb_check_read_line_feed(C->reader);
}

static bool read_exchange(lb_check_closure *C)
{
    lb_check_symmetry *Y = &C->symmetry;
    return lb_check_read_literal(C->reader, "exchange ") &&
           lb_check_read_exchange_line(C->reader, Y) &&
           check_fixed(C, &Y->lines[Y->line_count - 1], NULL) && lb_check_read_line_feed(C->reader);
}

/* ---- Tables ---- */

static void set_sources(lb_check_symmetry *Y)
{
    const lb_check_group *M = &Y->maps;
    Y->sources = lb_check_resize(NULL, M->order * M->degree * sizeof *Y->sources);
    for (size_t e = 0; e < M->order; e++)
        for (size_t q = 0; q < M->degree; q++)
            Y->sources[M->order * M->images[M->degree * e + q] + e] = (uint16_t)q;
}

static void set_prefixes(lb_check_line *cell)
{
    size_t low = SIZE_MAX, high = 0;
    for (size_t k = 0; k < cell->m; k++) {
        size_t word = cell->qubits[k] / 64;
        low = word < low ? word : low;
        high = word + 1 > high ? word + 1 : high;
    }
    size_t width = high - low;
    cell->first_word = low;
    cell->last_word = high;
    cell->prefix = lb_check_resize(NULL, (cell->m + 1) * width * sizeof *cell->prefix);
    memset(cell->prefix, 0, width * sizeof *cell->prefix);
    for (size_t k = 0; k < cell->m; k++) {
        uint64_t *row = cell->prefix + (k + 1) * width;
        memcpy(row, row - width, width * sizeof *row);
        row[cell->qubits[k] / 64 - low] |= (uint64_t)1 << cell->qubits[k] % 64;
    }
}

static void set_cells(lb_check_symmetry *Y)
{
    Y->cells = lb_check_resize(NULL, Y->line_count * sizeof *Y->cells);
    Y->outside = lb_check_resize(NULL, Y->words * sizeof *Y->outside);
    memset(Y->outside, 0, Y->words * sizeof *Y->outside);
    for (size_t q = 0; q < Y->qubits; q++) {
        const lb_check_line *line =
            Y->innermost[q] == LB_CHECK_NONE ? NULL : &Y->lines[Y->innermost[q]];
        bool is_in_cell = line && line->w == 1;
        Y->outside[q / 64] |= (uint64_t)!is_in_cell << q % 64;
    }
    for (size_t i = 0; i < Y->line_count; i++)
        if (Y->lines[i].w == 1) {
            set_prefixes(&Y->lines[i]);
            Y->cells[Y->cell_count++] = (uint32_t)i;
        }
}

void lb_check_symmetry_complete(lb_check_symmetry *Y)
{
    set_sources(Y);
    set_cells(Y);
}

bool lb_check_read_symmetry(lb_check_closure *C)
{
    lb_check_reader *r = C->reader;
    lb_check_symmetry *Y = &C->symmetry;
    uint64_t lines, maps;
    lb_check_symmetry_init(Y, C->strings.qubits, (size_t)r->report->qubits);
    if (!lb_check_read_count(r, "symmetry", &lines) || !lb_check_read_literal(r, " ") ||
        !lb_check_read_number(r, &maps, 0, LB_CHECK_COUNT_MAX, "maps"))
        return false;
    if (!lb_check_read_line_feed(r))
        return false;
    for (uint64_t i = 0; i < lines; i++)
        if (!read_exchange(C))
            return false;
    for (uint64_t i = 0; i < maps; i++)
        if (!read_map(C))
            return false;
    lb_check_symmetry_complete(Y);
    r->report->exchanges = lines;
    r->report->maps = maps;
    return true;
}

void lb_check_symmetry_clear(lb_check_symmetry *Y)
{
    for (size_t i = 0; i < Y->line_count; i++) {
        free(Y->lines[i].qubits);
        free(Y->lines[i].prefix);
    }
    free(Y->lines);
    free(Y->innermost);
    free(Y->outermost);
    free(Y->starting);
    free(Y->place);
    lb_check_group_clear(&Y->maps);
    free(Y->sources);
    free(Y->cells);
    free(Y->outside);
}
