/* Strings and sums against explicit matrices. */

#include <string.h>

#include "base/memory.h"
#include "base/random.h"
#include "matrices.h"
#include "pauli/table.h"
#include "support.h"

static const char LETTERS[] = "IXYZ";

static void random_string(lb_string_t P, size_t qubits, lb_random *random)
{
    lb_string_identity(P);
    for (size_t q = 0; q < qubits; q++)
        lb_string_set_letter(P, (uint32_t)q, LETTERS[lb_random_below(random, 4)]);
}

static void random_sum(lb_sum_t S, size_t terms, lb_random *random)
{
    lb_string_t P;
    mpq_t c;
    lb_string_init(P);
    mpq_init(c);
    lb_sum_zero(S);
    for (size_t i = 0; i < terms; i++) {
        random_string(P, S->qubits, random);
        mpq_set_si(c, (long)lb_random_below(random, 17) - 8, 1 + lb_random_below(random, 4));
        mpq_canonicalize(c);
        lb_sum_append(S, c, P);
    }
    lb_sum_normalize(S);
    mpq_clear(c);
    lb_string_clear(P);
}

/* W(P) W(Q) = i^e W(R) as matrices. */
static void check_product(const lb_string_t P, const lb_string_t Q, size_t n)
{
    static const amplitude powers[] = {1, I, -1, -I};
    size_t size = (size_t)1 << n;
    amplitude *p = calloc(size * size, sizeof *p), *q = calloc(size * size, sizeof *q);
    amplitude *product = calloc(size * size, sizeof *p), *claimed = calloc(size * size, sizeof *p);
    lb_string_t R;
    lb_string_init(R);
    unsigned e = lb_string_multiply(R, P, Q);
    add_string_matrix(p, 1, P, n);
    add_string_matrix(q, 1, Q, n);
    add_product(product, 1, p, q, size);
    add_string_matrix(claimed, 1, R, n);
    for (size_t i = 0; i < size * size; i++)
        claimed[i] *= powers[e];
    ck_assert_double_le(distance(product, claimed, size), 0);
    ck_assert_int_eq(e & 1, lb_string_anticommutes(P, Q));

    uint64_t a[2], b[2], sum[2];
    lb_dense_from_string(a, P, 1);
    lb_dense_from_string(b, Q, 1);
    ck_assert_int_eq(lb_dense_anticommutes(a, b, 1), e & 1);
    if (e & 1) {
        /* {P, Q} = i P Q = i^{e+1} W. */
        ck_assert_int_eq(lb_dense_bracket(sum, a, b, 1), e == 3 ? 1 : -1);
        lb_string_t S;
        lb_string_init(S);
        lb_dense_to_string(S, sum, 1);
        ck_assert_int_eq(lb_string_compare(R, S), 0);
        lb_string_clear(S);
    }
    lb_string_clear(R);
    free(p);
    free(q);
    free(product);
    free(claimed);
}

START_TEST(all_two_qubit_products)
{
    lb_string_t P, Q;
    lb_string_init(P);
    lb_string_init(Q);
    for (int i = 0; i < 256; i++) {
        lb_string_set_letter(P, 0, LETTERS[i & 3]);
        lb_string_set_letter(P, 1, LETTERS[i >> 2 & 3]);
        lb_string_set_letter(Q, 0, LETTERS[i >> 4 & 3]);
        lb_string_set_letter(Q, 1, LETTERS[i >> 6]);
        check_product(P, Q, 2);
    }
    lb_string_clear(P);
    lb_string_clear(Q);
}
END_TEST

START_TEST(random_products)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    lb_string_t P, Q;
    lb_string_init(P);
    lb_string_init(Q);
    for (size_t i = 0; i < lb_test_count(60); i++) {
        size_t n = 1 + lb_random_below(&random, 4);
        random_string(P, n, &random);
        random_string(Q, n, &random);
        check_product(P, Q, n);
    }
    lb_string_clear(P);
    lb_string_clear(Q);
}
END_TEST

