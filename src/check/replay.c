/* At least D: the replay modulo p.
 *
 * Invariant after every step: each row has coefficient 1 at its pivot, its leading string, and no
 * pivot occurs in another row. A string that is no pivot heads a list of the rows it occurs in, so
 * that when it becomes a pivot only those rows are touched; entries of rows it has left are noticed
 * when they are met, and swept when they outnumber the others.
 *
 * Residues are kept in Montgomery form, a standing for a 2^64 modulo p (Montgomery, "Modular
 * multiplication without trial division", 1985). */

#include "check/check.h"

#include <stdlib.h>
#include <string.h>

__extension__ typedef unsigned __int128 uint128;

typedef struct term {
    uint64_t value;
    uint32_t id;
} term;

/* Terms in any order; pivot is LB_CHECK_NONE for a generator. */
typedef struct row {
    term *terms;
    uint32_t length, pivot;
} row;

typedef struct use {
    uint32_t row, next;
} use;

typedef struct replay {
    lb_check_reader *reader;
    lb_check_strings *strings;
    uint64_t p, inverse, square; /* -1/p and 2^128, modulo 2^64 and p */
    row *rows, *generators;
    size_t row_count, row_capacity, generator_count, terms; /* terms other than pivots */
    use *uses;
    size_t use_count, use_capacity, free_count;
    uint32_t free_use;
} replay;

static uint64_t multiply(const replay *R, uint64_t a, uint64_t b)
{
    uint128 t = (uint128)a * b;
    uint64_t m = (uint64_t)t * R->inverse;
    uint64_t u = (uint64_t)((t + (uint128)m * R->p) >> 64);
    return u >= R->p ? u - R->p : u;
}

static uint64_t add(const replay *R, uint64_t a, uint64_t b)
{
    uint64_t sum = a + b;
    return sum >= R->p ? sum - R->p : sum;
}

static uint64_t negate(const replay *R, uint64_t a)
{
    return a ? R->p - a : 0;
}

static void set_modulus(replay *R, uint64_t p)
{
    R->p = p;
    uint64_t inverse = p; /* correct to 3 bits, and each step doubles them */
    for (int i = 0; i < 5; i++)
        inverse *= 2 - p * inverse;
    R->inverse = 0 - inverse;
    uint64_t one = (UINT64_MAX % p + 1) % p;
    R->square = (uint64_t)((uint128)one * one % p);
}

/* 1/a by Euclid, false when a is no unit. */
static bool invert(const replay *R, uint64_t *result, uint64_t a)
{
    uint64_t r0 = R->p, r1 = multiply(R, a, 1);
    int64_t t0 = 0, t1 = 1;
    while (r1) {
        uint64_t q = r0 / r1, r2 = r0 - q * r1;
        int64_t t2 = t0 - (int64_t)q * t1;
        r0 = r1, r1 = r2, t0 = t1, t1 = t2;
    }
    *result = multiply(R, t0 < 0 ? R->p - (uint64_t)-t0 : (uint64_t)t0, R->square);
    return r0 == 1;
}

static void add_use(replay *R, uint32_t id, uint32_t row_number)
{
    lb_check_record *record = lb_check_record_at(R->strings, id);
    uint32_t entry = R->free_use;
    if (entry != LB_CHECK_NONE) {
        R->free_use = R->uses[entry].next;
        R->free_count--;
    } else {
        size_t needed = R->use_count + 1 < LB_CHECK_NONE ? R->use_count + 1 : SIZE_MAX / 2;
        R->uses = lb_check_grow(R->uses, &R->use_capacity, needed, sizeof *R->uses);
        entry = (uint32_t)R->use_count++;
    }
    R->uses[entry] = (use){row_number, record->uses};
    record->uses = entry;
}

/* Rebuild the lists from the rows. */
static void sweep_uses(replay *R)
{
    for (uint32_t id = 0; id < R->strings->count; id++)
        lb_check_record_at(R->strings, id)->uses = LB_CHECK_NONE;
    R->use_count = R->free_count = 0;
    R->free_use = LB_CHECK_NONE;
    for (uint32_t i = 0; i < R->row_count; i++)
        for (uint32_t k = 0; k < R->rows[i].length; k++)
            if (R->rows[i].terms[k].id != R->rows[i].pivot)
                add_use(R, R->rows[i].terms[k].id, i);
}

