#include "representation/string_labels.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* A string of V with its q. */
typedef struct vector {
    uint64_t *bits;
    bool q;
} vector;

static void add_to(vector *v, const vector *u, size_t words)
{
    v->q ^= u->q ^ lb_dense_anticommutes(v->bits, u->bits, words);
    lb_f2_add(v->bits, u->bits, 2 * words);
}

static void swap(vector *a, vector *b)
{
    vector kept = *a;
    *a = *b;
    *b = kept;
}

/* ---- A symplectic basis ---- */

/* Reorder and change the vectors, a basis of V, to p_1, q_1, ..., p_k, q_k and a basis of the
 * radical; returns k. */
static uint32_t split_hyperbolic(vector *v, uint32_t count, size_t words)
{
    uint32_t k = 0;
    for (uint32_t i = 0; i < count; i++) {
        /* The first of the rest that commutes not with all of the rest. */
        uint32_t a = 2 * k, b = count;
        for (; a < count && b == count; a += b == count)
            for (b = a + 1; b < count && !lb_dense_anticommutes(v[a].bits, v[b].bits, words);)
                b++;
        if (b >= count)
            break;
        swap(v + 2 * k, v + a);
        swap(v + 2 * k + 1, v + b);
        vector *p = v + 2 * k, *q = p + 1;
        for (uint32_t j = 2 * k + 2; j < count; j++) {
            bool with_p = lb_dense_anticommutes(v[j].bits, p->bits, words);
            bool with_q = lb_dense_anticommutes(v[j].bits, q->bits, words);
            if (with_q)
                add_to(v + j, p, words);
            if (with_p)
                add_to(v + j, q, words);
        }
        k++;
    }
    return k;
}

/* q(p) = q(q) = 0 unless both are 1. */
static void settle_pair(vector *p, size_t words)
{
    vector *q = p + 1;
    if (p->q && !q->q)
        add_to(p, q, words);
    else if (q->q && !p->q)
        add_to(q, p, words);
}

/* Two pairs on which q is 1 make two on which it is 0: p + p', q + p + p' and p' + q + q', q + q'. */
static void merge_pairs(vector *p, vector *r, size_t words)
{
    vector *q = p + 1, *s = r + 1;
    add_to(s, q, words); /* q' + q */
    add_to(p, r, words); /* p + p' */
    add_to(q, p, words); /* q + p + p' */
    add_to(r, s, words); /* p' + q + q' */
}

/* At most one pair is left where q is 1; it comes first. */
static void settle_form(vector *v, uint32_t k, size_t words)
{
    uint32_t odd = UINT32_MAX;
    for (uint32_t j = 0; j < k; j++) {
        settle_pair(v + 2 * j, words);
        if (!v[2 * j].q)
            continue;
        if (odd == UINT32_MAX)
            odd = j;
        else {
            merge_pairs(v + 2 * odd, v + 2 * j, words);
            odd = UINT32_MAX;
        }
    }
    if (odd != UINT32_MAX && odd > 0) {
        swap(v, v + 2 * odd);
        swap(v + 1, v + 2 * odd + 1);
    }
}

/* The radical with its q as `central`: rows with q = 0 first, and then at most one with q = 1, which
 * then has one sign: its other sign gives the same ideal in the dual representation. */
static void set_radical(lb_matrices_labels *labels, vector *v, uint32_t count)
{
    const lb_variance_class *class = &labels->class;
    vector *odd = NULL;
    for (uint32_t i = 0; i < count; i++)
        if (class->has_form && v[i].q) {
            if (odd)
                add_to(v + i, odd, class->words);
            else
                odd = v + i;
        }
    for (uint32_t i = 0; i < count; i++)
        if (v + i != odd)
            lb_f2_space_add(&labels->central, v[i].bits, v[i].q, NULL);
    labels->signs = labels->central.rank;
    if (odd)
        lb_f2_space_add(&labels->central, odd->bits, true, NULL);
}