START_TEST(products_across_blocks)
{
    /* A product on 200 qubits factors into products on its qubits. */
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + 1);
    lb_string_t P, Q, R, p, q, r;
    lb_string_struct *all[] = {P, Q, R, p, q, r};
    for (int i = 0; i < 6; i++)
        lb_string_init(all[i]);
    for (size_t trial = 0; trial < lb_test_count(50); trial++) {
        size_t n = 130 + lb_random_below(&random, 70);
        lb_string_identity(P);
        lb_string_identity(Q);
        for (size_t i = 0; i < n / 3; i++) {
            lb_string_set_letter(P, (uint32_t)lb_random_below(&random, n),
                                 LETTERS[lb_random_below(&random, 4)]);
            lb_string_set_letter(Q, (uint32_t)lb_random_below(&random, n / (1 + trial % 3)),
                                 LETTERS[lb_random_below(&random, 4)]);
        }
        unsigned e = lb_string_multiply(R, P, Q), expected = 0;
        for (uint32_t k = 0; k < n; k++) {
            lb_string_set_letter(p, 0, lb_string_letter(P, k));
            lb_string_set_letter(q, 0, lb_string_letter(Q, k));
            expected += lb_string_multiply(r, p, q);
            ck_assert_int_eq(lb_string_letter(r, 0), lb_string_letter(R, k));
        }
        ck_assert_uint_eq(e, expected & 3);
        ck_assert_int_eq(e & 1, lb_string_anticommutes(P, Q));
        uint64_t a[8], b[8], sum[8];
        size_t words = lb_dense_words(n);
        lb_dense_from_string(a, P, words);
        lb_dense_from_string(b, Q, words);
        ck_assert_int_eq(lb_dense_anticommutes(a, b, words), e & 1);
        if (e & 1)
            ck_assert_int_eq(lb_dense_bracket(sum, a, b, words), e == 3 ? 1 : -1);
        /* An operand may receive the product. */
        ck_assert_uint_eq(lb_string_multiply(P, P, Q), e);
        ck_assert_int_eq(lb_string_compare(P, R), 0);
    }
    for (int i = 0; i < 6; i++)
        lb_string_clear(all[i]);
}
END_TEST

START_TEST(brackets_of_sums)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + 2);
    for (size_t trial = 0; trial < lb_test_count(40); trial++) {
        size_t n = 1 + lb_random_below(&random, 3), size = (size_t)1 << n;
        lb_sum_t A, B, C;
        lb_sum_init(A, n);
        lb_sum_init(B, n);
        lb_sum_init(C, n);
        random_sum(A, 1 + lb_random_below(&random, 8), &random);
        random_sum(B, 1 + lb_random_below(&random, 8), &random);
        lb_sum_bracket(C, A, B);
        ck_assert(lb_sum_is_normal(C));
        amplitude *a = sum_matrix(A), *b = sum_matrix(B), *c = sum_matrix(C);
        amplitude *expected = calloc(size * size, sizeof *expected);
        add_product(expected, I / 2, a, b, size);
        add_product(expected, -I / 2, b, a, size);
        ck_assert_double_le(distance(c, expected, size), 1e-10);
        lb_sum_bracket(A, A, B);
        ck_assert(lb_sum_equal(A, C));
        free(a);
        free(b);
        free(c);
        free(expected);
        lb_sum_clear(A);
        lb_sum_clear(B);
        lb_sum_clear(C);
    }
}
END_TEST

