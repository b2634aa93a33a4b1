/* Joint eigenspaces of conserved sums.
 *
 * Their terms commute, so that each is a sign on the joint eigenspaces of all terms. Independent terms
 * have all signs, each on 2^(n-r) states: the numbers of states of each value are found by adding one
 * term after the other, +c and -c. Where terms have relations, they are written as products of
 * independent ones, and all signs of those are gone through.
 *
 * What an eigenspace consists of is read off the spaces E of a cover, modulo the prime: an operator acts
 * on the copies of a sector as on E, and the dimension of its joint eigenspace there is the number of
 * copies. Projections on eigenspaces are polynomials in the operators without p in a denominator, so
 * that this is their rank over Q, too. */

#include <stdlib.h>
#include <string.h>

#include <flint/nmod_mat.h>

#include "ansatz/roots.h"
#include "base/limits.h"
#include "base/memory.h"
#include "conserved/conserved_data.h"

/* A term of some operator. */
typedef struct term {
    const lb_string_struct *string;
    int64_t *c; /* its coefficient in each operator, times the denominator of that */
} term;

/* Values of all operators, and on how many states, up to a power of two. */
typedef struct value {
    int64_t *v;
    mpz_t states;
} value;

typedef struct values {
    size_t count, capacity;
    value *items;
} values;

typedef struct finder {
    const lb_ansatz_struct *A;
    const lb_sum_struct *operators;
    size_t count; /* of operators */
    mpz_t *denominators;
    size_t term_count;
    term *terms;
    values found;
    const lb_limits *limits;
} finder;

/* ---- What is named ---- */

static lb_status check_generators(const finder *f, lb_error *error)
{
    lb_status status = LB_OK;
    lb_sum_t R;
    lb_sum_init(R, f->A->qubits);
    for (size_t i = 0; i < f->count && !status; i++)
        for (size_t k = 0; k < f->A->generator_count && !status; k++) {
            if (lb_limit_reached(f->limits))
                status = lb_fail(error, LB_UNDECIDED, "%s", lb_limit_reached(f->limits));
            else
                lb_sum_bracket(R, f->operators + i, f->A->generators + k);
            if (!status && R->length)
                status = lb_fail(error, LB_INPUT,
                                 "operator %zu of the sectors does not commute with generator %zu "
                                 "(%.60s), both counted from 0",
                                 i, k, f->A->generator_names[k]);
        }
    lb_sum_clear(R);
    return status;
}

static lb_status check_terms(const finder *f, lb_error *error)
{
    for (size_t i = 0; i < f->term_count; i++)
        for (size_t j = 0; j < i; j++)
            if (lb_string_anticommutes(f->terms[i].string, f->terms[j].string))
                return lb_fail(error, LB_INPUT,
                               "terms of the operators of the sectors anticommute with each other; "
                               "sectors are told by operators whose terms all commute");
    return LB_OK;
}

static int compare_terms(const void *a, const void *b)
{
    return lb_string_compare(((const term *)a)->string, ((const term *)b)->string);
}

/* The coefficients as integers of less than 40 bits. */
static lb_status read_coefficients(finder *f, size_t i, lb_error *error)
{
    const lb_sum_struct *S = f->operators + i;
    mpz_t scaled;
    lb_status status = LB_OK;
    mpz_init(scaled);
    mpz_set_ui(f->denominators[i], 1);
    for (size_t t = 0; t < S->length; t++)
        mpz_lcm(f->denominators[i], f->denominators[i], mpq_denref(S->coefficients + t));
    for (size_t t = 0; t < S->length && !status; t++) {
        mpz_divexact(scaled, f->denominators[i], mpq_denref(S->coefficients + t));
        mpz_mul(scaled, scaled, mpq_numref(S->coefficients + t));
        if (mpz_sizeinbase(scaled, 2) > 40)
            status = lb_fail(error, LB_UNDECIDED, "the numbers of the sectors are too large");
        f->terms[f->term_count].string = S->strings + t;
        f->terms[f->term_count].c = lb_calloc(f->count, sizeof *f->terms->c);
        f->terms[f->term_count++].c[i] = mpz_get_si(scaled);
    }
    mpz_clear(scaled);
    return status;
}

/* Equal strings of different operators are one term. */
static void merge_terms(finder *f)
{
    size_t kept = 0;
    if (f->term_count)
        qsort(f->terms, f->term_count, sizeof *f->terms, compare_terms);
    for (size_t t = 0; t < f->term_count; t++) {
        if (!kept || lb_string_compare(f->terms[kept - 1].string, f->terms[t].string)) {
            f->terms[kept++] = f->terms[t];
            continue;
        }
        for (size_t i = 0; i < f->count; i++)
            f->terms[kept - 1].c[i] += f->terms[t].c[i];
        free(f->terms[t].c);
    }
    f->term_count = kept;
}