static void set_full(lb_matrices_labels *labels)
{
    const lb_variance_class *class = &labels->class;
    size_t words = class->words;
    uint32_t rank = class->space.rank, k = (uint32_t) class->class->k;
    uint64_t *bits = lb_malloc(2 * words * rank, sizeof *bits);
    vector *v = lb_malloc(rank, sizeof *v);
    memcpy(bits, class->space.rows, 2 * words * rank * sizeof *bits);
    for (uint32_t i = 0; i < rank; i++)
        v[i] = (vector){bits + 2 * words * i, class->space.forms[i]};
    uint32_t found = split_hyperbolic(v, rank, words);
    assert(found == k);
    (void)found;
    if (class->class->type != LB_IDEAL_SU)
        settle_form(v, k, words);
    labels->symplectic = lb_malloc(4 * words * k, sizeof *labels->symplectic);
    for (uint32_t i = 0; i < 2 * k; i++)
        memcpy(labels->symplectic + 2 * words * i, v[i].bits, 2 * words * sizeof *bits);
    set_radical(labels, v + 2 * k, rank - 2 * k);
    free(v);
    free(bits);
}

static void set_pairs(lb_matrices_labels *labels)
{
    const lb_variance_class *class = &labels->class;
    uint64_t *row = lb_malloc(2 * class->words, sizeof *row);
    for (uint32_t l = 0; l < class->space.rank; l++) {
        memcpy(row, class->space.rows + 2 * class->words * l, 2 * class->words * sizeof *row);
        lb_f2_space_add(&labels->central, row, false, NULL);
    }
    labels->signs = labels->central.rank;
    labels->root = class->class->edges[0].ends[0];
    free(row);
}

lb_status lb_matrices_labels_init(lb_matrices_labels *labels,
                                  const lb_classification *classification, uint32_t c, lb_run *run,
                                  lb_error *error)
{
    *labels = (lb_matrices_labels){.qubits = classification->set.qubits};
    lb_status status = lb_variance_class_init(&labels->class, classification, c, run, error);
    if (status)
        return status;
    lb_f2_space_init(&labels->central, labels->class.words);
    if (labels->class.class->kind == LB_CLASS_FULL)
        set_full(labels);
    else if (labels->class.class->kind == LB_CLASS_PAIRS)
        set_pairs(labels);
    return LB_OK;
}

void lb_matrices_labels_clear(lb_matrices_labels *labels)
{
    lb_variance_class_clear(&labels->class);
    lb_f2_space_clear(&labels->central);
    free(labels->symplectic);
}

/* ---- Images ---- */

/* A product of strings, i^power W(string), and its image. */
typedef struct product {
    lb_string_t string;
    unsigned power;
} product;

static void multiply(product *p, const uint64_t *P, size_t words)
{
    lb_string_t factor;
    lb_string_init(factor);
    lb_dense_to_string(factor, P, words);
    p->power += lb_string_multiply(p->string, p->string, factor);
    lb_string_clear(factor);
}

/* Multiply by the rows of the central space whose sum is t; returns the product of their signs. */
static int multiply_central(product *p, const lb_matrices_labels *labels, const uint64_t *t,
                            uint64_t choice)
{
    const lb_f2_space *central = &labels->central;
    size_t words = central->words;
    int sign = 1;
    uint64_t *left = lb_malloc(2 * words, sizeof *left);
    memcpy(left, t, 2 * words * sizeof *left);
    for (size_t w = 0; w < 2 * words; w++)
        for (uint64_t bits; (bits = left[w] & central->pivots[w]);) {
            uint32_t l = central->row_of[64 * w + (size_t)__builtin_ctzll(bits)];
            const uint64_t *row = central->rows + 2 * words * l;
            multiply(p, row, words);
            lb_f2_add(left, row, 2 * words);
            sign *= choice >> l & 1 ? -1 : 1;
        }
    free(left);
    return sign;
}

static void multiply_letter(product *p, uint32_t qubit, char letter)
{
    lb_string_t factor;
    lb_string_init(factor);
    lb_string_set_letter(factor, qubit, letter);
    p->power += lb_string_multiply(p->string, p->string, factor);
    lb_string_clear(factor);
}