START_TEST(order_of_strings)
{
    /* By weight, then alphabetically: the labels of two qubits in full. */
    static const char *const sorted[] = {"II", "IX", "IY", "IZ", "XI", "YI", "ZI", "XX",
                                         "XY", "XZ", "YX", "YY", "YZ", "ZX", "ZY", "ZZ"};
    lb_string_t P, Q;
    lb_string_init(P);
    lb_string_init(Q);
    for (int i = 0; i < 16; i++) {
        for (int j = 0; j < 16; j++) {
            ck_assert_int_eq(lb_string_set_label(P, 2, sorted[i], NULL), LB_OK);
            ck_assert_int_eq(lb_string_set_label(Q, 2, sorted[j], NULL), LB_OK);
            int order = lb_string_compare(P, Q);
            ck_assert_int_eq((order > 0) - (order < 0), (i > j) - (i < j));
            uint64_t p[2], q[2];
            lb_dense_from_string(p, P, 1);
            lb_dense_from_string(q, Q, 1);
            order = lb_dense_compare(p, q, 1);
            ck_assert_int_eq((order > 0) - (order < 0), (i > j) - (i < j));
        }
    }
    /* Far-apart qubits live in different blocks. */
    lb_string_identity(P);
    lb_string_identity(Q);
    lb_string_set_letter(P, 3, 'Z');
    lb_string_set_letter(Q, 900, 'X');
    ck_assert_int_gt(lb_string_compare(P, Q), 0);
    lb_string_clear(P);
    lb_string_clear(Q);
}
END_TEST

START_TEST(run_labels)
{
    static const struct {
        const char *label, *runs;
    } cases[] = {{"ZXXXXZ", "ZX4Z"}, {"ZZ", "ZZ"},        {"ZZZ", "Z3"},
                 {"IIII", "I4"},     {"IXIIIY", "IXI3Y"}, {"X", "X"}};
    lb_string_t P;
    lb_string_init(P);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ck_assert_int_eq(lb_string_set_label(P, strlen(cases[i].label), cases[i].label, NULL),
                         LB_OK);
        char *runs = lb_string_run_label(P, strlen(cases[i].label));
        ck_assert_str_eq(runs, cases[i].runs);
        free(runs);
    }
    for (uint32_t q = 60; q < 70; q++) {
        char expected[16];
        lb_string_identity(P);
        lb_string_set_letter(P, q, 'X');
        lb_string_set_letter(P, q + 1, 'Y');
        char *label = lb_string_run_label(P, 100);
        sprintf(expected, "I%uXYI%u", (unsigned)q, 98 - (unsigned)q);
        ck_assert_str_eq(label, expected);
        free(label);
    }
    lb_string_identity(P);
    lb_string_set_letter(P, 500, 'Y');
    char *runs = lb_string_run_label(P, 100000);
    ck_assert_str_eq(runs, "I500YI99499");
    free(runs);
    lb_string_identity(P);
    runs = lb_string_run_label(P, 0);
    ck_assert_str_eq(runs, "");
    free(runs);
    lb_string_clear(P);
}
END_TEST

/* What is printed for people is what an .alg file may hold. */
START_TEST(texts_of_strings)
{
    static const struct {
        const char *label;
        size_t most;
        const char *text;
    } cases[] = {{"ZXXXXZ", 6, "ZXXXXZ"},
                 {"ZXXXXZ", 5, "Z[0] X[1] X[2] X[3] X[4] Z[5]"},
                 {"IIYI", 0, "Y[2]"},
                 {"IIII", 4, "IIII"},
                 {"IIII", 3, "I[0]"}};
    lb_string_t P;
    lb_string_init(P);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t qubits = strlen(cases[i].label);
        ck_assert_int_eq(lb_string_set_label(P, qubits, cases[i].label, NULL), LB_OK);
        char *text = lb_string_text(P, qubits, cases[i].most);
        ck_assert_str_eq(text, cases[i].text);
        free(text);
    }
    lb_string_identity(P);
    lb_string_set_letter(P, 0, 'X');
    lb_string_set_letter(P, 63, 'Z');
    lb_string_set_letter(P, 999999, 'Y');
    char *text = lb_string_text(P, 1000000, LB_LABEL_QUBITS);
    ck_assert_str_eq(text, "X[0] Z[63] Y[999999]");
    free(text);
    lb_string_clear(P);
}
END_TEST

