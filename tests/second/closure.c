/* The kinds closure and structure: generators, symmetry, replay or words, basis. */

#include "inside.h"

#include <stdlib.h>
#include <string.h>

/* ---- Reading sums ---- */

void second_read_terms(closure *C, vector *v, size_t n, bool pivot_first)
{
    uint8_t *letters = memset(second_resize(NULL, C->width), 0, C->width);
    mpq_t c;
    mpq_init(c);
    while (C->P->rest) {
        second_coefficient(c, second_field(C->P));
        second_label(letters, second_field(C->P), n);
        uint32_t string = second_number_string(&C->strings, letters);
        if (v->length > pivot_first &&
            second_compare(&C->strings, v->strings[v->length - 1], string) <= 0)
            second_refuse("strings do not decrease");
        second_append(v, string, c);
        second_count(&C->letters, 1, C->width, UINT64_C(1) << 32);
    }
    mpq_clear(c);
    second_release(letters);
}

/* t_k, Z on qubit n + k. */
static void add_mark(closure *C, vector *v, size_t k)
{
    uint8_t *letters = memset(second_resize(NULL, C->width), 0, C->width);
    mpq_t one;
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    letters[C->n + k] = 3;
    second_append(v, second_number_string(&C->strings, letters), one);
}

static void read_generators(closure *C)
{
    second_line(C->P);
    second_word(C->P, "qubits");
    C->n = second_number(C->P, 1, 16384);
    second_end_line(C->P);
    C->generator_count = second_count_line(C->P, "generators");
    C->width = C->n + (C->marked ? C->generator_count : 0);
    if (C->width > 16384 || C->generator_count > C->P->count || C->generator_count > 1 << 20)
        second_refuse("too many generators");
    C->strings.n = C->width;
    C->generators = second_resize(NULL, C->generator_count * sizeof *C->generators);
    for (size_t k = 0; k < C->generator_count; k++) {
        vector *v = &C->generators[k];
        *v = (vector){0};
        second_line(C->P);
        if (second_is(C->P, "0"))
            second_end_line(C->P);
        else {
            second_read_terms(C, v, C->n, false);
            if (!v->length)
                second_refuse("no terms");
        }
        mpz_t common;
        mpz_init_set_ui(common, 1);
        second_check_denominators(v, &C->heights, common);
        mpz_clear(common);
        second_make_primitive(v);
        if (C->marked)
            add_mark(C, v, k);
    }
}

/* The sums of c_Q A(Q). */
static void set_averages(closure *C)
{
    sum S = {0};
    uint8_t *letters = second_resize(NULL, C->width);
    C->averages = second_resize(NULL, C->generator_count * sizeof *C->averages);
    for (size_t k = 0; k < C->generator_count; k++) {
        const vector *g = &C->generators[k];
        for (size_t t = 0; t < g->length; t++) {
            memcpy(letters, C->strings.letters[g->strings[t]], C->width);
            second_make_canonical(&C->symmetry, letters);
            mpq_t *value = second_at(&S, second_number_string(&C->strings, letters));
            mpq_add(*value, *value, g->c[t]);
        }
        C->averages[k] = second_take(&S);
    }
}

/* ---- Modulo p ---- */

typedef struct residues {
    size_t length;
    uint32_t *strings;
    uint64_t *c;
} residues;

typedef struct modular {
    closure *C;
    uint64_t p;
    residues *generators, *averages, *rows;
    size_t row_count, row_room;
    /* By string: the vector that is being added up, the row whose pivot it is, and in how many rows
     * it occurs. */
    uint64_t *value;
    bool *met, *product; /* product: it is in some bracket */
    uint32_t *row_of, *uses, *list;
    size_t capacity, length, list_room, products;
    uint64_t terms; /* of the rows of a replay */
} modular;

static uint64_t times(uint64_t a, uint64_t b, uint64_t p)
{
    return (uint64_t)((uint128)a * b % p);
}

uint64_t second_inverse(uint64_t a, uint64_t p)
{
    mpz_t x, m;
    mpz_init_set_ui(x, a);
    mpz_init_set_ui(m, p);
    uint64_t result = mpz_invert(x, x, m) ? mpz_get_ui(x) : 0;
    mpz_clear(x);
    mpz_clear(m);
    return result;
}

