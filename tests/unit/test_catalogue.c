/* The catalogue against the literature: the dimension that an entry states, for every n that was
 * confirmed by computation, and the generators of the 28 families, string by string. */

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <liebound/ansatz.h>

#include "ansatz/catalogue.h"

#include "support.h"

/* name, topology ("" where there is no choice), words ("" for other generators than words on
 * edges), and the dimensions as n:dimension. */
typedef struct expectation {
    const char *name, *topology, *words, *dimensions;
} expectation;
static const expectation table[] = {
    {"a0", "open", "XX", "3:2 4:3 5:4 6:5 7:6"},
    {"a1", "open", "XY", "3:3 4:6 5:10 6:15 7:21"},
    {"a2", "open", "XY YX", "3:6 4:12 5:20 6:30 7:42"},
    {"a3", "open", "XX YZ", "3:10 4:40 5:136 6:510 7:2016"},
    {"a4", "open", "XX YY", "3:6 4:12 5:20 6:30 7:42"},
    {"a5", "open", "XY YZ", "3:10 4:30 5:120 6:480 7:2016"},
    {"a6", "open", "XX YZ ZY", "3:15 4:60 5:255 6:1020 7:4095"},
    {"a7", "open", "XX YY ZZ", "3:15 4:60 5:255 6:1020 7:4095"},
    {"a8", "open", "XX XZ", "3:10 4:21 5:36 6:55 7:78"},
    {"a9", "open", "XY XZ", "3:10 4:36 5:136 6:528 7:2080"},
    {"a10", "open", "XY YZ ZX", "3:15 4:60 5:255 6:1020 7:4095"},
    {"a11", "open", "XY YX YZ", "3:21 4:120 5:496 6:2016 7:8128"},
    {"a12", "open", "XX XY YZ", "3:36 4:255 5:1023 6:4095 7:16383"},
    {"a13", "open", "XX YY YZ", "3:30 4:126 5:510 6:2046 7:8190"},
    {"a14", "open", "XX YY XY", "3:15 4:28 5:45 6:66 7:91"},
    {"a15", "open", "XX XY XZ", "3:30 4:126 5:510 6:2046 7:8190"},
    {"a16", "open", "XY YX YZ ZY", "3:28 4:120 5:496 6:2016 7:8128"},
    {"a17", "open", "XX XY ZX", "3:36 4:255 5:1023 6:4095 7:16383"},
    {"a18", "open", "XX XZ YY ZY", "3:63 4:255 5:1023 6:4095 7:16383"},
    {"a19", "open", "XX XY ZX YZ", "3:63 4:255 5:1023 6:4095 7:16383"},
    {"a20", "open", "XX YY ZZ ZY", "3:30 4:126 5:510 6:2046 7:8190"},
    {"a21", "open", "XX YY XY ZX", "3:63 4:255 5:1023 6:4095 7:16383"},
    {"a22", "open", "XX XY XZ YX", "3:63 4:255 5:1023 6:4095 7:16383"},
    {"b0", "open", "XI IX", "3:3 4:4 5:5 6:6 7:7"},
    {"b1", "open", "XX XI IX", "3:5 4:7 5:9 6:11 7:13"},
    {"b2", "open", "XY XI IX", "3:11 4:37 5:137 6:529 7:2081"},
    {"b3", "open", "XI YI IX IY", "3:9 4:12 5:15 6:18 7:21"},
    {"b4", "open", "XX XY XZ XI IX IY IZ", "3:31 4:127 5:511 6:2047 7:8191"},
    {"a0", "closed", "XX", "3:3 4:4 5:5 6:6 7:7"},
    {"a1", "closed", "XY", "3:6 4:12 5:20 6:30 7:42"},
    {"a2", "closed", "XY YX", "3:12 4:24 5:40 6:60 7:84"},
    {"a3", "closed", "XX YZ", "3:30 4:40 5:510 6:1020 7:8190"},
    {"a4", "closed", "XX YY", "3:15 4:24 5:45 6:60 7:91"},
    {"a5", "closed", "XY YZ", "3:10 4:120 5:496 6:480 7:8128"},
    {"a6", "closed", "XX YZ ZY", "3:30 4:60 5:510 6:1020 7:8190"},
    {"a7", "closed", "XX YY ZZ", "3:15 4:60 5:255 6:1020 7:4095"},
    {"a8", "closed", "XX XZ", "3:30 4:56 5:90 6:132 7:182"},
    {"a9", "closed", "XY XZ", "3:21 4:120 5:496 6:2016 7:8128"},
    {"a10", "closed", "XY YZ ZX", "3:15 4:255 5:1023 6:1020 7:16383"},
    {"a11", "closed", "XY YX YZ", "3:28 4:120 5:496 6:2016 7:8128"},
    {"a12", "closed", "XX XY YZ", "3:63 4:255 5:1023 6:4095 7:16383"},
    {"a13", "closed", "XX YY YZ", "3:30 4:126 5:510 6:2046 7:8190"},
    {"a14", "closed", "XX YY XY", "3:30 4:56 5:90 6:132 7:182"},
    {"a15", "closed", "XX XY XZ", "3:63 4:255 5:1023 6:4095 7:16383"},
    {"a16", "closed", "XY YX YZ ZY", "3:28 4:120 5:496 6:2016 7:8128"},
    {"a17", "closed", "XX XY ZX", "3:63 4:255 5:1023 6:4095 7:16383"},
    {"a18", "closed", "XX XZ YY ZY", "3:63 4:255 5:1023 6:4095 7:16383"},
    {"a19", "closed", "XX XY ZX YZ", "3:63 4:255 5:1023 6:4095 7:16383"},
    {"a20", "closed", "XX YY ZZ ZY", "3:30 4:126 5:510 6:2046 7:8190"},
    {"a21", "closed", "XX YY XY ZX", "3:63 4:255 5:1023 6:4095 7:16383"},
    {"a22", "closed", "XX XY XZ YX", "3:63 4:255 5:1023 6:4095 7:16383"},
    {"b0", "closed", "XI IX", "3:3 4:4 5:5 6:6 7:7"},
    {"b1", "closed", "XX XI IX", "3:6 4:8 5:10 6:12 7:14"},
    {"b2", "closed", "XY XI IX", "3:21 4:120 5:496 6:2016 7:8128"},
    {"b3", "closed", "XI YI IX IY", "3:9 4:12 5:15 6:18 7:21"},
    {"b4", "closed", "XX XY XZ XI IX IY IZ", "3:63 4:255 5:1023 6:4095 7:16383"},
    {"a0", "complete", "XX", "3:3 4:6 5:10 6:15 7:21"},
    {"a1", "complete", "XY", "3:12 4:56 5:240 6:992 7:4032"},
    {"a2", "complete", "XY YX", "3:12 4:56 5:240 6:992 7:4032"},
    {"a3", "complete", "XX YZ", "3:30 4:126 5:510 6:2046 7:8190"},
    {"a4", "complete", "XX YY", "3:15 4:60 5:255 6:1020 7:4095"},
    {"a5", "complete", "XY YZ", "3:28 4:120 5:496 6:2016 7:8128"},
    {"a6", "complete", "XX YZ ZY", "3:30 4:126 5:510 6:2046 7:8190"},
    {"a7", "complete", "XX YY ZZ", "3:15 4:60 5:255 6:1020 7:4095"},
    {"a8", "complete", "XX XZ", "3:30 4:126 5:510 6:2046 7:8190"},
    {"a9", "complete", "XY XZ", "3:28 4:120 5:496 6:2016 7:8128"},
    {"a10", "complete", "XY YZ ZX", "3:63 4:255 5:1023 6:4095 7:16383"},
    {"a11", "complete", "XY YX YZ", "3:28 4:120 5:496 6:2016 7:8128"},
    {"a12", "complete", "XX XY YZ", "3:63 4:255 5:1023 6:4095 7:16383"},
    {"a13", "complete", "XX YY YZ", "3:30 4:126 5:510 6:2046 7:8190"},
    {"a14", "complete", "XX YY XY", "3:30 4:126 5:510 6:2046 7:8190"},
    {"a15", "complete", "XX XY XZ", "3:63 4:255 5:1023 6:4095 7:16383"},
    {"a16", "complete", "XY YX YZ ZY", "3:28 4:120 5:496 6:2016 7:8128"},
    {"a17", "complete", "XX XY ZX", "3:63 4:255 5:1023 6:4095 7:16383"},
    {"a18", "complete", "XX XZ YY ZY", "3:63 4:255 5:1023 6:4095 7:16383"},
    {"a19", "complete", "XX XY ZX YZ", "3:63 4:255 5:1023 6:4095 7:16383"},
    {"a20", "complete", "XX YY ZZ ZY", "3:30 4:126 5:510 6:2046 7:8190"},
    {"a21", "complete", "XX YY XY ZX", "3:63 4:255 5:1023 6:4095 7:16383"},
    {"a22", "complete", "XX XY XZ YX", "3:63 4:255 5:1023 6:4095 7:16383"},
    {"b0", "complete", "XI IX", "3:3 4:4 5:5 6:6 7:7"},
    {"b1", "complete", "XX XI IX", "3:6 4:10 5:15 6:21 7:28"},
    {"b2", "complete", "XY XI IX", "3:28 4:120 5:496 6:2016 7:8128"},
    {"b3", "complete", "XI YI IX IY", "3:9 4:12 5:15 6:18 7:21"},
    {"b4", "complete", "XX XY XZ XI IX IY IZ", "3:63 4:255 5:1023 6:4095 7:16383"},
    {"tfim-open", "", "", "2:4 3:9 4:16 5:25 6:36 7:49 8:64"},
    {"tfim-closed", "", "", "3:8 4:11 5:14 6:17 7:20 8:23 9:26 10:29"},
    {"tfim-open-free", "", "", "2:6 3:15 4:28 5:45 6:66 7:91 8:120"},
    {"tfim-closed-free", "", "", "3:30 4:56 5:90 6:132 7:182 8:240"},
    {"qaoa-complete", "", "", "2:4 3:8 4:15 5:24 6:38 7:54 8:77 9:102 10:136 11:172 12:219"},
    {"qaoa-path", "", "", "2:4 3:9 4:16 5:25 6:36 7:49 8:64"},
    {"ltfim-open", "", "", "2:9 3:38 4:135 5:542 6:2079"},
    {"hea", "", "", "2:15 3:63 4:255 5:1023 6:4095 7:16383"},
    {"hea-cz", "", "", "2:15 3:63 4:255 5:1023 6:4095 7:16383"},
    {"matchgate", "", "", "2:6 3:15 4:28 5:45 6:66 7:91"},
    {"sn-equivariant", "", "", "2:9 3:19 4:33 5:54 6:81 7:117 8:161 9:216 10:281"},
    {"sn-equivariant-ltfim", "", "", "2:9 3:19 4:33 5:54 6:81 7:117 8:161 9:216 10:281"},
};