/* i^e W(P) is the product of the basis strings that add up to P, and i^f W(image) that of their
 * images: the sign is i^(f - e) times that of the central ones. */
static void full_image(lb_string_image *image, const lb_matrices_labels *labels, const uint64_t *P,
                       uint64_t choice)
{
    size_t words = labels->class.words;
    product own = {.power = 0}, other = {.power = 0};
    uint64_t *left = lb_malloc(2 * words, sizeof *left);
    memcpy(left, P, 2 * words * sizeof *left);
    lb_string_init(own.string);
    lb_string_init(other.string);
    for (uint32_t i = 0; i < 2 * labels->class.class->k; i++) {
        const uint64_t *partner = labels->symplectic + 2 * words * (i ^ 1);
        const uint64_t *v = labels->symplectic + 2 * words * i;
        if (!lb_dense_anticommutes(P, partner, words))
            continue;
        multiply(&own, v, words);
        lb_f2_add(left, v, 2 * words);
        multiply_letter(&other, i / 2, i & 1 ? 'Z' : 'X');
    }
    int sign = multiply_central(&own, labels, left, choice);
    assert((other.power - own.power) % 2 == 0);
    image->sign = (other.power - own.power) & 2 ? -sign : sign;
    lb_string_set(image->string, other.string);
    lb_string_clear(own.string);
    lb_string_clear(other.string);
    free(left);
}

/* The a < b with P = u_a + u_b modulo T. */
static void find_ends(lb_string_image *image, const lb_variance_class *class, const uint64_t *P)
{
    size_t words = 2 * class->words;
    uint32_t count = class->class->vertex_count;
    uint64_t *reduced = lb_malloc(words, sizeof *reduced);
    memcpy(reduced, P, words * sizeof *reduced);
    (void)lb_f2_space_reduce(&class->space, reduced);
    bool found = false;
    for (uint32_t a = 0; a < count && !found; a++)
        for (uint32_t b = a + 1; b < count && !found; b++) {
            found = true;
            for (size_t w = 0; w < words && found; w++)
                found =
                    (class->vertices[words * a + w] ^ class->vertices[words * b + w]) == reduced[w];
            image->a = a;
            image->b = b;
        }
    assert(found);
    free(reduced);
}

/* With A_b = W(u_b): {A_a, A_b} = s W(u_a + u_b) has the image [E_ra, E_rb] 2 = -2 E_ab. */
static void pair_image(lb_string_image *image, const lb_matrices_labels *labels, const uint64_t *P,
                       uint64_t choice)
{
    const lb_variance_class *class = &labels->class;
    size_t words = class->words;
    find_ends(image, class, P);
    const uint64_t *u = class->vertices + 2 * words * image->a;
    const uint64_t *v = class->vertices + 2 * words * image->b;
    uint64_t *sum = lb_malloc(2 * words, sizeof *sum), *t = lb_malloc(2 * words, sizeof *t);
    int sign = image->a == labels->root   ? 1
               : image->b == labels->root ? -1
                                          : -lb_dense_bracket(sum, u, v, words);
    memcpy(sum, u, 2 * words * sizeof *sum);
    lb_f2_add(sum, v, 2 * words);
    memcpy(t, P, 2 * words * sizeof *t);
    lb_f2_add(t, sum, 2 * words);
    /* i^e W(P) = the rows that add up to t, times W(u_a + u_b). */
    product own = {.power = 0};
    lb_string_init(own.string);
    sign *= multiply_central(&own, labels, t, choice);
    multiply(&own, sum, words);
    assert(own.power % 2 == 0);
    image->sign = own.power & 2 ? -sign : sign;
    lb_string_clear(own.string);
    free(sum);
    free(t);
}

void lb_matrices_labels_image(lb_string_image *image, const lb_matrices_labels *labels,
                              const uint64_t *P, uint64_t choice)
{
    image->sign = 1;
    if (labels->class.class->kind == LB_CLASS_FULL)
        full_image(image, labels, P, choice);
    else if (labels->class.class->kind == LB_CLASS_PAIRS)
        pair_image(image, labels, P, choice);
}
