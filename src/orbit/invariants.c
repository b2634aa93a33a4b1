#include "orbit/invariants.h"

#include <stdlib.h>
#include <string.h>

#include <flint/fmpz_mat.h>

#include "base/memory.h"
#include "base/prime.h"
#include "linalg/echelon.h"
#include "orbit/commutant.h"

/* Independent strings whose products are tried. */
enum { STRINGS_MOST = 12 };

typedef struct listing {
    lb_span_space *s;
    size_t frame;
    uint64_t *conjugate; /* K psi = W(t) psi up to a phase, for the state of a stabilizer group */
    uint64_t *string, *label;
    lb_triplets triplets;
    lb_invariants *invariants;
} listing;

/* ---- Functionals ---- */

/* The conjugate of psi is fixed by the same strings, those with an odd number of Y with the other
 * sign; so it is W(t) psi, where t anticommutes with these alone. */
static void find_conjugate(uint64_t *t, const lb_stabilizer *group)
{
    lb_string_equations e;
    lb_string_equations_init(&e, group->qubits);
    for (size_t j = 0; j < group->count; j++) {
        lb_dense_from_string(t, group->reduced + j, group->words);
        lb_string_equations_add(&e, t, lb_string_is_odd(t, group->words));
    }
    lb_string_equations_solve(&e, t);
    lb_string_equations_clear(&e);
}

/* Add a value times a column to the functional, and the multiples by all factors to those behind it. */
static void add_value(listing *l, uint32_t column, const fmpz *value, bool negative)
{
    lb_span_space *s = l->s;
    for (uint32_t S = 0; S < s->degree; S++) {
        uint32_t k = s->generator_count + S;
        for (size_t t = s->first_term[k]; t < s->first_term[k + 1]; t++) {
            bool minus;
            uint32_t target = lb_span_space_multiply(s, t, column, &minus);
            fmpz *entry = lb_triplets_add(&l->triplets, target, l->invariants->count + S);
            fmpz_mul(entry, value, s->coefficients + t);
            if (minus != negative)
                fmpz_neg(entry, entry);
        }
    }
}

/* Add i^turns (re + i im) times the vector of a label to the functional. */
static void add_amplitude(listing *l, uint32_t column, unsigned turns, const fmpz *re,
                          const fmpz *im)
{
    const fmpz *parts[2] = {turns % 2 ? im : re, turns % 2 ? re : im};
    bool negative[2] = {turns == 1 || turns == 2, turns >= 2};
    for (uint32_t part = 0; part < 2; part++) {
        if (!fmpz_is_zero(parts[part]))
            add_value(l, column + part, parts[part], negative[part]);
    }
}

static void note(listing *l, const uint64_t *P, size_t words, bool conjugates, unsigned turns)
{
    lb_invariants *v = l->invariants;
    size_t n = v->count / v->degree;
    v->list = lb_grow(v->list, &v->list_capacity, n + 1, sizeof *v->list);
    v->strings =
        lb_grow(v->strings, &v->string_capacity, v->string_count + 2 * words, sizeof *v->strings);
    v->list[n] = (lb_invariant){(uint32_t)l->frame, (uint8_t)turns, conjugates, v->string_count};
    memcpy(v->strings + v->string_count, P, 2 * words * sizeof *P);
    v->string_count += 2 * words;
}

/* C psi for C = i^turns W(P), or i^turns W(P) K. */
static void add_functional(listing *l, const uint64_t *P, bool conjugates, unsigned turns)
{
    const lb_span_frame *f = l->s->frames + l->frame;
    size_t words = f->group.words;
    fmpz_t im;
    note(l, P, words, conjugates, turns);
    fmpz_init(im);
    for (size_t a = 0; a < f->count; a++) {
        unsigned e;
        memset(l->label, 0, 2 * words * sizeof *l->label);
        memcpy(l->label, f->labels + words * a, words * sizeof *l->label);
        if (conjugates && l->conjugate)
            memcpy(l->label, l->conjugate, 2 * words * sizeof *l->label);
        uint32_t column = lb_span_space_product(l->s, l->frame, P, l->label, &e);
        fmpz_set(im, f->parts + 2 * a + 1);
        if (conjugates)
            fmpz_neg(im, im);
        add_amplitude(l, column, (turns + e) & 3, f->parts + 2 * a, im);
    }
    l->invariants->count += l->s->degree;
    fmpz_clear(im);
}

