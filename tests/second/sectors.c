/* The kind sectors: the spaces W and M are made as they are defined, with matrices modulo p. */

#include "sectors.h"

#include <stdlib.h>
#include <string.h>

/* ---- Sums of strings ---- */

static residue residue_of(const mpq_t c, residue p)
{
    return mpz_fdiv_ui(mpq_numref(c), p);
}

/* The residues of integers, those that are 0 left out. */
static vector reduce(const vector *v, residue p)
{
    vector r = {0};
    mpq_t c;
    mpq_init(c);
    for (size_t t = 0; t < v->length; t++) {
        mpq_set_ui(c, residue_of(v->c[t], p), 1);
        if (mpq_sgn(c))
            second_append(&r, v->strings[t], c);
    }
    mpq_clear(c);
    return r;
}

vector sectors_bracket(sectors *S, const vector *a, const vector *b)
{
    table *T = &S->C.strings;
    sum R = {0};
    mpq_t c;
    mpq_init(c);
    second_count(&S->pairs, a->length, b->length, UINT64_C(1) << 26);
    for (size_t s = 0; s < a->length; s++)
        for (size_t t = 0; t < b->length; t++) {
            uint32_t product;
            int sign = second_bracket(T, a->strings[s], b->strings[t], &product);
            if (!sign)
                continue;
            mpq_mul(c, a->c[s], b->c[t]);
            if (sign < 0)
                mpq_neg(c, c);
            mpq_t *value = second_at(&R, product);
            mpq_add(*value, *value, c);
        }
    mpq_clear(c);
    return second_take(&R);
}

static uint32_t x_of(const sectors *S, uint32_t string)
{
    uint32_t x = 0;
    for (size_t q = 0; q < S->C.n; q++)
        if (S->C.strings.letters[string][q] == 1 || S->C.strings.letters[string][q] == 2)
            x |= UINT32_C(1) << q;
    return x;
}

/* How many x there are among the strings. */
static size_t count_x(const sectors *S, const vector *v)
{
    size_t count = 0;
    bool *met = memset(second_resize(NULL, S->size), 0, S->size);
    for (size_t t = 0; t < v->length; t++) {
        bool *is = &met[x_of(S, v->strings[t])];
        count += !*is;
        *is = true;
    }
    second_release(met);
    return count;
}

static void set_operation(sectors *S, operation *O, vector terms)
{
    *O = (operation){.terms = terms};
    size_t count = count_x(S, &terms);
    second_count(&S->tables, count ? count : 1, S->size, UINT64_C(1) << 25);
}

residue *sectors_apply(const sectors *S, const operation *O, const residue *v)
{
    residue *w = modular_zeros(S->size), p = S->p, powers[4] = {1, S->root, p - 1, p - S->root};
    if (O->images) {
        for (size_t b = 0; b < S->size; b++)
            w[O->images[b]] = v[b];
        return w;
    }
    if (O->residues) {
        for (size_t t = 0; t < S->size * S->size; t++)
            if (O->residues[t])
                w[t / S->size] = modular_plus(w[t / S->size],
                                              modular_times(O->residues[t], v[t % S->size], p), p);
        return w;
    }
    for (size_t t = 0; t < O->terms.length; t++) {
        const uint8_t *letters = S->C.strings.letters[O->terms.strings[t]];
        residue c = residue_of(O->terms.c[t], p);
        for (size_t b = 0; b < S->size; b++) {
            size_t to = b, e = 0;
            for (size_t q = 0; q < S->C.n; q++) {
                size_t bit = b >> q & 1;
                to ^= (size_t)(letters[q] == 1 || letters[q] == 2) << q;
                e += letters[q] == 2 ? (bit ? 3 : 1) : letters[q] == 3 ? 2 * bit : 0;
            }
            w[to] =
                modular_plus(w[to], modular_times(modular_times(c, powers[e % 4], p), v[b], p), p);
        }
    }
    return w;
}

/* ---- Symmetries ---- */

