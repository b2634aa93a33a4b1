/* The section `quantities` of a real space: numbers <psi_s | C psi_t>, whose change along a vector v is
 * computed as it is defined, from C v and C psi in complex coordinates. */

#include "circuit.h"
#include "conserved.h"

#include <string.h>

/* C = W(P), or W(P) K. */
typedef struct line_of {
    bool conjugates;
    size_t s, t; /* places in the claim */
    state *of_s, *of_t;
    uint8_t *P, *u, *v; /* K psi_0 = W(u) psi_0 of s, and W(v) of that is psi_0 of t */
} line_of;

typedef struct complex_of {
    mpq_t re, im;
} complex_of;

static void complex_init(complex_of *z)
{
    mpq_inits(z->re, z->im, NULL);
}

/* z += i^e a. */
static void add_turned(complex_of *z, unsigned e, const mpq_t a)
{
    mpq_t *part = e % 2 ? &z->im : &z->re;
    (e % 4 >= 2 ? mpq_sub : mpq_add)(*part, *part, a);
}

static unsigned count_y(const uint8_t *letters, size_t n)
{
    unsigned count = 0;
    for (size_t q = 0; q < n; q++)
        count += letters[q] == 2;
    return count;
}

static bool anticommute(const uint8_t *a, const uint8_t *b, size_t n)
{
    bool odd = false;
    for (size_t q = 0; q < n; q++)
        odd ^= a[q] && b[q] && a[q] != b[q];
    return odd;
}

/* Letters that anticommute with string j of the echelon exactly where wanted[j]. From the last string on: a
 * letter at the bit of one does nothing to later ones. */
static uint8_t *find_letters(const state *S, const bool *wanted)
{
    uint8_t *letters = memset(second_resize(NULL, S->n), 0, S->n), *other;
    for (size_t j = S->n; j-- > 0;) {
        if (anticommute(letters, S->echelon[j].letters, S->n) == wanted[j])
            continue;
        other = memset(second_resize(NULL, S->n), 0, S->n);
        other[S->bits[j] / 2] = S->bits[j] % 2 ? 1 : 3;
        second_multiply(other, letters, S->n, letters);
    }
    return letters;
}

static void relate(line_of *L)
{
    size_t n = L->of_s->n;
    bool *wanted = second_resize(NULL, n * sizeof *wanted);
    for (size_t j = 0; j < n; j++)
        wanted[j] = L->conjugates && count_y(L->of_s->echelon[j].letters, n) % 2;
    L->u = find_letters(L->of_s, wanted);
    for (size_t j = 0; j < n; j++) {
        const signed_string *a = &L->of_t->echelon[j];
        if (second_act(L->of_s, a->power, a->letters, n, 0, &wanted[j]) != 0)
            second_refuse("states of different strings");
    }
    L->v = find_letters(L->of_t, wanted);
}

/* C times the vector of a coordinate of t is i^*e times that of the class of s which is returned. */
static uint32_t apply(const line_of *L, uint32_t from, unsigned *e)
{
    size_t n = L->of_s->n;
    const uint8_t *q = L->of_t->classes.letters[from / 2];
    uint8_t *product = memcpy(second_resize(NULL, n), L->u, n);
    int turns = second_multiply(L->v, product, n, product);
    turns += second_multiply(q, product, n, product);
    turns += second_multiply(L->P, product, n, product);
    if (L->conjugates)
        turns += 2 * (int)(count_y(q, n) + count_y(L->v, n)) + 3 * (int)(from % 2);
    else
        turns += (int)(from % 2);
    bool minus;
    uint32_t to = second_act(L->of_s, turns % 4, product, n, 0, &minus);
    second_release(product);
    *e = to % 2 + 2 * minus;
    return to / 2;
}

/* z += <x | C y>, x of s and y of t. */
static void add_product(complex_of *z, const line_of *L, const vector *x, const vector *y)
{
    mpq_t a, b;
    mpq_inits(a, b, NULL);
    for (size_t k = 0; k < y->length; k++) {
        unsigned e;
        uint32_t class = apply(L, y->strings[k], &e);
        for (uint32_t part = 0; part < 2; part++) {
            second_entry(a, x, 2 * class + part);
            mpq_mul(b, a, y->c[k]);
            add_turned(z, e + 3 * part, b); /* the conjugate of x */
        }
    }
    mpq_clears(a, b, NULL);
}

