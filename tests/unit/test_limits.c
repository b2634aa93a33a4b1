/* Limits: one deadline for several computations, what they leave when they come in the middle, and
 * that nothing is proved because of them. */

#include <check.h>
#include <math.h>
#include <string.h>
#include <time.h>

#include <liebound/bound.h>
#include <liebound/capacity.h>
#include <liebound/hessian.h>

#include "base/limits.h"
#include "base/random.h"
#include "base/run.h"
#include "base/sort.h"
#include "circuit/spectral.h"
#include "linalg/f2.h"
#include "support.h"

static volatile sig_atomic_t stop = 1;
static const lb_limits stopped = {.stop = &stop};

static void load(lb_ansatz_t A, const char *name, const char *n)
{
    lb_error error;
    lb_setting setting = {"n", (char *)n};
    ck_assert_msg(!lb_ansatz_load(A, name, &setting, 1, &error), "%s", error.message);
}

START_TEST(test_parts_of_a_limit)
{
    lb_limits none = {0}, long_ago = {.deadline = lb_seconds() - 1};
    lb_limits later = {.deadline = lb_deadline(1000)};
    ck_assert(lb_deadline(0) == 0 && lb_deadline(-1) == 0);
    ck_assert(!lb_limit_reached(NULL) && !lb_limit_reached(&none) && !lb_limit_reached(&later));
    ck_assert_str_eq(lb_limit_reached(&long_ago), "time limit reached");
    ck_assert_str_eq(lb_limit_reached(&stopped), "interrupted");
    ck_assert(isinf(lb_seconds_left(&none)) && isinf(lb_seconds_left(NULL)));
    ck_assert(lb_seconds_left(&long_ago) < 0);
    lb_limits within = lb_limits_within(&later, 10), half = lb_limits_share(&later, 0.5);
    ck_assert(lb_seconds_left(&within) <= 10 && lb_seconds_left(&within) > 0);
    ck_assert(lb_seconds_left(&half) <= 500 && lb_seconds_left(&half) > 400);
    within = lb_limits_within(&later, 2000);
    ck_assert(within.deadline == later.deadline);
    within = lb_limits_within(&none, 10);
    ck_assert(lb_seconds_left(&within) <= 10);
    half = lb_limits_share(&none, 0.5);
    ck_assert(half.deadline == 0);
    half = lb_limits_share(&long_ago, 0.5);
    ck_assert(lb_limit_of_time(&half));
    lb_limits memory = {.bytes = lb_resident_bytes() + ((size_t)64 << 20)};
    ck_assert(lb_resident_bytes() > 0);
    ck_assert(!lb_limit_reached(&memory));
    ck_assert(lb_limits_allow(&memory, 1 << 20) && !lb_limits_allow(&memory, 1 << 30));
    memory.bytes = 1;
    ck_assert_str_eq(lb_limit_reached(&memory), "memory limit reached");
    ck_assert(!lb_limit_of_time(&memory));
}
END_TEST

typedef struct numbered {
    uint64_t key;
    size_t number;
} numbered;

static int by_key(const void *a, const void *b)
{
    uint64_t s = ((const numbered *)a)->key, t = ((const numbered *)b)->key;
    return (s > t) - (s < t);
}

static numbered *random_items(size_t count, lb_random *random)
{
    numbered *items = malloc((count + 1) * sizeof *items);
    for (size_t i = 0; i < count; i++)
        items[i] = (numbered){lb_random_below(random, count), i};
    return items;
}

START_TEST(test_sort)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t count = 0; count < 30000; count = count < 40 ? count + 1 : 3 * count + 1) {
        numbered *items = random_items(count, &random);
        ck_assert(!lb_sort(items, count, sizeof *items, by_key, NULL));
        for (size_t i = 1; i < count; i++)
            ck_assert(items[i - 1].key < items[i].key ||
                      (items[i - 1].key == items[i].key && items[i - 1].number < items[i].number));
        free(items);
    }
}
END_TEST

