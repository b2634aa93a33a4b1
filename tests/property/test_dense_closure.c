/* The dense search against the sparse one and brute force: equal dimensions, certificates that
 * verify, the same bytes for any number of threads; and no false word that the checker accepts. */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <liebound.h>

#include "base/memory.h"
#include "base/random.h"
#include "checking.h"
#include "closure_by_hand.h"
#include "random_sums.h"
#include "support.h"

static char path[4096], other_path[sizeof path + 8];

static char *read_text(const char *file)
{
    FILE *stream = fopen(file, "r");
    char *text = NULL;
    size_t length = 0, capacity = 0;
    ck_assert_ptr_nonnull(stream);
    for (int c; (c = fgetc(stream)) != EOF;) {
        text = lb_grow(text, &capacity, length + 2, 1);
        text[length++] = (char)c;
    }
    text[length] = 0;
    fclose(stream);
    return text;
}

/* The proved dimension; the certificate goes to file unless that is NULL. */
static size_t dimension(const lb_ansatz_t A, lb_closure_options options, const char *file)
{
    lb_closure *closure;
    lb_error error;
    mpz_t D;
    options.enumerate = true;
    ck_assert_int_eq(lb_closure_compute(&closure, A, &options, &error), LB_OK);
    ck_assert_msg(lb_closure_is_proved(closure), "%s", lb_closure_evidence(closure));
    if (file)
        ck_assert_int_eq(lb_certificate_write(closure, file, &error), LB_OK);
    mpz_init(D);
    lb_closure_dimension(D, closure);
    size_t result = mpz_get_ui(D);
    mpz_clear(D);
    lb_closure_free(closure);
    return result;
}

/* The checker confirms the dimension. */
static void check_count(const char *file, size_t D)
{
    char *digits = lb_sprintf("%zu", D);
    check_dimension(file, digits);
    free(digits);
}

/* Dense and sparse agree, the certificate of the dense search verifies, and it does not depend on
 * the number of threads. Returns the dimension. */
static size_t compare(const lb_ansatz_t A, bool symmetry)
{
    lb_closure_options options = {.symmetry = symmetry, .method = LB_METHOD_SPARSE};
    size_t sparse = dimension(A, options, NULL);
    options.method = LB_METHOD_DENSE;
    size_t dense = dimension(A, options, path);
    ck_assert_msg(dense == sparse, "%s: %zu dense, %zu sparse", A->name, dense, sparse);
    options.run.threads = 2;
    ck_assert_uint_eq(dense, dimension(A, options, other_path));
    char *one = read_text(path), *two = read_text(other_path);
    ck_assert_str_eq(one, two);
    free(one);
    free(two);
    check_count(path, dense);
    return dense;
}

static void draw_coefficient(mpq_t c, int shift, lb_random *random)
{
    mpq_set_si(c, (long)(lb_random_next(random) >> shift) - 1,
               1 + (lb_random_next(random) >> (shift == 62 ? 63 : shift)));
}

static void low_coefficient(mpq_t c, lb_random *random)
{
    draw_coefficient(c, 62, random);
}

/* One of many digits. */
static void tall_coefficient(mpq_t c, lb_random *random)
{
    draw_coefficient(c, 20, random);
}

static void add_low_sum(lb_ansatz_t A, size_t terms, lb_random *random)
{
    add_random_sum(A, terms, "IXYZ", low_coefficient, random);
}

START_TEST(random_ansatz)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t trial = 0; trial < lb_test_count(60); trial++) {
        lb_ansatz_t A;
        lb_ansatz_init(A, "random", 1 + lb_random_below(&random, 4));
        for (size_t k = 1 + lb_random_below(&random, 3); k; k--)
            add_random_sum(A, 1 + lb_random_below(&random, 5), "IXYZ",
                           trial % 4 ? low_coefficient : tall_coefficient, &random);
        lb_ansatz_add_generator(A, NULL, A->generators); /* some depend on others */
        size_t D = compare(A, trial % 2);
        if (A->qubits <= 2)
            ck_assert_uint_eq(D, dimension_by_hand(A));
        lb_ansatz_clear(A);
    }
}
END_TEST

START_TEST(families_of_the_catalogue)
{
    static const char *const families[][2] = {{"tfim-open", "8"},
                                              {"tfim-closed", "8"},
                                              {"ltfim-open", "5"},
                                              {"ltfim-closed", "6"},
                                              {"xxz-open", "6"},
                                              {"xxz-closed", "7"},
                                              {"xy-closed", "6"},
                                              {"heisenberg-open-even-odd", "6"},
                                              {"qaoa-complete", "8"},
                                              {"heisenberg-closed-even-odd", "6"},
                                              {"sn-equivariant", "9"},
                                              {"tfxy-open", "6"},
                                              {"sn-equivariant-ltfim", "7"}};
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        lb_setting size = {(char *)"n", (char *)families[i][1]};
        lb_ansatz_t A;
        ck_assert_int_eq(lb_ansatz_load(A, families[i][0], &size, 1, NULL), LB_OK);
        size_t D = compare(A, true);
        if (A->has_expected_dimension)
            ck_assert_int_eq(mpz_cmp_ui(A->expected_dimension, D), 0);
        lb_ansatz_clear(A);
    }
}
END_TEST

static void two_random_sums(lb_ansatz_t A, size_t qubits, lb_random *random)
{
    lb_ansatz_init(A, "random", qubits);
    add_low_sum(A, 20, random);
    add_low_sum(A, 20, random);
}

/* Rows fill in, and the search changes over. Those of Heisenberg bonds become long enough for the
 * question, but the sparse search stays ahead. */
