/* Adjoint maps from listed brackets: against brackets of explicit sums, and against those that are
 * made without lists. */

#include "structure/torus.h"
#include "structures.h"
#include "closure/closure_data.h"

static const struct {
    const char *name;
    unsigned n;
    bool symmetry;
} CASES[] = {{"tfim-closed", 5, false},  {"tfim-closed", 6, true},   {"tfim-open", 4, true},
             {"ltfim-open", 3, true},    {"xxz-open", 4, false},     {"xxz-closed", 5, true},
             {"qaoa-complete", 5, true}, {"sn-equivariant", 4, true}};

typedef struct algebra {
    lb_ansatz_t A;
    lb_closure *closure;
    lb_run run;
    lb_moduli moduli;
} algebra;

static void algebra_init(algebra *g, size_t i)
{
    char size[8];
    lb_setting n = {(char *)"n", size};
    lb_error error;
    snprintf(size, sizeof size, "%u", CASES[i].n);
    lb_closure_options options = {.enumerate = true, .symmetry = CASES[i].symmetry};
    ck_assert_int_eq(lb_ansatz_load(g->A, CASES[i].name, &n, 1, &error), LB_OK);
    ck_assert_int_eq(lb_closure_compute(&g->closure, g->A, &options, &error), LB_OK);
    lb_run_start(&g->run, NULL);
    lb_moduli_init(&g->moduli, g->closure, g->A->qubits, &g->run);
    ck_assert(g->moduli.brackets.small);
}

static void algebra_clear(algebra *g)
{
    lb_moduli_clear(&g->moduli);
    lb_run_end(&g->run);
    lb_closure_free(g->closure);
    lb_ansatz_clear(g->A);
}

/* Row a with all strings of its averages. */
static void full_row(lb_sum_t S, const algebra *g, uint32_t a)
{
    lb_rational_get_sum(S, g->moduli.rows + a, &g->moduli.strings);
    ck_assert(lb_canonical_expand_averages(S, &g->moduli.canonical, UINT32_MAX));
}

/* The coordinates of an element of the algebra, modulo the prime: the coefficient of the average of
 * a pivot is that of any of its strings, times their number. */
static void coordinates(uint64_t *dense, const algebra *g, const lb_sum_t S, const lb_frame *frame)
{
    uint32_t D = g->moduli.count;
    fmpq *values = calloc(D, sizeof *values);
    lb_rational v;
    lb_sparse_vector reduced;
    lb_string_t P;
    lb_string_init(P);
    for (uint32_t b = 0; b < D; b++) {
        uint32_t pivot = g->moduli.pivots[b];
        fmpq_init(values + b);
        lb_dense_to_string(P, lb_string_table_at(&g->moduli.strings, pivot),
                           g->moduli.strings.words);
        for (size_t i = 0; i < S->length; i++)
            if (!lb_string_compare(S->strings + i, P)) {
                fmpq_set_mpq(values + b, S->coefficients + i);
                fmpq_mul_fmpz(values + b, values + b, g->moduli.orbits.sizes + pivot);
            }
    }
    lb_rational_init_array(&v, values, D);
    ck_assert(lb_sparse_vector_reduce(&reduced, &v, frame->modulus));
    lb_sparse_vector_scatter(dense, D, &reduced);
    lb_sparse_vector_clear(&reduced);
    lb_rational_clear(&v);
    for (uint32_t b = 0; b < D; b++)
        fmpq_clear(values + b);
    free(values);
    lb_string_clear(P);
}

static void check_unit(const algebra *g, const lb_frame *frame, uint32_t a)
{
    uint32_t D = g->moduli.count;
    uint64_t *x = calloc(D, sizeof *x), *image = calloc(D, sizeof *image),
             *expected = calloc(D, sizeof *expected);
    lb_term unit = {1, a};
    lb_ad_map map;
    lb_sum_t left, right, bracket;
    lb_sum_init(left, g->A->qubits);
    lb_sum_init(right, g->A->qubits);
    lb_sum_init(bracket, g->A->qubits);
    full_row(left, g, a);
    lb_ad_map_init(&map, frame, &(lb_sparse_vector){1, &unit});
    for (uint32_t b = 0; b < D; b++) {
        full_row(right, g, b);
        lb_sum_bracket(bracket, left, right);
        coordinates(expected, g, bracket, frame);
        x[b] = 1;
        lb_ad_map_apply(image, &map, x, frame);
        x[b] = 0;
        ck_assert_mem_eq(image, expected, D * sizeof *image);
    }
    lb_ad_map_clear(&map);
    lb_sum_clear(left);
    lb_sum_clear(right);
    lb_sum_clear(bracket);
    free(x);
    free(image);
    free(expected);
}