START_TEST(bad_labels_and_letters)
{
    lb_error error;
    lb_string_t P;
    lb_sum_t S;
    lb_string_init(P);
    lb_sum_init(S, 3);
    ck_assert_int_eq(lb_string_set_label(P, 3, "XYZX", &error), LB_INPUT);
    ck_assert_int_eq(lb_string_set_label(P, 3, "XQZ", &error), LB_INPUT);
    ck_assert_ptr_nonnull(strstr(error.message, "letter 2"));
    ck_assert_uint_eq(lb_string_weight(P), 0);
    ck_assert_int_eq(lb_string_set_label(P, 3, "X", &error), LB_INPUT);
    ck_assert_ptr_nonnull(strstr(error.message, "has 1 letter,"));
    ck_assert_int_eq(lb_string_set_label(P, 3, "XY", &error), LB_INPUT);
    ck_assert_ptr_nonnull(strstr(error.message, "has 2 letters,"));
    ck_assert_int_eq(lb_sum_append_letters(S, 1, 1, "ZQ", (uint32_t[]){1, 2}, &error), LB_INPUT);
    ck_assert_ptr_nonnull(strstr(error.message, "letter 2 "));
    ck_assert_int_eq(lb_sum_append_letters(S, 1, 1, "ZZ", (uint32_t[]){1, 1}, &error), LB_INPUT);
    ck_assert_int_eq(lb_sum_append_letters(S, 1, 1, "ZZ", (uint32_t[]){1, 3}, &error), LB_INPUT);
    ck_assert_int_eq(lb_sum_append_letters(S, 1, 0, "ZZ", (uint32_t[]){1, 2}, &error), LB_INPUT);
    ck_assert_uint_eq(S->length, 0);
    lb_string_clear(P);
    lb_sum_clear(S);
}
END_TEST

START_TEST(normal_form)
{
    lb_sum_t S, T;
    lb_sum_init(S, 2);
    lb_sum_init(T, 2);
    ck_assert_int_eq(lb_sum_append_label(S, 1, 2, "XI", NULL), LB_OK);
    ck_assert_int_eq(lb_sum_append_label(S, 3, 1, "ZZ", NULL), LB_OK);
    ck_assert_int_eq(lb_sum_append_label(S, -1, 2, "XI", NULL), LB_OK);
    ck_assert_int_eq(lb_sum_append_label(S, 1, 1, "II", NULL), LB_OK);
    lb_sum_normalize(S);
    ck_assert_uint_eq(S->length, 2);
    ck_assert(lb_sum_is_normal(S));
    ck_assert(lb_sum_contains_identity(S));
    ck_assert_int_eq(lb_sum_append_label(T, 1, 1, "ZZ", NULL), LB_OK);
    ck_assert_int_eq(lb_sum_append_label(T, 1, 3, "II", NULL), LB_OK);
    lb_sum_normalize(T);
    ck_assert(lb_sum_proportional(S, T));
    ck_assert(!lb_sum_equal(S, T));
    ck_assert_int_eq(lb_sum_append_label(T, 1, 3, "II", NULL), LB_OK);
    lb_sum_normalize(T);
    ck_assert(!lb_sum_proportional(S, T));
    lb_sum_clear(S);
    lb_sum_clear(T);
}
END_TEST

START_TEST(table_numbers_strings_once)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + 3);
    for (size_t words = 1; words <= 3; words++) {
        lb_string_table table;
        lb_string_table_init(&table, words);
        uint64_t dense[6];
        for (uint64_t i = 0; i < 20000; i++) {
            memset(dense, 0, sizeof dense);
            dense[lb_random_below(&random, 2 * words)] = lb_random_below(&random, 3000);
            uint32_t before = table.count, number = lb_string_table_intern(&table, dense);
            ck_assert(table.count == before ? number < before : number == before);
            ck_assert_uint_eq(lb_string_table_intern(&table, dense), number);
            ck_assert_mem_eq(lb_string_table_at(&table, number), dense, 2 * words * sizeof *dense);
        }
        uint32_t *numbers = lb_malloc(table.count, sizeof *numbers);
        for (uint32_t i = 0; i < table.count; i++)
            numbers[i] = i;
        uint32_t *order = lb_string_table_order(&table, numbers, table.count);
        for (uint32_t i = 1; i < table.count; i++)
            ck_assert_int_lt(lb_string_table_compare(&table, order[i - 1], order[i]), 0);
        free(numbers);
        free(order);
        lb_string_table_clear(&table);
    }
}
END_TEST

