/* At least D: the replay modulo p.
 *
 * Invariant after every step: each row has coefficient 1 at its pivot, its leading string, and no
 * pivot occurs in another row. A string that is no pivot heads a list of the rows it occurs in, so
 * that when it becomes a pivot only those rows are touched; entries of rows it has left are noticed
 * when they are met, and swept now and then.
 *
 * A factor is multiplied into many residues, so it is prepared: with a 2^64 modulo p in place of a,
 * every product costs one Montgomery reduction, which divides by 2^64 modulo p (Montgomery,
 * "Modular multiplication without trial division", 1985), and no division. */

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
    uint64_t p, inverse; /* inverse: -1/p modulo 2^64 */
    row *rows, *generators, *vectors;
    size_t left_capacity;
    row left; /* a row that has been expanded into left operands */
    size_t row_count, row_capacity;
    use *uses;
    size_t use_count, use_capacity, use_limit; /* swept at the limit */
} replay;

static void set_modulus(replay *R, uint64_t p)
{
    uint64_t inverse = p; /* correct to 3 bits, and each step doubles them */
    for (int i = 0; i < 5; i++)
        inverse *= 2 - p * inverse;
    R->p = p;
    R->inverse = 0 - inverse;
}

static uint64_t prepare(const replay *R, uint64_t a)
{
    return (uint64_t)(((uint128)a << 64) % R->p);
}

