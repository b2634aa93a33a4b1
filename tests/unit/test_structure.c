/* The structure of algebras whose type is known: built by hand from Cartan matrices, from the
 * literature, from the identification of single strings. */

#include <flint/ulong_extras.h>

#include "linalg/chinese.h"
#include "matrix_algebras.h"
#include "structure/structure_data.h"
#include "structures.h"

/* "2 x^2 - 3, 1 Q": copies and fields of the ideals, for a message that shows all. */
static char *fields_text(const lb_structure *structure)
{
    char *text = calloc(1, 100000), *end = text;
    for (size_t i = 0; i < lb_structure_ideals_count(structure); i++) {
        const lb_real_ideals *ideals = lb_structure_ideals(structure, i);
        end += gmp_sprintf(end, "%s%Zd %s", i ? ", " : "", ideals->copies,
                           ideals->field ? ideals->field : "Q");
    }
    return text;
}

static void check_ansatz(const lb_ansatz_t A, const char *expected, const char *fields)
{
    lb_structure *structure = compute_structure(A);
    check_structure(structure, expected);
    char *found = fields_text(structure);
    if (fields)
        ck_assert_str_eq(found, fields);
    free(found);
    lb_structure_free(structure);
}

static void check_datum(root_datum d, const unsigned *orbits, size_t qubits, const char *expected)
{
    lb_ansatz_t A;
    lb_ansatz_init(A, "by hand", qubits);
    add_algebra(A, &d, orbits, 0);
    check_ansatz(A, expected, "1 Q");
    lb_ansatz_clear(A);
}

static const unsigned FOLD_G2[] = {2, 1 | 4 | 8, 0}, FOLD_F4[] = {2, 8, 4 | 16, 1 | 32, 0},
                      FOLD_B4[] = {1, 2, 4, 8 | 16, 0}, FOLD_C3[] = {1 | 16, 2 | 8, 4, 0};

START_TEST(simple_algebras)
{
    check_datum(simply_laced('A', 1), NULL, 1, "su(2)");
    check_datum(simply_laced('A', 2), NULL, 2, "su(3)");
    check_datum(simply_laced('A', 4), NULL, 3, "su(5)");
    check_datum(simply_laced('D', 4), NULL, 3, "so(8)");
    check_datum(simply_laced('D', 5), NULL, 4, "so(10)");
    check_datum(symplectic(2), NULL, 2, "sp(2)");
    check_datum(odd_orthogonal(2), NULL, 2, "sp(2)");
}
END_TEST

/* The same dimension and rank. */
START_TEST(orthogonal_and_symplectic)
{
    check_datum(odd_orthogonal(3), NULL, 3, "so(7)");
    check_datum(symplectic(3), NULL, 3, "sp(3)");
    check_datum(odd_orthogonal(4), NULL, 4, "so(9)");
    check_datum(symplectic(4), NULL, 3, "sp(4)");
    check_datum(symplectic(4), NULL, 4, "sp(4)");
    check_datum(odd_orthogonal(5), NULL, 5, "so(11)");
    check_datum(symplectic(5), NULL, 4, "sp(5)");
    check_datum(simply_laced('D', 5), FOLD_B4, 4, "so(9)");
    check_datum(simply_laced('A', 5), FOLD_C3, 3, "sp(3)");
}
END_TEST

START_TEST(exceptional_algebras)
{
    check_datum(simply_laced('D', 4), FOLD_G2, 3, "g2");
    check_datum(simply_laced('E', 6), FOLD_F4, 5, "f4");
    check_datum(simply_laced('E', 6), NULL, 5, "e6");
    check_datum(odd_orthogonal(6), NULL, 6, "so(13)");
    check_datum(symplectic(6), NULL, 4, "sp(6)");
    if (lb_test_count(1) > 1) /* its closure takes half a minute */
        check_datum(simply_laced('E', 7), NULL, 6, "e7");
}
END_TEST