static void read_map(sectors *S)
{
    size_t n = S->C.n;
    uint32_t *map = second_resize(NULL, n * sizeof *map);
    bool *met = memset(second_resize(NULL, n), 0, n), moves = false;
    for (size_t q = 0; q < n; q++) {
        map[q] = (uint32_t)second_number(S->C.P, 0, n - 1);
        if (met[map[q]])
            second_refuse("not a permutation");
        met[map[q]] = true;
        moves = moves || map[q] != q;
    }
    second_end_line(S->C.P);
    if (!moves)
        second_refuse("the identity");
    for (size_t k = 0; k < S->C.generator_count; k++) {
        const vector *g = &S->C.generators[k];
        uint8_t *image = second_resize(NULL, n);
        for (size_t t = 0; t < g->length; t++) {
            bool found = false;
            for (size_t q = 0; q < n; q++)
                image[map[q]] = S->C.strings.letters[g->strings[t]][q];
            for (size_t s = 0; s < g->length; s++)
                found = found || (!memcmp(image, S->C.strings.letters[g->strings[s]], n) &&
                                  mpq_equal(g->c[s], g->c[t]));
            if (!found)
                second_refuse("a generator is not fixed");
        }
        second_release(image);
    }
    second_release(met);
    S->maps = second_resize(S->maps, (S->map_count + 1) * sizeof *S->maps);
    S->maps[S->map_count++] = map;
}

static void read_sum(sectors *S, size_t i)
{
    vector *v = &S->sums[i];
    mpz_t common;
    mpz_init_set_ui(common, 1);
    *v = (vector){0};
    if (second_is(S->C.P, "0"))
        second_end_line(S->C.P);
    else {
        second_read_terms(&S->C, v, S->C.n, false);
        if (!v->length)
            second_refuse("no terms");
    }
    second_check_denominators(v, &S->C.heights, common);
    second_make_primitive(v);
    mpz_clear(common);
    for (size_t k = 0; k < S->C.generator_count; k++)
        if (sectors_bracket(S, v, &S->C.generators[k]).length)
            second_refuse("a sum does not commute");
}

static void read_symmetries(sectors *S)
{
    page *P = S->C.P;
    S->symmetry_count = second_count_line(P, "symmetries");
    if (S->symmetry_count > P->count)
        second_refuse("too many symmetries");
    S->sums = second_resize(NULL, (S->symmetry_count + 1) * sizeof *S->sums);
    S->operators = second_resize(NULL, (S->symmetry_count + 1) * sizeof *S->operators);
    for (size_t i = 0; i < S->symmetry_count; i++) {
        second_line(P);
        if (i == S->map_count && second_is(P, "map"))
            read_map(S);
        else if (second_is(P, "operator"))
            sectors_read_matrix(S, &S->operators[S->operator_count++], true, true);
        else if (S->operator_count)
            second_refuse("a symmetry behind operators");
        else {
            second_word(P, "sum");
            read_sum(S, i - S->map_count);
        }
    }
}

static void set_operations(sectors *S)
{
    size_t K = S->C.generator_count;
    S->generators = second_resize(NULL, (K + 1) * sizeof *S->generators);
    for (size_t k = 0; k < K; k++)
        set_operation(S, &S->generators[k], reduce(&S->C.generators[k], S->p));
    S->symmetries = second_resize(NULL, (S->symmetry_count + 1) * sizeof *S->symmetries);
    for (size_t i = 0; i < S->map_count; i++) {
        uint32_t *images = second_resize(NULL, S->size * sizeof *images);
        for (size_t b = 0; b < S->size; b++) {
            images[b] = 0;
            for (size_t q = 0; q < S->C.n; q++)
                images[b] |= (uint32_t)(b >> q & 1) << S->maps[i][q];
        }
        S->symmetries[i] = (operation){.images = images};
        second_count(&S->tables, 1, S->size, UINT64_C(1) << 25);
    }
    size_t end = S->symmetry_count - S->operator_count;
    for (size_t i = S->map_count; i < end; i++)
        set_operation(S, &S->symmetries[i], reduce(&S->sums[i - S->map_count], S->p));
    for (size_t i = 0; i < S->space_count; i++)
        second_count(&S->tables, S->spaces[i].dimension, S->size, UINT64_C(1) << 25);
    for (size_t i = end; i < S->symmetry_count; i++) {
        S->symmetries[i] = S->operators[i - end];
        sectors_reduce_matrix(S, &S->symmetries[i]);
    }
    for (size_t i = 0; i < S->form_count; i++)
        if (S->forms[i].matrix)
            sectors_reduce_matrix(S, &S->forms[i]);
}