/* What a limit leaves of a sort is a permutation. */
START_TEST(test_sort_within_limits)
{
    enum { COUNT = 50000 };
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    numbered *items = random_items(COUNT, &random);
    bool *seen = calloc(COUNT, sizeof *seen);
    ck_assert_str_eq(lb_sort(items, COUNT, sizeof *items, by_key, &stopped), "interrupted");
    for (size_t i = 0; i < COUNT; i++) {
        ck_assert(!seen[items[i].number]);
        seen[items[i].number] = true;
    }
    free(seen);
    free(items);
}
END_TEST

/* Of 20000 terms, each twice. */
START_TEST(test_normal_form)
{
    enum { QUBITS = 200, COUNT = 20000 };
    lb_sum_t S, before, T;
    lb_string_t P;
    mpq_t c;
    lb_sum_init(S, QUBITS);
    lb_sum_init(before, QUBITS);
    lb_sum_init(T, QUBITS);
    lb_string_init(P);
    mpq_init(c);
    for (uint32_t i = 0; i < COUNT; i++) {
        uint32_t pair = i % (COUNT / 2);
        mpq_set_si(c, i < COUNT / 2 ? 1 : 2, 1);
        lb_string_clear(P);
        lb_string_init(P);
        lb_string_set_letter(P, pair % QUBITS, 'X');
        lb_string_set_letter(P, (pair % QUBITS + 1 + pair / QUBITS) % QUBITS, 'Z');
        lb_sum_append(S, c, P);
    }
    lb_sum_set(before, S);
    ck_assert_str_eq(lb_sum_normalize_within(S, &stopped), "interrupted");
    lb_sum_normalize(S);
    ck_assert(!lb_sum_normalize_within(before, NULL));
    ck_assert(lb_sum_is_normal(S) && lb_sum_equal(S, before));
    ck_assert_uint_eq(S->length, COUNT / 2);
    lb_sum_set(T, S);
    ck_assert(!lb_sum_normalize_within(T, &stopped)); /* nothing is to be done */
    for (size_t i = 0; i < S->length; i++)
        ck_assert(!mpq_cmp_si(&S->coefficients[i], 3, 1));
    mpq_clear(c);
    lb_string_clear(P);
    lb_sum_clear(T);
    lb_sum_clear(before);
    lb_sum_clear(S);
}
END_TEST

static lb_status read_within(const char *name, const char *n, const lb_limits *limits,
                             lb_error *error)
{
    lb_ansatz_t A;
    lb_setting setting = {"n", (char *)n};
    lb_ansatz_source source = {
        .name = name, .settings = &setting, .setting_count = 1, .limits = limits};
    lb_status status = lb_ansatz_read(A, &source, error);
    if (!status)
        lb_ansatz_clear(A);
    return status;
}

START_TEST(test_ansatz)
{
    lb_error error;
    lb_limits memory = {.bytes = lb_resident_bytes() + ((size_t)20 << 20)};
    ck_assert_int_eq(read_within("hea", "4", NULL, &error), LB_OK);
    ck_assert_int_eq(read_within("hea", "4", &stopped, &error), LB_OK); /* a few steps */
    ck_assert_int_eq(read_within("hea", "100000", &stopped, &error), LB_UNDECIDED);
    ck_assert_str_eq(error.message, "interrupted while the ansatz was expanded");
    ck_assert_int_eq(read_within("hea", "1000000", &memory, &error), LB_UNDECIDED);
    ck_assert_str_eq(error.message, "memory limit reached while the ansatz was expanded");
    ck_assert_int_eq(read_within("hea", "many", &stopped, &error), LB_INPUT);
}
END_TEST

/* Strings on a line, identified by linear algebra over F2. */
START_TEST(test_strings)
{
    lb_ansatz_t A;
    lb_algebra_t G;
    lb_error error;
    lb_run_options options = {.limits = stopped};
    load(A, "hea", "20000");
    ck_assert_int_eq(lb_strings_algebra(G, A, &options, &error), LB_UNDECIDED);
    ck_assert_str_eq(error.message, "interrupted");
    lb_ansatz_clear(A);
}
END_TEST

