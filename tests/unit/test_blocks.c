/* How the states decompose: sectors against traces of strings, primes that mislead, and structures
 * that blocks alone decide. */

#include <flint/nmod.h>
#include <flint/ulong_extras.h>

#include "automorphisms.h"
#include "base/memory.h"
#include "closure/generation.h"
#include "structure/differences.h"
#include "structure/exact_spaces.h"
#include "structure/sign_strings.h"
#include "structure/structure_data.h"
#include "structures.h"

static uint64_t test_prime(void)
{
    uint64_t p = (UINT64_C(1) << 60) + 1;
    while (!n_is_prime(p))
        p += 4;
    return p;
}

static lb_run no_limits;

static void add_sum(lb_ansatz_t A, const char *const *labels, const long *coefficients)
{
    lb_sum_t H;
    lb_error error;
    lb_sum_init(H, A->qubits);
    for (size_t i = 0; labels[i]; i++)
        ck_assert_int_eq(lb_sum_append_label(H, coefficients[i], 1, labels[i], &error), LB_OK);
    lb_sum_normalize(H);
    lb_ansatz_add_generator(A, NULL, H);
    lb_sum_clear(H);
}
#define LABELS(...) ((const char *const[]){__VA_ARGS__, NULL})
#define TIMES(...)  ((const long[]){__VA_ARGS__})

/* tr of generator k times generator l on the module. */
static uint64_t trace_of_product(const lb_module *M, uint32_t k, uint32_t l)
{
    uint64_t trace = 0, *column = lb_malloc(2 * (size_t)M->dimension, sizeof *column);
    for (uint32_t j = 0; j < M->dimension; j++) {
        memset(column, 0, M->dimension * sizeof *column);
        column[j] = 1;
        lb_module_apply(column + M->dimension, M, l, column);
        trace = nmod_add(
            trace, lb_sparse_vector_dot(column + M->dimension, M->generators[k] + j, M->modulus),
            M->modulus);
    }
    free(column);
    return trace;
}

/* tr(H_k H_l) / 2^n is the product of coefficients; sectors share the states evenly. */
START_TEST(sectors_have_the_traces_of_strings)
{
    lb_ansatz_t A;
    lb_symmetries symmetries;
    lb_symmetry none;
    lb_canonical canonical;
    nmod_t p;
    nmod_init(&p, test_prime());
    lb_ansatz_init(A, "with symmetries", 4);
    add_sum(A, LABELS("XXII", "YYII", "IIXY"), TIMES(1, 2, -3));
    add_sum(A, LABELS("YYII", "IXYI", "IIYX", "ZZZZ"), TIMES(5, 7, 1, 11));
    add_sum(A, LABELS("ZZZZ", "IIXY", "XXII"), TIMES(1, 1, 3));
    lb_symmetry_init(&none, 4);
    lb_canonical_init(&canonical, &none, 1);
    lb_symmetries_init(&symmetries, A, &canonical);
    ck_assert_uint_ge(symmetries.count, 1);
    const long expected[3][3] = {{14, 10, 0}, {10, 196, 11}, {0, 11, 11}};
    for (uint32_t k = 0; k < 3; k++)
        for (uint32_t l = 0; l < 3; l++) {
            uint64_t sum = 0;
            uint32_t states = 0;
            for (uint32_t sector = 0; sector < 1u << symmetries.count; sector++) {
                lb_module M;
                lb_sector_module_init(&M, A, &symmetries, sector, p);
                sum = nmod_add(sum, trace_of_product(&M, k, l), p);
                ck_assert_uint_eq(M.dimension, 16u >> symmetries.count);
                states += M.dimension;
                lb_module_clear(&M);
            }
            ck_assert_uint_eq(states, 16);
            ck_assert_uint_eq(sum, 16 * (uint64_t)expected[k][l]);
        }
    lb_symmetries_clear(&symmetries);
    lb_canonical_clear(&canonical);
    lb_symmetry_clear(&none);
    lb_ansatz_clear(A);
}
END_TEST