/* Vector plus factor times row. */
static void add_row(replay *R, uint64_t factor, const row *v)
{
    for (uint32_t k = 0; k < v->length; k++) {
        lb_check_record *record = lb_check_touch(R->strings, v->terms[k].id);
        record->value = add(R, record->value, multiply(R, factor, v->terms[k].value));
    }
}

/* Empty the vector into a row, scaled by factor. */
static void take_vector(replay *R, row *v, uint64_t factor)
{
    lb_check_strings *S = R->strings;
    uint32_t length = 0;
    size_t capacity = 0;
    for (size_t i = 0; i < S->support_length; i++)
        length += lb_check_record_at(S, S->support[i])->value != 0;
    if (length != v->length) {
        free(v->terms);
        v->terms = lb_check_grow(NULL, &capacity, length, sizeof *v->terms);
        v->length = length;
    }
    length = 0;
    for (size_t i = 0; i < S->support_length; i++) {
        uint64_t value = lb_check_record_at(S, S->support[i])->value;
        if (value)
            v->terms[length++] = (term){multiply(R, value, factor), S->support[i]};
    }
    lb_check_support_clear(S);
}

static void set_generators(replay *R, const lb_check_sums *sums)
{
    size_t capacity = 0;
    R->generators = lb_check_grow(NULL, &capacity, sums->count, sizeof *R->generators);
    R->generator_count = sums->count;
    for (size_t i = 0; i < sums->count; i++) {
        R->generators[i] = (row){NULL, 0, LB_CHECK_NONE};
        for (size_t k = sums->start[i]; k < sums->start[i + 1]; k++)
            lb_check_touch(R->strings, sums->ids[k])->value =
                mpz_fdiv_ui(sums->coefficients[k], R->p);
        take_vector(R, &R->generators[i], R->square);
    }
}

static void set_bracket(replay *R, const row *a, const row *b)
{
    for (uint32_t i = 0; i < a->length; i++)
        for (uint32_t j = 0; j < b->length; j++) {
            uint32_t id;
            int sign = lb_check_strings_bracket(R->strings, a->terms[i].id, b->terms[j].id, &id);
            if (!sign)
                continue;
            uint64_t value = multiply(R, a->terms[i].value, b->terms[j].value);
            lb_check_record *record = lb_check_touch(R->strings, id);
            record->value = add(R, record->value, sign > 0 ? value : negate(R, value));
        }
}

/* Remove every pivot from the vector. Subtracting a row brings in no other pivot, so those that are
 * there at the start are all. */
static void reduce(replay *R)
{
    lb_check_strings *S = R->strings;
    for (size_t i = 0, n = S->support_length; i < n; i++) {
        const lb_check_record *record = lb_check_record_at(S, S->support[i]);
        if (record->row != LB_CHECK_NONE && record->value)
            add_row(R, negate(R, record->value), &R->rows[record->row]);
    }
}

/* Remove the pivot of the newest row from row i, if it is there. */
static void eliminate(replay *R, uint32_t i, uint32_t pivot, uint64_t one)
{
    lb_check_strings *S = R->strings;
    const row *newest = &R->rows[R->row_count - 1];
    add_row(R, one, &R->rows[i]);
    const lb_check_record *record = lb_check_record_at(S, pivot);
    size_t old_length = S->support_length;
    if (!record->listed || !record->value) {
        lb_check_support_clear(S);
        return;
    }
    add_row(R, negate(R, record->value), newest);
    for (size_t k = old_length; k < S->support_length; k++)
        add_use(R, S->support[k], i);
    R->terms -= R->rows[i].length;
    take_vector(R, &R->rows[i], one);
    R->terms += R->rows[i].length;
}