START_TEST(test_f2)
{
    enum { COUNT = 200 };
    lb_string_struct strings[COUNT];
    const lb_string_struct *pointers[COUNT];
    lb_f2_span span;
    lb_f2_form form;
    for (uint32_t i = 0; i < COUNT; i++) {
        lb_string_init(strings + i);
        lb_string_set_letter(strings + i, i, 'X');
        lb_string_set_letter(strings + i, (i + 1) % COUNT, 'Z');
        pointers[i] = strings + i;
    }
    lb_f2_span_compute(&span, pointers, COUNT, COUNT, &stopped);
    lb_f2_form_of_strings(&form, pointers, COUNT, COUNT, &stopped);
    ck_assert(span.reached && form.reached);
    lb_f2_span_compute(&span, pointers, COUNT, COUNT, NULL);
    lb_f2_form_of_strings(&form, pointers, COUNT, COUNT, NULL);
    ck_assert(!span.reached && !form.reached);
    lb_limits memory = {.bytes = 1}; /* is not asked for so little */
    lb_f2_form_of_strings(&form, pointers, COUNT, COUNT, &memory);
    ck_assert(!form.reached);
    for (uint32_t i = 0; i < COUNT; i++)
        lb_string_clear(strings + i);
}
END_TEST

/* A step that cannot be interrupted is not begun when it cannot end in time. */
START_TEST(test_eigenvectors)
{
    lb_spectral_term terms[] = {{1, 0, 1}, {0, 1, 1}};
    lb_spectral S;
    lb_error error;
    lb_limits soon = {.deadline = lb_deadline(0.1)};
    ck_assert_int_eq(lb_spectral_init(&S, terms, 2, 10, &soon, &error), LB_UNDECIDED);
    ck_assert(strstr(error.message, "time limit reached: the eigenvectors"));
    ck_assert_int_eq(lb_spectral_init(&S, terms, 2, 2, &stopped, &error), LB_UNDECIDED);
    soon.deadline = lb_deadline(1000);
    ck_assert_int_eq(lb_spectral_init(&S, terms, 2, 2, &soon, &error), LB_OK);
    lb_spectral_clear(&S);
}
END_TEST

static double cpu_seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

/* Brackets of 4000 terms with rows of as many take seconds each. */
START_TEST(test_inside_a_bracket)
{
    lb_ansatz_t A;
    lb_closure *closure;
    lb_error error;
    load(A, "tfim-open", "4000");
    double start = cpu_seconds();
    lb_closure_options options = {.run.limits.deadline = lb_deadline(0.3)};
    ck_assert_int_eq(lb_closure_compute(&closure, A, &options, &error), LB_OK);
    ck_assert(!lb_closure_is_proved(closure));
    ck_assert(cpu_seconds() - start < 1);
    lb_closure_free(closure);
    /* The budget is spent. */
    start = cpu_seconds();
    ck_assert_int_eq(lb_closure_compute(&closure, A, &options, &error), LB_OK);
    ck_assert(!lb_closure_is_proved(closure));
    ck_assert(cpu_seconds() - start < 0.5);
    lb_closure_free(closure);
    lb_ansatz_clear(A);
}
END_TEST

static double closure_seconds(const lb_ansatz_t A, lb_closure_options options, double limit,
                              unsigned long D)
{
    lb_closure *closure;
    lb_error error;
    mpz_t found;
    double start = lb_seconds();
    options.run.limits.deadline = lb_deadline(limit);
    ck_assert_int_eq(lb_closure_compute(&closure, A, &options, &error), LB_OK);
    double seconds = lb_seconds() - start;
    mpz_init(found);
    lb_closure_dimension(found, closure);
    if (lb_closure_is_proved(closure))
        ck_assert_int_eq(mpz_cmp_ui(found, D), 0);
    else
        ck_assert_int_le(mpz_cmp_ui(found, D), 0);
    ck_assert(limit > 0 || lb_closure_is_proved(closure));
    mpz_clear(found);
    lb_closure_free(closure);
    return seconds;
}

