/* Forms that fit: found exactly where there is one, refused where there is none.
 *
 * A formula is judged by what it says, not by how it is written: it is read as the dimension of an
 * ansatz in the .alg language, at the given n and beyond them. */

#include "support.h"

#include <string.h>

#include <liebound/ansatz.h>

#include "base/random.h"
#include "fit/fraction.h"

enum { VALUES_MOST = 80 };

typedef struct sequence {
    size_t count;
    int64_t at[VALUES_MOST];
    __mpz_struct values[VALUES_MOST];
} sequence;

static void sequence_init(sequence *s)
{
    s->count = 0;
    for (size_t i = 0; i < VALUES_MOST; i++)
        mpz_init(&s->values[i]);
}

static void sequence_clear(sequence *s)
{
    for (size_t i = 0; i < VALUES_MOST; i++)
        mpz_clear(&s->values[i]);
}

/* "3:8 11 14": the values from n = 3 on. */
static void read_values(sequence *s, const char *text)
{
    char *next;
    int64_t n = strtoll(text, &next, 10);
    s->count = 0;
    while (*next) {
        s->at[s->count] = n++;
        mpz_set_si(&s->values[s->count++], strtol(next + 1, &next, 10));
    }
}

/* Set value to the formula at n; false when it says nothing about n. */
static bool evaluate(mpz_t value, const char *formula, int64_t n)
{
    char text[4096];
    lb_ansatz_t A;
    lb_error error;
    int length = snprintf(text, sizeof text,
                          "parameter n = %" PRId64 "\nqubits 1\n"
                          "generator = X[0]\n",
                          n);
    char *copy = strdup(formula);
    for (char *piece = copy, *next; piece; piece = next) {
        next = strstr(piece, "; ");
        if (next) {
            *next = '\0';
            next += 2;
        }
        length += snprintf(text + length, sizeof text - (size_t)length, "dimension %s\n", piece);
    }
    free(copy);
    lb_status status = lb_ansatz_parse(A, text, (size_t)length, "fit", NULL, 0, &error);
    ck_assert_msg(!status, "%s at n = %" PRId64 ": %s", formula, n, error.message);
    bool says = A->has_expected_dimension;
    if (says)
        mpz_set(value, A->expected_dimension);
    lb_ansatz_clear(A);
    return says;
}

static void check_values(const lb_fit *fit, const sequence *s)
{
    mpz_t value;
    mpz_init(value);
    for (size_t i = 0; i < s->count; i++) {
        ck_assert(evaluate(value, fit->formula, s->at[i]));
        ck_assert_msg(!mpz_cmp(value, &s->values[i]), "%s at n = %" PRId64, fit->formula, s->at[i]);
    }
    mpz_clear(value);
}

/* Fit the first `used` values and check the formula on all of them. */
static void expect_form(const sequence *s, size_t used, size_t unknowns)
{
    lb_fit fit;
    lb_fit_find(&fit, s->at, s->values, used, "n");
    ck_assert_msg(fit.formula != NULL, "no form for %zu values from n = %" PRId64, used, s->at[0]);
    check_values(&fit, s);
    ck_assert_uint_eq(fit.unknowns, unknowns);
    ck_assert_uint_eq(fit.spare, used - unknowns - fit.exceptions);
    lb_fit_clear(&fit);
}

static void expect_text(const char *values, const char *formula)
{
    sequence s;
    lb_fit fit;
    sequence_init(&s);
    read_values(&s, values);
    lb_fit_find(&fit, s.at, s.values, s.count, "n");
    if (formula)
        ck_assert_str_eq(fit.formula ? fit.formula : "none", formula);
    else
        ck_assert_msg(!fit.formula, "%s: %s", values, fit.formula);
    lb_fit_clear(&fit);
    sequence_clear(&s);
}

/* Dimensions of the literature, from arXiv:2309.05690, 2109.11676, 2105.14377, 2407.12587 and
 * 2303.00728, with the form that is expected. */
