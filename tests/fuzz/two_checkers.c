/* Looks for certificates on which liebound-check and the second checker differ.
 *
 * Texts are those of tests/reject and of the closures that mutate_certificate.h makes by brute
 * force, mutated, closures of commuting strings whose replay is modulo a composite number, and ranks
 * of random circuits at random points. Both
 * may accept or refuse a text for what reason they like, but they must do the same. LB_TEST_SEED
 * and LB_TEST_MULTIPLIER choose the mutants and their number. */

#include "mutate_certificate.h"

#include <glob.h>

#include "mutations.h"
#include "random_circuits.h"
#include "second/second.h"
#include "support.h"

typedef struct agreement {
    uint64_t texts, accepted, failures;
} agreement;

/* The dimension, and the bounds on the rank of the first states with one. */
static bool proves_the_same(const lb_check_report *report, const second_verdict *V)
{
    char line[80];
    snprintf(line, sizeof line, "VERIFIED dimension %s\n", report->decimal);
    if (report->decimal && strncmp(V->proved, line, strlen(line)) != 0)
        return false;
    if (!report->conclusion_count)
        return true;
    uint64_t least = report->conclusions->rank_at_least, most = report->conclusions->rank_at_most;
    if (least == most)
        snprintf(line, sizeof line, "VERIFIED maximal rank %" PRIu64, most);
    else
        snprintf(line, sizeof line, "VERIFIED maximal rank %" PRIu64 " .. %" PRIu64, least, most);
    const char *at = strstr(V->proved, line);
    return at && (at[strlen(line)] == '\n' || at[strlen(line)] == ' ');
}

static void compare(agreement *t, buffer *T)
{
    lb_check_report report;
    second_verdict V;
    if (!T->length)
        return;
    bool verified = accepts(&report, T);
    second_check(&V, T->bytes, T->length, false);
    t->texts++;
    t->accepted += verified;
    if (V.verified != verified || (verified && !proves_the_same(&report, &V))) {
        printf("liebound-check: %s\n", verified ? "verified" : report.reason);
        t->failures += (uint64_t)show("THE CHECKERS DIFFER", T, V.verified ? "verified" : V.reason);
    }
    free(V.proved);
    lb_check_report_clear(&report);
}

static void compare_mutants(agreement *t, const buffer *valid, uint64_t count)
{
    static buffer mutant;
    for (; count > 0; count--) {
        mutant = *valid;
        mutate(&mutant);
        compare(t, &mutant);
    }
}

/* The texts of a pattern, and their mutants. */
static void compare_files(agreement *t, const char *pattern, uint64_t count)
{
    static buffer T;
    glob_t files;
    if (glob(pattern, 0, NULL, &files))
        abort();
    for (size_t i = 0; i < files.gl_pathc; i++) {
        FILE *file = fopen(files.gl_pathv[i], "r");
        if (!file)
            abort();
        T.length = fread(T.bytes, 1, TEXT - 1, file);
        T.bytes[T.length] = '\0';
        bool whole = feof(file);
        fclose(file);
        if (!whole || T.length > 3000)
            continue;
        compare(t, &T);
        compare_mutants(t, &T, count);
    }
    globfree(&files);
}

/* A closure of one to three random sums on two qubits, and mutants of it. */
static void compare_closure(agreement *t, algebra *A)
{
    static buffer T;
    space_init(&A->V, 2);
    A->generators = 1 + (int)draw(3);
    for (int g = 0; g < A->generators; g++) {
        vector_zero(A->generator[g]);
        for (uint64_t terms = draw(5); terms > 0; terms--)
            random_coefficient(A->generator[g][draw((uint64_t)A->V.size)]);
    }
    close_algebra(A);
    replay *R = put_generators(&T, A);
    put(&T, "symmetry 0 0\n");
    if (put_replay(&T, A, R, NULL, NULL)) {
        put_basis(&T, A);
        compare(t, &T);
        compare_mutants(t, &T, 50);
    }
    free(R);
}

