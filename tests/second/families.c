/* Forms, the sectors that they make duals of each other, and what [g, g] is on them: all by bases. */

#include "sectors.h"

#include <stdlib.h>
#include <string.h>

/* ---- Forms ---- */

/* Whether S P^T S is P. */
static bool is_kept(const sectors *S, uint32_t form, uint32_t term)
{
    const uint8_t *s = S->C.strings.letters[form], *t = S->C.strings.letters[term];
    size_t signs = 0;
    for (size_t q = 0; q < S->C.n; q++)
        signs += (size_t)(t[q] == 2) + (size_t)(s[q] && t[q] && s[q] != t[q]);
    return signs % 2 == 0;
}

/* Half of D = H + S H^T S. */
static vector find_rest(const sectors *S, uint32_t form, const vector *H)
{
    vector D = {0};
    for (size_t t = 0; t < H->length; t++)
        if (is_kept(S, form, H->strings[t]))
            second_append(&D, H->strings[t], H->c[t]);
    return D;
}

static void check_form(sectors *S, uint32_t form)
{
    size_t K = S->C.generator_count;
    vector *D = second_resize(NULL, (K + 1) * sizeof *D);
    for (size_t k = 0; k < K; k++) {
        D[k] = find_rest(S, form, &S->C.generators[k]);
    }
    for (size_t k = 0; k < K; k++)
        for (size_t l = 0; l < K; l++)
            if (sectors_bracket(S, &D[k], &S->C.generators[l]).length)
                second_refuse("a form is not preserved");
}

void sectors_read_forms(sectors *S)
{
    page *P = S->C.P;
    if (P->next >= P->count || strncmp(P->lines[P->next], "forms ", 6))
        return;
    S->form_count = second_count_line(P, "forms");
    if (S->form_count > P->count)
        second_refuse("too many forms");
    S->forms = second_resize(NULL, (S->form_count + 1) * sizeof *S->forms);
    for (size_t i = 0; i < S->form_count; i++) {
        uint8_t *letters = second_resize(NULL, S->C.n + 1);
        mpq_t one;
        second_line(P);
        bool like = second_is(P, "like");
        if (like || second_is(P, "dual")) {
            sectors_read_matrix(S, &S->forms[i], like, false);
            continue;
        }
        second_word(P, "form");
        second_label(letters, second_field(P), S->C.n);
        second_end_line(P);
        mpq_init(one);
        mpq_set_ui(one, 1, 1);
        S->forms[i] = (operation){0};
        second_append(&S->forms[i].terms, second_number_string(&S->C.strings, letters), one);
        check_form(S, S->forms[i].terms.strings[0]);
    }
}

/* ---- Duals ---- */

/* A basis of what the operations make of v, v first, and how: vector i is operation how[i] of vector
 * from[i]. */
typedef struct spun {
    size_t count, from[1 << 14], how[1 << 14];
    residue *vectors[1 << 14];
} spun;

static void spin_with_words(spun *R, const sectors *S, const operation *all, size_t count,
                            const residue *v)
{
    space W = {.p = S->p, .width = S->size};
    residue *copy = modular_zeros(S->size);
    R->count = 1;
    R->vectors[0] = memcpy(modular_zeros(S->size), v, S->size * sizeof *v);
    modular_take(&W, memcpy(copy, v, S->size * sizeof *v));
    for (size_t i = 0; i < R->count; i++)
        for (size_t k = 0; k < count; k++) {
            residue *w = sectors_apply(S, &all[k], R->vectors[i]);
            copy = memcpy(modular_zeros(S->size), w, S->size * sizeof *w);
            if (modular_take(&W, copy))
                continue;
            R->from[R->count] = i;
            R->how[R->count] = k;
            R->vectors[R->count++] = w;
        }
}

/* s_k w_i at k d + i, for a basis w_i of W and symmetries s_k that make a basis of M. */
static residue **basis_of(const sectors *S, const sector *s)
{
    spun *W = second_resize(NULL, sizeof *W), *M = second_resize(NULL, sizeof *M);
    spin_with_words(W, S, S->generators, S->C.generator_count, s->v);
    spin_with_words(M, S, S->symmetries, S->symmetry_count, s->v);
    residue **basis = second_resize(NULL, s->d * s->m * sizeof *basis);
    for (size_t i = 0; i < s->d; i++)
        basis[i] = W->vectors[i];
    for (size_t k = 1; k < s->m; k++)
        for (size_t i = 0; i < s->d; i++)
            basis[k * s->d + i] =
                sectors_apply(S, &S->symmetries[M->how[k]], basis[M->from[k] * s->d + i]);
    second_release(W);
    second_release(M);
    return basis;
}

static residue pair(const sectors *S, const residue *u, const residue *image)
{
    residue value = 0;
    for (size_t b = 0; b < S->size; b++)
        value = modular_plus(value, modular_times(u[b], image[b], S->p), S->p);
    return value;
}

/* Some vectors of the sector have a scalar product that is not 0. */
static void check_scalar_product(const sectors *S, residue *const *basis, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++)
            if (pair(S, basis[i], basis[j]))
                return;
    second_refuse("the scalar product is zero");
}