/* X and X + p Z generate su(2), and only u(1) modulo p. */
START_TEST(generation_modulo_unlucky_primes)
{
    lb_ansatz_t A;
    lb_ansatz_init(A, "equal modulo a prime", 1);
    uint64_t p = test_prime();
    add_sum(A, LABELS("X", "Z"), TIMES(1, (long)p));
    add_sum(A, LABELS("X", "Z"), TIMES(1, 2 * (long)p));
    lb_closure *closure = close_ansatz(A);
    lb_run_start(&no_limits, NULL);
    ck_assert(!lb_closure_generates(closure, p, &no_limits));
    ck_assert(lb_closure_generates(closure, n_nextprime(p, 1), &no_limits));
    lb_run_end(&no_limits);
    lb_closure_free(closure);
    lb_ansatz_clear(A);
}
END_TEST

static lb_structure *identify(const lb_ansatz_t A)
{
    lb_closure *closure;
    lb_structure *structure;
    lb_error error;
    lb_closure_options options = {.enumerate = true, .symmetry = true};
    ck_assert_int_eq(lb_closure_compute(&closure, A, &options, &error), LB_OK);
    ck_assert_int_eq(lb_structure_identify(&structure, closure, NULL, &error), LB_OK);
    lb_closure_free(closure);
    return structure;
}

/* The algebra from the states alone is that of the closure; returns whether it was found. */
static bool check_states(const lb_ansatz_t A)
{
    lb_algebra_t G;
    lb_error error;
    lb_status status = lb_states_algebra(G, A, NULL, &error);
    if (status != LB_OK) {
        ck_assert_int_eq(status, LB_UNDECIDED);
        return false;
    }
    lb_structure *structure = identify(A);
    char *text = lb_algebra_text(G), *expected = lb_algebra_text(lb_structure_algebra(structure));
    ck_assert_str_eq(text, expected);
    free(text);
    free(expected);
    lb_structure *told;
    if (lb_structure_from_states(&told, A, NULL, &error) == LB_OK) {
        check_same_structure(told, structure);
        lb_structure_free(told);
    }
    lb_structure_free(structure);
    lb_algebra_clear(G);
    return true;
}

/* Modulo the first prime these are diagonal, or have an element of the centre less or more. */
START_TEST(structures_at_unlucky_primes)
{
    long p = (long)lb_state_blocks_prime((uint64_t)1 << 61);
    lb_ansatz_t A;
    lb_ansatz_init(A, "su(2) that is abelian modulo p", 1);
    add_sum(A, LABELS("X", "Z"), TIMES(1, p));
    add_sum(A, LABELS("X", "Z"), TIMES(1, -p));
    check_states(A);
    lb_structure *structure = identify(A);
    check_structure(structure, "su(2)");
    lb_structure_free(structure);
    lb_ansatz_clear(A);
    lb_ansatz_init(A, "a centre that vanishes modulo p", 2);
    add_sum(A, LABELS("XI", "IZ"), TIMES(1, p));
    add_sum(A, LABELS("YI"), TIMES(1));
    check_states(A);
    structure = identify(A);
    check_structure(structure, "su(2) + u(1)");
    lb_structure_free(structure);
    lb_ansatz_clear(A);
    lb_ansatz_init(A, "a reflection modulo p", 3);
    add_sum(A, LABELS("XII", "IXI", "IIX"), TIMES(1, 1, 1));
    add_sum(A, LABELS("ZZI", "IZZ", "ZII", "IZI", "IIZ"), TIMES(1, 1, 1, 2, 1 + p));
    check_states(A);
    structure = identify(A);
    check_structure(structure, "su(8)");
    lb_structure_free(structure);
    lb_ansatz_clear(A);
    lb_ansatz_init(A, "copies that are equal modulo p", 2);
    add_sum(A, LABELS("XI", "XZ"), TIMES(1, p));
    add_sum(A, LABELS("YI"), TIMES(1));
    check_states(A);
    structure = identify(A);
    check_structure(structure, "2 su(2)");
    lb_structure_free(structure);
    lb_ansatz_clear(A);
}
END_TEST