/* P runs through the products of the linear strings with `first`, by a Gray code; without it, through all
 * but the identity. */
static void list_products(listing *l, const lb_commutant *c, const uint64_t *first)
{
    size_t words = 2 * c->words;
    memset(l->string, 0, words * sizeof *l->string);
    if (first)
        memcpy(l->string, first, words * sizeof *l->string);
    for (size_t i = 0; i < (size_t)1 << c->count; i++) {
        if (i)
            for (size_t w = 0; w < words; w++)
                l->string[w] ^= c->strings[words * (size_t)__builtin_ctzll(i) + w];
        if (!first && i)
            add_functional(l, l->string, false, 0);
        else if (first && !lb_string_is_odd(l->string, c->words))
            for (unsigned turns = 0; turns < 2; turns++)
                add_functional(l, l->string, true, turns);
    }
}

static void list_state(listing *l)
{
    const lb_span_frame *f = l->s->frames + l->frame;
    lb_commutant c;
    lb_commutant_init(&c, f->terms, l->s->first_term[l->s->generator_count], f->group.qubits,
                      STRINGS_MOST);
    l->string = lb_malloc(2 * f->group.words, sizeof *l->string);
    l->label = lb_malloc(2 * f->group.words, sizeof *l->label);
    l->conjugate = f->is_vector ? NULL : lb_malloc(2 * f->group.words, sizeof *l->conjugate);
    if (!f->is_vector)
        find_conjugate(l->conjugate, &f->group);
    list_products(l, &c, NULL);
    if (c.antilinear)
        list_products(l, &c, c.antilinear);
    free(l->string);
    free(l->label);
    free(l->conjugate);
    lb_commutant_clear(&c);
}

static void list_norms(listing *l)
{
    for (l->frame = 0; l->frame < l->s->frame_count; l->frame++) {
        size_t words = l->s->frames[l->frame].group.words;
        uint64_t *identity = lb_calloc(2 * words, sizeof *identity);
        l->label = lb_malloc(2 * words, sizeof *l->label);
        add_functional(l, identity, false, 0);
        free(identity);
        free(l->label);
    }
}

void lb_invariants_init(lb_invariants *invariants, lb_span_space *s)
{
    *invariants = (lb_invariants){.degree = s->degree};
    listing l = {.s = s, .invariants = invariants};
    list_norms(&l);
    for (l.frame = 0; l.frame < s->frame_count; l.frame++)
        list_state(&l);
    lb_sparse_init(&invariants->columns, s->column_count, &l.triplets);
}

void lb_invariants_clear(lb_invariants *invariants)
{
    lb_sparse_clear(&invariants->columns);
    free(invariants->list);
    free(invariants->strings);
}

/* ---- On a space ---- */

/* Add the values of the functionals on value times the vector of a column to those on row i. */
static void evaluate(lb_triplets *values, const lb_sparse *columns, uint32_t column,
                     const fmpz *value, uint32_t i)
{
    for (size_t e = columns->offsets[column]; e < columns->offsets[column + 1]; e++)
        fmpz_mul(lb_triplets_add(values, columns->indices[e], i), columns->values + e, value);
}

static void evaluate_on_columns(lb_sparse *values, const lb_invariants *invariants)
{
    lb_triplets triplets = {0};
    fmpz_t one;
    fmpz_init_set_ui(one, 1);
    for (uint32_t column = 0; column < invariants->columns.count; column++)
        evaluate(&triplets, &invariants->columns, column, one, column);
    fmpz_clear(one);
    lb_sparse_init(values, invariants->count, &triplets);
}

/* By functional, its values on the rows. */
static void evaluate_on_rows(lb_sparse *values, const lb_invariants *invariants,
                             const lb_rational_basis *basis)
{
    lb_triplets triplets = {0};
    for (uint32_t i = 0; i < basis->count; i++) {
        evaluate(&triplets, &invariants->columns, basis->pivots[i], basis->denominators + i, i);
        for (size_t e = basis->offsets[i]; e < basis->offsets[i + 1]; e++)
            evaluate(&triplets, &invariants->columns, basis->columns[e], basis->numerators + e, i);
    }
    lb_sparse_init(values, invariants->count, &triplets);
}