static void load(lb_ansatz_t A, const char *name, const char *n, const char *topology)
{
    char size[16], shape[16];
    snprintf(size, sizeof size, "%s", n);
    snprintf(shape, sizeof shape, "%s", topology);
    lb_setting settings[] = {{"n", size}, {"topology", shape}};
    lb_error error;
    lb_status status = lb_ansatz_load(A, name, settings, topology[0] ? 2 : 1, &error);
    ck_assert_msg(!status, "%s n=%s %s: %s", name, n, topology, status ? error.message : "");
}

START_TEST(test_dimensions_of_the_literature)
{
    const expectation *e = &table[_i];
    char *text = strdup(e->dimensions), *rest = NULL;
    size_t count = 0;
    for (char *item = strtok_r(text, " ", &rest); item; item = strtok_r(NULL, " ", &rest)) {
        char *colon = strchr(item, ':');
        *colon = '\0';
        lb_ansatz_t A;
        load(A, e->name, item, e->topology);
        ck_assert_msg(A->has_expected_dimension, "%s n=%s %s", e->name, item, e->topology);
        ck_assert_msg(!mpz_cmp_ui(A->expected_dimension, strtoul(colon + 1, NULL, 10)),
                      "%s n=%s %s: not %s", e->name, item, e->topology, colon + 1);
        lb_ansatz_clear(A);
        count++;
    }
    ck_assert_uint_ge(count, 5);
    free(text);
}
END_TEST

