/* The section "symmetries": permutations that fix every generator, and sums that commute with every
 * generator, over Q. */

#include "check/sectors/sectors.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- Sums ---- */

/* Sums of products, for the strings that are listed in the table, by their values. */
typedef struct bracket {
    lb_check_integers sums;
    size_t count;
} bracket;

static void add_product(bracket *B, lb_check_strings *S, const lb_check_integer *a, uint32_t u,
                        const lb_check_integer *b, uint32_t v)
{
    const uint64_t *p = lb_check_words_of(S, u), *q = lb_check_words_of(S, v);
    uint32_t quarters = lb_check_quarters(p, q, S->words, 0, S->words);
    if (quarters % 2 == 0)
        return;
    for (size_t w = 0; w < 2 * S->words; w++)
        S->product[w] = p[w] ^ q[w];
    uint32_t id = lb_check_strings_intern(S, S->product);
    bool listed = lb_check_record_at(S, id)->listed;
    lb_check_record *record = lb_check_touch(S, id);
    if (!listed) {
        record->value = B->count++;
        lb_check_integers_grow(&B->sums, B->count);
        lb_check_integer_set(&B->sums.at[record->value], 0);
    }
    lb_check_integer_add_product(&B->sums.at[record->value], a, b, quarters == 1 ? -1 : 1);
}

/* Of the sum that was read last with generator k. */
static bool is_zero_bracket(lb_check_sectors *S, bracket *B, size_t k)
{
    lb_check_strings *strings = &S->closure.strings;
    const lb_check_sums *g = &S->closure.generators, *s = &S->symmetry_sums;
    B->count = 0;
    for (size_t a = s->start[s->count - 1]; a < s->start[s->count]; a++)
        for (size_t b = g->start[k]; b < g->start[k + 1]; b++)
            add_product(B, strings, &s->coefficients.at[a], s->ids[a], &g->coefficients.at[b],
                        g->ids[b]);
    bool zero = true;
    for (size_t i = 0; i < B->count; i++)
        zero = zero && lb_check_integer_is(&B->sums.at[i], 0);
    lb_check_support_clear(strings);
    return zero;
}

static bool check_sum(lb_check_sectors *S)
{
    const lb_check_sums *g = &S->closure.generators, *s = &S->symmetry_sums;
    bracket B = {.count = 0};
    bool ok = true;
    if (!lb_check_count_pairs(S, (s->start[s->count] - s->start[s->count - 1]) * g->length))
        return false;
    for (size_t k = 0; k < g->count && ok; k++)
        ok = is_zero_bracket(S, &B, k) ||
             lb_check_fail(S->closure.reader, "generator %zu does not commute with this sum", k);
    lb_check_integers_clear(&B.sums);
    return ok;
}

/* ---- Reading ---- */

static bool read_map(lb_check_sectors *S)
{
    size_t n = S->closure.strings.qubits;
    bool *is_image = lb_check_resize(NULL, n * sizeof *is_image);
    memset(is_image, 0, n * sizeof *is_image);
    S->maps = lb_check_grow(S->maps, &S->map_capacity, (S->map_count + 1) * n, sizeof *S->maps);
    uint16_t *map = S->maps + S->map_count++ * n;
    bool ok = lb_check_read_literal(S->closure.reader, "map") &&
              lb_check_read_images(S->closure.reader, n, map, is_image) &&
              lb_check_is_fixed_by_map(&S->closure, map);
    free(is_image);
    return ok;
}

static bool read_sum(lb_check_sectors *S)
{
    return lb_check_read_literal(S->closure.reader, "sum ") &&
           lb_check_read_sum(S->closure.reader, &S->closure.strings, &S->symmetry_sums, false) &&
           check_sum(S);
}

/* The maps come first. */
bool lb_check_read_symmetries(lb_check_sectors *S)
{
    lb_check_reader *r = S->closure.reader;
    uint64_t count;
    bool sums = false;
    if (!lb_check_read_count(r, "symmetries", &count) || !lb_check_read_line_feed(r))
        return false;
    for (uint64_t i = 0; i < count; i++) {
        sums = sums || lb_check_peek(r) == 's';
        if (!(sums ? read_sum(S) : read_map(S)) || !lb_check_read_line_feed(r))
            return false;
    }
    S->symmetry_count = count;
    return true;
}
