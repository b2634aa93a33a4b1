/* What can be reached is never excluded: stabilizer states are taken along by Clifford rotations of the
 * generators. And verdicts that are known. */

#include <liebound/reach.h>

#include "support.h"

#include "base/random.h"

/* Everything that is known of an ansatz, and the verdict from its state `from` to `to`. */
static lb_reach_verdict verdict_of(const lb_ansatz_t A, size_t from, size_t to)
{
    lb_error error = {.message = ""};
    lb_conserved *conserved;
    lb_closure *closure;
    lb_structure *structure;
    lb_controllability control;
    lb_reach reach;
    mpz_t derived, centre;
    lb_conserved_options options = {.basis = true};
    lb_closure_options search = {.enumerate = true};
    ck_assert(!lb_conserved_compute(&conserved, A, &options, &error));
    ck_assert(!lb_closure_compute(&closure, A, &search, &error));
    ck_assert(!lb_structure_compute(&structure, closure, NULL, &error));
    ck_assert_int_eq(lb_structure_known(structure), LB_STRUCTURE_IDEALS);
    mpz_inits(derived, centre, NULL);
    lb_structure_derived_dimension(derived, structure);
    lb_structure_centre_dimension(centre, structure);
    ck_assert_msg(!lb_controllability_init(&control, A, conserved, derived, centre, NULL, &error),
                  "%s", error.message);
    ck_assert_msg(!lb_reach_compute(&reach, A, from, to, conserved, &control, closure, structure,
                                    NULL, &error),
                  "%s", error.message);
    lb_reach_verdict verdict = reach.verdict;
    ck_assert((verdict == LB_REACH_NO) == (reach.invariant != NULL));
    ck_assert(verdict != LB_REACH_NO || !mpq_equal(reach.from, reach.to));
    lb_reach_clear(&reach);
    lb_controllability_clear(&control);
    mpz_clears(derived, centre, NULL);
    lb_structure_free(structure);
    lb_closure_free(closure);
    lb_conserved_free(conserved);
    return verdict;
}

/* Strings with signs that fix a state. */
typedef struct stabilizers {
    size_t n;
    lb_string_struct strings[4];
    bool negative[4];
} stabilizers;

/* exp(-i pi/4 P): a string S that anticommutes with P becomes i S P, up to the choice of the sign of
 * the angle the same for all. */
static void rotate(stabilizers *s, const lb_string_struct *P)
{
    for (size_t i = 0; i < s->n; i++)
        if (lb_string_anticommutes(s->strings + i, P)) {
            unsigned e = lb_string_multiply(s->strings + i, s->strings + i, P);
            s->negative[i] ^= ((e + 1) & 3) == 2;
        }
}

static bool commute(const lb_sum_struct *H)
{
    for (size_t a = 0; a < H->length; a++)
        for (size_t b = 0; b < a; b++)
            if (lb_string_anticommutes(H->strings + a, H->strings + b))
                return false;
    return true;
}

static void add_state(lb_ansatz_t A, const stabilizers *s)
{
    char text[200] = "stabilizer";
    lb_error error;
    for (size_t i = 0; i < s->n; i++) {
        char *label = lb_string_text(s->strings + i, s->n, LB_LABEL_QUBITS);
        size_t length = strlen(text);
        snprintf(text + length, sizeof text - length, " %s%s", s->negative[i] ? "-" : "", label);
        lb_free(label);
    }
    ck_assert_msg(!lb_ansatz_add_state(A, text, &error), "%s", error.message);
}

/* Sums of commuting strings with coefficients +-1, at angles that are multiples of pi/4. */
static void add_generator(lb_ansatz_t A, lb_random *random)
{
    lb_sum_t H;
    lb_string_t P;
    mpq_t one;
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    lb_string_init(P);
    lb_sum_init(H, A->qubits);
    for (size_t terms = 1 + lb_random_below(random, 3); terms--;) {
        for (uint32_t q = 0; q < A->qubits; q++)
            lb_string_set_letter(P, q, "IIXYZ"[lb_random_below(random, 5)]);
        lb_sum_append(H, one, P);
        lb_sum_normalize(H);
        if (!commute(H))
            lb_sum_zero(H);
    }
    /* A string that was drawn twice has coefficient 2, and is left out. */
    for (size_t t = 0; t < H->length; t++)
        if (mpq_cmp_ui(H->coefficients + t, 1, 1))
            lb_sum_zero(H);
    lb_ansatz_add_generator(A, NULL, H);
    mpq_clear(one);
    lb_string_clear(P);
    lb_sum_clear(H);
}