/* The qubits of letters other than I, and the first few of them. */
static void check_support(const lb_string_t P, const char *letters, size_t qubits, size_t most)
{
    uint32_t at[400], expected[400];
    size_t weight = 0;
    for (uint32_t q = 0; q < qubits; q++)
        if (letters[q] != 'I')
            expected[weight++] = q;
    ck_assert_uint_eq(lb_string_weight(P), weight);
    size_t found = lb_string_support(at, most, P);
    ck_assert_uint_eq(found, weight < most ? weight : most);
    ck_assert_mem_eq(at, expected, found * sizeof *at);
}

/* Letters set one by one, in any order and to I again: blocks come, go and move up. */
START_TEST(letters_one_by_one)
{
    enum { QUBITS = 330 };
    char letters[QUBITS + 1];
    lb_random random;
    lb_string_t P;
    lb_string_init(P);
    lb_random_seed(&random, lb_test_seed());
    memset(letters, 'I', QUBITS);
    letters[QUBITS] = '\0';
    for (size_t round = lb_test_count(3000); round > 0; round--) {
        uint32_t q = (uint32_t)lb_random_below(&random, QUBITS);
        letters[q] = lb_random_below(&random, 3) ? 'I' : LETTERS[lb_random_below(&random, 4)];
        lb_string_set_letter(P, q, letters[q]);
        uint32_t blocks = 0;
        for (uint32_t k = 0; k < QUBITS; k++)
            ck_assert_int_eq(lb_string_letter(P, k), letters[k]);
        for (uint32_t k = 0; k < QUBITS; k += 64)
            blocks += strspn(letters + k, "I") < (QUBITS - k < 64 ? QUBITS - k : 64);
        ck_assert_uint_eq(P->length, blocks);
        check_support(P, letters, QUBITS, round % 2 ? QUBITS : lb_random_below(&random, 40));
    }
    lb_string_clear(P);
}
END_TEST

START_TEST(sums_with_and_without_the_identity)
{
    lb_sum_t S;
    lb_sum_init(S, 2);
    ck_assert(!lb_sum_contains_identity(S));
    ck_assert(!lb_sum_append_label(S, 1, 1, "XI", NULL));
    lb_sum_normalize(S);
    ck_assert(!lb_sum_contains_identity(S));
    ck_assert(!lb_sum_append_label(S, 1, 1, "II", NULL));
    lb_sum_normalize(S);
    ck_assert(lb_sum_contains_identity(S));
    lb_sum_clear(S);
}
END_TEST

/* Each way to break the normal form. */
START_TEST(no_normal_form)
{
    lb_sum_t S;
    lb_sum_init(S, 2);
    ck_assert(!lb_sum_append_label(S, 3, 2, "ZZ", NULL));
    ck_assert(!lb_sum_append_label(S, 1, 1, "XI", NULL));
    lb_sum_normalize(S);
    ck_assert(lb_sum_is_normal(S));
    mpq_t kept;
    mpq_init(kept);
    mpq_set(kept, S->coefficients);
    static const struct {
        long numerator, denominator;
    } wrong[] = {{0, 1}, {6, 4}, {-3, -2}, {0, 3}, {2, 2}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        mpz_set_si(mpq_numref(S->coefficients), wrong[i].numerator);
        mpz_set_si(mpq_denref(S->coefficients), wrong[i].denominator);
        ck_assert(!lb_sum_is_normal(S));
    }
    mpq_set(S->coefficients, kept);
    ck_assert(lb_sum_is_normal(S));
    lb_string_set_letter(S->strings + 1, 0, 'Z');
    lb_string_set_letter(S->strings + 1, 1, 'Z');
    ck_assert(!lb_sum_is_normal(S));
    ck_assert(!lb_string_set_label(S->strings + 1, 2, "XI", NULL));
    ck_assert(lb_sum_is_normal(S));
    S->strings[0].blocks->index = 1; /* qubits that the sum does not have */
    ck_assert(!lb_sum_is_normal(S));
    mpq_clear(kept);
    lb_sum_clear(S);
}
END_TEST