/* Whenever the limit comes, in search, replay, lift or proof, what is called proved is right. */
START_TEST(test_at_any_moment)
{
    static const struct {
        const char *name, *n;
        unsigned long D;
    } cases[] = {{"ltfim-open", "5", 542}, {"tfim-open", "40", 1600}, {"hea", "4", 255}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int variant = 0; variant < 4; variant++) {
            size_t moments = lb_test_count(12);
            lb_closure_options options = {
                .enumerate = true, .symmetry = variant & 1, .run.threads = variant & 2 ? 2 : 1};
            lb_ansatz_t A;
            load(A, cases[i].name, cases[i].n);
            double all = closure_seconds(A, options, 0, cases[i].D);
            for (size_t m = 1; m <= moments; m++)
                closure_seconds(A, options, all * (double)m / (double)moments, cases[i].D);
            lb_ansatz_clear(A);
        }
}
END_TEST

/* A limit that comes before the sectors leaves what was known. */
START_TEST(test_sectors_stopped)
{
    lb_ansatz_t A;
    lb_closure *closure;
    lb_orbit *orbit;
    lb_error error;
    lb_orbit_options orbits = {.no_sectors = true}, none = {.run.limits = stopped};
    lb_closure_options searched = {.enumerate = true};
    load(A, "ltfim-open", "6");
    ck_assert(!lb_closure_compute(&closure, A, &searched, &error));
    ck_assert(!lb_orbit_compute(&orbit, A, closure, &orbits, &error));
    ck_assert(!lb_orbit_compute_sectors(orbit, &none, &error));
    ck_assert(!lb_orbit_sector(orbit, 0)->proved);
    ck_assert(lb_orbit_dimension(orbit, 0)->proved);
    lb_orbit_free(orbit);
    lb_closure_free(closure);
    lb_ansatz_clear(A);
}
END_TEST

/* Sectors by themselves are the sectors of one call. */
START_TEST(test_sectors_later)
{
    lb_ansatz_t A;
    lb_closure *closure;
    lb_orbit *once, *twice;
    lb_error error;
    lb_orbit_options none = {0}, orbits = {.no_sectors = true};
    load(A, "ltfim-open", "4");
    ck_assert(!lb_ansatz_add_state(A, "0101", &error));
    ck_assert(!lb_closure_compute(&closure, A, NULL, &error));
    ck_assert(!lb_orbit_compute(&once, A, closure, &none, &error));
    ck_assert(!lb_orbit_compute(&twice, A, closure, &orbits, &error));
    ck_assert(!lb_orbit_compute_sectors(twice, &none, &error));
    size_t states[] = {0, 1, LB_ORBIT_JOINT};
    for (size_t i = 0; i < 3; i++) {
        const lb_orbit_number *a = lb_orbit_sector(once, states[i]);
        const lb_orbit_number *b = lb_orbit_sector(twice, states[i]);
        ck_assert(a->proved && b->proved && !mpz_cmp(a->at_least, b->at_least));
        ck_assert_str_eq(a->evidence, b->evidence);
        a = lb_orbit_dimension(once, states[i]);
        b = lb_orbit_dimension(twice, states[i]);
        ck_assert(a->proved && b->proved && !mpz_cmp(a->at_least, b->at_least));
    }
    lb_orbit_free(once);
    lb_orbit_free(twice);
    lb_closure_free(closure);
    lb_ansatz_clear(A);
}
END_TEST

/* ---- A callback that says no ---- */

static bool say_no(const lb_progress *progress, void *context)
{
    ck_assert_ptr_nonnull(progress->stage);
    ++*(size_t *)context;
    return false;
}

/* However late it is, as on a busy machine. */
START_TEST(test_asked_once)
{
    size_t asked = 0;
    lb_run_options options = {.progress = say_no, .context = &asked};
    lb_report_times times = lb_report_times_now();
    lb_progress progress = {.stage = "test"};
    ck_assert_ptr_null(lb_report(&options, &times, progress));
    for (int i = 0; i < 3; i++) {
        times.last = lb_seconds() - 1000;
        ck_assert_str_eq(lb_report(&options, &times, progress), "interrupted");
        ck_assert_uint_eq(asked, 1);
    }
}
END_TEST