/* ---- Words and elements ---- */

static void read_modulus(sectors *S)
{
    page *P = S->C.P;
    mpz_t p;
    second_line(P);
    second_word(P, "modulo");
    S->p = second_number(P, 0, (UINT64_C(1) << 60) - 1);
    second_word(P, "root");
    S->root = second_number(P, 0, (UINT64_C(1) << 60) - 1);
    second_end_line(P);
    mpz_init_set_ui(p, S->p);
    if (S->p <= S->size || !mpz_probab_prime_p(p, 30))
        second_refuse("not a prime above 2^n");
    mpz_clear(p);
    if (S->root >= S->p || modular_times(S->root, S->root, S->p) != S->p - 1)
        second_refuse("not a root of -1");
}

static void read_words(sectors *S)
{
    page *P = S->C.P;
    S->word_count = second_count_line(P, "words");
    if (S->word_count > P->count)
        second_refuse("too many words");
    S->words = second_resize(NULL, (S->word_count + 1) * sizeof *S->words);
    for (size_t t = 0; t < S->word_count; t++) {
        second_line(P);
        size_t g = second_indexed(P, 'g');
        if (g >= S->C.generator_count)
            second_refuse("no such generator");
        const vector *left = &S->generators[g].terms;
        vector word = *left;
        if (P->rest) {
            size_t w = second_indexed(P, 'w');
            if (w >= t)
                second_refuse("no such word");
            word = sectors_bracket(S, left, &S->words[w]);
        } else {
            second_count(&S->pairs, left->length, 1, UINT64_C(1) << 26);
        }
        S->words[t] = reduce(&word, S->p);
        second_end_line(P);
    }
}

static void read_elements(sectors *S)
{
    page *P = S->C.P;
    S->element_count = second_count_line(P, "elements");
    if (!S->element_count || S->element_count > P->count)
        second_refuse("no elements, or too many");
    S->elements = second_resize(NULL, S->element_count * sizeof *S->elements);
    for (size_t i = 0; i < S->element_count; i++) {
        sum R = {0};
        mpq_t factor;
        mpq_init(factor);
        size_t next = 0;
        second_line(P);
        do {
            mpq_set_ui(factor, second_number(P, 1, S->p - 1), 1);
            size_t w = second_indexed(P, 'w');
            if (w < next || w >= S->word_count)
                second_refuse("not the number of a later word");
            second_count(&S->pairs, S->words[w].length, 1, UINT64_C(1) << 26);
            second_add(&R, factor, &S->words[w]);
            next = w + 1;
        } while (P->rest);
        vector taken = second_take(&R);
        set_operation(S, &S->elements[i], reduce(&taken, S->p));
        mpq_clear(factor);
    }
}

/* ---- The list of sectors ---- */