START_TEST(direct_sums)
{
    root_datum so7 = odd_orthogonal(3), sp3 = symplectic(3), su3 = simply_laced('A', 2),
               so8 = simply_laced('D', 4), su2 = simply_laced('A', 1);
    lb_ansatz_t A;
    lb_ansatz_init(A, "so(7) and sp(3)", 4);
    add_algebra(A, &sp3, NULL, add_algebra(A, &so7, NULL, 0));
    check_ansatz(A, "so(7) + sp(3)", "1 Q, 1 Q");
    lb_ansatz_clear(A);
    lb_ansatz_init(A, "with equal ones and a centre", 5);
    uint32_t at = add_algebra(A, &so8, FOLD_G2, 0);
    uint32_t middle = add_algebra(A, &su3, NULL, at);
    at = add_algebra(A, &su3, NULL, middle);
    at = add_algebra(A, &su2, NULL, at);
    add_projector(A, 0, middle);
    add_projector(A, middle, at);
    add_projector(A, 0, 32);
    check_ansatz(A, "g2 + 2 su(3) + su(2) + 3 u(1)", "1 Q, 2 Q, 1 Q");
    lb_ansatz_clear(A);
}
END_TEST

/* su(2) with coefficients in the field of a symmetric matrix S: X + Z has square 2; in the last
 * case the characteristic polynomial of S is irreducible of degree 4. */
START_TEST(conjugate_ideals)
{
    lb_ansatz_t A;
    lb_ansatz_init(A, "su(2) over Q(sqrt 2)", 2);
    ADD(A, "XI");
    ADD(A, "YI");
    ADD(A, "XX", "XZ");
    check_ansatz(A, "2 su(2)", "2 x^2 - 2");
    lb_ansatz_clear(A);
    lb_ansatz_init(A, "a twisted su(2) over Q", 2);
    ADD(A, "XI");
    ADD(A, "YX", "YZ");
    check_ansatz(A, "su(2)", "1 Q");
    lb_ansatz_clear(A);
    lb_ansatz_init(A, "degree 4", 3);
    ADD(A, "XII");
    ADD(A, "YII");
    ADD(A, "XXI", "XZX", "XZX", "XIZ", "XIZ", "XIZ", "XZI");
    lb_structure *structure = compute_structure(A);
    check_structure(structure, "4 su(2)");
    ck_assert_uint_eq(lb_structure_ideals_count(structure), 1);
    ck_assert_ptr_nonnull(lb_structure_ideals(structure, 0)->field);
    lb_structure_free(structure);
    lb_ansatz_clear(A);
}
END_TEST

START_TEST(abelian_and_zero)
{
    lb_ansatz_t A;
    lb_ansatz_init(A, "nothing", 2);
    check_ansatz(A, "0", "");
    ADD(A, "ZI", "ZI", "IZ");
    ADD(A, "IZ");
    ADD(A, "II");
    check_ansatz(A, "3 u(1)", "");
    lb_structure *structure = compute_structure(A);
    ck_assert_uint_eq(lb_structure_centre_count(structure), 3);
    ck_assert_uint_eq(lb_structure_torus_count(structure), 3);
    lb_structure_free(structure);
    lb_ansatz_clear(A);
}
END_TEST