/* Whether (i, j) is an edge of the topology, as the paper defines it. */
static bool is_edge(const char *topology, size_t n, size_t i, size_t j)
{
    if (!strcmp(topology, "complete"))
        return i != j;
    return j == i + 1 || (!strcmp(topology, "closed") && i == n - 1 && j == 0);
}

/* How many generators of A are exactly 1 times the given label. */
static size_t occurrences(const lb_ansatz_t A, const char *label)
{
    lb_sum_t H;
    lb_error error;
    lb_sum_init(H, A->qubits);
    ck_assert(!lb_sum_append_label(H, 1, 1, label, &error));
    lb_sum_normalize(H);
    size_t count = 0;
    for (size_t k = 0; k < A->generator_count; k++)
        count += lb_sum_equal(&A->generators[k], H);
    lb_sum_clear(H);
    return count;
}

/* Every string of a family is there exactly once, and every generator is such a string. */
START_TEST(test_generators_of_the_families)
{
    const expectation *e = &table[_i];
    if (!e->words[0])
        return;
    for (size_t n = 3; n <= 5; n++) {
        lb_ansatz_t A;
        load(A, e->name, (const char *[]){"3", "4", "5"}[n - 3], e->topology);
        char seen[1024][8];
        size_t count = 0;
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++)
                for (const char *w = e->words; w[0] && is_edge(e->topology, n, i, j);
                     w += w[2] ? 3 : 2) {
                    char label[8] = "IIIII";
                    label[n] = '\0';
                    label[i] = w[0];
                    label[j] = w[1];
                    ck_assert_msg(occurrences(A, label) == 1, "%s %s: %s", e->name, e->topology,
                                  label);
                    bool again = false;
                    for (size_t k = 0; k < count; k++)
                        again = again || !strcmp(seen[k], label);
                    if (!again)
                        memcpy(seen[count++], label, sizeof label);
                }
        ck_assert_uint_eq(A->generator_count, count);
        lb_ansatz_clear(A);
    }
}
END_TEST