static void read_sector(sectors *S, sector *s)
{
    page *P = S->C.P;
    second_line(P);
    second_word(P, "sector");
    s->d = second_number(P, 1, S->size);
    second_word(P, "copies");
    s->m = second_number(P, 1, S->size);
    second_word(P, "vector");
    s->vector_element = second_number(P, 0, S->element_count - 1);
    second_word(P, "torus");
    s->torus_element = second_number(P, 0, S->element_count - 1);
    s->dual = s->form = SECOND_NONE;
    if (P->rest) {
        bool like = second_is(P, "like");
        if (!like)
            second_word(P, "dual");
        s->dual = second_number(P, 0, (size_t)(s - S->all));
        second_word(P, "form");
        s->form = second_number(P, 0, SECOND_COUNT_MAX);
        if (s->form >= S->form_count)
            second_refuse("no such form");
        if (S->forms[s->form].like != like || (like && s->dual == (size_t)(s - S->all)))
            second_refuse("a form does not say that");
    }
    second_end_line(P);
    s->v = modular_zeros(S->size);
    second_line(P);
    size_t next = 0;
    do {
        size_t b = second_number(P, 0, S->size - 1);
        if (b < next)
            second_refuse("entries do not increase");
        s->v[b] = second_number(P, 1, S->p - 1);
        next = b + 1;
    } while (P->rest);
}

static void check_sizes(const sectors *S)
{
    uint64_t states = 0, squares = 0, matrices = 0, cubes = 0, steps = 0, each = 0;
    size_t first = count_x(S, &S->elements[0].terms);
    for (size_t k = 0; k < S->C.generator_count; k++)
        each += first + count_x(S, &S->generators[k].terms);
    if (S->squares)
        each += 2 * count_x(S, &S->elements[S->squared].terms) +
                count_x(S, &S->elements[S->added].terms);
    for (size_t c = 0; c < S->count; c++) {
        const sector *s = &S->all[c];
        states += s->d * s->m;
        second_count(&squares, s->m, s->m, 1 << 12);
        second_count(&matrices, s->m * s->m, S->symmetry_count, 1 << 24);
        second_count(&cubes, s->d * s->d, s->d, UINT64_C(1) << 38);
        second_count(&steps, 2 * s->d * S->size,
                     each + first + count_x(S, &S->elements[s->vector_element].terms) +
                         count_x(S, &S->elements[s->torus_element].terms),
                     UINT64_C(1) << 40);
    }
    if (states != S->size)
        second_refuse("not all states");
}

static void read_list(sectors *S)
{
    page *P = S->C.P;
    second_line(P);
    S->squares = second_is(P, "distinct");
    if (S->squares) {
        S->squared = second_number(P, 0, S->element_count - 1);
        S->added = second_number(P, 0, S->element_count - 1);
        second_end_line(P);
    } else
        P->next--;
    S->count = second_count_line(P, "sectors");
    if (!S->count || S->count > 1 << 12)
        second_refuse("no sectors, or too many");
    S->all = second_resize(NULL, S->count * sizeof *S->all);
    for (size_t c = 0; c < S->count; c++)
        read_sector(S, &S->all[c]);
    check_sizes(S);
}

/* ---- Spaces ---- */

/* What the operations make of a vector; refused when it is not of this dimension. */
static space spin(const sectors *S, const operation *all, size_t count, const residue *v, size_t d)
{
    space W = {.p = S->p, .width = S->size};
    residue **vectors = second_resize(NULL, (d + 1) * sizeof *vectors);
    size_t found = 0;
    residue *copy = modular_zeros(S->size);
    vectors[found++] = memcpy(modular_zeros(S->size), v, S->size * sizeof *v);
    modular_take(&W, memcpy(copy, v, S->size * sizeof *v));
    for (size_t i = 0; i < found && W.count <= d; i++)
        for (size_t k = 0; k < count && W.count <= d; k++) {
            residue *w = sectors_apply(S, &all[k], vectors[i]);
            copy = memcpy(modular_zeros(S->size), w, S->size * sizeof *w);
            if (!modular_take(&W, copy) && found <= d)
                vectors[found++] = w;
        }
    if (W.count != d)
        second_refuse("a space has another dimension");
    return W;
}

/* Row i of the matrix has the coordinates of the image of row i. */
static residue *matrix_of(const sectors *S, const space *W, const operation *O)
{
    residue *A = modular_zeros(W->count * W->count);
    for (size_t i = 0; i < W->count; i++) {
        residue *w = sectors_apply(S, O, W->rows[i]);
        for (size_t j = 0; j < W->count; j++)
            A[i * W->count + j] = w[W->pivots[j]];
        second_release(w);
    }
    return A;
}

