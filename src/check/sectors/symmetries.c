/* The section "symmetries": permutations that fix every generator, and sums, and operators by spaces, that
 * commute with every generator, over Q. */

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
    lb_check_integer_add_product(&B->sums.at[record->value], a, b, quarters % 4 == 1 ? -1 : 1);
}

static bool is_taken(const lb_check_part *part, size_t t)
{
    return !part->taken || part->taken[t];
}

bool lb_check_commute(lb_check_sectors *S, const lb_check_part *a, const lb_check_part *b)
{
    lb_check_strings *strings = &S->closure.strings;
    const lb_check_sums *left = a->sums, *right = b->sums;
    bracket B = {.count = 0};
    for (size_t s = a->from; s < a->to; s++)
        for (size_t t = b->from; t < b->to && is_taken(a, s); t++)
            if (is_taken(b, t))
                add_product(&B, strings, &left->coefficients.at[s], left->ids[s],
                            &right->coefficients.at[t], right->ids[t]);
    bool zero = true;
    for (size_t i = 0; i < B.count; i++)
        zero = zero && lb_check_integer_is(&B.sums.at[i], 0);
    lb_check_support_clear(strings);
    lb_check_integers_clear(&B.sums);
    return zero;
}

/* The sum that was read last. */
static bool check_sum(lb_check_sectors *S)
{
    const lb_check_sums *g = &S->closure.generators, *s = &S->symmetry_sums;
    const lb_check_part sum = {s, s->start[s->count - 1], s->start[s->count], NULL};
    bool ok = true;
    if (!lb_check_count_pairs(S, (sum.to - sum.from) * g->length))
        return false;
    for (size_t k = 0; k < g->count && ok; k++) {
        const lb_check_part generator = {g, g->start[k], g->start[k + 1], NULL};
        ok = lb_check_commute(S, &sum, &generator) ||
             lb_check_fail(S->closure.reader, "generator %zu does not commute with this sum", k);
    }
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

static bool read_operator(lb_check_sectors *S)
{
    S->matrices =
        lb_check_grow(S->matrices, &S->matrix_capacity, S->matrix_count + 1, sizeof *S->matrices);
    S->matrices[S->matrix_count] = (lb_check_bilinear){.like = true};
    return lb_check_read_literal(S->closure.reader, "operator") &&
           lb_check_read_bilinear(S, &S->matrices[S->matrix_count++], true);
}

/* Maps, then sums, then operators by spaces. */
bool lb_check_read_symmetries(lb_check_sectors *S)
{
    lb_check_reader *r = S->closure.reader;
    uint64_t count;
    char last = 'm';
    if (!lb_check_read_count(r, "symmetries", &count) || !lb_check_read_line_feed(r))
        return false;
    for (uint64_t i = 0; i < count; i++) {
        int next = lb_check_peek(r);
        if ((last == 'm' && next == 's') || next == 'o')
            last = (char)next;
        if (last == 'o' ? !read_operator(S)
                        : !(last == 's' ? read_sum(S) : read_map(S)) || !lb_check_read_line_feed(r))
            return false;
    }
    S->symmetry_count = count;
    return true;
}