START_TEST(test_generators_of_the_ising_chains)
{
    lb_ansatz_t A;
    lb_error error;
    lb_sum_t H;
    const uint32_t pairs[][2] = {{0, 1}, {1, 2}, {2, 3}, {3, 0}};
    for (int closed = 0; closed < 2; closed++) {
        load(A, closed ? "tfim-closed" : "tfim-open", "4", "");
        ck_assert_uint_eq(A->qubits, 4);
        ck_assert_uint_eq(A->generator_count, 2);
        lb_sum_init(H, 4);
        for (int e = 0; e < (closed ? 4 : 3); e++)
            ck_assert(!lb_sum_append_letters(H, 1, 1, "ZZ", pairs[e], &error));
        lb_sum_normalize(H);
        ck_assert(lb_sum_equal(&A->generators[0], H));
        lb_sum_zero(H);
        for (uint32_t i = 0; i < 4; i++)
            ck_assert(!lb_sum_append_letters(H, 1, 1, "X", &i, &error));
        lb_sum_normalize(H);
        ck_assert(lb_sum_equal(&A->generators[1], H));
        ck_assert_str_eq(A->states[0].text, "++++");
        lb_sum_clear(H);
        lb_ansatz_clear(A);
    }
}
END_TEST

START_TEST(test_every_entry_loads_and_is_described)
{
    ck_assert_uint_ge(lb_catalogue_size(), 60);
    for (size_t i = 0; i < lb_catalogue_size(); i++) {
        const lb_catalogue_entry *entry = lb_catalogue_at(i);
        lb_ansatz_t A;
        lb_error error;
        ck_assert_msg(!lb_ansatz_load(A, entry->name, NULL, 0, &error), "%s: %s", entry->name,
                      error.message);
        ck_assert_str_eq(A->name, entry->name);
        ck_assert_str_eq(A->about, entry->about);
        ck_assert_str_eq(A->reference, entry->reference);
        ck_assert(A->about[0] && A->reference[0] && entry->parameters[0]);
        ck_assert_uint_ge(A->generator_count, 1);
        if (i)
            ck_assert_int_lt(strcmp(lb_catalogue_at(i - 1)->name, entry->name), 0);
        for (size_t k = 0; k < A->setting_count; k++)
            ck_assert_msg(strstr(entry->parameters, A->settings[k].name), "%s", entry->name);
        lb_ansatz_clear(A);
    }
    ck_assert_ptr_null(lb_catalogue_find("no-such-ansatz"));
}
END_TEST