static void add(modular *M, uint32_t string, uint64_t c)
{
    if (string >= M->capacity) {
        size_t before = M->capacity;
        M->value = second_grow(M->value, &M->capacity, string + 1, sizeof *M->value);
        M->met = second_resize(M->met, M->capacity);
        M->product = second_resize(M->product, M->capacity);
        M->row_of = second_resize(M->row_of, M->capacity * sizeof *M->row_of);
        M->uses = second_resize(M->uses, M->capacity * sizeof *M->uses);
        for (size_t i = before; i < M->capacity; i++) {
            M->value[i] = M->uses[i] = M->met[i] = M->product[i] = 0;
            M->row_of[i] = SECOND_NONE;
        }
    }
    if (!M->met[string]) {
        M->met[string] = true;
        M->list = second_grow(M->list, &M->list_room, M->length + 1, sizeof *M->list);
        M->list[M->length++] = string;
    }
    M->value[string] = (uint64_t)(((uint128)M->value[string] + c) % M->p);
}

static void add_times(modular *M, uint64_t c, const residues *v)
{
    for (size_t i = 0; i < v->length; i++)
        add(M, v->strings[i], times(c, v->c[i], M->p));
}

/* The entries that are not 0; they are forgotten in the sum. */
static residues take(modular *M)
{
    residues v = {0};
    v.strings = second_resize(NULL, M->length * sizeof *v.strings);
    v.c = second_resize(NULL, M->length * sizeof *v.c);
    for (size_t i = 0; i < M->length; i++) {
        uint32_t string = M->list[i];
        if (M->value[string]) {
            v.strings[v.length] = string;
            v.c[v.length++] = M->value[string];
        }
        M->value[string] = 0;
        M->met[string] = false;
    }
    M->length = 0;
    return v;
}

static residues *reduce_vectors(modular *M, const vector *vectors, size_t count)
{
    residues *result = second_resize(NULL, count * sizeof *result);
    for (size_t k = 0; k < count; k++) {
        for (size_t i = 0; i < vectors[k].length; i++)
            add(M, vectors[k].strings[i], mpz_fdiv_ui(mpq_numref(vectors[k].c[i]), M->p));
        result[k] = take(M);
    }
    return result;
}

static void add_bracket(modular *M, const residues *g, const residues *v)
{
    for (size_t i = 0; i < g->length; i++)
        for (size_t j = 0; j < v->length; j++) {
            uint32_t product;
            int sign = second_bracket(&M->C->strings, g->strings[i], v->strings[j], &product);
            uint64_t c = sign ? times(g->c[i], v->c[j], M->p) : 0;
            if (!sign)
                continue;
            add(M, product, sign > 0 ? c : M->p - c);
            M->products += !M->product[product];
            M->product[product] = true;
            second_check_products(&M->C->strings, M->products);
        }
}

static void open_modular(modular *M, closure *C, uint64_t p)
{
    *M = (modular){.C = C, .p = p};
    M->generators = reduce_vectors(M, C->generators, C->generator_count);
    M->averages = reduce_vectors(M, C->averages, C->generator_count);
}

/* The step: a generator, or its bracket with an earlier row. Adds the vector up. */
static void read_step(modular *M, char letter)
{
    page *P = M->C->P;
    second_line(P);
    uint64_t g = second_indexed(P, 'g');
    if (g >= M->C->generator_count || !M->C->generators[g].length)
        second_refuse("no such generator, or it is zero");
    if (!P->rest) {
        add_times(M, 1, &M->averages[g]);
        return;
    }
    uint64_t r = second_indexed(P, letter);
    second_end_line(P);
    if (r >= M->row_count)
        second_refuse("no such row yet");
    add_bracket(M, &M->generators[g], &M->rows[r]);
}

static void count_uses(modular *M, const residues *v, uint32_t change)
{
    for (size_t i = 0; i < v->length; i++)
        M->uses[v->strings[i]] += change;
}

static uint64_t value_in(const residues *v, uint32_t string)
{
    for (size_t i = 0; i < v->length; i++)
        if (v->strings[i] == string)
            return v->c[i];
    return 0;
}

static void append_row(modular *M, residues v)
{
    M->rows = second_grow(M->rows, &M->row_room, M->row_count + 1, sizeof *M->rows);
    M->rows[M->row_count++] = v;
}