static const struct {
    const char *values, *formula;
} KNOWN[] = {
    {"2:4 9 16 25 36 49 64", "n^2"},
    {"3:8 11 14 17 20 23 26 29", "3*n - 1"},
    {"3:2 3 4 5 6", "n - 1"},
    {"3:5 7 9 11 13", "2*n - 1"},
    {"3:3 6 10 15 21", "(n^2 - n)/2"},
    {"3:6 12 20 30 42", "n^2 - n"},
    {"3:10 21 36 55 78", "2*n^2 - 3*n + 1"},
    {"3:30 56 90 132 182", "4*n^2 - 2*n"},
    {"3:63 255 1023 4095 16383", "4^n - 1"},
    {"4:255 1023 4095 16383", "4^n - 1"},
    {"3:30 126 510 2046 8190", "2*4^(n-1) - 2"},
    {"3:31 127 511 2047 8191", "2*4^(n-1) - 1"},
    {"3:15 60 255 1020 4095", "4^(n-1) - 1 if n%2 == 1; 4^(n-1) - 4 if n%2 == 0"},
    {"3:30 60 510 1020 8190 16380", "2*4^(n-1) - 2 if n%2 == 1; 4^(n-1) - 4 if n%2 == 0"},
    {"3:10 36 136 528 2080", "2*4^(n-2) + 2^(n-2)"},
    {"3:11 37 137 529 2081", "2*4^(n-2) + 2^(n-2) + 1"},
    {"4:120 496 2016 8128", "2*4^(n-1) - 2^(n-1)"},
    {"3:12 56 240 992 4032", "4^(n-1) - 2^(n-1)"},
    {"4:33 54 81 117 161 216 281", "(n^3 + 6*n^2 + 8*n + 6)/6 if n%2 == 0; "
                                   "(n^3 + 6*n^2 + 8*n + 9)/6 if n%2 == 1"},
    {"2:9 38 135 542 2079 8318 32895", "2*4^(n-1) + 2^(n-1) - 1 if n%2 == 0; "
                                       "2*4^(n-1) + 2^n - 2 if n%2 == 1"},
    {"2:4 8 15 24 38 54 77 102 136 172 219",
     "(n^3 + 6*n^2 + 2*n + 12)/12 if n%2 == 0; (n^3 + 6*n^2 - n + 18)/12 if n%2 == 1"},
    {"3:21 120 496 2016 8128", "2*4^(n-1) - 2^(n-1) if n >= 4; 21 if n == 3"},
    {"3:36 255 1023 4095 16383", "4^n - 1 if n >= 4; 36 if n == 3"},
};

START_TEST(test_known_dimensions)
{
    for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++)
        expect_text(KNOWN[i].values, KNOWN[i].formula);
}
END_TEST

/* What the values do not decide is not decided. */
START_TEST(test_refused)
{
    expect_text("2:", NULL);
    expect_text("2:4", NULL);
    expect_text("2:4 9", NULL);
    expect_text("2:4 9 16", NULL);
    expect_text("2:4 9 16 25", NULL);
    expect_text("3:19 47 134 425 1296", NULL); /* the closed chain with both fields */
    expect_text("3:10 40 136 510 2016", NULL);
    expect_text("2:0 0 0 0 0 0 0 0", NULL);
    expect_text("1:2 3 5 7 11 13 17 19 23 29 31 37", NULL);
}
END_TEST

START_TEST(test_texts)
{
    expect_text("0:1 1 2 3 5 8 13 21 34 55", "a(n) = a(n-1) + a(n-2), a(0) = 1, a(1) = 1");
    expect_text("1:5 25 125 625 3125 15625", "5^n");
    expect_text("3:3 3 3 3 3 3", "3");
    expect_text("1:0 4 32 192 1024 5120 24576 114688", "(n - 1)*4^(n-1)");
    expect_text("0:0 1 2 2 8 4 24 8 64 16 160 32 384 64",
                "n*2^((n-2)/2) if n%2 == 0; 2^((n-1)/2) if n%2 == 1");
}
END_TEST

/* The alternation of so and sp with period 8: the open family a3 of arXiv:2309.05690. */
static void set_a3(mpz_t value, int64_t n)
{
    static const int copies[8] = {4, 1, 2, 1, 4, 1, 2, 1};
    static const int type[8] = {-1, -1, 0, 1, 1, 1, 0, -1}; /* so, su, sp */
    mpz_t N;
    mpz_init(N);
    int r = (int)(n % 8);
    mpz_ui_pow_ui(N, 2, (unsigned long)(copies[r] == 1 ? n - 1 : n - 2));
    mpz_mul(value, N, N);
    if (type[r]) {
        mpz_addmul_ui(value, N, type[r] > 0);
        mpz_submul_ui(value, N, type[r] < 0);
        mpz_divexact_ui(value, value, 2);
    } else
        mpz_sub_ui(value, value, 1);
    mpz_mul_ui(value, value, (unsigned long)copies[r]);
    mpz_clear(N);
}

START_TEST(test_period_of_eight)
{
    sequence s;
    sequence_init(&s);
    for (s.count = 0; s.count < 40; s.count++) {
        s.at[s.count] = 3 + (int64_t)s.count;
        set_a3(&s.values[s.count], s.at[s.count]);
    }
    expect_form(&s, 24, 9);
    sequence_clear(&s);
}
END_TEST

/* A value at n of polynomials of this degree, one for each class modulo the period, over a common
 * denominator that makes them integers. */
