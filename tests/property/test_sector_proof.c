/* Dimensions and types that sectors decide against those of a closed basis and its ideals, and
 * algebras that are a little less than their sectors allow. */

#include <check.h>
#include <stdlib.h>
#include <unistd.h>

#include <liebound/certificate.h>
#include <liebound/closure.h>
#include <liebound/structure.h>

#include "checking.h"
#include "dimension/sector_proof.h"
#include "random_generators.h"
#include "support.h"

/* The type of g by its ideals. */
static void check_type(const lb_ansatz_t A, const lb_algebra_t full)
{
    const lb_closure_options options = {.enumerate = true};
    lb_closure *closure;
    lb_structure *structure;
    lb_error error;
    mpz_t found, told;
    mpz_inits(found, told, NULL);
    ck_assert_msg(!lb_closure_compute(&closure, A, &options, &error), "%s", error.message);
    lb_closure_dimension(found, closure);
    lb_algebra_dimension(told, full);
    ck_assert_msg(!mpz_cmp(found, told), "dimension %lu, not %lu", mpz_get_ui(found),
                  mpz_get_ui(told));
    ck_assert_msg(!lb_structure_compute(&structure, closure, NULL, &error), "%s", error.message);
    char *type = lb_algebra_text(lb_structure_algebra(structure)), *claimed = lb_algebra_text(full);
    ck_assert_str_eq(type, claimed);
    free(claimed);
    free(type);
    lb_structure_free(structure);
    lb_closure_free(closure);
    mpz_clears(found, told, NULL);
}

/* Whether the sectors decide it. */
static bool check_ansatz(const lb_ansatz_t A)
{
    const lb_run_options run = {.threads = 1};
    lb_sector_proof *proof;
    lb_algebra_t full;
    lb_error error;
    lb_status status = lb_sector_proof_find(&proof, A, false, NULL, &run, &error);
    if (status == LB_UNDECIDED)
        status = lb_sector_proof_find(&proof, A, true, NULL, &run, &error);
    if (status) {
        ck_assert_int_eq(status, LB_UNDECIDED);
        return false;
    }
    lb_algebra_init(full);
    lb_sector_proof_algebra(full, proof);
    check_type(A, full);
    lb_algebra_clear(full);
    lb_sector_proof_free(proof);
    return true;
}

/* Sums that are fixed by a string, or by an exchange of qubits, or by nothing. */
static void draw_ansatz(lb_ansatz_t A, size_t n, lb_random *random)
{
    lb_ansatz_init(A, "random", n);
    bool swapped = lb_random_below(random, 3) == 0;
    for (uint64_t k = 2 + lb_random_below(random, 2); k > 0; k--) {
        lb_sum_t H;
        mpq_t c;
        lb_sum_init(H, n);
        mpq_init(c);
        random_generator(H, random, 3, lb_random_below(random, 2));
        if (lb_random_below(random, 2))
            random_sum(H, random, 2);
        for (size_t t = 0, terms = H->length; swapped && t < terms; t++) {
            lb_string_t P;
            lb_string_init(P);
            for (uint32_t q = 0; q < n; q++)
                lb_string_set_letter(P, q < 2 ? 1 - q : q, lb_string_letter(&H->strings[t], q));
            mpq_set(c, H->coefficients + t);
            lb_sum_append(H, c, P);
            lb_string_clear(P);
        }
        mpq_clear(c);
        lb_sum_normalize(H);
        lb_ansatz_add_generator(A, NULL, H);
        lb_sum_clear(H);
    }
}

/* Whether g has the dimension D. */
static bool adds_nothing(const lb_ansatz_t A, const mpz_t D)
{
    const lb_closure_options options = {.enumerate = true};
    lb_closure *closure;
    lb_error error;
    mpz_t found;
    mpz_init(found);
    ck_assert(!lb_closure_compute(&closure, A, &options, &error));
    lb_closure_dimension(found, closure);
    bool same = !mpz_cmp(found, D);
    lb_closure_free(closure);
    mpz_clear(found);
    return same;
}

START_TEST(test_random)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    size_t decided = 0;
    for (size_t i = 0; i < lb_test_count(200); i++) {
        lb_ansatz_t A;
        draw_ansatz(A, 2 + i % 3, &random);
        decided += check_ansatz(A);
        lb_ansatz_clear(A);
    }
    ck_assert_uint_gt(decided, lb_test_count(200) / 2);
}
END_TEST

/* ---- Forms ---- */