START_TEST(clifford_circuits)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t i = 0; i < lb_test_count(60); i++) {
        lb_ansatz_t A;
        stabilizers s = {.n = 2 + lb_random_below(&random, 2)};
        lb_ansatz_init(A, "random", s.n);
        for (size_t k = 1 + lb_random_below(&random, 3); k--;)
            add_generator(A, &random);
        for (size_t q = 0; q < s.n; q++) {
            lb_string_init(s.strings + q);
            lb_string_set_letter(s.strings + q, (uint32_t)q, "XYZ"[lb_random_below(&random, 3)]);
        }
        add_state(A, &s);
        for (size_t steps = 1 + lb_random_below(&random, 8); steps--;) {
            const lb_sum_struct *H = A->generators + lb_random_below(&random, A->generator_count);
            for (size_t t = 0; t < H->length; t++)
                rotate(&s, H->strings + t);
        }
        add_state(A, &s);
        ck_assert_int_ne(verdict_of(A, 0, 1), LB_REACH_NO);
        for (size_t q = 0; q < s.n; q++)
            lb_string_clear(s.strings + q);
        lb_ansatz_clear(A);
    }
}
END_TEST

START_TEST(known_verdicts)
{
    static const struct {
        const char *name, *n, *from, *to;
        lb_reach_verdict verdict;
    } cases[] = {
        {"hea", "2", "00", "bell-like", LB_REACH_YES},
        {"xxz-open", "4", "0101", "0111", LB_REACH_NO},
        {"xxz-open", "4", "0101", "1010", LB_REACH_OPEN},
        {"xxz-open", "4", "0101", "0101", LB_REACH_SAME},
        {"tfim-open", "4", "++++", "0000", LB_REACH_NO},
        {"tfim-open", "4", "++++", "----", LB_REACH_OPEN},
        /* All but free-fermion states are excluded by the purity alone. */
        {"tfim-open-free", "4", "++++", "stabilizer ZZZZ XXII -IXXI IIXX", LB_REACH_NO},
        {"ltfim-open", "3", "+++", "000", LB_REACH_YES},
    };
    lb_error error;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lb_ansatz_t A;
        lb_setting settings[] = {{"n", (char *)cases[i].n}};
        const char *to = strcmp(cases[i].to, "bell-like") ? cases[i].to : "stabilizer XX ZZ";
        ck_assert(!lb_ansatz_load(A, cases[i].name, settings, 1, &error));
        lb_ansatz_drop_states(A);
        ck_assert(!lb_ansatz_add_state(A, cases[i].from, &error));
        ck_assert_msg(!lb_ansatz_add_state(A, to, &error), "%s", error.message);
        lb_reach_verdict verdict = verdict_of(A, 0, 1);
        ck_assert_msg(verdict == cases[i].verdict, "%s from %s to %s: %d", cases[i].name,
                      cases[i].from, to, (int)verdict);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* Sectors that one ideal acts on: the two parities of a QAOA on a bipartite graph. */
START_TEST(linked_sectors)
{
    lb_ansatz_t A;
    lb_error error = {.message = ""};
    lb_conserved *conserved;
    lb_closure *closure;
    lb_structure *structure;
    lb_controllability control;
    mpz_t derived, centre;
    ck_assert(!lb_ansatz_load(A, "qaoa-bipartite", NULL, 0, &error));
    ck_assert(!lb_conserved_compute(&conserved, A, NULL, &error));
    ck_assert(!lb_closure_compute(&closure, A, NULL, &error));
    ck_assert(!lb_structure_identify(&structure, closure, NULL, &error));
    mpz_inits(derived, centre, NULL);
    lb_structure_derived_dimension(derived, structure);
    lb_structure_centre_dimension(centre, structure);
    ck_assert(!lb_controllability_init(&control, A, conserved, derived, centre, structure, &error));
    ck_assert(!control.semisimple && control.separately);
    /* 2 sectors of dimension 6 and 2 of dimension 3, and g = su(6) + su(3) + u(1). */
    ck_assert(!mpz_cmp_ui(control.sectors, 4) && !mpz_cmp_ui(control.ideals, 2));
    ck_assert(!mpz_cmp_ui(control.derived_allowed, 2 * 35 + 2 * 8));
    lb_controllability_clear(&control);
    mpz_clears(derived, centre, NULL);
    lb_structure_free(structure);
    lb_closure_free(closure);
    lb_conserved_free(conserved);
    lb_ansatz_clear(A);
}
END_TEST

LB_TEST_MAIN("reach", clifford_circuits, known_verdicts, linked_sectors)
