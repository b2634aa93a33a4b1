/* Structure constants over a field of square roots, by sums with such coefficients. */

#include <liebound/structure.h>

#include <stdlib.h>

#include "base/memory.h"
#include "base/run.h"

/* What an operation on numbers takes, in products of strings. */
enum { NUMBER_WORK = 64 };

/* ---- The bases ---- */

/* Words, and the reduced basis of their span: element i has its pivot with the coefficient 1, which is in no
 * other, and is the sum over t of combinations[i][t] W_t. */
typedef struct span {
    size_t qubits, count, dimension; /* of the span, and what it becomes */
    size_t told;                     /* the dimension where combinations are asked for, else 0 */
    lb_surd_sum_struct *words, *rows;
    lb_word *named;
    lb_string_struct *pivots;
    lb_surd_struct **combinations; /* arrays of `told` numbers */
} span;

static lb_surd_struct *numbers_init(size_t count)
{
    lb_surd_struct *x = lb_malloc(count, sizeof *x);
    for (size_t i = 0; i < count; i++)
        lb_surd_init(x + i);
    return x;
}

static void numbers_clear(lb_surd_struct *x, size_t count)
{
    for (size_t i = 0; i < count; i++)
        lb_surd_clear(x + i);
    free(x);
}

static void span_init(span *s, size_t qubits, size_t dimension, bool in_words)
{
    *s = (span){.qubits = qubits, .dimension = dimension, .told = in_words ? dimension : 0};
    s->words = lb_malloc(dimension, sizeof *s->words);
    s->rows = lb_malloc(dimension, sizeof *s->rows);
    s->named = lb_malloc(dimension, sizeof *s->named);
    s->pivots = lb_malloc(dimension, sizeof *s->pivots);
    s->combinations = lb_malloc(dimension, sizeof *s->combinations);
}

static void sums_clear(lb_surd_sum_struct *sums, size_t count)
{
    for (size_t i = 0; i < count; i++)
        lb_surd_sum_clear(sums + i);
    free(sums);
}

/* Without words, named and rows. */
static void span_clear(span *s)
{
    for (size_t i = 0; i < s->count; i++) {
        lb_string_clear(s->pivots + i);
        numbers_clear(s->combinations[i], s->told);
    }
    free(s->pivots);
    free(s->combinations);
}

/* Row v, which is x in words, loses c times row i. */
static void subtract_row(lb_surd_sum_t v, lb_surd_struct *x, const lb_surd_t c, const span *s,
                         size_t i)
{
    lb_surd_t minus, product;
    lb_surd_init(minus);
    lb_surd_init(product);
    lb_surd_subtract(minus, minus, c);
    lb_surd_sum_add_multiple(v, minus, s->rows + i);
    for (size_t t = 0; t < s->told; t++) {
        lb_surd_multiply(product, minus, s->combinations[i] + t);
        lb_surd_add(x + t, x + t, product);
    }
    lb_surd_clear(minus);
    lb_surd_clear(product);
}

/* The place of a new pivot, behind which the rows make room. */
static size_t make_room(span *s, const lb_string_t pivot)
{
    size_t at = s->count++;
    for (; at > 0 && lb_string_compare(s->pivots + at - 1, pivot) > 0; at--) {
        s->pivots[at] = s->pivots[at - 1];
        s->rows[at] = s->rows[at - 1];
        s->combinations[at] = s->combinations[at - 1];
    }
    lb_string_init(s->pivots + at);
    lb_string_set(s->pivots + at, pivot);
    return at;
}

/* v, which is x in words and has no pivot, becomes a row. */
static void insert_row(span *s, lb_surd_sum_t v, lb_surd_struct *x)
{
    lb_string_t pivot;
    lb_surd_t c;
    lb_string_init(pivot);
    lb_surd_init(c);
    lb_surd_sum_first(pivot, v);
    lb_surd_sum_coefficient(c, v, pivot);
    lb_surd_invert(c, c);
    size_t at = make_room(s, pivot);
    lb_surd_sum_init(s->rows + at, s->qubits);
    lb_surd_sum_add_multiple(s->rows + at, c, v);
    for (size_t t = 0; t < s->told; t++)
        lb_surd_multiply(x + t, x + t, c);
    s->combinations[at] = x;
    for (size_t i = 0; i < s->count; i++) {
        lb_surd_sum_coefficient(c, s->rows + i, pivot);
        if (i != at && c->length)
            subtract_row(s->rows + i, s->combinations[i], c, s, at);
    }
    lb_string_clear(pivot);
    lb_surd_clear(c);
}