static void draw_string(lb_string_t P, uint32_t qubits, lb_random *random)
{
    lb_string_identity(P);
    for (uint32_t q = 0; q < qubits; q++)
        lb_string_set_letter(P, q, random_letter(random, "IXYZ"));
}

/* S P^T S is -P, and P commutes with Q. */
static bool is_wanted(const lb_string_t P, const lb_string_t S, const lb_string_t Q,
                      uint32_t qubits)
{
    bool odd = lb_string_anticommutes(S, P);
    for (uint32_t q = 0; q < qubits; q++)
        odd ^= lb_string_letter(P, q) == 'Y';
    return odd && !lb_string_anticommutes(P, Q);
}

static void append_term(lb_sum_t H, long c, const lb_string_t P)
{
    mpq_t value;
    mpq_init(value);
    mpq_set_si(value, c, 1);
    lb_sum_append(H, value, P);
    mpq_clear(value);
}

/* Sums that S takes to minus their transposes, half of them with a string Q that commutes with all; now
 * and then Q, or the identity, is a generator or a term, whose sign may be any. */
static void draw_with_form(lb_ansatz_t A, size_t n, lb_random *random)
{
    lb_string_t S, P, Q;
    lb_string_init(S);
    lb_string_init(P);
    lb_string_init(Q);
    lb_ansatz_init(A, "random", n);
    draw_string(S, (uint32_t)n, random);
    if (lb_random_below(random, 2))
        draw_string(Q, (uint32_t)n, random);
    for (uint64_t k = 2 + lb_random_below(random, 3); k > 0; k--) {
        lb_sum_t H;
        lb_sum_init(H, n);
        for (uint64_t terms = 1 + lb_random_below(random, 4), t = 0; t < terms;) {
            draw_string(P, (uint32_t)n, random);
            if (!is_wanted(P, S, Q, (uint32_t)n) && lb_random_below(random, 500))
                continue;
            append_term(H, 1 + (long)lb_random_below(random, 3), P);
            t++;
        }
        lb_sum_normalize(H);
        lb_ansatz_add_generator(A, NULL, H);
        lb_sum_zero(H);
        append_term(H, 2, Q);
        if (lb_random_below(random, 6) == 0)
            lb_ansatz_add_generator(A, NULL, H);
        lb_sum_clear(H);
    }
    lb_string_clear(S);
    lb_string_clear(P);
    lb_string_clear(Q);
}

START_TEST(test_forms)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    size_t decided = 0;
    for (size_t i = 0; i < lb_test_count(150); i++) {
        lb_ansatz_t A;
        draw_with_form(A, 2 + i % 3, &random);
        decided += check_ansatz(A);
        lb_ansatz_clear(A);
    }
    ck_assert_uint_gt(decided, lb_test_count(150) / 3);
}
END_TEST

/* A proof stands in a certificate of ranks, which it bounds, and not in that of other generators. */
START_TEST(test_ranks)
{
    const lb_run_options run = {.threads = 1};
    lb_random random;
    char path[4096];
    size_t written = 0;
    lb_random_seed(&random, lb_test_seed() + 1);
    snprintf(path, sizeof path, "%s/liebound-sectors-%ld.cert", lb_test_folder(), (long)getpid());
    for (size_t i = 0; i < lb_test_count(16); i++) {
        lb_ansatz_t A;
        lb_sector_proof *proof;
        lb_algebra_t full;
        lb_error error;
        mpz_t D;
        char line[256];
        draw_ansatz(A, 2 + i % 2, &random);
        ck_assert(!lb_ansatz_add_state(A, "bell", &error));
        if (!lb_sector_proof_find(&proof, A, false, NULL, &run, &error)) {
            char *sections = lb_sector_proof_sections(proof);
            const lb_rank_claim claim = {LB_EXACT_ALL_STATES, NULL, 1};
            const lb_rank_bounds bounds = {.sectors = sections};
            lb_algebra_init(full);
            mpz_init(D);
            lb_sector_proof_algebra(full, proof);
            lb_algebra_dimension(D, full);
            if (!lb_rank_certificate_write(A, &claim, 1, &bounds, path, &error)) {
                char *dimension = mpz_get_str(NULL, 10, D);
                check_dimension(path, dimension);
                free(dimension);
                written++;
                lb_sum_t more;
                lb_sum_init(more, A->qubits);
                ck_assert(!lb_sum_append_label(more, 1, 1, A->qubits == 2 ? "XY" : "XYZ", NULL));
                lb_ansatz_add_generator(A, NULL, more);
                lb_sum_clear(more);
                if (!lb_rank_certificate_write(A, &claim, 1, &bounds, path, &error))
                    ck_assert_msg(!is_verified(path, line) || adds_nothing(A, D), "%s", line);
            }
            mpz_clear(D);
            lb_algebra_clear(full);
            free(sections);
            lb_sector_proof_free(proof);
        }
        lb_ansatz_clear(A);
    }
    ck_assert_uint_gt(written, lb_test_count(16) / 4);
    remove(path);
}
END_TEST