/* Reduce the vector, find its pivot, and make it a row of the reduced basis. */
static void append_reduced(modular *M)
{
    const table *T = &M->C->strings;
    for (size_t i = 0, n = M->length; i < n; i++) {
        uint32_t string = M->list[i];
        if (M->row_of[string] != SECOND_NONE && M->value[string])
            add_times(M, M->p - M->value[string], &M->rows[M->row_of[string]]);
    }
    residues v = take(M);
    if (!v.length)
        second_refuse("the remainder is zero");
    uint32_t pivot = v.strings[0];
    for (size_t i = 1; i < v.length; i++)
        if (M->uses[v.strings[i]] < M->uses[pivot] ||
            (M->uses[v.strings[i]] == M->uses[pivot] && second_compare(T, v.strings[i], pivot) > 0))
            pivot = v.strings[i];
    uint64_t inverse = second_inverse(value_in(&v, pivot), M->p);
    if (!inverse)
        second_refuse("the pivot has no inverse");
    for (size_t i = 0; i < v.length; i++)
        v.c[i] = times(v.c[i], inverse, M->p);
    for (size_t r = 0; M->uses[pivot] && r < M->row_count; r++) {
        uint64_t c = value_in(&M->rows[r], pivot);
        if (!c)
            continue;
        count_uses(M, &M->rows[r], (uint32_t)-1);
        add_times(M, 1, &M->rows[r]);
        add_times(M, M->p - c, &v);
        M->terms -= M->rows[r].length;
        second_release(M->rows[r].strings);
        second_release(M->rows[r].c);
        M->rows[r] = take(M);
        M->terms += M->rows[r].length;
        if (M->terms > UINT64_C(1) << 28) /* a step takes away no more than there was before it */
            second_refuse("the rows have too many terms");
        count_uses(M, &M->rows[r], 1);
    }
    count_uses(M, &v, 1);
    M->terms += v.length;
    if (M->terms > 1 << 27)
        second_refuse("the rows have too many terms");
    M->row_of[pivot] = (uint32_t)M->row_count;
    append_row(M, v);
}

/* ---- Words ---- */

/* Reduce each word by those before it, whose pivots are their first entries. */
static void check_rank(modular *M)
{
    uint64_t strings = 0, entries = 0;
    bool *occurs = memset(second_resize(NULL, M->capacity), 0, M->capacity);
    for (size_t t = 0; t < M->row_count; t++)
        for (size_t i = 0; i < M->rows[t].length; i++) {
            strings += !occurs[M->rows[t].strings[i]];
            occurs[M->rows[t].strings[i]] = true;
        }
    second_count(&entries, M->row_count, strings, UINT64_C(1) << 28);
    for (size_t t = 0; t < M->row_count; t++) {
        add_times(M, 1, &M->rows[t]);
        for (size_t r = 0; r < t; r++) {
            uint64_t c = M->value[M->rows[r].strings[0]];
            if (c)
                add_times(M, M->p - c, &M->rows[r]);
        }
        residues v = take(M);
        if (!v.length)
            second_refuse("word %zu is a combination of those before it", t);
        uint64_t inverse = second_inverse(v.c[0], M->p);
        for (size_t i = 0; i < v.length; i++)
            v.c[i] = times(v.c[i], inverse, M->p);
        M->rows[t] = v;
    }
}

static bool is_prime(uint64_t p)
{
    for (uint64_t d = 2; d * d <= p; d++)
        if (p % d == 0)
            return false;
    return true;
}

static void read_steps(closure *C)
{
    modular M;
    second_line(C->P);
    bool words = second_is(C->P, "words");
    if (!words)
        second_word(C->P, "replay");
    C->dimension = second_number(C->P, 0, SECOND_COUNT_MAX);
    second_word(C->P, "modulo");
    uint64_t p = second_number(C->P, 3, words ? (1 << 22) - 1 : SECOND_MODULUS_MAX);
    second_end_line(C->P);
    if (p % 2 == 0 || (words && !is_prime(p)))
        second_refuse("a modulus that is even, or not prime");
    open_modular(&M, C, p);
    for (size_t t = 0; t < C->dimension; t++) {
        read_step(&M, words ? 'w' : 'r');
        if (words)
            append_row(&M, take(&M));
        else
            append_reduced(&M);
    }
    if (words)
        check_rank(&M);
}

/* ---- The basis ---- */

uint32_t second_row_of(const closure *C, uint32_t string)
{
    return string < C->row_of_count ? C->row_of[string] : SECOND_NONE;
}