static void set_quasi_polynomial(mpz_t value, const int64_t *coefficients, size_t degree,
                                 size_t period, int64_t n)
{
    const int64_t *c = coefficients + (size_t)n % period * (degree + 1);
    mpz_set_si(value, 0);
    for (size_t k = degree + 1; k-- > 0;) {
        mpz_mul_si(value, value, n);
        mpz_add_ui(value, value, (unsigned long)c[k]);
    }
}

/* Each is recovered from twice as many values as unknowns and two more, and holds beyond them. */
START_TEST(test_random_quasi_polynomials)
{
    lb_random random;
    sequence s;
    lb_random_seed(&random, lb_test_seed());
    sequence_init(&s);
    for (size_t round = 0; round < lb_test_count(60); round++) {
        size_t period = 1 + lb_random_below(&random, 6), degree = lb_random_below(&random, 4);
        size_t unknowns = period * (degree + 1);
        int64_t coefficients[24];
        for (size_t i = 0; i < unknowns; i++)
            coefficients[i] = (int64_t)lb_random_below(&random, 2001);
        for (s.count = 0; s.count < 2 * unknowns + 12; s.count++) {
            s.at[s.count] = 2 + (int64_t)s.count;
            set_quasi_polynomial(&s.values[s.count], coefficients, degree, period, s.at[s.count]);
        }
        lb_fit fit;
        lb_fit_find(&fit, s.at, s.values, 2 * unknowns + 6, "n");
        ck_assert_msg(fit.formula != NULL, "period %zu, degree %zu", period, degree);
        ck_assert_uint_le(fit.unknowns, 2 * unknowns);
        check_values(&fit, &s);
        lb_fit_clear(&fit);
    }
    sequence_clear(&s);
}
END_TEST

/* One wrong value: refused, but for the first, where the exception is stated. */
START_TEST(test_one_wrong_value)
{
    sequence s;
    sequence_init(&s);
    size_t tried = 0, accepted = 0;
    for (size_t k = 0; k < sizeof KNOWN / sizeof *KNOWN; k++) {
        read_values(&s, KNOWN[k].values);
        for (size_t i = 1; i < s.count; i++)
            for (int error = -2; error <= 2; error++) {
                lb_fit fit;
                mpz_t right;
                if (!error)
                    continue;
                mpz_init_set(right, &s.values[i]);
                mpz_set_si(&s.values[i], mpz_get_si(right) + error);
                lb_fit_find(&fit, s.at, s.values, s.count, "n");
                tried++;
                accepted += fit.formula && !fit.exceptions;
                if (fit.formula)
                    check_values(&fit, &s);
                lb_fit_clear(&fit);
                mpz_set(&s.values[i], right);
                mpz_clear(right);
            }
    }
    printf("%zu of %zu sequences with a wrong value have a form of their own\n", accepted, tried);
    ck_assert_uint_le(100 * accepted, 3 * tried);
    sequence_clear(&s);
}
END_TEST

START_TEST(test_random_values)
{
    lb_random random;
    sequence s;
    size_t accepted = 0, rounds = lb_test_count(200);
    lb_random_seed(&random, lb_test_seed());
    sequence_init(&s);
    for (size_t round = 0; round < rounds; round++) {
        static const uint64_t bounds[] = {10, 1000, 1000000};
        lb_fit fit;
        for (s.count = 0; s.count < 4 + round % 12; s.count++) {
            s.at[s.count] = 2 + (int64_t)s.count;
            mpz_set_ui(&s.values[s.count], lb_random_below(&random, bounds[round % 3]));
        }
        lb_fit_find(&fit, s.at, s.values, s.count, "n");
        accepted += fit.formula != NULL;
        lb_fit_clear(&fit);
    }
    ck_assert_uint_le(32 * accepted, rounds);
    sequence_clear(&s);
}
END_TEST

/* Gaps and steps: the residues that occur are the ones that the formula speaks of. */
START_TEST(test_gaps)
{
    static const int64_t EVEN[] = {2, 4, 6, 10, 12, 20, 22}, PRIME[] = {2, 3, 5, 7, 11, 13, 17};
    sequence s;
    lb_fit fit;
    mpz_t value;
    mpz_init(value);
    sequence_init(&s);
    for (s.count = 0; s.count < 7; s.count++) {
        s.at[s.count] = EVEN[s.count];
        mpz_ui_pow_ui(&s.values[s.count], 2, (unsigned long)s.at[s.count]);
    }
    lb_fit_find(&fit, s.at, s.values, s.count, "n");
    ck_assert_str_eq(fit.formula, "2^n if n%2 == 0");
    ck_assert_str_eq(fit.latex, "2^{n}\\ (n \\equiv 0 \\bmod 2)");
    ck_assert(!evaluate(value, fit.formula, 5));
    lb_fit_clear(&fit);
    for (s.count = 0; s.count < 7; s.count++) {
        s.at[s.count] = PRIME[s.count];
        mpz_ui_pow_ui(&s.values[s.count], 4, (unsigned long)s.at[s.count]);
        mpz_add_ui(&s.values[s.count], &s.values[s.count], (unsigned long)s.at[s.count]);
    }
    expect_form(&s, 7, 3);
    /* Even and odd n, but one odd n only: its value is confirmed by no other. */
    static const int64_t ONE_ODD[] = {2, 4, 6, 8, 10, 11};
    for (s.count = 0; s.count < 6; s.count++) {
        s.at[s.count] = ONE_ODD[s.count];
        mpz_set_si(&s.values[s.count], s.count < 5 ? ONE_ODD[s.count] * ONE_ODD[s.count] : 500);
    }
    lb_fit_find(&fit, s.at, s.values, s.count, "n");
    ck_assert_msg(!fit.formula, "%s", fit.formula);
    sequence_clear(&s);
    mpz_clear(value);
}
END_TEST