/* What belongs to one place of the claim, in coordinates of its state. */
static vector part_of(const vector *v, size_t m, size_t place)
{
    vector part = {0};
    for (size_t k = 0; k < v->length; k++)
        if (v->strings[k] % m == place)
            second_append(&part, (uint32_t)(v->strings[k] / m), v->c[k]);
    return part;
}

/* <v_s | C psi_t> + <psi_s | C v_t>. */
static complex_of change(const line_of *L, const vector *v_s, const vector *v_t)
{
    complex_of z;
    complex_init(&z);
    add_product(&z, L, v_s, &L->of_t->psi);
    add_product(&z, L, &L->of_s->psi, v_t);
    return z;
}

/* i psi. */
static vector turned(const vector *psi)
{
    vector v = {0};
    mpq_t c;
    mpq_init(c);
    for (size_t k = 0; k < psi->length; k++) {
        bool imaginary = psi->strings[k] % 2;
        (imaginary ? mpq_neg : mpq_set)(c, psi->c[k]);
        second_append(&v, imaginary ? psi->strings[k] - 1 : psi->strings[k] + 1, c);
    }
    mpq_clear(c);
    return v;
}

/* a x_s + b x_t = 0, or a x_s = 0 where t = s, x being numbers of the phases in V. */
static void add_equation(conserved *B, const line_of *L, const mpq_t a, const mpq_t b)
{
    size_t m = B->states;
    mpq_t *row = second_resize(NULL, m * sizeof *row), factor;
    for (size_t i = 0; i < m; i++)
        mpq_init(row[i]);
    mpq_init(factor);
    if (B->alone[L->s])
        mpq_set(row[L->s], a);
    if (L->t != L->s && B->alone[L->t])
        mpq_set(row[L->t], b);
    for (size_t i = 0; i < m; i++) {
        if (!mpq_sgn(row[i]))
            continue;
        if (!B->equations[i]) {
            B->equations[i] = row;
            B->forbidden++;
            return;
        }
        mpq_div(factor, row[i], B->equations[i][i]);
        for (size_t j = i; j < m; j++) {
            mpq_t product;
            mpq_init(product);
            mpq_mul(product, factor, B->equations[i][j]);
            mpq_sub(row[j], row[j], product);
            mpq_clear(product);
        }
    }
}

static void try_phases(conserved *B, const line_of *L)
{
    const vector nothing = {0}, phase_s = turned(&L->of_s->psi), phase_t = turned(&L->of_t->psi);
    bool one = L->s == L->t;
    complex_of all = change(L, &phase_s, &phase_t);
    complex_of left = one ? all : change(L, &phase_s, &nothing);
    complex_of right = one ? all : change(L, &nothing, &phase_t);
    if (mpq_sgn(all.re) || mpq_sgn(all.im))
        B->all = false;
    add_equation(B, L, left.re, right.re);
    add_equation(B, L, left.im, right.im);
}

/* ---- The rank ---- */

typedef struct forms {
    conserved *B;
    uint64_t p;
    size_t width, room;
    uint64_t **rows;
} forms;

/* Whether a row is independent of those before; it is kept then. */
static bool take(forms *F, uint64_t *row)
{
    uint64_t p = F->p;
    for (size_t i = 0; i < F->B->rank; i++) {
        size_t pivot = 0;
        while (!F->rows[i][pivot])
            pivot++;
        uint64_t factor = row[pivot] * second_inverse(F->rows[i][pivot], p) % p;
        for (size_t l = 0; factor && l < F->width; l++)
            row[l] = (row[l] + (p - factor) * F->rows[i][l]) % p;
    }
    for (size_t l = 0; l < F->width; l++)
        if (row[l]) {
            F->rows = second_grow(F->rows, &F->room, F->B->rank + 1, sizeof *F->rows);
            F->rows[F->B->rank++] = row;
            return true;
        }
    return false;
}

static bool take_line(forms *F, const line_of *L, const vector *rows, size_t m)
{
    uint64_t *re = second_resize(NULL, F->width * sizeof *re);
    uint64_t *im = second_resize(NULL, F->width * sizeof *im);
    for (size_t i = 0; i < F->width; i++) {
        vector v_s = part_of(&rows[i], m, L->s), v_t = part_of(&rows[i], m, L->t);
        complex_of z = change(L, &v_s, &v_t);
        re[i] = mpz_fdiv_ui(mpq_numref(z.re), F->p);
        im[i] = mpz_fdiv_ui(mpq_numref(z.im), F->p);
        mpq_clears(z.re, z.im, NULL);
    }
    bool new = take(F, re);
    return take(F, im) || new;
}