static void read_rows(closure *C)
{
    uint8_t *letters = second_resize(NULL, C->width);
    mpq_t one;
    mpz_t common;
    mpz_init_set_ui(common, 1);
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    if (second_count_line(C->P, "basis") != C->dimension)
        second_refuse("two dimensions");
    C->rows = second_resize(NULL, C->dimension * sizeof *C->rows);
    for (size_t i = 0; i < C->dimension; i++) {
        vector *v = &C->rows[i];
        *v = (vector){0};
        second_line(C->P);
        second_label(letters, second_field(C->P), C->width);
        second_append(v, second_number_string(&C->strings, letters), one);
        second_count(&C->letters, 1, C->width, UINT64_C(1) << 32);
        second_read_terms(C, v, C->width, true);
        second_check_denominators(v, &C->heights, common);
        if (i && second_compare(&C->strings, C->rows[i - 1].strings[0], v->strings[0]) >= 0)
            second_refuse("pivots do not increase");
        for (size_t t = 0; t < v->length; t++) {
            memcpy(letters, C->strings.letters[v->strings[t]], C->width);
            second_make_canonical(&C->symmetry, letters);
            if (memcmp(letters, C->strings.letters[v->strings[t]], C->width) != 0)
                second_refuse("a string is not canonical");
        }
    }
    C->row_of_count = C->strings.count;
    C->row_of = second_resize(NULL, C->row_of_count * sizeof *C->row_of);
    memset(C->row_of, 0xff, C->row_of_count * sizeof *C->row_of);
    for (uint32_t i = 0; i < C->dimension; i++)
        C->row_of[C->rows[i].strings[0]] = i;
    for (size_t i = 0; i < C->dimension; i++)
        for (size_t t = 1; t < C->rows[i].length; t++)
            if (second_row_of(C, C->rows[i].strings[t]) != SECOND_NONE)
                second_refuse("row %zu contains a pivot", i);
}

/* Whether the sum lies in the span of the rows; it is forgotten. */
static void check_inside(const closure *C, sum *S)
{
    mpq_t c;
    mpq_init(c);
    for (size_t i = 0, n = S->length; i < n; i++) {
        uint32_t row = second_row_of(C, S->strings[i]);
        if (row == SECOND_NONE)
            continue;
        mpq_neg(c, *second_at(S, S->strings[i]));
        if (mpq_sgn(c))
            second_add(S, c, &C->rows[row]);
    }
    mpq_clear(c);
    if (!second_is_zero(S))
        second_refuse("outside the span of the rows");
    second_forget(S);
}

static void check_closed(closure *C)
{
    sum S = {0};
    mpq_t one;
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    for (size_t k = 0; k < C->generator_count; k++) {
        second_add(&S, one, &C->averages[k]);
        check_inside(C, &S);
    }
    for (size_t i = 0; i < C->dimension; i++)
        for (size_t k = 0; k < C->generator_count; k++) {
            second_add_bracket(&S, &C->strings, &C->generators[k], &C->rows[i]);
            check_inside(C, &S);
        }
}

/* ---- Structure ---- */

static bool is_mark(const closure *C, uint32_t string)
{
    for (size_t q = 0; q < C->n; q++)
        if (C->strings.letters[string][q])
            return false;
    return C->strings.weight[string] > 0;
}

static void check_marks(closure *C)
{
    for (size_t i = 0; i < C->dimension; i++) {
        if (!is_mark(C, C->rows[i].strings[0]))
            continue;
        C->marks++;
        for (size_t t = 0; t < C->rows[i].length; t++)
            if (!is_mark(C, C->rows[i].strings[t]))
                second_refuse("the pivot of row %zu is a mark, and not all of it", i);
    }
}

void second_read_generators(closure *C, page *P)
{
    *C = (closure){.P = P};
    read_generators(C);
}

void second_read_closure(closure *C, page *P, second_verdict *V, bool marked)
{
    *C = (closure){.P = P, .marked = marked};
    read_generators(C);
    second_read_closed(C, P, V);
}

/* What follows the generators. */
void second_read_closed(closure *C, page *P, second_verdict *V)
{
    bool marked = C->marked;
    C->symmetry = (symmetry){.n = C->width, .moved = C->n};
    second_symmetry(P, &C->symmetry, &C->strings, C->generators, C->generator_count);
    set_averages(C);
    C->strings.symmetry = &C->symmetry;
    read_steps(C);
    read_rows(C);
    check_closed(C);
    if (marked)
        check_marks(C);
    second_prove(V, "VERIFIED dimension %zu\n", C->dimension - C->marks);
    if (marked)
        second_prove(V, "VERIFIED centre %zu, derived algebra %zu\n", C->generator_count - C->marks,
                     C->dimension - C->generator_count);
}