/* Of every so many strings; and no more are made. */
static void drop_lists(algebra *g, uint32_t step)
{
    lb_pivot_brackets *brackets = &g->moduli.brackets;
    brackets->small = false;
    for (uint32_t c = 0; c < g->moduli.strings.count; c += step) {
        free(brackets->lists[c] ? brackets->lists[c]->first : NULL);
        free(brackets->lists[c] ? brackets->lists[c]->entries : NULL);
        free(brackets->lists[c]);
        brackets->lists[c] = NULL;
    }
}

START_TEST(adjoint_maps_are_brackets_of_sums)
{
    algebra g;
    algebra_init(&g, (size_t)_i);
    const lb_frame *frame = lb_moduli_frame(&g.moduli, 0);
    ck_assert_ptr_nonnull(frame->units);
    for (uint32_t a = 0; a < g.moduli.count; a++)
        check_unit(&g, frame, a);
    drop_lists(&g, 2); /* what is listed by now is taken, the rest multiplied */
    frame = lb_moduli_frame(&g.moduli, 1);
    ck_assert_ptr_null(frame->units);
    for (uint32_t a = 0; a < g.moduli.count; a++)
        check_unit(&g, frame, a);
    algebra_clear(&g);
}
END_TEST

/* The brackets of a mixture are those of its vector, by products. */
static void check_mixture(algebra *g, const lb_mixture *y, lb_random *random)
{
    const lb_frame *frame = y->frame;
    uint32_t D = g->moduli.count;
    uint64_t *x = calloc(D, sizeof *x), *image = calloc(D, sizeof *image),
             *expected = calloc(D, sizeof *expected);
    lb_sparse_vector v = {.terms = calloc(D, sizeof *v.terms)};
    lb_ad_map map;
    for (uint32_t a = 0; a < D; a++)
        if (y->vector[a])
            v.terms[v.length++] = (lb_term){y->vector[a], a};
    lb_ad_map_init(&map, frame, &v);
    for (int i = 0; i < 4; i++) {
        for (uint32_t a = 0; a < D; a++)
            x[a] = lb_random_below(random, frame->modulus.n);
        lb_mixture_bracket(image, y, x);
        lb_ad_map_apply(expected, &map, x, frame);
        ck_assert_mem_eq(image, expected, D * sizeof *image);
    }
    lb_ad_map_clear(&map);
    free(v.terms);
    free(x);
    free(image);
    free(expected);
}

/* As one matrix, and as sparse products. */
START_TEST(mixtures_with_and_without_lists)
{
    static const lb_effort effort = {3, 1000, 1000};
    algebra g;
    algebra_init(&g, (size_t)_i);
    const lb_frame *frame = lb_moduli_frame(&g.moduli, 1);
    lb_random random;
    lb_mixture whole, products;
    lb_random_seed(&random, 7);
    lb_mixture_init(&whole, &g.moduli, frame, &effort, &random);
    drop_lists(&g, 1);
    lb_mixture_init(&products, &g.moduli, lb_moduli_frame(&g.moduli, 2), &effort, &random);
    ck_assert(whole.direct && !products.direct);
    check_mixture(&g, &whole, &random);
    check_mixture(&g, &products, &random);
    lb_mixture_clear(&whole);
    lb_mixture_clear(&products);
    algebra_clear(&g);
}
END_TEST

/* Structures of algebras that are too large for lists, in small. */
START_TEST(tori_without_lists)
{
    algebra g;
    algebra_init(&g, (size_t)_i);
    static const lb_effort effort = {8, 4096, 4096};
    lb_torus listed, multiplied;
    ck_assert(lb_torus_init(&listed, &g.moduli, &effort));
    lb_moduli other;
    lb_moduli_init(&other, g.closure, g.A->qubits, &g.run);
    other.brackets.small = false;
    ck_assert(lb_torus_init(&multiplied, &other, &effort));
    ck_assert_uint_eq(listed.reduced.count, multiplied.reduced.count);
    ck_assert_uint_eq(listed.centre_reduced.count, multiplied.centre_reduced.count);
    for (uint32_t c = 0; c < other.strings.count; c++)
        ck_assert_ptr_null(other.brackets.lists[c]);
    lb_torus_clear(&listed);
    lb_torus_clear(&multiplied);
    lb_moduli_clear(&other);
    algebra_clear(&g);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("pivot brackets");
    int count = sizeof CASES / sizeof *CASES;
    tcase_add_loop_test(cases, adjoint_maps_are_brackets_of_sums, 0, count);
    tcase_add_loop_test(cases, mixtures_with_and_without_lists, 0, count);
    tcase_add_loop_test(cases, tori_without_lists, 0, count);
    return lb_test_run_cases("pivot_brackets", cases);
}