/* Values of hundreds of digits, negative n, and too many or too distant values. */
START_TEST(test_sizes)
{
    sequence s;
    lb_fit fit;
    sequence_init(&s);
    for (s.count = 0; s.count < 12; s.count++) {
        s.at[s.count] = 1000 + 100 * (int64_t)s.count;
        mpz_ui_pow_ui(&s.values[s.count], 4, (unsigned long)s.at[s.count]);
        mpz_sub_ui(&s.values[s.count], &s.values[s.count], 1);
    }
    lb_fit_find(&fit, s.at, s.values, s.count, "n");
    ck_assert_str_eq(fit.formula, "4^n - 1 if n%100 == 0");
    lb_fit_clear(&fit);
    for (s.count = 0; s.count < 12; s.count++) {
        s.at[s.count] = (int64_t)s.count - 6;
        mpz_set_si(&s.values[s.count], (long)(s.at[s.count] * s.at[s.count] + 100));
    }
    lb_fit_find(&fit, s.at, s.values, s.count, "n");
    ck_assert_str_eq(fit.formula, "n^2 + 100");
    lb_fit_clear(&fit);
    s.at[s.count - 1] = INT64_MAX;
    lb_fit_find(&fit, s.at, s.values, s.count, "n");
    ck_assert(!fit.formula);
    lb_fit_clear(&fit);
    sequence_clear(&s);
}
END_TEST

/* ---- Fractions ---- */

/* The form of values[i] at n = first + i, in one text. */
static void check_fractions(const char *values, int64_t first, const char *formula, size_t spare)
{
    enum { MOST = 40 };
    __mpq_struct fractions[MOST];
    int64_t at[MOST];
    size_t count = 0;
    char *copy = strdup(values);
    for (char *word = strtok(copy, " "); word; word = strtok(NULL, " ")) {
        mpq_init(&fractions[count]);
        ck_assert_int_eq(mpq_set_str(&fractions[count], word, 10), 0);
        mpq_canonicalize(&fractions[count]);
        at[count] = first + (int64_t)count;
        count++;
    }
    lb_fit fit;
    lb_fit_find_fractions(&fit, at, fractions, count, "n");
    if (formula) {
        ck_assert_str_eq(fit.formula ? fit.formula : "none", formula);
        ck_assert_uint_eq(fit.spare, spare);
        ck_assert_ptr_nonnull(fit.latex);
    } else
        ck_assert_ptr_null(fit.formula);
    lb_fit_clear(&fit);
    for (size_t i = 0; i < count; i++)
        mpq_clear(&fractions[i]);
    free(copy);
}

START_TEST(test_fractions)
{
    check_fractions("1/5 1/9 1/17 1/33 1/65 1/129 1/257", 2, "1/(2^n + 1)", 5);
    check_fractions("1/3 2/3 11/15 4/5 29/35 6/7 55/63 8/9 89/99 10/11 131/143 12/13 181/195 14/15 "
                    "239/255",
                    2, "(n^2 - n - 1)/(n^2 - 1) if n%2 == 0; (n - 1)/n if n%2 == 1", 7);
    check_fractions("2/3 3/4 4/5 5/6 6/7", 2, "n/(n + 1)", 2);
    check_fractions("1 4 9 16 25 36 49", 1, "n^2", 4);
    /* No spare values, and values of no form. */
    check_fractions("2/3 3/4 4/5", 2, NULL, 0);
    check_fractions("1/2 3/5 7/11 2/13 5/17 3/19 8/23 9/29", 1, NULL, 0);
}
END_TEST

LB_TEST_MAIN("fit", test_known_dimensions, test_refused, test_texts, test_period_of_eight,
             test_random_quasi_polynomials, test_one_wrong_value, test_random_values, test_gaps,
             test_sizes, test_fractions)