/* Exact at a size where nothing could be enumerated: 4^1000 - 1. */
START_TEST(test_large_dimensions_are_exact)
{
    lb_ansatz_t A;
    mpz_t expected;
    mpz_init(expected);
    mpz_ui_pow_ui(expected, 4, 1000);
    mpz_sub_ui(expected, expected, 1);
    load(A, "hea", "1000", "");
    ck_assert(!mpz_cmp(A->expected_dimension, expected));
    ck_assert_uint_eq(A->generator_count, 2999);
    mpz_clear(expected);
    lb_ansatz_clear(A);
}
END_TEST

/* A variant whose preset is overridden no longer states the dimension of the variant. */
START_TEST(test_overriding_a_preset)
{
    lb_ansatz_t A;
    lb_error error;
    lb_setting terms = {"terms", "XX YY ZZ"}, same = {"terms", "XY"};
    ck_assert(!lb_ansatz_load(A, "a1", &terms, 1, &error));
    ck_assert(!A->has_expected_dimension);
    ck_assert_uint_eq(A->generator_count, 9);
    ck_assert_uint_eq(A->setting_count, 3);
    lb_ansatz_clear(A);
    ck_assert(!lb_ansatz_load(A, "a1", &same, 1, &error));
    ck_assert(A->has_expected_dimension);
    ck_assert_uint_eq(A->setting_count, 2);
    lb_ansatz_clear(A);
}
END_TEST

/* The theorem about a kind of number, by its value and sizes; NULL where there is none. */
static void check_theorem(const char *name, lb_setting *settings, size_t count,
                          lb_theorem_kind kind, unsigned long value, const char *sizes)
{
    lb_ansatz_t A;
    lb_error error;
    ck_assert_msg(!lb_ansatz_load(A, name, settings, count, &error), "%s", error.message);
    ck_assert_pstr_eq(A->theorems[kind].sizes, sizes);
    if (sizes)
        ck_assert_int_eq(mpz_cmp_ui(A->theorems[kind].value, value), 0);
    lb_ansatz_clear(A);
}

