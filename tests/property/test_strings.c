/* The algebra of single strings, identified without enumeration, against enumeration by hand, the
 * closure engine, and the literature; its certificates against the checker. */

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <liebound.h>

#include "base/memory.h"
#include "base/random.h"
#include "support.h"

/* Strings as numbers: bit q is x on qubit q, bit n + q is z. */
static unsigned commutator(uint32_t a, uint32_t b, unsigned n)
{
    uint32_t low = (1u << n) - 1;
    return (unsigned)__builtin_parity((a & low) & (b >> n)) ^
           (unsigned)__builtin_parity((a >> n) & (b & low));
}

/* The number of strings reached by adding generators to what they anticommute with. */
static size_t orbit_size(const uint32_t *generators, size_t count, unsigned n)
{
    size_t all = (size_t)1 << 2 * n, found = 0;
    bool *seen = lb_calloc(all, sizeof *seen);
    uint32_t *queue = lb_malloc(all, sizeof *queue);
    for (size_t i = 0; i < count; i++) {
        if (!seen[generators[i]])
            queue[found++] = generators[i];
        seen[generators[i]] = true;
    }
    for (size_t next = 0; next < found; next++) {
        for (size_t i = 0; i < count; i++) {
            uint32_t sum = queue[next] ^ generators[i];
            if (!commutator(queue[next], generators[i], n) || seen[sum])
                continue;
            seen[sum] = true;
            queue[found++] = sum;
        }
    }
    free(seen);
    free(queue);
    return found;
}

static void add_string(lb_ansatz_t A, uint32_t string)
{
    lb_sum_t H;
    lb_string_t P;
    mpq_t c;
    lb_sum_init(H, A->qubits);
    lb_string_init(P);
    mpq_init(c);
    mpq_set_ui(c, 1, 1);
    for (uint32_t q = 0; q < A->qubits; q++)
        lb_string_set_letter(P, q, "IXZY"[(string >> q & 1) + 2 * (string >> (A->qubits + q) & 1)]);
    lb_sum_append(H, c, P);
    lb_ansatz_add_generator(A, NULL, H);
    lb_sum_clear(H);
    lb_string_clear(P);
    mpq_clear(c);
}

/* A string of given locality; 0 is the identity. */
static uint32_t random_string(unsigned n, unsigned locality, lb_random *random)
{
    uint32_t string = 0;
    unsigned first = (unsigned)lb_random_below(random, n);
    for (unsigned i = 0; i < locality; i++) {
        unsigned q = locality == 2 ? (first + i) % n : (unsigned)lb_random_below(random, n);
        uint32_t letter = (uint32_t)lb_random_below(random, 4);
        string &= ~(1u << q | 1u << (n + q));
        string |= (letter & 1) << q | (letter >> 1) << (n + q);
    }
    return string;
}

static lb_closure *compute(const lb_ansatz_t A, bool enumerate)
{
    lb_closure *closure;
    lb_error error;
    lb_closure_options options = {.enumerate = enumerate};
    ck_assert_int_eq(lb_closure_compute(&closure, A, &options, &error), LB_OK);
    ck_assert(lb_closure_is_proved(closure));
    return closure;
}

static void check_verified(const lb_closure *closure)
{
    char *path = lb_sprintf("%s/liebound-strings-%ld.cert", lb_test_folder(), (long)getpid());
    ck_assert_int_eq(lb_certificate_write(closure, path, NULL), LB_OK);
    char *command = lb_sprintf("tests/second/both.sh %s", path), line[4096];
    FILE *pipe = popen(command, "r");
    ck_assert_ptr_nonnull(pipe);
    ck_assert_ptr_nonnull(fgets(line, sizeof line, pipe));
    char rest[4096];
    while (fgets(rest, sizeof rest, pipe))
        ;
    int status = pclose(pipe);
    ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%s", line);
    unlink(path);
    free(path);
    free(command);
}

START_TEST(agrees_with_enumeration)
{
    lb_random random;
    mpz_t D;
    lb_random_seed(&random, lb_test_seed());
    mpz_init(D);
    for (size_t trial = 0; trial < lb_test_count(20000); trial++) {
        unsigned n = 1 + (unsigned)lb_random_below(&random, trial % 50 ? 6 : 8);
        unsigned locality = 1 + (unsigned)lb_random_below(&random, n);
        size_t count = 1 + lb_random_below(&random, 3 * n);
        uint32_t strings[24];
        lb_ansatz_t A;
        lb_ansatz_init(A, "random", n);
        for (size_t i = 0; i < count; i++) {
            strings[i] = random_string(n, locality, &random);
            add_string(A, strings[i]);
        }
        lb_closure *closure = compute(A, false);
        lb_closure_dimension(D, closure);
        ck_assert_uint_eq(mpz_get_ui(D), orbit_size(strings, count, n));
        if (trial % 100 == 0) {
            lb_closure *searched = compute(A, true);
            ck_assert_uint_eq(mpz_get_ui(D), lb_closure_row_count(searched));
            lb_closure_free(searched);
        }
        if (trial % 100 == 1)
            check_verified(closure);
        lb_closure_free(closure);
        lb_ansatz_clear(A);
    }
    mpz_clear(D);
}
END_TEST

