/* What is concluded of dim g from single terms, the search and the literature, in one call. */

#include <check.h>
#include <string.h>

#include <liebound/dimension.h>

#include "support.h"

static void load(lb_ansatz_t A, const char *name, const char *n)
{
    lb_error error;
    lb_setting setting = {"n", (char *)n};
    ck_assert_msg(!lb_ansatz_load(A, name, &setting, 1, &error), "%s", error.message);
}

static void check_bounds(const lb_dimension *d, unsigned long at_least, unsigned long at_most)
{
    mpz_t D;
    mpz_init_set_ui(D, 0);
    lb_dimension_at_least(D, d);
    ck_assert_msg(!mpz_cmp_ui(D, at_least), "%lu", mpz_get_ui(D));
    ck_assert(lb_dimension_at_most(D, d) == (at_most != 0));
    ck_assert(!at_most || !mpz_cmp_ui(D, at_most));
    mpz_clear(D);
}

static lb_dimension *compute(const lb_ansatz_t A, const lb_dimension_options *options)
{
    lb_error error;
    lb_dimension *d;
    lb_status status = lb_dimension_compute(&d, A, options, &error);
    ck_assert_msg(!status, "%s", error.message);
    return d;
}

/* All strings of the hardware-efficient ansatz; sums, whose terms generate more. */
START_TEST(test_evidence)
{
    static const struct {
        const char *name, *n;
        unsigned long D;
        lb_dimension_evidence kind;
        bool algebra, terms;
    } cases[] = {{"hea", "3", 63, LB_EVIDENCE_STRINGS, true, false},
                 {"tfim-open", "6", 36, LB_EVIDENCE_TWO_HALVES, false, true},
                 {"ltfim-open", "4", 135, LB_EVIDENCE_TWO_HALVES, false, true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lb_ansatz_t A;
        load(A, cases[i].name, cases[i].n);
        lb_dimension *d = compute(A, NULL);
        ck_assert(lb_dimension_is_proved(d));
        ck_assert_int_eq(lb_dimension_status(d), LB_OK);
        ck_assert_int_eq(lb_dimension_evidence_kind(d), cases[i].kind);
        ck_assert_int_eq(lb_dimension_verdict(d), LB_VERDICT_AGREES);
        check_bounds(d, cases[i].D, cases[i].D);
        ck_assert(!lb_dimension_single_terms(d) == !cases[i].terms);
        ck_assert(!lb_dimension_algebra(d) == !cases[i].algebra);
        ck_assert_ptr_nonnull(lb_dimension_evidence_text(d));
        ck_assert(lb_closure_is_proved(lb_dimension_closure(d)));
        lb_dimension_free(d);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* Of a search that is stopped the single terms still bound the dimension, and what is stated is
 * contradicted where it is beyond. */
START_TEST(test_bounds)
{
    lb_ansatz_t A;
    volatile sig_atomic_t stop = 1;
    lb_dimension_options options = {.closure.run.limits.stop = &stop};
    load(A, "ltfim-open", "7");
    lb_dimension *d = compute(A, &options);
    ck_assert_int_eq(lb_dimension_status(d), LB_UNDECIDED);
    ck_assert_int_eq(lb_dimension_evidence_kind(d), LB_EVIDENCE_NONE);
    ck_assert_int_eq(lb_dimension_verdict(d), LB_VERDICT_OPEN);
    ck_assert_ptr_nonnull(strstr(lb_dimension_evidence_text(d), "interrupted"));
    ck_assert(!lb_closure_is_proved(lb_dimension_closure(d)));
    lb_dimension_free(d);
    lb_ansatz_clear(A);
    load(A, "tfim-open", "6");
    mpz_set_ui(A->expected_dimension, 35);
    d = compute(A, NULL);
    ck_assert_int_eq(lb_dimension_verdict(d), LB_VERDICT_CONTRADICTS);
    ck_assert_int_eq(lb_dimension_status(d), LB_DISAGREE);
    lb_dimension_free(d);
    A->has_expected_dimension = false;
    d = compute(A, NULL);
    ck_assert_int_eq(lb_dimension_verdict(d), LB_VERDICT_NONE);
    lb_dimension_free(d);
    lb_ansatz_clear(A);
}
END_TEST

typedef struct heard {
    size_t calls;
    bool has_terms, proved;
} heard;

static void hear(const lb_dimension *so_far, void *context)
{
    heard *h = context;
    if (!h->calls++) {
        h->has_terms = lb_dimension_single_terms(so_far);
        ck_assert(!lb_dimension_is_proved(so_far) && !lb_dimension_closure(so_far));
        ck_assert_ptr_null(lb_dimension_evidence_text(so_far));
        check_bounds(so_far, 0, 66); /* so(12) has the terms of the chain on 6 qubits */
    }
    h->proved = lb_dimension_is_proved(so_far);
}

START_TEST(test_known_on_the_way)
{
    lb_ansatz_t A;
    heard h = {0};
    lb_dimension_options options = {.known = hear, .context = &h};
    load(A, "tfim-open", "6");
    lb_dimension_free(compute(A, &options));
    ck_assert(h.calls >= 2 && h.has_terms && h.proved);
    lb_ansatz_clear(A);
}
END_TEST

/* 2 su(128) has the terms; the sectors tell g, and bring a certificate, but a search does not end. */
START_TEST(test_sectors)
{
    lb_ansatz_t A;
    lb_error error;
    lb_dimension_options options = {.sectors = true, .certificate = true};
    load(A, "qaoa-regular", "8");
    lb_dimension *d = compute(A, &options);
    ck_assert_int_eq(lb_dimension_evidence_kind(d), LB_EVIDENCE_SECTORS);
    ck_assert_int_eq(lb_dimension_certificate_kind(d), LB_CERTIFICATE_SECTORS);
    check_bounds(d, 7849, 7849);
    char *algebra = lb_algebra_text(lb_dimension_algebra(d));
    ck_assert_str_eq(algebra, "su(43) + su(38) + 2 su(32) + 3 su(26) + su(22) + su(2) + u(1)");
    free(algebra);
    ck_assert_int_eq(lb_dimension_certificate_write(d, "/nowhere/at/all", &error), LB_IO);
    lb_dimension_free(d);
    options.closure.run.work = 1000;
    d = compute(A, &options);
    ck_assert_int_eq(lb_dimension_certificate_kind(d), LB_CERTIFICATE_NONE);
    ck_assert_int_eq(lb_dimension_certificate_write(d, "none.cert", &error), LB_USAGE);
    lb_dimension_free(d);
    lb_ansatz_clear(A);
}
END_TEST

LB_TEST_MAIN("dimension", test_evidence, test_bounds, test_known_on_the_way, test_sectors)