enum cancelled { CANCEL_SPECTRUM, CANCEL_HESSIAN, CANCEL_MINIMUM, CANCEL_FISHER, CANCEL_EXACT };

static lb_status simulate(enum cancelled which, const lb_ansatz_t A, size_t layers,
                          lb_run_options run, lb_error *error)
{
    lb_rank_options rank = {.layers = layers, .run = run};
    lb_hessian_options hessian = {
        .layers = layers, .run = run, .minimize = which == CANCEL_MINIMUM};
    lb_exact_options exact = {.layers = layers, .run = run};
    lb_status status = LB_OK;
    lb_spectrum_t S;
    lb_hessian_t H;
    lb_exact_t E;
    lb_sum_t O;
    lb_spectrum_init(S);
    lb_hessian_init(H);
    lb_exact_init(E);
    lb_sum_init(O, A->qubits);
    lb_ansatz_get_observable(O, A);
    if (which == CANCEL_SPECTRUM)
        status = lb_qfim_spectrum(S, A, 0, &rank, error);
    else if (which == CANCEL_FISHER)
        status = lb_fisher_spectrum(S, A, 0, NULL, &rank, error);
    else if (which == CANCEL_EXACT && !(status = lb_exact_rank(E, A, 0, &exact, error)) && E->limit)
        status = lb_fail(error, LB_UNDECIDED, "%s", E->limit);
    else if (which == CANCEL_HESSIAN || which == CANCEL_MINIMUM)
        status = lb_hessian_compute(H, A, 0, O, NULL, &hessian, error);
    lb_sum_clear(O);
    lb_exact_clear(E);
    lb_hessian_clear(H);
    lb_spectrum_clear(S);
    return status;
}

/* Circuits become deeper until the callback is asked. */
START_TEST(test_cancel)
{
    lb_ansatz_t A;
    lb_error error;
    load(A, "hea", "12"); /* with exact ranks that take longer than a report waits */
    for (int which = CANCEL_SPECTRUM; which <= CANCEL_EXACT; which++) {
        size_t asked = 0;
        lb_status status = LB_OK;
        lb_run_options run = {.progress = say_no, .context = &asked};
        for (size_t layers = 2; !status; layers *= 2)
            status = simulate((enum cancelled)which, A, layers, run, &error);
        ck_assert_msg(status == LB_UNDECIDED && asked == 1, "%d: status %d, asked %zu times", which,
                      status, asked);
        ck_assert_msg(strstr(error.message, "interrupted") == error.message, "%s", error.message);
    }
    lb_ansatz_clear(A);
}
END_TEST

/* In a computation of many stages it is asked once. */
START_TEST(test_cancel_stages)
{
    lb_ansatz_t A;
    lb_bound_t B;
    lb_error error;
    lb_closure *closure;
    size_t asked = 0;
    lb_bound_options options = {
        .state = LB_BOUND_ALL_STATES, .seeds = 2, .run = {.progress = say_no, .context = &asked}};
    lb_bound_init(B);
    load(A, "tfim-open", "6");
    ck_assert_int_eq(lb_closure_compute(&closure, A, NULL, &error), LB_OK);
    ck_assert_int_eq(lb_bound_compute(B, A, closure, &options, &error), LB_OK);
    ck_assert_uint_eq(asked, 1);
    ck_assert_str_eq(B->limit, "interrupted");
    ck_assert(!B->states[0].has_exact && !B->states[0].has_float);
    lb_bound_clear(B);
    lb_closure_free(closure);
    lb_ansatz_clear(A);
}
END_TEST

LB_TEST_MAIN("limits", test_parts_of_a_limit, test_sort, test_sort_within_limits, test_normal_form,
             test_ansatz, test_strings, test_f2, test_eigenvectors, test_inside_a_bracket,
             test_at_any_moment, test_sectors_stopped, test_sectors_later, test_asked_once,
             test_cancel, test_cancel_stages)