static lb_status read_terms(finder *f, lb_error *error)
{
    size_t all = 0;
    lb_status status = LB_OK;
    for (size_t i = 0; i < f->count; i++)
        all += f->operators[i].length;
    f->terms = lb_malloc(all, sizeof *f->terms);
    for (size_t i = 0; i < f->count && !status; i++)
        status = read_coefficients(f, i, error);
    merge_terms(f);
    return status ? status : check_terms(f, error);
}

/* ---- Values ---- */

static int compare_values(const int64_t *a, const int64_t *b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return 0;
}

static void values_clear(values *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].v);
        mpz_clear(list->items[i].states);
    }
    free(list->items);
}

/* Add states to those with these values, in a list by increasing values. */
static void add_states(values *list, const int64_t *v, const mpz_t states, size_t operators)
{
    size_t low = 0, high = list->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_values(list->items[middle].v, v, operators) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == list->count || compare_values(list->items[low].v, v, operators)) {
        list->items = lb_grow(list->items, &list->capacity, list->count + 1, sizeof *list->items);
        memmove(list->items + low + 1, list->items + low,
                (list->count++ - low) * sizeof *list->items);
        list->items[low].v = lb_malloc(operators, sizeof *v);
        memcpy(list->items[low].v, v, operators * sizeof *v);
        mpz_init(list->items[low].states);
    }
    mpz_add(list->items[low].states, list->items[low].states, states);
}

static lb_status within(const finder *f, lb_error *error)
{
    const char *reached = lb_limit_of_time(f->limits);
    if (reached)
        return lb_fail(error, LB_UNDECIDED, "%s", reached);
    if (f->found.count > LB_LABELS_MAX)
        return lb_fail(error, LB_UNDECIDED, "the operators have more than %d joint eigenspaces",
                       LB_LABELS_MAX);
    return LB_OK;
}

/* Both signs of a term, on half of the states each. */
static void add_signs(finder *f, const int64_t *c)
{
    values before = f->found;
    int64_t *v = lb_malloc(f->count, sizeof *v);
    f->found = (values){.count = 0};
    for (size_t i = 0; i < before.count; i++)
        for (int sign = -1; sign <= 1; sign += 2) {
            for (size_t o = 0; o < f->count; o++)
                v[o] = before.items[i].v[o] + sign * c[o];
            add_states(&f->found, v, before.items[i].states, f->count);
        }
    free(v);
    values_clear(&before);
}

static lb_status add_independent(finder *f, lb_error *error)
{
    int64_t *zero = lb_calloc(f->count, sizeof *zero);
    lb_status status = LB_OK;
    mpz_t one;
    mpz_init_set_ui(one, 1);
    add_states(&f->found, zero, one, f->count);
    for (size_t t = 0; t < f->term_count && !status; t++) {
        add_signs(f, f->terms[t].c);
        status = within(f, error);
    }
    mpz_clear(one);
    free(zero);
    return status;
}

/* ---- Terms with relations ---- */

enum { INDEPENDENT_MAX = 20 };

/* string = +- the product of the independent terms in the mask; among those of a basis, none but this
 * has a letter with x or, if in_z, z on the qubit. */
typedef struct product {
    lb_string_t string;
    uint32_t mask, qubit;
    bool negative, in_z;
} product;

static bool has_pivot(const lb_string_t P, const product *b)
{
    char letter = lb_string_letter(P, b->qubit);
    return letter == 'Y' || letter == (b->in_z ? 'Z' : 'X');
}

/* Divide by basis elements what they have: W(P) = i^e W(P + B) W(B), e even. */
static void reduce_product(product *P, const product *basis, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (has_pivot(P->string, basis + i)) {
            P->negative ^= lb_string_multiply(P->string, P->string, basis[i].string) == 2;
            P->negative ^= basis[i].negative;
            P->mask ^= basis[i].mask;
        }
}

static void choose_pivot(product *P)
{
    const lb_block *block = P->string->blocks;
    P->in_z = !block->x;
    P->qubit = 64 * block->index + (uint32_t)__builtin_ctzll(block->x ? block->x : block->z);
}

/* One term: as a product of the basis, or as a new element of it; false when that is one too many. */
static bool express_term(product *basis, size_t *count, const lb_string_struct *string,
                         uint32_t *mask, bool *negative)
{
    product P = {.mask = 0};
    lb_string_init(P.string);
    lb_string_set(P.string, string);
    reduce_product(&P, basis, *count);
    *mask = P.mask;
    *negative = P.negative;
    bool is_new = lb_string_weight(P.string) > 0, fits = !is_new || *count < INDEPENDENT_MAX;
    if (!is_new || !fits) {
        lb_string_clear(P.string);
        return fits;
    }
    *mask = (uint32_t)1 << *count;
    *negative = false;
    P.mask ^= *mask;
    choose_pivot(&P);
    basis[(*count)++] = P;
    return true;
}