/* Take the word W, unless it is a combination of those before. */
static void try_word(span *s, const lb_surd_sum_t W, lb_word name)
{
    lb_surd_sum_t v;
    lb_surd_t c;
    size_t number = s->count;
    lb_surd_struct *x = numbers_init(s->told);
    lb_surd_init(c);
    lb_surd_sum_init(v, s->qubits);
    lb_surd_sum_set(v, W);
    if (s->told)
        lb_surd_set_integer(x + number, 1);
    for (size_t i = 0; i < number; i++) {
        lb_surd_sum_coefficient(c, v, s->pivots + i);
        if (c->length)
            subtract_row(v, x, c, s, i);
    }
    if (v->count) {
        lb_surd_sum_init(s->words + number, s->qubits);
        lb_surd_sum_set(s->words + number, W);
        s->named[number] = name;
        insert_row(s, v, x);
    } else
        numbers_clear(x, s->told);
    lb_surd_sum_clear(v);
    lb_surd_clear(c);
}

/* Words by increasing length, until they are a basis. */
static bool find_words(span *s, const lb_ansatz_t A, lb_run *run)
{
    lb_surd_sum_struct *H = lb_malloc(A->generator_count, sizeof *H);
    lb_surd_sum_t W;
    bool goes_on = true;
    lb_surd_sum_init(W, s->qubits);
    for (uint32_t k = 0; k < A->generator_count; k++) {
        lb_surd_sum_init(H + k, s->qubits);
        lb_ansatz_exact_generator(H + k, A, k);
        if (s->count < s->dimension)
            try_word(s, H + k, (lb_word){k, LB_NO_WORD});
    }
    for (uint32_t t = 0; t < s->count && goes_on; t++)
        for (uint32_t k = 0; k < A->generator_count && s->count < s->dimension && goes_on; k++) {
            lb_surd_sum_bracket(W, H + k, s->words + t);
            try_word(s, W, (lb_word){k, t});
            goes_on = lb_run_goes_on(
                run, NUMBER_WORK * s->dimension * (1 + s->told),
                (lb_progress){.stage = "words", .done = s->count, .total = s->dimension});
        }
    lb_surd_sum_clear(W);
    sums_clear(H, A->generator_count);
    return goes_on;
}

/* ---- The constants ---- */

static void append(lb_field_constants_t C, uint32_t i, uint32_t j, uint32_t k,
                   const lb_surd_t value)
{
    C->items = lb_grow(C->items, &C->capacity, C->count + 1, sizeof *C->items);
    lb_field_constant *constant = C->items + C->count++;
    constant->i = i;
    constant->j = j;
    constant->k = k;
    lb_surd_init(constant->value);
    lb_surd_set(constant->value, value);
}

/* The coordinates of an element of g: its coefficients at the pivots, or the same in words where these are
 * told. */
static void find_coordinates(lb_surd_struct *x, const lb_surd_sum_t S, const span *s)
{
    lb_surd_t c, product;
    lb_surd_init(c);
    lb_surd_init(product);
    for (size_t k = 0; k < s->count; k++)
        lb_surd_set_integer(x + k, 0);
    for (size_t k = 0; k < s->count; k++) {
        lb_surd_sum_coefficient(c, S, s->pivots + k);
        if (!s->told)
            lb_surd_set(x + k, c);
        for (size_t t = 0; t < s->told && c->length; t++) {
            lb_surd_multiply(product, c, s->combinations[k] + t);
            lb_surd_add(x + t, x + t, product);
        }
    }
    lb_surd_clear(c);
    lb_surd_clear(product);
}

static bool find_constants(lb_field_constants_t C, const span *s, lb_run *run)
{
    const lb_surd_sum_struct *basis = s->told ? s->words : s->rows;
    lb_surd_struct *x = numbers_init(s->count);
    lb_surd_sum_t bracket;
    bool goes_on = true;
    lb_surd_sum_init(bracket, s->qubits);
    for (uint32_t i = 0; i < s->count && goes_on; i++)
        for (uint32_t j = i + 1; j < s->count && goes_on; j++) {
            lb_surd_sum_bracket(bracket, basis + i, basis + j);
            find_coordinates(x, bracket, s);
            for (uint32_t k = 0; k < s->count; k++)
                if (x[k].length)
                    append(C, i, j, k, x + k);
            goes_on =
                lb_run_goes_on(run, NUMBER_WORK * s->count * (1 + s->told),
                               (lb_progress){.stage = "constants", .done = i, .total = s->count});
        }
    lb_surd_sum_clear(bracket);
    numbers_clear(x, s->count);
    return goes_on;
}

