#include "training/observable_space.h"

#include <stdlib.h>
#include <string.h>

#include <flint/fmpz_vec.h>
#include <flint/nmod.h>

#include "base/memory.h"
#include "closure/closure_data.h"
#include "training/expectations.h"

/* The search modulo a prime, and the exact check. */
typedef struct search {
    lb_training_space *V;
    uint32_t map_count, dimension_max;
    lb_run *run;
    lb_products products;
    bool too_large;
} search;

/* One given vector: O. */
static const lb_space_step given = {0, 0};

static bool begin(void *context, nmod_t modulus)
{
    (void)context;
    (void)modulus;
    return true;
}

static uint64_t residue(const fmpz_t value, int64_t times, uint64_t right, nmod_t modulus)
{
    uint64_t factor = nmod_mul(fmpz_fdiv_ui(value, modulus.n), right, modulus);
    uint64_t product =
        nmod_mul(factor, (uint64_t)(times < 0 ? -times : times) % modulus.n, modulus);
    return times < 0 ? nmod_neg(product, modulus) : product;
}

static void add_observable(const search *s, lb_modular_space *m)
{
    const lb_generator *O = s->V->generators.items + s->map_count;
    lb_modular_space_reserve(m, s->V->strings.count);
    for (uint32_t i = 0; i < O->length; i++) {
        uint64_t value = fmpz_fdiv_ui(O->coefficients + i, m->echelon.modulus.n);
        if (value)
            lb_vector_add(&m->vector, O->columns[i], value);
    }
}

/* Entry 0 of a row is the pivot. */
static void add_products(search *s, lb_modular_space *m, const lb_generator *H, const lb_row *row)
{
    lb_products_resolve(&s->products, &s->V->strings, false);
    lb_modular_space_reserve(m, s->V->strings.count);
    for (size_t i = 0; i < s->products.count; i++) {
        const lb_product *p = s->products.items + i;
        uint64_t right = p->right ? row->entries[p->right - 1].value : 1;
        uint64_t value =
            residue(H->item_coefficients + p->item, p->multiplicity, right, m->echelon.modulus);
        if (value)
            lb_vector_add(&m->vector, s->products.columns[i], value);
    }
    s->products.count = 0;
}

static void add(void *context, lb_modular_space *m, lb_space_step step)
{
    search *s = context;
    if (m->echelon.row_count > s->dimension_max) {
        s->too_large = true;
        s->run->stopped = "too many dimensions";
    }
    if (!(step.what & LB_SPACE_IMAGE)) {
        add_observable(s, m);
        return;
    }
    const lb_generator *H = s->V->generators.items + (step.what & ~LB_SPACE_IMAGE);
    const lb_row *row = m->echelon.rows + step.index;
    for (uint32_t i = 0; i <= row->length; i++) {
        uint32_t column = i ? row->entries[i - 1].column : row->pivot;
        lb_products_add(&s->products, &H->operand, lb_string_table_at(&s->V->strings, column), i);
        if (s->products.count >= LB_PRODUCTS_BATCH)
            add_products(s, m, H, row);
    }
    add_products(s, m, H, row);
}

static size_t work(void *context, const lb_modular_space *m, lb_space_step step)
{
    const search *s = context;
    const lb_generators *G = &s->V->generators;
    if (!(step.what & LB_SPACE_IMAGE))
        return G->items[s->map_count].length;
    return G->items[step.what & ~LB_SPACE_IMAGE].operand.work *
           ((size_t)m->echelon.rows[step.index].length + 1);
}

static void add_products_exact(search *s, lb_membership *span, const lb_generator *H, uint32_t row)
{
    const lb_rational_basis *basis = span->basis;
    fmpz_t part;
    fmpz_init(part);
    lb_products_resolve(&s->products, &s->V->strings, false);
    lb_membership_reserve(span, s->V->strings.count);
    for (size_t i = 0; i < s->products.count; i++) {
        const lb_product *p = s->products.items + i;
        const fmpz *right = p->right ? basis->numerators + basis->offsets[row] + p->right - 1
                                     : basis->denominators + row;
        fmpz_mul_si(part, H->item_coefficients + p->item, p->multiplicity);
        fmpz_addmul(lb_membership_touch(span, s->products.columns[i]), part, right);
    }
    s->products.count = 0;
    fmpz_clear(part);
}

static void add_exact(void *context, lb_membership *span, lb_space_step step)
{
    search *s = context;
    const lb_generators *G = &s->V->generators;
    const lb_rational_basis *basis = span->basis;
    if (!(step.what & LB_SPACE_IMAGE)) {
        const lb_generator *O = G->items + s->map_count;
        for (uint32_t i = 0; i < O->length; i++) {
            fmpz *target = lb_membership_touch(span, O->columns[i]);
            fmpz_add(target, target, O->coefficients + i);
        }
        return;
    }
    const lb_generator *H = G->items + (step.what & ~LB_SPACE_IMAGE);
    uint32_t t = step.index, length = (uint32_t)(basis->offsets[t + 1] - basis->offsets[t]);
    for (uint32_t i = 0; i <= length; i++) {
        uint32_t column = i ? basis->columns[basis->offsets[t] + i - 1] : basis->pivots[t];
        lb_products_add(&s->products, &H->operand, lb_string_table_at(&s->V->strings, column), i);
        if (s->products.count >= LB_PRODUCTS_BATCH)
            add_products_exact(s, span, H, t);
    }
    add_products_exact(s, span, H, t);
}