/* The blocks of an ansatz on two qubits, and what is known of them over Q. */
typedef struct exact_blocks {
    lb_state_blocks blocks;
    lb_exact_space first; /* of the class of the first block */
    uint32_t relations;   /* modulo the prime, */
    uint32_t exact;       /* and over Q */
} exact_blocks;

static bool count_relation(const lb_state_blocks *blocks, uint32_t a, uint32_t b, bool dual,
                           bool found, void *context)
{
    exact_blocks *x = context;
    if (found && a + b == 0) {
        nmod_mat_t T;
        const nmod_mat_struct *const all[1] = {T};
        nmod_mat_init(T, blocks->items->dimension, blocks->items->dimension, blocks->modulus.n);
        ck_assert(lb_blocks_isomorphism(T, &x->blocks, a, b, dual, &no_limits));
        x->relations++;
        x->exact += lb_exact_spaces_are_related(&x->first, &x->first, all, dual);
        nmod_mat_clear(T);
    }
    return true;
}

static void exact_blocks_init(exact_blocks *x, const lb_ansatz_t A)
{
    const lb_symmetries none = {.words = 1};
    const uint32_t first = 0;
    *x = (exact_blocks){.relations = 0};
    lb_run_start(&no_limits, NULL);
    ck_assert(lb_state_blocks_init(&x->blocks, A, &none, true,
                                   lb_state_blocks_prime((uint64_t)1 << 61), &no_limits));
    lb_state_blocks_find_alike(&x->blocks, &no_limits);
    ck_assert(lb_exact_space_init(&x->first, A, &x->blocks, &first, 1, &none));
    lb_state_blocks_join_proved(&x->blocks, count_relation, x, &no_limits);
    lb_run_end(&no_limits);
}

static void exact_blocks_clear(exact_blocks *x)
{
    lb_exact_space_clear(&x->first);
    lb_state_blocks_clear(&x->blocks);
}