/* With b(s_k w_i, s_l w_j) not 0, compare it with b(s_k w_j, s_l w_i). */
void sectors_check_dual(sectors *S, size_t c)
{
    sector *s = &S->all[c];
    if (s->dual == SECOND_NONE)
        return;
    const sector *e = &S->all[s->dual];
    residue **left = basis_of(S, e), **right = basis_of(S, s);
    if (S->forms[s->form].like)
        check_scalar_product(S, left, e->d * e->m);
    for (size_t at = 0; at < s->d * s->m; at++) {
        residue *image = sectors_apply(S, &S->forms[s->form], right[at]);
        for (size_t k = 0; k < e->m; k++)
            for (size_t i = 0; i < e->d; i++) {
                residue value = pair(S, left[k * e->d + i], image);
                if (!value)
                    continue;
                if (s->dual == c)
                    s->symmetric = value == pair(S, left[k * e->d + at % s->d],
                                                 sectors_apply(S, &S->forms[s->form],
                                                               right[at / s->d * s->d + i]));
                return;
            }
        second_release(image);
    }
    second_refuse("a form is zero");
}

/* ---- Types ---- */

typedef struct ideal {
    char name; /* the second letter */
    size_t n, dimension, d;
    bool form;
    residue *f;       /* of the traceless part of element 0 */
    residue value[3]; /* the monic polynomial of the values of Killing forms at element 0, */
    size_t degree;    /* as many as there are ideals of this name */
} ideal;

/* Of the traceless part of element 0, with the characteristic polynomial f, on d states. */
static ideal ideal_of(const sectors *S, const sector *s, bool form)
{
    size_t d = s->d;
    residue p = S->p, *f = modular_centred(s->f, d, p);
    residue trace = modular_times(p - 2, f[d - 2], p), times = 2 * d; /* tr A^2 */
    ideal I = {'u', d, d * d - 1, d, form, f, {0}, 1};
    if (form && s->symmetric) {
        I.name = 'o';
        I.dimension = d * (d - 1) / 2;
        times = d - 2;
    } else if (form) {
        I.name = 'p';
        I.n = d / 2;
        I.dimension = d * (d + 1) / 2;
        times = d + 2;
    }
    if (I.name == 'o' && d == 5)
        I.name = 'p', I.n = 2;
    if (I.name == 'o' && (d < 5 || d == 6))
        I.name = 'u', I.n = d < 5 ? 2 : 4;
    I.value[0] = (p - modular_times(times, trace, p)) % p;
    I.value[1] = 1;
    if (form && s->symmetric && d == 4) { /* 2 (a + b)^2 and 2 (a - b)^2 */
        residue total = modular_times(2, trace, p), square = modular_times(f[2], f[2], p),
                product = modular_plus(square, p - modular_times(4, f[0], p), p);
        I.dimension = 3;
        I.degree = 2;
        I.value[0] = modular_times(4, product, p);
        I.value[1] = (p - total) % p;
        I.value[2] = 1;
    }
    return I;
}

static ideal *list_ideals(const sectors *S, size_t *count)
{
    ideal *all = second_resize(NULL, S->count * sizeof *all);
    *count = 0;
    for (size_t c = 0; c < S->count; c++) {
        const sector *s = &S->all[c];
        if (s->d > 1 && (s->dual == SECOND_NONE || s->dual == c))
            all[(*count)++] = ideal_of(S, s, s->dual == c && s->d > 2);
    }
    return all;
}

static bool are_of_one_type(const ideal *a, const ideal *b)
{
    return a->name == b->name && a->n == b->n;
}

/* Whether one ideal may act on both. */
static bool may_be_one(const ideal *a, const ideal *b, residue p)
{
    if (a->name != b->name || a->n != b->n)
        return false;
    if (a->form || b->form || a->d != b->d)
        return modular_common_degree(a->value, a->degree, b->value, b->degree, p);
    bool same = true, opposite = true;
    for (size_t j = 0; j < a->d; j++) {
        same = same && a->f[j] == b->f[j];
        opposite = opposite && a->f[j] == ((a->d - j) % 2 ? (p - b->f[j]) % p : b->f[j]);
    }
    return same || opposite;
}

size_t sectors_derived(sectors *S)
{
    size_t count, derived = 0;
    ideal *all = list_ideals(S, &count);
    for (size_t i = 0; i < count; i++) {
        derived += all[i].degree * all[i].dimension;
        if (!modular_is_squarefree(all[i].value, all[i].degree, S->p))
            second_refuse("two ideals that may be one");
        for (size_t j = 0; j < i; j++)
            if (may_be_one(&all[i], &all[j], S->p))
                second_refuse("two ideals that may be one");
    }
    return derived;
}

static int larger_first(const void *a, const void *b)
{
    const ideal *i = a, *j = b;
    if (i->dimension != j->dimension)
        return i->dimension < j->dimension ? 1 : -1;
    const char *order = "uop";
    return (int)(strchr(order, i->name) - strchr(order, j->name));
}

void sectors_prove_algebra(sectors *S, size_t centre, second_verdict *V)
{
    const char *join = "algebra ";
    size_t count;
    ideal *all = list_ideals(S, &count);
    qsort(all, count, sizeof *all, larger_first);
    for (size_t i = 0, end; i < count; i = end) {
        size_t copies = 0;
        for (end = i; end < count && are_of_one_type(&all[i], &all[end]); end++)
            copies += all[end].degree;
        second_prove(V, "%s", join);
        if (copies > 1)
            second_prove(V, "%zu ", copies);
        second_prove(V, "s%c(%zu)", all[i].name, all[i].n);
        join = " + ";
    }
    if (centre > 1)
        second_prove(V, "%s%zu u(1)", join, centre);
    else if (centre)
        second_prove(V, "%su(1)", join);
    else if (!count)
        second_prove(V, "%s0", join);
    second_prove(V, "\n");
}