/* Strings whose hashes are the same are told apart. */
START_TEST(table_of_equal_hashes)
{
    for (size_t words = 1; words <= 3; words++) {
        lb_string_table table;
        lb_string_table_init(&table, words);
        uint64_t hash = UINT64_C(0x123456789ABCDEF0), dense[6] = {0};
        for (uint32_t k = 0; k < 300; k++) {
            dense[k % (2 * words)] = k;
            ck_assert_uint_eq(lb_string_table_find_hashed(&table, dense, hash), LB_NO_STRING);
            lb_string_table_reserve(&table, 1);
            ck_assert_uint_eq(k % 2 ? lb_string_table_intern_hashed(&table, dense, hash)
                                    : lb_string_table_intern_shared(&table, dense, hash),
                              k);
            ck_assert_uint_eq(lb_string_table_intern_hashed(&table, dense, hash), k);
            ck_assert_uint_eq(lb_string_table_intern_shared(&table, dense, hash), k);
            ck_assert_uint_eq(lb_string_table_find_hashed(&table, dense, hash), k);
        }
        lb_string_table_clear(&table);
    }
}
END_TEST

START_TEST(copies_and_prints)
{
    lb_random random;
    lb_sum_t S, T;
    char *text;
    size_t length;
    lb_random_seed(&random, lb_test_seed());
    lb_sum_init(S, 2);
    lb_sum_init(T, 2);
    for (size_t terms = 0; terms < 8; terms++) {
        random_sum(S, terms, &random);
        lb_sum_set(T, S);
        ck_assert(lb_sum_equal(S, T));
        ck_assert_uint_eq(T->length, S->length);
    }
    lb_sum_zero(S);
    ck_assert(!lb_sum_append_label(S, -23, 10, "XI", NULL));
    ck_assert(!lb_sum_append_label(S, 19, 1, "ZZ", NULL));
    lb_sum_normalize(S);
    FILE *stream = open_memstream(&text, &length);
    lb_sum_print(stream, S);
    fclose(stream);
    ck_assert_str_eq(text, "19 ZZ -23/10 XI\n");
    free(text);
    lb_sum_clear(S);
    lb_sum_clear(T);
}
END_TEST

/* A product has room for what it holds, and claims no more than it has. */
START_TEST(room_of_products)
{
    lb_string_t P, Q;
    lb_string_init(P);
    lb_string_init(Q);
    for (uint32_t q = 0; q < 300; q += 50) {
        lb_string_set_letter(P, q, 'X');
        lb_string_set_letter(Q, q, 'Z');
        lb_string_t R;
        lb_string_init(R);
        lb_string_multiply(R, P, Q);
        ck_assert_uint_eq(R->length, P->length);
        ck_assert_uint_ge(R->capacity, R->length);
        ck_assert_uint_le(R->capacity, P->length + Q->length);
        lb_string_clear(R);
    }
    lb_string_clear(P);
    lb_string_clear(Q);
}
END_TEST

LB_TEST_MAIN("pauli", all_two_qubit_products, random_products, products_across_blocks,
             brackets_of_sums, order_of_strings, run_labels, texts_of_strings,
             bad_labels_and_letters, normal_form, table_numbers_strings_once, letters_one_by_one,
             sums_with_and_without_the_identity, no_normal_form, table_of_equal_hashes,
             copies_and_prints, room_of_products)