/* Long chains of free fermions with something at one end that spoils them, so that what makes the
 * component full lies far apart; and components of every kind side by side. */
START_TEST(chains_with_a_defect)
{
    static const char *const defects[] = {"ZXZ", "YIY", "XIX", "ZZZ", "YYI", "ZIZ", "XZX", "IYZ"};
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + 1);
    for (size_t trial = 0; trial < lb_test_count(300); trial++) {
        uint32_t n = 7 + (uint32_t)lb_random_below(&random, 2);
        uint32_t strings[64];
        size_t count = 0;
        lb_ansatz_t A;
        lb_ansatz_init(A, "defect", n);
        for (uint32_t q = 0; q + 1 < n; q++)
            strings[count++] = 1u << (n + q) | 1u << (n + q + 1);
        for (uint32_t q = 0; q < n; q++)
            if (q % 3 || trial % 2)
                strings[count++] = 1u << q;
        for (size_t d = 0; d <= trial % 3; d++) {
            const char *defect = defects[lb_random_below(&random, 8)];
            uint32_t at = (uint32_t)lb_random_below(&random, n - 2), string = 0;
            for (uint32_t i = 0; i < 3; i++)
                string |= (uint32_t)(defect[i] == 'X' || defect[i] == 'Y') << (at + i) |
                          (uint32_t)(defect[i] == 'Z' || defect[i] == 'Y') << (n + at + i);
            strings[count++] = string;
        }
        for (size_t i = count - 1; i > 0; i--) {
            size_t j = lb_random_below(&random, i + 1);
            uint32_t kept = strings[i];
            strings[i] = strings[j];
            strings[j] = kept;
        }
        for (size_t i = 0; i < count; i++)
            add_string(A, strings[i]);
        mpz_t D;
        mpz_init(D);
        lb_closure *closure = compute(A, false);
        lb_closure_dimension(D, closure);
        ck_assert_uint_eq(mpz_get_ui(D), orbit_size(strings, count, n));
        if (trial % 10 == 0)
            check_verified(closure);
        mpz_clear(D);
        lb_closure_free(closure);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* Families of the catalogue whose generators are single strings, at sizes far beyond enumeration:
 * the dimension that the literature states. */
START_TEST(families_agree_with_the_literature)
{
    static const char *const sizes[] = {"3",  "4",  "5",  "6",  "7",   "8",  "9",
                                        "10", "11", "12", "13", "16",  "18", "24",
                                        "29", "36", "49", "60", "100", "200"};
    static const char *const topologies[] = {"open", "closed", "complete"};
    size_t stated = 0;
    mpz_t D;
    mpz_init(D);
    for (size_t i = 0; i < lb_catalogue_size(); i++) {
        const char *name = lb_catalogue_at(i)->name;
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
            for (size_t t = 0; t < 3; t++) {
                lb_setting settings[] = {{(char *)"n", (char *)sizes[s]},
                                         {(char *)"topology", (char *)topologies[t]}};
                lb_ansatz_t A;
                bool family = strspn(name + 1, "0123456789") == strlen(name + 1);
                if ((t && !family) ||
                    lb_ansatz_load(A, name, settings, family ? 2 : 1, NULL) != LB_OK)
                    continue;
                bool single = A->has_expected_dimension;
                for (size_t k = 0; k < A->generator_count; k++)
                    single = single && A->generators[k].length <= 1;
                /* All pairs are many strings. */
                if (single && !(t == 2 && A->generator_count > 25000)) {
                    lb_closure *closure = compute(A, false);
                    lb_closure_dimension(D, closure);
                    ck_assert_msg(!mpz_cmp(D, A->expected_dimension), "%s n=%s %s", name, sizes[s],
                                  topologies[t]);
                    lb_closure_free(closure);
                    stated++;
                }
                lb_ansatz_clear(A);
            }
        }
    }
    printf("%zu dimensions confirmed\n", stated);
    ck_assert_uint_ge(stated, 1500);
    mpz_clear(D);
}
END_TEST