/* Masks and signs of all terms in independent ones, and the number of those; false for too many. */
static bool express_terms(const finder *f, uint32_t *masks, bool *negative, size_t *count)
{
    product basis[INDEPENDENT_MAX];
    bool fits = true;
    *count = 0;
    for (size_t t = 0; t < f->term_count && fits; t++)
        fits = express_term(basis, count, f->terms[t].string, masks + t, negative + t);
    for (size_t i = 0; i < *count; i++)
        lb_string_clear(basis[i].string);
    return fits;
}

/* All signs of the independent terms; *independent becomes their number. */
static lb_status add_related(finder *f, size_t *independent, lb_error *error)
{
    uint32_t *masks = lb_malloc(f->term_count, sizeof *masks);
    bool *negative = lb_malloc(f->term_count, sizeof *negative);
    int64_t *v = lb_malloc(f->count, sizeof *v);
    lb_status status = LB_OK;
    mpz_t one;
    mpz_init_set_ui(one, 1);
    if (!express_terms(f, masks, negative, independent))
        status = lb_fail(error, LB_UNDECIDED,
                         "the operators have more than %d independent terms, with relations",
                         INDEPENDENT_MAX);
    for (uint32_t signs = 0; !status && signs >> *independent == 0; signs++) {
        memset(v, 0, f->count * sizeof *v);
        for (size_t t = 0; t < f->term_count; t++)
            for (size_t o = 0; o < f->count; o++)
                v[o] += __builtin_parity(masks[t] & signs) ^ negative[t] ? -f->terms[t].c[o]
                                                                         : f->terms[t].c[o];
        add_states(&f->found, v, one, f->count);
        status = within(f, error);
    }
    mpz_clear(one);
    free(v);
    free(negative);
    free(masks);
    return status;
}

static lb_status find_values(finder *f, lb_error *error)
{
    const lb_string_struct **strings = lb_malloc(f->term_count, sizeof *strings);
    lb_f2_span span;
    for (size_t t = 0; t < f->term_count; t++)
        strings[t] = f->terms[t].string;
    lb_f2_span_compute(&span, strings, f->term_count, f->A->qubits, f->limits);
    free(strings);
    size_t independent = span.rank;
    lb_status status = span.reached ? lb_fail(error, LB_UNDECIDED, "%s", span.reached)
                       : independent == f->term_count ? add_independent(f, error)
                                                      : add_related(f, &independent, error);
    for (size_t i = 0; i < f->found.count && !status; i++)
        mpz_mul_2exp(f->found.items[i].states, f->found.items[i].states,
                     f->A->qubits - independent);
    return status;
}

/* ---- Content ---- */

static void append_content(lb_label *label, size_t count, size_t dimension, size_t multiplicity)
{
    for (size_t i = 0; i < label->content_count; i++)
        if (!mpz_cmp_ui(label->content[i].dimension, dimension) &&
            !mpz_cmp_ui(label->content[i].multiplicity, multiplicity)) {
            mpz_add_ui(label->content[i].count, label->content[i].count, count);
            return;
        }
    label->content = lb_realloc(label->content, label->content_count + 1, sizeof *label->content);
    lb_conserved_sectors *s = label->content + label->content_count++;
    mpz_init_set_ui(s->count, count);
    mpz_init_set_ui(s->dimension, dimension);
    mpz_init_set_ui(s->multiplicity, multiplicity);
}

/* The dimension of the joint eigenspace of the restrictions to a part, which begin at `offset`. */
static size_t multiplicity_in(const lb_trial *trial, uint32_t j, uint64_t *const *restrictions,
                              size_t offset, const finder *f, const int64_t *v)
{
    slong m = (slong)trial->cover.parts[j].kernel;
    nmod_t modulus = trial->blocks.modulus;
    nmod_mat_t M;
    nmod_mat_init(M, m * (slong)f->count, m, modulus.n);
    for (slong o = 0; o < (slong)f->count; o++) {
        uint64_t size = (uint64_t)(v[o] < 0 ? -v[o] : v[o]);
        uint64_t eigenvalue = nmod_div(size, mpz_fdiv_ui(f->denominators[o], modulus.n), modulus);
        if (v[o] < 0)
            eigenvalue = nmod_neg(eigenvalue, modulus);
        for (slong a = 0; a < m; a++)
            for (slong b = 0; b < m; b++) {
                uint64_t entry = restrictions[o][offset + (size_t)(a * m + b)];
                nmod_mat_entry(M, o * m + a, b) =
                    a == b ? nmod_sub(entry, eigenvalue, modulus) : entry;
            }
    }
    slong rank = nmod_mat_rank(M);
    nmod_mat_clear(M);
    return (size_t)(m - rank);
}