/* Sectors with several copies, one-dimensional ones, a centre; and algebras that are less than that. */
START_TEST(test_catalogue)
{
    static const struct {
        const char *name, *n;
        bool full;
    } known[] = {
        {"ltfim-open", "5", true},           {"ltfim-closed", "4", false},
        {"sn-equivariant-ltfim", "6", true}, {"qaoa-complete", "5", true},
        {"tfim-open", "4", false},           {"xxz-open", "4", true},
        {"tfim-open-free", "3", true},       {"qaoa-grid", NULL, true},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        char name[] = "n";
        lb_setting setting = {name, (char *)known[i].n};
        lb_ansatz_t A;
        lb_error error;
        ck_assert(!lb_ansatz_load(A, known[i].name, &setting, known[i].n != NULL, &error));
        ck_assert_msg(check_ansatz(A) == known[i].full, "%s n=%s", known[i].name, known[i].n);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* Each is irreducible on its sectors, and smaller than su(d) on one of them or linked on two: by a form,
 * or not so; the last one has traces whose squares sum up to 4 p, p the first prime that is tried. */
static const struct {
    const char *what;
    bool by_form;
    const char *text;
} near[] = {
    {"so(5) = sp(2) on C^4, of rank 2", true,
     "qubits 2\ngenerator a = X[0]\ngenerator b = Y[0] + Z[0] X[1]\ngenerator c = Z[0] X[1]\n"
     "generator d = Z[0] Y[1]\n"},
    {"su(2) on two sectors with different traces", true,
     "qubits 2\ngenerator a = X[0] + Z[1] + 2*I[0]\ngenerator b = Z[0]\n"},
    {"su(2) on C^3, of rank 1", true,
     "qubits 2\ngenerator a = X[0] + X[1]\ngenerator b = Z[0] + Z[1]\n"},
    {"2 su(2) on C^4, of rank 2", true,
     "qubits 2\ngenerator a = X[0] + 2 X[1]\ngenerator b = Z[0] + 3 Z[1]\n"},
    {"su(4) on the antisymmetric pairs C^6, of rank 3, and the symmetric ones C^10", false,
     "qubits 4\ngenerator a = X[0] Z[1] + X[2] Z[3] + Z[0] + Z[2]\n"
     "generator b = Y[0] + Y[2] + X[1] + X[3]\ngenerator c = Z[0] X[1] + Z[2] X[3]\n"},
    {"su(4) by X and by -X^T", true,
     "qubits 3\ngenerator a = X[0] Z[1] Z[2] + 2 Z[0] Z[2]\ngenerator b = Y[0]\n"
     "generator c = Z[0] X[1] Z[2] + X[1] Z[2]\ngenerator d = Y[1]\n"},
    {"sp(2) and su(4), on two sectors", false,
     "qubits 3\ngenerator a = X[0]\ngenerator b = Y[0] + Z[0] X[1]\ngenerator c = Z[0] X[1]\n"
     "generator d = Z[0] Y[1]\ngenerator e = Z[0] Z[1] + Z[0] Z[1] Z[2]\n"},
    {"u(1) that vanishes modulo a prime", false,
     "qubits 2\ngenerator a = 888462055*Z[0] + 602956524*Z[1]\n"},
};

START_TEST(test_near)
{
    for (size_t i = 0; i < sizeof near / sizeof *near; i++) {
        lb_ansatz_t A;
        lb_error error;
        const char *text = near[i].text;
        ck_assert_msg(!lb_ansatz_parse(A, text, strlen(text), "text", NULL, 0, &error), "%s",
                      error.message);
        ck_assert_msg(check_ansatz(A) == near[i].by_form, "%s", near[i].what);
        lb_ansatz_clear(A);
    }
}
END_TEST

LB_TEST_MAIN("proofs by sectors", test_random, test_forms, test_ranks, test_catalogue, test_near)