START_TEST(test_theorems)
{
    lb_setting six[] = {{"n", "6"}, {"topology", "closed"}}, two = {"n", "2"};
    const char *open = "every n >= 2 (proofs/coq/families/TfimOpen.v)";
    const char *closed = "every n >= 3 (proofs/coq/families/TfimClosed.v)";
    check_theorem("tfim-open", six, 1, LB_THEOREM_DIMENSION, 36, open);
    check_theorem("tfim-open", six, 1, LB_THEOREM_ORBIT, 18,
                  "every n >= 2 (proofs/coq/families/TfimOpenOrbit.v)");
    check_theorem("tfim-open", six, 2, LB_THEOREM_DIMENSION, 17, closed);
    check_theorem("tfim-open", six, 2, LB_THEOREM_ORBIT, 0, NULL);
    check_theorem("tfim-closed", &two, 1, LB_THEOREM_DIMENSION, 0, NULL);
    check_theorem("ltfim-open", six, 1, LB_THEOREM_DIMENSION, 0, NULL);
}
END_TEST

START_TEST(test_theorems_of_the_catalogue_alone)
{
    static const char text[] = "qubits 1\ngenerator X\ntheorem dimension 7 \"every n (any.v)\"\n"
                               "theorem orbit 3 \"every n (any.v)\" if 1 == 1\n";
    lb_ansatz_t A;
    lb_error error;
    ck_assert(!lb_ansatz_parse(A, text, sizeof text - 1, "tfim.alg", NULL, 0, &error));
    ck_assert_ptr_null(A->theorems[LB_THEOREM_DIMENSION].sizes);
    ck_assert_ptr_null(A->theorems[LB_THEOREM_ORBIT].sizes);
    lb_ansatz_clear(A);
    ck_assert_int_eq(lb_ansatz_parse(A, "theorem rank 7 \"x\"", 18, "a", NULL, 0, &error),
                     LB_INPUT);
    ck_assert_ptr_nonnull(strstr(error.message, "dimension or orbit"));
}
END_TEST

START_TEST(test_unknown_names)
{
    lb_ansatz_t A;
    lb_error error;
    ck_assert_int_eq(lb_ansatz_load(A, "tfim-opn", NULL, 0, &error), LB_INPUT);
    ck_assert_str_eq(error.message, "no ansatz called 'tfim-opn' in the catalogue and no such file "
                                    "(did you mean 'tfim-open'?)");
    ck_assert_int_eq(lb_ansatz_load(A, "./tfim-open", NULL, 0, &error), LB_IO);
    ck_assert_int_eq(lb_ansatz_load(A, "/", NULL, 0, &error), LB_IO);
    lb_setting m = {"topologie", "open"}, ring = {"topology", "ring"}, one = {"n", "1"};
    ck_assert_int_eq(lb_ansatz_load(A, "tfim", &m, 1, &error), LB_INPUT);
    ck_assert_ptr_nonnull(strstr(error.message, "did you mean 'topology'"));
    ck_assert_ptr_nonnull(strstr(error.message, "n, topology, angles"));
    ck_assert_int_eq(lb_ansatz_load(A, "tfim", &ring, 1, &error), LB_INPUT);
    ck_assert_ptr_nonnull(strstr(error.message, "open, closed"));
    ck_assert_int_eq(lb_ansatz_load(A, "tfim", &one, 1, &error), LB_INPUT);
    ck_assert_ptr_nonnull(strstr(error.message, "requires n >= 2, but n = 1"));
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("catalogue");
    int rows = sizeof table / sizeof *table;
    tcase_add_loop_test(cases, test_dimensions_of_the_literature, 0, rows);
    tcase_add_loop_test(cases, test_generators_of_the_families, 0, rows);
    tcase_add_test(cases, test_generators_of_the_ising_chains);
    tcase_add_test(cases, test_every_entry_loads_and_is_described);
    tcase_add_test(cases, test_large_dimensions_are_exact);
    tcase_add_test(cases, test_overriding_a_preset);
    tcase_add_test(cases, test_theorems);
    tcase_add_test(cases, test_theorems_of_the_catalogue_alone);
    tcase_add_test(cases, test_unknown_names);
    return lb_test_run_cases("catalogue", cases);
}
