/* Orbit and sector dimensions: closed forms, what is known without a basis or after a limit, and
 * wrong calls. */

#include <check.h>
#include <string.h>

#include <liebound/orbit.h>

#include "support.h"

static void load(lb_ansatz_t A, const char *name, const char *n)
{
    lb_error error;
    lb_setting setting = {"n", (char *)n};
    ck_assert_msg(!lb_ansatz_load(A, name, &setting, 1, &error), "%s", error.message);
}

/* The numbers of the first state, proved. */
static void check(const lb_ansatz_t A, long dimension, long orbit_dimension, long sector)
{
    lb_closure *closure;
    lb_orbit *orbit;
    lb_error error;
    mpz_t D;
    ck_assert(!lb_closure_compute(&closure, A, NULL, &error));
    ck_assert(!lb_orbit_compute(&orbit, A, closure, NULL, &error));
    mpz_init(D);
    lb_closure_dimension(D, closure);
    ck_assert_int_eq(mpz_get_si(D), dimension);
    const lb_orbit_number *numbers[] = {lb_orbit_dimension(orbit, 0), lb_orbit_sector(orbit, 0)};
    long expected[] = {orbit_dimension, sector};
    for (int k = 0; k < 2; k++) {
        ck_assert(numbers[k]->computed && numbers[k]->proved);
        ck_assert_int_eq(mpz_cmp(numbers[k]->at_least, numbers[k]->at_most), 0);
        if (expected[k] >= 0)
            ck_assert_int_eq(mpz_get_si(numbers[k]->at_least), expected[k]);
    }
    mpz_clear(D);
    lb_orbit_free(orbit);
    lb_closure_free(closure);
}

static void check_family(const char *name, long n, long dimension, long orbit, long sector)
{
    lb_ansatz_t A;
    char text[24];
    snprintf(text, sizeof text, "%ld", n);
    load(A, name, text);
    check(A, dimension, orbit, sector);
    lb_ansatz_clear(A);
}

/* Ising chains on |+>^n. The sector of the open chain was checked against brute force for n <= 4:
 * an even chain has one central element that vanishes there. */
START_TEST(test_ising_chains)
{
    for (long n = 2; n <= 10; n++) {
        check_family("tfim-open", n, n * n, n * n / 2, n * n - (n + 1) % 2);
        if (n >= 3)
            check_family("tfim-closed", n, 3 * n - 1, 2 * (n / 2), -1);
        if (n >= 3)
            check_family("tfim-closed-free", n, 2 * n * (2 * n - 1), n * (n - 1), n * (2 * n - 1));
    }
    check_family("tfim-closed-free", 50, 9900, 2450, 4950);
}
END_TEST