/* By number, which functionals are independent of those before; returns how many. */
static uint32_t find_rank(bool *independent, const lb_invariants *invariants,
                          const lb_rational_basis *basis, uint64_t prime)
{
    lb_sparse values;
    lb_echelon echelon;
    lb_vector vector;
    size_t length = basis ? basis->count : invariants->columns.count;
    if (basis)
        evaluate_on_rows(&values, invariants, basis);
    else
        evaluate_on_columns(&values, invariants);
    lb_echelon_init(&echelon, prime);
    lb_vector_init(&vector, echelon.modulus);
    lb_echelon_reserve_columns(&echelon, length);
    lb_vector_reserve(&vector, length);
    for (size_t j = 0; j < values.count; j++) {
        for (size_t e = values.offsets[j]; e < values.offsets[j + 1]; e++) {
            uint64_t residue = fmpz_fdiv_ui(values.values + e, prime);
            if (residue)
                lb_vector_add(&vector, values.indices[e], residue);
        }
        independent[j] = lb_echelon_reduce(&echelon, &vector);
        if (independent[j])
            lb_echelon_insert(&echelon, &vector, vector.touched[0]);
    }
    uint32_t rank = echelon.row_count;
    lb_vector_clear(&vector);
    lb_echelon_clear(&echelon);
    lb_sparse_clear(&values);
    return rank;
}

uint32_t lb_invariants_rank(const lb_invariants *invariants, const lb_rational_basis *basis)
{
    bool *independent = lb_malloc(invariants->count, sizeof *independent);
    uint32_t rank = find_rank(independent, invariants, basis, LB_LARGE_PRIME);
    free(independent);
    return rank;
}

void lb_invariants_choose(bool *chosen, const lb_invariants *invariants,
                          const lb_rational_basis *basis, uint64_t prime)
{
    find_rank(chosen, invariants, basis, prime);
}

/* The values on i psi become those on row i. */
static void evaluate_phase(lb_triplets *values, const lb_invariants *invariants, lb_span_space *s,
                           size_t frame, uint32_t i)
{
    const lb_span_frame *f = s->frames + frame;
    fmpz_t minus;
    fmpz_init(minus);
    for (size_t a = 0; a < f->count; a++) {
        uint32_t column = lb_span_space_amplitude(s, frame, a, 0);
        fmpz_neg(minus, f->parts + 2 * a + 1);
        evaluate(values, &invariants->columns, column, minus, i);
        evaluate(values, &invariants->columns, column + 1, f->parts + 2 * a, i);
    }
    fmpz_clear(minus);
}

uint32_t lb_invariants_count_phases(const lb_invariants *invariants, lb_span_space *s,
                                    const size_t *states, size_t count)
{
    lb_triplets triplets = {0};
    lb_sparse values;
    fmpz_mat_t products; /* of the values on two phases: the same rank over Q */
    for (size_t i = 0; i < count; i++)
        evaluate_phase(&triplets, invariants, s, states[i], (uint32_t)i);
    lb_sparse_init(&values, invariants->count, &triplets);
    fmpz_mat_init(products, (slong)count, (slong)count);
    for (size_t j = 0; j < values.count; j++)
        for (size_t a = values.offsets[j]; a < values.offsets[j + 1]; a++)
            for (size_t b = values.offsets[j]; b < values.offsets[j + 1]; b++)
                fmpz_addmul(
                    fmpz_mat_entry(products, (slong)values.indices[a], (slong)values.indices[b]),
                    values.values + a, values.values + b);
    uint32_t rank = (uint32_t)fmpz_mat_rank(products);
    fmpz_mat_clear(products);
    lb_sparse_clear(&values);
    return (uint32_t)count - rank;
}

bool lb_invariants_allow_phases(const lb_invariants *invariants, lb_span_space *s, size_t first,
                                size_t count)
{
    lb_triplets triplets = {0};
    lb_sparse values;
    for (size_t j = first; j < first + count; j++)
        evaluate_phase(&triplets, invariants, s, j, 0);
    lb_sparse_init(&values, invariants->count, &triplets);
    bool allow = values.offsets[values.count] == 0;
    lb_sparse_clear(&values);
    return allow;
}