/* Copies of a block, and a form on one, over Q and only modulo the prime. */
START_TEST(copies_and_forms_over_q)
{
    for (int misleads = 0; misleads < 2; misleads++) {
        long p = misleads ? (long)lb_state_blocks_prime((uint64_t)1 << 61) : 0;
        lb_ansatz_t A;
        exact_blocks x;
        lb_ansatz_init(A, "copies", 2);
        add_sum(A, LABELS("XI", "XZ"), TIMES(1, p));
        add_sum(A, LABELS("ZI"), TIMES(1));
        exact_blocks_init(&x, A);
        ck_assert_uint_eq(x.first.copies, 2);
        ck_assert_uint_eq(x.first.dimension, 4);
        ck_assert(lb_exact_space_has_all_copies(&x.first) == !misleads);
        exact_blocks_clear(&x);
        lb_ansatz_clear(A);
        lb_ansatz_init(A, "a symplectic form", 2);
        add_sum(A, LABELS("IX"), TIMES(1));
        add_sum(A, LABELS("IZ"), TIMES(1));
        add_sum(A, LABELS("XX", "XI"), TIMES(1, p));
        add_sum(A, LABELS("ZZ"), TIMES(1));
        exact_blocks_init(&x, A);
        ck_assert_uint_eq(x.relations, 1);
        ck_assert_uint_eq(x.exact, !misleads);
        uint64_t duality[2];
        ck_assert(lb_string_duality(duality, A) == !misleads);
        exact_blocks_clear(&x);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* The singlet is left in place modulo p only. */
START_TEST(spaces_over_q)
{
    const lb_symmetries none = {.words = 1};
    for (int misleads = 0; misleads < 2; misleads++) {
        long p = misleads ? (long)lb_state_blocks_prime((uint64_t)1 << 61) : 0;
        lb_ansatz_t A;
        lb_state_blocks blocks;
        lb_exact_space U;
        uint32_t found = 0;
        lb_ansatz_init(A, "two spins", 2);
        add_sum(A, LABELS("XI", "IX"), TIMES(1, 1));
        add_sum(A, LABELS("ZI", "IZ"), TIMES(1, 1 + p));
        lb_run_start(&no_limits, NULL);
        ck_assert(lb_state_blocks_init(&blocks, A, &none, true,
                                       lb_state_blocks_prime((uint64_t)1 << 61), &no_limits));
        lb_state_blocks_find_alike(&blocks, &no_limits);
        ck_assert_uint_eq(blocks.count, 2);
        for (uint32_t i = 0; i < 2; i++)
            if (lb_exact_space_init(&U, A, &blocks, &i, 1, &none)) {
                lb_exact_space_clear(&U);
                found++;
            }
        ck_assert_uint_eq(found, misleads ? 0 : 2);
        lb_run_end(&no_limits);
        lb_state_blocks_clear(&blocks);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* Two of the components of a spin 3/2, times 2, with 3 = s^2. */
static void add_spin(lb_state_blocks *blocks)
{
    const uint64_t s = n_sqrtmod(3, blocks->modulus.n);
    const uint64_t x[3] = {s, 2, s};
    const long z[4] = {3, 1, -1, -3};
    lb_block_module b = {.dimension = 4,
                         .multiplicity = 1,
                         .matrices = lb_malloc(2, sizeof *b.matrices),
                         .traces = lb_calloc(2, sizeof *b.traces)};
    for (uint32_t k = 0; k < 2; k++)
        nmod_mat_init(b.matrices + k, 4, 4, blocks->modulus.n);
    for (slong i = 0; i < 4; i++) {
        nmod_mat_entry(b.matrices, i, i) =
            z[i] < 0 ? nmod_neg((uint64_t)-z[i], blocks->modulus) : (uint64_t)z[i];
        if (i < 3)
            nmod_mat_entry(b.matrices + 1, i, i + 1) = nmod_mat_entry(b.matrices + 1, i + 1, i) =
                x[i];
    }
    lb_state_blocks_append(blocks, b);
}

/* su(2) on 4 states with an antisymmetric form: the short roots of sp(2) have different values, 1 and
 * 2, and those of the long ones are 1 and 3. */
START_TEST(long_roots_of_a_spin)
{
    lb_state_blocks blocks = {.generator_count = 2};
    nmod_init(&blocks.modulus, lb_state_blocks_prime((uint64_t)1 << 61));
    lb_run_start(&no_limits, NULL);
    add_spin(&blocks);
    lb_state_blocks_separate(&blocks);
    lb_state_blocks_join(&blocks, lb_state_blocks_bound, 0, &no_limits);
    ck_assert_int_eq(blocks.families->form, LB_FORM_ANTISYMMETRIC);
    for (uint32_t number = 0; number < 6; number++) {
        lb_probe_element x;
        lb_probe_element_init(&x, 2, number);
        ck_assert(!lb_differences_are_distinct(&blocks, &x, &no_limits));
        lb_probe_element_clear(&x);
    }
    lb_run_end(&no_limits);
    lb_state_blocks_clear(&blocks);
}
END_TEST

static void check_decided(const char *family, const char *n, const char *expected, bool by_blocks)
{
    lb_ansatz_t A;
    lb_error error;
    lb_setting setting = {(char *)"n", (char *)n};
    ck_assert_int_eq(lb_ansatz_load(A, family, &setting, 1, &error), LB_OK);
    lb_structure *structure = identify(A);
    check_structure(structure, expected);
    ck_assert_int_eq(is_by_blocks(structure), by_blocks);
    lb_structure_free(structure);
    lb_ansatz_clear(A);
}

/* Blocks decide on su(d) on sectors, with multiplicities, duals and conjugates; not on spinors. */
START_TEST(blocks_decide)
{
    check_decided("ltfim-open", "7", "su(72) + su(56)", true);
    check_decided("ltfim-closed", "8", "su(33) + 3 su(30) + su(21) + su(13) + su(3) + su(2) + u(1)",
                  true);
    check_decided("xxz-open", "8",
                  "2 su(28) + su(23) + su(20) + su(16) + su(15) + 2 su(12) + 2 su(4) + 2 u(1)",
                  true);
    check_decided("qaoa-complete", "4", "su(3) + 2 su(2) + u(1)", true);
    check_decided("a9", "4", "sp(4)", true);
    check_decided("tfim-open", "4", "su(4) + u(1)", true);  /* as su(4) and as so(6) */
    check_decided("tfim-open", "6", "su(6) + u(1)", false); /* blocks larger than so(d) can be */
}
END_TEST

static void check_sums(lb_ansatz_t A, const char *expected, bool by_blocks)
{
    lb_structure *structure = identify(A);
    check_structure(structure, expected);
    ck_assert_int_eq(is_by_blocks(structure), by_blocks);
    lb_structure_free(structure);
    lb_ansatz_clear(A);
}

/* The same block of 8 states with a symmetric form: so(8), and so(7) by its spinors, where the form
 * allows for more. so(4) is two ideals, over Q or conjugate. */
START_TEST(orthogonal_blocks)
{
    lb_ansatz_t A;
    lb_ansatz_init(A, "antisymmetric matrices", 3);
    add_sum(A, LABELS("YII", "IYI", "IIY", "XYI"), TIMES(1, 2, 3, 1));
    add_sum(A, LABELS("IXY", "ZYI", "YZZ", "YXZ"), TIMES(1, 5, 1, 2));
    add_sum(A, LABELS("YYY", "IYX", "YIZ"), TIMES(1, 1, 1));
    check_sums(A, "so(8)", true);
    lb_ansatz_init(A, "spinors", 3);
    add_sum(A, LABELS("YII", "IYI", "IIY", "XYI"), TIMES(1, 2, 3, 1));
    add_sum(A, LABELS("IXY", "ZYI", "YZZ", "YXZ"), TIMES(1, 5, 1, 2));
    check_sums(A, "so(7)", false);
    lb_ansatz_init(A, "two factors over Q", 2);
    add_sum(A, LABELS("XI", "IX"), TIMES(1, 2));
    add_sum(A, LABELS("YI", "IZ"), TIMES(1, 3));
    check_sums(A, "2 su(2)", true);
}
END_TEST

static void check_family(const char *name, const lb_setting *settings, size_t count)
{
    lb_ansatz_t A;
    lb_error error;
    lb_structure *structure;
    ck_assert_int_eq(lb_ansatz_load(A, name, settings, count, &error), LB_OK);
    ck_assert(check_states(A));
    ck_assert_int_eq(lb_structure_from_states(&structure, A, NULL, &error), LB_OK);
    lb_closure *closure = close_ansatz(A);
    lb_structure *expected;
    ck_assert_int_eq(lb_structure_identify(&expected, closure, NULL, &error), LB_OK);
    check_same_structure(structure, expected);
    check_same_sectors(structure, expected);
    lb_structure_free(expected);
    lb_closure_free(closure);
    lb_structure_free(structure);
    lb_ansatz_clear(A);
}

/* Symmetries that no permutation tells, duals and forms; so(4), and so(10) with elements that are not
 * regular; blocks that are conjugate over a quadratic field. */
START_TEST(states_with_relations)
{
    const lb_setting grid[2] = {{(char *)"rows", (char *)"2"}, {(char *)"columns", (char *)"3"}};
    const lb_setting four = {(char *)"sites", (char *)"4"}, five = {(char *)"sites", (char *)"5"};
    const lb_setting eight = {(char *)"n", (char *)"8"};
    check_family("qaoa-grid", grid, 2);
    check_family("z2-gauge", &four, 1);
    check_family("z2-gauge", &five, 1);
    check_family("xxz-closed", &eight, 1);
}
END_TEST

START_TEST(states_agree_with_the_closure)
{
    static const struct {
        const char *name;
        bool decided;
    } families[] = {{"ltfim-open", true},   {"ltfim-closed", true},    {"xxz-open", true},
                    {"xxz-closed", true},   {"heisenberg-open", true}, {"tfim-open", false},
                    {"tfim-closed", false}, {"qaoa-complete", true},   {"sn-equivariant", true},
                    {"xy-open", false},     {"qaoa-regular", true},    {"hea", true}};
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        for (char n[2] = "3"; *n <= '6'; ++*n) {
            lb_ansatz_t A;
            lb_error error;
            lb_setting setting = {(char *)"n", n};
            if (lb_ansatz_load(A, families[i].name, &setting, 1, &error) != LB_OK)
                continue;
            bool found = check_states(A);
            if (families[i].decided)
                ck_assert_msg(found, "%s %s", families[i].name, n);
            lb_ansatz_clear(A);
        }
}
END_TEST

/* Sums of few random strings, some of which commute. */
START_TEST(states_of_random_sums)
{
    lb_random random;
    size_t decided = 0;
    lb_random_seed(&random, lb_test_seed());
    for (size_t trial = 0; trial < lb_test_count(300); trial++) {
        lb_ansatz_t A;
        size_t n = 1 + lb_random_below(&random, 4);
        lb_ansatz_init(A, "random sums", n);
        for (int k = 0; k < 2; k++) {
            char labels[3][8] = {{0}};
            const char *list[4] = {labels[0], labels[1], labels[2], NULL};
            long coefficients[3];
            size_t terms = 1 + lb_random_below(&random, 3);
            for (size_t t = 0; t < terms; t++) {
                for (size_t q = 0; q < n; q++)
                    labels[t][q] = "IIXZXY"[lb_random_below(&random, 6)];
                coefficients[t] = 1 + (long)lb_random_below(&random, 3);
            }
            list[terms] = NULL;
            add_sum(A, list, coefficients);
        }
        decided += check_states(A);
        lb_ansatz_clear(A);
    }
    printf("%zu decided\n", decided);
    ck_assert_uint_ge(decided, lb_test_count(60));
}
END_TEST

/* A label of random letters on qubits first to last - 1. */
static void draw_label(char *label, size_t qubits, size_t first, size_t last, lb_random *random)
{
    memset(label, 'I', qubits);
    for (size_t q = first; q < last; q++)
        label[q] = "IXYZ"[lb_random_below(random, 4)];
}

/* Generators that act on each of several groups of qubits, so that g acts on products. */
static void add_coupled(lb_ansatz_t A, const size_t *ends, size_t count, lb_random *random)
{
    enum { TERMS = 3 };
    char labels[4 * TERMS][8] = {{0}};
    const char *list[4 * TERMS + 1] = {NULL};
    long coefficients[4 * TERMS];
    for (size_t i = 0; i < count * TERMS; i++) {
        size_t group = i / TERMS;
        draw_label(labels[i], A->qubits, group ? ends[group - 1] : 0, ends[group], random);
        list[i] = labels[i];
        coefficients[i] = 1 + (long)lb_random_below(random, 3);
    }
    add_sum(A, list, coefficients);
}

/* What the roots tell, which know nothing of products, and what blocks do; all but few by blocks. */
START_TEST(blocks_that_are_products)
{
    static const size_t groups[][4] = {{1, 3}, {2, 3}, {1, 2, 3}, {1, 3, 4}, {2, 4}};
    lb_random random;
    size_t trials = lb_test_count(60), blocks = compared_blocks, structures = compared_structures;
    lb_random_seed(&random, lb_test_seed());
    for (size_t trial = 0; trial < trials; trial++) {
        const size_t *ends = groups[trial % 5];
        size_t count = 0;
        while (count < 4 && ends[count])
            count++;
        lb_ansatz_t A;
        lb_ansatz_init(A, "product", ends[count - 1]);
        for (size_t k = 0; k < 3; k++)
            add_coupled(A, ends, count, &random);
        rotate_all(A, QUARTER_TURN, &random);
        rotate_all(A, ROTATIONS[trial % 3], &random);
        lb_structure *structure = compute_structure(A);
        lb_structure_free(structure);
        lb_ansatz_clear(A);
    }
    blocks = compared_blocks - blocks;
    structures = compared_structures - structures;
    printf("%zu of %zu\n", blocks, structures);
    ck_assert_uint_ge(10 * blocks, 9 * structures);
    ck_assert_uint_ge(10 * structures, 9 * trials);
}
END_TEST

LB_TEST_MAIN("blocks", sectors_have_the_traces_of_strings, generation_modulo_unlucky_primes,
             structures_at_unlucky_primes, copies_and_forms_over_q, spaces_over_q,
             long_roots_of_a_spin, blocks_decide, orthogonal_blocks, states_with_relations,
             states_agree_with_the_closure, states_of_random_sums, blocks_that_are_products)