/* C takes the basis that was asked for; the other one is freed. */
static void take_basis(lb_field_constants_t C, span *s, bool in_words)
{
    C->basis = in_words ? s->words : s->rows;
    C->words = in_words ? s->named : NULL;
    sums_clear(in_words ? s->rows : s->words, s->count);
    if (!in_words)
        free(s->named);
}

lb_status lb_constants_field_init(lb_field_constants_t C, const lb_ansatz_t A,
                                  const mpz_t dimension, bool in_words,
                                  const lb_run_options *options, lb_error *error)
{
    span s;
    lb_run run;
    lb_status status = LB_OK;
    lb_field_constants_t found = {{.dimension = mpz_get_ui(dimension)}};
    lb_run_start(&run, options);
    span_init(&s, A->qubits, found->dimension, in_words);
    bool complete = find_words(&s, A, &run);
    if (complete && s.count < s.dimension)
        status = lb_fail(error, LB_USAGE, "the algebra has only %zu dimensions", s.count);
    else if (!complete || !find_constants(found, &s, &run))
        status = lb_fail(error, LB_UNDECIDED, "%s", run.stopped);
    found->dimension = s.count;
    take_basis(found, &s, in_words);
    span_clear(&s);
    lb_run_end(&run);
    if (status)
        lb_constants_field_clear(found);
    else
        *C = *found;
    return status;
}

void lb_constants_field_clear(lb_field_constants_t C)
{
    for (size_t e = 0; e < C->count; e++)
        lb_surd_clear(C->items[e].value);
    free(C->items);
    sums_clear(C->basis, C->dimension);
    free(C->words);
}

/* ad B_i takes B_from to value * B_to and other terms. */
typedef struct arrow {
    uint32_t from, to, i;
    int sign;
    const lb_surd_struct *value;
} arrow;

static int compare_arrows(const void *a, const void *b)
{
    const arrow *p = a, *q = b;
    if (p->from != q->from)
        return p->from < q->from ? -1 : 1;
    return (p->to > q->to) - (p->to < q->to);
}

/* form[i, j] += the products of arrows from k to l and back. */
static void add_products(lb_surd_struct *form, size_t D, const arrow *there, const arrow *back,
                         size_t count)
{
    lb_surd_t product, sign;
    lb_surd_init(product);
    lb_surd_init(sign);
    for (size_t b = 0; b < count; b++) {
        lb_surd_struct *entry = form + there->i * D + back[b].i;
        lb_surd_set_integer(sign, there->sign * back[b].sign);
        lb_surd_multiply(product, there->value, back[b].value);
        lb_surd_multiply(product, product, sign);
        lb_surd_add(entry, entry, product);
    }
    lb_surd_clear(product);
    lb_surd_clear(sign);
}

void lb_constants_field_killing(lb_surd_struct *form, const lb_field_constants_t C)
{
    size_t D = C->dimension, count = 2 * C->count;
    arrow *arrows = lb_malloc(count, sizeof *arrows);
    size_t *first = lb_calloc(D * D + 1, sizeof *first); /* of the arrows from k to l */
    for (size_t e = 0; e < C->count; e++) {
        const lb_field_constant *c = C->items + e;
        arrows[2 * e] = (arrow){c->j, c->k, c->i, 1, c->value};
        arrows[2 * e + 1] = (arrow){c->i, c->k, c->j, -1, c->value};
        first[c->j * D + c->k + 1]++;
        first[c->i * D + c->k + 1]++;
    }
    for (size_t e = 0; e < D * D; e++) {
        first[e + 1] += first[e];
        lb_surd_set_integer(form + e, 0);
    }
    if (count)
        qsort(arrows, count, sizeof *arrows, compare_arrows);
    for (size_t a = 0; a < count; a++) {
        size_t back = arrows[a].to * D + arrows[a].from;
        add_products(form, D, arrows + a, arrows + first[back], first[back + 1] - first[back]);
    }
    free(first);
    free(arrows);
}