/* Sums of Z and I on three qubits, with coefficients that share factors with the modulus. */
static void set_diagonal(algebra *A)
{
    static const long coefficients[] = {1, 1, 3, 3, 5, 9};
    space_init(&A->V, 3);
    A->generators = 4 + (int)draw(4);
    for (int g = 0; g < A->generators; g++) {
        vector_zero(A->generator[g]);
        for (uint64_t terms = 2; terms > 0; terms--) {
            int digits = 0;
            for (int q = 0; q < 3; q++)
                digits = digits << 2 | (draw(2) ? 3 : 0);
            mpq_set_si(A->generator[g][A->V.rank[digits]], coefficients[draw(6)], 1);
        }
    }
}

/* Every generator in turn is a step, whatever comes of it. */
static void compare_diagonal(agreement *t, algebra *A)
{
    static buffer T;
    static const uint64_t composite[] = {9, 15, 45, 105};
    set_diagonal(A);
    close_algebra(A);
    if (A->dimension < A->generators)
        return;
    free(put_generators(&T, A));
    put_number(&T, "symmetry 0 0\nreplay ", (uint64_t)A->dimension, " modulo ");
    put_number(&T, "", composite[draw(4)], "\n");
    for (int g = 0; g < A->generators; g++)
        put_number(&T, "g", (uint64_t)g, "\n");
    put_basis(&T, A);
    compare(t, &T);
}

/* The rank that is claimed at a point may or may not be reached, all the more modulo few numbers. */
static void compare_circuit(agreement *t)
{
    static buffer T;
    circuit C;
    draw_circuit(&C, 1 + (int)draw(2), draw(2));
    put_circuit(&T, &C, (int)draw((uint64_t)C.gates + 1), primes[draw(5)]);
    compare(t, &T);
}

/* On more qubits, at one point, the largest rank that is accepted is looked for by halves. */
static void compare_wide_circuit(agreement *t)
{
    static buffer T;
    circuit C;
    draw_circuit(&C, 3 + (int)draw(WIDE - 3), false);
    C.gates = 1 + (int)draw(60);
    int reached = -1, missed = C.gates + 1;
    uint64_t p = primes[draw(4)], point = random_state;
    while (missed - reached > 1) {
        uint64_t accepted = t->accepted;
        int rank = (reached + missed) / 2;
        random_state = point;
        put_circuit(&T, &C, rank, p);
        compare(t, &T);
        if (t->accepted > accepted)
            reached = rank;
        else
            missed = rank;
    }
}

int main(void)
{
    static algebra A;
    agreement t = {0}, diagonal = {0}, circuits = {0};
    random_state = lb_test_seed();
    algebra_init(&A);
    for (size_t i = lb_test_count(20000); i > 0; i--)
        compare_diagonal(&diagonal, &A);
    printf("%" PRIu64 " certificates of commuting strings, %" PRIu64 " accepted, %" PRIu64
           " failures\n",
           diagonal.texts, diagonal.accepted, diagonal.failures);
    for (size_t i = lb_test_count(4000); i > 0; i--)
        compare_circuit(&circuits);
    for (size_t i = lb_test_count(300); i > 0; i--)
        compare_wide_circuit(&circuits);
    printf("%" PRIu64 " circuits, %" PRIu64 " accepted, %" PRIu64 " failures\n", circuits.texts,
           circuits.accepted, circuits.failures);
    for (size_t i = lb_test_count(300); i > 0; i--)
        compare_closure(&t, &A);
    compare_files(&t, "tests/reject/*.cert", lb_test_count(50));
    compare_files(&t, "tests/reject/accept/*.cert", lb_test_count(300));
    printf("%" PRIu64 " texts, %" PRIu64 " accepted, %" PRIu64 " failures\n", t.texts, t.accepted,
           t.failures);
    algebra_clear(&A);
    return t.failures || diagonal.failures || circuits.failures || !t.accepted ||
                   !diagonal.accepted || !circuits.accepted
               ? EXIT_FAILURE
               : EXIT_SUCCESS;
}