/* ---- The section ---- */

static void check_string(const orbit *O, const line_of *L)
{
    const closure *C = &O->C;
    size_t n = L->of_s->n;
    uint8_t *q = memset(second_resize(NULL, n), 0, n);
    for (size_t k = 0; k < C->generator_count; k++)
        for (size_t t = 0; t < C->generators[k].length; t++) {
            memcpy(q, C->strings.letters[C->generators[k].strings[t]], C->n);
            bool wanted = L->conjugates && count_y(q, n) % 2 == 0;
            if (anticommute(L->P, q, n) != wanted)
                second_refuse("a string that does not commute");
        }
    if (L->s == L->t && L->conjugates && count_y(L->P, n) % 2)
        second_refuse("an odd number of Y");
    second_release(q);
}

static size_t read_place(const claim *K, uint64_t named)
{
    for (size_t i = 0; i < K->count; i++)
        if (K->states[i] == named)
            return i;
    second_refuse("a state that is not in the claim");
}

static line_of read_line(orbit *O, const claim *K)
{
    page *P = O->P;
    line_of L = {.conjugates = false};
    second_line(P);
    L.conjugates = second_is(P, "antilinear");
    if (!L.conjugates)
        second_word(P, "linear");
    L.s = L.t = read_place(K, second_number(P, 0, SECOND_COUNT_MAX));
    char *field = second_field(P);
    if (field[0] >= '0' && field[0] <= '9') {
        L.t = read_place(K, second_number_of(field, 0, SECOND_COUNT_MAX));
        if (L.t <= L.s)
            second_refuse("states that do not increase");
        field = second_field(P);
    }
    second_end_line(P);
    L.of_s = &O->states[K->states[L.s]];
    L.of_t = &O->states[K->states[L.t]];
    if (L.of_s->n != L.of_t->n)
        second_refuse("states of different numbers of qubits");
    L.P = second_resize(NULL, L.of_s->n);
    second_label(L.P, field, L.of_s->n);
    return L;
}

static void count_line(const orbit *O, const line_of *L, uint64_t *parts, uint64_t *pairs)
{
    size_t n = L->of_s->n, terms = 0;
    for (size_t k = 0; k < O->C.generator_count; k++)
        terms += O->C.generators[k].length;
    second_count(parts, L->of_s->psi.length + L->of_t->psi.length, n + 200, UINT64_C(1) << 30);
    second_count(pairs, terms, n + 200, UINT64_C(1) << 38);
}

static void check_sizes(size_t m, size_t count, const vector *rows, size_t d)
{
    uint64_t entries = 0, values = 0, squares = 0, products = 0, f = m + 2 * count;
    for (size_t i = 0; i < d; i++)
        entries += rows[i].length;
    second_count(&values, f, entries, UINT64_C(1) << 32);
    second_count(&squares, f, f, UINT64_C(1) << 34);
    second_count(&products, f * f, d, UINT64_C(1) << 34);
}

void second_read_conserved(conserved *B, orbit *O, const claim *K, const vector *given, size_t d)
{
    size_t count = second_number(O->P, 1, SECOND_COUNT_MAX), m = K->count;
    uint64_t parts = 0, pairs = 0;
    second_word(O->P, "modulo");
    forms F = {.B = B, .p = second_number(O->P, 3, (1 << 29) - 1), .width = d};
    second_end_line(O->P);
    if (!second_is_prime(F.p))
        second_refuse("no prime");
    check_sizes(m, count, given, d);
    vector *rows = second_resize(NULL, d * sizeof *rows);
    for (size_t i = 0; i < d; i++) {
        rows[i] = part_of(&given[i], 1, 0);
        second_make_primitive(&rows[i]);
    }
    for (size_t s = 0; s < m; s++) {
        state *S = &O->states[K->states[s]];
        line_of norm = {.s = s, .t = s, .of_s = S, .of_t = S};
        norm.P = norm.u = norm.v = memset(second_resize(NULL, S->n), 0, S->n);
        take_line(&F, &norm, rows, m);
    }
    for (size_t c = 0; c < count; c++) {
        line_of L = read_line(O, K);
        count_line(O, &L, &parts, &pairs);
        check_string(O, &L);
        relate(&L);
        if (!take_line(&F, &L, rows, m))
            second_refuse("a number that follows from others");
        try_phases(B, &L);
    }
    B->count = count;
}