/* On half of n Bell pairs X psi = 0 only for X = 0: the orbit is g without its identity part. */
START_TEST(test_bell)
{
    lb_ansatz_t A;
    lb_error error;
    for (long n = 2; n <= 4; n++) {
        char text[24];
        lb_ansatz_t bell;
        snprintf(text, sizeof text, "%ld", n);
        load(A, "hea", text);
        lb_ansatz_init(bell, "bell", A->qubits);
        for (size_t k = 0; k < A->generator_count; k++)
            lb_ansatz_add_generator(bell, NULL, A->generators + k);
        ck_assert(!lb_ansatz_add_state(bell, "bell", &error));
        long all = (1L << 2 * n) - 1;
        check(bell, all, all, all);
        /* The identity is one dimension more of g, and of the sector, and none of the orbit. */
        lb_sum_t one;
        lb_sum_init(one, A->qubits);
        ck_assert(!lb_sum_append_label(one, 1, 1, &"IIII"[4 - n], &error));
        lb_ansatz_add_generator(bell, NULL, one);
        check(bell, all + 1, all, all + 1);
        lb_sum_clear(one);
        lb_ansatz_clear(bell);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* Where no basis is to be had: su(2^n) is known all the same, other algebras are bounded. */
START_TEST(test_without_a_basis)
{
    static const struct {
        const char *name, *n;
        bool proved;
    } cases[] = {{"hea", "200", true}, {"tfim-open-free", "900", false}};
    for (int i = 0; i < 2; i++) {
        lb_ansatz_t A;
        lb_closure *closure;
        lb_orbit *orbit;
        lb_error error;
        load(A, cases[i].name, cases[i].n);
        ck_assert(!lb_closure_compute(&closure, A, NULL, &error));
        ck_assert(!lb_orbit_compute(&orbit, A, closure, NULL, &error));
        const lb_orbit_number *found = lb_orbit_dimension(orbit, 0);
        ck_assert(found->computed);
        ck_assert_int_eq(found->proved, cases[i].proved);
        if (cases[i].proved) { /* 2^201 - 2 */
            ck_assert_uint_eq(mpz_sizeinbase(found->at_least, 2), 201);
            ck_assert(lb_orbit_sector(orbit, 0)->proved);
        } else { /* 899 ZZ move |+>, 900 X do not */
            ck_assert_int_eq(mpz_get_si(found->at_least), 899);
            ck_assert_int_eq(mpz_get_si(found->at_most), 900 * 1799);
            ck_assert(lb_orbit_sector(orbit, 0)->proved);
        }
        ck_assert_uint_eq(lb_orbit_isotropy_count(orbit, 0), 0);
        ck_assert_int_eq(lb_orbit_certificate_write(orbit, "/tmp/none.cert", &error), LB_USAGE);
        lb_orbit_free(orbit);
        lb_closure_free(closure);
        lb_ansatz_clear(A);
    }
}
END_TEST

static void check_limited(const lb_ansatz_t A, const lb_closure *closure, long most,
                          const lb_orbit_options *options)
{
    lb_orbit *orbit;
    lb_error error;
    ck_assert(!lb_orbit_compute(&orbit, A, closure, options, &error));
    const lb_orbit_number *found = lb_orbit_dimension(orbit, 0);
    const lb_orbit_number *sector = lb_orbit_sector(orbit, 0);
    ck_assert(found->computed && sector->computed);
    ck_assert_int_ge(mpz_get_si(found->at_most), most);
    ck_assert_int_le(mpz_get_si(found->at_least), most);
    ck_assert_int_le(mpz_cmp(found->at_least, sector->at_least), 0);
    if (!found->proved) {
        ck_assert_int_lt(mpz_cmp(found->at_least, found->at_most), 0);
        ck_assert_int_eq(lb_orbit_certificate_write(orbit, "/tmp/none.cert", &error), LB_USAGE);
    }
    lb_orbit_free(orbit);
}

/* A closure or an orbit that a limit ends leaves bounds around the true 72. */
START_TEST(test_limits)
{
    lb_ansatz_t A;
    lb_closure *whole, *part;
    lb_error error;
    volatile sig_atomic_t stop = 1;
    lb_closure_options stopped = {.run.limits.stop = &stop};
    lb_orbit_options limited = {.run.limits.stop = &stop};
    mpz_t bound;
    mpz_init_set_ui(bound, 276);
    lb_orbit_options bounded = {.upper_bound = bound};
    load(A, "tfim-open", "12");
    ck_assert(!lb_closure_compute(&whole, A, NULL, &error));
    ck_assert(!lb_closure_compute(&part, A, &stopped, &error));
    check_limited(A, whole, 72, NULL);
    check_limited(A, whole, 72, &limited);
    check_limited(A, part, 72, NULL);
    check_limited(A, part, 72, &bounded);
    check_limited(A, part, 72, &limited);
    mpz_clear(bound);
    lb_closure_free(whole);
    lb_closure_free(part);
    lb_ansatz_clear(A);
}
END_TEST

START_TEST(test_options)
{
    lb_ansatz_t A;
    lb_closure *closure;
    lb_orbit *orbit;
    lb_error error;
    load(A, "tfim-open", "4");
    ck_assert(!lb_ansatz_add_state(A, "zero", &error));
    ck_assert(!lb_closure_compute(&closure, A, NULL, &error));
    lb_orbit_options options = {.one_state = true, .state = 2};
    orbit = NULL;
    ck_assert_int_eq(lb_orbit_compute(&orbit, A, closure, &options, &error), LB_USAGE);
    ck_assert_ptr_null(orbit);
    options.state = 1;
    options.no_sectors = true;
    ck_assert(!lb_orbit_compute(&orbit, A, closure, &options, &error));
    ck_assert_uint_eq(lb_orbit_state_count(orbit), 2);
    ck_assert_str_eq(lb_orbit_state_name(orbit, 1), "zero");
    ck_assert(!lb_orbit_dimension(orbit, 0)->computed);
    ck_assert(lb_orbit_dimension(orbit, 1)->proved);
    ck_assert(!lb_orbit_sector(orbit, 1)->computed);
    ck_assert(!lb_orbit_dimension(orbit, LB_ORBIT_JOINT)->computed);
    lb_orbit_free(orbit);
    options.state = LB_ORBIT_JOINT;
    ck_assert(!lb_orbit_compute(&orbit, A, closure, &options, &error));
    ck_assert(!lb_orbit_dimension(orbit, 1)->computed);
    ck_assert(lb_orbit_dimension(orbit, LB_ORBIT_JOINT)->proved);
    lb_orbit_free(orbit);
    lb_orbit_free(NULL);
    lb_closure_free(closure);
    lb_ansatz_clear(A);
}
END_TEST

LB_TEST_MAIN("orbit", test_ising_chains, test_bell, test_without_a_basis, test_limits, test_options)
