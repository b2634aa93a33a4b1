/* At least D: the replay modulo p.
 *
 * Invariant after every step: each row has coefficient 1 at its pivot, and no pivot occurs in
 * another row. The terms of a row are sorted by the numbers of their strings, so that subtracting
 * one row from another merges two lists. A string that is no pivot counts the rows it occurs in,
 * and heads a list of them, so that when it becomes a pivot only those rows are touched; entries of
 * rows it has left are noticed when they are met, and swept now and then.
 *
 * A factor is multiplied into many residues, so it is prepared: with the quotient of 2^64 times it
 * by p at hand, a product costs three multiplications and no division (Shoup's method; Harvey,
 * "Faster arithmetic for number-theoretic transforms", 2014). */

#include "check/check.h"

#include <stdlib.h>
#include <string.h>

typedef struct term {
    uint64_t value;
    uint32_t id;
} term;

/* Terms by increasing id. */
typedef struct row {
    term *terms;
    uint32_t length;
} row;

typedef struct use {
    uint32_t row, next;
} use;

typedef struct replay {
    lb_check_reader *reader;
    lb_check_strings *strings;
    uint64_t p;
    row *rows, *generators, *vectors; /* generators: as left operands, and as vectors */
    size_t row_count, row_capacity;
    use *uses;
    size_t use_count, use_capacity, use_limit; /* swept at the limit */
    term *merged;                              /* room for a row */
    size_t merged_capacity;
    uint64_t terms; /* of the rows */
} replay;

/* A residue a, and a 2^64 / p rounded down. */
typedef struct factor {
    uint64_t value, quotient;
} factor;

static factor prepare(const replay *R, uint64_t a)
{
    return (factor){a, (uint64_t)(((lb_check_wide)a << 64) / R->p)};
}

/* a b: with q = quotient b / 2^64 rounded down, a b - q p is at least 0 and below 2 p. */
static uint64_t multiply(const replay *R, factor a, uint64_t b)
{
    uint64_t q = (uint64_t)(((lb_check_wide)a.quotient * b) >> 64);
    uint64_t product = a.value * b - q * R->p;
    return product >= R->p ? product - R->p : product;
}

static void add_use(replay *R, uint32_t id, uint32_t row_number)
{
    lb_check_record *record = lb_check_record_at(R->strings, id);
    R->uses = lb_check_grow(R->uses, &R->use_capacity, R->use_count + 1, sizeof *R->uses);
    R->uses[R->use_count] = (use){row_number, record->uses};
    record->uses = (uint32_t)R->use_count++;
}

/* Rebuild the lists from the rows. The limit makes this a constant share of the work. */
static void sweep_uses(replay *R)
{
    for (uint32_t id = 0; id < R->strings->count; id++)
        lb_check_record_at(R->strings, id)->uses = LB_CHECK_NONE;
    R->use_count = 0;
    for (uint32_t i = 0; i < R->row_count; i++)
        for (uint32_t k = 0; k < R->rows[i].length; k++)
            if (lb_check_record_at(R->strings, R->rows[i].terms[k].id)->row == LB_CHECK_NONE)
                add_use(R, R->rows[i].terms[k].id, i);
    R->use_limit = 2 * R->use_count + R->strings->count;
}

/* A row that did not contain the string does so now. */
static void enter(replay *R, uint32_t id, uint32_t row_number)
{
    lb_check_record_at(R->strings, id)->count++;
    add_use(R, id, row_number);
}

/* Vector plus times the row. */
static void add_row(replay *R, uint64_t times, const row *v)
{
    factor prepared = prepare(R, times);
    for (uint32_t k = 0; k < v->length; k++) {
        lb_check_record *record = lb_check_touch(R->strings, v->terms[k].id);
        record->value = lb_check_add(record->value, multiply(R, prepared, v->terms[k].value), R->p);
    }
}

static int compare_terms(const void *a, const void *b)
{
    uint32_t p = ((const term *)a)->id, q = ((const term *)b)->id;
    return (p > q) - (p < q);
}

/* Empty the vector into a new row, scaled. */
static row take_vector(replay *R, uint64_t scale)
{
    lb_check_strings *S = R->strings;
    factor prepared = prepare(R, scale);
    row v = {NULL, 0};
    for (size_t i = 0; i < S->support_length; i++)
        v.length += lb_check_record_at(S, S->support[i])->value != 0;
    v.terms = lb_check_resize(NULL, v.length * sizeof *v.terms);
    term *next = v.terms;
    for (size_t i = 0; i < S->support_length; i++) {
        uint64_t value = lb_check_record_at(S, S->support[i])->value;
        if (value)
            *next++ = (term){multiply(R, prepared, value), S->support[i]};
    }
    qsort(v.terms, v.length, sizeof *v.terms, compare_terms);
    lb_check_support_clear(S);
    return v;
}