/* What the literature says of sums (the references are in algebras/). */
START_TEST(families)
{
    static const struct {
        const char *name;
        unsigned n;
        const char *algebra;
    } cases[] = {
        {"tfim-open", 2, "su(2) + u(1)"},
        {"tfim-open", 5, "su(5) + u(1)"},
        {"tfim-open", 8, "su(8) + u(1)"},
        {"ltfim-open", 3, "su(6) + su(2)"},
        {"ltfim-open", 4, "su(10) + su(6) + u(1)"},
        {"ltfim-open", 5, "su(20) + su(12)"},
        {"qaoa-complete", 2, "su(2) + u(1)"},
        {"qaoa-complete", 5, "2 su(3) + 2 su(2) + 2 u(1)"},
        {"qaoa-complete", 6, "su(4) + 2 su(3) + 2 su(2) + u(1)"},
        {"qaoa-complete", 7, "2 su(4) + 2 su(3) + 2 su(2) + 2 u(1)"},
        {"sn-equivariant", 4, "su(5) + su(3) + u(1)"},
        {"sn-equivariant", 5, "su(6) + su(4) + su(2) + u(1)"},
        {"sn-equivariant-ltfim", 5, "su(6) + su(4) + su(2) + u(1)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lb_ansatz_t A;
        load_family(A, cases[i].name, cases[i].n);
        check_ansatz(A, cases[i].algebra, NULL);
        lb_ansatz_clear(A);
    }
}
END_TEST

static unsigned totient(unsigned n)
{
    unsigned count = 0;
    for (unsigned k = 1; k <= n; k++) {
        unsigned a = k, b = n;
        while (b) {
            unsigned rest = a % b;
            a = b;
            b = rest;
        }
        count += a == 1;
    }
    return count;
}

/* The factors of the closed chain belong to the momenta pi j / n, 0 < j < n, over the field of
 * 2 cos(pi j / n): for each divisor N >= 3 of 2n one field of degree phi(N)/2. */
START_TEST(closed_chain_and_its_fields)
{
    for (unsigned n = 3; n <= 16; n++) {
        unsigned long expected[32] = {0}, found[32] = {0};
        for (unsigned N = 3; N <= 2 * n; N++)
            if (2 * n % N == 0)
                expected[totient(N) / 2]++;
        lb_ansatz_t A;
        load_family(A, "tfim-closed", n);
        lb_structure *structure = compute_structure(A);
        char text[64];
        sprintf(text, n == 3 ? "2 su(2) + 2 u(1)" : "%u su(2) + 2 u(1)", n - 1);
        check_structure(structure, text);
        for (size_t i = 0; i < lb_structure_ideals_count(structure); i++) {
            const lb_real_ideals *ideals = lb_structure_ideals(structure, i);
            unsigned long copies = mpz_get_ui(ideals->copies);
            found[ideals->field ? copies : 1] += ideals->field ? 1 : copies;
        }
        ck_assert_mem_eq(found, expected, sizeof found);
        lb_structure_free(structure);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* Centre and torus, as sums: they commute with the generators, and with each other. */
START_TEST(centre_and_torus)
{
    lb_ansatz_t A;
    load_family(A, "tfim-closed", 6);
    lb_structure *structure = compute_structure(A);
    size_t torus = lb_structure_torus_count(structure);
    ck_assert_uint_eq(lb_structure_centre_count(structure), 2);
    ck_assert_uint_eq(torus, 7);
    lb_sum_t a, b;
    lb_sum_init(a, A->qubits);
    lb_sum_init(b, A->qubits);
    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k < A->generator_count; k++) {
            lb_structure_centre_vector(a, structure, i);
            ck_assert_uint_gt(a->length, 0);
            lb_sum_bracket(b, a, A->generators + k);
            ck_assert_uint_eq(b->length, 0);
        }
    for (size_t i = 0; i < torus; i++)
        for (size_t j = 0; j < i; j++) {
            lb_structure_torus_vector(a, structure, i);
            lb_structure_torus_vector(b, structure, j);
            ck_assert(!lb_sum_equal(a, b));
            lb_sum_bracket(b, a, b);
            ck_assert_uint_eq(b->length, 0);
        }
    lb_sum_clear(a);
    lb_sum_clear(b);
    lb_structure_free(structure);
    lb_ansatz_clear(A);
}
END_TEST

START_TEST(constants_and_killing_form)
{
    lb_ansatz_t A;
    lb_error error;
    lb_ansatz_init(A, "su(2)", 1);
    ADD(A, "X");
    ADD(A, "Y");
    lb_closure *closure = close_ansatz(A);
    lb_constants_t C;
    ck_assert_int_eq(lb_constants_init(C, closure, NULL, &error), LB_OK);
    /* X, Y, Z in increasing order: {X,Y} = -Z, {X,Z} = Y, {Y,Z} = -X. */
    static const int expected[3][4] = {{0, 1, 2, -1}, {0, 2, 1, 1}, {1, 2, 0, -1}};
    ck_assert_uint_eq(C->count, 3);
    for (size_t e = 0; e < 3; e++) {
        ck_assert_int_eq(C->items[e].i, expected[e][0]);
        ck_assert_int_eq(C->items[e].j, expected[e][1]);
        ck_assert_int_eq(C->items[e].k, expected[e][2]);
        ck_assert(!mpq_cmp_si(C->items[e].value, expected[e][3], 1));
    }
    mpq_t form[9];
    for (size_t e = 0; e < 9; e++)
        mpq_init(form[e]);
    lb_constants_killing(form, C);
    for (size_t e = 0; e < 9; e++) {
        ck_assert(!mpq_cmp_si(form[e], e % 4 ? 0 : -2, 1));
        mpq_clear(form[e]);
    }
    lb_constants_clear(C);
    lb_closure_free(closure);
    lb_ansatz_clear(A);
}
END_TEST

static lb_structure *compute_symmetric(const lb_ansatz_t A)
{
    lb_closure *closure;
    lb_structure *structure;
    lb_error error;
    lb_closure_options options = {.enumerate = true, .symmetry = true};
    ck_assert_int_eq(lb_closure_compute(&closure, A, &options, &error), LB_OK);
    ck_assert_int_eq(lb_structure_compute(&structure, closure, NULL, &error), LB_OK);
    lb_closure_free(closure);
    return structure;
}

/* Algebra, numbers, copies over Q, and all sectors, of averages and of strings. */
static void check_same(const lb_ansatz_t A)
{
    lb_structure *plain = compute_structure(A), *symmetric = compute_symmetric(A);
    char *text = lb_algebra_text(lb_structure_algebra(plain));
    check_structure(symmetric, text);
    free(text);
    size_t count = lb_structure_symmetry_count(plain);
    ck_assert_uint_eq(lb_structure_ideals_count(symmetric), lb_structure_ideals_count(plain));
    for (size_t i = 0; i < lb_structure_ideals_count(plain); i++) {
        const lb_real_ideals *p = lb_structure_ideals(plain, i),
                             *q = lb_structure_ideals(symmetric, i);
        ck_assert(!mpz_cmp(p->copies, q->copies) && !mpz_cmp(p->dimension, q->dimension));
        ck_assert(!p->field == !q->field);
        if (p->field && mpz_cmp_ui(p->copies, 2) == 0)
            ck_assert_str_eq(p->field, q->field);
    }
    ck_assert_uint_eq(lb_structure_symmetry_count(symmetric), count);
    for (size_t i = 0; i < (size_t)1 << count; i++) {
        bool negative[8];
        for (size_t j = 0; j < 8; j++)
            negative[j] = i >> j & 1;
        lb_algebra_t G, H;
        lb_algebra_init(G);
        lb_algebra_init(H);
        lb_structure_sector(G, plain, negative);
        lb_structure_sector(H, symmetric, negative);
        char *left = lb_algebra_text(G), *right = lb_algebra_text(H);
        ck_assert_str_eq(left, right);
        free(left);
        free(right);
        lb_algebra_clear(G);
        lb_algebra_clear(H);
    }
    lb_structure_free(plain);
    lb_structure_free(symmetric);
}

START_TEST(with_and_without_symmetry)
{
    static const struct {
        const char *name;
        unsigned least, most;
    } cases[] = {{"tfim-closed", 3, 9},     {"tfim-open", 2, 6},     {"ltfim-open", 3, 5},
                 {"ltfim-closed", 3, 5},    {"xxz-open", 3, 6},      {"xxz-closed", 3, 7},
                 {"heisenberg-open", 3, 5}, {"qaoa-complete", 2, 6}, {"sn-equivariant", 2, 5}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (unsigned n = cases[i].least; n <= cases[i].most; n++) {
            lb_ansatz_t A;
            load_family(A, cases[i].name, n);
            check_same(A);
            lb_ansatz_clear(A);
        }
}
END_TEST

/* Copies of one system, with exchanges of whole copies, wide lines and cells: pairs, single qubits,
 * and central symmetries that the exchanges move. */
START_TEST(symmetry_of_copies)
{
    lb_ansatz_t A;
    lb_ansatz_init(A, "three pairs", 6);
    ADD(A, "XXIIII", "IIXXII", "IIIIXX");
    ADD(A, "ZIIIII", "IIZIII", "IIIIZI");
    ADD(A, "IZIIII", "IIIZII", "IIIIIZ", "YYIIII", "IIYYII", "IIIIYY");
    check_same(A);
    lb_ansatz_clear(A);
    lb_ansatz_init(A, "pairs of equal qubits", 6);
    ADD(A, "ZZIIII", "IIZZII", "IIIIZZ");
    ADD(A, "XIIIII", "IXIIII", "IIXIII", "IIIXII", "IIIIXI", "IIIIIX");
    ADD(A, "ZIZIII", "ZIIZII", "IZZIII", "IZIZII", "IIZIZI", "IIZIIZ", "IIIZZI", "IIIZIZ", "ZIIIZI",
        "ZIIIIZ", "IZIIZI", "IZIIIZ");
    check_same(A);
    lb_ansatz_clear(A);
    lb_ansatz_init(A, "a bipartite graph", 5);
    ADD(A, "XXIII");
    ADD(A, "ZIZII", "ZIIZI", "ZIIIZ", "IZZII", "IZIZI", "IZIIZ");
    ADD(A, "IIXII", "IIIXI", "IIIIX");
    check_same(A);
    lb_ansatz_clear(A);
}
END_TEST

/* A limit ends the search with the dimension alone. */
START_TEST(limits)
{
    lb_ansatz_t A;
    lb_error error;
    load_family(A, "ltfim-open", 5);
    lb_closure *closure = close_ansatz(A);
    volatile sig_atomic_t stop = 1;
    lb_closure_options options = {.run.limits.stop = &stop};
    lb_structure *structure;
    ck_assert_int_eq(lb_structure_compute(&structure, closure, &options.run, &error), LB_OK);
    ck_assert_int_lt(lb_structure_known(structure), LB_STRUCTURE_IDEALS);
    ck_assert_ptr_null(lb_structure_algebra(structure));
    lb_structure_free(structure);
    options = (lb_closure_options){.run.limits.deadline = lb_deadline(1e-9)};
    lb_closure_free(closure);
    ck_assert_int_eq(lb_closure_compute(&closure, A, &options, &error), LB_OK);
    ck_assert_int_eq(lb_structure_compute(&structure, closure, NULL, &error), LB_USAGE);
    lb_closure_free(closure);
    lb_ansatz_clear(A);
}
END_TEST

static void append(lb_sum_t H, const char *coefficient, const char *label)
{
    lb_string_t P;
    mpq_t c;
    lb_string_init(P);
    mpq_init(c);
    ck_assert_int_eq(mpq_set_str(c, coefficient, 10), 0);
    ck_assert_int_eq(lb_string_set_label(P, H->qubits, label, NULL), LB_OK);
    lb_sum_append(H, c, P);
    mpq_clear(c);
    lb_string_clear(P);
}

START_TEST(large_coefficients)
{
    static const char *const coefficients[] = {
        "3", "98765432123", "98765432123456789/12345678977",
        "98765432123456789987654321234567899876543212345678998765432123456789/7"};
    for (size_t i = 0; i < sizeof coefficients / sizeof *coefficients; i++) {
        lb_ansatz_t A;
        lb_sum_t H;
        lb_ansatz_init(A, "large numbers", 2);
        lb_sum_init(H, 2);
        append(H, "1", "XI");
        append(H, coefficients[i], "ZI");
        append(H, "1", "IZ");
        lb_ansatz_add_generator(A, NULL, H);
        ADD(A, "YI");
        check_ansatz(A, "su(2) + u(1)", "1 Q");
        lb_structure *structure = compute_structure(A);
        ck_assert_uint_eq(lb_structure_centre_count(structure), 1);
        ck_assert_uint_eq(lb_structure_torus_count(structure), 2);
        lb_structure_free(structure);
        lb_sum_clear(H);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* A fraction from its residues; from too few of them never this one. */
START_TEST(residues_of_several_primes)
{
    static const struct {
        const char *fraction;
        uint32_t primes;
    } cases[] = {{"0", 1},
                 {"-3/7", 1},
                 {"98765432123/12345678977", 2},
                 {"-123456789123456789123456789/987654321987654321", 3},
                 {"1/1000000000000000000000000000000000000000000", 5}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint64_t residues[6], primes[6], p = UINT64_C(1) << 61;
        fmpq_t value, found;
        fmpz_t prime, residue;
        fmpq_init(value);
        fmpq_init(found);
        fmpz_init(prime);
        fmpz_init(residue);
        ck_assert(!fmpq_set_str(value, cases[i].fraction, 10));
        fmpq_canonicalise(value);
        for (int k = 0; k < 6; k++) {
            p = primes[k] = n_nextprime(p, 1);
            fmpz_set_ui(prime, p);
            ck_assert(fmpq_mod_fmpz(residue, value, prime));
            residues[k] = fmpz_get_ui(residue);
        }
        for (uint32_t count = 1; count <= 6; count++) {
            lb_chinese chinese;
            lb_chinese_init(&chinese, primes, count);
            bool lifted = lb_chinese_lift(found, &chinese, residues);
            lb_chinese_clear(&chinese);
            ck_assert_int_eq(lifted && fmpq_equal(found, value), count >= cases[i].primes);
        }
        fmpz_clear(prime);
        fmpz_clear(residue);
        fmpq_clear(found);
        fmpq_clear(value);
    }
}
END_TEST

/* Every family of independent strings: the search against the identification. */
START_TEST(single_strings)
{
    for (size_t i = 0; i < lb_catalogue_size(); i++) {
        const lb_catalogue_entry *entry = lb_catalogue_at(i);
        if (!strchr("ab", *entry->name) || entry->name[1] < '0' || entry->name[1] > '9')
            continue;
        for (unsigned n = 3; n <= 4; n++) {
            lb_ansatz_t A;
            lb_error error;
            load_family(A, entry->name, n);
            lb_closure *closure;
            ck_assert_int_eq(lb_closure_compute(&closure, A, NULL, &error), LB_OK);
            char *text = lb_algebra_text(lb_closure_algebra(closure));
            check_ansatz(A, text, NULL);
            free(text);
            lb_structure *structure;
            ck_assert_int_eq(lb_structure_compute(&structure, closure, NULL, &error), LB_OK);
            ck_assert_int_eq(lb_structure_known(structure), LB_STRUCTURE_IDEALS);
            lb_structure_free(structure);
            lb_closure_free(closure);
            lb_ansatz_clear(A);
        }
    }
}
END_TEST

LB_TEST_MAIN("structure", with_and_without_symmetry, symmetry_of_copies, simple_algebras,
             orthogonal_and_symplectic, exceptional_algebras, direct_sums, conjugate_ideals,
             abelian_and_zero, families, closed_chain_and_its_fields, centre_and_torus,
             single_strings, large_coefficients, residues_of_several_primes, limits,
             constants_and_killing_form)