/* ---- Copies ---- */

/* Tuples of matrices, one for each sector, as one row. */
static void check_copies(const sectors *S)
{
    size_t width = 0, at = 0, n = S->symmetry_count;
    for (size_t c = 0; c < S->count; c++)
        width += S->all[c].m * S->all[c].m;
    residue **tuples = second_resize(NULL, (n + 1) * sizeof *tuples);
    for (size_t j = 0; j <= n; j++)
        tuples[j] = modular_zeros(width);
    for (size_t c = 0; c < S->count; c++) {
        size_t m = S->all[c].m;
        space M = spin(S, S->symmetries, n, S->all[c].v, m);
        for (size_t j = 0; j < n; j++)
            memcpy(tuples[j] + at, matrix_of(S, &M, &S->symmetries[j]), m * m * sizeof **tuples);
        for (size_t i = 0; i < m; i++)
            tuples[n][at + i * m + i] = 1;
        at += m * m;
    }
    space A = {.p = S->p, .width = width};
    residue **found = second_resize(NULL, (width + 1) * sizeof *found);
    size_t count = 0;
    found[count++] = tuples[n];
    modular_take(&A, memcpy(modular_zeros(width), tuples[n], width * sizeof **found));
    for (size_t i = 0; i < count && A.count < width; i++)
        for (size_t j = 0; j < n && A.count < width; j++) {
            residue *next = modular_zeros(width);
            at = 0;
            for (size_t c = 0; c < S->count; at += S->all[c].m * S->all[c].m, c++) {
                size_t m = S->all[c].m;
                memcpy(next + at, modular_product(found[i] + at, tuples[j] + at, m, S->p),
                       m * m * sizeof *next);
            }
            if (!modular_take(&A, memcpy(modular_zeros(width), next, width * sizeof *next)))
                found[count++] = next;
        }
    if (A.count != width)
        second_refuse("the symmetries do not make all matrices");
}

/* ---- Conditions 2 to 5 ---- */

static residue *squarefree_on(const sectors *S, const space *W, size_t element)
{
    residue *f = modular_characteristic(matrix_of(S, W, &S->elements[element]), W->count, S->p);
    if (!modular_is_squarefree(f, W->count, S->p))
        second_refuse("a polynomial is not squarefree");
    return f;
}

static void check_eigenvector(const sectors *S, const sector *s)
{
    residue *w = sectors_apply(S, &S->elements[s->vector_element], s->v);
    size_t b = 0;
    while (!s->v[b])
        b++;
    residue value = modular_over(w[b], s->v[b], S->p);
    for (b = 0; b < S->size; b++)
        if (w[b] != modular_times(value, s->v[b], S->p))
            second_refuse("no eigenvector");
}

/* The polynomial that tells the sector from others. */
static void set_distinct(sectors *S, sector *s, const space *W)
{
    size_t d = s->d;
    s->g = s->f;
    if (!S->squares)
        return;
    residue *x = matrix_of(S, W, &S->elements[S->squared]);
    residue *y = matrix_of(S, W, &S->elements[S->added]);
    residue *square = modular_product(x, x, d, S->p);
    for (size_t i = 0; i < d * d; i++)
        square[i] = modular_plus(square[i], y[i], S->p);
    s->g = modular_characteristic(square, d, S->p);
    if (!modular_is_squarefree(s->g, d, S->p))
        second_refuse("the square and the element have a double root");
}

static void check_sector(sectors *S, size_t c)
{
    sector *s = &S->all[c];
    size_t K = S->C.generator_count;
    space W = spin(S, S->generators, K, s->v, s->d);
    s->f = squarefree_on(S, &W, 0);
    for (size_t k = 0; k < K; k++)
        S->traces[K * c + k] = modular_trace(matrix_of(S, &W, &S->generators[k]), s->d, S->p);
    squarefree_on(S, &W, s->vector_element);
    check_eigenvector(S, s);
    bool form = s->dual == c && s->d > 2;
    if (s->d > 1 && (s->dual == SECOND_NONE || s->dual == c))
        modular_check_torus(squarefree_on(S, &W, s->torus_element), s->d, form, S->p);
    set_distinct(S, s, &W);
}