/* The sums as rows; the caller frees. */
static row *take_sums(replay *R, const lb_check_sums *sums)
{
    row *rows = lb_check_resize(NULL, sums->count * sizeof *rows);
    for (size_t i = 0; i < sums->count; i++) {
        for (size_t k = sums->start[i]; k < sums->start[i + 1]; k++)
            lb_check_touch(R->strings, sums->ids[k])->value =
                lb_check_integer_modulo(&sums->coefficients.at[k], R->p);
        rows[i] = take_vector(R, 1);
    }
    return rows;
}

/* Add value times the product to the vector. */
static void add_times(replay *R, const lb_check_product *product, uint64_t value)
{
    uint64_t times = (uint64_t)(product->times < 0 ? -product->times : product->times);
    lb_check_record *record = lb_check_touch(R->strings, product->id);
    lb_check_meet(R->strings, product->id);
    if (times > 1)
        value = (uint64_t)((lb_check_wide)times * value % R->p);
    record->value = lb_check_add(record->value,
                                 product->times > 0 ? value : lb_check_negate(value, R->p), R->p);
}

/* Vector plus the bracket; false when the brackets have too many strings. */
static bool add_bracket(replay *R, const row *a, const row *b)
{
    for (uint32_t i = 0; i < a->length; i++) {
        factor prepared = prepare(R, a->terms[i].value);
        for (uint32_t j = 0; j < b->length; j++) {
            size_t count = lb_check_brackets(R->strings, a->terms[i].id, b->terms[j].id);
            if (!count)
                continue;
            uint64_t value = multiply(R, prepared, b->terms[j].value);
            for (size_t k = 0; k < count; k++)
                add_times(R, &R->strings->products[k], value);
            if (!lb_check_met_few(R->reader, R->strings))
                return false;
        }
    }
    return true;
}

/* Remove every pivot from the vector. Subtracting a row brings in no other pivot, so those that are
 * there at the start are all. */
static void reduce(replay *R)
{
    lb_check_strings *S = R->strings;
    for (size_t i = 0, n = S->support_length; i < n; i++) {
        const lb_check_record *record = lb_check_record_at(S, S->support[i]);
        if (record->row != LB_CHECK_NONE && record->value)
            add_row(R, lb_check_negate(record->value, R->p), &R->rows[record->row]);
    }
}

