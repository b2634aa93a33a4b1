/* What the engine claims, the independent checker confirms: random ansätze, the catalogue, and
 * coefficients of great height, through the certificate file and the program liebound-check. */

#include <stdlib.h>
#include <unistd.h>

#include <liebound.h>

#include "base/memory.h"
#include "base/random.h"
#include "checking.h"
#include "random_sums.h"
#include "support.h"

static char *certificate_path(const char *suffix)
{
    return lb_sprintf("%s/liebound-test-%ld.cert%s", lb_test_folder(), (long)getpid(), suffix);
}

static void check_closure(const lb_ansatz_t A, const lb_closure_options *options,
                          const char *suffix)
{
    lb_closure *closure;
    lb_error error;
    mpz_t D;
    ck_assert_int_eq(lb_closure_compute(&closure, A, options, &error), LB_OK);
    ck_assert(lb_closure_is_proved(closure));
    char *path = certificate_path(suffix);
    ck_assert_int_eq(lb_certificate_write(closure, path, &error), LB_OK);
    mpz_init(D);
    lb_closure_dimension(D, closure);
    char *digits = mpz_get_str(NULL, 10, D);
    check_dimension(path, digits);
    if (A->has_expected_dimension)
        ck_assert_msg(!mpz_cmp(A->expected_dimension, D), "%s has dimension %s", A->name, digits);
    unlink(path);
    free(path);
    free(digits);
    mpz_clear(D);
    lb_closure_free(closure);
}

/* What the marked generators say is what the checker says, and what the structure is by another
 * algorithm, from a maximal torus. */
static void check_marked(const lb_ansatz_t A, const lb_closure_options *options, const char *suffix)
{
    lb_marked *marked;
    lb_closure *closure;
    lb_structure *structure;
    lb_error error;
    mpz_t D, centre, derived;
    mpz_inits(D, centre, derived, (mpz_ptr)NULL);
    ck_assert_int_eq(lb_marked_compute(&marked, A, options, &error), LB_OK);
    ck_assert(lb_marked_is_proved(marked));
    char *path = certificate_path(suffix);
    ck_assert_int_eq(lb_marked_certificate_write(marked, path, &error), LB_OK);
    check_dimensions(path, lb_marked_dimension(marked), lb_marked_centre(marked),
                     lb_marked_derived(marked));
    unlink(path);
    free(path);
    lb_closure_options rows = {.enumerate = true};
    ck_assert_int_eq(lb_closure_compute(&closure, A, &rows, &error), LB_OK);
    ck_assert_int_eq(lb_structure_compute(&structure, closure, NULL, &error), LB_OK);
    ck_assert_int_ge(lb_structure_known(structure), LB_STRUCTURE_CENTRE);
    lb_structure_dimension(D, structure);
    lb_structure_centre_dimension(centre, structure);
    lb_structure_derived_dimension(derived, structure);
    ck_assert_int_eq(mpz_cmp_ui(D, lb_marked_dimension(marked)), 0);
    ck_assert_int_eq(mpz_cmp_ui(centre, lb_marked_centre(marked)), 0);
    ck_assert_int_eq(mpz_cmp_ui(derived, lb_marked_derived(marked)), 0);
    lb_structure_free(structure);
    lb_closure_free(closure);
    lb_marked_free(marked);
    mpz_clears(D, centre, derived, (mpz_ptr)NULL);
}

/* With and without the symmetry of the qubits. */
static void check_certified(const lb_ansatz_t A, const char *suffix)
{
    check_closure(A, NULL, suffix);
    check_closure(A, &(lb_closure_options){.symmetry = true, .run.threads = 2}, suffix);
}

/* The same of centre and derived algebra; with words in place of a replay, too. */
static void check_structure(const lb_ansatz_t A, const char *suffix)
{
    check_marked(A, NULL, suffix);
    check_marked(A, &(lb_closure_options){.symmetry = true, .run.threads = 2}, suffix);
    check_marked(A, &(lb_closure_options){.method = LB_METHOD_DENSE}, suffix);
}