static void compare(const sectors *S, const sector *a, const sector *b)
{
    if (modular_common_degree(a->g, a->d, b->g, b->d, S->p))
        second_refuse("a root on two sectors");
}

/* ---- The centre ---- */

static void check_modulus(const sectors *S)
{
    size_t d = 0;
    mpq_t s;
    mpq_init(s);
    for (size_t c = 0; c < S->count; c++)
        d = S->all[c].d > d ? S->all[c].d : d;
    for (size_t k = 0; k < S->C.generator_count; k++) {
        const vector *g = &S->C.generators[k];
        mpz_t bound;
        mpz_init(bound);
        for (size_t t = 0; t < g->length; t++)
            mpz_addmul(bound, mpq_numref(g->c[t]), mpq_numref(g->c[t]));
        mpz_mul_ui(bound, bound, 2 * d);
        mpz_mul_ui(bound, bound, S->size);
        if (mpz_cmp_ui(bound, S->p) >= 0)
            second_refuse("the modulus is too small");
        mpz_clear(bound);
    }
    mpq_clear(s);
}

static size_t count_centre(const sectors *S)
{
    size_t K = S->C.generator_count;
    mpq_t *G = second_resize(NULL, (K * K + 1) * sizeof *G), p;
    mpq_init(p);
    mpq_set_ui(p, S->p, 1);
    for (size_t i = 0; i < K * K; i++) {
        residue value = 0;
        for (size_t c = 0; c < S->count; c++)
            value = modular_plus(
                value, modular_times(S->traces[K * c + i / K], S->traces[K * c + i % K], S->p),
                S->p);
        mpq_init(G[i]);
        mpq_set_ui(G[i], value, 1);
        if (value > S->p / 2)
            mpq_sub(G[i], G[i], p);
    }
    mpq_clear(p);
    return modular_rank_over_q(G, K);
}

/* ---- The whole ---- */

uint64_t second_read_sectors_of(closure *C, second_verdict *V, second_verdict *name)
{
    sectors S = {.C = *C};
    if (S.C.n > 14 || S.C.generator_count > 1000)
        second_refuse("too many qubits or generators");
    S.size = (size_t)1 << S.C.n;
    sectors_read_invariant(&S);
    read_symmetries(&S);
    sectors_read_forms(&S);
    read_modulus(&S);
    set_operations(&S);
    read_words(&S);
    read_elements(&S);
    read_list(&S);
    size_t K = S.C.generator_count;
    if (K * K * (K < S.count ? K : S.count) > (size_t)1 << 22)
        second_refuse("too many generators for so many sectors");
    S.traces = modular_zeros(S.count * K);
    check_copies(&S);
    for (size_t c = 0; c < S.count; c++) {
        check_sector(&S, c);
        for (size_t e = 0; e < c; e++)
            compare(&S, &S.all[c], &S.all[e]);
        sectors_check_dual(&S, c);
    }
    size_t derived = sectors_derived(&S);
    check_modulus(&S);
    size_t centre = count_centre(&S);
    second_line(C->P);
    second_word(C->P, "dimension");
    if (second_number(C->P, 0, UINT64_MAX) != derived + centre)
        second_refuse("another dimension");
    second_end_line(C->P);
    second_prove(V, "VERIFIED dimension %zu\n", derived + centre);
    second_prove(V, "VERIFIED centre %zu, derived algebra %zu\n", centre, derived);
    sectors_prove_algebra(&S, centre, name);
    C->strings = S.C.strings;
    C->heights = S.C.heights;
    C->letters = S.C.letters;
    return derived + centre;
}

void second_read_sectors(page *P, second_verdict *V)
{
    closure C = {.P = P};
    second_read_generators(&C, P);
    second_read_sectors_of(&C, V, V);
}