START_TEST(fill_decides)
{
    lb_random random;
    lb_ansatz_t A;
    char *text;
    lb_random_seed(&random, lb_test_seed());
    two_random_sums(A, 5, &random);
    mpz_t bound;
    mpz_init_set_ui(bound, 1023);
    lb_closure_options options = {.upper_bound = bound};
    ck_assert_uint_eq(dimension(A, options, path), 1023);
    options.run.threads = 2;
    ck_assert_uint_eq(dimension(A, options, other_path), 1023);
    text = read_text(path);
    ck_assert_ptr_nonnull(strstr(text, "\nwords 1023 modulo "));
    char *two = read_text(other_path);
    ck_assert_str_eq(text, two);
    free(text);
    free(two);
    check_count(path, 1023);
    lb_ansatz_clear(A);
    lb_setting size = {(char *)"n", (char *)"8"};
    ck_assert_int_eq(lb_ansatz_load(A, "heisenberg-open-even-odd", &size, 1, NULL), LB_OK);
    ck_assert_uint_eq(dimension(A, (lb_closure_options){.symmetry = true}, path), 724);
    text = read_text(path);
    ck_assert_ptr_nonnull(strstr(text, "\nreplay 724 modulo "));
    free(text);
    lb_ansatz_clear(A);
    mpz_clear(bound);
}
END_TEST

/* A dense search of two random sums under limits: what is said of it. */
static void check_limited(size_t qubits, lb_limits limits, size_t most, const char *phrase)
{
    lb_random random;
    lb_ansatz_t A;
    lb_error error;
    lb_closure *closure;
    mpz_t D;
    lb_closure_options options = {.method = LB_METHOD_DENSE, .run.limits = limits};
    lb_random_seed(&random, lb_test_seed());
    two_random_sums(A, qubits, &random);
    mpz_init(D);
    ck_assert_int_eq(lb_closure_compute(&closure, A, &options, &error), LB_OK);
    ck_assert(!lb_closure_is_proved(closure));
    lb_closure_dimension(D, closure);
    ck_assert_int_le(mpz_cmp_ui(D, most), 0);
    ck_assert_ptr_nonnull(strstr(lb_closure_evidence(closure), phrase));
    lb_closure_free(closure);
    mpz_clear(D);
    lb_ansatz_clear(A);
}

/* 16,383 strings take more than 2 GB, which is known before anything is searched. */
START_TEST(limits_end_the_dense_search)
{
    check_limited(5, (lb_limits){.deadline = lb_deadline(1e-3)}, 1022, "time limit reached");
    check_limited(5, (lb_limits){.bytes = 1 << 20}, 0, "do not fit into memory");
    check_limited(7, (lb_limits){.bytes = 1 << 29, .deadline = lb_deadline(5)}, 0,
                  "dense matrices do not fit into memory");
}
END_TEST

/* Change the part of a certificate after the generators: a digit, a letter, or a line. */
static void mutate(char *start, lb_random *random)
{
    size_t length = strlen(start), at = lb_random_below(random, length);
    static const char alphabet[] = "0123456789gwrXYZI -/\n";
    switch (lb_random_below(random, 4)) {
    case 0:
        start[at] = alphabet[lb_random_below(random, sizeof alphabet - 1)];
        break;
    case 1:
        memmove(start + at, start + at + 1, length - at);
        break;
    case 2: {
        char *line = strchr(start + at, '\n');
        char *next = line ? strchr(line + 1, '\n') : NULL;
        if (next)
            memmove(line, next, strlen(next) + 1);
        break;
    }
    default:
        while (at < length && (start[at] < '0' || start[at] > '9'))
            at++;
        if (at < length)
            start[at] = (char)('0' + lb_random_below(random, 10));
    }
}

/* The generators stay, so whatever is accepted must state the dimension that they have. */
START_TEST(no_false_words_are_accepted)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    size_t changed_and_accepted = 0;
    for (size_t trial = 0; trial < lb_test_count(1000); trial++) {
        static char *text = NULL;
        static size_t D;
        if (trial % 50 == 0) {
            lb_ansatz_t A;
            lb_ansatz_init(A, "random", 2);
            add_low_sum(A, 3, &random);
            add_low_sum(A, 2, &random);
            D = dimension(A, (lb_closure_options){.method = LB_METHOD_DENSE}, path);
            ck_assert_uint_eq(D, dimension_by_hand(A));
            lb_ansatz_clear(A);
            free(text);
            text = read_text(path);
        }
        char line[256], *changed = lb_strdup(text);
        char *section = strstr(changed, "\nwords "); /* none for single strings */
        if (section)
            mutate(section + 1, &random);
        FILE *stream = fopen(other_path, "w");
        ck_assert_ptr_nonnull(stream);
        fputs(changed, stream);
        fclose(stream);
        if (strcmp(changed, text) && is_verified(other_path, line)) {
            char *expected = lb_sprintf("VERIFIED dimension %zu\n", D);
            ck_assert_msg(!strcmp(line, expected), "%s%s", line, changed);
            changed_and_accepted++;
            free(expected);
        }
        free(changed);
    }
    printf("%zu changed certificates still prove the dimension\n", changed_and_accepted);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {random_ansatz, families_of_the_catalogue, fill_decides,
                                  limits_end_the_dense_search, no_false_words_are_accepted};
    snprintf(path, sizeof path, "%s/liebound-dense-%ld.cert", lb_test_folder(), (long)getpid());
    snprintf(other_path, sizeof other_path, "%s.other", path);
    int status = lb_test_run("dense closure", tests, sizeof tests / sizeof *tests);
    unlink(path);
    unlink(other_path);
    return status;
}