static int larger_first(const void *a, const void *b)
{
    const lb_conserved_sectors *p = a, *q = b;
    int order = mpz_cmp(q->dimension, p->dimension);
    return order ? order : mpz_cmp(q->multiplicity, p->multiplicity);
}

/* The content of one label; false when it does not add up to its states. */
static bool find_content(lb_label *label, const lb_trial *trial, uint64_t *const *restrictions,
                         const finder *f, const int64_t *v)
{
    size_t offset = 0;
    mpz_t states;
    mpz_init(states);
    for (uint32_t j = 0; j < trial->cover.count; j++) {
        const lb_cover_part *part = trial->cover.parts + j;
        size_t found = multiplicity_in(trial, j, restrictions, offset, f, v);
        if (found)
            append_content(label, part->degree, part->span / part->kernel, found / part->degree);
        mpz_set_ui(states, mpz_get_ui(states) + found * (part->span / part->kernel));
        offset += (size_t)part->kernel * part->kernel;
    }
    if (label->content_count)
        qsort(label->content, label->content_count, sizeof *label->content, larger_first);
    bool complete = !mpz_cmp(states, label->dimension);
    mpz_clear(states);
    return complete;
}

static void content_clear(lb_label *label)
{
    for (size_t i = 0; i < label->content_count; i++)
        mpz_clears(label->content[i].count, label->content[i].dimension,
                   label->content[i].multiplicity, (mpz_ptr)NULL);
    free(label->content);
    label->content = NULL;
    label->content_count = 0;
}

/* That of all labels, or of none. */
static void find_contents(lb_labels *labels, const finder *f, const lb_trial *trial)
{
    uint64_t **restrictions = lb_calloc(f->count, sizeof *restrictions);
    bool known = true;
    for (size_t o = 0; o < f->count && known; o++) {
        restrictions[o] = lb_cover_restrict(&trial->cover, &trial->blocks, f->operators + o);
        known = restrictions[o];
    }
    for (size_t i = 0; i < labels->count && known; i++)
        known = !lb_limit_of_time(f->limits) &&
                find_content(labels->items + i, trial, restrictions, f, f->found.items[i].v);
    labels->has_content = known;
    for (size_t i = 0; i < labels->count && !known; i++)
        content_clear(labels->items + i);
    for (size_t o = 0; o < f->count; o++)
        free(restrictions[o]);
    free(restrictions);
}

/* ---- Labels ---- */

static void take_labels(lb_labels *labels, const finder *f)
{
    *labels = (lb_labels){.operators = f->count, .count = f->found.count};
    labels->items = lb_calloc(labels->count, sizeof *labels->items);
    for (size_t i = 0; i < labels->count; i++) {
        lb_label *label = labels->items + i;
        label->values = lb_malloc(f->count, sizeof *label->values);
        for (size_t o = 0; o < f->count; o++) {
            mpq_init(label->values[o]);
            mpz_set_si(mpq_numref(label->values[o]), f->found.items[i].v[o]);
            mpz_set(mpq_denref(label->values[o]), f->denominators[o]);
            mpq_canonicalize(label->values[o]);
        }
        mpz_init_set(label->dimension, f->found.items[i].states);
    }
}

static void finder_clear(finder *f)
{
    for (size_t t = 0; t < f->term_count; t++)
        free(f->terms[t].c);
    for (size_t o = 0; o < f->count; o++)
        mpz_clear(f->denominators[o]);
    free(f->terms);
    free(f->denominators);
    values_clear(&f->found);
}

lb_status lb_labels_init(lb_labels *labels, const lb_ansatz_t A, const lb_sum_struct *operators,
                         size_t count, const lb_conserved *conserved, const lb_run_options *options,
                         lb_error *error)
{
    finder f = {.A = A,
                .operators = operators,
                .count = count,
                .limits = options ? &options->limits : NULL};
    lb_status refused = lb_roots_refuse(A, error);
    if (refused)
        return refused;
    f.denominators = lb_malloc(count, sizeof *f.denominators);
    for (size_t o = 0; o < count; o++)
        mpz_init(f.denominators[o]);
    lb_status status = read_terms(&f, error);
    if (!status)
        status = check_generators(&f, error);
    if (!status)
        status = find_values(&f, error);
    if (!status) {
        take_labels(labels, &f);
        if (conserved && conserved->trial)
            find_contents(labels, &f, conserved->trial);
    }
    finder_clear(&f);
    return status;
}

void lb_labels_clear(lb_labels *labels)
{
    for (size_t i = 0; i < labels->count; i++) {
        lb_label *label = labels->items + i;
        for (size_t o = 0; o < labels->operators; o++)
            mpq_clear(label->values[o]);
        free(label->values);
        mpz_clear(label->dimension);
        content_clear(label);
    }
    free(labels->items);
}