/* Types from arXiv:2309.05690 and from mathematics that is older. */
START_TEST(types)
{
    static const struct {
        const char *name, *n, *topology, *algebra;
    } cases[] = {{"a0", "7", "open", "6 u(1)"},
                 {"a1", "3", "open", "su(2)"},
                 {"a1", "5", "open", "sp(2)"},
                 {"a1", "6", "open", "su(4)"},
                 {"a1", "9", "open", "so(9)"},
                 {"a1", "9", "closed", "2 so(9)"},
                 {"a2", "9", "open", "2 so(9)"},
                 {"a3", "8", "open", "4 so(64)"},
                 {"a3", "9", "open", "so(256)"},
                 {"a3", "10", "open", "2 su(256)"},
                 {"a3", "11", "open", "sp(512)"},
                 {"a3", "12", "open", "4 sp(512)"},
                 {"a4", "9", "closed", "so(18)"},
                 {"a5", "9", "closed", "sp(128)"},
                 {"a7", "9", "open", "su(256)"},
                 {"a7", "10", "open", "4 su(256)"},
                 {"a8", "10", "closed", "2 so(20)"},
                 {"a9", "10", "open", "sp(256)"},
                 {"a16", "10", "open", "so(2^10)"},
                 {"a22", "10", "open", "su(2^10)"},
                 {"b2", "10", "open", "sp(256) + u(1)"},
                 {"b3", "10", "open", "10 su(2)"},
                 {"b4", "10", "open", "2 su(512) + u(1)"},
                 {"a1", "10", "complete", "2 so(512)"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lb_setting settings[] = {{(char *)"n", (char *)cases[i].n},
                                 {(char *)"topology", (char *)cases[i].topology}};
        lb_ansatz_t A;
        ck_assert_int_eq(lb_ansatz_load(A, cases[i].name, settings, 2, NULL), LB_OK);
        lb_closure *closure = compute(A, false);
        char *text = lb_algebra_text(lb_closure_algebra(closure));
        ck_assert_msg(!strcmp(text, cases[i].algebra), "%s n=%s %s: %s", cases[i].name, cases[i].n,
                      cases[i].topology, text);
        free(text);
        lb_closure_free(closure);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* Two algebras of dimension 36 side by side: their order in the text is a rule of the format. */
START_TEST(equal_dimensions_verify)
{
    static const char text[] = "qubits 12\n"
                               "generator for i in 9..10: X[i] X[i+1]\n"
                               "generator for i in 9..10: X[i] Y[i+1]\n"
                               "generator for i in 9..10: Y[i] Z[i+1]\n"
                               "generator for i in 0..7: X[i] Y[i+1]\n";
    lb_ansatz_t A;
    ck_assert_int_eq(lb_ansatz_parse(A, text, strlen(text), "ties", NULL, 0, NULL), LB_OK);
    lb_closure *closure = compute(A, false);
    char *algebra = lb_algebra_text(lb_closure_algebra(closure));
    ck_assert_str_eq(algebra, "so(9) + sp(4)");
    check_verified(closure);
    free(algebra);
    lb_closure_free(closure);
    lb_ansatz_clear(A);
}
END_TEST

START_TEST(bound_for_sums)
{
    /* Single terms of the transverse-field Ising chain: so(2n), which contains u(n). */
    lb_setting n = {(char *)"n", (char *)"6"};
    lb_ansatz_t A;
    lb_algebra_t G;
    ck_assert_int_eq(lb_ansatz_load(A, "tfim-open", &n, 1, NULL), LB_OK);
    ck_assert_int_eq(lb_strings_algebra(G, A, NULL, NULL), LB_OK);
    char *text = lb_algebra_text(G);
    ck_assert_str_eq(text, "so(12)");
    free(text);
    /* A hint that is wrong does not make a wrong proof. */
    mpz_t wrong, D;
    mpz_init_set_ui(wrong, 20);
    mpz_init(D);
    lb_closure_options options = {.upper_bound = wrong};
    lb_closure *closure;
    ck_assert_int_eq(lb_closure_compute(&closure, A, &options, NULL), LB_OK);
    lb_closure_dimension(D, closure);
    ck_assert_uint_eq(mpz_get_ui(D), 36);
    lb_closure_free(closure);
    lb_algebra_clear(G);
    lb_ansatz_clear(A);
    mpz_clear(wrong);
    mpz_clear(D);
}
END_TEST

LB_TEST_MAIN("strings", agrees_with_enumeration, chains_with_a_defect,
             families_agree_with_the_literature, types, equal_dimensions_verify, bound_for_sums)