/* The value of a string in a row, 0 if it does not occur. */
static uint64_t value_in(const row *v, uint32_t id)
{
    uint32_t low = 0, high = v->length;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (v->terms[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < v->length && v->terms[low].id == id ? v->terms[low].value : 0;
}

/* Subtract from row i the multiple of another row that removes its pivot, if that is there. */
static void eliminate(replay *R, uint32_t i, const row *other, uint32_t pivot)
{
    row *v = &R->rows[i];
    uint64_t value = value_in(v, pivot);
    if (!value)
        return;
    factor prepared = prepare(R, lb_check_negate(value, R->p));
    R->merged = lb_check_grow(R->merged, &R->merged_capacity, (size_t)v->length + other->length,
                              sizeof *R->merged);
    term *next = R->merged;
    const term *a = v->terms, *end_a = a + v->length, *b = other->terms, *end_b = b + other->length;
    while (a < end_a || b < end_b) {
        if (b == end_b || (a < end_a && a->id < b->id)) {
            *next++ = *a++;
            continue;
        }
        uint64_t product = multiply(R, prepared, b->value);
        if (a == end_a || b->id < a->id) {
            if (product) { /* modulo a composite number it may be zero */
                enter(R, b->id, i);
                *next++ = (term){product, b->id};
            }
            b++;
            continue;
        }
        uint64_t sum = lb_check_add(a++->value, product, R->p);
        if (sum)
            *next++ = (term){sum, b->id};
        else
            lb_check_record_at(R->strings, b->id)->count--;
        b++;
    }
    size_t length = (size_t)(next - R->merged);
    if (length > v->length)
        v->terms = lb_check_resize(v->terms, length * sizeof *v->terms);
    memcpy(v->terms, R->merged, length * sizeof *v->terms);
    R->terms += length - v->length;
    v->length = (uint32_t)length;
}

/* Whether a is a better pivot than b: it occurs in fewer rows, or in as many and is larger. */
static bool is_better(const lb_check_strings *S, uint32_t a, uint32_t b)
{
    uint32_t uses_of_a = lb_check_record_at(S, a)->count;
    uint32_t uses_of_b = lb_check_record_at(S, b)->count;
    return uses_of_a != uses_of_b ? uses_of_a < uses_of_b : lb_check_strings_compare(S, a, b) > 0;
}

/* The best pivot in the vector, or LB_CHECK_NONE. */
static uint32_t find_pivot(const lb_check_strings *S)
{
    uint32_t pivot = LB_CHECK_NONE;
    for (size_t i = 0; i < S->support_length; i++)
        if (lb_check_record_at(S, S->support[i])->value &&
            (pivot == LB_CHECK_NONE || is_better(S, S->support[i], pivot)))
            pivot = S->support[i];
    return pivot;
}

/* Clear the pivot of the newest row from the others. Rows lose no more terms than they had before
 * the step, so once they have twice as many as they may have, they have too many after it. */
static void clear_pivot(replay *R, const row *newest, uint32_t pivot)
{
    uint32_t entry = lb_check_record_at(R->strings, pivot)->uses;
    for (; entry != LB_CHECK_NONE && R->terms <= 2 * LB_CHECK_ROWS_MAX; entry = R->uses[entry].next)
        eliminate(R, R->uses[entry].row, newest, pivot);
}

/* Make the vector the next row: find the pivot, divide, clear the pivot from the other rows. */
static bool append(replay *R)
{
    uint32_t pivot = find_pivot(R->strings), number = (uint32_t)R->row_count;
    if (pivot == LB_CHECK_NONE)
        return lb_check_fail(R->reader, "the remainder of this step is zero");
    lb_check_record *record = lb_check_record_at(R->strings, pivot);
    uint64_t scale = lb_check_invert(record->value, R->p);
    if (!scale)
        return lb_check_fail(R->reader, "the pivot of this step has no inverse modulo %llu",
                             (unsigned long long)R->p);
    row newest = take_vector(R, scale);
    clear_pivot(R, &newest, pivot);
    record->row = number;
    record->uses = LB_CHECK_NONE;
    R->rows = lb_check_grow(R->rows, &R->row_capacity, R->row_count + 1, sizeof *R->rows);
    R->rows[R->row_count++] = newest;
    R->terms += newest.length;
    for (uint32_t k = 0; k < newest.length; k++)
        if (newest.terms[k].id != pivot)
            enter(R, newest.terms[k].id, number);
    if (R->use_count > R->use_limit)
        sweep_uses(R);
    return R->terms <= LB_CHECK_ROWS_MAX ||
           lb_check_fail(R->reader, "the rows of the replay have more than %llu terms",
                         (unsigned long long)LB_CHECK_ROWS_MAX);
}

/* One letter and a number below count, set to the row of that number. */
static bool read_operand(lb_check_reader *r, const char *letter, const row *rows, size_t count,
                         const row **operand)
{
    const char *name = letter[0] == 'g' ? "generator" : "row";
    uint64_t n;
    if (!lb_check_read_literal(r, letter) || !lb_check_read_number(r, &n, 0, UINT32_MAX, "operand"))
        return false;
    if (n >= count)
        return lb_check_fail(r, "there is no %s %llu yet", name, (unsigned long long)n);
    *operand = &rows[n];
    return rows[n].length || lb_check_fail(r, "%s %llu is zero", name, (unsigned long long)n);
}

/* Read a step and compute its vector. */
static bool read_step(replay *R)
{
    lb_check_reader *r = R->reader;
    const row *a, *b;
    if (!read_operand(r, "g", R->generators, (size_t)r->report->generators, &a))
        return false;
    if (lb_check_peek(r) == '\n') {
        add_row(R, 1, &R->vectors[a - R->generators]);
        return true;
    }
    if (!lb_check_read_literal(r, " ") || !read_operand(r, "r", R->rows, R->row_count, &b))
        return false;
    return add_bracket(R, a, b);
}

static void clear_rows(row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(rows[i].terms);
    free(rows);
}

bool lb_check_replay(lb_check_closure *C)
{
    lb_check_strings *S = &C->strings;
    replay R = {.reader = C->reader, .strings = S, .p = C->reader->report->modulus};
    bool ok = true;
    R.generators = take_sums(&R, &C->generators);
    R.vectors = take_sums(&R, &C->averages);
    while (ok && R.row_count < C->reader->report->dimension) {
        ok = read_step(&R);
        if (ok) {
            reduce(&R);
            ok = append(&R) && lb_check_read_line_feed(R.reader);
        }
    }
    lb_check_support_clear(S);
    for (uint32_t id = 0; id < S->count; id++)
        lb_check_record_at(S, id)->row = LB_CHECK_NONE;
    clear_rows(R.rows, R.row_count);
    clear_rows(R.generators, C->generators.count);
    clear_rows(R.vectors, C->averages.count);
    free(R.merged);
    free(R.uses);
    return ok;
}