static void draw_coefficient(mpq_t c, int shift, lb_random *random)
{
    mpz_set_ui(mpq_numref(c), lb_random_next(random) >> shift);
    mpz_set_ui(mpq_denref(c), 1 + (lb_random_next(random) >> (shift ? shift + 1 : 4)));
    if (lb_random_below(random, 2))
        mpz_neg(mpq_numref(c), mpq_numref(c));
}

static void low_coefficient(mpq_t c, lb_random *random)
{
    draw_coefficient(c, 61, random);
}

static void tall_coefficient(mpq_t c, lb_random *random)
{
    draw_coefficient(c, 0, random);
    mpz_mul_2exp(mpq_numref(c), mpq_numref(c), 70);
}

START_TEST(random_ansatz_certificates_verify)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t trial = 0; trial < lb_test_count(150); trial++) {
        lb_ansatz_t A;
        lb_ansatz_init(A, "random", 1 + lb_random_below(&random, 4));
        size_t generators = 1 + lb_random_below(&random, 3);
        for (size_t k = 0; k < generators; k++)
            add_random_sum(A, lb_random_below(&random, 5), "IXYZI",
                           trial % 3 ? low_coefficient : tall_coefficient, &random);
        check_certified(A, trial % 10 ? "" : ".gz");
        check_structure(A, trial % 10 ? "" : ".gz");
        lb_ansatz_clear(A);
    }
}
END_TEST

START_TEST(certificates_beyond_64_qubits_verify)
{
    static const size_t sizes[] = {63, 64, 65, 127, 129, 1000};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        lb_ansatz_t A;
        lb_ansatz_init(A, "spread", sizes[i]);
        uint32_t step = (uint32_t)sizes[i] / 3;
        for (uint32_t k = 0; k < 2; k++) {
            lb_sum_t H;
            lb_sum_init(H, sizes[i]);
            for (uint32_t j = 0; j < 3; j++)
                ck_assert_int_eq(lb_sum_append_letters(
                                     H, 1, 1 + j, k ? "ZZ" : "XI",
                                     (uint32_t[]){j * step, (j * step + step) % (uint32_t)sizes[i]},
                                     NULL),
                                 LB_OK);
            lb_ansatz_add_generator(A, NULL, H);
            lb_sum_clear(H);
        }
        check_certified(A, "");
        check_structure(A, "");
        lb_ansatz_clear(A);
    }
}
END_TEST

/* Commuting strings and their sums, more of them than there are dimensions, some with the identity:
 * generators that are combinations of others, and marks that a search takes for pivots. */
START_TEST(abelian_certificates_verify)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t trial = 0; trial < lb_test_count(60); trial++) {
        lb_ansatz_t A;
        lb_ansatz_init(A, "abelian", 2 + trial % 3);
        for (size_t k = 1 + lb_random_below(&random, 7); k > 0; k--)
            add_random_sum(A, lb_random_below(&random, 4), "IIZ", low_coefficient, &random);
        check_structure(A, "");
        lb_ansatz_clear(A);
    }
}
END_TEST

/* Every ansatz of the catalogue, over the sizes at which it is small, has the dimension that the
 * literature states. */
START_TEST(catalogue_certificates_verify)
{
    size_t stated = 0;
    for (size_t i = 0; i < lb_catalogue_size(); i++) {
        const lb_catalogue_entry *entry = lb_catalogue_at(i);
        for (int n = 2; n <= 5; n++) {
            char value[8];
            snprintf(value, sizeof value, "%d", n);
            lb_setting size = {(char *)"n", value};
            lb_ansatz_t A;
            lb_error error;
            if (lb_ansatz_load(A, entry->name, &size, 1, &error) != LB_OK)
                continue;
            stated += A->has_expected_dimension;
            check_certified(A, "");
            if (n <= 4)
                check_structure(A, "");
            lb_ansatz_clear(A);
        }
    }
    printf("%zu stated dimensions confirmed\n", stated);
    ck_assert_uint_ge(stated, 100);
}
END_TEST

LB_TEST_MAIN("certificates", random_ansatz_certificates_verify,
             certificates_beyond_64_qubits_verify, abelian_certificates_verify,
             catalogue_certificates_verify)