/* a b, where a has been prepared. */
static uint64_t multiply(const replay *R, uint64_t prepared, uint64_t b)
{
    uint128 t = (uint128)prepared * b;
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

/* 1/a by Euclid, false when a is no unit. */
static bool invert(const replay *R, uint64_t *result, uint64_t a)
{
    uint64_t r0 = R->p, r1 = a;
    int64_t t0 = 0, t1 = 1; /* r0 = t0 a and r1 = t1 a modulo p */
    while (r1) {
        uint64_t q = r0 / r1, r2 = r0 - q * r1;
        int64_t t2 = t0 - (int64_t)q * t1;
        r0 = r1, r1 = r2, t0 = t1, t1 = t2;
    }
    *result = t0 < 0 ? R->p - (uint64_t)-t0 : (uint64_t)t0;
    return r0 == 1;
}

static void add_use(replay *R, uint32_t id, uint32_t row_number)
{
    lb_check_record *record = lb_check_record_at(R->strings, id);
    R->uses = lb_check_grow(R->uses, &R->use_capacity, R->use_count + 1, sizeof *R->uses);
    R->uses[R->use_count] = (use){row_number, record->uses};
    record->uses = (uint32_t)R->use_count++;
}

static void add_uses(replay *R, uint32_t row_number)
{
    const row *v = &R->rows[row_number];
    for (uint32_t k = 0; k < v->length; k++)
        if (v->terms[k].id != v->pivot)
            add_use(R, v->terms[k].id, row_number);
}

/* Rebuild the lists from the rows. The limit makes this a constant share of the work. */
static void sweep_uses(replay *R)
{
    for (uint32_t id = 0; id < R->strings->count; id++)
        lb_check_record_at(R->strings, id)->uses = LB_CHECK_NONE;
    R->use_count = 0;
    for (uint32_t i = 0; i < R->row_count; i++)
        add_uses(R, i);
    R->use_limit = 2 * R->use_count + R->strings->count;
}

/* Vector plus factor times row. */
static void add_row(replay *R, uint64_t factor, const row *v)
{
    uint64_t prepared = prepare(R, factor);
    for (uint32_t k = 0; k < v->length; k++) {
        lb_check_record *record = lb_check_touch(R->strings, v->terms[k].id);
        record->value = add(R, record->value, multiply(R, prepared, v->terms[k].value));
    }
}

/* Empty the vector into a row, scaled by factor. */
static void take_vector(replay *R, row *v, uint64_t factor)
{
    lb_check_strings *S = R->strings;
    uint64_t prepared = prepare(R, factor);
    v->length = 0;
    for (size_t i = 0; i < S->support_length; i++)
        v->length += lb_check_record_at(S, S->support[i])->value != 0;
    v->terms = lb_check_resize(v->terms, v->length * sizeof *v->terms);
    term *next = v->terms;
    for (size_t i = 0; i < S->support_length; i++) {
        uint64_t value = lb_check_record_at(S, S->support[i])->value;
        if (value)
            *next++ = (term){multiply(R, prepared, value), S->support[i]};
    }
    lb_check_support_clear(S);
}

/* The sums as rows; the caller frees. */
static row *take_sums(replay *R, const lb_check_sums *sums)
{
    row *rows = lb_check_resize(NULL, sums->count * sizeof *rows);
    for (size_t i = 0; i < sums->count; i++) {
        rows[i] = (row){NULL, 0, LB_CHECK_NONE};
        for (size_t k = sums->start[i]; k < sums->start[i + 1]; k++)
            lb_check_touch(R->strings, sums->ids[k])->value =
                lb_check_integer_modulo(&sums->coefficients.at[k], R->p);
        take_vector(R, &rows[i], 1);
    }
    return rows;
}

/* Add value times the product to the vector. */
static void add_times(replay *R, const lb_check_product *product, uint64_t value)
{
    uint64_t times = (uint64_t)(product->times < 0 ? -product->times : product->times);
    lb_check_record *record = lb_check_touch(R->strings, product->id);
    if (times > 1)
        value = (uint64_t)((uint128)times * value % R->p);
    record->value = add(R, record->value, product->times > 0 ? value : negate(R, value));
}

static void set_bracket(replay *R, const row *a, const row *b)
{
    for (uint32_t i = 0; i < a->length; i++) {
        uint64_t prepared = prepare(R, a->terms[i].value);
        for (uint32_t j = 0; j < b->length; j++) {
            size_t count = lb_check_brackets(R->strings, a->terms[i].id, b->terms[j].id);
            if (!count)
                continue;
            uint64_t value = multiply(R, prepared, b->terms[j].value);
            for (size_t k = 0; k < count; k++)
                add_times(R, &R->strings->products[k], value);
        }
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
static void eliminate(replay *R, uint32_t i)
{
    const row *newest = &R->rows[R->row_count - 1];
    uint64_t value = 0;
    for (uint32_t k = 0; k < R->rows[i].length; k++)
        if (R->rows[i].terms[k].id == newest->pivot)
            value = R->rows[i].terms[k].value;
    if (!value)
        return;
    add_row(R, 1, &R->rows[i]);
    size_t old_length = R->strings->support_length;
    add_row(R, negate(R, value), newest);
    for (size_t k = old_length; k < R->strings->support_length; k++)
        add_use(R, R->strings->support[k], i);
    take_vector(R, &R->rows[i], 1);
}

/* The leading string of the vector, or LB_CHECK_NONE. */
static uint32_t find_pivot(const lb_check_strings *S)
{
    uint32_t pivot = LB_CHECK_NONE;
    for (size_t i = 0; i < S->support_length; i++)
        if (lb_check_record_at(S, S->support[i])->value &&
            (pivot == LB_CHECK_NONE || lb_check_strings_compare(S, S->support[i], pivot) > 0))
            pivot = S->support[i];
    return pivot;
}

/* Make the vector the next row: find the pivot, divide, clear the pivot from the other rows. */
static bool append(replay *R)
{
    uint32_t pivot = find_pivot(R->strings), number = (uint32_t)R->row_count;
    if (pivot == LB_CHECK_NONE)
        return lb_check_fail(R->reader, "the remainder of this step is zero");
    lb_check_record *record = lb_check_record_at(R->strings, pivot);
    uint64_t scale;
    if (!invert(R, &scale, record->value))
        return lb_check_fail(R->reader, "the pivot of this step has no inverse modulo %llu",
                             (unsigned long long)R->p);
    R->rows = lb_check_grow(R->rows, &R->row_capacity, R->row_count + 1, sizeof *R->rows);
    R->rows[R->row_count++] = (row){NULL, 0, pivot};
    take_vector(R, &R->rows[number], scale);
    record->row = number;
    for (uint32_t entry = record->uses; entry != LB_CHECK_NONE; entry = R->uses[entry].next)
        eliminate(R, R->uses[entry].row);
    record->uses = LB_CHECK_NONE;
    add_uses(R, number);
    if (R->use_count > R->use_limit)
        sweep_uses(R);
    return true;
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

/* Append value times the string with this letter on one qubit to the expanded row. */
static void add_left_term(replay *R, uint64_t value, uint32_t id, size_t qubit)
{
    lb_check_strings *S = R->strings;
    const uint64_t *xz = lb_check_words_of(S, id);
    uint64_t has_x = 0, has_z = 0;
    for (size_t i = 0; i < S->words; i++) {
        has_x |= xz[i];
        has_z |= xz[S->words + i];
    }
    memset(S->product, 0, 2 * S->words * sizeof *S->product);
    S->product[qubit / 64] = (uint64_t)(has_x != 0) << qubit % 64;
    S->product[S->words + qubit / 64] = (uint64_t)(has_z != 0) << qubit % 64;
    R->left.terms = lb_check_grow(R->left.terms, &R->left_capacity, (size_t)R->left.length + 1,
                                  sizeof *R->left.terms);
    R->left.terms[R->left.length++] = (term){value, lb_check_strings_intern(S, S->product)};
}

/* The qubit of a string of weight 1. */
static size_t qubit_of(const lb_check_strings *S, uint32_t id)
{
    const uint64_t *xz = lb_check_words_of(S, id);
    size_t i = lb_check_record_at(S, id)->first;
    return 64 * i + (size_t)__builtin_ctzll(xz[i] | xz[S->words + i]);
}

/* Expand a row of averages into strings, to stand on the left of a bracket: the average of a letter
 * is that letter on each qubit of the orbit, divided by their number. Of a cell one is enough. */
static bool expand(replay *R, const row *v)
{
    const lb_check_strings *S = R->strings;
    const lb_check_symmetry *Y = S->symmetry;
    R->left.length = 0;
    for (uint32_t k = 0; k < v->length; k++) {
        uint32_t id = v->terms[k].id;
        uint64_t scale;
        if (lb_check_record_at(S, id)->weight > 1)
            return lb_check_fail(R->reader, "a row on the left has a string of weight above 1");
        if (lb_check_record_at(S, id)->weight == 0)
            continue;
        uint32_t orbit = Y->orbit[qubit_of(S, id)];
        if (!invert(R, &scale, Y->orbit_size[orbit] % R->p))
            return lb_check_fail(R->reader, "the size %lu of an orbit has no inverse modulo %llu",
                                 (unsigned long)Y->orbit_size[orbit], (unsigned long long)R->p);
        uint64_t value = multiply(R, prepare(R, scale), v->terms[k].value);
        for (size_t q = 0; q < Y->qubits; q++)
            if (Y->orbit[q] == orbit && Y->is_unit[q])
                add_left_term(R, value, id, q);
    }
    return true;
}

/* Read a step and compute its vector. */
static bool read_step(replay *R)
{
    lb_check_reader *r = R->reader;
    const row *a, *b;
    bool is_generator = lb_check_peek(r) == 'g';
    if (is_generator ? !read_operand(r, "g", R->generators, (size_t)r->report->generators, &a)
                     : !read_operand(r, "r", R->rows, R->row_count, &a))
        return false;
    if (is_generator && lb_check_peek(r) == '\n') {
        add_row(R, 1, &R->vectors[a - R->generators]);
        return true;
    }
    if (!is_generator && R->strings->symmetry) {
        if (!expand(R, a))
            return false;
        a = &R->left;
    }
    if (!lb_check_read_literal(r, " ") || !read_operand(r, "r", R->rows, R->row_count, &b))
        return false;
    set_bracket(R, a, b);
    return true;
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
    replay R = {
        .reader = C->reader,
        .strings = S,
    };
    bool ok = true;
    set_modulus(&R, C->reader->report->modulus);
    R.generators = take_sums(&R, &C->generators);
    R.vectors = take_sums(&R, C->vectors);
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
    clear_rows(R.vectors, C->vectors->count);
    free(R.left.terms);
    free(R.uses);
    return ok;
}