/* Make the vector the next row: find the pivot, divide, clear the pivot from the other rows. */
static bool append(replay *R)
{
    lb_check_strings *S = R->strings;
    uint32_t pivot = LB_CHECK_NONE, number = (uint32_t)R->row_count;
    for (size_t i = 0; i < S->support_length; i++)
        if (lb_check_record_at(S, S->support[i])->value &&
            (pivot == LB_CHECK_NONE || lb_check_strings_compare(S, S->support[i], pivot) > 0))
            pivot = S->support[i];
    if (pivot == LB_CHECK_NONE)
        return lb_check_fail(R->reader, "the remainder of this step is zero");
    lb_check_record *record = lb_check_record_at(S, pivot);
    uint64_t scale, one = multiply(R, 1, R->square);
    if (!invert(R, &scale, record->value))
        return lb_check_fail(R->reader, "the pivot of this step has no inverse modulo %llu",
                             (unsigned long long)R->p);
    R->rows = lb_check_grow(R->rows, &R->row_capacity, R->row_count + 1, sizeof *R->rows);
    R->rows[R->row_count++] = (row){NULL, 0, pivot};
    take_vector(R, &R->rows[number], scale);
    R->terms += R->rows[number].length - 1;
    uint32_t entry = record->uses;
    record->uses = LB_CHECK_NONE;
    record->row = number;
    while (entry != LB_CHECK_NONE) {
        use seen = R->uses[entry];
        R->uses[entry].next = R->free_use;
        R->free_use = entry;
        R->free_count++;
        eliminate(R, seen.row, pivot, one);
        entry = seen.next;
    }
    for (uint32_t k = 0; k < R->rows[number].length; k++)
        if (R->rows[number].terms[k].id != pivot)
            add_use(R, R->rows[number].terms[k].id, number);
    if (R->use_count - R->free_count > 2 * R->terms + 4096)
        sweep_uses(R);
    return true;
}

static bool read_operand(replay *R, bool generator_allowed, const row **operand)
{
    uint64_t n;
    bool is_generator = generator_allowed && lb_check_peek(R->reader) == 'g';
    size_t count = is_generator ? R->generator_count : R->row_count;
    if (!lb_check_read_literal(R->reader, is_generator ? "g" : "r") ||
        !lb_check_read_number(R->reader, &n, UINT32_MAX, "operand"))
        return false;
    if (n >= count)
        return lb_check_fail(R->reader, "there is no %s %llu yet",
                             is_generator ? "generator" : "row", (unsigned long long)n);
    *operand = is_generator ? &R->generators[n] : &R->rows[n];
    if (!(*operand)->length)
        return lb_check_fail(R->reader, "generator %llu is zero", (unsigned long long)n);
    return true;
}

/* Read a step and compute its vector. */
static bool read_step(replay *R)
{
    const row *a, *b;
    if (!read_operand(R, true, &a))
        return false;
    if (a->pivot == LB_CHECK_NONE && lb_check_peek(R->reader) == '\n') {
        add_row(R, multiply(R, 1, R->square), a);
        return true;
    }
    if (!lb_check_read_literal(R->reader, " ") || !read_operand(R, false, &b))
        return false;
    set_bracket(R, a, b);
    return true;
}

bool lb_check_replay(lb_check_reader *r, lb_check_strings *S, const lb_check_sums *generators,
                     size_t steps, uint64_t modulus)
{
    replay R = {.reader = r, .strings = S, .free_use = LB_CHECK_NONE};
    bool ok = true;
    set_modulus(&R, modulus);
    set_generators(&R, generators);
    for (size_t t = 0; ok && t < steps; t++) {
        ok = read_step(&R);
        if (ok) {
            reduce(&R);
            ok = append(&R) && lb_check_read_line_feed(r);
        }
    }
    lb_check_support_clear(S);
    for (uint32_t id = 0; id < S->count; id++) {
        lb_check_record *record = lb_check_record_at(S, id);
        record->row = record->uses = LB_CHECK_NONE;
    }
    for (size_t i = 0; i < R.row_count; i++)
        free(R.rows[i].terms);
    for (size_t i = 0; i < R.generator_count; i++)
        free(R.generators[i].terms);
    free(R.rows);
    free(R.generators);
    free(R.uses);
    return ok;
}