static lb_status compute(lb_training_space *V, uint32_t map_count, uint32_t dimension_max,
                         lb_run *run, lb_error *error)
{
    search s = {.V = V, .map_count = map_count, .dimension_max = dimension_max, .run = run};
    lb_products_init(&s.products, &V->canonical);
    const lb_space_problem problem = {.context = &s,
                                      .stage = "observable",
                                      .given = &given,
                                      .given_count = 1,
                                      .map_count = map_count,
                                      .column_count = &V->strings.count,
                                      .dimension_max = UINT32_MAX,
                                      .sparse_pivots = true,
                                      .begin = begin,
                                      .add = add,
                                      .work = work,
                                      .add_exact = add_exact};
    lb_status status = lb_invariant_space_compute(&V->space, &problem, run, error);
    lb_products_clear(&s.products);
    if (status || V->space.proved)
        return status;
    if (s.too_large)
        return lb_fail(error, LB_INPUT,
                       "the algebra picture does not apply: under the generators the observable "
                       "reaches a space of more than %u dimensions",
                       dimension_max);
    return lb_fail(error, LB_UNDECIDED,
                   "%s while the space that the observable reaches was searched",
                   run->stopped ? run->stopped : "stopped");
}

/* H_k = scale times the primitive sum that stands for it. */
static double scale_of(const lb_sum_struct *H)
{
    if (!H->length)
        return 0;
    fmpz *primitive = _fmpz_vec_init((slong)H->length);
    lb_primitive_coefficients(primitive, H);
    double scale = mpq_get_d(H->coefficients) / fmpz_get_d(primitive);
    _fmpz_vec_clear(primitive, (slong)H->length);
    return scale;
}

/* The generators of A and, as the last of them, O without the identity. */
static void append_observable(lb_ansatz_t both, const lb_ansatz_t A, const lb_sum_t O)
{
    lb_sum_t traceless;
    lb_ansatz_init(both, A->name, A->qubits);
    for (size_t k = 0; k < A->generator_count; k++)
        lb_ansatz_add_generator(both, NULL, A->generators + k);
    lb_sum_init(traceless, O->qubits);
    for (size_t t = 0; t < O->length; t++)
        if (O->strings[t].length)
            lb_sum_append(traceless, O->coefficients + t, O->strings + t);
    lb_sum_normalize(traceless);
    lb_ansatz_add_generator(both, NULL, traceless);
    lb_sum_clear(traceless);
}

/* Of the generators alone, when it fixes the states, else of the generators and O. */
static void choose_symmetry(lb_symmetry *symmetry, const lb_ansatz_t A, size_t state,
                            const lb_ansatz_t both, const lb_limits *limits)
{
    lb_symmetry_init(symmetry, (uint32_t)A->qubits);
    lb_symmetry_find(symmetry, A, limits);
    if (lb_training_states_are_fixed(A, state, symmetry))
        return;
    lb_symmetry_clear(symmetry);
    lb_symmetry_init(symmetry, (uint32_t)A->qubits);
    lb_symmetry_find(symmetry, both, limits);
}

lb_status lb_training_space_init(lb_training_space *V, const lb_ansatz_t A, size_t state,
                                 const lb_sum_t O, uint32_t dimension_max, lb_run *run,
                                 lb_error *error)
{
    if (A->qubits > LB_CLOSURE_QUBITS_MAX)
        return lb_fail(error, LB_INPUT, "the search takes at most %d qubits, not %zu",
                       LB_CLOSURE_QUBITS_MAX, A->qubits);
    lb_ansatz_t both;
    append_observable(both, A, O);
    *V = (lb_training_space){.scales = lb_malloc(both->generator_count, sizeof *V->scales)};
    for (size_t k = 0; k < both->generator_count; k++)
        V->scales[k] = scale_of(both->generators + k);
    choose_symmetry(&V->symmetry, A, state, both, &run->options.limits);
    lb_canonical_init(&V->canonical, &V->symmetry, lb_dense_words(A->qubits));
    lb_string_table_init(&V->strings, lb_dense_words(A->qubits));
    lb_generators_init(&V->generators, both, &V->canonical, &V->strings, run);
    uint32_t map_count = (uint32_t)A->generator_count;
    lb_ansatz_clear(both);
    lb_status status = run->stopped ? lb_fail(error, LB_UNDECIDED, "%s", run->stopped)
                                    : compute(V, map_count, dimension_max, run, error);
    if (status)
        lb_training_space_clear(V);
    return status;
}

void lb_training_space_clear(lb_training_space *V)
{
    lb_invariant_space_clear(&V->space);
    lb_generators_clear(&V->generators);
    lb_string_table_clear(&V->strings);
    lb_canonical_clear(&V->canonical);
    lb_symmetry_clear(&V->symmetry);
    free(V->scales);
}
